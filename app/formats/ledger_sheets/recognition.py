"""Finds the header of a sheet and what its columns mean. What is not certain is told as not certain."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.domain.ledgers import periods
from app.domain.ledgers.form import COUNTING, Field, FieldType, LedgerForm
from app.domain.ledgers.marks import Marks, is_level, legend_of
from app.domain.ledgers.writing import is_ditto, is_nothing, plain
from app.formats import workbook
from app.formats.ledger_sheets import across, cards, evidence, rows, titles
from app.formats.ledger_sheets.headings import Headings, Match, Way, fold
from app.formats.ledger_sheets.other_layouts import other_layout
from app.services.ledger_ports import Column, SheetLook

SURE = 0.8
HEADER_ROWS = 50
HEADER_LINES = 3
SAMPLES = 100
SHOWN_SAMPLES = 5
TOP_ROWS = HEADER_ROWS
JOIN = " › "
LOWEST_SCORE = 1.7
# How many rows make a table, how much of its headings a record has, and how a header compares with one further down.
FEWEST_ROWS = 3
_FEWEST_CELLS = 4
_FILLED = 0.5
_GOOD_ENOUGH = 0.6
# What columns with marks tell of a header, however many there are.
_ACROSS = 0.8
# A sheet wider than any ledger is searched in fewer rows, so that no file keeps its reader waiting.
_SEARCHED_CELLS = 6_000
_SEARCHED_ROWS = 10
_USUAL_WIDTH = 300
_COUNTS_ONLY = 0.65
_RUNNING = 0.4
_ONE_OF_KEYS = 0.4
# Both days of a period in one cell, and how many of the cells must be so.
_WHOLE_PERIOD = 0.9
_MOSTLY = 0.8

# Lines above a header that name no group of columns.
_TITLE = re.compile(r"\d|[::]|台帳|一覧|管理表|管理簿|現在|作成|更新|改訂|版|社外秘|関係者|担当部署|株式会社|.{13}")

_AS_OF = re.compile(r"(?:\d|元)\s*(?:年|月|日)?\s*(?:現在|時点|作成|更新)[)\s]*$")
_EXAMPLES = ("記入例", "記載例", "入力例", "見本", "凡例", "サンプル", "記入要領", "マスタ", "リスト定義")


@dataclass(frozen=True, slots=True)
class Header:
    """The lines of a header: `row` the last one from 1, `parts` per column from the outer group to the innermost."""

    row: int
    lines: int
    parts: tuple[tuple[str, ...], ...]
    score: float = 0.0

    @property
    def first(self) -> int:
        """The first of its lines; above it stand the titles."""
        return self.row - self.lines + 1


def look_at(
    form: LedgerForm,
    headings: Headings,
    sheet: workbook.Sheet,
    header_row: int = 0,
    lines: titles.Lines | None = None,
) -> SheetLook:
    """What a sheet is. `header_row` is what a person says about it, 0 when nobody has said anything; `lines` are those
    of all sheets of the workbook."""
    top = tuple(sheet.head[:TOP_ROWS])
    plain_look = SheetLook(sheet.name, sheet.visible, False, 0, 1, (), top, sheet.rows)
    if sheet.refusal:
        return replace(plain_look, reason=sheet.refusal, cell=sheet.cell)
    if not any(map(any, sheet.head)):
        return replace(plain_look, reason="sheet_empty")
    if len(sheet.merged) > len(sheet.head):
        # Of the merged cells below the first rows, a hundred thousand at times, nothing depends here.
        sheet = replace(sheet, merged=tuple(area for area in sheet.merged if area[0] < len(sheet.head)))
    found = cards.find_cards(headings, sheet)
    if found is not None and header_row in (0, found.first):
        return _cards_look(form, headings, sheet, found, plain_look)
    header = header_at(headings, sheet, header_row) if header_row else find_header(headings, sheet)
    if header is None:
        return replace(plain_look, reason=other_layout(form, headings, sheet) or "header_unknown")
    columns = recognise(form, headings, sheet, header)
    look = replace(plain_look, header_row=header.row, header_lines=header.lines, columns=columns)
    alike = titles.are_alike(lines or {}, sheet, header.row)
    return _judged_sheet(form, headings, sheet, look, header.first, alike=alike)


def _cards_look(
    form: LedgerForm, headings: Headings, sheet: workbook.Sheet, found: cards.Cards, look: SheetLook
) -> SheetLook:
    reader = cards.CardReader(headings, found)
    rows_of_cards = (*reader.read(1, sheet.head), *reader.end())
    table = replace(sheet, head=tuple(tuple(values) for _, values in rows_of_cards), merged=())
    columns = tuple(
        replace(column, letter=letter)
        for column, letter in zip(
            recognise(form, headings, table, Header(0, 0, found.parts)), found.letters, strict=True
        )
    )
    look = replace(look, header_row=found.first, header_lines=cards.LINES, columns=columns)
    return _judged_sheet(form, headings, sheet, look, found.first, alike=False)


def _judged_sheet(
    form: LedgerForm, headings: Headings, sheet: workbook.Sheet, look: SheetLook, first: int, *, alike: bool
) -> SheetLook:
    """The look with whether the sheet is the ledger, and what its titles tell; `first` is the first line below them."""
    named = [c for c in look.columns if c.heading]
    fields = {c.field for c in look.columns if c.field}
    told = titles.told_of(form, sheet, first, alike=alike)
    reason = _reason(form, sheet, look.columns, first)
    if reason == "key_unknown":
        reason = other_layout(form, headings, sheet) or reason
    return replace(
        look,
        ledger=not reason,
        confidence=round(sum(c.confidence for c in named) / max(len(named), 1), 2),
        reason=reason,
        site=titles.site_of(sheet, first),
        told={field: value for field, value in told.items() if field not in fields},
    )


def _reason(form: LedgerForm, sheet: workbook.Sheet, columns: Sequence[Column], first: int) -> str:
    """Why a sheet with a header is not taken for the ledger, or empty."""
    each = [column.field for column in columns if column.field]
    fields = set(each)
    if any(word in plain(sheet.name) for word in _EXAMPLES):
        return "sheet_example"
    if not form.identifying(each):
        return "key_unknown"
    titled = any(fold(title) in fold(text) for title in form.titles for text in titles.texts(sheet, first))
    shown = fields.intersection(form.marks)
    # Rights laid out across show by themselves what the sheet is about.
    if len(shown) + bool(form.laid_across(each)) < (1 if titled else 2):
        return "other_ledger"
    return ""


def settled(form: LedgerForm, sheets: Sequence[SheetLook]) -> tuple[SheetLook, ...]:
    """Where no sheet is plainly the ledger, a small table with a sure key and two more fields is taken for it; and the
    only sheet that holds anything, although it is called 凡例 or 見本: a text table is called as its file."""
    if any(sheet.ledger for sheet in sheets):
        return tuple(sheets)
    alone = sum(1 for sheet in sheets if sheet.reason != "sheet_empty") == 1
    taken = ("other_ledger", "sheet_example") if alone else ("other_ledger",)
    return tuple(
        replace(sheet, ledger=True, reason="") if sheet.reason in taken and _may_be(form, sheet) else sheet
        for sheet in sheets
    )


def running_on(form: LedgerForm, sheets: Sequence[SheetLook]) -> tuple[SheetLook, ...]:
    """Where the numbers of one sheet only count its rows, those of others that count on below the same heading do too,
    if another column tells their rows apart."""
    counting = {(c.heading, c.field) for sheet in sheets for c in sheet.columns if c.running and c.field}
    return tuple(_running_too(form, sheet, counting) for sheet in sheets) if counting else tuple(sheets)


def _running_too(form: LedgerForm, sheet: SheetLook, counting: Collection[tuple[str, str]]) -> SheetLook:
    others = [c for c in sheet.columns if c.sure and c.field in form.keys[1:] and len(c.samples) > 1]
    columns = tuple(
        replace(c, running=True, sure=False, confidence=min(c.confidence, _RUNNING))
        if (c.heading, c.field) in counting and evidence.counts_on(c.samples) and others
        else c
        for c in sheet.columns
    )
    return replace(sheet, columns=columns) if columns != sheet.columns else sheet


def _may_be(form: LedgerForm, sheet: SheetLook) -> bool:
    sure = [column.field for column in sheet.columns if column.field and column.sure]
    words = tuple(map(fold, form.foreign))
    foreign = sum(1 for column in sheet.columns if any(word in fold(column.heading) for word in words))
    return len(set(sure)) >= 3 and bool(form.identifying(sure)) and foreign < 2


def layout_of(kind: str, sheets: Iterable[SheetLook]) -> str:
    """A fingerprint of the headings under which a person's choices are remembered."""
    headings = sorted({tuple(c.heading for c in sheet.columns) for sheet in sheets if sheet.ledger})
    return hashlib.sha256(repr((kind, headings)).encode()).hexdigest()[:32]


# --- header -----------------------------------------------------------------------------------------------------------


def find_header(headings: Headings, sheet: workbook.Sheet) -> Header | None:
    """The likeliest header within the first rows, or None."""
    best: Header | None = None
    width = max(map(len, sheet.head), default=1)
    searched = min(HEADER_ROWS, max(_SEARCHED_ROWS, _SEARCHED_CELLS // max(width, 1)))
    for row in range(1, min(len(sheet.head), searched) + 1):
        if _names_a_block(headings, sheet.head[row - 1]):
            continue
        header = header_at(headings, sheet, row)
        if header is None or _goes_on(sheet, row) or (header.lines > 1 and _adds_hints_only(headings, sheet, row)):
            continue
        # Of two that are alike the upper one: the header returns on every printed page. One that has the other for its
        # upper lines says more.
        within = best is not None and header.first <= best.first and header.row > best.row
        if best is not None and not within and _stands_above(sheet, best, header):
            continue
        if best is None or header.score > best.score + (-0.3 if within else 0.25):
            best = header
    return best if best is not None and best.score >= LOWEST_SCORE else None


def _adds_hints_only(headings: Headings, sheet: workbook.Sheet, row: int) -> bool:
    """Whether a line below headings that end above it only tells how to fill the columns in: (和暦), 半角, 円."""
    filled = [text for text in sheet.head[row - 1] if text.strip()]
    return bool(filled) and all(map(headings.is_hint, filled)) and not _goes_on(sheet, row - 1)


def _stands_above(sheet: workbook.Sheet, header: Header, lower: Header) -> bool:
    """Whether the rows between two headers are a table of their own, for which the upper one is good enough: the lower
    one comes back on another page or begins another table, and what stands above it would be lost without a word."""
    columns = sum(1 for parts in header.parts if parts)
    between = sheet.head[header.row : lower.first - 1]
    filled = sum(1 for cells in between if is_filled(cells, columns))
    return filled >= FEWEST_ROWS and header.score >= max(LOWEST_SCORE, lower.score * _GOOD_ENOUGH)


def is_filled(cells: Sequence[str], columns: int) -> bool:
    """Whether a row holds as much as a record below so many headings would."""
    return _cells_filled(tuple(cells)) >= max(_FEWEST_CELLS, columns * _FILLED)


# The same rows are looked at below each line that may be a header.
@lru_cache(maxsize=1_000)
def _cells_filled(cells: tuple[str, ...]) -> int:
    return sum(1 for text in cells if text.strip())


def _goes_on(sheet: workbook.Sheet, row: int) -> bool:
    """Whether a header that ended in a row would cut through merged cells, several of them: it ends further down."""
    cut = sum(1 for top, left, bottom, right in sheet.merged if top == row - 1 < bottom <= top + 2 and left == right)
    filled = sum(1 for text in sheet.head[row - 1] if text)
    return cut > 1 and cut >= filled * 0.4


def _names_a_block(headings: Headings, cells: Sequence[str]) -> bool:
    """Whether a line holds one text that is no heading: the name of a block below the header, or a title above it."""
    filled = [text for text in map(_one_line, cells) if text]
    match = headings.likeliest((filled[0],)) if len(filled) == 1 else None
    return len(filled) == 1 and (match is None or match.way < Way.WEAK)


def header_at(headings: Headings, sheet: workbook.Sheet, row: int) -> Header | None:
    """The header that ends in a row, with as many lines as it has; None where there is nothing in that row."""
    if not 1 <= row <= len(sheet.head) or _is_empty(sheet, row):
        return None
    best: Header | None = None
    for lines in range(1, min(HEADER_LINES, row) + 1):
        if _is_empty(sheet, row - lines + 1):
            break
        if lines < min(HEADER_LINES, row) and _is_group_line(sheet, row - lines):
            # Below 承認者 a 氏名 is not what it is alone.
            continue
        header = _header(headings, sheet, row, lines)
        # Of two that are alike the one with more lines: a group says more than nothing.
        if best is None or header.score >= best.score - 0.01:
            best = header
    return best


def _is_empty(sheet: workbook.Sheet, row: int) -> bool:
    """Whether nothing stands in a row, not even the lower part of merged cells: 1-based."""
    if any(sheet.head[row - 1]):
        return False
    return not any(top < row - 1 <= bottom for top, _left, bottom, _right in sheet.merged)


def _is_group_line(sheet: workbook.Sheet, row: int) -> bool:
    """Whether the line above a header holds merged cells that are groups of headings and no titles."""
    groups = [area for area in sheet.merged if area[0] == row - 1 == area[2] and area[1] < area[3]]
    width = max(map(len, sheet.head)) if groups else 0
    for top, left, _bottom, right in groups:
        if right - left + 1 < max(3, width * 0.8):
            text = sheet.head[top][left] if left < len(sheet.head[top]) else ""
            if text and not _TITLE.search(plain(text)) and not rows.office_in(text):
                return True
    return _repeats_groups(sheet, row)


def _repeats_groups(sheet: workbook.Sheet, row: int) -> bool:
    """Whether a line writes its groups out over each of their columns, with different headings below."""
    upper, lower = sheet.head[row - 1], sheet.head[row] if row < len(sheet.head) else ()
    pairs = zip(zip(upper, upper[1:], strict=False), zip(lower, lower[1:], strict=False), strict=False)
    return sum(1 for (a, b), (c, d) in pairs if a.strip() and a == b and c and d and c != d) > 1


def header_of(headings: Headings, sheet: workbook.Sheet, row: int, lines: int) -> Header:
    """The header as it was confirmed."""
    return _header(headings, sheet, row, max(1, min(lines, row)))


def _header(headings: Headings, sheet: workbook.Sheet, row: int, lines: int) -> Header:
    parts = _stacked(sheet, row, lines)
    found: dict[str, float] = {}
    against = unknown = 0.0
    groups = Counter(column[:-1] for column in parts)
    for column in parts:
        match = headings.likeliest(column)
        # Below a line of headings stand rights as well; a group has several columns.
        may_be = len(column) == 1 or groups[column[:-1]] > 1
        if may_be and (match is None or match.way < Way.EXACT) and (laid := headings.laid_across(column)):
            found[laid] = max(found.get(laid, 0.0), _ACROSS)
        elif match is not None:
            weight = (
                match.confidence if match.way is Way.EXACT else 0.3 if match.way is Way.WEAK else match.confidence / 2
            )
            found[match.field] = max(found.get(match.field, 0.0), weight)
        elif column and fold(column[-1]) not in headings.unused:
            if _is_value(column[-1]):
                against += 0.5
            else:
                unknown += 0.15
    score = sum(found.values())
    # However many columns of its own a ledger has, those that are known make the header.
    return Header(row, lines, parts, score - against - min(unknown, score * 0.4))


@lru_cache(maxsize=20_000)
def _is_value(text: str) -> bool:
    written = plain(text)
    return written.replace(",", "").replace(".", "").replace("-", "").isdigit() or evidence.is_date(written)


def _stacked(sheet: workbook.Sheet, row: int, lines: int) -> tuple[tuple[str, ...], ...]:
    """The texts above each column, merged cells spread over what they cover, each text once."""
    width = max(map(len, sheet.head), default=0)
    first = row - lines
    # A cell that begins above these lines belongs to a header with more lines.
    merged = tuple((t - first, left, b - first, r) for t, left, b, r in sheet.merged if first <= t < row)
    # The same lines are looked at for every kind of ledger.
    stack = _stack if width <= _USUAL_WIDTH else _stack.__wrapped__
    return stack(sheet.head[first:row], merged, width)


@lru_cache(maxsize=1_000)
def _stack(
    lines: tuple[tuple[str, ...], ...], merged: tuple[workbook.Range, ...], width: int
) -> tuple[tuple[str, ...], ...]:
    """The columns of these lines; `merged` count from the first of them."""
    grid = [[*cells, *[""] * (width - len(cells))] for cells in lines]
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in merged:
        text = lines[top][left] if left < len(lines[top]) else ""
        for r in range(top, min(bottom, len(lines) - 1) + 1):
            for c in range(left, min(right, width - 1) + 1):
                grid[r][c] = text
                covered.add((r, c))
    for number, (upper, lower) in enumerate(zip(grid, grid[1:], strict=False)):
        _spread(upper, lower, {column for line, column in covered if line == number})
    stacks = []
    for column in range(width):
        texts = [_one_line(line[column]) for line in grid]
        stacks.append(tuple(dict.fromkeys(text for text in texts if text)))
    return tuple(stacks)


def _spread(upper: list[str], lower: list[str], merged: set[int]) -> None:
    """A group written once over several headings reaches to the next one; not every format tells merged cells."""
    group = ""
    for column, text in enumerate(upper):
        if text and lower[column] and _AS_OF.search(plain(text)):
            # A day above the table is that of all of it.
            upper[column] = group = ""
        elif text:
            # Merged cells say themselves how far they reach.
            group = text if column not in merged and lower[column] and lower[column] != text else ""
        elif group and lower[column]:
            upper[column] = group
        else:
            group = ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


# --- columns ----------------------------------------------------------------------------------------------------------


def recognise(form: LedgerForm, headings: Headings, sheet: workbook.Sheet, header: Header) -> tuple[Column, ...]:
    """The columns below the header with their fields; no field stands at two columns."""
    # The same table is looked at for every kind of ledger.
    sampled = _sampled if len(header.parts) <= _USUAL_WIDTH else _sampled.__wrapped__
    samples = sampled(sheet.head, header.row, header.parts)
    candidates: list[tuple[float, int, int, Match]] = []
    ignored, running = set(), set()
    for index, parts in enumerate(header.parts):
        counts = _counts_rows(headings, parts, samples[index])
        if counts or fold(parts[-1] if parts else "") in headings.irrelevant:
            ignored.add(index)
            if counts and any(samples[index]):
                running.add(index)
            continue
        if field := _of_period(form, headings, parts, samples[index]):
            candidates.append((_WHOLE_PERIOD, 0, -index, Match(field, Way.EXACT, _WHOLE_PERIOD)))
        matches = (*headings.matches(parts), *_of_counts(form, headings, parts, samples[index]))
        most = _ONE_OF_KEYS if _is_one_of_keys(form, matches) else 1.0
        for match in matches:
            confidence = min(_judged(form.field(match.field), match, samples[index]), most)
            candidates.append((confidence, -match.rank, -index, match))
    taken: dict[int, tuple[str, float]] = {}
    fields: set[str] = set()
    for confidence, _, minus_index, match in sorted(candidates, key=lambda c: c[:3], reverse=True):
        if -minus_index not in taken and match.field not in fields and confidence >= 0.3:
            taken[-minus_index] = (match.field, confidence)
            fields.add(match.field)
    taken |= (counting := _running(form, samples, taken))
    running |= counting.keys()
    twice = _twice(header)
    for index, found in _across(form, sheet, header, samples, taken, ignored).items():
        taken[index] = found
        twice -= {index}
    return tuple(
        replace(
            _column(index, parts, samples[index], taken.get(index), ignored=index in ignored, twice=index in twice),
            running=index in running,
        )
        for index, parts in enumerate(header.parts)
    )


def _is_one_of_keys(form: LedgerForm, matches: Sequence[Match]) -> bool:
    """Whether a heading means the number of one thing or another, which numbers do not tell: 対象番号."""
    keys = {m.field for m in matches if m.way is Way.WEAK and form.field(m.field).type is FieldType.KEY}
    return len(keys) > 1


def _of_period(form: LedgerForm, headings: Headings, parts: tuple[str, ...], samples: Sequence[str]) -> str:
    """The field of the last day where a heading names a period, and both of its days stand in one cell below."""
    period = headings.period(parts)
    if period is None or periods.ends_with(form, period.last) != (period.first, period.last):
        return ""
    filled = [text for text in samples if text and not is_ditto(text) and not is_nothing(plain(text))]
    found = [each for each in map(periods.split, filled) if each is not None]
    return period.last if any(map(all, found)) and len(found) >= len(filled) * _MOSTLY else ""


def _of_counts(form: LedgerForm, headings: Headings, parts: tuple[str, ...], samples: Sequence[str]) -> Iterator[Match]:
    """The field of counts where a heading names people or things and all that stands below it are numbers."""
    match = headings.likeliest(parts)
    if match is None or form.field(match.field).type in COUNTING or not evidence.are_counts(samples):
        return
    if len(parts) == 1 and (counted := headings.count_of(parts[0])) is not None:
        # The heading does not say that it counts: it is asked about.
        yield replace(counted, way=Way.CONTAINED, confidence=_COUNTS_ONLY)


def _across(
    form: LedgerForm,
    sheet: workbook.Sheet,
    header: Header,
    samples: Sequence[Sequence[str]],
    taken: Mapping[int, tuple[str, float]],
    ignored: Collection[int],
) -> dict[int, tuple[str, float]]:
    """The columns of marks, of which several may be of one field; what is sure to be another field is none."""
    if not form.across:
        return {}
    sure = {index: field for index, (field, confidence) in taken.items() if confidence >= SURE}
    others = {**dict.fromkeys(ignored, ""), **{i: f for i, f in sure.items() if f not in form.across}}
    marks = Marks(legend := legend_of(sheet.head))
    # A column of the field itself, with names below it.
    named = {i for i, f in sure.items() if f in form.across and not marks.are_marks(filter(None, samples[i]))}
    named |= {i for i, f in sure.items() if f in form.across[-1:] and any(map(is_level, samples[i]))}
    others |= {index: sure[index] for index in named}
    return across.columns_of_marks(form, header.parts, samples, others, legend)


def _counts_rows(headings: Headings, parts: tuple[str, ...], samples: Sequence[str]) -> bool:
    if len(parts) != 1 or (fold(parts[0]) or parts[0]) not in headings.ignored:
        return False
    return evidence.is_row_number(samples) or evidence.counts_from_one(samples) or not any(samples)


def _running(
    form: LedgerForm, samples: Sequence[Sequence[str]], taken: Mapping[int, tuple[str, float]]
) -> dict[int, tuple[str, float]]:
    """The column of the surest key where it only counts the rows and another column tells each of them apart: the files
    of two offices would share such numbers. It may be the key, if somebody says so."""
    by_field = {field: index for index, (field, _confidence) in taken.items()}
    keys = [(by_field[name], name) for name in form.keys if name in by_field]
    if not keys or form.field(keys[0][1]).type is not FieldType.KEY:
        return {}
    index, field = keys[0]
    if not evidence.counts_from_one(samples[index]):
        return {}
    rows_filled = sum(1 for text in samples[index] if text)
    for other, name in keys[1:]:
        values = [text for text in samples[other] if text]
        apart = len(set(values)) == len(values) >= rows_filled and not evidence.is_row_number(values)
        if form.field(name).type is FieldType.KEY and apart and taken[other][1] >= SURE:
            return {index: (field, min(taken[index][1], _RUNNING))}
    return {}


def _column(
    index: int,
    parts: tuple[str, ...],
    samples: Sequence[str],
    taken: tuple[str, float] | None,
    *,
    ignored: bool,
    twice: bool,
) -> Column:
    shown = tuple(dict.fromkeys(text for text in samples if text))[:SHOWN_SAMPLES]
    field, confidence = taken or ("", 0.0)
    if twice:
        confidence = min(confidence, 0.7)
    sure = ignored or (bool(field) and confidence >= SURE)
    # A column without heading and values is no column; nobody need be asked about it.
    sure = sure or not (parts or shown)
    return Column(
        index=index,
        letter=workbook.column_letter(index),
        heading=JOIN.join(parts),
        field=field,
        confidence=1.0 if ignored else round(confidence, 2),
        sure=sure,
        samples=shown,
    )


def _judged(field: Field, match: Match, samples: Sequence[str]) -> float:
    """The confidence of a match after a look at the values."""
    agreed = evidence.agreement(field, samples)
    if match.way is Way.EXACT:
        if agreed is None:
            return match.confidence if any(samples) else 0.9
        if agreed < 0.3:
            return 0.55
        return min(1.0, match.confidence + 0.05) if agreed >= 0.8 else match.confidence - 0.1
    if match.way is Way.WEAK:
        if agreed is None:
            return 0.35
        # Words of a short list are hardly met elsewhere; dates and numbers are.
        listed = bool(field.choices) or field.type in (FieldType.STATUS, FieldType.ZONE, FieldType.WORD)
        telling = listed and agreed >= 0.8
        if field.type is FieldType.KEY and evidence.is_row_number(samples):
            return 0.1
        return 0.85 if telling else 0.4 + 0.35 * agreed if agreed >= 0.5 else 0.2
    if agreed is None:
        return match.confidence
    return min(0.75, match.confidence + 0.1) if agreed >= 0.8 else match.confidence * agreed


def _twice(header: Header) -> frozenset[int]:
    """Columns whose heading stands there more than once."""
    folded = [tuple(map(fold, parts)) for parts in header.parts]
    return frozenset(n for n, parts in enumerate(folded) if parts and folded.count(parts) > 1)


@lru_cache(maxsize=4)
def _sampled(
    head: tuple[tuple[str, ...], ...], header_row: int, parts: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    """The values of each column in the first rows below the header that look like records."""
    body = _body(head, header_row, parts)
    return tuple(tuple(cells[n].strip() for cells in body if n < len(cells)) for n in range(len(parts)))


def _body(head: Sequence[tuple[str, ...]], header_row: int, parts: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    folded = [tuple(map(fold, each)) for each in parts]
    body = []
    for cells in head[header_row:]:
        if not cells or rows.is_aside(cells):
            continue
        if len(parts) > 2 and sum(1 for text in cells if text.strip()) == 1:
            continue
        if rows.is_header(cells, folded) or rows.is_example("", next((plain(c) for c in cells if c.strip()), "")):
            continue
        body.append(cells)
        if len(body) >= SAMPLES:
            break
    return body
