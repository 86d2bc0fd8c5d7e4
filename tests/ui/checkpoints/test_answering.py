"""Verdicts as an officer gives them: by key and click, with reasons where they are due, never lost."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.grades import Verdict
from app.errors import UserError
from app.services import answering, auditing
from app.services.ports import World
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.session import Session, Target
from tests.ui.checkpoints.conftest import (
    COMPANY_CHECKPOINT,
    SITE_CHECKPOINT,
    Settle,
    comment,
    press,
    show,
    verdict,
    write,
)

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_1, Verdict.CONFORMING),
        (Qt.Key.Key_2, Verdict.PARTLY),
        (Qt.Key.Key_3, Verdict.NONCONFORMING),
    ],
)
def test_a_number_key_records_a_verdict_at_once(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle, key: Qt.Key, expected: Verdict
) -> None:
    with qtbot.waitSignal(session.saved):
        press(qtbot, page, key)
    settle()
    assert verdict(session) is expected
    assert page.sheet.verdicts.buttons[expected].isChecked()
    assert page.sheet.reason.isHidden()


def test_a_click_records_a_verdict(page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle) -> None:
    qtbot.mouseClick(page.sheet.verdicts.buttons[Verdict.PARTLY], Qt.MouseButton.LeftButton)
    settle()
    assert verdict(session) is Verdict.PARTLY
    assert [b.isChecked() for b in page.sheet.verdicts.buttons.values()] == [False, True, False, False]


def test_digits_are_text_while_a_field_has_the_focus_and_alt_digits_are_verdicts(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    page.sheet.remark.setFocus()
    qtbot.keyClicks(page.sheet.remark, "3")
    settle()
    assert page.sheet.remark.text() == "3"
    assert verdict(session) is Verdict.UNANSWERED
    press(qtbot, page, Qt.Key.Key_1, ALT)
    settle()
    assert verdict(session) is Verdict.CONFORMING
    # One act, one revision: the remark went with the verdict.
    assert comment(session) == "3"
    assert len(answering.page(session.desk, *page.sheet.place).revisions) == 1


def test_a_change_asks_for_a_reason_in_place_and_escape_takes_it_back(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    press(qtbot, page, Qt.Key.Key_3)
    assert page.sheet.reason.isVisible()
    assert page.sheet.reason.field.hasFocus()
    press(qtbot, page, Qt.Key.Key_Escape)
    settle()
    assert page.sheet.reason.isHidden()
    assert page.sheet.verdicts.buttons[Verdict.CONFORMING].isChecked()
    assert verdict(session) is Verdict.CONFORMING
    press(qtbot, page, Qt.Key.Key_3)
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.sheet.reason.missing.isVisible()
    write(page.sheet.reason.field, "再訪で2台を確認")
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert verdict(session) is Verdict.NONCONFORMING
    revisions = answering.page(session.desk, *page.sheet.place).revisions
    assert [r.reason for r in revisions] == ["", "再訪で2台を確認"]
    page.sheet.past.turn()
    assert "再訪で2台を確認" in page.sheet.past.list.accessibleName()
    assert "適合" in page.sheet.past.list.accessibleName().split("\n")[1]


def test_not_applicable_and_withdrawing_need_a_reason(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, page, Qt.Key.Key_4)
    settle()
    assert verdict(session) is Verdict.UNANSWERED
    write(page.sheet.reason.field, "端末がない")
    qtbot.mouseClick(page.sheet.reason.accept, Qt.MouseButton.LeftButton)
    settle()
    assert verdict(session) is Verdict.NOT_APPLICABLE
    press(qtbot, page, Qt.Key.Key_0, ALT)
    write(page.sheet.reason.field, "事業所を取り違えた")
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert verdict(session) is Verdict.UNANSWERED
    assert not any(b.isChecked() for b in page.sheet.verdicts.buttons.values())


def test_two_keys_in_a_row_never_overwrite_without_a_reason(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    # The second comes before the first is on disk.
    press(qtbot, page, Qt.Key.Key_3)
    press(qtbot, page, Qt.Key.Key_1)
    assert page.sheet.reason.isVisible()
    settle()
    assert verdict(session) is Verdict.NONCONFORMING
    press(qtbot, page, Qt.Key.Key_Escape)


def test_nobody_leaves_over_an_open_question_unawares(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    press(qtbot, page, Qt.Key.Key_2)
    assert not page.leave()
    page.go_next()
    session.go(Target("checkpoints", checkpoint=COMPANY_CHECKPOINT))
    assert page.sheet.place[0] == SITE_CHECKPOINT
    assert page.sheet.reason.missing.isVisible()
    assert session.here is not None
    assert session.here.checkpoint == SITE_CHECKPOINT
    # The site is chosen over the page's head: what was begun waits at its place.
    write(page.sheet.reason.field, "写真を")
    session.choose_site(session.sites[1].id)
    assert page.sheet.reason.isHidden()
    session.choose_site(session.sites[0].id)
    assert page.sheet.reason.isVisible()
    assert page.sheet.reason.field.text() == "写真を"
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.leave()


def test_control_enter_answers_and_goes_on(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, page, Qt.Key.Key_Return, CTRL)
    assert page.sheet.refusal.isVisible()  # there is no verdict yet
    assert page.sheet.place[0] == SITE_CHECKPOINT
    page.sheet.verdicts.buttons[Verdict.CONFORMING].setFocus()
    press(qtbot, page, Qt.Key.Key_Return, CTRL)
    settle()
    assert verdict(session) is Verdict.CONFORMING
    ids = [c.id for c in session.outline.checkpoints]
    assert page.sheet.place[0] == ids[ids.index(SITE_CHECKPOINT) + 1]
    assert page.sheet.refusal.isHidden()
    press(qtbot, page, Qt.Key.Key_4)
    write(page.sheet.reason.field, "該当する端末がない")
    press(qtbot, page, Qt.Key.Key_Return, CTRL)
    settle()
    assert page.sheet.place[0] == ids[ids.index(SITE_CHECKPOINT) + 2]
    assert verdict(session, ids[ids.index(SITE_CHECKPOINT) + 1], page.sheet.place[1] or "") in Verdict


def test_control_enter_and_control_e_pass_the_remark(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(page.sheet.evidence, "choose", lambda: asked.append(True))
    page.sheet.remark.setFocus()
    qtbot.keyClicks(page.sheet.remark, "seen")
    press(qtbot, page, Qt.Key.Key_E, CTRL)
    assert asked == [True]
    press(qtbot, page, Qt.Key.Key_1, ALT)
    press(qtbot, page, Qt.Key.Key_Return, CTRL)
    settle()
    assert comment(session) == "seen"
    assert page.sheet.place[0] != SITE_CHECKPOINT


# --- remarks ----------------------------------------------------------------------------------------------------------


def test_a_remark_saves_itself_when_typing_stops(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    with qtbot.waitSignal(session.saved):
        qtbot.keyClicks(page.sheet.remark, "kitchen, one terminal")
    settle()
    assert comment(session) == "kitchen, one terminal"
    assert verdict(session) is Verdict.UNANSWERED
    assert page.sheet.state.text().startswith("保存済み")


def test_a_remark_survives_leaving_at_once(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClicks(page.sheet.remark, "a")
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    # Not on disk yet, but on the page.
    assert page.sheet.remark.text() == "a"
    settle()
    assert comment(session) == "a"
    qtbot.keyClicks(page.sheet.remark, "b")
    session.choose_site(session.sites[1].id)
    assert page.sheet.remark.text() == ""
    settle()
    assert comment(session, site=session.sites[0].id) in ("ab", "ba")
    qtbot.keyClicks(page.sheet.remark, "other site")
    assert page.leave()
    settle()
    assert comment(session, site=session.sites[1].id) == "other site"


def test_undo_works_within_what_was_typed_here(page: CheckpointsPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClicks(page.sheet.remark, "first")
    show(page, COMPANY_CHECKPOINT)
    show(page, SITE_CHECKPOINT)
    settle()
    assert page.sheet.remark.text() == "first"
    page.sheet.remark.undo()
    assert page.sheet.remark.text() == "first"
    page.sheet.remark.setFocus()
    qtbot.keyClick(page.sheet.remark, Qt.Key.Key_End, CTRL)
    qtbot.keyClicks(page.sheet.remark, " second")
    qtbot.keyClick(page.sheet.remark, Qt.Key.Key_Z, CTRL)
    assert page.sheet.remark.text() == "first"


def test_a_refused_save_is_told_and_keeps_the_text(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = answering.record_comment

    def full(*_: object) -> object:
        raise UserError("disk_full", file="点検.shadan")

    monkeypatch.setattr(answering, "record_comment", full)
    qtbot.keyClicks(page.sheet.remark, "kept")
    page.sheet.flush()
    settle()
    assert page.sheet.refusal.isVisible()
    assert "空き" in page.sheet.refusal_words.text() or "容量" in page.sheet.refusal_words.text()
    assert not page.leave()
    show(page, COMPANY_CHECKPOINT)
    settle()
    assert page.sheet.refusal.isHidden()
    assert not page.leave()  # leads back to it
    assert page.sheet.place[0] == SITE_CHECKPOINT
    assert page.sheet.remark.text() == "kept"
    monkeypatch.setattr(answering, "record_comment", real)
    qtbot.mouseClick(page.sheet.again, Qt.MouseButton.LeftButton)
    settle()
    assert page.sheet.refusal.isHidden()
    assert comment(session) == "kept"
    assert page.leave()


def test_a_refused_remark_can_be_given_up(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> object:
        raise UserError("disk_full", file="点検.shadan")

    monkeypatch.setattr(answering, "record_comment", full)
    qtbot.keyClicks(page.sheet.remark, "kept")
    page.sheet.flush()
    settle()
    qtbot.mouseClick(page.sheet.give_up, Qt.MouseButton.LeftButton)
    assert page.sheet.remark.text() == ""
    assert page.leave()


def test_a_refused_verdict_keeps_the_old_one_and_the_words(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> object:
        raise UserError("disk_full", file="点検.shadan")

    qtbot.keyClicks(page.sheet.remark, "words")
    with monkeypatch.context() as patch:
        patch.setattr(answering, "record_answer", full)
        press(qtbot, page, Qt.Key.Key_1, ALT)
        settle()
    assert not page.sheet.verdicts.buttons[Verdict.CONFORMING].isChecked()
    assert page.sheet.refusal.isVisible()
    assert page.sheet.remark.text() == "words"
    assert comment(session) == "words"


# --- sites and copies -------------------------------------------------------------------------------------------------


def test_a_company_checkpoint_is_the_same_at_every_site(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    show(page, COMPANY_CHECKPOINT)
    settle()
    assert page.sheet.heading.where.text() == "会社全体で1回"
    assert page.sheet.copy.isHidden()
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    session.choose_site(session.sites[1].id)
    assert page.sheet.verdicts.buttons[Verdict.CONFORMING].isChecked()


def test_the_site_is_named_and_a_change_of_site_keeps_the_checkpoint(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    assert page.sheet.heading.where.text() == "事業所: 本店"
    session.choose_site(session.sites[1].id)
    settle()
    assert page.sheet.heading.where.text() == "事業所: 北営業所"
    assert page.sheet.place == (SITE_CHECKPOINT, session.sites[1].id)
    assert not page.sheet.verdicts.buttons[Verdict.CONFORMING].isChecked()


def test_an_answer_is_copied_and_confirmed_there(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    from app.ui.checkpoints.copying import CopyDialog

    assert page.sheet.copy.isHidden()
    qtbot.keyClicks(page.sheet.remark, "same building")
    press(qtbot, page, Qt.Key.Key_1, ALT)
    settle()
    qtbot.mouseClick(page.sheet.copy, Qt.MouseButton.LeftButton)
    dialog = page.sheet.findChild(CopyDialog)
    assert dialog is not None
    assert dialog.form.sites.count() == 1
    assert "北営業所" in dialog.form.sites.item(0).text()
    settle()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle()
    other = session.sites[1].id
    assert answering.unconfirmed(session.desk) == {(SITE_CHECKPOINT, other): session.sites[0].id}
    session.choose_site(other)
    settle()
    assert page.sheet.copied.isVisible()
    assert "本店" in page.sheet.copied_words.text()
    assert page.sheet.remark.text() == "same building"
    qtbot.mouseClick(page.sheet.confirm, Qt.MouseButton.LeftButton)
    settle()
    assert page.sheet.copied.isHidden()
    assert answering.unconfirmed(session.desk) == {}


def test_the_same_verdict_pressed_again_confirms_a_copy(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    first, other = (s.id for s in session.sites)
    session.do(lambda desk: answering.record_answer(desk, SITE_CHECKPOINT, first, Verdict.CONFORMING))
    session.do(lambda desk: answering.copy_answer(desk, SITE_CHECKPOINT, first, [other]))
    session.choose_site(other)
    settle()
    assert page.sheet.copied.isVisible()
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    assert answering.unconfirmed(session.desk) == {}


def test_copying_over_another_verdict_wants_a_reason(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    from app.ui.checkpoints.copying import CopyDialog

    other = session.sites[1].id
    session.do(lambda desk: answering.record_answer(desk, SITE_CHECKPOINT, other, Verdict.CONFORMING))
    press(qtbot, page, Qt.Key.Key_2)
    settle()
    qtbot.mouseClick(page.sheet.copy, Qt.MouseButton.LeftButton)
    dialog = page.sheet.findChild(CopyDialog)
    assert dialog is not None
    settle()
    row = dialog.form.sites.item(0)
    assert row.checkState() is Qt.CheckState.Unchecked
    row.setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    assert dialog.isVisible()
    assert "理由" in dialog.form.missing.text()
    qtbot.keyClicks(dialog.form.reason, "same room")
    dialog.accept()
    settle()
    assert verdict(session, site=other) is Verdict.PARTLY


def test_a_deficiency_is_not_mended_by_a_copy(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    from app.ui.checkpoints.copying import CopyDialog

    other = session.sites[1].id
    session.do(lambda desk: answering.record_answer(desk, SITE_CHECKPOINT, other, Verdict.NONCONFORMING))
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    qtbot.mouseClick(page.sheet.copy, Qt.MouseButton.LeftButton)
    settle()
    dialog = page.sheet.findChild(CopyDialog)
    assert dialog is not None
    row = dialog.form.sites.item(0)
    assert not row.flags() & Qt.ItemFlag.ItemIsEnabled
    assert "写しでは改められません" in row.text()
    dialog.reject()


def test_an_audit_without_sites_begins_with_its_first(
    world: World, session: Session, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    desk = session.desk
    for site in session.sites:
        session.do(partial(auditing.remove_site, site_id=site.id, reason="統合"))
    settle()
    bare = Session(session.kit, desk, auditing.outline(desk), session.tasks)
    page = CheckpointsPage(bare)
    bare.wanted.connect(page.open)
    qtbot.addWidget(page)
    page.show()
    page.open(Target("checkpoints", options={"item": "A4-4"}))
    show(page, SITE_CHECKPOINT)
    settle()
    assert page.sheet.no_site.isVisible()
    assert page.sheet.verdicts.isHidden()
    press(qtbot, page, Qt.Key.Key_1)  # nothing to answer yet
    qtbot.keyClicks(page.sheet.no_site.field, "East")
    qtbot.keyClick(page.sheet.no_site.field, Qt.Key.Key_Return)
    settle()
    assert page.sheet.no_site.isHidden()
    assert page.sheet.heading.where.text() == "事業所: East"
    page.sheet.setFocus()
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    assert verdict(bare) is Verdict.CONFORMING


# --- a crash ----------------------------------------------------------------------------------------------------------

_CRASH = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app import bootstrap
from app.services import auditing
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.kit import Kit
from app.ui.session import Session, Target
from app.ui.tasks import Tasks

application = QApplication([])
world, tools = bootstrap.make_world(), bootstrap.tools()
desk = auditing.open_audit(world, Path(sys.argv[1]))
kit = Kit(lambda: world, tools.render, tools.check_paper, tools.sample, bootstrap.Paper(), tools.program, tools.notices)
session = Session(kit, desk, auditing.outline(desk), Tasks())
page = CheckpointsPage(session)
page.show()
page.open(Target("checkpoints", checkpoint="A4-4-04"))
page.sheet.remark.insertPlainText("typed before the crash")
page.sheet.press(3)
session.saved.connect(lambda at: print("saved", at, flush=True))
application.exec()
"""


@pytest.mark.slow
def test_a_killed_window_loses_nothing_it_called_saved(session: Session, world: World, root: Path) -> None:
    site, file = session.sites[0].id, Path(session.desk.file.location)
    session.desk.file.close()
    process = subprocess.Popen(
        [sys.executable, "-c", _CRASH, str(file)],
        cwd=root,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline().startswith("saved")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    again = auditing.open_audit(world, file)
    try:
        answer = answering.page(again, SITE_CHECKPOINT, site).answer
        assert answer is not None
        assert (answer.verdict, answer.comment) == (Verdict.NONCONFORMING, "typed before the crash")
        assert not world.files.verify(file).problems
    finally:
        again.file.close()
