"""flag set, clear, list; assign set, list, remove: what somebody comes back to, and who looks at what."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import arguments
from app.cli.batches import chosen_places, chosen_sites, sites_options
from app.cli.columns import aligned
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group
from app.domain.audit import COMPANY
from app.domain.duties import Assignment
from app.domain.progress import Tally
from app.errors import UserError
from app.i18n import gettext as _
from app.services import assigning, auditing, flagging, known_names
from app.services.auditing import Outline


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    _add_flags(group(verbs, "flag", _("marks to come back to a checkpoint"), aliases=["flags"]))
    _add_assignments(group(verbs, "assign", _("who looks at which sites and areas"), aliases=["assignments"]))


def _add_flags(flags: Any) -> None:
    setting = declare(
        flags,
        "set",
        _set_flags,
        _("flag checkpoints"),
        "flag set FILE A4-4-04 A4-4-06 --site NAME --note TEXT",
    )
    clear = declare(flags, "clear", _clear_flags, _("take flags down"), "flag clear FILE A4-4-04 --all-sites")
    for each in (setting, clear):
        audit_file(each)
        each.add_argument(
            "checkpoints", nargs="+", metavar="CHECKPOINT", help=_("ids of the checkpoints, such as A4-4-04")
        )
        sites_options(each)
    setting.add_argument("--note", default="", metavar="TEXT", help=_("why it was flagged"))
    listing = declare(flags, "list", _list_flags, _("list the flags"), "flag list FILE --site NAME")
    audit_file(listing)
    sites_options(listing)


def _add_assignments(assign: Any) -> None:
    setting = declare(
        assign,
        "set",
        _assign,
        _("let somebody look at sites and areas"),
        "assign set FILE NAME --site NAME --item A4-4 --department TEXT --due 2026-12-18",
    )
    audit_file(setting)
    setting.add_argument("person", metavar="PERSON", help=_("who is to look at it"))
    sites_options(setting)
    setting.add_argument("--company", action="store_true", help=_("the company's own checkpoints"))
    setting.add_argument(
        "--item", action="append", default=[], metavar="ITEM", help=_("only this item, such as A4-4 (repeatable)")
    )
    setting.add_argument("--department", default="", metavar="TEXT", help=_("section of that person"))
    setting.add_argument("--due", type=arguments.day, metavar="YYYY-MM-DD", help=_("day until which it is to be done"))
    listing = declare(
        assign, "list", _list, _("list who looks at what and how far it is"), "assign list FILE --person NAME"
    )
    audit_file(listing)
    listing.add_argument("--person", default="", metavar="NAME", help=_("only this person"))
    remove = declare(
        assign, "remove", _remove, _("take assignments away"), "assign remove FILE NAME --all-sites --item A4-4"
    )
    audit_file(remove)
    remove.add_argument("person", metavar="PERSON", help=_("whose assignments they are"))
    sites_options(remove)
    remove.add_argument("--company", action="store_true", help=_("the company's own checkpoints"))
    remove.add_argument(
        "--item", action="append", default=[], metavar="ITEM", help=_("only this item, such as A4-4 (repeatable)")
    )


def _set_flags(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        places = chosen_places(desk, auditing.outline(desk), options)
        before = len(flagging.flags(desk))
        changes = flagging.set_flags(desk, places, options.note)
        count = len(flagging.flags(desk))
    line = _("Flags: {count} ({new} new)").format(count=count, new=count - before)
    return Outcome([line], {"flags": count, "new": count - before, "saved_at": changes.at})


def _clear_flags(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        places = chosen_places(desk, auditing.outline(desk), options)
        changes = flagging.clear_flags(desk, places)
        count = len(flagging.flags(desk))
    return Outcome([_("Flags left: {count}").format(count=count)], {"flags": count, "saved_at": changes.at})


def _list_flags(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        outline = auditing.outline(desk)
        wanted = chosen_sites(outline, options)
        known = [flag for flag in flagging.flags(desk) if not wanted or flag.site in wanted]
    names = _names(outline)
    told = [{"checkpoint": f.checkpoint, "site": names[f.site], "note": f.note, "at": f.at, "by": f.by} for f in known]
    lines = aligned([(t["checkpoint"], t["site"] or _("(company)"), t["note"]) for t in told])
    return Outcome(lines or [_("Nothing is flagged.")], {"flags": told})


def _assign(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        sites = [*([COMPANY] if options.company else []), *chosen_sites(auditing.outline(desk), options)]
        changes = assigning.assign(desk, sites, options.item, options.person, options.department, options.due)
        told = _loads(assigning.loads(desk), _names(auditing.outline(desk)), options.person)
    return Outcome(_lines(told), {"people": told, "saved_at": changes.at})


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        person = known_names.person(desk, options.person) if options.person else ""
        told = _loads(assigning.loads(desk), _names(auditing.outline(desk)), person)
    return Outcome(_lines(told) or [_("Nothing is assigned to anybody.")], {"people": told})


def _remove(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        wanted = [*([COMPANY] if options.company else []), *chosen_sites(auditing.outline(desk), options)]
        gone = [
            each.id
            for each in assigning.assignments(desk)
            if each.person == options.person
            and (not wanted or each.site in wanted)
            and (not options.item or each.item in options.item)
        ]
        if not gone:
            raise UserError("assignment_unknown")
        changes = assigning.remove(desk, gone)
    line = _("Assignments taken away: {count}").format(count=len(gone))
    return Outcome([line], {"removed": len(gone), "saved_at": changes.at})


def _names(outline: Outline) -> dict[str, str]:
    return {COMPANY: "", **{site.id: site.name for site in outline.sites}}


def _loads(loads: tuple[assigning.Load, ...], names: dict[str, str], person: str) -> list[dict[str, Any]]:
    return [
        {
            "person": load.person,
            "departments": list(load.departments),
            **_progress(load.tally),
            "due": load.due.isoformat() if load.due else None,
            "overdue": load.overdue,
            "assignments": [_assignment(each, names, tally) for each, tally in load.assignments],
        }
        for load in loads
        if person in ("", load.person)
    ]


def _assignment(each: Assignment, names: dict[str, str], tally: Tally) -> dict[str, Any]:
    due = each.due.isoformat() if each.due else None
    return {"site": names[each.site], "item": each.item, "due": due, **_progress(tally)}


def _progress(tally: Tally) -> dict[str, int]:
    return {"answered": tally.answered, "total": tally.total, "deficient": tally.partly + tally.nonconforming}


def _lines(told: list[dict[str, Any]]) -> list[str]:
    lines = []
    for load in told:
        due = _("due {day}").format(day=load["due"]) if load["due"] else ""
        late = _("overdue") if load["overdue"] else ""
        head = [load["person"], *load["departments"], f"{load['answered']}/{load['total']}", due, late]
        lines.append("  ".join(filter(None, head)))
        for each in load["assignments"]:
            where = each["site"] or _("(company)")
            parts = [where, each["item"], f"{each['answered']}/{each['total']}", each["due"] or ""]
            lines.append("  " + "  ".join(filter(None, parts)))
    return lines
