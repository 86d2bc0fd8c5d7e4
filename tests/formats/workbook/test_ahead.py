"""A large workbook is parsed while it is looked through: the same rows, and nothing worse where that cannot be done."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.formats import workbook
from app.formats.ledger_sheets import LedgerSheets
from app.formats.workbook import process
from tests.formats.ledger_sheets.reading import chosen
from tests.formats.workbook.books import SHEET, rewritten, xlsx

HEAD = ["管理番号", "機器種別", "製造番号", "設置場所", "導入日", "状態"]
ROWS = [HEAD, *([f"PC-{n:04}", "ノート", f"SN{n}", "2階 配電課", "令和3年4月1日", "使用中"] for n in range(700))]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, process.Reader]]:
    """Every reading process with its mode; any workbook is large enough to be parsed ahead."""
    made: list[tuple[str, process.Reader]] = []
    start = process.Reader.__init__

    def noted(self: process.Reader, path: Path, request: dict[str, str], *rest: object, **more: bool) -> None:
        made.append((request["mode"], self))
        start(self, path, request, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(process.Reader, "__init__", noted)
    monkeypatch.setattr(workbook, "AHEAD_BYTES", 1)
    return made


def modes(started: list[tuple[str, process.Reader]]) -> list[str]:
    return sorted(mode for mode, _ in started)


def ended(started: list[tuple[str, process.Reader]]) -> bool:
    return all(reader._process.poll() is not None for _, reader in started)


def test_the_rows_are_those_of_a_file_that_is_read_in_the_usual_way(
    tmp_path: Path, started: list[tuple[str, process.Reader]]
) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    usual = [row for part in workbook.read(path, ["端末台帳"], known=workbook.look(path)) for row in part.rows]
    started.clear()
    ahead = workbook.Ahead(path)
    book = workbook.look(path)
    assert [row for part in workbook.read(path, ["端末台帳"], known=book, ahead=ahead) for row in part.rows] == usual
    assert usual == ROWS
    assert modes(started) == ["ahead", "look"]
    assert ended(started)


def test_an_import_reads_with_it_and_leaves_no_process(
    tmp_path: Path, started: list[tuple[str, process.Reader]]
) -> None:
    path, files = xlsx(tmp_path / "a.xlsx", ROWS), LedgerSheets()
    look = files.look("terminals", path)
    chunks = list(files.read("terminals", path, chosen(look), sha256=look.sha256))
    assert sum(len(chunk.records) for chunk in chunks) == 700
    assert modes(started) == ["ahead", "look"]
    assert ended(started)


def test_who_only_asks_what_a_file_is_parses_nothing_ahead(
    tmp_path: Path, started: list[tuple[str, process.Reader]]
) -> None:
    LedgerSheets().rank(xlsx(tmp_path / "a.xlsx", ROWS))
    assert modes(started) == ["look"]


@pytest.mark.parametrize("let_go", [LedgerSheets.forget, lambda files: files._last.ahead.close()])
def test_what_nobody_asks_for_is_let_go(
    let_go: Callable[[LedgerSheets], None], tmp_path: Path, started: list[tuple[str, process.Reader]]
) -> None:
    path, files = xlsx(tmp_path / "a.xlsx", ROWS), LedgerSheets()
    look = files.look("terminals", path)
    let_go(files)
    assert ended(started)
    assert sum(len(chunk.records) for chunk in files.read("terminals", path, chosen(look))) == 700


def test_a_text_table_is_not_parsed_ahead(tmp_path: Path, started: list[tuple[str, process.Reader]]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(map(",".join, ROWS)), "utf-8")
    LedgerSheets().look("terminals", path)
    assert modes(started) == ["look"]


def test_a_refused_file_leaves_no_process(tmp_path: Path, started: list[tuple[str, process.Reader]]) -> None:
    path = rewritten(xlsx(tmp_path / "a.xlsx", ROWS), SHEET, lambda data: b"<!DOCTYPE a>" + data)
    with pytest.raises(UserError) as caught:
        LedgerSheets().look("terminals", path)
    assert caught.value.code == "workbook_unsafe"
    assert modes(started) == ["ahead", "look"]
    assert ended(started)


def wait_for_the_end(reader: process.Reader) -> None:
    deadline = time.monotonic() + 20
    while reader._process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert reader._process.poll() is not None


def test_one_that_nobody_asked_in_time_costs_nothing_but_time(
    tmp_path: Path, started: list[tuple[str, process.Reader]]
) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    ahead = workbook.Ahead(path, workbook.Limits(ahead_seconds=0.01))
    book = workbook.look(path)
    wait_for_the_end(started[0][1])
    rows = [row for part in workbook.read(path, ["端末台帳"], known=book, ahead=ahead) for row in part.rows]
    assert rows == ROWS
    assert modes(started) == ["ahead", "look", "read"]
    assert ended(started)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of memory for a process")
def test_one_that_needs_more_memory_than_it_may_take_costs_nothing_but_time(
    tmp_path: Path, started: list[tuple[str, process.Reader]]
) -> None:
    """Two cells far from each other, of which the library lays out the whole rectangle."""
    path = xlsx(tmp_path / "a.xlsx", [HEAD])
    far = b'<row r="400000"><c r="T400000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    rewritten(path, SHEET, lambda data: data.replace(b"</sheetData>", far))
    ahead = workbook.Ahead(path, workbook.Limits(ahead_memory_bytes=200 << 20))
    book = workbook.look(path)
    wait_for_the_end(started[0][1])
    count = sum(len(part.rows) for part in workbook.read(path, ["端末台帳"], known=book, ahead=ahead))
    assert count == 400_000
    assert modes(started) == ["ahead", "look", "read"]
    assert ended(started)


def test_bytes_that_changed_since_are_refused(tmp_path: Path, started: list[tuple[str, process.Reader]]) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    ahead = workbook.Ahead(path)
    xlsx(path, ROWS[:5])
    book = workbook.look(path)
    rows = [row for part in workbook.read(path, ["端末台帳"], known=book, ahead=ahead) for row in part.rows]
    # Whichever of them the process had met, it gives those of the look.
    assert rows == ROWS[:5]
    xlsx(path, ROWS[:6])
    with pytest.raises(UserError) as caught:
        list(workbook.read(path, ["端末台帳"], known=book, ahead=workbook.Ahead(path)))
    assert caught.value.code == "workbook_changed"
    assert ended(started)


def test_who_stops_it_stops_it(tmp_path: Path, started: list[tuple[str, process.Reader]]) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    ahead, book = workbook.Ahead(path), workbook.look(path)
    with pytest.raises(UserError) as caught:
        list(workbook.read(path, ["端末台帳"], progress=lambda *_: False, known=book, ahead=ahead))
    assert caught.value.code == "workbook_stopped"
    assert ended(started)


def test_another_sheet_than_the_first_is_read_as_well(
    tmp_path: Path, started: list[tuple[str, process.Reader]]
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["表紙"])
    second = book.create_sheet("台帳")
    for row in ROWS[:9]:
        second.append(row)
    book.save(path := tmp_path / "a.xlsx")
    ahead, looked = workbook.Ahead(path), workbook.look(path)
    rows = [row for part in workbook.read(path, ["台帳"], known=looked, ahead=ahead) for row in part.rows]
    assert rows == ROWS[:9]
    assert modes(started) == ["ahead", "look"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.bin", bytes(70 << 20))
    ahead = workbook.Ahead(path)
    with pytest.raises(UserError) as caught:
        list(ahead._reader.answers())
    ahead.close()
    assert caught.value.code == "workbook_bomb"
