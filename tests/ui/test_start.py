"""The start screen and the sample."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import demonstrating
from app.services.demonstrating import Made, Sample
from app.services.ports import Progress, World
from app.services.reporting import Renderer
from app.services.reporting.material import Translate
from app.ui import files
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from app.ui.start.screen import StartScreen
from app.ui.style.theme import theme

Settle = Callable[[], None]


@pytest.mark.slow
def test_the_sample_is_made_with_its_reports_and_opened(
    window: MainWindow,
    settle: Settle,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    made_demo: Made,
) -> None:
    def make(
        world: World,
        sample: Sample,
        folder: Path,
        render: Renderer,
        translate: Translate,
        language: str,
        told: Progress,
    ) -> Made:
        # The real one is asked in the next test, and made to the end on the command line.
        assert (sample.file, render, language) == (made_demo.file.name, window.kit.render, "ja")
        assert translate("row {row}") == "行: {row}"
        shutil.copytree(made_demo.file.parent, folder)
        reports = tuple(folder / each.name for each in made_demo.reports)
        return replace(made_demo, file=folder / made_demo.file.name, reports=reports)

    monkeypatch.setattr(demonstrating, "make", make)
    monkeypatch.setattr(files, "ask_folder", lambda *_: tmp_path / "試し")
    qtbot.mouseClick(window.start.elsewhere, Qt.MouseButton.LeftButton)
    assert not window.start.buttons["new"].isEnabled()
    (line,) = window.task_bar.lines()
    assert str(tmp_path / "試し") in line.words.text()
    qtbot.waitUntil(lambda: window.session is not None, timeout=180_000)
    settle()
    assert window.session is not None
    total = window.session.outline.total()
    assert total.answered == total.total
    assert len(list((tmp_path / "試し").glob("*.pdf"))) >= 3
    assert "報告書" in line.words.text()


def test_a_folder_with_a_foreign_file_of_that_name_is_refused_in_words(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    name = window.kit.sample().file
    (tmp_path / name).write_bytes(b"mine")
    window.acts.make_sample(tmp_path)
    settle()
    assert (tmp_path / name).read_bytes() == b"mine"
    assert name in window.start.banner.text.text()
    assert window.start.buttons["new"].isEnabled()
    assert window.task_bar.lines() == []


@pytest.mark.slow
def test_a_sample_that_is_stopped_leaves_nothing(
    window: MainWindow, settle: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    window.acts.make_sample(tmp_path / "試し")
    (line,) = window.task_bar.lines()
    qtbot.waitUntil(lambda: "回答" in line.count.text(), timeout=180_000)
    qtbot.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.start.banner.isVisible(), timeout=180_000)
    settle()
    assert list((tmp_path / "試し").iterdir()) == []
    assert window.session is None
    assert window.start.buttons["sample"].isEnabled()


def test_without_recent_audits_it_says_what_to_do(window: MainWindow) -> None:
    assert window.start.recents == []
    assert window.start._empty.isVisible()


def test_a_card_can_be_struck_off(window: MainWindow, settings: Settings, tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("a.shadan", "b.shadan"):
        settings.remember(tmp_path / name, organisation=name, period="2026", answered="3", total="10")
    window.start.refresh()
    window.start.show()
    first = window.start.recents[0]
    assert first.told["organisation"] == "b.shadan"
    qtbot.mouseClick(first.forget, Qt.MouseButton.LeftButton)
    assert [card.told["organisation"] for card in window.start.recents] == ["a.shadan"]
    assert [told["organisation"] for told in settings.recent()] == ["a.shadan"]


def test_a_damaged_list_of_recent_audits_costs_no_more_than_the_list(settings: Settings, qtbot: QtBot) -> None:
    settings.put("recent", '{"not": "a list"')
    screen = StartScreen(settings)
    qtbot.addWidget(screen)
    assert screen.recents == []


@pytest.mark.parametrize("zoom", [100, 200])
def test_one_column_below_the_other_where_there_is_little_room(
    window: MainWindow, settings: Settings, tmp_path: Path, settle: Settle, zoom: int
) -> None:
    settings.remember(tmp_path / "a.shadan", organisation="東湾送配電株式会社", period="2026年度上期")
    window.start.refresh()
    window.choose_look(zoom=zoom)
    window.resize(1024, 768)
    settle()
    card, button = window.start.recents[0], window.start.buttons["restore"]
    assert card.width() >= theme().px(240)
    beside = card.mapTo(window, card.rect().topLeft()).x() > button.mapTo(window, button.rect().topRight()).x()
    assert beside is (zoom == 100)
