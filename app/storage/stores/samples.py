"""Samples of ledgers, the records drawn, and what was found in them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from app.domain.sampling import Drawn, Result, Sample
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_SAMPLE = Shape(Sample, tables.samples)
_DRAWN = Shape(Drawn, tables.sample_records)
_RESULT = Shape(Result, tables.sample_results)
_r = tables.sample_results.c
_SAMPLES = select(*_SAMPLE.columns).order_by(tables.samples.c.number)
_RECORDS = (
    select(*_DRAWN.columns)
    .where(tables.sample_records.c.sample == bindparam("sample"))
    .order_by(tables.sample_records.c.number)
)
_REVISIONS = select(*_RESULT.columns).where(_r.sample == bindparam("sample")).order_by(_r.number, _r.revision)
_LAST = select(_r.sample, _r.number, func.max(_r.revision).label("last")).group_by(_r.sample, _r.number).subquery()
_CURRENT = (
    select(*_RESULT.columns)
    .join(_LAST, (_r.sample == _LAST.c.sample) & (_r.number == _LAST.c.number) & (_r.revision == _LAST.c.last))
    .where(_r.sample == bindparam("sample"))
    .order_by(_r.number)
)


class SampleRows:
    """A sample and its records are written once; a withdrawn sample stays. Results are never overwritten."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def all(self) -> tuple[Sample, ...]:
        """Every sample by number, withdrawn ones included."""
        return tuple(map(_SAMPLE.value, self._content.wire.rows(_SAMPLES)))

    def put(self, sample: Sample) -> None:
        """Add or replace a sample."""
        self._content.put(tables.samples, _SAMPLE.row(sample))

    def add_records(self, records: Sequence[Drawn]) -> None:
        """The records of a new sample."""
        self._content.insert(tables.sample_records, [_DRAWN.row(record) for record in records])

    def records(self, sample: str) -> tuple[Drawn, ...]:
        """The records of a sample in their order."""
        return tuple(_DRAWN.value(row) for row in self._content.wire.rows(_RECORDS, sample=sample))

    def results(self, sample: str) -> dict[int, Result]:
        """The results that count, by the number of the record."""
        return {row.number: row for row in map(_RESULT.value, self._content.wire.rows(_CURRENT, sample=sample))}

    def revisions(self, sample: str) -> tuple[Result, ...]:
        """Every result that was ever given, by record, the earliest first."""
        return tuple(_RESULT.value(row) for row in self._content.wire.rows(_REVISIONS, sample=sample))

    def append(self, result: Result) -> None:
        """Add the next revision of a result."""
        self._content.insert(tables.sample_results, [_RESULT.row(result)])
