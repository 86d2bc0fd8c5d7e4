"""Dates as ledgers write them: what is certain is read, what is not is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledgers import dates
from app.domain.ledgers.dates import parse

FULL_WIDTH = str.maketrans("0123456789./-RHS", "０１２３４５６７８９．／－ＲＨＳ")
ERAS = {
    "令和": (date(2019, 5, 1), date(2043, 12, 31), "R"),
    "平成": (date(1989, 1, 8), date(2019, 4, 30), "H"),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7), "S"),
}


@pytest.mark.parametrize(
    "text",
    [
        "2023/3/31", "2023-03-31", "2023.3.31", "2023年3月31日", "2023年03月31日", "令和5年3月31日",
        "令和５年３月３１日", "R5.3.31",
        "R05/03/31", "r5-3-31", "Ｒ５．３．３１", "令5.3.31", "㋿5年3月31日", "20230331", "45016", "45016.75",
        "R050331",
        "2023/3/31 10:05", "2023-03-31 10:05:59", "2023-03-31T10:05:00", "2023/3/31(金)",
        "2023年3月31日(金曜日)", " 2023/3/31 ",
        "令和5年3月31日 18時00分", "2023/3/31 18時", "2023年3月31日9時5分30秒", "2023/3/31　午後 6時半",
        "R5.3.31(金)18時", "2023/3/31(金)8:00", "令和５年３月３１日（金）　０時", "20230331 24時00分",
        "2023/3/31 午前9:05",
        "令和 5年 3月 31日", "31/3/2023", "3/31/2023", "2023年3月31日付", "２０２３／３／３１",
    ],
)  # fmt: skip
def test_forms_of_one_day(text: str) -> None:
    assert parse(text) == ("2023-03-31", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和元年5月1日", "2019-05-01"),
        ("R元.5.1", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("H31.4.1", "2019-04-01"),
        ("平成元年1月8日", "1989-01-08"),
        ("昭和64年1月7日", "1989-01-07"),
        ("S63.12.31", "1988-12-31"),
        ("大正12年9月1日", "1923-09-01"),
        ("明治45年7月29日", "1912-07-29"),
        ("2024/2/29", "2024-02-29"),
    ],
)
def test_days_at_the_ends_of_the_eras(text: str, expected: str) -> None:
    assert parse(text) == (expected, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("令和31年3月31日", dates.WRONG_ERA),
        ("令和元年4月30日", dates.WRONG_ERA),
        ("平成31年5月1日", dates.WRONG_ERA),
        ("H35.3.31", dates.WRONG_ERA),
        ("昭和64年1月8日", dates.WRONG_ERA),
        ("令和0年5月1日", dates.WRONG_ERA),
        ("2023/2/29", dates.IMPOSSIBLE),
        ("令和5年2月29日", dates.IMPOSSIBLE),
        ("2023/13/1", dates.IMPOSSIBLE),
        ("20231301", dates.IMPOSSIBLE),
        ("9999/12/31", dates.IMPOSSIBLE),
        ("1899/12/31", dates.TOO_EARLY),
        ("明治30年1月1日", dates.TOO_EARLY),
        ("3/31", dates.WITHOUT_YEAR),
        ("3月31日", dates.WITHOUT_YEAR),
        ("2023/3", dates.WITHOUT_DAY),
        ("2023年3月", dates.WITHOUT_DAY),
        ("R5.3", dates.WITHOUT_DAY),
        ("令和元年", dates.WITHOUT_DAY),
        ("2023年度", dates.WITHOUT_DAY),
        ("23/3/31", dates.AMBIGUOUS),
        ("31.4.1", dates.AMBIGUOUS),
        ("3/4/2023", dates.AMBIGUOUS),
        ("同左", dates.UNREADABLE),
        ("7", dates.UNREADABLE),
        ("99999", dates.UNREADABLE),
        ("北営業所", dates.UNREADABLE),
        ("2023/3/31頃", dates.UNREADABLE),
        ("2023/3/118時", dates.UNREADABLE),
        ("2023/3/31 25時", dates.UNREADABLE),
        ("2023/3/31 18時60分", dates.UNREADABLE),
        ("2023/3/31 3時間", dates.UNREADABLE),
        ("18時", dates.UNREADABLE),
        ("3月31日 18時", dates.WITHOUT_YEAR),
        ("2023年3月 18時", dates.WITHOUT_DAY),
        ("令和5年2月29日 9時", dates.IMPOSSIBLE),
    ],
)
def test_what_is_no_day_is_empty_and_told(text: str, code: str) -> None:
    assert parse(text) == ("", code)


@pytest.mark.parametrize("text", ["", " ", "―", "-", "未定", "なし", "N/A", "--/--/--", "　"])
def test_nothing_is_no_problem(text: str) -> None:
    assert parse(text) == ("", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'24.4.1", ("2024-04-01", "")),
        ("’24/4/1", ("2024-04-01", "")),
        ("'98.12.1", ("1998-12-01", "")),
        ("’05.3.31", ("2005-03-31", "")),
        ("'05.3.31", ("", dates.AMBIGUOUS)),
        ("'24.13.1", ("", dates.IMPOSSIBLE)),
    ],
)
def test_an_apostrophe_tells_a_western_year(text: str, expected: tuple[str, str]) -> None:
    assert dates.parse(text) == expected


def test_a_year_without_its_era_is_taken_with_doubt() -> None:
    assert parse("5.3.31") == ("2023-03-31", dates.ERA_ASSUMED)
    assert parse("5.2.29") == ("", dates.IMPOSSIBLE)
    assert parse("1.4.30") == ("", dates.WRONG_ERA)


def test_serials_of_both_systems() -> None:
    assert parse("45016", date1904=False) == ("2023-03-31", "")
    assert parse("43554", date1904=True) == ("2023-03-31", "")
    assert parse("20000")[0] == "1954-10-03"
    assert parse("19999") == ("", dates.UNREADABLE)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_in_every_western_form(day: date) -> None:
    for form in ("{0}/{1}/{2}", "{0}-{1:02}-{2:02}", "{0}年{1}月{2}日", "{0}.{1}.{2}", "{0}{1:02}{2:02}"):
        text = form.format(day.year, day.month, day.day)
        assert parse(text) == (day.isoformat(), "")
        assert parse(text.translate(FULL_WIDTH)) == (day.isoformat(), "")


@given(st.sampled_from(sorted(ERAS)), st.dates(date(1927, 1, 1), date(2043, 12, 31)))
def test_an_era_reads_its_days_and_no_others(era: str, day: date) -> None:
    first, last, letter = ERAS[era]
    year = day.year - first.year + 1
    if not 1 <= year <= 99:
        return
    expected = (day.isoformat(), "") if first <= day <= last else ("", dates.WRONG_ERA)
    for text in (f"{era}{year}年{day.month}月{day.day}日", f"{letter}{year}.{day.month}.{day.day}"):
        assert parse(text) == expected
        assert parse(text.translate(FULL_WIDTH)) == expected
    if year == 1:
        assert parse(f"{era}元年{day.month}月{day.day}日") == expected


@given(st.dates(date(2019, 5, 1), date(2043, 12, 31)), st.integers(0, 23), st.integers(0, 59))
def test_a_time_behind_a_day_changes_nothing(day: date, hour: int, minute: int) -> None:
    year = day.year - 2018
    for form in (f"令和{year}年{day.month}月{day.day}日", f"R{year}.{day.month}.{day.day}", f"{day:%Y/%m/%d}"):
        for time in (f"{hour}時", f"{hour}時{minute:02}分", f"{hour}時{minute}分5秒", f"{hour}:{minute:02}"):
            for between in (" ", "(月)", "(月) "):
                assert parse(form + between + time) == (day.isoformat(), "")
                assert parse((form + between + time).translate(FULL_WIDTH)) == (day.isoformat(), "")


@given(st.integers(20_000, 80_000))
def test_serials_count_days(number: int) -> None:
    assert parse(str(number)) == ((date(1899, 12, 30) + timedelta(days=number)).isoformat(), "")


@given(st.text(max_size=30))
def test_any_text_gives_a_day_or_nothing(text: str) -> None:
    value, _ = parse(text)
    assert not value or date.fromisoformat(value).isoformat() == value


@given(st.text(alphabet="0123456789/-.年月日令和平成昭HRS元 (金)時分:", max_size=14))
def test_texts_like_dates_give_a_day_or_nothing(text: str) -> None:
    value, problem = parse(text)
    assert not value or date(1900, 1, 1) <= date.fromisoformat(value) <= date(2199, 12, 31)
    assert problem == "" or problem.startswith("date_")
