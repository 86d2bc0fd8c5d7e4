"""Counting for the overview, and what it says to do next."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.carrying import Carried, Predecessor, Standing
from app.domain.duties import Duty
from app.domain.grades import Level, Severity, Verdict
from app.domain.history import Event
from app.services import answering, auditing, carried_answers, evidencing, overview, people, planning, reviewing
from app.services.ports import Desk
from tests.services.rounds import OFFICER, REVIEWER, TESTER, answer_all, narrowed, working


def test_nothing_answered_is_nothing_good(desk: Desk) -> None:
    view = overview.overview(desk)
    assert view.total.answered == 0
    assert {cell.tally.worst for cell in view.cells.values()} == {Verdict.UNANSWERED}
    assert [step.code for step in view.steps] == [
        *["ledger_missing"] * 3,
        "ledgers_missing",
        "no_answers",
        "case_unsaid",
    ]
    assert [step.kind for step in view.steps[:3]] == ["terminals", "accounts", "contractors"]
    assert sum(cell.tally.total for cell in view.cells.values()) == view.total.total


def test_failed_answers_count_at_their_cell_their_leak_and_their_cause(desk: Desk) -> None:
    outline = auditing.outline(desk)
    checkpoint = next(
        c for c in outline.checkpoints if c.level is Level.SITE and c.leak and c.severity is Severity.SERIOUS
    )
    site = outline.sites[1].id
    answering.record_answer(desk, checkpoint.id, site, Verdict.NONCONFORMING, "共用の区画にある")
    view = overview.overview(desk)
    assert view.cells[checkpoint.item, site].tally.nonconforming == 1
    assert view.cells[checkpoint.item, outline.sites[0].id].tally.nonconforming == 0
    leaks = {count.leak: count for count in view.leaks}
    assert all((leaks[leak].total, leaks[leak].serious) == (1, 1) for leak in checkpoint.leak)
    assert all(view.causes[cause] == 1 for cause in checkpoint.causes)
    codes = [step.code for step in view.steps]
    assert "serious_without_measure" in codes
    assert "no_measures" in codes
    planning.draft_plan(desk)
    codes = [step.code for step in overview.overview(desk).steps]
    assert "serious_without_measure" not in codes
    assert "no_measures" not in codes
    assert "filing_incomplete" in codes


def test_a_conforming_answer_is_unproven_until_it_has_evidence(desk: Desk, tmp_path: Path) -> None:
    checkpoint = next(c for c in auditing.outline(desk).checkpoints if c.level is Level.COMPANY)
    answering.record_answer(desk, checkpoint.id, "", Verdict.CONFORMING)
    assert overview.overview(desk).unproven == 1
    proof = tmp_path / "規程.txt"
    proof.write_text("規程", "utf-8")
    evidencing.attach(desk, checkpoint.id, "", proof)
    assert overview.overview(desk).unproven == 0


def test_where_most_is_missing_comes_first(desk: Desk) -> None:
    outline = auditing.outline(desk)
    first = outline.sites[0].id
    for checkpoint, site in outline.places:
        if site == first:
            answering.record_answer(desk, checkpoint, site, Verdict.NOT_APPLICABLE, reason="対象外")
    steps = [step for step in overview.overview(desk).steps if step.code == "unanswered"]
    assert [step.count for step in steps] == sorted((step.count for step in steps), reverse=True)
    assert first not in {step.site for step in steps}


def test_a_copy_is_counted_apart_and_listed_until_it_is_confirmed(desk: Desk) -> None:
    first, second = (s.id for s in auditing.outline(desk).sites)
    answering.record_answer(desk, "A4-4-04", first, Verdict.CONFORMING)
    before = overview.overview(desk)
    answering.copy_answer(desk, "A4-4-04", first, [second])
    seen = overview.overview(desk)
    assert (seen.total.answered, seen.total.conforming) == (before.total.answered, before.total.conforming) == (1, 1)
    assert (seen.total.copied, seen.copied, seen.unproven) == (1, 1, 1)
    cell = seen.cells["A4-4", second].tally
    assert (cell.answered, cell.copied, cell.worst) == (0, 1, Verdict.UNANSWERED)
    assert [step.count for step in seen.steps if step.code == "copied"] == [1]
    outline = seen.outline
    assert outline.by_site()[second].answered == 0
    assert outline.by_item()["A4-4"].copied == 1
    answering.confirm_copy(desk, "A4-4-04", second)
    seen = overview.overview(desk)
    assert (seen.total.answered, seen.total.copied) == (2, 0)
    assert not [step for step in seen.steps if step.code == "copied"]


def test_what_looks_finished_still_tells_what_the_seal_waits_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "missing", lambda _idle: {})  # as if every ledger had been imported
    narrowed(desk)
    for case in planning.cases(desk):
        planning.put_case(desk, replace(case, occurred=False))
    places = answer_all(desk)
    assert [(step.code, step.count) for step in overview.overview(desk).steps] == [("before_seal", len(places))]
    people.add(desk, REVIEWER, "内部監査部", [Duty.REVIEWER])
    reviewing.accept(working(desk, REVIEWER), places)
    assert [step.code for step in overview.overview(desk).steps] == ["finished"]


def test_what_waits_for_a_person_is_told_to_that_person(desk: Desk) -> None:
    officer, reviewer = working(desk, OFFICER), working(desk, REVIEWER)
    first, second, third, *_rest = auditing.outline(desk).places

    def told(at: Desk) -> dict[str, int]:
        steps = {step.code: step.count for step in overview.overview(at).steps}
        return {code: steps[code] for code in ("returned", "to_accept") if code in steps}

    for place in (first, second, third):
        answering.record_answer(officer, *place, Verdict.PARTLY, "所見")
    reviewing.request(officer, [first, second, third])
    # Anybody else may accept while nobody has a duty; who answered may not.
    assert (told(officer), told(reviewer)) == ({}, {"to_accept": 3})
    people.add(desk, REVIEWER, "", [Duty.REVIEWER])
    assert (told(working(desk, TESTER)), told(reviewer)) == ({}, {"to_accept": 3})
    reviewing.give_back(reviewer, [second], "写真がない")
    reviewing.accept(reviewer, [third])
    assert (told(officer), told(reviewer)) == ({"returned": 1}, {"to_accept": 1})
    answering.record_answer(officer, *second, Verdict.CONFORMING, "撮り直した", "差戻しを受けて")
    assert told(officer) == {}


def test_answers_of_last_time_are_a_step_until_something_is_said_of_them(desk: Desk) -> None:
    first, second, *_rest = auditing.outline(desk).places
    before = Predecessor("a0", "東湾送配電", "前回", date(2026, 3, 31), "前.shadan", 1, True, "e", "1", "at", "o")

    def carried(place: tuple[str, str], standing: Standing = Standing.UNCHANGED) -> Carried:
        return Carried(*place, Verdict.PARTLY, "", "", "at", "o", "?", "!", standing)

    with desk.file.write() as work:
        work.carried.put_predecessor(before)
        gone = carried(("A9-9-99", ""), Standing.RETIRED)
        work.carried.add((carried(first), carried(second), carried(("A1-1-01", "removed")), gone))
        work.history.record("2026-11-24T09:00:00+09:00", "o", Event("setting.changed", "test"))
        work.commit()

    def told() -> list[int]:
        return [step.count for step in overview.overview(desk).steps if step.code == "carried"]

    assert told() == [2]
    carried_answers.lay_aside(desk, [first])
    assert told() == [1]
    answering.record_answer(desk, *second, Verdict.PARTLY, "見た")
    assert told() == []
