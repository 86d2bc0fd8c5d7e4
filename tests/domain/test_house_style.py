"""House style: what a paper wears, what is refused, and names of files with their marking."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.file_names import MOST, is_legal, legal_name
from app.domain.house_style import (
    Front,
    House,
    HouseStyle,
    Logo,
    Preset,
    Recipient,
    filled_line,
    marked_name,
    style_problems,
)
from app.domain.text import Text

SECRET = HouseStyle(marking="社外秘", mark_names=True)


def test_a_marking_stands_before_the_name() -> None:
    assert marked_name("業務改善計画.pdf", SECRET) == "【社外秘】業務改善計画.pdf"


@pytest.mark.parametrize(
    "name", ["【社外秘】計画.pdf", "[社外秘]計画.pdf", "［社外秘］計画.pdf", "（社外秘）計画.pdf", "(社外秘) 計画.pdf"]
)
def test_a_name_that_bears_the_marking_is_not_marked_again(name: str) -> None:
    assert marked_name(name, SECRET) == name


def test_another_marking_is_not_taken_for_this_one() -> None:
    assert marked_name("【取扱注意】計画.pdf", SECRET) == "【社外秘】【取扱注意】計画.pdf"


def test_a_style_that_does_not_mark_names_leaves_them() -> None:
    assert marked_name("計画.pdf", HouseStyle(marking="社外秘")) == "計画.pdf"
    assert marked_name("計画.pdf", HouseStyle(marking="", mark_names=True)) == "計画.pdf"


def test_the_marking_of_the_audit_stands_in_where_the_style_has_none() -> None:
    style = HouseStyle(mark_names=True)
    assert marked_name("計画.pdf", style) == "計画.pdf"
    assert marked_name("計画.pdf", style, "部外秘") == "【部外秘】計画.pdf"
    # An empty marking of the style is a choice: the authority gets none whatever the audit says.
    assert marked_name("計画.pdf", HouseStyle(marking="", mark_names=True), "部外秘") == "計画.pdf"


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("A:B/計画?.pdf", "A_B_計画_.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT¹", "_LPT¹"),
        ("CON .pdf", "_CON .pdf"),
        ("a\tb\x00.pdf", "a_b_.pdf"),
        ("計画.pdf. . ", "計画.pdf"),
        ("   ", "_"),
        ("contract.pdf", "contract.pdf"),
        ("clock$.pdf", "_clock$.pdf"),
        ("改善\u200b計画\u202e.pdf", "改善計画.pdf"),
        ("改善　計画.pdf　", "改善　計画.pdf"),
        ("か\u3099ん.pdf", "がん.pdf"),
        ("C\u200bON.pdf", "_CON.pdf"),
    ],
)
def test_a_name_becomes_legal(name: str, legal: str) -> None:
    assert legal_name(name) == legal


def test_a_long_name_is_cut_before_its_suffix() -> None:
    name = marked_name("計" * 300 + ".xlsx", SECRET)
    assert name.startswith("【社外秘】計")
    assert name.endswith("計.xlsx")
    assert len(name) <= MOST


_NAMES = st.text(max_size=160)
_MARKINGS = st.text(alphabet=st.characters(codec="utf-8"), max_size=20)


@given(_NAMES.filter(lambda n: not any(unicodedata.category(c) == "Cs" for c in n)), _MARKINGS)
def test_whatever_the_name_the_marked_one_is_legal_and_stays(name: str, marking: str) -> None:
    style = HouseStyle(marking=marking, mark_names=True)
    made = marked_name(name, style)
    assert made
    assert len(made.encode("utf-16-le")) // 2 <= MOST
    assert len(made.encode()) <= 240
    assert is_legal(made)
    assert marked_name(made, style) == made


def test_each_recipient_wears_its_own() -> None:
    house = House(
        company="東湾送配電",
        presets={
            Recipient.MANAGEMENT: Preset(Text("社外秘", "Confidential"), mark_names=True, front=Front.COVER),
            Recipient.AUTHORITY: Preset(Text("", "")),
        },
    )
    assert house.style(Recipient.MANAGEMENT, "en").marking == "Confidential"
    assert house.style(Recipient.MANAGEMENT).front is Front.COVER
    assert house.style(Recipient.AUTHORITY).worn_marking("部外秘") == ""
    assert house.style().worn_marking("部外秘") == "部外秘"
    assert house.style(Recipient.OFFICE).company == "東湾送配電"


@pytest.mark.parametrize(
    ("house", "code"),
    [
        (House(header="{titel}"), "style_place_unknown"),
        (House(footer="{title"), "style_brace"),
        (House(company="あ" * 101), "style_too_long"),
        (House(header="一行\n二行"), "style_control"),
        (House(footer="右から\u202e左"), "style_control"),
        (House(presets={Recipient.OFFICE: Preset(Text("社/外", "x"))}), "style_marking_character"),
        (House(presets={Recipient.OFFICE: Preset(Text("【社外秘】", "x"))}), "style_marking_character"),
        (House(presets={Recipient.OFFICE: Preset(Text("…", "x"))}), "style_marking_empty"),
        (House(presets={Recipient.OFFICE: Preset(Text("社" * 21, "x"))}), "style_too_long"),
        (House(logo=Logo("0" * 64, 10, 10, "a\x07")), "style_control"),
    ],
)
def test_a_style_that_cannot_be_is_told(house: House, code: str) -> None:
    assert [problem.code for problem in style_problems(house)] == [code]


def test_a_style_that_can_be_is_not() -> None:
    house = House("東湾", "{company} {title}", "{as_of} {period} {recipient}", Logo("0" * 64, 10, 10, "東湾のロゴ"))
    assert not list(style_problems(house))


def test_places_are_filled() -> None:
    assert filled_line("{company}　{title}", {"company": "東湾", "title": "計画 {as_of}"}) == "東湾　計画 {as_of}"
