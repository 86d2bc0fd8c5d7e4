"""plan draft, list, filing, add, edit, assign, withdraw, restore; cases and the split are in `plan_parts`, the list
for filling in is in `plan_tracker`."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import arguments, case_papers, filings, measures, plan_parts, plan_tracker, six_factors
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import Parser, audit_file, declare, group
from app.cli.sites import site_names
from app.cli.words import ground_word
from app.domain.audit import Ground
from app.domain.grades import Cause, Severity
from app.domain.plan import Action, ActionState, drafted_fields, still_draft, undecided
from app.i18n import gettext as _
from app.i18n import listed
from app.services import auditing, planning, reporting
from app.services import measures as measure_service
from app.services.measure_words import field_words
from app.services.ports import Desk


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    actions = group(verbs, "plan", _("the improvement plan: measures, cases, physical split, filing"))
    draft = declare(actions, "draft", _draft, _("draft measures from open findings"), "plan draft FILE")
    audit_file(draft)
    listing = declare(actions, "list", _list, _("list all measures"), "plan list FILE")
    audit_file(listing)
    filing = declare(
        actions,
        "filing",
        _filing,
        _("ground, date, addressee and sender of the plan"),
        "plan filing FILE --ground order --dated 2026-09-01 --addressee TEXT",
    )
    audit_file(filing)
    filing.add_argument(
        "--ground",
        type=arguments.word_of(Ground),
        metavar="GROUND",
        help=_("what the plan is filed under: order | recommendation | guidance | voluntary"),
    )
    filing.add_argument("--dated", type=arguments.day, metavar="YYYY-MM-DD", help=_("day of the order or the like"))
    filing.add_argument("--submitted", type=arguments.day, metavar="YYYY-MM-DD", help=_("day of submission"))
    filing.add_argument("--law", metavar="ID", help=_("article that is named; follows from ground and role"))
    filing.add_argument("--addressee", metavar="TEXT", help=_("to whom the plan is addressed"))
    filing.add_argument("--representative", metavar="NAME", help=_("who signs for the company"))
    filing.add_argument("--representative-title", metavar="TEXT", help=_("title of who signs"))
    filing.add_argument(
        "--dates",
        type=arguments.word_of(reporting.Dates),
        metavar="STYLE",
        help=_("how reports write dates: both (with the Japanese era) | western"),
    )
    add = declare(
        actions,
        "add",
        _add,
        _("add a measure of your own under an item"),
        "plan add FILE A3-5 --measure TEXT --due 2026-12-25",
    )
    audit_file(add)
    add.add_argument("item", metavar="ITEM", help=_("item that the measure belongs to, such as A3-5"))
    edit = declare(
        actions, "edit", _edit, _("write fields of a measure"), "plan edit FILE 3 --state done --done 2026-11-20"
    )
    _measure(edit)
    for parser, needed in ((add, True), (edit, False)):
        _fields(parser, needed)
    assign = declare(actions, "assign", _assign, _("put findings under a measure"), "plan assign FILE 3 F-0123456789")
    _measure(assign)
    assign.add_argument("finding", nargs="+", metavar="FINDING", help=_("id of a finding, as `findings` tells it"))
    accept = declare(
        actions,
        "adopt",
        _adopt,
        _("adopt what the program proposed of measures as written: they are drafts no more"),
        "plan adopt FILE 3 5",
        "plan adopt FILE --all",
        aliases=("accept",),
    )
    audit_file(accept)
    which = accept.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "number",
        type=arguments.number,
        nargs="*",
        default=[],
        metavar="NUMBER",
        help=_("number of the measure, as `plan list` tells it"),
    )
    which.add_argument("--all", action="store_true", help=_("every measure that is still a draft"))
    withdraw = declare(
        actions,
        "withdraw",
        _withdraw,
        _("take a measure out of the plan; it stays in the history"),
        "plan withdraw FILE 3 --reason TEXT",
    )
    _measure(withdraw)
    withdraw.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))
    restore = declare(
        actions, "restore", _restore, _("take a withdrawn measure back into the plan"), "plan restore FILE 3"
    )
    _measure(restore)
    plan_parts.add_verbs(actions)
    measures.add_verbs(actions)
    filings.add_verbs(actions)
    plan_tracker.add_verbs(actions)
    case_papers.add_verbs(actions)
    six_factors.add_verbs(actions)


def _measure(parser: Parser) -> None:
    audit_file(parser)
    parser.add_argument(
        "number", type=arguments.number, metavar="NUMBER", help=_("number of the measure, as `plan list` tells it")
    )


def _fields(parser: Parser, needed: bool) -> None:
    """The fields of a measure that a person may write."""
    parser.add_argument("--measure", required=needed, metavar="TEXT", help=_("what is done"))
    parser.add_argument("--problem", metavar="TEXT", help=_("the present problem"))
    parser.add_argument("--owner", metavar="NAME", help=_("person in charge"))
    parser.add_argument("--department", metavar="TEXT", help=_("section in charge"))
    parser.add_argument("--method", metavar="TEXT", help=_("how the effect is checked"))
    parser.add_argument("--start", type=arguments.day, metavar="YYYY-MM-DD", help=_("first day"))
    parser.add_argument("--due", type=arguments.day, metavar="YYYY-MM-DD", help=_("due date"))
    parser.add_argument(
        "--done",
        type=arguments.day,
        metavar="YYYY-MM-DD",
        help=_("day of completion; goes with the state done and a start"),
    )
    parser.add_argument(
        "--state",
        type=arguments.word_of(ActionState),
        metavar="STATE",
        help=_("not_started | in_progress | done | settling"),
    )
    parser.add_argument(
        "--severity",
        type=arguments.word_of(Severity),
        metavar="SEVERITY",
        help=_("serious | improvement | observation"),
    )
    parser.add_argument(
        "--cause",
        dest="causes",
        action="append",
        type=arguments.word_of(Cause),
        metavar="CAUSE",
        help=_("kind of cause (repeatable): opportunity | motive | rationalisation"),
    )
    parser.add_argument(
        "--direction",
        dest="directions",
        action="append",
        metavar="N",
        help=_("direction of ¶7 that it serves, 1 to 5 (repeatable)"),
    )
    parser.add_argument(
        "--site", dest="sites", action="append", metavar="NAME", help=_("site where it is done (repeatable)")
    )


def _draft(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        planning.draft_plan(desk, options.lang)
        plan, names = planning.view(desk), site_names(desk)
    line = _("Measures in the plan: {count}.").format(count=len(plan.actions))
    return Outcome([line], {"actions": [_data(a, names) for a in plan.actions]})


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        plan, names = planning.view(desk), site_names(desk)
        beside = {found.action.id: measures.beside_data(found) for found in measure_service.listing(desk)}
    titles = {d.id: d.title.in_language(options.lang) for d in desk.catalogue.directions}
    lines = [f"{a.number:>3}  {a.item:<6}{a.until or ''}  {a.department}  {_told(a)}" for a in plan.actions]
    lines += [_("No measure serves the direction: {title}").format(title=titles[d]) for d in plan.unanswered_directions]
    data = {
        "actions": [{**_data(a, names), **beside.get(a.id, {})} for a in plan.actions],
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
    with opened(tools, options) as desk:
        given = _given(desk, options)
        _changes, action = planning.add_action(desk, options.item, given.pop("measure"), **given)
        names = site_names(desk)
    return Outcome([_("Measure {number} is saved.").format(number=action.number)], _data(action, names))


def _edit(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        given = _given(desk, options)
        _changes, action = planning.edit_action(desk, options.number, **given)
        names = site_names(desk)
    lines = [_("Measure {number} is saved.").format(number=action.number), *_still(action)]
    return Outcome(lines, _data(action, names))


def _still(action: Action) -> list[str]:
    """What keeps a measure a draft, and the way out."""
    words = field_words(_)
    if not (names := [words[name] for name in undecided(action)]):
        return []
    said = _("It is still a draft, as the program proposed: {fields}. Write that, or `plan adopt FILE {number}`.")
    return [said.format(fields=listed(names), number=action.number)]


def _assign(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _changes, action = planning.assign_findings(desk, options.number, options.finding)
        names = site_names(desk)
    return Outcome([_("Measure {number} is saved.").format(number=action.number)], _data(action, names))


def _adopt(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        wanted = options.number
        if options.all:
            wanted = [a.number for a in planning.view(desk).actions if still_draft(a)]
        planning.accept_drafts(desk, wanted)
        actions = [a for a in planning.view(desk).actions if a.number in wanted]
        names = site_names(desk)
    lines = [_("Measure {number} is saved.").format(number=a.number) for a in actions]
    told = [_data(a, names) for a in actions]
    return Outcome(lines, told[0] if not options.all and len(told) == 1 else {"actions": told})


def _withdraw(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        planning.withdraw_action(desk, options.number, options.reason)
    line = _("Measure {number} is out of the plan; it stays in the history.").format(number=options.number)
    return Outcome([line], {"number": options.number, "withdrawn": options.reason})


def _restore(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        planning.restore_action(desk, options.number)
    line = _("Measure {number} is in the plan again.").format(number=options.number)
    return Outcome([line], {"number": options.number, "withdrawn": ""})


def _filing(tools: Tools, options: argparse.Namespace) -> Outcome:
    names = ("ground", "dated", "submitted", "law", "addressee", "representative", "representative_title")
    given = {name: value for name in names if (value := getattr(options, name)) is not None}
    with opened(tools, options) as desk:
        auditing.change_filing(desk, **given)
        if options.dates:
            reporting.set_dates(desk, options.dates)
        dates = reporting.dates(desk)
        filing = auditing.outline(desk).audit.filing
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
    return Outcome([f"{ground_word(filing.ground)}  {law}  {filing.addressee}"], data)


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
        "undecided": list(undecided(action)),
        "drafted": list(drafted_fields(action)),
    }
