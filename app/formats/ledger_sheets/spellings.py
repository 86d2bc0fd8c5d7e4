"""Headings that are spelled nearly alike: a letter too many, too few or another one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

NEAR = 0.75
"""How alike two headings must be, as `difflib` counts it: 0–1."""


class Spellings:
    """Known headings, found by the letters that they share with a text: comparing each with each takes ten times as
    long, and a sheet is looked at as a ledger of every kind."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)
        self._with: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, heading in enumerate(self._known):
            for letter, times in Counter(heading).items():
                self._with[letter].append((place, times))

    def near(self, text: str) -> Iterator[tuple[str, float]]:
        """The headings that are spelled nearly as a text is, and how nearly, in the order in which they are known."""
        shared: Counter[int] = Counter()
        for letter, times in Counter(text).items():
            for place, known in self._with.get(letter, ()):
                shared[place] += min(times, known)
        # It keeps what it has found out about its second text.
        matcher = SequenceMatcher(None, "", text, autojunk=False)
        for place in sorted(shared):
            heading = self._known[place]
            # Letters in whatever order are the most that can agree.
            if 2.0 * shared[place] / (len(heading) + len(text)) < NEAR:
                continue
            matcher.set_seq1(heading)
            if (ratio := matcher.ratio()) >= NEAR:
                yield heading, ratio
