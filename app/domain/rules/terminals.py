"""Rules over the terminal ledger (R01, R02, R03, R07, R31, R32; domain handbook §4.7 as sharpened by §11.6)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.domain.findings import Hit
from app.domain.grades import Role, Severity
from app.domain.ledgers import Record, words
from app.domain.ledgers.values import parts
from app.domain.rules.holders import holders_of
from app.domain.rules.index import Standing
from app.domain.rules.model import Context, Rule, Threshold, judged_singly
from app.domain.rules.reading import blank, day_of, months_before, past
from app.domain.rules.sides import Side, fold, names_company
from app.domain.rules.subject import hit_of

KIND = "terminals"

_NOT_CONNECTED = frozenset({"なし", "無", "無し", "未接続", "接続なし", "スタンドアロン", "スタンドアローン"})
_GRID_SYSTEM = re.compile(r"託送|送配電|配電|系統|給電|ネットワーク|(?<![a-z])nw")
_SECONDED = "出向"
_MOVE_OF_PERSON = re.compile(r"異動|転出|転籍|出向|配属")
MOVE_OF_PLACE = re.compile(r"移設|変更|設置|移動|配置")


def state_of(values: Mapping[str, str]) -> str:
    """The state as the ledger tells it, be it in the remarks alone."""
    return values.get("status", "") or words.state_in_remark(values.get("note", ""))


def in_use(values: Mapping[str, str], context: Context) -> bool:
    """Whether the terminal is in use. Where the state says nothing, one without a past return or disposal is."""
    said = words.in_use(state_of(values))
    if said is not None:
        return said
    return not any(past(values.get(name, ""), context) for name in ("returned", "disposed"))


def reaches_grid(values: Mapping[str, str], context: Context) -> bool:
    """Whether the terminal reaches a grid system with entrants' data: as the list of systems tells those it names.

    Without that list, or for a system not on it, every terminal of the grid operator counts as connected that does not
    say otherwise; with the other roles one that the grid's side owns or uses, or that names a grid system.
    """
    systems = values.get("systems", "")
    if values.get("connected", "") in _NOT_CONNECTED:
        return False
    if systems and fold(systems) in _NOT_CONNECTED:
        return False
    listed = [holders_of(context).system(name) for name in parts(systems)] if "systems" in context.kinds else []
    if any(system.holds_entrants for system in listed):
        return True
    if listed and all(system.standing is not None for system in listed):
        return False
    if not systems and "systems" in context.kinds and _is_others_own(values, context):
        return False
    if context.sides.role is Role.GRID_OPERATOR or _names_grid_system(values):
        return True
    return Side.GRID in (_owner_side(values, context), user_side(values, context))


def _is_others_own(values: Mapping[str, str], context: Context) -> bool:
    """Whether a terminal that names no system is one of the other side for itself: owned there, and used by nobody of
    the grid's side. It may stand in its own rooms."""
    holders = holders_of(context)
    owner = holders.side_named(values.get("owner_company", ""), values.get("owner_department", ""))
    said = bool(values.get("connected", ""))
    return owner is Side.RETAIL and not said and user_side(values, context) is not Side.GRID


def _names_grid_system(values: Mapping[str, str]) -> bool:
    """Whether the ledger itself says that the terminal, which is not said to be unconnected, reaches a grid system."""
    systems = values.get("systems", "")
    return bool(values.get("connected", "") or (systems and _GRID_SYSTEM.search(fold(systems))))


def _owner_side(values: Mapping[str, str], context: Context) -> Side:
    """The side of the owner. Without a column for the owner's company it is the organisation whose ledger it is, unless
    the section in charge names another."""
    company, section = values.get("owner_company", ""), values.get("owner_department", "")
    side = holders_of(context).side_named(company, section)
    if side is Side.UNKNOWN and _owner_assumed(context) and not names_company(section):
        return context.sides.own
    return side


def _owner_assumed(context: Context) -> bool:
    return "owner_company" not in context.columns.get(KIND, frozenset())


def user_side(values: Mapping[str, str], context: Context) -> Side:
    """The side of the user: as the list of people tells, else by what the terminal's own row says."""
    person = _person(values, context)
    if person is not None and not _seconded(person[0].values):
        side = holders_of(context).side_of_person(person[0])
        if side is not Side.UNKNOWN:
            return side
    return holders_of(context).side_named(values.get("user_company", ""), values.get("department", ""))


def _person(values: Mapping[str, str], context: Context) -> Standing | None:
    return holders_of(context).user_of(values) if "people" in context.kinds else None


def _seconded(person: Mapping[str, str]) -> bool:
    return person.get("employment", "") == _SECONDED or bool(person.get("seconded_from") or person.get("seconded_to"))


def _systems_unknown(context: Context) -> bool:
    return "systems" not in context.kinds


def wrong_room(record: Record, batch: str, context: Context) -> Hit | None:
    """R01: a terminal in use that reaches a grid system stands in a room of the other side or a shared one.

    Whose the room is tell the terminal's own row and the list of rooms: where either says that it is the other side's
    or shared, the other does not make it good.
    """
    values = record.values
    zone, place = values.get("zone", ""), values.get("place", "")
    holders = holders_of(context)
    side = holders.place_side(zone, place)
    rooms: list[Standing] = []
    message, partly = "", False
    if "rooms" in context.kinds:
        rooms, listed = holders.room(record.site, values)
    if rooms:
        if zone and listed in _WRONG and side not in _WRONG:
            message = "room_listed"
        if not zone or message:
            side = listed
    if side is Side.GRID or not in_use(values, context) or not reaches_grid(values, context):
        return None
    if side is Side.UNKNOWN:
        context.untested.row("R01", record, "zone")
        return None
    if side is Side.SHARED and rooms:
        entering = _other_side_enters(rooms, context)
        if entering is False:
            return None
        partly = entering is None
    where = place if not blank(place) else zone
    partly = (
        partly
        or _systems_unknown(context)
        or (side is Side.SHARED and not rooms)
        or (not rooms and "zone" not in context.columns.get(KIND, frozenset()))
    )
    told = {"place": where, "zone": zone}
    if message:
        told["occupant"] = next(filter(None, (each[0].values.get("occupant", "") for each in rooms)), "")
    message = message or ("shared_zone" if side is Side.SHARED else "retail_zone")
    return hit_of("R01", message, (record, batch), context, told, partly=partly, rows=tuple(rooms[:1]))


_WRONG = (Side.RETAIL, Side.SHARED)


def _other_side_enters(rooms: list[Standing], context: Context) -> bool | None:
    """Whether the other side may enter a shared room by those whom its rows name now; None where they do not tell."""
    holders = holders_of(context)
    named = [who for record, _batch in rooms if (who := holders.entrants(record.values))]
    if any(Side.RETAIL in who for who in named):
        return True
    return None if not named or any(Side.UNKNOWN in who for who in named) else False


def sides_differ(record: Record, batch: str, context: Context) -> Hit | None:
    """R02: owner and user are on different sides, and the terminal reaches a grid system.

    A terminal of a third company (lessor, IT subsidiary) or of nobody named counts as the organisation's own where
    the ledger itself says that it reaches a grid system: the retailer's user of such a one must not pass unseen.
    """
    values = record.values
    owner = _owner_side(values, context)
    third = owner is Side.UNKNOWN and _names_grid_system(values)
    if third:
        owner = context.sides.own
    if owner not in (Side.GRID, Side.RETAIL):
        return None
    user = user_side(values, context)
    if user is owner:
        return None
    if user not in (Side.GRID, Side.RETAIL):
        if _nothing_of_user(values, context) and in_use(values, context) and reaches_grid(values, context):
            context.untested.row("R02", record, "user_company")
        return None
    if not in_use(values, context) or not reaches_grid(values, context):
        return None
    if any(_SECONDED in values.get(name, "") for name in ("user_company", "department", "user", "note")):
        return None
    person = _person(values, context)
    if person is not None and _seconded(person[0].values):
        return None
    company, section = values.get("user_company", ""), values.get("department", "")
    if person is not None and context.sides.of_company(company) is not user:
        # The list of people told the side: what it says there is the reason.
        company, section = holders_of(context).reason(person[0].values) or company, ""
    owning = values.get("owner_company", "") or values.get("owner_department", "")
    named = values.get("user", "")
    told = {
        "owner": owning,
        "user_company": company or section,
        "user": (section if company else "") or company or section if blank(named) else named,
    }
    assumed = third or _owner_assumed(context) or _systems_unknown(context)
    message = "sides_differ_own" if not owning else "sides_differ_third" if third else "sides_differ"
    rows = (person,) if person is not None else ()
    return hit_of("R02", message, (record, batch), context, told, partly=assumed, rows=rows)


def _nothing_of_user(values: Mapping[str, str], context: Context) -> bool:
    """Whether neither the row nor the list of people tells any company or section of the user: one that is of neither
    side is no more unknown."""
    if values.get("user_company") or values.get("department"):
        return False
    person = _person(values, context)
    return person is None or not (person[0].values.get("company") or person[0].values.get("department"))


def sides_differ_by_list(record: Record, batch: str, context: Context) -> Hit | None:
    """R02 where the ledger has no column for whose the user is: by what the list of people says of the user."""
    told = context.columns.get(KIND, frozenset())
    if all(group & told for group in _sides_needed(context.sides.role)):
        return None
    return sides_differ(record, batch, context)


def still_user(record: Record, batch: str, context: Context) -> Hit | None:
    """R03 by the terminal's own row: the date of transfer is past, and the person still stands as user of a terminal
    got before it. Of people on the list of people that list tells (`still_user_by_list`)."""
    values = record.values
    if _person(values, context) is not None:
        return None
    moved = past(values.get("moved", ""), context)
    user = values.get("user", "")
    if moved is None or moved == context.as_of or blank(user) or not in_use(values, context):
        return None
    heading = context.headings.get((batch, record.sheet), {}).get("moved", "")
    if "異動" not in heading and MOVE_OF_PLACE.search(heading):
        return None
    delivered = day_of(values.get("delivered", "")) if values.get("delivered") else None
    if delivered is not None and delivered >= moved:
        return None
    message = _across(values, context)
    severity = None if message else Severity.IMPROVEMENT
    told = {"user": user, "date": moved.isoformat()}
    partly = "people" not in context.kinds
    return hit_of("R03", message or "transferred", (record, batch), context, told, severity, partly=partly)


def still_user_by_list(record: Record, batch: str, context: Context) -> Hit | None:
    """R03 by the list of people: a transfer is past, and the person still stands as user of a terminal of the section
    before. A section that is part of the other's name is the same."""
    values = record.values
    found = _person(values, context)
    if found is None or not in_use(values, context):
        return None
    person = found[0].values
    moved = holders_of(context).moved(found[0])
    delivered = day_of(values.get("delivered", "")) if values.get("delivered") else None
    if moved is None or moved == context.as_of or (delivered is not None and delivered >= moved):
        return None
    if not _of_section_before(values, person, context):
        return None
    now = context.sides.of(person.get("company", ""), person.get("department", ""))
    before = context.sides.of(
        person.get("previous_company", "") or values.get("user_company", "") or values.get("owner_company", ""),
        person.get("previous_department", "") or values.get("department", ""),
    )
    across = {now, before} == {Side.GRID, Side.RETAIL}
    message = "transferred" if not across else "across" if now is Side.RETAIL else "across_grid"
    severity = None if across else Severity.IMPROVEMENT
    user = person.get("person", "") or values.get("user", "") or values.get("user_id", "")
    told = {"user": user, "date": moved.isoformat()}
    return hit_of("R03", message, (record, batch), context, told, severity, rows=(found,))


def _of_section_before(values: Mapping[str, str], person: Mapping[str, str], context: Context) -> bool:
    """Whether the terminal's section or company is the one the person left."""
    section_key, company_key = holders_of(context).section_key, context.registers.company
    section = section_key(values.get("department", "") or values.get("owner_department", ""))
    now, before = section_key(person.get("department", "")), section_key(person.get("previous_department", ""))
    company = company_key(values.get("user_company", "") or values.get("owner_company", ""))
    left, present = company_key(person.get("previous_company", "")), company_key(person.get("company", ""))
    elsewhere = bool(company and present and company != present)
    if section and now and (section in now or now in section):
        # Both companies may have a section of that name.
        return elsewhere and company == left
    if section and before:
        return section in before or before in section
    if company and left:
        return elsewhere and company == left
    if not section or not now or before:
        return False
    # The list does not tell where the person was before: a transfer dated as such, or another section that the list
    # knows, must have been it; a section that is only written in another way is not.
    return bool(past(person.get("moved", ""), context)) or section in context.registers.people.sections


def _across(values: Mapping[str, str], context: Context) -> str:
    """The sentence of a transfer that by all signs crossed to the other side than that of the terminal, or empty."""
    home = context.sides.own
    if home is Side.UNKNOWN:
        home = _owner_side(values, context)
    other = Side.GRID if home is Side.RETAIL else Side.RETAIL
    note = values.get("note", "")
    signs = (
        user_side(values, context),
        context.sides.of_section(values.get("department", "")),
        context.sides.of_section(note) if _MOVE_OF_PERSON.search(note) else Side.UNKNOWN,
    )
    if other not in signs:
        return ""
    return "across" if other is Side.RETAIL else "across_grid"


def returned_yet_in_use(record: Record, batch: str, context: Context) -> Hit | None:
    """R07: an actual return or disposal is past and the state still says in use."""
    values = record.values
    for name in ("returned", "disposed"):
        day = past(values.get(name, ""), context)
        if day is not None and day < context.as_of:
            said = words.in_use(values.get("status", ""))
            if said is None and values.get("status"):
                context.untested.row("R07", record, "status")
            if not said:
                return None
            partly = "returned" not in context.columns.get(KIND, frozenset())
            return hit_of("R07", name, (record, batch), context, {"date": day.isoformat()}, partly=partly)
    return None


_NAMED = {"manager": "no_manager", "user": "no_user", "place": "no_place"}


def nobody_named(record: Record, batch: str, context: Context) -> Hit | None:
    """R31: a terminal in use without manager, user or place, of those for which the ledger has a column."""
    values = record.values
    columns = context.columns.get(KIND, frozenset())
    missing = ""
    for name, message in _NAMED.items():
        if blank(values.get(name, "")) and name in columns:
            missing += f"+{message}" if missing else message
    if not missing or not in_use(values, context):
        return None
    partly = any(name not in columns for name in _NAMED)
    return hit_of("R31", missing, (record, batch), context, {}, partly=partly)


def not_seen_lately(record: Record, batch: str, context: Context) -> Hit | None:
    """R32: a terminal in use without a date of physical check, or with one too long ago."""
    values = record.values
    seen = day_of(values.get("inventoried", "")) if values.get("inventoried") else None
    months = context.thresholds[MONTHS.name]
    if (seen is not None and seen >= months_before(context.as_of, months)) or not in_use(values, context):
        return None
    told = {"months": str(months)} if seen is None else {"months": str(months), "date": seen.isoformat()}
    return hit_of("R32", "never" if seen is None else "long_ago", (record, batch), context, told)


MONTHS = Threshold("R32.months", 12, 1, 120)

_OWNER, _USER = frozenset({"owner_company", "owner_department"}), frozenset({"user_company", "department"})
_NAMED_USER = frozenset({"user", "user_id"})


def _sides_needed(role: Role) -> tuple[frozenset[str], ...]:
    """Inside the integrated operator only sections tell whose a terminal is; elsewhere it is the organisation's own."""
    return (_OWNER, _USER) if role is Role.INTEGRATED_OPERATOR else (_USER,)


def _sides_needed_by_list(role: Role) -> tuple[frozenset[str], ...]:
    return tuple(_NAMED_USER if group is _USER else group for group in _sides_needed(role))


def _sides_sharpened(role: Role) -> tuple[str, ...]:
    inside = role is Role.INTEGRATED_OPERATOR
    return ("owner_department", "department") if inside else ("owner_company", "user_company")


RULES = (
    Rule(
        "R01",
        KIND,
        judged_singly(wrong_room),
        (frozenset({"zone", "place"}),),
        sharper=("zone",),
        lists=("systems", "rooms"),
    ),
    Rule(
        "R02",
        KIND,
        judged_singly(sides_differ),
        _sides_needed,
        sharper=_sides_sharpened,
        other_side=True,
        lists=("systems", "people"),
    ),
    Rule(
        "R02",
        KIND,
        judged_singly(sides_differ_by_list),
        _sides_needed_by_list,
        sharper=_sides_sharpened,
        beside=("people",),
        other_side=True,
        lists=("systems",),
    ),
    Rule(
        "R03",
        KIND,
        judged_singly(still_user),
        (frozenset({"moved"}), frozenset({"user"})),
        lists=("people",),
    ),
    Rule("R03", KIND, judged_singly(still_user_by_list), (_NAMED_USER,), beside=("people",)),
    Rule(
        "R07",
        KIND,
        judged_singly(returned_yet_in_use),
        (frozenset({"returned", "disposed"}), frozenset({"status"})),
        sharper=("returned",),
    ),
    Rule("R31", KIND, judged_singly(nobody_named), (frozenset(_NAMED),), sharper=tuple(_NAMED)),
    Rule("R32", KIND, judged_singly(not_seen_lately), (frozenset({"inventoried"}),), thresholds=(MONTHS,)),
)
