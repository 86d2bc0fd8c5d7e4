"""Scans that are too much for the reader: the call ends, what could not be read is told, the rest is filed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.paper_loop import Printing, ScannedPage
from app.errors import UserError
from app.formats.scans import ScanFiles
from app.i18n import gettext
from app.services.papers import scanning
from app.services.ports import Desk, ScanRead
from tests.services.rounds import refused


def files(folder: Path, count: int) -> list[Path]:
    made = [folder / f"{number}.pdf" for number in range(1, count + 1)]
    for path in made:
        path.write_bytes(b"%PDF-")
    return made


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Path], ScanRead]], list[str]]:
    """Has scans read by a function; gives the names of the files that were begun."""

    def use(read: Callable[[Path], ScanRead]) -> list[str]:
        begun: list[str] = []

        def noted(_self: object, path: Path, _progress: object = None) -> ScanRead:
            begun.append(path.name)
            return read(path)

        monkeypatch.setattr(ScanFiles, "read", noted)
        return begun

    return use


def endless(path: Path) -> ScanRead:
    raise UserError("scan_slow", file=path.name)


def test_after_some_files_without_an_end_the_rest_is_left(
    desk: Desk, tmp_path: Path, reading: Callable[[Callable[[Path], ScanRead]], list[str]]
) -> None:
    begun = reading(endless)
    _, taken = scanning.take(desk, files(tmp_path, 8))
    assert begun == ["1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf"]
    assert [error.code for error in taken.refused] == ["scan_slow"] * 5 + ["scan_not_begun"] * 3
    assert "8.pdf" in taken.refused[-1].sentence(gettext)


def test_files_that_are_merely_damaged_leave_nothing(
    desk: Desk, tmp_path: Path, reading: Callable[[Callable[[Path], ScanRead]], list[str]]
) -> None:
    def damaged(path: Path) -> ScanRead:
        raise UserError("scan_damaged", file=path.name)

    assert len(reading(damaged)) == 0
    assert {error.code for error in scanning.take(desk, files(tmp_path, 8))[1].refused} == {"scan_damaged"}


def test_a_page_that_could_not_be_read_is_told_with_its_reason(
    desk: Desk,
    printed: tuple[Printing, ...],
    tmp_path: Path,
    reading: Callable[[Callable[[Path], ScanRead]], list[str]],
) -> None:
    def half(path: Path) -> ScanRead:
        error = UserError("scan_page_stuck", file=path.name, page=2)
        return ScanRead(
            "0" * 64, path.name, "application/pdf", 5, (ScannedPage(1, (), True), ScannedPage(2, ())), {2: error}
        )

    reading(half)
    _, taken = scanning.take(desk, files(tmp_path, 1))
    (unread,) = taken.unread
    assert unread.error is not None
    assert (unread.at, unread.error.code) == (2, "scan_page_stuck")
    assert "1.pdf の 2 ページ" in unread.error.sentence(gettext)


def test_progress_over_files_is_told_and_stops_it(
    desk: Desk, tmp_path: Path, reading: Callable[[Callable[[Path], ScanRead]], list[str]]
) -> None:
    begun = reading(endless)
    told: list[tuple[str, int, int]] = []

    def note(code: str, done: int, total: int) -> bool:
        told.append((code, done, total))
        return done < 2

    with refused("scan_stopped"):
        scanning.take(desk, files(tmp_path, 4), note)
    assert told == [(scanning.FILES, n, 4) for n in range(3)]
    assert begun == ["1.pdf", "2.pdf"]
