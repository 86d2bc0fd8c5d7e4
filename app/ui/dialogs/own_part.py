"""自社追加分: what the company lays over the catalogue, taken in from a file, and the values that stand in texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.overlay import Overlay
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import overlay_told, overlaying
from app.services.changes import Changes
from app.services.overlaying import Effect, OwnPart, ValueView
from app.services.ports import Desk
from app.ui import files
from app.ui.dialogs.ask import AskText
from app.ui.dialogs.dialog import Dialog
from app.ui.dialogs.question import agreed
from app.ui.files import Folders
from app.ui.generated.own_part import Ui_OwnPart
from app.ui.messages import message
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.listing import Column, Listing, ListTable

_SUFFIXES = (".xlsx", ".toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its kind (`own`, `note`, `hidden`), the checkpoint, the text, and the file it came from."""

    kind: str
    checkpoint: str
    text: str
    file: str


def entries(own: OwnPart, language: str) -> list[Entry]:
    """What all files lay over the catalogue, file by file."""
    asked = {c.id: c.question for c in own.checkpoints}
    found: list[Entry] = []
    for view in own.parts:
        file, overlay = view.part.source, view.overlay
        found += [
            Entry("own", c.id, asked.get(c.id, c.question).in_language(language), file) for c in overlay.checkpoints
        ]
        found += [Entry("note", n.checkpoint, n.text.in_language(language), file) for n in overlay.notes]
        found += [Entry("hidden", h.checkpoint, h.reason.in_language(language), file) for h in overlay.hidden]
        if not (overlay.checkpoints or overlay.notes or overlay.hidden):
            # It has values only, and must be there to be taken out.
            found.append(Entry("values", "", "", file))
    return found


def kind_word(kind: str) -> str:
    """What a line is."""
    return {
        "own": _("Own checkpoint"),
        "note": _("Note on a checkpoint"),
        "hidden": _("Not asked"),
        "values": _("Own values"),
    }[kind]


def _entry_columns() -> list[Column[Entry]]:
    return [
        Column(lambda: _("What it is"), lambda e: kind_word(e.kind), 120, whole=True),
        Column(lambda: _("Checkpoint"), lambda e: e.checkpoint, 110),
        Column(lambda: _("Text or reason"), lambda e: e.text),
        Column(lambda: _("File"), lambda e: e.file, 160),
    ]


def _value_columns() -> list[Column[ValueView]]:
    return [
        Column(lambda: _("Name"), lambda v: v.name, 180, whole=True),
        Column(lambda: _("Value in the texts"), lambda v: v.value, 220),
        Column(lambda: _("Laid down by"), lambda v: overlay_told.whose(v, _), tip=_help),
    ]


def _help(value: ValueView) -> str:
    return value.guide.help.in_language(current_language()) if value.guide is not None else ""


class OwnPartDialog(Dialog):
    """Each change is stored at once. `changed` tells afterwards whether the catalogue is another one than before."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._folders = Folders(settings, session.file)
        self._own: OwnPart | None = None
        self.changed = False
        self.form = form = Ui_OwnPart()
        form.setupUi(self)
        self.entries = ListTable(Listing(_entry_columns(), lambda e: (e.file, e.kind, e.checkpoint)), self)
        self.values = ListTable(Listing(_value_columns(), lambda v: v.name), self)
        form.entriesRoom.addWidget(self.entries)
        form.valuesRoom.addWidget(self.values)
        self.entries.setMinimumHeight(theme().px(120))
        self.values.setMinimumHeight(theme().px(110))
        self.fit()
        for button, act in (
            (form.take, self._take),
            (form.remove, self._remove),
            (form.write_out, self._write_out),
            (form.save_template, self._save_template),
            (form.change, self._change),
            (form.clear, self._clear),
            (form.addValue, self._add_value),
        ):
            button.clicked.connect(act)
        form.close.clicked.connect(self.accept)
        lock(session, form.take, form.remove, form.change, form.clear, form.addValue)
        self.entries.picked.connect(self._enable)
        self.values.picked.connect(self._enable)
        self.values.opened.connect(self._change)
        self.say_problem(form.problem, "")
        self.retranslate()
        self._read()
        form.take.setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        self.setWindowTitle(_("Own checkpoints"))
        self.entries.setAccessibleName(_("What the company adds and does not ask"))
        self.values.setAccessibleName(_("Own values"))
        self.entries.listing.retitle()
        self.values.listing.retitle()
        self._show()

    # --- showing ------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        desk = self._session.desk
        self._session.tasks.read(lambda: overlaying.own_part(desk), self._came, self._refused, self)

    def _came(self, own: OwnPart) -> None:
        self._own = own
        self._show()

    def _show(self) -> None:
        if self._own is not None:
            self.entries.put(entries(self._own, current_language()))
            self.values.put(self._own.values)
        self._enable()

    def _enable(self) -> None:
        value = self._value()
        self.form.remove.setEnabled(self._entry() is not None)
        self.form.write_out.setEnabled(self._own is not None and bool(self._own.parts))
        self.form.change.setEnabled(value is not None)
        self.form.clear.setEnabled(value is not None and value.own)

    def _entry(self) -> Entry | None:
        index = self.entries.currentIndex()
        return self.entries.listing.at(index) if index.isValid() else None

    def _value(self) -> ValueView | None:
        index = self.values.currentIndex()
        return self.values.listing.at(index) if index.isValid() else None

    # --- acts ---------------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        kinds = _("Workbooks and TOML (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.toml)")
        path = files.ask_open(self, _("Take in own checkpoints"), self._folders, kinds)
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Say what a file would do, and take it in when the officer agrees."""
        desk = self._session.desk
        self.say_problem(self.form.problem, "")

        def looked(found: tuple[Overlay, Effect]) -> None:
            lines = overlay_told.effect_lines(found[1], _)
            words = "\n".join([_("{file} would do this:").format(file=path.name), *lines])
            if agreed(_("Take in own checkpoints"), words, _("Leave as it is"), _("Take it in"), self):
                self._do(partial(overlaying.take, path=path))

        self._session.tasks.read(lambda: overlaying.look(desk, path), looked, self._refused, self)

    def _remove(self) -> None:
        if (entry := self._entry()) is None:
            return
        file = entry.file
        AskText(
            lambda: _("Take {file} out").format(file=file),
            lambda: _("Why? Everything that came with the file goes; answers to its checkpoints stay readable."),
            lambda: _("Take out"),
            "",
            lambda reason: self._do(partial(overlaying.remove, source=file, reason=reason)),
            self,
        ).open()

    def _change(self) -> None:
        if (value := self._value()) is None:
            return
        name = value.name
        AskText(
            lambda: _("Value of “{name}”").format(name=name),
            lambda: _help(value) or _("It stands in all texts that name it."),
            lambda: _("Set the value"),
            value.value if value.own or value.file else "",
            lambda text: self._do(partial(overlaying.set_value, name=name, value=text)),
            self,
        ).open()

    def _clear(self) -> None:
        if (value := self._value()) is not None:
            self._do(partial(overlaying.set_value, name=value.name, value=""))

    def _add_value(self) -> None:
        AskText(
            lambda: _("Add a value"),
            lambda: _("Its name, as it stands in braces in your texts"),
            lambda: _("Go on"),
            "",
            self._ask_new_value,
            self,
        ).open()

    def _ask_new_value(self, name: str) -> None:
        AskText(
            lambda: _("Value of “{name}”").format(name=name),
            lambda: _("It stands in all texts that name it."),
            lambda: _("Set the value"),
            "",
            lambda text: self._do(partial(overlaying.set_value, name=name, value=text)),
            self,
        ).open()

    def _write_out(self) -> None:
        if self._own is not None:
            self._write(_("Write out own checkpoints"), _("Own checkpoints"), overlaying.whole(self._own))

    def _save_template(self) -> None:
        self._write(_("Save a template"), _("Template of own checkpoints"), None)

    def _write(self, title: str, name: str, overlay: Overlay | None) -> None:
        kinds = _("Excel workbook (*.xlsx);;TOML (*.toml)")
        target = files.ask_save(self, title, self._folders, f"{name}.xlsx", kinds, _SUFFIXES)
        if target is None:
            return
        world, language = self._session.desk.world, current_language()

        def written(_nothing: None) -> None:
            self.say_problem(
                self.form.problem, lambda: _("Written: {file}").format(file=target.name), tone="conforming"
            )

        self._session.tasks.read(lambda: world.overlays.write(target, overlay, language), written, self._refused, self)

    def _do(self, work: Callable[[Desk], tuple[Changes, Effect]]) -> None:
        self.say_problem(self.form.problem, "")

        def done(result: tuple[Changes, Effect]) -> None:
            changes, effect = result
            self.changed = self.changed or bool(changes)
            lines = overlay_told.effect_lines(effect, _)
            self.say_problem(self.form.problem, "\n".join([_("Stored."), *lines]), tone="conforming")
            self._read()

        self._session.do(work, done, self._refused, self)

    def _refused(self, error: BaseException) -> None:
        self.say_problem(self.form.problem, message(error).words)
