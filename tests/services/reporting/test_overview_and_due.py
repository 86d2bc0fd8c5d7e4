"""The overview and the list of what is due on paper: what they say is read back, and never called a draft."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest

from app import bootstrap
from app.domain.grades import Verdict
from app.errors import UserError
from app.i18n import gettext_in
from app.services import answering, auditing, overview, planning, reporting
from app.services.overview_charts import charts
from app.services.ports import Desk
from app.services.reporting import due_list, overview_sheet
from app.services.reporting.model import Heading, KeepTogether, Matrix, Report, StackedBars, Table

T = TypeVar("T")
TODAY = date(2026, 11, 24)


def built(desk: Desk, kind: str, language: str = "ja") -> Report:
    return reporting.build(desk, kind, gettext_in(language), language)


def printed(desk: Desk, kind: str, folder: Path, language: str = "ja") -> tuple[str, int]:
    """The text of the PDF without spaces and ends of lines, and how many pages it has."""
    target = folder / "out.pdf"
    reporting.write(desk, kind, target, bootstrap.render, gettext_in(language), language)
    document = pypdfium2.PdfDocument(target)
    try:
        text = "".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
        return "".join(text.split()), len(document)
    finally:
        document.close()


def blocks(report: Report, kind: type[T]) -> list[T]:
    found: list[T] = []
    for each in report.blocks:
        inside = each.blocks if isinstance(each, KeepTogether) else (each,)
        found += [block for block in inside if isinstance(block, kind)]
    return found


@pytest.fixture
def due(desk: Desk) -> Desk:
    for days, department in ((-5, "人事部"), (3, "配電部"), (4, ""), (200, "配電部")):
        planning.add_action(
            desk, "A3-5", f"{days}日の対策", due=TODAY + timedelta(days=days), department=department, owner="東湾 花子"
        )
    return desk


def test_each_section_has_a_sheet_of_its_own_with_boxes(due: Desk, tmp_path: Path) -> None:
    report = built(due, "reminders")
    headings = [block.text for block in report.blocks if isinstance(block, Heading)]
    assert headings == ["人事部", "配電部", "(担当部署なし)"]
    tables = [block for block in report.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [1, 1, 1]
    assert all(getattr(row[0], "box", None) is False for table in tables for row in table.rows)
    text, pages = printed(due, "reminders", tmp_path)
    assert pages == 3
    assert "2026年11月19日2営業日超過対策No.1-5日の対策東湾花子" in text
    assert "200日の対策" not in text
    assert "1件(うち期限超過1件)" in text


def test_nothing_due_is_a_sheet_that_says_so(desk: Desk, tmp_path: Path) -> None:
    text, pages = printed(desk, "reminders", tmp_path)
    assert pages == 1
    assert "対応待ちのものはない" in text


@pytest.mark.parametrize("kind", ["reminders", "overview"])
def test_what_tells_how_far_the_audit_is_is_no_draft(due: Desk, kind: str) -> None:
    report = built(due, kind)
    assert (report.watermark, report.missing, report.kind) == ("", (), kind)
    with pytest.raises(UserError) as refused:
        reporting.build(due, kind, gettext_in("ja"), "ja", "本店")
    assert refused.value.code == "report_site_not_wanted"


def test_the_paper_has_the_charts_of_the_page(due: Desk, tmp_path: Path) -> None:
    outline = auditing.outline(due)
    answering.record_answer(due, "A4-4-04", outline.sites[0].id, Verdict.NONCONFORMING, "不備")
    answering.record_answer(due, "A1-1-01", "", Verdict.CONFORMING)
    report = built(due, "overview")
    view = overview.overview(due)
    shown = {c.title: c for c in charts(view, due.catalogue, gettext_in("ja"), "ja")}
    bars = blocks(report, StackedBars)
    assert [bar.caption for bar in bars] == [
        "項目別の判定",
        "確認の状態",
        "漏えいの形から見た検出事項",
        "発生原因から見た検出事項",
    ]
    for bar in bars:
        chart = shown[bar.caption]
        assert [row.values for row in bar.rows] == [row.values for row in chart.rows]
        assert bar.alt == chart.alt
        assert len(set(bar.fills)) == len(bar.fills) == len(bar.legend)
    text, pages = printed(due, "overview", tmp_path)
    assert pages <= 2
    assert "前回からの変化：この点検には引き継いだ前回の点検がないため、比べるものがない。" in text
    assert "不適合が最も多いのは、4(4)端末の管理の1件である。" in text
    # The measure that is late, in business days.
    assert "12026年11月19日2営業日超過-5日の対策人事部" in text


def test_an_unanswered_place_is_conforming_nowhere(desk: Desk, tmp_path: Path) -> None:
    report = built(desk, "overview")
    (areas, *_rest) = blocks(report, StackedBars)
    assert all(not any(row.values[:5]) and row.values[5] for row in areas.rows)
    (table,) = (b for b in blocks(report, Matrix))
    signs = {cell for row in table.rows for cell in row.cells if cell is not None}
    assert signs == {"unanswered"}
    assert "0/" in printed(desk, "overview", tmp_path)[0]


def test_of_many_sites_the_worst_are_listed(desk: Desk) -> None:
    for number in range(3, 20):
        auditing.add_site(desk, f"第{number:02d}営業所")
    last = auditing.outline(desk).sites[-1]
    answering.record_answer(desk, "A4-4-04", last.id, Verdict.NONCONFORMING, "不備")
    report = built(desk, "overview")
    assert blocks(report, Matrix) == []
    table = next(b for b in blocks(report, Table) if "不備の多い" in b.caption)
    assert table.rows[0][0] == last.name
    assert len(table.rows) == 15


def test_the_papers_are_read_in_english(due: Desk, tmp_path: Path) -> None:
    text, pages = printed(due, "overview", tmp_path, "en")
    assert pages <= 3
    assert "Ofthe" not in text
    assert "Overduemeasures" in text
    assert "Verdictsbyitem" in text
    assert "Daysandtermsbysection" in printed(due, "reminders", tmp_path, "en")[0]


def test_a_reading_without_them_is_our_bug(due: Desk) -> None:
    material = reporting._read(due, gettext_in("ja"), "ja", "")
    with pytest.raises(ValueError, match="overview"):
        overview_sheet.build(material, ())
    with pytest.raises(ValueError, match="reminders"):
        due_list.build(replace(material), ())
