"""Cells that were set right by hand, in this file or an earlier one: put in the place of what is written, and told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.ledgers import Record, values
from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.keys import row_key
from app.formats.ledger_sheets import columns as column_kinds
from app.formats.ledger_sheets.columns import Cache
from app.formats.ledger_sheets.telling import Telling
from app.services.ledger_ports import Choices, Corrected, How


class Hands:
    """What was given by hand for the rows of one sheet. `columns` is index → field, `cache_of` what the texts of each
    field mean."""

    def __init__(
        self,
        form: LedgerForm,
        choices: Choices,
        columns: Mapping[int, str],
        cache_of: Mapping[str, Cache],
        titles: Sequence[str],
        telling: Telling,
    ) -> None:
        self._form = form
        self._columns = columns
        self._by_field = {field: index for index, field in columns.items()}
        self._cache_of = cache_of
        self._titles = titles
        self._telling = telling
        self._site_field = form.site_field
        self._corrections = column_kinds.by_row(choices.corrections, telling.sheet, self._by_field)
        self._kept = column_kinds.by_key(choices.kept)
        self.any = bool(self._kept or self._corrections)
        self._extra = {
            field: values.normaliser_of(form.field(field))
            for _found, field in choices.kept
            if field in form and field not in self._by_field
        }
        told_apart = (*form.keys, *form.key_with, *form.apart)
        self._known_by = [(f, self._by_field[f]) for f in told_apart if f in self._by_field]
        self._times: Counter[str] = Counter()
        self._corrected: list[Corrected] = []

    def set_right(self, number: int, row: list[str], told_of_all: Mapping[str, str]) -> tuple[Corrected, ...]:
        """Put what was given by hand in the place of what is written, and tell of each such cell; `told_of_all` is what
        titles tell of all rows."""
        given = self._corrections.get(number, {})
        found = self._found_by(row, told_of_all)

        def cell(field: str, before: str, after: str, how: How) -> Corrected:
            title = self._titles[self._by_field[field]] if field in self._by_field else ""
            return Corrected("", "", field, title, before, after, self._telling.sheet, number, found, how)

        told = [cell(self._columns[index], row[index], text, How.GIVEN) for index, text in given.items()]
        for field, (before, after) in self._kept.get(found, {}).items():
            index = self._by_field.get(field)
            if index is None:
                # The file has no column for it: it says nothing against what was given.
                told += [cell(field, "", after, How.KEPT)] if field in self._extra else []
                continue
            if index in given:
                continue
            written = row[index].strip()
            # A file that says by now what was given needs nothing.
            how = How.KEPT if written == before.strip() else How.OVERRULED
            if how is How.OVERRULED and written != after.strip():
                places = {"before": before.strip(), "after": after}
                code = "correction_overruled" if before.strip() else "hand_overruled"
                self._telling.tell(number, field, written, code, details=places)
            elif how is How.KEPT:
                code = "correction_kept" if written else "hand_kept"
                self._telling.tell(number, field, written, code, details={"after": after})
            told.append(cell(field, row[index], after, how))
        for each in told:
            if each.how is not How.OVERRULED and each.field in self._by_field:
                row[self._by_field[each.field]] = each.after
        return tuple(told)

    def _found_by(self, row: Sequence[str], told_of_all: Mapping[str, str]) -> str:
        """What a row is known by as it is written (`row_key`), with its number where it is not the first of that key;
        empty for a row without one."""
        told = {name: self._cache_of[name][row[index]][0] for name, index in self._known_by if row[index]}
        found = row_key(self._form, {**told_of_all, **told}, {*self._by_field, *told_of_all})
        if found:
            self._times[found] += 1
            if self._times[found] > 1:
                found = f"{found}#{self._times[found]}"
        return found

    def with_what_was_written(self, record: Record, by_hand: Sequence[Corrected]) -> Record:
        """The record of a row in which cells were set right: what the file says of them stays as written."""
        self._corrected += [replace(each, record=record.match_key, key=record.key) for each in by_hand]
        right = [each for each in by_hand if each.how is not How.OVERRULED]
        if not right:
            return record
        known, site = record.values, record.site
        for each in right:
            if each.field in self._extra and (value := self._extra[each.field](each.after)[0]):
                known = {**known, each.field: value}
                site = value if each.field == self._site_field else site
        return replace(record, values=known, raw={**record.raw, **{e.field: e.before for e in right}}, site=site)

    def so_far(self) -> tuple[Corrected, ...]:
        """The cells of the records that were made since this was asked last."""
        corrected, self._corrected = tuple(self._corrected), []
        return corrected
