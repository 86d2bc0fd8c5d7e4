"""The small reference tables: disasters, exceptions, capital ties, and the results of stocktaking."""

from __future__ import annotations

from tests.formats.ledger_sheets.labelled.drawing import Case, cards, sheet

TERMINALS = frozenset({"terminals"})

CASES = (
    Case(
        "disasters plain",
        "disasters",
        [
            sheet(
                "災害発動記録",
                "発動番号=number~code|災害名=name~disaster|対象地域=area|発動日=declared|解除日=lifted|"
                "対象ID=accounts~ids|システム名=system|目的=purpose|承認者=approver|事後確認日=reviewed",
            )
        ],
    ),
    Case(
        "disasters with terms in one line",
        "disasters",
        [
            sheet(
                "災害発動記録",
                "災害名=name~disaster|対象地域=area|発動期間（自）=declared|発動期間（至）=lifted|"
                "対象ID=accounts~ids|承認者=approver",
            )
        ],
    ),
    Case(
        "exceptions with terms in one line",
        "exceptions",
        [
            sheet(
                "暫定利用台帳",
                "例外番号=number~code|対象ID=account|システム名=system|目的=purpose|"
                "承認者=approver|適用期間 自=starts|適用期間 至=ends~late|備考=note",
            )
        ],
    ),
    Case(
        "disasters by the hour",
        "disasters",
        [
            sheet(
                "発動・解除記録",
                "No.=~seq|事象=name~disaster|発動日時=declared~moment|解除日時=lifted~moment|"
                "発動者=approver|発動理由=purpose|使用ID=accounts~ids|備考=note",
                above=[["非常災害対応記録"], ["2026年度"]],
            )
        ],
    ),
    Case(
        "disasters in two lines",
        "disasters",
        [
            sheet(
                "記録",
                "件名=name~disaster|対象エリア=area|発動›発動日=declared|発動›発動者=approver|"
                "解除›解除日=lifted|ログ確認日=reviewed",
                above=[["災害用権限発動記録"]],
            )
        ],
    ),
    Case(
        "exceptions plain",
        "exceptions",
        [
            sheet(
                "例外台帳",
                "例外番号=number~code|種別=exception_kind~exception|対象ID=account|システム名=system|"
                "利用者=person|所属=department|目的=purpose|申請者=applicant|承認者=approver|"
                "承認日=approved|開始日=starts|終了日=ends~late|最終利用日=last_used|状態=status~blank",
            )
        ],
    ),
    Case(
        "temporary use of terminals",
        "exceptions",
        [
            sheet(
                "暫定利用一覧",
                "管理番号=number~code|対象端末=asset_no|利用者名=person|事業所=site|例外理由=purpose|"
                "適用開始日=starts~era|利用期限=ends~late|解除日=closed~blank|備考=note",
                above=[["暫定利用一覧表"], []],
            )
        ],
    ),
    Case(
        "exceptions with terms",
        "exceptions",
        [
            sheet(
                "例外管理台帳",
                "申請番号=number~request|内容=subject~reason|対象アカウント=account|期間›自=starts|"
                "期間›至=ends~late|許可者=approver|見直し日=reviewed",
            )
        ],
    ),
    Case(
        "cards of exceptions",
        "exceptions",
        [
            cards(
                "例外申請書",
                "例外番号=number~code|例外区分=exception_kind~exception|ユーザーID=account|"
                "対象システム=system|利用目的=purpose|申請者=applicant|承認者=approver|承認日=approved|"
                "利用開始日=starts|有効期限=ends~late",
                pairs=2,
                title="例外申請書",
            )
        ],
    ),
    Case(
        "capital ties plain",
        "capital_ties",
        [
            sheet(
                "資本関係一覧",
                "会社名=company~company_each|親会社=parent~company|出資比率=share|関係=relation|備考=note",
            )
        ],
    ),
    Case(
        "affiliates",
        "capital_ties",
        [
            sheet(
                "関係会社",
                "No=~seq|関係会社名=company~company_each|所在地=~address|資本金=~yen|"
                "株主名=parent~company|議決権比率=share|該当区分=relation",
                above=[["特定関係事業者一覧"], ["2026年4月1日現在"]],
            )
        ],
    ),
    Case(
        "subsidiaries by parent",
        "capital_ties",
        [
            sheet(
                "グループ会社一覧",
                "出資会社=parent~company|子会社名=company~company_each|持株比率=share|代表者=~person|業種=~text",
                down={0: 3},
            )
        ],
    ),
    Case(
        "stocktaking plain",
        "stocktaking",
        [
            sheet(
                "棚卸結果",
                "管理番号=asset_no|シリアル番号=serial|事業所=site|確認場所=place|使用者=person|"
                "現物の有無=found~mark|棚卸日=counted|確認者=checker|備考=note",
            )
        ],
    ),
    Case(
        "stocktaking dated in the title",
        "stocktaking",
        [
            sheet(
                "現物確認表",
                "No.=~seq|資産番号=asset_no|製造番号=serial|場所=place|照合結果=found~mark",
                above=[["現物確認表"], ["事業所:北営業所", "", "実施日:2026年10月1日", "", "確認者:南浜 花子"], []],
                site="北営業所",
                told={"counted": "2026-10-01", "checker": "南浜 花子", "seen_in": "現物確認"},
            )
        ],
    ),
    Case(
        "connections seen in the network",
        "stocktaking",
        [
            sheet(
                "接続記録",
                "コンピュータ名=hostname|MACアドレス=mac|利用者ID=account|接続日時=counted~moment|IPアドレス=~ip",
                told={"seen_in": "接続記録"},
            )
        ],
        also=TERMINALS,
    ),
    Case(
        "stocktaking by hand, half-width kana",
        "stocktaking",
        [
            sheet(
                "棚卸表",
                "ﾗﾍﾞﾙ番号=asset_no|ﾎｽﾄ名=hostname|設置場所=place|ﾕｰｻﾞｰ名=person|"
                "棚卸実施日=counted~wareki|棚卸結果=found~yes|実施者=checker",
                count=10,
                again=5,
            )
        ],
        also=TERMINALS,
    ),
    Case(
        "stocktaking of several offices",
        "stocktaking",
        [
            sheet(
                office,
                "端末番号=asset_no|確認方法=seen_in~seen|有無=found~yes|確認日=counted|棚卸者=checker",
                above=[[f"{office} 実査結果"]],
                site=office,
            )
            for office in ("南営業所", "川端分室")
        ],
    ),
)
