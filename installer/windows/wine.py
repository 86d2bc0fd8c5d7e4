"""Wine as a test bench: a Windows 10 of its own for each trial, with stand-ins for libraries that wine lacks.

The stand-ins go into the bench, never into what is shipped. Wine is not Windows: CHECKLIST.md has what it cannot show.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import workshop
from windows import packages
from workshop import NotHad, call

# Debian keeps the 64-bit loader off the search path; the script `wine` in front of it asks for the 32-bit one.
LOADER = Path("/usr/lib/wine/wine64")
TOOLS = {str(LOADER): "wine64", "wineserver": "wine", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64"}
_HOLD = """
#include <windows.h>
/* Holds a file open so that nobody can rename or remove it, as a virus scanner does; says when it has it. */
int wmain(int count, wchar_t **words)
{
    HANDLE file = count > 1 ? CreateFileW(words[1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL)
                            : INVALID_HANDLE_VALUE;
    HANDLE mark = count > 2 ? CreateFileW(words[2], GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL) : file;
    if (file == INVALID_HANDLE_VALUE || mark == INVALID_HANDLE_VALUE)
        return 1;
    Sleep(INFINITE);
    return 0;
}
"""
_RANDOM = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(void *buffer, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *data, SIZE_T length)
{
    return SystemFunction036(data, (ULONG)length);
}
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program under wine ended and what it said."""

    code: int
    out: str
    err: str = ""


@dataclass(slots=True)
class Bench:
    """A wine prefix; use as a context manager, so that nothing of it goes on running.

    `made_from` is a bench that was made and stopped before: the new one shares its files, which takes no time.
    """

    folder: Path
    locale: str = "C.UTF-8"
    display: str = ""
    made_from: Path | None = None
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def __enter__(self) -> Bench:
        workshop.need(TOOLS)
        workshop.fresh(self.folder)
        if self.made_from is not None:
            shutil.copytree(
                self.made_from, self.folder, symlinks=True, dirs_exist_ok=True, copy_function=_linked_or_copied
            )
            return self
        try:
            call([LOADER, "wineboot", "--init"], env=self.environment(), timeout=180)
            call([LOADER, "winecfg", "-v", "win10"], env=self.environment(), timeout=120)
            # Wine takes every variable that begins with QT_ away from outside; a user's own it keeps.
            self.set_platform("offscreen")
        except (RuntimeError, OSError) as error:
            self.stop()
            raise NotHad(f"wine does not start here: {error}") from error
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def environment(self) -> dict[str, str]:
        """What wine is started with: this prefix, quiet, no Mono, no Gecko, the locale whose code page is tried."""
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "USER", "TMPDIR"}}
        return {
            **kept,
            "WINEPREFIX": str(self.folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # The C++ runtime of wine would hide that ours is missing.
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d;msvcp140,msvcp140_1,msvcp140_2,vcruntime140_1=n",
            "LC_ALL": self.locale,
            "LANG": self.locale,
            **({"DISPLAY": self.display} if self.display else {}),
        }

    def set_platform(self, name: str) -> None:
        """By which platform plugin Qt shows windows from now on."""
        self.run(["reg", "add", "HKCU\\Environment", "/v", "QT_QPA_PLATFORM", "/d", name, "/f"], timeout=60)

    @property
    def drive(self) -> Path:
        """Drive C."""
        return self.folder / "drive_c"

    @property
    def local_data(self) -> Path:
        """The user's local application data."""
        (user,) = (path for path in (self.drive / "users").iterdir() if path.name != "Public")
        return user / "AppData" / "Local"

    def inside(self, path: Path) -> str:
        """A path of drive C as Windows writes it."""
        return "C:\\" + "\\".join(path.relative_to(self.drive).parts)

    def add_stand_ins(self, program: Path, work: Path) -> None:
        """Give wine what every Windows 10 has and wine 8 has not, as far as the program in this folder asks for it."""
        work.mkdir(parents=True, exist_ok=True)
        wanted = icu_functions(program.rglob("Qt6Core.dll"))
        lines = [f"__declspec(dllexport) void *{name}(void) {{ return 0; }}" for name in sorted(wanted)]
        system = self.drive / "windows" / "system32"
        for name, text, libraries in (
            ("icuuc.dll", "\n".join(lines) + "\n", ()),
            ("bcryptprimitives.dll", _RANDOM, ("-ladvapi32",)),
        ):
            if (system / name).exists():
                continue
            source = work / f"{name}.c"
            source.write_text(text, "ascii")
            call(["x86_64-w64-mingw32-gcc", "-shared", "-s", "-o", system / name, source, *libraries], timeout=120)

    def program(self, work: Path, name: str, source: str, *libraries: str) -> Path:
        """A console program of a few lines of C (`wmain`) on the bench's drive, compiled unless it is there."""
        target = self.drive / "trial" / f"{name}.exe"
        if not target.exists():
            work.mkdir(parents=True, exist_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = work / f"{name}.c"
            text.write_text(source, "ascii")
            call(["x86_64-w64-mingw32-gcc", "-municode", "-s", "-o", target, text, *libraries], timeout=120)
        return target

    def holder(self, work: Path) -> Path:
        """A program that holds the file of its first argument, and makes that of its second when it has it."""
        return self.program(work, "hold", _HOLD)

    def run(self, words: Sequence[str], *, timeout: float = 300) -> Ran:
        """Run a Windows program to its end, offscreen, over pipes; words are as Windows takes them.

        A file as stdout, or none as stdin, would keep Python from starting under wine.
        """
        done = subprocess.run(
            [str(LOADER), *words],
            env=self.environment(),
            input="",
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def start(self, words: Sequence[str]) -> subprocess.Popen[str]:
        """Start a Windows program and leave it running; it is stopped with the bench."""
        process = subprocess.Popen(
            [str(LOADER), *words],
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        self.started.append(process)
        return process

    def registry(self, key: str, name: str) -> str | None:
        """A value of the registry, None where there is none."""
        ran = self.run(["reg", "query", key, "/v", name], timeout=60)
        found = [
            line.split("REG_SZ")[-1].split("REG_DWORD")[-1].strip() for line in ran.out.splitlines() if name in line
        ]
        return found[0] if ran.code == 0 and found else None

    @contextmanager
    def screen(self) -> Iterator[None]:
        """A virtual screen, on which Qt shows windows by its plugin for Windows. Raises NotHad."""
        workshop.need({"Xvfb": "xvfb"})
        reader, writer = os.pipe()
        words = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
        with subprocess.Popen(words, pass_fds=(writer,), stderr=subprocess.DEVNULL) as server:
            os.close(writer)
            try:
                with os.fdopen(reader, encoding="ascii") as said:
                    number = said.readline().strip()
                if not number:
                    raise NotHad("Xvfb does not start here")
                self.stop()
                self.display = f":{number}"
                self.set_platform("windows")
                yield
            finally:
                self.stop()
                self.display = ""
                server.terminate()
        self.set_platform("offscreen")

    def stop(self) -> None:
        """End everything that runs in the bench."""
        if shutil.which("wineserver"):
            subprocess.run(["wineserver", "-k"], env=self.environment(), check=False, timeout=60, capture_output=True)
        for process in self.started:
            process.kill()
            process.communicate()
        self.started.clear()


def _linked_or_copied(source: str, target: str) -> None:
    """The registry is what wine writes into its files; the others it leaves as they are, or replaces."""
    if Path(source).suffix == ".reg":
        shutil.copy2(source, target)
    else:
        os.link(source, target)


def icu_functions(libraries: Iterable[Path]) -> set[str]:
    """Names of the functions that these libraries import from `icuuc.dll`."""
    return {name for library in libraries for name in packages.imports(library).get("icuuc.dll", ())}
