"""Codes of papers: what is mistyped is noticed, what is typed carelessly is understood, what is not ours is left."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.paper_codes import (
    ALPHABET,
    Payload,
    audit_mark,
    folded_code,
    is_code,
    make_code,
    read_payload,
    shown_code,
)

CODE = make_code("audit", "site-confirmation", "s1", "1a2b3c4d5e6f")
PAYLOAD = Payload("3F2A9C1B", "SC", CODE, "1A2B3C4D", 1, 12)


@given(st.text(max_size=20), st.text(max_size=20))
def test_every_wrong_character_and_every_exchange_is_noticed(one: str, other: str) -> None:
    code = make_code(one, other)
    assert is_code(code)
    for place in range(8):
        for letter in set(ALPHABET) - {code[place]}:
            assert not is_code(code[:place] + letter + code[place + 1 :])
    for first, second in combinations(range(8), 2):
        turned = list(code)
        turned[first], turned[second] = turned[second], turned[first]
        assert turned == list(code) or not is_code("".join(turned))


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        shown_code(CODE),
        f"  {CODE[:4]} {CODE[4:]}\r\n",
        "".join(chr(ord(letter) + 0xFEE0) for letter in CODE),
        PAYLOAD.text(),
        CODE.replace("0", "O").replace("1", "l"),
    ],
)
def test_a_code_is_understood_as_people_and_scanners_write_it(typed: str) -> None:
    assert folded_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", "-", CODE[:7], CODE + "0", "SC-001", "U" + CODE[1:], "書面コード", "=1+1"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert not is_code(folded_code(typed))


def test_a_payload_comes_back_and_fits_a_small_code() -> None:
    import segno

    assert read_payload(PAYLOAD.text()) == PAYLOAD
    made = segno.make_qr(PAYLOAD.text(), error="m", boost_error=False)
    assert (made.version, made.mode) == (2, "alphanumeric")


@given(st.integers(0, len(PAYLOAD.text()) - 1), st.sampled_from(ALPHABET + "OIU:/ "))
def test_a_payload_that_was_changed_is_no_payload(place: int, letter: str) -> None:
    text = PAYLOAD.text()
    changed = text[:place] + letter + text[place + 1 :]
    if changed != text:
        # The check of a page number has ten bits: never the same paper under another number, hardly ever at all.
        assert read_payload(changed) != PAYLOAD


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.invalid/",
        PAYLOAD.text()[:-1],
        PAYLOAD.text().lower(),
        Payload("3F2A9C1B", "SC", CODE, "1A2B3C4D", 3, 2).text(),
    ],
)
def test_what_is_not_ours_is_left(text: str) -> None:
    assert read_payload(text) is None


def test_an_audit_is_told_by_its_id_whatever_that_is() -> None:
    assert audit_mark("3f2a9c1b" + "0" * 24) == "3F2A9C1B"
    assert audit_mark("id0001") != audit_mark("id0002")
    assert len(audit_mark("点検")) == 8
