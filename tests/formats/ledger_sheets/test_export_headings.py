"""What is exported bears the headings of the template, and every column of it is read again without a question."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.ledgers import Record
from app.domain.ledgers.form import FieldType
from app.formats.ledger_sheets import LedgerSheets

SHEETS = LedgerSheets()
PLAIN = {
    FieldType.DATE: "2026-06-10",
    FieldType.NUMBER: "12",
    FieldType.KEY: "A-100",
    FieldType.MAC: "02:5e:00:00:00:01",
    FieldType.IP: "10.0.0.1",
    FieldType.FLAG: "有",
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", SHEETS.kinds())
def test_exports_are_headed_like_templates_and_read_again(kind: str, language: str, tmp_path: Path) -> None:
    form = SHEETS.form(kind)
    values = {f.id: f.example or next(iter(f.choices), "") or PLAIN.get(f.type, "東湾 太郎") for f in form.fields}
    record = Record(kind, values[form.keys[0]], "k", "", values, {}, "", 1)
    template, exported = tmp_path / "template.xlsx", tmp_path / "a.xlsx"
    SHEETS.template(kind, template, language)
    heads = [cell.value for cell in load_workbook(template).worksheets[0][3]]
    SHEETS.export(kind, exported, iter([record] * 3), [f.id for f in form.fields], language)
    assert [cell.value for cell in load_workbook(exported).worksheets[0][1]] == heads
    (sheet,) = SHEETS.look(kind, exported).sheets
    assert sheet.ledger
    read = {column.heading: (column.field, column.sure) for column in sheet.columns}
    assert read == {head: (field.id, True) for head, field in zip(heads, form.fields, strict=True)}
