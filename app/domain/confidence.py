"""How many records to look at, and what may be said of the rest: attribute sampling from a finite population.

General statistics, no law asks for it. Exceptions are counted, never guessed: with D exceptions among N records the
number met in n drawn without putting back is hypergeometric, so that all of this is exact and nothing is approximated
by a normal curve. Methods: discovery sampling (the smallest n that meets at least one exception), one-sided upper
bounds by inverting the test (Clopper and Pearson 1934; for a finite population Katz 1953 and Wright 1991), Hoeffding's
inequality for sums of unequal chances (1956, theorem 4) where several groups were drawn from. Whatever is rounded is
rounded to the side that claims less.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace

WHOLE = 10_000
"""Confidence and rates are whole hundredths of a percent: 9500 is 95 %."""

CONFIDENCES = (8_000, 9_990)
"""The confidences that can be asked for, from and to: below, the inequality for several groups does not hold."""

RATES = (10, 5_000)
"""The tolerable rates that can be asked for, from and to."""

USUAL_CONFIDENCE = 9_500
USUAL_RATE = 500

# A product of many logarithms is off by less; so much nearer to the limit counts as within it.
_SLACK = 1e-9

Sizes = Callable[[int], Sequence[int]]
"""How many are drawn from each group when so many are drawn in all."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the population: how many records it has, how many were drawn, how many of those are exceptions."""

    population: int
    drawn: int
    exceptions: int = 0

    @property
    def whole(self) -> bool:
        """Whether every record was drawn: its exceptions are known."""
        return self.drawn == self.population


def tolerated(population: int, rate: int) -> int:
    """The smallest number of exceptions that is a rate of `rate` or more: what the sample must not miss."""
    return max(1, -(-population * rate // WHOLE))


def discovery_size(population: int, confidence: int, rate: int) -> int:
    """The smallest simple random sample that meets an exception with `confidence` when the rate is `rate` or more.

    Discovery sampling: the smallest n with C(N−D, n) ⁄ C(N, n) ≤ 1 − confidence, where D = ⌈N × rate⌉; exact.
    """
    if population == 0:
        return 0
    exceptions = tolerated(population, rate)

    def enough(size: int) -> bool:
        missed = math.comb(population - exceptions, size) * WHOLE
        return missed <= (WHOLE - confidence) * math.comb(population, size)

    return _smallest(enough, 1, population)


def needed_size(populations: Sequence[int], sizes: Sizes, confidence: int, rate: int) -> int:
    """As `discovery_size` for a sample of several groups: enough however the exceptions lie in them.

    `sizes` says how a sample is shared among the groups; each gets at least one.
    """
    population = sum(populations)
    first = max(len(populations), min(population, discovery_size(population, confidence, rate)))
    exceptions = tolerated(population, rate)

    def enough(size: int) -> bool:
        groups = [Group(n, drawn) for n, drawn in zip(populations, sizes(size), strict=True)]
        return upper_bound(groups, confidence) < exceptions

    if len(populations) < 2 or first >= population or enough(first):
        return first
    size = _smallest(enough, first, population)
    # Shares are rounded, so that one more record can for once prove less.
    while not enough(size):
        size += 1
    return size


def _smallest(enough: Callable[[int], bool], low: int, high: int) -> int:
    """The smallest number from `low` to `high` that is enough; `high` always is. Searched from below, upwards."""
    step = 1
    while (tried := low + step - 1) < high:
        if enough(tried):
            high = tried
            break
        low, step = tried + 1, step * 2
    while low < high:
        middle = (low + high) // 2
        if enough(middle):
            high = middle
        else:
            low = middle + 1
    return low


def upper_bound(groups: Sequence[Group], confidence: int) -> int:
    """How many exceptions the whole population has at most, with `confidence` (one-sided).

    Every number of exceptions is kept that would give so few in the sample with a chance of more than 1 − confidence.
    One group: the hypergeometric distribution, exactly. Several: the exceptions are thought to lie where the sample
    would meet them least; without an exception that is exact, else Clopper–Pearson with the smallest expectation, which
    Hoeffding's inequality allows. Groups that were drawn whole are counted.
    """
    known = sum(g.exceptions for g in groups if g.whole)
    open_ = [g for g in groups if not g.whole]
    if not open_:
        return known
    found = sum(g.exceptions for g in open_)
    if len(open_) == 1:
        unknown = _one(open_[0], confidence)
    elif not found:
        unknown = _none_met(open_, confidence)
    else:
        unknown = _several(open_, found, confidence)
    # What was seen to be in order is no exception.
    return known + min(unknown, sum(g.population - g.drawn for g in open_) + found)


def _one(group: Group, confidence: int) -> int:
    """The exact bound of one group."""
    limit = (WHOLE - confidence) * math.comb(group.population, group.drawn)

    def refuted(exceptions: int) -> bool:
        return _ways(group, exceptions) * WHOLE <= limit

    high = group.population - group.drawn + group.exceptions
    if not refuted(high):
        return high
    return _smallest(refuted, group.exceptions, high) - 1


def _ways(group: Group, exceptions: int) -> int:
    """In how many samples there are no more exceptions than were found, if the group has so many."""
    sound = group.population - exceptions
    fewest = max(0, group.drawn - sound)
    if fewest > group.exceptions:
        return 0
    ways = math.comb(exceptions, fewest) * math.comb(sound, group.drawn - fewest)
    total = ways
    for k in range(fewest, min(group.exceptions, group.drawn, exceptions)):
        ways = ways * (exceptions - k) * (group.drawn - k) // ((k + 1) * (sound - group.drawn + k + 1))
        total += ways
    return total


def _none_met(groups: Sequence[Group], confidence: int) -> int:
    """The bound for several groups where no exception was met.

    The logarithm of the chance to meet none is concave in the exceptions of each group, so that putting one after the
    other where it costs the chance least gives the greatest chance of all.
    """
    limit = math.log((WHOLE - confidence) / WHOLE) - _SLACK
    # What the next exception in each group leaves of the chance, largest first.
    heap = [(-_kept(g.population, g.drawn), g.population, g.drawn) for g in groups if g.population > g.drawn]
    heapify(heap)
    chance, exceptions = 0.0, 0
    while True:
        kept, left, drawn = heap[0]
        chance -= kept
        if chance <= limit:
            return exceptions
        exceptions += 1
        heapreplace(heap, (-_kept(left - 1, drawn), left - 1, drawn))


def _kept(left: int, drawn: int) -> float:
    """The logarithm of the chance that one of `left` records is not among those drawn from them."""
    return math.log1p(-drawn / left) if left > drawn else -math.inf


def _several(groups: Sequence[Group], found: int, confidence: int) -> int:
    """The bound for several groups where exceptions were met."""
    drawn = sum(g.drawn for g in groups)
    thin_first = sorted(groups, key=lambda g: (g.drawn / g.population, g.population))
    limit = (WHOLE - confidence) / WHOLE * (1 - _SLACK)

    def refuted(exceptions: int) -> bool:
        expected, left = 0.0, exceptions
        for group in thin_first:
            here = min(left, group.population)
            expected += here * group.drawn / group.population
            left -= here
        # The inequality speaks of expectations from one above what was found.
        return expected >= found + 1 and _binomial(found, drawn, min(1.0, expected / drawn)) <= limit

    high = sum(g.population for g in groups)
    return _smallest(refuted, found, high) - 1 if refuted(high) else high


def _binomial(most: int, draws: int, chance: float) -> float:
    """The chance of no more than `most` hits."""
    if chance >= 1.0:
        return 1.0 if most >= draws else 0.0
    term = draws * math.log1p(-chance)
    odds = math.log(chance) - math.log1p(-chance)
    total = math.exp(term)
    for k in range(most):
        term += math.log((draws - k) / (k + 1)) + odds
        total += math.exp(term)
    return total
