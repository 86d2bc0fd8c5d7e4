"""The way from elsewhere in the window to one field of a checkpoint."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.checkpoints.sheet import CheckpointSheet

_TRIES, _PAUSE = 40, 50
"""How often it is tried until the place was read, and the milliseconds between."""
_SETTLING = (50, 250)
"""Milliseconds after which the field is brought into sight again, while the cursor is still in it."""


def field_of(sheet: CheckpointSheet, name: str, record: str = "") -> QWidget | None:
    """The widget of a field, by the name that consistency checks have for it; None for one that is not on the sheet.
    `record` names the challenge that a reply is to."""
    if name == "reply":
        asked = sheet.challenges.questions.get(record)
        return asked.reply if asked is not None else None
    verdict = next(iter(sheet.verdicts.buttons.values()))
    evidence = sheet.evidence.add
    return {
        "verdict": verdict,
        "reason": verdict,
        "comment": sheet.remark,
        "evidence": evidence,
        "expires": evidence,
        "name": evidence,
        "measure": sheet.measure.measure,
        "disproof": sheet.proof.record,
    }.get(name)


def _keep_in_sight(pane: QScrollArea, widget: QWidget) -> None:
    if widget.hasFocus():
        pane.ensureWidgetVisible(widget)


def lead_to(sheet: CheckpointSheet, pane: QScrollArea, name: str, record: str = "", tries: int = _TRIES) -> None:
    """Put the cursor into a field and bring it into sight, as soon as the place was read that it stands at."""
    widget = field_of(sheet, name, record)
    # The questions of a place are made when it was read.
    if widget is None and not (record and tries):
        return
    if widget is not None and widget.isVisible() and widget.isEnabled():
        widget.setFocus()
        pane.ensureWidgetVisible(widget)
        # What stands above may still get its height, and push the field out of sight again.
        for pause in _SETTLING:
            QTimer.singleShot(pause, widget, partial(_keep_in_sight, pane, widget))
    elif tries:
        QTimer.singleShot(_PAUSE, sheet, lambda: lead_to(sheet, pane, name, record, tries - 1))
