"""One report model, three renderers: which of them writes a file is said by its suffix."""

from __future__ import annotations

from pathlib import Path

from app.services.ports import Progress
from app.services.reporting.model import Report


def write_report(report: Report, target: Path, progress: Progress | None = None) -> None:
    """Write a report as PDF, DOCX or XLSX; whatever else the suffix is, it is a PDF. How far it is, is told to
    `progress`. Raises UserError, `report_stopped` when that says so."""
    # Each library is loaded only where it is used.
    match target.suffix.lower():
        case ".docx":
            from app.formats.report.docx import write_docx

            write_docx(report, target, progress)
        case ".xlsx":
            from app.formats.report.xlsx import write_xlsx

            write_xlsx(report, target, progress)
        case _:
            from app.formats.report.pdf import write_pdf

            write_pdf(report, target, progress)
