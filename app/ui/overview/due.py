"""What is overdue or due soon, above the overview: a panel that can be folded away for today, never a box to click."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.reminding import Link, Reminder, Urgency
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import reminder_words
from app.services.reminders import Reminders, counts
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.columns import empty
from app.ui.widgets.flow import Flow, joined
from app.ui.widgets.link import LongLink
from app.ui.widgets.tab_order import follow_layout
from app.ui.words import day_word

_TOLD = 5
"""So many are told one by one; the list has all."""
_SHOWN = (Urgency.OVERDUE, Urgency.SOON, Urgency.WAITING)


def target_of(link: Link) -> Target:
    """Where in the window a reminder is seen to."""
    return Target(
        link.page, link.checkpoint, link.site, link.finding, link.kind, link.key, link.action, dict(link.options)
    )


def reminder_line(each: Reminder) -> str:
    """A reminder in one line: day, how late, what, whose."""
    due = each.due
    who = " ".join(part for part in (due.department, due.person) if part)
    told = (
        day_word(due.day),
        reminder_words.when_word(each, _),
        _("{what}: {title}").format(
            what=reminder_words.subject_word(due.subject, _), title=reminder_words.title(due, _, current_language())
        ),
        who,
    )
    return "  ".join(part for part in told if part)


def counts_line(found: Reminders) -> str:
    """期限超過 4  期限間近 6  対応待ち 0, in words without any colour."""
    told = counts(found.items)
    words = (f"{reminder_words.urgency_word(u, _)} {told[u]:,}" for u in _SHOWN if told[u])
    return "  ".join(words) or _("Nothing is late, and nothing is due in the next {days} business days.").format(
        days=found.days
    )


class DuePanel(QFrame):
    """`show_due` sets what it tells; `see_all` opens the whole list."""

    def __init__(self, session: Session, see_all: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session = session
        self._settings = Settings()
        self._found: Reminders | None = None
        self._sign = QLabel(self)
        self.title = label("section", wrap=False, parent=self)
        self.told = label("quiet", parent=self)
        self.all = button("link", see_all, self)
        self.fold = button("link", self._toggle, self)
        head = QWidget(self)
        row = Flow(head, 16)
        self._heading = joined(self._sign, self.title)
        for each in (self._heading, self.all, self.fold):
            row.addWidget(each)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme().px(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(n) for n in (16, 8, 16, 8)))
        column.setSpacing(theme().px(4))
        column.addWidget(head)
        column.addWidget(self.told)
        column.addLayout(self._lines)
        theme().changed.connect(self._dress)
        self._dress()

    def show_due(self, found: Reminders) -> None:
        """Tell what was found."""
        self._found = found
        self.retranslate()

    @property
    def pressing(self) -> tuple[Reminder, ...]:
        """What is told: late, due soon or waiting."""
        found = self._found
        return tuple(r for r in found.items if r.urgency in _SHOWN) if found is not None else ()

    @property
    def folded(self) -> bool:
        """Whether it was folded away today."""
        found = self._found
        return found is not None and self._settings.text(self._key) == found.today.isoformat()

    @property
    def _key(self) -> str:
        return f"due/{self._session.outline.audit.id}"

    def _toggle(self) -> None:
        if self._found is not None:
            self._settings.put(self._key, "" if self.folded else self._found.today.isoformat())
            self.retranslate()
            self.fold.setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        found = self._found
        if found is None:
            return
        self.title.setText(_("Days and terms"))
        self.told.setText(counts_line(found))
        self.setAccessibleName(f"{_('Days and terms')}: {counts_line(found)}")
        self.all.setText(_("All days and terms…"))
        self.fold.setText(_("Show") if self.folded else _("Fold away for today"))
        self.fold.setAccessibleName(f"{self.fold.text()}: {_('Days and terms')}")
        self.fold.setVisible(bool(self.pressing))
        empty(self._lines)
        if self.folded:
            return
        for each in self.pressing[:_TOLD]:
            line = LongLink(reminder_line(each), partial(self._session.go, target_of(each.due.link)), self)
            if each.urgency is Urgency.OVERDUE:
                line.tone = "nonconforming"
            self._lines.addWidget(line)
        if (more := len(self.pressing) - _TOLD) > 0:
            self._lines.addWidget(LongLink(_("{count} more").format(count=f"{more:,}"), self.all.click, self))
        follow_layout(self)

    def _dress(self) -> None:
        side = theme().px(20)
        self._sign.setPixmap(theme().icon("calendar", "quiet").pixmap(QSize(side, side)))
        self._sign.setFixedWidth(side)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # On one line with the links beside it, which are as high as can be clicked well.
        self._heading.setMinimumHeight(self.all.sizeHint().height())
        self.retranslate()
