"""Calendars as other programs read them."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.reminding import CalendarEvent
from app.errors import UserError
from app.formats import icalendar
from tests.formats.ics import read

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=timezone(timedelta(hours=9)))


def event(
    title: str = "対策", text: str = "", day: date = date(2026, 12, 1), warn: date | None = None
) -> CalendarEvent:
    return CalendarEvent("action-id0001@audit.shadan", day, title, text, "北営業所", "対策", 7, warn)


def test_a_day_is_a_whole_day_event_that_an_import_brings_up_to_date() -> None:
    calendar = read(icalendar.calendar_bytes([event(warn=date(2026, 11, 30))], NOW))
    assert calendar.name == "VCALENDAR"
    assert calendar.lines["VERSION"] == ("", "2.0")
    assert calendar.lines["PRODID"][1]
    (made,) = calendar.inside
    assert made.name == "VEVENT"
    assert made.lines["UID"][1] == "action-id0001@audit.shadan"
    assert made.lines["SEQUENCE"][1] == "7"
    assert made.lines["DTSTAMP"][1] == made.lines["LAST-MODIFIED"][1] == "20261126T003000Z"
    assert made.lines["DTSTART"] == (";VALUE=DATE", "20261201")
    assert made.lines["DTEND"] == (";VALUE=DATE", "20261202")
    (alarm,) = made.inside
    assert alarm.name == "VALARM"
    assert alarm.lines["ACTION"][1] == "DISPLAY"
    assert alarm.lines["TRIGGER"][1] == "-PT15H"
    assert alarm.lines["DESCRIPTION"]


def test_an_alarm_may_speak_days_before_and_not_at_all() -> None:
    (made,) = read(icalendar.calendar_bytes([event(day=date(2027, 1, 4), warn=date(2026, 12, 28))], NOW)).inside
    assert made.inside[0].lines["TRIGGER"][1] == f"-PT{7 * 24 - 9}H"
    (made,) = read(icalendar.calendar_bytes([event()], NOW)).inside
    assert made.inside == []


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.text(max_size=60))
def test_any_text_comes_back_as_it_was(title: str, text: str) -> None:
    (made,) = read(icalendar.calendar_bytes([event(title, text)], NOW)).inside

    def kept(said: str) -> str:
        ends = said.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
        return "".join(c for c in ends if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127))

    assert made.text("SUMMARY") == kept(title)
    assert (made.text("DESCRIPTION") if "DESCRIPTION" in made.lines else "") == (kept(text) if text else "")


def test_nothing_to_tell_is_a_calendar_all_the_same() -> None:
    assert read(icalendar.calendar_bytes([], NOW)).inside == []


def test_the_last_day_that_there_is() -> None:
    (made,) = read(icalendar.calendar_bytes([event(day=date.max)], NOW)).inside
    assert made.lines["DTSTART"][1] == "99991231"


def test_a_file_of_another_name_is_refused_and_an_earlier_one_stays(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        icalendar.write(tmp_path / "期限.txt", [event()], NOW)
    assert refused.value.code == "calendar_suffix"
    with pytest.raises(UserError) as refused:
        icalendar.write(tmp_path / "なし" / "期限.ics", [event()], NOW)
    assert refused.value.code == "folder_missing"
    place = tmp_path / "期限.ics"
    place.mkdir()
    with pytest.raises(UserError):
        icalendar.write(place, [event()], NOW)
    assert list(tmp_path.iterdir()) == [place]


def test_it_is_written_as_it_is(tmp_path: Path) -> None:
    icalendar.write(tmp_path / "期限.ics", [event()], NOW.astimezone(UTC))
    assert len(read((tmp_path / "期限.ics").read_bytes()).inside) == 1
