"""Sentences for what can be wrong with a cell of a ledger, and for why a sheet is not taken for the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.errors import MESSAGES, register_messages
from app.services.ledger_ports import ALIKE, CellProblem, SheetLook

# `{value}` is the text found, the other names are `CellProblem.values`.
register_messages({
    "date_unreadable": "“{value}” is no date; write it as 2023/3/31 or 令和5年3月31日.",
    "date_impossible": "There is no such day as “{value}”; correct the date.",
    "date_wrong_era": "“{value}” does not lie in that era; correct the era or the year.",
    "date_without_year": "“{value}” has no year; add it.",
    "date_without_day": "“{value}” has no day; add it.",
    "date_ambiguous": "“{value}” may be read in several ways; write the year with four digits or with its era.",
    "date_too_early": "“{value}” lies before 1900; correct the date.",
    "date_era_assumed": "“{value}” was read as a year of 令和 ({read}); add the era if that is wrong.",
    "key_damaged": (
        "“{value}” looks as if Excel had changed a long number; format the column as text and enter it anew."
    ),
    "key_is_date": (
        "“{value}” looks as if Excel had changed a number into a date; format the column as text and enter it anew."
    ),
    "mac_malformed": "“{value}” is no MAC address of twelve hexadecimal digits; it was kept as written.",
    "ip_malformed": "“{value}” is no IP address; it was kept as written.",
    "state_unknown": "The state “{value}” is not known; it was kept as written.",
    "state_sign_guessed": (
        "“{value}” was read as {read}, since no legend of the sheet says what it means; if it means something else "
        "here, write the word itself, or a legend above the table."
    ),
    "signs_legend": "The signs in this column were read as the legend of the sheet says: {legend}.",
    "period_in_one_cell": (
        "The cells of this column hold the first and the last day of a period; both were taken."
    ),
    "zone_unknown": "“{value}” does not tell whose room it is; it was kept as written.",
    "number_unclear": "“{value}” is no plain number; it was kept as written.",
    "months_unclear": "“{value}” is no period that is understood; write it in months. It was kept as written.",
    "word_unknown": "“{value}” is not one of the words this column may say; it was kept as written.",
    "flag_unknown": "“{value}” says neither yes nor no; it was kept as written.",
    "count_for_names": "“{value}” tells how many, where names or numbers of records belong; it was not taken.",
    "key_missing": "The row has nothing that tells its record from the others and was left out; add the number.",
    "key_double": "“{value}” stands in row {other} of sheet {other_sheet} as well; both rows were kept.",
    "key_similar": (
        "“{value}” differs from “{other_value}” in row {other} of sheet {other_sheet} only in hyphens or spaces; "
        "both were kept."
    ),
    "key_zeros": "“{value}” is shorter than the other numbers; leading zeros may have been lost in Excel.",
    "key_running": (
        "The numbers only count the rows (1, 2, 3 …). Where the file of another office counts so too, its rows would "
        "be taken for the same records. Add a column with a number that comes only once in the company, such as an "
        "asset or serial number."
    ),
    "cell_error": "The cell shows an error of Excel; correct the formula.",
    "cell_uncalculated": "The formula in this cell has no stored value; open the file in Excel and save it once.",
    "ditto_unclear": "“{value}” refers to a cell that holds nothing; write the value itself.",
    "dittos_unclear": "“{value}” refers to a cell that holds nothing in {count} rows ({rows}); write the value itself.",
    "correction_kept": "“{value}” was set right by hand as “{after}” before, and is taken so again; check it.",
    "hand_kept": "Nothing stands here; “{after}” was given by hand before, and is taken so again; check it.",
    "hand_overruled": "“{value}” stands here now; before, “{after}” was given by hand. What the file says was taken.",
    "hand_lost": (
        "The row has changed so that “{after}”, which was given by hand, belongs to it no more. What the file says was "
        "taken."
    ),
    "record_by_hand": "The record {value} was added by hand before; it stands in the file now.",
    "record_stays_by_hand": "{count} records that were added by hand are not in the file and stay: {keys}.",
    "record_stays_struck": (
        "{count} records that were struck off by hand stand in the file as before and stay struck off: {keys}."
    ),
    "record_comes_back": "{value} was struck off by hand; its row has changed since: it is on record again; check it.",
    "correction_overruled": (
        "“{value}” stands here now; before, “{before}” was set right by hand as “{after}”. What the file says was "
        "taken."
    ),
    "site_of_sheet": (
        "{count} rows name no office ({rows}) and were taken for {value}, the office of the sheet; check it."
    ),
    "site_missing": (
        "{count} rows name no office ({rows}); what is found in them is told as of an unknown site. Choose the office "
        "of the sheet in the second step (on the command line with --site)."
    ),
    "site_filled": "The office is missing from some rows ({count}) and was taken from the row above; check it.",
    "row_cut_off": (
        "The file ends here in the middle of a row (“{value}”): it was probably cut short when it was saved or sent. "
        "The row was left out, and what the file lacks is not taken for gone. Get the whole file and import it."
    ),
    "row_maybe_cut": (
        "The file ends here without the end of a line, and what stands in the last column looks cut off (“{value}”): "
        "it may have been cut short when it was saved or sent. The row was read as it stands, and what the file lacks "
        "is not taken for gone. See whether the last row is whole; if so, save the file once in Excel and import it, "
        "else get the whole file."
    ),
    "rows_above": (
        "{count} rows above the headings in row {row} hold as much as records ({rows}) and were not read; if they are "
        "records, say which row has the headings."
    ),
    "marks_read": (
        "The sheet is laid out as a table with marks (columns {columns}): its {count} marks in {row_count} rows were "
        "read as one record each."
    ),
    "marks_legend": "The marks were read as the legend of the sheet says: {legend}.",
    "marks_none": "{count} rows have no mark that gives a right ({rows}) and make no record.",
    "marks_unclear": (
        "“{value}” in {count} rows ({rows}) was read as a right of which it is not known how far it goes; say what the "
        "mark means (on the command line with --mark)."
    ),
    "marks_unknown": (
        "“{value}” in {count} rows ({rows}) does not tell the right it gives, and was left out; say what the mark "
        "means (on the command line with --mark)."
    ),
    "marks_left": "“{value}” in {count} rows ({rows}) was left out, as was said of this mark.",
    "marks_left_out": (
        "The columns {columns} hold marks and were left out. If each of them is a system, take all of them for the "
        "system."
    ),
    "rows_hidden": "The sheet hides rows ({count}); they were read as well.",
    "columns_hidden": "The sheet hides columns ({columns}); they were read as well.",
    "cells_unsure": (
        "It could not be told which cells of this file are crossed out, hidden or errors; save it as .xlsx in Excel "
        "and import that, if it may have any."
    ),
    "rows_struck": (
        "{count} rows are crossed out ({rows}) and were read as in force; if they are abolished, say so in the column "
        "of the state or delete them."
    ),
    "cells_struck": (
        "{count} rows hold cells that are crossed out ({rows}) and were read as they stand; delete what is no longer "
        "so."
    ),
    "characters_private": (
        "{count} rows hold characters that only the computer on which they were drawn can show ({rows}); write them "
        "with characters that every computer has."
    ),
    "columns_repeated": (
        "The heading “{value}” stands again at column {letter}, and what is there was left out. Put tables that stand "
        "side by side below one another or on sheets of their own."
    ),
    "card_label_unknown": (
        "None of the first cards has a line “{value}”; what stands beside it was left out. Give all cards the same "
        "lines."
    ),
    "header_second": (
        "Another table with other headings begins here; its rows were left out. Put it on a sheet of its own."
    ),
})  # fmt: skip

# Why a sheet is not taken for the ledger (`SheetLook.reason`); the refusals of `app.formats.workbook` are told as well.
register_messages({
    "sheet_empty": "The sheet is empty.",
    "header_unknown": "No row with headings of this ledger was found.",
    "key_unknown": "There is no column by which a record could be told from the others.",
    "other_ledger": "The sheet seems to be another ledger.",
    "sheet_transposed": "The headings stand below one another, with a record in each column; transpose it.",
    "sheet_matrix": "The sheet seems to be a table of marks with departments side by side; write a row for each.",
    "sheet_example": "The sheet seems to hold examples or explanations.",
})  # fmt: skip


_EACH_OF_ITS_OWN = frozenset({"ledger_site_not_found", "ledger_site_left"})
"""Of these each wants another answer, however many there are."""

FIRST = 3
"""So many of problems that are alike are told one by one; the others are counted."""


def alike(problems: Iterable[CellProblem]) -> tuple[tuple[CellProblem, ...], ...]:
    """The problems with those of one kind in one column together, in the order in which each kind was met first."""
    found: dict[object, list[CellProblem]] = {}
    for number, problem in enumerate(problems):
        own = problem.code in _EACH_OF_ITS_OWN
        found.setdefault(number if own else (problem.code, problem.column), []).append(problem)
    return tuple(map(tuple, found.values()))


def sentence(problem: CellProblem, translate: Callable[[str], str]) -> str:
    """What is wrong, in one sentence, without the place."""
    _ = translate
    text = _(MESSAGES[problem.code]).format(**{**problem.values, "value": problem.value})
    if ALIKE not in problem.values:
        return text
    return _("{sentence} The same stands in {count} rows.").format(
        sentence=text, count=f"{int(problem.values[ALIKE]):,}"
    )


def reason(sheet: SheetLook, file: str, translate: Callable[[str], str]) -> str:
    """Why a sheet is not taken for the ledger; empty for one that is."""
    if not sheet.reason:
        return ""
    column = sheet.cell.rstrip("0123456789")
    row = sheet.cell.removeprefix(column)
    return translate(MESSAGES[sheet.reason]).format(file=file, sheet=sheet.name, column=column, row=row)
