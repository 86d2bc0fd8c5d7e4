"""Ledgers of terminals in layouts that the other sets of layouts lack: cards, damaged keys, blocks, many sheets."""

from __future__ import annotations

from tests.formats.ledger_sheets.labelled.drawing import Case, cards, other, sheet

KIND = "terminals"

CASES = (
    Case(
        "cards, label left of the value",
        KIND,
        [
            cards(
                "管理票",
                "管理番号=asset_no|機種名=model|製造番号=serial|事業所=site|設置場所=place|"
                "利用部署=department|使用者=user|配備日=delivered|状態=status~state",
                title="端末管理票",
            )
        ],
    ),
    Case(
        "terminals bought and leased",
        KIND,
        [
            sheet(
                "機器台帳",
                "資産番号=asset_no|型番=model|製造番号=serial|導入日=delivered|リース期間(開始)=|"
                "リース期間(終了)=lease_end~late|設置場所=place",
            )
        ],
    ),
    Case(
        "terminals with a lease in one line",
        KIND,
        [
            sheet(
                "端末管理台帳",
                "管理番号=asset_no|メーカー=maker|機種名=model|ホスト名=hostname|事業所=site|"
                "使用者=user|リース期間　自=delivered|リース期間　至=lease_end~late|"
                "返却日=returned~blank",
            )
        ],
    ),
    Case(
        "cards, two pairs in a line",
        KIND,
        [
            cards(
                "PC管理カード",
                "管理番号=asset_no|機器種別=device_type|メーカー=maker|型番=model|ｼﾘｱﾙNo=serial|"
                "MACアドレス=mac|所属部署=department|氏名=user|導入日=delivered~wareki|"
                "返却予定日=return_due~late|付属品=~text|備考=note",
                pairs=2,
                count=5,
            )
        ],
    ),
    Case(
        "cards, labels above the values",
        KIND,
        [
            cards(
                "カード",
                "資産番号=asset_no|機種名=model|シリアル番号=serial|設置事業所=site|設置場所=place|"
                "使用者=user|貸与日=delivered|返却日=returned~blank|状態=status~state",
                labels_above=True,
                pairs=3,
                title="貸与端末カード",
            )
        ],
    ),
    Case(
        "one sheet per terminal",
        KIND,
        [
            cards(
                f"PC{n:03d}",
                "端末番号=asset_no|ホスト名=hostname|製造元=maker|型式=model|IPアドレス=ip|使用者名=user|"
                "管理責任者=manager|棚卸日=inventoried~era",
                count=1,
                start=n,
            )
            for n in range(1, 6)
        ],
    ),
    Case(
        "cards side by side",
        KIND,
        [
            cards(
                "ラベル",
                "管理番号=asset_no|機種名=model|使用者=user|配備日=delivered|状態=status~state",
                count=6,
                beside=2,
            )
        ],
    ),
    Case(
        "keys that Excel damaged",
        KIND,
        [
            sheet(
                "端末台帳",
                "管理番号=asset_no~lost|機種名=model|製造番号=serial~power|使用者=user|配備日=delivered",
                count=9,
            )
        ],
    ),
    Case(
        "states as blocks, hidden old sheet",
        KIND,
        [
            sheet(
                "現用",
                SPEC := "端末ID=asset_no|品名=model|設置先事業所=site|使用課=department|主たる使用者=user|"
                "リース満了日=lease_end~late|現物確認日=inventoried",
                blocks=["【使用中】", "【予備】"],
            ),
            sheet("旧台帳", SPEC, hidden=True),
            other("表紙", [["端末台帳"], ["東湾送配電株式会社"], ["令和8年10月"]]),
        ],
    ),
    Case(
        "a header in row 48",
        KIND,
        [
            sheet(
                "機器台帳",
                "機器番号=asset_no|機種区分=device_type~device|設置区画=zone|所管会社=owner_company|"
                "使用者›会社=user_company|使用者›氏名=user|最終接続日=last_connected",
                above=[["機器台帳"], *[[f"記載要領{n}"] for n in range(1, 46)]],
            )
        ],
    ),
)
