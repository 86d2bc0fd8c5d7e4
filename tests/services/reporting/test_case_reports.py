"""Figures with corrections in the plan, and the papers of facts: privacy commission, six factors, yearly report."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from app.bootstrap import render
from app.domain.case_figures import CaseFigure, FigureKind
from app.domain.case_papers import CASE, Duty, Known, subject_of
from app.domain.plan import Case
from app.formats.ledger_sheets import LedgerSheets
from app.i18n import gettext
from app.services import auditing, case_notes, figures, planning, reporting
from app.services.ledger_editing import add_record
from app.services.ports import Desk
from app.services.reporting.model import Block, Box, Cell, KeepTogether, KeyValues, Report, Table, plain
from tests.services.reporting.filed import build, printed, text


def the_case(desk: Desk) -> Case:
    return next(c for c in planning.cases(desk) if c.occurred)


def with_real_ledgers(desk: Desk) -> Desk:
    """The filed audit knows terminals only."""
    return replace(desk, world=replace(desk.world, ledgers=LedgerSheets()))


def inside(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        yield block
        if isinstance(block, KeepTogether | Box):
            yield from inside(block.blocks)


def tables(report: Report, caption: str) -> list[Table]:
    return [b for b in inside(report.blocks) if isinstance(b, Table) and b.caption.startswith(caption)]


def cells(table: Table) -> list[tuple[str, ...]]:
    return [tuple(plain(c.text) if isinstance(c, Cell) else c for c in row) for row in table.rows]


def test_the_plan_prints_the_present_figure_and_the_corrections(open_plan: Desk, tmp_path: Path) -> None:
    case = the_case(open_plan)
    assert tables(build(open_plan, "plan"), "数値の訂正の経過") == []
    old = figures.listing(open_plan, case.id)[0]
    figures.correct(open_plan, case.id, 1, replace(old, value="777件"), "重複の再集計", date(2026, 11, 2))
    report = build(open_plan, "plan")
    (present,) = tables(report, "事案に係る数値")
    assert cells(present)[0][1] == "777件"
    (changes,) = tables(report, "数値の訂正の経過")
    (row,) = cells(changes)
    assert row[0] == old.label
    assert row[1].startswith(old.value)
    assert row[2].startswith("777件")
    assert row[3:] == ("2026年11月2日", "重複の再集計")
    read = text(printed(report, tmp_path))
    assert "数値の訂正の経過" in read
    assert "重複の再集計" in read


def test_purposes_stand_in_a_table_of_their_own_in_the_order_of_the_summary(open_plan: Desk) -> None:
    case = the_case(open_plan)
    for purpose in ("other", "4", "1"):
        figure = CaseFigure("閲覧", "10件", date(2026, 9, 30), "調査票", kind=FigureKind.PURPOSE, purpose=purpose)
        figures.add(open_plan, case.id, figure)
    (table,) = tables(build(open_plan, "plan"), "閲覧の目的別の件数")
    assert [row[0].split("\n")[0][:3] for row in cells(table)] == ["(1)", "(4)", "その他"]


def test_what_figures_and_texts_lack_is_told(open_plan: Desk) -> None:
    case = the_case(open_plan)
    first = figures.listing(open_plan, case.id)[0]
    assert build(open_plan, "plan").missing == ()
    planning.put_case(open_plan, replace(case, figures=(replace(first, value="777件"),)))
    figures.add(open_plan, case.id, replace(first, value="778件"))
    add_record(with_real_ledgers(open_plan), "people", {"emp_no": "E1", "person": "髙橋 健一"})
    case_notes.write(open_plan, subject_of(CASE, case.id), "discipline-scope", text="髙橋健一")
    missing = " ".join(build(with_real_ledgers(open_plan), "plan").missing)
    assert "777件と778件の二通り" in missing
    assert "数値を訂正した理由が記載されていない" in missing
    assert "従業員一覧にある氏名が1か所" in missing
    assert "髙橋" not in missing


def test_parts_of_texts_are_printed_under_their_titles(open_plan: Desk, tmp_path: Path) -> None:
    case = the_case(open_plan)
    case_notes.write(open_plan, subject_of(CASE, case.id), "overview-limits", text="保存期間より前のログはない。")
    case_notes.write(open_plan, subject_of(CASE, case.id), "discipline-scope", text="黙認した者を含めて検討した。")
    read = text(printed(build(open_plan, "plan"), tmp_path))
    assert "調べられなかった範囲と理由保存期間より前のログはない。" in read
    assert "検討した範囲黙認した者を含めて検討した。" in read


def test_measures_beside_the_matrix_are_told(open_plan: Desk, tmp_path: Path) -> None:
    _changes, action = planning.add_action(open_plan, "A3-5", "研修", department="人事部", method="受講記録")
    planning.edit_action(open_plan, action.number, due=date(2027, 3, 31))
    report = build(open_plan, "plan")
    assert any("原因(機会・動機・正当化)を示していない対策" in said for said in report.missing)
    assert f"いずれの原因も示していない対策：{action.number}。" in text(printed(report, tmp_path))


def test_the_privacy_report_lists_the_nine_items_and_what_is_open(open_plan: Desk, tmp_path: Path) -> None:
    case = the_case(open_plan)
    report = build(open_plan, "privacy-report")
    assert report.watermark == "案"
    (nine,) = tables(report, "九つの報告事項")
    heads = [row for row in cells(nine) if len(row) == 3]
    assert [row[0].partition(" ")[0] for row in heads] == [str(n) for n in range(1, 10)]
    assert {row[1] for row in heads} == {"これから確かめる"}
    case_notes.set_clock(
        open_plan,
        case.id,
        duty=Duty.NEEDED,
        known=date(2026, 10, 1),
        days=30,
        kinds=("thousand",),
        reason="不正の目的のおそれはない",
        preliminary=date(2026, 10, 3),
    )
    for number in range(1, 10):
        case_notes.write(open_plan, subject_of(CASE, case.id), f"privacy-{number}", text="事実")
    (late,) = build(open_plan, "privacy-report").missing
    assert late.endswith("確報が期限を過ぎている。")
    case_notes.set_clock(open_plan, case.id, final=date(2026, 10, 30))
    done = build(open_plan, "privacy-report")
    assert (done.missing, done.watermark) == ((), "")
    read = text(printed(done, tmp_path))
    assert "2026年10月30日" in read
    assert "報告の様式ではない" in read
    # What is not verified is not told: the preliminary report is due promptly, and no number of days stands there.
    assert "速やかに" in read
    assert "3～5日" not in read


def test_no_report_is_wanted_where_none_is_needed(open_plan: Desk) -> None:
    case_notes.set_clock(open_plan, the_case(open_plan).id, duty=Duty.NOT_NEEDED, reason="個人データを含まない")
    assert build(open_plan, "privacy-report").missing == ()


def test_the_sheet_of_factors_prints_all_six_in_order(open_plan: Desk, tmp_path: Path) -> None:
    subject = subject_of(CASE, the_case(open_plan).id)
    case_notes.write(open_plan, subject, "terminals-placed", text="窓口に1台", known=Known.YES)
    report = build(open_plan, "factors")
    read = text(printed(report, tmp_path))
    places = [read.rindex(f"{sign}{title}") for sign, title in zip("①②③④⑤⑥", titles(open_plan), strict=True)]
    assert places == sorted(places)
    assert "窓口に1台" in read
    assert "処分の内容を予測するものではありません。" in read
    assert "東北電力ネットワーク株式会社" in read
    assert "命令相当" not in read
    assert "これから確かめる事実が" in report.missing[0]


def titles(desk: Desk) -> list[str]:
    return ["".join(c.title.ja.split()) for c in desk.catalogue.criteria]


def test_the_yearly_material_is_always_a_draft_and_says_that_no_form_is_known(filed: Desk, tmp_path: Path) -> None:
    report = build(filed, "yearly")
    assert report.watermark == "案"
    assert report.missing[0] == "報告の様式と期日：省令で定められており、本プログラムでは確認できていない。"
    assert any("前年からの変化" in said for said in report.missing)
    read = text(printed(report, tmp_path))
    assert "電気事業法第23条の4第2項" in read
    assert "施行規則" not in read
    (particulars, *_rest) = [b for b in report.blocks if isinstance(b, KeyValues)]
    assert dict(particulars.items)["事業者"] == report.organisation


def test_training_of_people_is_counted_for_the_yearly_material(desk: Desk) -> None:
    for number, trained in (("E1", "2026-06-10"), ("E2", "2024-06-10"), ("E3", "")):
        given = {"emp_no": number, "person": f"社員{number}", "department": "総務部"}
        add_record(desk, "people", {**given, "trained": trained} if trained else given)
    values = [dict(b.items) for b in build(desk, "yearly").blocks if isinstance(b, KeyValues)]
    training = next(v for v in values if "うち、基準日前1年以内に受講した者" in v)
    assert plain(training["従業員一覧のうち在籍している者"]) == "3"
    assert plain(training["うち、基準日前1年以内に受講した者"]) == "1"
    # People of the affiliate are trained there.
    auditing.change_facts(desk, affiliates=("東湾電力株式会社",))
    elsewhere = {"emp_no": "E4", "person": "社員E4", "department": "営業部", "company": "東湾電力株式会社"}
    add_record(desk, "people", {**elsewhere, "trained": "2026-06-10"})
    values = [dict(b.items) for b in build(desk, "yearly").blocks if isinstance(b, KeyValues)]
    training = next(v for v in values if "うち、基準日前1年以内に受講した者" in v)
    assert plain(training["従業員一覧のうち在籍している者"]) == "3"
    assert plain(training["うち、基準日前1年以内に受講した者"]) == "1"


def test_all_three_papers_speak_english(open_plan: Desk, tmp_path: Path) -> None:
    for kind, sentence in (
        ("privacy-report", "Itisnottheforminwhichthereportismade."),
        ("factors", "Theydonotpredictthecontentofanydisposition."),
        ("yearly", "arenotknowntothisprogram"),
    ):
        assert sentence in text(printed(build(open_plan, kind, "en"), tmp_path))


@pytest.mark.parametrize(
    ("kind", "heading", "written"),
    [
        ("privacy-report", "九つの報告事項", "窓口の端末の事実"),
        ("factors", "六要素", "窓口に1台"),
        ("yearly", "研修", "毎週ログを解析する"),
    ],
)
def test_a_draft_of_facts_goes_on_in_word_and_excel_with_all_that_it_says(
    open_plan: Desk, tmp_path: Path, kind: str, heading: str, written: str
) -> None:
    subject = subject_of(CASE, the_case(open_plan).id)
    case_notes.write(open_plan, subject, "privacy-1", text="窓口の端末の事実")
    case_notes.write(open_plan, subject, "terminals-placed", text="窓口に1台", known=Known.YES)
    word, excel = tmp_path / "資料.docx", tmp_path / "資料.xlsx"
    made = reporting.write(open_plan, kind, word, render, gettext)
    reporting.write(open_plan, kind, excel, render, gettext)
    document = Document(str(word))
    said = "\n".join(str(t.text or "") for t in document.element.body.iter() if str(t.tag).endswith("}t"))
    book = load_workbook(excel)
    told = "\n".join(str(c.value) for s in book.worksheets for row in s.iter_rows() for c in row if c.value is not None)
    for paper in (said, told):
        assert made.title in paper
        assert heading in paper
        assert written in paper
    # A draft is told to be one, whatever it is opened with.
    assert made.missing
    assert all("案" in str(section.header.paragraphs[0].text) for section in document.sections)
    assert all(lack in told for lack in made.missing)
