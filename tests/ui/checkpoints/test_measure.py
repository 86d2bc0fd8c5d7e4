"""The corrective measure of a failed checkpoint, written on its page."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.grades import Cause
from app.errors import UserError
from app.services import planning
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.session import Session
from tests.ui.checkpoints.conftest import COMPANY_CHECKPOINT, SITE_CHECKPOINT, Settle, press, show, write
from tests.ui.typing_keys import type_over


@pytest.fixture
def failed(page: CheckpointsPage, qtbot: QtBot, settle: Settle) -> CheckpointsPage:
    """The page after 不適合."""
    assert page.sheet.measure_card.isHidden()
    press(qtbot, page, Qt.Key.Key_3)
    settle()
    assert page.sheet.measure_card.isVisible()
    return page


def test_a_measure_is_written_as_it_is_typed(
    failed: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    panel = failed.sheet.measure
    panel.measure.setFocus()
    write(panel.measure, "端末を撤去する")
    qtbot.waitUntil(lambda: planning.action_for(session.desk, SITE_CHECKPOINT) is not None)
    settle()
    panel.department.setFocus()
    write(panel.department, "配電部")
    panel.owner.setFocus()
    write(panel.owner, "配電課長")
    panel.due.line.setFocus()
    panel.due.line.selectAll()
    qtbot.keyClicks(panel.due.line, "2026-12-25")
    panel.causes[Cause.MOTIVE].setFocus()
    qtbot.keyClick(panel.causes[Cause.MOTIVE], Qt.Key.Key_Space)
    assert failed.leave()
    settle()
    action = planning.action_for(session.desk, SITE_CHECKPOINT)
    assert action is not None
    assert (action.measure, action.department, action.owner) == ("端末を撤去する", "配電部", "配電課長")
    assert action.due == date(2026, 12, 25)
    assert Cause.MOTIVE in action.causes
    assert panel.measure.text() == "端末を撤去する"


def test_leaving_at_once_loses_nothing(failed: CheckpointsPage, session: Session, settle: Settle) -> None:
    write(failed.sheet.measure.measure, "回収する")
    show(failed, COMPANY_CHECKPOINT)
    show(failed, SITE_CHECKPOINT)
    settle()
    assert failed.sheet.measure.measure.text() == "回収する"
    action = planning.action_for(session.desk, SITE_CHECKPOINT)
    assert action is not None
    assert action.measure == "回収する"


def test_what_was_refused_stays_and_is_told(
    failed: CheckpointsPage, session: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> object:
        raise UserError("disk_full", file="点検.shadan")

    with monkeypatch.context() as patch:
        patch.setattr(planning, "write_action_for", full)
        write(failed.sheet.measure.owner, "課長")
        failed.sheet.measure.flush()
        settle()
    assert failed.sheet.measure.told.isVisible()
    assert not failed.leave()
    show(failed, COMPANY_CHECKPOINT)
    settle()
    show(failed, SITE_CHECKPOINT)
    settle()
    assert failed.sheet.measure.owner.text() == "課長"
    failed.sheet.measure.flush()
    settle()
    action = planning.action_for(session.desk, SITE_CHECKPOINT)
    assert action is not None
    assert action.owner == "課長"
    assert failed.leave()


def test_a_due_date_that_is_no_day_is_told_and_never_lost(
    failed: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    panel = failed.sheet.measure
    type_over(panel.due.line, "12月末")
    qtbot.keyClick(panel.due.line, Qt.Key.Key_Tab)
    assert "「12月末」は日付として読み取れません" in panel.unread.text()
    assert panel.unread.isVisible()
    assert not failed.leave()
    show(failed, COMPANY_CHECKPOINT)
    settle()
    show(failed, SITE_CHECKPOINT)
    settle()
    assert panel.due.text() == "12月末"
    assert panel.unread.isVisible()
    type_over(panel.due.line, "R8.12.28")
    qtbot.keyClick(panel.due.line, Qt.Key.Key_Tab)
    assert panel.unread.isHidden()
    assert failed.leave()
    settle()
    action = planning.action_for(session.desk, SITE_CHECKPOINT)
    assert action is not None
    assert action.due == date(2026, 12, 28)


def test_what_was_drafted_does_not_pass_for_the_officers_own_words(
    failed: CheckpointsPage, qtbot: QtBot, settle: Settle
) -> None:
    panel = failed.sheet.measure
    assert panel.drafted.isHidden()
    type_over(panel.department, "総務部")
    panel.flush()
    settle()
    assert panel.measure.text()
    assert panel.drafted.isVisible()
    fields = panel.drafted.text().split(": ")[1]
    assert fields.startswith("対策、期限、原因の区分")
    assert "対策の方向性" in fields
    panel.measure.setFocus()
    write(panel.measure, "(今年度中)")
    type_over(panel.due.line, "2026-12-28")
    qtbot.keyClick(panel.due.line, Qt.Key.Key_Tab)
    panel.flush()
    settle()
    assert panel.drafted.text().split(": ")[1].startswith("原因の区分")


def test_a_draft_is_accepted_as_it_is(failed: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle) -> None:
    panel = failed.sheet.measure
    assert panel.accept.isHidden()
    type_over(panel.department, "総務部")
    panel.flush()
    settle()
    before = planning.action_for(session.desk, SITE_CHECKPOINT)
    assert before is not None
    assert panel._labels["due"].text() == "期限(下書き)"
    assert panel.measure.property("state") == panel.due.line.property("state") == "drafted"
    qtbot.mouseClick(panel.accept, Qt.MouseButton.LeftButton)
    settle()
    after = planning.action_for(session.desk, SITE_CHECKPOINT)
    assert after is not None
    assert (after.measure, after.due, after.department) == (before.measure, before.due, "総務部")
    assert {"measure", "due", "causes", "directions", "department"} <= after.edited
    assert panel.drafted.isHidden()
    assert panel.accept.isHidden()
    assert panel._labels["due"].text() == "期限"
    assert panel.measure.property("state") == panel.due.line.property("state") == ""


def test_mending_the_answer_hides_the_measure_and_keeps_it(
    failed: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    write(failed.sheet.measure.measure, "回収する")
    failed.sheet.setFocus()
    press(qtbot, failed, Qt.Key.Key_1)
    write(failed.sheet.reason.field, "回収済み")
    press(qtbot, failed, Qt.Key.Key_Return)
    settle()
    assert failed.sheet.measure_card.isHidden()
    action = planning.action_for(session.desk, SITE_CHECKPOINT)
    assert action is not None
    assert action.measure == "回収する"
