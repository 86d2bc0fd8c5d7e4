"""新しい点検, as an officer goes through it."""

import errno
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWizard
from pytestqt.qtbot import QtBot

from app.domain.audit import Ground
from app.domain.grades import Level, Role
from app.services.ports import World
from app.ui import registry
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.translator import speak
from app.ui.wizards.new_audit.facts import periods
from app.ui.wizards.new_audit.wizard import NewAuditWizard
from tests.ui.accessible import unnamed
from tests.ui.places import PAGES
from tests.ui.typing_keys import type_over

Settle = Callable[[], None]
TODAY = date(2026, 11, 24)


@pytest.fixture
def wizard(
    world: World, settings: Settings, dressed: QApplication, tmp_path: Path, qtbot: QtBot
) -> Iterator[NewAuditWizard]:
    settings.put("folder", str(tmp_path))
    wizard = NewAuditWizard(world.catalogue, TODAY, settings)
    wizard.show()
    yield wizard
    wizard.close()
    wizard.deleteLater()


def next_button(wizard: NewAuditWizard) -> object:
    return wizard.button(QWizard.WizardButton.NextButton)


def can_go_on(wizard: NewAuditWizard) -> bool:
    return wizard.button(QWizard.WizardButton.NextButton).isEnabled()


def go_on(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    qtbot.mouseClick(wizard.button(QWizard.WizardButton.NextButton), Qt.MouseButton.LeftButton)


def fill_first(wizard: NewAuditWizard, qtbot: QtBot, role: Role = Role.GRID_OPERATOR) -> None:
    qtbot.keyClicks(wizard.role_panel.form.organisation, "Toto")
    wizard.role_panel.form.organisation.setText("東湾送配電株式会社")
    choice = wizard.role_panel.roles.button(list(Role).index(role))
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Space)
    go_on(wizard, qtbot)


def to_the_end(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    if wizard.currentPage() is wizard.earlier_panel:
        go_on(wizard, qtbot)
    fill_first(wizard, qtbot)
    wizard.sites_panel.take(("本店", "北営業所"))
    for _ in range(5):
        assert can_go_on(wizard), wizard.currentPage().reason.text()  # type: ignore[attr-defined]
        go_on(wizard, qtbot)
    assert wizard.currentPage() is wizard.summary_panel


def test_one_cannot_go_on_and_is_told_why(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    panel = wizard.role_panel
    assert not can_go_on(wizard)
    assert panel.reason.text() == "次へ進むには、事業者名を入力してください。"
    qtbot.keyClicks(panel.form.organisation, "A")
    assert not can_go_on(wizard)
    assert panel.reason.text() == "次へ進むには、事業者の立場を選んでください。"
    panel.roles.button(0).click()
    assert can_go_on(wizard)
    assert panel.reason.text() == ""


def test_sites_are_typed_pasted_ordered_renamed_and_removed(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    fill_first(wizard, qtbot)
    panel, form = wizard.sites_panel, wizard.sites_panel.form
    assert not can_go_on(wizard)
    form.name.setText("本店")
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    # Enter adds and does not turn the page.
    assert wizard.currentPage() is panel
    assert panel.names() == ("本店",)
    QApplication.clipboard().setText("No.\t事業所名\t住所\n1\t北営業所\tx\n2\t本 店\ty\n3\t南浜配電事業所\tz\n")
    qtbot.mouseClick(form.paste, Qt.MouseButton.LeftButton)
    assert panel.names() == ("本店", "北営業所", "南浜配電事業所")
    assert form.count.text() == "3か所"
    form.sites.setCurrentRow(2)
    qtbot.mouseClick(form.up, Qt.MouseButton.LeftButton)
    assert panel.names() == ("本店", "南浜配電事業所", "北営業所")
    form.sites.setCurrentRow(0)
    qtbot.mouseClick(form.remove, Qt.MouseButton.LeftButton)
    assert panel.names() == ("南浜配電事業所", "北営業所")
    form.sites.item(0).setText("北営業所")
    assert not can_go_on(wizard)
    assert "北営業所" in panel.reason.text()


def test_the_keyboard_pastes_into_the_list_and_deletes_from_it(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    fill_first(wizard, qtbot)
    sites = wizard.sites_panel.form.sites
    wizard.activateWindow()
    sites.setFocus()
    QApplication.clipboard().setText("本店\r\n北営業所\r\n")
    qtbot.keyClick(sites, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert wizard.sites_panel.names() == ("本店", "北営業所")
    qtbot.keyClick(sites, Qt.Key.Key_Delete)
    assert wizard.sites_panel.names() == ("本店",)


def test_a_site_that_was_typed_and_not_added_is_taken_along(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    fill_first(wizard, qtbot)
    panel, name = wizard.sites_panel, wizard.sites_panel.form.name
    type_over(name, "本店")
    assert can_go_on(wizard), panel.reason.text()
    go_on(wizard, qtbot)
    assert panel.names() == ("本店",)
    qtbot.mouseClick(wizard.button(QWizard.WizardButton.BackButton), Qt.MouseButton.LeftButton)
    assert name.text() == ""
    type_over(name, "北営業所")
    go_on(wizard, qtbot)
    assert wizard.currentPage() is wizard.period_panel
    assert wizard.new_audit().sites == ("本店", "北営業所")


def test_a_name_in_the_field_that_is_in_the_list_already_comes_once(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    fill_first(wizard, qtbot)
    wizard.sites_panel.take(("本店",))
    type_over(wizard.sites_panel.form.name, "本 店")
    go_on(wizard, qtbot)
    assert wizard.currentPage() is wizard.period_panel
    assert wizard.sites_panel.names() == ("本店",)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_shows_all_of_itself_and_has_the_focus(
    wizard: NewAuditWizard, qtbot: QtBot, dressed: QApplication, language: str
) -> None:
    speak(dressed, language)
    qtbot.waitExposed(wizard)
    wizard.activateWindow()
    cut, unfocused = [], []

    def look() -> None:
        dressed.processEvents()
        page = wizard.currentPage()
        scroll = page.findChild(QScrollArea)
        assert scroll is not None
        cut.extend([wizard.currentId()] * scroll.verticalScrollBar().isVisible())
        focus = wizard.focusWidget()
        if wizard.currentPage() is not wizard.summary_panel and not (focus and page.isAncestorOf(focus)):
            unfocused.append((wizard.currentId(), focus))

    look()
    fill_first(wizard, qtbot)
    look()
    wizard.sites_panel.take(("本店",))
    for _ in range(5):
        go_on(wizard, qtbot)
        look()
    assert (cut, unfocused) == ([], [])


def test_an_empty_clipboard_and_doubles_are_said(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    fill_first(wizard, qtbot)
    panel = wizard.sites_panel
    QApplication.clipboard().setText(" \n")
    qtbot.mouseClick(panel.form.paste, Qt.MouseButton.LeftButton)
    assert "ありません" in panel.reason.text()
    panel.take(("本店",))
    QApplication.clipboard().setText("本店")
    qtbot.mouseClick(panel.form.paste, Qt.MouseButton.LeftButton)
    assert "一覧にあります" in panel.reason.text()


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 4, 1), "2026年度上期"),
        (date(2026, 9, 30), "2026年度上期"),
        (date(2026, 10, 1), "2026年度下期"),
        (date(2027, 3, 31), "2026年度下期"),
    ],
)
def test_the_half_of_the_fiscal_year_that_runs_is_proposed(today: date, first: str) -> None:
    assert periods(today)[0] == first
    assert len(set(periods(today))) == 3


def test_the_scope_counts_what_applies_to_the_role(wizard: NewAuditWizard, qtbot: QtBot, world: World) -> None:
    to_the_end(wizard, qtbot)
    asked = world.catalogue.for_role(Role.GRID_OPERATOR)
    company = sum(c.level is Level.COMPANY for c in asked)
    assert wizard.scope_panel.counts() == (company, len(asked) - company)
    assert wizard.scope_panel.answers() == company + 2 * (len(asked) - company)
    assert wizard.new_audit().areas == ()
    wizard.scope_panel.form.none.click()
    assert not wizard.scope_panel.isComplete()
    last = wizard.scope_panel._rows()[-1]
    last.setCheckState(0, Qt.CheckState.Checked)
    assert wizard.scope_panel.isComplete()
    assert wizard.new_audit().areas == (last.data(0, Qt.ItemDataRole.UserRole),)


def test_another_role_asks_other_checkpoints(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    wizard.scope_panel.show_for(Role.GRID_OPERATOR, 1)
    grid = wizard.scope_panel.counts()
    wizard.scope_panel.show_for(Role.AFFILIATED_RETAILER, 1)
    assert wizard.scope_panel.counts() != grid


def test_a_plan_is_voluntary_unless_said_otherwise(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    wizard.ground_panel.show_for(Role.GRID_OPERATOR)
    assert wizard.new_audit().filing.ground is Ground.VOLUNTARY
    assert wizard.new_audit().filing.dated is None
    assert wizard.ground_panel.law() == ""
    assert not wizard.ground_panel.form.dated.isEnabled()


def test_an_order_has_its_article_a_date_and_an_addressee(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    panel = wizard.ground_panel
    panel.show_for(Role.GRID_OPERATOR)
    panel.grounds.button(tuple(Ground).index(Ground.ORDER)).click()
    assert panel.ground is Ground.ORDER
    assert "第27条" in panel.form.law.text()
    assert not panel.isComplete()
    # An order has a date of its own: today is not put in for it.
    assert "命令・勧告・指導の日付" in panel.reason.text()
    panel.form.addressee.setEditText("経済産業大臣 殿")
    assert not panel.isComplete()
    type_over(panel.form.dated.line, "R8.9.1")
    assert panel.isComplete()
    # While it is being typed the day is told beside the field, then its Japanese year only.
    assert panel.form.era.text() == "2026年9月1日(令和8年)"
    qtbot.keyClick(panel.form.dated.line, Qt.Key.Key_Tab)
    assert panel.form.era.text() == "(令和8年)"
    filing = wizard.new_audit().filing
    assert (filing.dated, filing.addressee) == (date(2026, 9, 1), "経済産業大臣 殿")


def test_an_order_without_a_day_that_can_be_read_goes_no_further(wizard: NewAuditWizard) -> None:
    panel = wizard.ground_panel
    panel.show_for(Role.GRID_OPERATOR)
    panel.grounds.button(tuple(Ground).index(Ground.ORDER)).click()
    panel.form.addressee.setEditText("経済産業大臣 殿")
    type_over(panel.form.dated.line, "2026-13-01")
    assert not panel.isComplete()
    assert "「2026-13-01」という日はありません(13月はありません)" in panel.reason.text()
    panel.grounds.button(tuple(Ground).index(Ground.VOLUNTARY)).click()
    assert panel.isComplete()
    assert panel.filing().dated is None


@pytest.mark.parametrize("typed", ["R8.10.31", "2026/10/31", "20261031", "2026年10月31日", "令和8年10月31日"])
def test_the_as_of_date_is_typed_as_people_write_it(wizard: NewAuditWizard, qtbot: QtBot, typed: str) -> None:
    fill_first(wizard, qtbot)
    wizard.sites_panel.take(("本店",))
    go_on(wizard, qtbot)
    form = wizard.period_panel.form
    type_over(form.asOf.line, typed)
    qtbot.keyClick(form.asOf.line, Qt.Key.Key_Tab)
    assert form.asOf.text() == "2026年10月31日"
    assert form.era.text() == "(令和8年)"
    assert can_go_on(wizard)
    assert wizard.new_audit().as_of == date(2026, 10, 31)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("10/31", "「10/31」には年がありません。"), ("", "次へ進むには、基準日を入力してください。")],
)
def test_a_day_that_is_none_keeps_one_from_going_on(
    wizard: NewAuditWizard, qtbot: QtBot, typed: str, reason: str
) -> None:
    fill_first(wizard, qtbot)
    wizard.sites_panel.take(("本店",))
    go_on(wizard, qtbot)
    panel = wizard.period_panel
    type_over(panel.form.asOf.line, typed)
    if not typed:
        qtbot.keyClick(panel.form.asOf.line, Qt.Key.Key_Delete)
    qtbot.keyClick(panel.form.asOf.line, Qt.Key.Key_Tab)
    assert panel.form.asOf.text() == typed
    assert not can_go_on(wizard)
    assert reason in panel.reason.text()
    assert panel.form.era.text() == ""


def test_a_free_name_in_a_folder_that_is_there_is_proposed(
    wizard: NewAuditWizard, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "東湾送配電株式会社 2026年度下期.shadan").touch()
    to_the_end(wizard, qtbot)
    assert wizard.file() == tmp_path / "東湾送配電株式会社 2026年度下期 2.shadan"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "ファイル名"),
        ("点検", "フォルダー"),
        ("{folder}/there.shadan", "既に"),
        ("{folder}/none/a.shadan", "実在"),
        ("{folder}/" + "あ" * 200, "短い"),
    ],
)
def test_a_place_that_will_not_do_is_said_before(
    wizard: NewAuditWizard, tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / "there.shadan").touch()
    wizard.place_panel.form.file.setText(name.format(folder=tmp_path))
    assert not wizard.place_panel.isComplete()
    assert reason in wizard.place_panel.missing()


def test_everything_is_shown_once_more(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    to_the_end(wizard, qtbot)
    told = dict(wizard.summary_panel.rows)
    assert told["事業所"] == "本店、北営業所"
    assert told["改善計画の根拠"] == "自主"
    assert "2026年11月24日(令和8年)" in told["点検期間"]
    assert told["点検ファイル"] == str(wizard.file())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_has_names_for_what_takes_focus(
    wizard: NewAuditWizard, qtbot: QtBot, dressed: QApplication, language: str
) -> None:
    speak(dressed, language)
    dressed.processEvents()
    nameless = {0: unnamed(wizard)}
    fill_first(wizard, qtbot)
    wizard.sites_panel.take(("本店",))
    for number in range(1, 7):
        nameless[number] = unnamed(wizard)
        go_on(wizard, qtbot)
    assert {number: widgets for number, widgets in nameless.items() if widgets} == {}
    assert wizard.windowTitle() == ("新しい点検" if language == "ja" else "New audit")


@pytest.mark.parametrize("zoom", [100, 200])
def test_the_wizard_fits_a_small_screen(
    world: World, settings: Settings, dressed: QApplication, qtbot: QtBot, zoom: int
) -> None:
    theme().wear(zoom=zoom)
    wizard = NewAuditWizard(world.catalogue, TODAY, settings)
    wizard.resize(1024, 768)
    wizard.show()
    dressed.processEvents()
    assert wizard.minimumSizeHint().width() <= 1024
    assert wizard.minimumSizeHint().height() <= 768
    wizard.close()
    wizard.deleteLater()


# --- from the start screen to the audit -------------------------------------------------------------------------------


@pytest.fixture
def started(
    window: MainWindow, settings: Settings, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> tuple[MainWindow, NewAuditWizard]:
    monkeypatch.setattr(registry, "PAGES", PAGES)
    settings.put("folder", str(tmp_path))
    window.start.buttons["new"].click()
    settle()
    wizard = window.findChild(NewAuditWizard)
    assert wizard is not None
    return window, wizard


def test_the_wizard_begins_an_audit_and_opens_it(
    started: tuple[MainWindow, NewAuditWizard], qtbot: QtBot, settle: Settle
) -> None:
    window, wizard = started
    to_the_end(wizard, qtbot)
    file = wizard.file()
    qtbot.mouseClick(wizard.button(QWizard.WizardButton.FinishButton), Qt.MouseButton.LeftButton)
    settle()
    assert window.session is not None
    assert Path(window.session.desk.file.location) == file
    assert [s.name for s in window.session.sites] == ["本店", "北営業所"]
    assert window.session.outline.audit.role is Role.GRID_OPERATOR


def test_nothing_typed_is_lost_when_the_audit_cannot_be_made(
    started: tuple[MainWindow, NewAuditWizard], qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.errors import from_os_error
    from app.services import auditing

    window, wizard = started
    to_the_end(wizard, qtbot)
    right = auditing.create

    def full(*_: object) -> object:
        raise from_os_error(OSError(errno.ENOSPC, "full"), wizard.file())

    monkeypatch.setattr(auditing, "create", full)
    finish = wizard.button(QWizard.WizardButton.FinishButton)
    qtbot.mouseClick(finish, Qt.MouseButton.LeftButton)
    settle()
    assert window.session is None
    assert wizard.isVisible()
    assert wizard.currentPage() is wizard.summary_panel
    assert "空き容量" in wizard.summary_panel.reason.text()
    assert wizard.sites_panel.names() == ("本店", "北営業所")
    monkeypatch.setattr(auditing, "create", right)
    qtbot.mouseClick(finish, Qt.MouseButton.LeftButton)
    settle()
    assert window.session is not None


def test_cancelling_leaves_nothing(
    started: tuple[MainWindow, NewAuditWizard], qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    window, wizard = started
    to_the_end(wizard, qtbot)
    qtbot.mouseClick(wizard.button(QWizard.WizardButton.CancelButton), Qt.MouseButton.LeftButton)
    settle()
    assert list(tmp_path.glob("*.shadan")) == []
    assert window.session is None
    window.start.buttons["new"].click()
    settle()
    assert any(w.isVisible() for w in window.findChildren(NewAuditWizard))
    for each in window.findChildren(NewAuditWizard):
        each.reject()
