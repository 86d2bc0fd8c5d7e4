"""The charts as an officer uses them: bars and tables, with the mouse and the keyboard alone, few sites and many."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from app.domain.grades import Level, Verdict
from app.services import answering, auditing
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.overview.chart import ChartCard, bar_room, segments
from app.ui.overview.page import OverviewPage
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.ui.accessible import unnamed


@pytest.fixture
def judged(session: Session, settings: Settings, settle: Callable[[], None]) -> Session:
    """At the first site one nonconforming, one partly deficient, one conforming without a proof."""
    at_sites = [c.id for c in session.outline.checkpoints if c.item == "A4-4" and c.level is Level.SITE]
    site = session.sites[0].id
    for checkpoint, verdict in zip(at_sites, (Verdict.NONCONFORMING, Verdict.PARTLY, Verdict.CONFORMING), strict=False):
        answering.record_answer(session.desk, checkpoint, site, verdict, "所見")
    session.took(answering.record_answer(session.desk, "A1-1-01", "", Verdict.CONFORMING))
    settle()
    return session


@pytest.fixture
def page(judged: Session, qtbot: QtBot, settle: Callable[[], None]) -> OverviewPage:
    page = OverviewPage(judged)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    settle()
    return page


def wanted(session: Session) -> list[Target]:
    seen: list[Target] = []
    session.wanted.connect(seen.append)
    return seen


def row_of(card: ChartCard, identity: str) -> int:
    return next(n for n, row in enumerate(card.table.held.rows) if row.id == identity)


def test_a_part_of_a_bar_leads_to_what_it_counts(page: OverviewPage, judged: Session, qtbot: QtBot) -> None:
    table = page.bars["areas"].table
    index = table.held.index(row_of(page.bars["areas"], "A4-4"), 1)
    from PySide6.QtWidgets import QStyleOptionViewItem

    option = QStyleOptionViewItem()
    option.rect = table.visualRect(index)
    row = table.held.rows[index.row()]
    parts = {table.held.chart.parts[n].id: room for n, room in segments(row, table.held.most, bar_room(option))}  # type: ignore[union-attr]
    assert set(parts) == {"unproven", "partly", "nonconforming", "unanswered"}
    seen = wanted(judged)
    at = parts["nonconforming"].center().toPoint()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert seen == [Target("checkpoints", options={"only": "item:A4-4 share:nonconforming"})]
    beside = QPoint(option.rect.right() - 1, option.rect.center().y())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert len(seen) == (1 if parts["unanswered"].right() < beside.x() else 2)


def test_the_table_is_reached_and_followed_with_the_keyboard(
    page: OverviewPage, judged: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    card = page.bars["areas"]
    assert card.turn.text() == "表で見る"
    card.turn.setFocus()
    qtbot.keyClick(card.turn, Qt.Key.Key_Space)
    assert card.as_table
    assert not card.legend.isVisible()
    held = card.table.held
    headings = [held.headerData(n, Qt.Orientation.Horizontal) for n in range(held.columnCount())]
    # The sign stays with its word where a heading is broken into lines.
    headings = [str(words).replace("\N{NO-BREAK SPACE}", " ") for words in headings]
    assert headings == ["項目", "○ 適合", "□ 適合(未立証)", "△ 一部不備", "× 不適合", "－ 該当なし", "・ 未確認", "計"]
    card.table.setFocus()
    card.table.setCurrentIndex(held.index(row_of(card, "A4-4"), 3))
    qtbot.keyClick(card.table, Qt.Key.Key_Right)
    seen = wanted(judged)
    qtbot.keyClick(card.table, Qt.Key.Key_Return)
    assert seen == [Target("checkpoints", options={"only": "item:A4-4 share:nonconforming"})]
    # Where nothing is counted there is no list.
    qtbot.keyClick(card.table, Qt.Key.Key_Right)
    qtbot.keyClick(card.table, Qt.Key.Key_Return)
    assert len(seen) == 1
    told = held.index(row_of(card, "A4-4"), 4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "4(4) 端末の管理, × 不適合: 1"


def test_which_charts_are_tables_is_remembered(
    page: OverviewPage, judged: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    qtbot.mouseClick(page.bars["leaks"].turn, Qt.MouseButton.LeftButton)
    again = OverviewPage(judged)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert [name for name, card in again.bars.items() if card.as_table] == ["leaks"]
    qtbot.keyClick(again, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    settle()
    assert all(card.as_table for card in (*again.bars.values(), again.map))
    assert again.turn_all.text() == "すべて図で見る"
    qtbot.mouseClick(again.turn_all, Qt.MouseButton.LeftButton)
    settle()
    assert not any(card.as_table for card in (*again.bars.values(), again.map))


def test_every_chart_is_told_to_who_cannot_see_it(page: OverviewPage) -> None:
    for card in (*page.bars.values(), page.map):
        if not card.chart or not card.chart.rows:
            continue
        assert card.alt.text() == card.table.accessibleDescription() == card.chart.alt
        assert card.table.accessibleName() == card.chart.title
    assert page.map.matrix.accessibleDescription() == page.map.chart.alt  # type: ignore[union-attr]
    bar = page.bars["areas"].table.held
    assert bar.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole).startswith("1(1) ")
    assert unnamed(page) == []


def test_a_legend_counts_and_leads(page: OverviewPage, judged: Session, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QPushButton

    legend = page.bars["areas"].legend
    words = {b.text().strip(): b for b in legend.findChildren(QPushButton)}
    assert "× 不適合 1" in words
    seen = wanted(judged)
    qtbot.mouseClick(words["× 不適合 1"], Qt.MouseButton.LeftButton)
    assert seen[-1].options == {"only": "share:nonconforming"}


def test_the_map_tells_what_is_not_proven(page: OverviewPage) -> None:
    model = page.map.matrix.model()
    cells = {model.index(r, c).data() for r in range(model.rowCount()) for c in range(model.columnCount())}
    # One conforming answer of many is no conforming cell.
    assert "○" not in cells
    assert "× 1" in cells
    assert "□ 適合(未立証)" in page.map.signs.text()


def test_the_list_behind_a_number_has_its_places_alone(
    judged: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page = CheckpointsPage(judged)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    only = "share:unproven"
    page.open(Target("checkpoints", options={"only": only}))
    settle()
    shown = page.everything
    assert [row.verdict for row in shown.table.listing.rows] == [Verdict.CONFORMING] * 2
    assert shown.told.text() == "概況の数字の内訳: □ 適合(未立証)"
    assert judged.here is not None
    assert judged.here.options["only"] == only
    # What was put right leaves the list.
    checkpoint, site = shown.table.listing.rows[0].place
    judged.do(lambda desk: answering.record_answer(desk, checkpoint, site, Verdict.PARTLY, "不備", "見直し"))
    settle()
    assert len(shown.table.listing.rows) == 1
    shown.widen.setFocus()
    qtbot.keyClick(shown.widen, Qt.Key.Key_Space)
    assert len(shown.table.listing.rows) == len(judged.outline.places)
    assert not shown.widen.isVisible()
    page.open(Target("checkpoints", options={"only": only}))
    settle()
    assert len(shown.table.listing.rows) == 1


@pytest.fixture
def many(judged: Session, qtbot: QtBot, settle: Callable[[], None]) -> OverviewPage:
    for number in range(3, 31):
        auditing.add_site(judged.desk, f"第{number:02d}営業所")
    last = auditing.outline(judged.desk).sites[-1].id
    ids = [c.id for c in judged.outline.checkpoints if c.item == "A4-4" and c.level is Level.SITE]
    for checkpoint in ids[:3]:
        answering.record_answer(judged.desk, checkpoint, last, Verdict.NONCONFORMING, "不備")
    judged.took(answering.record_answer(judged.desk, "A1-1-02", "", Verdict.CONFORMING))
    settle()
    page = OverviewPage(judged)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    settle()
    return page


def test_many_sites_stand_below_each_other_and_are_searched(
    many: OverviewPage, judged: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    model, down = many.map.matrix.model(), Qt.Orientation.Vertical
    assert model.rowCount() == 31
    assert [model.headerData(n, down) for n in range(2)] == ["全社", "本店"]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "1(1)"
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole).startswith("1(1) ")
    assert many.map.matrix.height() < 14 * 34 + 120
    many.map.order.setFocus()
    many.map.order.setCurrentIndex(1)
    many.map.order.activated.emit(1)
    assert [model.headerData(n, down) for n in range(3)] == ["全社", "第30営業所", "本店"]
    many.map.wanted.setCurrentIndex(1)
    many.map.wanted.activated.emit(1)
    assert model.rowCount() == 2
    many.map.wanted.setCurrentIndex(0)
    many.map.search.setFocus()
    qtbot.keyClicks(many.map.search, "1")
    assert model.rowCount() == 11
    qtbot.mouseClick(many.map.turn, Qt.MouseButton.LeftButton)
    assert [row.label for row in many.map.table.held.rows][:2] == ["第10営業所", "第11営業所"]
    many.map.search.setText("どこにもない")
    assert many.map.nothing.isVisible()
    assert not many.map.table.isVisible()


def test_a_cell_of_many_leads_to_its_item_at_its_site(many: OverviewPage, judged: Session, qtbot: QtBot) -> None:
    matrix = many.map.matrix
    model = matrix.model()
    row, column = next(
        (r, c) for r in range(model.rowCount()) for c in range(model.columnCount()) if model.index(r, c).data() == "× 3"
    )
    seen = wanted(judged)
    matrix.setFocus()
    matrix.setCurrentIndex(model.index(row, column))
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert (seen[-1].site, seen[-1].options["item"]) == (judged.sites[-1].id, "A4-4")


@pytest.mark.parametrize(("width", "zoom", "mode"), [(1200, 100, "dark"), (760, 100, "light"), (1000, 200, "dark")])
def test_tables_and_many_sites_are_not_wider_than_the_page(
    many: OverviewPage, dressed: QApplication, settle: Callable[[], None], width: int, zoom: int, mode: str
) -> None:
    theme().wear(mode=mode, zoom=zoom)
    speak(dressed, "en")
    many._turn_all()
    many.resize(width, 700)
    settle()
    area = many.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    assert unnamed(many) == []


def test_what_is_written_while_nobody_looks_is_counted_when_somebody_does(
    page: OverviewPage, judged: Session, settle: Callable[[], None]
) -> None:
    page.hide()
    number = page._figures[1].number
    assert number.text() == "1"
    site = judged.sites[1].id
    judged.do(lambda desk: answering.record_answer(desk, "A4-4-04", site, Verdict.NONCONFORMING, "不備"))
    settle()
    assert number.text() == "1"
    page.show()
    settle()
    assert number.text() == "2"
