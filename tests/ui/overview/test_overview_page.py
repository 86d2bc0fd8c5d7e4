"""The overview as an officer uses it: every number leads to its list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from app.domain.carrying import Predecessor
from app.domain.grades import Level, Verdict
from app.domain.history import Event
from app.domain.plan import Horizon, Milestone, Separation, Stage
from app.services import answering
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.overview.figure import Figure
from app.ui.overview.matrix import Matrix
from app.ui.overview.page import OverviewPage
from app.ui.overview.programme import Programme
from app.ui.overview.steps import step_target
from app.ui.session import Session, Target
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.translator import speak
from app.ui.widgets.link import LongLink
from tests.ui.accessible import spoken, unnamed
from tests.ui.checkpoints.test_stale import shaken


@pytest.fixture
def page(session: Session, qtbot: QtBot, settle: Callable[[], None]) -> OverviewPage:
    page = OverviewPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    settle()
    return page


def wanted(session: Session) -> list[Target]:
    seen: list[Target] = []
    session.wanted.connect(seen.append)
    return seen


def test_a_cell_leads_to_its_item_at_its_site(
    page: OverviewPage, session: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    checkpoint = next(c for c in session.outline.checkpoints if c.level is Level.SITE)
    site = session.sites[1].id
    session.do(lambda desk: answering.record_answer(desk, checkpoint.id, site, Verdict.NONCONFORMING, "不備"))
    settle()
    matrix = page.findChild(Matrix)
    assert isinstance(matrix, Matrix)
    model = matrix.model()
    cells = {model.index(r, c).data(): (r, c) for r in range(model.rowCount()) for c in range(model.columnCount())}
    row, column = cells["× 1"]
    assert model.headerData(column, Qt.Orientation.Horizontal) == session.sites[1].name
    seen = wanted(session)
    matrix.setCurrentIndex(model.index(row, column))
    matrix.setFocus()
    qtbot.mouseClick(
        matrix.viewport(), Qt.MouseButton.LeftButton, pos=matrix.visualRect(model.index(row, column)).center()
    )
    assert (seen[-1].page, seen[-1].site, seen[-1].options["item"]) == ("checkpoints", site, checkpoint.item)


def test_every_figure_and_step_is_a_link_that_speaks(page: OverviewPage, session: Session, qtbot: QtBot) -> None:
    seen = wanted(session)
    links = [b for b in page.findChildren(QPushButton) if b.isEnabled() and b.isVisible()]
    assert len(links) >= 8
    for link in links:
        assert spoken(link)
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert {target.page for target in seen} >= {"checkpoints", "findings", "plan", "ledgers"}


def test_the_figures_are_large_and_coloured_by_what_they_count(page: OverviewPage, dressed: QApplication) -> None:
    figures = {figure.title.text(): figure.number for figure in page.findChildren(Figure)}
    assert {number.font().pixelSize() for number in figures.values()} == {theme().px(tokens.FIGURE)}
    for title, tone in (("回答(全事業所)", "text"), ("× 不適合", "nonconforming"), ("△ 一部不備", "partly")):
        dressed.processEvents()
        assert figures[title].palette().buttonText().color().name() == theme().colour(tone).name()


def test_the_change_since_last_time_leads_to_the_comparison(
    page: OverviewPage, session: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    assert page.compare.isHidden()
    before = Predecessor("a0", "東湾送配電", "2025年度", date(2026, 3, 31), "前.shadan", 1, True, "e", "1", "at", "o")
    with session.desk.file.write() as work:
        work.carried.put_predecessor(before)
        work.history.record("2026-11-24T09:00:00+09:00", "o", Event("setting.changed", "test"))
        work.commit()
    page.refresh(Changes(at="at", carried=True))
    settle()
    seen = wanted(session)
    page.compare.setFocus()
    qtbot.keyClick(page.compare, Qt.Key.Key_Space)
    assert seen == [Target("compare", options={"tab": "places"})]


def test_answered_and_left_open_lead_each_to_what_they_count(
    page: OverviewPage, session: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    checkpoints = [c.id for c in session.outline.checkpoints if c.level is Level.SITE][:3]
    site = session.sites[0].id

    def answered(desk: Desk) -> Changes:
        for checkpoint in checkpoints:
            changes = answering.record_answer(desk, checkpoint, site, Verdict.CONFORMING, "見た")
        return replace(changes, places=frozenset((checkpoint, site) for checkpoint in checkpoints))

    session.do(answered)
    session.do(lambda desk: answering.copy_answer(desk, checkpoints[0], session.sites[0].id, (session.sites[1].id,)))
    settle()
    total = session.outline.total()
    figure = page._figures[0]
    assert figure.number.text() == f"{total.answered:,} / {total.total:,}"
    left = next(link for link in figure.findChildren(LongLink) if link.text() == f"残り {total.unanswered:,}")
    seen = wanted(session)
    for link in (figure.number, left):
        link.setFocus()
        qtbot.keyClick(link, Qt.Key.Key_Return)
    assert [target.options["filter"] for target in seen] == ["answered", "unanswered"]
    everything = CheckpointsPage(session)
    qtbot.addWidget(everything)
    everything.show()
    for target, count in zip(seen, (total.answered, total.unanswered), strict=True):
        everything.open(target)
        settle()
        assert len(everything.everything.table.listing.rows) == count
    everything.leave()


def test_what_cannot_be_linked_is_said_plainly(session: Session) -> None:
    from app.services.overview import Step

    assert step_target(Step("no_sites"), session) is None
    assert step_target(Step("ledger_missing", kind="terminals"), session) == Target("ledgers", kind="terminals")


def test_the_first_step_leads_to_the_first_checkpoint(page: OverviewPage, session: Session, qtbot: QtBot) -> None:
    seen = wanted(session)
    link = next(b for b in page.findChildren(QPushButton) if b.text() == "最初の確認事項に回答してください。")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert seen[-1].checkpoint == session.outline.checkpoints[0].id


@pytest.mark.parametrize(("width", "zoom"), [(1200, 100), (760, 100), (1000, 200)])
def test_nothing_is_wider_than_the_page(
    page: OverviewPage, dressed: QApplication, settle: Callable[[], None], width: int, zoom: int
) -> None:
    theme().wear(mode="dark", zoom=zoom)
    speak(dressed, "en")
    page.resize(width, 700)
    settle()
    assert unnamed(page) == []
    area = page.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0


def test_links_stand_flush_with_the_words_above_them(page: OverviewPage, dressed: QApplication) -> None:
    links = [link for link in page.findChildren(LongLink) if link.isVisible()]
    assert links
    for link in links:
        card = link.parentWidget()
        assert card is not None
        title = next(words for words in card.findChildren(QLabel) if words.isVisible())
        # A link draws its words behind the room of its focus ring.
        assert link.mapTo(card, QPoint()).x() + theme().px(4) == title.mapTo(card, QPoint()).x(), link.text()


def test_over_three_years_is_written_in_full(page: OverviewPage, dressed: QApplication, qtbot: QtBot) -> None:
    speak(dressed, "en")
    picture = Programme()
    qtbot.addWidget(picture)
    picture.resize(420, 100)
    begin, end = date(2026, 1, 1), date(2029, 12, 31)
    row = Separation("id", 1, "託送業務システム", milestones=(Milestone(Stage.DECISION, begin, end),))
    picture.show_separations((row,), date(2026, 11, 1), Horizon(begin, 3))
    picture.show()
    image = picture.grab().toImage()
    half = image.width() // 2

    def reddish(x: int, y: int) -> bool:
        colour = image.pixelColor(x, y)
        return colour.red() - colour.blue() > 40

    columns = [x for x in range(half, image.width()) if any(reddish(x, y) for y in range(28, image.height()))]
    # The words end before the edge, and stand behind the bar's end with all their letters.
    written = max(columns) - min(columns)
    metrics = QFontMetrics(theme().font(13))
    assert written > metrics.horizontalAdvance("over 3 years") - 6
    assert max(columns) < image.width() - 2


def test_the_language_changes_while_it_stands(
    page: OverviewPage, dressed: QApplication, settle: Callable[[], None]
) -> None:
    def said() -> str:
        return " ".join(label.text() for label in page.findChildren(QPushButton))

    assert "端末台帳を取り込んでください。" in said()
    speak(dressed, "en")
    settle()
    assert "Import a ledger: Terminal ledger. Rules that wait for it: 13." in said()


def test_answers_that_rest_on_something_else_are_told_and_lead_to_their_list(
    page: OverviewPage, session: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    def lines() -> list[LongLink]:
        return [link for link in page.findChildren(LongLink) if "回答後に" in link.text() and link.isVisible()]

    assert lines() == []
    shaken(session, settle)
    told = lines()
    assert [link.text() for link in told] == [
        "回答後に変化 1",
        "回答後に前提(検出事項又は確認事項の文言)が変わった回答 1 件を見直してください。",
    ]
    for link in told:
        seen = wanted(session)
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
        assert seen == [Target("checkpoints", options={"filter": "stale"})]
