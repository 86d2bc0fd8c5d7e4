"""事業所点検確認書 and 点検結果確認書: a statement, the figures it rests on, lines to sign."""

from __future__ import annotations

from app.domain.audit import Site
from app.domain.progress import Tally
from app.errors import UserError
from app.services.reporting.material import Material
from app.services.reporting.model import Block, KeyValues, PageBreak, Paragraph, Report, Signature, Title


def build_all(material: Material) -> Report:
    """One confirmation for each site, then the officer's."""
    pages = [_site(material, site) for site in material.sites]
    return _report(material, [*pages, _result(material)])


def build_sites(material: Material) -> Report:
    """One confirmation for each site. Raises UserError `report_no_sites`."""
    if not material.sites:
        raise UserError("report_no_sites")
    return _report(material, [_site(material, site) for site in material.sites])


def build_result(material: Material) -> Report:
    """The officer's confirmation."""
    return _report(material, [_result(material)])


def _report(material: Material, pages: list[list[Block]]) -> Report:
    _ = material.translate
    blocks = [block for page in pages for block in (*page, PageBreak())][:-1]
    total = material.outline.total()
    return Report(
        title=_("Confirmation of the self-audit"),
        organisation=material.outline.audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=material.outline.audit.confidentiality,
        footer=material.footer(),
        watermark=_("DRAFT") if total.unanswered else "",
    )


def _site(material: Material, site: Site) -> list[Block]:
    _ = material.translate
    tally = material.outline.by_site()[site.id]
    statement = _(
        "At this site the checkpoints of the self-audit were answered on the facts as of {date}, and the following "
        "figures agree with the answers recorded."
    )
    return [
        *_head(material, _("Confirmation of the audit of a site"), site.name),
        Paragraph(statement.format(date=material.day(material.outline.audit.as_of))),
        KeyValues(_figures(material, tally)),
        _sign(material, _("Auditor")),
        _sign(material, _("Head of the site")),
    ]


def _result(material: Material) -> list[Block]:
    _ = material.translate
    return [
        *_head(material, _("Confirmation of the audit results"), material.outline.audit.organisation),
        Paragraph(_("The results of the self-audit are true to the facts, with the exceptions given below.")),
        KeyValues(
            (
                *_figures(material, material.outline.total()),
                (_("Exceptions"), "\n".join(material.missing())),
            )
        ),
        _sign(material, _("Officer in charge of conduct regulation")),
        _sign(material, _("President")),
    ]


def _head(material: Material, title: str, subtitle: str) -> list[Block]:
    _ = material.translate
    audit = material.outline.audit
    return [
        Title(title, subtitle),
        KeyValues(
            (
                (_("Organisation"), audit.organisation),
                (_("Period"), audit.period),
                (_("As-of date"), material.day(audit.as_of)),
                (_("Fingerprint of the data"), material.fingerprint),
                (_("Edition of the checkpoints"), audit.catalogue_version),
            )
        ),
    ]


def _figures(material: Material, tally: Tally) -> tuple[tuple[str, str], ...]:
    _ = material.translate
    counts = (tally.conforming, tally.partly, tally.nonconforming, tally.not_applicable, tally.unanswered)
    rows = tuple((word, _("{count} items").format(count=n)) for word, n in zip(material.legend(), counts, strict=True))
    return (*rows, (_("Total"), _("{count} items").format(count=tally.total)))


def _sign(material: Material, role: str) -> Signature:
    _ = material.translate
    return Signature(role, (_("Date"), _("Section and title"), _("Name (signed)")), _("seal"))
