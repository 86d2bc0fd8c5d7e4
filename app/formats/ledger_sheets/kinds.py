"""Which kind of ledger a sheet is: how well it fits each form, compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.writing import plain
from app.formats.ledger_sheets.headings import fold
from app.formats.ledger_sheets.recognition import layout_of, settled
from app.services.ledger_ports import KindGuess, SheetLook


class AsKind(Protocol):
    """Sees a sheet as a ledger of a kind, with the header where it is found or where it was found before."""

    def __call__(self, kind: str, name: str, header_row: int = 0) -> SheetLook:
        """The sheet called `name` as a ledger of `kind`."""


MOST_SHEETS = 60
"""How many sheets, or layouts of sheets, are compared: a workbook of more would keep its reader waiting."""

_MARK = 1.5
_UNSURE = 0.4
_UNKNOWN = -0.6
_TITLED = 2.5
Scores = dict[tuple[str, tuple[str, ...]], dict[str, float]]
# How much better another kind must fit before a sheet is not taken for what it was said to be.
_CLEARLY = 1.75
# So much of the headings must be known for sure before the header is not looked for again.
_MOST = 0.7


def ranked(forms: Mapping[str, LedgerForm], names: Sequence[str], as_kind: AsKind) -> tuple[KindGuess, ...]:
    """The kinds that the first visible sheets may be, the best first."""
    found = []
    known: Scores = {}
    for kind, form in forms.items():
        looks = settled(form, [look for look in (as_kind(kind, name) for name in names[:MOST_SHEETS]) if look.visible])
        looks = tuple(look for look in looks if look.ledger)
        fit = {look.name: fits(kind, look, forms, as_kind, known) for look in looks}
        kept = [look for look in looks if not _beaten(kind, fit[look.name])]
        if kept:
            total = round(sum(fit[look.name][kind] for look in kept), 2)
            found.append(KindGuess(kind, total, tuple(look.name for look in kept), layout_of(kind, kept)))
    return tuple(sorted(found, key=lambda guess: -guess.score))


def without_others(
    kind: str, looks: Sequence[SheetLook], forms: Mapping[str, LedgerForm], as_kind: AsKind
) -> tuple[SheetLook, ...]:
    """The looks of which those are no longer taken for the ledger that are plainly one of another kind."""
    known: Scores = {}
    return tuple(
        replace(look, ledger=False, reason="other_ledger", kind=beaten)
        if look.ledger and (beaten := _beaten(kind, fits(kind, look, forms, as_kind, known)))
        else look
        for look in looks
    )


def fits(
    kind: str, look: SheetLook, forms: Mapping[str, LedgerForm], as_kind: AsKind, known: Scores
) -> dict[str, float]:
    """Kind → how well a sheet that was seen as `kind` fits it; kinds that would not take it are left out.

    `known` keeps what was found for sheets with the same headings.
    """
    headings = kind, tuple(column.heading for column in look.columns)
    if headings not in known:
        others = [other for other in forms if other != kind] if len(known) < MOST_SHEETS else []
        # What reads well has its header where it is, whatever it is the header of.
        row = look.header_row if _reads_well(forms[kind], look) else 0
        seen = {other: as_kind(other, look.name, row) for other in others}
        known[headings] = {other: _score(forms[other], each) for other, each in seen.items() if each.ledger}
    titled = _titled(forms, look)
    scores = {**known[headings], kind: _score(forms[kind], look)}
    return {other: score + (_TITLED if other in titled else 0.0) for other, score in scores.items()}


def _reads_well(form: LedgerForm, look: SheetLook) -> bool:
    """Whether a header was found beyond doubt: most of its columns are known for sure, a key among them."""
    sure = [column.field for column in look.columns if column.field and column.sure]
    named = sum(1 for column in look.columns if column.heading)
    return len(sure) >= _MOST * named and bool(form.identifying(sure))


def _beaten(kind: str, scores: Mapping[str, float]) -> str:
    """The kind that fits clearly better, or empty."""
    best = max(scores, key=lambda other: scores[other])
    return best if scores[best] >= scores.get(kind, 0.0) + _CLEARLY else ""


def _score(form: LedgerForm, look: SheetLook) -> float:
    score = 0.0
    counted: set[str] = set()
    for column in look.columns:
        if column.field in counted:
            continue  # One of several columns across.
        counted |= {column.field} if column.field else set()
        if column.field:
            score += (_MARK if column.field in form.marks else 1.0) * (1.0 if column.sure else _UNSURE)
        elif column.heading and not column.sure:
            score += _UNKNOWN
    return score


def _titled(forms: Mapping[str, LedgerForm], look: SheetLook) -> frozenset[str]:
    """The kinds by whose name the sheet is called; of 入室権限一覧 and 権限一覧 the longer one tells."""
    first = look.header_row - max(look.header_lines, 1)
    above = [text for cells in look.top[: max(first, 0)] for text in cells]
    texts = [fold(plain(text)) for text in (look.name, *above) if text.strip()]
    longest = {
        kind: max((len(fold(t)) for t in form.titles for text in texts if fold(t) in text), default=0)
        for kind, form in forms.items()
    }
    most = max(longest.values(), default=0)
    return frozenset(kind for kind, length in longest.items() if length and length == most)
