"""How the same text is written in many ways: width, hyphens, blanks and signs for "nothing"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# Compatibility ideographs stand in names (﨑, 神); NFKC would exchange some of them for another shape.
_KEPT = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\u0000-\u0008\u000e-\u001f]")
_BLANKS = re.compile(r"\s+")
HYPHENS = "-‐‑‒–—―−ー－ｰ─━"
_SIGNS = frozenset(HYPHENS + "~〜・./／*＊ ")
_ONLY_SIGNS = re.compile(rf"[{re.escape(HYPHENS)}~〜・./／*＊\s]+")

NOTHING = frozenset(
    {
        "なし",
        "無し",
        "該当なし",
        "該当無し",
        "非該当",
        "対象外",
        "n/a",
        "na",
        "空欄",
        "空白",
        "null",
        "nil",
        "none",
        "(空白)",
        "(なし)",
    }
)
# Of these, those that stand for a cell in which nothing was written.
BLANK = frozenset({"", "空欄", "空白", "null", "nil", "(空白)"})
_LONGEST_NOTHING = max(map(len, NOTHING))
UNDECIDED = frozenset({"未定", "未", "未設定", "未登録", "未記入", "調整中", "確認中", "tbd", "?", "??", "不明"})
# As `ditto_sign` returns them; an arrow down says that the value above goes on.
SAME_AS_ABOVE = frozenset(
    {"同上", "上同", "上に同じ", "上記に同じ", "〃", "々", '"', '""', "''", "′′", "”", "“", "ditto", "仝", "↑", "↓"}
)
SAME_AS_LEFT = frozenset({"同左", "左に同じ", "←"})
LONGEST_DITTO = 8
"""No sign for "the same" is written longer."""
_AROUND_DITTO = str.maketrans("", "", " ()[].。")


def plain(text: str) -> str:
    """Half and full width made one (NFKC), blanks and line ends one space, trimmed; ideographs of names stay."""
    # Most cells are plain already: everything invisible and every other blank is "not printable" to Python.
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFKC", text)):
        return text if " " not in text else " ".join(text.split())
    if _KEPT.search(text):
        text = "".join(
            part if n % 2 else unicodedata.normalize("NFKC", part) for n, part in enumerate(_KEPT.split(text))
        )
    else:
        text = unicodedata.normalize("NFKC", text)
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def is_nothing(text: str) -> bool:
    """Whether a plain text says that there is nothing: blank, dashes, なし, N/A."""
    if not text:
        return True
    if len(text) <= _LONGEST_NOTHING and text.casefold() in NOTHING:
        return True
    return text[0] in _SIGNS and _ONLY_SIGNS.fullmatch(text) is not None


def ditto_sign(text: str) -> str:
    """A short text as the signs for "the same" are looked up: without blanks and brackets around."""
    return plain(text).translate(_AROUND_DITTO).casefold()


def is_ditto(text: str) -> bool:
    """Whether a cell only refers to its neighbour: 同上, 〃, 同左."""
    if not text or len(text) > LONGEST_DITTO:
        return False
    sign = ditto_sign(text)
    return sign in SAME_AS_ABOVE or sign in SAME_AS_LEFT


def rows_told(rows: Sequence[int], most: int = 8) -> str:
    """Numbers of rows as a person would write them: "3, 5–9, 12"; of more than `most` stretches the first, then "…"."""
    stretches: list[tuple[int, int]] = []
    for row in rows:
        if stretches and row == stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], row)
        elif len(stretches) == most:
            stretches.append((0, 0))
            break
        else:
            stretches.append((row, row))
    told = ("…" if not first else f"{first}" if first == last else f"{first}–{last}" for first, last in stretches)
    return ", ".join(told)
