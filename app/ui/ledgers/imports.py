"""The imports of a ledger: when, from which file, how many rows, and field by field what each one changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from app.domain.ledgers.form import Field, FieldType
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import ledger_parts, ledger_undoing, ledgers, wording
from app.services.changes import Changes
from app.services.ledger_undoing import UndoResult
from app.services.ports import Batch, Desk, Progress, RecordChange
from app.ui.dates import moment
from app.ui.dialogs.ask import AskText
from app.ui.generated.ledger_imports import Ui_LedgerImports
from app.ui.ledgers.words import comparing
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.widgets.notice import Notice
from app.ui.widgets.progress import ProgressPane

MOST_LINES = 2_000
"""How many lines of changes are shown of each kind; the rest is counted."""
_SHOWN_AFTER = 400
"""Milliseconds after which it is told how far the taking back is."""
KINDS = ("changed", "gone", "added")
_SIGN = {"changed": "△", "gone": "－", "added": "＋"}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field of one record that an import changed, or one record that it added or found gone."""

    number: int
    key: str
    change: str
    field: Field | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The lines on show and how many there are beyond them."""

    lines: tuple[ChangeLine, ...]
    beyond: int


def read_changes(desk: Desk, batch: str, fields: Sequence[Field]) -> Changed:
    """What an import changed, changes before disappearances before additions."""
    by_kind: dict[str, list[ChangeLine]] = {kind: [] for kind in KINDS}
    beyond = number = 0
    for change in ledgers.changes(desk, batch):
        lines = by_kind.setdefault(change.change, [])
        if len(lines) >= MOST_LINES:
            beyond += 1
            continue
        for line in _lines(change, fields):
            number += 1
            lines.append(ChangeLine(number, *line))
    return Changed(tuple(line for kind in by_kind for line in by_kind[kind]), beyond)


def _lines(change: RecordChange, fields: Sequence[Field]) -> Iterator[tuple[str, str, Field | None, str, str]]:
    before, after = change.before or {}, change.after or {}
    if change.change != "changed" or before == after:
        yield change.key, change.change, None, "", ""
        return
    for field in fields:
        old, new = before.get(field.id, ""), after.get(field.id, "")
        if old != new:
            yield change.key, change.change, field, _shown(field, old), _shown(field, new)


def _shown(field: Field, value: str) -> str:
    return (wording.day(value, current_language()) if field.type is FieldType.DATE else value) or "－"


def _source(batch: Batch) -> str:
    """The file of an import, and whether it was taken back."""
    return batch.source if batch.undone is None else _("{file} (taken back)").format(file=batch.source)


def change_word(change: str) -> str:
    """追加, 変更, なくなった, each with its sign."""
    word = {"added": _("Added"), "changed": _("Changed"), "gone": _("Gone")}.get(change, change)
    return f"{_SIGN.get(change, '')} {word}".strip()


def count_word(name: str) -> str:
    """What a number of an import counts."""
    return {
        "read": _("Rows read"),
        "added": _("Added"),
        "changed": _("Changed"),
        "unchanged": _("Unchanged"),
        "gone": _("Gone"),
        "rejected": _("Left out"),
        "skipped": _("Skipped"),
    }[name]


_COUNTS = ("read", "added", "changed", "unchanged", "gone", "rejected", "skipped")


class ImportsDialog(QDialog):
    """Above the imports, below what the chosen one changed."""

    def __init__(self, session: Session, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fields = tuple(session.desk.world.ledgers.form(kind).fields)
        self._kind = kind
        self._changed = Changed((), 0)
        self._asked = 0
        self._newest: Batch | None = None
        self._place: dict[str, str] = {}
        self._closing = False
        self.form = Ui_LedgerImports()
        self.form.setupUi(self)
        self.batches = ListTable(Listing(self._batch_columns(), lambda b: b.id), self)
        self.changes = ListTable(Listing(self._change_columns(), lambda line: line.number), self)
        self.form.batchesRoom.addWidget(self.batches)
        self.form.changesRoom.addWidget(self.changes)
        self.form.changesTitle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.form.what.currentIndexChanged.connect(lambda _n: self._show_lines())
        self.batches.picked.connect(self._read)
        self.notice = Notice(self)
        self.progress = ProgressPane(self)
        self.form.batchesRoom.addWidget(self.notice)
        self.form.batchesRoom.addWidget(self.progress)
        self.undo_button = button("", self.undo, self)
        lock(session, self.undo_button)
        self.form.batchesRoom.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.buttons.rejected.connect(self.reject)
        self.finished.connect(self.deleteLater)
        room = self.screen().availableSize()
        self.resize(QSize(theme().px(1240), theme().px(640)).boundedTo(room * 0.95))
        self.retranslate()
        self._load()

    def _load(self) -> None:
        desk, kind = self._session.desk, self._kind
        self._session.tasks.read(lambda: ledgers.batches(desk, kind), self._show_batches, owner=self)

    def _batch_columns(self) -> list[Column[Batch]]:
        def number(name: str) -> Column[Batch]:
            return Column(
                lambda: count_word(name),
                lambda b: f"{b.counts.get(name, 0):,}",
                76,
                order=lambda b: b.counts.get(name, 0),
                right=True,
            )

        return [
            Column(lambda: _("Imported"), lambda b: moment(b.at), 190, order=lambda b: b.at, whole=True),
            Column(lambda: _("File"), _source, 170, tone=lambda b: "quiet" if b.undone is not None else ""),
            Column(lambda: _("What the file is"), lambda b: self._place.get(b.id, ""), 180),
            Column(lambda: _("By"), lambda b: b.by, 84),
            *(number(name) for name in _COUNTS),
        ]

    def _change_columns(self) -> list[Column[ChangeLine]]:
        return [
            Column(lambda: _("Kind of change"), lambda line: change_word(line.change), 130),
            Column(lambda: _("Record number"), lambda line: line.key, 140),
            Column(
                lambda: _("Field"),
                lambda line: line.field.title.in_language(current_language()) if line.field else "",
                140,
            ),
            Column(lambda: _("Before"), lambda line: line.before, 230),
            Column(lambda: _("After"), lambda line: line.after),
        ]

    def _show_batches(self, batches: Iterable[Batch]) -> None:
        found = tuple(batches)
        self._place = {b.id: ledger_parts.place(found, b, _) for b in found}
        shown = list(reversed(found))
        self._newest = next((b for b in shown if b.undone is None), None)
        self.batches.put(shown)
        self._name_undo()
        if shown:
            self.batches.choose(shown[0].id)
            self.batches.setFocus()

    def undo(self) -> None:
        """Ask why the newest import is taken back, and do so."""
        batch = self._newest
        if batch is None:
            return
        AskText(
            lambda: _("Take back the import of {file}").format(file=batch.source),
            lambda: _(
                "What it added goes, what it changed or found gone is as before. What you did by hand stays. "
                "Write why: the reason is kept in the history."
            ),
            lambda: _("Take the import back"),
            "",
            lambda reason: self._undo(batch, reason),
            self,
        ).open()

    def _undo(self, batch: Batch, reason: str) -> None:
        if self.progress.task is not None:
            return
        self.undo_button.setEnabled(False)

        def work(desk: Desk, progress: Progress) -> tuple[Changes, UndoResult]:
            result = ledger_undoing.undo_import(desk, batch.id, reason, progress)
            return result.changes, result

        def done(result: tuple[Changes, UndoResult]) -> None:
            records, lost = result[1].records, result[1].by_hand

            def told() -> str:
                words = _(
                    "The import was taken back. Records removed: {removed}, as before: {reverted}, back again: "
                    "{returned}."
                ).format(
                    removed=f"{records.removed:,}", reverted=f"{records.reverted:,}", returned=f"{records.returned:,}"
                )
                if lost:
                    words += " " + _(
                        "Cells given by hand that went with the text they were given for: {count}."
                    ).format(count=f"{lost:,}")
                return words

            self.notice.say(told)
            self._load()

        task = self._session.do_long(lambda: _("Comparing the ledgers"), work, done, self._refused, self, shown=True)
        self.progress.follow(task, comparing, _SHOWN_AFTER)
        task.finished.connect(self._ended)

    def _ended(self) -> None:
        if self._closing:
            super().reject()

    def reject(self) -> None:
        """Close; what is being taken back is stopped first and leaves everything as it was."""
        if self.progress.task is None:
            super().reject()
            return
        self._closing = True
        self.progress.task.cancel()

    def _refused(self, error: BaseException) -> None:
        self.notice.refuse(error)
        self._name_undo()

    def _name_undo(self) -> None:
        newest = self._newest
        self.undo_button.setEnabled(newest is not None)
        if newest is None:
            self.undo_button.setText(_("Take the import back…"))
        else:
            self.undo_button.setText(_("Take back the newest import ({file})…").format(file=newest.source))

    def _read(self) -> None:
        batch = self.batches.current_key()
        self._asked += 1
        mine, desk, fields = self._asked, self._session.desk, self._fields
        self.form.changesTitle.setText(_("Reading the changes…"))
        self._session.tasks.read(
            lambda: read_changes(desk, str(batch), fields),
            lambda changed: self._show_changes(changed) if mine == self._asked else None,
            owner=self,
        )

    def _show_changes(self, changed: Changed) -> None:
        self._changed = changed
        self._show_lines()

    def _show_lines(self) -> None:
        what = self.form.what.currentData()
        lines = [line for line in self._changed.lines if not what or line.change == what]
        self.changes.put(lines)
        self.form.changesTitle.setText(
            _("What this import changed") if lines else _("This import changed nothing of this kind")
        )
        self.form.more.setVisible(bool(self._changed.beyond))
        self.form.more.setText(_("More records, not listed here: {count}.").format(count=f"{self._changed.beyond:,}"))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        self.batches.setAccessibleName(_("Imports, the latest first"))
        self.changes.setAccessibleName(_("What this import changed"))
        chosen = max(0, self.form.what.currentIndex())
        self.form.what.blockSignals(True)
        self.form.what.clear()
        self.form.what.addItem(_("All changes"), "")
        for kind in KINDS:
            self.form.what.addItem(change_word(kind), kind)
        self.form.what.setCurrentIndex(chosen)
        self.form.what.blockSignals(False)
        self._name_undo()
        self.progress.retranslate()
        self.batches.listing.retitle()
        self.changes.listing.retitle()
        self._show_lines()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
