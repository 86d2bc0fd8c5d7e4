"""Why a workbook is not read, and the sentences for it."""

from __future__ import annotations

from app.errors import register_messages


class Refused(Exception):
    """A refusal inside the reading process: `code` and `values` become a UserError in the program itself."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


register_messages(
    {
        "workbook_not_one": (
            "{file} is not an Excel workbook, an OpenDocument spreadsheet or a CSV file; save the ledger as .xlsx."
        ),
        "workbook_owner_file": (
            "{file} is only the mark that Excel leaves while {workbook} is open; choose {workbook} itself."
        ),
        "workbook_html": "{file} is a web page, not a workbook; open it in Excel and save it as .xlsx.",
        "workbook_xml_2003": "{file} is in the XML format of Excel 2003; open it in Excel and save it as .xlsx.",
        "workbook_empty": "{file} is empty; choose the file that holds the ledger.",
        "workbook_damaged": (
            "{file} is damaged or incomplete; get it again from whoever sent it, or save it anew in Excel."
        ),
        "workbook_bomb": (
            "{file} would unpack to far more data than a ledger holds; if it is genuine, copy the table into a new "
            "workbook."
        ),
        "workbook_unsafe": (
            "{file} holds declarations that no spreadsheet program writes and that can do harm; ask whoever sent it "
            "for "
            "a file saved by Excel."
        ),
        "workbook_too_large": (
            "{file} is too large to be read; delete sheets, pictures and empty rows, or save it in parts."
        ),
        "workbook_far_cell": (
            "Sheet {sheet} of {file} has something in the far-off cell {column}{row}; delete the rows and columns "
            "beyond the table and save."
        ),
        "workbook_too_many_columns": (
            "Sheet {sheet} of {file} has values up to column {column}; delete what stands to the right of the table "
            "and save."
        ),
        "workbook_too_many_rows": (
            "Sheet {sheet} of {file} has values down to row {row}, more than can be read; delete the rows that are no "
            "records, or save it in parts."
        ),
        "workbook_too_many_sheets": (
            "{file} has {count} sheets, which are more than can be read; leave those of the ledger and save."
        ),
        "workbook_password_needed": "{file} is protected with a password; give the password or save it without one.",
        "workbook_password_wrong": (
            "The password does not open {file}; check it (capital letters, full width) and try again."
        ),
        "workbook_password_unsupported": (
            "{file} is protected in a way this program cannot open; save it without a password."
        ),
        "workbook_macro_sheet": (
            "{file} holds sheets of old Excel macros and is not opened; save the ledger alone as .xlsx."
        ),
        "workbook_encoding": "{file} is neither in UTF-8, UTF-16 nor Shift_JIS; save it as CSV (UTF-8) or as .xlsx.",
        "workbook_quotes": (
            "A quotation mark is opened in row {row} of {file} and never closed; correct it or save the ledger as "
            ".xlsx."
        ),
        "workbook_long_cell": (
            "A cell in row {row} of {file} holds more than a million characters; correct it or save the ledger as "
            ".xlsx."
        ),
        "workbook_timeout": (
            "Reading {file} took too long and was ended; delete sheets and empty rows, or save it in parts."
        ),
        "workbook_reader_ended": (
            "The reading of {file} ended unexpectedly; save it anew in Excel as .xlsx and try again."
        ),
        "workbook_sheet_missing": "{file} has no sheet named {sheet}; choose one that it has.",
        "workbook_changed": "{file} was changed while it was being read; start again. Nothing was stored.",
        "workbook_stopped": "The reading of {file} was stopped; nothing was changed.",
    }
)
