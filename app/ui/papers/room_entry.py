"""現地点検票の結果: the room entry form. The terminals as the sheet lists them, a result for each, what is not on it,
who walked and on which day; the scan beside it where it is back. Everything can be done from the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from app.domain import room_walks
from app.domain.paper_codes import shown_code
from app.domain.room_walks import Seen, Walk
from app.i18n import gettext as _
from app.i18n import gettext_in
from app.services.changes import Changes
from app.services.papers import room_words, rooms
from app.services.papers.rooms import Entered, RoomSheet
from app.services.papers.words import printing_words
from app.services.ports import Desk, Progress
from app.ui.dialogs.dialog import Dialog
from app.ui.dialogs.question import agreed
from app.ui.ledgers.words import comparing
from app.ui.messages import message
from app.ui.papers.room_tables import ResultTable, UnlistedTable
from app.ui.papers.scan_pane import ScanPane
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.date_field import DateField
from app.ui.widgets.progress import ProgressPane

_SHOWN_AFTER = 400
"""Milliseconds after which it is told how far the storing is."""
Done = Callable[[Entered], object]


class RoomEntryDialog(Dialog):
    """Takes the results of one sheet; `done` is called with what was entered."""

    def __init__(self, session: Session, sheet: RoomSheet, done: Done, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self.sheet, self._done = session, sheet, done
        self._saving = self._dirty = False
        self.title = label("section", parent=self)
        self.facts = label("quiet", parent=self)
        self.since = label("", parent=self)
        self.hint = label("hint", parent=self)
        self.results = ResultTable(sheet.lines, self)
        self.rest_button = button("", self._rest_there, self)
        self.counts = label("quiet", wrap=False, parent=self)
        self.line = label("quiet", parent=self)
        self.unlisted_head = label("section", parent=self)
        before = sheet.walk
        self.unlisted = UnlistedTable(before.unlisted if before is not None else (), self)
        self.auditor, self.witness, self.remark = (QLineEdit(self) for _n in range(3))
        self.day = DateField(self)
        self.alone, self._alone_head = QLineEdit(self), label("quiet", parent=self)
        self._heads = [label("quiet", wrap=False, parent=self) for _n in range(4)]
        self.problem = label("quiet", parent=self)
        self.progress = ProgressPane(self)
        self.save_button = button("primary", self.save, self)
        self.cancel = button("", self.reject, self)
        back = sheet.returned if sheet.returned is not None and sheet.returned.leaves else None
        self.scan = ScanPane(session, sheet.printing.code, back, self) if back is not None else None
        for each in (self.rest_button, self.save_button, self.cancel):
            # Enter ends what is written in a cell; it must not save, nor enter results.
            each.setAutoDefault(False)
        self._fill()
        self._lay()
        room = parent.screen().availableSize()
        wide = 1_240 if self.scan is not None else 980
        self.resize(min(theme().px(wide), room.width() - 16), min(theme().px(720), room.height() - 48))
        self.retranslate()
        self.scroll_where_low()
        for line in (self.auditor, self.witness):
            line.textChanged.connect(lambda _text: self._show_alone())
        self._show_alone()
        self.results.currentCellChanged.connect(lambda *_cells: self._tell_line())
        for part in (self.results, self.unlisted):
            part.changed.connect(self._changed)
        for line in (self.auditor, self.witness, self.remark, self.day.line, self.alone):
            line.textEdited.connect(lambda _text: self._changed())
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)
        if sheet.lines:
            self.results.setCurrentCell(self.results.first_open() or 0, 0)
            self.results.setFocus()
        else:
            self.unlisted.setFocus()
        self._refuse_sealed()

    def _fill(self) -> None:
        walk, back = self.sheet.walk, self.sheet.returned
        if walk is not None:
            self.results.fill(walk.looks)
            self.auditor.setText(walk.auditor)
            self.witness.setText(walk.witness)
            self.remark.setText(walk.remark)
            self.alone.setText(self.sheet.one_person)
            self.day.set_day(walk.day)
        elif back is not None and back.signed:
            for line, signer in zip((self.auditor, self.witness), back.signers, strict=False):
                line.setText(signer.name)
            self.day.set_day(back.signed_on)

    def _lay(self) -> None:
        px = theme().px
        under = QHBoxLayout()
        under.addWidget(self.rest_button)
        under.addWidget(self.counts, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        across = 4 if self.scan is None else 2
        fields = (self.auditor, self.witness, self.day, self.remark)
        for number, (head, field) in enumerate(zip(self._heads, fields, strict=True)):
            row, column = divmod(number, across)
            grid.addWidget(head, row * 2, column)
            grid.addWidget(field, row * 2 + 1, column)
            grid.setColumnStretch(column, 1)
        left = QWidget(self)
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(px(8))
        for part in (self.title, self.facts, self.since, self.hint):
            down.addWidget(part)
        down.addWidget(self.results, 3)
        down.addWidget(self.line)
        down.addLayout(under)
        down.addWidget(self.unlisted_head)
        down.addWidget(self.unlisted, 2)
        down.addLayout(grid)
        down.addWidget(self._alone_head)
        down.addWidget(self.alone)
        down.addWidget(self.problem)
        down.addWidget(self.progress)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        foot.addWidget(self.cancel)
        down.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(16), px(20), px(16))
        if self.scan is None:
            whole.addWidget(left)
        else:
            beside = QSplitter(Qt.Orientation.Horizontal, self)
            beside.addWidget(left)
            beside.addWidget(self.scan)
            beside.setChildrenCollapsible(False)
            beside.setSizes([px(780), px(420)])
            whole.addWidget(beside)
        self.results.setMinimumHeight(px(150))
        self.unlisted.setMinimumHeight(px(104))
        self.say_problem(self.problem, "")

    def retranslate(self) -> None:
        """Set every text anew."""
        sheet = self.sheet
        self.setWindowTitle(_("Results of a floor-walk sheet"))
        self.title.setText(printing_words(sheet.printing, _))
        said = _("Code {code}, printed on {day}. The results go into the stocktaking ledger, and the rules are run.")
        self.facts.setText(said.format(code=shown_code(sheet.printing.code), day=sheet.printing.printed_at[:10]))
        self.since.setText(room_words.changed(sheet, _))
        self.since.setVisible(bool(self.since.text()))
        self.since.setProperty("tone", "partly")
        self.since.style().polish(self.since)
        self.hint.setText(
            _("On a line: 1 there, 2 missing, 3 elsewhere, Delete takes the result away. Ctrl+Enter saves.")
        )
        self.results.setAccessibleName(_("Terminals of the sheet and their results"))
        self.results.retranslate()
        self.rest_button.setText(_("All others there"))
        self.rest_button.setToolTip(_("Enters “there” for every terminal on the paper that has no result yet."))
        self.unlisted_head.setText(_("Terminals that are not on the sheet"))
        self.unlisted.setAccessibleName(self.unlisted_head.text())
        self.unlisted.setToolTip(_("One whose number cannot be read stays without: it is known by sheet and line."))
        self.unlisted.retranslate()
        texts = (_("Auditor"), _("Witness"), _("Day of the walk"), _("Remark on the room"))
        for head, field, text in zip(
            self._heads, (self.auditor, self.witness, self.day.line, self.remark), texts, strict=True
        ):
            head.setText(text)
            field.setAccessibleName(text)
        said = _("Auditor and witness are one person; the sheet bears two names. Why did one person walk alone?")
        self._alone_head.setText(said)
        self.alone.setAccessibleName(said)
        self.save_button.setText(_("Save the results"))
        self.cancel.setText(_("Cancel"))
        self.progress.retranslate()
        if self.scan is not None:
            self.scan.retranslate()
        self._count()
        self._tell_line()

    def _show_alone(self) -> None:
        """The reason is asked for where the two names are one person's."""
        same = self._is_alone()
        self._alone_head.setVisible(same)
        self.alone.setVisible(same)

    def _is_alone(self) -> bool:
        return self.sheet.names.same(self.auditor.text().strip(), self.witness.text().strip())

    def _count(self) -> None:
        words = room_words.seen_words(_)
        parts = [f"{words[seen]} {self.results.count(seen):,}" for seen in Seen]
        parts.append(_("not entered {count}").format(count=f"{self.results.count(None):,}"))
        self.counts.setText("   ".join(parts))
        self.rest_button.setEnabled(self.results.count(None) > 0)

    def _tell_line(self) -> None:
        """What is known of the terminal that is current, where its columns may be out of sight."""
        row = self.results.currentRow()
        if 0 <= row < len(self.sheet.lines):
            line = self.sheet.lines[row]
            known = line.expected
            parts = (known.kind, known.holder, known.place, room_words.since(line, _))
            said = _("{key}: {facts}").format(key=known.key, facts=_(", ").join(filter(None, parts)))
            self.line.setText(said)
        self.line.setVisible(bool(self.sheet.lines))

    def _changed(self) -> None:
        self._dirty = True
        self._count()

    def _rest_there(self) -> None:
        self.results.rest_there()
        self.results.setFocus()

    def _refuse_sealed(self) -> None:
        """What cannot be kept is told before anybody types it."""
        refusal = self._session.desk.file.refusal
        if refusal is not None:
            self.save_button.setEnabled(False)
            self.say_problem(self.problem, lambda: refusal.sentence(_))

    # --- saving ------------------------------------------------------------------------------------------------------

    def walk(self) -> Walk | None:
        """What was entered; None where something is missing, which is told and has the focus."""
        looks, unlisted = self.results.looks(), self.unlisted.rows()
        if (row := self.results.first_open()) is not None:
            count = self.results.count(None)
            said = _("Terminals without a result: {count}. Say of each whether it was there.")
            self.say_problem(self.problem, lambda: said.format(count=f"{count:,}"))
            self.results.setCurrentCell(row, 0)
            self.results.setFocus()
            return None
        if (row := self.results.first_without_place()) is not None:
            self.say_problem(self.problem, lambda: _("Enter where the terminal was met."))
            self.results.setFocus()
            self.results.begin(row, 2)
            return None
        for line in (self.auditor, self.witness):
            if not line.text().strip():
                self.say_problem(self.problem, lambda: _("Enter both names, as they stand on the sheet."))
                line.setFocus()
                return None
        if self._is_alone() and not self.alone.text().strip():
            self.say_problem(
                self.problem, lambda: _("Enter the name of the second person, or why one person walked alone.")
            )
            self.alone.setFocus()
            return None
        day = self.day.day()
        if day is None or not self.day.readable:
            self.say_problem(self.problem, lambda: _("Enter the day that stands on the sheet."))
            self.day.setFocus()
            return None
        names = self.auditor.text(), self.witness.text()
        return Walk("", day, *names, looks, unlisted, self.remark.text())

    def save(self) -> None:
        """Keep it in one transaction, off the GUI thread; what is refused is told and nothing is lost."""
        if self._saving or not self.save_button.isEnabled():
            return
        walk = self.walk()
        if walk is None or not self._may_replace(walk):
            return
        self._saving = True
        self.save_button.setEnabled(False)
        code, alone = self.sheet.printing.code, self.alone.text()

        def work(desk: Desk, progress: Progress) -> tuple[Changes, Entered]:
            return rooms.enter(desk, code, walk, gettext_in, progress, one_person=alone)

        task = self._session.do_long(
            lambda: _("Comparing the ledgers"), work, self._stored, self._refused, self, shown=True
        )
        self.progress.follow(task, comparing, _SHOWN_AFTER)

    def _may_replace(self, walk: Walk) -> bool:
        """Whether the officer agrees to what of an earlier entry is replaced or falls away."""
        found = room_walks.replaced(self.sheet.walk, room_walks.tidied(walk))
        if not found:
            return True
        said = _("Results of this sheet were entered before. What is replaced:")
        words = "\n".join((said, *room_words.replaced_words(found, _)))
        return agreed(self.windowTitle(), words, _("Go on entering"), _("Replace it"), self)

    def _stored(self, result: tuple[Changes, Entered]) -> None:
        self._done(result[1])
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self._saving = False
        self.save_button.setEnabled(True)
        self.say_problem(self.problem, message(error).words)

    def reject(self) -> None:
        """Close; what was entered is asked about."""
        if self._saving:
            return
        words = _("Close without keeping what you typed?")
        if not self._dirty or agreed(self.windowTitle(), words, _("Go on"), _("Close without keeping"), self):
            super().reject()


def open_room(
    session: Session,
    code: str,
    parent: QWidget,
    done: Done,
    failed: Callable[[BaseException], None],
    *,
    opened: Callable[[], object] | None = None,
    over: QWidget | None = None,
) -> None:
    """Open the form of the sheet with a code, which is read off the GUI thread; `opened` is called when it is there.
    It sits over the window of `over`, or that of `parent`."""
    window = (over or parent).window()

    def show(sheet: RoomSheet) -> None:
        if opened is not None:
            opened()
        RoomEntryDialog(session, sheet, done, window).open()

    session.tasks.read(lambda: rooms.open_sheet(session.desk, code, gettext_in), show, failed, parent)
