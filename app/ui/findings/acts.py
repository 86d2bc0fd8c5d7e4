"""What is done with several findings at once, off the GUI thread, and what came of it in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from app.domain.findings import Status
from app.errors import UserError
from app.i18n import gettext as _
from app.i18n import mark
from app.services import findings, measures, planning
from app.services.changes import Changes
from app.services.ports import Desk, Progress
from app.ui.findings.dialogs import Assignment
from app.ui.messages import message
from app.ui.session import Session
from app.ui.widgets.notice import Notice


class FindingActs(QObject):
    """Changes states and puts findings under measures; the notice tells what came of it."""

    def __init__(self, session: Session, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._notice = notice

    def change(
        self, identities: Sequence[str], status: Status, remark: str, approver: str = "", until: date | None = None
    ) -> None:
        """Set the state of findings one by one; those that are refused stay as they were."""
        desk = self._session.desk

        def change(identity: str) -> Changes:
            if status is Status.ACCEPTED:
                return findings.accept(desk, identity, remark, approver, until)
            return findings.set_status(desk, identity, status, remark or None)

        def work(progress: Progress) -> tuple[Changes, int, BaseException | None]:
            places: set[tuple[str, str]] = set()
            at, done = "", 0
            refused: BaseException | None = None
            for number, identity in enumerate(identities):
                if not progress("findings", number, len(identities)):
                    break
                try:
                    changes = change(identity)
                except UserError as error:
                    refused = error
                    continue
                except Exception as error:  # noqa: BLE001 - told below: what was changed before it must be seen
                    refused = error
                    break
                done += 1
                at = changes.at or at
                places |= changes.places
            return Changes(at=at, findings=bool(at), places=frozenset(places)), done, refused

        def home(result: tuple[Changes, int, BaseException | None]) -> None:
            changes, done, refused = result
            why = message(refused) if refused is not None else None

            def told() -> str:
                words = _("Findings whose state was changed: {count}").format(count=f"{done:,}")
                if refused is not None or done < len(identities):
                    rest = f"{len(identities) - done:,}"
                    words += " " + _("Left as they were: {count}.").format(count=rest)
                    words += f" {why.sentence}" if why is not None else ""
                return words

            self._notice.say(told, good=refused is None, details=why.details if why is not None else "")
            if changes:
                self._session.took(changes)

        self._session.tasks.long(
            lambda: _("Changing the state of findings"), work, home, self._notice.refuse, owner=self, writes=True
        )

    def set_measures(self, identities: tuple[str, ...], before: Sequence[int], chosen: Sequence[int]) -> None:
        """Put findings under the chosen measures, and take them off those that were chosen `before` and are no more."""
        on, off = [n for n in chosen if n not in before], [n for n in before if n not in chosen]

        def done(_changes: Changes) -> None:
            words = mark("Findings: {count}. Measures that answer all of them now: {measures}")
            told = ", ".join(map(str, chosen)) or "－"
            self._notice.say(lambda: _(words).format(count=f"{len(identities):,}", measures=told))

        self._session.do(
            lambda desk: measures.set_links(desk, identities, on, off), done, self._notice.refuse, owner=self
        )

    def assign(self, identities: tuple[str, ...], given: Assignment) -> None:
        """Put findings under a measure of the plan, or under a new one."""

        def work(desk: Desk) -> tuple[Changes, int]:
            number = given.number
            if not number:
                number = planning.add_action(desk, given.item, given.text)[1].number
            changes, action = planning.assign_findings(desk, number, identities)
            return Changes(at=changes.at or desk.stamp(), plan=True), action.number

        def done(result: tuple[Changes, int]) -> None:
            words = mark("Findings put under measure {number}: {count}")
            self._notice.say(lambda: _(words).format(count=f"{len(identities):,}", number=result[1]))

        self._session.do(work, done, self._notice.refuse, owner=self)
