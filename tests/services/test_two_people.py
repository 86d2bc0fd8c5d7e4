"""Two people, and the ways in which one of them could pass for both, or an acceptance outlive what it was given for."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.answers import Answer, run_of
from app.domain.challenges import Outcome
from app.domain.duties import Duty, same_person
from app.domain.grades import Verdict
from app.domain.proofs import Lack
from app.domain.review import State
from app.errors import UserError
from app.services import (
    answering,
    auditing,
    carrying,
    consistency,
    evidencing,
    evidencing_uses,
    findings,
    overlaying,
    people,
    planning,
    proving,
    reviewing,
    sealing,
    undoing,
)
from app.services.ports import Desk, HistoryQuery, World
from tests.desk import StillClock
from tests.services.rounds import answer_all, narrowed, sealed, working
from tests.services.test_overlaying import OWN, file
from tests.services.test_stale_answers import take

PLACE = ("A1-1-01", "")
OTHER = ("A1-1-02", "")


def refused(code: str, act: object, *given: object) -> None:
    assert callable(act)
    with pytest.raises(UserError) as raised:
        act(*given)
    assert raised.value.code == code


def attach(desk: Desk, folder: Path) -> str:
    paper = folder / "規程.txt"
    paper.write_text("規程", "utf-8")
    return evidencing.attach(desk, *PLACE, paper)[1].id


def stale_place(desk: Desk, folder: Path) -> tuple[str, str]:
    """A place that was answered and accepted, and whose findings have changed since."""
    take(desk, folder / "1.xlsx", [1, 2])
    checkpoint = next(c for f in findings.listing(desk, rule="R01") for c in f.checkpoints)
    place = next(
        p for p in auditing.outline(desk).places if p[0] == checkpoint and (not p[1] or findings.proposal(desk, *p))
    )
    answering.record_answer(working(desk, "佐藤"), *place, Verdict.NONCONFORMING, "共用の区画にある")
    reviewing.accept(working(desk, "田中"), [place])
    take(desk, folder / "2.xlsx", [1, 2, 3, 4])
    assert place in auditing.outline(desk).stale
    return place


def test_who_gave_the_answer_stays_its_judge_when_a_change_is_taken_back(desk: Desk) -> None:
    first, second = working(desk, "佐藤"), working(desk, "田中")
    answering.record_answer(first, *PLACE, Verdict.CONFORMING, "確認した")
    answering.record_answer(second, *PLACE, Verdict.PARTLY, "確認した", "見直し")
    undoing.undo(second, str)
    assert set(reviewing.place_review(first, *PLACE).judges) == {"佐藤", "田中"}
    refused("review_same_person", reviewing.accept, first, [PLACE])
    refused("disproof_same_person", proving.record, desk, *PLACE, "佐藤", "議事録を見た", Outcome.HELD)


def test_a_refutation_speaks_again_when_a_change_is_taken_back(desk: Desk, tmp_path: Path) -> None:
    officer = working(desk, "佐藤")
    answering.record_answer(officer, *PLACE, Verdict.CONFORMING, "確認した")
    attach(officer, tmp_path)
    proving.record(working(desk, "田中"), *PLACE, "田中", "現地を見た", Outcome.REFUTED)
    answering.record_answer(officer, *PLACE, Verdict.PARTLY, None, "見直し")
    undoing.undo(officer, str)
    assert PLACE in auditing.outline(desk).unproven


def test_an_answer_changed_back_with_a_reason_is_another_one(desk: Desk) -> None:
    officer = working(desk, "佐藤")
    answering.record_answer(officer, *PLACE, Verdict.CONFORMING, "確認した")
    answering.record_answer(working(desk, "田中"), *PLACE, Verdict.PARTLY, "不備", "見直し")
    answering.record_answer(working(desk, "田中"), *PLACE, Verdict.CONFORMING, "是正した", "是正を確かめた")
    assert reviewing.place_review(officer, *PLACE).judges == ("田中",)


def test_runs_go_back_over_changes_that_were_taken_back_one_in_another() -> None:
    def said(number: int, verdict: Verdict, comment: str, reason: str = "") -> Answer:
        return Answer(*PLACE, verdict, comment, reason, number, "", f"{number}")

    good, bad = Verdict.CONFORMING, Verdict.PARTLY
    answers = [
        said(1, good, "甲"), said(2, good, "乙"), said(3, bad, "乙", "丙"), said(4, Verdict.NONCONFORMING, "乙", "丁"),
        said(5, bad, "乙", "丙"), said(6, good, "乙"),
    ]  # fmt: skip
    assert [answer.revision for answer in run_of(answers)] == [1, 2, 6]
    assert [answer.revision for answer in run_of(answers[:5])] == [3, 5]
    assert run_of([]) == ()


def test_an_acceptance_ends_when_the_answer_is_upheld_on_other_findings(desk: Desk, tmp_path: Path) -> None:
    place = stale_place(desk, tmp_path)
    answering.confirm_answer(working(desk, "佐藤"), *place)
    assert reviewing.states(desk).at(place) is State.ANSWERED
    reviewing.accept(working(desk, "田中"), [place])
    assert reviewing.states(desk).at(place) is State.ACCEPTED


def test_an_acceptance_ends_when_the_new_proposal_is_decided_on(desk: Desk, tmp_path: Path) -> None:
    place = stale_place(desk, tmp_path)
    view = findings.proposal(desk, *place)
    assert view is not None
    changes = findings.decide(working(desk, "佐藤"), *place, view.proposal.basis, "adopted")
    assert changes.reviews
    assert reviewing.states(desk).at(place) is State.ANSWERED


def test_who_upholds_an_answer_does_not_accept_it(desk: Desk, tmp_path: Path) -> None:
    place = stale_place(desk, tmp_path)
    answering.confirm_answer(working(desk, "田中"), *place)
    refused("review_same_person", reviewing.accept, working(desk, "田中"), [place])


def test_a_name_that_nobody_can_tell_apart_is_no_other_person(desk: Desk) -> None:
    assert same_person("佐藤", "佐\u200b藤")
    answering.record_answer(working(desk, "佐藤"), *PLACE, Verdict.CONFORMING, "確認した")
    refused("review_same_person", reviewing.accept, working(desk, "佐藤\u200b"), [PLACE])
    refused("review_same_person", reviewing.accept, working(desk, "\u3000"), [PLACE])


def test_evidence_that_somebody_uses_elsewhere_is_not_taken_back(desk: Desk, tmp_path: Path) -> None:
    first, second = working(desk, "佐藤"), working(desk, "田中")
    answering.record_answer(second, *OTHER, Verdict.CONFORMING, "確認した")
    evidence = attach(first, tmp_path)
    evidencing_uses.serve(second, evidence, [OTHER])
    refused("undo_changed_since", undoing.undo, first, str)
    assert OTHER not in auditing.outline(desk).unproven


def test_of_two_who_reopen_at_once_one_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed(narrowed(desk))
    kind = type(desk.file)
    began: list[bool] = []
    begin = kind.write

    def beaten(self: object, **given: bool) -> object:
        if not began:
            began.append(True)
            sealing.reopen(desk, "先に")
        return begin(self, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(kind, "write", beaten)
    refused("not_sealed", sealing.reopen, desk, "後から")
    assert [revision.number for revision in sealing.standing(desk).revisions] == [1, 2]


def test_the_next_audit_begins_with_two_people_and_nothing_left_as_it_was(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    answering.record_answer(desk, *PLACE, Verdict.NONCONFORMING, "不備")
    consistency.note(desk, [told.hit.id for told in consistency.blocking(desk)], "前回の理由")
    reviewing.allow_one_person(desk, "前回は一人")
    earlier = Path(desk.file.location)
    new = carrying.proposed(carrying.look(world, earlier), "2027年度上期", date(2027, 10, 31))
    following, _come = carrying.create_from(world, tmp_path / "次回.shadan", new, earlier)
    try:
        assert reviewing.one_person(following) == ""
        assert not consistency.notes(following)
    finally:
        following.file.close()


def test_what_one_person_accepted_holds_the_seal_up_once_two_are_needed_again(desk: Desk) -> None:
    places = answer_all(narrowed(desk), "佐藤")
    reviewing.allow_one_person(desk, "一人しかいない")
    reviewing.accept(working(desk, "佐藤"), places)
    assert "both_by_one" not in {gap.code for gap in sealing.gaps(desk)}
    reviewing.forbid_one_person(desk)
    assert {gap.code: gap.count for gap in sealing.gaps(desk)}["both_by_one"] == len(places)


def test_a_remark_of_thousands_of_figures_stops_nothing(desk: Desk) -> None:
    for figures in ("9" * 5000, "九" * 5000, "千万" * 5000, "端末3台、" * 5000):
        answering.record_answer(desk, *PLACE, Verdict.CONFORMING, f"端末は{figures}台である。")
        assert consistency.check(desk)


def test_what_was_sealed_stays_proven_when_its_evidence_expires_later(desk: Desk, tmp_path: Path) -> None:
    officer = working(narrowed(desk), "佐藤")
    places = answer_all(desk, "佐藤")
    answering.record_answer(officer, *PLACE, Verdict.CONFORMING, "規程にある", "見直し")
    evidence = attach(officer, tmp_path)
    clock = desk.world.clock
    assert isinstance(clock, StillClock)
    evidencing_uses.set_facts(desk, evidence, clock.today() + timedelta(days=30), "")
    approver = working(desk, "鈴木")
    reviewing.accept(working(desk, "田中"), places)
    sealing.approve(approver)
    sealing.seal(approver)
    clock.at += timedelta(days=60)
    assert PLACE not in auditing.outline(desk).unproven
    sealing.reopen(desk, "翌期の準備")
    assert PLACE in auditing.outline(desk).unproven


def test_an_acceptance_ends_when_its_proof_is_taken_away_or_another_one(desk: Desk, tmp_path: Path) -> None:
    officer, reviewer = working(desk, "佐藤"), working(desk, "田中")
    answering.record_answer(officer, *PLACE, Verdict.CONFORMING, "規程にある")
    evidence = attach(officer, tmp_path)
    _changes, held = proving.record(officer, *PLACE, "鈴木", "現地を見た", Outcome.HELD)
    newer = tmp_path / "新しい規程.txt"
    newer.write_text("改正", "utf-8")
    for act in (
        lambda: evidencing_uses.replace_with(officer, evidence, newer, "改正"),
        lambda: proving.withdraw(officer, held.id, "誤記"),
        lambda: evidencing.remove(officer, evidencing.listing(desk)[-1].id, "別の会社のもの"),
    ):
        reviewing.accept(reviewer, [PLACE])
        act()
        assert reviewing.states(desk).at(PLACE) is State.ANSWERED
    with desk.file.read() as work:
        assert len(work.history.entries(HistoryQuery(act="review.lapsed"))) == 3


def test_an_acceptance_ends_when_its_proof_is_given_another_last_day(desk: Desk, tmp_path: Path) -> None:
    officer, reviewer = working(desk, "佐藤"), working(desk, "田中")
    clock = desk.world.clock
    assert isinstance(clock, StillClock)
    for place in (PLACE, OTHER):
        answering.record_answer(officer, *place, Verdict.CONFORMING, "規程にある")
    evidence = attach(officer, tmp_path)
    evidencing_uses.serve(officer, evidence, [OTHER])
    evidencing_uses.set_facts(officer, evidence, clock.today(), "")
    reviewing.accept(reviewer, [PLACE, OTHER])
    clock.at += timedelta(days=30)
    assert {PLACE, OTHER} <= auditing.outline(desk).unproven
    # A note changes nothing of what it proves.
    assert not evidencing_uses.set_facts(officer, evidence, clock.today() - timedelta(days=30), "原本は総務部").reviews
    assert reviewing.states(desk).at(PLACE) is State.ACCEPTED
    changes = evidencing_uses.set_facts(officer, evidence, None, "原本は総務部", "総務部が効力の延長を確かめた")
    assert changes.reviews
    for place in (PLACE, OTHER):
        assert place not in auditing.outline(desk).unproven
        assert reviewing.states(desk).at(place) is State.ANSWERED
    reviewing.accept(reviewer, [PLACE, OTHER])
    for turn in (undoing.undo, undoing.redo):
        changes = turn(officer, str)
        assert changes.reviews
        assert changes.places == {PLACE, OTHER}
        assert reviewing.states(desk).at(OTHER) is State.ANSWERED
        reviewing.accept(reviewer, [PLACE, OTHER])


def test_what_is_undone_of_evidence_tells_that_an_acceptance_ended(desk: Desk, tmp_path: Path) -> None:
    officer, reviewer = working(desk, "佐藤"), working(desk, "田中")
    for place in (PLACE, OTHER):
        answering.record_answer(officer, *place, Verdict.CONFORMING, "規程にある")
    evidence = attach(officer, tmp_path)
    evidencing_uses.serve(officer, evidence, [OTHER])
    reviewing.accept(reviewer, [PLACE, OTHER])
    for place in (OTHER, PLACE):
        changes = undoing.undo(officer, str)
        assert (changes.reviews, changes.evidence, changes.places) == (True, True, frozenset({place}))
        assert reviewing.states(desk).at(place) is State.ANSWERED
    assert not undoing.redo(officer, str).reviews


def test_an_acceptance_ends_when_the_question_is_put_otherwise(desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    place = ("A4-4-C01", auditing.outline(desk).sites[0].id)
    answering.record_answer(working(desk, "佐藤"), *place, Verdict.CONFORMING, "点検している")
    answering.record_answer(working(desk, "佐藤"), *PLACE, Verdict.CONFORMING, "規程にある")
    reviewing.accept(working(desk, "田中"), [place, PLACE])
    overlaying.set_value(desk, "点検の間隔", "1週間")
    assert reviewing.states(desk).at(place) is State.ANSWERED
    assert reviewing.states(desk).at(PLACE) is State.ACCEPTED


def test_a_post_beside_the_name_makes_nobody_another_person(desk: Desk) -> None:
    answering.record_answer(working(desk, "佐藤花子"), *PLACE, Verdict.CONFORMING, "確認した")
    for name in ("佐藤花子(室長)", "佐藤花子（室長）", "佐藤 花子 室長", "佐藤花子様"):
        refused("review_same_person_as", reviewing.accept, working(desk, name), [PLACE])
        refused("disproof_same_person", proving.record, desk, *PLACE, name, "議事録を見た", Outcome.HELD)
    reviewing.accept(working(desk, "佐藤太郎(室長)"), [PLACE])


def test_who_bears_another_name_by_now_answered_under_the_former_one(desk: Desk) -> None:
    answering.record_answer(working(desk, "佐藤花子"), *PLACE, Verdict.CONFORMING, "確認した")
    answering.record_answer(working(desk, "佐藤花子"), *OTHER, Verdict.CONFORMING, "確認した")
    people.add(desk, "佐藤花子", duties=[Duty.REVIEWER])
    people.change(desk, "佐藤花子", department="内部監査部")
    people.change(desk, "佐藤花子", "鈴木花子")
    people.change(desk, "鈴木花子", "高橋花子")
    married = working(desk, "高橋花子(室長)")
    refused("review_same_person_as", reviewing.accept, married, [PLACE])
    hindrance = reviewing.place_review(married, *PLACE).hindrance
    assert hindrance is not None
    assert (hindrance.code, hindrance.values["judge"]) == ("review_same_person_as", "佐藤花子")
    refused("disproof_same_person", proving.record, desk, *PLACE, "高橋 花子", "議事録を見た", Outcome.HELD)
    # What was accepted under the former name while one person could do both is told of the new one as well.
    reviewing.allow_one_person(desk, "一人しかいない")
    reviewing.accept(married, [PLACE])
    reviewing.forbid_one_person(desk)
    assert {gap.code: gap.places for gap in sealing.gaps(desk)}["both_by_one"] == (PLACE,)
    people.add(desk, "田中", duties=[Duty.REVIEWER])
    reviewing.accept(working(desk, "田中"), [OTHER])


def test_who_answered_does_not_withdraw_what_another_recorded_against_it(desk: Desk) -> None:
    officer, tester = working(desk, "佐藤"), working(desk, "田中")
    answering.record_answer(officer, *PLACE, Verdict.CONFORMING, "確認した")
    _changes, refutation = proving.record(tester, *PLACE, "田中", "現地を見た", Outcome.REFUTED)
    refused("disproof_not_yours", proving.withdraw, officer, refutation.id, "誤解")
    # Nor once the answer is another one: the change could be taken back, and the refutation were gone.
    answering.record_answer(officer, *PLACE, Verdict.PARTLY, "確認した", "見直し")
    refused("disproof_not_yours", proving.withdraw, officer, refutation.id, "誤解")
    undoing.undo(officer, str)
    # Nor who bears another name by now.
    people.add(desk, "佐藤")
    people.change(desk, "佐藤", "鈴木")
    refused("disproof_not_yours", proving.withdraw, working(desk, "鈴木"), refutation.id, "誤解")
    assert PLACE in auditing.outline(desk).unproven
    proving.withdraw(tester, refutation.id, "別の部屋だった")
    (view,) = proving.listing(desk)
    assert (view.disproof.person, view.disproof.by, view.withdrawn_by) == ("田中", "田中", "田中")


def test_who_is_named_or_gave_no_answer_withdraws_a_refutation(desk: Desk) -> None:
    officer = working(desk, "佐藤")
    answering.record_answer(officer, *PLACE, Verdict.CONFORMING, "確認した")
    # Who answered does not even withdraw what he recorded for another: it is that one's finding.
    _changes, first = proving.record(officer, *PLACE, "田中", "現地を見た", Outcome.REFUTED)
    refused("disproof_not_yours", proving.withdraw, officer, first.id, "聞き違い")
    proving.withdraw(working(desk, "田中"), first.id, "別の部屋だった")
    _changes, refutation = proving.record(working(desk, "田中"), *PLACE, "田中", "現地を見た", Outcome.REFUTED)
    # Nor who gave a later answer: the refutation stands against that one as well.
    answering.record_answer(working(desk, "高橋"), *PLACE, Verdict.PARTLY, "見直し中", "見直し")
    answering.record_answer(officer, *PLACE, Verdict.CONFORMING, "やはり確認した", "見直した")
    refused("disproof_not_yours", proving.withdraw, working(desk, "高橋"), refutation.id, "別の部屋だった")
    proving.withdraw(working(desk, "鈴木"), refutation.id, "別の部屋だった")
    _changes, held = proving.record(working(desk, "田中"), *PLACE, "田中", "現地を見た", Outcome.HELD)
    proving.withdraw(officer, held.id, "見ていない")
    assert [view.withdrawn_by for view in proving.listing(desk)] == ["田中", "鈴木", "佐藤"]


def test_where_one_person_does_both_he_withdraws_a_refutation(desk: Desk) -> None:
    officer = working(desk, "佐藤")
    answering.record_answer(officer, *PLACE, Verdict.CONFORMING, "確認した")
    _changes, refutation = proving.record(officer, *PLACE, "田中", "現地を見た", Outcome.REFUTED)
    reviewing.allow_one_person(desk, "一人しかいない")
    proving.withdraw(officer, refutation.id, "別の部屋だった")


def test_where_there_are_reviewers_one_of_them_withdraws_a_refutation(desk: Desk) -> None:
    people.add(desk, "田中")
    answering.record_answer(working(desk, "佐藤"), *PLACE, Verdict.CONFORMING, "確認した")
    _changes, first = proving.record(desk, *PLACE, "田中", "現地を見た", Outcome.REFUTED)
    _changes, second = proving.record(desk, *PLACE, "田中", "現地をもう一度見た", Outcome.REFUTED)
    people.add(desk, "鈴木", duties=[Duty.REVIEWER])
    people.add(desk, "高橋", duties=[Duty.AUDITOR])
    for name in ("高橋", "よその人"):
        refused("disproof_not_reviewer", proving.withdraw, working(desk, name), first.id, "別の部屋だった")
    proving.withdraw(working(desk, "鈴木"), first.id, "別の部屋だった")
    proving.withdraw(working(desk, "田中"), second.id, "別の部屋だった")
    assert PLACE not in auditing.outline(desk).refuted


@pytest.mark.parametrize("reason", [" ", "-", "。", "x", "…・"])
def test_a_withdrawal_wants_its_reason_in_words(desk: Desk, reason: str) -> None:
    answering.record_answer(working(desk, "佐藤"), *PLACE, Verdict.CONFORMING, "確認した")
    _changes, refutation = proving.record(desk, *PLACE, "田中", "現地を見た", Outcome.REFUTED)
    refused("disproof_needs_reason", proving.withdraw, working(desk, "田中"), refutation.id, reason)


def test_who_tried_is_on_the_list_of_people_where_there_is_one(desk: Desk) -> None:
    answering.record_answer(working(desk, "佐藤"), *PLACE, Verdict.CONFORMING, "確認した")
    people.add(desk, "田中 一郎(系統)")
    refused("disproof_person_unlisted", proving.record, desk, *PLACE, "鈴木", "現地を見た", Outcome.HELD)
    proving.record(desk, *PLACE, "田中一郎", "現地を見た", Outcome.HELD)


def test_an_acceptance_ends_when_the_day_or_the_companies_it_was_given_for_are_others(desk: Desk) -> None:
    reviewer = working(narrowed(desk), "確認者")
    places = answer_all(desk)
    for facts in ({"as_of": date(2026, 9, 30)}, {"affiliates": ("別の小売株式会社",)}):
        reviewing.accept(reviewer, places)
        assert auditing.change_facts(desk, **facts).reviews
        assert set(reviewing.states(desk).by_place.values()) == {State.ANSWERED}
    reviewing.accept(reviewer, places)
    undoing.undo(desk, str)
    assert set(reviewing.states(desk).by_place.values()) == {State.ANSWERED}
    reviewing.accept(reviewer, places)
    assert not auditing.change_facts(desk, department="監査部").reviews
    assert set(reviewing.states(desk).by_place.values()) == {State.ACCEPTED}


def answered_again(desk: Desk, place: tuple[str, str] = PLACE) -> None:
    answering.record_answer(desk, *place, Verdict.PARTLY, "見直し中", "見直し")
    answering.record_answer(desk, *place, Verdict.CONFORMING, "やはり確認した", "見直した")


def refuted_again(desk: Desk, folder: Path) -> str:
    """An 適合 with evidence that was refuted, and given again without anything new."""
    officer = working(desk, "佐藤")
    answering.record_answer(officer, *PLACE, Verdict.CONFORMING, "確認した")
    attach(officer, folder)
    _changes, refutation = proving.record(working(desk, "田中"), *PLACE, "田中", "現地を見た", Outcome.REFUTED)
    answered_again(officer)
    return refutation.id


def stays_refuted(desk: Desk) -> bool:
    outline = auditing.outline(desk)
    lack = proving.proof_at(desk, *PLACE).lack
    assert (PLACE in outline.unproven, PLACE in outline.refuted) == (lack is not None, lack is Lack.REFUTED)
    assert ("refuted" in {gap.code for gap in sealing.gaps(desk)}) == (lack is Lack.REFUTED)
    return lack is Lack.REFUTED


def test_a_refutation_outlives_an_answer_that_is_given_again(desk: Desk, tmp_path: Path) -> None:
    refutation = refuted_again(desk, tmp_path)
    assert stays_refuted(desk)
    assert [view.speaks for view in proving.listing(desk)] == [True]
    answering.record_answer(working(desk, "佐藤"), *PLACE, Verdict.PARTLY, "不備がある", "改めた")
    assert not stays_refuted(desk)
    undoing.undo(working(desk, "佐藤"), str)
    proving.withdraw(working(desk, "田中"), refutation, "別の部屋だった")
    assert not stays_refuted(desk)
    assert PLACE not in auditing.outline(desk).unproven


def test_a_refutation_of_an_earlier_answer_ends_with_a_later_attempt_that_held(desk: Desk, tmp_path: Path) -> None:
    refuted_again(desk, tmp_path)
    _changes, held = proving.record(working(desk, "田中"), *PLACE, "田中", "是正後の現地を見た", Outcome.HELD)
    assert not stays_refuted(desk)
    proving.withdraw(working(desk, "田中"), held.id, "見ていない")
    assert stays_refuted(desk)


def test_a_refutation_of_an_earlier_answer_ends_with_evidence_that_is_new_here(desk: Desk, tmp_path: Path) -> None:
    refuted_again(desk, tmp_path)
    officer = working(desk, "佐藤")
    (old,) = evidencing.listing(desk)
    # The same bytes are nothing new, whether they are attached anew or taken off and used again.
    evidencing.remove(officer, old.id, "付け直し")
    again = attach(officer, tmp_path)
    assert stays_refuted(desk)
    evidencing_uses.end_use(officer, again, PLACE, "付け直し")
    evidencing_uses.serve(officer, again, [PLACE])
    assert stays_refuted(desk)
    paper = tmp_path / "是正後の写真.txt"
    paper.write_text("移設した", "utf-8")
    new = evidencing.attach(officer, *PLACE, paper)[1].id
    assert not stays_refuted(desk)
    evidencing.remove(officer, new, "別の部屋のもの")
    assert stays_refuted(desk)


def test_evidence_that_served_here_before_a_refutation_is_nothing_new(desk: Desk, tmp_path: Path) -> None:
    officer = working(desk, "佐藤")
    for place in (PLACE, OTHER):
        answering.record_answer(officer, *place, Verdict.CONFORMING, "確認した")
    evidence = attach(officer, tmp_path)
    evidencing_uses.serve(officer, evidence, [OTHER])
    proving.record(working(desk, "田中"), *OTHER, "田中", "現地を見た", Outcome.REFUTED)
    answered_again(officer, OTHER)
    evidencing_uses.end_use(officer, evidence, OTHER, "付け直し")
    evidencing_uses.serve(officer, evidence, [OTHER])
    assert OTHER in auditing.outline(desk).refuted


def test_who_enters_the_attempt_of_another_on_his_own_answer_is_told(desk: Desk) -> None:
    officer, tester = working(desk, "佐藤"), working(desk, "田中")
    for place in (PLACE, OTHER):
        answering.record_answer(officer, *place, Verdict.CONFORMING, "確認した")
    proving.record(officer, *PLACE, "田中", "現地を見た", Outcome.HELD)
    proving.record(tester, *OTHER, "田中", "現地を見た", Outcome.HELD)
    found = [told.hit for told in consistency.check(desk).hits if told.hit.rule == "K68"]
    assert [(hit.where.checkpoint, hit.where.field) for hit in found] == [(PLACE[0], "disproof")]
    assert (found[0].values["by"], found[0].values["person"]) == ("佐藤", "田中")


@pytest.mark.parametrize("wordless", ["-", ".", "x", "…", "。"])
def test_a_sign_or_a_letter_is_no_reason(desk: Desk, wordless: str) -> None:
    officer, reviewer = working(desk, "佐藤"), working(desk, "田中")
    out = (*PLACE, Verdict.NOT_APPLICABLE, "確認した")
    refused("answer_not_applicable_needs_reason", answering.record_answer, officer, *out, wordless)
    answering.record_answer(officer, *out, "対象がない")
    refused("answer_not_applicable_needs_reason", answering.record_answer, officer, *out, wordless)
    refused("review_needs_reason", reviewing.give_back, reviewer, [PLACE], wordless)
    answering.record_answer(officer, *OTHER, Verdict.NONCONFORMING)
    hits = [told.hit.id for told in consistency.check(desk).hits]
    refused("reason_wordless", consistency.note, desk, hits, wordless)
    reviewing.give_back(reviewer, [PLACE], "根拠がない")
    refused("review_returned_unchanged", reviewing.request, officer, [PLACE], wordless)
    reviewing.request(officer, [PLACE], "根拠は所見のとおり")
    refused("review_one_person_needs_reason", reviewing.allow_one_person, officer, wordless)
    number = planning.add_action(desk, "A1-1", "規程を改める")[1].number
    refused("reason_wordless", planning.withdraw_action, desk, number, wordless)
    planning.withdraw_action(desk, number, "重複")


@pytest.mark.parametrize("wordless", ["-", ".", "x", "…", "。"])
def test_a_sign_reopens_nothing_hides_nothing_and_lets_no_evidence_prove_again(
    desk: Desk, tmp_path: Path, wordless: str
) -> None:
    officer, clock = working(desk, "佐藤"), desk.world.clock
    assert isinstance(clock, StillClock)
    hide = '[[hide]]\ncheckpoint = "A4-4-02"\nreason = "{}"\n'
    refused("overlay_fault_hidden_wordless", overlaying.take, officer, file(tmp_path, hide.format(wordless)))
    answering.record_answer(officer, *PLACE, Verdict.CONFORMING, "規程にある")
    evidence = attach(officer, tmp_path)
    evidencing_uses.set_facts(officer, evidence, clock.today(), "")
    clock.at += timedelta(days=30)
    for day in (None, clock.today()):
        refused("evidence_revived_needs_reason", evidencing_uses.set_facts, officer, evidence, day, "", wordless)
    # An earlier day, or a note, lets nothing prove again.
    evidencing_uses.set_facts(officer, evidence, clock.today() - timedelta(days=40), "原本は総務部")
    assert PLACE in auditing.outline(desk).unproven
    evidencing_uses.set_facts(officer, evidence, None, "", "期限の定めがないことを確かめた")
    assert PLACE not in auditing.outline(desk).unproven
    with desk.file.read() as work:
        last = work.history.entries(HistoryQuery(act="evidence.facts"), limit=1)[0]
    assert (last.event.after or {})["reason"] == "期限の定めがないことを確かめた"
    narrowed(desk)
    answer_all(desk, "佐藤")
    answering.record_answer(officer, *PLACE, Verdict.NOT_APPLICABLE, None, "対象がない")
    reviewing.accept(working(desk, "田中"), auditing.outline(desk).places)
    sealing.approve(working(desk, "鈴木"))
    sealing.seal(working(desk, "鈴木"))
    refused("reopen_needs_reason", sealing.reopen, desk, wordless)
    assert sealing.standing(desk).revision.sealed
