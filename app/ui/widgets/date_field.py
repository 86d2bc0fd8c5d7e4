"""A day, typed as people write it or picked from a calendar; empty is allowed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.calendar import read_day
from app.i18n import gettext as _
from app.services.typed_days import why_no_day
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import restyle
from app.ui.widgets.field_button import FieldButton
from app.ui.words import day_word


class DateField(QWidget):
    """A line for a day with a calendar beside it (`Alt+↓`).

    `edited` is emitted at each change of the text by the officer; `finished` when the field is left or a
    day was picked. What cannot be read stays as it was typed, is marked, and `readable` is False.
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._popup: QFrame | None = None
        self.line = QLineEdit(self)
        self.button = FieldButton(self.line)
        self.line.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda: self._typed())
        self.line.editingFinished.connect(self._left)
        self.button.clicked.connect(self.pick)
        theme().changed.connect(self._fit)
        self._fit()
        self.retranslate()

    def text(self) -> str:
        """What stands in the field."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put back what was typed; nothing is emitted."""
        if text != self.line.text():
            self.line.setText(text)
            if not self.line.hasFocus():
                self.line.setCursorPosition(0)  # Where there is little room the year is seen, not the end.
        self._mark()

    def day(self) -> date | None:
        """The day, None while there is none or the text cannot be read."""
        return read_day(self.text())

    def set_day(self, day: date | None) -> None:
        """Show a day; nothing is emitted."""
        self.set_text(day_word(day))

    @property
    def readable(self) -> bool:
        """Whether the text is empty or a day."""
        return not self.text().strip() or self.day() is not None

    def why_not(self) -> str:
        """Why what stands here is no day, in words; empty while it is one or nothing stands here."""
        refused = why_no_day(self.text())
        return refused.sentence(_) if refused is not None else ""

    @property
    def marked(self) -> bool:
        """Whether it was left with what is no day; while it is being typed there is no blame."""
        return bool(self.line.property("state") == "wrong")

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Name the line, which is what takes the focus."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def retranslate(self) -> None:
        """Set every text anew; a day that is shown is written in the new language."""
        if day := self.day():
            self.line.setText(day_word(day))
        self.line.setPlaceholderText(_("e.g. 2026-12-25"))
        self.button.setAccessibleName(_("Calendar (Alt+Down)"))
        self.button.setToolTip(_("Calendar (Alt+Down)"))
        self.setAccessibleName(self.accessibleName())

    def pick(self) -> None:
        """Open the calendar under the field."""
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale())
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        _dress(calendar)
        if day := self.day():
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("role", "popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(theme().px(4), theme().px(4), theme().px(4), theme().px(4))
        layout.addWidget(calendar)
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(self._picked)
        self._popup = popup
        popup.destroyed.connect(self._closed)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()
        calendar.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The button keeps to the end of the line."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """`Alt+↓` opens the calendar."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pick()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _picked(self, chosen: QDate) -> None:
        popup, self._popup = self._popup, None
        if popup is None:
            return  # A double click on a day is a click and an activation.
        popup.close()
        self.set_day(date(chosen.year(), chosen.month(), chosen.day()))
        self.line.setFocus()
        self.edited.emit()
        self.finished.emit()

    def _closed(self) -> None:
        self._popup = None

    def _typed(self) -> None:
        # While a day is being typed it cannot be read yet: no blame before the field is left.
        self._mark(wrong=False)
        self.edited.emit()

    def _left(self) -> None:
        before = self.text()
        self.set_day(day) if (day := self.day()) else self._mark()
        if self.text() != before:
            self.edited.emit()  # Whoever keeps what is typed keeps it as it stands now.
        self.finished.emit()

    def _mark(self, wrong: bool | None = None) -> None:
        wanted = "wrong" if (not self.readable if wrong is None else wrong) else ""
        if (self.line.property("state") or "") != wanted:
            restyle(self.line, state=wanted)

    def _fit(self) -> None:
        widest = self.line.fontMetrics().horizontalAdvance("2026年12月31日")
        self.line.setMinimumWidth(max(theme().px(148), widest + theme().px(44)))
        self.line.setTextMargins(0, 0, theme().px(tokens.ROW) - theme().px(14), 0)
        self.button.setIcon(theme().icon("calendar", "quiet"))
        self._place()

    def _place(self) -> None:
        side = theme().px(tokens.ROW)
        self.button.setGeometry(self.line.width() - side, (self.line.height() - side) // 2, side, side)


def _dress(calendar: QCalendarWidget) -> None:
    """The look of the program on Qt's calendar, which brings icons and colours of its own."""
    calendar.setMinimumSize(theme().px(320), theme().px(280))
    for name, icon in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
        arrow = calendar.findChild(QToolButton, f"qt_calendar_{name}")
        if isinstance(arrow, QToolButton):
            arrow.setIcon(theme().icon(icon))
    for day, tone in ((Qt.DayOfWeek.Saturday, "accent"), (Qt.DayOfWeek.Sunday, "nonconforming")):
        words = calendar.weekdayTextFormat(day)
        words.setForeground(theme().colour(tone))
        calendar.setWeekdayTextFormat(day, words)
