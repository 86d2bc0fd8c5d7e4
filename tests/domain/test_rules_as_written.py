"""The rules over ledgers as companies write them: shared office systems, yearly trainings, several people in a cell."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.grades import Role, Severity
from app.domain.rules.reading import people_in
from tests.domain.company_in_order import NW, RETAIL, Tables, account, by_role, changed, clean, judged, terminal

GRID = Role.GRID_OPERATOR


def with_system(**values: str) -> Tables:
    tables = changed("accounts", "T9", **account("T9", person="売田 三郎", emp_no="2002", company=RETAIL, role=""))
    tables["accounts"][-1]["system"] = "勤怠管理システム"
    if values:
        tables["systems"].append({"name": "勤怠管理システム", "owner_company": NW, "separation": "物理分割", **values})
    return tables


def test_an_office_system_that_both_sides_use_is_no_grid_system() -> None:
    both = f"{NW}、{RETAIL}"
    assert by_role(with_system(holds_entrants="無", user_companies=both), GRID, "R09") == []
    assert by_role(with_system(holds_entrants="無", user_companies="両社"), GRID, "R09") == []
    # Used by both is not enough, nor is that it holds nothing.
    assert by_role(with_system(holds_entrants="有", user_companies=both), GRID, "R09") == [("T9", "held")]
    assert by_role(with_system(holds_entrants="無", user_companies=NW), GRID, "R09") == [("T9", "held")]


def test_a_system_that_the_list_lacks_is_to_be_looked_at() -> None:
    (hit,) = (h for h in judged(with_system()) if h.rule == "R09")
    assert (hit.message, hit.severity, hit.partly) == ("held_unlisted", Severity.OBSERVATION, True)
    tables = with_system()
    tables["accounts"][-1] |= {"company": NW, "person": "山田 太郎", "emp_no": "1001", "approver": "山田 太郎"}
    (hit,) = (h for h in judged(tables) if h.rule == "R14" and h.subject == "T9")
    assert (hit.message, hit.severity, hit.partly) == ("holder", Severity.OBSERVATION, True)
    # One whose name says that it is the grid's needs no list.
    tables = with_system()
    tables["accounts"][-1]["system"] = "託送料金計算"
    (hit,) = (h for h in judged(tables) if h.rule == "R09")
    assert (hit.message, hit.severity) == ("held", Severity.SERIOUS)


def test_a_retailers_own_terminal_in_its_own_room_is_not_connected() -> None:
    own: dict[str, Any] = {
        "owner_company": RETAIL, "user_company": RETAIL, "place": "1階 営業室", "zone": "小売", "systems": "",
        "department": "営業部", "user": "鈴木 花子", "setup": "",
    }  # fmt: skip
    assert by_role(changed("terminals", "PC-9", **terminal("PC-9", **own)), GRID, "R01") == []
    for lent in ({"owner_company": NW}, {"systems": "託送業務システム"}, {"user": "山田 太郎", "user_company": NW}):
        tables = changed("terminals", "PC-9", **terminal("PC-9", **{**own, **lent}))
        assert by_role(tables, GRID, "R01") == [("PC-9", "retail_zone")], lent


def test_a_yearly_training_tells_nothing_of_the_first() -> None:
    tables = changed("accounts", "T9", **account("T9", person="人 1", emp_no="9001", granted="2024-04-01"))
    tables["people"] += [
        {"emp_no": f"9{n:03}", "person": f"人 {n}", "company": NW, "department": "配電部", "trained": "2026-05-10"}
        for n in range(1, 41)
    ]
    for person in tables["people"]:
        person["pledged"] = "2024-03-01"
    assert by_role(tables, GRID, "R30") == []
    # Nobody else went this year: it was the first time.
    for person in tables["people"][-39:]:
        person["trained"] = "2024-03-01"
    assert by_role(tables, GRID, "R30") == [("T9", "late_trained")]


@pytest.mark.parametrize(
    ("name", "department", "message"),
    [
        ("配電部 配電運用課", "配電部 配電運用課", "section_name"),
        ("系統運用部 系統課", "", "section_name"),
        ("当直", "", "shared_name"),
        ("運用当番", "", "shared_name"),
        ("予備", "", "shared_name"),
        ("TEST 01", "", "shared_name"),
        ("Testa Maria", "", ""),
        ("阿部 太郎", "", ""),
        ("直江 兼続", "", ""),
        ("服部 室", "", ""),
    ],
)
def test_what_stands_for_a_person_may_be_a_section(name: str, department: str, message: str) -> None:
    row = account("T9", person=name, department=department or "配電部 配電運用課")
    found = by_role(changed("accounts", "T9", **row), GRID, "R10")
    assert found == ([("T9", message)] if message else [])


def test_each_of_several_people_in_a_cell_is_looked_up() -> None:
    assert people_in("石黒 一郎（021000） 乙 二(2)") == (("石黒 一郎", "021000"), ("乙 二", "2"))
    assert people_in("山田 太郎、鈴木 花子") == (("山田 太郎", ""), ("鈴木 花子", ""))
    assert people_in("渡辺(旧姓 田中)") == (("渡辺(旧姓 田中)", ""),)
    for written in ("山田 太郎、鈴木 花子", "山田 太郎(1001) 鈴木 花子(2001)", "山田 太郎(1001)、鈴木 花子"):
        tables = clean()
        tables["sites"][0]["shared"] = "共用"
        tables["rooms"][0] |= {"person": written, "emp_no": "", "company": ""}
        assert [key for key, _ in by_role(tables, GRID, "R25")] == ["2階 配電執務室"], written


def test_a_closed_exception_is_not_used_by_the_account_that_was_there_before() -> None:
    def used(**values: str) -> list[tuple[str, str]]:
        tables = changed("accounts", "T9", **account("T9", person="山田 太郎", emp_no="1001", last_login="2026-10-20"))
        tables["exceptions"].append(
            {
                "number": "E-9", "account": "T9", "purpose": "移行", "approver": "承認 花子", "starts": "2026-04-01",
                "ends": "2026-06-30", "closed": "2026-06-30", "status": "終了", "reviewed": "2026-10-25", **values,
            }
        )  # fmt: skip
        return [hit for hit in by_role(tables, GRID, "R28") if hit[0] == "E-9"]

    assert used() == []
    assert used(closed="", status="") == [("E-9", "used_after")]
    # The account was made for the exception.
    assert used(starts="2024-04-01") == [("E-9", "used_after")]


@pytest.mark.parametrize(("granted", "starts"), [("", "2026-04-01"), ("2024-04-01", "")])
def test_without_the_day_of_granting_a_use_after_the_end_is_for_people_to_check(granted: str, starts: str) -> None:
    tables = changed(
        "accounts", "T9", **account("T9", person="山田 太郎", emp_no="1001", last_login="2026-10-20", granted=granted)
    )
    tables["exceptions"].append(
        {
            "number": "E-9", "account": "T9", "purpose": "移行", "approver": "承認 花子", "starts": starts,
            "ends": "2026-06-30", "closed": "2026-06-30", "status": "終了", "reviewed": "2026-10-25",
        }
    )  # fmt: skip
    (hit,) = (h for h in judged(tables) if h.rule == "R28")
    assert (hit.message, hit.severity, hit.values["perhaps"]) == (
        "perhaps_used_after", Severity.OBSERVATION, "2026-10-20",
    )  # fmt: skip
    assert [row.key for row in hit.rows] == ["E-9", "T9"]


def test_among_few_people_a_day_of_the_last_year_does_not_prove_that_the_training_came_late() -> None:
    tables = changed("people", "1001", trained="2026-05-10")
    found = [h for h in judged(tables) if h.rule == "R30" and h.subject == "T1001"]
    assert [(h.message, h.severity) for h in found] == [("repeated_trained", Severity.OBSERVATION)]
    # Of a newcomer, and of a day that is no yearly one, it does.
    for late in ({"started": "2026-04-01"}, {"trained": "2025-05-10"}):
        tables = changed("people", "1001", **{"trained": "2026-05-10", **late})
        tables["accounts"] = [
            account("N1", person="山田 太郎", emp_no="1001", granted=late.get("started", "2024-04-01"))
        ]
        found = [h for h in judged(tables) if h.rule == "R30"]
        assert [(h.message, h.severity) for h in found] == [("late_trained", Severity.SERIOUS)]
