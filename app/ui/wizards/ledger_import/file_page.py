"""Step 1: the file. It is looked at as soon as it is named; why it cannot be taken is said in place."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QListWidgetItem, QWizard

from app.errors import UserError
from app.i18n import gettext as _
from app.services import ledger_kinds, ledgers, wording
from app.services.ledger_kinds import Kinds
from app.services.ledger_ports import Look
from app.services.ports import Progress
from app.ui import files
from app.ui.generated.ledger_import_file import Ui_LedgerImportFile
from app.ui.style.theme import theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.notice import Notice
from app.ui.widgets.progress import ProgressPane
from app.ui.wizards.ledger_import.draft import stamp_of
from app.ui.wizards.ledger_import.kind_choice import KindChoice
from app.ui.wizards.ledger_import.step import Step
from app.ui.words import day_word

if TYPE_CHECKING:
    from app.ui.wizards.ledger_import.wizard import LedgerImportWizard

_RECENT = 6
_ASK_PASSWORD = ("workbook_password_needed", "workbook_password_wrong")


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was looked at: what it may be, as what it was looked at (empty where it must be asked) and what was
    found then; `stamp` is its size and time."""

    kinds: Kinds
    kind: str
    look: Look | None
    stamp: tuple[int, int]


class FilePage(Step):
    """Drop, browse or pick a recent file; a password is asked for when the file wants one."""

    number = 0

    def __init__(self, wizard: LedgerImportWizard) -> None:
        super().__init__(wizard)
        # Whether the officer has said which ledger it is, by where the import began or here.
        self._begun_as = wizard.kind
        self._said = bool(wizard.kind)
        self._path: Path | None = None
        self._password = ""
        self._looking = False
        self._failed = False
        self._asked = 0
        self._there: tuple[str, ...] = ()
        self.form = Ui_LedgerImportFile()
        self.form.setupUi(self.body)
        self.progress = ProgressPane(self.body)
        self.form.progressRoom.addWidget(self.progress)
        self.notice = Notice(self.body)
        self.form.noticeRoom.addWidget(self.notice)
        self.place = ElidedLabel(self.body, Qt.TextElideMode.ElideMiddle)
        self.place.setProperty("role", "quiet")
        self.form.placeRoom.addWidget(self.place)
        self.kind = KindChoice(self.form, self.session.desk.world.ledgers.kinds(), self)
        self.kind.chosen.connect(self._take_as)
        self.setAcceptDrops(True)
        self.form.browse.clicked.connect(self._browse)
        self.form.another.clicked.connect(self._browse)
        self.form.unlock.clicked.connect(self._unlock)
        self.form.password.returnPressed.connect(self._unlock)
        self.form.recent.itemActivated.connect(lambda item: self.take(Path(item.data(Qt.ItemDataRole.UserRole))))
        self.form.recent.itemClicked.connect(lambda item: self.take(Path(item.data(Qt.ItemDataRole.UserRole))))
        self.retranslate()
        self.changed()
        self._look_for_recent()

    def retranslate(self) -> None:
        self.form.retranslateUi(self.body)
        self.heading.setText(_("Which file holds the ledger?"))
        self.lead.setText(
            _("The file is only read; nothing in it is changed, and nothing is stored in the audit before you say so.")
        )
        self.progress.retranslate()
        self.kind.retranslate()
        self._tell_earlier()
        self._show()
        super().retranslate()

    def missing(self) -> str:
        if self._path is None:
            return _("Choose a file first.")
        if self._looking:
            return _("The file is being looked at.")
        if not self._failed and not self.owner.kind:
            return _("Say which ledger the file holds.")
        if self._failed or self.draft.look is None:
            return _("This file cannot be taken as it is; see above.")
        return ""

    def nextId(self) -> int:  # noqa: N802 - Qt's name
        """The page of the sheets, also while it is not built yet."""
        return self.number + 1

    def validatePage(self) -> bool:  # noqa: N802 - Qt's name
        """The next page must be there by now."""
        self.owner.build_rest()
        return True

    def take(self, path: Path, password: str = "") -> None:
        """Look at a file."""
        if self.progress.task is not None:
            self.progress.task.cancel()
        if path != self._path and not self._begun_as:
            self._said = False
        self._path, self._password, self._looking, self._failed = path, password, True, False
        self.draft.look = None
        self.notice.hide()
        self.form.passwordCard.hide()
        self.kind.hide()
        self._asked += 1
        mine, desk, said = self._asked, self.session.desk, self.owner.kind if self._said else ""
        doubtful = self.owner.doubtful

        def work(progress: Progress) -> Seen:
            stamp = stamp_of(path)
            kinds = ledger_kinds.kinds_of(desk, path, password, progress)
            fits = any(guess.kind == doubtful for guess in kinds.guesses)
            kind = said or kinds.kind or (doubtful if fits else "")
            found = ledgers.look(desk, kind, path, password, progress) if kind else None
            return Seen(kinds, kind, found, stamp)

        def done(seen: Seen) -> None:
            if mine == self._asked:
                self._looked(path, password, seen)

        def failed(error: BaseException) -> None:
            if mine == self._asked:
                self._refused(error)

        task = self.session.tasks.long(
            lambda: _("Looking at {file}").format(file=path.name), work, done, failed, self, shown=True
        )
        self.owner.follow(task)
        self.progress.follow(task, lambda _code, _done, _total: _("Looking at {file}").format(file=path.name))
        self._show()
        self.changed()

    def _looked(self, path: Path, password: str, seen: Seen) -> None:
        self._looking = False
        self.form.password.clear()
        self._remember(path)
        if seen.kind != self.owner.kind:
            self.owner.take_kind(seen.kind)
        self.draft.guesses = seen.kinds.guesses
        self.kind.show_kinds(seen.kinds, seen.kind, asked=self._said)
        if seen.look is not None:
            self._take_look(path, password, seen.look, seen.stamp)
        self._show()
        self.changed()
        if not seen.kind:
            self.form.kind.setFocus()
        elif self.kind.likelier:
            self.form.likelier.setFocus()
        else:
            self.owner.press(QWizard.WizardButton.NextButton).setFocus()

    def _take_look(self, path: Path, password: str, look: Look, stamp: tuple[int, int]) -> None:
        self.draft.take_file(path, password, look, stamp)
        if not any(s.ledger for s in look.sheets) and not self.kind.likelier:
            self.notice.say(
                lambda: _(
                    "No sheet plainly looks like this ledger. In the next step you can say where its headings are."
                ),
                good=False,
            )
        self._tell_earlier()

    def _take_as(self, kind: str) -> None:
        """The officer says which ledger the file is: look at it as that one."""
        self._said = True
        self.owner.take_kind(kind)
        if self._path is not None:
            self.take(self._path, self._password)

    def _tell_earlier(self) -> None:
        """Say that this very file was imported before: the officer may go on all the same."""
        earlier = self.draft.look.earlier if self.draft.look is not None else None
        if earlier is not None:
            on = day_word(date.fromisoformat(earlier.at[:10]))
            self.notice.say(" ".join(wording.same_file(earlier, on, _)), stays=True)

    def _refused(self, error: BaseException) -> None:
        self._looking, self._failed = False, True
        if self.owner.closing:
            return
        wanted = isinstance(error, UserError) and error.code in _ASK_PASSWORD
        self.form.passwordCard.setVisible(wanted)
        if not (isinstance(error, UserError) and error.code == "workbook_password_needed"):
            self.notice.refuse(error)
        self._show()
        self.changed()
        if wanted:
            self.form.password.setFocus()
            self.form.password.selectAll()

    def _unlock(self) -> None:
        if self._path is not None and self.form.password.text():
            self.take(self._path, self.form.password.text())

    def _browse(self) -> None:
        kinds = ";;".join(
            (
                _("Ledgers (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt)"),
                _("All files (*)"),
            )
        )
        folders = files.Folders(self.owner.settings, self.session.file)
        path = files.ask_open(self, _("Choose the file of the ledger"), folders, kinds)
        if path is not None:
            self.take(path)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        path = self._path
        self.form.drop.setVisible(path is None)
        self.form.chosen.setVisible(path is not None)
        known = self._there if path is None else ()
        self.form.recentBox.setVisible(bool(known))
        self.form.recent.clear()
        for name in known:
            item = QListWidgetItem(f"{Path(name).name}    {Path(name).parent}")
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.form.recent.addItem(item)
        self.form.recent.setMaximumHeight(theme().px(36) * max(1, len(known)) + theme().px(8))
        if path is None:
            self.form.passwordCard.hide()
            return
        self.form.name.setText(path.name)
        look, figures = self.draft.look, ""
        if look is not None:
            found = sum(s.ledger for s in look.sheets)
            rows = sum(s.rows for s in look.sheets)
            told = _("{size} KB, {sheets} sheets, of them {found} with this ledger, about {rows} rows")
            figures = told.format(
                size=f"{max(1, look.size // 1024):,}", sheets=len(look.sheets), found=found, rows=f"{rows:,}"
            )
        self.place.setText(str(path.parent))
        self.form.figures.setText(figures)
        self.form.figures.setVisible(bool(figures))
        if not self._failed:
            self.form.passwordCard.hide()

    def _recent(self) -> list[str]:
        try:
            known = json.loads(self.owner.settings.text("ledgers/recent", "[]"))
        except ValueError:
            return []
        return [n for n in known if isinstance(n, str)][:_RECENT] if isinstance(known, list) else []

    def _look_for_recent(self) -> None:
        """See which files are there, off the GUI thread: a share that does not answer keeps one waiting for long."""
        known = self._recent()

        def seen(there: tuple[str, ...]) -> None:
            self._there = there
            self._show()

        if known:
            self.session.tasks.read(lambda: tuple(n for n in known if Path(n).is_file()), seen, owner=self)

    def _remember(self, path: Path) -> None:
        place = os.path.abspath(path)
        told = [place, *(n for n in self._recent() if n != place)][:_RECENT]
        self.owner.settings.put("ledgers/recent", json.dumps(told, ensure_ascii=False))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """One file may be dropped."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the file."""
        event.acceptProposedAction()
        self.take(Path(event.mimeData().urls()[0].toLocalFile()))
