"""A reader of ledgers that knows exact headings only: JSON files of sheets, for tests of what follows the reading."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from app.domain.ledgers import Record
from app.domain.ledgers.form import Field, FieldType, LedgerForm
from app.domain.text import Text
from app.errors import UserError
from app.services.ledger_ports import CellProblem, Choices, Chunk, Column, Grid, KindGuess, Look, SheetLook, SheetTable
from app.services.ports import Progress

_FIELDS = (
    ("asset_no", "管理番号", FieldType.KEY),
    ("serial", "製造番号", FieldType.KEY),
    ("mac", "MACアドレス", FieldType.MAC),
    ("ip", "IPアドレス", FieldType.IP),
    ("site", "事業所", FieldType.SITE),
    ("place", "設置場所", FieldType.TEXT),
    ("zone", "区画", FieldType.ZONE),
    ("owner_company", "所管会社", FieldType.COMPANY),
    ("user_company", "所属会社", FieldType.COMPANY),
    ("department", "部署", FieldType.TEXT),
    ("user", "使用者", FieldType.TEXT),
    ("manager", "管理責任者", FieldType.TEXT),
    ("systems", "利用システム", FieldType.LIST),
    ("delivered", "導入日", FieldType.DATE),
    ("returned", "返却日", FieldType.DATE),
    ("moved", "異動日", FieldType.DATE),
    ("disposed", "廃棄日", FieldType.DATE),
    ("inventoried", "棚卸日", FieldType.DATE),
    ("status", "状態", FieldType.STATUS),
    ("note", "備考", FieldType.TEXT),
)
HEADINGS = tuple(heading for _, heading, _ in _FIELDS)

FORM = LedgerForm(
    "terminals",
    Text("端末台帳", "Terminals"),
    tuple(Field(f, kind, Text(heading, f), Text("", ""), (heading,)) for f, heading, kind in _FIELDS),
    ("asset_no",),
)


def write(path: Path, **sheets: Sequence[Mapping[str, str]]) -> Path:
    """A ledger file: sheet → rows by heading. A sheet whose name ends in _ is hidden."""
    path.write_text(json.dumps(sheets, ensure_ascii=False), encoding="utf-8")
    return path


class HeldLedgers:
    """Implements `app.services.ledger_ports.LedgerFiles`."""

    def __init__(self) -> None:
        self.closed = 0

    def form(self, kind: str) -> LedgerForm:
        if kind != FORM.kind:
            raise UserError("ledger_kind_later", kind=kind, kinds=FORM.kind)
        return FORM

    def kinds(self) -> tuple[str, ...]:
        return (FORM.kind,)

    def look(
        self,
        kind: str,
        path: Path,
        password: str = "",
        progress: Progress | None = None,
        header_rows: Mapping[str, int] | None = None,
    ) -> Look:
        data = path.read_bytes()
        by_heading = {f.headings[0]: f.id for f in FORM.fields}
        sheets = []
        for name, rows in json.loads(data).items():
            headings = list(dict.fromkeys(heading for row in rows for heading in row))
            columns = tuple(
                Column(
                    n, chr(65 + n), h, by_heading.get(h, ""), 1.0 * (h in by_heading), h in by_heading,
                    tuple(row[h] for row in rows[:3] if row.get(h)),
                )
                for n, h in enumerate(headings)
            )  # fmt: skip
            known = any(c.field for c in columns)
            visible = not name.endswith("_")
            row = (header_rows or {}).get(name, 3 if known else 0)
            sheets.append(SheetLook(name, visible, known, row, 1, columns, (tuple(headings),), len(rows)))
        layout = sha256(repr([[c.heading for c in s.columns] for s in sheets]).encode()).hexdigest()
        return Look(path.name, sha256(data).hexdigest(), len(data), tuple(sheets), layout)

    def read(
        self,
        kind: str,
        path: Path,
        choices: Choices,
        password: str = "",
        progress: Progress | None = None,
        sha256: str = "",
    ) -> Iterator[Chunk]:
        for name, choice in choices.sheets.items():
            fields = [f for f in choice.columns.values() if f]
            if len(set(fields)) < len(fields):
                raise UserError("ledger_columns_double", sheet=name)
            if not set(fields) <= {f.id for f in FORM.fields}:
                raise UserError("ledger_field_unknown", sheet=name)
            if "asset_no" not in fields:
                raise UserError("ledger_key_unknown", sheet=name)
        return self._chunks(path, choices)

    def _chunks(self, path: Path, choices: Choices) -> Iterator[Chunk]:
        seen: Counter[str] = Counter()
        try:
            for name, rows in json.loads(path.read_bytes()).items():
                if name not in choices.sheets:
                    continue
                headings = list(dict.fromkeys(heading for row in rows for heading in row))
                fields = {headings[n]: f for n, f in choices.sheets[name].columns.items() if f}
                site = choices.site or choices.sheets[name].site
                for start in range(0, len(rows), 100):
                    yield self._chunk(name, start, rows[start : start + 100], fields, seen, site)
        finally:
            self.closed += 1

    def _chunk(
        self,
        sheet: str,
        start: int,
        rows: list[dict[str, str]],
        fields: Mapping[str, str],
        seen: Counter[str],
        site: str,
    ) -> Chunk:
        records, problems, rejected, skipped = [], [], 0, 0
        for number, row in enumerate(rows, start=start + 4):
            values = {fields[h]: text for h, text in row.items() if h in fields and text}
            if not any(row.values()):
                skipped += 1
            elif not (key := values.get("asset_no", "")):
                rejected += 1
                problems.append(CellProblem(sheet, number, "管理番号", "", "key_missing", {}, rejected=True))
            else:
                seen[key] += 1
                match = key.casefold() if seen[key] == 1 else f"{key.casefold()}#{seen[key]}"
                of = values.get("site", "") or site
                records.append(Record("terminals", key, match, of, values, values, sheet, number))
        return Chunk(sheet, tuple(records), tuple(problems), len(rows), rejected, skipped)

    def rank(self, path: Path, password: str = "", progress: Progress | None = None) -> tuple[KindGuess, ...]:
        look = self.look("terminals", path)
        sheets = tuple(sheet.name for sheet in look.sheets if sheet.ledger)
        return (KindGuess("terminals", 9.0, sheets, look.layout),) if sheets else ()

    def forget(self) -> None:
        pass

    def template(self, kind: str, target: Path, language: str) -> None:
        target.write_text(",".join(HEADINGS), encoding="utf-8")

    def export(
        self,
        kind: str,
        target: Path,
        rows: Iterator[Record],
        fields: Sequence[str],
        language: str,
        headings: Mapping[str, str] | None = None,
        at: str = "",
    ) -> None:
        lines = [",".join(fields), *(",".join(r.values.get(f, "") for f in fields) for r in rows)]
        target.write_text("\n".join(lines), encoding="utf-8")

    def grids(self, path: Path, password: str = "", *, hidden: bool = False) -> tuple[Grid, ...]:
        return tuple(
            Grid(str(title), (tuple(map(str, columns)), *(tuple(map(str, row)) for row in rows)))
            for title, columns, *rows in json.loads(path.read_bytes())
        )

    def tables(self, target: Path, sheets: Sequence[SheetTable]) -> None:
        target.write_text(
            json.dumps([[s.title, s.columns, *s.rows] for s in sheets], ensure_ascii=False), encoding="utf-8"
        )
