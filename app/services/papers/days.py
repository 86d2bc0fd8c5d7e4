"""The day of a moment, as refusals and lists of papers tell it."""

from app.domain.text import Text


def day_of(at: str) -> Text:
    """The day of a moment as stored, in both languages."""
    year, month, day = at[:10].split("-")
    return Text(f"{year}年{int(month)}月{int(day)}日", at[:10])
