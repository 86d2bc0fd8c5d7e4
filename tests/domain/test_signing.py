"""Whose name stands on a paper for one person, and which other ways of writing it are that name."""

import pytest

from app.domain.paper_loop import Printing, Signer
from app.domain.signing import Spelling, other_spelling, printed_person, signed_by, spelling


def printing(name: str, subject: str = "1001") -> Printing:
    return Printing("0" * 8, "pledge", subject, "", name, "誓約書", "PL-001", 1, "0" * 12, False, "ja", 1, "", "")


@pytest.mark.parametrize(
    ("name", "subject", "person"),
    [
        ("1001 青木 明(配電課)", "1001", "青木 明"),
        ("1001 青木 明 (Distribution)", "1001", "青木 明"),
        ("1001 青木 明(配電課(本店))", "1001", "青木 明"),
        ("1001 青木 明（旧姓 井上）(配電課)", "1001", "青木 明（旧姓 井上）"),
        ("青木 明(配電課)", "青木 明", "青木 明"),
        ("1001 青木 明(配電課)", "1001 青木 明(配電課)", "青木 明"),
        ("1001 青木 明(配電課)", "1001 青木 明(配電課) (2)", "青木 明"),
        ("ABC 青木 明", "ABC", "青木 明"),
        ("1001(配電課)", "1001", ""),
        ("木村 剛", "木村 剛", "木村 剛"),
        ("本店 配電課", "id0002/配電課", ""),
        ("", "", ""),
    ],
)
def test_the_person_is_told_from_what_the_paper_is_called(name: str, subject: str, person: str) -> None:
    assert printed_person(printing(name, subject)) == person


@pytest.mark.parametrize(
    ("printed", "signed", "told"),
    [
        ("青木 明", "青木　明", Spelling.SAME),
        ("青木 明", "青木明", Spelling.SAME),
        ("髙橋 静", "高橋 静", Spelling.VARIANT),
        ("髙橋 静", "髙橋 静 課長", Spelling.VARIANT),
        ("青木 明", "青木 昭", Spelling.OTHER),
        ("青木 明", "青木", Spelling.OTHER),
        ("青木 明", "", Spelling.OTHER),
    ],
)
def test_names_are_compared_as_elsewhere(printed: str, signed: str, told: Spelling) -> None:
    assert spelling(printed, signed) is told


def test_one_of_several_signers_is_enough() -> None:
    both = (Signer("佐藤 一"), Signer("高橋 静"))
    assert signed_by("髙橋 静", both)
    assert other_spelling("髙橋 静", both) == "高橋 静"
    assert other_spelling("髙橋 静", (*both, Signer("髙橋　静"))) == ""
    assert not signed_by("髙橋 静", both[:1])
