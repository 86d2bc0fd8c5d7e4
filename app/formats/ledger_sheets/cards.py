"""Cards: a block or a sheet for each record, with the labels left of their values or above them.

A sheet of cards is shown and read as a table: each label is a column, each card a row. A card begins where the first
label of all comes again; any other label that comes again within a card is a column of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.formats import workbook
from app.formats.ledger_sheets.headings import Headings, fold

LINES = 0
"""`header_lines` of a sheet of cards: no line of headings."""

_FEWEST_LABELS = 4
_IN_A_COLUMN = 3
_FULL = 0.6
_MOST_BESIDE = 1.6
# Cards lie side by side by twos and threes.
_WIDEST = 200

Parts = tuple[str, ...]
Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A label where it stands, with the columns of its value: from `start` up to `end`, in `line` below (0 or 1)."""

    parts: Parts
    column: int
    start: int
    end: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a sheet: `first` is the row of the first label (from 1), `parts` the labels as columns.

    `letters` tell where each label stands first. `columns` hold labels that have their values beside them; it is empty
    where the values stand below. `bands` are where cards that lie side by side begin.
    """

    first: int
    parts: tuple[Parts, ...]
    letters: tuple[str, ...]
    columns: tuple[int, ...]
    bands: tuple[int, ...]


def find_cards(headings: Headings, sheet: workbook.Sheet) -> Cards | None:
    """The cards of a sheet, or None where it is no sheet of cards."""
    if max(map(len, sheet.head), default=0) > _WIDEST:
        return None
    labels = _labels(headings, sheet.head)
    if len({text for row in labels.values() for text in row.values()}) < _FEWEST_LABELS:
        return None
    columns = _label_columns(sheet.head, labels)
    if columns is None and not _stand_above(sheet.head, labels):
        return None
    first = 0
    seen: dict[tuple[Parts, int], tuple[Parts, str]] = {}
    starts: dict[int, None] = {}
    times: defaultdict[int, Counter[Parts]] = defaultdict(Counter)
    layout = Cards(0, (), (), columns or (), (0,))
    leading: Parts = ()
    for number, cells in enumerate(sheet.head, 1):
        below = sheet.head[number] if number < len(sheet.head) else ()
        for place in _places(headings, layout, cells, below):
            first, leading = first or number, leading or _folded(place.parts)
            if _folded(place.parts) == leading:
                starts.setdefault(place.column)
                times[place.column].clear()
            band = max((start for start in starts if start <= place.column), default=min(starts))
            times[band][_folded(place.parts)] += 1
            name = _folded(place.parts), times[band][_folded(place.parts)]
            seen.setdefault(name, (place.parts, workbook.column_letter(place.column)))
    if not first:
        return None
    parts, letters = zip(*seen.values(), strict=True)
    return Cards(first, parts, letters, columns or (), tuple(sorted(starts)))


def _labels(headings: Headings, head: Sequence[Cells]) -> dict[int, dict[int, str]]:
    """Row (from 0) → column → heading of the form that stands there, folded."""
    found: dict[int, dict[int, str]] = {}
    for number, cells in enumerate(head):
        row = {n: fold(text) for n, text in enumerate(cells) if text.strip() and headings.is_label(text)}
        if row:
            found[number] = row
    return _without_values(found)


def _without_values(labels: Mapping[int, Mapping[int, str]]) -> dict[int, dict[int, str]]:
    """The labels without those that stand directly below themselves: 有効 below 有効 is what a table says."""
    found: dict[int, dict[int, str]] = {}
    for number, row in labels.items():
        above, below = labels.get(number - 1, {}), labels.get(number + 1, {})
        kept = {n: text for n, text in row.items() if text not in (above.get(n), below.get(n))}
        if kept:
            found[number] = kept
    return found


def _label_columns(head: Sequence[Cells], labels: Mapping[int, Mapping[int, str]]) -> tuple[int, ...] | None:
    """The columns in which several labels stand one below the other, their values beside them; None if it is not so."""
    by_column: defaultdict[int, set[str]] = defaultdict(set)
    for row in labels.values():
        for column, text in row.items():
            by_column[column].add(text)
    most = max(map(len, by_column.values()), default=0)
    columns = tuple(sorted(column for column, texts in by_column.items() if len(texts) > 1))
    if most < _IN_A_COLUMN and (most < 2 or len(columns) < 2):
        return None
    valued = total = cells = strange = 0
    for number, row in labels.items():
        for column in row:
            if column in columns:
                end = _end(columns, head[number], column)
                filled = [n for n in range(column + 1, end) if head[number][n].strip()]
                total, valued, cells = total + 1, valued + bool(filled), cells + len(filled)
                strange += any(n in row for n in filled)
    first, last = min(labels), max(n for n, cells_of in enumerate(head) if any(text.strip() for text in cells_of))
    standing = sum(1 for line in head[first : last + 1] for c in columns if c < len(line) and line[c].strip())
    # Under a header the columns go on with values; a list that explains headings has more than one cell beside each.
    if total < standing * 0.5 or strange > total * 0.1 or cells > valued * _MOST_BESIDE:
        return None
    distinct = sum(len(by_column[column]) for column in columns)
    apart = distinct >= _FEWEST_LABELS and (most >= _IN_A_COLUMN or _gaps(columns))
    return columns if apart and total and valued >= total * 0.5 else None


def _end(columns: Sequence[int], cells: Cells, column: int) -> int:
    """Where the value of a label in `column` ends: at the next label of its line."""
    following = (c for c in columns if column < c < len(cells) and cells[c].strip())
    return next(following, max(len(cells), column + 1))


def _gaps(columns: Sequence[int]) -> bool:
    """Whether there is room for values between the columns of labels."""
    return all(b - a > 1 for a, b in zip(columns, columns[1:], strict=False))


def _stand_above(head: Sequence[Cells], labels: Mapping[int, Mapping[int, str]]) -> bool:
    """Whether lines of labels take turns with lines of values, and the lines of labels are not always the same."""
    lines: set[tuple[str, ...]] = set()
    expected = -1
    for number, cells in enumerate(head):
        filled = [n for n, text in enumerate(cells) if text.strip()]
        if len(filled) < 2:
            expected = -1
            continue
        is_labels = len(labels.get(number, ())) >= max(2, len(filled) * _FULL)
        if is_labels:
            if number == expected:
                # Two lines of headings over a table.
                return False
            lines.add(tuple(sorted(labels[number].values())))
            expected = number + 1
        elif number == expected:
            expected = -1
        elif lines:
            # A second line of values: a table.
            return False
    every = [text for line in lines for text in line]
    return len(lines) > 1 and len(set(every)) == len(every)


def _places(headings: Headings, layout: Cards, cells: Cells, below: Cells) -> Iterator[Place]:
    """The labels of a line."""
    if not layout.columns:
        yield from _above(headings, cells, below)
        return
    filled = [text for text in cells if text.strip()]
    if len(filled) == 1 and not headings.is_label(filled[0]):
        # The title of a card, or of a part of one.
        return
    group = ""
    for column in layout.columns:
        text = cells[column].strip() if column < len(cells) else ""
        if not text:
            group = ""
            continue
        following = _end(layout.columns, cells, column)
        if following == column + 1 and following in layout.columns:
            # 使用者 | 会社 | 東湾送配電: the outer label is a group.
            group = " ".join(text.split())
            continue
        parts = (*((group,) if group else ()), " ".join(text.split()))
        group = ""
        yield Place(parts, column, column + 1, following)


def _above(headings: Headings, cells: Cells, below: Cells) -> Iterator[Place]:
    filled = [n for n, text in enumerate(cells) if text.strip()]
    known = [n for n in filled if headings.is_label(cells[n])]
    if len(filled) < 2 or len(known) < max(2, len(filled) * _FULL):
        return
    for n, column in enumerate(filled):
        end = filled[n + 1] if n + 1 < len(filled) else max(len(cells), len(below))
        yield Place((" ".join(cells[column].split()),), column, column, end, 1)


def _folded(parts: Parts) -> Parts:
    return tuple(map(fold, parts))


@dataclass(slots=True)
class _Open:
    """A card whose end has not been met: its first row, its values, and how often each label came."""

    row: int
    values: dict[int, str] = field(default_factory=dict)
    times: Counter[Parts] = field(default_factory=Counter)


@dataclass
class CardReader:
    """Rows of a sheet in, cards out: each as the number of its first row and its values in the order of the labels."""

    headings: Headings
    cards: Cards
    odd: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        times: Counter[Parts] = Counter()
        self._index: dict[tuple[Parts, int], int] = {}
        for n, parts in enumerate(map(_folded, self.cards.parts)):
            times[parts] += 1
            self._index[parts, times[parts]] = n
        self._open: dict[int, _Open] = {}
        self._held: tuple[int, Cells] | None = None
        self._last: dict[int, tuple[int, int]] = {}
        self.odd_values: dict[int, list[tuple[int, str]]] = {}
        self.unknown: dict[str, int] = {}
        """Labels that stand on none of the first cards, with the row where they were met."""

    def read(self, first: int, rows: Sequence[Cells]) -> Iterator[tuple[int, list[str]]]:
        """The cards that end within these rows, the first of which has number `first`."""
        for number, cells in enumerate(rows, first):
            if self._held is not None:
                yield from self._line(*self._held, cells)
            self._held = (number, cells)

    def end(self) -> Iterator[tuple[int, list[str]]]:
        """The cards that are still open."""
        if self._held is not None:
            yield from self._line(*self._held, ())
            self._held = None
        yield from self._finished(list(self._open))

    def _line(self, number: int, cells: Cells, below: Cells) -> Iterator[tuple[int, list[str]]]:
        if number < self.cards.first:
            return
        if not any(text.strip() for text in cells):
            self._last.clear()
            return
        places = list(_places(self.headings, self.cards, cells, below))
        for place in places:
            band = max((start for start in self.cards.bands if start <= place.column), default=self.cards.bands[0])
            parts = _folded(place.parts)
            if self._index.get((parts, 1)) == 0 and band in self._open:
                yield from self._finished([band])
            card = self._open.setdefault(band, _Open(number))
            card.times[parts] += 1
            index = self._index.get((parts, card.times[parts]))
            if index is None:
                self.unknown.setdefault(place.parts[-1], number)
                continue
            card.values[index] = _text(below if place.line else cells, place)
            self._note_odd(number + place.line, place, card.row, index)
            self._last[place.column] = (band, index)
        self._go_on(cells, {place.column for place in places})

    def _go_on(self, cells: Cells, labelled: set[int]) -> None:
        """A value without a label below another belongs to the label above."""
        columns = self.cards.columns
        for column in columns:
            if column in labelled or column not in self._last or column < len(cells) and cells[column].strip():
                continue
            text = _text(cells, Place((), column, column + 1, _end(columns, cells, column)))
            band, index = self._last[column]
            if text and band in self._open:
                values = self._open[band].values
                values[index] = f"{values[index]}\n{text}" if values[index] else text

    def _note_odd(self, row: int, place: Place, card: int, index: int) -> None:
        for column in range(place.start, place.end):
            if kind := self.odd.get((row, column)):
                self.odd_values.setdefault(card, []).append((index, kind))

    def _finished(self, bands: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
        for band in sorted(bands, key=lambda band: (self._open[band].row, band)):
            card = self._open.pop(band)
            if any(card.values.values()):
                yield card.row, [card.values.get(n, "") for n in range(len(self.cards.parts))]


def _text(cells: Cells, place: Place) -> str:
    return " ".join(text.strip() for text in cells[place.start : place.end] if text.strip())
