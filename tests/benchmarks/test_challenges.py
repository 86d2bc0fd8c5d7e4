"""Challenges of a company with twenty thousand rows and more in its ledgers: counted once, and then kept."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time

import pytest

from app.domain.grades import Role, Verdict
from app.services import answering, auditing, challenging, ledgers
from app.services.ports import Desk
from tests.benchmarks.company import KINDS, NW, RETAIL, rows
from tests.benchmarks.ratio import compare
from tests.desk import new_world
from tests.made_ledgers import MadeLedgers

_ROWS = {"terminals": 8_000, "accounts": 8_000, "people": 4_000, "contractors": 200}
LIMIT = 10.0
"""How often the bare reading of the same rows may go into counting them for the first time."""
SECONDS = 1.0
"""Of one processor, for the first time."""
AGAIN = 2
"""How often a further reading, which looks at answers and findings alone, must go into the first one."""


@pytest.fixture
def company(tmp_path: Path) -> Desk:
    """A company that answers everything with 適合."""
    reader = MadeLedgers(lambda kind: islice(rows(kind, 1.0), _ROWS.get(kind, 100)))
    new = auditing.NewAudit(
        organisation=NW,
        role=Role.GRID_OPERATOR,
        period="2026年度上期",
        as_of=date(2026, 10, 31),
        affiliates=(RETAIL,),
        sites=("本店", "北営業所"),
    )
    desk = auditing.create(replace(new_world(), ledgers=reader), tmp_path / "a.shadan", new)
    for kind in KINDS:
        ledgers.import_batch(desk, kind, tmp_path / f"{kind}.xlsx")
    for place in auditing.outline(desk).places:
        answering.record_answer(desk, *place, Verdict.CONFORMING)
    return desk


@pytest.mark.benchmark
def test_the_ledgers_are_counted_in_a_second_and_once(company: Desk) -> None:
    again: list[float] = []

    def counted() -> float:
        challenging._kept.clear()
        start = process_time()
        assert challenging.challenges(company)
        seconds = process_time() - start
        start = process_time()
        assert challenging.challenges(company)
        again.append(process_time() - start)
        first.append(seconds)
        return seconds

    def read() -> float:
        start = process_time()
        with company.file.read() as work:
            for kind in work.ledgers.kinds():
                with closing(work.ledgers.chunks(kind)) as chunks:
                    assert sum(len(records) for _batch, records in chunks)
        return process_time() - start

    first: list[float] = []
    ratio = compare("challenges", counted, read, rounds=3, limit=LIMIT)
    print(f"again: {median(again) * 1000:.0f} ms")
    company.file.close()
    assert ratio <= LIMIT
    assert median(first) <= SECONDS
    assert median(again) * AGAIN <= median(first)
