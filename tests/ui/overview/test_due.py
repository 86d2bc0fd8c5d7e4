"""What is due as an officer sees it: the panel above the overview, the list of all, the calendar, the holidays."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.business_days import Closing
from app.services import business_calendar, planning
from app.ui import files
from app.ui.banner import Banner
from app.ui.dialogs.business_days import BusinessDaysDialog
from app.ui.overview.due import DuePanel
from app.ui.overview.due_list import DueDialog
from app.ui.overview.page import OverviewPage
from app.ui.overview.told import tell_due
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.translator import speak
from app.ui.widgets.link import LongLink
from tests.formats.ics import read
from tests.ui.accessible import unnamed
from tests.ui.tabbing import round_of

TODAY = date(2026, 11, 24)


@pytest.fixture
def due(session: Session, settings: Settings) -> Session:
    """Seven measures: one late, five due soon, one later."""
    for days, department in ((-5, "人事部"), *((n, "配電部") for n in range(1, 6)), (100, "")):
        planning.add_action(
            session.desk, "A3-5", f"{days}日の対策", due=TODAY + timedelta(days=days), department=department
        )
    return session


@pytest.fixture
def page(due: Session, qtbot: QtBot, settle: Callable[[], None]) -> OverviewPage:
    page = OverviewPage(due)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    settle()
    return page


def panel_of(page: OverviewPage) -> DuePanel:
    panel = page.findChild(DuePanel)
    assert isinstance(panel, DuePanel)
    return panel


def lines(panel: DuePanel) -> list[str]:
    return [link.text() for link in panel.findChildren(LongLink) if link.isVisible()]


def wanted(session: Session) -> list[Target]:
    seen: list[Target] = []
    session.wanted.connect(seen.append)
    return seen


def test_the_panel_tells_what_presses_and_leads_there(page: OverviewPage, due: Session, qtbot: QtBot) -> None:
    panel = panel_of(page)
    assert panel.told.text() == "期限超過 1  期限間近 5"
    assert lines(panel)[0] == "2026年11月19日  2営業日超過  対策: No.1 -5日の対策  人事部"
    assert lines(panel)[-1] == "ほか1件"
    seen = wanted(due)
    first = next(link for link in panel.findChildren(LongLink) if link.isVisible())
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert (seen[-1].page, seen[-1].action) == ("plan", 1)
    assert unnamed(panel) == []


def test_the_panel_is_folded_away_for_today(
    page: OverviewPage, due: Session, qtbot: QtBot, settle: Callable[[], None], dressed: QApplication
) -> None:
    panel = panel_of(page)
    panel.fold.setFocus()
    qtbot.keyClick(panel.fold, Qt.Key.Key_Space)
    assert panel.folded
    assert lines(panel) == []
    assert panel.told.text() == "期限超過 1  期限間近 5"
    assert panel.fold.text() == "表示"
    # It stays folded where it is built anew today, and is back tomorrow.
    again = OverviewPage(due)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert panel_of(again).folded
    clock = due.desk.world.clock
    clock.at += timedelta(days=1)  # type: ignore[attr-defined]
    due.do(lambda desk: planning.add_action(desk, "A3-5", "さらに一つ"))
    settle()
    assert not panel_of(again).folded
    assert lines(panel_of(again))
    speak(dressed, "en")
    settle()
    assert panel_of(again).fold.text() == "Fold away for today"


def test_an_audit_without_days_says_so_and_asks_nothing(
    session: Session, settings: Settings, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page = OverviewPage(session)
    qtbot.addWidget(page)
    page.show()
    settle()
    panel = panel_of(page)
    assert "ありません" in panel.told.text()
    assert not panel.fold.isVisible()


@pytest.fixture
def dialog(due: Session, qtbot: QtBot, settle: Callable[[], None]) -> Iterator[DueDialog]:
    dialog = DueDialog(due)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    yield dialog
    dialog.close()


def test_the_list_looks_as_far_ahead_as_wanted(dialog: DueDialog, qtbot: QtBot, settle: Callable[[], None]) -> None:
    assert len(dialog.table.listing.rows) == 6
    dialog.ahead.setFocus()
    qtbot.keyClick(dialog.ahead, Qt.Key.Key_End)
    dialog.ahead.activated.emit(dialog.ahead.currentIndex())
    settle()
    assert len(dialog.table.listing.rows) == 7
    names = [dialog.department.itemText(n) for n in range(dialog.department.count())]
    assert names == ["すべて", "人事部", "配電部", "(担当部署なし)"]
    dialog.department.setCurrentIndex(3)
    dialog.department.activated.emit(3)
    assert [r.due.number for r in dialog.rows()] == [7]
    assert unnamed(dialog) == []


def test_a_row_leads_to_where_it_is_seen_to(
    dialog: DueDialog, due: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    seen = wanted(due)
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.table.listing.index(1, 0))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert (seen[-1].page, seen[-1].action) == ("plan", 2)
    assert not dialog.isVisible()


def test_the_calendar_has_what_the_list_shows(
    dialog: DueDialog,
    qtbot: QtBot,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dressed: QApplication,
) -> None:
    target = tmp_path / "期限.ics"
    monkeypatch.setattr(files, "ask_save", lambda *asked: target)
    dialog.department.setCurrentIndex(1)
    dialog.department.activated.emit(1)
    qtbot.mouseClick(dialog.calendar, Qt.MouseButton.LeftButton)
    settle()
    assert [e.text("SUMMARY") for e in read(target.read_bytes()).inside] == ["対策: No.1 -5日の対策"]
    assert "カレンダーに入れた期限: 1 件" in dialog.problem.text()
    speak(dressed, "en")
    settle()
    assert "Days in the calendar: 1" in dialog.problem.text()
    monkeypatch.setattr(files, "ask_save", lambda *asked: tmp_path / "なし" / "期限.ics")
    qtbot.mouseClick(dialog.calendar, Qt.MouseButton.LeftButton)
    settle()
    assert "期限.ics" in dialog.problem.text()


def test_the_papers_are_on_the_page_of_reports(dialog: DueDialog, due: Session, qtbot: QtBot) -> None:
    seen = wanted(due)
    qtbot.mouseClick(dialog.paper, Qt.MouseButton.LeftButton)
    assert seen[-1] == Target("reports", options={"report": "reminders"})


def test_another_page_says_it_once_a_day(
    due: Session, settings: Settings, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    tell_due(due, settings, banner)
    settle()
    assert not banner.isHidden()
    assert banner.text.text() == "期限超過 1 件、10営業日以内に期限となるもの 5 件があります。"
    seen = wanted(due)
    banner.act.click()
    assert seen[-1] == Target("overview")
    assert banner.isHidden()
    tell_due(due, settings, banner)
    settle()
    assert banner.isHidden()


@pytest.fixture
def days(
    session: Session, settings: Settings, qtbot: QtBot, settle: Callable[[], None]
) -> Iterator[BusinessDaysDialog]:
    dialog = BusinessDaysDialog(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    yield dialog
    dialog.close()


def test_another_table_is_taken_and_given_back(
    days: BusinessDaysDialog, session: Session, qtbot: QtBot, settle: Callable[[], None], tmp_path: Path
) -> None:
    assert days.year.currentText() == "2026"
    assert date(2026, 9, 22) in days.table.listing.rows
    assert not days.back.isEnabled()
    source = tmp_path / "own.csv"
    source.write_text("2026/10/1,創立記念日\n", "utf-8")
    days.take_table(source)
    settle()
    assert days.table.listing.rows == [date(2026, 10, 1)]
    assert days.source.text() == "祝日の表: own.csv"
    assert "1 日を取り込みました" in days.problem.text()
    source.write_text("きのう,休み\nきょう,休み\n", "utf-8")
    days.take_table(source)
    settle()
    assert "2行目" in days.problem.text()
    assert days.table.listing.rows == [date(2026, 10, 1)]
    qtbot.mouseClick(days.back, Qt.MouseButton.LeftButton)
    settle()
    assert date(2026, 9, 22) in days.table.listing.rows
    assert unnamed(days) == []


def test_the_closing_is_set_with_the_keyboard(
    days: BusinessDaysDialog, session: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    days.first.day.setFocus()
    qtbot.keyClick(days.first.day, Qt.Key.Key_Down)
    days.keep.setFocus()
    qtbot.keyClick(days.keep, Qt.Key.Key_Space)
    settle()
    assert business_calendar.calendar(session.desk).closing == Closing((12, 28), (1, 3))
    assert "12-28 – 01-03" in days.problem.text()
    days.closed.setFocus()
    qtbot.keyClick(days.closed, Qt.Key.Key_Space)
    assert not days.first.isEnabled()
    qtbot.keyClick(days.keep, Qt.Key.Key_Space)
    settle()
    assert business_calendar.calendar(session.desk).closing is None
    days.first.month.setValue(2)
    assert days.first.day.maximum() == 29


def test_the_dialogs_speak_english(days: BusinessDaysDialog, dressed: QApplication, settle: Callable[[], None]) -> None:
    speak(dressed, "en")
    settle()
    assert days.source.text() == "Table: the bundled table"
    assert {b.text() for b in days.findChildren(QPushButton)} >= {"Take another table…", "Save the closing", "Close"}


def test_tab_goes_down_the_overview(page: OverviewPage, settle: Callable[[], None]) -> None:
    page.activateWindow()
    page.turn_all.setFocus()
    came = round_of(page)
    panel, areas = panel_of(page), page.bars["areas"]
    told = [link for link in panel.findChildren(LongLink) if link.isVisible()]
    assert len(told) > 1
    steps = page._next_card.findChildren(LongLink)
    signs = areas.legend.findChildren(QPushButton)
    assert steps
    assert signs
    wanted: list[QWidget] = [
        page.print,
        panel.all,
        panel.fold,
        *told,
        page._figures[0].number,
        *steps,
        areas.turn,
        *signs,
    ]
    wanted += [areas.table, page.map.turn]
    assert [came.index(each) for each in wanted] == sorted(came.index(each) for each in wanted)
    panel.fold.click()
    panel.fold.click()
    settle()
    page.turn_all.setFocus()
    came = round_of(page)
    told = [link for link in panel.findChildren(LongLink) if link.isVisible()]
    order = [came.index(each) for each in (panel.fold, *told, page._figures[0].number)]
    assert order == sorted(order)


def test_enter_opens_what_a_line_or_a_number_leads_to(page: OverviewPage, due: Session, qtbot: QtBot) -> None:
    seen: list[Target] = []
    due.wanted.connect(seen.append)
    panel = panel_of(page)
    line = next(link for link in panel.findChildren(LongLink) if link.isVisible())
    for link, key in ((line, Qt.Key.Key_Return), (page._figures[1].number, Qt.Key.Key_Enter)):
        link.setFocus()
        qtbot.keyClick(link, key)
    signs = page.bars["areas"].legend.findChildren(QPushButton)
    signs[0].setFocus()
    qtbot.keyClick(signs[0], Qt.Key.Key_Return)
    assert [target.page for target in seen] == ["plan", "checkpoints", "checkpoints"]
