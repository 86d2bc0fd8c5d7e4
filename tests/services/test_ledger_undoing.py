"""An import taken back as a whole: records exactly as before, decisions kept, findings derived anew."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from app.domain.findings import Status
from app.errors import UserError
from app.services import findings, ledgers
from app.services.ledger_editing import add_record, edit_record, remove_record, restore_record
from app.services.ledger_undoing import undo_import
from app.services.ports import Desk, HistoryQuery, StoredRecord
from app.storage.audit_file import SqliteAuditFiles
from tests.desk import StillClock
from tests.services.test_ledger_offices import book, row

SKIPPED = {"ordinal", "row_hash", "search"}


def ledger(path: Path, numbers: range | list[int], **cells: tuple[int, str]) -> Path:
    """Terminals; `cells` are column=(number, text) by their place in the row."""
    rows = [row(n, "北営業所") for n in numbers]
    for column, (number, text) in cells.items():
        rows[list(numbers).index(number)][int(column[1:])] = text
    return book(path, 台帳=("端末台帳", rows))


def state(desk: Desk) -> dict[str, dict[str, Any]]:
    with closing(sqlite3.connect(desk.file.location)) as connection:
        connection.row_factory = sqlite3.Row
        found = connection.execute("SELECT * FROM records")
        return {r["match_key"]: {k: r[k] for k in r.keys() if k not in SKIPPED} for r in found}  # noqa: SIM118


def take(desk: Desk, path: Path) -> ledgers.ImportResult:
    return ledgers.import_batch(desk, "terminals", path)


def sound(desk: Desk) -> None:
    assert SqliteAuditFiles().verify(Path(desk.file.location)).problems == ()


def test_everything_is_as_before(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 6)))
    before, found = state(desk), findings.listing(desk)
    made = take(desk, ledger(tmp_path / "11.xlsx", [1, 2, 4, 5, 6, 7], c6=(2, "2026/1/5")))
    assert (made.rows.added, made.rows.changed, made.rows.gone) == (2, 1, 1)
    undone = undo_import(desk, made.batch, "誤ったファイル")
    assert (undone.records.removed, undone.records.reverted, undone.records.returned) == (2, 1, 1)
    # Each row stands in the first file again, also that which the second one left as it was.
    assert state(desk) == before
    assert [(f.id, f.rows) for f in findings.listing(desk)] == [(f.id, f.rows) for f in found]
    first, second = ledgers.batches(desk, "terminals")
    assert first.undone is None
    assert second.undone is not None
    assert (second.undone.by, second.undone.reason) == ("officer", "誤ったファイル")
    assert list(ledgers.changes(desk, made.batch)) == []
    with desk.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="ledger.undone"))
    assert entry.event.after is not None
    assert entry.event.after["reason"] == "誤ったファイル"
    sound(desk)


def test_rows_point_into_the_file_before_after_each_of_several_imports_is_taken_back(
    desk: Desk, tmp_path: Path
) -> None:
    """In each file the rows stand in another order, and one is written in another way."""
    states, made = [], []
    for name, numbers, written in (
        ("10.xlsx", [1, 2, 3, 4], "2026/1/5"),
        ("11.xlsx", [4, 3, 2, 1], "令和8年1月5日"),
        ("12.xlsx", [2, 1, 4, 3], "R8.1.5"),
    ):
        made.append(take(desk, ledger(tmp_path / name, numbers, c6=(2, written))))
        states.append(state(desk))
    assert [m.rows.unchanged for m in made] == [0, 4, 4]
    assert len({s["PC0002"]["raw"] for s in states}) == 3
    edit_record(desk, "terminals", "PC0003", {"note": "手で書いた"})
    for number in (2, 1):
        undo_import(desk, made[number].batch, "誤ったファイル")
        now = state(desk)
        assert now.keys() == states[number - 1].keys()
        for key in ("PC0001", "PC0002", "PC0004"):
            assert now[key] == states[number - 1][key], key
        assert (now["PC0003"]["batch"], now["PC0003"]["row"]) == (
            made[number - 1].batch,
            states[number - 1]["PC0003"]["row"],
        )
        assert "手で書いた" in now["PC0003"]["field_values"]
    assert list(ledgers.changes(desk, made[0].batch))[0].change == "added"
    sound(desk)


def test_the_same_file_after_it_was_taken_back_is_a_new_one(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 4)))
    second = ledger(tmp_path / "11.xlsx", range(2, 6), c6=(2, "2026/1/5"))
    made = take(desk, second)
    undo_import(desk, made.batch, "誤り")
    again = take(desk, second)
    assert again.earlier is None
    assert again.rows == made.rows
    undo_import(desk, again.batch, "誤り")
    undo_import(desk, ledgers.batches(desk, "terminals")[0].id, "誤り")
    assert ledgers.counts(desk)["terminals"] == 0
    assert state(desk) == {}
    assert findings.rules_not_run(desk)
    sound(desk)


def test_no_finding_outlives_the_only_import_of_its_ledger(desk: Desk, tmp_path: Path) -> None:
    made = take(desk, ledger(tmp_path / "10.xlsx", range(1, 4), c3=(2, "共用")))
    (found,) = findings.listing(desk)
    findings.set_status(desk, found.id, Status.IN_PROGRESS, "交換を手配")
    undone = undo_import(desk, made.batch, "別の会社のファイル")
    assert (undone.findings.resolved, undone.findings.open) == (1, 0)
    (left,) = findings.listing(desk)
    assert (left.status, left.remark) == (Status.RESOLVED, "交換を手配")


def test_decisions_on_findings_stay(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 4), c3=(2, "共用")))
    finding = next(f for f in findings.listing(desk) if f.rule == "R01")
    findings.accept(desk, finding.id, "分電盤の監視専用", "情報管理責任者", date(2027, 3, 31))
    before = findings.get(desk, finding.id)
    made = take(desk, ledger(tmp_path / "11.xlsx", range(1, 4)))
    assert findings.get(desk, finding.id).status is Status.RESOLVED
    undo_import(desk, made.batch, "誤り")
    assert findings.get(desk, finding.id) == before
    # Without an import taken back, a fact that is there again is looked at anew.
    take(desk, ledger(tmp_path / "12.xlsx", range(1, 4)))
    take(desk, ledger(tmp_path / "13.xlsx", range(1, 4), c3=(2, "共用")))
    again = findings.get(desk, finding.id)
    assert (again.status, again.acceptance, again.lapsed) == (Status.OPEN, None, False)


@pytest.mark.parametrize(("which", "code"), [(0, "import_not_newest"), (1, "reason_missing"), (2, "import_unknown")])
def test_what_cannot_be_taken_back(desk: Desk, tmp_path: Path, which: int, code: str) -> None:
    batches = [take(desk, ledger(tmp_path / f"{n}.xlsx", range(1, n))).batch for n in (3, 4)]
    with pytest.raises(UserError) as error:
        undo_import(desk, [*batches, "x"][which], "" if code == "reason_missing" else "誤り")
    assert error.value.code == code
    assert all(b.undone is None for b in ledgers.batches(desk, "terminals"))


def test_an_import_is_taken_back_once(desk: Desk, tmp_path: Path) -> None:
    made = take(desk, ledger(tmp_path / "10.xlsx", range(1, 4)))
    undo_import(desk, made.batch, "誤り")
    with pytest.raises(UserError) as error:
        undo_import(desk, made.batch, "誤り")
    assert error.value.code == "import_undone"


def test_corrections_of_the_import_go_and_earlier_ones_come_back(desk: Desk, tmp_path: Path) -> None:
    wrong = ledger(tmp_path / "10.xlsx", range(1, 4), c6=(2, "2026/2/29"))
    choices = ledgers.proposed(ledgers.look(desk, "terminals", wrong))
    ledgers.import_batch(
        desk, "terminals", wrong, replace(choices, corrections={("台帳", 5, "inventoried"): "2026/2/28"})
    )
    before = ledgers.corrected(desk, "terminals")
    made = take(desk, ledger(tmp_path / "11.xlsx", range(1, 4), c6=(2, "2026/3/1")))
    assert ledgers.corrected(desk, "terminals") == {}
    undo_import(desk, made.batch, "誤り")
    assert ledgers.corrected(desk, "terminals") == before
    sound(desk)


def test_what_hands_did_since_stays(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 6)))
    made = take(desk, ledger(tmp_path / "11.xlsx", range(1, 8), c6=(2, "2026/1/5")))
    edit_record(desk, "terminals", "PC-0002", {"manager": "次長"})
    edit_record(desk, "terminals", "PC-0007", {"manager": "次長"})
    remove_record(desk, "terminals", "PC-0003", "廃棄済み")
    add_record(desk, "terminals", {"asset_no": "PC-9001", "site": "北営業所"})
    undone = undo_import(desk, made.batch, "誤り")
    assert undone.by_hand == 1
    after = state(desk)
    assert set(after) == {"PC0001", "PC0002", "PC0003", "PC0004", "PC0005", "PC9001"}
    with desk.file.read() as work:
        second, third = (work.ledgers.get("terminals", key) for key in ("PC0002", "PC0003"))
    assert second is not None
    assert third is not None
    assert second.record.values["manager"] == "次長"
    assert second.record.values["inventoried"] != "2026-01-05"
    assert third.struck
    sound(desk)


def stored(desk: Desk, key: str) -> StoredRecord:
    with desk.file.read() as work:
        found = work.ledgers.get("terminals", key)
    assert found is not None
    return found


def test_a_correction_of_before_comes_back_where_a_later_one_cannot_stay(desk: Desk, tmp_path: Path) -> None:
    first = ledger(tmp_path / "10.xlsx", range(1, 4))
    take(desk, first)
    edit_record(desk, "terminals", "PC-0002", {"manager": "次長"})
    before = ledgers.corrected(desk, "terminals")
    made = take(desk, ledger(tmp_path / "11.xlsx", range(1, 4), c5=(2, "別人")))
    assert stored(desk, "PC0002").record.values["manager"] == "別人"
    edit_record(desk, "terminals", "PC-0002", {"manager": "部長"})
    assert undo_import(desk, made.batch, "誤り").by_hand == 1
    assert ledgers.corrected(desk, "terminals") == before
    take(desk, first)
    assert stored(desk, "PC0002").record.values["manager"] == "次長"
    sound(desk)


def test_a_number_given_by_hand_since_stays_with_all_that_is_known_of_the_record(desk: Desk, tmp_path: Path) -> None:
    first = ledger(tmp_path / "10.xlsx", range(1, 4))
    take(desk, first)
    edit_record(desk, "terminals", "PC-0002", {"manager": "次長"})
    made = take(desk, ledger(tmp_path / "11.xlsx", range(1, 4), c6=(2, "2026/1/5")))
    edit_record(desk, "terminals", "PC-0002", {"asset_no": "PC-0099"})
    # The number is free again, and is taken.
    add_record(desk, "terminals", {"asset_no": "PC-0002", "site": "北営業所"})
    assert undo_import(desk, made.batch, "誤り").by_hand == 0
    assert set(state(desk)) == {"PC0001", "PC0002", "PC0003", "PC0099"}
    known = ledgers.corrected(desk, "terminals")["PC0099"]
    assert {c.field: (c.before, c.after) for c in known} == {
        "asset_no": ("PC-0002", "PC-0099"),
        "manager": ("管理 太郎", "次長"),
    }
    assert stored(desk, "PC0099").record.values["inventoried"] == "2026-09-30"
    take(desk, first)
    assert stored(desk, "PC0099").record.values["manager"] == "次長"
    sound(desk)


def test_a_cell_emptied_by_hand_since_stays_empty(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 4)))
    second = ledger(tmp_path / "11.xlsx", range(1, 4), c6=(2, "2026/1/5"))
    made = take(desk, second)
    edit_record(desk, "terminals", "PC-0002", {"manager": ""})
    assert undo_import(desk, made.batch, "誤り").by_hand == 0
    assert "manager" not in stored(desk, "PC0002").record.values


def test_a_struck_record_of_hands_is_one_of_hands_again(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 4)))
    given = {**stored(desk, "PC0001").record.raw, "asset_no": "PC-0009", "user": "使用者9"}
    add_record(desk, "terminals", given)
    remove_record(desk, "terminals", "PC-0009", "誤り")
    before = state(desk)["PC0009"]
    made = take(desk, ledger(tmp_path / "11.xlsx", [1, 2, 3, 9]))
    assert stored(desk, "PC0009").struck
    undo_import(desk, made.batch, "誤り")
    assert state(desk)["PC0009"] == before
    restore_record(desk, "terminals", "PC-0009")
    # No file ever had it that could lack it now.
    take(desk, ledger(tmp_path / "12.xlsx", [1, 2, 3, 4]))
    assert not stored(desk, "PC0009").gone
    sound(desk)


def test_a_struck_record_points_into_the_file_before(desk: Desk, tmp_path: Path) -> None:
    """It was struck off before the import, which brings it as it was, in another row."""
    take(desk, ledger(tmp_path / "10.xlsx", [1, 2, 3]))
    before = state(desk)["PC0002"]
    remove_record(desk, "terminals", "PC-0002", "誤記")
    made = take(desk, ledger(tmp_path / "11.xlsx", [3, 1, 2]))
    undo_import(desk, made.batch, "誤り")
    restore_record(desk, "terminals", "PC-0002")
    assert state(desk)["PC0002"] == before
    sound(desk)


def test_what_hands_did_in_the_very_second_of_the_import_stays(desk: Desk, tmp_path: Path) -> None:
    """A script imports and corrects at once; times are kept to the second."""
    clock = desk.world.clock
    assert isinstance(clock, StillClock)
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 4)))
    made = take(desk, ledger(tmp_path / "11.xlsx", range(1, 4), c6=(2, "2026/1/5"), c7=(3, "予備")))
    clock.at -= timedelta(seconds=1)
    edit_record(desk, "terminals", "PC-0002", {"note": "手で書いた"})
    clock.at -= timedelta(seconds=1)
    remove_record(desk, "terminals", "PC-0003", "誤記")
    assert undo_import(desk, made.batch, "誤り").by_hand == 0
    now = state(desk)
    assert "手で書いた" in now["PC0002"]["field_values"]
    assert (now["PC0003"]["gone_batch"], "予備" in now["PC0003"]["field_values"]) == ("hand", False)


def test_what_hands_did_since_stays_in_whatever_zone_the_clock_is(desk: Desk, tmp_path: Path) -> None:
    """Imported in the window at 23:03 of Tokyo, set right by a script on a server that goes by Greenwich."""
    clock = desk.world.clock
    assert isinstance(clock, StillClock)
    take(desk, ledger(tmp_path / "10.xlsx", [1, 2]))
    clock.at = clock.at.astimezone(timezone(timedelta(hours=9)))
    made = take(desk, ledger(tmp_path / "11.xlsx", [1, 2], c6=(2, "2026/1/5")))
    clock.at = clock.at.astimezone(UTC)
    edit_record(desk, "terminals", "PC-0002", {"note": "手で書いた"})
    assert undo_import(desk, made.batch, "誤り").by_hand == 0
    assert "手で書いた" in state(desk)["PC0002"]["field_values"]


def test_a_record_that_was_missing_and_added_by_hand_stands_in_its_file_again(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 4)))
    before = state(desk)["PC0002"]
    made = take(desk, ledger(tmp_path / "11.xlsx", [1, 3]))
    add_record(desk, "terminals", {"asset_no": "PC-0002", "site": "本店", "user": "新人"})
    # What the file itself says of office and user holds again.
    assert undo_import(desk, made.batch, "誤り").by_hand == 2
    assert state(desk)["PC0002"] == before
    assert ledgers.hands(desk, "terminals") == {}
    sound(desk)


def test_accepted_findings_that_come_back_are_not_counted_as_open(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 4), c3=(2, "共用")))
    (found,) = findings.listing(desk)
    findings.accept(desk, found.id, "仕切りあり", "部長", date(2027, 1, 1))
    made = take(desk, ledger(tmp_path / "11.xlsx", range(1, 4)))
    assert undo_import(desk, made.batch, "誤り").findings.open == 0
    assert [f.status for f in findings.listing(desk)] == [Status.ACCEPTED]


def test_what_was_accepted_until_a_day_that_has_passed_comes_back_open(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 4), c3=(2, "共用")))
    (found,) = findings.listing(desk)
    findings.accept(desk, found.id, "仕切りあり", "部長", date(2026, 11, 24))
    made = take(desk, ledger(tmp_path / "11.xlsx", range(1, 4)))
    clock = desk.world.clock
    assert isinstance(clock, StillClock)
    clock.at += timedelta(days=1)
    assert undo_import(desk, made.batch, "誤り").findings.open == 1
    (back,) = findings.listing(desk)
    assert back.lapsed


def stocktaking(path: Path, *found: int) -> Path:
    lines = ["管理番号,事業所,現物確認日,現物の有無", *(f"PC-{n:04d},北営業所,2026/9/1,有" for n in found)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def of_rule(desk: Desk, rule: str) -> dict[str, Status]:
    return {f.subject: f.status for f in findings.listing(desk, rule=rule)}


def test_what_only_the_ledger_taken_back_told_is_found_no_more(desk: Desk, tmp_path: Path) -> None:
    """Without a stocktaking R04 cannot be run: what it found by one that was the wrong file must not stay open."""
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 6)))
    made = ledgers.import_batch(desk, "stocktaking", stocktaking(tmp_path / "棚卸.csv", 1, 2))
    assert of_rule(desk, "R04") == dict.fromkeys(("PC-0003", "PC-0004", "PC-0005"), Status.OPEN)
    undone = undo_import(desk, made.batch, "誤ったファイル")
    assert "R04" in {idle.rule for idle in findings.rules_not_run(desk)}
    assert set(of_rule(desk, "R04").values()) == {Status.RESOLVED}
    assert (undone.findings.resolved, undone.findings.open) == (3, made.findings.open - 3)


def test_what_was_found_before_stays_where_its_rule_cannot_be_run(desk: Desk, tmp_path: Path) -> None:
    """A later stocktaking is taken back when the only record of it was struck off by hand: nothing tells that what was
    found before is gone."""
    clock = desk.world.clock
    assert isinstance(clock, StillClock)
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 6)))
    ledgers.import_batch(desk, "stocktaking", stocktaking(tmp_path / "棚卸.csv", 1))
    clock.at += timedelta(days=3)
    made = ledgers.import_batch(desk, "stocktaking", stocktaking(tmp_path / "新.csv", 1))
    remove_record(desk, "stocktaking", "PC-0001", "誤り")
    undo_import(desk, made.batch, "誤ったファイル")
    assert set(of_rule(desk, "R04").values()) == {Status.OPEN}
