"""Papers in the window: folded until they are wanted, of one site first, and single ones out of many."""

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.ui.reports.page import PAPERS, OfferCard, ReportsPage
from app.ui.reports.papers import PaperChoice, PaperPicker
from app.ui.reports.preview import PaperPreview
from app.ui.session import Session, Target
from app.ui.translator import speak
from tests.paper_ledgers import import_all

Settle = Callable[[], None]


@pytest.fixture
def page(session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path) -> ReportsPage:
    import_all(session.desk, tmp_path, "people", "terminals", "rooms")
    page = ReportsPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    settle()
    return page


def card(page: ReportsPage, kind: str) -> OfferCard:
    return next(each for each in page.findChildren(OfferCard) if each.offer.kind == kind)


def fold(page: ReportsPage) -> QToolButton:
    return next(each for each in page.findChildren(QToolButton) if each.text() == "署名・記入する書面")


def said(page: ReportsPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def pages(page: ReportsPage) -> int:
    shown = page.findChild(PaperPreview)
    assert isinstance(shown, PaperPreview)
    return shown.pages


def sites(page: ReportsPage) -> QComboBox:
    return next(each for each in page.findChildren(QComboBox) if each.accessibleName() == "事業所")


def choose_button(page: ReportsPage) -> QPushButton:
    choice = page.findChild(PaperChoice)
    assert isinstance(choice, PaperChoice)
    found = choice.findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def test_papers_are_folded_away_until_they_are_wanted(page: ReportsPage, qtbot: QtBot) -> None:
    cards = [card(page, offer.kind) for offer in PAPERS]
    assert not any(each.isVisible() for each in cards)
    fold(page).setFocus()
    qtbot.keyClick(fold(page), Qt.Key.Key_Space)
    assert all(each.isVisible() for each in cards)
    qtbot.mouseClick(fold(page), Qt.MouseButton.LeftButton)
    assert not any(each.isVisible() for each in cards)


def test_the_papers_of_the_site_that_is_worked_on_are_shown_first(
    page: ReportsPage, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.mouseClick(fold(page), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card(page, "pledge").title, Qt.MouseButton.LeftButton)
    settle()
    assert sites(page).currentText() == "本店"
    assert pages(page) == 3
    assert "書面の数: 3" in said(page)
    # None of them is a draft of anything, however far the audit is.
    assert "「案」" not in said(page)
    box = sites(page)
    box.setCurrentIndex(box.findText("全事業所"))
    box.activated.emit(box.currentIndex())
    settle()
    assert pages(page) == 4
    assert "特定関係事業者側のため作成しない数: 1" in said(page)


def test_single_papers_are_ticked_in_a_list(page: ReportsPage, qtbot: QtBot, settle: Settle) -> None:
    page.choose(next(offer for offer in PAPERS if offer.kind == "pledge"))
    settle()
    qtbot.mouseClick(choose_button(page), Qt.MouseButton.LeftButton)
    settle()
    (picker,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, PaperPicker))
    names = picker.form.list
    assert [names.item(n).text() for n in range(names.count())][0] == "1001 青木 明(配電課)"
    qtbot.keyClicks(picker.form.search, "2001")
    assert [names.item(n).isHidden() for n in range(names.count())] == [True, True, False]
    names.item(2).setCheckState(Qt.CheckState.Checked)
    ok = picker.form.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    settle()
    assert choose_button(page).text() == "1 件を選択…"
    assert pages(page) == 1
    # Of another site they are others.
    box = sites(page)
    box.setCurrentIndex(box.findText("北営業所"))
    box.activated.emit(box.currentIndex())
    settle()
    assert choose_button(page).text() == "書面を選ぶ…"
    assert pages(page) == 1


def test_a_ledger_that_is_missing_is_named_and_nothing_is_shown(page: ReportsPage, settle: Settle) -> None:
    page.choose(next(offer for offer in PAPERS if offer.kind == "account-review"))
    settle()
    assert "ID台帳が取り込まれていません" in said(page)
    assert pages(page) == 0


def test_a_report_after_papers_is_of_a_site_again(page: ReportsPage, settle: Settle) -> None:
    page.choose(next(offer for offer in PAPERS if offer.kind == "walk-sheet"))
    settle()
    box = sites(page)
    box.setCurrentIndex(box.findText("全事業所"))
    box.activated.emit(box.currentIndex())
    settle()
    page.choose(card(page, "site-confirmation").offer)
    settle()
    assert box.findText("全事業所") == -1
    assert box.currentText() == "本店"
    assert pages(page) == 1
    assert not choose_button(page).isVisible()


def test_papers_are_found_by_their_kind_and_speak_their_language(
    page: ReportsPage, settle: Settle, dressed: QApplication
) -> None:
    page.open(Target("reports", options={"report": "walk-sheet"}))
    settle()
    assert card(page, "walk-sheet").isVisible()
    speak(dressed, "en")
    page.retranslate()
    settle()
    assert choose_button(page).text() == "Choose papers…"
    made = page._made
    assert made is not None
    assert "現地点検票" in pypdf.PdfReader(made.file).pages[0].extract_text()
