"""自社追加分 as an officer sees it: a file is told before it is taken in, values are set, the window follows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services import auditing, overlaying
from app.services.ports import World
from app.ui import files
from app.ui.dialogs import own_part
from app.ui.dialogs.ask import AskText
from app.ui.dialogs.own_part import OwnPartDialog
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.settings import Settings
from tests.desk import begun
from tests.services.test_overlaying import OWN, file
from tests.ui.accessible import unnamed
from tests.ui.typing_keys import type_over

Settle = Callable[[], None]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked; the answer is to go on."""
    told: list[str] = []

    def agree(title: str, words: str, stay: str, go_on: str, parent: QWidget) -> bool:
        told.append(words)
        return True

    monkeypatch.setattr(own_part, "agreed", agree)
    return told


@pytest.fixture
def dialog(session: Session, settings: Settings, settle: Settle, qtbot: QtBot) -> Iterator[OwnPartDialog]:
    parent = QWidget()
    dialog = OwnPartDialog(session, settings, parent)
    dialog.open()
    settle()
    yield dialog
    dialog.close()
    parent.deleteLater()


def click(qtbot: QtBot, dialog: OwnPartDialog, name: str) -> None:
    qtbot.mouseClick(getattr(dialog.form, name), Qt.MouseButton.LeftButton)


def answer(dialog: OwnPartDialog, qtbot: QtBot, settle: Settle, text: str) -> None:
    """Type into the question on top, and press Enter."""
    ask = [each for each in dialog.findChildren(AskText) if each.isVisible()][-1]
    type_over(ask.form.answer, text)
    qtbot.mouseClick(ask.form.ok, Qt.MouseButton.LeftButton)
    settle()


def test_a_file_is_told_before_it_is_taken_in(
    dialog: OwnPartDialog,
    session: Session,
    asked: list[str],
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not dialog.form.remove.isEnabled()
    path = file(tmp_path, OWN)
    monkeypatch.setattr(files, "ask_open", lambda *_: path)
    click(qtbot, dialog, "take")
    settle()
    assert "追加する自社の確認事項: A1-1-C01, A4-4-C01" in asked[0]
    assert dialog.changed
    rows = [(e.kind, e.checkpoint) for e in dialog.entries.listing.rows]
    assert rows == [("own", "A4-4-C01"), ("own", "A1-1-C01"), ("note", "A4-4-02"), ("hidden", "A3-4-01")]
    assert "A4-4-C01" in {c.id for c in session.outline.checkpoints}
    assert not list(unnamed(dialog))
    # And out again, with a reason.
    dialog.entries.selectRow(0)
    click(qtbot, dialog, "remove")
    answer(dialog, qtbot, settle, "見直しのため")
    assert dialog.entries.listing.rows == []
    assert "なくなる自社の確認事項" in dialog.form.problem.text()


def test_a_bad_file_is_said_and_nothing_is_asked(
    dialog: OwnPartDialog, asked: list[str], settle: Settle, tmp_path: Path
) -> None:
    dialog.take_file(file(tmp_path, OWN.replace("A4-4-C01", "A9-9-C01")))
    settle()
    assert asked == []
    assert "項目 A9-9" in dialog.form.problem.text()
    assert not dialog.changed


def test_values_are_set_and_taken_back(dialog: OwnPartDialog, session: Session, qtbot: QtBot, settle: Settle) -> None:
    assert dialog.values.choose("研修の間隔")
    assert not dialog.form.clear.isEnabled()
    click(qtbot, dialog, "change")
    answer(dialog, qtbot, settle, "6か月")
    assert "全員6か月以内に" in session.catalogue.checkpoint("A3-5-06").question.ja
    assert dialog.form.clear.isEnabled()
    click(qtbot, dialog, "clear")
    settle()
    assert "全員1年以内に" in session.catalogue.checkpoint("A3-5-06").question.ja
    click(qtbot, dialog, "addValue")
    answer(dialog, qtbot, settle, "巡回の間隔")
    answer(dialog, qtbot, settle, "毎週")
    assert session.catalogue.values["巡回の間隔"] == "毎週"


def test_a_template_is_written(
    dialog: OwnPartDialog, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "ask_save", lambda *_: tmp_path / "ひな形.xlsx")
    click(qtbot, dialog, "save_template")
    settle()
    assert (tmp_path / "ひな形.xlsx").stat().st_size > 1_000
    assert "ひな形.xlsx" in dialog.form.problem.text()


def test_the_window_shows_the_new_checkpoints(
    window: MainWindow, world: World, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    desk = begun(world, tmp_path)
    path = Path(desk.file.location)
    desk.file.close()
    window.open_file(path)
    settle()
    window.menus.actions["own_part"].trigger()
    settle()
    (dialog,) = window.findChildren(OwnPartDialog)
    assert window.session is not None
    before = window.session
    overlaying.take(before.desk, file(tmp_path, OWN))
    dialog.changed = True
    qtbot.mouseClick(dialog.form.close, Qt.MouseButton.LeftButton)
    settle()
    assert window.session is not None
    assert window.session is not before
    assert "A4-4-C01" in {c.id for c in auditing.outline(window.session.desk).checkpoints}
