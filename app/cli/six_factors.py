"""plan facts and plan precedents: the six factors of ¶13, and the nearest rows of 図表2."""

from __future__ import annotations

import argparse
from enum import StrEnum
from typing import Any

from app.cli import arguments
from app.cli.case_papers import DEED, case_option
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group
from app.domain.case_papers import CASE, FINDING, Known, subject_of
from app.errors import UserError, register_messages
from app.i18n import gettext as _
from app.services import case_choosing, case_notes, six_factors
from app.services.case_words import known_word, near_told, no_forecast
from app.services.ports import Desk
from app.services.six_factors import FactorSheet

register_messages({"facts_nothing_given": "Say yes, no or open, or give a text with --text."})


class _Answer(StrEnum):
    YES = "yes"
    NO = "no"
    OPEN = "open"


def add_verbs(actions: Any) -> None:
    """Declare the verbs of this module on those of `plan`."""
    deeds = group(actions, "facts", _("facts of the six factors of ¶13, recorded or still to establish"), dest=DEED)
    listing = declare(
        deeds, "list", _list, _("the six factors of a case or a serious finding"), "plan facts list FILE --case 1"
    )
    setting = declare(
        deeds,
        "set",
        _set,
        _("record a fact, or the reasoning under a factor"),
        "plan facts set FILE sales no --text TEXT",
        "plan facts set FILE criterion-2 --text TEXT",
    )
    near = declare(
        actions,
        "precedents",
        _precedents,
        _("the nearest rows of Table 2 with what is shared and what differs; no forecast"),
        "plan precedents FILE --case 1",
    )
    for parser in (listing, setting, near):
        audit_file(parser)
    setting.add_argument("fact", metavar="FACT", help=_("fact, type of leak or factor, as `plan facts list` tells it"))
    setting.add_argument(
        "answer",
        nargs="?",
        type=arguments.word_of(_Answer),
        metavar="ANSWER",
        help=_("whether it is so: yes | no | open (still to establish)"),
    )
    setting.add_argument("--text", metavar="TEXT", help=_("what it rests on"))
    for parser in (listing, setting, near):
        case_option(parser)
        parser.add_argument("--finding", metavar="ID", help=_("of a serious finding instead, by its id"))


def _subject(desk: Desk, options: argparse.Namespace) -> str:
    if options.finding:
        return subject_of(FINDING, options.finding)
    return subject_of(CASE, case_choosing.chosen(desk, options.case)[1].id)


def _sheet(desk: Desk, subject: str, language: str) -> FactorSheet:
    return six_factors.one(six_factors.read(desk, _, language), subject)


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        return _told(desk, _sheet(desk, _subject(desk, options), options.lang), options.lang)


def _set(tools: Tools, options: argparse.Namespace) -> Outcome:
    if options.answer is None and options.text is None:
        raise UserError("facts_nothing_given")
    known = {None: None, _Answer.YES: Known.YES, _Answer.NO: Known.NO, _Answer.OPEN: Known.OPEN}[options.answer]
    with opened(tools, options) as desk:
        subject = _subject(desk, options)
        _sheet(desk, subject, options.lang)
        case_notes.write(desk, subject, options.fact, text=options.text, known=known)
        return _told(desk, _sheet(desk, subject, options.lang), options.lang)


def _told(desk: Desk, sheet: FactorSheet, language: str) -> Outcome:
    lines = [sheet.title]
    for factor in sheet.factors:
        lines.append(f"{_sign(factor.criterion.id)} {factor.criterion.title.in_language(language)}")
        for view in factor.facts:
            asked = view.fact.ask.in_language(language)
            state = _("recorded") if view.fact.record and view.told else known_word(view.known, _)
            lines.append(f"  {view.fact.id}  {asked}  {state}")
            lines += [f"    {said}" for said in view.told]
            lines += [f"    {view.text}"] if view.text else []
        lines.append(f"  {_('Reasoning of the officer')}: {factor.text or _('(to be entered)')}")
    for leak in desk.catalogue.leaks:
        lines.append(f"  leak-{leak.id}  {leak.title.in_language(language)}  {'●' if leak.id in sheet.leaks else '・'}")
    lines.append(_("Facts still to establish: {count}").format(count=sheet.open))
    return Outcome([*lines, no_forecast(_)], _data(sheet))


def _sign(criterion: str) -> str:
    return chr(0x245F + int(criterion)) if criterion.isdecimal() and 1 <= int(criterion) <= 20 else criterion


def _data(sheet: FactorSheet) -> dict[str, Any]:
    return {
        "subject": sheet.subject,
        "title": sheet.title,
        "leaks": list(sheet.leaks),
        "open": sheet.open,
        "factors": [
            {
                "factor": factor.criterion.id,
                "text": factor.text,
                "facts": [
                    {
                        "fact": view.fact.id,
                        "answer": view.known.value or "open",
                        "recorded": list(view.told),
                        "text": view.text,
                        "open": view.open,
                    }
                    for view in factor.facts
                ],
            }
            for factor in sheet.factors
        ],
    }


def _precedents(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        sheet = _sheet(desk, _subject(desk, options), options.lang)
        told = [near_told(near, desk.catalogue, _, options.lang) for near in sheet.near]
        data = [
            {
                "row": near.row.id,
                "company": words.company,
                "held_appropriate": near.row.measure.value,
                "reasons": list(words.reasons),
                "shared": list(near.shared),
                "neither": list(near.neither),
                "leaks": list(near.leaks),
                "not_here": list(near.not_here),
                "denied_there": list(near.denied_there),
                "open_here": list(near.open_here),
                "only_here": list(near.only_here),
                "other_side": near.other_side,
            }
            for near, words in zip(sheet.near, told, strict=True)
        ]
    lines = [sheet.title]
    if not told:
        lines.append(_("No row of Table 2 shares a fact that is recorded yet; record facts with `plan facts set`."))
    for words in told:
        lines += ["", f"{words.company}  {words.measure}", *(f"  {reason}" for reason in words.reasons)]
        lines += [f"  {label}: {text}" for label, text in words.lines]
    note = no_forecast(_)
    return Outcome([*lines, "", note], {"subject": sheet.subject, "precedents": data, "note": note})
