"""What the pages of every wizard have in common: a title, a lead, a form, and in words what is still missing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget, QWizardPage

from app.ui.style.theme import theme
from app.ui.widgets.basics import label


class Panel(QWizardPage):
    """A subclass puts its form into `body`, sets its texts in `retranslate` and says in `missing` what is not there.

    「次へ」 can be pressed when `missing` is empty; it calls `changed` when something was entered.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label("title", parent=self)
        self.lead = label("quiet", parent=self)
        self.body = QWidget()
        self.body.setProperty("role", "page")
        self.reason = label("", parent=self)
        self.reason.setProperty("tone", "partly")
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(20), theme().px(16), theme().px(20), theme().px(8))
        column.setSpacing(theme().px(10))
        column.addWidget(self.heading)
        column.addWidget(self.lead)
        column.addWidget(scroll, 1)
        column.addWidget(self.reason)

    def retranslate(self) -> None:
        """Set every text anew."""

    def missing(self) -> str:
        """What must be entered before one can go on; empty when nothing."""
        return ""

    def enter(self) -> None:
        """Called each time the page is shown, from either side."""

    def changed(self) -> None:
        """Say anew what is missing."""
        self.reason.setText(self.missing())
        self.completeChanged.emit()

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        """Whether one can go on."""
        return not self.missing()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.changed()
        super().changeEvent(event)


class Steps(QFrame):
    """The names of the pages at the side; the present one stands out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(theme().px(210))
        self._labels: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme().px(16), theme().px(20), theme().px(12), theme().px(16))
        self._column.setSpacing(theme().px(12))
        self._column.addStretch()
        self._now = 0

    def set_names(self, names: list[str]) -> None:
        """Name the pages in order."""
        while len(self._labels) < len(names):
            made = label(parent=self)
            self._column.insertWidget(len(self._labels), made)
            self._labels.append(made)
        for number, (made, name) in enumerate(zip(self._labels, names, strict=True), start=1):
            made.setText(f"{number}  {name}")
        self.show_step(self._now)

    def show_step(self, now: int) -> None:
        """Mark the page on show, counted from 0."""
        self._now = now
        for number, made in enumerate(self._labels):
            here = number == now
            colour = "accent" if here else "text" if number < now else "quiet"
            weight = "bold" if here else "normal"
            made.setStyleSheet(f"color: {theme().colour(colour).name()}; font-weight: {weight};")
