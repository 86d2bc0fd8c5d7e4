"""What stands on the page in every size, colour and language, and what a screen reader says of it."""

import re
from html import escape

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.catalogue import Checkpoint
from app.domain.grades import Role, Severity
from app.domain.precedents import SourceKind
from app.ui.checkpoints.context import context_html
from app.ui.checkpoints.heading import LINE, steps
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.ui.accessible import spoken, unnamed
from tests.ui.checkpoints.conftest import COMPANY_CHECKPOINT, SITE_CHECKPOINT, Settle, found, press, show, write


def crammed(page: CheckpointsPage) -> list[str]:
    """Labels and buttons of the sheet that are smaller than their words, and what reaches beyond the page."""
    wrong = []
    for widget in page.sheet.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel) or widget.wordWrap():
            continue
        if widget.width() < widget.minimumSizeHint().width():
            wrong.append(widget.text())
    for widget in page.sheet.findChildren(QWidget):
        right = widget.mapTo(page.sheet, widget.rect().topRight()).x()
        if widget.isVisible() and right > page.sheet.width() + 4:
            wrong.append(f"{widget!r} reaches to {right} of {page.sheet.width()}")
    return wrong


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("width", "zoom"), [(1360, 100), (1024, 100), (1024, 200)])
def test_everything_has_room(
    page: CheckpointsPage,
    session: Session,
    qtbot: QtBot,
    settle: Settle,
    dressed: QApplication,
    language: str,
    width: int,
    zoom: int,
) -> None:
    checkpoint = session.catalogue.checkpoint(SITE_CHECKPOINT)
    session.do(lambda desk: found(desk, checkpoint, session.sites[0].id, number=4))
    press(qtbot, page, Qt.Key.Key_3)
    settle()
    press(qtbot, page, Qt.Key.Key_1)
    speak(dressed, language)
    theme().wear(zoom=zoom)
    # The rail of the navigation has its share of the window.
    page.resize(width - (theme().px(56) if width < theme().px(1200) else 284), 768)
    settle()
    assert crammed(page) == []
    assert page.pane.horizontalScrollBar().maximum() == 0
    assert page.sheet.heading.question.width() <= theme().px(LINE)
    assert page.sheet.verdicts.columns == (2 if zoom == 200 else 4)
    press(qtbot, page, Qt.Key.Key_Escape)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_chosen_verdict_wears_its_colours(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle, mode: str
) -> None:
    theme().wear(mode=mode)
    qtbot.mouseClick(list(page.sheet.verdicts.buttons.values())[2], Qt.MouseButton.LeftButton)
    settle()
    chosen = [b for b in page.sheet.verdicts.buttons.values() if b.isChecked()]
    assert len(chosen) == 1
    picture = chosen[0].grab().toImage()
    ratio = picture.devicePixelRatio()
    ground = picture.pixelColor(round(14 * ratio), round(14 * ratio))
    assert ground == theme().colour("nonconforming_ground")
    page.sheet.setFocus()
    edge = chosen[0].grab().toImage().pixelColor(round(chosen[0].width() / 2 * ratio), round(4 * ratio))
    assert edge == theme().colour("nonconforming")


def test_the_language_is_switched_while_a_remark_is_being_typed(
    page: CheckpointsPage, session: Session, settle: Settle, dressed: QApplication
) -> None:
    write(page.sheet.remark, "書きかけ")
    speak(dressed, "en")
    QApplication.processEvents()
    assert page.sheet.remark_title.text() == "Remark"
    assert page.sheet.heading.question.text() == session.catalogue.checkpoint(SITE_CHECKPOINT).question.en
    assert "Why this is asked" in page.context.browser.toPlainText()
    assert page.sheet.remark.text() == "書きかけ"
    speak(dressed, "ja")
    QApplication.processEvents()
    assert page.sheet.remark_title.text() == "所見"
    assert page.next.text() == "次へ"


def test_everything_that_takes_focus_has_a_name(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    checkpoint = session.catalogue.checkpoint(SITE_CHECKPOINT)
    session.do(lambda desk: found(desk, checkpoint, session.sites[0].id))
    press(qtbot, page, Qt.Key.Key_3)
    settle()
    assert unnamed(page) == []
    buttons = list(page.sheet.verdicts.buttons.values())
    assert spoken(buttons[0]) == "適合、キー1"
    interface = QAccessible.queryAccessibleInterface(buttons[2])
    assert interface is not None
    assert interface.state().checked
    assert "NT-00000" in spoken(page.sheet.proposal)
    assert page.sheet.accessibleName().startswith(SITE_CHECKPOINT)


def test_tab_goes_from_the_verdicts_to_remark_and_evidence(page: CheckpointsPage, qtbot: QtBot) -> None:
    order: list[QWidget] = []
    page.sheet.verdicts.buttons[next(iter(page.sheet.verdicts.buttons))].setFocus()
    for _ in range(8):
        order.append(page.focusWidget())
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    buttons = list(page.sheet.verdicts.buttons.values())
    assert order[:4] == buttons
    assert order.index(page.sheet.remark) < order.index(page.sheet.evidence.add)


# --- the explanations -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_checkpoint_can_be_explained(session: Session, language: str, dressed: QApplication) -> None:
    speak(dressed, language)
    press_word = "報道(委員会の認定ではありません)" if language == "ja" else "press; not a finding of the regulator"
    sentence = "処分の内容を予測するものではありません。" if language == "ja" else "They do not predict the content"
    incidents = {i.id: i for i in session.catalogue.incidents}
    for checkpoint in session.catalogue.checkpoints:
        html = context_html(session.catalogue, checkpoint, language, ("terminals",))
        # A ledger that cannot be shown is named, and leads nowhere.
        assert html.count('href="ledger:') == ("terminals" in checkpoint.over)
        told = [incidents[name] for name in checkpoint.incidents]
        kinds = {i.kind for i in told} | {b.kind for i in told for b in i.background}
        assert (press_word in html) is (SourceKind.PRESS in kinds), checkpoint.id
        reported = [
            text.in_language(language)
            for i in told
            for text, kind in ((i.text, i.kind), *((b.text, b.kind) for b in i.background))
            if kind is SourceKind.PRESS
        ]
        assert not any(escape(text) in html for text in reported), checkpoint.id
        unfolded = context_html(session.catalogue, checkpoint, language, ("terminals",), press=True)
        # What newspapers told stands behind everything that is the regulator's, and never before it.
        assert all(unfolded.index(escape(text)) > unfolded.index(press_word) for text in reported), checkpoint.id
        if reported and precedents_of(session, checkpoint):
            assert unfolded.index(press_word) > unfolded.index(sentence), checkpoint.id
        assert (sentence in html) is precedents_of(session, checkpoint), checkpoint.id


def precedents_of(session: Session, checkpoint: Checkpoint) -> bool:
    return any(set(checkpoint.leak) & set(d.leak) for d in session.catalogue.dispositions)


def test_press_reports_unfold_and_fold_again_with_the_next_checkpoint(page: CheckpointsPage, session: Session) -> None:
    incidents = {i.id: i for i in session.catalogue.incidents}
    told = [
        c for c in session.outline.checkpoints if any(incidents[name].kind is SourceKind.PRESS for name in c.incidents)
    ]
    report = next(incidents[name] for name in told[0].incidents if incidents[name].kind is SourceKind.PRESS)
    page.open(Target("checkpoints", checkpoint=told[0].id))
    browser = page.context.browser
    assert "▸ 報道(委員会の認定ではありません)" in browser.toPlainText()
    assert report.text.ja not in browser.toPlainText()
    browser.anchorClicked.emit("fold:press")
    assert "▾ 報道(委員会の認定ではありません)" in browser.toPlainText()
    assert report.text.ja in browser.toPlainText()
    page.open(Target("checkpoints", checkpoint=told[1].id))
    assert "▾" not in browser.toPlainText()


def test_the_basis_comes_right_after_why(session: Session) -> None:
    for checkpoint in session.catalogue.checkpoints:
        html = context_html(session.catalogue, checkpoint, "ja", ("terminals",))
        headings = re.findall(r"font-weight:bold;margin-top:[^>]*>([^<]+)<", html)
        assert headings[:2] == ["なぜ確認するのか", "根拠"], checkpoint.id


def test_the_explanations_can_be_selected_and_lead_to_the_ledger(page: CheckpointsPage, session: Session) -> None:
    browser = page.context.browser
    cursor = browser.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    assert "処分の内容を予測するものではありません。" in cursor.selectedText()
    for heading in ("なぜ確認するのか", "根拠", "確認の観点", "証跡の例", "是正の例", "過去の処分例"):
        assert heading in browser.toPlainText(), heading
    seen: list[Target] = []
    session.wanted.connect(seen.append)
    browser.anchorClicked.emit("ledger:terminals")
    assert (seen[0].page, seen[0].kind) == ("ledgers", "terminals")


def test_the_explanations_become_a_drawer_where_there_is_no_room(page: CheckpointsPage, qtbot: QtBot) -> None:
    assert page.context.isVisible()
    assert page.sheet.heading.explain_button.isHidden()
    page.resize(1024, 768)
    assert page.context.isHidden()
    qtbot.mouseClick(page.sheet.heading.explain_button, Qt.MouseButton.LeftButton)
    assert page.context.isVisible()
    assert page.context.browser.hasFocus()
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.context.isHidden()
    # Esc goes to what is nearest: first the question for a reason, then the drawer.
    page.sheet.press(4)
    qtbot.mouseClick(page.sheet.heading.explain_button, Qt.MouseButton.LeftButton)
    page.sheet.reason.field.setFocus()
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.sheet.reason.isHidden()
    assert page.context.isVisible()
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.context.isHidden()
    page.resize(1360, 768)
    assert page.context.isVisible()


# --- what is said of a checkpoint -------------------------------------------------------------------------------------


def test_grades_and_duties_are_marked(
    page: CheckpointsPage, session: Session, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = session.outline.checkpoints
    show(page, next(c.id for c in asked if c.severity is Severity.SERIOUS and c.own_grade))
    assert page.sheet.heading.grave.isVisible()
    assert page.sheet.heading.grade_note.isVisible()
    show(page, next(c.id for c in asked if c.severity is not Severity.SERIOUS))
    assert page.sheet.heading.grave.isHidden()
    assert page.sheet.heading.grade_note.isHidden()
    voluntary = next(c for c in asked if Role.INTEGRATED_OPERATOR in c.voluntary_for)
    show(page, voluntary.id)
    assert page.sheet.heading.voluntary.isHidden()
    from dataclasses import replace

    audit = replace(session.outline.audit, role=Role.INTEGRATED_OPERATOR)
    session.outline = replace(session.outline, audit=audit)
    page.sheet.retranslate()
    assert page.sheet.heading.voluntary.text() == "法的義務の対象外(自主点検)"
    assert page.sheet.heading.voluntary.isVisible()
    settle()


def test_each_step_of_the_method_has_its_line() -> None:
    assert steps("①台帳を見る。②歩く。③数える。") == "①台帳を見る。\n②歩く。\n③数える。"
    assert steps("(1) See. (2) Walk (all). (3) Count.") == "(1) See.\n(2) Walk (all).\n(3) Count."
    assert steps("①②のどちらか") == "①②のどちらか"


def test_the_method_can_be_folded(page: CheckpointsPage, qtbot: QtBot) -> None:
    assert page.sheet.heading.verify.isVisible()
    qtbot.mouseClick(page.sheet.heading.verify_toggle, Qt.MouseButton.LeftButton)
    assert page.sheet.heading.verify.isHidden()
    show(page, COMPANY_CHECKPOINT)
    assert page.sheet.heading.verify.isHidden()


def test_the_place_in_the_item_is_told(page: CheckpointsPage, session: Session) -> None:
    ids = [c.id for c in session.outline.checkpoints if c.item == "A4-4"]
    assert page.sheet.heading.number.text().split() == [
        SITE_CHECKPOINT,
        str(ids.index(SITE_CHECKPOINT) + 1),
        "/",
        str(len(ids)),
    ]
    assert page.sheet.heading.crumbs.accessibleName() == "4 情報伝達・ITガバナンス › (4) 端末の管理"


def test_the_way_on_is_in_sight_on_a_small_screen_at_200_per_cent(
    page: CheckpointsPage, session: Session, settle: Settle
) -> None:
    # The list of all answers, which wants more room, was shown before.
    page.open(Target("checkpoints"))
    page.open(Target("checkpoints", checkpoint=session.outline.checkpoints[0].id))
    theme().wear(zoom=200)
    settle()
    assert page.minimumSizeHint().height() <= 500
