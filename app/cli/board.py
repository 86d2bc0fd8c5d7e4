"""matrix: sites × checkpoints as signs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from app.cli.columns import padded, width
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare
from app.cli.words import SIGNS, verdict_word
from app.domain.grades import Level, Verdict
from app.domain.review import State
from app.i18n import gettext as _
from app.services import auditing, board, known_names
from app.services.board import Board, Filter, Order, Shown, What

_NARROW = {Verdict.NOT_APPLICABLE: "-"}
"""Signs in one column of a terminal, whatever it takes a wide one for."""


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    matrix = declare(
        verbs,
        "matrix",
        _matrix,
        _("show sites × checkpoints, a sign for each answer"),
        "matrix FILE --item A4-4 --only nonconforming --sort failures",
    )
    audit_file(matrix)
    matrix.add_argument("--item", default="", metavar="ITEM", help=_("only this item, such as A4-4"))
    matrix.add_argument("--site", action="append", default=[], metavar="NAME", help=_("at this site (repeatable)"))
    matrix.add_argument(
        "--only",
        action="append",
        default=[],
        choices=[what.value for what in What],
        metavar="WHAT",
        help=_("rows and columns with: unanswered | nonconforming | partly | to_confirm | unproven | flagged"),
    )
    matrix.add_argument(
        "--state",
        choices=[state.value for state in State],
        metavar="STATE",
        help=_("state of the review: not_started | answered | requested | accepted | returned"),
    )
    matrix.add_argument(
        "--level",
        choices=[level.value for level in Level],
        metavar="LEVEL",
        help=_("only what is asked of the company or at each site: company | site"),
    )
    matrix.add_argument("--person", default="", metavar="NAME", help=_("only what this person looks at"))
    matrix.add_argument(
        "--sort",
        choices=[order.value for order in Order],
        default=Order.AUDIT.value,
        metavar="ORDER",
        help=_("order of the sites: audit | name | progress | worst | failures"),
    )


def _matrix(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        outline = auditing.outline(desk)
        sites = {auditing.site_named(outline.sites, name).id for name in options.site}
        if options.item:
            auditing.require_item(desk.catalogue, options.item)
        person = known_names.person(desk, options.person) if options.person else ""
        told = board.board(desk, outline)
    state = State(options.state) if options.state else None
    level = Level(options.level) if options.level else None
    wanted = Filter(frozenset(map(What, options.only)), state, options.item, "", person, level)
    shown = board.shown(told, wanted, Order(options.sort))
    rows = tuple(row for row in shown.rows if not sites or told.sites[row] in sites)
    lines = _lines(told, Shown(rows, shown.columns, shown.hits))
    return Outcome(lines or [_("Nothing is left of it.")], _data(told, rows, shown.columns))


def _lines(told: Board, shown: Shown) -> list[str]:
    lines = []
    names = [told.names[row] or _("(company)") for row in range(len(told.sites))]
    wide = max((width(names[row]) for row in shown.rows), default=0)
    for item in dict.fromkeys(told.checkpoints[column].item for column in shown.columns):
        columns = [column for column in shown.columns if told.checkpoints[column].item == item]
        rows = [row for row in shown.rows if any(told.asked(row, column) for column in columns)]
        if not rows:
            continue
        numbers = "".join(f"{told.checkpoints[column].id.rpartition('-')[2]:>4}" for column in columns)
        lines.append(f"{item:<{wide}}{numbers}")
        for row in rows:
            cells = "".join(_cell(told, row, column) for column in columns)
            lines.append(padded(names[row], wide) + cells)
    if lines:
        signs = "  ".join(verdict_word(verdict).replace("－", "-") for verdict in Verdict)
        lines += ["", signs, _("? to be confirmed   ! flagged")]
    return lines


def _cell(told: Board, row: int, column: int) -> str:
    if not told.asked(row, column):
        return "    "
    verdict = told.verdict(row, column)
    mark = told.mark(row, column)
    signs = "?" if told.is_copied(row, column) or mark & board.STALE else " "
    return f"  {_NARROW.get(verdict, SIGNS[verdict])}{'!' if mark & board.FLAG else signs}"


def _data(told: Board, rows: Sequence[int], columns: Sequence[int]) -> dict[str, Any]:
    return {
        "checkpoints": [
            {"id": c.id, "item": c.item, "level": c.level.value} for c in (told.checkpoints[n] for n in columns)
        ],
        "sites": [_row(told, row, columns) for row in rows],
    }


def _row(told: Board, row: int, columns: Sequence[int]) -> dict[str, Any]:
    tally = told.row_tally(row)
    cells = {}
    for column in columns:
        if told.asked(row, column):
            mark = told.mark(row, column)
            cells[told.checkpoints[column].id] = {
                "verdict": told.verdict(row, column).value,
                "state": told.state(row, column).value,
                "copied": told.is_copied(row, column),
                "stale": bool(mark & board.STALE),
                "flagged": bool(mark & board.FLAG),
                "unproven": bool(mark & board.BARE),
            }
    return {
        "site": told.names[row],
        "answered": tally.answered,
        "total": tally.total,
        "worst": tally.worst.value,
        "people": sorted({each.person for each in told.people(row)}),
        "answers": cells,
    }
