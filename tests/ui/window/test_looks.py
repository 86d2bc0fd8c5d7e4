"""The window in another language, with other colours, larger letters, on a small screen."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.ui.main_window import MainWindow
from app.ui.registry import pages
from app.ui.review.card import KEYS
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.workspace import Workspace
from tests.ui.accessible import unnamed
from tests.ui.window.shown import page, rows

Settle = Callable[[], None]


def test_the_language_is_switched_while_the_audit_is_open(
    window: MainWindow, audit: Workspace, settle: Settle, settings: Settings
) -> None:
    before = page(audit).words
    window.menus.actions["language_en"].trigger()
    settle()
    assert window.menus.actions["new"].text() == "&New audit…"
    assert rows(audit)["overview"].text == "Overview"
    assert rows(audit)["A4-4"].text == "(4) Management of terminals"
    assert audit.header.search.accessibleName() == "Search"
    assert page(audit).words > before
    assert settings.text("language") == "en"
    window.menus.actions["language_ja"].trigger()
    settle()
    assert rows(audit)["overview"].text == "概況"


def test_the_colours_are_switched_and_remembered(window: MainWindow, audit: Workspace, settings: Settings) -> None:
    window.menus.actions["mode_dark"].trigger()
    assert theme().dark
    assert settings.text("mode") == "dark"
    picture = audit.navigation.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, picture.height() - 4).lightness() < 60
    window.menus.actions["mode_light"].trigger()
    picture = audit.navigation.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, picture.height() - 4).lightness() > 200


def test_the_text_grows_by_keys_up_to_twice(window: MainWindow, audit: Workspace, qtbot: QtBot) -> None:
    height = audit.header.height()
    for _ in range(12):
        qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme().zoom == 200
    assert audit.header.sizeHint().height() > 1.6 * height
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert theme().zoom == 190
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme().zoom == 100


def test_the_menus_grow_where_the_system_has_a_font_of_its_own_for_them(window: MainWindow, settle: Settle) -> None:
    own = QFont(QApplication.font())
    own.setPixelSize(14)
    window.choose_look(zoom=200)
    # As a theme of the desktop does at any time.
    for kind in ("QMenuBar", "QMenu"):
        QApplication.setFont(own, kind)  # type: ignore[arg-type]
    settle()
    assert window.menuBar().font().pixelSize() == 28
    assert window.menus.edit.font().pixelSize() == 28


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_everything_stays_within_a_small_screen(
    window: MainWindow, audit: Workspace, settle: Settle, zoom: int
) -> None:
    window.choose_look(zoom=zoom)
    window.resize(1024, 768)
    settle()
    assert (window.width(), window.height()) == (1024, 768)
    assert audit.navigation.narrow
    for widget in (audit.header.site, audit.header.search, audit.header.count, audit.navigation):
        corner = widget.mapTo(window, QPoint(widget.width(), widget.height()))
        assert widget.isVisible()
        assert corner.x() <= window.width()
    assert audit.header.count.width() >= audit.header.count.sizeHint().width()
    assert audit.header.site.width() >= theme().px(80)
    rail = [audit.navigation._menu, *audit.navigation._buttons.values()]
    for above, below in pairwise(rail):
        assert above.geometry().bottom() < below.geometry().top(), "one icon hides the next"
    assert rail[-1].mapTo(audit.navigation, QPoint(0, rail[-1].height())).y() <= audit.navigation.height()


def is_narrow(workspace: Workspace) -> bool:
    return workspace.navigation.narrow


def test_the_navigation_becomes_icons_and_opens_for_one_choice(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    window.resize(1024, 768)
    settle()
    rail = audit.navigation
    assert is_narrow(audit)
    assert rail._buttons["history"].toolTip() == "履歴"
    qtbot.mouseClick(rail._buttons["history"], Qt.MouseButton.LeftButton)
    settle()
    assert audit.session.here is not None
    assert audit.session.here.page == "history"
    qtbot.mouseClick(rail._menu, Qt.MouseButton.LeftButton)
    assert not is_narrow(audit)
    rail.tree.choose(rail._items["overview"])
    assert is_narrow(audit)
    window.resize(1300, 800)
    settle()
    assert not is_narrow(audit)


def test_the_icons_wear_what_the_window_wore_while_they_were_not_seen(
    window: MainWindow, audit: Workspace, settle: Settle
) -> None:
    rail = audit.navigation
    for mode in ("light", "dark"):
        window.resize(1300, 800)
        window.choose_look(mode=mode)
        settle()
        assert not is_narrow(audit)
        window.resize(1024, 768)
        settle()
        assert is_narrow(audit)
        for entry in pages():
            assert rail._buttons[entry.id].icon().cacheKey() == theme().icon(entry.icon).cacheKey()
    window.choose_look(mode="light")
    assert rail._menu.icon().cacheKey() == theme().icon("menu").cacheKey()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_letters_of_menus_are_unique(window: MainWindow, audit: Workspace, language: str, settle: Settle) -> None:
    window.choose_language(language)
    settle()
    menus = [each for each in window.findChildren(QMenu) if each.title()]
    groups = [[each.text() for each in window.menuBar().actions()]]
    groups += [[each.text() for each in menu.actions() if each.text()] for menu in menus if menu.actions()]
    for texts in groups:
        letters = [found[1].lower() for text in texts if (found := re.search(r"&([^&])", text.replace("&&", "")))]
        assert sorted(letters) == sorted(set(letters)), texts
    assert all("&" in text for text in groups[0])


def test_the_signs_of_the_search_grow_with_the_text(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    field = audit.header.search
    small = field.lens.width()
    window.choose_look(zoom=200)
    settle()
    assert field.lens.width() == 2 * small
    assert field.rect().contains(field.lens.geometry())
    field.setText("a4")
    assert field.wipe.isVisible()
    qtbot.mouseClick(field.wipe, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not field.wipe.isVisible()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [1360, 1024])
def test_everything_that_takes_focus_has_a_name(
    window: MainWindow, audit: Workspace, settle: Settle, language: str, width: int
) -> None:
    window.choose_language(language)
    window.resize(width, 768)
    settle()
    window.show_error(UserError("disk_full", file="x"))
    audit.banner.details.click()
    assert unnamed(window) == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_start_screen_has_names_too(window: MainWindow, audit: Workspace, settle: Settle, language: str) -> None:
    window.close_audit()
    window.choose_language(language)
    settle()
    assert window.start.recents
    assert unnamed(window) == []


def test_no_two_acts_of_the_window_share_their_keys(window: MainWindow, audit: Workspace) -> None:
    keys = [key.toString() for act in window.findChildren(QAction) for key in act.shortcuts()]
    keys += list(KEYS)
    assert sorted(keys) == sorted(set(keys))
