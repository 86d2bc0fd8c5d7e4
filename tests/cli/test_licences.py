"""`shadan licences`: the list, one component whole, and words that are not the name of one."""

from app import bootstrap
from tests.cli.shell import Shell


def test_all_components_are_listed_with_version_and_licence(shell: Shell) -> None:
    code, told = shell("licences", "--json")
    assert code == 0
    by_name = {component["name"]: component for component in told["components"]}
    assert list(by_name) == [component.name for component in bootstrap.notices().components]
    assert by_name["Qt"]["licence"] == "LGPL-3.0-only"
    assert by_name["tzdata"]["targets"] == ["Windows"]
    assert "texts" not in by_name["Qt"]
    assert shell("licences")[0] == 0
    head, first, *_rest = shell.said.splitlines()
    assert head.split() == ["部品", "版", "対象", "ライセンス"]
    assert first.split()[0] == "Shadan"
    assert shell("licences", "--lang", "en")[0] == 0
    assert shell.said.split()[:3] == ["Component", "Version", "Shipped"]


def test_one_component_is_shown_whole(shell: Shell) -> None:
    assert shell("licences", "python_docx")[0] == 0
    assert shell.said.startswith("python-docx  ")
    assert "The MIT License (MIT)" in shell.said
    code, told = shell("licences", "Qt", "--json")
    assert code == 0
    (component,) = told["components"]
    assert component["texts"][0]["title"] == "LGPL-NOTICE.txt"
    assert any("GNU LESSER GENERAL PUBLIC LICENSE" in text["text"] for text in component["texts"])


def test_a_word_in_one_name_alone_is_enough_and_one_in_several_lists_them(shell: Shell) -> None:
    assert shell("licences", "sqlalch")[0] == 0
    assert shell.said.startswith("sqlalchemy  ")
    code, told = shell("licences", "freetype", "--json")
    assert code == 0
    # The very name comes before those that hold it.
    assert [component["name"] for component in told["components"]] == ["FreeType"]
    _code, told = shell("licences", "xcb-util", "--json")
    assert [component["name"] for component in told["components"]] == ["xcb-util"]
    _code, told = shell("licences", "util-", "--json")
    assert len(told["components"]) > 3
    assert all("texts" not in component for component in told["components"])


def test_a_name_that_is_none_is_refused(shell: Shell) -> None:
    code, told = shell("licences", "nothing", "--json")
    assert (code, told["error"]["code"]) == (3, "licence_unknown")
    assert "nothing" in shell.refused
    assert shell("licences", "  ")[0] == 3


def test_a_word_of_licences_lists_what_is_under_them(shell: Shell) -> None:
    code, told = shell("licences", "LGPL", "--json")
    assert code == 0
    named = {component["name"]: component["licence"] for component in told["components"]}
    assert "Qt" in named
    assert all("LGPL" in licence for licence in named.values())
    # A name that holds the word goes before.
    assert [c["name"] for c in shell("licences", "freetype", "--json")[1]["components"]] == ["FreeType"]
