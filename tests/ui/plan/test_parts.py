"""Cases, physical split and filing, as an officer enters them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QInputDialog, QTableWidgetItem

from app.domain.audit import Ground
from app.domain.grades import Cause
from app.domain.plan import Case, Milestone, Separation, Stage
from app.services import auditing, planning
from app.ui.plan.case_parts import MeasuresField
from app.ui.plan.cases import CasesTab
from app.ui.plan.dialogs import ChooseDialog, ReasonDialog
from app.ui.plan.filing import FilingTab
from app.ui.plan.gantt.milestone import MilestoneDialog
from app.ui.plan.page import TABS, PlanPage
from app.ui.plan.separations import SeparationsTab
from app.ui.plan.stages import StagesEditor
from app.ui.session import Target
from tests.ui.kinds import being
from tests.ui.typing_keys import type_over

Settle = Callable[[], None]


def cases_of(page: PlanPage, settle: Settle) -> CasesTab:
    page.open(Target("plan", options={"tab": "case"}))
    settle()
    tab = page.tab("cases")
    assert isinstance(tab, CasesTab)
    return tab


def splits_of(page: PlanPage, settle: Settle) -> SeparationsTab:
    page.open(Target("plan", options={"tab": "separation"}))
    settle()
    tab = page.tab("separations")
    assert isinstance(tab, SeparationsTab)
    return tab


def filing_of(page: PlanPage, settle: Settle) -> FilingTab:
    page.open(Target("plan", options={"tab": "filing"}))
    settle()
    tab = page.tab("filing")
    assert isinstance(tab, FilingTab)
    return tab


def give_reason(page: PlanPage, settle: Settle) -> None:
    """Say why a stage slips, in the dialog that asks for it."""
    (dialog,) = page.findChildren(MilestoneDialog)
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    settle()
    assert not ok.isEnabled()
    QTest.keyClicks(dialog.form.reason, "added requirements")
    assert ok.isEnabled()
    ok.click()
    settle()


def case(page: PlanPage, kind: str = "entrant_customers") -> Case:
    return next(c for c in planning.cases(page.session.desk) if c.kind == kind)


def split(page: PlanPage) -> Separation:
    return planning.separations(page.session.desk)[0]


# --- cases ------------------------------------------------------------------------------------------------------------


def test_each_case_offered_is_asked_before_anything_is_stored(page: PlanPage, settle: Settle) -> None:
    tab = cases_of(page, settle)
    assert tab.list.count() == 2
    assert tab.panel.form.occurred_open.isChecked()
    assert not tab.panel.form.body.isVisible()
    assert "案" in tab.panel.form.consequence.text()


def test_yes_opens_the_parts_and_no_closes_them(page: PlanPage, settle: Settle) -> None:
    tab = cases_of(page, settle)
    QTest.mouseClick(tab.panel.form.occurred_yes, Qt.MouseButton.LeftButton)
    settle()
    assert case(page).occurred is True
    assert tab.panel.form.body.isVisible()
    assert "● 発生した" in tab.list.item(0).text()
    QTest.mouseClick(tab.panel.form.occurred_no, Qt.MouseButton.LeftButton)
    settle()
    assert case(page).occurred is False
    assert not tab.panel.form.body.isVisible()
    QTest.mouseClick(tab.panel.form.occurred_open, Qt.MouseButton.LeftButton)
    settle()
    assert case(page).occurred is None


def test_texts_are_written_field_by_field(page: PlanPage, settle: Settle) -> None:
    tab = cases_of(page, settle)
    tab.panel.form.occurred_yes.click()
    settle()
    form = tab.panel.form
    type_over(form.title, "閲覧")
    type_over(form.discovered.line, "2026-05-12")
    QTest.keyClick(form.discovered.line, Qt.Key.Key_Return)
    QTest.keyClicks(form.overview, "seen from 3 terminals")
    assert page.leave()
    settle()
    kept = case(page)
    assert (kept.title, kept.discovered, kept.overview) == ("閲覧", date(2026, 5, 12), "seen from 3 terminals")


def test_a_cause_without_a_measure_is_a_gap_until_one_is_ticked(page: PlanPage, settle: Settle) -> None:
    tab = cases_of(page, settle)
    tab.panel.form.occurred_yes.click()
    settle()
    tab.panel.causes.add_button.click()
    row = tab.panel.causes._rows[0]
    kind = being(QComboBox, row.editors[0])
    kind.setCurrentIndex(1)
    kind.activated.emit(1)
    QTest.keyClicks(row.editors[1], "switching is laborious")
    page.leave()
    settle()
    (cause,) = case(page).causes
    assert (cause.cause, cause.text, cause.actions) == (Cause.MOTIVE, "switching is laborious", ())
    assert tab.panel.matrix.gaps.text().startswith("× ")
    field = row.editors[2]
    assert isinstance(field, MeasuresField)
    field.choose_button.click()
    (dialog,) = page.findChildren(ChooseDialog)
    dialog.form.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.buttons.button(dialog.buttons.StandardButton.Ok).click()
    settle()
    measure = next(a for a in planning.view(page.session.desk).actions if a.number == 2)
    assert case(page).causes[0].actions == (measure.id,)
    assert tab.panel.matrix.gaps.text().startswith("○ ")
    table = tab.panel.matrix.table
    texts = [being(QTableWidgetItem, table.item(0, n)).text() for n in range(table.columnCount())]
    assert "No.2" in texts


def test_discipline_names_classes_and_decisions(page: PlanPage, settle: Settle) -> None:
    tab = cases_of(page, settle)
    tab.panel.form.occurred_yes.click()
    tab.panel.discipline.add_button.click()
    row = tab.panel.discipline._rows[0]
    QTest.keyClicks(row.editors[0], "heads of site")
    page.leave()
    settle()
    assert case(page).discipline == ()
    QTest.keyClicks(row.editors[1], "warning")
    QTest.keyClicks(tab.panel.form.discipline_note, "note")
    assert page.leave()
    settle()
    assert case(page).discipline[0].measure == "warning"
    assert case(page).discipline_note == "note"


def test_guidance_opens_beside_the_fields(page: PlanPage, settle: Settle) -> None:
    tab = cases_of(page, settle)
    tab.panel.form.occurred_yes.click()
    settle()
    guide = tab.panel.guides["overview"]
    assert guide.words.isHidden()
    guide.toggle.click()
    assert "処分の内容を予測するものではありません" in guide.words.text()


def test_another_case_is_added_under_its_title(page: PlanPage, settle: Settle) -> None:
    tab = cases_of(page, settle)
    tab.add_button.click()
    (dialog,) = page.findChildren(ReasonDialog)
    QTest.keyClicks(dialog.form.reason, "last-resort supply")
    dialog.buttons.button(dialog.buttons.StandardButton.Ok).click()
    settle()
    assert case(page, "other").title == "last-resort supply"
    assert tab.panel.save.record == case(page, "other").id
    type_over(tab.panel.form.title, " ")
    assert not page.leave()
    settle()
    assert case(page, "other").title == "last-resort supply"


# --- physical split ---------------------------------------------------------------------------------------------------


def with_system(page: PlanPage, settle: Settle) -> SeparationsTab:
    tab = splits_of(page, settle)
    tab.empty.button.click()
    (dialog,) = page.findChildren(QInputDialog)
    dialog.setTextValue("託送料金計算システム")
    dialog.accept()
    settle()
    return tab


def stage(editor: StagesEditor, name: Stage, start: str, end: str) -> None:
    fields = editor.fields[name]
    for field, text in zip(fields, (start, end)[-len(fields) :], strict=True):
        type_over(field.line, text)
        QTest.keyClick(field.line, Qt.Key.Key_Return)


def test_a_system_is_added_and_its_stages_entered(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    assert tab.panel.form.heading.text() == "託送料金計算システム"
    stage(tab.panel.stages, Stage.DECISION, "2026-04-01", "R8.6.30")
    settle()
    (milestone,) = split(page).milestones
    assert (milestone.start, milestone.end) == (date(2026, 4, 1), date(2026, 6, 30))
    assert tab.table.listing.index(0, 3).data() == "2026年6月"


def test_the_present_state_is_not_said_until_the_officer_says_it(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    box = tab.panel.form.current
    assert (split(page).current, box.currentText()) == ("", "・ 未回答")
    assert tab.table.listing.index(0, 1).data() == "・ 未回答"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    settle()
    assert (split(page).current, tab.table.listing.index(0, 1).data()) == ("shared", "共用")


def test_half_a_stage_waits_for_its_other_day(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    start = tab.panel.stages.fields[Stage.DESIGN][0]
    type_over(start.line, "2027-01-01")
    QTest.keyClick(start.line, Qt.Key.Key_Return)
    settle()
    assert split(page).milestones == ()
    assert not page.leave()
    stage(tab.panel.stages, Stage.DESIGN, "2027-01-01", "2027-09-30")
    settle()
    assert page.leave()
    assert len(split(page).milestones) == 1


def test_beyond_three_years_reason_and_interim_measures_are_asked(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    stage(tab.panel.stages, Stage.DECISION, "2026-04-01", "2026-06-30")
    stage(tab.panel.stages, Stage.SEPARATED, "2029-09-01", "2029-12-31")
    settle()
    assert "¶12①" in tab.panel.form.warning.text()
    assert tab.table.listing.index(0, 2).data() == "× 理由未記入"
    QTest.keyClicks(tab.panel.form.reason, "replacement of the base")
    QTest.keyClicks(tab.panel.form.interim, "review of logs")
    page.leave()
    settle()
    assert tab.table.listing.index(0, 2).data() == "△ 約3年超"


def test_leaving_leads_to_the_day_that_is_missing_and_says_why(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    start, end = tab.panel.stages.fields[Stage.MIGRATION]
    type_over(start.line, "R11.1.1")
    QTest.keyClick(start.line, Qt.Key.Key_Return)
    settle()
    # A day is written in one form, though its stage waits.
    assert start.text() == "2029年1月1日"
    assert not page.leave()
    assert "移行" in page.notice.words.text()
    assert page.focusWidget() is end.line
    area = tab.panes.area
    assert area.viewport().rect().contains(end.mapTo(area.viewport(), QPoint(1, 1)))


def test_the_day_of_the_split_is_one_day(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    (day,) = tab.panel.stages.fields[Stage.SEPARATED]
    type_over(day.line, "R12.3.31")
    QTest.keyClick(day.line, Qt.Key.Key_Return)
    settle()
    assert page.leave()
    assert split(page).milestones == (Milestone(Stage.SEPARATED, date(2030, 3, 31), date(2030, 3, 31)),)


def test_stages_out_of_order_are_refused_in_place(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    stage(tab.panel.stages, Stage.DESIGN, "2027-01-01", "2027-09-30")
    stage(tab.panel.stages, Stage.REQUIREMENTS, "2028-01-01", "2028-02-01")
    settle()
    assert len(split(page).milestones) == 1
    assert not page.leave()
    note = tab.panel.save._notes["milestones"]
    assert "設計" in note.sentence.text()
    assert "要件定義" in note.sentence.text()


def test_one_wrong_stage_keeps_no_other_from_being_stored(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    stage(tab.panel.stages, Stage.DECISION, "2026-04-01", "2026-06-30")
    stage(tab.panel.stages, Stage.DESIGN, "2027-01-01", "2027-09-30")
    settle()
    # A stored stage that is spoilt stays as it was stored, and the others go on being stored.
    type_over(tab.panel.stages.fields[Stage.DECISION][1].line, "30th of June")
    stage(tab.panel.stages, Stage.DESIGN, "2027-02-01", "2027-08-31")
    stage(tab.panel.stages, Stage.SEPARATED, "", "2029-03-31")
    settle()
    assert {m.stage: m.end for m in split(page).milestones} == {
        Stage.DECISION: date(2026, 6, 30),
        Stage.DESIGN: date(2027, 8, 31),
        Stage.SEPARATED: date(2029, 3, 31),
    }
    assert tab.panel.stages.fields[Stage.DECISION][1].text() == "30th of June"
    assert not page.leave()
    told = page.notice.words.text()
    assert "方針決定" in told
    assert "30th of June" in told
    assert page.focusWidget() is tab.panel.stages.fields[Stage.DECISION][1].line
    stage(tab.panel.stages, Stage.DECISION, "2026-04-01", "2026-07-31")
    settle()
    give_reason(page, settle)
    assert page.leave()
    assert split(page).milestones[0].end == date(2026, 7, 31)


def test_a_whole_schedule_can_be_moved_day_by_day(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    for year, name in enumerate((Stage.DECISION, Stage.REQUIREMENTS, Stage.DESIGN), start=2026):
        stage(tab.panel.stages, name, f"{year}-04-01", f"{year}-06-30")
    settle()
    for year, name in enumerate((Stage.DECISION, Stage.REQUIREMENTS, Stage.DESIGN), start=2030):
        stage(tab.panel.stages, name, f"{year}-04-01", f"{year}-06-30")
        settle()
        if name is not Stage.DESIGN:
            assert not page.findChildren(MilestoneDialog)  # It would begin after the stage that follows.
    # All of it waits for one reason.
    give_reason(page, settle)
    assert page.leave()
    assert [m.start.year for m in split(page).milestones] == [2030, 2031, 2032]


def test_leaving_leads_to_the_system_that_is_wanting(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    start, _end = tab.panel.stages.fields[Stage.MIGRATION]
    type_over(start.line, "R11.1.1")
    QTest.keyClick(start.line, Qt.Key.Key_Return)
    first = tab.table.current_key()
    tab._add("営業支援システム")
    settle()
    assert tab.table.current_key() != first
    assert not page.leave()
    assert tab.table.current_key() == first
    assert "移行" in page.notice.words.text()


def test_a_day_of_the_split_stored_as_a_span_is_kept_until_another_is_written(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    span = Milestone(Stage.SEPARATED, date(2029, 1, 1), date(2029, 3, 31))
    desk = page.session.desk
    page.session.do(lambda desk: planning.put_separation(desk, replace(split(page), milestones=(span,))))
    settle()
    stage(tab.panel.stages, Stage.DECISION, "2026-04-01", "2026-06-30")
    settle()
    assert planning.separations(desk)[0].milestones[-1] == span
    stage(tab.panel.stages, Stage.SEPARATED, "", "2029-04-30")
    settle()
    assert planning.separations(desk)[0].milestones[-1] == span
    give_reason(page, settle)
    assert planning.separations(desk)[0].milestones[-1] == Milestone(
        Stage.SEPARATED, date(2029, 4, 30), date(2029, 4, 30)
    )


def test_a_system_is_taken_out_with_a_reason(page: PlanPage, settle: Settle) -> None:
    tab = with_system(page, settle)
    tab.panel.form.remove.click()
    (dialog,) = page.findChildren(ReasonDialog)
    QTest.keyClicks(dialog.form.reason, "split already")
    dialog.buttons.button(dialog.buttons.StandardButton.Ok).click()
    settle()
    assert planning.separations(page.session.desk) == ()
    assert tab.empty.isVisible()


# --- filing -----------------------------------------------------------------------------------------------------------


def test_the_ground_decides_the_article_that_is_printed(page: PlanPage, settle: Settle) -> None:
    tab = filing_of(page, settle)
    assert "条文は印字しません" in tab.form.law.text()
    assert not tab.form.dated.isEnabled()
    QTest.mouseClick(tab.form.ground_order, Qt.MouseButton.LeftButton)
    settle()
    assert page.session.outline.audit.filing.ground is Ground.ORDER
    assert "電気事業法第27条第1項" in tab.form.law.text()
    QTest.mouseClick(tab.form.ground_guidance, Qt.MouseButton.LeftButton)
    settle()
    assert "条文は印字しません" in tab.form.law.text()


def test_the_letter_is_shown_as_it_will_be_written(page: PlanPage, settle: Settle) -> None:
    tab = filing_of(page, settle)
    tab.form.ground_order.click()
    settle()
    type_over(tab.form.dated.line, "2026-09-01")
    type_over(tab.form.addressee, "経済産業大臣 殿")
    type_over(tab.form.representative, "東湾 太郎")
    QTest.keyClick(tab.form.representative, Qt.Key.Key_Tab)
    settle()
    filing = auditing.outline(page.session.desk).audit.filing
    assert (filing.dated, filing.addressee, filing.representative) == (
        date(2026, 9, 1),
        "経済産業大臣 殿",
        "東湾 太郎",
    )
    letter = tab.form.letter.text()
    assert "令和8年9月1日付けの電気事業法第27条第1項" in letter
    assert "東湾 太郎" in letter


def test_tabs_are_built_when_first_shown(page: PlanPage, settle: Settle) -> None:
    assert list(page._built) == ["actions"]
    page.tabs.setCurrentIndex(TABS.index("filing"))
    settle()
    assert list(page._built) == ["actions", "filing"]


def test_the_form_of_a_measure_is_built_when_one_is_first_shown(page: PlanPage, settle: Settle) -> None:
    assert page.measures._panel is None
    assert page.data is not None
    page.open(Target("plan", action=page.data.actions[0].number))
    settle()
    assert page.measures.panel.isVisible()
    assert page.measures.panel.form.measure.toPlainText() == page.data.actions[0].measure


def test_what_was_written_while_nobody_looked_is_there_when_shown(page: PlanPage, settle: Settle) -> None:
    page.hide()
    page.session.do(lambda desk: planning.add_action(desk, "A4-4", "written elsewhere"))
    settle()
    page.open(Target("plan", action=4))
    page.show()
    settle()
    assert page.measures.panel.save.record == 4
