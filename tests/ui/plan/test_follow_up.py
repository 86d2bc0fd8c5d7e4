"""How a measure is carried out, in the window: dialogs by key and click, columns, the map, filings."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.filings import Paper
from app.domain.grades import Cause, Level, Verdict
from app.domain.history import Event
from app.domain.measures import Effect, Step
from app.domain.plan import ActionState
from app.domain.sealing import Revision
from app.services import auditing, filings, findings, measures, planning
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.plan.coverage_map import CoverageDialog
from app.ui.plan.dialogs import ChooseDialog
from app.ui.plan.filed import CadenceDialog, FileDialog
from app.ui.plan.filing import FilingTab
from app.ui.plan.follow_dialogs import EffectDialog, FollowDialog, ReviseDialog
from app.ui.plan.follow_up import FollowUp
from app.ui.plan.page import PlanPage
from app.ui.plan.verdicts import VerdictsDialog
from app.ui.session import Target
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.ui.accessible import unnamed
from tests.ui.typing_keys import type_over

Settle = Callable[[], None]
TODAY = date(2026, 11, 24)


@pytest.fixture
def follow(page: PlanPage, settle: Settle) -> FollowUp:
    """The part below measure 1."""
    page.open(Target("plan", action=1))
    settle()
    return page.measures.panel.follow_up


def dialog(kind: type[QDialog]) -> QDialog:
    (found,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())
    return found


def ok(shown: QDialog) -> QPushButton:
    buttons = shown.findChild(QDialogButtonBox)
    assert buttons is not None
    return buttons.button(QDialogButtonBox.StandardButton.Ok)


def press(button: QPushButton, settle: Settle) -> None:
    """By key, as somebody does who has no mouse."""
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()


def cells(page: PlanPage, heading: str) -> list[str]:
    model = page.measures.table.listing
    column = next(n for n in range(model.columnCount()) if model.headerData(n, Qt.Orientation.Horizontal) == heading)
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]


def test_a_due_date_is_revised_with_its_reason(page: PlanPage, follow: FollowUp, settle: Settle) -> None:
    press(follow.revise_button, settle)
    shown = dialog(ReviseDialog)
    assert isinstance(shown, ReviseDialog)
    assert not ok(shown).isEnabled()
    type_over(shown.form.due.line, "2027-09-30")
    assert "理由" in shown.form.missing.text()
    QTest.keyClicks(shown.form.reason, "nouki")
    assert ok(shown).isEnabled()
    press(ok(shown), settle)
    found = measures.view(page.session.desk, 1)
    assert (found.action.revised, found.revisions[0].reason) == (date(2027, 9, 30), "nouki")
    assert "当初" in follow.dates.text()
    assert cells(page, "期限")[0] == "2027年9月30日"


def test_a_due_date_in_the_past_wants_a_tick(page: PlanPage, follow: FollowUp, settle: Settle) -> None:
    press(follow.revise_button, settle)
    shown = dialog(ReviseDialog)
    assert isinstance(shown, ReviseDialog)
    QTest.keyClicks(shown.form.reason, "nouki")
    assert shown.form.past.isHidden()
    past = page.session.desk.world.clock.today() - timedelta(days=1)
    type_over(shown.form.due.line, past.isoformat())
    assert shown.form.past.isVisible()
    assert not ok(shown).isEnabled()
    assert "期限超過" in shown.form.missing.text()
    shown.form.past.click()
    assert ok(shown).isEnabled()
    type_over(shown.form.due.line, (past + timedelta(days=1)).isoformat())
    assert shown.form.past.isHidden()
    assert ok(shown).isEnabled()
    type_over(shown.form.due.line, past.isoformat())
    assert not ok(shown).isEnabled(), "it was said of the day typed before"
    shown.form.past.click()
    press(ok(shown), settle)
    assert measures.view(page.session.desk, 1).action.until == past


def test_progress_and_milestones_are_written(page: PlanPage, follow: FollowUp, settle: Settle) -> None:
    press(follow.follow_button, settle)
    shown = dialog(FollowDialog)
    assert isinstance(shown, FollowDialog)
    shown.form.progress.setValue(40)
    press(shown.form.steps.add_button, settle)
    (row,) = shown.form.steps.rows
    assert row.text.hasFocus()
    QTest.keyClicks(row.text, "sentei")
    type_over(row.due.line, "2026-11-32")
    assert not ok(shown).isEnabled()
    type_over(row.due.line, "2026-11-20")
    QTest.keyClicks(shown.form.cost, "tagaku")
    assert "数" in shown.form.missing.text()
    type_over(shown.form.cost, "120万円")
    press(ok(shown), settle)
    facts = measures.view(page.session.desk, 1).facts
    assert (facts.progress, facts.milestones, facts.cost) == (40, (Step("sentei", date(2026, 11, 20)),), "120万円")
    assert cells(page, "進み具合")[0] == "40 %"
    # The milestone is late, told by sign and word, and a filter finds it.
    assert cells(page, "次の節目")[0] == "× 2026年11月20日 sentei"
    assert "期限超過" in follow.progress.text()
    page.measures.filter("late_steps")
    assert cells(page, "No.") == ["1"]


def test_a_milestone_is_taken_out(page: PlanPage, follow: FollowUp, settle: Settle) -> None:
    page.session.do(lambda desk: measures.follow(desk, 1, milestones=(Step("選定"), Step("配備"))))
    settle()
    press(follow.follow_button, settle)
    shown = dialog(FollowDialog)
    assert isinstance(shown, FollowDialog)
    press(shown.form.steps.rows[0].remove, settle)
    press(ok(shown), settle)
    assert [s.text for s in measures.view(page.session.desk, 1).facts.milestones] == ["配備"]


def test_the_effect_is_told_once_the_measure_is_done(page: PlanPage, follow: FollowUp, settle: Settle) -> None:
    page.session.do(lambda desk: planning.edit_action(desk, 1, start=TODAY, state=ActionState.DONE, done=TODAY)[0])
    settle()
    assert cells(page, "効果")[0] == "－ 未確認"
    press(follow.effect_button, settle)
    shown = dialog(EffectDialog)
    assert isinstance(shown, EffectDialog)
    assert not ok(shown).isEnabled()
    QTest.keyClicks(shown.form.person, "kansa")
    assert ok(shown).isEnabled()
    shown.form.result.setCurrentIndex(shown.form.result.findData(Effect.PARTLY.value))
    assert not ok(shown).isEnabled()
    QTest.keyClicks(shown.form.remark, "2 ken")
    press(ok(shown), settle)
    check = measures.view(page.session.desk, 1).check
    assert check is not None
    assert (check.result, check.person, check.checked_on, check.remark) == (Effect.PARTLY, "kansa", TODAY, "2 ken")
    assert cells(page, "効果")[0] == "△ 一部有効"


def test_verdicts_are_taken_one_by_one(page: PlanPage, follow: FollowUp, settle: Settle) -> None:
    assert not follow.verdicts_button.isEnabled()
    page.session.do(lambda desk: planning.edit_action(desk, 1, start=TODAY, state=ActionState.DONE, done=TODAY)[0])
    settle()
    page.measures.filter("offering")
    assert cells(page, "No.") == ["1"]
    press(follow.verdicts_button, settle)
    shown = dialog(VerdictsDialog)
    assert isinstance(shown, VerdictsDialog)
    assert shown.chosen() == {}
    assert not ok(shown).isEnabled()
    said = "\n".join(each.text() for each in shown.findChildren(QLabel))
    assert "未立証" in said
    (place,) = shown.rows
    box, _verdict = shown.rows[place]
    assert box.hasFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    press(ok(shown), settle)
    answer = auditing.outline(page.session.desk).answers[place]
    assert (answer.verdict, "対策No.1" in answer.reason) == (Verdict.CONFORMING, True)
    assert not follow.verdicts_button.isEnabled()


def test_findings_are_chosen_for_a_measure(page: PlanPage, follow: FollowUp, settle: Settle) -> None:
    press(follow.findings_button, settle)
    shown = dialog(ChooseDialog)
    assert isinstance(shown, ChooseDialog)
    known = {f.id for f in findings.listing(page.session.desk)}
    assert shown.form.list.count() == len(known) == 3
    for number in range(3):
        item = shown.form.list.item(number)
        ticked = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
    before = set(measures.view(page.session.desk, 1).action.findings)
    press(ok(shown), settle)
    action = measures.view(page.session.desk, 1).action
    assert (set(action.findings), set(action.unlinked)) == (known - before, before)


def test_each_number_of_the_map_opens_its_list(page: PlanPage, settle: Settle) -> None:
    page.session.do(lambda desk: planning.edit_action(desk, 2, causes=(Cause.MOTIVE,), directions=("3",))[0])
    settle()
    press(page.measures.coverage.map_button, settle)
    shown = dialog(CoverageDialog)
    assert isinstance(shown, CoverageDialog)
    cell = shown.cells[Cause.MOTIVE, "3"]
    assert isinstance(cell, QPushButton)
    assert cell.text() == "1"
    empty = shown.cells[Cause.RATIONALISATION, "4"]
    assert isinstance(empty, QLabel)
    assert empty.text() == "×"
    press(cell, settle)
    assert cells(page, "No.") == ["2"]
    assert "動機" in page.measures.only_button.text()
    press(page.measures.only_button, settle)
    assert len(cells(page, "No.")) == 3
    assert not page.measures.only_button.isVisible()


def test_a_filing_is_recorded_and_the_next_report_is_told(page: PlanPage, settle: Settle) -> None:
    page.open(Target("plan", options={"tab": "filing"}))
    settle()
    tab = page.tab("filing")
    assert isinstance(tab, FilingTab)
    press(tab.filed.cadence_button, settle)
    cadence = dialog(CadenceDialog)
    assert isinstance(cadence, CadenceDialog)
    cadence.form.every.setCurrentIndex(cadence.form.every.findData("monthly"))
    QTest.keyClicks(cadence.form.days, "40")
    assert not ok(cadence).isEnabled()
    type_over(cadence.form.days, "5")
    press(ok(cadence), settle)
    press(tab.filed.file_button, settle)
    shown = dialog(FileDialog)
    assert isinstance(shown, FileDialog)
    assert not ok(shown).isEnabled()
    QTest.keyClicks(shown.form.addressee, "METI")
    press(ok(shown), settle)
    (made,) = filings.listing(page.session.desk)
    assert (made.paper, made.filed_on, made.addressee) == (Paper.PLAN, TODAY, "METI")
    assert "No.1  2026年11月24日  業務改善計画" in tab.filed.lines.text()
    assert "次回 2026年12月5日" in tab.filed.cadence.text()


def test_a_filing_of_an_earlier_day_says_what_was_changed_since(page: PlanPage, settle: Settle) -> None:
    page.open(Target("plan", options={"tab": "filing"}))
    settle()
    tab = page.tab("filing")
    assert isinstance(tab, FilingTab)
    press(tab.filed.file_button, settle)
    shown = dialog(FileDialog)
    assert isinstance(shown, FileDialog)
    assert "この間" not in shown.form.told.text()
    type_over(shown.form.filed_on.line, "2026-11-20")
    settle()
    assert "本日(2026年11月24日)に記録したものとして残り" in shown.form.told.text()
    assert "この間に変更されたもの：対策1、2、3" in shown.form.told.text()
    told = shown.form.told
    assert told.height() >= told.heightForWidth(told.width())
    type_over(shown.form.addressee, "METI")
    press(ok(shown), settle)
    (made,) = filings.listing(page.session.desk)
    assert (made.filed_on, made.recorded_on) == (date(2026, 11, 20), TODAY)
    assert f"△ 2026年11月24日に{made.by}が記録  この間に変更されたもの：対策1、2、3" in tab.filed.lines.text()


def test_what_was_sealed_is_filed(page: PlanPage, settle: Settle) -> None:
    desk = page.session.desk
    with desk.file.write() as work:
        sealed_now = Revision(1, "2026-11-24T09:00:00", "承認 三郎", "2026-11-24T09:00:00", "承認 三郎", "0" * 64, 1)
        work.reviews.put_revision(sealed_now)
        work.history.record(desk.stamp(), "承認 三郎", Event("audit.sealed", "1"))
        work.commit()
    page.session.do(lambda _desk: Changes(audit=True, plan=True))
    page.open(Target("plan", options={"tab": "filing"}))
    settle()
    tab = page.tab("filing")
    assert isinstance(tab, FilingTab)
    assert not tab.filed.cadence_button.isEnabled()
    press(tab.filed.file_button, settle)
    shown = dialog(FileDialog)
    assert isinstance(shown, FileDialog)
    QTest.keyClicks(shown.form.addressee, "METI")
    press(ok(shown), settle)
    (made,) = filings.listing(desk)
    assert made.addressee == "METI"
    assert "No.1  2026年11月24日  業務改善計画" in tab.filed.lines.text()


def test_a_day_before_the_last_filing_is_told_in_the_dialog(page: PlanPage, settle: Settle) -> None:
    page.session.do(lambda desk: filings.file_paper(desk, Paper.PLAN, TODAY - timedelta(days=3), "大臣")[0])
    page.open(Target("plan", options={"tab": "filing"}))
    settle()
    tab = page.tab("filing")
    assert isinstance(tab, FilingTab)
    press(tab.filed.file_button, settle)
    shown = dialog(FileDialog)
    assert isinstance(shown, FileDialog)
    # Who got the last one gets the next.
    assert shown.form.addressee.text() == "大臣"
    type_over(shown.form.filed_on.line, "2026-11-20")
    settle()
    assert not ok(shown).isEnabled()
    assert "2026-11-21" in shown.form.missing.text()
    shown.reject()


def test_a_report_that_is_late_is_obvious(page: PlanPage, settle: Settle) -> None:
    def file(desk: Desk) -> Changes:
        filings.set_cadence(desk, "days:" + (TODAY - timedelta(days=1)).isoformat())
        return filings.file_paper(desk, Paper.PLAN, TODAY - timedelta(days=3), "大臣")[0]

    page.session.do(file)
    page.open(Target("plan", options={"tab": "filing"}))
    settle()
    tab = page.tab("filing")
    assert isinstance(tab, FilingTab)
    assert "× 期日 2026年11月23日、期限超過" in tab.filed.cadence.text()
    assert tab.filed.cadence.property("tone") == "nonconforming"


@pytest.mark.parametrize("zoom", [100, 200])
def test_the_dialogs_have_names_and_stay_on_the_screen(
    page: PlanPage, follow: FollowUp, settle: Settle, dressed: QApplication, qtbot: QtBot, zoom: int
) -> None:
    theme().wear(zoom=zoom)
    speak(dressed, "en" if zoom == 200 else "ja")
    settle()
    openers: tuple[tuple[Callable[[], None], type[QDialog]], ...] = (
        (follow.revise, ReviseDialog),
        (follow.follow, FollowDialog),
        (follow.check_effect, EffectDialog),
        (page.measures.show_map, CoverageDialog),
    )
    for act, kind in openers:
        act()
        settle()
        shown = dialog(kind)
        assert unnamed(shown) == []
        room = shown.screen().availableSize()
        assert shown.width() <= room.width()
        assert shown.height() <= room.height()
        shown.reject()
        settle()


def test_the_keyboard_goes_through_the_part_in_its_order(page: PlanPage, follow: FollowUp, settle: Settle) -> None:
    order: list[QWidget] = [follow.follow_button, follow.revise_button, follow.effect_button]
    order[0].setFocus()
    for expected in order[1:]:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected
    assert follow.focus("milestones")
    assert QApplication.focusWidget() is follow.follow_button
    assert not follow.focus("measure")
    assert any(c.level is Level.COMPANY for c in page.session.outline.checkpoints)
