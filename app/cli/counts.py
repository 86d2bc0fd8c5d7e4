"""What comes of findings, and what rows of a ledger became, as every verb tells it."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n import gettext as _
from app.services.findings import FindingCounts
from app.services.ledgers import RowCounts


def finding_lines(counts: FindingCounts) -> list[str]:
    """New, resolved and open findings, and the answers that are to be looked at again."""
    lines = [
        _("Findings: {new} new, {resolved} resolved, {open} open").format(
            new=counts.new, resolved=counts.resolved, open=counts.open
        )
    ]
    if counts.stale:
        told = _("Answers whose findings or questions have changed since: {count} (answers --show stale).")
        lines.append(told.format(count=len(counts.stale)))
    return lines


def finding_counts(counts: FindingCounts) -> dict[str, int]:
    """The same as numbers."""
    return {"new": counts.new, "resolved": counts.resolved, "open": counts.open, "stale_answers": len(counts.stale)}


def rows_line(source: str, counts: Mapping[str, int]) -> str:
    """What became of the rows of a file."""
    return _(
        "{source}: {read} rows read; {added} added, {changed} changed, {unchanged} unchanged, {rejected} left out, "
        "{skipped} skipped, {gone} gone"
    ).format(source=source, **{**RowCounts().data(), **counts})
