"""What states and acts of a review are called in the window: a shape and a word, and a tone that only adds to them."""

from __future__ import annotations

from app.domain.review import ReviewAct, State
from app.i18n import gettext as _
from app.words import review_mark, review_word


def state_text(state: State) -> str:
    """▷ 確認依頼."""
    return f"{review_mark(state)} {review_word(state)}"


def tone_of(state: State) -> str:
    """The colour token of a state; empty for the colour of text."""
    return {State.ACCEPTED: "conforming", State.RETURNED: "nonconforming", State.REQUESTED: "partly"}.get(state, "")


def act_word(act: ReviewAct) -> str:
    """What a button of the review does."""
    return {
        ReviewAct.REQUESTED: _("Ask for the review"),
        ReviewAct.WITHDRAWN: _("Withdraw the request"),
        ReviewAct.ACCEPTED: _("Accept as reviewed"),
        ReviewAct.RETURNED: _("Return…"),
    }[act]


def done_word(act: ReviewAct) -> str:
    """What somebody did."""
    return {
        ReviewAct.REQUESTED: _("Review requested"),
        # A wish, or an acceptance that was undone or has lapsed.
        ReviewAct.WITHDRAWN: _("Request or acceptance withdrawn"),
        ReviewAct.ACCEPTED: _("Reviewed"),
        ReviewAct.RETURNED: _("Returned"),
    }[act]
