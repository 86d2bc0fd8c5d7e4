"""One hit in full: what it says, what to do about it, and the ways on from it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.consistency.rows import HitRow
from app.ui.dates import moment
from app.ui.dialogs.ask import AskText
from app.ui.style.theme import theme
from app.ui.widgets.basics import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose


class HitCard(QFrame):
    """`wanted` asks for the field, `beside` carries the field that says otherwise (`Where`), `left` the reason why
    the selected hits are left as they are; `taken_up` undoes that."""

    wanted = Signal()
    beside = Signal(object)
    left = Signal(str)
    taken_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._row: HitRow | None = None
        self._count = 1
        self._folded = False
        self.sentence = Prose(selectable=True)
        self.remedy = Prose(role="quiet", selectable=True)
        self.note = Prose(role="quiet", selectable=True)
        self.open = button("primary", self.wanted.emit)
        self.other = button("", self._other)
        self.leave = button("", self.ask)
        self.take_up = button("", self.taken_up.emit)
        acts = QWidget()
        flow = Flow(acts, theme().px(8))
        for each in (self.open, self.other, self.leave, self.take_up):
            flow.addWidget(each)
        column = QVBoxLayout(self)
        pad = theme().px(12)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme().px(4))
        for part in (self.sentence, self.remedy, self.note):
            column.addWidget(part)
        column.addSpacing(theme().px(4))
        row = QHBoxLayout()
        row.addWidget(acts, 1)
        column.addLayout(row)

    def put(self, row: HitRow, count: int, *, noted: bool) -> None:
        """Show a hit; `count` are selected, `noted` tells that they were left as they are."""
        self._row, self._count = row, count
        text, language = row.told.text, current_language()
        self.sentence.setText(f"{row.place}  {row.field}\n{row.sentence}")
        told = _("{title} ({rule}): {remedy}")
        self.remedy.setText(
            told.format(title=text.title.in_language(language), rule=text.id, remedy=text.remedy.in_language(language))
        )
        note = row.told.note
        self.note.setVisible(note is not None and not self._folded)
        if note is not None:
            said = _("Left as it is by {by} on {at}: {reason}")
            self.note.setText(said.format(by=note.by, at=moment(note.at), reason=note.reason))
        self.other.setVisible(bool(row.told.hit.beside))
        self.leave.setVisible(not noted)
        self.take_up.setVisible(noted)
        self.retranslate()

    def fold(self, folded: bool) -> None:
        """Leave out what the tool tip of the sentence tells as well."""
        self._folded = folded
        self.remedy.setVisible(not folded)
        self.note.setVisible(not folded and self._row is not None and self._row.told.note is not None)
        self.sentence.setToolTip(self.remedy.text() if folded else "")

    def retranslate(self) -> None:
        """Set every text anew."""
        self.open.setText(_("Open the field"))
        self.other.setText(_("Open what says otherwise"))
        if self._count > 1:
            self.leave.setText(_("Leave {count} as they are…").format(count=f"{self._count:,}"))
            self.take_up.setText(_("Take {count} up again").format(count=f"{self._count:,}"))
        else:
            self.leave.setText(_("Leave it as it is…"))
            self.take_up.setText(_("Take it up again"))

    def ask(self) -> None:
        """Ask for the reason why the hits are left."""
        AskText(
            lambda: _("Leave the hit as it is"),
            lambda: _("Why it is right as it is. It comes again when it says something else."),
            lambda: _("Leave"),
            "",
            self.left.emit,
            self.window(),
        ).open()

    def _other(self) -> None:
        if self._row is not None and self._row.told.hit.beside:
            self.beside.emit(self._row.told.hit.beside[0])
