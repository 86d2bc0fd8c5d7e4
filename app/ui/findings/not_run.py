"""The rules that could not be run, below the findings: what was not compared is never called 問題なし."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import listed
from app.ui.findings.rows import Untested
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, card
from app.ui.widgets.prose import Prose


class NotRunList(QWidget):
    """The rules by number, title and what they miss; folded away where there is little room."""

    def __init__(self) -> None:
        super().__init__()
        frame, inner = card()
        self.toggle = button("link", self._turn)
        self.words = Prose(role="quiet", selectable=True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.words)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self.toggle)
        inner.addWidget(self._area)
        inner.setContentsMargins(theme().px(12), theme().px(4), theme().px(12), theme().px(4))
        inner.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._count = self._in_part = 0
        self._low: bool | None = None
        theme().changed.connect(self._fit)
        self._fit()

    def show_rules(self, untested: tuple[Untested, ...], title: Callable[[str], str]) -> None:
        """Tell these rules, those that were run in part last."""
        self._count = sum(each.whole for each in untested)
        self._in_part = len(untested) - self._count
        self.words.setText("\n".join(f"{each.rule}  {title(each.rule)} — {each.why}" for each in untested))
        self.setVisible(bool(untested))
        self._name()

    def fold(self, low: bool) -> None:
        """Fold or unfold when the room changes; what the officer chose stays while it does not."""
        if low is not self._low:
            self._low = low
            self._area.setVisible(not low)
            self._name()

    def _turn(self) -> None:
        self._area.setVisible(self._area.isHidden())
        self._name()

    def _name(self) -> None:
        sign = "▸" if self._area.isHidden() else "▾"
        told = []
        if self._count:
            told.append(_("rules that could not be run: {count}").format(count=self._count))
        if self._in_part:
            told.append(_("rules run in part: {count}").format(count=self._in_part))
        self.toggle.setText(f"{sign} " + listed(told))

    def _fit(self) -> None:
        self._area.setFixedHeight(theme().px(104))
