"""The keys that were met in a file: no two records of it bear the same, and rows that share one are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.ledgers import values
from app.formats.ledger_sheets import columns as column_kinds
from app.formats.ledger_sheets.telling import Telling

KeyPlace = tuple[str, int, str]
"""Sheet, row and writing of a key where it was first met."""


class MetKeys:
    """Keeps the match keys of a sheet apart. `seen` holds those of the whole file, `met` for each of them what was met
    of the fields that tell rows with one key `apart`. `field` is the key's own, `first` the first keys of the sheet."""

    def __init__(
        self,
        telling: Telling,
        field: str,
        apart: Sequence[str],
        seen: dict[str, KeyPlace],
        met: dict[str, set[str]],
        first: Sequence[str],
    ) -> None:
        self._telling = telling
        self._field = field
        self._apart = apart
        self._seen = seen
        self._met = met
        self._next: dict[str, int] = {}
        self._zero_width = column_kinds.width_of_padded(first)

    def unique(self, number: int, key: str, match: str, understood: Mapping[str, str]) -> str:
        """The match key, told apart where rows may share a key, numbered when it was met before; that row is told."""
        if self._zero_width and key.isdigit() and len(key) < self._zero_width:
            self._telling.tell(number, self._field, key, "key_zeros")
        if self._apart:
            # The first row keeps the plain key, so that a change of the right or the section is a change and no other.
            further = "/".join(values.match_key(understood.get(name, "")) for name in self._apart)
            met = self._met.setdefault(match, set())
            if met and further not in met:
                match = f"{match}/{further}"
            met.add(further)
        before = self._seen.setdefault(match, (self._telling.sheet, number, key))
        if before == (self._telling.sheet, number, key):
            return match
        sheet, row, written = before
        place = {"other": str(row), "other_sheet": sheet}
        if column_kinds.canonical(written) == column_kinds.canonical(key):
            self._telling.tell(number, self._field, key, "key_double", details=place)
        else:
            self._telling.tell(number, self._field, key, "key_similar", details={**place, "other_value": written})
        # Counted on from the last one: a column that says the same in every row would be searched again and again.
        count = self._next.get(match, 2)
        while f"{match}#{count}" in self._seen:
            count += 1
        self._next[match] = count + 1
        self._seen[f"{match}#{count}"] = before
        return f"{match}#{count}"
