"""The README names places that are there."""

import re
from pathlib import Path

import pytest

from app import bootstrap
from app.cli.main import command_line

ROOT = Path(__file__).resolve().parents[1]
_README = (ROOT / "README.md").read_text(encoding="utf-8")
_TABLE = _README.partition("### Where to add something")[2].partition("\n## ")[0]
_PLACES = sorted(set(re.findall(r"`((?:app|forms|installer|resources)/[^`]*)`", _TABLE)))
_STANDS_FOR = re.compile(r"\b(?:KIND|LANGUAGE|NAME|TOPIC)\b")


@pytest.mark.parametrize("place", _PLACES)
def test_a_place_where_something_is_added_is_there(place: str) -> None:
    assert list(ROOT.glob(_STANDS_FOR.sub("*", place).rstrip("/")))


def test_the_table_names_what_the_program_reads() -> None:
    assert {"app/ui/registry.py", "resources/ledgers/KIND.toml", "resources/icons/NAME.svg"} <= set(_PLACES)
    names = set(re.findall(r"`(_?[A-Za-z]\w+)`", _TABLE))
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "app").rglob("*.py"))
    assert names
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == []


def _verbs() -> list[str]:
    """Every verb, without its aliases."""
    parsers = command_line()[1].choices
    return [name for name, parser in parsers.items() if parser.prog == f"shadan {name}"]


def _actions(verb: str) -> list[str]:
    parser = command_line()[1].choices[verb]
    return [name for group in parser._actions if group.dest == "action" for name in group.choices]


def test_every_verb_is_told_of() -> None:
    block = _README.partition("## The command line")[2].partition("\n## ")[0]
    for verb in _verbs():
        assert re.search(rf"(?:shadan|·) {verb}\b", block), verb
        if actions := _actions(verb):
            told = re.search(rf" {verb} ([a-z|-]+)", block)
            assert told is not None
            assert sorted(told[1].split("|")) == sorted(actions)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_verb_is_on_the_help_page(language: str) -> None:
    page = (ROOT / "resources" / "help" / language / "commands.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"`([a-z-]+)`", page.partition("| --- ")[2].partition("\n\n")[0])) == sorted(_verbs())
    for code in range(6):
        assert re.search(rf"\b{code} ", page.rpartition("--json")[2]), code


def test_the_numbers_told_are_those_of_the_catalogue() -> None:
    catalogue = bootstrap.make_world().catalogue
    assert f"**{len(catalogue.checkpoints)} checkpoints**" in _README
    assert f"The catalogue: {len(catalogue.checkpoints)} checkpoints" in (ROOT / "CHANGELOG.md").read_text("utf-8")
