"""What a trial of an installed program is told as: step by step, also where one failed or could not be had."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import workshop
from run import say
from workshop import NotHad


class Wrong(Exception):
    """A step of a trial did not show what it must show; the text says what was found."""


class Trial:
    """The record of one trial: `done` stays False where it could not be had on this machine, with the reason."""

    def __init__(self, name: str, target: str) -> None:
        self.name = name
        self.target = target
        self.done = True
        self.why = ""
        self.steps: list[dict[str, Any]] = []
        self.files: dict[str, str] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, Any]]:
        """One step; what goes wrong inside is recorded and said, and the next step is tried nevertheless.

        A step that cannot be had here (NotHad) is recorded as skipped, loudly.
        """
        record: dict[str, Any] = {"name": name, "ok": False, "skipped": False, "detail": ""}
        self.steps.append(record)
        began = time.monotonic()
        try:
            yield record
            record["ok"] = True
        except NotHad as reason:
            record["skipped"], record["detail"] = True, str(reason)
        except Exception as error:  # Whatever it is, the trial has found it.
            record["detail"] = f"{type(error).__name__}: {error}"[:4000]
        record["seconds"] = round(time.monotonic() - began, 1)
        sign = "ok  " if record["ok"] else "*** NOT RUN" if record["skipped"] else "*** FAILED"
        say(f"{sign} {self.target}: {name} ({record['seconds']} s) {record['detail']}")

    def tried(self, *files: Path) -> None:
        """These very packages are what the steps ran; by their digests a release tells them from others."""
        self.files.update({file.name: workshop.sha256(file) for file in files})

    def not_run(self, reason: str) -> None:
        """The whole trial cannot be had here."""
        self.done, self.why = False, reason
        say(f"*** NOT RUN: the trial {self.name} on {self.target}: {reason}")

    @property
    def failed(self) -> bool:
        """Whether a step showed something else than it must."""
        return any(not step["ok"] and not step["skipped"] for step in self.steps)

    @property
    def skipped(self) -> int:
        """How many steps could not be had here; a trial that was not run at all counts as one."""
        return sum(bool(step["skipped"]) for step in self.steps) + (not self.done)

    def write(self, folder: Path) -> Path:
        """`trial-NAME.json`, which a release carries."""
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"trial-{self.name}.json"
        told = {
            "trial": self.name, "target": self.target, "done": self.done, "why": self.why,
            "ok": self.done and not self.failed, "steps": self.steps,
            "version": workshop.version(), "commit": workshop.commit(),
            "files": [{"name": name, "sha256": digest} for name, digest in self.files.items()],
        }  # fmt: skip
        target.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
        return target


def expect(condition: object, found: object) -> None:
    """Raises Wrong with what was found unless the condition holds."""
    if not condition:
        raise Wrong(str(found))


def self_checked(output: str) -> str:
    """The steps of `self-check --json` in a few words. Raises Wrong unless all went well."""
    try:
        told = json.loads(output)
    except ValueError:
        raise Wrong(f"self-check said no JSON: {output[-2000:]}") from None
    bad = [f"{step['name']}: {step['detail']}" for step in told["steps"] if not step["ok"]]
    expect(told["ok"] and not bad, "; ".join(bad))
    window = next(step["detail"] for step in told["steps"] if step["name"] == "window")
    return f"{len(told['steps'])} steps of {told['version']}, window {window}"
