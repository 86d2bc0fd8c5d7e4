"""The wheel carries what the program reads."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_wheel_holds_catalogue_fonts_and_compiled_texts(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("shadan-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "catalogue/checkpoints/A4-4.toml",
        "catalogue/compiled.json",
        "fonts/BIZUDPGothic-Regular.ttf",
        "locale/ja/LC_MESSAGES/shadan.mo",
        "samples/audit.toml",
    ):
        assert f"app/resources/{name}" in names
    assert "app/__main__.py" in names
