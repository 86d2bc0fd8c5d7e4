"""Business days over Golden Week, the turn of the year and substitute holidays; counting and going are inverse."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.business_days import USUAL_CLOSING, BusinessCalendar, Closing, Holidays
from app.formats.calendars import CalendarFiles
from app.paths import bundled
from tests.domain import holiday_rules

TABLE = CalendarFiles(bundled("resources") / "calendar").holidays()
USUAL = BusinessCalendar(TABLE)
OPEN = BusinessCalendar(TABLE, None)

DAYS = st.dates(date(2019, 6, 1), date(2036, 6, 1))
CALENDARS = st.builds(
    BusinessCalendar,
    st.just(TABLE) | st.builds(Holidays, st.dictionaries(DAYS, st.just("休日"), max_size=20)),
    st.none()
    | st.builds(
        Closing,
        st.tuples(st.integers(1, 12), st.integers(1, 28)),
        st.tuples(st.integers(1, 12), st.integers(1, 28)),
    ).filter(lambda c: sum(c.holds(date(2024, 1, 1) + timedelta(days=n)) for n in range(366)) < 200),
)


def test_the_bundled_table_is_what_the_rules_make() -> None:
    made: dict[date, str] = {}
    for year in range(holiday_rules.FIRST, holiday_rules.LAST + 1):
        made |= holiday_rules.holidays(year)
    assert dict(TABLE.days) == made
    assert TABLE.years == (2020, 2035)
    assert dict(TABLE.english) == holiday_rules.NAMES


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 7, 24), "スポーツの日"),
        (date(2021, 8, 9), "休日"),
        (date(2026, 5, 6), "休日"),
        (date(2026, 9, 22), "休日"),
        (date(2026, 9, 23), "秋分の日"),
        (date(2027, 3, 22), "休日"),
        (date(2032, 9, 21), "休日"),
    ],
)
def test_holidays_that_are_easily_missed(day: date, name: str) -> None:
    assert TABLE.name(day, "ja") == name
    assert not USUAL.is_business_day(day)


def test_a_day_that_is_none_has_no_name() -> None:
    assert TABLE.name(date(2021, 10, 11), "ja") == ""
    assert USUAL.is_business_day(date(2021, 10, 11))
    assert TABLE.name(date(2026, 9, 22), "en") == "Holiday"


def test_golden_week() -> None:
    # 2026: Wed 29 April, then Sun 3 to Wed 6 May.
    assert USUAL.between(date(2026, 4, 28), date(2026, 5, 7)) == 3
    assert USUAL.add(date(2026, 4, 28), 3) == date(2026, 5, 7)
    assert USUAL.add(date(2026, 5, 7), -3) == date(2026, 4, 28)
    assert USUAL.between(date(2026, 5, 7), date(2026, 4, 28)) == -3


def test_the_turn_of_the_year() -> None:
    # 2026-12-28 is a Monday, 2027-01-04 one as well.
    assert USUAL.add(date(2026, 12, 28), 1) == date(2027, 1, 4)
    assert OPEN.add(date(2026, 12, 28), 1) == date(2026, 12, 29)
    assert OPEN.between(date(2026, 12, 28), date(2027, 1, 4)) == 4
    longer = BusinessCalendar(TABLE, Closing((12, 28), (1, 4)))
    assert longer.add(date(2026, 12, 25), 1) == date(2027, 1, 5)


def test_the_table_ends_and_says_so() -> None:
    assert TABLE.covers(date(2035, 12, 31))
    assert not TABLE.covers(date(2036, 1, 1))
    assert Holidays({}).years is None
    # Weekends and the closing days are known all the same.
    assert not USUAL.is_business_day(date(2040, 12, 31))
    assert USUAL.is_business_day(date(2040, 1, 9))


def test_an_own_table_rules_its_years_and_no_others() -> None:
    own = Holidays({date(2026, 10, 1): "創立記念日"}, "own.csv", {"創立記念日": "Foundation"})
    whole = own.over(TABLE)
    assert whole.name(date(2026, 10, 1), "en") == "Foundation"
    assert whole.name(date(2026, 5, 5), "ja") == ""
    assert whole.name(date(2027, 5, 5), "en") == "Children's Day"


def test_going_stops_where_the_days_end() -> None:
    assert USUAL.add(date(9999, 12, 1), 400) == date.max
    assert USUAL.add(date(1, 1, 8), -400) == date.min
    assert USUAL.between(date.min, date.max) > 2_000_000


@given(CALENDARS, DAYS, st.integers(-300, 300))
def test_counting_gives_back_what_was_gone(calendar: BusinessCalendar, day: date, count: int) -> None:
    begin = calendar.add(day, 1)
    end = calendar.add(begin, count)
    assert calendar.is_business_day(end)
    assert calendar.between(begin, end) == count
    assert calendar.add(end, -count) == begin


@given(CALENDARS, DAYS, DAYS)
def test_counting_is_counting(calendar: BusinessCalendar, one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    passed = ((first + timedelta(days=n + 1)) for n in range(min((last - first).days, 900)))
    last = min(last, first + timedelta(days=900))
    assert calendar.between(first, last) == sum(map(calendar.is_business_day, passed))
    assert calendar.between(last, first) == -calendar.between(first, last)


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_closing_is_the_same_every_year(day: date) -> None:
    closed = (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
    assert USUAL_CLOSING.holds(day) is closed
