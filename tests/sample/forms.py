"""How offices write the same value: dates, companies, names, yes and no."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

EPOCH = date(1899, 12, 30)

Write = Callable[[Any], Any]


def wareki(day: date | None) -> str:
    """令和 or 平成 in the long form."""
    if day is None:
        return ""
    if day < date(2019, 5, 1):
        return f"平成{day.year - 1988}年{day.month}月{day.day}日"
    year = "元" if day.year == 2019 else str(day.year - 2018)
    return f"令和{year}年{day.month}月{day.day}日"


def short_wareki(day: date | None) -> str:
    """R8.4.1 or H31.4.1."""
    if day is None:
        return ""
    era, start = ("R", 2018) if day >= date(2019, 5, 1) else ("H", 1988)
    return f"{era}{day.year - start}.{day.month}.{day.day}"


def serial_of(day: date | None) -> int | None:
    """A day as the bare number that Excel keeps."""
    return None if day is None else (day - EPOCH).days


def cell(day: date | None) -> datetime | None:
    """A day as Excel's own date."""
    return None if day is None else datetime(day.year, day.month, day.day)


def slashes(day: date | None) -> str:
    """2026/4/1 typed as text."""
    return "" if day is None else f"{day.year}/{day.month}/{day.day}"


def kanji(day: date | None) -> str:
    """2026年4月1日."""
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


def compact(day: date | None) -> str:
    """20260401, as an export from a system has it."""
    return "" if day is None else f"{day:%Y%m%d}"


def wide(text: str) -> str:
    """Half width letters, digits and signs in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else "\u3000" if c == " " else c for c in text)


def narrow_kana(text: str) -> str:
    """Katakana in half width, with the marks of voice behind."""
    return "".join(_NARROW.get(c, c) for c in text)


_NARROW = {
    unicodedata.normalize("NFKC", base + mark): base + mark
    for base in map(chr, range(0xFF66, 0xFF9E))
    for mark in ("", "ﾞ", "ﾟ")
    if len(unicodedata.normalize("NFKC", base + mark)) == 1
}


def company(text: str, form: str) -> str:
    """A company with its legal form where it stands: kabu ㈱, paren (株), full 株式会社, none."""
    sign = {"kabu": "㈱", "paren": "(株)", "full": "株式会社", "none": ""}[form]
    return text.replace("株式会社", sign) if "株式会社" in text else text


def _listed(sign: str) -> Write:
    return lambda value: sign.join(value) if isinstance(value, (list, tuple)) else value


FORMS: dict[str, Write] = {
    "": lambda value: "、".join(value) if isinstance(value, (list, tuple)) else value,
    "cell": cell,
    "bare": serial_of,
    "slashes": slashes,
    "short": short_wareki,
    "long": wareki,
    "kanji": kanji,
    "compact": compact,
    "iso": lambda day: "" if day is None else day.isoformat(),
    "wide": lambda text: wide(text or ""),
    "narrow": lambda text: narrow_kana(text or ""),
    "gap": lambda text: (text or "").replace(" ", "\u3000"),
    "closed": lambda text: (text or "").replace(" ", ""),
    "lines": _listed("\n"),
    "slash": _listed("/"),
    "commas": _listed(","),
    "people": lambda count: "" if count is None else f"{count}名",
    "percent": lambda share: "" if share is None else f"{share}%",
    "circle": lambda word: {"有": "○", "無": "×", "可": "○", "否": "×"}.get(word, word),
    "done": lambda word: {"有": "済", "無": "未"}.get(word, word),
    "ari": lambda word: {"有": "あり", "無": "なし"}.get(word, word),
    **{form: lambda text, form=form: company(text or "", form) for form in ("kabu", "paren", "full", "none")},  # type: ignore[misc]
}


def field(spec: str) -> Write:
    """What writes a field of a row: `name`, `name:form`, or a text that never changes behind an apostrophe."""
    if spec.startswith("'"):
        return lambda row: spec[1:]
    name, _, form = spec.partition(":")
    write = FORMS[form]
    return lambda row: write(row.get(name))
