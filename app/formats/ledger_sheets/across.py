"""Rights laid out across: a row for each person or account, a column for each system, and marks where the two meet.

Which columns are so is found by their marks and by what stands above them; each mark is read as a record of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.marks import Mark, Marks, is_level, legend_of
from app.domain.ledgers.writing import SAME_AS_ABOVE, ditto_sign, is_ditto
from app.formats.ledger_sheets.headings import meaning, names_group

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
        if heading and index not in others and marks.may_be_marks(own[index])
    }
    given = [index for index in may_be if any(isinstance(marks.read(text), Mark) for text in own[index])]
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
                _note(self.unknown, written, number)
            elif mark:
                found.append(Right(index, name, written, mark.level or level, mark.clear or bool(level)))
                if not found[-1].clear:
                    _note(self.unclear, written, number)
        if found:
            self.rows.append(number)
            self.count += len(found)
        elif not unknown and not self.keeps_bare:
            self.blank.append(number)
        return found, unknown


_MOST_TOLD = 200


def _note(told: dict[str, list[int]], written: str, number: int) -> None:
    """Keep in which rows something stands; of very many writings the later ones go under one sign."""
    rows = told.setdefault(written if written in told or len(told) < _MOST_TOLD else "…", [])
    if not rows or rows[-1] != number:
        rows.append(number)


def marks_of(lines: Sequence[Sequence[str]]) -> Marks:
    """How the marks of a sheet are read, by the legend among its first lines."""
    return Marks(legend_of(lines))
