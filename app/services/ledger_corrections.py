"""Cells that were set right by hand: what the file says, what was put in its place, by whom and when.

They are kept by the record and the text of the cell, so that the same wrong text in a later file is set right again;
a cell that says something else there is taken as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from app.services.ledger_ports import Choices, Corrected, Earlier, How
from app.services.ports import Batch, UnitOfWork

_SETTING = "ledger.corrected."
_Known = dict[tuple[str, str], Corrected]


def known(work: UnitOfWork, kind: str) -> tuple[Corrected, ...]:
    """What is set right by hand in a ledger as it stands."""
    stored = json.loads(work.audit.setting(_SETTING + kind) or "[]")
    return tuple(Corrected(**{**each, "how": How.GIVEN}) for each in stored)


def by_cell(corrections: Iterable[Corrected]) -> Mapping[tuple[str, str], tuple[str, str]]:
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


def remember(work: UnitOfWork, kind: str, corrections: Iterable[Corrected], dropped: Iterable[Corrected] = ()) -> None:
    """Keep what an import set right, and forget what a file has overruled or an officer has `dropped`."""
    before = known(work, kind)
    kept: _Known = {(c.record, c.field): c for c in before}
    for each in dropped:
        kept.pop((each.record, each.field), None)
    for each in corrections:
        kept.pop((each.record, each.field), None)
        if each.how is not How.OVERRULED and each.before.strip() != each.after.strip():
            kept[each.record, each.field] = each
    after = tuple(sorted(kept.values(), key=lambda c: (c.record, c.field)))
    if [_plain(c) for c in after] != [_plain(c) for c in before]:
        text = json.dumps([_plain(c) for c in after], ensure_ascii=False)
        work.audit.set_setting(_SETTING + kind, text)


def _plain(correction: Corrected) -> dict[str, object]:
    return {name: value for name, value in asdict(correction).items() if name != "how"}
