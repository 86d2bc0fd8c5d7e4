"""A ledger that was exported and is imported again is the same ledger: no change is told."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.services import ledger_editing, ledgers
from app.services.ledger_export import export
from app.services.ledger_ports import Choices, SheetChoice
from app.services.ports import Desk, LedgerQuery, StoredRecord

SYSTEMS = "システム名,所管会社,保有情報\n託送,東湾送配電,託送情報\n配電工事管理,東湾送配電,設備情報\n"
BY_NUMBER = (
    "社員番号,氏名,所属会社,託送,配電工事管理",
    "00100,大谷 修,東湾送配電,○,R/W",
    "200,平野 博,東湾送配電,,参照",
    "300,千葉 実,東湾送配電,○,○",
)
BY_NAME = (
    "氏名,所属会社,所属部署,託送,配電工事管理",
    "大谷 修,東湾送配電,配電部,○,更新",
    "平野 博,東湾送配電,配電部,,○",
    "千葉 実,東湾送配電,配電部,参照,",
)
SOME_WITHOUT_NUMBER = (
    "社員番号,氏名,所属会社,託送,配電工事管理",
    "100,大谷 修,東湾送配電,○,○",
    ",平野 博,東湾送配電,参照,",
    "300,千葉 実,東湾送配電,,○",
)
BY_ACCOUNT = (
    "ユーザーID,氏名,所属会社,託送,配電工事管理",
    "u1,大谷 修,東湾送配電,○,R/W",
    "u2,平野 博,東湾送配電,,○",
    "u3,千葉 実,東湾送配電,○,",
)
LEVELS = (
    "社員番号,氏名,所属会社,託送,,配電工事管理",
    ",,,参照,更新,参照",
    "100,大谷 修,東湾送配電,○,○,",
    "200,平野 博,東湾送配電,,○,○",
    "300,千葉 実,東湾送配電,○,,○",
)


@pytest.fixture
def known(desk: Desk, tmp_path: Path) -> Desk:
    path = tmp_path / "システム一覧.csv"
    path.write_text(SYSTEMS, "utf-8")
    ledgers.import_batch(desk, "systems", path)
    return desk


def stored(desk: Desk, kind: str = "accounts") -> list[StoredRecord]:
    return list(ledgers.rows(desk, ledgers.row_ids(desk, kind, LedgerQuery())))


def imported(desk: Desk, folder: Path, lines: Sequence[str]) -> None:
    path = folder / "権限管理表.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8-sig")
    ledgers.import_batch(desk, "accounts", path)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("lines", [BY_NUMBER, BY_NAME, SOME_WITHOUT_NUMBER, BY_ACCOUNT, LEVELS])
def test_a_table_of_rights_comes_back_as_it_was(
    known: Desk, tmp_path: Path, lines: Sequence[str], language: str, suffix: str
) -> None:
    imported(known, tmp_path, lines)
    before = stored(known)
    assert len(before) > 2
    target = tmp_path / f"ID台帳.{suffix}"
    assert export(known, "accounts", target, language=language) == len(before)
    again = ledgers.import_batch(known, "accounts", target)
    rows = again.rows
    assert (rows.read, rows.unchanged, rows.rejected) == (len(before), len(before), 0)
    assert again.sentences == ("Nothing has changed since the last import.",)
    assert {r.record.match_key: dict(r.record.values) for r in stored(known)} == {
        r.record.match_key: dict(r.record.values) for r in before
    }
    # And once more, when the file that was exported is itself the ledger.
    export(known, "accounts", target, language=language)
    assert ledgers.import_batch(known, "accounts", target, dry_run=True).rows.unchanged == len(before)


def test_what_has_no_id_is_told_by_what_it_is_known_by(known: Desk, tmp_path: Path) -> None:
    imported(known, tmp_path, SOME_WITHOUT_NUMBER)
    ledger_editing.add_record(known, "accounts", {"account": "u9", "person": "追加 者", "system": "託送"})
    export(known, "accounts", tmp_path / "ja.csv")
    export(known, "accounts", tmp_path / "en.csv", language="en")
    heads, *lines = (line.split(",") for line in (tmp_path / "ja.csv").read_text("utf-8-sig").splitlines())
    told = [line[heads.index("ID")] for line in lines]
    assert told == ["社員番号:100", "社員番号:100", "氏名:平野 博", "社員番号:300", "u9"]
    assert "Employee number:100," in (tmp_path / "en.csv").read_text("utf-8-sig")


def test_an_id_that_only_looks_like_that_is_one(known: Desk, tmp_path: Path) -> None:
    imported(known, tmp_path, ("ID,社員番号,氏名,システム", "社員番号:100,200,大谷 修,託送", "x:1,100,平野 博,託送"))
    assert [r.record.values["account"] for r in stored(known)] == ["社員番号:100", "x:1"]


def test_a_standard_of_rights_comes_back_as_it_was(known: Desk, tmp_path: Path) -> None:
    lines = (
        "部署,役職,託送業務システム,配電工事管理システム",
        "配電部,課長,更新,参照",
        "配電部,主任,参照,",
        "総務部,主任,,参照",
    )
    path = tmp_path / "標準.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8-sig")
    columns = {0: "department", 1: "post", 2: "system", 3: "system"}
    ledgers.import_batch(known, "role_standards", path, Choices({"標準": SheetChoice(1, 1, columns)}))
    before = {r.record.match_key: dict(r.record.values) for r in stored(known, "role_standards")}
    assert len(before) == 4
    target = tmp_path / "権限の標準表.xlsx"
    export(known, "role_standards", target)
    again = ledgers.import_batch(known, "role_standards", target).rows
    assert (again.unchanged, again.added, again.changed, again.gone) == (4, 0, 0, 0)
    assert {r.record.match_key: dict(r.record.values) for r in stored(known, "role_standards")} == before
