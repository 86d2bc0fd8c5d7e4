"""Reports: a card each, a preview of the real PDF, print and save. What is missing is told before anything is filed."""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.house_style import HouseStyle, Recipient, marked_name
from app.domain.paper_loop import State
from app.errors import from_os_error
from app.i18n import current_language, gettext_in, mark
from app.i18n import gettext as _
from app.services import house_styling, reporting
from app.services.changes import Changes
from app.services.house_words import recipient_word
from app.services.ports import Progress
from app.services.reporting import Printed
from app.services.reporting.model import Report
from app.services.reporting.sheets import Form
from app.ui import files
from app.ui.messages import message
from app.ui.page import Page
from app.ui.reports.papers import Fold, PaperChoice, told
from app.ui.reports.preview import PaperPreview
from app.ui.reports.printing import ask_printer, print_pages
from app.ui.reports.style import open_style
from app.ui.said import Words, said
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import EmptyState, PressButton, button, card, label, restyle
from app.ui.widgets.passing import Passing
from app.ui.widgets.prose import Prose
from app.ui.work_folder import passing_folder

_NARROW = 1000
_BESIDE = 24 + 24 + 16 + 12 + 12 + 8 + 2
"""Margins of the page, the gap to the cards, room within the bar, and the rim around it, in pixels at 100 %."""
_PAPER = 640
"""Pixels at 100 % that the preview wants beside the cards."""
_KEPT = 8
"""Reports before the one on show whose files are kept."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One report: its kind on the command line, its title and what it is for; whether its last page lists what is
    missing."""

    kind: str
    title: str
    text: str
    per_site: bool = False
    lists_missing: bool = False


OFFERS = (
    Offer(
        "plan",
        mark("Improvement plan"),
        mark("Cover letter, parts A, B and C, schedule: the paper that is filed."),
        lists_missing=True,
    ),
    Offer(
        "progress",
        mark("Progress report"),
        mark("What became of the measures since the last filing, item by item, with a cover letter."),
        lists_missing=True,
    ),
    Offer(
        "results",
        mark("Report on the results of the self-audit"),
        mark("For president and board: results per item and site, findings with the ledger rows behind them."),
        lists_missing=True,
    ),
    Offer(
        "attestation", mark("All confirmations"), mark("The confirmations of all sites and the officer's, in one file.")
    ),
    Offer(
        "site-confirmation",
        mark("Confirmation of the audit of a site"),
        mark("Signed by the auditor and the head of the site."),
        per_site=True,
    ),
    Offer(
        "result-confirmation",
        mark("Confirmation of the audit results"),
        mark("Signed by the officer in charge and the president."),
    ),
    Offer(
        "findings",
        mark("List of findings"),
        mark("All findings with grade, state, site and measure, and every row of a ledger behind them."),
    ),
    Offer(
        "consistency",
        mark("Result of the consistency checks"),
        mark("Contradictions and gaps as they stand: a working paper of the office."),
    ),
    Offer(
        "overview",
        mark("Overview"),
        mark("Where the audit stands: the charts of the overview with their numbers, on one or two pages."),
    ),
    Offer(
        "interview",
        mark("Questions to expect at a hearing"),
        mark("What would be asked of the weakest answers, with what was answered: a working paper of the office."),
    ),
    Offer(
        "reminders",
        mark("Days and terms by section"),
        mark("What is late, due within 20 business days or waiting: a sheet for each section, with boxes to tick."),
    ),
    Offer(
        "privacy-report",
        mark("Facts for the report of a leak of personal data"),
        mark("Term and nine items of each case for the privacy commission: a draft of facts, not the form."),
        lists_missing=True,
    ),
    Offer(
        "factors",
        mark("Facts of the six factors"),
        mark("Of each case and serious finding: recorded or still to establish, with the nearest rows of Table 2."),
    ),
    Offer(
        "yearly",
        mark("Material for the yearly report on arrangements"),
        mark("Results, measures, training and changes: a draft of facts, for the form is not known."),
        lists_missing=True,
    ),
)


PAPERS = (
    Offer(
        "pledge",
        mark("Pledges on the information barrier"),
        mark("One for each person of the list of people, contracted and dispatched workers included."),
        per_site=True,
    ),
    Offer(
        "transfer",
        mark("Confirmations at a transfer"),
        mark("One for each person who moved, with the terminals and accounts that the ledgers say they hold."),
        per_site=True,
    ),
    Offer(
        "terminal-return",
        mark("Return and physical check of terminals"),
        mark("One for each holder of terminals, one for each section of what nobody holds by name."),
        per_site=True,
    ),
    Offer(
        "account-review",
        mark("Reviews of accounts"),
        mark("One for each section, with its accounts to be ticked as needed or not."),
        per_site=True,
    ),
    Offer(
        "contractor-pledge",
        mark("Pledges of contractors"),
        mark("One for each contractor with a running contract, with its workers where the ledger names them."),
    ),
    Offer(
        "disaster-record",
        mark("Records of access in disaster"),
        mark("One for each activation on record, and a blank one to keep at hand."),
    ),
    Offer(
        "walk-sheet",
        mark("Floor-walk sheets"),
        mark("One for each room in the order of walking, with the terminals that should stand there."),
        per_site=True,
    ),
    Offer(
        "blank-sheet",
        mark("Blank check sheets"),
        mark("All checkpoints on paper, for the company and for each site."),
        per_site=True,
    ),
)
"""Papers that are handed out and come back: a file holds all of a kind. They stand folded, to keep the page calm."""


COMPARISON = Offer(
    "comparison",
    mark("Comparison of audits"),
    mark("This audit beside the others that were chosen on the page of the comparison."),
)
"""Offered once others were chosen."""


@dataclass(frozen=True, slots=True)
class Made:
    """A report in a file of the window's own."""

    offer: Offer
    site: str
    language: str
    file: Path
    report: Report
    style: HouseStyle

    @property
    def missing(self) -> tuple[str, ...]:
        """What keeps it a draft."""
        return self.report.missing


_HANDED_OUT = frozenset({"attestation"} | {form.value for form in Form})
"""Kinds that are handed out and come back: the page of the papers prints them with their codes."""


_FORMS = {".pdf": "PDF", ".docx": "Word (DOCX)", ".xlsx": "Excel (XLSX)"}
"""As what a report is saved, in the order of the choice."""


class OfferCard(QFrame):
    """A report to choose; the whole card is one button."""

    def __init__(self, offer: Offer, parent: QWidget) -> None:
        super().__init__(parent)
        self.offer = offer
        self.setProperty("role", "card")
        layout = self._column = QVBoxLayout(self)
        pad = theme().px(12)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(theme().px(4))
        self.title = PressButton(self)
        self.title.setAutoDefault(False)
        self.title.setProperty("role", "link")
        self.title.setCheckable(True)
        self.text = Prose(self, "quiet", selectable=True)
        # A link keeps room for its focus ring: its words stand flush with the text below all the same.
        row = QHBoxLayout()
        row.setContentsMargins(-theme().px(4), 0, 0, 0)
        row.addWidget(self.title)
        layout.addLayout(row)
        layout.addWidget(self.text)

    def wanted_width(self) -> int:
        """Pixels without which the title would be cut off."""
        held = self._column
        held.invalidate()
        held.activate()  # The row within remembers the words of before until then.
        return held.totalMinimumSize().width()

    def say(self, chosen: bool) -> None:
        """Set the words, and whether it is the one that is shown."""
        self.title.setText(_(self.offer.title))
        self.title.setAccessibleName(_(self.offer.title))
        self.title.setAccessibleDescription(_(self.offer.text))
        self.title.setChecked(chosen)
        self.text.setText(_(self.offer.text))
        restyle(self, role="notice" if chosen else "card")


class ReportsPage(Page):
    """Cards left, the preview right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        # A page of an older report may still be on its way to the printer when this folder is given up.
        self._folder = tempfile.TemporaryDirectory(prefix="shadan-", dir=passing_folder(), ignore_cleanup_errors=True)
        self._older: deque[Path] = deque()
        self._making = False
        self._made: Made | None = None
        self._wanted: Offer | None = None
        self._others: tuple[Path, ...] = ()
        self._stale = False
        self._number = 0
        self.destroyed.connect(self._folder.cleanup)
        self._build()
        self.retranslate()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(*(theme().px(n) for n in (24, 24, 24, 16)))
        self._row.setSpacing(theme().px(16))
        self._row.addWidget(self._left(), 0)
        self._paper = self._right()
        self._row.addWidget(self._paper, 1)
        print_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        print_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        print_key.activated.connect(self._print)
        save_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        save_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save_key.activated.connect(self._save)

    def _left(self) -> QWidget:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        side = QWidget()
        side.setProperty("role", "page")
        scroll.setWidget(side)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, theme().px(8), 0)
        column.setSpacing(theme().px(8))
        self._title = label("title")
        column.addWidget(self._title)
        column.addWidget(self._recipients(side))
        self._hand_in = button("", self.hand_in, side)
        column.addWidget(self._hand_in)
        self._hand_in_check = button("", self.check_hand_in, side)
        column.addWidget(self._hand_in_check)
        self._cards = [OfferCard(offer, side) for offer in (*OFFERS, COMPARISON)]
        for each in self._cards:
            column.addWidget(each)
        papers = QWidget(side)
        self._fold = Fold(mark("Papers to sign and to fill in"), papers, side)
        column.addWidget(self._fold)
        column.addWidget(papers)
        below = QVBoxLayout(papers)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme().px(8))
        for offer in PAPERS:
            self._cards.append(OfferCard(offer, papers))
            below.addWidget(self._cards[-1])
        for each in self._cards:
            each.title.clicked.connect(lambda _checked=False, offer=each.offer: self.choose(offer))
        column.addStretch(1)
        return scroll

    def _recipients(self, side: QWidget) -> QWidget:
        """Whom reports are for, and the style that makes the difference."""
        line = QWidget(side)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        self._recipient = QComboBox(line)
        for each in Recipient:
            self._recipient.addItem("", each.value)
        self._recipient.activated.connect(lambda _index: self._turn_to_recipient())
        titles = {offer.kind: offer.title for offer in (*OFFERS, *PAPERS, COMPARISON)}
        self._style = button("", lambda: open_style(self.session, titles, self._again, self._failed, self), line)
        row.addWidget(self._recipient, 1)
        row.addWidget(self._style)
        return line

    @property
    def recipient(self) -> Recipient:
        """Whom the report is made for."""
        return Recipient(self._recipient.currentData())

    def _turn_to_recipient(self) -> None:
        self._show_sites()
        self._again()

    def _right(self) -> QWidget:
        frame, layout = card()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar(frame))
        self._notice, inside = card("proposal", frame)
        inside.setContentsMargins(*(theme().px(n) for n in (12, 8, 12, 8)))
        self._missing = label()
        inside.addWidget(self._missing)
        self._codes = button("link", self._hand_out, self._notice)
        inside.addWidget(self._codes, 0, Qt.AlignmentFlag.AlignLeft)
        held = QWidget(frame)
        self._notice_room = QVBoxLayout(held)
        self._notice_room.setContentsMargins(theme().px(12), 0, theme().px(12), theme().px(8))
        self._notice_room.addWidget(self._notice)
        self._notice_holder = held
        layout.addWidget(held)
        stack = QWidget(frame)
        self._stack = QStackedLayout(stack)
        self._empty = EmptyState(lambda: self.choose(OFFERS[0]), stack)
        self._preview = PaperPreview(self.session.kit.paper, self.session.tasks, stack)
        self._preview.page_changed.connect(self._page_changed)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._preview)
        layout.addWidget(stack, 1)
        self._said: Words = ""
        self._result = label("quiet")
        self._result.setContentsMargins(*(theme().px(n) for n in (12, 4, 12, 8)))
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self._result)
        self._passing = Passing(self._result, lambda: self._say(""))
        return frame

    def _bar(self, frame: QWidget) -> QWidget:
        bar = self._bar_held = QWidget(frame)
        self._bar_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, bar)
        self._bar_row.setContentsMargins(*(theme().px(n) for n in (12, 8, 12, 8)))
        self._bar_row.setSpacing(theme().px(8))
        row, acts = QHBoxLayout(), QHBoxLayout()
        self._bar_parts = (row, acts)
        for part in self._bar_parts:
            part.setSpacing(theme().px(8))
            self._bar_row.addLayout(part, 1 if part is row else 0)
        self._site = QComboBox(bar)
        self._site.activated.connect(lambda _index: self._again())
        self._papers = PaperChoice(self.session, self._failed, bar)
        self._papers.changed.connect(self._again)
        self._papers.turn_to(None, "", current_language())
        self._language = QComboBox(bar)
        self._language.addItem("日本語", "ja")
        self._language.addItem("English", "en")
        self._language.setCurrentIndex(self._language.findData(current_language()))
        self._language.activated.connect(lambda _index: self._again())
        self._smaller = button("", lambda: self._preview.larger(-1), bar)
        self._larger = button("", lambda: self._preview.larger(1), bar)
        self._fit = button("", lambda: self._preview.fit(), bar)
        self._pages = label("quiet", wrap=False)
        self._update = button("", self._again, bar)
        self._form = QComboBox(bar)
        self._save_button = button("primary", self._save, bar)
        self._print_button = button("", self._print, bar)
        for zoom in (self._smaller, self._larger):
            zoom.setFixedWidth(theme().px(44))
        for widget in (self._site, self._papers, self._language, self._smaller, self._larger, self._fit, self._pages):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._update, self._print_button, self._form, self._save_button):
            acts.addWidget(widget)
        return bar

    # --- words -----------------------------------------------------------------------------------------------------

    def pieces(self) -> tuple[QWidget, ...]:
        """The report that is shown, or the first one."""
        shown = next((c for c in self._cards if c.offer is self._wanted), self._cards[0])
        return (shown.title,)

    def help_topic(self) -> str:
        """The topic of F1."""
        return "reports"

    def retranslate(self) -> None:
        self._title.setText(_("Reports"))
        self._result.setText(said(self._said))
        self._empty.say(
            _("No report is open"),
            _("Choose a report. It is made from what is recorded now; nothing is sent anywhere."),
            _("Show the improvement plan"),
        )
        self._smaller.setText("－")
        self._larger.setText("＋")
        self._fit.setText(_("Fit width"))
        self._update.setText(_("Make anew"))
        self._style.setText(_("House style…"))
        self._style.setToolTip(_("Logo, header, footer and marking of reports, for each recipient"))
        for number, each in enumerate(Recipient):
            self._recipient.setItemText(number, recipient_word(each, _))
        self._save_button.setText(_("Save…"))
        self._print_button.setText(_("Print…"))
        self._hand_in.setText(_("Hand-in folder…"))
        self._hand_in.setToolTip(_("Reports, evidence and an index in a plain folder, for handing in"))
        self._hand_in_check.setText(_("Check a hand-in folder…"))
        self._hand_in_check.setToolTip(_("Tell what was changed, is missing or was added in a folder that was built"))
        self._codes.setText(_("Print with codes on the page of the papers"))
        self._fold.retranslate()
        self._papers.retranslate()
        for widget, name in (
            (self._smaller, _("Smaller")),
            (self._larger, _("Larger")),
            (self._language, _("Language of the report")),
            (self._site, _("Site")),
            (self._recipient, _("Whom the report is for")),
            (self._form, _("File type to save as")),
            (self._preview, _("Preview of the report")),
            (self._scroll, _("Reports")),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(name)
        self._show_sites()
        self._show()
        self._lay_out()

    def _show_sites(self) -> None:
        chosen = self._site.currentData()
        whole = self._of_papers or self._of_office
        if chosen is None or not (chosen or whole):
            chosen = self.session.site
        self._site.clear()
        if whole:
            self._site.addItem(_("All sites"), "")
        for site in self.session.sites:
            self._site.addItem(site.name, site.id)
        self._site.setCurrentIndex(max(0, self._site.findData(chosen)))

    def _show(self) -> None:
        made = self._made
        for each in self._cards:
            each.say(self._wanted is each.offer)
        has_sites = bool(self.session.sites)
        for each in self._cards:
            each.title.setEnabled(has_sites or not each.offer.per_site or each.offer in PAPERS)
            each.setVisible(each.offer is not COMPARISON or bool(self._others))
        per_site = self._wanted is not None and (self._wanted.per_site or self._of_office)
        self._site.setVisible(has_sites and per_site)
        for widget in (self._save_button, self._print_button, self._smaller, self._larger, self._fit):
            widget.setEnabled(made is not None and not self._making)
        self._update.setVisible(self._stale and made is not None)
        self._show_forms()
        self._stack.setCurrentIndex(0 if made is None else 1)
        told = []
        if made is not None and made.missing:
            told.append(_draft_told(made))
        if made is not None and self._stale:
            told.append(_("Something was changed since this report was made."))
        handed_out = made is not None and made.offer.kind in _HANDED_OUT
        if handed_out:
            told.append(_("Printed from here, this carries no code by which it is known when it comes back signed."))
        self._codes.setVisible(handed_out)
        self._missing.setText("\n".join(told))
        self._notice_holder.setVisible(bool(told))

    def _show_forms(self) -> None:
        """The file types of the report that is shown; where there is one only, nothing is to be chosen."""
        suffixes = reporting.suffixes(self._wanted.kind) if self._wanted is not None else ()
        if suffixes != tuple(self._form.itemData(n) for n in range(self._form.count())):
            self._form.clear()
            for suffix in suffixes:
                self._form.addItem(_FORMS[suffix], suffix)
        self._form.setVisible(len(suffixes) > 1)
        self._form.setEnabled(self._save_button.isEnabled())
        self._lay_out()

    def _page_changed(self, page: int, pages: int) -> None:
        # Wide enough for the last page from the beginning: the bar does not jump while one reads.
        last = self._pages.fontMetrics().horizontalAdvance(f"{pages} / {pages}") if pages else 0
        widened = last != self._pages.minimumWidth()
        self._pages.setMinimumWidth(last)
        self._pages.setText(f"{page} / {pages}" if pages else "")
        if widened:
            self._lay_out()

    # --- making ----------------------------------------------------------------------------------------------------

    @property
    def _of_papers(self) -> bool:
        return self._wanted in PAPERS

    @property
    def _of_office(self) -> bool:
        """Whether a site office gets of this report what concerns it."""
        kind = self._wanted.kind if self._wanted is not None else ""
        return kind == "findings" and self.recipient is Recipient.OFFICE

    def choose(self, offer: Offer) -> None:
        """Make a report and show it."""
        self._wanted = offer
        if self._of_papers:
            self._fold.setChecked(True)
        self._show_sites()
        self._show()
        self._again()

    def hand_in(self) -> None:
        """Choose what is handed in, and build it."""
        from app.ui.reports.hand_in import HandInDialog

        # Handed in to nobody in particular it is handed in to the authority.
        recipient = Recipient.AUTHORITY if self.recipient is Recipient.GENERAL else self.recipient
        HandInDialog(self.session, recipient, self.window()).open()

    def check_hand_in(self) -> None:
        """Look at a hand-in folder that lies somewhere or came back."""
        from app.ui.reports.hand_in_check import HandInCheckDialog

        HandInCheckDialog(self.session, self.window()).open()

    def open(self, target: Target) -> None:
        """`options["report"]` names the kind to show, and `options["with"]` the files to compare with, one a line."""
        if others := target.options.get("with", ""):
            self._others = tuple(map(Path, others.splitlines()))
        for offer in (*OFFERS, *PAPERS, *([COMPARISON] if self._others else [])):
            if offer.kind == target.options.get("report"):
                self.choose(offer)

    def _again(self) -> None:
        offer = self._wanted
        if offer is None:
            return
        self._number += 1
        number = self._number
        language = str(self._language.currentData())
        recipient, of_site = self.recipient, offer.per_site or self._of_office
        site = self._site.currentText() if of_site and self._site.currentData() else ""
        self._papers.turn_to(Form(offer.kind) if offer in PAPERS else None, site, language)
        only, printed, worn = self._papers.only, list[Printed](), list[HouseStyle]()
        file = Path(self._folder.name) / f"{offer.kind}-{number}.pdf"
        desk, paint, others = self.session.desk, self.session.kit.render, self._others
        translate = gettext_in(language)

        def work(progress: Progress) -> Report:
            progress("making_report", 0, 0)
            render = reporting.watched(paint, progress)
            worn.append(house_styling.style(desk, recipient, language))
            if offer.kind == "interview":
                return reporting.write_interview(desk, file, render, translate, language, recipient=recipient)
            if offer is COMPARISON:
                return reporting.write_comparison(desk, others, file, render, translate, language, recipient)
            if offer in PAPERS:
                form = Form(offer.kind)
                printed.append(
                    reporting.write_papers(desk, form, file, render, translate, language, site, only, recipient)
                )
                return printed[0].report
            return reporting.write(desk, offer.kind, file, render, translate, language, site, recipient=recipient)

        def done(report: Report) -> None:
            if number == self._number:
                self._took(Made(offer, site, language, file, report, worn[0]))
                if printed:
                    self._say(lambda: told(printed[0]))

        def failed(error: BaseException) -> None:
            if number == self._number:
                self._not_made(error)

        # Nobody saves or prints the report before while another one is chosen.
        self._making = True
        self._show()
        self._say(lambda: _("The report is being made…"))
        self.session.tasks.long(lambda: _("Making the report"), work, done, failed, self)

    def _took(self, made: Made) -> None:
        self._put_away()
        self._made, self._stale, self._making = made, False, False
        self._preview.show_file(made.file)
        self._say("")
        self._show()

    def _put_away(self) -> None:
        """The report before is kept for a while: it may be on its way to a printer or to another folder."""
        if self._made is not None:
            self._older.append(self._made.file)
        while len(self._older) > _KEPT:
            with suppress(OSError):
                self._older.popleft().unlink()

    def _not_made(self, error: BaseException) -> None:
        """What stands on the screen would be another report than the one that is chosen."""
        self._put_away()
        self._made, self._making = None, False
        self._preview.show_file(None)
        self._failed(error)
        self._show()

    def _failed(self, error: BaseException) -> None:
        self._say(message(error).words)

    def _say(self, words: Words, *, passing: bool = False) -> None:
        self._said = words
        self._result.setText(said(words))
        self._passing.stop()
        if passing:
            self._passing.begin(said(words))

    def refresh(self, changes: Changes) -> None:
        """The paper says that it is older now; it is not swapped under the officer's eyes."""
        self._stale = self._made is not None
        if changes.sites:
            self._show_sites()
        self._show()

    # --- paper and files -------------------------------------------------------------------------------------------

    def _save(self) -> None:
        made = self._made
        if made is None or self._making:
            return
        suffix = str(self._form.currentData() or ".pdf")
        folders = files.Folders(Settings(), self.session.file)
        kind = f"{_FORMS[suffix]} (*{suffix})"
        target = files.ask_save(self, _("Save the report"), folders, self._name(made, suffix), kind, (suffix,))
        if target is None:
            return
        tasks, render = self.session.tasks, self.session.kit.render
        if suffix == ".pdf":
            tasks.read(lambda: _copy(made.file, target), lambda _none: self._saved(target), self._failed, self)
            return

        def write(progress: Progress) -> None:
            # The very report that is shown, with its moment and its fingerprint.
            render(made.report, target, progress)

        tasks.long(lambda: _("Saving the report"), write, lambda _none: self._saved(target), self._failed, self)

    def _saved(self, target: Path) -> None:
        self._say(lambda: _("Saved: {file}").format(file=target), passing=True)

    def _name(self, made: Made, suffix: str = ".pdf") -> str:
        audit = self.session.outline.audit
        parts = [_(made.offer.title), made.site, audit.organisation, audit.period]
        return marked_name("_".join(part for part in parts if part) + suffix, made.style)

    def _print(self) -> None:
        made = self._made
        if made is None or self._making:
            return
        printer = ask_printer(self, self._save_pdf, max(self._preview.pages, 1))
        if printer is None:
            return
        paper, current = self.session.kit.paper, self._preview.page
        self.session.tasks.long(
            lambda: _("Printing"),
            lambda progress: print_pages(paper, made.file, printer, progress, current),
            lambda sent: self._say(sent.words, passing=not sent.stopped),
            self._failed,
            self,
        )

    def _save_pdf(self) -> None:
        """Save the PDF, whatever file type is chosen."""
        self._form.setCurrentIndex(max(0, self._form.findData(".pdf")))
        self._save()

    def _hand_out(self) -> None:
        """Go to the page that prints papers with their codes, to the site that is chosen."""
        site = self._site.currentData() if self._site.isVisible() else None
        self.session.go(Target("papers", site=site or None, options={"state": State.UNPRINTED.value}))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Cards beside the preview, as wide as their titles want, or above it where there is little width."""
        # Of the cards themselves: what the area around them says is renewed only after this.
        widest = max(each.wanted_width() for each in self._cards)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        cards = max(theme().px(300), widest + theme().px(8) + bar + 2 * self._scroll.frameWidth())
        narrow = self.width() < max(theme().px(_NARROW), cards + theme().px(_PAPER))
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._paper.setMinimumHeight(theme().px(320) if narrow else 0)
        room = self.width() - (0 if narrow else cards) - theme().px(_BESIDE)
        parts = [part.sizeHint().width() for part in self._bar_parts]
        one = sum(parts) <= room
        # Of one part only: a bar that asked for the width of its one line would keep the page from becoming narrower.
        self._bar_held.setMinimumWidth(max(parts) + 2 * theme().px(12))
        self._bar_row.setDirection(QBoxLayout.Direction.LeftToRight if one else QBoxLayout.Direction.TopToBottom)
        self._scroll.setFixedWidth(cards) if not narrow else self._scroll.setMaximumWidth(16777215)
        if narrow:
            self._scroll.setMinimumWidth(0)
            # Two cards and the beginning of the third, so that one sees that there are more.
            self._scroll.setFixedHeight(theme().px(290))
        else:
            self._scroll.setMinimumHeight(0)
            self._scroll.setMaximumHeight(16777215)


def _draft_told(made: Made) -> str:
    """What makes the report a draft: a form has no page of its own for it."""
    if made.offer.lists_missing:
        return _("This is a draft (案): something is missing. The last page lists it.")
    return _("This is a draft (案) until this is settled: {missing}").format(missing=" ".join(made.missing))


def _copy(source: Path, target: Path) -> None:
    """Copy beside the target and rename into place. Raises UserError."""
    draft = target.with_name(target.name + ".new")
    try:
        shutil.copyfile(source, draft)
        draft.replace(target)
    except OSError as error:
        raise from_os_error(error, target.name) from error
    finally:
        draft.unlink(missing_ok=True)
