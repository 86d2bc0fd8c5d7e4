"""What the name of a sheet, a line above the records or the name of a block tells of all records below it.

Which fields may be told so, and by which words, the form says (`LedgerForm.told`); the office is known by its ending as
well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.ledgers import values, words
from app.domain.ledgers.form import FieldType, LedgerForm, Told
from app.domain.ledgers.writing import is_nothing, plain
from app.formats import workbook
from app.formats.ledger_sheets import rows
from app.formats.ledger_sheets.headings import fold

Lines = Mapping[tuple[str, ...], int]
"""How many sheets of a workbook have a line, written as its texts."""

MOST_PAIRS = 4
"""A line with more cells than these pairs take is no line of titles."""

_HEADER_ROWS = 50
# A floor behind it tells that the records are there: 本店2F.
_HEAD_OFFICES = frozenset({"本店", "本社"})
# A floor behind it tells that the records are there: 本店2F.
_HEAD_OFFICE = re.compile(r"(?:^|[\s_・:])(本店|本社)[\s_・(]*B?\d{1,2}\s*(?:F(?![A-Z])|階|フロア)", re.IGNORECASE)
_OFFICE = Told(
    labels=(
        *("事業所", "事業所名", "設置事業所", "対象事業所", "拠点", "拠点名", "営業所", "営業所名", "支店", "支社"),
        *("Site", "Office"),
    )
)
# What an office is, and not what it is called.
_KINDS_OF_OFFICE = frozenset(
    ("本店", "本社", "支店", "支社", "営業所", "事業所", "拠点", "センター", "配電事業所", "変電所", "出張所")
)
_LABELLED = re.compile(
    r"[■□◆◇●○▼▽▲△★☆・【\[<〈「(\s]*(?P<label>[^:】\]>〉」)]{1,20}?)(?:[】\]>〉」)]+\s*:?|\s*:|\s)\s*(?P<value>.+)"
)
_NEXT_PAIR = re.compile(r"\s+(?=[^\s:]{1,12}:)")
_WORDS = re.compile(r"[\s::/・、,【】「」()\[\]<>〈〉■□◆◇●○▼▽▲△★☆_]+")
_CALLED = re.compile(r"の?(?:管理|登録)?(?:台帳|一覧表?|名簿|簿|表|リスト|票|申請書)$")
# What stands where a name is asked for and is none.
_NO_NAME = re.compile(
    r"(?:全|各|本|当|対象|利用|使用|業務|情報|関連|主要|他|その他|共通|社外|社内|外部|旧|新)*"
    r"(?:システム|サーバー?|ポータル|アプリケーション|事業所|営業所|拠点|支店|支社|店|社|部署|箇所)?(?:名|一覧|分|共通|全体|管理|以外)*"
)
# Sheets that are called by a time, a number or what they are, and not by what their records have in common.
_NO_SHEET = re.compile(
    r"(?:sheet|シート|table|ページ|page)?\s*[\d①-⑳一二三四五六七八九十.\-/()]*|.*(?:\d+|元)年度?.*|.*\d+月.*|[rhs]\d+.*"
    r"|.*(?:台帳|一覧|名簿|リスト|list|管理簿|管理表|集計|まとめ|原本|コピー|copy|旧|最新|提出用|別紙|別添|データ|data|マスタ|全件|全体|その他"
    r"|有効|無効|停止|削除|現用|廃止|使用中|部|課|係|室|班|局|グループ|チーム|担当|本店|本社|社|所|店|センター|東|西|南|北|地区|エリア|県|市"
    r"|社員|派遣|委託|出向|個人|共用|共有|特権|一般|管理者|災害用|id|アカウント|ユーザー?|利用者)(?:\s*[\d()]+)?",
    re.IGNORECASE,
)


def lines_above(sheet: workbook.Sheet, first: int) -> list[Sequence[str]]:
    """The lines above the header or the first card, which begins in row `first` (from 1)."""
    return [cells for cells in sheet.head[: max(first - 1, 0)] if any(text.strip() for text in cells)]


def texts(sheet: workbook.Sheet, first: int) -> list[str]:
    """The sheet's name and the texts above its records."""
    return [sheet.name, *(text for cells in lines_above(sheet, first) for text in cells if text.strip())]


def lines_of(sheets: Iterable[workbook.Sheet]) -> Lines:
    """How many sheets have each of the lines that may be a header."""
    return Counter(line for sheet in sheets for line in set(map(_trimmed, sheet.head[:_HEADER_ROWS])))


def are_alike(lines: Lines, sheet: workbook.Sheet, row: int) -> bool:
    """Whether another sheet of the workbook has the line that is this sheet's header, in row `row` (from 1)."""
    line = _trimmed(sheet.head[row - 1]) if 1 <= row <= len(sheet.head) else ()
    return bool(line) and lines.get(line, 0) > 1


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in cells if text.strip())


def site_of(sheet: workbook.Sheet, first: int) -> str:
    """The office that a sheet is about by its title lines or its name, or empty."""
    for cells in lines_above(sheet, first):
        if found := _of_label(_OFFICE, cells):
            return found
    name, *titles = texts(sheet, first)
    if plain(name) in _HEAD_OFFICES:  # In a title line it may be who issued the ledger.
        return plain(name)
    return next((office for office in map(_office_of, (name, *titles)) if office), "")


def _office_of(text: str) -> str:
    if office := rows.office_in(text):
        return office
    match = _HEAD_OFFICE.search(plain(text))
    return match[1] if match else ""


def told_of(form: LedgerForm, sheet: workbook.Sheet, first: int, *, alike: bool) -> dict[str, str]:
    """What the titles tell of all records: field → value. `alike`: the workbook has other sheets of this layout."""
    found: dict[str, str] = {}
    lines = lines_above(sheet, first)
    # A title is written with more care than the name of a tab, which is often short for it.
    tab, *titles = texts(sheet, first)
    written = (*titles, tab)
    for name, told in form.told.items():
        said = next(filter(None, (_of_label(told, cells) for cells in lines)), "")
        said = said or next(filter(None, (_by_ending(form, name, told, text) for text in written)), "")
        if not said and told.sheets and alike and not _NO_SHEET.fullmatch(plain(sheet.name)):
            said = plain(sheet.name) if not rows.office_in(sheet.name) else ""
        if said and (value := _understood(form, name, said)):
            found[name] = value
    return found


def as_said(form: LedgerForm, told: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """What the titles tell, with what a person said instead: field → text, empty for nothing."""
    given = {name: _understood(form, name, text) if text else "" for name, text in said.items() if name in form.told}
    return {name: value for name, value in {**told, **given}.items() if value}


def told_in(form: LedgerForm, cells: Sequence[str]) -> dict[str, str]:
    """What a line between the records tells of those below it: 「対象システム:…」, ■託送業務システム."""
    filled = [text for text in cells if text.strip()]
    if not filled or len(filled) > 2 * MOST_PAIRS:
        return {}
    found = {}
    for name, told in form.told.items():
        said = _of_label(told, cells) or (_by_ending(form, name, told, filled[0]) if len(filled) == 1 else "")
        if said and (value := _understood(form, name, said)):
            found[name] = value
    return found


def office_of_label(cells: Sequence[str]) -> str:
    """The office that a line names behind a label (事業所:北), or empty."""
    return _of_label(_OFFICE, cells)


def is_kind_of_office(text: str) -> bool:
    """Whether a text tells what an office is and not which one: 支社."""
    return plain(text) in _KINDS_OF_OFFICE


def are_pairs(form: LedgerForm, cells: Sequence[str]) -> bool:
    """Whether a line holds nothing but labels of titles with their values."""
    filled = [text for text in cells if text.strip()]
    if not 2 <= len(filled) <= 2 * MOST_PAIRS or len(filled) % 2:
        return False
    labels = {fold(label) for told in (*form.told.values(), _OFFICE) for label in told.labels}
    return fold(filled[0]) in labels and not any(fold(text) in labels for text in filled[1::2])


def _of_label(told: Told, cells: Sequence[str]) -> str:
    labels = {fold(label) for label in told.labels}
    filled = [plain(text) for text in cells if text.strip()]
    if len(filled) > 2 * MOST_PAIRS:
        return ""
    for text in filled:
        for part in _NEXT_PAIR.split(text):
            if (match := _LABELLED.fullmatch(part)) and fold(match["label"]) in labels:
                return _name(match["value"])
    for label, value in zip(filled, filled[1:], strict=False):
        if fold(label) in labels and fold(value) not in labels:
            return _name(value)
    return ""


def _name(text: str) -> str:
    written = text.strip(" :「」『』【】[]")
    return "" if is_nothing(written) or _NO_NAME.fullmatch(written) else written


def _by_ending(form: LedgerForm, name: str, told: Told, text: str) -> str:
    """The word of a title that ends as such names do, what the ledger is called left aside: 託送業務システムID台帳."""
    found = [word for word in _candidates(form, text) if word.endswith(told.endings)]
    if not found or not told.endings:
        return ""
    if form.field(name).type is FieldType.WORD:
        vocabulary = words.Vocabulary(form.field(name).words)
        # 棚卸・接続記録 is of both kinds and tells neither.
        meant = {vocabulary.word(word) for word in _candidates(form, text)} - {""}
        return next((word for word in found if vocabulary.word(word)), "") if len(meant) == 1 else ""
    return next((word for word in found if word not in told.endings and not _NO_NAME.fullmatch(word)), "")


def _candidates(form: LedgerForm, text: str) -> Iterator[str]:
    for word in _WORDS.split(plain(text)):
        if not word:
            continue
        yield word
        bare = _CALLED.sub("", word)
        if bare not in ("", word):
            yield bare
        for title in sorted(map(plain, form.titles), key=len):
            if len(word) > len(title) and word.endswith(title):
                yield word.removesuffix(title).removesuffix("の")


def _understood(form: LedgerForm, name: str, said: str) -> str:
    value, doubt = values.normaliser_of(form.field(name))(said)
    return "" if doubt else value
