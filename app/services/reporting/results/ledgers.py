"""5: the comparison of ledgers by rule, and every row behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.findings import LIVE, TOLD, WHOLE, Finding, RowRef, Source, Status, cited
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Column, Heading, Paragraph, Row, Table
from app.services.reporting.order import sorted_findings
from app.services.reporting.results import samples
from app.services.reporting.results.findings import action_of
from app.services.wording import row_column

_SPANS = 12
"""So many places of one fact are printed; the list in the program tells them all."""

_CIRCLED = 20
"""So many numbers in circles there are."""


def chapter(material: Material) -> list[Block]:
    """Counts by rule, then the annex of rows."""
    _ = material.translate
    found = [f for f in sorted_findings(material, material.findings) if f.source is Source.RULES]
    blocks: list[Block] = [Heading(1, _("5 Comparison of ledgers"))]
    if not material.records:
        text = _(
            "No ledger has been taken in, so that no comparison has been run. This does not mean that there is nothing "
            "to be found."
        )
        return [*blocks, Paragraph(text, style="letter"), *samples.section(material)]
    blocks += [_by_rule(material, found), *samples.section(material)]
    told = [f for f in found if f.status in TOLD]
    if told:
        blocks.append(Heading(2, _("Annex: rows behind the findings")))
        for rule in dict.fromkeys(f.rule for f in told):
            blocks += _rows(material, rule, [f for f in told if f.rule == rule])
    return blocks


def _by_rule(material: Material, found: list[Finding]) -> Table:
    _ = material.translate
    not_run = {idle.rule for idle in material.not_run}
    in_part = {each.rule for each in material.in_part}
    settled = [s for s in (Status.CORRECTED, Status.ACCEPTED) if any(f.status is s for f in found)]
    rows: list[Row] = []
    for rule in material.catalogue.rules:
        if rule.kind != "ledger" or rule.id in not_run:
            continue
        own = [f for f in found if f.rule == rule.id]
        live = [f for f in own if f.status in LIVE]
        state = _("in part") if rule.id in in_part else _("in full")
        rows.append(
            (
                rule.id,
                rule.title.in_language(material.language),
                material.severity(rule.severity),
                state,
                f"{len(live):,}",
                *(f"{sum(f.status is status for f in own):,}" for status in settled),
            )
        )
    columns = (
        Column(_("Rule"), "short"),
        Column(_("What is compared"), weight=2.0),
        Column(_("Grade"), "short"),
        Column(_("Run"), "short"),
        Column(_("Open findings"), "number"),
        *(Column(_settled(material, status), "number") for status in settled),
    )
    note = _("Further rules that could not be run for want of a ledger, as told in chapter 2: {count}.").format(
        count=len(not_run)
    )
    return Table(columns, tuple(rows), caption=_("Findings by rule"), note=note if not_run else "")


class _Files:
    """The files in which the rows behind some findings stand: named once, and told apart by a sign where there are
    several."""

    def __init__(self, material: Material, found: Iterable[Finding]) -> None:
        self._material = material
        named = dict.fromkeys(row.file for f in found for row in f.rows if row.file and row.row)
        self._signs = {file: _sign(n) for n, file in enumerate(named, start=1)} if len(named) > 1 else {}
        self._names = tuple(f"{self._signs.get(file, '')}{file}" for file in named)

    def told(self) -> str:
        """Their names, each with its sign."""
        _ = self._material.translate
        return (
            _("Files of the ledgers: {files}").format(files=self._material.listed(self._names)) if self._names else ""
        )

    def place(self, ref: RowRef, last: int = 0) -> str:
        """Where a row, or rows up to `last`, stand in their file, and in which column where a row holds several
        records; what was added by hand stands in none and has no row (0)."""
        _ = self._material.translate
        if not ref.row:
            return _("Added by hand")
        rows = ref.row if ref.row >= last else f"{ref.row}–{last}"
        place = self._signs.get(ref.file, "") + _("{sheet}, row {row}").format(sheet=ref.sheet, row=rows)
        return f"{place} {row_column(ref, _)}".rstrip()

    def record(self, ref: RowRef) -> str:
        """A record, with what stands at the head of its column where its row holds several."""
        _ = self._material.translate
        return _("{key} ({heading})").format(key=ref.key, heading=ref.heading) if ref.heading else ref.key

    def span(self, rows: Sequence[RowRef]) -> str:
        """Where rows in a row stand, and whether cells of one were set right by hand."""
        first, last = rows[0], rows[-1]
        return self.place(first, last.row) + self.by_hand(rows)

    def by_hand(self, rows: Iterable[RowRef]) -> str:
        """That cells of one of the rows were set right by hand: its file says something else there."""
        _ = self._material.translate
        known = self._material.set_by_hand
        return _(" (set right by hand)") if any(r.row and (r.kind, r.match_key) in known for r in rows) else ""


def _sign(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= _CIRCLED else f"({number})"


def _single(files: _Files, finding: Finding) -> tuple[str, str]:
    """The records behind a finding, and where each stands."""
    rows = cited(finding.rows)
    keys = "\n".join(map(files.record, rows)) or finding.subject
    # Said beside the record, the heading need not break the line here: each stands on the line of its record.
    return keys, "\n".join(files.span((replace(row, heading=""),)) for row in rows)


def _whole(material: Material, files: _Files, finding: Finding) -> tuple[str, str]:
    """What records share that is a fact of the whole company, and where they stand: rows in a row are told as one."""
    _ = material.translate
    spans: list[list[RowRef]] = []
    # Several columns of one table run side by side.
    running: dict[tuple[str, str, str], list[RowRef]] = {}
    for ref in finding.rows:
        below = (ref.file, ref.sheet, ref.column)
        span = running.get(below)
        if ref.row and span and span[-1].row in (ref.row, ref.row - 1):
            span.append(ref)
        else:
            running[below] = [ref]
            spans.append(running[below])
    # Several by hand stand nowhere alike.
    told = list(dict.fromkeys(map(files.span, spans[:_SPANS])))
    if rest := [ref for span in spans[_SPANS:] for ref in span]:
        told.append(_("and more rows: {count}").format(count=f"{len(cited(rest)):,}") + files.by_hand(rest))
    return finding.subject, "\n".join(told)


def _measure(material: Material, finding: Finding) -> str:
    _ = material.translate
    if finding.status in (Status.CORRECTED, Status.ACCEPTED):
        return _settled(material, finding.status)
    action = action_of(material, finding)
    told = _("Measure {number}").format(number=action.number) if action else _("(no measure)")
    return f"{told}\n{material.acceptance(finding)}" if finding.lapsed else told


def _settled(material: Material, status: Status) -> str:
    """是正済 or 受容."""
    _ = material.translate
    return _("Corrected") if status is Status.CORRECTED else _("Accepted")


def _rows(material: Material, rule: str, found: list[Finding]) -> list[Block]:
    _ = material.translate
    title = f"{rule} {material.catalogue.rule_title(rule).in_language(material.language)}"
    files = _Files(material, found)
    rows: list[Row] = []
    for finding in found:
        record, where = _whole(material, files, finding) if WHOLE in finding.values else _single(files, finding)
        rows.append(
            (
                record,
                where,
                material.place_of(finding),
                material.severity(finding.severity),
                _measure(material, finding),
            )
        )
    columns = (
        Column(_("Record"), "short"),
        Column(_("Where in the ledger")),
        Column(_("Site")),
        Column(_("Grade"), "short"),
        Column(_("Measure"), "short"),
    )
    counted = _("{title}: {count}").format(title=title, count=f"{len(found):,}")
    return [Table(columns, tuple(rows), caption=counted, source=files.told())]
