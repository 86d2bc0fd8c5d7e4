"""The company that all records of a sheet belong to, by its titles: taken only where nothing else may be meant."""

import pytest

from app.domain.ledgers.title_companies import TitleWords

WORDS = TitleWords(
    ("社員名簿", "従業員一覧", "社員一覧", "人事情報", "異動者一覧"), frozenset({"東湾電力", "東湾送配電"})
)


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("東湾電力株式会社 社員名簿", "東湾電力株式会社"),
        ("(株)東湾 従業員一覧 令和8年", "株式会社東湾"),
        ("㈱東湾社員名簿", "株式会社東湾"),
        ("株式会社 東湾 社員名簿", "株式会社東湾"),
        ("東湾電力 株式会社 社員名簿", "東湾電力株式会社"),
        ("2026年度東湾電力株式会社社員名簿", "東湾電力株式会社"),
        ("東湾電力合同会社の社員名簿", "東湾電力合同会社"),
        ("【社外秘】東湾電力㈱ 人事部 社員一覧(2026/10/1)", "東湾電力株式会社"),
        ("社員名簿 R8.10.1現在 東湾電力㈱", "東湾電力株式会社"),
        ("株式会社東湾エナジー・パートナー 社員名簿", "株式会社東湾エナジー・パートナー"),
        ("東湾電力株式会社", "東湾電力株式会社"),
        ("東湾電力㈱_社員", "東湾電力株式会社"),
        # Known to the audit, without a legal form.
        ("東湾送配電社員名簿", "東湾送配電"),
        ("東湾電力", "東湾電力"),
    ],
)
def test_a_company_beside_the_ledgers_own_words_is_taken(text: str, company: str) -> None:
    assert WORDS.company([[text]], "Sheet1") == company
    assert WORDS.company([], text) == company


@pytest.mark.parametrize(
    "text",
    [
        "社員名簿",
        "株式会社",
        "東湾電力グループ 社員名簿",
        "港電力 社員名簿",
        "東湾電力株式会社 出向者一覧",
        "東湾電力株式会社 派遣社員名簿",
        "東湾電力株式会社 異動者一覧",
        "社員名簿 提出先:東湾電力株式会社 御中",
        "作成 東湾電力株式会社 人事部",
        "東湾電力株式会社・東湾送配電株式会社 社員名簿",
        "東湾電力株式会社 東湾送配電株式会社 社員名簿",
        "協力会社名簿 ㈱甲",
    ],
)
def test_what_may_be_somebody_else_is_left(text: str) -> None:
    assert WORDS.company([[text]], "Sheet1") == ""
    assert WORDS.company([], text) == ""


def test_several_places_must_agree() -> None:
    assert (
        WORDS.company([["東湾電力㈱ 社員名簿"], ["2026年10月", "東湾電力株式会社"]], "東湾電力") == "東湾電力株式会社"
    )
    assert WORDS.company([["東湾電力株式会社 社員名簿"]], "東湾送配電") == ""
    # Boxes for seals stand behind the title, who made the list behind a word that says so.
    assert WORDS.company([["東湾電力株式会社 社員名簿", "", "承認", "審査"]], "1") == "東湾電力株式会社"
    assert WORDS.company([["作成", "東湾電力株式会社"]], "1") == ""
