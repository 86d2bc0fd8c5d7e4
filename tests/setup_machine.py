"""Wine with two setup programs of hardly anything, and the steps of setup done by hand."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import workshop
from windows.payload import TOP
from windows.wine import LOADER, Bench

OLDER = "0.0.1"
KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Shadan"
CLASS = r"Software\Classes\Shadan.Audit"
THINGS = (
    "runtime", "program", "Shadan.exe", "Shadan-cli.exe",
    *sorted(set(TOP) - {"runtime", "program", "Shadan.exe", "Shadan-cli.exe"}), "uninstall.exe",
)  # fmt: skip
"""What is exchanged, more or less in the order of setup; the uninstaller comes last there as well."""
MARK, DONE = ".shadan-setup", ".shadan-done"
NOTE = "わたしのメモ.txt"
LIMIT = 65_536
"""Bytes beyond which nothing can be written where a full disk is tried; the uninstaller has more."""
VOLATILE = """
#include <windows.h>
/* A key of the registry in which nothing lasting can be made. */
int wmain(int count, wchar_t **words)
{
    HKEY key;
    return count < 2 || RegCreateKeyExW(HKEY_CURRENT_USER, words[1], 0, NULL, REG_OPTION_VOLATILE, KEY_WRITE, NULL,
                                        &key, NULL) != ERROR_SUCCESS;
}
"""

Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in workshop.files_in(folder)}


def lay(folder: Path, files: Tree) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def without(files: Tree, *names: str) -> Tree:
    return {name: content for name, content in files.items() if name not in names}


@dataclass
class Machine:
    """A bench with the two setups, and what each of them lays (`older`, `newer`: with its uninstaller)."""

    bench: Bench
    work: Path
    older: Tree
    newer: Tree

    @property
    def home(self) -> Path:
        return self.bench.local_data / "Programs" / "Shadan"

    def command(self, *words: str, limit: int | None = None) -> subprocess.Popen[bytes]:
        """Start a program; not over pipes, which the desktop of wine would inherit and keep open."""
        bound = [] if limit is None else ["prlimit", f"--fsize={limit}"]
        return subprocess.Popen(
            [*bound, str(LOADER), *words], env=self.bench.environment(), restore_signals=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def ends(self, *words: str, limit: int | None = None) -> int:
        return self.command(*words, limit=limit).wait(60)

    def file(self, version: str) -> str:
        return f"C:\\trial\\Shadan-{version}-setup.exe"

    def setup(self, version: str = "", *words: str, limit: int | None = None) -> int:
        return self.ends(self.file(version or workshop.version()), "/S", *words, limit=limit)

    def uninstall(self, place: Path | None = None) -> int:
        program = self.bench.inside(self.home / "uninstall.exe")
        return self.ends(program, "/S", f"_?={self.bench.inside(place or self.home)}")

    def clear(self) -> None:
        """As if nothing had ever been installed."""
        self.forget()
        if self.home.exists():
            shutil.rmtree(self.home)

    def forget(self, key: str = KEY) -> None:
        self.ends("reg", "delete", key, "/f")

    def version(self) -> str | None:
        return self.bench.registry(KEY, "DisplayVersion")

    @contextmanager
    def held(self, file: Path) -> Iterator[None]:
        """While another program has this file open, and lets nobody write, rename or remove it."""
        mark = self.bench.drive / "trial" / "held"
        words = [self.bench.holder(self.work), file, mark]
        process = self.command(*map(self.bench.inside, words))
        try:
            until(mark.exists)
            yield
        finally:
            process.kill()
            process.wait()
            mark.unlink()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def payload_folder(folder: Path, word: str) -> Path:
    """A folder like that of the program, which a version lays."""
    for name in TOP:
        path = folder / name if "." in name else folder / name / "within" / "part.pyc"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{word} {name}\n", "ascii")
    (folder / "runtime" / f"only-{word}.pyc").write_text(word, "ascii")
    workshop.write_manifest(folder)
    return folder


Step = tuple[str, Callable[[], object]]


@dataclass
class Hand:
    """The steps of setup in a folder, done by hand, so that it can be left between any two of them."""

    home: Path
    after: Tree

    @property
    def new(self) -> Path:
        return self.home / ".shadan-new"

    @property
    def old(self) -> Path:
        return self.home / ".shadan-old"

    def lays(self) -> Iterator[Step]:
        yield "the folder is there", self.new.mkdir
        yield "its mark is there", (self.new / MARK).touch
        yield "half is laid", lambda: lay(self.new, dict(list(self.after.items())[:5]))
        yield "all is laid", lambda: lay(self.new, self.after)
        yield "the other folder is there", self.old.mkdir
        yield "the exchange begins", (self.old / MARK).touch

    def exchanges(self, *things: str) -> Iterator[Step]:
        for thing in things:
            yield f"{thing} is out", partial(move, self.home / thing, self.old / thing)
            yield f"{thing} is in", partial(move, self.new / thing, self.home / thing)

    def puts_back(self, *things: str) -> Iterator[Step]:
        yield "it turns back", lambda: None
        for thing in things:
            yield f"{thing} is out again", partial(move, self.home / thing, self.new / thing)
            yield f"{thing} is back", partial(move, self.old / thing, self.home / thing)

    def clears(self, folder: Path, mark: str) -> Iterator[Step]:
        yield f"a file of {folder.name} has gone", lambda: remove(folder / "runtime" / "within" / "part.pyc")
        yield f"a folder of {folder.name} has gone", lambda: remove(folder / "runtime")
        yield f"all of {folder.name} has gone", partial(remove, *(folder / thing for thing in THINGS))
        yield f"the mark of {folder.name} has gone", lambda: remove(folder / mark)
        yield f"{folder.name} has gone", folder.rmdir

    def ends(self) -> Iterator[Step]:
        yield "what is left is waste", lambda: (self.old / MARK).rename(self.old / DONE)
        yield from self.clears(self.new, MARK)
        yield from self.clears(self.old, DONE)

    def forward(self) -> list[Step]:
        """Setup as it goes."""
        return [*self.lays(), *self.exchanges(*THINGS), *self.ends()]

    def backward(self) -> list[Step]:
        """The last thing cannot be exchanged."""
        return [*self.lays(), *self.exchanges(*THINGS[:-1]), *self.puts_back(*THINGS[:-1]), *self.ends()]


def move(source: Path, target: Path) -> None:
    if source.exists():
        source.rename(target)


def remove(*paths: Path) -> None:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
