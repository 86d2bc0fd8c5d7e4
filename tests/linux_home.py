"""A folder like the frozen program, what an archive holds of it, and somebody's home to install it into."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.version import __version__
from linux import archive, shown

EPOCH = 1_790_000_000


def tool(name: str) -> str:
    """A program that checks; where it is missing the test is skipped, and says so."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"NOT CHECKED: {name} is not installed")
    return found


def made(folder: Path, version: str) -> Path:
    resources = folder / "_internal" / "resources"
    resources.mkdir(parents=True)
    shutil.copy(tool("sleep"), folder / "shadan")
    (resources / "build.json").write_text(json.dumps({"version": version, "commit": "x"}, indent=1), "utf-8")
    (folder / "_internal" / f"only in {version}").write_bytes(b"")
    return folder


def laid(frozen: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # One icon tells as much as all.
    monkeypatch.setattr(shown, "SIZES", (16,))
    tool("rsvg-convert")
    archive.lay(frozen, target, version=__version__, epoch=EPOCH)
    return target


@contextmanager
def running(program: Path) -> Iterator[None]:
    """A program that runs for the length of a block."""
    process = subprocess.Popen([program, "600"])
    try:
        yield
    finally:
        process.kill()
        process.wait()


class Home:
    """Somebody's home, with a name that shells and desktop entries stumble over."""

    def __init__(self, place: Path, shell: list[str]) -> None:
        self.shell = shell
        self.tools = os.environ["PATH"]
        if Path(shell[0]).name == "busybox":
            # Its tools, and no others.
            (place / "tools").mkdir()
            subprocess.run([shell[0], "--install", "-s", place / "tools"], check=True)
            self.tools = str(place / "tools")
        self.path = place / '家 太郎\'s $HOME `x` 100% "q" \\'
        self.path.mkdir()
        self.program = self.path / ".local" / "opt" / "shadan"
        self.share = self.path / ".local" / "share"
        self.command = self.path / ".local" / "bin" / "shadan"

    def start(self, folder: Path, *words: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """The installer at its work, in a group of its own."""
        settings = {"HOME": str(self.path), "PATH": self.tools, "LANG": "ja_JP.UTF-8", **(env or {})}
        return subprocess.Popen(
            [*self.shell, folder / "install.sh", *words],
            env=settings,
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, folder: Path, *words: str, env: Mapping[str, str] | None = None) -> tuple[int, str]:
        process = self.start(folder, *words, env=env)
        out, err = process.communicate()
        return process.returncode, out + err

    def around(self, tool_name: str, script: str) -> str:
        """A PATH on which a tool is first what `script` says, in which `"$real"` is the tool itself."""
        folder = self.path.parent / f"around {tool_name}"
        folder.mkdir()
        real = shutil.which(tool_name, path=self.tools)
        (folder / tool_name).write_text(f"#!/bin/sh\nreal={real}\n{script}\n", "utf-8")
        (folder / tool_name).chmod(0o755)
        return f"{folder}:{self.tools}"

    def left(self) -> set[str]:
        """What is in it, but for tables that the desktop's programs make."""
        made = (path for path in self.path.rglob("*") if path.is_file() or path.is_symlink())
        names = {path.relative_to(self.path).as_posix() for path in made}
        return {name for name in names if "shadan" in name.lower() or "portable" in name}
