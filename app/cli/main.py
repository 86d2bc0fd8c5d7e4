"""The command line: what the verbs are, how their outcome is said, and with which exit code."""

from __future__ import annotations

import argparse
import errno
import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NoReturn, TextIO

from app import i18n
from app.cli.outcome import Outcome, Tools
from app.cli.times import moment_word
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
    except SystemExit:  # Help or version has been said.
        _flush(sys.stdout)
        raise
    except _UsageError as error:
        return _misused(error, as_json="--json" in arguments)
    i18n.set_language(options.lang)
    try:
        outcome: Outcome = options.verb(tools, options)
    except UserError as error:
        return _refused(error, as_json=options.json)
    except Exception:
        return _our_bug(as_json=options.json)
    try:
        _say(json.dumps(outcome.data, ensure_ascii=False) if options.json else "\n".join(outcome.lines))
    except OSError as error:
        _silence(sys.stdout)
        return _refused(UserError("output_lost", reason=error.strerror or type(error).__name__), as_json=False)
    return outcome.exit_code


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
    from app.cli import (
        answers,
        audit,
        catalogue,
        evidence,
        findings,
        ledgers,
        plan,
        report,
        safekeeping,
        self_check,
        sites,
    )

    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--lang", choices=i18n.LANGUAGES, default=argparse.SUPPRESS, help="ja (default) or en")
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="result as one JSON object")
    parser = _Parser(prog="shadan", description="Self-audit of the information barrier.")
    # Before or after the verb: the defaults stand here only, or the verb's would overwrite what came before it.
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default="ja", help="ja (default) or en")
    parser.add_argument("--json", action="store_true", default=False, help="result as one JSON object")
    parser.add_argument("--version", action="version", version=f"shadan {__version__}")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="VERB")
    modules = (audit, sites, catalogue, answers, evidence, ledgers, findings, plan, report, safekeeping, self_check)
    for module in modules:
        module.add_verbs(verbs, shared)
    return parser


def _require_text(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse what is not UTF-8 where it would be stored or is the name of an audit; other files may be named so."""
    for name, value in vars(options).items():
        for each in value if isinstance(value, list) else [value]:
            text = str(each) if name in ("file", "backup") else each
            if isinstance(text, str) and any("\ud800" <= c <= "\udfff" for c in text):
                parser.error(f"argument {name}: {text!r} is not UTF-8 text")


def _misused(error: _UsageError, *, as_json: bool) -> int:
    if as_json:
        _say(json.dumps(_error("usage", error.sentence), ensure_ascii=False))
    _say(f"{error.usage}{error.sentence}", sys.stderr)
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
        _say(json.dumps(_error(error.code, sentence, **where), ensure_ascii=False))
    _say(sentence, sys.stderr)
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
    _say(sentence, sys.stderr)
    return 1


def _say(text: str, stream: TextIO | None = None) -> None:
    """Say it at once; whether anybody still listens (`shadan … | head`) changes neither the work nor the exit code."""
    stream = sys.stdout if stream is None else stream
    if text:
        with _listened_to(stream):
            print(text, file=stream)  # noqa: T201 - the command line speaks
    _flush(stream)


def _flush(stream: TextIO) -> None:
    with _listened_to(stream):
        stream.flush()


@contextmanager
def _listened_to(stream: TextIO) -> Iterator[None]:
    """Let what is written after the reader has gone fall into nothing, the interpreter's last flush included."""
    try:
        yield
    except OSError as error:
        # Windows says EINVAL of a pipe whose reader has gone.
        if error.errno not in (errno.EPIPE, errno.EINVAL):
            raise
        _silence(stream)


def _silence(stream: TextIO) -> None:
    """Send what is still buffered nowhere, or the interpreter would try, and complain, at its end."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
