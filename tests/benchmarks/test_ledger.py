"""A terminal ledger of 100,000 rows: look, read, compare, store and rules, against openpyxl iterating the same file and
calamine reading it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.ledger_file import write_ledger

LIMIT = 1.0
"""Of openpyxl's time."""
CALAMINE_LIMIT = 6.0
"""Of calamine's time, for a first import."""
PEAK_MB = 400
READER_MB = 500
ROWS = 100_000
AGAIN = 1.1
"""Importing it again may not cost more than the first time; measured by the clock, so with a little grace."""
_COLUMNS = ("what", "seconds", "ratio", "CPU s", "peak MB", "reader MB", "findings")


def run(what: str, file: Path, folder: Path) -> dict[str, float]:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.ledger_run", what, str(file), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


@pytest.mark.benchmark
def test_a_large_ledger_is_imported_faster_than_openpyxl_iterates_it(tmp_path: Path) -> None:
    """Ratios are printed for both a first import and one over it; the machine's own speed cancels out."""
    file = tmp_path / "端末台帳.xlsx"
    write_ledger(file, ROWS)
    # The bare run before and after, so that a machine that slows down slows both.
    before, fast = run("bare", file, tmp_path), [run("calamine", file, tmp_path)]
    told = {what: run(what, file, tmp_path) for what in ("first", "again")}
    after = run("bare", file, tmp_path)
    fast.append(run("calamine", file, tmp_path))
    calamine = sum(each["seconds"] for each in fast) / 2
    bare = (before["seconds"] + after["seconds"]) / 2
    print()
    print("".join(f"{name:>12}" for name in _COLUMNS))
    for what, values in {"bare": before, **told, "bare again": after, "calamine": fast[0]}.items():
        cells = [what, f"{values['seconds']:.1f}", f"{values['seconds'] / bare:.2f}", f"{values['cpu']:.1f}"]
        cells += [f"{values[name]:.0f}" for name in ("peak_mb", "reader_mb")] + [f"{values.get('findings', 0):.0f}"]
        print("".join(f"{cell:>12}" for cell in cells))
    print(f"first import: {told['first']['seconds'] / calamine:.1f} times calamine (limit {CALAMINE_LIMIT})")
    assert told["first"]["rows"] == ROWS
    assert told["first"]["seconds"] <= CALAMINE_LIMIT * calamine
    assert told["again"]["seconds"] <= told["first"]["seconds"] * AGAIN
    for what in ("first", "again"):
        assert told[what]["seconds"] <= LIMIT * bare, what
        assert told[what]["peak_mb"] <= PEAK_MB, what
        assert told[what]["reader_mb"] <= READER_MB, what
