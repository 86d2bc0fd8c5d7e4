"""The few words that a renderer adds to those of a report, in the report's language (`resources/report/words.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache

from app.domain.text import Text
from app.formats.catalogue.reading import text_of
from app.paths import bundled


@cache
def _texts() -> dict[str, Text]:
    data = tomllib.loads((bundled("resources") / "report" / "words.toml").read_text(encoding="utf-8"))
    return {name: text_of(value, name) for name, value in data.items()}


def words(language: str) -> Callable[[str], str]:
    """What turns the name of a word into the word. Raises KeyError for one that is not in the file (our bug)."""
    return lambda name: _texts()[name].in_language(language)


def day_word(day: date, language: str) -> str:
    """A day as the text of a report writes it."""
    return day.isoformat() if language == "en" else f"{day.year}年{day.month}月{day.day}日"
