"""An audit on the desk: a real SQLite file, a clock that can be set, ids that count."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from app.bootstrap import Trackers
from app.domain.catalogue import Catalogue
from app.domain.grades import Role
from app.formats.calendars import CalendarFiles
from app.formats.catalogue import load_catalogue
from app.formats.catalogue.overlay import OverlayBooks
from app.formats.house_style import HouseFiles
from app.formats.ledger_sheets import LedgerSheets
from app.formats.papers import PaperTexts
from app.formats.scans import ScanFiles
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


@dataclass
class CountedIds:
    """Ids that count: id0001, id0002 …"""

    given: int = 0

    def __call__(self) -> str:
        self.given += 1
        return f"id{self.given:04d}"


@cache
def bundled_catalogue() -> Catalogue:
    """The program's catalogue, which nothing can change, read once."""
    return load_catalogue(bundled("resources") / "catalogue")


def new_world() -> World:
    """A world of its own, with real files and a clock that can be set."""
    ledgers = LedgerSheets()
    return World(
        bundled_catalogue(),
        SqliteAuditFiles(),
        StillClock(),
        "officer",
        CountedIds(),
        ledgers,
        OverlayBooks(ledgers.grids, ledgers.tables),
        CalendarFiles(bundled("resources") / "calendar"),
        scans=ScanFiles(),
        papers=PaperTexts(bundled("resources") / "forms"),
        trackers=Trackers(),
        houses=HouseFiles(bundled("resources") / "house"),
    )


class Kept:
    """An audit that is made once in a folder and closed; each that takes it has a copy and goes on from there: the
    clock and the ids run on as if it had made the audit itself."""

    def __init__(self, folder: Path, make: Callable[[Path], Desk]) -> None:
        self._folder = folder
        desk = make(folder)
        clock, ids = desk.world.clock, desk.world.new_id
        assert isinstance(clock, StillClock)
        assert isinstance(ids, CountedIds)
        self._world = desk.world
        desk.file.close()
        (file,) = folder.glob("*.shadan")
        self._name = file.name
        self._at, self._given = clock.at, ids.given

    def copy(self, folder: Path, world: World | None = None) -> Desk:
        """The audit in a folder of the test, open, in the `world` of the test; the caller closes it."""
        shutil.copytree(self._folder, folder, dirs_exist_ok=True)
        world = world or replace(self._world, clock=StillClock(), new_id=CountedIds())
        clock, ids = world.clock, world.new_id
        assert isinstance(clock, StillClock)
        assert isinstance(ids, CountedIds)
        # Opening looks at the clock, which making has not.
        clock.at, ids.given = self._at - timedelta(seconds=1), self._given
        return auditing.open_audit(world, folder / self._name)


def begun(world: World, folder: Path) -> Desk:
    """A new audit of a grid operator with two sites; the caller closes it."""
    new = auditing.NewAudit(
        organisation="東湾送配電株式会社",
        role=Role.GRID_OPERATOR,
        period="2026年度上期",
        as_of=date(2026, 10, 31),
        sites=("本店", "北営業所"),
    )
    return auditing.create(world, folder / "点検 2026.shadan", new)


def keep(factory: pytest.TempPathFactory, fill: Callable[[Desk, Path], object]) -> Kept:
    """A new audit, filled once; `fill` gets it and the folder it lies in."""

    def make(folder: Path) -> Desk:
        desk = begun(new_world(), folder)
        fill(desk, folder)
        return desk

    return Kept(factory.mktemp("kept"), make)


@pytest.fixture
def world() -> World:
    return new_world()


@pytest.fixture(scope="session")
def kept_desk(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The audit of `desk`, made once: making one takes several times as long as opening a copy."""
    return keep(tmp_path_factory, lambda _desk, _folder: None)


@pytest.fixture
def desk(kept_desk: Kept, world: World, tmp_path: Path) -> Iterator[Desk]:
    """A new audit of a grid operator with two sites, of the test alone."""
    desk = kept_desk.copy(tmp_path, world)
    yield desk
    desk.file.close()
