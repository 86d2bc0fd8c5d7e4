"""Tab pressed as an officer presses it: what of a window it reaches, in which order, and what it never comes to."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QWidget,
)

_MOST = 400
"""Presses after which a round has no end."""


def wanted(root: QWidget) -> list[QWidget]:
    """What Tab must come to: shown, usable, takes focus by Tab; inner parts of Qt's own widgets are left out."""
    return [each for each in (root, *root.findChildren(QWidget)) if each.window() is root.window() and _wants(each)]


def _wants(each: QWidget) -> bool:
    if not (each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus):
        return False
    if each.objectName().startswith("qt_") or each.focusProxy() is not None:
        return False
    if isinstance(each.parent(), QAbstractScrollArea | QComboBox | QAbstractSpinBox):
        return False
    # Of buttons that exclude each other the chosen one stands for all; the arrows go to the others.
    return not (isinstance(each, QAbstractButton) and _one_of_several(each) and not each.isChecked())


def _group(each: QAbstractButton) -> QButtonGroup | None:
    """Qt's stub leaves out that a button may stand in no group."""
    return each.group()


def _one_of_several(each: QAbstractButton) -> bool:
    group = _group(each)
    if group is not None:
        return group.exclusive() and group.checkedButton() is not None
    parent = each.parentWidget()
    if parent is None or not each.autoExclusive() or not each.isCheckable():
        return False
    around = parent.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return any(b.autoExclusive() and b.isChecked() for b in around)


def round_of(window: QWidget, *, back: bool = False) -> list[QWidget]:
    """The widgets that have the focus one after the other until the first one has it again."""
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    seen: list[QWidget] = []
    for _press in range(_MOST):
        now = QApplication.focusWidget() or window
        # Tab goes through the links of a text before it leaves it.
        if now in seen and now is not seen[-1]:
            return seen
        if now not in seen:
            seen.append(now)
        QTest.keyClick(now, key)
    raise AssertionError(f"Tab has no end: {seen[-1]}")


def missed(window: QWidget, root: QWidget | None = None) -> list[str]:
    """What Tab never comes to, by class, name and words; `root` limits to a part of the window."""
    window.activateWindow()
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    if focus is None or focus.window() is not window:
        window.setFocus()
    begin = QApplication.focusWidget()
    # The first press leads into the round: what has the focus now may stand outside of it.
    QTest.keyClick(begin or window, Qt.Key.Key_Tab)
    reached = round_of(window)
    back = round_of(window, back=True)
    return [
        f"{way}: {_told(each)}"
        for way, came in (("Tab", reached), ("Shift+Tab", back))
        for each in wanted(root or window)
        if each not in came and not any(each.isAncestorOf(one) and _inside(each, one) for one in came)
    ]


def _inside(outer: QWidget, inner: QWidget) -> bool:
    """Whether `inner` is the part of a composed widget that takes its focus."""
    return isinstance(outer, QComboBox | QAbstractSpinBox | QAbstractScrollArea) and inner.parent() in (
        outer,
        getattr(outer, "viewport", lambda: None)(),
    )


def _told(each: QWidget) -> str:
    text = each.text() if isinstance(each, QAbstractButton) else each.accessibleName()
    at = each.mapTo(each.window(), QPoint(0, 0))
    return f"{type(each).__name__} {each.objectName()} {text!r} at {at.x()},{at.y()}"
