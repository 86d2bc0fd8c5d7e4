"""A report model as DOCX, for officers who write on it: real headings, lists, tables and fields, no pictures of text.

python-docx makes the package; the text itself is written piece by piece, so that ten thousand rows take no more memory
than a hundred. The same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

from app.formats.report.docx_blocks import Body
from app.formats.report.docx_parts import (
    NAMESPACES,
    application,
    describe,
    footer,
    header,
    numbering,
    section,
    styles,
)
from app.formats.report.house import drawing
from app.formats.report.packed import Part, replaced, well_formed, write_parts
from app.formats.report.steps import Steps
from app.formats.report.wordml import paragraph
from app.formats.report.words import words
from app.services.ports import Progress
from app.services.reporting.model import Cover, Letter, Report

_TEXT, _LISTS = "word/document.xml", "word/numbering.xml"
_BORN_WITH = ("customXml", "stylesWithEffects", "thumbnail")
"""Parts of python-docx's own template that say nothing of a report."""


def write_docx(report: Report, target: Path, progress: Progress | None = None) -> None:
    """Write beside `target`, open again, rename into place; `progress` is told ("report_setting", blocks, all). Raises
    UserError, `report_stopped` when that says so; an earlier file stays then."""
    steps = Steps(progress)
    replaced(target, lambda draft: write_parts(draft, _parts(report, steps)), well_formed)


def _parts(report: Report, steps: Steps) -> Iterator[Part]:
    package, sections = _package(report)
    body = Body(report)
    with ZipFile(BytesIO(package)) as archive:
        names = archive.namelist()
        yield "[Content_Types].xml", archive.read("[Content_Types].xml")
        yield _TEXT, _document(report, body, sections, steps)
        # What the text has counted.
        yield _LISTS, _declared(numbering(body.lists))
        for name in sorted(names):
            if name not in ("[Content_Types].xml", _TEXT, _LISTS):
                yield name, application() if name == "docProps/app.xml" else archive.read(name)


def _document(report: Report, body: Body, sections: tuple[str, str], steps: Steps) -> Iterator[str]:
    """The text: a first page without header and footer, if there is one, and the rest, counted by itself."""
    yield f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<w:document {NAMESPACES}><w:body>"
    blocks = report.blocks
    steps.begin("report_setting", len(blocks))
    if blocks and isinstance(blocks[0], Letter | Cover):
        yield from body.front(blocks[0])
        yield paragraph("", more=sections[0], before=0, after=0)
        blocks = blocks[1:]
        steps.step()
    for block in blocks:
        # A table of many rows is one block.
        for text in body.blocks((block,)):
            steps.heed()
            yield text
        steps.step()
    yield f"{sections[1]}</w:body></w:document>"


def _package(report: Report) -> tuple[bytes, tuple[str, str]]:
    """Everything but the text, and the two sections: that of the first page and that of the rest."""
    from docx import Document
    from docx.oxml.parser import parse_xml

    document = Document()
    part = document.part
    for rel in list(chain(part.rels.values(), part.package.rels.values())):
        if any(word in rel.reltype for word in _BORN_WITH):
            holder = part.rels if rel.rId in part.rels and part.rels[rel.rId] is rel else part.package.rels
            del holder[rel.rId]
    part._styles_part._element = parse_xml(styles(report.language))  # noqa: SLF001 - python-docx has no way to set it
    _settle(document.settings.element, report.language)
    describe(document.core_properties, report)
    ids = []
    # Without a first page of its own, the logo stands in the header of all.
    fronted = bool(report.blocks) and isinstance(report.blocks[0], Letter | Cover)
    for number, first in ((1, True), (2, False)):
        top, header_id = part.add_header_part()  # type: ignore[no-untyped-call]
        bottom, footer_id = part.add_footer_part()  # type: ignore[no-untyped-call]
        page = words(report.language)("page")
        logo = ""
        if report.logo is not None and first is fronted:
            logo = drawing(report.logo, top.get_or_add_image(BytesIO(report.logo.png))[0])
        for held, text in (
            (top, header(report, number, first=first, logo=logo)),
            (bottom, paragraph("", "Header") if first else footer(report, page)),
        ):
            held.element[:] = list(parse_xml(f"<w:hdr {NAMESPACES}>{text}</w:hdr>"))
        ids.append((header_id, footer_id))
    held_package = BytesIO()
    document.save(held_package)
    (first_header, first_footer), (own_header, own_footer) = ids
    sections = (
        section(header_id=first_header, footer_id=first_footer, restart=False),
        section(header_id=own_header, footer_id=own_footer, restart=True),
    )
    return held_package.getvalue(), sections


def _settle(settings: object, language: str) -> None:
    """Let the contents be counted when the file is opened, and the program know how Japanese breaks lines."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element = settings
    for name in ("w:rsids", "w:savePreviewPicture"):
        for found in element.findall(qn(name)):  # type: ignore[attr-defined]
            element.remove(found)  # type: ignore[attr-defined]
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    # Its place in the order of settings: before the table of footnotes and compatibility.
    element.find(qn("w:compat")).addprevious(update)  # type: ignore[attr-defined]
    fonts = element.find(qn("w:themeFontLang"))  # type: ignore[attr-defined]
    fonts.set(qn("w:val"), "ja-JP" if language == "ja" else "en-GB")


def _declared(text: str) -> bytes:
    return f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n{text}".encode()
