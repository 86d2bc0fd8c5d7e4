"""Paper from a printer: the pages of the PDF itself, drawn off the GUI thread, one picture at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import UserError, register_messages
from app.i18n import gettext as _
from app.services.ports import Progress
from app.ui.dialogs.question import agreed
from app.ui.kit import PaperView

register_messages(
    {
        "printer_failed": "The printer {printer} cannot be reached; check it and print again.",
        "print_no_pages": "No such page: there are {pages}. Choose other pages and print again.",
    }
)

_DOTS = 300
_SAME = 6.0
"""Points by which a sheet may be smaller than a page that is still printed in its own size: 2 mm."""
_CLEAR = 21.0
"""Points at the edges of our pages where nothing is printed: 7 mm."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What went to the printer: `pages` of `wanted`, copies included; `percent` is the size of the smallest."""

    pages: int
    wanted: int
    percent: int = 100

    @property
    def stopped(self) -> bool:
        """Whether somebody stopped it on the way."""
        return self.pages < self.wanted

    def words(self) -> str:
        """What is said of it."""
        told = [_("Pages sent to the printer: {count}").format(count=f"{self.pages:,}")]
        if self.stopped:
            # Some printing systems put out what they have got all the same.
            told.insert(0, _("Printing was stopped before the last page."))
        if self.pages and self.percent < 100:
            told.append(_("The pages were reduced to {percent} % to fit the paper.").format(percent=self.percent))
        return " ".join(told)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a page stands on the sheet, in points; `turned` tells that it lies across."""

    area: QRectF
    turned: bool
    percent: int


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


def printers_there() -> bool:
    """Whether the system has any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget, save: Callable[[], None], pages: int = 0) -> QPrinter | None:
    """The system's dialog; None where the officer thinks better of it. `pages` lets some of them be chosen, 0 prints
    all. Where there is no printer, that is said and `save` offered."""
    if not printers_there():
        told = _(
            "No printer is set up on this computer. Set one up in the settings of the system and print again, "
            "or save the PDF and print it elsewhere."
        )
        if agreed(_("Printing"), told, _("Cancel"), _("Save as PDF…"), parent):
            save()
        return None
    printer = printer_for_a4()
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, pages > 0)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, pages > 0)
    if pages:
        dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def chosen_pages(printer: QPrinter, pages: int, current: int = 1) -> tuple[int, ...]:
    """The pages to draw, counted from 1, in the order of the sheets. Raises UserError `print_no_pages`.

    Copies are drawn here only where the printer does not make them itself."""
    ranges = printer.pageRanges()
    numbers = [n for n in range(1, pages + 1) if ranges.isEmpty() or ranges.contains(n)]
    if printer.printRange() is QPrinter.PrintRange.CurrentPage:
        numbers = [min(max(current, 1), pages)]
    if not numbers:
        raise UserError("print_no_pages", pages=pages)
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return tuple(numbers * copies)
    return tuple(n for n in numbers for _copy in range(copies))


def placed(width: float, height: float, layout: QPageLayout) -> Placed:
    """A page of so many points on a sheet: in its own size where the sheet takes it, else reduced to what the printer
    can reach. A page that lies across is turned, so that all sheets of a bundle are bound at one side."""
    sheet = layout.fullRectPoints().toRectF()
    turned = (width > height) != (sheet.width() > sheet.height())
    if turned:
        width, height = height, width
    least = layout.minimumMargins() * _points(layout.units())
    left, top, right, bottom = least.left(), least.top(), least.right(), least.bottom()
    reach = sheet.adjusted(left, top, -right, -bottom)
    fits = width <= sheet.width() + _SAME and height <= sheet.height() + _SAME
    # The strips that the printer leaves white cut nothing off as long as our pages have nothing there.
    beside = (max(left, right) + (width - sheet.width()) / 2, max(top, bottom) + (height - sheet.height()) / 2)
    tight = max(beside) > _CLEAR
    scale = 1.0 if fits and not tight else min(reach.width() / width, reach.height() / height, 1.0)
    within = sheet if scale == 1.0 else reach
    area = QRectF(0, 0, width * scale, height * scale)
    area.moveCenter(within.center())
    return Placed(area, turned, round(scale * 100))


def _points(unit: QPageLayout.Unit) -> float:
    """How many points are in one of a unit."""
    return (
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(1, 0, 0, 0), unit)
        .margins(QPageLayout.Unit.Point)
        .left()
    )


def print_pages(paper: PaperView, pdf: Path, printer: QPrinter, progress: Progress, current: int = 1) -> Sent:
    """Draw the chosen pages on `printer`; `current` is the page in view. Raises UserError `printer_failed`,
    `print_no_pages`."""
    sizes = paper.sizes(pdf)
    numbers = chosen_pages(printer, len(sizes), current)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("printer_failed", printer=printer.printerName())
    # Else letters are spoilt as photographs are when they are packed.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    grey = printer.colorMode() is QPrinter.ColorMode.GrayScale
    full = printer.paperRect(QPrinter.Unit.DevicePixel)
    dots = full.width() / printer.paperRect(QPrinter.Unit.Point).width()
    done, percent = 0, 100
    try:
        for number in numbers:
            if not progress("printing", done, len(numbers)):
                printer.abort()
                break
            if done and not printer.newPage():
                raise UserError("printer_failed", printer=printer.printerName())
            where = placed(*sizes[number - 1], printer.pageLayout())
            image = _picture(paper, pdf, number - 1, grey=grey, turned=where.turned)
            area = where.area
            painter.drawImage(
                QRectF(area.x() * dots, area.y() * dots, area.width() * dots, area.height() * dots), image
            )
            percent = min(percent, where.percent)
            done += 1
    finally:
        ended = painter.end()
    if not ended or printer.printerState() is QPrinter.PrinterState.Error:
        raise UserError("printer_failed", printer=printer.printerName())
    return Sent(done, len(numbers), percent)


def _picture(paper: PaperView, pdf: Path, number: int, *, grey: bool, turned: bool) -> QImage:
    """A page as the printer gets it: without colours where it has none, which is a third of the bytes."""
    width, height, data = paper.picture(pdf, number, _DOTS / 72)
    image = QImage(data, width, height, width * 3, QImage.Format.Format_RGB888)
    if grey or image.allGray():
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    if turned:
        image = image.transformed(QTransform().rotate(90))
    # The bytes belong to `data`, which ends here.
    return image.copy()
