"""Letters that go below the line are whole, also where they are not fitted to pixels (Windows, macOS, 125 %)."""

import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.elided import ElidedLabel

_WORDS = "gjpqy"


def below(shown: QLabel, height: int) -> int:
    """How many rows of pixels, from the lowest one with ink, are above the lower edge of a label of that height."""
    shown.resize(shown.sizeHint().width() + 4, height)
    picture = shown.grab().toImage()
    ground = QColor(picture.pixelColor(picture.width() - 1, 0))
    rows = [
        y for y in range(picture.height()) if any(picture.pixelColor(x, y) != ground for x in range(picture.width()))
    ]
    return rows[-1] - rows[0] + 1


@pytest.mark.parametrize("zoom", [90, 100, 150, 200])
@pytest.mark.parametrize("role", ["title", "section", "", "quiet", "elided", "prose"])
def test_what_reaches_below_the_line_is_painted(qtbot: QtBot, dressed: QApplication, role: str, zoom: int) -> None:
    theme().wear(mode="light", zoom=zoom)
    holder = QWidget()
    qtbot.addWidget(holder)
    if role == "elided":
        shown: QLabel = ElidedLabel(holder)
        shown.setProperty("role", "section")
    elif role == "prose":
        shown = label("title", parent=holder)
    else:
        shown = label(role, wrap=False, parent=holder)
    shown.setText(_WORDS)
    holder.show()
    font = shown.font()
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    shown.setFont(font)
    shown.ensurePolished()
    assert shown.font().hintingPreference() is QFont.HintingPreference.PreferNoHinting
    own = shown.sizeHint().height()
    if role == "prose":
        own = max(own, shown.heightForWidth(shown.sizeHint().width() + 4))
    assert below(shown, own) == below(shown, own + 40)


def test_the_room_moves_no_text_to_the_side(qtbot: QtBot, dressed: QApplication) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    shown, plain = label("title", wrap=False, parent=holder), QLabel(holder)
    plain.setProperty("role", "title")
    for each in (shown, plain):
        each.setText(_WORDS)
    holder.show()
    assert shown.sizeHint().width() == plain.sizeHint().width()
    assert shown.sizeHint().height() > plain.sizeHint().height()
