"""A hand-in folder that takes the place of another: nothing that somebody put there is lost, and both or none stand."""

import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import bootstrap
from app.errors import UserError
from app.i18n import gettext_in
from app.services import evidencing, handing_in
from app.services.handing_in import Built, Part, check
from app.services.handing_in.contents import SUMS
from app.services.ports import Desk
from app.services.reporting.model import Report
from app.storage.unit_of_work import SqlUnitOfWork
from tests.desk import Kept, keep

PARTS = frozenset({Part.FINDINGS, Part.EVIDENCE})
PROOF = "証跡/A1-1-01_全社_001.txt"


def fill(desk: Desk, folder: Path) -> None:
    (folder / "source").mkdir()
    (folder / "source" / "台帳.txt").write_bytes(b"ledger")
    evidencing.attach(desk, "A1-1-01", "", folder / "source" / "台帳.txt")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory, fill)


@pytest.fixture
def audit(kept: Kept, tmp_path: Path) -> Iterator[Desk]:
    desk = kept.copy(tmp_path / "audit")
    yield desk
    desk.file.close()


@pytest.fixture
def out(audit: Desk, tmp_path: Path) -> Path:
    """A folder with its archive that was built before the audit went on."""
    target = tmp_path / "提出"
    build(audit, target, archive=True)
    (tmp_path / "audit" / "図面.txt").write_bytes(b"plan of the room")
    evidencing.attach(audit, "A1-1-01", "", tmp_path / "audit" / "図面.txt")
    return target


def build(desk: Desk, out: Path, *, archive: bool = False, before: Callable[[], object] | None = None) -> Built:
    """Build or replace; `before` is done while the report is rendered, after everything was looked at."""

    def render(report: Report, target: Path) -> None:
        if before is not None and report.kind == "findings":
            before()
        bootstrap.render(report, target)

    return handing_in.build(desk, out, render, gettext_in, parts=PARTS, archive=archive, replacing=True)[1]


def refused(desk: Desk, target: Path, *, archive: bool = False, before: Callable[[], object] | None = None) -> str:
    with pytest.raises(UserError) as caught:
        build(desk, target, archive=archive, before=before)
    return caught.value.code


def standing(folder: Path) -> dict[str, bytes]:
    """Every file of the folder that holds the audit, the hand-in and its archive, with its bytes; without the audit."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "audit" not in path.relative_to(folder).parts
    }


def _note(out: Path) -> None:
    (out / "note.txt").write_text("mine", "utf-8")


def _change(out: Path) -> None:
    (out / PROOF).write_bytes(b"other words")


def _folder(out: Path) -> None:
    (out / "新しいフォルダー").mkdir()
    (out / "新しいフォルダー" / "memo.docx").write_bytes(b"mine")


@pytest.mark.parametrize("touch", [_note, _change, _folder])
def test_what_is_put_there_while_the_reports_are_rendered_stays(
    audit: Desk, out: Path, tmp_path: Path, touch: Callable[[Path], None]
) -> None:
    was = standing(tmp_path)
    assert refused(audit, out, archive=True, before=lambda: touch(out)) == "handin_touched_meanwhile"
    now = standing(tmp_path)
    assert {name: now.get(name) for name in was if name != f"提出/{PROOF}"} == {
        name: content for name, content in was.items() if name != f"提出/{PROOF}"
    }
    assert len(handing_in.former(audit)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "提出", "提出.zip"]
    assert not check(out).whole


def test_a_folder_that_comes_to_the_place_meanwhile_stays(audit: Desk, tmp_path: Path) -> None:
    target = tmp_path / "out"

    def other() -> None:
        target.mkdir()
        (target / "mine.txt").write_bytes(b"mine")

    assert refused(audit, target, before=other) == "handin_touched_meanwhile"
    assert standing(tmp_path) == {"out/mine.txt": b"mine"}
    assert handing_in.former(audit) == ()


def test_an_archive_that_somebody_added_to_is_not_replaced(audit: Desk, out: Path, tmp_path: Path) -> None:
    archive = out.with_name("提出.zip")
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr("note.txt", "mine")
    was = standing(tmp_path)
    assert refused(audit, out, archive=True) == "handin_touched"
    assert standing(tmp_path) == was


def test_an_archive_that_is_changed_meanwhile_stays(audit: Desk, out: Path, tmp_path: Path) -> None:
    archive = out.with_name("提出.zip")

    def add() -> None:
        with zipfile.ZipFile(archive, "a") as packed:
            packed.writestr("note.txt", "mine")

    assert refused(audit, out, archive=True, before=add) == "handin_touched_meanwhile"
    with zipfile.ZipFile(archive) as packed:
        assert packed.read("note.txt") == b"mine"
    assert check(out).whole


def _held(monkeypatch: pytest.MonkeyPatch, held: Path) -> None:
    """A file or folder that another program has open, as Windows treats it."""

    def refusing(rename: Callable[..., object]) -> Callable[..., object]:
        def moved(source: str | Path, target: str | Path, *rest: object) -> object:
            if held in (Path(source), Path(target)):
                raise PermissionError(13, "used by another process", str(source))
            return rename(source, target, *rest)

        return moved

    for owner, name in ((os, "rename"), (os, "replace"), (Path, "rename"), (Path, "replace")):
        monkeypatch.setattr(owner, name, refusing(getattr(owner, name)))


@pytest.mark.parametrize("held", ["提出.zip", "提出"])
def test_where_one_of_both_cannot_be_replaced_both_stay(
    audit: Desk, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    was = standing(tmp_path)
    with monkeypatch.context() as windows:
        _held(windows, tmp_path / held)
        refused(audit, out, archive=True)
    assert standing(tmp_path) == was
    assert len(handing_in.former(audit)) == 1
    assert check(out).whole
    # And it can be replaced once it is free.
    build(audit, out, archive=True)
    assert "証跡/A1-1-01_全社_002.txt" in zipfile.ZipFile(out.with_name("提出.zip")).namelist()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "提出", "提出.zip"]


@pytest.mark.parametrize("error", [UserError("disk_full", file="a.shadan"), KeyboardInterrupt()])
def test_where_the_history_cannot_tell_of_it_all_is_as_before(
    audit: Desk, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    was = standing(tmp_path)

    def fail(_self: object) -> None:
        raise error

    with monkeypatch.context() as full:
        full.setattr(SqlUnitOfWork, "commit", fail)
        with pytest.raises(type(error)):
            build(audit, out, archive=True)
        with pytest.raises(type(error)):
            build(audit, tmp_path / "first", archive=True)
    assert standing(tmp_path) == was
    assert len(handing_in.former(audit)) == 1
    build(audit, out, archive=True)
    assert check(out).whole


def test_what_comes_into_the_old_folder_at_the_very_end_is_kept_and_told(
    audit: Desk, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that had the folder open still writes into it after it was moved aside."""
    folder = os.open(out, os.O_RDONLY)
    commit = SqlUnitOfWork.commit

    def late(self: SqlUnitOfWork) -> None:
        commit(self)
        written = os.open("late.txt", os.O_WRONLY | os.O_CREAT, dir_fd=folder)
        os.write(written, b"mine")
        os.close(written)

    monkeypatch.setattr(SqlUnitOfWork, "commit", late)
    built = build(audit, out)
    os.close(folder)
    assert built.kept == (tmp_path / "提出.old",)
    assert (tmp_path / "提出.old" / "late.txt").read_bytes() == b"mine"
    assert (tmp_path / "提出.old" / PROOF).read_bytes() == b"ledger"
    assert check(out).whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "提出", "提出.old", "提出.zip"]


def test_what_systems_put_into_folders_keeps_nobody_from_replacing(audit: Desk, out: Path, tmp_path: Path) -> None:
    (out / "desktop.ini").write_bytes(b"[.ShellClassInfo]")
    built = build(audit, out, before=lambda: (out / "Thumbs.db").write_bytes(b"pictures"))
    assert built.kept == ()
    assert not (out / "Thumbs.db").exists()
    assert (out / SUMS).is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "提出", "提出.zip"]
