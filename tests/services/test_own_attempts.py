"""An attempt to disprove proves the answer it was made on, and no other; nobody proves his own answer."""

from pathlib import Path

import pytest

from app.domain.challenges import Outcome
from app.domain.grades import Verdict
from app.domain.proofs import Lack
from app.i18n import gettext_in
from app.services import answering, auditing, batches, consistency, evidencing, proving, reviewing, sealing, undoing
from app.services.ports import Desk
from tests.services.rounds import APPROVER, OFFICER, REVIEWER, TESTER, narrowed, refused, working
from tests.services.test_proving import PLACE

C, N, P, U = Verdict.CONFORMING, Verdict.NONCONFORMING, Verdict.PARTLY, Verdict.UNANSWERED


def answer(desk: Desk, name: str, verdict: Verdict, comment: str = "", reason: str = "") -> None:
    answering.record_answer(working(desk, name), *PLACE, verdict, comment, reason)


def tried(desk: Desk, outcome: Outcome = Outcome.HELD, person: str = TESTER, by: str = "") -> str:
    desk = working(desk, by or person)
    return proving.record(desk, *PLACE, person, "執務室を見て回った", outcome)[1].id


def attach(desk: Desk, folder: Path) -> None:
    paper = folder / "是正後の写真.txt"
    paper.write_text("移設した", "utf-8")
    evidencing.attach(working(desk, OFFICER), *PLACE, paper)


def lack(desk: Desk) -> Lack | None:
    found, outline = proving.proof_at(desk, *PLACE).lack, auditing.outline(desk)
    assert (PLACE in outline.unproven) is (found is not None and outline.answers[PLACE].verdict is C)
    return found


def test_who_tried_does_not_prove_the_answer_that_he_gives_after_it_was_withdrawn(desk: Desk) -> None:
    narrowed(desk)
    answer(desk, OFFICER, C)
    places = auditing.outline(desk).places
    for place in places:
        if place != PLACE:
            answering.record_answer(working(desk, OFFICER), *place, Verdict.NOT_APPLICABLE, "確認した", "対象がない")
    tried(desk)
    answer(desk, OFFICER, U, "", "読み違いのため撤回する")
    answer(desk, TESTER, C)
    assert lack(desk) is Lack.BARE
    reviewing.accept(working(desk, REVIEWER), places)
    assert [gap.places for gap in sealing.gaps(desk) if gap.code == "unproven"] == [(PLACE,)]
    with refused("approve_gaps"):
        sealing.approve(working(desk, APPROVER))


@pytest.mark.parametrize("second", [OFFICER, TESTER])
def test_a_stock_reason_does_not_bring_an_old_attempt_back(desk: Desk, second: str) -> None:
    answer(desk, OFFICER, N, "x")
    answer(desk, OFFICER, C, "x", "是正した")
    tried(desk)
    assert lack(desk) is None
    answer(desk, OFFICER, N, "x", "再発した")
    answer(desk, second, C, "x", "是正した")
    assert lack(desk) is Lack.BARE


def test_an_attempt_proves_again_when_the_change_is_undone_and_done_again(desk: Desk) -> None:
    officer = working(desk, OFFICER)
    answer(desk, OFFICER, C, "確認した")
    tried(desk)
    for verdict in (P, N):
        answer(desk, OFFICER, verdict, "不備", "見直し")
    for state in (Lack.BARE, None):
        assert lack(desk) is Lack.BARE
        undoing.undo(officer, str)
        assert lack(desk) is state
    undoing.redo(officer, str)
    undoing.undo(officer, str)
    answering.record_comment(officer, *PLACE, "確認した。台帳も見た")
    assert lack(desk) is None


def test_what_whoever_tried_brings_back_himself_is_his_answer_too(desk: Desk) -> None:
    answer(desk, OFFICER, C, "確認した")
    tried(desk)
    answer(desk, OFFICER, P, "不備", "見直し")
    undoing.undo(working(desk, TESTER), str, anyone=True)
    assert lack(desk) is Lack.BARE


def test_a_remark_by_whoever_tried_makes_the_answer_his(desk: Desk) -> None:
    answer(desk, OFFICER, C, "確認した")
    tried(desk)
    seen = batches.preview(working(desk, TESTER), [PLACE], C, "私も見た")
    assert seen.unproven == (PLACE,)
    answer(desk, TESTER, C, "私も見た")
    assert lack(desk) is Lack.BARE
    assert [view.speaks for view in proving.listing(desk)] == [False]
    # A third person proves it.
    tried(desk, person="第三 四郎")
    assert lack(desk) is None


def test_what_was_mended_is_not_refuted_because_its_reason_is_the_usual_one(desk: Desk, tmp_path: Path) -> None:
    answer(desk, OFFICER, N, "x")
    answer(desk, OFFICER, C, "x", "是正した")
    tried(desk, Outcome.REFUTED)
    answer(desk, OFFICER, N, "x", "開いていた")
    attach(desk, tmp_path)
    answer(desk, OFFICER, C, "x", "是正した")
    assert lack(desk) is None


@pytest.mark.parametrize("between", [P, N, U, Verdict.NOT_APPLICABLE])
def test_changing_the_verdict_to_and_fro_ends_no_refutation(desk: Desk, between: Verdict) -> None:
    answer(desk, OFFICER, C, "規程にある。")
    tried(desk, Outcome.REFUTED)
    answer(desk, OFFICER, between, "見直し中", "見直し")
    answer(desk, OFFICER, C, "台帳どおり。", "見直した")
    assert lack(desk) is Lack.REFUTED
    # Nor does an attempt that whoever answered enters for somebody else, whatever is answered after it.
    tried(desk, person="第三 四郎", by=OFFICER)
    assert lack(desk) is Lack.REFUTED
    answer(desk, "第三 四郎", between, "見直し中", "見直し")
    answer(desk, "第三 四郎", C, "台帳どおり。", "見直した")
    assert lack(desk) is Lack.REFUTED
    (gap,) = (gap for gap in sealing.gaps(desk) if gap.code == sealing.REFUTED)
    assert "判定の変更だけでは解消しません" in sealing.gap_words(gap, gettext_in("ja"))
    tried(desk)
    assert lack(desk) is None


@pytest.mark.parametrize("words", ["なし", "特に実施していない", "-", "Nothing was tried."])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_where_nothing_was_tried_nothing_is_recorded(desk: Desk, words: str, outcome: Outcome) -> None:
    answer(desk, OFFICER, C, "確認した")
    with refused("disproof_tried_missing"):
        proving.record(working(desk, TESTER), *PLACE, TESTER, words, outcome)
    assert proving.listing(desk) == ()


def test_an_attempt_that_held_and_tells_of_what_it_found_keeps_the_audit_from_its_seal(desk: Desk) -> None:
    narrowed(desk)
    answer(desk, OFFICER, C, "確認した")
    found = proving.record(working(desk, TESTER), *PLACE, TESTER, "台帳にない端末T-0099を見つけた。", Outcome.HELD)[
        1
    ].id
    hits = [told.hit for told in consistency.blocking(desk) if told.hit.rule == "K64"]
    assert [(hit.where.checkpoint, hit.where.field, hit.values["person"]) for hit in hits] == [
        (PLACE[0], "disproof", TESTER)
    ]
    proving.withdraw(working(desk, TESTER), found, "反証されたものとして記録し直す")
    assert "K64" not in {told.hit.rule for told in consistency.blocking(desk)}
