"""Answers by place, every revision kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, exists, select

from app.domain.answers import Answer
from app.domain.grades import Verdict
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content, Row

_ANSWER = Shape(Answer, tables.answers)
_t = tables.answers.c
_REVISIONS = (
    select(*_ANSWER.columns)
    .where(_t.checkpoint == bindparam("checkpoint"), _t.site == bindparam("site"))
    .order_by(_t.revision)
)
_CURRENT = _REVISIONS.order_by(None).order_by(_t.revision.desc()).limit(1)
_later = tables.answers.alias("later").c
_ALL = select(*_ANSWER.columns).where(
    # The key alone tells it, which no grouping does.
    ~exists().where(_later.checkpoint == _t.checkpoint, _later.site == _t.site, _later.revision > _t.revision)
)
_REVISIONS_OF = select(*_ANSWER.columns).where(_t.checkpoint == bindparam("checkpoint")).order_by(_t.revision)

_AUTHORS = select(_t.by).distinct()

_VERDICTS = {verdict.value: verdict for verdict in Verdict}


def _answer(row: Row) -> Answer:
    """As `_ANSWER.value`, in a third of the time: a large audit has tens of thousands."""
    checkpoint, site, verdict, comment, reason, revision, at, by = row
    return Answer(checkpoint, site, _VERDICTS[verdict], comment, reason, revision, at, by)


_DEFICIENT = select(*_ANSWER.columns).where(_t.verdict.in_(("partly", "nonconforming"))).order_by(_t.revision)


class AnswerRows:
    """Reads the last revision of a place; writes only by appending."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def current(self, checkpoint: str, site: str) -> Answer | None:
        """The answer in force at a place."""
        row = self._content.wire.first(_CURRENT, checkpoint=checkpoint, site=site)
        return None if row is None else _answer(row)

    def all_current(self) -> dict[tuple[str, str], Answer]:
        """The answers in force, by (checkpoint, site)."""
        return {(row[0], row[1]): _answer(row) for row in self._content.wire.stream(_ALL)}

    def current_of(self, checkpoints: Collection[str]) -> dict[tuple[str, str], Answer]:
        """The answers in force on some checkpoints, by (checkpoint, site)."""
        last: dict[tuple[str, str], Answer] = {}
        for checkpoint in checkpoints:
            # In the order of the revisions: the last one stays.
            for row in self._content.wire.stream(_REVISIONS_OF, checkpoint=checkpoint):
                last[row[0], row[1]] = _answer(row)
        return last

    def count(self) -> int:
        """How many revisions there are."""
        return self._content.count(tables.answers)

    def authors(self) -> frozenset[str]:
        """The names of all who wrote a revision."""
        return frozenset(row[0] for row in self._content.wire.rows(_AUTHORS))

    def revisions(self, checkpoint: str, site: str) -> tuple[Answer, ...]:
        """Every revision at a place, the first one first."""
        return tuple(map(_answer, self._content.wire.rows(_REVISIONS, checkpoint=checkpoint, site=site)))

    def revisions_at(self, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[Answer, ...]]:
        """As `revisions`, at many places; those without any are left out."""
        found: dict[tuple[str, str], list[Answer]] = {}
        for row in self._content.wire.at_places(_REVISIONS, _REVISIONS_OF, places):
            found.setdefault((row[0], row[1]), []).append(_answer(row))
        return {place: tuple(revisions) for place, revisions in found.items()}

    def deficient(self) -> tuple[Answer, ...]:
        """Every revision that told of a deficiency, the first one of a place before its later ones."""
        return tuple(_ANSWER.value(tuple(row)) for row in self._content.wire.connection.execute(_DEFICIENT))

    def append(self, answer: Answer) -> None:
        """Add a revision. A revision that is there already is our bug (the caller read a stale one)."""
        self.append_all([answer])

    def append_all(self, answers: Sequence[Answer]) -> None:
        """Add many revisions."""
        self._content.insert(tables.answers, list(map(_ANSWER.row, answers)))
