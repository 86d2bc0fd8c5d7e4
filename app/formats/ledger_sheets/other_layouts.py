"""Layouts that are not read, known so that the refusal can name them: a record in each column, and a table of marks."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.marks import Marks
from app.formats import workbook
from app.formats.ledger_sheets.headings import Headings, Way
from app.formats.ledger_sheets.writing import template_words

TRANSPOSED, MATRIX = "sheet_transposed", "sheet_matrix"

_DEPARTMENT = "department"
_SEARCHED_ROWS = 50
_SEARCHED_COLUMNS = 3
_MOST_COLUMNS = 200
_FEWEST_LABELS = 3
_FEWEST_MARKED = 2
_MOSTLY = 0.6


def other_layout(form: LedgerForm, headings: Headings, sheet: workbook.Sheet) -> str:
    """The reason that names the layout of a sheet without a header of the ledger; empty where it looks like neither."""
    rows = [[text.strip() for text in cells[:_MOST_COLUMNS]] for cells in sheet.head[:_SEARCHED_ROWS]]
    if _explains(rows):
        return ""
    if any(_are_labels(form, headings, rows, column) for column in range(_SEARCHED_COLUMNS)):
        return TRANSPOSED
    if _DEPARTMENT in form.key_with and any(_are_marked(form, headings, rows, n) for n in range(len(rows))):
        return MATRIX
    return ""


def _explains(rows: Sequence[Sequence[str]]) -> bool:
    """Whether it is the sheet of our own templates that explains the columns."""
    words = template_words()
    heads = [tuple(words[name].in_language(lang) for name in ("heading", "required", "help")) for lang in ("ja", "en")]
    return bool(rows) and tuple(rows[0][:3]) in heads


def _are_labels(form: LedgerForm, headings: Headings, rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether the headings of the ledger stand below one another in a column, with several values beside each."""
    labelled = [row for row in rows if column < len(row) and row[column] and sum(map(bool, row[column + 1 :])) > 1]
    fields = {field for row in labelled if (field := _surely(headings, row[column]))}
    known = sum(1 for row in labelled if _surely(headings, row[column]))
    enough = len(fields) >= _FEWEST_LABELS and known >= len(labelled) * _MOSTLY
    return enough and not fields.isdisjoint(form.keys)


def _are_marked(form: LedgerForm, headings: Headings, rows: Sequence[Sequence[str]], number: int) -> bool:
    """Whether a row names a key, and things of its own over columns of marks."""
    head, below = rows[number], rows[number + 1 :]
    known = {field for text in head if (field := _surely(headings, text))}
    if known.isdisjoint(form.keys):
        return False
    marks = Marks()
    columns = [n for n, text in enumerate(head) if text and not _surely(headings, text)]
    marked = [n for n in columns if marks.are_marks([row[n] for row in below if n < len(row) and row[n]])]
    return len(marked) >= _FEWEST_MARKED


def _surely(headings: Headings, text: str) -> str:
    match = headings.likeliest((text,)) if text else None
    return match.field if match is not None and match.way is Way.EXACT else ""
