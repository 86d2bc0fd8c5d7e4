"""The company of all rows of a sheet where its titles name one: by its legal form, or because the audit knows it.

Which fields of a ledger may be told so, the form says (`Told.companies`). The reader of files knows nothing of the
audit; it is given what was found here with what the officer says.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.title_companies import TitleWords
from app.domain.ledgers.values import normaliser_of
from app.domain.rules.sides import company_key
from app.services.ledger_ports import Choices, Look, SheetLook
from app.services.ports import UnitOfWork

_OWN_NAMES = ("companies",)


def settled(work: UnitOfWork, form: LedgerForm, look: Look) -> Look:
    """`look` with the companies that the titles of its sheets tell, where no column and no label does."""
    if not any(told.companies for told in form.told.values()):
        return look
    audit = work.audit.get()
    aliases = [alias for alias in work.hands.aliases() if alias.kind in _OWN_NAMES and alias.meaning]
    own = {company_key(audit.organisation)}
    own |= {company_key(alias.folded) for alias in aliases if company_key(alias.meaning) in own}
    known = {*own, *map(company_key, audit.affiliates), *(company_key(alias.folded) for alias in aliases)} - {""}
    words = TitleWords(form.titles, known)
    return replace(look, sheets=tuple(_settled(form, sheet, words, own) for sheet in look.sheets))


def _settled(form: LedgerForm, sheet: SheetLook, words: TitleWords, own: Container[str]) -> SheetLook:
    held = {column.field for column in sheet.columns} | sheet.told.keys()
    free = [
        name for name, told in form.told.items() if told.companies and name not in held and held.isdisjoint(told.unless)
    ]
    if not free or not sheet.header_row:
        return sheet
    first = sheet.header_row - max(sheet.header_lines, 1)
    company = words.company(sheet.top[: max(first, 0)], sheet.name)
    found = {
        name: normaliser_of(form.field(name))(company)[0]
        for name in free
        if company and (form.told[name].own or company_key(company) not in own)
    }
    return replace(sheet, told={**sheet.told, **found})


def for_reader(form: LedgerForm, look: Look, choices: Choices) -> Choices:
    """`choices` as the reader is given them: what was found here is nothing that it could find itself."""
    names = [name for name, told in form.told.items() if told.companies]
    found = {sheet.name: {n: sheet.told[n] for n in names if n in sheet.told} for sheet in look.sheets}
    sheets = {
        name: replace(choice, told={**found.get(name, {}), **choice.told}) for name, choice in choices.sheets.items()
    }
    return replace(choices, sheets=sheets)
