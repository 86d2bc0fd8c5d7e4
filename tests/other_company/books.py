"""The files of the two companies: headings, layouts and formats as each has them."""

from __future__ import annotations

from pathlib import Path

from tests.other_company.company import Company, Row
from tests.other_company.sheets import Layout, Places, save

ORDER = (
    "sites",
    "systems",
    "people",
    "capital_ties",
    "rooms",
    "contractors",
    "role_standards",
    "deployment_standards",
    "disasters",
    "exceptions",
    "external_registrants",
    "terminals",
    "accounts",
    "stocktaking",
)


def _columns(text: str) -> dict[str, str]:
    """Headings with their fields, written as 「heading field」."""
    pairs = (pair.strip().rpartition(" ") for pair in text.split(","))
    return {heading: field for heading, _, field in pairs if field}


class Books:
    """Writes the ledgers of a company into a folder; `files` are their names by kind, "
    "`places` where each row is."""

    def __init__(self, company: Company, folder: Path) -> None:
        self.files: dict[str, str] = {}
        self.places: Places = {}
        self._company, self._folder = company, folder
        if company.operator.integrated:
            self._of_divisions()
        else:
            self._of_grid_operator()

    def _rows(self, kind: str) -> list[Row]:
        return self._company.kinds[kind]

    def _one(self, kind: str, file: str, sheet: str, layout: Layout) -> None:
        # The one sheet of a text file is called as the file.
        self._several(kind, file, {sheet or Path(file).stem: self._rows(kind)}, layout)

    def _several(self, kind: str, file: str, sheets: dict[str, list[Row]], layout: Layout) -> None:
        self.files[kind] = file
        drawn = [layout.lay(name, rows, file, self.places) for name, rows in sheets.items()]
        save(self._folder / file, drawn)

    def _by(self, kind: str, field: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self._rows(kind):
            found.setdefault(row[field], []).append(row)
        return found

    def _of_grid_operator(self) -> None:
        self._one(
            "sites",
            "拠点一覧.xlsx",
            "拠点",
            Layout(
                _columns(
                    "拠点コード code, 拠点名称 name, 通称 alias, 会社名 company, 拠点区分 kind, "
                    "建物›所在地 address, 建物›ビル名 building,"
                    "建物›使用階 floor, 同居会社 cohabitant, 入退室›区画区分 zone, 入退室›出入口 entrance, "
                    "入退室›入室方法 method,"
                    "在籍人数 people, 情報管理責任者 manager, 直近点検日 inspected"
                ),
                titles=["拠点一覧表", "令和8年9月30日現在"],
                lines=2,
                dates="cell",
                notes=["※同居会社は登記上の名称による。"],
            ),
        )
        self._one(
            "systems",
            "情報システム一覧.ods",
            "一覧",
            Layout(
                _columns(
                    "システムID code, 情報システム名 name, 通称 alias, 所管›所管会社 owner, "
                    "所管›主管部署 section, 利用会社 users,"
                    "保有する情報 data, 非公開情報 entrants, 分割方式 split, 全小売事業者への開放 open, "
                    "社外システム external,"
                    "改修・試験›最終改修年月日 modified, 改修・試験›遮断に係る最終改修日 barrier_modified,"
                    "改修・試験›遮断試験実施日 tested, ログ log, 災害時権限 disaster, 状況 state"
                ),
                titles=["情報システム一覧(様式第5号)"],
                lines=2,
                dates="cell",
                notes=["注1 分割方式は情報システム部の判定による。"],
            ),
        )
        self._one(
            "people",
            "社員名簿.tsv",
            "",
            Layout(
                _columns(
                    "職員コード no, 氏名(漢字) name, 会社 company, 所属名称 section, 勤務地 site, "
                    "役職名 post, 前会社 former_company,"
                    "前所属 former_section, 発令年月日 appointed, 着任年月日 started, 入社年月日 joined, "
                    "退職年月日 left,"
                    "雇用形態 employment, 在職区分 state, 兼務先部署 second, 兼務先会社 second_company, "
                    "出向元会社 seconded_from,"
                    "情報取扱者 handler, 行為規制研修受講日 trained, 誓約書提出日 pledged"
                )
            ),
        )
        self._several(
            "rooms",
            "入退室管理簿.xlsm",
            self._by("rooms", "site"),
            Layout(
                _columns(
                    "フロア floor, 室名 room, 占有区分 occupant, 使用箇所 used_by, 施錠方式 method, "
                    "入室を認める会社・部署 entrants,"
                    "入室者›氏名 person, 入室者›職員番号 emp_no, 入室者›会社 company, 入室者›所属 section, "
                    "カードNo. card,"
                    "付与日 granted, 抹消日 revoked, 点検日 reviewed"
                ),
                titles=["入退室管理簿"],
                lines=2,
                dates="kanji",
            ),
        )
        self._one(
            "contractors",
            "委託契約先一覧.xls",
            "委託先",
            Layout(
                _columns(
                    "契約番号 no, 契約先名称 name, 親会社 parent, 出資比率(%) share, "
                    "特定関係事業者等 affiliated, 例外の根拠 exception,"
                    "委託元会社 principal, 主管箇所 section, 委託業務名 work, 情報›取扱情報 data, "
                    "情報›非公開情報 handles,"
                    "履行場所 place, 従事者›人数 count, 従事者›氏名 workers, 貸与›利用システム systems, "
                    "貸与›ID accounts,"
                    "貸与›端末 terminals, 再委託›有無 sub, 再委託›再委託先 subs, 再委託›承諾日 consented, "
                    "再委託›承諾区分 consent,"
                    "契約期間›自 starts, 契約期間›至 ends, 契約期間›自動更新 renewal, 契約終了日 ended, "
                    "返却日 returned,"
                    "誓約書›枚数 pledges, 誓約書›提出者 pledgers, 誓約書›取得日 pledged, "
                    "研修受講者数 trained, 監査›前回実施日 audited,"
                    "監査›周期(月) cycle, 監査›次回予定日 next, 監査›結果 result"
                ),
                titles=["委託契約先一覧", "(単位:人、枚)"],
                lines=2,
                dates="cell",
                notes=["(注)契約期間は原契約による。"],
            ),
        )
        self._one(
            "disasters",
            "災害時権限 発動記録.xlsx",
            "発動記録",
            Layout(
                _columns(
                    "発動No. no, 災害の名称 name, 対象エリア area, 発動年月日 declared, 解除年月日 lifted, "
                    "対象ID accounts,"
                    "対象システム system, 発動目的 purpose, 承認者 approver, 事後確認日 reviewed"
                ),
                titles=["非常災害時における権限の発動記録"],
                dates="era",
                left=2,
            ),
        )
        self._one(
            "exceptions",
            "暫定利用管理表.xlsx",
            "暫定利用",
            Layout(
                _columns(
                    "例外No no, 区分 kind, 例外の内容 subject, 対象›ID account, 対象›端末 terminal, "
                    "対象›システム system,"
                    "所属 section, 理由 purpose, 申請者 applicant, 承認者 approver, 承認日 approved, "
                    "期間›開始日 starts,"
                    "期間›終了日 ends, 最終利用日 used, 確認日 reviewed, 解除日 closed, 状態 state"
                ),
                titles=["暫定・例外利用 管理表"],
                lines=2,
                dates="short era",
            ),
        )
        self._one(
            "role_standards",
            "権限標準表.xlsx",
            "権限標準",
            Layout(
                _columns(
                    "システム名 system, 権限名称 role, 所属 section, 役職 post, 付与可否 allowed, "
                    "非公開情報の表示 shown"
                ),
                titles=["職務別 権限標準表"],
                once="system",
            ),
        )
        self._one(
            "deployment_standards",
            "配備標準.csv",
            "",
            Layout(_columns("キッティング区分 setup, 設置区画 zone, 可否 allowed")),
        )
        self._one(
            "external_registrants",
            "国システム登録者.xls",
            "登録者",
            Layout(
                _columns(
                    "対象システム system, 利用者ID account, 登録者氏名 name, 職員番号 no, 所属会社 company, "
                    "所属部署 section,"
                    "登録年月日 registered, 抹消年月日 removed"
                ),
                titles=["国等のシステム 登録者名簿"],
                dates="era",
                counted="No.",
            ),
        )
        self._one(
            "capital_ties",
            "関係会社.csv",
            "",
            Layout(_columns("会社名称 company, 株主(親会社) parent, 議決権比率 share, 関係区分 relation")),
        )
        self._one(
            "accounts",
            "ID管理簿.csv",
            "",
            Layout(
                _columns(
                    "ユーザーID account, 対象システム名 system, 利用者氏名 person, 職員番号 emp_no, "
                    "所属会社 company,"
                    "所属部署名 section, 雇用区分 employment, 役職 post, 権限名称 role, ID区分 kind, "
                    "利用開始日 granted,"
                    "有効期限日 expires, 停止年月日 revoked, 最終ログイン日 last, 申請者氏名 applicant, "
                    "承認者氏名 approver,"
                    "承認者会社 approver_company, 承認者所属 approver_section, 登録作業者 registrar, "
                    "申請書番号 request,"
                    "申請年月日 requested, 承認年月日 approved, 利用状況 state, 棚卸実施日 reviewed, "
                    "発行先事業者 issued,"
                    "利用目的 purpose"
                ),
                titles=["ID管理簿 出力日:2026/09/30", ""],
            ),
        )
        terminals = Layout(
            _columns(
                "機器›機器ナンバー no, 機器›種類 type, 機器›キッティング区分 setup, "
                "機器›製造会社 maker, 機器›型番 model,"
                "機器›製造番号 serial, 機器›コンピュータ名 host, ネットワーク›MACアドレス mac, "
                "ネットワーク›IPアドレス ip,"
                "設置›設置拠点 site, 設置›設置室名 place, 設置›区画区分 zone, 所管›所管会社 owner, "
                "所管›リース会社 lessor,"
                "所管›所管部 owner_section, 所管›管理責任者 manager, 使用者›会社 company, "
                "使用者›所属 section,"
                "使用者›使用者氏名 user, 使用者›職員番号 user_no, 利用›接続する業務システム systems,"
                "利用›送配電系システム接続 connected, 年月日›配備日 delivered, "
                "年月日›リース満了日 lease_end,"
                "年月日›返却予定日 return_due, 年月日›返却日 returned, 年月日›廃棄日 disposed, "
                "年月日›現物確認日 inventoried,"
                "使用状況 state"
            ),
            titles=["情報機器管理簿", "令和8年9月30日現在", ""],
            lines=3,
            dates="short era",
            once="site",
            subtotal=40,
            notes=["※1 リース品はリース会社欄に記載"],
        )
        rows = sorted(self._rows("terminals"), key=lambda row: str(row["site"]))
        file = self.files["terminals"] = "情報機器管理簿.xlsx"
        half = len(rows) // 2
        sheets = [terminals.lay(n, r, file, self.places) for n, r in (("北部", rows[:half]), ("南部", rows[half:]))]
        old = terminals.lay("旧(削除予定)", rows[:5], file, {}, hidden=True)
        save(self._folder / file, [*sheets, old])
        self._one(
            "stocktaking",
            "棚卸結果.xlsx",
            "棚卸",
            Layout(
                _columns(
                    "機器ナンバー no, 製造番号 serial, コンピュータ名 host, MACアドレス mac, "
                    "ログインID account, 接続先システム system,"
                    "拠点 site, 確認場所 place, 使用者氏名 user, 現物 found, 棚卸実施日 counted, "
                    "記録種別 kind"
                ),
                titles=["令和8年度上期 棚卸結果"],
                again=60,
                dates="serial",
            ),
        )

    def _of_divisions(self) -> None:
        marked = {"有": "○", "無": "×"}
        allowed = {"可": "○", "否": "×"}
        self._one(
            "sites",
            "事業場一覧.csv",
            "",
            Layout(
                _columns(
                    "コード code, 事業場名 name, 呼称 alias, 種類 kind, 住所 address, 建物 building, "
                    "階 floor,"
                    "同居部門・会社 cohabitant, 執務区画 zone, 入口 entrance, 入室管理 method, 人員 people,"
                    "情報管理責任者氏名 manager, 前回点検日 inspected"
                ),
                titles=["事業場一覧"],
                dates="kanji",
            ),
        )
        self._one(
            "systems",
            "システム台帳.xlsx",
            "システム台帳",
            Layout(
                _columns(
                    "管理コード code, 名称 name, 現場での呼び名 alias, オーナー会社 owner, "
                    "オーナー部署 section, 利用部門 users,"
                    "取扱情報 data, 非公開情報の保有 entrants, 分離状況 split, 小売全社開放 open, "
                    "外部システム external,"
                    "直近改修日 modified, 遮断関係の直近改修日 barrier_modified, 遮断確認試験日 tested, "
                    "アクセスログ log,"
                    "災害時利用 disaster, 運用状況 state"
                ),
                titles=["システム台帳", "", ""],
                dates="dot",
                left=2,
            ),
        )
        people = {"送配電本部": [], "その他": []}  # type: dict[str, list[Row]]
        for row in self._rows("people"):
            people["送配電本部" if "送配電" in row["section"] else "その他"].append(row)
        self._several(
            "people",
            "人事一覧.ods",
            people,
            Layout(
                _columns(
                    "社員NO no, 名前 name, 所属会社 company, 現所属›部署 section, 現所属›勤務箇所 site, "
                    "現所属›職位 post,"
                    "前所属›部署 former_section, 発令日 appointed, 着任日 started, 入社日 joined, "
                    "退職日 left, 雇用区分 employment,"
                    "在籍 state, 兼務部署 second, 出向元 seconded_from, 取扱者指定 handler, "
                    "研修・誓約›研修受講日 trained,"
                    "研修・誓約›誓約書提出日 pledged"
                ),
                titles=["人事一覧"],
                lines=2,
                dates="cell",
                words=marked,
            ),
        )
        self._company.kinds["rooms"].sort(key=lambda row: (row["site"], row["room"]))
        self._one(
            "rooms",
            "入室権限一覧.xls",
            "区画",
            Layout(
                _columns(
                    "事業場 site, 建屋 building, 階 floor, 部屋名 room, 占有部門 occupant, 入室方式 method, "
                    "入室できる部門 entrants,"
                    "入室許可者氏名 person, 社員番号 emp_no, 部署 section, カードID card, 許可日 granted, "
                    "取消日 revoked, 確認日 reviewed"
                ),
                titles=["区画及び入室権限一覧"],
                once="site",
                dates="digits",
            ),
        )
        self._one(
            "contractors",
            "外注管理.xlsx",
            "外注",
            Layout(
                _columns(
                    "取引先名 name, 契約No. no, 属する企業グループ parent, 特定関係事業者該当 affiliated, "
                    "委託元 principal,"
                    "発注部署 section, 件名 work, 提供データ data, 非公開情報取扱 handles, 作業場所 place, "
                    "要員数 count,"
                    "要員氏名 workers, 貸与ID accounts, 貸与PC terminals, 再委託 sub, 再委託先名称 subs, "
                    "再委託承諾日 consented,"
                    "承諾方法 consent, 契約開始日 starts, 契約満了日 ends, 自動更新 renewal, 終了日 ended, "
                    "貸与物返却日 returned,"
                    "誓約書数 pledges, 誓約書提出者 pledgers, 誓約日 pledged, 教育受講人数 trained, "
                    "監査日 audited, 監査周期 cycle,"
                    "次回監査日 next, 評価 result"
                ),
                titles=["外注管理表", "2026年10月末日現在"],
                dates="cell",
            ),
        )
        self._one(
            "disasters",
            "災害時発動.xls",
            "災害",
            Layout(
                _columns(
                    "No. no, 災害名称 name, 地域 area, 期間›開始 declared, 期間›終了 lifted, "
                    "使用を認めたID accounts,"
                    "システム名 system, 目的 purpose, 許可者 approver, 事後点検日 reviewed"
                ),
                titles=["災害時ID発動簿"],
                lines=2,
                dates="short era",
            ),
        )
        self._one(
            "exceptions",
            "例外管理.csv",
            "",
            Layout(
                _columns(
                    "管理番号 no, 例外区分 kind, 内容 subject, 対象ID account, 対象機器 terminal, "
                    "対象システム system, 部署 section,"
                    "理由 purpose, 申請者 applicant, 承認者 approver, 承認日 approved, 適用開始日 starts, "
                    "適用期限 ends,"
                    "最後に使った日 used, 見直し日 reviewed, 解除日 closed, 状況 state"
                )
            ),
        )
        self._one(
            "role_standards",
            "権限の基準.ods",
            "標準",
            Layout(
                _columns(
                    "業務システム system, 画面・権限 role, 部署 section, 職位 post, 可否 allowed, 非公開情報表示 shown"
                ),
                words=allowed,
            ),
        )
        self._one(
            "deployment_standards",
            "配備基準.xlsx",
            "配備",
            Layout(
                _columns("端末区分 setup, 置いてよい区画 zone, 可否 allowed"), titles=["端末配備基準"], words=allowed
            ),
        )
        self._one(
            "external_registrants",
            "外部システム登録者名簿.xlsx",
            "名簿",
            Layout(
                _columns(
                    "システム system, アカウント account, 氏名 name, 社員番号 no, 部署 section, "
                    "登録日 registered, 登録抹消日 removed"
                ),
                titles=["外部システム 登録者名簿"],
                dates="era",
            ),
        )
        self._one(
            "capital_ties",
            "グループ会社.xlsx",
            "資本",
            Layout(
                _columns("会社名 company, 出資者 parent, 持株比率 share, 区分 relation"), titles=["グループ会社一覧"]
            ),
        )
        self._several(
            "accounts",
            "利用者登録簿.xlsx",
            self._by("accounts", "system"),
            Layout(
                _columns(
                    "利用者›氏名 person, 利用者›社員番号 emp_no, 利用者›会社 company, 利用者›部署 section, "
                    "ログインID account,"
                    "ID種類 kind, アクセス権 role, 職位 post, 申請・承認›受付番号 request, "
                    "申請・承認›申請者 applicant,"
                    "申請・承認›申請日 requested, 申請・承認›承認者 approver, "
                    "申請・承認›承認者の部署 approver_section,"
                    "申請・承認›承認日 approved, 期間›付与日 granted, 期間›有効期限 expires, "
                    "期間›失効日 revoked,"
                    "最終アクセス日 last, 状態 state, 発行先 issued, 棚卸日 reviewed"
                ),
                titles=["利用者登録簿"],
                lines=2,
                dates="cell",
                counted="No.",
            ),
        )
        offices = {name: s["name"] for s in self._rows("sites") for name in (s["name"], *s["alias"].split("、"))}
        sheets: dict[str, list[Row]] = {}
        for row in self._rows("terminals"):
            sheets.setdefault(offices[row["site"]], []).append(row)
        self._several(
            "terminals",
            "パソコン管理台帳.xlsx",
            sheets,
            Layout(
                _columns(
                    "PC管理No no, 機種区分 type, 用途区分 setup, メーカ名 maker, 機種 model, S/N serial, "
                    "マシン名 host, 物理アドレス mac,"
                    "固定IP ip, 設置場所 place, 資産所有会社 owner, 主管部署 owner_section, "
                    "使用者所属会社 company, 使用部署 section,"
                    "主使用者 user, 社員番号 user_no, 管理責任者名 manager, 使用システム systems, "
                    "送配電システムへの接続 connected,"
                    "配布日 delivered, リース期限 lease_end, 返却年月日 returned, 廃棄年月日 disposed, "
                    "最終棚卸日 inventoried, 現況 state"
                ),
                titles=["パソコン管理台帳", ""],
                blank=12,
                again=24,
                dates="cell",
                counted="通番",
                notes=["※ 年1回棚卸を行う"],
            ),
        )
        self._one(
            "stocktaking",
            "現物確認.csv",
            "",
            Layout(
                _columns(
                    "PC管理No no, 製造番号 serial, マシン名 host, 物理アドレス mac, ID account, "
                    "システム system, 事業場 site, 場所 place,"
                    "使用者 user, 有無 found, 確認日 counted, 記録区分 kind"
                ),
                dates="kanji",
            ),
        )
