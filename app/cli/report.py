"""report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.outcome import Outcome, Tools
from app.i18n import gettext as _
from app.services import auditing, reporting


def add_verbs(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Declare the verbs of this module."""
    report = verbs.add_parser("report", parents=[shared], help="write a report as PDF")
    report.add_argument("file", type=Path)
    report.add_argument("kind", choices=reporting.KINDS)
    report.add_argument("out", type=Path)
    report.add_argument("--site", default="")
    report.set_defaults(verb=_report)


def _report(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        made = reporting.write(desk, options.kind, options.out, tools.render, _, options.lang, options.site)
    finally:
        desk.file.close()
    data = {
        "file": str(options.out),
        "kind": options.kind,
        "draft": bool(made.missing),
        "missing": list(made.missing),
        "footer": made.footer,
    }
    return Outcome([_("Written: {file}").format(file=options.out)], data)
