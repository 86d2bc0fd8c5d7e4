"""提出用フォルダー in the window: what is missing is told, it is built where the officer says, and opened."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.services import evidencing, handing_in
from app.services.handing_in import Part
from app.ui.history.words import differences
from app.ui.reports import hand_in
from app.ui.reports.hand_in import HandInDialog
from app.ui.reports.page import ReportsPage
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.ui.accessible import unnamed
from tests.ui.kinds import being

Settle = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path) -> HandInDialog:
    """Opened from the page with the button; evidence of two sites."""
    (tmp_path / "台帳 社外秘.xlsx").write_bytes(b"ledger")
    for site in session.sites:
        evidencing.attach(session.desk, "A4-4-04", site.id, tmp_path / "台帳 社外秘.xlsx")
    page = ReportsPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    settle()
    opener = next(b for b in page.findChildren(QPushButton) if b.text() == "提出用フォルダー…")
    qtbot.mouseClick(opener, LEFT)
    settle()
    found = being(HandInDialog, QApplication.activeModalWidget())
    found.put_into(tmp_path)
    return found


def only(dialog: HandInDialog, qtbot: QtBot, *parts: Part) -> None:
    """Tick these parts, with the keyboard."""
    for part, box in dialog.boxes.items():
        if box.isEnabled() and box.isChecked() != (part in parts):
            qtbot.keyClick(box, Qt.Key.Key_Space)


def test_what_would_be_written_and_what_is_missing_is_told(dialog: HandInDialog, qtbot: QtBot, tmp_path: Path) -> None:
    assert dialog.place.text() == str(tmp_path / "提出用_東湾送配電株式会社_2026年度上期")
    assert "「業務改善計画」は案のままです" in dialog.doubts.text()
    assert not dialog.boxes[Part.PROGRESS].isEnabled()
    assert not dialog.boxes[Part.PAPERS].isEnabled()
    only(dialog, qtbot, Part.EVIDENCE)
    assert "案のまま" not in dialog.doubts.text()
    assert "台帳 社外秘.xlsx" in dialog.doubts.text()
    assert dialog.total.text() == "目録を含めて5件。証跡と書面6 Bのほか、報告書"
    only(dialog, qtbot)
    assert not dialog.build_button.isEnabled()
    assert not unnamed(dialog)


def test_warnings_below_the_fold_are_counted_beside_the_button_and_led_to(
    dialog: HandInDialog, dressed: QApplication, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    theme().wear(mode="dark", zoom=200)
    speak(dressed, "en")
    low = HandInDialog(dialog._session, parent=dialog)
    low.put_into(tmp_path / ("深いフォルダー" * 4) / ("次のフォルダー" * 4))
    low.resize(1297, 729)
    low.show()
    settle()
    count = len(low.doubts.text().splitlines())
    assert count > 3
    assert low.warnings.text() == f"△ Look at the warnings: {count}"
    assert low.warnings.isVisible()
    assert low.rect().contains(low.warnings.mapTo(low, low.warnings.rect().bottomRight()))
    port = low._area.viewport()

    def seen() -> bool:
        return port.rect().contains(low.doubts.mapTo(port, low.doubts.rect().topLeft()))

    assert not seen()
    qtbot.keyClick(low.warnings, Qt.Key.Key_Space)
    assert seen()
    assert low._area.hasFocus()
    # The path has the whole line; its end tells the folder, its beginning the disk.
    assert low.place.width() > 0.9 * low.width()
    assert low.place.shown()[-6:] == low.place.text()[-6:]
    if folder := os.environ.get("SHADAN_SHOTS"):
        low.grab().save(str(Path(folder) / "hand-in-en-dark-200.png"))
    only(low, qtbot)
    assert not [line for line in low.doubts.text().splitlines() if "draft" in line]
    low.close()


def test_it_is_built_and_opened(
    dialog: HandInDialog,
    qtbot: QtBot,
    settle: Settle,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "提出").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "提出"))
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    only(dialog, qtbot, Part.EVIDENCE)
    qtbot.keyClick(dialog.archive, Qt.Key.Key_Space)
    qtbot.mouseClick(dialog.choose, LEFT)
    qtbot.mouseClick(dialog.build_button, LEFT)
    settle()
    folder = tmp_path / "提出" / "提出用_東湾送配電株式会社_2026年度上期"
    assert [path.name for path in (folder / "証跡").iterdir()] == ["A4-4-04_本店_001.xlsx"]
    assert folder.with_name(folder.name + ".zip").is_file()
    assert dialog.notice.words.text().startswith(f"作成しました: {folder}(5件、")
    qtbot.keyClick(dialog.open_button, Qt.Key.Key_Space)
    assert [url.toLocalFile() for url in opened] == [str(folder)]
    assert "officerが作成" in dialog.before.text()
    assert "その後の変更はありません。" in dialog.before.text()
    with session.desk.file.read() as work:
        entry = work.history.head()
    assert entry is not None
    told = {each.field: each.after for each in differences(entry, session.site_name)}
    assert (told["内容"], told["ファイル"], told["ZIPファイル"]) == ("証跡", "5", "はい")


@pytest.mark.parametrize("agreed", [True, False])
def test_one_that_is_there_is_replaced_only_when_asked(
    dialog: HandInDialog, qtbot: QtBot, settle: Settle, session: Session, monkeypatch: pytest.MonkeyPatch, agreed: bool
) -> None:
    asked: list[str] = []

    def answer(_title: str, words: str, *_rest: object) -> bool:
        asked.append(words)
        return agreed

    monkeypatch.setattr(hand_in, "agreed", answer)
    only(dialog, qtbot, Part.EVIDENCE)
    for _time in range(2):
        qtbot.mouseClick(dialog.build_button, LEFT)
        settle()
    assert asked == ["提出用_東湾送配電株式会社_2026年度上期は、この点検で前に作成したものです。置き換えますか。"]
    assert len(handing_in.former(session.desk)) == (2 if agreed else 1)


def test_somebody_elses_folder_is_refused_and_stays(dialog: HandInDialog, qtbot: QtBot, settle: Settle) -> None:
    dialog.target.mkdir()
    (dialog.target / "契約.docx").write_bytes(b"x")
    qtbot.mouseClick(dialog.build_button, LEFT)
    settle()
    assert "この点検で作成した提出用フォルダーではありません" in dialog.notice.words.text()
    assert [path.name for path in dialog.target.iterdir()] == ["契約.docx"]
    assert not dialog.open_button.isVisible()


def test_it_speaks_the_language_of_the_window(dialog: HandInDialog, dressed: QApplication, settle: Settle) -> None:
    speak(dressed, "en")
    settle()
    assert dialog.windowTitle() == "Hand-in folder (Authority)"
    assert dialog.boxes[Part.EVIDENCE].text() == "Evidence files"
    assert dialog.build_button.text() == "Build the folder"


def test_escape_stops_what_runs_and_leaves_nothing(
    dialog: HandInDialog, qtbot: QtBot, settle: Settle, session: Session, tmp_path: Path
) -> None:
    target = dialog.target
    qtbot.mouseClick(dialog.build_button, LEFT)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert not target.exists()
    assert not list(tmp_path.glob(".*.new*"))
    assert handing_in.former(session.desk) == ()
