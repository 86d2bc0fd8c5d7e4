"""The plan: drafted from findings, and people's words are never overwritten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.case_figures import CaseFigure
from app.domain.findings import Finding, Source, Status
from app.domain.grades import Cause, Level, Severity, Verdict
from app.domain.history import Entry, Event
from app.domain.measures import Effect
from app.domain.plan import ActionState, Case, CaseCause, Discipline, Milestone, Separation, Stage, undecided
from app.errors import UserError
from app.i18n import gettext
from app.services import answering, auditing, findings, measures, overview, planning, undoing
from app.services.changes import Changes
from app.services.ports import Desk, HistoryQuery


@pytest.fixture
def failing(desk: Desk) -> Desk:
    first, second = auditing.outline(desk).sites
    answering.record_answer(desk, "A4-4-04", first.id, Verdict.NONCONFORMING, "窓口に1台")
    answering.record_answer(desk, "A4-4-04", second.id, Verdict.PARTLY, "会議室に1台")
    answering.record_answer(desk, "A1-1-01", "", Verdict.PARTLY)
    return desk


def test_one_measure_for_each_checkpoint(failing: Desk) -> None:
    assert planning.draft_plan(failing)
    first, second = planning.view(failing).actions
    assert (first.item, second.item) == ("A1-1", "A4-4")
    assert second.problem.splitlines() == ["本店: 窓口に1台", "北営業所: 会議室に1台"]
    assert len(second.sites) == len(second.findings) == 2
    # Nothing was remarked at the first one: a sentence, not the bare question.
    assert first.problem.endswith("について、不備が認められた。")
    # Serious: the end of the month after today; counted from the as-of date it would be due in six days.
    assert second.due == date(2026, 12, 31)
    assert not planning.draft_plan(failing)


def test_what_people_wrote_stays(failing: Desk) -> None:
    planning.draft_plan(failing)
    planning.edit_action(failing, 2, measure="窓口の端末を撤去する", due=date(2026, 12, 25))
    place = auditing.outline(failing).sites[0].id
    answering.record_answer(failing, "A4-4-04", place, Verdict.NONCONFORMING, "窓口に2台")
    planning.draft_plan(failing)
    action = planning.view(failing).actions[1]
    assert (action.measure, action.due) == ("窓口の端末を撤去する", date(2026, 12, 25))
    assert "窓口に2台" in action.problem


def test_directions_that_nothing_serves_are_named(desk: Desk, failing: Desk) -> None:
    assert planning.view(desk).unanswered_directions == ("1", "2", "3", "4", "5")
    planning.draft_plan(failing)
    assert "1" not in planning.view(desk).unanswered_directions


def test_refusals(failing: Desk) -> None:
    planning.draft_plan(failing)
    before = planning.view(failing)
    for number, fields, code in (
        (99, {"measure": "x"}, "action_unknown"),
        (1, {"measure": " "}, "action_needs_measure"),
        (1, {"start": date(2027, 1, 1), "due": date(2026, 1, 1)}, "action_due_before_start"),
    ):
        with pytest.raises(UserError) as error:
            planning.edit_action(failing, number, **fields)
        assert error.value.code == code
    assert planning.view(failing) == before


def newest(desk: Desk) -> Entry:
    with desk.file.read() as work:
        head = work.history.head()
    assert head is not None
    return head


def entries(desk: Desk) -> int:
    with desk.file.read() as work:
        return work.history.count(HistoryQuery())


def refused(code: str, call: object, *arguments: object, **named: object) -> None:
    assert callable(call)
    with pytest.raises(UserError) as error:
        call(*arguments, **named)
    assert error.value.code == code


def test_a_measure_of_the_officers_own(failing: Desk) -> None:
    planning.draft_plan(failing)
    site = auditing.outline(failing).sites[0].id
    changes, action = planning.add_action(
        failing,
        "A3-5",
        "全従業員に研修を行う",
        department="人事部",
        causes=(Cause.MOTIVE,),
        directions=("4",),
        sites=(site,),
    )
    assert changes.plan
    assert (action.number, action.checkpoint) == (3, "")
    assert planning.view(failing).actions[-1] == action
    assert newest(failing).event.act == "plan.added"
    planning.draft_plan(failing)
    assert planning.view(failing).actions[-1] == action


def test_a_measure_needs_a_known_place(desk: Desk) -> None:
    before = entries(desk)
    refused("area_unknown", planning.add_action, desk, "A9-9", "対策")
    refused("action_needs_measure", planning.add_action, desk, "A3-5", "  ")
    refused("direction_unknown", planning.add_action, desk, "A3-5", "対策", directions=("6",))
    refused("site_unknown", planning.add_action, desk, "A3-5", "対策", sites=("nowhere",))
    assert planning.view(desk).actions == ()
    assert entries(desk) == before
    with pytest.raises(TypeError, match="number"):
        planning.add_action(desk, "A3-5", "対策", number=9)


def test_withdrawing_keeps_the_measure_and_the_reason(failing: Desk) -> None:
    planning.draft_plan(failing)
    refused("reason_missing", planning.withdraw_action, failing, 2, " ")
    assert planning.withdraw_action(failing, 2, "対策1に含めた")
    assert planning.view(failing).actions[1].withdrawn == "対策1に含めた"
    assert newest(failing).event.after == {"withdrawn": "対策1に含めた"}
    refused("action_withdrawn", planning.edit_action, failing, 2, measure="x")
    assert planning.action_for(failing, "A4-4-04") is None
    planning.draft_plan(failing)
    assert planning.view(failing).actions[1].withdrawn
    assert planning.restore_action(failing, 2)
    assert not planning.restore_action(failing, 2)
    action = planning.action_for(failing, "A4-4-04")
    assert action is not None
    assert action.number == 2


def test_completion_in_the_future_is_refused(failing: Desk) -> None:
    planning.draft_plan(failing)
    today = failing.world.clock.today()
    tomorrow = today + timedelta(days=1)
    refused("action_done_ahead", planning.edit_action, failing, 1, state=ActionState.DONE, done=tomorrow)
    planning.edit_action(failing, 1, start=today, state=ActionState.DONE, done=today)
    assert planning.view(failing).actions[0].done == today


def test_completion_before_the_start_is_refused(failing: Desk) -> None:
    planning.draft_plan(failing)
    planning.edit_action(failing, 1, start=date(2026, 11, 10))
    done = {"state": ActionState.DONE, "done": date(2026, 11, 1)}
    refused("action_done_before_start", planning.edit_action, failing, 1, **done)


def test_a_measure_is_done_by_state_day_and_start_together(failing: Desk) -> None:
    planning.draft_plan(failing)
    started, day = date(2026, 11, 10), date(2026, 11, 20)
    count = entries(failing)
    # A day of completion on a measure that nobody has begun was taken without a word once.
    refused("action_done_unfinished", planning.edit_action, failing, 1, done=day)
    refused("action_done_needs_day", planning.edit_action, failing, 1, state=ActionState.DONE)
    refused("action_done_needs_start", planning.edit_action, failing, 1, state=ActionState.SETTLING, done=day)
    refused("action_done_unfinished", planning.add_action, failing, "A3-5", "研修", done=day)
    refused("action_done_unfinished", planning.write_action_for, failing, "A4-4-04", done=day)
    assert entries(failing) == count
    planning.edit_action(failing, 1, state=ActionState.SETTLING, start=started, done=day)
    refused("action_done_needs_start", planning.edit_action, failing, 1, start=None)
    planning.edit_action(failing, 1, state=ActionState.DONE)
    action = planning.view(failing).actions[0]
    assert (action.state, action.start, action.done) == (ActionState.DONE, started, day)


def test_a_measure_taken_up_again_has_no_day_of_completion(failing: Desk) -> None:
    planning.draft_plan(failing)
    day = date(2026, 11, 20)
    planning.edit_action(failing, 1, state=ActionState.DONE, start=day, done=day)
    planning.edit_action(failing, 1, state=ActionState.IN_PROGRESS)
    assert planning.view(failing).actions[0].done is None
    undoing.undo(failing, gettext)
    action = planning.view(failing).actions[0]
    assert (action.state, action.done) == (ActionState.DONE, day)


def test_the_day_of_completion_does_not_pass_the_look_at_the_effect(failing: Desk) -> None:
    planning.draft_plan(failing)
    looked, day = date(2026, 11, 21), date(2026, 11, 20)
    planning.edit_action(failing, 1, state=ActionState.DONE, start=day, done=day)
    measures.check_effect(failing, 1, Effect.EFFECTIVE, "監査 五郎", looked)
    refused("action_done_after_effect", planning.edit_action, failing, 1, done=date(2026, 11, 22))
    planning.edit_action(failing, 1, done=looked)
    assert planning.view(failing).actions[0].done == looked


def test_what_an_earlier_version_let_pass_hinders_nobody(failing: Desk) -> None:
    planning.draft_plan(failing)
    with failing.file.write() as work:
        action = work.plan.actions()[0]
        work.plan.put_action(replace(action, state=ActionState.DONE))
        work.history.record(failing.stamp(), "x", Event("plan.edited", action.id))
        work.commit()
    planning.edit_action(failing, 1, owner="東 一郎")
    planning.edit_action(failing, 1, start=date(2026, 11, 2))
    planning.edit_action(failing, 1, done=date(2026, 11, 20))
    assert planning.view(failing).actions[0].done == date(2026, 11, 20)


def test_the_page_of_a_checkpoint_writes_its_measure(failing: Desk) -> None:
    assert planning.action_for(failing, "A4-4-04") is None
    changes, action = planning.write_action_for(failing, "A4-4-04", measure="窓口の端末を撤去する")
    assert changes.plan
    # The rest is what a draft would have written.
    assert action.problem.splitlines() == ["本店: 窓口に1台", "北営業所: 会議室に1台"]
    assert action.severity is Severity.SERIOUS
    assert action.edited == {"measure"}
    assert planning.action_for(failing, "A4-4-04") == action
    count = entries(failing)
    assert not planning.write_action_for(failing, "A4-4-04", measure="窓口の端末を撤去する")[0]
    assert entries(failing) == count
    planning.write_action_for(failing, "A4-4-04", state=ActionState.IN_PROGRESS)
    event = newest(failing).event
    before = {"state": "not_started", "edited": ["measure"]}
    assert (event.before, event.after) == (before, {"state": "in_progress", "edited": ["measure", "state"]})
    planning.withdraw_action(failing, action.number, "重複")
    planning.write_action_for(failing, "A4-4-04", owner="配電課長")
    back = planning.action_for(failing, "A4-4-04")
    assert back is not None
    assert (back.number, back.owner) == (action.number, "配電課長")
    refused("checkpoint_unknown", planning.write_action_for, failing, "Z9", measure="x")


def test_the_renewable_case_is_offered_before_anything_is_stored(desk: Desk) -> None:
    offered = planning.cases(desk)
    assert [(c.kind, c.occurred) for c in offered] == [("entrant_customers", None), ("renewable", None)]
    assert planning.put_case(desk, replace(offered[1], occurred=False))
    assert newest(desk).event.act == "case.added"
    again = planning.cases(desk)
    assert [(c.kind, c.occurred) for c in again] == [("entrant_customers", None), ("renewable", False)]
    assert not planning.put_case(desk, again[1])
    planning.put_case(desk, replace(again[1], occurred=True, overview="借用IDで閲覧した。"))
    event = newest(desk).event
    assert event.before is not None
    assert event.after is not None
    assert (event.before["occurred"], event.after["overview"]) == (False, "借用IDで閲覧した。")


def test_a_case_keeps_its_figures_causes_and_discipline(failing: Desk) -> None:
    planning.draft_plan(failing)
    action = planning.view(failing).actions[0]
    case = Case(
        id="",
        position=0,
        kind="other",
        occurred=True,
        title="誤送付",
        discovered=date(2026, 8, 3),
        figures=(CaseFigure("件数", "312件", date(2026, 9, 30), "送付記録", number=1),),
        causes=(CaseCause(Cause.OPPORTUNITY, "宛先を確かめなかった", (action.id,), ("A1-1",)),),
        discipline=(Discipline("担当者", "戒告", "確認の懈怠", date(2026, 10, 1)),),
    )
    planning.put_case(failing, case)
    stored = planning.cases(failing)[-1]
    assert replace(stored, id="", position=0) == case


def test_what_a_case_may_not_say(desk: Desk) -> None:
    good = Case("", 0, "entrant_customers", True)
    ahead = date(2026, 12, 31)
    for case, code in (
        (replace(good, kind="theft"), "case_kind_unknown"),
        (replace(good, kind="other"), "case_needs_title"),
        (replace(good, discovered=ahead), "case_discovered_ahead"),
        (replace(good, figures=(CaseFigure("件数", " ", None, ""),)), "case_figure_incomplete"),
        (replace(good, figures=(CaseFigure("件数", "三百四十", None, ""),)), "case_figure_in_words"),
        (replace(good, figures=(CaseFigure("件数", "1", ahead, ""),)), "case_figure_ahead"),
        (replace(good, causes=(CaseCause(Cause.MOTIVE, ""),)), "case_cause_needs_text"),
        (replace(good, causes=(CaseCause(Cause.MOTIVE, "x", ("gone",)),)), "action_unknown"),
        (replace(good, causes=(CaseCause(Cause.MOTIVE, "x", (), ("A9",)),)), "area_unknown"),
        (replace(good, discipline=(Discipline("社員", "", "", None),)), "case_discipline_incomplete"),
    ):
        refused(code, planning.put_case, desk, case)
    assert all(c.occurred is None for c in planning.cases(desk))


SPLIT = Separation(
    id="",
    position=0,
    system="託送業務システム",
    milestones=(
        Milestone(Stage.DECISION, date(2026, 9, 1), date(2026, 12, 31)),
        Milestone(Stage.REQUIREMENTS, date(2027, 1, 1), date(2027, 6, 30)),
    ),
)


def test_the_schedule_of_the_split(desk: Desk) -> None:
    assert planning.put_separation(desk, SPLIT)
    (stored,) = planning.separations(desk)
    assert replace(stored, id="", position=0) == SPLIT
    assert stored.current == ""  # Nobody has said yet that it is split, even if only logically.
    assert not planning.put_separation(desk, stored)
    planning.put_separation(desk, replace(stored, owner="情報システム部"))
    assert newest(desk).event.act == "separation.changed"
    refused("separation_double", planning.put_separation, desk, SPLIT)
    refused("reason_missing", planning.remove_separation, desk, stored.id, "")
    refused("separation_unknown", planning.remove_separation, desk, "gone", "廃止")
    assert planning.remove_separation(desk, stored.id, "廃止")
    assert planning.separations(desk) == ()


def test_what_the_schedule_may_not_say(desk: Desk) -> None:
    first, second = SPLIT.milestones
    for separation, code in (
        (replace(SPLIT, system=""), "separation_needs_system"),
        (replace(SPLIT, current="mixed"), "separation_state_unknown"),
        (replace(SPLIT, milestones=(first, first)), "separation_stage_double"),
        (replace(SPLIT, milestones=(replace(first, end=date(2026, 8, 1)),)), "separation_stage_dates"),
        (replace(SPLIT, milestones=(first, replace(second, start=date(2026, 8, 1)))), "separation_stage_order"),
    ):
        refused(code, planning.put_separation, desk, separation)
    assert planning.separations(desk) == ()


def test_remarks_that_ledgers_put_in_one_number_are_not_repeated(failing: Desk) -> None:
    sites = auditing.outline(failing).sites
    hit = Finding("F-1", Source.RULES, "R01", Severity.SERIOUS, sites[0].id, ("A4-4-04",), "T-1", "shared_zone")
    with failing.file.write() as work:
        work.findings.put([hit, replace(hit, id="F-2", subject="T-2")])
        work.history.record("2026-11-24T10:00:00+00:00", "officer", Event("test", "findings"))
        work.commit()
    planning.draft_plan(failing)
    action = planning.action_for(failing, "A4-4-04")
    assert action is not None
    title = failing.catalogue.rule("R01").title.ja
    assert action.problem.splitlines() == ["本店: 窓口に1台", "北営業所: 会議室に1台", f"{title}(2件)"]
    assert {"F-1", "F-2"} <= set(action.findings)
    # The same remark at two sites but for its number says no more than the ledger does.
    for number, site in enumerate(sites, start=3):
        answering.record_answer(
            failing, "A4-4-04", site.id, Verdict.NONCONFORMING, f"台帳で{number}台が該当", "見直した"
        )
    planning.draft_plan(failing)
    action = planning.action_for(failing, "A4-4-04")
    assert action is not None
    assert action.problem == f"{title}(2件)"


def test_remarks_of_many_sites_are_told_site_by_site_and_not_without_end(desk: Desk) -> None:
    for number in range(20):
        auditing.add_site(desk, f"支所{number:02d}")
    sites = auditing.outline(desk).sites
    for number, each in enumerate(sites):
        said = "窓口が共用" if number % 2 else f"端末が{number}台残る"
        answering.record_answer(desk, "A4-4-04", each.id, Verdict.NONCONFORMING, said)
    planning.draft_plan(desk)
    action = planning.action_for(desk, "A4-4-04")
    assert action is not None
    lines = action.problem.splitlines()
    assert lines[:3] == [
        "本店: 端末が0台残る",
        "北営業所、支所01、支所03ほか8か所: 窓口が共用",
        "支所00: 端末が2台残る",
    ]
    assert (len(lines), lines[-1]) == (11, "ほかの所見2件は、各事業所の回答に記載")
    # The same at all of them is said once, of all.
    for each in sites:
        answering.record_comment(desk, "A4-4-04", each.id, "窓口が共用")
    planning.draft_plan(desk)
    action = planning.action_for(desk, "A4-4-04")
    assert action is not None
    assert action.problem == "窓口が共用"


def test_findings_put_under_a_measure_stay_there_when_drafted_again(desk: Desk) -> None:
    outline = auditing.outline(desk)
    first, second = [c for c in outline.checkpoints if c.level is Level.COMPANY][:2]
    for checkpoint in (first, second):
        answering.record_answer(desk, checkpoint.id, "", Verdict.NONCONFORMING, "ない")
    planning.draft_plan(desk)
    other = next(f for f in findings.listing(desk) if f.subject == second.id)
    changes, action = planning.assign_findings(desk, 1, [other.id])
    assert changes.plan
    assert other.id in action.findings
    assert len(action.findings) == 2
    planning.draft_plan(desk)
    assert other.id in planning.view(desk).actions[0].findings
    assert planning.assign_findings(desk, 1, [other.id])[0] == Changes()


def test_findings_are_not_put_under_what_is_not_there(desk: Desk) -> None:
    _changes, action = planning.add_action(desk, "A4-4", "回収する")
    with pytest.raises(UserError) as refused:
        planning.assign_findings(desk, action.number, ["F-0000000000"])
    assert refused.value.code == "finding_unknown"
    planning.withdraw_action(desk, action.number, "別の対策に含めた")
    with pytest.raises(UserError) as refused:
        planning.assign_findings(desk, action.number, [])
    assert refused.value.code == "action_withdrawn"
    with pytest.raises(UserError) as refused:
        planning.assign_findings(desk, 99, [])
    assert refused.value.code == "action_unknown"


def test_what_is_corrected_gets_no_measure_anew(failing: Desk) -> None:
    first, second = [f for f in findings.listing(failing) if f.subject == "A4-4-04"]
    findings.set_status(failing, first.id, Status.CORRECTED, "10月12日に移設した。")
    findings.set_status(failing, second.id, Status.CORRECTED, "10月12日に移設した。")
    planning.draft_plan(failing)
    assert planning.action_for(failing, "A4-4-04") is None
    # The officer may write one all the same; it says what was found.
    _changes, action = planning.write_action_for(failing, "A4-4-04", state=ActionState.IN_PROGRESS)
    assert action.problem.splitlines() == ["本店: 窓口に1台", "北営業所: 会議室に1台"]


def test_a_draft_tells_what_is_open_and_keeps_what_was_corrected(failing: Desk) -> None:
    planning.draft_plan(failing)
    one, other = [f for f in findings.listing(failing) if f.subject == "A4-4-04"]
    findings.set_status(failing, one.id, Status.CORRECTED, "10月12日に移設した。")
    planning.draft_plan(failing)
    action = planning.action_for(failing, "A4-4-04")
    assert action is not None
    assert action.problem == other.values["comment"]
    assert action.sites == (other.site,)
    assert set(action.findings) == {one.id, other.id}


def test_a_measure_where_nothing_failed_claims_no_deficiency(failing: Desk) -> None:
    _changes, action = planning.write_action_for(failing, "A1-2-01", measure="研修を増やす")
    assert action.problem == ""


def test_a_draft_that_was_accepted_stays_as_it_was(failing: Desk) -> None:
    planning.draft_plan(failing)
    before = planning.view(failing).actions[1]
    changes = planning.accept_draft(failing, 2)
    action = planning.view(failing).actions[1]
    assert changes.plan
    assert replace(action, edited=frozenset()) == before
    assert action.edited == {"measure", "due", "causes", "directions", "method"}
    with failing.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="plan.accepted"))
    assert entry.event.after is not None
    assert (entry.event.after["measure"], entry.event.after["due"]) == (before.measure, "2026-12-31")
    # What nobody drafted or wrote is not accepted, and nothing twice.
    assert not planning.accept_draft(failing, 2)
    planning.edit_action(failing, 1, measure="規程を改める")
    planning.accept_draft(failing, 1, ("measure", "due"))
    assert planning.view(failing).actions[0].edited == {"measure", "due"}
    with pytest.raises(TypeError):
        planning.accept_draft(failing, 1, ("sites",))
    planning.withdraw_action(failing, 1, "重複")
    with pytest.raises(UserError) as refused:
        planning.accept_draft(failing, 1)
    assert refused.value.code == "action_withdrawn"


def test_nothing_is_drafted_to_be_due_before_the_plan_is_filed(failing: Desk) -> None:
    auditing.change_filing(failing, submitted=date(2027, 2, 10))
    planning.draft_plan(failing)
    assert [a.due for a in planning.view(failing).actions] == [date(2027, 8, 31), date(2027, 3, 31)]


def test_what_was_corrected_wants_no_measure_and_stays_behind_one(failing: Desk) -> None:
    found = {(f.subject, f.site): f for f in findings.listing(failing)}
    first, _second = auditing.outline(failing).sites
    for finding in (found["A1-1-01", ""], found["A4-4-04", first.id]):
        findings.set_status(failing, finding.id, Status.CORRECTED, "10月12日に移設した。")
    planning.draft_plan(failing)
    (action,) = planning.view(failing).actions
    assert action.checkpoint == "A4-4-04"
    assert found["A4-4-04", first.id].id in action.findings
    assert not [s for s in overview.overview(failing).steps if s.code in ("no_measures", "serious_without_measure")]
    assert found["A1-1-01", ""].id not in {f.id for f in overview.overview(failing).findings}


def test_a_draft_is_one_whose_measure_or_due_date_nobody_confirmed(failing: Desk) -> None:
    planning.draft_plan(failing)
    action = planning.view(failing).actions[1]
    assert undecided(action) == ("measure", "due")
    # Who, from when, and how it is checked decide on nothing.
    planning.edit_action(
        failing, 2, owner="東 一郎", start=date(2026, 11, 2), method="現地写真", causes=(Cause.MOTIVE,)
    )
    assert undecided(planning.view(failing).actions[1]) == ("measure", "due")
    # Writing what was proposed is deciding on it, be it the same.
    changes, action = planning.edit_action(failing, 2, due=action.due)
    assert changes.plan
    assert undecided(action) == ("measure",)
    assert newest(failing).event.act == "plan.accepted"
    assert not planning.edit_action(failing, 2, due=action.due)[0]
    undoing.undo(failing, gettext)
    assert undecided(planning.view(failing).actions[1]) == ("measure", "due")
    planning.accept_drafts(failing, (1, 2))
    assert not any(map(undecided, planning.view(failing).actions))
    undoing.undo(failing, gettext)
    assert all(map(undecided, planning.view(failing).actions))
