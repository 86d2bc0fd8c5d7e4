"""A printing that was taken back: its paper may have gone out, so it stays visible and is refused by its name."""

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import render
from app.domain.paper_loop import Printing, Signer, State
from app.errors import UserError
from app.i18n import gettext, gettext_in
from app.services import undoing
from app.services.papers import filing, listing, out_list, printing, scanning, words
from app.services.papers.scanning import Became
from app.services.ports import Desk
from app.services.reporting.model import Report
from app.storage.audit_file import SqliteAuditFiles
from tests.services.papers.conftest import print_all, states
from tests.services.rounds import refused

DAY = date(2026, 11, 24)


@pytest.fixture
def gone(desk: Desk, printed: tuple[Printing, ...]) -> tuple[Printing, ...]:
    """Everything was printed, and that was taken back."""
    undoing.undo(desk, gettext)
    return printed


def test_it_stays_on_the_list_with_who_and_when(desk: Desk, gone: tuple[Printing, ...]) -> None:
    views = listing.listing(desk, gettext_in)
    assert [view.state for view in views] == [State.TAKEN_BACK] * 3
    (taken,) = views[0].taken_back
    assert (taken.printing, taken.by, taken.at[:10], taken.restored) == (gone[0], "officer", "2026-11-24", False)
    assert words.state_word(views[0], gettext) == "印刷取消し"
    told = words.why(views[0], gettext)
    assert "第1版" in told
    assert "officer" in told
    assert "2026-11-24" in told
    assert all(view.out for view in views), "somebody has to ask for it"
    material = listing.read(desk, gettext_in)
    assert gone[0].number in str(out_list.build(material))


def test_its_scan_is_refused_by_name_and_the_rest_is_filed(
    desk: Desk, gone: tuple[Printing, ...], tmp_path: Path
) -> None:
    (tmp_path / "papers.pdf").rename(tmp_path / "old.pdf")
    newer = print_all(desk, tmp_path / "new.pdf")
    assert [p.edition for p in newer] == [2, 2, 2]
    assert {p.number for p in newer} == {p.number for p in gone}, "the paper is the same one"
    assert not {p.code for p in newer} & {p.code for p in gone}
    _changes, taken = scanning.take(desk, [tmp_path / "old.pdf", tmp_path / "new.pdf"])
    assert [f.became for f in taken.found] == [Became.REFUSED] * 3 + [Became.FILED] * 3
    assert [(left.file, left.page) for left in taken.left] == [("old.pdf", 1), ("old.pdf", 2), ("old.pdf", 3)]
    error = taken.left[0].error
    assert error is not None
    assert error.code == "paper_taken_back"
    told = error.sentence(gettext)
    for part in ("SC-001", "本店", "第1版", "officer", "2026年11月24日"):
        assert part in told
    assert states(desk) == [State.RETURNED] * 3
    assert all(len(view.taken_back) == 1 for view in listing.listing(desk, gettext_in))


def test_a_signed_one_is_filed_by_hand_and_marked(desk: Desk, gone: tuple[Printing, ...], tmp_path: Path) -> None:
    scan = tmp_path / "papers.pdf"
    with refused("paper_taken_back"):
        filing.file_by_hand(desk, gone[0].code, scan, [1])
    _changes, back = filing.file_by_hand(desk, gone[0].code, scan, [1], although_taken_back=True)
    assert back.by_hand
    (view,) = listing.listing(desk, gettext_in, states=[State.RETURNED])
    assert view.last == gone[0]
    assert [taken.restored for taken in view.taken_back] == [True]
    assert "手動照合" in words.why(view, gettext)
    assert "取り消" in words.why(view, gettext)
    filing.mark_signed(desk, "SC-001", [Signer("髙橋 一郎")], DAY)
    undoing.undo(desk, gettext)
    undoing.undo(desk, gettext)
    assert states(desk) == [State.TAKEN_BACK] * 3
    undoing.redo(desk, gettext)
    assert states(desk)[0] is State.RETURNED
    path = Path(desk.file.location)
    desk.file.close()
    assert SqliteAuditFiles().verify(path).problems == ()


def test_one_that_was_replaced_is_not_filed_even_by_hand(
    desk: Desk, gone: tuple[Printing, ...], tmp_path: Path
) -> None:
    (tmp_path / "papers.pdf").rename(tmp_path / "old.pdf")
    print_all(desk, tmp_path / "new.pdf")
    with refused("paper_older"):
        filing.file_by_hand(desk, gone[0].code, tmp_path / "old.pdf", [1], although_taken_back=True)


def test_what_could_not_be_written_is_no_edition_that_was_taken_back(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "papers.pdf"

    def failing(report: Report, target: Path) -> None:
        raise UserError("disk_full", file=target.name)

    with refused("disk_full"):
        printing.print_some(desk, target, failing, gettext_in)
    made = printing.print_some(desk, target, render, gettext_in)[1]
    assert [p.edition for p in made] == [1, 1, 1]
    assert not any(view.taken_back for view in listing.listing(desk, gettext_in))
