"""Evidence by drop, by dialog, opened, saved, removed."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services import evidencing
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.evidence.preview import EvidencePreview
from app.ui.session import Session
from app.ui.tasks import Task
from tests.ui.checkpoints.conftest import Settle, press, write
from tests.ui.tabbing import round_of

COPY = Qt.DropAction.CopyAction


def drop(widget: QWidget, paths: Sequence[Path]) -> bool:
    """Drag files over a widget and let go; whether they were taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), COPY, mime, buttons, keys)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), COPY, mime, buttons, keys))
    return enter.isAccepted()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three files, two of the same content."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, content in (("台帳抜粋.xlsx", b"one"), ("写真.jpg", b"two"), ("台帳の控え.xlsx", b"one")):
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


def names(page: CheckpointsPage) -> list[str]:
    return [chip.evidence.name for chip in page.sheet.evidence.chips]


def test_several_files_are_dropped_and_twins_told(
    page: CheckpointsPage, session: Session, settle: Settle, files: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "empty.pdf").touch()
    assert drop(page.sheet, [*files, tmp_path / "empty.pdf"])
    settle()
    assert sorted(names(page)) == ["写真.jpg", "台帳の控え.xlsx"]
    told = page.sheet.evidence.told.text()
    assert "台帳抜粋.xlsx" in told
    assert "empty.pdf" in told
    assert [e.site for e in evidencing.listing(session.desk)] == [session.sites[0].id] * 2


def test_files_dropped_on_the_remark_are_evidence_and_no_words(
    page: CheckpointsPage, settle: Settle, files: list[Path]
) -> None:
    assert drop(page.sheet.remark.viewport(), files[:1])
    settle()
    assert page.sheet.remark.text() == ""
    assert len(names(page)) == 1


def test_control_e_asks_for_files(
    page: CheckpointsPage, qtbot: QtBot, settle: Settle, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = ([str(file) for file in files[:2]], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: chosen)
    press(qtbot, page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(names(page)) == 2


def test_large_files_tell_their_progress(
    page: CheckpointsPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    begun: list[Task] = []
    told: list[tuple[int, int]] = []

    def begin(task: Task) -> None:
        begun.append(task)
        task.progress.connect(lambda _code, done, total: told.append((done, total)))

    session.tasks.busy.connect(begin)
    (tmp_path / "video.mp4").write_bytes(bytes(3 * 1024 * 1024))
    page.sheet.evidence.take_in([tmp_path / "video.mp4"])
    settle()
    assert len(begun) == 1
    # The chip tells it where it was done: no line stays above the status bar.
    assert begun[0].outcome == ""
    assert told[-1][0] == told[-1][1]


def test_files_go_to_the_place_they_were_dropped_at(
    page: CheckpointsPage, session: Session, settle: Settle, files: list[Path]
) -> None:
    place = page.sheet.place
    begun: list[Task] = []
    session.tasks.busy.connect(begun.append)
    drop(page.sheet, files[:1])
    session.choose_site(session.sites[1].id)
    settle()
    assert names(page) == []
    assert [(e.checkpoint, e.site) for e in evidencing.listing(session.desk)] == [place]
    # Who has gone elsewhere meanwhile is told in the line of the task.
    assert files[0].name in begun[0].outcome


def test_a_chip_tells_name_size_and_hash(page: CheckpointsPage, settle: Settle, files: list[Path]) -> None:
    drop(page.sheet, files[:1])
    settle()
    (chip,) = page.sheet.evidence.chips
    assert chip.evidence.sha256[:8] in chip.about.text()
    assert "3 B" in chip.about.text()
    assert chip.evidence.sha256 in chip.open.toolTip()
    assert chip.evidence.name in chip.open.accessibleName()


def test_evidence_is_opened_as_a_read_only_copy(
    page: CheckpointsPage, settle: Settle, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def launch(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", launch)
    drop(page.sheet, files[:1])
    settle()
    for _ in range(2):
        page.sheet.evidence.chips[0].acts["open"].trigger()
        settle()
    assert opened[0] == opened[1]
    assert opened[0].read_bytes() == files[0].read_bytes()
    assert not opened[0].stat().st_mode & 0o222
    assert opened[0].name == files[0].name
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    page.sheet.evidence.chips[0].acts["open"].trigger()
    settle()
    assert files[0].name in page.sheet.evidence.told.text()


def test_a_program_is_not_started_by_opening_evidence(
    page: CheckpointsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    (tmp_path / "回収確認.EXE").write_bytes(b"MZ")
    drop(page.sheet, [tmp_path / "回収確認.EXE"])
    settle()
    page.sheet.evidence.chips[0].acts["open"].trigger()
    settle()
    assert opened == []
    assert "起動しません" in page.sheet.evidence.told.text()


def test_evidence_is_saved_and_never_over_another_file(
    page: CheckpointsPage, settle: Settle, files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(page.sheet, files[:1])
    settle()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out.bin"), ""))
    page.sheet.evidence.chips[0].acts["save"].trigger()
    settle()
    assert (tmp_path / "out.bin").read_bytes() == files[0].read_bytes()
    page.sheet.evidence.chips[0].acts["save"].trigger()
    settle()
    assert "既に存在します" in page.sheet.evidence.told.text()


def test_removed_evidence_stays_readable_with_its_reason(
    page: CheckpointsPage,
    session: Session,
    qtbot: QtBot,
    settle: Settle,
    files: list[Path],
) -> None:
    drop(page.sheet, files[:1])
    settle()
    panel = page.sheet.evidence
    panel.chips[0].acts["remove"].trigger()
    assert panel.reason.field.hasFocus()
    write(panel.reason.field, "別の事業所の写真")
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert names(page) == []
    (kept,) = evidencing.listing(session.desk)
    assert kept.removed_reason == "別の事業所の写真"
    qtbot.mouseClick(panel.removed_toggle, Qt.MouseButton.LeftButton)
    assert panel.removed.isVisible()
    assert "別の事業所の写真" in panel.removed.accessibleName()
    panel.removed.setSelection(0, len(kept.name))
    assert panel.removed.selectedText() == kept.name
    panel.removed.linkActivated.emit(kept.id)
    (shown,) = page.findChildren(EvidencePreview)
    settle()
    assert shown.shown.sha256 == sha256(files[0].read_bytes()).hexdigest()
    shown.reject()
    settle()


def test_tab_comes_to_evidence_where_it_stands(
    page: CheckpointsPage, session: Session, settle: Settle, files: list[Path]
) -> None:
    assert drop(page.sheet, files)
    settle()
    panel, sheet = page.sheet.evidence, page.sheet
    sheet.remark.setFocus()
    came = round_of(page)
    pieces = [part for chip in panel.chips for part in (chip.open, chip.more)]
    order = [came.index(each) for each in (sheet.remark, *pieces, panel.add, page.back, page.next)]
    assert order == sorted(order)
