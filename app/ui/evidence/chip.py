"""One piece of evidence in a list: small picture, name, version, last day, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.domain.pieces import Piece
from app.domain.progress import Place
from app.i18n import gettext as _
from app.ui.dates import moment
from app.ui.evidence.thumbnails import fitted
from app.ui.evidence.words import elsewhere_word, icon_name, last_day, size_word, version_word
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import paragraphs

_SIDE = 40
"""Pixels at 100 % of the small picture."""

Act = Callable[[Piece], object]


class NameButton(QPushButton):
    """Opens a piece by click, Space and Enter; other keys do what is set for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setProperty("role", "chip")
        self.keys: dict[int, Callable[[], object]] = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Do what is set for a key without others."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and (act := self.keys.get(event.key())) is not None:
            act()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True)
class ChipActs:
    """What the officer can do with a piece at a place."""

    preview: Act
    open: Act
    save: Act
    also_serves: Act
    new_version: Act
    facts: Act
    withdraw: Act
    take_off: Act
    remove: Act


class Chip(QFrame):
    """A row. Enter and Space look at it, F2 edits its last day and note, Delete takes it off."""

    def __init__(
        self, piece: Piece, place: Place, today: date, soon: int, small: QPixmap | None, acts: ChipActs, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.piece, self.evidence = piece, piece.evidence
        self._place = place
        self.setProperty("role", "chip")
        self.open = NameButton(self)
        self.open.clicked.connect(lambda: acts.preview(piece))
        self.open.setIconSize(QSize(theme().px(_SIDE), theme().px(_SIDE)))
        self.put_small(small)
        self.version = label("tag", version_word(piece), wrap=False, parent=self)
        self.version.setVisible(piece.version > 1)
        day = last_day(piece, today, soon)
        self.expires = label("hint", day.text if day else "", wrap=False, parent=self)
        self.expires.setProperty("tone", day.tone if day else "")
        self.expires.setVisible(day is not None)
        about = f"{size_word(self.evidence.size)} · {self.evidence.sha256[:8]}"
        self.about = label("hint", about, wrap=False, parent=self)
        self.others = label("hint", elsewhere_word(piece, place), wrap=False, parent=self)
        self.others.setVisible(bool(self.elsewhere()))
        self.more = QToolButton(self)
        self.more.setProperty("role", "bare")
        self.more.setIcon(theme().icon("more", "quiet"))
        self.more.setIconSize(QSize(theme().px(20), theme().px(20)))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.acts = self._menu(acts)
        self._name(day.text if day else "")
        self._keys(acts)
        self._lay()

    def put_small(self, small: QPixmap | None) -> None:
        """Show the small picture, or the icon of its kind."""
        side = theme().px(_SIDE)
        if small is None:
            self.open.setIcon(theme().icon(icon_name(self.evidence.media_type), "quiet", side // 2))
        else:
            self.open.setIcon(QIcon(fitted(small, side, self.devicePixelRatioF())))

    def elsewhere(self) -> int:
        """How many other places it serves."""
        return sum(place != self._place for place in self.piece.places)

    def _menu(self, acts: ChipActs) -> dict[str, QAction]:
        menu = QMenu(self.more)
        made: dict[str, QAction] = {}

        def add(name: str, text: str, act: Act, keys: str = "") -> None:
            action = menu.addAction(f"{text}\t{keys}" if keys else text, partial(act, self.piece))
            made[name] = action

        add("preview", _("Look at it"), acts.preview, _("Space"))
        add("open", _("Open a read-only copy"), acts.open)
        add("save", _("Save as…"), acts.save)
        menu.addSeparator()
        add("also_serves", _("Use for other checkpoints…"), acts.also_serves)
        add("new_version", _("New version…"), acts.new_version)
        if self.piece.version > 1:
            add("withdraw", _("Back to the version before…"), acts.withdraw)
        add("facts", _("Last day and note…"), acts.facts, "F2")
        menu.addSeparator()
        if self.elsewhere():
            add("take_off", _("Take off here…"), acts.take_off, "Delete")
            add("remove", _("Remove everywhere ({count})…").format(count=len(self.piece.places)), acts.remove)
        else:
            add("remove", _("Remove…"), acts.remove, "Delete")
        self.more.setMenu(menu)
        return made

    def _name(self, day: str) -> None:
        evidence = self.evidence
        told = _("{name}, {size}, SHA-256 {hash}, added {at} by {by}").format(
            name=evidence.name,
            size=size_word(evidence.size),
            hash=evidence.sha256,
            at=moment(evidence.added_at),
            by=evidence.added_by,
        )
        more = (version_word(self.piece), day, elsewhere_word(self.piece, self._place), self.piece.facts.note)
        tip = "\n".join(part for part in (evidence.name, f"SHA-256 {evidence.sha256}", *more) if part)
        self.setToolTip(paragraphs(tip))
        self.open.setToolTip(paragraphs(tip))
        self.open.setAccessibleName(_("Open evidence {name}").format(name=evidence.name))
        self.open.setAccessibleDescription(_(", ").join(part for part in (told, *more) if part))
        self.more.setAccessibleName(_("More for evidence {name}").format(name=evidence.name))

    def _keys(self, acts: ChipActs) -> None:
        off = acts.take_off if self.elsewhere() else acts.remove
        for key, act in (
            (Qt.Key.Key_Return, acts.preview),
            (Qt.Key.Key_Enter, acts.preview),
            (Qt.Key.Key_F2, acts.facts),
            (Qt.Key.Key_Delete, off),
        ):
            self.open.keys[key] = partial(act, self.piece)

    def _lay(self) -> None:
        px = theme().px
        marks = QWidget(self)
        flow = Flow(marks)
        flow.setContentsMargins(px(_SIDE) + px(8), 0, 0, px(4))
        for part in (self.version, self.expires, self.about, self.others):
            flow.addWidget(part)
        # However long the name is, the row may become narrow.
        self.open.setMinimumWidth(px(80))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(marks)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(4), px(2), px(2), px(2))
        row.setSpacing(px(4))
        row.addLayout(words, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A long name is shortened in the middle."""
        super().resizeEvent(event)
        room = self.width() - theme().px(_SIDE) - self.more.width() - theme().px(40)
        metrics = QFontMetrics(self.open.font())
        name = metrics.elidedText(self.evidence.name, Qt.TextElideMode.ElideMiddle, max(room, theme().px(80)))
        self.open.setText(name.replace("&", "&&"))
