"""An audit that goes on under an edition which knows checkpoints by other ids: nothing goes out of sight."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.carrying import Decision
from app.domain.catalogue import Catalogue
from app.domain.challenges import Outcome
from app.domain.findings import Status
from app.domain.grades import Level, Verdict
from app.domain.progress import Place
from app.domain.review import State
from app.domain.text import Text
from app.services import (
    answering,
    auditing,
    carried_answers,
    carrying,
    evidencing,
    evidencing_uses,
    findings,
    flagging,
    planning,
    proofs,
    proving,
    reviewing,
    safekeeping,
    sealing,
    undoing,
)
from app.services.ports import Desk, HistoryQuery, World
from tests.services.rounds import OFFICER, REVIEWER, TESTER, narrowed, refused, sealed, working

FORMER, PRESENT = "A1-1-01", "A1-1-90"
SITE_FORMER, SITE_PRESENT = "A1-1-05", "A1-1-95"
"""A checkpoint of the company and one of each site, by the ids of the two editions."""
OTHER = ("A1-1-02", "")
AT, NOW = (FORMER, ""), (PRESENT, "")


def renaming(now: Catalogue, *, question: str = "", **ids: str) -> Catalogue:
    """The next edition, in which checkpoints have other ids (and one question other words)."""
    wanted = ids or {FORMER: PRESENT, SITE_FORMER: SITE_PRESENT}
    wanted = {former.replace("_", "-"): now_id.replace("_", "-") for former, now_id in wanted.items()}
    asked = tuple(replace(c, id=wanted.get(c.id, c.id)) for c in now.checkpoints)
    if question:
        asked = tuple(replace(c, question=Text(question, question)) if c.id == PRESENT else c for c in asked)
    return replace(now, version=f"{now.version}.9", checkpoints=asked, renamed={**now.renamed, **wanted})


def merging(now: Catalogue, *gone: str) -> Catalogue:
    """The next edition, in which checkpoints have become one with `OTHER`."""
    asked = tuple(c for c in now.checkpoints if c.id not in gone)
    renamed = {**now.renamed, **dict.fromkeys(gone, OTHER[0])}
    return replace(now, version=f"{now.version}.9", checkpoints=asked, renamed=renamed)


@contextmanager
def opened(world: World, path: Path, catalogue: Catalogue) -> Iterator[Desk]:
    desk = auditing.open_audit(replace(world, catalogue=catalogue), path)
    try:
        yield desk
    finally:
        desk.file.close()
    assert safekeeping.verify(world, path).problems == ()


def close(desk: Desk) -> Path:
    desk.file.close()
    return Path(desk.file.location)


def verdicts(desk: Desk) -> dict[Place, str]:
    return {place: answer.verdict.value for place, answer in auditing.outline(desk).answers.items()}


def attached(desk: Desk, place: Place, folder: Path) -> str:
    paper = folder / f"{place[0]}.txt"
    paper.write_text(place[0], encoding="utf-8")
    return evidencing.attach(desk, *place, paper)[1].id


def test_the_site_checkpoint_is_one(world: World) -> None:
    assert world.catalogue.checkpoint(SITE_FORMER).level is Level.SITE
    assert world.catalogue.checkpoint(FORMER).level is Level.COMPANY


def test_answers_with_all_that_stands_beside_them_follow(world: World, desk: Desk, tmp_path: Path) -> None:
    head, north = (site.id for site in auditing.outline(narrowed(desk)).sites)
    officer, reviewer = working(desk, OFFICER), working(desk, REVIEWER)
    answering.record_answer(officer, *AT, Verdict.PARTLY, "一部なし")
    answering.record_answer(officer, *AT, Verdict.CONFORMING, "規程にある", "整備した")
    mine, shared = attached(officer, AT, tmp_path), attached(officer, OTHER, tmp_path)
    evidencing_uses.serve(officer, shared, [AT, (SITE_FORMER, north)])
    proving.record(working(desk, TESTER), *AT, TESTER, "読み直した", Outcome.HELD)
    flagging.set_flags(officer, [AT], "後で")
    answering.record_answer(officer, SITE_FORMER, head, Verdict.NONCONFORMING, "掲示がない")
    answering.copy_answer(officer, SITE_FORMER, head, [north])
    planning.draft_plan(officer)
    reviewing.accept(reviewer, [AT])
    (before,) = (f for f in findings.listing(desk) if f.site == head)
    findings.set_status(officer, before.id, Status.IN_PROGRESS, "掲示を作成中")
    path = close(desk)
    with opened(world, path, renaming(world.catalogue)) as newer:
        outline = auditing.outline(newer)
        assert verdicts(newer) == {
            NOW: "conforming",
            (SITE_PRESENT, head): "nonconforming",
            (SITE_PRESENT, north): "nonconforming",
        }
        assert set(outline.answers) <= set(outline.places)
        assert [a.comment for a in answering.page(newer, *NOW).revisions] == ["一部なし", "規程にある"]
        # A copy that nobody confirmed is none of the site's own yet.
        assert dict(outline.copies) == {(SITE_PRESENT, north): head}
        assert outline.unproven == frozenset()
        assert outline.stale == {}
        with newer.file.read() as work:
            served = proofs.counts_by_place(work, newer.world.clock.today())
            assert served == {NOW: 2, OTHER: 1, (SITE_PRESENT, north): 1}
            assert [(d.checkpoint, d.site) for d in work.reviews.disproofs()] == [NOW]
        assert {e.id: e.checkpoint for e in evidencing.listing(newer)} == {mine: PRESENT, shared: OTHER[0]}
        assert [(f.checkpoint, f.site, f.note) for f in flagging.flags(newer)] == [(*NOW, "後で")]
        assert reviewing.states(newer).at(NOW) is State.ACCEPTED
        # Who took the copy as the site's own, or gave the answer, cannot accept it.
        with refused("review_same_person"):
            reviewing.accept(working(newer, OFFICER), [(SITE_PRESENT, head)])
        told = [f for f in findings.listing(newer) if f.checkpoints == (SITE_PRESENT,)]
        assert {(f.subject, f.site, f.status) for f in told} == {
            (SITE_PRESENT, head, Status.IN_PROGRESS),
            (SITE_PRESENT, north, Status.OPEN),
        }
        assert not [f for f in findings.listing(newer) if SITE_FORMER in f.checkpoints]
        (action,) = planning.view(newer).actions
        assert action.checkpoint == SITE_PRESENT
        assert set(action.findings) == {f.id for f in told}
        # The next answer settles the finding that moved.
        answering.record_answer(working(newer, OFFICER), SITE_PRESENT, head, Verdict.CONFORMING, "", "掲示した")
        assert findings.get(newer, next(f.id for f in told if f.site == head)).status is Status.RESOLVED


def test_the_history_keeps_what_it_said_and_is_found_by_the_id_of_today(world: World, desk: Desk) -> None:
    answering.record_answer(desk, *AT, Verdict.CONFORMING, "規程にある")
    with desk.file.read() as work:
        (before,) = work.history.entries(HistoryQuery(checkpoint=FORMER))
    path = close(desk)
    for _again in range(2):
        with opened(world, path, renaming(world.catalogue)) as newer, newer.file.read() as work:
            moved, same = work.history.entries(HistoryQuery(checkpoint=PRESENT))
            assert same == before
            assert (moved.event.act, moved.event.subject) == ("checkpoint.renamed", FORMER)
            assert work.history.count(HistoryQuery(checkpoint=PRESENT)) == 2
            assert len(work.history.entries(HistoryQuery(act="checkpoint.renamed"))) == 1


def test_who_confirmed_a_copy_under_the_former_id_is_one_of_those_who_gave_it(world: World, desk: Desk) -> None:
    head, north = (site.id for site in auditing.outline(desk).sites)
    answering.record_answer(working(desk, OFFICER), SITE_FORMER, head, Verdict.PARTLY, "一部")
    answering.copy_answer(working(desk, OFFICER), SITE_FORMER, head, [north])
    answering.confirm_copy(working(desk, REVIEWER), SITE_FORMER, north)
    path = close(desk)
    with opened(world, path, renaming(world.catalogue)) as newer:
        assert auditing.outline(newer).copies == {}
        with refused("review_same_person"):
            reviewing.accept(working(newer, REVIEWER), [(SITE_PRESENT, north)])


def test_what_is_asked_in_other_words_under_another_id_is_told(world: World, desk: Desk) -> None:
    asked = world.catalogue.checkpoint(FORMER).question.ja
    answering.record_answer(desk, *AT, Verdict.CONFORMING, "規程にある")
    reviewing.accept(working(desk, REVIEWER), [AT])
    path = close(desk)
    with opened(world, path, renaming(world.catalogue, question="別の問い")) as newer:
        assert set(auditing.outline(newer).stale) == {NOW}
        then = answering.page(newer, *NOW).then
        assert then is not None
        assert then.question == asked
        assert reviewing.states(newer).at(NOW) is State.ANSWERED
        answering.confirm_answer(newer, *NOW)
        assert auditing.outline(newer).stale == {}


def test_an_answer_is_not_put_over_another_one(world: World, desk: Desk) -> None:
    third = ("A1-1-03", "")
    for place, verdict in ((AT, Verdict.CONFORMING), (OTHER, Verdict.NONCONFORMING)):
        answering.record_answer(desk, *place, verdict, place[0])
    path = close(desk)
    with opened(world, path, merging(world.catalogue, FORMER, third[0])) as newer:
        assert verdicts(newer) == {AT: "conforming", OTHER: "nonconforming"}
        assert answering.page(newer, *OTHER).revisions[-1].comment == OTHER[0]
        with newer.file.read() as work:
            assert work.answers.current(*AT) is not None
            assert work.history.entries(HistoryQuery(act="checkpoint.renamed")) == ()


def test_of_several_that_became_one_the_first_is_taken_and_is_to_be_looked_at_again(world: World, desk: Desk) -> None:
    third = ("A1-1-03", "")
    answering.record_answer(desk, *AT, Verdict.CONFORMING, "一")
    answering.record_answer(desk, *third, Verdict.PARTLY, "三")
    words = world.catalogue.checkpoint(FORMER).question.ja
    path = close(desk)
    with opened(world, path, merging(world.catalogue, FORMER, third[0])) as newer:
        assert verdicts(newer) == {OTHER: "conforming", third: "partly"}
        # It was given to the words of the former one, although that edition had this one beside it.
        assert set(auditing.outline(newer).stale) == {OTHER}
        then = answering.page(newer, *OTHER).then
        assert then is not None
        assert then.question == words


def test_what_was_done_under_the_former_id_is_not_undone_there(world: World, desk: Desk) -> None:
    answering.record_answer(desk, *AT, Verdict.CONFORMING, "規程にある")
    answering.record_answer(desk, *AT, Verdict.UNANSWERED, "", "見直す")
    flagging.set_flags(desk, [AT], "後で")
    flagging.clear_flags(desk, [AT])
    answering.record_answer(desk, *OTHER, Verdict.PARTLY, "一部")
    path = close(desk)
    with opened(world, path, renaming(world.catalogue)) as newer:
        undoing.undo(newer, str)
        assert verdicts(newer)[OTHER] == "unanswered"
        with refused("undo_barred"):
            undoing.undo(newer, str)
        with newer.file.read() as work:
            assert work.answers.revisions(*AT) == ()
            assert work.duties.flags() == ()
        # What is done from now on is.
        answering.record_answer(newer, *NOW, Verdict.PARTLY, "一部")
        undoing.undo(newer, str)
        assert verdicts(newer)[NOW] == "unanswered"


def test_a_file_that_cannot_be_written_shows_what_it_answered(world: World, desk: Desk) -> None:
    answering.record_answer(desk, *AT, Verdict.CONFORMING, "規程にある")
    places = set(auditing.outline(desk).places)
    path = close(desk)
    path.chmod(stat.S_IRUSR)
    before = path.read_bytes()
    with opened(world, path, renaming(world.catalogue)) as newer:
        assert verdicts(newer) == {AT: "conforming"}
        outline = auditing.outline(newer)
        assert AT in outline.places
        assert len(outline.places) == len(places)
        assert answering.page(newer, PRESENT, "").answer is not None
        assert newer.catalogue.checkpoint(PRESENT).id == FORMER
    assert path.read_bytes() == before


def test_a_sealed_audit_stays_as_it_was_sealed_and_follows_when_it_is_reopened(world: World, desk: Desk) -> None:
    places = set(sealed(narrowed(desk)))
    path = close(desk)
    with opened(world, path, renaming(world.catalogue)) as newer:
        assert set(auditing.outline(newer).places) == set(auditing.outline(newer).answers) == places
        sealing.reopen(working(newer, OFFICER), "再点検")
        outline = auditing.outline(newer)
        assert set(outline.answers) == set(outline.places)
        assert NOW in outline.places
        assert reviewing.states(newer).at(NOW) is State.ACCEPTED


@pytest.mark.parametrize("named", [FORMER, PRESENT])
def test_an_answer_of_the_earlier_audit_is_taken_over_under_the_id_of_today(
    world: World, desk: Desk, tmp_path: Path, named: str
) -> None:
    answering.record_answer(desk, *AT, Verdict.CONFORMING, "規程にある")
    with desk.file.read() as work:
        audit = work.audit.get()
    earlier = close(desk)
    new = auditing.NewAudit(audit.organisation, audit.role, "2026年度下期", audit.as_of, sites=("本店", "北営業所"))
    second = carrying.create_from(world, tmp_path / "2.shadan", new, earlier)[0]
    path = close(second)
    with opened(world, path, renaming(world.catalogue)) as newer:
        (view,) = carried_answers.listing(newer)
        assert (view.place, view.refusal) == (NOW, "")
        assert carried_answers.take(newer, [(named, "")]).taken == (NOW,)
        assert verdicts(newer) == {NOW: "conforming"}
        assert carried_answers.waiting(newer) == frozenset()
        assert carried_answers.listing(newer)[0].carried.decision is Decision.TAKEN
        undoing.undo(newer, str)
        assert carried_answers.waiting(newer) == {NOW}
