"""The accounts of the sample, by system, each with its holder, applicant and approver from the list of people."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tests.sample.contractors import CALLS, DATA, METER
from tests.sample.org import AS_OF, GRID_FULL, GRID_SYSTEM, IT_FULL, RETAIL_FULL
from tests.sample.people import People, Row
from tests.sample.systems import (
    ASSETS,
    CALL_CENTRE,
    CONTROL,
    DESIGN_SYSTEM,
    FOLDERS,
    OFFICE,
    RENEWABLES,
    SALES,
    SWITCHING,
)

FIELD_SECTIONS = ("配電部", "配電課", "配電第一課", "配電第二課")
DESK_SECTIONS = ("託送部", "託送受付課")
VIEW, CHANGE, SCREEN, ADMIN = "参照(託送契約)", "更新(託送契約)", "配電部門画面", "管理者"
STANDARDS: dict[str, dict[str, tuple[str, ...]]] = {
    GRID_SYSTEM: {
        VIEW: (*DESK_SECTIONS, *FIELD_SECTIONS),
        CHANGE: DESK_SECTIONS,
        SCREEN: FIELD_SECTIONS,
        ADMIN: ("情報システム部",),
    },
    DESIGN_SYSTEM: {
        "参照": (*FIELD_SECTIONS, "工務課", "保安課"),
        "更新": (*FIELD_SECTIONS, "工務課"),
        ADMIN: ("情報システム部",),
    },
    CONTROL: {"監視": ("系統運用部", "送電課"), "操作": ("系統運用部",)},
    ASSETS: {"参照": (*FIELD_SECTIONS, "工務課", "工務建設部"), "更新": ("工務建設部",)},
}
"""System → right → sections that may hold it: what the standard of rights says and who gets accounts."""

SENSITIVE = frozenset({VIEW, CHANGE, SCREEN})
OLD = "旧料金照会"
"""A system that is on no list."""
_LETTERS = {
    GRID_SYSTEM: "T",
    DESIGN_SYSTEM: "D",
    CONTROL: "K",
    ASSETS: "H",
    CALL_CENTRE: "C",
    SWITCHING: "W",
    RENEWABLES: "FIT",
    SALES: "E",
    OFFICE: "O",
    FOLDERS: "F",
    OLD: "Q",
}
_OFF = ("停止", "削除")


class Accounts:
    """The rows of the ledger of accounts."""

    def __init__(self, chance: random.Random, people: People) -> None:
        self._chance = chance
        self._people = people
        self._heads: dict[str, tuple[Row, Row]] = {}
        self.rows: list[Row] = []
        self._requests = 0
        self._grid()
        self._others()
        self._left()
        self._without_person()

    # --- in order -----------------------------------------------------------------------------------------------------

    def _grid(self) -> None:
        for system, rights, share in (
            (GRID_SYSTEM, (VIEW, CHANGE, SCREEN, ADMIN), 1.0),
            (DESIGN_SYSTEM, ("参照", "更新", ADMIN), 0.62),
            (CONTROL, ("監視", "操作"), 0.9),
            (ASSETS, ("参照", "更新"), 0.32),
        ):
            allowed = STANDARDS[system]
            sections = dict.fromkeys(section for names in allowed.values() for section in names)
            for person in self._people.of("", *sections):
                if self._chance.random() > share or (
                    person["department"] == "情報システム部" and person["post"] == "担当"
                ):
                    continue
                fitting = [right for right in rights if person["department"] in allowed[right]]
                self.add(system, person, role=self._chance.choice(fitting))

    def _others(self) -> None:
        people = self._people
        for person in people.of("", *DESK_SECTIONS)[::3]:
            self.add(CALL_CENTRE, person, role="受付")
        for company, system, role in ((CALLS, CALL_CENTRE, "受付"), (METER, GRID_SYSTEM, ""), (DATA, FOLDERS, "閲覧")):
            for worker in people.of("", company=company):
                self.add(system, worker, role=role)
        for person in people.of("", "託送部"):
            self.add(SWITCHING, person, role="送配電")
        for person in people.of("", "料金部", company=RETAIL_FULL):
            self.add(SWITCHING, person, role="小売")
        for person in people.of("", "託送部")[:9]:
            self.add(RENEWABLES, person, role="閲覧", issued_to=GRID_FULL)
        for person in people.of("", "営業部", "法人営業部", "営業課", company=RETAIL_FULL):
            self.add(SALES, person, role="営業")
        for person in [*people.of("")[::5], *people.of("", company=RETAIL_FULL)[::5], *people.of("", company=IT_FULL)]:
            self.add(OFFICE, person, role="一般")
        for person in people.of("", "総務部", "総務課", "経営企画部", "行為規制推進室"):
            self.add(FOLDERS, person, role="閲覧")

    def _left(self) -> None:
        """Who left has accounts that were stopped in time."""
        for person in [row for row in self._people.rows if row["status"] == "退職"]:
            system = GRID_SYSTEM if person["company"] == GRID_FULL else SALES
            last = person["left"] - timedelta(days=self._chance.randrange(30))
            state = self._chance.choice(_OFF)
            self.add(system, person, role="", status=state, revoked=person["left"], last_login=last)

    def _without_person(self) -> None:
        """Batches, audits and IDs for disasters, which are stopped in ordinary times."""
        head = self._people.of("本店", "情報システム部")[0]
        for n, name in enumerate(("夜間バッチ", "検針取込", "料金連携", "監視プローブ"), start=1):
            batch = {"account": f"SYS{n:03d}", "person": name, "emp_no": "", "kind": "バッチ", "expires": None}
            self.add(GRID_SYSTEM, head, **batch, role="", employment="", post="", approver=self._approver_of(head))
        for person in self._people.of("北営業所", "営業課", company=RETAIL_FULL)[10:18]:
            self.disaster(person)

    def _approver_of(self, person: Row) -> str:
        return str(self._head_and_deputy(person)[0]["person"])

    def disaster(self, person: Row, **values: Any) -> Row:
        """An ID for disasters: used in the typhoon of September, stopped since."""
        number = sum(row.get("kind") == "災害用" for row in self.rows) + 1
        given = {
            "account": f"SAI{number:03d}",
            "kind": "災害用",
            "status": "停止",
            "last_login": date(2026, 9, 19),
            "expires": date(2027, 3, 31),
            "role": "",
            **values,
        }
        return self.add(GRID_SYSTEM, person, **given)

    # --- one account --------------------------------------------------------------------------------------------------

    def add(self, system: str, person: Row, /, **values: Any) -> Row:
        """One account of somebody, in order unless `values` say otherwise."""
        chance = self._chance
        granted = person["started"] + timedelta(days=chance.randrange(3, 60))
        granted = min(max(granted, person["pledged"] + timedelta(days=1)), date(2026, 9, 25))
        head, deputy = self._head_and_deputy(person)
        approved = granted - timedelta(days=chance.randrange(1, 9))
        self._requests += 1
        last = date(2026, 8, 10) + timedelta(days=chance.randrange(80))
        row: Row = {
            "account": f"{_LETTERS[system]}{person['emp_no']}",
            "system": system,
            "person": person["person"],
            "emp_no": person["emp_no"],
            "company": person["company"],
            "department": person["department"],
            "site": person["site"],
            "post": person["post"],
            "employment": person["employment"],
            "kind": "個人",
            "granted": granted,
            "expires": date(2027, 3, 31),
            "revoked": None,
            "last_login": min(max(last, granted), AS_OF),
            "applicant": deputy["person"],
            "approver": head["person"],
            "approver_department": head["department"],
            "requested": approved - timedelta(days=2),
            "approved": approved,
            "request_no": f"A{granted.year}-{self._requests:05d}",
            "status": "有効",
            "reviewed": date(2026, 4, 15),
            **values,
        }
        self.rows.append(row)
        return row

    def _head_and_deputy(self, person: Row) -> tuple[Row, Row]:
        """Who approves and who applies; for a contractor's worker those of the section that called the contractor."""
        known = self._heads.get(person["emp_no"])
        if known is None:
            people = self._people
            asked = person
            if person["employment"] == "委託" or not people.of(
                person["site"], person["department"], company=person["company"]
            ):
                asked = people.of("本店", "託送部")[3]
            head = people.head(asked)
            deputy = people.deputy(asked)
            if deputy is head:
                deputy = people.of("本店", "託送部")[1]
            known = self._heads[person["emp_no"]] = (head, deputy)
        return known

    def of(self, system: str, *rights: str) -> list[Row]:
        """Valid personal accounts of a system with one of some rights, or with any."""
        return [
            row
            for row in self.rows
            if row["system"] == system
            and row["status"] == "有効"
            and row["kind"] == "個人"
            and (not rights or row["role"] in rights)
        ]

    def numbered(self, keys: Sequence[str]) -> list[Row]:
        """The accounts with some keys."""
        return [row for row in self.rows if row["account"] in keys]
