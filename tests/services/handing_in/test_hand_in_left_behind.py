"""What a hand-in leaves behind that is killed, and what the next one may and may not clear away of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.services import handing_in
from app.services.handing_in import check, leftovers
from app.services.handing_in.placing import MARKER, Place
from app.services.ports import Desk
from app.storage.unit_of_work import SqlUnitOfWork
from tests.services.handing_in.test_hand_in_replaced import audit, build, kept, out, standing

__all__ = ["audit", "kept", "out"]


class Killed(BaseException):
    """The end of a process, which puts nothing in order."""


def nothing(_self: object) -> None:
    """What is not done any more."""


def killed(desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> Path:
    """A hand-in with its archive whose process is killed at some point; returns the working folder that it leaves."""

    def die(*_given: object) -> None:
        raise Killed

    def committed(self: SqlUnitOfWork) -> None:
        commit(self)
        raise Killed

    commit, move = SqlUnitOfWork.commit, Place._move
    moves: list[Path] = []

    def moved(self: Place, source: Path, goal: Path) -> None:
        if len(moves) == int(at):
            raise Killed
        moves.append(source)
        move(self, source, goal)

    with monkeypatch.context() as end:
        for name in ("back", "leave"):
            end.setattr(Place, name, nothing)
        if at == "render":
            with pytest.raises(Killed):
                build(desk, target, archive=True, before=die)
        else:
            if at == "commit":
                end.setattr(SqlUnitOfWork, "commit", die)
            elif at == "committed":
                end.setattr(SqlUnitOfWork, "commit", committed)
            else:
                end.setattr(Place, "_move", moved)
            with pytest.raises(Killed):
                build(desk, target, archive=True)
    # Who comes later is another process.
    monkeypatch.setattr(leftovers, "THIS_PROCESS", "another one")
    (root,) = target.parent.glob(".shadan-*.new")
    return root


@pytest.mark.parametrize("at", ["render", "0", "1", "2", "3", "commit", "committed"])
def test_the_next_one_puts_in_order_what_was_left(
    audit: Desk, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    was = standing(tmp_path)
    killed(audit, out, monkeypatch, at)
    assert leftovers.put_in_order(audit, tmp_path) == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "提出", "提出.zip"]
    assert check(out).whole
    if at == "committed":
        assert len(handing_in.former(audit)) == 2
        assert (out / "証跡" / "A1-1-01_全社_002.txt").is_file()
    else:
        assert standing(tmp_path) == was
        assert len(handing_in.former(audit)) == 1
    assert build(audit, out, archive=True).kept == ()


@pytest.mark.parametrize("at", ["render", "0", "1", "commit"])
def test_a_first_one_that_was_killed_leaves_nothing(
    audit: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    killed(audit, tmp_path / "提出", monkeypatch, at)
    build(audit, tmp_path / "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit", "other"]


def test_what_somebody_changed_of_it_since_is_kept(
    audit: Desk, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = killed(audit, out, monkeypatch, "committed")
    (root / "old" / "note.txt").write_text("mine", "utf-8")
    assert leftovers.put_in_order(audit, tmp_path) == (tmp_path / "提出.old",)
    assert (tmp_path / "提出.old" / "note.txt").read_text("utf-8") == "mine"
    # The one that nobody was told of and that somebody has worked on stays, and the former one stays safe.
    root = killed(audit, out, monkeypatch, "commit")
    (out / "note.txt").write_text("mine", "utf-8")
    leftovers.put_in_order(audit, tmp_path)
    assert (out / "note.txt").read_text("utf-8") == "mine"
    assert check(root / "old").whole


def _lives(root: Path, said: dict[str, str]) -> dict[str, str]:
    del root
    return {**said, "process": "another one"}


def _of_another_file(root: Path, said: dict[str, str]) -> dict[str, str]:
    del root
    return {**said, "file": "1:2"}


def _of_another_machine(root: Path, said: dict[str, str]) -> dict[str, str]:
    del root
    return {**said, "host": "elsewhere"}


def _of_another_audit(root: Path, said: dict[str, str]) -> dict[str, str]:
    del root
    return {**said, "audit": "x"}


def _out_of_the_folder(root: Path, said: dict[str, str]) -> dict[str, str]:
    del root
    return {**said, "target": "../audit"}


def _with_something_in_it(root: Path, said: dict[str, str]) -> dict[str, str]:
    (root / "thesis.docx").write_bytes(b"mine")
    return said


def _with_a_link(root: Path, said: dict[str, str]) -> dict[str, str]:
    shutil.rmtree(root / "new")
    (root / "new").symlink_to(root.parent / "audit")
    return said


@pytest.mark.parametrize(
    "other",
    [_lives, _of_another_file, _of_another_machine, _of_another_audit, _out_of_the_folder, _with_something_in_it,
     _with_a_link],
)  # fmt: skip
def test_what_it_cannot_prove_its_own_and_dead_stays(
    audit: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    other: Callable[[Path, dict[str, str]], dict[str, str]],
) -> None:
    root = killed(audit, tmp_path / "提出", monkeypatch, "render")
    said = other(root, json.loads((root / MARKER).read_text("utf-8")))
    (root / MARKER).write_text(json.dumps(said), "utf-8")
    was = standing(tmp_path)
    assert leftovers.put_in_order(audit, tmp_path) == ()
    assert standing(tmp_path) == was
    assert Path(audit.file.location).is_file()


@pytest.mark.parametrize("said", [b"", b"[]", b"{}", b"\xff", b'{"program": 1}', b"[" * 70_000])
def test_a_folder_of_that_name_with_other_words_in_it_stays(audit: Desk, tmp_path: Path, said: bytes) -> None:
    root = tmp_path / ".shadan-1.new"
    root.mkdir()
    (root / MARKER).write_bytes(said)
    build(audit, tmp_path / "out")
    assert (root / MARKER).read_bytes() == said


def test_where_the_former_one_cannot_be_put_back_it_is_told_and_comes_back_later(
    audit: Desk, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    was = standing(tmp_path)

    def fail(_self: object) -> None:
        # From here on the folder of the hand-ins is write-protected.
        rename.setattr("os.rename", refuse)
        raise UserError("disk_full", file="a.shadan")

    def refuse(source: Path, _target: Path) -> None:
        raise PermissionError(13, "denied", str(source))

    with monkeypatch.context() as rename:
        rename.setattr(SqlUnitOfWork, "commit", fail)
        with pytest.raises(UserError) as caught:
            build(audit, out, archive=True)
    assert caught.value.code == "handin_not_back"
    (root,) = tmp_path.glob(".shadan-*.new")
    assert caught.value.values["kept"] == root.name
    leftovers.put_in_order(audit, tmp_path)
    assert standing(tmp_path) == was
