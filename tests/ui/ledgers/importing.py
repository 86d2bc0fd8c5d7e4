"""The import wizard as an officer presses through it: what its tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QWizard
from pytestqt.qtbot import QtBot

from app.services import ledgers
from app.ui.session import Session
from app.ui.wizards.ledger_import import LedgerImportWizard
from app.ui.wizards.ledger_import.step import Step
from tests.ui.kinds import being
from tests.ui.ledgers.conftest import terminal

Settle = Callable[[], None]
Book = Callable[..., Path]
NEXT, BACK = QWizard.WizardButton.NextButton, QWizard.WizardButton.BackButton
COMMIT = QWizard.WizardButton.CommitButton
LISTS = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise|grabbing the keyboard)")
"""Lists that open are windows of their own, of which the screenless platform says that it cannot raise them."""


def go(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, which: QWizard.WizardButton = NEXT) -> None:
    """Press a button below, as the mouse does, and wait for what follows."""
    button = wizard.press(which)
    assert button.isEnabled(), being(Step, wizard.currentPage()).missing()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def to_check(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, file: Path) -> None:
    wizard.file_page.take(file)
    settle()
    for _step in range(3):
        go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()


def untidy(day: str = "いつか") -> list[list[object]]:
    """Eight terminals; the first one's day of stocktaking is none."""
    return [terminal(1, 棚卸日=day), *(terminal(n) for n in range(2, 9))]


def stored(session: Session) -> int:
    return ledgers.counts(session.desk)["terminals"]


def drop(widget: object, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, buttons, keys)
    widget.dropEvent(event)  # type: ignore[attr-defined]


def offices() -> list[list[object]]:
    """Two rows of an office under another name, one of a new office, one of an office nobody examines."""
    names = ("北(営)", "北(営)", "西営業所", "閉鎖済みの出張所")
    return [terminal(n, 区画="共用", 事業所=name) for n, name in enumerate(names, start=1)]


def pick_in(box: QComboBox, qtbot: QtBot, words: str) -> None:
    """As `pick`, in any box."""
    view = box.view()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(view.isVisible)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    while view.currentIndex().row() < box.findText(words):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)


def pick(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, office: str, words: str) -> None:
    """Choose what an office means: open the box with the mouse, go down to the words, press Enter.

    Not a second click: Qt drops one that comes too soon after the first, and what is too soon depends on the machine.
    """
    box = wizard.check_page.offices.boxes[office]
    pick_in(box, qtbot, words)
    qtbot.waitUntil(lambda: box.currentText() == words)
    settle()
