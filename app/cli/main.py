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
from typing import TextIO

from app import i18n
from app.cli.outcome import Outcome, Tools
from app.errors import UserError
from app.i18n import gettext as _
from app.paths import user_log_folder
from app.version import __version__


def run(arguments: Sequence[str], tools: Tools) -> int:
    """Run one command. Refusals are one sentence on stderr (and an object on stdout with `--json`)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        options = _parser().parse_args(list(arguments))
    except SystemExit:  # Help, version or usage has been said.
        _flush(sys.stdout)
        raise
    i18n.set_language(options.lang)
    try:
        outcome: Outcome = options.verb(tools, options)
    except UserError as error:
        return _refused(error, as_json=options.json)
    except Exception:
        return _our_bug(as_json=options.json)
    if options.json:
        _say(json.dumps(outcome.data, ensure_ascii=False))
    else:
        _say("\n".join(outcome.lines))
    return outcome.exit_code


def is_verb(word: str) -> bool:
    """Whether `word` is a verb of the command line."""
    verbs = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001
    return word in verbs.choices


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
    parser = argparse.ArgumentParser(prog="shadan", description="Self-audit of the information barrier.")
    # Before or after the verb: the defaults stand here only, or the verb's would overwrite what came before it.
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default="ja", help="ja (default) or en")
    parser.add_argument("--json", action="store_true", default=False, help="result as one JSON object")
    parser.add_argument("--version", action="version", version=f"shadan {__version__}")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="VERB")
    modules = (audit, sites, catalogue, answers, evidence, ledgers, findings, plan, report, safekeeping, self_check)
    for module in modules:
        module.add_verbs(verbs, shared)
    return parser


def _refused(error: UserError, *, as_json: bool) -> int:
    sentence = error.sentence(_)
    if as_json:
        where = {name: error.values.get(name) for name in ("file", "sheet", "row", "column")}
        _say(json.dumps({"error": {"code": error.code, "message": sentence, **where}}, ensure_ascii=False))
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
        _say(json.dumps({"error": {"code": "unexpected", "message": sentence}}, ensure_ascii=False))
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
        with suppress(OSError, ValueError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, stream.fileno())
            os.close(nothing)
