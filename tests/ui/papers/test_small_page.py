"""The page 書面 twice as large on a small screen: it opens at its top, and nothing lies over anything."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QScrollArea, QWidget

from app.services.ports import World
from app.ui.main_window import MainWindow
from app.ui.papers.page import PapersPage
from app.ui.session import Session, Target
from tests.desk import begun
from tests.ui.kinds import being

Settle = Callable[[], None]


@pytest.fixture(params=[("ja", 1366), ("en", 1366), ("en", 1024)], ids=str)
def session(
    request: pytest.FixtureRequest,
    window: MainWindow,
    world: World,
    tmp_path: Path,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> Session:
    """An audit in the window of a small screen."""
    language, width = request.param
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: QSize(width, 768))
    desk = begun(world, tmp_path)
    file = Path(desk.file.location)
    desk.file.close()
    window.choose_language(language)
    window.open_file(file)
    window.resize(width, 768)
    settle()
    assert window.session is not None
    return window.session


@pytest.fixture
def page(window: MainWindow, session: Session, settle: Settle) -> PapersPage:
    window.choose_look(zoom=200)
    session.go(Target("papers"))
    settle()
    assert window.workspace is not None
    return being(PapersPage, window.workspace.page)


def area(page: PapersPage) -> QScrollArea:
    viewport = page.parentWidget()
    return being(QScrollArea, viewport.parentWidget() if viewport is not None else None)


def place(widget: QWidget, page: PapersPage) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def test_it_opens_at_its_top_with_the_code_under_the_keyboard(page: PapersPage) -> None:
    assert area(page).verticalScrollBar().value() == 0
    seen = QRect(0, 0, page.width(), area(page).viewport().height())
    for part in (page.take_button, page.code):
        assert seen.contains(place(part, page))
    assert page.code.hasFocus()


def test_it_is_not_scrolled_to_the_side(page: PapersPage) -> None:
    assert area(page).horizontalScrollBar().maximum() == 0
    for box in (page.site_box, page.form_box, page.state_box):
        text = box.fontMetrics().horizontalAdvance(box.currentText())
        assert text <= box.width() - 2 * box.fontMetrics().height(), box.currentText()


def test_a_long_message_lies_over_nothing(page: PapersPage, settle: Settle) -> None:
    page.notice.say("\n".join(["綴じ込みませんでした。 Pages read: 3; papers filed: 3; there already: 0." * 3] * 4))
    settle()
    own = place(page.notice, page)
    assert page.notice.words.height() >= page.notice.words.heightForWidth(page.notice.words.width())
    for part in (page.code, page.out_button, page.search, page.site_box, page.table, page.card):
        if part.isVisible():
            assert not own.intersects(place(part, page)), part
    assert place(page.search, page).bottom() < place(page.table, page).top()
    assert page.table.geometry().bottom() < page.card.geometry().top()
    assert page.table.height() >= page.table.minimumHeight()


def test_with_room_the_list_has_the_keyboard(window: MainWindow, session: Session, settle: Settle) -> None:
    window.resize(1366, 820)
    session.go(Target("papers"))
    settle()
    assert window.workspace is not None
    assert being(PapersPage, window.workspace.page).table.hasFocus()
