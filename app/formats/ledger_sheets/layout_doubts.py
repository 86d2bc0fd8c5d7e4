"""What the layout of a sheet leaves in doubt before a row of it is read: what was left out and may be records."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from app.domain.ledgers.form import FieldType, LedgerForm
from app.domain.ledgers.writing import rows_told
from app.formats import workbook
from app.formats.ledger_sheets import across as across_columns
from app.formats.ledger_sheets import rows as row_kinds
from app.formats.ledger_sheets.evidence import counts_from_one, names_company
from app.formats.ledger_sheets.headings import fold
from app.formats.ledger_sheets.recognition import FEWEST_ROWS, Header, is_filled
from app.formats.ledger_sheets.telling import Telling


def tell_repeated(
    telling: Telling, header: Header, columns: Mapping[int, str], keys: Sequence[str], first: Sequence[Sequence[str]]
) -> None:
    """Tell of tables side by side: a key, or what stands below another company, is met again and left out."""
    taken = {fold(header.parts[n][-1]): n for n in columns if n < len(header.parts) and header.parts[n]}
    for index, parts in enumerate(header.parts):
        again = taken.get(fold(parts[-1])) if parts and index not in columns else None
        if again is None or not any(index < len(row) and row[index] for row in first):
            continue
        others = (header.parts[again][:-1], parts[:-1])
        companies = all(groups and names_company(groups[-1]) for groups in others)
        if columns[again] in keys or companies:
            where = {"letter": workbook.column_letter(index)}
            telling.tell(header.row, "", parts[-1], "columns_repeated", details=where)
            return


def tell_running(
    telling: Telling, form: LedgerForm, header: Header, columns: Mapping[int, str], first: Sequence[Sequence[str]]
) -> None:
    """Tell of a key that only counts the rows: another file that counts so too would have the same keys."""
    by_field = {field: index for index, field in columns.items()}
    field = next((name for name in form.keys if name in by_field), "")
    if not field or form.field(field).type is not FieldType.KEY:
        return
    index = by_field[field]
    texts = [row[index].strip() for row in first if index < len(row) and not row_kinds.is_aside(tuple(row))]
    if counts_from_one(texts):
        telling.tell(header.row, field, "", "key_running")


def tell_rows_above(telling: Telling, header: Header, top: Sequence[Sequence[str]]) -> None:
    """Tell of rows above the header that hold as much as records: it may be the one of another page."""
    folded = [tuple(map(fold, parts)) for parts in header.parts]
    columns = sum(1 for parts in header.parts if parts)
    found = [
        number
        for number, row in enumerate(top[: max(header.first - 1, 0)], 1)
        if is_filled(row, columns) and not row_kinds.is_header(row, folded)
    ]
    if len(found) >= FEWEST_ROWS:
        details = {"count": str(len(found)), "rows": rows_told(found), "row": str(header.row)}
        telling.tell(found[0], "", "", "rows_above", details=details)


def tell_marks_left_out(
    telling: Telling,
    header: Header,
    form: LedgerForm,
    columns: Mapping[int, str],
    known: Collection[str],
    first: Sequence[Sequence[str]],
) -> None:
    """Tell of columns of marks that may be systems, where nothing else says what system the rows are about;
    `known` are the fields that columns and titles tell."""
    named = form.across[:1]
    if not named or named[0] in known:
        return
    left = [n for n, parts in enumerate(header.parts) if parts and n not in columns]
    marks = across_columns.marks_of(first)
    samples = {n: [row[n].strip() for row in first if n < len(row) and row[n].strip()] for n in left}
    found = [workbook.column_letter(n) for n in left if marks.are_marks(samples[n])]
    if len(found) > 1:
        telling.tell(header.row, "", "", "marks_left_out", details={"columns": ", ".join(found)})
