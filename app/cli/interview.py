"""interview."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import arguments
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, site_option
from app.cli.words import verdict_word
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import auditing, interviewing
from app.services.interviewing import Asked


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    verb = declare(
        verbs,
        "interview",
        _interview,
        _("the questions a regulator would ask of the weakest answers"),
        "interview FILE --count 10 --site NAME",
    )
    audit_file(verb)
    verb.add_argument(
        "--count",
        type=arguments.number,
        default=interviewing.MANY,
        metavar="N",
        help=_("how many answers; those that are only partly fulfilled are always among them"),
    )
    verb.add_argument("--all", action="store_true", help=_("every answer that something would be asked about"))
    site_option(verb, _("only this site"))


def _interview(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        site = auditing.site_named(auditing.outline(desk).sites, options.site).id if options.site else None
        asked = interviewing.questions(desk, _, current_language(), 0 if options.all else options.count, site)
    if not asked:
        return Outcome([_("There is no answer yet that anything would be asked about.")], {"questions": []})
    lines = [line for number, each in enumerate(asked, start=1) for line in _lines(number, each)]
    return Outcome(lines, {"questions": [_data(each) for each in asked]})


def _lines(number: int, asked: Asked) -> list[str]:
    where = asked.site_name or _("(company)")
    question = asked.checkpoint.question.in_language(current_language())
    said = asked.answer.comment.replace("\n", " ")
    lines = [f"{number}. {asked.checkpoint.id}  {where}  {verdict_word(asked.answer.verdict)}", f"   {question}"]
    lines += [f"   Q. {each}" for each in (asked.question, *asked.further)]
    lines += [f"   A. {said}"] if said else []
    if asked.evidence:
        lines.append("   " + _("Evidence: {names}").format(names=listed(e.name for e in asked.evidence)))
    lines.append("   " + _("Why it is asked: {reasons}").format(reasons=" ".join(asked.why)))
    return lines


def _data(asked: Asked) -> dict[str, object]:
    return {
        "checkpoint": asked.checkpoint.id,
        "site": asked.site_name,
        "verdict": asked.answer.verdict.value,
        "weight": asked.weight,
        "weaknesses": list(asked.points),
        "question": asked.question,
        "further": list(asked.further),
        "why": list(asked.why),
        "remark": asked.answer.comment,
        "reason": asked.answer.reason,
        "evidence": [{"id": e.id, "name": e.name} for e in asked.evidence],
        "measure": asked.action.number if asked.action is not None else None,
    }
