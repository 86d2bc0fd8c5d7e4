"""Looking at evidence: pictures, PDF, texts, what is not shown, and earlier versions."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.pieces import Piece
from app.i18n import set_language
from app.services import evidencing_uses
from app.ui.evidence.acts import EvidenceActs
from app.ui.evidence.preview import EvidencePreview
from app.ui.session import Session
from tests.ui.checkpoints.conftest import Settle
from tests.ui.evidence.conftest import HOME, Keep, piece_of
from tests.ui.evidence.hostile import claims, encoded, image, pdf, put


def shown(session: Session, piece: Piece, acts: EvidenceActs, base: QWidget, settle: Settle) -> EvidencePreview:
    acts.preview(piece)
    (dialog,) = (d for d in base.findChildren(EvidencePreview) if d.isVisible())
    settle()
    return dialog


def test_a_picture_is_shown_whole_and_looked_at_closely(
    session: Session, acts: EvidenceActs, base: QWidget, keep: Keep, settle: Settle, qtbot: QtBot
) -> None:
    dialog = shown(session, keep("写真.png", encoded("PNG", image(3_000, 200))), acts, base, settle)
    assert dialog.stack.currentWidget() is dialog.picture
    assert "3,000 × 200" in dialog.told.text()
    whole = dialog.picture.scale
    assert whole < 1
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Plus)
    assert dialog.picture.scale > whole
    bar = dialog.picture.horizontalScrollBar()
    assert bar.maximum() > 0
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Right)
    assert bar.value() > 0
    qtbot.keyClick(dialog.picture, Qt.Key.Key_0)
    assert (dialog.picture.scale, bar.maximum()) == (whole, 0)
    qtbot.mouseClick(dialog.larger, Qt.MouseButton.LeftButton)
    assert dialog.picture.scale > whole
    qtbot.keyClick(dialog.picture, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_pdf_is_turned_page_by_page(
    session: Session, acts: EvidenceActs, base: QWidget, keep: Keep, settle: Settle, qtbot: QtBot
) -> None:
    dialog = shown(session, keep("図面.pdf", pdf(5)), acts, base, settle)
    assert dialog.stack.currentWidget() is dialog.paper
    assert (dialog.paper.page, dialog.paper.pages) == (1, 5)
    qtbot.keyClick(dialog.paper, Qt.Key.Key_PageDown)
    settle()
    assert dialog.paper.page == 2
    assert "2 / 5" in dialog.told.text() or "2" in dialog.told.text()
    qtbot.keyClick(dialog.paper, Qt.Key.Key_End)
    settle()
    assert dialog.paper.page == 5
    before = dialog.paper.scale
    qtbot.keyClick(dialog.paper, Qt.Key.Key_Plus)
    assert dialog.paper.scale > before
    settle()
    dialog.reject()


def test_a_page_that_cannot_be_drawn_is_told(
    session: Session, acts: EvidenceActs, base: QWidget, keep: Keep, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> tuple[int, int, bytes]:
        raise RuntimeError("the page is damaged")

    monkeypatch.setattr(type(session.kit.paper), "picture", breaks)
    dialog = shown(session, keep("図面.pdf", pdf(2)), acts, base, settle)
    assert "表示できません" in dialog.told.text()
    dialog.reject()


def test_a_text_is_shown_as_text(
    session: Session, acts: EvidenceActs, base: QWidget, keep: Keep, settle: Settle
) -> None:
    dialog = shown(session, keep("台帳.csv", "番号,場所\n1,<b>営業</b>\n".encode("cp932")), acts, base, settle)
    assert dialog.stack.currentWidget() is dialog.text
    assert dialog.text.toPlainText() == "番号,場所\n1,<b>営業</b>\n"
    assert dialog.text.isReadOnly()
    assert not dialog.larger.isVisible()
    dialog.reject()


def test_what_is_not_shown_says_so_in_one_sentence(
    session: Session, acts: EvidenceActs, base: QWidget, keep: Keep, settle: Settle
) -> None:
    for name, data, words in (
        ("台帳.xlsx", b"PK\3\4rest", "この種類のファイル"),
        ("巨大.png", claims(9_000, 9_000), "画素数が多すぎる"),
        ("途中.png", encoded("PNG")[:30], "壊れているか"),
        ("壊れた.pdf", b"%PDF-1.7 x", "パスワードで保護"),
    ):
        dialog = shown(session, keep(name, data), acts, base, settle)
        assert dialog.stack.currentWidget() is dialog.statement
        assert words in dialog.statement.text()
        assert "\n" not in dialog.statement.text()
        assert dialog.open_copy.isEnabled()
        dialog.reject()
        settle()


def test_an_earlier_version_is_looked_at_and_told_as_such(
    session: Session, acts: EvidenceActs, base: QWidget, keep: Keep, settle: Settle, tmp_path: Path
) -> None:
    first = keep("規程.txt", b"first")
    newer = put(tmp_path, "規程 改.txt", b"second")
    made = evidencing_uses.replace_with(session.desk, first.evidence.id, newer, "改正")[1]
    evidencing_uses.set_facts(session.desk, made.id, None, "原本は総務課")
    dialog = shown(session, piece_of(session, made.id), acts, base, settle)
    assert dialog.text.toPlainText() == "second"
    assert [dialog.versions.itemText(n) for n in range(2)] == ["第2版 規程 改.txt", "第1版 規程.txt"]
    assert "原本は総務課" in dialog.about.text()
    assert HOME[0] in dialog.about.text()
    dialog.versions.setCurrentIndex(1)
    settle()
    assert dialog.text.toPlainText() == "first"
    assert "前の版" in dialog.about.text()
    set_language("en")
    dialog.retranslate()
    assert dialog.versions.currentIndex() == 1
    assert dialog.shut.text() == "Close"
    set_language("ja")
    dialog.reject()
