"""The files of the sample: which ledger is in which, and how each office keeps it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.sample import account_book, terminal_book
from tests.sample.company import Company
from tests.sample.ods import write_ods
from tests.sample.org import RETAIL_FULL
from tests.sample.people import Row
from tests.sample.sheets import Layout, columns, new_book, write_sheet

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "samples"


def book_of(*sheets: tuple[Layout, Sequence[Row]]) -> Workbook:
    """A workbook with these sheets."""
    book = new_book()
    for layout, rows in sheets:
        write_sheet(book.create_sheet(layout.sheet), layout, rows)
    return book


# --- offices, rooms, systems ------------------------------------------------------------------------------------------

SITES = Layout(
    "事業所",
    "事業所一覧（同居状況）",
    "令和8年10月31日現在",
    columns(
        """
        No.=row コード=code 事業所名=name 略称・通称=alias:lines 会社名=company:kabu 事業所区分=site_kind 所在地=address
        建物名=building 使用階=floor 同居>同居会社=cohabitant:paren 同居>専用/共用=shared 同居>出入口=entrance
        入室方式=entry
        人数=headcount:people 情報管理責任者=manager:gap 点検日=inspected:long
        """
    ),
    2,
    notes=("※ 同居会社は、同じ建物に入居する特定関係事業者を記載する。",),
)

ROOMS = Layout(
    "区画一覧",
    "区画一覧（全事業所）",
    "R8.9.30現在",
    columns(
        """
        事業所=site 建物=building 階=floor 室名=room 占有側=occupant 使用部署=occupants 入室方式=entry
        入室権限者=entrants:slash 確認日=reviewed:short
        """
    ),
    merged=("事業所",),
    notes=("(注) 共用の室は、入室権限者のすべてを記載する。",),
)
CARDS = Layout(
    "入室カード",
    "入室権限者一覧（入退室管理システム出力）",
    "2026/10/28",
    columns(
        """
        項番=row 事業所名=site フロア=floor 部屋名=room エリア区分=occupant カード番号=card 社員番号=emp_no
        氏名=person:gap
        会社名=company:kabu 所属=department 発行日=granted:compact
        """
    ),
    repeated_header=40,
)

SYSTEM_COLUMNS = """
    システムコード=code システム名称=name 略称・通称=alias:slash 所管>会社=owner_company:kabu 所管>部署=owner_department
    利用会社=user_companies:lines 保有情報=data 非公開情報の有無=holds_entrants:circle 分離区分=separation
    利用者数=users
    小売開放=open_to_retailers:circle 社外システム=external:circle ベンダー=vendor:paren 稼働開始日=started:kanji
    最終改修日=modified:bare 遮断試験日=barrier_tested:bare マスキング=masking:ari 物理分割期限=split_due:short
    ログ取得=logged 災害用権限=disaster_rights:ari 状態=status
"""


def systems_book(company: Company) -> Workbook:
    """A sheet for the systems of each owner."""
    rows = company.systems.rows
    grid = [row for row in rows if row["owner_company"].startswith("東湾送配電")]
    retail = [row for row in rows if row["owner_company"] == RETAIL_FULL]
    others = [row for row in rows if row not in grid and row not in retail]
    made = [
        (Layout(name, f"業務システム一覧（{name}）", "2026年10月31日現在", columns(SYSTEM_COLUMNS), 2, fill), held)
        for name, fill, held in (
            ("送配電所管", "E2EFDA", grid),
            ("東湾電力所管", "FCE4D6", retail),
            ("グループ共用・社外", "EDEDED", others),
        )
    ]
    return book_of(*made)


# --- people and contractors -------------------------------------------------------------------------------------------

PEOPLE_COLUMNS = columns(
    """
    社員番号=emp_no 氏名=person:gap フリガナ=kana 所属会社=company:kabu 所属名=department 事業所=site 役職=post
    雇用区分=employment 在籍区分=status 入社日=joined:compact 発令日=appointed:compact 着任日=started:compact
    異動日=moved:compact 旧所属会社=previous_company:paren 旧所属=previous_department 兼務=concurrent:closed
    兼務会社=concurrent_company 退職日=left:compact 最終受講日=trained:slashes 誓約書提出日=pledged:slashes
    """
)


def people_csv(company: Company) -> bytes:
    """The export of the personnel system, in Shift_JIS as such systems write it."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(["従業員一覧", "", "", "出力日時", "2026/11/01 08:30"])
    table.writerow([c.heading for c in PEOPLE_COLUMNS])
    for row in company.people.rows:
        table.writerow(["" if (v := c.write(row)) is None else v for c in PEOPLE_COLUMNS])
    return text.getvalue().encode("cp932")


CONTRACTOR_COLUMNS = """
    項番=row 委託先名=name:{form} 契約番号=contract_no 委託元=principal:kabu 主管部署=department 業務内容=work
    取扱情報=data
    非公開情報の取扱い=handles_data:circle 作業場所=place 従事者数=workers:people 従事者名=worker_names:lines
    利用システム=systems 貸与ID数=account_count 貸与端末数=terminal_count 再委託>再委託の有無=subcontracted
    再委託>再委託先=subcontractor 再委託>承諾日=consented:{day} 再委託>承諾区分=consent 契約期間>自=started:{day}
    契約期間>至=contract_end:{day} 自動更新=renewal:ari 契約終了日=ended:{day} 誓約書枚数=pledge_count
    誓約者=pledge_names:lines 誓約書取得日=pledged:{day} 研修受講者数=trained_count 監査実施日=audited:{day}
    次回監査予定日=audit_due:{day} 評価(A/B/C)=audit_result 支払先コード=payee 親会社=parent:kabu 備考=note
"""


def contractors_book(company: Company) -> Workbook:
    """The ledger of the grid operator, and the list received from the affiliate; Excel damaged some numbers."""
    rows = company.contractors.rows
    theirs = [row for row in rows if row["principal"] == RETAIL_FULL]
    ours = [row for row in rows if row not in theirs]
    grid = columns(CONTRACTOR_COLUMNS.format(form="kabu", day="long"))
    retail = columns(CONTRACTOR_COLUMNS.format(form="paren", day="slashes"))
    book = book_of(
        (
            Layout(
                "委託先（送配電）",
                "外部委託先管理台帳",
                "（令和８年１０月３１日現在）",
                grid,
                3,
                "FFF2CC",
                subtotals=25,
                counter="件",
            ),
            ours,
        ),
        (Layout("東湾電力受領分", "委託先一覧（東湾電力㈱から受領）", "R8.10.20現在", retail, 1, "FCE4D6"), theirs),
    )
    sheet = book["委託先（送配電）"]
    payee = next(n for n, c in enumerate(grid, start=1) if c.heading == "支払先コード")
    for row in (12, 20, 33):
        sheet.cell(row, payee).value = "1.23E+05"
    sheet.cell(9, 2).comment = Comment("名簿は資材部で保管", "資材部")
    return book


# --- reference tables -------------------------------------------------------------------------------------------------

DISASTERS = Layout(
    "発動記録",
    "災害発動記録（災害用権限）",
    "",
    columns(
        """
        発動番号=number 災害名=name 対象事業所=area 期間>発動日=declared:long 期間>解除日=lifted:long
        対象ID=accounts:lines
        対象システム=system 目的=purpose 承認者=approver ログ確認日=reviewed:long
        """
    ),
)
EXCEPTIONS = Layout(
    "例外",
    "例外・暫定利用台帳",
    "2026年10月31日現在",
    columns(
        """
        №=row 例外番号=number 種別=exception_kind 内容=subject 対象ID=account 対象システム=system 利用者=person
        所属会社=company:paren 所属=department 理由=purpose 申請者=applicant 承認者=approver 承認日=approved:short
        開始日=starts:short 終了日=ends:short 最終利用日=last_used:short 解除日=closed:short 状態=status
        """
    ),
    2,
)
ROLE_STANDARDS = Layout(
    "標準表",
    "権限標準表",
    "平成31年4月1日制定　令和8年4月1日改訂",
    columns(
        "対象システム=system 権限名=role 対象部署=department 可否=allowed:circle 非公開情報の表示=sensitive:circle"
    ),
    merged=("対象システム", "権限名"),
    notes=("※ この表にない組合せは認めない。",),
)
DEPLOYMENT = Layout(
    "配備基準",
    "端末配備基準",
    "",
    columns("設定区分=setup 配備先の区画=zone 配備可否=allowed"),
    merged=("設定区分",),
)
REGISTRANTS = Layout(
    "名簿",
    "再エネ業務管理システム登録者名簿",
    "令和8年10月1日現在",
    columns(
        """
        No.=row システム名=system ユーザーID=account 登録者氏名=person:gap 社員番号=emp_no 会社名=company:kabu
        所属=department
        登録日=registered:long 抹消日=removed:long
        """
    ),
)
TIES = columns("会社名=company 親会社=parent 出資比率=share:percent 関係=relation")
COUNTED = Layout(
    "現物確認",
    "棚卸表（港北ネットワークセンター・北営業所）",
    "実施: 令和8年10月",
    columns(
        """
        事業所=site 設置場所=place 管理番号=asset_no:wide 製造番号=serial 使用者=person 現物の有無=found:circle
        確認日=counted:short 確認者=checker 区分=seen_in 備考=note
        """
    ),
    merged=("事業所",),
    repeated_header=80,
)
MET = Layout(
    "接続記録",
    "接続端末一覧（本店セグメント）",
    "",
    columns(
        "事業所=site 記録区分=seen_in コンピュータ名=hostname MACアドレス=mac 接続先システム=system 接続日=counted:iso"
    ),
)
USERS = Layout(
    "利用者一覧",
    "託送業務システム 接続一覧（利用者）",
    "",
    columns("事業所=site 記録の種類=seen_in ユーザーID=account 対象システム=system 接続日=counted:iso"),
)


def stocktaking_book(company: Company) -> Workbook:
    """What was counted, what was met in the network, and users that a system lists."""
    sheets: list[tuple[Layout, Sequence[Row]]] = [(COUNTED, company.counted), (MET, company.met)]
    if company.users:
        sheets.append((USERS, company.users))
    return book_of(*sheets)


def ties_rows(company: Company) -> list[list[str]]:
    """The rows of the capital ties, title and header above."""
    body = [[str(c.write(row)) for c in TIES] for row in company.capital_ties]
    return [["資本関係一覧"], [], [c.heading for c in TIES], *body, ["※ 議決権の比率による。"]]


# --- all of them ------------------------------------------------------------------------------------------------------

_BOOKS: dict[str, tuple[str, Callable[[Company], Workbook]]] = {
    "sites": ("事業所一覧.xlsx", lambda c: book_of((SITES, c.places.sites))),
    "systems": ("システム一覧.xlsx", systems_book),
    "contractors": ("委託先台帳.xlsx", contractors_book),
    "rooms": ("区画・入室権限一覧.xlsx", lambda c: book_of((ROOMS, c.places.rooms), (CARDS, c.places.cards))),
    "disasters": ("災害発動記録.xlsx", lambda c: book_of((DISASTERS, c.disasters))),
    "role_standards": ("権限の標準表.xlsx", lambda c: book_of((ROLE_STANDARDS, c.role_standards))),
    "deployment_standards": ("配備の標準表.xlsx", lambda c: book_of((DEPLOYMENT, c.deployment_standards))),
    "external_registrants": ("社外システム登録者名簿.xlsx", lambda c: book_of((REGISTRANTS, c.registrants))),
    "accounts": ("ID台帳.xlsx", lambda c: account_book.build(c.accounts)),
    "terminals": ("端末台帳.xlsx", lambda c: terminal_book.build(c.terminals)),
    "exceptions": ("例外・暫定利用台帳.xlsx", lambda c: book_of((EXCEPTIONS, c.exceptions))),
    "stocktaking": ("棚卸・接続記録.xlsx", stocktaking_book),
}
PEOPLE_FILE, TIES_FILE = "従業員一覧.csv", "資本関係.ods"

NAMES = {**{kind: name for kind, (name, _) in _BOOKS.items()}, "people": PEOPLE_FILE, "capital_ties": TIES_FILE}
"""Kind of ledger → the file that holds it."""


def write_all(company: Company, folder: Path) -> Iterable[Path]:
    """Write every ledger into a folder."""
    for name, build in _BOOKS.values():
        build(company).save(folder / name)
        yield folder / name
    (folder / PEOPLE_FILE).write_bytes(people_csv(company))
    yield folder / PEOPLE_FILE
    write_ods(folder / TIES_FILE, "資本関係", ties_rows(company))
    yield folder / TIES_FILE
