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
        self.path = place / '家 太郎\'s $HOME `x` 100% "q" \\'
        self.path.mkdir()
        self.program = self.path / ".local" / "opt" / "shadan"
        self.share = self.path / ".local" / "share"
        self.command = self.path / ".local" / "bin" / "shadan"

    def run(self, folder: Path, *words: str, env: Mapping[str, str] | None = None) -> tuple[int, str]:
        settings = {"HOME": str(self.path), "PATH": os.environ["PATH"], "LANG": "ja_JP.UTF-8", **(env or {})}
        said = subprocess.run(
            [*self.shell, folder / "install.sh", *words], env=settings, cwd="/", capture_output=True, encoding="utf-8"
        )
        return said.returncode, said.stdout + said.stderr

    def left(self) -> set[str]:
        """What is in it, but for tables that the desktop's programs make."""
        made = (path for path in self.path.rglob("*") if path.is_file() or path.is_symlink())
        names = {path.relative_to(self.path).as_posix() for path in made}
        return {name for name in names if "shadan" in name.lower() or "portable" in name}
