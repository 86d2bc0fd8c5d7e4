"""書面: every paper with how it stands; printing, taking scans in, and what is entered by hand.

Codes are typed or come from a scanner that types (wedge); scans are dropped onto the page or taken from a folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.paper_loop import Printing, State, TakenBack
from app.errors import UserError
from app.i18n import gettext as _
from app.i18n import gettext_in
from app.services.changes import Changes
from app.services.papers import filing, listing, making, out_list, room_words, scanning, words
from app.services.papers.listing import Reading
from app.services.papers.rooms import Entered
from app.services.papers.scanning import Taken
from app.services.reporting import forms
from app.services.reporting.sheets import Form
from app.ui import files
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.messages import message
from app.ui.page import Page
from app.ui.papers import rows
from app.ui.papers.handing_out import HandingOut
from app.ui.papers.room_entry import open_room
from app.ui.papers.rows import PaperRow, PaperTable
from app.ui.papers.signing import SigningDialog
from app.ui.papers.taken import TakenDialog, only_refusal, wants_looking
from app.ui.papers.unreadable import Unreadable
from app.ui.papers.watching import Watch
from app.ui.said import Words
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import EmptyState, button, card, label, restyle
from app.ui.widgets.find_line import FindLine
from app.ui.widgets.flow import Flow, joined
from app.ui.widgets.notice import Notice

_FEW, _SOME = 900, 1_180
"""Pixels at 100 % below which columns that the card tells as well are left out."""
_HIDDEN_IN_FEW, _HIDDEN_IN_SOME = (3, 5, 6, 7), (3, 5)
_LEAST, _HIDDEN_IN_LEAST = 640, (3, 4, 5, 6, 7)
_TO_PRINT = (State.UNPRINTED, State.OUTDATED, State.TAKEN_BACK)
_ROWS = 5
"""So many rows of the table are in sight at least, its head included."""
_STOPPED = "scan_stopped"
_TIGHT = 560
"""Pixels at 100 % of the height of the window below which the page begins at its top."""
_NARROW = 560
"""Pixels at 100 % below which the boxes stand below each other."""
_LOW = 660
"""Pixels at 100 % of the height below which the card tells no more than how the paper stands."""


class PapersPage(Page):
    """Filters above, papers as a table, the current one with what can be done about it below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAcceptDrops(True)
        self.reading: Reading | None = None
        self._forms: frozenset[Form] = frozenset()
        self._rows: list[PaperRow] = []
        self._ticket = 0
        self._wanted = ""
        self.title = label("title", wrap=False)
        self.code_label, self.code = label("quiet", wrap=False), QLineEdit()
        self.code.returnPressed.connect(self.open_code)
        self.take_button = button("primary", self.ask_scans)
        self.folder_button = button("", self.ask_folder)
        self.watch_button = button("", self._watch_clicked)
        self.watch_button.setCheckable(True)
        self.out_button = button("", self.save_out)
        self.left_button = button("", self.show_left)
        self._left: Taken | None = None
        self.watch = Watch(self)
        self.watch.settled.connect(self._watched)
        self.unreadable = Unreadable(self)
        self.watch.gone.connect(self._went)
        self.unreadable.changed.connect(self._tell_unreadable)
        self._told_of: set[tuple[str, str, int]] = set()
        self._refused_once: set[tuple[str, str, int]] = set()
        self.notice = Notice()
        self.trouble = label("")
        restyle(self.trouble, tone="nonconforming")
        self.trouble.hide()
        self.out = HandingOut(session, self, self.notice)
        self.search = FindLine()
        self.site_box, self.form_box, self.state_box = QComboBox(), QComboBox(), QComboBox()
        self.told = label("quiet")
        self.table = PaperTable(self)
        self.empty = EmptyState(self._clear)
        self.card, self._column = card()
        self.facts = label("")
        self.print_button = button("", self.print_chosen)
        self.save_button = button("", self.save_chosen)
        self.enter_button = button("", self.enter_results)
        self.sign_button = button("", self.sign)
        self.look_button = button("", self.extract)
        self.withdraw_button = button("", self.ask_withdrawal)
        self.reason = ReasonPanel(self)
        self._doomed = ""
        self.reason.given.connect(self._withdraw)
        self._lay()
        self.search.textChanged.connect(lambda _text: self._show())
        for box in (self.site_box, self.state_box):
            box.activated.connect(lambda _row: self._show())
        self.form_box.activated.connect(lambda _row: self._form_chosen())
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._opened)
        self.table.selectionModel().selectionChanged.connect(lambda: self._picked())
        theme().changed.connect(self._fit)
        self.retranslate()

    # --- Page --------------------------------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Whatever was written may change what papers say."""
        if changes:
            self.reading = None
            if self.isVisible():
                self.read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read where something was written while nobody looked."""
        super().showEvent(event)
        if self.reading is None:
            self.read()

    def open(self, target: Target) -> None:
        """Show the paper whose code is `target.key`, or those in a state (`options["state"]`) of the site."""
        if target.key:
            self.open_code(target.key)
        elif state := target.options.get("state", ""):
            self._choose(self.state_box, state)
            self._choose(self.site_box, target.site)
            self._show()

    def pieces(self) -> tuple[QWidget, ...]:
        """The list; in a window too low for the whole page the code, as the page would be scrolled to the list and
        all above it be out of sight."""
        list_first = (self.table, self.empty.button)
        return list_first if self.window().height() >= theme().px(_TIGHT) else (self.code, *list_first)

    def help_topic(self) -> str:
        """The topic of F1 on this page."""
        return "papers"

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Papers"))
        self.code_label.setText(_("Code of a paper"))
        self.code.setAccessibleName(_("Code of a paper"))
        self.code.setPlaceholderText(_("Type or scan the code, then Enter"))
        self.take_button.setText(_("Take scans in…"))
        self.take_button.setToolTip(_("PDF, PNG, JPEG or TIFF; they can be dropped onto this page as well."))
        self.folder_button.setText(_("Take a folder in…"))
        self.out_button.setText(_("List of what is out…"))
        self.search.setPlaceholderText(_("Find by name, number, code or state"))
        self.search.setAccessibleName(_("Find by name, number, code or state"))
        self.site_box.setAccessibleName(_("Site whose papers are shown"))
        self.form_box.setAccessibleName(_("Form that is shown"))
        self.state_box.setAccessibleName(_("State that is shown"))
        self.table.setAccessibleName(_("Papers of the audit"))
        self.table.listing.retitle()
        self.print_button.setText(_("Print…"))
        self.save_button.setText(_("Save as PDF…"))
        self.enter_button.setText(_("Enter the results…"))
        self.enter_button.setToolTip(_("What was found on the walk through the room; also by typing the code above."))
        self.sign_button.setText(_("Enter signatures…"))
        self.look_button.setText(_("Save the scan…"))
        self.withdraw_button.setText(_("Does not count…"))
        self.reason.retranslate()
        self._name_watch()
        self._name_left()
        self._tell_unreadable()
        if self.reading is not None:
            self.reading = None
            self.read()
        self._tell()

    # --- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Look how every paper stands, off the GUI thread."""
        self._ticket += 1
        ticket, desk, language, more = self._ticket, self.session.desk, rows.language(), self._forms
        self._tell()
        self.session.tasks.read(
            lambda: rows.read(desk, language, more),
            lambda came: self._came(*came) if ticket == self._ticket else None,
            self.notice.refuse,
            self,
        )

    def _came(self, reading: Reading, made: list[PaperRow]) -> None:
        self.reading, self._rows = reading, made
        self._name_filters()
        self._form_chosen()
        if wanted := self._wanted:
            self._wanted = ""
            self._lead(wanted)

    def _name_filters(self) -> None:
        sites = {row.view.site: row.view.site_name or _("(company)") for row in self._rows}
        # All of them, so that those that were never printed can be asked for; those are read when they are.
        named = {form.value: word for form, word in making.form_words(_).items()}
        counts = listing.counts(row.view for row in self._rows)
        out = sum(row.view.out for row in self._rows)
        states = {rows.OUT: _("Still out ({count})").format(count=f"{out:,}")}
        for state, word in words.state_words(_).items():
            told = _("{words} ({count})").format(words=word, count=f"{counts[state]:,}")
            states[state.value] = f"{rows.SIGNS[state]} {told}"
        for box, every, entries in (
            (self.site_box, _("All sites"), sites),
            (self.form_box, _("All forms in use"), named),
            (self.state_box, _("All states"), states),
        ):
            chosen = box.currentData()
            box.clear()
            box.addItem(every, None)
            for key, text in entries.items():
                box.addItem(text, key)
            self._choose(box, chosen)

    @staticmethod
    def _choose(box: QComboBox, key: object) -> None:
        box.setCurrentIndex(max(0, box.findData(key)) if key is not None else 0)

    def _show(self) -> None:
        if self.reading is None:
            return
        shown = rows.chosen(
            self._rows,
            self.search.text(),
            self.site_box.currentData(),
            self.form_box.currentData() or "",
            self.state_box.currentData() or "",
        )
        self.table.put(shown)
        if shown and not self.table.currentIndex().isValid():
            self.table.choose(shown[0].key)
        self.table.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.card.setVisible(bool(shown))
        form = self.form_box.currentData()
        if form and not any(row.view.form.value == form for row in self._rows):
            self.empty.say(_("There is no paper of this form"), self._why_none(Form(form)), _("Take the filters off"))
        elif self._rows:
            self.empty.say(
                _("No paper matches"), _("Take the filters off to see all papers."), _("Take the filters off")
            )
        else:
            self.empty.say(
                _("There is no paper to hand out yet"),
                _("Confirmations are made for the sites of the audit; add a site first."),
                _("Look again"),
            )
        self._tell()
        self._picked()

    def _form_chosen(self) -> None:
        """Show the papers of the form; one that is not in use is read first, with its ledgers."""
        form = self.form_box.currentData()
        known = self._forms if self.reading is None else self.reading.forms
        if form and Form(form) not in known:
            self._forms |= {Form(form)}
            self.reading = None
            self.read()
        else:
            self._show()

    def _why_none(self, form: Form) -> str:
        """Why there is no paper of a form: the ledger that it is filled from is not there, or holds none for it."""
        try:
            if self.reading is not None:
                forms.drafts(self.reading.material, form)
        except UserError as error:
            return error.sentence(_)
        return ""

    def _clear(self) -> None:
        if not self._rows:
            self.read()
            return
        self.search.clear()
        for box in (self.site_box, self.form_box, self.state_box):
            box.setCurrentIndex(0)
        self._show()

    def _tell(self) -> None:
        if self.reading is None:
            self.told.setText(_("Looking how the papers stand…"))
            return
        counts = listing.counts(row.view for row in self._rows)
        parts = [f"{rows.SIGNS[state]} {word} {counts[state]:,}" for state, word in words.state_words(_).items()]
        self.told.setText("   ".join(parts))

    def _picked(self) -> None:
        row, several = self.table.current(), self.table.selected_count() > 1
        if row is None:
            return
        back = row.view.returned
        chosen = self.table.selected()
        if several:
            self.facts.setText(_("Papers selected: {count}").format(count=f"{len(chosen):,}"))
        else:
            told = rows.facts(row)
            self.facts.setText(self._shortened(told.split("\n")[0]) if self._is_low else told)
            self.facts.setToolTip(told)
        printable = any(each.view.wanted is not None for each in chosen or [row])
        self.print_button.setEnabled(printable)
        self.save_button.setEnabled(printable)
        self.enter_button.setVisible(not several and row.view.form is Form.WALK_SHEET)
        self.enter_button.setEnabled(row.view.last is not None)
        self.sign_button.setEnabled(not several and back is not None and not row.view.missing)
        self.look_button.setEnabled(not several and back is not None)
        self.withdraw_button.setEnabled(not several and back is not None)
        self._keep_whole()

    @property
    def _is_low(self) -> bool:
        return self.height() < theme().px(_LOW)

    def _shortened(self, text: str) -> str:
        """Text in one line of the card; its tool tip tells all."""
        room = self.width() - theme().px(2 * (24 + 18))
        return self.facts.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _opened(self) -> None:
        """Enter does what comes next: print, enter the results of a walk, or the signatures."""
        row = self.table.current()
        if row is not None and row.view.form is Form.WALK_SHEET and row.view.last and row.view.state not in _TO_PRINT:
            self.enter_results()
        elif row is not None and row.view.state in (State.RETURNED, State.SIGNED):
            self.sign()
        elif row is not None and row.view.wanted is not None:
            self.print_chosen()

    # --- codes -------------------------------------------------------------------------------------------------------

    def open_code(self, text: str = "") -> None:
        """Show the paper with a code that was typed or scanned; of a floor-walk sheet its entry form opens."""
        typed = text or self.code.text()
        if not typed.strip():
            return
        desk = self.session.desk
        self.session.tasks.read(lambda: listing.known(desk, typed), self._found, self._no_code, self)

    def _found(self, found: Printing | TakenBack) -> None:
        self.code.clear()
        printed = found.printing if isinstance(found, TakenBack) else found
        if isinstance(found, TakenBack):
            self.notice.say(lambda: words.taken_back_words(found, _), good=False)
        elif printed.form == Form.WALK_SHEET:
            self._enter_room(printed.code)
            return
        if self.reading is None:
            self._wanted = printed.code
        else:
            self._lead(printed.code)

    def enter_results(self) -> None:
        """Enter what was found on the walk of the current sheet."""
        row = self.table.current()
        last = row.view.last if row is not None else None
        if last is not None and last.form == Form.WALK_SHEET:
            self._enter_room(last.code)

    def _enter_room(self, code: str) -> None:
        open_room(self.session, code, self, self._say_entered, self.notice.refuse)

    def _say_entered(self, entered: Entered) -> None:
        self.notice.say(lambda: " ".join(room_words.summary(entered, _)), good=not entered.outdone)

    def _no_code(self, error: BaseException) -> None:
        self.code.selectAll()
        self.notice.refuse(error)

    def _lead(self, code: str) -> None:
        row = next((r for r in self._rows if code in _codes(r)), None)
        if row is None:
            return
        if not self.table.choose(row.key):
            self._clear()
            self.table.choose(row.key)
        self.table.setFocus()
        last = row.view.last
        if last is not None and last.code != code:
            old = next((p for p in row.view.printings if p.code == code), None)
            if old is None:
                return
            said = _("This is edition {edition}; valid is edition {newer}, printed on {day}.")
            self.notice.say(
                lambda: said.format(edition=old.edition, newer=last.edition, day=last.printed_at[:10]), good=False
            )

    # --- printing ----------------------------------------------------------------------------------------------------

    def save_chosen(self) -> None:
        """Write the selected papers as a PDF."""
        self.out.save(self._selected())

    def print_chosen(self) -> None:
        """Print the selected papers."""
        self.out.print(self._selected())

    def _selected(self) -> list[PaperRow]:
        return self.table.selected() or [row for row in [self.table.current()] if row is not None]

    def save_out(self) -> None:
        """Write the list of what is still out as a PDF."""
        file = files.ask_save(
            self, _("List of what is out"), self._folders, _("Papers still out") + ".pdf", _("PDF (*.pdf)"), (".pdf",)
        )
        if file is None:
            return
        desk, render, language = self.session.desk, self.session.kit.render, rows.language()
        site = self.site_box.currentData() or ""
        self.session.tasks.read(
            lambda: out_list.write(listing.read(desk, gettext_in, language), file, render, site),
            lambda _report: self.notice.say(lambda: _("Written: {file}").format(file=file.name)),
            self.notice.refuse,
            self,
        )

    @property
    def _folders(self) -> files.Folders:
        return files.Folders(Settings(), self.session.file)

    # --- scans -------------------------------------------------------------------------------------------------------

    def ask_scans(self) -> None:
        """Choose scans and take them in."""
        kinds = _("Scans (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)")
        self.take(files.ask_several(self, _("Take scans in"), self._folders, kinds))

    def ask_folder(self) -> None:
        """Choose a folder and take the scans in it in; those that are there already change nothing."""
        folder = files.ask_folder(self, _("Folder with scans"), self._folders)
        if folder is not None:
            self.take([folder])

    def take(self, paths: Sequence[Path], *, quiet: bool = False) -> None:
        """Read scans and file what belongs here; `quiet` says nothing where nothing came of it."""
        if not paths:
            return

        desk = self.session.desk
        failed = (lambda error: self._watch_failed(paths, error)) if quiet else self.notice.refuse
        # Read beside everything else: answers are written meanwhile.
        self.session.tasks.long(
            lambda: _("Reading scans"),
            lambda progress: scanning.read(desk, paths, progress),
            lambda scans: self.session.do(
                lambda desk: scanning.file(desk, scans), lambda made: self._taken(made[1], quiet), failed, self
            ),
            failed,
            self,
        )

    def _watched(self, files: list[Path]) -> None:
        """Take in what came into the folder that is watched; what is no scan is left."""
        known = self.session.desk.world.scans
        scans = [file for file in files if known.is_scan(file)]
        for start in range(0, len(scans), scanning.MOST):
            self.take(scans[start : start + scanning.MOST], quiet=True)

    def _watch_failed(self, files: Sequence[Path], error: BaseException) -> None:
        """Nothing came of files in the folder that is watched, such as one that changed while it was read: they are
        tried again after a while, and it is told where that fails as well. Who stops it wants no more of it."""
        code = error.code if isinstance(error, UserError) else ""
        if code == _STOPPED:
            return
        self.watch.again(files)
        wrong = {(code, file.name, 0) for file in files}
        if wrong & self._refused_once and isinstance(error, UserError):
            for file in files:
                self._cannot_read(file, error)
        if wrong & self._refused_once and not wrong <= self._told_of:
            self._told_of |= wrong
            self._refuse_watched(error)
        self._refused_once |= wrong

    def _went(self, files: Sequence[Path]) -> None:
        """Files are in the folder no more; what comes under their names is told anew."""
        names = {file.name for file in files}
        for told in (self._told_of, self._refused_once):
            told -= {each for each in told if each[1] in names}
        self.unreadable.drop(files)

    def _cannot_read(self, file: Path, error: UserError) -> None:
        if self.watch.folder is not None and file.parent == self.watch.folder:
            self.unreadable.add(file, error)

    def _refuse_watched(self, error: BaseException) -> None:
        """Say why nothing came of what nobody takes in by hand, wherever in the window one is."""
        self.notice.refuse(error)
        self._tell_elsewhere(message(error).words)

    def _tell_elsewhere(self, words: Words) -> None:
        if not self.isVisible():
            self.session.happened.emit(words, Target("papers"))

    def _unreadable_words(self) -> str:
        return self.unreadable.sentence(self.watch.folder) if self.unreadable.why else ""

    def _tell_unreadable(self) -> None:
        """Keep what cannot be read told, here and in the status bar, until it is gone."""
        self.trouble.setText(self._unreadable_words())
        self.trouble.setVisible(bool(self.unreadable.why))
        self.watch.look_on(bool(self.unreadable.why))
        self.session.standing.emit(self.unreadable.standing())

    def _taken(self, taken: Taken, quiet: bool) -> None:
        self.unreadable.drop(taken.files.values())
        if quiet and not self._is_news(taken):
            return
        if (refusal := only_refusal(taken)) is not None:
            if quiet:
                self._refuse_watched(refusal)
            else:
                self.notice.refuse(refusal)
            return
        self.notice.say(lambda: words.summary(taken, _), good=not wants_looking(taken))
        if quiet and wants_looking(taken):
            self._tell_elsewhere(lambda: words.summary(taken, _) if taken.pages else self._unreadable_words())
        if wants_looking(taken):
            self._left = taken
            self._name_left()
        # Somebody who watches a folder works on other things: one dialog, and only where it is looked at.
        if wants_looking(taken) and (not quiet or (self.isVisible() and not self.window().findChildren(TakenDialog))):
            self.show_left()

    def show_left(self) -> None:
        """What came of the scans of which something was left, to be looked at again and copied."""
        if self._left is None:
            return
        views = self.reading.views if self.reading is not None else ()
        dialog = TakenDialog(self.session, self._left, views, self.window())
        dialog.finished.connect(lambda _code: self._left_over(dialog.taken))
        dialog.open()

    def _left_over(self, taken: Taken) -> None:
        """What was filed by hand meanwhile is left no more."""
        self._left = taken if wants_looking(taken) else None
        self._name_left()

    def _name_left(self) -> None:
        left = self._left
        self.left_button.setVisible(left is not None)
        if left is not None:
            count = f"{len(left.left):,}"
            self.left_button.setText(_("Not filed from scans ({count})…").format(count=count))
            self.left_button.setToolTip(_("What was left of the scans that were taken in last, with the reasons"))

    def _is_news(self, taken: Taken) -> bool:
        """Whether something came of files in the folder that is watched, or went wrong with them for the first time.
        Those that could not be read are tried again."""
        names = {str(error.values.get("file", "")) for error in taken.refused}
        if self.watch.folder is not None:
            self.watch.again(self.watch.folder / name for name in names if name)
        # A file that is still being copied reads as a damaged one: what is refused once is told when it is again.
        refused = {(error.code, str(error.values.get("file", "")), 0) for error in taken.refused}
        wrong = refused & self._refused_once
        self._refused_once |= refused
        for error in taken.refused:
            file = str(error.values.get("file", ""))
            if self.watch.folder is not None and (error.code, file, 0) in wrong:
                self._cannot_read(self.watch.folder / file, error)
        wrong |= {(each.error.code if each.error else "", each.path.name, each.at) for each in taken.unread}
        wrong |= {(found.printing.code, "", 0) for found in taken.of(scanning.Became.REFUSED)}
        news = wrong - self._told_of
        self._told_of |= wrong
        return bool(news) or bool(taken.of(scanning.Became.FILED, scanning.Became.COMPLETED))

    def _watch_clicked(self) -> None:
        if not self.watch_button.isChecked():
            self.watch.stop()
            self.unreadable.clear()
        else:
            folder = files.ask_folder(self, _("Folder to watch"), self._folders)
            if folder is None:
                self.watch_button.setChecked(False)
            else:
                self._told_of.clear()
                self._refused_once.clear()
                self.unreadable.clear()
                self.watch.begin(folder)
        self._name_watch()

    def _name_watch(self) -> None:
        folder = self.watch.folder
        if folder is None:
            self.watch_button.setText(_("Watch a folder…"))
            self.watch_button.setToolTip(_("Scans that come into the folder are taken in while this window is open."))
        else:
            self.watch_button.setText(_("Watching: {folder}").format(folder=folder.name))
            self.watch_button.setToolTip(_("Press to end it. {folder}").format(folder=folder))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Scans and folders may be dropped."""
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take in what was dropped."""
        if paths := self._dropped(event):
            event.acceptProposedAction()
            self.take(paths)

    def _dropped(self, event: QDragEnterEvent | QDropEvent) -> list[Path]:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        scans = self.session.desk.world.scans
        return [path for path in paths if path.is_dir() or scans.is_scan(path)]

    # --- by hand -----------------------------------------------------------------------------------------------------

    def sign(self) -> None:
        """Enter who signed."""
        row = self.table.current()
        if row is not None and row.view.returned is not None and not row.view.missing:
            SigningDialog(self.session, row, self.window()).open()

    def extract(self) -> None:
        """Save the scan of the current paper."""
        row = self.table.current()
        last = row.view.last if row is not None else None
        if last is None:
            return
        folder = files.ask_folder(self, _("Folder for the scan"), self._folders)
        if folder is None:
            return
        desk = self.session.desk
        self.session.tasks.read(
            lambda: filing.extract(desk, last.code, folder),
            lambda made: self.notice.say(lambda: _("Written: {file}").format(file=", ".join(f.name for f in made))),
            self.notice.refuse,
            self,
        )

    def ask_withdrawal(self) -> None:
        """Ask why what came back does not count."""
        row = self.table.current()
        if row is None or row.view.last is None or row.view.returned is None:
            return
        # The table may be walked on, or read anew, while the reason is written.
        self._doomed, name = row.view.last.code, row.view.name
        self.reason.ask(
            lambda: _("The scan of {name} will not count any more; it stays readable in the audit.").format(name=name),
            lambda: _("Let it not count"),
        )

    def _withdraw(self, reason: str) -> None:
        code, self._doomed = self._doomed, ""
        if code:
            self.session.do(lambda desk: filing.withdraw(desk, code, reason), None, self.notice.refuse, owner=self)
            self.table.setFocus()

    # --- room --------------------------------------------------------------------------------------------------------

    def _lay(self) -> None:
        px = theme().px
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.take_button)
        acts = QWidget()
        flow = Flow(acts)
        flow.addWidget(joined(self.code_label, self.code))
        self.left_button.hide()
        for each in (self.folder_button, self.watch_button, self.out_button, self.left_button):
            flow.addWidget(each)
        self._boxes = boxes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        boxes.setSpacing(px(8))
        for box, share in ((self.site_box, 3), (self.form_box, 4), (self.state_box, 3)):
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            boxes.addWidget(box, share)
        # Beside each other where there is room, else the boxes below: their words are not cut.
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(px(8))
        self._line.addWidget(self.search, 2)
        self._line.addLayout(boxes, 3)
        buttons = QWidget()
        below = Flow(buttons)
        for each in (self.print_button, self.save_button, self.enter_button, self.sign_button):
            below.addWidget(each)
        for each in (self.look_button, self.withdraw_button):
            below.addWidget(each)
        self._column.addWidget(self.facts)
        self._flows = (acts, 2 * 24), (buttons, 2 * (24 + 18))
        self._column.addWidget(buttons)
        self._column.addWidget(self.reason)
        self.card.hide()
        self.code.setMinimumWidth(px(250))
        layout = QVBoxLayout(self)
        pad = px(24)
        layout.setContentsMargins(pad, pad, pad, px(16))
        layout.setSpacing(px(12))
        layout.addLayout(head)
        layout.addWidget(acts)
        layout.addWidget(self.trouble)
        layout.addWidget(self.notice)
        layout.addLayout(self._line)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.card)
        self.empty.hide()

    def _fit(self) -> None:
        room = self.width() / theme().px(1)
        self.table.setMinimumHeight(theme().px((_ROWS - self._is_low) * tokens.ROW))
        # The list of states tells these numbers as well.
        self.told.setVisible(not self._is_low)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(below if room < _FEW else beside)
        self._boxes.setDirection(below if room < _NARROW else beside)
        self._keep_whole()
        steps = ((_LEAST, _HIDDEN_IN_LEAST), (_FEW, _HIDDEN_IN_FEW), (_SOME, _HIDDEN_IN_SOME))
        self.table.hide_columns(next((hidden for width, hidden in steps if room < width), ()))

    def _keep_whole(self) -> None:
        """Buttons that go on below are as high as that: where a screen is too low, the page is scrolled."""
        for holder, beside in self._flows:
            if (flow := holder.layout()) is not None:
                holder.setMinimumHeight(flow.heightForWidth(self.width() - theme().px(beside)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room, what the card tells as well is left out."""
        super().resizeEvent(event)
        self._fit()
        self._picked()


def _codes(row: PaperRow) -> tuple[str, ...]:
    """Every code that a paper was ever printed with."""
    return *(p.code for p in row.view.printings), *(taken.printing.code for taken in row.view.taken_back)
