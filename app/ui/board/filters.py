"""The filters of the board: a line for names of sites, and boxes that fold away where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from app.domain.grades import Level
from app.domain.review import State
from app.i18n import gettext as _
from app.services.board import Board, Filter, Order, What
from app.ui.board.words import order_word, what_word
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.elided_box import ElidedBox
from app.ui.widgets.find_line import FindLine
from app.ui.widgets.flow import FilterBar
from app.ui.widgets.where import item_word
from app.words import review_word

_WIDTHS = (136, 190, 190, 130, 130, 170)
"""Pixels of the boxes at 100 %."""


class BoardFilters(FilterBar):
    """`changed` is emitted when the officer wants other cells; `search` stands apart from the boxes."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        self._session = session
        self._people: tuple[str, ...] = ()
        self.search = FindLine()
        self.level, self.what, self.item = ElidedBox(), ElidedBox(), ElidedBox()
        self.state, self.person, self.order = ElidedBox(), ElidedBox(), ElidedBox()
        self._boxes = (self.level, self.what, self.item, self.state, self.person, self.order)
        super().__init__(self._boxes)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        for box in self._boxes:
            box.activated.connect(lambda _index: self.changed.emit())

    def wanted(self) -> Filter:
        """What the filters say."""
        what, state = self.what.currentData(), self.state.currentData()
        return Filter(
            frozenset({What(what)}) if what else frozenset(),
            State(state) if state else None,
            self.item.currentData() or "",
            self.search.text().strip(),
            self.person.currentData() or "",
            Level(level) if (level := self.level.currentData()) else None,
        )

    def sorted_by(self) -> Order:
        """What the sites are sorted by."""
        return Order(self.order.currentData() or Order.AUDIT.value)

    def active(self) -> int:
        """How many filter; whether sites or the company are looked at, and the order, are none of them."""
        return sum(bool(box.currentData()) for box in self._boxes[1:-1])

    def take_off(self) -> None:
        """Filter nothing any more; whether sites or the company are looked at, and the order, stay."""
        self.search.clear()
        for box in self._boxes[1:-1]:
            box.setCurrentIndex(0)

    def take(self, target: Target) -> None:
        """Filter by the options of a target: what, item, state, person, text; level and order where they are named."""
        boxes = {"what": self.what, "item": self.item, "state": self.state, "person": self.person}
        for name, box in boxes.items():
            box.setCurrentIndex(max(0, box.findData(target.options.get(name, ""))))
        for name, box in {"level": self.level, "order": self.order}.items():
            if name in target.options:
                box.setCurrentIndex(max(0, box.findData(target.options[name])))
        self.search.setText(target.options.get("text", ""))

    def fit(self) -> None:
        """Take on the present zoom."""
        for box, width in zip(self._boxes, _WIDTHS, strict=True):
            box.setFixedWidth(theme().px(width))

    def know(self, board: Board) -> None:
        """Offer the people that somebody was assigned to be."""
        if board.everybody() != self._people:
            self._people = board.everybody()
            self._fill()

    def retranslate(self) -> None:
        """Set every text anew; what was chosen stays."""
        self.search.setPlaceholderText(_("Search the sites"))
        self.search.setAccessibleName(_("Search the sites"))
        self._fill()
        names = (
            _("Whose checkpoints"),
            _("What is looked for"),
            _("Item"),
            _("State of the review"),
            _("Assigned to"),
            _("Order of the sites"),
        )
        self.name(names, self.active())

    def _fill(self) -> None:
        asked = {c.item for c in self._session.outline.checkpoints}
        items = [(item_word(i), i.id) for i in self._session.catalogue.items if i.id in asked]
        levels = [(_("Of each site"), Level.SITE.value), (_("Of the company"), Level.COMPANY.value)]
        first = self.level.count() == 0
        _offer(self.level, levels)
        if first and self._session.sites:
            # In a row of the company and one for each site most cells would be empty.
            self.level.setCurrentIndex(1)
        _offer(self.what, [(what_word(what), what.value) for what in What])
        _offer(self.item, items)
        _offer(self.state, [(review_word(state), state.value) for state in State])
        _offer(self.person, [(person, person) for person in self._people])
        _offer(self.order, [(order_word(order), order.value) for order in Order], nothing=False)


def _offer(box: QComboBox, choices: list[tuple[str, str]], *, nothing: bool = True) -> None:
    """Put choices into a box, keeping what was chosen."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    if nothing:
        box.addItem(_("All"), "")
    for word, data in choices:
        box.addItem(word, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
    # What was cut in one language may not be in the other.
    box.currentTextChanged.emit(box.currentText())
