"""What the trials of the Linux packages share: what was seen, somebody without rights, a screen nobody looks at."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import workshop
from run import say
from workshop import NotHad

NOBODY = 65534
AUDIT = "自己点検 上期.shadan"
NEW_AUDIT = (
    *("--organisation", "東湾送配電株式会社", "--role", "grid_operator", "--period", "2026年度上期"),
    *("--as-of", "2026-10-31", "--affiliate", "東湾電力小売株式会社", "--site", "本店"),
)
Step = dict[str, Any]


class Trial:
    """What was seen so far."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def step(self, name: str, seen: Callable[[], str]) -> bool:
        """Do one step; whether it went as it should."""
        began = time.monotonic()
        try:
            self._note(name, ok=True, detail=seen())
        except NotHad as error:
            self.skip([name], str(error))
        except Exception as error:  # Whatever it is, it is what is wrong.
            self._note(name, ok=False, detail=f"{type(error).__name__}: {error}")
        say(f"    {time.monotonic() - began:.1f} s")
        return bool(self.steps[-1]["ok"])

    def skip(self, names: Sequence[str], why: str) -> None:
        """Steps that cannot be had here."""
        for name in names:
            say(f"!!! NOT TRIED: {name}: {why}")
            self.steps.append({"name": name, "ok": False, "skipped": True, "detail": why})

    def _note(self, name: str, *, ok: bool, detail: str) -> None:
        say(f"{'ok ' if ok else 'BAD'} {name}: {detail}")
        self.steps.append({"name": name, "ok": ok, "skipped": False, "detail": detail})

    def write(self, target: Path) -> None:
        """The result as JSON; `done` is True when every step was made and went as it should."""
        failed = [step["name"] for step in self.steps if not step["ok"] and not step["skipped"]]
        skipped = [step["name"] for step in self.steps if step["skipped"]]
        why = "; ".join(
            f"{what}: {', '.join(names)}" for what, names in (("failed", failed), ("not tried", skipped)) if names
        )
        told = {"trial": "linux", "target": "linux", "done": not why, "why": why, "steps": self.steps}
        target.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


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
        return checked(self.call([program, "self-check", "--json"], more))


def checked(said: str) -> str:
    """What `self-check --json` said, in a line. Raises RuntimeError when something is not in order."""
    result = json.loads(said)
    bad = [f"{step['name']}: {step['detail']}" for step in result["steps"] if not step["ok"]]
    if bad or not result["ok"]:
        raise RuntimeError("; ".join(bad) or "self-check is not in order")
    window = next(step["detail"] for step in result["steps"] if step["name"] == "window")
    return f"Shadan {result['version']}, {len(result['steps'])} steps in order, window {window}"


def on_x11(seen: Callable[[Mapping[str, str]], str]) -> str:
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
            return seen({"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"})
        finally:
            server.terminate()


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
