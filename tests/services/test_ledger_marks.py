"""Marks in tables of rights: asked about, said, and known the next time."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import UserError
from app.services import ledger_marks, ledgers
from app.services.ledger_ports import Choices
from app.services.ports import Desk, LedgerQuery

HEAD = "社員番号,氏名,ユーザーID,託送業務システム,配電工事管理システム"
ROWS = ("100,大谷 修,u1,◎,参", "200,平野 博,u2,○,参", "300,千葉 実,u3,◎,他")


def csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def said(desk: Desk, path: Path, **marks: str) -> Choices:
    choices = ledgers.chosen_before(ledgers.look(desk, "accounts", path))
    return replace(choices, marks=ledger_marks.with_said(choices.marks, marks.items()))


def stored(desk: Desk) -> list[tuple[str, str, str]]:
    records = [r.record for r in ledgers.rows(desk, ledgers.row_ids(desk, "accounts", LedgerQuery()))]
    return sorted((r.values["account"], r.values["system"], r.values.get("role", "")) for r in records)


def test_what_is_no_known_mark_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path / "権限管理表.csv", HEAD, *ROWS)
    result = ledgers.import_batch(desk, "accounts", path, dry_run=True)
    told = {m.mark: (m.cells, m.meant, m.levels, m.bare) for m in result.marks}
    assert told == {"◎": (2, None, True, True), "参": (2, None, True, True), "他": (1, None, True, True)}
    assert result.marks[0].examples == (
        ("権限管理表", 2, "託送業務システム"), ("権限管理表", 4, "託送業務システム"),
    )  # fmt: skip
    assert result.rows.rejected == 3


def test_what_was_said_is_taken_and_known_the_next_time(desk: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path / "権限管理表.csv", HEAD, *ROWS)
    result = ledgers.import_batch(desk, "accounts", path, said(desk, path, **{"◎": "更新", "参": "参照", "他": ""}))
    assert stored(desk) == [
        ("u1", "託送業務システム", "更新"), ("u1", "配電工事管理システム", "参照"), ("u2", "託送業務システム", ""),
        ("u2", "配電工事管理システム", "参照"), ("u3", "託送業務システム", "更新"),
    ]  # fmt: skip
    assert [(p.code, p.value) for p in result.problems] == [("marks_read", ""), ("marks_left", "他")]
    assert {m.mark: m.meant for m in result.marks} == {"◎": "更新", "参": "参照", "他": ""}
    # The next table of the same sender has a system more: what the marks mean is known.
    wider = csv(tmp_path / "次.csv", f"{HEAD},設備台帳システム", *(f"{row},◎" for row in ROWS))
    look = ledgers.look(desk, "accounts", wider)
    assert ledgers.chosen_before(look).marks == {"◎": "更新", "参": "参照", "他": ""}
    again = ledgers.import_batch(desk, "accounts", wider)
    assert (again.rows.unchanged, again.rows.added, again.rows.gone) == (5, 3, 0)
    # Another sender's table is asked about anew, and a legend of its own goes before what was said.
    other = csv(tmp_path / "別.csv", HEAD.replace("氏名", "使用者氏名"), *ROWS)
    assert ledgers.chosen_before(ledgers.look(desk, "accounts", other)).marks == {}
    legend = csv(tmp_path / "権限表.csv", "凡例:,◎,承認", HEAD, *ROWS)
    assert ledgers.chosen_before(ledgers.look(desk, "accounts", legend)).marks == {"参": "参照", "他": ""}


@pytest.mark.parametrize(("meant", "roles"), [("可", ["", ""]), ("yes", ["", ""]), ("なし", []), ("no", []), ("", [])])
def test_a_mark_may_give_a_right_or_none(desk: Desk, tmp_path: Path, meant: str, roles: list[str]) -> None:
    path = csv(tmp_path / "権限管理表.csv", HEAD, *ROWS)
    choices = said(desk, path, **{"◎": meant, "参": "参照"})
    result = ledgers.import_batch(desk, "accounts", path, choices)
    assert [role for _a, system, role in stored(desk) if system == "託送業務システム"] == [*roles, ""]
    assert result.rows.rejected == (3 if meant == "" else 1)
    assert "marks_unclear" not in {p.code for p in result.problems}


def test_signs_of_the_office_alone_make_a_table_under_names_of_systems(desk: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path / "権限管理表.csv", HEAD, "100,大谷 修,u1,参,更", "200,平野 博,u2,更,参", "300,千葉 実,u3,参,")
    columns = ledgers.look(desk, "accounts", path).sheets[0].columns
    assert [c.field for c in columns[3:]] == ["system", "system"]
    result = ledgers.import_batch(desk, "accounts", path, said(desk, path, 参="参照", 更="更新"))
    assert len(stored(desk)) == 5
    assert [p.code for p in result.problems] == ["marks_read"]


def test_what_was_said_goes_before_the_legend(desk: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path / "権限管理表.csv", "凡例:,◎,承認", HEAD, *ROWS)
    ledgers.import_batch(desk, "accounts", path, said(desk, path, **{"◎": "更新", "参": "参照"}))
    assert {role for _a, _s, role in stored(desk)} == {"更新", "参照", ""}


def test_a_slip_of_the_hand_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path / "権限管理表.csv", HEAD, *ROWS)
    marks = ledgers.import_batch(desk, "accounts", path, dry_run=True).marks
    with pytest.raises(UserError) as error:
        ledger_marks.require_met(path.name, [("◆", "更新")], marks)
    assert (error.value.code, error.value.values["marks"]) == ("ledger_mark_unknown", ["◎", "参", "他"])
