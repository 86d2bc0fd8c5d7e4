"""One finding in full: what, why, the rows behind it, the incident behind the question, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.calendar import read_day
from app.domain.catalogue import Checkpoint
from app.domain.findings import Finding, RowRef, Source, Status, cited
from app.domain.precedents import Measure
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import findings, planning, wording
from app.services.changes import Changes
from app.services.ports import Desk
from app.services.typed_days import typed_day
from app.ui.findings.acceptance import AcceptanceFields, why_not, why_not_corrected
from app.ui.findings.dialogs import BY_HAND
from app.ui.findings.other_names import OtherNames
from app.ui.findings.rows import FindingRow, day_of
from app.ui.findings.words import grade, ledger_word
from app.ui.generated.findings_detail import Ui_FindingsDetail
from app.ui.sealed import lock
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.style.tokens import SEVERITY_TONE
from app.ui.widgets.autosave import Autosave, Binding, name_editors
from app.ui.widgets.basics import card, label, restyle
from app.ui.widgets.columns import empty
from app.ui.widgets.link import Link
from app.ui.widgets.prose import Prose
from app.ui.words import day_word, source_word, status_word

_ROWS, _PRECEDENTS = 20, 3


class FindingPanel(QWidget):
    """`assign` is emitted when the finding is to be put under a measure; `failed` carries what could not be done."""

    assign = Signal()
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._row: FindingRow | None = None
        self.form = Ui_FindingsDetail()
        self.form.setupUi(self)
        for links in (self.form.measures_list, self.form.checkpoints_list):
            # A link keeps room for its focus ring: its words stand flush with the titles all the same.
            links.setContentsMargins(-theme().px(4), 0, 0, 0)
        self.acceptance = AcceptanceFields(self)
        self.form.remark_box.addWidget(self.acceptance)
        self.names = OtherNames(session, self)
        self.names.failed.connect(self.failed)
        self.form.rows_section.addWidget(self.names)
        self._covered: set[str] = set()
        self.save = Autosave(session, self, _write_state, self._why_not)
        for status in Status:
            self.form.status.addItem(status_word(status), status.value)
        self.save.custom(
            # Why it is not taken stands below the last of its fields.
            Binding("state", self.acceptance, self._raw, self._show_raw, _written, _state),
            self.form.remark.textChanged,
            self.form.remark.finished,
        )
        self.acceptance.edited.connect(lambda: self.save.typed("state"))
        self.acceptance.day_edited.connect(lambda: self.save.typed("state", soon=False))
        self.acceptance.finished.connect(self.save.flush)
        self.form.status.activated.connect(lambda: self._status_chosen())
        self.form.assign.clicked.connect(lambda: self.assign.emit())
        self.form.make.clicked.connect(lambda: self._make())
        lock(session, self.form.assign, self.form.make)

    def show_row(self, row: FindingRow) -> None:
        """Show a finding; a remark that is being written keeps what was typed."""
        self._row = row
        finding = row.finding
        if findings.is_excepted(finding):
            self._covered.add(finding.id)
        self.form.grade.setText(grade(finding.severity))
        restyle(self.form.grade, tone=SEVERITY_TONE[finding.severity])
        self.form.title.setText(row.title)
        self.form.sentence.setText(row.sentence)
        self.form.meta.setText(self._meta(finding))
        self.form.partly.setText(_("This rule was run in part: a ledger, a column or the affiliate's side is missing."))
        self.form.partly.setVisible(row.in_part)
        resolved = finding.status is Status.RESOLVED
        for index in range(self.form.status.count()):
            allowed = Status(self.form.status.itemData(index)) in BY_HAND or resolved
            item = self.form.status.model().item(index)  # type: ignore[attr-defined]
            item.setEnabled(allowed)
        closed = resolved or self._session.sealed
        self.form.status.setEnabled(not closed)
        self.form.remark.setEnabled(not closed)
        self.acceptance.setEnabled(not closed)
        given = finding.acceptance
        until = read_day(given.until) if given is not None else None
        kept = (finding.status, finding.remark, given.approver if given is not None else "", until)
        self.save.present(finding.id, {"state": kept})
        self._show_acceptance()
        self.names.show_finding(finding)
        self._show_measures(row)
        self._show_rows(row)
        self._show_checkpoints(finding)
        self._show_incident(finding)
        self._show_precedents(finding)

    def focus_refused(self) -> None:
        """Put the cursor where something is wanting: the remark while it is empty, else in what an acceptance needs."""
        if self.acceptance.isVisible() and self.form.remark.toPlainText().strip():
            self.acceptance.focus_wanting()
        else:
            self.form.remark.setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        for number, status in enumerate(Status):
            self.form.status.setItemText(number, status_word(status))
        self.acceptance.retranslate()
        self.names.retranslate()
        name_editors(self)
        self.save.retranslate()
        if self._row is not None:
            self.show_row(self._row)

    # --- parts --------------------------------------------------------------------------------------------------------

    def _meta(self, finding: Finding) -> str:
        parts = [source_word(finding.source)]
        if finding.rule:
            parts.append(_("rule {rule}").format(rule=finding.rule))
        sites = {site.id: site.name for site in self._session.outline.sites}
        parts.append(wording.finding_place(finding, sites, _))
        if finding.lapsed and finding.acceptance is not None:
            lapsed = _("accepted until {date}, open again").format(date=_day_word(finding.acceptance.until))
            parts.append(lapsed)
        if finding.first_seen:
            parts.append(_("first seen {date}").format(date=_day_word(finding.first_seen)))
        if finding.resolved_on and finding.status is Status.RESOLVED:
            gone = _("settled {date}, as the site left the audit") if finding.left else _("gone since {date}")
            parts.append(gone.format(date=_day_word(finding.resolved_on)))
        return "  ·  ".join(parts)

    def _show_measures(self, row: FindingRow) -> None:
        empty(self.form.measures_list)
        for number in row.measures:
            words = _("Measure {number}").format(number=number)
            go = partial(self._session.go, Target("plan", action=number))
            self.form.measures_list.addWidget(Link(words, go))
        if not row.measures:
            none = label("", _("× no measure answers this finding yet"))
            none.setProperty("tone", "nonconforming")
            self.form.measures_list.addWidget(none)
        self.form.make.setVisible(not row.measures and bool(self._checkpoints(row.finding)))

    def _show_rows(self, row: FindingRow) -> None:
        finding, by_hand = row.finding, row.by_hand
        empty(self.form.rows_list)
        self.form.rows_title.setVisible(bool(finding.rows))
        rows = cited(finding.rows)
        set_right, mended = _(" (set right by hand)"), {finding.rows[number] for number in by_hand}
        for ref in rows[:_ROWS]:
            where = wording.row_place(ref, _) + (set_right if ref in mended else "")
            self.form.rows_list.addWidget(self._row_card(finding, ref, where))
        if len(rows) > _ROWS:
            told = _("and {count} more").format(count=f"{len(rows) - _ROWS:,}")
            told += set_right if mended.intersection(rows[_ROWS:]) else ""
            self.form.rows_list.addWidget(label("quiet", told))

    def _row_card(self, finding: Finding, ref: RowRef, where: str) -> QWidget:
        frame, inner = card()
        words = f"{ledger_word(ref.kind)} {ref.key}"
        # All rows behind the finding are shown there: one of two doubles alone would tell nothing.
        target = Target("ledgers", kind=ref.kind, key=ref.key, options={"finding": finding.id})
        link = Link(words, partial(self._session.go, target))
        link.setAccessibleName(_("Show in the ledger: {key}").format(key=words))
        inner.addWidget(link)
        inner.addWidget(label("quiet", where))
        inner.setSpacing(0)
        return frame

    def _show_checkpoints(self, finding: Finding) -> None:
        empty(self.form.checkpoints_list)
        language = current_language()
        catalogue = self._session.catalogue
        for identity in finding.checkpoints:
            checkpoint = catalogue.known(identity)
            if checkpoint is None:
                self.form.checkpoints_list.addWidget(label("quiet", catalogue.question(identity).in_language(language)))
                continue
            target = Target("checkpoints", checkpoint=checkpoint.id, site=finding.site or None)
            words = f"{checkpoint.id} {checkpoint.question.in_language(language)}"
            self.form.checkpoints_list.addWidget(Link(words, partial(self._session.go, target)))
        beside = bool(finding.rule) and not finding.checkpoints
        if beside:
            words = _("This audit asks none of the checkpoints that the rule speaks to; the plan answers it even so.")
            self.form.checkpoints_list.addWidget(_prose(words))
        self.form.checkpoints_title.setVisible(beside or bool(finding.checkpoints))

    def _show_incident(self, finding: Finding) -> None:
        empty(self.form.incident_list)
        catalogue, language = self._session.catalogue, current_language()
        if finding.source is Source.RULES:
            named = next((rule.incidents for rule in catalogue.rules if rule.id == finding.rule), ())
        else:
            named = tuple(i for c in self._checkpoints(finding) for i in c.incidents)
        told = [incident for incident in catalogue.incidents if incident.id in named][:2]
        for incident in told:
            self.form.incident_list.addWidget(label("", incident.operator.in_language(language)))
            self.form.incident_list.addWidget(_prose(incident.text.in_language(language)))
            source = _("Source: {source}").format(source=incident.source.in_language(language))
            self.form.incident_list.addWidget(label("hint", source))
        self.form.incident_title.setVisible(bool(told))

    def _show_precedents(self, finding: Finding) -> None:
        empty(self.form.precedents_list)
        language = current_language()
        told = 0
        for disposition in self._session.catalogue.dispositions:
            reasons = [r for r in disposition.reasons if set(r.leak) & set(finding.leaks)]
            if not reasons or told == _PRECEDENTS:
                continue
            told += 1
            head = f"{disposition.company.in_language(language)}  {_measure_word(disposition.measure)}"
            self.form.precedents_list.addWidget(label("", head))
            self.form.precedents_list.addWidget(_prose(f"「{reasons[0].text.in_language(language)}」"))
        for part in (self.form.precedents_title, self.form.precedents_note):
            part.setVisible(told > 0)

    def _checkpoints(self, finding: Finding) -> list[Checkpoint]:
        """Those that this edition asks."""
        found = [self._session.catalogue.known(identity) for identity in finding.checkpoints]
        return [checkpoint for checkpoint in found if checkpoint is not None]

    # --- acts ---------------------------------------------------------------------------------------------------------

    def _raw(self) -> tuple[Any, str, str, str]:
        # Qt hands a StrEnum back as a bare string.
        return Status(self.form.status.currentData()), self.form.remark.toPlainText(), *self.acceptance.raw()

    def _show_raw(self, raw: tuple[Any, str, str, str]) -> None:
        self.form.status.setCurrentIndex(self.form.status.findData(raw[0].value))
        if self.form.remark.toPlainText() != raw[1]:
            self.form.remark.setPlainText(raw[1])
        self.acceptance.show_raw(raw[2], raw[3])
        self._show_acceptance()

    def _status_chosen(self) -> None:
        self._show_acceptance()
        self.save.touch("state")

    def _show_acceptance(self) -> None:
        """Who approves and until when is asked where a risk is accepted; an exception's ledger tells both."""
        accepted = self.form.status.currentData() == Status.ACCEPTED.value
        covered = self._row is not None and self._row.finding.id in self._covered
        self.acceptance.setVisible(accepted and not covered)

    def _why_not(self, record: Hashable, name: str, value: State) -> str:
        """What an acceptance lacks, or what is said to be corrected; other states want nothing."""
        status, reason, approver, until = value
        if status is Status.CORRECTED:
            return why_not_corrected(reason)
        if status is not Status.ACCEPTED:
            return ""
        today = self._session.desk.world.clock.today()
        return why_not(reason, approver, until, today, covered=record in self._covered)

    def _make(self) -> None:
        asked = self._checkpoints(self._row.finding) if self._row is not None else []
        if not asked:
            return
        checkpoint, language = asked[0].id, current_language()

        def done(result: tuple[Changes, Any]) -> None:
            self._session.go(Target("plan", action=result[1].number))

        self._session.do(
            lambda desk: planning.write_action_for(desk, checkpoint, language), done, self.failed.emit, owner=self
        )


def _prose(text: str) -> Prose:
    made = Prose(role="quiet", selectable=True)
    made.setText(text)
    return made


State = tuple[Any, str, str, date | None]
"""State, remark, approver and the day until which it is accepted."""


def _state(raw: tuple[Any, str, str, str]) -> State:
    until = typed_day(raw[3]) if raw[0] is Status.ACCEPTED else read_day(raw[3])
    return raw[0], raw[1].strip(), raw[2].strip(), until


def _written(value: State) -> tuple[Any, str, str, str]:
    return value[0], value[1], value[2], day_word(value[3])


def _write_state(record: Hashable, name: str, value: State) -> Callable[[Desk], Any]:
    status, remark, approver, until = value
    if status is Status.ACCEPTED:
        return lambda desk: findings.accept(desk, str(record), remark, approver, until)
    return lambda desk: findings.set_status(desk, str(record), status, remark)


def _measure_word(measure: Measure) -> str:
    return {
        Measure.ORDER: _("Business improvement order"),
        Measure.RECOMMENDATION: _("Business improvement recommendation"),
        Measure.GUIDANCE: _("Business improvement guidance"),
    }[measure]


def _day_word(text: str) -> str:
    return day_word(day_of(text)) or text
