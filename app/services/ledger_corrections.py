"""Cells that were set right by hand: what the file says, what was put in its place, by whom and when.

They are kept by the record and the text of the cell, so that the same text in a later file is set right again; a cell
that says something else there is taken as it is. What an import changes among them is kept, so that it can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.services.ledger_ports import Choices, Corrected, Earlier, How
from app.services.ports import Batch, UnitOfWork

Cells = Mapping[tuple[str, str], tuple[str, str]]


def known(work: UnitOfWork, kind: str) -> tuple[Corrected, ...]:
    """What is set right by hand in a ledger as it stands."""
    return work.hands.corrections(kind)


def fields_set(work: UnitOfWork, kinds: Iterable[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Kind and match key of the records of which cells were set right by hand → their fields, each once."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for kind in kinds:
        for each in known(work, kind):
            found.setdefault((kind, each.record), {})[each.field] = None
    return {record: tuple(fields) for record, fields in found.items()}


def by_cell(corrections: Iterable[Corrected]) -> Cells:
    """As `Choices.kept` wants them."""
    return {(c.found, c.field): (c.before, c.after) for c in corrections if c.found}


def taken_back(known: Iterable[Corrected], earlier: Earlier | None, choices: Choices) -> tuple[Corrected, ...]:
    """Those that the officer leaves out this time from a file that was imported with them before."""
    if earlier is None:
        return ()
    places = earlier.corrections.keys() - choices.corrections.keys()
    return tuple(each for each in known if (each.sheet, each.row, each.field) in places)


def signed(corrections: Iterable[Corrected], before: Iterable[Corrected], batch: Batch) -> tuple[Corrected, ...]:
    """With who set each right, and when: what was known before keeps its own."""
    old = {_same(c): c for c in before}
    told = []
    for each in corrections:
        first = old.get(_same(each))
        by, at = (first.by, first.at) if first is not None else (batch.by, batch.at)
        told.append(replace(each, by=by, at=at))
    return tuple(told)


def _same(correction: Corrected) -> tuple[str, ...]:
    return correction.found, correction.field, correction.before.strip(), correction.after.strip()


def remember(work: UnitOfWork, batch: Batch, corrections: Iterable[Corrected], dropped: Iterable[Corrected]) -> None:
    """Keep what an import set right, and forget what a file has overruled and what was taken back (`dropped`)."""
    before = {(c.record, c.field): c for c in known(work, batch.kind)}
    after = dict(before)
    for each in dropped:
        after.pop((each.record, each.field), None)
    for each in corrections:
        after.pop((each.record, each.field), None)
        if each.how is not How.OVERRULED and each.before.strip() != each.after.strip():
            after[each.record, each.field] = replace(each, how=How.GIVEN)
    for place in {*before, *after}:
        if before.get(place) == after.get(place):
            continue
        work.hands.displace(batch.id, *place, before.get(place))
        if place in after:
            work.hands.put_correction(batch.kind, after[place])
        else:
            work.hands.drop_correction(batch.kind, *place)
