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
from tests.ui.ledgers.importing import LISTS
from tests.ui.typing_keys import type_over, write

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


def test_of_a_department_that_is_like_none_it_can_only_be_said_that_it_is_no_other_name(
    dialog: NamesDialog, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    for kind, values in (
        ("people", {"emp_no": "1", "person": "山田 太郎", "department": "配電部 計画グループ"}),
        ("role_standards", {"system": "託送業務システム", "role": "参照", "department": "監理室"}),
    ):
        ledger_editing.add_record(session.desk, kind, values)
    dialog.reload()
    settle()
    assert asked(dialog) == ["託送業務シス", "監理室"]
    dialog.candidates.choose(("departments", "監理室"))
    assert (dialog.meaning.count(), dialog.yes.isEnabled(), dialog.no.isEnabled()) == (0, False, True)
    qtbot.mouseClick(dialog.no, LEFT)
    settle()
    assert asked(dialog) == ["託送業務シス"]
    assert dialog.yes.isEnabled()


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


@LISTS
def test_a_department_is_confirmed_by_keys_and_taken_back(
    dialog: NamesDialog, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    for number, section in enumerate(("配電課", "配電課", "配電グループ", "企画G"), start=1):
        ledger_editing.add_record(session.desk, "people", {"emp_no": f"E{number}", "department": section})
    dialog.reload()
    settle()
    assert [dialog.section.itemText(n) for n in range(dialog.section.count())] == [
        "",
        "配電課",
        "企画G",
        "配電グループ",
    ]
    assert not dialog.section_yes.isEnabled()
    dialog.section.setFocus()
    for box, text in ((dialog.section, "配電グループ"), (dialog.section_meaning, "存在しない課")):
        line = box.lineEdit()
        assert line is not None
        write(line, text)
    dialog.section_yes.setFocus()
    qtbot.keyClick(dialog.section_yes, Qt.Key.Key_Space)
    settle()
    # What is on record nowhere is refused with a sentence, and stays as it was typed.
    assert "存在しない課" in dialog.notice.words.text()
    assert dialog.section_meaning.currentText() == "存在しない課"
    type_over(dialog.section_meaning.lineEdit(), "配電課")
    qtbot.mouseClick(dialog.section_yes, LEFT)
    settle()
    (alias,) = aliases.listing(session.desk)
    assert (alias.kind, alias.text, alias.meaning) == ("departments", "配電グループ", "配電課")
    assert dialog.section.currentText() == ""
    assert dialog.section.findText("配電グループ") < 0
    type_over(dialog.section.lineEdit(), "企画G")
    type_over(dialog.section_meaning.lineEdit(), "送配電部門")
    qtbot.mouseClick(dialog.section_yes, LEFT)
    settle()
    assert {a.text: a.meaning for a in aliases.listing(session.desk)}["企画G"] == "送配電部門"
    for each in aliases.listing(session.desk):
        assert dialog.decided.choose((each.kind, each.folded))
        qtbot.mouseClick(dialog.forget, LEFT)
        settle()
    assert aliases.listing(session.desk) == ()
    assert dialog.section.findText("配電グループ") > 0


@LISTS
def test_a_department_is_no_other_name_of_itself(
    dialog: NamesDialog, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    ledger_editing.add_record(session.desk, "people", {"emp_no": "E1", "department": "配電課"})
    for box in (dialog.section, dialog.section_meaning):
        type_over(box.lineEdit(), "配電課")
    qtbot.mouseClick(dialog.section_yes, LEFT)
    settle()
    assert aliases.listing(session.desk) == ()
    assert "配電課" in dialog.notice.words.text()


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
