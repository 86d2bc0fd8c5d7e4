"""The page one left, painted while its file is being opened: the question at once, the answers when they are read.

Nothing that was answered is remembered, and nothing can be answered here: no verdict can be pressed.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.checkpoints.head import Head
from app.ui.checkpoints.heading import LINE, Heading
from app.ui.checkpoints.verdicts import Outset, VerdictRow
from app.ui.said import Words, said
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import label, restyle
from app.ui.widgets.elided import ElidedLabel


class OpeningPage(QWidget):
    """Stands where the workspace will stand, its parts where the parts of the checkpoint page will be.

    `painted` is emitted once, when it can be seen. `refused` tells that the file will not be opened.
    """

    painted = Signal()

    def __init__(self, audit: str, head: Head, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._seen = False
        self.refused = False
        self._said = words
        self._side, self._context, foot, bar = (QFrame(self) for _n in range(4))
        for frame, role in ((self._side, "side"), (self._context, "context"), (foot, "foot"), (bar, "bar")):
            frame.setProperty("role", role)
        name = ElidedLabel(bar)
        name.setProperty("role", "section")
        name.setText(audit)
        across = QHBoxLayout(bar)
        across.setContentsMargins(theme().px(16), 0, theme().px(16), 0)
        across.addWidget(name)
        bar.setFixedHeight(theme().px(tokens.HEADER) + 1)
        foot.setFixedHeight(theme().px(tokens.FOOT))
        # From outside inwards: each change of parent styles everything inside anew.
        self._pane = QScrollArea(self)
        self._pane.setWidgetResizable(True)
        self._pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("role", "page")
        self._pane.setWidget(body)
        sheet = QWidget(body)
        sheet.setProperty("role", "page")
        self.heading = Heading(sheet)
        self.heading.explain_button.setEnabled(False)
        self.verdicts = VerdictRow(sheet)
        self.verdicts.setEnabled(False)
        self.words = label("quiet", parent=sheet)
        self._when = label("quiet", parent=sheet)
        row = Outset()
        row.addWidget(self.verdicts)
        self._sheet = QVBoxLayout(sheet)
        self._sheet.setSpacing(theme().px(12))
        self._sheet.addWidget(self.heading)
        self._sheet.addLayout(row)
        self._sheet.addWidget(self.words)
        self._sheet.addWidget(self._when)
        self._sheet.addStretch(1)
        sheet.setMaximumWidth(theme().px(LINE) + 2 * theme().px(24))
        beside = QHBoxLayout(body)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(sheet, 1)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._pane, 1)
        middle.addWidget(foot)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self._side)
        below.addLayout(middle, 1)
        below.addWidget(self._context)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(below, 1)
        self.heading.dress()
        self.heading.put(head)
        self._say()

    def refuse(self, words: Words) -> None:
        """Say that the file is not opened, and why, where there is nothing else to show it."""
        self.refused = True
        self._said = words
        restyle(self.words, tone="nonconforming")
        self._say()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.heading.retranslate()
        self._say()

    def _say(self) -> None:
        self.verdicts.retranslate()
        self.words.setText(said(self._said))
        self._when.setText("" if self.refused else _("Verdicts can be given as soon as the file is open."))
        self.setAccessibleName(self.words.text())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that it is seen, after its parts were painted, too."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the parts the room they will have."""
        super().resizeEvent(event)
        px, narrow = theme().px, self.width() < theme().px(tokens.NARROW)
        self._side.setFixedWidth(px(tokens.RAIL if narrow else tokens.NAVIGATION))
        self._context.setFixedWidth(px(tokens.CONTEXT))
        self._context.setVisible(not narrow)
        self.heading.explain_button.setVisible(narrow)
        room = self.width() - self._side.width() - (0 if narrow else px(tokens.CONTEXT))
        compact = room < px(tokens.COMPACT)
        margin = px(16 if compact else 24)
        self._sheet.setContentsMargins(margin, px(20), margin, px(24))
        self.verdicts.arrange(4 if room - 2 * margin >= max(px(520), self.verdicts.wanted_width) else 2)
