"""import (`importing`), template, export; imports list, show, undo."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import hand_in, importing
from app.cli.changes_told import change_data, change_line
from app.cli.counts import finding_counts, finding_lines, rows_line
from app.cli.ledger_kinds import kind_argument
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group
from app.cli.times import moment_word
from app.i18n import gettext as _
from app.services import ledger_parts, ledger_undoing, ledgers, wording
from app.services.ledger_results import COUNTS
from app.services.ports import KEPT, LedgerQuery


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    importing.add_verb(verbs)
    template = declare(
        verbs, "template", _template, _("write an Excel template of a ledger"), "template terminals TEMPLATE.xlsx"
    )
    kind_argument(template)
    template.add_argument("out", type=Path, metavar="OUT", help=_("file to write: .xlsx"))
    hand_in.add_verbs(verbs, _export)
    imports = group(verbs, "imports", _("what was imported, and what each import changed"))
    listing = declare(imports, "list", _imports, _("list all imports, the earliest first"), "imports list FILE")
    audit_file(listing)
    kind_argument(listing, optional=True)
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


def _template(tools: Tools, options: argparse.Namespace) -> Outcome:
    ledgers.save_template(tools.world(), options.kind, options.out, options.lang)
    line = _("Written: {file}").format(file=options.out)
    return Outcome([line], {"file": str(options.out), "kind": options.kind})


def _export(tools: Tools, options: argparse.Namespace) -> Outcome:
    if hand_in.wanted(options):
        return hand_in.export(tools, options)
    with opened(tools, options) as desk:
        count = ledgers.export(desk, options.kind, options.out, LedgerQuery(text=options.text), options.lang)
    line = _("Written: {file}").format(file=options.out)
    return Outcome([line], {"file": str(options.out), "kind": options.kind, "records": count})


def _imports(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        kinds = (options.kind,) if options.kind else desk.world.ledgers.kinds()
        of_kind = {kind: ledgers.batches(desk, kind) for kind in kinds}
    found = [batch for batches in of_kind.values() for batch in batches]
    told = sorted(found, key=lambda batch: batch.at)
    lines = [
        f"{b.id}  {moment_word(b.at)}  {wording.ledger_name(b.kind, _)}  {rows_line(b.source, b.counts)}  "
        + ledger_parts.place(of_kind[b.kind], b, _)
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
                "rows": {name: batch.counts.get(name, 0) for name in COUNTS},
                "part": batch.part,
                "newer_version_of": before.id
                if (before := ledger_parts.before_in_part(of_kind[batch.kind], batch))
                else None,
                "kept": batch.counts.get(KEPT, 0),
                "undone": {"at": batch.undone.at, "by": batch.undone.by, "reason": batch.undone.reason}
                if batch.undone
                else None,
            }
            for batch in told
        ]
    }
    return Outcome(lines or [_("Nothing has been imported yet.")], data)


def _changes(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        changes = list(ledgers.changes(desk, options.batch))
        kinds = {b.id: b.kind for each in desk.world.ledgers.kinds() for b in ledgers.batches(desk, each)}
    kind = kinds[options.batch]
    lines = [change_line(desk, kind, change) for change in changes]
    data = [change_data(desk, kind, change) for change in changes]
    return Outcome(lines or [_("This import changed nothing.")], {"changes": data})


def _undo(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        undone = ledger_undoing.undo_import(desk, options.batch, options.reason)
    records, counts = undone.records, undone.findings
    lines = [
        _(
            "The import of {source} was taken back. Records gone: {removed}, as before: {reverted}, there again: "
            "{returned}."
        ).format(
            source=undone.batch.source, removed=records.removed, reverted=records.reverted, returned=records.returned
        ),
    ]
    if undone.by_hand:
        lines.append(
            _("Cells given by hand since, which belonged to it and are gone: {count}.").format(count=undone.by_hand)
        )
    lines += finding_lines(counts)
    data = {
        "batch": undone.batch.id,
        "kind": undone.batch.kind,
        "source": undone.batch.source,
        "records": {"removed": records.removed, "reverted": records.reverted, "returned": records.returned},
        "by_hand_lost": undone.by_hand,
        "findings": finding_counts(counts),
    }
    return Outcome(lines, data)
