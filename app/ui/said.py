"""What is said of something that happened: kept as what makes the sentence, so that it follows the language."""

from __future__ import annotations

from collections.abc import Callable

Words = str | Callable[[], str]
"""A text that is the same in every language, or what makes it in the language spoken then."""


def said(words: Words) -> str:
    """The text in the language spoken now."""
    return words if isinstance(words, str) else words()
