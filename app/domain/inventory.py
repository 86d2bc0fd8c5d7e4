"""What ledgers hold that speaks against an answer: counted by site and for the company, in one pass of each ledger.

A count is a fact and no finding: twelve terminals in a shared room may be lawful, and whoever answers that nothing can
be seen there must be able to say why. What nobody wrote down is unknown and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from app.domain.counted import Counted
from app.domain.findings import RowRef
from app.domain.ledgers import Record, words
from app.domain.rules.both_sides import sides_served
from app.domain.rules.contract import Contract
from app.domain.rules.holders import DISASTER, NO, SHARED, YES, Holders, holders_of
from app.domain.rules.index import Standing, name_key
from app.domain.rules.model import Context, row_ref
from app.domain.rules.places import Cohabitants
from app.domain.rules.reading import blank, months_before, past
from app.domain.rules.sides import Side
from app.domain.rules.subject import MOST_ROWS
from app.domain.rules.terminals import in_use, reaches_grid, state_of, user_side

_BOTH = frozenset({Side.GRID, Side.RETAIL})
_A_YEAR = 12
_OUT_OF_SERVICE = frozenset({"廃止", "停止", "開発中"})
_ENDED, _PENDING = "終了", "申請中"
_NOT_IN_USE = frozenset({words.State.SPARE, words.State.UNUSED})


@dataclass(frozen=True, slots=True)
class Stock:
    """How many things a count found at a place: the rows of the first few, the match keys of all records that show
    them, and a digest of these, which is another one as soon as other records are meant."""

    kind: str
    count: int
    rows: tuple[RowRef, ...]
    keys: frozenset[str]
    digest: str


@dataclass(slots=True)
class _Heap:
    things: set[tuple[str, str]] = field(default_factory=set)
    rows: list[RowRef] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def add(self, standings: tuple[Standing, ...], files: Mapping[str, str]) -> None:
        self.things.add(_thing(standings[0][0]))
        for record, batch in standings:
            if len(self.rows) < MOST_ROWS:
                self.rows.append(row_ref(record, files.get(batch, "")))
            self.keys.add(record.match_key)

    def stock(self, kind: str) -> Stock:
        digest = sha256("\x1f".join(sorted(self.keys)).encode()).hexdigest()[:16]
        return Stock(kind, len(self.things), tuple(self.rows), frozenset(self.keys), digest)


def _thing(record: Record) -> tuple[str, str]:
    """What a record is counted as: an account has a row for each of its rights, a person one for each post."""
    if record.kind in ("accounts", "external_registrants"):
        return record.key, record.values.get("system", "")
    return (record.key, "") if record.kind == "people" else (record.match_key, "")


class _Test(Protocol):
    """Sees every record of a ledger once and gives those that count, each with the rows that show it."""

    def see(self, record: Record, batch: str) -> bool: ...
    def end(self) -> Iterator[tuple[Standing, ...]]: ...


class _Each:
    """Counts records by what each says alone."""

    def __init__(self, counts: Callable[[Record], bool]) -> None:
        self._counts = counts

    def see(self, record: Record, batch: str) -> bool:
        return self._counts(record)

    def end(self) -> Iterator[tuple[Standing, ...]]:
        return iter(())


class _Across:
    """Counts what several rows tell of one thing: a room that both sides enter, a company that serves both."""

    def __init__(self, thing: Callable[[Record], object], sides: Callable[[Record, str], Collection[Side]]) -> None:
        self._thing, self._sides = thing, sides
        self._met: dict[object, tuple[set[Side], list[Standing]]] = {}

    def see(self, record: Record, batch: str) -> bool:
        if (thing := self._thing(record)) and (sides := self._sides(record, batch)):
            known, rows = self._met.setdefault(thing, (set(), []))
            known.update(sides)
            rows.append((record, batch))
        return False

    def end(self) -> Iterator[tuple[Standing, ...]]:
        return (tuple(rows) for sides, rows in self._met.values() if sides >= _BOTH)


Maker = Callable[[Context], _Test]


def _each(counts: Callable[[Mapping[str, str], Context], bool]) -> Maker:
    return lambda context: _Each(lambda record: counts(record.values, context))


def _of_record(counts: Callable[[Record, Context], bool]) -> Maker:
    return lambda context: _Each(lambda record: counts(record, context))


# --- terminals --------------------------------------------------------------------------------------------------------


def _in_shared_room(record: Record, context: Context) -> bool:
    values = record.values
    if not in_use(values, context):
        return False
    holders = holders_of(context)
    if holders.place_side(values.get("zone", ""), values.get("place", "")) is Side.SHARED:
        return True
    return "rooms" in context.kinds and holders.room(record.site, values)[1] is Side.SHARED


def _of_other_sides_user(values: Mapping[str, str], context: Context) -> bool:
    used = in_use(values, context) and user_side(values, context) is Side.RETAIL
    return used and reaches_grid(values, context)


def _without_manager(values: Mapping[str, str], context: Context) -> bool:
    return _told("terminals", "manager", context) and blank(values.get("manager", "")) and in_use(values, context)


def _not_in_use(values: Mapping[str, str], context: Context) -> bool:
    return words.state(state_of(values)) in _NOT_IN_USE


def _lent(values: Mapping[str, str], context: Context) -> bool:
    return words.state(state_of(values)) == words.State.LENT


def _to_take_out(values: Mapping[str, str], context: Context) -> bool:
    return values.get("takeout") == YES and in_use(values, context)


def _disposed_not_erased(values: Mapping[str, str], context: Context) -> bool:
    if not (past(values.get("disposed", ""), context) or words.gone(state_of(values))):
        return False
    return blank(values.get("erased", "")) and blank(values.get("erase_method", ""))


def _never_met(values: Mapping[str, str], context: Context) -> bool:
    told = _told("terminals", "inventoried", context)
    return told and blank(values.get("inventoried", "")) and in_use(values, context)


# --- rooms and offices ------------------------------------------------------------------------------------------------


def _rooms_of_both(context: Context) -> _Test:
    holders = holders_of(context)

    def room(record: Record) -> object:
        name = name_key(record.values.get("room", ""))
        return name and (context.registers.office(record.site), record.values.get("floor", ""), name)

    return _Across(room, lambda record, _batch: holders.entrants(record.values))


def _without_occupant(values: Mapping[str, str], context: Context) -> bool:
    return (
        _told("rooms", "occupant", context) and not blank(values.get("room", "")) and blank(values.get("occupant", ""))
    )


def _entry_not_reviewed(values: Mapping[str, str], context: Context) -> bool:
    if not any(values.get(name) for name in ("person", "emp_no", "entrants", "card")):
        return False
    return past(values.get("revoked", ""), context) is None and _not_within_a_year("rooms", values, context)


def _shared_office(context: Context) -> _Test:
    cohabitants = Cohabitants(context)
    return _Each(lambda record: cohabitants.by_room(record.values))


# --- accounts ---------------------------------------------------------------------------------------------------------


def _of_other_side(values: Mapping[str, str], context: Context) -> bool:
    holders = holders_of(context)
    if not holders.valid(values) or not (system := holders.system(values.get("system", ""))).grid:
        return False
    if system.unsure or holders.of_retailer(system, values.get("issued_to", "")) or values.get("kind") == DISASTER:
        return False
    return _side_of_user(values, holders) is Side.RETAIL


def _side_of_user(values: Mapping[str, str], holders: Holders) -> Side:
    """By the list of people, else by what the row says."""
    name = values.get("person", "")
    person = holders.registers.people.person(values.get("emp_no", ""), "" if blank(name) else name)
    side = holders.side_of_person(person[0]) if person is not None else Side.UNKNOWN
    if side is not Side.UNKNOWN:
        return side
    return holders.side_named(values.get("company", ""), values.get("department", ""))


def _for_disasters(values: Mapping[str, str], context: Context) -> bool:
    return values.get("kind") == DISASTER and holders_of(context).valid(values)


def _shared(values: Mapping[str, str], context: Context) -> bool:
    return values.get("kind") == SHARED and holders_of(context).valid(values)


def _not_reviewed(values: Mapping[str, str], context: Context) -> bool:
    return holders_of(context).valid(values) and _not_within_a_year("accounts", values, context)


def _never_seen(values: Mapping[str, str], context: Context) -> bool:
    told = _told("accounts", "last_login", context)
    return told and blank(values.get("last_login", "")) and holders_of(context).valid(values)


# --- contractors, people, systems, exceptions -------------------------------------------------------------------------


def _contractors_of_both(context: Context) -> _Test:
    holders = holders_of(context)

    def sides(record: Record, batch: str) -> Collection[Side]:
        contract = Contract(record, batch, holders)
        return () if contract.harmless() or not contract.running() else sides_served(contract)

    return _Across(lambda record: holders.registers.company(record.values.get("name", "")), sides)


def _handed_on(record: Record, context: Context) -> bool:
    if record.values.get("subcontracted") != YES and blank(record.values.get("subcontractor", "")):
        return False
    contract = Contract(record, "", holders_of(context))
    return contract.running() and contract.handles_data()


def _ended_not_erased(record: Record, context: Context) -> bool:
    columns = context.columns.get("contractors", frozenset())
    if not columns & {"returned", "erasure"}:
        return False
    values = record.values
    contract = Contract(record, "", holders_of(context))
    if contract.running() or not contract.handles_data():
        return False
    return blank(values.get("returned", "")) and values.get("erasure", "") in ("", NO)


def _moved_across(values: Mapping[str, str], context: Context) -> bool:
    holders = holders_of(context)
    before = holders.side_named(values.get("previous_company", ""), values.get("previous_department", ""))
    now = holders.side_named(values.get("company", ""), values.get("department", ""))
    return _serves(values, context) and {before, now} == _BOTH


def _of_both(values: Mapping[str, str], context: Context) -> bool:
    """Seconded from the other side, or with a second post there."""
    sides = context.sides
    own = holders_of(context).side_named(values.get("company", ""), values.get("department", ""))
    named = (values.get(name, "") for name in ("seconded_from", "seconded_to", "concurrent_company"))
    others = {sides.of_company(text) for text in named if text}
    return _serves(values, context) and ({own} | others) >= _BOTH


def _never_trained(values: Mapping[str, str], context: Context) -> bool:
    return _told("people", "trained", context) and blank(values.get("trained", "")) and _serves(values, context)


def _serves(values: Mapping[str, str], context: Context) -> bool:
    return past(values.get("left", ""), context) is None and values.get("status") != "退職"


def _not_split(values: Mapping[str, str], context: Context) -> bool:
    return values.get("separation") in ("論理分割", "共用") and _holds(values)


def _not_logged(values: Mapping[str, str], context: Context) -> bool:
    return values.get("logged") == NO and _holds(values)


def _open_in_disasters(values: Mapping[str, str], context: Context) -> bool:
    return values.get("disaster_rights") == YES and _holds(values)


def _holds(values: Mapping[str, str]) -> bool:
    """Whether a system is in service and not said to be without what is not public."""
    return values.get("status", "") not in _OUT_OF_SERVICE and values.get("holds_entrants") != NO


def _running(values: Mapping[str, str], context: Context) -> bool:
    if past(values.get("closed", ""), context) or values.get("status", "") in (_ENDED, _PENDING):
        return False
    ends = past(values.get("ends", ""), context)
    return ends is None or ends == context.as_of


def _registered_of_other_side(values: Mapping[str, str], context: Context) -> bool:
    if past(values.get("removed", ""), context) is not None:
        return False
    return _side_of_user(values, holders_of(context)) is Side.RETAIL


def _told(kind: str, column: str, context: Context) -> bool:
    """Whether a ledger has a column: where it has none nothing is told, and where it has one a blank cell is."""
    return column in context.columns.get(kind, frozenset())


def _not_within_a_year(kind: str, values: Mapping[str, str], context: Context) -> bool:
    day = past(values.get("reviewed", ""), context)
    return _told(kind, "reviewed", context) and (day is None or day < months_before(context.as_of, _A_YEAR))


@dataclass(frozen=True, slots=True)
class Measure:
    """A count: the ledger whose records it counts and what makes its test."""

    kind: str
    test: Maker


MEASURES: Mapping[Counted, Measure] = {
    Counted.TERMINALS_IN_SHARED_ROOMS: Measure("terminals", _of_record(_in_shared_room)),
    Counted.TERMINALS_OF_OTHER_SIDE_USERS: Measure("terminals", _each(_of_other_sides_user)),
    Counted.TERMINALS_WITHOUT_MANAGER: Measure("terminals", _each(_without_manager)),
    Counted.TERMINALS_NOT_IN_USE: Measure("terminals", _each(_not_in_use)),
    Counted.TERMINALS_LENT: Measure("terminals", _each(_lent)),
    Counted.TERMINALS_TO_TAKE_OUT: Measure("terminals", _each(_to_take_out)),
    Counted.TERMINALS_DISPOSED_NOT_ERASED: Measure("terminals", _each(_disposed_not_erased)),
    Counted.TERMINALS_NEVER_MET: Measure("terminals", _each(_never_met)),
    Counted.ROOMS_BOTH_SIDES_ENTER: Measure("rooms", _rooms_of_both),
    Counted.ROOMS_WITHOUT_OCCUPANT: Measure("rooms", _each(_without_occupant)),
    Counted.ENTRIES_NOT_REVIEWED: Measure("rooms", _each(_entry_not_reviewed)),
    Counted.OFFICES_SHARED: Measure("sites", _shared_office),
    Counted.ACCOUNTS_OF_OTHER_SIDE: Measure("accounts", _each(_of_other_side)),
    Counted.ACCOUNTS_FOR_DISASTERS: Measure("accounts", _each(_for_disasters)),
    Counted.ACCOUNTS_SHARED: Measure("accounts", _each(_shared)),
    Counted.ACCOUNTS_NOT_REVIEWED: Measure("accounts", _each(_not_reviewed)),
    Counted.ACCOUNTS_NEVER_SEEN: Measure("accounts", _each(_never_seen)),
    Counted.CONTRACTORS_OF_BOTH_SIDES: Measure("contractors", _contractors_of_both),
    Counted.CONTRACTS_HANDED_ON: Measure("contractors", _of_record(_handed_on)),
    Counted.CONTRACTS_ENDED_NOT_ERASED: Measure("contractors", _of_record(_ended_not_erased)),
    Counted.PEOPLE_MOVED_ACROSS: Measure("people", _each(_moved_across)),
    Counted.PEOPLE_OF_BOTH_SIDES: Measure("people", _each(_of_both)),
    Counted.PEOPLE_NEVER_TRAINED: Measure("people", _each(_never_trained)),
    Counted.SYSTEMS_NOT_SPLIT: Measure("systems", _each(_not_split)),
    Counted.SYSTEMS_NOT_LOGGED: Measure("systems", _each(_not_logged)),
    Counted.SYSTEMS_OPEN_IN_DISASTERS: Measure("systems", _each(_open_in_disasters)),
    Counted.EXCEPTIONS_RUNNING: Measure("exceptions", _each(_running)),
    Counted.REGISTRANTS_OF_OTHER_SIDE: Measure("external_registrants", _each(_registered_of_other_side)),
}
"""Every count of records that a challenge may ask about (`Counted.FINDINGS` counts findings)."""

Chunks = Callable[[str], Generator[tuple[str, list[Record]], None, None]]
"""The records of a kind that are not gone, many at a time, each chunk with the import that brought it."""


def count(
    wanted: Collection[Counted], context: Context, chunks: Chunks, site_of: Callable[[str], str | None]
) -> dict[tuple[Counted, str], Stock]:
    """What ledgers hold of each count at each site (its id) and, under an empty id, in the whole company.

    `site_of` gives the site that an office of a ledger means, empty for none, and None for one whose records have no
    say. Each ledger is read once.
    """
    heaps: dict[tuple[Counted, str], _Heap] = {}
    for kind in sorted({MEASURES[each].kind for each in wanted} & context.kinds):
        tests = [(each, MEASURES[each].test(context)) for each in sorted(wanted) if MEASURES[each].kind == kind]
        with closing(chunks(kind)) as found:
            for batch, records in found:
                for record in records:
                    if (site := site_of(record.site)) is None or not any(record.values.values()):
                        continue
                    for each, test in tests:
                        if test.see(record, batch):
                            _add(heaps, each, site, ((record, batch),), context)
        for each, test in tests:
            for rows in test.end():
                _add(heaps, each, site_of(rows[0][0].site) or "", rows, context)
    return {place: heap.stock(MEASURES[place[0]].kind) for place, heap in heaps.items()}


def _add(
    heaps: dict[tuple[Counted, str], _Heap], each: Counted, site: str, rows: tuple[Standing, ...], context: Context
) -> None:
    for place in dict.fromkeys((site, "")):
        heaps.setdefault((each, place), _Heap()).add(rows, context.files)
