"""What was found deficient leaves no audit without a trace: not by an answer taken back, not with its site."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.grades import Verdict
from app.domain.progress import Place
from app.i18n import gettext_in
from app.services import (
    answering,
    auditing,
    consistency,
    evidencing,
    overlaying,
    planning,
    reporting,
    reviewing,
    undoing,
)
from app.services.ports import Desk
from app.services.reporting.model import Table
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


@pytest.mark.parametrize("reason", ["-", "。", "x"])
def test_a_site_is_taken_out_for_a_reason_in_words(desk: Desk, reason: str) -> None:
    with refused("reason_wordless"):
        auditing.remove_site(desk, auditing.outline(desk).sites[0].id, reason)


def seal_gaps(desk: Desk) -> list[tuple[str, str, str]]:
    hits = (told.hit for told in consistency.blocking(desk) if told.hit.rule == "K79")
    return [(hit.where.site, hit.values["answers"], hit.values["reason"]) for hit in hits]


def printed(desk: Desk) -> Table | None:
    blocks = reporting.build(desk, "results", gettext_in("ja")).blocks
    return next((b for b in blocks if isinstance(b, Table) and b.caption == "点検から外した事業所"), None)


def test_a_site_takes_no_deficiency_with_it(desk: Desk, place: Place) -> None:
    officer, site = working(desk, OFFICER), place[1]
    name = auditing.outline(desk).sites[0].name
    assert printed(desk) is None
    planning.draft_plan(officer)
    # Taking the answer back first changes nothing.
    answering.record_answer(officer, *place, Verdict.UNANSWERED, None, "見直す")
    auditing.remove_site(officer, site, "閉鎖のため")
    table = printed(desk)
    assert table is not None
    assert table.rows == ((name, "2026年11月24日", "閉鎖のため", f"{HIDDEN} × 不適合", OFFICER),)
    # A measure that answers it carries it on.
    assert seal_gaps(desk) == []
    with desk.file.read() as work:
        (number,) = (a.number for a in work.plan.actions() if a.checkpoint == HIDDEN)
    planning.withdraw_action(officer, number, "事業所を閉鎖した")
    assert seal_gaps(desk) == [(site, "1", "閉鎖のため")]
    assert printed(desk) == table
    auditing.restore_site(officer, site)
    assert (seal_gaps(desk), printed(desk)) == ([], None)


def test_a_site_that_was_added_by_mistake_is_not_told(desk: Desk) -> None:
    auditing.add_site(desk, "南営業所")
    undoing.undo(desk, str)
    assert printed(desk) is None
