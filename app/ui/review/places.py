"""The answers to be reviewed: a list with filters and ticks, and what is done to all that are ticked at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from operator import attrgetter

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.audit import COMPANY
from app.domain.duties import person_key, same_person
from app.domain.progress import Place
from app.domain.review import ReviewAct, State, refusal
from app.errors import UserError
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import challenge_words, review_words, reviewing, sealing
from app.services.changes import Changes
from app.services.ports import Desk
from app.services.reviewing import Bulk, Reviewed
from app.services.wording import asked_of
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.dates import moment
from app.ui.messages import message
from app.ui.review.checks import CheckListing, CheckTable
from app.ui.review.data import OTHERS, FinishData, Wanted, answerer, chosen, first_wanted
from app.ui.review.told import tell
from app.ui.review.words import act_word, state_text, tone_of
from app.ui.said import Words
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.find_line import FindLine
from app.ui.widgets.flow import FilterBar, Flow
from app.ui.widgets.listing import Column
from app.ui.widgets.notice import Notice
from app.ui.words import item_number, verdict_word

_WIDTHS = (220, 160, 140, 160, 220)
_PATIENCE = 200
"""Milliseconds without a key until the words are looked for."""
_STATE: Callable[[Reviewed], State] = attrgetter("state")
_ORDER = {state: number for number, state in enumerate(State)}
_ACTS = (ReviewAct.REQUESTED, ReviewAct.WITHDRAWN, ReviewAct.ACCEPTED, ReviewAct.RETURNED)


place_of: Callable[[Reviewed], Place] = attrgetter("checkpoint.id", "site")
"""The place of a row."""


class PlacesTab(QWidget):
    """`notice` tells what came of it. Whatever is done is one transaction; where it cannot be done to some, these are
    left and it is told why."""

    def __init__(self, session: Session, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._notice = notice
        self._data: FinishData | None = None
        self.search = FindLine()
        self.item, self.site, self.state, self.by, self.gap = (QComboBox() for _n in range(5))
        self._boxes = (self.item, self.site, self.state, self.by, self.gap)
        self._asked: Wanted | None = None
        self._touched = False
        self._shown_for: str | None = None
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._wait.timeout.connect(self._show)
        self.filters = FilterBar(self._boxes)
        self.clear = button("link", self.take_off, self)
        self.all = QCheckBox(self)
        self.told = label("quiet", wrap=False, parent=self)
        self.listing = CheckListing(self._columns(), place_of)
        self.table = CheckTable(self.listing)
        self.reason = ReasonPanel(self)
        self._act = ReviewAct.RETURNED
        self._meant: tuple[Reviewed, ...] = ()
        self.reason.given.connect(self._given)
        self._bulk = QWidget(self)
        flow = Flow(self._bulk)
        self.buttons = {act: button("", partial(self.press, act), self._bulk) for act in _ACTS}
        for each in self.buttons.values():
            flow.addWidget(each)
        line = QHBoxLayout()
        line.addWidget(self.search, 1)
        line.addWidget(self.filters.toggle)
        line.addWidget(self.clear)
        under = QHBoxLayout()
        under.addWidget(self.all)
        under.addWidget(self.told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(12), 0, theme().px(12))
        column.setSpacing(theme().px(8))
        column.addLayout(line)
        column.addWidget(self.filters)
        column.addLayout(under)
        column.addWidget(self.table, 1)
        column.addWidget(self.reason)
        column.addWidget(self._bulk)
        self.search.textChanged.connect(lambda _text: self._wait.start())
        self.search.returnPressed.connect(self._show)
        for box in self._boxes:
            box.activated.connect(lambda _index: self._chosen())
        self.all.clicked.connect(self._tick_all)
        self.listing.ticked_changed.connect(self._count)
        self.table.opened.connect(self._open)
        every = QShortcut(QKeySequence("Ctrl+A"), self.table)
        every.setContext(Qt.ShortcutContext.WidgetShortcut)
        every.activated.connect(self.all.click)
        theme().changed.connect(self._fit)
        self._fit()

    # --- showing ------------------------------------------------------------------------------------------------------

    def show_data(self, data: FinishData) -> None:
        """Show a reading."""
        self._data = data
        self.listing.frozen = self._session.sealed
        self._fill()
        if self._asked is not None:
            self._put(self._asked)
        elif not self._touched and self._shown_for != self._session.user:
            self._shown_for = self._session.user
            self._put(first_wanted(data, self._shown_for))
        else:
            self._show()

    def filter(self, *, item: str = "", site: str | None = None, state: str = "", by: str = "", gap: str = "") -> None:
        """Show the places that these leave; until then it shows what waits for who works now."""
        self._touched = True
        self._put(Wanted(item=item, site=site, state=state, by=by, gap=gap))

    def _put(self, wanted: Wanted) -> None:
        # Names and what is open are known once the file was read.
        self._asked = wanted if self._data is None else None
        self.search.clear()
        for box, data in ((self.item, wanted.item), (self.state, wanted.state), (self.gap, wanted.gap)):
            box.setCurrentIndex(max(0, box.findData(data)))
        names = (n for n in range(self.by.count()) if _same(self.by.itemData(n), wanted.by))
        self.by.setCurrentIndex(next(names, 0))
        site = wanted.site
        self.site.setCurrentIndex(0 if site is None else max(0, self.site.findData(site)))
        self._show()

    def _chosen(self) -> None:
        self._touched = True
        self._show()

    def take_off(self) -> None:
        """Filter nothing any more."""
        self.filter()

    def wanted(self) -> Wanted:
        """What the filters say."""
        return Wanted(
            text=self.search.text(),
            item=self.item.currentData() or "",
            site=self.site.currentData(),
            state=self.state.currentData() or "",
            gap=self.gap.currentData() or "",
            by=self.by.currentData() or "",
            me=self._session.user,
        )

    def retranslate(self) -> None:
        """Set every text anew."""
        self.search.setPlaceholderText(_("Search checkpoint, site, name or reason"))
        self.search.setAccessibleName(_("Search checkpoint, site, name or reason"))
        self.clear.setText(_("Take the filters off"))
        self.all.setText(_("Tick all that are shown"))
        self.table.setAccessibleName(_("Answers to be reviewed"))
        self.listing.retitle()
        self.reason.retranslate()
        for act, each in self.buttons.items():
            each.setText(act_word(act))
        self._fill()
        self.filters.name(
            (_("Area"), _("Site"), _("State"), _("Answered by"), _("What is open")), self.wanted().active()
        )
        self._show()

    def _columns(self) -> tuple[Column[Reviewed], ...]:
        return (
            Column(lambda: _("Checkpoint"), lambda r: r.checkpoint.id, 120),
            Column(lambda: _("Site"), lambda r: self._site(r.site), 110, same=attrgetter("site")),
            Column(
                lambda: _("State"),
                lambda r: state_text(r.state),
                112,
                order=lambda r: _ORDER[r.state],
                tone=lambda r: tone_of(r.state),
                whole=True,
                same=_STATE,
            ),
            Column(
                lambda: _("Verdict"),
                lambda r: verdict_word(r.answer.verdict) if r.answer else "",
                96,
                whole=True,
                same=lambda r: r.answer.verdict if r.answer else None,
            ),
            Column(
                lambda: _("Evidence files"),
                lambda r: f"{r.beside.evidence:,}" if r.beside.evidence else "",
                56,
                order=lambda r: r.beside.evidence,
                right=True,
                same=lambda r: r.beside.evidence,
            ),
            Column(
                lambda: _("Look at"),
                lambda r: listed(review_words.doubts(r, _)),
                96,
                order=review_words.rank,
                tone=_mark_tone,
                tip=_marks,
                whole=True,
            ),
            Column(
                lambda: _("Challenges"),
                lambda r: review_words.challenges(r, _),
                96,
                order=lambda r: (r.beside.open, r.beside.challenges),
                tone=lambda r: "partly" if r.beside.open else "",
                whole=True,
                same=lambda r: (r.beside.open, r.beside.challenges),
            ),
            Column(lambda: _("Answered by"), answerer, 104, same=answerer),
            Column(lambda: _("Reviewed by"), _reviewer, 104, same=_reviewer),
            Column(lambda: _("Reason or question"), self._words, tip=self._words, same=self._told),
            Column(lambda: _("When"), lambda r: moment(r.last.at) if r.last else "", 150, order=_when),
        )

    def _words(self, row: Reviewed) -> str:
        if row.state in (State.RETURNED, State.REQUESTED) and row.last is not None and row.last.reason:
            return row.last.reason
        if row.refuted is not None:
            return challenge_words.refuted_by(row.refuted, _, current_language())
        return self._question(row)

    @staticmethod
    def _told(row: Reviewed) -> Hashable:
        """What `_words` are made of."""
        if row.last is not None and row.last.reason and row.state in (State.RETURNED, State.REQUESTED):
            return "", row.last.reason
        return row.refuted or row.checkpoint.id

    def _question(self, row: Reviewed) -> str:
        return asked_of(self._session.outline.audit.role, row.checkpoint.question, current_language())

    def _site(self, identity: str) -> str:
        return self._session.site_name(identity) if identity else _("Company")

    def _fill(self) -> None:
        language, outline = current_language(), self._session.outline
        asked = {c.item for c in outline.checkpoints}
        items = [i for i in self._session.catalogue.items if i.id in asked]
        _offer(self.item, [(f"{item_number(i)} {i.title.in_language(language)}", i.id) for i in items])
        sites = [(_("Company"), COMPANY), *((s.name, s.id) for s in self._session.sites)]
        _offer(self.site, sites, nothing=None)
        _offer(self.state, [(state_text(state), state.value) for state in State])
        _offer(self.by, [(_("Somebody else"), OTHERS), *((name, name) for name in self._names())])
        gaps = self._data.standing.gaps if self._data is not None else ()
        _offer(self.gap, [(sealing.gap_words(gap, _), gap.code) for gap in gaps if gap.places])

    def _names(self) -> list[str]:
        """Who gave the answers, each once, in whatever spelling."""
        spelled = self._data.answered_by if self._data is not None else ()
        return sorted({person_key(name): name for name in sorted(spelled, reverse=True)}.values())

    def _show(self) -> None:
        self._wait.stop()
        if self._data is None:
            return
        wanted = self.wanted()
        sites = {s.id: s.name for s in self._session.outline.sites}
        questions = {}
        if wanted.text:
            role = self._session.outline.audit.role
            for checkpoint in self._session.outline.checkpoints:
                questions[checkpoint.id] = asked_of(role, checkpoint.question, current_language())
        shown = chosen(self._data, wanted, questions, sites)
        self.table.put(shown)
        self.filters.count(wanted.active())
        self.clear.setVisible(bool(wanted.active() or wanted.text))
        self._count()

    def _count(self) -> None:
        rows, ticked = self.listing.rows, self.listing.ticked()
        whole = len(self._data.reviewed) if self._data is not None else 0
        self.told.setText(
            _("{shown} of {all} shown, {ticked} ticked").format(
                shown=f"{len(rows):,}", all=f"{whole:,}", ticked=f"{len(ticked):,}"
            )
        )
        self.all.setChecked(bool(rows) and len(ticked) == len(rows))
        self.all.setEnabled(bool(rows) and not self._session.sealed)
        states = Counter(map(_STATE, ticked))
        for act, each in self.buttons.items():
            unable = sum(count for state, count in states.items() if refusal(act, state) is not None)
            each.setEnabled(bool(ticked) and not unable and not self._session.sealed)
            each.setToolTip(_why_not(len(ticked), unable))

    # --- acts ---------------------------------------------------------------------------------------------------------

    def press(self, act: ReviewAct) -> None:
        """As if the button were clicked."""
        rows = self.listing.ticked()
        if not rows:
            return
        if act is ReviewAct.RETURNED:
            count = len(rows)
            self._ask(
                act,
                rows,
                lambda: _("Return the answers ticked ({count}). What is to be mended?").format(count=f"{count:,}"),
                lambda: _("Return them"),
            )
            return
        self._do(act, rows)

    def _ask(self, act: ReviewAct, rows: Sequence[Reviewed], sentence: Words, action: Words) -> None:
        """Ask for the reason of what is done to these rows, whatever is ticked while it is written."""
        self._act, self._meant = act, tuple(rows)
        self.reason.ask(sentence, action)

    def _given(self, reason: str) -> None:
        rows, self._meant = self._meant, ()
        self._do(self._act, rows, reason)

    def _do(self, act: ReviewAct, rows: Sequence[Reviewed], reason: str = "") -> None:
        places = tuple(map(place_of, rows))
        seen = {place_of(row): row.answer.revision for row in rows if row.answer is not None}
        bulk = Bulk(Changes(), places)
        acts: dict[ReviewAct, Callable[[Desk], Bulk]] = {
            ReviewAct.REQUESTED: lambda desk: reviewing.request_those(desk, places, reason),
            ReviewAct.WITHDRAWN: lambda desk: Bulk(reviewing.withdraw(desk, places), places),
            ReviewAct.ACCEPTED: lambda desk: reviewing.accept_those(desk, places, seen),
            ReviewAct.RETURNED: lambda desk: reviewing.give_back_those(desk, places, reason, seen),
        }

        def work(desk: Desk) -> Changes:
            nonlocal bulk
            bulk = acts[act](desk)
            return bulk.changes

        def done(_changes: Changes) -> None:
            had = bool(reason) or self.window().focusWidget() in self.buttons.values()
            # What only wants a reason stays ticked: pressed once more, the button asks for it.
            again = {each.place for each in bulk.left if each.why.code == _UNMENDED}
            settled = set(places) - again
            self.listing.tick([row for row in self.listing.ticked() if place_of(row) in settled], False)
            if had and not again:
                # Nothing is ticked any more: the button that had it cannot be pressed.
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            tell(self._session, self._notice, act, bulk)

        def refused(error: BaseException) -> None:
            self._refused(error, rows)

        self._session.do(work, done, refused, self)

    def _refused(self, error: BaseException, rows: Sequence[Reviewed]) -> None:
        """None were done. Answers of one's own are unticked: another person does it to them."""
        if isinstance(error, UserError) and error.code == _UNMENDED:
            self._ask(ReviewAct.REQUESTED, rows, message(error).words, lambda: act_word(ReviewAct.REQUESTED))
            return
        if isinstance(error, UserError) and error.code in _OWN:
            user = self._session.user
            own = [r for r in self.listing.ticked() if r.answer is not None and same_person(r.answer.by, user)]
            self.listing.tick(own, False)
        self._notice.refuse(error)

    def _tick_all(self, on: bool) -> None:
        self.listing.tick(self.listing.rows, on)

    def _open(self) -> None:
        row: Reviewed = self.listing.at(self.table.currentIndex())
        self._session.go(Target("checkpoints", checkpoint=row.checkpoint.id, site=row.site or None))

    def _fit(self) -> None:
        for box, width in zip(self._boxes, _WIDTHS, strict=True):
            box.setFixedWidth(theme().px(width))
        self.reason.dress()


_OWN = ("review_same_person", "review_same_person_as", "review_own_return")
_UNMENDED = "review_returned_unchanged"
_JUDGED = (ReviewAct.ACCEPTED, ReviewAct.RETURNED)


def _marks(row: Reviewed) -> str:
    return listed(review_words.marks(row, _, current_language()))


def _mark_tone(row: Reviewed) -> str:
    return "nonconforming" if row.refuted is not None else "partly"


def _why_not(ticked: int, unable: int) -> str:
    """Why something cannot be done to all that are ticked; empty where it can."""
    if not ticked:
        return _("Tick the answers first.")
    if unable:
        return _("This cannot be done to {count} of those that are ticked; filter by the state.").format(
            count=f"{unable:,}"
        )
    return ""


def _reviewer(row: Reviewed) -> str:
    """Who accepted or returned an answer."""
    return row.last.by if row.last is not None and row.last.act in _JUDGED else ""


def _when(row: Reviewed) -> str:
    """The minute of the last step, as it is sorted by."""
    return row.last.at[:16] if row.last else ""


def _same(data: object, by: str) -> bool:
    """Whether an entry of the names is the one that is wanted."""
    return data == by or (isinstance(data, str) and same_person(data, by))


def _offer(box: QComboBox, choices: list[tuple[str, str]], nothing: str | None = "") -> None:
    """Put choices into a filter under 「すべて」, keeping what was chosen."""
    held, first = box.currentData(), box.count() == 0
    box.blockSignals(True)
    box.clear()
    box.addItem(_("All"), nothing)
    for word, data in choices:
        box.addItem(word, data)
    box.setCurrentIndex(0 if first or held == nothing else max(0, box.findData(held)))
    box.blockSignals(False)
