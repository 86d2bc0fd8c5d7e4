"""A report tells how far it is, and stops within a page; papers that were counted are not laid out again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.formats.report import pdf
from app.formats.report.pdf import pdf_bytes, sheet_pages, write_pdf
from app.formats.report.steps import Steps
from app.services.reporting.model import Column, Heading, Paragraph, Report, Sheet, Table

TABLE = Table((Column("番号"), Column("内容")), tuple((str(n), "端末の内容を確認した。") for n in range(600)))


def report(*blocks: object) -> Report:
    return Report(title="題", organisation="東湾送配電株式会社", language="ja", blocks=blocks)  # type: ignore[arg-type]


def test_blocks_and_pages_are_told() -> None:
    told: list[tuple[str, int, int]] = []

    def progress(code: str, done: int, total: int) -> bool:
        told.append((code, done, total))
        return True

    pdf_bytes(report(Heading(1, "章"), Paragraph("文"), TABLE), progress)
    set_, drawn = ([(d, t) for code, d, t in told if code == name] for name in ("report_setting", "report_drawing"))
    assert set_[-1] == (3, 3)
    pages = drawn[0][1]
    assert pages > 10
    assert drawn == [(n, pages) for n in range(pages + 1)]
    # Before all pages are drawn, it is told at every row.
    assert len(set_) > 600


@pytest.mark.parametrize(
    "wish",
    [
        lambda code, done, _total: False,
        lambda code, done, _total: code != "report_drawing",
        lambda code, done, _total: code != "report_drawing" or done < 3,
    ],
)
def test_a_stopped_report_leaves_the_earlier_one(wish: Callable[[str, int, int], bool], tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"earlier")
    asked: list[bool] = []

    def progress(code: str, done: int, total: int) -> bool:
        asked.append(wish(code, done, total))
        return asked[-1]

    with pytest.raises(UserError) as caught:
        write_pdf(report(TABLE), target, progress)
    assert caught.value.code == "report_stopped"
    # It stops at once: nobody is asked again.
    assert asked.count(False) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["plan.pdf"]
    assert target.read_bytes() == b"earlier"


def test_a_row_is_no_longer_than_the_wish_to_stop_may_wait() -> None:
    rows = 0

    def progress(code: str, _done: int, _total: int) -> bool:
        nonlocal rows
        rows += code == "report_setting"
        return rows < 20

    with pytest.raises(UserError) as caught:
        pdf_bytes(report(TABLE), progress)
    assert caught.value.code == "report_stopped"
    assert rows == 20


def test_counted_papers_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = report(*(Sheet(str(n), (Paragraph("文"), TABLE), f"紙 {n}") for n in range(2)))
    fresh = pdf_bytes(sheets)
    laid: list[Report] = []
    lay = pdf._lay  # noqa: SLF001 - how often it is called is the point

    def counted(report: Report, steps: Steps) -> pdf._Laid:
        laid.append(report)
        return lay(report, steps)

    monkeypatch.setattr(pdf, "_lay", counted)
    counts = sheet_pages(sheets)
    assert counts[0] == counts[1] > 5
    assert pdf_bytes(sheets) == fresh
    assert len(laid) == 1
    # Once drawn it is not kept, and another report is another one.
    assert pdf_bytes(sheets) == fresh
    sheet_pages(sheets)
    pdf_bytes(report(Paragraph("文")))
    assert len(laid) == 4
