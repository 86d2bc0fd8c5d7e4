"""What is stored as text is the same text for the same value, whichever way it is written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.storage import codec
from app.storage.codec import canonical_json, json_of_texts


@given(st.dictionaries(st.text(max_size=6), st.text(max_size=12), max_size=8))
def test_texts_by_name_are_written_as_any_value_is(values: dict[str, str]) -> None:
    assert json_of_texts(values) == canonical_json(values)
    # The names are known by now, in another order as well.
    assert json_of_texts(dict(reversed(values.items()))) == canonical_json(values)


def test_names_that_look_like_places_and_many_sets_of_names_do_no_harm() -> None:
    assert json_of_texts({"100%s": "%d", '"': "\\"}) == canonical_json({"100%s": "%d", '"': "\\"})
    for number in range(codec._MOST_SHAPES + 2):
        assert json_of_texts({f"f{number}": "x"}) == f'{{"f{number}":"x"}}'
    assert len(codec._shapes) <= codec._MOST_SHAPES
