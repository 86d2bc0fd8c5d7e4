"""The words in which checkpoints were asked, kept in the audit with every edition of the catalogue it has met."""

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.domain.catalogue import Catalogue
from app.domain.history import Event
from app.domain.text import Text
from app.services import asking, auditing
from app.services.asking import Asked, wording_of
from app.services.ports import Desk, HistoryQuery, World
from tests.desk import StillClock, begun

BEFORE, AFTER = "2000-01-01T00:00:00+00:00", "2099-01-01T00:00:00+00:00"


def edition(catalogue: Catalogue, version: str, question: str) -> Catalogue:
    """The catalogue as another edition that asks A1-1-01 otherwise."""
    changed = tuple(replace(c, question=Text(question, "x")) if c.id == "A1-1-01" else c for c in catalogue.checkpoints)
    return replace(catalogue, version=version, checkpoints=changed)


def under(world: World, version: str, question: str) -> World:
    return replace(world, catalogue=edition(world.catalogue, version, question))


def asked(desk: Desk, moment: str) -> str | None:
    with desk.file.read() as work:
        found = Asked(work, desk.catalogue).at("A1-1-01", moment)
    return None if found is None else found.question


def entries(desk: Desk) -> list[tuple[object, object]]:
    with desk.file.read() as work:
        found = work.history.entries(HistoryQuery(act="catalogue.kept"))
    return [(e.event.before, e.event.after) for e in found]


def test_an_audit_keeps_how_it_asks_from_its_beginning(desk: Desk) -> None:
    checkpoint = desk.catalogue.checkpoint("A1-1-01")
    with desk.file.read() as work:
        found = Asked(work, replace(desk.catalogue, version="other", checkpoints=())).at("A1-1-01", AFTER)
    assert found == wording_of(checkpoint)
    assert found is not None
    assert found.fingerprint == checkpoint.fingerprint
    assert entries(desk) == []


def test_another_edition_is_kept_beside_it_with_its_time(world: World, tmp_path: Path) -> None:
    desk = begun(under(world, "1", "前の問い"), tmp_path)
    path = Path(desk.file.location)
    desk.file.close()
    clock = world.clock
    assert isinstance(clock, StillClock)
    clock.at = datetime(2027, 4, 1, tzinfo=UTC)
    for _ in range(2):  # Opened again under the same edition nothing is written.
        desk = auditing.open_audit(under(world, "2", "今の問い"), path)
        assert entries(desk) == [({"catalogue": "1"}, {"catalogue": "2"})]
        assert asked(desk, "2027-03-31T00:00:00+00:00") == "前の問い"
        assert asked(desk, AFTER) == "今の問い"
        assert asked(desk, "2027-03-31T00:00:00") == "前の問い"
        desk.file.close()
    # Whoever goes back to the former edition is asked in its words again.
    clock.at = datetime(2027, 5, 1, tzinfo=UTC)
    desk = auditing.open_audit(under(world, "1", "前の問い"), path)
    assert asked(desk, "2027-04-15T00:00:00+00:00") == "今の問い"
    assert asked(desk, AFTER) == "前の問い"
    desk.file.close()


def forget(desk: Desk) -> None:
    """As files of earlier programs are: no texts were kept."""
    with desk.file.write() as work:
        for name in work.audit.settings(""):
            if name.startswith(asking.SETTING):
                work.audit.set_setting(name, "[]" if name == asking.SETTING else "{}")
        work.history.record(desk.stamp(), "test", Event("setting.changed", "asked"))
        work.commit()


def test_of_a_file_without_texts_the_same_edition_tells_and_another_does_not(world: World, tmp_path: Path) -> None:
    desk = begun(under(world, "1", "前の問い"), tmp_path)
    path = Path(desk.file.location)
    forget(desk)
    assert asked(desk, AFTER) == "前の問い"
    desk.file.close()
    clock = world.clock
    assert isinstance(clock, StillClock)
    clock.at = datetime(2027, 4, 1, tzinfo=UTC)
    desk = auditing.open_audit(under(world, "2", "今の問い"), path)
    assert asked(desk, BEFORE) is None
    assert asked(desk, AFTER) == "今の問い"
    desk.file.close()


def test_a_protected_file_is_opened_as_it_is(world: World, tmp_path: Path) -> None:
    desk = begun(under(world, "1", "前の問い"), tmp_path)
    path = Path(desk.file.location)
    desk.file.close()
    path.chmod(stat.S_IRUSR)
    before = path.read_bytes()
    desk = auditing.open_audit(under(world, "2", "今の問い"), path)
    assert asked(desk, AFTER) == "前の問い"
    desk.file.close()
    assert path.read_bytes() == before
