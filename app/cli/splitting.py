"""plan milestone and plan control: how a physical split goes, and what protects until its cut-over."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from typing import Any

from app.cli import arguments
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import Parser, audit_file, declare, group
from app.domain import splitting as split
from app.domain.catalogue import SPLIT_YEARS
from app.domain.plan import Separation, Stage
from app.domain.splitting import Control, Course
from app.domain.timeline import Track
from app.errors import UserError
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import splitting
from app.services import timeline as timelines
from app.services.ports import Desk
from app.services.splitting import Programme, Told
from app.services.wording import day


def add_verbs(actions: Any) -> None:
    """Declare the verbs of this module on those of `plan`."""
    milestone = group(actions, "milestone", _("the stages of a physical split: planned, moved, done"))
    listing = declare(
        milestone, "list", _list, _("list every stage with what became of it"), "plan milestone list FILE"
    )
    audit_file(listing)
    move = declare(
        milestone,
        "move",
        _move,
        _("give a stage other days; one that ends later needs the reason"),
        "plan milestone move FILE SYSTEM design --end 2028-03-31 --reason TEXT",
    )
    _stage(move)
    move.add_argument("--start", type=arguments.day, metavar="YYYY-MM-DD", help=_("first day of the stage"))
    move.add_argument("--end", type=arguments.day, metavar="YYYY-MM-DD", help=_("last day of the stage"))
    move.add_argument("--reason", default="", metavar="TEXT", help=_("why it slips; kept with the slip"))
    move.add_argument(
        "--following", action="store_true", help=_("let the later stages go along by as many days as the end")
    )
    move.add_argument("--dry-run", action="store_true", help=_("only tell what would follow"))
    done = declare(
        milestone,
        "done",
        _done,
        _("say that a stage is done"),
        "plan milestone done FILE SYSTEM decision --on 2026-10-15",
    )
    _stage(done)
    which = done.add_mutually_exclusive_group()
    which.add_argument("--on", type=arguments.day, metavar="YYYY-MM-DD", help=_("on which day; today if not given"))
    which.add_argument("--not", dest="undone", action="store_true", help=_("say that it is not done"))
    _controls(actions)


def _controls(actions: Any) -> None:
    control = group(actions, "control", _("interim controls of a system until its cut-over"))
    listing = declare(control, "list", _list_controls, _("list the interim controls"), "plan control list FILE")
    audit_file(listing)
    add = declare(
        control,
        "add",
        _add,
        _("add an interim control of a system"),
        "plan control add FILE SYSTEM --text TEXT --responsible NAME --checkpoint A4-1-04",
    )
    audit_file(add)
    add.add_argument("system", metavar="SYSTEM", help=_("name of the system"))
    edit = declare(
        control, "edit", _edit, _("change an interim control"), "plan control edit FILE ID --responsible NAME"
    )
    remove = declare(
        control, "remove", _remove, _("take an interim control out"), "plan control remove FILE ID --reason TEXT"
    )
    for parser in (edit, remove):
        audit_file(parser)
        parser.add_argument("id", metavar="ID", help=_("id of the control, as `plan control list` tells it"))
    for parser, needed in ((add, True), (edit, False)):
        parser.add_argument("--text", required=needed, metavar="TEXT", help=_("what is done until the cut-over"))
        parser.add_argument("--responsible", metavar="NAME", help=_("who sees to it"))
        parser.add_argument(
            "--checkpoint",
            action="append",
            metavar="ID",
            help=_("checkpoint whose answers prove it (repeatable; replaces those on record)"),
        )
    remove.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))


def _stage(parser: Parser) -> None:
    audit_file(parser)
    parser.add_argument("system", metavar="SYSTEM", help=_("name of the system"))
    parser.add_argument(
        "stage",
        type=arguments.word_of(Stage),
        metavar="STAGE",
        help=_("which stage: decision | requirements | design | development | test | migration | separated"),
    )


# --- stages -----------------------------------------------------------------------------------------------------------


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        return _told(desk)


def _told(desk: Desk, before: tuple[str, ...] = (), **more: object) -> Outcome:
    known = splitting.programme(desk)
    lines = [*before]
    timeline = timelines.of_programme(known, desk.catalogue, current_language())
    for row in timeline.of(Track.SPLIT):
        lines += [timelines.bar_told(row, bar, _, _day) for bar in row.bars]
    return Outcome(lines, {"systems": [system_data(known, each) for each in known.separations], **more})


def _move(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        known = splitting.programme(desk)
        separation = known.named(options.system)
        old = next((m for m in separation.milestones if m.stage is options.stage), None)
        if old is None:
            raise UserError("milestone_unknown", system=separation.system, stage=options.stage.value)
        start, end = options.start or old.start, options.end or old.end
        if options.stage is Stage.SEPARATED:
            start = end = options.end or options.start or old.end
        changed = split.moved(separation, options.stage, start, end, following=options.following)
        told = splitting.foretold(desk, changed)
        lines = (
            *reopened_lines(told, written=not options.dry_run),
            *lacking_lines(told.lacking, desk.catalogue.limit(SPLIT_YEARS)),
        )
        data = _foretold_data(told)
        if not options.dry_run:
            splitting.move(desk, separation.id, options.stage, start, end, options.reason, following=options.following)
        return _told(desk, lines, **data, written=not options.dry_run)


def reopened_lines(told: Told, *, written: bool) -> list[str]:
    """How many answers a move of stages has confirmed again, in a sentence; none where none is."""
    if not told.reopened:
        return []
    if written:
        return [_("Answers to be confirmed again: {count} (answers --show stale).").format(count=len(told.reopened))]
    return [_("This would have answers confirmed again: {count}.").format(count=len(told.reopened))]


def lacking_lines(lacking: tuple[str, ...], years: int) -> list[str]:
    """What is asked where a split takes longer than about so many years (報告書概要 ¶12①)."""
    words = {"reason": _("the reason (--reason)"), "interim": _("the interim measures (--interim)")}
    if not lacking:
        return []
    said = _(
        "It ends later than about {years} years on (¶12①). Please enter with `plan separation FILE SYSTEM`: {what}. "
        "The plan prints both."
    )
    return [said.format(years=years, what=listed(words[each] for each in lacking))]


def _foretold_data(told: Told) -> dict[str, object]:
    return {
        "slips": [
            {"stage": m.stage.value, "before": m.before.end.isoformat(), "end": m.after.end.isoformat()}
            for m in told.slips
        ],
        "reopened": [{"checkpoint": c, "site": s} for c, s in sorted(told.reopened)],
        "lacking": list(told.lacking),
    }


def _done(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        separation = splitting.programme(desk).named(options.system)
        on: date | None = None if options.undone else options.on or desk.world.clock.today()
        splitting.set_done(desk, separation.id, options.stage, on)
        return _told(desk)


# --- controls ---------------------------------------------------------------------------------------------------------


def _list_controls(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        return _controls_told(desk)


def _controls_told(desk: Desk, made: Control | None = None) -> Outcome:
    known = splitting.programme(desk)
    lines, data = [], []
    for separation in known.separations:
        for control in split.of_system(known.controls, separation.id):
            parts = (control.id, separation.system, control.text, control.responsible, listed(control.checkpoints))
            lines.append("  ".join(part for part in parts if part))
            data.append({**control_data(control), "system": separation.system})
    return Outcome(lines, {"controls": data, **({"id": made.id} if made is not None else {})})


def _add(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        separation = splitting.programme(desk).named(options.system)
        made = Control("", separation.id, 0, options.text, options.responsible or "", tuple(options.checkpoint or ()))
        return _controls_told(desk, splitting.put_control(desk, made)[1])


def _edit(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        old = next((c for c in splitting.programme(desk).controls if c.id == options.id), None)
        if old is None:
            raise UserError("control_unknown", control=options.id)
        given: dict[str, Any] = {
            name: value for name in ("text", "responsible") if (value := getattr(options, name)) is not None
        }
        if options.checkpoint is not None:
            given["checkpoints"] = tuple(each for each in options.checkpoint if each)
        return _controls_told(desk, splitting.put_control(desk, replace(old, **given))[1])


def _remove(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        splitting.remove_control(desk, options.id, options.reason)
        return _controls_told(desk)


# --- data -------------------------------------------------------------------------------------------------------------


def system_data(known: Programme, separation: Separation) -> dict[str, Any]:
    """One system with its stages and controls."""
    return {
        "system": separation.system,
        "current": separation.current,
        "due": _iso(separation.due),
        "reason": separation.reason,
        "interim": separation.interim,
        "lacking": list(split.lacking_beyond(separation, known.horizon, known.controls)),
        "stages": [
            {
                "stage": m.stage.value,
                "start": m.start.isoformat(),
                "end": m.end.isoformat(),
                **_course_data(known.course(separation.id, m.stage)),
            }
            for m in separation.milestones
        ],
        "controls": [control_data(c) for c in split.of_system(known.controls, separation.id)],
    }


def _course_data(course: Course) -> dict[str, Any]:
    return {
        "planned_start": _iso(course.planned_start),
        "planned_end": _iso(course.planned_end),
        "done": _iso(course.done),
        "revisions": [
            {
                "from": each.from_end.isoformat(),
                "to": each.end.isoformat(),
                "slipped": each.slipped,
                "reason": each.reason,
                "at": each.at,
                "by": each.by,
            }
            for each in course.revisions
        ],
    }


def control_data(control: Control) -> dict[str, Any]:
    """An interim control."""
    return {
        "id": control.id,
        "text": control.text,
        "responsible": control.responsible,
        "checkpoints": list(control.checkpoints),
    }


def _day(value: date) -> str:
    return day(value.isoformat(), current_language())


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
