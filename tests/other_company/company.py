"""A company in order: its ledgers as rows, with everything that looks like a defect and is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count, product
from typing import Any

from tests.other_company.operators import Operator

Row = dict[str, Any]

_SURNAMES = ["佐藤", "鈴木", "髙橋", "田中", "渡邊", "伊藤", "山本", "中村", "小林", "加藤", "吉田", "山﨑", "池田"]
_GIVEN = [
    *("一郎", "花子", "健", "誠", "由美", "直樹", "浩二", "恵", "美咲", "隆", "智子", "亮", "沙織", "真理", "進"),
    *("徹", "聡", "茂", "瞳", "豊"),
]
DISASTERS_OPEN_FOR = timedelta(days=4)
NOTHING: date | None = None


class Company:
    """Rows of each kind of ledger by what they mean; each row has a mark in `_mark` by which its place is found."""

    def __init__(self, operator: Operator, staff: int = 100) -> None:
        self.operator = operator
        self.kinds: dict[str, list[Row]] = {}
        self.counted_on = operator.as_of - timedelta(days=20)
        self._names = (f"{surname} {given}" for given, surname in product(_GIVEN, _SURNAMES))
        self._workers = (f"{surname} {given}夫" for given, surname in product(_GIVEN, _SURNAMES))
        self._numbers, self._devices, self._requests = count(100101), count(1), count(1)
        self._offices()
        self._systems()
        self._rooms()
        self._people(staff)
        self._accounts()
        self._standards()
        self._terminals()
        self._disasters()
        self._exceptions()
        self._registrants()
        self._ties()
        self._contractors()
        self._entries()

    def add(self, kind: str, /, **values: Any) -> Row:
        """A row more."""
        rows = self.kinds.setdefault(kind, [])
        rows.append({**values, "_mark": (kind, len(rows))})
        return rows[-1]

    def before(self, days: int) -> date:
        """A day so long before the audit's."""
        return self.operator.as_of - timedelta(days=days)

    # --- offices, systems, rooms --------------------------------------------------------------------------------------

    def _offices(self) -> None:
        for code, name, short, kind, shared in self.operator.offices:
            self.add(
                "sites",
                code=code,
                name=name,
                alias=short,
                company=self.operator.name,
                kind=kind,
                address=f"{name}町1-1",
                building=f"{name}ビル",
                floor="1〜3階",
                zone="専用",
                entrance="専用",
                method="カード",
                cohabitant=self.operator.retail_side if shared else "なし",
                people=24,
                manager=next(self._names),
                inspected=self.before(90),
            )

    def system(self, name: str, owner: str, users: str, data: str, public: bool, split: str, **more: Any) -> Row:
        """A system."""
        said: Row = {
            "code": f"S{len(self.kinds.get('systems', ())) + 1:03}",
            "name": name,
            "alias": "",
            "owner": owner,
            "section": "",
            "users": users,
            "data": data,
            "entrants": "無" if public else "有",
            "split": split,
            "open": "無",
            "external": "無",
            "modified": NOTHING,
            "barrier_modified": NOTHING,
            "tested": NOTHING,
            "log": "有(5年)",
            "disaster": "無",
            "state": "稼働",
        }
        return self.add("systems", **{**said, **more})

    def _systems(self) -> None:
        op = self.operator
        grid, retail, sections = op.name, op.retail, op.grid_sections
        everybody = f"{op.grid_side}、{op.retail_side}"

        def known(what: str, owner: str, users: str, data: str, public: bool, split: str, **more: Any) -> None:
            name, alias = op.systems[what]
            self.system(name, owner, users, data, public, split, alias=alias, what=what, **more)

        known(
            "wheeling", grid, grid, "新電力の顧客情報、託送契約", False, "物理分割", section=sections[3], disaster="有"
        )
        known("faults", grid, grid, "需要家の供給地点", False, "物理分割", section=sections[0])
        known(
            "meters",
            grid,
            grid,
            "新電力の使用量、検針値",
            False,
            "論理分割",
            section=sections[4],
            modified=date(2026, 4, 10),
            tested=date(2026, 4, 20),
        )
        known("works", grid, grid, "工事件名、資材", True, "物理分割", section=sections[1])
        known("portal", grid, "全小売電気事業者", "申込の受付状況", False, "物理分割", section=sections[3], open="有")
        state, council = "資源エネルギー庁", "電力広域的運営推進機関"
        known("switching", council, "全小売電気事業者", "切替申込", False, "物理分割", open="有", external="有")
        known("feed_in", state, "一般送配電事業者、小売電気事業者", "認定情報", False, "物理分割", external="有")
        known("billing", retail, retail, "小売契約、料金", True, "物理分割", section=op.retail_sections[1])
        # Changed after the test, but where it touches the barrier before it.
        known(
            "customers",
            grid,
            everybody,
            "託送契約者の氏名、住所",
            False,
            "共用",
            section=sections[3],
            modified=date(2026, 8, 1),
            barrier_modified=date(2026, 2, 1),
            tested=date(2026, 2, 15),
        )
        known("mail", op.it_subsidiary, everybody, "電子メール", True, "共用")
        for number in range(8):
            self.system(
                f"変電設備台帳{number}号システム", grid, grid, "設備の諸元", True, "物理分割", section=sections[2]
            )

    def room(self, office: str, name: str, occupant: str, entrants: str, **more: Any) -> Row:
        """A row of the rooms: a room, or with a person a right of entry."""
        said: Row = {
            "site": office,
            "building": f"{office}ビル",
            "floor": name.split("階")[0] + "階",
            "room": name,
            "occupant": occupant,
            "used_by": entrants,
            "method": "カード",
            "entrants": entrants,
            "person": "",
            "emp_no": "",
            "company": "",
            "section": "",
            "card": "",
            "granted": NOTHING,
            "revoked": NOTHING,
            "reviewed": self.counted_on,
        }
        return self.add("rooms", **{**said, **more})

    def _rooms(self) -> None:
        grid, retail = self.operator.grid_side, self.operator.retail_side
        for office in self.operator.office_names:
            for name in ("2階 配電執務室", "2階 通信機械室", "1階 保管庫"):
                self.room(office, name, "送配電", grid)
            if office in self.operator.shared:
                self.room(office, "3階 営業執務室", "小売", retail)
                self.room(office, "1階 共用会議室", "共用", f"{grid}、{retail}")
                self.room(office, "1階 会議室B", "共用", grid)

    def entry(self, office: str, room: str, occupant: str, person: Row, card: str, **more: Any) -> Row:
        """A person's right of entry."""
        who = {"person": person["name"], "emp_no": person["no"], "company": person["company"]}
        said = {**who, "section": person["section"], "card": card, "granted": date(2023, 4, 1), "used_by": ""}
        return self.room(office, room, occupant, "", **{**said, **more})

    def _entries(self) -> None:
        shared = self.operator.shared
        for number, person in enumerate(self.grid_staff[:20]):
            self.entry(person["site"], "2階 配電執務室", "送配電", person, f"C{number:04}")
        for number, person in enumerate(self.moved_out):
            self.entry(shared[0], "2階 配電執務室", "送配電", person, f"X{number:04}", revoked=date(2026, 6, 30))
        for number, person in enumerate(self.retail_staff[:8]):
            self.entry(person["site"], "3階 営業執務室", "小売", person, f"Y{number:04}")
            self.entry(person["site"], "1階 共用会議室", "共用", person, f"Z{number:04}")

    # --- people -------------------------------------------------------------------------------------------------------

    def person(self, company: str, section: str, office: str, /, **more: Any) -> Row:
        """Somebody; trained every year, so that the day of the training lies years after the appointment."""
        number = next(self._numbers)
        said: Row = {
            "no": str(number),
            "name": "",
            "company": company,
            "section": section,
            "site": office,
            "post": "主任",
            "former_company": "",
            "former_section": "",
            "appointed": date(2018 + number % 7, 4, 1),
            "started": NOTHING,
            "joined": date(2001 + number % 15, 4, 1),
            "left": NOTHING,
            "employment": "社員",
            "state": "在籍",
            "second": "",
            "second_company": "",
            "seconded_from": "",
            "handler": "有" if section in self.operator.grid_sections else "無",
            "trained": self.before(30 + number % 200),
        }
        said |= more
        said["name"] = said["name"] or next(self._names)
        return self.add("people", **{"pledged": min(said["trained"], said["appointed"]), **said})

    def _people(self, staff: int) -> None:
        op = self.operator
        sections, offices, shared = op.grid_sections, op.office_names, op.shared
        moved = {"appointed": date(2026, 7, 1), "started": date(2026, 7, 1)}
        ready = {"trained": date(2026, 6, 20), "pledged": date(2026, 6, 20)}
        heads = zip(sections, ("毅", "薫", "忍", "満", "稔"), strict=True)
        self.heads = [self.person(op.name, s, "本店", post="部長", name=f"大河内 {n}") for s, n in heads]
        self.retail_heads = [
            self.person(op.retail, op.retail_sections[0], "本店", post="部長", name=f"小野寺 {n}") for n in "毅薫"
        ]
        self.grid_staff = [self.person(op.name, sections[n % 5], offices[n % len(offices)]) for n in range(staff)]
        self.retail_staff = [
            self.person(op.retail, op.retail_sections[n % 3], shared[n % len(shared)]) for n in range(60)
        ]
        self.others = [self.person(other, "経営企画部 企画グループ", "本店") for other in op.others for _ in "ab"]
        # Two of one name, one on each side: told apart by number only.
        self.namesake = self.person(op.retail, op.retail_sections[0], shared[0], name=self.grid_staff[9]["name"])
        away = op.others[0] if op.integrated else op.retail
        here = {"seconded_from": away, "employment": "出向"}
        self.seconded_here = [self.person(op.name, sections[1], offices[1], **here) for _ in "ab"]
        self.seconded_away = self.person(
            away, op.retail_sections[0], shared[0], seconded_from=op.name, employment="出向"
        )
        was_retail = {"former_company": op.retail, "former_section": op.retail_sections[0]}
        was_grid = {"former_company": op.name, "former_section": sections[0]}
        self.moved_in = [self.person(op.name, sections[2], offices[2], **was_retail, **moved, **ready) for _ in "abc"]
        self.moved_out = [
            self.person(op.retail, op.retail_sections[0], shared[0], **was_grid, **moved) for _ in "abcdef"
        ]
        was_next_door = {"former_company": op.name, "former_section": sections[1]}
        self.moved_within = [
            self.person(op.name, sections[0], offices[3], **was_next_door, **moved, **ready) for _ in "abcd"
        ]
        left = {"left": date(2026, 3, 31), "state": "退職"}
        self.retired = [self.person(op.name, sections[0], offices[0], **left) for _ in "abcd"]
        self.temporary = [self.person(op.name, sections[0], offices[1], employment="派遣") for _ in "ab"]
        leaving = [self.person(op.name, sections[0], offices[0], left=self.before(-150))]
        double = [self.person(op.name, sections[0], offices[0], second=sections[1], second_company=op.name)]
        self.serving = [
            *self.heads,
            *self.grid_staff,
            *self.seconded_here,
            *self.moved_in,
            *self.moved_within,
            *self.temporary,
            *leaving,
            *double,
        ]

    # --- accounts -----------------------------------------------------------------------------------------------------

    def account(self, person: Row | None, what: str, role: str, /, **more: Any) -> Row:
        """An account that was asked for, approved by the head of the system's own side, and then given."""
        who: Row = person or {
            "name": "",
            "no": "",
            "company": "",
            "section": "",
            "site": "",
            "post": "",
            "employment": "",
        }
        number = next(self._requests)
        granted = max(who.get("appointed", date(2024, 4, 1)), date(2022, 4, 1)) + timedelta(days=5)
        by_retail = what in ("billing", "portal") or more.get("issued") == self.operator.retail_side
        heads = self.retail_heads if by_retail else self.heads
        head = next(h for h in heads if h is not person)
        said: Row = {
            "account": f"{what[0].upper()}{who['no'] or number:>06}",
            "system": self.operator.system(what),
            "person": who["name"],
            "emp_no": who["no"],
            "company": who["company"],
            "section": who["section"],
            "site": who["site"],
            "post": who["post"],
            "employment": who["employment"],
            "role": role,
            "kind": "個人",
            "granted": granted,
            "expires": date(2027, 3, 31),
            "revoked": NOTHING,
            "last": self.before(5 + number % 50),
            "applicant": who["name"] or self.heads[2]["name"],
            "approver": head["name"],
            "approver_company": head["company"],
            "approver_section": head["section"],
            "registrar": "運用 太一",
            "request": f"申{granted.year}-{number:05}",
            "requested": granted - timedelta(days=6),
            "approved": granted - timedelta(days=2),
            "state": "有効",
            "reviewed": self.counted_on,
            "issued": "",
            "purpose": "",
            "listed": True,
        }
        return self.add("accounts", **{**said, **more})

    def right_of(self, section: str) -> str:
        """The right on the wheeling system that is proper to a section."""
        view = "参照(供給地点)"
        rights = (view, view, view, "更新(託送契約)", "参照(検針値)")
        return rights[self.operator.grid_sections.index(section)]

    def _accounts(self) -> None:
        op = self.operator
        self.account_of = {p["no"]: self.account(p, "wheeling", self.right_of(p["section"])) for p in self.serving}
        for person in self.grid_staff[::3]:
            self.account(person, "works", "利用者")
        for person in [*self.retail_staff, *self.retail_heads]:
            self.account(person, "billing", "料金照会")
        for person in self.retail_staff[:6]:
            self.account(person, "portal", "申込者")
        for person in self.retail_staff[6:9]:
            self.account(person, "switching", "利用者", issued=op.retail_side)
        for person in self.retail_staff[9:12]:
            self.account(person, "feed_in", "閲覧", issued=op.retail_side)
        for person in self.grid_staff[:5]:
            self.account(person, "feed_in", "閲覧", issued=op.grid_side)
        for person in self.moved_out:
            was = {"company": op.name, "section": op.grid_sections[0], "granted": date(2023, 4, 1)}
            ended = {"state": "停止", "revoked": date(2026, 6, 30), "last": date(2026, 6, 29)}
            self.account(person, "wheeling", "参照(供給地点)", approved=date(2023, 3, 20), **was, **ended)
        for person in self.retired:
            self.account(
                person, "wheeling", "参照(供給地点)", state="削除", revoked=date(2026, 3, 31), last=date(2026, 3, 30)
            )
        for n, person in enumerate(self.retail_staff[12:14]):
            rest = {"state": "停止", "last": date(2025, 8, 12), "expires": NOTHING}
            self.account(person, "wheeling", "災害時参照", kind="災害用", account=f"DR{n:04}", **rest)
        in_use = {"kind": "災害用", "account": "DR0050", "last": self.before(2), "expires": NOTHING}
        self.account(self.retail_staff[14], "wheeling", "災害時参照", **in_use)
        rest = {"kind": "監査用", "account": "AU0001", "state": "停止", "last": date(2025, 1, 20), "expires": NOTHING}
        self.account(self.heads[2], "wheeling", "監査参照", **rest)
        for n, name in enumerate(("夜間バッチ", "検針値連携", "死活監視")):
            batch = {"kind": "バッチ", "account": f"BAT{n:03}", "person": name, "purpose": "夜間処理(登録済)"}
            self.account(None, "wheeling", "連携", company=op.name, section=op.grid_sections[3], **batch)
        first, second = self.grid_staff[10]["name"], self.grid_staff[15]["name"]
        one_after_another = f"{first}(〜2026/3/31)、{second}(2026/4/1〜)"
        who = {"company": op.name, "section": op.grid_sections[0]}
        self.account(None, "works", "利用者", account="KJ0900", person=one_after_another, **who)
        ended = {"account": "KJ0901", "expires": date(2026, 3, 31), "revoked": date(2026, 3, 31), "state": "削除"}
        self.account(self.grid_staff[20], "works", "利用者", **ended)

    def _standards(self) -> None:
        op = self.operator
        sections = op.grid_sections
        rights: Sequence[tuple[str, str, Sequence[str], str]] = (
            ("wheeling", "参照(供給地点)", sections[:3], ""),
            ("wheeling", "更新(託送契約)", sections[3:4], ""),
            ("wheeling", "参照(検針値)", sections[4:], ""),
            ("wheeling", "災害時参照", [""], ""),
            ("wheeling", "監査参照", [""], ""),
            ("wheeling", "連携", [""], ""),
            ("wheeling", "配電部門画面", sections[1:2], ""),
            ("wheeling", "管理者", sections[3:4], "部長"),
            ("faults", "利用者", [""], ""),
            ("works", "利用者", [""], ""),
            ("billing", "料金照会", [""], ""),
            ("portal", "申込者", [""], ""),
            ("switching", "利用者", [""], ""),
            ("feed_in", "閲覧", [""], ""),
        )
        for what, role, allowed, post in rights:
            for section in allowed:
                shown = "有" if what in ("wheeling", "faults") else "無"
                self.add(
                    "role_standards",
                    system=op.system(what),
                    role=role,
                    section=section,
                    post=post,
                    allowed="可",
                    shown=shown,
                )
        for setup, zone, allowed_there in (
            ("送配電用", "送配電", "可"),
            ("送配電用", "小売", "否"),
            ("送配電用", "共用", "可"),
            ("小売用", "小売", "可"),
            ("共通", "送配電", "可"),
            ("共通", "小売", "可"),
            ("共通", "共用", "可"),
        ):
            self.add("deployment_standards", setup=setup, zone=zone, allowed=allowed_there)

    # --- terminals ----------------------------------------------------------------------------------------------------

    def terminal(self, person: Row | None, *systems: str, **more: Any) -> Row:
        """A terminal in use in the office of its user; `counted` tells whether the stocktaking met it."""
        op, n = self.operator, next(self._devices)
        systems = systems or ("wheeling", "mail")
        who: Row = person or {"name": "", "no": "", "company": "", "section": "", "site": op.office_names[0]}
        said: Row = {
            "no": f"{op.prefix}{n:05}",
            "type": ("ノート", "デスクトップ")[n % 2],
            "setup": "送配電用",
            "maker": "東亜電機",
            "model": f"TD-{700 + n % 5}",
            "serial": f"5CG{n * 7 + 100000:07X}",
            "host": f"{op.prefix.strip('-')}PC{n:05}",
            "mac": f"02:1A:10:00:{n // 256:02X}:{n % 256:02X}",
            "ip": f"10.20.{n // 200}.{n % 200 + 10}",
            "site": who["site"],
            "place": "2階 配電執務室",
            "zone": "送配電",
            "owner": op.name,
            "lessor": "",
            "owner_section": "総務部",
            "company": who["company"],
            "section": who["section"],
            "user": who["name"],
            "user_no": who["no"],
            "manager": self.heads[0]["name"],
            "systems": "、".join(map(op.system, systems)),
            "connected": "無" if set(systems) <= {"mail", "billing"} else "有",
            "delivered": date(2024, 4, 1),
            "lease_end": NOTHING,
            "return_due": NOTHING,
            "returned": NOTHING,
            "disposed": NOTHING,
            "inventoried": self.counted_on,
            "state": "使用中",
            "counted": True,
        }
        return self.add("terminals", **{**said, **more})

    def _terminals(self) -> None:
        op, staff = self.operator, iter(self.grid_staff)
        self.terminal_of = {p["no"]: self.terminal(p) for p in self.serving}
        for person in self.retail_staff[:12]:
            place = {"place": "3階 営業執務室", "zone": "小売", "owner": op.retail}
            self.terminal(person, "billing", "mail", setup="小売用", **place)
        shared = {"site": op.shared[0], "place": "1階 共用会議室", "zone": "共用", "setup": "共通"}
        self.terminal(next(staff), "mail", **shared)
        self.terminal(next(staff), "works", "mail", **shared)
        self.terminal(next(staff), **{**shared, "place": "1階 会議室B"})
        lease = "東洋リース株式会社"
        self.terminal(next(staff), owner=lease, lessor=lease, lease_end=self.before(60))
        self.terminal(next(staff), owner=op.it_subsidiary)
        self.terminal(next(staff), "mail", owner=op.others[0] if op.integrated else op.retail, setup="共通")
        for _ in "ab":
            disposed = {"state": "廃棄済", "disposed": date(2025, 12, 1), "serial": "5CGDISPOSED"}
            self.terminal(next(staff), counted=False, inventoried=date(2025, 1, 10), **disposed)
            self.terminal(next(staff), ip="DHCP", serial="不明")
        self.terminal(next(staff), counted=False, returned=date(2026, 6, 1), state="返却済")
        self.terminal(next(staff), counted=False, state="修理中")
        self.terminal(next(staff), counted=False, state="貸出中")
        spare = {"company": op.name, "section": op.grid_sections[0], "state": "予備", "place": "1階 保管庫"}
        self.terminal(None, "wheeling", **spare)
        new = self.counted_on + timedelta(days=8)
        self.terminal(next(staff), counted=False, delivered=new, inventoried=new)
        self.terminal(next(staff), model="営業モバイル E-1")
        for person in self.moved_out[:3]:
            handed_over = {"state": "返却済", "returned": date(2026, 6, 30), "site": op.office_names[1]}
            self.terminal(person, counted=False, company=op.name, section=op.grid_sections[0], **handed_over)

    def met(self, **values: Any) -> Row:
        """A row of the stocktaking."""
        said = dict.fromkeys(("no", "serial", "host", "mac", "account", "system", "site", "place", "user", "found"), "")
        return self.add("stocktaking", **{**said, "counted": self.counted_on, "kind": "現物確認", **values})

    def take_stock(self) -> None:
        """The stocktaking of all terminals as they are, behind what was met already, and the logs of connections."""
        for terminal in self.kinds["terminals"]:
            seen = {name: terminal[name] for name in ("serial", "host", "mac", "site", "place", "user")}
            if terminal["counted"]:
                self.met(no=terminal.get("label", terminal["no"]), found="有", **seen)
            elif terminal["state"] == "修理中":
                self.met(no=terminal["no"], serial=terminal["serial"], site=terminal["site"], found="無")
        for terminal in self.kinds["terminals"][::4]:
            if terminal["state"] == "使用中":
                address = terminal["mac"].replace(":", "-").lower()
                self.met(host=terminal["host"].lower(), mac=address, kind="接続記録")
        for account in self.kinds["accounts"][::4]:
            if account["state"] == "有効" and account["listed"]:
                self.met(
                    account=account["account"], system=account["system"], user=account["person"], kind="利用者一覧"
                )

    # --- reference tables ---------------------------------------------------------------------------------------------

    def _disasters(self) -> None:
        approved = {
            "purpose": "停電の復旧",
            "approver": self.heads[0]["name"],
            "system": self.operator.system("wheeling"),
        }
        self.add(
            "disasters",
            no="D-1",
            name="台風第7号",
            area="全域",
            declared=date(2025, 8, 10),
            lifted=date(2025, 8, 14),
            accounts="",
            reviewed=date(2025, 8, 30),
            **approved,
        )
        self.add(
            "disasters",
            no="D-2",
            name="令和8年 沿岸地震",
            area="全域",
            declared=self.operator.as_of - DISASTERS_OPEN_FOR,
            lifted=NOTHING,
            accounts="DR0050",
            reviewed=NOTHING,
            **approved,
        )

    def exception(self, **more: Any) -> Row:
        """An exception in date and unused."""
        said: Row = {
            "no": f"EX-{len(self.kinds.get('exceptions', ())) + 1:03}",
            "kind": "暫定利用",
            "subject": "旧画面の参照",
            "account": "",
            "terminal": "",
            "system": self.operator.system("works"),
            "section": self.operator.grid_sections[1],
            "purpose": "システム移行のため",
            "applicant": self.heads[1]["name"],
            "approver": self.heads[0]["name"],
            "approved": date(2026, 3, 20),
            "starts": date(2026, 4, 1),
            "ends": date(2027, 3, 31),
            "used": NOTHING,
            "reviewed": self.counted_on,
            "closed": NOTHING,
            "state": "適用中",
        }
        return self.add("exceptions", **{**said, **more})

    def _exceptions(self) -> None:
        over = {"starts": date(2025, 4, 1), "ends": date(2026, 3, 31), "state": "終了"}
        for _ in "abcd":
            self.exception()
            self.exception(used=date(2026, 3, 20), closed=date(2026, 3, 31), **over)

    def _registrants(self) -> None:
        feed_in = [a for a in self.kinds["accounts"] if a["system"] == self.operator.system("feed_in")]
        by_number = {p["no"]: p for p in self.kinds["people"]}
        for account in feed_in[-5:]:
            self.registrant(by_number[account["emp_no"]], account["account"])
        self.once_registered = self.grid_staff[40]
        self.registrant(self.once_registered, f"F{self.once_registered['no']}", removed=date(2024, 3, 31))

    def registrant(self, person: Row, account: str, **more: Any) -> Row:
        """Somebody on the list of a system of others."""
        said: Row = {
            "system": self.operator.system("feed_in"),
            "account": account,
            "name": person["name"],
            "no": person["no"],
        }
        where = {"company": person["company"], "section": person["section"], "registered": date(2022, 4, 1)}
        return self.add("external_registrants", **{**said, **where, "removed": NOTHING, **more})

    def _ties(self) -> None:
        op = self.operator
        owned = [(op.it_subsidiary, op.name, "子会社"), ("東洋リース株式会社", "", "なし")]
        if op.integrated:
            owned += [(op.others[0], op.name, "特定関係事業者"), (op.affiliates_subsidiary, op.others[0], "子会社")]
        else:
            owned += [(op.retail, op.others[0], "特定関係事業者"), (op.affiliates_subsidiary, op.retail, "子会社")]
        for company, parent, relation in owned:
            self.add("capital_ties", company=company, parent=parent, share="100" if parent else "0", relation=relation)

    def workers(self) -> Iterator[str]:
        """Names of people of contractors, each once."""
        return self._workers

    def contract(self, name: str, work: str, /, **more: Any) -> Row:
        """A contract in order: information handled, pledges and training of all, audited, running."""
        who = "、".join(next(self._workers) for _ in range(3))
        number = len(self.kinds.get("contractors", ())) + 1
        said: Row = {
            "name": name,
            "no": f"K{number:04}",
            "parent": "",
            "share": "",
            "affiliated": "無",
            "exception": "",
            "principal": self.operator.grid_side,
            "section": self.operator.grid_sections[0],
            "work": work,
            "data": "託送契約者の氏名、住所",
            "handles": "有",
            "place": f"{name[:4]}棟 {number}号室",
            "count": 3,
            "workers": who,
            "systems": "",
            "accounts": "",
            "terminals": "",
            "sub": "無",
            "subs": "",
            "consented": NOTHING,
            "consent": "",
            "starts": date(2025, 4, 1),
            "ends": date(2027, 3, 31),
            "renewal": "無",
            "ended": NOTHING,
            "returned": NOTHING,
            "pledges": 3,
            "pledgers": who,
            "pledged": date(2025, 4, 1),
            "trained": 3,
            "audited": self.before(100),
            "cycle": 12,
            "next": NOTHING,
            "result": "良",
        }
        return self.add("contractors", **{**said, **more})

    def _contractors(self) -> None:
        op = self.operator
        retail: Row = {"principal": op.retail_side, "section": op.retail_sections[1]}
        billing: Row = {**retail, "data": "小売契約の情報", "handles": "無"}
        harmless: Row = {
            "data": "なし",
            "handles": "無",
            "workers": "",
            "pledgers": "",
            "pledges": 0,
            "trained": 0,
            "cycle": "",
            "audited": NOTHING,
            "place": "本店ビル",
        }
        for number in range(12):
            self.contract(f"光洋電設{number}株式会社", ("配電設備の保守", "検針業務", "停電受付")[number % 3])
        self.contract("共栄クリーン株式会社", "清掃", **harmless)
        self.contract("共栄クリーン株式会社", "清掃", **harmless | retail)
        self.contract("翔陽コール株式会社", "停電受付", place="翔陽第一ビル 4階")
        self.contract("翔陽コール株式会社", "料金の問合せ受付", place="翔陽第二ビル 2階", **billing)
        parent = op.others[0] if op.integrated else op.retail
        self.contract(op.affiliates_subsidiary, "社員食堂の運営", affiliated="有", parent=parent, **harmless)
        self.contract(op.it_subsidiary, "システム運用", systems=op.system("wheeling"))
        over: Row = {"starts": date(2024, 4, 1), "ends": date(2026, 3, 31)}
        self.contract("旭計装株式会社", "計器の校正", renewal="有", accounts="ASAHI01", **over)
        self.contract("稲葉測量株式会社", "線路の測量", accounts="INABA01", **over)
        self.contract("稲葉測量株式会社", "線路の測量", accounts="INABA01", starts=date(2026, 4, 1))
        self.contract("鳴子通信株式会社", "通信線の保守", ended=date(2026, 3, 31), returned=date(2026, 4, 2), **over)
        self.contract("関建設株式会社", "建柱工事", sub="有", subs="稲葉測量株式会社", consent="包括")
        self.contract("緑地造園株式会社", "樹木の伐採", audited=date(2024, 12, 1), cycle=36)
        self.contract("東光印刷株式会社", "帳票の印刷", audited=date(2025, 6, 1), cycle="", next=self.before(-60))
        for company, account in (("旭計装株式会社", "ASAHI01"), ("稲葉測量株式会社", "INABA01")):
            self.account_of_contractor(company, account)

    def account_of_contractor(self, company: str, account: str) -> Row:
        """An account lent to a contractor."""
        who = {"person": next(self._workers), "company": company, "employment": "委託"}
        return self.account(None, "works", "利用者", account=account, **who)
