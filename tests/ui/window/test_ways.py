"""The window: the navigation, back and forward, the next unanswered checkpoint, sites."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.domain.audit import COMPANY
from app.domain.challenges import Outcome
from app.domain.grades import Level, Verdict
from app.services import answering, proving
from app.services.changes import Changes
from app.ui.main_window import MainWindow
from app.ui.session import Target
from app.ui.style.theme import theme
from app.ui.workspace import Workspace
from tests.ui.window.shown import page, rows

Settle = Callable[[], None]


def test_the_keyboard_chooses_in_the_navigation(audit: Workspace, qtbot: QtBot, settle: Settle) -> None:
    tree = audit.navigation.tree
    tree.setFocus()
    tree.setCurrentItem(audit.navigation._items["A4"])
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    tree.setCurrentItem(audit.navigation._items["A4-4"])
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    settle()
    assert page(audit).opened[-1].options == {"item": "A4-4"}
    assert tree.here is audit.navigation._items["A4-4"]


def test_a_click_chooses_and_the_arrow_only_opens(audit: Workspace, qtbot: QtBot, settle: Settle) -> None:
    tree, item = audit.navigation.tree, audit.navigation._items["A3"]
    opened = list(page(audit).opened)
    place = tree.visualItemRect(item)
    arrow = QPoint(theme().px(20), place.center().y())
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=arrow)
    assert item.isExpanded()
    assert page(audit).opened == opened
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualItemRect(item).center())
    settle()
    assert page(audit).opened[-1].options == {"item": "A3-1"}


def test_back_and_forward_follow_the_way_that_was_gone(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    session = audit.session
    first, second = session.outline.checkpoints[0].id, session.outline.checkpoints[30].id
    session.go(Target("checkpoints", checkpoint=first))
    settle()
    session.go(Target("history"))
    settle()
    session.go(Target("checkpoints", checkpoint=second))
    back, forward = window.menus.actions["back"], window.menus.actions["forward"]
    back.trigger()
    assert session.here is not None
    assert session.here.page == "history"
    back.trigger()
    assert session.here.checkpoint == first
    forward.trigger()
    forward.trigger()
    assert session.here.checkpoint == second
    assert not forward.isEnabled()


def test_a_page_that_moves_on_by_itself_is_followed(audit: Workspace, settle: Settle) -> None:
    session = audit.session
    ids = [c.id for c in session.outline.checkpoints]
    session.go(Target("checkpoints", checkpoint=ids[0]))
    settle()
    session.at(Target("checkpoints", checkpoint=ids[60]))
    assert audit.navigation.tree.here is audit.navigation._items[session.catalogue.checkpoint(ids[60]).item]
    audit.go_back()
    assert session.here is not None
    assert session.here.checkpoint == ids[0]


def test_the_next_unanswered_checkpoint_is_one_key_away(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    session = audit.session
    here = session.places_here()
    session.go(Target("checkpoints", checkpoint=here[0][0]))
    session.do(lambda desk: answering.record_answer(desk, *here[1], Verdict.CONFORMING))
    settle()
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert session.here is not None
    assert session.here.checkpoint == here[2][0]


def test_when_a_site_is_done_the_next_site_is_offered(window: MainWindow, audit: Workspace, settle: Settle) -> None:
    session = audit.session

    def answer_all(desk: object) -> Changes:
        return [answering.record_answer(session.desk, *p, Verdict.CONFORMING) for p in session.places_here()][-1]

    session.do(answer_all)
    settle()
    total = session.tally_here()
    assert total.answered == total.total
    audit.next_unanswered()
    assert "北営業所" in audit.banner.text.text()
    audit.banner.act.click()
    settle()
    assert session.site_name(session.site) == "北営業所"
    assert session.here is not None
    assert session.catalogue.checkpoint(session.here.checkpoint).level is Level.SITE


def test_sites_are_changed_by_key_and_by_the_list(audit: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    first, second = (s.id for s in audit.session.sites)
    qtbot.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert audit.session.site == second
    assert audit.header.site.currentData() == second
    audit.header.site.setFocus()
    qtbot.keyClick(audit.header.site, Qt.Key.Key_Up)
    assert audit.session.site == first


def test_counts_rings_and_badges_follow_the_answers(audit: Workspace, settle: Settle, window: MainWindow) -> None:
    session = audit.session
    checkpoint = next(c for c in session.outline.checkpoints if c.level is Level.COMPANY and c.item == "A4-1")
    session.do(lambda desk: answering.record_answer(desk, checkpoint.id, COMPANY, Verdict.NONCONFORMING, "x"))
    settle()
    told = rows(audit)
    assert told["A4-1"].badge == 1
    assert told["A4"].badge == 1
    assert told["A4-1"].tally is not None
    assert told["A4-1"].tally.answered == 1
    assert told["findings"].badge == 1
    words = audit.navigation._items["A4-1"].data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert "不適合 1件" in words
    assert "1件回答済" in words
    assert audit.header.count.text().startswith("この事業所 1 / ")
    assert window.saved.text().startswith("✓ 保存済み 14:03:")


def test_another_page_is_not_shown_while_the_present_one_holds_on(audit: Workspace, settle: Settle) -> None:
    first = page(audit)
    first.may_leave = False
    audit.session.go(Target("history"))
    settle()
    assert audit.page is first
    first.may_leave = True


def test_a_page_is_built_when_it_is_first_shown_and_once(audit: Workspace, settle: Settle) -> None:
    assert set(audit._built) == {"overview"}
    audit.session.go(Target("history"))
    settle()
    built = audit.page
    audit.session.go(Target("overview"))
    audit.session.go(Target("history"))
    assert audit.page is built


def test_who_chooses_again_while_a_page_is_being_built_gets_the_last_one(audit: Workspace, settle: Settle) -> None:
    audit.session.go(Target("history"))
    audit.session.go(Target("findings"))
    settle()
    assert audit.page is audit._built["findings"]
    assert audit.session.here is not None
    assert audit.session.here.page == "findings"
    audit.session.go(Target("checkpoints"))
    audit.session.go(Target("findings"))
    settle()
    assert audit.page is audit._built["findings"]


def test_an_audit_is_closed_while_a_page_is_being_built(window: MainWindow, audit: Workspace, settle: Settle) -> None:
    audit.session.go(Target("history"))
    assert window.close_audit()
    settle()
    assert "history" not in audit._built
    assert window.session is None


def test_the_navigation_tells_the_unproven_beside_what_was_answered(audit: Workspace, settle: Settle) -> None:
    session = audit.session
    place = next(p for p in session.places_here() if p[0] == "A4-4-04")
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.CONFORMING))
    settle()
    tally = rows(audit)["A4-4"].tally
    assert tally is not None
    assert (tally.conforming, tally.unproven) == (1, 1)
    item = audit.navigation._items["A4-4"]
    assert "適合1件のうち未立証1件" in item.toolTip(0)
    assert "適合1件のうち未立証1件" in str(item.data(0, Qt.ItemDataRole.AccessibleTextRole))
    session.do(lambda desk: proving.record(desk, *place, "佐藤", "全室を見た", Outcome.HELD))
    settle()
    assert "未立証" not in item.toolTip(0)
