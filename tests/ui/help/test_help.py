"""Help: every topic in both languages, shown without Markdown left over."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QTextBrowser
from pytestqt.qtbot import QtBot

from app.services.ports import World
from app.ui.help.window import TOPICS, HelpWindow, help_text
from app.ui.translator import speak


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("topic", [identity for identity, _ in TOPICS])
def test_every_topic_has_its_text(topic: str, language: str, world: World) -> None:
    text = help_text(topic, language, world.catalogue)
    assert text.startswith("# ")
    assert len(text) > 150
    if language == "en" and topic != "glossary":
        assert not any("\u3041" <= c <= "\u30ff" for c in text)


def test_an_unknown_topic_is_ours_to_find() -> None:
    with pytest.raises(KeyError):
        help_text("none", "ja")


def test_topics_are_chosen_by_keyboard_and_follow_the_language(
    qtbot: QtBot, world: World, dressed: QApplication
) -> None:
    window = HelpWindow(world.catalogue)
    qtbot.addWidget(window)
    window.show()
    window.show_topic("keys")
    topics, text = window.findChild(QListWidget), window.findChild(QTextBrowser)
    assert isinstance(topics, QListWidget)
    assert isinstance(text, QTextBrowser)
    assert "Alt+0" in text.toPlainText()
    assert "**" not in text.toPlainText()
    topics.setFocus()
    qtbot.keyClick(topics, Qt.Key.Key_Home)
    assert window.topic == "begin"
    assert text.toPlainText().startswith("はじめに")
    speak(dressed, "en")
    dressed.processEvents()
    assert text.toPlainText().startswith("Getting started")
    window.show_topic("no such topic")
    assert window.topic == "begin"
