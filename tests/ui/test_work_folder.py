"""Passing files of the window: in one folder of the process, which is swept once its process is no more."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ui import work_folder
from app.ui.work_folder import MARK, passing_folder, sweep


@pytest.fixture(autouse=True)
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The system's folder for passing files."""
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(work_folder, "_ours", [])
    yield folder
    work_folder.clear_away()


def test_it_is_one_folder_and_goes_with_what_is_in_it(system: Path) -> None:
    folder = Path(passing_folder())
    assert Path(passing_folder()) == folder
    assert folder.parent == system
    (folder / "a").mkdir()
    (folder / "a" / "写し.pdf").touch()
    (folder / "a" / "写し.pdf").chmod(0o400)
    # Its own process is alive.
    sweep()
    assert (folder / "a" / "写し.pdf").is_file()
    work_folder.clear_away()
    assert list(system.iterdir()) == []


def test_where_it_cannot_be_made_the_systems_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "missing"
    monkeypatch.setattr(tempfile, "tempdir", str(missing))
    assert passing_folder() == str(missing)
    sweep()


_LEAVE = """
import os, sys, tempfile
tempfile.tempdir = sys.argv[1]
from app.ui.work_folder import passing_folder
open(os.path.join(passing_folder(), "証跡.pdf"), "wb").close()
print("made", flush=True)
if sys.argv[2] == "wait":
    sys.stdin.read()
os._exit(1)
"""


def test_what_a_process_left_that_was_killed_is_removed(system: Path, root: Path) -> None:
    subprocess.run([sys.executable, "-c", _LEAVE, str(system), "die"], cwd=root, capture_output=True)
    (left,) = system.iterdir()
    assert (left / "証跡.pdf").is_file()
    sweep()
    assert list(system.iterdir()) == []


def test_that_of_a_process_that_runs_is_left_alone(system: Path, root: Path) -> None:
    words = [sys.executable, "-c", _LEAVE, str(system), "wait"]
    with subprocess.Popen(words, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        sweep()
        (left,) = system.iterdir()
        assert (left / "証跡.pdf").is_file()
        process.communicate()
    sweep()
    assert list(system.iterdir()) == []


def test_folders_of_others_are_left_alone(system: Path, tmp_path: Path) -> None:
    unmarked, other, wanted = (system / name for name in ("Shadan-work-aaaaaaaa", "Shadan-bbbbbb", "wanted"))
    for folder in (unmarked, other, wanted):
        folder.mkdir()
        (folder / "precious").touch()
    for folder in (other, wanted):
        (folder / MARK).touch()
    if sys.platform != "win32":
        # A link under our name to what somebody wants to keep.
        (system / "Shadan-work-cccccccc").symlink_to(wanted)
    sweep()
    assert all((folder / "precious").is_file() for folder in (unmarked, other, wanted))
