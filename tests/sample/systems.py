"""The systems of the sample: what the grid operator, the affiliate and the IT subsidiary run, and those of others."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from tests.sample.org import GRID_FULL, GRID_SYSTEM, IT_FULL, RETAIL_FULL
from tests.sample.people import Row
from tests.sample.planted import Planted

DESIGN_SYSTEM, CONTROL, ASSETS = "配電設計支援システム", "系統監視制御システム", "設備・配電管理システム"
CALL_CENTRE, SWITCHING, RENEWABLES = "コールセンターシステム", "スイッチング支援システム", "再エネ業務管理システム"
SALES, OFFICE, FOLDERS = "営業支援システム", "OA基盤", "文書管理・共有フォルダー"

# Name, other names, section in charge, separation, whether it holds entrants' data.
_GRID = """
託送業務システム|託送シス,託送システム|託送部|論理分割|有
配電設計支援システム|配電設計支援,配電CAD|配電部|物理分割|有
系統監視制御システム|系統監視|系統運用部|物理分割|無
設備・配電管理システム|配電管理システム|配電部|共用|有
コールセンターシステム|CTI|託送部|論理分割|有
スイッチング支援システム|SW支援|託送部|物理分割|有
計器管理システム|計器管理|配電部|物理分割|有
スマートメーターデータ管理|MDMS|託送部|物理分割|有
託送料金計算システム|託送料金|託送部|論理分割|有
引込申込受付システム|引込受付|配電部|論理分割|有
停電情報システム|停電情報|配電部|物理分割|無
需給管理システム|需給管理|系統運用部|物理分割|有
系統アクセス検討システム|系統アクセス|系統運用部|物理分割|有
発電者情報管理|発電者台帳|系統運用部|論理分割|有
工事管理システム|工事管理|工務建設部|物理分割|無
送電線巡視システム|巡視アプリ|工務建設部|物理分割|無
変電所遠方監視|変電遠制|系統運用部|物理分割|無
保護継電器整定管理|整定管理|系統運用部|物理分割|無
用地管理システム|用地|工務建設部|論理分割|無
地図情報システム|GIS|配電部|論理分割|無
作業停電調整システム|停電調整|配電部|物理分割|無
資材調達システム|資材|資材部|物理分割|無
検針データ収集|検針ハンディ|託送部|物理分割|有
インバランス精算システム|インバランス|託送部|物理分割|有
問合せ管理システム|照会管理|託送部|論理分割|有
帳票出力システム|帳票|情報システム部|論理分割|有
データ連携基盤|連携基盤|情報システム部|論理分割|有
統合データ分析|BI|情報システム部|論理分割|有
車両管理システム|車両|総務部|物理分割|無
入退室管理システム|入退室|総務部|物理分割|無
安否確認システム|安否|総務部|物理分割|無
ログ管理システム|SIEM|情報システム部|物理分割|無
"""
_RETAIL = """
営業支援システム|SFA|営業部|物理分割
料金計算システム|料金|料金部|物理分割
お客さま管理システム|CIS|お客さまサービス部|物理分割
法人営業データベース|法人DB|法人営業部|物理分割
請求書発行システム|請求|料金部|物理分割
ウェブ会員サイト|会員サイト|お客さまサービス部|物理分割
電源調達システム|電源調達|経営企画部|物理分割
需要予測システム|需要予測|経営企画部|物理分割
代理店管理システム|代理店|営業部|物理分割
債権管理システム|債権|料金部|物理分割
販促管理システム|販促|営業部|物理分割
"""
_SHARED = """
OA基盤|OA,グループOA|運用部|論理分割
人事給与システム|人事給与|開発部|論理分割
経理システム|会計|開発部|論理分割
出張旅費システム|旅費|開発部|論理分割
電子決裁システム|決裁|開発部|論理分割
研修受講システム|eラーニング|開発部|論理分割
グループ会議システム|Web会議|運用部|論理分割
電話交換設備|PBX|運用部|物理分割
社内ポータル|ポータル|運用部|論理分割
ウイルス対策基盤|ウイルス対策|運用部|物理分割
勤怠管理システム|勤怠|開発部|論理分割
"""
_OF_OTHERS = """
再エネ業務管理システム|再エネ,FITシステム
スイッチング支援(広域機関)|広域SW
広域機関システム|広域
卸電力取引システム|取引所
"""
_VENDORS = (IT_FULL, "株式会社東亜システムズ", "ノルテソリューション株式会社", "三峰情報株式会社")


class Systems:
    """The rows of the list of systems."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.rows: list[Row] = []
        for line in _GRID.split():
            name, alias, section, separation, holds = line.split("|")
            self._add(name, alias, GRID_FULL, section, separation, holds)
        self._add(FOLDERS, "共有フォルダー", GRID_FULL, "総務部", "論理分割", "有")
        self.called(SWITCHING).update(open_to_retailers="有", user_companies=[GRID_FULL, RETAIL_FULL, "小売電気事業者"])
        for line in _RETAIL.split():
            name, alias, section, separation = line.split("|")
            self._add(name, alias, RETAIL_FULL, section, separation, "無")
        for line in _SHARED.split():
            name, alias, section, separation = line.split("|")
            row = self._add(name, alias, IT_FULL, section, separation, "無")
            row["user_companies"] = [GRID_FULL, RETAIL_FULL]
        for line in _OF_OTHERS.split():
            name, alias = line.split("|")
            self._add(name, alias, "", "", "物理分割", "有", external="有", barrier_tested=None)

    def _add(
        self, name: str, alias: str, company: str, section: str, separation: str, holds: str, **values: Any
    ) -> Row:
        chance = self._chance
        modified = date(2024, 6, 1) + timedelta(days=chance.randrange(700))
        row: Row = {
            "code": f"S{len(self.rows) + 1:03d}",
            "name": name,
            "alias": alias.split(","),
            "owner_company": company,
            "owner_department": section,
            "user_companies": [company] if company else [],
            "data": "託送契約・供給地点・使用量" if holds == "有" else "社内業務の情報",
            "holds_entrants": holds,
            "separation": separation,
            "users": chance.randrange(20, 1_400),
            "open_to_retailers": "無",
            "external": "無",
            "vendor": chance.choice(_VENDORS),
            "started": date(chance.randrange(2009, 2024), chance.choice((1, 4, 10)), 1),
            "modified": modified,
            "barrier_tested": modified + timedelta(days=chance.randrange(5, 40)) if separation != "物理分割" else None,
            "masking": "有" if separation != "物理分割" and holds == "有" else "無",
            "split_due": date(2030, 3, 31) if separation != "物理分割" and holds == "有" else None,
            "logged": chance.choice(("有(2年)", "有(3年)", "有(1年)")),
            "disaster_rights": "有" if name in (GRID_SYSTEM, DESIGN_SYSTEM) else "無",
            "status": "稼働",
            **values,
        }
        self.rows.append(row)
        return row

    def called(self, name: str) -> Row:
        """The system of a name."""
        return next(row for row in self.rows if row["name"] == name)

    def spoil(self, planted: Planted) -> None:
        """Barriers that were not tested after a change (KS-1, CB-1, CG: masks forgotten)."""
        self.called("帳票出力システム").update(barrier_tested=None)
        late = self.called("統合データ分析")
        late.update(modified=date(2026, 8, 21), barrier_tested=date(2025, 11, 14))
        shared = self.called(ASSETS)
        shared.update(modified=date(2026, 5, 29), barrier_tested=date(2026, 2, 6))
        planted.mark("R26", "systems", ["帳票出力システム", "統合データ分析", ASSETS], "CB-1")
