"""Numbers that two files count each for itself (1, 2, 3 …): the records behind them have nothing but these in common,
and one file would write over the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from app.domain.ledgers import Record
from app.domain.ledgers.form import FieldType, LedgerForm
from app.domain.ledgers.keys import key_maker
from app.errors import UserError, register_messages
from app.services.ports import Batch, Comparison

register_messages(
    {
        "ledger_numbers_collide": "{met} records of {file} have a number ({heading}) that is on record already, but "
        "{count} of them seem to be others: what else identifies them differs (such as {key}: {field} {before} on "
        "record, {after} in this file). Nothing was changed. The numbers seem to be counted in each file. Leave that "
        "column out, so that the records are told apart by {others}: on the command line with {option}, in the window "
        "with “(leave out)” on the page of the columns; then import {before_file} anew in the same way, as a newer "
        "version of itself. If they were really replaced under the same numbers, say that "
        "the file is a newer version: on the command line with --replaces, in the window with the button below this "
        "message.",
    }
)

FEWEST = 2
"""So many records must be others: one number may have been given again."""


class Collisions:
    """Counts the records of one import that have the number of a record on record and are others by everything else
    that identifies them. A form whose records go by names has none: names are given to nobody else."""

    def __init__(self, form: LedgerForm, batch: Batch) -> None:
        self._form, self._batch = form, batch
        self._number = form.keys[0] if form.field(form.keys[0]).type is FieldType.KEY else ""
        macs = (field.id for field in form.fields if field.type is FieldType.MAC)
        self._others = tuple(dict.fromkeys((*form.keys[1:], *macs)))
        self._same_as = {name: key_maker(form.field(name).type) for name in self._others}
        self._met = self._count = 0
        self._from: set[str] = set()
        self._first: tuple[Record, str, str] | None = None

    def see(self, records: Iterable[Record], compared: Comparison) -> None:
        """Count those of a chunk, as they were compared."""
        self._met += compared.met
        if not compared.before or not self._number or not self._others:
            return
        for record in records:
            batch, before = compared.before.get(record.match_key, ("", {}))
            if before and (name := self._other_by(record, before.get)):
                self._count += 1
                self._from.add(batch)
                self._first = self._first or (record, name, before[name])

    def _other_by(self, record: Record, before: Callable[[str, str], str]) -> str:
        """The first of the fields by which a record is another than that before; empty where it may be the same."""
        now = record.values.get
        if not now(self._number, ""):
            return ""
        pairs = {name: (now(name, ""), before(name, "")) for name in self._others}
        given = [name for name, (here, there) in pairs.items() if here and there]
        return given[0] if given and all(self._differ(name, *pairs[name]) for name in given) else ""

    def _differ(self, name: str, here: str, there: str) -> bool:
        """Whether two values cannot be one: a name with its reading or a host with its domain still is the same."""
        here, there = self._same_as[name](here), self._same_as[name](there)
        return here not in there and there not in here

    def refuse(self, earlier: Sequence[Batch]) -> None:
        """Refuse what would write over the records of another file; `earlier` are the imports of the kind before.

        Raises `ledger_numbers_collide`, whose value `parts` are those of the ledger that were met.
        """
        if self._first is None or self._count < FEWEST or self._count * 2 <= self._met:
            return
        record, name, before = self._first
        met = [batch for batch in earlier if batch.id in self._from]
        form, mapping = self._form, self._batch.mapping.get(record.sheet, {})
        taken = frozenset(mapping.values())
        heading = next((h for h, f in mapping.items() if f == self._number), "")
        heading = " ".join(heading.split()) or form.field(self._number).title.ja
        others = [each for each in form.keys[1:] if each in taken] or form.keys[1:] or self._others
        raise UserError(
            "ledger_numbers_collide",
            file=self._batch.source,
            met=f"{self._met:,}",
            count=f"{self._count:,}",
            heading=heading,
            key=record.key,
            field=form.field(name).title,
            before=before,
            after=record.values[name],
            others=[form.field(each).title for each in others],
            option=f'--map "{heading}="',
            before_file=list(dict.fromkeys(batch.source for batch in met)),
            parts=sorted({batch.part for batch in met}),
        )
