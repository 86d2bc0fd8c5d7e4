"""Rights laid out across: a row for each person or account, a column for each system, and marks where the two meet.

Which columns are so is found by their marks and by what stands above them; each mark is read as a record of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.marks import Mark, Marks, is_level, legend_of, may_be_signs, sign_of
from app.domain.ledgers.writing import SAME_AS_ABOVE, ditto_sign, is_ditto
from app.formats.ledger_sheets.headings import Headings, meaning, names_group
from app.formats.workbook import column_letter
from app.services.ledger_ports import MarkMet

PROPOSED = 0.9
LIKELY = 0.6
GUESSED = 0.45
"""How sure it is that a column of marks is a system: by its heading, between others that are, by its marks alone."""

_LEAST = 2
_LEAST_GUESSED = 3


def columns_of_marks(
    form: LedgerForm,
    parts: Sequence[tuple[str, ...]],
    samples: Sequence[Sequence[str]],
    others: Mapping[int, str],
    legend: Mapping[str, str],
) -> dict[int, tuple[str, float]]:
    """The columns that are across: index → field and confidence. `others` are those of which it is known otherwise what
    they are (index → field, empty for one that is left out)."""
    if not form.across:
        return {}
    marks = Marks(legend)
    free = [name for name in form.across if name not in others.values()]
    own = [[text for text in column if text and not is_ditto(text)] for column in samples]
    may_be = {
        index: meaning(form, heading, free)
        for index, heading in enumerate(parts)
        if heading and index not in others and (marks.may_be_marks(own[index]) or may_be_signs(own[index]))
    }
    # Signs that nobody knows make a column of marks only where its heading tells that it is one.
    may_be = {index: meant for index, meant in may_be.items() if meant or marks.may_be_marks(own[index])}
    given = [
        index
        for index, meant in may_be.items()
        if any(isinstance(marks.read(text), Mark) for text in own[index]) or (meant and may_be_signs(own[index]))
    ]
    told = Counter(may_be[index] for index in given if may_be[index])
    field, count = told.most_common(1)[0] if told else ("", 0)
    if count < _LEAST:
        # Nothing above them tells; they may as well be trainings and pledges.
        found = [index for index in given if marks.are_marks(own[index])]
        unknown = len(found) >= _LEAST_GUESSED and form.across[0] in free
        return dict.fromkeys(found, (form.across[0], GUESSED)) if unknown else {}
    first, *_rest, last = (index for index in given if may_be[index] == field)
    while may_be.get(last + 1) == field:
        last += 1
    while may_be.get(first - 1) == field:
        first -= 1
    return {
        index: (field, PROPOSED if meant == field else LIKELY)
        for index, meant in may_be.items()
        if first <= index <= last and (meant == field or (not meant and marks.are_marks(own[index])))
    }


@dataclass(frozen=True, slots=True)
class Right:
    """One mark in a row: the column from 0, the `name` at its head, what is `written`, and the level as it is told."""

    column: int
    name: str
    written: str
    level: str
    clear: bool


BARE = Right(-1, "", "", "", True)
"""A row without a mark of which a record is made all the same."""


@dataclass(slots=True)
class _Met:
    """How many cells have a mark, and some of them: row, and what stands above the column."""

    cells: int = 0
    examples: list[tuple[int, str]] = field(default_factory=list)


class Across:
    """The columns with marks of one sheet. `field` is what their headings are the values of, `level` what marks name,
    empty where that is the same."""

    def __init__(
        self, form: LedgerForm, field: str, columns: Collection[int], parts: Sequence[tuple[str, ...]], marks: Marks
    ) -> None:
        self.field = field
        self.level = form.across[-1] if form.across[-1] != field else ""
        self.marks = marks
        # An account without any of the rights is one all the same; without any system it is none.
        self.keeps_bare = not self.level and not form.field(field).required
        # Where a right without a name says nothing, a mark must tell it.
        self._named_only = bool(self.level) and form.field(self.level).required
        self.columns = tuple(sorted(columns))
        self._heads = {index: self._head(form, parts[index]) for index in self.columns if index < len(parts)}
        self._above: dict[int, str] = {}
        self.rows: list[int] = []
        self.count = 0
        self.blank: list[int] = []
        self.unclear: dict[str, list[int]] = {}
        self.unknown: dict[str, list[int]] = {}
        self.left: dict[str, list[int]] = {}
        self._met: dict[str, _Met] = {}

    def _head(self, form: LedgerForm, parts: tuple[str, ...]) -> tuple[str, str]:
        """What stands at the head of a column, and the level that its last line tells: 託送業務システム over 参照."""
        *groups, leaf = parts or ("",)
        over = groups[-1] if groups else ""
        if self.level and is_level(leaf) and over and not any(names_group(form, name, over) for name in form.across):
            return over, leaf
        return leaf, ""

    def read(self, number: int, row: Sequence[str]) -> tuple[list[Right], int]:
        """The rights that the marks of a row give, and how many of its cells are no known mark."""
        found: list[Right] = []
        unknown = 0
        for index in self.columns:
            written = row[index].strip()
            if is_ditto(written):
                written = self._above.get(index, "") if ditto_sign(written) in SAME_AS_ABOVE else ""
            self._above[index] = written
            if not written:
                continue
            mark = self.marks.read(written)
            name, level = self._heads.get(index, ("", ""))
            if mark is True or (mark and self._named_only and not (mark.level or level)):
                unknown += 1
                left = self.marks.said.get(sign_of(written)) == ""
                _note(self.left if left else self.unknown, written, number)
                self._ask(written, number, index)
            elif mark:
                found.append(Right(index, name, written, mark.level or level, mark.clear or bool(level)))
                if not found[-1].clear:
                    _note(self.unclear, written, number)
                    self._ask(written, number, index)
                elif self.marks.said:
                    self._ask_again(written, number, index)
            elif self.marks.said:
                self._ask_again(written, number, index)
        if found:
            self.rows.append(number)
            self.count += len(found)
        elif not unknown and not self.keeps_bare:
            self.blank.append(number)
        return found, unknown

    def _ask_again(self, written: str, number: int, index: int) -> None:
        """What was said of a mark stays in question."""
        if sign_of(written) in self.marks.said:
            self._ask(written, number, index)

    def _ask(self, written: str, number: int, index: int) -> None:
        """Count a cell whose mark the officer is asked about."""
        if written not in self._met and len(self._met) >= _MOST_TOLD:
            return
        met = self._met.setdefault(written, _Met())
        met.cells += 1
        if len(met.examples) < _EXAMPLES:
            met.examples.append((number, self._heads.get(index, ("", ""))[0] or column_letter(index)))

    def asked(self, sheet: str) -> tuple[MarkMet, ...]:
        """The marks of the sheet that the officer is asked about, or has said something of."""
        return tuple(
            MarkMet(sheet, written, met.cells, tuple(met.examples), bool(self.level), not self._named_only)
            for written, met in self._met.items()
        )

    def told(self) -> Iterator[tuple[str, str, Sequence[int], Mapping[str, str]]]:
        """What is to be told once all was read: code, text, rows (none for the whole sheet), values."""
        letters = ", ".join(map(column_letter, self.columns))
        counts = {"count": f"{self.count:,}", "row_count": f"{len(self.rows):,}", "columns": letters}
        yield "marks_read", "", (), counts
        if self.marks.legend:
            said = ", ".join(f"{mark} = {meaning}" for mark, meaning in self.marks.legend.items())
            yield "marks_legend", "", (), {"legend": said}
        if self.blank:
            yield "marks_none", "", self.blank, {}
        for found, code in (
            (self.unclear, "marks_unclear"),
            (self.unknown, "marks_unknown"),
            (self.left, "marks_left"),
        ):
            for written, rows in found.items():
                yield code, written, rows, {}


def across_of(
    form: LedgerForm,
    headings: Headings,
    columns: Mapping[int, str],
    parts: Sequence[tuple[str, ...]],
    top: Sequence[Sequence[str]],
    first: Sequence[Sequence[str]],
    said: Mapping[str, str],
) -> Across | None:
    """The columns of marks among those that were chosen (index → field): several of one field, or a single one that is
    headed by a system and not by what systems are called. None where they hold no marks.

    `parts` are the lines above each column, `top` the first lines of the sheet, `first` those of the records, `said`
    is what the officer says of marks.
    """
    marks = marks_of(top, said)

    def written(index: int) -> list[str]:
        return [row[index].strip() for row in first if index < len(row) and row[index].strip()]

    fields = list(columns.values())
    laid = form.laid_across(fields)
    if laid:
        chosen = [index for index, name in columns.items() if name == laid]
        texts = [text for index in chosen for text in written(index) if not is_ditto(text)]
        given = any(isinstance(marks.read(text), Mark) for text in texts) or may_be_signs(texts)
        doubles = any(fields.count(name) > 1 for name in fields if name != laid)
        return Across(form, laid, chosen, parts, marks) if given and not doubles else None
    for index, name in columns.items():
        headed = name in form.across and index < len(parts) and bool(parts[index])
        if headed and not headings.is_exactly(name, parts[index][-1]):
            texts = written(index)
            if marks.are_marks(texts) and not any(map(is_level, texts)):
                return Across(form, name, [index], parts, marks)
    return None


_MOST_TOLD = 200
_EXAMPLES = 3


def _note(told: dict[str, list[int]], written: str, number: int) -> None:
    """Keep in which rows something stands; of very many writings the later ones go under one sign."""
    rows = told.setdefault(written if written in told or len(told) < _MOST_TOLD else "…", [])
    if not rows or rows[-1] != number:
        rows.append(number)


def marks_of(lines: Sequence[Sequence[str]], said: Mapping[str, str] | None = None) -> Marks:
    """How the marks of a sheet are read, by the legend among its first lines and by what the officer says of them."""
    return Marks(legend_of(lines), said)
