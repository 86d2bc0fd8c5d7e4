"""What an import did, or would do: in words, and as the object that is the contract of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.cli.changes_told import change_data, change_line
from app.cli.counts import finding_counts, finding_lines, rows_line
from app.cli.findings import finding_data
from app.cli.mapping import option
from app.cli.words import asked_name, severity_word
from app.domain.findings import Finding
from app.domain.ledgers.form import LedgerForm
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import ledger_problems, wording
from app.services.ledger_details import Details
from app.services.ledger_marks import AskedMark
from app.services.ledger_parts import Parts
from app.services.ledger_ports import Column
from app.services.ledger_problems import FIRST
from app.services.ledger_results import SheetResult
from app.services.ledgers import ImportResult
from app.services.ports import Desk

_TOLD = 20
"""How many of each are told in words; `--json` has them all."""


def lines(result: ImportResult, form: LedgerForm, *, dry_run: bool, every: bool = False) -> list[str]:
    """In words: rows, sheets, problems (`every` one of them, or the first of those that are alike), findings."""
    lines = [_("Tried only; nothing was stored.")] if dry_run else []
    if result.earlier is not None:
        lines += wording.same_file(result.earlier, wording.day(result.earlier.at[:10], current_language()), _)
    lines.append(rows_line(result.source, result.rows.data()))
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
    if kept := wording.kept_fields(form, result.kept_fields, current_language(), _):
        lines.append(kept)
    if result.parts.doubtful:
        lines.append(_("  Say which it is: --replaces (what is not in it is gone) or --part (what stood before stays)"))
    lines += [_mark_line(mark) for mark in result.marks]
    lines += _problem_lines(result, every=every)
    return [*lines, *finding_lines(result.findings)]


def _problem_lines(result: ImportResult, *, every: bool) -> list[str]:
    """The problems, those that are alike together: some hundred of one kind would drown the others."""
    groups = [(p,) for p in result.problems] if every else ledger_problems.alike(result.problems)
    told: list[str] = []
    count = 0
    for group in groups if every else groups[:_TOLD]:
        first = group if len(group) <= FIRST + 1 else group[:FIRST]
        told += [f"  {f'{p.sheet}!{p.row} {p.column}'.strip()}: {wording.problem(p, _)}" for p in first]
        if rest := len(group) - len(first):
            told.append(_("    {count} more like these (--all tells them all)").format(count=f"{rest:,}"))
        count += len(group)
    if result.problem_count > count:
        told.append(_("  more problems: {count}").format(count=f"{result.problem_count - count:,}"))
    return told


def _mark_line(mark: AskedMark) -> str:
    """A mark that wants a word, or what was said of it."""
    if mark.meant is None:
        places = listed([f"{sheet}!{row} {head}" for sheet, row, head in mark.examples])
        told = _("  Mark {mark}, cells: {count} ({places}): say what it means with --mark {mark}=RIGHT")
        return told.format(mark=mark.mark, count=f"{mark.cells:,}", places=places)
    told = _("  Mark {mark}, cells: {count}: {right} (as you said)")
    return told.format(mark=mark.mark, count=f"{mark.cells:,}", right=mark.meant or _("(leave out)"))


def _sheet_lines(sheet: SheetResult, form: LedgerForm) -> list[str]:
    lines = [
        _("  Sheet {name}, header in row {row}: {read} rows").format(
            name=sheet.name, row=sheet.header_row, read=sheet.rows.read
        )
        + (_("; left out: {headings}").format(headings=listed(sheet.unmapped)) if sheet.unmapped else "")
        + (_("; not certain: {headings}").format(headings=_unsure(sheet, form)) if sheet.unsure else "")
    ]
    lines += [_open_line(sheet, column, form) for column in sheet.open if column.field]
    for told in sheet.told:
        field = form.field(told.field).title.in_language(current_language()) if told.field in form else told.field
        how = (
            _("    {field} of all rows: {value} (as you said)") if told.said else _("    {field} of all rows: {value}")
        )
        lines.append(how.format(field=field, value=told.value or "－"))
    return lines


def _unsure(sheet: SheetResult, form: LedgerForm) -> str:
    """The columns of which the program alone was not certain, with what they were taken for."""
    taken = [(" ".join(heading.split()), sheet.mapping.get(heading, "")) for heading in sheet.unsure]
    return listed(
        [
            f"{heading} → {form.field(field).title.in_language(current_language())}" if field in form else heading
            for heading, field in taken
        ]
    )


def _open_line(sheet: SheetResult, column: Column, form: LedgerForm) -> str:
    """A column that was left out as it is not certain that it is what it may be, with what is typed to take it."""
    heading = " ".join(column.heading.split()) or _("(no heading)")
    field = form.field(column.field).title.in_language(current_language())
    told = _("    Column {letter} {heading} was left out; it may be {field}")
    typed = option(column, sheet.columns, column.field)
    if column.running:
        told = _(
            "    Column {letter} {heading} was left out: it only counts the rows (1, 2, 3 …), and other files may "
            "count so too; to take it as {field} all the same"
        )
    return told.format(letter=column.letter, heading=heading, field=field) + (f": {typed}" if typed else "")


def offered(result: ImportResult, taken: bool) -> list[str]:
    """What the ledger of offices tells of the audit's sites."""
    if not result.site_offers:
        return []
    head = _("Filled in at the sites:") if taken else _("The ledger tells of the sites (--fill-sites takes it over):")
    return [head, *(f"  {o.name}  {wording.site_fact(o.field, _)}: {o.value}" for o in result.site_offers)]


def data(result: ImportResult, sites: Mapping[str, str], *, dry_run: bool) -> dict[str, Any]:
    """As an object; `details_data` comes on top of a trial."""
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
                "open": [
                    {
                        "column": column.letter,
                        "heading": column.heading,
                        "field": column.field,
                        "confidence": column.confidence,
                        "option": option(column, sheet.columns, column.field or _("FIELD")),
                    }
                    for column in sheet.open
                ],
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
        "findings": finding_counts(result.findings),
        "same_as": _same_as(result),
        "difference": list(result.sentences),
        "kept_fields": dict(result.kept_fields),
        "offices": [
            {
                "name": office.name,
                "rows": office.rows,
                "site": sites.get(office.meant, office.meant) if office.meant is not None else None,
                "like": [sites[each] for each in office.like if each in sites],
            }
            for office in result.offices
        ],
        "marks": [
            {
                "mark": mark.mark,
                "cells": mark.cells,
                "examples": [{"sheet": s, "row": row, "heading": head} for s, row, head in mark.examples],
                "right": mark.meant,
            }
            for mark in result.marks
        ],
        "part": _part(result.parts),
        "batch": "" if dry_run else result.batch,
        "dry_run": dry_run,
    }


def _part(parts: Parts) -> dict[str, Any]:
    """Which part of the ledger the file is, and by what it was told."""
    return {
        "number": parts.part,
        "replaces": list(parts.replaced),
        "kept": parts.kept,
        "told_by": "said" if parts.said else "doubtful" if parts.doubtful else "keys",
        "before": [
            {"number": s.part, "source": s.file, "records": s.records, "in_both": s.met, "missing": s.missing}
            for s in parts.shares
        ],
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


def detailed(desk: Desk, kind: str, details: Details) -> list[str]:
    """The first of the records and findings that come, go and change, and the names that are on no list."""
    lines = _first([change_line(desk, kind, change) for change in details.changes if change.change != "added"])
    for head, found in ((_("Would be found:"), details.came), (_("Would no longer be found:"), details.went)):
        if found:
            lines.append(head)
            lines += _first([_found(desk, finding) for finding in found])
    lines += _first([asked_name(candidate) for candidate in details.names])
    return lines


def _found(desk: Desk, finding: Finding) -> str:
    sentence = wording.finding_sentence(desk.catalogue, finding, _, current_language())
    return f"  {finding.rule} {severity_word(finding.severity)}  {sentence}"


def _first(lines: list[str]) -> list[str]:
    if len(lines) <= _TOLD:
        return lines
    return [*lines[:_TOLD], _("  and {count} more (--json tells them all)").format(count=len(lines) - _TOLD)]


def details_data(desk: Desk, result: ImportResult, details: Details, sites: Mapping[str, str]) -> dict[str, Any]:
    """The same of a trial as an object, with the places whose answer would have to be looked at again, and how many
    records and findings are counted without being listed."""
    kind, language, rows, found = result.kind, current_language(), result.rows, result.findings
    return {
        "changes": [change_data(desk, kind, change) for change in details.changes],
        "changes_unlisted": rows.added + rows.changed + rows.gone - len(details.changes),
        "findings_new": [finding_data(desk, f, sites, language) for f in details.came],
        "findings_resolved": [finding_data(desk, f, sites, language) for f in details.went],
        "findings_unlisted": found.new + found.resolved - len(details.came) - len(details.went),
        "answers_shaken": [{"checkpoint": c, "site": sites.get(site, "")} for c, site in found.stale],
        "unknown_names": [
            {"kind": c.kind, "text": c.text, "records": c.records, "like": list(c.like)} for c in details.names
        ],
    }
