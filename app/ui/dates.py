"""Days and times as the window says them; the Japanese year goes with the Western one."""

from __future__ import annotations

from datetime import date, datetime

from app.i18n import current_language

_REIWA = date(2019, 5, 1)


def day(when: date) -> str:
    """2026年9月30日, or 2026-09-30 in English."""
    return f"{when.year}年{when.month}月{when.day}日" if current_language() == "ja" else when.isoformat()


def day_with_era(when: date) -> str:
    """2026年9月30日(令和8年); English and days before 2019-05-01 go without the era."""
    era = when.year - _REIWA.year + 1
    if current_language() != "ja" or when < _REIWA:
        return day(when)
    return f"{day(when)}(令和{'元' if era == 1 else era}年)"


def clock(stamp: str) -> str:
    """14:03:22 of an ISO 8601 moment, in the zone it was written in; as it stands when it is no moment."""
    try:
        return datetime.fromisoformat(stamp).strftime("%H:%M:%S")
    except ValueError:
        return stamp


def moment(stamp: str) -> str:
    """Day and minute of an ISO 8601 moment."""
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{day(at.date())} {at:%H:%M}"
