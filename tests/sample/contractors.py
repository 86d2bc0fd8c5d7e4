"""The contractors of the sample: those of the grid operator, those of the affiliate, some of both in order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.sample.org import ENDED_FULL, GRID_FULL, RETAIL_FULL
from tests.sample.people import People, Row
from tests.sample.planted import Planted

METER, CALLS, DESIGN = "東湾検針サービス株式会社", "みなとコールサポート株式会社", "三栄設計株式会社"
FIELD, GAUGE, DATA = "株式会社湾岸フィールド", "大和計器工業株式会社", "株式会社みなとデータエントリー"
CLOSED_FULL = "東岬通信株式会社"
SUBSIDIARY, AFFILIATE = "東湾ビジネスサービス株式会社", "東湾エナジーパートナーズ株式会社"
GRANDCHILD = "株式会社東湾テクノ"

LISTED = {METER: 26, CALLS: 64, DESIGN: 34, FIELD: 38, GAUGE: 30, DATA: 22}
"""Contractors whose workers stand in the list of people, and how many."""


@dataclass(frozen=True)
class _Work:
    """Work that is given away: by whom, what is handled, which systems, whether there are audits."""

    department: str
    work: str
    data: str = ""
    systems: tuple[str, ...] = ()


_LISTED_WORK = {
    METER: _Work("託送部", "検針業務", "使用量・供給地点", ("託送シス",)),
    CALLS: _Work("託送部", "託送受付センター運営", "契約者・供給地点", ("コールセンターシステム", "託送業務システム")),
    DESIGN: _Work("配電部", "配電設計補助業務", "引込申込・供給地点", ("配電設計支援",)),
    FIELD: _Work("配電部", "引込線工事の調査", "供給地点・需要者", ("配電設計支援",)),
    GAUGE: _Work("配電部", "計器取替工事", "供給地点・計器番号", ("計器管理",)),
    DATA: _Work("託送部", "申込書の入力", "託送申込書", ("託送業務システム",)),
}
_PLAIN = (
    _Work("配電部", "樹木伐採業務"),
    _Work("配電部", "電柱建替工事"),
    _Work("工務建設部", "鉄塔塗装工事"),
    _Work("配電部", "配電設備の巡視点検"),
    _Work("工務建設部", "管路掘削工事"),
    _Work("系統運用部", "変電所構内の除草"),
)
_HARMLESS = (
    _Work("総務部", "建物清掃業務"),
    _Work("総務部", "警備業務"),
    _Work("総務部", "文書の配送"),
    _Work("総務部", "産業廃棄物の収集運搬"),
)
_RETAIL_WORK = (
    _Work("営業部", "営業事務"),
    _Work("お客さまサービス部", "販売促進物の作成"),
    _Work("料金部", "請求書の印刷"),
)
_STEMS = """
青葉 旭 朝日 泉 磯浜 一宮 大岬 岡本 海南 北港 共立 協和 京浜台 光南 港北 相模台 三洋台 潮見 白浜 新港 新和 杉並 昭栄
大成 大同台 高台 武蔵台 築地 常盤 東光 東邦台 東洋 中央 南海 南港 西浜 日新 日本台 白鷺 浜松台 東浜 平和 富士見 双葉
北斗 丸和 三島 緑 南岬 宮前 明和 八千代 山手 大和 湾岸 若葉 和光 赤羽台 石浜 大磯 小浜 花園台 松原 三谷
"""
_TRADES = {"樹木": "造園", "電柱": "電設", "鉄塔": "塗装", "巡視": "電気工事", "管路": "建設", "除草": "緑化"}
_HARMLESS_TRADES = {"清掃": "ビルサービス", "警備": "警備保障", "文書": "運輸", "産業": "環境"}


class Contractors:
    """The rows of the ledger of contractors."""

    def __init__(self, chance: random.Random, people: People) -> None:
        self._chance = chance
        self._people = people
        self.rows: list[Row] = []
        stems = iter(_STEMS.split())
        for company, work in _LISTED_WORK.items():
            names = [row["person"] for row in people.of("", company=company)]
            self._data_row(company, work, names)
        for n in range(34):
            work = _PLAIN[n % len(_PLAIN)]
            self.add(self._called(next(stems), work, _TRADES, n), work)
        for n in range(12):
            work = _HARMLESS[n % len(_HARMLESS)]
            company = self._called(next(stems), work, _HARMLESS_TRADES, n)
            self.add(company, work, place="本店ビル 全館", audited=None)
            if n < 3:
                # Cleaning and deliveries for both sides in one house are no matter.
                self.add(company, work, RETAIL_FULL, place="本店ビル 全館", audited=None)
        for n in range(17):
            work = _RETAIL_WORK[n % len(_RETAIL_WORK)]
            self.add(f"{next(stems)}ビジネス株式会社", work, RETAIL_FULL, place="東湾電力本社ビル 2階")
        # One company works for both sides in different houses with different people.
        self.add(
            DESIGN, _RETAIL_WORK[0], RETAIL_FULL, place="東湾電力本社ビル 5階", worker_names=["相沢 護", "井口 望"]
        )
        # Over and done with: what was lent is back.
        self.add(ENDED_FULL, _Work("情報システム部", "端末保守業務"), contract_end=date(2026, 3, 31), renewal="無")
        over: Row = {"contract_end": date(2026, 6, 30), "ended": date(2026, 6, 30), "renewal": "無"}
        self.add(CLOSED_FULL, _Work("情報システム部", "通信回線の保守"), **over)

    def _called(self, stem: str, work: _Work, trades: dict[str, str], n: int) -> str:
        trade = next(trade for word, trade in trades.items() if word in work.work)
        return f"株式会社{stem}{trade}" if n % 3 == 0 else f"{stem}{trade}{'有限会社' if n % 7 == 6 else '株式会社'}"

    def _data_row(self, company: str, work: _Work, names: Sequence[str]) -> None:
        sub: Row = {
            "subcontracted": "有",
            "subcontractor": ["潮見検針株式会社"],
            "consented": date(2026, 3, 20),
            "consent": "個別",
        }
        self.add(
            company,
            work,
            worker_names=list(names) if company in (METER, DESIGN, DATA) else [],
            workers=len(names),
            pledge_count=len(names),
            trained_count=len(names),
            place="本店ビル 2階" if company in (CALLS, DATA) else "東湾第二ビル 1階",
            account_count=len(names),
            terminal_count=len(names) // 2,
            **(sub if company == METER else {}),
        )

    def add(self, company: str, work: _Work, principal: str = GRID_FULL, **values: Any) -> Row:
        """One contract in order unless `values` say otherwise."""
        chance = self._chance
        started = date(chance.randrange(2022, 2027), 4, 1)
        number = len(self.rows) + 1
        workers = chance.randrange(3, 30)
        row: Row = {
            "name": company,
            "contract_no": f"00{412000 + number * 7}",
            "principal": principal,
            "department": work.department,
            "work": work.work,
            "data": work.data or "無",
            "handles_data": "有" if work.data else "無",
            "handover": "専用端末" if work.data else "",
            "place": f"{company.replace('株式会社', '').replace('有限会社', '')} 作業所",
            "workers": workers,
            "systems": list(work.systems),
            "subcontracted": "無",
            "started": started,
            "contract_end": date(2027, 3, 31),
            "renewal": chance.choice(("有", "無")),
            "pledge_count": workers,
            "pledged": started,
            "trained_count": workers,
            "audited": date(2025, 12, 1) + timedelta(days=chance.randrange(300)),
            "audit_result": chance.choice(("A", "A", "B")),
            "payee": f"{chance.randrange(10_000, 99_999):08d}",
            **values,
        }
        self.rows.append(row)
        return row

    def called(self, company: str, principal: str = GRID_FULL) -> Row:
        """The contract of a company with one side."""
        return next(row for row in self.rows if row["name"] == company and row["principal"] == principal)

    def spoil(self, planted: Planted) -> None:
        """What R19, R20, R22, R23 and R24 are to find (remark on A3-1-02: two that work for both sides)."""
        kind = "contractors"
        # KS-3 and FIT-1 (TSA): the same people work for both sides.
        meter = self.called(METER)
        both = meter["worker_names"][3:5]
        audited = date(2026, 4, 22)
        self.add(METER, _RETAIL_WORK[0], RETAIL_FULL, worker_names=both, place="東湾電力本社ビル 3階", audited=audited)
        self.add(
            CALLS,
            _Work("お客さまサービス部", "お客さまセンター運営"),
            RETAIL_FULL,
            place="本店ビル 3階",
            audited=audited,
        )
        planted.mark("R19", kind, [METER, CALLS], "KS-3")
        # CB-2, KY-3: work of the grid given to the affiliate's subsidiaries.
        self.add(SUBSIDIARY, _Work("託送部", "託送申込の受付補助", "供給地点"), parent=RETAIL_FULL, share=100)
        self.add(GRANDCHILD, _Work("配電部", "計器工事", "供給地点・計器番号"))
        planted.mark("R20", kind, [SUBSIDIARY, GRANDCHILD], "CB-2")
        # FIT-1: given on without consent, and to nobody named.
        plain = [
            row
            for row in self.rows
            if row["principal"] == GRID_FULL and row["department"] == "配電部" and not row["systems"]
        ]
        for row, sub in zip(plain[:3], ("潮見造園株式会社", "有限会社磯浜工業", "白浜緑化株式会社"), strict=True):
            row.update(subcontracted="有", subcontractor=[sub])
        plain[3].update(subcontracted="有", consented=date(2026, 4, 3))
        planted.mark("R22", kind, [row["name"] for row in plain[:4]], "FIT-1")
        # TH-3: telephone contractors without pledges.
        calls = self.called(CALLS)
        calls.update(pledge_count=calls["workers"] - 9)
        gauge = self.called(GAUGE)
        gauge.update(trained_count=gauge["workers"] - 4)
        design = self.called(DESIGN)
        design.update(pledge_names=design["worker_names"][:-2])
        planted.mark("R23", kind, [CALLS, GAUGE, DESIGN], "TH-3")
        # SK-1: no audit for years, or never.
        for row, day in zip(plain[5:9], (date(2024, 5, 17), date(2025, 3, 3), date(2023, 11, 30), None), strict=True):
            row.update(audited=day, started=date(2022, 4, 1))
        plain[9].update(audit_due=date(2026, 9, 30), audited=date(2025, 9, 12))
        planted.mark("R24", kind, [row["name"] for row in plain[5:10]], "SK-1")
        plain[10].update(systems=["旧工事管理"])
        planted.mark("R27", kind, [plain[10]["name"]], "KY-2")
