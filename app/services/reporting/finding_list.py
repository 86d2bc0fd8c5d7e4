"""検出事項一覧: every finding with its grade, state, site and measure, and every row of a ledger that is behind one.

Long lists are tables of at most `CHUNK` rows one after the other: a renderer never sets ten thousand rows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from app.domain.findings import LIVE, Finding, Source, Status, cited
from app.domain.grades import Severity
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Cell,
    Column,
    Heading,
    KeyValues,
    Paragraph,
    Report,
    Row,
    Run,
    Table,
    Title,
)
from app.services.reporting.order import sorted_findings
from app.services.wording import finding_title, for_print, row_column

T = TypeVar("T")

CHUNK = 200
"""So many rows has a table at most."""
_NAMED = 3
"""So many rows are named beside a finding; the list of rows has all of them."""
_SETTLED = (Status.CORRECTED, Status.ACCEPTED)


def build(material: Material, missing: Sequence[str]) -> Report:
    """All findings as they stand: those to be dealt with, those dealt with, those whose fact is gone."""
    _ = material.translate
    audit = material.outline.audit
    ordered = sorted_findings(material, material.findings)
    groups = (
        (_("Open findings"), [f for f in ordered if f.status in LIVE]),
        (_("Corrected and accepted findings"), [f for f in ordered if f.status in _SETTLED]),
        (_("Findings whose fact is gone"), [f for f in ordered if f.status is Status.RESOLVED]),
    )
    numbers = {finding.id: n for n, finding in enumerate((f for _t, found in groups for f in found), start=1)}
    title = _("List of findings")
    blocks: list[Block] = [
        Title(title, audit.period),
        KeyValues(
            (
                (_("Organisation"), audit.organisation),
                *(((_("Site"), material.sites[0].name),) if material.of_site else ()),
                (_("As-of date"), material.full_day(audit.as_of)),
                (_("Date of making"), material.full_day(material.today)),
                (_("Fingerprint of the data"), material.fingerprint),
            )
        ),
        Heading(1, _("Summary")),
        _summary(material, ordered),
    ]
    measures = _Measures(material)
    for name, found in groups:
        if found or name == groups[0][0]:
            blocks += [Heading(1, name), *_tables(material, found, numbers, measures)]
    if any(finding.rows for finding in ordered):
        told = [finding for _name, found in groups for finding in found]
        blocks += [Heading(1, _("Rows of the ledgers behind the findings")), *_row_tables(material, told, numbers)]
    return Report(
        title=title,
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
    )


class _Measures:
    """Which measures answer a finding: by itself, or by one of its checkpoints."""

    def __init__(self, material: Material) -> None:
        self._by_finding: dict[str, list[int]] = {}
        self._by_checkpoint: dict[str, int] = {}
        for action in material.actions:
            for identity in action.findings:
                self._by_finding.setdefault(identity, []).append(action.number)
            if action.checkpoint:
                self._by_checkpoint[action.checkpoint] = action.number

    def of(self, finding: Finding) -> list[int]:
        """Their numbers."""
        named = self._by_finding.get(finding.id)
        return sorted(named or {self._by_checkpoint[c] for c in finding.checkpoints if c in self._by_checkpoint})


def status_word(material: Material, status: Status) -> str:
    """未対応, 対応中, 是正済, 受容, 解消."""
    _ = material.translate
    return {
        Status.OPEN: _("Open"),
        Status.IN_PROGRESS: _("In progress"),
        Status.CORRECTED: _("Corrected"),
        Status.ACCEPTED: _("Accepted"),
        Status.RESOLVED: _("Resolved"),
    }[status]


def _summary(material: Material, found: Sequence[Finding]) -> Table:
    """How many by grade and state."""
    _ = material.translate
    rows = tuple(
        (
            material.severity(grade),
            *(f"{sum(f.severity is grade and f.status is status for f in found):,}" for status in Status),
            f"{sum(f.severity is grade for f in found):,}",
        )
        for grade in Severity
    )
    columns = (
        Column(_("Grade"), "short"),
        *(Column(status_word(material, status), "number") for status in Status),
        Column(_("Total"), "number"),
    )
    note = _("An answer that adopts what a ledger shows is listed beside the finding of the ledger.")
    return Table(columns, rows, caption=_("Findings by grade and state"), note=note)


def _tables(
    material: Material, found: Sequence[Finding], numbers: dict[str, int], measures: _Measures
) -> Iterator[Block]:
    _ = material.translate
    columns = (
        Column(_("No."), "number"),
        Column(_("Grade"), "short"),
        Column(_("State"), "short"),
        Column(_("Site"), weight=0.5),
        Column(_("Finding"), weight=3.2),
        Column(_("Rows of the ledger"), weight=1.2),
        Column(_("Measure no."), "short"),
    )
    if not found:
        yield Paragraph(_("No finding is open."))
    for part in _chunks(found):
        rows: tuple[Row, ...] = tuple(
            (
                str(numbers[finding.id]),
                material.severity(finding.severity),
                status_word(material, finding.status),
                material.place_of(finding),
                _told(material, finding),
                _behind(material, finding),
                material.listed(map(str, measures.of(finding))) or _("none"),
            )
            for finding in part
        )
        yield Table(columns, rows)


def _told(material: Material, finding: Finding) -> Cell:
    """What it is called, what it says, what was remarked on it, and by which ids it is known."""
    _ = material.translate
    title = material.catalogue.known(finding.subject) if finding.source is Source.ANSWERS else None
    name = (
        finding.subject if title else f"{finding.rule} " + finding_title(material.catalogue, finding, material.language)
    )
    remarks = [for_print(finding.remark), material.acceptance(finding)]
    known = "  ".join(each for each in (*finding.checkpoints, finding.id) if each not in ("", name))
    return Cell(
        (
            Run(name.strip(), bold=True),
            Run("\n" + material.fact(finding)),
            *(Run("\n" + remark) for remark in remarks if remark),
            Run("\n" + known, quiet=True),
        )
    )


def _behind(material: Material, finding: Finding) -> str:
    """The first rows behind a finding, and how many more there are."""
    _ = material.translate
    rows = cited(finding.rows)
    told = []
    for row in rows[:_NAMED]:
        place = f"{row.file} {row.sheet} {row.row:,}".strip() if row.row else _("Added by hand")
        told.append(f"{material.ledger(row.kind)} {row.key}\n{place}")
    if more := len(rows) - _NAMED:
        told += [_("and more rows: {count}").format(count=f"{more:,}")] if more > 0 else []
    return "\n".join(told)


def _row_tables(material: Material, found: Iterable[Finding], numbers: dict[str, int]) -> Iterator[Block]:
    """Every row behind a finding: which ledger, key, file, sheet and row, once for each finding."""
    _ = material.translate
    columns = (
        Column(_("Finding no."), "number"),
        Column(_("Ledger"), "short"),
        Column(_("Record"), "short"),
        Column(_("File")),
        Column(_("Sheet")),
        Column(_("Row"), "number"),
        Column(_("Column")),
    )
    yield Paragraph(_("Rows are counted as in the file; what was added by hand stands in none."), quiet=True, keep=True)
    rows: list[Row] = [
        (
            str(numbers[finding.id]),
            material.ledger(ref.kind),
            ref.key,
            ref.file if ref.row else _("Added by hand"),
            ref.sheet if ref.row else "",
            f"{ref.row:,}" if ref.row else "",
            row_column(ref, _),
        )
        for finding in found
        for ref in cited(finding.rows)
    ]
    for part in _chunks(rows):
        yield Table(columns, tuple(part))


def _chunks(members: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(members), CHUNK):
        yield members[start : start + CHUNK]
