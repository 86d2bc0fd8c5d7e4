"""report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, site_option
from app.errors import UserError, register_messages
from app.i18n import gettext as _
from app.services import reporting

_INTERVIEW, _COMPARISON = "interview", "comparison"

register_messages(
    {
        "report_with_missing": "Name the audit to compare with: --with EARLIER.",
        "report_with_unwanted": "The report {kind} is of this audit alone; --with belongs to comparison.",
    }
)


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    report = declare(verbs, "report", _report, _("write a report as PDF, DOCX or XLSX"), "report FILE plan PLAN.pdf")
    audit_file(report)
    report.add_argument(
        "kind",
        choices=[*reporting.KINDS, _INTERVIEW, _COMPARISON],
        metavar="KIND",
        help=_("findings (all of them, with the rows behind)")
        + " | "
        + _(
            "plan | results | attestation (the two that follow in one) | site-confirmation | result-confirmation | "
            "overview | reminders (what is due, by section) | consistency (contradictions and gaps) | interview "
            "(questions to expect at a hearing) | comparison (beside the audits of --with)"
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
            "privacy-report, factors, yearly"
        ),
    )
    site_option(report, _("confirmation or questions of this site only"))
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
    with opened(tools, options) as desk:
        if options.kind == _COMPARISON:
            made = reporting.write_comparison(desk, options.others, options.out, tools.render, _, options.lang)
        elif options.kind == _INTERVIEW:
            made = reporting.write_interview(desk, options.out, tools.render, _, options.lang, site=options.site)
        else:
            made = reporting.write(desk, options.kind, options.out, tools.render, _, options.lang, options.site)
    data = {
        "file": str(options.out),
        "kind": options.kind,
        "draft": bool(made.missing),
        "missing": list(made.missing),
        "footer": made.footer,
    }
    return Outcome([_("Written: {file}").format(file=options.out)], data)


def _check_others(options: argparse.Namespace) -> None:
    """Raises UserError."""
    if options.kind == _COMPARISON and not options.others:
        raise UserError("report_with_missing")
    if options.kind == _COMPARISON and options.site:
        raise UserError("report_site_not_wanted", kind=options.kind)
    if options.kind != _COMPARISON and options.others:
        raise UserError("report_with_unwanted", kind=options.kind)
