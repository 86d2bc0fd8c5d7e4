"""What stands in the cells of the labelled workbooks: by a word for its looks, else by the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

Maker = Callable[[int], Any]


def turn(*values: Any) -> Maker:
    """The values in turn."""
    return lambda n: values[(n - 1) % len(values)]


PEOPLE = ("東湾 太郎", "南浜 花子", "港北 次郎", "山手 恵", "川端 誠", "髙橋 渡", "渡邊 香", "浜﨑 修")
OFFICES = ("北営業所", "南営業所", "港北ネットワークセンター", "山手営業所")
COMPANIES = ("東湾送配電株式会社", "東湾電力㈱", "(株)東湾サービス", "東湾システムズ株式会社")
SECTIONS = ("配電課", "お客さまサービス課", "送電課", "業務課")

_TASKS = ("託送業務", "配電情報", "NW設備管理", "営業受付", "検針", "停電情報", "工事管理", "文書管理")
_TRADES = ("工務", "検針", "電設", "情報", "物流", "設計", "通信", "建設")
_PLACES = ("北", "南", "東", "西", "港北", "山手", "川端", "浜手")

LOOKS: dict[str, Maker] = {
    "": lambda n: "",
    "seq": lambda n: n,
    "pc": lambda n: f"PC-{n:04d}",
    "zeros": lambda n: f"{n:05d}",
    "lost": lambda n: n if n % 3 == 0 else f"{n:05d}",
    "power": lambda n: f"1.23E+{n + 5:02d}",
    "account": lambda n: f"T1{n:05d}",
    "emp": lambda n: 100_200 + n,
    "person": turn(*PEOPLE),
    "kana": turn("ﾄｳﾜﾝ ﾀﾛｳ", "ﾐﾅﾐﾊﾏ ﾊﾅｺ", "ｺｳﾎｸ ｼﾞﾛｳ"),
    "section": turn(*SECTIONS),
    "company": turn(*COMPANIES),
    "site": turn(*OFFICES),
    "system": turn("託送業務システム", "配電情報システム", "NW設備管理システム"),
    "system_each": lambda n: f"{_TASKS[n % 8]}システム{n}",
    "date": lambda n: date(2024, 4, n % 28 + 1),
    "late": lambda n: date(2027, 3, n % 28 + 1),
    "slash": lambda n: f"2024/4/{n % 28 + 1}",
    "packed": lambda n: f"202404{n % 28 + 1:02d}",
    "wareki": lambda n: f"令和６年４月{n % 28 + 1}日",
    "era": lambda n: f"R6.4.{n % 28 + 1}",
    "moment": lambda n: f"2026/10/{n % 28 + 1:02d} 09:15",
    "month": turn("2027年3月", "2028年3月"),
    "valid": turn("有効", "有効", "停止", "削除"),
    "mark": turn("○", "×", "○"),
    "circle": turn("○", "", "○"),
    "circles": turn("◎", "○", "△"),
    "seldom": turn("×", "", "○"),
    "letters": turn("R/W", "", "R"),
    "words": turn("参照", "更新", "－"),
    "yes": turn("有", "無"),
    "done": turn("済", "未"),
    "may": turn("可", "否"),
    "right": turn("参照", "更新", "参照・更新", "管理者"),
    "use": turn("個人", "共用", "特権", "災害用"),
    "post": turn("課長", "主任", "係長", "一般"),
    "employment": turn("社員", "派遣", "出向"),
    "serving": turn("在籍", "休職", "退職"),
    "phone": lambda n: f"03-0000-{n:04d}",
    "mail": lambda n: f"t{n}@example.jp",
    "code": lambda n: f"K{n:03d}",
    "count": lambda n: n * 3,
    "people": lambda n: f"{n * 3}名",
    "percent": turn("100%", "51.5%", "0%"),
    "yen": lambda n: f"{n * 1_200_000:,}",
    "address": lambda n: f"東湾市港北{n}丁目{n}番",
    "building": turn("東湾ビル", "港北会館", "北営業所庁舎"),
    "floor": turn("1階", "2階", "3F"),
    "room": turn("配電執務室", "お客さま対応室", "会議室", "サーバ室"),
    "zone": turn("送配電", "小売", "共用"),
    "own": turn("専用", "共用"),
    "text": turn("要確認", "", "前回どおり"),
    "work": turn("検針業務", "引込線工事", "コールセンター運営", "システム保守"),
    "info": turn("託送契約情報", "需要者情報", "なし"),
    "several": turn("東湾 太郎、南浜 花子", "港北 次郎", "山手 恵/川端 誠"),
    "ids": turn("T100001、T100002", "T100003", ""),
    "contract": lambda n: f"R6-{n:03d}",
    "mac": lambda n: f"02-1A-00-00-00-{n:02X}",
    "ip": lambda n: f"10.1.0.{n}",
    "model": turn("TD-740", "NB-55", "TD-740"),
    "maker": turn("東亜電機", "南洋通信"),
    "serial": lambda n: f"SN2024{n:04d}",
    "host": lambda n: f"TWN{n:04d}",
    "os": turn("Windows 11", "Windows 10"),
    "device": turn("ノート", "デスクトップ"),
    "state": turn("使用中", "予備", "返却済"),
    "setup": turn("送配電用", "小売用", "共通"),
    "office_kind": turn("営業所", "支店", "ネットワークセンター"),
    "separation": turn("物理分割", "論理分割", "共用"),
    "running": turn("稼働中", "停止", "廃止"),
    "relation": turn("子会社", "関連会社", "特定関係事業者"),
    "company_each": lambda n: f"東湾{_TRADES[n % 8]}{n}株式会社",
    "card": lambda n: f"C{n:06d}",
    "entry": turn("カード", "鍵", "暗証番号"),
    "disaster": lambda n: f"台風第{n}号",
    "area": turn("全域", "港北地区、山手地区"),
    "reason": turn("システム更改までの経過措置", "災害復旧の応援", "障害対応"),
    "exception": turn("例外", "暫定利用", "災害時利用"),
    "screen": turn("契約照会画面", "配電部門画面", "設備照会画面"),
    "seen": turn("現物確認", "接続記録"),
    "log": turn("有(1年)", "有(3年)", "無"),
    "grade": turn("A", "B", "C"),
    "request": lambda n: f"A2024-{n:04d}",
    "branch": lambda n: f"{_PLACES[n % 8]}{'営業所' if n % 2 else '支店'}",
    "room_each": lambda n: f"{n}号室",
}

_FIELDS: dict[str, str] = {
    "account": "account", "person": "person", "user": "person", "manager": "person", "applicant": "person",
    "approver": "person", "registrar": "person", "reviewer": "person", "checker": "person", "emp_no": "emp",
    "user_id": "emp", "department": "section", "owner_department": "section", "previous_department": "section",
    "company": "company", "user_company": "company", "owner_company": "company", "principal": "company",
    "site": "site", "system": "system", "systems": "system", "role": "right", "kind": "use", "post": "post",
    "employment": "employment", "status": "valid", "request_no": "request", "asset_no": "pc", "model": "model",
    "maker": "maker", "serial": "serial", "hostname": "host", "mac": "mac", "ip": "ip", "os": "os",
    "device_type": "device", "place": "floor", "zone": "zone", "setup": "setup", "note": "text", "work": "work",
    "data": "info", "workers": "people", "headcount": "people", "users": "count", "share": "percent",
    "address": "address", "building": "building", "floor": "floor", "room": "room", "card": "card", "entry": "entry",
    "separation": "separation", "relation": "relation", "purpose": "reason", "contract_no": "contract",
}  # fmt: skip
_DATES = frozenset(
    {
        *("granted", "expires", "revoked", "last_login", "approved", "requested", "reviewed", "delivered", "returned"),
        *("moved", "disposed", "inventoried", "appointed", "joined", "left", "started", "trained", "pledged"),
        *("contract_end", "consented", "audited", "audit_due", "ended", "modified", "barrier_tested", "split_due"),
        *("inspected", "declared", "lifted", "starts", "ends", "last_used", "closed", "registered", "removed"),
        *("counted", "lease_end", "return_due", "last_connected", "barrier_modified", "inspection_due"),
    }
)


def maker(field: str, look: str) -> Maker:
    """What makes the cells of a column."""
    if look:
        return LOOKS[look] if look != "blank" else LOOKS[""]
    return LOOKS["date" if field in _DATES else _FIELDS.get(field, "text")]


def row(columns: Sequence[tuple[str, str]], number: int) -> list[Any]:
    """One record: columns as (field, look)."""
    return [maker(field, look)(number) for field, look in columns]
