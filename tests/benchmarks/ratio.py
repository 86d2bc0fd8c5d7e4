"""Ours against the bare thing in the same run: interleaved, medians, a line that can be copied into a note."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median


def compare(name: str, ours: Callable[[], float], bare: Callable[[], float], *, rounds: int, limit: float) -> float:
    """Run both in turn and print the medians; each returns what it took, in seconds. Returns their ratio.

    In turn, so that a machine that slows down slows both.
    """
    mine, theirs = [], []
    for _ in range(rounds):
        mine.append(ours())
        theirs.append(bare())
    ratio = median(mine) / median(theirs)
    print(
        f"\n{name}: {median(mine) * 1000:.2f} ms against {median(theirs) * 1000:.2f} ms bare, "
        f"ratio {ratio:.2f} (limit {limit}), {rounds} rounds"
    )
    return ratio
