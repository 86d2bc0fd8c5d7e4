"""What is planted among accounts, people, exceptions and registrants, modelled on the incidents of 図表2."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.sample.accounts import CHANGE, FIELD_SECTIONS, OLD, SCREEN, VIEW, Accounts
from tests.sample.contractors import CLOSED_FULL, SUBSIDIARY
from tests.sample.org import ENDED_FULL, GRID_FULL, GRID_SYSTEM, RETAIL_FULL
from tests.sample.people import People, Row
from tests.sample.planted import Planted
from tests.sample.systems import ASSETS, CALL_CENTRE, CONTROL, DESIGN_SYSTEM, RENEWABLES, SWITCHING
from tests.sample.tables import registrants

KIND = "accounts"


class Plants:
    """Spoils accounts and what stands beside them; each account is spoilt once."""

    def __init__(self, people: People, accounts: Accounts, planted: Planted) -> None:
        self._people = people
        self._accounts = accounts
        self._planted = planted
        self._pools: dict[str, Iterator[Row]] = {}
        self._spoilt: set[str] = set()

    def _mark(self, rules: str, row: Row, incident: str) -> None:
        for rule in rules.split():
            self._planted.mark(rule, KIND, row["account"], incident)

    def _take(self, system: str, count: int, step: int = 3) -> list[Row]:
        """Accounts in order of people of whom nothing else is planted."""
        pool = self._pools.setdefault(system, iter(self._accounts.of(system)[5::step]))
        found = []
        for row in pool:
            if row["emp_no"] in self._spoilt or row["post"] not in ("担当", "主任"):
                continue
            self._spoilt.add(row["emp_no"])
            found.append(row)
            if len(found) == count:
                return found
        raise ValueError(f"{system} has too few accounts")

    def all(self) -> None:
        """Everything."""
        self._rights_given_by_the_retailer()
        self._disaster_rights_every_day()
        self._nobody_in_person()
        self._left_and_over()
        self._transferred()
        self._beyond_the_standard()
        self._forgotten()
        self._hastily_given()
        self._unknown_systems()
        self._untrained()
        self._second_post()

    def _rights_given_by_the_retailer(self) -> None:
        """KS-2: managers of corporate sales gave five of theirs the rights of the grid's staff."""
        sales = self._people.of("", "法人営業部", company=RETAIL_FULL)
        for person in sales[4:9]:
            row = self._accounts.add(
                GRID_SYSTEM, person, role=SCREEN, approver=sales[0]["person"], applicant=sales[1]["person"]
            )
            self._mark("R09 R14 R15", row, "KS-2")
            self._planted.mark("R29", "people", person["emp_no"], "KS-2")

    def _disaster_rights_every_day(self) -> None:
        """SK-1: IDs for disasters stay valid, or are used outside."""
        sales = self._people.of("北営業所", "営業課", company=RETAIL_FULL)
        approver = self._people.of("本店", "配電部")[0]["person"]
        for person in sales[18:21]:
            used = date(2026, 10, 20)
            row = self._accounts.disaster(person, status="有効", last_login=used, approver=approver)
            self._mark("R09 R13", row, "SK-1")
            self._planted.mark("R29", "people", person["emp_no"], "SK-1")
        for person in sales[21:23]:
            row = self._accounts.disaster(person, last_login=date(2026, 8, 12), approver=approver)
            self._mark("R13", row, "SK-1")

    def _nobody_in_person(self) -> None:
        """FIT-1: IDs that several use (remark on A4-2-03: that of the duty desk)."""
        head = self._people.of("本店", "託送部")[0]
        duty = {"emp_no": "", "post": "", "employment": "", "approver": head["person"], "applicant": "託送部"}
        one, two = self._people.of("本店", "託送部")[12:14]
        for account, system, person, kind in (
            ("TOCHOKU01", GRID_SYSTEM, "当直共用", "共用"),
            ("UKETSUKE1", CALL_CENTRE, "託送受付課", "個人"),
            ("UKETSUKE2", CALL_CENTRE, "", "個人"),
            ("SEKKEI001", DESIGN_SYSTEM, f"{one['person']} 他2名", "個人"),
            ("KANSHI001", CONTROL, f"{one['person']}、{two['person']}", "個人"),
        ):
            row = self._accounts.add(
                system, two, **{**duty, "account": account, "person": person, "kind": kind, "role": ""}
            )
            self._mark("R10", row, "FIT-1")

    def _left_and_over(self) -> None:
        """TH-3: IDs of those who left and of contractors whose contract is over."""
        left = [row for row in self._accounts.rows if row["revoked"] is not None and row["system"] == GRID_SYSTEM]
        for row in left[:5]:
            row.update(status="有効", revoked=None, last_login=date(2026, 9, 14))
            self._mark("R11", row, "TH-3")
        for _ in range(2):
            worker = self._people.worker(ENDED_FULL)
            self._mark("R21", self._accounts.add(DESIGN_SYSTEM, worker, role=""), "TH-3")
        worker = self._people.worker(CLOSED_FULL)
        self._mark("R11 R21", self._accounts.add(CONTROL, worker, role=""), "TH-3")

    def _transferred(self) -> None:
        """TH-2: rights that stay after a transfer, some of it to the other side."""
        day = date(2026, 7, 1)
        moved: Row = {
            "joined": date(2012, 4, 1),
            "appointed": day,
            "started": day,
            "moved": day,
            "pledged": date(2020, 5, 11),
        }
        granted = {"granted": date(2023, 4, 3), "approved": date(2023, 3, 28), "requested": date(2023, 3, 24)}
        for section, right in (("託送部", CHANGE), ("配電部", SCREEN), ("託送部", VIEW), ("配電部", VIEW)):
            person = self._people.add(GRID_FULL, "本店", "総務部", "担当", previous_department=section, **moved)
            self._mark("R12", self._accounts.add(GRID_SYSTEM, person, role=right, **granted), "TH-2")
        head = self._people.of("本店", "託送部")[0]["person"]
        for right in (VIEW, CHANGE):
            former: Row = {"previous_company": GRID_FULL, "previous_department": "託送部"}
            person = self._people.add(RETAIL_FULL, "", "営業部", "担当", **former, **moved)
            row = self._accounts.add(GRID_SYSTEM, person, role=right, approver=head, **granted)
            self._mark("R09 R12", row, "TH-2")

    def _beyond_the_standard(self) -> None:
        """KS-2: rights that the standard does not give to the section; who approved what they hold (FIT-1)."""
        for row in [r for r in self._accounts.of(DESIGN_SYSTEM, "参照") if r["department"] == "保安課"][2:5]:
            row["role"] = "更新"
            self._spoilt.add(row["emp_no"])
            self._mark("R15", row, "KS-2")
        for row in [r for r in self._accounts.of(GRID_SYSTEM, VIEW) if r["department"] in FIELD_SECTIONS][30:32]:
            row["role"] = CHANGE
            self._spoilt.add(row["emp_no"])
            self._mark("R15", row, "KS-2")
        one, two = self._take(ASSETS, 2)
        one["approver"] = one["person"]
        two["approver"] = two["applicant"]
        self._mark("R14", one, "KS-2")
        self._mark("R14", two, "KS-2")

    def _forgotten(self) -> None:
        """IDs that nobody uses, and those whose day of expiry is past (KY-1)."""
        for n, row in enumerate(
            [*self._take(GRID_SYSTEM, 18), *self._take(DESIGN_SYSTEM, 9), *self._take(SWITCHING, 3)]
        ):
            row["granted"] = min(row["granted"], date(2026, 3, 2))
            row["approved"] = min(row["approved"], date(2026, 2, 24))
            row["last_login"] = None if n % 10 == 9 else date(2026, 3, 5) + timedelta(days=4 * n)
            self._mark("R16", row, "TH-3")
        for n, row in enumerate([*self._take(GRID_SYSTEM, 5), *self._take(CALL_CENTRE, 3)]):
            row["expires"] = date(2026, 3, 31) if n % 2 else date(2026, 9, 30)
            self._mark("R33", row, "KY-1")

    def _hastily_given(self) -> None:
        """KY-1: grants without a request, or approved afterwards."""
        for row in self._take(DESIGN_SYSTEM, 7):
            row["request_no"] = ""
            self._mark("R17", row, "KY-1")
        for row in self._take(ASSETS, 4):
            row["approved"] = row["granted"] + timedelta(days=12)
            self._mark("R17", row, "KY-1")

    def _unknown_systems(self) -> None:
        for person in self._people.of("本店", "託送部")[20:22]:
            row = self._accounts.add(OLD, person, role="")
            self._mark("R27", row, "KY-2")

    def _untrained(self) -> None:
        """FIT-1: used before training or pledge, or without."""
        for n, account in enumerate([*self._take(GRID_SYSTEM, 5), *self._take(CALL_CENTRE, 2)]):
            person = self._people.by_number[account["emp_no"]]
            if n % 2:
                person["trained"] = None
            else:
                person["pledged"] = None
            for row in self._accounts.rows:
                if row["emp_no"] == account["emp_no"] and row["status"] == "有効":
                    self._mark("R30", row, "FIT-1")

    def _second_post(self) -> None:
        """A second post on the other side, for people to judge (法22条の3)."""
        person = self._people.of("本店", "経営企画部")[9]
        person.update(concurrent="東湾電力 経営企画部", concurrent_company=RETAIL_FULL)
        self._planted.mark("R29", "people", person["emp_no"])

    # --- beside the accounts ------------------------------------------------------------------------------------------

    def exceptions(self, rows: list[Row]) -> None:
        """KY-1: a system lent for a failure and used since, and what nobody closed."""
        for row, used in zip(rows[6:8], (date(2026, 10, 2), date(2026, 6, 15)), strict=True):
            row.update(closed=None, status="適用中", last_used=used)
            self._planted.mark("R28", "exceptions", row["number"], "KY-1")
        for row in rows[8:10]:
            row.update(closed=None, status="適用中")
            self._planted.mark("R28", "exceptions", row["number"], "KY-1")

    def registrants(self) -> list[Row]:
        """FIT-1: the account of the ministry's system is used by those who are not registered."""
        rows = registrants(self._accounts)
        person = self._people.of("本店", "託送部")[15]
        lent = self._accounts.add(RENEWABLES, person, role="閲覧", issued_to=GRID_FULL)
        worker = self._people.worker(SUBSIDIARY)
        other = self._accounts.add(RENEWABLES, worker, role="閲覧", issued_to=GRID_FULL)
        self._mark("R18", lent, "FIT-1")
        self._mark("R18", other, "FIT-1")
        rows[-1]["removed"] = date(2026, 3, 31)
        (removed,) = self._accounts.numbered([rows[-1]["account"]])
        self._mark("R18", removed, "FIT-1")
        return rows
