"""version, folders, verify-program: what the installed program is, where it keeps things, whether it is as built."""

from __future__ import annotations

import argparse
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app import paths
from app.cli.outcome import Outcome, Tools
from app.cli.parser import declare
from app.errors import INTEGRITY, UserError
from app.i18n import gettext as _
from app.services import installed

_TOLD = 50


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    declare(verbs, "version", _version, _("which build of the program this is, with its formats"), "version --json")
    declare(verbs, "folders", _folders, _("where the program keeps settings and its log"), "folders")
    declare(
        verbs,
        "verify-program",
        _verify,
        _("compare the files of the installed program with the list of its build"),
        "verify-program",
    )


def _version(tools: Tools, _options: argparse.Namespace) -> Outcome:
    try:
        catalogue = tools.world().catalogue.version
    except UserError:
        # Who asks for help with a damaged program is asked for its version first.
        catalogue = "-"
    facts = tools.program(catalogue)
    build = str(facts.build) if facts.build is not None else _("run from source")
    lines = [
        (_("Version {version}, portable") if facts.portable else _("Version {version}")).format(version=facts.version),
        _("Build: {build}").format(build=build),
        _("Format of audit files: {format}").format(format=facts.format),
        _("Catalogue of checkpoints {version}").format(version=facts.catalogue),
        f"Python {facts.python}  Qt {facts.qt or '-'}  PySide6 {facts.pyside or '-'}",
        facts.system,
    ]
    return Outcome(lines, asdict(facts))


def _folders(_tools: Tools, _options: argparse.Namespace) -> Outcome:
    program, portable = paths.program_folder(), paths.portable_folder()
    if os.environ.get("SHADAN_HOME"):
        decided, why = "SHADAN_HOME", _("as the variable SHADAN_HOME says")
    elif portable is not None:
        decided, why = paths.FLAG, _("portable: everything stays beside the program")
    else:
        decided, why = "system", _("as this system has it for each user")
    places = {
        "config": paths.config_folder(),
        "log": paths.log_folder(),
        "audits": paths.first_folder() or _documents(),
        "program": program or Path(paths.__file__).resolve().parent,
    }
    words = {
        "config": _("Settings"),
        "log": _("Log of errors"),
        "audits": _("First place for audits"),
        "program": _("Program"),
    }
    lines = [why, *(_("{name}: {folder}").format(name=words[name], folder=place) for name, place in places.items())]
    data = {name: str(place) for name, place in places.items()}
    return Outcome(lines, {**data, "portable": portable is not None, "decided_by": decided})


def _documents() -> Path:
    import platformdirs

    place = platformdirs.user_documents_path()
    return place if place.is_dir() else Path.home()


def program_words(found: installed.ProgramCheck) -> str:
    """The conclusion of a check; a library of Qt that differs is told, though everybody may replace it."""
    if not found.ok:
        return _("The program is not as it was built.")
    if found.exchanged:
        return _(
            "Apart from these libraries of Qt the program is as it was built. If nobody replaced them on purpose, "
            "install it anew."
        )
    return _("The program is as it was built.")


def _verify(_tools: Tools, _options: argparse.Namespace) -> Outcome:
    found = installed.check(paths.program_folder())
    lines: list[str] = []
    for names, words in (
        (found.altered, _("altered: {file}")),
        (found.missing, _("missing: {file}")),
        (found.extra, _("not of the program: {file}")),
        (found.exchanged, _("exchanged library of Qt (a warning only): {file}")),
    ):
        lines += [words.format(file=name) for name in names[:_TOLD]]
        if len(names) > _TOLD:
            lines.append(_("… and {count} more").format(count=len(names) - _TOLD))
    counted = _("Files compared with the list of the build in {folder}: {count}.")
    lines.append(counted.format(count=found.checked, folder=found.folder))
    lines.append(program_words(found))
    data = {
        "ok": found.ok,
        "folder": str(found.folder),
        "checked": found.checked,
        "altered": found.altered,
        "missing": found.missing,
        "extra": found.extra,
        "exchanged_qt": found.exchanged,
    }
    return Outcome(lines, data, 0 if found.ok else INTEGRITY)
