"""Findings as an officer works through them: filter, look behind, decide, assign."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.findings import Finding, RowRef, Source, Status
from app.domain.grades import Level, Severity, Verdict
from app.domain.history import Event
from app.services import answering, findings, ledger_editing, planning
from app.services.changes import Changes
from app.services.ledger_ports import Corrected, How
from app.services.ports import Desk
from app.ui.findings.dialogs import AssignDialog, StatusDialog
from app.ui.findings.page import FindingsPage
from app.ui.plan.dialogs import ChooseDialog
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.translator import speak
from app.ui.widgets.link import Link
from app.ui.wizards.ledger_import import LedgerImportWizard
from tests.desk import StillClock
from tests.services.other_edition import RETIRED, UNKNOWN_RULE, leave_behind
from tests.ui.accessible import unnamed
from tests.ui.typing_keys import type_over, write

Settle = Callable[[], None]
GRADE, FACT, SITE, CHECKPOINT, RULE, ROWS, STATE, MEASURE, SEEN = range(9)


def from_ledger(desk: Desk, site: str, count: int) -> None:
    """Terminals in a shared room, as the rules find them."""
    rule = desk.catalogue.rule("R01")
    message = next(iter(rule.hits))
    found = [
        Finding(
            id=f"F-{n:010d}",
            source=Source.RULES,
            rule="R01",
            severity=Severity.SERIOUS,
            site=site,
            checkpoints=desk.catalogue.speaking_to("R01"),
            subject=f"NT-{n:05d}",
            message=message,
            values={"key": f"NT-{n:05d}", "match_key": f"nt{n:05d}"},
            rows=(RowRef("terminals", f"NT-{n:05d}", "北営業所", n + 5, "端末台帳.xlsx"),),
            leaks=("3-2",),
            first_seen="2026-11-20",
        )
        for n in range(1, count + 1)
    ]
    with desk.file.write() as work:
        work.findings.put(found)
        work.history.record(desk.stamp(), "officer", Event("findings.refreshed", "findings"))
        work.commit()


@pytest.fixture
def found(session: Session) -> Session:
    """Two failed answers and three terminals."""
    desk = session.desk
    company = next(c for c in session.outline.checkpoints if c.level is Level.COMPANY and c.incidents)
    local = next(c for c in session.outline.checkpoints if c.level is Level.SITE)
    answering.record_answer(desk, company.id, "", Verdict.PARTLY, "一部のみ")
    answering.record_answer(desk, local.id, session.sites[0].id, Verdict.NONCONFORMING, "共用の部屋にある")
    from_ledger(desk, session.sites[1].id, 3)
    return session


@pytest.fixture
def page(found: Session, qtbot: QtBot, settle: Settle) -> FindingsPage:
    page = FindingsPage(found)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    settle()
    return page


def cells(page: FindingsPage, column: int) -> list[str]:
    model = page.table.listing
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def choose(box: QComboBox, data: Any) -> None:
    index = box.findData(data)
    assert index >= 0
    box.setCurrentIndex(index)
    box.activated.emit(index)


def stored(page: FindingsPage, identity: str) -> Finding:
    return findings.get(page.session.desk, identity)


def said(page: FindingsPage) -> str:
    parts: list[QLabel | QPushButton] = [*page.panel.findChildren(QLabel), *page.panel.findChildren(QPushButton)]
    return "\n".join(p.text() for p in parts if p.isVisibleTo(page.panel))


def ok(dialog: Any) -> QPushButton:
    button = dialog.form.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert isinstance(button, QPushButton)
    return button


def select_all(page: FindingsPage) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def test_all_sources_stand_in_one_list_the_gravest_first(page: FindingsPage) -> None:
    assert len(cells(page, FACT)) == 5
    assert cells(page, GRADE)[0] == "◆ 重大"
    grades = [row.finding.severity for row in page.table.listing.rows]
    assert grades == sorted(grades, key=list(Severity).index)
    assert {"R01", "－"} <= set(cells(page, RULE))
    assert "5 件中 5 件" in page.told.text()


def test_rules_that_could_not_be_run_are_named_with_what_they_miss(page: FindingsPage, settle: Settle) -> None:
    assert page.not_run.isVisible()
    desk = page.session.desk
    whole, part = len(findings.rules_not_run(desk)), len(findings.rules_run_in_part(desk))
    assert f"実施できない規則 {whole} 件" in page.not_run.told.text()
    QTest.mouseClick(page.not_run.more, Qt.MouseButton.LeftButton)
    dialog = page.not_run.dialog
    assert dialog is not None
    text = dialog.words.text()
    assert "実施できない(台帳なし: 端末台帳)" in text
    assert len(text.split("\n\n")) == whole + part
    assert "問題なし" not in text
    assert unnamed(dialog) == []
    dialog.reject()
    settle()
    assert page.not_run.dialog is None


def test_a_ledger_that_is_missing_is_imported_from_there(page: FindingsPage, settle: Settle) -> None:
    page.not_run.more.setFocus()
    QTest.keyClick(page.not_run.more, Qt.Key.Key_Space)
    dialog = page.not_run.dialog
    assert dialog is not None
    first = next(iter(dialog.links))
    QTest.keyClick(dialog.links[first], Qt.Key.Key_Space)
    settle()
    wizard = next(w for w in QApplication.topLevelWidgets() if isinstance(w, LedgerImportWizard))
    assert wizard.isVisible()
    assert wizard.kind == first
    wizard.reject()
    settle()


def test_filters_narrow_and_are_taken_off(page: FindingsPage, settle: Settle) -> None:
    choose(page.filters.source, "rules")
    assert len(cells(page, FACT)) == 3
    choose(page.filters.site, page.session.sites[0].id)
    assert cells(page, FACT) == []
    assert page.empty.isVisible()
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert len(cells(page, FACT)) == 5
    choose(page.filters.site, "")
    assert cells(page, SITE) == ["全社"]


def test_words_find_what_the_table_says(page: FindingsPage) -> None:
    page.filters.search.setFocus()
    write(page.filters.search, "NT-00002")
    assert [r.finding.subject for r in page.table.listing.rows] == ["NT-00002"]


def test_a_header_sorts_and_the_current_row_stays(page: FindingsPage) -> None:
    page.table.choose("F-0000000002")
    page.table.sortByColumn(SITE, Qt.SortOrder.AscendingOrder)
    assert page.table.current_key() == "F-0000000002"
    assert cells(page, SITE) == sorted(cells(page, SITE))


def test_keys_walk_the_list_and_the_panel_follows(page: FindingsPage, settle: Settle) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    settle()
    assert page.panes.revealed
    QTest.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert page.panel.save.record == page.table.listing.rows[-1].finding.id
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.panes.revealed


def test_behind_a_finding_are_rows_checkpoints_incident_and_precedents(page: FindingsPage, settle: Settle) -> None:
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    text = said(page)
    assert "シート「北営業所」6 行" in text
    assert "端末台帳.xlsx" in text
    assert "処分の内容を予測するものではありません。" in text
    assert page.panel.form.incident_list.count() > 0
    assert page.panel.form.precedents_list.count() > 0
    assert "初出 2026年11月20日" in text


def test_a_record_by_hand_behind_a_finding_is_told_as_such(page: FindingsPage, settle: Settle) -> None:
    desk = page.session.desk
    with desk.file.write() as work:
        finding = next(f for f in work.findings.all() if f.id == "F-0000000001")
        work.findings.put([replace(finding, rows=(RowRef("terminals", "NT-00001", "", 0),))])
        work.history.record(desk.stamp(), "officer", Event("findings.refreshed", "findings"))
        work.commit()
    page.refresh(Changes(findings=True))
    settle()
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    assert "手作業で追加した記録" in said(page)
    assert "0 行" not in said(page)


def test_a_row_with_several_records_is_told_with_the_column(page: FindingsPage, settle: Settle) -> None:
    desk = page.session.desk
    rights = RowRef("accounts", "u1", "権限管理表", 2, "権限管理表.xlsx", "u1|託送", "E", "託送")
    older = replace(rights, column="", heading="")
    with desk.file.write() as work:
        finding = next(f for f in work.findings.all() if f.id == "F-0000000001")
        work.findings.put([replace(finding, rows=(rights, older, replace(older, match_key="u1|配電")))])
        work.history.record(desk.stamp(), "officer", Event("findings.refreshed", "findings"))
        work.commit()
    page.refresh(Changes(findings=True))
    settle()
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    assert "シート「権限管理表」2 行 E列(託送)" in said(page)
    assert page.panel.form.rows_list.count() == 2


def test_a_row_leads_to_the_ledger_and_a_checkpoint_to_its_page(
    page: FindingsPage, settle: Settle, qtbot: QtBot
) -> None:
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    links = {link.words(): link for link in page.panel.findChildren(Link)}
    with qtbot.waitSignal(page.session.wanted) as caught:
        QTest.mouseClick(links["端末台帳 NT-00001"], Qt.MouseButton.LeftButton)
    assert (caught.args[0].page, caught.args[0].kind, caught.args[0].key) == ("ledgers", "terminals", "NT-00001")
    assert caught.args[0].options == {"finding": "F-0000000001"}
    first = page.session.catalogue.speaking_to("R01")[0]
    with qtbot.waitSignal(page.session.wanted) as caught:
        next(link for words, link in links.items() if words.startswith(first)).click()
    assert (caught.args[0].checkpoint, caught.args[0].site) == (first, page.session.sites[1].id)


def test_a_state_is_written_when_chosen_and_the_remark_when_left(page: FindingsPage, settle: Settle) -> None:
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    choose(page.panel.form.status, "in_progress")
    settle()
    assert stored(page, "F-0000000001").status is Status.IN_PROGRESS
    page.panel.form.remark.setFocus()
    write(page.panel.form.remark, "moved next week")
    QTest.keyClick(page.panel.form.remark, Qt.Key.Key_Tab)
    settle()
    assert stored(page, "F-0000000001").remark == "moved next week"
    assert stored(page, "F-0000000001").status is Status.IN_PROGRESS


def test_what_still_stands_is_called_corrected_with_a_word_on_what_was_done(page: FindingsPage, settle: Settle) -> None:
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    choose(page.panel.form.status, "corrected")
    settle()
    assert stored(page, "F-0000000001").status is Status.OPEN
    assert "検出事項を是正済とするには、いつ何をしたかを備考に書いてください。" in said(page)
    assert not page.leave()
    page.panel.form.remark.setFocus()
    write(page.panel.form.remark, "moved on 12 October")
    page.panel.save.flush()
    settle()
    corrected = stored(page, "F-0000000001")
    assert (corrected.status, corrected.remark) == (Status.CORRECTED, "moved on 12 October")
    assert page.leave()


def test_several_are_called_corrected_with_a_word_on_what_was_done(page: FindingsPage, settle: Settle) -> None:
    select_all(page)
    page.bulk_status.click()
    (dialog,) = page.findChildren(StatusDialog)
    dialog.form.status.setCurrentIndex(dialog.form.status.findData("corrected"))
    assert not ok(dialog).isEnabled()
    assert "いつ何をしたか" in dialog.form.missing.text()
    write(dialog.form.remark, "moved on 12 October")
    assert ok(dialog).isEnabled()
    ok(dialog).click()
    settle()
    assert {f.status for f in findings.listing(page.session.desk)} == {Status.CORRECTED}


def test_accepting_wants_reason_approver_and_end_and_waits_for_them(page: FindingsPage, settle: Settle) -> None:
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    fields = page.panel.acceptance
    assert not fields.isVisible()
    choose(page.panel.form.status, "accepted")
    settle()
    assert fields.isVisible()
    assert stored(page, "F-0000000001").status is Status.OPEN
    assert "× " in said(page)
    assert not page.leave()
    for field, text in (
        (page.panel.form.remark, "replaced in March"),
        (fields.approver, "the head of compliance"),
        (fields.until.line, "2027-03-31"),
    ):
        assert stored(page, "F-0000000001").status is Status.OPEN
        field.setFocus()
        write(field, text)
        page.panel.save.flush()
        settle()
    accepted = stored(page, "F-0000000001")
    assert accepted.status is Status.ACCEPTED
    assert accepted.acceptance is not None
    assert (accepted.acceptance.approver, accepted.acceptance.until) == ("the head of compliance", "2027-03-31")
    assert page.leave()
    # What was given stands there when it is looked at again, and goes with another state.
    page.open(Target("findings", finding="F-0000000002"))
    settle()
    assert not fields.isVisible()
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    assert fields.approver.text() == "the head of compliance"
    choose(page.panel.form.status, "in_progress")
    settle()
    assert stored(page, "F-0000000001").acceptance is None
    assert not fields.isVisible()


def test_what_an_acceptance_lacks_is_said_in_a_sentence_without_ids(page: FindingsPage, settle: Settle) -> None:
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    choose(page.panel.form.status, "accepted")
    settle()
    assert "受容するには、受容の理由(備考の欄)、承認者、受容の期限を入力してください。" in said(page)
    assert "F-0000000001" not in said(page)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("R8.13.45", "「R8.13.45」という日はありません(13月はありません)。2026-12-25 又は R8.12.25 の形で"),
        ("令和8年2月30日", "「令和8年2月30日」という日はありません(2026年2月は28日までです)。"),
        ("2020-01-31", "2020年1月31日は既に過ぎています。"),
    ],
)
def test_a_day_that_cannot_be_is_told_in_the_panel_and_kept(
    page: FindingsPage, settle: Settle, typed: str, told: str
) -> None:
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    fields = page.panel.acceptance
    choose(page.panel.form.status, "accepted")
    write(page.panel.form.remark, "replaced in March")
    write(fields.approver, "the head of compliance")
    fields.until.line.setFocus()
    write(fields.until.line, typed)
    QTest.keyClick(fields.until.line, Qt.Key.Key_Tab)
    settle()
    assert told in said(page)
    assert stored(page, "F-0000000001").status is Status.OPEN
    if "既に" not in told:
        assert fields.until.text() == typed
    fields.until.line.setFocus()
    type_over(fields.until.line, "2027-03-31")
    QTest.keyClick(fields.until.line, Qt.Key.Key_Tab)
    settle()
    assert stored(page, "F-0000000001").status is Status.ACCEPTED


def test_a_day_that_cannot_be_is_told_in_the_dialog_once_it_was_left(
    page: FindingsPage, settle: Settle, qtbot: QtBot
) -> None:
    select_all(page)
    page.bulk_status.click()
    (dialog,) = page.findChildren(StatusDialog)
    settle()
    dialog.form.status.setCurrentIndex(dialog.form.status.findData("accepted"))
    write(dialog.form.remark, "known")
    write(dialog.acceptance.approver, "the head of compliance")
    line = dialog.acceptance.until.line
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    write(line, "R8.13.45")
    assert dialog.form.missing.text() == "受容するには、受容の期限を入力してください。"
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert "13月はありません" in dialog.form.missing.text()
    assert line.text() == "R8.13.45"
    assert not ok(dialog).isEnabled()
    line.setFocus()
    type_over(line, "2020-01-31")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert "既に過ぎています" in dialog.form.missing.text()
    assert not ok(dialog).isEnabled()
    dialog.reject()


def test_a_row_that_was_set_right_by_hand_says_so(page: FindingsPage, settle: Settle) -> None:
    desk = page.session.desk
    ledger_editing.add_record(desk, "terminals", {"asset_no": "NT-90000"})
    rows = tuple(RowRef("terminals", f"T-{n}", "北営業所", n + 5, "端末台帳.xlsx", f"t{n}") for n in range(30))
    fact = replace(stored(page, "F-0000000001"), id="F-00000000ff", rows=rows)
    with desk.file.write() as work:
        for n in (1, 25):
            cell = ("zone", "区画", "専用", "共用", "北営業所", n + 5, "")
            work.hands.put_correction("terminals", Corrected(f"t{n}", f"T-{n}", *cell, How.GIVEN))
        work.findings.put([fact])
        work.history.record(desk.stamp(), "officer", Event("findings.refreshed", "findings"))
        work.commit()
    page.session.took(Changes(at=desk.stamp(), findings=True))
    settle()
    page.open(Target("findings", finding=fact.id))
    settle()
    told = said(page).splitlines()
    assert "端末台帳.xlsx  シート「北営業所」6 行(手で訂正した値あり)" in told
    assert [line for line in told if "」7 行" in line and "訂正" in line] == []
    assert "ほか 10 件(手で訂正した値あり)" in told


def test_several_are_changed_at_once_off_the_gui_thread(
    page: FindingsPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[str] = set()
    real = findings.accept

    def watched(*arguments: Any) -> Any:
        threads.add(threading.current_thread().name)
        return real(*arguments)

    monkeypatch.setattr(findings, "accept", watched)
    select_all(page)
    assert page.bulk.isVisible()
    assert page.bulk_told.text() == "5 件を選択中"
    page.bulk_status.click()
    (dialog,) = page.findChildren(StatusDialog)
    dialog.form.status.setCurrentIndex(dialog.form.status.findData("accepted"))
    assert not ok(dialog).isEnabled()
    write(dialog.form.remark, "known")
    assert not ok(dialog).isEnabled()
    write(dialog.acceptance.approver, "the head of compliance")
    assert not ok(dialog).isEnabled()
    write(dialog.acceptance.until.line, "2027-03-31")
    ok(dialog).click()
    settle()
    assert {f.status for f in findings.listing(page.session.desk)} == {Status.ACCEPTED}
    assert all(name.startswith("writer") for name in threads)
    assert "5 件" in page.notice.words.text()
    assert set(cells(page, STATE)) == {"受容"}


def test_those_that_cannot_be_changed_are_told(page: FindingsPage, settle: Settle) -> None:
    answering.record_answer(
        page.session.desk,
        next(r.finding for r in page.data.rows if r.finding.site == "").checkpoints[0],  # type: ignore[union-attr]
        "",
        Verdict.CONFORMING,
        "直した",
        "直したため",
    )
    select_all(page)
    page.bulk_status.click()
    (dialog,) = page.findChildren(StatusDialog)
    dialog.form.status.setCurrentIndex(dialog.form.status.findData("in_progress"))
    ok(dialog).click()
    settle()
    assert "4 件の状態を変更" in page.notice.words.text()
    assert "1 件は変更していません" in page.notice.words.text()


def test_findings_are_put_under_a_measure(page: FindingsPage, settle: Settle) -> None:
    page.session.do(lambda desk: planning.add_action(desk, "A4-4", "collect them"))
    settle()
    choose(page.filters.source, "rules")
    select_all(page)
    page.bulk_assign.click()
    (dialog,) = page.findChildren(AssignDialog)
    ok(dialog).click()
    settle()
    (action,) = planning.view(page.session.desk).actions
    assert len(action.findings) == 3
    assert set(cells(page, MEASURE)) == {"No.1"}
    planning.draft_plan(page.session.desk)
    kept = next(a for a in planning.view(page.session.desk).actions if a.number == 1)
    assert kept.findings == action.findings


def test_findings_are_put_under_several_measures_and_taken_off(page: FindingsPage, settle: Settle) -> None:
    desk = page.session.desk
    for words in ("collect them", "count them", "teach them"):
        planning.add_action(desk, "A4-4", words)
    planning.assign_findings(desk, 3, [f.id for f in findings.listing(desk, Source.RULES)])
    page.session.took(Changes(at="now", plan=True))
    settle()
    choose(page.filters.source, "rules")
    select_all(page)
    page.bulk_measures.click()
    (dialog,) = page.findChildren(ChooseDialog)
    ticks = [dialog.form.list.item(n).checkState() for n in range(3)]
    assert ticks == [Qt.CheckState.Unchecked, Qt.CheckState.Unchecked, Qt.CheckState.Checked]
    for number, state in enumerate((Qt.CheckState.Checked, Qt.CheckState.Checked, Qt.CheckState.Unchecked)):
        dialog.form.list.item(number).setCheckState(state)
    ok(dialog).click()
    settle()
    assert {a.number: len(a.findings) for a in planning.view(desk).actions} == {1: 3, 2: 3, 3: 0}
    assert set(cells(page, MEASURE)) == {"No.1 No.2"}


def test_words_of_no_measure_put_nothing_under_the_one_before(page: FindingsPage, settle: Settle) -> None:
    desk = page.session.desk
    for words in ("共用区画の端末を移設する", "台帳を毎月照合する"):
        planning.add_action(desk, "A4-4", words)
    page.refresh(Changes(plan=True))
    settle()
    select_all(page)
    page.bulk_assign.click()
    (dialog,) = page.findChildren(AssignDialog)
    assert ok(dialog).isEnabled()
    dialog.form.measure.setEditText("監査")
    assert not ok(dialog).isEnabled()
    assert "定まりません" in dialog.form.missing.text()
    dialog.form.measure.setEditText("毎月照合")
    assert ok(dialog).isEnabled()
    ok(dialog).click()
    settle()
    assert {a.number: len(a.findings) for a in planning.view(desk).actions} == {1: 0, 2: 5}


def test_what_was_changed_before_a_bug_is_shown(
    page: FindingsPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_status = findings.set_status
    changed: list[str] = []

    def breaks(desk: Desk, identity: str, status: Status, remark: str | None = None) -> Changes:
        if len(changed) == 2:
            raise RuntimeError("a bug of ours")
        changed.append(identity)
        return set_status(desk, identity, status, remark)

    monkeypatch.setattr(findings, "set_status", breaks)
    select_all(page)
    page.bulk_status.click()
    (dialog,) = page.findChildren(StatusDialog)
    dialog.form.status.setCurrentIndex(dialog.form.status.findData("in_progress"))
    ok(dialog).click()
    settle()
    assert cells(page, STATE).count("対応中") == 2
    assert page.notice.property("role") == "error"
    assert "2 件" in page.notice.words.text()
    assert "a bug of ours" in page.notice.words.toolTip()


def test_a_new_measure_is_made_for_findings(page: FindingsPage, settle: Settle) -> None:
    select_all(page)
    page.bulk_assign.click()
    (dialog,) = page.findChildren(AssignDialog)
    assert not dialog.form.known.isEnabled()
    assert not ok(dialog).isEnabled()
    write(dialog.form.text, "one measure for all")
    ok(dialog).click()
    settle()
    (action,) = planning.view(page.session.desk).actions
    assert (action.measure, len(action.findings)) == ("one measure for all", 5)


def test_what_speaks_to_no_checkpoint_of_the_audit_says_so(page: FindingsPage, settle: Settle) -> None:
    desk = page.session.desk
    with desk.file.write() as work:
        known = work.findings.get("F-0000000001")
        assert known is not None
        work.findings.put([replace(known, checkpoints=(), leaks=(), causes=())])
        work.history.record(desk.stamp(), "officer", Event("findings.refreshed", "findings"))
        work.commit()
    page.session.took(Changes(at="x", findings=True))
    settle()
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    assert "今回の点検では問いません" in said(page)
    # What the catalogue states no type of leak for can be listed too: answers to such checkpoints are among it.
    choose(page.filters.leak, "none")
    assert {bool(r.finding.leaks) for r in page.table.listing.rows} == {False}
    choose(page.filters.leak, "")
    choose(page.filters.cause, "none")
    assert {bool(r.finding.causes) for r in page.table.listing.rows} == {False}
    choose(page.filters.leak, "none")
    assert "F-0000000001" in {r.finding.id for r in page.table.listing.rows}


def test_the_measure_of_a_checkpoint_is_made_and_shown(page: FindingsPage, settle: Settle, qtbot: QtBot) -> None:
    identity = next(r.finding.id for r in page.table.listing.rows if r.finding.source is Source.ANSWERS)
    page.open(Target("findings", finding=identity))
    settle()
    with qtbot.waitSignal(page.session.wanted) as caught:
        page.panel.form.make.click()
        settle()
    assert caught.args[0].action == 1
    assert planning.view(page.session.desk).actions[0].findings == (identity,)
    assert not page.panel.form.make.isVisible()


def test_comparing_anew_is_long_work_and_says_what_came_of_it(page: FindingsPage, settle: Settle, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.session.tasks.busy) as caught:
        QTest.mouseClick(page.run_button, Qt.MouseButton.LeftButton)
    assert caught.args[0].title == "台帳の照合"
    settle()
    assert page.notice.words.text().startswith("照合しました")
    assert page.run_button.isEnabled()


def test_a_lapse_that_a_comparison_brings_is_told_to_the_other_pages(
    page: FindingsPage, settle: Settle, qtbot: QtBot
) -> None:
    """The window stood open over the last day of the acceptance: no finding comes or goes by it."""
    desk = page.session.desk
    identity = next(r.finding.id for r in page.table.listing.rows if r.finding.source is Source.ANSWERS)
    findings.refresh(desk)
    findings.accept(desk, identity, "監視専用", "責任者", desk.world.clock.today())
    assert isinstance(desk.world.clock, StillClock)
    desk.world.clock.at += timedelta(days=1)
    with qtbot.waitSignal(page.session.changed):
        page.run()
        settle()
    assert findings.get(desk, identity).lapsed


def test_what_is_answered_elsewhere_appears(page: FindingsPage, settle: Settle) -> None:
    another = [c for c in page.session.outline.checkpoints if c.level is Level.COMPANY][-1]
    page.session.do(lambda desk: answering.record_answer(desk, another.id, "", Verdict.NONCONFORMING, "ない"))
    settle()
    assert len(cells(page, FACT)) == 6


def test_a_number_of_the_overview_leads_to_its_list(page: FindingsPage) -> None:
    page.open(Target("findings", options={"severity": "serious", "measure": "none"}))
    assert set(cells(page, GRADE)) == {"◆ 重大"}
    page.open(Target("findings", site=page.session.sites[0].id))
    assert page.filters.site.currentData() is None
    page.open(Target("findings", options={"leak": "3-2"}))
    assert page.filters.severity.currentIndex() == 0
    assert {"R01"} <= set(cells(page, RULE))


def test_nothing_found_is_not_called_fine_while_rules_wait(session: Session, qtbot: QtBot, settle: Settle) -> None:
    page = FindingsPage(session)
    qtbot.addWidget(page)
    page.resize(1000, 720)
    page.show()
    settle()
    assert page.empty.isVisible()
    assert "問題がないという意味ではありません" in page.empty.text.text()
    with qtbot.waitSignal(session.wanted) as caught:
        QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert caught.args[0].page == "ledgers"


@pytest.mark.parametrize(("mode", "zoom"), [("light", 100), ("dark", 200)])
def test_on_a_small_screen_filters_fold_and_the_panel_takes_the_place(
    page: FindingsPage, settle: Settle, mode: str, zoom: int
) -> None:
    page.resize(1024 - 240, 768 - 90)
    theme().wear(mode=mode, zoom=zoom)
    settle()
    choose(page.filters.source, "rules")
    assert page.filters.toggle.isVisible() is (zoom == 200)
    if zoom == 200:
        assert "(1)" in page.filters.toggle.text()
        assert not page.filters.source.isVisible()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    assert page.panel.isVisible()
    assert page.table.isVisible() is (zoom == 100)
    assert page.panel.minimumSizeHint().width() <= page.panes.area.viewport().width()
    if zoom == 200:
        QTest.mouseClick(page.panes.back, Qt.MouseButton.LeftButton)
        assert page.table.isVisible()


def test_language_and_names(page: FindingsPage, settle: Settle, dressed: QApplication) -> None:
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    assert unnamed(page) == []
    speak(dressed, "en")
    settle()
    assert page.title.text() == "Findings"
    assert cells(page, GRADE)[0] == "◆ Serious"
    assert "These do not predict any disposition." in said(page)
    assert unnamed(page) == []


def test_dates_are_not_cut_and_the_sentence_takes_what_is_left(page: FindingsPage, settle: Settle) -> None:
    table, header = page.table, page.table.horizontalHeader()
    for zoom, width in ((100, 1200), (150, 1700)):
        theme().wear(zoom=zoom)
        page.resize(width, 760)
        settle()
        wide = max(table.fontMetrics().horizontalAdvance(text) for text in cells(page, SEEN))
        # Six pixels on each side are the least a cell keeps beside its text.
        assert header.sectionSize(SEEN) >= wide + 12
    theme().wear(zoom=100)
    page.resize(1200, 760)
    settle()
    assert header.length() == table.viewport().width()
    sentence = header.sectionSize(FACT)
    assert sentence == max(header.sectionSize(column) for column in range(SEEN + 1))


@pytest.mark.parametrize(("width", "zoom"), [(1066, 100), (820, 100), (1240, 200)])
def test_where_there_is_little_room_the_sentence_keeps_its_own(
    page: FindingsPage, settle: Settle, width: int, zoom: int
) -> None:
    theme().wear(zoom=zoom)
    page.resize(width, 700)
    settle()
    header = page.table.horizontalHeader()
    assert header.sectionSize(FACT) >= theme().px(200)
    assert header.length() <= page.table.viewport().width()
    assert not page.table.isColumnHidden(STATE)
    # One line tells of the rules that could not be run.
    assert page.not_run.height() <= theme().px(48)


def test_beside_the_panel_the_table_leaves_out_what_the_panel_tells(page: FindingsPage, settle: Settle) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    settle()
    assert page.panes.revealed
    assert {c for c in range(SEEN + 1) if page.table.isColumnHidden(c)} == {CHECKPOINT, RULE, ROWS, MEASURE, SEEN}
    assert page.table.horizontalScrollBar().maximum() == 0
    page.panes.conceal()
    settle()  # the splitter gives the room back
    assert not any(page.table.isColumnHidden(c) for c in range(SEEN + 1))


def test_selecting_a_few_keeps_them_through_a_refresh(page: FindingsPage, settle: Settle) -> None:
    flags = QItemSelectionModel.SelectionFlag
    for row in (0, 1):
        page.table.selectionModel().select(page.table.listing.index(row, 0), flags.Select | flags.Rows)
    page.session.do(lambda desk: planning.add_action(desk, "A4-4", "collect them"))
    settle()
    assert len(page.table.selectionModel().selectedRows()) == 2


def test_a_finding_of_another_edition_is_told_with_its_id(session: Session, qtbot: QtBot, settle: Settle) -> None:
    of_answer, of_rule = leave_behind(session.desk)
    page = FindingsPage(session)
    qtbot.addWidget(page)
    page.resize(1360, 800)
    page.show()
    settle()
    page.open(Target("findings", finding=of_answer))
    settle()
    words = [each.text() for each in page.panel.findChildren(QLabel) if each.isVisible()]
    assert words.count(f"廃止された確認事項({RETIRED})") == 2
    assert not [link for link in page.panel.findChildren(Link) if RETIRED in link.text()]
    page.open(Target("findings", finding=of_rule))
    settle()
    assert UNKNOWN_RULE in page.panel.form.title.text()
    with session.desk.file.write() as work:
        work.plan.put_action(replace(work.plan.actions()[0], withdrawn="ほかの対策で足りる"))
        work.history.record(session.desk.stamp(), "officer", Event("plan.withdrawn", "x"))
        work.commit()
    session.took(Changes(at=session.desk.stamp(), plan=True))
    settle()
    page.open(Target("findings", finding=of_answer))
    settle()
    # There is no checkpoint a measure could be drafted from.
    assert not page.panel.form.make.isVisible()


def test_an_unknown_office_is_not_the_whole_company(session: Session, qtbot: QtBot, settle: Settle) -> None:
    company = next(c for c in session.outline.checkpoints if c.level is Level.COMPANY and c.incidents)
    answering.record_answer(session.desk, company.id, "", Verdict.PARTLY, "一部のみ")
    from_ledger(session.desk, "", 2)
    page = FindingsPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    settle()
    assert sorted(cells(page, SITE)) == ["事業所不明", "事業所不明", "全社"]
    choose(page.filters.site, "")
    assert cells(page, SITE) == ["全社"]
    choose(page.filters.site, page.filters.site.itemData(page.filters.site.findText("事業所不明")))
    assert cells(page, SITE) == ["事業所不明", "事業所不明"]
    page.open(Target("findings", finding="F-0000000001"))
    settle()
    assert "事業所不明" in said(page)
    assert "全社" not in said(page)


def test_in_a_window_of_1280_the_filters_stand_in_one_line(page: FindingsPage, settle: Settle) -> None:
    # What the navigation leaves of it.
    page.resize(980, 700)
    settle()
    boxes = page.filters.findChildren(QComboBox)
    assert len(boxes) == 8
    assert len({box.mapTo(page, QPoint()).y() for box in boxes}) == 1
    # A box tells in its tool tip what it cuts.
    assert [box.toolTip() for box in boxes] == [""] * 8


def test_the_dialog_keeps_its_lines_together_and_spare_room_below(page: FindingsPage, settle: Settle) -> None:
    select_all(page)
    page.change_status()
    settle()
    (dialog,) = page.findChildren(StatusDialog)
    form = dialog.form
    assert form.status.y() - form.status_label.geometry().bottom() < theme().px(12)
    assert form.status_label.y() - form.told.geometry().bottom() < theme().px(16)
    dialog.reject()
    settle()
