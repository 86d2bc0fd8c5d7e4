"""plan show, revise, follow, reach, effect, link, unlink, coverage, verdicts: measures while they are carried out."""

from __future__ import annotations

import argparse
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from app.cli import arguments
from app.cli.columns import padded
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import Parser, audit_file, declare
from app.cli.words import verdict_word
from app.domain.coverage import Coverage, coverage
from app.domain.grades import Cause, Verdict
from app.domain.measures import Effect, Step
from app.domain.plan import Action, overdue
from app.domain.text import one_line
from app.errors import UserError
from app.i18n import gettext as _
from app.i18n import listed
from app.services import auditing, measure_verdicts, measure_words, measures, planning, tracker_words
from app.services.measure_verdicts import Offered, Preview
from app.services.measures import MeasureView
from app.services.ports import Desk


def add_verbs(actions: Any) -> None:
    """Declare the verbs of this module under `plan`."""
    show = declare(actions, "show", _show, _("show one measure with all that is known of it"), "plan show FILE 3")
    _measure(show)
    revise = declare(
        actions,
        "revise",
        _revise,
        _("revise the due date of a measure; the original one and every reason stay"),
        "plan revise FILE 3 --due 2027-03-31 --reason TEXT",
    )
    _measure(revise)
    revise.add_argument(
        "--due", type=arguments.day, required=True, metavar="YYYY-MM-DD", help=_("the due date from now on")
    )
    revise.add_argument(
        "--past", action="store_true", help=_("take a day that has passed, though the measure is not done")
    )
    revise.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))
    follow = declare(
        actions,
        "follow",
        _follow,
        _("write progress, milestones, what was done and what comes next, cost and effort"),
        'plan follow FILE 3 --progress 40 --step "Design=2026-12-01"',
    )
    _measure(follow)
    follow.add_argument("--progress", type=_percent, metavar="PERCENT", help=_("how far it is, 0 to 100"))
    follow.add_argument("--account", metavar="TEXT", help=_("what was done"))
    follow.add_argument("--upcoming", metavar="TEXT", help=_("what comes next"))
    follow.add_argument("--cost", metavar="TEXT", help=_('what it costs, with a number ("" for none)'))
    follow.add_argument("--effort", metavar="TEXT", help=_('how much work it is, with a number ("" for none)'))
    follow.add_argument(
        "--step",
        dest="steps",
        type=_step,
        action="append",
        default=[],
        metavar="TEXT[=YYYY-MM-DD]",
        help=_("a further milestone with its due date (repeatable)"),
    )
    follow.add_argument(
        "--no-step",
        dest="no_steps",
        type=arguments.number,
        action="append",
        default=[],
        metavar="STEP",
        help=_("take the milestone of that number out (repeatable)"),
    )
    reach = declare(
        actions, "reach", _reach, _("say that a milestone was reached"), "plan reach FILE 3 1 --on 2026-12-01"
    )
    _measure(reach)
    reach.add_argument("step", type=arguments.number, metavar="STEP", help=_("number of the milestone, from 1"))
    when = reach.add_mutually_exclusive_group()
    when.add_argument("--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("day; today if not given"))
    when.add_argument("--not", dest="not_reached", action="store_true", help=_("it was not reached after all"))
    effect = declare(
        actions,
        "effect",
        _effect,
        _("record who looked at the effect of a measure, and what that came to"),
        "plan effect FILE 3 effective --by NAME",
    )
    _measure(effect)
    effect.add_argument(
        "result",
        type=arguments.word_of(Effect),
        metavar="RESULT",
        help=_("effective | partly | not_effective | not_yet"),
    )
    effect.add_argument("--by", required=True, metavar="NAME", help=_("who looked at it"))
    effect.add_argument("--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("day; today if not given"))
    effect.add_argument("--remark", default="", metavar="TEXT", help=_("what is lacking, where it is not effective"))
    for name, run, says in (
        ("link", _link, _("put several findings under several measures")),
        ("unlink", _unlink, _("take findings off measures; no draft brings them back")),
    ):
        verb = declare(actions, name, run, says, f"plan {name} FILE F-0123456789 --measure 3 --measure 5")
        audit_file(verb)
        verb.add_argument("finding", nargs="+", metavar="FINDING", help=_("id of a finding, as `findings` tells it"))
        verb.add_argument(
            "--measure",
            dest="measures",
            type=arguments.number,
            action="append",
            required=True,
            metavar="NUMBER",
            help=_("number of a measure (repeatable)"),
        )
    covered = declare(
        actions,
        "coverage",
        _coverage,
        _("causes × directions of ¶7: how many measures serve each, and which none serves"),
        "plan coverage FILE",
        "plan coverage FILE --cause motive",
    )
    audit_file(covered)
    covered.add_argument(
        "--cause",
        type=arguments.word_of(Cause),
        metavar="CAUSE",
        help=_("list the measures of this cause: opportunity | motive | rationalisation"),
    )
    covered.add_argument("--direction", default="", metavar="N", help=_("list the measures of this direction, 1 to 5"))
    verdicts = declare(
        actions,
        "verdicts",
        _verdicts,
        _("show the verdicts that a finished measure proposes; with --take, record some as your own answers"),
        "plan verdicts FILE 3",
        "plan verdicts FILE 3 --take A4-4-04@NAME --take A1-1-05=partly",
    )
    _measure(verdicts)
    verdicts.add_argument(
        "--take",
        type=_taken,
        action="append",
        default=[],
        metavar="CHECKPOINT[@SITE][=VERDICT]",
        help=_("answer there: conforming if nothing else is said, or partly (repeatable)"),
    )
    verdicts.add_argument(
        "--reason", default="", metavar="TEXT", help=_("said after the reason that names the measure")
    )


def _measure(parser: Parser) -> None:
    audit_file(parser)
    parser.add_argument(
        "number", type=arguments.number, metavar="NUMBER", help=_("number of the measure, as `plan list` tells it")
    )


def _percent(text: str) -> int:
    digits = arguments.narrow(text).removesuffix("%")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 3 and int(digits) <= 100):
        raise ArgumentTypeError(_("“{text}” is no number from 0 to 100.").format(text=text))
    return int(digits)


def _step(text: str) -> Step:
    words, equals, day = text.rpartition("=")
    return Step(words.strip(), arguments.day(day)) if equals else Step(text.strip())


def _taken(text: str) -> tuple[str, str, Verdict]:
    place, _equals, word = text.partition("=")
    checkpoint, _at, site = place.partition("@")
    if word not in ("", *(verdict.value for verdict in measure_verdicts.PROPOSED)):
        raise ArgumentTypeError(_("“{text}” is neither conforming nor partly.").format(text=word))
    return checkpoint.strip(), site.strip(), Verdict(word) if word else Verdict.CONFORMING


def _show(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        found, today = measures.view(desk, options.number), desk.world.clock.today()
        titles = {d.id: d.title.in_language(options.lang) for d in desk.catalogue.directions}
    action = found.action
    causes = tracker_words.causes(_)
    lines = [f"{action.number}  {action.item}  {action.measure}"]
    told = (
        (_("Due date (original)"), _iso(action.due) or "－"),
        (_("Due date (revised)"), _iso(action.revised)),
        (_("State"), measure_words.state_word(action.state, _)),
        (_("Present problem"), one_line(action.problem)),
        (_("Section in charge"), action.department),
        (_("Person in charge"), action.owner),
        (_("Kind of cause"), listed(causes[cause.value] for cause in action.causes)),
        (_("Direction of countermeasures"), listed(titles.get(each, each) for each in action.directions)),
        (_("Start"), _iso(action.start)),
        (_("Day of completion"), _iso(action.done)),
        (_("How the effect is checked"), one_line(action.method)),
        (_("Findings"), f"{len(action.findings):,}" if action.findings else ""),
        (_("Progress"), _percents(found)),
        (_("What was done"), found.facts.account),
        (_("What comes next"), found.facts.upcoming),
        (_("Cost"), found.facts.cost),
        (_("Effort"), found.facts.effort),
        (_("Effect"), measure_words.effect_word(found.check.result, _) if found.check else ""),
    )
    lines += [f"    {name}: {text}" for name, text in told if text]
    lines += [
        f"    {number}. {'✓' if s.done else '□'} {s.text}  {_iso(s.due) or ''}"
        for number, s in enumerate(found.facts.milestones, start=1)
    ]
    lines += [f"    → {r.due}  {r.reason}  ({r.by}, {r.at[:10]})" for r in found.revisions]
    lines += [
        f"    {c.checked_on}  {measure_words.effect_word(c.result, _)}  {c.person}  {c.remark}" for c in found.checks
    ]
    if overdue(action, today):
        lines.append("    " + _("× overdue"))
    return Outcome(lines, measure_data(found))


def _saved(desk: Desk, number: int) -> Outcome:
    found = measures.view(desk, number)
    return Outcome([_("Measure {number} is saved.").format(number=number)], measure_data(found))


def _revise(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        measures.revise_due(desk, options.number, options.due, options.reason, past=options.past)
        return _saved(desk, options.number)


def _follow(tools: Tools, options: argparse.Namespace) -> Outcome:
    names = ("progress", "account", "upcoming", "cost", "effort")
    given: dict[str, Any] = {name: value for name in names if (value := getattr(options, name)) is not None}
    with opened(tools, options) as desk:
        if options.steps or options.no_steps:
            known = measures.view(desk, options.number).facts.milestones
            for step in options.no_steps:
                if step > len(known):
                    raise UserError("measure_step_unknown", number=options.number, step=step)
            kept = (s for place, s in enumerate(known, start=1) if place not in options.no_steps)
            given["milestones"] = (*kept, *options.steps)
        measures.follow(desk, options.number, **given)
        return _saved(desk, options.number)


def _reach(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        day = None if options.not_reached else options.on or desk.world.clock.today()
        measures.reach(desk, options.number, options.step, day)
        return _saved(desk, options.number)


def _effect(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        measures.check_effect(desk, options.number, options.result, options.by, options.on, options.remark)
        return _saved(desk, options.number)


def _link(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        measures.link(desk, options.measures, options.finding)
        return _linked(desk, options)


def _unlink(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        measures.unlink(desk, options.measures, options.finding)
        return _linked(desk, options)


def _linked(desk: Desk, options: argparse.Namespace) -> Outcome:
    found = [a for a in planning.view(desk).actions if a.number in options.measures]
    lines = [
        _("Measure {number}: {findings}").format(number=a.number, findings=listed(a.findings) or "－") for a in found
    ]
    data = [{"number": a.number, "findings": list(a.findings), "unlinked": list(a.unlinked)} for a in found]
    return Outcome(lines, {"actions": data})


def _coverage(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        directions = desk.catalogue.directions
        if options.direction and options.direction not in {d.id for d in directions}:
            raise UserError("direction_unknown", direction=options.direction)
        actions = planning.view(desk).actions
    found = coverage(actions, [d.id for d in directions])
    titles = {d.id: d.title.in_language(options.lang) for d in directions}
    if options.cause or options.direction:
        wanted = found.numbers(options.cause, options.direction)
        chosen = [a for a in actions if a.number in wanted]
        return Outcome([_line(a) for a in chosen], {"numbers": list(wanted)})
    lines = [f"{'':<16}" + "".join(f"{titles[each][:1]:>5}" for each in found.order) + f"{_('Total'):>7}"]
    named = tracker_words.causes(_)
    for cause in Cause:
        cells = "".join(f"{len(found.cells[cause, each]):>5}" for each in found.order)
        lines.append(f"{padded(named[cause.value], 16)}{cells}{len(found.causes[cause]):>7}")
    lines.append(padded(_("Total"), 16) + "".join(f"{len(found.directions[each]):>5}" for each in found.order))
    lines += [_("No measure serves the cause: {cause}").format(cause=named[c.value]) for c in found.unserved_causes]
    lines += [_("No measure serves the direction: {title}").format(title=titles[d]) for d in found.unserved_directions]
    if found.untagged:
        lines.append(_("Measures without a cause or a direction: {numbers}").format(numbers=_numbers(found.untagged)))
    return Outcome(lines, _map_data(found))


def _map_data(found: Coverage) -> dict[str, Any]:
    return {
        "causes": {cause.value: list(found.causes[cause]) for cause in Cause},
        "directions": {each: list(found.directions[each]) for each in found.order},
        "cells": [
            {"cause": cause.value, "direction": each, "numbers": list(found.cells[cause, each])}
            for cause in Cause
            for each in found.order
        ],
        "unserved_causes": [cause.value for cause in found.unserved_causes],
        "unserved_directions": list(found.unserved_directions),
        "untagged": list(found.untagged),
    }


def _verdicts(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        if options.take:
            sites = auditing.outline(desk).sites
            chosen = {
                (checkpoint, auditing.site_named(sites, site).id if site else ""): verdict
                for checkpoint, site, verdict in options.take
            }
            measure_verdicts.apply(desk, options.number, chosen, options.lang, options.reason)
            line = _("Answers recorded by measure {number}: {count}.").format(number=options.number, count=len(chosen))
            taken = [{"checkpoint": c, "site": s, "verdict": v.value} for c, s, v in options.take]
            return Outcome([line], {"number": options.number, "answers": taken})
        seen = measure_verdicts.preview(desk, options.number)
    if not seen.offers:
        line = _("Measure {number} proposes no verdict: no answer it speaks of is deficient.")
        return Outcome([line.format(number=options.number)], {"number": options.number, "offers": []})
    lines = [line for offer in seen.offers for line in _offer_lines(offer, seen)]
    lines.append(_("Nothing was changed. Take those that you stand for with --take CHECKPOINT@SITE."))
    return Outcome(lines, {"number": options.number, "offers": [_offer_data(each, seen) for each in seen.offers]})


def _offer_lines(offer: Offered, seen: Preview) -> list[str]:
    checkpoint, site = offer.place
    place = f"{checkpoint}  {seen.sites.get(site) or _('Company')}"
    lines = [f"{place}  {verdict_word(offer.before.verdict)} → {verdict_word(offer.verdict)}"]
    return lines + [f"    {each}" for each in measure_verdicts.against(offer, _)]


def _offer_data(offer: Offered, seen: Preview) -> dict[str, Any]:
    return {
        "checkpoint": offer.place[0],
        "site": seen.sites.get(offer.place[1], ""),
        "before": offer.before.verdict.value,
        "verdict": offer.verdict.value,
        "open_findings": [f.id for f in offer.open_findings],
        "other_measures": list(offer.others),
        "evidence": offer.evidence,
        "effect": offer.effect.result.value if offer.effect else None,
    }


def measure_data(found: MeasureView) -> dict[str, Any]:
    """What stands beside a measure, as JSON."""
    action, facts = found.action, found.facts
    return {
        "number": action.number,
        "item": action.item,
        "measure": action.measure,
        "state": action.state.value,
        "findings": list(action.findings),
        "due": _iso(action.due),
        **beside_data(found),
        "account": facts.account,
        "upcoming": facts.upcoming,
        "cost": facts.cost,
        "effort": facts.effort,
        "revisions": [
            {"number": r.number, "due": _iso(r.due), "reason": r.reason, "at": r.at, "by": r.by}
            for r in found.revisions
        ],
        "checks": [
            {"result": c.result.value, "person": c.person, "on": _iso(c.checked_on), "remark": c.remark}
            for c in found.checks
        ],
    }


def beside_data(found: MeasureView) -> dict[str, Any]:
    """The part of it that lists tell of every measure."""
    return {
        "revised": _iso(found.action.revised),
        "until": _iso(found.action.until),
        "progress": found.facts.progress,
        "milestones": [{"text": s.text, "due": _iso(s.due), "done": _iso(s.done)} for s in found.facts.milestones],
        "effect": found.check.result.value if found.check else None,
    }


def _percents(found: MeasureView) -> str:
    return "" if found.facts.progress is None else f"{found.facts.progress} %"


def _line(action: Action) -> str:
    return f"{action.number:>3}  {action.item:<6}{action.until or ''}  {action.department}  {action.measure}"


def _numbers(numbers: tuple[int, ...]) -> str:
    return listed(map(str, numbers))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
