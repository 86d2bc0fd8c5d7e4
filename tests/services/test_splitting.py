"""The course of a physical split: what was planned, what slipped and why, and what a slip reopens."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.findings import Shift
from app.domain.grades import Verdict
from app.domain.plan import Milestone, Separation, Stage
from app.domain.review import State
from app.domain.splitting import Control, moved
from app.errors import UserError
from app.i18n import gettext_in
from app.services import (
    answering,
    auditing,
    consistency,
    interviewing,
    planning,
    reporting,
    reviewing,
    sealing,
    splitting,
    undoing,
    wording,
)
from app.services.ports import Desk
from app.services.splitting import Revised

BARRED, MASKED = "A4-1-04", "A4-1-05"
SPLIT = Separation(
    "",
    0,
    "託送業務システム",
    "logical",
    milestones=(
        Milestone(Stage.DESIGN, date(2026, 7, 1), date(2027, 3, 31)),
        Milestone(Stage.DEVELOPMENT, date(2027, 4, 1), date(2028, 3, 31)),
        Milestone(Stage.SEPARATED, date(2028, 9, 30), date(2028, 9, 30)),
    ),
    owner="情報システム部長",
)
WHY = "要件の追加により設計をやり直すため"


@pytest.fixture
def split(desk: Desk) -> Separation:
    planning.put_separation(desk, SPLIT)
    (stored,) = planning.separations(desk)
    splitting.put_control(
        desk, Control("", stored.id, 0, "全画面の遮断試験を毎月行う", "情報システム課", (BARRED, MASKED))
    )
    return stored


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(UserError) as error:
        act()
    assert error.value.code == code
    assert "{" not in error.value.sentence(gettext_in("ja"))


def slip(desk: Desk, split: Separation, end: date = date(2027, 9, 30)) -> None:
    splitting.move(desk, split.id, Stage.DESIGN, date(2026, 7, 1), end, WHY, following=True)


def days(desk: Desk, stage: Stage) -> tuple[date, date]:
    (stored,) = planning.separations(desk)
    return next((m.start, m.end) for m in stored.milestones if m.stage is stage)


def stale(desk: Desk) -> set[tuple[str, str]]:
    return set(auditing.outline(desk).stale)


def test_a_stage_that_ends_later_needs_a_reason(desk: Desk, split: Separation) -> None:
    start, later = date(2026, 7, 1), date(2028, 10, 1)
    refused("slip_needs_reason", lambda: splitting.move(desk, split.id, Stage.DESIGN, start, date(2027, 4, 1)))
    changed = replace(split, milestones=(*split.milestones[:2], Milestone(Stage.SEPARATED, later, later)))
    refused("slip_needs_reason", lambda: planning.put_separation(desk, changed))
    assert days(desk, Stage.DESIGN) == (date(2026, 7, 1), date(2027, 3, 31))
    assert splitting.programme(desk).courses == {}


def test_every_slip_is_kept_with_its_reason_and_what_was_planned_first(desk: Desk, split: Separation) -> None:
    slip(desk, split)
    splitting.move(desk, split.id, Stage.DESIGN, date(2026, 7, 1), date(2027, 10, 31), "委託先の変更")
    course = splitting.programme(desk).course(split.id, Stage.DESIGN)
    assert (course.planned_start, course.planned_end) == (date(2026, 7, 1), date(2027, 3, 31))
    told = [(r.from_end, r.end, r.reason, r.by) for r in course.slips]
    assert told == [
        (date(2027, 3, 31), date(2027, 9, 30), WHY, "officer"),
        (date(2027, 9, 30), date(2027, 10, 31), "委託先の変更", "officer"),
    ]


def test_the_later_stages_go_along_by_as_many_days(desk: Desk, split: Separation) -> None:
    slip(desk, split)
    by = (date(2027, 9, 30) - date(2027, 3, 31)).days
    moved = days(desk, Stage.SEPARATED)[1]
    assert (moved - date(2028, 9, 30)).days == by
    assert splitting.programme(desk).course(split.id, Stage.SEPARATED).slips[0].reason == WHY


def test_a_day_that_is_brought_forward_corrects_the_plan(desk: Desk, split: Separation) -> None:
    splitting.move(desk, split.id, Stage.DESIGN, date(2026, 7, 1), date(2027, 2, 28))
    assert splitting.programme(desk).courses == {}
    splitting.move(desk, split.id, Stage.DESIGN, date(2026, 7, 1), date(2027, 1, 31), "要員を増やした")
    course = splitting.programme(desk).course(split.id, Stage.DESIGN)
    assert (course.planned_end, course.slips, len(course.revisions)) == (date(2027, 2, 28), (), 1)


def test_a_stage_cannot_slip_by_leaving_the_schedule(desk: Desk, split: Separation) -> None:
    planning.put_separation(desk, replace(split, milestones=split.milestones[1:]))
    back = Milestone(Stage.DESIGN, date(2026, 7, 1), date(2027, 4, 1))
    again = replace(split, milestones=(back, *split.milestones[1:]))
    refused("slip_needs_reason", lambda: planning.put_separation(desk, again))
    planning.put_separation(desk, split)
    assert splitting.programme(desk).courses == {}


def test_a_slip_reopens_the_answers_that_prove_the_interim_controls(desk: Desk, split: Separation) -> None:
    answering.record_answer(desk, BARRED, "", Verdict.CONFORMING, "4月に試験した")
    answering.record_answer(desk, "A4-1-02", "", Verdict.CONFORMING, "決裁した")
    reviewing.accept(replace(desk, world=replace(desk.world, user="監査役")), [(BARRED, "")])
    before = answering.page(desk, BARRED, "").answer
    told = splitting.foretold(desk, splitting_moved(split))
    assert told.reopened == {(BARRED, "")}  # MASKED has no answer yet; A4-1-02 proves no control.
    assert [move.stage for move in told.slips] == [Stage.DESIGN]
    slip(desk, split)
    assert stale(desk) == {(BARRED, "")}
    page = answering.page(desk, BARRED, "")
    assert page.answer == before  # Nothing that the officer said is changed.
    assert page.stale is not None
    said = wording.stale(page.stale, gettext_in("ja"), "ja")
    for part in ("託送業務システム", "設計", "2027年3月31日", "2027年9月30日", WHY):
        assert part in said
    assert reviewing.place_review(desk, BARRED, "").state is State.ANSWERED  # What was accepted rested on other days.
    assert "stale" in {gap.code for gap in sealing.gaps(desk)}


def splitting_moved(split: Separation) -> Separation:
    first = Milestone(Stage.DESIGN, date(2026, 7, 1), date(2027, 4, 1))
    return replace(split, milestones=(first, *split.milestones[1:]))


def test_the_mark_goes_when_the_answer_is_upheld_or_given_anew(desk: Desk, split: Separation) -> None:
    for checkpoint in (BARRED, MASKED):
        answering.record_answer(desk, checkpoint, "", Verdict.PARTLY, "一部")
    slip(desk, split)
    assert stale(desk) == {(BARRED, ""), (MASKED, "")}
    answering.confirm_answer(desk, BARRED, "")
    answering.record_answer(desk, MASKED, "", Verdict.CONFORMING, "直した", "項目表を改めた")
    assert stale(desk) == set()


def test_one_undo_takes_the_slip_back_and_the_marks_off(desk: Desk, split: Separation) -> None:
    answering.record_answer(desk, BARRED, "", Verdict.CONFORMING, "試験した")
    slip(desk, split)
    ja = gettext_in("ja")
    shown = undoing.last(desk)
    assert shown is not None
    assert undoing.words(shown, ja).startswith("分割の段階の日付の変更")
    undoing.undo(desk, ja)
    assert planning.separations(desk) == (split,)
    assert (splitting.programme(desk).courses, stale(desk)) == ({}, set())
    undoing.redo(desk, ja)
    assert stale(desk) == {(BARRED, "")}
    assert days(desk, Stage.DESIGN)[1] == date(2027, 9, 30)


def test_an_answer_taken_back_bears_the_mark_again(desk: Desk, split: Separation) -> None:
    answering.record_answer(desk, BARRED, "", Verdict.PARTLY, "一部")
    slip(desk, split)
    answering.record_answer(desk, BARRED, "", Verdict.CONFORMING, "直した", "全画面を試した")
    assert stale(desk) == set()
    undoing.undo(desk, gettext_in("ja"))
    assert stale(desk) == {(BARRED, "")}


def test_two_slips_are_two_reasons_and_go_one_by_one(desk: Desk, split: Separation) -> None:
    answering.record_answer(desk, BARRED, "", Verdict.PARTLY, "一部")
    slip(desk, split)
    splitting.move(desk, split.id, Stage.SEPARATED, date(2029, 9, 30), date(2029, 9, 30), "並行運用の延長")
    shifts = [each.shift for each in auditing.outline(desk).stale[BARRED, ""].stale]
    assert set(shifts) == {Shift.SLIPPED}
    number = len(shifts)
    undoing.undo(desk, gettext_in("ja"))
    assert len(auditing.outline(desk).stale[BARRED, ""].stale) == number - 1


def test_a_system_is_separated_when_everything_before_is_done(desk: Desk, split: Separation) -> None:
    day = date(2026, 11, 20)
    refused("milestone_open_before", lambda: splitting.set_done(desk, split.id, Stage.SEPARATED, day))
    splitting.set_done(desk, split.id, Stage.DESIGN, date(2026, 10, 2))
    splitting.set_done(desk, split.id, Stage.DEVELOPMENT, day)
    refused(
        "milestone_done_later", lambda: splitting.set_done(desk, split.id, Stage.SEPARATED, day - timedelta(days=1))
    )
    splitting.set_done(desk, split.id, Stage.SEPARATED, day)
    refused("milestone_separated", lambda: splitting.set_done(desk, split.id, Stage.DESIGN, None))
    refused("milestone_separated", lambda: splitting.set_done(desk, split.id, Stage.DESIGN, day + timedelta(days=1)))
    assert splitting.programme(desk).course(split.id, Stage.SEPARATED).done == day


def test_what_is_done_keeps_its_days(desk: Desk, split: Separation) -> None:
    refused("milestone_done_ahead", lambda: splitting.set_done(desk, split.id, Stage.DESIGN, date(2027, 3, 1)))
    refused("milestone_unknown", lambda: splitting.set_done(desk, split.id, Stage.TEST, date(2026, 10, 1)))
    splitting.set_done(desk, split.id, Stage.DESIGN, date(2026, 11, 20))
    refused("milestone_is_done", lambda: slip(desk, split))
    assert not splitting.set_done(desk, split.id, Stage.DESIGN, date(2026, 11, 20))
    splitting.set_done(desk, split.id, Stage.DESIGN, None)
    slip(desk, split)
    assert splitting.programme(desk).course(split.id, Stage.DESIGN).done is None


def test_days_and_completion_written_together_are_one_step(desk: Desk, split: Separation) -> None:
    (stored,) = planning.separations(desk)
    splitting.revise(desk, Revised(stored, splitting_moved(stored), Stage.DESIGN, None, date(2026, 11, 24)), WHY)
    assert splitting.programme(desk).course(split.id, Stage.DESIGN).done == date(2026, 11, 24)
    undoing.undo(desk, gettext_in("ja"))
    assert planning.separations(desk) == (split,)
    assert splitting.programme(desk).courses == {}


def test_a_change_upon_an_older_reading_lays_nothing_back(desk: Desk, split: Separation) -> None:
    """What another change stored meanwhile stays: days, completion, and words."""
    splitting.move(desk, split.id, Stage.DESIGN, date(2026, 7, 1), date(2027, 4, 30), WHY)
    splitting.set_done(desk, split.id, Stage.DESIGN, date(2026, 11, 24))
    planning.put_separation(desk, replace(planning.separations(desk)[0], owner="別の人"))
    day = date(2028, 9, 1)
    wanted = replace(moved(split, Stage.SEPARATED, day, day), reason="理由")
    assert [m.stage for m in splitting.foretold(desk, wanted, split).moves] == [Stage.SEPARATED]
    splitting.revise(desk, Revised(split, wanted, Stage.SEPARATED, None, None))
    (now,) = planning.separations(desk)
    assert {m.stage: m.end for m in now.milestones} == {
        Stage.DESIGN: date(2027, 4, 30),
        Stage.DEVELOPMENT: date(2028, 3, 31),
        Stage.SEPARATED: day,
    }
    assert (now.owner, now.reason) == ("別の人", "理由")
    assert splitting.programme(desk).course(split.id, Stage.DESIGN).done == date(2026, 11, 24)


def test_controls_are_checked_kept_and_taken_out(desk: Desk, split: Separation) -> None:
    (control,) = splitting.programme(desk).controls
    refused("control_needs_text", lambda: splitting.put_control(desk, replace(control, text=" ")))
    refused("checkpoint_unknown", lambda: splitting.put_control(desk, replace(control, checkpoints=("Z9",))))
    refused("control_unknown", lambda: splitting.put_control(desk, replace(control, id="none")))
    refused("separation_unknown", lambda: splitting.put_control(desk, replace(control, separation="none")))
    refused("reason_missing", lambda: splitting.remove_control(desk, control.id, " "))
    splitting.put_control(desk, replace(control, responsible="監査部"))
    splitting.remove_control(desk, control.id, "分割が終わった")
    assert splitting.programme(desk).controls == ()
    undoing.undo(desk, gettext_in("ja"))
    (back,) = splitting.programme(desk).controls
    assert back.responsible == "監査部"


def test_a_split_beyond_three_years_lacks_what_is_not_there(desk: Desk, split: Separation) -> None:
    far = Milestone(Stage.SEPARATED, date(2031, 3, 31), date(2031, 3, 31))
    long = replace(split, milestones=(*split.milestones[:2], far))
    assert splitting.foretold(desk, long).lacking == ("reason",)  # A control protects until then.
    planning.put_separation(desk, long, WHY)
    missing = " ".join(reporting.build(desk, "plan", gettext_in("ja")).missing)
    assert "約3年を超える理由" in missing
    (control,) = splitting.programme(desk).controls
    splitting.remove_control(desk, control.id, "見直し")
    assert splitting.foretold(desk, replace(long, owner="")).lacking == ("reason", "interim")
    hits = [hit.hit.message for hit in consistency.chosen(consistency.check(desk).hits, rule="K40")]
    assert sorted(hits) == ["no_interim", "no_reason"]
    planning.put_separation(desk, replace(long, reason="一体で作られているため", interim="遮断試験"))
    assert consistency.chosen(consistency.check(desk).hits, rule="K40") == ()


def test_a_hearing_and_the_checks_ask_after_a_slip(desk: Desk, split: Separation) -> None:
    answering.record_answer(desk, BARRED, "", Verdict.CONFORMING, "試験した")
    slip(desk, split)
    told = [h.hit.message for h in consistency.chosen(consistency.check(desk).hits, rule="K06")]
    assert told == ["slipped"]
    asked = interviewing.questions(desk, gettext_in("ja"), "ja", 0)
    assert any("託送業務システム" in question for each in asked for question in (str(each),))
    missing = " ".join(reporting.build(desk, "plan", gettext_in("ja")).missing)
    assert BARRED in missing
