"""点検の比較: audits beside each other on paper: what became of places, checkpoints, sites, findings and measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.comparing import Course, PlaceRow, SiteCounts, Turn
from app.domain.grades import Verdict
from app.services.comparing import Compared, Comparison
from app.services.comparing_words import course_word, revision_words, sites_order, turn_text
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Column,
    Heading,
    Paragraph,
    Report,
    Row,
    Table,
    Title,
)
from app.services.wording import for_print

_LISTED = (Turn.WORSE, Turn.CLAIMED, Turn.BETTER, Turn.UNANSWERED, Turn.APPLIES)
"""The changes that are told place by place; the others are counted."""
MOST = 150
"""So many places of one change, findings or measures are told one by one."""
_MOST_FAILED = 20
_SIGNS = ("×", "△", "○", "□", "－", "・")
_COURSES = (Course.OPENED, Course.UNEXAMINED, Course.DROPPED, Course.STAYED, Course.ACCEPTED, Course.CLOSED)


def build(material: Material, told: Comparison) -> Report:
    """The comparison of the audit with others, `told` in the order of time."""
    _ = material.translate
    audit = material.outline.audit
    title = _("Comparison of audits")
    lead = _(
        "Only checkpoints that were asked in the same words are compared. What is not answered now, or said to conform "
        "without proof, does not count as better."
    )
    blocks: list[Block] = [
        Title(title, f"{audit.organisation}　{audit.period}"),
        Paragraph(lead, quiet=True),
        _audits(material, told),
        _changes(material, told),
    ]
    for turn in _LISTED:
        blocks += _places(material, told, turn)
    blocks += (*_failed(material, told), *_sites(material, told))
    blocks += (*_findings(material, told), *_measures(material, told))
    return Report(
        title=title,
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
        subject=audit.period,
        author=audit.auditor,
    )


def _audits(material: Material, told: Comparison) -> Block:
    _ = material.translate
    unknown = [each.file for each in told.audits if not each.texts_known]
    note = _("Kept no texts of its checkpoints, so that its answers cannot be compared: {files}.")
    notes = [_legend(material), *([note.format(files=material.listed(unknown))] if unknown else [])]
    return Table(
        (Column(_("Audit")), *(Column(sign, "number") for sign in _SIGNS)),
        tuple((_audit(material, each), *_numbers(each.counts)) for each in told.audits),
        caption=_("The audits compared, the latest last"),
        note="\n".join(notes),
    )


def _audit(material: Material, each: Compared) -> str:
    _ = material.translate
    day = _("As of {date}").format(date=material.day(each.audit.as_of))
    head = material.listed(part for part in (each.audit.period, day) if part)
    return "\n".join(part for part in (head, revision_words(each, _, material.language), each.file) if part)


def _legend(material: Material) -> str:
    """What the signs above the numbers mean, in their order."""
    _ = material.translate
    first = map(material.verdict, (Verdict.NONCONFORMING, Verdict.PARTLY, Verdict.CONFORMING))
    last = map(material.verdict, (Verdict.NOT_APPLICABLE, Verdict.UNANSWERED))
    return "　".join((*first, _("□ of these unproven"), *last))


def _numbers(counts: SiteCounts) -> tuple[str, ...]:
    numbers = (
        counts.nonconforming,
        counts.partly,
        counts.conforming,
        counts.unproven,
        counts.not_applicable,
        counts.unanswered,
    )
    return tuple(f"{number:,}" for number in numbers)


def _changes(material: Material, told: Comparison) -> Block:
    _ = material.translate
    least = (Turn.WORSE, Turn.BETTER, Turn.CLAIMED)
    rows = tuple(
        (turn_text(turn, _), f"{told.turns.get(turn, 0):,}")
        for turn in Turn
        if turn in least or told.turns.get(turn, 0)
    )
    return Table(
        (Column(_("Change")), Column(_("Places"), "number")),
        rows,
        caption=_("What became of the places from the audit before to the latest one"),
        note=_("Said to be better, unproven: a milder answer now that neither evidence nor a second person proves."),
    )


def _places(material: Material, told: Comparison, turn: Turn) -> Iterator[Block]:
    _ = material.translate
    rows = [row for row in told.rows if row.turn is turn]
    if not rows:
        return
    yield Heading(1, _("{title}: {count}").format(title=turn_text(turn, _), count=f"{len(rows):,}"))
    yield Table(
        (
            Column(_("Checkpoint"), "short"),
            Column(_("Site"), weight=0.7),
            Column(_("Question"), weight=2.2),
            Column(_("Verdicts"), weight=1.2),
        ),
        tuple(_place(material, told, row) for row in rows[:MOST]),
        note=_further(material, len(rows)),
    )


def _place(material: Material, told: Comparison, row: PlaceRow) -> Row:
    verdicts = "\n→ ".join(_verdict(material, verdict) for verdict in row.verdicts)
    return row.checkpoint, _site(material, told, row.site), _question(material, row.checkpoint), verdicts


def _verdict(material: Material, verdict: Verdict | None) -> str:
    _ = material.translate
    return _("not asked") if verdict is None else material.verdict(verdict)


def _question(material: Material, checkpoint: str) -> str:
    return material.catalogue.question(checkpoint).in_language(material.language)


def _site(material: Material, told: Comparison, site: str) -> str:
    _ = material.translate
    return told.names.get(site, "") or _("Company")


def _further(material: Material, count: int) -> str:
    _ = material.translate
    more = count - MOST
    return _("Further ones, not told one by one: {count}.").format(count=f"{more:,}") if more > 0 else ""


def _failed(material: Material, told: Comparison) -> Iterator[Block]:
    _ = material.translate
    if not told.checkpoints:
        return
    yield Heading(1, _("Checkpoints that fail most"))
    yield Table(
        (
            Column(_("Checkpoint"), "short"),
            Column(_("Question"), weight=2.2),
            Column("×", "number"),
            Column("△", "number"),
            Column(_("Of these at the latest audit"), "number"),
        ),
        tuple(
            (
                each.checkpoint,
                _question(material, each.checkpoint),
                f"{each.nonconforming:,}",
                f"{each.partly:,}",
                f"{each.now:,}",
            )
            for each in told.checkpoints[:_MOST_FAILED]
        ),
        note=_("Counted over all the audits compared."),
    )


def _sites(material: Material, told: Comparison) -> Iterator[Block]:
    _ = material.translate
    if not told.sites:
        return
    yield Heading(1, _("Sites"))
    yield Table(
        (
            Column(_("Rank"), "number"),
            Column(_("Site")),
            *(Column(sign, "number") for sign in _SIGNS),
        ),
        tuple(
            (
                f"{each.rank}" if each.rank else "－",
                _site(material, told, each.site),
                *_numbers(each.counts[-1] or SiteCounts()),
            )
            for each in told.sites
        ),
        note="\n".join((_legend(material), for_print(sites_order(_)))),
    )


def _findings(material: Material, told: Comparison) -> Iterator[Block]:
    _ = material.translate
    if not told.findings:
        return
    yield Heading(1, _("Findings of the ledgers"))
    yield Paragraph(_counted(material, [each.course for each in told.findings]), keep=True)
    order = {course: number for number, course in enumerate(_COURSES)}
    rows = sorted(told.findings, key=lambda each: (order[each.course], each.rule, each.subject))
    yield Table(
        (
            Column(_("Change"), weight=0.8),
            Column(_("Rule"), weight=1.8),
            Column(_("Record")),
            Column(_("Site"), weight=0.8),
        ),
        tuple(
            (
                course_word(each.course, _),
                f"{each.rule} {material.catalogue.rule_title(each.rule).in_language(material.language)}",
                each.subject,
                _site(material, told, each.site),
            )
            for each in rows[:MOST]
        ),
        note=_further(material, len(rows)),
    )


def _measures(material: Material, told: Comparison) -> Iterator[Block]:
    _ = material.translate
    if not told.actions:
        return
    yield Heading(1, _("Measures"))
    yield Paragraph(_counted(material, [each.course for each in told.actions]), keep=True)
    yield Table(
        (
            Column(_("Change"), "short"),
            Column(_("No."), "number"),
            Column(_("Measure"), weight=2.2),
            Column(_("Checkpoint"), "short"),
        ),
        tuple(
            (course_word(each.course, _), f"{each.number}", each.measure, each.checkpoint)
            for each in told.actions[:MOST]
        ),
        note=_further(material, len(told.actions)),
    )


def _counted(material: Material, courses: Sequence[Course]) -> str:
    """How many there are of each course, those of which there are any."""
    _ = material.translate
    return material.listed(f"{course_word(c, _)} {courses.count(c):,}" for c in _COURSES if c in courses)
