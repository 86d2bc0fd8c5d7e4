"""Ctrl+C, faults of our own, and several commands at once on one file."""

import json
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from app import bootstrap
from app.cli import main as command_line
from app.paths import self_command

pytestmark = pytest.mark.slow
on_posix = pytest.mark.skipif(os.name == "nt", reason="sends a signal to a process group")
NEW = ("--organisation", "東湾送配電", "--role", "grid_operator", "--period", "上期", "--site", "本店")


def _start(*words: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*self_command(), *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def _stopped_when(place: Path, *words: object) -> tuple[int, str, str]:
    """Start a command, press Ctrl+C as soon as `place` is there, and give what came of it."""
    process = _start(*words)
    until = time.monotonic() + 180
    while not place.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGINT)
    told, refused = process.communicate(timeout=180)
    return process.returncode, told, refused


def _run(*words: object) -> tuple[int, dict[str, object]]:
    process = _start(*words, "--json")
    told, _refused = process.communicate(timeout=180)
    return process.returncode, json.loads(told)


@on_posix
def test_a_demo_that_is_stopped_leaves_nothing_and_can_begin_again(tmp_path: Path) -> None:
    folder = tmp_path / "見本"
    # The second begins where the first was stopped, and comes as far as to its reports; what a third would find is an
    # empty folder, as every first one does.
    for name in ("sample.shadan", "業務改善計画.pdf"):
        code, told, refused = _stopped_when(folder / name, "demo", "--out", folder, "--json")
        assert (code, refused.count("\n")) == (130, 1), (name, refused)
        assert json.loads(told)["error"]["code"] == "stopped"
        assert refused.startswith("中断しました")
        # At the very moment of its making the audit may stay; it is known as a sample and replaced.
        assert [p.name for p in folder.iterdir() if p.name != "sample.shadan" or name != p.name] == []


@on_posix
def test_an_import_that_is_stopped_is_whole_or_not_there(tmp_path: Path) -> None:
    audit, ledger = tmp_path / "a.shadan", tmp_path / "端末台帳.xlsx"
    ledger.write_bytes(bootstrap.sample().content("terminals"))
    assert _run("new", audit, *NEW)[0] == 0
    code, _told, refused = _stopped_when(tmp_path / "a.shadan-wal", "import", audit, "terminals", ledger)
    assert (code, refused.count("\n")) == (130, 1)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.shadan", "端末台帳.xlsx"]
    assert _run("verify", audit)[0] == 0
    assert _run("imports", "list", audit)[1] == {"imports": []}
    assert _run("import", audit, "terminals", ledger)[0] == 0


@on_posix
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_hand_in_that_is_stopped_or_killed_leaves_nothing_behind_the_next_one(tmp_path: Path, how: int) -> None:
    audit, proof, parent = tmp_path / "a.shadan", tmp_path / "proof.bin", tmp_path / "提出"
    proof.write_bytes(b"proof" * 1_000_000)
    parent.mkdir()
    assert _run("new", audit, *NEW)[0] == 0
    assert _run("evidence", "add", audit, "A4-4-04", proof, "--site", "本店")[0] == 0
    process = _start("export", audit, "hand-in", parent / "out", "--zip")
    until = time.monotonic() + 180
    while not list(parent.glob(".shadan-*.new/new")) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    os.killpg(process.pid, how)
    _told, refused = process.communicate(timeout=180)
    if how == signal.SIGINT:
        assert (process.returncode, refused.count("\n")) == (130, 1), refused
        assert list(parent.iterdir()) == []
    else:
        assert process.returncode == -signal.SIGKILL
        assert len(list(parent.iterdir())) == 1
    assert _run("hand-in", "list", audit)[1] == {"hand_ins": []}
    # Into the same folder, under another name.
    assert _run("export", audit, "hand-in", parent / "second")[0] == 0
    assert [path.name for path in parent.iterdir()] == ["second"]


def test_commands_at_once_take_turns_or_say_who_is_there(tmp_path: Path) -> None:
    audit = tmp_path / "a.shadan"
    assert _run("new", audit, *NEW)[0] == 0
    running = [_start("site", "add", audit, f"営業所{n}", "--json") for n in range(4)]
    ended = [(process, *process.communicate(timeout=180)) for process in running]
    added = 0
    for process, told, refused in ended:
        assert process.returncode in (0, 5), refused
        assert (process.returncode == 0) is (refused == "")
        added += process.returncode == 0
        if process.returncode == 5:
            assert json.loads(told)["error"]["code"] == "audit_locked"
    assert added >= 1
    code, info = _run("info", audit)
    sites = info["sites"]
    assert isinstance(sites, list)
    assert (code, len(sites)) == (0, added + 1)
    assert _run("verify", audit)[0] == 0


def test_a_fault_of_ours_is_kept_even_without_a_folder_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "home").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("SHADAN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    broken = bootstrap.tools()
    object.__setattr__(broken, "world", lambda: 1 // 0)
    assert command_line.run(["catalogue", "list", "--json"], broken) == 1
    told, refused = capsys.readouterr()
    assert json.loads(told)["error"]["code"] == "unexpected"
    (log,) = tmp_path.glob("shadan-*.log")
    assert str(log) in refused
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" not in refused
