"""The compiled forms are what their .ui files say."""

import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

ROOT = Path(__file__).resolve().parents[3]
FORMS = sorted(path.stem for path in (ROOT / "forms").glob("*.ui"))
NAME = "uic.exe" if sys.platform == "win32" else "uic"


@pytest.mark.parametrize("name", FORMS)
def test_a_form_compiles_to_what_is_committed(name: str) -> None:
    package = Path(PySide6.__file__).parent
    compiler = next(path for path in (package / NAME, package / "Qt" / "libexec" / NAME) if path.exists())
    # The name of the file stands in the head of what is compiled.
    made = subprocess.run(
        [compiler, "-g", "python", f"{name}.ui"], cwd=ROOT / "forms", capture_output=True, check=True, encoding="utf-8"
    )
    assert made.stdout == (ROOT / "app" / "ui" / "generated" / f"{name}.py").read_text("utf-8")
