"""Evidence: kept by content, once; removed only with a reason; given out unchanged."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from app.errors import UserError
from app.services import auditing, evidencing, evidencing_files
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
    monkeypatch.setattr(evidencing_files, "LIMIT", 99)
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


def test_several_files_each_have_their_own_fate(desk: Desk, tmp_path: Path) -> None:
    for name, content in (("a.txt", b"one"), ("b.txt", b"two"), ("c.txt", b"one"), ("empty.txt", b"")):
        (tmp_path / name).write_bytes(content)
    told: list[tuple[int, int]] = []

    def progress(code: str, done: int, total: int) -> bool:
        told.append((done, total))
        return True

    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt", "empty.txt", "none.txt")]
    changes, outcome = evidencing.attach_all(desk, *PLACE, paths, progress)
    assert changes.places == {PLACE}
    assert [e.name for e in outcome.added] == ["a.txt", "b.txt"]
    assert [(name, e.name) for name, e in outcome.twins] == [("c.txt", "a.txt")]
    assert [e.code for e in outcome.refused] == ["evidence_empty", "file_missing"]
    assert told == sorted(told)
    assert told[-1][0] <= told[-1][1]
    assert [e.name for e in evidencing.listing(desk)] == ["a.txt", "b.txt"]


def test_stopping_leaves_no_half_of_a_file(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"a")
    (tmp_path / "b.bin").write_bytes(bytes(5 * 1024 * 1024))
    changes, outcome = evidencing.attach_all(
        desk, *PLACE, [tmp_path / "a.bin", tmp_path / "b.bin"], lambda code, done, total: done < 8 * 1024 * 1024
    )
    assert outcome.stopped
    assert changes.places == {PLACE}
    assert [e.name for e in evidencing.listing(desk)] == ["a.bin"]
    with desk.file.read() as work:
        assert not work.evidence.has_blob(sha256(bytes(5 * 1024 * 1024)).hexdigest())


def test_a_removed_piece_is_no_twin(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one")
    _, evidence = evidencing.attach(desk, *PLACE, tmp_path / "a.txt")
    evidencing.remove(desk, evidence.id, "別の事業所のもの")
    _, outcome = evidencing.attach_all(desk, *PLACE, [tmp_path / "a.txt"])
    assert len(outcome.added) == 1


def test_taking_out_writes_over_no_file_beside_it(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    _, evidence = evidencing.attach(desk, *PLACE, tmp_path / "a.txt")
    folder = tmp_path / "out"
    folder.mkdir()
    own = folder / "a.txt.new"
    own.write_text("the officer's own", encoding="utf-8")
    evidencing.extract(desk, evidence.id, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "a.txt.new"]
    assert own.read_text("utf-8") == "the officer's own"


def test_nothing_is_attached_at_a_site_that_is_out(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    site = auditing.outline(desk).sites[0].id
    auditing.remove_site(desk, site, "統合")
    for gone in (site, "elsewhere"):
        with pytest.raises(UserError) as error:
            evidencing.attach(desk, "A4-4-04", gone, tmp_path / "a.txt")
        assert error.value.code == "site_gone"
    assert evidencing.listing(desk) == ()


def test_the_audit_is_no_evidence_in_itself(desk: Desk, tmp_path: Path) -> None:
    """To open and close its own file would also take SQLite's locks off it."""
    audit = Path(desk.file.location)
    link, hard = tmp_path / "link.shadan", tmp_path / "hard.shadan"
    link.symlink_to(audit)
    os.link(audit, hard)
    beside = [
        p for p in tmp_path.iterdir() if p.name.startswith(audit.name + ".") or p.name.startswith(audit.name + "-")
    ]
    assert {p.name.removeprefix(audit.name) for p in beside} >= {".lock"}
    for path in (audit, link, hard, *beside):
        with pytest.raises(UserError) as refused:
            evidencing.attach(desk, "A1-1-01", "", path)
        assert refused.value.code == "evidence_is_audit", path
        outcome = evidencing.attach_all(desk, "A1-1-01", "", [path])[1]
        assert [error.code for error in outcome.refused] == ["evidence_is_audit"]
    assert evidencing.listing(desk) == ()


def test_what_is_no_file_is_refused_unread(desk: Desk, tmp_path: Path) -> None:
    pipe, huge = tmp_path / "pipe", tmp_path / "huge.bin"
    os.mkfifo(pipe)
    with huge.open("wb") as stream:
        stream.truncate(evidencing_files.LIMIT + 1)
    for path, code in (
        (pipe, "not_a_file"),
        (Path(os.devnull), "not_a_file"),
        (Path("/dev/zero"), "not_a_file"),
        (tmp_path, "is_a_folder"),
        (huge, "evidence_too_large"),
        (tmp_path / "none", "file_missing"),
    ):
        outcome = evidencing.attach_all(desk, "A1-1-01", "", [path])[1]
        assert [error.code for error in outcome.refused] == [code]
    assert evidencing.listing(desk) == ()


def test_a_file_that_grows_without_end_is_given_up(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "log.txt"
    source.write_text("x", encoding="utf-8")
    monkeypatch.setattr(evidencing_files, "pieces", lambda _path, _told=None: iter(lambda: b"x" * 1024 * 1024, b""))
    with pytest.raises(UserError) as refused:
        evidencing.attach(desk, "A1-1-01", "", source)
    assert refused.value.code == "evidence_too_large"
