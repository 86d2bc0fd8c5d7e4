"""提出用フォルダーの照合 in the window: what is whole, changed, missing or added is told; it can be stopped."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.i18n import gettext_in
from app.services import evidencing, handing_in
from app.services.handing_in import Checked, Part
from app.services.ports import Progress
from app.ui.reports.hand_in_check import HandInCheckDialog
from app.ui.reports.page import ReportsPage
from app.ui.session import Session
from app.ui.translator import speak
from tests.ui.accessible import unnamed
from tests.ui.kinds import being

Settle = Callable[[], None]
PROOF = "証跡/A4-4-04_本店_001.txt"


@pytest.fixture
def folder(session: Session, tmp_path: Path) -> Path:
    """A hand-in folder of this audit."""
    (tmp_path / "台帳.txt").write_bytes(b"ledger")
    evidencing.attach(session.desk, "A4-4-04", session.sites[0].id, tmp_path / "台帳.txt")
    out = tmp_path / "提出"
    handing_in.build(session.desk, out, bootstrap.render, gettext_in, parts=frozenset({Part.EVIDENCE}))
    return out


@pytest.fixture
def dialog(
    session: Session, qtbot: QtBot, settle: Settle, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> HandInCheckDialog:
    """Opened from the page with the keyboard; the system's dialog gives the folder."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(folder))
    page = ReportsPage(session)
    qtbot.addWidget(page)
    page.show()
    settle()
    opener = next(b for b in page.findChildren(QPushButton) if b.text() == "提出用フォルダーの照合…")
    qtbot.keyClick(opener, Qt.Key.Key_Space)
    return being(HandInCheckDialog, QApplication.activeModalWidget())


def check(dialog: HandInCheckDialog, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClick(dialog.choose, Qt.Key.Key_Space)
    settle()


def shown(dialog: HandInCheckDialog) -> list[str]:
    return [dialog.differing.item(row).text() for row in range(dialog.differing.count())]


def test_nothing_is_said_before_a_folder_is_chosen(dialog: HandInCheckDialog) -> None:
    assert dialog.place.text() == "(未選択)"
    for part in (dialog.verdict, dialog.counts, dialog.built, dialog.differing, dialog.copy):
        assert not part.isVisible()
    assert not unnamed(dialog)


def test_a_folder_that_is_whole_is_told_with_when_it_was_built(
    dialog: HandInCheckDialog, qtbot: QtBot, settle: Settle, folder: Path
) -> None:
    check(dialog, qtbot, settle)
    assert dialog.place.text() == str(folder)
    assert dialog.verdict.text() == "○ 作成時のまま"
    assert dialog.counts.text().startswith("作成時のままのファイル: 4件")
    assert "officerが作成" in dialog.built.text()
    assert not dialog.differing.isVisible()
    assert not unnamed(dialog)


def test_what_is_not_as_it_was_is_told_and_copied(
    dialog: HandInCheckDialog, qtbot: QtBot, settle: Settle, folder: Path, dressed: QApplication
) -> None:
    (folder / PROOF).write_bytes(b"other")
    (folder / "00_目録.csv").unlink()
    (folder / "余分.txt").write_bytes(b"x")
    check(dialog, qtbot, settle)
    assert dialog.verdict.text() == "× 作成時と相違あり"
    lines = shown(dialog)
    assert lines == [f"× 変更: {PROOF}", "－ 欠落: 00_目録.csv", "＋ 一覧にない: 余分.txt"]
    assert dialog.differing.hasFocus()
    qtbot.keyClick(dialog.copy, Qt.Key.Key_Space)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied == [str(folder), dialog.verdict.text(), dialog.counts.text(), dialog.built.text(), *lines]
    speak(dressed, "en")
    settle()
    assert dialog.verdict.text() == "× The folder is not as it was built"
    assert shown(dialog)[0] == f"× changed: {PROOF}"


def test_one_that_another_audit_built_is_told(
    dialog: HandInCheckDialog, qtbot: QtBot, settle: Settle, folder: Path
) -> None:
    index = folder / "SHA256SUMS.txt"
    (folder / "00_目録.csv").unlink()
    index.write_text("".join(line for line in index.read_text("utf-8").splitlines(True) if "目録.csv" not in line))
    check(dialog, qtbot, settle)
    assert dialog.verdict.text() == "○ 作成時のまま"
    assert dialog.built.text().startswith("× この点検で作成したものではない")


def test_what_is_no_hand_in_folder_is_refused(
    dialog: HandInCheckDialog, qtbot: QtBot, settle: Settle, folder: Path
) -> None:
    check(dialog, qtbot, settle)
    shutil.rmtree(folder)
    check(dialog, qtbot, settle)
    assert dialog.notice.words.text().startswith("提出 が見つかりません")
    assert not dialog.verdict.isVisible()
    assert dialog.choose.hasFocus()


@pytest.mark.parametrize("key", ["stop", "escape"])
def test_a_check_is_stopped(
    dialog: HandInCheckDialog, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    checking, asked = handing_in.check, threading.Event()

    def slowly(folder: Path, progress: Progress | None = None) -> Checked:
        asked.wait(20)
        return checking(folder, progress)

    monkeypatch.setattr(handing_in, "check", slowly)
    qtbot.keyClick(dialog.choose, Qt.Key.Key_Space)
    assert not dialog.choose.isEnabled()
    if key == "stop":
        assert dialog.progress.stop.hasFocus()
        qtbot.keyClick(dialog.progress.stop, Qt.Key.Key_Space)
        asked.set()
        settle()
        assert not dialog.verdict.isVisible()
        assert dialog.choose.isEnabled()
        assert dialog.notice.words.text() == "照合を中止しました。"
    else:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        asked.set()
        settle()
        assert QApplication.activeModalWidget() is None


def test_the_archive_beside_it_is_checked_as_well(
    dialog: HandInCheckDialog,
    qtbot: QtBot,
    settle: Settle,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "別"
    parts = frozenset({Part.EVIDENCE})
    handing_in.build(session.desk, out, bootstrap.render, gettext_in, parts=parts, archive=True)
    archive = str(tmp_path / "別.zip")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (archive, ""))
    qtbot.keyClick(dialog.choose_zip, Qt.Key.Key_Space)
    settle()
    assert dialog.place.text() == archive
    assert dialog.verdict.text() == "○ 作成時のまま"
    assert "officerが作成" in dialog.built.text()
    Path(archive).write_bytes(b"PK")
    qtbot.keyClick(dialog.choose_zip, Qt.Key.Key_Space)
    settle()
    assert "ZIPファイルとして最後まで読めません" in dialog.notice.words.text()
    assert not dialog.verdict.isVisible()
