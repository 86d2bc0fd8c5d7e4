"""Rights laid out across: a record for each mark, with its cell; nothing guessed and nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.ledgers import COLUMN, MARK
from app.domain.ledgers.marks import Mark, Marks
from app.errors import UserError
from app.formats.ledger_sheets import LedgerSheets
from app.services.ledger_ports import Choices, Chunk, SheetChoice
from tests.formats.ledger_sheets.reading import chosen, read

HEAD = ("ユーザーID", "氏名", "託送業務システム", "配電工事管理システム", "営業料金システム")


def table(path: Path, *rows: Sequence[str]) -> Path:
    path.write_text("".join(",".join(row) + "\r\n" for row in rows), encoding="utf-8-sig")
    return path


def counted(chunks: Sequence[Chunk]) -> tuple[int, int, int, int]:
    each = [(c.read, len(c.records), c.rejected, c.skipped) for c in chunks]
    return tuple(map(sum, zip(*each, strict=True)))  # type: ignore[return-value]


def test_each_mark_is_a_record_with_its_cell(tmp_path: Path) -> None:
    path = table(
        tmp_path / "権限.csv",
        ["システム利用権限一覧"],
        HEAD,
        ["u1", "大谷 修", "○", "", "R/W"],
        ["u2", "平野 博", "－", "無", ""],
        ["u3", "千葉 実", "×", "参照", "△"],
        ["合計", "", "1", "1", "2"],
    )
    records, problems, chunks = read(path, kind="accounts")
    told = [(r.key, r.values["system"], r.values.get("role", ""), r.raw[MARK], r.raw[COLUMN], r.row) for r in records]
    assert told == [
        ("u1", "託送業務システム", "", "○", "C", 3),
        ("u1", "営業料金システム", "R/W", "R/W", "E", 3),
        ("u3", "配電工事管理システム", "参照", "参照", "D", 5),
        ("u3", "営業料金システム", "", "△", "E", 5),
    ]
    assert {r.values["person"] for r in records if r.key == "u3"} == {"千葉 実"}
    assert len({r.match_key for r in records}) == 4
    # u2 and the sum were passed over; each mark counts for a row.
    assert counted(chunks) == (6, 4, 0, 2)
    assert [(p.code, p.row) for p in problems] == [("marks_read", 0), ("marks_none", 4), ("marks_unclear", 5)]
    assert problems[0].values == {"count": "4", "row_count": "2", "columns": "C, D, E"}


def test_the_legend_of_the_sheet_is_followed(tmp_path: Path) -> None:
    path = table(
        tmp_path / "権限.csv",
        ["凡例:", "◎", "更新", "○", "参照"],
        HEAD,
        ["u1", "大谷", "○", "◎", ""],
        ["u2", "平野", "◎", "", "○"],
    )
    records, problems, _ = read(path, kind="accounts")
    assert [(r.raw["role"], r.values["role"]) for r in records] == [
        ("○", "参照"), ("◎", "更新"), ("◎", "更新"), ("○", "参照"),
    ]  # fmt: skip
    assert [p.code for p in problems] == ["marks_read", "marks_legend"]


def test_an_unknown_mark_is_left_out_and_told(tmp_path: Path) -> None:
    path = table(
        tmp_path / "権限.csv",
        HEAD,
        ["u1", "大谷", "○", "申請中", ""],
        ["u2", "平野", "○", "有", ""],
        ["u3", "千葉", "", "申請中", "○"],
        ["u4", "木村", "", "○", ""],
    )
    records, problems, chunks = read(path, kind="accounts")
    assert [(r.key, r.raw[COLUMN]) for r in records] == [
        ("u1", "C"), ("u2", "C"), ("u2", "D"), ("u3", "E"), ("u4", "D"),
    ]  # fmt: skip
    assert counted(chunks) == (7, 5, 2, 0)
    told = next(p for p in problems if p.code == "marks_unknown")
    assert (told.value, told.rows) == ("申請中", (2, 4))


def test_dittos_and_repeated_headers(tmp_path: Path) -> None:
    path = table(
        tmp_path / "権限.csv",
        HEAD,
        ["u1", "大谷", "R/W", "R/W", "R/W"],
        HEAD,
        ["u2", "平野", "〃", "", "同上"],
    )
    records, _, chunks = read(path, kind="accounts")
    assert [(r.key, r.values["role"], r.raw[COLUMN]) for r in records][3:] == [("u2", "R/W", "C"), ("u2", "R/W", "E")]
    assert counted(chunks) == (6, 5, 0, 1)


def test_a_row_without_a_number_is_told_once(tmp_path: Path) -> None:
    path = table(tmp_path / "権限.csv", HEAD, ["u1", "大谷", "○", "○", ""], ["", "平野", "○", "○", "○"])
    records, problems, chunks = read(path, kind="accounts")
    assert len(records) == 2
    assert [(p.row, p.rejected) for p in problems if p.code == "key_missing"] == [(3, True)]
    assert counted(chunks) == (3, 2, 1, 0)


def test_an_account_without_any_of_the_rights_is_one(tmp_path: Path) -> None:
    head = ("ID", "氏名", "システム名", "付与日", "更新", "管理者")
    first, second = ["u1", "大谷", "託送", "いつか", "○", "○"], ["u2", "平野", "託送", "いつか", "", "×"]
    path = table(tmp_path / "ID.csv", head, first, second)
    records, problems, chunks = read(path, kind="accounts")
    assert [(r.key, r.values.get("role", "")) for r in records] == [("u1", "更新"), ("u1", "管理者"), ("u2", "")]
    assert counted(chunks) == (3, 3, 0, 0)
    assert [(p.code, p.row) for p in problems] == [("date_unreadable", 2), ("date_unreadable", 3), ("marks_read", 0)]


def test_people_by_number_alone(tmp_path: Path) -> None:
    head = ("社員番号", *HEAD[1:])
    path = table(tmp_path / "権限.csv", head, ["100", "大谷", "○", "", "○"], ["200", "平野", "", "○", ""])
    records, _, _ = read(path, kind="accounts")
    assert [r.match_key for r in records] == [
        "emp_no:100|託送業務システム", "emp_no:100|営業料金システム", "emp_no:200|配電工事管理システム",
    ]  # fmt: skip


def test_a_list_of_people_without_marks_is_no_list_of_accounts(tmp_path: Path) -> None:
    path = table(tmp_path / "一覧.csv", ("社員番号", "氏名", "システム名"), ["100", "大谷", "託送業務システム"])
    sheet = LedgerSheets().look("accounts", path).sheets[0]
    assert (sheet.ledger, sheet.reason) == (False, "key_unknown")


def test_unknown_headings_are_a_guess_and_never_sure(tmp_path: Path) -> None:
    path = table(
        tmp_path / "権限.csv", ("ID", "氏名", "所属", "研修", "誓約書", "多要素"), ["u1", "大谷", "課", "○", "○", "○"]
    )
    columns = LedgerSheets().look("accounts", path).sheets[0].columns
    assert [(c.field, c.sure) for c in columns[3:]] == [("system", False)] * 3
    assert all(c.confidence < 0.5 for c in columns[3:])


def test_marks_left_out_are_told(tmp_path: Path) -> None:
    path = table(tmp_path / "権限.csv", ("ID", "氏名", "甲", "乙"), ["u1", "大谷", "○", ""], ["u2", "平野", "", "○"])
    choices = Choices({"権限": SheetChoice(1, 1, {0: "account", 1: "person"})})
    problems = [p for chunk in LedgerSheets().read("accounts", path, choices) for p in chunk.problems]
    assert [(p.code, p.values["columns"]) for p in problems] == [("marks_left_out", "C, D")]


def test_two_columns_of_names_are_no_table_of_marks(tmp_path: Path) -> None:
    path = table(tmp_path / "権限.csv", ("ID", "甲", "乙"), ["u1", "託送システム", "配電システム"])
    choices = Choices({"権限": SheetChoice(1, 1, {0: "account", 1: "system", 2: "system"})})
    with pytest.raises(UserError) as error:
        list(LedgerSheets().read("accounts", path, choices))
    assert error.value.code == "ledger_columns_double"


def test_a_mark_of_a_standard_must_name_its_right(tmp_path: Path) -> None:
    head = ("役職", "託送業務システム", "配電工事管理システム")
    path = table(tmp_path / "標準.csv", head, ["課長", "更新", "○"], ["主任", "参照", "参照"])
    records, problems, chunks = read(path, kind="role_standards")
    assert [(r.values["post"], r.values["role"]) for r in records] == [
        ("課長", "更新"),
        ("主任", "参照"),
        ("主任", "参照"),
    ]
    assert [p.value for p in problems if p.code == "marks_unknown"] == ["○"]
    assert counted(chunks) == (4, 3, 1, 0)


CELLS = st.sampled_from(("○", "◎", "△", "×", "－", "", "R/W", "参照", "有", "無", "1", "0", "要確認", "〃", " ", "✓"))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12))
def test_no_mark_is_lost_or_made_up(tmp_path: Path, marks: list[tuple[str, str, str]]) -> None:
    rows = [(f"u{n}", "大谷", *cells) for n, cells in enumerate([("○", "○", "○"), *marks])]
    choices = Choices({"権限": SheetChoice(1, 1, {0: "account", 1: "person", **dict.fromkeys((2, 3, 4), "system")})})
    chunks = list(LedgerSheets().read("accounts", table(tmp_path / "権限.csv", HEAD, *rows), choices))
    records = [record for chunk in chunks for record in chunk.records]
    reader = Marks()
    above = ["", "", ""]
    given_, unknown, empty = [], 0, 0
    for number, row in enumerate(rows, 2):
        above = [above[n] if text == "〃" else text for n, text in enumerate(row[2:])]
        meant = [reader.read(text.strip()) for text in above]
        given_ += [(number, "CDE"[n]) for n, each in enumerate(meant) if isinstance(each, Mark)]
        unknown += meant.count(True)
        empty += all(each is False for each in meant)
    assert [(r.row, r.raw[COLUMN]) for r in records] == given_
    assert counted(chunks) == (len(given_) + unknown + empty, len(given_), unknown, empty)


def test_what_is_chosen_is_read_the_same_again(tmp_path: Path) -> None:
    path = table(tmp_path / "権限.csv", HEAD, ["u1", "大谷", "○", "", "R"], ["u2", "平野", "", "○", ""])
    files = LedgerSheets()
    choices = chosen(files.look("accounts", path))
    first, again = ([r for chunk in files.read("accounts", path, choices) for r in chunk.records] for _ in range(2))
    assert first == again
