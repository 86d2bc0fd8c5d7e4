"""An answer recorded, from the service call to the durable commit, against a bare one-row commit."""

import sqlite3
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest

from app.domain.grades import Verdict
from app.services import answering, auditing
from app.services.ports import Desk
from tests.benchmarks.ratio import compare

LIMIT = 3.0
_ROUNDS = 300


@pytest.mark.benchmark
def test_an_answer_costs_at_most_three_bare_commits(desk: Desk, tmp_path: Path) -> None:
    places = [place for place in auditing.outline(desk).places]
    verdicts = (Verdict.CONFORMING, Verdict.NONCONFORMING)
    count = 0

    def ours() -> float:
        nonlocal count
        checkpoint, site = places[count % len(places)]
        verdict = verdicts[count // len(places) % 2]
        count += 1
        start = perf_counter()
        answering.record_answer(desk, checkpoint, site, verdict, f"確認した {count}", "見直し")
        return perf_counter() - start

    with closing(sqlite3.connect(tmp_path / "bare.db", isolation_level=None)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute("CREATE TABLE answers (id INTEGER PRIMARY KEY, place TEXT, verdict TEXT, comment TEXT) STRICT")

        def one_row() -> float:
            start = perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO answers (place, verdict, comment) VALUES ('a', 'conforming', '確認した')")
            bare.execute("COMMIT")
            return perf_counter() - start

        for _ in range(20):
            ours()
            one_row()
        assert compare("an answer", ours, one_row, rounds=_ROUNDS, limit=LIMIT) <= LIMIT
