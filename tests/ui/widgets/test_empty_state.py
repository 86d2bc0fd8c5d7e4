"""An empty place says in full what it is for, however little room there is."""

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from app.ui.style.theme import theme
from app.ui.widgets.basics import EmptyState, tokens_line

TOLD = "件数の多い台帳は、一部を抽出して現物や原簿と照合します。抽出は無作為に行い、種を点検表に印刷します。" * 3


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("width", [420, 900, 1600])
def test_no_line_is_cut_and_none_is_too_long(dressed: QApplication, qtbot: QtBot, width: int, zoom: int) -> None:
    theme().wear(zoom=zoom)
    area = QScrollArea()
    qtbot.addWidget(area)
    state = EmptyState(lambda: None)
    area.setWidgetResizable(True)
    area.setWidget(state)
    area.show()
    dressed.processEvents()
    state.say("まだ抽出していません", TOLD, "抽出する…")
    area.resize(max(width, theme().px(300)), 200)
    dressed.processEvents()
    for words in (state.title, state.text):
        assert words.height() >= words.heightForWidth(words.width())
        assert words.width() <= theme().px(tokens_line())
        assert state.rect().contains(words.geometry())
    assert state.text.width() >= min(theme().px(tokens_line()), area.viewport().width() - theme().px(60))
    assert not state.button.geometry().intersects(state.text.geometry())


def test_there_is_no_button_without_words(dressed: QApplication, qtbot: QtBot) -> None:
    state = EmptyState(lambda: None)
    qtbot.addWidget(state)
    state.show()
    assert not state.button.isVisible()
    state.say("まだ抽出していません", TOLD, "抽出する…")
    assert state.button.isVisible()
    state.say("まだ抽出していません", TOLD)
    assert not state.button.isVisible()
    plain = EmptyState()
    qtbot.addWidget(plain)
    plain.show()
    plain.say("まだ抽出していません", TOLD, "抽出する…")
    assert not plain.button.isVisible()
