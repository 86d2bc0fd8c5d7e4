"""Fields of a sealed audit: what they hold can be read and copied, and nothing can be typed that would be refused."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

_FROZEN = "frozen"


def freeze(editor: QWidget, frozen: bool) -> None:
    """Let a field be read only, or let that go again. Text stays readable and selectable; other editors are disabled.

    What was never frozen is left as its page has it.
    """
    if not frozen and not editor.property(_FROZEN):
        return
    editor.setProperty(_FROZEN, frozen)
    if isinstance(editor, QLineEdit | QTextEdit):
        editor.setReadOnly(frozen)
    else:
        editor.setEnabled(not frozen)
