"""The search field of the window and the list that drops from it; the keyboard stays in the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.find_line import FindLine

if TYPE_CHECKING:
    from app.services.searching import Found

_FOUND = Qt.ItemDataRole.UserRole
_PATIENCE = 120
_ROWS = 9


class SearchField(FindLine):
    """Ctrl+F leads here; ↓ ↑ choose, Enter goes there, Esc closes."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE)
        self._wait.timeout.connect(self._search)
        self.popup: SearchPopup | None = None
        self.textEdited.connect(lambda _text: self._wait.start())
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words."""
        self.setPlaceholderText(_("Search checkpoints, ledgers, findings  Ctrl+F"))
        self.setAccessibleName(_("Search"))

    def name_signs(self) -> None:
        """A key does the same as the cross."""
        super().name_signs()
        self.wipe.setAccessibleName(_("Clear the search (Esc)"))
        self.wipe.setToolTip(_("Clear the search (Esc)"))

    def wiped(self) -> None:
        """The list goes with the words."""
        self._close()
        super().wiped()

    def _search(self) -> None:
        text, session, language = self.text(), self._session, current_language()
        self._asked += 1
        mine, outline = self._asked, session.outline
        if not text.strip():
            self._close()
            return

        def search() -> tuple[Found, ...]:
            from app.services import searching

            return searching.search(session.desk, outline, text, language)

        session.tasks.read(
            search,
            lambda found: self._show(found) if mine == self._asked else None,
            owner=self,
        )

    def _show(self, found: tuple[Found, ...]) -> None:
        if not self.hasFocus():
            return
        if self.popup is None:
            self.popup = SearchPopup(self.window())
            self.popup.chosen.connect(self._go)
        self.popup.show_found(found, self.text().strip())
        self.popup.place_under(self)

    def _go(self, found: Found) -> None:
        self._close()
        self.clear()
        self._session.go(target(found))

    def _close(self) -> None:
        self._asked += 1
        if self.popup is not None:
            self.popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrow keys move in the list, Enter goes, Esc closes and then clears."""
        shown = self.popup is not None and self.popup.isVisible()
        key = event.key()
        if self.popup is not None and shown and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.popup.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif self.popup is not None and shown and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.popup.choose_current()
        elif key == Qt.Key.Key_Down and self.text().strip():
            self._search()
        elif key == Qt.Key.Key_Escape:
            if shown:
                self._close()
            else:
                self.clear()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The list goes with the keyboard."""
        self._wait.stop()
        self._close()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class SearchPopup(QFrame):
    """The hits, in the window and above everything in it. `chosen` carries a `Found`."""

    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "popup")
        self.list = QListWidget(self)
        self.list.setProperty("role", "plain")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(self._choose)
        self.none = label("quiet", parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(6)] * 4)
        layout.addWidget(self.list)
        layout.addWidget(self.none)
        self.hide()

    def show_found(self, found: tuple[Found, ...], text: str) -> None:
        """List the hits; say so when there are none."""
        self.list.clear()
        self.list.setAccessibleName(_("Search results"))
        before = None
        for hit in found:
            item = QListWidgetItem()
            item.setData(_FOUND, (hit, hit.kind is not before))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{kind_word(hit)} {_heading(hit)} {hit.detail}")
            self.list.addItem(item)
            before = hit.kind
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        self.none.setText(_("Nothing has “{text}” in it.").format(text=text))
        if found:
            self.list.setCurrentRow(0)

    def place_under(self, field: QWidget) -> None:
        """Drop from the field, as wide as it or wider."""
        window = field.window()
        rows = min(self.list.count(), _ROWS)
        height = theme().px(52) * rows + theme().px(14) if rows else theme().px(44)
        width = min(max(field.width(), theme().px(520)), window.width() - theme().px(16))
        corner = field.mapTo(window, QPoint(0, field.height() + theme().px(4)))
        left = max(theme().px(8), min(corner.x(), window.width() - width - theme().px(8)))
        self.setGeometry(left, corner.y(), width, min(height, window.height() - corner.y() - theme().px(8)))
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Mark the next or the previous hit, around the ends."""
        if count := self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + step) % count)

    def choose_current(self) -> None:
        """Take the marked hit."""
        if item := self.list.currentItem():
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_FOUND)[0])


class _Painter(QStyledItemDelegate):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, theme().px(52))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit, first = cast("tuple[Found, bool]", index.data(_FOUND))
        look, px = theme(), theme().px
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.colour("accent_ground"))
            painter.fillRect(QRect(area.left(), area.top(), px(3), area.height()), look.colour("accent"))
        if first and index.row():
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(area.topLeft(), area.topRight())
        kind = QRect(area.left() + px(12), area.top() + px(6), px(84), px(20))
        left = kind.right() + px(8)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(look.font(12))
        painter.setPen(look.colour("quiet"))
        if first:
            painter.drawText(kind, middle, kind_word(hit))
        below = QRect(left, area.top() + px(28), area.right() - left - px(8), px(18))
        detail = painter.fontMetrics().elidedText(hit.detail, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, middle, detail)
        painter.setFont(look.font(14, bold=True))
        painter.setPen(look.colour("text"))
        above = QRect(left, area.top() + px(6), below.width(), px(20))
        if not hit.detail:
            above.setHeight(area.height() - px(12))
        painter.drawText(
            above, middle, painter.fontMetrics().elidedText(_heading(hit), Qt.TextElideMode.ElideRight, above.width())
        )
        painter.restore()


def kind_word(hit: Found) -> str:
    """What was found, in words."""
    from app.services.searching import Kind

    return {
        Kind.CHECKPOINT: _("Checkpoint"),
        Kind.SITE: _("Site"),
        Kind.FINDING: _("Finding"),
        Kind.RECORD: _("Ledger"),
    }[hit.kind]


def target(hit: Found) -> Target:
    """Where a hit leads."""
    from app.services.searching import Kind

    if hit.kind is Kind.CHECKPOINT:
        return Target("checkpoints", checkpoint=hit.id)
    if hit.kind is Kind.SITE:
        return Target("checkpoints", site=hit.id, options={"site": hit.id})
    if hit.kind is Kind.FINDING:
        return Target("findings", finding=hit.id)
    return Target("ledgers", kind=hit.ledger, key=hit.id)


def _heading(hit: Found) -> str:
    from app.services.searching import Kind

    return f"{hit.id}  {hit.title}" if hit.kind is Kind.CHECKPOINT else hit.title
