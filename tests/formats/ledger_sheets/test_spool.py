"""What was read of a file is kept for the import that follows the try, and never used for other bytes or choices."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.ledgers import Record
from app.errors import UserError
from app.formats.ledger_sheets import LedgerSheets
from app.formats.ledger_sheets.spool import Spool
from app.formats.workbook import process
from app.services.ledger_ports import CellProblem, Chunk
from tests.formats.ledger_sheets.reading import chosen

# They count the processes.
pytestmark = pytest.mark.apart

HEAD = "管理番号,機器種別,製造番号,設置場所,導入日,状態\n"


def table(path: Path, rows: int = 3000, day: str = "令和3年4月1日") -> Path:
    lines = (f"PC-{n:04},ノート,SN{n},2階 配電課,{day},使用中" for n in range(rows))
    path.write_text(HEAD + "\n".join(lines), "utf-8")
    return path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The mode of every reading process that is started."""
    modes: list[str] = []
    start = process.Reader.__init__

    def noted(self: process.Reader, path: Path, request: dict[str, str], *rest: object) -> None:
        modes.append(request["mode"])
        start(self, path, request, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(process.Reader, "__init__", noted)
    return modes


def test_the_import_after_the_try_reads_nothing_again(tmp_path: Path, started: list[str]) -> None:
    path, files = table(tmp_path / "台帳.csv"), LedgerSheets()
    look = files.look("terminals", path)
    choices = chosen(look)
    tried = list(files.read("terminals", path, choices, sha256=look.sha256))
    assert files.look("terminals", path) == look
    decided = replace(choices, offices={"北営業所": "s1"})
    assert list(files.read("terminals", path, decided, sha256=look.sha256)) == tried
    assert started == ["look", "read"]
    assert sum(len(chunk.records) for chunk in tried) == 3000
    files.forget()
    assert list(files.read("terminals", path, choices)) == tried
    assert started == ["look", "read", "read"]


def test_other_choices_are_read_anew(tmp_path: Path, started: list[str]) -> None:
    path, files = table(tmp_path / "台帳.csv", 5), LedgerSheets()
    choices = chosen(files.look("terminals", path))
    first = list(files.read("terminals", path, choices))
    corrected = replace(choices, corrections={("台帳", 2, "asset_no"): "PC-9999"})
    second = list(files.read("terminals", path, corrected))
    assert (first[0].records[0].key, second[0].records[0].key) == ("PC-0000", "PC-9999")
    assert next(files.read("terminals", path, replace(choices, site="北営業所"))).records[0].site == "北営業所"
    assert started == ["look", "read", "read", "read"]


def test_another_password_is_no_way_to_what_was_kept(tmp_path: Path, started: list[str]) -> None:
    path, files = table(tmp_path / "台帳.csv", 5), LedgerSheets()
    files.look("terminals", path, "秘密")
    files.look("terminals", path, "当て推量")
    assert started == ["look", "look"]


def test_bytes_that_changed_behind_the_same_time_and_size_are_seen(tmp_path: Path) -> None:
    path, files = table(tmp_path / "台帳.csv", 5), LedgerSheets()
    look = files.look("terminals", path)
    list(files.read("terminals", path, chosen(look)))
    before = path.stat()
    table(path, 5, "令和4年4月1日")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    with pytest.raises(UserError) as caught:
        files.read("terminals", path, chosen(look), sha256=look.sha256)
    assert (caught.value.code, caught.value.values["file"]) == ("workbook_changed", "台帳.csv")
    first = next(files.read("terminals", path, chosen(look)))
    assert first.records[0].values["delivered"] == "2022-04-01"


def test_bytes_that_change_between_two_glances_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading process tells what it has read, whatever was there a moment before."""
    path, files = table(tmp_path / "台帳.csv", 5), LedgerSheets()
    start = process.Reader.__init__

    def late(self: process.Reader, *arguments: object) -> None:
        table(path, 6)
        start(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(process.Reader, "__init__", late)
    with pytest.raises(UserError) as caught:
        files.look("terminals", path)
    assert caught.value.code == "workbook_changed"


@pytest.mark.skipif(os.name == "nt", reason="named pipes of POSIX")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "台帳.csv")
    with pytest.raises(UserError) as caught:
        LedgerSheets().look("terminals", tmp_path / "台帳.csv")
    assert caught.value.code == "not_a_file"


def test_a_file_that_is_too_long_is_not_even_hashed(tmp_path: Path) -> None:
    path = tmp_path / "台帳.csv"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(UserError) as caught:
        LedgerSheets().look("terminals", path)
    assert caught.value.code == "workbook_too_large"


@pytest.mark.parametrize("in_memory", [1, 700, 1 << 20])
def test_what_is_put_comes_out(in_memory: int) -> None:
    values = {"asset_no": "PC-1", "note": "𠮷\n備考"}
    records = (
        Record("terminals", "PC-1", "pc1", "北", values, values, "台帳", 2),
        Record("terminals", "PC-2", "pc2", "", {"asset_no": "PC-2"}, {"asset_no": "PC-2"}, "台帳", 3),
    )
    problem = CellProblem("台帳", 2, "管理番号", "PC-1", "key_double", {"other": "1"}, rejected=True, field="asset_no")
    chunks = [Chunk("台帳", records, (problem,), 3, 0, 1), Chunk("台帳", (), (), 0, 0, 0)] * 3
    spool = Spool("terminals", in_memory)
    for chunk in chunks:
        spool.put(chunk)
    assert list(spool) == chunks
    # Two at once, each from the beginning.
    assert list(zip(spool, spool, strict=True)) == [(c, c) for c in chunks]
