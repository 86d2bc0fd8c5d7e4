"""Evidence: kept by content, once; removed only with a reason; given out unchanged."""

from hashlib import sha256
from pathlib import Path

import pytest

from app.errors import UserError
from app.services import evidencing
from app.services.ports import Desk

PLACE = ("A1-1-01", "")


def test_the_bytes_come_back(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "台帳抜粋.xlsx"
    source.write_bytes(bytes(range(256)) * 9_000)
    _, evidence = evidencing.attach(desk, *PLACE, source)
    folder = tmp_path / "out"
    folder.mkdir()
    written = evidencing.extract(desk, evidence.id, folder)
    assert written.name == "台帳抜粋.xlsx"
    assert written.read_bytes() == source.read_bytes()
    assert evidence.sha256 == sha256(source.read_bytes()).hexdigest()
    with pytest.raises(UserError) as error:
        evidencing.extract(desk, evidence.id, folder)
    assert error.value.code == "file_exists"


def test_the_same_bytes_are_stored_once(desk: Desk, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("same", encoding="utf-8")
        evidencing.attach(desk, *PLACE, tmp_path / name)
    first, second = evidencing.listing(desk)
    assert first.sha256 == second.sha256
    assert first.id != second.id


def test_removal_needs_a_reason_and_keeps_the_record(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    _, evidence = evidencing.attach(desk, *PLACE, tmp_path / "a.txt")
    with pytest.raises(UserError) as error:
        evidencing.remove(desk, evidence.id, " ")
    assert error.value.code == "evidence_needs_reason"
    evidencing.remove(desk, evidence.id, "別の事業所のもの")
    (kept,) = evidencing.listing(desk)
    assert (kept.removed, kept.removed_reason) == (True, "別の事業所のもの")
    with pytest.raises(UserError):
        evidencing.remove(desk, evidence.id, "again")


def test_bad_files_are_refused(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(100))
    monkeypatch.setattr(evidencing, "LIMIT", 99)
    for path, code in (
        (empty, "evidence_empty"),
        (large, "evidence_too_large"),
        (tmp_path, "is_a_folder"),
        (tmp_path / "none", "file_missing"),
    ):
        with pytest.raises(UserError) as error:
            evidencing.attach(desk, *PLACE, path)
        assert error.value.code == code
    with pytest.raises(UserError) as error:
        evidencing.attach(desk, "A4-4-04", "", large)
    assert error.value.code == "answer_site_needed"
    assert evidencing.listing(desk) == ()
