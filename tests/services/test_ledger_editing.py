"""A record by hand: kept beside its file, compared with the next one, told in the result."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.domain.findings import Status
from app.errors import UserError
from app.formats.ledger_sheets import LedgerSheets
from app.services import findings, ledgers
from app.services.ledger_editing import add_record, edit_record, remove_record, restore_record
from app.services.ledger_ports import Chunk
from app.services.ports import Desk, HistoryQuery, LedgerQuery, StoredRecord
from app.storage.audit_file import SqliteAuditFiles
from tests.services.test_ledger_undoing import ledger, take


@pytest.fixture
def held(desk: Desk, tmp_path: Path) -> Desk:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 4)))
    return desk


def record(desk: Desk, key: str) -> StoredRecord:
    with desk.file.read() as work:
        found = work.ledgers.named("terminals", key)
    assert len(found) == 1
    return found[0]


def codes(result: ledgers.ImportResult) -> list[str]:
    return [p.code for p in result.problems]


def test_a_value_by_hand_stands_beside_the_file(held: Desk, tmp_path: Path) -> None:
    edited = edit_record(held, "terminals", "PC-0002", {"inventoried": "令和8年10月1日", "manager": "次長"})
    assert edited.problems == ()
    stored = record(held, "PC-0002")
    assert (stored.record.values["inventoried"], stored.record.values["manager"]) == ("2026-10-01", "次長")
    assert (stored.record.raw["inventoried"], stored.record.raw["manager"]) == ("2026/9/30", "管理 太郎")
    assert (stored.file, stored.record.row) == ("10.xlsx", 5)
    day, manager = ledgers.corrected(held, "terminals")["PC0002"]
    assert (day.before, day.after, day.by, day.sheet) == ("2026/9/30", "令和8年10月1日", "officer", "")
    assert manager.at > ledgers.batches(held, "terminals")[0].at
    with held.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="record.edited"))
    assert entry.event.after is not None
    assert entry.event.after["values"] == ["棚卸日: 2026-10-01", "管理責任者: 次長"]
    again = take(held, ledger(tmp_path / "11.xlsx", range(1, 4)))
    assert (again.rows.unchanged, codes(again)) == (3, ["correction_kept", "correction_kept"])
    newer = take(held, ledger(tmp_path / "12.xlsx", range(1, 4), c6=(2, "2026/11/1")))
    assert codes(newer) == ["correction_overruled", "correction_kept"]
    stored = record(held, "PC-0002")
    assert (stored.record.values["inventoried"], stored.record.values["manager"]) == ("2026-11-01", "次長")
    assert [c.field for c in ledgers.corrected(held, "terminals")["PC0002"]] == ["manager"]
    assert SqliteAuditFiles().verify(Path(held.file.location)).problems == ()


def test_a_field_without_a_column_keeps_its_value(held: Desk, tmp_path: Path) -> None:
    edit_record(held, "terminals", "PC-0001", {"note": "分電盤の監視専用"})
    result = take(held, ledger(tmp_path / "11.xlsx", range(1, 4)))
    assert (result.rows.unchanged, codes(result)) == (3, [])
    assert record(held, "PC-0001").record.values["note"] == "分電盤の監視専用"
    ledgers.export(held, "terminals", tmp_path / "out.csv")
    assert "分電盤の監視専用" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_a_value_is_taken_back_by_giving_what_the_file_says(held: Desk) -> None:
    edit_record(held, "terminals", "PC-0002", {"manager": "次長"})
    edit_record(held, "terminals", "PC-0002", {"manager": "管理 太郎"})
    assert ledgers.corrected(held, "terminals") == {}
    before = ledgers.corrected(held, "terminals")
    assert not edit_record(held, "terminals", "PC-0002", {"manager": "管理 太郎"}).changes
    assert before == ledgers.corrected(held, "terminals")


def test_a_number_set_right_by_hand_is_followed(held: Desk, tmp_path: Path) -> None:
    edit_record(held, "terminals", "PC-0002", {"manager": "次長"})
    edit_record(held, "terminals", "PC-0002", {"asset_no": "PC-9002"})
    assert set(ledgers.corrected(held, "terminals")) == {"PC9002"}
    result = take(held, ledger(tmp_path / "11.xlsx", range(1, 4)))
    assert (result.rows.unchanged, result.rows.added, result.rows.gone) == (3, 0, 0)
    assert record(held, "PC-9002").record.values["manager"] == "次長"
    with pytest.raises(UserError) as error:
        edit_record(held, "terminals", "PC-0001", {"asset_no": "pc9002"})
    assert error.value.code == "record_exists"


def test_findings_follow(held: Desk) -> None:
    edited = edit_record(held, "terminals", "PC-0001", {"zone": "共用"})
    assert edited.findings.new == 1
    (found,) = [f for f in findings.listing(held) if f.rule == "R01"]
    assert found.rows[0].key == "PC-0001"
    assert remove_record(held, "terminals", "PC-0001", "誤記載").findings.resolved == 1
    assert restore_record(held, "terminals", "PC-0001").findings.new == 1


def test_a_record_added_by_hand_stays_until_a_file_has_it(held: Desk, tmp_path: Path) -> None:
    made = add_record(held, "terminals", {"asset_no": "PC-0009", "site": "北営業所", "zone": "共用", "manager": "次長"})
    assert made.findings.new >= 1
    assert (made.record.batch, made.record.file) == ("", "")
    (hand,) = ledgers.hands(held, "terminals")["PC0009"]
    assert (hand.act, hand.by) == ("added", "officer")
    result = take(held, ledger(tmp_path / "11.xlsx", range(1, 4)))
    assert (result.rows.gone, codes(result)) == (0, ["record_stays_by_hand"])
    assert result.findings.resolved == 0
    result = take(held, ledger(tmp_path / "12.xlsx", [1, 2, 3, 9], c5=(9, "")))
    assert sorted(codes(result)) == ["hand_kept", "hand_overruled", "record_by_hand"]
    stored = record(held, "PC-0009")
    assert (stored.record.values["zone"], stored.record.values["manager"]) == ("送配電", "次長")
    assert stored.file == "12.xlsx"
    result = take(held, ledger(tmp_path / "13.xlsx", range(1, 4)))
    assert result.rows.gone == 1


def test_a_record_struck_off_stays_off_until_its_row_changes(held: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        remove_record(held, "terminals", "PC-0002", " ")
    assert error.value.code == "reason_missing"
    remove_record(held, "terminals", "PC-0002", "二重記載")
    assert record(held, "PC-0002").struck
    result = take(held, ledger(tmp_path / "11.xlsx", range(1, 4)))
    assert (result.rows.unchanged, codes(result)) == (3, ["record_stays_struck"])
    assert len(ledgers.row_ids(held, "terminals", LedgerQuery())) == 2
    result = take(held, ledger(tmp_path / "12.xlsx", range(1, 4), c6=(2, "2026/11/1")))
    assert (result.rows.added, codes(result)) == (1, ["record_comes_back"])
    assert not record(held, "PC-0002").gone


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda d: edit_record(d, "terminals", "PC-0404", {"manager": "x"}), "record_unknown"),
        (lambda d: edit_record(d, "terminals", "PC-0001", {}), "record_nothing_given"),
        (lambda d: edit_record(d, "terminals", "PC-0001", {"inventoried": "2026/2/30"}), "day_not_in_month"),
        (lambda d: edit_record(d, "terminals", "PC-0001", {"inventoried": "9/3/31"}), "day_year_unclear"),
        (lambda d: edit_record(d, "terminals", "PC-0001", {"nothing": "x"}), "ledger_field_unknown"),
        (lambda d: edit_record(d, "terminals", "PC-0001", {"asset_no": ""}), "record_key_missing"),
        (lambda d: add_record(d, "terminals", {"asset_no": "pc 0001"}), "record_exists"),
        (lambda d: add_record(d, "terminals", {"manager": "x"}), "record_key_missing"),
        (lambda d: restore_record(d, "terminals", "PC-0001"), "record_not_struck"),
    ],
)
def test_what_cannot_be_done_changes_nothing(held: Desk, act: object, code: str) -> None:
    before = record(held, "PC-0001")
    with pytest.raises(UserError) as error:
        act(held)  # type: ignore[operator]
    assert error.value.code == code
    assert record(held, "PC-0001") == before


def test_a_doubtful_value_is_told(held: Desk) -> None:
    (problem,) = edit_record(held, "terminals", "PC-0001", {"zone": "どこか"}).problems
    assert (problem.code, problem.value) == ("zone_unknown", "どこか")


def accounts(path: Path, *rows: tuple[str, str, str, str]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ID", "システム名", "権限", "氏名"])
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def test_rows_that_share_a_key_are_told_apart(desk: Desk, tmp_path: Path) -> None:
    """An account is one in a system, and has a row for each of its rights."""
    rows = [("u1", "託送", "参照", "甲"), ("u1", "託送", "更新", "甲"), ("u1", "営業", "参照", "甲")]
    ledgers.import_batch(desk, "accounts", accounts(tmp_path / "a.xlsx", *rows))
    with pytest.raises(UserError) as error:
        edit_record(desk, "accounts", "u1", {"person": "乙"})
    assert error.value.code == "record_ambiguous"
    with desk.file.read() as work:
        keys = [r.record.match_key for r in work.ledgers.named("accounts", "u1")]
    edit_record(desk, "accounts", keys[1], {"person": "乙"})
    result = ledgers.import_batch(desk, "accounts", accounts(tmp_path / "b.xlsx", *rows))
    assert [(p.code, p.row) for p in result.problems if "correction" in p.code] == [("correction_kept", 3)]
    with desk.file.read() as work:
        people = {r.record.match_key: r.record.values["person"] for r in work.ledgers.named("accounts", "u1")}
    assert people == {keys[0]: "甲", keys[1]: "乙", keys[2]: "甲"}
    # With another right it is another record: the one that is gone keeps what was given for it.
    rows[1] = ("u1", "託送", "承認", "甲")
    result = ledgers.import_batch(desk, "accounts", accounts(tmp_path / "c.xlsx", *rows))
    assert (result.rows.added, result.rows.gone) == (1, 1)
    assert list(ledgers.corrected(desk, "accounts")) == [keys[1]]


def test_what_is_set_right_while_a_file_is_read_stays(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window goes on while a large file is read; the import takes hold of the audit after it."""
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 4)))
    read = LedgerSheets.read

    def slowly(self: LedgerSheets, *told: Any) -> Iterator[Chunk]:
        chunks = read(self, *told)
        if not ledgers.corrected(desk, "terminals"):
            edit_record(desk, "terminals", "PC-0002", {"manager": "次長"})
        return chunks

    monkeypatch.setattr(LedgerSheets, "read", slowly)
    made = take(desk, ledger(tmp_path / "11.xlsx", range(1, 4), c6=(2, "2026/1/5")))
    assert (made.rows.read, made.rows.changed) == (3, 1)
    assert "hand_lost" not in codes(made)
    after = record(desk, "PC-0002").record.values
    assert (after["manager"], after["inventoried"]) == ("次長", "2026-01-05")


def test_what_was_decided_comes_back_with_the_record(desk: Desk, tmp_path: Path) -> None:
    """It was struck off by a slip of the hand."""
    take(desk, ledger(tmp_path / "10.xlsx", [1, 2], c3=(2, "共用")))
    (found,) = findings.listing(desk, rule="R01")
    findings.accept(desk, found.id, "分電盤の監視専用", "責任者", date(2027, 3, 31))
    accepted = findings.get(desk, found.id)
    remove_record(desk, "terminals", "PC-0002", "誤記")
    assert findings.get(desk, found.id).status is Status.RESOLVED
    restore_record(desk, "terminals", "PC-0002")
    assert findings.get(desk, found.id) == accepted


def test_a_day_that_the_file_says_in_another_way_is_not_lost(desk: Desk, tmp_path: Path) -> None:
    """Number and day were set right by hand, and the office has mended both in its file since."""
    take(desk, ledger(tmp_path / "10.xlsx", [1, 2]))
    edit_record(desk, "terminals", "PC-0001", {"asset_no": "PC-9001", "inventoried": "R8.1.5"})
    made = take(desk, ledger(tmp_path / "11.xlsx", [9001, 2], c6=(9001, "2026/1/5"), c4=(9001, "使用者1")))
    assert made.rows.unchanged == 2
    assert "hand_lost" not in codes(made)
