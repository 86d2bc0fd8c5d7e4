"""The filters of the table of findings: a line for words, and boxes that fold away where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from app.domain.findings import UNSTATED, Source, Status
from app.domain.grades import Cause, Severity
from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.findings.rows import UNKNOWN, Wanted
from app.ui.findings.words import grade
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.elided_box import ElidedBox
from app.ui.widgets.find_line import FindLine
from app.ui.widgets.flow import FilterBar
from app.ui.words import cause_word, source_word, status_word

_WIDTHS = (100, 112, 112, 100, 104, 112, 102, 102)
"""Pixels of the boxes at 100 %: all of them stand side by side in a window of 1280."""


class FindingFilters(FilterBar):
    """`changed` is emitted when the officer wants other rows; `search` stands apart from the boxes."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        self._session = session
        self.search = FindLine()
        self.source, self.severity, self.site = ElidedBox(), ElidedBox(), ElidedBox()
        self.status, self.rule, self.leak = ElidedBox(), ElidedBox(), ElidedBox()
        self.cause, self.measure = ElidedBox(), ElidedBox()
        self._boxes = (
            *(self.severity, self.status, self.site, self.source),
            *(self.rule, self.leak, self.cause, self.measure),
        )
        super().__init__(self._boxes)
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        for box in self._boxes:
            box.activated.connect(lambda _index: self.changed.emit())

    def wanted(self) -> Wanted:
        """What the filters say."""
        return Wanted(
            text=self.search.text(),
            source=self.source.currentData() or "",
            severity=self.severity.currentData() or "",
            site=self.site.currentData(),
            status=self.status.currentData() or "",
            rule=self.rule.currentData() or "",
            leak=self.leak.currentData() or "",
            cause=self.cause.currentData() or "",
            measure=self.measure.currentData() or "",
        )

    def take_off(self) -> None:
        """Filter nothing any more."""
        self.search.clear()
        for box in self._boxes:
            box.setCurrentIndex(0)

    def take(self, target: Target) -> None:
        """Filter by the options of a target (names of the filters)."""
        self.search.setText(target.options.get("text", ""))
        boxes = {
            "source": self.source,
            "severity": self.severity,
            "status": self.status,
            "rule": self.rule,
            "leak": self.leak,
            "cause": self.cause,
            "measure": self.measure,
        }
        for name, box in boxes.items():
            box.setCurrentIndex(max(0, box.findData(target.options.get(name, ""))))
        if self.status.currentIndex() == 0 and "status" not in target.options:
            # Who comes from a number of the overview wants what is not settled.
            self.status.setCurrentIndex(self.status.findData("live"))
        site = target.options.get("site")
        self.site.setCurrentIndex(0 if site is None else max(0, self.site.findData(site)))

    def fit(self) -> None:
        """Take on the present zoom."""
        for box, width in zip(self._boxes, _WIDTHS, strict=True):
            box.setFixedWidth(theme().px(width))

    def retranslate(self) -> None:
        """Set every text anew; what was chosen stays."""
        self.search.setPlaceholderText(_("Search the findings"))
        self.search.setAccessibleName(_("Search the findings"))
        self.fill()
        names = (
            *(_("Grade"), _("State"), _("Site"), _("Source")),
            *(_("Rule"), _("Type of leak"), _("Cause"), _("Measure")),
        )
        self.name(names, self.wanted().active())

    def fill(self) -> None:
        """Offer what there is to choose."""
        language, catalogue = current_language(), self._session.catalogue
        _fill(self.severity, [(grade(s), s.value) for s in Severity])
        statuses = [(status_word(s), s.value) for s in Status]
        _fill(
            self.status,
            [(_("Not settled"), "live"), *statuses, (_("Adopted from the ledger (counted there)"), "restated")],
        )
        sites = [(_("Company"), ""), *((s.name, s.id) for s in self._session.sites)]
        if self._session.sites:
            sites.append((_("Site unknown"), UNKNOWN))
        _fill(self.site, sites, nothing=None)
        _fill(self.source, [(source_word(s), s.value) for s in Source])
        ledger_rules = [r for r in catalogue.rules if r.kind == "ledger"]
        _fill(self.rule, [(f"{r.id} {r.title.in_language(language)}", r.id) for r in ledger_rules])
        leaks = [(leak.title.in_language(language), leak.id) for leak in catalogue.leaks]
        _fill(self.leak, [*leaks, (_("No type of leak stated"), UNSTATED)])
        _fill(self.cause, [*((cause_word(cause), cause.value) for cause in Cause), (_("No cause stated"), UNSTATED)])
        _fill(self.measure, [(_("With a measure"), "some"), (_("Without"), "none")])


def _fill(box: QComboBox, choices: list[tuple[str, str]], nothing: str | None = "") -> None:
    """Put choices into a filter under 「すべて」, keeping what was chosen."""
    chosen, first = box.currentData(), box.count() == 0
    box.blockSignals(True)
    box.clear()
    box.addItem(_("All"), nothing)
    for word, data in choices:
        box.addItem(word, data)
    box.setCurrentIndex(0 if first or chosen == nothing else max(0, box.findData(chosen)))
    box.blockSignals(False)
