"""The defects of a company: every rule has rows that it must find, written as offices write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.other_company.company import Company, Row

Mark = tuple[str, int]
_HALF = str.maketrans(dict(zip("アイウクシステムメール託", "ｱｲｳｸｼｽﾃﾑﾒｰﾙ託", strict=False)))


def wide(text: str) -> str:
    """Letters and digits in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


class Defects:
    """Spoils a company. `found` are rule and row that must be found, `told` those that may be found besides: another
    rule tells the same fact, or the other one of a pair."""

    def __init__(self, company: Company) -> None:
        self.found: list[tuple[str, Mark]] = []
        self.told: set[tuple[str, Mark]] = set()
        self._company, self._op = company, company.operator
        # People without a part in anything else.
        self._free = iter(company.grid_staff[42:])
        self._retail = iter(company.retail_staff[20:])
        self._terminals()
        self._stocktaking()
        self._holders()
        self._grants()
        self._contractors()
        self._places_and_systems()
        self._exceptions()
        company.take_stock()

    def _plant(self, rule: str, row: Row, *besides: str) -> Row:
        self.found.append((rule, row["_mark"]))
        self.told.update((other, row["_mark"]) for other in besides)
        return row

    def _also(self, rule: str, *rows: Row) -> None:
        self.told.update((rule, row["_mark"]) for row in rows)

    def _terminal(self, **changed: Any) -> Row:
        """The terminal of somebody, changed."""
        row = self._company.terminal_of[next(self._free)["no"]]
        row.update(changed)
        return row

    def _account(self, **changed: Any) -> Row:
        """The account of somebody, changed."""
        row = self._company.account_of[next(self._free)["no"]]
        row.update(changed)
        return row

    def _terminals(self) -> None:
        op, company = self._op, self._company
        shared, short = op.shared, {office[1]: office[2].split("、")[0] for office in op.offices}
        room, meeting = "3階 営業執務室", {"place": "１階　共用会議室", "zone": "", "setup": "共通"}
        self._plant("R01", self._terminal(site=shared[1], place=room, zone=""), "R08")
        self._plant("R01", self._terminal(site=short[shared[1]], **meeting))
        alias = (
            f"{op.short('wheeling').translate(_HALF)},{op.short('mail').translate(_HALF)}" if not op.integrated else ""
        )
        self._plant("R01", self._terminal(site=shared[0], systems=alias or op.short("wheeling", 1), **meeting))
        self._plant("R01", self._terminal(site=shared[0], place=room, zone="小売", state="○"), "R08")
        mine = {"site": op.office_names[1], "zone": "送配電", "company": ""}
        if op.integrated:
            self._plant("R02", self._terminal(owner=op.others[0]))
            section = {"section": op.retail_sections[1], "owner_section": op.grid_sections[0]}
            self._plant("R02", company.terminal(next(self._retail), "wheeling", **mine, **section), "R03")
        else:
            self._plant("R02", self._terminal(owner=op.retail.replace("株式会社", "㈱")))
            self._plant("R02", self._terminal(owner=op.others[1]))
            self._plant("R02", company.terminal(next(self._retail), "wheeling", **mine, section=""), "R03")
        was = {"company": op.name, "section": op.grid_sections[0], "site": op.office_names[1]}
        self._plant("R03", company.terminal(company.moved_out[4], **was), "R02")
        moved = {"former_company": op.name, "former_section": op.grid_sections[0], "appointed": date(2026, 7, 1)}
        person = company.person(op.retail, op.retail_sections[0], op.shared[0], name="髙﨑 みさを", **moved)
        self._plant("R03", company.terminal(person, **was, user="高崎　みさを", user_no=""), "R02")
        within = company.terminal_of[company.moved_within[0]["no"]]
        within.update(section=op.grid_sections[1])
        self._plant("R03", within)
        one = self._terminal()
        self._plant("R06", self._terminal(serial=wide(one["serial"]).lower()))
        other = self._terminal(mac=one["mac"].replace(":", "").lower())
        self._plant("R06", other)
        self._plant("R06", self._terminal(ip=wide(other["ip"])))
        self._plant("R06", company.terminal(company.grid_staff[1], no=wide(other["no"])))
        self._also("R06", one, other)
        self._plant("R06", self._terminal(mac="02:1A:10:00:0G:01"))
        self._plant("R06", self._terminal(ip="10.20.300.4"))
        self._plant("R07", self._terminal(returned=company.before(40)))
        self._plant("R07", self._terminal(returned=company.before(3), state="○"))
        retail_room = {"site": shared[0], "place": room, "zone": "小売"}
        self._plant("R08", self._terminal(systems=op.system("mail"), connected="無", **retail_room))
        self._plant("R31", self._terminal(manager=""))
        self._plant("R31", self._terminal(user="", user_no=""))
        self._plant("R31", self._terminal(manager="未定"))
        self._plant("R32", self._terminal(inventoried=None))
        year = op.as_of.replace(year=op.as_of.year - 1)
        self._plant("R32", self._terminal(inventoried=year - timedelta(days=20)))
        self._terminal(inventoried=year)  # Twelve months to the day: in order.

    def _stocktaking(self) -> None:
        company, op = self._company, self._op
        self._plant("R04", self._terminal(counted=False))
        for sign in ("無", "×"):
            missing = self._plant("R04", self._terminal(counted=False))
            company.met(no=missing["no"], serial=missing["serial"], site=missing["site"], found=sign)
        self._plant("R34", self._terminal(state="紛失"))
        known = self._terminal()
        known["label"] = wide(known["no"]).lower()  # The number of the ledger, written otherwise.
        self._plant("R05", company.met(no=f"{op.prefix}90001", serial="ZZ999001", site=op.shared[0], found="有"))
        log = {"mac": "02-1a-ff-00-00-07", "system": op.short("wheeling"), "kind": "接続記録"}
        self._plant("R05", company.met(host="SHADOW-7", **log))
        self._plant("R05", company.met(account="GHOST01", system=op.system("wheeling"), kind="利用者一覧"))

    def _holders(self) -> None:
        op, company = self._op, self._company
        both = ("R12", "R15", "R29", "R30")

        def held(person: Row, what: str = "wheeling", **more: Any) -> None:
            role = "参照(供給地点)" if what == "wheeling" else "利用者"
            row = company.account(person, what, role, **more)
            self._plant("R09", row, *both)

        held(next(self._retail), company=op.retail.replace("株式会社", "㈱"))
        held(next(self._retail), company="", section="")
        held(next(self._retail), state="○", system=op.short("wheeling", 1))
        held(next(self._retail), "faults", state="使用中")
        held(company.namesake)
        if not op.integrated:
            held(company.others[0], emp_no=wide(company.others[0]["no"]))
            held(company.seconded_away)
        who = {"company": op.name, "section": op.grid_sections[0]}
        names = company.grid_staff[1]["name"], company.grid_staff[2]["name"]
        for number, user in enumerate(("配電部共用", "", "、".join(names), f"{names[0]} 他２名")):
            shared = company.account(None, "wheeling", "参照(供給地点)", account=f"KYO{number}", person=user, **who)
            self._plant("R10", shared)
        kind = {"account": "KYO9", "person": "当直用", "kind": "共用"}
        self._plant("R10", company.account(None, "wheeling", "参照(供給地点)", **kind, **who))
        office = op.office_names[0]
        self._plant("R11", company.account(company.retired[1], "works", "利用者"))
        left = company.person(
            op.name, op.grid_sections[0], office, name="渡邉 さゆり(旧姓 小泉)", left=date(2026, 5, 31), state="退職"
        )
        by_name = {"account": "KJ7001", "emp_no": "", "person": "渡辺 さゆり"}
        self._plant("R11", company.account(left, "works", "利用者", **by_name))
        yesterday = company.person(op.name, op.grid_sections[0], office, left=company.before(1))
        self._plant("R11", company.account(yesterday, "works", "利用者", account="KJ7002", state=""))
        kept = company.account_of[company.moved_within[1]["no"]]
        kept.update(role="更新(託送契約)", granted=date(2024, 4, 1), approved=date(2024, 3, 10))
        self._plant("R12", kept)
        spells: tuple[Row, ...] = (
            {},
            {"state": "○"},
            {"state": "", "kind": "非常災害用"},
            {"last": company.before(40)},
        )
        for number, spelled in enumerate(spells):
            said = {"kind": "災害用", "account": f"DR1{number:03}", "expires": None, **spelled}
            emergency = company.account(next(self._retail), "wheeling", "災害時参照", **said)
            self._plant("R13", emergency, "R09", "R29")
        issued = {"issued": op.grid_side, "account": "FIT-X1"}
        self._plant("R18", company.account(company.grid_staff[38], "feed_in", "閲覧", **issued))
        removed = company.once_registered
        self._plant("R18", company.account(removed, "feed_in", "閲覧", issued=op.grid_side))
        alias = {"issued": op.grid_side, "account": "FIT-X2", "system": op.short("feed_in")}
        self._plant("R18", company.account(next(self._retail), "feed_in", "閲覧", **alias), "R09", "R29")
        double = company.account(next(self._free), "billing", "料金照会")
        self._plant("R29", double)
        if not op.integrated:
            second = {"second": op.retail_sections[0], "second_company": op.retail}
            self._plant("R29", company.person(op.name, op.grid_sections[3], office, **second))
        for field in ("trained", "pledged"):
            person = next(self._free)
            person[field] = None if field == "trained" else "未"
            self._plant("R30", company.account_of[person["no"]])
            self._also("R30", *(a for a in company.kinds["accounts"] if a["emp_no"] == person["no"]))
        newcomer = dict.fromkeys(("appointed", "started", "joined", "pledged"), date(2026, 7, 1))
        late = company.person(op.name, op.grid_sections[0], office, trained=date(2026, 8, 20), **newcomer)
        self._plant("R30", company.account(late, "wheeling", "参照(供給地点)"))

    def _grants(self) -> None:
        op, company = self._op, self._company
        head = company.retail_heads[0]
        theirs = {"approver": head["name"], "approver_company": head["company"], "approver_section": head["section"]}
        self._plant("R14", self._account(**theirs))
        own = self._account()
        own.update(approver=own["person"], approver_section=own["section"])
        self._plant("R14", own)
        name = company.heads[0]["name"]
        self._plant("R14", self._account(applicant=name.replace(" ", "　"), approver=name.replace(" ", "")))
        unknown = {"approver": company.retail_staff[3]["name"], "approver_company": "", "approver_section": ""}
        self._plant("R14", self._account(**unknown))
        self._plant("R15", self._account(role="管理者"))
        viewer = next(p for p in self._free if p["section"] in (op.grid_sections[0], op.grid_sections[2]))
        beyond = company.account_of[viewer["no"]]
        beyond.update(role="参照(供給地点)、配電部門画面")
        self._plant("R15", beyond)
        self._plant("R16", self._account(last=company.before(91)))
        self._account(last=company.before(90))  # On the day of the limit: in order.
        self._plant("R17", self._account(request=""))
        self._plant("R17", self._account(request="-"))
        late = self._account()
        late.update(approved=late["granted"] + timedelta(days=1))
        self._plant("R17", late)
        self._plant("R33", self._account(expires=company.before(1)))
        self._plant("R33", self._account(expires=date(2026, 3, 31), state="●"))

    def _contractors(self) -> None:
        op, company = self._op, self._company
        contract = company.contract
        billing: Row = {
            "principal": op.retail_side,
            "section": op.retail_sections[1],
            "data": "小売契約",
            "handles": "無",
        }
        worker = next(company.workers())
        one = {"workers": worker, "pledgers": worker, "count": 1, "pledges": 1, "trained": 1}
        pairs = (
            (
                contract("双葉コンタクト株式会社", "停電受付", **one),
                contract("㈱双葉コンタクト", "料金の受付", **one, **billing),
            ),
            (
                contract("三栄データ株式会社", "検針データの入力", accounts="SNE01"),
                contract("三栄データ株式会社", "請求書の発送", accounts="ＳＮＥ０１", **billing),
            ),
            (
                contract("港南サービス株式会社", "停電受付", place="港南ビル2階"),
                contract("港南サービス株式会社", "料金督促", place="港南ビル2階", **billing),
            ),
        )
        for grid, retail in pairs:
            self._plant("R19", grid)
            self._also("R19", retail)
        company.account_of_contractor("三栄データ株式会社", "SNE01")
        if not op.integrated:
            subsidiary = op.affiliates_subsidiary.replace("株式会社", "㈱")
            self._plant("R20", contract(subsidiary, "検針業務", affiliated=""))
            self._plant("R20", contract("南星オペレーション株式会社", "停電受付", affiliated="有"))
            owned = {"affiliated": "", "parent": op.others[1], "share": "60"}
            self._plant("R20", contract("東稜メンテナンス株式会社", "配電線の巡視", **owned))
        over: Row = {"ends": date(2026, 3, 31)}
        ended = contract("滝沢電工株式会社", "計器取替", accounts="TKZ01、TKZ02", **over)
        self._plant("R21", company.account_of_contractor("滝沢電工㈱", "TKZ01"), "R11")
        who = {"user": next(company.workers()), "company": "梅原計測株式会社", "site": op.office_names[1]}
        left = company.terminal(None, "wheeling", **who)
        also = contract("梅原計測株式会社", "検針業務", terminals=left["no"], **over)
        self._plant("R21", left)
        self._also("R21", ended, also)
        self._plant("R22", contract("西脇建設株式会社", "建柱工事", sub="○", subs="稲葉測量株式会社"))
        consented = {"sub": "有", "consented": date(2025, 5, 1), "consent": "個別"}
        contract("関建設株式会社", "電柱の移設", subs="旭計装株式会社", **consented)
        self._plant("R22", contract("東脇建設株式会社", "建柱工事", subs="無名工業有限会社", **consented))
        counted: Row = {"count": 10, "pledges": 10, "trained": 10, "workers": "", "pledgers": ""}
        self._plant("R23", contract("杉戸検針株式会社", "検針業務", **counted | {"pledges": 8}))
        self._plant("R23", contract("柏木検針株式会社", "検針業務", **counted | {"trained": 7}))
        named = contract("桐生検針株式会社", "検針業務")
        named["pledgers"] = "、".join([*named["workers"].split("、")[:2], "別人 太郎"])
        self._plant("R23", named)
        self._plant("R24", contract("船越通信株式会社", "検針業務", audited=date(2024, 6, 1)))
        self._plant("R24", contract("入江通信株式会社", "検針業務", audited=None))
        self._plant("R24", contract("浜口通信株式会社", "検針業務", next=date(2026, 7, 31)))

    def _places_and_systems(self) -> None:
        op, company = self._op, self._company
        shared = op.shared
        self._plant("R25", company.entry(shared[1], "2階 配電執務室", "送配電", company.retail_staff[5], "Q1"))
        bare = {"company": "", "section": ""}
        self._plant("R25", company.entry(shared[2], "2階 通信機械室", "送配電", company.retail_staff[6], "Q2", **bare))
        self._plant("R25", company.room(shared[2], "2階 配電計器室", "", op.grid_side))
        store = next(r for r in company.kinds["rooms"] if (r["site"], r["room"]) == (shared[0], "1階 保管庫"))
        store["entrants"] += "、" + (op.retail_sections[0] if op.integrated else op.retail.replace("株式会社", "㈱"))
        self._plant("R25", store)
        systems = {row.get("what"): row for row in company.kinds["systems"]}
        systems["meters"]["modified"] = date(2026, 5, 10)
        systems["customers"]["barrier_modified"] = date(2026, 7, 1)
        self._plant("R26", systems["meters"])
        self._plant("R26", systems["customers"])
        untested = company.system("供給地点検索基盤", op.name, op.name, "供給地点", False, "共用")
        self._plant("R26", untested)
        named = self._terminal()
        named["systems"] += "、幻影システム"
        self._plant("R27", named)
        old = {"account": "PH001", "system": "旧配電台帳システム", "listed": False}
        self._plant("R27", company.account(company.grid_staff[30], "works", "利用者", **old))

    def _exceptions(self) -> None:
        company = self._company
        self._plant("R28", company.exception(ends=date(2026, 6, 30), used=date(2026, 9, 1)))
        self._plant("R28", company.exception(ends=date(2026, 6, 30)))
