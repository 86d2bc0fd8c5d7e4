"""The navigation: pages, and under 点検 the elements and items with their progress and what failed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.progress import Tally
from app.i18n import current_language, ngettext
from app.i18n import gettext as _
from app.ui.registry import Entry
from app.ui.session import Session, Target
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import restyle

_RAIL, _LOWEST = 40, 24
"""Pixels at 100 % of a button of the rail, and where the window is low; 24 is the least target of WCAG 2.2."""
_ROW = Qt.ItemDataRole.UserRole


@dataclass(slots=True)
class Row:
    """What a row shows and where it leads."""

    text: str
    target: Target
    icon: str = ""
    depth: int = 0
    tally: Tally | None = None
    badge: int = 0
    waiting: bool = False
    alarm: bool = True


class Navigation(QFrame):
    """The tree, or a rail of icons when the window is narrow. `chosen` carries a `Target`."""

    chosen = Signal(object)
    widen = Signal()

    def __init__(self, session: Session, entries: tuple[Entry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self._session = session
        self._entries = entries
        self._findings = 0
        self._waiting: dict[str, int] = {}
        self._here: Target | None = None
        self._narrow = False
        self._opened: QTreeWidgetItem | None = None
        self.tree = NavigationTree(self)
        self.tree.chosen.connect(self.chosen)
        self._rail = QWidget(self)
        self._rail_dressed = False
        self._buttons: dict[str, QToolButton] = {}
        column = self._rail_column = QVBoxLayout(self._rail)
        column.setSpacing(theme().px(4))
        column.setContentsMargins(*[theme().px(7)] * 4)
        self._menu = self._rail_button("menu")
        self._menu.clicked.connect(self.widen)
        column.addWidget(self._menu)
        for entry in entries:
            button = self._rail_button(entry.icon)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, page=entry.id: self.chosen.emit(Target(page)))
            self._buttons[entry.id] = button
            column.addWidget(button)
        column.addStretch()
        self._layout = layout = QHBoxLayout(self)
        layout.setSpacing(0)
        layout.addWidget(self.tree)
        layout.addWidget(self._rail)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._build()
        self.set_narrow(False)
        theme().changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or the tree."""
        self._narrow = narrow
        if narrow and not self._rail_dressed:
            self._dress_rail()
        self.tree.setVisible(not narrow)
        self._rail.setVisible(narrow)
        px = theme().px
        self._layout.setContentsMargins(0 if narrow else px(10), 0 if narrow else px(8), 1 if narrow else px(6), 0)
        self.setFixedWidth(theme().px(tokens.RAIL if narrow else tokens.NAVIGATION))

    @property
    def narrow(self) -> bool:
        """Whether icons only are shown."""
        return self._narrow

    def set_findings(self, count: int) -> None:
        """How many findings stand open."""
        self._findings = count
        self.refresh()

    def set_count(self, page: str, count: int) -> None:
        """How many things wait on a page, as the page itself tells."""
        self._waiting[page] = count
        self.refresh()

    def show_place(self, target: Target) -> None:
        """Mark where the officer is."""
        self._here = target
        for page, button in self._buttons.items():
            button.setChecked(page == target.page)
        wanted = target.page
        if target.page == "checkpoints" and target.checkpoint:
            # One that is not asked any more has no item.
            asked = {c.id: c.item for c in self._session.outline.checkpoints}
            wanted = asked.get(target.checkpoint, wanted)
        elif target.page == "checkpoints":
            wanted = target.options.get("item", wanted)
        item = self._items.get(wanted) or self._items.get(target.page)
        if item is not None:
            self._open_above(item)
            self.tree.setCurrentItem(item)
            self.tree.here = item
            self.tree.viewport().update()

    def _open_above(self, item: QTreeWidgetItem) -> None:
        """Open what the place lies in; what was opened for the place before is closed again, to keep the list short."""
        above: QTreeWidgetItem | None = item.parent()
        opened = self._opened
        if opened is not None and opened is not above and opened is not item:
            opened.setExpanded(False)
            self._opened = None
        if above is not None and not above.isExpanded():
            above.setExpanded(True)
            self._opened = above

    def focus_current(self) -> None:
        """Give the keyboard to the navigation."""
        (self._menu if self._narrow else self.tree).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.tree.setAccessibleName(_("Navigation"))
        self._menu.setToolTip(_("Show the navigation"))
        self._menu.setAccessibleName(_("Show the navigation"))
        for entry in self._entries:
            self._buttons[entry.id].setToolTip(_(entry.title))
            self._buttons[entry.id].setAccessibleName(_(entry.title))
        self.refresh()

    def refresh(self) -> None:
        """Read the counts anew."""
        outline, language = self._session.outline, current_language()
        items = _tallies(self._session)
        catalogue = self._session.catalogue
        for entry in self._entries:
            row = _row(self._items[entry.id])
            row.text = _(entry.title)
            if entry.id == "findings":
                row.badge = self._findings
            elif entry.id in self._waiting:
                row.badge, row.waiting = self._waiting[entry.id], True
            _put(self._items[entry.id], row)
        for element in catalogue.elements:
            item = self._items.get(element.id)
            if item is None:
                continue
            members = [i.id for i in catalogue.items if i.element == element.id]
            row = _row(item)
            number = element.id[1:] or element.id
            row.text = f"{number} {element.title.in_language(language)}"
            row.tally = _sum([items[m] for m in members if m in items])
            row.badge = row.tally.nonconforming
            _put(item, row)
        for each in catalogue.items:
            item = self._items.get(each.id)
            if item is None or each.id == each.element or item.childCount():
                continue
            row = _row(item)
            if row.depth == 2:
                row.text = f"({each.number}) {each.title.in_language(language)}"
                row.tally = items.get(each.id, Tally())
                row.badge = row.tally.nonconforming
                _put(item, row)
        self._say_rail(outline.total())
        self.tree.viewport().update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _say_rail(self, total: Tally) -> None:
        if "checkpoints" in self._buttons:
            self._buttons["checkpoints"].setAccessibleDescription(_progress_words(total))
        if "findings" in self._buttons and self._findings:
            words = ngettext("{count} open finding", "{count} open findings", self._findings)
            self._buttons["findings"].setAccessibleDescription(words.format(count=self._findings))
        for page, count in self._waiting.items():
            if page in self._buttons:
                told = _("Errors or gaps: {count}").format(count=count) if count else ""
                self._buttons[page].setAccessibleDescription(told)

    def _rail_button(self, icon: str) -> QToolButton:
        button = QToolButton(self._rail)
        button.setProperty("role", "rail")
        button.setProperty("icon_name", icon)
        return button

    def _dress_rail(self) -> None:
        """Draw its icons, when it is wanted: a window with room for the tree never shows it."""
        self._rail_dressed = True
        for button in self._rail.findChildren(QToolButton):
            button.setIcon(theme().icon(str(button.property("icon_name"))))
            button.setIconSize(QSize(theme().px(20), theme().px(20)))
            restyle(button)
        self._fit_rail()

    def _fit_rail(self) -> None:
        """Lower its buttons where the window is low: laid over each other, one would hide the next."""
        px, column, buttons = theme().px, self._rail_column, (self._menu, *self._buttons.values())
        edges = column.contentsMargins()
        between = edges.top() + edges.bottom() + column.spacing() * (len(buttons) - 1)
        each = max(px(_LOWEST), min(px(_RAIL), (self.height() - between) // len(buttons)))
        for button in buttons:
            button.setFixedHeight(each)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the icons apart."""
        super().resizeEvent(event)
        self._fit_rail()

    def _dress(self) -> None:
        self._rail_dressed = False
        self.set_narrow(self._narrow)
        self.tree.dress()

    def _build(self) -> None:
        catalogue = self._session.catalogue
        asked = {c.item for c in self._session.outline.checkpoints}
        for entry in self._entries:
            top = self.tree.add(None, Row("", Target(entry.id), entry.icon))
            self._items[entry.id] = top
            if entry.id != "checkpoints":
                continue
            for element in catalogue.elements:
                members = [i for i in catalogue.items if i.element == element.id and i.id in asked]
                if not members:
                    continue
                target = Target("checkpoints", options={"item": members[0].id})
                node = self.tree.add(top, Row("", target, depth=1))
                self._items[element.id] = node
                if len(members) == 1:
                    self._items[members[0].id] = node
                    continue
                for member in members:
                    target = Target("checkpoints", options={"item": member.id})
                    self._items[member.id] = self.tree.add(node, Row("", target, depth=2))
            top.setExpanded(True)


class NavigationTree(QTreeWidget):
    """Rows that are chosen by click, Enter or Space; the arrow keys only move."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.here: QTreeWidgetItem | None = None
        self.setProperty("role", "navigation")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Painter(self))
        self.setExpandsOnDoubleClick(False)

    def add(self, parent: QTreeWidgetItem | None, row: Row) -> QTreeWidgetItem:
        """A row at the end of `parent`'s."""
        item = QTreeWidgetItem()
        item.setData(0, _ROW, row)
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        return item

    def dress(self) -> None:
        """Take over another zoom."""
        self.scheduleDelayedItemsLayout()

    def choose(self, item: QTreeWidgetItem) -> None:
        """Go where the row leads."""
        if item.childCount() and not item.isExpanded():
            item.setExpanded(True)
        self.chosen.emit(_row(item).target)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Space choose."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None:
            self.choose(item)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click chooses; on the arrow it opens or closes."""
        item = self.itemAt(event.position().toPoint())
        if item is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if item.childCount() and _row(item).depth and event.position().x() < _arrow_edge(_row(item)):
            item.setExpanded(not item.isExpanded())
            return
        self.setCurrentItem(item)
        self.choose(item)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The focus ring stands on a row, so there must be one."""
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)
        super().focusInEvent(event)


class _Painter(QStyledItemDelegate):
    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, theme().px(tokens.ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(_ROW)
        tree = cast(NavigationTree, self.parent())
        item = tree.itemFromIndex(index)
        look, px = theme(), theme().px
        area: QRect = option.rect.adjusted(0, 1, -px(4), -1)
        state: QStyle.StateFlag = option.state
        here = item is tree.here
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if here or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.colour("accent_ground"))
            painter.drawRoundedRect(QRectF(area), tokens.RADIUS, tokens.RADIUS)
        if here:
            painter.setBrush(look.colour("accent"))
            bar = QRectF(area.left(), area.top() + px(5), px(3), area.height() - px(10))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        if state & QStyle.StateFlag.State_HasFocus and tree.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), tokens.RADIUS, tokens.RADIUS)
        right = area.right() - px(8)
        if row.tally is not None and row.tally.total:
            right -= px(18)
            _ring(painter, QRectF(right, area.center().y() - px(8.5), px(17), px(17)), row.tally)
            right -= px(8)
        if row.badge:
            right = _badge(painter, right, area, row.badge) - px(8)
        left = area.left() + px(12 if row.depth == 0 else _INDENT[row.depth])
        colour = "accent" if here else "text"
        if row.icon:
            icon: QIcon = look.icon(row.icon, colour)
            side = px(20)
            icon.paint(painter, QRect(left, area.center().y() - side // 2, side, side))
            left += side + px(10)
        elif item.childCount():
            side = px(14)
            arrow = look.icon("chevron-down" if item.isExpanded() else "chevron-right", "quiet", 14)
            arrow.paint(painter, QRect(left - side - px(4), area.center().y() - side // 2, side, side))
        font = look.font(tokens.BASE if row.depth < 2 else tokens.QUIET, bold=row.depth == 0 or here)
        painter.setFont(font)
        painter.setPen(look.colour(colour))
        room = QRect(left, area.top(), right - left, area.height())
        text = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.restore()


_INDENT = {1: 32, 2: 46}


def _arrow_edge(row: Row) -> int:
    return theme().px(_INDENT[row.depth])


def _ring(painter: QPainter, box: QRectF, tally: Tally) -> None:
    """Progress as a ring: full when all is answered, and green when nothing of it is nonconforming or unproven. A small
    square in it tells of 適合 that nothing proves."""
    look = theme()
    width = look.px(3)
    inner = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    done = tally.answered >= tally.total
    painter.setBrush(Qt.BrushStyle.NoBrush)
    full = "accent" if tally.nonconforming or tally.unproven else "conforming"
    painter.setPen(QPen(look.colour(full if done else "line"), width))
    painter.drawEllipse(inner)
    if tally.answered and not done:
        pen = QPen(look.colour("accent"), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(inner, 90 * 16, -round(360 * 16 * tally.answered / tally.total))
    if tally.unproven:
        side = look.px(5)
        painter.setPen(QPen(look.colour("partly"), look.px(1.5)))
        painter.drawRect(QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side))


def _badge(painter: QPainter, right: int, area: QRect, count: int) -> int:
    """A number on red ground; returns its left edge."""
    look, px = theme(), theme().px
    painter.setFont(look.font(12, bold=True))
    text = str(count) if count < 1000 else "999+"
    width = max(px(28), painter.fontMetrics().horizontalAdvance(text) + px(14))
    height = px(20)
    box = QRectF(right - width, area.center().y() - height / 2 + 0.5, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("nonconforming_ground"))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(look.colour("nonconforming"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    return right - width


def _row(item: QTreeWidgetItem) -> Row:
    return cast(Row, item.data(0, _ROW))


def _put(item: QTreeWidgetItem, row: Row) -> None:
    """Store a row with what screen readers and the mouse are told of it."""
    item.setData(0, _ROW, row)
    parts = [row.text]
    if row.tally is not None:
        parts.append(_progress_words(row.tally))
        if row.badge:
            parts.append(_("{count} nonconforming").format(count=row.badge))
    elif row.badge and row.waiting:
        parts.append(_("Errors or gaps: {count}").format(count=row.badge))
    elif row.badge:
        parts.append(ngettext("{count} open finding", "{count} open findings", row.badge).format(count=row.badge))
    words = _(", ").join(parts)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
    item.setToolTip(0, words)


def _progress_words(tally: Tally) -> str:
    said = _("{answered} of {total} answered").format(answered=tally.answered, total=tally.total)
    parts = [said]
    if tally.unconfirmed:
        parts.append(_("copies to confirm: {count}").format(count=tally.unconfirmed))
    if tally.unproven:
        told = _("of {conforming} conforming, unproven: {count}")
        parts.append(told.format(conforming=tally.conforming, count=tally.unproven))
    return _(", ").join(parts)


def _tallies(session: Session) -> Mapping[str, Tally]:
    """Counts per item at the chosen site and for the company."""
    return session.outline.tally_by_item(session.places_here())


def _sum(tallies: list[Tally]) -> Tally:
    return Tally(
        sum(t.total for t in tallies),
        sum(t.conforming for t in tallies),
        sum(t.partly for t in tallies),
        sum(t.nonconforming for t in tallies),
        sum(t.not_applicable for t in tallies),
        sum(t.copied for t in tallies),
        sum(t.doubtful for t in tallies),
        sum(t.unproven for t in tallies),
    )
