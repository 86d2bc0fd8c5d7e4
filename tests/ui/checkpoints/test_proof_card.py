"""An 適合 on the sheet: unproven until evidence or a second person stands beside it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.challenges import Outcome
from app.domain.grades import Verdict
from app.services import answering, evidencing, people, proving
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.checkpoints.proof_card import ProofCard
from app.ui.checkpoints.rows import marks, rows_at
from app.ui.session import Session, Target
from app.ui.translator import speak
from tests.ui.checkpoints.conftest import COMPANY_CHECKPOINT, SITE_CHECKPOINT, Settle, press, show, verdict, write

LEFT = Qt.MouseButton.LeftButton


def conform(page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle) -> ProofCard:
    """As an officer does it: key 1."""
    page.sheet.setFocus()
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    assert verdict(session) is Verdict.CONFORMING
    return page.sheet.proof


def attempts(session: Session) -> list[tuple[str, str, Outcome]]:
    return [(v.disproof.person, v.disproof.tried, v.disproof.outcome) for v in proving.listing(session.desk)]


def test_only_a_bare_conforming_answer_is_called_unproven(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    card = page.sheet.proof
    assert card.isHidden()
    conform(page, session, qtbot, settle)
    assert card.isVisible()
    assert card.title.text() == "□ 未立証"
    assert "証跡も、他の者による反証の試みもありません" in card.sentence.text()
    assert card.accessibleName().startswith("□ 未立証")
    # Another verdict wants no proof, and another place has its own.
    session.choose_site(session.sites[1].id)
    settle()
    assert card.isHidden()
    session.choose_site(session.sites[0].id)
    settle()
    assert card.isVisible()
    proof = tmp_path / "写真.txt"
    proof.write_text("写真", encoding="utf-8")
    session.do(lambda desk: evidencing.attach(desk, *page.sheet.place, proof))
    settle()
    assert card.isHidden()
    assert session.outline.unproven == frozenset()


def test_the_button_asks_for_a_file(page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle) -> None:
    card = conform(page, session, qtbot, settle)
    with qtbot.waitSignal(card.evidence_wanted):
        card.evidence_wanted.disconnect(page.sheet.evidence.choose)  # which opens the system's dialog
        qtbot.mouseClick(card.add_evidence, LEFT)


def test_an_attempt_is_recorded_with_the_keyboard_alone(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    card = conform(page, session, qtbot, settle)
    card.record.setFocus()
    press(qtbot, page, Qt.Key.Key_Space)
    form = card.form
    assert form.isVisible()
    assert form.person.hasFocus()
    # What is wanting is said one by one, and the cursor goes there.
    press(qtbot, page, Qt.Key.Key_Tab)
    for wanted, fill in (("氏名", "佐藤 花子"), ("何を試みたか", "全室を見た")):
        form.submit()
        assert wanted in form.problem.text()
        assert page.focusWidget() in (form.person, form.tried)
        write(page.focusWidget() or page, fill)
        assert form.problem.isHidden()
    form.submit()
    assert "結果" in form.problem.text()
    press(qtbot, page, Qt.Key.Key_Space)  # the focus is on 反証されず
    assert form.buttons[Outcome.HELD].isChecked()
    form.record.setFocus()
    press(qtbot, page, Qt.Key.Key_Space)
    settle()
    assert attempts(session) == [("佐藤 花子", "全室を見た", Outcome.HELD)]
    assert form.isHidden()
    assert card.isVisible()
    assert card.title.text() == "この回答への反証の試み"
    assert card.attempts[0].head.text() == f"佐藤 花子(2026年11月24日、記録者: {session.user}): 反証されず"
    assert card.attempts[0].tried.text() == "全室を見た"
    assert session.outline.unproven == frozenset()


def test_a_refutation_shows_and_is_withdrawn_with_a_reason(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    card = conform(page, session, qtbot, settle)
    place = page.sheet.place
    session.do(lambda desk: proving.record(desk, *place, "佐藤", "会議室に1台", Outcome.REFUTED))
    settle()
    assert card.title.text() == "□ 未立証(反証された)"
    assert card.sentence.text().startswith("2026年11月24日に佐藤が反証を試み、この適合は成り立たない")
    assert card.attempts[0].head.text().endswith("反証された")
    # Who answered does not withdraw it.
    session.work_as("佐藤")
    settle()
    qtbot.mouseClick(card.attempts[0].withdraw, LEFT)
    assert card.reason.isVisible()
    card.reason.submit()
    assert card.reason.missing.isVisible()
    write(card.reason.field, "別の会社の端末")
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert "取下げ: 別の会社の端末" in card.attempts[0].head.text()
    assert card.attempts[0].withdraw.isHidden()
    assert "証跡も" in card.sentence.text()


def test_the_lists_tell_a_refutation_apart(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    conform(page, session, qtbot, settle)
    place = page.sheet.place
    session.do(lambda desk: proving.record(desk, *place, "佐藤", "会議室に1台", Outcome.REFUTED))
    settle()
    (row,) = rows_at(session, [place], None)
    assert "□ 反証: 佐藤、2026年11月24日" in marks(row)
    session.go(Target("checkpoints", options={"filter": "unproven"}))
    settle()
    listing = page.everything.table.listing
    column = next(n for n, each in enumerate(listing.columns) if each.title() == "立証")
    assert listing.data(listing.index(0, column)) == "□ 反証された"
    tip = listing.data(listing.index(0, column), Qt.ItemDataRole.ToolTipRole)
    assert "佐藤、2026年11月24日" in str(tip)


def test_who_answered_is_told_that_the_refutation_of_another_stays(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    card = conform(page, session, qtbot, settle)
    place, user = page.sheet.place, session.user
    session.work_as("佐藤")
    session.do(lambda desk: proving.record(desk, *place, "佐藤", "会議室に1台", Outcome.REFUTED))
    session.work_as(user)
    settle()
    assert "記録者: 佐藤" in card.attempts[0].head.text()
    qtbot.mouseClick(card.attempts[0].withdraw, LEFT)
    write(card.reason.field, "誤解")
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert card.problem.isVisible()
    assert "その反証を取り下げられません。取下げは、反証を試みた佐藤か" in card.problem.text()
    assert card.attempts[0].withdraw.isVisible()


def test_who_answered_is_refused_and_nothing_typed_is_lost(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    card = conform(page, session, qtbot, settle)
    form = card.form
    card.begin()
    write(form.person, "Officer")
    write(form.tried, "見直した")
    qtbot.mouseClick(form.buttons[Outcome.HELD], LEFT)
    qtbot.mouseClick(form.record, LEFT)
    settle()
    assert "回答した者以外" in form.problem.text()
    assert attempts(session) == []
    # It waits at its place while another one is looked at.
    show(page, COMPANY_CHECKPOINT)
    settle()
    assert card.isHidden()
    show(page, SITE_CHECKPOINT)
    settle()
    assert form.isVisible()
    assert (form.written.person, form.written.tried, form.written.outcome) == ("Officer", "見直した", Outcome.HELD)
    # The window closes over nothing that was begun.
    show(page, COMPANY_CHECKPOINT)
    settle()
    assert not page.leave()
    assert page.sheet.place[0] == SITE_CHECKPOINT
    assert "記録するか" in form.problem.text()
    form.person.clearEditText()
    write(form.person, "佐藤")
    qtbot.mouseClick(form.record, LEFT)
    settle()
    assert attempts(session) == [("佐藤", "見直した", Outcome.HELD)]
    # Esc forgets what was begun.
    card.begin()
    write(form.person, "鈴木")
    press(qtbot, page, Qt.Key.Key_Escape)
    assert form.isHidden()
    assert form.written.empty
    assert card.record.hasFocus()
    assert page.leave()


def test_the_form_offers_the_people_of_the_audit_and_says_who_is_none(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    session.do(lambda desk: people.add(desk, "佐藤 花子"))
    card = conform(page, session, qtbot, settle)
    card.begin()
    form = card.form
    assert [form.person.itemText(n) for n in range(form.person.count())] == ["", "佐藤 花子"]
    write(form.person, "鈴木")
    write(form.tried, "見直した")
    qtbot.mouseClick(form.buttons[Outcome.HELD], LEFT)
    qtbot.mouseClick(form.record, LEFT)
    settle()
    assert "担当者の一覧にありません" in form.problem.text()
    assert attempts(session) == []
    form.person.setCurrentIndex(1)
    qtbot.mouseClick(form.record, LEFT)
    settle()
    assert attempts(session) == [("佐藤 花子", "見直した", Outcome.HELD)]


def test_a_new_verdict_leaves_the_attempt_readable(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    card = conform(page, session, qtbot, settle)
    place = page.sheet.place
    session.do(lambda desk: proving.record(desk, *place, "佐藤", "見た", Outcome.HELD))
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.PARTLY, "", "1台あった"))
    settle()
    assert card.isHidden()
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.CONFORMING, "", "撤去した"))
    settle()
    assert card.title.text() == "□ 未立証"
    assert card.attempts[0].head.text().endswith("(現在の回答については数えません)")


def test_what_was_begun_stays_in_sight_when_the_verdict_is_changed(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    card = conform(page, session, qtbot, settle)
    card.begin()
    write(card.form.person, "佐藤")
    place = page.sheet.place
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.PARTLY, "", "1台あった"))
    settle()
    assert card.form.isVisible()
    assert not card.add_evidence.isVisible()
    assert not page.leave()
    press(qtbot, page, Qt.Key.Key_Escape)
    assert card.isHidden()
    assert page.leave()


def test_it_speaks_the_language_that_is_chosen(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle, dressed: QApplication
) -> None:
    card = conform(page, session, qtbot, settle)
    speak(dressed, "en")
    page.retranslate()
    assert card.title.text() == "□ Unproven"
    buttons = [each.text() for each in card.findChildren(QPushButton) if each.isVisible()]
    assert buttons == ["Add evidence", "Record a second person's attempt to disprove…"]
