"""体裁: what reports wear, per recipient, with the first pages as they will be printed beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QComboBox, QListWidgetItem, QWidget

from app.domain.house_style import PLACES, Dates, Front, House, Preset, Recipient, marked_name
from app.domain.text import Text
from app.errors import UserError
from app.i18n import current_language, gettext_in
from app.i18n import gettext as _
from app.services import house_styling, reporting
from app.services.changes import Changes
from app.services.house_words import dates_word, front_word, recipient_word
from app.services.ports import Desk, HouseRead, LogoRead
from app.ui import files
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.house_style import Ui_HouseStyle
from app.ui.messages import message
from app.ui.reports.preview import PaperPreview
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import name_editors
from app.ui.wizards.new_audit.facts import confidentialities
from app.ui.work_folder import passing_folder

_PAUSE = 300
"""Milliseconds without a change after which the pages are drawn anew."""
_THUMB = 150, 36
_PAPER = 220
"""Pixels that the preview has at least, whatever the zoom: the form goes first."""
Titles = dict[str, str]
"""What kinds of reports are called."""


def open_style(
    session: Session,
    titles: Titles,
    kept: Callable[[], None],
    failed: Callable[[BaseException], None],
    parent: QWidget,
) -> None:
    """Read the style off the GUI thread, then show it; `kept` is called when another one was saved."""
    desk = session.desk

    def read() -> tuple[House, bytes | None]:
        with desk.file.read() as work:
            own = house_styling.house_in(desk, work)
            return own, house_styling.logo_in(work, own.logo)

    def show(found: tuple[House, bytes | None]) -> None:
        dialog = StyleDialog(session, *found, titles, parent.window())
        dialog.accepted.connect(kept)
        dialog.open()

    session.tasks.read(read, show, failed, parent)


class StyleDialog(Dialog):
    """Nothing is kept before “Save”; it stays open with a sentence when the service refuses."""

    def __init__(
        self, session: Session, house: House, logo: bytes | None, titles: Titles, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._house, self._logo, self._titles = session, house, logo, titles
        self._folder = tempfile.TemporaryDirectory(prefix="shadan-", dir=passing_folder(), ignore_cleanup_errors=True)
        self.destroyed.connect(self._folder.cleanup)
        self._number, self._filling = 0, False
        self.form = form = Ui_HouseStyle()
        form.setupUi(self)
        form.withheld.setMinimumHeight(theme().px(120))
        self._preview = PaperPreview(session.kit.paper, session.tasks, form.previewRoom)
        self._preview.setMinimumWidth(_PAPER)
        column = form.previewRoom.layout()
        if column is not None:
            column.addWidget(self._preview)
        self.fit()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._draw)
        for kind in house_styling.kinds():
            item = QListWidgetItem(form.withheld)
            item.setData(Qt.ItemDataRole.UserRole, kind)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        self._connect()
        lock(session, form.save)
        self.say_problem(form.problem, "")
        self.retranslate()
        form.recipient.setCurrentIndex(form.recipient.findData(Recipient.MANAGEMENT.value))
        self._fill()
        form.company.setFocus()

    def _connect(self) -> None:
        form = self.form
        for line in (form.company, form.header, form.footer, form.logoText):
            line.textEdited.connect(self._changed)
        form.marking.editTextChanged.connect(self._changed)
        for box in (form.ofAudit, form.markNames):
            box.toggled.connect(self._changed)
        for choice in (form.front, form.dates):
            choice.activated.connect(self._changed)
        form.withheld.itemChanged.connect(self._changed)
        form.recipient.activated.connect(self._fill)
        form.chooseLogo.clicked.connect(self._choose_logo)
        form.dropLogo.clicked.connect(self._drop_logo)
        form.load.clicked.connect(self._load)
        form.give.clicked.connect(self._give)
        form.first.clicked.connect(self._first)
        form.save.clicked.connect(self._save)
        form.cancel.clicked.connect(self.reject)
        form.save.setDefault(True)

    # --- words -----------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text anew; what was entered stays."""
        form = self.form
        form.retranslateUi(self)
        self.setWindowTitle(_("House style"))
        form.places.setText(_("May have: {places}").format(places=" ".join(f"{{{place}}}" for place in PLACES)))
        self._filling = True
        _offer(form.recipient, {each.value: recipient_word(each, _) for each in Recipient})
        _offer(form.front, {each.value: front_word(each, _) for each in Front})
        _offer(form.dates, {each.value if each else "": dates_word(each, _) for each in (None, *Dates)})
        entered = form.marking.currentText()
        form.marking.clear()
        form.marking.addItems(self._markings())
        form.marking.setEditText(entered)
        for number in range(form.withheld.count()):
            item = form.withheld.item(number)
            kind = str(item.data(Qt.ItemDataRole.UserRole))
            item.setText(_(self._titles.get(kind, kind)))
        self._filling = False
        form.marking.setAccessibleName(_("Marking"))
        self._preview.setAccessibleName(_("Preview of the report"))
        name_editors(self)
        self._show_logo()
        self._show_example()
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The parts know their widths once they wear the look of the program."""
        super().showEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """What cannot be scrolled sideways must not be cut off."""
        held = self.form.side.layout()
        if held is not None:
            held.invalidate()
            held.activate()
            bar = self.form.scroll.verticalScrollBar().sizeHint().width()
            self.form.scroll.setMinimumWidth(held.totalMinimumSize().width() + bar + theme().px(4))

    @property
    def recipient(self) -> Recipient:
        """Whose values are shown."""
        return Recipient(self.form.recipient.currentData())

    def _markings(self) -> list[str]:
        """Usual ones, and those of the presets."""
        first = self._session.desk.world.houses.presets().presets.values()
        own = [preset.marking.in_language(current_language()) for preset in first if preset.marking is not None]
        return list(dict.fromkeys([*confidentialities(), *own]))

    # --- values ----------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Show the style, and the values of the recipient."""
        form, house, preset = self.form, self._house, self._house.preset(self.recipient)
        self._filling = True
        for line, text in (
            (form.company, house.company),
            (form.header, house.header),
            (form.footer, house.footer),
            (form.logoText, house.logo.alt if house.logo else ""),
        ):
            if line.text() != text:
                line.setText(text)
        form.ofAudit.setChecked(preset.marking is None)
        form.marking.setEditText("" if preset.marking is None else preset.marking.in_language(current_language()))
        form.markNames.setChecked(preset.mark_names)
        form.front.setCurrentIndex(form.front.findData(preset.front.value))
        form.dates.setCurrentIndex(form.dates.findData(preset.dates.value if preset.dates else ""))
        for number in range(form.withheld.count()):
            item = form.withheld.item(number)
            held = item.data(Qt.ItemDataRole.UserRole) in preset.withheld
            item.setCheckState(Qt.CheckState.Checked if held else Qt.CheckState.Unchecked)
        self._filling = False
        self._show_logo()
        self._after()

    def _changed(self) -> None:
        if self._filling:
            return
        form = self.form
        logo = self._house.logo
        self._house = replace(
            self._house,
            company=form.company.text(),
            header=form.header.text(),
            footer=form.footer.text(),
            logo=None if logo is None else replace(logo, alt=form.logoText.text()),
            presets={**self._house.presets, self.recipient: self._preset()},
        )
        self._after()

    def _preset(self) -> Preset:
        form, before = self.form, self._house.preset(self.recipient)
        marking: Text | None = None
        if not form.ofAudit.isChecked():
            text = form.marking.currentText().strip()
            kept = before.marking is not None and before.marking.in_language(current_language()) == text
            marking = before.marking if kept else Text(text, text)
        items = (form.withheld.item(n) for n in range(form.withheld.count()))
        return Preset(
            marking=marking,
            mark_names=form.markNames.isChecked(),
            front=Front(form.front.currentData()),
            dates=Dates(form.dates.currentData()) if form.dates.currentData() else None,
            withheld=tuple(
                str(each.data(Qt.ItemDataRole.UserRole)) for each in items if each.checkState() is Qt.CheckState.Checked
            ),
        )

    def _after(self) -> None:
        """What follows from the values: an example, the pages, and what is wrong with them."""
        form = self.form
        form.marking.setEnabled(not form.ofAudit.isChecked())
        form.logoText.setEnabled(self._house.logo is not None)
        form.dropLogo.setEnabled(self._house.logo is not None)
        self._show_example()
        try:
            house_styling.check(self._session.desk, self._house, self._session.outline.audit)
        except UserError as error:
            form.save.setEnabled(False)
            self._pause.stop()
            self.say_problem(form.problem, message(error).words)
            return
        form.save.setEnabled(True)
        self.say_problem(form.problem, "")
        self._pause.start()

    def _show_example(self) -> None:
        if self.form.recipient.currentData() is None:
            return
        own = self._session.outline.audit.confidentiality
        worn = self._house.style(self.recipient, current_language())
        name = marked_name(_("Improvement plan") + ".pdf", worn, own)
        self.form.example.setText(_("For example: {name}").format(name=name))

    def _show_logo(self) -> None:
        shown = self.form.logo
        if self._logo is None or self._house.logo is None:
            shown.setPixmap(QPixmap())
            shown.setText(_("No logo"))
            return
        picture = QPixmap()
        picture.loadFromData(self._logo, "PNG")
        wide, high = (theme().px(each) for each in _THUMB)
        shown.setPixmap(
            picture.scaled(wide, high, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
        shown.setToolTip(self._house.logo.alt)

    # --- pages -----------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self._number += 1
        number, house, logo, recipient = self._number, self._house, self._logo, self.recipient
        desk, render, language = self._session.desk, self._session.kit.render, current_language()
        file = Path(self._folder.name) / f"style-{number}.pdf"

        def make() -> Path:
            render(reporting.trial(desk, house, logo, recipient, gettext_in(language), language), file)
            return file

        def show(made: Path) -> None:
            if number == self._number:
                self._preview.show_file(made)

        self._session.tasks.read(make, show, self._refused, self)

    # --- logo and files --------------------------------------------------------------------------------------------

    def _choose_logo(self) -> None:
        file = files.ask_open(self, _("Logo"), self._folders(), _("Pictures (*.png *.jpg *.jpeg)"))
        if file is None:
            return
        houses = self._session.desk.world.houses

        def took(read: LogoRead) -> None:
            self._logo = read.png
            self._house = house_styling.with_logo(self._house, read)
            self._fill()

        self._session.tasks.read(lambda: houses.read_logo(file), took, self._refused, self)

    def _drop_logo(self) -> None:
        self._logo = None
        self._house = house_styling.with_logo(self._house, None)
        self._fill()
        self.form.chooseLogo.setFocus()

    def _load(self) -> None:
        file = files.ask_open(self, _("Import a house style"), self._folders(), _("House style (*.toml)"))
        if file is None:
            return
        desk = self._session.desk

        def took(found: HouseRead) -> None:
            self._house, self._logo = found.house, found.logo
            self._fill()

        self._session.tasks.read(lambda: house_styling.read(desk, file), took, self._refused, self)

    def _give(self) -> None:
        name = _("House style") + ".toml"
        kinds = _("House style (*.toml)")
        file = files.ask_save(self, _("Export the house style"), self._folders(), name, kinds, (".toml",))
        if file is None:
            return
        houses, house, logo = self._session.desk.world.houses, self._house, self._logo

        def done(_none: object) -> None:
            self.say_problem(self.form.problem, lambda: _("Saved: {file}").format(file=file), "conforming")

        self._session.tasks.read(lambda: houses.write(file, house, logo), done, self._refused, self)

    def _first(self) -> None:
        self._house, self._logo = self._session.desk.world.houses.presets(), None
        self._fill()

    def _folders(self) -> files.Folders:
        return files.Folders(Settings(), self._session.file)

    # --- keeping ---------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        self.form.save.setEnabled(False)
        house, logo = self._house, self._logo
        first = house == self._session.desk.world.houses.presets()

        def write(desk: Desk) -> Changes:
            return house_styling.reset(desk) if first else house_styling.change(desk, house, logo)

        self._session.do(write, lambda _changes: self.accept(), self._refused, self)

    def _refused(self, error: BaseException) -> None:
        self.form.save.setEnabled(True)
        self.say_problem(self.form.problem, message(error).words)


def _offer(choice: QComboBox, words: dict[str, str]) -> None:
    """The choices with their words; what was chosen stays."""
    chosen = choice.currentData() if choice.count() else None
    fresh = not choice.count()
    choice.clear()
    for value, word in words.items():
        choice.addItem(word, value)
    choice.setCurrentIndex(0 if fresh else max(0, choice.findData(chosen)))
