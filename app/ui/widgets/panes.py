"""A list and what is chosen in it: side by side where there is room, one instead of the other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.style.theme import theme
from app.ui.widgets.basics import button

SIDE_BY_SIDE = 720
"""Below this width (at 100 %) only one of the two is shown."""
_LEAST = 340
"""Pixels at 100 % that the detail has beside the list."""


class Panes(QWidget):
    """`master` on the left; `detail`, in a scrolling panel, on the right once `reveal` was called.

    `shares` are those of the width; `always` shows the detail wherever there is room for both. `closed` is emitted when
    the officer puts the detail away (button, Esc), `alone` with whether the detail has taken the place of the list, so
    that what stands above the list can make room. A detail that is costly to build may be handed in later (`take_in`),
    when something is first shown in it.
    """

    closed = Signal()
    alone = Signal(bool)

    def __init__(
        self,
        master: QWidget,
        detail: QWidget | None,
        parent: QWidget | None = None,
        shares: tuple[int, int] = (3, 2),
        *,
        always: bool = False,
    ) -> None:
        super().__init__(parent)
        self.master = master
        self._shares = shares
        self._always = always
        self._revealed = False
        self._narrow: bool | None = None
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._panel = QFrame()
        self._panel.setProperty("role", "side")
        panel = QVBoxLayout(self._panel)
        panel.setContentsMargins(0, 0, 0, 0)
        panel.setSpacing(0)
        self.back = button("link", self.conceal)
        bar = QHBoxLayout()
        bar.setContentsMargins(theme().px(12), theme().px(8), theme().px(12), 0)
        bar.addWidget(self.back)
        bar.addStretch(1)
        panel.addLayout(bar)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        panel.addWidget(self.area, 1)
        if detail is not None:
            self.take_in(detail)
        self._splitter.addWidget(master)
        self._splitter.addWidget(self._panel)
        self._splitter.setStretchFactor(0, shares[0])
        self._splitter.setStretchFactor(1, shares[1])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        theme().changed.connect(self._arrange)
        self._arrange()

    @property
    def revealed(self) -> bool:
        """Whether the detail is shown."""
        return self._revealed

    @property
    def narrow(self) -> bool:
        """Whether there is room for one of the two only."""
        return self.width() < theme().px(SIDE_BY_SIDE)

    def take_in(self, detail: QWidget) -> None:
        """Put the detail into its panel."""
        self.area.setWidget(detail)
        detail.setAutoFillBackground(False)
        detail.installEventFilter(self)
        self._give_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """What stands in the detail has changed: other words may want another width."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._give_room()
        return super().eventFilter(watched, event)

    def reveal(self) -> None:
        """Show the detail."""
        first = not self._revealed
        self._revealed = True
        self._arrange()
        if first:
            self.area.verticalScrollBar().setValue(0)

    def conceal(self) -> None:
        """Put the detail away."""
        self._revealed = False
        self._arrange()
        self.closed.emit()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.back.setText(_("← Back to the list") if self.narrow else _("× Close"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Content with little: both scroll, and a larger wish would make the page scroll around them."""
        return QSize(theme().px(480), theme().px(240)).expandedTo(self.minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give what room there is."""
        super().resizeEvent(event)
        if self.narrow is not self._narrow:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc puts the detail away."""
        if event.key() == Qt.Key.Key_Escape and self._revealed:
            self.conceal()
        else:
            super().keyPressEvent(event)

    def _give_room(self) -> None:
        """The detail is not cut: the list gives way, up to a point, and beyond that it can be scrolled."""
        detail = self.area.widget()
        wanted = theme().px(_LEAST)
        if detail is not None:
            bar = self.area.verticalScrollBar().sizeHint().width()
            wanted = max(wanted, detail.minimumSizeHint().width() + bar + 2 * self._panel.frameWidth())
        width = 0 if self._narrow else min(wanted, max(theme().px(_LEAST), self.width() * 3 // 5))
        if width != self._panel.minimumWidth():
            self._panel.setMinimumWidth(width)

    def _arrange(self) -> None:
        self._narrow = self.narrow
        shown = self._revealed or (self._always and not self._narrow)
        self._panel.setVisible(shown)
        self.back.setVisible(self._narrow or not self._always)
        self.master.setVisible(not (self._revealed and self._narrow))
        if shown and not self._narrow and not self._splitter.sizes()[1]:
            width = self.width()
            self._splitter.setSizes([width * share // sum(self._shares) for share in self._shares])
        self._give_room()
        self.retranslate()
        self.alone.emit(self._revealed and self._narrow)
