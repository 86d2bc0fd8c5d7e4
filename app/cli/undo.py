"""undo, redo."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.counting import counted
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare
from app.cli.times import moment_word
from app.errors import UserError
from app.i18n import gettext as _
from app.services import undoing
from app.services.changes import Changes
from app.services.undoing import Shown


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    undo = declare(verbs, "undo", _undo, _("undo what was done last; repeat it to go further back"), "undo FILE")
    redo = declare(verbs, "redo", _redo, _("do again what was undone last"), "redo FILE")
    for verb in (undo, redo):
        audit_file(verb)
        verb.add_argument("--anyone", action="store_true", help=_("also what others did, not only your own"))
    undo.add_argument(
        "--past", action="store_true", help=_("also what was done before, where what was done last cannot be undone")
    )
    undo.add_argument("--list", action="store_true", help=_("only list what could be undone, the last one first"))


def _undo(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        if options.list:
            return _listed(undoing.listing(desk, anyone=options.anyone))
        shown = undoing.last(desk, anyone=options.anyone)
        with counted(_("Undoing")) as progress:
            changes = undoing.undo(desk, _, shown, progress, anyone=options.anyone, past=options.past)
    return _done(shown, _("Undone: {what}, of {at} by {by}"), changes)


def _redo(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        shown = undoing.offered(desk, anyone=options.anyone).redo
        with counted(_("Doing again")) as progress:
            changes = undoing.redo(desk, _, shown, progress, anyone=options.anyone)
    return _done(shown, _("Done again: {what}, of {at} by {by}"), changes)


def _listed(steps: tuple[Shown, ...]) -> Outcome:
    if not steps:
        return Outcome([UserError("undo_nothing").sentence(_)], {"steps": []})
    possible, stays = _("{at}  {by}  {what}"), _("{at}  {by}  {what}  (stays: {why})")
    return Outcome([_line(possible if s.possible else stays, s) for s in steps], {"steps": [_data(s) for s in steps]})


def _done(shown: Shown | None, words: str, changes: Changes) -> Outcome:
    if shown is None:
        raise RuntimeError("nothing was undone and nothing was refused")
    more = [words for words in (undoing.left(shown, _), undoing.unaccepted(changes, _)) if words]
    passed, lost = [_data(each) for each in shown.passed], len(changes.unaccepted)
    data = {**_data(shown), "passed": passed, "acceptance_lost": lost, "saved_at": changes.at}
    return Outcome([_line(words, shown), *more], data)


def _line(words: str, shown: Shown) -> str:
    return words.format(
        at=moment_word(shown.at), by=shown.by, what=undoing.words(shown, _), why=undoing.hindered(shown, _)
    )


def _data(shown: Shown) -> dict[str, object]:
    return {
        "act": shown.act,
        "checkpoint": shown.checkpoint,
        "site": shown.site,
        "places": len(shown.step.places),
        "entries": sorted(shown.step.numbers),
        "at": shown.at,
        "by": shown.by,
        "possible": shown.possible,
        "hindrance": shown.hindrance.value if shown.hindrance is not None else None,
        "own_way": way.command if (way := undoing.own_way(shown, _)) is not None else None,
    }
