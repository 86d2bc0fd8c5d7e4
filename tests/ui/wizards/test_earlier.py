"""A new audit that goes on from an earlier one, as an officer begins it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWizard
from pytestqt.qtbot import QtBot

from app.domain.grades import Role
from app.services import auditing, carried_answers
from app.services.ports import World
from app.ui import registry
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from app.ui.wizards.new_audit.wizard import NewAuditWizard
from tests.services.earlier_audit import ADDED, GONE, REWORDED, last_time, later
from tests.ui.places import PAGES
from tests.ui.typing_keys import type_over

Settle = Callable[[], None]


@pytest.fixture
def earlier(world: World, tmp_path: Path) -> Path:
    folder = tmp_path / "前回"
    folder.mkdir()
    desk = last_time(world, folder)
    auditing.change_facts(desk, auditor="情報 太郎", affiliates=("東湾電力株式会社",))
    desk.file.close()
    later(world)
    return Path(desk.file.location)


@pytest.fixture
def started(
    window: MainWindow, settings: Settings, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> tuple[MainWindow, NewAuditWizard]:
    settings.put("folder", str(tmp_path))
    window.start.buttons["new"].click()
    settle()
    wizard = window.findChild(NewAuditWizard)
    assert wizard is not None
    return window, wizard


def go_on(wizard: NewAuditWizard, qtbot: QtBot) -> None:
    button = wizard.button(QWizard.WizardButton.NextButton)
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_earlier_audit_fills_the_pages_and_comes_along(
    started: tuple[MainWindow, NewAuditWizard], earlier: Path, qtbot: QtBot, settle: Settle
) -> None:
    window, wizard = started
    panel = wizard.earlier_panel
    assert panel is not None
    assert wizard.currentPage() is panel
    before = earlier.read_bytes()
    type_over(panel.form.file, str(earlier))
    # Nobody goes on before the file was read.
    assert panel.reason.text() == "次へ進むには、前回点検の読取りが終わるのをお待ちください。"
    qtbot.keyClick(panel.form.file, Qt.Key.Key_Tab)
    settle()
    told = "\n".join(part.text() for part in panel.parts if not part.isHidden())
    for words in (
        "2026年度上期",
        "端末台帳 5件",
        f"再回答が必要: {REWORDED}",
        f"新規: {ADDED}",
        f"廃止: {GONE} (",
        ": 8 件",
    ):
        assert words in told
    go_on(wizard, qtbot)
    assert wizard.role_panel.form.organisation.text() == "東湾送配電株式会社"
    assert wizard.role_panel.role is Role.GRID_OPERATOR
    assert wizard.role_panel.affiliates() == ("東湾電力株式会社",)
    go_on(wizard, qtbot)
    sites = wizard.sites_panel.form.sites
    assert wizard.sites_panel.names() == ("本店", "北営業所")
    sites.item(1).setText("札幌北営業所")
    sites.setCurrentRow(0)
    qtbot.mouseClick(wizard.sites_panel.form.remove, Qt.MouseButton.LeftButton)
    wizard.sites_panel.take(("南営業所",))
    assert wizard.period_panel.form.auditor.text() == "情報 太郎"
    while wizard.currentPage() is not wizard.summary_panel:
        go_on(wizard, qtbot)
    rows = dict(wizard.summary_panel.rows)
    assert rows["引継ぎ元"] == f"2026年度上期、{earlier.name}"
    assert rows["引き継がない事業所(回答も含む)"] == "本店"
    qtbot.mouseClick(wizard.button(QWizard.WizardButton.FinishButton), Qt.MouseButton.LeftButton)
    settle()
    session = window.session
    assert session is not None
    assert [s.name for s in session.sites] == ["札幌北営業所", "南営業所"]
    assert session.sites[0].aliases == ("北営業所",)
    assert session.outline.total().answered == 0
    assert len(carried_answers.waiting(session.desk)) == 6
    # The officer is led to what waits there.
    assert session.here is not None
    assert (session.here.page, session.here.options["filter"]) == ("checkpoints", "carried")
    assert earlier.read_bytes() == before


def test_a_file_that_is_no_audit_is_refused_and_can_be_left_out(
    started: tuple[MainWindow, NewAuditWizard], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    _window, wizard = started
    panel = wizard.earlier_panel
    assert panel is not None
    foreign = tmp_path / "メモ.shadan"
    foreign.write_text("メモ", "utf-8")
    type_over(panel.form.file, str(foreign))
    qtbot.waitUntil(lambda: "点検ファイルではありません" in panel.reason.text())
    assert not wizard.button(QWizard.WizardButton.NextButton).isEnabled()
    panel.form.file.clear()
    assert wizard.button(QWizard.WizardButton.NextButton).isEnabled()
    panel.read()
    settle()
    assert panel.reason.text() == ""
    assert wizard.earlier() is None
    go_on(wizard, qtbot)
    assert wizard.currentPage() is wizard.role_panel
    wizard.reject()


def test_the_audit_that_is_open_may_be_the_earlier_one(
    window: MainWindow,
    earlier: Path,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "PAGES", PAGES)
    settings.put("folder", str(tmp_path))
    window.open_file(earlier)
    settle()
    assert window.session is not None
    window._do("new")
    settle()
    wizard = window.findChild(NewAuditWizard)
    assert wizard is not None
    panel = wizard.earlier_panel
    assert panel is not None
    panel.form.file.setText(str(earlier))
    panel.read()
    settle()
    assert panel.told is not None
    while wizard.currentPage() is not wizard.summary_panel:
        go_on(wizard, qtbot)
    qtbot.mouseClick(wizard.button(QWizard.WizardButton.FinishButton), Qt.MouseButton.LeftButton)
    settle()
    session = window.session
    assert session is not None
    assert Path(session.desk.file.location) != earlier
    before = carried_answers.predecessor(session.desk)
    assert before is not None
    assert before.file == earlier.name
