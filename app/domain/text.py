"""Text in both languages, kept beside what it explains."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_LEAST_OF_A_REASON = 2


@dataclass(frozen=True, slots=True)
class Text:
    """Japanese original and English translation."""

    ja: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in `ja` or `en`; any other language gets the Japanese original."""
        return self.en if language == "en" else self.ja

    def __str__(self) -> str:
        return self.ja


def letters_in(text: str) -> int:
    """How many letters and digits a text has; a full stop or a dash says nothing."""
    return sum(c.isalnum() for c in text)


def gives_reason(text: str) -> bool:
    """Whether a reason is one: 「-」, 「。」 or a single letter gives none."""
    return letters_in(text) >= _LEAST_OF_A_REASON


def one_line(text: str) -> str:
    """A name as it stands on paper: line breaks, tabs and control characters are spaces, none around it."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text).strip()
