"""The frozen folder itself: where nothing may be written, without a network, and how fast it is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import run
import workshop
from linux.trying import AUDIT, NEW_AUDIT, NOBODY, Person, on_wayland, on_x11, seen
from trials import Trial, expect, self_checked
from workshop import NotHad

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
        trial, person, program = self.trial, self.person, self.program
        seen(
            trial, "folder: self-check, read-only, Japanese and spaces in the path", lambda: person.self_check(program)
        )
        seen(trial, "folder: self-check on X11", lambda: on_x11(lambda env: person.self_check(program, env)))
        seen(
            trial,
            "folder: self-check on Wayland",
            lambda: on_wayland(person, lambda env: person.self_check(program, env)),
        )
        seen(trial, "folder: input methods", self._input_methods)
        seen(trial, "folder: self-check without any network", self._without_network)
        seen(trial, "folder: locale C, Japanese file names", self._plain_locale)
        seen(trial, "folder: audits of older formats are converted", self._older_formats)
        seen(trial, "folder: nothing in it was changed", self._unchanged)
        # The last one: the copy is of no use any more.
        seen(trial, "folder: a library of Qt that was cut short is told", self._cut_short)

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
        return self_checked(
            workshop.call(["unshare", "--net", "env", "-i", *env, self.program, "self-check", "--json"])
        )

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

    def _cut_short(self) -> str:
        """A sentence in place of the end that the system makes of a program that reads beyond the end of a library."""
        workshop.call(["chmod", "-R", "u+w", self.copy.parent])
        (library,) = (path for path in self.copy.rglob("libQt6Core.so.6") if not path.is_symlink())
        with library.open("r+b") as stream:
            stream.truncate(library.stat().st_size // 2)
        if self.person.other:
            workshop.call(["chmod", "-R", "a-w", self.copy.parent])
        told = []
        for words in ([], ["self-check"]):
            with self.person.start([self.program, *words], {"QT_QPA_PLATFORM": "offscreen"}) as process:
                said = "".join(process.communicate(timeout=600))
            expect(process.returncode > 0 and library.name in said, f"{words}: {process.returncode}, {said[-1000:]}")
            told.append(process.returncode)
        self.person.call([self.program, "version"])
        return f"window and self-check name it and end with {told[0]} and {told[1]}; version still answers"


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
        self._spent([str(self.program), "new", audit, *NEW_AUDIT])
        for name, words, rounds in (
            ("--version", ["--version"], _ROUNDS),
            ("info", ["info", audit], _ROUNDS),
            ("self-check", ["self-check"], 3),
        ):
            seen(self.trial, f"speed: {name}", lambda words=words, rounds=rounds: self._compare(words, rounds))  # type: ignore[misc]

    def _compare(self, words: Sequence[str], rounds: int) -> str:
        plain = [sys.executable, "-m", "app", *words]
        frozen = [str(self.program), *words]
        # In turn, so that what else the machine does falls on both; the first of each warms up.
        self._spent(plain)
        self._spent(frozen)
        pairs = [(self._spent(plain), self._spent(frozen)) for _ in range(rounds)]
        before, after = (min(spent for spent, _waited in column) for column in zip(*pairs, strict=True))
        waited = [min(waited for _spent, waited in column) for column in zip(*pairs, strict=True)]
        said = (
            f"frozen {after:.2f} s of processor, unfrozen {before:.2f} s, ratio {after / before:.2f};"
            f" by the clock {waited[1]:.2f} s and {waited[0]:.2f} s (least of {rounds})"
        )
        expect(after <= SLOWEST * before, f"{said}; a ratio of {SLOWEST} is agreed")
        return said

    def _spent(self, words: Sequence[str]) -> tuple[float, float]:
        """(seconds of processor, its children's with it; seconds by the clock): the former hold on a busy machine."""
        # Its byte code is kept, as that of an installed program is.
        environment = {
            **run.clean_environment(os.environ),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPYCACHEPREFIX": str(self.scratch / "compiled"),
            "SHADAN_HOME": str(self.scratch / "home"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        began = time.monotonic()
        null = subprocess.DEVNULL
        with subprocess.Popen(
            words, env=environment, cwd=workshop.ROOT, stdin=null, stdout=null, stderr=null
        ) as process:
            _pid, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        expect(process.returncode == 0, f"{words[-1]} ended with {process.returncode}")
        return used.ru_utime + used.ru_stime, time.monotonic() - began
