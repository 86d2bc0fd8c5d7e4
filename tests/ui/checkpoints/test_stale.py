"""An answer under which findings have changed: told with the reason, upheld or given anew, found in the lists."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.findings import Ground, Shift, Stale
from app.domain.grades import Verdict
from app.domain.history import Event
from app.services import answering, overlaying
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.checkpoints.rows import Show
from app.ui.session import Session, Target
from tests.ui.checkpoints.conftest import SITE_CHECKPOINT, Settle, press, show


def shaken(session: Session, settle: Settle) -> tuple[str, str]:
    """An answer given by hand, after which a ledger brought a finding."""
    place = (SITE_CHECKPOINT, session.sites[0].id)

    def shake(desk: Desk) -> Changes:
        at = desk.stamp()
        with desk.file.write() as work:
            told = (Stale(Shift.CAME, "F-1", "R01", "NT-00001"),)
            work.findings.put_ground(Ground(*place, {"F-1": ""}, at, "officer", told, "2026-11-24"))
            work.history.record(at, "officer", Event("findings.refreshed", "rules"))
            work.commit()
        return Changes(at=at, findings=True, places=frozenset({place}))

    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.CONFORMING))
    settle()
    session.do(shake)
    settle()
    return place


def test_the_reason_is_told_and_the_answer_upheld(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    assert page.sheet.stale.isHidden()
    place = shaken(session, settle)
    assert page.sheet.stale.isVisible()
    told = "回答後の2026年11月24日に、この確認事項の検出事項が変わりました(新規: R01 NT-00001)。"
    assert page.sheet.stale_words.text() == told
    session.choose_site(session.sites[1].id)
    settle()
    assert page.sheet.stale.isHidden()
    session.choose_site(session.sites[0].id)
    settle()
    qtbot.mouseClick(page.sheet.uphold, Qt.MouseButton.LeftButton)
    settle()
    assert page.sheet.stale.isHidden()
    assert answering.page(session.desk, *place).stale is None


def test_the_same_verdict_pressed_again_upholds_it(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    place = shaken(session, settle)
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    assert page.sheet.stale.isHidden()
    assert [a.revision for a in answering.page(session.desk, *place).revisions] == [1]


def test_it_is_found_in_the_lists(page: CheckpointsPage, session: Session, settle: Settle) -> None:
    shaken(session, settle)
    session.go(Target("checkpoints", options={"item": "A4-4"}))
    settle()
    page.list.filters.buttons[Show.STALE].click()
    assert [row.checkpoint.id for row in page.list.model.rows if row.belongs(page.list.filters.show_only)] == [
        SITE_CHECKPOINT
    ]
    assert "回答後に前提が変化" in str(page.list.model.data(page.list.model.index(0, 0)))


def test_other_words_are_shown_beside_those_that_were_answered(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    show(page, "A3-5-06")
    settle()
    press(qtbot, page, Qt.Key.Key_2)
    settle()
    assert page.sheet.reworded.isHidden()
    session.do(lambda desk: overlaying.set_value(desk, "研修の間隔", "6か月")[0])
    settle()
    assert page.sheet.stale.isVisible()
    assert page.sheet.stale_words.text() == "回答の後に、この確認事項の文言が変わりました。"
    assert page.sheet.reworded.title.text() == "回答の後に変わった文言:"
    assert "[削除: 1年以内][追加: 6か月以内]" in page.sheet.reworded.question.text()
    qtbot.mouseClick(page.sheet.uphold, Qt.MouseButton.LeftButton)
    settle()
    assert page.sheet.stale.isHidden()
