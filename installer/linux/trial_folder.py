"""The frozen folder itself: where nothing may be written, without a network, and how fast it is."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import run
import workshop
from workshop import NotHad

from linux.trying import AUDIT, NEW_AUDIT, NOBODY, Person, Trial, checked, on_x11

SLOWEST = 1.2
"""How much longer the frozen program may take than the same one in its virtual environment."""
_ROUNDS = 7


class Folder:
    """The frozen folder itself."""

    def __init__(self, folder: Path, scratch: Path, trial: Trial) -> None:
        self.trial = trial
        self.person = Person(scratch / "持ち主 花子")
        place = scratch / "読み取り専用 のフォルダー"
        self.copy = place / "遮断 program"
        shutil.copytree(folder, self.copy, symlinks=True)
        workshop.call(["chmod", "-R", "a-w", place])
        self.program = self.copy / "shadan"

    def steps(self) -> None:
        """In a read-only folder whose path has Japanese and spaces, as somebody without rights."""
        step, person, program = self.trial.step, self.person, self.program
        if not person.other:
            step("folder: as a user without rights", lambda: "the user that builds")
        step("folder: self-check, read-only, Japanese and spaces in the path", lambda: person.self_check(program))
        step("folder: self-check on X11", lambda: on_x11(lambda env: person.self_check(program, env)))
        step("folder: input methods", self._input_methods)
        step("folder: self-check without any network", self._without_network)
        step("folder: locale C, Japanese file names", self._plain_locale)
        step("folder: audits of older formats are converted", self._older_formats)
        step("folder: nothing in it was changed", self._unchanged)

    def _input_methods(self) -> str:
        """IBus' plugin is loaded, also for who has Fcitx."""
        for wanted in ("ibus", "fcitx"):
            more = {"QT_IM_MODULE": wanted, "QT_LOGGING_RULES": "qt.qpa.input.methods=true"}

            def heard(env: Mapping[str, str], more: Mapping[str, str] = more) -> str:
                with self.person.start([self.program, "self-check"], {**more, **env}) as process:
                    return process.communicate(timeout=600)[1]

            if "qt.qpa.input.methods" not in (said := on_x11(heard)):
                raise RuntimeError(f"with QT_IM_MODULE={wanted} no plugin for IBus: {said[-1000:]}")
        return "the plugin for IBus is loaded with QT_IM_MODULE=ibus and =fcitx"

    def _without_network(self) -> str:
        if os.geteuid() != 0 or not shutil.which("unshare"):
            raise NotHad("only root takes the network from a program")
        env = [f"{name}={value}" for name, value in self.person.environment().items()]
        return checked(workshop.call(["unshare", "--net", "env", "-i", *env, self.program, "self-check", "--json"]))

    def _plain_locale(self) -> str:
        more = {"LANG": "C", "LC_ALL": "C"}
        self.person.call([self.program, "new", AUDIT, *NEW_AUDIT], more)
        told = json.loads(self.person.call([self.program, "info", AUDIT, "--json"], more))
        if not (self.person.home / AUDIT).is_file():
            raise RuntimeError(f"{AUDIT} was not made: {told}")
        return f"{AUDIT} was made and read"

    def _older_formats(self) -> str:
        converted = []
        for source in sorted((workshop.ROOT / "tests" / "data").glob("format-*.shadan")):
            target = self.person.home / source.name
            shutil.copyfile(source, target)
            if self.person.other:
                os.chown(target, NOBODY, NOBODY)
            self.person.call([self.program, "info", target])
            self.person.call([self.program, "verify", target])
            if not target.with_name(target.name + ".bak").is_file():
                raise RuntimeError(f"{source.name} was not converted")
            converted.append(source.stem)
        if not converted:
            raise RuntimeError("there is no audit of an older format")
        return ", ".join(converted)

    def _unchanged(self) -> str:
        workshop.call(["sha256sum", "--check", "--quiet", "--strict", workshop.MANIFEST], cwd=self.copy)
        listed = {line.partition("  ")[2] for line in (self.copy / workshop.MANIFEST).read_text("utf-8").splitlines()}
        there = {p.relative_to(self.copy).as_posix() for p in workshop.files_in(self.copy) if not p.is_symlink()}
        if more := there - listed - {workshop.MANIFEST}:
            raise RuntimeError(f"not in the manifest: {', '.join(sorted(more)[:5])}")
        return f"{len(listed)} files as in {workshop.MANIFEST}"


class Speed:
    """The frozen program against the same one in the virtual environment that it was made from."""

    def __init__(self, folder: Path, scratch: Path, trial: Trial) -> None:
        self.program = folder / "shadan"
        self.scratch = scratch / "speed"
        self.scratch.mkdir()
        self.trial = trial

    def steps(self) -> None:
        """Start-up without work, an audit that is read, and everything."""
        audit = str(self.scratch / AUDIT)
        self._times([str(self.program), "new", audit, *NEW_AUDIT], 1)
        for name, words, rounds in (
            ("--version", ["--version"], _ROUNDS),
            ("info", ["info", audit], _ROUNDS),
            ("self-check", ["self-check"], 3),
        ):
            self.trial.step(f"speed: {name}", lambda words=words, rounds=rounds: self._compare(words, rounds))  # type: ignore[misc]

    def _compare(self, words: Sequence[str], rounds: int) -> str:
        plain = [sys.executable, "-m", "app", *words]
        frozen = [str(self.program), *words]
        # In turn, so that what else the machine does falls on both; the first of each warms up.
        self._times(plain, 1)
        self._times(frozen, 1)
        pairs = [(self._times(plain, 1), self._times(frozen, 1)) for _ in range(rounds)]
        before, after = (min(column) for column in zip(*pairs, strict=True))
        said = (
            f"frozen {after:.2f} s, unfrozen {before:.2f} s, ratio {after / before:.2f} (least of {rounds};"
            f" medians {statistics.median(p[1] for p in pairs):.2f} and {statistics.median(p[0] for p in pairs):.2f})"
        )
        if after > SLOWEST * before:
            raise RuntimeError(f"{said}; {SLOWEST} at most is agreed")
        return said

    def _times(self, words: Sequence[str], rounds: int) -> float:
        # Its byte code is kept, as that of an installed program is.
        environment = {
            **run.clean_environment(os.environ),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPYCACHEPREFIX": str(self.scratch / "compiled"),
            "SHADAN_HOME": str(self.scratch / "home"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        began = time.monotonic()
        for _ in range(rounds):
            subprocess.run(words, env=environment, cwd=workshop.ROOT, check=True, capture_output=True, timeout=300)
        return (time.monotonic() - began) / rounds
