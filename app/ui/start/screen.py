"""What one sees first: audits opened before, and the four ways to begin."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.i18n import gettext as _
from app.i18n import mark
from app.ui.banner import Banner
from app.ui.said import Words, said
from app.ui.settings import Settings
from app.ui.start.recent import RecentCard
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle

_ACTIONS = (
    ("new", "new", mark("Begin a new audit")),
    ("open", "open", mark("Open a file…")),
    ("sample", "sample", mark("Try it with the sample")),
    ("restore", "restore", mark("Restore from a backup…")),
)
_WIDTH = 980


class StartScreen(QWidget):
    """`wanted` carries `new`, `open`, `sample`, `sample_elsewhere` or `restore`; `file_wanted` an audit file's path;
    `file_missing` one that must be found first."""

    wanted = Signal(str)
    file_wanted = Signal(str)
    file_missing = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._settings = settings
        self.banner = Banner(self)
        self._sign = QLabel(self)
        self._title = label("", wrap=False, parent=self)
        self._subtitle = label("quiet", parent=self)
        self.buttons: dict[str, QPushButton] = {}
        self._actions = QVBoxLayout()
        for name, icon, _msgid in _ACTIONS:
            each = button("primary" if name == "new" else "tile", partial(self.wanted.emit, name), self)
            each.setProperty("icon_name", icon)
            each.setProperty("large", True)
            self.buttons[name] = each
            self._actions.addWidget(each)
        self.elsewhere = button("link", lambda: self.wanted.emit("sample_elsewhere"), self)
        self._actions.insertWidget(3, self.elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        self._drop = label("quiet", parent=self)
        self._actions.addSpacing(theme().px(8))
        self._actions.addWidget(self._drop)
        self._actions.addStretch()
        self._recent_title = label("section", parent=self)
        self._empty = label("quiet", parent=self)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme().px(10))
        recent = QVBoxLayout()
        recent.setSpacing(theme().px(10))
        recent.addWidget(self._recent_title)
        recent.addWidget(self._empty)
        recent.addLayout(self._cards)
        recent.addStretch()
        self._waited_for: Words = ""
        self._busy = QFrame(self)
        self._busy.setProperty("role", "notice")
        self._busy_words = label("", parent=self._busy)
        self._busy_bar = QProgressBar(self._busy)
        self._busy_bar.setTextVisible(False)
        self._busy_bar.setRange(0, 0)
        busy = QVBoxLayout(self._busy)
        busy.addWidget(self._busy_words)
        busy.addWidget(self._busy_bar)
        self._busy.hide()
        head = QHBoxLayout()
        head.setSpacing(theme().px(16))
        words = QVBoxLayout()
        words.setSpacing(theme().px(2))
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        head.addWidget(self._sign)
        head.addLayout(words, 1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addLayout(self._actions, 4)
        self._columns.addLayout(recent, 6)
        self._inside = QWidget()
        self._inside.setProperty("role", "page")
        self._column = QVBoxLayout(self._inside)
        self._column.addLayout(head)
        self._column.addWidget(self.banner)
        self._column.addWidget(self._busy)
        self._column.addLayout(self._columns, 1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.recents: list[RecentCard] = []
        self._missing: frozenset[str] = frozenset()
        theme().changed.connect(self._dress)
        self.refresh()
        self._dress()
        self.retranslate()

    def refresh(self) -> None:
        """Read the list of recent files anew."""
        for card in self.recents:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.recents = []
        for told in self._settings.recent():
            card = RecentCard(told, self._inside)
            card.chosen.connect(self.file_wanted)
            card.missing.connect(self.file_missing)
            card.forgotten.connect(self._forget)
            card.say_there(told["file"] not in self._missing)
            self._cards.addWidget(card)
            self.recents.append(card)
        self._empty.setVisible(not self.recents)

    def say_missing(self, files: frozenset[str]) -> None:
        """Which of the recent files were looked for and not found."""
        self._missing = files
        for card in self.recents:
            card.say_there(card.told["file"] not in files)

    def set_busy(self, words: Words) -> None:
        """Say what is being waited for; with an empty text all can be used again."""
        self._waited_for = words
        self._busy.setVisible(bool(words))
        self._say_busy()
        if words:
            self.banner.hide()
        for each in (*self.buttons.values(), self.elsewhere, *self.recents):
            each.setEnabled(not words)

    def _say_busy(self) -> None:
        self._busy_words.setText(said(self._waited_for))
        self._busy_bar.setAccessibleName(said(self._waited_for))

    def retranslate(self) -> None:
        """Set every text anew."""
        self._say_busy()
        self._title.setText(_("Shadan"))
        self._subtitle.setText(_("Examine for yourself how information is kept apart between grid and retail."))
        for name, _icon, msgid in _ACTIONS:
            self.buttons[name].setText(_(msgid))
        self.elsewhere.setText(_("Make the sample in another folder…"))
        self._drop.setText(_("You can also drop an audit file onto this window."))
        self._recent_title.setText(_("Recent audits"))
        self._empty.setText(_("Audits you have opened are listed here. Begin a new one, or try the sample first."))

    def _forget(self, file: str) -> None:
        self._settings.forget(file)
        self.refresh()

    def _dress(self) -> None:
        px = theme().px
        self._sign.setPixmap(theme().icon("app", size=56).pixmap(QSize(px(56), px(56))))
        self._title.setFont(theme().font(26, bold=True))
        self._title.setStyleSheet(f"font-size: {px(26)}px; font-weight: bold;")
        for each in self.buttons.values():
            primary = each.property("role") == "primary"
            each.setIcon(theme().icon(str(each.property("icon_name")), "on_accent" if primary else "accent"))
            each.setIconSize(QSize(px(20), px(20)))
            restyle(each)
        self._actions.setSpacing(px(10))
        self._columns.setSpacing(px(40))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the columns together in the middle; one below the other where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = theme().px
        side = max(px(24), (self.width() - px(_WIDTH)) // 2)
        top = px(56) if self.height() > px(620) else px(24)
        self._column.setContentsMargins(side, top, side, px(24))
        self._column.setSpacing(px(28) if self.height() > px(620) else px(16))
        narrow = self.width() < px(760)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
