"""plan draft, list, filing, add, edit, assign, withdraw, restore; cases and the split are in `plan_parts`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import arguments, plan_parts
from app.cli.outcome import Outcome, Tools
from app.cli.sites import site_names
from app.domain.audit import Ground
from app.domain.catalogue import Cause, Severity
from app.domain.plan import Action, ActionState, drafted_fields, still_draft
from app.i18n import gettext as _
from app.services import auditing, planning, reporting
from app.services.ports import Desk


def add_verbs(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Declare the verbs of this module."""
    parser = verbs.add_parser("plan", help="measures of the improvement plan")
    actions = parser.add_subparsers(dest="action", required=True)
    draft = actions.add_parser("draft", parents=[shared], help="draft measures from open findings")
    draft.add_argument("file", type=Path)
    draft.set_defaults(verb=_draft)
    listing = actions.add_parser("list", parents=[shared], help="all measures")
    listing.add_argument("file", type=Path)
    listing.set_defaults(verb=_list)
    filing = actions.add_parser("filing", parents=[shared], help="ground, date, addressee and sender of the plan")
    filing.add_argument("file", type=Path)
    filing.add_argument("--ground", type=Ground, choices=list(Ground))
    filing.add_argument("--dated", type=arguments.day, metavar="YYYY-MM-DD")
    filing.add_argument("--submitted", type=arguments.day, metavar="YYYY-MM-DD")
    for name in ("law", "addressee", "representative", "representative-title"):
        filing.add_argument(f"--{name}")
    filing.add_argument("--dates", type=reporting.Dates, choices=list(reporting.Dates), help="of the reports")
    filing.set_defaults(verb=_filing)
    add = actions.add_parser("add", parents=[shared], help="a measure of your own under an item")
    add.add_argument("file", type=Path)
    add.add_argument("item", metavar="ITEM", help="such as A3-5")
    add.set_defaults(verb=_add)
    edit = actions.add_parser("edit", parents=[shared], help="write fields of a measure")
    edit.add_argument("file", type=Path)
    edit.add_argument("number", type=int)
    edit.set_defaults(verb=_edit)
    for parser, needed in ((add, True), (edit, False)):
        _fields(parser, needed)
    assign = actions.add_parser("assign", parents=[shared], help="put findings under a measure")
    assign.add_argument("file", type=Path)
    assign.add_argument("number", type=int)
    assign.add_argument("finding", nargs="+", metavar="FINDING")
    assign.set_defaults(verb=_assign)
    accept = actions.add_parser("accept", parents=[shared], help="take what was drafted of a measure as your own")
    accept.add_argument("file", type=Path)
    which = accept.add_mutually_exclusive_group(required=True)
    which.add_argument("number", type=int, nargs="?")
    which.add_argument("--all", action="store_true", help="of every measure that is still a draft")
    accept.set_defaults(verb=_accept)
    withdraw = actions.add_parser("withdraw", parents=[shared], help="take a measure out of the plan")
    withdraw.add_argument("file", type=Path)
    withdraw.add_argument("number", type=int)
    withdraw.add_argument("--reason", required=True)
    withdraw.set_defaults(verb=_withdraw)
    restore = actions.add_parser("restore", parents=[shared], help="take a withdrawn measure back into the plan")
    restore.add_argument("file", type=Path)
    restore.add_argument("number", type=int)
    restore.set_defaults(verb=_restore)
    plan_parts.add_verbs(actions, shared)


def _fields(parser: argparse.ArgumentParser, needed: bool) -> None:
    """The fields of a measure that a person may write."""
    parser.add_argument("--measure", required=needed)
    for name in ("problem", "owner", "department", "method"):
        parser.add_argument(f"--{name}")
    for name in ("start", "due", "done"):
        parser.add_argument(f"--{name}", type=arguments.day, metavar="YYYY-MM-DD")
    parser.add_argument("--state", type=ActionState, choices=list(ActionState))
    parser.add_argument("--severity", type=Severity, choices=list(Severity))
    parser.add_argument("--cause", dest="causes", action="append", type=Cause, choices=list(Cause))
    parser.add_argument("--direction", dest="directions", action="append", choices=["1", "2", "3", "4", "5"])
    parser.add_argument("--site", dest="sites", action="append", metavar="NAME")


def _draft(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        planning.draft_plan(desk, options.lang)
        plan, names = planning.view(desk), site_names(desk)
    finally:
        desk.file.close()
    line = _("Measures in the plan: {count}.").format(count=len(plan.actions))
    return Outcome([line], {"actions": [_data(a, names) for a in plan.actions]})


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        plan, names = planning.view(desk), site_names(desk)
    finally:
        desk.file.close()
    titles = {d.id: d.title.in_language(options.lang) for d in desk.catalogue.directions}
    lines = [f"{a.number:>3}  {a.item:<6}{a.due or ''}  {a.department}  {_told(a)}" for a in plan.actions]
    lines += [_("No measure serves the direction: {title}").format(title=titles[d]) for d in plan.unanswered_directions]
    data = {
        "actions": [_data(a, names) for a in plan.actions],
        "unanswered_directions": list(plan.unanswered_directions),
    }
    return Outcome(lines, data)


def _given(desk: Desk, options: argparse.Namespace) -> dict[str, Any]:
    """The fields that were named; sites by name. Raises UserError `site_unknown`."""
    given = {name: value for name in sorted(planning.WRITABLE) if (value := getattr(options, name, None)) is not None}
    if "sites" in given:
        sites = auditing.outline(desk).sites
        given["sites"] = tuple(auditing.site_named(sites, name).id for name in given["sites"])
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


def _add(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        given = _given(desk, options)
        _changes, action = planning.add_action(desk, options.item, given.pop("measure"), **given)
        names = site_names(desk)
    finally:
        desk.file.close()
    return Outcome([_("Measure {number} is saved.").format(number=action.number)], _data(action, names))


def _edit(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        _changes, action = planning.edit_action(desk, options.number, **_given(desk, options))
        names = site_names(desk)
    finally:
        desk.file.close()
    return Outcome([_("Measure {number} is saved.").format(number=action.number)], _data(action, names))


def _assign(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        _changes, action = planning.assign_findings(desk, options.number, options.finding)
        names = site_names(desk)
    finally:
        desk.file.close()
    return Outcome([_("Measure {number} is saved.").format(number=action.number)], _data(action, names))


def _accept(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        wanted = [options.number]
        if options.all:
            wanted = [a.number for a in planning.view(desk).actions if still_draft(a)]
        planning.accept_drafts(desk, wanted)
        actions = [a for a in planning.view(desk).actions if a.number in wanted]
        names = site_names(desk)
    finally:
        desk.file.close()
    lines = [_("Measure {number} is saved.").format(number=a.number) for a in actions]
    told = [_data(a, names) for a in actions]
    return Outcome(lines, {"actions": told} if options.all else told[0])


def _withdraw(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        planning.withdraw_action(desk, options.number, options.reason)
    finally:
        desk.file.close()
    line = _("Measure {number} is out of the plan; it stays in the history.").format(number=options.number)
    return Outcome([line], {"number": options.number, "withdrawn": options.reason})


def _restore(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        planning.restore_action(desk, options.number)
    finally:
        desk.file.close()
    line = _("Measure {number} is in the plan again.").format(number=options.number)
    return Outcome([line], {"number": options.number, "withdrawn": ""})


def _filing(tools: Tools, options: argparse.Namespace) -> Outcome:
    names = ("ground", "dated", "submitted", "law", "addressee", "representative", "representative_title")
    given = {name: value for name in names if (value := getattr(options, name)) is not None}
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        auditing.change_filing(desk, **given)
        if options.dates:
            reporting.set_dates(desk, options.dates)
        dates = reporting.dates(desk)
        filing = auditing.outline(desk).audit.filing
    finally:
        desk.file.close()
    law = desk.catalogue.basis_label(filing.law, options.lang) if filing.law else _("(no article)")
    data = {
        "ground": filing.ground.value,
        "law": filing.law,
        "dated": filing.dated.isoformat() if filing.dated else None,
        "addressee": filing.addressee,
        "representative_title": filing.representative_title,
        "representative": filing.representative,
        "submitted": filing.submitted.isoformat() if filing.submitted else None,
        "dates": dates.value,
    }
    return Outcome([f"{filing.ground.value}  {law}  {filing.addressee}"], data)


def _told(action: Action) -> str:
    if action.withdrawn:
        return _("(withdrawn: {reason}) {measure}").format(reason=action.withdrawn, measure=action.measure)
    if still_draft(action):
        return _("(draft) {measure}").format(measure=action.measure)
    return action.measure


def _data(action: Action, names: dict[str, str]) -> dict[str, Any]:
    return {
        "number": action.number,
        "item": action.item,
        "checkpoint": action.checkpoint,
        "problem": action.problem,
        "measure": action.measure,
        "causes": [c.value for c in action.causes],
        "directions": list(action.directions),
        "owner": action.owner,
        "department": action.department,
        "start": action.start.isoformat() if action.start else None,
        "due": action.due.isoformat() if action.due else None,
        "done": action.done.isoformat() if action.done else None,
        "state": action.state.value,
        "method": action.method,
        "findings": list(action.findings),
        "sites": [names.get(site, "") for site in action.sites],
        "severity": action.severity.value,
        "withdrawn": action.withdrawn,
        "draft": still_draft(action),
        "drafted": list(drafted_fields(action)),
    }
