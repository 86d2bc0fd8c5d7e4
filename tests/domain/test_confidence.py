"""Sample sizes and upper bounds against published tables and against counting every possible case."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.confidence import WHOLE, Group, discovery_size, needed_size, tolerated, upper_bound


@pytest.mark.parametrize(
    ("population", "confidence", "rate", "size"),
    [
        # Hypergeometric discovery sampling, as in the tables of the trade: 45 of 100 meet one of five with 95 %.
        (100, 9500, 500, 45),
        (20, 9500, 500, 19),
        (50, 9500, 500, 31),
        # What the infinite population needs: ln 0.05 ⁄ ln 0.95 = 58.4, then 44.9 and 298.1.
        (10_000_000, 9500, 500, 59),
        (10_000_000, 9000, 500, 45),
        (10_000_000, 9500, 100, 299),
        (1, 9500, 500, 1),
        (0, 9500, 500, 0),
    ],
)
def test_the_size_of_a_discovery_sample(population: int, confidence: int, rate: int, size: int) -> None:
    assert discovery_size(population, confidence, rate) == size


@given(st.integers(1, 400), st.integers(8000, 9990), st.integers(10, 5000))
def test_the_size_is_the_smallest(population: int, confidence: int, rate: int) -> None:
    size, exceptions = discovery_size(population, confidence, rate), tolerated(population, rate)

    def missed(drawn: int) -> float:
        return math.comb(population - exceptions, drawn) / math.comb(population, drawn)

    limit = (WHOLE - confidence) / WHOLE
    assert missed(size) <= limit + 1e-12
    assert size == 1 or missed(size - 1) > limit - 1e-12


@pytest.mark.parametrize(
    ("drawn", "found", "rate"),
    # Clopper–Pearson, one-sided 95 %: 1 − 0.05^(1⁄30) = 9.503 %; of 60: 4.870, 7.664, 10.123, 12.419 %.
    [(30, 0, 0.09503), (60, 0, 0.04870), (60, 1, 0.07664), (60, 2, 0.10123), (60, 3, 0.12419)],
)
def test_the_bound_of_a_large_population_is_that_of_clopper_and_pearson(drawn: int, found: int, rate: float) -> None:
    population = 2_000_000
    assert upper_bound([Group(population, drawn, found)], 9500) / population == pytest.approx(rate, abs=6e-6)


def test_what_was_drawn_whole_is_counted() -> None:
    assert upper_bound([Group(12, 12, 2)], 9500) == 2
    assert upper_bound([Group(12, 12, 2), Group(1, 1, 1)], 9500) == 3
    both = upper_bound([Group(12, 12, 2), Group(100, 45, 0)], 9500)
    assert both == 2 + upper_bound([Group(100, 45, 0)], 9500) == 2 + 4


def test_a_large_group_that_was_hardly_looked_at_is_not_hidden_by_small_ones() -> None:
    """Ten of a thousand and ten of ten are no twenty of 1,010."""
    assert upper_bound([Group(1000, 10), Group(10, 10)], 9500) > 250
    assert upper_bound([Group(1010, 20)], 9500) < 145


def test_proportional_groups_cost_little() -> None:
    together = upper_bound([Group(1200, 60)], 9500)
    apart = upper_bound([Group(600, 30), Group(400, 20), Group(200, 10)], 9500)
    assert together <= apart <= together * 1.03
    assert upper_bound([Group(600, 30, 1), Group(600, 30, 1)], 9500) < 1.06 * upper_bound([Group(1200, 60, 2)], 9500)


@pytest.mark.parametrize("confidence", [8000, 9000, 9500, 9900])
@pytest.mark.parametrize(
    "design",
    [((9, 3),), ((12, 7),), ((6, 2), (4, 1)), ((5, 4), (8, 2)), ((3, 1), (4, 2), (5, 2)), ((3, 3), (7, 2), (2, 1))],
)
def test_the_bound_is_below_the_truth_no_oftener_than_it_says(
    design: tuple[tuple[int, int], ...], confidence: int
) -> None:
    """Every truth, every sample: the chance of a bound that is too low is at most what the confidence leaves."""
    found_ways = [range(drawn + 1) for _population, drawn in design]
    bounds = {
        found: upper_bound([Group(n, d, x) for (n, d), x in zip(design, found, strict=True)], confidence)
        for found in product(*found_ways)
    }
    for truth in product(*(range(population + 1) for population, _drawn in design)):
        wrong = 0.0
        for found, bound in bounds.items():
            if bound < sum(truth):
                wrong += math.prod(
                    math.comb(t, x) * math.comb(n - t, d - x) / math.comb(n, d)
                    for (n, d), t, x in zip(design, truth, found, strict=True)
                )
        assert wrong <= (WHOLE - confidence) / WHOLE + 1e-9, truth


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60), st.integers(0, 60)), min_size=1, max_size=5))
def test_a_bound_is_possible(raw: list[tuple[int, int, int]]) -> None:
    groups = [Group(n, min(d, n), min(x, d, n)) for n, d, x in raw]
    found = sum(g.exceptions for g in groups)
    bound = upper_bound(groups, 9500)
    assert found <= bound <= sum(g.population - g.drawn for g in groups) + found
    assert bound <= upper_bound(groups, 9900)


@given(st.lists(st.integers(1, 300), min_size=1, max_size=6), st.sampled_from([100, 500, 1000, 2000]))
def test_the_size_for_groups_is_enough(populations: list[int], rate: int) -> None:
    total = sum(populations)

    def sizes(size: int) -> list[int]:
        left, shares = size, [1] * len(populations)
        left -= len(populations)
        for n, population in enumerate(populations):
            more = min(left, population - 1)
            shares[n] += more
            left -= more
        return shares

    size = needed_size(populations, sizes, 9500, rate)
    assert len(populations) <= size <= total
    groups = [Group(n, d) for n, d in zip(populations, sizes(size), strict=True)]
    assert upper_bound(groups, 9500) < tolerated(total, rate)
