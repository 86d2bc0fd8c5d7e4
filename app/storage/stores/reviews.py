"""Reviews of answers, what was tried against them, replies to challenges, and the revisions of the audit."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, func, select

from app.domain.challenges import Disproof, Reply
from app.domain.review import Review
from app.domain.sealing import Revision
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_REVIEW = Shape(Review, tables.reviews)
_DISPROOF = Shape(Disproof, tables.disproofs)
_REPLY = Shape(Reply, tables.replies)
_REVISION = Shape(Revision, tables.revisions)
_r, _d, _p = tables.reviews.c, tables.disproofs.c, tables.replies.c
_STEPS = (
    select(*_REVIEW.columns)
    .where(_r.checkpoint == bindparam("checkpoint"), _r.site == bindparam("site"))
    .order_by(_r.seq)
)
_STEPS_OF = select(*_REVIEW.columns).where(_r.checkpoint == bindparam("checkpoint")).order_by(_r.seq)
_last = select(_r.checkpoint, _r.site, func.max(_r.seq).label("seq")).group_by(_r.checkpoint, _r.site).subquery()
_LATEST = select(*_REVIEW.columns).join(
    _last, (_r.checkpoint == _last.c.checkpoint) & (_r.site == _last.c.site) & (_r.seq == _last.c.seq)
)
_DISPROOFS = select(*_DISPROOF.columns).order_by(_d.at, _d.id)
_DISPROOFS_AT = _DISPROOFS.where(_d.checkpoint == bindparam("checkpoint"), _d.site == bindparam("site"))
_DISPROOF_OF = select(*_DISPROOF.columns).where(_d.id == bindparam("id"))
_REPLIES = select(*_REPLY.columns).order_by(_p.checkpoint, _p.site, _p.basis)
_REVISIONS = select(*_REVISION.columns).order_by(tables.revisions.c.number)


class ReviewRows:
    """Steps of reviews are only appended; disproofs are withdrawn rather than deleted; a reply is replaced in place."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def steps(self, checkpoint: str, site: str) -> tuple[Review, ...]:
        """Every step of the review of a place, the first one first."""
        return tuple(map(_REVIEW.value, self._content.wire.rows(_STEPS, checkpoint=checkpoint, site=site)))

    def steps_at(self, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[Review, ...]]:
        """As `steps`, at many places; those without any are left out."""
        found: dict[tuple[str, str], list[Review]] = {}
        for row in self._content.wire.at_places(_STEPS, _STEPS_OF, places):
            found.setdefault((row[0], row[1]), []).append(_REVIEW.value(row))
        return {place: tuple(steps) for place, steps in found.items()}

    def latest(self) -> dict[tuple[str, str], Review]:
        """The last step of each place, by (checkpoint, site)."""
        return {(r.checkpoint, r.site): r for r in map(_REVIEW.value, self._content.wire.rows(_LATEST))}

    def append(self, reviews: tuple[Review, ...]) -> None:
        """Add steps. A step that is there already is our bug (the caller read a stale one)."""
        self._content.insert(tables.reviews, [_REVIEW.row(review) for review in reviews])

    def disproofs(self) -> tuple[Disproof, ...]:
        """What was tried against answers, in the order of time, withdrawn ones included."""
        return tuple(map(_DISPROOF.value, self._content.wire.rows(_DISPROOFS)))

    def disproofs_at(self, checkpoint: str, site: str) -> tuple[Disproof, ...]:
        """What was tried against the answers at a place."""
        return tuple(map(_DISPROOF.value, self._content.wire.rows(_DISPROOFS_AT, checkpoint=checkpoint, site=site)))

    def disproof(self, identity: str) -> Disproof | None:
        """One of them."""
        row = self._content.wire.first(_DISPROOF_OF, id=identity)
        return None if row is None else _DISPROOF.value(row)

    def put_disproof(self, disproof: Disproof) -> None:
        """Add or replace one."""
        self._content.put(tables.disproofs, _DISPROOF.row(disproof))

    def replies(self) -> tuple[Reply, ...]:
        """Replies to challenges, by place."""
        return tuple(map(_REPLY.value, self._content.wire.rows(_REPLIES)))

    def put_reply(self, reply: Reply) -> None:
        """Add or replace the reply to a challenge."""
        self._content.put(tables.replies, _REPLY.row(reply))

    def drop_reply(self, checkpoint: str, site: str, basis: str) -> None:
        """Take the reply to a challenge away; the history keeps what it was."""
        self._content.remove(tables.replies, checkpoint, site, basis)

    def revisions(self) -> tuple[Revision, ...]:
        """The revisions of the audit, the first one first; none before the first approval."""
        return tuple(map(_REVISION.value, self._content.wire.rows(_REVISIONS)))

    def put_revision(self, revision: Revision) -> None:
        """Add or replace a revision."""
        self._content.put(tables.revisions, _REVISION.row(revision))
