"""The command line: what the verbs are, how their outcome is said, and with which exit code."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from app import i18n
from app.cli.outcome import Outcome, Tools
from app.errors import USAGE, UserError, register_messages
from app.i18n import gettext as _
from app.paths import user_log_folder
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
    try:
        parser = _parser()
        options = parser.parse_args(list(arguments))
        _require_text(parser, options)
    except _UsageError as error:
        return _misused(error, as_json="--json" in arguments)
    i18n.set_language(options.lang)
    try:
        outcome: Outcome = options.verb(tools, options)
    except UserError as error:
        return _refused(error, as_json=options.json)
    except Exception:
        return _our_bug(as_json=options.json)
    return _told(outcome, as_json=options.json)


def is_verb(word: str) -> bool:
    """Whether `word` is a verb of the command line."""
    verbs = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001
    return word in verbs.choices


class _UsageError(Exception):
    """A command line that is not understood: what argparse says of it."""

    def __init__(self, usage: str, sentence: str) -> None:
        super().__init__(sentence)
        self.usage = usage
        self.sentence = sentence


class _Parser(argparse.ArgumentParser):
    """Raises instead of ending the process, so that a script that asked for JSON gets JSON."""

    def error(self, message: str) -> NoReturn:
        raise _UsageError(self.format_usage(), f"{self.prog}: error: {message}")


def _parser() -> argparse.ArgumentParser:
    from app.cli import audit, catalogue, evidence, findings, ledgers, plan, report, safekeeping, self_check

    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--lang", choices=i18n.LANGUAGES, default=argparse.SUPPRESS, help="ja (default) or en")
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="result as one JSON object")
    parser = _Parser(prog="shadan", description="Self-audit of the information barrier.")
    # Before or after the verb: the defaults stand here only, or the verb's would overwrite what came before it.
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default="ja", help="ja (default) or en")
    parser.add_argument("--json", action="store_true", default=False, help="result as one JSON object")
    parser.add_argument("--version", action="version", version=f"shadan {__version__}")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="VERB")
    for module in (audit, catalogue, evidence, ledgers, findings, plan, report, safekeeping, self_check):
        module.add_verbs(verbs, shared)
    return parser


def _require_text(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse what is not UTF-8 where it would be stored or is the name of an audit; other files may be named so."""
    for name, value in vars(options).items():
        for each in value if isinstance(value, list) else [value]:
            text = str(each) if name in ("file", "backup") else each
            if isinstance(text, str) and any("\ud800" <= c <= "\udfff" for c in text):
                parser.error(f"argument {name}: {text!r} is not UTF-8 text")


def _told(outcome: Outcome, *, as_json: bool) -> int:
    try:
        _say(json.dumps(outcome.data, ensure_ascii=False) if as_json else "\n".join(outcome.lines))
        sys.stdout.flush()
    except OSError as error:
        # What could not be written would be tried again, and complained about, when the process ends.
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            return _refused(UserError("output_lost", reason=error.strerror or type(error).__name__), as_json=False)
    return outcome.exit_code


def _misused(error: _UsageError, *, as_json: bool) -> int:
    if as_json:
        _say(json.dumps(_error("usage", error.sentence), ensure_ascii=False))
    print(f"{error.usage}{error.sentence}", file=sys.stderr)  # noqa: T201 - the command line speaks
    return USAGE


def _error(code: str, message: str, **where: object) -> dict[str, object]:
    """A refusal as the JSON object that scripts know."""
    places = {name: where.get(name) for name in ("file", "sheet", "row", "column")}
    return {"error": {"code": code, "message": message, **places}}


def _refused(error: UserError, *, as_json: bool) -> int:
    sentence = error.sentence(_)
    if as_json:
        where = {name: error.values.get(name) for name in ("file", "sheet", "row", "column")}
        _say(json.dumps(_error(error.code, sentence, **where), ensure_ascii=False))
    print(sentence, file=sys.stderr)  # noqa: T201 - the command line speaks
    return error.exit_code


def _our_bug(*, as_json: bool) -> int:
    log = user_log_folder() / "errors.log"
    handler = logging.FileHandler(log, encoding="utf-8")
    logger = logging.getLogger("shadan")
    logger.addHandler(handler)
    logger.propagate = False
    logger.exception("unexpected")
    logger.removeHandler(handler)
    handler.close()
    sentence = _("An unexpected error happened; nothing was changed. Details are in {file}.").format(file=log)
    if as_json:
        _say(json.dumps(_error("unexpected", sentence), ensure_ascii=False))
    print(sentence, file=sys.stderr)  # noqa: T201 - the command line speaks
    return 1


def _say(text: str) -> None:
    if text:
        print(text)  # noqa: T201 - the command line speaks
