"""適合 stays unproven until evidence or a second person stands beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from app.domain.challenges import Outcome
from app.domain.evidence import EvidenceFacts, EvidenceUse
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.proofs import Lack
from app.errors import UserError
from app.i18n import gettext_in
from app.services import (
    answering,
    auditing,
    challenge_words,
    consistency,
    evidencing,
    evidencing_uses,
    interviewing,
    overview,
    proving,
    reviewing,
    sealing,
)
from app.services.ports import Desk, HistoryQuery, UnitOfWork

PLACE: Place = ("A1-1-01", "")
OTHER: Place = ("A1-1-02", "")


@pytest.fixture
def said(desk: Desk) -> Desk:
    answering.record_answer(desk, *PLACE, Verdict.CONFORMING, "規程にある")
    return desk


def other(desk: Desk) -> Desk:
    """The same file in the hands of the one who tried: who answered withdraws no refutation."""
    return replace(desk, world=replace(desk.world, user="佐藤"))


def unproven(desk: Desk) -> frozenset[Place]:
    outline = auditing.outline(desk)
    assert outline.total().unproven == overview.overview(desk).unproven == len(outline.unproven)
    assert {(s.checkpoint.id, s.site) for s in answering.standing(desk) if s.unproven} == outline.unproven
    return outline.unproven


def write(desk: Desk, act: Callable[[UnitOfWork], None]) -> None:
    with desk.file.write() as work:
        act(work)
        work.history.record(desk.stamp(), "officer", Event("evidence.added", "x"))
        work.commit()


def attach(desk: Desk, folder: Path, place: Place = PLACE) -> str:
    proof = folder / "規程.txt"
    proof.write_text("規程", encoding="utf-8")
    return evidencing.attach(desk, *place, proof)[1].id


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as error:
        act()
    return error.value.code


def test_only_what_says_conforming_can_be_unproven(desk: Desk) -> None:
    assert unproven(desk) == frozenset()
    answering.record_answer(desk, *PLACE, Verdict.CONFORMING)
    answering.record_answer(desk, *OTHER, Verdict.PARTLY, "古い")
    assert unproven(desk) == {PLACE}
    assert proving.proof_at(desk, *PLACE).lack is Lack.BARE


def test_evidence_proves_until_it_is_removed(said: Desk, tmp_path: Path) -> None:
    identity = attach(said, tmp_path)
    assert unproven(said) == frozenset()
    assert proving.proof_at(said, *PLACE).lack is None
    evidencing.remove(said, identity, "別の事業所のもの")
    assert unproven(said) == {PLACE}


def test_evidence_that_expired_proves_no_more(said: Desk, tmp_path: Path) -> None:
    identity = attach(said, tmp_path)
    today = said.world.clock.today()
    write(said, lambda work: work.evidence.put_facts(EvidenceFacts(identity, expires=today)))
    assert unproven(said) == frozenset()
    write(said, lambda work: work.evidence.put_facts(EvidenceFacts(identity, expires=today - timedelta(days=1))))
    assert unproven(said) == {PLACE}
    assert proving.proof_at(said, *PLACE).lack is Lack.EXPIRED


def test_evidence_added_elsewhere_proves_where_it_is_used(said: Desk, tmp_path: Path) -> None:
    answering.record_answer(said, *OTHER, Verdict.CONFORMING)
    identity = attach(said, tmp_path, OTHER)
    assert unproven(said) == {PLACE}
    use = EvidenceUse(identity, *PLACE, said.stamp(), "officer")
    write(said, lambda work: work.evidence.put_use(use))
    assert unproven(said) == frozenset()
    write(said, lambda work: work.evidence.put_use(replace(use, removed_at=said.stamp(), removed_reason="違う")))
    assert unproven(said) == {PLACE}
    write(said, lambda work: work.evidence.put_use(use))
    # Taken off where it was added, it serves on elsewhere.
    off = EvidenceUse(identity, *OTHER, said.stamp(), "officer", said.stamp(), "officer", "ここでは違う")
    write(said, lambda work: work.evidence.put_use(off))
    assert unproven(said) == {OTHER}
    evidencing.remove(said, identity, "取り違え")
    assert unproven(said) == {PLACE, OTHER}


def test_a_second_person_proves_it_and_the_history_tells(said: Desk) -> None:
    changes, made = proving.record(said, *PLACE, " 佐藤\u3000花子 ", "規程と運用を見た", Outcome.HELD)
    assert changes.reviews
    assert changes.places == {PLACE}
    assert unproven(said) == frozenset()
    assert proving.proof_at(said, *PLACE).held == (made,)
    with said.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act=proving.RECORDED))
    assert entry.event.after == {
        "person": made.person,
        "tried": "規程と運用を見た",
        "attempt": "held",
        "revision": 1,
    }
    proving.withdraw(said, made.id, "本人ではなかった")
    assert unproven(said) == {PLACE}
    assert proving.proof_at(said, *PLACE).past == (replace(made, withdrawn="本人ではなかった"),)
    assert refused(lambda: proving.withdraw(said, made.id, "もう一度")) == "disproof_withdrawn"


def test_who_refutes_it_keeps_it_unproven_whatever_stands_beside(said: Desk, tmp_path: Path) -> None:
    attach(said, tmp_path)
    proving.record(said, *PLACE, "鈴木", "試した", Outcome.HELD)
    assert unproven(said) == frozenset()
    _, refuted = proving.record(said, *PLACE, "佐藤", "旧規程が現場に残る", Outcome.REFUTED)
    assert unproven(said) == {PLACE}
    assert proving.proof_at(said, *PLACE).lack is Lack.REFUTED
    answering.record_comment(said, *PLACE, "文言を直した")
    assert unproven(said) == {PLACE}
    proving.withdraw(other(said), refuted.id, "旧規程は別の会社のもの")
    assert unproven(said) == frozenset()


def test_a_remark_leaves_the_attempt_and_a_new_verdict_ends_it(said: Desk) -> None:
    proving.record(said, *PLACE, "佐藤", "試した", Outcome.HELD)
    answering.record_comment(said, *PLACE, "規程第3条にある")
    assert unproven(said) == frozenset()
    answering.record_answer(said, *PLACE, Verdict.PARTLY, "古い", "見直した")
    answering.record_answer(said, *PLACE, Verdict.CONFORMING, "直した", "是正した")
    assert unproven(said) == {PLACE}
    assert [view.speaks for view in proving.listing(said)] == [False]


def test_who_answered_cannot_disprove_it(said: Desk) -> None:
    for name in ("officer", "ＯＦＦＩＣＥＲ", " off icer "):
        assert refused(partial(proving.record, said, *PLACE, name, "試した", Outcome.HELD)) == "disproof_same_person"
    # Nor who wrote its remark since, or upheld it.
    colleague = replace(said, world=replace(said.world, user="佐藤 花子"))
    answering.record_comment(colleague, *PLACE, "規程第3条にある")
    assert refused(lambda: proving.record(said, *PLACE, "佐藤花子", "試した", Outcome.HELD)) == "disproof_same_person"
    assert unproven(said) == {PLACE}


def test_what_cannot_be_tried(desk: Desk) -> None:
    site, second = (s.id for s in auditing.outline(desk).sites)

    def tried(place: Place = PLACE, person: str = "佐藤", what: str = "試した") -> str:
        return refused(lambda: proving.record(desk, *place, person, what, Outcome.HELD))

    assert tried() == "disproof_not_conforming"
    answering.record_answer(desk, *PLACE, Verdict.CONFORMING)
    assert tried(person="  ") == "disproof_person_missing"
    assert tried(what=" \n") == "disproof_tried_missing"
    answering.record_answer(desk, "A4-4-04", site, Verdict.CONFORMING)
    answering.copy_answer(desk, "A4-4-04", site, [second])
    assert tried(("A4-4-04", second)) == "disproof_of_copy"
    colleague = replace(desk, world=replace(desk.world, user="佐藤"))
    answering.confirm_copy(colleague, "A4-4-04", second)
    # Who confirmed a copy made it an answer of the site.
    assert tried(("A4-4-04", second)) == "disproof_same_person"
    auditing.remove_site(desk, site, "閉鎖")
    assert tried(("A4-4-04", site)) == "site_gone"
    assert refused(lambda: proving.withdraw(desk, "nobody", "理由")) == "disproof_unknown"
    assert refused(lambda: proving.withdraw(desk, "nobody", "  ")) == "disproof_needs_reason"
    assert proving.listing(desk) == ()


def test_the_consistency_check_knows_what_proves(desk: Desk, tmp_path: Path) -> None:
    """Evidence of another place that serves here, and a vain attempt to disprove it, as evidence of its own does."""

    def claimed() -> set[Place]:
        found = (told.hit for told in consistency.check(desk).hits if told.hit.rule == "K01")
        return {(hit.where.checkpoint, hit.where.site) for hit in found}

    third = ("A1-1-03", "")
    for place in (PLACE, OTHER, third):
        answering.record_answer(desk, *place, Verdict.CONFORMING, "規程にある")
    assert claimed() == {PLACE, OTHER, third}
    evidence = attach(desk, tmp_path)
    assert claimed() == {OTHER, third}
    evidencing_uses.serve(desk, evidence, [OTHER])
    _changes, held = proving.record(desk, *third, "佐藤", "現地で見た", Outcome.HELD)
    assert claimed() == set()
    evidencing_uses.set_facts(desk, evidence, desk.world.clock.today() - timedelta(days=1), "")
    proving.withdraw(desk, held.id, "別の事業所")
    assert claimed() == {PLACE, OTHER, third}


def test_a_refutation_is_told_apart_from_what_nothing_stands_beside(desk: Desk, tmp_path: Path) -> None:
    for place in (PLACE, OTHER):
        answering.record_answer(desk, *place, Verdict.CONFORMING, "規程にある")
    attach(desk, tmp_path)
    _, refuted = proving.record(desk, *PLACE, "佐藤", "旧規程が現場に残る", Outcome.REFUTED)
    assert auditing.outline(desk).refuted == {PLACE: refuted}
    assert {(s.checkpoint.id, s.site): s.refuted for s in answering.standing(desk) if s.unproven} == {
        PLACE: refuted,
        OTHER: None,
    }
    ja = gettext_in("ja")
    gaps = {gap.code: gap for gap in sealing.gaps(desk)}
    assert (gaps["unproven"].places, gaps["refuted"].places) == ((OTHER,), (PLACE,))
    assert (
        sealing.gap_words(gaps["refuted"], ja)
        == "適合のうち、他の者により反証された(未立証。判定の変更だけでは解消しません): 1 件"
    )
    assert {(r.checkpoint.id, r.site): r.refuted for r in reviewing.listing(desk)}[PLACE] == refuted
    hits = {t.hit.where.checkpoint: t.hit for t in consistency.check(desk).hits if t.hit.rule == "K01"}
    assert {checkpoint: hit.message for checkpoint, hit in hits.items()} == {PLACE[0]: "refuted", OTHER[0]: "unproven"}
    assert hits[PLACE[0]].values == {"date": refuted.at[:10], "by": "佐藤"}
    asked = interviewing.questions(desk, ja, "ja", 0, None)
    (case,) = (each for each in asked if each.checkpoint.id == PLACE[0])
    assert case.points[0] == "refuted"
    assert "佐藤が反証しています(「旧規程が現場に残る」)" in case.question
    sentence = challenge_words.lack_of(proving.proof_at(desk, *PLACE), ja, "ja")
    assert sentence.startswith("2026年11月24日に佐藤が反証を試み、この適合は成り立たない")
    proving.withdraw(other(desk), refuted.id, "別の会社の規程")
    assert not auditing.outline(desk).refuted
