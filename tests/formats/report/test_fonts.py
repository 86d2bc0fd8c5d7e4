"""The fonts: fallback for rare kanji, what no font has, what is not drawn at all."""

import pytest

from app.formats.report.fonts import BOLD, RARE, REGULAR, face, lacking
from app.formats.report.glyphs import clean


@pytest.mark.parametrize(("bold", "name"), [(False, REGULAR), (True, BOLD)])
def test_rare_kanji_take_the_other_font(bold: bool, name: str) -> None:
    weight = face(bold)
    assert weight.width("髙﨑𠮷田") == pytest.approx(4, abs=0.35)
    assert weight.pieces("髙﨑𠮷田") == [(name, "髙﨑"), (RARE, "𠮷"), (name, "田")]


def test_characters_without_a_glyph_are_named() -> None:
    assert lacking("端末😀と☐と𠮷と\u00a0髙") == {"😀", "☐"}


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("渡邉\U000e0100\x07さん", "渡邉さん"),
        ("か\u3099き\u309a", "がき\u309a"),
        ("e\u0301", "é"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("a\tb\u200b\ufeff", "a b"),
        ("\ufa19\ufa11", "\ufa19\ufa11"),
    ],
)
def test_texts_are_cleaned_but_names_stay(written: str, drawn: str) -> None:
    assert clean(written) == drawn
