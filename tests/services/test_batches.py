"""Answering, copying and confirming at many places as one act: all or none, shown before, nothing made better."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.domain.challenges import Outcome
from app.domain.findings import Finding, ProposalDecision, Source, Status, finding_id
from app.domain.grades import Level, Severity, Verdict
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.review import Review, ReviewAct, State
from app.errors import UserError
from app.i18n import gettext_in
from app.services import (
    answering,
    auditing,
    batch_writing,
    batches,
    evidencing,
    flagging,
    proving,
    reviewing,
    safekeeping,
    undoing,
)
from app.services.batches import Preview
from app.services.ports import Desk, HistoryQuery, World

SITE, OTHER, COMPANY_CHECKPOINT = "A4-4-04", "A4-4-01", "A1-1-01"
NAMES = ("本店", "北営業所", "南営業所", "東営業所", "西営業所")


@pytest.fixture
def many(world: World, tmp_path: Path) -> Iterator[Desk]:
    """An audit with five sites."""
    from tests.desk import begun

    desk = begun(world, tmp_path)
    for name in NAMES[2:]:
        auditing.add_site(desk, name)
    yield desk
    desk.file.close()


def sites(desk: Desk) -> list[str]:
    return [site.id for site in auditing.outline(desk).sites]


def places(desk: Desk, checkpoint: str = SITE) -> list[Place]:
    return [(checkpoint, site) for site in sites(desk)]


def verdicts(desk: Desk, checkpoint: str = SITE) -> list[str]:
    answers = auditing.outline(desk).answers
    return [answers[place].verdict.value if place in answers else "" for place in places(desk, checkpoint)]


def revisions(desk: Desk) -> int:
    with desk.file.read() as work:
        return work.answers.count()


def refused(desk: Desk, wanted: list[Place], verdict: Verdict, reason: str = "") -> UserError:
    before = auditing.outline(desk).answers, revisions(desk)
    with pytest.raises(UserError) as error:
        batches.answer_many(desk, wanted, verdict, "所見", reason)
    assert (auditing.outline(desk).answers, revisions(desk)) == before
    return error.value


def entries(desk: Desk, act: str) -> list[dict[str, object]]:
    with desk.file.read() as work:
        return [dict(e.event.after or {}) for e in work.history.entries(HistoryQuery(act=act))]


def propose(desk: Desk, site: str, severity: Severity = Severity.SERIOUS) -> None:
    """A finding of a ledger at the site, which proposes a verdict on the checkpoint."""
    identity = finding_id(Source.RULES, "R01", "terminals", site)
    finding = Finding(identity, Source.RULES, "R01", severity, site, (SITE,), "T-1", "R01.left")
    with desk.file.write() as work:
        work.findings.put([finding])
        work.history.record(desk.stamp(), "officer", Event("findings.refreshed", ""))
        work.commit()


def test_one_verdict_for_many_places_is_one_act(many: Desk) -> None:
    wanted = [*places(many), *places(many, OTHER)]
    changes = batches.answer_many(many, wanted, Verdict.NONCONFORMING, "まとめて確認した")
    assert changes.places == set(wanted)
    assert changes.findings
    assert verdicts(many) == verdicts(many, OTHER) == ["nonconforming"] * 5
    told = entries(many, "answer.recorded")
    assert len(told) == 10
    assert len({str(each["batch"]) for each in told}) == 1
    outline = auditing.outline(many)
    assert {answer.comment for answer in outline.answers.values()} == {"まとめて確認した"}
    assert len({answer.at for answer in outline.answers.values()}) == 1
    with many.file.read() as work:
        assert {f.status for f in work.findings.all()} == {Status.OPEN}
        assert len(work.findings.all()) == 10
    another = batches.answer_many(many, [wanted[0]], Verdict.CONFORMING, "", "是正を確認した", lessen=True)
    assert another.places == {wanted[0]}
    assert len({str(each["batch"]) for each in entries(many, "answer.recorded")}) == 2


def test_the_file_is_sound_after_a_batch(many: Desk, tmp_path: Path, world: World) -> None:
    batches.answer_many(many, places(many), Verdict.PARTLY, "一部")
    answering.record_answer(many, SITE, sites(many)[0], Verdict.NONCONFORMING, None, "悪化")
    batches.answer_many(many, places(many, OTHER), Verdict.CONFORMING)
    path = Path(many.file.location)
    many.file.close()
    assert safekeeping.verify(world, path).problems == ()


def test_a_remark_takes_the_place_of_the_one_there_as_with_a_single_answer(many: Desk) -> None:
    first, second, third = sites(many)[:3]
    answering.record_answer(many, SITE, first, Verdict.CONFORMING, "1階を見た")
    answering.record_answer(many, SITE, second, Verdict.CONFORMING, "全所で掲示を確認")
    shown = batches.preview(many, places(many), Verdict.CONFORMING, "全所で掲示を確認")
    assert (shown.replaced, shown.remarked) == (((SITE, first),), ((SITE, first),))
    batches.answer_many(many, places(many), Verdict.CONFORMING, "全所で掲示を確認")
    answers = auditing.outline(many).answers
    assert {answers[SITE, each].comment for each in (first, second, third)} == {"全所で掲示を確認"}
    # Without one, what was remarked stays.
    batches.answer_many(many, places(many), Verdict.PARTLY, reason="見直した")
    assert auditing.outline(many).answers[SITE, first].comment == "全所で掲示を確認"
    assert answering.page(many, SITE, first).revisions[0].comment == "1階を見た"


def test_a_remark_is_added_where_that_is_meant(many: Desk) -> None:
    first, second = sites(many)[:2]
    answering.record_answer(many, SITE, first, Verdict.CONFORMING, "1階を見た")
    answering.record_comment(many, SITE, second, "再訪")
    assert batches.preview(many, places(many), Verdict.CONFORMING, "全所で掲示を確認", add=True).replaced == ()
    batches.answer_many(many, places(many), Verdict.CONFORMING, "全所で掲示を確認", add=True)
    answers = auditing.outline(many).answers
    assert answers[SITE, first].comment == "1階を見た\n全所で掲示を確認"
    assert answers[SITE, second].comment == "再訪\n全所で掲示を確認"
    before = revisions(many)
    # Said once, however often it is added.
    assert not batches.answer_many(many, places(many), Verdict.CONFORMING, "全所で掲示を確認", add=True)
    assert revisions(many) == before


def test_what_has_the_verdict_already_stays(many: Desk) -> None:
    first = sites(many)[0]
    answering.record_answer(many, SITE, first, Verdict.NOT_APPLICABLE, reason="窓口がない")
    changes = batches.answer_many(many, places(many), Verdict.NOT_APPLICABLE, "", "全所で業務がない")
    assert (SITE, first) not in changes.places
    assert auditing.outline(many).answers[SITE, first].reason == "窓口がない"
    assert len(answering.page(many, SITE, first).revisions) == 1


def test_all_or_none(many: Desk) -> None:
    first, second = sites(many)[:2]
    answering.record_answer(many, SITE, second, Verdict.NONCONFORMING)
    answering.record_answer(many, SITE, first, Verdict.CONFORMING)
    error = refused(many, places(many), Verdict.NONCONFORMING)
    assert (error.code, error.values["count"], error.values["site"]) == ("batch_change_needs_reason", 1, "本店")
    error = refused(many, places(many), Verdict.PARTLY, "見直し")
    assert (error.code, error.values["site"]) == ("batch_lessens", "北営業所")
    assert refused(many, places(many), Verdict.UNANSWERED, "見直し").code == "batch_lessens"
    assert refused(many, places(many, OTHER), Verdict.NOT_APPLICABLE).code == "answer_not_applicable_needs_reason"
    assert refused(many, [], Verdict.PARTLY).code == "batch_empty"
    assert refused(many, [*places(many), (SITE, "elsewhere")], Verdict.PARTLY).code == "site_gone"
    assert refused(many, [*places(many), ("X-99", first)], Verdict.PARTLY).code == "checkpoint_unknown"
    assert refused(many, [*places(many), ("V-01", first)], Verdict.PARTLY).code == "checkpoint_unknown"
    assert refused(many, [(COMPANY_CHECKPOINT, first)], Verdict.PARTLY).code == "answer_site_not_wanted"
    assert refused(many, [(SITE, "")], Verdict.PARTLY).code == "answer_site_needed"


def test_a_deficiency_becomes_lesser_where_it_is_said_openly(many: Desk) -> None:
    answering.record_answer(many, SITE, sites(many)[1], Verdict.NONCONFORMING)
    batches.answer_many(many, places(many), Verdict.PARTLY, "", "全所を再確認した", lessen=True)
    assert verdicts(many) == ["partly"] * 5
    # Graver is no matter of asking.
    batches.answer_many(many, places(many), Verdict.NONCONFORMING, "", "再発した")
    assert verdicts(many) == ["nonconforming"] * 5


def test_the_preview_tells_what_would_happen(many: Desk) -> None:
    first, second, third, fourth, fifth = sites(many)
    answering.record_answer(many, SITE, first, Verdict.CONFORMING)
    answering.record_answer(many, SITE, second, Verdict.NONCONFORMING)
    answering.record_answer(many, SITE, third, Verdict.NOT_APPLICABLE, reason="窓口がない")
    propose(many, fourth)
    with many.file.write() as work:
        at = many.stamp()
        work.reviews.append((Review(SITE, second, 1, ReviewAct.ACCEPTED, 1, "", at, "reviewer"),))
        work.history.record(at, "reviewer", Event("review.accepted", SITE))
        work.commit()
    shown = batches.preview(many, places(many), Verdict.CONFORMING)
    assert shown.new == ((SITE, fourth), (SITE, fifth))
    assert shown.changed == ((SITE, second), (SITE, third))
    assert shown.unchanged == ((SITE, first),)
    assert shown.lessened == shown.accepted == ((SITE, second),)
    assert shown.opposed == ((SITE, fourth),)
    assert set(shown.unproven) == {(SITE, s) for s in (second, third, fourth, fifth)}
    assert shown.needs_reason
    rest = shown.without({*shown.lessened, *shown.opposed})
    assert rest.written == ((SITE, fifth), (SITE, third))
    assert (rest.lessened, rest.opposed, rest.accepted) == ((), (), ())
    assert not shown.without({*shown.changed, *shown.opposed}).needs_reason
    assert batches.preview(many, [(SITE, fifth)], Verdict.NOT_APPLICABLE).needs_reason
    assert batches.preview(many, [(SITE, first)], Verdict.CONFORMING, "見た").remarked == ((SITE, first),)
    # Nothing was written by looking.
    assert verdicts(many)[3:] == ["", ""]


def test_evidence_of_a_place_or_used_there_is_a_proof(many: Desk, tmp_path: Path) -> None:
    first = sites(many)[0]
    file = tmp_path / "写真.jpg"
    file.write_bytes(b"picture")
    evidencing.attach(many, SITE, first, file)
    shown = batches.preview(many, places(many), Verdict.CONFORMING)
    assert (SITE, first) not in shown.unproven
    assert len(shown.unproven) == 4
    assert batches.preview(many, places(many), Verdict.PARTLY).unproven == ()


def test_what_a_second_person_tried_is_a_proof_or_none(many: Desk, tmp_path: Path) -> None:
    held, refuted, bare = places(many)[:3]
    reviewer = replace(many, world=replace(many.world, user="reviewer"))
    file = tmp_path / "写真.jpg"
    file.write_bytes(b"picture")
    for place in (held, refuted, bare):
        answering.record_answer(many, *place, Verdict.CONFORMING, "見た")
    evidencing.attach(many, *refuted, file)
    for place, outcome in ((held, Outcome.HELD), (refuted, Outcome.REFUTED)):
        proving.record(reviewer, *place, "reviewer", "現地で見た", outcome)
    shown = batches.preview(many, [held, refuted, bare], Verdict.CONFORMING, "一括の所見")
    assert shown.unproven == (refuted, bare)
    batches.answer_many(many, shown.verdicts, Verdict.CONFORMING, "一括の所見")
    assert auditing.outline(many).unproven == {refuted, bare}
    # What was tried was the answer there, and no other one.
    batches.answer_many(many, [held, refuted], Verdict.PARTLY, "", "見直した")
    shown = batches.preview(many, [held, refuted, bare], Verdict.CONFORMING, "別の所見")
    batches.answer_many(many, shown.verdicts, Verdict.CONFORMING, "別の所見", "是正した", lessen=True)
    assert set(shown.unproven) == auditing.outline(many).unproven == {held, refuted, bare}


def test_answering_otherwise_than_ledgers_propose_is_told_in_the_same_act(many: Desk) -> None:
    first, second, third = sites(many)[:3]
    propose(many, first)
    propose(many, second)
    propose(many, third, Severity.IMPROVEMENT)
    with many.file.read() as work:
        known = work.findings.all()
    from app.domain.findings import propose as proposed

    checkpoint = many.catalogue.checkpoint(SITE)
    proposal = proposed(known, checkpoint, second)
    assert proposal is not None
    with many.file.write() as work:
        kept = ProposalDecision(SITE, second, proposal.basis, "rejected", many.stamp(), "officer", "誤登録")
        work.findings.put_decision(kept)
        work.history.record(many.stamp(), "officer", Event("proposal.rejected", SITE))
        work.commit()
    shown = batches.preview(many, places(many), Verdict.PARTLY)
    # The third proposes the same, the second was decided on.
    assert shown.opposed == ((SITE, first),)
    assert shown.graver == ((SITE, first),)
    assert shown.needs_reason
    assert not shown.without(shown.opposed).needs_reason
    with pytest.raises(UserError) as refused:
        batches.answer_many(many, places(many), Verdict.PARTLY)
    assert (refused.value.code, refused.value.values["count"]) == ("batch_graver_needs_reason", 1)
    assert entries(many, "answer.recorded") == []
    batches.answer_many(many, places(many), Verdict.PARTLY, "", "一部は是正済み")
    (told,) = entries(many, "proposal.changed")
    assert told["reason"] == "一部は是正済み"
    assert told["batch"] == entries(many, "answer.recorded")[0]["batch"]
    with many.file.read() as work:
        decided = [(d.site, d.decision, d.reason) for d in work.findings.decisions()]
    assert decided == [(second, "rejected", "誤登録"), (first, "changed", "一部は是正済み")]


def test_a_graver_answer_than_ledgers_propose_and_a_copy_want_no_reason(many: Desk) -> None:
    first, second = sites(many)[:2]
    propose(many, first, Severity.IMPROVEMENT)
    shown = batches.preview(many, [(SITE, first)], Verdict.NONCONFORMING)
    assert (shown.opposed, shown.graver, shown.needs_reason) == (((SITE, first),), (), False)
    answering.record_answer(many, SITE, second, Verdict.CONFORMING)
    assert not batches.preview_copies(many, second, [(SITE, first)]).needs_reason


def test_what_an_answer_rests_on_is_taken_anew_where_it_changes(many: Desk) -> None:
    from app.domain.findings import Ground, Shift, Stale

    first, second = sites(many)[:2]
    for site in (first, second):
        answering.record_answer(many, SITE, site, Verdict.PARTLY)
    with many.file.write() as work:
        for site in (first, second):
            stale = (Stale(Shift.CAME, "F-1", "R01", "T-1"),)
            work.findings.put_ground(Ground(SITE, site, {"F-1": ""}, many.stamp(), "officer", stale, "2026-11-24"))
        work.history.record(many.stamp(), "officer", Event("findings.refreshed", ""))
        work.commit()
    assert len(auditing.outline(many).stale) == 2
    # The same verdict again lets nothing stand by the way.
    batches.answer_many(many, [(SITE, second)], Verdict.PARTLY)
    assert len(auditing.outline(many).stale) == 2
    # Nor does a remark alone, also one that comes with a copy.
    for add in (False, True):
        batches.answer_many(many, [(SITE, second)], Verdict.PARTLY, "一括の所見", add=add)
    answering.record_answer(many, SITE, sites(many)[2], Verdict.PARTLY, "南の所見")
    batches.copy_many(many, sites(many)[2], [(SITE, second)])
    answering.copy_answer(many, SITE, sites(many)[2], [first])
    assert len(auditing.outline(many).stale) == 2
    batches.answer_many(many, [(SITE, first)], Verdict.NONCONFORMING, "", "増えた")
    assert set(auditing.outline(many).stale) == {(SITE, second)}


# --- copies -----------------------------------------------------------------------------------------------------------


def test_several_answers_are_copied_to_many_sites_and_confirmed_at_once(many: Desk) -> None:
    first = sites(many)[0]
    answering.record_answer(many, SITE, first, Verdict.CONFORMING, "掲示を確認")
    answering.record_answer(many, OTHER, first, Verdict.NOT_APPLICABLE, "", "端末がない")
    wanted = [*places(many), *places(many, OTHER), *places(many, "A4-4-02")]
    shown = batches.preview_copies(many, first, wanted)
    assert len(shown.new) == 8
    assert shown.verdicts[OTHER, sites(many)[2]] is Verdict.NOT_APPLICABLE
    changes = batches.copy_many(many, first, wanted)
    assert len(changes.places) == 8
    outline = auditing.outline(many)
    assert set(outline.copies.values()) == {first}
    assert len(outline.copies) == 8
    assert outline.answers[SITE, sites(many)[3]].comment == "掲示を確認"
    assert outline.answers[OTHER, sites(many)[3]].reason == "端末がない"
    assert len({str(each["batch"]) for each in entries(many, "answer.copied")}) == 1
    # What is no copy is left alone.
    done = batches.confirm_copies(many, wanted)
    assert len(done.places) == 8
    assert auditing.outline(many).copies == {}
    assert len({str(each["batch"]) for each in entries(many, "answer.confirmed")}) == 1
    with pytest.raises(UserError) as error:
        batches.confirm_copies(many, wanted)
    assert error.value.code == "batch_not_copied"


def _some_state(desk: Desk, chance: Random) -> None:
    """Answers, remarks and acceptances here and there, as an audit in work has them."""
    for place in (*places(desk), *places(desk, OTHER)):
        if chance.random() < 0.3:
            continue
        verdict = chance.choice((Verdict.CONFORMING, Verdict.CONFORMING, Verdict.PARTLY, Verdict.NOT_APPLICABLE))
        answering.record_answer(desk, *place, verdict, chance.choice(("", "本店の所見", "現物を確認した")), "理由")
        if chance.random() < 0.5:
            reviewing.accept(replace(desk, world=replace(desk.world, user="reviewer")), [place])


@pytest.mark.parametrize("seed", range(4))
def test_what_is_told_before_is_what_is_written(many: Desk, seed: int) -> None:
    chance = Random(seed)
    _some_state(many, chance)
    wanted = [*places(many), *places(many, OTHER)]
    for _round in range(6):
        verdict, add = chance.choice((Verdict.CONFORMING, Verdict.NONCONFORMING)), chance.random() < 0.5
        said = chance.choice(("", "本店の所見", "一括の所見"))
        part = chance.sample(wanted, 5)
        shown = batches.preview(many, part, verdict, said, add=add)
        changes = batches.answer_many(many, shown.verdicts, verdict, said, "見直し", lessen=True, add=add)
        assert set(shown.written) == changes.places
        source, remark = chance.choice(places(many)), chance.random() < 0.5
        answering.record_answer(many, *source, verdict, chance.choice(("", "写し元の所見")), "見直し")
        shown = batches.preview_copies(many, source[1], wanted, remark=remark)
        before = reviewing.states(many).by_place
        changes = batches.copy_many(many, source[1], shown.verdicts, "見直し", remark=remark, lessen=True)
        assert set(shown.written) == changes.places
        after = reviewing.states(many).by_place
        lost = {p for p in wanted if before[p] is State.ACCEPTED and after[p] is not State.ACCEPTED}
        assert set(shown.accepted) == lost


def test_a_copy_that_brings_a_remark_along_is_told_before(many: Desk) -> None:
    first, second = sites(many)[:2]
    answering.record_answer(many, SITE, first, Verdict.CONFORMING, "本店の所見")
    answering.record_answer(many, SITE, second, Verdict.CONFORMING, "現物を確認した")
    reviewing.accept(replace(many, world=replace(many.world, user="reviewer")), [(SITE, second)])
    shown = batches.preview_copies(many, first, [(SITE, second)])
    assert shown.remarked == shown.replaced == shown.accepted == ((SITE, second),)
    # The verdict alone is there already.
    assert batches.preview_copies(many, first, [(SITE, second)], remark=False).unchanged == ((SITE, second),)


def test_copies_lessen_nothing_and_need_a_source(many: Desk) -> None:
    first, second = sites(many)[:2]
    with pytest.raises(UserError) as error:
        batches.copy_many(many, first, places(many))
    assert error.value.code == "batch_nothing_to_copy"
    answering.record_answer(many, SITE, first, Verdict.CONFORMING)
    answering.record_answer(many, SITE, second, Verdict.PARTLY)
    with pytest.raises(UserError) as error:
        batches.copy_many(many, first, places(many), "同じ運用")
    assert error.value.code == "batch_lessens"
    assert verdicts(many) == ["conforming", "partly", "", "", ""]
    shown = batches.preview_copies(many, first, places(many))
    batches.copy_many(many, first, shown.without(shown.lessened).verdicts)
    assert verdicts(many) == ["conforming", "partly", *["conforming"] * 3]
    batches.copy_many(many, first, places(many), "是正を確認", lessen=True)
    assert verdicts(many) == ["conforming"] * 5


def test_a_batch_tells_how_far_it_is_and_stops_with_nothing_done(many: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_writing, "_AT_ONCE", 2)
    told: list[tuple[str, int, int]] = []

    def stop(code: str, done: int, total: int) -> bool:
        told.append((code, done, total))
        return done < 4

    before = revisions(many)
    with pytest.raises(UserError) as error:
        batches.answer_many(many, places(many), Verdict.PARTLY, "一部", "", stop)
    assert error.value.code == "batch_stopped"
    assert told == [("answers", 0, 5), ("answers", 2, 5), ("answers", 4, 5)]
    assert revisions(many) == before
    # Unstopped, the parts are one step all the same.
    batches.answer_many(many, places(many), Verdict.PARTLY, "一部", "", lambda *_told: True)
    assert len({str(each["batch"]) for each in entries(many, "answer.recorded")}) == 1
    undoing.undo(many, str)
    assert set(verdicts(many)) == {"unanswered"}


def test_a_preview_without_places_is_a_preview() -> None:
    empty = Preview.nothing()
    assert empty.written == ()
    assert not empty.needs_reason


def test_a_checkpoint_of_the_company_is_answered_with_those_of_sites(many: Desk) -> None:
    company = [c for c in auditing.outline(many).checkpoints if c.level is Level.COMPANY][:2]
    wanted = [*places(many), *((c.id, "") for c in company)]
    changes = batches.answer_many(many, wanted, Verdict.CONFORMING)
    assert len(changes.places) == 7


def test_half_a_surrogate_pair_is_kept_as_a_question_mark(many: Desk) -> None:
    batches.answer_many(many, places(many), Verdict.CONFORMING, "半\ud800分")
    answer = auditing.outline(many).answers[places(many)[0]]
    assert answer.comment == "半?分"
    assert replace(answer, comment="").verdict is Verdict.CONFORMING


def test_a_batch_is_undone_and_done_again_at_once(many: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [*places(many), *places(many, OTHER), *places(many, "A4-4-02")]
    batches.answer_many(many, wanted, Verdict.PARTLY, "一部")
    flagging.set_flags(many, wanted, "後で")
    before = auditing.outline(many).answers
    calls: list[str] = []
    with many.file.read() as work:
        kinds = [(type(work.answers), "append_all"), (type(work.answers), "revisions"), (type(work.duties), "flags")]
    for kind, name in kinds:
        was = getattr(kind, name)

        def counted(self: object, *given: object, was: Any = was, name: str = name) -> object:
            calls.append(name)
            return was(self, *given)

        monkeypatch.setattr(kind, name, counted)
    for turn in (undoing.undo, undoing.undo, undoing.redo, undoing.redo):
        turn(many, str)
    # As often for any number of places.
    assert calls == ["flags", "append_all", "append_all", "flags"]
    now = auditing.outline(many).answers
    assert {p: (a.verdict, a.comment) for p, a in now.items()} == {p: (a.verdict, a.comment) for p, a in before.items()}


def test_a_batch_that_is_stopped_on_its_way_back_stays(many: Desk) -> None:
    batches.answer_many(many, places(many), Verdict.PARTLY, "一部")
    made = revisions(many)
    told: list[tuple[str, int, int]] = []

    def stop(code: str, done: int, total: int) -> bool:
        told.append((code, done, total))
        return False

    with pytest.raises(UserError) as error:
        undoing.undo(many, str, None, stop)
    assert error.value.code == "undo_stopped"
    assert told == [("turning", 0, 5)]
    assert revisions(many) == made


def test_a_refusal_about_the_company_names_it_in_every_language(many: Desk) -> None:
    place = (COMPANY_CHECKPOINT, "")
    answering.record_answer(many, *place, Verdict.PARTLY, "一部")
    error = refused(many, [place], Verdict.NONCONFORMING)
    assert error.code == "batch_change_needs_reason"
    assert error.values["site"] == "東湾送配電株式会社"
    assert "A1-1-01 at 東湾送配電株式会社;" in error.sentence(gettext_in("en"))
    assert "最初は 東湾送配電株式会社 の A1-1-01" in error.sentence(gettext_in("ja"))
