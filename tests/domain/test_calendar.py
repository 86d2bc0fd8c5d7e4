"""Days as an officer types them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import NoDay, day_or_why, era_year, read_day


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-25",
        "2026/12/25",
        "2026.12.25",
        "20261225",
        "2026年12月25日",
        "２０２６年１２月２５日",
        "R8.12.25",
        "r8/12/25",
        "R08-12-25",
        "Ｒ８．１２．２５",
        "令和8年12月25日",
        "2026年12月25日(令和8年)",
        "  2026-12-25 ",
    ],
)
def test_every_usual_way_of_writing_a_day_is_read(text: str) -> None:
    assert read_day(text) == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("S64.1.7", date(1989, 1, 7)),
    ],
)
def test_eras_meet_without_a_gap(text: str, day: date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text", ["", "12/25", "2026-13-01", "2026-02-29", "R1.4.30", "H31.5.1", "S64.1.8", "来月末", "2026-12-25x"]
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert read_day(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_is_written_is_read_again(day: date) -> None:
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day.year}年{day.month}月{day.day}日") == day


@given(st.text(max_size=30))
def test_no_text_is_too_strange(text: str) -> None:
    assert read_day(text) is None or isinstance(read_day(text), date)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 11, 25), "令和8年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1912, 7, 29), "明治45年"),
        (date(1868, 10, 22), ""),
    ],
)
def test_a_year_of_an_era(day: date, year: str) -> None:
    assert era_year(day) == year


@given(st.dates(date(1926, 12, 25), date(2100, 1, 1)))
def test_a_day_in_its_era_is_read_as_that_day(day: date) -> None:
    assert read_day(f"{era_year(day)}{day.month}月{day.day}日") == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("R8.13.45", "day_no_month"),
        ("2026-13-01", "day_no_month"),
        ("2026-00-01", "day_no_month"),
        ("令和8年2月30日", "day_not_in_month"),
        ("20270229", "day_not_in_month"),
        ("2026-12-0", "day_not_in_month"),
        ("R1.4.30", "day_before_era"),
        ("R0.5.1", "day_before_era"),
        ("H31.5.1", "day_after_era"),
        ("12/25", "day_without_year"),
        ("12月25日", "day_without_year"),
        ("8.12.25", "day_year_unclear"),
        ("2026年12月", "day_without_day"),
        ("R8", "day_without_day"),
        ("0000-01-01", "day_unreadable"),
        ("来月末", "day_unreadable"),
        ("", "day_unreadable"),
    ],
)
def test_what_is_no_day_tells_why(text: str, code: str) -> None:
    found = day_or_why(text)
    assert isinstance(found, NoDay)
    assert found.code == code


def test_the_old_eras_are_read_too() -> None:
    assert read_day("T15.12.24") == date(1926, 12, 24)
    assert read_day("明治45年7月29日") == date(1912, 7, 29)
