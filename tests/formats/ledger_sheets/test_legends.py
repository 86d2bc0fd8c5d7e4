"""Signs below 状態: what the legend of the sheet says of them, and what is told where it has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.i18n import gettext
from app.services.ledger_problems import sentence
from tests.formats.ledger_sheets.reading import read
from tests.formats.workbook.books import xlsx

TERMINALS = ["管理番号", "機種名", "設置場所", "シリアル番号", "状態"]


def terminals(*signs: str) -> list[list[str]]:
    return [[f"Q-{n}", "LB", "3F", f"SN{n}", sign] for n, sign in enumerate(signs, 1)]


@pytest.mark.parametrize(
    "legend",
    [
        ["○：使用中　△：予備　×：返却済"],
        ["凡例", "○", "使用中", "△", "予備", "×", "返却済"],
        ["○=使用中", "△=予備", "×=返却済"],
        ["状態 ◯:使用中、△:予備、✕:返却済 (令和8年10月)"],
    ],
)
def test_signs_are_read_as_the_legend_says(tmp_path: Path, legend: list[str]) -> None:
    rows = [["端末台帳"], legend, [], TERMINALS, *terminals("○", "△", "×", "〃")]
    records, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [r.values["status"] for r in records] == ["使用中", "予備", "返却済", "返却済"]
    assert [r.raw["status"] for r in records[:3]] == ["○", "△", "×"]
    assert [(p.code, p.row, p.column) for p in problems] == [("signs_legend", 4, "状態")]
    assert "凡例のとおりに読み取りました(○ = 使用中, △ = 予備, × = 返却済)" in sentence(problems[0], gettext)


def test_a_meaning_that_is_no_known_state_is_told_and_not_the_sign(tmp_path: Path) -> None:
    rows = [["○:使用中 △:予備 ×:本店預け"], TERMINALS, *terminals("○", "×")]
    records, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [r.values["status"] for r in records] == ["使用中", "本店預け"]
    assert [(p.code, p.value) for p in problems] == [("state_unknown", "×"), ("signs_legend", "")]


@pytest.mark.parametrize("legend", ["端末台帳", "誓約書 ○:提出済 ×:未提出", "○:有 ×:無", "○:使用中"])
def test_a_cross_without_a_legend_of_states_is_told(tmp_path: Path, legend: str) -> None:
    rows = [[legend], TERMINALS, *terminals("○", "×", "×", "未使用")]
    records, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [r.values["status"] for r in records] == ["使用中", "未使用", "未使用", "未使用"]
    assert [(p.code, p.row, p.values["read"]) for p in problems] == [("state_sign_guessed", 4, "未使用")]


def test_a_legend_that_no_cell_needs_is_not_told(tmp_path: Path) -> None:
    rows = [["○:使用中 △:予備 ×:返却済"], TERMINALS, *terminals("使用中", "返却済")]
    _, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows))
    assert problems == []


def test_the_states_of_accounts_have_legends_too(tmp_path: Path) -> None:
    rows = [
        ["○:有効 △:ロック ×:削除"],
        ["ID", "氏名", "システム", "権限", "状態"],
        *[[f"u{n}", "甲 一", "託送業務システム", "参照", sign] for n, sign in enumerate("○△×")],
    ]
    records, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows), kind="accounts")
    assert [r.values["status"] for r in records] == ["有効", "ロック", "削除"]
    assert [p.code for p in problems] == ["signs_legend"]
