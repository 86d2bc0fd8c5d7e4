"""Periods that stand in one cell: R7.4.1～R9.3.31."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.domain.ledgers import dates
from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.writing import HYPHENS, plain

_TILDES = "~〜"
_BETWEEN = re.compile(rf"\s*(?:[{_TILDES}→⇒]+|から|より|至)\s*|\s*[{re.escape(HYPHENS)}]\s*")
_LONGEST = 60


def split(text: str) -> tuple[str, str] | None:
    """The first and the last day of a period as they are written, empty for an end that is left open; None for what is
    no period."""
    written = plain(text)
    if not 0 < len(written) <= _LONGEST:
        return None
    written = written.removeprefix("自").removesuffix("まで").strip()
    for found in _BETWEEN.finditer(written):
        first, last = written[: found.start()].strip(), written[found.end() :].strip()
        ends = [end for end in (first, last) if end]
        if found[0].strip()[0] in HYPHENS:
            # Days are written with hyphens themselves, and nothing is left open by one.
            is_period = len(ends) == 2 and all(dates.parse(end)[0] for end in ends)
        else:
            is_period = bool(ends) and all(map(_is_day, ends))
        if is_period:
            return first, last
    return None


def _is_day(text: str) -> bool:
    """Whether a text is meant to be a day, possible or not."""
    value, problem = dates.parse(text)
    return bool(value) or problem not in ("", dates.UNREADABLE)


def ends_with(form: LedgerForm, field: str) -> tuple[str, str] | None:
    """The fields of the first and the last day of the period of which a field is one end; None where it is none, or one
    of several."""
    found = {
        (period.first, period.last)
        for period in form.periods
        if field in (period.first, period.last) and period.first and period.last and not period.likely
    }
    return next(iter(found)) if field and len(found) == 1 else None


def ends_in(form: LedgerForm, field: str, texts: Iterable[str]) -> tuple[str, str] | None:
    """These fields where one of the texts below the column of `field` is a whole period."""
    ends = ends_with(form, field)
    return ends if ends is not None and any(found and all(found) for found in map(split, texts)) else None
