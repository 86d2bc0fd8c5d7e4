"""What came of a step of the review at many places, told in the notice of a page."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.audit import COMPANY
from app.domain.review import ReviewAct
from app.i18n import gettext as _
from app.i18n import listed
from app.services import review_words
from app.services.reviewing import Bulk, Weak
from app.ui.messages import message
from app.ui.session import Session
from app.ui.widgets.notice import Notice

_REASONS = 3
"""So many reasons stand in the sentence; its tool tip has them all."""
_SAID: dict[ReviewAct, Callable[[], str]] = {
    ReviewAct.REQUESTED: lambda: _("Review asked for: {count}"),
    ReviewAct.WITHDRAWN: lambda: _("Requests withdrawn: {count}"),
    ReviewAct.ACCEPTED: lambda: _("Accepted as reviewed: {count}"),
    ReviewAct.RETURNED: lambda: _("Returned: {count}"),
}


def tell(session: Session, notice: Notice, act: ReviewAct, bulk: Bulk) -> None:
    """Say how many it was done to, which of those accepted are weak, and why the others are left."""
    left = bulk.left

    def words() -> str:
        told = _SAID[act]().format(count=f"{len(bulk.done):,}")
        if said := weak_words(session, bulk.weak):
            told = _("{done}. Of these: {more}").format(done=told, more=said)
        if not left:
            return told
        more = _("{done}. Left as they are: {count}. {reasons}")
        reasons = dict.fromkeys(message(each.why).sentence for each in left)
        shown = " ".join(list(reasons)[:_REASONS]) + (" …" if len(reasons) > _REASONS else "")
        return more.format(done=told, count=f"{len(left):,}", reasons=shown)

    stays = bool(left) or bulk.weak != Weak()
    notice.say(words, stays=stays, details="\n".join(message(each.why).sentence for each in left))


def weak_words(session: Session, weak: Weak) -> str:
    """Which of the answers that were accepted are weak; empty where none is."""
    names = {site.id: site.name for site in session.outline.sites}

    def named(site: str) -> str:
        return _("Company") if site == COMPANY else names.get(site, "")

    return listed(review_words.weak(weak, named, _))
