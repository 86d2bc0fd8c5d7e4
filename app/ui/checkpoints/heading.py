"""The head of the page: where the checkpoint stands, what it asks, and how it is verified."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.catalogue import Checkpoint, Level, Severity
from app.domain.progress import Place
from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.session import Session
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

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._checkpoint: Checkpoint | None = None
        self._place: Place = ("", "")
        self.crumbs = QLabel(self)
        self.crumbs.setTextFormat(Qt.TextFormat.RichText)
        self.crumbs.setWordWrap(True)
        self.crumbs.setProperty("role", "quiet")
        flags = Qt.TextInteractionFlag
        self.crumbs.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)
        self.crumbs.linkActivated.connect(lambda _link: self.item_wanted.emit())
        self.number = label("quiet", wrap=False, parent=self)
        self.explain_button = button("", self.explain.emit, self)
        self.question = Prose("question", self)
        self.tags = QWidget(self)
        flow = Flow(self.tags)
        self.where, self.voluntary, self.grave = (label("tag", wrap=False, parent=self.tags) for _n in range(3))
        self.voluntary.setProperty("tone", "partly")
        for tag in (self.where, self.voluntary, self.grave):
            flow.addWidget(tag)
        self.grade_note = Prose("quiet", self)
        self.verify_toggle = button("fold", self.turn_verify, self)
        self.verify_toggle.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.verify = Prose(parent=self)
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

    def put(self, checkpoint: Checkpoint, place: Place) -> None:
        """Tell of another checkpoint."""
        self._checkpoint, self._place = checkpoint, place
        self.retranslate()

    def turn_verify(self) -> None:
        """Fold or unfold how to verify."""
        self.verify.setVisible(self.verify.isHidden())
        self._name_toggle()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.explain_button.setText(_("Explanations"))
        self._name_toggle()
        checkpoint = self._checkpoint
        if checkpoint is None:
            return
        language = current_language()
        self._tell_structure(checkpoint, language)
        self._tell_tags(checkpoint)
        self.question.say(checkpoint.question.in_language(language))
        self.verify.say(steps(checkpoint.verify.in_language(language)))

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

    def _tell_structure(self, checkpoint: Checkpoint, language: str) -> None:
        catalogue = self._session.catalogue
        item = catalogue.item(checkpoint.item)
        element = next(e for e in catalogue.elements if e.id == item.element)
        above = f"{element.id[1:] or element.id} {element.title.in_language(language)}"
        name = (f"({item.number}) " if item.number else "") + item.title.in_language(language)
        accent = theme().colour("accent").name()
        link = f'<a href="item" style="color:{accent};text-decoration:none">{escape(name)}</a>'
        self.crumbs.setText(f'<p style="line-height:150%">{escape(above)} › {link}</p>')
        self.crumbs.setAccessibleName(f"{above} › {name}")
        ids = [c.id for c in self._session.outline.checkpoints if c.item == item.id]
        position = f"{ids.index(checkpoint.id) + 1} / {len(ids)}" if checkpoint.id in ids else ""
        self.number.setText(f"{checkpoint.id}   {position}")
        spoken = _("{checkpoint}, {position} in this item").format(checkpoint=checkpoint.id, position=position)
        self.number.setAccessibleName(spoken)

    def _tell_tags(self, checkpoint: Checkpoint) -> None:
        session, company = self._session, checkpoint.level is Level.COMPANY
        site = session.site_name(self._place[1])
        self.where.setText(_("Once for the company") if company else _("Site: {name}").format(name=site))
        self.where.setVisible(company or bool(site))
        self.voluntary.setText(_("Outside the legal duty (self-audit)"))
        self.voluntary.setVisible(session.outline.audit.role in checkpoint.voluntary_for)
        grave = checkpoint.severity is Severity.SERIOUS
        self.grave.setText(_("★ Serious when nonconforming"))
        self.grave.setVisible(grave)
        self.grade_note.say(_("★ The grade of this checkpoint rests on this product's own judgement."))
        self.grade_note.setVisible(grave and checkpoint.own_grade)
