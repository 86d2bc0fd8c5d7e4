"""How often progress is reported: days, which report meets which, and what is no cadence."""

from datetime import date
from itertools import islice

import pytest

from app.domain.cadence import Cadence, Every, met_by, next_due, read, scheduled


def first(text: str, after: date, count: int = 4) -> list[str]:
    return [day.isoformat() for day in islice(scheduled(read(text), after), count)]


@pytest.mark.parametrize(
    ("text", "after", "days"),
    [
        ("twice_monthly", date(2026, 11, 20), ["2026-11-30", "2026-12-15", "2026-12-31", "2027-01-15"]),
        ("twice_monthly:10,25", date(2026, 11, 10), ["2026-11-25", "2026-12-10", "2026-12-25", "2027-01-10"]),
        ("monthly", date(2027, 1, 31), ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
        ("monthly:5", date(2026, 11, 24), ["2026-12-05", "2027-01-05", "2027-02-05", "2027-03-05"]),
        ("quarterly", date(2026, 11, 24), ["2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30"]),
        ("quarterly:15", date(2026, 12, 15), ["2027-03-15", "2027-06-15", "2027-09-15", "2027-12-15"]),
        ("days:2027-03-31,2026-12-25", date(2026, 11, 24), ["2026-12-25", "2027-03-31"]),
        ("never", date(2026, 11, 24), []),
    ],
)
def test_the_days_of_a_cadence(text: str, after: date, days: list[str]) -> None:
    assert first(text, after) == days


def test_a_leap_day_is_the_last_day_of_its_february() -> None:
    assert first("monthly", date(2028, 1, 31), 1) == ["2028-02-29"]


@pytest.mark.parametrize("text", ["never", "twice_monthly:10,25", "monthly:5", "quarterly:31", "days:2026-12-25"])
def test_a_cadence_is_read_as_it_was_written(text: str) -> None:
    assert read(text).text == text


def test_nothing_stored_is_no_cadence() -> None:
    assert read("") == Cadence()
    assert next_due(Cadence(), date(2026, 11, 24)) is None


NONE = (
    *("weekly", "monthly:0", "monthly:32", "monthly:1,2", "monthly:x", "twice_monthly:5", "twice_monthly:5,5"),
    *("never:1", "days", "days:tomorrow", "days:" + ",".join(["2026-12-25"] * 61)),
)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_cadence_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(text)


@pytest.mark.parametrize(
    ("filed", "met"),
    [
        (date(2026, 12, 20), date(2026, 12, 31)),  # ahead of its day
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 1, 10), date(2026, 12, 31)),  # late: the one that had come
        (date(2027, 4, 2), date(2027, 3, 31)),  # two had come: the last one
    ],
)
def test_a_report_meets_the_day_that_had_come_or_the_next_one(filed: date, met: date) -> None:
    assert met_by(read("quarterly"), date(2026, 11, 24), filed) == met


def test_a_day_that_was_met_ahead_is_not_asked_for_again() -> None:
    wanted = read("quarterly")
    met = met_by(wanted, date(2026, 11, 24), date(2026, 12, 20))
    assert met is not None
    assert next_due(wanted, met) == date(2027, 3, 31)
    assert wanted.every is Every.QUARTERLY
