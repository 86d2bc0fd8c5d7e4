"""plan figure, plan text and plan privacy: what parts B and C rest on, and the report to the privacy commission."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from app.cli import arguments
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import Parser, audit_file, declare, group
from app.domain.case_figures import CaseFigure, FigureKind, FigureStatement
from app.domain.case_papers import CASE, CaseNote, Duty, LeakReport, late, subject_of
from app.errors import UserError
from app.i18n import gettext as _
from app.i18n import listed
from app.services import case_choosing, case_notes, figures, named_people
from app.services.case_words import duty_word, figure_kind_word, purpose_word
from app.services.named_people import Named
from app.services.ports import Desk

DEED = "deed"


def add_verbs(actions: Any) -> None:
    """Declare the verbs of this module on those of `plan`."""
    _figures(group(actions, "figure", _("figures of a case, with every correction of them"), dest=DEED))
    _texts(group(actions, "text", _("parts of the texts of B and C, with what to write there"), dest=DEED))
    _privacy(group(actions, "privacy", _("the report of a leak to the privacy commission"), dest=DEED))


def case_option(parser: Parser) -> None:
    """`--case N`."""
    parser.add_argument(
        "--case",
        type=arguments.number,
        metavar="N",
        help=_("number of the case, as `plan case` tells it; the only one that occurred if not given"),
    )


# --- figures ----------------------------------------------------------------------------------------------------------


def _figures(deeds: Any) -> None:
    listing = declare(deeds, "list", _figure_list, _("list the figures of a case"), "plan figure list FILE")
    add = declare(
        deeds,
        "add",
        _figure_add,
        _("add a figure to a case"),
        "plan figure add FILE LABEL VALUE --kind persons --as-of 2026-09-30 --source TEXT",
    )
    correct = declare(
        deeds,
        "correct",
        _figure_correct,
        _("correct a figure; what it said before is kept with the reason"),
        "plan figure correct FILE 1 --value VALUE --as-of 2026-10-31 --reason TEXT",
    )
    withdraw = declare(
        deeds,
        "withdraw",
        _figure_withdraw,
        _("take a figure back; it stays on record"),
        "plan figure withdraw FILE 1 --reason TEXT",
    )
    history = declare(
        deeds, "history", _figure_history, _("what figures said before"), "plan figure history FILE 1 --case 2"
    )
    for parser in (listing, add, correct, withdraw, history):
        audit_file(parser)
    for parser in (correct, withdraw):
        parser.add_argument(
            "number",
            type=arguments.number,
            metavar="NUMBER",
            help=_("number of the figure in `plan figure list`"),
        )
        parser.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))
    history.add_argument("number", type=arguments.number, nargs="?", metavar="NUMBER", help=_("this figure only"))
    add.add_argument("label", metavar="LABEL", help=_("what is counted"))
    add.add_argument("value", metavar="VALUE", help=_("the amount, or the period or items in words"))
    correct.add_argument("--label", metavar="TEXT", help=_("what is counted"))
    correct.add_argument("--value", metavar="VALUE", help=_("the amount, or the period or items in words"))
    correct.add_argument(
        "--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("day of the correction; today if not given")
    )
    for parser in (add, correct):
        parser.add_argument(
            "--kind",
            type=arguments.word_of(FigureKind),
            metavar="KIND",
            help=_("cases | persons | terminals | period | items | purpose | other"),
        )
        parser.add_argument(
            "--purpose", metavar="P", help=_("with --kind purpose: situation 1 to 7 of ¶4 that is counted, or other")
        )
        parser.add_argument("--as-of", type=arguments.day, metavar="YYYY-MM-DD", help=_("day as of which it holds"))
        parser.add_argument("--source", metavar="TEXT", help=_("what it was taken from"))
        counted = parser.add_mutually_exclusive_group()
        counted.add_argument("--estimated", action="store_true", default=None, help=_("it is an estimate, not a count"))
        counted.add_argument("--counted", dest="estimated", action="store_false", help=_("it was counted"))
    for parser in (listing, add, correct, withdraw, history):
        case_option(parser)


def _given(options: argparse.Namespace) -> dict[str, Any]:
    names = ("label", "value", "kind", "purpose", "as_of", "source", "estimated")
    return {name: value for name in names if (value := getattr(options, name)) is not None}


def _figure_list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _number, case = case_choosing.chosen(desk, options.case)
        found = figures.listing(desk, case.id)
    return _outcome(desk, found, options.lang)


def _figure_add(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _number, case = case_choosing.chosen(desk, options.case)
        blank = CaseFigure("", "", None, "")
        figures.add(desk, case.id, replace(blank, **_given(options)))
        found = figures.listing(desk, case.id)
    return _outcome(desk, found, options.lang)


def _figure_correct(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _number, case = case_choosing.chosen(desk, options.case)
        old = next((f for f in figures.listing(desk, case.id) if f.number == options.number), None)
        said = replace(old or CaseFigure("", "", None, ""), **_given(options))
        figures.correct(desk, case.id, options.number, said, options.reason, options.on)
        found = figures.listing(desk, case.id)
    return _outcome(desk, found, options.lang)


def _figure_withdraw(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _number, case = case_choosing.chosen(desk, options.case)
        figures.withdraw(desk, case.id, options.number, options.reason)
        found = figures.listing(desk, case.id)
    return _outcome(desk, found, options.lang)


def _figure_history(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _number, case = case_choosing.chosen(desk, options.case)
        found = figures.listing(desk, case.id)
    chosen = [f for f in found if options.number in (None, f.number)]
    lines = []
    for figure in chosen:
        lines += [f"{figure.number:>3}  {figure.label}", *(f"     {_earlier(old)}" for old in figure.earlier)]
        now = f"{figure.value}  {_day(figure.as_of)}  {_counted(figure.estimated)}  {figure.source}".rstrip()
        lines.append(f"     {now}" + (f"  {_gone(figure)}" if figure.withdrawn_on else ""))
    return Outcome(lines, {"figures": [figure_data(f) for f in chosen]})


def _outcome(desk: Desk, found: tuple[CaseFigure, ...], language: str) -> Outcome:
    lines = []
    for figure in found:
        kind = figure_kind_word(figure.kind, _)
        if figure.kind is FigureKind.PURPOSE:
            kind = f"{kind} {purpose_word(desk.catalogue, figure.purpose, _, language)}"
        told = f"{figure.number:>3}  {kind}  {figure.label}: {figure.value}  {_day(figure.as_of)}"
        line = f"{told}  {_counted(figure.estimated)}  {figure.source}".rstrip()
        if figure.earlier:
            line += "  " + _("(corrections: {count})").format(count=len(figure.earlier))
        lines.append(f"{line}  {_gone(figure)}" if figure.withdrawn_on else line)
    return Outcome(lines, {"figures": [figure_data(f) for f in found]})


def _counted(estimated: bool) -> str:
    return _("estimated") if estimated else _("counted")


def _gone(figure: CaseFigure) -> str:
    return _("(withdrawn {date}: {reason})").format(date=_day(figure.withdrawn_on), reason=figure.withdrawn or "－")


def _earlier(old: FigureStatement) -> str:
    why = _("corrected {date}: {reason}").format(date=_day(old.corrected), reason=old.reason or "－")
    return f"{old.label} {old.value}  {_day(old.as_of)}  {_counted(old.estimated)}  {old.source}  → {why}".strip()


def _day(day: Any) -> str:
    return day.isoformat() if day else "－"


def figure_data(figure: CaseFigure) -> dict[str, Any]:
    """A figure as `--json` gives it."""
    return {
        "number": figure.number,
        "kind": figure.kind.value,
        "purpose": figure.purpose,
        "label": figure.label,
        "value": figure.value,
        "as_of": figure.as_of.isoformat() if figure.as_of else None,
        "source": figure.source,
        "estimated": figure.estimated,
        "earlier": [
            {
                "label": old.label,
                "value": old.value,
                "as_of": old.as_of.isoformat() if old.as_of else None,
                "source": old.source,
                "estimated": old.estimated,
                "corrected": old.corrected.isoformat(),
                "reason": old.reason,
                "by": old.by,
            }
            for old in figure.earlier
        ],
        "withdrawn": figure.withdrawn,
        "withdrawn_on": figure.withdrawn_on.isoformat() if figure.withdrawn_on else None,
    }


# --- texts ------------------------------------------------------------------------------------------------------------


def _texts(deeds: Any) -> None:
    listing = declare(
        deeds, "list", _text_list, _("what is to be written of a case, and what is written"), "plan text list FILE"
    )
    setting = declare(
        deeds,
        "set",
        _text_set,
        _("write one part of a text; an empty one takes it away"),
        "plan text set FILE overview-limits TEXT",
    )
    for parser in (listing, setting):
        audit_file(parser)
    setting.add_argument("part", metavar="PART", help=_("part of the text, as `plan text list` tells it"))
    setting.add_argument("text", metavar="TEXT", help=_("what is written there"))
    for parser in (listing, setting):
        case_option(parser)


def _text_list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        number, case = case_choosing.chosen(desk, options.case)
        return _texts_told(desk, number, case.id, options.lang)


def _text_set(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        number, case = case_choosing.chosen(desk, options.case)
        case_notes.write(desk, subject_of(CASE, case.id), options.part, text=options.text)
        return _texts_told(desk, number, case.id, options.lang)


def _texts_told(desk: Desk, number: int, case_id: str, language: str) -> Outcome:
    notes = case_notes.of_subject(desk, subject_of(CASE, case_id))
    lines, data = [], []
    for field in desk.catalogue.case_fields:
        text = notes[field.id].text if field.id in notes else ""
        lines += [f"{field.id}  {field.title.in_language(language)}", f"    {text or _('(to be entered)')}"]
        if not text:
            lines.append(f"    {field.guide.in_language(language)}")
        data.append({"part": field.id, "of": field.part, "text": text, "guide": field.guide.in_language(language)})
    found = [each for each in named_people.named(desk) if each.case_id == case_id]
    lines += names_told(found)
    return Outcome(lines, {"case": number, "texts": data, "named": [each.name for each in found]})


def names_told(found: list[Named]) -> list[str]:
    """A warning where names of the people ledger stand in the texts."""
    names = tuple(dict.fromkeys(each.name for each in found))
    if not names:
        return []
    warning = _("Names of the list of people stand in the texts of the case; write classes of persons: {names}")
    return [warning.format(names=listed(names))]


# --- the report to the privacy commission -----------------------------------------------------------------------------


def _privacy(deeds: Any) -> None:
    show = declare(
        deeds, "show", _privacy_show, _("the clock of the report and its nine items"), "plan privacy show FILE"
    )
    setting = declare(
        deeds,
        "set",
        _privacy_set,
        _("record whether a report is needed, its term, and the days of the reports"),
        "plan privacy set FILE --report needed --known 2026-08-03 --days 30 --reason TEXT",
    )
    item = declare(
        deeds, "item", _privacy_item, _("write one of the nine items"), "plan privacy item FILE privacy-3 TEXT"
    )
    for parser in (show, setting, item):
        audit_file(parser)
        case_option(parser)
    setting.add_argument(
        "--report",
        dest="duty",
        type=arguments.word_of(Duty),
        metavar="WORD",
        help=_("whether a report is needed: needed | not_needed | open"),
    )
    setting.add_argument(
        "--known",
        type=arguments.day_or_blank,
        metavar="YYYY-MM-DD",
        help=_("day it became known, the first of the term"),
    )
    setting.add_argument(
        "--situation",
        dest="kinds",
        action="append",
        metavar="ID",
        help=_("situation of article 7 that applies (repeatable): special-care | financial | purpose | thousand"),
    )
    setting.add_argument(
        "--days",
        type=arguments.number,
        metavar="DAYS",
        help=_("term of the final report in days, one of those that `plan privacy show` lists"),
    )
    setting.add_argument("--reason", metavar="TEXT", help=_("why this term, or why no report is needed"))
    setting.add_argument(
        "--preliminary", type=arguments.day_or_blank, metavar="YYYY-MM-DD", help=_("day of the preliminary report")
    )
    setting.add_argument(
        "--final", type=arguments.day_or_blank, metavar="YYYY-MM-DD", help=_("day of the final report")
    )
    item.add_argument("item", metavar="ITEM", help=_("privacy-1 to privacy-9"))
    item.add_argument("text", metavar="TEXT", help=_("what is written there"))


def _privacy_show(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        number, case = case_choosing.chosen(desk, options.case)
        return _clock_told(desk, number, case.id, options.lang)


def _privacy_set(tools: Tools, options: argparse.Namespace) -> Outcome:
    given = {name: value for name in case_notes.WRITABLE if (value := getattr(options, name)) is not None}
    if "kinds" in given:
        given["kinds"] = tuple(given["kinds"])
    for name in ("known", "preliminary", "final"):
        if given.get(name) == arguments.NO_DAY:
            given[name] = None
    with opened(tools, options) as desk:
        number, case = case_choosing.chosen(desk, options.case)
        if given.get("duty") is Duty.NOT_NEEDED and "reason" not in given:
            # The reason that stands is that of the term.
            raise UserError("leak_not_needed_reason")
        case_notes.set_clock(desk, case.id, **given)
        return _clock_told(desk, number, case.id, options.lang)


def _privacy_item(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        number, case = case_choosing.chosen(desk, options.case)
        case_notes.write(desk, subject_of(CASE, case.id), options.item, text=options.text)
        return _clock_told(desk, number, case.id, options.lang)


def _clock_told(desk: Desk, number: int, case_id: str, language: str) -> Outcome:
    report = case_notes.clock(desk, case_id)
    notes = case_notes.of_subject(desk, subject_of(CASE, case_id))
    today = desk.world.clock.today()
    lines = [_("Report to the privacy commission: {duty}").format(duty=duty_word(report.duty, _))]
    if report.reason:
        lines.append(_("Reason: {reason}").format(reason=report.reason))
    lines.append(_("Became known: {date}").format(date=_day(report.known)))
    lines.append(_("Preliminary report (promptly): {date}").format(date=_day(report.preliminary)))
    final = _("Final report: {date}; last day {due}").format(date=_day(report.final), due=_day(report.due))
    lines.append(final + (f"  {_('late')}" if late(report, today) else ""))
    for days, term in desk.catalogue.report_terms.items():
        sign = "●" if report.days == days else "○"
        lines.append(f"  {sign} {term.title.in_language(language)}: {term.text.in_language(language)}")
    for kind in desk.catalogue.privacy_kinds:
        lines.append(f"  {'■' if kind.id in report.kinds else '□'} {kind.text.in_language(language)} ({kind.id})")
    for item in desk.catalogue.privacy_items:
        text = notes[item.id].text if item.id in notes else ""
        lines += [f"{item.id}  {item.title.in_language(language)}", f"    {text or _('(still to establish)')}"]
    return Outcome(lines, {"case": number, **clock_data(report), "items": items_data(desk, notes)})


def items_data(desk: Desk, notes: dict[str, CaseNote]) -> list[dict[str, str]]:
    """The nine items as `--json` gives them."""
    return [
        {"item": item.id, "text": notes[item.id].text if item.id in notes else ""}
        for item in desk.catalogue.privacy_items
    ]


def clock_data(report: LeakReport) -> dict[str, Any]:
    """The clock as `--json` gives it."""
    return {
        "report": report.duty.value,
        "known": report.known.isoformat() if report.known else None,
        "situations": list(report.kinds),
        "days": report.days or None,
        "reason": report.reason,
        "due": report.due.isoformat() if report.due else None,
        "preliminary": report.preliminary.isoformat() if report.preliminary else None,
        "final": report.final.isoformat() if report.final else None,
    }
