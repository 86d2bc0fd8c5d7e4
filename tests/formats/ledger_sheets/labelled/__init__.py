"""Workbooks as companies keep them, over all kinds of ledger, each with what a person would say about it.

The headings are written here by hand and not taken from the forms: the set measures the forms.
"""

from __future__ import annotations

from tests.formats.ledger_sheets.labelled import (
    accounts,
    contractors,
    people,
    places,
    systems,
    tables,
    terminals,
    traps,
)
from tests.formats.ledger_sheets.labelled.drawing import Case

CASES: tuple[Case, ...] = (
    *accounts.CASES,
    *people.CASES,
    *contractors.CASES,
    *systems.CASES,
    *places.CASES,
    *tables.CASES,
    *terminals.CASES,
    *traps.CASES,
)
