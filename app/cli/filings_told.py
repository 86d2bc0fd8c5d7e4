"""What `plan progress` tells beside the measures: corrected figures of cases and changed verdicts since a filing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.case_figures import CaseFigure
from app.domain.since_filing import FigureMove, FigureTurn
from app.i18n import gettext as _
from app.services.since_filing import Since
from app.words import verdict_word


def since_lines(since: Since | None, names: Mapping[str, str]) -> list[str]:
    """A line for each figure and each verdict that is another one; `names` are those of the sites."""
    if since is None:
        return []
    lines = []
    for case in since.cases:
        for figure in case.figures:
            before = _value(figure.before) if figure.before is not None else _("(not told then)")
            now = _("(withdrawn)") if figure.move is FigureMove.WITHDRAWN else _value(figure.now)
            lines.append(
                _("figure  {label}: {before} → {now}  {reason}")
                .format(label=figure.now.label, before=before, now=now, reason=_reason(figure))
                .rstrip()
            )
    for turn in since.verdicts:
        lines.append(
            _("verdict  {checkpoint} {site}: {before} → {now}  {day}  {reason}").format(
                checkpoint=turn.checkpoint,
                site=names.get(turn.site, "") or _("Company"),
                before=verdict_word(turn.before),
                now=verdict_word(turn.now),
                day=turn.at[:10],
                reason=turn.reason,
            )
        )
    if since.answered:
        lines.append(_("Answered since for the first time (not listed): {count}.").format(count=since.answered))
    return lines


def since_data(since: Since | None, names: Mapping[str, str]) -> dict[str, Any]:
    """The same as JSON; null where nothing was filed or the history does not tell."""
    if since is None:
        return {"figures": None, "verdicts": None, "answered": None}
    figures = [
        {
            "case": case.case.id,
            "number": each.now.number,
            "label": each.now.label,
            "move": each.move.value,
            "before": _figure(each.before) if each.before is not None else None,
            "now": _figure(each.now),
            "reasons": [step.reason for step in each.steps] + ([each.now.withdrawn] if each.now.withdrawn else []),
        }
        for case in since.cases
        for each in case.figures
    ]
    verdicts = [
        {
            "checkpoint": turn.checkpoint,
            "site": names.get(turn.site, ""),
            "before": turn.before.value,
            "now": turn.now.value,
            "at": turn.at,
            "by": turn.by,
            "reason": turn.reason,
        }
        for turn in since.verdicts
    ]
    return {"figures": figures, "verdicts": verdicts, "answered": since.answered}


def _figure(figure: CaseFigure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "as_of": figure.as_of.isoformat() if figure.as_of else None,
        "source": figure.source,
        "estimated": figure.estimated,
    }


def _value(figure: CaseFigure) -> str:
    if figure.as_of is None:
        return figure.value
    return _("{value} as of {date}").format(value=figure.value, date=figure.as_of.isoformat())


def _reason(turn: FigureTurn) -> str:
    said = [step.reason for step in turn.steps] + [turn.now.withdrawn]
    return " ".join(filter(None, said))
