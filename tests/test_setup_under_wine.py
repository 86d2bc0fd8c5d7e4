"""The setup program under wine, with hardly any payload: cut off, held, in the way of another, in want of room.

`installer/build.py try windows` tries it with the whole program.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import workshop
from tests import workers
from tests.setup_machine import (
    CLASS,
    LIMIT,
    MARK,
    NOTE,
    OLDER,
    THINGS,
    VOLATILE,
    Hand,
    Machine,
    lay,
    payload_folder,
    tree,
    until,
    without,
)
from windows import setup
from windows.wine import TOOLS, Bench

_NEEDED = {"makensis": "nsis", "rsvg-convert": "librsvg2-bin", **TOOLS}
_MISSING = sorted({package for program, package in _NEEDED.items() if not shutil.which(program)})
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(_MISSING), reason=f"not installed here: {', '.join(_MISSING)}"),
]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    def make_setups(folder: Path) -> None:
        for word, version in (("older", OLDER), ("newer", workshop.version())):
            laid = payload_folder(folder / word, word)
            if word == "newer":
                (laid / "program" / "large.bin").write_bytes(bytes(2 * LIMIT))
            setup.setup(laid, folder, folder / "work", epoch=1_700_000_000, fast=True, version=version)

    def make_bench(folder: Path) -> None:
        with Bench(folder):
            pass

    try:
        made = workers.made_once(tmp_path_factory, "setups", make_setups)
        wine = workers.made_once(tmp_path_factory, "wine", make_bench)
        work = tmp_path_factory.mktemp("machine")
        with Bench(work / "bench", made_from=wine) as bench:
            (bench.drive / "trial").mkdir()
            for file in made.glob("*.exe"):
                workshop.copy(file, bench.drive / "trial" / file.name)
            # While something runs, the server and the desktop of wine need not be started for each program.
            bench.start(["cmd"])
            machine = Machine(bench, work, tree(made / "older"), tree(made / "newer"))
            for version, files in ((OLDER, machine.older), (workshop.version(), machine.newer)):
                assert machine.setup(version) == 0
                laid = tree(machine.home)
                files["uninstall.exe"] = laid["uninstall.exe"]
                assert laid == files
            yield machine
    except workshop.NotHad as reason:
        pytest.skip(str(reason))


@pytest.fixture
def older(machine: Machine) -> Machine:
    """The older version is installed, and the user keeps a note beside it."""
    machine.clear()
    assert machine.setup(OLDER) == 0
    lay(machine.home, {NOTE: b"mine"})
    return machine


@pytest.fixture
def newer(machine: Machine) -> Machine:
    machine.clear()
    assert machine.setup() == 0
    return machine


# --- cut off ----------------------------------------------------------------------------------------------------------

_CUT_AT = ("runtime", "Shadan.exe", THINGS[-1])
"""A folder, a file, and the last of the fifteen things that are exchanged alike, one after the other."""


def is_told(name: str) -> bool:
    """Whether setup is cut off behind a step of this name."""
    thing = name.split(" is ")[0]
    return thing not in THINGS or thing in _CUT_AT


@pytest.mark.parametrize("before", ["an older version", "nothing"])
def test_setup_goes_on_wherever_it_was_cut_off(machine: Machine, before: str) -> None:
    hand = Hand(machine.home, machine.newer)
    note, older = ({NOTE: b"mine"}, machine.older) if before == "an older version" else ({}, {})
    wrong, seen = [], []
    for way in (hand.forward(), hand.backward()):
        for count, (name, _) in enumerate(way, 1):
            if not is_told(name):
                continue
            if machine.home.exists():
                shutil.rmtree(machine.home)
            machine.home.mkdir(parents=True)
            lay(machine.home, {**note, **older})
            for _, step in way[:count]:
                step()
            state = {path: path.is_file() and path.read_bytes() for path in machine.home.rglob("*")}
            if state in seen:
                continue
            seen.append(state)
            # So that only the marks tell whose folder it is.
            machine.forget()
            code = machine.setup()
            found = tree(machine.home)
            if code != 0 or found != {**note, **machine.newer} or [*machine.home.glob(".shadan-*")]:
                wrong.append(f"{count}. {name}: {code}, {sorted(found)}")
    assert wrong == []
    assert len(seen) > 20


@pytest.mark.parametrize("left", ["half a folder", "no folder"])
def test_what_an_earlier_setup_left_of_its_work_is_no_hindrance(older: Machine, left: str) -> None:
    """It took its marks away first, and after it had put back all: neither is the earlier version taken for the new."""
    hand = Hand(older.home, older.newer)
    hand.old.mkdir()
    (hand.old / MARK).touch()
    if left == "half a folder":
        lay(hand.new, dict(list(older.newer.items())[:3]))
    older.forget()
    assert older.setup() == 0
    assert without(tree(older.home), NOTE) == older.newer


def test_a_work_folder_without_a_mark_is_somebody_elses(older: Machine) -> None:
    lay(older.home, {".shadan-old/runtime/letter.txt": b"mine"})
    before = tree(older.home)
    assert older.setup() == 6
    assert tree(older.home) == before


def test_setup_waits_for_what_is_held_and_then_leaves_the_earlier_version(older: Machine) -> None:
    hand = Hand(older.home, older.newer)
    for _, step in hand.lays():
        step()
    (hand.old / MARK).unlink()
    with older.held(hand.new / "runtime" / "within" / "part.pyc"):
        assert older.setup() == 2
        assert (hand.new / MARK).exists()
        left = {name: content for name, content in tree(older.home).items() if not name.startswith(".shadan-")}
        assert without(left, NOTE) == older.older
    with older.held(older.home / "MANIFEST.sha256"):
        assert older.setup() == 2
        assert without(tree(older.home), NOTE) == older.older
        assert older.version() == OLDER
    assert older.setup() == 0
    assert without(tree(older.home), NOTE) == older.newer


# --- one at a time ----------------------------------------------------------------------------------------------------


def test_of_two_setups_at_once_the_second_is_refused(older: Machine) -> None:
    with older.held(older.home / "MANIFEST.sha256"):
        first = older.command(older.file(workshop.version()), "/S")
        until((older.home / ".shadan-old" / "program").exists)
        assert older.setup() == 2
        assert older.uninstall() == 2
        assert first.poll() is None
    assert first.wait(60) == 0
    assert without(tree(older.home), NOTE) == older.newer
    assert older.version() == workshop.version()


def test_a_scanner_is_waited_for_and_a_program_is_told(older: Machine) -> None:
    with older.held(older.home / "Shadan.exe"):
        waiting = older.command(older.file(workshop.version()), "/S")
        time.sleep(1)
        assert waiting.poll() is None
    assert waiting.wait(60) == 0
    with older.held(older.home / "Shadan-cli.exe"):
        before = tree(older.home)
        assert older.setup() == 5
        assert tree(older.home) == before


# --- what cannot be written -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [workshop.version(), OLDER], ids=["a file", "the uninstaller"])
def test_on_a_full_disk_the_earlier_version_stays(older: Machine, version: str) -> None:
    assert older.setup(version, limit=LIMIT) == 2
    assert without(tree(older.home), NOTE) == older.older
    assert not [*older.home.glob(".shadan-*")]
    assert older.version() == OLDER
    assert older.setup() == 0


def test_a_first_setup_on_a_full_disk_leaves_nothing(machine: Machine) -> None:
    machine.clear()
    assert machine.setup(limit=LIMIT) == 2
    assert not machine.home.exists()


def test_where_nothing_can_be_made_that_is_told(older: Machine) -> None:
    (older.home / ".shadan-new").write_bytes(b"in the way")
    before = tree(older.home)
    assert older.setup() == 2
    assert tree(older.home) == before
    older.clear()
    # Where not even the administrator of this machine may.
    assert older.setup("", "/D=Z:\\proc\\Shadan") == 2
    assert older.version() is None


@pytest.mark.parametrize("before", ["an older version", "nothing"])
def test_without_entries_in_the_registry_the_earlier_version_stays(machine: Machine, before: str) -> None:
    machine.clear()
    if before == "an older version":
        assert machine.setup(OLDER) == 0
    machine.forget(f"HKCU\\{CLASS}")
    program = machine.bench.program(machine.work, "volatile", VOLATILE, "-ladvapi32")
    assert machine.ends(machine.bench.inside(program), CLASS) == 0
    code = machine.setup()
    machine.forget(f"HKCU\\{CLASS}")
    assert code == 2
    if before == "an older version":
        assert tree(machine.home) == machine.older
        assert machine.version() == OLDER
    else:
        assert not machine.home.exists()
        assert machine.version() is None
        assert machine.bench.registry(r"HKCU\Software\Classes\.shadan", "Content Type") is None
    assert machine.setup() == 0


def test_without_its_entry_in_the_start_menu_the_program_is_there(older: Machine) -> None:
    menu = older.bench.local_data.parent / "Roaming/Microsoft/Windows/Start Menu/Programs"
    (link,) = menu.glob("*Shadan.lnk")
    link.unlink()
    link.mkdir()
    try:
        assert older.setup() == 0
        assert without(tree(older.home), NOTE) == older.newer
    finally:
        link.rmdir()


# --- which folder -----------------------------------------------------------------------------------------------------


def test_a_newer_version_is_not_replaced_unless_it_was_deleted_by_hand(newer: Machine) -> None:
    assert newer.setup(OLDER) == 4
    assert tree(newer.home) == newer.newer
    shutil.rmtree(newer.home)
    assert newer.setup(OLDER) == 0
    assert tree(newer.home) == newer.older
    assert newer.version() == OLDER


def test_the_registered_folder_is_known_without_its_program(newer: Machine) -> None:
    for name in ("Shadan.exe", "Shadan-cli.exe", "MANIFEST.sha256"):
        (newer.home / name).unlink()
    assert newer.setup() == 0
    assert tree(newer.home) == newer.newer


def test_what_people_keep_stays_when_the_program_is_removed(older: Machine) -> None:
    mine = {"runtime/mine.txt": b"1", "runtime/within/mine.txt": b"2", "program/mine/mine.txt": b"3", NOTE: b"mine"}
    lay(older.home, mine)
    assert older.uninstall() == 0
    # Windows removes no program that runs.
    assert without(tree(older.home), "uninstall.exe") == mine
    assert older.version() is None
    shutil.rmtree(older.home / "runtime")
    shutil.rmtree(older.home / "program")
    (older.home / NOTE).unlink()
    assert older.setup() == 0
    assert tree(older.home) == older.newer


def test_a_removal_that_was_held_up_can_be_done_again(older: Machine) -> None:
    with older.held(older.home / "runtime" / "within" / "part.pyc"):
        assert older.uninstall() == 2
        assert older.version() == OLDER
        assert (older.home / "MANIFEST.sha256").exists()
    assert older.uninstall() == 0
    assert tree(older.home) == {NOTE: b"mine", "uninstall.exe": older.older["uninstall.exe"]}


def test_the_uninstaller_removes_nothing_from_the_folder_of_somebody_else(older: Machine) -> None:
    other = older.bench.drive / "users" / "Public" / "mine"
    theirs = {"program/letter.txt": b"1", "runtime/letter.txt": b"2", "LICENSE.txt": b"3", "MANIFEST.sha256": b"4"}
    lay(other, theirs)
    assert older.uninstall(other) == 6
    assert tree(other) == theirs
    shutil.rmtree(other)
    # Nor what is not a program yet, or not any more.
    lay(other, {**older.older, MARK: b""})
    assert older.uninstall(other) == 6
    shutil.rmtree(other)
    # But from a copy of the program, whose entries are those of another.
    lay(other, older.older)
    assert older.uninstall(other) == 0
    assert tree(other) == {}
    assert older.version() == OLDER


@pytest.mark.parametrize("cut", ["the exchange begins", "Shadan.exe is in", "vcruntime140_1.dll is in"])
def test_what_a_setup_left_is_removed_with_the_program(older: Machine, cut: str) -> None:
    steps = Hand(older.home, older.newer).forward()
    names = [name for name, _ in steps]
    for _, step in steps[: names.index(cut) + 1]:
        step()
    assert older.uninstall() == 0
    assert tree(older.home) == {NOTE: b"mine", "uninstall.exe": older.older["uninstall.exe"]}


def test_an_exchange_that_is_complete_is_removed_as_the_new_version(older: Machine) -> None:
    steps = Hand(older.home, older.newer).forward()
    names = [name for name, _ in steps]
    for _, step in steps[: names.index("uninstall.exe is in") + 1]:
        step()
    assert older.uninstall() == 0
    assert tree(older.home) == {NOTE: b"mine", "uninstall.exe": older.newer["uninstall.exe"]}
