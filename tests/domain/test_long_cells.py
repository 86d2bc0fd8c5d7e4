"""Cells as long as a spreadsheet program lets them be, of which one may stand in every row, are soon looked through."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from app.domain.rules import both_sides, holders
from app.domain.rules.sides import companies_in

LONGEST = 32_767


@pytest.mark.parametrize(
    "looked", [companies_in, holders.several_people, holders.may_be_several, both_sides._FLOOR.search]
)
@pytest.mark.parametrize("unit", ["1", " ", "1 "])
def test_a_cell_full_of_figures_or_blanks(looked: Callable[[str], object], unit: str) -> None:
    begin = time.process_time()
    looked(unit * (LONGEST // len(unit)) + "x")
    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("本店ビル 3階", "本店ビル"),
        ("本店ビル 地下12F 東", "本店ビル"),
        ("本店ビル1号館10階", "本店ビル1号館"),
        ("3階", ""),
        ("第2ビル", "第2ビル"),
    ],
)
def test_a_building_is_told_without_its_floor(text: str, name: str) -> None:
    assert both_sides._FLOOR.sub("", text) == name


@pytest.mark.parametrize("text", ["営業 10 名", "他 2 名", "５名", "佐藤外1人"])
def test_a_number_of_people_is_no_person(text: str) -> None:
    assert holders.may_be_several(text)
