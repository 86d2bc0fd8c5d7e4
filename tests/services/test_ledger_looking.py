"""What a ledger table asks: which sites the offices of the ledger mean, and which records a name means."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.services import auditing, ledgers
from app.services.ports import Desk, LedgerQuery, World
from tests.held_ledgers import HeldLedgers, write
from tests.services.rows import terminal


@pytest.fixture
def world(world: World) -> World:
    """The world with a reader of ledgers that takes rows as they are given."""
    return replace(world, ledgers=HeldLedgers())


@pytest.fixture
def held(desk: Desk, tmp_path: Path) -> Desk:
    """Three terminals, one of them of an office that is no site."""
    rows = [terminal(1), terminal(2), terminal(3, 事業所="閉鎖済みの出張所")]
    ledgers.import_batch(desk, "terminals", write(tmp_path / "台帳.json", 台帳=rows))
    return desk


def test_offices_are_told_with_the_sites_they_mean(held: Desk) -> None:
    sites = {site.name: site.id for site in auditing.outline(held).sites}
    offices = ledgers.offices(held, "terminals")
    assert offices == {"本店": sites["本店"], "北営業所": sites["北営業所"], "閉鎖済みの出張所": ""}
    query = LedgerQuery(sites=frozenset({"閉鎖済みの出張所"}))
    shown = ledgers.rows(held, ledgers.row_ids(held, "terminals", query))
    assert [row.record.key for row in shown] == ["PC-0003"]


def test_records_are_named_by_key_or_match_key(held: Desk) -> None:
    (match,) = ledgers.keys_of(held, "terminals", ["PC-0002"])
    assert ledgers.keys_of(held, "terminals", [match]) == {match}
    assert len(ledgers.keys_of(held, "terminals", ["PC-0001", "PC-0003"])) == 2
    # A part of a number names nothing.
    assert ledgers.keys_of(held, "terminals", ["PC-000"]) == frozenset()
