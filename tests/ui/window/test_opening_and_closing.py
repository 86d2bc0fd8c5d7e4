"""The window: audits are opened, closed, dropped, backed up; what cannot be opened is a sentence."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.audit import COMPANY
from app.domain.grades import Level, Verdict
from app.errors import UserError
from app.services import answering, auditing
from app.services.ports import World
from app.storage.sqlite_file import SqliteFile
from app.ui import files
from app.ui.main_window import MainWindow
from app.ui.session import Target
from app.ui.settings import Settings
from app.ui.workspace import Workspace
from tests.ui.window.shown import page

Settle = Callable[[], None]


def test_an_audit_is_opened_and_its_facts_are_always_in_sight(window: MainWindow, audit: Workspace, file: Path) -> None:
    assert audit.header.name.text() == "東湾送配電株式会社  2026年度上期"
    assert window.file_label.text() == str(file)
    assert window.as_of.text() == "基準日 2026年9月30日(令和8年)"
    assert [audit.header.site.itemText(n) for n in range(audit.header.site.count())] == ["本店", "北営業所"]
    total = audit.session.tally_here()
    assert audit.header.count.text() == f"この事業所 0 / {total.total} 回答済"
    assert f"0 / {audit.session.outline.total().total} 回答済" in audit.header.count.toolTip()


def test_closing_gives_the_file_free_and_the_start_screen_lists_it(
    window: MainWindow, audit: Workspace, file: Path, world: World, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.closed):
        window.menus.actions["close"].trigger()
    desk = auditing.open_audit(world, file)
    desk.file.close()
    card = window.start.recents[0]
    assert card.told["organisation"] == "東湾送配電株式会社"
    assert card.told["answered"] == "0"
    assert not window.menus.actions["close"].isEnabled()


def test_it_is_reopened_on_the_same_checkpoint_and_site(
    window: MainWindow, audit: Workspace, file: Path, settle: Settle
) -> None:
    session = audit.session
    checkpoint = [c for c in session.outline.checkpoints if c.level is Level.SITE][3].id
    other = session.sites[1].id
    session.choose_site(other)
    session.go(Target("checkpoints", checkpoint=checkpoint))
    settle()
    window.close_audit()
    window.start.recents[0].click()
    settle()
    assert window.session is not None
    assert window.session is not session
    assert window.session.site == other
    assert window.workspace is not None
    assert page(window.workspace).opened[-1].checkpoint == checkpoint


def test_the_place_is_remembered_at_once_and_not_at_the_end(
    audit: Workspace, file: Path, settings: Settings, settle: Settle
) -> None:
    checkpoint = audit.session.outline.checkpoints[7].id
    audit.session.go(Target("checkpoints", checkpoint=checkpoint))
    settle()
    # As another start after a crash would find it.
    assert Settings().last_place(file) == (checkpoint, audit.session.site)


def test_a_page_that_holds_something_back_keeps_the_audit_open(window: MainWindow, audit: Workspace) -> None:
    page(audit).may_leave = False
    assert not window.close_audit()
    assert window.session is audit.session
    assert not window.close()
    page(audit).may_leave = True


def test_what_was_asked_for_is_written_before_the_file_is_closed(
    window: MainWindow, audit: Workspace, file: Path, world: World
) -> None:
    session = audit.session
    company = [c for c in session.outline.checkpoints if c.level is Level.COMPANY][:5]
    for checkpoint in company:
        session.do(
            partial(answering.record_answer, checkpoint_id=checkpoint.id, site_id=COMPANY, verdict=Verdict.CONFORMING)
        )
    assert window.close_audit()
    desk = auditing.open_audit(world, file)
    assert auditing.outline(desk).total().answered == 5
    desk.file.close()


def test_a_file_that_can_only_be_read_says_so_before_the_first_answer(
    window: MainWindow, file: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteFile, "refusal", property(lambda held: UserError("audit_read_only", file=file.name)))
    window.open_file(file)
    settle()
    assert window.workspace is not None
    assert "書き込めません" in window.workspace.banner.text.text()


def test_a_file_that_cannot_be_closed_does_not_keep_the_window_open(
    window: MainWindow, audit: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = audit.session.close

    def pulled_out() -> None:
        close()
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(audit.session, "close", pulled_out)
    assert window.close_audit()
    assert window.session is None
    settle()
    assert window.start.banner.isVisible()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_file_that_cannot_be_opened_is_a_sentence_on_the_start_screen(
    window: MainWindow, tmp_path: Path, settle: Settle, language: str
) -> None:
    window.choose_language(language)
    foreign = tmp_path / "写真.shadan"
    foreign.write_bytes(b"\xff\xd8\xff" * 100)
    window.open_file(foreign)
    settle()
    assert window.workspace is None
    assert window.start.banner.isVisible()
    assert "写真.shadan" in window.start.banner.text.text()
    assert all(button.isEnabled() for button in window.start.buttons.values())


def test_a_locked_file_names_who_has_it(window: MainWindow, file: Path, world: World, settle: Settle) -> None:
    held = auditing.open_audit(world, file)
    window.open_file(file)
    settle()
    held.file.close()
    assert "officer" in window.start.banner.text.text()


def test_a_missing_recent_file_is_grey_and_can_be_found_again(
    window: MainWindow, audit: Workspace, file: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.close_audit()
    moved = file.rename(file.with_name("移動先.shadan"))
    # As when one comes back to the window.
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    settle()
    card = window.start.recents[0]
    assert not card.there
    assert "見つかりません" in card.accessibleName()
    monkeypatch.setattr(files, "ask_open", lambda *_: moved)
    card.click()
    settle()
    assert window.workspace is not None
    assert [Path(told["file"]).name for told in window.settings.recent()] == ["移動先.shadan"]


def test_an_audit_is_dropped_onto_the_window(window: MainWindow, file: Path, settle: Settle) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(drop)
    settle()
    assert window.workspace is not None


def test_a_backup_is_made_and_restored_from_the_menus(
    window: MainWindow, audit: Workspace, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "控え"
    folder.mkdir()
    monkeypatch.setattr(files, "ask_folder", lambda *_: folder)
    window.menus.actions["backup"].trigger()
    settle()
    (copy,) = folder.glob("*.shadan")
    assert str(copy) in window.task_bar.lines()[0].words.text()
    monkeypatch.setattr(files, "ask_open", lambda *_: copy)
    monkeypatch.setattr(files, "ask_save", lambda *_: tmp_path / "戻した")
    window.menus.actions["restore"].trigger()
    settle()
    assert window.file_label.text() == str(tmp_path / "戻した.shadan")
