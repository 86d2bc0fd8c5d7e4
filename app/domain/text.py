"""Text in both languages, kept beside what it explains."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a text may begin with that a spreadsheet program makes a formula of."""
_LEAST_OF_A_REASON = 2
_NOTHING_DONE = re.compile(
    r"(?:(?:特に|とくに|何も|まだ|今回は|反証|試み|確認|点検|実施|検証|調査|照合|試行|は|を|も|の)*)"
    r"(?:なし|無し|ない|無い|ありません|なかった|(?:して|行って|行なって|試みて|試して|やって|見て)い?"
    r"(?:ない|ません|なかった|ませんでした)|行わず|せず|"
    r"未(?:実施|確認|定|了|着手|対応)(?:である|です|だ)?|不要(?:である|です|だ)?|省略(?:した|します)?|該当なし|同上|不明)"
    r"|(?:nothing|none|no|na|nil|not|was|were|has|been|have|yet|done|tried|attempted|tested|checked|particular|in|it)+",
    re.IGNORECASE,
)
"""All of a sentence that says that nothing was done, without its signs and blanks."""


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


def says_what_was_done(text: str) -> bool:
    """Whether a text tells in words of something that was done: 「なし」「実施していない」 and mere signs do not."""
    sentences = re.split(r"[。.、,;\n]", unicodedata.normalize("NFKC", text))
    words = ("".join(c for c in sentence if c.isalnum()) for sentence in sentences)
    return any(gives_reason(said) and not _NOTHING_DONE.fullmatch(said) for said in words)


def one_line(text: str) -> str:
    """A name as it stands on paper: line breaks, tabs and control characters are spaces, none around it."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text).strip()


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: behind an apostrophe where it begins as one."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def restored(text: str) -> str:
    """A text without the apostrophe by which a program or a person kept it from being a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_SIGNS else text
