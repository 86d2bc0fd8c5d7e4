"""The ledgers of an audit as a list: what each holds, when it came, what stands open in it, and who needs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.catalogue import Catalogue, RuleText
from app.domain.findings import LIVE, Source
from app.domain.grades import Severity
from app.services.ports import Desk, FindingQuery

MAIN = ("terminals", "accounts", "contractors", "systems", "sites", "people")
"""The ledgers that an audit is about; the others are tables that rules refer to."""
_TABLES = (
    "rooms",
    "disasters",
    "exceptions",
    "role_standards",
    "deployment_standards",
    "external_registrants",
    "capital_ties",
    "stocktaking",
)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A ledger in the list. `imported` is when (ISO 8601) and from which `source` the last import was, empty for none;
    `findings` counts those of its records that are not settled, `gravest` is the worst grade among them."""

    kind: str
    records: int = 0
    imported: str = ""
    source: str = ""
    findings: int = 0
    gravest: Severity | None = None


def ordered(kinds: Iterable[str]) -> tuple[str, ...]:
    """The main ledgers first, then the tables; a kind that neither names comes last."""
    known = (*MAIN, *_TABLES)
    return tuple(sorted(kinds, key=lambda kind: (known.index(kind) if kind in known else len(known), kind)))


def entries(desk: Desk) -> tuple[LedgerEntry, ...]:
    """Every ledger that can be imported, in the order of the list."""
    kinds = ordered(desk.world.ledgers.kinds())
    with desk.file.read() as work:
        counts = {kind: work.ledgers.count(kind) for kind in kinds}
        latest = {batch.kind: batch for batch in work.ledgers.batches() if batch.undone is None}
        found = work.findings.chosen(FindingQuery(source=Source.RULES.value))
    grades: dict[str, list[Severity]] = {}
    for finding in found:
        if finding.status in LIVE and finding.rows:
            grades.setdefault(finding.rows[0].kind, []).append(finding.severity)
    order = list(Severity)
    return tuple(
        LedgerEntry(
            kind,
            counts[kind],
            latest[kind].at if kind in latest else "",
            latest[kind].source if kind in latest else "",
            len(grades.get(kind, ())),
            min(grades[kind], key=order.index) if kind in grades else None,
        )
        for kind in kinds
    )


def rules_over(catalogue: Catalogue, kind: str) -> tuple[RuleText, ...]:
    """The rules that cannot run, or not in every way, without this ledger."""
    return tuple(r for r in catalogue.rules if r.kind == "ledger" and any(kind in needs for needs in r.needs))
