"""What the trials of the Linux packages share: what was seen, somebody without rights, a screen nobody looks at."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import workshop
from trials import Trial, self_checked
from workshop import NotHad

NOBODY = 65534
AUDIT = "自己点検 上期.shadan"
NEW_AUDIT = (
    *("--organisation", "東湾送配電株式会社", "--role", "grid_operator", "--period", "2026年度上期"),
    *("--as-of", "2026-10-31", "--affiliate", "東湾電力小売株式会社", "--site", "本店"),
)


def seen(trial: Trial, name: str, look: Callable[[], str]) -> bool:
    """One step of a trial, told by what is seen; whether it went as it should."""
    with trial.step(name) as record:
        record["detail"] = look()
    return bool(record["ok"])


def skipped(trial: Trial, names: Sequence[str], why: str) -> None:
    """Steps that cannot be had here, for that reason."""
    for name in names:
        with trial.step(name):
            raise NotHad(why)


class Person:
    """Somebody without rights, in a home of their own whose name is Japanese and has spaces."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir(parents=True)
        self.other = os.geteuid() == 0
        if self.other:
            os.chown(home, NOBODY, NOBODY)

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """What a session gives a program, and nothing of ours."""
        return {
            "HOME": str(self.home),
            "PATH": f"{self.home}/.local/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            **(more or {}),
        }

    def start(self, words: Sequence[str | Path], more: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start a program as this person."""
        identity: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if self.other else {}
        return subprocess.Popen(
            [str(word) for word in words],
            env=self.environment(more),
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            **identity,
        )

    def call(self, words: Sequence[str | Path], more: Mapping[str, str] | None = None, *, code: int = 0) -> str:
        """Run a program as this person; returns its stdout. Raises RuntimeError unless it ends with `code`."""
        with self.start(words, more) as process:
            said, complained = process.communicate(timeout=600)
        if process.returncode != code:
            raise RuntimeError(f"{words[0]} ended with {process.returncode}, not {code}: {(said + complained)[-2000:]}")
        return said

    def self_check(self, program: Path | str, more: Mapping[str, str] | None = None) -> str:
        """Run the program's own check; returns it in a line."""
        return self_checked(self.call([program, "self-check", "--json"], more))


def on_x11(look: Callable[[Mapping[str, str]], str]) -> str:
    """What is seen with an X server that nobody looks at; raises NotHad without one."""
    workshop.need({"Xvfb": "xvfb"})
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-ac", "-nolisten", "tcp"]
    with (
        subprocess.Popen(words, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server,
        os.fdopen(reading) as told,
    ):
        os.close(writing)
        try:
            number = told.readline().strip()
            if not number:
                raise NotHad("Xvfb does not start")
            return look({"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"})
        finally:
            server.terminate()


def on_wayland(person: Person, look: Callable[[Mapping[str, str]], str]) -> str:
    """What is seen in a Wayland session that nobody looks at; raises NotHad without one."""
    workshop.need({"weston": "weston"})
    with tempfile.TemporaryDirectory() as folder:
        if person.other:
            os.chown(folder, NOBODY, NOBODY)
        session = {"XDG_RUNTIME_DIR": folder, "WAYLAND_DISPLAY": "wayland-9", "QT_QPA_PLATFORM": "wayland"}
        words = ["weston", "--backend=headless-backend.so", "--socket=wayland-9", "--width=1440", "--height=900"]
        socket = Path(folder) / "wayland-9"
        with ended(
            person.start([*words, "--idle-time=0", f"--log={folder}/log"], {"XDG_RUNTIME_DIR": folder})
        ) as server:
            try:
                wait_for(lambda: socket.exists() or server.poll() is not None, "Weston's start", 30)
            except RuntimeError as error:
                raise NotHad(str(error)) from error
            if not socket.exists():
                raise NotHad("Weston does not start")
            return look(session)


def wait_for(true: Callable[[], bool], what: str, seconds: float = 90) -> None:
    """Wait until it is true. Raises RuntimeError when it does not become so."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise RuntimeError(f"{what} did not happen in {seconds:.0f} s")
        time.sleep(0.2)


@contextlib.contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """A process that does not outlive the block."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
