"""What the name or the titles of a sheet tell of all its rows, and what the officer says instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.values import normaliser_of
from app.errors import UserError, register_messages
from app.services.ledger_fields import field_called
from app.services.ledger_ports import Choices, Look, SheetChoice, SheetLook

register_messages(
    {
        "ledger_never_told": "The titles of the ledger “{ledger}” tell nothing of {field}; they may tell: {known}.",
        "ledger_told_by_column": "Sheet {sheet} has a column for {field}; what stands there is taken. Leave that "
        "column out first, if another value is to hold.",
        "ledger_told_refused": "{field}: “{value}” is not understood there; nothing was changed. Write it as the "
        "template of the ledger shows.",
    }
)


@dataclass(frozen=True, slots=True)
class TitleValue:
    """The value that a field has in all rows of a sheet that do not say otherwise; empty where the officer took away
    what the titles tell (`read`). `said` tells that it is the officer's word."""

    field: str
    value: str
    read: str
    said: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says of a field of one sheet, or of all that are read (`sheet` empty); empty text for nothing."""

    sheet: str
    field: str
    text: str


def title_values(form: LedgerForm, sheet: SheetLook, choice: SheetChoice) -> tuple[TitleValue, ...]:
    """What holds for all rows of a sheet, as its titles tell or the officer said."""
    held = set(choice.columns.values())
    read = {**sheet.told, **({form.site_field: sheet.site} if sheet.site else {})}
    taken = {**sheet.told, **choice.told, form.site_field: choice.site}
    return tuple(
        TitleValue(name, value, read.get(name, ""), value != read.get(name, ""))
        for name, value in taken.items()
        if (value or read.get(name)) and (name == form.site_field or name not in held)
    )


def with_sayings(form: LedgerForm, look: Look, choices: Choices, sayings: Iterable[Saying]) -> Choices:
    """`choices` with what was said. Raises UserError for a field of which titles tell nothing, for one that has a
    column, for a sheet that is not read, and for what is not understood."""
    found = {sheet.name: sheet for sheet in look.sheets}
    sheets = dict(choices.sheets)
    for saying in sayings:
        name = _tellable(form, saying.field)
        value = _understood(form, name, saying.text)
        if saying.sheet and saying.sheet not in sheets:
            raise UserError("ledger_sheet_unknown", file=look.file, sheet=saying.sheet, sheets=sorted(sheets))
        free = [sheet for sheet in sheets if name == form.site_field or name not in sheets[sheet].columns.values()]
        wanted = [saying.sheet] if saying.sheet else free
        if not wanted or wanted[0] not in free:
            held = wanted[0] if wanted else next(iter(sheets), "")
            raise UserError("ledger_told_by_column", sheet=held, field=form.field(name).title)
        for sheet in wanted:
            sheets[sheet] = _said(form, sheets[sheet], found[sheet], name, value)
    return replace(choices, sheets=sheets)


def _tellable(form: LedgerForm, name: str) -> str:
    field = field_called(form, name)
    known = [each for each in (*form.told, form.site_field) if each in form]
    if field not in known:
        titles = [form.field(each).title for each in known]
        raise UserError("ledger_never_told", ledger=form.title, field=form.field(field).title, known=titles)
    return field


def _understood(form: LedgerForm, name: str, text: str) -> str:
    if name == form.site_field or not text.strip():
        return text.strip()
    value, doubt = normaliser_of(form.field(name))(text)
    if doubt or not value:
        raise UserError("ledger_told_refused", field=form.field(name).title, value=text)
    return value


def _said(form: LedgerForm, choice: SheetChoice, sheet: SheetLook, name: str, value: str) -> SheetChoice:
    if name == form.site_field:
        return replace(choice, site=value)
    # What the titles tell themselves is no word of the officer.
    told = {field: text for field, text in {**choice.told, name: value}.items() if text != sheet.told.get(field, "")}
    return replace(choice, told=told)
