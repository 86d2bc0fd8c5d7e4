"""The very same ledger file imported again: it is told, and what was set right by hand is not forgotten."""

from dataclasses import replace
from pathlib import Path

from app.services import ledgers, wording
from app.services.ports import Desk, LedgerQuery

HEADINGS = "管理番号,製造番号,事業所,設置場所,区画,所管会社,使用者,棚卸日,状態"


def file(path: Path, *days: str) -> Path:
    rows = [
        f"PC-{n:04d},SN{n:05d},北営業所,2階 執務室,専用,東湾送配電株式会社,山田,{day},使用中"
        for n, day in enumerate(days, start=1)
    ]
    path.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf-8")
    return path


def inventoried(desk: Desk, text: str) -> str:
    (row,) = ledgers.rows(desk, ledgers.row_ids(desk, "terminals", LedgerQuery(text=text)))
    return row.record.values.get("inventoried", "")


def test_the_same_file_is_told_and_keeps_what_was_set_right(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path / "台帳.csv", "2026-09-01", "いつか", "2026-09-03")
    look = ledgers.look(desk, "terminals", path)
    assert look.earlier is None
    (sheet,) = look.sheets
    row = sheet.header_row + 2
    choices = replace(ledgers.proposed(look), corrections={(sheet.name, row, "inventoried"): "2026-09-02"})
    first = ledgers.import_batch(desk, "terminals", path, choices)
    assert first.earlier is None
    assert inventoried(desk, "PC-0002") == "2026-09-02"

    # Another name and folder make no other file.
    (tmp_path / "控え").mkdir()
    copy = tmp_path / "控え" / "写し.csv"
    copy.write_bytes(path.read_bytes())
    earlier = ledgers.look(desk, "terminals", copy).earlier
    assert earlier is not None
    assert (earlier.batch, earlier.number, earlier.at[:10], earlier.later) == (first.batch, 1, "2026-11-24", 0)
    again = ledgers.import_batch(desk, "terminals", copy)
    assert (again.rows.unchanged, again.rows.changed, again.rows.gone) == (3, 0, 0)
    assert again.earlier == earlier
    assert inventoried(desk, "PC-0002") == "2026-09-02"
    # And the third time it is the second import that is told.
    third = ledgers.look(desk, "terminals", path).earlier
    assert third is not None
    assert (third.batch, third.number) == (again.batch, 2)
    assert dict(third.corrections) == dict(choices.corrections)


def test_a_correction_that_is_taken_back_is_forgotten(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path / "台帳.csv", "いつか")
    look = ledgers.look(desk, "terminals", path)
    (sheet,) = look.sheets
    place = (sheet.name, sheet.header_row + 1, "inventoried")
    ledgers.import_batch(desk, "terminals", path, replace(ledgers.proposed(look), corrections={place: "2026-09-02"}))
    before = ledgers.chosen_before(ledgers.look(desk, "terminals", path))
    assert dict(before.corrections) == {place: "2026-09-02"}
    ledgers.import_batch(desk, "terminals", path, replace(before, corrections={}))
    assert ledgers.chosen_before(ledgers.look(desk, "terminals", path)).corrections == {}
    assert inventoried(desk, "PC-0001") == ""


def test_the_file_of_one_office_stays_that_of_this_office(desk: Desk, tmp_path: Path) -> None:
    whole = file(tmp_path / "全体.csv", *["2026-09-01"] * 4)
    whole.write_text(whole.read_text("utf-8").replace("PC-0004,SN00004,北営業所", "PC-0004,SN00004,本店"), "utf-8")
    ledgers.import_batch(desk, "terminals", whole)
    part = file(tmp_path / "北.csv", *["2026-10-01"] * 3)
    look = ledgers.look(desk, "terminals", part)
    ledgers.import_batch(desk, "terminals", part, replace(ledgers.proposed(look), site="北営業所"))
    again = ledgers.import_batch(desk, "terminals", part)
    assert (again.rows.unchanged, again.rows.gone) == (3, 0)
    assert ledgers.counts(desk)["terminals"] == 4


def test_an_older_file_is_not_said_to_change_nothing(desk: Desk, tmp_path: Path) -> None:
    old, new = file(tmp_path / "旧.csv", "2026-03-01"), file(tmp_path / "新.csv", "2026-09-01")
    ledgers.import_batch(desk, "terminals", old)
    ledgers.import_batch(desk, "terminals", new)
    earlier = ledgers.look(desk, "terminals", old).earlier
    assert earlier is not None
    assert earlier.later == 1
    (told,) = wording.same_file(earlier, "2026-11-24", str)
    assert "changes nothing" not in told
    assert "takes the ledger back" in told
    assert ledgers.import_batch(desk, "terminals", old).rows.changed == 1
