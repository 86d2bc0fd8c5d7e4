"""A watched folder as a scanner fills it: slowly, locked, twice, with papers of another audit, with unreadable ones."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import render
from app.domain.paper_loop import Printing, State
from app.errors import UserError
from app.formats.scans import ScanFiles
from app.i18n import gettext_in
from app.services.papers import printing
from app.services.ports import Progress, ScanRead
from app.ui.papers.page import PapersPage
from app.ui.papers.taken import TakenDialog
from app.ui.session import Session
from tests.desk import begun, new_world
from tests.ui.papers.test_papers_page import covered

Settle = Callable[[], None]


@pytest.fixture
def printed(session: Session, tmp_path: Path) -> tuple[Printing, ...]:
    return printing.print_some(session.desk, tmp_path / "papers.pdf", render, gettext_in)[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "複合機"
    folder.mkdir()
    return folder


@pytest.fixture
def page(session: Session, printed: tuple[Printing, ...], folder: Path, qtbot: QtBot, settle: Settle) -> PapersPage:
    page = PapersPage(session)
    qtbot.addWidget(page)
    page.show()
    page.watch.begin(folder)
    settle()
    return page


@pytest.fixture
def rest(page: PapersPage, settle: Settle) -> Callable[[], None]:
    """The folder is looked at, and again after a while in which nothing changed."""

    def rest() -> None:
        page.watch._rest()
        page.watch._rest()
        settle()

    return rest


def shown(page: PapersPage) -> list[State]:
    return [row.view.state for row in page.table.listing.rows]


def test_a_file_that_is_still_copied_is_left_until_it_is_whole(
    page: PapersPage, folder: Path, tmp_path: Path, rest: Callable[[], None]
) -> None:
    whole = (tmp_path / "papers.pdf").read_bytes()
    scan = folder / "slow.pdf"
    scan.write_bytes(whole[:5_000])
    page.watch._rest()
    scan.write_bytes(whole[:9_000])
    page.watch._rest()
    assert shown(page) == [State.PRINTED] * 3
    rest()
    assert shown(page) == [State.PRINTED] * 3, "it came to rest in the middle"
    assert page.notice.isHidden(), "and nobody is told of it yet"
    scan.write_bytes(whole)
    rest()
    assert shown(page) == [State.RETURNED] * 3
    assert "綴込み 3 件" in page.notice.words.text()


def test_a_file_that_is_held_is_tried_again_and_told_of_then(
    page: PapersPage, folder: Path, tmp_path: Path, rest: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(tmp_path / "papers.pdf", folder / "held.pdf")

    def held(_self: object, path: Path, _progress: object = None) -> None:
        raise UserError("file_in_use", file=path.name)

    read = ScanFiles.read
    monkeypatch.setattr(ScanFiles, "read", held)
    rest()
    assert page.notice.isHidden()
    assert page.watch._later.isActive()
    rest()
    assert "held.pdf" in page.notice.words.text()
    monkeypatch.setattr(ScanFiles, "read", read)
    rest()
    assert shown(page) == [State.RETURNED] * 3


def test_what_was_read_is_not_read_again(
    page: PapersPage, folder: Path, tmp_path: Path, rest: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(tmp_path / "papers.pdf", folder / "a.pdf")
    rest()
    page.notice.hide()
    names: list[str] = []
    read = ScanFiles.read

    def noted(files: ScanFiles, path: Path, progress: Progress | None = None) -> ScanRead:
        names.append(path.name)
        return read(files, path, progress)

    monkeypatch.setattr(ScanFiles, "read", noted)
    shutil.copy(tmp_path / "papers.pdf", folder / "again.pdf")
    (folder / "Thumbs.db").write_bytes(b"no scan")
    rest()
    assert names == ["again.pdf"]
    assert page.notice.isHidden(), "the same scan twice changes nothing and tells nothing"


def test_what_belongs_elsewhere_or_cannot_be_read_is_told_once(
    page: PapersPage, folder: Path, tmp_path: Path, rest: Callable[[], None]
) -> None:
    (tmp_path / "other").mkdir()
    world = new_world()
    for _ in range(9):
        world.new_id()
    other = begun(world, tmp_path / "other")
    printing.print_some(other, folder / "foreign.pdf", render, gettext_in)
    other.file.close()
    covered(tmp_path / "papers.pdf", 2, folder / "unread.png")
    rest()
    told = page.window().findChildren(TakenDialog)
    assert len(told) == 1
    lines = " ".join(told[0].lines.item(n).text() for n in range(told[0].lines.count()))
    assert "foreign.pdf" in lines
    assert "unread.png" in lines
    told[0].accept()
    rest()
    page.notice.hide()
    rest()
    assert page.notice.isHidden()
    assert shown(page) == [State.PRINTED] * 3
