"""What every rule reads out of the fields of a record: whether a cell says nothing, and the days it names."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from app.domain.rules.sides import fold

if TYPE_CHECKING:  # The registers read with this, and are part of the context.
    from app.domain.rules.model import Context

_BLANK = frozenset(
    {"", "-", "ー", "―", "－", "‐", "不明", "未定", "なし", "無", "無し", "未設定", "未記入", "同左", "?", "*"}
)
_LONGEST_BLANK = max(map(len, _BLANK))


def blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, 不明, 未定, なし."""
    return text in _BLANK or (len(text) <= _LONGEST_BLANK and _short_blank(text))


@lru_cache(maxsize=20_000)
def _short_blank(text: str) -> bool:
    return fold(text) in _BLANK


_NEXT_PERSON = re.compile(r"[、,;\n]|(?<=\))\s+")
_WITH_NUMBER = re.compile(r"([^()]+?)\s*\(\s*([a-z]?\d[\w-]*)\s*\)", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def people_in(text: str) -> tuple[tuple[str, str], ...]:
    """The people that a cell names, each with the number in brackets behind the name, empty for none:
    石黒 一郎(021000)、乙 二."""
    found = []
    for part in filter(None, map(str.strip, _NEXT_PERSON.split(text.translate(_BRACKETS)))):
        numbered = _WITH_NUMBER.fullmatch(part)
        found.append((numbered[1], numbered[2]) if numbered else (part, ""))
    return tuple(found)


_BRACKETS = str.maketrans("（），；", "(),;")


@lru_cache(maxsize=20_000)
def day_of(text: str) -> date | None:
    """A full date, or None."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def past(text: str, context: Context) -> date | None:
    """The day that a field names if it lies on or before the as-of date."""
    day = day_of(text) if text else None
    return day if day is not None and day <= context.as_of else None


@lru_cache(maxsize=1_000)
def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, at the latest the last day of that month; never before the first of all."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    if year < 1:
        return date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))
