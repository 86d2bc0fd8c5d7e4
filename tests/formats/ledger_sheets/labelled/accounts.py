"""Ledgers of accounts: by system, by office, with rights in rows, in columns under groups, and on cards."""

from __future__ import annotations

from tests.formats.ledger_sheets.labelled.drawing import Case, cards, other, sheet

KIND = "accounts"

CASES = (
    Case(
        "accounts plain with a title",
        KIND,
        [
            sheet(
                "ID管理簿",
                "No.=~seq|ユーザーID=account|氏名=person|所属会社=company|所属部署=department|"
                "システム名=system|権限=role|"
                "付与日=granted|有効期限=expires~late|状態=status|備考=note",
                above=[["ID管理簿", "", "", "令和8年10月31日現在"], []],
            )
        ],
    ),
    Case(
        "accounts with a period of use",
        KIND,
        [
            sheet(
                "アカウント台帳",
                "アカウント=account|利用者名=person|会社=company|対象システム=system|ロール=role|"
                "利用期間_開始=granted~slash|利用期間_終了=expires~late|失効日=revoked~blank",
            )
        ],
    ),
    Case(
        "accounts with a period in one line",
        KIND,
        [
            sheet(
                "利用者登録台帳",
                "ユーザーID=account|氏名=person|所属=department|システム名=system|権限=role|"
                "有効期間(自)=granted|有効期間(至)=expires~late|最終ログイン日=last_login",
            )
        ],
    ),
    Case(
        "one sheet per system, named by the sheet",
        KIND,
        [
            sheet(
                "託送業務システム",
                SPEC := "利用者ID=account|利用者名=person|所属=department|アクセス権=role|登録日=granted~era|"
                "最終ログイン日時=last_login~moment",
                told={"system": "託送業務システム"},
            ),
            sheet("配電情報システム", SPEC, told={"system": "配電情報システム"}),
            sheet("記入要領", "利用者ID=account|利用者名=person|所属=department|アクセス権=role", hidden=True),
        ],
    ),
    Case(
        "one sheet per system, short names",
        KIND,
        [
            sheet(
                name,
                "ログインID=account|表示名=person|社員番号=emp_no|部署=department|ロール=role|"
                "有効/無効=status|最終ログオン=last_login~slash",
                told={"system": name},
            )
            for name in ("託送", "NW設備", "CIS")
        ],
    ),
    Case(
        "system in a title line",
        KIND,
        [
            sheet(
                "Sheet1",
                "ID=account|氏名=person|職員番号=emp_no|課=department|職位=post|権限区分=role|"
                "付与年月日=granted~wareki|申請番号=request_no|承認者=approver|承認日=approved~wareki",
                above=[["アカウント管理台帳"], ["対象システム:託送業務システム", "", "", "作成日:2026年10月31日"], []],
                told={"system": "託送業務システム"},
            )
        ],
    ),
    Case(
        "system behind its label, offices in sheets",
        KIND,
        [
            sheet(
                office,
                "ユーザID=account|氏　名=person|役職=post|権限=role|利用開始日=granted|利用終了日=revoked~blank",
                above=[["対象システム", "配電情報システム"], ["事業所", office], []],
                site=office,
                told={"system": "配電情報システム"},
            )
            for office in ("北営業所", "南営業所")
        ],
    ),
    Case(
        "two lines with groups",
        KIND,
        [
            sheet(
                "権限管理表",
                "ID=account|利用者›会社=company|利用者›部署=department|利用者›氏名=person|"
                "システム=system|権限=role|"
                "申請›申請者=applicant|申請›番号=request_no|申請›日付=requested~date|"
                "承認›承認者=approver|承認›日付=approved|状態=status",
            )
        ],
    ),
    Case(
        "three lines, groups of groups",
        KIND,
        [
            sheet(
                "ID台帳",
                "アカウント情報›ID=account|アカウント情報›種別=kind|利用者›所属›会社=company|"
                "利用者›所属›部署=department|利用者›氏名=person|"
                "対象システム=system|棚卸›確認日=reviewed|棚卸›結果=review_result~text|備考=note",
            )
        ],
    ),
    Case(
        "rights below one another under one ID",
        KIND,
        [
            sheet(
                "アクセス権一覧",
                "アカウント=account|使用者=person|所属=department|システム名=system|付与権限=role|発行日=granted",
                down={0: 3, 1: 3, 2: 3},
            )
        ],
    ),
    Case(
        "header far down, repeated per page, subtotals",
        KIND,
        [
            sheet(
                "ユーザー一覧",
                "項番=~seq|ログインID=account|ユーザー氏名=person|利用部門=department|ロール名=role|"
                "ID種別=kind|失効予定日=expires~late|最終利用日=last_login",
                count=12,
                again=5,
                sums=4,
                blank=5,
                below=[["※ 共用IDは管理者の許可を得て発行する。"], ["(注) 削除済みIDを含む。"]],
                above=[
                    ["システム利用者一覧"],
                    ["営業配電システム"],
                    *[[f"{n}. 利用上の注意を守ること"] for n in range(1, 25)],
                    [],
                ],
                told={"system": "営業配電システム"},
            )
        ],
    ),
    Case(
        "half-width kana and hints",
        KIND,
        [
            sheet(
                "ｱｶｳﾝﾄ一覧",
                "ﾕｰｻﾞｰID\\n(半角)=account|使用者氏名※必須=person|ﾌﾘｶﾞﾅ=~kana|ﾒｰﾙｱﾄﾞﾚｽ=~mail|"
                "所属ｺｰﾄﾞ=~code|所属名=department|ｼｽﾃﾑ名=system|ｱｸｾｽ権限=role|ｽﾃｰﾀｽ=status|"
                "最終ﾛｸﾞｲﾝ=last_login",
            )
        ],
    ),
    Case(
        "export of a directory, columns nobody needs",
        KIND,
        [
            sheet(
                "users",
                "User ID=account|Display Name=person|Department=department|Company=company|"
                "Application=system|Role=role|Created On=granted|"
                "Last Login=last_login~moment|Enabled=status~valid|Object GUID=~code|Home Folder=~text",
            )
        ],
    ),
    Case(
        "cards of accounts",
        KIND,
        [
            cards(
                "ID発行票",
                "ユーザーID=account|システム名=system|氏名=person|所属会社=company|所属部署=department|"
                "権限=role|付与日=granted|有効期限=expires~late|申請者=applicant|承認者=approver",
                pairs=2,
                title="ID発行票",
            )
        ],
    ),
    Case(
        "systems as blocks on one sheet",
        KIND,
        [
            sheet(
                "利用者一覧",
                "ID=account|氏名=person|所属=department|権限=role|状態=status",
                count=8,
                blocks=["■託送業務システム", "■配電情報システム"],
            ),
            other("集計", [["システム", "人数"], ["託送業務システム", 4], ["配電情報システム", 4]]),
        ],
    ),
    Case(
        "days that are no grant and passwords",
        KIND,
        [
            sheet(
                "特権ID管理台帳",
                "ID=account|用途=purpose~text|使用者=person|管理者=~person|パスワード変更日=~date|"
                "パスワード有効期限=~date|貸出日=~date|返却日=revoked|前任者=~person|旧所属=~section",
                told={"kind": "特権"},
            )
        ],
    ),
    Case(
        "systems across below one heading, with a legend",
        KIND,
        [
            sheet(
                "権限管理表",
                "No=~seq|ユーザーID=account|氏名=person|所属=department|利用システム›託送=system~circle|"
                "利用システム›配電総合=system~circles|利用システム›営業料金=system~seldom|備考=note~blank",
                above=[["システム利用権限管理表"], ["凡例: ◎=更新、○=参照、△=一部参照、×=なし"]],
                records=12,
            )
        ],
    ),
    Case(
        "systems across, people by number only",
        KIND,
        [
            sheet(
                "利用者一覧",
                "社員番号=emp_no|氏名=person|所属会社=company|所属部署=department|託送業務システム=system~letters|"
                "配電情報システム=system~words|NISC=system~circle|営業受付システム=system~seldom|登録日=granted",
                records=14,
            )
        ],
    ),
    Case(
        "rights across beside the system",
        KIND,
        [
            sheet(
                "アクセス権一覧",
                "ID=account|利用者名=person|システム名=system|参照=role~circle|更新=role~seldom|承認=role~circle|"
                "最終ログイン=last_login",
                records=12,
            )
        ],
    ),
    Case(
        "rights across below systems across",
        KIND,
        [
            sheet(
                "ID台帳",
                "ログインID=account|氏名=person|託送›参照=system~circle|託送›更新=system~seldom|"
                "配電情報›参照=system~circle|配電情報›更新=system~seldom",
                records=12,
            )
        ],
    ),
    Case(
        "marks beside a list of rights",
        KIND,
        [
            sheet(
                "ID管理台帳",
                "ID=account|氏名=person|システム名=system|権限=role|研修=~circle|誓約書=~circle|多要素認証=~seldom|"
                "備考=note",
            )
        ],
    ),
)
