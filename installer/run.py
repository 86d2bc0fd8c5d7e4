"""Set up and start Shadan from a checkout, with nothing but Python 3.11 or later and pip.

    python3 installer/run.py demo [--out DIR]    a sample audit, from ledgers to filed reports
    python3 installer/run.py test [ARGUMENT...]  every check; the arguments are pytest's
    python3 installer/run.py app [FILE]          the window
    python3 installer/run.py shadan [VERB ...]   the command line
    python3 installer/run.py setup               the set-up alone

On Windows: py installer\\run.py ... . The first run makes `.venv`, installs what the lock files name (each file checked
against its hash) and compiles translations and catalogue; later runs find that done. Wheels in a folder `wheels` are
used instead of the network. Exit code: that of what was run; 3 when the set-up needs something from you; 1 when it
failed.
"""

# This file must be readable for an older Python, too, so that it can say which one is needed.
from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALLER = ROOT / "installer"
VENV = ROOT / ".venv"
OLDEST = (3, 11)
NEWEST = (3, 14)

# The lock files behind each level of set-up.
PROGRAM = ("requirements.lock", "build.lock")
CHECKS = ("checks.lock",)

# What Qt's wheels expect of the system, found one by one on a bare Debian: library → package.
OFFSCREEN_LIBRARIES = {
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
# What the checks use when it is there: program → package.
CHECK_PROGRAMS = {"pdftotext": "poppler-utils"}

# Settings of pip that say where packages come from. All others could send them elsewhere than into `.venv`.
PIP_SETTINGS_KEPT = frozenset(
    f"PIP_{name}"
    for name in (
        *("INDEX_URL", "EXTRA_INDEX_URL", "FIND_LINKS", "NO_INDEX", "TRUSTED_HOST", "KEYRING_PROVIDER", "CONFIG_FILE"),
        *("CERT", "CLIENT_CERT", "PROXY", "DEFAULT_TIMEOUT", "TIMEOUT", "RETRIES", "USE_DEPRECATED", "USE_FEATURE"),
        *("CACHE_DIR", "NO_CACHE_DIR", "LOG"),
    )
)
PYTHON_SETTINGS_KEPT = frozenset(
    "PYTHON" + name for name in ("DONTWRITEBYTECODE", "HASHSEED", "PYCACHEPREFIX", "TZPATH", "UNBUFFERED")
)


class NeedsYou(Exception):
    """The set-up cannot go on; the text says what to do."""


def say(text: str, *, aside: bool = False) -> None:
    """A text for the person at the terminal (`aside`: on stderr), also where the terminal's encoding is narrow."""
    stream = sys.stderr if aside else sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)


# --- the machine ------------------------------------------------------------------------------------------------------


def check_python(version: tuple[int, ...], bits: int) -> None:
    """Raise NeedsYou unless this Python can run the program."""
    if version[:2] < OLDEST:
        newer = [f"python3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1) if shutil.which(f"python3.{minor}")]
        remedy = f"start this script with {newer[-1]}" if newer else "install a newer one and start this script with it"
        raise NeedsYou(f"Shadan needs Python 3.11 or later, and this is {version[0]}.{version[1]}: {remedy}.")
    if version[:2] > NEWEST:
        raise NeedsYou(
            f"The locked packages are made for Python 3.11 to 3.{NEWEST[1]}, and this is {version[0]}.{version[1]}: "
            "start this script with one of those."
        )
    if bits != 64:
        raise NeedsYou(f"Shadan needs a 64-bit Python, and this one has {bits} bits: install the 64-bit edition.")


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for pip and the program: only settings that cannot lead an installation or an import astray."""
    kept = {}
    for name, value in environment.items():
        upper = name.upper()
        if upper.startswith("PIP_") and upper not in PIP_SETTINGS_KEPT:
            continue
        if upper.startswith("PYTHON") and upper not in PYTHON_SETTINGS_KEPT:
            continue
        if upper in {"VIRTUAL_ENV", "__PYVENV_LAUNCHER__", "CONDA_PREFIX", "PYTEST_ADDOPTS", "MYPYPATH"}:
            continue
        kept[name] = value
    kept.update(
        PYTHONPATH=str(ROOT),
        PYTHONNOUSERSITE="1",
        PYTHONUTF8="1",
        # These win over a configuration file of pip.
        PIP_USER="0",
        PIP_REQUIRE_VIRTUALENV="0",
        PIP_CONSTRAINT=os.devnull,
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PIP_NO_INPUT="1",
        PIP_ROOT_USER_ACTION="ignore",
    )
    return kept


def missing_packages(libraries: Mapping[str, str]) -> dict[str, str]:
    """Those of `libraries` (library → package) that the loader does not find."""
    missing = {}
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing[library] = package
    return missing


def install_command(packages: Sequence[str], *, root: bool) -> list[str]:
    """The apt-get command that installs `packages`, with sudo for an ordinary user."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *sorted(packages)]
    return command if root else ["sudo", *command]


def ensure_libraries(libraries: Mapping[str, str], *, needed: bool) -> None:
    """Have the system libraries that Qt loads: root with apt-get gets them, others are told the command.

    `needed` is False where the verb at hand works without them: then the command is a hint.
    Raises NeedsYou when something needed is missing.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = missing_packages(libraries)
    if not missing:
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        install_packages(sorted(missing.values()))
        missing = missing_packages(missing)
        if not missing:
            return
    if apt:
        remedy = "type:\n    " + shlex.join(install_command(list(missing.values()), root=os.geteuid() == 0))
    else:
        remedy = "install the packages of your system that hold: " + ", ".join(sorted(missing))
    if needed:
        raise NeedsYou(f"Qt needs system libraries that are missing; {remedy}\nand start this command again.")
    say(f"Note: the window will need system libraries that are missing; before you open it, {remedy}")


def ensure_programs(programs: Mapping[str, str]) -> None:
    """Have programs (program → package) that a few checks use and skip without: root with apt-get gets them."""
    missing = [package for program, package in programs.items() if not shutil.which(program)]
    if missing and sys.platform.startswith("linux") and shutil.which("apt-get") and os.geteuid() == 0:
        install_packages(missing)


def install_packages(packages: list[str]) -> None:
    """Install with apt-get as root; package lists that are empty or old are fetched first."""
    say("Installing system packages: " + " ".join(packages))
    command = install_command(packages, root=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    quiet = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if quiet.returncode == 0:
        return
    subprocess.run(["apt-get", "update", "--quiet"], env=environment, stdout=subprocess.DEVNULL)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL)


# --- the virtual environment ------------------------------------------------------------------------------------------


def venv_python(venv: Path = VENV) -> Path:
    """The interpreter inside the virtual environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def lock_digest(names: Sequence[str], folder: Path = INSTALLER) -> str:
    """SHA-256 over the contents of the lock files."""
    digest = hashlib.sha256()
    for name in names:
        # Line ends differ between checkouts on Windows and elsewhere; the packages do not.
        digest.update((folder / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def packages_inside(venv: Path) -> int:
    """How many packages the virtual environment holds, by its folders alone."""
    return sum(1 for pattern in ("lib/python3*", "Lib") for _ in venv.glob(f"{pattern}/site-packages/*.dist-info"))


def this_python() -> str:
    """What a virtual environment depends on: the version, and the folder that it was made in."""
    return "{}.{}.{} {}".format(*sys.version_info[:3], ROOT)


class Stamp:
    """What the last set-up that came to its end has installed; kept inside the virtual environment."""

    def __init__(self, venv: Path = VENV) -> None:
        self.path = venv / "shadan-setup.json"
        self.unfinished = venv / "shadan-setup.unfinished"

    def read(self) -> dict[str, str]:
        """Level → digest; empty when there is no stamp, a damaged one, or one for another Python or folder."""
        try:
            content = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if self.unfinished.exists() or not isinstance(content, dict) or content.pop("python", None) != this_python():
            return {}
        return content

    def is_fresh(self, names: Sequence[str]) -> bool:
        """Whether the packages of these lock files are installed."""
        venv, read = self.path.parent, self.read()
        return (
            venv_python(venv).exists()
            and read.get("+".join(names)) == lock_digest(names)
            # Somebody, or something that tidies up, may have been at it since.
            and packages_inside(venv) >= int(read.get("packages", "0"))
        )

    @contextlib.contextmanager
    def installing(self, names: Sequence[str]) -> Iterator[None]:
        """Around an installation: one that is killed in the middle leaves a mark, one that ends well a stamp."""
        before = self.read()
        self.unfinished.touch()
        try:
            yield
        except Exception:
            # pip has put back what it replaced.
            self.unfinished.unlink()
            raise
        self.unfinished.unlink()
        after = dict(before, python=this_python())
        after["+".join(names)] = lock_digest(names)
        if names == CHECKS:
            after["+".join(PROGRAM)] = lock_digest(PROGRAM)
        after["packages"] = str(packages_inside(self.path.parent))
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps(after, indent=1), "utf-8")
        draft.replace(self.path)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Only one set-up at a time in this checkout; the system lets go when the process ends, however it ends."""
    with open(ROOT / ".venv.lock", "a+b") as stream:
        if sys.platform == "win32":
            import msvcrt

            while True:
                try:
                    stream.seek(0)
                    msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # It gives up after ten seconds.
                    say("Waiting for another set-up in this folder ...")
        else:
            import fcntl

            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                say("Waiting for another set-up in this folder ...")
                fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def is_usable(venv: Path) -> bool:
    """Whether the virtual environment starts, is of this Python's version and was not left half made."""
    python = venv_python(venv)
    if not python.exists() or Stamp(venv).unfinished.exists():
        return False
    words = [str(python), "-I", "-c", "import sys; print(*sys.version_info[:3], sys.prefix != sys.base_prefix)"]
    try:
        answer = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.stdout.split() == [*map(str, sys.version_info[:3]), "True"]


# Not -I: this Python's pip may live in the user's own packages, whose place an environment variable can change.
HOST_PIP = [sys.executable, "-E", "-P", "-m", "pip"]


def pip_version() -> tuple[int, int] | None:
    """Major and minor version of this Python's own pip, None without pip."""
    words = [*HOST_PIP, "--version"]
    answer = subprocess.run(words, capture_output=True, text=True, check=False, env=clean_environment(os.environ))
    found = re.match(r"pip (\d+)\.(\d+)", answer.stdout)
    return (int(found[1]), int(found[2])) if found and answer.returncode == 0 else None


def make_venv(venv: Path = VENV, *, with_pip: bool) -> None:
    """A new, empty virtual environment in place of whatever is there. Raises NeedsYou when Python cannot make one."""
    if os.pathsep in str(ROOT):
        raise NeedsYou(f"A virtual environment cannot live in a folder whose name contains '{os.pathsep}': {ROOT}")
    say(f"Making the virtual environment {venv}")
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    words = [sys.executable, "-I", "-m", "venv", "--clear", str(venv)]
    if not with_pip:
        words.insert(-1, "--without-pip")
    answer = subprocess.run(words, env=clean_environment(os.environ), capture_output=True, text=True, check=False)
    if answer.returncode:
        raise NeedsYou(
            f"Python could not make a virtual environment in {venv}:\n{answer.stdout}{answer.stderr}".strip()
        )


def pip_words(version: tuple[int, int] | None, scratch: Path, venv: Path = VENV) -> tuple[list[str], dict[str, str]]:
    """How to start a pip that installs into the virtual environment, and the environment to start it in.

    Debian has no ensurepip without python3-venv and forbids its own pip to install for the system (PEP 668), but allows
    `pip --python` (22.3 or later). An older pip runs as a copy, under the interpreter of the virtual environment.
    """
    environment = clean_environment(os.environ)
    python = str(venv_python(venv))
    inside = subprocess.run([python, "-I", "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    if inside:
        return [python, "-I", "-m", "pip"], environment
    if version is not None and version >= (22, 3):
        return [*HOST_PIP, "--python", python], environment
    spec = importlib.util.find_spec("pip")
    if spec is None or not spec.submodule_search_locations:
        raise NeedsYou(
            "pip is missing; on Debian or Ubuntu type:\n    " + pip_remedy() + "\nand start this command again."
        )
    shutil.copytree(spec.submodule_search_locations[0], scratch / "pip")
    environment["PYTHONPATH"] = str(scratch)
    return [python, "-m", "pip"], environment


def pip_remedy() -> str:
    """The command that brings pip to a Debian or Ubuntu."""
    return shlex.join(install_command(["python3-pip"], root=hasattr(os, "geteuid") and os.geteuid() == 0))


def ensure_packages(names: Sequence[str], venv: Path = VENV) -> None:
    """Install what the lock files name into the virtual environment, unless the stamp says that it is there.

    Raises NeedsYou when that fails.
    """
    stamp = Stamp(venv)
    if stamp.is_fresh(names):
        return
    with alone():
        if stamp.is_fresh(names):
            return
        version = pip_version()
        if not is_usable(venv):
            # ensurepip costs seconds; pip --python does without.
            old = version is None or version < (22, 3)
            make_venv(venv, with_pip=old and bool(importlib.util.find_spec("ensurepip")))
        with stamp.installing(names), tempfile.TemporaryDirectory() as scratch:
            words, environment = pip_words(version, Path(scratch), venv)
            install(words, environment, names, venv)


def install(words: list[str], environment: Mapping[str, str], names: Sequence[str], venv: Path = VENV) -> None:
    """Run pip on the lock files, then look whether everything has arrived. Raises NeedsYou if not."""
    words = [*words, "install", "--require-hashes", "--no-deps", "--only-binary=:all:", "--no-warn-script-location"]
    if not sys.stdout.isatty():
        words.append("--quiet")
    wheels = ROOT / "wheels"
    if wheels.is_dir():
        words += ["--no-index", "--find-links", str(wheels)]
    for name in names:
        words += ["--requirement", str(INSTALLER / name)]
    say(f"Installing the locked packages ({', '.join(names)}); the first time this takes a minute or two")
    if subprocess.run(words, env=dict(environment), check=False).returncode:
        place = f"the folder {wheels}" if wheels.is_dir() else "the network connection (a folder `wheels` does without)"
        raise NeedsYou(
            f"pip could not install the locked packages, see its message above; check {place} and try again."
        )
    absent = absent_packages(names, venv)
    if absent:
        raise NeedsYou(
            f"pip reported success, but {venv} lacks {', '.join(absent)}: a configuration file of pip sends packages "
            "elsewhere (see `python3 -m pip config list`: target, prefix, root)."
        )


_PRESENT = """
import importlib.metadata, json
print(json.dumps([[d.metadata["Name"], d.version] for d in importlib.metadata.distributions()]))
"""


def absent_packages(names: Sequence[str], venv: Path = VENV) -> list[str]:
    """What the lock files name for every system and the virtual environment does not have in that version."""
    words = [str(venv_python(venv)), "-I", "-c", _PRESENT]
    listed = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    present = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in listed}
    wanted = {}
    for name in names:
        for line in (INSTALLER / name).read_text("utf-8").splitlines():
            # A line with a marker (`; sys_platform == ...`) is pip's to judge.
            found = re.fullmatch(r"([A-Za-z0-9._-]+)==([^\s;]+) *\\?", line)
            if found:
                wanted[found[1].lower()] = found[2]
    return [f"{name} {version}" for name, version in sorted(wanted.items()) if present.get(name) != version]


def ensure_compiled() -> None:
    """Compile the translations and the catalogue where a source is newer. Raises NeedsYou when that fails."""
    resources = ROOT / "resources"
    for folder in (resources / "locale").iterdir():
        if _stale(folder / "LC_MESSAGES" / "shadan.mo", folder.glob("*.po")):
            _compile("compile_messages.py", "The translations could not be compiled; see the message above.")
            break
    catalogue = resources / "catalogue"
    if _stale(catalogue / "compiled.json", catalogue.rglob("*.toml")):
        _compile("compile_catalogue.py", "The catalogue could not be compiled; see the message above.")


def _stale(compiled: Path, sources: Iterable[Path]) -> bool:
    newest = max((path.stat().st_mtime for path in sources), default=0.0)
    return bool(newest) and not (compiled.is_file() and compiled.stat().st_mtime >= newest)


def _compile(script: str, failed: str) -> None:
    words = [str(venv_python()), "-P", str(INSTALLER / script)]
    answer = subprocess.run(words, env=clean_environment(os.environ), check=False, stdout=subprocess.DEVNULL)
    if answer.returncode:
        raise NeedsYou(failed)


# --- the verbs --------------------------------------------------------------------------------------------------------


def run_app(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the program in the folder the person is in; -P keeps a folder `app` there from being taken for it."""
    words = [str(venv_python()), "-P", "-m", "app", *arguments]
    process = subprocess.Popen(words, env=dict(environment, SHADAN_COMMAND=own_command()))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The program has been told as well; killed, it could not take away what is half made.
            continue


def own_command() -> str:
    """What a person types here in place of `shadan`, which no search path knows in a checkout."""
    try:
        script = os.path.relpath(__file__)
    except ValueError:  # Windows: on another drive.
        script = str(Path(__file__).resolve())
    return (
        f"py {subprocess.list2cmdline([script])} shadan" if os.name == "nt" else f"python3 {shlex.quote(script)} shadan"
    )


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown (Linux: a display is named; elsewhere always)."""
    return not sys.platform.startswith("linux") or any(environment.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY"))


def demo(out: Path, arguments: Sequence[str]) -> int:
    """Make the sample audit in `out` and say where it is."""
    ensure_libraries(OFFSCREEN_LIBRARIES, needed=False)
    set_up(PROGRAM)
    environment = clean_environment(os.environ)
    if not has_display(environment):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    code = run_app(["demo", "--out", str(out), *arguments], environment)
    if code == 0:
        # With --json the program's object is all that may stand on stdout.
        say(f"\nThe results are in {out.resolve()}", aside="--json" in arguments)
    return code


def app(arguments: Sequence[str]) -> int:
    """Open the window."""
    environment = clean_environment(os.environ)
    platform = environment.get("QT_QPA_PLATFORM", "")
    if not platform and not has_display(environment):
        raise NeedsYou("There is no display to show a window on; log in to a desktop, or set DISPLAY.")
    windowless = platform.startswith(("offscreen", "minimal"))
    ensure_libraries(OFFSCREEN_LIBRARIES if windowless else {**OFFSCREEN_LIBRARIES, **WINDOW_LIBRARIES}, needed=True)
    set_up(PROGRAM)
    return run_app(arguments, environment)


def shadan(arguments: Sequence[str]) -> int:
    """The command line; without a verb the window, as the installed command does it."""
    if not arguments or arguments[0].lower().endswith(".shadan"):
        return app(arguments)
    set_up(PROGRAM)
    return run_app(arguments, clean_environment(os.environ))


TEST_FILES = "PYTEST_DEBUG_TEMPROOT"
"""The variable by which pytest is told in which folder to make its own."""
ROOM = 6 << 30
"""Bytes in memory that the tests may need for their files."""

CHECK_STEPS: dict[str, list[str]] = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy", "--strict", "app", "tests", "installer"],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
    # A worker for each processor, up to four: each has a window system and a sample audit of its own.
    # `load` gives the tests out in their order (tests/workers.py), so that what must be alone is alone at the end.
    "pytest": ["-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "load"],
}


def test_files(environment: Mapping[str, str]) -> dict[str, str]:
    """Where pytest keeps the files of the tests: in memory where there is plenty of it (Linux). They make thousands of
    audits, and each commit of each would wait for the disk."""
    memory = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own there, for this user alone
    if TEST_FILES in environment or not sys.platform.startswith("linux") or not os.access(memory, os.W_OK):
        return {}
    try:
        known = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines())
        available = int(known["MemAvailable"].split()[0]) * 1024
    except (OSError, ValueError, KeyError):
        return {}
    roomy = shutil.disk_usage(memory).free >= ROOM and available >= 2 * ROOM
    return {TEST_FILES: str(memory)} if roomy else {}


def test(arguments: Sequence[str]) -> int:
    """Run every check, all of them even if one fails; pytest comes last, so that its summary is what one sees.

    With `arguments`, which are pytest's, packages are not built.

    Returns 0 only if all pass.
    """
    ensure_libraries(OFFSCREEN_LIBRARIES, needed=True)
    ensure_programs(CHECK_PROGRAMS)
    set_up(CHECKS)
    environment = dict(clean_environment(os.environ), QT_QPA_PLATFORM="offscreen")
    environment.update(test_files(environment))
    failed = []
    with trial_of_packages(wanted=not arguments) as trial:
        failed += _checked({name: words for name, words in CHECK_STEPS.items() if name != "pytest"}, environment)
        failed += trial()
    failed += _checked({"pytest": [*CHECK_STEPS["pytest"], *arguments]}, environment)
    if failed:
        say("--- failed: " + ", ".join(failed))
    return 1 if failed else 0


def _checked(steps: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> list[str]:
    """Run checks one after the other; returns which failed."""
    failed = []
    for name, step in steps.items():
        say(f"--- {name}")
        started = time.monotonic()
        words = [str(venv_python()), *step]
        code = subprocess.run(words, cwd=ROOT, env=dict(environment), check=False).returncode
        if code:
            failed.append(f"{name} (exit code {code})")
        if name != "pytest":
            say(f"--- {name}: {'failed' if code else 'passed'} in {time.monotonic() - started:.1f} s")
    return failed


@contextlib.contextmanager
def trial_of_packages(*, wanted: bool) -> Iterator[Callable[[], list[str]]]:
    """Packages are built, installed and removed beside what goes on inside: most of that is waiting for other programs.

    What is given waits for the end of it, says how it went and returns what failed. Not `wanted`: nothing is tried.
    """
    if not wanted:
        yield list
        return
    words = [sys.executable, str(INSTALLER / "build.py"), "try", "--fast", "--out", str(ROOT / "build" / "tried")]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )

        def told() -> list[str]:
            say("--- packages are built and tried")
            code = process.wait()
            said.seek(0)
            say(said.read().decode("utf-8", "replace").rstrip())
            if code == 3:
                # Said loudly, and counted as skipped.
                say("*** NOT RUN: the packages were neither built nor tried on this machine, for the reason above")
                return []
            return [f"packages (exit code {code})"] if code else []

        try:
            yield told
        finally:
            if process.poll() is None:
                # With all that it has started.
                if os.name == "posix":
                    os.killpg(process.pid, signal.SIGTERM)
                process.kill()
                process.wait()


def set_up(names: Sequence[str]) -> None:
    """Everything but system libraries: virtual environment, packages, compiled texts."""
    check_python(sys.version_info[:3], struct.calcsize("P") * 8)
    ensure_packages(names)
    ensure_compiled()


def parser() -> argparse.ArgumentParser:
    """The five verbs."""
    top = argparse.ArgumentParser(
        allow_abbrev=False,
        prog="run.py",
        description="Set up and start Shadan from a checkout.",
        epilog="More: see the head of this file.",
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="demo|test|app|shadan|setup")
    verb = verbs.add_parser("demo", allow_abbrev=False, help="make a sample audit, from ledgers to reports")
    verb.add_argument("--out", type=Path, default=Path("shadan-demo"), metavar="DIR", help="default: ./shadan-demo")
    verbs.add_parser("test", allow_abbrev=False, help="run every check; further arguments go to pytest")
    verbs.add_parser(
        "app", allow_abbrev=False, help="open the window; further arguments, such as an audit file, go to the program"
    )
    verbs.add_parser("shadan", allow_abbrev=False, add_help=False, help="the command line: info, import, report ...")
    verbs.add_parser("setup", help="make the virtual environment only")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    known, further = parser().parse_known_args(arguments)
    if known.verb == "setup" and further:
        parser().error("setup takes no arguments: " + " ".join(further))
    try:
        check_python(sys.version_info[:3], struct.calcsize("P") * 8)
        if known.verb == "demo":
            return demo(known.out, further)
        if known.verb == "test":
            return test(further)
        if known.verb == "app":
            return app(further)
        if known.verb == "shadan":
            return shadan(further)
        ensure_libraries(OFFSCREEN_LIBRARIES, needed=False)
        set_up(PROGRAM)
        say(f"Ready: {venv_python()}")
    except NeedsYou as problem:
        say(str(problem), aside=True)
        return 3
    except KeyboardInterrupt:
        say("Stopped; the next start begins this set-up anew or goes on.", aside=True)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
