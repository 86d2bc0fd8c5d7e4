"""What differs between two texts, word by word as far as Japanese has words: runs of one kind of letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

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
    return tuple(_joined(_pieces(_WORDS.findall(before), _WORDS.findall(after))))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for _, one, one_end, other, other_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[one:one_end]), "".join(after[other:other_end])
        if gone == come:
            yield Piece(Shift.SAME, gone)
        else:
            yield Piece(Shift.REMOVED, gone)
            yield Piece(Shift.ADDED, come)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    waiting: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if waiting is not None and waiting.shift is piece.shift:
            waiting = Piece(piece.shift, waiting.text + piece.text)
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting
