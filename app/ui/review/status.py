"""Where the audit stands: what is open before it can be sealed, approval, seal, reopening, counts, revisions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.audit import COMPANY
from app.domain.review import State
from app.domain.sealing import Revision
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import reporting, reviewing, sealing
from app.services.changes import Changes
from app.services.ports import Desk
from app.services.sealing import Gap
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.dates import moment
from app.ui.dialogs.question import Question
from app.ui.review.data import CountRow, FinishData, counted
from app.ui.review.words import state_text, tone_of
from app.ui.session import Session
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.flow import Flow
from app.ui.widgets.link import LongLink
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.widgets.notice import Notice
from app.ui.widgets.prose import Prose
from app.ui.words import item_number

_MOST_LACKING = 8
"""So many things that the plan lacks are named in a question."""
_FIRST = 1
"""The first column of a table of counts that holds a state."""
_ROWS = 8
"""So many rows of a table are in sight; the rest is scrolled to."""


class StatusTab(QScrollArea):
    """`wanted` asks for the list of places: item, site (None: any), state, gap."""

    wanted = Signal(str, object, str, str)

    def __init__(self, session: Session, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._notice = notice
        self._data: FinishData | None = None
        self._asked = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("role", "page")
        self._column = QVBoxLayout(body)
        self.setWidget(body)
        self._build_seal()
        self._build_counts()
        self._build_alone()
        self._build_revisions()
        self._column.addStretch(1)
        theme().changed.connect(self._fit)
        self._fit()

    def _build_seal(self) -> None:
        frame, column = card(parent=self.widget())
        self.title = label("section", parent=frame)
        self.standing = Prose(frame, selectable=True)
        self.open_title = label("quiet", parent=frame)
        self._gap_room = QVBoxLayout()
        self.gaps: list[LongLink] = []
        self.reason = ReasonPanel(frame)
        self.reason.given.connect(self._reason_given)
        acts = QWidget(frame)
        flow = Flow(acts)
        self.approve = button("primary", self.approve_audit, acts)
        self.seal = button("primary", self.ask_seal, acts)
        self.reopen = button("", self.ask_reopen, acts)
        for each in (self.approve, self.seal, self.reopen):
            flow.addWidget(each)
        for part in (self.title, self.standing, self.open_title):
            column.addWidget(part)
        column.addLayout(self._gap_room)
        column.addWidget(self.reason)
        column.addWidget(acts)
        self._column.addWidget(frame)

    def _build_counts(self) -> None:
        frame, column = card(parent=self.widget())
        self.counts_title = label("section", parent=frame)
        self.counts_lead = label("quiet", parent=frame)
        self.by_item, self.by_site = self._count_table(True), self._count_table(False)
        for part in (self.counts_title, self.counts_lead, self.by_item, self.by_site):
            column.addWidget(part)
        self._column.addWidget(frame)

    def _count_table(self, items: bool) -> ListTable:
        def title() -> str:
            return _("Area") if items else _("Site")

        def tone(state: State) -> Callable[[CountRow], str]:
            return lambda row: tone_of(state) if row.counts[state] else "quiet"

        columns: list[Column[CountRow]] = [Column(title, lambda row: row.name)]
        for state in State:
            columns.append(
                Column(
                    lambda state=state: state_text(state),  # type: ignore[misc]
                    lambda row, state=state: f"{row.counts[state]:,}",  # type: ignore[misc]
                    96,
                    order=lambda row, state=state: row.counts[state],  # type: ignore[misc]
                    tone=tone(state),
                    right=True,
                )
            )
        columns.append(
            Column(lambda: _("Total"), lambda row: f"{row.total:,}", 80, order=lambda row: row.total, right=True)
        )
        table = ListTable(Listing(columns, lambda row: row.key))
        table.clicked.connect(lambda index: self._go(table, index, items=items))
        table.opened.connect(lambda: self._go(table, table.currentIndex().siblingAtColumn(0), items=items))
        return table

    def _build_alone(self) -> None:
        frame, column = card(parent=self.widget())
        self.alone_title = label("section", parent=frame)
        self.alone = Prose(frame, selectable=True)
        self.alone_reason = ReasonPanel(frame)
        self.alone_reason.given.connect(self._allow_alone)
        self.alone_act = button("", self.turn_alone, frame)
        for part in (self.alone_title, self.alone, self.alone_reason):
            column.addWidget(part)
        column.addWidget(self.alone_act, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(frame)

    def _build_revisions(self) -> None:
        self.revisions_card, column = card(parent=self.widget())
        self.revisions_title = label("section", parent=self.revisions_card)
        columns: tuple[Column[Revision], ...] = (
            Column(lambda: _("Revision"), lambda r: str(r.number), 70, order=lambda r: r.number, right=True),
            Column(lambda: _("Fingerprint of the data"), lambda r: r.short, 160, tip=lambda r: r.fingerprint),
            Column(lambda: _("Approved"), lambda r: _by_at(r.approved_by, r.approved_at), 240, whole=True),
            Column(lambda: _("Sealed"), lambda r: _by_at(r.sealed_by, r.sealed_at), 240, whole=True),
            Column(lambda: _("Reopened"), _reopened),
        )
        self.revisions = ListTable(Listing(columns, lambda r: r.number))
        column.addWidget(self.revisions_title)
        column.addWidget(self.revisions)
        self._column.addWidget(self.revisions_card)

    # --- showing ------------------------------------------------------------------------------------------------------

    def show_data(self, data: FinishData) -> None:
        """Show a reading."""
        self._data = data
        self._show()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Approval and seal"))
        self.open_title.setText(_("Before it can be sealed:"))
        self.approve.setText(_("Approve the audit"))
        self.seal.setText(_("Seal the audit…"))
        self.reopen.setText(_("Reopen with a reason…"))
        self.counts_title.setText(_("State of the review"))
        self.counts_lead.setText(_("Choose a number to open the list behind it; Enter opens that of the row."))
        self.by_item.setAccessibleName(_("State of the review by area"))
        self.by_site.setAccessibleName(_("State of the review by site"))
        self.alone_title.setText(_("One person for both"))
        self.revisions_title.setText(_("Revisions"))
        self.revisions.setAccessibleName(_("Revisions"))
        for table in (self.by_item, self.by_site, self.revisions):
            table.listing.retitle()
        self.reason.retranslate()
        self.alone_reason.retranslate()
        self._show()

    def _show(self) -> None:
        if self._data is None:
            return
        standing = self._data.standing
        self.standing.setText(self._told())
        self._show_gaps(standing.gaps)
        sealed = standing.revision.sealed
        blocking = [gap for gap in standing.gaps if gap.code not in sealing.OF_APPROVAL]
        self._show_acts(sealed=sealed, approved=standing.approved, open_=bool(blocking))
        self._show_counts(self._data)
        self._show_alone(standing.one_person, sealed)
        self.revisions_card.setVisible(bool(standing.revisions))
        self.revisions.put(standing.revisions)
        self._fit()

    def _show_acts(self, *, sealed: bool, approved: bool, open_: bool) -> None:
        """The act that is next has the keyboard where the one before had it."""
        acts = (self.approve, self.seal, self.reopen)
        had = self.window().focusWidget() in acts
        self.approve.setVisible(not sealed and not approved)
        self.approve.setEnabled(not open_)
        self.seal.setVisible(not sealed and approved)
        self.reopen.setVisible(sealed)
        if had:
            following = next((each for each in acts if not each.isHidden() and each.isEnabled()), None)
            if following is not None:
                following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self) -> str:
        assert self._data is not None  # noqa: S101 - called with data only
        standing = self._data.standing
        revision, lines = standing.revision, []
        if standing.former is not None:
            lines.append(
                _("Revision {number} goes on from revision {former} (fingerprint {fingerprint}).").format(
                    number=revision.number, former=standing.former.number, fingerprint=standing.former.short
                )
            )
        if revision.approved and (standing.approved or revision.sealed):
            lines.append(_("Approved: {who}").format(who=_by_at(revision.approved_by, revision.approved_at)))
        if revision.sealed:
            lines.append(_("Sealed: {who}").format(who=_by_at(revision.sealed_by, revision.sealed_at)))
            lines.append(_("Fingerprint of what was sealed: {fingerprint}").format(fingerprint=revision.short))
            lines.append(revision.fingerprint)
        elif standing.approved:
            lines.append(_("Nothing has changed since it was approved; it can be sealed."))
        elif not [gap for gap in standing.gaps if gap.code not in sealing.OF_APPROVAL]:
            lines.append(_("Every answer was accepted; the audit can be approved."))
        return "\n".join(lines) or _("Revision {number} is being worked on.").format(number=revision.number)

    def _show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        for old in self.gaps:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.gaps = []
        for gap in gaps:
            go = partial(self.wanted.emit, "", None, "", gap.code) if gap.places else None
            link = LongLink(f"! {sealing.gap_words(gap, _)}", go, self.widget())
            link.setEnabled(go is not None)
            self._gap_room.addWidget(link)
            self.gaps.append(link)
        self.open_title.setVisible(bool(gaps))

    def _show_counts(self, data: FinishData) -> None:
        language, outline = current_language(), self._session.outline
        items = {
            item.id: f"{item_number(item)} {item.title.in_language(language)}" for item in self._session.catalogue.items
        }
        self.by_item.put(counted(data.by_item, items))
        sites = {COMPANY: _("Company"), **{s.id: s.name for s in outline.sites if not s.removed}}
        self.by_site.put(counted(data.by_site, sites))

    def _show_alone(self, reason: str, sealed: bool) -> None:
        told = _("Who gave an answer cannot accept it: another person reviews it.")
        if reason:
            told = _("One person may answer and accept in this audit: {reason}").format(reason=reason)
            told += "\n" + _("The reports say so.")
        self.alone.setText(told)
        self.alone_act.setText(_("Two persons again") if reason else _("Allow one person for both…"))
        self.alone_act.setEnabled(not sealed)

    # --- acts ---------------------------------------------------------------------------------------------------------

    def approve_audit(self) -> None:
        """Approve the audit as it stands."""
        self._do(sealing.approve, lambda: _("The audit is approved; it can be sealed now."))

    def ask_seal(self) -> None:
        """Ask whether to seal, for nothing can be changed afterwards; what the plan lacks is told then."""
        desk, language = self._session.desk, current_language()
        self._session.tasks.read(lambda: reporting.lacking_of_plan(desk, _, language), self._ask_seal, owner=self)

    def _ask_seal(self, lacking: tuple[str, ...]) -> None:
        words = _(
            "Nothing can be changed in a sealed audit. To go on afterwards it is reopened with a reason, as a new "
            "revision that names this one."
        )
        if lacking:
            told = [f"・{each}" for each in lacking[:_MOST_LACKING]]
            if more := len(lacking) - len(told):
                told.append(_("and {count} more").format(count=more))
            words += "\n\n" + "\n".join((_("△ The plan is still a draft, and will stay one:"), *told))
        asked = Question(
            _("Seal the audit"),
            words,
            _("Not yet"),
            _("Seal it"),
            self.window(),
        )
        asked.accepted.connect(lambda: self._do(sealing.seal, lambda: _("The audit is sealed.")))
        asked.open()

    def ask_reopen(self) -> None:
        """Ask why the audit is reopened."""
        self.reason.ask(lambda: _("Reopen the sealed audit as a new revision. Why?"), lambda: _("Reopen"))

    def _reason_given(self, reason: str) -> None:
        self._do(lambda desk: sealing.reopen(desk, reason), lambda: _("The audit is open again, as a new revision."))

    def turn_alone(self) -> None:
        """Allow that one person answers and accepts, for a reason, or take that back."""
        if self._data is not None and self._data.standing.one_person:
            self._do(reviewing.forbid_one_person, lambda: _("Two persons are needed again."))
            return
        self.alone_reason.ask(
            lambda: _("One person may answer and accept. Why? The reports will say so."), lambda: _("Allow it")
        )

    def _allow_alone(self, reason: str) -> None:
        self._do(
            lambda desk: reviewing.allow_one_person(desk, reason), lambda: _("One person may do both from now on.")
        )

    def _do(self, work: Callable[[Desk], Changes], said: Callable[[], str]) -> None:
        self._session.do(work, lambda _changes: self._notice.say(said), self._notice.refuse, self)

    def _go(self, table: ListTable, index: QModelIndex, *, items: bool) -> None:
        if not index.isValid():
            return
        row: CountRow = table.listing.at(index)
        states = list(State)
        number = index.column() - _FIRST
        state = states[number].value if 0 <= number < len(states) else ""
        if items:
            self.wanted.emit(row.key, None, state, "")
        else:
            self.wanted.emit("", row.key, state, "")

    def _fit(self) -> None:
        px = theme().px
        self._column.setContentsMargins(0, px(12), px(8), px(12))
        self._column.setSpacing(px(12))
        self.reason.dress()
        self.alone_reason.dress()
        for table in (self.by_item, self.by_site, self.revisions):
            rows = min(_ROWS, max(1, len(table.listing.rows)))
            table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows * px(tokens.ROW) + px(20))


def _by_at(name: str, at: str) -> str:
    return f"{name}  {moment(at)}" if name else ""


def _reopened(revision: Revision) -> str:
    told = _by_at(revision.reopened_by, revision.reopened_at)
    return f"{told}  {revision.reason}" if told else ""
