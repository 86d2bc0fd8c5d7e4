"""The rehearsal of a hearing with the keyboard alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.grades import Verdict
from app.services import answering, evidencing, flagging
from app.ui.checkpoints.interview import InterviewDialog
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.ui.accessible import unnamed
from tests.ui.checkpoints.conftest import COMPANY_CHECKPOINT, SITE_CHECKPOINT

Settle = Callable[[], None]
Key = Qt.Key


@pytest.fixture
def rehearsal(session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path) -> Iterator[InterviewDialog]:
    """Two weak answers: a partial deficiency with evidence, and a bare 適合."""
    file = tmp_path / "写真.txt"
    file.write_text("窓口", "utf-8")
    answering.record_answer(session.desk, SITE_CHECKPOINT, session.site, Verdict.NONCONFORMING, "窓口に1台")
    answering.record_answer(session.desk, SITE_CHECKPOINT, session.site, Verdict.PARTLY, "予備機が1台", "1台は撤去した")
    evidencing.attach(session.desk, SITE_CHECKPOINT, session.site, file)
    session.do(lambda desk: answering.record_answer(desk, COMPANY_CHECKPOINT, "", Verdict.CONFORMING, "規程を確認した"))
    settle()
    window = QWidget()
    window.resize(1360, 820)
    qtbot.addWidget(window)
    window.show()
    dialog = InterviewDialog(session, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.done(0)
    settle()
    dialog.deleteLater()


def press(qtbot: QtBot, dialog: InterviewDialog, settle: Settle, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(dialog.focusWidget() or dialog, key)
        settle()


def test_the_answer_is_hidden_until_it_is_asked_for(
    session: Session, rehearsal: InterviewDialog, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, rehearsal, settle, Key.Key_Return)
    sheet = rehearsal.sheet
    assert sheet.isVisible()
    assert rehearsal.asked.place == (SITE_CHECKPOINT, session.site)
    assert sheet.count.text() == "1 / 2"
    assert "一部不備とした点は" in " ".join((sheet.question.text(), sheet.further.text()))
    assert not sheet.card.isVisible()
    press(qtbot, rehearsal, settle, Key.Key_A)
    assert sheet.card.isVisible()
    assert sheet.answer.text().splitlines()[:2] == ["△ 一部不備", "予備機が1台"]
    assert sheet.evidence.text() == "証跡: 写真.txt"
    press(qtbot, rehearsal, settle, Key.Key_A)
    assert not sheet.card.isVisible()
    press(qtbot, rehearsal, settle, Key.Key_H)
    assert sheet.past.list.isVisible()
    assert "窓口に1台" in sheet.past.list.text()
    press(qtbot, rehearsal, settle, Key.Key_M)
    assert sheet.measure.text() == "改善計画に対策がありません。"
    press(qtbot, rehearsal, settle, Key.Key_Return)
    assert not sheet.card.isVisible()
    assert rehearsal.asked.place == (COMPANY_CHECKPOINT, "")
    press(qtbot, rehearsal, settle, Key.Key_E)
    assert sheet.told.text() == "証跡はありません。"
    press(qtbot, rehearsal, settle, Key.Key_Left)
    assert rehearsal.asked.place == (SITE_CHECKPOINT, session.site)


def test_evidence_opens_with_one_key(
    rehearsal: InterviewDialog, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def launch(url: object) -> bool:
        opened.append(Path(url.toLocalFile()).read_text("utf-8"))  # type: ignore[attr-defined]
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", launch)
    press(qtbot, rehearsal, settle, Key.Key_Return, Key.Key_E)
    assert opened == ["窓口"]
    assert rehearsal.sheet.told.text() == "写真.txt を開いています(証跡 1 件)"


def test_what_could_not_be_answered_is_flagged_and_listed(
    session: Session, rehearsal: InterviewDialog, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, rehearsal, settle, Key.Key_Return, Key.Key_X)
    first = rehearsal.asked
    assert rehearsal.sheet.mark.isVisible()
    ((flag),) = flagging.flags(session.desk)
    assert (flag.checkpoint, flag.site) == first.place
    assert flag.note == f"想定問答で答えられなかった: {first.question}"
    press(qtbot, rehearsal, settle, Key.Key_Return, Key.Key_X, Key.Key_X)
    assert len(flagging.flags(session.desk)) == 1
    press(qtbot, rehearsal, settle, Key.Key_Return)
    assert rehearsal.end.isVisible()
    assert rehearsal.end_lead.text().startswith("2 問中 1 問に答えられませんでした。")
    assert first.question in rehearsal.list.item(0).text()
    went: list[Target] = []
    session.wanted.connect(went.append)
    press(qtbot, rehearsal, settle, Key.Key_Return)
    assert went == [Target("checkpoints", checkpoint=first.place[0], site=first.place[1])]
    assert rehearsal.isHidden()


def test_where_everything_could_be_answered_it_says_so(
    rehearsal: InterviewDialog, qtbot: QtBot, settle: Settle
) -> None:
    rehearsal.over.setCurrentIndex(1)
    press(qtbot, rehearsal, settle, Key.Key_Return, Key.Key_Return)
    assert rehearsal.end_lead.text() == "1 問すべてに答えられました。"
    assert not rehearsal.list.isVisible()
    press(qtbot, rehearsal, settle, Key.Key_Escape)
    assert rehearsal.isHidden()


def test_nothing_is_asked_where_nothing_was_answered(rehearsal: InterviewDialog, qtbot: QtBot, settle: Settle) -> None:
    rehearsal.over.setCurrentIndex(2)
    press(qtbot, rehearsal, settle, Key.Key_Return)
    assert rehearsal.begin.isVisible()
    assert rehearsal.empty.isVisible()


def test_the_questions_are_saved_as_pdf(rehearsal: InterviewDialog, settle: Settle, tmp_path: Path) -> None:
    target = tmp_path / "想定問答.pdf"
    rehearsal.write_paper(target)
    settle()
    assert target.read_bytes().startswith(b"%PDF")
    assert rehearsal.empty.text() == f"書き出しました: {target}"


@pytest.mark.parametrize("zoom", [100, 200])
def test_it_speaks_both_languages(
    rehearsal: InterviewDialog, qtbot: QtBot, settle: Settle, dressed: QApplication, zoom: int
) -> None:
    theme().wear(zoom=zoom)
    rehearsal.resize(1280, 760)
    speak(dressed, "en")
    press(qtbot, rehearsal, settle, Key.Key_Return, Key.Key_A)
    assert "Who will mend it" in " ".join((rehearsal.sheet.question.text(), rehearsal.sheet.further.text()))
    assert rehearsal.sheet.buttons["answer"].text() == "A Hide the answer"
    assert not unnamed(rehearsal)
