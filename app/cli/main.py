"""The command line: what the verbs are, how their outcome is said, and with which exit code."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from app import error_log, i18n
from app.cli.outcome import Outcome, Tools
from app.cli.parser import Parser, UsageError, add_shared
from app.cli.saying import say, silence
from app.cli.times import moment_word
from app.errors import USAGE, UserError, register_messages
from app.i18n import gettext as _
from app.version import __version__

register_messages(
    {"output_lost": "The result could not be written to the output ({reason}); the work itself was done."},
)


def run(arguments: Sequence[str], tools: Tools) -> int:
    """Run one command. Refusals are one sentence on stderr (and an object on stdout with `--json`)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Names of files need not be text; they are shown nevertheless.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    i18n.set_language(_language(arguments))
    try:
        options = _options(arguments)
    except OSError as error:  # Of help or version.
        return _unheard(error)
    except UsageError as error:
        return _misused(error, as_json="--json" in arguments)
    i18n.set_language(options.lang)
    try:
        outcome: Outcome = options.verb(_working(tools, options.working), options)
    except UserError as error:
        return _refused(error, as_json=options.json)
    except Exception:
        return _our_bug(as_json=options.json)
    try:
        say(json.dumps(outcome.data, ensure_ascii=False) if options.json else "\n".join(outcome.lines))
    except OSError as error:
        return _unheard(error)
    if outcome.refusal is not None:
        say(outcome.refusal.sentence(_), aside=True)
    return outcome.exit_code


def _working(tools: Tools, name: str | None) -> Tools:
    """The tools in the hands of whoever `--as` names."""
    if name is None:
        return tools
    return replace(tools, world=lambda: replace(tools.world(), user=name))


def is_verb(word: str) -> bool:
    """Whether `word` is a verb of the command line."""
    return word in command_line()[1].choices


def command_line() -> tuple[Parser, Any]:
    """The parser of the whole command line in the current language, and what its verbs were declared on; both are made
    once for each language, as hundreds of verbs take a while, and are not to be changed."""
    return _declared(i18n.current_language())


@cache
def _declared(_language: str) -> tuple[Parser, Any]:
    from app.cli import (
        answers,
        audit,
        batches,
        board,
        carrying,
        catalogue,
        challenges,
        comparing,
        consistency,
        duties,
        evidence,
        findings,
        house_style,
        interview,
        ledgers,
        licences,
        overlays,
        papers,
        plan,
        program,
        records,
        reminders,
        report,
        review,
        safekeeping,
        sampling,
        self_check,
        sites,
        undo,
    )

    parser = Parser(
        prog="shadan",
        description=_("Self-audit of the information barrier. Without a verb the window opens: shadan [FILE]"),
        epilog=_(
            "Exit code: 0 done, 1 a fault of the program, 2 not understood, 3 refused, 4 integrity check failed, 5 in "
            "use or in conflict, 130 stopped with Ctrl+C. Each verb has a help of its own: shadan VERB --help"
        ),
    )
    add_shared(parser, suppress=False)
    parser.add_argument(
        "--version", action="version", version=f"shadan {__version__}", help=_("show the version of the program")
    )
    verbs = parser.add_subparsers(dest="command", required=True, metavar="VERB", title=_("Verbs"))
    for module in (
        audit,
        sites,
        catalogue,
        overlays,
        answers,
        carrying,
        comparing,
        batches,
        board,
        duties,
        evidence,
        challenges,
        ledgers,
        records,
        findings,
        consistency,
        sampling,
        plan,
        papers,
        reminders,
        report,
        house_style,
        interview,
        undo,
        review,
        safekeeping,
        program,
        licences,
        self_check,
    ):
        module.add_verbs(verbs)
    return parser, verbs


def _language(arguments: Sequence[str]) -> str:
    """The language that the words ask for, before it is known whether they are understood."""
    asked = [word.partition("=")[2] for word in arguments if word.startswith("--lang=")]
    asked += [word for option, word in pairwise(arguments) if option == "--lang"]
    return next((language for language in reversed(asked) if language in i18n.LANGUAGES), i18n.LANGUAGES[0])


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """Raises UsageError, and SystemExit after help and version."""
    parser, _verbs = command_line()
    options: argparse.Namespace
    options, further = parser.parse_known_args(list(arguments))
    command = " ".join([parser.prog, options.command, *(vars(options)[n] for n in ("action", "deed") if n in options)])
    if further:
        raise UsageError(command, _("{words} cannot be given here.").format(words=" ".join(further)))
    for name, value in vars(options).items():
        if isinstance(value, Path) and not value.name:
            # `.` has no name to call it by.
            setattr(options, name, value.resolve())
    # What is not UTF-8 is refused where it would be stored or is the name of an audit; other files may be named so.
    for name, value in vars(options).items():
        for each in value if isinstance(value, list) else [value]:
            text = str(each) if name in ("file", "backup") else "=".join(each) if isinstance(each, tuple) else each
            if isinstance(text, str) and any("\ud800" <= c <= "\udfff" for c in text):
                raise UsageError(command, _("{text} is not UTF-8 text.").format(text=ascii(text)))
    return options


def _misused(error: UsageError, *, as_json: bool) -> int:
    if as_json:
        say(json.dumps(_error("usage", str(error)), ensure_ascii=False))
    say(str(error), aside=True)
    return USAGE


def _error(code: str, message: str, **where: object) -> dict[str, object]:
    """A refusal as the JSON object that scripts know."""
    places = {name: where.get(name) for name in ("file", "sheet", "row", "column")}
    return {"error": {"code": code, "message": message, **places}}


def _refused(error: UserError, *, as_json: bool) -> int:
    if "since" in error.values:
        told = {**error.values, "since": moment_word(str(error.values["since"]))}
        error = UserError(error.code, exit_code=error.exit_code, **told)
    sentence = error.sentence(_)
    if as_json:
        where = {name: error.values.get(name) for name in ("file", "sheet", "row", "column")}
        say(json.dumps(_error(error.code, sentence, **where), ensure_ascii=False))
    say(sentence, aside=True)
    return error.exit_code


def _unheard(error: OSError) -> int:
    silence(sys.stdout)
    return _refused(UserError("output_lost", reason=error.strerror or type(error).__name__), as_json=False)


def _our_bug(*, as_json: bool) -> int:
    text = traceback.format_exc()
    try:
        place = str(error_log.write(text))
    except OSError:
        place = "-"
        say(text, aside=True)
    sentence = _(
        "An unexpected error happened; only what was finished before is stored. Details are in {file}."
    ).format(file=place)
    if as_json:
        say(json.dumps(_error("unexpected", sentence), ensure_ascii=False))
    say(sentence, aside=True)
    return 1


def stopped(*, as_json: bool) -> int:
    """What is said when somebody stops the command (Ctrl+C); every change is one transaction, done or not."""
    sentence = _("Stopped; only what was finished before is stored, and `shadan history FILE` shows it.")
    if as_json:
        say(json.dumps(_error("stopped", sentence), ensure_ascii=False))
    say(sentence, aside=True)
    return 128 + signal.SIGINT
