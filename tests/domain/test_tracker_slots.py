"""Which measure a row is that was written into an empty one of a list."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.tracker_slots import Known, Met, Written, base, copies, met


def row(measure: str, department: str = "", owner: str = "", item: str = "A4-4") -> Written:
    return Written(item, {"measure": measure, "department": department, "owner": owner})


def known(identity: str, *versions: Written) -> Known:
    return Known(identity, versions, versions[-1])


@pytest.mark.parametrize(
    ("came", "wanted"),
    [
        (row("研修を行う"), Met("a", sure=True)),
        (row("研修を行う", "配電部"), Met("a", sure=True)),
        (row("研修を行ふ"), Met("a", sure=False)),
        (row("施錠する"), None),
        (row("研修を行う", item="A4-2"), None),
        (row(""), None),
    ],
)
def test_a_row_that_comes_again_is_what_it_became(came: Written, wanted: Met | None) -> None:
    assert met({4: came}, [known("a", row("研修を行う"))]) == ({4: wanted} if wanted else {})


def test_who_it_is_of_tells_sections_apart() -> None:
    east = known("east", row("全員に研修を行う", "東支社"))
    assert met({4: row("全員に研修を行う", "西支社")}, [east]) == {}
    assert met({4: row("全員に研集を行う", "東支社")}, [east]) == {4: Met("east", sure=True)}
    assert (
        met({4: row("全員に研修を行う", owner="東 一郎")}, [known("a", row("全員に研修を行う", owner="西 三郎"))]) == {}
    )


def test_what_it_said_before_and_says_now_count() -> None:
    moved = Known("a", (row("研修を行ふ", "配電部"),), row("研修を行う", "総務部"))
    for came in (row("研修を行ふ", "配電部"), row("研修を行う", "総務部")):
        assert met({4: came}, [moved]) == {4: Met("a", sure=True)}


def test_two_rows_are_two_measures_and_the_nearer_one_is_met() -> None:
    there = [known("a", row("全員に研修を行う", "東支社")), known("b", row("全員に研修を行う", "西支社"))]
    rows = {4: row("全員に研修を行う", "西支社"), 5: row("全員に研修を行う", "東支社")}
    assert met(rows, there) == {4: Met("b", sure=True), 5: Met("a", sure=True)}
    assert met({4: row("鍵"), 5: row("鍵")}, [known("a", row("鍵"))]) == {4: Met("a", sure=True)}


_ROWS = st.builds(row, st.sampled_from(["", "研修を行う", "研修を行ふ", "施錠する"]), st.sampled_from(["", "東", "西"]))


@given(st.lists(_ROWS, max_size=4))
def test_the_same_workbook_again_meets_every_measure_that_it_made(rows: list[Written]) -> None:
    made = [known(str(n), each) for n, each in enumerate(rows) if each.values["measure"]]
    found = met({n: each for n, each in enumerate(rows) if each.values["measure"]}, made)
    assert sorted(one.identity for one in found.values()) == sorted(each.identity for each in made)
    assert all(one.sure for one in found.values())


def test_every_row_has_ids_of_its_own() -> None:
    ids = [*islice(copies("key", "new-01"), 3), *islice(copies("key", "new-02"), 3), next(copies("other", "new-01"))]
    assert len(set(ids)) == 7
    assert list(islice(copies("key", "new-01"), 3)) == ids[:3]
    assert {len(each) for each in ids} == {32}


def test_a_field_is_compared_with_what_a_list_brought() -> None:
    brought = [row("一"), row("二")]
    assert base("measure", "", "三", "二", brought) == "二", "taken: what stands is what a list brought"
    assert base("measure", "", "二", "一", brought) == "一", "taken again once it was undone"
    assert base("measure", "", "二", "手", brought) == "二", "nothing new against what was written by hand"
    assert base("measure", "", "三", "手", brought) == "二", "a conflict"
    assert base("due", None, "2027-01-01", None, brought) is None
