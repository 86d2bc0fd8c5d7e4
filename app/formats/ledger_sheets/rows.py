"""Rows that are no records: blanks, notes, sums, units, repeated headers, examples, names of blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from app.domain.ledgers import words
from app.domain.ledgers.writing import plain
from app.formats.ledger_sheets.headings import fold

_NOTE = re.compile(r"[※*＊]|\(?注\)?[\d::. )意]|\(注|注記|備考[::]|【注|<注|凡例|記入要領|記入上の")
# Page numbers that were typed or pasted between the rows: 1 / 2 ページ, - 3 -, P.4.
_PAGE = re.compile(
    r"(?:p\.?|page)?\s*\d+\s*(?:/\s*\d+\s*)?(?:頁|ページ|pages?)(?:目|中.*)?|(?:p\.|page)\s*\d+(?:\s*(?:/|of)\s*\d+)?"
    r"|[-–—―]\s*\d+\s*[-–—―]",
    re.IGNORECASE,
)
_NUMBER = r"[\d,]+(?:\.\d+)?"
# 101室 and 77店 are names.
_COUNTER = r"(?:台|件|個|本|名|人|機|式|枚|点|組|社|者|セット|[かカヵヶケ箇個]所|拠点|システム|units?|pcs)"
_COUNT = rf"(?:全|計|約|延べ?)?\s*{_NUMBER}\s*{_COUNTER}?"
_OFFICE_END = r"(?:所|店|社|部|門|課|係|室|班|局|ター|ループ|フロア|階|分|頁|ページ)"
# What a whole cell says of a sum, alone or with its count. 会計, 統計 and 「計器」 are none.
_TOTAL = re.compile(
    rf"(?:(?:総合|合|小|総|累|中|通)\s*計|計|総数|総\s*台\s*数|合計台数|台数|.{{1,15}}?(?:小\s*計|合\s*計|総\s*計|累\s*計|台数計?)"
    rf"|.{{0,15}}?{_OFFICE_END}\s*計|(?:grand|sub)?[\s-]?totals?)"
    rf"\s*[::=]?\s*(?:\(.*\)|{_COUNT})?|以上[、,\s]*(?:全|計)?\s*{_NUMBER}\s*{_COUNTER}",
    re.IGNORECASE,
)
# What may be a sum or be called so, as 温度 計 is: only numbers beside it tell.
_MAYBE_TOTAL = re.compile(rf"(?:.{{1,15}}?\s計|[^\d]{{1,15}}?計)\s*[::]?\s*(?P<count>{_NUMBER}\s*{_COUNTER})?")
_COUNTED = re.compile(rf"\(?(?:以上|全|計|合計|約|延べ?)?[、,::\s]*{_NUMBER}\s*{_COUNTER}\)?", re.IGNORECASE)
_NUMERIC = re.compile(rf"[((]?\s*{_COUNT}\s*[))]?|[-―ー]", re.IGNORECASE)
_WITH_COUNT = re.compile(rf".{{1,30}}?\s*[((]\s*{_COUNT}\s*[))]", re.IGNORECASE)
_SECTION = re.compile(
    r"[^\w]*(?:第?\d{1,3}[.、)\s]*)?[^\dA-Za-z]{1,20}(?:部|課|係|室|班|グループ|センター|所|店|社)[^\w]*"
)
_COUNTERS = frozenset("台件個本名人機式枚点組ト社者所ム")
_FEW = 4
# Cells that most sums hold, as they are written: found in a row without reading every cell.
_PLAINLY = frozenset(
    [
        gap.join(word)
        for word in ("計", "合計", "小計", "総計", "総合計", "累計", "中計")
        for gap in ("", " ", "　", "　　")
    ]
    + ["Total", "total", "TOTAL", "Subtotal", "Grand Total"]
)
_IN_BRACKETS = re.compile(r"\s*[((\[【「〈<][^))\]】」〉>]*[))\]】」〉>]\s*")
_UNIT = re.compile(
    r"\(.*\)|必須|任意|選択|半角.*|全角.*|自動|yyyy.*|年/?月/?日|日付|文字列?|数値?|英数字?|記入例?|プルダウン|○か×|○/×|有/無|[-ー―…〜~]+|\d+桁",
    re.IGNORECASE,
)
# (例), 【例】, 記入例, 例: …; 例外-01 and 例規 are none.
_EXAMPLE = re.compile(r"[((【\[<〈「]?\s*(?:(?:記入|記載|入力)例|例\s*\d{0,2}\s*(?:[))】\]>〉」::]|$))")
BULLETS = "■□◆◇●○◎▼▽▲△★☆・【】〈〉<>《》[]「」『』 "
_END = re.compile(r"以下余白|以上|--+\s*以下余白.*")
_LEGAL_FORM = re.compile(r"(?:株式|有限|合同|合資|合名)会社")
_COMPANY = re.compile(
    r"(?:(?:株式|有限|合同|合資|合名)会社|\([株有合]\))\s?[^\s、,/:]{1,30}|[^\s、,/:]{1,30}?\s?(?:(?:株式|有限|合同|合資|合名)会社|\([株有合]\))"
)
OFFICE = re.compile(
    r"[^\s::((【\[_]*?(?:営業所|事業所|支店|支社|本店|本社|センター|配電所|変電所|発電所|出張所|支部|事務所|ネットワーク部|分室|支所|営業部|制御所|技術所|工務所|電力所)"
    # 送配電所管 and コールセンターシステム are none.
    r"(?!管|有|属|在|長|員|定|轄|システム|サーバ)"
)
_NO_OFFICE = re.compile(
    r"(?:全|各|本|当|対象|設置|他|その他)*(?:営業所|事業所|支店名|センター|事務所|変電所|支店|支社)"
)


def is_note(cells: Sequence[str]) -> bool:
    """A note below or between the rows, ※, 注, few cells; or the number of a page."""
    filled = [text for text in map(plain, cells) if text]
    if len(filled) == 1 and _PAGE.fullmatch(filled[0]):
        return True
    return bool(filled) and len(filled) <= 3 and _NOTE.match(filled[0]) is not None


def may_be_sum(cells: Sequence[str], key: str) -> bool:
    """Whether a row is worth asking `is_sum` about; cheap, for it is asked of every row."""
    return (
        key[-1:] in _COUNTERS
        or key[-1:] == "計"
        or not _PLAINLY.isdisjoint(cells)
        or (not key or key.isdigit())
        and len(cells) - cells.count("") <= _FEW
    )


def is_sum(cells: Sequence[str], key: str = "") -> bool:
    """A row of totals: 合計, 小計, 計, 「以上22台」 in any of its cells, whether the column is used or not.

    Only a cell that is wholly such a word counts, or a count in the key's place with little beside it. A row with an
    ordinary key is a record whatever else it says; one with a bare number is a sum only if it is mostly numbers.
    """
    filled = [text for text in map(plain, cells) if text]
    key = plain(key)
    if key and _TOTAL.fullmatch(key):
        return True
    if key and (called := _MAYBE_TOTAL.fullmatch(key)):
        others = [text for text in filled if text != key]
        if _only_counts(others) or (called["count"] and len(others) < _FEW - 1):
            return True
    counted = _COUNTED.fullmatch(key) is not None
    totals = sum(1 for text in filled if _TOTAL.fullmatch(text))
    if not totals:
        return counted and len(filled) <= _FEW - 1
    if key and not counted and any(map(str.isdigit, key)) and not _NUMERIC.fullmatch(key):
        return False
    numbers = sum(1 for text in filled if _NUMERIC.fullmatch(text))
    if numbers >= len(filled) - totals - numbers:
        return True
    return (not key or counted) and len(filled) <= max(_FEW, len(cells) // 3)


def _only_counts(others: Sequence[str]) -> bool:
    """Whether something stands beside a total, and all of it are numbers."""
    return bool(others) and all(map(_NUMERIC.fullmatch, others))


@lru_cache(maxsize=1_000)
def is_aside(cells: tuple[str, ...]) -> bool:
    """A note, a sum or units: a row below a header that tells nothing of the columns, whatever the ledger."""
    return is_note(cells) or is_sum(cells) or is_units(cells)


def is_block(text: str) -> bool:
    """Whether the only text of a row names the block below it and no record: 営業課(3台), 1. 配電課."""
    written = plain(text)
    return not any(map(str.isdigit, written)) or bool(_WITH_COUNT.fullmatch(written) or _SECTION.fullmatch(written))


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
    filled = [(fold(text), n) for n, text in enumerate(cells) if text.strip() and not _IN_BRACKETS.fullmatch(text)]
    hints = any(map(_IN_BRACKETS.fullmatch, cells))
    same = sum(1 for text, n in filled if n < len(headings) and text and text in headings[n])
    # Below merged headings, which go on into it, a line of units says nothing but what is in brackets.
    return same >= max(1 if hints and same == len(filled) else 2, len(filled) * 0.6)


def is_example(key: str, first: str) -> bool:
    """A row that shows how to fill in: its key or first cell begins with (例), 例: or 記入例, or is 例."""
    return _EXAMPLE.match(key) is not None or _EXAMPLE.match(first) is not None


def state_in(text: str) -> str:
    """The state that the name of a block tells: 【予備機】, ■廃棄(3台); empty if none."""
    return words.state(plain(text).strip(BULLETS))


def company_in(text: str) -> str:
    """The company that the name of a block is, as written: ● 株式会社データ入力センター(3名); empty if it is none."""
    written = plain(text).strip(BULLETS)
    if match := _WITH_COUNT.fullmatch(written):
        written = written[: written.rindex("(")].strip() if match and "(" in written else written
    return written if _COMPANY.fullmatch(written) else ""


def office_in(text: str) -> str:
    """The office that a sheet name or title line names: 「北営業所 端末台帳」 → 北営業所; empty if none."""
    if company_in(text):
        return ""
    for word in re.split(r"[\s::/_・、,【】「」()\[\]■●◆○]+", plain(text)):
        # データ入力センター is part of a company's name, and what follows 株式会社 may be an office or not.
        if _LEGAL_FORM.match(word):
            continue
        if match := OFFICE.match(word):
            office = match[0]
            # "事業所" alone is a word, not the name of one.
            if len(office) > 2 and not _NO_OFFICE.fullmatch(office):
                return office
    return ""
