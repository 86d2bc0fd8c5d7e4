"""Lists of systems, and of systems of others with their registrants."""

from __future__ import annotations

from tests.formats.ledger_sheets.labelled.drawing import Case, cards, sheet

CASES = (
    Case(
        "systems plain",
        "systems",
        [
            sheet(
                "システム一覧",
                "システムコード=code|正式名称=name~system_each|略称・通称=alias~text|"
                "所管会社=owner_company|主管部署=owner_department|保有情報=data|分離区分=separation|"
                "利用者数=users|最終改修日=modified|遮断試験日=barrier_tested|マスキング表=masking~yes|"
                "物理分割期限=split_due~late|ログ取得=logged~log|災害用権限=disaster_rights~yes",
            )
        ],
    ),
    Case(
        "systems in two lines below notes",
        "systems",
        [
            sheet(
                "台帳",
                "項番=~seq|システム名=name~system_each|所管›会社=owner_company|"
                "所管›部署=owner_department|利用会社=user_companies~company|物理/論理/共用=separation|"
                "分割予定日=split_due~late|稼働状況=status~running|ベンダー=vendor~company|年間費用=~yen",
                above=[["情報システム台帳"], ["※ 社外秘"], ["作成:情報システム部", "", "", "更新:2026/10/1"], []],
                left=1,
            )
        ],
    ),
    Case(
        "systems with data flags only",
        "systems",
        [
            sheet(
                "業務システム一覧",
                "業務システム名=name~system_each|呼び名=alias~text|"
                "新電力顧客情報の有無=holds_entrants~yes|アクセスログ=logged~log|"
                "権限改修日=barrier_modified|遮断確認日=barrier_tested|サーバー名=~host|OS=~os",
            )
        ],
    ),
    Case(
        "cards of systems",
        "systems",
        [
            cards(
                "システム調書",
                "システム名=name~system_each|システムID=code|所管部署=owner_department|取扱情報=data|"
                "分割状況=separation|改修日=modified|遮断試験日=barrier_tested|保守会社=vendor~company",
                pairs=1,
                title="■ システム調書",
            )
        ],
    ),
    Case(
        "systems in English",
        "systems",
        [
            sheet(
                "systems",
                "System Name=name~system_each|System ID=code|Owner Company=owner_company|"
                "Separation=separation|Last Release=modified|Barrier Tested=barrier_tested|"
                "Log=logged~log|Vendor=vendor~company",
            )
        ],
    ),
    Case(
        "registrants plain",
        "external_registrants",
        [
            sheet(
                "登録者名簿",
                "システム名=system|登録者氏名=person|登録ID=account|会社名=company|所属部署=department|"
                "登録日=registered|抹消日=removed~blank",
            )
        ],
    ),
    Case(
        "registrants, system in the title",
        "external_registrants",
        [
            sheet(
                "名簿",
                "No.=~seq|ユーザーID=account|氏名=person|所属=department|届出日=registered~era|"
                "登録抹消日=removed~blank|備考=note",
                above=[["再エネ業務管理システム 登録者名簿"], []],
                told={"system": "再エネ業務管理システム"},
            )
        ],
        also=frozenset({"accounts"}),
    ),
    Case(
        "registrants per system",
        "external_registrants",
        [
            sheet(
                name,
                "社員番号=emp_no|登録者名=person|所属会社=company|登録年月日=registered~wareki|解除日=removed~blank",
                above=[[f"社外システム登録者名簿({name})"]],
                told={"system": name},
            )
            for name in ("再エネ業務管理システム", "広域機関システム")
        ],
    ),
    Case(
        "standard of rights",
        "role_standards",
        [
            sheet(
                "権限の標準表",
                "システム=system|権限=role|対象部署=department|対象役職=post|付与可否=allowed~may|"
                "非公開情報の表示=sensitive~yes|備考=note",
            )
        ],
    ),
    Case(
        "standard of rights, merged systems",
        "role_standards",
        [
            sheet(
                "アクセス権限基準",
                "対象システム=system|画面名=role~screen|部門=department|職位=post|可否=allowed~mark",
                count=9,
                down={0: 3},
                above=[["アクセス権限基準(別表1)"], ["2026年4月1日制定"]],
            )
        ],
    ),
    Case(
        "standard of rights per system",
        "role_standards",
        [
            sheet(
                name,
                "ロール名=role~screen|会社=company|部署=department|許可=allowed~mark",
                above=[["権限標準表"], ["対象システム", name]],
                told={"system": name},
            )
            for name in ("託送業務システム", "配電情報システム")
        ],
    ),
    Case(
        "standard of rights with systems across",
        "role_standards",
        [
            sheet(
                "権限の標準表",
                "役職=post|所属=department~section|対象システム›託送=system~words|対象システム›配電情報=system~letters|"
                "対象システム›営業受付=system~circles",
                above=[["権限の標準表"], ["凡例", "◎", "更新", "○", "参照", "△", "照会のみ"]],
                records=14,
            )
        ],
    ),
)
