"""The review on the checkpoint's sheet: officer and reviewer take turns on one file, with clicks and with keys."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.challenges import Outcome
from app.domain.duties import Duty
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.domain.review import ReviewAct, State
from app.services import answering, people, proving, reviewing, sealing
from app.services.changes import Changes
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.session import Session
from tests.services.rounds import APPROVER, OFFICER, REVIEWER, TESTER, narrowed, sealed, working
from tests.ui.accessible import unnamed
from tests.ui.checkpoints.conftest import SITE_CHECKPOINT, Settle, press, show, write

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def place_of(session: Session) -> Place:
    return SITE_CHECKPOINT, session.sites[0].id


def state(session: Session) -> State:
    return reviewing.states(session.desk).at(place_of(session))


def offered(page: CheckpointsPage) -> set[ReviewAct]:
    return {act for act, each in page.sheet.review.buttons.items() if each.isVisible()}


def click(page: CheckpointsPage, act: ReviewAct, qtbot: QtBot, settle: Settle) -> None:
    qtbot.mouseClick(page.sheet.review.buttons[act], Qt.MouseButton.LeftButton)
    settle()


def answered(page: CheckpointsPage, session: Session, settle: Settle) -> None:
    session.work_as(OFFICER)
    session.do(lambda desk: answering.record_answer(desk, *place_of(session), Verdict.CONFORMING, "見た"))
    settle()


def test_officer_and_reviewer_take_turns_with_clicks(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    card = page.sheet.review
    assert card.isHidden()
    answered(page, session, settle)
    assert card.isVisible()
    assert card.state.text() == "■ 回答済"
    assert OFFICER in card.facts.text()
    assert offered(page) == {ReviewAct.REQUESTED}
    click(page, ReviewAct.REQUESTED, qtbot, settle)
    assert (state(session), card.state.text()) == (State.REQUESTED, "▷ 確認依頼")
    # Who answered cannot accept, and is told why.
    assert ReviewAct.ACCEPTED not in offered(page)
    assert card.hindrance.isVisible()
    assert "確認済にできません" in card.hindrance.text()
    session.work_as(REVIEWER)
    settle()
    assert card.hindrance.isHidden()
    click(page, ReviewAct.RETURNED, qtbot, settle)
    assert card.reason.isVisible()
    qtbot.keyClick(card.reason.field, Qt.Key.Key_Return)
    assert card.reason.missing.isVisible()
    write(card.reason.field, "写真がない")
    qtbot.keyClick(card.reason.field, Qt.Key.Key_Return)
    settle()
    assert state(session) is State.RETURNED
    assert card.said.text() == "理由: 写真がない"
    assert REVIEWER in card.facts.text()
    session.work_as(OFFICER)
    settle()
    # Nothing was mended: it stands for a reason, which the reviewer reads.
    click(page, ReviewAct.REQUESTED, qtbot, settle)
    assert state(session) is State.RETURNED
    assert "このままでよい理由" in card.reason.sentence.text()
    write(card.reason.field, "写真は禁じている")
    qtbot.keyClick(card.reason.field, Qt.Key.Key_Return)
    settle()
    assert state(session) is State.REQUESTED
    assert card.said.text() == "理由: 写真は禁じている"
    session.work_as(REVIEWER)
    settle()
    click(page, ReviewAct.ACCEPTED, qtbot, settle)
    assert (state(session), card.state.text()) == (State.ACCEPTED, "✓ 確認済")
    assert card.said.isHidden()
    # The verdict is left alone by all that, and a new answer stands for itself.
    assert session.outline.answers[place_of(session)].revision == 1
    session.do(lambda desk: answering.record_comment(desk, *place_of(session), "書き足した"))
    settle()
    assert card.state.text() == "■ 回答済"


def test_officer_and_reviewer_take_turns_with_keys(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    answered(page, session, settle)
    press(qtbot, page, Qt.Key.Key_R, BOTH)
    settle()
    assert state(session) is State.REQUESTED
    press(qtbot, page, Qt.Key.Key_W, BOTH)
    settle()
    assert state(session) is State.ANSWERED
    press(qtbot, page, Qt.Key.Key_A, BOTH)
    settle()
    # A key that cannot do what it stands for says why.
    assert state(session) is State.ANSWERED
    assert "確認済にできません" in page.sheet.review.hindrance.text()
    session.work_as(REVIEWER)
    settle()
    press(qtbot, page, Qt.Key.Key_D, BOTH)
    assert page.sheet.review.reason.field.hasFocus()
    qtbot.keyClick(page.sheet.review.reason.field, Qt.Key.Key_Escape)
    assert page.sheet.review.reason.isHidden()
    press(qtbot, page, Qt.Key.Key_A, BOTH)
    settle()
    assert state(session) is State.ACCEPTED


def test_what_was_typed_belongs_to_the_answer_that_is_reviewed(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    answered(page, session, settle)
    page.sheet.remark.setFocus()
    write(page.sheet.remark, "追記")
    press(qtbot, page, Qt.Key.Key_R, BOTH)
    settle()
    assert "追記" in session.outline.answers[place_of(session)].comment
    assert state(session) is State.REQUESTED


def test_what_was_changed_behind_the_window_is_not_accepted_unseen(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    answered(page, session, settle)
    session.work_as(REVIEWER)
    settle()
    # By another way than the window, which therefore shows what was before.
    answering.record_answer(working(session.desk, OFFICER), *place_of(session), Verdict.PARTLY, "不備", "見直した")
    click(page, ReviewAct.ACCEPTED, qtbot, settle)
    assert state(session) is State.ANSWERED
    assert "判定を変えました" in page.sheet.review.hindrance.text()


def test_who_has_no_duty_is_told_who_has(page: CheckpointsPage, session: Session, settle: Settle) -> None:
    answered(page, session, settle)
    people.add(session.desk, REVIEWER, "", [Duty.REVIEWER])
    session.do(lambda desk: reviewing.request(desk, [place_of(session)]))
    settle()
    session.work_as("よその人")
    settle()
    assert offered(page) == {ReviewAct.WITHDRAWN}
    assert REVIEWER in page.sheet.review.hindrance.text()


def test_a_sealed_sheet_is_read_and_says_so(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    sealed(narrowed(session.desk))
    session.took(Changes(at="", audit=True, reviews=True))
    settle()
    assert session.sealed
    show(page, "A1-1-01")
    settle()
    sheet = page.sheet
    assert not sheet.verdicts.isEnabled()
    assert sheet.remark.isReadOnly()
    assert not sheet.evidence.add.isEnabled()
    assert offered(page) == set()
    assert sheet.review.state.text() == "✓ 確認済"
    press(qtbot, page, Qt.Key.Key_3)
    settle()
    assert sheet.refusal.isVisible()
    assert "封印" in sheet.refusal_words.text()
    assert not sheet.again.isVisible()
    assert page.leave()
    assert unnamed(page) == []
    session.do(lambda desk: sealing.reopen(working(desk, APPROVER), "漏れ"))
    settle()
    assert sheet.verdicts.isEnabled()
    assert not sheet.remark.isReadOnly()


def test_the_reason_that_a_key_asks_for_is_in_sight(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    answered(page, session, settle)
    session.work_as(REVIEWER)
    settle()
    page.window().resize(900, 460)
    settle()
    assert page.sheet.review.buttons[ReviewAct.RETURNED].visibleRegion().isEmpty()
    press(qtbot, page, Qt.Key.Key_D, BOTH)
    settle()
    assert not page.sheet.review.reason.field.visibleRegion().isEmpty()


def test_who_accepts_a_refuted_answer_is_told_so(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    answered(page, session, settle)
    session.do(lambda desk: proving.record(desk, *place_of(session), TESTER, "全室を見た", Outcome.REFUTED)[0])
    session.work_as(REVIEWER)
    settle()
    card = page.sheet.review
    assert card.weak.isHidden()
    click(page, ReviewAct.ACCEPTED, qtbot, settle)
    assert state(session) is State.ACCEPTED
    assert card.weak.isVisible()
    assert f"反証された 1件({SITE_CHECKPOINT} {session.sites[0].name})" in card.weak.text()
    click(page, ReviewAct.RETURNED, qtbot, settle)
    write(card.reason.field, "反証がある")
    qtbot.keyClick(card.reason.field, Qt.Key.Key_Return)
    settle()
    assert card.weak.isHidden()
