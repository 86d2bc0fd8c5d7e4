"""Colours that can be read, icons that are there, and the system's colours where it asks for high contrast."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QStyle,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.registry import PAGES
from app.ui.style.theme import Theme, theme
from app.ui.style.tokens import DARK, LIGHT, Palette
from app.ui.widgets.basics import label
from app.ui.widgets.prose import Prose


def luminance(colour: str) -> float:
    shown = QColor(colour)
    red, green, blue = (
        float(c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4)
        for c in (shown.redF(), shown.greenF(), shown.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(palette: Palette) -> None:
    pairs = [(text, ground) for text in ("text", "quiet", "accent") for ground in ("ground", "panel")]
    pairs += [("text", "accent_ground"), ("accent", "accent_ground"), ("on_accent", "accent")]
    pairs += [(tone, f"{tone}_ground") for tone in ("conforming", "partly", "nonconforming", "neutral")]
    pairs += [("text", f"{tone}_ground") for tone in ("partly", "nonconforming")]
    weak = {p: c for p in pairs if (c := contrast(getattr(palette, p[0]), getattr(palette, p[1]))) < 4.5}
    assert weak == {}


def test_the_icons_are_one_set(root: Path) -> None:
    for file in (root / "resources" / "icons").glob("*.svg"):
        text = file.read_text("utf-8")
        if file.stem == "app":
            continue
        assert 'viewBox="0 0 20 20"' in text, file.name
        assert "currentColor" in text, file.name
        assert not re.search(r"#[0-9A-Fa-f]{3,6}", text), file.name


def test_every_icon_that_is_named_can_be_drawn(root: Path, dressed: QApplication) -> None:
    named = {entry.icon for entry in PAGES}
    for file in (root / "app" / "ui").rglob("*.py"):
        named.update(re.findall(r'\.icon\("([\w-]+)"', file.read_text("utf-8")))
    for name in sorted(named):
        picture = theme().icon(name).pixmap(20, 20).toImage()
        assert any(picture.pixelColor(x, y).alpha() for x in range(picture.width()) for y in range(picture.height())), (
            name
        )


def test_an_icon_has_the_colour_of_its_token(dressed: QApplication) -> None:
    picture = theme().icon("close", "nonconforming", 40).pixmap(40, 40).toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    assert middle.name().upper() == theme().palette.nonconforming


def test_the_systems_colours_win_in_high_contrast(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Theme, "contrast", property(lambda _self: True))
    theme().wear()
    system = dressed.palette()
    palette = theme().palette
    assert palette.ground == system.window().color().name()
    assert palette.accent == system.highlight().color().name()
    for name in (f.name for f in fields(Palette)):
        assert QColor(getattr(palette, name)).isValid(), name
    sheet = dressed.styleSheet().upper()
    assert LIGHT.accent not in sheet
    assert LIGHT.nonconforming not in sheet


def test_what_takes_focus_shows_it(dressed: QApplication, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    widgets = [QPushButton("x"), QLineEdit(), QComboBox(), QTreeWidget()]
    for widget in widgets:
        column.addWidget(widget)
    box.show()
    box.activateWindow()
    for widget in widgets:
        box.setFocus()
        widget.clearFocus()
        dressed.processEvents()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        dressed.processEvents()
        assert widget.hasFocus()
        assert widget.grab().toImage() != before, type(widget).__name__


def test_words_of_a_user_are_literal_and_can_be_read_back(dressed: QApplication, qtbot: QtBot) -> None:
    words = "<b>太字</b> & 改行\n二行目"
    made = label("", words)
    qtbot.addWidget(made)
    assert isinstance(made, Prose)
    assert made.text() == words
    assert "&lt;b&gt;" in QLabel.text(made)
    made.setText("")
    assert QLabel.text(made) == ""


@pytest.mark.parametrize("zoom", [100, 200])
def test_the_words_above_a_column_stand_over_those_in_it(dressed: QApplication, qtbot: QtBot, zoom: int) -> None:
    theme().wear(zoom=zoom)
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    table.setHorizontalHeaderLabels(["番号"])
    table.setItem(0, 0, QTableWidgetItem("番号"))
    table.setColumnWidth(0, 400)
    table.show()
    header, cell = QStyleOptionHeader(), QStyleOptionViewItem()
    header.rect = cell.rect = QRect(0, 0, 400, 64)
    header.text = cell.text = "番号"
    cell.features = QStyleOptionViewItem.ViewItemFeature.HasDisplay
    cell.widget = table
    style, part = table.style(), QStyle.SubElement
    inner = style.subElementRect(part.SE_ItemViewItemText, cell, table)
    margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, cell, table) + 1
    above = style.subElementRect(part.SE_HeaderLabel, header, table.horizontalHeader())
    assert above.x() == inner.x() + margin
