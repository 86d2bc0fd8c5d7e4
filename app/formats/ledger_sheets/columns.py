"""What the cells of a column mean, understood once for each text, and what its keys look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from app.domain.ledgers.values import Normaliser, Value
from app.domain.ledgers.writing import HYPHENS, LONGEST_DITTO, SAME_AS_ABOVE, SAME_AS_LEFT, ditto_sign
from app.formats import workbook

ABOVE, LEFT = "ditto_above", "ditto_left"

# Texts kept per field: columns of a few words are understood once, columns of numbers do not fill the memory.
_CACHED = 20_000
_ONE_HYPHEN = str.maketrans(dict.fromkeys(HYPHENS, "-"))


class Cache(dict[str, Value]):
    """What each text of a column means; a text is understood when it is first looked up."""

    __slots__ = ("_understand",)

    def __init__(self, understand: Normaliser) -> None:
        super().__init__()
        self._understand = understand

    def __missing__(self, written: str) -> Value:
        value = self._understand(written)
        if len(self) < _CACHED:
            self[written] = value
        return value


def canonical(key: str) -> str:
    """A key as it is written, hyphens and case made one."""
    return key.translate(_ONE_HYPHEN).upper()


def with_dittos(understand: Normaliser) -> Callable[[str], Value]:
    """A normaliser that also knows 同上 and 同左."""

    def understood(text: str) -> Value:
        if text and len(text) <= LONGEST_DITTO:
            written = ditto_sign(text)
            if written in SAME_AS_ABOVE:
                return "", ABOVE
            if written in SAME_AS_LEFT:
                return "", LEFT
        return understand(text)

    return understood


def by_row(
    corrections: Mapping[tuple[str, int, str], str], sheet: str, by_field: Mapping[str, int]
) -> dict[int, dict[int, str]]:
    """The corrections of a sheet: row → column → text."""
    found: dict[int, dict[int, str]] = {}
    for (name, row, field), text in corrections.items():
        if name == sheet and field in by_field:
            found.setdefault(row, {})[by_field[field]] = text
    return found


def by_key(kept: Mapping[tuple[str, str], tuple[str, str]]) -> dict[str, dict[str, tuple[str, str]]]:
    """What was set right in earlier files: match key → field → the text then, and what was put there."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for (key, field), texts in kept.items():
        found.setdefault(key, {})[field] = texts
    return found


def odd_by_row(sheet: workbook.Sheet, columns: Mapping[int, str]) -> dict[int, list[tuple[int, str]]]:
    """The cells that read as empty and are not, of the columns that are read."""
    found: dict[int, list[tuple[int, str]]] = {}
    for (row, index), kind in sheet.odd.items():
        if index in columns:
            found.setdefault(row, []).append((index, kind))
    return found


def width_of_padded(keys: Sequence[str]) -> int:
    """The width of numbers that are padded with zeros, 0 where they are not: then a shorter one has lost its zeros."""
    digits = [key for key in keys if key.isdigit()]
    if not any(key.startswith("0") for key in digits):
        return 0
    width, count = Counter(map(len, digits)).most_common(1)[0]
    return width if count >= len(digits) * 0.6 else 0
