"""The terminals of the sample, each with a user from the list of people."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from tests.sample.org import (
    ENDED,
    ENDED_FULL,
    GRID,
    GRID_FULL,
    GRID_SYSTEM,
    IT,
    OFFICES,
    RETAIL,
    RETAIL_FULL,
    SEED,
    Office,
)
from tests.sample.people import People
from tests.sample.planted import Planted

MODELS = [
    m.split("/", 1) for m in ("東亜電機/TD-740", "東亜電機/TD-820S", "三峰/MB-55/F", "三峰/MB-57/G", "ノルテ/N14-G3")
]
SYSTEMS = ("託送業務システム", "配電設計支援", "託送業務システム、配電設計支援", "系統監視、OA")
COUNTED = {"港北ネットワークセンター": date(2026, 10, 14), "北営業所": date(2026, 10, 21)}
"""Offices whose terminals were counted, and when."""


@dataclass(frozen=True)
class Terminal:
    """One terminal before it is written in the fashion of an office."""

    number: str
    kind: str
    maker: str
    model: str
    serial: str
    host: str
    ip: str
    mac: str
    room: str
    zone: str
    owner: str
    section_in_charge: str
    company: str
    section: str
    user: str
    staff_no: str
    manager: str
    systems: str
    delivered: date
    seen: date | None
    state: str = "使用中"
    returned: date | None = None
    moved: date | None = None
    note: str = ""
    setup: str = "送配電用"


class Terminals:
    """Terminals by office, in order, or with each fault put where the sample audit's remarks say so."""

    def __init__(self, people: People, planted: Planted | None = None) -> None:
        self.chance = random.Random(SEED)
        self.people = people
        self.serial = 0
        self._users = {
            (office.name, section): cycle(people.of(office.name, section))
            for office in OFFICES
            for section, _ in office.rooms
        }
        self.offices = {
            office.name: [self.terminal(office, n) for n in range(1, office.count + 1)] for office in OFFICES
        }
        if planted is not None:
            self._planted = planted
            self._spoil()

    def all(self) -> list[Terminal]:
        """Every terminal, office by office."""
        return [terminal for rows in self.offices.values() for terminal in rows]

    def terminal(self, office: Office, number: int) -> Terminal:
        """A terminal in order."""
        chance = self.chance
        self.serial += 1
        section, room = office.rooms[number % len(office.rooms)]
        maker, model = chance.choice(MODELS)
        own = chance.random()
        owner = "みなとリース" if own > 0.97 else IT if own > 0.94 else GRID
        place = OFFICES.index(office)
        state = chance.choices(("使用中", "予備", "返却済", "修理中"), (92, 5, 2, 1))[0]
        delivered = date(2021, 4, 1) + timedelta(days=chance.randrange(1_900))
        user = next(self._users[office.name, section]) if state == "使用中" else None
        seen = date(2026, 1, 10) + timedelta(days=chance.randrange(280))
        return Terminal(
            number=f"{office.code}-{number:04d}",
            kind=chance.choice(("ノート", "ノート", "デスクトップ")),
            maker=maker,
            model=model,
            serial=f"{maker_code(maker)}{26_000_000 + self.serial * 37:08d}",
            host=f"TW{office.code}{number:04d}",
            ip="DHCP" if chance.random() < 0.7 else f"10.{place + 20}.{number // 250}.{number % 250 + 4}",
            mac=f"02:1A:{place + 1:02X}:00:{self.serial // 256:02X}:{self.serial % 256:02X}",
            room=room,
            zone="送配電",
            owner=owner,
            section_in_charge="情報システム部",
            company=GRID,
            section=section,
            user=user["person"] if user is not None else "",
            staff_no=user["emp_no"] if user is not None else "",
            manager=office.manager,
            systems=chance.choice(SYSTEMS),
            delivered=delivered,
            seen=COUNTED.get(office.name, seen),
            state=state,
            returned=delivered + timedelta(days=900) if state == "返却済" else None,
        )

    def plant(self, rules: str, office: str, *numbers: int, incident: str = "", **values: Any) -> list[Terminal]:
        """Give the terminals with these numbers other values, in use, for the rules to find."""
        rows = self.offices[office]
        for number in numbers:
            row = rows[number - 1]
            given = {"state": "使用中", "returned": None, "user": row.user or self._any_user(office, row), **values}
            rows[number - 1] = replace(row, **given)
        found = [rows[number - 1] for number in numbers]
        for rule in rules.split():
            self._planted.mark(rule, "terminals", [t.number for t in found], incident)
        return found

    def _any_user(self, office: str, row: Terminal) -> str:
        return str(next(self._users[office, row.section])["person"])

    def _spoil(self) -> None:
        """The faults that the rules are to find."""
        self._rooms_and_users()
        self._transfers()
        self._numbers_and_dates()

    def _rooms_and_users(self) -> None:
        # Four terminals in the shared meeting room, one at the counter (remarks on A3-2-04 and A4-4-04).
        shared = {
            "room": "1階 共用会議室",
            "zone": "共用",
            "user": "共用",
            "staff_no": "",
            "section": "配電課",
            "systems": GRID_SYSTEM,
        }
        self.plant("R01", "北営業所", 12, 47, incident="TH-1", setup="共通", **shared)
        # New terminals with the set-up of grid work were put there by mistake.
        self.plant("R01 R08", "北営業所", 88, 131, incident="TH-1", delivered=date(2026, 4, 6), **shared)
        counter = {"room": "1階 お客さま窓口", "zone": "共用", "section": "託送受付課", "systems": GRID_SYSTEM}
        self.plant("R01 R08", "山手営業所", 33, incident="CG-1", **counter)
        # Users of the retailer with terminals of the grid operator (remark on A4-4-19).
        sales = self.people.of("山手営業所", "営業課", company=RETAIL_FULL)
        for number, user in zip((58, 59), sales[2:], strict=False):
            held = {"company": RETAIL, "section": "営業課", "systems": GRID_SYSTEM, "user": user["person"]}
            self.plant("R02", "山手営業所", number, incident="KY-2", **held)
        # A contractor's people whose contract is over.
        for number in (200, 201):
            worker = self.people.worker(ENDED_FULL)
            held = {"company": ENDED, "section": "", "user": worker["person"]}
            self.plant("R21", "港北ネットワークセンター", number, incident="TH-3", **held)
        self.plant("R27", "本店", 144, 145, incident="KY-2", systems="旧検針システム、OA")

    def _transfers(self) -> None:
        """Three went over to sales and still stand as users (remark on A4-4-06); two others within the grid's side."""
        day = date(2026, 7, 1)
        for number in (21, 64, 150):
            row = self.offices["南浜配電事業所"][number - 1]
            went = self.people.add(
                RETAIL_FULL,
                "",
                "営業部",
                "担当",
                previous_company=GRID_FULL,
                previous_department=row.section,
                joined=date(2015, 4, 1),
                appointed=day,
                started=day,
                moved=day,
            )
            held = {"user": went["person"], "delivered": date(2023, 6, 5), "note": "営業課へ異動。後任未定"}
            self.plant("R02 R03", "南浜配電事業所", number, incident="TH-2", moved=day, systems=GRID_SYSTEM, **held)
        day = date(2026, 4, 1)
        for number in (40, 41):
            row = self.offices["港北ネットワークセンター"][number - 1]
            went = self.people.add(
                GRID_FULL,
                "本店",
                "系統運用部",
                "担当",
                previous_department=row.section,
                joined=date(2017, 4, 1),
                appointed=day,
                started=day,
                moved=day,
            )
            held = {"user": went["person"], "delivered": date(2022, 9, 1), "note": "本店へ異動"}
            self.plant("R03", "港北ネットワークセンター", number, incident="TH-2", moved=day, **held)

    def _numbers_and_dates(self) -> None:
        head = self.offices["本店"]
        self.plant("R06", "本店", 101, serial=head[99].serial)
        self.plant("R06", "本店", 202, mac=head[200].mac)
        self.plant("R06", "本店", 303, number=head[301].number, note="番号要確認")
        self.plant("R06", "港北ネットワークセンター", 77, 78, ip="10.21.9.201")
        self.plant("R06", "東岬営業所", 15, mac="02:1A:06:00:4G:11")
        self.plant("R06", "東岬営業所", 16, ip="10.25.0.300")
        for number in (100, 201, 302):
            self._planted.mark("R06", "terminals", head[number - 1].number)
        # Returned or removed long ago, still in use.
        back = {"incident": "KY-2"}
        self.plant("R07", "港北ネットワークセンター", 5, 90, 164, returned=date(2026, 3, 31), **back)
        self.plant("R07", "東岬営業所", 44, 45, returned=date(2025, 12, 25), note="更新機と交換", **back)
        self.plant("R07", "本店", 17, 250, 388, returned=date(2026, 6, 30), **back)
        # Lost by the ledger's own word, at an office where nobody counted.
        self.plant("R34", "東岬営業所", 52, 83, state="所在不明", systems=GRID_SYSTEM, incident="KY-2")
        # Nobody named.
        self.plant("R31", "本店", 60, 61, 62, 63, 210, 330, user="", staff_no="", incident="KY-2")
        self.plant("R31", "港北ネットワークセンター", 120, 121, 122, 123, manager="")
        self.plant("R31", "南浜配電事業所", 8, 9, 10, 170, 171, room="")
        self.plant("R31", "東岬営業所", 70, 71, user="", staff_no="", manager="")
        # Not seen for longer than a year, or never.
        self.plant("R32", "南浜配電事業所", *range(90, 108), seen=date(2025, 3, 14), incident="KY-2")
        self.plant("R32", "東岬営業所", *range(20, 31), seen=date(2025, 6, 20))
        self.plant("R32", "本店", *range(130, 139), seen=date(2025, 9, 5))
        self.plant("R32", "山手営業所", 100, 101, 102, 103, seen=None)


def maker_code(maker: str) -> str:
    """The letters a maker's serial numbers begin with."""
    return {"東亜電機": "TA", "三峰": "MM", "ノルテ": "NT"}[maker]
