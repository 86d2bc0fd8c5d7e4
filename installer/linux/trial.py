"""Tries the Linux packages as people meet them, and writes down what was tried, what failed, what could not be had."""

from __future__ import annotations

import shutil
from pathlib import Path

import workshop

from linux.trial_folder import Folder, Speed
from linux.trial_install import NoRoot, Package
from linux.trying import Step, Trial

RESULT = "trial-linux.json"


def run(deb: Path, run_file: Path, folder: Path, scratch: Path) -> list[Step]:
    """Try all of it in `scratch`, which is emptied; returns the steps, also as `trial-linux.json` beside the package.

    A step that cannot be had here is `skipped`, and its `ok` is False: nothing counts that was not seen.
    """
    workshop.fresh(scratch)
    scratch.chmod(0o755)
    trial = Trial()
    try:
        Folder(folder, scratch, trial).steps()
        NoRoot(run_file, scratch, trial).steps()
        Package(deb, folder, scratch, trial).steps()
        Speed(folder, scratch, trial).steps()
    finally:
        trial.write(deb.parent / RESULT)
        shutil.rmtree(scratch)
    return trial.steps
