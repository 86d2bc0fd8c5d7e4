"""The `.tar.xz`, unpacked by hand by somebody without rights."""

from __future__ import annotations

import shutil
from pathlib import Path

import workshop
from linux.trying import Person, seen
from trials import Trial, expect


class Archive:
    """The `.tar.xz`, in a folder with Japanese and spaces in its name."""

    def __init__(self, packed: Path, scratch: Path, trial: Trial) -> None:
        self.trial = trial
        self.person = Person(scratch / "鈴木 一郎 の家")
        self.place = self.person.home / "展開 先"
        self.place.mkdir()
        self.packed = self.person.home / packed.name
        shutil.copyfile(packed, self.packed)

    def steps(self) -> None:
        """Unpack, compare, run."""
        seen(self.trial, ".tar.xz: every file is the one that was packed", self._unpack)
        seen(self.trial, ".tar.xz: self-check", lambda: self.person.self_check(self._home() / "shadan"))

    def _home(self) -> Path:
        (home,) = self.place.iterdir()
        return home

    def _unpack(self) -> str:
        workshop.need({"tar": "tar", "xz": "xz-utils"})
        workshop.call(["tar", "-xf", self.packed, "-C", self.place])
        workshop.call(["chmod", "-R", "a+rX", self.place])
        home = self._home()
        workshop.call(["sha256sum", "--check", "--quiet", "--strict", workshop.MANIFEST], cwd=home)
        listed = {line[66:] for line in (home / workshop.MANIFEST).read_text("utf-8").splitlines()}
        found = {path.relative_to(home).as_posix() for path in workshop.files_in(home) if not path.is_symlink()}
        expect(found == {*listed, workshop.MANIFEST}, f"not listed: {sorted(found - listed)[:5]}")
        return f"{len(listed)} files of {home.name}"
