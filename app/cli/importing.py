"""import: a ledger taken in, with what the command line says on top of what is recognised."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli import arguments, import_told
from app.cli.ledger_kinds import kind_argument
from app.cli.mapping import means, option, plain, quoted
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, site_option
from app.cli.passwords import password_in, password_option
from app.cli.sites import site_names
from app.domain.ledgers.form import LedgerForm
from app.errors import UserError, register_messages
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import auditing, ledger_kinds, ledger_marks, ledger_parts, ledger_unmapped, ledgers, site_offers
from app.services.ledger_crossing import may_share
from app.services.ledger_fields import field_called
from app.services.ledger_ports import NEW_SITE, Choices, Look, SheetChoice, SheetLook
from app.services.ledger_telling import with_sayings
from app.services.ports import Batch, Desk

register_messages(
    {
        "ledger_heading_unknown": "There is no column {heading} in {file}; headings seen: {headings}.",
        "ledger_required_unmapped": "No column of sheet {sheet} of {file} is taken for {fields}, without which the "
        "ledger “{ledger}” is not imported; it may be: {headings}. Say which it is, as with {option}; HEADING= with "
        "no field leaves a column out. Nothing was changed.",
        "ledger_of_other_kind": "{file} looks like the ledger “{other}”, not “{ledger}”; import it as that: {command}. "
        "If it is “{ledger}” all the same, say what its columns are with --map HEADING=FIELD. Nothing was changed.",
        "ledger_header_row_unsaid": "No row with headings was found in {file}, and no row of the first 50 has all that "
        "were named ({headings}); say in which row the headings stand with --header-row N. Nothing was changed.",
        "ledger_office_unknown": "No row of {file} names an office {office} that is yet to be decided; there are: "
        "{offices}.",
        "ledger_key_running": "Nothing tells the records of sheet {sheet} of {file} apart: the values of {heading} "
        "look like the numbers of the rows (1, 2, 3 …), which another file may have as well. Add a column with "
        "{fields} that comes only once in the company, or, where this is the only file of the ledger, take the "
        "numbers all the same with {option}. Nothing was changed.",
        "ledger_part_unclear": "It cannot be told of which file before ({files}) {file} is a newer version; name it "
        "with --replaces-file NAME. Nothing was changed.",
        "ledger_part_unknown": "No file {name} of this ledger was imported; there are: {files}. Nothing was changed.",
    }
)


_MOST_MEANT = 8
"""So many headings are named that may be what is wanted."""


def add_verb(verbs: Any) -> None:
    """Declare `import`."""
    read = declare(
        verbs,
        "import",
        _import,
        _("import a ledger from Excel or CSV"),
        "import FILE terminals LEDGER.xlsx --dry-run",
        "import FILE terminals LEDGER.xlsx --header-row 3 --map HEADING=asset_no --office NAME=SITE",
        "import FILE terminals SOUTH.xlsx --part",
    )
    audit_file(read)
    kind_argument(read)
    read.add_argument("source", type=Path, metavar="SOURCE", help=_("the workbook or CSV file"))
    read.add_argument(
        "--sheet", action="append", default=[], metavar="NAME", help=_("read this sheet only (repeatable)")
    )
    read.add_argument(
        "--header-row",
        type=arguments.row,
        metavar="N",
        help=_("row of the headings, its last one if there are several"),
    )
    read.add_argument(
        "--map",
        action="append",
        default=[],
        type=arguments.mapping,
        metavar="HEADING=FIELD",
        help=_("what a column means (repeatable); without FIELD the column is left out"),
    )
    read.add_argument(
        "--office",
        action="append",
        default=[],
        type=arguments.office,
        metavar="NAME=SITE",
        help=_(
            "the site that an office of the ledger means (repeatable), remembered as another name of it; + makes "
            "the office a site, without SITE its rows stay without one"
        ),
    )
    read.add_argument(
        "--mark",
        action="append",
        default=[],
        type=arguments.mark,
        metavar="MARK=RIGHT",
        help=_(
            "what a mark in a table of rights means (repeatable), remembered for the next such table: the "
            "right as it is called, “yes” for one of unknown extent, “no” for none; without RIGHT its cells are left "
            "out"
        ),
    )
    read.add_argument(
        "--tell",
        action="append",
        default=[],
        type=arguments.saying,
        metavar="[SHEET!]FIELD=VALUE",
        help=_(
            "what holds for all rows of a sheet where it has no column for it, in place of what its name and titles "
            "tell (repeatable); without VALUE nothing does"
        ),
    )
    which = read.add_mutually_exclusive_group()
    which.add_argument(
        "--replaces",
        action="store_true",
        help=_("the file is a newer version of the ledger: what stood before and is not in it is gone"),
    )
    which.add_argument(
        "--replaces-file",
        action="append",
        default=[],
        metavar="NAME",
        help=_(
            "as --replaces, of one file alone where the ledger came in several: its name, or the id of its import "
            "(repeatable)"
        ),
    )
    which.add_argument(
        "--part",
        action="store_true",
        help=_("the file is another part of the ledger, such as that of another region: what stood before stays"),
    )
    site_option(read, _("site that all rows belong to"))
    password_option(read)
    read.add_argument(
        "--add-offices", action="store_true", help=_("make a site of every office that is none of the audit's yet")
    )
    read.add_argument(
        "--fill-sites",
        action="store_true",
        help=_("with sites: fill company, companies in the building, manager and other names of the audit's sites"),
    )
    read.add_argument("--all", action="store_true", help=_("tell every problem, also those that are alike"))
    read.add_argument("--dry-run", action="store_true", help=_("try only, and store nothing"))


def _import(tools: Tools, options: argparse.Namespace) -> Outcome:
    password = password_in(options.password_file)
    with opened(tools, options) as desk:
        form = desk.world.ledgers.form(options.kind)
        look, choices = _choices(desk, form, options, password)
        _require_kind(desk, form, options, look, choices, password)
        _require_columns(form, look, choices)
        if options.office:
            choices = replace(choices, offices=_offices(desk, options, choices, password))
        if options.mark:
            _require_marks(desk, options, choices, password)
        if options.add_offices:
            choices = _with_offices(desk, options, choices, password)
        if options.replaces or options.replaces_file or options.part:
            choices = _with_part(desk, options, choices, password)
        result = ledgers.import_batch(
            desk,
            options.kind,
            options.source,
            choices,
            password,
            dry_run=options.dry_run,
            translate=_,
            details=options.dry_run,
            wary=True,
            same_numbers=bool(options.replaces or options.replaces_file),
        )
        fill = options.fill_sites and not options.dry_run
        taken = site_offers.take(desk, result.site_offers)[1] if fill else ()
        sites = site_names(desk)
    lines = [
        *import_told.lines(result, form, dry_run=options.dry_run, every=options.all),
        *import_told.offered(result, bool(taken)),
    ]
    data = import_told.data(result, sites, dry_run=options.dry_run)
    if result.details is not None:
        lines += import_told.detailed(desk, options.kind, result.details)
        data |= import_told.details_data(desk, result, result.details, sites)
    data["site_offers"] = [
        {"site": o.name, "field": o.field, "value": o.value, "taken": o in taken} for o in result.site_offers
    ]
    return Outcome(lines, data)


def _with_offices(desk: Desk, options: argparse.Namespace, choices: Choices, password: str) -> Choices:
    """`choices` with a new site for every office about which nothing was said."""
    tried = ledgers.import_batch(desk, options.kind, options.source, choices, password, dry_run=True, same_numbers=True)
    new = {office.name: NEW_SITE for office in tried.offices if office.meant is None}
    return replace(choices, offices={**new, **choices.offices})


def _with_part(desk: Desk, options: argparse.Namespace, choices: Choices, password: str) -> Choices:
    """`choices` with what the command line says of the part of the ledger that the file is."""
    if options.part:
        return replace(choices, replaces=frozenset())
    batches = [batch for batch in ledgers.batches(desk, options.kind) if batch.undone is None]
    if options.replaces_file:
        return replace(choices, replaces=frozenset(_part_named(batches, name) for name in options.replaces_file))
    tried = ledgers.import_batch(desk, options.kind, options.source, choices, password, dry_run=True, same_numbers=True)
    meant = ledger_parts.newer_of(tried.parts, tried.rows.added + tried.rows.changed + tried.rows.unchanged)
    if tried.parts.shares and not meant:
        files = [share.file for share in tried.parts.shares]
        raise UserError("ledger_part_unclear", file=tried.source, files=files)
    return replace(choices, replaces=meant or None)


def _part_named(batches: Sequence[Batch], name: str) -> int:
    """The part of the ledger that a file was, by its name or the id of its import."""
    found = [batch.part for batch in batches if name == batch.id or plain(name) == plain(batch.source)]
    if not found:
        files = list(dict.fromkeys(batch.source for batch in batches)) or [_("(none)")]
        raise UserError("ledger_part_unknown", name=name, files=files)
    return found[-1]


def _choices(desk: Desk, form: LedgerForm, options: argparse.Namespace, password: str) -> tuple[Look, Choices]:
    """What the file holds, and what is taken of it: as recognised, and as the command line says on top of that."""
    site = ""
    if options.site:
        with desk.file.read() as work:
            site = auditing.site_named(work.sites.all(), options.site).name
    look = ledgers.look(desk, options.kind, options.source, password)
    if not _said_something(options):
        return look, ledgers.chosen_before(look)
    said = [(heading, field_called(form, field) if field else "") for heading, field in options.map]
    names = {sheet.name for sheet in look.sheets}
    for name in options.sheet:
        if name not in names:
            raise UserError("ledger_sheet_unknown", file=look.file, sheet=name, sheets=sorted(names))
    if rows := _header_rows(look, options):
        look = ledgers.look(desk, options.kind, options.source, password, header_rows=rows)
    sheets = {sheet.name: _sheet(form, sheet, said) for sheet in _wanted(look, options)}
    _require_headings(look, [heading for heading, _field in said])
    before = ledgers.chosen_before(look)
    sheets = {
        name: replace(choice, site=known.site, told=known.told) if (known := before.sheets.get(name)) else choice
        for name, choice in sheets.items()
    }
    marks = ledger_marks.with_said(ledger_marks.of_file(look, sheets), options.mark)
    choices = replace(before, sheets=sheets, site=site or before.site, marks=marks)
    return look, with_sayings(form, look, choices, options.tell)


def _said_something(options: argparse.Namespace) -> bool:
    return bool(
        options.sheet or options.header_row or options.map or options.site or options.office or options.tell
    ) or bool(options.mark)


def _header_rows(look: Look, options: argparse.Namespace) -> dict[str, int]:
    """The header rows that the command line says; else, where a heading that it names is that of no column, the row of
    each sheet in which all of them stand."""
    wanted = options.sheet or [sheet.name for sheet in look.sheets if sheet.visible]
    if options.header_row:
        return dict.fromkeys(wanted, options.header_row)
    named = [heading for heading, _field in options.map]
    sheets = [sheet for sheet in look.sheets if sheet.name in wanted]
    if all(any(means(c.heading, heading) for sheet in sheets for c in sheet.columns) for heading in named):
        return {}
    found = {
        sheet.name: next((n for n, cells in enumerate(sheet.top, start=1) if _stand_in(cells, named)), 0)
        for sheet in sheets
    }
    return {name: row for name, row in found.items() if row}


def _stand_in(cells: Sequence[str], headings: Sequence[str]) -> bool:
    return all(any(means(cell, heading.rpartition("›")[2]) for cell in cells) for heading in headings)


def _require_kind(
    desk: Desk, form: LedgerForm, options: argparse.Namespace, look: Look, choices: Choices, password: str
) -> None:
    """Refuse a file that cannot be read as the ledger and is plainly another one, unless somebody says where its
    headings stand or what they mean."""
    if options.map or options.header_row:
        return
    if any(form.identifying(list(choice.columns.values())) for choice in choices.sheets.values()):
        return
    if any(sheet.reason in ledgers.NOT_READ for sheet in look.sheets):
        return
    other = ledger_kinds.kinds_of(desk, options.source, password).kind
    if other in ("", form.kind):
        return
    words = (quoted(str(options.file)), other, quoted(str(options.source)))
    raise UserError(
        "ledger_of_other_kind",
        file=look.file,
        ledger=form.title,
        other=desk.world.ledgers.form(other).title,
        command=f"shadan import {' '.join(words)}",
    )


def _require_columns(form: LedgerForm, look: Look, choices: Choices) -> None:
    """Refuse a file of which no column is taken for what the ledger must tell, while one may be it."""
    # Where no sheet is taken at all, one that only lacks its key tells best what to do.
    lacking = ledger_unmapped.lacking(form, look, choices) if choices.sheets else ledger_unmapped.keyless(form, look)
    if not lacking:
        return
    first = lacking[0]
    columns = next(sheet.columns for sheet in look.sheets if sheet.name == first.sheet)
    taken = choices.sheets[first.sheet].columns if first.sheet in choices.sheets else {}
    meant = first.columns or tuple(c for c in columns if c.heading and not taken.get(c.index) and any(c.samples))
    names = _(" or ").join(form.field(name).title.in_language(current_language()) for name in first.fields)
    counting = next((c for c in columns if c.running and c.heading and not taken.get(c.index)), None)
    if counting is not None and first.fields == form.keys and all(column.running for column in first.columns):
        raise UserError(
            "ledger_key_running",
            file=look.file,
            sheet=first.sheet,
            heading=" ".join(counting.heading.split()),
            fields=names,
            option=option(counting, columns, form.keys[0]) or f"--map {_('HEADING')}={form.keys[0]}",
        )
    # Each of them, as the first need not be the one that is meant.
    typed = " / ".join(filter(None, (option(c, columns, first.fields[0]) for c in first.columns[:_MOST_MEANT])))
    raise UserError(
        "ledger_required_unmapped",
        file=look.file,
        sheet=first.sheet,
        ledger=form.title,
        fields=names,
        headings=[" ".join(column.heading.split()) for column in meant[:_MOST_MEANT]] or [_("(none)")],
        option=typed or f"--map {_('HEADING')}={first.fields[0]}",
    )


def _require_marks(desk: Desk, options: argparse.Namespace, choices: Choices, password: str) -> None:
    """Refuse what was said of a mark that no cell has, before it is remembered."""
    tried = ledgers.import_batch(desk, options.kind, options.source, choices, password, dry_run=True, same_numbers=True)
    ledger_marks.require_met(tried.source, options.mark, tried.marks)


def _offices(desk: Desk, options: argparse.Namespace, choices: Choices, password: str) -> dict[str, str]:
    """What the command line says of offices that are no sites, by their names as the ledger writes them.

    An office that is a site already, as from the second import on, needs no decision. A name that no row bears is
    refused, or a slip of the hand would become a site.
    """
    sites = auditing.outline(desk).sites
    tried = ledgers.import_batch(desk, options.kind, options.source, choices, password, dry_run=True, same_numbers=True)
    written = {plain(office.name): office.name for office in tried.offices}
    decided = {}
    for name, meant in options.office:
        site = "" if meant in ("", NEW_SITE) else auditing.site_named(sites, meant).id
        known = ledgers.site_called(sites, name)
        if known is not None:
            if meant != NEW_SITE and known.id != site:
                raise UserError("site_alias_taken", name=name, site=known.name)
        elif plain(name) not in written:
            named = list(written.values()) or [_("(none)")]
            raise UserError("ledger_office_unknown", file=tried.source, office=name, offices=named)
        else:
            decided[written[plain(name)]] = site or meant
    return decided


def _wanted(look: Look, options: argparse.Namespace) -> list[SheetLook]:
    if options.sheet:
        return [sheet for sheet in look.sheets if sheet.name in options.sheet]
    visible = [sheet for sheet in look.sheets if sheet.visible]
    mapped = [heading for heading, _field in options.map]
    named = [s for s in visible if any(means(c.heading, heading) for c in s.columns for heading in mapped)]
    return [s for s in visible if s.ledger or s in named]


def _sheet(form: LedgerForm, sheet: SheetLook, said: list[tuple[str, str]]) -> SheetChoice:
    columns, open_ = ledgers.likely(sheet), set(ledgers.unsaid(sheet))
    found = {column.index: column for column in sheet.columns}
    for heading, field in said:
        for column in sheet.columns:
            if means(column.heading, heading):
                # What is said wins over what was recognised elsewhere, but for columns of marks, which share a field.
                shared = may_share(form, field, column)
                columns = {
                    index: "" if field and of == field and not (shared and may_share(form, of, found[index])) else of
                    for index, of in columns.items()
                }
                columns[column.index] = field
                open_.discard(column.index)
                break
    taken = {*columns.values()} - {""}
    # What another column was said to be, this one is not.
    open_ = {index for index in open_ if columns[index] or found[index].field not in taken}
    return SheetChoice(sheet.header_row, sheet.header_lines, columns, sheet.site, unsaid=frozenset(open_))


def _require_headings(look: Look, headings: list[str]) -> None:
    if headings and not any(sheet.header_row for sheet in look.sheets):
        raise UserError("ledger_header_row_unsaid", file=look.file, headings=headings)
    for heading in headings:
        if not any(means(column.heading, heading) for sheet in look.sheets for column in sheet.columns):
            seen = ledgers.headings_seen(look)
            raise UserError("ledger_heading_unknown", file=look.file, heading=heading, headings=seen)
