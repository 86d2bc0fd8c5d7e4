"""進捗報告: what it tells of each measure, counts and cover letter; the plan with what stands beside its measures."""

import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from app.domain.filings import Paper
from app.domain.grades import Verdict
from app.domain.measures import Effect, Step
from app.domain.plan import ActionState
from app.domain.splitting import Control
from app.errors import UserError
from app.formats.report.docx import write_docx
from app.formats.report.xlsx import write_xlsx
from app.i18n import gettext
from app.services import answering, auditing, filings, measures, planning, reporting, splitting
from app.services.ports import Desk
from app.services.reporting.model import Heading, Letter, Report, Table, plain
from tests.desk import StillClock
from tests.services.reporting.filed import build, headings, printed, text

TODAY = date(2026, 11, 24)


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def words(table: Table) -> list[list[str]]:
    return [[cell if isinstance(cell, str) else plain(cell.text) for cell in row] for row in table.rows]


@pytest.fixture
def reported(open_plan: Desk) -> Desk:
    """A plan that was filed, and what became of it since: one new, finished, delayed and withdrawn measure."""
    desk = open_plan
    filings.file_paper(desk, Paper.PLAN, date(2026, 11, 20))
    _done, second, third, fourth, *_others = [a.number for a in planning.view(desk).actions]
    steps = (Step("機器の選定", date(2026, 11, 10), TODAY), Step("全拠点への配備", date(2027, 2, 28)))
    measures.follow(desk, second, progress=40, milestones=steps, account="3社から見積りを得た。", cost="約1,200万円")
    measures.revise_due(desk, second, date(2027, 3, 31), "部品の納期が延びたため")
    planning.edit_action(desk, third, state=ActionState.DONE, done=TODAY)
    measures.check_effect(desk, third, Effect.EFFECTIVE, "監査 五郎", TODAY, "全件を確認")
    planning.withdraw_action(desk, fourth, "対策1に統合したため")
    planning.add_action(desk, "A3-5", "研修を毎年行う", due=date(2027, 6, 30), method="受講記録")
    return desk


def test_the_letter_names_what_was_filed(reported: Desk) -> None:
    report = build(reported, "progress")
    letter = report.blocks[0]
    assert isinstance(letter, Letter)
    assert letter.title == "業務改善計画の実施状況の報告について"
    assert letter.paragraphs[0].startswith("令和8年11月20日に提出しました業務改善計画について、令和8年11月24日現在")  # type: ignore[union-attr]
    assert letter.addressee == ("経済産業大臣 殿",)
    assert (report.kind, report.watermark, report.missing) == ("progress", "", ())


def test_the_counts_are_those_of_the_measures(reported: Desk) -> None:
    report = build(reported, "progress")
    counted = {row[0]: (row[1], row[2]) for row in words(tables(report)[0])}
    numbers = [a.number for a in planning.view(reported).actions]
    assert counted["新規"] == ("1", str(numbers[-1]))
    assert counted["完了"] == ("1", str(numbers[2]))
    assert counted["遅延"] == ("1", str(numbers[1]))
    assert counted["取下げ"] == ("1", str(numbers[3]))
    assert sum(int(count) for count, _numbers in counted.values()) == len(numbers)


def test_each_measure_tells_dates_state_what_was_done_and_why_it_differs(reported: Desk, tmp_path: Path) -> None:
    report = build(reported, "progress")
    rows = [row for table in tables(report) for row in words(table)]
    (delayed,) = (row for row in rows if len(row) == 6 and row[0].startswith("2027年3月\n(当初"))
    planned, state, done, _proof, deviation, upcoming = delayed
    assert planned == "2027年3月\n(当初\n2027年1月)"
    assert state == "未着手\n40%"
    assert done == "3社から見積りを得た。\n到達した節目：機器の選定(2026年11月24日)"
    assert deviation == "部品の納期が延びたため"
    assert upcoming == "全拠点への配備(2027年2月28日まで)"
    paper = printed(report, tmp_path)
    read = text(paper)
    assert "監査五郎" in read
    assert "対策1に統合したため" in read
    assert {"1 総括", "2 変化のあった対策", "3 対策ごとの実施状況", "4 物理分割の状況", "遅延"} <= set(headings(paper))


def test_a_measure_added_since_was_promised_for_no_day(reported: Desk) -> None:
    planning.add_action(reported, "A1-1", "後から加えた対策", due=date(2026, 11, 10))
    rows = [row for table in tables(build(reported, "progress")) for row in words(table)]
    told = [row for row in rows if "後から加えた対策" in row and "2026年11月10日" in row]
    assert ["－(提出後に追加)", "2026年11月10日"] in [row[2:4] for row in told]


def test_the_split_tells_what_is_done_and_names_interim_controls(reported: Desk) -> None:
    (stored,) = planning.separations(reported)
    planning.put_separation(reported, replace(stored, interim=""))
    splitting.put_control(reported, Control("", stored.id, 0, "全画面の遮断試験を毎月行う", "情報システム課長"))
    rows = [row for table in tables(build(reported, "progress")) for row in words(table)]
    (split,) = (row for row in rows if row[0] == stored.system)
    assert split[4:] == ["方針決定 2026年10月済", "全画面の遮断試験を毎月行う"]
    last = max(stored.milestones, key=lambda each: each.end)
    later = last.end + timedelta(days=365)
    splitting.move(reported, stored.id, last.stage, max(last.start, later), later, "移行先の変更")
    rows = [row for table in tables(build(reported, "progress")) for row in words(table)]
    (split,) = (row for row in rows if row[0] == stored.system)
    assert "繰下げ: 移行先の変更" in split[4]
    rows = [row for table in tables(build(reported, "yearly")) for row in words(table)]
    assert any(row[0] == stored.system and row[3] == "全画面の遮断試験を毎月行う" for row in rows)


def test_evidence_at_the_places_of_a_measure_is_its_proof(reported: Desk) -> None:
    first = planning.view(reported).actions[0]
    rows = [row for table in tables(build(reported, "progress")) for row in words(table)]
    below = next(n for n, row in enumerate(rows) if row[0].startswith(f"No.{first.number} "))
    assert "photo.jpg" in rows[below + 1][3]


def test_an_earlier_filing_can_be_counted_from(reported: Desk) -> None:
    filings.file_paper(reported, Paper.PROGRESS, TODAY)
    last = reporting.build(reported, "progress", gettext, "ja")
    first = reporting.build(reported, "progress", gettext, "ja", since=1)
    assert [b.text for b in last.blocks if isinstance(b, Heading) and b.text == "遅延"] == []
    assert [b.text for b in first.blocks if isinstance(b, Heading) and b.text == "遅延"] == ["遅延"]
    with pytest.raises(UserError) as caught:
        reporting.build(reported, "progress", gettext, "ja", since=9)
    assert caught.value.code == "filing_unknown"
    with pytest.raises(UserError) as caught:
        reporting.build(reported, "plan", gettext, "ja", since=1)
    assert caught.value.code == "report_since_unwanted"


def test_it_is_a_draft_while_a_delay_has_no_reason(reported: Desk) -> None:
    clock = reported.world.clock
    assert isinstance(clock, StillClock)
    clock.at += timedelta(days=90)
    report = build(reported, "progress")
    assert report.watermark == "案"
    (told,) = report.missing
    assert told.startswith("遅延の理由がない対策がある")
    auditing.change_filing(reported, addressee="")
    assert len(build(reported, "progress").missing) == 2


def test_it_speaks_english_whole(reported: Desk, tmp_path: Path) -> None:
    report = build(reported, "progress", "en")
    assert "Reportontheexecutionoftheimprovementplan" in text(printed(report, tmp_path))
    dates = {row[0] for table in tables(report) for row in words(table)}
    assert "2027-03\n(originally\n2027-01)" in dates


def test_the_plan_tells_what_stands_beside_its_measures(reported: Desk, tmp_path: Path) -> None:
    read = text(printed(build(reported, "plan"), tmp_path))
    assert "節目機器の選定(2026年11月24日到達)、全拠点への配備(2027年2月28日まで)" in read
    assert "進み具合40%" in read
    assert "費用約1,200万円" in read
    assert "効果○有効(2026年11月24日、監査五郎)全件を確認" in read.replace("〇", "○")
    # Nobody entered it: nothing is printed of it.
    assert "工数" not in read


def test_the_plan_has_the_coverage_map(reported: Desk) -> None:
    report = build(reported, "plan")
    found = next(t for t in tables(report) if t.caption.startswith("対策の網羅"))
    rows = {row[0]: row[1:] for row in words(found)}
    live = [a for a in planning.view(reported).actions if not a.withdrawn]
    assert rows["動機"][2] == str(sum("motive" in a.causes and "3" in a.directions for a in live) or "×")
    assert rows["方向性の計"][0] == str(sum("1" in a.directions for a in live))
    assert "×" in {cell for row in rows.values() for cell in row}


def told_otherwise(desk: Desk) -> None:
    """A corrected and a withdrawn figure, a verdict that a measure changed, and one answered for the first time."""
    case = planning.cases(desk)[0]
    figure = replace(case.figures[0], value="1,312件", as_of=date(2026, 11, 20), source="委託先のログ")
    planning.put_case(desk, replace(case, figures=(figure,)), "委託先のログを加えた")
    site = auditing.outline(desk).sites[0].id
    answering.record_answer(desk, "A4-4-04", site, Verdict.CONFORMING, "端末はない。", "全台を撤去した")


def test_corrected_figures_and_changed_verdicts_stand_in_sections_of_their_own(reported: Desk, tmp_path: Path) -> None:
    assert not [h for h in headings(printed(build(reported, "progress"), tmp_path)) if h[:1] in "56"]
    told_otherwise(reported)
    report = build(reported, "progress")
    paper = printed(report, tmp_path)
    assert {"5 事案の数値の訂正", "6 判定の変更"} <= set(headings(paper))
    rows = [row for table in tables(report) for row in words(table)]
    assert next(row[:4] for row in rows if row[0] == "閲覧された契約") == [
        "閲覧された契約",
        "1,284件\n(2026年9月30日時点)",
        "1,312件\n(2026年11月20日時点)",
        "委託先のログ",
    ]
    (figure,) = (row for row in rows if row[0] == "閲覧された契約")
    assert figure[4:] == ["2026年11月24日", "委託先のログを加えた"]
    (verdict,) = (row for row in rows if row[0].startswith("A4-4-04\n"))
    # What nothing proves is told with it wherever 適合 is told.
    assert verdict[1:] == ["本店", "× 不適合", "○ 適合\n(未立証)", "2026年11月24日", "全台を撤去した"]
    assert "全台を撤去した" in text(paper)
    assert report.missing == ()


def test_a_correction_without_a_reason_keeps_the_report_a_draft(reported: Desk) -> None:
    case = planning.cases(reported)[0]
    planning.put_case(reported, replace(case, figures=(replace(case.figures[0], value="1,300件"),)))
    report = build(reported, "progress")
    assert report.watermark == "案"
    assert any("閲覧された契約" in said for said in report.missing)


def test_the_sections_stand_in_word_and_excel_as_well(reported: Desk, tmp_path: Path) -> None:
    told_otherwise(reported)
    report = build(reported, "progress")
    write_docx(report, tmp_path / "r.docx")
    with zipfile.ZipFile(tmp_path / "r.docx") as parts:
        word = parts.read("word/document.xml").decode()
    write_xlsx(report, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    excel = "\n".join(str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row)
    for said in (word, excel):
        assert "委託先のログを加えた" in said
        assert "全台を撤去した" in said
        assert "判定の変更" in said


def test_a_filing_recorded_later_is_told_in_the_summary(open_plan: Desk, tmp_path: Path) -> None:
    clock = open_plan.world.clock
    assert isinstance(clock, StillClock)
    clock.at += timedelta(days=3)
    first = planning.view(open_plan).actions[0].number
    planning.edit_action(open_plan, first, owner="東 一郎")
    filings.file_paper(open_plan, Paper.PLAN, TODAY)
    read = text(printed(build(open_plan, "progress"), tmp_path))
    assert f"2026年11月27日(令和8年)に{open_plan.world.user}が記録したもので" in read
    assert f"この間に変更されたもの：対策{first}。" in read
