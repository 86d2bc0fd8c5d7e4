"""papers room, enter: floor-walk sheets on the command line."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli.columns import aligned
from app.cli.counts import finding_counts, finding_lines
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare
from app.domain.ledgers.values import match_key
from app.domain.paper_codes import shown_code
from app.domain.room_walks import Look, Replaced, Seen, Unlisted, Walk
from app.errors import UserError
from app.i18n import gettext as _
from app.i18n import gettext_in
from app.services.papers import room_files, room_words, rooms
from app.services.papers.rooms import RoomSheet
from app.services.papers.words import printing_words


def declare_rooms(actions: Any) -> None:
    """Declare the actions of this module beneath `papers`."""
    room = declare(
        actions,
        "room",
        _room,
        _("show the terminals of a floor-walk sheet as they were printed, what changed since and what was entered"),
        "papers room FILE 7K3M-9Q2A",
        "papers room FILE 7K3M-9Q2A --out RESULTS.xlsx",
    )
    enter = declare(
        actions,
        "enter",
        _enter,
        _("enter the results of a floor-walk sheet into the stocktaking ledger; entered again they are set right"),
        "papers enter FILE 7K3M-9Q2A --on 2026-11-20 --auditor NAME --witness NAME --rest-there",
        "papers enter FILE 7K3M-9Q2A --on 2026-11-20 --auditor NAME --witness NAME --rest-there --missing PC-0001 "
        '--elsewhere "PC-0002=3F" --found "PC-0900;laptop;by the window"',
        "papers enter FILE 7K3M-9Q2A --on 2026-11-20 --auditor NAME --witness NAME --from RESULTS.xlsx",
    )
    for each in (room, enter):
        audit_file(each)
        each.add_argument("code", metavar="CODE", help=_("code of the paper, or its number (the last edition)"))
    room.add_argument("--out", type=Path, metavar="OUT.xlsx", help=_("write a table to fill in, for enter --from"))
    enter.add_argument(
        "--on", type=arguments.day, required=True, metavar="YYYY-MM-DD", help=_("the day that stands on the paper")
    )
    enter.add_argument("--auditor", required=True, metavar="NAME", help=_("auditor, as it stands on the sheet"))
    enter.add_argument("--witness", required=True, metavar="NAME", help=_("witness, as it stands on the sheet"))
    enter.add_argument(
        "--from", dest="table", type=Path, metavar="TABLE", help=_("results in a table: .xlsx or .csv (see room --out)")
    )
    for name, metavar, says in (
        ("there", "KEY", _("a terminal that was there (repeatable)")),
        ("missing", "KEY", _("a terminal that was not there (repeatable)")),
        ("elsewhere", "KEY=PLACE", _("a terminal that was met at another place (repeatable)")),
        ("condition", "KEY=TEXT", _("state of a terminal, such as off or in its box (repeatable)")),
        ("note", "KEY=TEXT", _("remark on a terminal (repeatable)")),
        (
            "found",
            "TEXT",
            _("a terminal that is not on the sheet: NUMBER;KIND;PLACE;SYSTEM;USER;STATE;REMARK (repeatable)"),
        ),
    ):
        enter.add_argument(f"--{name}", action="append", default=[], metavar=metavar, help=says)
    enter.add_argument("--rest-there", action="store_true", help=_("all others that stand on the sheet were there"))
    enter.add_argument(
        "--one-person",
        default="",
        metavar="REASON",
        help=_("auditor and witness are one person, and why; without it two are needed"),
    )
    enter.add_argument("--remark", default="", metavar="TEXT", help=_("remark on the room"))


def _room(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        sheet = rooms.open_sheet(desk, options.code, gettext_in)
        if options.out is not None:
            room_files.write(desk, sheet, options.out, _)
    looks = {look.match_key: look for look in sheet.walk.looks} if sheet.walk is not None else {}
    seen = room_words.seen_words(_)
    rows = []
    for line in sheet.lines:
        look = looks.get(line.expected.match_key)
        result = " ".join(filter(None, (seen[look.seen], look.where))) if look else _("(not entered)")
        rows.append((line.expected.key, line.expected.kind, line.expected.holder, result, room_words.since(line, _)))
    lines = [printing_words(sheet.printing, _)]
    lines += [told] if (told := room_words.changed(sheet, _)) else []
    lines += aligned(rows) or [_("The ledger has no terminal in this room; name what stood there with --found.")]
    if sheet.walk is not None:
        said = _("Entered: {auditor}, {witness}; {day}. Terminals that are not on it: {count}")
        walk = sheet.walk
        lines.append(said.format(auditor=walk.auditor, witness=walk.witness, day=walk.day, count=len(walk.unlisted)))
        lines += ["  " + " ".join(filter(None, row.texts)) for row in walk.unlisted]
        if sheet.one_person:
            lines.append(_("One person walked alone. Reason: {reason}").format(reason=sheet.one_person))
    lines += [_("Written: {file}").format(file=options.out)] if options.out is not None else []
    return Outcome(lines, _sheet_data(sheet))


def _enter(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        sheet = rooms.open_sheet(desk, options.code, gettext_in)
        looks: tuple[Look, ...] = ()
        unlisted: tuple[Unlisted, ...] = ()
        if options.table is not None:
            looks, unlisted = room_files.read(desk, sheet, options.table, gettext_in)
        walk = Walk(
            "",
            options.on,
            options.auditor,
            options.witness,
            _looks(sheet, options, looks),
            (*unlisted, *map(_unlisted, options.found)),
            options.remark,
        )
        changes, entered = rooms.enter(desk, sheet.printing.code, walk, gettext_in, one_person=options.one_person)
    lines = [*room_words.summary(entered, _), *finding_lines(entered.findings)]
    if not changes:
        lines = [_("Nothing was changed: the same was entered before.")]
    data = {
        "code": entered.printing.code,
        "number": entered.printing.number,
        "there": entered.walk.count(Seen.THERE),
        "missing": entered.walk.count(Seen.MISSING),
        "elsewhere": entered.walk.count(Seen.ELSEWHERE),
        "unlisted": len(entered.walk.unlisted),
        "records": {"added": entered.added, "changed": entered.changed, "removed": entered.removed},
        "outdone": list(entered.outdone),
        "known": [{"number": each.number, "key": each.key, "where": each.where} for each in entered.known],
        "signed": entered.signed,
        "signers_kept": [{"role": each.role, "name": each.name} for each in entered.kept.signers]
        if entered.kept is not None
        else None,
        "replaced": _replaced_data(entered.replaced),
        "one_person": entered.one_person or None,
        "findings": finding_counts(entered.findings),
        "saved_at": changes.at,
    }
    return Outcome(lines, data)


def _replaced_data(found: Replaced) -> dict[str, Any]:
    return {
        "looks": [
            {
                "key": old.key,
                "before": {"seen": old.seen.value, "where": old.where},
                "after": {"seen": new.seen.value, "where": new.where},
            }
            for old, new in found.looks
        ],
        "dropped": [{"key": look.key, "seen": look.seen.value, "where": look.where} for look in found.dropped],
        "unlisted_gone": [{name: getattr(row, name) for name in _UNLISTED_FIELDS} for row in found.gone],
        "facts": [{"name": name, "before": before, "after": after} for name, before, after in found.facts],
    }


def _looks(sheet: RoomSheet, options: argparse.Namespace, before: tuple[Look, ...]) -> tuple[Look, ...]:
    """The results that the options tell, over those of a table. What stands on no sheet goes on as it is: the service
    refuses it with its reason."""
    found = {look.match_key: look for look in before}
    by_key = {match_key(line.expected.key): line.expected for line in sheet.lines}

    def tell(key: str, seen: Seen, where: str = "") -> None:
        known = by_key.get(match_key(key))
        match = known.match_key if known is not None else f"?{key}"
        found[match] = Look(match, key, known.named_by if known is not None else "asset_no", seen, where)

    for key in options.there:
        tell(key, Seen.THERE)
    for key in options.missing:
        tell(key, Seen.MISSING)
    for text in options.elsewhere:
        key, _sign, where = text.partition("=")
        tell(key.strip(), Seen.ELSEWHERE, where.strip())
    if options.rest_there:
        for line in sheet.lines:
            if line.printed and line.expected.match_key not in found:
                tell(line.expected.key, Seen.THERE)
    for name, texts in (("condition", options.condition), ("remark", options.note)):
        for text in texts:
            key, _sign, said = text.partition("=")
            known = by_key.get(match_key(key.strip()))
            if known is None:
                tell(key.strip(), Seen.THERE)
            elif known.match_key in found:
                found[known.match_key] = replace(found[known.match_key], **{name: said.strip()})
            else:
                raise UserError("walk_undecided", count=1, keys=[known.key])
    return tuple(found.values())


_UNLISTED_FIELDS = ("number", "kind", "where", "system", "user", "condition", "remark")
_MOST_PARTS = len(_UNLISTED_FIELDS) - 1
"""So many signs part what is told of a terminal; the last part may have more of them."""


def _unlisted(text: str) -> Unlisted:
    parts = [part.strip() for part in text.replace("；", ";").split(";", _MOST_PARTS)]
    return Unlisted(*parts)


def _sheet_data(sheet: RoomSheet) -> dict[str, Any]:
    walk = sheet.walk
    looks = {look.match_key: look for look in walk.looks} if walk is not None else {}
    lines = []
    for line in sheet.lines:
        look = looks.get(line.expected.match_key)
        lines.append(
            {
                "key": line.expected.key,
                "kind": line.expected.kind,
                "holder": line.expected.holder,
                "grid": line.expected.grid,
                "since": line.since.value,
                "now": line.now,
                "seen": look.seen.value if look else None,
                "where": look.where if look else "",
                "condition": look.condition if look else "",
                "remark": look.remark if look else "",
            }
        )
    return {
        "code": sheet.printing.code,
        "shown_code": shown_code(sheet.printing.code),
        "number": sheet.printing.number,
        "name": sheet.printing.name,
        "site": sheet.site_name,
        "place": sheet.place,
        "as_printed": sheet.kept,
        "terminals": lines,
        "entered": None
        if walk is None
        else {
            "on": walk.day.isoformat(),
            "auditor": walk.auditor,
            "witness": walk.witness,
            "one_person": sheet.one_person or None,
            "remark": walk.remark,
            "unlisted": [{name: getattr(row, name) for name in _UNLISTED_FIELDS} for row in walk.unlisted],
            "at": walk.at,
            "by": walk.by,
        },
    }
