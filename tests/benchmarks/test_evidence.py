"""Five thousand pieces of evidence: counting them, and looking at one place, against a small audit and a bare query."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from app.domain.evidence import Evidence, EvidenceFacts, EvidenceUse
from app.domain.history import Event
from app.services import answering, auditing, evidencing_register, proofs
from app.services.ports import Desk, World
from tests.benchmarks.ratio import compare
from tests.desk import begun

MANY = 5_000
LIMIT_COUNTING, LIMIT_PLACE, LIMIT_REGISTER = 12.0, 2.0, 4.0
_AT = "2026-11-24T10:00:00+00:00"


def fill(desk: Desk, count: int) -> None:
    """So many pieces over all places but the first, which has three; a fifth of them serve two places."""
    first, *places = auditing.outline(desk).places
    with desk.file.write() as work:
        for number in range(count):
            checkpoint, site = first if number < 3 else places[number % len(places)]
            name, digest = f"写真_{number:05}.jpg", f"{number:064x}"
            identity = f"e{number:05}"
            work.evidence.put(Evidence(identity, checkpoint, site, name, "image/jpeg", 1, digest, _AT, "officer"))
            if number % 5 == 4:
                other = places[(number + 7) % len(places)]
                work.evidence.put_use(EvidenceUse(identity, *other, _AT, "officer"))
            if number % 10 == 9:
                work.evidence.put_facts(EvidenceFacts(identity, date(2027, 1, 1)))
        work.history.record(_AT, "officer", Event("evidence.added", "many"))
        work.commit()


@pytest.mark.benchmark
def test_counting_evidence_costs_little_more_than_reading_where_it_serves(desk: Desk, tmp_path: Path) -> None:
    fill(desk, MANY)
    today = desk.world.clock.today()
    with closing(sqlite3.connect(f"file:{desk.file.location}?mode=ro", uri=True)) as bare:

        def ours() -> float:
            start = perf_counter()
            with desk.file.read() as work:
                counts = proofs.counts_by_place(work, today)
            assert counts.total() == MANY + MANY // 5
            return perf_counter() - start

        def query() -> float:
            start = perf_counter()
            rows = bare.execute("SELECT id, checkpoint, site FROM evidence").fetchall()
            assert len(rows) == MANY
            return perf_counter() - start

        ratio = compare("counting evidence", ours, query, rounds=10, limit=LIMIT_COUNTING)
    assert ratio <= LIMIT_COUNTING


@pytest.mark.benchmark
def test_a_place_is_read_as_fast_as_in_a_small_audit(desk: Desk, world: World, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    small = begun(world, folder)
    fill(desk, MANY)
    fill(small, 3)
    first = auditing.outline(desk).places[0]

    def look(at: Desk) -> float:
        start = perf_counter()
        assert len(answering.page(at, *first).pieces) == 3
        return perf_counter() - start

    try:
        ratio = compare("a place among 5,000", lambda: look(desk), lambda: look(small), rounds=20, limit=LIMIT_PLACE)
    finally:
        small.file.close()
    assert ratio <= LIMIT_PLACE


@pytest.mark.benchmark
def test_the_register_costs_little_more_than_reading_the_records(desk: Desk) -> None:
    fill(desk, MANY)

    def ours() -> float:
        start = perf_counter()
        assert len(evidencing_register.register(desk).entries) == MANY
        return perf_counter() - start

    def records() -> float:
        start = perf_counter()
        with desk.file.read() as work:
            assert len(work.evidence.all()) == MANY
        return perf_counter() - start

    assert compare("the register", ours, records, rounds=5, limit=LIMIT_REGISTER) <= LIMIT_REGISTER
