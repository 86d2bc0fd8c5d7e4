"""What the officer makes of answers that came along from an earlier audit."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.domain.carrying import Decision
from app.domain.findings import Finding
from app.domain.grades import Verdict
from app.domain.history import Event
from app.errors import UserError
from app.i18n import gettext_in
from app.services import answering, auditing, carried_answers, carrying, findings, undoing
from app.services.ports import Desk, HistoryQuery, World
from app.storage.stores.findings import FindingRows
from app.storage.stores.history import HistoryRows
from tests.services.earlier_audit import GONE, PLACED, REWORDED, SAME, TERMINALS, last_time, later, next_audit

EMPTY = "A1-1-06"
"""Asked now, and not answered last time."""


@pytest.fixture
def following(world: World, tmp_path: Path) -> Iterator[Desk]:
    """The next audit; a ledger of terminals came along."""
    earlier = last_time(world, tmp_path)
    path = Path(earlier.file.location)
    earlier.file.close()
    later(world)
    desk, _come = carrying.create_from(world, tmp_path / "次回.shadan", next_audit("本店", "北営業所"), path)
    yield desk
    desk.file.close()


def north(desk: Desk) -> str:
    return next(s.id for s in auditing.outline(desk).sites if s.name == "北営業所")


def decision(desk: Desk, checkpoint: str, site: str = "") -> Decision:
    view = carried_answers.at(desk, checkpoint, site)
    assert view is not None
    return view.carried.decision


def test_the_reason_of_what_is_taken_over_stands_in_the_language_of_the_officer(following: Desk) -> None:
    carried_answers.take(following, [(SAME, "")], gettext_in("en"), "en")
    answer = answering.page(following, SAME, "").answer
    assert answer is not None
    assert answer.reason == "Taken over from the audit of 2026年度上期 (answered 2026-11-24 by officer)"


def test_taking_over_records_the_officers_own_answer_with_its_reason(following: Desk) -> None:
    places = [(SAME, ""), (PLACED, north(following)), ("A1-1-04", "")]
    told = carried_answers.take(following, places, gettext_in("ja"), "ja")
    assert (told.taken, told.refused) == (tuple(places), ())
    assert told.changes.carried
    assert told.changes.findings
    answer = answering.page(following, SAME, "").answer
    assert answer is not None
    assert (answer.verdict, answer.comment, answer.by) == (Verdict.NONCONFORMING, f"{SAME}を見た", "officer")
    assert answer.reason == "前回点検(2026年度上期、2026年11月24日 officerの回答)から引継ぎ"
    # Why something does not apply is part of the answer.
    not_applicable = answering.page(following, "A1-1-04", "").answer
    assert not_applicable is not None
    assert not_applicable.reason.startswith("対象の業務がない (前回点検")
    assert auditing.outline(following).total().answered == 3
    assert decision(following, SAME) is Decision.TAKEN
    # A deficiency that was taken over is a finding of this audit.
    assert SAME in {f.subject for f in findings.listing(following)}
    with following.file.read() as work:
        acts = [e.event.act for e in work.history.entries(HistoryQuery(checkpoint=SAME))]
    assert acts == ["answer.taken_over"]


def test_many_are_written_at_once(following: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are taken over, their findings and their links of the history are written in one go."""
    written: list[int] = []
    put, record = FindingRows.put, HistoryRows.record_all

    def counted(rows: FindingRows, findings: Sequence[Finding]) -> None:
        written.append(len(findings))
        put(rows, findings)

    def told(rows: HistoryRows, at: str, by: str, events: Sequence[Event]) -> None:
        written.append(len(events))
        record(rows, at, by, events)

    monkeypatch.setattr(FindingRows, "put", counted)
    monkeypatch.setattr(HistoryRows, "record_all", told)
    places = [(SAME, ""), (PLACED, north(following)), ("A1-1-04", "")]
    carried_answers.take(following, places)
    assert written == [1, 3]
    assert undoing.undo(following, str).places == frozenset(places)
    assert {decision(following, *place) for place in places} == {Decision.OPEN}


def test_what_cannot_be_taken_over_is_told_and_the_rest_is_taken(following: Desk) -> None:
    place = (TERMINALS, north(following))
    told = carried_answers.take(following, [(REWORDED, ""), place, (GONE, north(following)), (EMPTY, ""), (SAME, "")])
    assert told.taken == ((SAME, ""),)
    assert [(r.checkpoint, r.code) for r in told.refused] == [
        (REWORDED, "carried_changed"),
        (TERMINALS, "carried_contradicted"),
        (GONE, "carried_retired"),
        (EMPTY, "carried_none"),
    ]
    for where, code in (((REWORDED, ""), "carried_changed"), ((SAME, ""), "carried_answered")):
        with pytest.raises(UserError) as error:
            carried_answers.take(following, [where])
        assert error.value.code == code


def test_ledgers_speak_against_it_until_the_officer_has_rejected_that(following: Desk) -> None:
    place = (TERMINALS, north(following))
    view = carried_answers.at(following, *place)
    assert view is not None
    assert view.proposal is not None
    assert {f.subject for f in view.proposal.findings} == {"PC-0001", "PC-0002"}
    findings.decide(following, *place, view.proposal.basis, "rejected", "見間違い")
    assert carried_answers.take(following, [place]).taken == (place,)


def test_a_remark_made_before_stays(following: Desk) -> None:
    answering.record_comment(following, SAME, "", "今回も見る")
    assert decision(following, SAME) is Decision.OPEN
    carried_answers.take(following, [(SAME, "")])
    answer = answering.page(following, SAME, "").answer
    assert answer is not None
    assert answer.comment == f"今回も見る\n{SAME}を見た"


def test_answering_otherwise_settles_it_and_withdrawing_opens_it_again(following: Desk) -> None:
    site = north(following)
    answering.record_answer(following, REWORDED, "", Verdict.PARTLY, "見直した")
    assert decision(following, REWORDED) is Decision.ANSWERED
    answering.record_answer(following, PLACED, site, Verdict.CONFORMING)
    assert decision(following, PLACED, site) is Decision.ANSWERED
    changes = answering.record_answer(following, REWORDED, "", Verdict.UNANSWERED, "", "誤り")
    assert changes.carried
    assert decision(following, REWORDED) is Decision.OPEN
    carried_answers.take(following, [(SAME, "")])
    answering.record_comment(following, SAME, "", "書き足した")
    assert decision(following, SAME) is Decision.TAKEN
    answering.record_answer(following, SAME, "", Verdict.CONFORMING, "直った", "是正した")
    assert decision(following, SAME) is Decision.ANSWERED
    assert (SAME, "") not in carried_answers.waiting(following)


def test_laid_aside_it_stays_readable_and_can_still_be_taken(following: Desk) -> None:
    assert (SAME, "") in carried_answers.waiting(following)
    changes = carried_answers.lay_aside(following, [(SAME, ""), (REWORDED, "")])
    assert changes.places == {(SAME, ""), (REWORDED, "")}
    assert decision(following, SAME) is Decision.LAID_ASIDE
    assert auditing.outline(following).total().answered == 0
    assert not {(SAME, ""), (REWORDED, "")} & carried_answers.waiting(following)
    for place, code in (
        ((SAME, ""), "carried_laid_aside"),
        ((GONE, north(following)), "carried_retired"),
        ((EMPTY, ""), "carried_none"),
    ):
        with pytest.raises(UserError) as error:
            carried_answers.lay_aside(following, [place])
        assert error.value.code == code
    assert carried_answers.take(following, [(SAME, "")]).taken == ((SAME, ""),)


def test_what_is_undone_and_done_again_lets_it_be_what_it_was(following: Desk) -> None:
    def is_now(undo: bool) -> Decision:
        changes = (undoing.undo if undo else undoing.redo)(following, str)
        assert changes.carried
        return decision(following, SAME)

    carried_answers.lay_aside(following, [(SAME, "")])
    before = carried_answers.at(following, SAME, "")
    answering.record_answer(following, SAME, "", Verdict.PARTLY, "見直した")
    assert is_now(undo=True) is Decision.LAID_ASIDE
    after = carried_answers.at(following, SAME, "")
    assert before is not None
    assert after is not None
    assert after.carried == before.carried
    carried_answers.take(following, [(SAME, ""), ("A1-1-04", "")])
    assert is_now(undo=True) is Decision.LAID_ASIDE
    assert is_now(undo=False) is Decision.TAKEN
    assert decision(following, "A1-1-04") is Decision.TAKEN
    answering.record_answer(following, SAME, "", Verdict.PARTLY, "別の所見", "見直した")
    assert decision(following, SAME) is Decision.ANSWERED
    assert is_now(undo=True) is Decision.TAKEN
    assert is_now(undo=False) is Decision.ANSWERED


def test_stopped_or_for_a_site_that_left_nothing_is_recorded(following: Desk) -> None:
    site = north(following)
    with pytest.raises(UserError) as error:
        carried_answers.take(following, [(SAME, ""), (PLACED, site)], progress=lambda _what, done, _total: done < 1)
    assert error.value.code == "carrying_answers_stopped"
    assert auditing.outline(following).total().answered == 0
    auditing.remove_site(following, site, "廃止")
    with pytest.raises(UserError) as error:
        carried_answers.take(following, [(PLACED, site)])
    assert error.value.code == "carried_retired"
    assert carried_answers.take(following, []).taken == ()


def test_an_audit_without_an_earlier_one_has_none(desk: Desk) -> None:
    assert carried_answers.listing(desk) == ()
    assert carried_answers.predecessor(desk) is None
    assert carried_answers.at(desk, SAME, "") is None
    answering.record_answer(desk, SAME, "", Verdict.CONFORMING)
    assert not answering.record_answer(desk, SAME, "", Verdict.PARTLY, "x", "y").carried
