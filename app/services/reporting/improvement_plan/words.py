"""Words of the physical split on paper."""

from __future__ import annotations

from app.domain.plan import Stage
from app.services import reminder_words
from app.services.reporting.material import Material


def state_word(material: Material, state: str) -> str:
    """共用, 論理分割 or 物理分割済, or that it is to be entered."""
    _ = material.translate
    if not state:
        return _("(to be entered)")
    return {"shared": _("shared"), "logical": _("logically split"), "physical": _("physically split")}.get(state, state)


def stage_word(material: Material, stage: Stage) -> str:
    """A stage in the words of the window."""
    return reminder_words.stage_word(stage, material.translate)
