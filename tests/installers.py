"""Loads the scripts of `installer/`, which import each other by their bare names."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest


def installer_module(name: str, root: Path) -> ModuleType:
    """The module `name` of the folder `installer` (`macos.app`), as the build imports it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(root / "installer"), *sys.path])
        return importlib.import_module(name)
