"""Build Shadan as it is installed, one command for each target, from a checkout on Debian 12 with Python 3.11.

    python3 installer/build.py linux       the program as a folder (PyInstaller)           dist/linux/shadan
    python3 installer/build.py deb         the Debian package
    python3 installer/build.py run         for machines without root: .run and .tar.xz
    python3 installer/build.py windows     the program as a folder for Windows             dist/windows/Shadan
    python3 installer/build.py setup       the setup program for one user (NSIS)
    python3 installer/build.py zip         the same folder for a memory stick
    python3 installer/build.py msi         the package for managed machines
    python3 installer/build.py macos       the bundle, on a Mac only
    python3 installer/build.py sbom        what is inside, as CycloneDX
    python3 installer/build.py all         everything above that this system can make
    python3 installer/build.py try [linux|windows]   builds, installs, runs, installs over, removes
    python3 installer/build.py twice [linux|windows] builds twice and compares every byte
    python3 installer/build.py release DIR  all of it, tried, with digests and notes

`--fast` packs quickly and larger (for trials). As root the tools that are missing are installed; otherwise the command to
type is said. Exit code: 0; 1 something failed; 3 something is needed from you; with `try`, what cannot be had here is
said loudly and counted as skipped.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import run
import workshop
from run import NeedsYou, say
from workshop import DIST, INSTALLER, VENV

PACKAGING = ("requirements.lock", "build.lock", "packaging.lock")
"""What is in the virtual environment of the build; not that of the checks, of which nothing may be packed."""


def folder_linux(fast: bool) -> Path:
    """The frozen folder for Linux."""
    from linux import freeze

    made = freeze.freeze(DIST / "linux", workshop.BUILD / "linux", python=Path(sys.executable), epoch=workshop.epoch())
    workshop.tell(made)
    return made


def folder_windows(fast: bool) -> Path:
    """The folder for Windows."""
    from windows import payload

    made = payload.assemble(DIST / "windows", workshop.BUILD / "windows", epoch=workshop.epoch())
    workshop.tell(made)
    return made
