"""report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, site_option
from app.i18n import gettext as _
from app.services import reporting

_INTERVIEW = "interview"


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    report = declare(verbs, "report", _report, _("write a report as PDF"), "report FILE plan PLAN.pdf")
    audit_file(report)
    report.add_argument(
        "kind",
        choices=[*reporting.KINDS, _INTERVIEW],
        metavar="KIND",
        help=_(
            "plan | results | attestation (the two that follow in one) | site-confirmation | result-confirmation | "
            "overview | reminders (what is due, by section) | consistency (contradictions and gaps) | interview "
            "(questions to expect at a hearing)"
        ),
    )
    report.add_argument("out", type=Path, metavar="OUT", help=_("file to write: .pdf"))
    site_option(report, _("confirmation or questions of this site only"))


def _report(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        if options.kind == _INTERVIEW:
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
