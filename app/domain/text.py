"""Text in both languages, kept beside what it explains."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Japanese original and English translation."""

    ja: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in `ja` or `en`; any other language gets the Japanese original."""
        return self.en if language == "en" else self.ja
