"""The two confirmations as papers that are handed out (事業所点検確認書, 点検結果確認書)."""

from __future__ import annotations

from dataclasses import replace

from app.domain.sealing import Revision
from app.services.reporting import confirmations
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Report
from app.services.reporting.sheets import Form, SheetDraft


def site_sheets(material: Material) -> tuple[SheetDraft, ...]:
    """The confirmation of each site.

    Sites sign before the audit is sealed: what the seal is stands in the footer and not in what they sign, so that the
    seal does not outdate what was signed.
    """
    title = material.translate("Confirmation of the audit of a site")
    unsealed = replace(material, outline=replace(material.outline, revision=Revision(1)), former=None)
    return tuple(
        SheetDraft(Form.SITE_CONFIRMATION, site.id, site.id, site.name, title, _said(made))
        for site in material.sites
        for made in [confirmations.build_sites(replace(unsealed, sites=(site,)), ())]
    )


def result_sheets(material: Material) -> tuple[SheetDraft, ...]:
    """The officer's confirmation; it names the seal, and is signed anew under it."""
    title = material.translate("Confirmation of the audit results")
    name = material.outline.audit.organisation
    made = confirmations.build_result(material, ())
    return (SheetDraft(Form.RESULT_CONFIRMATION, "", "", name, title, _said(made)),)


def _said(made: Report) -> tuple[Block, ...]:
    """All that a confirmation says but its number, which comes first and holds the fingerprint."""
    return made.blocks[1:]
