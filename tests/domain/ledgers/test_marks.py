"""Marks of a table of rights: given, named, none, or told as not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledgers.marks import Mark, Marks, is_level, legend_of


@pytest.mark.parametrize(
    "text", ["○", "◯", "〇", "●", "有", "あり", "1", "１", "レ", "✓", "☑", "済", "可", "利用", "TRUE"]
)
def test_a_plain_mark_gives_a_right(text: str) -> None:
    assert Marks().read(text) == Mark()


@pytest.mark.parametrize("text", ["", "×", "✕", "－", "-", "―", "無", "なし", "不要", "不可", "0", "否", "未", "/"])
def test_these_give_none(text: str) -> None:
    assert Marks().read(text) is False


@pytest.mark.parametrize(
    "text", ["R", "W", "RW", "R/W", "Ｒ／Ｗ", "参照", "更新", "参照・更新", "閲覧のみ", "管理者", "read only"]
)
def test_a_level_is_kept(text: str) -> None:
    read = Marks().read(text)
    assert isinstance(read, Mark)
    assert read.level
    assert read.clear


@pytest.mark.parametrize("text", ["◎", "△", "▲"])
def test_how_far_a_graded_mark_goes_is_open(text: str) -> None:
    assert Marks().read(text) == Mark(clear=False)


@pytest.mark.parametrize("text", ["要確認", "A", "2", "x", "申請中", "■", "2024-04-01", "託送業務システム"])
def test_what_is_no_mark_is_told(text: str) -> None:
    assert Marks().read(text) is True


def test_a_legend_says_what_signs_mean() -> None:
    marks = Marks(
        legend_of([["権限管理表"], ["", "凡例：◎＝更新、○＝参照、△＝一部、A：管理者、×＝権限なし、－：対象外"]])
    )
    assert marks.legend == {
        "◎": "更新", "○": "参照", "△": "一部", "a": "管理者", "×": "権限なし", "-": "対象外"
    }  # fmt: skip
    assert [marks.read(t) for t in ("◎", "〇", "△", "A")] == [Mark("更新"), Mark("参照"), Mark("一部"), Mark("管理者")]
    assert [marks.read(t) for t in ("×", "－")] == [False, False]


def test_a_legend_of_cells_side_by_side() -> None:
    assert legend_of([["凡例", "○", "参照のみ", "●", "更新可"]]) == {"○": "参照のみ", "●": "更新可"}
    assert Marks({"○": "権限あり"}).read("○") == Mark()


@pytest.mark.parametrize(
    "cells",
    [["○"], ["u1", "○", "", "×"], ["備考: A=東京"], ["電話: 03-0000"], ["※ ○は必須項目: 必ず記入"], ["時間 9:00 1:30"]],
)
def test_other_lines_are_no_legend(cells: list[str]) -> None:
    assert legend_of([cells]) == {}


@given(st.text(max_size=40), st.dictionaries(st.text(max_size=3), st.text(max_size=10), max_size=4))
def test_any_text_is_read_as_one_of_three(text: str, legend: dict[str, str]) -> None:
    read = Marks(legend).read(text)
    assert read is True or read is False or isinstance(read, Mark)


@given(st.lists(st.lists(st.text(max_size=30), max_size=14), max_size=5))
def test_any_lines_are_looked_through_for_a_legend(lines: list[list[str]]) -> None:
    assert all(isinstance(said, str) for said in legend_of(lines).values())


def test_a_long_text_is_no_level() -> None:
    assert not is_level("参照" * 5_000)
    assert Marks().read("参照" * 5_000) is True
