"""Rights laid out across: systems on record tell the columns, and the comparison stays stable."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.findings import RowRef, cited
from app.domain.ledgers import COLUMN, MARK
from app.errors import UserError
from app.services import findings, ledger_editing, ledgers
from app.services.ledger_ports import Choices, SheetChoice
from app.services.ports import Desk, LedgerQuery

HEAD = "社員番号,氏名,所属会社,ユーザーID"
PEOPLE = ("100,大谷 修,東湾送配電,u1", "200,平野 博,東湾送配電,u2", "300,千葉 実,東湾送配電,u3")
SHORT = f"{HEAD},託送,配電工事管理"


def csv(path: Path, head: str, *rows: str) -> Path:
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8-sig")
    return path


def marked(path: Path, *marks: str, head: str = SHORT) -> Path:
    return csv(path, head, *(f"{person},{each}" for person, each in zip(PEOPLE, marks, strict=True)))


@pytest.fixture
def known(desk: Desk, tmp_path: Path) -> None:
    path = csv(
        tmp_path / "systems.csv",
        "システム名,所管会社,保有情報,分離区分",
        "託送,東湾送配電,託送情報,物理",
        "配電工事管理,東湾送配電,設備情報,物理",
    )
    ledgers.import_batch(desk, "systems", path)


def stored(desk: Desk) -> list[tuple[str, str, str, str, str]]:
    ids = ledgers.row_ids(desk, "accounts", LedgerQuery())
    records = [r.record for r in ledgers.rows(desk, ids)]
    return sorted(
        (r.values["account"], r.values["system"], r.values.get("role", ""), r.raw[MARK], r.raw[COLUMN]) for r in records
    )


@pytest.mark.usefixtures("known")
def test_systems_on_record_are_known_across(desk: Desk, tmp_path: Path) -> None:
    path = marked(tmp_path / "権限管理表.csv", "○,", ",参照", "○,R/W")
    columns = ledgers.look(desk, "accounts", path).sheets[0].columns
    assert [(c.field, c.sure) for c in columns[4:]] == [("system", True), ("system", True)]
    tried = ledgers.import_batch(desk, "accounts", path, dry_run=True)
    done = ledgers.import_batch(desk, "accounts", path)
    assert tried.rows == done.rows
    assert (done.rows.read, done.rows.added, done.rows.skipped) == (4, 4, 0)
    assert [p.code for p in done.problems] == ["marks_read"]
    assert done.sheets[0].mapping["託送"] == done.sheets[0].mapping["配電工事管理"] == "system"
    assert stored(desk) == [
        ("u1", "託送", "", "○", "E"),
        ("u2", "配電工事管理", "参照", "参照", "F"),
        ("u3", "託送", "", "○", "E"),
        ("u3", "配電工事管理", "R/W", "R/W", "F"),
    ]


@pytest.mark.usefixtures("known")
def test_the_comparison_is_by_mark(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "権限管理表.csv"
    ledgers.import_batch(desk, "accounts", marked(path, "○,", ",参照", "○,R/W"))
    again = ledgers.import_batch(desk, "accounts", marked(path, "○,", ",参照", "○,R/W")).rows
    assert (again.unchanged, again.added, again.changed, again.gone) == (4, 0, 0, 0)
    # A system more between the others moves the columns and changes nothing.
    wider = f"{HEAD},託送,設備台帳システム,配電工事管理"
    moved = ledgers.import_batch(desk, "accounts", marked(path, "○,,", ",,参照", "○,,R/W", head=wider)).rows
    assert (moved.unchanged, moved.added, moved.changed, moved.gone) == (4, 0, 0, 0)
    changed = ledgers.import_batch(desk, "accounts", marked(path, "○,○", ",更新", "○,")).rows
    assert (changed.unchanged, changed.added, changed.changed, changed.gone) == (2, 1, 1, 1)


def test_columns_that_are_said_to_be_systems(desk: Desk, tmp_path: Path) -> None:
    path = marked(tmp_path / "権限管理表.csv", "○,", ",○", "○,○")
    unsaid = ledgers.import_batch(desk, "accounts", path, dry_run=True)
    assert unsaid.rows.added == 3
    assert [p.code for p in unsaid.problems] == ["marks_left_out"]
    columns = {0: "emp_no", 1: "person", 2: "company", 3: "account", 4: "system", 5: "system"}
    ledgers.import_batch(desk, "accounts", path, Choices({"権限管理表": SheetChoice(1, 1, columns)}))
    assert len(stored(desk)) == 4
    # What was said of the layout is remembered.
    assert ledgers.import_batch(desk, "accounts", path).rows.unchanged == 4


def test_one_column_of_marks_that_is_headed_by_a_system(desk: Desk, tmp_path: Path) -> None:
    path = marked(tmp_path / "権限管理表.csv", "○,", ",○", "○,○")
    choices = Choices({"権限管理表": SheetChoice(1, 1, {1: "person", 3: "account", 4: "system"})})
    result = ledgers.import_batch(desk, "accounts", path, choices)
    assert stored(desk) == [("u1", "託送", "", "○", "E"), ("u3", "託送", "", "○", "E")]
    assert (result.rows.read, result.rows.added, result.rows.skipped) == (3, 2, 1)


def test_marks_in_a_column_that_is_called_system_are_refused(desk: Desk, tmp_path: Path) -> None:
    path = marked(tmp_path / "権限管理表.csv", "○,", ",○", "○,○", head=f"{HEAD},システム名,研修")
    choices = Choices({"権限管理表": SheetChoice(1, 1, {1: "person", 3: "account", 4: "system"})})
    with pytest.raises(UserError) as error:
        ledgers.import_batch(desk, "accounts", path, choices)
    assert (error.value.code, error.value.values["column"]) == ("ledger_crossed", "システム名")
    assert ledgers.batches(desk, "accounts") == ()


@pytest.mark.usefixtures("known")
def test_a_right_that_was_set_right_by_hand_stays(desk: Desk, tmp_path: Path) -> None:
    path = marked(tmp_path / "権限管理表.csv", "○,", ",参照", "○,R/W")
    ledgers.import_batch(desk, "accounts", path)
    key = next(k for k in ledgers.keys_of(desk, "accounts", ["u3"]) if "託送" in k)
    ledger_editing.edit_record(desk, "accounts", key, {"role": "更新"})
    assert ("u3", "託送", "更新", "○", "E") in stored(desk)
    again = ledgers.import_batch(desk, "accounts", path)
    assert again.rows.unchanged == 4
    assert [(p.code, p.row) for p in again.problems if p.code != "marks_read"] == [("correction_kept", 4)]
    assert ("u3", "託送", "更新", "○", "E") in stored(desk)


@pytest.mark.usefixtures("known")
def test_the_rights_are_a_column_of_the_ledger(desk: Desk, tmp_path: Path) -> None:
    result = ledgers.import_batch(desk, "accounts", marked(tmp_path / "権限管理表.csv", "○,", ",参照", "○,R/W"))
    assert result.sheets[0].mapping["E–F"] == "role"
    with desk.file.read() as work:
        assert "role" in work.ledgers.fields("accounts")


def test_marks_beside_a_list_are_none(desk: Desk, tmp_path: Path) -> None:
    rows = [f"{person},託送業務システム,参照,○,○" for person in PEOPLE]
    path = csv(tmp_path / "ID台帳.csv", f"{HEAD},システム名,権限,研修,誓約書", *rows)
    result = ledgers.import_batch(desk, "accounts", path)
    assert (result.rows.added, result.problems) == (3, ())


PEOPLE_OF_BOTH = "社員番号,氏名,会社,所属名\n100,大谷 修,東湾電力,営業部\n200,平野 博,東湾送配電,配電部\n"


@pytest.mark.usefixtures("known")
def test_findings_name_the_column_of_each_right(desk: Desk, tmp_path: Path) -> None:
    people = tmp_path / "従業員.csv"
    people.write_text(PEOPLE_OF_BOTH, "utf-8")
    ledgers.import_batch(desk, "people", people)
    path = marked(tmp_path / "権限管理表.csv", "○,参照", ",参照", ",")
    ledgers.import_batch(desk, "accounts", path)

    def own_rows() -> list[tuple[str, int, str, str]]:
        found = (f.rows[0] for f in findings.listing(desk, rule="R09"))
        return sorted((r.key, r.row, r.column, r.heading) for r in found)

    told = [("u1", 2, "E", "託送"), ("u1", 2, "F", "配電工事管理")]
    assert own_rows() == told
    # The same when the ledger is read from the audit, whichever ledger came last.
    findings.refresh(desk)
    assert own_rows() == told
    wider = f"{HEAD},託送,設備台帳システム,配電工事管理"
    ledgers.import_batch(desk, "accounts", marked(path, "○,,参照", ",,参照", ",,", head=wider))
    assert own_rows() == [("u1", 2, "E", "託送"), ("u1", 2, "G", "配電工事管理")]


@pytest.mark.usefixtures("known")
def test_a_name_on_no_list_is_told_once_for_each_row_and_column(desk: Desk, tmp_path: Path) -> None:
    columns = {0: "emp_no", 1: "person", 2: "company", 3: "account", 4: "system", 5: "system"}
    path = marked(tmp_path / "権限管理表.csv", "○,○", "○,参照", "○,", head=f"{HEAD},託送,旧検針")
    ledgers.import_batch(desk, "accounts", path, Choices({"権限管理表": SheetChoice(1, 1, columns)}))
    (unknown,) = findings.listing(desk, rule="R27")
    assert (unknown.subject, unknown.values["keys"], unknown.values["count"]) == ("旧検針", "u1、u2", "2")
    assert [(r.row, r.column, r.heading) for r in unknown.rows] == [(2, "F", "旧検針"), (3, "F", "旧検針")]


def test_rows_that_read_alike_are_cited_once() -> None:
    row = RowRef("accounts", "u1", "権限管理表", 2, "a.csv", "u1|託送", "E", "託送")
    older = [replace(row, column="", heading="", match_key=f"u1|{name}") for name in ("託送", "配電")]
    assert cited([row, older[0], replace(row, column="F"), older[1], row]) == (row, older[0], replace(row, column="F"))
