"""Measures while they are carried out: dates revised, progress, effect, findings; all of it undone and done again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.filings import Paper
from app.domain.findings import Finding
from app.domain.grades import Verdict
from app.domain.measures import Effect, Step
from app.domain.plan import ActionState, overdue, without_measure
from app.errors import UserError
from app.i18n import gettext
from app.services import answering, auditing, filings, findings, measures, planning, undoing
from app.services.ports import Desk

TODAY = date(2026, 11, 24)


@pytest.fixture
def planned(desk: Desk) -> Desk:
    """Two measures, the second one of two findings."""
    for site in auditing.outline(desk).sites:
        answering.record_answer(desk, "A4-4-04", site.id, Verdict.NONCONFORMING, f"{site.name}の窓口に1台")
    answering.record_answer(desk, "A1-1-01", "", Verdict.PARTLY, "規程が古い")
    planning.draft_plan(desk)
    return desk


def found_at(desk: Desk, checkpoint: str) -> list[Finding]:
    return [f for f in findings.listing(desk) if checkpoint in f.checkpoints]


def refused(code: str, *act: object) -> None:
    call, *given = act
    with pytest.raises(UserError) as caught:
        call(*given)  # type: ignore[operator]
    assert caught.value.code == code


def test_a_due_date_that_was_filed_is_not_overwritten(planned: Desk) -> None:
    planning.edit_action(planned, 1, due=date(2027, 1, 31))
    planning.edit_action(planned, 2, due=None)
    auditing.change_filing(planned, addressee="経済産業大臣")
    filings.file_paper(planned, Paper.PLAN)
    with pytest.raises(UserError) as caught:
        planning.edit_action(planned, 1, due=date(2027, 3, 31))
    assert caught.value.code == "due_filed"
    with pytest.raises(UserError):
        planning.edit_action(planned, 1, due=None)
    assert planning.view(planned).actions[0].due == date(2027, 1, 31)
    # What had none when it was filed gets one; everything else may be written.
    planning.edit_action(planned, 2, due=date(2027, 3, 31))
    planning.edit_action(planned, 1, owner="東 一郎", due=date(2027, 1, 31))
    measures.revise_due(planned, 1, date(2027, 3, 31), "再入札のため")
    assert planning.view(planned).actions[0].until == date(2027, 3, 31)


def test_a_day_that_has_passed_is_taken_only_if_it_is_said_expressly(planned: Desk) -> None:
    today = planned.world.clock.today()
    yesterday = today - timedelta(days=1)
    planning.edit_action(planned, 1, start=None)
    with pytest.raises(UserError) as caught:
        measures.revise_due(planned, 1, yesterday, "前倒しのため")
    assert caught.value.code == "measure_due_past"
    assert "完了していない" in caught.value.sentence(gettext)
    assert measures.view(planned, 1).revisions == ()
    measures.revise_due(planned, 1, today, "前倒しのため")
    measures.revise_due(planned, 1, yesterday, "決裁の日付に合わせるため", past=True)
    assert measures.view(planned, 1).action.until == yesterday
    # What is done is not overdue, whatever its due date.
    planning.edit_action(planned, 1, state=ActionState.DONE, start=yesterday, done=today)
    measures.revise_due(planned, 1, yesterday + timedelta(days=1), "訂正のため")
    measures.revise_due(planned, 1, yesterday, "訂正のため")


def test_what_was_filed_meanwhile_is_not_taken_back(planned: Desk) -> None:
    auditing.change_filing(planned, addressee="経済産業大臣")
    planning.edit_action(planned, 1, due=date(2027, 2, 26))
    other = replace(planned, world=replace(planned.world, user="別の担当者"))
    filings.file_paper(other, Paper.PLAN)
    with pytest.raises(UserError) as caught:
        undoing.undo(planned, gettext)
    # It is passed over, and nothing before it goes without a word.
    assert caught.value.code == "undo_past"
    assert planning.view(planned).actions[0].due == date(2027, 2, 26)
    # Taken back in its turn, the filing no longer holds it.
    undoing.undo(other, gettext)
    undoing.undo(planned, gettext)
    assert planning.view(planned).actions[0].due != date(2027, 2, 26)


def test_a_revised_date_counts_and_the_original_one_stays(planned: Desk) -> None:
    before = measures.view(planned, 2).action
    measures.revise_due(planned, 2, date(2027, 3, 31), "部品の納期が延びたため")
    measures.revise_due(planned, 2, date(2027, 6, 30), "再入札のため")
    found = measures.view(planned, 2)
    assert found.action.due == before.due
    assert (found.action.revised, found.action.until) == (date(2027, 6, 30), date(2027, 6, 30))
    assert [(r.number, r.due, r.reason) for r in found.revisions] == [
        (1, date(2027, 3, 31), "部品の納期が延びたため"),
        (2, date(2027, 6, 30), "再入札のため"),
    ]
    assert not overdue(found.action, date(2027, 6, 30))
    assert overdue(found.action, date(2027, 7, 1))


def test_what_cannot_be_a_revision_is_refused_and_changes_nothing(planned: Desk) -> None:
    due = planning.view(planned).actions[1].due
    refused("reason_missing", measures.revise_due, planned, 2, date(2027, 3, 31), "  ")
    refused("reason_wordless", measures.revise_due, planned, 2, date(2027, 3, 31), "・・・")
    refused("measure_due_same", measures.revise_due, planned, 2, due, "同じ日")
    planning.edit_action(planned, 2, start=date(2026, 12, 1))
    refused("action_due_before_start", measures.revise_due, planned, 2, date(2026, 11, 30), "前倒し")
    planning.edit_action(planned, 1, due=None)
    refused("measure_due_missing", measures.revise_due, planned, 1, date(2027, 3, 31), "期限なし")
    refused("action_unknown", measures.revise_due, planned, 9, date(2027, 3, 31), "番号違い")
    planning.withdraw_action(planned, 2, "統合")
    refused("action_withdrawn", measures.revise_due, planned, 2, date(2027, 3, 31), "取下げ済み")
    assert all(not found.revisions for found in measures.listing(planned))


def test_progress_is_apart_from_the_state(planned: Desk) -> None:
    steps = (Step("選定", date(2026, 11, 10), date(2026, 11, 8)), Step("  配備 ", date(2027, 1, 15)))
    measures.follow(planned, 1, progress=40, milestones=steps, cost=" 約1,200万円 ", account="仕様を確定")
    found = measures.view(planned, 1)
    assert found.action.state is ActionState.NOT_STARTED
    assert (found.facts.progress, found.facts.cost, found.facts.account) == (40, "約1,200万円", "仕様を確定")
    assert [s.text for s in found.facts.milestones] == ["選定", "配備"]
    measures.reach(planned, 1, 2, TODAY)
    assert measures.view(planned, 1).facts.milestones[1].done == TODAY
    assert not measures.follow(planned, 1, progress=40)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("measure_progress_range", {"progress": 101}),
        ("measure_progress_range", {"progress": -1}),
        ("measure_step_needs_text", {"milestones": (Step(" ", TODAY),)}),
        ("measure_step_ahead", {"milestones": (Step("配備", None, date(2026, 11, 25)),)}),
        ("measure_steps_many", {"milestones": (Step("段階"),) * 61}),
        ("measure_amount_in_words", {"cost": "多額"}),
        ("measure_amount_in_words", {"effort": "相当"}),
    ],
)
def test_what_may_not_stand_beside_a_measure(planned: Desk, code: str, written: dict[str, object]) -> None:
    with pytest.raises(UserError) as caught:
        measures.follow(planned, 1, **written)
    assert caught.value.code == code
    assert measures.view(planned, 1).facts.progress is None


def test_an_effect_is_told_once_the_measure_is_done(planned: Desk) -> None:
    refused("measure_effect_unfinished", measures.check_effect, planned, 1, Effect.EFFECTIVE, "監査 五郎")
    measures.check_effect(planned, 1, Effect.NOT_YET, "監査 五郎", date(2026, 11, 20))
    planning.edit_action(planned, 1, start=date(2026, 11, 2), state=ActionState.DONE, done=date(2026, 11, 22))
    refused("measure_effect_needs_person", measures.check_effect, planned, 1, Effect.EFFECTIVE, " ")
    refused("measure_effect_needs_remark", measures.check_effect, planned, 1, Effect.PARTLY, "監査 五郎")
    refused(
        "measure_effect_before_done", measures.check_effect, planned, 1, Effect.EFFECTIVE, "監査", date(2026, 11, 21)
    )
    refused("measure_effect_ahead", measures.check_effect, planned, 1, Effect.EFFECTIVE, "監査", date(2026, 11, 25))
    measures.check_effect(planned, 1, Effect.EFFECTIVE, "監査 五郎", TODAY, "10件を確認")
    found = measures.view(planned, 1)
    assert [c.result for c in found.checks] == [Effect.NOT_YET, Effect.EFFECTIVE]
    assert found.check is not None
    assert (found.check.person, found.check.checked_on) == ("監査 五郎", TODAY)


def test_several_findings_are_put_under_several_measures_as_one_act(planned: Desk) -> None:
    two = [f.id for f in found_at(planned, "A4-4-04")]
    one = [f.id for f in found_at(planned, "A1-1-01")]
    measures.link(planned, (1, 2), (*two, *one))
    first, second = planning.view(planned).actions
    assert set(first.findings) == set(second.findings) == {*two, *one}
    undoing.undo(planned, gettext)
    first, second = planning.view(planned).actions
    assert (set(first.findings), set(second.findings)) == (set(one), set(two))
    refused("finding_unknown", measures.link, planned, (1,), ("F-9999999999",))


def test_what_was_taken_off_a_measure_does_not_come_back_with_a_draft(planned: Desk) -> None:
    here, there = found_at(planned, "A4-4-04")
    measures.unlink(planned, (2,), (here.id,))
    planning.draft_plan(planned)
    action = planning.view(planned).actions[1]
    assert (action.findings, action.unlinked) == ((there.id,), (here.id,))
    # It stands without a measure now, whatever else answers its checkpoint.
    assert without_measure((here, there), planning.view(planned).actions) == (here,)
    measures.link(planned, (1, 2), (here.id,))
    assert planning.view(planned).actions[1].unlinked == ()
    assert without_measure((here, there), planning.view(planned).actions) == ()


def test_all_of_it_is_undone_and_done_again(planned: Desk) -> None:
    measures.follow(planned, 1, progress=40, milestones=(Step("選定", TODAY),), effort="2人月")
    measures.revise_due(planned, 1, date(2027, 9, 30), "再入札のため")
    measures.check_effect(planned, 1, Effect.NOT_YET, "監査 五郎", TODAY)
    measures.unlink(planned, (2,), (found_at(planned, "A4-4-04")[0].id,))
    before = measures.listing(planned)
    for act in ("plan.linked", "plan.effect_checked", "plan.due_revised", "plan.followed"):
        assert undoing.last(planned) is not None
        assert undoing.last(planned).act == act  # type: ignore[union-attr]
        undoing.undo(planned, gettext)
    bare = measures.view(planned, 1)
    assert (bare.revisions, bare.checks, bare.facts.progress, bare.facts.milestones) == ((), (), None, ())
    for _act in range(4):
        undoing.redo(planned, gettext)

    def told(found: measures.MeasureView) -> tuple[object, ...]:
        revisions = tuple((r.due, r.reason) for r in found.revisions)
        return found.action, found.facts, revisions, tuple((c.result, c.person) for c in found.checks)

    assert list(map(told, measures.listing(planned))) == list(map(told, before))


def test_a_measure_with_something_beside_it_is_not_undone_away(planned: Desk) -> None:
    """The draft is hindered until what was written beside its measures was taken back."""
    measures.follow(planned, 1, progress=10)
    undoing.undo(planned, gettext)
    assert undoing.last(planned).act == "plan.drafted"  # type: ignore[union-attr]
    undoing.undo(planned, gettext)
    assert planning.view(planned).actions == ()
