"""compare: two or more audits beside each other."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.outcome import Outcome, Tools
from app.cli.parser import declare
from app.cli.words import SIGNS
from app.domain.comparing import Course, SiteCounts, Turn
from app.domain.grades import Verdict
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import comparing
from app.services.comparing import Comparison
from app.services.comparing_words import course_word, revision_words, sites_order, turn_word

_MOST_FAILED = 10
_TOLD = (Turn.WORSE, Turn.BETTER, Turn.CLAIMED, Turn.UNANSWERED)


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    compare = declare(
        verbs,
        "compare",
        _compare,
        _("what got better, worse or stayed from one audit to the next; the files are only read"),
        "compare EARLIER.shadan FILE",
        "compare EARLIER.shadan FILE --turn worse",
    )
    compare.add_argument("files", type=Path, nargs="+", metavar="FILE", help=_("an audit file; two or more"))
    compare.add_argument(
        "--turn",
        dest="turns",
        action="append",
        choices=[t.value for t in Turn],
        metavar="TURN",
        help=_(
            "list the places that are so (repeatable): worse | better | claimed | same | answered | unanswered | "
            "otherwise | applies | appeared | gone | open"
        ),
    )


def _compare(tools: Tools, options: argparse.Namespace) -> Outcome:
    world = tools.world()
    told = comparing.compare(world, options.files)
    wanted = frozenset(Turn(t) for t in options.turns) if options.turns else frozenset(_TOLD)
    lines = [*_audit_lines(told), *_turn_lines(told)]
    for row in (r for r in told.rows if r.turn in wanted):
        signs = "".join("　" if v is None else SIGNS[v] for v in row.verdicts)
        lines.append(f"  {signs}  {turn_word(row.turn, _)}  {row.checkpoint}  {told.names[row.site]}".rstrip())
    if told.checkpoints:
        lines.append(_("Failed most often over these audits:"))
    for failed in told.checkpoints[:_MOST_FAILED]:
        question = world.catalogue.question(failed.checkpoint).in_language(current_language())
        lines.append(f"  ×{failed.nonconforming} △{failed.partly}  {failed.checkpoint}  {question}")
    lines.append(sites_order(_))
    for each in told.sites:
        rank = f"{each.rank:>3}" if each.rank else "  －"
        lines.append(f"{rank}  {_counts(each.counts[-1])}  {told.names[each.site]}")
    lines += [_course_line(_("Findings"), [f.course for f in told.findings])]
    lines += [_course_line(_("Measures"), [a.course for a in told.actions])]
    return Outcome(lines, _data(told, wanted if options.turns else frozenset(Turn)))


def _audit_lines(told: Comparison) -> list[str]:
    lines = []
    for each in told.audits:
        line = _("{organisation}  {period}  as of {date}  ({file})").format(
            organisation=each.audit.organisation,
            period=each.audit.period,
            date=each.audit.as_of.isoformat(),
            file=each.file,
        )
        state = revision_words(each, _, current_language())
        lines.append("  ".join(part for part in (line, state, _counts(each.counts)) if part))
        if not each.texts_known:
            lines.append(
                _("  {file} does not say how its edition asked; its answers cannot be compared.").format(file=each.file)
            )
    return lines


def _turn_lines(told: Comparison) -> list[str]:
    return [f"  {turn_word(turn, _)}: {told.turns[turn]:,}" for turn in Turn if told.turns.get(turn)]


def _counts(counts: SiteCounts | None) -> str:
    if counts is None:
        return "－"
    bare = _("(unproven {count})").format(count=counts.unproven) if counts.unproven else ""
    said = f"×{counts.nonconforming} △{counts.partly} ○{counts.conforming}{bare} －{counts.not_applicable}"
    return f"{said} ・{counts.unanswered}" if counts.unanswered else said


def _course_line(name: str, courses: list[Course]) -> str:
    told = "  ".join(f"{course_word(c, _)} {courses.count(c):,}" for c in Course if c in courses)
    return f"{name}: {told or '0'}"


def _data(told: Comparison, wanted: frozenset[Turn]) -> dict[str, Any]:
    return {
        "audits": [
            {
                "file": a.file,
                "organisation": a.audit.organisation,
                "period": a.audit.period,
                "as_of": a.audit.as_of.isoformat(),
                "catalogue": a.audit.catalogue_version,
                "revision": a.revision.number,
                "sealed": a.revision.sealed,
                "last_entry": a.last,
                "texts_known": a.texts_known,
                **_numbers(a.counts),
            }
            for a in told.audits
        ],
        "turns": {turn.value: told.turns.get(turn, 0) for turn in Turn},
        "places": [
            {
                "checkpoint": r.checkpoint,
                "site": told.names[r.site],
                "verdicts": [_verdict(v) for v in r.verdicts],
                "turn": r.turn.value,
            }
            for r in told.rows
            if r.turn in wanted
        ],
        "checkpoints": [
            {"id": c.checkpoint, "nonconforming": c.nonconforming, "partly": c.partly, "now": c.now}
            for c in told.checkpoints
        ],
        "sites": [
            {
                "name": told.names[s.site],
                "rank": s.rank or None,
                "audits": [None if c is None else _numbers(c) for c in s.counts],
            }
            for s in told.sites
        ],
        "findings": [
            {
                "id": f.id,
                "rule": f.rule,
                "subject": f.subject,
                "site": told.names.get(f.site, ""),
                "course": f.course.value,
            }
            for f in told.findings
        ],
        "actions": [
            {"number": a.number, "checkpoint": a.checkpoint, "measure": a.measure, "course": a.course.value}
            for a in told.actions
        ],
    }


def _verdict(verdict: Verdict | None) -> str | None:
    return None if verdict is None else verdict.value


def _numbers(counts: SiteCounts) -> dict[str, int]:
    return {
        "total": counts.total,
        "nonconforming": counts.nonconforming,
        "partly": counts.partly,
        "conforming": counts.conforming,
        "unproven": counts.unproven,
        "not_applicable": counts.not_applicable,
        "unanswered": counts.unanswered,
    }
