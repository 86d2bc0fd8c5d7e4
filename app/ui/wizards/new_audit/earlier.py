"""前回点検から引き継ぐ?: the earlier audit that the new one goes on from, and what of it would come along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.catalogue import Catalogue
from app.domain.text import Text
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import wording
from app.ui import files
from app.ui.files import Folders
from app.ui.generated.new_audit_earlier import Ui_NewAuditEarlier
from app.ui.messages import message
from app.ui.said import Words, said
from app.ui.settings import Settings
from app.ui.widgets.basics import label
from app.ui.wizards.panel import Panel
from app.ui.words import day_word

# Most audits begin anew, and its service brings the rules with it.
if TYPE_CHECKING:
    from app.services.carrying import EarlierAudit

Look = Callable[[Path, Callable[["EarlierAudit"], None], Callable[[BaseException], None]], None]
"""Reads an earlier audit off the GUI thread; the first is called with it, the second with the refusal."""

_PAUSE = 400
"""Milliseconds without typing after which the file is read."""
_LISTED = 12
"""So many checkpoints are named one by one."""


class EarlierPanel(Panel):
    """`came` carries what was read of another earlier audit."""

    came = Signal(object)

    def __init__(self, catalogue: Catalogue, settings: Settings, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._settings = settings
        self._look = look
        self._read: Path | None = None
        self._refused: Words = ""
        self.told: EarlierAudit | None = None
        self.form = Ui_NewAuditEarlier()
        self.form.setupUi(self.body)
        self.parts: list[QLabel] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.read)
        self.form.file.textChanged.connect(self._typed)
        self.form.file.editingFinished.connect(self.read)
        self.form.browse.clicked.connect(self._browse)
        self.setFocusProxy(self.form.file)
        self.retranslate()
        self.changed()

    def file(self) -> Path | None:
        """The earlier audit; None where the new one begins anew."""
        text = self.form.file.text().strip()
        return Path(text) if text else None

    def read(self) -> None:
        """Read the file that is named, unless that was done."""
        self._pause.stop()
        file = self.file()
        if file == self._read:
            return
        self._read, self.told, self._refused = file, None, ""
        if file is not None:
            self._look(file, lambda told: self._came(file, told), lambda error: self._failed(file, error))
        self.retranslate()
        self.changed()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self.body)
        self.heading.setText(_("Does it go on from an earlier audit?"))
        self.lead.setText(
            _("Sites, ledgers, people and open measures come along; answers only as proposals that count for nothing.")
        )
        self._tell()

    def missing(self) -> str:
        """A file that is named must have been read."""
        file = self.file()
        if file is None:
            return ""
        if file != self._read or (self.told is None and not self._refused):
            return _("To go on, wait until the earlier audit was read.")
        return said(self._refused)

    def _typed(self) -> None:
        self._pause.start()
        self.changed()

    def _browse(self) -> None:
        chosen = files.ask_open(self, _("The earlier audit"), Folders(self._settings), files.audit_filter())
        if chosen is not None:
            self.form.file.setText(str(chosen))
            self.read()

    def _came(self, file: Path, told: EarlierAudit) -> None:
        if file == self._read:
            self.told = told
            self.came.emit(told)
            self.retranslate()
            self.changed()

    def _failed(self, file: Path, error: BaseException) -> None:
        if file == self._read:
            self._refused = message(error).words
            self.changed()

    def _tell(self) -> None:
        lines = _lines(self.told, self._catalogue) if self.told is not None else []
        while len(self.parts) < len(lines):
            made = label(parent=self.body)
            self.form.told.addWidget(made)
            self.parts.append(made)
        for number, part in enumerate(self.parts):
            text = lines[number] if number < len(lines) else ""
            part.setText(text)
            part.setVisible(bool(text))


def _lines(told: EarlierAudit, catalogue: Catalogue) -> list[str]:
    """What would come along, and what would not."""
    audit, texts = told.audit, told.texts
    ledgers = listed(
        _("{ledger} {count}").format(ledger=wording.ledger_name(each.kind, _), count=f"{each.records:,}")
        for each in told.ledgers
    )
    lines = [
        listed((audit.organisation, audit.period, _("As of {date}").format(date=day_word(audit.as_of, era=True)))),
        _("Comes along: sites {sites}, ledgers ({ledgers}), open measures {actions}, people {people}").format(
            sites=len(told.sites), ledgers=ledgers or _("none"), actions=len(told.actions), people=len(told.people)
        ),
        _("Accepted risks whose day has not passed stay accepted where the ledgers still say the same: {count}").format(
            count=told.accepted
        ),
        _("Answers as proposals: {count}").format(count=f"{told.answered:,}"),
        _(
            "Stays behind: evidence, reviews, samples, finished measures, and what was decided on other findings; the "
            "rules are run anew."
        ),
    ]
    if texts.unknown:
        lines.append(
            _(
                "The earlier file does not say how its edition of the checkpoints asked; "
                "every answer is to be given anew."
            )
        )
    else:
        lines.append(
            _("Checkpoints: {unchanged} asked as last time, {changed} otherwise, {new} new, {retired} no more").format(
                unchanged=len(texts.unchanged),
                changed=len(texts.changed),
                new=len(texts.new),
                retired=len(texts.retired),
            )
        )
    lines += _named(_("Asked otherwise, to be answered anew: {checkpoints}"), texts.changed)
    lines += _named(_("New: {checkpoints}"), texts.new)
    told_of = [_retired(gone.id, gone.reason) for gone in texts.retired]
    return lines + _named(_("Not asked any more: {checkpoints}"), told_of)


def _named(words: str, names: tuple[str, ...] | list[str]) -> list[str]:
    if not names:
        return []
    shown = listed(names[:_LISTED])
    if len(names) > _LISTED:
        shown += " " + _("and {count} more").format(count=len(names) - _LISTED)
    return [words.format(checkpoints=shown)]


def _retired(identity: str, reason: Text | None) -> str:
    return f"{identity} ({reason.in_language(current_language())})" if reason is not None else identity
