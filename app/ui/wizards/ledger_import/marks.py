"""Marks in a table of rights of which nobody knows what they mean: the officer says it, or leaves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.domain.ledgers.marks import sign_of
from app.i18n import gettext as _
from app.i18n import listed, ngettext
from app.services.ledger_marks import GIVES, LEFT, LEVELS, NONE, AskedMark
from app.ui.widgets.basics import label
from app.ui.widgets.elided import ElidedLabel
from app.ui.wizards.ledger_import.asking import AskingRows, show_choice

_OTHER = "\0"
"""The choice that lets the officer write the right in words of their own."""
_MOST = 50
"""How many marks are asked about: more are no marks but texts."""
_LONGEST = 30


class MarksPanel(AskingRows):
    """`decided` carries the sign of a mark and what it means, as in `AskedMark`; hidden where there is none."""

    decided = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[AskedMark, ...] = ()
        self._known: Mapping[str, str] = {}
        self._asked: tuple[str, ...] = ()
        self.boxes: dict[str, QComboBox] = {}
        self.words: dict[str, QLineEdit] = {}
        self._places: dict[str, QLabel] = {}
        self.grid.setColumnStretch(1, 2)
        self.grid.setColumnStretch(2, 2)
        self.dress()

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
        self.boxes, self.words, self._places = {}, {}, {}
        self.build(len(self._marks))

    def add_row(self, row: int) -> None:
        """A mark, where it stands, and what it means."""
        mark = self._marks[row]
        sign = sign_of(mark.mark)
        name = label(text=mark.mark if len(mark.mark) <= _LONGEST else f"{mark.mark[:_LONGEST]}…", wrap=False)
        places = self._places[sign] = ElidedLabel()
        places.setProperty("role", "quiet")
        box = self.boxes[sign] = self.choice(14)
        box.activated.connect(lambda _index: self._chosen(sign))
        line = self.words[sign] = QLineEdit()
        line.setMaxLength(_LONGEST)
        line.hide()
        line.installEventFilter(self)
        line.editingFinished.connect(lambda: self._written(sign))
        answer = QHBoxLayout()
        answer.addWidget(box, 1)
        answer.addWidget(line, 1)
        self.grid.addWidget(name, row, 0)
        self.grid.addWidget(places, row, 1)
        self.grid.addLayout(answer, row, 2)
        self._fill(mark)

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
        show_choice(box, mark.meant)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """As for every choice; Enter behind a word says it, and does not press the wizard's button."""
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            sign = next(sign for sign, line in self.words.items() if line is watched)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._written(sign)
                return True
            if event.key() == Qt.Key.Key_Escape:
                watched.clear()
                self._written(sign)
                return True
        return super().eventFilter(watched, event)
