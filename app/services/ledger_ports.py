"""What the ledger services need of the files below them, and the values that pass between the two.

Reading is in two steps: `look` finds sheets, headers and columns for a person to confirm, `read` gives records as the
person's `Choices` say. Both are bounded in size, time and memory, and raise UserError in one sentence for a bad file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.domain.ledgers import Record
from app.domain.ledgers.form import LedgerForm
from app.errors import UserError, register_messages
from app.services.ports import Progress

register_messages({"ledger_field_unknown": "The ledger “{ledger}” has no field {field}; known are {known}."})


def require_field(form: LedgerForm, field: str) -> None:
    """Raises UserError `ledger_field_unknown` for a field that the ledger does not have."""
    if field not in form:
        known = [f.id for f in form.fields]
        raise UserError("ledger_field_unknown", ledger=form.title, field=field, known=known)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Something wrong with a row or a cell. `column` is the heading as written, `row` counts from 1, 0 for the sheet.

    `code` and `values` become a sentence (`app.services.wording.problem`); `rejected` tells that the whole row was left
    out, else the record was taken with that value empty or doubtful. `rows` are all rows in which the same stands,
    `row` first; empty for a problem of one row.
    """

    sheet: str
    row: int
    column: str
    value: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    rejected: bool = False
    field: str = ""
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column under the header: `index` from 0, `letter` as Excel shows it, `heading` (group › heading for two lines).

    `field` is the recognised field or empty; `confidence` 0–1; `sure` tells that nobody needs to be asked.
    `samples` are the first values below. `running` tells that these only count the rows (1, 2, 3 …): another file may
    have the same ones.
    """

    index: int
    letter: str
    heading: str
    field: str = ""
    confidence: float = 0.0
    sure: bool = False
    samples: tuple[str, ...] = ()
    running: bool = False


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What was found in one sheet.

    `header_row` is the last line of the header counted from 1, 0 when none was recognised; `header_lines` how many it
    has (1–3), 0 for cards with a label beside or above each value: then `header_row` is the row of the first label and
    each label a column. `top` are the first rows as text for the preview. `ledger` tells whether the sheet looks like
    the ledger, `reason` why not (`app.services.ledger_problems.reason`), `cell` where; `kind` is the kind of ledger it
    rather looks like then, where one is known. `site` is the office that the sheet is about
    (`app.services.ledger_offices`); a reader gives what its name or title lines say. `told` is what they tell of other
    fields for which there is no column.
    """

    name: str
    visible: bool
    ledger: bool
    header_row: int
    header_lines: int
    columns: tuple[Column, ...]
    top: tuple[tuple[str, ...], ...]
    rows: int
    confidence: float = 0.0
    reason: str = ""
    cell: str = ""
    site: str = ""
    kind: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KindGuess:
    """How well a file fits a kind of ledger: `sheets` are its visible sheets that look like it, `score` how much of
    them was recognised (to be compared with that of other kinds only), `layout` as in `Look`."""

    kind: str
    score: float
    sheets: tuple[str, ...]
    layout: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The latest import of the very same file: its batch, its number among those of the kind (from 1), how many of the
    same part of the ledger came after it, its office and what was set right by hand in it (see `Choices`), and of its
    sheets the offices and what the titles tell, as the officer gave them (see `SheetChoice`)."""

    batch: str
    number: int
    at: str
    later: int
    site: str
    corrections: Mapping[tuple[str, int, str], str]
    sites: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a file. `layout` is a fingerprint of headings under which choices are remembered; `earlier`
    tells that the very same file was imported before. `marks` is what was said of the marks of such tables before (see
    `Choices.marks`)."""

    file: str
    sha256: str
    size: int
    sheets: tuple[SheetLook, ...]
    layout: str
    earlier: Earlier | None = None
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """How one sheet is to be read: `columns` is column index → field id ("" leaves the column out), `site` the office
    of every row that names none. `told` is field → text where the officer says otherwise than the titles do, empty
    where they tell nothing. `unsaid` are the columns that stand as the program guesses, as nobody was asked about them.
    The rest is as in `SheetLook`."""

    header_row: int
    header_lines: int
    columns: Mapping[int, str]
    site: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    unsaid: frozenset[int] = frozenset()


CUT_SHORT = "row_cut_off"
"""The code of the problem that tells that a file ends in the middle of a row: what it lacks is not gone."""

MAYBE_CUT = "row_maybe_cut"
"""The code of the problem that tells that a file may end in the middle of its last field: nothing is gone either."""

ALIKE = "alike"
"""In `CellProblem.values`: in how many rows a word stands that is told of once; only where there are several."""

GRID_ROWS = 5_000
"""How many rows of a sheet `LedgerFiles.grids` gives: more than any work list has."""

NEW_SITE = "+"
"""In `Choices.offices`: the office becomes a site of the audit."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the officer confirmed. `sheets` limits and describes the sheets; `site` is the office of the whole file and
    goes before those of its sheets.

    `corrections` replace cells before they are understood: (sheet, row, field id) → text. `offices` say what an office
    means that is none of the audit's sites: the id of a site, `NEW_SITE`, or empty for none; stored with the import.
    `kept` is what was set right in earlier files: match key and field id → the text then, and what was put there.
    `marks` say what the marks in a table of rights mean: sign (`app.domain.ledgers.marks.sign_of`) → the level of the
    right, 可 for one of which no level is known, なし for none, empty for what is not taken.
    `replaces` are the numbers of the parts of the ledger of which the file is a newer version
    (`app.services.ledger_parts`), none where it is a further part; None leaves that to the keys.
    """

    sheets: Mapping[str, SheetChoice]
    site: str = ""
    corrections: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    offices: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    replaces: frozenset[int] | None = None


class How(StrEnum):
    """How a cell came to be set right: in this file, as it was in an earlier one, or no more, as the file says now."""

    GIVEN = "given"
    KEPT = "kept"
    OVERRULED = "overruled"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A cell that was set right by hand: `before` is the text of the file, `after` what was put in its place.

    `found` is the match key that the cells of the row give as they are written, by which it is known in another file
    (empty where they give none), `record` and `key` those of the record. `column` is the heading as written.
    """

    record: str
    key: str
    field: str
    column: str
    before: str
    after: str
    sheet: str
    row: int
    found: str
    how: How
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class MarkMet:
    """A mark of a table of rights that the officer is asked about, or has said something of.

    `cells` counts those that have it, `examples` are some of them: row, and what stands above the column. `levels`
    tells whether it may say how far a right goes, `bare` whether it may give one without saying so.
    """

    sheet: str
    mark: str
    cells: int
    examples: tuple[tuple[int, str], ...]
    levels: bool = True
    bare: bool = True


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some records of one sheet, what was wrong with their rows, and how many rows were passed over. The last one of a
    sheet has the marks to be asked about.

    No match key comes twice in a file: a number that stands there again gets a key with its count.
    """

    sheet: str
    records: tuple[Record, ...]
    problems: tuple[CellProblem, ...]
    read: int
    rejected: int
    skipped: int
    corrected: tuple[Corrected, ...] = ()
    marks: tuple[MarkMet, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet to be written: lines of label and value above, headings, rows of texts.

    `choices` fill the drop-downs of columns (index from 0) that people write in.
    """

    title: str
    above: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet as texts, from its first; rows without text are empty. `cut` is the number of the last one
    where the file ends in the middle of it. `odd` are cells that read as empty and are not (row from 1, column from
    0): errors, and formulas that were never calculated."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    cut: int = 0
    odd: Mapping[tuple[int, int], str] = field(default_factory=dict)


class LedgerFiles(Protocol):
    """Reads ledgers from workbooks and CSV files, and writes templates and exports (`app.formats.ledger_sheets`)."""

    def form(self, kind: str) -> LedgerForm:
        """The form of a kind. Raises UserError `ledger_kind_unknown`."""

    def kinds(self) -> tuple[str, ...]:
        """The kinds that can be read."""

    def look(
        self,
        kind: str,
        path: Path,
        password: str = "",
        progress: Progress | None = None,
        header_rows: Mapping[str, int] | None = None,
    ) -> Look:
        """Sheets, headers and columns. `header_rows` (sheet → row from 1) overrides what is guessed."""

    def rank(self, path: Path, password: str = "", progress: Progress | None = None) -> tuple[KindGuess, ...]:
        """The kinds of ledger that a file may be, the likeliest first; empty where it looks like none. Raises
        UserError."""

    def read(
        self,
        kind: str,
        path: Path,
        choices: Choices,
        password: str = "",
        progress: Progress | None = None,
        sha256: str = "",
    ) -> Iterator[Chunk]:
        """The records, sheet by sheet. The whole file is understood before this returns, within bounded memory.

        What was read is kept and given again for the same bytes and choices, until `forget`. With `sha256` the file
        must have these bytes.
        """

    def forget(self) -> None:
        """Let go of what was kept of the last file."""

    def template(self, kind: str, target: Path, language: str) -> None:
        """An Excel template with drop-downs, explanations and examples. Raises UserError."""

    def export(
        self,
        kind: str,
        target: Path,
        rows: Iterator[Record],
        fields: Sequence[str],
        language: str,
        headings: Mapping[str, str] | None = None,
        at: str = "",
    ) -> None:
        """A ledger as it stands since the moment `at`, as .xlsx or .csv by the suffix; `headings` go before the form's.
        Formulas are never written. Raises UserError."""

    def grids(self, path: Path, password: str = "", *, hidden: bool = False) -> tuple[Grid, ...]:
        """The visible sheets of a workbook that this program wrote and people filled in, with at most
        `GRID_ROWS` rows each; with `hidden` the hidden ones too. Raises UserError."""

    def tables(self, target: Path, sheets: Sequence[SheetTable]) -> None:
        """Tables as sheets of an .xlsx workbook. Every cell is a text; formulas are never written. Raises UserError."""
