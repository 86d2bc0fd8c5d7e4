"""The page of review and seal: officer, reviewer and approver take turns on one file up to the seal, and past it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.challenges import Outcome
from app.domain.duties import Duty
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.domain.review import ReviewAct, State
from app.services import answering, batches, evidencing, overview, people, planning, proving, reviewing, sealing
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.dialogs.question import Question
from app.ui.overview.steps import step_target
from app.ui.review.page import FinishPage
from app.ui.review.people import PersonDialog
from app.ui.review.places import place_of
from app.ui.session import Session, Target
from app.ui.translator import speak
from tests.services.rounds import APPROVER, OFFICER, REVIEWER, TESTER, answer_all, narrowed, sealed
from tests.ui.accessible import unnamed
from tests.ui.checkpoints.conftest import write

Settle = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(session: Session, qtbot: QtBot, settle: Settle) -> Iterator[FinishPage]:
    """The page over a small audit that the officer answered."""
    answer_all(narrowed(session.desk))
    session.took(Changes(audit=True))
    settle()
    page = FinishPage(session)
    for _part in page.parts():
        pass
    session.wanted.connect(page.open)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    settle()
    yield page
    settle()


def give(panel: ReasonPanel, text: str, qtbot: QtBot) -> None:
    write(panel.field, text)
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)


def counts(session: Session) -> dict[State, int]:
    return {state: count for state, count in reviewing.states(session.desk).counts().items() if count}


def press(page: FinishPage, act: ReviewAct, qtbot: QtBot, settle: Settle) -> None:
    qtbot.mouseClick(page.places.buttons[act], LEFT)
    settle()


def test_three_people_take_turns_up_to_the_seal_and_past_it(
    page: FinishPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    places = session.outline.places
    session.work_as(OFFICER)
    settle()
    assert [link.text() for link in page.status.gaps] == [f"! 確認済でない回答: {len(places)}件", "! 承認がまだです"]
    assert not page.status.approve.isEnabled()
    # The gap leads to its places; all of them are asked for at once, with the keyboard.
    qtbot.mouseClick(page.status.gaps[0], LEFT)
    assert page.tabs.currentIndex() == 1
    assert len(page.places.listing.rows) == len(places)
    qtbot.keyClick(page.places.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(page, ReviewAct.REQUESTED, qtbot, settle)
    assert counts(session) == {State.REQUESTED: len(places)}
    assert page.places.listing.ticked() == []
    # The officer cannot accept them: none is, and the sentence says why.
    page.places.all.click()
    press(page, ReviewAct.ACCEPTED, qtbot, settle)
    assert counts(session) == {State.REQUESTED: len(places)}
    assert "確認済にできません" in page.notice.words.text()
    session.work_as(REVIEWER)
    settle()
    assert page.places.listing.ticked() == []
    page.places.listing.tick(page.places.listing.rows[:1], True)
    press(page, ReviewAct.RETURNED, qtbot, settle)
    give(page.places.reason, "写真がない", qtbot)
    settle()
    assert counts(session) == {State.REQUESTED: len(places) - 1, State.RETURNED: 1}
    page.places.filter(state="returned")
    (row,) = page.places.listing.rows
    assert row.last is not None
    assert row.last.reason == "写真がない"
    page.places.filter()
    page.places.all.click()
    press(page, ReviewAct.ACCEPTED, qtbot, settle)
    assert counts(session) == {State.ACCEPTED: len(places)}

    session.work_as(APPROVER)
    page.tabs.setCurrentIndex(0)
    settle()
    qtbot.mouseClick(page.status.approve, LEFT)
    settle()
    assert page.status.approve.isHidden()
    assert page.status.gaps == []
    qtbot.mouseClick(page.status.seal, LEFT)
    settle()
    (question,) = page.findChildren(Question)
    qtbot.mouseClick(question.go_on, LEFT)
    settle()
    assert session.sealed
    revision = session.outline.revision
    assert revision.fingerprint in page.status.standing.text()
    assert APPROVER in page.status.standing.text()
    assert not page.places.all.isEnabled()
    assert not page.people.add.isEnabled()

    session.work_as(OFFICER)
    settle()
    qtbot.mouseClick(page.status.reopen, LEFT)
    give(page.status.reason, "端末の記載漏れ", qtbot)
    settle()
    assert session.outline.revision.number == 2
    assert revision.short in page.status.standing.text()
    assert [r.number for r in page.status.revisions.listing.rows] == [1, 2]


def test_the_keyboard_goes_on_to_what_comes_next(
    page: FinishPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    places = page.places
    page.tabs.setCurrentIndex(1)
    for user, act in ((OFFICER, ReviewAct.REQUESTED), (REVIEWER, ReviewAct.ACCEPTED)):
        session.work_as(user)
        settle()
        places.filter()
        places.all.click()
        places.buttons[act].setFocus()
        qtbot.keyClick(places.buttons[act], Qt.Key.Key_Space)
        settle()
        assert page.focusWidget() is places.table
    session.work_as(APPROVER)
    page.tabs.setCurrentIndex(0)
    settle()
    page.status.approve.setFocus()
    qtbot.keyClick(page.status.approve, Qt.Key.Key_Return)
    settle()
    assert page.focusWidget() is page.status.seal
    qtbot.keyClick(page.status.seal, Qt.Key.Key_Return)
    settle()
    (question,) = page.findChildren(Question)
    qtbot.keyClick(question.go_on, Qt.Key.Key_Space)
    settle()
    assert session.sealed
    assert page.focusWidget() is page.status.reopen


def test_what_the_plan_lacks_is_told_before_the_seal(page: FinishPage, session: Session, settle: Settle) -> None:
    places = session.outline.places
    session.do(
        lambda desk: planning.add_action(desk, "A1-1", "規程を改める", owner="東 一郎", due=date(2027, 3, 31))[0]
    )
    session.work_as(REVIEWER)
    session.do(lambda desk: reviewing.accept(desk, places))
    session.do(sealing.approve)
    settle()
    page.status.ask_seal()
    settle()
    (question,) = page.findChildren(Question)
    assert "業務改善計画は案のままになります" in question.words.text()
    assert "宛先" in question.words.text()
    question.reject()


def test_a_change_after_the_approval_asks_for_another(page: FinishPage, session: Session, settle: Settle) -> None:
    places = session.outline.places
    session.work_as(REVIEWER)
    session.do(lambda desk: reviewing.accept(desk, places))
    session.do(sealing.approve)
    settle()
    assert page.status.seal.isVisible()
    session.do(lambda desk: answering.record_comment(desk, *places[0], "後から"))
    settle()
    assert page.status.seal.isHidden()
    assert "改めて承認" in page.status.gaps[-1].text()


def test_numbers_open_the_list_behind_them(page: FinishPage, session: Session, qtbot: QtBot, settle: Settle) -> None:
    opened: list[Target] = []
    session.wanted.connect(opened.append)
    session.do(lambda desk: reviewing.request(desk, session.outline.places[:2]))
    settle()
    table = page.status.by_item
    (row,) = table.listing.rows
    assert row.counts[State.REQUESTED] == 2
    cell = table.visualRect(table.listing.index(0, 1 + list(State).index(State.REQUESTED)))
    qtbot.mouseClick(table.viewport(), LEFT, pos=cell.center())
    assert page.tabs.currentIndex() == 1
    assert {each.state for each in page.places.listing.rows} == {State.REQUESTED}
    qtbot.keyClick(page.places.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.places.table, Qt.Key.Key_Return)
    assert opened[-1].page == "checkpoints"
    assert opened[-1].checkpoint == page.places.listing.at(page.places.table.currentIndex()).checkpoint.id
    page.tabs.setCurrentIndex(0)
    page.status.by_site.choose(session.sites[1].id)
    qtbot.keyClick(page.status.by_site, Qt.Key.Key_Return)
    assert {each.site for each in page.places.listing.rows} == {session.sites[1].id}
    assert page.places.clear.isVisible()


def test_what_waits_for_who_works_now_is_shown_first(page: FinishPage, session: Session, settle: Settle) -> None:
    places = session.outline.places
    officer = replace(session.desk, world=replace(session.desk.world, user=OFFICER))
    reviewing.request(officer, places[:3])
    assert len(page.places.listing.rows) == len(places)

    def shown() -> list[tuple[State, str]]:
        return [(row.state, row.answer.by) for row in page.places.listing.rows if row.answer is not None]

    def linked(code: str) -> None:
        """The step of the overview opens as many as it counts."""
        (step,) = (s for s in overview.overview(session.desk).steps if s.code == code)
        target = step_target(step, session)
        assert target is not None
        page.places.take_off()
        page.open(target)
        assert len(page.places.listing.rows) == step.count

    session.work_as(REVIEWER)
    settle()
    assert shown() == [(State.REQUESTED, OFFICER)] * 3
    assert page.places.clear.isVisibleTo(page.places)
    reviewing.give_back(replace(officer, world=replace(officer.world, user=REVIEWER)), places[:1], "写真がない")
    session.work_as(OFFICER)
    settle()
    assert shown() == [(State.RETURNED, OFFICER)]
    linked("returned")
    session.work_as(REVIEWER)
    settle()
    linked("to_accept")
    # What somebody chose stays, whoever comes.
    page.places.take_off()
    session.work_as(OFFICER)
    settle()
    assert len(page.places.listing.rows) == len(places)


def test_a_link_that_comes_before_the_file_was_read_is_followed(session: Session, qtbot: QtBot, settle: Settle) -> None:
    places = answer_all(narrowed(session.desk))
    session.took(Changes(audit=True))
    settle()
    reviewing.request(session.desk, places[:2])
    page = FinishPage(session)
    for _part in page.parts():
        pass
    qtbot.addWidget(page)
    page.open(Target("finish", options={"gap": "not_accepted", "by": OFFICER, "state": "answered"}))
    settle()
    assert len(page.places.listing.rows) == len(places) - 2


def test_ticks_follow_the_filter_and_the_space_bar(page: FinishPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(1)
    places = page.places
    qtbot.keyClick(places.table, Qt.Key.Key_Down)
    qtbot.keyClick(places.table, Qt.Key.Key_Space)
    assert len(places.listing.ticked()) == 1
    qtbot.keyClick(places.table, Qt.Key.Key_Space)
    assert places.listing.ticked() == []
    places.all.click()
    whole = len(places.listing.ticked())
    write(places.search, "北営業所")
    qtbot.keyClick(places.search, Qt.Key.Key_Return)
    # Nothing is done to what is not in sight.
    assert 0 < len(places.listing.ticked()) < whole
    assert all(row in places.listing.rows for row in places.listing.ticked())
    assert places.buttons[ReviewAct.REQUESTED].isEnabled()
    assert not places.buttons[ReviewAct.WITHDRAWN].isEnabled()
    assert "状態で絞り込んで" in places.buttons[ReviewAct.WITHDRAWN].toolTip()


def test_people_are_added_changed_and_put_to_work(
    page: FinishPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    page.tabs.setCurrentIndex(2)
    qtbot.mouseClick(page.people.add, LEFT)
    (dialog,) = page.findChildren(PersonDialog)
    qtbot.mouseClick(dialog.save, LEFT)
    settle()
    assert "氏名を入力" in dialog.problem.text()
    write(dialog.name, REVIEWER)
    dialog.duties[Duty.REVIEWER].click()
    qtbot.mouseClick(dialog.save, LEFT)
    settle()
    assert [(o.name, o.duties) for o in people.listing(session.desk)] == [(REVIEWER, (Duty.REVIEWER,))]
    page.people.table.choose(REVIEWER)
    qtbot.mouseClick(page.people.take_over, LEFT)
    settle()
    assert session.user == REVIEWER
    qtbot.keyClick(page.people.table, Qt.Key.Key_Return)
    changed = next(d for d in page.findChildren(PersonDialog) if d.isVisible())
    changed.duties[Duty.APPROVER].click()
    qtbot.mouseClick(changed.save, LEFT)
    settle()
    assert people.listing(session.desk)[0].duties == (Duty.REVIEWER, Duty.APPROVER)
    qtbot.mouseClick(page.people.remove, LEFT)
    settle()
    assert people.listing(session.desk) == ()


def test_one_person_for_both_is_said_openly(page: FinishPage, session: Session, qtbot: QtBot, settle: Settle) -> None:
    session.work_as(OFFICER)
    qtbot.mouseClick(page.status.alone_act, LEFT)
    give(page.status.alone_reason, "1名の会社", qtbot)
    settle()
    assert reviewing.one_person(session.desk) == "1名の会社"
    assert "1名の会社" in page.status.alone.text()
    qtbot.mouseClick(page.status.alone_act, LEFT)
    settle()
    assert reviewing.one_person(session.desk) == ""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everything_has_a_name_in_both_languages(
    page: FinishPage, session: Session, dressed: QApplication, settle: Settle, language: str
) -> None:
    speak(dressed, language)
    settle()
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        settle()
        assert unnamed(page) == []
    assert page.status.approve.text().isascii() == (language == "en")


def test_a_sealed_audit_shows_its_page_when_opened(session: Session, qtbot: QtBot, settle: Settle) -> None:
    sealed(narrowed(session.desk))
    session.took(Changes(audit=True))
    settle()
    page = FinishPage(session)
    for _part in page.parts():
        pass
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.status.reopen.isVisible()
    assert page.status.approve.isHidden()
    assert page.status.seal.isHidden()
    assert page.status.gaps == []
    assert session.outline.revision.fingerprint in page.status.standing.text()


@pytest.fixture
def own(page: FinishPage, session: Session, settle: Settle) -> tuple[Place, ...]:
    """Two answers that the reviewer gave; all are ticked."""
    session.work_as(REVIEWER)
    own = session.outline.places[2:4]

    def mend(desk: Desk) -> Changes:
        for place in own:
            answering.record_answer(desk, *place, Verdict.PARTLY, "x", "見直した")
        return Changes(at=desk.stamp(), places=frozenset(own))

    session.do(mend)
    settle()
    page.tabs.setCurrentIndex(1)
    page.places.all.click()
    return own


def test_answers_of_ones_own_are_left_and_the_rest_is_accepted(
    page: FinishPage, session: Session, qtbot: QtBot, settle: Settle, own: tuple[Place, ...]
) -> None:
    places = session.outline.places
    press(page, ReviewAct.ACCEPTED, qtbot, settle)
    assert counts(session) == {State.ANSWERED: len(own), State.ACCEPTED: len(places) - len(own)}
    said = page.notice.words.text()
    assert said.startswith(f"確認済としました: {len(places) - len(own)}件。残したもの: {len(own)}件。{own[0][0]}")
    assert own[1][0] in page.notice.words.toolTip()
    assert page.places.listing.ticked() == []


def test_the_list_shows_what_stands_beside_each_answer(
    page: FinishPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    proven, refuted, bare = session.outline.places[:3]
    proof = tmp_path / "写真.txt"
    proof.write_text("x", encoding="utf-8")

    def claim(desk: Desk) -> Changes:
        for place in (proven, refuted, bare):
            answering.record_answer(desk, *place, Verdict.CONFORMING, "見た", "見直した")
        evidencing.attach(desk, *proven, proof)
        return proving.record(desk, *refuted, TESTER, "全室を見た", Outcome.REFUTED)[0]

    session.do(claim)
    settle()
    page.places.filter()
    listing = page.places.listing
    titles = [column.title() for column in listing.columns]
    files, marks = titles.index("証跡"), titles.index("留意点")
    rows = {(row.checkpoint.id, row.site): row for row in listing.rows}
    shown = {
        place: tuple(listing.columns[n].text(rows[place]) for n in (files, marks)) for place in (proven, refuted, bare)
    }
    assert shown[proven] == ("1", "")
    assert shown[refuted][1] == "□ 反証された"
    tip = listing.columns[marks].tip
    assert tip is not None
    assert tip(rows[refuted]).startswith(f"□ 反証: {TESTER}、")
    assert shown[bare] == ("", "□ 未立証")
    # Sorted by it, what a reviewer must look at comes together.
    page.places.table.sortByColumn(marks, Qt.SortOrder.DescendingOrder)
    assert [(row.checkpoint.id, row.site) for row in listing.rows[:2]] == [refuted, bare]


def test_answers_of_ones_own_are_left_and_the_rest_is_returned(
    page: FinishPage, session: Session, qtbot: QtBot, settle: Settle, own: tuple[Place, ...]
) -> None:
    places = session.outline.places
    press(page, ReviewAct.RETURNED, qtbot, settle)
    give(page.places.reason, "写真がない", qtbot)
    settle()
    assert counts(session) == {State.ANSWERED: len(own), State.RETURNED: len(places) - len(own)}
    said = page.notice.words.text()
    assert said.startswith(f"差し戻しました: {len(places) - len(own)}件。残したもの: {len(own)}件。{own[0][0]}")
    assert page.places.listing.ticked() == []


def test_what_is_ticked_while_the_reason_is_written_is_not_meant(
    page: FinishPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    session.work_as(REVIEWER)
    settle()
    page.tabs.setCurrentIndex(1)
    first, second = page.places.listing.rows[:2]
    page.places.listing.tick([first], True)
    page.places.press(ReviewAct.RETURNED)
    page.places.listing.tick([first], False)
    page.places.listing.tick([second], True)
    give(page.places.reason, "写真がない", qtbot)
    settle()
    states = {place_of(row): row.state for row in page.places.listing.rows}
    assert (states[place_of(first)], states[place_of(second)]) == (State.RETURNED, State.ANSWERED)
    assert [place_of(row) for row in page.places.listing.ticked()] == [place_of(second)]


def test_a_copy_keeps_no_other_answer_from_its_review(
    page: FinishPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    places = session.outline.places
    first, second = (site.id for site in session.sites[:2])
    checkpoint = next(checkpoint for checkpoint, site in places if site == second)

    def copy(desk: Desk) -> Changes:
        answering.record_answer(desk, checkpoint, first, Verdict.PARTLY, "x", "見直した")
        return batches.copy_many(desk, first, {(checkpoint, second): Verdict.NOT_APPLICABLE}, "同じ")

    session.do(copy)
    settle()
    assert (checkpoint, second) in session.outline.copies
    page.tabs.setCurrentIndex(1)
    page.places.filter()
    page.places.all.click()
    press(page, ReviewAct.REQUESTED, qtbot, settle)
    assert counts(session) == {State.ANSWERED: 1, State.REQUESTED: len(places) - 1}
    assert "残したもの: 1件" in page.notice.words.text()


def test_who_accepts_many_is_told_what_speaks_against_them(
    page: FinishPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    refuted, bare = session.outline.places[:2]

    def claim(desk: Desk) -> Changes:
        for place in (refuted, bare):
            answering.record_answer(desk, *place, Verdict.CONFORMING, "見た", "見直した")
        return proving.record(desk, *refuted, TESTER, "全室を見た", Outcome.REFUTED)[0]

    session.do(claim)
    session.work_as(REVIEWER)
    settle()
    page.tabs.setCurrentIndex(1)
    page.places.filter()
    page.places.all.click()
    press(page, ReviewAct.ACCEPTED, qtbot, settle)
    said = page.notice.words.text()
    assert f"反証された 1件({refuted[0]} 全社)、未立証 1件({bare[0]} 全社)" in said


def test_what_was_returned_is_asked_for_again_with_a_reason_where_nothing_was_mended(
    page: FinishPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    place = session.outline.places[0]
    session.work_as(REVIEWER)
    session.do(lambda desk: reviewing.give_back(desk, [place], "写真がない"))
    session.work_as(OFFICER)
    settle()
    page.tabs.setCurrentIndex(1)
    page.places.filter(state="returned")
    page.places.all.click()
    press(page, ReviewAct.REQUESTED, qtbot, settle)
    assert counts(session)[State.RETURNED] == 1
    assert page.places.reason.isVisible()
    assert "このままでよい理由" in page.places.reason.sentence.text()
    give(page.places.reason, "写真は規程で禁じている", qtbot)
    settle()
    page.places.filter(state="requested")
    (row,) = page.places.listing.rows
    assert page.places._words(row) == "写真は規程で禁じている"
