"""The holidays of a year after the rules of the law, to check the bundled table with; and the table itself:
`python -m tests.domain.holiday_rules` writes it to stdout."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import floor

FIRST, LAST = 2020, 2035

HEAD = """\
# The holidays of Japan (国民の祝日及び休日) from {first} to {last}, after the rules of 国民の祝日に関する法律 with the
# special dates of 2020 and 2021, substitute holidays (振替休日) and days between two holidays (国民の休日).
#
# The equinoxes (春分の日, 秋分の日) of a year are fixed officially in February of the year before, when they are
# published in the official gazette; those of later years are computed here by the usual formula. The table is
# replaced, for an audit, with `shadan holidays import FILE SOURCE` or in the window: SOURCE is the list that the
# Cabinet Office publishes (syukujitsu.csv) or a file such as this one.
# tests/domain/holiday_rules.py writes this file anew.

[names]
"""

NAMES = {
    "元日": "New Year's Day",
    "成人の日": "Coming of Age Day",
    "建国記念の日": "National Foundation Day",
    "天皇誕生日": "The Emperor's Birthday",
    "春分の日": "Vernal Equinox Day",
    "昭和の日": "Showa Day",
    "憲法記念日": "Constitution Memorial Day",
    "みどりの日": "Greenery Day",
    "こどもの日": "Children's Day",
    "海の日": "Marine Day",
    "山の日": "Mountain Day",
    "敬老の日": "Respect for the Aged Day",
    "秋分の日": "Autumnal Equinox Day",
    "スポーツの日": "Sports Day",
    "文化の日": "Culture Day",
    "勤労感謝の日": "Labor Thanksgiving Day",
    "休日": "Holiday",
}
"""The names in English, as the translation of the law has them. 休日: substitute, or between two holidays."""

_MOVED = {
    2020: {"海の日": (7, 23), "スポーツの日": (7, 24), "山の日": (8, 10)},
    2021: {"海の日": (7, 22), "スポーツの日": (7, 23), "山の日": (8, 8)},
}


def _monday(year: int, month: int, number: int) -> tuple[int, int]:
    first = date(year, month, 1)
    return month, 1 + (7 - first.weekday()) % 7 + 7 * (number - 1)


def _equinox(year: int, base: float) -> int:
    passed = year - 1980
    return floor(base + 0.242194 * passed - floor(passed / 4))


def named(year: int) -> dict[date, str]:
    """The holidays that the law names."""
    days = {
        "元日": (1, 1),
        "成人の日": _monday(year, 1, 2),
        "建国記念の日": (2, 11),
        "天皇誕生日": (2, 23),
        "春分の日": (3, _equinox(year, 20.8431)),
        "昭和の日": (4, 29),
        "憲法記念日": (5, 3),
        "みどりの日": (5, 4),
        "こどもの日": (5, 5),
        "海の日": _monday(year, 7, 3),
        "山の日": (8, 11),
        "敬老の日": _monday(year, 9, 3),
        "秋分の日": (9, _equinox(year, 23.2488)),
        "スポーツの日": _monday(year, 10, 2),
        "文化の日": (11, 3),
        "勤労感謝の日": (11, 23),
    }
    days |= _MOVED.get(year, {})
    return {date(year, *at): name for name, at in days.items()}


def holidays(year: int) -> dict[date, str]:
    """All days off that the law makes, in order."""
    own = named(year)
    off = dict(own)
    for day in own:
        if day.weekday() == 6:
            follows = day
            while follows in own:
                follows += timedelta(days=1)
            off[follows] = "休日"
        between = day + timedelta(days=1)
        if between not in own and between + timedelta(days=1) in own:
            off[between] = "休日"
    return dict(sorted(off.items()))


def table() -> Iterator[str]:
    """The lines of the bundled file."""
    yield from HEAD.format(first=FIRST, last=LAST).splitlines()
    yield from (f'"{ja}" = "{en}"' for ja, en in NAMES.items())
    for year in range(FIRST, LAST + 1):
        if year == FIRST:
            yield ""
            yield "[days]"
        else:
            yield ""
        yield from (f'{day} = "{name}"' for day, name in holidays(year).items())


if __name__ == "__main__":
    print("\n".join(table()))  # noqa: T201 - the file is written from here
