"""What the ledgers hold for the papers: who serves, who has which terminals and accounts, what stands in which room.

Read once, within the transaction of the report, and by the same comparisons as the rules make (`app.domain.rules`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.domain.ledgers import Record, words
from app.domain.rules import Context
from app.domain.rules.holders import DELETED, holders_of, is_section, is_shared_name
from app.domain.rules.index import name_key
from app.domain.rules.reading import blank, past
from app.domain.rules.sides import is_other
from app.domain.rules.terminals import reaches_grid, state_of
from app.services.auditing import Outline
from app.services.finding_context import rule_context
from app.services.ports import Batch, Desk, LedgerStore, UnitOfWork
from app.services.site_matching import SiteMatcher

GONE, OTHERS = "gone", "others"
"""Why a record of a ledger has no paper: who left or what is over, and what is of the other side's companies."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record of a ledger with the site that its office means: the id, empty where it means none of the audit.

    `who` is the match key of the person of the list of people who holds it, `room` the key of the room it stands in;
    `grid` tells that it reaches a grid system. `editions` are the imports of which the earlier one shows a person with
    us and the later one with the other side, where the list itself does not tell so.
    """

    key: str
    match_key: str
    site: str
    values: Mapping[str, str]
    who: str = ""
    room: str = ""
    grid: bool = False
    editions: tuple[Batch, ...] = ()

    def __getitem__(self, name: str) -> str:
        """What a field says; empty where it says nothing (不明, ―)."""
        text = self.values.get(name, "")
        return "" if blank(text) else text

    def known(self, *names: str) -> tuple[str, ...]:
        """What these fields say, without those that say nothing."""
        return tuple(filter(None, (self[name] for name in names)))


@dataclass(frozen=True, slots=True)
class Room:
    """A room by all of its rows: `side` is whose it is as the list of rooms says."""

    key: str
    site: str
    building: str
    floor: str
    name: str
    side: str = ""
    occupants: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What is on record at the as-of date. `kinds` are the ledgers that are there at all, `left_out` counts by
    ledger and reason the people and contractors that have no paper.

    `people` are those who serve the organisation, contracted workers included; `terminals` what was neither returned
    nor disposed of, `accounts` what was neither deleted nor revoked, `contractors` the contracts that run.
    """

    kinds: frozenset[str] = frozenset()
    people: tuple[Row, ...] = ()
    terminals: tuple[Row, ...] = ()
    accounts: tuple[Row, ...] = ()
    contractors: tuple[Row, ...] = ()
    disasters: tuple[Row, ...] = ()
    rooms: tuple[Room, ...] = ()
    left_out: Mapping[tuple[str, str], int] = field(default_factory=dict)
    crossed: tuple[Row, ...] = ()
    """People of the other side now who came from ours: what they hand back, and confirm, is ours to ask."""


def read(desk: Desk, work: UnitOfWork, outline: Outline, wanted: Collection[str]) -> Held:
    """What the ledgers `wanted` hold, of those that are on record."""
    kinds = frozenset(work.ledgers.kinds())
    if not kinds & set(wanted):
        return Held(kinds=kinds)
    context, _idle = rule_context(desk.catalogue, work, outline.audit, outline.sites, "")
    try:
        named = bool(outline.audit.affiliates)
        reader = _Reader(context, SiteMatcher(outline.sites), kinds & set(wanted), work.ledgers, named=named)
        return reader.held(kinds)
    finally:
        context.registers.forget()


class _Reader:
    def __init__(
        self, context: Context, matcher: SiteMatcher, wanted: frozenset[str], ledgers: LedgerStore, *, named: bool
    ) -> None:
        self._context = context
        self._ledgers = ledgers
        self._affiliates_named = named
        self._registers = context.registers
        self._holders = holders_of(context)
        self._matcher = matcher
        self._wanted = wanted
        self._left_out: Counter[tuple[str, str]] = Counter()
        self._crossed: list[Row] = []

    def held(self, kinds: frozenset[str]) -> Held:
        """Every ledger that is wanted."""
        people = self._of("people", self._people)
        return Held(
            kinds=kinds,
            people=people,
            crossed=tuple(self._crossed),
            terminals=self._of("terminals", self._terminals),
            accounts=self._of("accounts", self._accounts),
            contractors=self._of("contractors", self._contractors),
            disasters=self._of("disasters", self._disasters),
            rooms=self._rooms() if "rooms" in self._wanted else (),
            left_out=self._left_out,
        )

    def _of(self, kind: str, rows: Callable[[], Iterator[Row]]) -> tuple[Row, ...]:
        return tuple(rows()) if kind in self._wanted else ()

    def _others(self, company: str) -> bool:
        """Whether a company is one of the other side: its people and contractors sign there."""
        return is_other(self._context.sides, company)

    def _row(self, record: Record, who: str = "", room: str = "", *, grid: bool = False) -> Row:
        return Row(record.key, record.match_key, self._matcher.of(record.site), record.values, who, room, grid)

    def _people(self) -> Iterator[Row]:
        for posts in self._registers.people.everybody():
            record = posts[0][0]
            if self._holders.gone(record):
                self._left_out["people", GONE] += 1
            # Where no affiliate is named, a company that sends workers would be taken for one.
            elif self._affiliates_named and self._others(record.values.get("company", "")):
                self._left_out["people", OTHERS] += 1
                if (row := self._came_over(record)) is not None:
                    self._crossed.append(row)
            else:
                yield self._row(record, record.match_key)

    def _came_over(self, record: Record) -> Row | None:
        """Somebody of the other side who came from ours, as the list says of them, else as two editions of it show."""
        row = self._row(record, record.match_key)
        came = record.values.get("previous_company", "")
        if not blank(came) and not self._others(came):
            return row
        shown = self._shown_by_editions.get(record.match_key)
        if shown is None:
            return None
        before, editions = shown
        former = {"previous_company": before["company"]}
        if blank(row.values.get("previous_department", "")):
            former["previous_department"] = before.get("department", "")
        return replace(row, values={**row.values, **former}, editions=editions)

    @cached_property
    def _shown_by_editions(self) -> Mapping[str, tuple[Mapping[str, str], tuple[Batch, ...]]]:
        """What an earlier edition of the list said of people who were with us, and are with the other side in a later
        one; by match key, the last such change. Read only where somebody of the other side is on the list."""
        batches = {batch.id: batch for batch in self._ledgers.batches("people") if batch.undone is None}
        found: dict[str, tuple[Mapping[str, str], tuple[Batch, ...]]] = {}
        for batch in list(batches.values())[1:]:
            with closing(self._ledgers.changes(batch.id, "changed")) as changes:
                for change in changes:
                    before, after = change.before or {}, change.after or {}
                    was, now = before.get("company", ""), after.get("company", "")
                    # A company that no edition named before was filled in: that shows no change.
                    if not blank(was) and not self._others(was) and self._others(now):
                        earlier = batches.get(change.brought)
                        found[change.match_key] = before, tuple(filter(None, (earlier, batch)))
        return found

    def _terminals(self) -> Iterator[Row]:
        for record, _batch in self._registers.standing("terminals"):
            values = record.values
            if not self._taken_away(values):
                person = self._holders.user_of(values)
                who = person[0].match_key if person is not None else _unlisted(values)
                rooms, _side = self._holders.room(record.site, values)
                room = self._room_key(rooms[0][0]) if rooms else ""
                row = self._row(record, who, room, grid=reaches_grid(values, self._context))
                yield replace(row, values={**values, "place": _place(values)})

    def _taken_away(self, values: Mapping[str, str]) -> bool:
        state = state_of(values)
        if words.taken_away(state) or words.gone(state):
            return True
        days = (past(values.get(name, ""), self._context) for name in ("returned", "disposed"))
        return words.in_use(state) is None and any(days)

    def _accounts(self) -> Iterator[Row]:
        for record, _batch in self._registers.standing("accounts"):
            values = record.values
            if values.get("status") == DELETED or past(values.get("revoked", ""), self._context) is not None:
                continue
            person = self._registers.people.person(values.get("emp_no", ""), values.get("person", ""))
            row = self._row(record, person[0].match_key if person is not None else "")
            if not row.site and person is not None:
                # The office of its user, where the ledger of accounts names none.
                row = Row(row.key, row.match_key, self._matcher.of(person[0].site), row.values, row.who)
            yield row

    def _contractors(self) -> Iterator[Row]:
        for record, _batch in self._registers.standing("contractors"):
            values = record.values
            over = past(values.get("contract_end", ""), self._context) and values.get("renewal") != "有"
            if past(values.get("ended", ""), self._context) or over:
                self._left_out["contractors", GONE] += 1
            elif self._others(values.get("principal", "")):
                self._left_out["contractors", OTHERS] += 1
            else:
                yield self._row(record, self._registers.company(values.get("name", "")))

    def _disasters(self) -> Iterator[Row]:
        for record, _batch in self._registers.standing("disasters"):
            yield self._row(record)

    def _room_key(self, record: Record) -> str:
        return "/".join((self._registers.office(record.site), record.values.get("floor", ""), name_key(_name(record))))

    def _rooms(self) -> tuple[Room, ...]:
        found: dict[str, list[Record]] = {}
        for record, _batch in self._registers.standing("rooms"):
            found.setdefault(self._room_key(record), []).append(record)
        return tuple(self._room(key, rows) for key, rows in found.items())

    def _room(self, key: str, rows: list[Record]) -> Room:
        def said(name: str) -> str:
            known = (row.values.get(name, "") for row in rows)
            return "、".join(dict.fromkeys(text for text in known if not blank(text)))

        first = rows[0]
        return Room(
            key=key,
            site=self._matcher.of(first.site),
            building=first.values.get("building", ""),
            floor=first.values.get("floor", ""),
            name=_name(first),
            side=said("occupant"),
            occupants=said("occupants"),
            entry=said("entry"),
        )


def _place(values: Mapping[str, str]) -> str:
    """Where a terminal stands; ledgers without a place often name the room where others tell whose it is."""
    place, zone = values.get("place", ""), values.get("zone", "")
    if blank(zone) or words.kind_of_room(zone):
        return place
    return " ".join(dict.fromkeys(text for text in (zone, place) if not blank(text)))


def _name(record: Record) -> str:
    return record.values.get("room", "")


def _unlisted(values: Mapping[str, str]) -> str:
    """What somebody is known by who is not on the list of people; empty for a section or 共用."""
    user = values.get("user", "")
    if blank(user) or is_shared_name(user) or is_section(user, values.get("department", "")):
        return ""
    return f"\x1f{name_key(user)}"
