"""The terminal ledger of the sample: a workbook with a sheet in each office's own fashion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from openpyxl import Workbook

from tests.sample.forms import cell, company, serial_of, short_wareki, slashes, wareki, wide
from tests.sample.org import OFFICES
from tests.sample.sheets import Layout, new_book, write_sheet
from tests.sample.sheets import columns as columns_of
from tests.sample.terminals import Terminal, Terminals


def legal(text: str, form: str) -> str:
    """A company of a terminal, kept without its legal form, with it."""
    return company(f"{text}株式会社", form)


WRITERS: dict[str, Callable[[Terminal], Any]] = {
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
    "owner_full": lambda t: legal(t.owner, "full"),
    "owner_kabu": lambda t: legal(t.owner, "kabu"),
    "owner_paren": lambda t: legal(t.owner, "paren"),
    "charge": lambda t: t.section_in_charge,
    "company_mixed": lambda t: legal(t.company, ("kabu", "paren", "full", "none")[int(t.staff_no or "0") % 4]),
    "company_kabu": lambda t: legal(t.company, "kabu"),
    "company_paren": lambda t: legal(t.company, "paren"),
    "company_bare": lambda t: t.company,
    "section": lambda t: t.section,
    "user": lambda t: t.user,
    "user_wide": lambda t: t.user.replace(" ", "\u3000"),
    "staff": lambda t: t.staff_no,
    "manager": lambda t: t.manager,
    "setup": lambda t: t.setup,
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


def columns(text: str) -> Any:
    """The columns of a layout."""
    return columns_of(text, WRITERS.__getitem__)


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
        subtotals=66,
    ),
    Layout(
        "北営業所",
        "北営業所 端末一覧表",
        "令和8年10月31日現在",
        columns(
            """
            管理No.=number 区分=kind 設定区分=setup 機種=model 製造番号=serial 物理アドレス(MAC)=mac_bare
            設置場所>室名=room
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
            通番=row 機器番号=number 機器種別=kind 設定区分=setup メーカ=maker 型番=model 製造番号=serial ホスト名=host
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
        merged=("事業所名",),
    ),
)


def build(terminals: Terminals) -> Workbook:
    """The workbook."""
    book = new_book()
    for layout, where in zip(LAYOUTS, OFFICES, strict=True):
        write_sheet(book.create_sheet(layout.sheet), layout, terminals.offices[where.name])
    old = replace(LAYOUTS[4], sheet="旧台帳(2024年度)", title="情報機器管理簿(2024年度・使用終了)", as_of="R7.3.31現在")
    sheet = book.create_sheet(old.sheet)
    write_sheet(sheet, old, [replace(t, room="2階 旧執務室") for t in terminals.offices["山手営業所"][:60]])
    sheet.sheet_state = "hidden"
    return book
