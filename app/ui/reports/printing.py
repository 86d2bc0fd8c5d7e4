"""Paper from a printer: the pages of the PDF itself, drawn off the GUI thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.errors import UserError, register_messages
from app.services.ports import Progress
from app.ui.kit import PaperView

register_messages({"printer_failed": "The printer {printer} cannot be reached; check it and print again."})

_DOTS = 300


def printer_for_a4() -> QPrinter:
    """A printer set to A4 without margins of its own: the pages bring theirs."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DOTS)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Millimeter
    )
    printer.setPageLayout(layout)
    printer.setFullPage(True)
    return printer


def print_pages(paper: PaperView, pdf: Path, printer: QPrinter, progress: Progress) -> int:
    """Draw the chosen pages on `printer`; returns how many. Raises UserError `printer_failed`."""
    pages = len(paper.sizes(pdf))
    first = max(printer.fromPage(), 1) if printer.fromPage() else 1
    last = min(printer.toPage() or pages, pages)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("printer_failed", printer=printer.printerName())
    done = 0
    try:
        for number in range(first - 1, last):
            if not progress("printing", done, last - first + 1):
                printer.abort()
                break
            if done:
                printer.newPage()
            width, height, data = paper.picture(pdf, number, _DOTS / 72)
            image = QImage(data, width, height, width * 3, QImage.Format.Format_RGB888)
            painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), image)
            done += 1
    finally:
        painter.end()
    return done
