"""A file that has no column for what an earlier one told: another list of the same things, or a newer version of it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.services import findings, ledger_editing, ledger_undoing, ledgers
from app.services.ledgers import ImportResult
from app.services.ports import Desk

HEAD = ("社員番号", "氏名", "会社", "所属", "発令日", "退職日")
STAFF = [
    ("000101", "佐藤 健", "東湾送配電株式会社", "配電課", "2026-07-01", ""),
    ("000102", "鈴木 修", "東湾送配電株式会社", "配電課", "2023-04-01", "2026-03-31"),
    ("000103", "高橋 実", "東湾電力株式会社", "営業課", "2022-04-01", ""),
]
TRAINED = [("000101", "佐藤 健", "2026-06-20", "2026-06-21"), ("000103", "高橋 実", "2026-06-22", "2026-06-23")]
TRAINING = ("社員番号", "氏名", "研修受講日", "誓約日")


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    return file(tmp_path / "人事.csv", HEAD, STAFF)


@pytest.fixture
def training(tmp_path: Path) -> Path:
    return file(tmp_path / "研修.csv", TRAINING, TRAINED)


def file(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    path.write_text("\n".join(",".join(cells) for cells in (head, *rows)), "utf-8")
    return path


def bring(desk: Desk, path: Path, replaces: frozenset[int] | None = None) -> ImportResult:
    choices = ledgers.proposed(ledgers.look(desk, "people", path))
    return ledgers.import_batch(desk, "people", path, replace(choices, replaces=replaces))


def values(desk: Desk) -> dict[str, dict[str, str]]:
    with desk.file.read() as work:
        return {record.key: dict(record.values) for record in work.ledgers.present("people")}


def test_another_list_of_the_same_people_takes_nothing_away(desk: Desk, staff: Path, training: Path) -> None:
    bring(desk, staff)
    before = values(desk)
    result = bring(desk, training)
    assert (result.rows.changed, result.rows.gone, result.parts.doubtful) == (2, 0, True)
    assert result.kept_fields == {"company": 2, "department": 2, "appointed": 2}
    after = values(desk)
    for key, told in before.items():
        assert told.items() <= after[key].items()
    assert (after["000101"]["trained"], after["000103"]["pledged"]) == ("2026-06-20", "2026-06-23")
    # The same again changes nothing, and neither does the list of staff: it has no column for the training.
    assert (bring(desk, training).rows.changed, values(desk)) == (0, after)
    again = bring(desk, staff)
    assert (again.rows.changed, again.rows.gone, values(desk)) == (0, 0, after)
    assert again.kept_fields == {"trained": 2, "pledged": 2}


def test_in_the_other_order_the_training_stays(desk: Desk, staff: Path, training: Path) -> None:
    bring(desk, training)
    result = bring(desk, staff)
    assert (result.rows.added, result.rows.changed, result.kept_fields) == (1, 2, {"trained": 2, "pledged": 2})
    assert values(desk)["000101"]["trained"] == "2026-06-20"


def test_columns_that_a_later_file_lacks_are_known_to_the_rules(desk: Desk, staff: Path, training: Path) -> None:
    bring(desk, staff)
    bring(desk, file(training.with_name("全員.csv"), TRAINING, [*TRAINED, ("000102", "鈴木 修", "", "")]))
    with desk.file.read() as work:
        # Nobody's day of leaving is on record any more under the file that told it, but there was a column for it.
        assert {"company", "department", "left", "trained"} <= work.ledgers.fields("people")
    lacking = {field for each in findings.rules_not_run(desk) for field in each.fields}
    assert "department" not in lacking


def test_taken_back_everything_is_as_before(desk: Desk, staff: Path, training: Path) -> None:
    bring(desk, staff)
    before = values(desk)
    made = bring(desk, training)
    ledger_undoing.undo_import(desk, made.batch, "誤り")
    assert values(desk) == before


def test_what_hands_gave_stays_where_the_file_says_nothing_of_it(desk: Desk, staff: Path, training: Path) -> None:
    bring(desk, staff)
    ledger_editing.edit_record(desk, "people", "000101", {"department": "系統課"})
    result = bring(desk, training)
    assert "hand_lost" not in {problem.code for problem in result.problems}
    assert values(desk)["000101"]["department"] == "系統課"
    with desk.file.read() as work:
        assert [c.after for c in work.hands.corrections("people")] == ["系統課"]
    # The list of staff says what it said before: what hands gave holds.
    bring(desk, staff)
    assert values(desk)["000101"]["department"] == "系統課"


def test_one_column_less_is_a_newer_version(desk: Desk, staff: Path) -> None:
    bring(desk, staff)
    rows = [(*row[:4], row[5]) for row in STAFF[:2]]
    result = bring(desk, file(staff.with_name("新.csv"), (*HEAD[:4], HEAD[5]), rows))
    assert (result.parts.replaced, result.rows.gone, result.kept_fields) == ((1,), 1, {"appointed": 2})
    # Said to be the newer version, another list is one: what it lacks is gone, what it does not speak of stays.
    fewer = file(staff.with_name("研修2.csv"), TRAINING, TRAINED[:1])
    said = bring(desk, fewer, frozenset({1}))
    assert (said.rows.gone, set(values(desk))) == (1, {"000101"})
    assert values(desk)["000101"]["department"] == "配電課"


def test_both_days_of_a_period_in_one_cell_have_a_column(desk: Desk, tmp_path: Path) -> None:
    """The end of the second contract was left open: nothing is kept of the end that an earlier file told."""
    first = file(
        tmp_path / "前.csv",
        ("委託先名", "業務内容", "契約開始日", "契約満了日"),
        [
            ("甲工業株式会社", "検針", "2024-04-01", "2025-03-31"),
            ("乙電工株式会社", "保守", "2024-04-01", "2025-03-31"),
        ],
    )
    later = file(
        tmp_path / "今.csv",
        ("委託先名", "業務内容", "履行期間"),
        [("甲工業", "検針", "R7.4.1～R9.3.31"), ("乙電工", "保守", "R7.4.1～")],
    )
    ledgers.import_batch(desk, "contractors", first)
    result = ledgers.import_batch(desk, "contractors", later)
    assert (result.rows.changed, result.kept_fields) == (2, {})
    with desk.file.read() as work:
        ends = {record.key: record.values.get("contract_end", "") for record in work.ledgers.present("contractors")}
    assert set(ends.values()) == {"2027-03-31", ""}
