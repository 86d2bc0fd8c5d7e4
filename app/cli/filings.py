"""plan file, filings, progress, cadence: what was filed, what has changed since, and when the next report is due."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import arguments, filings_told
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare
from app.cli.sites import site_names
from app.domain.filings import Move, Paper, Submission
from app.i18n import gettext as _
from app.i18n import listed
from app.services import filings, measure_words, since_filing
from app.services.since_filing import Between


def add_verbs(actions: Any) -> None:
    """Declare the verbs of this module under `plan`."""
    file = declare(
        actions,
        "file",
        _file,
        _("record that the plan, or a report on its progress, was filed; what it said is kept"),
        "plan file FILE --on 2026-12-01 --to TEXT",
        "plan file FILE --paper progress --on 2027-01-15",
    )
    audit_file(file)
    file.add_argument(
        "--paper",
        type=arguments.word_of(Paper),
        default=Paper.PLAN,
        metavar="PAPER",
        help=_("what was filed: plan (if nothing is said) | progress"),
    )
    file.add_argument("--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("day; today if not given"))
    file.add_argument("--to", default="", metavar="TEXT", help=_("to whom; the addressee of the plan if not given"))
    file.add_argument("--remark", default="", metavar="TEXT", help=_("how, by whom, under which number"))
    file.add_argument(
        "--for",
        dest="covers",
        type=arguments.day,
        metavar="YYYY-MM-DD",
        help=_("progress: the due day that it meets; found from the cadence if not given"),
    )
    listing = declare(actions, "filings", _filings, _("list what was filed"), "plan filings FILE")
    audit_file(listing)
    progress = declare(
        actions,
        "progress",
        _progress,
        _("what became of the measures since the last filing"),
        "plan progress FILE --since 1",
    )
    audit_file(progress)
    progress.add_argument(
        "--since", type=arguments.number, metavar="N", help=_("number of a filing; the last one if not given")
    )
    cadence = declare(
        actions,
        "cadence",
        _cadence,
        _("show or set how often progress is reported"),
        "plan cadence FILE quarterly",
        "plan cadence FILE twice_monthly:10,25",
        "plan cadence FILE days:2026-12-25,2027-03-31",
    )
    audit_file(cadence)
    cadence.add_argument(
        "cadence",
        nargs="?",
        metavar="CADENCE",
        help=_("never | twice_monthly | monthly | quarterly (with :DAY of the month) | days:DATES"),
    )


def _file(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _changes, made = filings.file_paper(desk, options.paper, options.on, options.to, options.remark, options.covers)
        due, between = filings.next_due(desk), since_filing.between(desk, made)
    lines = [_told(made), *_recorded(made, between), *([_next(due.isoformat())] if due else [])]
    return Outcome(lines, {**filing_data(made, between), "next_due": due.isoformat() if due else None})


def _filings(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        known, due, wanted = filings.listing(desk), filings.next_due(desk), filings.cadence(desk)
        between = {each.id: since_filing.between(desk, each) for each in known}
    lines = [line for each in known for line in (_told(each), *_recorded(each, between[each.id]))]
    lines = lines or [_("Nothing was filed yet.")]
    if due:
        lines.append(_next(due.isoformat()))
    data = {
        "filings": [filing_data(each, between[each.id]) for each in known],
        "cadence": wanted.text,
        "next_due": due.isoformat() if due else None,
    }
    return Outcome(lines, data)


def _progress(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        found = filings.progress(desk, options.since)
        names = site_names(desk)
    lines = [_told(found.filed) if found.filed else _("Nothing was filed yet; everything is told as new.")]
    lines += _recorded(found.filed, found.between) if found.filed else []
    rows = []
    for each in found.moved:
        action = each.action
        words = listed(measure_words.move_word(move, _) for move in each.moves)
        lines.append(f"{action.number:>3}  {action.item:<6}{action.until or ''}  {words}  {action.measure}")
        rows.append(
            {
                "number": action.number,
                "moves": [move.value for move in each.moves],
                "state": action.state.value,
                "due": action.due.isoformat() if action.due else None,
                "until": action.until.isoformat() if action.until else None,
                "until_then": each.before.until.isoformat() if each.before and each.before.until else None,
                "reached": [step.text for step in each.reached],
                "reasons": [revision.reason for revision in found.revisions.get(action.id, ())],
            }
        )
    counts = {move.value: sum(move in each.moves for each in found.moved) for move in Move}
    data = {"since": found.filed.number if found.filed else None, "counts": counts, "measures": rows}
    lines += filings_told.since_lines(found.since, names)
    return Outcome(lines, {**data, **filings_told.since_data(found.since, names)})


def _cadence(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        if options.cadence is not None:
            filings.set_cadence(desk, options.cadence)
        wanted, due = filings.cadence(desk), filings.next_due(desk)
    lines = [measure_words.cadence_word(wanted, _, options.lang), *([_next(due.isoformat())] if due else [])]
    return Outcome(lines, {"cadence": wanted.text, "next_due": due.isoformat() if due else None})


def _told(filed: Submission) -> str:
    return _("No. {number}  {day}  {paper}  to {addressee}  measures: {count}").format(
        number=filed.number,
        day=filed.filed_on.isoformat(),
        paper=measure_words.paper_word(filed.paper, _),
        addressee=filed.addressee,
        count=sum(not each.withdrawn for each in filed.measures),
    )


def _recorded(filed: Submission, between: Between) -> list[str]:
    """That a filing was recorded on a later day, by whom, and what was changed before."""
    if not filed.late:
        return []
    said = _("  recorded on {day} by {person}, as the plan stood then.").format(
        day=filed.recorded_on.isoformat(), person=filed.by
    )
    return [said, "  " + measure_words.between_words(between, _, listed)]


def _next(day: str) -> str:
    return _("The next report of progress is due on {date}.").format(date=day)


def filing_data(filed: Submission, between: Between) -> dict[str, Any]:
    """A filing as JSON, without all that it said; `changed_between` is what of the plan was changed after its day and
    before it was recorded."""
    return {
        "number": filed.number,
        "paper": filed.paper.value,
        "filed_on": filed.filed_on.isoformat(),
        "addressee": filed.addressee,
        "remark": filed.remark,
        "covers": filed.covers.isoformat() if filed.covers else None,
        "measures": sum(not each.withdrawn for each in filed.measures),
        "fingerprint": filed.fingerprint,
        "recorded_on": filed.recorded_on.isoformat(),
        "recorded_by": filed.by,
        "changed_between": {"measures": list(between.measures), "systems": list(between.systems)},
    }
