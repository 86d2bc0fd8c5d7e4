"""Answers by place, every revision kept."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from app.domain.answers import Answer
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_ANSWER = Shape(Answer, tables.answers)
_t = tables.answers.c
_REVISIONS = (
    select(*_ANSWER.columns)
    .where(_t.checkpoint == bindparam("checkpoint"), _t.site == bindparam("site"))
    .order_by(_t.revision)
)
_CURRENT = _REVISIONS.order_by(None).order_by(_t.revision.desc()).limit(1)
_last = (
    select(_t.checkpoint, _t.site, func.max(_t.revision).label("revision")).group_by(_t.checkpoint, _t.site).subquery()
)
_ALL = select(*_ANSWER.columns).join(
    _last, (_t.checkpoint == _last.c.checkpoint) & (_t.site == _last.c.site) & (_t.revision == _last.c.revision)
)


_DEFICIENT = select(*_ANSWER.columns).where(_t.verdict.in_(("partly", "nonconforming"))).order_by(_t.revision)


class AnswerRows:
    """Reads the last revision of a place; writes only by appending."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def current(self, checkpoint: str, site: str) -> Answer | None:
        """The answer in force at a place."""
        row = self._content.wire.first(_CURRENT, checkpoint=checkpoint, site=site)
        return None if row is None else _ANSWER.value(row)

    def all_current(self) -> dict[tuple[str, str], Answer]:
        """The answers in force, by (checkpoint, site)."""
        answers = map(_ANSWER.value, self._content.wire.rows(_ALL))
        return {(a.checkpoint, a.site): a for a in answers}

    def revisions(self, checkpoint: str, site: str) -> tuple[Answer, ...]:
        """Every revision at a place, the first one first."""
        return tuple(map(_ANSWER.value, self._content.wire.rows(_REVISIONS, checkpoint=checkpoint, site=site)))

    def deficient(self) -> tuple[Answer, ...]:
        """Every revision that told of a deficiency, the first one of a place before its later ones."""
        return tuple(_ANSWER.value(tuple(row)) for row in self._content.wire.connection.execute(_DEFICIENT))

    def append(self, answer: Answer) -> None:
        """Add a revision. A revision that is there already is our bug (the caller read a stale one)."""
        self._content.insert(tables.answers, [_ANSWER.row(answer)])
