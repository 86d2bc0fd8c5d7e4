"""What the board calls things: filters, orders, states of a review, and a cell in one sentence."""

from __future__ import annotations

from app.domain.audit import COMPANY
from app.domain.progress import Tally
from app.domain.review import State
from app.i18n import gettext as _
from app.services import board as cells
from app.services.board import Board, Order, What
from app.ui.style.tokens import GLYPH
from app.ui.words import verdict_word
from app.words import review_word


def what_word(what: What) -> str:
    """未確認, 不適合, 一部不備, 要確認, 証跡なし, フラグ."""
    from app.domain.grades import Verdict

    if what in (What.UNANSWERED, What.NONCONFORMING, What.PARTLY):
        verdict = Verdict(what.value)
        return f"{GLYPH[verdict]} {verdict_word(verdict)}"
    return {
        What.TO_CONFIRM: _("To be confirmed (copied or stale)"),
        What.UNPROVEN: _("Conforming, but unproven"),
        What.FLAGGED: _("Flagged"),
    }[what]


def order_word(order: Order) -> str:
    """What the sites are sorted by."""
    return {
        Order.AUDIT: _("As in the audit"),
        Order.NAME: _("Name"),
        Order.PROGRESS: _("Least progress first"),
        Order.WORST: _("Gravest verdict first"),
        Order.FAILURES: _("Most deficiencies first"),
    }[order]


def site_word(board: Board, row: int) -> str:
    """The name of a site, or that it is the company."""
    return board.names[row] if board.sites[row] != COMPANY else _("Company")


def cell_words(board: Board, row: int, column: int) -> str:
    """「A4-4-04、北営業所: 適合、写し(要確認)、フラグ」."""
    checkpoint = board.checkpoints[column]
    if not board.asked(row, column):
        return _("{checkpoint}, {site}: not asked there").format(checkpoint=checkpoint.id, site=site_word(board, row))
    place, mark = board.place(row, column), board.mark(row, column)
    told = [
        _("{checkpoint}, {site}: {verdict}").format(
            checkpoint=checkpoint.id, site=site_word(board, row), verdict=verdict_word(board.verdict(row, column))
        )
    ]
    if board.is_copied(row, column):
        told.append(_("copied, to be confirmed"))
    if mark & cells.STALE:
        told.append(_("findings or the question have changed since"))
    if mark & cells.BARE:
        told.append(_("unproven"))
    if mark & cells.FLAG:
        note = board.notes.get(place, "")
        told.append(_("flagged: {note}").format(note=note) if note else _("flagged"))
    state = board.state(row, column)
    if state not in (State.NOT_STARTED, State.ANSWERED):
        told.append(review_word(state))
    return _(", ").join(told)


def tally_words(tally: Tally) -> str:
    """「回答済 84 / 120、不適合 3、一部不備 2、要確認 4」."""
    told = [_("Answered {answered} of {total}").format(answered=f"{tally.answered:,}", total=f"{tally.total:,}")]
    if tally.nonconforming:
        told.append(_("nonconforming {count}").format(count=f"{tally.nonconforming:,}"))
    if tally.partly:
        told.append(_("partly deficient {count}").format(count=f"{tally.partly:,}"))
    if tally.unconfirmed:
        told.append(_("copies to confirm: {count}").format(count=f"{tally.unconfirmed:,}"))
    return _(", ").join(told)
