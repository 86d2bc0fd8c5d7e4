"""The head of the page: where the checkpoint stands, what it asks, and how it is verified."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.checkpoints.head import Head
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose

LINE = 40 * 20
"""The longest line of a question: forty full-width characters, in pixels at 100 %."""

_STEP = re.compile(r"(?<=[。.)）])\s*(?=[②-⑨]|\([2-9]\) )")


def steps(text: str) -> str:
    """How to verify, each numbered step on a line of its own."""
    return _STEP.sub("\n", text)


class Heading(QWidget):
    """`item_wanted` asks for the list of the item, `explain` for the explanations."""

    item_wanted = Signal()
    explain = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head: Head | None = None
        self.crumbs = QLabel(self)
        self.crumbs.setTextFormat(Qt.TextFormat.RichText)
        self.crumbs.setWordWrap(True)
        self.crumbs.setProperty("role", "quiet")
        flags = Qt.TextInteractionFlag
        self.crumbs.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)
        self.crumbs.linkActivated.connect(lambda _link: self.item_wanted.emit())
        self.number = label("quiet", wrap=False, parent=self)
        self.explain_button = button("", self.explain.emit, self)
        self.question = Prose(self, "question", selectable=True)
        self.tags = QWidget(self)
        flow = Flow(self.tags)
        self.where, self.voluntary, self.grave = (label("tag", wrap=False, parent=self.tags) for _n in range(3))
        self.voluntary.setProperty("tone", "partly")
        for tag in (self.where, self.voluntary, self.grave):
            flow.addWidget(tag)
        self.grade_note = Prose(self, "quiet", selectable=True)
        self.verify_toggle = button("fold", self.turn_verify, self)
        self.verify_toggle.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.verify = Prose(self, selectable=True)
        self._top = QHBoxLayout()
        self._top.addWidget(self.crumbs, 1)
        self._top.addWidget(self.number, 0, Qt.AlignmentFlag.AlignVCenter)
        self._top.addWidget(self.explain_button)
        self._method = QVBoxLayout()
        self._method.addWidget(self.verify_toggle)
        self._method.addWidget(self.verify)
        self._method.setSpacing(0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._top)
        for part in (self.question, self.tags, self.grade_note):
            self._column.addWidget(part)
        self._column.addLayout(self._method)

    def put(self, head: Head) -> None:
        """Tell of another checkpoint."""
        self._head = head
        self.retranslate()

    def turn_verify(self) -> None:
        """Fold or unfold how to verify."""
        self.verify.setVisible(self.verify.isHidden())
        self._name_toggle()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.explain_button.setText(_("Explanations"))
        self._name_toggle()
        head = self._head
        if head is None:
            return
        language = current_language()
        self._tell_structure(head, language)
        self._tell_tags(head)
        self.question.setText(head.question.in_language(language))
        self.verify.setText(steps(head.verify.in_language(language)))

    def dress(self) -> None:
        """Take on the present zoom and colours."""
        px = theme().px
        self._column.setSpacing(px(8))
        self._top.setSpacing(px(16))
        self.explain_button.setIcon(theme().icon("bulb"))
        self.explain_button.setIconSize(QSize(px(20), px(20)))
        self.question.setMaximumWidth(px(LINE))
        self.retranslate()

    def _name_toggle(self) -> None:
        self.verify_toggle.setText(("▸ " if self.verify.isHidden() else "▾ ") + _("How to verify"))
        self.verify_toggle.setAccessibleName(_("How to verify"))

    def _tell_structure(self, head: Head, language: str) -> None:
        above, name = head.element.in_language(language), head.item.in_language(language)
        accent = theme().colour("accent").name()
        link = f'<a href="item" style="color:{accent};text-decoration:none">{escape(name)}</a>'
        self.crumbs.setText(f'<p style="line-height:150%">{escape(above)} › {link}</p>')
        self.crumbs.setAccessibleName(f"{above} › {name}")
        self.number.setText(f"{head.checkpoint}   {head.position}")
        spoken = _("{checkpoint}, {position} in this item").format(checkpoint=head.checkpoint, position=head.position)
        self.number.setAccessibleName(spoken)

    def _tell_tags(self, head: Head) -> None:
        self.where.setText(_("Once for the company") if head.company else _("Site: {name}").format(name=head.site))
        self.where.setVisible(head.company or bool(head.site))
        self.voluntary.setText(_("Outside the legal duty (self-audit)"))
        self.voluntary.setVisible(head.voluntary)
        self.grave.setText(_("★ Serious when nonconforming"))
        self.grave.setVisible(head.grave)
        self.grade_note.setText(_("★ The grade of this checkpoint rests on this product's own judgement."))
        self.grade_note.setVisible(head.grave and head.own_grade)
