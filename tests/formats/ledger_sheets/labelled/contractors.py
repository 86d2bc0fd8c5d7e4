"""Ledgers of contractors: by contract, by principal, with what was given to them and what they pledged."""

from __future__ import annotations

from tests.formats.ledger_sheets.labelled.drawing import Case, cards, other, sheet

KIND = "contractors"

CASES = (
    Case(
        "contractors plain",
        KIND,
        [
            sheet(
                "委託先管理台帳",
                "No=~seq|委託先名=name~company_each|代表者=~person|所在地=~address|委託業務=work|"
                "主管部署=department|契約番号=contract_no|契約開始日=started|"
                "契約満了日=contract_end~late|再委託の有無=subcontracted~yes|備考=note",
            )
        ],
    ),
    Case(
        "terms in two lines",
        KIND,
        [
            sheet(
                "外部委託先一覧",
                "会社名=name~company_each|委託元=principal|契約件名=work|契約期間›自=started|"
                "契約期間›至=contract_end~late|自動更新=renewal~yes|再委託›有無=subcontracted~yes|"
                "再委託›再委託先=subcontractor~company_each|再委託›承諾日=consented|従事者数=workers",
                above=[["外部委託先一覧"], ["2026/10/31 現在"]],
            )
        ],
    ),
    Case(
        "terms in one line",
        KIND,
        [
            sheet(
                "委託契約一覧",
                "委託先名=name~company_each|発注部署=department|委託業務=work|契約期間 自=started|"
                "契約期間 至=contract_end~late|再委託の有無=subcontracted~yes|従事者数=workers",
            )
        ],
    ),
    Case(
        "terms in brackets",
        KIND,
        [
            sheet(
                "業務委託一覧",
                "受託会社=name~company_each|契約件名=work|履行期間(自)=started~slash|"
                "履行期間(至)=contract_end~late|契約終了日=ended~blank|監査日=audited",
            )
        ],
    ),
    Case(
        "information, pledges and training",
        KIND,
        [
            sheet(
                "委託先一覧",
                "受託者=name~company_each|業務内容=work|取扱情報=data|授受方法=handover~text|"
                "作業場所=place~address|従事者数=workers|誓約書枚数=pledge_count~count|"
                "研修受講者数=trained_count~count|貸与ID数=account_count~count|"
                "貸与端末数=terminal_count~count|監査実施日=audited|次回監査予定日=audit_due~late|"
                "評価(A/B/C)=audit_result~grade",
            )
        ],
    ),
    Case(
        "principal in a title line, money",
        KIND,
        [
            sheet(
                "R8",
                "取引先コード=payee~code|取引先名=name~company_each|件名=work|契約金額(税抜)=~yen|"
                "支払条件=~text|契約日=started~slash|履行期限=contract_end~late|担当者=~person",
                above=[["業務委託契約一覧"], ["委託元:東湾送配電株式会社", "", "主管箇所:配電部"], []],
                told={"principal": "東湾送配電株式会社", "department": "配電部"},
            )
        ],
    ),
    Case(
        "subtotals per department, notes below",
        KIND,
        [
            sheet(
                "協力会社一覧",
                "発注部署=department|協力会社名=name~company_each|請負業務=work~work|人数=workers|"
                "常駐/持帰り=place~text|契約満了=contract_end~late",
                count=9,
                down={0: 3},
                sums=3,
                below=[["※ 金額は別表による。"], ["合計", "", "", 54]],
            )
        ],
    ),
    Case(
        "capital ties and affiliates",
        KIND,
        [
            sheet(
                "委託先管理表",
                "契約先名称=name~company_each|資本関係=parent~company|出資比率=share|"
                "特定関係事業者該当=affiliated~yes|委託業務名=work|非公開情報の取扱い=handles_data~yes|"
                "従事者名=worker_names~several|利用ID=accounts~ids|契約終了日=ended~blank|"
                "消去証明=erasure~done",
            ),
            other("改訂履歴", [["版", "改訂日", "内容"], ["1", "2024/4/1", "新規"]]),
        ],
    ),
    Case(
        "cards of contractors, three pairs in a line",
        KIND,
        [
            cards(
                "調査票",
                "委託先名=name~company_each|委託業務=work|契約番号=contract_no|契約日=started|"
                "契約満了日=contract_end~late|再委託先=subcontractor~company_each|従事者数=workers|"
                "作業場所=place~address|誓約書=~done",
                pairs=3,
                above=[["委託先調査票"], []],
            )
        ],
    ),
    Case(
        "English contractors",
        KIND,
        [
            sheet(
                "vendors",
                "Vendor Name=name~company_each|Contract No.=contract_no|Scope=work|Contract From=started|"
                "Contract Until=contract_end~late|Subcontractor=subcontractor~company_each|"
                "Last Audit=audited|Remarks=note",
            )
        ],
    ),
)
