"""Ledgers written to files: templates, and records as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.domain.ledgers import Record
from app.domain.rules import HEARD
from app.services.ledger_choosing import require
from app.services.ledger_results import MOST_PROBLEMS
from app.services.ports import Desk, LedgerQuery, UnitOfWork, World


def save_template(world: World, kind: str, target: Path, language: str) -> None:
    """Write the Excel template of a ledger. Raises UserError."""
    require(world, kind)
    world.ledgers.template(kind, target, language)


def export(desk: Desk, kind: str, target: Path, query: LedgerQuery | None = None, language: str = "ja") -> int:
    """Write a ledger as it stands, or what `query` leaves of it; returns how many records. Raises UserError."""
    require(desk.world, kind)
    form = desk.world.ledgers.form(kind)
    heard = HEARD.get(kind, {})
    with desk.file.read() as work:
        # A value that was given by hand may stand where no file has a column.
        held = work.ledgers.fields(kind) | {c.field for c in work.hands.corrections(kind)}
        if form.site_field in form and any(work.ledgers.site_texts(kind)):
            # The names of blocks tell offices as well.
            held |= {form.site_field}
        if held and form.stand_ins:
            # What has no key of its own is told there by what it is known by instead.
            held |= {form.keys[0]}
        shown = [f.id for f in form.fields if f.id in held]
        ids = work.ledgers.ids(kind, query or LedgerQuery())
        headings = _headings(work, kind, heard)
        every = shown or [f.id for f in form.fields]
        last = work.history.head()
        at = last.at if last is not None else ""
        desk.world.ledgers.export(kind, target, _records(work, ids), every, language, headings, at)
    return len(ids)


def _headings(work: UnitOfWork, kind: str, heard: Mapping[str, re.Pattern[str]]) -> dict[str, str]:
    """What fields are headed in the latest import that has them, where a rule hears something in it: 最終受講日 tells
    more than 研修受講日, while 受講日 tells no more than the heading of the template."""
    found: dict[str, str] = {}
    for batch in work.ledgers.batches(kind) if heard else ():
        for mapping in () if batch.undone else batch.mapping.values():
            found.update(
                (field, heading.rpartition("›")[2].strip()) for heading, field in mapping.items() if field in heard
            )
    return {field: heading for field, heading in found.items() if heard[field].search(heading)}


def _records(work: UnitOfWork, ids: Sequence[int]) -> Iterator[Record]:
    for start in range(0, len(ids), MOST_PROBLEMS):
        for row in work.ledgers.rows(ids[start : start + MOST_PROBLEMS]):
            yield row.record
