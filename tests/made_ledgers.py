"""A reader of ledgers that gives rows made in memory by field, of every kind and with the real forms: for what follows
the reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from app.domain.ledgers import Record
from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.values import match_key
from app.formats.ledger_sheets import LedgerSheets
from app.services.ledger_ports import Choices, Chunk, Column, Look, SheetLook
from app.services.ports import Progress

Row = Mapping[str, str]
SHEET = "台帳"
_CHUNK = 1_000


class MadeLedgers(LedgerSheets):
    """Implements `app.services.ledger_ports.LedgerFiles`; `rows` gives those of a kind, each time anew."""

    def __init__(self, rows: Callable[[str], Iterable[Row]]) -> None:
        super().__init__()
        self._rows = rows

    def look(
        self,
        kind: str,
        path: Path,
        password: str = "",
        progress: Progress | None = None,
        header_rows: Mapping[str, int] | None = None,
    ) -> Look:
        """One sheet with every field that some row has."""
        fields: dict[str, None] = {}
        digest, count = sha256(), 0
        for row in self._rows(kind):
            fields.update(dict.fromkeys(row))
            digest.update(repr(sorted(row.items())).encode())
            count += 1
        form = self.form(kind)
        columns = tuple(
            Column(n, str(n), form.field(name).title.ja, name, 1.0, True, ("値",)) for n, name in enumerate(fields)
        )
        sheet = SheetLook(SHEET, True, True, 3, 1, columns, (), count)
        return Look(path.name, digest.hexdigest(), 1, (sheet,), kind)

    def read(
        self,
        kind: str,
        path: Path,
        choices: Choices,
        password: str = "",
        progress: Progress | None = None,
        sha256: str = "",
    ) -> Iterator[Chunk]:
        """The rows as records, a thousand at a time; blank cells are no values."""
        records: list[Record] = []
        form = self.form(kind)
        for number, row in enumerate(self._rows(kind), start=4):
            records.append(_record(form, kind, {name: text for name, text in row.items() if text}, number))
            if len(records) == _CHUNK:
                yield Chunk(SHEET, tuple(records), (), len(records), 0, 0)
                records = []
        if records:
            yield Chunk(SHEET, tuple(records), (), len(records), 0, 0)

    def forget(self) -> None:
        """Nothing is kept."""


def _record(form: LedgerForm, kind: str, row: dict[str, str], number: int) -> Record:
    key = next(row[name] for name in form.keys if row.get(name))
    told: Sequence[str] = (key, *(row.get(name, "") for name in (*form.key_with, *form.apart)))
    match = "|".join(match_key(text) for text in told if text)
    site = row.get(form.site_field, "") if form.site_field else row.get("site", "")
    return Record(kind, key, match, site, row, row, SHEET, number)
