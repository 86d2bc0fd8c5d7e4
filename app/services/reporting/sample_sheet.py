"""抽出点検表: what a sample is and how it was drawn, a line with boxes for each record, lines to sign."""

from __future__ import annotations

from app.domain.ledgers.form import LedgerForm
from app.domain.sampling import Drawn, Outcome
from app.services import sampling
from app.services import sampling_words as words
from app.services.ledger_ports import LedgerFiles
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Cell,
    Column,
    KeepTogether,
    KeyValues,
    Paragraph,
    Report,
    Row,
    Signature,
    SignatureField,
    Table,
    Title,
)
from app.services.sampling import SampleView
from app.services.sampling_files import about
from app.services.wording import ledger_name

_BOXES = (Outcome.SOUND, Outcome.DIFFERENT, Outcome.UNCHECKED)
_FACTS = 6
_TO_WRITE = 34.0


def build(material: Material, ledgers: LedgerFiles) -> Report:
    """The work list as a form: to take along while results are pending, to sign when there are all.

    Raises ValueError for a reading without a sample (our bug).
    """
    _ = material.translate
    view = material.sample
    if view is None:
        raise ValueError("no sample was read")
    form = ledgers.form(view.sample.kind)
    audit = material.outline.audit
    sample = view.sample
    subtitle = _("{ledger}, sample no. {number}").format(
        ledger=ledger_name(sample.kind, material.translate), number=sample.number
    )
    blocks: list[Block] = [
        Paragraph(
            _("Sheet no. {number}").format(number=f"N{sample.number:02}-{material.fingerprint}"),
            quiet=True,
            style="right",
        ),
        Title(_("Sample check list"), subtitle),
        KeyValues(
            ((_("Organisation, period"), f"{audit.organisation}　{audit.period}"), *_about(material, view, form))
        ),
        _table(material, view, form),
        KeepTogether((_sign(material, _("Checked by")), _sign(material, _("Head of the site")))),
    ]
    return Report(
        title=_("Sample check list"),
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
        watermark=_("WITHDRAWN") if sample.withdrawn else "",
    )


def _about(material: Material, view: SampleView, form: LedgerForm) -> tuple[tuple[str, str], ...]:
    """Particulars; a conclusion only when there is one."""
    _ = material.translate
    unsaid = set() if view.sample.withdrawn or not view.tally.pending else {_("Conclusion")}
    told = about(view, form, material.translate, material.language)
    return tuple((label, text) for label, text in told if label not in unsaid)


def _table(material: Material, view: SampleView, form: LedgerForm) -> Table:
    _ = material.translate
    columns = (
        Column(_("No."), "number"),
        Column(form.field(form.keys[0]).title.in_language(material.language), "short"),
        Column(_("What the ledger says"), "text", 2.4),
        Column(_("In\norder"), "mark", room=13.0),
        Column(_("Found\nto differ"), "mark", room=13.0),
        Column(_("Not\nchecked"), "mark", room=13.0),
        Column(_("What differs, remark, evidence"), "text", room=_TO_WRITE),
    )
    rows: list[Row] = []
    for stratum in view.sample.strata:
        if view.sample.grouped_by:
            rows.append((_heading(material, view, form, stratum.label),))
        rows += [_row(material, view, form, r) for r in view.records if r.stratum == stratum.label]
    note = material.joined((words.again(material.translate), words.caveat(material.translate)))
    return Table(columns, tuple(rows), note=note, least=2)


def _heading(material: Material, view: SampleView, form: LedgerForm, label: str) -> str:
    _ = material.translate
    stratum = next(s for s in view.sample.strata if s.label == label)
    return _("{field}: {group} ({size} of {population} records)").format(
        field=words.group_title(view.sample, form, material.translate, material.language),
        group=words.group_word(label, material.translate),
        size=f"{stratum.size:,}",
        population=f"{stratum.population:,}",
    )


def _row(material: Material, view: SampleView, form: LedgerForm, record: Drawn) -> Row:
    outcome = view.outcome(record.number)
    between = "; " if material.language == "en" else "、"
    facts = sampling.facts(form, record, material.language, _FACTS)
    told = [f"{title}: {value}" for title, value in facts]
    if record.site and view.sample.grouped_by != "site":
        told.insert(0, record.site)
    boxes = [Cell(box=outcome is wanted) for wanted in _BOXES]
    return (str(record.number), record.key, between.join(told), *boxes, _found(material, view, record))


def _found(material: Material, view: SampleView, record: Drawn) -> str:
    """What was written of a record; empty for what is to be written by hand."""
    _ = material.translate
    result = view.results.get(record.number)
    if result is None or result.outcome is Outcome.PENDING:
        return ""
    said = [result.difference, result.remark]
    if result.evidence:
        said.append(_("Evidence: {evidence}").format(evidence=result.evidence))
    checked = _("{day}, {user}").format(day=material.day(result.checked_on), user=result.checked_by)
    return "\n".join([*(text for text in said if text), checked])


def _sign(material: Material, role: str) -> Signature:
    _ = material.translate
    blank = "　　　　年　　　月　　　日" if material.language == "ja" else ""
    fields = (SignatureField(_("Date"), blank), _("Section and title"), _("Name (signed)"))
    return Signature(role, fields, _("seal"))
