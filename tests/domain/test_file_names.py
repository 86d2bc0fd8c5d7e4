"""Names of files that are handed in: what Windows refuses, what people read, what two machines must agree on."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.file_names import (
    MOST,
    MOST_BYTES,
    Wanted,
    clusters,
    folded,
    is_legal,
    legal,
    legal_name,
    numbered,
    suffix_of,
    titled,
    too_deep,
    units,
)

_TEXT = st.text(max_size=160)
_NASTY = st.text(
    alphabet='ab.- \u3000/\\:*?"<>|\x00\x1f\u202e\u200d\u0301か\u3099葛\U000e0100é🇯🇵👍🏽ｶﾞCON１', max_size=140
)
_SUFFIX = st.sampled_from(["", ".pdf", ".xlsx", ".tar.gz", ".PDF", ".h", ".sqlite3"])
_WANTED = st.builds(
    lambda checkpoint, site, stem, suffix: Wanted(checkpoint, site, stem + suffix),
    st.one_of(st.sampled_from(["A4-4-03", "CON", "com1", "X-1-01"]), _NASTY),
    st.one_of(_TEXT, _NASTY, st.sampled_from(["本店", "北営業所", "NUL", "Site A", "site a"])),
    st.text(alphabet="abc証跡. ", min_size=1, max_size=20),
    _SUFFIX,
)


def test_a_mark_meets_its_letter_where_a_sign_between_them_goes() -> None:
    (name,) = numbered([Wanted("A4-4-03", "A\u202a\u0300", "a.pdf")])
    assert name == "A4-4-03_\u00c0_001.pdf"
    assert is_legal(name)


@settings(max_examples=60)
@given(st.lists(_WANTED, max_size=12), st.sampled_from(["", "【社外秘】", "<機密>"]))
def test_every_name_is_legal_and_none_is_another_one(wanted: list[Wanted], marking: str) -> None:
    names = numbered(wanted, marking=marking)
    assert all(map(is_legal, names)), names
    assert len({folded(name) for name in names}) == len(wanted)
    assert names == numbered(wanted, marking=marking)
    for name, each in zip(names, wanted, strict=True):
        assert name.endswith(suffix_of(each.original))
        assert (units(name) <= MOST, len(name.encode()) <= MOST_BYTES) == (True, True)


@settings(max_examples=60)
@given(st.one_of(_TEXT, _NASTY), _SUFFIX)
def test_a_title_is_legal_and_keeps_its_suffix(stem: str, suffix: str) -> None:
    name = titled(stem, suffix, marking="【社外秘】")
    assert is_legal(name)
    assert name.startswith("【社外秘】")
    assert name.endswith(suffix)


@settings(max_examples=60)
@given(_NASTY)
def test_what_is_legal_stays_as_it_is(text: str) -> None:
    assert legal(legal(text)) == legal(text)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["か\u3099", "葛\U000e0100", "🇯🇵", "👍🏽", "ｶﾞ", "A", "本"]), min_size=1, max_size=120))
def test_no_letter_is_cut_in_two(letters: list[str]) -> None:
    (name,) = numbered([Wanted("A4-4-03", "".join(letters), "写真.jpg")])
    site = name.removeprefix("A4-4-03_").removesuffix("_001.jpg")
    whole = clusters(unicodedata.normalize("NFC", "".join(letters)))
    assert clusters(site) == whole[: len(clusters(site))]
    assert site == "".join(whole) or units(name) > MOST - 12 or len(name.encode()) > MOST_BYTES - 32


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("本店", "A4-4-03_本店_001.xlsx"),
        ("本店　別館", "A4-4-03_本店-別館_001.xlsx"),
        ("本店/別館 (3F)", "A4-4-03_本店-別館-(3F)_001.xlsx"),
        ("北営業所. ", "A4-4-03_北営業所_001.xlsx"),
        ("か\u3099ん店\u202e", "A4-4-03_がん店_001.xlsx"),
        ("髙﨑\U00020bb7野家", "A4-4-03_髙﨑\U00020bb7野家_001.xlsx"),
        ("", "A4-4-03_001.xlsx"),
    ],
)
def test_the_names_of_sites_stay_readable(site: str, name: str) -> None:
    assert numbered([Wanted("A4-4-03", site, "端末台帳.xlsx")]) == (name,)


def test_sites_that_windows_takes_for_one_share_their_numbers() -> None:
    wanted = [Wanted("A1-1-01", site, "x.pdf") for site in ("Site A", "site a", "Site/A", "本店")]
    assert numbered(wanted) == (
        "A1-1-01_Site-A_001.pdf",
        "A1-1-01_site-a_002.pdf",
        "A1-1-01_Site-A_003.pdf",
        "A1-1-01_本店_001.pdf",
    )


@pytest.mark.parametrize("word", ["CON", "con", "NUL", "COM1", "LPT9", "COM¹", "CONOUT$"])
def test_devices_of_windows_are_guarded(word: str) -> None:
    assert titled(word, ".pdf") == f"_{word}.pdf"
    assert titled(word + ".old", ".pdf") == f"_{word}.old.pdf"


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("台帳.XLSX", ".XLSX"),
        ("記録.tar.gz", ".tar.gz"),
        ("a <b>:?.txt ", ".txt"),
        ("控え.pdf\u3000.", ".pdf"),
        ("請求\u202efdp.exe\u200b", ".exe"),
        ("記録.tar.gz\n", ".tar.gz"),
        ("... ", ""),
        ("議事録.2026年度", ""),
        ("README", ""),
        (".hidden", ""),
        ("a.b c", ""),
        ("議事録 R8.12.1", ".1"),
    ],
)
def test_a_suffix_is_kept_as_it_came(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_a_folder_that_is_too_deep_is_told_by_how_much() -> None:
    assert too_deep("C:\\" + "a" * 100, ["b" * 100]) == 0
    assert too_deep("C:\\" + "a" * 160, ["b" * 100]) == 5
    assert too_deep("C:\\", []) == 0


@given(st.one_of(_TEXT, _NASTY), _SUFFIX)
def test_a_whole_name_becomes_legal_and_stays_then(stem: str, suffix: str) -> None:
    name = legal_name(stem + suffix)
    assert is_legal(name), name
    assert legal_name(name) == name


@given(st.one_of(_TEXT, _NASTY), _SUFFIX)
def test_a_whole_name_that_is_legal_is_not_changed(stem: str, suffix: str) -> None:
    name = stem + suffix
    if is_legal(name) and name == name.strip() and not name.endswith("."):
        assert legal_name(name) == name
