"""Days that were typed, and what is said of those that are none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.services.typed_days import typed_day, why_no_day


def test_a_day_is_read_and_nothing_is_none() -> None:
    assert typed_day("R8.12.25") == date(2026, 12, 25)
    assert typed_day("  ") is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("R8.13.45", "there is no month 13"),
        ("令和8年2月30日", "2026-02 has 28 days"),
        ("R1.4.30", "令和, which began on 2019-05-01"),
        ("H31.5.1", "平成, which ended on 2019-04-30"),
        ("12/25", "has no year"),
        ("tomorrow", "is not a day"),
    ],
)
def test_what_is_no_day_is_told_with_the_form_that_is_taken(text: str, named: str) -> None:
    with pytest.raises(UserError) as refused:
        typed_day(text)
    told = str(refused.value.sentence(lambda msgid: "en" if msgid == "en" else msgid))
    assert named in told
    assert f"“{text}”" in told
    assert "R8.12.25" in told


def test_the_place_is_told_with_it() -> None:
    refused = why_no_day("R8.13.45", column="終了日")
    assert refused is not None
    assert "column 終了日" in refused.sentence(str)


@given(st.from_regex(r"[RHSTM]?\d{1,4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?", fullmatch=True) | st.text(max_size=20))
def test_every_text_is_a_day_or_told_why_not(text: str) -> None:
    refused = why_no_day(text)
    if refused is not None:
        assert "{" not in refused.sentence(str).replace(text.strip(), "")
