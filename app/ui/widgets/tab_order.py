"""Tab goes down a page as it is laid out, whenever its parts were made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def follow_layout(part: QWidget) -> None:
    """Let Tab come to what stands in `part` in the order of its layout. The first of it keeps its place in the round
    of the window: it must have been made with the page."""
    layout = part.layout()
    if layout is not None:
        for before, after in pairwise(_stops(layout)):
            QWidget.setTabOrder(before, after)


def _stops(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops_of(widget)
        elif inner is not None:
            yield from _stops(inner)


def _stops_of(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    held = widget.widget() if isinstance(widget, QScrollArea) else widget
    inner = held.layout() if held is not None else None
    if inner is not None:
        yield from _stops(inner)
