"""What the ledgers propose, and what the officer makes of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from app.domain.grades import Verdict
from app.services import answering, auditing, findings
from app.services.changes import Changes
from app.services.ports import Desk, HistoryQuery
from app.ui.checkpoints.copying import CopyDialog
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.checkpoints.proposal import adopt, answer_beside
from app.ui.findings.page import FindingsPage
from app.ui.session import Session, Target
from tests.services.test_stale_answers import shifts, take
from tests.ui.checkpoints.conftest import SITE_CHECKPOINT, Settle, comment, found, press, verdict, write


def propose(page: CheckpointsPage, session: Session, settle: Settle, number: int = 1) -> None:
    checkpoint = session.catalogue.checkpoint(SITE_CHECKPOINT)
    session.do(lambda desk: found(desk, checkpoint, session.sites[0].id, number=number))
    settle()
    assert page.sheet.proposal.isVisible()


def decision(session: Session) -> str:
    view = findings.proposal(session.desk, SITE_CHECKPOINT, session.sites[0].id)
    return view.decision.decision if view is not None and view.decision is not None else ""


def test_a_proposal_is_no_answer(page: CheckpointsPage, session: Session, settle: Settle) -> None:
    assert page.sheet.proposal.isHidden()
    propose(page, session, settle, 5)
    assert "不適合" in page.sheet.proposal.title.text()
    assert "NT-00000" in page.sheet.proposal.sentence.text()
    assert "2" in page.sheet.proposal.sentence.text().split("\n")[-1]  # two more than are told in full
    assert "5" in page.sheet.proposal.rows.text()
    assert verdict(session) is Verdict.UNANSWERED
    session.choose_site(session.sites[1].id)
    settle()
    assert page.sheet.proposal.isHidden()


def test_a_serious_finding_that_was_accepted_is_told_and_opened(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    propose(page, session, settle, 2)
    shown = page.sheet.proposal.view
    assert shown is not None
    bar = page.sheet.accepted
    assert bar.isHidden()
    desk, (first, second) = session.desk, shown.proposal.findings
    session.do(lambda d: findings.accept(d, first.id, "次の更新で置き換える", "情報管理責任者", date(2027, 3, 31)))
    settle()
    # The other one is open still and proposes; what was accepted stands below it, with approver, end and reason.
    assert page.sheet.proposal.isVisible()
    assert bar.isVisible()
    assert bar.title.text() == "受容された重大な検出事項(1 件)"
    sentence, told = bar.told[0]
    assert first.subject in sentence.text()
    for word in ("情報管理責任者", "2027年3月31日", "次の更新で置き換える"):
        assert word in told.text()
        assert word in bar.accessibleName()
    assert bar.told[1][0].isHidden()
    session.do(lambda d: findings.accept(d, second.id, "同上", "情報管理責任者", date(2027, 3, 31)))
    settle()
    assert page.sheet.proposal.isHidden()
    assert [f.id for f in bar.findings] == [f.id for f in findings.accepted(desk, *page.sheet.place)]
    assert len(bar.findings) == 2
    first_told, wanted = bar.findings[0].id, list[Target]()
    session.wanted.connect(wanted.append)
    bar.see.setFocus()
    qtbot.keyClick(bar.see, Qt.Key.Key_Space)
    (target,) = wanted
    assert (target.page, target.finding) == ("findings", first_told)
    assert target.options["status"] == "accepted"
    # Elsewhere nothing was accepted.
    session.choose_site(session.sites[1].id)
    settle()
    assert bar.isHidden()


def test_adopting_records_verdict_and_a_drafted_remark(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    write(page.sheet.remark, "台帳を見た")
    propose(page, session, settle)
    qtbot.mouseClick(page.sheet.proposal.adopt, Qt.MouseButton.LeftButton)
    settle()
    assert verdict(session) is Verdict.NONCONFORMING
    assert comment(session).startswith("台帳を見た\n")
    assert "NT-00000" in comment(session)
    assert page.sheet.remark.text() == comment(session)
    assert decision(session) == "adopted"
    assert page.sheet.proposal.decided.isVisible()
    assert page.sheet.proposal.adopt.isHidden()
    assert page.sheet.measure_card.isVisible()


def test_adopting_over_an_answer_asks_for_a_reason(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, page, Qt.Key.Key_1)
    propose(page, session, settle)
    qtbot.mouseClick(page.sheet.proposal.adopt, Qt.MouseButton.LeftButton)
    settle()
    assert page.sheet.reason.isVisible()
    assert decision(session) == ""
    write(page.sheet.reason.field, "台帳で判明した")
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert verdict(session) is Verdict.NONCONFORMING
    assert decision(session) == "adopted"
    assert answering.page(session.desk, *page.sheet.place).revisions[-1].reason == "台帳で判明した"


def test_a_proposal_that_changed_meanwhile_is_not_adopted(
    page: CheckpointsPage, session: Session, settle: Settle
) -> None:
    write(page.sheet.remark, "台帳を見た")
    propose(page, session, settle)
    checkpoint = session.catalogue.checkpoint(SITE_CHECKPOINT)
    # The page has not heard of the new findings when the button is pressed.
    found(session.desk, checkpoint, session.sites[0].id, number=2)
    page.sheet.adopt()
    settle()
    assert verdict(session) is Verdict.UNANSWERED
    assert page.sheet.refusal.isVisible()
    assert comment(session) == "台帳を見た"


def test_rejecting_needs_a_reason_and_says_when(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    propose(page, session, settle)
    qtbot.mouseClick(page.sheet.proposal.reject, Qt.MouseButton.LeftButton)
    write(page.sheet.proposal.reason.field, "施錠された倉庫にある")
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert verdict(session) is Verdict.UNANSWERED
    assert decision(session) == "rejected"
    assert "施錠された倉庫にある" in page.sheet.proposal.decided.text()
    assert page.sheet.proposal.reject.isHidden()


def test_answering_otherwise_leaves_its_trace_on_the_proposal(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    propose(page, session, settle)
    press(qtbot, page, Qt.Key.Key_2)
    settle()
    assert verdict(session) is Verdict.PARTLY
    assert decision(session) == "changed"
    assert "別の評価で回答" in page.sheet.proposal.decided.text()
    # It may be adopted after all; the reason for another answer is asked for as ever.
    assert page.sheet.proposal.adopt.isVisible()
    with session.desk.file.read() as work:
        assert work.history.entries(HistoryQuery(act="proposal.changed"))
    qtbot.mouseClick(page.sheet.proposal.adopt, Qt.MouseButton.LeftButton)
    write(page.sheet.reason.field, "台帳のとおり")
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert verdict(session) is Verdict.NONCONFORMING
    assert decision(session) == "adopted"


def test_the_rows_are_a_link(page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle) -> None:
    propose(page, session, settle, 3)
    seen: list[Target] = []
    session.wanted.connect(seen.append)
    qtbot.mouseClick(page.sheet.proposal.rows, Qt.MouseButton.LeftButton)
    list_page = FindingsPage(session)
    qtbot.addWidget(list_page)
    settle()
    list_page.open(seen[0])
    settle()
    assert seen[0].page == "findings"
    assert [row.finding.id for row in list_page.table.listing.rows] == [f"F-{n:010x}" for n in range(3)]


def test_a_copy_tells_what_the_ledger_proposes_there_and_leaves_that_site_to_the_officer(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    checkpoint, other = session.catalogue.checkpoint(SITE_CHECKPOINT), session.sites[1].id
    session.do(lambda desk: found(desk, checkpoint, other))
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    qtbot.mouseClick(page.sheet.copy, Qt.MouseButton.LeftButton)
    dialog = page.sheet.findChild(CopyDialog)
    assert dialog is not None
    # Nothing is copied before the proposals were read.
    assert not dialog.form.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    settle()
    row = dialog.form.sites.item(0)
    assert "台帳からの提案は「不適合」" in row.text()
    assert row.checkState() is Qt.CheckState.Unchecked
    assert dialog.form.opposed.isVisible()
    assert "選んでいません" in dialog.form.opposed.text()
    dialog.reject()


def test_a_remark_made_of_one_sites_ledger_is_not_copied_unasked(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    propose(page, session, settle)
    qtbot.mouseClick(page.sheet.proposal.adopt, Qt.MouseButton.LeftButton)
    settle()
    qtbot.mouseClick(page.sheet.copy, Qt.MouseButton.LeftButton)
    settle()
    dialog = page.sheet.findChild(CopyDialog)
    assert dialog is not None
    assert not dialog.form.remark.isChecked()
    assert not dialog.form.remark.isEnabled()
    assert session.sites[0].name in dialog.form.remarkHint.text()
    dialog.accept()
    settle()
    answer = answering.page(session.desk, SITE_CHECKPOINT, session.sites[1].id).answer
    assert answer is not None
    assert (answer.verdict, answer.comment) == (Verdict.NONCONFORMING, "")


def test_what_the_officer_wrote_beside_the_ledgers_lines_is_copied(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    write(page.sheet.remark, "鍵の管理簿も見た")
    propose(page, session, settle, 2)
    qtbot.mouseClick(page.sheet.proposal.adopt, Qt.MouseButton.LeftButton)
    settle()
    assert len(comment(session).splitlines()) == 4
    qtbot.mouseClick(page.sheet.copy, Qt.MouseButton.LeftButton)
    settle()
    dialog = page.sheet.findChild(CopyDialog)
    assert dialog is not None
    assert dialog.form.remark.isChecked()
    assert "3行" in dialog.form.remarkHint.text()
    dialog.accept()
    settle()
    answer = answering.page(session.desk, SITE_CHECKPOINT, session.sites[1].id).answer
    assert answer is not None
    assert (answer.verdict, answer.comment) == (Verdict.NONCONFORMING, "鍵の管理簿も見た")


def test_what_a_copy_brought_along_gives_way_to_the_sites_own_ledger(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    first, other = session.sites[0].id, session.sites[1].id
    session.do(lambda desk: answering.record_answer(desk, SITE_CHECKPOINT, other, Verdict.CONFORMING, "KS-0102を見た"))
    session.do(lambda desk: answering.copy_answer(desk, SITE_CHECKPOINT, other, [first]))
    settle()
    write(page.sheet.remark, "\nここでは倉庫を見た")
    propose(page, session, settle)
    qtbot.mouseClick(page.sheet.proposal.adopt, Qt.MouseButton.LeftButton)
    settle()
    write(page.sheet.reason.field, "台帳のとおり")
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert "NT-00000" in comment(session)
    assert "倉庫を見た" in comment(session)
    assert "KS-0102" not in comment(session)


@pytest.mark.parametrize(("act", "given"), [(adopt, Verdict.NONCONFORMING), (answer_beside, Verdict.CONFORMING)])
def test_an_answer_stands_where_an_import_comes_before_its_decision(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[..., Changes], given: Verdict
) -> None:
    """The import waits for its turn while the answer is written: nothing of the answer may look refused."""
    take(desk, tmp_path / "10.xlsx", [1])
    place = next(p for p in auditing.outline(desk).places if p[1] and findings.proposal(desk, *p) is not None)
    view = findings.proposal(desk, *place)
    assert view is not None
    write = findings.decide

    def after_an_import(*told: Any) -> Changes:
        take(desk, tmp_path / "11.xlsx", [2, 3])
        return write(*told)

    monkeypatch.setattr("app.services.finding_proposals.decide", after_an_import)
    changes = act(desk, place, given, view.proposal.basis, "現地で見た", "")
    assert place in changes.places
    assert changes.at
    page = answering.page(desk, *place)
    assert page.answer is not None
    assert (page.answer.verdict, page.answer.comment) == (given, "現地で見た")
    assert shifts(desk, place)
    view = findings.proposal(desk, *place)
    assert view is not None
    assert view.decision is None
