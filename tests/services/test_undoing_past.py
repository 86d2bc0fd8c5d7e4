"""Undo past acts that stay: they bar what they reach, and nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.challenges import Outcome
from app.domain.duties import Duty
from app.domain.grades import Verdict
from app.domain.review import ReviewAct, State
from app.domain.steps import Hindrance
from app.errors import UserError
from app.i18n import gettext_in
from app.services import (
    answering,
    auditing,
    evidencing,
    evidencing_uses,
    findings,
    flagging,
    overlaying,
    people,
    planning,
    proving,
    reviewing,
    undoing,
)
from app.services.changes import Changes
from app.services.ports import Desk
from tests.desk import Kept, keep
from tests.services.rounds import OFFICER, REVIEWER, refused, working
from tests.services.test_ledger_undoing import ledger, take
from tests.services.test_overlaying import OWN, file
from tests.services.test_undoing import clean, code, site, state

COMPANY, OTHER, SITE = ("A1-1-01", ""), ("A1-1-02", ""), "A4-4-04"
ja = gettext_in("ja")


def undo(desk: Desk) -> Changes:
    return undoing.undo(desk, ja, undoing.last(desk), past=True)


def redo(desk: Desk) -> Changes:
    return undoing.redo(desk, ja)


def verdict(desk: Desk, place: tuple[str, str]) -> Verdict:
    answer = auditing.outline(desk).answers.get(place)
    return answer.verdict if answer else Verdict.UNANSWERED


def review(desk: Desk, place: tuple[str, str]) -> State:
    return reviewing.states(desk).at(place)


# --- acts that stay ---------------------------------------------------------------------------------------------------


def test_an_import_bars_the_answers_that_it_put_on_other_ground(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 6), a3=(3, "共用")))
    moved = next(p for p in auditing.outline(desk).places if p[1] and findings.proposal(desk, *p) is not None)
    answering.record_answer(desk, *COMPANY, Verdict.CONFORMING, "規程あり")
    answering.record_answer(desk, *moved, Verdict.NONCONFORMING, "台帳のとおり")
    take(desk, ledger(tmp_path / "11.xlsx", range(1, 7), a3=(5, "共用")))
    assert moved in auditing.outline(desk).stale
    offer = undoing.offered(desk).undo
    assert offer is not None
    assert (offer.checkpoint, offer.possible) == (COMPANY[0], True)
    assert [each.act for each in offer.passed] == ["ledger.imported", "answer.recorded"]
    listed = undoing.listing(desk)
    assert [(s.act, s.hindrance) for s in listed] == [
        ("ledger.imported", Hindrance.NO_WAY),
        ("answer.recorded", Hindrance.BARRED),
        ("answer.recorded", None),
        ("ledger.imported", Hindrance.NO_WAY),
    ]
    before = state(desk)
    undo(desk)
    assert state(desk)["answers"] == {p: a for p, a in before["answers"].items() if p != COMPANY}
    assert verdict(desk, moved) is Verdict.NONCONFORMING
    # Nothing else is left: the newest is told, with what keeps it.
    assert code(lambda: undo(desk)) == "undo_own_way"
    redo(desk)
    assert state(desk) == before
    clean(desk)


def test_an_act_by_another_that_stays_does_not_cut_off_other_places(desk: Desk) -> None:
    north = site(desk, "北営業所")
    answering.record_answer(desk, *OTHER, Verdict.CONFORMING)
    answering.record_answer(desk, SITE, north, Verdict.CONFORMING)
    challenger = working(desk, "佐藤")
    proving.record(challenger, SITE, north, "反証 次郎", "現地で試した", Outcome.HELD)
    assert undoing.words(_last(desk), ja).startswith("回答(A1-1-02")
    undo(desk)
    assert verdict(desk, OTHER) is Verdict.UNANSWERED
    assert code(lambda: undo(desk)) == "undo_barred"
    assert verdict(desk, (SITE, north)) is Verdict.CONFORMING


def test_the_last_step_nobody_else_worked_on_comes_next(desk: Desk) -> None:
    answering.record_answer(desk, *OTHER, Verdict.CONFORMING)
    answering.record_answer(desk, *COMPANY, Verdict.PARTLY, "一部")
    answering.record_comment(working(desk, "佐藤"), *COMPANY, "見直した")
    offer = _last(desk)
    assert (offer.checkpoint, len(offer.passed)) == (OTHER[0], 1)
    before = state(desk)
    with pytest.raises(UserError) as refused:
        undoing.undo(desk, ja, offer)
    assert refused.value.code == "undo_past"
    told = refused.value.values
    assert COMPANY[0] in str(told["later"])
    assert OTHER[0] in str(told["what"])
    assert "佐藤" in str(told["why"])
    assert state(desk) == before
    undo(desk)
    assert (verdict(desk, OTHER), verdict(desk, COMPANY)) == (Verdict.UNANSWERED, Verdict.PARTLY)
    assert code(lambda: undo(desk)) == "undo_changed_by"
    # The other one takes the remark back: then this one can be undone, and each is done again in its turn.
    undoing.undo(working(desk, "佐藤"), ja)
    undo(desk)
    assert verdict(desk, COMPANY) is Verdict.UNANSWERED
    redo(desk)
    assert (verdict(desk, OTHER), verdict(desk, COMPANY)) == (Verdict.UNANSWERED, Verdict.PARTLY)
    redo(desk)
    assert verdict(desk, OTHER) is Verdict.CONFORMING


def test_a_measure_that_another_changed_does_not_cut_off_the_steps_before(desk: Desk) -> None:
    answering.record_answer(desk, *COMPANY, Verdict.CONFORMING)
    _changes, action = planning.add_action(desk, "A3-5", "区画を分ける", owner="山田")
    planning.edit_action(desk, action.number, owner="鈴木")
    planning.edit_action(working(desk, "佐藤"), action.number, owner="高橋")
    assert _last(desk).act == "answer.recorded"
    undo(desk)
    assert verdict(desk, COMPANY) is Verdict.UNANSWERED
    assert planning.view(desk).actions[0].owner == "高橋"


def test_own_checkpoints_bar_what_they_ask_otherwise(desk: Desk, tmp_path: Path) -> None:
    hidden = "A3-4-01"
    answering.record_answer(desk, *COMPANY, Verdict.CONFORMING)
    level = next(c for c in auditing.outline(desk).checkpoints if c.id == hidden).level
    place = (hidden, "" if level.value == "company" else site(desk, "本店"))
    answering.record_answer(desk, *place, Verdict.CONFORMING)
    overlaying.take(desk, file(tmp_path, OWN))
    assert [(s.act, s.hindrance) for s in undoing.listing(desk)] == [
        ("overlay.taken", Hindrance.NO_WAY),
        ("answer.recorded", Hindrance.BARRED),
        ("answer.recorded", None),
    ]
    undo(desk)
    assert verdict(desk, COMPANY) is Verdict.UNANSWERED


def test_what_another_set_otherwise_since_does_not_cut_off_the_steps_before(desk: Desk) -> None:
    other = working(desk, "佐藤")
    answering.record_answer(desk, *COMPANY, Verdict.CONFORMING)
    overlaying.set_value(desk, "点検の間隔", "半年")
    findings.set_threshold(desk, "R16.days", 40)
    auditing.change_facts(desk, auditor="監査一課")
    overlaying.set_value(other, "点検の間隔", "1年")
    findings.set_threshold(other, "R16.days", 50)
    auditing.change_facts(other, auditor="監査二課")
    offer = _last(desk)
    assert (offer.act, [each.hindrance for each in offer.passed]) == ("answer.recorded", [Hindrance.CHANGED] * 3)
    undo(desk)
    assert verdict(desk, COMPANY) is Verdict.UNANSWERED
    assert code(lambda: undo(desk)) == "undo_changed_since"


# --- reviews ----------------------------------------------------------------------------------------------------------


def test_a_wish_for_a_review_is_withdrawn_and_uttered_again(desk: Desk) -> None:
    answering.record_answer(desk, *COMPANY, Verdict.CONFORMING)
    answering.record_answer(desk, *OTHER, Verdict.CONFORMING)
    reviewing.request(desk, [COMPANY, OTHER])
    assert undo(desk).reviews
    assert {review(desk, p) for p in (COMPANY, OTHER)} == {State.ANSWERED}
    redo(desk)
    assert {review(desk, p) for p in (COMPANY, OTHER)} == {State.REQUESTED}
    undo(desk)
    undo(desk)
    assert verdict(desk, OTHER) is Verdict.UNANSWERED
    steps = reviewing.place_review(desk, *COMPANY).steps
    assert [s.act for s in steps] == [
        ReviewAct.REQUESTED,
        ReviewAct.WITHDRAWN,
        ReviewAct.REQUESTED,
        ReviewAct.WITHDRAWN,
    ]
    clean(desk)


def test_an_acceptance_that_is_undone_is_withdrawn_on_record(desk: Desk) -> None:
    reviewer = working(desk, "田中")
    answering.record_answer(desk, *COMPANY, Verdict.CONFORMING)
    reviewing.request(desk, [COMPANY])
    reviewing.accept(reviewer, [COMPANY])
    undo(reviewer)
    assert review(desk, COMPANY) is State.REQUESTED
    steps = reviewing.place_review(desk, *COMPANY).steps
    assert [(s.act, s.by) for s in steps] == [
        (ReviewAct.REQUESTED, "officer"),
        (ReviewAct.ACCEPTED, "田中"),
        (ReviewAct.WITHDRAWN, "田中"),
        (ReviewAct.REQUESTED, "officer"),
    ]
    redo(reviewer)
    assert review(desk, COMPANY) is State.ACCEPTED
    # Returned instead, and that undone: the acceptance of before is in force again.
    reviewing.give_back(reviewer, [COMPANY], "証跡がない")
    undo(reviewer)
    assert review(desk, COMPANY) is State.ACCEPTED
    undo(reviewer)
    assert review(desk, COMPANY) is State.REQUESTED
    undo(desk)
    undo(desk)
    assert verdict(desk, COMPANY) is Verdict.UNANSWERED
    clean(desk)


def test_only_a_reviewer_takes_back_what_a_reviewer_said(desk: Desk) -> None:
    reviewer = working(desk, "田中")
    answering.record_answer(desk, *COMPANY, Verdict.CONFORMING)
    reviewing.give_back(reviewer, [COMPANY], "証跡がない")
    # Who gave the answer does not get rid of its return so, nor comes by an acceptance.
    assert code(lambda: undoing.undo(desk, ja, anyone=True)) == "review_own_return"
    reviewing.accept(reviewer, [COMPANY])
    reviewing.give_back(reviewer, [COMPANY], "もう一度")
    assert code(lambda: undoing.undo(desk, ja, anyone=True)) == "review_same_person"
    assert review(desk, COMPANY) is State.RETURNED
    undo(reviewer)
    # The list of people has another reviewer by now: nothing is accepted again by whoever is none.
    reviewing.give_back(reviewer, [COMPANY], "もう一度")
    people.add(desk, "鈴木", "監査部", [Duty.REVIEWER])
    assert code(lambda: undo(reviewer)) == "person_not_reviewer"
    assert review(desk, COMPANY) is State.RETURNED


def test_an_answer_that_comes_back_waits_for_its_review_again_and_is_not_accepted(desk: Desk) -> None:
    reviewer = working(desk, "田中")
    answering.record_answer(desk, *COMPANY, Verdict.CONFORMING)
    reviewing.request(desk, [COMPANY])
    answering.record_answer(desk, *COMPANY, Verdict.PARTLY, "一部", "見直した")
    for _again in range(2):
        undo(desk)
        assert (verdict(desk, COMPANY), review(desk, COMPANY)) == (Verdict.CONFORMING, State.REQUESTED)
        redo(desk)
        assert review(desk, COMPANY) is State.ANSWERED
    undo(desk)
    reviewing.accept(reviewer, [COMPANY])
    answering.record_answer(desk, *COMPANY, Verdict.PARTLY, "一部", "見直した")
    undo(desk)
    assert (verdict(desk, COMPANY), review(desk, COMPANY)) == (Verdict.CONFORMING, State.ANSWERED)
    clean(desk)


def test_it_is_told_how_many_answers_wait_for_their_reviewer_again(desk: Desk, tmp_path: Path) -> None:
    reviewer = working(desk, "田中")
    answering.record_answer(desk, *COMPANY, Verdict.CONFORMING)
    answering.record_answer(desk, *OTHER, Verdict.CONFORMING)
    reviewing.accept(reviewer, [COMPANY, OTHER])
    answering.record_answer(desk, *COMPANY, Verdict.PARTLY, "一部", "見直した")
    changes = undo(desk)
    assert changes.unaccepted == {COMPANY}
    assert undoing.unaccepted(changes, ja) == "確認済でなくなり、確認者の確認をもう一度受ける回答: 1 件。"
    # Where nobody had accepted anything, there is nothing to tell.
    flagging.set_flags(desk, [COMPANY], "後で")
    assert undoing.unaccepted(undo(desk), ja) == ""


def test_a_value_that_is_set_back_tells_whose_acceptance_ended(desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    own = ("A4-4-C01", site(desk, "本店"))
    answering.record_answer(desk, *own, Verdict.CONFORMING)
    reviewing.accept(working(desk, "田中"), [own])
    overlaying.set_value(desk, "点検の間隔", "半年")
    assert review(desk, own) is State.ANSWERED
    assert undo(desk).unaccepted == {own}


def test_an_acceptance_that_is_taken_back_by_its_reviewer_is_told_once(desk: Desk) -> None:
    answering.record_answer(desk, *COMPANY, Verdict.CONFORMING)
    reviewer = working(desk, "田中")
    reviewing.accept(reviewer, [COMPANY])
    assert undo(reviewer).unaccepted == frozenset()


def test_evidence_comes_back_and_the_acceptance_does_not(desk: Desk, tmp_path: Path) -> None:
    paper = tmp_path / "規程.txt"
    paper.write_text("規程", "utf-8")
    piece = evidencing.attach(desk, *COMPANY, paper)[1].id
    answering.record_answer(desk, *COMPANY, Verdict.CONFORMING)
    reviewing.accept(working(desk, "田中"), [COMPANY])
    evidencing.remove(desk, piece, "誤り")
    assert review(desk, COMPANY) is State.ANSWERED
    assert undoing.words(_last(desk), ja).startswith("証跡")
    assert undo(desk).unaccepted == {COMPANY}
    assert [e.id for e in evidencing.listing(desk) if not e.removed] == [piece]
    assert review(desk, COMPANY) is State.ANSWERED
    redo(desk)
    assert [e.id for e in evidencing.listing(desk) if not e.removed] == []
    clean(desk)


# --- own values -------------------------------------------------------------------------------------------------------


def test_a_value_in_the_texts_is_set_back(desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    name = "点検の間隔"

    def asked() -> str:
        return desk.catalogue.checkpoint("A4-4-C01").question.ja

    overlaying.set_value(desk, name, "半年")
    overlaying.set_value(desk, name, "1年")
    assert undo(desk).catalogue
    assert "半年" in asked()
    undo(desk)
    assert "3か月" in asked()
    redo(desk)
    redo(desk)
    assert "1年" in asked()
    clean(desk)


def test_a_value_that_cannot_be_set_back_leaves_the_texts_as_they_are(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    overlaying.set_value(desk, "点検の間隔", "半年")

    def full(*_given: object) -> None:
        raise UserError("disk_full")

    with desk.file.read() as work:
        kind = type(work)
    with monkeypatch.context() as patch:
        patch.setattr(kind, "commit", full)
        with pytest.raises(UserError):
            undo(desk)
    assert "半年" in desk.catalogue.checkpoint("A4-4-C01").question.ja
    undo(desk)
    assert "3か月" in desk.catalogue.checkpoint("A4-4-C01").question.ja


# --- any acts at all --------------------------------------------------------------------------------------------------

VERDICTS = (Verdict.CONFORMING, Verdict.PARTLY, Verdict.NONCONFORMING)
PLACES = 4


def _places(desk: Desk) -> list[tuple[str, str]]:
    return [COMPANY, OTHER, *((SITE, s.id) for s in auditing.outline(desk).sites)]


ACTS: tuple[Callable[[Desk, tuple[str, str], int], object], ...] = (
    lambda d, p, n: answering.record_answer(d, *p, VERDICTS[n % 3], f"所見{n % 4}", f"理由{n % 2}"),
    lambda d, p, n: answering.record_comment(d, *p, f"追記{n % 5}"),
    lambda d, p, _n: reviewing.request(d, [p]),
    lambda d, p, _n: reviewing.withdraw(d, [p]),
    lambda d, p, _n: reviewing.accept(d, [p]),
    lambda d, p, _n: reviewing.give_back(d, [p], "証跡がない"),
    lambda d, p, _n: proving.record(d, *p, "反証 次郎", "現地で試した", Outcome.HELD),
    lambda d, p, n: flagging.set_flags(d, [p], f"後で{n % 2}"),
    lambda d, _p, n: overlaying.set_value(d, "点検の間隔", f"{1 + n % 5}か月"),
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory, lambda _desk, _folder: None)


def _at(desk: Desk, place: tuple[str, str]) -> dict[str, object]:
    """What stands at a place."""
    answer = auditing.outline(desk).answers.get(place)
    said = (answer.verdict, answer.comment, answer.reason) if answer else (Verdict.UNANSWERED, "", "")
    flags = [f.note for f in flagging.flags(desk) if (f.checkpoint, f.site) == place]
    return {"answer": (said, review(desk, place)), "flag": flags}


def _ended(at: dict[str, object]) -> dict[str, object]:
    """As an acceptance looks that ended with its answer."""
    said, state = cast("tuple[object, State]", at["answer"])
    return at | {"answer": (said, State.ANSWERED if state is State.ACCEPTED else state)}


@given(
    chosen=st.lists(
        st.tuples(st.integers(0, len(ACTS) - 1), st.integers(0, PLACES - 1), st.integers(0, 59), st.booleans()),
        min_size=1,
        max_size=9,
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_undo_brings_back_the_place_it_names_and_leaves_all_others(
    fresh: Kept, tmp_path_factory: pytest.TempPathFactory, chosen: list[tuple[int, int, int, bool]]
) -> None:
    desk = fresh.copy(tmp_path_factory.mktemp("worked"))
    places = _places(desk)
    before: dict[int, dict[str, object]] = {}
    for which, where, n, other in chosen:
        was = _at(desk, places[where])
        with desk.file.read() as work:
            first = work.history.last() + 1
        try:
            ACTS[which](working(desk, "佐藤") if other else desk, places[where], n)
        except UserError:
            continue
        before[first] = was
    while (offer := undoing.offered(desk).undo) is not None and offer.possible:
        kept = {place: _at(desk, place) for place in places}
        undo(desk)
        undone = {place: _at(desk, place) for place in places}
        layer, was = offer.act.partition(".")[0], before[offer.step.entries[0].seq]
        for place in offer.step.places:
            part = "flag" if layer == "flag" else "answer"
            assert undone[place][part] in (was[part], _ended(was)[part])
            kept[place][part] = undone[place][part]
        assert undone == kept
        redo(desk)
        undo(desk)
        assert {place: _ended(_at(desk, place)) for place in places} == {p: _ended(undone[p]) for p in places}
    clean(desk)
    desk.file.close()


def _last(desk: Desk) -> undoing.Shown:
    shown = undoing.last(desk)
    assert shown is not None
    return shown


@pytest.mark.parametrize("elsewhere", [False, True])
def test_an_acceptance_comes_not_back_on_other_evidence_than_it_was_given_for(
    desk: Desk, tmp_path: Path, elsewhere: bool
) -> None:
    place, home = ("A1-1-01", ""), ("A1-1-02", "")
    officer, reviewer = working(desk, OFFICER), working(desk, REVIEWER)
    for each in (place, home):
        answering.record_answer(officer, *each, Verdict.CONFORMING, "確認した")
    paper = tmp_path / "規程.txt"
    paper.write_text("規程", "utf-8")
    _changes, proof = evidencing.attach(officer, *(home if elsewhere else place), paper)
    if elsewhere:
        evidencing_uses.serve(officer, proof.id, [place])
    reviewing.accept(reviewer, [place])
    undoing.undo(reviewer, str)
    evidencing.remove(officer, proof.id, "別の会社のもの")
    offer = undoing.offered(reviewer).redo
    # Evidence that is at home elsewhere is looked at when it is done.
    assert (offer is not None and offer.since is not None and offer.since.by == OFFICER) is not elsewhere
    with refused("undo_changed_since" if elsewhere else "undo_changed_by"):
        undoing.redo(reviewer, str)
    assert reviewing.states(desk).at(place) is State.ANSWERED
    reviewing.accept(reviewer, [place])
    reviewing.give_back(reviewer, [place], "証跡がない")
    other = tmp_path / "写真.txt"
    other.write_text("写真", "utf-8")
    evidencing.attach(officer, *place, other)
    # Nor when the return after it is undone.
    with refused("undo_changed_since"):
        undoing.undo(reviewer, str)
    assert reviewing.states(desk).at(place) is State.RETURNED


def test_an_acceptance_comes_back_where_nothing_beside_the_answer_has_changed(desk: Desk, tmp_path: Path) -> None:
    place = ("A1-1-01", "")
    officer, reviewer = working(desk, OFFICER), working(desk, REVIEWER)
    answering.record_answer(officer, *place, Verdict.CONFORMING, "確認した")
    paper = tmp_path / "規程.txt"
    paper.write_text("規程", "utf-8")
    evidencing.attach(officer, *place, paper)
    reviewing.accept(reviewer, [place])
    for _time in range(2):
        undoing.undo(reviewer, str)
        undoing.redo(reviewer, str)
    assert reviewing.states(desk).at(place) is State.ACCEPTED
