"""The figures of a case, its guided texts, the report to the privacy commission and precedents of a case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLabel

from app.domain.case_figures import CaseFigure, FigureKind
from app.domain.case_papers import CASE, Duty, Known, subject_of
from app.domain.plan import Case
from app.services import case_notes, planning
from app.ui.plan.cases import CasesTab
from app.ui.plan.dialogs import ReasonDialog
from app.ui.plan.figures import FigureDialog, Figures
from app.ui.plan.page import PlanPage
from app.ui.session import Target
from tests.ui.typing_keys import type_over

Settle = Callable[[], None]
FIGURES = (
    CaseFigure("閲覧した者", "23名", date(2026, 9, 30), "聞取り", kind=FigureKind.PERSONS),
    CaseFigure("閲覧件数", "1,284件", date(2026, 9, 30), "ログ", kind=FigureKind.CASES),
)


def case(page: PlanPage) -> Case:
    return next(c for c in planning.cases(page.session.desk) if c.kind == "entrant_customers")


def opened(page: PlanPage, settle: Settle, figures: tuple[CaseFigure, ...] = FIGURES) -> CasesTab:
    planning.put_case(page.session.desk, replace(case(page), occurred=True, title="閲覧", figures=figures))
    page._read()
    page.open(Target("plan", options={"tab": "case"}))
    settle()
    tab = page.tab("cases")
    assert isinstance(tab, CasesTab)
    tab.choose("entrant_customers")
    settle()
    return tab


def the_dialog(figures: Figures) -> FigureDialog:
    (dialog,) = figures.findChildren(FigureDialog)
    return dialog


def allowed(dialog: FigureDialog | ReasonDialog) -> bool:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_a_figure_is_added_in_a_dialog_that_wants_digits(page: PlanPage, settle: Settle) -> None:
    tab = opened(page, settle, ())
    figures = tab.panel.figures
    assert figures.table.isHidden()
    assert not figures.empty.isHidden()
    QTest.mouseClick(figures.add_button, Qt.MouseButton.LeftButton)
    dialog = the_dialog(figures)
    assert not allowed(dialog)
    QTest.keyClicks(dialog.form.label, "customers")
    QTest.keyClicks(dialog.form.value, "many")
    assert "数字" in dialog.form.missing.text()
    type_over(dialog.form.value, "1,240")
    type_over(dialog.form.as_of.line, "R8.6.30")
    QTest.keyClicks(dialog.form.source, "log")
    assert allowed(dialog)
    QTest.keyClick(dialog.form.source, Qt.Key.Key_Return)
    settle()
    (figure,) = case(page).figures
    assert (figure.number, figure.label, figure.value) == (1, "customers", "1,240")
    assert (figure.as_of, figure.source) == (date(2026, 6, 30), "log")
    assert figures.table.rowCount() == 1


def test_a_correction_wants_a_reason_and_keeps_what_was_said(page: PlanPage, settle: Settle) -> None:
    tab = opened(page, settle)
    figures = tab.panel.figures
    assert not figures.correct_button.isEnabled()
    figures.choose(1)
    figures.correct_button.click()
    dialog = the_dialog(figures)
    type_over(dialog.form.value, "26")
    assert not allowed(dialog)
    QTest.keyClicks(dialog.form.reason, "three more heard")
    assert allowed(dialog)
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    settle()
    first = case(page).figures[0]
    assert first.value == "26"
    assert [(old.value, old.reason) for old in first.earlier] == [("23名", "three more heard")]
    assert figures.current() is not None
    assert "23名" in figures.trail.text()
    assert "1回" in figures._cells(first)


def test_a_figure_that_is_taken_back_stays_on_record(page: PlanPage, settle: Settle) -> None:
    tab = opened(page, settle)
    figures = tab.panel.figures
    figures.choose(2)
    figures.withdraw_button.click()
    (dialog,) = figures.findChildren(ReasonDialog)
    assert not allowed(dialog)
    QTest.keyClicks(dialog.form.reason, "counted twice")
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    settle()
    second = case(page).figures[1]
    assert (second.withdrawn, second.withdrawn_on) == ("counted twice", date(2026, 11, 24))
    figures.choose(2)
    assert not figures.correct_button.isEnabled()
    assert "counted twice" in figures.trail.text()


def test_a_purpose_is_asked_for_where_purposes_are_counted_and_a_wrong_sum_is_told(
    page: PlanPage, settle: Settle
) -> None:
    tab = opened(page, settle)
    figures = tab.panel.figures
    for purpose, value in ((0, "284"), (3, "900")):
        figures.add_button.click()
        dialog = the_dialog(figures)
        assert dialog.form.purpose.isHidden()
        dialog.form.kind.setCurrentIndex(list(FigureKind).index(FigureKind.PURPOSE))
        assert not dialog.form.purpose.isHidden()
        dialog.form.purpose.setCurrentIndex(purpose)
        QTest.keyClicks(dialog.form.label, "views")
        QTest.keyClicks(dialog.form.value, value)
        type_over(dialog.form.as_of.line, "2026-09-30")
        dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
        settle()
    assert [f.purpose for f in case(page).figures] == ["", "", "1", "4"]
    assert figures.contradictions.text() == "× 閲覧の目的別の件数の合計(1,184)が、「閲覧件数」(1,284件)と一致しません"


def test_parts_of_a_text_are_built_when_opened_and_kept_as_typed(page: PlanPage, settle: Settle) -> None:
    tab = opened(page, settle)
    fields = tab.panel.texts["overview"]
    assert fields.editors == {}
    assert "7項目のうち0項目" in fields.toggle.text()
    fields.toggle.click()
    QTest.keyClicks(fields.editors["overview-limits"], "no log before 2024")
    assert page.leave()
    settle()
    notes = case_notes.of_subject(page.session.desk, subject_of(CASE, "entrant_customers"))
    assert notes["overview-limits"].text == "no log before 2024"
    assert "7項目のうち1項目" in fields.toggle.text()
    hints = [each.text() for each in fields.body.findChildren(QLabel)]
    assert any("図表2" in text and "配電部門画面" not in text for text in hints)


def test_the_clock_tells_its_last_day_and_refuses_what_cannot_be(page: PlanPage, settle: Settle) -> None:
    tab = opened(page, settle)
    panel = tab.panel.privacy
    assert panel.due.isHidden()
    panel.toggle.click()
    settle()
    panel.duty[Duty.NEEDED].click()
    panel.days[60].click()
    type_over(panel.known.line, "2026-11-02")
    QTest.keyClick(panel.known.line, Qt.Key.Key_Return)
    settle()
    report = case_notes.clock(page.session.desk, "entrant_customers")
    assert (report.duty, report.days, report.known, report.due) == (
        Duty.NEEDED,
        60,
        date(2026, 11, 2),
        date(2026, 12, 31),
    )
    assert panel.due.text() == "△ 確報の期限: 2026年12月31日"
    type_over(panel.final.line, "2026-11-01")
    QTest.keyClick(panel.final.line, Qt.Key.Key_Return)
    settle()
    assert not page.leave()
    assert case_notes.clock(page.session.desk, "entrant_customers").final is None


def test_a_reminder_leads_to_the_opened_clock(page: PlanPage, settle: Settle) -> None:
    tab = opened(page, settle)
    page.open(Target("plan", options={"tab": "privacy", "record": "entrant_customers"}))
    settle()
    assert not tab.panel.privacy.body.isHidden()


def test_precedents_beside_the_case_tell_reasons_and_never_forecast(page: PlanPage, settle: Settle) -> None:
    tab = opened(page, settle)
    subject = subject_of(CASE, "entrant_customers")
    for fact in ("terminals-placed", "gross-negligence"):
        case_notes.write(page.session.desk, subject, fact, known=Known.YES)
    beside = tab.panel.precedents
    beside.toggle.click()
    settle()
    said = " ".join(each.text() for each in beside.body.findChildren(QLabel))
    assert "東北電力ネットワーク株式会社" in said
    assert "処分の内容を予測するものではありません" in beside.rows.note.text()
