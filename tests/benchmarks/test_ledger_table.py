"""The table of 100,000 terminals: first paint, sort, filter, memory over the empty window, and nothing held up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.ports import Desk
from tests.benchmarks.ledger_file import write_ledger
from tests.benchmarks.test_ledger import run

ROWS = 100_000
FIRST_MS, SORT_MS, FILTER_MS = 100, 300, 300
HELD_UP_MS = 50
OVER_EMPTY_MB = 100
_ROUNDS = 3


def look(file: Path, home: Path) -> dict[str, float]:
    """One window in a process of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SHADAN_HOME": str(home)}
    command = [sys.executable, "-m", "tests.benchmarks.ledger_table_run", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.benchmark
def test_the_table_of_a_large_ledger_is_quick_and_small(desk: Desk, tmp_path: Path) -> None:
    """The best of a few windows: others use the machine as well."""
    nothing = Path(desk.file.location)
    desk.file.close()
    many = tmp_path / "many"
    many.mkdir()
    write_ledger(many / "端末台帳.xlsx", ROWS)
    run("first", many / "端末台帳.xlsx", many)
    seen = [look(many / "bench.shadan", tmp_path / "home") for _ in range(_ROUNDS)]
    empty = look(nothing, tmp_path / "home")
    best = {name: min(told[name] for told in seen) for name in seen[0]}
    over = best["rss_mb"] - empty["rss_mb"]
    print(
        f"\n{ROWS:,} rows: first paint {best['first']:.0f} ms (limit {FIRST_MS}), sort {best['sort']:.0f} ms "
        f"(worst {best['sort_worst']:.0f}, limit {SORT_MS}), filter {best['filter']:.0f} ms "
        f"(worst {best['filter_worst']:.0f}, limit {FILTER_MS}), held up {best['held_up']:.0f} ms "
        f"(limit {HELD_UP_MS}), {over:.0f} MB over the empty window (limit {OVER_EMPTY_MB}), {_ROUNDS} windows"
    )
    assert best["rows"] == ROWS
    assert best["first"] <= FIRST_MS
    assert best["sort"] <= SORT_MS
    assert best["filter"] <= FILTER_MS
    assert best["held_up"] <= HELD_UP_MS
    assert over <= OVER_EMPTY_MB
