"""An audit on the desk: a real SQLite file, a clock that can be set, ids that count."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from app.domain.grades import Role
from app.formats.catalogue import load_catalogue
from app.formats.ledger_sheets import LedgerSheets
from app.paths import bundled
from app.services import auditing
from app.services.ports import Desk, World
from app.storage.audit_file import SqliteAuditFiles


@dataclass
class StillClock:
    """A clock that moves one second at each look."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 24, 14, 3, 22, tzinfo=UTC))

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def today(self) -> date:
        return self.at.date()


def new_world() -> World:
    """A world of its own, with real files and a clock that can be set."""
    numbers = count(1)
    catalogue = load_catalogue(bundled("resources") / "catalogue")
    return World(
        catalogue, SqliteAuditFiles(), StillClock(), "officer", lambda: f"id{next(numbers):04d}", LedgerSheets()
    )


@pytest.fixture
def world() -> World:
    return new_world()


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Iterator[Desk]:
    new = auditing.NewAudit(
        organisation="東湾送配電株式会社",
        role=Role.GRID_OPERATOR,
        period="2026年度上期",
        as_of=date(2026, 10, 31),
        sites=("本店", "北営業所"),
    )
    desk = auditing.create(world, tmp_path / "点検 2026.shadan", new)
    yield desk
    desk.file.close()
