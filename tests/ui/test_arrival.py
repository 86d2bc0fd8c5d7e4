"""The keyboard is on the page that is shown: at its main piece, and on the way back where it was."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton, QWidget

from app.domain.grades import Level, Role, Verdict
from app.services import answering, auditing, ledgers
from app.services.ports import Desk
from app.ui.checkpoints.sheet import CheckpointSheet
from app.ui.findings.page import FindingsPage
from app.ui.main_window import MainWindow
from app.ui.page import Page
from app.ui.plan.page import TABS
from app.ui.registry import PAGES
from app.ui.session import Session, Target
from app.ui.workspace import Workspace
from tests.desk import Kept, new_world
from tests.ui.kinds import being
from tests.ui.ledgers.conftest import terminal, write

Settle = Callable[[], None]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"), make)


def make(folder: Path) -> Desk:
    """An audit with a ledger, findings and two answers."""
    ledger = write(folder / "t.xlsx", [terminal(n, 区画="共用" if n % 5 else "送配電") for n in range(1, 11)])
    new = auditing.NewAudit("東湾送配電株式会社", Role.GRID_OPERATOR, "2026", date(2026, 9, 30), sites=("本店", "支店"))
    desk = auditing.create(new_world(), folder / "a.shadan", new)
    site = auditing.outline(desk).sites[0].id
    local = [c for c in desk.catalogue.for_role(Role.GRID_OPERATOR) if c.level is Level.SITE]
    answering.record_answer(desk, local[0].id, site, Verdict.CONFORMING, "見た")
    answering.record_answer(desk, local[1].id, site, Verdict.NONCONFORMING, "残っている")
    ledgers.import_batch(desk, "terminals", ledger)
    return desk


@pytest.fixture
def session(window: MainWindow, kept: Kept, tmp_path: Path, settle: Settle) -> Session:
    """That audit open in the window, as it is right after opening."""
    kept.copy(tmp_path).file.close()
    window.open_file(tmp_path / "a.shadan")
    settle()
    window.activateWindow()
    assert window.session is not None
    return window.session


def press(window: MainWindow, keys: str) -> None:
    """A shortcut of the window, pressed where the keyboard is."""
    modifier, _plus, key = keys.partition("+")
    held = {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Alt": Qt.KeyboardModifier.AltModifier}[modifier]
    pressed = Qt.Key.Key_Left if key == "Left" else Qt.Key(ord(key))
    QTest.keyClick(QApplication.focusWidget() or window, pressed, held)


def focused(window: MainWindow, page: str, settle: Settle) -> QWidget:
    """What has the keyboard; it must be on that page."""
    settle()
    workspace = being(Workspace, window.workspace)
    shown = being(Page, workspace.page)
    assert workspace.session.here is not None
    assert workspace.session.here.page == page
    at = QApplication.focusWidget()
    assert at is not None, page
    assert shown.isAncestorOf(at), f"{page}: {at}"
    return at


def main_piece(at: QWidget) -> bool:
    """A list, a checkpoint, or a button: not the filters above a list."""
    return isinstance(at, QAbstractItemView | CheckpointSheet | QPushButton)


@pytest.mark.parametrize("number", range(1, 10))
def test_a_page_that_is_shown_by_key_has_the_keyboard(
    window: MainWindow, session: Session, number: int, settle: Settle
) -> None:
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    press(window, f"Ctrl+{number}")
    at = focused(window, PAGES[number - 1].id, settle)
    assert main_piece(at), at
    assert number not in {3, 4, 6} or isinstance(at, QAbstractItemView)


@pytest.mark.parametrize("number", range(1, 4))
def test_the_last_pages_have_keys_too(window: MainWindow, session: Session, number: int, settle: Settle) -> None:
    page = PAGES[8 + number].id
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key(Qt.Key.Key_0 + number), shift)
    focused(window, page, settle)
    shown = window.menus.actions[f"page_{page}"].shortcut().toString()
    assert shown == f"Ctrl+Shift+{number}"


def test_f6_leads_round_the_parts_of_the_window(window: MainWindow, session: Session, settle: Settle) -> None:
    press(window, "Ctrl+6")
    workspace = being(Workspace, window.workspace)
    table = focused(window, "findings", settle)

    def at(*, back: bool = False) -> QWidget | None:
        modifier = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6, modifier)
        settle()
        return QApplication.focusWidget()

    navigation, search = workspace.navigation.tree, workspace.header.search
    assert [at(), at(), at()] == [navigation, search, table]
    assert [at(back=True), at(back=True), at(back=True)] == [search, navigation, table]


@pytest.mark.parametrize("before", ["finish", "reports", "overview"])
@pytest.mark.parametrize("page", ["history", "compare", "sampling"])
def test_the_page_before_does_not_hand_the_keyboard_to_the_status_bar(
    window: MainWindow, session: Session, before: str, page: str, settle: Settle
) -> None:
    session.go(Target(before))
    focused(window, before, settle)
    session.go(Target(page))
    assert main_piece(focused(window, page, settle))


@pytest.mark.parametrize("page", [entry.id for entry in PAGES])
def test_a_page_that_is_shown_by_a_link_has_the_keyboard(
    window: MainWindow, session: Session, page: str, settle: Settle
) -> None:
    # From another page, on which the keyboard is: Qt would go to whatever is the first.
    session.go(Target("history" if page != "history" else "findings"))
    settle()
    session.go(Target(page))
    assert main_piece(focused(window, page, settle))


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_the_plan_that_is_led_to_has_the_keyboard(
    window: MainWindow, session: Session, tab: str, settle: Settle
) -> None:
    session.go(Target("plan", options={"tab": tab}))
    focused(window, "plan", settle)


def test_the_way_back_leads_to_where_the_keyboard_was(window: MainWindow, session: Session, settle: Settle) -> None:
    press(window, "Ctrl+6")
    assert isinstance(focused(window, "findings", settle), QAbstractItemView)
    page = being(FindingsPage, being(Workspace, window.workspace).page)
    field = page.thresholds_button
    field.setFocus()
    press(window, "Ctrl+9")
    focused(window, "reports", settle)
    press(window, "Alt+Left")
    assert focused(window, "findings", settle) is field
    press(window, "Ctrl+9")
    focused(window, "reports", settle)
    press(window, "Ctrl+6")
    assert focused(window, "findings", settle) is field


def test_no_record_opens_because_its_table_has_the_keyboard(
    window: MainWindow, session: Session, settle: Settle
) -> None:
    press(window, "Ctrl+4")
    at = being(QAbstractItemView, focused(window, "ledgers", settle))
    assert not at.currentIndex().isValid()
    QTest.keyClick(at, Qt.Key.Key_Down)
    assert at.currentIndex().row() == 0


def test_who_goes_elsewhere_while_a_page_is_read_stays_there(
    window: MainWindow, session: Session, settle: Settle
) -> None:
    search = being(Workspace, window.workspace).header.search
    press(window, "Ctrl+4")
    search.setFocus()
    settle()
    assert QApplication.focusWidget() is search
