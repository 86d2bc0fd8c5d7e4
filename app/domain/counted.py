"""What the question of a challenge (反問) may count. The catalogue names it, `app.domain.inventory` counts it."""

from __future__ import annotations

from enum import StrEnum


class Counted(StrEnum):
    """Findings that stand against an answer, or records of a ledger; an entry of `challenges.toml` asks about them."""

    FINDINGS = "findings"
    TERMINALS_IN_SHARED_ROOMS = "terminals_in_shared_rooms"
    TERMINALS_OF_OTHER_SIDE_USERS = "terminals_of_other_side_users"
    TERMINALS_WITHOUT_MANAGER = "terminals_without_manager"
    TERMINALS_NOT_IN_USE = "terminals_not_in_use"
    TERMINALS_LENT = "terminals_lent"
    TERMINALS_TO_TAKE_OUT = "terminals_to_take_out"
    TERMINALS_DISPOSED_NOT_ERASED = "terminals_disposed_not_erased"
    TERMINALS_NEVER_MET = "terminals_never_met"
    ROOMS_BOTH_SIDES_ENTER = "rooms_both_sides_enter"
    ROOMS_WITHOUT_OCCUPANT = "rooms_without_occupant"
    ENTRIES_NOT_REVIEWED = "entries_not_reviewed"
    OFFICES_SHARED = "offices_shared"
    ACCOUNTS_OF_OTHER_SIDE = "accounts_of_other_side"
    ACCOUNTS_FOR_DISASTERS = "accounts_for_disasters"
    ACCOUNTS_SHARED = "accounts_shared"
    ACCOUNTS_NOT_REVIEWED = "accounts_not_reviewed"
    ACCOUNTS_NEVER_SEEN = "accounts_never_seen"
    CONTRACTORS_OF_BOTH_SIDES = "contractors_of_both_sides"
    CONTRACTS_HANDED_ON = "contracts_handed_on"
    CONTRACTS_ENDED_NOT_ERASED = "contracts_ended_not_erased"
    PEOPLE_MOVED_ACROSS = "people_moved_across"
    PEOPLE_OF_BOTH_SIDES = "people_of_both_sides"
    PEOPLE_NEVER_TRAINED = "people_never_trained"
    SYSTEMS_NOT_SPLIT = "systems_not_split"
    SYSTEMS_NOT_LOGGED = "systems_not_logged"
    SYSTEMS_OPEN_IN_DISASTERS = "systems_open_in_disasters"
    EXCEPTIONS_RUNNING = "exceptions_running"
    REGISTRANTS_OF_OTHER_SIDE = "registrants_of_other_side"
