"""The ledgers to choose from: beside the table where there is room, a drop-down above it where there is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.calendar import read_day
from app.i18n import gettext as _
from app.i18n import ngettext
from app.services import wording
from app.services.ledger_index import MAIN, LedgerEntry
from app.ui.dates import moment
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.style.tokens import SEVERITY_GLYPH, SEVERITY_TONE
from app.ui.words import day_word

_ENTRY = Qt.ItemDataRole.UserRole
_ENTRY_OF_CHOICE = Qt.ItemDataRole.UserRole + 1
WIDTH = 240
"""Pixels at 100 % that the list takes beside the table."""
_LINE, _HEAD = 44, 28


def entry_words(entry: LedgerEntry) -> str:
    """A ledger in full words, for screen readers and tool tips."""
    name = wording.ledger_name(entry.kind, _)
    if not entry.imported and not entry.records:
        return _("{ledger}: not imported").format(ledger=name)
    said = [ngettext("{count} record", "{count} records", entry.records).format(count=f"{entry.records:,}")]
    if entry.imported:
        said.append(_("Last import {when}: {file}").format(when=moment(entry.imported), file=entry.source))
    if entry.findings:
        words = ngettext("{count} open finding", "{count} open findings", entry.findings)
        said.append(words.format(count=f"{entry.findings:,}"))
    return f"{name}: {_(', ').join(said)}"


class LedgerList(QListWidget):
    """`chosen` carries the kind that was clicked, or chosen with Enter or Space; the arrow keys only move."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ""
        self._entries: tuple[LedgerEntry, ...] = ()
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Painter(self))
        theme().changed.connect(self._dress)
        self._dress()

    def show_entries(self, entries: Sequence[LedgerEntry], kind: str) -> None:
        """Show the ledgers, `kind` being the one whose table is shown."""
        before, place = self.current_kind(), self.verticalScrollBar().value()
        self.kind = kind
        self._entries = tuple(entries)
        self.clear()
        self._heading(_("Ledgers"))
        for number, entry in enumerate(self._entries):
            if entry.kind not in MAIN and (not number or self._entries[number - 1].kind in MAIN):
                self._heading(_("Reference tables"))
            item = QListWidgetItem()
            item.setData(_ENTRY, entry)
            words = entry_words(entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            item.setToolTip(words)
            self.addItem(item)
        self.select_kind(before if before and self.hasFocus() else kind)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place)
        if (item := self.currentItem()) is not None:
            self.scrollToItem(item)

    def select_kind(self, kind: str) -> None:
        """Put the focus ring on a ledger."""
        if (item := self.item_of(kind)) is not None:
            self.setCurrentItem(item)

    def kinds(self) -> list[str]:
        """The ledgers, from above."""
        return [entry.kind for entry in self._entries]

    def current_kind(self) -> str:
        """The ledger that the focus ring is on."""
        return self._kind_at(self.currentRow())

    def item_of(self, kind: str) -> QListWidgetItem | None:
        """The line of a ledger."""
        return next((self.item(row) for row in range(self.count()) if self._kind_at(row) == kind), None)

    def _kind_at(self, row: int) -> str:
        item = self.item(row)
        entry = item.data(_ENTRY) if item is not None else None
        return entry.kind if isinstance(entry, LedgerEntry) else ""

    def _heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def _dress(self) -> None:
        self.setFixedWidth(theme().px(WIDTH))
        self.scheduleDelayedItemsLayout()

    def _take(self) -> None:
        if kind := self.current_kind():
            self.chosen.emit(kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Space choose."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click chooses."""
        super().mouseReleaseEvent(event)
        item = self.itemAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and item is not None and item is self.currentItem():
            self._take()


class LedgerChoice(QComboBox):
    """The same ledgers as a drop-down. `chosen` carries the kind."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setItemDelegate(_Painter(self))
        self.activated.connect(lambda _n: self.chosen.emit(self.currentData() or ""))

    def show_entries(self, entries: Sequence[LedgerEntry], kind: str) -> None:
        """Offer the ledgers; `kind` is the one that is shown."""
        self.clear()
        for number, entry in enumerate(entries):
            if number and entry.kind not in MAIN and entries[number - 1].kind in MAIN:
                self.insertSeparator(self.count())
            self.addItem(wording.ledger_name(entry.kind, _), entry.kind)
            row, words = self.count() - 1, entry_words(entry)
            self.setItemData(row, entry, _ENTRY_OF_CHOICE)
            self.setItemData(row, words, Qt.ItemDataRole.ToolTipRole)
            self.setItemData(row, words, Qt.ItemDataRole.AccessibleTextRole)
        self.setCurrentIndex(self.findData(kind))
        self.setAccessibleName(_("Ledger"))
        # The list is as wide as its words, whatever room the box has.
        self.view().setMinimumWidth(theme().px(WIDTH))
        self.setMaxVisibleItems(len(entries))


class _Painter(QStyledItemDelegate):
    """Name and number of findings above, number of records and day of the import below."""

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        if isinstance(_entry(index), LedgerEntry):
            return QSize(0, theme().px(_LINE))
        return QSize(0, theme().px(_HEAD) if index.data() else theme().px(9))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, px = theme(), theme().px
        area: QRect = option.rect.adjusted(px(4), 1, -px(4), -1)
        entry, owner = _entry(index), self.parent()
        here_now = owner.kind if isinstance(owner, LedgerList) else ""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = area.adjusted(px(10), 0, -px(10), 0)
        if not isinstance(entry, LedgerEntry) and not index.data():
            painter.fillRect(QRect(area.left(), area.center().y(), area.width(), 1), look.colour("line"))
            painter.restore()
            return
        if not isinstance(entry, LedgerEntry):
            painter.setFont(look.font(tokens.QUIET, bold=True))
            painter.setPen(look.colour("quiet"))
            painter.drawText(inside, _AT_BOTTOM, str(index.data()))
            painter.restore()
            return
        here = entry.kind == here_now
        state: QStyle.StateFlag = option.state
        chosen = isinstance(owner, LedgerChoice) and bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(Qt.PenStyle.NoPen)
        if here or chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.colour("accent_ground"))
            painter.drawRoundedRect(area, tokens.RADIUS, tokens.RADIUS)
        if here:
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(area.left(), area.top() + px(8), px(3), area.height() - px(16), 1.5, 1.5)
        if state & QStyle.StateFlag.State_HasFocus and isinstance(owner, LedgerList) and owner.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), tokens.RADIUS, tokens.RADIUS)
        upper = QRect(inside.left(), area.top() + px(2), inside.width(), px(21))
        lower = QRect(inside.left(), upper.bottom(), inside.width(), px(19))
        self._name(painter, upper, entry, here=here)
        painter.setFont(look.font(tokens.QUIET))
        painter.setPen(look.colour("quiet"))
        painter.drawText(lower, _LEFT, _cut(painter, _held(entry), lower.width()))
        painter.restore()

    def _name(self, painter: QPainter, room: QRect, entry: LedgerEntry, *, here: bool) -> None:
        look = theme()
        if entry.gravest is not None:
            painter.setFont(look.font(tokens.QUIET, bold=True))
            painter.setPen(look.colour(SEVERITY_TONE[entry.gravest]))
            told = f"{SEVERITY_GLYPH[entry.gravest]} {entry.findings:,}"
            painter.drawText(room, _RIGHT, told)
            room = room.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(told) - look.px(6), 0)
        painter.setFont(look.font(tokens.BASE, bold=here))
        painter.setPen(look.colour("accent" if here else "text"))
        painter.drawText(room, _LEFT, _cut(painter, wording.ledger_name(entry.kind, _), room.width()))


def _entry(index: QModelIndex | QPersistentModelIndex) -> object:
    """The ledger of a line of the list or of the drop-down, None for a heading."""
    known = index.data(_ENTRY)
    return known if isinstance(known, LedgerEntry) else index.data(_ENTRY_OF_CHOICE)


def _held(entry: LedgerEntry) -> str:
    if not entry.records and not entry.imported:
        return _("Not imported")
    held = ngettext("{count} record", "{count} records", entry.records).format(count=f"{entry.records:,}")
    return f"{held}・{day_word(read_day(entry.imported[:10]))}" if entry.imported else held


def _cut(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_AT_BOTTOM = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
