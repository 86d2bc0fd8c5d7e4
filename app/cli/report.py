"""report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli.counting import counted
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, recipient_option, site_option
from app.domain.house_style import Recipient
from app.errors import UserError, register_messages
from app.i18n import gettext as _
from app.services import house_styling, reporting
from app.services.ports import Desk
from app.services.reporting import Renderer
from app.services.reporting.forms import PAPERS
from app.services.reporting.sheets import Form

_PAPERS = tuple(form.value for form in PAPERS)
_INTERVIEW, _COMPARISON = "interview", "comparison"

register_messages(
    {
        "report_with_missing": "Name the audit to compare with: --with EARLIER.",
        "report_with_unwanted": "The report {kind} is of this audit alone; --with belongs to comparison.",
        "report_only_unwanted": "The report {kind} is one paper; --only chooses among papers such as pledges.",
    }
)


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    report = declare(
        verbs,
        "report",
        _report,
        _("write a report as PDF, DOCX or XLSX"),
        "report FILE plan PLAN.pdf",
        "report FILE results RESULTS.pdf --for management",
        "report FILE walk-sheet WALK.pdf --site 北営業所",
        "report FILE pledge PLEDGE.pdf --only 100234",
    )
    audit_file(report)
    report.add_argument(
        "kind",
        choices=[*reporting.KINDS, _INTERVIEW, _COMPARISON, *_PAPERS],
        metavar="KIND",
        help=_("progress (of the measures, since a filing)")
        + " | "
        + _("findings (all of them, with the rows behind)")
        + " | "
        + _(
            "plan | results | attestation (the two that follow in one) | site-confirmation | result-confirmation | "
            "overview | reminders (what is due, by section) | consistency (contradictions and gaps) | interview "
            "(questions to expect at a hearing) | comparison (beside the audits of --with)"
        )
        + " | "
        + _(
            "pledge (of each person) | transfer (who moved) | terminal-return (each holder) | account-review (each "
            "section) | contractor-pledge | disaster-record | walk-sheet (each room) | blank-sheet (all checkpoints)"
        )
        + " | "
        + _("privacy-report | factors | yearly (drafts of facts: a leak of personal data, the six factors, the year)"),
    )
    report.add_argument(
        "out",
        type=Path,
        metavar="OUT",
        help=_(
            "file to write: .pdf, or .docx or .xlsx for plan, results, findings, consistency, "
            "progress, privacy-report, factors, yearly"
        ),
    )
    site_option(report, _("confirmation, findings or questions of this site only"))
    recipient_option(
        report,
        _(
            "whom it is for, in the house style (style show): management | authority | office | general (as usual); "
            "where its marking belongs into names of files, OUT begins with it"
        ),
        Recipient.GENERAL,
    )
    report.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="KEY",
        help=_(
            "papers from pledge to walk-sheet: only that of this employee number, contractor or section (repeatable)"
        ),
    )
    report.add_argument(
        "--since",
        type=arguments.number,
        metavar="N",
        help=_("progress: number of the filing that changes are counted from; the last one if not given"),
    )
    report.add_argument(
        "--with",
        dest="others",
        type=Path,
        action="append",
        default=[],
        metavar="EARLIER",
        help=_("comparison: an audit file to compare with, which is only read (repeatable)"),
    )


def _report(tools: Tools, options: argparse.Namespace) -> Outcome:
    _check_others(options)
    with opened(tools, options) as desk, counted(_("Making the report")) as progress:
        given, recipient = options.out, options.recipient
        options.out = out = house_styling.marked(desk, given, recipient, options.lang)
        render = reporting.watched(tools.render, progress)
        if options.kind in _PAPERS:
            return _print(render, options, desk)
        if options.kind == _COMPARISON:
            made = reporting.write_comparison(desk, options.others, out, render, _, options.lang, recipient=recipient)
        elif options.kind == _INTERVIEW:
            made = reporting.write_interview(desk, out, render, _, options.lang, site=options.site, recipient=recipient)
        else:
            made = reporting.write(
                desk, options.kind, out, render, _, options.lang, options.site, options.since, recipient
            )
    data = {
        "file": str(options.out),
        "kind": options.kind,
        "for": recipient.value,
        "marking": made.confidentiality,
        "draft": bool(made.missing),
        "missing": list(made.missing),
        "footer": made.footer,
    }
    return Outcome([_("Written: {file}").format(file=options.out)], data)


def _print(render: Renderer, options: argparse.Namespace, desk: Desk) -> Outcome:
    """The papers of a form."""
    form = Form(options.kind)
    made = reporting.write_papers(
        desk, form, options.out, render, _, options.lang, options.site, tuple(options.only), options.recipient
    )
    lines = [
        _("Written: {file}").format(file=options.out),
        _("Papers in it: {count}").format(count=f"{made.count:,}"),
    ]
    if made.gone:
        lines.append(_("Without a paper, since they left or the contract is over: {count}").format(count=made.gone))
    if made.others:
        lines.append(_("Without a paper, since they are an affiliate's: {count}").format(count=made.others))
    data = {
        "file": str(options.out),
        "kind": options.kind,
        "for": options.recipient.value,
        "marking": made.report.confidentiality,
        "papers": made.count,
        "gone": made.gone,
        "others": made.others,
        "footer": made.report.footer,
    }
    return Outcome(lines, data)


def _check_others(options: argparse.Namespace) -> None:
    """Raises UserError."""
    if options.kind == _COMPARISON and not options.others:
        raise UserError("report_with_missing")
    if options.kind == _COMPARISON and options.site:
        raise UserError("report_site_not_wanted", kind=options.kind)
    if options.kind != _COMPARISON and options.others:
        raise UserError("report_with_unwanted", kind=options.kind)
    if options.only and options.kind not in _PAPERS:
        raise UserError("report_only_unwanted", kind=options.kind)
