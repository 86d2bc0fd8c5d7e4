"""What differs between two texts, word by word as far as Japanese has words: runs of one kind of letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_SMALL = re.compile(r"[ぁ-ゖ、。・\s]{1,2}")
# Kanji, katakana, hiragana and Latin words change as a whole; every other sign stands for itself.
_WORDS = re.compile(r"[一-鿿々〇]+|[ァ-ヺー]+|[ぁ-ゖゝゞ]+|[0-9A-Za-z]+|.", re.DOTALL)


class Shift(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, went or came."""

    shift: Shift
    text: str


def text_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in reading order: those that stayed and went make up `before`, those that stayed and came `after`.

    Of what was put in the place of something, the former comes first. No two neighbours are of the same kind.
    """
    return tuple(_pieces(_WORDS.findall(before), _WORDS.findall(after)))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    gone = come = ""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (tag, one, one_end, other, other_end) in enumerate(steps):
        went, came = "".join(before[one:one_end]), "".join(after[other:other_end])
        inside = 0 < number < len(steps) - 1
        if tag != "equal" or (inside and _SMALL.fullmatch(went)):
            # A particle that happens to stand between two changes tells nothing by itself.
            gone, come = gone + went, come + came
            continue
        yield from _changed(gone, come)
        gone = come = ""
        yield Piece(Shift.SAME, went)
    yield from _changed(gone, come)


def _changed(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Shift.REMOVED, gone)
    if come:
        yield Piece(Shift.ADDED, come)
