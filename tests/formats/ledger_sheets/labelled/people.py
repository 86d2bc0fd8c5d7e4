"""Lists of people: from the personnel system, by office, with the section before and after a move."""

from __future__ import annotations

from tests.formats.ledger_sheets.labelled.drawing import Case, cards, sheet

KIND = "people"

CASES = (
    Case(
        "people plain",
        KIND,
        [
            sheet(
                "従業員一覧",
                "社員番号=emp_no|氏名=person|会社=company|所属コード=department_code~code|"
                "所属名=department|役職=post|発令日=appointed|異動日=moved|退職日=left~blank|"
                "雇用区分=employment|兼務=concurrent~text|出向元=seconded_from~company",
            )
        ],
    ),
    Case(
        "people with a period of employment",
        KIND,
        [
            sheet(
                "社員名簿",
                "社員番号=emp_no|氏名=person|会社=company|所属=department|"
                "発令日=appointed|在籍期間(自)=joined|在籍期間(至)=left~blank",
            )
        ],
    ),
    Case(
        "moves with sections before and after",
        KIND,
        [
            sheet(
                "人事異動一覧",
                "№=~seq|職員番号=emp_no|氏名=person|異動前›所属=previous_department|異動前›役職=~post|"
                "異動後›所属=department|異動後›役職=post|発令年月日=appointed~wareki",
                above=[["人事異動一覧表(令和8年7月1日付)"], [], ["東湾送配電株式会社 総務部"]],
            )
        ],
    ),
    Case(
        "keys that lost their zeros",
        KIND,
        [
            sheet(
                "社員名簿",
                "社員ｺｰﾄﾞ=emp_no~lost|社員名=person|ﾌﾘｶﾞﾅ=~kana|生年月日=~date|入社年月日=joined~packed|"
                "所属部署=department|在籍区分=status~serving|電話番号=~phone",
                count=9,
            )
        ],
    ),
    Case(
        "one sheet per office",
        KIND,
        [
            sheet(
                office,
                "従業員番号=emp_no|氏名=person|課=department|職名=post|着任日=started~era",
                above=[[f"{office} 従業員名簿"]],
                site=office,
            )
            for office in ("北営業所", "山手支社")
        ],
    ),
    Case(
        "offices merged downwards, training and pledges",
        KIND,
        [
            sheet(
                "要員一覧",
                "事業所=site|社員番号=emp_no|氏名=person|担当業務=duty~work|研修受講日=trained|"
                "誓約書提出日=pledged|情報取扱者=handles_data~yes",
                down={0: 3},
            )
        ],
    ),
    Case(
        "company in the title",
        KIND,
        [
            sheet(
                "名簿",
                "番号=emp_no~emp|氏名=person|現所属=department|前所属=previous_department|"
                "異動年月日=moved~slash|退社日=left~blank|社員区分=employment",
                above=[["従業員名簿"], ["会社名:東湾電力株式会社"], []],
                told={"company": "東湾電力株式会社"},
            )
        ],
    ),
    Case(
        "English headings of a personnel system",
        KIND,
        [
            sheet(
                "HR",
                "Employee No=emp_no|Full Name=person|Company=company|Department=department|Position=post|"
                "Hire Date=joined|Transfer Date=moved|Termination Date=left~blank|"
                "Employment Type=employment|Cost Center=~code",
            )
        ],
    ),
    Case(
        "cards of people",
        KIND,
        [
            cards(
                "個人票",
                "社員番号=emp_no|氏名=person|所属会社=company|所属部署=department|役職=post|"
                "入社日=joined|異動日=moved|旧所属=previous_department",
                labels_above=True,
                pairs=4,
            )
        ],
    ),
)
