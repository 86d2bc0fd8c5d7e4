"""A window over an audit of two sites; its pages are plain ones."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.domain.grades import Role
from app.services import auditing
from app.services.ports import World
from app.ui import registry
from app.ui.main_window import MainWindow
from app.ui.workspace import Workspace
from tests.ui.places import PAGES

Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def _plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "PAGES", PAGES)


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    """An audit of two sites, not open."""
    return make_audit(world, tmp_path / "東湾 2026.shadan", "東湾送配電株式会社")


def make_audit(world: World, path: Path, organisation: str) -> Path:
    """An audit of two sites in a new file."""
    new = auditing.NewAudit(
        organisation, Role.GRID_OPERATOR, "2026年度上期", date(2026, 9, 30), sites=("本店", "北営業所")
    )
    auditing.create(world, path, new).file.close()
    return path


@pytest.fixture
def audit(window: MainWindow, file: Path, settle: Settle) -> Workspace:
    """The window with the audit open."""
    window.open_file(file)
    settle()
    assert window.workspace is not None
    return window.workspace
