"""What makes a report a draft (案): decided here for every kind, and nowhere else."""

from __future__ import annotations

from app.services.reporting.improvement_plan import gaps
from app.services.reporting.material import Material


def sentences(material: Material, kind: str) -> tuple[str, ...]:
    """What still has to be settled before a report of this kind is no draft; empty when nothing is.

    Every report rests on all answers; what the plan itself lacks keeps back the plan alone.
    """
    of_plan = gaps.sentences(material) if kind == "plan" else ()
    return (*of_plan, *material.missing())
