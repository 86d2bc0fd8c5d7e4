"""Every kind of ledger on the one page: the list of all, what each is for, the ways that lead to one of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.findings import Status
from app.services import aliases, findings, ledger_index, ledgers
from app.services.ports import Desk, World
from app.ui.findings.page import FindingsPage
from app.ui.ledgers.page import LedgersPage
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.translator import speak
from app.ui.widgets.link import Link
from app.ui.wizards.ledger_import import LedgerImportWizard
from tests.desk import Kept, begun, keep
from tests.ui.accessible import unnamed
from tests.ui.ledgers.conftest import terminal, words_told, write

Settle = Callable[[], None]
Book = Callable[..., Path]

ACCOUNTS = ("ID", "システム", "利用者", "社員番号", "権限", "付与日", "最終ログイン日", "状態")
PEOPLE = ("社員番号", "氏名", "会社", "部署", "事業所", "退職日")
SYSTEMS = ("システムコード", "システム名", "所管会社", "主管部署", "保有情報")


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    for kind in ("terminals", "accounts", "people", "systems"):
        for name in ("columns", "views"):
            Settings().put(f"ledgers/{kind}/{name}", "{}")


def fill(desk: Desk, at: Path) -> None:
    """Terminals, accounts of which one belongs to somebody who has left, and the people."""
    own = "東湾送配電株式会社"
    ledgers.import_batch(desk, "terminals", write(at / "端末.xlsx", [terminal(1), terminal(2, 区画="共用")]))
    accounts = [
        ("A-001", "託送システム", "青木 一郎", "100001", "参照", "2025/4/1", "2026/10/1", "有効"),
        ("A-002", "託送システム", "伊藤 恵", "100002", "参照", "2025/4/1", "2026/10/1", "有効"),
    ]
    people = [
        ("100001", "青木 一郎", own, "託送営業部", "北営業所", ""),
        ("100002", "伊藤 恵", own, "託送営業部", "北営業所", "2026/6/30"),
    ]
    ledgers.import_batch(desk, "accounts", write(at / "ID.xlsx", accounts, ACCOUNTS, "ID台帳"))
    ledgers.import_batch(desk, "people", write(at / "人事.xlsx", people, PEOPLE, "従業員一覧"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The three ledgers, imported once."""
    return keep(tmp_path_factory, fill)


@pytest.fixture
def desk(request: pytest.FixtureRequest, world: World, tmp_path: Path) -> Iterator[Desk]:
    """An audit without a ledger, or for those who ask for `several` with its ledgers."""
    kept: Kept | None = request.getfixturevalue("kept") if "several" in request.fixturenames else None
    desk = kept.copy(tmp_path, world) if kept else begun(world, tmp_path)
    yield desk
    desk.file.close()


@pytest.fixture
def several(session: Session) -> Session:
    """An audit with the three ledgers."""
    return session


@pytest.fixture
def page(several: Session, qtbot: QtBot, settle: Settle) -> LedgersPage:
    return shown(several, qtbot, settle)


def shown(session: Session, qtbot: QtBot, settle: Settle, width: int = 1100, height: int = 720) -> LedgersPage:
    page = LedgersPage(session)
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    settle()
    return page


def keys(page: LedgersPage) -> list[str]:
    model = page.table.ledger
    return [r.record.key for r in (model.record(n) for n in range(model.rowCount())) if r is not None]


def dialog() -> LedgerImportWizard:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, LedgerImportWizard) and w.isVisible())


# --- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_tells_of_every_ledger(page: LedgersPage) -> None:
    kinds = page.list.kinds()
    assert tuple(kinds[:6]) == ledger_index.MAIN
    assert set(kinds) == set(page.session.desk.world.ledgers.kinds())
    assert len(kinds) == 14
    assert words_told(page, "terminals").startswith("端末台帳: 2 件、最終取り込み 2026年11月24日")
    assert "未解決の検出事項 1件" in words_told(page, "terminals")
    assert words_told(page, "systems") == "システム一覧: 未取り込み"
    item = page.list.item_of("people")
    assert item is not None
    assert item.toolTip() == words_told(page, "people") != ""


def test_a_ledger_is_chosen_by_keys(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    arrived: list[Target] = []
    page.session.arrived.connect(arrived.append)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    settle()
    assert page.kind == "terminals"  # The arrow keys only move.
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settle()
    assert page.kind == "accounts"
    assert page.title.text() == "ID台帳"
    assert keys(page) == ["A-001", "A-002"]
    assert arrived == [Target("ledgers", kind="accounts")]
    for _step in range(4):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    settle()
    assert page.kind == "people"
    assert keys(page) == ["100001", "100002"]


def test_a_ledger_is_chosen_by_a_click(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    click(page, "people", qtbot)
    settle()
    assert keys(page) == ["100001", "100002"]
    assert page.list.kind == "people"


def click(page: LedgersPage, kind: str, qtbot: QtBot) -> None:
    item = page.list.item_of(kind)
    assert item is not None
    page.list.scrollToItem(item)
    place = page.list.visualItemRect(item).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize(("width", "zoom"), [(900, 100), (1300, 200)])
def test_where_there_is_little_room_the_list_is_a_drop_down(
    several: Session, qtbot: QtBot, settle: Settle, width: int, zoom: int
) -> None:
    theme().wear(mode="dark", zoom=zoom)
    page = shown(several, qtbot, settle, width)
    assert not page.list.isVisible()
    assert page.choice.isVisible()
    assert page.choice.currentText() == "端末台帳"
    page.choice.setFocus()
    qtbot.keyClick(page.choice, Qt.Key.Key_Down)
    settle()
    assert page.kind == "accounts"
    assert keys(page) == ["A-001", "A-002"]
    assert unnamed(page) == []


def test_each_ledger_stands_as_it_was_left(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    page.filters.set_condition("zone", "共用")
    header = page.table.horizontalHeader()
    user = next(n for n, c in enumerate(page.table.ledger.columns) if c.id == "user")
    header.setSortIndicator(user, Qt.SortOrder.DescendingOrder)
    settle()
    assert keys(page) == ["PC-0002"]
    click(page, "accounts", qtbot)
    settle()
    assert len(keys(page)) == 2
    assert not page.filters.chips()
    assert header.sortIndicatorSection() == -1
    click(page, "terminals", qtbot)
    settle()
    assert keys(page) == ["PC-0002"]
    assert header.sortIndicatorSection() == user
    # Nor does one ledger remember the columns of another.
    for kind in ("terminals", "accounts"):
        known = Settings().text(f"ledgers/{kind}/columns", "{}")
        assert ("asset_no" in known) is (kind == "terminals" and known != "{}")


def test_a_ledger_that_comes_late_does_not_show_in_the_place_of_another(page: LedgersPage, settle: Settle) -> None:
    page.choose("accounts")
    page.choose("systems")
    page.choose("people")
    settle()
    assert keys(page) == ["100001", "100002"]
    assert [c.id for c in page.table.ledger.columns if c.id == "emp_no"]


def test_the_filter_of_sites_is_there_where_rows_stand_at_a_site(page: LedgersPage, settle: Settle) -> None:
    assert page.filters.site.isVisible()
    page.choose("people")
    settle()
    assert page.filters.site.isVisible()
    file = write(page.session.file.parent / "s.xlsx", [("S1", "託送システム", "", "", "")], SYSTEMS, "システム一覧")
    page.session.do(lambda desk: ledgers.import_batch(desk, "systems", file).changes)
    page.choose("systems")
    settle()
    assert keys(page) == ["託送システム"]
    assert not page.filters.site.isVisible()


# --- empty ------------------------------------------------------------------------------------------------------------


def test_an_empty_ledger_says_what_it_is_for_and_who_waits_for_it(
    page: LedgersPage, qtbot: QtBot, settle: Settle, dressed: QApplication
) -> None:
    for kind in page.list.kinds():
        page.choose(kind)
        settle()
        form = page.session.desk.world.ledgers.form(kind)
        assert form.purpose.ja in page.empty_area.state.text.text()
        needed = ledger_index.rules_over(page.session.catalogue, kind)
        assert all(rule.id in page.empty_area.rules.text() for rule in needed[:6])
        assert bool(needed) == ("取り込むまで実施できません" in page.empty_area.rules.text())
    page.choose("external_registrants")
    settle()
    assert page.empty_area.state.isVisible()
    assert "R18" in page.empty_area.rules.text()
    speak(dressed, "en")
    settle()
    assert page.title.text() == "Registrants of others' systems"
    assert "1 rule needs this ledger" in page.empty_area.rules.text()
    qtbot.mouseClick(page.empty_area.state.button, Qt.MouseButton.LeftButton)
    wizard = dialog()
    assert wizard.kind == "external_registrants"
    wizard.reject()
    settle()


def test_offices_are_asked_about_only_where_the_ledger_has_them(
    page: LedgersPage, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    page.choose("systems")
    settle()
    # The sheet is named like an office: the systems do not stand there all the same.
    page.start_import(book([("S1", "託送システム", "", "", "")], "s.xlsx", headings=SYSTEMS, title="港北営業所"))
    settle()
    wizard = dialog()
    wizard.next()
    settle()
    assert not wizard.sheets_page.form.site.isVisible()
    assert wizard.sheets_page.form.sheets.isColumnHidden(2)
    for _step in range(2):
        wizard.next()
        settle()
        qtbot.waitUntil(lambda: wizard.running is None)
        settle()
    assert not wizard.check_page.offices.isVisible()
    assert wizard.check_page.missing() == ""
    wizard.next()
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    assert wizard.result_page.heading.text() == "システム一覧を取り込みました"
    wizard.accept()
    settle()
    assert keys(page) == ["託送システム"]


# --- ways that lead here ----------------------------------------------------------------------------------------------


def test_a_finding_over_two_ledgers_leads_to_the_rows_of_each(
    page: LedgersPage, several: Session, qtbot: QtBot, settle: Settle
) -> None:
    found = next(f for f in findings.listing(several.desk) if {r.kind for r in f.rows} == {"accounts", "people"})
    many = FindingsPage(several)
    qtbot.addWidget(many)
    many.resize(1100, 720)
    many.show()
    settle()
    several.wanted.connect(page.open)
    many.open(Target("findings", finding=found.id))
    settle()
    links = [w for w in many.panel.findChildren(Link) if w.accessibleName().startswith("台帳で")]
    links = [w for w in links if w.isVisibleTo(many.panel)]
    assert len(links) == len(found.rows)
    for link, row in zip(links, found.rows, strict=True):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
        settle()
        assert page.kind == row.kind
        assert row.key in keys(page)
        assert page.filters.view.only_told
    assert len(keys(page)) == 1


def test_a_rule_that_could_not_be_run_leads_to_the_ledger_it_wants(
    several: Session, qtbot: QtBot, settle: Settle
) -> None:
    many = FindingsPage(several)
    qtbot.addWidget(many)
    many.resize(1100, 800)
    many.show()
    settle()
    assert "委託先台帳" in many.not_run.told.text()
    qtbot.mouseClick(many.not_run.more, Qt.MouseButton.LeftButton)
    missing = many.not_run.dialog
    assert missing is not None
    assert "terminals" not in missing.links
    assert missing.links["contractors"].text().startswith("委託先台帳を取り込む(")
    qtbot.mouseClick(missing.links["contractors"], Qt.MouseButton.LeftButton)
    settle()
    wizard = dialog()
    assert wizard.kind == "contractors"
    wizard.reject()
    settle()


def test_a_record_of_any_ledger_is_shown_alone(page: LedgersPage, settle: Settle) -> None:
    page.open(Target("ledgers", kind="people", key="100002"))
    settle()
    assert page.kind == "people"
    assert keys(page) == ["100002"]
    assert page.panes.revealed


def test_another_name_of_a_system_is_confirmed_at_its_finding(
    several: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    systems = [("S1", "託送業務システム", "", "", ""), ("S2", "営業料金システム", "", "", "")]
    file = book(systems, "s.xlsx", headings=SYSTEMS, title="システム一覧")
    accounts = [("B-001", "託送シス", "青木 一郎", "100001", "参照", "2025/4/1", "2026/10/1", "有効")]
    used = book(accounts, "ID2.xlsx", headings=ACCOUNTS, title="ID台帳")
    several.do(lambda desk: ledgers.import_batch(desk, "accounts", used).changes)
    several.do(lambda desk: ledgers.import_batch(desk, "systems", file).changes)
    settle()
    found = next(f for f in findings.listing(several.desk, rule="R27") if "託送シス" in f.values.get("systems", ""))
    many = FindingsPage(several)
    qtbot.addWidget(many)
    many.resize(1100, 800)
    many.show()
    settle()
    many.open(Target("findings", finding=found.id))
    settle()
    names = many.panel.names
    assert names.isVisible()
    buttons = {b.text(): b for b in names.findChildren(QPushButton) if b.isVisibleTo(names)}
    assert "どの別名でもない" in buttons
    yes = buttons["「託送業務システム」の別名である"]
    assert yes.accessibleName() == "「託送シス」は「託送業務システム」の別名である"
    many.panes.area.ensureWidgetVisible(yes)
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    settle()
    assert [(a.text, a.meaning) for a in aliases.listing(several.desk)] == [("託送シス", "託送業務システム")]
    assert findings.get(several.desk, found.id).status is Status.RESOLVED
    assert not names.isVisible()
