"""Offices of the ledger that are none of the audit's sites: the officer says what each means, or leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.audit import Site
from app.i18n import gettext as _
from app.i18n import ngettext
from app.services.ledger_ports import NEW_SITE
from app.services.ledgers import ForeignOffice
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.columns import empty
from app.ui.widgets.elided import ElidedLabel

_OPENING = frozenset(
    {
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4,
    }
)  # fmt: skip
_AT_ONCE = 4
"""Rows that are built in one go."""
_SHOWN = 3
"""So many offices are seen at once; the rest is scrolled to."""


class OfficesPanel(QFrame):
    """`decided` carries the name of an office and what it means, as in `ForeignOffice`; hidden where there is none."""

    decided = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._offices: tuple[ForeignOffice, ...] = ()
        self._sites: tuple[Site, ...] = ()
        self.boxes: dict[str, QComboBox] = {}
        self._rows: dict[str, QLabel] = {}
        self._asked: set[str] = set()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._build_some)
        self.title = label("section")
        self.hint = label("quiet")
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(2, 2)
        self._area = Area(body)
        self._column = QVBoxLayout(self)
        for part in (self.title, self.hint, self._area):
            self._column.addWidget(part)
        theme().changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_offices(self, offices: Sequence[ForeignOffice], sites: Sequence[Site]) -> None:
        """Ask about these; the same ones keep their place, whatever was decided of them."""
        place = {office.name: number for number, office in enumerate(self._offices)}
        self._offices = tuple(sorted(offices, key=lambda o: place.get(o.name, len(place))))
        self._sites = tuple(sites)
        if {o.name for o in self._offices} != self._asked:
            self._build()
        self.retranslate()
        self.setVisible(bool(self._offices))

    def retranslate(self) -> None:
        """Set every text anew."""
        count = sum(office.meant is None for office in self._offices)
        self.title.setText(
            ngettext(
                "{count} office of the ledger is none of the audit's sites",
                "{count} offices of the ledger are none of the audit's sites",
                count,
            ).format(count=count)
            if count
            else _("What every office of the ledger means is decided")
        )
        self.hint.setText(
            _("Say what each means. It is stored together with the import, not before; another name of a site is known "
              "the next time. Rows of an office that you leave are shown without a site.")
        )  # fmt: skip
        for office in self._offices:
            if office.name in self.boxes:
                self._fill(office)

    def _build(self) -> None:
        empty(self._grid)
        self.boxes, self._rows = {}, {}
        self._asked = {office.name for office in self._offices}
        self._area.rows = min(_SHOWN, len(self._offices))
        self._area.updateGeometry()
        self._build_some()

    def _build_some(self) -> None:
        """A few rows, and the others when the window has had its turn."""
        first = len(self.boxes)
        for row, office in enumerate(self._offices[first : first + _AT_ONCE], first):
            name = ElidedLabel()
            name.setText(office.name)
            rows = label("quiet", wrap=False)
            self._rows[office.name] = rows
            box = QComboBox()
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(18)
            # Rolling through the list must not decide anything.
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.installEventFilter(self)
            box.activated.connect(lambda _index, n=office.name: self._chosen(n))
            for place, part in enumerate((name, rows, box)):
                self._grid.addWidget(part, row, place)
            self.boxes[office.name] = box
            self._fill(office)
        if len(self.boxes) < len(self._offices):
            self._rest.start()
        else:
            self._rest.stop()

    def _fill(self, office: ForeignOffice) -> None:
        box = self.boxes[office.name]
        rows = ngettext("{count} row", "{count} rows", office.rows).format(count=f"{office.rows:,}")
        self._rows[office.name].setText(rows)
        names = {site.id: site.name for site in self._sites}
        likely = [identity for identity in office.like if identity in names]
        box.clear()
        box.addItem(_("Not decided yet"), None)
        for identity in likely:
            box.addItem(_("This is {site} (a similar name)").format(site=names[identity]), identity)
        if likely:
            box.insertSeparator(box.count())
        for identity, site in names.items():
            if identity not in likely:
                box.addItem(_("This is {site}").format(site=site), identity)
        box.insertSeparator(box.count())
        box.addItem(_("Add it as a new site"), NEW_SITE)
        box.addItem(_("Leave it out of the audit"), "")
        box.setCurrentIndex(next(n for n in range(box.count()) if _is(box, n, office.meant)))
        box.setAccessibleName(_("What {office} means ({rows})").format(office=office.name, rows=rows))

    def _chosen(self, name: str) -> None:
        office = next(o for o in self._offices if o.name == name)
        meant = self.boxes[name].currentData()
        if meant != office.meant:
            self.decided.emit(name, meant)

    def _dress(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(16), px(12), px(16), px(12))
        self._column.setSpacing(px(4))
        self._grid.setContentsMargins(0, px(4), px(8), px(2))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The wheel scrolls the list, not a choice; keys open the choices, and only Enter in them decides."""
        if isinstance(watched, QComboBox):
            if event.type() == QEvent.Type.Wheel:
                event.ignore()
                return True
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and opens(event):
                watched.showPopup()
                return True
        return super().eventFilter(watched, event)


class Area(QScrollArea):
    """As high as a few rows, or as little as one where there is no room."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.rows = 1
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme().px(400), self._height(self.rows))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme().px(200), self._height(1))

    def _height(self, rows: int) -> int:
        return theme().px(38) * rows + theme().px(6)


def opens(event: QKeyEvent) -> bool:
    """Whether a key would change the choice of a closed box, or press the wizard's button instead of opening it."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return event.key() in _OPENING or (plain and event.text().isprintable() and bool(event.text()))


def _is(box: QComboBox, index: int, meant: str | None) -> bool:
    # A separator has no data either; nothing decided stands first.
    data = box.itemData(index)
    return data == meant and (meant is not None or index == 0)
