"""R19: a contractor that works for both sides with the same people, accounts, terminals or place (domain handbook §4.7
as sharpened by §11.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.domain.findings import Hit, RowRef
from app.domain.grades import Severity
from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key, parts
from app.domain.rules.contract import HANDLES, KIND, Contract
from app.domain.rules.holders import (
    BATCH,
    SHARED,
    holders_of,
    is_section,
    is_shared_name,
    may_be_several,
    several_people,
)
from app.domain.rules.index import Standing, name_key
from app.domain.rules.model import Context, Rule, row_ref
from app.domain.rules.reading import blank
from app.domain.rules.sides import Side, companies_in
from app.domain.rules.subject import MOST_ROWS
from app.domain.rules.terminals import in_use

_BOTH = re.compile(r"両社|双方|両部門")
_SIDES = frozenset({Side.GRID, Side.RETAIL})
_FLOOR = re.compile(r"(?<!\s)\s*(?:地下)?(?<![0-9])[0-9]+\s*(?:階|F).*$", re.IGNORECASE)
_NO_PERSON = frozenset({SHARED, BATCH})
_NAMED_BY = {"person": "worker_names", "account": "accounts", "terminal": "terminals"}
"""What may be the same, and the field of a contract that names it."""


class Trace(NamedTuple):
    """That a person, account or terminal of a contractor serves a side, by one row.

    `who` holds apart what has one key without being the same: people of one name by their numbers, accounts of several
    systems by their users; empty where the row does not tell. `systems` are the keys of those that the row names.
    """

    what: str
    key: str
    shown: str
    side: Side
    who: str
    row: RowRef
    systems: frozenset[str] = frozenset()


class Same(NamedTuple):
    """A person, account or terminal that serves both sides, by the rows that tell it."""

    what: str
    shown: str
    rows: tuple[RowRef, ...]
    systems: frozenset[str]


def sides_served(contract: Contract) -> set[Side]:
    """The sides that gave the work of a contract."""
    principal = contract.values.get("principal", "")
    if _BOTH.search(principal):
        return set(_SIDES)
    found = {contract.holders.sides.of_company(name) for name in companies_in(principal)}
    found &= _SIDES
    return found or {contract.side()}


class BothSides:
    """R19: a contractor that handles information works for both sides with the same people, place, terminals or
    accounts: as the contracts name them, and as the ledgers of accounts and terminals tell of what the contractor holds
    (its users' company, or lent out by a contract). One row that names both principals overlaps by itself. Same person,
    account or terminal is serious, the same building alone is to be checked."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._holders = holders_of(context)
        self._by_company: dict[str, list[Contract]] = {}

    def see(self, record: Record, batch: str) -> Hit | None:
        """Remember the contract; whom else the contractor works for is known at the end."""
        contract = Contract(record, batch, self._holders)
        company = self._holders.registers.company(record.values.get("name", ""))
        if company and not contract.harmless() and contract.running():
            self._by_company.setdefault(company, []).append(contract)
        return None

    def end(self) -> Iterator[Hit]:
        """One hit for each contract with the grid's side that overlaps with one of the other side."""
        for company, contracts in self._by_company.items():
            for contract in contracts:
                if (hit := self._of_both(contract)) is not None:
                    yield hit
            grid = [c for c in contracts if sides_served(c) == {Side.GRID} and c.handles_data()]
            other = [c for c in contracts if sides_served(c) == {Side.RETAIL}]
            if grid and other:
                yield from self._overlaps(grid, other, self._held(company, grid, other))

    def _overlaps(self, grid: list[Contract], other: list[Contract], held: list[Same]) -> Iterator[Hit]:
        first = min(grid, key=lambda c: (c.record.match_key, c.record.sheet, c.record.row))
        claimed = {id(contract): [same for same in held if self._speaks_of(contract, same)] for contract in grid}
        known = [same for found in claimed.values() for same in found]
        # What no contract names is told once.
        claimed[id(first)] += [same for same in held if same not in known]
        for contract in grid:
            hit = self._overlap(contract, other, claimed[id(contract)])
            if hit is not None:
                yield hit

    def _of_both(self, contract: Contract) -> Hit | None:
        if sides_served(contract) != _SIDES or not contract.handles_data():
            return None
        told = {"principal": contract.values.get("principal", "")}
        return contract.hit("R19", "one_contract", told, partly=not contract.data_told())

    def _speaks_of(self, contract: Contract, same: Same) -> bool:
        """Whether a contract names what serves both sides, or one of the systems that it is used for."""
        if row_ref(contract.record, self._context.files.get(contract.batch, "")) in same.rows:
            return True
        named = parts(contract.values.get("systems", ""))
        return not same.systems.isdisjoint(self._holders.system_key(text) for text in named)

    # --- by the contracts ---------------------------------------------------------------------------------------------

    def _overlap(self, contract: Contract, others: list[Contract], held: list[Same]) -> Hit | None:
        same: dict[str, list[str]] = {}
        rows: dict[str, Standing] = {}
        for other in others:
            for name, field in _NAMED_BY.items():
                both = _shared(contract.values.get(field, ""), other.values.get(field, ""))
                if both:
                    same.setdefault(name, []).extend(both)
                    rows[other.record.match_key] = (other.record, other.batch)
            if _same_place(contract.values.get("place", ""), other.values.get("place", "")):
                same.setdefault("place", []).append(contract.values["place"])
                rows[other.record.match_key] = (other.record, other.batch)
        told = {name: "、".join(dict.fromkeys(found)) for name, found in same.items()}
        messages = [f"same_{name}" for name in _NAMED_BY if name in same]
        for name in _NAMED_BY:
            known = set(map(name_key, same.get(name, ())))
            found = [each.shown for each in held if each.what == name and name_key(each.shown) not in known]
            if found:
                messages.append(f"held_{name}")
                told[f"held_{name}"] = "、".join(dict.fromkeys(found[:MOST_ROWS]))
        if not same and not messages:
            return None
        severity = contract.context.severities["R19"] if messages else Severity.OBSERVATION
        own = row_ref(contract.record, self._context.files.get(contract.batch, ""))
        refs = dict.fromkeys(row for each in held for row in each.rows if row != own)
        message = "+".join(messages or ["same_place"])
        return contract.hit("R19", message, told, severity, [*rows.values(), *refs], self._partly(contract))

    def _partly(self, contract: Contract) -> bool:
        told = all(self._holders.has(field, KIND) for field in (*_NAMED_BY.values(), "place"))
        return not (told and contract.data_told() and self._context.kinds.issuperset(("accounts", "terminals")))

    # --- by the ledgers of accounts and terminals ---------------------------------------------------------------------

    def _held(self, company: str, grid: list[Contract], other: list[Contract]) -> list[Same]:
        """What serves both sides by the ledgers of accounts and terminals, or by one of them and a contract."""
        traces = [*self._accounts(company), *self._terminals(company)]
        if not traces:
            return []
        exact = {(trace.what, trace.key, trace.side) for trace in traces}
        for side, contracts in ((Side.GRID, grid), (Side.RETAIL, other)):
            for trace in self._named(contracts, side):
                # Several systems may have an account of that name: the ledger tells which one is meant.
                if trace.what == "person" or (trace.what, trace.key, side) not in exact:
                    traces.append(trace)
        return [same for found in _alike(traces) if (same := _serving_both(found)) is not None]

    def _named(self, contracts: Iterable[Contract], side: Side) -> Iterator[Trace]:
        for contract in contracts:
            row = row_ref(contract.record, self._context.files.get(contract.batch, ""))
            for what, field in _NAMED_BY.items():
                key_of = name_key if what == "person" else match_key
                for text in parts(contract.values.get(field, "")):
                    if not blank(text):
                        yield Trace(what, key_of(text), text, side, "", row)

    def _accounts(self, company: str) -> Iterator[Trace]:
        for held in self._holders.registers.accounts.of_contractor.all(company):
            side = self._side_of(held.system) if self._holders.side_of_right(held) in _SIDES else None
            if side is None:
                continue
            row, systems = held.ref(self._context.files), frozenset({self._holders.system_key(held.system)})
            name = "" if held.kind in _NO_PERSON else _one_person(held.person)
            yield Trace("account", match_key(held.key), held.key, side, name_key(name), row, systems)
            if name:
                yield Trace("person", name_key(name), name, side, match_key(held.emp_no), row, systems)

    def _terminals(self, company: str) -> Iterator[Trace]:
        for lent in self._holders.registers.terminals.of_contractor.all(company):
            if not in_use(lent.state(), self._context):
                continue
            named = parts(lent.systems)
            sides = {self._side_of(text) for text in named}
            if not named:
                sides = {self._holders.side_named(lent.owner_company, lent.owner_department)}
            row = lent.ref(self._context.files)
            systems = frozenset(map(self._holders.system_key, named))
            name = _one_person(lent.user)
            for side in (Side.GRID, Side.RETAIL):
                if side in sides:
                    yield Trace("terminal", match_key(lent.key), lent.key, side, "", row, systems)
                    if name:
                        yield Trace("person", name_key(name), name, side, match_key(lent.user_id), row, systems)

    def _side_of(self, text: str) -> Side | None:
        """The side whose information a system holds: as the list of systems says, else its name; None for one that
        holds none of it or is open to all."""
        system = self._holders.system(text)
        if system.portal or system.external or system.side not in _SIDES:
            return None
        if system.standing is None:
            return system.side if self._context.sides.of_section(text) is system.side else None
        return None if system.side is Side.GRID and not system.holds_entrants else system.side


def _one_person(name: str) -> str:
    """The name, if it is that of one person."""
    if blank(name):
        return ""
    several = may_be_several(name) and (is_shared_name(name) or is_section(name) or several_people(name) > 1)
    return "" if several else name


def _alike(traces: Iterable[Trace]) -> Iterable[list[Trace]]:
    found: dict[tuple[str, str], list[Trace]] = {}
    for trace in traces:
        found.setdefault((trace.what, trace.key), []).append(trace)
    return found.values()


def _serving_both(traces: list[Trace]) -> Same | None:
    """What traces of one key tell of the same person, account or terminal on both sides; None where nothing does."""
    by_side = {side: [trace for trace in traces if trace.side is side] for side in (Side.GRID, Side.RETAIL)}
    met = [
        trace
        for side, across in ((Side.GRID, Side.RETAIL), (Side.RETAIL, Side.GRID))
        for trace in by_side[side]
        if any(_same(trace, other) for other in by_side[across])
    ]
    if not met or all(trace.row.kind == KIND for trace in met):
        return None
    shown = next(trace.shown for trace in met if trace.row.kind != KIND)
    systems = frozenset(key for trace in met if trace.side is Side.GRID for key in trace.systems)
    return Same(met[0].what, shown, tuple(dict.fromkeys(trace.row for trace in met)), systems)


def _same(one: Trace, other: Trace) -> bool:
    """Whether two traces of one key are of the same: an account must have the same user, people may lack a number."""
    if one.what == "person":
        return one.who == other.who or not one.who or not other.who
    return one.who == other.who or KIND in (one.row.kind, other.row.kind)


def _shared(one: str, other: str) -> list[str]:
    if not one or not other:
        return []
    keys = {name_key(part) for part in parts(other)}
    return [part for part in parts(one) if name_key(part) in keys and not blank(part)]


def _same_place(one: str, other: str) -> bool:
    """Whether two places are in one building: alike without floor and room."""
    if blank(one) or blank(other):
        return False
    building, other_building = (name_key(_FLOOR.sub("", text)) or name_key(text) for text in (one, other))
    return building == other_building


RULES = (
    Rule(
        "R19",
        KIND,
        BothSides,
        (frozenset({"principal", "department"}),),
        sharper=("worker_names", "accounts", "terminals", "place", HANDLES),
        other_side=True,
        lists=("accounts", "terminals"),
    ),
)
