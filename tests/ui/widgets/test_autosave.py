"""A field that could not be written keeps what was typed, says why, and is written later."""

from collections.abc import Callable, Hashable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.services import auditing
from app.services.ports import Desk
from app.ui.session import Session
from app.ui.widgets.autosave import Autosave, Binding, even_labels
from app.ui.widgets.growing_text import GrowingText

Settle = Callable[[], None]


class Form(QWidget):
    """Two lines over the particulars of the filing; writing can be made to fail."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.full = False
        self.wrong = ""
        self.addressee, self.representative = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.addressee)
        row = QHBoxLayout()
        row.setObjectName("representative_row")
        name = QLabel("representative")
        name.setObjectName("representative_label")
        name.setBuddy(self.representative)
        row.addWidget(name)
        row.addWidget(self.representative)
        inner = QVBoxLayout()
        inner.addLayout(row)
        column.addLayout(inner)
        self.save = Autosave(session, self, self._write)
        self.save.line("addressee", self.addressee)
        self.save.line("representative", self.representative)
        self.save.present("filing", {"addressee": "", "representative": ""})

    def _write(self, record: Hashable, name: str, value: Any) -> Callable[[Desk], Any]:
        def work(desk: Desk) -> Any:
            if self.full or name == self.wrong:
                raise UserError("disk_full", file="audit.shadan")
            return auditing.change_filing(desk, **{name: value})

        return work

    def notes(self) -> list[str]:
        return [n.sentence.text() for n in self.save._notes.values() if not n.isHidden()]


@pytest.fixture
def form(session: Session, qtbot: QtBot) -> Form:
    form = Form(session)
    qtbot.addWidget(form)
    form.show()
    return form


def filing(session: Session) -> Any:
    return auditing.outline(session.desk).audit.filing


def test_a_full_disk_is_told_and_the_typing_stays(form: Form, session: Session, settle: Settle) -> None:
    form.full = True
    QTest.keyClicks(form.addressee, "minister")
    form.save.flush()
    settle()
    assert form.addressee.text() == "minister"
    assert "audit.shadan" in form.notes()[0]
    assert form.save.refused() == (("filing", "addressee"),)
    form.full = False
    QTest.keyClicks(form.addressee, "!")
    form.save.flush()
    settle()
    assert filing(session).addressee == "minister!"
    assert form.notes() == []


def test_one_field_refused_does_not_hold_the_other_back(form: Form, session: Session, settle: Settle) -> None:
    form.wrong = "addressee"
    QTest.keyClicks(form.addressee, "a")
    QTest.keyClicks(form.representative, "b")
    form.save.flush()
    settle()
    assert (filing(session).addressee, filing(session).representative) == ("", "b")
    assert form.save.refused() == (("filing", "addressee"),)


def test_what_was_refused_is_tried_again_once_another_field_is_stored(
    form: Form, session: Session, settle: Settle
) -> None:
    form.full = True
    QTest.keyClicks(form.addressee, "a")
    form.save.flush()
    settle()
    form.full = False
    QTest.keyClicks(form.representative, "b")
    form.save.flush()
    settle()
    assert (filing(session).addressee, filing(session).representative) == ("a", "b")
    assert form.save.refused() == ()
    assert form.notes() == []


def test_words_that_are_stored_without_their_last_blank_stay_under_the_cursor(
    session: Session, qtbot: QtBot, settle: Settle
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    text = GrowingText()
    QVBoxLayout(holder).addWidget(text)

    def write(record: Hashable, name: str, value: Any) -> Callable[[Desk], Any]:
        return lambda desk: auditing.change_filing(desk, **{name: value})

    save = Autosave(session, holder, write)
    binding = Binding("resolve", text, text.toPlainText, text.setPlainText, str, str.strip)
    save.custom(binding, text.textChanged, text.finished)
    save.present("filing", {"resolve": ""})
    QTest.keyClicks(text, "one ")
    save.flush()
    settle()
    assert filing(session).resolve == "one"
    save.present("filing", {"resolve": "one"})
    QTest.keyClicks(text, "two")
    assert text.toPlainText() == "one two"
    save.flush()
    settle()


def test_what_is_typed_while_it_is_written_is_written_too(form: Form, session: Session, settle: Settle) -> None:
    QTest.keyClicks(form.addressee, "a")
    form.save.flush()
    QTest.keyClicks(form.addressee, "bc")
    settle()
    assert form.addressee.text() == "abc"
    form.save.flush()
    settle()
    assert filing(session).addressee == "abc"
    assert form.save.refused() == ()


def test_older_words_do_not_push_newer_ones_out(form: Form, settle: Settle) -> None:
    QTest.keyClicks(form.addressee, "new")
    form.save.present("filing", {"addressee": "old", "representative": "x"})
    assert form.addressee.text() == "new"
    assert form.representative.text() == "x"
    form.save.flush()
    settle()


def test_undo_puts_back_what_is_stored(form: Form, session: Session, settle: Settle) -> None:
    form.full = True
    QTest.keyClicks(form.representative, "x")
    form.save.flush()
    settle()
    note = form.save._notes["representative"]
    QTest.mouseClick(note.undo, Qt.MouseButton.LeftButton)
    assert form.representative.text() == ""
    assert form.save.refused() == ()
    # Who did not mean it has the words back.
    QTest.keyClick(form.representative, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.representative.text() == "x"
    form.full = False
    form.save.flush()
    settle()
    assert filing(session).representative == "x"


def test_the_reason_stands_below_the_row_of_its_field(form: Form, settle: Settle) -> None:
    form.full = True
    QTest.keyClicks(form.representative, "x")
    form.save.flush()
    settle()
    note = form.save._notes["representative"]
    assert note.geometry().top() >= form.representative.geometry().bottom()
    even_labels(form)
    name = form.findChild(QLabel, "representative_label")
    assert name is not None
    assert name.minimumWidth() > 0
