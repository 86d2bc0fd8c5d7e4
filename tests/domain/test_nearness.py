"""Which rows of 図表2 stand nearest to a case, and what is said to be shared and to differ."""

import dataclasses

import pytest

from app.domain.nearness import Near, nearest
from tests.desk import bundled_catalogue

ROWS = bundled_catalogue().dispositions
SIDES = ("grid",)


def near(*yes: str, no: tuple[str, ...] = (), leaks: tuple[str, ...] = ()) -> tuple[Near, ...]:
    return nearest(ROWS, yes, no, leaks, SIDES)


def test_nothing_recorded_is_near_to_nothing() -> None:
    assert near() == ()
    assert near(no=("sales",)) == ()


def test_the_row_that_shares_most_stands_first_and_tells_what_differs() -> None:
    first = near("terminals-placed", "gross-negligence", "customer-handling")[0]
    assert first.row.id == "tohoku-td"
    assert first.shared == ("terminals-placed", "gross-negligence")
    assert first.only_here == ("customer-handling",)
    assert not first.other_side


def test_what_the_row_says_was_not_found_is_told_either_way() -> None:
    (retail,) = [n for n in near("customer-handling", "many", "sales") if n.row.id == "chubu-retail"]
    assert retail.denied_there == ("sales",)
    assert retail.other_side
    (same,) = [n for n in near("customer-handling", "many", no=("sales",)) if n.row.id == "chubu-retail"]
    assert (same.denied_there, same.neither) == ((), ("sales",))


def test_what_was_established_not_to_be_so_is_no_longer_open() -> None:
    (chugoku,) = [n for n in near("their-rooms", no=("mask",)) if n.row.id == "chugoku-td"]
    assert chugoku.not_here == ("mask",)
    assert "mask" not in chugoku.open_here
    assert "no-problem-answer" in chugoku.open_here


def test_a_type_of_leak_alone_makes_a_row_near() -> None:
    rows = near(leaks=("3-2",))
    assert {n.row.id for n in rows} == {"kyushu-td", "tohoku-td"}
    assert all(n.leaks == ("3-2",) for n in rows)


def test_there_is_no_score() -> None:
    kinds = {f.name: f.type for f in dataclasses.fields(Near)}
    assert not {name for name, kind in kinds.items() if kind in ("int", "float")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_row_has_facts_to_be_compared_by(row: object) -> None:
    facts = {f.id for f in bundled_catalogue().case_facts}
    for reason in row.reasons:  # type: ignore[attr-defined]
        assert reason.facts
        assert set(reason.facts) | set(reason.denied) <= facts
        assert not set(reason.facts) & set(reason.denied)
