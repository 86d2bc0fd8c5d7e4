"""What makes a report a draft (案): decided here for every kind, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from app.services.reporting import factor_sheets, privacy_report, progress_report, yearly_material
from app.services.reporting.improvement_plan import gaps
from app.services.reporting.material import Material

_OF_ITS_OWN: dict[str, Callable[[Material], tuple[str, ...]]] = {
    "privacy-report": privacy_report.sentences,
    "factors": factor_sheets.sentences,
    "yearly": yearly_material.sentences,
}
"""What rests on facts of its own and not on every answer of the audit."""
_OF_THE_WAY = frozenset({"overview", "reminders"})
"""What tells how far the audit is: no draft of anything, however far that is."""


def sentences(material: Material, kind: str) -> tuple[str, ...]:
    """What still has to be settled before a report of this kind is no draft; empty when nothing is.

    Every report that is filed or signed rests on all answers, and on what proves those that claim 適合; what the plan
    itself lacks keeps back the plan alone.
    """
    if kind in _OF_THE_WAY:
        return ()
    if kind in _OF_ITS_OWN:
        return _OF_ITS_OWN[kind](material)
    if kind == "progress":
        # It tells of measures: what was answered since is no part of it.
        return progress_report.gaps(material)
    of_plan = gaps.sentences(material) if kind == "plan" else ()
    unproven = material.unproven(material.outline.total())
    return (*of_plan, *material.missing(), *([unproven] if unproven else []))
