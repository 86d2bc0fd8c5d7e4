"""The import wizard tells, and asks, whether a file is a newer version of the ledger or another part of it."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import ledgers
from app.ui.ledgers.imports import ImportsDialog
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.translator import speak
from app.ui.wizards.ledger_import import LedgerImportWizard
from tests.ui.ledgers.conftest import terminal
from tests.ui.ledgers.importing import COMMIT, LISTS, Book, Settle, go, pick_in, stored, to_check


def bring(session: Session, book: Book, name: str, *numbers: int) -> None:
    ledgers.import_batch(session.desk, "terminals", book([terminal(n) for n in numbers], name))


def picture(wizard: LedgerImportWizard, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        wizard.resize(theme().px(1100), theme().px(760))
        wizard.grab().save(str(Path(folder) / f"{name}.png"))


def wait(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle) -> None:
    settle()
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()


def test_the_file_of_another_region_is_told_and_takes_nothing_away(
    session: Session, wizard: LedgerImportWizard, book: Book, qtbot: QtBot, settle: Settle
) -> None:
    bring(session, book, "本店.xlsx", *range(1, 9))
    to_check(wizard, qtbot, settle, book([terminal(n) for n in range(101, 107)], "営業所.xlsx"))
    page = wizard.check_page
    panel = page.parts
    assert panel.isVisible()
    assert panel.title.text() == "前からの台帳との関係"
    assert panel.hint.text() == "前からの8台のうち、このファイルにもあるものは0台です(本店.xlsx)。"
    assert (panel.newer.isChecked(), panel.further.isChecked()) == (False, True)
    assert panel.newer.text() == "前回の台帳の新しい版(載っていない8台は消滅とする)"
    assert panel.further.text() == "台帳の別の部分(前からの8台は残す)"
    assert not panel.box.isVisible()
    assert "前からの8台は、別のファイルのものとして残しました。" in page.differences.text()
    assert page.counts.told("gone") == 0
    picture(wizard, "part")
    # All numbered anew: the officer says so, and sees what comes of it before anything is stored.
    qtbot.mouseClick(panel.newer, Qt.MouseButton.LeftButton)
    wait(wizard, qtbot, settle)
    assert page.counts.told("gone") == 8
    assert panel.newer.hasFocus()
    qtbot.keyClick(panel.newer, Qt.Key.Key_Down)
    wait(wizard, qtbot, settle)
    assert page.counts.told("gone") == 0
    assert panel.further.isChecked()
    assert panel.further.hasFocus()
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.draft.result is not None)
    assert stored(session) == 14


def test_where_the_keys_do_not_tell_nothing_is_imported_before_it_is_said(
    session: Session, wizard: LedgerImportWizard, book: Book, qtbot: QtBot, settle: Settle
) -> None:
    bring(session, book, "本店.xlsx", *range(1, 13))
    to_check(wizard, qtbot, settle, book([terminal(n) for n in (1, 2, *range(101, 111))], "営業所.xlsx"))
    page = wizard.check_page
    panel = page.parts
    assert panel.title.text() == "このファイルは、前回の台帳の新しい版ですか、台帳の別の部分ですか"
    assert not panel.newer.isChecked()
    assert not panel.further.isChecked()
    assert page.reason.text() == "このファイルが前回の台帳の新しい版か、台帳の別の部分かを、先に選んでください。"
    assert not wizard.press(COMMIT).isEnabled()
    assert wizard.draft.replaces is None
    picture(wizard, "asked")
    panel.further.setFocus()
    qtbot.keyClick(panel.further, Qt.Key.Key_Space)
    wait(wizard, qtbot, settle)
    assert wizard.draft.touched
    assert panel.further.isChecked()
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.draft.result is not None)
    assert stored(session) == 22
    assert [b.part for b in ledgers.batches(session.desk, "terminals")] == [1, 2]


@LISTS
def test_of_several_files_the_officer_says_which_one_is_replaced(
    session: Session, wizard: LedgerImportWizard, book: Book, qtbot: QtBot, settle: Settle
) -> None:
    bring(session, book, "本店.xlsx", *range(1, 9))
    bring(session, book, "営業所.xlsx", *range(101, 107))
    to_check(wizard, qtbot, settle, book([terminal(n) for n in range(2, 10)], "本店 11月.xlsx"))
    page = wizard.check_page
    panel = page.parts
    assert panel.newer.isChecked()
    assert panel.box.isVisible()
    assert [panel.box.itemText(n) for n in range(panel.box.count())] == [
        "本店.xlsx(前からの8台のうち7が共通)",
        "営業所.xlsx(前からの6台のうち0が共通)",
        "これまでのすべてのファイル",
    ]
    assert (panel.box.currentIndex(), page.counts.told("gone")) == (0, 1)
    picture(wizard, "several")
    pick_in(panel.box, qtbot, "これまでのすべてのファイル")
    wait(wizard, qtbot, settle)
    assert page.counts.told("gone") == 7
    assert wizard.draft.replaces == frozenset({1, 2})
    pick_in(panel.box, qtbot, "本店.xlsx(前からの8台のうち7が共通)")
    wait(wizard, qtbot, settle)
    assert page.counts.told("gone") == 1
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.draft.result is not None)
    assert stored(session) == 14
    wizard.done(0)
    dialog = ImportsDialog(session, "terminals")
    dialog.show()
    settle()
    told = [dialog.batches.listing.columns[2].text(row) for row in dialog.batches.listing.rows]
    assert told == ["本店.xlsx の新しい版", "別の部分", "最初の取り込み"]
    if folder := os.environ.get("PICTURES"):
        dialog.grab().save(str(Path(folder) / "imports.png"))
    dialog.done(0)


def test_the_same_ledger_again_asks_nothing(
    session: Session, wizard: LedgerImportWizard, book: Book, qtbot: QtBot, settle: Settle
) -> None:
    bring(session, book, "本店.xlsx", *range(1, 9))
    to_check(wizard, qtbot, settle, book([terminal(n) for n in range(1, 10)], "本店 11月.xlsx"))
    assert not wizard.check_page.parts.isVisible()
    assert wizard.press(COMMIT).isEnabled()


@pytest.mark.parametrize(("zoom", "language"), [(100, "ja"), (200, "en")])
def test_the_panel_is_whole_where_letters_are_large(
    session: Session,
    wizard: LedgerImportWizard,
    book: Book,
    qtbot: QtBot,
    settle: Settle,
    dressed: QApplication,
    zoom: int,
    language: str,
) -> None:
    theme().wear(zoom=zoom, mode="dark" if zoom > 100 else "light")
    speak(dressed, language)
    bring(session, book, "本店.xlsx", *range(1, 9))
    bring(session, book, "営業所.xlsx", *range(101, 107))
    wizard.resize(1326, 708)
    to_check(wizard, qtbot, settle, book([terminal(n) for n in (1, *range(201, 207))], "南支店.xlsx"))
    page = wizard.check_page
    panel = page.parts
    picture(wizard, f"large-{zoom}-{language}")
    assert panel.isVisible()
    for choice in (panel.newer, panel.further, panel.box):
        assert choice.geometry().right() <= panel.width()
    for choice in (panel.newer, panel.further):
        assert choice.width() >= choice.sizeHint().width()
