"""Tables of holidays: the bundled one, the list of the Cabinet Office (syukujitsu.csv), and files such as ours."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.business_days import Holidays
from app.domain.calendar import read_day
from app.domain.text import one_line
from app.errors import UserError, from_os_error, register_messages, require_file

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

register_messages(
    {
        "holidays_too_large": "{file} is too large for a table of holidays; give the list of the Cabinet Office "
        "(syukujitsu.csv) or a file of its form.",
        "holidays_unreadable": "{file} is no table of holidays; give a CSV with a day and a name in each line, such as "
        "the list of the Cabinet Office (syukujitsu.csv), or a TOML with [days].",
        "holidays_row": "{file}, row {row}: “{text}” is no holiday; write a day and its name, as 2027/1/1,元日. "
        "Nothing was taken over.",
    }
)

_MOST_BYTES = 1_000_000
_MOST_DAYS = 10_000
_MOST_LETTERS = 60
_YEARS = range(1900, 2101)


def bundled_table(file: Traversable) -> Holidays:
    """The table that comes with the program."""
    return _from_toml(file.read_text(encoding="utf-8"), "")


def read_table(source: Path) -> Holidays:
    """The table in a file: CSV in UTF-8 or Shift_JIS, or TOML. Raises UserError."""
    require_file(source)
    try:
        with source.open("rb") as opened:
            data = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise from_os_error(error, source.name) from error
    if len(data) > _MOST_BYTES:
        raise UserError("holidays_too_large", file=source.name)
    text = _decoded(data, source.name)
    if source.suffix.lower() == ".toml":
        return _from_toml(text, source.name)
    days = dict(_rows(text, source.name))
    if not days:
        raise UserError("holidays_unreadable", file=source.name)
    return Holidays(dict(sorted(days.items())), source.name)


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("holidays_unreadable", file=name)


def _rows(text: str, name: str) -> Iterator[tuple[date, str]]:
    """Day and name of each row; a heading may stand first, and empty rows anywhere."""
    try:
        rows = list(csv.reader(text.splitlines()))
    except csv.Error as error:
        raise UserError("holidays_unreadable", file=name) from error
    if len(rows) > _MOST_DAYS:
        raise UserError("holidays_too_large", file=name)
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        day = read_day(cells[0])
        if day is None and number == 1:
            continue
        if day is None or len(cells) < 2 or not _holds(day, cells[1]):
            raise UserError("holidays_row", file=name, row=number, text=one_line(",".join(cells))[:_MOST_LETTERS])
        yield day, one_line(cells[1])


def _holds(day: date, said: str) -> bool:
    return day.year in _YEARS and 0 < len(one_line(said)) <= _MOST_LETTERS


def _from_toml(text: str, name: str) -> Holidays:
    """As the bundled file: `days` with a name each, `names` in English. Raises UserError."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError("holidays_unreadable", file=name) from error
    days, names = data.get("days"), data.get("names", {})
    if not isinstance(days, dict) or not days or not isinstance(names, dict):
        raise UserError("holidays_unreadable", file=name)
    if len(days) > _MOST_DAYS:
        raise UserError("holidays_too_large", file=name)
    read: dict[date, str] = {}
    for number, (written, said) in enumerate(days.items(), start=1):
        day = read_day(written)
        if day is None or not isinstance(said, str) or not _holds(day, said):
            raise UserError("holidays_row", file=name, row=number, text=one_line(written)[:_MOST_LETTERS])
        read[day] = one_line(said)
    english = {one_line(ja): one_line(en) for ja, en in names.items() if isinstance(en, str)}
    return Holidays(dict(sorted(read.items())), name, english)
