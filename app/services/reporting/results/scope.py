"""2: where and how it was examined, which ledgers were read, which comparisons could not be run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.audit import in_scope, live_sites
from app.domain.grades import Severity
from app.domain.review import State
from app.domain.rules import NotRun
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Bullets, Column, Heading, KeyValues, Paragraph, Row, Table
from app.services.wording import for_print


def chapter(material: Material) -> list[Block]:
    """Scope and method."""
    _ = material.translate
    audit = material.outline.audit
    text = _(
        "A method of verifying is laid down for each checkpoint, and all answers were entered by persons; chapter 1 "
        "tells how many there are and what is still open. What ledgers suggest is a proposal only; no answer was taken "
        "from them without a person's decision. Period: {period}; as-of date: {date}; edition of the checkpoints: "
        "{edition}."
    ).format(period=audit.period, date=material.day(audit.as_of), edition=audit.catalogue_version)
    return [
        Heading(1, _("2 Scope and method")),
        Paragraph(text, style="letter", keep=True),
        *_left_out(material),
        *_own_part(material),
        _reviewed(material),
        _sites(material),
        *_taken_out(material),
        _ledgers(material),
        _not_run(material),
        *_limits(material),
    ]


def _limits(material: Material) -> list[Block]:
    _ = material.translate
    limits = material.limits()
    if not limits:
        return []
    return [Paragraph(_("The limits of this audit are:"), keep=True), Bullets(limits)]


def _left_out(material: Material) -> list[Block]:
    """Items of the catalogue that were not within the scope."""
    _ = material.translate
    audit = material.outline.audit
    asked = {c.item for c in material.catalogue.for_role(audit.role)}
    left = [i for i in material.catalogue.items if i.id in asked and audit.areas and i.id not in audit.areas]
    if not left:
        return []
    names = material.listed(f"{material.item_short(i.id)} {i.title.in_language(material.language)}" for i in left)
    return [Paragraph(_("Not within the scope of this audit: {items}.").format(items=names), style="letter")]


def _reviewed(material: Material) -> KeyValues:
    """How far answers were reviewed by a second person, and that the audit was approved and sealed."""
    _ = material.translate
    counts = material.review
    parts = [
        _("accepted: {accepted} of {total}").format(
            accepted=f"{counts.get(State.ACCEPTED, 0):,}", total=f"{sum(counts.values()):,}"
        )
    ]
    if returned := counts.get(State.RETURNED, 0):
        parts.append(_("returned: {count}").format(count=f"{returned:,}"))
    if requested := counts.get(State.REQUESTED, 0):
        parts.append(_("review asked for: {count}").format(count=f"{requested:,}"))
    names = sorted(material.reviewers.items(), key=lambda each: (-each[1], each[0]))
    by = material.listed(_("{name}: {count}").format(name=name, count=f"{count:,}") for name, count in names)
    sealed = (((_("Accepted by"), by),) if by else ()) + material.seal()
    if not material.outline.sealed:
        sealed = ((_("Approval and seal"), _("not sealed")), *sealed)
    return KeyValues(((_("Answers reviewed"), material.listed(parts)), *sealed))


def _own_part(material: Material) -> list[Block]:
    """What the company asks beside the catalogue, and what of it it does not ask, with the reason for each."""
    _ = material.translate
    language, audit = material.language, material.outline.audit
    own = [c for c in material.outline.checkpoints if c.own]
    reasons = material.catalogue.hidden
    left = [c for c in material.catalogue.checkpoints if c.id in reasons and audit.role in c.roles]
    hidden = [c for c in left if in_scope(audit, c.item)]
    blocks: list[Block] = []
    if own:
        blocks.append(
            Table(
                (Column(_("No."), "short"), Column(_("Checkpoint"))),
                tuple((c.id, c.question.in_language(language)) for c in own),
                "",
                caption=_("Checkpoints that the company has added"),
                note=_("They are the company's own; neither law nor the report summary asks them."),
            )
        )
    if hidden:
        blocks.append(
            Table(
                (Column(_("No."), "short"), Column(_("Checkpoint"), weight=1.4), Column(_("Reason"))),
                tuple((c.id, c.question.in_language(language), reasons[c.id].in_language(language)) for c in hidden),
                "",
                caption=_("Checkpoints of the catalogue that the company does not ask"),
            )
        )
    return blocks


def _sites(material: Material) -> Table:
    _ = material.translate
    tallies = material.outline.by_site()
    sites = live_sites(material.outline.sites)
    columns = [Column(_("No."), "number"), Column(_("Site"))]
    rows: list[list[str]] = [[str(n), site.name] for n, site in enumerate(sites, start=1)]
    for heading, values in (
        (_("Company in the same building"), [s.cohabitant for s in sites]),
        (_("Head of the site"), [s.manager for s in sites]),
    ):
        if any(values):
            columns.append(Column(heading))
            for row, value in zip(rows, values, strict=True):
                row.append(value or "－")
    columns.append(Column(_("Answered"), "number"))
    for row, site in zip(rows, sites, strict=True):
        row.append(f"{tallies[site.id].answered:,} / {tallies[site.id].total:,}")
    cells: tuple[Row, ...] = tuple(tuple(row) for row in rows)
    return Table(tuple(columns), cells, _("No site has been entered."), caption=_("Sites examined"))


def _taken_out(material: Material) -> list[Block]:
    """The sites that are not examined any more: why, and what was wrong there and is settled by nothing."""
    _ = material.translate
    if not material.taken_out:
        return []
    rows: list[Row] = []
    for out in material.taken_out:
        left = [f"{answer.checkpoint} {material.verdict(answer.verdict)}" for answer in out.deficient]
        if out.findings:
            serious = sum(finding.severity is Severity.SERIOUS for finding in out.findings)
            left.append(
                _("open findings: {count} (serious: {serious})").format(
                    count=f"{len(out.findings):,}", serious=f"{serious:,}"
                )
            )
        day = material.day(date.fromisoformat(out.at[:10])) if out.at else ""
        rows.append((out.site.name, day, for_print(out.reason), material.listed(left) or "－", out.by))
    columns = (
        Column(_("Site"), weight=0.8),
        Column(_("Taken out on"), "date"),
        Column(_("Reason")),
        Column(_("Deficient there and not settled"), weight=1.4),
        Column(_("Taken out by"), weight=0.7),
    )
    return [Table(columns, tuple(rows), caption=_("Sites taken out of the audit"))]


def _ledgers(material: Material) -> Table:
    _ = material.translate
    rows: list[Row] = []
    for batch in material.batches:
        counts = {name: batch.counts.get(name, 0) for name in ("read", "rejected", "skipped")}
        rows.append(
            (
                material.ledger(batch.kind),
                batch.source,
                material.day(date.fromisoformat(batch.at[:10])),
                f"{counts['read']:,}",
                f"{counts['read'] - counts['rejected'] - counts['skipped']:,}",
                f"{counts['rejected']:,}",
                f"{counts['skipped']:,}",
            )
        )
    columns = (
        Column(_("Ledger"), "short"),
        Column(_("File")),
        Column(_("Taken in on"), "date"),
        Column(_("Rows read"), "number"),
        Column(_("Taken"), "number"),
        Column(_("Left out"), "number"),
        Column(_("Skipped"), "number"),
    )
    note = _("Rows read = taken + left out + skipped (blank rows, notes, totals, examples, repeated headers).")
    return Table(
        columns, tuple(rows), _("No ledger has been taken in."), caption=_("Ledgers"), note=note if rows else ""
    )


def _lacking(material: Material, idle: NotRun) -> str:
    """The ledgers, or columns of a ledger, that a rule lacks; or that this edition cannot run it yet."""
    _ = material.translate
    ledgers = material.listed(material.ledger(kind) for kind in idle.missing)
    if not idle.fields:
        return ledgers or _("(not in this edition)")
    columns = _("columns of the {ledger}: {columns}").format(
        ledger=material.ledger(idle.kind), columns=material.listed(material.columns[idle.rule, idle.kind])
    )
    return _("{columns} (or: {ledgers})").format(columns=columns, ledgers=ledgers) if ledgers else columns


def _halves(material: Material, idle: NotRun) -> str:
    """All that the other half of a rule would need."""
    _ = material.translate
    told = [_("the companies of the affiliate's side")] if idle.nobody else []
    told += [material.ledger(kind) for kind in idle.missing]
    if idle.fields:
        told.append(_lacking(material, replace(idle, missing=())))
    told += material.rests.get((idle.rule, idle.kind), ())
    return material.listed(told)


def _not_run(material: Material) -> Table:
    _ = material.translate
    lacking = [(idle, _lacking(material, idle)) for idle in material.not_run]
    lacking += [
        (idle, _("{columns} (the rest was compared)").format(columns=_halves(material, idle)))
        for idle in material.in_part
    ]
    rows: tuple[Row, ...] = tuple(
        (idle.rule, material.catalogue.rule(idle.rule).title.in_language(material.language), told)
        for idle, told in lacking
    )
    return Table(
        (Column(_("Rule"), "short"), Column(_("What is compared"), weight=1.4), Column(_("What is missing"))),
        rows,
        _("All comparisons could be run."),
        caption=_("Comparisons that could not be run, or in part only"),
        note=_("What could not be run is not taken for being in order.") if rows else "",
    )
