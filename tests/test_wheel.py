"""The wheel carries what the program reads."""

import email
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.version import Version

from app.version import __version__


@pytest.mark.slow
def test_the_wheel_holds_catalogue_fonts_and_compiled_texts(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("shadan-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
    told = email.message_from_bytes(zipfile.ZipFile(wheel).read(metadata))["Version"]
    assert Version(told) == Version(__version__)
    resources = {p.relative_to(root).as_posix() for p in (root / "resources").rglob("*") if p.is_file()}
    made = {"resources/catalogue/compiled.json", "resources/locale/ja/LC_MESSAGES/shadan.mo"}
    assert made | {"resources/fonts/BIZUDPGothic-Regular.ttf", "resources/help/main-window.png"} <= resources | made
    assert {f"app/{name}" for name in resources | made} - names == set()
    program = {p.relative_to(root).as_posix() for p in (root / "app").rglob("*.py")}
    assert program - names == set()
    kept = root / "installer" / "licenses"
    licences = {p.relative_to(kept).as_posix() for p in kept.rglob("*") if p.is_file()} | {"LICENSE"}
    assert {f"app/resources/licenses/{name}" for name in licences} - names == set()
    # Nothing of the checkout besides the program.
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"app"}
    assert not [name for name in names if name.endswith((".pyc", ".shadan", ".new"))]


@pytest.mark.slow
def test_the_wheel_runs_where_there_is_no_checkout(root: Path, tmp_path: Path) -> None:
    """Unpacked like an installation, beside the same dependencies."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("shadan-*.whl")
    place = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(place)
    code = "import sys; from app.__main__ import main; sys.exit(main())"
    environment = {**os.environ, "PYTHONPATH": str(place), "SHADAN_HOME": str(tmp_path / "home")}
    words = [sys.executable, "-P", "-c", code, "self-check", "--json"]
    ran = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    told = json.loads(ran.stdout)
    assert (ran.returncode, told["ok"]) == (0, True), told["steps"]
