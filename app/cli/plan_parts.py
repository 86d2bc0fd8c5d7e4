"""plan case and plan separation: parts B and C, and the schedule of the physical split; its course and its interim
controls are in `splitting`."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli import splitting as splitting_verbs
from app.cli.case_papers import figure_data, names_told
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare
from app.cli.words import case_word, current_word
from app.domain import case_figures
from app.domain.plan import CASE_KINDS, Action, Case, Separation, Stage
from app.domain.plan_checks import SEPARATION_STATES
from app.domain.splitting import lacking_beyond
from app.errors import UserError, register_messages
from app.i18n import gettext as _
from app.services import named_people, plan_files, planning, splitting

register_messages(
    {
        "case_several": "There are several cases of the kind {kind}; name one with --id ({ids}).",
        "case_unknown": "There is no case {case} in this audit.",
    }
)

_OCCURRED = {"yes": True, "no": False, "unknown": None}
_CASE_TEXTS = {
    "title": "title",
    "overview": "overview",
    "analysis": "cause_analysis",
    "publication": "publication",
    "discipline": "discipline_note",
}


def add_verbs(actions: Any) -> None:
    """Declare `plan case` and `plan separation`."""
    case = declare(
        actions,
        "case",
        _case,
        _("show the cases for parts B and C; with KIND, write one"),
        "plan case FILE",
        "plan case FILE renewable --occurred yes --discovered 2023-01-20 --overview TEXT",
    )
    audit_file(case)
    case.add_argument(
        "kind",
        nargs="?",
        choices=CASE_KINDS,
        metavar="KIND",
        help=_("kind of case: entrant_customers | renewable | other"),
    )
    case.add_argument("--id", default="", metavar="ID", help=_("which of several cases of the kind"))
    case.add_argument("--another", action="store_true", help=_("add a further case of the kind"))
    case.add_argument(
        "--occurred", choices=list(_OCCURRED), metavar="ANSWER", help=_("whether it occurred: yes | no | unknown")
    )
    case.add_argument("--discovered", type=arguments.day, metavar="YYYY-MM-DD", help=_("day it came to light"))
    for name, says in _texts().items():
        case.add_argument(f"--{name}", metavar="TEXT", help=says)
    case.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FILE.toml",
        help=_("take texts, figures, causes and discipline from it"),
    )
    case.add_argument("--reason", default="", metavar="TEXT", help=_("with --from: why figures were corrected"))
    split = declare(
        actions,
        "separation",
        _separation,
        _("show the schedule of the physical split; with SYSTEM, write that of one system"),
        "plan separation FILE",
        "plan separation FILE SYSTEM --state logical --stage design=2026-04-01..2026-09-30",
    )
    audit_file(split)
    split.add_argument("system", nargs="?", metavar="SYSTEM", help=_("name of the system"))
    split.add_argument(
        "--state",
        choices=SEPARATION_STATES,
        metavar="STATE",
        help=_("how far it is split: shared | logical | physical"),
    )
    split.add_argument("--method", metavar="TEXT", help=_("how it is split"))
    split.add_argument("--owner", metavar="NAME", help=_("person in charge"))
    split.add_argument("--reason", metavar="TEXT", help=_("why it takes longer than the report summary assumes (¶12①)"))
    split.add_argument("--interim", metavar="TEXT", help=_("what is done until then"))
    split.add_argument("--rename", metavar="NAME", help=_("give the system another name"))
    split.add_argument(
        "--stage",
        action="append",
        default=[],
        type=arguments.stage,
        metavar="STAGE=START..END",
        help=_("when a stage runs: decision | requirements | design | development | test | migration | separated"),
    )
    split.add_argument(
        "--no-stage",
        action="append",
        default=[],
        type=arguments.word_of(Stage),
        metavar="STAGE",
        help=_("take a stage out (repeatable)"),
    )
    split.add_argument(
        "--slip-reason", default="", metavar="TEXT", help=_("why a stage ends later than it did; kept with the slip")
    )
    split.add_argument("--remove", metavar="WHY", help=_("take the system out of the schedule, and why"))
    splitting_verbs.add_verbs(actions)


def _texts() -> dict[str, str]:
    return {
        "title": _("title of the case"),
        "overview": _("what happened"),
        "analysis": _("analysis of the causes"),
        "publication": _("how it was made public"),
        "discipline": _("what part C says of discipline"),
    }


def _case(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        if options.kind is not None:
            case = _chosen(planning.cases(desk), options)
            if options.source:
                case = plan_files.read_case(options.source, case, planning.view(desk).actions)
            planning.put_case(desk, _told(case, options), options.reason)
        cases, actions = planning.cases(desk), planning.view(desk).actions
        named = named_people.named(desk)
    numbers = {a.id: a for a in actions}
    data = [{"number": n, **_case_data(c, numbers)} for n, c in enumerate(cases, start=1)]
    lines = [f"{c['number']:>3}  {case_word(c['kind'])}  {_word(c['occurred'])}  {c['title']}".rstrip() for c in data]
    return Outcome([*lines, *names_told(list(named))], {"cases": data, "named": sorted({n.name for n in named})})


def _chosen(cases: tuple[Case, ...], options: argparse.Namespace) -> Case:
    """The case the words mean; a new one of the kind where there is none, or with `--another`."""
    of_kind = [c for c in cases if c.kind == options.kind]
    if options.id:
        named = next((c for c in of_kind if c.id == options.id), None)
        if named is None:
            raise UserError("case_unknown", case=options.id)
        return named
    if options.another or not of_kind:
        return Case("", 0, options.kind)
    if len(of_kind) > 1:
        raise UserError("case_several", kind=options.kind, ids=[c.id for c in of_kind])
    return of_kind[0]


def _told(case: Case, options: argparse.Namespace) -> Case:
    given: dict[str, Any] = {
        field: value for name, field in _CASE_TEXTS.items() if (value := getattr(options, name)) is not None
    }
    if options.occurred is not None:
        given["occurred"] = _OCCURRED[options.occurred]
    if options.discovered is not None:
        given["discovered"] = options.discovered
    return replace(case, **given)


def _word(occurred: bool | None) -> str:
    if occurred is None:
        return _("(not said)")
    return _("occurred") if occurred else _("did not occur")


def _case_data(case: Case, actions: dict[str, Action]) -> dict[str, Any]:
    return {
        "id": case.id,
        "kind": case.kind,
        "occurred": case.occurred,
        "title": case.title,
        "discovered": _iso(case.discovered),
        "overview": case.overview,
        "cause_analysis": case.cause_analysis,
        "publication": case.publication,
        "figures": [figure_data(f) for f in case_figures.numbered(case.figures)],
        "causes": [
            {
                "cause": c.cause.value,
                "text": c.text,
                "measures": [actions[i].number for i in c.actions if i in actions],
                "items": list(c.items),
            }
            for c in case.causes
        ],
        "discipline": [
            {"target": d.target, "measure": d.measure, "reason": d.reason, "dated": _iso(d.dated)}
            for d in case.discipline
        ],
        "discipline_note": case.discipline_note,
    }


def _separation(tools: Tools, options: argparse.Namespace) -> Outcome:
    told: list[str] = []
    with opened(tools, options) as desk:
        if options.system is not None:
            stored = next((s for s in planning.separations(desk) if s.system == options.system), None)
            if options.remove is not None:
                if stored is None:
                    raise UserError("separation_unknown", system=options.system)
                planning.remove_separation(desk, stored.id, options.remove)
            else:
                new = _split(stored or Separation("", 0, options.system), options)
                told = splitting_verbs.reopened_lines(splitting.foretold(desk, new), written=True)
                planning.put_separation(desk, new, options.slip_reason)
        known = splitting.programme(desk)
    lines = []
    for each in known.separations:
        state = current_word(each.current) if each.current else _("(to be entered)")
        lines.append(f"{each.system}  {state}  {each.due or ''}  {each.owner}")
        if options.system in (None, each.system):
            lacking = lacking_beyond(each, known.horizon, known.controls)
            told += [f"{each.system}: {line}" for line in splitting_verbs.lacking_lines(lacking, known.horizon.years)]
    data = [{**_separation_data(s), **splitting_verbs.system_data(known, s)} for s in known.separations]
    return Outcome([*lines, *told], {"separations": data})


def _split(separation: Separation, options: argparse.Namespace) -> Separation:
    given = {name: value for name in ("method", "owner", "reason", "interim") if (value := getattr(options, name))}
    stages = {m.stage: m for m in separation.milestones} | {m.stage: m for m in options.stage}
    kept = tuple(stages[stage] for stage in Stage if stage in stages and stage not in options.no_stage)
    return replace(
        separation,
        system=options.rename or separation.system,
        current=options.state or separation.current,
        milestones=kept,
        **given,
    )


def _separation_data(separation: Separation) -> dict[str, Any]:
    return {
        "system": separation.system,
        "current": separation.current,
        "method": separation.method,
        "owner": separation.owner,
        "reason": separation.reason,
        "interim": separation.interim,
        "due": _iso(separation.due),
        "stages": [
            {"stage": m.stage.value, "start": m.start.isoformat(), "end": m.end.isoformat()}
            for m in separation.milestones
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
