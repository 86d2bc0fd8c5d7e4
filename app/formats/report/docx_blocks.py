"""The blocks of a report as WordprocessingML, one after the other, so that a long report is never held whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.formats.report import look
from app.formats.report.docx_parts import ROOM
from app.formats.report.docx_tables import Tables
from app.formats.report.look import MM
from app.formats.report.wordml import border, cell, field, paragraph, row, run, runs, table, tick, twips
from app.formats.report.words import words
from app.services.reporting import model

_INDENT = 'w:left="210"'
_FIRST = 'w:firstLine="210" w:firstLineChars="100"'
_LIST = 'w:left="420" w:hanging="420"'
_FRAME = 170
"""Room within a framed box, left and right."""


class Body:
    """Turns blocks into text. `lists` are the lists that were begun, for the part that tells how they are counted."""

    def __init__(self, report: model.Report) -> None:
        self.lists: list[tuple[str, int]] = []
        self._report = report
        self._words = words(report.language)
        self._tables = Tables(report.language, report.blocks)
        self._headings = list(_headings(report.blocks))
        self._reached = 0
        self._fresh = False
        self._together = 0

    def front(self, block: model.Letter | model.Cover) -> Iterator[str]:
        """The first page."""
        yield from self._letter(block) if isinstance(block, model.Letter) else self._cover(block)

    def blocks(self, blocks: Iterable[model.Block], room: int = ROOM) -> Iterator[str]:
        """The text of blocks."""
        for block in blocks:
            yield from self._block(block, room)

    def _block(self, block: model.Block, room: int) -> Iterator[str]:  # noqa: C901 - one line for each kind
        match block:
            case model.Letter() | model.Cover():
                yield from self.front(block)
                self._fresh = True
            case model.TableOfContents():
                yield from self._contents(block)
            case model.Title():
                yield self._paragraph(run(block.text), "Title")
                if block.subtitle:
                    yield self._paragraph(run(block.subtitle), "Subtitle")
            case model.Heading():
                yield self._heading(block)
            case model.Paragraph():
                yield self._running(block)
            case model.Bullets():
                yield from self._list("・", 1, block.items, "ListBullet")
            case model.Numbered():
                yield from self._list(block.style, block.start, block.items, "ListNumber")
            case model.CheckList():
                for item in block.items:
                    yield self._paragraph(tick(item.checked) + run("　") + runs(item.text), indent=_LIST)
            case model.Box():
                yield from self._box(block, room)
            case model.KeepTogether():
                self._together += 1
                yield from self.blocks(block.blocks, room)
                self._together -= 1
            case model.Spacer():
                yield self._paragraph("", "TableText", before=0, after=block.height * MM)
            case model.PageBreak():
                self._fresh = True
            case model.Sheet():
                self._fresh = True
                number = "　".join(each for each in (block.number, block.code) if each)
                yield self._paragraph(run(number), "Quiet", align="right")
                yield from self.blocks(block.blocks, room)
                self._fresh = True
            case model.Signature():
                yield from self._signature(block, room)
            case _:
                yield from self._opened()
                yield from self._tables.of(block, room, keep=bool(self._together))

    # --- paragraphs ---------------------------------------------------------------------------------------------------

    def _paragraph(self, content: str, style: str = "", *, keep: bool = False, **how: object) -> str:
        fresh, self._fresh = self._fresh, False
        return paragraph(content, style, keep=keep or bool(self._together), fresh=fresh, **how)  # type: ignore[arg-type]

    def _opened(self) -> Iterator[str]:
        """What begins a page where a table does: a table cannot."""
        if self._fresh:
            yield self._paragraph("", "TableText", before=0, after=0)

    def _heading(self, block: model.Heading) -> str:
        self._reached += 1
        mark = f'<w:bookmarkStart w:id="{self._reached}" w:name="_Toc{self._reached:06d}"/>'
        end = f'<w:bookmarkEnd w:id="{self._reached}"/>'
        return self._paragraph(mark + run(block.text) + end, f"Heading{block.level}")

    def _running(self, block: model.Paragraph) -> str:
        style = "Quiet" if block.quiet else ""
        indent = {"letter": _FIRST, "indent": _INDENT}.get(block.style, "")
        align = block.style if block.style in ("center", "right") else ""
        return self._paragraph(runs(block.text), style, keep=block.keep, indent=indent, align=align)

    def _list(self, kind: str, start: int, items: Sequence[model.Text], style: str) -> Iterator[str]:
        if not items:
            return
        self.lists.append((kind, start))
        for item in items:
            yield self._paragraph(runs(item), style, number=len(self.lists))

    def _contents(self, block: model.TableOfContents) -> Iterator[str]:
        """The contents: filled in with the headings, their pages counted when the file is opened."""
        if block.title:
            yield self._paragraph(run(block.title), "Title")
        entries = [(n, h) for n, h in enumerate(self._headings, start=1) if h.level <= block.depth]
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-'
            f'{block.depth}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for place, (number, heading) in enumerate(entries):
            anchor = f"_Toc{number:06d}"
            page = field("PAGEREF " + anchor + r" \h")
            link = (
                f'<w:hyperlink w:anchor="{anchor}" w:history="1">{run(heading.bookmark or heading.text)}'
                f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
            )
            content = (begin if place == 0 else "") + link + (end if place == len(entries) - 1 else "")
            indent = f'w:left="{(heading.level - 1) * 280}"' if heading.level > 1 else ""
            yield self._paragraph(content, f"TOC{heading.level}", indent=indent)

    # --- first pages --------------------------------------------------------------------------------------------------

    def _letter(self, letter: model.Letter) -> Iterator[str]:
        if letter.reference:
            yield self._paragraph(run(letter.reference), align="right")
        yield self._paragraph(run(letter.date), align="right", after=22)
        yield from self._lines(letter.addressee, after=26)
        yield from self._lines(letter.sender, align="right", after=40)
        yield self._paragraph(run(letter.title), "Title", after=30)
        for text in letter.paragraphs:
            yield self._paragraph(runs(text), indent=_FIRST)
        if letter.closing:
            yield self._paragraph(run(letter.closing), align="right", before=18)
        yield from self._lines(letter.enclosures)

    def _cover(self, cover: model.Cover) -> Iterator[str]:
        yield from self._lines(cover.addressee)
        yield self._paragraph(run(cover.title), "CoverTitle", before=max(40.0, 170.0 - 18 * len(cover.addressee)))
        if cover.subtitle:
            yield self._paragraph(run(cover.subtitle), "Subtitle")
        yield self._paragraph("", after=80)
        if cover.items:
            wide = round(ROOM * 0.74)
            yield from self._tables.key_values(model.KeyValues(cover.items), wide, indent=(ROOM - wide) // 2)
        yield self._paragraph("", after=50)
        yield from self._lines(cover.lines, align="center")

    def _lines(self, lines: Sequence[str], *, align: str = "", after: float | None = None) -> Iterator[str]:
        for n, line in enumerate(lines):
            yield self._paragraph(run(line), align=align, after=after if n == len(lines) - 1 else 0)

    # --- frames -------------------------------------------------------------------------------------------------------

    def _box(self, block: model.Box, room: int) -> Iterator[str]:
        yield from self._opened()
        notice = block.tone == "notice"
        ink, width = (look.INK, 1.0) if notice else (look.QUIET, 0.6)
        frame = "".join(border(side, width, ink) for side in ("top", "left", "bottom", "right"))
        title = self._paragraph(run(block.title, bold=True), keep=True) if block.title else ""
        inner = title + "".join(self.blocks(block.blocks, room - 2 * _FRAME))
        # A cell ends with a paragraph.
        inner += "" if inner.endswith("</w:p>") else paragraph("", "TableText")
        held = f"<w:tr><w:trPr/>{cell(inner, room, ground=look.HEADER_GROUND if notice else '')}</w:tr>"
        yield from table((room,), [held], borders=frame)
        yield paragraph("", "TableText")

    def _signature(self, block: model.Signature, room: int) -> Iterator[str]:
        """Lines of 10 mm to sign on; the last one has the place of the seal beside it."""
        if block.role:
            yield self._paragraph(run(block.role, bold=True), keep=True, before=14, after=0)
        yield from self._opened()
        fields = [f if isinstance(f, model.SignatureField) else model.SignatureField(f) for f in block.fields]
        seal = twips(20 * MM) if block.seal else 0
        label = twips(max((len(f.label) for f in fields), default=0) * look.CELL.size + 24)
        widths = [label, room - label - seal, *([seal] if seal else [])]
        line, dotted = border("bottom", 0.6, look.INK), ""
        if seal:
            dotted = "".join(border(s, 0.8, look.QUIET, "dotted") for s in ("top", "left", "bottom", "right"))
        rows = []
        for n, each in enumerate(fields):
            last = n == len(fields) - 1
            content = paragraph(run(each.label), "TableText", keep=not last)
            cells = [
                cell(content, widths[0], middle=True),
                cell(paragraph(run(each.value)), widths[1], borders=line, middle=True),
            ]
            if seal:
                mark = paragraph(run(block.seal if last else "", ink=look.QUIET), "TableText", align="center")
                cells.append(cell(mark, seal, borders=dotted if last else "", middle=True))
            rows.append(row(cells, least=(18 if last and seal else 10) * MM))
        yield from table(widths, rows, borders="")
        yield paragraph("", "TableText", after=8)


def _headings(blocks: Iterable[model.Block]) -> Iterator[model.Heading]:
    """All headings in the order in which they are set."""
    for block in blocks:
        if isinstance(block, model.Heading):
            yield block
        elif isinstance(block, model.Box | model.KeepTogether | model.Sheet):
            yield from _headings(block.blocks)
