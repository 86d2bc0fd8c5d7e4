"""The rules that could not be run: one line below the findings, and behind it what each of them misses. What was not
compared is never called 問題なし."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import listed, ngettext
from app.ui.dialogs.dialog import Dialog
from app.ui.findings.rows import Untested, ledgers_wanted
from app.ui.findings.words import ledger_word
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose

Title = Callable[[str], str]


class NotRunLine(QFrame):
    """How many rules could not be run, and in part. `wanted` carries the kind of a missing ledger to be imported."""

    wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "notice")
        self.told = ElidedLabel(self)
        self.more = button("link", self.open, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(12), theme().px(2), theme().px(4), theme().px(2))
        row.addWidget(self.told, 1)
        row.addWidget(self.more)
        self.dialog: NotRunDialog | None = None
        self._untested: tuple[Untested, ...] = ()
        self._title: Title = str
        self.hide()

    def show_rules(self, untested: tuple[Untested, ...], title: Title) -> None:
        """Tell these rules, those that were run in part last."""
        self._untested, self._title = untested, title
        count = sum(each.whole for each in untested)
        told = []
        if count:
            told.append(_("rules that could not be run: {count}").format(count=count))
        if rest := len(untested) - count:
            told.append(_("rules run in part: {count}").format(count=rest))
        if wanted := list(ledgers_wanted(untested)):
            told.append(_("no ledger: {ledgers}").format(ledgers=listed(map(ledger_word, wanted))))
        self.told.setText("△ " + "  ・  ".join(told))
        self.more.setText(_("What is missing…"))
        self.more.setAccessibleDescription(self.told.text())
        self.setVisible(bool(untested))

    def open(self) -> None:
        """Show what each rule misses."""
        self.dialog = NotRunDialog(self._session, self._untested, self._title, self.window())
        self.dialog.wanted.connect(self.wanted)
        self.dialog.destroyed.connect(self._gone)
        self.dialog.open()

    def _gone(self) -> None:
        self.dialog = None


class NotRunDialog(Dialog):
    """The rules by number, title and what they miss; above them a button for each ledger that they wait for."""

    wanted = Signal(str)

    def __init__(
        self, session: Session, untested: tuple[Untested, ...], title: Title, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._untested, self._title = untested, title
        self.links: dict[str, QPushButton] = {}
        self.resize(680, 520)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(n) for n in (20, 16, 20, 16)))
        column.setSpacing(theme().px(12))
        self.lead = label("quiet")
        column.addWidget(self.lead)
        self._wanted = ledgers_wanted(untested)
        self._flow = QWidget(self)
        flow = Flow(self._flow, theme().px(8))
        for kind in self._wanted:
            self.links[kind] = button("", partial(self._import, kind), self._flow)
            flow.addWidget(self.links[kind])
        lock(session, *self.links.values())
        self._flow.setVisible(bool(self.links))
        column.addWidget(self._flow)
        self.words = Prose(selectable=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setContentsMargins(0, 0, theme().px(8), 0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.words)
        column.addWidget(area, 1)
        self.away = button("", self.accept, self)
        self.away.setDefault(not self.links)
        column.addWidget(self.away, 0, Qt.AlignmentFlag.AlignRight)
        self.fit()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Rules that could not be run, or only in part"))
        self.lead.setText(
            _("What these rules compare was not compared: that is not the same as no problem. Import the ledgers that "
              "are missing; a column that is missing comes with the next file that has it.")
        )  # fmt: skip
        for kind, link in self.links.items():
            count = self._wanted[kind]
            words = ngettext("Import: {ledger} ({count} rule)", "Import: {ledger} ({count} rules)", count)
            link.setText(words.format(ledger=ledger_word(kind), count=count))
        self.words.setText("\n\n".join(f"{each.rule}  {self._title(each.rule)}\n{each.why}" for each in self._untested))
        self.away.setText(_("Close"))

    def _import(self, kind: str) -> None:
        self.accept()
        self.wanted.emit(kind)
