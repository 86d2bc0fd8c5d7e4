"""検出事項一覧: every finding once, every row behind one, in tables of bounded length; as PDF, DOCX and XLSX."""

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from app.bootstrap import render
from app.domain.findings import Source, cited
from app.domain.grades import Verdict
from app.errors import UserError
from app.i18n import gettext
from app.services import answering, reporting
from app.services.ports import Desk
from app.services.reporting import finding_list
from app.services.reporting.model import Heading, Letter, Table, plain
from tests.services.reporting.filed import build, printed, text
from tests.services.reporting.test_plan import of_kind, said


def tables(desk: Desk) -> tuple[list[Table], list[Table]]:
    """The tables of findings, and those of rows."""
    found = of_kind(build(desk, "findings"), Table)
    listed = [t for t in found if t.columns[0].heading == "No."]
    return listed, [t for t in found if t.columns[0].heading == "検出事項No."]


def test_every_finding_stands_there_once_with_its_rows(filed: Desk, tmp_path: Path) -> None:
    with filed.file.read() as work:
        findings = work.findings.all()
    listed, rows = tables(filed)
    assert [row[0] for t in listed for row in t.rows] == [str(n + 1) for n in range(len(findings))]
    shown = "\n".join(plain(row[4].text) for t in listed for row in t.rows if not isinstance(row[4], str))
    assert all(finding.id in shown for finding in findings)
    assert sum(len(t.rows) for t in rows) == sum(len(cited(f.rows)) for f in findings)
    paper = text(printed(build(filed, "findings"), tmp_path))
    assert "検出事項の基となった台帳の行" in paper


def test_long_lists_are_tables_of_bounded_length(filed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_list, "CHUNK", 3)
    listed, rows = tables(filed)
    assert len(listed) > 1
    assert max(len(t.rows) for t in (*listed, *rows)) == 3


def test_a_finding_that_is_gone_is_told_apart(open_plan: Desk) -> None:
    with open_plan.file.read() as work:
        told = next(f for f in work.findings.all() if f.source is Source.ANSWERS)
    answering.record_answer(open_plan, told.subject, told.site, Verdict.CONFORMING, "撤去を確認した。", "是正した")
    report = build(open_plan, "findings")
    assert "解消した検出事項" in [h.text for h in of_kind(report, Heading)]
    last = [t for t in of_kind(report, Table) if t.columns[0].heading == "No."][-1]
    assert [row[2] for row in last.rows] == ["解消"]


def test_it_can_be_read_in_english(filed: Desk) -> None:
    report = build(filed, "findings", "en")
    assert report.title == "List of findings"
    assert "Rows of the ledgers behind the findings" in said(report)


@pytest.mark.parametrize("kind", sorted(reporting.EDITED & set(reporting.KINDS)))
def test_what_people_edit_is_to_be_had_for_word_and_excel(filed: Desk, tmp_path: Path, kind: str) -> None:
    word, excel = tmp_path / f"{kind}.docx", tmp_path / f"{kind}.xlsx"
    made = reporting.write(filed, kind, word, render, gettext)
    heads = next((block.title for block in made.blocks if isinstance(block, Letter)), made.title)
    assert heads in "\n".join(p.text for p in Document(str(word)).paragraphs)
    reporting.write(filed, kind, excel, render, gettext)
    assert made.title in str(load_workbook(excel)["概要"]["A1"].value)


def test_a_paper_that_is_signed_is_a_pdf_only(filed: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        reporting.write(filed, "attestation", tmp_path / "確認書.docx", render, gettext)
    assert refused.value.code == "report_suffix"
    with pytest.raises(UserError) as refused:
        reporting.write(filed, "plan", tmp_path / "計画.odt", render, gettext)
    assert refused.value.code == "report_suffix_of"
    assert ".docx" in refused.value.sentence(str)
    assert list(tmp_path.iterdir()) == []
