"""The measure (対策) of a failed checkpoint: a row of the improvement plan."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.catalogue import Checkpoint
from app.domain.grades import Cause
from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.checkpoints.comment import PAUSE, PageKeys, RemarkField
from app.ui.messages import Message, message
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.date_field import DateField
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose
from app.ui.words import cause_word

if TYPE_CHECKING:
    from app.domain.plan import Action
    from app.services.changes import Changes
    from app.services.ports import Desk


class MeasurePanel(QWidget):
    """Writes what was changed `PAUSE` after the last key, and when it is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._checkpoint: Checkpoint | None = None
        self._shown: Action | None = None
        self._dirty: dict[str, object] = {}
        self._refused: dict[str, dict[str, object]] = {}
        self._unread: dict[str, str] = {}
        self._filling = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.flush)
        self.title = label("section", parent=self)
        self.about = Prose(self, "quiet", selectable=True)
        self.drafted = Prose(self, selectable=True)
        self.drafted.setProperty("tone", "partly")
        self.drafted.hide()
        self.accept = button("", self.accept_draft, self)
        self.accept.hide()
        self.measure = RemarkField(self, lines=2)
        self.owner = QLineEdit(self)
        self.department = QLineEdit(self)
        self.due = DateField(self)
        self.causes = {cause: QCheckBox(self) for cause in Cause}
        self.directions = {entry.id: QCheckBox(self) for entry in session.catalogue.directions}
        self.told = Prose(self, selectable=True)
        self.told.setProperty("tone", "nonconforming")
        self.told.hide()
        self._said: Message | None = None
        self.unread = Prose(self, selectable=True)
        self.unread.setProperty("tone", "nonconforming")
        self.unread.hide()
        self._labels = {name: label("quiet", parent=self) for name in ("owner", "department", "due", "causes", "ways")}
        self._build()
        self.dress()

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._fields: tuple[tuple[str, QWidget], ...] = (
            ("department", self.department),
            ("owner", self.owner),
            ("due", self.due),
        )
        self._columns = 0
        self.arrange(3)
        for name, field in self._fields:
            self._labels[name].setBuddy(field)
        self._cause_flow, self._way_flow = Flow(gap=16), Flow(gap=16)
        for box in self.causes.values():
            self._cause_flow.addWidget(box)
        for box in self.directions.values():
            self._way_flow.addWidget(box)
        for part in (self.title, self.about, self.drafted):
            self._column.addWidget(part)
        self._column.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.measure)
        self._column.addWidget(self.told)
        self._column.addLayout(self._grid)
        self._column.addWidget(self.unread)
        self._column.addWidget(self._labels["causes"])
        self._column.addLayout(self._cause_flow)
        self._column.addWidget(self._labels["ways"])
        self._column.addLayout(self._way_flow)
        keys = PageKeys(self)
        for line, name in ((self.owner, "owner"), (self.department, "department")):
            line.installEventFilter(keys)
            line.textEdited.connect(partial(self._typed, name))
            line.editingFinished.connect(self._left)
        self.measure.textChanged.connect(lambda: self._typed("measure", self.measure.text()))
        self.measure.rested.connect(self.flush)
        self.due.line.installEventFilter(keys)
        self.due.edited.connect(self._day_typed)
        self.due.finished.connect(self._day_left)
        for box in self.causes.values():
            box.toggled.connect(lambda _on: self._typed("causes", self._chosen_causes()))
        for box in self.directions.values():
            box.toggled.connect(lambda _on: self._typed("directions", self._chosen_directions()))

    def arrange(self, columns: int) -> None:
        """Set section, person and date side by side, or below each other."""
        if columns == self._columns:
            return
        self._columns = columns
        for n, (name, field) in enumerate(self._fields):
            row, column = 2 * (n // columns), n % columns
            self._grid.addWidget(self._labels[name], row, column)
            self._grid.addWidget(field, row + 1, column)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    # --- showing ---------------------------------------------------------------------------------------------------

    def put(self, checkpoint: Checkpoint, action: Action | None) -> None:
        """Show the measure of a checkpoint; what is being written stays as it was typed."""
        if self._checkpoint is not checkpoint:
            self.flush()
            self._checkpoint = checkpoint
            self._dirty = dict(self._refused.get(checkpoint.id, {}))
            self.told.setVisible(bool(self._dirty))
            self._shown = None
            self._fill(action)
            if self._dirty:
                self._timer.start()
        elif action != self._shown:
            self._fill(action)
        self._shown = action

    def _fill(self, action: Action | None) -> None:
        checkpoint = self._checkpoint
        if checkpoint is None:
            return
        # Without a measure yet, the catalogue's causes are shown: the draft takes them, too.
        stored: dict[str, object] = {
            "measure": action.measure if action else "",
            "owner": action.owner if action else "",
            "department": action.department if action else "",
            "due": action.due if action else None,
            "causes": action.causes if action else checkpoint.causes,
            "directions": action.directions if action else checkpoint.directions,
        }
        values = {**stored, **self._dirty}
        self._filling = True
        if self.measure.text().strip() != str(values["measure"]).strip() or not self.measure.hasFocus():
            self.measure.put(str(values["measure"]))
        for line, name in ((self.owner, "owner"), (self.department, "department")):
            if line.text().strip() != str(values[name]).strip():
                line.setText(str(values[name]))
        day = values["due"]
        if checkpoint.id in self._unread:
            self.due.set_text(self._unread[checkpoint.id])
        elif not self.due.line.hasFocus():
            self.due.set_day(day if isinstance(day, date) else None)
        self._tell_day()
        self._tell_drafted(action)
        causes, directions = values["causes"], values["directions"]
        for cause, box in self.causes.items():
            box.setChecked(isinstance(causes, tuple) and cause in causes)
        for name, box in self.directions.items():
            box.setChecked(isinstance(directions, tuple) and name in directions)
        self._filling = False

    def _tell_drafted(self, action: Action | None) -> None:
        """Name and mark the fields that the officer has not written: a draft must not look like the officer's own."""
        drafted = _drafted(action)
        words = _(
            "Drafted from the catalogue, not written by you: {fields}. Look at each, and write anew what does not fit."
        )
        names = _field_words()
        self.drafted.setText(words.format(fields=_(", ").join(names[name] for name in drafted)))
        self.drafted.setVisible(bool(drafted))
        self.accept.setVisible(bool(drafted))
        restyle(self.measure, state="drafted" if "measure" in drafted else "")
        if self.due.readable:
            restyle(self.due.line, state="drafted" if "due" in drafted else "")
        for name, shown in (("due", "due"), ("causes", "causes"), ("directions", "ways")):
            text = names[name]
            self._labels[shown].setText(_("{field} (draft)").format(field=text) if name in drafted else text)

    def retranslate(self) -> None:
        """Set every text anew."""
        language = current_language()
        self.title.setText(_("Measure"))
        self.about.setText(
            _("One measure for this checkpoint, common to all sites; it becomes a row of the improvement plan.")
        )
        example = (
            self._checkpoint.actions[0].in_language(language) if self._checkpoint and self._checkpoint.actions else ""
        )
        self.measure.setPlaceholderText(_("For example: {example}").format(example=example) if example else "")
        self.measure.setAccessibleName(_("Measure"))
        for name, text in (
            ("owner", _("Person responsible")),
            ("department", _("Section in charge")),
        ):
            self._labels[name].setText(text)
        self.owner.setAccessibleName(_("Person responsible"))
        self.department.setAccessibleName(_("Section in charge"))
        self.due.setAccessibleName(_("Due date"))
        self.accept.setText(_("Accept the draft as it is"))
        self.due.retranslate()
        self._tell_day()
        if self._said is not None:
            self.told.setText(self._said.sentence)
        self._tell_drafted(self._shown)
        for cause, box in self.causes.items():
            box.setText(cause_word(cause))
        for entry in self._session.catalogue.directions:
            box = self.directions[entry.id]
            box.setText(entry.title.in_language(language).replace("&", "&&"))
            box.setToolTip(entry.text.in_language(language))

    def dress(self) -> None:
        """Take on the present zoom."""
        self._column.setSpacing(theme().px(8))
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setVerticalSpacing(theme().px(4))
        self.measure.dress()

    # --- writing ---------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write what was changed."""
        self._timer.stop()
        self.measure.stop()
        checkpoint, dirty = self._checkpoint, self._dirty
        if checkpoint is None or not dirty:
            return
        self._dirty = {}
        language = current_language()

        def write(desk: Desk) -> tuple[Changes, Action]:
            from app.services import planning

            return planning.write_action_for(desk, checkpoint.id, language, **dirty)

        self._session.do(
            write,
            partial(self._written, checkpoint),
            partial(self._failed, checkpoint, dirty),
            self,
        )

    def accept_draft(self) -> None:
        """Take what was drafted as written by the officer, with what is being written beside it."""
        self.flush()
        checkpoint = self._checkpoint
        if checkpoint is None:
            return

        def accept(desk: Desk) -> Changes:
            from app.services import planning
            from app.services.changes import Changes

            action = planning.action_for(desk, checkpoint.id)
            return planning.accept_draft(desk, action.number, _SHOWN) if action is not None else Changes()

        self._session.do(accept, None, partial(self._not_accepted, checkpoint), self)

    def _not_accepted(self, checkpoint: Checkpoint, error: BaseException) -> None:
        if checkpoint is self._checkpoint:
            self.told.setText(message(error).sentence)
            self.told.show()

    @property
    def refused(self) -> tuple[str, ...]:
        """The checkpoints of whose measure something typed could not be written."""
        return tuple({**self._refused, **self._unread})

    def _typed(self, name: str, value: object) -> None:
        if not self._filling and self._checkpoint is not None:
            self._dirty[name] = value
            self._timer.start()

    def _day_typed(self) -> None:
        # A day that cannot be read stays in the field of its checkpoint, told in words, and is not written.
        if self._checkpoint is None:
            return
        if self.due.readable:
            self._unread.pop(self._checkpoint.id, None)
            self._tell_day()
            self._typed("due", self.due.day())
        else:
            self._unread[self._checkpoint.id] = self.due.text()
            self._dirty.pop("due", None)

    def _day_left(self) -> None:
        self._tell_day()
        self._tell_drafted(self._shown)
        self._left()

    def _tell_day(self) -> None:
        self.unread.setText(self.due.why_not())
        self.unread.setVisible(not self.due.readable)

    def _left(self) -> None:
        if self._timer.isActive():
            self.flush()

    def _written(self, checkpoint: Checkpoint, outcome: tuple[Changes, Action]) -> None:
        self._refused.pop(checkpoint.id, None)
        if checkpoint is self._checkpoint:
            self.told.hide()
            self._fill(outcome[1])
            self._shown = outcome[1]

    def _failed(self, checkpoint: Checkpoint, dirty: dict[str, object], error: BaseException) -> None:
        self._refused[checkpoint.id] = {**dirty, **self._dirty}
        if checkpoint is self._checkpoint:
            self._dirty = {**dirty, **self._dirty}
            self._said = message(error)
            self.told.setText(self._said.sentence)
            self.told.show()

    def _chosen_causes(self) -> tuple[Cause, ...]:
        return tuple(cause for cause, box in self.causes.items() if box.isChecked())

    def _chosen_directions(self) -> tuple[str, ...]:
        return tuple(name for name, box in self.directions.items() if box.isChecked())


_SHOWN = ("measure", "due", "causes", "directions")
"""The fields of a draft that this panel shows."""


def _drafted(action: Action | None) -> list[str]:
    """The fields that hold something nobody has written."""
    if action is None:
        return []
    # The plan is not loaded while an audit is opened.
    from app.domain.plan import drafted_fields

    return [name for name in drafted_fields(action) if name in _SHOWN]


def _field_words() -> dict[str, str]:
    return {
        "measure": _("Measure"),
        "due": _("Due date"),
        "causes": _("Causes (report summary ¶7)"),
        "directions": _("Direction of the measure (report summary ¶7 ①–⑤)"),
    }
