"""The window around the pages: the way through an audit, what is remembered, what is said when something fails."""

import re
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.domain.audit import COMPANY
from app.domain.grades import Level, Role, Verdict
from app.errors import UserError
from app.services import answering, auditing, evidencing, searching
from app.services.changes import Changes
from app.services.ports import HistoryQuery, Progress, World
from app.storage.sqlite_file import SqliteFile
from app.ui import files, registry
from app.ui.application import Catcher
from app.ui.dialogs.ask import AskText
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.navigation import Row, _row
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.tasks import Tasks
from app.ui.workspace import Workspace
from tests.ui.accessible import unnamed
from tests.ui.heartbeat import watch
from tests.ui.places import PAGES, PlainPage
from tests.ui.typing_keys import type_over

Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def _plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "PAGES", PAGES)


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    """An audit of two sites, not open."""
    new = auditing.NewAudit(
        "東湾送配電株式会社", Role.GRID_OPERATOR, "2026年度上期", date(2026, 9, 30), sites=("本店", "北営業所")
    )
    path = tmp_path / "東湾 2026.shadan"
    auditing.create(world, path, new).file.close()
    return path


@pytest.fixture
def audit(window: MainWindow, file: Path, settle: Settle) -> Workspace:
    """The window with the audit open."""
    window.open_file(file)
    settle()
    assert window.workspace is not None
    return window.workspace


def page(workspace: Workspace) -> PlainPage:
    assert isinstance(workspace.page, PlainPage)
    return workspace.page


def rows(workspace: Workspace) -> dict[str, Row]:
    items = workspace.navigation._items
    return {name: _row(item) for name, item in items.items()}


# --- opening and closing ----------------------------------------------------------------------------------------------


def test_an_audit_is_opened_and_its_facts_are_always_in_sight(window: MainWindow, audit: Workspace, file: Path) -> None:
    assert audit.header.name.text() == "東湾送配電株式会社  2026年度上期"
    assert window.file_label.text() == str(file)
    assert window.as_of.text() == "基準日 2026年9月30日(令和8年)"
    assert [audit.header.site.itemText(n) for n in range(audit.header.site.count())] == ["本店", "北営業所"]
    total = audit.session.tally_here()
    assert audit.header.count.text() == f"この事業所 0 / {total.total} 回答済"
    assert f"0 / {audit.session.outline.total().total} 回答済" in audit.header.count.toolTip()


def test_closing_gives_the_file_free_and_the_start_screen_lists_it(
    window: MainWindow, audit: Workspace, file: Path, world: World, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.closed):
        window.menus.actions["close"].trigger()
    desk = auditing.open_audit(world, file)
    desk.file.close()
    card = window.start.recents[0]
    assert card.told["organisation"] == "東湾送配電株式会社"
    assert card.told["answered"] == "0"
    assert not window.menus.actions["close"].isEnabled()


def test_it_is_reopened_on_the_same_checkpoint_and_site(
    window: MainWindow, audit: Workspace, file: Path, settle: Settle
) -> None:
    session = audit.session
    checkpoint = [c for c in session.outline.checkpoints if c.level is Level.SITE][3].id
    other = session.sites[1].id
    session.choose_site(other)
    session.go(Target("checkpoints", checkpoint=checkpoint))
    settle()
    window.close_audit()
    window.start.recents[0].click()
    settle()
    assert window.session is not None
    assert window.session is not session
    assert window.session.site == other
    assert window.workspace is not None
    assert page(window.workspace).opened[-1].checkpoint == checkpoint


def test_the_place_is_remembered_at_once_and_not_at_the_end(
    audit: Workspace, file: Path, settings: Settings, settle: Settle
) -> None:
    checkpoint = audit.session.outline.checkpoints[7].id
    audit.session.go(Target("checkpoints", checkpoint=checkpoint))
    settle()
    # As another start after a crash would find it.
    assert Settings().last_place(file) == (checkpoint, audit.session.site)


def test_a_page_that_holds_something_back_keeps_the_audit_open(window: MainWindow, audit: Workspace) -> None:
    page(audit).may_leave = False
    assert not window.close_audit()
    assert window.session is audit.session
    assert not window.close()
    page(audit).may_leave = True


def test_what_was_asked_for_is_written_before_the_file_is_closed(
    window: MainWindow, audit: Workspace, file: Path, world: World
) -> None:
    session = audit.session
    company = [c for c in session.outline.checkpoints if c.level is Level.COMPANY][:5]
    for checkpoint in company:
        session.do(
            partial(answering.record_answer, checkpoint_id=checkpoint.id, site_id=COMPANY, verdict=Verdict.CONFORMING)
        )
    assert window.close_audit()
    desk = auditing.open_audit(world, file)
    assert auditing.outline(desk).total().answered == 5
    desk.file.close()


def test_a_file_that_can_only_be_read_says_so_before_the_first_answer(
    window: MainWindow, file: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteFile, "refusal", property(lambda held: UserError("audit_read_only", file=file.name)))
    window.open_file(file)
    settle()
    assert window.workspace is not None
    assert "書き込めません" in window.workspace.banner.text.text()


def test_a_file_that_cannot_be_closed_does_not_keep_the_window_open(
    window: MainWindow, audit: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = audit.session.close

    def pulled_out() -> None:
        close()
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(audit.session, "close", pulled_out)
    assert window.close_audit()
    assert window.session is None
    assert window.start.banner.isVisible()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_file_that_cannot_be_opened_is_a_sentence_on_the_start_screen(
    window: MainWindow, tmp_path: Path, settle: Settle, language: str
) -> None:
    window.choose_language(language)
    foreign = tmp_path / "写真.shadan"
    foreign.write_bytes(b"\xff\xd8\xff" * 100)
    window.open_file(foreign)
    settle()
    assert window.workspace is None
    assert window.start.banner.isVisible()
    assert "写真.shadan" in window.start.banner.text.text()
    assert all(button.isEnabled() for button in window.start.buttons.values())


def test_a_locked_file_names_who_has_it(window: MainWindow, file: Path, world: World, settle: Settle) -> None:
    held = auditing.open_audit(world, file)
    window.open_file(file)
    settle()
    held.file.close()
    assert "officer" in window.start.banner.text.text()


def test_a_missing_recent_file_is_grey_and_can_be_found_again(
    window: MainWindow, audit: Workspace, file: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.close_audit()
    moved = file.rename(file.with_name("移動先.shadan"))
    # As when one comes back to the window.
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    settle()
    card = window.start.recents[0]
    assert not card.there
    assert "見つかりません" in card.accessibleName()
    monkeypatch.setattr(files, "ask_open", lambda *_: moved)
    card.click()
    settle()
    assert window.workspace is not None
    assert [Path(told["file"]).name for told in window._settings.recent()] == ["移動先.shadan"]


def test_an_audit_is_dropped_onto_the_window(window: MainWindow, file: Path, settle: Settle) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(drop)
    settle()
    assert window.workspace is not None


def test_a_backup_is_made_and_restored_from_the_menus(
    window: MainWindow, audit: Workspace, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "控え"
    folder.mkdir()
    monkeypatch.setattr(files, "ask_folder", lambda *_: folder)
    window.menus.actions["backup"].trigger()
    settle()
    (copy,) = folder.glob("*.shadan")
    assert str(copy) in window.task_bar.lines()[0].words.text()
    monkeypatch.setattr(files, "ask_open", lambda *_: copy)
    monkeypatch.setattr(files, "ask_save", lambda *_: tmp_path / "戻した")
    window.menus.actions["restore"].trigger()
    settle()
    assert window.file_label.text() == str(tmp_path / "戻した.shadan")


# --- the way through the audit ----------------------------------------------------------------------------------------


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


# --- search -----------------------------------------------------------------------------------------------------------


def test_the_search_finds_and_goes_by_keyboard_alone(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = audit.header.search
    assert field.hasFocus()
    qtbot.keyClicks(field, "a4-4-0")
    qtbot.wait(200)
    settle()
    assert field.popup is not None
    assert field.popup.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not field.popup.isVisible()
    settle()
    assert page(audit).opened[-1].checkpoint == "A4-4-02"


def test_nothing_found_is_said_and_escape_closes(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    window.activateWindow()
    field = audit.header.search
    field.setFocus()
    qtbot.keyClicks(field, "zzzz")
    qtbot.wait(200)
    settle()
    assert field.popup is not None
    assert "zzzz" in field.popup.none.text()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.popup.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_site_that_is_found_is_chosen(audit: Workspace, settle: Settle) -> None:
    from app.ui.search import target

    found = searching_for(audit.session, "北営業")
    assert [hit.title for hit in found] == ["北営業所"]
    audit.session.go(target(found[0]))
    assert audit.session.site_name(audit.session.site) == "北営業所"


def searching_for(session: Session, text: str) -> list[searching.Found]:
    return [h for h in searching.search(session.desk, session.outline, text, "ja") if h.kind is searching.Kind.SITE]


# --- language, look, room ---------------------------------------------------------------------------------------------


def test_the_language_is_switched_while_the_audit_is_open(
    window: MainWindow, audit: Workspace, settle: Settle, settings: Settings
) -> None:
    before = page(audit).words
    window.menus.actions["language_en"].trigger()
    settle()
    assert window.menus.actions["new"].text() == "&New audit…"
    assert rows(audit)["overview"].text == "Overview"
    assert rows(audit)["A4-4"].text == "(4) Management of terminals"
    assert audit.header.search.accessibleName() == "Search"
    assert page(audit).words > before
    assert settings.text("language") == "en"
    window.menus.actions["language_ja"].trigger()
    settle()
    assert rows(audit)["overview"].text == "概況"


def test_the_colours_are_switched_and_remembered(window: MainWindow, audit: Workspace, settings: Settings) -> None:
    window.menus.actions["mode_dark"].trigger()
    assert theme().dark
    assert settings.text("mode") == "dark"
    picture = audit.navigation.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, picture.height() - 4).lightness() < 60
    window.menus.actions["mode_light"].trigger()
    picture = audit.navigation.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, picture.height() - 4).lightness() > 200


def test_the_text_grows_by_keys_up_to_twice(window: MainWindow, audit: Workspace, qtbot: QtBot) -> None:
    height = audit.header.height()
    for _ in range(12):
        qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme().zoom == 200
    assert audit.header.sizeHint().height() > 1.6 * height
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert theme().zoom == 190
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme().zoom == 100


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_everything_stays_within_a_small_screen(
    window: MainWindow, audit: Workspace, settle: Settle, zoom: int
) -> None:
    window.choose_look(zoom=zoom)
    window.resize(1024, 768)
    settle()
    assert (window.width(), window.height()) == (1024, 768)
    assert audit.navigation.narrow
    for widget in (audit.header.site, audit.header.search, audit.header.count, audit.navigation):
        corner = widget.mapTo(window, QPoint(widget.width(), widget.height()))
        assert widget.isVisible()
        assert corner.x() <= window.width()
    assert audit.header.count.width() >= audit.header.count.sizeHint().width()
    assert audit.header.site.width() >= theme().px(80)


def is_narrow(workspace: Workspace) -> bool:
    return workspace.navigation.narrow


def test_the_navigation_becomes_icons_and_opens_for_one_choice(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    window.resize(1024, 768)
    settle()
    rail = audit.navigation
    assert is_narrow(audit)
    assert rail._buttons["history"].toolTip() == "履歴"
    qtbot.mouseClick(rail._buttons["history"], Qt.MouseButton.LeftButton)
    settle()
    assert audit.session.here is not None
    assert audit.session.here.page == "history"
    qtbot.mouseClick(rail._menu, Qt.MouseButton.LeftButton)
    assert not is_narrow(audit)
    rail.tree.choose(rail._items["overview"])
    assert is_narrow(audit)
    window.resize(1300, 800)
    settle()
    assert not is_narrow(audit)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_letters_of_menus_are_unique(window: MainWindow, audit: Workspace, language: str, settle: Settle) -> None:
    window.choose_language(language)
    settle()
    menus = [each for each in window.findChildren(QMenu) if each.title()]
    groups = [[each.text() for each in window.menuBar().actions()]]
    groups += [[each.text() for each in menu.actions() if each.text()] for menu in menus if menu.actions()]
    for texts in groups:
        letters = [found[1].lower() for text in texts if (found := re.search(r"&([^&])", text.replace("&&", "")))]
        assert sorted(letters) == sorted(set(letters)), texts
    assert all("&" in text for text in groups[0])


def test_the_signs_of_the_search_grow_with_the_text(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    field = audit.header.search
    small = field.lens.width()
    window.choose_look(zoom=200)
    settle()
    assert field.lens.width() == 2 * small
    assert field.rect().contains(field.lens.geometry())
    field.setText("a4")
    assert field.wipe.isVisible()
    qtbot.mouseClick(field.wipe, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not field.wipe.isVisible()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [1360, 1024])
def test_everything_that_takes_focus_has_a_name(
    window: MainWindow, audit: Workspace, settle: Settle, language: str, width: int
) -> None:
    window.choose_language(language)
    window.resize(width, 768)
    settle()
    window.show_error(UserError("disk_full", file="x"))
    audit.banner.details.click()
    assert unnamed(window) == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_start_screen_has_names_too(window: MainWindow, audit: Workspace, settle: Settle, language: str) -> None:
    window.close_audit()
    window.choose_language(language)
    settle()
    assert window.start.recents
    assert unnamed(window) == []


# --- errors and long work ---------------------------------------------------------------------------------------------


def test_a_refusal_is_a_banner_with_details_that_can_be_copied(
    window: MainWindow, audit: Workspace, qtbot: QtBot
) -> None:
    window.show_error(UserError("disk_full", file="点検.shadan"))
    banner = audit.banner
    assert banner.isVisible()
    assert "点検.shadan" in banner.text.text()
    assert not banner.more.isVisible()
    qtbot.mouseClick(banner.details, Qt.MouseButton.LeftButton)
    assert "disk_full" in banner.more.toPlainText()
    qtbot.mouseClick(banner.copy, Qt.MouseButton.LeftButton)
    assert "disk_full" in QApplication.clipboard().text()
    qtbot.mouseClick(banner.dismiss, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_an_error_nobody_expected_is_logged_and_shown_once_and_the_program_goes_on(
    window: MainWindow, audit: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.paths import user_log_folder

    catcher = Catcher(window)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catcher.install()
    error = ZeroDivisionError("in a slot")
    for _ in range(3):
        sys.excepthook(type(error), error, None)
    settle()
    catcher.remove()
    assert audit.banner.isVisible()
    assert "errors.log" in audit.banner.text.text()
    assert (user_log_folder() / "errors.log").read_text("utf-8").count("in a slot") == 1
    audit.session.go(Target("history"))
    settle()
    assert audit.session.here is not None
    assert audit.session.here.page == "history"


def test_long_work_says_how_far_it_is_and_its_result_stays(
    window: MainWindow, tasks: Tasks, qtbot: QtBot, settle: Settle
) -> None:
    import threading

    gate = threading.Event()

    def work(progress: Progress) -> str:
        progress("rows", 41_200, 100_000)
        gate.wait(5)
        return "x"

    task = tasks.long("端末台帳を取り込み中", work, lambda _x: setattr(task, "outcome", "41,200行を読み込みました。"))
    (line,) = window.task_bar.lines()
    qtbot.waitUntil(lambda: "41,200" in line.count.text())
    assert line.count.text().startswith("41,200 / 100,000 行")
    assert line.bar.value() == 412
    qtbot.waitUntil(line.isVisible)
    assert line.cancel.isVisible()
    gate.set()
    settle()
    assert line.words.text() == "41,200行を読み込みました。"
    assert not line.bar.isVisible()
    qtbot.mouseClick(line.dismiss, Qt.MouseButton.LeftButton)
    assert window.task_bar.lines() == []


def test_results_do_not_pile_up_until_the_page_has_no_room(window: MainWindow, tasks: Tasks, settle: Settle) -> None:
    for number in range(5):
        task = tasks.long("証跡の保存", lambda _progress: None)
        task.outcome = f"保存しました: {number}"
        settle()
    assert [line.words.text() for line in window.task_bar.lines()] == ["保存しました: 3", "保存しました: 4"]


def test_long_work_can_be_stopped(window: MainWindow, tasks: Tasks, qtbot: QtBot, settle: Settle) -> None:
    def work(progress: Progress) -> int:
        done = 0
        while progress("rows", done, 0):
            done += 1
        return done

    tasks.long("照合中", work)
    (line,) = window.task_bar.lines()
    qtbot.waitUntil(line.cancel.isVisible)
    qtbot.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    settle()
    assert "取り消しました" in line.words.text()


def test_results_never_fill_the_window(window: MainWindow, tasks: Tasks, settle: Settle) -> None:
    def run(number: int) -> None:
        task = tasks.long("書き出し中", lambda _progress: None, lambda _x: setattr(task, "outcome", f"{number}件目"))

    for number in range(9):
        run(number)
        settle()
    assert [line.words.text() for line in window.task_bar.lines()] == ["7件目", "8件目"]


def test_what_was_told_in_place_leaves_no_line_and_no_flicker(window: MainWindow, tasks: Tasks, settle: Settle) -> None:
    tasks.long("証跡を保存中", lambda _progress: None)
    (line,) = window.task_bar.lines()
    assert not line.isVisible()
    settle()
    assert window.task_bar.lines() == []


@pytest.mark.alone
def test_opening_moving_and_searching_never_hold_the_window_up(
    window: MainWindow, file: Path, qtbot: QtBot, settle: Settle
) -> None:
    with watch() as heartbeat:
        window.open_file(file)
        qtbot.waitUntil(lambda: window.workspace is not None)
        session = window.session
        assert session is not None
        for entry in PAGES:
            session.go(Target(entry.id))
            qtbot.wait(20)
        for checkpoint in session.outline.checkpoints[:20]:
            session.go(Target("checkpoints", checkpoint=checkpoint.id))
            qtbot.wait(2)
        session.do(lambda desk: answering.record_answer(desk, session.places_here()[0][0], COMPANY, Verdict.CONFORMING))
        qtbot.wait(100)
        settle()
    heartbeat.calm()


def test_evidence_and_other_changes_reach_the_pages(audit: Workspace, settle: Settle, tmp_path: Path) -> None:
    source = tmp_path / "写真.txt"
    source.write_text("x")
    place = audit.session.places_here()[0]
    audit.session.do(lambda desk: evidencing.attach(desk, *place, source))
    settle()
    assert any(changes.evidence for changes in page(audit).changes)


def test_the_history_names_the_officer_as_the_officer_wants(
    window: MainWindow, audit: Workspace, kit: Kit, tasks: Tasks, settings: Settings, settle: Settle, qtbot: QtBot
) -> None:
    window._do("user")
    settle()
    (dialog,) = window.findChildren(AskText)
    assert dialog.form.answer.text() == "officer"
    type_over(dialog.form.answer, "東湾 花子")
    qtbot.mouseClick(dialog.form.ok, Qt.MouseButton.LeftButton)
    first, second = audit.session.places_here()[:2]
    audit.session.do(lambda desk: answering.record_answer(desk, *first, Verdict.CONFORMING))
    settle()
    # The next start and the next file know it, too.
    another = MainWindow(kit, tasks, Settings())
    assert another._make_world().user == "東湾 花子"
    another.deleteLater()
    with audit.session.desk.file.read() as work:
        assert work.history.entries(HistoryQuery(), 0, 1)[0].by == "東湾 花子"


def test_a_long_name_of_a_site_is_cut_between_letters(window: MainWindow, audit: Workspace, settle: Settle) -> None:
    name = "北浜東ネットワークセンター分室"
    audit.session.do(lambda desk: auditing.add_site(desk, name))
    settle()
    audit.next_site(-1)
    box = audit.header.site
    for width, cut in ((600, False), (110, True)):
        box.setFixedWidth(width)
        settle()
        assert box.toolTip() == (name if cut else "")
    assert box.currentText() == name
