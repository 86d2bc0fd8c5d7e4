"""Names pasted from workbooks and letters."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.site_names import match_name, merged, site_names


def test_one_line_is_one_site() -> None:
    assert site_names("本店\r\n北営業所\r\n\r\n南浜 配電事業所\r\n") == ("本店", "北営業所", "南浜 配電事業所")


def test_a_single_line_with_tabs_is_a_row_of_sites() -> None:
    assert site_names("本店\t北営業所\t\t山手営業所") == ("本店", "北営業所", "山手営業所")


def test_of_a_table_the_column_with_the_names_counts() -> None:
    assert site_names("No.\t事業所名\t住所\n1\t本店\t東湾市1\n2\t北営業所\t東湾市2\n") == ("本店", "北営業所")


def test_a_cell_with_a_line_break_is_one_name() -> None:
    assert site_names('"港北\nネットワークセンター"\n北営業所') == ("港北 ネットワークセンター", "北営業所")


def test_a_whole_book_in_the_clipboard_is_no_list_of_sites_and_does_no_harm() -> None:
    assert len(site_names("あ" * 1_000_000)) == 1
    assert site_names('"' + "い" * 300_000) != ()


def test_doubles_in_other_widths_are_taken_once() -> None:
    assert site_names("第1営業所\n第1 営業所\n") == ("第1営業所",)
    assert merged(["北営業所"], ["北 営業所", "東岬営業所"]) == ("北営業所", "東岬営業所")
    # A ledger could not tell them apart.
    assert merged(["本店(北館)"], ["本店（北館）", "本店・北館", "本店南館"]) == ("本店(北館)", "本店南館")


@given(st.text())
def test_whatever_is_pasted_gives_clean_names_once(text: str) -> None:
    names = site_names(text)
    assert all(name == name.strip() and name.isprintable() and name for name in names)
    keys = [match_name(name) for name in names]
    assert len(set(keys)) == len(keys)


@given(st.lists(st.text(st.characters(categories=["Lo"]), min_size=1, max_size=8), min_size=2, unique_by=match_name))
def test_names_come_back_in_their_order(names: list[str]) -> None:
    expected = merged([], names)
    assert site_names("\n".join(names)) == expected
