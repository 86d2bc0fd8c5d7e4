"""Japanese line breaking: nothing begins or ends a line that must not, and no line hangs out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.formats.report.fonts import REGULAR, font_of, register
from app.formats.report.text import break_lines, clean, width

SAMPLE = (
    "2026年12月25日、営業課へ異動した3名が、異動前の配電課の端末(NT-00015、NT-00075、NT-00135)を返却していない。"
    "「お客さまのためだった」といった正当化を認めず、厳正に処分する(報告書概要 ¶7⑤)。"
    "データ・センター々、ちょっとしたキャッシュ…『二重の（かっこ）』など、abc-defGHI.xlsx と１２３％を含む。"
)
NOT_FIRST = set("」』)）］〕】〉》、。，．・：；？！ー々…％っょャュッ")
NOT_LAST = set("「『(（［〔【〈《")


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    register()


@pytest.mark.parametrize("room", range(60, 480, 7))
def test_no_line_is_wrong(room: int) -> None:
    lines = break_lines(SAMPLE, REGULAR, 10.5, room)
    assert "".join(lines).replace(" ", "") == SAMPLE.replace(" ", "")
    # A cluster wider than the room is broken by need; from 160 pt on none is.
    for line in lines if room >= 160 else ():
        assert line[0] not in NOT_FIRST
        assert line[-1] not in NOT_LAST
    assert all(width(line, REGULAR, 10.5) <= room + 0.02 for line in lines)
    if room >= 160:
        assert any("2026年12月25日" in line for line in lines)


@given(st.text(alphabet=st.sampled_from("あア漢「」、。(aZ9-. \n％ー"), max_size=120), st.floats(12, 300))
def test_no_character_is_lost(text: str, room: float) -> None:
    register()
    joined = "".join(break_lines(text, REGULAR, 9, room))
    assert joined.replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_rare_kanji_take_the_other_font_and_unknown_ones_are_named() -> None:
    assert font_of("髙", REGULAR) == REGULAR
    assert font_of("𠮷", REGULAR) != REGULAR
    with pytest.raises(UserError) as error:
        font_of("\U000f0000", REGULAR)
    assert error.value.code == "report_missing_glyphs"


def test_variation_selectors_are_dropped() -> None:
    assert clean("渡邉\U000e0100\x07さん") == "渡邉さん"
