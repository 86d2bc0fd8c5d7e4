"""What can be done with the chosen cells of the board. A new act is a function and a line in `ACTS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.audit import COMPANY
from app.domain.grades import Level, Verdict
from app.domain.progress import Place
from app.domain.review import ReviewAct
from app.i18n import gettext as _
from app.i18n import mark
from app.services import assigning, batches, flagging, reviewing
from app.services.board import Board
from app.services.changes import Changes
from app.services.ports import Desk, Progress
from app.services.reviewing import Bulk
from app.ui.board.assign_dialog import AssignDialog, Assigned
from app.ui.board.batch_dialog import Batch, BatchDialog, Given
from app.ui.dialogs.ask import AskText
from app.ui.review.told import tell
from app.ui.said import Words
from app.ui.session import Session
from app.ui.widgets.notice import Notice
from app.ui.words import verdict_word

Places = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class At:
    """Where an act is done: the audit, the board it was chosen on, the widget that dialogs sit over, and where is said
    what came of it."""

    session: Session
    board: Board
    over: QWidget
    notice: Notice

    def do(self, work: Callable[[Desk], Changes], words: Words) -> None:
        """Carry out what needs no more to be asked, and say that it was done."""
        self.session.do(work, lambda _changes: self.notice.say(words), self.notice.refuse, self.over)


Run = Callable[[At, Places], None]
"""What carries an act out on the chosen places."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its id, its name as msgid, and what carries it out."""

    id: str
    title: str
    run: Run


def answer(verdict: Verdict, at: At, places: Places) -> None:
    """Give the places a verdict, once what that does was seen."""

    def look(desk: Desk, given: Given) -> batches.Preview:
        return batches.preview(desk, places, verdict, given.comment, add=given.add)

    def write(desk: Desk, left: batches.Preview, given: Given, progress: Progress) -> Changes:
        said, lessen, add = (given.comment, given.reason, progress), given.lessen, given.add
        return batches.answer_many(desk, left.verdicts, verdict, *said, lessen=lessen, add=add)

    def title() -> str:
        told = _("Answer “{verdict}”, places: {count}")
        return told.format(verdict=verdict_word(verdict), count=f"{len(places):,}")

    _ask(at, Batch(title, look, write))


def copy(at: At, places: Places) -> None:
    """Copy the answers of one site to the chosen ones."""
    wanted = tuple(place for place in places if place[1] != COMPANY)
    if not wanted:
        at.notice.say(lambda: _("What is asked of the company once cannot be copied to sites."), good=False)
        return
    # Those outside of what was chosen are likelier: who marks a column without one means that one.
    chosen = {site for _checkpoint, site in wanted}
    sites = sorted(at.session.sites, key=lambda site: site.id in chosen)

    def look(desk: Desk, given: Given) -> batches.Preview:
        return batches.preview_copies(desk, given.source, wanted)

    def write(desk: Desk, left: batches.Preview, given: Given, progress: Progress) -> Changes:
        return batches.copy_many(desk, given.source, left.verdicts, given.reason, progress, lessen=given.lessen)

    title = partial(_counted, mark("Copy answers, places: {count}"), len(wanted))
    _ask(at, Batch(title, look, write, tuple(sites), remark=False))


def confirm(at: At, places: Places) -> None:
    """Take copies as the sites' own answers."""
    at.do(
        lambda desk: batches.confirm_copies(desk, places),
        lambda: _("The copies chosen are answers of their sites now."),
    )


def flag(at: At, places: Places) -> None:
    """Flag places, with a note."""

    def noted(note: str) -> None:
        at.do(
            lambda desk: flagging.set_flags(desk, places, note),
            partial(_counted, mark("Flagged: {count}"), len(places)),
        )

    title = partial(_counted, mark("Set flags, places: {count}"), len(places))
    lead: Words = lambda: _("Why is it to be looked at again?")  # noqa: E731 - asked anew in each language
    AskText(title, lead, lambda: _("Flag"), "", noted, at.over).open()


def unflag(at: At, places: Places) -> None:
    """Take flags down."""
    at.do(lambda desk: flagging.clear_flags(desk, places), lambda: _("The flags are taken down."))


def assign(at: At, places: Places) -> None:
    """Let somebody look at the chosen sites, or at the chosen items there."""
    catalogue = at.session.catalogue
    sites = tuple(dict.fromkeys(site for _checkpoint, site in places))
    items = tuple(dict.fromkeys(catalogue.checkpoint(identity).item for identity, _site in places))
    level = Level.COMPANY if sites == (COMPANY,) else Level.SITE
    asked = {c.item for c in at.board.checkpoints if c.level is level}

    def given(said: Assigned) -> None:
        at.do(
            lambda desk: assigning.assign(
                desk, sites, () if said.whole else items, said.person, said.department, said.due
            ),
            lambda: _("Assigned to {person}.").format(person=said.person),
        )

    whole = asked <= set(items)
    AssignDialog(at.over, len(sites), items, at.board.everybody(), given, whole=whole).open()


def request(at: At, places: Places) -> None:
    """Ask for the review of the answers."""
    _review(at, ReviewAct.REQUESTED, lambda desk: reviewing.request_those(desk, places))


def accept(at: At, places: Places) -> None:
    """Accept the answers as the second person."""
    _review(at, ReviewAct.ACCEPTED, lambda desk: reviewing.accept_those(desk, places))


def give_back(at: At, places: Places) -> None:
    """Return the answers, with the reason."""

    def told(reason: str) -> None:
        _review(at, ReviewAct.RETURNED, lambda desk: reviewing.give_back_those(desk, places, reason))

    lead = partial(_counted, mark("Return the answers ticked ({count}). What is to be mended?"), len(places))
    AskText(lambda: _("Returned"), lead, lambda: _("Return them"), "", told, at.over).open()


def _review(at: At, act: ReviewAct, step: Callable[[Desk], Bulk]) -> None:
    """Do it to those to which it can be done, and say which are left."""
    bulk = Bulk(Changes(), ())

    def work(desk: Desk) -> Changes:
        nonlocal bulk
        bulk = step(desk)
        return bulk.changes

    def done(_changes: Changes) -> None:
        tell(at.session, at.notice, act, bulk)

    at.session.do(work, done, at.notice.refuse, at.over)


ACTS: tuple[Act, ...] = (
    Act("copy", mark("Copy from a site…"), copy),
    Act("confirm", mark("Confirm copies"), confirm),
    Act("flag", mark("Flag…"), flag),
    Act("unflag", mark("Take flags down"), unflag),
    Act("assign", mark("Assign…"), assign),
    Act("request", mark("Ask for the review"), request),
    Act("accept", mark("Accept as reviewed"), accept),
    Act("return", mark("Return…"), give_back),
)
"""In the order of bar and menu, below the verdicts."""

ANSWERS: tuple[Verdict, ...] = (
    Verdict.CONFORMING,
    Verdict.PARTLY,
    Verdict.NONCONFORMING,
    Verdict.NOT_APPLICABLE,
)
"""The verdicts of the keys 1 to 4."""


def _ask(at: At, batch: Batch) -> None:
    def written(changes: Changes) -> None:
        at.notice.say(partial(_counted, mark("Recorded as one step, places: {count}."), len(changes.places)))

    BatchDialog(at.session, batch, written, at.notice.refuse, at.over).open()


def _counted(msgid: str, count: int) -> str:
    return _(msgid).format(count=f"{count:,}")
