"""What commands that run in one process share."""

from functools import cache
from pathlib import Path

import pytest

from app.formats import catalogue
from tests.cli.shell import Shell
from tests.reading import _read_here

__all__ = ["_read_here"]

_READ_ONCE = cache(catalogue.load_catalogue)


@pytest.fixture(autouse=True)
def _one_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command reads the catalogue, being alone in its process; those of the tests need not."""
    monkeypatch.setattr(catalogue, "load_catalogue", _READ_ONCE)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def audit(shell: Shell, tmp_path: Path) -> Path:
    path = tmp_path / "a.shadan"
    said = ("--organisation", "東湾送配電株式会社", "--role", "grid_operator", "--period", "2026年度上期")
    sites = ("--as-of", "2026-10-31", "--site", "本店", "--site", "北営業所", "--affiliate", "東湾電力株式会社")
    assert shell("new", path, *said, *sites)[0] == 0
    return path
