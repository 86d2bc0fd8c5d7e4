"""The offices of the sample and their rooms: whose they are, and who may enter."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from tests.sample.org import GRID_FULL, OFFICES, RETAIL_FULL
from tests.sample.people import People, Row
from tests.sample.planted import Planted

SHARED = ("北営業所", "山手営業所", "東岬営業所")
"""Offices where the affiliate is in the same house."""

_KINDS = {"本店": "本店", "港北ネットワークセンター": "ネットワークセンター", "南浜配電事業所": "配電事業所"}
_ALIASES = {
    "本店": ["本社"],
    "港北ネットワークセンター": ["港北NC", "港北ＮＷセンター"],
    "南浜配電事業所": ["南浜配電(事)"],
    "北営業所": ["北(営)"],
    "山手営業所": ["山手(営)"],
    "東岬営業所": ["東岬(営)"],
}
_HOUSES = {
    "本店": "東湾市中央区浜町1-1",
    "港北ネットワークセンター": "東湾市港北区新浜3-12",
    "南浜配電事業所": "南浜市磯町2-5-1",
    "北営業所": "東湾市北区緑町4-8",
    "山手営業所": "東湾市山手区坂上1-20",
    "東岬営業所": "東岬町大字岬118",
}
COUNTER, MEETING = "1階 お客さま窓口", "1階 共用会議室"


class Places:
    """The rows of the list of offices and of the list of rooms."""

    def __init__(self, chance: random.Random, people: People) -> None:
        self._chance = chance
        self._people = people
        self.sites: list[Row] = [self._site(n) for n in range(len(OFFICES))]
        self.rooms: list[Row] = []
        self.cards: list[Row] = []
        """Who has a card for a room, a row each."""
        for office in OFFICES:
            self._rooms(office.name, dict.fromkeys(room for _section, room in office.rooms))
        for name in ("北営業所", "山手営業所"):
            for room in dict.fromkeys(room for o in OFFICES if o.name == name for _section, room in o.rooms):
                self._cards(name, room)

    def _site(self, n: int) -> Row:
        office = OFFICES[n]
        shared = office.name in SHARED
        return {
            "code": f"04{n + 1:02d}",
            "name": office.name,
            "alias": _ALIASES[office.name],
            "company": GRID_FULL,
            "site_kind": _KINDS.get(office.name, "営業所"),
            "address": _HOUSES[office.name],
            "building": f"{office.name}ビル",
            "floor": "1～7階" if n == 0 else "1～3階",
            "cohabitant": RETAIL_FULL if shared else "なし",
            "shared": "専用",
            "entrance": "別" if shared else "－",
            "entry": "カード",
            "headcount": len(self._people.of(office.name)),
            "manager": office.manager.split(" ", 1)[1],
            "inspected": date(2026, 9, 3 + 3 * n),
        }

    def _rooms(self, site: str, rooms: Any) -> None:
        sections = {room: section for o in OFFICES if o.name == site for section, room in o.rooms}
        for room in rooms:
            self.room(site, room, "送配電", [GRID_FULL], sections[room])
        if site in SHARED:
            self.room(site, "1階 営業執務室", "小売", [RETAIL_FULL], "営業課")
            self.room(site, COUNTER, "共用", [GRID_FULL, RETAIL_FULL], "営業課")
            self.room(site, MEETING, "共用", [GRID_FULL, RETAIL_FULL], "")

    def room(self, site: str, room: str, occupant: str, entrants: list[str], section: str) -> Row:
        """One room and who may enter it."""
        row: Row = {
            "site": site,
            "building": f"{site}ビル",
            "floor": room.split(" ")[0],
            "room": room.split(" ")[1],
            "occupant": occupant,
            "occupants": [section] if section else [],
            "entry": "カード" if occupant != "共用" else "なし",
            "entrants": entrants,
            "reviewed": date(2026, 9, 30),
        }
        self.rooms.append(row)
        return row

    def _cards(self, site: str, room: str) -> None:
        sections = [section for o in OFFICES if o.name == site for section, each in o.rooms if each == room]
        for person in self._people.of(site, *sections)[::2]:
            self.card(site, room, person)

    def card(self, site: str, room: str, person: Row) -> Row:
        """One card for a room."""
        row: Row = {
            "site": site,
            "floor": room.split(" ")[0],
            "room": room.split(" ")[1],
            "occupant": "送配電",
            "emp_no": person["emp_no"],
            "person": person["person"],
            "company": person["company"],
            "department": person["department"],
            "card": f"C{len(self.cards) + 1:05d}",
            "granted": person["started"],
        }
        self.cards.append(row)
        return row

    def spoil(self, planted: Planted) -> None:
        """Two of sales have cards for a room of the grid's side (remark on A3-2-03), one room has no zone (TH-1)."""
        for person in self._people.of("北営業所", "営業課", company=RETAIL_FULL)[4:6]:
            card = self.card("北営業所", "2階 配電執務室", person)
            planted.mark("R25", "rooms", card["room"], "TH-1")
        row = self.room("東岬営業所", "2階 打合せ室", "", [], "")
        planted.mark("R25", "rooms", row["room"], "TH-1")
