"""What is recorded under a former id of a checkpoint, or at one that the audit does not examine."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.challenges import Outcome
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.progress import Place
from app.services import (
    answering,
    auditing,
    batches,
    evidencing,
    evidencing_uses,
    findings,
    flagging,
    proofs,
    proving,
    reviewing,
)
from app.services.ports import Desk
from tests.services.rounds import OFFICER, REVIEWER, TESTER, narrowed, refused, working

FORMER, PRESENT = ("A1-1-10", ""), ("A1-1-01", "")
"""A place of the company by the id that its checkpoint had, and by the one that it has."""
FORMER_SITE, PRESENT_SITE = "A3-2-11", "A3-2-04"
OUTSIDE = ("A1-2-01", "")
"""A checkpoint of an item that an audit of A1-1 alone does not examine."""


def file(folder: Path) -> Path:
    paper = folder / "規程.txt"
    paper.write_text("規程", encoding="utf-8")
    return paper


def verdicts(desk: Desk) -> dict[Place, str]:
    return {place: answer.verdict.value for place, answer in auditing.outline(desk).answers.items()}


def proven(desk: Desk) -> set[Place]:
    with desk.file.read() as work:
        return set(proofs.counts_by_place(work, desk.world.clock.today()))


def test_many_answers_are_kept_under_the_id_of_today(desk: Desk) -> None:
    shown = batches.preview(desk, [FORMER, PRESENT], Verdict.CONFORMING)
    assert shown.new == (PRESENT,)
    changes = batches.answer_many(desk, [FORMER], Verdict.CONFORMING, "確認した")
    assert changes.places == {PRESENT}
    assert verdicts(desk) == {PRESENT: "conforming"}
    assert auditing.outline(desk).total().answered == 1


def test_a_deficiency_at_many_sites_is_seen_where_its_findings_are(desk: Desk) -> None:
    sites = [site.id for site in auditing.outline(desk).sites]
    batches.answer_many(desk, [(FORMER_SITE, site) for site in sites], Verdict.NONCONFORMING, "施錠がない")
    assert set(verdicts(desk)) == {(PRESENT_SITE, site) for site in sites} <= set(auditing.outline(desk).places)
    assert {f.checkpoints for f in findings.listing(desk)} == {(PRESENT_SITE,)}
    batches.copy_many(desk, sites[0], [(FORMER_SITE, sites[1])], remark=True)
    assert set(verdicts(desk)) == {(PRESENT_SITE, site) for site in sites}


def test_evidence_proves_the_answer_of_today(desk: Desk, tmp_path: Path) -> None:
    answering.record_answer(desk, *FORMER, Verdict.CONFORMING, "規程にある")
    _changes, evidence = evidencing.attach(desk, *FORMER, file(tmp_path))
    assert (evidence.checkpoint, evidence.site) == PRESENT
    assert proven(desk) == {PRESENT}
    assert not auditing.outline(desk).unproven
    _changes, again = evidencing.attach_all(desk, *FORMER, [file(tmp_path)])
    assert [name for name, _evidence in again.twins] == ["規程.txt"]
    # It serves there already, by whichever id; and can be taken off by either.
    assert not evidencing_uses.serve(desk, evidence.id, [FORMER])
    evidencing_uses.end_use(desk, evidence.id, FORMER, "別の規程")
    assert proven(desk) == set()
    assert evidencing_uses.serve(desk, evidence.id, [FORMER, PRESENT]).places == {PRESENT}
    assert proven(desk) == {PRESENT}


def test_flags_reviews_and_attempts_stand_at_the_place_of_today(desk: Desk) -> None:
    flagging.set_flags(desk, [FORMER, PRESENT], "後で")
    assert [(f.checkpoint, f.site) for f in flagging.flags(desk)] == [PRESENT]
    flagging.clear_flags(desk, [FORMER])
    assert flagging.flags(desk) == ()
    answering.record_answer(working(desk, OFFICER), *FORMER, Verdict.CONFORMING, "見た")
    proving.record(working(desk, TESTER), *FORMER, TESTER, "規程を読み直した", Outcome.HELD)
    assert reviewing.accept(working(desk, REVIEWER), [FORMER]).places == {PRESENT}
    assert reviewing.states(desk).at(PRESENT).value == "accepted"


ACTS: dict[str, Callable[[Desk, Place, Path], object]] = {
    "answer": lambda desk, place, _f: answering.record_answer(desk, *place, Verdict.CONFORMING, "見た"),
    "remark": lambda desk, place, _f: answering.record_comment(desk, *place, "見た"),
    "many": lambda desk, place, _f: batches.answer_many(desk, [place], Verdict.CONFORMING),
    "preview": lambda desk, place, _f: batches.preview(desk, [place], Verdict.CONFORMING),
    "flag": lambda desk, place, _f: flagging.set_flags(desk, [place]),
    "evidence": lambda desk, place, folder: evidencing.attach(desk, *place, file(folder)),
    "files": lambda desk, place, folder: evidencing.attach_all(desk, *place, [file(folder)]),
    "attempt": lambda desk, place, _f: proving.record(desk, *place, TESTER, "読み直した", Outcome.HELD),
    "uphold": lambda desk, place, _f: answering.confirm_answer(desk, *place),
    "proposal": lambda desk, place, _f: findings.decide(desk, *place, "", "adopted"),
}


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_recorded_at_what_the_audit_does_not_examine(desk: Desk, tmp_path: Path, act: str) -> None:
    narrowed(desk)
    with desk.file.read() as work:
        before = work.history.last()
    with refused("checkpoint_out_of_scope"):
        ACTS[act](desk, OUTSIDE, tmp_path)
    with desk.file.read() as work:
        assert (work.history.last(), work.answers.count(), work.evidence.all()) == (before, 0, ())
    # What it examines is recorded as ever.
    if act == "answer":
        ACTS[act](desk, PRESENT, tmp_path)
        assert verdicts(desk) == {PRESENT: "conforming"}


def test_evidence_does_not_come_to_serve_what_the_audit_does_not_examine(desk: Desk, tmp_path: Path) -> None:
    narrowed(desk)
    _changes, evidence = evidencing.attach(desk, *PRESENT, file(tmp_path))
    with refused("checkpoint_out_of_scope"):
        evidencing_uses.serve(desk, evidence.id, [OUTSIDE])
    assert proven(desk) == {PRESENT}
    # One of another role is none of the audit at all, whatever its areas are.
    with desk.file.write() as work:
        work.audit.put(replace(work.audit.get(), areas=()))
        work.history.record(desk.stamp(), "test", Event("audit.changed", "test"))
        work.commit()
    with refused("checkpoint_unknown"):
        evidencing_uses.serve(desk, evidence.id, [("V-01", auditing.outline(desk).sites[0].id)])
