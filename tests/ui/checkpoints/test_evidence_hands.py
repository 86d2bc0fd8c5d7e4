"""Evidence of a place by keys, paste and drop; other places, last days and decisions on what came."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.pieces import Piece
from app.services import answering, evidencing, evidencing_files, evidencing_uses, proofs
from app.services.changes import Changes
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.evidence.facts import EvidenceFactsDialog
from app.ui.evidence.preview import EvidencePreview
from app.ui.session import Session
from tests.ui.checkpoints.conftest import Settle, press, show, write
from tests.ui.evidence.hostile import encoded, image, put

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _clipboard(dressed: QApplication) -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def names(page: CheckpointsPage) -> list[str]:
    return [chip.evidence.name for chip in page.sheet.evidence.chips]


def pieces(session: Session, page: CheckpointsPage) -> tuple[Piece, ...]:
    return answering.page(session.desk, *page.sheet.place).pieces


def copied(*paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QGuiApplication.clipboard().setMimeData(mime)


def test_a_picture_of_the_clipboard_becomes_a_png_with_a_telling_name(
    page: CheckpointsPage, session: Session, settle: Settle, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setImage(image())
    press(qtbot, page, Qt.Key.Key_V, CONTROL)
    settle()
    (name,) = names(page)
    assert name.startswith("画面_2026-11-24_14")
    assert name.endswith(".png")
    (piece,) = pieces(session, page)
    assert piece.evidence.media_type == "image/png"
    back = QImage.fromData(evidencing.content(session.desk, piece.evidence.id, 1_000_000))
    assert back.size() == image().size()
    assert back.pixelColor(0, 0) == image().pixelColor(0, 0)


def test_a_picture_is_pasted_as_evidence_while_the_remark_is_written(
    page: CheckpointsPage, settle: Settle, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setImage(image())
    page.sheet.remark.setFocus()
    qtbot.keyClick(page.sheet.remark, Qt.Key.Key_V, CONTROL)
    settle()
    assert len(names(page)) == 1
    assert page.sheet.remark.text() == ""
    # A text goes where it is written.
    QGuiApplication.clipboard().setText("見た")
    qtbot.keyClick(page.sheet.remark, Qt.Key.Key_V, CONTROL)
    settle()
    assert page.sheet.remark.text() == "見た"
    assert len(names(page)) == 1


def test_files_of_the_clipboard_are_stored_and_nothing_is_said_in_words(
    page: CheckpointsPage, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.mouseClick(page.sheet.evidence.paste, Qt.MouseButton.LeftButton)
    assert "画像もファイルもありません" in page.sheet.evidence.told.text()
    copied(put(tmp_path, "台帳.xlsx", b"one"), put(tmp_path, "写真.jpg", b"two"))
    qtbot.mouseClick(page.sheet.evidence.paste, Qt.MouseButton.LeftButton)
    settle()
    assert sorted(names(page)) == ["写真.jpg", "台帳.xlsx"]
    assert not page.sheet.evidence.told.isVisible()


def test_a_picture_dropped_from_another_program_is_stored(page: CheckpointsPage, settle: Settle) -> None:
    mime = QMimeData()
    mime.setImageData(image())
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), copy, mime, buttons, keys)
    QApplication.sendEvent(page.sheet, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page.sheet, QDropEvent(QPointF(5, 5), copy, mime, buttons, keys))
    settle()
    assert names(page)[0].endswith(".png")


def test_the_keys_of_a_piece(
    page: CheckpointsPage, session: Session, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = page.sheet.evidence
    panel.take_in([put(tmp_path, "a.txt", b"one"), put(tmp_path, "b.txt", b"two")])
    settle()
    panel.chips[0].open.setFocus()
    qtbot.keyClick(panel.chips[0].open, Qt.Key.Key_Down)
    assert panel.chips[1].open.hasFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        panel.chips[1].open.setFocus()
        qtbot.keyClick(panel.chips[1].open, key)
        settle()
        (shown,) = (d for d in page.findChildren(EvidencePreview) if d.isVisible())
        assert shown.text.toPlainText() == "two"
        shown.reject()
        settle()
        page.activateWindow()
    panel.chips[1].open.setFocus()
    qtbot.waitUntil(panel.chips[1].open.hasFocus)
    qtbot.keyClick(panel.chips[1].open, Qt.Key.Key_F2)
    (facts,) = page.findChildren(EvidenceFactsDialog)
    facts.reject()
    settle()
    page.activateWindow()
    panel.chips[1].open.setFocus()
    qtbot.waitUntil(panel.chips[1].open.hasFocus)
    qtbot.keyClick(panel.chips[1].open, Qt.Key.Key_Delete)
    assert panel.reason.field.hasFocus()
    write(panel.reason.field, "誤り")
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert names(page) == ["a.txt"]


def test_many_pieces_are_shown_when_asked_for(
    page: CheckpointsPage, session: Session, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = page.sheet.evidence
    for number in range(24):
        file = put(tmp_path, f"写真{number:02}.txt", f"{number}".encode())
        changes = evidencing.attach(session.desk, *page.sheet.place, file)[0]
    session.took(changes)
    settle()
    assert (len(panel.chips), panel.rest.text()) == (20, "▸ ほか4件を表示")
    qtbot.mouseClick(panel.rest, Qt.MouseButton.LeftButton)
    assert len(panel.chips) == 24
    assert panel.chips[20].open.hasFocus()
    assert not panel.rest.isVisible()


def test_what_is_as_it_was_stays_as_it_stands(
    page: CheckpointsPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    panel = page.sheet.evidence
    panel.take_in([put(tmp_path, "写真.txt", b"one")])
    settle()
    before = list(panel.chips)
    page.sheet.read()
    settle()
    assert panel.chips == before


def test_taken_off_here_it_serves_elsewhere(
    page: CheckpointsPage, session: Session, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = page.sheet.evidence
    panel.take_in([put(tmp_path, "規程.txt", b"one")])
    settle()
    (piece,) = pieces(session, page)
    session.do(lambda desk: evidencing_uses.serve(desk, piece.evidence.id, [("A1-1-01", "")]))
    settle()
    assert panel.chips[0].others.text() == "ほか1か所で使用"
    panel.chips[0].acts["take_off"].trigger()
    assert "ほか1か所では引き続き使います" in panel.reason.sentence.text()
    write(panel.reason.field, "別の項目の規程")
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert names(page) == []
    assert "別の項目の規程" in panel.removed.accessibleName()
    show(page, "A1-1-01")
    settle()
    assert names(page) == ["規程.txt"]
    # Used here alone it can only be removed.
    assert "take_off" not in panel.chips[0].acts


def test_version_and_last_day_are_told_by_word_and_shape(
    page: CheckpointsPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    panel = page.sheet.evidence
    panel.take_in([put(tmp_path, "許可証.txt", b"one")])
    settle()
    (piece,) = pieces(session, page)
    today = session.desk.world.clock.today()
    for day, words, tone in (
        (today - timedelta(days=1), "■ 期限切れ", "nonconforming"),
        (today + timedelta(days=12), "▲ 期限まで12日", "partly"),
        (today, "▲ 本日が期限", "partly"),
        (today + timedelta(days=300), "有効期限", ""),
    ):
        session.do(lambda desk, day=day: evidencing_uses.set_facts(desk, piece.evidence.id, day, "", "延長"))  # type: ignore[misc]
        settle()
        assert panel.chips[0].expires.text().startswith(words)
        assert panel.chips[0].expires.property("tone") == tone
        assert words in panel.chips[0].open.accessibleDescription()
    newer = put(tmp_path, "許可証 更新.txt", b"two")
    session.do(lambda desk: evidencing_uses.replace_with(desk, piece.evidence.id, newer, "更新"))
    settle()
    assert names(page) == ["許可証 更新.txt"]
    assert (panel.chips[0].version.text(), panel.chips[0].version.isVisible()) == ("第2版", True)
    # What was replaced is no removed evidence: it is a version.
    assert not panel.removed_toggle.isVisible()
    panel.chips[0].acts["withdraw"].trigger()
    assert "許可証.txt" in panel.reason.sentence.text()
    write(panel.reason.field, "別の許可証")
    panel.reason.submit()
    settle()
    assert names(page) == ["許可証.txt"]
    assert "別の許可証" in panel.removed.accessibleName()
    assert "withdraw" not in panel.chips[0].acts


def test_a_large_file_waits_for_the_officer(
    page: CheckpointsPage, session: Session, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = page.sheet.evidence
    evidencing_files.set_warnings(session.desk, 1)
    panel.take_in([put(tmp_path, "録画.mp4", bytes(2 * 1024 * 1024)), put(tmp_path, "小.txt", b"small")])
    settle()
    assert names(page) == ["小.txt"]
    assert panel.offer.isVisible()
    assert "録画.mp4" in panel.offer.sentence.text()
    qtbot.keyClick(panel.offer.ways[0], Qt.Key.Key_Escape)
    assert not panel.offer.isVisible()
    assert len(evidencing.listing(session.desk)) == 1
    panel.take_in([tmp_path / "録画.mp4"])
    settle()
    qtbot.mouseClick(panel.offer.ways[0], Qt.MouseButton.LeftButton)
    settle()
    assert sorted(names(page)) == ["小.txt", "録画.mp4"]


def test_content_of_another_place_is_used_or_stored_separately(
    page: CheckpointsPage, session: Session, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = page.sheet.evidence
    evidencing.attach(session.desk, "A1-1-01", "", put(tmp_path, "規程.txt", b"one"))
    evidencing.attach(session.desk, "A1-1-01", "", put(tmp_path, "平面図.txt", b"two"))
    panel.take_in([put(tmp_path, "規程の控え.txt", b"one")])
    settle()
    assert names(page) == []
    assert "規程.txt" in panel.offer.sentence.text()
    qtbot.mouseClick(panel.offer.ways[0], Qt.MouseButton.LeftButton)
    settle()
    assert names(page) == ["規程.txt"]
    assert len(evidencing.listing(session.desk)) == 2
    panel.take_in([put(tmp_path, "平面図の控え.txt", b"two")])
    settle()
    qtbot.mouseClick(panel.offer.ways[1], Qt.MouseButton.LeftButton)
    settle()
    assert sorted(names(page)) == ["平面図の控え.txt", "規程.txt"]
    assert not panel.offer.isVisible()


def test_a_pasted_picture_that_is_there_already_can_be_stored_all_the_same(
    page: CheckpointsPage, session: Session, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = page.sheet.evidence
    QGuiApplication.clipboard().setImage(image())
    panel.paste_in()
    settle()
    show(page, "A1-1-01")
    settle()
    panel.paste_in()
    settle()
    assert panel.offer.isVisible()
    qtbot.mouseClick(panel.offer.ways[1], Qt.MouseButton.LeftButton)
    settle()
    assert len(names(page)) == 1
    assert len(evidencing.listing(session.desk)) == 2


def test_small_pictures_are_made_off_the_gui_thread(
    page: CheckpointsPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    panel = page.sheet.evidence
    made: list[str] = []
    panel._small.came.connect(made.append)
    broken = encoded("PNG")[:40]
    panel.take_in([put(tmp_path, "写真.png", encoded("PNG")), put(tmp_path, "途中.png", broken)])
    settle()
    (good,) = (p.evidence for p in pieces(session, page) if p.evidence.name == "写真.png")
    (bad,) = (p.evidence for p in pieces(session, page) if p.evidence.name == "途中.png")
    assert made == [good.sha256]
    small = panel._small.of(good)
    assert small is not None
    assert max(small.width(), small.height()) <= 192
    assert panel._small.of(bad) is None


def test_the_sheet_reads_only_its_place(
    page: CheckpointsPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> Changes:
        raise AssertionError("all evidence was read")

    monkeypatch.setattr(proofs, "pieces", never)
    answering.page(session.desk, *page.sheet.place)
