"""Sets up a checkout and runs it: `python3 installer/run.py demo | test | app [FILE] | setup`. Standard library only.

The set-up makes `.venv`, installs the locked packages by hash, compiles the translations and looks for the system
libraries Qt needs. A stamp over lock and interpreter makes a second run quick; it is written last, so that an
interrupted set-up is begun again.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALLER = ROOT / "installer"
VENV = ROOT / ".venv"
MINIMUM = (3, 11)
NOT_READY = 3

# shared library Qt loads → Debian package that brings it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# Settings of the caller that would change what is installed or imported.
NOISE = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_VIRTUALENV", "VIRTUAL_ENV")


class NotReady(Exception):
    """The machine lacks something; the text says what to type."""


def python_of(venv: Path) -> Path:
    """The interpreter inside a virtual environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without what would lead pip or Python astray, speaking UTF-8."""
    kept = {name: value for name, value in environment.items() if name not in NOISE}
    return {**kept, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def stamp_of(locks: Sequence[Path]) -> str:
    """What the environment was made from: the bytes of the locks, the interpreter, and the place."""
    digest = hashlib.sha256()
    for part in (sys.version, sysconfig.get_platform(), str(ROOT)):
        digest.update(part.encode())
    for lock in locks:
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """The Debian packages of the libraries that cannot be loaded; none on other systems than Linux."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def apt_command(packages: Sequence[str], *, root: bool) -> list[str]:
    """The command that installs `packages`, with sudo for an ordinary user."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    return command if root else ["sudo", *command]


def provide_libraries(libraries: Mapping[str, str]) -> None:
    """Install the missing system libraries as root with apt, or raise NotReady with the exact command."""
    packages = missing_packages(libraries)
    if not packages:
        return
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and shutil.which("apt-get"):
        say(f"installing system libraries: {' '.join(packages)}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=environment, stdout=subprocess.DEVNULL, check=False)
        done = subprocess.run(apt_command(packages, root=True), env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode == 0 and not missing_packages(libraries):
            return
    raise NotReady(f"system libraries are missing; type:  {shlex.join(apt_command(packages, root=root))}")


def make_venv(environment: Mapping[str, str]) -> list[str]:
    """Make `.venv` unless it works, and return the pip command that installs into it."""
    python = python_of(VENV)
    works = python.exists() and subprocess.run([str(python), "-c", ""], check=False).returncode == 0
    if not works:
        if VENV.exists():
            shutil.rmtree(VENV)
        command = [sys.executable, "-m", "venv", "--without-pip", str(VENV)]
        if subprocess.run(command, env=environment, check=False).returncode:
            raise NotReady(f"a virtual environment could not be made in {VENV}; is the folder writable?")
    # Debian's python3 has no ensurepip, but its pip (22.3 or later) installs into another environment.
    for pip in ([str(python), "-m", "pip"], [sys.executable, "-m", "pip", "--python", str(python)]):
        if subprocess.run([*pip, "--version"], env=environment, capture_output=True, check=False).returncode == 0:
            return pip
    if subprocess.run([str(python), "-m", "ensurepip"], env=environment, capture_output=True, check=False).returncode:
        raise NotReady("pip 22.3 or later is needed; type:  apt-get install python3-pip  (or python3 -m ensurepip)")
    return [str(python), "-m", "pip"]


def install(locks: Sequence[Path], environment: Mapping[str, str]) -> None:
    """Install exactly what the locks name, by hash; from `wheels/` alone when that folder is there."""
    pip = make_venv(environment)
    wheels = ROOT / "wheels"
    source = ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []
    options = ["--quiet", "--require-hashes", "--no-deps", "--only-binary=:all:", *source]
    for lock in locks:
        say(f"installing {lock.name}")
        done = subprocess.run([*pip, "install", *options, "-r", str(lock)], env=environment, check=False)
        if done.returncode:
            raise NotReady(f"the packages of {lock.name} could not be installed; see pip's message above")


def set_up(purpose: str, environment: Mapping[str, str]) -> Path:
    """Make the checkout ready for `purpose` (`test` needs more); returns its interpreter."""
    names = ["checks.lock"] if purpose == "test" else ["requirements.lock", "build.lock"]
    locks = [INSTALLER / name for name in names]
    provide_libraries({**LIBRARIES, **(WINDOW_LIBRARIES if purpose == "app" else {})})
    stamp, mark = VENV / f"stamp-{'checks' if purpose == 'test' else 'runtime'}", stamp_of(locks)
    python = python_of(VENV)
    if not (python.exists() and stamp.exists() and stamp.read_text() == mark):
        install(locks, environment)
        stamp.write_text(mark)
    compiler = [str(python), str(INSTALLER / "compile_messages.py")]
    if subprocess.run(compiler, cwd=ROOT, env=environment, check=False).returncode:
        raise NotReady("the translations could not be compiled")
    return python


def checks(python: Path) -> list[list[str]]:
    """Every check as a command, the quick ones first."""
    module = [str(python), "-m"]
    lint = "from importlinter.cli import lint_imports_command as run; run()"
    return [
        [*module, "ruff", "check", "."],
        [*module, "ruff", "format", "--check", "."],
        [*module, "mypy", "app"],
        [str(python), "-c", lint],
        [*module, "pytest"],
    ]


def run_checks(python: Path, environment: Mapping[str, str]) -> int:
    """Run all checks, also after a failed one; 0 when all passed."""
    failed = []
    for command in checks(python):
        name = " ".join(command[2:4]) if command[1] == "-m" else "lint-imports"
        say(name)
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            failed.append(name)
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def say(text: str) -> None:
    """One line of progress."""
    print(f"[shadan] {text}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code of what was run, 3 when the machine is not ready."""
    parser = argparse.ArgumentParser(prog="run.py", description="Set up and run Shadan from a checkout.")
    parser.add_argument("verb", choices=("demo", "test", "app", "setup"))
    options, rest = parser.parse_known_args(arguments)
    if sys.version_info < MINIMUM or sys.maxsize < 2**32:
        say("a 64-bit Python 3.11 or later is needed")
        return NOT_READY
    environment = clean_environment(os.environ)
    if options.verb in ("demo", "test") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        python = set_up(options.verb, environment)
    except NotReady as missing:
        say(str(missing))
        return NOT_READY
    if options.verb == "setup":
        say("ready")
        return 0
    if options.verb == "test":
        return run_checks(python, environment)
    verb = ["demo"] if options.verb == "demo" else []
    start = "import sys; sys.path[0] = sys.argv.pop(1); from app.__main__ import main; sys.exit(main())"
    return subprocess.run([str(python), "-c", start, str(ROOT), *verb, *rest], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
