"""3: the findings with fact, place, basis, factor, evidence and what is done; and the six criteria of ¶13 as facts."""

from __future__ import annotations

from app.domain.audit import live_sites
from app.domain.findings import Finding, Source, Status
from app.domain.grades import Level, Severity, Verdict
from app.domain.plan import Action
from app.domain.progress import Tally
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Cell,
    Column,
    Heading,
    Mark,
    Matrix,
    MatrixRow,
    Paragraph,
    Row,
    Run,
    Table,
)
from app.services.reporting.order import sorted_findings
from app.services.wording import for_print

# So many sites, and names so long, head the columns of a matrix; else their numbers do.
_MANY, _LONG_NAME = 10, 16
_MARKS = {verdict: Mark(verdict.value) for verdict in Verdict}


def chapter(material: Material) -> list[Block]:
    """The list of findings, rule findings by rule, and the facts for the six criteria."""
    _ = material.translate
    found = sorted_findings(material, material.live())
    answers = [f for f in found if f.source is Source.ANSWERS]
    corrected = [f for f in sorted_findings(material, material.corrected()) if f.source is Source.ANSWERS]
    accepted = sorted_findings(material, material.accepted())
    return [
        Heading(1, _("3 Findings")),
        Paragraph(
            _("Findings from answers are listed here one by one; those from ledgers by rule in chapter 5."),
            quiet=True,
            keep=True,
        ),
        _table(material, answers),
        *([_table(material, corrected, _("Corrected findings from answers"))] if corrected else []),
        *([_accepted(material, accepted)] if accepted else []),
        *_nature(material, [f for f in found if f.severity is Severity.SERIOUS]),
        *_criteria(material),
    ]


def action_of(material: Material, finding: Finding) -> Action | None:
    """The measure that answers a finding."""
    by_id = next((a for a in material.actions if finding.id in a.findings), None)
    return by_id or next((a for a in material.actions if a.checkpoint and a.checkpoint in finding.checkpoints), None)


def site_matrix(material: Material) -> Matrix:
    """Items × sites with the gravest verdict of each."""
    _ = material.translate
    sites = live_sites(material.outline.sites)
    level = {c.id: (c.item, c.level) for c in material.outline.checkpoints}
    rows = []
    for item in material.catalogue.items:
        wanted = [p for p in material.outline.places if level[p[0]] == (item.id, Level.SITE)]
        if not wanted:
            continue
        cells = tuple(_MARKS[material.outline.tally(p for p in wanted if p[1] == site.id).worst] for site in sites)
        rows.append(MatrixRow(f"{material.item_short(item.id)} {item.title.in_language(material.language)}", cells))
    numbered = len(sites) > _MANY or any(len(site.name) > _LONG_NAME for site in sites)
    names = tuple(str(n) if numbered else site.name for n, site in enumerate(sites, start=1))
    return Matrix(
        names,
        tuple(rows),
        corner=_("Item"),
        legend=material.verdict_words(),
        caption=_("Items and sites: the gravest verdict"),
        note=_("The numbers of the columns are those of the sites in chapter 2.") if numbered else "",
    )


def _table(material: Material, found: list[Finding], caption: str = "") -> Table:
    _ = material.translate
    columns = (
        Column(_("Finding"), weight=0.5),
        Column(_("Site"), weight=0.7),
        Column(_("Fact and basis"), weight=2.2),
        Column(_("Factor"), "short"),
        Column(_("Evidence no."), weight=0.4),
        Column(_("Corrective action"), weight=0.8),
    )
    groups: dict[tuple[str, Severity, str], list[Finding]] = {}
    for finding in found:
        # The same fact at several sites is told once, with the sites.
        groups.setdefault((finding.subject, finding.severity, material.fact(finding)), []).append(finding)
    rows = tuple(row for members in groups.values() for row in _rows(material, members))
    return Table(columns, rows, _("There are no open findings from answers."), caption=caption)


def _accepted(material: Material, found: list[Finding]) -> Table:
    """The findings that were left as they are, from answers and ledgers, each with the reason that was given."""
    _ = material.translate
    rows: list[Row] = []
    for finding in found:
        name = (Run(finding.rule or finding.subject, bold=True), Run("\n" + material.severity(finding.severity)))
        why = "\n".join(filter(None, (for_print(finding.remark), material.acceptance(finding))))
        fact, reason = material.fitted(material.fact(finding)), material.fitted(why)
        told = (Run(fact[0]), *([Run("\n" + finding.subject, quiet=True)] if finding.rule else []))
        rows.append((Cell(name), material.place_of(finding), Cell(told), reason[0]))
        rows += [
            (Cell((Run(head + "　", bold=True), Run(text))),)
            for head, text in ((_("Fact"), fact[1]), (_("Reason for accepting it"), reason[1]))
            if text
        ]
    columns = (
        Column(_("Finding"), weight=0.5),
        Column(_("Site"), weight=0.7),
        Column(_("Fact"), weight=1.5),
        Column(_("Reason for accepting it"), weight=1.5),
    )
    return Table(columns, tuple(rows), caption=_("Accepted findings"))


def _rows(material: Material, members: list[Finding]) -> tuple[Row, ...]:
    """The row of a finding, and its fact across the table where it is long."""
    _ = material.translate
    finding = members[0]
    checkpoint = material.catalogue.known(finding.subject)
    # What was asked by another edition has no basis in this one; the reader is told why.
    not_asked = material.catalogue.question(finding.subject).in_language(material.language)
    name = checkpoint.id if checkpoint else finding.subject
    basis = material.bases(checkpoint.basis) if checkpoint else not_asked
    places = {(f.subject, f.site) for f in members}
    proofs = [str(n) for n, e in enumerate(material.evidence, start=1) if places.intersection(e.places)]
    fact = material.fact(finding)
    shown, below = material.fitted(fact)
    row: Row = (
        Cell(
            (
                Run(name, bold=True),
                Run("\n" + material.severity(finding.severity)),
            )
        ),
        "\n".join(material.place_of(f) for f in members),
        Cell((Run(shown), Run("\n" + basis, quiet=True))),
        "\n".join(material.cause(c) for c in finding.causes),
        material.listed(proofs) or _("none"),
        said_of_measure(material, finding),
    )
    return (row, (Cell(below),)) if below else (row,)


def said_of_measure(material: Material, finding: Finding) -> str:
    """The measure with section and date, or that the finding is corrected."""
    _ = material.translate
    action = action_of(material, finding)
    if finding.status is Status.CORRECTED:
        return (_("Measure {number}").format(number=action.number) + "\n" if action else "") + _("Corrected")
    if finding.lapsed:
        return (_("Measure {number}").format(number=action.number) + "\n" if action else "") + material.acceptance(
            finding
        )
    if action is None:
        return _("(no measure)")
    return _("Measure {number}\n{section}\n{date}").format(
        number=action.number,
        section=action.department or action.owner or _("(to be decided)"),
        date=material.day(action.until) or _("(to be decided)"),
    )


def _nature(material: Material, serious: list[Finding]) -> list[Block]:
    """漏えい類型 (¶3, ¶5) and articles concerned (¶6) of the serious findings, once for each checkpoint or rule."""
    _ = material.translate
    if not serious:
        return []
    leaks = {leak.id: leak for leak in material.catalogue.leaks}
    articles = {law.id for law in material.catalogue.laws}
    groups: dict[str, list[Finding]] = {}
    for finding in serious:
        groups.setdefault(finding.rule or finding.subject, []).append(finding)
    rows: list[Row] = []
    for subject, members in groups.items():
        known = [material.catalogue.known(c) for f in members for c in f.checkpoints]
        checkpoints = [c for c in known if c is not None]
        kinds = dict.fromkeys(leak for f in members for leak in f.leaks)
        types = [
            f"{_paragraph(material, leaks[k].parent)} {leaks[k].title.in_language(material.language)}" for k in kinds
        ]
        rows.append(
            (
                Cell(subject, bold=True),
                str(len(members)),
                "\n".join(types) or _("none stated"),
                material.bases(b for c in checkpoints for b in c.basis if b in articles) or _("none stated"),
            )
        )
    columns = (
        Column(_("Finding"), "short"),
        Column(_("Number"), "number"),
        Column(_("Type of leak (¶3, ¶5)")),
        Column(_("Articles concerned (¶6)")),
    )
    return [Table(columns, tuple(rows), caption=_("Nature of the serious findings"))]


def _paragraph(material: Material, identity: str) -> str:
    label = material.catalogue.basis_label(identity, material.language)
    return label[label.index("¶") :] if "¶" in label else label


def _criteria(material: Material) -> list[Block]:
    """¶13 ①–⑥: whether the facts have been recorded. No grade, no forecast.

    Checkpoints of part B ask for the very records; where none does, those of part A that bear on the criterion count.
    """
    _ = material.translate
    coverage = material.catalogue.coverage()
    items = {c.id: c.item for c in material.outline.checkpoints}
    rows: list[Row] = []
    for criterion in material.catalogue.criteria:
        speaking = [c for c in coverage.get(criterion.parent, ()) if c in items]
        records = [c for c in speaking if items[c] == "B"]
        counts = material.outline.tally(p for p in material.outline.places if p[0] in (records or speaking))
        rows.append(
            (
                _sign(criterion.id) + " " + criterion.title.in_language(material.language),
                criterion.text.in_language(material.language),
                _recorded(material, counts) if records else _fraction(counts),
                _where(material, records or speaking),
            )
        )
    columns = (
        Column(_("Criterion (report summary ¶13)")),
        Column(_("Facts to be established"), weight=1.3),
        Column(_("Record"), "short"),
        Column(_("Where"), weight=0.7),
    )
    return [
        Table(
            columns,
            tuple(rows),
            caption=_("Facts on the six criteria"),
            note=_(
                "The table says only whether the records that the checkpoints named ask for are there; a fraction "
                "tells how many of them have been answered. It does not predict any disposition."
            ),
        )
    ]


def _fraction(counts: Tally) -> str:
    """How many of the answers have been given; a dash where the audit asks for none."""
    return f"{counts.answered:,} / {counts.total:,}" if counts.total else "－"


def _recorded(material: Material, counts: Tally) -> str:
    _ = material.translate
    return {
        Verdict.CONFORMING: _("recorded"),
        Verdict.PARTLY: _("recorded in part"),
        Verdict.NONCONFORMING: _("not recorded"),
        Verdict.NOT_APPLICABLE: _("not applicable"),
        Verdict.UNANSWERED: _("not yet confirmed"),
    }[counts.worst]


def _sign(identity: str) -> str:
    return "①②③④⑤⑥"[int(identity) - 1]


def _where(material: Material, checkpoints: list[str]) -> str:
    _ = material.translate
    shown = material.listed(checkpoints[:4])
    if len(checkpoints) > 4:
        return _("{checkpoints} and {count} more").format(checkpoints=shown, count=len(checkpoints) - 4)
    return shown or "－"
