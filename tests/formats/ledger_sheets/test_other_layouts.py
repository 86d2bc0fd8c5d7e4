"""Layouts that are not read are called by their name, and ledgers are not taken for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.formats.ledger_sheets import LedgerSheets
from tests.formats.workbook.books import xlsx

TRANSPOSED = [
    ["システム概要一覧"],
    ["システム名", "託送業務システム", "営業料金システム"],
    ["所管会社", "東湾送配電株式会社", "東湾電力株式会社"],
    ["非公開情報の有無", "有", "無"],
    ["分離区分", "論理分割", "物理分割"],
    ["最終改修日", "2025-09-01", "2025-09-01"],
]
MATRIX = [
    ["アクセス権限 標準表"],
    ["システム", "権限", "配電部 配電運用課", "系統運用部 系統課"],
    ["託送業務システム", "参照", "○", "○"],
    ["託送業務システム", "配電部門画面", "○", "×"],
]


@pytest.mark.parametrize(
    ("kind", "rows", "reason"),
    [
        ("systems", TRANSPOSED, "sheet_transposed"),
        ("systems", [[None, *row] for row in TRANSPOSED[1:]], "sheet_transposed"),
        ("role_standards", MATRIX, "sheet_matrix"),
        # One system alone is a card, and marks without a key are anything.
        ("role_standards", [["項目", "甲", "乙"], ["あ", "○", "×"], ["い", "○", "×"]], "header_unknown"),
        ("systems", [["月", "売上", "利益"], ["4月", "100", "3"]], "header_unknown"),
    ],
)
def test_the_layout_is_named(kind: str, rows: list[list[object]], reason: str, tmp_path: Path) -> None:
    (sheet,) = LedgerSheets().look(kind, xlsx(tmp_path / "a.xlsx", rows)).sheets
    assert (sheet.ledger, sheet.reason) == (False, reason)


def test_a_list_of_standards_with_marks_is_read(tmp_path: Path) -> None:
    rows = [
        ["システム", "権限", "所属", "可否"],
        ["託送業務システム", "参照", "配電課", "○"],
        ["CTI", "参照", "営業課", "×"],
    ]
    assert LedgerSheets().look("role_standards", xlsx(tmp_path / "a.xlsx", rows)).sheets[0].ledger
