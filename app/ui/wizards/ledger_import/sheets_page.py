"""Step 2: which sheets are taken, where their headings stand, and which office the rows belong to."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidgetItem,
    QTreeWidgetItem,
)

from app.i18n import gettext as _
from app.services import ledger_problems, ledgers, wording
from app.services.ledger_ports import Look, SheetLook
from app.ui.generated.ledger_import_sheets import Ui_LedgerImportSheets
from app.ui.style.theme import theme
from app.ui.style.tokens import ROW
from app.ui.widgets.notice import Notice
from app.ui.wizards.ledger_import.step import Step
from app.ui.wizards.ledger_import.titles import Titles

if TYPE_CHECKING:
    from app.ui.wizards.ledger_import.wizard import LedgerImportWizard

_NAME = Qt.ItemDataRole.UserRole
_PATIENCE = 250
_MOST_COLUMNS = 60
CARDS = 0
"""`header_lines` of a sheet with a card for each record."""


class SheetsPage(Step):
    """Above the sheets, below the first rows of the chosen one with the headings marked."""

    number = 1

    def __init__(self, wizard: LedgerImportWizard) -> None:
        super().__init__(wizard)
        self._shown: Look | None = None
        self._looking = False
        self._asked = 0
        self.form = Ui_LedgerImportSheets()
        self.form.setupUi(self.body)
        self.notice = Notice(self.body)
        self.form.noticeRoom.addWidget(self.notice)
        self.titles = Titles(self.draft, self.body)
        self.titles.changed.connect(self.changed)
        self.form.titlesRoom.addWidget(self.titles)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE)
        self._wait.timeout.connect(self._look_again)
        self._marked = MarkedRows(self.form.preview)
        self.form.preview.setItemDelegate(self._marked)
        self.form.preview.setTabKeyNavigation(False)
        self.form.preview.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.form.sheets.setColumnCount(4)
        self.form.sheets.setProperty("role", "table")
        self.form.sheets.itemChanged.connect(self._ticked)
        self.form.sheets.currentItemChanged.connect(lambda _now, _before: self._show_sheet())
        self.form.headerRow.valueChanged.connect(self._header_chosen)
        self.form.preview.cellDoubleClicked.connect(lambda row, _column: self.form.headerRow.setValue(row + 1))
        self.form.site.activated.connect(self._site_chosen)
        self.form.sheetSite.activated.connect(self._sheet_site_chosen)
        self.form.preview.verticalHeader().sectionClicked.connect(lambda row: self.form.headerRow.setValue(row + 1))
        theme().changed.connect(self._dress)
        self._dress()
        self.retranslate()
        self.changed()

    def _dress(self) -> None:
        self._size_sheets()
        self.form.preview.setMinimumHeight(theme().px(120))
        self.form.preview.verticalHeader().setDefaultSectionSize(theme().px(ROW - 6))

    def _size_sheets(self) -> None:
        """High enough for the sheets of most files; more of them scroll."""
        count = self.form.sheets.topLevelItemCount()
        for number in range(count):
            item = self.form.sheets.topLevelItem(number)
            if item is not None:
                item.setSizeHint(0, QSize(0, theme().px(ROW)))
        lines = min(6, max(2, count))
        head = self.form.sheets.header().sizeHint().height()
        self.form.sheets.setFixedHeight(lines * theme().px(ROW) + head + theme().px(6))

    def retranslate(self) -> None:
        self.form.retranslateUi(self.body)
        self.heading.setText(_("Which sheets, and where are the headings?"))
        self.lead.setText(
            _("Sheets that look like the ledger are ticked. The row of the headings is marked; if another one is "
              "right, click its number on the left or change it below.")
        )  # fmt: skip
        self.form.sheets.setHeaderLabels([_("Sheet"), _("Rows"), _("Office of the sheet"), _("Recognised")])
        self._fill()
        super().retranslate()

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        """Show the file that was chosen."""
        if self._shown is not self.draft.look:
            # What was asked of another file is of no use any more.
            self._wait.stop()
            self._looking = False
            self.notice.hide()
            self._fill()
        self.changed()
        self.form.sheets.setFocus()

    def cleanupPage(self) -> None:  # noqa: N802 - Qt's name
        """Going back forgets nothing."""

    def missing(self) -> str:
        if self._looking or self._wait.isActive():
            return _("The headings are being looked for.")
        sheets = self.draft.sheets()
        if not sheets:
            return _("Tick at least one sheet.")
        if bare := [s.name for s in sheets if not self.draft.may_take(s)]:
            return _("Say in which row the headings of sheet {sheet} stand, or leave the sheet out.").format(
                sheet=bare[0]
            )
        return self.titles.refused()

    # --- sheets -------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        look = self.draft.look
        self._shown = look
        form = self.form
        form.sheets.setColumnHidden(2, not self.draft.sited)
        for part in (form.sheetSiteLabel, form.sheetSite, form.siteLabel, form.site, form.siteTold):
            part.setVisible(self.draft.sited)
        current = self._current_name()
        with QSignalBlocker(self.form.sheets):
            self.form.sheets.clear()
            for sheet in look.sheets if look is not None else ():
                item = QTreeWidgetItem(self.form.sheets)
                item.setData(0, _NAME, sheet.name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                self._show_item(item, sheet)
            header = self.form.sheets.header()
            header.setStretchLastSection(True)
            for n, width in enumerate((180, 70, 150)):
                header.resizeSection(n, max(theme().px(width), header.sectionSizeHint(n)))
        self._size_sheets()
        items = [self.form.sheets.topLevelItem(n) for n in range(self.form.sheets.topLevelItemCount())]
        wanted = next((i for i in items if i is not None and i.data(0, _NAME) == current), None)
        taken = next((i for i in items if i is not None and self.draft.taken.get(i.data(0, _NAME))), None)
        first = wanted or taken or (items[0] if items else None)
        if first is not None:
            self.form.sheets.setCurrentItem(first)
        self._fill_sites()
        self._show_sheet()

    def _show_item(self, item: QTreeWidgetItem, sheet: SheetLook) -> None:
        on = self.draft.taken.get(sheet.name, False)
        item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        item.setText(0, sheet.name if sheet.visible else _("{sheet} (hidden)").format(sheet=sheet.name))
        item.setText(1, f"{sheet.rows:,}")
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setText(2, self.draft.site or self.draft.site_of(sheet) or "－")
        item.setToolTip(2, item.text(2))
        item.setText(3, self._recognised(sheet))
        item.setToolTip(3, item.text(3))

    def _recognised(self, sheet: SheetLook) -> str:
        if sheet.ledger:
            named = sum(bool(c.field) for c in sheet.columns)
            if sheet.header_lines == CARDS:
                return _("○ the ledger as cards: the first one in row {row}, lines recognised: {count}").format(
                    row=sheet.header_row, count=named
                )
            return _("○ the ledger: headings in row {row}, columns recognised: {count}").format(
                row=sheet.header_row, count=named
            )
        if kind := self.draft.rather(sheet):
            return _("－ rather the {ledger}").format(ledger=wording.ledger_name(kind, _))
        why = ledger_problems.reason(sheet, self.draft.look.file if self.draft.look else "", _)
        return f"－ {why}" if why else "－"

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if column != 0:
            return
        name = item.data(0, _NAME)
        on = item.checkState(0) is Qt.CheckState.Checked
        if self.draft.taken.get(name) != on:
            self.draft.taken[name] = on
            self.draft.checked = None
            self.form.sheets.setCurrentItem(item)
            self.changed()

    def _current_name(self) -> str:
        item = self.form.sheets.currentItem()
        return str(item.data(0, _NAME)) if item is not None else ""

    def _current(self) -> SheetLook | None:
        look = self.draft.look
        name = self._current_name()
        return next((s for s in look.sheets if s.name == name), None) if look is not None else None

    def marked(self) -> AbstractSet[tuple[int, int]]:
        """The cells of the preview (row, column from 0) that are shown as headings or labels."""
        return self._marked.cells

    # --- headings -----------------------------------------------------------------------------------------------------

    def _show_sheet(self) -> None:
        sheet = self._current()
        table = self.form.preview
        table.clear()
        self.titles.show_sheet(sheet)
        if sheet is None:
            table.setRowCount(0)
            table.setColumnCount(0)
            return
        width = min(_MOST_COLUMNS, max((len(row) for row in sheet.top), default=0))
        table.setRowCount(len(sheet.top))
        table.setColumnCount(width)
        table.setHorizontalHeaderLabels([_letters(n) for n in range(width)])
        table.setVerticalHeaderLabels([str(n + 1) for n in range(len(sheet.top))])
        cards = sheet.header_lines == CARDS
        first = sheet.header_row - max(sheet.header_lines, 1) + 1
        names = {part for c in sheet.columns for part in _plain(c.heading).split(" › ")} if cards else set()
        labels = set()
        bold = QFont(table.font())
        bold.setBold(True)
        for r, cells in enumerate(sheet.top):
            for c, text in enumerate(cells[:width]):
                item = QTableWidgetItem(" ".join(text.split("\n")))
                if _plain(text) in names if cards else first <= r + 1 <= sheet.header_row:
                    item.setFont(bold)
                    labels.add((r, c))
                elif r + 1 < first:
                    item.setForeground(theme().colour("quiet"))
                table.setItem(r, c, item)
        self._marked.rows = range(0) if cards else range(first - 1, sheet.header_row)
        self._marked.cells = labels
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for c in range(width):
            table.setColumnWidth(c, theme().px(116))
        if sheet.header_row:
            table.scrollTo(table.model().index(max(0, first - 1), 0))
        with QSignalBlocker(self.form.headerRow):
            # It stands for the least number, which is a row where there are headings.
            self.form.headerRow.setSpecialValueText("" if sheet.header_row else "－")
            self.form.headerRow.setMinimum(1 if sheet.header_row else 0)
            self.form.headerRow.setMaximum(max(1, min(120, max(len(sheet.top), sheet.header_row))))
            self.form.headerRow.setValue(sheet.header_row)
        self.form.headerRow.setEnabled(bool(sheet.top))
        self.form.headerTold.setText(self._header_told(sheet))
        self.form.headerLabel.setText(_("The first card begins in row") if cards else _("The headings stand in row"))
        self._fill_sheet_sites(sheet)

    def _header_told(self, sheet: SheetLook) -> str:
        if not sheet.header_row:
            return _("No headings were found; choose the row in which they stand.")
        if sheet.header_lines == CARDS:
            return _("Cards: each record has its own block, with these labels beside or above the values. If it is a "
                     "table after all, choose the row of its headings.")  # fmt: skip
        if sheet.header_lines > 1:
            return _("The headings take {lines} rows, from {first} to {last}.").format(
                lines=sheet.header_lines, first=sheet.header_row - sheet.header_lines + 1, last=sheet.header_row
            )
        return _("Marked in the rows below.")

    def _header_chosen(self, row: int) -> None:
        sheet = self._current()
        if sheet is None or not row or row == sheet.header_row:
            return
        self.draft.header_rows[sheet.name] = row
        self._wait.start()
        self.changed()

    def _look_again(self) -> None:
        draft = self.draft
        if draft.path is None:
            return
        self._looking = True
        self._asked += 1
        desk, kind, path, password = self.session.desk, self.owner.kind, draft.path, draft.password
        # Rows that were found or remembered stay as they are.
        found = {s.name: s.header_row for s in draft.look.sheets if s.header_row} if draft.look is not None else {}
        rows = {**found, **draft.header_rows}
        mine, before = self._asked, draft.look

        def last() -> bool:
            """Whether nothing newer is asked, neither of this file nor by the choice of another one."""
            if mine != self._asked or draft.look is not before:
                return False
            self._looking = False
            return True

        def done(look: Look) -> None:
            if last():
                self._looked(look)
            self.changed()

        def failed(error: BaseException) -> None:
            if last():
                self.notice.refuse(error)
                self._as_found()
            self.changed()

        self.session.tasks.read(lambda: ledgers.look(desk, kind, path, password, header_rows=rows), done, failed, self)
        self.changed()

    def _as_found(self) -> None:
        """The headings stand where they stood before another row was wanted."""
        sheet = self._current()
        if sheet is not None:
            self.draft.header_rows.pop(sheet.name, None)
            with QSignalBlocker(self.form.headerRow):
                self.form.headerRow.setValue(sheet.header_row)

    def _looked(self, look: Look) -> None:
        name, row = self._current_name(), self.form.headerRow.value()
        self.draft.take_look(look)
        self.draft.checked = None
        sheet = next((s for s in look.sheets if s.name == name), None)
        self._fill()
        if sheet is not None and not sheet.header_row:
            self.notice.say(lambda: _("Row {row} holds no headings; choose another one.").format(row=row), good=False)
            with QSignalBlocker(self.form.headerRow):
                self.form.headerRow.setValue(row)
        else:
            self.notice.hide()

    # --- office -------------------------------------------------------------------------------------------------------

    def _fill_sites(self) -> None:
        box = self.form.site
        box.clear()
        box.addItem(_("As the rows and sheets tell"), "")
        for site in self.session.sites:
            box.addItem(_("{site}, where a row names none").format(site=site.name), site.name)
        box.setCurrentIndex(max(0, box.findData(self.draft.site)))
        self._tell_site()

    def _site_chosen(self, _number: int) -> None:
        self.draft.site = self.form.site.currentData() or ""
        self.draft.checked = None
        self._tell_site()
        self._show_offices()

    def _fill_sheet_sites(self, sheet: SheetLook) -> None:
        """What rows of the chosen sheet that name no office belong to; the office of the whole file goes before it."""
        box = self.form.sheetSite
        taken = self.draft.site_of(sheet)
        known = [site.name for site in self.session.sites]
        with QSignalBlocker(box):
            box.clear()
            if sheet.site:
                box.addItem(_("{office} (as recognised)").format(office=sheet.site), sheet.site)
            box.addItem(_("None: as the rows tell"), "")
            for name in dict.fromkeys((*known, taken)):
                if name not in ("", sheet.site):
                    box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(taken)))
        box.setEnabled(not self.draft.site)

    def _sheet_site_chosen(self, _number: int) -> None:
        sheet = self._current()
        if sheet is not None:
            self.draft.say_site(sheet, self.form.sheetSite.currentData() or "")
            self._show_offices()

    def _show_offices(self) -> None:
        """The office of each sheet, after one was chosen."""
        look = self.draft.look
        with QSignalBlocker(self.form.sheets):
            for number, sheet in enumerate(look.sheets if look is not None else ()):
                item = self.form.sheets.topLevelItem(number)
                if item is not None:
                    self._show_item(item, sheet)
        self.form.sheetSite.setEnabled(not self.draft.site)

    def _tell_site(self) -> None:
        if self.draft.site:
            told = _("For a file of one office. Records of other offices from earlier imports stay as they are.")
        else:
            told = _("Where a row names no office, that of its sheet counts.")
        self.form.siteTold.setText(told)


class MarkedRows(QStyledItemDelegate):
    """Paints the rows of the headings on the accent's ground; the style sheet hides an item's own background."""

    rows = range(0)
    cells: AbstractSet[tuple[int, int]] = frozenset()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground first, then the cell."""
        if index.row() in self.rows or (index.row(), index.column()) in self.cells:
            painter.fillRect(option.rect, theme().colour("accent_ground"))
        super().paint(painter, option, index)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _letters(index: int) -> str:
    """A, B, … Z, AA, … as Excel calls a column."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
