"""plan draft, list, filing, edit."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from app.cli.outcome import Outcome, Tools
from app.domain.audit import Ground
from app.domain.plan import Action, ActionState
from app.i18n import gettext as _
from app.services import auditing, planning


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
    filing.add_argument("--dated", type=date.fromisoformat, metavar="YYYY-MM-DD")
    filing.add_argument("--submitted", type=date.fromisoformat, metavar="YYYY-MM-DD")
    for name in ("law", "addressee", "representative", "representative-title"):
        filing.add_argument(f"--{name}")
    filing.set_defaults(verb=_filing)
    edit = actions.add_parser("edit", parents=[shared], help="write fields of a measure")
    edit.add_argument("file", type=Path)
    edit.add_argument("number", type=int)
    for name in ("problem", "measure", "owner", "department", "method"):
        edit.add_argument(f"--{name}")
    for name in ("start", "due", "done"):
        edit.add_argument(f"--{name}", type=date.fromisoformat, metavar="YYYY-MM-DD")
    edit.add_argument("--state", type=ActionState, choices=list(ActionState))
    edit.set_defaults(verb=_edit)


def _draft(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        planning.draft_plan(desk, options.lang)
        plan = planning.view(desk)
    finally:
        desk.file.close()
    line = _("The plan has {count} measures.").format(count=len(plan.actions))
    return Outcome([line], {"actions": [_data(a) for a in plan.actions]})


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        plan = planning.view(desk)
    finally:
        desk.file.close()
    titles = {d.id: d.title.in_language(options.lang) for d in desk.catalogue.directions}
    lines = [f"{a.number:>3}  {a.item:<6}{a.due or ''}  {a.department}  {a.measure}" for a in plan.actions]
    lines += [_("No measure serves the direction: {title}").format(title=titles[d]) for d in plan.unanswered_directions]
    data = {
        "actions": [_data(a) for a in plan.actions],
        "unanswered_directions": list(plan.unanswered_directions),
    }
    return Outcome(lines, data)


def _edit(tools: Tools, options: argparse.Namespace) -> Outcome:
    given = {name: value for name in sorted(planning.WRITABLE) if (value := getattr(options, name, None)) is not None}
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        _changes, action = planning.edit_action(desk, options.number, **given)
    finally:
        desk.file.close()
    return Outcome([_("Measure {number} is saved.").format(number=action.number)], _data(action))


def _filing(tools: Tools, options: argparse.Namespace) -> Outcome:
    names = ("ground", "dated", "submitted", "law", "addressee", "representative", "representative_title")
    given = {name: value for name in names if (value := getattr(options, name)) is not None}
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        auditing.change_filing(desk, **given)
        filing = auditing.outline(desk).audit.filing
    finally:
        desk.file.close()
    law = desk.catalogue.basis_label(filing.law, options.lang) if filing.law else _("(no article)")
    data = {
        "ground": filing.ground.value,
        "law": filing.law,
        "dated": filing.dated.isoformat() if filing.dated else None,
        "addressee": filing.addressee,
    }
    return Outcome([f"{filing.ground.value}  {law}  {filing.addressee}"], data)


def _data(action: Action) -> dict[str, Any]:
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
    }
