"""Headings that sound like a field and are none: somebody else's name, another day, what was and what is planned."""

from __future__ import annotations

from tests.formats.ledger_sheets.labelled.drawing import Case, other, sheet

CASES = (
    Case(
        "accounts with what is not of the account",
        "accounts",
        [
            sheet(
                "ID管理台帳",
                "ID=account|氏名=person|所属=department|申請者所属=~section|登録者部署=~section|"
                "承認者番号=~emp|システム管理者=~person|システム区分=~code|権限コード=~code|"
                "旧権限=~right|変更前権限=~right|"
                "権限見直し予定日=~late|失効理由=~text|ログイン回数=~count|最終ログイン失敗日=~date|"
                "状態=status",
            )
        ],
    ),
    Case(
        "accounts with people of others in groups",
        "accounts",
        [
            sheet(
                "権限管理簿",
                "ログインID=account|権限名=role|利用者›氏名=person|利用者›社員番号=emp_no|"
                "管理者›氏名=~person|管理者›社員番号=~emp|申請者›所属=~section|承認者›社員番号=~emp|"
                "承認者›役職=~post|異動前›所属=~section|異動前›権限=~right|代理人›氏名=~person|"
                "付与日=granted",
                above=[["アカウント一覧"], ["対象システム : 託送業務システム"]],
                told={"system": "託送業務システム"},
            )
        ],
    ),
    Case(
        "days of an account that are others",
        "accounts",
        [
            sheet(
                "アカウント台帳",
                "ユーザーコード=account|ユーザー氏名=person|利用システム名=system|役割=role|"
                "付与予定日=~late|削除予定日=expires~late|停止予定日=~late|再発行日=~date|更新日=~date|"
                "次回棚卸日=~late|契約満了日=~late|初回ログイン日=~date|前回ログイン日=~date|"
                "棚卸日=reviewed",
            )
        ],
    ),
    Case(
        "people with others beside them",
        "people",
        [
            sheet(
                "社員一覧",
                "社員番号=emp_no|氏名=person|旧姓=~person|上司氏名=~person|上司社員番号=~emp|"
                "評価者=~person|緊急連絡先=~phone|配偶者氏名=~person|所属部署=department|所属長=~person|"
                "所属会社コード=~code|事業所コード=~code|勤務地=site|退職予定日=~late|退職理由=~text|"
                "入社前会社=~company|次回研修日=~late|研修種別=~text|兼務開始日=~date|出向開始日=~date|"
                "出向期間=~text|誓約書番号=~code",
            )
        ],
    ),
    Case(
        "people in groups of the chief and of the former post",
        "people",
        [
            sheet(
                "職員名簿",
                "職員番号=emp_no|職員氏名=person|現所属›会社=company|現所属›部署=department|"
                "現所属›役職=post|旧所属›会社=previous_company|旧所属›部署=previous_department|"
                "旧所属›役職=~post|上司›氏名=~person|上司›社員番号=~emp|発令日=appointed|備考=note",
            )
        ],
    ),
    Case(
        "contractors with days and people that are others",
        "contractors",
        [
            sheet(
                "委託先台帳",
                "委託先名=name~company_each|委託先担当者=~person|委託先電話=~phone|"
                "再委託先所在地=~address|親会社所在地=~address|業務委託名=work|契約更新日=~date|"
                "前契約満了日=~date|次回更新日=~late|監査担当=~person|監査予定日=audit_due~late|"
                "誓約書有効期限=~late|個人情報件数=~count|旧契約番号=~contract|契約番号=contract_no|"
                "発注担当者=~person|請求先=~company|紹介者=~person",
            )
        ],
    ),
    Case(
        "contractors, whose subcontractors have columns of their own",
        "contractors",
        [
            sheet(
                "業務委託契約一覧",
                "受託会社名=name~company_each|発注会社=principal|委託件名=work|"
                "再委託先›会社名=subcontractor~company_each|再委託先›業務内容=~work|"
                "再委託先›従事者数=~people|再々委託先›会社名=~company_each|"
                "契約終了予定日=contract_end~late|要員数=workers",
            )
        ],
    ),
    Case(
        "systems with what is planned and who maintains",
        "systems",
        [
            sheet(
                "システム台帳",
                "システム名称=name~system_each|旧システム名=alias~text|後継システム名=~system_each|"
                "連携先システム=~system|所管部署=owner_department|所管責任者=~person|"
                "次回改修予定日=~late|遮断試験予定日=~late|遮断試験実施日=barrier_tested|"
                "最終改修日=modified|改修内容=~text|利用者数上限=~count|ログ保存場所=~text|"
                "保守会社担当者=~person|データセンター所在地=~address|廃止予定日=~late",
            )
        ],
    ),
    Case(
        "sites with other people and days",
        "sites",
        [
            sheet(
                "事業所台帳",
                "事業所名=name~branch|旧事業所名=~branch|上位事業所=~branch|事業所コード=code|"
                "所在地=address|同居会社名=cohabitant~company|同居開始日=~date|同居会社人数=~people|"
                "管理責任者代理=~person|点検者=~person|点検結果=~text|点検日=inspected|"
                "次回点検日=inspection_due~late|区画図番号=~code|入室者数=~people|駐車場=~yes",
            )
        ],
    ),
    Case(
        "rooms with keys and numbers",
        "rooms",
        [
            sheet(
                "区画台帳",
                "事業所名=site|階=floor|室名=room~room_each|室番号=~code|占有区分=occupant~zone|"
                "鍵番号=~code|鍵管理者=~person|カード枚数=~count|収容人数=~count|前使用部署=~section|"
                "入室可能者=entrants~several|点検日=~date",
            )
        ],
    ),
    Case(
        "exceptions with extensions",
        "exceptions",
        [
            sheet(
                "例外管理台帳",
                "例外番号=number~code|例外内容=subject~reason|対象ID=account|対象システム=system|"
                "申請者=applicant|申請日=~date|承認者=approver|承認日=approved|承認者所属=~section|"
                "開始日=starts|終了日=ends~late|延長後終了日=~late|延長承認日=~date|延長理由=~text|"
                "解除予定日=~late|解除日=closed~blank|代替措置=~text",
            )
        ],
    ),
    Case(
        "stocktaking with what the ledger says beside",
        "stocktaking",
        [
            sheet(
                "現品確認表",
                "資産番号=asset_no|台帳上の使用者=~person|台帳上の設置場所=~floor|実際の使用者=~person|"
                "棚卸予定日=~late|棚卸日=counted|前回棚卸日=~date|確認者=checker|立会者=~person|"
                "差異内容=~text|現物有無=found~mark",
            )
        ],
        also=frozenset({"terminals"}),
    ),
    Case(
        "terminals with other people and companies",
        "terminals",
        [
            sheet(
                "端末管理台帳",
                "管理番号=asset_no|旧管理番号=~pc|機種名=model|使用者=user|前使用者=~person|"
                "承認者=~person|申請者社員番号=~emp|保守会社=~company|購入会社=~company|"
                "廃棄業者=~company|使用場所=place|返却場所=~floor|返却予定日=return_due~late|"
                "廃棄承認日=~date|点検予定日=~late|貸出先会社=~company|利用システム=systems|"
                "導入予定日=~late",
            )
        ],
    ),
    Case(
        "disasters, capital ties and standards with what is beside",
        "disasters",
        [
            sheet(
                "災害発動一覧",
                "発動番号=number~code|災害名称=name~disaster|発動日=declared|発動時刻=~text|"
                "解除日=lifted|解除予定日=~late|解除者=~person|報告日=~date|報告先=~text|"
                "対象システム=system|応援会社=~company",
            )
        ],
    ),
    Case(
        "capital ties with the parent of the parent",
        "capital_ties",
        [
            sheet(
                "資本関係表",
                "会社名=company~company_each|会社コード=~code|親会社=parent~company|"
                "親会社の親会社=~company|出資比率=share|間接出資比率=~percent|出資額=~yen|"
                "役員兼任者=~person|関係区分=relation|設立年月日=~date",
            )
        ],
    ),
    Case(
        "two ledgers in one workbook",
        "accounts",
        [
            sheet(
                "ID一覧", "ユーザーID=account|利用者氏名=person|対象システム=system|付与権限=role|登録年月日=granted"
            ),
            other(
                "端末一覧",
                [
                    ["管理番号", "機種名", "製造番号", "使用者", "設置場所"],
                    *[[f"PC-{n:04d}", "TD-740", f"SN{n}", "東湾 太郎", "2階"] for n in range(1, 9)],
                ],
            ),
        ],
        also=frozenset({"terminals"}),
    ),
    Case(
        "a form to be filled in, and what it means",
        "people",
        [
            sheet(
                "名簿", "社員番号=emp_no|氏名=person|所属=department|誓約日=pledged|受講日=trained", below=[["以上"]]
            ),
            other(
                "記入例",
                [
                    ["社員番号", "氏名", "所属", "誓約日", "受講日"],
                    ["100001", "例 太郎", "配電課", "2024/4/1", "2024/4/2"],
                ],
            ),
            other("選択肢", [["所属"], ["配電課"], ["業務課"]], hidden=True),
        ],
    ),
)
