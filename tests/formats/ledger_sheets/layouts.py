"""Ledgers as companies keep them, each with what a person would say about it: header row, lines, and columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Layout:
    """A table: `columns` is what each heading means, "" for what belongs to no field; `keys` those of the records."""

    name: str
    rows: Rows
    header_row: int
    columns: Sequence[str]
    lines: int = 1
    merged: Sequence[str] = ()
    sheet: str = "端末台帳"
    keys: Sequence[str] = ("PC0001", "PC0002", "PC0003")
    sites: Sequence[str] = ()
    unsure: frozenset[str] = frozenset()
    values: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        book = Workbook()
        sheet = book.active
        sheet.title = self.sheet
        for row in self.rows:
            sheet.append(list(row))
        for area in self.merged:
            sheet.merge_cells(area)
        book.save(path)


def body(make: Callable[[int], Sequence[Any]], count: int = 3) -> list[Sequence[Any]]:
    return [make(n) for n in range(1, count + 1)]


def pc(n: int) -> str:
    return f"PC-{n:04d}"


def day(n: int) -> date:
    return date(2024, 4, n)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "plain",
        [["管理番号", "機種名", "使用者", "配備日"], *body(lambda n: [pc(n), "TD-7", "東湾 太郎", day(n)])],
        1,
        ["asset_no", "model", "user", "delivered"],
    ),
    Layout(
        "titles above, notes below",
        [
            ["東湾送配電株式会社"],
            ["端末台帳(令和8年10月31日現在)"],
            [],
            ["資産番号", "メーカー", "型番", "設置場所", "利用部署", "棚卸日"],
            *body(lambda n: [pc(n), "東亜電機", "TD-7", "2階", "配電課", "R8.10.1"]),
            ["※ 予備機を含む。"],
            ["(注) 廃棄済みを除く。"],
        ],
        4,
        ["asset_no", "maker", "model", "place", "department", "inventoried"],
    ),
    Layout(
        "row numbers are no key",
        [["No.", "端末番号", "ホスト名", "状態"], *body(lambda n: [n, pc(n), f"H{n}", "使用中"])],
        1,
        ["", "asset_no", "hostname", "status"],
    ),
    Layout(
        "two lines with a merged group",
        [
            ["管理番号", "機器種別", "使用者", None, None, "備考"],
            [None, None, "会社", "部署", "氏名", None],
            *body(lambda n: [pc(n), "ノート", "東湾送配電㈱", "配電課", "東湾 太郎", ""]),
        ],
        2,
        ["asset_no", "device_type", "user_company", "department", "user", "note"],
        lines=2,
        merged=["A1:A2", "B1:B2", "C1:E1", "F1:F2"],
    ),
    Layout(
        "two lines without merged cells",
        [
            ["管理番号", "機器種別", "使用者", None, None, "備考"],
            [None, None, "会社", "部署", "氏名", None],
            *body(lambda n: [pc(n), "ノート", "東湾送配電㈱", "配電課", "東湾 太郎", "x"]),
        ],
        2,
        ["asset_no", "device_type", "user_company", "department", "user", "note"],
        lines=2,
    ),
    Layout(
        "owner and user apart",
        [
            ["端末情報", None, None, "所管", None, "使用者", None, None],
            ["資産番号", "機種名", "製造番号", "会社名", "部署", "会社名", "部署", "氏名"],
            *body(lambda n: [pc(n), "TD-7", f"SN{n}", "東湾送配電", "配電部", "東湾電力", "営業課", "東湾 花子"]),
        ],
        2,
        [
            "asset_no", "model", "serial", "owner_company", "owner_department", "user_company", "department", "user",
        ],
        lines=2,
        merged=["A1:C1", "D1:E1", "F1:H1"],
    ),
    Layout(
        "three lines",
        [
            ["端末台帳", None, None, None, None],
            ["管理番号", "設置", None, "日付", None],
            [None, "事業所", "場所", "配備日", "返却予定日"],
            [None, "(正式名称)", "(階・室)", "(西暦)", "(西暦)"],
            *body(lambda n: [pc(n), "北営業所", "2階", day(n), day(n)]),
        ],
        3,
        ["asset_no", "site", "place", "delivered", "return_due"],
        lines=2,
        merged=["A1:E1", "A2:A3", "B2:C2", "D2:E2"],
    ),
    Layout(
        "units below the header",
        [
            ["管理番号", "MACアドレス", "IPアドレス", "配備日"],
            ["(半角)", "(半角英数)", "(半角)", "(yyyy/mm/dd)"],
            *body(lambda n: [pc(n), f"02:1A:00:00:00:0{n}", f"10.0.0.{n}", "2024/4/1"]),
        ],
        1,
        ["asset_no", "mac", "ip", "delivered"],
    ),
    Layout(
        "line feeds, hints and marks in headings",
        [
            ["※管理番号\n(必須)", "シリアル\n番号", "設置\n場所", "導入日(西暦)", "使用者名【必須】", "ＯＳ"],
            *body(lambda n: [pc(n), f"SN{n}", "2階", day(n), "東湾 太郎", "Windows 11"]),
        ],
        1,
        ["asset_no", "serial", "place", "delivered", "user", "os"],
    ),
    Layout(
        "four kinds of end",
        [
            ["管理番号", "返却日", "返却予定日", "リース満了日", "廃棄予定日", "廃棄日"],
            *body(lambda n: [pc(n), day(1), day(2), day(3), day(4), day(5)]),
        ],
        1,
        ["asset_no", "returned", "return_due", "lease_end", "removal_due", "disposed"],
    ),
    Layout(
        "three kinds of company",
        [
            ["管理番号", "型番", "所有会社", "所管部署", "所属会社", "リース会社"],
            *body(lambda n: [pc(n), "TD-7", "東湾送配電㈱", "配電部", "東湾電力(株)", "東海リース株式会社"]),
        ],
        1,
        ["asset_no", "model", "owner_company", "owner_department", "user_company", "lessor"],
    ),
    Layout(
        "a word with three meanings is read by its values: kinds",
        [["管理番号", "区分", "使用者"], *body(lambda n: [pc(n), ["ノート", "デスクトップ", "ノート"][n - 1], "a"])],
        1,
        ["asset_no", "device_type", "user"],
    ),
    Layout(
        "a word with three meanings is read by its values: rooms",
        [["管理番号", "区分", "使用者"], *body(lambda n: [pc(n), ["送配電", "小売", "共用"][n - 1], "a"])],
        1,
        ["asset_no", "zone", "user"],
    ),
    Layout(
        "a word with three meanings is read by its values: states",
        [["管理番号", "区分", "使用者"], *body(lambda n: [pc(n), ["使用中", "予備", "返却済"][n - 1], "a"])],
        1,
        ["asset_no", "status", "user"],
    ),
    Layout(
        "one office per sheet, named by the sheet",
        [["管理番号", "機種", "使用者"], *body(lambda n: [pc(n), "TD", "a"])],
        1,
        ["asset_no", "model", "user"],
        sheet="北営業所",
        sites=["北営業所"] * 3,
    ),
    Layout(
        "one office per sheet, named by the title",
        [["北営業所 端末台帳"], [], ["管理番号", "機種", "使用者"], *body(lambda n: [pc(n), "TD", "a"])],
        3,
        ["asset_no", "model", "user"],
        sheet="Sheet1",
        sites=["北営業所"] * 3,
    ),
    Layout(
        "offices merged downwards",
        [
            ["事業所", "管理番号", "型番", "使用者"],
            ["北営業所", pc(1), "TD", "a"],
            [None, pc(2), "TD", "b"],
            ["南営業所", pc(3), "TD", "c"],
        ],
        1,
        ["site", "asset_no", "model", "user"],
        merged=["A2:A3"],
        sites=["北営業所", "北営業所", "南営業所"],
    ),
    Layout(
        "blocks of offices with sums and the header again",
        [
            ["端末一覧"],
            ["管理番号", "型番", "使用者", "状態"],
            ["北営業所"],
            [pc(1), "TD", "a", "使用中"],
            [pc(2), "TD", "b", "予備"],
            ["小計", None, None, "2台"],
            [],
            ["管理番号", "型番", "使用者", "状態"],
            ["南営業所"],
            [pc(3), "TD", "c", "使用中"],
            ["合計", None, None, "3台"],
            ["以下余白"],
        ],
        2,
        ["asset_no", "model", "user", "status"],
        sites=["北営業所", "北営業所", "南営業所"],
    ),
    Layout(
        "English headings",
        [
            ["Asset No.", "Device Type", "Manufacturer", "Model", "Serial Number", "Hostname", "MAC Address", "User"],
            *body(lambda n: [pc(n), "Notebook", "A", "B", f"SN{n}", f"H{n}", f"02-1A-00-00-00-0{n}", "x"]),
        ],
        1,
        ["asset_no", "device_type", "maker", "model", "serial", "hostname", "mac", "user"],
    ),
    Layout(
        "an empty column and row before the table",
        [
            [],
            [None, None, "PC管理台帳"],
            [],
            [None, "PC番号", None, "コンピュータ名", "設置箇所", "主使用者"],
            *body(lambda n: [None, pc(n), None, f"TWN{n}", "3F", "b"]),
        ],
        4,
        ["", "asset_no", "", "hostname", "place", "user"],
    ),
    Layout(
        "people around the terminal",
        [
            ["管理番号", "型番", "管理責任者", "使用者", "社員番号", "申請者", "承認者氏名"],
            *body(lambda n: [pc(n), "TD", "部長", "a", f"10{n}", "x", "y"]),
        ],
        1,
        ["asset_no", "model", "manager", "user", "user_id", "", ""],
    ),
    Layout(
        "someone else's name below an unknown group",
        [
            ["管理番号", "型番", "承認者", None, "使用者", None],
            [None, None, "所属", "氏名", "所属", "氏名"],
            *body(lambda n: [pc(n), "TD", "総務課", "b", "配電課", "a"]),
        ],
        2,
        ["asset_no", "model", "", "", "department", "user"],
        lines=2,
        merged=["A1:A2", "B1:B2", "C1:D1", "E1:F1"],
    ),
    Layout(
        "the manager's name below a group",
        [
            ["端末", None, "管理責任者", None],
            ["管理番号", "型番", "氏名", "部署"],
            *body(lambda n: [pc(n), "TD", "a", "配電部"]),
        ],
        2,
        ["asset_no", "model", "manager", "owner_department"],
        lines=2,
        merged=["A1:B1", "C1:D1"],
    ),
    Layout(
        "nobody's name below a group",
        [
            [None, None, "承認", None, None],
            ["管理番号", "型番", "氏名", "部署", "状態"],
            *body(lambda n: [pc(n), "TD", "a", "配電部", "使用中"]),
        ],
        2,
        ["asset_no", "model", "", "", "status"],
        lines=2,
        merged=["C1:D1"],
    ),
    Layout(
        "lines of a form right above the header",
        [
            ["端末台帳", None, None, "作成日:", "2026/10/1"],
            ["部署:", "配電課", None, "作成者", "東湾 太郎"],
            ["管理番号", "型番", "使用者", "配備日", "状態"],
            *body(lambda n: [pc(n), "TD", "a", day(n), "使用中"]),
        ],
        3,
        ["asset_no", "model", "user", "delivered", "status"],
        merged=["A1:C1"],
    ),
    Layout(
        "security",
        [
            ["資産管理番号", "機種・型番", "暗号化", "持出許可", "誓約書", "データ消去日", "消去方法", "ウイルス対策"],
            *body(lambda n: [pc(n), "TD", "○", "×", "済", day(n), "物理破壊", "有"]),
        ],
        1,
        ["asset_no", "model", "encrypted", "takeout", "pledged", "erased", "erase_method", "antivirus"],
    ),
    Layout(
        "dates of the book are no dates of the device",
        [
            ["端末ID", "シリアルNo.", "最終更新日", "最終接続日", "現物確認日", "次回棚卸予定日"],
            *body(lambda n: [pc(n), f"SN{n}", day(1), day(2), day(3), day(4)]),
        ],
        1,
        ["asset_no", "serial", "updated", "last_connected", "inventoried", ""],
    ),
    Layout(
        "an example row and instructions",
        [
            ["情報機器管理簿"],
            ["記入上の注意: 黄色のセルに記入すること"],
            ["管理番号", "機器種別", "設置事業所", "区画"],
            ["(例)PC-9999", "ノート", "○○営業所", "送配電"],
            *body(lambda n: [pc(n), "ノート", "北営業所", "共用"]),
        ],
        3,
        ["asset_no", "device_type", "site", "zone"],
    ),
    Layout(
        "numbers as keys",
        [["機器番号", "品名", "設置事業所", "使用箇所"], *body(lambda n: [1000 + n, "TD", "北営業所", "配電課"])],
        1,
        ["asset_no", "model", "site", "department"],
        keys=["1001", "1002", "1003"],
    ),
    Layout(
        "no asset number, only serials",
        [["製造番号", "メーカー名", "モデル", "ユーザー名"], *body(lambda n: [f"SN-{n}", "A", "B", "c"])],
        1,
        ["serial", "maker", "model", "user"],
        keys=["serial:SN1", "serial:SN2", "serial:SN3"],
    ),
    Layout(
        "a group that only repeats",
        [
            ["基本情報", None, None, "ネットワーク", None, "履歴", None],
            ["管理№", "型式", "製造元", "IP", "MAC", "導入年月日", "撤去年月日"],
            *body(lambda n: [pc(n), "TD", "A", f"10.0.0.{n}", f"021A.0000.000{n}", "H31.4.1", "―"]),
        ],
        2,
        ["asset_no", "model", "maker", "ip", "mac", "delivered", "disposed"],
        lines=2,
        merged=["A1:C1", "D1:E1", "F1:G1"],
    ),
    Layout(
        "words made of two lines",
        [
            ["管理", "設置", None, "リース", None],
            ["番号", "事業所", "場所", "開始日", "満了日"],
            *body(lambda n: [pc(n), "北営業所", "2階", day(n), day(n)]),
        ],
        2,
        ["asset_no", "site", "place", "delivered", "lease_end"],
        lines=2,
        merged=["B1:C1", "D1:E1"],
    ),
    Layout(
        "the same heading twice",
        [
            ["管理番号", "型番", "確認日", "確認日", "備考"],
            *body(lambda n: [pc(n), "TD", day(1), day(2), ""]),
        ],
        1,
        ["asset_no", "model", "inventoried", "", "note"],
        unsure=frozenset({"inventoried"}),
    ),
    Layout(
        "a table of changes above the ledger",
        [
            ["改訂履歴"],
            ["版", "改訂日", "内容"],
            ["1.0", "2025/4/1", "新規作成"],
            [],
            ["端末管理番号", "機種名", "利用者名", "利用開始日", "状況"],
            *body(lambda n: [pc(n), "TD", "a", day(n), "稼働中"]),
        ],
        5,
        ["asset_no", "model", "user", "delivered", "status"],
    ),
    Layout(
        "a list of devices with parts that nobody needs",
        [
            ["No", "資産番号", "製品名", "CPU", "メモリ", "Office", "PC名", "利用者", "廃棄年月日", "購入金額"],
            *body(lambda n: [n, pc(n), "P5", "i5", "8GB", "2021", f"PC-{'ABC'[n - 1]}", "a", "未定", 120_000]),
        ],
        1,
        ["", "asset_no", "model", "", "", "", "hostname", "user", "disposed", ""],
    ),
    Layout(
        "deployment by distribution office",
        [
            ["配電事業所", "端末ID", "型式", "使用箇所", "主使用者", "個人番号(社内)", "貸与年月日", "返却年月日"],
            *body(lambda n: ["北配電所", pc(n), "X1", "配電課", "a", 100 + n, "R5.4.1", "未"]),
        ],
        1,
        ["site", "asset_no", "model", "department", "user", "user_id", "delivered", "returned"],
    ),
    Layout(
        "before and after a change",
        [
            ["管理番号", "型番", "設置場所(変更前)", "設置場所", "前使用者", "フリガナ", "使用者氏名", "返却日(予定)"],
            *body(lambda n: [pc(n), "TD", "1階", "2階", "b", "ア", "a", day(n)]),
        ],
        1,
        ["asset_no", "model", "", "place", "", "", "user", "return_due"],
        unsure=frozenset({"return_due"}),
    ),
    Layout(
        "values that contradict their heading",
        [
            ["管理番号", "型番", "MACアドレス", "状態"],
            *body(lambda n: [pc(n), "TD", "北営業所", day(n)]),
        ],
        1,
        ["asset_no", "model", "mac", "status"],
        unsure=frozenset({"mac", "status"}),
    ),
    Layout(
        "sums in a column that no field has, counts in that of the number",
        [
            ["№", "管理番号", "型番", "使用者", "所属", "備考"],
            ["北営業所"],
            [1, pc(1), "TD", "a", "会計課", "会計課へ貸与"],
            [2, pc(2), "TD", "b", "会計", "合計3台のうち1台"],
            ["小計", "2台"],
            ["南営業所"],
            [1, pc(3), "TD", "計", "計", "計測用"],
            [None, "計 1台"],
            ["合計", "22台"],
            ["総　計", 22],
            [None, "22台", None, "うち予備3台"],
            [None, None, "以上22台"],
            [None, None, None, "計", 3],
            ["使用中", 2, "予備", 1, "計", 3],
        ],
        1,
        ["", "asset_no", "model", "user", "department", "note"],
        sites=["北営業所", "北営業所", "南営業所"],
    ),
    Layout(
        "sums at the foot of each office's block, in merged cells",
        [
            ["事業所", "№", "端末番号", "機種名", "部署", "使用者"],
            ["北営業所", 1, pc(1), "TD", "会計課", "a"],
            [None, 2, pc(2), "TD", "計器課", "b"],
            [None, "計", None, "２台", None, None],
            ["南営業所", 1, pc(3), "TD", "配電課", "c"],
            [None, "計", None, "１台", None, None],
            ["合　計", None, "3台", None, None, None],
        ],
        1,
        ["site", "", "asset_no", "model", "department", "user"],
        merged=["A2:A4", "B4:C4", "A5:A6", "B6:C6", "A7:B7"],
        sites=["北営業所", "北営業所", "南営業所"],
    ),
    Layout(
        "sums beside numbers that are keys",
        [
            ["課", "機器番号", "品名", "使用者"],
            ["計", 1001, "TD", "a"],
            ["会計", 1002, "TD", "b"],
            ["配電", 1003, "TD", "計"],
            ["配電課計", 3, None, None],
            ["合計", 3, None, None],
        ],
        1,
        ["department", "asset_no", "model", "user"],
        keys=["1001", "1002", "1003"],
    ),
    Layout(
        "printed pages with sums of their own",
        [
            ["端末管理台帳 (1/2)"],
            ["№", "管理番号", "機種", "使用者", "使用開始"],
            [1, pc(1), "TD", "a", "R5.4.1"],
            [2, pc(2), "TD", "b", "R5.4.1"],
            ["頁計", 2],
            ["端末管理台帳 (2/2)"],
            ["№", "管理番号", "機種", "使用者", "使用開始"],
            [1, pc(3), "TD", "c", "R5.4.1"],
            ["頁計", 1],
            ["総合計", "3台"],
        ],
        2,
        ["", "asset_no", "model", "user", "delivered"],
    ),
    Layout(
        "blocks of sections named with their count",
        [
            ["配電課 (2台)"],
            ["PC番号", "利用者", "PC名", "備考"],
            [pc(1), "a", "H1", ""],
            [pc(2), "b", "H2", "小計算機"],
            ["配電課 計", "2台"],
            ["2. 営業課 (1台)"],
            ["PC番号", "利用者", "PC名", "備考"],
            [pc(3), "計良 太郎", "H3", "会計課へ移管予定"],
            ["営業課 計", "1台"],
            ["全課合計", "3台"],
        ],
        2,
        ["asset_no", "user", "hostname", "note"],
    ),
    Layout(
        "an inventory with units, and names of things",
        [
            ["資産No.", "名称", "数量", "単位", "設置部署", "担当"],
            *body(lambda n: [pc(n), "ノートPC", 1, "台", ["総務課", "会計", "計"][n - 1], "a"]),
            ["", "計", 3, "台", "", ""],
        ],
        1,
        ["asset_no", "device_type", "", "", "department", "user"],
        sheet="備品",
    ),
    Layout(
        "only serials, with a sum below them",
        [
            ["部署", "氏名", "機種", "S/N", "OS"],
            *body(lambda n: ["計", "a", "TD", f"SN{n}", "Win11"]),
            ["合計", None, None, "3台", None],
        ],
        1,
        ["department", "user", "model", "serial", "os"],
        keys=["serial:SN1", "serial:SN2", "serial:SN3"],
    ),
    Layout(
        "a lessor's list",
        [
            ["リース物件明細書"],
            ["契約番号: L-2023-018", None, None, None, None, "貸主: 東海リース株式会社"],
            [],
            ["項番", "物件番号", "品名・型式", "数量", "設置場所", "リース開始日", "リース満了日", "月額", "再リース"],
            [1, pc(1), "ノートPC TD-740", 1, "北営業所 2階", "2023/4/1", "2028/3/31", 3200, "無"],
            [2, pc(2), "〃", 1, "〃", "〃", "〃", 3200, "〃"],
            [3, pc(3), "デスクトップ TX-1", 1, "南営業所 1階", "〃", "〃", 2800, "〃"],
            ["合計", None, None, 3, None, None, None, 9200, None],
        ],
        4,
        ["", "asset_no", "model", "", "place", "delivered", "lease_end", "", ""],
        sheet="リース物件一覧",
    ),
    Layout(
        "telephones and printers among the terminals",
        [
            ["No", "機器名", "管理番号", "電話番号", "設置課", "使用者", "導入年度"],
            [1, "ノートPC", pc(1), None, "配電課", "a", 2023],
            [2, "携帯電話", pc(2), "090-0000-0001", "配電課", "b", 2022],
            [3, "複合機", pc(3), None, "総務課", "共用", 2021],
            ["計", None, "3台"],
        ],
        1,
        ["", "", "asset_no", "", "department", "user", ""],
    ),
    Layout(
        "ditto signs of every kind and other words in brackets",
        [
            ["管理番号", "事業所", "所属(課名)", "使用者\n氏名", "機種", "配備日", "使用\n状況"],
            [pc(1), "北営業所", "北営業所\n会計課", "a", "TD", "R5.4.1", "使用中"],
            [pc(2), "〃", "同 上", "b", "″", "〃", "〃"],
            [pc(3), "↑", "(同上)", "c", "”", "同上", "↓"],
        ],
        1,
        ["asset_no", "site", "department", "user", "model", "delivered", "status"],
        sites=["北営業所"] * 3,
    ),
)  # fmt: skip
