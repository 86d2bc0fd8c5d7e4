"""The companies, offices, sections and rooms of the sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

AS_OF = date(2026, 10, 31)
SEED = 20261031

GRID, RETAIL, IT = "東湾送配電", "東湾電力", "東湾情報システム"
GRID_FULL, RETAIL_FULL, IT_FULL = f"{GRID}株式会社", f"{RETAIL}株式会社", f"{IT}株式会社"
# A contractor whose contract is over though IDs and terminals remain.
ENDED = "湾岸システムサービス"
ENDED_FULL = f"{ENDED}株式会社"
GRID_SYSTEM = "託送業務システム"


@dataclass(frozen=True)
class Office:
    """An office: letters of its numbers, how many terminals, sections with their rooms, who answers for them."""

    name: str
    code: str
    count: int
    manager: str
    rooms: tuple[tuple[str, str], ...]


def office(name: str, code: str, count: int, manager: str, rooms: str) -> Office:
    """An office whose rooms are written as 課:階 室."""
    pairs = (each.split(":") for each in rooms.split(" / "))
    return Office(name, code, count, manager, tuple((section, room) for section, room in pairs))


OFFICES = (
    office(
        "本店",
        "HD",
        402,
        "情報管理責任者 大谷 修",
        "経営企画部:7階 企画執務室 / 情報システム部:6階 情報システム室 / 系統運用部:5階 系統運用室"
        " / 配電部:4階 配電執務室 / 託送部:4階 託送執務室 / 総務部:3階 総務執務室",
    ),
    office(
        "港北ネットワークセンター",
        "KH",
        236,
        "所長 平野 博",
        "配電課:2階 配電執務室 / 送電課:2階 送電執務室 / 託送受付課:1階 託送受付室 / 保安課:3階 保安執務室",
    ),
    office(
        "南浜配電事業所",
        "MH",
        198,
        "所長 千葉 実",
        "配電第一課:1階 配電執務室 / 配電第二課:2階 配電執務室 / 工務課:2階 工務執務室",
    ),
    office(
        "北営業所",
        "KT",
        148,
        "次長 関口 恭子",
        "配電課:2階 配電執務室 / 託送受付課:2階 託送執務室 / 総務課:3階 総務執務室",
    ),
    office("山手営業所", "YM", 126, "次長 寺田 聡", "配電課:3階 配電執務室 / 託送受付課:3階 託送執務室"),
    office("東岬営業所", "HM", 98, "次長 矢野 智子", "配電課:1階 配電執務室 / 保安課:1階 保安執務室"),
)
