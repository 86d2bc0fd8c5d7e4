"""import, imports, template, export."""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli.findings import finding_data
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group, site_option
from app.cli.passwords import password_in, password_option
from app.cli.sites import site_names
from app.cli.times import moment_word
from app.cli.words import severity_word
from app.domain.ledgers.form import LedgerForm
from app.errors import UserError, register_messages
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import auditing, ledger_problems, ledger_undoing, ledgers, site_offers, wording
from app.services.ledger_details import Details
from app.services.ledger_fields import field_called
from app.services.ledger_ports import NEW_SITE, Choices, Look, SheetChoice, SheetLook
from app.services.ledger_results import SheetResult
from app.services.ledger_telling import with_sayings
from app.services.ledgers import ImportResult, RowCounts
from app.services.ports import Desk, LedgerQuery, RecordChange

register_messages(
    {
        "ledger_heading_unknown": "There is no column {heading} in {file}; headings seen: {headings}.",
        "ledger_office_unknown": "No row of {file} names an office {office} that is yet to be decided; there are: "
        "{offices}.",
    }
)

KINDS = (
    "sites", "terminals", "accounts", "contractors", "systems", "people", "rooms", "disasters", "exceptions",
    "role_standards", "deployment_standards", "external_registrants", "capital_ties", "stocktaking",
)  # fmt: skip
"""All kinds of ledger that there are to be; those that cannot be read yet are refused in a sentence."""


_TOLD = 20
"""How many of each are told in words; `--json` has them all."""


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    kinds = _("kind of ledger: {kinds}").format(kinds=" | ".join(KINDS))
    read = declare(
        verbs,
        "import",
        _import,
        _("import a ledger from Excel or CSV"),
        "import FILE terminals LEDGER.xlsx --dry-run",
        "import FILE terminals LEDGER.xlsx --header-row 3 --map HEADING=asset_no --office NAME=SITE",
    )
    audit_file(read)
    read.add_argument("kind", choices=KINDS, metavar="KIND", help=kinds)
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
    read.add_argument("--dry-run", action="store_true", help=_("try only, and store nothing"))
    template = declare(
        verbs, "template", _template, _("write an Excel template of a ledger"), "template terminals TEMPLATE.xlsx"
    )
    template.add_argument("kind", choices=KINDS, metavar="KIND", help=kinds)
    template.add_argument("out", type=Path, metavar="OUT", help=_("file to write: .xlsx"))
    export = declare(
        verbs, "export", _export, _("write a ledger as it stands"), "export FILE terminals OUT.xlsx --text TEXT"
    )
    audit_file(export)
    export.add_argument("kind", choices=KINDS, metavar="KIND", help=kinds)
    export.add_argument("out", type=Path, metavar="OUT", help=_("file to write: .xlsx or .csv"))
    export.add_argument("--text", default="", metavar="TEXT", help=_("only rows in which this text stands"))
    imports = group(verbs, "imports", _("what was imported, and what each import changed"))
    listing = declare(imports, "list", _imports, _("list all imports, the earliest first"), "imports list FILE")
    audit_file(listing)
    listing.add_argument("kind", nargs="?", choices=KINDS, metavar="KIND", help=kinds)
    show = declare(
        imports, "show", _changes, _("show what an import added, changed and found gone"), "imports show FILE ID"
    )
    audit_file(show)
    undo = declare(
        imports,
        "undo",
        _undo,
        _("take the newest import of a ledger back as a whole; decisions on findings stay"),
        "imports undo FILE ID --reason TEXT",
    )
    audit_file(undo)
    for each in (show, undo):
        each.add_argument("batch", metavar="ID", help=_("its id, as `imports list` tells it"))
    undo.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))


# --- import -----------------------------------------------------------------------------------------------------------


def _import(tools: Tools, options: argparse.Namespace) -> Outcome:
    password = password_in(options.password_file)
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        choices = _choices(desk, options, password) if _said_something(options) else None
        if choices is not None and options.office:
            choices = replace(choices, offices=_offices(desk, options, choices, password))
        if options.add_offices:
            choices = _with_offices(desk, options, choices, password)
        result = ledgers.import_batch(
            desk,
            options.kind,
            options.source,
            choices,
            password,
            dry_run=options.dry_run,
            translate=_,
            details=options.dry_run,
        )
        taken = site_offers.take(desk, result.site_offers) if options.fill_sites and not options.dry_run else ()
        sites = site_names(desk)
    finally:
        desk.file.close()
    form = desk.world.ledgers.form(options.kind)
    lines = [*_lines(result, form, dry_run=options.dry_run), *_offered(result, bool(taken))]
    data = _data(result, sites, dry_run=options.dry_run)
    if result.details is not None:
        lines += _detailed(desk, options.kind, result.details)
        data |= _details_data(desk, options.kind, result.details, sites)
    data["site_offers"] = [
        {"site": o.name, "field": o.field, "value": o.value, "taken": o in taken} for o in result.site_offers
    ]
    return Outcome(lines, data)


def _with_offices(desk: Desk, options: argparse.Namespace, choices: Choices | None, password: str) -> Choices:
    """`choices` with a new site for every office about which nothing was said."""
    if choices is None:
        choices = ledgers.chosen_before(ledgers.look(desk, options.kind, options.source, password))
    tried = ledgers.import_batch(desk, options.kind, options.source, choices, password, dry_run=True)
    new = {office.name: NEW_SITE for office in tried.offices if office.meant is None}
    return replace(choices, offices={**new, **choices.offices})


def _offered(result: ImportResult, taken: bool) -> list[str]:
    """What the ledger of offices tells of the audit's sites."""
    if not result.site_offers:
        return []
    head = _("Filled in at the sites:") if taken else _("The ledger tells of the sites (--fill-sites takes it over):")
    return [head, *(f"  {o.name}  {_site_field(o.field)}: {o.value}" for o in result.site_offers)]


def _site_field(field: str) -> str:
    return {
        "company": _("company"),
        "cohabitant": _("company in the building"),
        "manager": _("manager"),
        "alias": _("another name"),
    }[field]


def _said_something(options: argparse.Namespace) -> bool:
    return bool(options.sheet or options.header_row or options.map or options.site or options.office or options.tell)


def _choices(desk: Desk, options: argparse.Namespace, password: str) -> Choices:
    """What the command line says on top of what is recognised."""
    site = ""
    if options.site:
        with desk.file.read() as work:
            site = auditing.site_named(work.sites.all(), options.site).name
    look = ledgers.look(desk, options.kind, options.source, password)
    said = _fields(desk, options.kind, options.map)
    names = {sheet.name for sheet in look.sheets}
    for name in options.sheet:
        if name not in names:
            raise UserError("ledger_sheet_unknown", file=look.file, sheet=name, sheets=sorted(names))
    if options.header_row:
        wanted = options.sheet or [s.name for s in look.sheets if s.visible]
        rows = dict.fromkeys(wanted, options.header_row)
        look = ledgers.look(desk, options.kind, options.source, password, header_rows=rows)
    sheets = {sheet.name: _sheet(sheet, said) for sheet in _wanted(look, options)}
    _require_headings(look, [heading for heading, _field in options.map])
    before = ledgers.chosen_before(look)
    sheets = {
        name: replace(choice, site=known.site, told=known.told) if (known := before.sheets.get(name)) else choice
        for name, choice in sheets.items()
    }
    choices = replace(before, sheets=sheets, site=site or before.site)
    return with_sayings(desk.world.ledgers.form(options.kind), look, choices, options.tell)


def _offices(desk: Desk, options: argparse.Namespace, choices: Choices, password: str) -> dict[str, str]:
    """What the command line says of offices that are no sites, by their names as the ledger writes them.

    An office that is a site already, as from the second import on, needs no decision. A name that no row bears is
    refused, or a slip of the hand would become a site.
    """
    sites = auditing.outline(desk).sites
    tried = ledgers.import_batch(desk, options.kind, options.source, choices, password, dry_run=True)
    written = {_plain(office.name): office.name for office in tried.offices}
    decided = {}
    for name, meant in options.office:
        site = "" if meant in ("", NEW_SITE) else auditing.site_named(sites, meant).id
        known = ledgers.site_called(sites, name)
        if known is not None:
            if meant != NEW_SITE and known.id != site:
                raise UserError("site_alias_taken", name=name, site=known.name)
        elif _plain(name) not in written:
            named = list(written.values()) or [_("(none)")]
            raise UserError("ledger_office_unknown", file=tried.source, office=name, offices=named)
        else:
            decided[written[_plain(name)]] = site or meant
    return decided


def _wanted(look: Look, options: argparse.Namespace) -> list[SheetLook]:
    if options.sheet:
        return [sheet for sheet in look.sheets if sheet.name in options.sheet]
    visible = [sheet for sheet in look.sheets if sheet.visible]
    mapped = [heading for heading, _field in options.map]
    named = [s for s in visible if any(_means(c.heading, heading) for c in s.columns for heading in mapped)]
    return [s for s in visible if s.ledger or s in named]


def _sheet(sheet: SheetLook, said: list[tuple[str, str]]) -> SheetChoice:
    columns = ledgers.likely(sheet)
    for heading, field in said:
        for column in sheet.columns:
            if _means(column.heading, heading):
                # What is said wins over what was recognised elsewhere.
                columns = {index: "" if field and of == field else of for index, of in columns.items()}
                columns[column.index] = field
                break
    return SheetChoice(sheet.header_row, sheet.header_lines, columns, sheet.site)


def _fields(desk: Desk, kind: str, said: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Headings with the ids of the fields that they were said to mean."""
    form = desk.world.ledgers.form(kind)
    return [(heading, field_called(form, field) if field else "") for heading, field in said]


def _require_headings(look: Look, headings: list[str]) -> None:
    for heading in headings:
        if not any(_means(column.heading, heading) for sheet in look.sheets for column in sheet.columns):
            seen = ledgers.headings_seen(look)
            raise UserError("ledger_heading_unknown", file=look.file, heading=heading, headings=seen)


def _means(heading: str, said: str) -> bool:
    """Whether a heading is the one that was typed, whole or its last line; width and blanks make no difference."""
    return bool(heading) and _plain(said) in (_plain(heading), _plain(heading.rpartition("›")[2]))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _data(result: ImportResult, sites: Mapping[str, str], *, dry_run: bool) -> dict[str, Any]:
    return {
        "kind": result.kind,
        "source": result.source,
        "rows": result.rows.data(),
        "sheets": [
            {
                "name": sheet.name,
                "header_row": sheet.header_row,
                "mapping": dict(sheet.mapping),
                "unmapped": list(sheet.unmapped),
                "unsure": list(sheet.unsure),
                "told": [
                    {"field": t.field, "value": t.value, "read": t.read, "source": "said" if t.said else "title"}
                    for t in sheet.told
                ],
                "rows": sheet.rows.data(),
            }
            for sheet in result.sheets
        ],
        "left_out": [
            {"name": s.name, "hidden": not s.visible, "reason": ledger_problems.reason(s, result.source, _)}
            for s in result.left_out
        ],
        "problems": [
            {
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "code": problem.code,
                "message": wording.problem(problem, _),
                "rejected": problem.rejected,
            }
            for problem in result.problems
        ],
        "problem_count": result.problem_count,
        "corrections": [
            {
                "sheet": c.sheet,
                "row": c.row,
                "column": c.column,
                "key": c.key,
                "from": c.before,
                "to": c.after,
                "how": c.how.value,
                "by": c.by,
                "at": c.at,
            }
            for c in result.corrected
        ],
        "findings": {
            "new": result.findings.new,
            "resolved": result.findings.resolved,
            "open": result.findings.open,
        },
        "same_as": _same_as(result),
        "difference": list(result.sentences),
        "offices": [
            {
                "name": office.name,
                "rows": office.rows,
                "site": sites.get(office.meant, office.meant) if office.meant is not None else None,
                "like": [sites[each] for each in office.like if each in sites],
            }
            for office in result.offices
        ],
        "batch": "" if dry_run else result.batch,
        "dry_run": dry_run,
    }


def _same_as(result: ImportResult) -> dict[str, Any] | None:
    """The earlier import of the very same file."""
    earlier = result.earlier
    if earlier is None:
        return None
    return {
        "batch": earlier.batch,
        "number": earlier.number,
        "date": earlier.at[:10],
        "later": earlier.later,
        "corrections": len(earlier.corrections),
    }


def _sheet_lines(sheet: SheetResult, form: LedgerForm) -> list[str]:
    lines = [
        _("  Sheet {name}, header in row {row}: {read} rows").format(
            name=sheet.name, row=sheet.header_row, read=sheet.rows.read
        )
        + (_("; left out: {headings}").format(headings=listed(sheet.unmapped)) if sheet.unmapped else "")
        + (_("; not certain: {headings}").format(headings=listed(sheet.unsure)) if sheet.unsure else "")
    ]
    for told in sheet.told:
        field = form.field(told.field).title.in_language(current_language()) if told.field in form else told.field
        how = (
            _("    {field} of all rows: {value} (as you said)") if told.said else _("    {field} of all rows: {value}")
        )
        lines.append(how.format(field=field, value=told.value or "－"))
    return lines


def _lines(result: ImportResult, form: LedgerForm, *, dry_run: bool) -> list[str]:
    lines = [_("Tried only; nothing was stored.")] if dry_run else []
    if result.earlier is not None:
        lines += wording.same_file(result.earlier, wording.day(result.earlier.at[:10], current_language()), _)
    lines.append(_counted(result.source, result.rows.data()))
    for sheet in result.sheets:
        lines += _sheet_lines(sheet, form)
    lines += [
        _("  Sheet {name} was not read").format(
            name=sheet.name if sheet.visible else _("{sheet} (hidden)").format(sheet=sheet.name)
        )
        + (f": {why}" if (why := ledger_problems.reason(sheet, result.source, _)) else "")
        for sheet in result.left_out
    ]
    lines += result.sentences
    lines += [f"  {f'{p.sheet}!{p.row} {p.column}'.strip()}: {wording.problem(p, _)}" for p in result.problems[:20]]
    if result.problem_count > 20:
        lines.append(_("  more problems: {count}").format(count=result.problem_count - 20))
    lines.append(
        _("Findings: {new} new, {resolved} resolved, {open} open").format(
            new=result.findings.new, resolved=result.findings.resolved, open=result.findings.open
        )
    )
    return lines


# --- what a trial tells on top ---------------------------------------------------------------------------------------


def _detailed(desk: Desk, kind: str, details: Details) -> list[str]:
    """The first of the records and findings that come, go and change, and the names that are on no list."""
    language = current_language()
    lines = [_change_line(desk, kind, change) for change in details.changes[:_TOLD] if change.change != "added"]
    for head, found in ((_("Would be found:"), details.came), (_("Would no longer be found:"), details.went)):
        if found:
            lines.append(head)
            lines += [
                f"  {f.rule} {severity_word(f.severity)}  {wording.finding_sentence(desk.catalogue, f, _, language)}"
                for f in found[:_TOLD]
            ]
    asked = _("Is {text} another name of {like}? ({count} records)")
    lines += [asked.format(text=c.text, like=listed(c.like), count=c.records) for c in details.names[:_TOLD]]
    return lines


def _details_data(desk: Desk, kind: str, details: Details, sites: Mapping[str, str]) -> dict[str, Any]:
    language = current_language()
    return {
        "changes": [_change_data(desk, kind, change) for change in details.changes],
        "findings_new": [finding_data(desk, f, sites, language) for f in details.came],
        "findings_resolved": [finding_data(desk, f, sites, language) for f in details.went],
        "unknown_names": [
            {"kind": c.kind, "text": c.text, "records": c.records, "like": list(c.like)} for c in details.names
        ],
    }


def _differing(change: RecordChange) -> list[tuple[str, str, str]]:
    """The fields of a changed record, each with its value before and after."""
    before, after = dict(change.before or {}), dict(change.after or {})
    names = {**before, **after}
    return [(n, before.get(n, ""), after.get(n, "")) for n in names if before.get(n, "") != after.get(n, "")]


def _change_line(desk: Desk, kind: str, change: RecordChange) -> str:
    form, language = desk.world.ledgers.form(kind), current_language()
    word = {"added": _("added"), "changed": _("changed"), "gone": _("gone")}[change.change]
    if change.before is None or change.after is None:
        return f"{word}  {change.key}"
    shown = "  ".join(
        f"{form.field(n).title.in_language(language) if n in form else n}: {before} → {after}"
        for n, before, after in _differing(change)
    )
    return f"{word}  {change.key}  {shown}".rstrip()


def _change_data(desk: Desk, kind: str, change: RecordChange) -> dict[str, Any]:
    told: dict[str, Any] = {
        "key": change.key,
        "match_key": change.match_key,
        "change": change.change,
        "before": change.before,
        "after": change.after,
    }
    if change.before is not None and change.after is not None:
        told["fields"] = [{"field": n, "before": before, "after": after} for n, before, after in _differing(change)]
    return told


# --- template, export -------------------------------------------------------------------------------------------------


def _template(tools: Tools, options: argparse.Namespace) -> Outcome:
    ledgers.save_template(tools.world(), options.kind, options.out, options.lang)
    line = _("Written: {file}").format(file=options.out)
    return Outcome([line], {"file": str(options.out), "kind": options.kind})


def _export(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        count = ledgers.export(desk, options.kind, options.out, LedgerQuery(text=options.text), options.lang)
    finally:
        desk.file.close()
    line = _("Written: {file}").format(file=options.out)
    return Outcome([line], {"file": str(options.out), "kind": options.kind, "records": count})


# --- imports ----------------------------------------------------------------------------------------------------------


def _imports(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        kinds = (options.kind,) if options.kind else desk.world.ledgers.kinds()
        found = [batch for kind in kinds for batch in ledgers.batches(desk, kind)]
    finally:
        desk.file.close()
    told = sorted(found, key=lambda batch: batch.at)
    lines = [
        f"{b.id}  {moment_word(b.at)}  {b.kind}  {_counted(b.source, b.counts)}"
        + (
            _("  taken back {moment}: {reason}").format(moment=moment_word(b.undone.at), reason=b.undone.reason)
            if b.undone
            else ""
        )
        for b in told
    ]
    data = {
        "imports": [
            {
                "id": batch.id,
                "kind": batch.kind,
                "source": batch.source,
                "sha256": batch.sha256,
                "at": batch.at,
                "by": batch.by,
                "rows": dict(batch.counts),
                "undone": {"at": batch.undone.at, "by": batch.undone.by, "reason": batch.undone.reason}
                if batch.undone
                else None,
            }
            for batch in told
        ]
    }
    return Outcome(lines or [_("Nothing has been imported yet.")], data)


def _undo(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        undone = ledger_undoing.undo_import(desk, options.batch, options.reason)
    finally:
        desk.file.close()
    records, counts = undone.records, undone.findings
    lines = [
        _(
            "The import of {source} was taken back: {removed} records gone, {reverted} as before, {returned} there "
            "again."
        ).format(
            source=undone.batch.source, removed=records.removed, reverted=records.reverted, returned=records.returned
        ),
    ]
    if undone.by_hand:
        lines.append(_("{count} cells given by hand since belonged to it and are gone.").format(count=undone.by_hand))
    lines.append(
        _("Findings: {new} new, {resolved} resolved, {open} open").format(
            new=counts.new, resolved=counts.resolved, open=counts.open
        )
    )
    data = {
        "batch": undone.batch.id,
        "kind": undone.batch.kind,
        "source": undone.batch.source,
        "records": {"removed": records.removed, "reverted": records.reverted, "returned": records.returned},
        "by_hand_lost": undone.by_hand,
        "findings": {"new": counts.new, "resolved": counts.resolved, "open": counts.open},
    }
    return Outcome(lines, data)


def _counted(source: str, counts: Mapping[str, int]) -> str:
    return _(
        "{source}: {read} rows read; {added} added, {changed} changed, {unchanged} unchanged, {rejected} left out, "
        "{skipped} skipped, {gone} gone"
    ).format(source=source, **{**RowCounts().data(), **counts})


def _changes(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        changes = list(ledgers.changes(desk, options.batch))
        kinds = {b.id: b.kind for each in desk.world.ledgers.kinds() for b in ledgers.batches(desk, each)}
    finally:
        desk.file.close()
    kind = kinds[options.batch]
    lines = [_change_line(desk, kind, change) for change in changes]
    data = [_change_data(desk, kind, change) for change in changes]
    return Outcome(lines or [_("This import changed nothing.")], {"changes": data})
