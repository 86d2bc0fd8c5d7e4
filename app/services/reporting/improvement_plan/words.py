"""Words of the physical split on paper: short enough for bars and columns."""

from __future__ import annotations

from app.domain.plan import Stage
from app.services.reporting.material import Material


def state_word(material: Material, state: str) -> str:
    """共用, 論理分割 or 物理分割済, or that it is to be entered."""
    _ = material.translate
    if not state:
        return _("(to be entered)")
    return {"shared": _("shared"), "logical": _("logically split"), "physical": _("physically split")}.get(state, state)


def stage_word(material: Material, stage: Stage) -> str:
    """A stage in words."""
    _ = material.translate
    return {
        Stage.DECISION: _("decision"),
        Stage.REQUIREMENTS: _("analysis"),
        Stage.DESIGN: _("design"),
        Stage.DEVELOPMENT: _("build"),
        Stage.TEST: _("test"),
        Stage.MIGRATION: _("move"),
        Stage.SEPARATED: _("complete"),
    }[stage]
