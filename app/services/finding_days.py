"""What is written where a rule misses a day: a date that could not be read is told as such, never as none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain import rules
from app.domain.findings import Finding
from app.domain.ledgers import dates
from app.services.ports import UnitOfWork

_Place = tuple[str, str, str]
"""Ledger, match key, field."""


def with_days_written(work: UnitOfWork, findings: Sequence[Finding]) -> list[Finding]:
    """The findings with what their rows say in the place of a day that could not be read.

    Rules judge records without their cells as written: these are looked up once for all.
    """
    wanted: dict[str, set[str]] = {}
    for finding in findings:
        for _part, place in _missed(finding):
            wanted.setdefault(place[0], set()).add(place[1])
    written: dict[_Place, str] = {}
    for kind, keys in wanted.items():
        fields = {field for of_kind, field in rules.DAYS.values() if of_kind == kind}
        for key, cells in work.ledgers.written(kind, keys):
            for field in fields & cells.keys():
                day, problem = dates.parse(cells[field])
                if problem and not day:
                    written[kind, key, field] = cells[field].strip()
    return [_told(each, written) for each in findings] if written else list(findings)


def _missed(finding: Finding) -> list[tuple[str, _Place]]:
    """The parts of a message that tell of a missing day, each with its place."""
    found = []
    for part in finding.message.split("+"):
        kind, field = rules.DAYS.get((finding.rule, part), ("", ""))
        row = next((row for row in finding.rows if row.kind == kind), None) if kind else None
        if row is not None:
            found.append((part, (kind, row.match_key, field)))
    return found


def _told(finding: Finding, written: dict[_Place, str]) -> Finding:
    unread = {part: written[place] for part, place in _missed(finding) if place in written}
    if not unread:
        return finding
    message = "+".join(f"{part}_unread" if part in unread else part for part in finding.message.split("+"))
    values = {**finding.values, **{f"{part}_written": text for part, text in unread.items()}}
    return replace(finding, message=message, values=values)
