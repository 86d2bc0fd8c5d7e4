"""What a regulator would ask back: 適合 that nothing proves, and challenges without a reply, to a bounded length."""

from __future__ import annotations

from app.domain.grades import Gravity, Severity
from app.services import challenge_words
from app.services.challenging import ChallengeView
from app.services.reporting import consistency_checks
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Cell, Column, Row, Run, Table
from app.services.wording import for_print

MOST = 40
"""So many rows of a table are told one by one; the rest is counted."""
_MOST_SITES = 5


def unproven(material: Material) -> list[Block]:
    """The 適合 beside which neither evidence nor an attempt to disprove them stands, by checkpoint with their sites."""
    _ = material.translate
    sites: dict[str, list[str]] = {}
    for checkpoint, site in material.outline.places:
        if (checkpoint, site) in material.outline.unproven:
            sites.setdefault(checkpoint, []).append(material.place(site))
    if not sites:
        return []
    rows: list[Row] = [
        (
            Cell(checkpoint, bold=True),
            material.catalogue.question(checkpoint).in_language(material.language),
            some(material, names),
            f"{len(names):,}",
        )
        for checkpoint, names in sites.items()
    ]
    columns = (
        Column(_("Checkpoint"), "short"),
        Column(_("What is asked"), weight=1.6),
        Column(_("Site")),
        Column(_("Number"), "number"),
    )
    left = sum(len(names) for names in list(sites.values())[MOST:])
    note = _("They are counted as conforming and marked as unproven wherever answers are counted.")
    if left:
        note = material.joined((_("Further answers: {count}.").format(count=f"{left:,}"), note))
    return [Table(columns, tuple(rows[:MOST]), caption=_("Conforming answers that are unproven"), note=note)]


def challenges(material: Material) -> list[Block]:
    """The challenges that nobody has replied to, the gravest first."""
    _ = material.translate
    if not material.challenges:
        return []
    order = list(Severity)
    found = sorted(material.challenges, key=lambda view: order.index(view.challenge.severity))
    columns = (
        Column(_("Checkpoint"), "short"),
        Column(_("Site"), weight=0.7),
        Column(_("Challenge"), weight=2.2),
    )
    left = len(found) - MOST
    return [
        Table(
            columns,
            tuple(_challenge(material, view) for view in found[:MOST]),
            caption=_("Challenges drafted from ledgers and findings, without a reply"),
            note=_("Further challenges: {count}.").format(count=f"{left:,}") if left > 0 else "",
        )
    ]


def _challenge(material: Material, view: ChallengeView) -> Row:
    asked = view.challenge
    question = challenge_words.question(
        material.catalogue, asked.code, asked.values, material.translate, material.language
    )
    grade = Run("\n" + material.severity(asked.severity))
    return (Cell((Run(asked.checkpoint, bold=True), grade)), material.place(asked.site), for_print(question))


def some(material: Material, names: list[str]) -> str:
    """The first of some sites, and how many more there are."""
    _ = material.translate
    listed = material.listed(names[:_MOST_SITES])
    if (more := len(names) - _MOST_SITES) > 0:
        return _("{sites} and {count} more").format(sites=listed, count=more)
    return listed


def left_as_they_are(material: Material) -> list[Block]:
    """The errors of the consistency checks that somebody decided to leave: a seal stands over them."""
    _ = material.translate
    found = material.consistency
    if found is None:
        return []
    errors = [told for told in found.noted if told.severity is Gravity.ERROR]
    table = consistency_checks.noted(
        material, found, errors, _("Errors and gaps of the consistency checks that were left as they are")
    )
    return [table] if table else []
