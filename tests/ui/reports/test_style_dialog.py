"""The house style in the window: by keys, with the pages beside it, and worn by what is shown, saved and printed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.house_style import Front, Recipient
from app.i18n import current_language
from app.services import house_styling
from app.ui.reports.page import OfferCard, ReportsPage
from app.ui.reports.preview import PaperPreview
from app.ui.reports.style import StyleDialog
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.logos import logo_file

Settle = Callable[[], None]


@pytest.fixture
def page(session: Session, qtbot: QtBot, settle: Settle) -> ReportsPage:
    page = ReportsPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    settle()
    return page


@pytest.fixture
def dialog(page: ReportsPage, qtbot: QtBot, settle: Settle) -> StyleDialog:
    opened = next(b for b in page.findChildren(QPushButton) if b.text() == "体裁…")
    opened.setFocus()
    qtbot.keyClick(opened, Qt.Key.Key_Space)
    settle()
    found = page.findChild(StyleDialog)
    assert isinstance(found, StyleDialog)
    return found


def for_whom(page: ReportsPage, recipient: Recipient, settle: Settle) -> None:
    box = page._recipient
    box.setCurrentIndex(box.findData(recipient.value))
    box.activated.emit(box.currentIndex())
    settle()


def show(page: ReportsPage, kind: str, qtbot: QtBot, settle: Settle) -> None:
    card = next(each for each in page.findChildren(OfferCard) if each.offer.kind == kind)
    qtbot.mouseClick(card.title, Qt.MouseButton.LeftButton)
    settle()


def drawn(dialog: StyleDialog, qtbot: QtBot, settle: Settle) -> PaperPreview:
    preview = dialog.findChild(PaperPreview)
    assert isinstance(preview, PaperPreview)
    qtbot.waitUntil(lambda: not dialog._pause.isActive())
    settle()
    return preview


def write_marking(dialog: StyleDialog, qtbot: QtBot, text: str) -> None:
    line = dialog.form.marking.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)


def test_values_are_typed_seen_and_saved(dialog: StyleDialog, session: Session, qtbot: QtBot, settle: Settle) -> None:
    form = dialog.form
    assert dialog.recipient is Recipient.MANAGEMENT
    assert drawn(dialog, qtbot, settle).pages >= 2
    qtbot.keyClicks(form.company, "TOWAN")
    write_marking(dialog, qtbot, "TOP SECRET")
    assert form.example.text() == "例: 【TOP SECRET】業務改善計画.pdf"
    qtbot.keyClick(form.markNames, Qt.Key.Key_Space)
    assert form.example.text() == "例: 業務改善計画.pdf"
    assert drawn(dialog, qtbot, settle).pages >= 2
    qtbot.keyClick(form.save, Qt.Key.Key_Space)
    settle()
    house = house_styling.house(session.desk)
    assert house.company == "TOWAN"
    preset = house.preset(Recipient.MANAGEMENT)
    assert preset.marking is not None
    assert (preset.marking.ja, preset.mark_names, preset.front) == ("TOP SECRET", False, Front.COVER)
    assert house.preset(Recipient.OFFICE) == session.desk.world.houses.presets().preset(Recipient.OFFICE)


def test_what_cannot_be_is_said_while_it_is_typed(dialog: StyleDialog, qtbot: QtBot) -> None:
    form = dialog.form
    qtbot.keyClicks(form.header, "{titel}")
    assert "{titel}" in form.problem.text()
    assert not form.save.isEnabled()
    form.header.clear()
    qtbot.keyClicks(form.header, "x")
    assert not form.problem.isVisible()
    assert form.save.isEnabled()
    write_marking(dialog, qtbot, "a/b")
    assert "経営層 機密区分" in form.problem.text()
    qtbot.keyClick(form.ofAudit, Qt.Key.Key_Space)
    assert form.save.isEnabled()
    assert not form.marking.isEnabled()


def test_each_recipient_has_its_own_values(dialog: StyleDialog, qtbot: QtBot) -> None:
    form = dialog.form
    form.recipient.setFocus()
    qtbot.keyClick(form.recipient, Qt.Key.Key_Down)
    assert dialog.recipient is Recipient.AUTHORITY
    assert form.marking.currentText() == ""
    assert form.front.currentData() == Front.LETTER.value
    ticked = [
        form.withheld.item(n).text()
        for n in range(form.withheld.count())
        if form.withheld.item(n).checkState() is Qt.CheckState.Checked
    ]
    assert ticked == ["ヒアリング想定問答集"]
    qtbot.keyClick(form.recipient, Qt.Key.Key_Up)
    assert form.marking.currentText() == "社外秘"


def test_a_logo_and_a_style_come_from_files_and_go_to_one(
    dialog: StyleDialog,
    session: Session,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = dialog.form
    logo, bad, out = logo_file(tmp_path / "logo.png"), tmp_path / "bad.png", tmp_path / "体裁.toml"
    bad.write_bytes(b"no picture")
    chosen = [str(bad), str(logo), str(out)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (chosen.pop(0), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(out), ""))
    qtbot.keyClick(form.chooseLogo, Qt.Key.Key_Space)
    settle()
    assert "ロゴにできる画像ではありません" in form.problem.text()
    qtbot.keyClick(form.chooseLogo, Qt.Key.Key_Space)
    settle()
    assert not form.logo.pixmap().isNull()
    assert not form.problem.isVisible()
    qtbot.keyClicks(form.logoText, "maru")
    qtbot.keyClick(form.give, Qt.Key.Key_Space)
    settle()
    assert out.is_file()
    qtbot.keyClick(form.first, Qt.Key.Key_Space)
    assert form.logo.text() == "ロゴなし"
    qtbot.keyClick(form.load, Qt.Key.Key_Space)
    settle()
    assert form.logoText.text() == "maru"
    qtbot.keyClick(form.save, Qt.Key.Key_Space)
    settle()
    assert house_styling.logo(session.desk) is not None


def test_escape_keeps_nothing(dialog: StyleDialog, session: Session, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClicks(dialog.form.company, "TOWAN")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert not house_styling.is_own(session.desk)


def test_the_words_follow_the_language_and_what_was_entered_stays(
    dialog: StyleDialog, qapp: QApplication, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.form.company, "TOWAN")
    try:
        speak(qapp, "en")
        QApplication.processEvents()
        assert current_language() == "en"
        assert dialog.windowTitle() == "House style"
        assert dialog.form.recipient.currentText() == "Management"
        assert dialog.form.company.text() == "TOWAN"
    finally:
        speak(qapp, "ja")


@pytest.mark.parametrize("zoom", [100, 200])
def test_nothing_of_the_form_is_cut_off(
    page: ReportsPage, session: Session, qtbot: QtBot, settle: Settle, zoom: int
) -> None:
    theme().wear(mode="dark", zoom=zoom)
    house = session.desk.world.houses.presets()
    dialog = StyleDialog(session, house, None, {}, page)
    dialog.open()
    settle()
    form = dialog.form
    assert form.side.width() <= form.scroll.viewport().width()
    for part in (form.markNames, form.ofAudit, form.chooseLogo, form.withheld):
        assert part.mapTo(form.side, part.rect().bottomRight()).x() < form.scroll.viewport().width()
        assert part.width() >= part.minimumSizeHint().width()
    dialog.reject()
    theme().wear(mode="light", zoom=100)


def test_a_report_is_made_shown_and_saved_for_whom_it_is(
    page: ReportsPage, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(page, "results", qtbot, settle)
    made = page._made
    assert made is not None
    assert made.report.confidentiality == ""
    for_whom(page, Recipient.MANAGEMENT, settle)
    made = page._made
    assert made is not None
    assert made.report.stamp == "社外秘"
    proposed: list[str] = []

    def ask(_parent: object, _title: str, name: str, *_rest: object) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return str(tmp_path / Path(name).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert proposed[0].startswith("【社外秘】自己点検結果報告書")
    assert (tmp_path / proposed[0]).is_file()


def test_a_site_office_gets_the_findings_of_its_site(page: ReportsPage, qtbot: QtBot, settle: Settle) -> None:
    show(page, "findings", qtbot, settle)
    assert not page._site.isVisible()
    for_whom(page, Recipient.OFFICE, settle)
    assert page._site.isVisible()
    assert page._site.currentText() == "本店"
    made = page._made
    assert made is not None
    assert (made.site, made.report.confidentiality) == ("本店", "取扱注意")


def test_what_is_withheld_is_said(page: ReportsPage, qtbot: QtBot, settle: Settle) -> None:
    for_whom(page, Recipient.AUTHORITY, settle)
    assert page._made is None
    show(page, "interview", qtbot, settle)
    assert page._made is None
    assert "渡さない設定" in page._result.text()
