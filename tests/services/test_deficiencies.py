"""What was found deficient leaves no audit without a trace: not by an answer taken back, not with its site."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.grades import Verdict
from app.domain.progress import Place
from app.services import answering, auditing, evidencing, overlaying, reviewing, undoing
from app.services.ports import Desk
from tests.desk import StillClock
from tests.services.rounds import OFFICER, REVIEWER, refused, working
from tests.services.test_overlaying import file

HIDDEN = "A4-4-02"
HIDE = f'[[hide]]\ncheckpoint = "{HIDDEN}"\nreason = "予備機がない"\n'


@pytest.fixture
def place(desk: Desk) -> Place:
    """A place that was answered as deficient."""
    place = (HIDDEN, auditing.outline(desk).sites[0].id)
    answering.record_answer(working(desk, OFFICER), *place, Verdict.NONCONFORMING, "1台多い")
    return place


def hide(desk: Desk, folder: Path) -> None:
    overlaying.take(working(desk, OFFICER), file(folder, HIDE))


@pytest.mark.parametrize("verdict", [Verdict.UNANSWERED, Verdict.NOT_APPLICABLE, Verdict.CONFORMING])
def test_a_deficiency_that_was_taken_back_is_not_hidden(
    desk: Desk, tmp_path: Path, place: Place, verdict: Verdict
) -> None:
    answering.record_answer(working(desk, OFFICER), *place, verdict, None, "見直す")
    with refused("overlay_hides_deficiency"):
        hide(desk, tmp_path)
    assert HIDDEN in {c.id for c in auditing.outline(desk).checkpoints}


def test_nor_is_one_that_was_undone_days_later(desk: Desk, tmp_path: Path, place: Place) -> None:
    clock = desk.world.clock
    assert isinstance(clock, StillClock)
    clock.at += timedelta(days=1)
    undoing.undo(working(desk, OFFICER), str)
    with refused("overlay_hides_deficiency"):
        hide(desk, tmp_path)


def proven(desk: Desk, folder: Path, place: Place) -> None:
    answering.record_answer(working(desk, OFFICER), *place, Verdict.CONFORMING, None, "撤去した")
    evidencing.attach(working(desk, OFFICER), *place, file(folder, "撤去した", "写真.txt"))


def accepted(desk: Desk, _folder: Path, place: Place) -> None:
    answering.record_answer(working(desk, OFFICER), *place, Verdict.NOT_APPLICABLE, None, "予備機がない")
    reviewing.accept(working(desk, REVIEWER), [place])


def a_slip(desk: Desk, _folder: Path, _place: Place) -> None:
    undoing.undo(working(desk, OFFICER), str)


@pytest.mark.parametrize("settle", [proven, accepted, a_slip])
def test_what_was_settled_may_be_set_aside(
    desk: Desk, tmp_path: Path, place: Place, settle: Callable[[Desk, Path, Place], None]
) -> None:
    with refused("overlay_hides_deficiency"):
        hide(desk, tmp_path)
    settle(desk, tmp_path, place)
    hide(desk, tmp_path)
    assert HIDDEN not in {c.id for c in auditing.outline(desk).checkpoints}
