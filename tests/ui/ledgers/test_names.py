"""Other names in the ledgers, as an officer confirms them and takes a decision back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import aliases, ledger_editing
from app.ui.ledgers.names import NamesDialog
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.ui.accessible import unnamed

Settle = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(session: Session, qtbot: QtBot, settle: Settle) -> NamesDialog:
    """Two systems on record; accounts that call one of them otherwise."""
    for name in ("託送業務システム", "配電設計支援システム"):
        ledger_editing.add_record(session.desk, "systems", {"name": name})
    for number in range(1, 5):
        system = "託送業務シス" if number < 3 else "託送業務システム"
        ledger_editing.add_record(session.desk, "accounts", {"account": f"T{number}", "system": system})
    dialog = NamesDialog(session)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    settle()
    return dialog


def asked(dialog: NamesDialog) -> list[str]:
    return [candidate.text for candidate in dialog.candidates.listing.rows]


def test_a_name_is_confirmed_and_the_decision_taken_back(
    dialog: NamesDialog, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    assert "託送業務シス" in asked(dialog)
    dialog.candidates.choose(("systems", "託送業務シス"))
    assert dialog.meaning.currentText() == "託送業務システム"
    assert not dialog.forget.isEnabled()
    assert aliases.listing(session.desk) == ()
    qtbot.mouseClick(dialog.yes, LEFT)
    settle()
    (alias,) = aliases.listing(session.desk)
    assert (alias.text, alias.meaning) == ("託送業務シス", "託送業務システム")
    assert "託送業務シス" not in asked(dialog)
    assert dialog.decided.choose(("systems", alias.folded))
    qtbot.mouseClick(dialog.forget, LEFT)
    settle()
    assert aliases.listing(session.desk) == ()
    assert "託送業務シス" in asked(dialog)


def test_a_name_of_nothing_is_not_asked_about_again(
    dialog: NamesDialog, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    while asked(dialog):
        qtbot.mouseClick(dialog.no, LEFT)
        settle()
    assert {alias.meaning for alias in aliases.listing(session.desk)} == {""}
    assert dialog.open_title.text() == "確認が必要な名称はありません。"
    assert not dialog.yes.isEnabled()
    assert not dialog.no.isEnabled()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("zoom", [100, 200])
def test_everything_has_a_name_and_room(
    dialog: NamesDialog, settle: Settle, dressed: QApplication, language: str, zoom: int
) -> None:
    speak(dressed, language)
    theme().wear(zoom=zoom)
    settle()
    assert unnamed(dialog) == []
    assert dialog.minimumSizeHint().width() <= 1024
