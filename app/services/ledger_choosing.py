"""What a ledger file holds, and what of it is taken, before it is imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app.errors import UserError, register_messages
from app.services import ledger_companies, ledger_crossing, ledger_layouts, ledger_marks, ledger_offices, ledger_repeats
from app.services.ledger_ports import Choices, Column, Look, SheetChoice, SheetLook
from app.services.ports import Desk, Progress, World

register_messages(
    {
        "ledger_kind_later": "Ledgers of the kind {kind} cannot be imported yet; possible are: {kinds}.",
    }
)

LIKELY = 0.5
"""The confidence from which a column is taken although nobody was asked; it is told then (`SheetResult.unsure`)."""

_MOST_HEADINGS = 30
_LONGEST_HEADING = 40


def look(
    desk: Desk,
    kind: str,
    path: Path,
    password: str = "",
    progress: Progress | None = None,
    header_rows: Mapping[str, int] | None = None,
) -> Look:
    """Sheets, headers and columns of a file, with what was confirmed for this layout before. Raises UserError."""
    require(desk.world, kind)
    found = desk.world.ledgers.look(kind, path, password, progress, header_rows)
    with desk.file.read() as work:
        memory = ledger_layouts.recall(work, kind, found.layout)
        earlier = ledger_repeats.recall(work, kind, found)
        sites = work.sites.all()
        form = desk.world.ledgers.form(kind)
        found = ledger_crossing.settled(work, form, found)
    if header_rows is None and (rows := memory.header_rows(found)):
        again = desk.world.ledgers.look(kind, path, password, progress, rows)
        with desk.file.read() as work:
            found = memory.settle(found, ledger_crossing.settled(work, form, again))
    found = replace(ledger_offices.settled(ledger_layouts.apply(found, memory), sites), earlier=earlier)
    with desk.file.read() as work:
        found = ledger_companies.settled(work, form, found)
        return replace(found, marks=ledger_marks.recall(work, form, found))


def proposed(look: Look) -> Choices:
    """What is taken when nobody says otherwise: the visible sheets that look like the ledger, columns as recognised."""
    return Choices(
        {
            sheet.name: SheetChoice(
                sheet.header_row, sheet.header_lines, likely(sheet), sheet.site, unsaid=unsaid(sheet)
            )
            for sheet in look.sheets
            if sheet.visible and sheet.ledger
        }
    )


def likely(sheet: SheetLook) -> dict[int, str]:
    """The columns as recognised, for where nobody is there to be asked: mere guesses are left out."""
    return {c.index: c.field if c.sure or c.confidence >= LIKELY else "" for c in sheet.columns}


def unsaid(sheet: SheetLook) -> frozenset[int]:
    """The columns that hold something and of which nobody is sure what, by their index."""
    return frozenset(c.index for c in sheet.columns if _is_unclear(c))


def _is_unclear(column: Column) -> bool:
    return not column.sure and any(sample.strip() for sample in column.samples)


def chosen_before(look: Look) -> Choices:
    """As `proposed`, with what was said of the marks of such a file before; for a file that was imported before with
    its office and what was set right by hand then."""
    choices = ledger_repeats.repeated(look, proposed(look))
    return replace(choices, marks=ledger_marks.of_file(look, choices.sheets))


def unclear(look: Look, choices: Choices) -> tuple[tuple[str, Column], ...]:
    """The columns of the chosen sheets that hold something and of which nobody is sure what."""
    return tuple(
        (sheet.name, column)
        for sheet in look.sheets
        if sheet.name in choices.sheets
        for column in sheet.columns
        if _is_unclear(column)
    )


def headings_seen(look: Look) -> list[str]:
    """The headings of a file for a refusal: of the sheet that looks best, else what stands on top of it."""
    best = max((s for s in look.sheets if s.visible), key=lambda s: s.confidence, default=None)
    if best is None:
        return []
    seen = [c.heading for c in best.columns if c.heading]
    if not seen:
        seen = [cell for row in best.top for cell in row if cell.strip()]
    return [_clipped(" ".join(text.split())) for text in seen[:_MOST_HEADINGS]]


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_HEADING else f"{text[:_LONGEST_HEADING]}…"


def require(world: World, kind: str) -> None:
    """Raises UserError `ledger_kind_later` for a kind that cannot be read."""
    kinds = world.ledgers.kinds()
    if kind not in kinds:
        raise UserError("ledger_kind_later", kind=kind, kinds=list(kinds))
