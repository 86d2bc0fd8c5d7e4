"""Tries the Linux packages as people meet them."""

from __future__ import annotations

import shutil
from pathlib import Path

import workshop
from linux.trial_folder import Folder, Speed
from linux.trial_install import NoRoot, Package
from trials import Trial


def run(deb: Path, run_file: Path, folder: Path, scratch: Path, out: Path, *, speed: bool = True) -> Trial:
    """Try all of it in `scratch`, which is emptied; what was seen is written to `trial-linux.json` in `out`, too.
    `speed` compares it with the unfrozen program, which takes a while.

    A step that cannot be had here is `skipped`, and its `ok` is False: nothing counts that was not seen.
    """
    workshop.fresh(scratch)
    scratch.chmod(0o755)
    trial = Trial("linux", "linux")
    try:
        Folder(folder, scratch, trial).steps()
        NoRoot(run_file, scratch, trial).steps()
        Package(deb, folder, scratch, trial).steps()
        if speed:
            Speed(folder, scratch, trial).steps()
    finally:
        trial.write(out)
        shutil.rmtree(scratch)
    return trial
