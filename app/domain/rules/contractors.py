"""How contractors are held to their duties: sub-contracts, pledges and audits (R22–R24; domain handbook §4.7 as
sharpened by §11.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite

from app.domain.findings import Hit
from app.domain.ledgers import Record
from app.domain.ledgers.values import parts
from app.domain.rules.contract import HANDLES, KIND, Contract, singly
from app.domain.rules.holders import YES, holders_of
from app.domain.rules.index import Standing, name_key
from app.domain.rules.model import Context, Rule, Threshold, judged_singly
from app.domain.rules.reading import blank, day_of, months_before, past
from app.domain.rules.subject import MOST_ROWS, hit_of
from app.domain.rules.untested import FLAGS, unknown

AUDIT_MONTHS = Threshold("R24.months", 12, 1, 120)
_PREPARED = frozenset({"pledge_count", "pledge_names", "trained_count"})


class SubContracts:
    """R22: sub-contracting without a day of consent, with nobody named, or with one who is not on the list. Blanket
    consent counts as consent.

    "On the list" is asked of a ledger that lists sub-contractors: one in which at least half of those named have a row.
    A ledger of those under direct contract alone would else accuse every sub-contractor that was properly consented to,
    and say nothing of the one that slipped in; of such a ledger consent is all that can be tested, and that the other
    half was not is told (`_note_untested`), for the handbook lets no half that could not be tested pass for 問題なし.

    What the ledger does not say is no hit: the rule speaks of contracts *with* sub-contracting (再委託あり), so that a
    row with neither word nor name is not accused. Without any column for it the rule cannot be run (`columns` below);
    with columns that no row of the ledger fills it has compared nothing, which is told like a half that is missing.
    A contract that says 有 and names nobody is a hit (`not_named`): the name is a duty (checkpoint A3-1-07).
    """

    def __init__(self, context: Context) -> None:
        self._holders = holders_of(context)
        self._company = context.registers.company
        self._listed: set[str] = set()
        self._said = False
        self._contracts: list[tuple[Contract, list[str]]] = []

    def see(self, record: Record, batch: str) -> Hit | None:
        """Remember a contract with sub-contracting; whom the ledger lists is known in the end."""
        values = record.values
        self._listed.add(self._company(values.get("name", "")))
        subs = [part for part in parts(values.get("subcontractor", "")) if not blank(part)]
        contract = Contract(record, batch, self._holders)
        self._said = self._said or bool(subs or values.get("subcontracted"))
        if not subs and unknown(values.get("subcontracted", ""), FLAGS):
            contract.context.untested.row("R22", record, "subcontracted")
        if (subs or values.get("subcontracted") == YES) and contract.running():
            self._contracts.append((contract, subs))
        return None

    def end(self) -> Iterator[Hit]:
        """What each contract with sub-contracting lacks."""
        named = self._named()
        unlisted = named - self._listed if self._lists(named) else set()
        self._note_untested(named)
        for contract, subs in self._contracts:
            hit = _sub_contracted(contract, subs, [sub for sub in subs if self._company(sub) in unlisted])
            if hit is not None:
                yield hit

    def _note_untested(self, named: set[str]) -> None:
        """What of the rule the contracts that were seen leave untested."""
        untested = self._holders.context.untested
        if not self._said:
            untested.part("R22", KIND, "sub_contracting_blank")
        elif named and not self._lists(named):
            untested.part("R22", KIND, "sub_contractors_unlisted")

    def _named(self) -> set[str]:
        return {self._company(sub) for _, subs in self._contracts for sub in subs}

    def _lists(self, named: set[str]) -> bool:
        listed = len(named & self._listed)
        return bool(listed) and listed * 2 >= len(named)


def _sub_contracted(contract: Contract, subs: list[str], unlisted: list[str]) -> Hit | None:
    values, holders = contract.values, contract.holders
    messages, told = [], {"subcontractor": "、".join(subs)}
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
    """R23: workers who handle information lack a pledge or training: by name where there are names, else by number.
    The list of people tells of the workers named what the ledger's own columns do not."""
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
    for name in ("workers", "pledge_count", "trained_count"):
        if values.get(name) and _number(values, name) is None:
            contract.context.untested.row("R23", contract.record, name)
    people = _number(values, "workers") or len(workers)
    counted = (("pledge_count", "pledges"), ("trained_count", "trained"))
    # There is no column for the names of those who were trained.
    for name, message in counted[1:] if workers and pledged else counted:
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


def unprepared_by_list(contract: Contract) -> Hit | None:
    """R23 where the ledger has no column for pledges and training: by what the list of people says of the workers."""
    if any(contract.holders.has(name, KIND) for name in _PREPARED):
        return None
    return too_few_pledges(contract)


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
    """R24: the planned day of the next audit is past, or the last one is longer ago than the period; never audited. By
    a period that is not understood nothing is overdue."""
    values, context = contract.values, contract.context
    if not contract.running() or contract.harmless():
        return None
    own = _number(values, "audit_months")
    months = int(own) if own and own >= 1 else context.thresholds[AUDIT_MONTHS.name]
    message, told = _overdue(values, "audited", "audit_due", values.get("started", ""), months, context)
    if message == "overdue" and own is None and not blank(values.get("audit_months", "")):
        context.untested.row("R24", contract.record, "audit_months")
        return None
    return contract.hit("R24", message, told) if message else None


def inspection_overdue(record: Record, batch: str, context: Context) -> Hit | None:
    """R24 of an office: the inspection on the spot is overdue by its planned day, else by the period."""
    months = context.thresholds[AUDIT_MONTHS.name]
    message, told = _overdue(record.values, "inspected", "inspection_due", "", months, context)
    if not message:
        return None
    return hit_of("R24", f"office_{message}", (record, batch), context, told)


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


def _one(*names: str) -> frozenset[str]:
    return frozenset(names)


RULES = (
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
        singly(too_few_pledges),
        (_one("workers", "worker_names"), _PREPARED),
        sharper=("pledge_count|pledge_names", HANDLES),
    ),
    Rule("R23", KIND, singly(unprepared_by_list), (_one("worker_names"),), sharper=(HANDLES,), beside=("people",)),
    Rule("R24", KIND, singly(audit_overdue), (_one("audited", "audit_due"),), thresholds=(AUDIT_MONTHS,)),
    Rule(
        "R24",
        "sites",
        judged_singly(inspection_overdue),
        (_one("inspected", "inspection_due"),),
        thresholds=(AUDIT_MONTHS,),
        beside=(KIND,),
    ),
)
