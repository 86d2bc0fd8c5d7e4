"""Makes the terminal ledger of the sample audit: realistic and untidy, the same at every run.

`python -m tests.sample_ledger` writes resources/samples/端末台帳.xlsx anew; a test compares it with what is committed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

FILE = Path(__file__).resolve().parent.parent / "resources" / "samples" / "端末台帳.xlsx"

AS_OF = date(2026, 10, 31)
EPOCH = date(1899, 12, 30)
GRID, RETAIL = "東湾送配電", "東湾電力"

SURNAMES = (
    "青木", "石川", "上田", "榎本", "大谷", "加藤", "北村", "工藤", "小松", "斎藤", "佐々木", "島田", "菅原",
    "関口", "高橋", "千葉", "土屋", "寺田", "中川", "西村", "野口", "橋本", "平野", "福田", "星野", "前田",
    "三浦", "村上", "森本", "矢野", "山口", "吉村", "渡辺", "和田",
)  # fmt: skip
GIVEN = (
    "明", "一郎", "恵", "修", "香織", "和也", "恭子", "健", "浩二", "早苗", "聡", "静", "剛", "智子", "直樹",
    "典子", "博", "真理", "実", "裕子",
)  # fmt: skip
MODELS = [
    m.split("/", 1) for m in ("東亜電機/TD-740", "東亜電機/TD-820S", "三峰/MB-55/F", "三峰/MB-57/G", "ノルテ/N14-G3")
]
SYSTEMS = ("託送業務システム", "配電設計支援", "託送業務システム、配電設計支援", "系統監視、OA")


@dataclass(frozen=True)
class Terminal:
    """One terminal before it is written in the fashion of an office."""

    number: str
    kind: str
    maker: str
    model: str
    serial: str
    host: str
    ip: str
    mac: str
    room: str
    zone: str
    owner: str
    section_in_charge: str
    company: str
    section: str
    user: str
    staff_no: str
    manager: str
    systems: str
    delivered: date
    seen: date | None
    state: str = "使用中"
    returned: date | None = None
    moved: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Office:
    """An office: letters of its numbers, how many terminals, sections with their rooms, who answers for them."""

    name: str
    code: str
    count: int
    manager: str
    rooms: tuple[tuple[str, str], ...]


def office(name: str, code: str, count: int, manager: str, rooms: str) -> Office:
    """An office whose rooms are written as 課:階 室."""
    pairs = (each.split(":") for each in rooms.split(" / "))
    return Office(name, code, count, manager, tuple((section, room) for section, room in pairs))


OFFICES = (
    office(
        "本店",
        "HD",
        402,
        "情報管理責任者 大谷 修",
        "経営企画部:7階 企画執務室 / 情報システム部:6階 情報システム室 / 系統運用部:5階 系統運用室"
        " / 配電部:4階 配電執務室 / 託送部:4階 託送執務室 / 総務部:3階 総務執務室",
    ),
    office(
        "港北ネットワークセンター",
        "KH",
        236,
        "所長 平野 博",
        "配電課:2階 配電執務室 / 送電課:2階 送電執務室 / 託送受付課:1階 託送受付室 / 保安課:3階 保安執務室",
    ),
    office(
        "南浜配電事業所",
        "MH",
        198,
        "所長 千葉 実",
        "配電第一課:1階 配電執務室 / 配電第二課:2階 配電執務室 / 工務課:2階 工務執務室",
    ),
    office(
        "北営業所",
        "KT",
        148,
        "次長 関口 恭子",
        "配電課:2階 配電執務室 / 託送受付課:2階 託送執務室 / 総務課:3階 総務執務室",
    ),
    office("山手営業所", "YM", 126, "次長 寺田 聡", "配電課:3階 配電執務室 / 託送受付課:3階 託送執務室"),
    office("東岬営業所", "HM", 98, "次長 矢野 智子", "配電課:1階 配電執務室 / 保安課:1階 保安執務室"),
)


class Made:
    """Terminals by office, each fault put where the sample audit's remarks say so."""

    def __init__(self) -> None:
        self.chance = random.Random(20261031)
        self.serial = 0
        self.offices = {
            office.name: [self.terminal(office, n) for n in range(1, office.count + 1)] for office in OFFICES
        }
        self.spoil()

    def terminal(self, office: Office, number: int) -> Terminal:
        """A terminal in order."""
        chance = self.chance
        self.serial += 1
        section, room = office.rooms[number % len(office.rooms)]
        maker, model = chance.choice(MODELS)
        own = chance.random()
        owner = "みなとリース" if own > 0.97 else "東湾情報システム" if own > 0.94 else GRID
        place = OFFICES.index(office)
        state = chance.choices(("使用中", "予備", "返却済", "修理中"), (92, 5, 2, 1))[0]
        delivered = date(2021, 4, 1) + timedelta(days=chance.randrange(1_900))
        return Terminal(
            number=f"{office.code}-{number:04d}",
            kind=chance.choice(("ノート", "ノート", "デスクトップ")),
            maker=maker,
            model=model,
            serial=f"{maker_code(maker)}{26_000_000 + self.serial * 37:08d}",
            host=f"TW{office.code}{number:04d}",
            ip="DHCP" if chance.random() < 0.7 else f"10.{place + 20}.{number // 250}.{number % 250 + 4}",
            mac=f"02:1A:{place + 1:02X}:00:{self.serial // 256:02X}:{self.serial % 256:02X}",
            room=room,
            zone="送配電",
            owner=owner,
            section_in_charge="情報システム部",
            company=GRID,
            section=section,
            user=f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)}",
            staff_no=f"{100_000 + self.serial * 13}",
            manager=office.manager,
            systems=chance.choice(
                ("託送業務システム", "配電設計支援", "託送業務システム、配電設計支援", "系統監視、OA")
            ),
            delivered=delivered,
            seen=date(2026, 1, 10) + timedelta(days=chance.randrange(280)),
            state=state,
            returned=delivered + timedelta(days=900) if state == "返却済" else None,
        )

    def change(self, office: str, *numbers: int, **values: Any) -> None:
        """Give the terminals with these numbers other values, in use."""
        rows = self.offices[office]
        for number in numbers:
            given = {"state": "使用中", "returned": None, **values}
            rows[number - 1] = replace(rows[number - 1], **given)

    def spoil(self) -> None:
        """The faults that the rules are to find."""
        # R01: four terminals in the shared meeting room, one at the counter (remarks on A3-2-04 and A4-4-04).
        self.change(
            "北営業所", 12, 47, 88, 131, room="1階 共用会議室", zone="共用", user="共用", staff_no="", section="配電課"
        )
        self.change("山手営業所", 33, room="1階 お客さま窓口", zone="共用", section="託送受付課")
        # R02: users of the retailer with terminals of the grid operator.
        self.change("山手営業所", 58, 59, company=RETAIL, section="営業課")
        # R03: three went over to sales and still stand as users (remark on A4-4-06); two others within the grid's side.
        moved = {"moved": date(2026, 7, 1), "delivered": date(2023, 6, 5), "note": "営業課へ異動。後任未定"}
        self.change("南浜配電事業所", 21, 64, 150, **moved)
        self.change(
            "港北ネットワークセンター", 40, 41, moved=date(2026, 4, 1), delivered=date(2022, 9, 1), note="本店へ異動"
        )
        # R06: numbers that occur twice or are malformed.
        head = self.offices["本店"]
        self.change("本店", 101, serial=head[99].serial)
        self.change("本店", 202, mac=head[200].mac)
        self.change("本店", 303, number=head[301].number, note="番号要確認")
        self.change("港北ネットワークセンター", 77, 78, ip="10.21.0.201")
        self.change("東岬営業所", 15, mac="02:1A:06:00:4G:11")
        self.change("東岬営業所", 16, ip="10.25.0.300")
        # R07: returned or removed long ago, still in use.
        self.change("港北ネットワークセンター", 5, 90, 164, returned=date(2026, 3, 31))
        self.change("東岬営業所", 44, 45, returned=date(2025, 12, 25), note="更新機と交換")
        self.change("本店", 17, 250, 388, returned=date(2026, 6, 30))
        # R31: nobody named.
        self.change("本店", 60, 61, 62, 63, 210, 330, user="", staff_no="")
        self.change("港北ネットワークセンター", 120, 121, 122, 123, manager="")
        self.change("南浜配電事業所", 8, 9, 10, 170, 171, room="")
        self.change("東岬営業所", 70, 71, user="", staff_no="", manager="")
        # R32: not seen for longer than a year, or never.
        self.change("南浜配電事業所", *range(90, 108), seen=date(2025, 3, 14))
        self.change("東岬営業所", *range(20, 31), seen=date(2025, 6, 20))
        self.change("本店", *range(130, 139), seen=date(2025, 9, 5))
        self.change("山手営業所", 100, 101, 102, 103, seen=None)


def maker_code(maker: str) -> str:
    """The letters a maker's serial numbers begin with."""
    return {"東亜電機": "TA", "三峰": "MM", "ノルテ": "NT"}[maker]


# --- how offices write ------------------------------------------------------------------------------------------------


def wareki(day: date | None) -> str:
    """令和 in the long form."""
    return "" if day is None else f"令和{day.year - 2018}年{day.month}月{day.day}日"


def short_wareki(day: date | None) -> str:
    """R8.4.1."""
    return "" if day is None else f"R{day.year - 2018}.{day.month}.{day.day}"


def serial_of(day: date | None) -> int | None:
    """A day as the bare number that Excel keeps."""
    return None if day is None else (day - EPOCH).days


def cell(day: date | None) -> datetime | None:
    """A day as Excel's own date."""
    return None if day is None else datetime(day.year, day.month, day.day)


def slashes(day: date | None) -> str:
    """2026/4/1 typed as text."""
    return "" if day is None else f"{day.year}/{day.month}/{day.day}"


def wide(text: str) -> str:
    """Half width letters, digits and signs in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else "\u3000" if c == " " else c for c in text)


def company(text: str, form: str) -> str:
    """A company with its legal form: kabu ㈱, paren (株), full 株式会社, none."""
    return text + {"kabu": "㈱", "paren": "(株)", "full": "株式会社", "none": ""}[form]


WRITERS: dict[str, Callable[[Terminal], Any]] = {
    "row": lambda t: None,
    "number": lambda t: t.number,
    "number_wide": lambda t: wide(t.number),
    "kind": lambda t: t.kind,
    "maker": lambda t: t.maker,
    "model": lambda t: t.model,
    "maker_model": lambda t: f"{t.maker} {t.model}",
    "serial": lambda t: t.serial,
    "host": lambda t: t.host,
    "ip": lambda t: t.ip,
    "mac": lambda t: t.mac,
    "mac_dashes": lambda t: t.mac.replace(":", "-"),
    "mac_bare": lambda t: t.mac.replace(":", "").lower(),
    "kohoku": lambda t: "港北ネットワークセンター",
    "misaki": lambda t: "東岬 営業所",
    "room": lambda t: t.room,
    "room_wide": lambda t: wide(t.room),
    "zone": lambda t: t.zone,
    "zone_own": lambda t: "専用" if t.zone == "送配電" else t.zone,
    "zone_long": lambda t: "送配電専用" if t.zone == "送配電" else t.zone,
    "owner_full": lambda t: company(t.owner, "full"),
    "owner_kabu": lambda t: company(t.owner, "kabu"),
    "owner_paren": lambda t: company(t.owner, "paren"),
    "charge": lambda t: t.section_in_charge,
    "company_mixed": lambda t: company(t.company, ("kabu", "paren", "full", "none")[int(t.staff_no or "0") % 4]),
    "company_kabu": lambda t: company(t.company, "kabu"),
    "company_paren": lambda t: company(t.company, "paren"),
    "company_bare": lambda t: t.company,
    "section": lambda t: t.section,
    "user": lambda t: t.user,
    "user_wide": lambda t: t.user.replace(" ", "\u3000"),
    "staff": lambda t: t.staff_no,
    "manager": lambda t: t.manager,
    "systems": lambda t: t.systems,
    "state": lambda t: t.state,
    "state_runs": lambda t: "稼働中" if t.state == "使用中" else t.state,
    "state_circle": lambda t: "○" if t.state == "使用中" else t.state,
    "note": lambda t: t.note,
    **{
        f"{name}_{form}": lambda t, name=name, write=write: write(getattr(t, name))  # type: ignore[misc]
        for name in ("delivered", "moved", "returned", "seen")
        for form, write in (
            ("cell", cell),
            ("bare", serial_of),
            ("slashes", slashes),
            ("short", short_wareki),
            ("long", wareki),
        )
    },
}


@dataclass(frozen=True)
class Column:
    """One column of an office's ledger: the heading, what stands in it, and the group above the heading, if any."""

    heading: str
    write: Callable[[Terminal], Any]
    group: str = ""


def columns(text: str) -> tuple[Column, ...]:
    """Columns written as 見出し=WRITER or 群>見出し=WRITER."""
    found = []
    for word in text.split():
        heading, _, writer = word.rpartition("=")
        group, _, heading = heading.rpartition(">")
        found.append(Column(heading, WRITERS[writer], group))
    return tuple(found)


@dataclass(frozen=True)
class Layout:
    """How an office keeps its ledger. `first` is the row of the title."""

    sheet: str
    title: str
    as_of: str
    columns: tuple[Column, ...]
    first: int
    fill: str
    notes: tuple[str, ...] = ()
    subtotals: bool = False
    blank_rows: bool = False
    repeated_header: int = 0
    merged: str = ""


LAYOUTS = (
    Layout(
        "本店",
        "情報端末管理台帳（本店）",
        "令和8年10月31日現在",
        columns(
            """
            No.=row 管理番号=number 機種区分=kind メーカー=maker 型番=model 製造番号=serial ホスト名=host
            IPアドレス=ip MACアドレス=mac 設置場所=room 区画=zone 所管会社=owner_full 所管部署=charge
            使用者>会社=company_mixed 使用者>部署=section 使用者>氏名=user 使用者>職員番号=staff
            情報管理責任者=manager 利用システム=systems 配備日=delivered_cell 返却日=returned_cell
            現物確認日=seen_cell 状態=state 備考=note
            """
        ),
        2,
        "D9E2F3",
        ("※ リース物件の返却は情報システム部へ連絡すること。", "(注) 予備機は施錠して保管する。"),
        blank_rows=True,
    ),
    Layout(
        "港北NC",
        "港北ネットワークセンター　機器台帳",
        "2026年10月31日現在",
        columns(
            """
            事業所=kohoku 資産番号=number 種別=kind 機種名=maker_model シリアルNo.=serial PC名=host 固定IP=ip
            MAC=mac_dashes 設置場所=room 専用/共用=zone_own 所管会社=owner_kabu 所属会社=company_kabu
            利用部署=section 利用者=user_wide 管理責任者=manager 接続システム=systems 導入日=delivered_bare
            異動日=moved_slashes 返却日=returned_slashes 棚卸日=seen_bare 使用状況=state_runs 摘要=note
            """
        ),
        1,
        "E2EFDA",
        ("※ 専用/共用は執務室の区分を示す。",),
        repeated_header=60,
    ),
    Layout(
        "南浜配電事業所",
        "パソコン管理台帳",
        "（令和８年１０月３１日現在）",
        columns(
            """
            端末ID=number_wide 端末種別=kind 型式=model S/N=serial コンピュータ名=host 設置箇所=room_wide
            区画=zone_long 所有会社=owner_paren 利用者>会社名=company_bare 利用者>課=section 利用者>氏名=user
            管理者=manager 業務システム=systems 購入日=delivered_short 異動日=moved_short 返却日=returned_short
            棚卸日=seen_long 使用中/予備/返却/廃棄=state 備考=note
            """
        ),
        3,
        "FFF2CC",
        subtotals=True,
    ),
    Layout(
        "北営業所",
        "北営業所 端末一覧表",
        "令和8年10月31日現在",
        columns(
            """
            管理No.=number 区分=kind 機種=model 製造番号=serial 物理アドレス(MAC)=mac_bare 設置場所>室名=room
            設置場所>区画=zone 所管会社=owner_kabu 使用者>会社=company_mixed 使用者>所属=section
            使用者>氏名=user 情報管理責任者=manager 利用システム=systems 貸与日=delivered_long 異動日=moved_long
            返却日=returned_long 現物確認日=seen_long 状態=state_circle 特記事項=note
            """
        ),
        2,
        "FCE4D6",
        ("※ 状態の○は使用中を示す。",),
        blank_rows=True,
    ),
    Layout(
        "山手営業所",
        "山手営業所　情報機器管理簿",
        "R8.10.31現在",
        columns(
            """
            通番=row 機器番号=number 機器種別=kind メーカ=maker 型番=model 製造番号=serial ホスト名=host
            設置場所=room エリア区分=zone 所管会社=owner_full 使用会社=company_kabu 使用部署=section
            使用者名=user 管理責任者=manager 使用システム=systems 配布日=delivered_slashes
            返却日=returned_slashes 現物確認日=seen_slashes 稼働状況=state 備考=note
            """
        ),
        1,
        "EDEDED",
    ),
    Layout(
        "東岬営業所",
        "端末台帳（東岬営業所）",
        "2026/10/31 現在",
        columns(
            """
            事業所名=misaki 設置場所=room 管理番号=number 種別=kind 製品名=model シリアル番号=serial
            IPアドレス=ip MACアドレス=mac 区画=zone 所管会社=owner_paren 所属会社=company_paren 所属=section
            使用者=user 情報管理責任者=manager 業務システム=systems 導入日=delivered_cell 返却日=returned_cell
            棚卸日=seen_cell ステータス=state 備考=note
            """
        ),
        2,
        "DDEBF7",
        ("注1 棚卸しは毎年1月から10月までに行う。",),
        merged="事業所名",
    ),
)

THIN = Side(style="thin", color="999999")
GRID_LINES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def build() -> Workbook:
    """The workbook."""
    made = Made()
    book = Workbook()
    book.remove(book.active)
    for layout, where in zip(LAYOUTS, OFFICES, strict=True):
        write_sheet(book.create_sheet(layout.sheet), layout, made.offices[where.name])
    old = replace(LAYOUTS[4], sheet="旧台帳(2024年度)", title="情報機器管理簿(2024年度・使用終了)", as_of="R7.3.31現在")
    sheet = book.create_sheet(old.sheet)
    write_sheet(sheet, old, [replace(t, room="2階 旧執務室") for t in made.offices["山手営業所"][:60]])
    sheet.sheet_state = "hidden"
    book.properties.creator = "情報システム部"
    book.properties.created = book.properties.modified = datetime(2026, 11, 2, 9, 0)
    return book


def write_sheet(sheet: Worksheet, layout: Layout, terminals: list[Terminal]) -> None:
    """Title, header, rows, notes as the office keeps them."""
    width = len(layout.columns)
    row = layout.first
    sheet.cell(row, 1, layout.title).font = Font(size=14, bold=True)
    sheet.cell(row + 1, width - 1, layout.as_of)
    row = write_header(sheet, layout, row + 3)
    sheet.freeze_panes = sheet.cell(row, 1)
    begun, in_section, written = row, 0, 0
    for terminal in terminals:
        if layout.repeated_header and written and written % layout.repeated_header == 0:
            row = write_header(sheet, layout, row)
        if layout.blank_rows and written and written % 100 == 0:
            row += 1
        for column, spec in enumerate(layout.columns, start=1):
            value = written + 1 if spec.heading in ("No.", "通番") else spec.write(terminal) or None
            held = sheet.cell(row, column, value)
            held.border = GRID_LINES
            if isinstance(value, datetime):
                held.number_format = "yyyy/m/d"
        in_section, written, row = in_section + 1, written + 1, row + 1
        if layout.subtotals and written % 66 == 0:
            sheet.cell(row, 1, "小計")
            sheet.cell(row, 2, f"{in_section}台")
            in_section, row = 0, row + 1
    if layout.subtotals:
        sheet.cell(row, 1, "合計")
        sheet.cell(row, 2, f"{written}台")
        row += 1
    if layout.merged:
        column = next(n for n, c in enumerate(layout.columns, start=1) if c.heading == layout.merged)
        merge_down(sheet, column, begun, row - 1)
    for note in layout.notes:
        row += 1
        sheet.cell(row, 1, note)
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 16


def write_header(sheet: Worksheet, layout: Layout, row: int) -> int:
    """The header in one line, or in two with merged groups; returns the row below."""
    grouped = any(c.group for c in layout.columns)
    last = row + 1 if grouped else row
    begun = 0
    for column, spec in enumerate(layout.columns, start=1):
        top = spec.group or spec.heading
        new = column == 1 or not spec.group or spec.group != layout.columns[column - 2].group
        if new:
            sheet.cell(row, column, top)
            begun = column
        if grouped and spec.group:
            sheet.cell(last, column, spec.heading)
            following = layout.columns[column].group if column < len(layout.columns) else ""
            if following != spec.group:
                sheet.merge_cells(start_row=row, end_row=row, start_column=begun, end_column=column)
        elif grouped:
            sheet.merge_cells(start_row=row, end_row=last, start_column=column, end_column=column)
        for line in range(row, last + 1):
            held = sheet.cell(line, column)
            held.fill = PatternFill("solid", fgColor=layout.fill)
            held.border = GRID_LINES
            held.font = Font(bold=True)
            held.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return last + 1


def merge_down(sheet: Worksheet, column: int, first: int, last: int) -> None:
    """One merged cell for each run of the same value, the value in the first row only."""
    begun = first
    for row in range(first, last + 2):
        if row > last or sheet.cell(row, column).value != sheet.cell(begun, column).value:
            if row - begun > 1:
                sheet.merge_cells(start_row=begun, end_row=row - 1, start_column=column, end_column=column)
            begun = row


if __name__ == "__main__":
    build().save(FILE)
    print(FILE, FILE.stat().st_size)
