"""The rules that could not be run, below the findings: what was not compared is never called 問題なし."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import listed, ngettext
from app.ui.findings.rows import Untested, ledgers_wanted
from app.ui.findings.words import ledger_word
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, card
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose


class NotRunList(QWidget):
    """The rules by number, title and what they miss; folded away where there is little room. `wanted` carries the kind
    of a missing ledger that is to be imported."""

    wanted = Signal(str)

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
        self._ledgers = QWidget()
        self._flow = Flow(self._ledgers, 12)
        self.links: dict[str, QPushButton] = {}
        inner.addWidget(self._ledgers)
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
        shown = not self._area.isHidden()
        self._count = sum(each.whole for each in untested)
        self._in_part = len(untested) - self._count
        self.words.setText("\n".join(f"{each.rule}  {title(each.rule)} — {each.why}" for each in untested))
        self._show_ledgers(ledgers_wanted(untested))
        self.setVisible(bool(untested))
        self._unfold(shown)

    def _show_ledgers(self, wanted: Mapping[str, int]) -> None:
        """A link for each ledger that rules wait for."""
        while (held := self._flow.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.links = {}
        for kind, count in wanted.items():
            link = button("link", partial(self.wanted.emit, kind), self._ledgers)
            words = ngettext("Import: {ledger} ({count} rule)", "Import: {ledger} ({count} rules)", count)
            link.setText(words.format(ledger=ledger_word(kind), count=count))
            self._flow.addWidget(link)
            self.links[kind] = link
            link.show()

    def fold(self, low: bool) -> None:
        """Fold or unfold when the room changes; what the officer chose stays while it does not."""
        if low is not self._low:
            self._low = low
            self._unfold(not low)

    def _turn(self) -> None:
        self._unfold(self._area.isHidden())

    def _unfold(self, shown: bool) -> None:
        self._area.setVisible(shown)
        self._ledgers.setVisible(shown and bool(self.links))
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
