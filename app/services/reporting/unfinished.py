"""What makes a report a draft (案): decided here for every kind, and nowhere else."""

from __future__ import annotations

from app.services.reporting import progress_report
from app.services.reporting.improvement_plan import gaps
from app.services.reporting.material import Material

_OF_THE_WAY = frozenset({"overview", "reminders"})
"""What tells how far the audit is: no draft of anything, however far that is."""


def sentences(material: Material, kind: str) -> tuple[str, ...]:
    """What still has to be settled before a report of this kind is no draft; empty when nothing is.

    Every report that is filed or signed rests on all answers, and on what proves those that claim 適合; what the plan
    itself lacks keeps back the plan alone.
    """
    if kind in _OF_THE_WAY:
        return ()
    if kind == "progress":
        # It tells of measures: what was answered since is no part of it.
        return progress_report.gaps(material)
    of_plan = gaps.sentences(material) if kind == "plan" else ()
    unproven = material.unproven(material.outline.total())
    return (*of_plan, *material.missing(), *([unproven] if unproven else []))
