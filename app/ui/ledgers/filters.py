"""The filters above a ledger table: words anywhere, quick filters, and conditions on columns as chips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.audit import Site
from app.domain.ledgers.form import Field
from app.i18n import current_language, ngettext
from app.i18n import gettext as _
from app.ui.generated.ledger_column_filter import Ui_LedgerColumnFilter
from app.ui.ledgers.view import NO_SITE, View
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.find_line import FindLine
from app.ui.widgets.flow import Flow

_PATIENCE = 200


class LedgerFilters(QWidget):
    """`changed` is emitted when another view is wanted; `view` is that view. `record_wanted` asks for a new record."""

    changed = Signal()
    record_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = View()
        self._fields: Sequence[Field] = ()
        self._counts = (0, 0)
        self._compact = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PATIENCE)
        self._wait.timeout.connect(self._words_typed)
        self.words = FindLine(self)
        self.words.textChanged.connect(lambda _text: self._wait.start())
        self.words.returnPressed.connect(self._words_typed)
        self.with_findings = QCheckBox(self)
        self.with_findings.toggled.connect(lambda on: self._take(replace(self.view, with_findings=on)))
        self.with_gone = QCheckBox(self)
        self.with_gone.toggled.connect(lambda on: self._take(replace(self.view, with_gone=on)))
        self.site = QComboBox(self)
        self.site.activated.connect(lambda _n: self._take(replace(self.view, site=self.site.currentData() or "")))
        self.add = button("", lambda: self.ask_condition(), self)
        self.record = button("", self.record_wanted.emit, self)
        self.count = label("quiet", wrap=False)
        self._chips = QWidget(self)
        self._chip_flow = Flow(self._chips, 8)
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        line.addWidget(self.words, 1)
        line.addWidget(self.count)
        self.fold = QToolButton(self)
        self.fold.setCheckable(True)
        self.fold.toggled.connect(lambda _on: self.set_compact(self._compact))
        line.addWidget(self.fold)
        self._quick = QWidget(self)
        flow = Flow(self._quick, 16)
        for each in (self.with_findings, self.with_gone, self.site, self.add, self.record):
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        column.addLayout(line)
        column.addWidget(self._quick)
        column.addWidget(self._chips)
        theme().changed.connect(self._dress)
        self._dress()

    def set_compact(self, compact: bool) -> None:
        """Fold the quick filters behind a button where there is little height."""
        self._compact = compact
        self.fold.setVisible(compact)
        self._quick.setVisible(not compact or self.fold.isChecked())
        active = sum((self.view.with_findings, self.view.with_gone, bool(self.view.site)))
        self.fold.setText(_("Filters ({count})").format(count=active) if active else _("Filters"))

    # --- what there is to choose --------------------------------------------------------------------------------------

    def set_ledger(
        self, fields: Sequence[Field], sites: Sequence[Site], elsewhere: bool, *, sited: bool = True
    ) -> None:
        """Offer the columns and sites of a ledger; `elsewhere`: some records stand at no site of the audit, `sited`:
        the ledger names offices at all."""
        self._fields = fields
        self.site.setVisible(sited)
        self.site.clear()
        self.site.addItem(_("All sites"), "")
        for site in sites:
            self.site.addItem(site.name, site.id)
        if elsewhere or self.view.site == NO_SITE:
            self.site.addItem(_("At no site of the audit"), NO_SITE)
        self._show_site()

    def _show_site(self) -> None:
        self.site.setCurrentIndex(max(0, self.site.findData(self.view.site)))

    def set_counts(self, shown: int, total: int) -> None:
        """Say how many rows are shown of how many."""
        self._counts = (shown, total)
        if shown == total and not self.view.filters:
            self.count.setText(ngettext("{count} record", "{count} records", total).format(count=f"{total:,}"))
        else:
            self.count.setText(_("{shown} of {total} records").format(shown=f"{shown:,}", total=f"{total:,}"))
        self.count.setAccessibleName(self.count.text())

    # --- the view -----------------------------------------------------------------------------------------------------

    def set_view(self, view: View) -> None:
        """Show a view's filters; `changed` follows."""
        self._wait.stop()
        self.view = view
        for box, on in ((self.with_findings, view.with_findings), (self.with_gone, view.with_gone)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        self.words.blockSignals(True)
        self.words.setText(view.text)
        self.words.blockSignals(False)
        self._show_site()
        self._show_chips()
        self.changed.emit()

    def _take(self, view: View) -> None:
        if view != self.view:
            self.view = view
            self._show_chips()
            self.changed.emit()

    def _words_typed(self) -> None:
        self._wait.stop()
        self._take(replace(self.view, text=self.words.text().strip()))

    def ask_condition(self, field: str = "") -> None:
        """Ask for a condition on a column."""
        dialog = ColumnFilter(self._fields, self.view.fields, field, self.window())
        dialog.wanted.connect(self.set_condition)
        dialog.open()

    def set_condition(self, field: str, text: str) -> None:
        """Show only rows that have the text in that column; an empty text lifts the condition."""
        fields = {k: v for k, v in self.view.fields.items() if k != field}
        if text.strip():
            fields[field] = text.strip()
        self._take(replace(self.view, fields=fields))

    def clear(self) -> None:
        """Show everything."""
        self.set_view(self.view.cleared())

    # --- chips --------------------------------------------------------------------------------------------------------

    def chips(self) -> list[QToolButton]:
        """The conditions on show."""
        return [c for c in self._chips.findChildren(QToolButton) if not c.isHidden()]

    def _show_chips(self) -> None:
        while (item := self._chip_flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        view = self.view
        if view.only:
            self._chip(view.only_told, replace(view, only=frozenset(), only_told=""))
        for field in self._fields:
            if text := view.fields.get(field.id):
                rest = {k: v for k, v in view.fields.items() if k != field.id}
                title = field.title.in_language(current_language())
                self._chip(_("{column} has “{text}”").format(column=title, text=text), replace(view, fields=rest))
        self._chips.setVisible(bool(self._chip_flow.count()))
        self.set_compact(self._compact)

    def _chip(self, words: str, without: View) -> None:
        chip = QToolButton(self._chips)
        chip.setText(f"{words}  ×")
        chip.setAccessibleName(_("Lift the condition: {condition}").format(condition=words))
        chip.setToolTip(chip.accessibleName())
        chip.clicked.connect(lambda: self.set_view(without))
        self._chip_flow.addWidget(chip)
        chip.show()

    # --- words and looks ----------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text anew."""
        self.words.setPlaceholderText(_("Filter: words in any column"))
        self.words.setAccessibleName(_("Filter: words in any column"))
        self.with_findings.setText(_("With findings only"))
        self.with_gone.setText(_("With rows that are gone"))
        self.add.setText(_("Condition on a column…"))
        self.record.setText(_("Add a record…"))
        self.site.setAccessibleName(_("Site"))
        if self.site.count():
            self.site.setItemText(0, _("All sites"))
            if (last := self.site.findData(NO_SITE)) >= 0:
                self.site.setItemText(last, _("At no site of the audit"))
        self.set_counts(*self._counts)
        self._show_chips()
        self.set_compact(self._compact)

    def _dress(self) -> None:
        self.site.setMinimumWidth(theme().px(180))


class ColumnFilter(QDialog):
    """Asks for a column and what must stand in it. `wanted` carries field id and text."""

    wanted = Signal(str, str)

    def __init__(self, fields: Sequence[Field], known: Mapping[str, str], field: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.form = Ui_LedgerColumnFilter()
        self.form.setupUi(self)
        self._known = known
        language = current_language()
        for each in fields:
            self.form.column.addItem(each.title.in_language(language), each.id)
        self.form.column.setCurrentIndex(max(0, self.form.column.findData(field)))
        self.form.column.currentIndexChanged.connect(lambda _n: self._show_known())
        buttons = self.form.buttons
        restyle(buttons.button(QDialogButtonBox.StandardButton.Ok), role="primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._show_known()
        (self.form.text if field else self.form.column).setFocus()

    def _show_known(self) -> None:
        self.form.text.setText(self._known.get(self.form.column.currentData() or "", ""))

    def accept(self) -> None:
        """Take the condition."""
        self.wanted.emit(self.form.column.currentData() or "", self.form.text.text())
        super().accept()
