"""Twice as large on a small screen: nothing is cut off that cannot be scrolled to."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics, QScreen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.grades import Level, Verdict
from app.services import answering, auditing
from app.services.changes import Changes
from app.services.ports import World
from app.ui.board.page import BoardPage
from app.ui.consistency.page import ConsistencyPage
from app.ui.dialogs.business_days import BusinessDaysDialog
from app.ui.dialogs.dialog import Dialog
from app.ui.dialogs.own_part import OwnPartDialog
from app.ui.evidence.register import RegisterDialog
from app.ui.findings.page import FindingsPage
from app.ui.findings.thresholds import ThresholdsDialog
from app.ui.main_window import MainWindow
from app.ui.overview.page import OverviewPage
from app.ui.session import Session, Target
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.link import LongLink
from tests.desk import begun
from tests.ui.kinds import being

Settle = Callable[[], None]
SMALL = QSize(1366, 768)
DIALOGS: tuple[Callable[[Session, MainWindow], Dialog], ...] = (
    ThresholdsDialog,
    RegisterDialog,
    BusinessDaysDialog,
    lambda session, window: OwnPartDialog(session, window.settings, window),
)


@pytest.fixture(params=["ja", "en"])
def session(
    request: pytest.FixtureRequest,
    window: MainWindow,
    world: World,
    tmp_path: Path,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> Session:
    """An audit in the window of a small screen."""
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: SMALL)
    desk = begun(world, tmp_path)
    file = Path(desk.file.location)
    desk.file.close()
    window.choose_language(request.param)
    window.open_file(file)
    window.resize(SMALL)
    settle()
    assert window.session is not None
    return window.session


def scrolled(widget: QWidget) -> bool:
    """Whether it is what a scroll area moves."""
    viewport = widget.parentWidget()
    return viewport is not None and isinstance(viewport.parentWidget(), QAbstractScrollArea)


def cut_off(dialog: QWidget) -> list[str]:
    """The buttons of which a part lies outside of what holds them, and that no scrolling brings into sight."""
    found = []
    for button in dialog.findChildren(QAbstractButton):
        if not button.isVisible() or not button.text():
            continue
        over: QWidget = button
        while over is button or (over is not dialog and not scrolled(over)):
            over = being(QWidget, over.parentWidget())
        area = over.rect()
        if not area.contains(QRect(button.mapTo(over, QPoint(0, 0)), button.size())):
            found.append(button.text())
    return found


@pytest.mark.parametrize("make", DIALOGS, ids=("thresholds", "register", "business days", "own part"))
def test_dialogs_stay_on_the_screen(
    window: MainWindow, session: Session, settle: Settle, make: Callable[[Session, MainWindow], Dialog]
) -> None:
    window.choose_look(zoom=200)
    dialog = make(session, window)
    dialog.open()
    settle()
    assert dialog.width() <= SMALL.width()
    assert dialog.height() <= SMALL.height()
    assert cut_off(dialog) == []
    dialog.reject()
    settle()


@pytest.mark.parametrize("name", ["consistency", "findings"])
def test_some_rows_of_a_table_are_in_sight(window: MainWindow, session: Session, settle: Settle, name: str) -> None:
    window.choose_look(zoom=200)
    session.go(Target(name))
    settle()
    assert window.workspace is not None
    page = window.workspace.page
    assert isinstance(page, ConsistencyPage | FindingsPage)
    assert page.table.minimumHeight() >= 5 * theme().px(tokens.ROW)


@pytest.mark.parametrize("name", ["board", "findings"])
def test_five_rows_of_a_list_are_seen_when_its_page_is_shown(
    window: MainWindow, session: Session, settle: Settle, name: str
) -> None:
    window.choose_look(zoom=200)
    checkpoints = [c.id for c in session.outline.checkpoints if c.level is Level.SITE]
    site = session.sites[0].id
    for number in range(6):
        auditing.add_site(session.desk, f"第{number}営業所")
    for each in checkpoints[:8]:
        answering.record_answer(session.desk, each, site, Verdict.NONCONFORMING, "残っている")
    session.took(Changes(at="at", sites=True, findings=True, places=frozenset({(checkpoints[0], site)})))
    settle()
    session.go(Target(name))
    settle()
    assert window.workspace is not None
    page = window.workspace.page
    assert isinstance(page, BoardPage | FindingsPage)
    seen = page.table.viewport().visibleRegion().boundingRect()
    for row in range(5):
        cell = page.table.visualRect(page.table.model().index(row, 0))
        assert cell.height() > 0
        assert seen.top() <= cell.top(), row
        assert cell.bottom() <= seen.bottom(), row


def test_company_and_period_are_told(window: MainWindow, session: Session, settle: Settle) -> None:
    window.choose_look(zoom=200)
    settle()
    assert window.workspace is not None
    header = window.workspace.header
    name, audit = header.name, session.outline.audit
    whole = f"{audit.organisation}  {audit.period}"
    shown = name.shown()
    assert shown.startswith(audit.organisation[:2])
    assert shown.endswith(audit.period[-3:])
    assert name.toolTip() == ("" if shown == whole else whole)
    assert header.count.accessibleName().startswith(("この事業所", "This site", "回答"))
    assert "/" in header.count.text()


def test_numbers_of_a_chart_stand_side_by_side(window: MainWindow, session: Session, settle: Settle) -> None:
    session.go(Target("overview"))
    window.resize(1360, 768)
    settle()
    assert window.workspace is not None
    page = being(OverviewPage, window.workspace.page)
    page.turn_all.click()
    settle()
    table = page.bars["areas"].table
    assert table.held.as_table
    assert table.horizontalScrollBar().maximum() == 0
    header = table.horizontalHeader()
    for column in range(table.held.columnCount()):
        words = str(table.held.headerData(column, header.orientation()))
        longest = max(QFontMetrics(theme().font(13, bold=True)).horizontalAdvance(part) for part in words.split(" "))
        assert header.sectionSize(column) >= longest


@pytest.mark.parametrize(
    "words", ["例外・暫定利用の期限: 移行期間中の旧帳票の出力 ", "Exception ends, by a day: E-007 旧帳票 "]
)
@pytest.mark.parametrize("zoom", [100, 200])
def test_lines_of_a_long_link_do_not_touch(dressed: QApplication, qtbot: QtBot, words: str, zoom: int) -> None:
    theme().wear(zoom=zoom)
    link = LongLink(words * 4, None)
    qtbot.addWidget(link)
    lines = len(link._lines(300))
    assert lines > 2
    assert link.heightForWidth(300) >= lines * 1.5 * link.fontMetrics().height()
    assert link.heightForWidth(3000) < link.heightForWidth(300)
    assert isinstance(link, QPushButton)
