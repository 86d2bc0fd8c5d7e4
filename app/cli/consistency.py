"""consistency list, note, unnote: whether what is said here agrees with what is said there."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group
from app.domain.grades import Gravity
from app.i18n import gettext as _
from app.services import consistency, consistency_wording
from app.services.consistency import Consistency, Told
from app.services.ports import Desk

_ALIKE = 5
"""So many hits of one check are told unasked: an audit in the making has hundreds of like ones."""


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    checks = group(verbs, "consistency", _("contradictions and gaps over the whole audit"))
    listing = declare(
        checks, "list", _list, _("look for contradictions and gaps, the gravest first"), "consistency list FILE"
    )
    audit_file(listing)
    listing.add_argument(
        "--severity",
        choices=[g.value for g in Gravity],
        metavar="SEVERITY",
        help=_("only of the weight: error | warning | notice"),
    )
    listing.add_argument("--rule", default="", metavar="ID", help=_("only of this check, such as K02"))
    listing.add_argument("--all", action="store_true", help=_("every hit, however many are alike"))
    listing.add_argument("--noted", action="store_true", help=_("also what was left as it is"))
    note = declare(
        checks,
        "note",
        _note,
        _("leave hits as they are, with the reason; they come again when they say something else"),
        "consistency note FILE K-0123456789 --reason TEXT",
    )
    unnote = declare(
        checks, "unnote", _unnote, _("take hits up again that were left"), "consistency unnote FILE K-0123456789"
    )
    for each in (note, unnote):
        audit_file(each)
        each.add_argument("ids", nargs="+", metavar="ID", help=_("its id, as `consistency list` tells it"))
    note.add_argument("--reason", required=True, metavar="TEXT", help=_("why it is right as it is"))


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        if options.rule:
            consistency.require_rule(desk, options.rule)
        found = consistency.check(desk)
        severity = Gravity(options.severity) if options.severity else None
        hits = consistency.chosen(found.hits, severity, options.rule)
        noted = consistency.chosen(found.noted, severity, options.rule)
        data: dict[str, Any] = {"hits": [_data(desk, found, t, options.lang) for t in hits]}
        data["noted"] = [_data(desk, found, t, options.lang) for t in noted]
        data["counts"] = {g.value: found.count(g) for g in Gravity}
        data["checks"] = len(found.rules)
        data["not_checked"] = [{"rule": each.rule, "why": each.why} for each in found.not_checked]
        lines = _folded(hits, data["hits"], whole=options.all or bool(options.rule))
        if options.noted:
            for told, row in zip(noted, data["noted"], strict=True):
                lines += [*_lines(told, row), "    " + _("left as it is: {reason}").format(reason=row["reason"])]
    lines += [
        _("{rule} could not be checked: {why}").format(rule=each.rule, why=consistency_wording.why_not(each.why, _))
        for each in found.not_checked
    ]
    counted = _("checks: {checks}; errors and gaps: {errors}; to be looked at: {warnings}; notices: {notices}")
    lines.append(
        counted.format(
            checks=len(found.rules),
            errors=found.count(Gravity.ERROR),
            warnings=found.count(Gravity.WARNING),
            notices=found.count(Gravity.NOTICE),
        )
    )
    if found.noted and not options.noted:
        lines.append(_("left as they are and not shown: {count} (--noted)").format(count=len(found.noted)))
    return Outcome(lines, data)


def _folded(hits: Sequence[Told], rows: Sequence[dict[str, Any]], *, whole: bool) -> list[str]:
    """The hits check by check, in the order in which each is first met; of many that are alike the first few."""
    by_rule: dict[str, list[str]] = {}
    for told, row in zip(hits, rows, strict=True):
        by_rule.setdefault(told.hit.rule, []).extend(_lines(told, row))
    lines: list[str] = []
    for own in by_rule.values():
        # One line more would say no less than the line that counts it.
        kept = own if whole or len(own) <= _ALIKE + 1 else own[:_ALIKE]
        lines += kept
        if kept is not own:
            lines.append(_("    {count} more like these (--all tells them all)").format(count=f"{len(own) - _ALIKE:,}"))
    return lines


def _lines(told: Told, row: dict[str, Any]) -> list[str]:
    sign = consistency_wording.SIGNS[told.severity]
    place = f"{row['place']} {row['field']}".strip()
    word = consistency_wording.gravity(told.severity, _)
    return [f"{told.hit.id}  {sign} {word}  {told.hit.rule}  {place}  {row['sentence']}"]


def _data(desk: Desk, found: Consistency, told: Told, language: str) -> dict[str, Any]:
    """A hit as scripts know it."""
    where, names = told.hit.where, found.names
    data: dict[str, Any] = {
        "id": told.hit.id,
        "rule": told.hit.rule,
        "severity": told.severity.value,
        "title": told.text.title.in_language(language),
        "sentence": consistency_wording.sentence(desk.catalogue, told.hit, _, language),
        "remedy": told.text.remedy.in_language(language),
        "place": consistency_wording.place(where, names.sites, names.systems, names.cases, _),
        "field": consistency_wording.field(where, _),
        "where": {
            "spot": where.spot.value,
            "field": where.field,
            "checkpoint": where.checkpoint,
            "site": names.sites.get(where.site, where.site),
            "id": where.identity,
            "number": where.number,
        },
    }
    if told.note is not None:
        data |= {"reason": told.note.reason, "by": told.note.by, "at": told.note.at}
    return data


def _note(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        consistency.note(desk, options.ids, options.reason)
    line = _("Left as they are: {count}. They come again when they say something else.").format(count=len(options.ids))
    return Outcome([line], {"noted": options.ids})


def _unnote(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        consistency.unnote(desk, options.ids)
    return Outcome([_("Taken up again: {count}.").format(count=len(options.ids))], {"unnoted": options.ids})
