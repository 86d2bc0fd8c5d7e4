"""Beside the question: why it is asked, on what basis, what to look at, what others did. All of it can be copied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from app.domain.audit import Ground
from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.precedents import Incident, SourceKind
from app.domain.text import Text
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.ui.findings.words import ledger_word
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.words import ground_word

_FOLD = "fold:press"
"""The address behind the title of the press reports."""

_PRECEDENTS = 4
"""So many are told; the rest is counted."""


class _Sheet:
    """Collects the parts of the panel as rich text; every word is escaped here."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._parts: list[str] = []
        px = theme().px
        self._gap, self._small, self._head = px(16), px(tokens.QUIET), px(tokens.SECTION)
        self._quiet = theme().colour("quiet").name()
        self._accent = theme().colour("accent").name()

    def heading(self, text: str) -> None:
        gap = self._gap if self._parts else 0
        self._parts.append(
            f'<p style="font-size:{self._head}px;font-weight:bold;margin-top:{gap}px;margin-bottom:2px;'
            f'line-height:140%">'
            f"{escape(text)}</p>"
        )

    def text(self, text: str, *, bold: str = "", above: int = 4) -> None:
        head = f"<b>{escape(bold)}</b>&nbsp; " if bold else ""
        self._parts.append(f'<p style="margin-top:{above}px;margin-bottom:0;line-height:150%">{head}{escape(text)}</p>')

    def quiet(self, text: str) -> None:
        self._parts.append(
            f'<p style="margin-top:2px;margin-bottom:4px;line-height:150%;color:{self._quiet};'
            f'font-size:{self._small}px">{escape(text)}</p>'
        )

    def bullets(self, texts: Iterable[Text]) -> None:
        for each in texts:
            self._parts.append(
                f'<p style="margin-top:4px;margin-bottom:0;margin-left:{theme().px(8)}px;'
                f'text-indent:-{theme().px(8)}px;line-height:150%">・{escape(each.in_language(self.language))}</p>'
            )

    def link(self, address: str, text: str) -> None:
        self._parts.append(
            f'<p style="margin-top:4px;margin-bottom:0;line-height:150%">'
            f'<a href="{escape(address)}" style="color:{self._accent}">{escape(text)}</a></p>'
        )

    def fold(self, address: str, text: str) -> None:
        self._parts.append(
            f'<p style="margin-top:{self._gap}px;margin-bottom:2px;line-height:150%">'
            f'<a href="{escape(address)}" style="color:{self._accent};text-decoration:none">{escape(text)}</a></p>'
        )

    def html(self) -> str:
        return "".join(self._parts)


def source_kind_words(kind: SourceKind) -> str:
    """Whose words a fact is told in; only the report may be taken as the regulator's."""
    return {
        SourceKind.REPORT: _("the regulator's report"),
        SourceKind.OPERATOR: _("published by the operator"),
        SourceKind.AUTHORITY: _("announced by an authority"),
        SourceKind.PRESS: _("press; not a finding of the regulator"),
    }[kind]


def context_html(
    catalogue: Catalogue, checkpoint: Checkpoint, language: str, kinds: Collection[str], *, press: bool = False
) -> str:
    """The panel's text for a checkpoint.

    `kinds` are the ledgers that this program can show; `press` unfolds what newspapers told.
    """
    sheet = _Sheet(language)
    if checkpoint.notes:
        sheet.heading(_("Note of the company"))
        sheet.bullets(checkpoint.notes)
    if checkpoint.own:
        sheet.heading(_("Own checkpoint"))
        sheet.text(_("The company asks this itself; neither law nor the report summary does."))
    else:
        _why(sheet, catalogue, checkpoint)
    _basis(sheet, catalogue, checkpoint)
    for title, texts in (
        (_("What to look at"), checkpoint.look),
        (_("Evidence to take"), checkpoint.evidence),
        (_("What others did"), checkpoint.actions),
    ):
        if texts:
            sheet.heading(title)
            sheet.bullets(texts)
    if checkpoint.over:
        sheet.heading(_("Ledger to look at"))
        for kind in checkpoint.over:
            if kind in kinds:
                sheet.link(f"ledger:{kind}", ledger_word(kind))
            else:
                sheet.text(ledger_word(kind))
    _precedents(sheet, catalogue, checkpoint)
    _press(sheet, _incidents(catalogue, checkpoint), unfolded=press)
    return sheet.html()


def _incidents(catalogue: Catalogue, checkpoint: Checkpoint) -> list[Incident]:
    known = {incident.id: incident for incident in catalogue.incidents}
    return [known[name] for name in checkpoint.incidents if name in known]


def _why(sheet: _Sheet, catalogue: Catalogue, checkpoint: Checkpoint) -> None:
    language = sheet.language
    sheet.heading(_("Why this is asked"))
    told = [i for i in _incidents(catalogue, checkpoint) if i.kind is not SourceKind.PRESS]
    for incident in told:
        sheet.text(incident.text.in_language(language), bold=incident.operator.in_language(language), above=8)
        source = incident.source.in_language(language)
        sheet.quiet(_("{kind}: {source}").format(source=source, kind=source_kind_words(incident.kind)))
        for more in incident.background:
            if more.kind is not SourceKind.PRESS:
                sheet.text(more.text.in_language(language))
                source = more.source.in_language(language)
                sheet.quiet(_("{kind}: {source}").format(source=source, kind=source_kind_words(more.kind)))
    if not told:
        paragraphs = {p.id: p for p in catalogue.paragraphs}
        for name in checkpoint.demands:
            if name in paragraphs:
                sheet.text(paragraphs[name].summary.in_language(language))
                sheet.quiet(paragraphs[name].label.in_language(language))


def _basis(sheet: _Sheet, catalogue: Catalogue, checkpoint: Checkpoint) -> None:
    language = sheet.language
    summaries = {p.id: p.summary for p in catalogue.paragraphs} | {law.id: law.summary for law in catalogue.laws}
    if checkpoint.basis:
        sheet.heading(_("Basis"))
        for name in checkpoint.basis:
            sheet.text(summaries[name].in_language(language), bold=catalogue.basis_label(name, language))
    if checkpoint.reference:
        sheet.heading(_("For reference"))
        sheet.bullets(checkpoint.reference)


def _precedents(sheet: _Sheet, catalogue: Catalogue, checkpoint: Checkpoint) -> None:
    language = sheet.language
    leaks = set(checkpoint.leak)
    alike = [d for d in catalogue.dispositions if leaks & set(d.leak)]
    if not alike:
        return
    sheet.heading(_("Past dispositions"))
    sheet.quiet(_("They do not predict the content of any disposition."))
    titles = [entry.title.in_language(language) for entry in catalogue.leaks if entry.id in leaks]
    sheet.quiet(
        _("With the same type of leak ({types}); the types are this product's reading.").format(types=listed(titles))
    )
    for each in alike[:_PRECEDENTS]:
        measure = ground_word(Ground(each.measure.value))
        sheet.text(measure, bold=each.company.in_language(language), above=8)
        for reason in each.reasons:
            if leaks & set(reason.leak):
                sheet.quiet(reason.text.in_language(language))
    if len(alike) > _PRECEDENTS:
        sheet.quiet(_("and {count} more").format(count=len(alike) - _PRECEDENTS))
    sheet.quiet(_("Report summary, Table 2 (31 March 2023)"))


def _press(sheet: _Sheet, incidents: Sequence[Incident], *, unfolded: bool) -> None:
    """What newspapers told, last and folded away: none of it may be taken for a finding of the regulator."""
    language = sheet.language
    told: list[tuple[Text, Text, Text]] = []
    for incident in incidents:
        if incident.kind is SourceKind.PRESS:
            told.append((incident.operator, incident.text, incident.source))
        told += [(incident.operator, m.text, m.source) for m in incident.background if m.kind is SourceKind.PRESS]
    if not told:
        return
    sign = "▾" if unfolded else "▸"
    sheet.fold(_FOLD, f"{sign} {source_kind_words(SourceKind.PRESS)} ({len(told)})")
    for operator, text, source in told if unfolded else ():
        sheet.text(text.in_language(language), bold=operator.in_language(language), above=8)
        kind = source_kind_words(SourceKind.PRESS)
        sheet.quiet(_("{kind}: {source}").format(source=source.in_language(language), kind=kind))


class ContextPanel(QFrame):
    """The panel on the right. `ledger` carries the kind of a ledger whose link was followed; `closed` the cross."""

    ledger = Signal(str)
    closed = Signal()

    def __init__(self, catalogue: Catalogue, kinds: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = frozenset(kinds)
        self.setProperty("role", "context")
        self._catalogue = catalogue
        self._checkpoint: Checkpoint | None = None
        self._press = False
        self.close_button = QToolButton(self)
        self.close_button.setProperty("role", "bare")
        self.close_button.clicked.connect(self.closed)
        self.browser = QTextBrowser(self)
        self.browser.setProperty("role", "context")
        self.browser.setOpenLinks(False)
        self.browser.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.browser.anchorClicked.connect(self._follow)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(row)
        self._column.addWidget(self.browser)
        self.dress()

    def put(self, checkpoint: Checkpoint) -> None:
        """Tell of another checkpoint."""
        if checkpoint is not self._checkpoint:
            self._checkpoint, self._press = checkpoint, False
            self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.close_button.setToolTip(_("Close (Esc)"))
        self.close_button.setAccessibleName(_("Close the explanations"))
        self.browser.setAccessibleName(_("Explanations on this checkpoint"))
        if self._checkpoint is not None:
            text = context_html(self._catalogue, self._checkpoint, current_language(), self._kinds, press=self._press)
            self.browser.setHtml(text)

    def dress(self) -> None:
        """Take on the present zoom and colours."""
        self._column.setContentsMargins(theme().px(12), theme().px(12), theme().px(4), theme().px(8))
        self._column.setSpacing(0)
        self.close_button.setIcon(theme().icon("close"))
        self.retranslate()

    def _follow(self, address: QUrl) -> None:
        scheme, _colon, kind = address.toString().partition(":")
        if scheme == "ledger":
            self.ledger.emit(kind)
        elif address.toString() == _FOLD:
            self._press = not self._press
            place = self.browser.verticalScrollBar().value()
            self.retranslate()
            self.browser.verticalScrollBar().setValue(place)
