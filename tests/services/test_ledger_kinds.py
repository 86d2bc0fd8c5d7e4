"""Which ledger a file is: known, asked where it is not plain, and remembered."""

from pathlib import Path

from app.services import ledger_kinds, ledgers
from app.services.ledger_ports import Choices, SheetChoice
from app.services.ports import Desk
from tests.formats.ledger_sheets.labelled.drawing import Case, sheet

ACCOUNTS = sheet("利用者一覧", "ID=account|氏名=person|システム名=system|権限=role|付与日=granted")
TERMINALS = sheet("端末一覧", "管理番号=asset_no|機種名=model|製造番号=serial|使用者=user|設置場所=place")
# Numbers and names alone may be of people, of registrants and of much else.
PLAIN = sheet("Sheet1", "社員番号=emp_no|氏名=person|所属=department")


def test_a_file_is_known_for_what_it_is(desk: Desk, tmp_path: Path) -> None:
    found = ledger_kinds.kinds_of(desk, Case("", "accounts", [ACCOUNTS]).write(tmp_path))
    assert found.kind == "accounts"
    assert found.guesses[0].sheets == ("利用者一覧",)


def test_two_ledgers_in_one_workbook_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    found = ledger_kinds.kinds_of(desk, Case("", "accounts", [ACCOUNTS, TERMINALS]).write(tmp_path))
    assert found.kind == ""
    assert {guess.kind: guess.sheets for guess in found.guesses[:2]} == {
        "accounts": ("利用者一覧",),
        "terminals": ("端末一覧",),
    }


def test_what_is_no_ledger_is_none(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "売上.csv"
    path.write_text("月,売上,原価\n4月,100,80\n5月,120,90\n", "utf-8")
    assert ledger_kinds.kinds_of(desk, path) == ledger_kinds.Kinds((), "")


def test_a_layout_that_was_imported_is_remembered(desk: Desk, tmp_path: Path) -> None:
    path = Case("", "people", [PLAIN]).write(tmp_path)
    before = ledger_kinds.kinds_of(desk, path)
    assert len(before.guesses) > 1
    last = before.guesses[-1].kind
    look = ledgers.look(desk, last, path)
    columns = {c.index: c.field for c in look.sheets[0].columns}
    choices = Choices({"Sheet1": SheetChoice(look.sheets[0].header_row, look.sheets[0].header_lines, columns)})
    ledgers.import_batch(desk, last, path, choices)
    after = ledger_kinds.kinds_of(desk, path)
    assert (after.kind, after.guesses[0].kind) == (last, last)
