"""Lists of sites, rooms and who may enter, standards of what stands where."""

from __future__ import annotations

from tests.formats.ledger_sheets.labelled.drawing import Case, cards, other, sheet

CASES = (
    Case(
        "sites plain",
        "sites",
        [
            sheet(
                "事業所一覧",
                "事業所コード=code|事業所名=name~branch|略称=alias~text|会社=company|"
                "区分=site_kind~office_kind|所在地=address|建物名=building|階=floor|"
                "同居会社=cohabitant~company|区画=shared~own|入室方式=entry|人数=headcount|"
                "情報管理責任者=manager|点検日=inspected",
            )
        ],
    ),
    Case(
        "sites with telephone and postal codes",
        "sites",
        [
            sheet(
                "拠点台帳",
                "No.=~seq|拠点名=name~branch|郵便番号=~code|住所=address|電話番号=~phone|ビル名=building|"
                "入居階=floor|同居の有無=cohabitant~company|専用・共用=shared~own|所長名=manager|"
                "次回点検予定日=inspection_due~late",
                above=[["拠点台帳", "", "", "", "(単位:名)"]],
            )
        ],
    ),
    Case(
        "sites in two lines, totals",
        "sites",
        [
            sheet(
                "営業所一覧",
                "営業所›コード=code|営業所›名称=name~branch|所在›所在地=address|所在›建物=building|"
                "所在›フロア=floor|管理責任者›氏名=manager|在籍人数=headcount",
                count=8,
                below=[["", "合計", "", "", "", "", 108]],
            )
        ],
    ),
    Case(
        "cards of sites",
        "sites",
        [
            cards(
                "拠点調書",
                "事業所名=name~branch|所在地=address|建物名=building|使用階=floor|"
                "同居事業者=cohabitant~company|執務区画=shared~own|施錠方式=entry|従業員数=headcount|"
                "情報管理責任者=manager",
                title="拠点調書",
            )
        ],
    ),
    Case(
        "sites, two short columns more",
        "sites",
        [
            sheet(
                "施設一覧",
                "施設名=name~branch|住所=address|同居会社名=cohabitant~company|人員=headcount|"
                "築年=~count|敷地面積=~count",
            )
        ],
    ),
    Case(
        "rooms plain",
        "rooms",
        [
            sheet(
                "区画一覧",
                "事業所=site|階=floor|区画名=room~room_each|占有側=occupant~zone|"
                "使用部署=occupants~section|入室方式=entry|入室権限者=entrants~several",
            )
        ],
    ),
    Case(
        "who may enter, a row per person",
        "rooms",
        [
            sheet(
                "入室権限者一覧",
                "室名=room|氏名=person|社員番号=emp_no|所属会社=company|所属=department|カード番号=card|"
                "付与日=granted|抹消日=revoked~blank",
                down={0: 2},
            )
        ],
    ),
    Case(
        "rooms of one office",
        "rooms",
        [
            sheet(
                "北営業所",
                "フロア=floor|部屋名=room~room_each|専用/共用=occupant~zone|利用会社=occupants~company|"
                "面積=~count|施錠方式=entry",
                above=[["区画台帳"], ["事業所:北営業所", "", "確認日:2026/10/1"]],
                site="北営業所",
            )
        ],
    ),
    Case(
        "cards that open doors",
        "rooms",
        [
            sheet(
                "入退室権限一覧",
                "ｶｰﾄﾞNo=card|ｶｰﾄﾞ所持者=person|所属部署=department|扉名=room|発行日=granted|確認日=reviewed|備考=note",
                above=[["入退室権限一覧"], []],
                again=3,
            )
        ],
    ),
    Case(
        "standard of deployment",
        "deployment_standards",
        [
            sheet(
                "配備の標準表",
                "設定区分=setup|配備先の区画=zone|事業所区分=site_kind~office_kind|配備可否=allowed~may|備考=note",
            )
        ],
    ),
    Case(
        "standard of deployment by section",
        "deployment_standards",
        [
            sheet(
                "別表",
                "イメージ区分=setup|占有側=zone|対象部署=department|許可=allowed~mark",
                above=[["端末配備基準"], ["(2026年4月1日改正)"], []],
            )
        ],
    ),
    Case(
        "standard of deployment beside another table",
        "deployment_standards",
        [
            sheet(
                "端末配備標準", "端末設定=setup|区画区分=zone|拠点区分=site_kind~office_kind|可否=allowed~may", count=4
            ),
            other("参考", [["参考資料"], ["本表は端末管理要領による。"]], hidden=True),
        ],
    ),
)
