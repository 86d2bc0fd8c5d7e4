"""The findings that answers are, followed for many answers at once."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.answers import Answer
from app.domain.catalogue import Checkpoint
from app.domain.findings import Finding, Source, finding_id, from_answer, merge
from app.domain.progress import Place
from app.services.ports import FindingQuery, UnitOfWork

_AT_ONCE = 500
"""So many ids are asked for in one query."""


def follow_all(
    work: UnitOfWork,
    checkpoints: Mapping[str, Checkpoint],
    written: Mapping[Place, Answer],
    today: str,
    taken_back: str = "",
) -> tuple[bool, dict[Place, Finding]]:
    """Keep the findings that these answers are, or no longer are; whether one changed, and what those that did were
    before.

    `taken_back` is the day of the answers that are undone: what was said of the findings until then is in force again.
    """
    derived = [f for p, a in written.items() if (f := from_answer(checkpoints[p[0]], a)) is not None]
    ids = [finding_id(Source.ANSWERS, "", *place) for place in written]
    known: list[Finding] = []
    for start in range(0, len(ids), _AT_ONCE):
        known += work.findings.chosen(FindingQuery(ids=frozenset(ids[start : start + _AT_ONCE])))
    merged = merge(known, derived, today, frozenset({Source.ANSWERS}), taken_back)
    work.findings.put(merged.write)
    changed = {finding.id for finding in merged.write}
    return bool(changed), {(f.subject, f.site): f for f in known if f.id in changed}
