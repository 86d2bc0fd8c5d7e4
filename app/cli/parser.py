"""How verbs are declared, how their help is laid out, and what is said of a command line that is not understood.

Everything a person reads is in the language of the command line, which must be set before a parser is built.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from app.cli import arguments
from app.cli.columns import width as width_of
from app.cli.outcome import Outcome, Tools
from app.cli.saying import say
from app.domain.house_style import Recipient
from app.i18n import LANGUAGES, mark
from app.i18n import gettext as _

Verb = Callable[[Tools, argparse.Namespace], Outcome]

# What argparse says → what we say instead; the last one holds the reason that a type of `app.cli.arguments` gives.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (?P<names>.+)", mark("{names} is missing.")),
    (
        r"argument VERB: invalid choice: (?P<value>.+?) \(.+",
        mark("{value} is no verb; the verb stands first, and an audit file alone opens the window."),
    ),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)",
        mark("{name} cannot be {value}; it is one of: {choices}."),
    ),
    (
        r"argument (?P<name>.+?): expected .+",
        mark("{name} needs a value; one that begins with a hyphen is joined to it with =."),
    ),
    (r"argument (?P<name>.+?): ignored explicit argument .+", mark("{name} takes no value.")),
    (r"unrecognized arguments: (?P<words>.+)", mark("{words} cannot be given here.")),
    (r"argument (?P<name>.+?): (?P<reason>.+)", mark("{name}: {reason}")),
)


class UsageError(Exception):
    """A command line that is not understood; its text is what a person is told."""

    def __init__(self, command: str, sentence: str) -> None:
        super().__init__(_("{sentence} For help: {command} --help").format(sentence=sentence, command=command))


class Parser(argparse.ArgumentParser):
    """Raises UsageError instead of ending the process, so that a script that asked for JSON gets JSON."""

    def __init__(self, **options: Any) -> None:
        # A shortened option would mean another one as soon as there are more.
        super().__init__(formatter_class=_Formatter, allow_abbrev=False, add_help=False, **options)
        self._positionals.title = _("Arguments")
        self._optionals.title = _("Options")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """argparse's; an option that spares another (`--from`) does so for this command line only."""
        needed = [(action, action.required) for action in self._actions]
        try:
            return super().parse_known_args(*given, **named)
        finally:
            for action, required in needed:
                action.required = required

    def _print_message(self, message: str, file: object = None) -> None:
        """Help and version. Some Pythons stop where nobody listens, others hide that nothing could be written."""
        say(message.removesuffix("\n"))

    def error(self, message: str) -> NoReturn:
        """What argparse found wrong, in our words."""
        raise UsageError(self.prog, _sentence(" ".join(message.split())))


def _sentence(message: str) -> str:
    for pattern, msgid in _SENTENCES:
        if found := re.fullmatch(pattern, message):
            return _(msgid).format(**{name: _plain(name, word) for name, word in found.groupdict().items()})
    return _("The command line is not understood ({detail}).").format(detail=message)


def _plain(name: str, word: str) -> str:
    # Some versions of Python quote the choices and some do not.
    return word.replace("'", "") if name == "choices" else word


def declare(verbs: Any, name: str, run: Verb, says: str, *examples: str, aliases: Iterable[str] = ()) -> Parser:
    """A verb that `run` carries out: what it does in one line, and whole commands that show it."""
    shown = "\n".join(f"  shadan {example}" for example in examples)
    epilog = _("Example:") + "\n" + shown
    parser: Parser = verbs.add_parser(name, help=says, description=says, epilog=epilog, aliases=list(aliases))
    add_shared(parser, suppress=True)
    parser.set_defaults(verb=run)
    return parser


def group(verbs: Any, name: str, says: str, *, aliases: Iterable[str] = (), dest: str = "action") -> Any:
    """A noun with several actions, to be declared on what this returns; one within another has a `dest` of its own."""
    parser: Parser = verbs.add_parser(name, help=says, description=says, aliases=list(aliases))
    return parser.add_subparsers(dest=dest, required=True, metavar="ACTION", title=_("Actions"))


def add_shared(parser: Parser, *, suppress: bool) -> None:
    """The options that every verb takes, before or after it: the defaults stand before it only (`suppress`), or those
    of the verb would overwrite what came before it.
    """
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS if suppress else "ja",
        metavar="LANG",
        help=_("language of what is said: ja (default) or en"),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS if suppress else False,
        help=_("give the result as one JSON object on stdout"),
    )
    parser.add_argument(
        "--as",
        dest="working",
        type=arguments.person,
        default=argparse.SUPPRESS if suppress else None,
        metavar="NAME",
        help=_("who works: the records name this person; SHADAN_USER, or the user of the system, if not given"),
    )


def audit_file(parser: Parser, name: str = "file") -> None:
    """The audit that the verb is about."""
    parser.add_argument(name, type=Path, metavar=name.upper(), help=_("the audit file (.shadan)"))


def recipient_option(parser: Parser, text: str, default: Recipient | None = None) -> None:
    """`--for RECIPIENT`: whom something is for, in the house style."""
    names = list(Recipient)
    parser.add_argument(
        "--for", dest="recipient", type=Recipient, choices=names, default=default, metavar="RECIPIENT", help=text
    )


def site_option(parser: Parser, says: str, *, needed: bool = False) -> None:
    """`--site NAME`."""
    parser.add_argument("--site", default="", required=needed, metavar="NAME", help=says)


# --- layout -----------------------------------------------------------------------------------------------------------


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """argparse's layout with our headings, and lines broken where Japanese can be."""

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None) -> str:
        prefix = _("usage: ") if prefix is None else prefix
        # argparse counts letters, and a wide one takes two columns.
        wider = width_of(prefix) - len(prefix)
        self._width -= wider
        told = super()._format_usage(usage, actions, groups, prefix)
        self._width += wider
        return told.replace("\n ", "\n " + " " * wider)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(_wrapped(text, width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        # A command is to be copied whole.
        lines = [line for part in text.splitlines() for line in ([part] if part[:1] == " " else _wrapped(part, width))]
        return "\n".join(indent + line for line in lines)


# Blanks, a run of half-width letters, or one wide letter with the signs that may not begin a line.
_PIECE = re.compile(r"\s+|[!-~]+[、。」)]*|[^\s!-~][、。」)]*")


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of `text`, at most `width` columns each, a wide letter taking two."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and width_of(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line.rstrip()
