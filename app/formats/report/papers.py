"""Papers that are handed out and come back: each begins on a new page, and each of its pages says which one it is.

The QR code stands in the margin below, so that a form of one page stays one, and near the middle: punch holes are left,
staples above, and a sheet that is scanned askew loses its corners first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.domain.paper_codes import Payload, audit_mark, shown_code, version_mark
from app.formats.report import look
from app.formats.report.flow import Page, Place
from app.formats.report.look import FURNITURE, LEFT, MM, PAGE_HEIGHT, PAGE_WIDTH
from app.formats.report.pen import Pen
from app.formats.report.setting import Setting
from app.formats.report.tags import Node
from app.services.reporting.model import Block, Sheet

SIDE = 16 * MM
"""Of the QR code, without the white around it."""
FOOT = 4.8 * MM
"""Below it; most printers leave four or five millimetres white."""
ACROSS = 118 * MM
"""From the left edge: right of the middle, so that the footer has room."""
_QUIET = 4
"""Modules of white around a QR code, as its standard asks for."""
_MASK = 2
"""The pattern laid over a QR code. To find the best of the eight for each code takes six times as long, half the time
of printing a paper; this one comes within a tenth of the best for what our codes say, and any of them is read."""
_CODE = look.Type(10, 12, look.INK, True)
_GAP = 4 * MM
LOWEST = FOOT + SIDE + 2.6 * MM
"""How far down a page with a QR code is written: the white above the code cuts no line of a table."""
BEFORE_CODE = ACROSS - _GAP - LEFT
"""The room for words left of the QR code."""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """What a page of a paper says of itself."""

    number: str
    title: str
    code: str
    payload: str
    page: int
    pages: int
    watermark: str


@dataclass(frozen=True, slots=True)
class Paged:
    """A page with the paper it belongs to, and the bookmark that begins on it."""

    page: Page
    leaf: PaperPage | None = None
    place: Place | None = None


def bodies(
    own: Setting, blocks: Sequence[Block], lay: Callable[[Iterable[Block], float], list[Page]], audit: str
) -> list[Paged]:
    """The pages of a report's blocks: those between sheets run on, each sheet has its own."""
    found: list[Paged] = []
    for is_sheet, group in groupby(blocks, lambda block: isinstance(block, Sheet)):
        if not is_sheet:
            found += map(Paged, lay(group, look.BOTTOM))
            continue
        for sheet in group:
            if isinstance(sheet, Sheet):
                own.begin_part()
                place = own.place(sheet.title, 1) if sheet.title else None
                pages = lay(sheet.blocks, LOWEST if sheet.code else look.BOTTOM) or [Page()]
                for number, page in enumerate(pages, start=1):
                    leaf = _leaf(own, sheet, audit, number, len(pages))
                    found.append(Paged(page, leaf, place if number == 1 else None))
                if place is not None:
                    place.page = len(found) - len(pages)
    return found


def _leaf(own: Setting, sheet: Sheet, audit: str, page: int, pages: int) -> PaperPage:
    payload = ""
    if sheet.code:
        said = Payload(audit_mark(audit), sheet.form, sheet.code, version_mark(sheet.version), page, pages)
        payload = said.text()
    number = own.shortened(sheet.number, FURNITURE, look.ROOM * 0.72)
    own.words(f"{shown_code(sheet.code)} 0123456789/")
    return PaperPage(number, sheet.title, sheet.code, payload, page, pages, own.words(sheet.watermark))


def furniture_of(pen: Pen, own: Setting, leaf: PaperPage, secret: str, footer: str) -> None:
    """Header and footer of a page of a paper: number, page, code, QR code."""
    top, bottom = PAGE_HEIGHT - 13.5 * MM, 12 * MM
    right = PAGE_WIDTH - look.RIGHT
    pen.text(LEFT, top, leaf.number, FURNITURE)
    if secret:
        pen.right(right, top, secret, FURNITURE)
    page = f"{leaf.page} / {leaf.pages}"
    pen.right(right, bottom, page, FURNITURE)
    if not leaf.payload:
        pen.line(LEFT, bottom + 11, right, bottom + 11, 0.5, look.HAIRLINE)
        pen.text(LEFT, bottom, own.shortened(footer, FURNITURE, look.ROOM * 0.82), FURNITURE)
        return
    before, after = ACROSS - _GAP, ACROSS + SIDE + _GAP
    pen.line(LEFT, bottom + 11, before, bottom + 11, 0.5, look.HAIRLINE)
    pen.line(after, bottom + 11, right, bottom + 11, 0.5, look.HAIRLINE)
    pen.text(LEFT, bottom, own.shortened(footer, FURNITURE, BEFORE_CODE), FURNITURE)
    pen.text(after, bottom - 4, shown_code(leaf.code), _CODE)
    said = own.term("qr").format(code=shown_code(leaf.code), page=leaf.page, pages=leaf.pages)
    pen.within(Node("Figure", said))
    draw_qr(pen, ACROSS, FOOT, SIDE, leaf.payload)
    pen.within(None)


def draw_qr(pen: Pen, left: float, foot: float, side: float, text: str) -> None:
    """A QR code as shapes, dark on white, with the white around it that readers need."""
    import segno

    # M: a seventh of it may be stained. More would want more and smaller modules, and scans of 150 dpi are coarse.
    made = segno.make_qr(text, error="m", boost_error=False, mask=_MASK)
    rows = [bytes(row) for row in made.matrix]
    module = side / len(rows)
    white = _QUIET * module
    pen.rect(left - white, foot - white, side + 2 * white, side + 2 * white, look.WHITE)
    for number, row in enumerate(rows):
        y = foot + side - (number + 1) * module
        at = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                # One bar for a run: bars side by side would show hairlines on some screens.
                pen.rect(left + at * module, y - 0.02, length * module, module + 0.04, "#000000")
            at += length
