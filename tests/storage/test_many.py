"""What is read and written in bulk is what is read and written one by one."""

from pathlib import Path
from typing import Any

import pytest

from app.domain.answers import Answer
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.review import Review, ReviewAct
from app.services import answering, auditing, safekeeping
from app.services.ports import Desk, HistoryQuery, World
from app.storage.content import Wire

FIRST, SECOND, THIRD = "A4-4-01", "A4-4-02", "A4-4-04"


def test_answers_in_force_on_some_checkpoints(desk: Desk) -> None:
    site = auditing.outline(desk).sites[0].id
    for checkpoint in (FIRST, SECOND, THIRD):
        answering.record_answer(desk, checkpoint, site, Verdict.CONFORMING)
    answering.record_answer(desk, FIRST, site, Verdict.PARTLY, None, "差異")
    with desk.file.read() as work:
        every = work.answers.all_current()
        assert work.answers.current_of([FIRST, THIRD]) == {p: a for p, a in every.items() if p[0] != SECOND}
        assert work.answers.current_of([]) == {}
        assert work.answers.count() == 4
        assert every[FIRST, site].revision == 2


def test_revisions_and_steps_at_many_places_are_those_of_each(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many sites of a checkpoint are one statement."""
    at, sites = desk.stamp(), [f"s{n}" for n in range(12)]
    few, many, all_of = [(FIRST, "s1"), (SECOND, "s2")], [(FIRST, s) for s in sites[:11]], [(FIRST, s) for s in sites]
    with desk.file.write() as work:
        for place in (*all_of, (SECOND, "s2")):
            for n in (1, 2):
                work.answers.append(Answer(*place, Verdict.PARTLY, "", "", n, at, "officer"))
                work.reviews.append((Review(*place, n, ReviewAct.REQUESTED, n, "", at, "officer"),))
        work.history.record(at, "officer", Event("answer.recorded", FIRST))
        work.commit()
    with desk.file.read() as work:
        for wanted in (few, many, []):
            assert work.answers.revisions_at(wanted) == {place: work.answers.revisions(*place) for place in wanted}
            assert work.reviews.steps_at(wanted) == {place: work.reviews.steps(*place) for place in wanted}
        assert work.answers.revisions_at([(THIRD, "s1")]) == {}
        said, kept = 0, Wire.stream

        def stream(wire: Wire, *given: Any, **named: Any) -> Any:
            nonlocal said
            said += 1
            return kept(wire, *given, **named)

        monkeypatch.setattr(Wire, "stream", stream)
        work.answers.revisions_at(many)
        assert said == 1


def test_a_revision_number_that_was_left_out_does_not_matter(desk: Desk) -> None:
    site = auditing.outline(desk).sites[0].id
    at = desk.stamp()
    with desk.file.write() as work:
        for revision in (1, 4):
            work.answers.append(Answer(FIRST, site, Verdict.PARTLY, "", "", revision, at, "officer"))
        work.history.record(at, "officer", Event("answer.recorded", FIRST, FIRST, site))
        work.commit()
    with desk.file.read() as work:
        assert work.answers.all_current()[FIRST, site].revision == 4


def test_many_entries_are_chained_as_single_ones_are(desk: Desk, world: World) -> None:
    at = desk.stamp()
    with desk.file.write() as work:
        before = work.history.last()
        work.audit.set_setting("x", "1")
        work.history.record_all(at, "officer", [Event("setting.changed", str(n), after={"n": n}) for n in range(5)])
        work.commit()
    with desk.file.write() as work:
        work.audit.set_setting("x", "2")
        work.history.record(at, "officer", Event("setting.changed", "半\ud800分"))
        work.commit()
    with desk.file.read() as work:
        since = work.history.since(before)
        assert [e.seq for e in since] == list(range(before + 1, before + 7))
        assert [e.event.subject for e in since] == ["0", "1", "2", "3", "4", "半?分"]
        assert work.history.last() == before + 6
        assert tuple(reversed(since)) == work.history.entries(HistoryQuery(act="setting.changed"))
        told = list(work.history.told("setting.changed"))
        assert [(seq, after.get("n")) for seq, _act, _place, after in told] == [
            (e.seq, (e.event.after or {}).get("n")) for e in since
        ]
        assert list(work.history.told("answer.copied", "answer.confirmed")) == []
    path = Path(desk.file.location)
    desk.file.close()
    assert safekeeping.verify(world, path).problems == ()


def test_entries_at_some_places_and_who_asserted_answers(desk: Desk) -> None:
    def upheld(place: tuple[str, str], revision: int) -> Event:
        return Event("answer.upheld", place[0], *place, after={"revision": revision})

    at, here, there = desk.stamp(), (FIRST, "s1"), (FIRST, "s2")
    with desk.file.write() as work:
        work.audit.set_setting("x", "1")
        work.history.record_all(at, "officer", [upheld(here, 1), upheld(there, 2), Event("answer.upheld", "x")])
        work.history.record(at, "reviewer", upheld(here, 3))
        work.commit()
    with desk.file.read() as work:
        told = [(place, after["revision"]) for *_n, place, after in work.history.told("answer.upheld", places=[here])]
        assert told == [(here, 1), (here, 3)]
        by = [("answer.upheld", here, 3, "reviewer"), ("answer.upheld", here, 1, "officer")]
        assert list(work.history.asserted("answer.upheld", "answer.confirmed", places=[here])) == by
        assert [told[1:] for told in work.history.asserted("answer.upheld")] == [
            (here, 3, "reviewer"),
            (("", ""), 0, "officer"),
            (there, 2, "officer"),
            (here, 1, "officer"),
        ]
        assert list(work.history.asserted("answer.upheld", places=[])) == []


def test_nothing_to_record_records_nothing(desk: Desk) -> None:
    with desk.file.write() as work:
        before = work.history.last()
        work.history.record_all(desk.stamp(), "officer", [])
        assert work.history.last() == before
