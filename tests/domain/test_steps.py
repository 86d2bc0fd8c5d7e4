"""What is offered to be undone, read from the end of the history."""

from collections.abc import Iterator

from app.domain.history import UNDONE, UNIT, Entry, Event
from app.domain.steps import FARTHEST, UNDOES, Hindrance, Ways, offered

ALL = Ways(lambda step: step.first.event.act != "ledger.imported")


def entry(seq: int, by: str, act: str, checkpoint: str = "", **after: object) -> Entry:
    return Entry(seq, "2026-11-24T14:00:00+00:00", by, Event(act, checkpoint, checkpoint, "", None, after), "", "", "")


def test_a_history_of_others_is_not_read_to_its_beginning() -> None:
    read = 0

    def newest_first() -> Iterator[Entry]:
        nonlocal read
        for seq in range(10 * FARTHEST, 0, -1):
            read += 1
            yield entry(seq, "佐藤", "answer.recorded", f"A{seq}")

    assert offered(newest_first(), "officer", ALL).undo is None
    assert read <= FARTHEST + 2


def test_only_as_much_is_read_as_tells_the_next_step() -> None:
    read = 0

    def newest_first() -> Iterator[Entry]:
        nonlocal read
        for seq in range(1000, 0, -1):
            read += 1
            yield entry(seq, "officer", "answer.recorded", "A1-1-01")

    offer = offered(newest_first(), "officer", ALL)
    assert offer.undo is not None
    assert (offer.undo.step.first.seq, read) == (1000, 2)


def test_what_was_undone_last_is_done_again_first() -> None:
    told = [
        entry(5, "officer", UNDONE, "B", **{UNDOES: 2}),
        entry(4, "officer", UNDONE, "A", **{UNDOES: 1}),
        entry(3, "officer", "answer.recorded", "C"),
        entry(2, "officer", "answer.recorded", "B"),
        entry(1, "officer", "answer.recorded", "A"),
    ]
    offer = offered(told, "officer", ALL)
    assert offer.undo is not None
    assert offer.redo is not None
    assert (offer.undo.step.first.seq, offer.redo.step.first.seq) == (3, 2)


def test_an_act_with_no_way_back_keeps_what_came_before_it_on_the_same() -> None:
    told = [
        entry(4, "officer", "ledger.imported", kind="terminals"),
        entry(3, "officer", "record.edited", kind="terminals"),
        entry(2, "officer", "record.edited", kind="accounts"),
        entry(1, "officer", "audit.created"),
    ]
    offer = offered(told, "officer", ALL)
    assert offer.undo is not None
    assert offer.undo.step.first.seq == 2
    assert [(look.step.first.seq, look.hindrance) for look in offer.passed] == [
        (4, Hindrance.NO_WAY),
        (3, Hindrance.BARRED),
    ]
    assert (offer.passed[1].since or told[0]).seq == 4


def test_nothing_goes_back_beyond_a_seal() -> None:
    told = [
        entry(3, "officer", "answer.recorded", "B"),
        entry(2, "佐藤", "audit.reopened"),
        entry(1, "officer", "answer.recorded", "A"),
    ]
    ways = Ways(lambda step: step.first.event.act != "audit.reopened")
    offer = offered([entry(4, "officer", UNDONE, "B", **{UNDOES: 3}), *told], "officer", ways)
    assert offer.undo is None
    assert offer.redo is not None
    assert offer.redo.step.first.seq == 3


def test_what_followed_by_itself_does_not_name_a_step() -> None:
    told = [
        entry(2, "officer", "evidence.removed", "A", **{UNIT: 1}),
        entry(1, "officer", "review.lapsed", "A"),
    ]
    offer = offered(told, "officer", Ways(lambda step: all(e.event.act == "evidence.removed" for e in step.own)))
    assert offer.undo is not None
    assert offer.undo.step.first.seq == 2
