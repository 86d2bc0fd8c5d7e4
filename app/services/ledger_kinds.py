"""Which ledger a file is, where nobody has said so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.services import ledger_layouts
from app.services.ledger_ports import KindGuess
from app.services.ports import Desk, Progress

# By how much the likeliest kind must lead the next one to be taken unasked.
_LEAD, _SHARE = 1.75, 1.4
_ENOUGH = 3.0


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds that a file may be, the likeliest first; `kind` is the one that nobody need be asked about, or empty:
    then the file looks like none, like several alike, or holds several ledgers."""

    guesses: tuple[KindGuess, ...]
    kind: str


def kinds_of(desk: Desk, path: Path, password: str = "", progress: Progress | None = None) -> Kinds:
    """Which ledger a file is. A kind under which this layout was imported before counts most. Raises UserError."""
    guesses = desk.world.ledgers.rank(path, password, progress)
    with desk.file.read() as work:
        known = [g.kind for g in guesses if ledger_layouts.recall(work, g.kind, g.layout).sheets]
    if len(known) == 1:
        return Kinds(tuple(sorted(guesses, key=lambda guess: guess.kind != known[0])), known[0])
    return Kinds(guesses, guesses[0].kind if guesses and _is_certain(guesses) else "")


def _is_certain(guesses: tuple[KindGuess, ...]) -> bool:
    best, *others = guesses
    if best.score < _ENOUGH:
        return False
    return all(
        best.score >= max(other.score + _LEAD, other.score * _SHARE) and set(other.sheets) <= set(best.sheets)
        for other in others
    )
