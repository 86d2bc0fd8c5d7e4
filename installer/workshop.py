"""What every builder of an installable Shadan needs: tools, the version, the day of the commit, a tidy folder.

Standard library only: it runs before the build's virtual environment is there, and inside it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import run
from run import NeedsYou, say

ROOT = run.ROOT
INSTALLER = run.INSTALLER
BUILD = ROOT / "build"
"""Virtual environment, downloads and half-made things; git ignores it."""
DIST = ROOT / "dist"
"""What is made to be given away; git ignores it."""
VENV = BUILD / "venv"
DOWNLOADS = BUILD / "downloads"
MANIFEST = "MANIFEST.sha256"
PYTHON = (3, 11)
"""The Python whose byte code is shipped; that of Debian 12, of the Windows runtime, and of the checks."""
_HOUR = 3600.0


class NotHad(NeedsYou):
    """A tool or package cannot be had on this machine; what needs it counts as skipped, with this reason."""


def check_python() -> None:
    """Raises NeedsYou unless this is the Python whose byte code is shipped."""
    if sys.version_info[:2] != PYTHON:
        raise NeedsYou(f"Packages are built with Python 3.{PYTHON[1]}: start this script with python3.{PYTHON[1]}.")


def version() -> str:
    """The version of the program, from `app/version.py`."""
    text = (ROOT / "app" / "version.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise RuntimeError("app/version.py holds no version")
    return found[1]


def numbers(of: str) -> tuple[int, int, int]:
    """`1.2.3` or `1.2.3-rc.1` as the three numbers that Windows and MSI compare."""
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", of)
    if found is None:
        raise RuntimeError(f"{of} is not a version")
    return int(found[1]), int(found[2]), int(found[3])


def four_numbers(of: str) -> tuple[int, int, int, int]:
    """A version as Windows compares it: candidates (`-alpha.1`, `-beta.1`, `-rc.1`) before their release."""
    kind, _, number = of.partition("-")[2].partition(".")
    ranks = {"alpha": 0, "beta": 1000, "rc": 2000}
    if not kind:
        return (*numbers(of), 9999)
    if kind not in ranks or not number.isdigit() or int(number) > 999:
        raise RuntimeError(f"{of} is no candidate that Windows can compare: use -rc.1")
    return (*numbers(of), ranks[kind] + int(number))


def _git(*words: str) -> str | None:
    """What git says, None where there is no git or no repository."""
    with contextlib.suppress(OSError):
        answer = subprocess.run(
            ["git", "-c", "safe.directory=*", "-C", str(ROOT), *words],
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        if answer.returncode == 0:
            return answer.stdout
    return None


def commit() -> str:
    """The commit that is built, with `+` behind it where tracked files differ from it; empty without git."""
    head = _git("rev-parse", "HEAD")
    if head is None:
        return ""
    return head.strip() + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")


def epoch() -> int:
    """The moment that everything in a package bears, in seconds since 1970: `SOURCE_DATE_EPOCH`, else the commit's."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    said = _git("log", "-1", "--format=%ct")
    return int(said) if said else int((ROOT / "app" / "version.py").stat().st_mtime)


def moment(of: int) -> str:
    """An epoch as ISO 8601 in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(of))


_OF_SYSTEM = ("/usr/local/sbin", "/usr/sbin", "/sbin")


def environment(at: int) -> dict[str, str]:
    """The environment for build tools: nothing of the person's that changes what they make."""
    kept = run.clean_environment(os.environ)
    kept.update(SOURCE_DATE_EPOCH=str(at), PYTHONHASHSEED="1", LC_ALL="C.UTF-8", TZ="UTC")
    if os.name == "posix":
        # `su` alone leaves root with the path of the person, without debootstrap and chroot.
        path = kept.get("PATH", os.defpath).split(os.pathsep)
        kept["PATH"] = os.pathsep.join([*path, *(place for place in _OF_SYSTEM if place not in path)])
    return kept


def ran(
    words: Sequence[str | Path],
    *,
    timeout: float = _HOUR,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a tool that is asked nothing, however it ends. Raises TimeoutExpired."""
    return subprocess.run(
        [str(word) for word in words],
        env=None if env is None else dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
        check=False,
    )


def call(
    words: Sequence[str | Path],
    *,
    timeout: float = _HOUR,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> str:
    """Run a tool; returns its stdout. Raises RuntimeError with what it said when it fails or takes too long."""
    name = Path(words[0]).name
    try:
        done = ran(words, timeout=timeout, env=env, cwd=cwd)
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"{name} took longer than {timeout:.0f} s") from error
    if done.returncode:
        raise RuntimeError(
            f"{name} ended with {done.returncode}:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}".strip()
        )
    return done.stdout


def need(programs: Mapping[str, str]) -> None:
    """Have programs (program → Debian package): root with apt-get gets them. Raises NotHad with those still missing."""

    def missing() -> dict[str, str]:
        return {program: package for program, package in programs.items() if not shutil.which(program)}

    if missing() and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        run.install_packages(sorted(set(missing().values())))
    if left := missing():
        command = " ".join(run.install_command(sorted(set(left.values())), root=False))
        raise NotHad(f"{', '.join(sorted(left))} cannot be had here; on Debian: {command}")


def debian_package(name: str) -> Path:
    """A Debian package as apt would fetch it now, downloaded unless it is here; returns the .deb. Raises NotHad.

    Where apt cannot tell, the one that is here is taken, and its age is said.
    """
    folder = DOWNLOADS / "debian"
    folder.mkdir(parents=True, exist_ok=True)
    here = sorted(folder.glob(f"{name}_*.deb"), key=lambda path: path.stat().st_ctime)
    if not shutil.which("apt-get"):
        return _old(name, here, "there is no apt-get")
    for found in here:
        if (found.name, sha256(found)) == _offered(name):
            return found
    fetching = fresh(folder / "fetching")
    try:
        try:
            call(["apt-get", "download", name], cwd=fetching, timeout=300)
        except RuntimeError:
            call(["apt-get", "update", "--quiet"], timeout=300)
            call(["apt-get", "download", name], cwd=fetching, timeout=300)
        (fetched,) = fetching.glob(f"{name}_*.deb")
    except (RuntimeError, ValueError) as error:
        return _old(name, here, str(error))
    for path in here:
        path.unlink()
    return fetched.replace(folder / fetched.name)


def _offered(name: str) -> tuple[str, str] | None:
    """Name and SHA-256 of the file that apt would fetch; None where it tells none."""
    try:
        said = call(["apt-get", "download", "--print-uris", name], timeout=60)
    except RuntimeError:
        return None
    found = re.search(rf"^'[^']+' ({re.escape(name)}_[^\s/]+\.deb) \d+ SHA256:([0-9a-f]{{64}})$", said, re.MULTILINE)
    return None if found is None else (found[1], found[2])


def _old(name: str, here: Sequence[Path], why: str) -> Path:
    """The newest of those that were fetched before, its age said. Raises NotHad where there is none."""
    if not here:
        raise NotHad(f"the Debian package {name} cannot be had: {why}")
    days = (time.time() - here[-1].stat().st_ctime) / 86_400
    say(f"*** {here[-1].name} was fetched {days:.0f} days ago and may be outdated: {why}", aside=True)
    return here[-1]


def sha256(file: Path) -> str:
    """The SHA-256 of a file, in hex digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def files_in(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in an order that no file system decides."""
    return iter(sorted((path for path in folder.rglob("*") if path.is_file() or path.is_symlink()), key=str))


def fresh(folder: Path) -> Path:
    """An empty folder in place of whatever is there."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def program_files() -> list[Path]:
    """What of the checkout belongs to the program, relative to it: what git tracks of `app` and `resources`."""
    said = _git("ls-files", "-z", "--", "app", "resources")
    if said is None:
        found = (path.relative_to(ROOT) for top in ("app", "resources") for path in files_in(ROOT / top))
        listed = [path for path in found if "__pycache__" not in path.parts]
    else:
        listed = [Path(name) for name in said.split("\0") if name]
    return sorted(path for path in listed if path.suffix not in {".po", ".mo"} and (ROOT / path).is_file())


def lay_program(folder: Path, target: str, at: int) -> None:
    """The program as it is shipped, into `folder`: `app`, and `resources` with compiled texts and licences."""
    compiled = [Path("resources/catalogue/compiled.json")]
    compiled += [path.relative_to(ROOT) for path in (ROOT / "resources" / "locale").glob("*/LC_MESSAGES/*.mo")]
    for path in (*program_files(), *compiled):
        copy(ROOT / path, folder / path)
    licences = folder / "resources" / "licenses"
    copy(ROOT / "LICENSE", licences / "LICENSE")
    for path in files_in(INSTALLER / "licenses"):
        copy(path, licences / path.relative_to(INSTALLER / "licenses"))
    told = {"version": version(), "commit": commit(), "commit_date": moment(at), "target": target}
    (folder / "resources" / "build.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def copy(source: Path, target: Path) -> None:
    """One file's bytes, and the folder they need."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def compile_python(folder: Path, *, prefix: str = "", kept: Sequence[str] | None = None) -> None:
    """Byte code for every module, valid whatever the files' times are; `prefix` is what tracebacks name them by.

    The sources stay beside it, or (`kept`) only those below these folders.
    """
    import py_compile

    for path in files_in(folder):
        if path.suffix != ".py":
            continue
        name = path.relative_to(folder)
        alone = kept is not None and not any(name.is_relative_to(each) for each in kept)
        py_compile.compile(
            str(path),
            cfile=str(path.with_suffix(".pyc")) if alone else None,
            dfile=prefix + name.as_posix(),
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        if alone:
            path.unlink()


def write_manifest(folder: Path) -> Path:
    """`MANIFEST.sha256` of everything in the folder: lines `SHA-256  relative/path`, by which it can be compared."""
    target = folder / MANIFEST
    target.unlink(missing_ok=True)
    lines = [
        f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(files_in(folder), key=lambda path: path.relative_to(folder).as_posix())
        if not path.is_symlink()
    ]
    target.write_text("".join(lines), "utf-8", newline="\n")
    return target


def settle(folder: Path, at: int, *, executables: Sequence[str] = ()) -> None:
    """Give everything the same moment and plain rights, so that two builds are alike; `executables` are patterns."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_symlink():
            os.utime(path, (at, at), follow_symlinks=False)
            continue
        runs = path.is_dir() or any(path.relative_to(folder).match(pattern) for pattern in executables)
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (at, at))
    folder.chmod(0o755)
    os.utime(folder, (at, at))


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.lstat().st_size for path in files_in(folder))


def tell(what: Path) -> None:
    """Say what was made and how large it is."""
    number = size(what) if what.is_dir() else what.stat().st_size
    digest = "" if what.is_dir() else f"  sha256 {sha256(what)}"
    say(f"--- made {what.relative_to(ROOT) if what.is_relative_to(ROOT) else what}: {number / 1e6:.1f} MB{digest}")
