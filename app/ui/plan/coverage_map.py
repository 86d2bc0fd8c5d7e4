"""The coverage map: causes × directions of 報告書概要 ¶7 with the number of measures; each number opens its list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.coverage import Coverage
from app.domain.grades import Cause
from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.dialogs.dialog import Dialog
from app.ui.plan.follow_dialogs import fit_to_screen
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.words import cause_word

Chosen = Callable[[tuple[int, ...], str], None]


class CoverageDialog(Dialog):
    """The map as a grid of buttons; `given` is called with the measures behind the one pressed, and its name."""

    def __init__(self, parent: QWidget, session: Session, found: Coverage, given: Chosen) -> None:
        super().__init__(parent)
        self._given = given
        self.setWindowTitle(_("Coverage of causes and directions"))
        language = current_language()
        titles = {d.id: d.title.in_language(language) for d in session.catalogue.directions}
        column = QVBoxLayout(self)
        pad = theme().px(24)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme().px(12))
        column.addWidget(label("", _("Measures by kind of cause and direction (¶7). A number shows its measures.")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(8))
        grid.setVerticalSpacing(theme().px(4))
        self.cells: dict[tuple[Cause | None, str], QWidget] = {}
        for place, direction in enumerate(found.order, start=1):
            head = label("quiet", titles[direction][:1], wrap=False)
            head.setToolTip(titles[direction])
            grid.addWidget(head, 0, place, Qt.AlignmentFlag.AlignHCenter)
        last = len(found.order) + 1
        grid.addWidget(label("quiet", _("In all"), wrap=False), 0, last, Qt.AlignmentFlag.AlignHCenter)
        for row, cause in enumerate((*Cause, None), start=1):
            words = cause_word(cause) if cause is not None else _("In all")
            grid.addWidget(label("quiet", words, wrap=False), row, 0)
            for place, direction in enumerate((*found.order, ""), start=1):
                if cause is None and not direction:
                    continue
                name = " × ".join(w for w in (words if cause else "", titles.get(direction, "")) if w)
                numbers = found.numbers(cause, direction)
                cell = self._cell(numbers, name) if numbers else self._none(name)
                self.cells[cause, direction] = cell
                grid.addWidget(cell, row, place, Qt.AlignmentFlag.AlignCenter)
        column.addLayout(grid)
        column.addWidget(label("quiet", "\n".join(titles[direction] for direction in found.order)))
        for told in self._lacking(found, titles):
            lacking = label("", f"× {told}")
            lacking.setProperty("tone", "nonconforming")
            column.addWidget(lacking)
        if found.untagged:
            column.addWidget(
                self._cell(
                    found.untagged,
                    _("Without a cause or a direction"),
                    _("Measures without a cause or a direction: {count}").format(count=len(found.untagged)),
                ),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(_("Close"))
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        fit_to_screen(self)

    def _cell(self, numbers: tuple[int, ...], name: str, text: str = "") -> QPushButton:
        made = button("link", lambda: self._press(numbers, name), self)
        made.setText(text or f"{len(numbers):,}")
        made.setAccessibleName(_("{name}: measures {count}").format(name=name, count=len(numbers)))
        made.setToolTip(made.accessibleName())
        return made

    @staticmethod
    def _none(name: str) -> QWidget:
        made = label("", "×", wrap=False)
        made.setProperty("tone", "nonconforming")
        made.setAccessibleName(_("{name}: measures {count}").format(name=name, count=0))
        made.setToolTip(made.accessibleName())
        return made

    def _press(self, numbers: tuple[int, ...], name: str) -> None:
        self._given(numbers, name)
        self.accept()

    @staticmethod
    def _lacking(found: Coverage, titles: dict[str, str]) -> list[str]:
        causes = [_("No measure serves the cause: {cause}").format(cause=cause_word(c)) for c in found.unserved_causes]
        said = _("No measure serves the direction: {title}")
        return causes + [said.format(title=titles[each]) for each in found.unserved_directions]
