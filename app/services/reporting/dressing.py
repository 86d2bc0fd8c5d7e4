"""A report in the style of the house: what stands first, header, footer, logo, marking. A style that says nothing
leaves a report as it was built."""

from __future__ import annotations

from dataclasses import replace

from app.domain.house_style import Front, HouseStyle, Logo, Recipient, filled_line
from app.services.house_words import recipient_word
from app.services.reporting.improvement_plan.letter import representative
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Cover, KeyValues, Letter, Paragraph, Picture, Report, Sheet, Title

SIGNED = frozenset({"attestation", "site-confirmation", "result-confirmation", "reminders", "sample"})
"""Reports that are signed or ticked: they get neither a page before them nor a logo. Papers with a code, which come
back, bear the logo above their header (`dressed_papers`)."""


def dressed(report: Report, material: Material, style: HouseStyle, logo: bytes | None) -> Report:
    """The report as `style` wants it; `logo` is the PNG of its logo."""
    audit = material.outline.audit
    company = style.company or audit.organisation
    values = _values(report, material, style)
    blocks = report.blocks
    if style.front is not Front.OWN and _takes_front(report):
        blocks = _fronted(report, material, style.front)
    if style.company and blocks:
        blocks = (_renamed(blocks[0], audit.organisation, company), *blocks[1:])
    return replace(
        report,
        blocks=blocks,
        confidentiality=style.worn_marking(report.confidentiality),
        stamp=style.marking or "",
        header=filled_line(style.header, values) if style.header else "",
        house_footer=filled_line(style.footer, values),
        logo=_picture(style.logo, logo, company, material) if style.logo and logo and _takes_front(report) else None,
        extra=(*report.extra, *([("for", style.recipient.value)] if style.recipient is not Recipient.GENERAL else [])),
    )


def dressed_papers(report: Report, material: Material, style: HouseStyle, logo: bytes | None) -> Report:
    """Papers that are handed out and come back, as `style` wants them: marking, logo and the line of the footer.

    Nothing else: their header holds the number of the form, and what they say, dates included, makes their version."""
    company = style.company or material.outline.audit.organisation
    return replace(
        report,
        confidentiality=style.worn_marking(report.confidentiality),
        house_footer=filled_line(style.footer, _values(report, material, style)),
        logo=_picture(style.logo, logo, company, material) if style.logo and logo else None,
        extra=(*report.extra, ("for", style.recipient.value)),
    )


def _values(report: Report, material: Material, style: HouseStyle) -> dict[str, str]:
    """What stands in the places of header and footer."""
    audit = material.outline.audit
    recipient = style.recipient
    return {
        "title": report.title,
        "company": style.company or audit.organisation,
        "period": audit.period,
        "as_of": material.day(audit.as_of),
        "recipient": "" if recipient is Recipient.GENERAL else recipient_word(recipient, material.translate),
    }


def _takes_front(report: Report) -> bool:
    return report.kind not in SIGNED and not any(isinstance(block, Sheet) for block in report.blocks)


def _picture(held: Logo, png: bytes, company: str, material: Material) -> Picture:
    _ = material.translate
    return Picture(png, held.width, held.height, held.alt or _("Logo of {company}").format(company=company))


def _fronted(report: Report, material: Material, front: Front) -> tuple[Block, ...]:
    first = report.blocks[0] if report.blocks else None
    rest = report.blocks[1:] if isinstance(first, Letter | Cover) else report.blocks
    if isinstance(first, Letter) and rest and isinstance(rest[0], Paragraph) and rest[0].style == "right":
        # 別紙 says of which letter it is the annex; without the letter it is none.
        rest = rest if front is Front.LETTER else rest[1:]
    match front:
        case Front.COVER:
            return (first if isinstance(first, Cover) else _cover(report, material), *rest)
        case Front.LETTER if not isinstance(first, Letter):
            # What a cover tells besides stands above the report then.
            told = (Title(first.title, first.subtitle), KeyValues(first.items)) if isinstance(first, Cover) else ()
            return (_letter(report, material), *told, *rest)
        case Front.NONE:
            told = (Title(first.title, first.subtitle), KeyValues(first.items)) if isinstance(first, Cover) else ()
            return (*told, *rest)
        case _:
            return report.blocks


def _cover(report: Report, material: Material) -> Cover:
    _ = material.translate
    audit = material.outline.audit
    return Cover(
        title=report.title,
        subtitle=audit.period,
        items=(
            (_("Section in charge"), audit.department or audit.auditor or _("(to be entered)")),
            (_("As-of date"), material.full_day(audit.as_of)),
            (_("Date of making"), material.full_day(material.today)),
            (_("Edition of the checkpoints"), audit.catalogue_version),
            (_("Fingerprint of the data"), material.fingerprint),
        ),
        lines=(audit.organisation,),
    )


def _letter(report: Report, material: Material) -> Letter:
    """What is handed in with a report that has no letter of its own: what it is, and as of when."""
    _ = material.translate
    audit, filing = material.outline.audit, material.outline.audit.filing
    return Letter(
        date=material.letter_day(material.today),
        addressee=(filing.addressee or _("(addressee to be entered)"),),
        sender=(audit.organisation, representative(material)),
        title=report.title,
        paragraphs=(
            _("We submit the {title} as of {day} as attached.").format(
                title=report.title, day=material.letter_day(audit.as_of)
            ),
        ),
        closing=_("End"),
        enclosures=(_("Annex: {title}").format(title=report.title),),
    )


def _renamed(block: Block, organisation: str, company: str) -> Block:
    """The name of the company as covers and letters print it."""

    def lines(given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(company if line == organisation else line for line in given)

    match block:
        case Letter():
            return replace(block, sender=lines(block.sender))
        case Cover():
            return replace(block, lines=lines(block.lines), addressee=lines(block.addressee))
        case _:
            return block
