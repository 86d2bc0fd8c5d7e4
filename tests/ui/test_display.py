"""What is looked at before Qt is loaded, which does not say no but dies."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import PySide6
import pytest

from app import i18n
from app.errors import UserError
from app.ui import display

CORE = Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Core.so.6"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems refuse such a library")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installed program's packages, with one library of Qt."""
    library = tmp_path / "PySide6" / "Qt" / "lib" / CORE.name
    library.parent.mkdir(parents=True)
    library.write_bytes(CORE.read_bytes())
    monkeypatch.setattr(display, "program_folder", lambda: tmp_path)
    package = SimpleNamespace(submodule_search_locations=[str(tmp_path / "PySide6")])
    monkeypatch.setattr(display, "find_spec", {"PySide6": package}.get)
    return tmp_path


def test_whole_libraries_are_no_hindrance(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    display.check_display()


@pytest.mark.parametrize("left", [0.999, 0.5, 0.0])
def test_a_library_that_was_cut_short_is_told_before_it_kills_the_program(packages: Path, left: float) -> None:
    library = next(packages.rglob(CORE.name))
    library.write_bytes(library.read_bytes()[: int(CORE.stat().st_size * left)])
    with pytest.raises(UserError) as refused:
        display.check_display()
    assert refused.value.code == "qt_damaged"
    assert CORE.name in refused.value.sentence(i18n.gettext)


def test_the_source_is_nobodys_installation(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "program_folder", lambda: None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    next(packages.rglob(CORE.name)).write_bytes(b"")
    display.check_display()


@pytest.mark.parametrize("place", ["PySide6/QtCore.abi3.so", "PySide6/Qt/plugins/platforms/libqxcb.so"])
def test_the_binding_and_what_draws_windows_are_looked_at_too(packages: Path, place: str) -> None:
    part = packages / place
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(b"\x7fELF")
    with pytest.raises(UserError, match=re.escape(f"({part.name})")):
        display.check_display()
