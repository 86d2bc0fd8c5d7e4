"""Characters that a report on paper would not show as they are written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unprinted:
    """What of a text is not printed as it is written.

    `missing` are characters that no font of the program has: a report with one of them is refused. `variants` are
    kanji for which the text asks for another shape (異体字セレクタ), which are printed in their usual one. `loose` are
    characters with marks that no single character has, printed beside each other.
    """

    missing: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()


def named(characters: tuple[str, ...]) -> str:
    """Characters with their numbers, by which they are found even where a screen cannot show them; twelve at most."""
    return " ".join(map(_named, characters[:12]))


def _named(character: str) -> str:
    numbers = " ".join(f"U+{ord(each):04X}" for each in character)
    return f"{character} ({numbers})" if character.isprintable() else numbers
