"""The corrective measure of a failed checkpoint, written on its page."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.catalogue import Cause
from app.errors import UserError
from app.services import planning
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.session import Session
from tests.ui.checkpoints.conftest import COMPANY_CHECKPOINT, SITE_CHECKPOINT, Settle, press, show, write


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
    qtbot.waitUntil(lambda: planning.action_for(session.desk, SITE_CHECKPOINT) is not None, timeout=3000)
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
