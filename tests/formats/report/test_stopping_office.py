"""DOCX and XLSX tell how far they are and stop as the PDF does, within a long table."""

from pathlib import Path

import pytest
from openpyxl.worksheet._writer import ALL_TEMP_FILES

from app.errors import UserError
from app.formats.report.writing import write_report
from app.services.reporting.model import Column, Heading, Paragraph, Report, Table

ROWS = 600
TABLE = Table((Column("番号"), Column("内容")), tuple((str(n), "端末の内容を確認した。") for n in range(ROWS)))
REPORT = Report(
    title="題", organisation="東湾送配電株式会社", language="ja", blocks=(Heading(1, "章"), Paragraph("文"), TABLE)
)


@pytest.mark.parametrize(("suffix", "parts"), [(".docx", 3), (".xlsx", 3)])
def test_the_parts_are_told(tmp_path: Path, suffix: str, parts: int) -> None:
    told: list[tuple[str, int, int]] = []

    def progress(code: str, done: int, total: int) -> bool:
        told.append((code, done, total))
        return True

    write_report(REPORT, tmp_path / f"plan{suffix}", progress)
    assert list(dict.fromkeys(told)) == [("report_setting", done, parts) for done in range(parts + 1)]
    assert len(told) > ROWS


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("most", [0, 1, 20])
def test_a_stopped_report_leaves_the_earlier_one(tmp_path: Path, suffix: str, most: int) -> None:
    target = tmp_path / f"plan{suffix}"
    target.write_bytes(b"earlier")
    aside = list(ALL_TEMP_FILES)
    asked = 0

    def progress(_code: str, _done: int, _total: int) -> bool:
        nonlocal asked
        asked += 1
        return asked <= most

    with pytest.raises(UserError) as caught:
        write_report(REPORT, target, progress)
    assert caught.value.code == "report_stopped"
    assert asked == most + 1
    assert [each.name for each in tmp_path.iterdir()] == [target.name]
    assert target.read_bytes() == b"earlier"
    assert aside == ALL_TEMP_FILES
