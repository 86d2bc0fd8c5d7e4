"""Rows of a terminal ledger by heading."""

from tests.held_ledgers import HEADINGS

GOOD = {
    "設置場所": "2階 執務室", "区画": "専用", "所管会社": "東湾送配電株式会社", "所属会社": "東湾送配電㈱",
    "部署": "配電課", "使用者": "山田", "管理責任者": "所長", "導入日": "2024-04-01", "棚卸日": "2026-09-01",
    "状態": "使用中",
}  # fmt: skip


def terminal(number: int, **values: str) -> dict[str, str]:
    """A terminal nobody can object to, with every column."""
    site = "本店" if number % 2 else "北営業所"
    known = {"管理番号": f"PC-{number:04d}", "製造番号": f"SN{number:05d}", "事業所": site, **GOOD, **values}
    return {heading: known.get(heading, "") for heading in HEADINGS}
