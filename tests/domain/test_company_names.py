"""The companies that a cell names, whatever else stands in it."""

from __future__ import annotations

import pytest

from app.domain.rules.sides import companies_in


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("東湾電力㈱の子会社", ("東湾電力(株)",)),
        ("東湾電力の100%出資の連結子会社", ("東湾電力",)),
        ("あ" * 200 + "電力の関連会社、西湾商事", ("あ" * 200 + "電力", "西湾商事")),
        ("子会社", ("子会社",)),
        ("", ()),
    ],
)
def test_a_tie_is_no_part_of_a_name(text: str, companies: tuple[str, ...]) -> None:
    assert companies_in(text) == companies
