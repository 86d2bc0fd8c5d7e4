"""The list of components, and the texts of the chosen one: narrowed, looked through, by keys and by clicks."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.errors import UserError
from app.services import licences
from app.services.licences import Notices
from app.ui.dialogs.about import AboutDialog
from app.ui.dialogs.licences import LicencesDialog
from app.ui.main_window import MainWindow
from app.ui.style.theme import theme
from app.ui.tasks import Tasks
from app.ui.translator import speak
from tests.ui.accessible import unnamed
from tests.ui.heartbeat import watch

Settle = Callable[[], None]


@pytest.fixture
def parent(dressed: QApplication) -> Iterator[QWidget]:
    parent = QWidget()
    yield parent
    parent.close()
    parent.deleteLater()


@pytest.fixture
def dialog(parent: QWidget, tasks: Tasks, qtbot: QtBot) -> Iterator[LicencesDialog]:
    dialog = LicencesDialog(bootstrap.notices, tasks, parent)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.table.listing.rows))
    yield dialog
    dialog.reject()


def _names(dialog: LicencesDialog) -> list[str]:
    return [component.name for component in dialog.table.listing.rows]


def test_the_program_itself_comes_first_with_its_licence(dialog: LicencesDialog) -> None:
    assert _names(dialog)[0] == "Shadan"
    assert dialog.table.current_key() == "Shadan"
    assert "MIT License" in dialog.text.toPlainText()
    whole = len(bootstrap.notices().components)
    assert dialog.count.text() == f"{whole}件中{whole}件"


def test_words_narrow_the_list_and_the_text_follows(dialog: LicencesDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.filter, "lgpl pyside")
    assert set(_names(dialog)) == {"pyside6-essentials", "Qt"}
    assert dialog.table.current_key() == "pyside6-essentials"
    # What the licence asks for stands first.
    assert "差し替え" in dialog.text.toPlainText()
    dialog.text.whole()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in dialog.text.toPlainText()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.text.toPlainText().startswith("Qt  ")
    qtbot.mouseClick(dialog.filter.wipe, Qt.MouseButton.LeftButton)
    assert dialog.table.current_key() == "Qt"


def test_words_that_nothing_has_leave_no_text(dialog: LicencesDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.filter, "zzzz")
    assert _names(dialog) == []
    assert dialog.text.toPlainText() == ""
    assert not dialog.on.isEnabled()


def test_the_chosen_text_is_looked_through_by_keys(dialog: LicencesDialog, qtbot: QtBot) -> None:
    dialog.table.choose("Qt")
    qtbot.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert dialog.words.hasFocus()
    qtbot.keyClicks(dialog.words, "written offer")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert dialog.text.textCursor().selectedText() == "Written offer"
    assert dialog.isVisible()
    first = dialog.text.textCursor().position()
    # It is there in GPL-3.0, too, and after the last comes the first again.
    seen = []
    for _turn in range(30):
        qtbot.keyClick(dialog, Qt.Key.Key_F3)
        seen.append(dialog.text.textCursor().position())
        if seen[-1] == first:
            break
    assert len(seen) > 1
    assert seen[-1] == first
    qtbot.keyClick(dialog, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.text.textCursor().position() == seen[-2]


def test_what_is_not_in_the_text_is_said(dialog: LicencesDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.words, "zzzz")
    qtbot.mouseClick(dialog.on, Qt.MouseButton.LeftButton)
    assert dialog.problem.text() == "この本文には見つかりません。"
    qtbot.keyClick(dialog.words, Qt.Key.Key_Backspace)
    assert dialog.problem.isHidden()
    dialog.words.setText("warranty")
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    assert dialog.text.textCursor().selectedText().casefold() == "warranty"


@pytest.mark.heartbeat
def test_the_longest_texts_do_not_hold_the_window_up(dialog: LicencesDialog, qtbot: QtBot) -> None:
    notices = bootstrap.notices()
    longest = sorted(notices.components, key=lambda component: len(licences.whole(notices, component)))[-3:]
    assert len(licences.whole(notices, longest[-1])) > 150_000
    with watch() as heartbeat:
        for component in longest:
            dialog.table.choose(component.name)
            qtbot.waitUntil(lambda: dialog.text.complete)
            assert dialog.text.toPlainText() == licences.whole(notices, component)
            assert dialog.text.textCursor().position() == 0
    heartbeat.calm()


def test_missing_notices_are_told(parent: QWidget, tasks: Tasks, qtbot: QtBot) -> None:
    def none() -> Notices:
        raise UserError("notices_missing")

    dialog = LicencesDialog(none, tasks, parent)
    dialog.open()
    qtbot.waitUntil(lambda: "導入し直して" in dialog.problem.text())
    assert _names(dialog) == []
    dialog.reject()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_speaks_both_languages_and_names_everything(
    dialog: LicencesDialog, dressed: QApplication, language: str
) -> None:
    speak(dressed, language)
    dressed.processEvents()
    assert unnamed(dialog) == []
    titles = [column.title() for column in dialog.table.listing.columns]
    assert (
        titles
        == {
            "ja": ["部品", "版", "ライセンス", "対象"],
            "en": ["Component", "Version", "Licence", "Shipped for"],
        }[language]
    )
    assert dialog.windowTitle() == {"ja": "ライセンス", "en": "Licences"}[language]


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_about_box_shows_its_lines_whole(
    parent: QWidget, dressed: QApplication, settle: Settle, zoom: int, language: str
) -> None:
    theme().wear(zoom=zoom, mode="light")
    speak(dressed, language)
    dialog = AboutDialog("2026.2", parent)
    dialog.open()
    settle()
    for line in (dialog.form.version, dialog.form.purpose, dialog.form.terms):
        assert line.height() >= line.heightForWidth(line.width()), line.text()
    dialog.reject()


def test_the_about_box_leads_to_it(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window._do("about")
    settle()
    (about,) = window.findChildren(AboutDialog)
    qtbot.mouseClick(about.form.licences, Qt.MouseButton.LeftButton)
    (dialog,) = about.findChildren(LicencesDialog)
    qtbot.waitUntil(lambda: bool(dialog.table.listing.rows))
    dialog.reject()
    about.reject()
    settle()
