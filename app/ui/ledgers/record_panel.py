"""The record behind a row: its findings, and the cells as written beside what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.findings import Finding
from app.domain.ledgers import COLUMN, MARK
from app.domain.ledgers.form import Field
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import wording
from app.services.ledger_ports import Corrected
from app.services.ports import StoredRecord
from app.ui.dates import moment
from app.ui.findings.words import grade
from app.ui.ledgers.model import field_text
from app.ui.sealed import lock
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.style.tokens import SEVERITY_TONE
from app.ui.widgets.basics import button, card, label, restyle, rule
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose
from app.ui.words import status_word


class RecordPanel(QWidget):
    """Shows one record at a time; empty until `show_record`. `edit`, `strike` and `restore` ask for work by hand on the
    record that is shown."""

    edit = Signal(object)
    strike = Signal(object)
    restore = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "plain")
        self._session = session
        self._told: tuple[StoredRecord, tuple[Finding, ...], Sequence[Field], str, tuple[Corrected, ...]] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._body = QWidget(self)
        layout.addWidget(self._body)
        layout.addStretch(1)
        self.links: list[QWidget] = []

    def show_record(
        self,
        record: StoredRecord,
        findings: Sequence[Finding],
        fields: Sequence[Field],
        imported: str,
        by_hand: Sequence[Corrected] = (),
    ) -> None:
        """Show a record; `imported` tells when its import was, `by_hand` which of its cells were set right."""
        told = (record, tuple(findings), fields, imported, tuple(by_hand))
        if told != self._told:
            self._told = told
            self._build()

    def retranslate(self) -> None:
        """Language or look were switched."""
        if self._told is not None:
            self._build()

    def _build(self) -> None:
        if self._told is None:
            return
        record, findings, fields, imported, by_hand = self._told
        before, self._body = self._body, QWidget(self)
        self.links = []
        column = QVBoxLayout(self._body)
        column.setContentsMargins(*(theme().px(n) for n in (16, 8, 16, 16)))
        column.setSpacing(theme().px(8))
        column.addWidget(label("title", record.record.key))
        place = Prose(self._body, "quiet", selectable=True)
        place.setText(self._place(record, imported))
        column.addWidget(place)
        if record.gone:
            since = (
                _("－ Struck off by hand") if record.struck else _("－ No longer in the ledger since a later import")
            )
            gone = label("", since)
            restyle(gone, tone="partly")
            column.addWidget(gone)
        column.addWidget(self._acts(record))
        for finding in findings:
            column.addWidget(self._finding(finding))
        if not findings and not record.gone:
            column.addWidget(label("quiet", _("No rule finds anything in this row.")))
        column.addSpacing(theme().px(8))
        column.addLayout(self._cells(record, fields, by_hand))
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.replaceWidget(before, self._body)
        before.hide()
        before.deleteLater()
        self._body.show()

    def _acts(self, record: StoredRecord) -> QWidget:
        """What can be done with the record by hand."""
        acts = QWidget(self._body)
        flow = Flow(acts, 8)
        self.edit_button = button("", partial(self.edit.emit, record), acts)
        self.edit_button.setText(_("Change…"))
        self.strike_button = button("", partial(self.strike.emit, record), acts)
        self.strike_button.setText(_("Strike off…"))
        self.restore_button = button("", partial(self.restore.emit, record), acts)
        self.restore_button.setText(_("Bring back"))
        lock(self._session, self.edit_button, self.strike_button, self.restore_button)
        for each, words, shown in (
            (self.edit_button, _("Change the record {key}"), not record.gone),
            (self.strike_button, _("Strike off the record {key}"), not record.gone),
            (self.restore_button, _("Bring back the record {key}"), record.struck),
        ):
            each.setAccessibleName(words.format(key=record.record.key))
            if shown:
                flow.addWidget(each)
            else:
                each.hide()
        acts.setVisible(not record.gone or record.struck)
        return acts

    def _place(self, record: StoredRecord, imported: str) -> str:
        if not record.file:
            return _("Added by hand")
        where = _("{file}, sheet {sheet}, row {row}").format(
            file=record.file, sheet=record.record.sheet, row=f"{record.record.row:,}"
        )
        if mark := record.record.raw.get(MARK):
            column = record.record.raw.get(COLUMN, "")
            where = _("{where}, column {column} (mark “{mark}”)").format(where=where, column=column, mark=mark)
        return f"{where}\n{_('Imported {when}').format(when=imported)}" if imported else where

    def _finding(self, finding: Finding) -> QFrame:
        tone = SEVERITY_TONE[finding.severity]
        language = current_language()
        frame, column = card("card", self)
        pad = theme().px(12)
        column.setContentsMargins(pad, theme().px(8), pad, theme().px(8))
        column.setSpacing(theme().px(4))
        head = label("", f"{grade(finding.severity)}・{status_word(finding.status)}")
        restyle(head, tone="quiet" if tone == "neutral" else tone)
        title = label("section", wording.finding_title(self._session.catalogue, finding, language))
        words = Prose(frame, selectable=True)
        words.setText(wording.finding_sentence(self._session.catalogue, finding, _, language))
        link = button("link", partial(self._go, finding.id), frame)
        link.setText(_("Open the finding"))
        link.setAccessibleName(f"{_('Open the finding')}: {title.text()}")
        self.links.append(link)
        for each in (head, title, words):
            column.addWidget(each)
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _go(self, finding: str) -> None:
        self._session.go(Target("findings", finding=finding))

    def _cells(self, record: StoredRecord, fields: Sequence[Field], by_hand: Sequence[Corrected]) -> QGridLayout:
        """Field, text as written, value as understood; where the two differ the value stands out.

        What was set right by hand is told below the text that the file has.
        """
        corrected = {each.field: each for each in by_hand}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(8))
        for n, words in enumerate((_("Field"), _("As written"), _("As understood"))):
            grid.addWidget(label("quiet", words), 0, n)
        grid.addWidget(rule(), 1, 0, 1, 3)
        line = 2
        language = current_language()
        for field in fields:
            written = record.record.raw.get(field.id, "")
            value = field_text(record, field)
            if not written and not value:
                continue
            differs = written != record.record.values.get(field.id, "")
            for n, words in enumerate((field.title.in_language(language), written or "－", value or "－")):
                cell = CellText(words) if n else label("quiet", words)
                if not n:
                    cell.setFixedWidth(theme().px(96))
                cell.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                if n == 2 and differs:
                    restyle(cell, tone="accent")
                grid.addWidget(cell, line, n)
            line += 1
            if (each := corrected.get(field.id)) is not None and each.before == written:
                told = Prose(self._body, "hint", selectable=True)
                told.setText(
                    _("Set right by hand as “{text}” ({who}, {when})").format(
                        text=each.after or "－", who=each.by, when=moment(each.at)
                    )
                )
                grid.addWidget(told, line, 1, 1, 2)
                line += 1
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return grid


class CellText(QLabel):
    """The text of a cell, broken anywhere: an address has no place to break it."""

    _FLAGS = int(Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """As many lines as the width asks for."""
        room = QRect(0, 0, max(width, 1), 1 << 20)
        return self.fontMetrics().boundingRect(room, self._FLAGS, self.text()).height()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters a line are enough."""
        return QSize(theme().px(72), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self._FLAGS, self.text())
