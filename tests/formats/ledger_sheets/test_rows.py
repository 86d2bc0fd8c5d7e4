"""Rows that are sums, and rows that only look like one."""

from __future__ import annotations

import pytest

from app.formats.ledger_sheets.rows import is_example, is_sum, may_be_sum


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        (["合計", "22台", "", ""], "22台"),
        (["合計", "22", "", ""], "22"),
        (["", "計 22台", "", ""], "計 22台"),
        (["", "以上22台", "", ""], "以上22台"),
        (["", "", "", "以上、22台"], ""),
        (["使用中", "2", "予備", "1", "計", "3"], "2"),
        (["北営業所計", "5", "", "", "", ""], "5"),
        (["北営業所", "小 計", "", "2台"], "小 計"),
        (["", "", "", "Total: 22"], ""),
        (["合計(予備機を含む)", "", "3台"], "合計(予備機を含む)"),
        (["", "22台", "うち予備3台"], "22台"),
        (["総　計", "120.0", "", "35", ""], "120.0"),
        (["北営業所", "", "計", "", "7", "", "8"], ""),
        (["確認 計", "1台", "", ""], "確認 計"),
        (["北支店 計", "12", "", "3"], "北支店 計"),
        (["貸与端末 合計", "", "", "3"], "貸与端末 合計"),
        (["青葉コール 小計", "4名", "", ""], "青葉コール 小計"),
        (["確認計", "", "5", "6"], "確認計"),
    ],
)
def test_a_sum_is_seen_in_any_column(cells: list[str], key: str) -> None:
    assert may_be_sum(cells, key) or not key.endswith("計")
    assert is_sum(cells, key)


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        (["1", "PC-1", "TD", "a", "会計課", "会計課へ貸与"], "PC-1"),
        (["2", "PC-2", "b", "会計"], "PC-2"),
        (["PC-1", "合計"], "PC-1"),
        (["計", "1003", "TD", "太郎"], "1003"),
        (["1003", "TD", "太郎", "計"], "1003"),
        (["", "SN-1", "計", "太郎"], "SN-1"),
        (["1", "1003", "TD", "統計係"], "1003"),
        (["1001", "合計3台のうち1台"], "1001"),
        (["1001", "設計課"], "1001"),
        (["1001", "経理部会計"], "1001"),
        (["1001", "5"], "1001"),
        (["1001", "", ""], "1001"),
        (["ALPHA", "計", "太郎"], "ALPHA"),
        (["会計", "", "TD", "", ""], ""),
        (["", "22台", "TD", "太郎", "会計課"], "22台"),
        (["温度計", "SN-1", "2階", "使用中"], "温度計"),
        (["温度 計", "SN-1", "", ""], "温度 計"),
        (["温度計", "", "", ""], "温度計"),
    ],
)
def test_a_terminal_is_never_taken_for_a_sum(cells: list[str], key: str) -> None:
    assert not is_sum(cells, key)


@pytest.mark.parametrize(
    "text",
    ["(例)PC-9999", "【例】PC-1", "(例1)", "(記入例)1", "記入例", "記載例:", "例:PC-1", "例", "[例] A"],
)
def test_an_example_says_so(text: str) -> None:
    assert is_example(text, "")
    assert is_example("", text)


@pytest.mark.parametrize("text", ["例外-01", "例外01", "例規-3", "例-01", "例 太郎", "例外", "例年", "判例"])
def test_a_key_that_begins_like_an_example_is_none(text: str) -> None:
    assert not is_example(text, text)
