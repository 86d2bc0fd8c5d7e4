"""Tries the Linux packages as people meet them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import workshop
from linux.trial_archive import Archive
from linux.trial_folder import Folder, Speed
from linux.trial_install import NoRoot, Package
from trials import Trial


def run(made: Mapping[str, Path], folder: Path, scratch: Path, out: Path, *, speed: bool = True) -> Trial:
    """Try all of it in `scratch`, which is emptied; what was seen is written to `trial-linux.json` in `out`, too.

    `made` are the packages themselves: `deb`, `run` and `tar`; `folder` is what they were made of. `speed`
    compares it with the unfrozen program, which takes a while.

    A step that cannot be had here is `skipped`, and its `ok` is False: nothing counts that was not seen.
    """
    workshop.fresh(scratch)
    scratch.chmod(0o755)
    trial = Trial("linux", "linux")
    try:
        Folder(folder, scratch, trial).steps()
        NoRoot(made["run"], scratch, trial).steps()
        Archive(made["tar"], scratch, trial).steps()
        Package(made["deb"], folder, scratch, trial).steps()
        for begin, target in ((".run:", "run"), (".tar.xz:", "tar"), (".deb:", "deb")):
            if any(step["name"].startswith(begin) and not step["skipped"] for step in trial.steps):
                trial.tried(made[target])
        if speed:
            Speed(folder, scratch, trial).steps()
    finally:
        trial.write(out)
        shutil.rmtree(scratch)
    return trial
