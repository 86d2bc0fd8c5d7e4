"""What is done at a place besides answering: proposals rejected or looked behind, copies confirmed, answers copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.catalogue import Checkpoint
from app.domain.progress import Place
from app.i18n import current_language, gettext_in
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.messages import message
from app.ui.session import Session, Target

if TYPE_CHECKING:
    from app.domain.findings import Finding
    from app.services.findings import ProposalView
    from app.ui.checkpoints.copying import Choice


class PlaceActs(QObject):
    """`refused` carries the place and the message of what could not be done there."""

    refused = Signal(object, object)

    def __init__(self, session: Session, sheet: QWidget) -> None:
        super().__init__(sheet)
        self._session = session
        self._sheet = sheet

    def reject(self, place: Place, view: ProposalView, reason: str) -> None:
        """The officer does not agree with what the ledgers propose."""
        basis = view.proposal.basis

        def work(desk: Desk) -> Changes:
            from app.services import findings

            return findings.decide(desk, *place, basis, "rejected", reason)

        self._session.do(work, None, lambda error: self._refuse(place, error), self)

    def see_rows(self, place: Place, view: ProposalView) -> None:
        """Show the findings behind a proposal."""
        # A proposal on a company checkpoint rests on findings of any site.
        options = {"source": "rules", "text": place[0], "site": place[1] or "*"}
        first = view.proposal.findings[0].id
        self._session.go(Target("findings", checkpoint=place[0], finding=first, options=options))

    def see_accepted(self, place: Place, accepted: Sequence[Finding]) -> None:
        """Show the serious findings that were accepted there, the first of them in full."""
        options = {"severity": "serious", "status": "accepted", "text": place[0], "site": place[1] or "*"}
        self._session.go(Target("findings", checkpoint=place[0], finding=accepted[0].id, options=options))

    def confirm(self, place: Place) -> None:
        """A copied answer holds here as well."""

        def confirm(desk: Desk) -> Changes:
            from app.services import answering

            return answering.confirm_copy(desk, *place)

        self._session.do(confirm, None, lambda error: self._refuse(place, error), self)

    def take_over(self, place: Place) -> None:
        """Record the answer of the earlier audit as this one's."""
        language = current_language()

        def take(desk: Desk) -> Changes:
            from app.services import carried_answers

            return carried_answers.take(desk, [place], gettext_in(language), language).changes

        self._session.do(take, None, lambda error: self._refuse(place, error), self)

    def lay_aside(self, place: Place) -> None:
        """Do not use the answer of the earlier audit."""

        def lay(desk: Desk) -> Changes:
            from app.services import carried_answers

            return carried_answers.lay_aside(desk, [place])

        self._session.do(lay, None, lambda error: self._refuse(place, error), self)

    def ask_for_sites(self, checkpoint: Checkpoint, place: Place) -> None:
        """Ask to which sites the answer is copied, and copy it."""
        from app.ui.checkpoints.copying import CopyDialog

        dialog = CopyDialog(self._session, checkpoint, self._sheet)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.copy(place, dialog.choice()))
        dialog.open()

    def copy(self, place: Place, choice: Choice) -> None:
        """Copy the answer to the sites that were chosen."""

        def copy(desk: Desk) -> Changes:
            from app.services import answering

            return answering.copy_answer(desk, *place, choice.sites, choice.reason, remark=choice.remark)

        self._session.do(copy, None, lambda error: self._refuse(place, error), self)

    def _refuse(self, place: Place, error: BaseException) -> None:
        self.refused.emit(place, message(error))
