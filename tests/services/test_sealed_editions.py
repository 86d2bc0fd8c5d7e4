"""A sealed audit that a newer edition opens: it asks what it asked, and its papers say what they said."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.grades import Level, Role
from app.i18n import gettext_in
from app.services import answering, auditing, overlaying, reporting
from app.services.ports import Desk, World
from tests.services.reporting.filed import printed, text
from tests.services.rounds import narrowed, sealed

AREA = "A3-5"
"""An item with a checkpoint that is asked at each site."""

Change = Callable[[Catalogue], Catalogue]


def without(*identities: str) -> Change:
    return lambda now: replace(now, checkpoints=tuple(c for c in now.checkpoints if c.id not in identities))


def otherwise(identity: str, **fields: object) -> Change:
    def changed(now: Catalogue) -> Catalogue:
        others = tuple(replace(c, **fields) if c.id == identity else c for c in now.checkpoints)  # type: ignore[arg-type]
        return replace(now, checkpoints=others)

    return changed


@contextmanager
def opened(world: World, path: Path, change: Change | None = None) -> Iterator[Desk]:
    """The audit opened by this edition, or by a newer one that changes the catalogue so."""
    now = world.catalogue
    newer = now if change is None else replace(change(now), version=f"{now.version}.9")
    desk = auditing.open_audit(replace(world, catalogue=newer), path)
    try:
        yield desk
    finally:
        desk.file.close()


def close(desk: Desk) -> Path:
    desk.file.close()
    return Path(desk.file.location)


def asked(desk: Desk) -> list[Checkpoint]:
    return list(auditing.outline(desk).checkpoints)


def results(desk: Desk, folder: Path) -> tuple[str, str, str]:
    """Watermark, fingerprint and text of the report on the results."""
    report = reporting.build(desk, "results", gettext_in("ja"))
    return report.watermark, report.fingerprint, text(printed(report, folder))


def test_what_was_not_asked_stays_so_with_its_reason(world: World, desk: Desk, tmp_path: Path) -> None:
    narrowed(desk, (AREA,))
    hidden = asked(desk)[0].id
    own = tmp_path / "自社.toml"
    own.write_text(f'[[hide]]\ncheckpoint = "{hidden}"\nreason = "業務がない"\n', encoding="utf-8")
    overlaying.take(desk, own)
    sealed(desk)
    before, places = [c.id for c in asked(desk)], auditing.outline(desk).places
    paper = results(desk, tmp_path)
    path = close(desk)
    for change in (without(), without(hidden), without(*before[:1])):
        with opened(world, path, change) as newer:
            assert sorted(c.id for c in asked(newer)) == before
            assert set(auditing.outline(newer).places) == set(places)
            assert {i: reason.ja for i, reason in newer.catalogue.hidden.items()} == {hidden: "業務がない"}
            assert results(newer, tmp_path)[:2] == paper[:2] == ("", auditing.outline(newer).revision.short)
            if change(world.catalogue).known(before[0]) is not None:
                assert results(newer, tmp_path) == paper


def test_a_retired_checkpoint_of_another_role_is_not_asked_after_the_seal(world: World, desk: Desk) -> None:
    others = [c for c in world.catalogue.checkpoints if Role.GRID_OPERATOR not in c.roles]
    area = next(c.item for c in others if c.item.startswith("A"))
    sealed(narrowed(desk, (area,)))
    before = auditing.outline(desk)
    path = close(desk)
    with opened(world, path, without(*(c.id for c in others))) as newer:
        outline = auditing.outline(newer)
        assert set(outline.places) == set(before.places)
        assert outline.total() == before.total()
        assert reporting.build(newer, "attestation", gettext_in("ja")).watermark == ""


@pytest.mark.parametrize("level", Level)
def test_another_level_of_today_takes_no_answer_out_of_sight(world: World, desk: Desk, level: Level) -> None:
    narrowed(desk)
    other = next(c for c in asked(desk) if c.level is not level)
    sealed(desk)
    before = auditing.outline(desk)
    path = close(desk)
    with opened(world, path, otherwise(other.id, level=level)) as newer:
        assert newer.catalogue.checkpoint(other.id).level is other.level
        assert set(auditing.outline(newer).places) == set(before.places)
        assert auditing.outline(newer).total() == before.total()


def test_another_role_of_today_takes_no_answer_out_of_sight(world: World, desk: Desk) -> None:
    narrowed(desk, ("A1-1", "A1-2"))
    ours, *_others = asked(desk)
    theirs = next(c for c in world.catalogue.checkpoints if c.item == "A1-2" and Role.GRID_OPERATOR not in c.roles)
    sealed(desk)
    before = auditing.outline(desk)
    path = close(desk)
    with opened(world, path, otherwise(ours.id, roles=frozenset({Role.AFFILIATED_RETAILER}))) as newer:
        assert auditing.outline(newer).places == before.places
    # Nor does it ask what has come to be asked of this role since.
    with opened(world, path, otherwise(theirs.id, roles=frozenset(Role))) as newer:
        assert auditing.outline(newer).places == before.places


def test_a_checkpoint_that_moved_to_another_item_is_sealed_in_its_own(world: World, desk: Desk) -> None:
    narrowed(desk)
    moved, *_others = asked(desk)
    sealed(desk)
    before = auditing.outline(desk)
    path = close(desk)

    def renamed(now: Catalogue) -> Catalogue:
        return replace(
            otherwise(moved.id, id="A1-2-90", item="A1-2")(now), renamed={**now.renamed, moved.id: "A1-2-90"}
        )

    with opened(world, path, renamed) as newer:
        assert set(auditing.outline(newer).places) == set(before.places)
        assert answering.page(newer, moved.id, "").answer is not None
        # An id from before leads there as it did.
        assert newer.catalogue.known("A1-1-10") is newer.catalogue.checkpoint("A1-1-01")
