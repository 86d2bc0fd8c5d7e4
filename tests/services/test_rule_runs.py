"""Rules look up in other ledgers what stands there after an import, in whatever order the ledgers come."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from app.domain.findings import Source
from app.services import findings, ledgers
from app.services.ports import Desk
from tests.formats.workbook.books import xlsx

TABLES = {
    "accounts": [
        ["利用者ID", "システム名", "氏名", "社員番号", "所属会社", "所属", "権限", "付与日", "最終ログイン", "状態"],
        ["A1", "託送", "青木 明", "1001", "東湾送配電", "総務部", "更新", "2026/9/1", "2026/10/1", "有効"],
    ],
    "role_standards": [["システム名", "権限名", "対象部署", "可否"], ["託送", "更新", "託送部", "○"]],
    "terminals": [
        ["管理番号", "設定区分", "設置場所", "区画", "使用者", "管理者", "配備日", "棚卸日", "状態", "事業所"],
        ["PC-1", "送配電用", "1階 会議室", "共用", "青木 明", "所長", "2024/4/1", "2026/9/1", "使用中", "本店"],
    ],
    "deployment_standards": [["設定区分", "区画", "可否"], ["送配電用", "送配電", "可"], ["送配電用", "共用", "否"]],
    "stocktaking": [
        ["管理番号", "事業所", "現物の有無", "確認日", "確認者"],
        ["PC-1", "本店", "×", "2026/9/1", "所長"],
        ["PC-9", "本店", "○", "2026/9/1", "所長"],
    ],
}


@pytest.mark.parametrize(
    "kinds",
    [
        *permutations(["accounts", "role_standards"]),
        *permutations(["terminals", "deployment_standards", "stocktaking"]),
    ],
    ids="-".join,
)
def test_the_order_of_imports_makes_no_difference(desk: Desk, tmp_path: Path, kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        ledgers.import_batch(desk, kind, xlsx(tmp_path / f"{kind}.xlsx", TABLES[kind]))
    found = {(f.rule, f.rows[0].key) for f in findings.listing(desk, Source.RULES) if f.status.value == "open"}
    if "accounts" in kinds:
        assert ("R15", "A1") in found
    else:
        assert {("R04", "PC-1"), ("R05", "PC-9"), ("R08", "PC-1")} <= found
    # What is found at once is found by a run over everything as well.
    assert findings.refresh(desk) == findings.FindingCounts(0, 0, len(found))


def test_what_a_rule_found_in_one_ledger_is_not_gone_because_it_runs_over_another(desk: Desk, tmp_path: Path) -> None:
    """R27 looks through several ledgers: a newer file of terminals without the column of systems tells nothing of what
    was found in the older one, while the rule is run over the accounts."""
    systems = [
        ["システムコード", "システム名", "所管会社", "保有情報"],
        ["S1", "託送業務システム", "東湾送配電", "託送情報"],
    ]
    accounts = [
        ["利用者ID", "システム名", "氏名", "社員番号", "状態"],
        ["A1", "託送業務システム", "青木 明", "1001", "有効"],
    ]
    head, *rows = [
        ["管理番号", "事業所", "設置場所", "状態", "利用システム"],
        ["PC-1", "本店", "2階", "使用中", "別物システム"],
        ["PC-2", "本店", "2階", "使用中", ""],
    ]
    for kind, table in (("systems", systems), ("accounts", accounts), ("terminals", [head, *rows])):
        ledgers.import_batch(desk, kind, xlsx(tmp_path / f"{kind}.xlsx", table))
    (found,) = findings.listing(desk, rule="R27")
    ledgers.import_batch(desk, "terminals", xlsx(tmp_path / "新.xlsx", [row[:4] for row in (head, *rows)]))
    assert findings.get(desk, found.id).status is found.status
    ledgers.import_batch(desk, "terminals", xlsx(tmp_path / "列.xlsx", [head, *([*row[:4], ""] for row in rows)]))
    assert findings.get(desk, found.id).resolved_on
