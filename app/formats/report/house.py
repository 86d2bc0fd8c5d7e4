"""What a house style adds to the pages: logo and marking on the first page, a line below the footer; of papers that
come back the logo on the first page of each, and the line where their QR code leaves room."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import quoteattr

from app.formats.report import look
from app.formats.report.furniture import fitted as fitted_lines
from app.formats.report.look import LEFT, MM, PAGE_HEIGHT, PAGE_WIDTH, ROOM, Type
from app.formats.report.packed import ILLEGAL
from app.formats.report.papers import BEFORE_CODE, PaperPage
from app.formats.report.pen import Pen
from app.formats.report.setting import Setting
from app.services.reporting.model import Picture, Report, Sheet

WIDE, HIGH = 50 * MM, 12 * MM
"""Of a logo on a cover or letter, at most."""
SMALL = 6 * MM
"""How high it is above the line of the header, where a report has neither cover nor letter."""
_STAMP = Type(10.5, 14, look.INK, True)
_EMU = 12_700
"""Units of Office in a point."""
_FOOT = 9.5


def fitted(logo: Picture, wide: float, high: float) -> tuple[float, float]:
    """Width and height of a logo within a room, its shape kept."""
    scale = min(wide / max(logo.width, 1), high / max(logo.height, 1))
    return logo.width * scale, logo.height * scale


class HouseMarks:
    """The marks of a report; its texts are measured before pages are drawn, so that missing glyphs are told."""

    def __init__(self, setting: Setting, report: Report) -> None:
        self._logo = report.logo
        self._stamp = setting.shortened(report.stamp, _STAMP, ROOM * 0.4) if report.stamp else ""
        self._foot = fitted_lines(setting, report.house_footer, ROOM) if report.house_footer else None
        coded = any(isinstance(block, Sheet) and block.code for block in report.blocks)
        self._beside_code = self._foot
        if coded and report.house_footer:
            self._beside_code = fitted_lines(setting, report.house_footer, BEFORE_CODE)

    def first(self, pen: Pen, *, stamped: bool) -> None:
        """The first page: logo left, and the marking in a frame right where no header bears it (`stamped`)."""
        if self._logo is not None:
            wide, high = fitted(self._logo, WIDE, HIGH if stamped else SMALL)
            top = PAGE_HEIGHT - (7 if stamped else 4) * MM
            pen.picture(self._logo.png, LEFT, top - high, wide, high, self._logo.alt)
        if self._stamp and stamped:
            room = Pen.width(self._stamp, _STAMP) + 16
            left, foot = PAGE_WIDTH - look.RIGHT - room, PAGE_HEIGHT - 17 * MM
            pen.rect(left, foot, room, 18, look.WHITE, look.INK, 0.8)
            pen.center(left + room / 2, foot + 5.2, self._stamp, _STAMP)

    def foot(self, pen: Pen) -> None:
        """The line below fingerprint and page number."""
        if self._foot is not None:
            self._foot.draw(pen, LEFT, 12 * MM - _FOOT, below=True)

    def paper(self, pen: Pen, leaf: PaperPage) -> None:
        """A page of a paper: logo above the header of its first page, and the line left of its QR code."""
        if self._logo is not None and leaf.page == 1:
            wide, high = fitted(self._logo, WIDE, SMALL)
            pen.picture(self._logo.png, LEFT, PAGE_HEIGHT - 4 * MM - high, wide, high, self._logo.alt)
        line = self._beside_code if leaf.payload else self._foot
        if line is not None:
            line.draw(pen, LEFT, 12 * MM - _FOOT, below=True)


def drawing(logo: Picture, relation: str) -> str:
    """A logo as a picture in a line of a DOCX, with its words."""
    wide, high = (round(each * _EMU) for each in fitted(logo, WIDE, HIGH))
    words = quoteattr(logo.alt.translate(ILLEGAL))
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="1" name="Logo" descr={words}/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="1" name="Logo" descr={words}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def sheet_picture(logo: Picture) -> object:
    """A logo as openpyxl puts it on a sheet; `described_drawing` gives it its words afterwards."""
    from openpyxl.drawing.image import Image

    image = Image(BytesIO(logo.png))
    wide, high = fitted(logo, WIDE, HIGH)
    # Pixels of 96 an inch.
    image.width, image.height = round(wide * 96 / 72), round(high * 96 / 72)
    return image


def described_drawing(part: bytes, logo: Picture) -> bytes:
    """The drawing of a sheet with the words of the logo in place of those that openpyxl writes."""
    return part.replace(b'descr="Picture"', f"descr={quoteattr(logo.alt.translate(ILLEGAL))}".encode(), 1)
