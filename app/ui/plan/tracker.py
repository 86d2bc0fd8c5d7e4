"""The list of measures that goes out as a workbook and comes back, with a look at what differs before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QDialogButtonBox, QHeaderView, QPushButton, QTableWidgetItem, QWidget

from app.domain.tracker import Change, Value
from app.i18n import LANGUAGES, current_language, gettext_in
from app.i18n import gettext as _
from app.services import tracker_merging, tracker_reading, tracker_words, tracking, wording
from app.services.changes import Changes
from app.services.ports import Desk
from app.services.tracker_merging import Merged
from app.services.tracker_reading import Edited
from app.ui import files
from app.ui.generated.plan_tracker import Ui_PlanTracker
from app.ui.plan.dialogs import Dialog
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import button
from app.ui.widgets.notice import Notice

_EXCEL = "Excel (*.xlsx)"
_READ = "Excel, OpenDocument (*.xlsx *.ods)"
_LONGEST = 300
"""So many signs of a text are shown in a cell."""


class TrackerActs:
    """The two buttons: write the list out, and take one in that came back."""

    def __init__(self, session: Session, owner: QWidget, notice: Notice) -> None:
        self._session, self._owner, self._notice = session, owner, notice
        self.export_button: QPushButton = button("", self.export)
        self.import_button: QPushButton = button("", self.take_in)
        lock(session, self.import_button)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.export_button.setText(_("Write the list out…"))
        self.export_button.setToolTip(_("The measures as an Excel workbook, for the sections to fill in."))
        self.import_button.setText(_("Take the list in…"))
        self.import_button.setToolTip(_("A workbook that came back: what differs is shown before it is taken."))

    def export(self) -> None:
        """Ask where to, and write the workbook."""
        audit = self._session.outline.audit
        name = "_".join(part for part in (_("Measures"), audit.organisation, audit.period) if part)
        name = "".join("_" if c in '<>:"/\\|?*' else c for c in name) + ".xlsx"
        target = files.ask_save(
            self._owner, _("Write the list of measures out"), self._folders(), name, _EXCEL, (".xlsx",)
        )
        if target is None:
            return
        desk, language = self._session.desk, current_language()

        def done(count: int) -> None:
            said = _("Written: {file} (measures: {count})")
            self._notice.say(lambda: said.format(file=target.name, count=f"{count:,}"))

        self._session.tasks.long(
            lambda: _("Writing the list of measures"),
            lambda _progress: tracking.export(desk, target, gettext_in(language), language),
            done,
            self._notice.refuse,
            self._owner,
        )

    def take_in(self) -> None:
        """Ask for a workbook, read it, and show what differs."""
        source = files.ask_open(self._owner, _("Take the list of measures in"), self._folders(), _READ)
        if source is not None:
            self.look_at(source)

    def look_at(self, source: Path) -> None:
        """Read a workbook and show what differs; nothing is taken yet."""
        desk = self._session.desk
        own = current_language()
        languages = {each: gettext_in(each) for each in sorted(LANGUAGES, key=lambda each: each != own)}

        def compare(edited: Edited) -> None:
            self._session.do(
                lambda desk: tracker_merging.merge(desk, edited, dry_run=True),
                lambda result: self._show(source, result[1]),
                self._notice.refuse,
                owner=self._owner,
            )

        self._session.tasks.long(
            lambda: _("Reading the list of measures"),
            lambda _progress: tracker_reading.read(desk, source, languages),
            compare,
            self._notice.refuse,
            self._owner,
        )

    def _show(self, source: Path, told: Merged) -> None:
        TrackerDialog(self._owner, self._session.desk, source, told, lambda taken: self._take(told, taken)).open()

    def _take(self, told: Merged, taken: frozenset[tuple[str, str]]) -> None:
        self._session.do(
            lambda desk: tracker_merging.merge(desk, told.edited, taken=taken),
            self._taken,
            self._notice.refuse,
            owner=self._owner,
        )

    def _taken(self, result: tuple[Changes, Merged]) -> None:
        told = result[1]

        def said() -> str:
            if not told.writes:
                return _("Nothing was taken: the plan is as it was.")
            return _(
                "Taken in: {fields} fields of {measures} measures, {added} new measures. One step to undo."
            ).format(fields=len(told.taken), measures=told.changed, added=told.added_rows)

        self._notice.say(said)

    def _folders(self) -> files.Folders:
        return files.Folders(Settings(), self._session.file)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table: what it is about, three values, and what becomes of it; `change` where that is asked."""

    number: str
    field: str
    exported: str
    edited: str
    current: str
    fate: str
    change: Change | None = None


class TrackerDialog(Dialog):
    """What differs between the workbook, the list as it went out and the plan. Conflicts are ticked one by one."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        source: Path,
        told: Merged,
        given: Callable[[frozenset[tuple[str, str]]], None],
    ) -> None:
        super().__init__(parent)
        self._desk, self._told = desk, told
        self.form = Ui_PlanTracker()
        self.form.setupUi(self)
        origin = told.edited.manifest.origin
        head = _("The list was written out on {day} by {by}.").format(
            day=wording.day(origin.at[:10], current_language()), by=origin.by
        )
        self.form.told.setText(head + "\n" + tracker_merging.counted(told, source.name, _))
        self._lines = list(self._read())
        self._fill()
        self.form.left.setText(self._left())
        self.form.left.setVisible(bool(self.form.left.text()))
        self.resize(theme().px(960), theme().px(560))
        self.dress(self.form.buttons, _("Take in"))
        self.form.list.itemChanged.connect(lambda _item: self._look())
        self.accepted.connect(lambda: given(self.taken()))
        self._look()

    def taken(self) -> frozenset[tuple[str, str]]:
        """The conflicts that are ticked."""
        found = set()
        for row, line in enumerate(self._lines):
            item = self.form.list.item(row, _FATE)
            if line.change is not None and item is not None and item.checkState() is Qt.CheckState.Checked:
                found.add(line.change.key)
        return frozenset(found)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Long texts are wrapped where their columns end; how wide these are is known once they stand."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.form.list.resizeRowsToContents)

    def _read(self) -> Iterator[_Line]:
        headings = tracker_words.headings(_)
        conflicts = {change.key for change in self._told.conflicts}
        for change in sorted(
            (*self._told.conflicts, *self._told.taken), key=lambda c: (c.key not in conflicts, c.number)
        ):
            asked = change.key in conflicts
            yield _Line(
                str(change.number),
                headings[change.field],
                self._words(change, change.exported),
                self._words(change, change.edited),
                self._words(change, change.current),
                _("△ changed on both sides: take the workbook's") if asked else _("● is taken"),
                change if asked else None,
            )
        for new in self._told.added:
            where = _("row {row}").format(row=new.row)
            yield _Line(where, new.item, "", new.measure, "", _("＋ new measure {number}").format(number=new.number))
        for number, measure in self._told.deleted:
            yield _Line(str(number), "", measure, "", measure, _("－ not in the workbook; stays in the plan"))
        for trouble in self._told.troubles:
            where = _("row {row}").format(row=trouble.row)
            yield _Line(where, trouble.column, "", trouble.value, "", "× " + trouble.error.sentence(_))

    def _words(self, change: Change, value: Value) -> str:
        return tracking.value_words(self._desk, change.field, value, _, current_language())

    def _fill(self) -> None:
        table = self.form.list
        titles = (
            _("Measure"),
            _("Field"),
            _("Written out"),
            _("In the workbook"),
            _("In the plan now"),
            _("What happens"),
        )
        table.setColumnCount(len(titles))
        table.setHorizontalHeaderLabels(titles)
        table.setRowCount(len(self._lines))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().setVisible(False)
        table.setWordWrap(True)
        for row, line in enumerate(self._lines):
            cells = (line.number, line.field, line.exported, line.edited, line.current, line.fate)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
                item.setToolTip(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if column == _FATE and line.change is not None:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(Qt.CheckState.Unchecked)
                table.setItem(row, column, item)
        header = table.horizontalHeader()
        for column in range(len(titles)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_FATE, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(_FATE, theme().px(320))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _left(self) -> str:
        said = []
        if self._told.conflicts:
            said.append(_("What was changed on both sides stays as in the plan unless it is ticked."))
        if self._told.edited.missing:
            columns = _(", ").join(self._told.edited.missing)
            said.append(_("Columns that the workbook lacks: {columns}").format(columns=columns))
        if not self._lines:
            said.append(_("The workbook says nothing that is not in the plan already."))
        return "\n".join(said)

    def _look(self) -> None:
        self.allow(self._told.writes or bool(self.taken()))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(not self._told.writes)


_FATE = 5
"""The column that says what becomes of a row."""
