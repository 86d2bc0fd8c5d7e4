"""The people of the sample: of the grid operator, of the affiliate, of the IT subsidiary, workers of contractors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from tests.sample.names import Name, all_names
from tests.sample.org import GRID_FULL, IT_FULL, OFFICES, RETAIL_FULL

Row = dict[str, Any]

# Sections of the head office that have no terminals of their own in the ledger: section and how many people.
_HEAD_OFFICE = {"資材部": 62, "人事部": 48, "内部監査室": 18, "行為規制推進室": 14, "工務建設部": 118}
_RETAIL = {
    ("", "営業部"): 128,
    ("", "法人営業部"): 104,
    ("", "お客さまサービス部"): 170,
    ("", "料金部"): 86,
    ("", "経営企画部"): 32,
    ("北営業所", "営業課"): 26,
    ("山手営業所", "営業課"): 24,
    ("東岬営業所", "営業課"): 18,
}
_NAMESAKES = 4
_LEFT = 44
_MANAGER = "情報管理責任者"
HEADS = ("部長", "課長", "所長", "次長")


class People:
    """The people in order, numbered by company. `free` are names that nobody bears yet."""

    def __init__(self, chance: random.Random, workers: Mapping[str, int]) -> None:
        self._chance = chance
        self.free: Iterator[Name] = iter(all_names(chance))
        self._reserved = {office.manager.split(" ", 1)[1]: office for office in OFFICES}
        self.rows: list[Row] = []
        self.by_number: dict[str, Row] = {}
        self._next = {GRID_FULL: 100_000, RETAIL_FULL: 300_000, IT_FULL: 500_000}
        self._managers()
        for office in OFFICES:
            share = office.count // len(office.rooms)
            for section, _room in office.rooms:
                self._section(GRID_FULL, office.name, section, share * 21 // 20 + 4)
        for section, count in _HEAD_OFFICE.items():
            self._section(GRID_FULL, "本店", section, count)
        for (site, section), count in _RETAIL.items():
            self._section(RETAIL_FULL, site, section, count)
        self._section(IT_FULL, "", "運用部", 36)
        self._section(IT_FULL, "", "開発部", 28)
        for company, count in workers.items():
            for _ in range(count):
                self.worker(company)
        self._namesakes()
        self._leave()

    def _managers(self) -> None:
        for name, office in self._reserved.items():
            post = office.manager.split(" ")[0]
            section = office.rooms[-1][0]
            kana = ""
            self.add(GRID_FULL, office.name, section, "部長" if post == _MANAGER else post, (name, kana))

    def name(self) -> Name:
        """A name that nobody bears."""
        return next(name for name in self.free if name[0] not in self._reserved)

    def add(self, company: str, site: str, section: str, post: str, name: Name | None = None, **values: Any) -> Row:
        """One more person, trained, pledged and in order unless `values` say otherwise."""
        chance = self._chance
        person, kana = name or self.name()
        step = chance.choice((1, 1, 2, 3, 5, 7))
        number = self._next[company] = self._next[company] + step
        joined = date(chance.randrange(1988, 2026), 4, 1)
        began = [
            date(year, month, 1) for year in range(2020, 2027) for month in (7, 10, 4) if (year, month) <= (2026, 7)
        ]
        started = chance.choice([day for day in began if day > joined])
        row: Row = {
            "emp_no": str(number),
            "person": person,
            "kana": kana,
            "company": company,
            "department": section,
            "site": site,
            "post": post,
            "employment": chance.choices(("社員", "嘱託"), (95, 5))[0],
            "status": "在籍",
            "joined": joined,
            "appointed": started,
            "started": started,
            "trained": date(2026, 4, 20) + timedelta(days=chance.randrange(150)),
            "pledged": max(joined, date(2020, 4, 1)) + timedelta(days=chance.randrange(60)),
            "handles_data": "有",
            **values,
        }
        self.rows.append(row)
        self.by_number[row["emp_no"]] = row
        return row

    def _section(self, company: str, site: str, section: str, count: int) -> None:
        """A section with its head, the head's deputy and the others, some of whom came from another section."""
        head = "部長" if section.endswith(("部", "室")) else "課長"
        for n in range(count):
            post = head if n == 0 else "副長" if n == 1 else self._chance.choice(("主任", "担当", "担当", "担当"))
            row = self.add(company, site, section, post)
            if n > 1 and self._chance.random() < 0.1 and row["joined"] < row["started"]:
                row["previous_department"] = self._chance.choice(("総務部", "経営企画部", "人事部", "配電建設課"))
                row["moved"] = row["started"]

    def worker(self, company: str, site: str = "", **values: Any) -> Row:
        """Somebody who works for a contractor."""
        self._next.setdefault(company, 700_000 + 1_000 * (len(self._next) - 2))
        return self.add(company, site, "", "", **{"employment": "委託", **values})

    def _namesakes(self) -> None:
        """A few people bear the name of somebody else, as they do."""
        plain = [row for row in self.rows if row["post"] == "担当" and row["company"] == RETAIL_FULL]
        others = [row for row in self.rows if row["post"] == "担当" and row["department"] == "工務建設部"]
        for row, other in zip(plain[::40][:_NAMESAKES], others[::20], strict=False):
            row["person"], row["kana"] = other["person"], other["kana"]

    def _leave(self) -> None:
        """Some left, in the sections without terminals so that nobody of them holds one."""
        going = [row for row in self.rows if row["department"] in ("工務建設部", "営業部") and row["post"] == "担当"]
        for row in going[::4][:_LEFT]:
            row["status"] = "退職"
            row["left"] = date(2025, 6, 30) + timedelta(days=30 * self._chance.randrange(15))

    def of(self, site: str, *sections: str, company: str = GRID_FULL) -> list[Row]:
        """Who serves in some sections, of one office or of any if it is empty."""
        return [
            row
            for row in self.rows
            if row["company"] == company
            and (not sections or row["department"] in sections)
            and (not site or row["site"] == site)
            and row["status"] == "在籍"
        ]

    def head(self, row: Row) -> Row:
        """Who approves for somebody: the head of the section, for the head another head."""
        section = self.of(row["site"], row["department"], company=row["company"])
        heads = [r for r in section if r["post"] in HEADS] or section
        if heads[0] is not row:
            return heads[0]
        return next(r for r in self.of("", company=row["company"]) if r["post"] in HEADS and r is not row)

    def deputy(self, row: Row) -> Row:
        """Who applies for somebody: one of the section who is not its head."""
        section = self.of(row["site"], row["department"], company=row["company"])
        others = [r for r in section if r is not row and r["post"] not in HEADS]
        return next((r for r in others if r["post"] == "副長"), others[0])
