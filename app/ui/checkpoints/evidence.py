"""The evidence of one place: a row for each piece, taken in by button, key, drop and paste, taken off with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.evidence import Evidence, EvidenceUse
from app.domain.pieces import Piece
from app.domain.progress import Place
from app.i18n import gettext as _
from app.i18n import mark
from app.services.changes import Changes
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.dates import moment
from app.ui.evidence.acts import EvidenceActs
from app.ui.evidence.chip import Chip, ChipActs
from app.ui.evidence.offer import Offer, Way
from app.ui.evidence.pasting import Brought, brought
from app.ui.evidence.thumbnails import Thumbnails
from app.ui.files import Folders, ask_several
from app.ui.messages import message
from app.ui.said import Words, said
from app.ui.sealed import lock, why_sealed
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.tasks import Task
from app.ui.widgets.basics import button, label
from app.ui.widgets.flow import Flow
from app.ui.widgets.passing import Passing
from app.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from app.services.evidencing import Attached
    from app.services.ports import Desk, Progress


_MOST = 20
"""So many pieces are shown before the rest is asked for: a row costs a millisecond or two."""


class EvidencePanel(QWidget):
    """The evidence at a place. `sized` comes when it may want another height."""

    sized = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._place: Place = ("", "")
        self._pieces: tuple[Piece, ...] = ()
        self._soon, self._day = 0, date.min
        self._known: tuple[object, ...] = ()
        self._whole = False
        self._doomed: Callable[[str], object] | None = None
        self._said: Words = ""
        self.chips: list[Chip] = []
        self.acts = EvidenceActs(session, lambda text, passing: self.tell(text, passing=passing), self)
        self._small = Thumbnails(session, self)
        self._small.came.connect(self._came_small)
        self.title = label("section", parent=self)
        self.add = button("", self.choose, self)
        self.paste = button("", self.paste_in, self)
        self.existing = button("", self.use_existing, self)
        lock(session, self.add, self.paste, self.existing)
        self.drop = label("hint", wrap=False, parent=self)
        self.rest = button("fold", self._show_rest, self)
        self.told = Prose(self, "quiet", selectable=True)
        self._passing = Passing(self.told, lambda: self.tell(""))
        self.told.hide()
        self.offer = Offer(self)
        self.reason = ReasonPanel(self)
        self.reason.given.connect(self._take_away)
        self.removed_toggle = button("fold", self._turn_removed, self)
        self.removed = QLabel(self)
        self.removed.setTextFormat(Qt.TextFormat.RichText)
        self.removed.setWordWrap(True)
        self.removed.setProperty("role", "quiet")
        flags = Qt.TextInteractionFlag
        self.removed.setTextInteractionFlags(flags.TextBrowserInteraction | flags.LinksAccessibleByKeyboard)
        self.removed.linkActivated.connect(self._look_at_removed)
        self.removed.hide()
        self._lay()
        self.dress()

    def _lay(self) -> None:
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._buttons = QWidget(self)
        flow = Flow(self._buttons)
        for each in (self.add, self.paste, self.existing):
            flow.addWidget(each)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.drop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addLayout(self._rows)
        for part in (self.rest, self._buttons, self.told, self.offer, self.reason, self.removed_toggle, self.removed):
            self._column.addWidget(part)

    # --- showing ---------------------------------------------------------------------------------------------------

    def show_place(self, place: Place, pieces: Sequence[Piece] | None, soon: int = 0, day: date | None = None) -> None:
        """Show a place; `pieces` None while they are being read. `soon`: days before a last day that are told; `day`
        the one from which last days are seen."""
        today = day or self._session.desk.world.clock.today()
        known = (place, tuple(pieces or ()), soon, today)
        if known == self._known:
            # What is read anew and is as it was stays as it stands, with the focus in it.
            return
        self._known = known
        if place != self._place:
            self._place, self._whole = place, False
            self.reason.close_quietly()
            self.offer.close_quietly()
            self.told.hide()
        self._pieces, self._soon, self._day = tuple(pieces or ()), soon, today
        self._rebuild()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Evidence of this answer"))
        self.add.setText(_("Add…  Ctrl+E"))
        self.add.setAccessibleName(_("Add evidence, Ctrl+E"))
        self.paste.setText(_("Paste  Ctrl+V"))
        self.paste.setAccessibleName(_("Paste a picture or files as evidence, Ctrl+V"))
        self.existing.setText(_("Use evidence of the audit…"))
        self.drop.setText(_("Files can be dropped anywhere on this page"))
        self.reason.retranslate()
        self.offer.retranslate()
        self.told.setText(said(self._said))
        self._rebuild()

    def dress(self) -> None:
        """Take on the present zoom and colours."""
        self._column.setSpacing(theme().px(8))
        self._rows.setSpacing(theme().px(6))
        for each, icon in ((self.add, "attach"), (self.paste, "copy"), (self.existing, "link")):
            each.setIcon(theme().icon(icon))
            each.setIconSize(QSize(theme().px(20), theme().px(20)))
        self.reason.dress()
        self.offer.dress()
        self._rebuild()

    def _rebuild(self) -> None:
        focused = next((c.evidence.id for c in self.chips if c.isAncestorOf(self.focusWidget() or self)), "")
        for old in self.chips:
            self._rows.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        live = [p for p in self._pieces if p.latest and self._place in p.places]
        self.rest.setVisible(len(live) > _MOST and not self._whole)
        self.rest.setText("▸ " + _("Show {count} more").format(count=f"{len(live) - _MOST:,}"))
        live = live if self._whole else live[:_MOST]
        acts = self._chip_acts()
        self.chips = [Chip(p, self._place, self._day, self._soon, self._small.of(p.evidence), acts, self) for p in live]
        for chip in self.chips:
            self._rows.addWidget(chip)
            chip.show()
            chip.open.keys[Qt.Key.Key_Down] = partial(self._step, chip, 1)
            chip.open.keys[Qt.Key.Key_Up] = partial(self._step, chip, -1)
            if chip.evidence.id == focused:
                chip.open.setFocus()
        gone = self._gone()
        self.removed_toggle.setVisible(bool(gone))
        sign = "▸" if self.removed.isHidden() else "▾"
        self.removed_toggle.setText(f"{sign} " + _("Removed evidence ({count})").format(count=len(gone)))
        if not gone:
            self.removed.hide()
        self.removed.setText("".join(self._obituary(p) for p in gone))
        self.removed.setAccessibleName("\n".join(self._told_of(p) for p in gone))
        self.updateGeometry()
        self.sized.emit()

    def _show_rest(self) -> None:
        """Show every piece, and go to the first one that was not shown."""
        self._whole = True
        self._rebuild()
        self.chips[_MOST].open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chip_acts(self) -> ChipActs:
        acts = self.acts
        return ChipActs(
            preview=acts.preview,
            open=lambda piece: acts.open(piece.evidence),
            save=lambda piece: acts.save_as(piece.evidence),
            also_serves=self._writing(acts.also_serves),
            new_version=self._writing(acts.new_version),
            facts=self._writing(acts.edit_facts),
            withdraw=self._writing(self.ask_withdrawal),
            take_off=self._writing(self.ask_take_off),
            remove=self._writing(self.ask_removal),
        )

    def _writing(self, act: Callable[[Piece], object]) -> Callable[[Piece], object]:
        """The act; in a sealed audit the reason why it is not possible."""

        def done(piece: Piece) -> None:
            if self._session.sealed:
                self.tell(why_sealed)
            else:
                act(piece)

        return done

    def _came_small(self, digest: str) -> None:
        for chip in self.chips:
            if chip.evidence.sha256 == digest:
                chip.put_small(self._small.of(chip.evidence))

    def _step(self, chip: Chip, by: int) -> None:
        """The arrow keys go from piece to piece."""
        at = self.chips.index(chip) + by
        if 0 <= at < len(self.chips):
            self.chips[at].open.setFocus(Qt.FocusReason.TabFocusReason)

    # --- what was taken off ----------------------------------------------------------------------------------------

    def _gone(self) -> list[Piece]:
        """What was removed, or taken off here."""
        return [p for p in self._pieces if p.evidence.removed or (p.latest and p.ended_at(self._place) is not None)]

    def _told_of(self, piece: Piece) -> str:
        ended: Evidence | EvidenceUse = piece.evidence
        if not piece.evidence.removed and (use := piece.ended_at(self._place)) is not None:
            ended = use
        return _("{name}: removed {at} by {by}. Reason: {reason}").format(
            name=piece.evidence.name,
            at=moment(ended.removed_at),
            by=ended.removed_by,
            reason=ended.removed_reason,
        )

    def _obituary(self, piece: Piece) -> str:
        """A paragraph whose name opens the file: what was removed stays readable."""
        accent, name = theme().colour("accent").name(), escape(piece.evidence.name)
        link = f'<a href="{escape(piece.evidence.id)}" style="color:{accent}">{name}</a>'
        words = escape(self._told_of(piece)).replace(name, link, 1)
        return f'<p style="margin-top:0px;margin-bottom:4px;line-height:150%">{words}</p>'

    def _look_at_removed(self, identity: str) -> None:
        for piece in self._pieces:
            if piece.evidence.id == identity:
                self.acts.preview(piece)

    def _turn_removed(self) -> None:
        self.removed.setVisible(self.removed.isHidden())
        self._rebuild()

    def tell(self, text: Words, *, passing: bool = False) -> None:
        """Say what became of files; what is `passing` goes once it could be read, the rest stays until the next act."""
        self._said = text
        self.told.setText(said(text))
        self.told.setVisible(bool(said(text)))
        self._passing.stop()
        if passing:
            self._passing.begin(said(text))

    # --- taking in -------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for files."""
        self.take_in(ask_several(self, _("Add evidence"), Folders(Settings(), self._session.file)))

    def use_existing(self) -> None:
        """Ask for evidence of the audit that serves here as well."""
        from app.ui.evidence.use_existing import UseExistingDialog

        if self._place[0]:
            UseExistingDialog(self._session, self._place, self.acts, self.window()).open()

    def paste_in(self) -> None:
        """Take in what the clipboard has: a picture, or files."""
        found = self._brought(QGuiApplication.clipboard().mimeData())
        if not found:
            words = mark(
                "There is neither a picture nor a file on the clipboard. Copy one, or take a screenshot, first."
            )
            self.tell(lambda: _(words))
            return
        self.bring(found)

    def drop_in(self, mime: QMimeData) -> None:
        """Take in what was dropped."""
        self.bring(self._brought(mime))

    def _brought(self, mime: QMimeData | None) -> Brought:
        return brought(mime, _("Screen"), self._session.desk.world.clock.now())

    def take_in(self, paths: Sequence[Path]) -> None:
        """Store copies of files at the place shown now."""
        self.bring(Brought(tuple(paths)))

    def bring(self, found: Brought, *, large: bool = False, apart: bool = False) -> None:
        """Store what was brought at the place shown now; `large` and `apart` as for `evidencing.attach_all`."""
        if not found or not self._place[0]:
            return
        place, desk = self._place, self._session.desk

        def attach(progress: Progress) -> tuple[Changes, Attached]:
            from app.services import evidencing

            with ExitStack() as stack:
                paths = stack.enter_context(found.files())
                return evidencing.attach_all(desk, *place, paths, progress, large=large, apart=apart)

        self.tell("")
        begun: list[Task] = []
        begun.append(
            self._session.tasks.long(
                lambda: _("Storing evidence (files: {count})").format(count=found.count),
                attach,
                lambda outcome: self._taken(place, found, begun[0], *outcome, large=large, apart=apart),
                lambda error: self.tell(message(error).words),
                self,
                writes=True,
            )
        )

    def _taken(
        self,
        place: Place,
        found: Brought,
        task: Task,
        changes: Changes,
        attached: Attached,
        *,
        large: bool,
        apart: bool,
    ) -> None:
        if changes:
            self._session.took(changes)
        if place == self._place:
            self.tell(partial(_not_taken, attached))
            self._ask_on(place, found, attached, large=large, apart=apart)
            if self.isVisible() or not _not_taken(attached):
                return
        # Rows and line tell it at the place itself; the task tells it to an officer who has gone elsewhere.
        task.outcome = partial(_what_came, attached)

    def _ask_on(self, place: Place, found: Brought, attached: Attached, *, large: bool, apart: bool) -> None:
        """What the officer decides: of content that the audit has already, and of large files."""
        if attached.elsewhere:
            others = [evidence for _path, evidence in attached.elsewhere]
            rest = _only(found, [path for path, _evidence in attached.elsewhere])
            self.offer.ask(
                partial(_elsewhere, attached),
                Way(lambda: _("Use the evidence that is there"), partial(self._serve, place, others)),
                Way(lambda: _("Store it separately"), partial(self.bring, rest, large=large, apart=True)),
            )
        if attached.large:
            rest = _only(found, attached.large)
            self.offer.ask(
                partial(_too_large, attached),
                Way(lambda: _("Store it all the same"), partial(self.bring, rest, large=True, apart=apart)),
            )

    def _serve(self, place: Place, others: Sequence[Evidence]) -> None:
        ids = [evidence.id for evidence in others]

        def serve(desk: Desk) -> Changes:
            from app.services import evidencing_uses

            return evidencing_uses.serve_several(desk, ids, [place])

        self._session.do(serve, None, lambda error: self.tell(message(error).words), self)

    # --- taking off ------------------------------------------------------------------------------------------------

    def ask_take_off(self, piece: Piece) -> None:
        """Ask why a piece is taken off here."""
        place = self._place
        self._doomed = lambda reason: self.acts.take_off(piece, place, reason)
        words = mark("{name} will no longer count here; it goes on serving other places: {count}.")
        count = sum(other != place for other in piece.places)
        self.reason.ask(lambda: _(words).format(name=piece.evidence.name, count=count), lambda: _("Take off here"))

    def ask_withdrawal(self, piece: Piece) -> None:
        """Ask why the version before a piece counts again."""
        self._doomed = lambda reason: self.acts.withdraw(piece, reason)
        words = mark("{name} is removed, and the version before, {older}, counts again wherever it served.")
        older = piece.earlier[-1].name
        self.reason.ask(
            lambda: _(words).format(name=piece.evidence.name, older=older), lambda: _("Back to the version before")
        )

    def ask_removal(self, piece: Piece) -> None:
        """Ask why a piece is removed."""
        self._doomed = lambda reason: self.acts.remove(piece, reason)
        alone = mark("{name} will no longer count as evidence; it stays readable in the audit.")
        many = mark(
            "{name} will no longer count at any place that it serves ({count}); it stays readable in the audit."
        )
        count = len(piece.places)
        words = many if count > 1 else alone
        self.reason.ask(
            lambda: _(words).format(name=piece.evidence.name, count=count), lambda: _("Remove from the evidence")
        )

    def _take_away(self, reason: str) -> None:
        doomed, self._doomed = self._doomed, None
        if doomed is not None:
            doomed(reason)


def _only(found: Brought, paths: Sequence[Path]) -> Brought:
    """The part of what was brought that is asked about; a picture of the clipboard is brought anew."""
    return found if found.image is not None else Brought(tuple(paths))


def _elsewhere(attached: Attached) -> str:
    lines = [
        _("{name} has the same content as {other}, which is evidence of another place of this audit.").format(
            name=path.name, other=evidence.name
        )
        for path, evidence in attached.elsewhere
    ]
    return "\n".join([*lines, _("Nothing was stored of it yet.")])


def _too_large(attached: Attached) -> str:
    names = _(", ").join(path.name for path in attached.large)
    return _("Larger than this audit wants files to be, and not stored yet: {names}").format(names=names)


def _not_taken(attached: Attached) -> str:
    """Why files were not stored, a line each."""
    lines = [error.sentence(_) for error in attached.refused]
    lines += [
        _("{name} has the same content as {other}, which is here already; it was not stored twice.").format(
            name=name, other=twin.name
        )
        for name, twin in attached.twins
    ]
    if attached.stopped:
        lines.append(_("Stopped; files stored before: {count}.").format(count=len(attached.added)))
    return "\n".join(lines)


def _what_came(attached: Attached) -> str:
    """What was stored, after what was not."""
    lines = [_not_taken(attached)]
    if attached.elsewhere:
        lines.append(_elsewhere(attached))
    if attached.large:
        lines.append(_too_large(attached))
    if attached.added:
        lines.append(_("Stored: {names}").format(names=_(", ").join(e.name for e in attached.added)))
    return "\n".join(line for line in lines if line)
