"""Review by a second person: every refusal, all or nothing, who judged and who accepted."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.domain.challenges import Outcome
from app.domain.duties import Duty
from app.domain.findings import Ground, Shift, Stale
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.review import ReviewAct, State
from app.errors import UserError
from app.services import (
    answering,
    auditing,
    evidencing,
    evidencing_uses,
    people,
    proving,
    reviewing,
    safekeeping,
    undoing,
)
from app.services.ports import Desk, HistoryQuery
from tests.services.rounds import OFFICER, REVIEWER, answer_all, narrowed, refused, working


@pytest.fixture
def places(desk: Desk) -> tuple[Place, ...]:
    return auditing.outline(desk).places


def answer(desk: Desk, place: Place, name: str = OFFICER, verdict: Verdict = Verdict.CONFORMING) -> None:
    answering.record_answer(working(desk, name), *place, verdict, "見た")


def state(desk: Desk, place: Place) -> State:
    return reviewing.states(desk).at(place)


def acts(desk: Desk) -> list[str]:
    return [e.event.act for e in safekeeping.history(desk, HistoryQuery())[0]]


def test_an_answer_goes_its_way_and_the_verdict_is_left_alone(desk: Desk, places: tuple[Place, ...]) -> None:
    place = places[0]
    officer, reviewer = working(desk, OFFICER), working(desk, REVIEWER)
    assert state(desk, place) is State.NOT_STARTED
    answer(desk, place)
    assert state(desk, place) is State.ANSWERED
    changes = reviewing.request(officer, [place])
    assert (changes.reviews, changes.places) == (True, frozenset({place}))
    assert state(desk, place) is State.REQUESTED
    reviewing.withdraw(officer, [place])
    assert state(desk, place) is State.ANSWERED
    reviewing.request(officer, [place])
    reviewing.give_back(reviewer, [place], " 写真がない ")
    told = reviewing.place_review(officer, *place)
    assert (told.state, told.judges) == (State.RETURNED, (OFFICER,))
    assert told.last is not None
    assert (told.last.by, told.last.reason) == (REVIEWER, "写真がない")
    assert told.unmended
    with refused("review_returned_unchanged"):
        reviewing.request(officer, [place])
    reviewing.request(officer, [place], " 写真は禁じている ")
    told = reviewing.place_review(reviewer, *place)
    assert told.last is not None
    assert (told.last.reason, told.unmended) == ("写真は禁じている", False)
    reviewing.accept(reviewer, [place])
    told = reviewing.place_review(officer, *place)
    assert told.state is State.ACCEPTED
    assert told.answer is not None
    assert (told.answer.by, told.answer.verdict, told.answer.revision) == (OFFICER, Verdict.CONFORMING, 1)
    assert [s.act for s in told.steps][-1] is ReviewAct.ACCEPTED
    assert acts(desk)[:3] == ["review.accepted", "review.requested", "review.returned"]


def test_the_history_tells_who_answered_beside_who_accepted(desk: Desk, places: tuple[Place, ...]) -> None:
    answer(desk, places[0])
    reviewing.accept(working(desk, REVIEWER), [places[0]])
    entry = safekeeping.history(desk, HistoryQuery(act="review.accepted"))[0][0]
    assert entry.by == REVIEWER
    assert entry.event.before == {"review": "answered"}
    assert entry.event.after == {
        "review": "accepted",
        "verdict": "conforming",
        "revision": 1,
        "answered_by": OFFICER,
    }


def test_an_answer_given_anew_falls_back_to_answered(desk: Desk, places: tuple[Place, ...]) -> None:
    place = places[0]
    answer(desk, place)
    reviewing.accept(working(desk, REVIEWER), [place])
    answering.record_comment(working(desk, OFFICER), *place, "もう一度見た")
    assert state(desk, place) is State.ANSWERED
    assert reviewing.place_review(desk, *place).last is None
    assert len(reviewing.place_review(desk, *place).steps) == 1


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (reviewing.request, "review_not_answered"),
        (reviewing.accept, "review_not_answered"),
        (reviewing.withdraw, "review_not_requested"),
        (lambda desk, where: reviewing.give_back(desk, where, "理由"), "review_not_answered"),
    ],
)
def test_what_was_not_answered_cannot_be_reviewed(
    desk: Desk, places: tuple[Place, ...], act: Callable[[Desk, list[Place]], object], code: str
) -> None:
    before = acts(desk)
    with pytest.raises(UserError) as error:
        act(working(desk, REVIEWER), [places[0]])
    assert error.value.code == code
    assert acts(desk) == before


def test_refusals_by_state(desk: Desk, places: tuple[Place, ...]) -> None:
    place, officer, reviewer = places[0], working(desk, OFFICER), working(desk, REVIEWER)
    answer(desk, place)
    with refused("review_needs_reason"):
        reviewing.give_back(reviewer, [place], "  ")
    with refused("review_not_requested"):
        reviewing.withdraw(officer, [place])
    reviewing.request(officer, [place])
    with refused("review_requested_already"):
        reviewing.request(officer, [place])
    reviewing.give_back(reviewer, [place], "足りない")
    with refused("review_returned_already"):
        reviewing.give_back(reviewer, [place], "まだ足りない")
    reviewing.accept(reviewer, [place])
    with refused("review_accepted_already"):
        reviewing.accept(reviewer, [place])
    with refused("review_accepted_already"):
        reviewing.request(officer, [place])
    with refused("review_place_unknown"):
        reviewing.accept(reviewer, [("A1-1-01", "no such site")])
    with refused("review_nothing"):
        reviewing.accept(reviewer, [])


@pytest.mark.parametrize("name", [OFFICER, "点検　花子", " 点検花子"])
def test_who_answered_cannot_accept_in_whatever_spelling(desk: Desk, places: tuple[Place, ...], name: str) -> None:
    answer(desk, places[0])
    told = reviewing.place_review(working(desk, name), *places[0])
    assert told.hindrance is not None
    assert told.hindrance.code == "review_same_person"
    assert ReviewAct.ACCEPTED not in told.acts
    with pytest.raises(UserError) as error:
        reviewing.accept(working(desk, name), [places[0]])
    assert error.value.code == "review_same_person"
    with refused("review_own_return"):
        reviewing.give_back(working(desk, name), [places[0]], "理由")
    assert state(desk, places[0]) is State.ANSWERED


def test_a_remark_of_somebody_else_frees_nobody(desk: Desk, places: tuple[Place, ...]) -> None:
    answer(desk, places[0])
    answering.record_comment(working(desk, REVIEWER), *places[0], "誤字を直した")
    for name in (OFFICER, REVIEWER):
        with refused("review_same_person"):
            reviewing.accept(working(desk, name), [places[0]])
    reviewing.accept(working(desk, "第三者"), [places[0]])


def test_one_person_does_both_only_where_the_audit_says_so(desk: Desk, places: tuple[Place, ...]) -> None:
    answer(desk, places[0])
    answer(desk, places[1])
    officer = working(desk, OFFICER)
    with refused("review_one_person_needs_reason"):
        reviewing.allow_one_person(officer, "  ")
    assert reviewing.allow_one_person(officer, "1名の事業所").reviews
    assert reviewing.one_person(desk) == "1名の事業所"
    reviewing.accept(officer, [places[0]])
    with desk.file.read() as work:
        outline = auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
        assert reviewing.both_by_one(work, outline, reviewing.states_of(work, outline)) == (places[0],)
    reviewing.forbid_one_person(officer)
    assert not reviewing.forbid_one_person(officer)
    with refused("review_same_person"):
        reviewing.accept(officer, [places[1]])
    assert state(desk, places[0]) is State.ACCEPTED
    entries = safekeeping.history(desk, HistoryQuery(act="review.one_person"))[0]
    assert [e.event.after for e in entries] == [{"reason": ""}, {"reason": "1名の事業所"}]


def test_many_places_are_one_transaction_with_an_entry_each(desk: Desk, places: tuple[Place, ...]) -> None:
    narrowed(desk)
    wanted = answer_all(desk)
    assert len(wanted) > 3
    before = len(acts(desk))
    reviewing.request(working(desk, OFFICER), wanted)
    assert acts(desk)[: len(wanted)] == ["review.requested"] * len(wanted)
    assert len(acts(desk)) == before + len(wanted)
    # One of them was answered by the reviewer: then none is accepted.
    answering.record_answer(working(desk, REVIEWER), *wanted[-1], Verdict.PARTLY, "見た", "見直した")
    held = acts(desk)
    with pytest.raises(UserError) as error:
        reviewing.accept(working(desk, REVIEWER), wanted)
    assert error.value.values["checkpoint"] == wanted[-1][0]
    assert acts(desk) == held
    assert reviewing.states(desk).counts()[State.ACCEPTED] == 0
    # Unless what can be done is asked for: then that one is left, and it is told why.
    bulk = reviewing.accept_those(working(desk, REVIEWER), wanted)
    assert bulk.done == wanted[:-1]
    assert [(left.place, left.why.code) for left in bulk.left] == [(wanted[-1], "review_same_person")]
    assert bulk.changes.places == frozenset(wanted[:-1])
    assert reviewing.states(desk).counts()[State.ACCEPTED] == len(wanted) - 1
    with refused("review_same_person"):
        reviewing.accept_those(working(desk, REVIEWER), wanted[-1:])


def test_what_was_returned_and_mended_beside_the_answer_is_asked_for_again(desk: Desk, tmp_path: Path) -> None:
    place = ("A1-1-01", "")
    officer, reviewer = working(desk, OFFICER), working(desk, REVIEWER)
    answer(desk, place)
    proof = tmp_path / "規程.txt"
    proof.write_text("規程", "utf-8")
    evidencing.attach(officer, *place, proof)
    reviewing.give_back(reviewer, [place], "改正後の規程がない")
    with refused("review_returned_unchanged"):
        reviewing.request(officer, [place])
    proof.write_text("改正", "utf-8")
    evidencing.attach(officer, *place, proof)
    assert not reviewing.place_review(officer, *place).unmended
    reviewing.request(officer, [place])
    # What was mended before it was returned once more mends nothing.
    reviewing.give_back(reviewer, [place], "別の規程である")
    with refused("review_returned_unchanged"):
        reviewing.request(officer, [place])
    answering.record_comment(officer, *place, "規程の名称が変わった")
    reviewing.request(officer, [place])


def test_what_was_done_and_taken_back_beside_the_answer_mends_nothing(desk: Desk, tmp_path: Path) -> None:
    place = ("A1-1-01", "")
    officer, reviewer = working(desk, OFFICER), working(desk, REVIEWER)
    answer(desk, place)
    first, other = tmp_path / "規程.txt", tmp_path / "記録.txt"
    first.write_text("規程", "utf-8")
    other.write_text("記録", "utf-8")
    _changes, proof = evidencing.attach(officer, *place, first, expires=date(2027, 3, 31))
    reviewing.give_back(reviewer, [place], "記録がない")

    def unmended() -> bool:
        return reviewing.place_review(officer, *place).unmended

    evidencing.attach(officer, *place, other)
    assert not unmended()
    undoing.undo(officer, str)
    assert unmended()
    undoing.redo(officer, str)
    assert not unmended()
    undoing.undo(officer, str)
    # Nor does what was taken away by hand, a note, the same file once more, or what a second person took back.
    _changes, wrong = evidencing.attach(officer, *place, other)
    evidencing.remove(officer, wrong.id, "誤り")
    evidencing_uses.set_facts(officer, proof.id, date(2027, 3, 31), "原本は総務部")
    evidencing.attach(officer, *place, first, expires=date(2027, 3, 31))
    _changes, tried = proving.record(reviewer, *place, REVIEWER, "現地で見た", Outcome.HELD)
    proving.withdraw(reviewer, tried.id, "別の事業所であった")
    assert unmended()
    with refused("review_returned_unchanged"):
        reviewing.request(officer, [place])
    # A longer term does, and so does what was there and is taken away.
    evidencing_uses.set_facts(officer, proof.id, date(2028, 3, 31), "原本は総務部")
    assert not unmended()
    undoing.undo(officer, str)
    assert unmended()
    evidencing_uses.end_use(officer, proof.id, place, "旧版")
    evidencing.attach(officer, *place, other)
    reviewing.request(officer, [place])


def test_only_the_answer_that_was_seen_is_accepted_or_returned(desk: Desk, places: tuple[Place, ...]) -> None:
    place, other = places[:2]
    for each in (place, other):
        answer(desk, each)
    reviewer = working(desk, REVIEWER)
    told = reviewing.place_review(reviewer, *place).answer
    assert told is not None
    seen = {place: told.revision, other: 1}
    answering.record_comment(working(desk, OFFICER), *place, "書き足した")
    with refused("review_words_changed"):
        reviewing.accept(reviewer, [place], seen)
    answering.record_answer(working(desk, OFFICER), *place, Verdict.PARTLY, "不備", "見直した")
    acts: tuple[Callable[[], object], ...] = (
        lambda: reviewing.accept(reviewer, [place], seen),
        lambda: reviewing.give_back(reviewer, [place], "理由", seen),
    )
    for act in acts:
        with pytest.raises(UserError) as error:
            act()
        assert error.value.code == "review_verdict_changed"
        assert error.value.values["name"] == OFFICER
        assert (error.value.values["seen"], error.value.values["revision"]) == (1, 3)
    with refused("review_other_revision"):
        reviewing.accept(reviewer, [place], {place: 9})
    bulk = reviewing.accept_those(reviewer, [place, other], seen)
    assert bulk.done == (other,)
    assert bulk.left[0].why.code == "review_verdict_changed"
    # Also where the answer was taken back meanwhile: what changed is told, not that there is none.
    answering.record_answer(working(desk, OFFICER), *place, Verdict.UNANSWERED, "", "取り違え")
    with refused("review_verdict_changed"):
        reviewing.accept(reviewer, [place], seen)


def test_a_copy_is_confirmed_before_it_is_reviewed(desk: Desk) -> None:
    outline = auditing.outline(desk)
    here, there = (site.id for site in outline.sites)
    checkpoint = next(p[0] for p in outline.places if p[1] == here)
    answer(desk, (checkpoint, here))
    answering.copy_answer(working(desk, OFFICER), checkpoint, here, [there])
    place = (checkpoint, there)
    for act in (reviewing.request, reviewing.accept):
        with refused("review_copied"):
            act(working(desk, REVIEWER), [place])
    assert reviewing.place_review(working(desk, REVIEWER), *place).acts == {ReviewAct.RETURNED}
    answering.confirm_copy(working(desk, "支所 四郎"), *place)
    # Who confirmed the copy answered for this site, as did who copied it.
    for name in ("支所 四郎", OFFICER):
        with refused("review_same_person"):
            reviewing.accept(working(desk, name), [place])
    reviewing.accept(working(desk, REVIEWER), [place])


def test_an_answer_under_which_findings_changed_is_not_accepted(desk: Desk, places: tuple[Place, ...]) -> None:
    place = places[0]
    answer(desk, place)
    ground = Ground(*place, {}, "", "", (Stale(Shift.CAME, "f1", "R01", "PC-1"),))
    with desk.file.write() as work:
        work.findings.put_ground(ground)
        work.history.record(desk.stamp(), "test", Event("findings.refreshed", "findings"))
        work.commit()
    with refused("review_stale"):
        reviewing.accept(working(desk, REVIEWER), [place])
    hindrance = reviewing.place_review(working(desk, REVIEWER), *place).hindrance
    assert hindrance is not None
    assert hindrance.code == "review_stale"


def test_only_who_has_the_duty_accepts_once_duties_are_given(desk: Desk, places: tuple[Place, ...]) -> None:
    place = places[0]
    answer(desk, place)
    people.add(desk, OFFICER, "営業企画部", [Duty.AUDITOR])
    with pytest.raises(UserError) as error:
        reviewing.accept(working(desk, REVIEWER), [place])
    assert error.value.code == "person_no_reviewer"
    people.add(desk, REVIEWER, "内部監査部", [Duty.REVIEWER])
    with pytest.raises(UserError) as error:
        reviewing.give_back(working(desk, "よその人"), [place], "理由")
    assert error.value.code == "person_not_reviewer"
    assert REVIEWER in str(error.value)
    assert reviewing.place_review(working(desk, "よその人"), *place).acts == {ReviewAct.REQUESTED}
    reviewing.accept(working(desk, "確認　太郎"), [place])


def test_people_are_listed_changed_and_removed_with_their_history(desk: Desk) -> None:
    assert people.add(desk, " 確認\n太郎 ", "内部監査部", [Duty.APPROVER, Duty.REVIEWER]).duties
    (officer,) = people.listing(desk)
    assert (officer.name, officer.duties) == ("確認 太郎", (Duty.REVIEWER, Duty.APPROVER))
    with refused("person_double"):
        people.add(desk, "確認太郎")
    with refused("person_name_missing"):
        people.add(desk, "  ")
    people.add(desk, OFFICER)
    with refused("person_double"):
        people.change(desk, OFFICER, new_name="確認 太郎")
    assert not people.change(desk, OFFICER, department="")
    people.change(desk, "確認太郎", new_name="確認 太朗", duties=[Duty.REVIEWER])
    assert [(o.name, o.department, o.duties) for o in people.listing(desk)] == [
        (OFFICER, "", ()),
        ("確認 太朗", "内部監査部", (Duty.REVIEWER,)),
    ]
    people.remove(desk, "確認 太朗")
    with refused("person_unknown"):
        people.remove(desk, "確認 太朗")
    assert acts(desk)[:4] == ["person.removed", "person.changed", "person.added", "person.added"]


def test_a_new_version_mends_every_place_that_the_piece_serves(desk: Desk, tmp_path: Path) -> None:
    home, used = ("A1-1-01", ""), ("A1-1-02", "")
    officer, reviewer = working(desk, OFFICER), working(desk, REVIEWER)
    for place in (home, used):
        answer(desk, place)
    old, new = tmp_path / "旧規程.txt", tmp_path / "新規程.txt"
    old.write_text("旧", "utf-8")
    new.write_text("新", "utf-8")
    _changes, proof = evidencing.attach(officer, *home, old)
    evidencing_uses.serve(officer, proof.id, [used])
    reviewing.give_back(reviewer, [home, used], "規程が古い版である")
    for place in (home, used):
        with refused("review_returned_unchanged"):
            reviewing.request(officer, [place])
    _changes, newer = evidencing_uses.replace_with(officer, proof.id, new, "改正")
    assert not any(reviewing.place_review(officer, *place).unmended for place in (home, used))
    evidencing_uses.withdraw_version(officer, newer.id, "別の規程である")
    assert all(reviewing.place_review(officer, *place).unmended for place in (home, used))
    evidencing_uses.replace_with(officer, proof.id, new, "改正")
    reviewing.request(officer, [home, used])


def test_what_was_mended_stays_so_when_a_later_return_is_undone(desk: Desk, tmp_path: Path) -> None:
    place = ("A1-1-01", "")
    officer, reviewer = working(desk, OFFICER), working(desk, REVIEWER)
    answer(desk, place)
    reviewing.give_back(reviewer, [place], "写真がない")
    proof = tmp_path / "写真.txt"
    proof.write_text("写真", "utf-8")
    evidencing.attach(officer, *place, proof)
    reviewing.accept(reviewer, [place])
    reviewing.give_back(reviewer, [place], "もう一度")
    assert reviewing.place_review(officer, *place).unmended
    for _step in range(2):
        undoing.undo(reviewer, str)
    told = reviewing.place_review(officer, *place)
    assert (told.state, told.unmended) == (State.RETURNED, False)
    reviewing.request(officer, [place])
