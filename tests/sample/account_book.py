"""The ledger of accounts of the sample: a sheet for each large system as its section keeps it, one for the others."""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook

from tests.sample.accounts import Accounts
from tests.sample.org import GRID_SYSTEM
from tests.sample.people import Row
from tests.sample.sheets import Layout, columns, new_book, write_sheet
from tests.sample.systems import ASSETS, CALL_CENTRE, CONTROL, DESIGN_SYSTEM

WHEELING = Layout(
    "託送",
    "ユーザー管理簿",
    "令和8年10月31日現在",
    columns(
        """
        No.=row ユーザーID=account ID種別=kind 利用者>会社=company:kabu 利用者>部署=department 利用者>役職=post
        利用者>氏名=person:gap 利用者>社員番号=emp_no 雇用区分=employment 権限=role 申請>申請者=applicant
        申請>申請番号=request_no 承認>承認者=approver 承認>承認日=approved:long 付与日=granted:long
        有効期限=expires:long
        失効日=revoked:long 最終ログイン日=last_login:slashes 状態=status 棚卸日=reviewed:long 備考=note
        """
    ),
    2,
    "D9E2F3",
    ("※ 災害用IDは、発動時を除き停止しておくこと。",),
    blank_rows=True,
    above=(("対象システム", GRID_SYSTEM), ("主管", "託送部 託送企画課")),
)
DESIGN = Layout(
    "設計CAD",
    "配電設計支援　利用者一覧",
    "2026/10/31",
    columns(
        """
        利用者ID=account 利用者名=person 社員コード=emp_no 所属会社=company:paren 所属=department 営業所=site
        アクセス権=role
        登録日=granted:bare 失効予定日=expires:bare 削除日=revoked:bare 最終利用日=last_login:bare 申請者=applicant
        承認者=approver 決裁日=approved:bare 受付番号=request_no 有効/無効=status 種別=kind
        """
    ),
    1,
    "E2EFDA",
    repeated_header=120,
)
PLANT = Layout(
    "系統・設備",
    "アカウント管理台帳（系統監視・設備管理）",
    "R8.10.31",
    columns(
        """
        システム名=system アカウント=account 氏名=person 職員番号=emp_no 会社=company:none 課・グループ=department
        アカウント種別=kind ロール=role 発行日=granted:short 有効期限=expires:short 停止日=revoked:short
        最終ログイン=last_login:short 申請者=applicant 承認者=approver 承認日=approved:short 申請番号=request_no
        利用状況=status
        """
    ),
    1,
    "FFF2CC",
    merged=("システム名",),
)
CALLS = Layout(
    "CTI",
    "コールセンターシステム ID一覧",
    "",
    columns(
        """
        ログインID=account 表示名=person:gap 従業員番号=emp_no 会社名=company 部署名=department 雇用形態=employment
        役割=role
        利用開始日=granted:kanji 期限=expires:kanji 利用終了日=revoked:kanji 最終アクセス日=last_login:kanji
        申請者名=applicant 決裁者=approver 承認日=approved:kanji 申請No.=request_no ステータス=status 共用/個人=kind
        """
    ),
    3,
    "FCE4D6",
    subtotals=50,
    counter="件",
)
OTHERS = Layout(
    "その他システム",
    "ID管理台帳（その他システム）",
    "令和8年10月31日現在",
    columns(
        """
        通番=row 対象システム=system ID=account 氏名=person 社員番号=emp_no 会社=company:kabu 所属部署=department
        権限区分=role
        個人/共有=kind 付与日=granted:cell 有効期限=expires:cell 失効日=revoked:cell 最終ログイン日時=last_login:cell
        申請者=applicant 承認者=approver 承認日=approved:cell 申請番号=request_no 有効/無効=status 発行先=issued_to:kabu
        """
    ),
    2,
    "EDEDED",
)


def build(accounts: Accounts) -> Workbook:
    """The workbook, with the sheet of a year before hidden."""
    alone = {GRID_SYSTEM: WHEELING, DESIGN_SYSTEM: DESIGN, CALL_CENTRE: CALLS}
    book = new_book()
    for system, layout in alone.items():
        write_sheet(book.create_sheet(layout.sheet), layout, [row for row in accounts.rows if row["system"] == system])
    plant = [row for system in (CONTROL, ASSETS) for row in accounts.rows if row["system"] == system]
    write_sheet(book.create_sheet(PLANT.sheet), PLANT, plant)
    known = {*alone, CONTROL, ASSETS}
    others: list[Row] = [row for row in accounts.rows if row["system"] not in known]
    others.sort(key=lambda row: str(row["system"]))
    write_sheet(book.create_sheet(OTHERS.sheet), OTHERS, others)
    old = book.create_sheet("R7年度(退避)")
    write_sheet(old, OTHERS, [{**row, "last_login": date(2025, 3, 20)} for row in others[:40]])
    old.sheet_state = "hidden"
    return book
