"""Build Shadan as it is installed: one command for each target, from a checkout on Debian 12 with its Python 3.11.

    python3 installer/build.py linux       the program as a folder (PyInstaller)         dist/linux/shadan
    python3 installer/build.py deb         the Debian package
    python3 installer/build.py run         for machines without root: .run and .tar.xz
    python3 installer/build.py windows     the program as a folder for Windows           dist/windows/Shadan
    python3 installer/build.py setup       the setup program for one user (NSIS)
    python3 installer/build.py zip         the edition for a memory stick
    python3 installer/build.py msi         the package for managed machines
    python3 installer/build.py macos       the bundle; on a Mac only, never executed so far
    python3 installer/build.py sbom        what is inside, as CycloneDX, one file for Linux and one for Windows
    python3 installer/build.py try [linux|windows]     builds, installs, runs, installs over, removes
    python3 installer/build.py twice [linux|windows]   builds everything twice and compares each byte
    python3 installer/build.py release     all of it, tried, with digests and notes, for `release.py`

`--fast` packs larger and quicker, for trials; `--out DIR` puts what is made elsewhere than in `dist`. As root the tools
that are missing are installed; otherwise the command to type is said. Exit code: 0; 1 when something failed; 3 when
something is needed from you. With `try`, what cannot be had on this machine is said loudly and counted as skipped;
`--strict` makes that a failure.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import run
import workshop
from run import NeedsYou, say
from workshop import BUILD, VENV

PACKAGING = ("requirements.lock", "build.lock", "packaging.lock")
"""What is in the virtual environment of the build; not that of the checks, of which nothing may be packed."""
_INSIDE = "SHADAN_BUILD_INSIDE"
_SYSTEMS = ("linux", "windows")
LARGEST = 150_000_000
"""Bytes of the folder for Windows that are refused beyond."""


@dataclass
class Builder:
    """Makes what is asked for, each thing once."""

    out: Path
    fast: bool
    work: Path = BUILD
    epoch: int = field(default_factory=workshop.epoch)
    made: dict[str, list[Path]] = field(default_factory=dict)

    def make(self, target: str) -> list[Path]:
        """What a target consists of; made if it is not there yet."""
        if target not in self.made:
            began = time.monotonic()
            self.made[target] = getattr(self, f"_{target}")()
            for each in self.made[target]:
                workshop.tell(each)
            say(f"--- {target}: {time.monotonic() - began:.0f} s")
        return self.made[target]

    def folder(self, system: str) -> Path:
        """The program as a folder for `linux` or `windows`."""
        return self.make(system)[0]

    def _linux(self) -> list[Path]:
        from linux import freeze

        return [freeze.freeze(self.out / "linux", self.work / "linux", python=Path(sys.executable), epoch=self.epoch)]

    def _deb(self) -> list[Path]:
        from linux import deb

        version = workshop.version()
        return [deb.build(self.folder("linux"), self.out, version=version, epoch=self.epoch, fast=self.fast)]

    def _run(self) -> list[Path]:
        from linux import archive

        version = workshop.version()
        made = archive.build(self.folder("linux"), self.out, version=version, epoch=self.epoch, fast=self.fast)
        return list(made)

    def _windows(self) -> list[Path]:
        from windows import payload

        folder = payload.assemble(self.out / "windows", self.work / "windows", epoch=self.epoch)
        if (size := workshop.size(folder)) > LARGEST:
            raise RuntimeError(f"the folder for Windows has {size:,} bytes, {LARGEST:,} at most are agreed")
        return [folder]

    def _setup(self) -> list[Path]:
        from windows import setup

        folder, work = self.folder("windows"), self.work / "nsis"
        return [setup.setup(folder, self.out, work, epoch=self.epoch, fast=self.fast)]

    def _zip(self) -> list[Path]:
        from windows import setup

        return [setup.portable(self.folder("windows"), self.out, epoch=self.epoch, fast=self.fast)]

    def _msi(self) -> list[Path]:
        from windows import msi

        return [msi.build(self.folder("windows"), self.out, self.work / "msi", epoch=self.epoch)]

    def _macos(self) -> list[Path]:
        from macos import app

        return [app.build(self.out / "macos", version=workshop.version(), epoch=self.epoch)]

    def _sbom(self) -> list[Path]:
        import sbom

        return [
            sbom.describe(self.folder(system), system, self.out, version=workshop.version(), epoch=self.epoch)
            for system in _SYSTEMS
        ]


TARGETS = ("linux", "deb", "run", "windows", "setup", "zip", "msi", "macos", "sbom")
PACKAGES = {"linux": ("deb", "run"), "windows": ("setup", "zip", "msi")}


def try_out(builder: Builder, systems: Sequence[str], *, strict: bool) -> int:
    """Try the packages of these systems; returns the exit code."""
    from trials import Trial

    trials: list[Trial] = []
    for system in systems:
        work = builder.work / f"{system}-trial"
        try:
            if system == "linux":
                from linux import trial as linux_trial

                made = dict(zip(("run", "tar"), builder.make("run"), strict=True)) | {"deb": builder.make("deb")[0]}
                folder = builder.folder("linux")
                trials.append(linux_trial.run(made, folder, work, builder.out, speed=not builder.fast))
            else:
                from windows import trial as windows_trial

                # What is given away is tried itself; what nobody asked for is made for the trial, quickly.
                made = {target: builder.made[target][0] for target in PACKAGES[system] if target in builder.made}
                folder = builder.folder("windows")
                trials.append(windows_trial.run(folder, builder.out, work, epoch=builder.epoch, made=made))
        except workshop.NotHad as reason:
            trials.append(Trial(system, system))
            trials[-1].not_run(str(reason))
            trials[-1].write(builder.out)
    for trial in trials:
        failed = sum(not step["ok"] and not step["skipped"] for step in trial.steps)
        say(f"--- {trial.target}: {len(trial.steps)} steps, {failed} failed, {trial.skipped} skipped")
    wrong = any(trial.failed for trial in trials) or (strict and any(trial.skipped for trial in trials))
    return 1 if wrong else 0


def twice(builder: Builder, systems: Sequence[str]) -> int:
    """Build everything of these systems twice, from nothing, and compare; returns the exit code."""
    from windows.trial import differences

    wrong = 0
    for number in (1, 2):
        at = Builder(builder.out / f"build-{number}", builder.fast, builder.work / f"build-{number}", builder.epoch)
        shutil.rmtree(at.out, ignore_errors=True)
        shutil.rmtree(at.work, ignore_errors=True)
        for system in systems:
            for target in (system, *PACKAGES[system]):
                at.make(target)
        if number == 1:
            first = at
    for target, made in at.made.items():
        for one, other in zip(first.made[target], made, strict=True):
            if one.is_dir():
                unlike = differences(one, other) + differences(other, one)
            else:
                unlike = [] if workshop.sha256(one) == workshop.sha256(other) else [one.name]
            if not unlike:
                say(f"same bytes: {target} {one.name}")
            else:
                wrong += 1
                say(f"*** differs: {target} {one.name}: {unlike[:10]}")
    return 1 if wrong else 0


def release(builder: Builder) -> int:
    """Everything that is given away, tried; `release.py collect` adds digests and notes. Returns the exit code."""
    for system in _SYSTEMS:
        for target in PACKAGES[system]:
            builder.make(target)
    builder.make("sbom")
    return try_out(builder, _SYSTEMS, strict=False)


def _system(word: str) -> str:
    if word not in _SYSTEMS:
        raise argparse.ArgumentTypeError(f"{word} is none of {', '.join(_SYSTEMS)}")
    return word


def parser() -> argparse.ArgumentParser:
    """The targets and their options."""
    top = argparse.ArgumentParser(prog="build.py", description="Build Shadan as it is installed.", allow_abbrev=False)
    top.add_argument("target", choices=(*TARGETS, "try", "twice", "release"), help="see the head of this file")
    only = "try, twice: of these only"
    # Not by `choices`: argparse holds an empty list of words, too, against them.
    top.add_argument("systems", nargs="*", type=_system, metavar="linux|windows", help=only)
    top.add_argument("--out", type=Path, default=workshop.DIST, metavar="DIR", help="default: dist")
    top.add_argument("--fast", action="store_true", help="pack larger and quicker")
    top.add_argument("--strict", action="store_true", help="try: what cannot be had here is a failure")
    return top


def go(options: argparse.Namespace) -> int:
    """Do what is asked, inside the build's virtual environment."""
    builder = Builder(options.out.resolve(), options.fast)
    systems = options.systems or _SYSTEMS
    doing: dict[str, Callable[[], int]] = {
        "try": lambda: try_out(builder, systems, strict=options.strict),
        "twice": lambda: twice(builder, systems),
        "release": lambda: release(builder),
    }
    if options.target in doing:
        return doing[options.target]()
    builder.make(options.target)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Set up the build's virtual environment, then do what is asked there; returns the exit code."""
    options = parser().parse_args(arguments)
    if options.systems and options.target not in {"try", "twice"}:
        parser().error(f"{options.target} takes no system")
    try:
        if os.environ.get(_INSIDE):
            return go(options)
        workshop.check_python()
        if options.target == "macos" and sys.platform != "darwin":
            raise NeedsYou("The bundle for macOS can be built on a Mac only; see installer/macos/README.md.")
        run.ensure_packages(PACKAGING, VENV)
        run.set_up(run.PROGRAM)
        words = [str(run.venv_python(VENV)), str(Path(__file__).resolve()), *(arguments or sys.argv[1:])]
        environment = {**workshop.environment(workshop.epoch()), _INSIDE: "1"}
        return subprocess.run(words, env=environment, check=False).returncode
    except NeedsYou as problem:
        say(str(problem), aside=True)
        return 3
    except RuntimeError as problem:
        say(f"*** {problem}", aside=True)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
