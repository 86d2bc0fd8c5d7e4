"""What is seen of a piece of evidence, read off the GUI thread and within bounds: it comes from anywhere."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLoggingCategory, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from app.domain.evidence import Evidence
from app.i18n import gettext as _
from app.i18n import mark
from app.ui.kit import PaperView
from app.ui.said import Words

if TYPE_CHECKING:
    from app.services.ports import Desk

LONGEST = 4_096
"""Pixels of the longer side to which a picture is brought."""
MOST_PIXELS, MOST_PIXELS_JPEG = 64_000_000, 400_000_000
"""Pixels of a picture that is opened at all; a JPEG is brought to its size while it is read."""
MOST_BYTES = 64 * 1024 * 1024
"""Bytes of a picture or a paper that is opened."""
MOST_PAGES = 500
TEXT_BYTES = 200 * 1024
"""So much of a text is shown."""
_MEGABYTES = 512
_PAGE_PIXELS = 6_000_000
_LONGEST_PAGE = 14_400.0
"""Points of a side of a page, as the format allows them."""
_PICTURES = frozenset({"png", "jpeg", "jpg", "bmp", "gif", "webp"})
_TEXTS = frozenset({".txt", ".csv", ".tsv", ".log", ".md", ".json", ".xml", ".eml", ".ini"})


class Kind(Enum):
    """How a piece is shown; `NONE` is said in words."""

    PICTURE = "picture"
    PAPER = "paper"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True)
class Sight:
    """What there is to see: a picture with its size in pixels, a paper in a file, or a text. `words` say what is left
    out of it, or why nothing is shown."""

    kind: Kind
    words: Words = ""
    image: QImage | None = None
    size: QSize | None = None
    paper: Path | None = None
    pages: int = 0
    text: str = ""


class Unseen(Exception):
    """A picture that is not shown; its words say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


_BROKEN = mark("This picture is damaged or incomplete and cannot be shown. Save a copy to look at it elsewhere.")
_HUGE = mark("This picture has too many pixels to be shown here. Save a copy to look at it elsewhere.")
_NO_PICTURE = mark("This is not a picture of a kind that is shown here. Save a copy to look at it elsewhere.")
_LARGE = mark("This file is too large to be shown here. Save a copy to look at it elsewhere.")
_NO_PAPER = mark(
    "This PDF cannot be shown: it is damaged or protected by a password. Save a copy to look at it elsewhere."
)
_NOTHING = mark("Files of this kind are not shown here. Open a read-only copy in the program for it, or save a copy.")
_CUT_PAGES = mark("Only the first {count} pages are shown.")
_CUT_TEXT = mark("Only the first {size} KB are shown.")


def look(desk: Desk, paper: PaperView, evidence: Evidence, folder: Path) -> Sight:
    """What is seen of a piece; a paper is written into `folder`, which must exist. Raises UserError."""
    from app.services import evidencing

    head = evidencing.content(desk, evidence.id, TEXT_BYTES + 4)
    kind = kind_of(evidence.name, head)
    if kind is Kind.NONE:
        return Sight(kind, lambda: _(_NOTHING))
    if kind is Kind.TEXT:
        return _text(head)
    if evidence.size > MOST_BYTES:
        return Sight(Kind.NONE, lambda: _(_LARGE))
    if kind is Kind.PAPER:
        return _paper(desk, paper, evidence, folder)
    try:
        image, size = picture(evidencing.content(desk, evidence.id, MOST_BYTES), LONGEST)
    except Unseen as unseen:
        words = unseen.words
        return Sight(Kind.NONE, lambda: _(words))
    return Sight(Kind.PICTURE, image=image, size=size)


def kind_of(name: str, head: bytes) -> Kind:
    """How a file is shown, by what it begins with; only a text goes by its name."""
    if b"%PDF-" in head[:1024]:
        return Kind.PAPER
    if head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"BM", b"GIF8")) or head[:4] + head[8:12] == b"RIFFWEBP":
        return Kind.PICTURE
    if Path(name).suffix.lower() in _TEXTS and decoded(head) is not None:
        return Kind.TEXT
    return Kind.NONE


# --- pictures ---------------------------------------------------------------------------------------------------------


@cache
def _quiet() -> None:
    """What Qt's readers think of a damaged file is told to the officer by us, and is no bug for the log."""
    QLoggingCategory.setFilterRules("qt.gui.imageio*=false")
    QImageReader.setAllocationLimit(_MEGABYTES)


def picture(data: bytes, longest: int) -> tuple[QImage, QSize]:
    """A picture brought to `longest` pixels on its longer side, and the size it has. Raises Unseen.

    Its size is looked at before anything of it is unpacked.
    """
    _quiet()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    form = reader.format().toStdString()
    if form not in _PICTURES:
        raise Unseen(_BROKEN if kind_of("", data[:64]) is Kind.PICTURE else _NO_PICTURE)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        raise Unseen(_BROKEN)
    if size.width() * size.height() > (MOST_PIXELS_JPEG if form in ("jpeg", "jpg") else MOST_PIXELS):
        raise Unseen(_HUGE)
    if max(size.width(), size.height()) > longest:
        wanted = size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(wanted.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise Unseen(_BROKEN)
    turned = QImageIOHandler.Transformation.TransformationRotate90 in reader.transformation()
    return image, size.transposed() if turned else size


# --- papers -----------------------------------------------------------------------------------------------------------


_UNREADABLE = (RuntimeError, ValueError, OSError)
"""What the library raises for a foreign file that it cannot read."""


class Bounded:
    """A paper whose pages and pixels have bounds. `failed` is called, on the thread that draws, with the number (from
    0) of a page that cannot be drawn: it is left grey."""

    def __init__(self, paper: PaperView, failed: Callable[[int], object]) -> None:
        self._paper, self._failed = paper, failed
        self._sizes: tuple[tuple[float, float], ...] = ()

    def sizes(self, pdf: Path) -> tuple[tuple[float, float], ...]:
        """Width and height of the pages shown, in points; none for what is no paper."""
        try:
            found = self._paper.sizes(pdf)
        except _UNREADABLE:
            return ()
        self._sizes = tuple((_side(width), _side(height)) for width, height in found[:MOST_PAGES])
        return self._sizes

    def picture(self, pdf: Path, number: int, scale: float) -> tuple[int, int, bytes]:
        """Page `number`, at a smaller scale than asked for where it would be too large."""
        width, height = self._sizes[number] if number < len(self._sizes) else (_LONGEST_PAGE, _LONGEST_PAGE)
        most = (_PAGE_PIXELS / (width * height)) ** 0.5
        try:
            return self._paper.picture(pdf, number, min(scale, most))
        except _UNREADABLE:
            self._failed(number)
            return 1, 1, b"\xcc\xcc\xcc"


def _side(points: float) -> float:
    return min(max(points, 1.0), _LONGEST_PAGE) if points == points else 1.0  # It may be no number.


def _paper(desk: Desk, paper: PaperView, evidence: Evidence, folder: Path) -> Sight:
    from app.services import evidencing

    file = folder / f"{evidence.sha256}.pdf"
    if not file.exists():
        evidencing.extract(desk, evidence.id, file)
    try:
        pages = len(paper.sizes(file))
    except _UNREADABLE:
        pages = 0
    if not pages:
        return Sight(Kind.NONE, lambda: _(_NO_PAPER))
    words: Words = (lambda: _(_CUT_PAGES).format(count=MOST_PAGES)) if pages > MOST_PAGES else ""
    return Sight(Kind.PAPER, words, paper=file, pages=min(pages, MOST_PAGES))


# --- texts ------------------------------------------------------------------------------------------------------------


def decoded(data: bytes) -> str | None:
    """A text as it was written, the letter at the end that was cut through left out; None for what is no text."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        return None
    else:
        encodings = ("utf-8-sig" if data.startswith(BOM_UTF8) else "utf-8", "cp932")
    for encoding in encodings:
        try:
            return getincrementaldecoder(encoding)().decode(data, False)
        except UnicodeDecodeError:
            continue
    return None


def _text(head: bytes) -> Sight:
    cut = len(head) > TEXT_BYTES
    words: Words = (lambda: _(_CUT_TEXT).format(size=TEXT_BYTES // 1024)) if cut else ""
    return Sight(Kind.TEXT, words, text=decoded(head[:TEXT_BYTES]) or "")
