"""self-check."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.outcome import Outcome, Tools
from app.cli.parser import declare
from app.errors import INTEGRITY
from app.i18n import gettext as _
from app.i18n import listed
from app.version import __version__


def add_verbs(verbs: Any) -> None:
    """Declare the verb of this module."""
    declare(verbs, "self-check", _check, _("try the installed program from end to end"), "self-check")


def _check(tools: Tools, options: argparse.Namespace) -> Outcome:
    steps = tools.self_check(options.lang)
    bad = [step for step in steps if not step.ok]
    lines = [f"{'○' if step.ok else '×'} {step.name:<13}{step.seconds:6.2f} s  {step.detail}" for step in steps]
    if bad:
        lines.append(_("Not in order: {steps}").format(steps=listed(step.name for step in bad)))
    else:
        lines.append(_("Everything is in order (Shadan {version}).").format(version=__version__))
    data = {
        "ok": not bad,
        "version": __version__,
        "steps": [
            {"name": step.name, "ok": step.ok, "detail": step.detail, "seconds": round(step.seconds, 3)}
            for step in steps
        ],
    }
    return Outcome(lines, data, INTEGRITY if bad else 0)
