"""The business days of an audit: its own table of holidays, its closing, and what the history tells of them."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.business_days import USUAL_CLOSING, Closing
from app.errors import UserError
from app.services import business_calendar
from app.services.ports import Desk, HistoryQuery


def settings(desk: Desk) -> list[tuple[str, object, object]]:
    with desk.file.read() as work:
        entries = [e.event for e in work.history.entries(HistoryQuery(act="setting.changed"))]
    told = [(e.subject, e.subject.rpartition(".")[2], e.before or {}, e.after or {}) for e in entries]
    return [(subject, before.get(field), after.get(field)) for subject, field, before, after in told]


def test_the_bundled_table_holds_until_another_is_taken(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "syukujitsu.csv"
    source.write_bytes("国民の祝日・休日月日,名称\r\n2026/1/1,元日\r\n2026/11/24,臨時の休日\r\n".encode("cp932"))
    day = date(2026, 11, 24)
    assert business_calendar.calendar(desk).is_business_day(day)
    changes, table = business_calendar.import_holidays(desk, source)
    assert changes.audit
    assert len(table.days) == 2
    calendar = business_calendar.calendar(desk)
    assert not calendar.is_business_day(day)
    assert calendar.holidays.source == "syukujitsu.csv"
    # Its year is its own; the others are as in the bundled table.
    assert calendar.is_business_day(date(2026, 5, 5))
    assert not calendar.is_business_day(date(2027, 5, 5))
    assert not business_calendar.import_holidays(desk, source)[0]
    business_calendar.use_bundled(desk)
    assert business_calendar.calendar(desk).is_business_day(day)
    name = business_calendar.HOLIDAYS
    assert settings(desk) == [(name, "syukujitsu.csv", "bundled"), (name, "bundled", "syukujitsu.csv")]


def test_a_bad_table_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("2026/1/1,元日\n昨日,休み\n", "utf-8")
    with pytest.raises(UserError):
        business_calendar.import_holidays(desk, source)
    assert (business_calendar.calendar(desk).holidays.source, settings(desk)) == ("", [])


def test_closing_is_set_taken_away_and_set_back(desk: Desk) -> None:
    longer = Closing((12, 28), (1, 4))
    business_calendar.set_closing(desk, longer)
    assert business_calendar.calendar(desk).closing == longer
    assert not business_calendar.set_closing(desk, longer)
    business_calendar.set_closing(desk, None)
    assert business_calendar.calendar(desk).closing is None
    business_calendar.set_closing(desk, USUAL_CLOSING)
    assert business_calendar.calendar(desk).closing == USUAL_CLOSING
    assert [after for _name, _before, after in settings(desk)] == ["12-29/01-03", "none", "12-28/01-04"]


@pytest.mark.parametrize("text", ["", "12", "13-01", "02-30", "x-y", "12-29-01", "１２月"])
def test_what_is_no_day_of_a_year_is_refused(text: str) -> None:
    with pytest.raises(UserError) as refused:
        business_calendar.read_month_day(text)
    assert refused.value.code == "closing_no_day"


@pytest.mark.parametrize(("text", "read"), [("12-29", (12, 29)), ("1/3", (1, 3)), (" 02-29 ", (2, 29))])
def test_days_of_a_year(text: str, read: tuple[int, int]) -> None:
    assert business_calendar.read_month_day(text) == read
