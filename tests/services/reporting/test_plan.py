"""The improvement plan as filed: every official item, no gap untold, nothing cited that is not verified."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from app.domain.audit import Ground
from app.domain.findings import LIVE, Source, Status
from app.domain.grades import Cause, Role, Verdict
from app.domain.history import Event
from app.domain.plan import ActionState, Case, CaseCause, Separation, Stage
from app.domain.splitting import Control
from app.formats.report import look, pdf
from app.formats.report.steps import Steps
from app.services import answering, auditing, findings, planning, reporting, splitting
from app.services.ports import Desk, World
from app.services.reporting.model import (
    Block,
    Box,
    Bullets,
    Heading,
    KeepTogether,
    Letter,
    Matrix,
    Paragraph,
    Report,
    Schedule,
    Table,
    plain,
)
from tests.services.reporting.filed import JA, build, file_audit, headings, printed, separation, text

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]")


_B = TypeVar("_B", bound=Block)


def flat(report: Report) -> list[Block]:
    """All blocks, those within others too."""
    found: list[Block] = []

    def walk(blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            found.append(block)
            if isinstance(block, KeepTogether | Box):
                walk(block.blocks)

    walk(report.blocks)
    return found


def said(report: Report) -> str:
    """Every text of the model."""
    words: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            words.append(value)
        elif isinstance(value, tuple | list):
            for each in value:
                walk(each)
        elif hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                walk(getattr(value, name))

    walk(report.blocks)
    return "\n".join(words)


def of_kind(report: Report, kind: type[_B]) -> list[_B]:
    return [b for b in flat(report) if isinstance(b, kind)]


def official(desk: Desk) -> list[str]:
    elements = {e.id: e.title.ja for e in desk.catalogue.elements}
    return [
        f"{i.element[1:]} {elements[i.element]} ({i.number}) {i.title.ja}"
        for i in desk.catalogue.items
        if i.element.startswith("A")
    ]


def test_the_seventeen_items_stand_in_the_official_order(filed: Desk, tmp_path: Path) -> None:
    reader = printed(build(filed, "plan"), tmp_path)
    wanted = official(filed)
    assert len(wanted) == 17
    outline = headings(reader)
    assert [h for h in outline if h in wanted] == wanted
    places = [outline.index(h) for h in ("はじめに", "A 内部統制の抜本的強化", wanted[0], wanted[-1])]
    places += [
        outline.index(h)
        for h in (
            "B 事案の内容及び発生原因",
            "(1) 事案の概要",
            "(2) 発生原因",
            "(3) 発生原因とAの各項目との関係",
            "C 関係者の処分",
            "実施スケジュール",
        )
    ]
    assert places == sorted(places)
    whole = text(reader)
    assert all("".join(h.split()) in whole for h in wanted)
    assert not {"□", "〓"} & set(whole)


def test_the_letter_names_article_date_and_addressee(filed: Desk, tmp_path: Path) -> None:
    reader = printed(build(filed, "plan"), tmp_path)
    letter = "".join(reader.pages[0].extract_text().split())
    assert letter.startswith("令和8年11月24日経済産業大臣殿東湾送配電株式会社代表取締役社長東湾太郎")
    assert "令和8年9月1日付けの電気事業法第27条第1項に基づく業務改善命令に対し" in letter
    assert "別紙のとおり策定いたしましたので、提出いたします。" in letter
    assert "今回の業務改善命令を厳粛に受け止め" in letter
    assert letter.index("以上") < letter.index("別紙業務改善計画")
    assert "照合番号" not in letter


def test_what_is_unproven_is_told_once_on_the_last_page(bare_plan: Desk) -> None:
    report = build(bare_plan, "plan")
    (sentence,) = (each for each in report.missing if "未立証" in each)
    box = report.blocks[-1]
    assert isinstance(box, Box)
    told = [plain(item) for block in box.blocks if isinstance(block, Bullets) for item in block.items]
    assert told.count(sentence) == 1


def test_nothing_is_missing_and_no_watermark(filed: Desk, tmp_path: Path) -> None:
    report = build(filed, "plan")
    assert report.watermark == ""
    assert "未了の事項" not in headings(printed(report, tmp_path))


def without_representative(desk: Desk) -> None:
    auditing.change_filing(desk, representative="")


def without_addressee(desk: Desk) -> None:
    auditing.change_filing(desk, addressee="")


def without_date(desk: Desk) -> None:
    auditing.change_filing(desk, dated=None)


def unanswered(desk: Desk) -> None:
    answering.record_answer(desk, "A1-1-01", "", Verdict.UNANSWERED, "", "見直す")


def without_section(desk: Desk) -> None:
    planning.edit_action(desk, 1, department="")


def without_direction(desk: Desk) -> None:
    action = next(a for a in planning.view(desk).actions if a.directions == ("3",))
    planning.withdraw_action(desk, action.number, "見送る")


def without_measure_for_a_finding(desk: Desk) -> None:
    action = planning.action_for(desk, "A4-4-04")
    assert action is not None
    planning.withdraw_action(desk, action.number, "見送る")


def without_reason(desk: Desk) -> None:
    planning.put_separation(desk, replace(planning.separations(desk)[0], reason=""))


def without_state(desk: Desk) -> None:
    planning.put_separation(desk, replace(planning.separations(desk)[0], current=""))


def without_interim(desk: Desk) -> None:
    planning.put_separation(desk, replace(planning.separations(desk)[0], interim=""))


def without_schedule(desk: Desk) -> None:
    planning.remove_separation(desk, planning.separations(desk)[0].id, "作り直す")


def changed_case(**changes: object) -> Callable[[Desk], None]:
    def change(desk: Desk) -> None:
        planning.put_case(desk, replace(planning.cases(desk)[0], **changes))  # type: ignore[arg-type]

    return change


def figure_without_date(desk: Desk) -> None:
    case = planning.cases(desk)[0]
    planning.put_case(desk, replace(case, figures=(replace(case.figures[0], as_of=None),)))


def cause_without_measure(desk: Desk) -> None:
    case = planning.cases(desk)[0]
    planning.put_case(desk, replace(case, causes=(*case.causes, CaseCause(Cause.MOTIVE, "手間がかかる"))))


def cause_whose_measure_is_withdrawn(desk: Desk) -> None:
    planning.withdraw_action(desk, planning.view(desk).actions[0].number, "重複")


def measure_that_nobody_decided(desk: Desk) -> None:
    answering.record_answer(desk, "A1-3-01", "", Verdict.NONCONFORMING, "手順書がない。", "見直した")
    planning.draft_plan(desk)
    action = planning.action_for(desk, "A1-3-01")
    assert action is not None
    # Who does it is no decision on what is done, or until when.
    planning.edit_action(desk, action.number, department="総務部")


def measure_that_is_late_already(desk: Desk) -> None:
    planning.edit_action(desk, 2, due=date(2026, 11, 23))


def measure_that_was_done_tomorrow(desk: Desk) -> None:
    # As files of earlier versions may have it.
    with desk.file.write() as work:
        action = next(a for a in work.plan.actions() if a.number == 1)
        work.plan.put_action(replace(action, done=date(2026, 11, 25)))
        work.history.record(desk.stamp(), "officer", Event("plan.edited", action.id))
        work.commit()


def split_that_is_late_already(desk: Desk) -> None:
    stored = planning.separations(desk)[0]
    planning.put_separation(desk, replace(stored, milestones=stored.milestones[:1]))


def plan_before_its_order(desk: Desk) -> None:
    auditing.change_filing(desk, dated=date(2026, 11, 30))


def plan_before_its_audit(desk: Desk) -> None:
    auditing.change_filing(desk, submitted=date(2026, 10, 30))


def failed_without_a_remark(desk: Desk) -> None:
    answering.record_answer(desk, "A1-3-01", "", Verdict.NONCONFORMING, "", "見直した")
    planning.draft_plan(desk)
    action = planning.action_for(desk, "A1-3-01")
    assert action is not None
    planning.edit_action(desk, action.number, department="総務部")


def for_a_site_that_left(desk: Desk) -> None:
    site = auditing.outline(desk).sites[1].id
    planning.edit_action(desk, 1, sites=(site,))
    for number in range(2, len(planning.view(desk).actions) + 1):
        planning.edit_action(desk, number, sites=())
    auditing.remove_site(desk, site, "統合")


def renewable_undecided(desk: Desk) -> None:
    planning.put_case(desk, replace(planning.cases(desk)[1], occurred=None))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (without_representative, "代表者の氏名が記入されていない"),
        (without_addressee, "宛先が記入されていない"),
        (without_date, "命令、勧告又は指導の日付が記入されていない"),
        (unanswered, "未確認が1件ある"),
        (without_section, "責任部署のない対策がある(対策 1)"),
        (measure_that_nobody_decided, "下書きのままの対策がある(対策 8)"),
        (measure_that_is_late_already, "計画の日付より前であるのに、完了していない対策がある(対策 2)"),
        (measure_that_was_done_tomorrow, "完了日が計画の日付より後の対策がある(対策 1)"),
        (split_that_is_late_already, "託送業務システム：分割完了の時期が計画の日付より前である"),
        (plan_before_its_order, "計画の日付が、基準日又は命令、勧告若しくは指導の日付より前である。"),
        (plan_before_its_audit, "計画の日付が、基準日又は命令、勧告若しくは指導の日付より前である。"),
        (failed_without_a_remark, "現状の問題が具体的に記載されていない対策がある(対策 8)"),
        (without_direction, "対策のない方向性：③"),
        (without_measure_for_a_finding, "対策のない検出事項が"),
        (without_reason, "託送業務システム：約3年を超える理由が記載されていない"),
        (without_state, "託送業務システム：現状(共用・論理分割・物理分割済)が記載されていない"),
        (without_interim, "託送業務システム：完了までの暫定措置が記載されていない"),
        (without_schedule, "物理分割のスケジュールが記載されていない"),
        (changed_case(overview=""), "概要が記載されていない"),
        (changed_case(discovered=None), "把握した日が記載されていない"),
        (changed_case(publication=""), "公表の状況が記載されていない"),
        (changed_case(figures=()), "数値が記載されていない"),
        (changed_case(causes=()), "発生原因が記載されていない"),
        (changed_case(discipline=()), "関係者の処分が記載されていない"),
        (figure_without_date, "時点又は出所のない数値がある"),
        (cause_without_measure, "動機2に対応する対策がない"),
        (cause_whose_measure_is_withdrawn, "機会1、動機1、正当化1に対応する対策がない"),
        (for_a_site_that_left, "点検の対象から外した事業所だけの対策がある(対策 1)"),
        (renewable_undecided, "発生の有無が記録されていない：再エネ業務管理システムに係る事案"),
    ],
)
def test_each_gap_is_told_and_makes_a_draft(open_plan: Desk, spoil: Callable[[Desk], None], sentence: str) -> None:
    assert build(open_plan, "plan").watermark == ""
    spoil(open_plan)
    report = build(open_plan, "plan")
    assert report.watermark == "案"
    (box,) = of_kind(report, Box)
    assert isinstance(box, Box)
    assert sentence in said(replace(report, blocks=(box,)))


def test_a_draft_bears_its_watermark_on_every_page(open_plan: Desk, tmp_path: Path) -> None:
    unanswered(open_plan)
    reader = printed(build(open_plan, "plan"), tmp_path)
    assert all("案" in page.extract_text() for page in reader.pages)
    assert headings(reader)[-1] == "未了の事項"


def test_the_matrix_of_causes_has_no_gap(filed: Desk) -> None:
    (matrix,) = of_kind(build(filed, "plan"), Matrix)
    assert isinstance(matrix, Matrix)
    assert [row.label for row in matrix.rows] == ["機会1", "動機1", "正当化1"]
    assert all(any(row.cells) for row in matrix.rows)
    assert all(any(row.cells[n] for row in matrix.rows) for n in range(len(matrix.columns)))
    numbers = {a.number for a in planning.view(filed).actions}
    cells = [cell for row in matrix.rows for cell in row.cells if isinstance(cell, str)]
    assert {int(n) for cell in cells for n in cell.split("、")} <= numbers


def test_figures_bear_their_day_source_and_kind(filed: Desk, tmp_path: Path) -> None:
    whole = text(printed(build(filed, "plan"), tmp_path))
    assert "閲覧された契約1,284件2026年9月30日実数アクセスログ" in whole


def test_a_measure_is_told_from_problem_to_check(filed: Desk) -> None:
    report = build(filed, "plan")
    heads = ["No.", "現状の問題", "対策", "実施時期", "責任部署", "確認方法"]
    tables = [t for t in of_kind(report, Table) if isinstance(t, Table) and [c.heading for c in t.columns] == heads]
    numbers = [int(str(row[0])) for table in tables for row in table.rows]
    assert sorted(numbers) == sorted(a.number for a in planning.view(filed).actions)
    assert all(table.note.startswith(("根拠：", "原因区分：")) for table in tables)
    (done,) = [row for table in tables for row in table.rows if row[0] == "1"]
    assert done[3] == "済\n(2026年11月)"
    assert "根拠：報告書概要 ¶" in said(report)
    assert "対策の方向性：①" in said(report)


def test_counts_of_ledger_rules_can_be_traced(filed: Desk) -> None:
    with filed.file.read() as work:
        found = [f for f in work.findings.all() if f.status in LIVE and f.source is Source.RULES]
    rule = next(f.rule for f in found if any(c.startswith("A4-4") for c in f.checkpoints))
    number = sum(f.rule == rule for f in found)
    title = filed.catalogue.rule(rule).title.ja
    assert f"「{title}」{number}件" in said(build(filed, "plan"))


def test_an_item_without_deficiency_names_what_is_kept(bare_plan: Desk) -> None:
    report = said(build(bare_plan, "plan"))
    # What nothing proves is told before anything is built on it.
    told = r"に不備を認めなかった。適合と回答した(\d+)件のうち、\1件は、証跡又は他の者による反証の試みによる裏付けが"
    told += "十分でなく、未立証である。"
    assert re.search(told + "現行の統制を維持し、次の事項をはじめとする確認を継続する。", report)
    assert "問題なし" not in report


def test_the_split_gives_reason_and_interim_measures(filed: Desk) -> None:
    report = build(filed, "plan")
    chart = next(b for b in of_kind(report, Schedule) if isinstance(b, Schedule) and b.caption)
    assert [(row.label, row.due) for row in chart.rows] == [("託送業務システム", date(2030, 3, 31))]
    assert "一体で作られているため" in said(report)
    assert "毎週ログを解析する" in said(report)
    assert "このうち1システムは完了までに約3年を超える" in said(report)


def test_a_voluntary_plan_names_no_article(open_plan: Desk) -> None:
    auditing.change_filing(open_plan, ground=Ground.VOLUNTARY, dated=None)
    report = build(open_plan, "plan")
    letter = report.blocks[0]
    assert isinstance(letter, Letter)
    words = "".join(plain(p) for p in letter.paragraphs)
    assert "当社が実施した自己点検の結果を踏まえ" in words
    assert not re.search(r"第\d+条|命令|勧告|指導", words)
    start = next(n for n, b in enumerate(report.blocks) if isinstance(b, Heading) and b.text.startswith("A "))
    assert not re.search(r"命令|勧告|指導", said(replace(report, blocks=report.blocks[:start])))


@pytest.mark.parametrize(
    ("ground", "role", "wanted"),
    [
        (Ground.ORDER, Role.GRID_OPERATOR, "電気事業法第27条第1項に基づく業務改善命令"),
        (Ground.ORDER, Role.AFFILIATED_RETAILER, "電気事業法第2条の17第1項に基づく業務改善命令"),
        (Ground.RECOMMENDATION, Role.AFFILIATED_RETAILER, "電気事業法第66条の12に基づく業務改善勧告"),
        (Ground.GUIDANCE, Role.GRID_OPERATOR, "付けの業務改善指導"),
    ],
)
def test_the_article_follows_from_ground_and_role(
    world: World, tmp_path: Path, ground: Ground, role: Role, wanted: str
) -> None:
    new = auditing.NewAudit(organisation="A社", role=role, period="上期", as_of=date(2026, 10, 31), sites=("本店",))
    desk = auditing.create(world, tmp_path / "a.shadan", new)
    try:
        auditing.change_filing(desk, ground=ground, dated=date(2026, 9, 1))
        letter = build(desk, "plan").blocks[0]
    finally:
        desk.file.close()
    assert isinstance(letter, Letter)
    assert wanted in plain(letter.paragraphs[0])


@pytest.mark.parametrize(
    ("entrants", "renewable", "there"),
    [(None, None, True), (False, None, True), (None, False, True), (False, False, False), (True, False, True)],
)
def test_b_and_c_are_left_out_only_when_no_case_occurred(
    desk: Desk, entrants: bool | None, renewable: bool | None, there: bool
) -> None:
    for case, occurred in zip(planning.cases(desk), (entrants, renewable), strict=True):
        planning.put_case(desk, replace(case, occurred=occurred))
    report = build(desk, "plan")
    parts = [b.text for b in of_kind(report, Heading) if isinstance(b, Heading) and b.level == 1]
    assert ("B 事案の内容及び発生原因" in parts, "C 関係者の処分" in parts) == (there, there)
    assert ("当社において該当する事案は確認されていないため、B及びCは記載していない" in said(report)) is not there


def test_an_other_case_that_occurred_brings_b_and_c_back(desk: Desk) -> None:
    for case in planning.cases(desk):
        planning.put_case(desk, replace(case, occurred=False))
    planning.put_case(desk, Case("", 0, "other", True, "誤送付"))
    parts = [b.text for b in of_kind(build(desk, "plan"), Heading) if isinstance(b, Heading)]
    assert "B 事案の内容及び発生原因" in parts


def test_each_of_several_cases_is_told(open_plan: Desk) -> None:
    planning.put_case(open_plan, replace(planning.cases(open_plan)[1], occurred=True))
    report = build(open_plan, "plan")
    titles = [b.text for b in of_kind(report, Heading) if isinstance(b, Heading)]
    assert "事案1 新電力顧客情報に係る事案" in titles
    assert "事案2 再エネ業務管理システムに係る事案" in titles
    assert titles.count("(1) 事案の概要") == 2


def test_what_was_not_examined_says_so(world: World, tmp_path: Path) -> None:
    new = auditing.NewAudit(
        organisation="A社", role=Role.GRID_OPERATOR, period="上期", as_of=date(2026, 10, 31), areas=("A4-4", "A5-2")
    )
    desk = auditing.create(world, tmp_path / "a.shadan", new)
    try:
        report = said(build(desk, "plan"))
    finally:
        desk.file.close()
    assert report.count("本項は、今回の自己点検の範囲に含めていない。") == 15
    assert "本項は、まだ点検を行っていない。" in report


def test_dates_bear_the_japanese_year_only_as_chosen(open_plan: Desk) -> None:
    letter = build(open_plan, "plan").blocks[0]
    assert isinstance(letter, Letter)
    assert letter.date == "令和8年11月24日"
    assert reporting.set_dates(open_plan, reporting.Dates.WESTERN)
    assert not reporting.set_dates(open_plan, reporting.Dates.WESTERN)
    letter = build(open_plan, "plan").blocks[0]
    assert isinstance(letter, Letter)
    assert letter.date == "2026年11月24日"


def test_english_is_complete(filed_in_english: Desk, tmp_path: Path) -> None:
    for kind in reporting.KINDS:
        reader = printed(build(filed_in_english, kind, "en"), tmp_path)
        lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
        # The list of findings quotes the ledger, which says it in its own words.
        own = "'共用'" if kind == "findings" else ""
        assert [line for line in lines if JAPANESE.search(line.replace(own, ""))] == [], kind


def test_a_plan_without_anything_is_told_as_such(desk: Desk, tmp_path: Path) -> None:
    report = build(desk, "plan")
    assert report.watermark == "案"
    whole = text(printed(report, tmp_path))
    assert "(宛先未記入)" in whole
    assert whole.count("本項は、まだ点検を行っていない。") == 17 + 2  # the official items, V and S


def test_the_split_of_a_system_in_time_needs_no_reason(open_plan: Desk) -> None:
    stored = planning.separations(open_plan)[0]
    early = replace(stored.milestones[1], start=date(2028, 3, 31), end=date(2028, 3, 31))
    planning.put_separation(open_plan, replace(stored, milestones=(stored.milestones[0], early), reason=""))
    report = build(open_plan, "plan")
    assert report.watermark == ""
    assert "(約3年以内に完了)" in said(report)


def test_a_second_build_of_the_same_audit_is_the_same(tmp_path: Path) -> None:
    desk = file_audit(tmp_path)
    try:
        first, second = build(desk, "plan"), build(desk, "plan")
        assert first.blocks == second.blocks
        assert separation(JA).reason in said(first)
    finally:
        desk.file.close()


def test_a_draft_quotes_the_question_as_it_is_put_to_the_role(desk: Desk) -> None:
    answering.record_answer(desk, "A1-3-01", "", Verdict.NONCONFORMING)
    planning.draft_plan(desk)
    (action,) = planning.view(desk).actions
    assert "沖縄型" in desk.catalogue.checkpoint("A1-3-01").question.ja
    assert "自社に設けられているか" in action.problem
    assert "沖縄型" not in said(build(desk, "plan"))


def test_a_draft_writes_a_remark_in_the_plain_form_without_file_names(desk: Desk) -> None:
    remark = (
        "台帳(端末台帳.xlsx、2026年11月25日取り込み)によると、次のとおり。\n・端末KS-1が、共用の区画に置かれています。"
    )
    answering.record_answer(desk, "A1-3-01", "", Verdict.NONCONFORMING, remark)
    planning.draft_plan(desk)
    (action,) = planning.view(desk).actions
    assert action.problem == "台帳によると、次のとおり。\n・端末KS-1が、共用の区画に置かれている。"


def test_measures_of_an_item_that_is_not_examined_contradict_nothing(desk: Desk) -> None:
    planning.add_action(desk, "A3-3", "異動者のIDを一覧にする")
    planning.put_separation(desk, Separation("", 0, "託送業務システム", "logical", "", (), "", "", ""))
    report = build(desk, "plan")
    for title in (
        "3 統制措置 (3) 人事異動の際の管理",
        "4 情報伝達・ITガバナンス (1) 情報システムの物理分割等に向けたスケジュール",
    ):
        blocks = flat(report)
        start = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text == title)
        paragraph = blocks[start + 1]
        assert isinstance(paragraph, Paragraph)
        assert "まだ点検を行っていない" not in str(paragraph.text)
        assert "いずれも未確認" in str(paragraph.text)
    assert "完了の時期が未定のものは、託送業務システムである。" in said(report)
    assert "約3年以内に完了" not in said(report)


def test_a_case_that_did_not_occur_claims_no_investigation(open_plan: Desk) -> None:
    report = said(build(open_plan, "plan"))
    assert "再エネ業務管理システムに係る事案" not in report
    assert "発生していない" not in report
    assert "当社において発生した「新電力顧客情報に係る事案」について、以下に記載する。" in report
    assert "調査の結果" not in report


def test_causes_that_nothing_answers_are_listed_with_the_gap(open_plan: Desk) -> None:
    changed_case(causes=(CaseCause(Cause.OPPORTUNITY, "共用の会議室"),))(open_plan)
    report = build(open_plan, "plan")
    assert not [m for m in of_kind(report, Matrix) if isinstance(m, Matrix) and not m.columns]
    (table,) = [t for t in of_kind(report, Table) if isinstance(t, Table) and t.caption == "発生原因と対策の対応"]
    assert table.rows == (("機会1", "共用の会議室", "(対策なし)"),)
    assert "項目：。" not in said(report)


def test_nothing_done_is_not_counted(open_plan: Desk) -> None:
    assert "うち1件は実施済みである。" in said(build(open_plan, "plan"))
    for action in planning.view(open_plan).actions:
        planning.edit_action(open_plan, action.number, state=ActionState.NOT_STARTED)
    assert "実施済み" not in said(build(open_plan, "plan"))


def row_of(report: Report, number: int) -> str:
    """The row of a measure in part A, as one text."""
    rows = [
        row
        for table in of_kind(report, Table)
        if isinstance(table, Table) and len(table.columns) == 6
        for row in table.rows
        if row[0] == str(number)
    ]
    assert len(rows) == 1
    return said(replace(report, blocks=(Table((), tuple(rows)),)))


def test_a_problem_that_nobody_told_is_never_the_bare_question(open_plan: Desk) -> None:
    failed_without_a_remark(open_plan)
    action = planning.action_for(open_plan, "A1-3-01")
    assert action is not None
    question = open_plan.catalogue.checkpoint("A1-3-01").question.ja
    row = row_of(build(open_plan, "plan"), action.number)
    assert question not in row.split("\n")
    assert "について、不備が認められた\n" in row
    assert "(具体的な状況は未記入)" in row
    # Once it is told, by hand or by a remark, nothing is missing.
    planning.edit_action(open_plan, action.number, problem="窓口が社外の者に開かれていない。")
    assert "(具体的な状況は未記入)" not in row_of(build(open_plan, "plan"), action.number)
    planning.edit_action(open_plan, action.number, problem=" ")
    assert "(具体的な状況は未記入)" in row_of(build(open_plan, "plan"), action.number)


def test_a_measure_of_prevention_needs_no_problem(open_plan: Desk) -> None:
    number = planning.view(open_plan).actions[-1].number
    report = build(open_plan, "plan")
    assert "(予防のための対策)" in row_of(report, number)
    assert report.watermark == ""


def test_a_sentence_alone_in_a_cell_ends_like_its_neighbours(open_plan: Desk) -> None:
    planning.edit_action(
        open_plan, 1, problem="端末がある。", measure="端末を撤去する。", method="見る。毎月記録する。"
    )
    row = row_of(build(open_plan, "plan"), 1).split("\n")
    assert {"端末がある", "端末を撤去する", "見る。毎月記録する。"} <= set(row)


def test_what_is_corrected_or_accepted_needs_no_measure_and_is_told(open_plan: Desk) -> None:
    found = [f for f in findings.listing(open_plan) if "A4-4-04" in f.checkpoints and f.source is Source.ANSWERS]
    action = planning.action_for(open_plan, "A4-4-04")
    assert action is not None
    planning.withdraw_action(open_plan, action.number, "是正済のため")
    first, second = found
    findings.set_status(open_plan, first.id, Status.CORRECTED, "10月12日に移設した。")
    findings.accept(open_plan, second.id, "撤去を確認した。", "情報管理責任者", date(2027, 3, 31))
    for other in findings.listing(open_plan):
        if other.source is Source.RULES:
            findings.set_status(open_plan, other.id, Status.CORRECTED, "10月12日に移設した。")
    report = said(build(open_plan, "plan"))
    assert "対策のない検出事項" not in report
    assert "理由を記録したうえで受容とした検出事項が1件ある。" in report
    hits = sum("A4-4" in {open_plan.catalogue.item_of(c) for c in f.checkpoints} for f in findings.listing(open_plan))
    assert f"検出した事項のうち{hits - 1}件は是正済である。" in report


def test_a_site_or_measure_that_is_not_there_is_not_counted(world: World, tmp_path: Path) -> None:
    new = auditing.NewAudit(organisation="A社", role=Role.GRID_OPERATOR, period="上期", as_of=date(2026, 10, 31))
    desk = auditing.create(world, tmp_path / "a.shadan", new)
    try:
        whole = [said(build(desk, kind)) for kind in ("plan", "results", "result-confirmation")]
    finally:
        desk.file.close()
    # 「うち0件」 reads like a slip; a table may hold 0.
    assert [text for text in whole if re.search(r"(?<![0-9,])0(件|事業所|か所|種類|点)", text)] == []
    assert "(氏名未記入)" in whole[0]


def test_the_year_of_the_letter_is_met_again_in_the_plan(filed: Desk) -> None:
    report = said(build(filed, "plan"))
    assert "当社は、2026年9月1日(令和8年)付けで" in report
    assert "2026年11月24日(令和8年)\n東湾送配電株式会社" in report


def test_running_text_has_no_half_width_colon(bare_plan: Desk) -> None:
    for kind in reporting.KINDS:
        assert re.findall(r"[ぁ-んァ-ヶ一-龠]:", said(build(bare_plan, kind))) == []


@pytest.mark.parametrize("occurred", [None, True, False])
def test_no_measure_vanishes_whatever_occurred(desk: Desk, occurred: bool | None) -> None:
    for checkpoint in ("B-09", "C-01", "A4-2-03", "S-04"):
        answering.record_answer(desk, checkpoint, "", Verdict.NONCONFORMING, "行っていない。")
    planning.draft_plan(desk)
    for case in planning.cases(desk):
        planning.put_case(desk, replace(case, occurred=occurred))
    report = build(desk, "plan")
    numbers = {a.number for a in planning.view(desk).actions}
    assert len(numbers) == 4
    assert all("行っていない" in row_of(report, number) for number in numbers)


def test_slips_interim_controls_and_what_is_done_are_printed(open_plan: Desk, tmp_path: Path) -> None:
    (stored,) = planning.separations(open_plan)
    end = date(2030, 9, 30)
    splitting.move(open_plan, stored.id, Stage.SEPARATED, end, end, "並行運用を半年延ばすため")
    control = Control("", stored.id, 0, "全画面の遮断試験を毎月行う", "情報システム課長", ("A4-1-04",))
    splitting.put_control(open_plan, control)
    report = build(open_plan, "plan")
    whole = text(printed(report, tmp_path))
    for words in ("並行運用を半年延ばすため", "2030年3月31日", "2030年9月30日", "2026/10済", "当初計画(繰下げ前)"):
        assert words in whole
    assert "全画面の遮断試験を毎月行う" in whole
    charts = [block for block in report.blocks if isinstance(block, Schedule)]
    split = charts[0].rows[0]
    assert (split.due, split.due_planned) == (end, date(2030, 3, 31))
    assert [(phase.done, phase.interim) for phase in split.phases] == [(True, False), (False, True)]
    # Both tracks on one axis at the end.
    assert [row.label for row in charts[-1].rows if row.heading] == ["物理分割の計画", "対策"]
    assert report.watermark == ""


def test_a_stage_whose_day_has_passed_is_not_told_as_done(open_plan: Desk) -> None:
    (stored,) = planning.separations(open_plan)
    splitting.set_done(open_plan, stored.id, Stage.DECISION, None)
    report = build(open_plan, "plan")
    (chart, *_more) = [block for block in report.blocks if isinstance(block, Schedule)]
    assert not chart.rows[0].phases[0].done
    assert any("完了日又は変更後の期日が記載されていない(方針決定)" in line for line in report.missing)


def test_no_page_of_the_plan_is_left_half_empty(open_plan: Desk) -> None:
    for action in planning.view(open_plan).actions:
        long = "端末が共用の会議室に置かれ、誰でも使うことができた。" * 3
        for _n in range(2):
            planning.add_action(open_plan, action.item, long, problem=long, method=long)
    report = replace(build(open_plan, "plan"), missing=())
    pages = pdf._lay(report, Steps()).body  # noqa: SLF001 - what a page leaves empty is not told by its text
    high = look.PAGE_HEIGHT - look.TOP - look.BOTTOM
    ends = [min(top - strip.height for strip, top in paged.page.strips) for paged in pages]
    empty = [(end - look.BOTTOM) / high for end in ends]
    assert len(pages) > 12
    # The contents have a page of their own, and the last one ends where it ends.
    assert max(empty[1:-1]) < 0.4, [round(each, 2) for each in empty]
