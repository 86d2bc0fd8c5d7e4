"""What the measures serve: causes and directions of 報告書概要 ¶7."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.coverage import coverage
from app.domain.grades import Cause
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.ui.plan.data import PlanData
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, card
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.flow import Flow
from app.ui.words import cause_word


class Coverage(QWidget):
    """機会・動機・正当化 and the directions ①–⑤ (報告書概要 ¶7): which are served, and by how many measures."""

    def __init__(self, session: Session, show_map: Callable[[], None]) -> None:
        super().__init__()
        self._session = session
        frame, inner = card()
        self.title = button("link", self._turn)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.map_button = button("link", show_map)
        self.map_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        # Below each other where a line is too short for both.
        head = QWidget()
        row = Flow(head, 20)
        row.addWidget(self.title)
        row.addWidget(self.map_button)
        inner.addWidget(head)
        holder = QWidget()
        self._lines, self._said, self._low = holder, "", False
        self._flow = Flow(holder, 20)
        self.lines = {d.id: ElidedLabel() for d in session.catalogue.directions}
        for words in self.lines.values():
            self._flow.addWidget(words)
        inner.addWidget(holder)
        pad = theme().px(12)
        inner.setContentsMargins(pad, theme().px(8), pad, theme().px(8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def show_plan(self, data: PlanData) -> None:
        """Count anew."""
        language = current_language()
        live = [a for a in data.actions if not a.withdrawn]
        missing = len(data.unanswered)
        self._said = (
            _("Directions of ¶7: {count} without a measure").format(count=missing)
            if missing
            else _("Directions of ¶7: each is served")
        )
        causes = coverage(live, list(self.lines)).unserved_causes
        if causes:
            lacking = listed(cause_word(cause) for cause in causes)
            self._said += " " + _("(no measure for the cause: {causes})").format(causes=lacking)
        self.map_button.setText(_("Map of causes and directions…"))
        self._name()
        for direction in self._session.catalogue.directions:
            words = self.lines[direction.id]
            count = sum(direction.id in a.directions for a in live)
            cause = cause_word(Cause(direction.parent))
            title = direction.title.in_language(language)
            said = _("○ {count}").format(count=count) if count else _("× no measure")
            words.setText(f"{cause} {title}  {said}")
            words.setToolTip(direction.text.in_language(language))
            words.setProperty("tone", "" if count else "nonconforming")
            words.style().polish(words)

    def fold(self, low: bool) -> None:
        """Fold or unfold when the room changes; what the officer chose stays while it does not."""
        if low is not self._low:
            self._low = low
            self._lines.setVisible(not low)
            self._name()

    def _turn(self) -> None:
        self._lines.setVisible(self._lines.isHidden())
        self._name()

    def _name(self) -> None:
        self.title.setText(f"{'▸' if self._lines.isHidden() else '▾'} {self._said}")
