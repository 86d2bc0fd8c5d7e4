"""The README names places that are there."""

import re
from pathlib import Path

import pytest

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
