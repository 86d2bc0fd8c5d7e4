"""Rules over the ledger of contractors (R19–R24; domain handbook §4.7 as sharpened by §11.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import isfinite

from app.domain.findings import Hit
from app.domain.grades import Role, Severity
from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key, parts
from app.domain.rules.holders import NO, YES, Holders, holders_of
from app.domain.rules.index import Standing, name_key
from app.domain.rules.model import Context, Judge, Rule, Threshold, judged_singly, row_ref
from app.domain.rules.reading import blank, day_of, months_before, past
from app.domain.rules.sides import Side, companies_in
from app.domain.rules.terminals import in_use

KIND = "contractors"

AUDIT_MONTHS = Threshold("R24.months", 12, 1, 120)

_HANDLED = re.compile(r"託送|非公開|新電力|顧客|需要者|契約者|供給地点|使用量|検針|小売電気事業者|個人情報")
_BOTH = re.compile(r"両社|双方|両部門")
_GRID_WORK = re.compile(r"託送|送配電|配電|送電|変電|系統|給電|検針|計量|停電|引込|ネットワーク|スイッチング|接続")
# Work that meets no information, though it is done in the same building for both.
_HARMLESS = re.compile(r"清掃|配送|運送|輸送|植栽|警備|廃棄物|給食|食堂|売店|印刷機保守|自動販売")
MOST_ROWS = 20
_LISTS = 2
"""So many sub-contractors that have a row of their own show that the ledger is to list them."""


@dataclass(frozen=True, slots=True)
class Contract:
    """One row of the ledger under judgement."""

    record: Record
    batch: str
    holders: Holders

    @property
    def values(self) -> Mapping[str, str]:
        """Its fields."""
        return self.record.values

    @property
    def context(self) -> Context:
        """What the rules know besides the rows."""
        return self.holders.context

    def handles_data(self) -> bool:
        """Whether wheeling or non-public information is handled: as the ledger says, else by its words; cleaning and
        delivery never count. A ledger without a column for it tells by the work."""
        work = self.values.get("work", "")
        if _HARMLESS.search(work):
            return False
        said = self.values.get("handles_data", "")
        if said in (YES, NO):
            return said == YES
        data = self.values.get("data", "")
        if data == YES or _HANDLED.search(data) is not None:
            return True
        if self.data_told():
            return False
        return _HANDLED.search(work) is not None or _GRID_WORK.search(work) is not None

    def data_told(self) -> bool:
        """Whether the ledger has a column that tells what information is handled."""
        return self.holders.has("handles_data", KIND) or self.holders.has("data", KIND)

    def side(self) -> Side:
        """The side that gave the work. Without a principal it is the organisation whose ledger it is."""
        principal, department = self.values.get("principal", ""), self.values.get("department", "")
        side = self.holders.sides.of(principal, department)
        return self.holders.sides.own if side is Side.UNKNOWN and not principal else side

    def running(self) -> bool:
        """Whether the contract is in force on the as-of date."""
        context = self.context
        if past(self.values.get("ended", ""), context) is not None:
            return False
        end = day_of(self.values.get("contract_end", "")) if self.values.get("contract_end") else None
        return end is None or end >= context.as_of or self.values.get("renewal") == YES

    def hit(
        self,
        rule: str,
        message: str,
        told: Mapping[str, str] | None = None,
        severity: Severity | None = None,
        rows: tuple[Standing, ...] = (),
        partly: bool = False,
    ) -> Hit:
        """What a rule says of it, with its own row before the others."""
        files = self.context.files
        refs = (row_ref(self.record, files.get(self.batch, "")),) + tuple(
            row_ref(record, files.get(batch, "")) for record, batch in rows[: MOST_ROWS - 1]
        )
        return Hit(
            rule=rule,
            severity=severity or self.context.severities[rule],
            subject=self.record.key,
            match_key=self.record.match_key,
            site_text=self.record.site,
            message=message,
            values={"key": self.record.key, "work": self.values.get("work", "") or "—", **(told or {})},
            rows=refs,
            partly=partly,
        )


class _Each:
    """A judge whose verdict on a contract needs no other contract."""

    def __init__(self, function: Callable[[Contract], Hit | None], context: Context) -> None:
        self._function = function
        self._holders = holders_of(context)

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the rule says of the contract."""
        return self._function(Contract(record, batch, self._holders))

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())


def _singly(function: Callable[[Contract], Hit | None]) -> Callable[[Context], Judge]:
    return partial(_Each, function)


# --- both sides -------------------------------------------------------------------------------------------------------


class BothSides:
    """R19: a contractor that handles information works for both sides with the same people, place, terminals or
    accounts. One row that names both principals overlaps by itself. Same person, account or terminal is serious, the
    same building alone is to be checked."""

    def __init__(self, context: Context) -> None:
        self._holders = holders_of(context)
        self._by_company: dict[str, list[Contract]] = {}

    def see(self, record: Record, batch: str) -> Hit | None:
        """Remember the contract; whom else the contractor works for is known at the end."""
        contract = Contract(record, batch, self._holders)
        company = self._holders.registers.company(record.values.get("name", ""))
        if company and not _HARMLESS.search(contract.values.get("work", "")) and contract.running():
            self._by_company.setdefault(company, []).append(contract)
        return None

    def end(self) -> Iterator[Hit]:
        """One hit for each contract with the grid's side that overlaps with one of the other side."""
        for contracts in self._by_company.values():
            for contract in contracts:
                if (hit := self._of_both(contract)) is not None:
                    yield hit
            grid = [c for c in contracts if self._sides(c) == {Side.GRID} and c.handles_data()]
            other = [c for c in contracts if self._sides(c) == {Side.RETAIL}]
            for contract in grid:
                hit = self._overlap(contract, other)
                if hit is not None:
                    yield hit

    def _sides(self, contract: Contract) -> set[Side]:
        principal = contract.values.get("principal", "")
        if _BOTH.search(principal):
            return {Side.GRID, Side.RETAIL}
        found = {self._holders.sides.of_company(name) for name in companies_in(principal)}
        found &= {Side.GRID, Side.RETAIL}
        return found or {contract.side()}

    def _of_both(self, contract: Contract) -> Hit | None:
        if self._sides(contract) != {Side.GRID, Side.RETAIL} or not contract.handles_data():
            return None
        told = {"principal": contract.values.get("principal", "")}
        return contract.hit("R19", "one_contract", told, partly=not contract.data_told())

    def _overlap(self, contract: Contract, others: list[Contract]) -> Hit | None:
        same: dict[str, list[str]] = {}
        rows: dict[str, Standing] = {}
        for other in others:
            for name, field in (("person", "worker_names"), ("account", "accounts"), ("terminal", "terminals")):
                both = _shared(contract.values.get(field, ""), other.values.get(field, ""))
                if both:
                    same.setdefault(name, []).extend(both)
                    rows[other.record.match_key] = (other.record, other.batch)
            if _same_place(contract.values.get("place", ""), other.values.get("place", "")):
                same.setdefault("place", []).append(contract.values["place"])
                rows[other.record.match_key] = (other.record, other.batch)
        if not same:
            return None
        grave: list[str] = [name for name in ("person", "account", "terminal") if name in same]
        told = {name: "、".join(dict.fromkeys(found)) for name, found in same.items()}
        messages = [f"same_{name}" for name in (grave or ["place"])]
        severity = contract.context.severities["R19"] if grave else Severity.OBSERVATION
        partly = not all(self._holders.has(f, KIND) for f in ("worker_names", "accounts", "terminals", "place"))
        partly = partly or not contract.data_told()
        return contract.hit("R19", "+".join(messages), told, severity, tuple(rows.values()), partly)


def _shared(one: str, other: str) -> list[str]:
    if not one or not other:
        return []
    keys = {name_key(part) for part in parts(other)}
    return [part for part in parts(one) if name_key(part) in keys and not blank(part)]


_FLOOR = re.compile(r"[\s　]*(?:地下)?[0-9]+\s*(?:階|F).*$", re.IGNORECASE)


def _same_place(one: str, other: str) -> bool:
    """Whether two places are in one building: alike without floor and room."""
    if blank(one) or blank(other):
        return False
    building, other_building = (name_key(_FLOOR.sub("", text)) or name_key(text) for text in (one, other))
    return building == other_building


def given_to_affiliate(contract: Contract) -> Hit | None:
    """R20: the contractor is an affiliate or its subsidiary, and does work of the grid or gets non-public information.
    To be checked until the exception was examined; the integrated operator is excepted."""
    holders, values = contract.holders, contract.values
    if holders.sides.role is not Role.GRID_OPERATOR or contract.side() is not Side.GRID or not contract.running():
        return None
    if not (contract.handles_data() or _GRID_WORK.search(values.get("work", ""))):
        return None
    if _HARMLESS.search(values.get("work", "")):
        return None
    why, parent, rows = _tie(contract)
    if not why or not blank(values.get("exception", "")):
        return None
    partly = "capital_ties" not in contract.context.kinds and not holders.has("affiliated", KIND)
    return contract.hit("R20", why, {"parent": parent or "—"}, rows=rows, partly=partly)


def _tie(contract: Contract) -> tuple[str, str, tuple[Standing, ...]]:
    """Why a contractor counts as an affiliate, through whom, and the rows that say so."""
    values, sides = contract.values, contract.holders.sides
    if sides.of_company(values.get("name", "")) is Side.RETAIL or values.get("affiliated") == YES:
        return "affiliate", values.get("parent", ""), ()
    # A column of capital ties says in words what the company is to its parent: 東湾電力の連結子会社, 東湾電力グループ.
    parents = (values.get("parent", ""), *companies_in(values.get("parent", "")))
    parent = next((name for name in parents if sides.of_company(name) is Side.RETAIL), "")
    if parent and values.get("affiliated") != NO:
        return "subsidiary", parent, ()
    rows: list[Standing] = []
    registers = contract.holders.registers
    first = registers.company(values.get("name", ""))
    seen, above = {first}, [first] if first else []
    while above:
        # Up through the holders of shares. What the organisation itself holds is its own, whoever holds that.
        company = above.pop(0)
        for record, batch in registers.ties.all(company):
            tie = record.values
            holder = tie.get("parent", "")
            rows.append((record, batch))
            if tie.get("relation") == "特定関係事業者":
                return "affiliate", holder, tuple(rows)
            if tie.get("relation") == "なし":
                continue
            if sides.of_company(holder) is Side.RETAIL:
                return "subsidiary", holder, tuple(rows)
            key = registers.company(holder)
            if key and key not in seen and sides.of_company(holder) is not Side.GRID:
                seen.add(key)
                above.append(key)
    return "", "", ()


# --- after the contract -----------------------------------------------------------------------------------------------


class Leftovers:
    """R21: an account or terminal of a contractor whose contracts have all run out, without automatic renewal: of that
    company by its own row, or lent out by a contract that names it."""

    def __init__(self, kind: str, context: Context) -> None:
        self._kind = kind
        self._context = context
        self._holders = holders_of(context)
        self._company, self._key, lent = (
            ("company", "account", "accounts") if kind == "accounts" else ("user_company", "asset_no", "terminals")
        )
        self._over: dict[str, tuple[str, tuple[Standing, ...]] | None] = {}
        self._lent: dict[str, set[str]] = {}
        for record, _batch in context.registers.standing(KIND):
            for text in parts(record.values.get(lent, "")):
                if not blank(text) and record.values.get("name"):
                    self._lent.setdefault(match_key(text), set()).add(record.values["name"])

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the contracts say of the company of an account or of the user of a terminal."""
        values = record.values
        company = values.get(self._company, "")
        over = self._ended(company) if company else None
        if over is None and self._lent:
            company, over = self._ended_by_loan(values.get(self._key, ""))
        if over is None:
            return None
        if not (self._holders.valid(values) if self._kind == "accounts" else in_use(values, self._context)):
            return None
        day, contracts = over
        files = self._context.files
        refs = (row_ref(record, files.get(batch, "")),) + tuple(
            row_ref(each, files.get(of, "")) for each, of in contracts[: MOST_ROWS - 1]
        )
        return Hit(
            rule="R21",
            severity=self._context.severities["R21"],
            subject=record.key,
            match_key=record.match_key,
            site_text=record.site,
            message="account" if self._kind == "accounts" else "terminal",
            values={"key": record.key, "company": company, "date": day},
            rows=refs,
        )

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())

    def _ended_by_loan(self, written: str) -> tuple[str, tuple[str, tuple[Standing, ...]] | None]:
        """The company that a thing is lent to, and the end of its contracts; nothing while one of several runs."""
        companies = sorted(self._lent.get(match_key(written), ())) if written else []
        over = [self._ended(company) for company in companies]
        return (companies[0], over[0]) if companies and all(over) else ("", None)

    def _ended(self, company: str) -> tuple[str, tuple[Standing, ...]] | None:
        """The last day of all contracts with a company and their rows, or None while one runs or none is known."""
        if company in self._over:
            return self._over[company]
        standing = tuple(self._holders.registers.contracts_of(company))
        contracts = [Contract(record, batch, self._holders) for record, batch in standing]
        ends = [c.values.get("ended", "") or c.values.get("contract_end", "") for c in contracts]
        running = any(c.running() for c in contracts)
        found = (max(ends), standing) if contracts and not running and all(ends) else None
        self._over[company] = found
        return found


# --- one contract -----------------------------------------------------------------------------------------------------


class SubContracts:
    """R22: sub-contracting without a day of consent, or with nobody named; where the ledger lists most sub-contractors
    that it names, also with one whom it does not list. Blanket consent counts as consent."""

    def __init__(self, context: Context) -> None:
        self._holders = holders_of(context)
        self._company = context.registers.company
        self._listed: set[str] = set()
        self._contracts: list[tuple[Contract, list[str]]] = []

    def see(self, record: Record, batch: str) -> Hit | None:
        """Remember a contract with sub-contracting; whom the ledger lists is known in the end."""
        values = record.values
        self._listed.add(self._company(values.get("name", "")))
        subs = [part for part in parts(values.get("subcontractor", "")) if not blank(part)]
        contract = Contract(record, batch, self._holders)
        if (subs or values.get("subcontracted") == YES) and contract.running():
            self._contracts.append((contract, subs))
        return None

    def end(self) -> Iterator[Hit]:
        """What each contract with sub-contracting lacks."""
        named = {self._company(sub) for _, subs in self._contracts for sub in subs}
        listed = len(named & self._listed)
        unlisted = named - self._listed if listed >= _LISTS and listed * 2 > len(named) else set()
        for contract, subs in self._contracts:
            hit = _sub_contracted(contract, subs, [sub for sub in subs if self._company(sub) in unlisted])
            if hit is not None:
                yield hit


def _sub_contracted(contract: Contract, subs: list[str], unlisted: list[str]) -> Hit | None:
    values, holders = contract.values, contract.holders
    messages, told = [], {"subcontractor": "、".join(subs) or "—"}
    consent = values.get("consent", "")
    told_consent = holders.has("consented", KIND) or holders.has("consent", KIND)
    if told_consent and day_of(values.get("consented", "") or "-") is None and consent != "包括":
        messages.append("no_consent")
    if not subs and holders.has("subcontractor", KIND):
        messages.append("not_named")
    if unlisted:
        messages.append("not_listed")
        told["unlisted"] = "、".join(unlisted)
    partly = not (holders.has("consented", KIND) and holders.has("subcontractor", KIND))
    return contract.hit("R22", "+".join(messages), told, partly=partly) if messages else None


def too_few_pledges(contract: Contract) -> Hit | None:
    """R23: workers who handle information lack a pledge or training: by name where there are names, else by number."""
    values, holders = contract.values, contract.holders
    if not contract.running() or not contract.handles_data():
        return None
    messages: list[str] = []
    told: dict[str, str] = {}
    workers, pledged = parts(values.get("worker_names", "")), parts(values.get("pledge_names", ""))
    if workers and pledged:
        have = {name_key(name) for name in pledged}
        missing = [name for name in workers if name_key(name) not in have]
        if missing:
            messages.append("named")
            told["names"] = "、".join(missing)
    else:
        people = _number(values, "workers") or len(workers)
        for name, message in (("pledge_count", "pledges"), ("trained_count", "trained")):
            count = _number(values, name)
            if people and count is not None and count < people:
                messages.append(message)
                told |= {"workers": f"{people:g}", message: f"{count:g}"}
    rows = tuple(_untrained(contract)) if "people" in contract.context.kinds else ()
    if rows and not messages:
        messages.append("untrained")
        told["names"] = "、".join(record.values.get("person", "") for record, _batch in rows[:MOST_ROWS])
    if not messages:
        return None
    partly = not (contract.data_told() and (holders.has("trained_count", KIND) or "people" in contract.context.kinds))
    return contract.hit("R23", "+".join(messages), told, rows=rows, partly=partly)


def _untrained(contract: Contract) -> Iterator[Standing]:
    """Workers named by the contract who stand in the list of people without training or pledge."""
    holders = contract.holders
    for name in parts(contract.values.get("worker_names", "")):
        for record, batch in holders.registers.people.posts_of("", name)[:1]:
            lacking = any(holders.has(f, "people") and not record.values.get(f) for f in ("trained", "pledged"))
            if lacking and not holders.gone(record):
                yield record, batch


def _number(values: Mapping[str, str], name: str) -> float | None:
    try:
        number = float(values.get(name, "") or "x")
    except ValueError:
        return None
    return number if isfinite(number) else None


def audit_overdue(contract: Contract) -> Hit | None:
    """R24: the planned day of the next audit is past, or the last one is longer ago than the period; never audited."""
    values, context = contract.values, contract.context
    if not contract.running() or _HARMLESS.search(values.get("work", "")):
        return None
    own = _number(values, "audit_months")
    months = int(own) if own and own >= 1 else context.thresholds[AUDIT_MONTHS.name]
    message, told = _overdue(values, "audited", "audit_due", values.get("started", ""), months, context)
    return contract.hit("R24", message, told) if message else None


def inspection_overdue(record: Record, batch: str, context: Context) -> Hit | None:
    """R24 of an office: the inspection on the spot is overdue by its planned day, else by the period."""
    months = context.thresholds[AUDIT_MONTHS.name]
    message, told = _overdue(record.values, "inspected", "inspection_due", "", months, context)
    if not message:
        return None
    told = {"key": record.key, **told}
    rows = (row_ref(record, context.files.get(batch, "")),)
    severity = context.severities["R24"]
    return Hit("R24", severity, record.key, record.match_key, record.site, f"office_{message}", told, rows)


def _overdue(
    values: Mapping[str, str], last: str, due: str, since: str, months: int, context: Context
) -> tuple[str, dict[str, str]]:
    """What R24 says of a row with a last and a next day; `since` is when there was first something to look at. The
    message is empty where it says nothing."""
    done = past(values.get(last, ""), context)
    planned = day_of(values.get(due, "")) if values.get(due) else None
    if planned is not None:
        if planned >= context.as_of or (done is not None and done >= planned):
            return "", {}
        return "planned", {"date": planned.isoformat()}
    limit = months_before(context.as_of, months)
    if done is not None:
        return ("overdue", {"date": done.isoformat(), "months": str(months)}) if done < limit else ("", {})
    start = day_of(since) if since else None
    return ("", {}) if start is not None and start >= limit else ("never", {"months": str(months)})


def _accounts_left(context: Context) -> Judge:
    return Leftovers("accounts", context)


def _terminals_left(context: Context) -> Judge:
    return Leftovers("terminals", context)


def _one(*names: str) -> frozenset[str]:
    return frozenset(names)


_HANDLES = "handles_data|data"

RULES = (
    Rule(
        "R19",
        KIND,
        BothSides,
        (_one("principal", "department"),),
        sharper=("worker_names", "accounts", "terminals", "place", _HANDLES),
        other_side=True,
    ),
    Rule(
        "R20",
        KIND,
        _singly(given_to_affiliate),
        (_one("name"),),
        sharper=("work", _HANDLES),
        other_side=True,
        lists=("capital_ties",),
    ),
    Rule("R21", "accounts", _accounts_left, (_one("company", "account"),), beside=(KIND,)),
    Rule("R21", "terminals", _terminals_left, (_one("user_company", "asset_no"),), beside=(KIND,)),
    Rule(
        "R22",
        KIND,
        SubContracts,
        (_one("subcontracted", "subcontractor"),),
        sharper=("consented", "subcontractor"),
    ),
    Rule(
        "R23",
        KIND,
        _singly(too_few_pledges),
        (_one("workers", "worker_names"), _one("pledge_count", "pledge_names", "trained_count")),
        sharper=("pledge_count|pledge_names", _HANDLES),
    ),
    Rule("R24", KIND, _singly(audit_overdue), (_one("audited", "audit_due"),), thresholds=(AUDIT_MONTHS,)),
    Rule(
        "R24",
        "sites",
        judged_singly(inspection_overdue),
        (_one("inspected", "inspection_due"),),
        thresholds=(AUDIT_MONTHS,),
        beside=(KIND,),
    ),
)
