"""In which column of its row a record behind a finding stands, where a table of rights has one record for each mark."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.domain.findings import Finding, RowRef
from app.services.ports import UnitOfWork


def with_columns(work: UnitOfWork, findings: Sequence[Finding], kinds: Collection[str]) -> list[Finding]:
    """The findings with the columns of their rows. `kinds` are the ledgers that may be laid out so.

    Rules judge records without their cells as written, which alone tell the column: it is looked up once for all.
    """
    wanted: dict[str, set[str]] = {kind: set() for kind in kinds}
    for finding in findings:
        for row in finding.rows:
            if row.kind in wanted:
                wanted[row.kind].add(row.match_key)
    found = {
        (kind, key): place
        for kind, keys in wanted.items()
        if keys
        for key, place in work.ledgers.columns(kind, keys).items()
    }
    if not found:
        return list(findings)

    def placed(row: RowRef) -> RowRef:
        column, heading = found.get((row.kind, row.match_key), ("", ""))
        return replace(row, column=column, heading=heading) if column else row

    return [replace(each, rows=tuple(map(placed, each.rows))) for each in findings]
