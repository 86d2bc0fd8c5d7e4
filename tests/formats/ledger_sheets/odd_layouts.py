"""Ledgers of branch offices, of asset tools, and lists that are nearly ledgers: what looks like a heading and is none.

`columns` says what a person would say, "" for what belongs to no field of the terminal; `unsure` are the fields that
the program may propose and must ask about.
"""

from __future__ import annotations

from datetime import date

from tests.formats.ledger_sheets.layouts import Layout, body, day, pc

ODD_LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "approval stamps and a wide title",
        [
            ["", "", "", "", "", "", "承認", "審査", "作成"],
            ["東湾送配電(株) 南浜配電事業所", "", "", "", "", "", "", "", ""],
            ["パソコン等情報機器管理台帳", "", "", "", "", "作成日", "令和8年10月1日", "", ""],
            [
                "整理番号",
                "機器の種別",
                "製造者名",
                "機種・型式",
                "製造番号",
                "設置場所",
                "使用者",
                "取得年月日",
                "摘要",
            ],
            *body(lambda n: [pc(n), "ノート型", "東亜", "TD-7", f"A{n}X", "2階", "東湾 太郎", "R5.4.1", ""]),
        ],
        4,
        ["asset_no", "device_type", "maker", "model", "serial", "place", "user", "delivered", "note"],
        merged=("A2:E2", "G3:I3"),
        unsure=frozenset({"asset_no"}),
        sites=("南浜配電事業所",) * 3,
    ),
    Layout(
        "half-width kana",
        [
            ["管理番号", "ﾒｰｶｰ名", "ﾎｽﾄ名", "ｼﾘｱﾙ番号", "ﾘｰｽ期限", "使用者ﾌﾘｶﾞﾅ", "ｳｨﾙｽ対策ｿﾌﾄ"],
            *body(lambda n: [pc(n), "ﾄｳｱ", f"TWN{n:04}", f"SN{n}", "2029/3/31", "ﾄｳﾜﾝ ﾀﾛｳ", "ESET"]),
        ],
        1,
        ["asset_no", "maker", "hostname", "serial", "lease_end", "", "antivirus"],
    ),
    Layout(
        "user before and after a transfer",
        [
            ["管理番号", "機種名", "異動前", "", "異動後", "", "異動日"],
            ["", "", "所属", "氏名", "所属", "氏名", ""],
            *body(lambda n: [pc(n), "TD", "営業課", "東湾 花子", "配電課", "東湾 太郎", day(n)]),
        ],
        2,
        ["asset_no", "model", "", "", "department", "user", "moved"],
        lines=2,
        merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"),
    ),
    Layout(
        "terminal that was replaced, the old one first",
        [
            ["", "旧端末", "", "", "新端末", "", "", ""],
            ["No", "管理番号", "機種名", "返却日", "管理番号", "機種名", "配備日", "使用者"],
            *body(lambda n: [n, f"OLD{n}", "TA", day(n), pc(n), "TD", day(n), "東湾 太郎"]),
        ],
        2,
        ["", "", "", "", "asset_no", "model", "delivered", "user"],
        lines=2,
        merged=("B1:D1", "E1:H1"),
    ),
    Layout(
        "old number beside the new one",
        [
            ["旧管理番号", "新管理番号", "型番", "使用部署", "旧使用部署", "更新予定年月", "返却予定日"],
            *body(lambda n: [f"OLD-{n}", pc(n), "TD", "配電課", "営業課", "2028年4月", "R10.3.31"]),
        ],
        1,
        ["", "asset_no", "model", "department", "", "", "return_due"],
    ),
    Layout(
        "application and approval",
        [
            ["申請番号", "申請者", "申請日", "承認者", "承認日", "端末番号", "利用者", "配備日"],
            *body(lambda n: [f"S{n}", "東湾 花子", day(3), "東湾 次郎", day(5), pc(n), "東湾 太郎", day(n)]),
        ],
        1,
        ["", "", "", "", "", "asset_no", "user", "delivered"],
    ),
    Layout(
        "monitor and stick beside the terminal",
        [
            ["PC管理番号", "PC型番", "モニター管理番号", "モニター型番", "USBメモリ管理番号", "使用者"],
            *body(lambda n: [pc(n), "TD", f"MN-{n}", "L27", f"USB-{n}", "東湾 太郎"]),
        ],
        1,
        ["asset_no", "model", "", "", "", "user"],
        unsure=frozenset({"model"}),
    ),
    Layout(
        "contract and lessor",
        [
            ["リース契約No.", "リース会社名", "リース開始日", "リース満了日", "機器管理番号", "機種", "月額リース料"],
            *body(lambda n: ["L-1", "東湾リース", date(2023, 4, 1), date(2028, 3, 31), pc(n), "TD", 3000]),
        ],
        1,
        ["", "lessor", "delivered", "lease_end", "asset_no", "model", ""],
    ),
    Layout(
        "stocktaking of three years",
        [
            ["管理番号", "機種名", "設置場所", "棚卸(R6)", "棚卸(R7)", "棚卸(R8)", "棚卸結果"],
            *body(lambda n: [pc(n), "TD", "2階", "R6.10.1", "R7.10.1", "R8.10.1", "有"]),
        ],
        1,
        ["asset_no", "model", "place", "", "", "", ""],
    ),
    Layout(
        "ticks of the two sides",
        [
            ["資産番号", "機種名", "設置事業所", "送配電業務", "小売業務", "託送システム利用", "利用者名"],
            *body(lambda n: [pc(n), "TD", "北営業所", "○", "", "○", "東湾 太郎"]),
        ],
        1,
        ["asset_no", "model", "site", "", "", "", "user"],
        sites=("北営業所",) * 3,
    ),
    Layout(
        "telephones",
        [
            ["機器番号", "機器種類", "電話番号", "回線番号", "IMEI", "使用者名", "配布日", "回収日"],
            *body(lambda n: [pc(n), "スマートフォン", f"090-{n}", f"8981{n}", f"35{n:013}", "東湾", day(n), ""]),
        ],
        1,
        ["asset_no", "device_type", "", "", "", "user", "delivered", "returned"],
    ),
    Layout(
        "units and an example below the header",
        [
            ["管理番号(必須)", "機種名(任意)", "配備年月日", "使用者氏名", "利用区分"],
            ["半角英数", "全角可", "yyyy/mm/dd", "全角", "プルダウン"],
            ["記入例", "TD-740", "2024/4/1", "東湾 一郎", "使用中"],
            *body(lambda n: [pc(n), "TD", "2024/4/1", "東湾 太郎", "使用中"]),
        ],
        1,
        ["asset_no", "model", "delivered", "user", "status"],
    ),
    Layout(
        "subtotals of offices",
        [
            ["No", "事業所", "機器番号", "機種", "利用者", "状況"],
            [1, "北営業所", "PC-0001", "TD", "東湾 太郎", "使用中"],
            ["", "北営業所 計", 1, "", "", ""],
            [2, "南営業所", "PC-0002", "TD", "東湾 花子", "使用中"],
            ["", "南営業所 計", 1, "", "", ""],
            [3, "西営業所", "PC-0003", "TD", "東湾 次郎", "予備"],
            ["", "総合計", 3, "", "", ""],
        ],
        1,
        ["", "site", "asset_no", "model", "user", "status"],
        sites=("北営業所", "南営業所", "西営業所"),
    ),
    Layout(
        "pages pasted one below the other",
        [
            ["管理番号", "型式", "使用箇所", "氏名", "返却日"],
            ["PC-0001", "TD", "配電課", "東湾 太郎", ""],
            ["1 / 2 ページ", "", "", "", ""],
            ["管理番号", "型式", "使用箇所", "氏名", "返却日"],
            ["PC-0002", "TD", "配電課", "東湾 花子", "R7.3.31"],
            ["- 2 -", "", "", "", ""],
            ["PC-0003", "TD", "配電課", "東湾 次郎", ""],
            ["P.3", "", "", "", ""],
        ],
        1,
        ["asset_no", "model", "department", "user", "returned"],
    ),
    Layout(
        "three lines",
        [
            ["端末", "", "", "設置", "", "使用者", "", ""],
            ["番号", "仕様", "", "事業所", "場所", "所属", "氏名", "備考"],
            ["", "メーカー", "型番", "", "", "", "", ""],
            *body(lambda n: [pc(n), "東亜電機", "TD", "北営業所", "2階", "配電課", "東湾 太郎", ""]),
        ],
        3,
        ["asset_no", "maker", "model", "site", "place", "department", "user", "note"],
        lines=3,
        merged=("A1:C1", "D1:E1", "F1:G1", "B2:C2"),
        unsure=frozenset({"maker", "model"}),
    ),
    Layout(
        "only the name of the machine",
        [
            ["コンピューター名", "OSバージョン", "最終ログオンユーザー", "最終ログオン日時", "IPアドレス"],
            *body(lambda n: [f"PC{n:04}", "Windows 11 23H2", "taro", "2026/10/01 09:00", f"10.1.0.{n}"]),
        ],
        1,
        ["hostname", "os", "", "last_connected", "ip"],
        keys=("hostname:PC0001", "hostname:PC0002", "hostname:PC0003"),
    ),
    Layout(
        "lending, return and handing over",
        [
            ["PC番号", "貸出日", "返却予定", "返却確認日", "返却確認者", "使用者", "引渡日", "引渡者"],
            *body(lambda n: [pc(n), "R6.4.1", "R7.3.31", "R7.3.30", "東湾 次郎", "東湾 太郎", "R6.4.1", "東湾 三郎"]),
        ],
        1,
        ["asset_no", "", "return_due", "", "", "user", "", ""],
    ),
    Layout(
        "owned or leased is no company",
        [
            ["管理番号", "機種", "所有", "取得区分", "使用者", "確認日"],
            *body(lambda n: [pc(n), "TD", ["リース", "購入", "リース"][n - 1], "リース", "東湾 太郎", day(n)]),
        ],
        1,
        ["asset_no", "model", "", "", "user", ""],
    ),
    Layout(
        "a company is no user",
        [
            ["機器番号", "品名", "保有者", "貸与先", "貸与日", "管理会社"],
            *body(lambda n: [pc(n), "TD", "東湾送配電株式会社", "東湾電力(株)", day(n), "東湾リース株式会社"]),
        ],
        1,
        ["asset_no", "model", "", "", "delivered", "owner_company"],
    ),
    Layout(
        "words of use that are no state",
        [
            ["管理番号", "機種", "利用区分", "使用区分", "区分", "使用者"],
            *body(lambda n: [pc(n), "TD", ["送配電", "小売", "共用"][n - 1], "個人", "A", "東湾"]),
        ],
        1,
        ["asset_no", "model", "", "", "", "user"],
    ),
    Layout(
        "days of the record and of the device",
        [
            ["端末番号", "ホスト名", "登録日", "変更日", "確認日", "廃止日", "更新予定日"],
            *body(lambda n: [pc(n), f"H{n}", day(1), day(2), day(3), "", date(2028, 4, 1)]),
        ],
        1,
        ["asset_no", "hostname", "updated", "", "", "disposed", ""],
    ),
    Layout(
        "installed software is no business system",
        [
            ["PC番号", "PC名", "インストールソフト", "利用システム", "ライセンス番号", "プロダクトID"],
            *body(lambda n: [pc(n), f"H{n}", "Office、一太郎", "託送業務システム", "ABC-1", "XYZ"]),
        ],
        1,
        ["asset_no", "hostname", "", "systems", "", ""],
    ),
    Layout(
        "disposal",
        [
            ["資産管理番号", "品名", "取得日", "除却予定年月", "除却日", "廃棄業者", "消去証明書番号", "データ消去日"],
            *body(lambda n: [pc(n), "TD", "H30.4.1", "R8年3月", "R8.3.20", "東湾環境", "C-1", "R8.3.10"]),
        ],
        1,
        ["asset_no", "model", "delivered", "removal_due", "disposed", "", "", "erased"],
    ),
    Layout(
        "search conditions above",
        [
            ["端末管理簿", "", "", "", "検索条件:", "北営業所"],
            ["最終更新:2026/10/1", "", "", "", "", ""],
            ["#", "資産ID", "製品名", "S/N", "設置先", "管理部門"],
            *body(lambda n: [n, pc(n), "TD", f"SN{n}", "北営業所2階", "配電部"]),
        ],
        3,
        ["", "asset_no", "model", "serial", "", "owner_department"],
    ),
    Layout(
        "numbers of rows under 番号",
        [
            ["番号", "設置場所", "用途", "機種名", "製造番号", "購入年度", "耐用年数"],
            *body(lambda n: [n, "2階", "託送", "TD", f"PC-{n:04}", "2022", "4"]),
        ],
        1,
        ["", "place", "", "model", "serial", "", ""],
        keys=("serial:PC0001", "serial:PC0002", "serial:PC0003"),
    ),
    Layout(
        "maintenance and deputies",
        [
            ["管理番号", "保守会社", "保守窓口", "管理者", "副管理者", "使用者", "保証終了日"],
            *body(lambda n: [pc(n), "東湾システム", "03-0000", "東湾 一郎", "東湾 二郎", "東湾 太郎", "2028/3/31"]),
        ],
        1,
        ["asset_no", "", "", "manager", "", "user", ""],
    ),
    Layout(
        "place in steps",
        [
            ["管理番号", "建物", "階", "部屋番号", "エリア", "共用/専用", "使用者"],
            *body(lambda n: [pc(n), "本店ビル", "3F", "301", "送配電", "専用", "東湾 太郎"]),
        ],
        1,
        ["asset_no", "", "place", "", "zone", "", "user"],
    ),
    Layout(
        "codes beside names",
        [
            ["拠点ｺｰﾄﾞ", "拠点名", "部門ｺｰﾄﾞ", "部門名", "資産番号", "資産名称", "取得年月日"],
            *body(lambda n: ["K01", "北営業所", "0101", "配電課", pc(n), "ノートPC", "20240401"]),
        ],
        1,
        ["", "site", "", "department", "asset_no", "", "delivered"],
        sites=("北営業所",) * 3,
    ),
    Layout(
        "line breaks in headings",
        [
            [
                "管理\n番号",
                "機器\n種別",
                "シリアル\n番号",
                "使用者\n所属",
                "使用者\n氏名",
                "配備\n年月日",
                "返却\n予定日",
            ],
            *body(lambda n: [pc(n), "ノート", f"S{n}", "配電課", "東湾 太郎", "R6.4.1", "R9.3.31"]),
        ],
        1,
        ["asset_no", "device_type", "serial", "department", "user", "delivered", "return_due"],
    ),
    Layout(
        "owner above, user beside",
        [
            ["管理番号", "所管", "", "使用者", "", "", "備考"],
            ["", "会社", "部署", "会社", "部署", "氏名", ""],
            *body(lambda n: [pc(n), "東湾送配電(株)", "配電部", "東湾電力(株)", "営業課", "東湾 太郎", ""]),
        ],
        2,
        ["asset_no", "owner_company", "owner_department", "user_company", "department", "user", "note"],
        lines=2,
        merged=("A1:A2", "B1:C1", "D1:F1", "G1:G2"),
    ),
    Layout(
        "marks of months",
        [
            ["管理番号", "機種", "使用者", "4月", "5月", "6月", "7月", "8月", "9月"],
            *body(lambda n: [pc(n), "TD", "東湾 太郎", "○", "○", "○", "○", "○", "○"]),
        ],
        1,
        ["asset_no", "model", "user", "", "", "", "", "", ""],
    ),
)
