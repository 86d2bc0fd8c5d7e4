"""How often reviews read the file: once for many places, and of the others nothing where few are wanted."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from app.domain.grades import Verdict
from app.domain.progress import Place
from app.domain.review import ReviewAct, State
from app.services import answering, auditing, batches, reviewing, sealing, undoing
from app.services.ports import Desk, UnitOfWork
from app.storage.content import Wire
from app.storage.stores import history
from app.storage.stores.answers import AnswerRows
from app.storage.stores.reviews import ReviewRows
from tests.services.rounds import OFFICER, REVIEWER, refused, working

Reads = Counter[str]


@pytest.fixture
def places(desk: Desk) -> tuple[Place, ...]:
    """Places that were answered, and of which a remark made a second revision."""
    wanted = auditing.outline(desk).places[:60]
    for place in wanted:
        answering.record_answer(working(desk, OFFICER), *place, Verdict.NOT_APPLICABLE, "確認した", "対象がない")
        answering.record_comment(working(desk, OFFICER), *place, "誤字を直した")
    return wanted


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch, places: tuple[Place, ...]) -> Reads:
    """Counts readings of stores from here on, and what was decoded of the history."""
    found: Reads = Counter()

    def counted(owner: Any, name: str) -> None:
        kept: Callable[..., Any] = getattr(owner, name)

        def count(*given: Any, **named: Any) -> Any:
            found[name] += 1
            return kept(*given, **named)

        monkeypatch.setattr(owner, name, count)

    for owner, names in (
        (AnswerRows, ("all_current", "revisions", "revisions_at")),
        (ReviewRows, ("latest", "steps", "steps_at")),
        (history, ("_object",)),
        (Wire, ("stream",)),
    ):
        for name in names:
            counted(owner, name)
    return found


def states(desk: Desk, places: tuple[Place, ...]) -> set[State]:
    known = reviewing.states(desk)
    return {known.at(place) for place in places}


def test_where_the_audit_stands_is_told_from_one_reading(desk: Desk, places: tuple[Place, ...], reads: Reads) -> None:
    reviewing.allow_one_person(working(desk, OFFICER), "1名の事業所")
    reviewing.accept(working(desk, OFFICER), places)
    reviewing.forbid_one_person(working(desk, OFFICER))
    reads.clear()
    told = {gap.code: gap.places for gap in sealing.gaps(desk)}
    assert told["both_by_one"] == places
    assert (reads["all_current"], reads["latest"], reads["revisions"], reads["revisions_at"]) == (1, 1, 0, 1)


def test_what_the_page_shows_is_one_reading(
    desk: Desk, places: tuple[Place, ...], reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, kept = 0, type(desk.file).read

    def read(file: Any) -> AbstractContextManager[UnitOfWork]:
        nonlocal begun
        begun += 1
        return kept(file)

    reviewing.request(working(desk, OFFICER), places)
    expected = sealing.standing(desk), reviewing.listing(desk), ()
    monkeypatch.setattr(type(desk.file), "read", read)
    reads.clear()
    seen = sealing.overall(desk)
    assert begun == 1
    assert (reads["all_current"], reads["latest"]) == (1, 1)
    assert (seen.standing, seen.reviewed, seen.people) == expected


@pytest.mark.parametrize("act", list(ReviewAct))
def test_an_act_on_one_place_reads_no_other(
    desk: Desk, places: tuple[Place, ...], reads: Reads, act: ReviewAct
) -> None:
    officer, reviewer, one = working(desk, OFFICER), working(desk, REVIEWER), [places[3]]
    if act is ReviewAct.WITHDRAWN:
        reviewing.request(officer, one)
    acts: dict[ReviewAct, Callable[[], object]] = {
        ReviewAct.REQUESTED: lambda: reviewing.request(officer, one),
        ReviewAct.WITHDRAWN: lambda: reviewing.withdraw(officer, one),
        ReviewAct.ACCEPTED: lambda: reviewing.accept(reviewer, one, {one[0]: 2}),
        ReviewAct.RETURNED: lambda: reviewing.give_back(reviewer, one, "写真がない"),
    }
    reads.clear()
    acts[act]()
    assert (reads["all_current"], reads["latest"]) == (0, 0)
    undoing.undo(working(desk, OFFICER if act in (ReviewAct.REQUESTED, ReviewAct.WITHDRAWN) else REVIEWER), str)
    assert (reads["all_current"], reads["latest"]) == (0, 0)


def test_who_confirmed_other_copies_is_not_read_for_one_place(
    desk: Desk, places: tuple[Place, ...], reads: Reads
) -> None:
    auditing.add_site(desk, "第三営業所")
    outline = auditing.outline(desk)
    first, *others = [site.id for site in outline.sites]
    checkpoints = [c for c, site in outline.places if site == first and (c, first) not in places]
    for checkpoint in checkpoints:
        answering.record_answer(working(desk, OFFICER), checkpoint, first, Verdict.NOT_APPLICABLE, "", "対象がない")
    copied = [(checkpoint, site) for checkpoint in checkpoints for site in others]
    batches.copy_many(desk, first, copied, "同じ建物")
    batches.confirm_copies(working(desk, REVIEWER), copied)
    assert len(copied) > 20
    reads.clear()
    reviewing.request(working(desk, OFFICER), copied[:1])
    assert 0 < reads["_object"] < 20
    # Whoever confirmed a copy there made the answer his own, among few places and among many.
    for wanted in (copied[:1], copied):
        told = reviewing.place_review(working(desk, REVIEWER), *wanted[0])
        assert told.hindrance is not None
        assert told.hindrance.code == "review_same_person"
        with refused("review_same_person"):
            reviewing.accept(working(desk, REVIEWER), wanted)


def test_many_steps_are_taken_back_from_one_reading(
    desk: Desk, places: tuple[Place, ...], reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "_AT_ONCE", 25)
    officer, reviewer = working(desk, OFFICER), working(desk, REVIEWER)
    reviewing.request(officer, places)
    reviewing.accept(reviewer, places)
    for who, turn, state in (
        (reviewer, undoing.undo, State.REQUESTED),
        (reviewer, undoing.redo, State.ACCEPTED),
        (reviewer, undoing.undo, State.REQUESTED),
        (officer, undoing.undo, State.ANSWERED),
        (officer, undoing.redo, State.REQUESTED),
    ):
        reads.clear()
        turn(who, str)
        assert (reads["all_current"], reads["latest"], reads["steps"]) == (1, 1, 0)
        assert states(desk, places) == {state}


def test_answers_that_come_back_look_for_their_reviews_alone(
    desk: Desk, places: tuple[Place, ...], reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "_AT_ONCE", 25)
    officer = working(desk, OFFICER)
    reviewing.request(officer, places)
    batches.answer_many(officer, places, Verdict.PARTLY, "", "差異", lessen=True)
    assert states(desk, places) == {State.ANSWERED}
    reads.clear()
    undoing.undo(officer, str)
    assert (reads["latest"], reads["steps"]) == (0, 0)
    assert states(desk, places) == {State.REQUESTED}
