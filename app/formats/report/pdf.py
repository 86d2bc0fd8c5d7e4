"""A report model as an A4 PDF: embedded fonts, outline, page x / y, 案 across a draft, reproducible bytes."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Spacer
from reportlab.platypus import PageBreak as Break
from reportlab.platypus import Table as Grid

from app.errors import from_os_error
from app.formats.report.fonts import BOLD, REGULAR, register
from app.formats.report.text import Text, break_lines, draw_line, longest_cluster, width
from app.services.reporting import model

LEFT, RIGHT, EDGE = 25 * mm, 15 * mm, 22 * mm
ROOM = A4[0] - LEFT - RIGHT
INK, QUIET, BLUE = HexColor("#1B2430"), HexColor("#556273"), HexColor("#0B3F78")
HEAD, HAIR = HexColor("#EEF2F6"), HexColor("#B8C0CA")
PAD = 4.0
LINES = 36
"""The most lines of a table row; a page holds about fifty."""


def pdf_bytes(report: model.Report) -> bytes:
    """The report as PDF. Raises UserError `report_missing_glyphs`."""
    register()
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        title=report.title,
        author=report.organisation,
        lang=report.language,
        invariant=1,
        initialFontName=REGULAR,
    )
    frame = Frame(LEFT, EDGE, ROOM, A4[1] - 2 * EDGE, 0, 0, 0, 0)
    document.addPageTemplates(
        PageTemplate("page", [frame], onPage=lambda canvas, _: _watermark(canvas, report.watermark))
    )
    story: list[Flowable] = []
    parts = any(isinstance(b, model.Heading) and b.level == 1 for b in report.blocks)
    for number, block in enumerate(report.blocks):
        flowables = _flowables(block)
        if isinstance(block, model.Heading):
            # After the possible page break, before the words.
            flowables.insert(1, _Marked(block.text, f"h{number}", block.level - 1 if parts else 0))
        story.extend(flowables)
    document.build(story, canvasmaker=lambda *a, **k: _Pages(report, *a, **k))
    return target.getvalue()


def write_pdf(report: model.Report, target: Path) -> None:
    """Write beside `target` and rename into place. Raises UserError; an earlier file stays then."""
    data = pdf_bytes(report)
    draft = target.with_name(target.name + ".new")
    try:
        with draft.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise from_os_error(error, target.name) from error


class _Pages(Canvas):  # type: ignore[misc]
    """Holds the pages back until their number is known."""

    def __init__(self, report: model.Report, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._report = report
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        letter = bool(self._report.blocks) and isinstance(self._report.blocks[0], model.Letter)
        for number, state in enumerate(self._kept, start=1):
            kept = self._kept
            self.__dict__.update(state)
            self._kept = kept
            self._furniture(number, len(kept), bare=letter and number == 1)
            super().showPage()
        super().save()

    def _furniture(self, number: int, total: int, *, bare: bool) -> None:
        report = self._report
        if bare:
            return
        self.setFillColor(QUIET)
        top, bottom = A4[1] - 14 * mm, 13 * mm
        draw_line(self, f"{report.organisation}  {report.title}", LEFT, top, REGULAR, 8)
        right = A4[0] - RIGHT
        draw_line(self, report.confidentiality, right - width(report.confidentiality, REGULAR, 8), top, REGULAR, 8)
        page = f"{number} / {total}"
        draw_line(self, report.footer, LEFT, bottom, REGULAR, 8)
        draw_line(self, page, right - width(page, REGULAR, 8), bottom, REGULAR, 8)
        self.setStrokeColor(HAIR)
        self.setLineWidth(0.5)
        self.line(LEFT, bottom + 10, right, bottom + 10)


def _watermark(canvas: Canvas, word: str) -> None:
    """The word across the page, under what is printed on it."""
    if not word:
        return
    size = min(150.0, 150.0 * 320 / width(word, BOLD, 150))
    canvas.saveState()
    canvas.setFillColor(HexColor("#E4E8EE"))
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(45)
    draw_line(canvas, word, -width(word, BOLD, size) / 2, -size / 3, BOLD, size)
    canvas.restoreState()


def _body(text: str, **options: Any) -> Text:
    return Text(text, REGULAR, 10.5, 18, INK, **options)


def _flowables(block: model.Block) -> list[Flowable]:
    match block:
        case model.Letter():
            return _letter(block)
        case model.Title():
            parts: list[Flowable] = [Text(block.text, BOLD, 15, 24, INK, "center", after=4)]
            if block.subtitle:
                parts.append(Text(block.subtitle, REGULAR, 10.5, 18, QUIET, "center"))
            return [*parts, Spacer(0, 14)]
        case model.Heading():
            return [CondPageBreak(40 * mm), *_heading(block)]
        case model.Paragraph():
            return [Text(block.text, REGULAR, 9, 14, QUIET, after=6) if block.quiet else _body(block.text, after=6)]
        case model.KeyValues():
            return [_key_values(block), Spacer(0, 10)]
        case model.Table():
            return [_table(block), Spacer(0, 12)]
        case model.StackedBars():
            return [_Bars(block), Spacer(0, 12)]
        case model.Signature():
            return [_Sign(block), Spacer(0, 14)]
        case model.PageBreak():
            return [Break()]


def _letter(letter: model.Letter) -> list[Flowable]:
    return [
        _body(letter.date, align="right", after=18),
        *(_body(line) for line in letter.addressee),
        Spacer(0, 18),
        *(_body(line, align="right") for line in letter.sender),
        Spacer(0, 30),
        Text(letter.title, BOLD, 15, 24, INK, "center", after=24),
        *(_body("　" + paragraph, after=8) for paragraph in letter.paragraphs),
        _body(letter.closing, align="right", before=10),
        Break(),
    ]


def _heading(heading: model.Heading) -> list[Flowable]:
    if heading.level == 1:
        return [Text(heading.text, BOLD, 15, 22, BLUE, keep=True), _Rule(BLUE, 0.8)]
    return [Spacer(0, 8), Text(heading.text, BOLD, 12, 20, INK, after=2, keep=True)]


class _Marked(Flowable):  # type: ignore[misc]
    """An entry of the outline."""

    keepWithNext = True

    def __init__(self, text: str, key: str, depth: int) -> None:
        super().__init__()
        self._text, self._key, self._depth = text, key, depth

    def wrap(self, *_room: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.bookmarkPage(self._key)
        self.canv.addOutlineEntry(self._text, self._key, self._depth)


class _Rule(Flowable):  # type: ignore[misc]
    """A line across the page."""

    keepWithNext = True

    def __init__(self, colour: Any, weight: float) -> None:
        super().__init__()
        self._colour, self._weight = colour, weight

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        self.width = room
        return room, 8

    def draw(self) -> None:
        self.canv.setStrokeColor(self._colour)
        self.canv.setLineWidth(self._weight)
        self.canv.line(0, 6, self.width, 6)


def _cell(text: str, font: str = REGULAR, align: str = "left") -> Text:
    return Text(text, font, 9, 13.5, INK, align)


_FRAME: list[Any] = [
    # The cells bring their own; without it reportlab names its Helvetica, which is not embedded.
    ("FONT", (0, 0), (-1, -1), REGULAR, 9),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), PAD),
    ("RIGHTPADDING", (0, 0), (-1, -1), PAD),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ("LINEABOVE", (0, 0), (-1, 0), 1, INK),
    ("LINEBELOW", (0, -1), (-1, -1), 1, INK),
    ("LINEBELOW", (0, 0), (-1, -2), 0.4, HAIR),
]


def _key_values(block: model.KeyValues) -> Grid:
    label = max(width(k, REGULAR, 9) for k, _ in block.items) + 2 * PAD + 8
    rows = [[Text(k, REGULAR, 9, 13.5, QUIET), _cell(v)] for k, v in block.items]
    return Grid(rows, colWidths=[label, ROOM - label], style=_FRAME)


def _table(table: model.Table) -> Grid:
    rows = table.rows or ((table.empty, *[""] * (len(table.columns) - 1)),)
    aligns = ["right" if c.kind == "number" else "left" for c in table.columns]
    head = [_cell(c.heading, BOLD, a) for c, a in zip(table.columns, aligns, strict=True)]
    widths = _widths(table)
    rooms = [w - 2 * PAD for w in widths] if table.rows else [ROOM] * len(widths)
    body = [
        [_cell(t, REGULAR, a) for t, a in zip(part, aligns, strict=True)]
        for row in rows
        for part in _page_sized(row, rooms)
    ]
    style = [*_FRAME, ("BACKGROUND", (0, 0), (-1, 0), HEAD), ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK)]
    if not table.rows:
        style.append(("SPAN", (0, 1), (-1, 1)))
    return Grid([head, *body], colWidths=widths, repeatRows=1, style=style)


def _page_sized(row: tuple[str, ...], rooms: list[float]) -> list[tuple[str, ...]]:
    """The row, or several when a cell is too long for a page: rows themselves are never split."""
    cells = [break_lines(t, REGULAR, 9, room) for t, room in zip(row, rooms, strict=True)]
    longest = max(len(lines) for lines in cells)
    if longest <= LINES:
        return [row]
    return [tuple("\n".join(lines[n : n + LINES]) for lines in cells) for n in range(0, longest, LINES)]


def _widths(table: model.Table) -> list[float]:
    """Column widths by content: short columns as wide as they need, the rest shared by the square root of the text."""
    fixed: list[float] = []
    shares: list[float] = []
    for n, column in enumerate(table.columns):
        cells = [row[n] for row in table.rows]
        head = width(column.heading, BOLD, 9)
        least = max([head, *(longest_cluster(c, REGULAR, 9) for c in cells)])
        whole = max([head, *(width(line, REGULAR, 9) for c in cells for line in c.split("\n"))])
        fixed.append(2 * PAD + 1 + (min(least, 120.0) if column.kind == "text" else min(whole, 110.0)))
        shares.append(sum(len(c) for c in cells) ** 0.5 + 1 if column.kind == "text" else 0.0)
    left = ROOM - sum(fixed)
    if left < 0:
        return [w * ROOM / sum(fixed) for w in fixed]
    if not any(shares):
        shares = [1.0] * len(shares)
    return [w + left * s / sum(shares) for w, s in zip(fixed, shares, strict=True)]


# conforming, partly, nonconforming, not applicable, unanswered: grey steps and hatching that survive a copier.
_FILLS = ("#DCEBE1", "#F2D79A", "#B3261E", "#EDF0F3", "#FFFFFF")


class _Bars(Flowable):  # type: ignore[misc]
    """Verdict counts as stacked bars with their numbers."""

    LABEL, ROW = 64 * mm, 17.0

    def __init__(self, block: model.StackedBars) -> None:
        super().__init__()
        self._block = block

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        self.width = room
        self.height = self.ROW * (len(self._block.rows) + 1) + 4
        return room, self.height

    def split(self, room: float, height: float) -> list[Flowable]:
        fit = int((height - 4) // self.ROW) - 1
        rows = self._block.rows
        if fit < 3 or fit >= len(rows):
            return []
        return [_Bars(model.StackedBars(part, self._block.legend)) for part in (rows[:fit], rows[fit:])]

    def draw(self) -> None:
        y = self.height - self.ROW
        x = self.LABEL
        for n, word in enumerate(self._block.legend):
            self._box(x, y + 3, 9, n)
            self.canv.setFillColor(INK)
            draw_line(self.canv, word, x + 12, y + 4, REGULAR, 8)
            x += 12 + width(word, REGULAR, 8) + 12
        scale = (self.width - self.LABEL - 30) / max(1, max(sum(r.values) for r in self._block.rows))
        for row in self._block.rows:
            y -= self.ROW
            self.canv.setFillColor(INK)
            label = row.label
            while width(label, REGULAR, 9) > self.LABEL - 6:
                label = label.rstrip("…")[:-1] + "…"
            draw_line(self.canv, label, 0, y + 4, REGULAR, 9)
            x = self.LABEL
            for n, value in enumerate(row.values):
                if value:
                    self._box(x, y + 1.5, value * scale, n)
                    self._count(x, y, value, value * scale, n)
                    x += value * scale
            self.canv.setFillColor(INK)
            draw_line(self.canv, str(sum(row.values)), x + 5, y + 4, REGULAR, 8)

    def _box(self, x: float, y: float, wide: float, kind: int) -> None:
        high = 11.0 if wide != 9 else 9.0
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.4)
        self.canv.setFillColor(HexColor(_FILLS[kind]))
        self.canv.rect(x, y, wide, high, fill=1)
        if kind == 1:  # a slanted hatch tells 一部不備 from 適合 on a copy
            self.canv.saveState()
            path = self.canv.beginPath()
            path.rect(x, y, wide, high)
            self.canv.clipPath(path, stroke=0)
            step = x - high
            while step < x + wide:
                self.canv.line(step, y, step + high, y + high)
                step += 4
            self.canv.restoreState()

    def _count(self, x: float, y: float, value: int, wide: float, kind: int) -> None:
        need = width(str(value), BOLD, 8)
        if wide < need + 4:
            return
        self.canv.setFillColor(HexColor("#FFFFFF") if kind == 2 else INK)
        middle = x + (wide - need) / 2
        if kind == 1:
            self.canv.setFillColor(HexColor("#FFF3D6"))
            self.canv.rect(middle - 1.5, y + 2.5, need + 3, 9, stroke=0, fill=1)
            self.canv.setFillColor(INK)
        draw_line(self.canv, str(value), middle, y + 4, BOLD, 8)


class _Sign(Flowable):  # type: ignore[misc]
    """A signature block: never split."""

    LINE = 10 * mm

    def __init__(self, block: model.Signature) -> None:
        super().__init__()
        self._block = block

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        self.width = room
        self.height = self.LINE * len(self._block.fields) + 20
        return room, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(INK)
        draw_line(canvas, self._block.role, 0, self.height - 13, BOLD, 10.5)
        y = self.height - 20
        for label in self._block.fields:
            y -= self.LINE
            canvas.setFillColor(INK)
            draw_line(canvas, label, 0, y + 6, REGULAR, 9)
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.5)
            canvas.line(32 * mm, y + 2, self.width - 30 * mm, y + 2)
        canvas.setDash(1.5, 1.5)
        centre = self.width - 13 * mm
        canvas.circle(centre, y + 12 * mm, 9 * mm)
        canvas.setDash()
        canvas.setFillColor(QUIET)
        draw_line(
            canvas, self._block.seal, centre - width(self._block.seal, REGULAR, 9) / 2, y + 12 * mm - 3, REGULAR, 9
        )
