"""Marks in a table of rights of which nobody knows what they mean: the officer says it, or leaves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.ledgers.marks import sign_of
from app.i18n import gettext as _
from app.i18n import listed, ngettext
from app.services.ledger_marks import GIVES, LEFT, LEVELS, NONE, AskedMark
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.columns import empty
from app.ui.widgets.elided import ElidedLabel
from app.ui.wizards.ledger_import.offices import Area, opens

_OTHER = "\0"
"""The choice that lets the officer write the right in words of their own."""
_SHOWN = 3
"""So many marks are seen at once; the rest is scrolled to."""
_AT_ONCE = 4
"""Rows that are built in one go."""
_MOST = 50
"""How many marks are asked about: more are no marks but texts."""
_LONGEST = 30


class MarksPanel(QFrame):
    """`decided` carries the sign of a mark and what it means, as in `AskedMark`; hidden where there is none."""

    decided = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._marks: tuple[AskedMark, ...] = ()
        self._known: Mapping[str, str] = {}
        self._asked: tuple[str, ...] = ()
        self.boxes: dict[str, QComboBox] = {}
        self.words: dict[str, QLineEdit] = {}
        self._places: dict[str, QLabel] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._build_some)
        self.title = label("section")
        self.hint = label("quiet")
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 2)
        self._area = Area(body)
        self._column = QVBoxLayout(self)
        for part in (self.title, self.hint, self._area):
            self._column.addWidget(part)
        theme().changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_marks(self, marks: Sequence[AskedMark], known: Mapping[str, str]) -> None:
        """Ask about these; the same ones keep their place. `known` is what was said of marks at an earlier import."""
        place = {sign: number for number, sign in enumerate(self._asked)}
        self._marks = tuple(sorted(marks, key=lambda m: place.get(sign_of(m.mark), len(place)))[:_MOST])
        self._known = known
        signs = tuple(sign_of(m.mark) for m in self._marks)
        if set(signs) != set(self._asked):
            self._asked = signs
            self._build()
        self.retranslate()
        self.setVisible(bool(self._marks))

    def retranslate(self) -> None:
        """Set every text anew."""
        count = sum(mark.meant is None for mark in self._marks)
        self.title.setText(
            ngettext(
                "{count} mark in the table of rights: what does it mean?",
                "{count} marks in the table of rights: what do they mean?",
                count,
            ).format(count=count)
            if count
            else _("What every mark of the table means is said")
        )
        self.hint.setText(
            _("Say which right each mark gives. It is stored together with the import, not before, and known the next "
              "time a table with these headings comes.")
        )  # fmt: skip
        for mark in self._marks:
            if sign_of(mark.mark) in self.boxes:
                self._fill(mark)

    def _build(self) -> None:
        empty(self._grid)
        self.boxes, self.words, self._places = {}, {}, {}
        self._area.rows = min(_SHOWN, len(self._marks))
        self._area.updateGeometry()
        self._build_some()

    def _build_some(self) -> None:
        """A few rows, and the others when the window has had its turn."""
        first = len(self.boxes)
        for row, mark in enumerate(self._marks[first : first + _AT_ONCE], first):
            sign = sign_of(mark.mark)
            name = label(text=mark.mark if len(mark.mark) <= _LONGEST else f"{mark.mark[:_LONGEST]}…", wrap=False)
            places = self._places[sign] = ElidedLabel()
            places.setProperty("role", "quiet")
            box = QComboBox()
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(14)
            # Rolling through the list must not decide anything.
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.installEventFilter(self)
            box.activated.connect(lambda _index, s=sign: self._chosen(s))
            line = QLineEdit()
            line.setMaxLength(_LONGEST)
            line.hide()
            line.installEventFilter(self)
            line.editingFinished.connect(lambda s=sign: self._written(s))
            answer = QHBoxLayout()
            answer.addWidget(box, 1)
            answer.addWidget(line, 1)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(places, row, 1)
            self._grid.addLayout(answer, row, 2)
            self.boxes[sign], self.words[sign] = box, line
            self._fill(mark)
        if len(self.boxes) < len(self._marks):
            self._rest.start()
        else:
            self._rest.stop()

    def _fill(self, mark: AskedMark) -> None:
        sign = sign_of(mark.mark)
        box, line = self.boxes[sign], self.words[sign]
        cells = ngettext("{count} cell", "{count} cells", mark.cells).format(count=f"{mark.cells:,}")
        places = listed([_("row {row}, {heading}").format(row=row, heading=head) for _s, row, head in mark.examples])
        told = _("{cells}: {places}").format(cells=cells, places=places)
        if mark.meant is not None and self._known.get(sign) == mark.meant:
            told = _("As said before; {told}").format(told=told)
        self._places[sign].setText(told)
        box.clear()
        box.addItem(_("Not decided yet"), None)
        if mark.levels:
            levels = list(LEVELS)
            if mark.meant and mark.meant not in (*LEVELS, GIVES, NONE):
                levels.insert(0, mark.meant)
            for level in levels:
                box.addItem(_("The right “{level}”").format(level=level), level)
            box.addItem(_("Another right…"), _OTHER)
            box.insertSeparator(box.count())
        if mark.bare:
            box.addItem(_("A right, its extent unknown") if mark.levels else _("It gives the right"), GIVES)
        box.addItem(_("No right"), NONE)
        box.addItem(_("Do not take these cells"), LEFT)
        box.setCurrentIndex(next(n for n in range(box.count()) if _is(box, n, mark.meant)))
        name = _("What {mark} means ({cells})").format(mark=mark.mark, cells=cells)
        box.setAccessibleName(name)
        box.setAccessibleDescription(places)
        line.setAccessibleName(name)
        line.setPlaceholderText(_("the right in words"))

    def _chosen(self, sign: str) -> None:
        mark = next(m for m in self._marks if sign_of(m.mark) == sign)
        meant = self.boxes[sign].currentData()
        if meant == _OTHER:
            # In the place of the choices: beside them there is no room where letters are large.
            line = self.words[sign]
            self.boxes[sign].hide()
            line.show()
            line.setFocus()
        elif meant != mark.meant:
            self.decided.emit(sign, meant)

    def _written(self, sign: str) -> None:
        """A right was written in words; nothing written decides nothing."""
        line = self.words[sign]
        if line.isHidden():
            return
        text, here = line.text().strip(), line.hasFocus()
        self.boxes[sign].show()
        if here:
            self.boxes[sign].setFocus()
        line.hide()
        line.clear()
        if text:
            self.decided.emit(sign, text)
        else:
            self._fill(next(m for m in self._marks if sign_of(m.mark) == sign))

    def _dress(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(16), px(12), px(16), px(12))
        self._column.setSpacing(px(4))
        self._grid.setContentsMargins(0, px(4), px(8), px(2))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The wheel scrolls the list, not a choice; keys open the choices, and only Enter in them decides. Enter behind
        a word says it, and does not press the wizard's button."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if isinstance(watched, QComboBox):
            if event.type() == QEvent.Type.Wheel:
                event.ignore()
                return True
            if pressed and isinstance(event, QKeyEvent) and opens(event):
                watched.showPopup()
                return True
        if isinstance(watched, QLineEdit) and pressed and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._written(next(sign for sign, line in self.words.items() if line is watched))
                return True
            if event.key() == Qt.Key.Key_Escape:
                watched.clear()
                self._written(next(sign for sign, line in self.words.items() if line is watched))
                return True
        return super().eventFilter(watched, event)


def _is(box: QComboBox, index: int, meant: str | None) -> bool:
    # A separator has no data either; nothing decided stands first.
    data = box.itemData(index)
    return data == meant and (meant is not None or index == 0)
