"""The search of the window, by keyboard alone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import searching
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.workspace import Workspace
from tests.ui.window.shown import page

Settle = Callable[[], None]


def test_the_search_finds_and_goes_by_keyboard_alone(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = audit.header.search
    assert field.hasFocus()
    qtbot.keyClicks(field, "a4-4-0")
    qtbot.wait(200)
    settle()
    assert field.popup is not None
    assert field.popup.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not field.popup.isVisible()
    settle()
    assert page(audit).opened[-1].checkpoint == "A4-4-02"


def test_nothing_found_is_said_and_escape_closes(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    window.activateWindow()
    field = audit.header.search
    field.setFocus()
    qtbot.keyClicks(field, "zzzz")
    qtbot.wait(200)
    settle()
    assert field.popup is not None
    assert "zzzz" in field.popup.none.text()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.popup.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_site_that_is_found_is_chosen(audit: Workspace, settle: Settle) -> None:
    from app.ui.search import target

    found = searching_for(audit.session, "北営業")
    assert [hit.title for hit in found] == ["北営業所"]
    audit.session.go(target(found[0]))
    assert audit.session.site_name(audit.session.site) == "北営業所"


def searching_for(session: Session, text: str) -> list[searching.Found]:
    return [h for h in searching.search(session.desk, session.outline, text, "ja") if h.kind is searching.Kind.SITE]
