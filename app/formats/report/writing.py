"""One report model, three renderers: which of them writes a file is said by its suffix."""

from __future__ import annotations

from pathlib import Path

from app.services.reporting.model import Report


def write_report(report: Report, target: Path) -> None:
    """Write a report as PDF, DOCX or XLSX; whatever else the suffix is, it is a PDF. Raises UserError."""
    # Each library is loaded only where it is used.
    match target.suffix.lower():
        case ".docx":
            from app.formats.report.docx import write_docx

            write_docx(report, target)
        case ".xlsx":
            from app.formats.report.xlsx import write_xlsx

            write_xlsx(report, target)
        case _:
            from app.formats.report.pdf import write_pdf

            write_pdf(report, target)
