"""The version is written in one place, and is told alike everywhere."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.version import Version
from pytestqt.qtbot import QtBot

import changelog
import workshop
from app import i18n
from app.ui.dialogs.about import AboutDialog
from app.version import __version__

# The history names every version; locks and notices name those of others.
_MAY_NAME_IT = ("app/version.py", "CHANGELOG.md", "installer/licenses/", "tests/")


def test_it_is_a_version_that_every_packager_understands() -> None:
    assert changelog.precedence(__version__) >= changelog.precedence("0.1.0")
    assert Version(__version__).local is None
    assert workshop.version() == changelog.program_version() == __version__


def test_no_other_file_states_it(root: Path) -> None:
    words = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(words, cwd=root, capture_output=True, check=True, encoding="utf-8").stdout
    states = re.compile(rb"(?<![0-9.])" + re.escape(__version__.encode()) + rb"(?![0-9.]*[0-9])")
    files = [name for name in listed.split("\0") if name and (root / name).is_file()]
    assert "app/version.py" in files
    assert states.search((root / "app" / "version.py").read_bytes())
    found = [
        name
        for name in files
        if not name.startswith(_MAY_NAME_IT)
        and not name.endswith((".lock", ".png", ".ttf", ".xlsx", ".ods"))
        and states.search((root / name).read_bytes())
    ]
    assert found == []


def test_the_package_takes_it_from_there(root: Path) -> None:
    told = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    assert told["project"]["dynamic"] == ["version"]
    assert "version" not in told["project"]
    assert told["tool"]["hatch"]["version"] == {"path": "app/version.py"}


def test_the_command_line_tells_it() -> None:
    words = [sys.executable, "-m", "app", "--version"]
    assert subprocess.run(words, capture_output=True, check=True, text=True).stdout == f"shadan {__version__}\n"


@pytest.mark.parametrize(("language", "word"), [("ja", "バージョン"), ("en", "Version")])
def test_the_window_tells_it(qtbot: QtBot, language: str, word: str) -> None:
    i18n.set_language(language)
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert f"{word} {__version__}" in dialog.form.version.text().splitlines()
