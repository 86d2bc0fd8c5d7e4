"""Ledgers (台帳): read, compared with what is on record, stored as a whole or not at all, and shown.

An import is one transaction with one history entry. Rows keep where they stood, and what officers decided stays.

This module and its names are what windows and commands call; behind it are, in the order of an import:

- `ledger_kinds`: which ledger a file is; asks `ledger_layouts`.
- `ledger_choosing`: what a file holds and what of it is taken (`look`, `proposed`). The reader's answer goes through
  `ledger_layouts` (header rows and columns said before), `ledger_repeats` (the very same file), `ledger_crossing`
  (systems side by side), `ledger_offices` and `ledger_companies` (what titles tell) and `ledger_marks` (○ and ◎).
- `ledger_telling`, `ledger_unmapped`: what titles tell and the officer says instead, and which columns are left open;
  commands ask them before an import, `ledger_run` in it.
- `import_batch` here opens the unit of work and hands it to `ledger_run`, which stores chunk by chunk and calls
  `ledger_names` (offices that become sites), `ledger_keeping` (what the file has no column for), `ledger_collisions`
  (numbers that are others' as well), `ledger_corrections` (cells set right by hand), `ledger_parts` (newer version or
  another part), `ledger_differences` (what changed, in sentences) and the rules (`findings`).
- `ledger_results`: what an import did, as a value; `ledger_details`: every record and finding of a trial;
  `ledger_problems`: the sentences for what is wrong with a cell or sheet.

And beside an import: `ledger_looking` (tables), `ledger_export` (templates and files), `ledger_index` (the list of all
ledgers), `ledger_editing` (single records by hand), `ledger_undoing` (an import taken back), `ledger_fields` (a field
by any of its names). `ledger_ports` has the values that pass between all of them and the reader below; it calls none.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from app.domain.ledgers import periods
from app.domain.ledgers.form import LedgerForm
from app.errors import UserError, register_messages
from app.services import (
    ledger_companies,
    ledger_corrections,
    ledger_crossing,
    ledger_details,
    ledger_layouts,
    ledger_marks,
    ledger_repeats,
)
from app.services.changes import Changes
from app.services.heap import many_records
from app.services.ledger_choosing import LIKELY, chosen_before, headings_seen, likely, look, proposed, unclear, unsaid
from app.services.ledger_export import export, save_template
from app.services.ledger_looking import (
    batches,
    changes,
    corrected,
    counts,
    fields,
    fields_set_by_hand,
    findings_by_key,
    hands,
    keys_of,
    offices,
    row_ids,
    rows,
)
from app.services.ledger_names import confirm_site, site_called
from app.services.ledger_ports import Choices, Look
from app.services.ledger_results import MOST_PROBLEMS, ForeignOffice, ImportResult, RowCounts, SheetResult
from app.services.ledger_run import MOST_KEYS, MOST_OFFICES, Run
from app.services.ports import Batch, Desk, Progress

__all__ = [
    "LIKELY",
    "MOST_KEYS",
    "MOST_OFFICES",
    "MOST_PROBLEMS",
    "NOT_READ",
    "ForeignOffice",
    "ImportResult",
    "RowCounts",
    "SheetResult",
    "batches",
    "changes",
    "chosen_before",
    "confirm_site",
    "corrected",
    "counts",
    "export",
    "fields",
    "fields_set_by_hand",
    "findings_by_key",
    "hands",
    "headings_seen",
    "import_batch",
    "keys_of",
    "likely",
    "look",
    "offices",
    "proposed",
    "row_ids",
    "rows",
    "save_template",
    "site_called",
    "unclear",
    "unsaid",
]

register_messages(
    {
        "ledger_not_recognised": "No sheet of {file} looks like this ledger; headings seen: {headings}. Say what the "
        "columns are, on the command line with --header-row and --map HEADING=FIELD.",
        "ledger_transposed": "In sheet {sheet} of {file} the headings seem to stand below one another, with a record "
        "in each column. Such a table is not read. In Excel copy it and paste it with “Transpose” to another sheet, so "
        "that each record has a row; then import it again. Nothing was changed.",
        "ledger_matrix": "Sheet {sheet} of {file} seems to be a table of marks (○, ×) with departments or the like "
        "side by side. Such a table is not read for this ledger. Write a row for each department, as in the template, "
        "with the mark in a column of its own; then import it again. Nothing was changed.",
        "ledger_sheet_unknown": "{file} has no sheet named {sheet}; there are: {sheets}.",
    }
)

NOT_READ = {"sheet_transposed": "ledger_transposed", "sheet_matrix": "ledger_matrix"}
"""Layouts that are known and not read, by the reason of their sheets, and how they are refused."""

Translate = Callable[[str], str]


@many_records()
def import_batch(
    desk: Desk,
    kind: str,
    path: Path,
    choices: Choices | None = None,
    password: str = "",
    progress: Progress | None = None,
    dry_run: bool = False,
    translate: Translate = str,
    details: bool = False,
    wary: bool = False,
    same_numbers: bool = False,
) -> ImportResult:
    """Import a ledger file; `dry_run` does the same work and rolls it back. Raises UserError, changing nothing.

    `details` asks for every record and finding that the import touches (`ImportResult.details`). `wary` refuses a file
    that would take away more than a newer version does (`ledger_parts.takes_much`) where nobody has said that it is
    one: for those who see what is gone only when it is. `same_numbers` takes what has the number of a record for that
    record whatever else it says (`app.services.ledger_collisions`), as for tries before it is known what was said of
    the part.

    Records of earlier imports that the file lacks become gone: of the parts of the ledger of which it is a newer
    version (`app.services.ledger_parts`), of `choices.site` alone where one is given, and of the chosen sheets alone
    where the officer left out some that look like the ledger.
    """
    found = look(desk, kind, path, password, progress)
    layout, earlier = found.layout, found.earlier
    offered = proposed(found)
    taken = chosen_before(found) if choices is None else choices
    if choices is not None and (rows := ledger_layouts.chosen(found, choices.sheets)):
        found = look(desk, kind, path, password, progress, rows)
    form = desk.world.ledgers.form(kind)
    ledger_crossing.refuse(form, found, taken)
    _check(found, taken, form)
    batch = Batch(
        id=desk.world.new_id(),
        kind=kind,
        source=path.name,
        sha256=found.sha256,
        at=desk.stamp(),
        by=desk.world.user,
        mapping=_mapping(form, found, taken),
        site=taken.site,
    )
    scope = frozenset(taken.sheets) if offered.sheets.keys() - taken.sheets.keys() else frozenset[str]()
    result = None
    while result is None:
        with desk.file.read() as work:
            corrected = ledger_corrections.known(work, kind)
        dropped = ledger_corrections.taken_back(corrected, earlier, taken)
        kept = ledger_corrections.by_cell(each for each in corrected if each not in dropped)
        taken = replace(taken, kept=kept)
        # Before the audit is locked for writing: others store answers while a file is read.
        wanted = ledger_companies.for_reader(form, found, taken)
        chunks = desk.world.ledgers.read(kind, path, wanted, password, _stopping(progress), found.sha256)
        with closing(chunks), desk.file.write() as work:  # type: ignore[type-var]  # an iterator that may be left early
            if ledger_corrections.known(work, kind) != corrected:
                continue  # Somebody set a cell right while the file was read.
            run = Run(desk, work, batch, found, taken, progress, dropped, wary=wary, same_numbers=same_numbers)
            run.store(chunks, scope)
            gone = run.close()
            result = run.result(gone, translate)
            if details:
                result = replace(result, details=ledger_details.collect(desk, work, batch, result.findings))
            if not dry_run:
                ledger_layouts.remember(work, kind, layout, found, taken)
                ledger_repeats.remember(work, kind, found, taken)
                ledger_marks.remember(work, form, found, taken)
                ledger_corrections.remember(work, batch, result.corrected, dropped)
                run.record(result)
                work.commit()
    if not dry_run:
        desk.world.ledgers.forget()
    return replace(result, earlier=earlier, changes=Changes() if dry_run else result.changes)


def _stopping(progress: Progress | None) -> Progress | None:
    """What the reader is to ask: who stops it has stopped the import."""
    if progress is None:
        return None

    def wanted(what: str, done: int, total: int) -> bool:
        if not progress(what, done, total):
            raise UserError("import_stopped")
        return True

    return wanted


def _check(look: Look, choices: Choices, form: LedgerForm) -> None:
    """Refuse choices that do not fit the file; what the columns may be is checked when it is read."""
    found = {sheet.name for sheet in look.sheets}
    for name in choices.sheets:
        if name not in found:
            sheets = [sheet.name for sheet in look.sheets]
            raise UserError("ledger_sheet_unknown", file=look.file, sheet=name, sheets=sheets)
    if not any(form.identifying(list(choice.columns.values())) for choice in choices.sheets.values()):
        for sheet in look.sheets:
            if code := NOT_READ.get(sheet.reason, ""):
                raise UserError(code, file=look.file, sheet=sheet.name)
        raise UserError("ledger_not_recognised", file=look.file, headings=headings_seen(look))


def _mapping(form: LedgerForm, look: Look, choices: Choices) -> dict[str, dict[str, str]]:
    """Sheet → heading → field, empty for what is left out; a column without heading goes by its letter. What the name
    or a title of the sheet tells of all its rows stands there as it is written."""
    found = {sheet.name: sheet for sheet in look.sheets}
    mapping: dict[str, dict[str, str]] = {name: {} for name in choices.sheets}
    for name, choice in choices.sheets.items():
        for column in found[name].columns:
            field = choice.columns.get(column.index, "")
            if not (field or column.heading or any(sample.strip() for sample in column.samples)):
                continue
            heading = column.heading or column.letter
            if field and mapping[name].get(heading):  # Two columns of one heading, and both are read.
                heading = f"{heading} ({column.letter})"
            mapping[name][heading] = field or mapping[name].get(heading, "")
            for other in periods.ends_in(form, field, column.samples) or ():
                if other not in choice.columns.values():  # The other day of a period stands in the same cells.
                    mapping[name][f"{heading} ({column.letter})"] = other
        across = form.laid_across(list(choice.columns.values()))
        if across and form.across[-1] not in mapping[name].values():
            # What the marks themselves name stands in the same columns.
            span = [found[name].columns[i].letter for i in sorted(choice.columns) if choice.columns[i] == across]
            mapping[name][f"{span[0]}–{span[-1]}"] = form.across[-1]
        known = {*mapping[name].values()}
        told = {**found[name].told, **choice.told, **({"site": choice.site} if choice.site else {})}
        for field, written in told.items():
            if written and field not in known:
                mapping[name].setdefault(written, field)
    return mapping
