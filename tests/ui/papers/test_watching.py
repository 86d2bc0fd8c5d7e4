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
from app.services import ledgers
from app.services.papers import printing, scanning
from app.services.ports import Progress, ScanRead
from app.services.reporting.sheets import Form
from app.ui.papers.page import PapersPage
from app.ui.papers.taken import TakenDialog
from app.ui.said import said
from app.ui.session import Session, Standing
from tests.desk import begun, new_world
from tests.formats.workbook.books import xlsx
from tests.paper_ledgers import TABLES
from tests.scans import CLEAN, pictures, scanned
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


def test_a_scan_that_grows_page_by_page_is_filed_whole_in_the_end(
    page: PapersPage, folder: Path, tmp_path: Path, rest: Callable[[], None]
) -> None:
    """Scanners add page after page to a TIFF: what is there can be read, and is not all."""
    whole = scanned(tmp_path / "papers.pdf", tmp_path / "all.tif", CLEAN).read_bytes()
    scan = folder / "grows.tif"
    # Each of the three pages is as long as the others, within a few hundred bytes.
    scan.write_bytes(whole[: len(whole) * 5 // 6])
    rest()
    early = shown(page)
    assert State.RETURNED not in early or early.count(State.RETURNED) < 3
    scan.write_bytes(whole)
    rest()
    assert shown(page) == [State.RETURNED] * 3
    with page.session.desk.file.read() as work:
        filed = [leaf for back in work.papers.returns() for leaf in back.leaves]
    assert len(filed) == 3, "none of them twice"


def test_a_scan_that_changes_while_it_is_read_is_tried_again(
    page: PapersPage, folder: Path, tmp_path: Path, rest: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(tmp_path / "papers.pdf", folder / "restless.pdf")
    keep = scanning.keep_scan

    def changed(_work: object, path: Path, _read: object) -> None:
        raise UserError("evidence_changed", file=path.name)

    monkeypatch.setattr(scanning, "keep_scan", changed)
    rest()
    assert page.notice.isHidden(), "it may be whole the next time"
    assert page.watch._later.isActive()
    rest()
    assert "restless.pdf" in page.notice.words.text()
    page.notice.hide()
    rest()
    assert page.notice.isHidden(), "it is told once"
    monkeypatch.setattr(scanning, "keep_scan", keep)
    rest()
    assert shown(page) == [State.RETURNED] * 3


def test_more_files_than_are_taken_at_once_are_taken_in_parts(
    page: PapersPage, folder: Path, tmp_path: Path, rest: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "MOST", 2)
    for number, image in enumerate(pictures(tmp_path / "papers.pdf", CLEAN)):
        image.save(folder / f"{number}.png")
    rest()
    assert shown(page) == [State.RETURNED] * 3


def test_half_a_file_is_told_once_and_filed_when_it_is_whole(
    page: PapersPage, folder: Path, tmp_path: Path, rest: Callable[[], None]
) -> None:
    whole = scanned(tmp_path / "papers.pdf", tmp_path / "all.pdf", CLEAN).read_bytes()
    half = folder / "half.pdf"
    half.write_bytes(whole[: len(whole) // 2])
    rest()
    assert page.notice.isHidden()
    rest()
    assert "half.pdf" in page.notice.words.text()
    half.write_bytes(whole)
    rest()
    assert shown(page) == [State.RETURNED] * 3
    page.notice.hide()
    shutil.copy(half, folder / "again.pdf")
    rest()
    assert page.notice.isHidden(), "the same scan under another name"


def test_a_broken_file_stays_told_until_it_is_gone(
    page: PapersPage, folder: Path, tmp_path: Path, rest: Callable[[], None]
) -> None:
    told: list[Standing | None] = []
    page.session.standing.connect(told.append)
    broken = folder / "broken.pdf"
    broken.write_bytes((tmp_path / "papers.pdf").read_bytes()[:5_000])
    rest()
    assert page.trouble.isHidden(), "it may still be copied"
    rest()
    assert "broken.pdf" in page.trouble.text()
    (standing,) = (each for each in told if each is not None)
    assert said(standing.words) == "読めないスキャン: 1件"
    assert "broken.pdf" in said(standing.details)
    page.notice.hide()
    for _n in range(3):
        rest()
    assert page.notice.isHidden()
    assert not page.trouble.isHidden()
    assert page.watch._later.isActive(), "a folder of a network may not tell that the file went"
    broken.unlink()
    rest()
    assert page.trouble.isHidden()
    assert told[-1] is None
    broken.write_bytes(b"%PDF-1.4 broken again")
    rest()
    rest()
    assert "broken.pdf" in page.notice.words.text(), "what comes under the same name later is told anew"
    assert not page.trouble.isHidden()
    shutil.copy(tmp_path / "papers.pdf", broken)
    rest()
    assert page.trouble.isHidden()
    assert shown(page) == [State.RETURNED] * 3


def test_what_the_folder_brings_is_told_on_other_pages_as_well(
    page: PapersPage, folder: Path, tmp_path: Path, rest: Callable[[], None]
) -> None:
    happened: list[tuple[str, str]] = []
    page.session.happened.connect(lambda words, target: happened.append((said(words), target.page)))
    (folder / "broken.pdf").write_bytes((tmp_path / "papers.pdf").read_bytes()[:5_000])
    rest()
    rest()
    assert happened == [], "who looks at the page sees it there"
    page.hide()
    (folder / "worse.pdf").write_bytes((tmp_path / "papers.pdf").read_bytes()[:6_000])
    for _n in range(3):
        rest()
    ((words, where),) = happened
    assert ("worse.pdf" in words or "2" in words, where) == (True, "papers")
    covered(tmp_path / "papers.pdf", 2, folder / "unread.png")
    rest()
    assert [where for _words, where in happened] == ["papers"] * 2
    assert not page.window().findChildren(TakenDialog), "no dialog over what one is at"
    page.watch_button.setChecked(False)
    page._watch_clicked()
    assert page.trouble.isHidden()


@pytest.mark.slow
def test_a_hundred_sheets_in_one_file_are_filed_while_it_is_watched(
    session: Session, folder: Path, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    head, row = TABLES["people"][0], TABLES["people"][2]
    people = [[str(2_000 + number), f"青木 {number}郎", *row[2:]] for number in range(100)]
    ledgers.import_batch(session.desk, "people", xlsx(tmp_path / "people.xlsx", [head, *people]))
    printing.print_some(session.desk, tmp_path / "pledges.pdf", render, gettext_in, forms=[Form.PLEDGE])
    page = PapersPage(session)
    qtbot.addWidget(page)
    page.show()
    page.watch.begin(folder)
    scanned(tmp_path / "pledges.pdf", folder / "stack.pdf", CLEAN)
    page.watch._rest()
    page.watch._rest()
    qtbot.waitUntil(lambda: not page.notice.isHidden(), timeout=120_000)
    settle()
    assert "綴込み 100 件" in page.notice.words.text()
    assert not page.window().findChildren(TakenDialog)
