"""self-check."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app import paths
from app.cli.columns import padded, width
from app.cli.outcome import CheckStep, Outcome, Tools
from app.cli.parser import declare
from app.errors import INTEGRITY
from app.i18n import gettext as _
from app.i18n import listed, mark
from app.version import __version__

_NAMES = {
    "resources": mark("files of the program"),
    "catalogue": mark("checkpoints"),
    "translations": mark("translations"),
    "audit": mark("audit file"),
    "workbook": mark("import of a ledger"),
    "report": mark("report"),
    "window": mark("window"),
    "integrity": mark("integrity of the audit"),
    "program": mark("comparison with the build"),
    "network": mark("network"),
}
"""What people call the steps; scripts know them by the names of the code."""


def add_verbs(verbs: Any) -> None:
    """Declare the verb of this module."""
    declare(verbs, "self-check", _check, _("try the installed program from end to end"), "self-check")


def _check(tools: Tools, options: argparse.Namespace) -> Outcome:
    # Before the steps, of which one moves the folders of this process.
    warnings = _warnings()
    steps = tools.self_check(options.lang)
    bad = [step for step in steps if not step.ok]
    names = {step.name: _name(step) for step in steps}
    wide = max(map(width, names.values()), default=0)
    lines = [
        f"{'○' if step.ok else '×'} {padded(names[step.name], wide)} {step.seconds:6.2f} s  {step.told or step.detail}"
        for step in steps
    ]
    lines += [_("△ {warning}").format(warning=warning) for warning in warnings]
    if bad:
        lines.append(_("Not in order: {steps}").format(steps=listed(names[step.name] for step in bad)))
    elif warnings:
        lines.append(_("Apart from that everything is in order (Shadan {version}).").format(version=__version__))
    else:
        lines.append(_("Everything is in order (Shadan {version}).").format(version=__version__))
    data = {
        "ok": not bad,
        "version": __version__,
        "steps": [
            {"name": step.name, "ok": step.ok, "detail": step.detail, "seconds": round(step.seconds, 3)}
            for step in steps
        ],
        "warnings": warnings,
    }
    return Outcome(lines, data, INTEGRITY if bad else 0)


def _name(step: CheckStep) -> str:
    name = _NAMES.get(step.name)
    return _(name) if name is not None else step.name


def _warnings() -> list[str]:
    """What does not keep the program from working: a stick on which settings cannot be kept."""
    data = paths.portable_folder()
    if data is None or _can_be_written(paths.config_folder()):
        return []
    words = _("Nothing can be written to {folder}: settings and the log of errors are not kept.")
    return [words.format(folder=data)]


def _can_be_written(folder: Path) -> bool:
    """Whether a file can be made in a folder, or in what there is of the way to it; none is made for that."""
    import tempfile

    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
