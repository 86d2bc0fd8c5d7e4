"""plan export, plan import: the measures as a workbook that sections fill in and send back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare
from app.cli.passwords import password_in, password_option
from app.domain.tracker import Change
from app.i18n import LANGUAGES, gettext_in
from app.i18n import gettext as _
from app.services import tracker_merging, tracker_reading, tracker_words, tracking
from app.services.ports import Desk
from app.services.tracker_merging import Merged, Prefer
from app.services.tracker_reading import Trouble


def add_verbs(actions: Any) -> None:
    """Declare the verbs of this module under `plan`."""
    export = declare(
        actions,
        "export",
        _export,
        _("write the measures as a workbook for the sections to fill in and send back"),
        "plan export FILE PLAN.xlsx",
    )
    audit_file(export)
    export.add_argument("out", type=Path, metavar="OUT", help=_("file to write: .xlsx"))
    take = declare(
        actions,
        "import",
        _import,
        _("take in the workbook of the measures that came back; what was changed on both sides is told"),
        "plan import FILE PLAN.xlsx --dry-run",
        "plan import FILE PLAN.xlsx --prefer theirs",
    )
    audit_file(take)
    take.add_argument("source", type=Path, metavar="SOURCE", help=_("the filled-in workbook"))
    password_option(take)
    take.add_argument("--dry-run", action="store_true", help=_("try only, and store nothing"))
    take.add_argument(
        "--prefer",
        type=arguments.word_of(Prefer),
        metavar="SIDE",
        help=_("what was changed on both sides: mine (stays as in the audit) | theirs (as in the workbook)"),
    )


def _export(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        count = tracking.export(desk, options.out, _, options.lang)
    lines = [_("Written: {file}").format(file=options.out), _("Measures in the workbook: {count}.").format(count=count)]
    return Outcome(lines, {"file": str(options.out), "measures": count})


def _import(tools: Tools, options: argparse.Namespace) -> Outcome:
    password = password_in(options.password_file)
    languages = {language: gettext_in(language) for language in sorted(LANGUAGES, key=lambda x: x != options.lang)}
    with opened(tools, options) as desk:
        edited = tracker_reading.read(desk, options.source, languages, password)
        _changes, told = tracker_merging.merge(desk, edited, options.prefer, dry_run=options.dry_run)
        lines = [_("Tried only; nothing was stored.")] if options.dry_run else []
        lines += _lines(desk, told, options)
    origin = edited.manifest.origin
    data = {
        "source": options.source.name,
        "exported": {"at": origin.at, "by": origin.by, "version": origin.version},
        "dry_run": options.dry_run,
        "rows": {
            "read": told.read,
            "changed": told.changed,
            "added": told.added_rows,
            "unchanged": told.unchanged,
            "refused": told.refused,
        },
        "taken": [_change(change) for change in told.taken],
        "conflicts": [_change(change) for change in told.conflicts],
        "added": [{"row": n.row, "number": n.number, "item": n.item, "measure": n.measure} for n in told.added],
        "deleted": [{"number": number, "measure": measure} for number, measure in told.deleted],
        "missing_columns": list(edited.missing),
        "problems": [_problem(edited.sheet, trouble) for trouble in told.troubles],
    }
    return Outcome(lines, data)


def _change(change: Change) -> dict[str, Any]:
    return {
        "number": change.number,
        "field": change.field,
        "exported": change.exported,
        "edited": change.edited,
        "current": change.current,
    }


def _problem(sheet: str, trouble: Trouble) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "row": trouble.row,
        "column": trouble.column or None,
        "value": trouble.value,
        "code": trouble.error.code,
        "message": trouble.error.sentence(_),
    }


def _lines(desk: Desk, told: Merged, options: argparse.Namespace) -> list[str]:
    lines = [tracker_merging.counted(told, options.source.name, _)]
    headings = tracker_words.headings(_)

    def words(change: Change, value: Any) -> str:
        return tracking.value_words(desk, change.field, value, _, options.lang).replace("\n", " ")

    for change in told.taken:
        lines.append(
            _("  measure {number}, {field}: {before} → {after}").format(
                number=change.number,
                field=headings[change.field],
                before=words(change, change.current),
                after=words(change, change.edited),
            )
        )
    for new in told.added:
        lines.append(_("  row {row}: new measure {number}").format(row=new.row, number=new.number))
    for change in told.conflicts:
        said = _("  conflict in measure {number}, {field}: written out {exported}, came back {edited}, now {current}")
        lines.append(
            said.format(
                number=change.number,
                field=headings[change.field],
                exported=words(change, change.exported),
                edited=words(change, change.edited),
                current=words(change, change.current),
            )
        )
    if told.conflicts and options.prefer is None:
        lines.append(_("What was changed on both sides stays as in the audit; --prefer theirs takes the workbook's."))
    lines += [
        _("  not in the workbook any more, stays in the plan: measure {number}").format(number=number)
        for number, _measure in told.deleted
    ]
    if told.edited.missing:
        lines.append(_("Columns that the workbook lacks: {columns}").format(columns=", ".join(told.edited.missing)))
    for trouble in told.troubles:
        where = f"{told.edited.sheet}!{trouble.row} {trouble.column}".rstrip()
        lines.append(f"  {where}: {trouble.error.sentence(_)}")
    return lines
