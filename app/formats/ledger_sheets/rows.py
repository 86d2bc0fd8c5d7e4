"""Rows that are no records: blanks, notes, sums, units, repeated headers, examples, names of blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.ledgers.writing import plain
from app.formats.ledger_sheets.headings import fold

_NOTE = re.compile(r"[※*＊]|\(?注\)?[\d::. )意]|\(注|注記|備考[::]|【注|<注|凡例|記入要領|記入上の")
_SUM = re.compile(
    r"(?:合|小|総|累|中|部門|課|事業所)?計(?:[::(\s\d].*)?|総合計.*|合計.*|小計.*|.*(?:小計|合計|台数)|計\s*\d+\s*台|total.*|subtotal.*",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\(?計?\s*\d[\d,]*\s*(?:台|件|個|本|枚|名|人|式|組|units?|pcs?)?\)?", re.IGNORECASE)
_UNIT = re.compile(
    r"\(.*\)|必須|任意|選択|半角.*|全角.*|自動|yyyy.*|年/?月/?日|日付|文字列?|数値?|英数字?|記入例?|プルダウン|○か×|○/×|有/無|[-ー―…〜~]+|\d+桁",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"[((【\[<]?\s*(?:記入|記載|入力)?例\s*\d?\s*[))】\]>::)]?.*")
_EXAMPLE_START = (
    "例",
    "(例",
    "(例",
    "【例",
    "[例",
    "<例",
    "記入例",
    "記載例",
    "入力例",
    "(記入例",
    "(記入例",
    "【記入例",
)
_END = re.compile(r"以下余白|以上|--+\s*以下余白.*")
OFFICE = re.compile(
    r"[^\s::((【\[_]*?(?:営業所|事業所|支店|支社|本店|本社|センター|配電所|変電所|発電所|出張所|支部|事務所|ネットワーク部|分室|支所|営業部|制御所|技術所|工務所|電力所)"
)


def is_note(cells: Sequence[str]) -> bool:
    """A note below or between the rows: ※, 注, few cells."""
    filled = [text for text in map(plain, cells) if text]
    return bool(filled) and len(filled) <= 3 and _NOTE.match(filled[0]) is not None


def is_sum(cells: Sequence[str]) -> bool:
    """A row of totals: 合計, 小計, 計 in one of its first filled cells, and few cells beside it."""
    filled = [text for text in map(plain, cells) if text]
    # 合　計 is spread out as often as not.
    first = (text.replace(" ", "") for text in filled[:2])
    return bool(filled) and len(filled) <= max(4, len(cells) // 3) and any(map(_SUM.fullmatch, first))


def is_counted_sum(key: str, cells: Sequence[str]) -> bool:
    """A row of totals whose number stands where the keys are: 小計 | 25台."""
    return _COUNT.fullmatch(plain(key)) is not None and is_sum(cells)


def is_end(cells: Sequence[str]) -> bool:
    """以下余白 and the like."""
    filled = [text for text in map(plain, cells) if text]
    return len(filled) == 1 and _END.fullmatch(filled[0].strip("-ー― ")) is not None


def is_units(cells: Sequence[str]) -> bool:
    """The row below a header that tells units or how to fill the columns in."""
    filled = [text for text in map(plain, cells) if text]
    return bool(filled) and sum(1 for text in filled if _UNIT.fullmatch(text)) >= max(1, len(filled) * 0.8)


def is_header(cells: Sequence[str], headings: Sequence[tuple[str, ...]]) -> bool:
    """The header again, as printed on every page. `headings` are the folded lines above each column."""
    filled = [(fold(text), n) for n, text in enumerate(cells) if text.strip()]
    if len(filled) < 2:
        return False
    same = sum(1 for text, n in filled if n < len(headings) and text and text in headings[n])
    return same >= max(2, len(filled) * 0.6)


def is_example(key: str, first: str) -> bool:
    """A row that shows how to fill in: its key or first cell begins with 例 or 記入例."""
    return key.startswith(_EXAMPLE_START) or first.startswith(_EXAMPLE_START)


def office_in(text: str) -> str:
    """The office that a sheet name or title line names: 「北営業所 端末台帳」 → 北営業所; empty if none."""
    for word in re.split(r"[\s::/_・、,【】「」()\[\]■●◆○]+", plain(text)):
        if match := OFFICE.match(word):
            office = match[0]
            # "事業所" alone is a word, not the name of one.
            if len(office) > 2 and office not in ("営業所", "事業所", "支店名", "センター", "事務所", "変電所"):
                return office
    return ""
