"""record add, edit, remove, restore; alias add, list, remove, candidates: ledgers worked on by hand."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import arguments
from app.cli.counts import finding_counts, finding_lines
from app.cli.ledger_kinds import kind_argument
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import Parser, audit_file, declare, group
from app.cli.words import asked_name, named_word
from app.domain.ledgers import COLUMN, HEADING
from app.errors import UserError
from app.i18n import gettext as _
from app.services import aliases, ledger_editing, wording
from app.services.ledger_editing import Edited


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    _add_records(verbs)
    _add_aliases(verbs)


def _add_records(verbs: Any) -> None:
    actions = group(verbs, "record", _("single records of a ledger, worked on by hand"))
    add = declare(
        actions,
        "add",
        _add,
        _("add a record that no file has"),
        "record add FILE terminals asset_no=PC-0001 site=NAME --reason TEXT",
    )
    edit = declare(
        actions,
        "edit",
        _edit,
        _("change values of a record; what the file says of them is kept beside"),
        "record edit FILE terminals PC-0001 manager=NAME",
    )
    remove = declare(
        actions,
        "remove",
        _remove,
        _("strike a record off, whatever a file says of it"),
        "record remove FILE terminals PC-0001 --reason TEXT",
    )
    restore = declare(
        actions,
        "restore",
        _restore,
        _("bring back a record that was struck off by hand"),
        "record restore FILE terminals PC-0001",
    )
    for each in (add, edit, remove, restore):
        _kind(each)
        if each is not add:
            each.add_argument("key", metavar="KEY", help=_("its number or name as the ledger writes it"))
    for each in (add, edit):
        each.add_argument(
            "values",
            nargs="+",
            type=arguments.given,
            metavar="FIELD=VALUE",
            help=_(
                "what stands in a field, named by its id or its heading (repeatable); without VALUE the field is "
                "emptied"
            ),
        )
    add.add_argument("--reason", default="", metavar="TEXT", help=_("why"))
    remove.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))


def _kind(parser: Parser) -> None:
    audit_file(parser)
    kind_argument(parser)


def _add_aliases(verbs: Any) -> None:
    actions = group(verbs, "alias", _("other names of systems, companies and departments"), aliases=["aliases"])
    add = declare(
        actions,
        "add",
        _alias_add,
        _("confirm another name, from now on and in what is imported"),
        "alias add FILE systems TEXT MEANING",
    )
    listing = declare(actions, "list", _alias_list, _("list the confirmed names"), "alias list FILE")
    remove = declare(actions, "remove", _alias_remove, _("forget another name"), "alias remove FILE systems TEXT")
    asked = declare(
        actions,
        "candidates",
        _alias_candidates,
        _("list names in ledgers that are not on record, with those on record that are like them"),
        "alias candidates FILE",
    )
    kinds = _("what is meant: {kinds}").format(kinds=" | ".join(aliases.KINDS))
    for each in (add, listing, remove, asked):
        audit_file(each)
        if each in (add, remove):
            each.add_argument("kind", choices=aliases.KINDS, metavar="KIND", help=kinds)
            each.add_argument("text", metavar="TEXT", help=_("the name in the ledgers"))
    add.add_argument(
        "meaning", metavar="MEANING", help=_("the name on record; empty where it is another name of nothing there")
    )


# --- records ----------------------------------------------------------------------------------------------------------


def _add(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        return _told(ledger_editing.add_record(desk, options.kind, _given(options), options.reason))


def _given(options: argparse.Namespace) -> dict[str, str]:
    given: dict[str, str] = {}
    for field, value in options.values:
        if field in given:
            raise UserError("record_field_twice", field=field)
        given[field] = value
    return given


def _edit(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        return _told(ledger_editing.edit_record(desk, options.kind, options.key, _given(options)))


def _remove(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        return _told(ledger_editing.remove_record(desk, options.kind, options.key, options.reason))


def _restore(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        return _told(ledger_editing.restore_record(desk, options.kind, options.key))


def _told(edited: Edited) -> Outcome:
    stored = edited.record
    record = stored.record
    state = _("{key}: struck off by hand") if stored.struck else _("{key}: saved")
    problems = [
        {"field": p.field, "value": p.value, "code": p.code, "message": wording.problem(p, _)} for p in edited.problems
    ]
    lines = [state.format(key=record.key) if edited.changes else _("{key}: nothing has changed").format(key=record.key)]
    lines += [f"  {p['field']}: {p['message']}" for p in problems]
    lines += finding_lines(edited.findings)
    data = {
        "kind": record.kind,
        "key": record.key,
        "match_key": record.match_key,
        "site": record.site,
        "values": dict(record.values),
        "file": stored.file,
        "sheet": record.sheet,
        "row": record.row,
        **({"column": raw[COLUMN], "heading": raw.get(HEADING, "")} if COLUMN in (raw := record.raw) else {}),
        "struck": stored.struck,
        "changed": bool(edited.changes),
        "problems": problems,
        "findings": finding_counts(edited.findings),
    }
    return Outcome(lines, data)


# --- names ------------------------------------------------------------------------------------------------------------


def _alias_add(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _changes, counts = aliases.add(desk, options.kind, options.text, options.meaning)
    line = f"{options.text} = {options.meaning or '－'}"
    data = {"kind": options.kind, "text": options.text, "meaning": options.meaning, "findings": finding_counts(counts)}
    return Outcome([line, *finding_lines(counts)], data)


def _alias_remove(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _changes, counts = aliases.remove(desk, options.kind, options.text)
    data = {"kind": options.kind, "text": options.text, "findings": finding_counts(counts)}
    return Outcome([options.text, *finding_lines(counts)], data)


def _alias_list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        known = aliases.listing(desk)
    lines = [f"{named_word(a.kind)}  {a.text} = {a.meaning or '－'}  {a.by}" for a in known]
    told = [{"kind": a.kind, "text": a.text, "meaning": a.meaning, "at": a.at, "by": a.by} for a in known]
    return Outcome(lines or [_("(none)")], {"aliases": told})


def _alias_candidates(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        found = aliases.candidates(desk)
    lines = [asked_name(candidate) for candidate in found]
    told = [{"kind": c.kind, "text": c.text, "records": c.records, "like": list(c.like)} for c in found]
    return Outcome(lines or [_("(none)")], {"candidates": told})
