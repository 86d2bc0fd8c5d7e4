"""A finished measure proposes verdicts; the officer takes them one by one, as one act that can be undone."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.grades import Verdict
from app.domain.measures import Effect
from app.domain.plan import ActionState
from app.domain.progress import Place
from app.errors import UserError
from app.i18n import gettext
from app.services import answering, auditing, evidencing, findings, measure_verdicts, measures, planning, undoing
from app.services.ports import Desk

TODAY = date(2026, 11, 24)
CHECKPOINT = "A4-4-04"


@pytest.fixture
def finished(desk: Desk) -> Desk:
    """A measure that is done, for a checkpoint that failed at two sites."""
    for site in auditing.outline(desk).sites:
        answering.record_answer(desk, CHECKPOINT, site.id, Verdict.NONCONFORMING, "窓口に1台")
    planning.draft_plan(desk)
    planning.edit_action(
        desk, 1, measure="端末を撤去する", start=date(2026, 11, 2), state=ActionState.DONE, done=date(2026, 11, 22)
    )
    return desk


def places(desk: Desk) -> list[Place]:
    return [(CHECKPOINT, site.id) for site in auditing.outline(desk).sites]


def verdicts(desk: Desk) -> list[Verdict]:
    answers = auditing.outline(desk).answers
    return [answers[place].verdict for place in places(desk)]


def test_nothing_is_answered_by_itself(finished: Desk) -> None:
    seen = measure_verdicts.preview(finished, 1)
    assert [offer.place for offer in seen.offers] == places(finished)
    assert {offer.verdict for offer in seen.offers} == {Verdict.CONFORMING}
    assert verdicts(finished) == [Verdict.NONCONFORMING] * 2


def test_what_is_taken_is_the_officers_own_answer_with_the_measure_as_its_reason(finished: Desk) -> None:
    first, second = places(finished)
    measure_verdicts.apply(finished, 1, {first: Verdict.CONFORMING, second: Verdict.PARTLY}, reason="現地で確認した。")
    answers = auditing.outline(finished).answers
    assert verdicts(finished) == [Verdict.CONFORMING, Verdict.PARTLY]
    assert answers[first].by == "officer"
    assert answers[first].reason.startswith("対策No.1「端末を撤去する」の実施(2026年11月22日)による。")
    assert answers[first].reason.endswith("現地で確認した。")
    # 適合 is not proven by it, and the finding of the answer that conforms is gone.
    assert auditing.outline(finished).unproven == {first}
    assert [f.status.value for f in findings.listing(finished) if f.site == first[1]] == ["resolved"]
    undoing.undo(finished, gettext)
    assert verdicts(finished) == [Verdict.NONCONFORMING] * 2
    undoing.redo(finished, gettext)
    assert verdicts(finished) == [Verdict.CONFORMING, Verdict.PARTLY]


def test_one_of_them_alone(finished: Desk) -> None:
    first, second = places(finished)
    measure_verdicts.apply(finished, 1, {second: Verdict.CONFORMING})
    assert verdicts(finished) == [Verdict.NONCONFORMING, Verdict.CONFORMING]
    assert [offer.place for offer in measure_verdicts.preview(finished, 1).offers] == [first]


def test_what_stands_against_it_is_told(finished: Desk, tmp_path: Path) -> None:
    offer = measure_verdicts.preview(finished, 1).offers[0]
    assert (offer.unproven, offer.effective, offer.others) == (True, False, ())
    assert len(measure_verdicts.against(offer, gettext)) == 2
    # Another measure for the same finding is not done, somebody looked at the effect, and there is proof now.
    found = next(f for f in findings.listing(finished) if f.site == offer.place[1])
    planning.add_action(finished, "A4-4", "台帳を改める", due=date(2027, 3, 31))
    measures.link(finished, (2,), (found.id,))
    measures.check_effect(finished, 1, Effect.EFFECTIVE, "監査 五郎", TODAY)
    photo = tmp_path / "写真.txt"
    photo.write_text("撤去後の写真", encoding="utf-8")
    evidencing.attach(finished, *offer.place, photo)
    now = measure_verdicts.preview(finished, 1).offers[0]
    assert (now.unproven, now.effective, now.others) == (False, True, (2,))


def test_a_measure_that_is_not_done_proposes_nothing(finished: Desk) -> None:
    planning.edit_action(finished, 1, state=ActionState.IN_PROGRESS, done=None)
    with pytest.raises(UserError) as caught:
        measure_verdicts.preview(finished, 1)
    assert caught.value.code == "measure_not_finished"
    with pytest.raises(UserError) as caught:
        measure_verdicts.apply(finished, 1, {places(finished)[0]: Verdict.CONFORMING})
    assert caught.value.code == "measure_not_finished"
    assert verdicts(finished) == [Verdict.NONCONFORMING] * 2


def test_only_what_is_proposed_can_be_taken(finished: Desk) -> None:
    def refused(code: str, chosen: dict[Place, Verdict]) -> None:
        with pytest.raises(UserError) as caught:
            measure_verdicts.apply(finished, 1, chosen)
        assert caught.value.code == code

    first = places(finished)[0]
    refused("measure_verdicts_none", {})
    refused("measure_proposes_nothing", {("A1-1-01", ""): Verdict.CONFORMING})
    refused("measure_proposes_nothing", {first: Verdict.NOT_APPLICABLE})
    answering.record_answer(finished, *first, Verdict.PARTLY, "1台", "一部を撤去した")
    refused("measure_verdict_not_better", {first: Verdict.PARTLY})
    assert measure_verdicts.finished_with_offers(finished) == (1,)


def test_a_finding_that_was_taken_off_is_no_ground_for_a_verdict(finished: Desk) -> None:
    planning.edit_action(finished, 1, sites=())
    gone = next(f for f in findings.listing(finished) if f.site == places(finished)[0][1])
    measures.unlink(finished, (1,), (gone.id,))
    assert [offer.place for offer in measure_verdicts.preview(finished, 1).offers] == places(finished)[1:]
