"""While many records pass, cycles are looked for seldom; afterwards, and after an error, as before."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.services import ledgers
from app.services.heap import many_records
from app.services.ports import Desk


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    gc.unfreeze()
    before = gc.get_threshold()
    yield
    assert gc.get_threshold() == before
    assert not gc.get_freeze_count()


def test_within_itself_and_beside_itself_it_ends_with_the_last() -> None:
    before = gc.get_threshold()
    outer, inner = many_records(), many_records()
    outer.__enter__()
    inner.__enter__()
    assert gc.get_threshold()[0] > before[0]
    assert gc.get_freeze_count()
    # In the order in which threads may end.
    outer.__exit__(None, None, None)
    assert gc.get_threshold()[0] > before[0]
    inner.__exit__(None, None, None)


def test_what_somebody_else_has_frozen_stays_so() -> None:
    gc.freeze()
    with many_records():
        pass
    assert gc.get_freeze_count()
    gc.unfreeze()


def test_a_refused_import_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        ledgers.import_batch(desk, "terminals", tmp_path / "none.xlsx")
