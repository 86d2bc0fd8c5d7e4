"""What the answers rest on: how the conforming ones are proven, what was tried against them, what was replied to
challenges, and why something does not apply; to a bounded length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.grades import Verdict
from app.services import challenge_words
from app.services.challenging import ChallengeView
from app.services.proving import DisproofView
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Cell, Column, Row, Run, Table
from app.services.reporting.results.doubts import MOST, some
from app.services.wording import for_print


def proven(material: Material) -> str:
    """How many of the conforming answers rest on what, in one sentence; empty where there is none."""
    _ = material.translate
    outline = material.outline
    conforming = [
        place
        for place in outline.places
        if (answer := outline.answers.get(place)) is not None
        and answer.verdict is Verdict.CONFORMING
        and place not in outline.copies
    ]
    if not conforming:
        return ""
    known = [material.proofs[p] for p in conforming if p not in outline.unproven and p in material.proofs]
    evidence, person = sum(bool(p.evidence) for p in known), sum(bool(p.held and not p.evidence) for p in known)
    both = sum(bool(p.held and p.evidence) for p in known)
    told = _(
        "The conforming answers rest on: evidence {evidence} (of these tried by a second person as well: {both}), an "
        "attempt of a second person alone {person}; unproven {unproven}."
    )
    return told.format(
        evidence=f"{evidence:,}", both=f"{both:,}", person=f"{person:,}", unproven=f"{len(conforming) - len(known):,}"
    )


def tables(material: Material) -> list[Block]:
    """The attempts to disprove answers, the challenges with their replies, and the reasons why something does not
    apply; each only where there is one."""
    return [*_attempts(material), *_replies(material), *_not_applicable(material)]


def _bounded(material: Material, table: Table, rows: Sequence[Row]) -> list[Block]:
    _ = material.translate
    if not rows:
        return []
    left = len(rows) - MOST
    note = _("and {count} more").format(count=f"{left:,}") if left > 0 else ""
    return [replace(table, rows=tuple(rows[:MOST]), note=note)]


def _attempts(material: Material) -> list[Block]:
    _ = material.translate
    columns = (
        Column(_("Checkpoint"), "short"),
        Column(_("Site"), weight=0.7),
        Column(_("Tried by"), weight=0.7),
        Column(_("Day"), "date"),
        Column(_("What was tried"), weight=1.8),
        Column(_("Outcome")),
        Column(_("Recorded by"), weight=0.7),
    )
    table = Table(columns, (), caption=_("Attempts of a second person to disprove an answer"))
    # What refuted an answer in force comes first, what speaks of none any more last.
    found = sorted(material.attempts, key=lambda view: (not view.speaks, view.disproof.outcome.value == "held"))
    return _bounded(material, table, [_attempt(material, view) for view in found])


def _attempt(material: Material, view: DisproofView) -> Row:
    _ = material.translate
    tried = view.disproof
    outcome = challenge_words.attempt_word(tried.outcome, _)
    if tried.withdrawn:
        outcome += _(" (withdrawn: {reason})").format(reason=for_print(tried.withdrawn))
    elif not view.speaks:
        outcome += _(" (does not count for the answer in force)")
    return (
        Cell(tried.checkpoint, bold=True),
        material.place(tried.site),
        tried.person,
        material.day(date.fromisoformat(tried.at[:10])),
        for_print(tried.tried),
        outcome,
        tried.by,
    )


def _replies(material: Material) -> list[Block]:
    _ = material.translate
    columns = (
        Column(_("Checkpoint"), "short"),
        Column(_("Site"), weight=0.7),
        Column(_("Challenge"), weight=1.8),
        Column(_("Reply"), weight=1.8),
    )
    table = Table(columns, (), caption=_("Challenges drafted from ledgers and findings, with their replies"))
    return _bounded(material, table, [row for view in material.replied if (row := _reply(material, view))])


def _reply(material: Material, view: ChallengeView) -> Row:
    """A challenge as it was replied to; one that says something else by now is open again, and that is told."""
    _ = material.translate
    reply = view.reply
    if reply is None:
        return ()
    question = challenge_words.question(material.catalogue, reply.code, reply.values, _, material.language)
    told = _("Replied by {name}, {day}").format(name=reply.by, day=material.day(date.fromisoformat(reply.at[:10])))
    asked = [Run(for_print(question))]
    if view.open:
        asked.append(Run("\n" + _("The records have changed since; it is open again."), quiet=True))
    return (
        Cell(reply.checkpoint, bold=True),
        material.place(reply.site),
        Cell(tuple(asked)),
        Cell((Run(for_print(reply.reply)), Run(f"\n{told}", quiet=True))),
    )


def _not_applicable(material: Material) -> list[Block]:
    _ = material.translate
    sites: dict[tuple[str, str], list[str]] = {}
    for checkpoint, site in material.outline.places:
        answer = material.outline.answers.get((checkpoint, site))
        if answer is not None and answer.verdict is Verdict.NOT_APPLICABLE:
            sites.setdefault((checkpoint, for_print(answer.reason)), []).append(material.place(site))
    rows: list[Row] = [
        (
            Cell(checkpoint, bold=True),
            material.catalogue.question(checkpoint).in_language(material.language),
            some(material, names),
            reason,
        )
        for (checkpoint, reason), names in sites.items()
    ]
    columns = (
        Column(_("Checkpoint"), "short"),
        Column(_("What is asked"), weight=1.4),
        Column(_("Site")),
        Column(_("Reason"), weight=1.4),
    )
    return _bounded(material, Table(columns, (), caption=_("Answers “not applicable” with their reasons")), rows)
