"""What a file has no column for stays as an earlier one told it.

A list of trainings says nothing of where somebody works: what the list of people told of it is not gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from app.domain.ledgers import Record
from app.domain.ledgers.form import LedgerForm
from app.services.ledger_ports import Choices, Chunk
from app.services.ports import Batch, UnitOfWork

_OTHER = 3
"""A file without one in so many of the fields known before is another list of the same things, no newer version."""
_NO_FACTS = frozenset({"note"})


class Keeping:
    """Completes the records of one import by what stands of them and its file has no column for (`Batch.mapping`)."""

    def __init__(self, work: UnitOfWork, form: LedgerForm, batch: Batch, choices: Choices) -> None:
        self._work = work
        self._form = form
        self._known = work.ledgers.fields(form.kind)
        of_all = {form.site_field} if batch.site else set()
        # What the officer said of a sheet stands, be it that nothing does.
        self._lacking = {
            name: self._known - of_all - {*told.values()} - choices.sheets[name].told.keys()
            for name, told in batch.mapping.items()
        }
        self._met = False
        self.kept: Counter[str] = Counter()
        """How many records keep a value, by the field."""

    @property
    def possible(self) -> bool:
        """Whether the file has no column for something that was told before."""
        return any(self._lacking.values())

    @property
    def is_other_list(self) -> bool:
        """Whether the file leaves out too much of what was told before to be a newer version of it."""
        return len(self.kept.keys() - _NO_FACTS) * _OTHER >= len(self._known - _NO_FACTS) > 0 and bool(self.kept)

    @property
    def fields(self) -> dict[str, int]:
        """The fields that the file has no column for while records keep what was told of them, be it nothing: of how
        many records it is something."""
        lacking = sorted(frozenset().union(*self._lacking.values())) if self._met else ()
        return {name: self.kept[name] for name in lacking}

    def completed(self, chunk: Chunk) -> Chunk:
        """A chunk whose records have what stood of them before."""
        lacking = self._lacking[chunk.sheet]
        if not lacking:
            return chunk
        before = self._work.ledgers.standing_with(self._form.kind, [record.match_key for record in chunk.records])
        return replace(chunk, records=tuple(self._complete(r, before, lacking) for r in chunk.records))

    def _complete(self, record: Record, before: Mapping[str, Record], lacking: frozenset[str]) -> Record:
        old = before.get(record.match_key)
        if old is None:
            return record
        self._met = True
        kept = {name: text for name in lacking if (text := old.values.get(name, "")) and not record.values.get(name)}
        site = record.site or (old.site if self._form.site_field in lacking else "")
        if not kept and site == record.site:
            return record
        self.kept.update(kept.keys())
        values = {**record.values, **kept}
        return replace(
            record, values=values, raw={**record.raw, **{name: old.raw.get(name, "") for name in kept}}, site=site
        )
