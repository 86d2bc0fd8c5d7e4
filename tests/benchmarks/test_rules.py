"""All ledger rules over 100,000 terminals, 200,000 accounts, 50,000 people and 2,000 contractors in an audit file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from app.domain import rules

LIMIT = 10.0
"""Seconds of one processor."""
GROWTH = 12.0
"""How many times a tenth of it may cost the whole."""
PEAK_MB = 400
_ROUNDS = 3


def _run(what: str, file: Path, scale: float) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.rules_run", what, str(file), str(scale)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout) if done.stdout else {}


@pytest.mark.benchmark
def test_all_rules_over_a_large_company(tmp_path: Path) -> None:
    whole, tenth = tmp_path / "whole.shadan", tmp_path / "tenth.shadan"
    _run("make", whole, 1.0)
    _run("make", tenth, 0.1)
    # In turn, so that a machine that slows down slows both.
    runs = [(_run("run", whole, 1.0), _run("run", tenth, 0.1)) for _ in range(_ROUNDS)]
    large, small = (median(each[n]["cpu"] for each in runs) for n in (0, 1))
    told = runs[0][0]
    print(
        f"\nall rules: {large:.2f} s CPU (limit {LIMIT}), a tenth {small:.2f} s, growth {large / small:.1f} "
        f"(limit {GROWTH}); {told['open']} findings; peak {told['peak_mb']:.0f} MB, {told['before_mb']:.0f} before"
    )
    assert told["ran"] == len(rules.RULES)
    assert told["open"] > 0
    assert large <= LIMIT
    assert large <= GROWTH * small
    assert told["peak_mb"] <= PEAK_MB
