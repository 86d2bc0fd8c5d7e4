"""The page that compares audits, as an officer goes through it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.carrying import Decision
from app.domain.comparing import Turn
from app.domain.grades import Verdict
from app.services import answering, auditing, carried_answers, carrying
from app.services.changes import Changes
from app.services.ports import World
from app.ui.comparing.page import ComparePage
from app.ui.kit import Kit
from app.ui.session import Session, Target
from app.ui.tasks import Tasks
from tests.services.earlier_audit import ADDED, GONE, PLACED, PRESENT, REWORDED, SAME, last_time, later, next_audit
from tests.services.test_carrying import fill_plan
from tests.ui.accessible import unnamed

Settle = Callable[[], None]


@pytest.fixture
def earlier(world: World, tmp_path: Path) -> Path:
    folder = tmp_path / "前回"
    folder.mkdir()
    desk = last_time(world, folder)
    fill_plan(desk)
    desk.file.close()
    later(world)
    return Path(desk.file.location)


@pytest.fixture
def following(world: World, earlier: Path, kit: Kit, tasks: Tasks, settle: Settle) -> Iterator[Session]:
    """The next audit, in another folder than the earlier one."""
    desk, _come = carrying.create_from(
        world, earlier.parent.parent / "次回.shadan", next_audit("本店", "北営業所"), earlier
    )
    for checkpoint, verdict in (
        (SAME, Verdict.CONFORMING),
        (PRESENT, Verdict.PARTLY),
        (REWORDED, Verdict.NONCONFORMING),
        (ADDED, Verdict.CONFORMING),
    ):
        answering.record_answer(desk, checkpoint, "", verdict, "今回")
    session = Session(kit, desk, auditing.outline(desk), tasks)
    yield session
    settle()
    session.close()


@pytest.fixture
def page(following: Session, qtbot: QtBot, settle: Settle) -> ComparePage:
    page = ComparePage(following)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    qtbot.waitExposed(page)
    settle()
    return page


def shown(page: ComparePage) -> dict[str, Turn]:
    return {row.checkpoint: row.turn for row in page.places.listing.rows if not row.site}


def test_nothing_is_compared_until_a_file_is_chosen(
    page: ComparePage, earlier: Path, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.told is None
    monkeypatch.setattr("app.ui.files.ask_open", lambda *_: earlier)
    page.add.setFocus()
    qtbot.keyClick(page.add, Qt.Key.Key_Space)
    settle()
    assert shown(page) == {
        SAME: Turn.CLAIMED,
        PRESENT: Turn.WORSE,
        REWORDED: Turn.OTHERWISE,
        ADDED: Turn.APPEARED,
        "A1-1-04": Turn.UNANSWERED,
    }
    assert page.filters[Turn.WORSE].text() == "▼ 悪化 1"
    assert page.filters[Turn.BETTER].text() == "▲ 改善 0"
    assert page.filters[Turn.CLAIMED].text() == "□ 改善(未立証) 1"
    assert "2026年度上期" in page.audits.text()
    assert unnamed(page) == []
    wanted: list[Target] = []
    page.session.wanted.connect(wanted.append)
    page.print.click()
    assert wanted == [Target("reports", options={"report": "comparison", "with": str(earlier)})]
    page.clear.click()
    settle()
    assert page.told is None
    assert page.print.isHidden()
    assert page.audits.isHidden()


def test_a_filter_limits_and_enter_opens_the_place(
    page: ComparePage, following: Session, earlier: Path, qtbot: QtBot, settle: Settle
) -> None:
    wanted: list[Target] = []
    following.wanted.connect(wanted.append)
    page.open(Target("compare", options={"file": str(earlier)}))
    settle()
    page.filters[Turn.WORSE].setFocus()
    qtbot.keyClick(page.filters[Turn.WORSE], Qt.Key.Key_Space)
    assert shown(page) == {PRESENT: Turn.WORSE}
    index = page.places.listing.index(0, 4)
    assert page.places.listing.data(index) == "○ 適合 → △ 一部不備"
    page.places.setCurrentIndex(index)
    page.places.setFocus()
    qtbot.keyClick(page.places, Qt.Key.Key_Return)
    assert [(t.page, t.checkpoint) for t in wanted] == [("checkpoints", PRESENT)]
    for number, table in ((3, page.findings), (4, page.measures), (2, page.sites), (1, page.checkpoints)):
        page.tabs.setCurrentIndex(number)
        assert table.listing.rows
        table.setCurrentIndex(table.listing.index(0, 0))
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [t.page for t in wanted] == ["checkpoints", "findings", "plan", "checkpoints", "checkpoints"]
    assert wanted[2].action == 1
    assert "順位を付けず" in page.order.text()
    assert [row.rank for row in page.sites.listing.rows] == [0, 0]


def test_a_link_opens_the_list_that_it_tells_of(page: ComparePage, earlier: Path, settle: Settle) -> None:
    """The answers of last time are all that there is at first; they do not stay in front."""
    assert page.tabs.currentWidget() is page.carried
    page.open(Target("compare", options={"file": str(earlier), "turn": "claimed"}))
    settle()
    assert page.tabs.currentIndex() == 0
    assert shown(page) == {SAME: Turn.CLAIMED}
    page.open(Target("compare", options={"tab": "measures"}))
    assert page.tabs.currentWidget() is page.measures
    page.tabs.setCurrentIndex(1)
    page.refresh(Changes(at="x", evidence=True))
    settle()
    assert page.tabs.currentIndex() == 1
    page.open(Target("compare", options={"tab": "carried"}))
    assert page.tabs.currentWidget() is page.carried


def test_an_answer_given_meanwhile_is_compared(
    page: ComparePage, following: Session, earlier: Path, settle: Settle
) -> None:
    page.compare_with(earlier)
    settle()
    site = following.sites[0].id
    following.do(lambda desk: answering.record_answer(desk, PLACED, site, Verdict.NONCONFORMING, "見た"))
    settle()
    row = next(r for r in page.places.listing.rows if (r.checkpoint, r.site) == (PLACED, site))
    assert row.turn is Turn.WORSE


def test_a_file_that_cannot_be_compared_is_refused_and_left_out(
    page: ComparePage, following: Session, earlier: Path, settle: Settle, tmp_path: Path
) -> None:
    foreign = tmp_path / "メモ.shadan"
    foreign.write_text("メモ", "utf-8")
    page.compare_with(foreign)
    settle()
    assert "点検ファイルではありません" in page.notice.words.text()
    assert page.told is None
    page.compare_with(earlier)
    settle()
    assert page.notice.isHidden()
    page.compare_with(following.file)
    settle()
    assert "内容も同じです" in page.notice.words.text()
    assert shown(page)[SAME] is Turn.CLAIMED
    QApplication.processEvents()


def test_the_audit_it_goes_on_from_is_taken_where_it_lies_beside(
    world: World, kit: Kit, tasks: Tasks, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    desk = last_time(world, tmp_path)
    desk.file.close()
    later(world)
    path = Path(desk.file.location)
    following, _come = carrying.create_from(world, tmp_path / "次回.shadan", next_audit("本店", "北営業所"), path)
    session = Session(kit, following, auditing.outline(following), tasks)
    page = ComparePage(session)
    qtbot.addWidget(page)
    page.show()
    settle()
    settle()
    assert page.told is not None
    assert [a.file for a in page.told.audits] == [path.name, "次回.shadan"]
    assert page.tabs.currentIndex() == 0
    page.clear.click()
    page.open(Target("compare", options={"tab": "places"}))
    settle()
    settle()
    assert page.told is not None
    session.close()


def test_what_came_along_is_told_without_the_earlier_file(
    page: ComparePage, following: Session, settle: Settle
) -> None:
    assert [n for n in range(page.tabs.count()) if page.tabs.isTabVisible(n)] == [5]
    last = page.carried.listing
    shown_rows = {
        (row.carried.checkpoint, row.carried.site): [last.data(last.index(n, c)) for c in (0, 5, 6)]
        for n, row in enumerate(last.rows)
    }
    assert shown_rows[SAME, ""] == ["× 不適合", "文言の変更なし", "今回回答済み"]
    north = following.sites[1].id
    assert shown_rows[PLACED, north] == ["○ 適合", "文言の変更なし", "未判断"]
    # What is not asked any more can still be read, in the words of then.
    assert last.rows[-1].carried.checkpoint == GONE
    assert last.data(last.index(len(last.rows) - 1, 3)) == "廃止前の問い"
    following.do(lambda desk: carried_answers.take(desk, [(PLACED, north)]).changes)
    settle()
    row = next(r for r in last.rows if r.place == (PLACED, north))
    assert row.carried.decision is Decision.TAKEN


def test_an_audit_that_goes_on_from_none_begins_empty(session: Session, qtbot: QtBot, settle: Settle) -> None:
    page = ComparePage(session)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.empty.isVisible()
    assert page.tabs.isHidden()
    assert page.empty.title.text() == "まだ何も比べていません"
