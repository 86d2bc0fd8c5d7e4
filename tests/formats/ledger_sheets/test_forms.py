"""The form of each ledger: complete, in both languages, and without two meanings for one heading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.domain.ledgers.form import FieldType, LedgerForm
from app.errors import UserError
from app.formats.catalogue.checking import LEDGERS
from app.formats.catalogue.reading import Table
from app.formats.ledger_sheets import LedgerSheets
from app.formats.ledger_sheets.forms import load_form, problems
from app.paths import bundled

# domain.md §4.1, with what §11.6 keeps apart.
NAMED = (
    "asset_no device_type model maker serial hostname mac ip os site place zone owner_company user_company "
    "owner_department department user user_id manager systems delivered returned moved disposed inventoried "
    "status note return_due lease_end removal_due"
)


def form() -> LedgerForm:
    return LedgerSheets().form("terminals")


def test_the_terminals_have_every_field_of_the_handbook() -> None:
    assert set(NAMED.split()) <= {f.id for f in form().fields}
    assert form().keys == ("asset_no", "serial", "hostname")
    assert [f.id for f in form().fields if f.type is FieldType.DATE] == [
        "delivered", "lease_end", "return_due", "returned", "moved", "removal_due", "disposed", "inventoried",
        "last_connected", "updated", "erased",
    ]  # fmt: skip


def test_no_form_has_a_problem() -> None:
    sheets = LedgerSheets()
    assert {kind: list(problems(sheets.form(kind))) for kind in sheets.kinds()} == dict.fromkeys(LEDGERS, [])


def test_the_english_texts_are_english_and_the_japanese_japanese() -> None:
    sheets = LedgerSheets()
    for field in (field for kind in sheets.kinds() for field in sheets.form(kind).fields):
        for text in (field.title.en, field.help.en):
            assert not re.search("[ぁ-んァ-ヶ一-龠]", re.sub("共用|なし|出向元|、", "", text)), field.id
        assert re.search("[ぁ-んァ-ヶ一-龠]|^(OS|ID)$", field.title.ja), field.id
        assert field.help.ja.endswith("。"), field.id


def write(tmp_path: Path, change: tuple[str, str]) -> Path:
    """The form of terminals with one thing changed."""
    text = (bundled("resources") / "ledgers" / "terminals.toml").read_text(encoding="utf-8")
    assert change[0] in text
    path = tmp_path / "terminals.toml"
    path.write_text(text.replace(change[0], change[1], 1), "utf-8")
    return path


@pytest.mark.parametrize(
    "change",
    [
        ('id = "mac"', 'id = "mac"\ncolour = "red"'),
        ('type = "mac"', 'type = "ethernet"'),
        ('title = { ja = "型番", en = "Model" }', 'title = { ja = "型番" }'),
        ('title = { ja = "型番", en = "Model" }', 'title = { ja = "型番", en = " " }'),
        ('kind = "terminals"', ""),
        ("grouped = { manager", "grouped = { boss"),
    ],
)
def test_a_damaged_form_is_not_loaded(change: tuple[str, str], tmp_path: Path) -> None:
    with pytest.raises(Exception, match="unknown|missing|wrong|empty|boss|language"):
        load_form(write(tmp_path, change))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('"返却日", "返却年月日"', '"返却日", "返却予定日"'), "heading 返却予定日 at return_due, returned"),
        (('"ホスト名", "コンピュータ名"', '"ホスト名", "ＳＮ"'), "heading sn at hostname, serial"),
        (('id = "ip"', 'id = "mac"'), "double field mac"),
        (('keys = ["asset_no", "serial", "hostname"]', "keys = []"), "no keys"),
        (('keys = ["asset_no",', 'keys = ["number",'), "no field number"),
        (('first = "delivered"', 'first = "begun"'), "no field begun"),
        (('first = "delivered"', 'first = "model"'), "model is no day"),
        (('likely = ["return_due"]', 'likely = ["returned"]'), "returned is no end of 貸与期間"),
        (('names = ["貸与期間"', 'names = ["リース 期間"'), "period リース期間 twice"),
        (('example = "使用中"', 'example = "使用"'), "the example of status is none of its choices"),
    ],
)
def test_what_would_mislead_is_found(change: tuple[str, str], problem: str, tmp_path: Path) -> None:
    assert problem in list(problems(load_form(write(tmp_path, change))))


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(UserError) as caught:
        LedgerSheets().form("cats")
    assert (caught.value.code, caught.value.exit_code, caught.value.values["known"]) == (
        "ledger_kind_unknown", 2, sorted(LEDGERS),
    )  # fmt: skip


def test_a_table_takes_only_what_it_knows() -> None:
    with pytest.raises(Exception, match="unknown_key"):
        Table({"a": 1}).done()


def test_a_kind_is_called_as_its_file() -> None:
    sheets = LedgerSheets()
    assert sheets.kinds()
    assert [sheets.form(kind).kind for kind in sheets.kinds()] == list(sheets.kinds())
