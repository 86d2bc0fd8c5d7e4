"""Texts that a spreadsheet program would calculate."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import FORMULA_SIGNS, harmless, restored


def test_an_apostrophe_before_a_sign_of_a_formula_goes() -> None:
    assert [restored(text) for text in ("'=1", "'-", "'あ", "=1", "'")] == ["=1", "-", "'あ", "=1", "'"]


@given(st.text() | st.builds("".join, st.tuples(st.sampled_from(FORMULA_SIGNS), st.text())))
def test_no_formula_goes_out_and_what_was_kept_from_being_one_comes_back(text: str) -> None:
    assert not harmless(text).startswith(FORMULA_SIGNS)
    if text[:1] != "'":
        assert restored(harmless(text)) == text
