"""Lists stand in columns, whatever they are written in; what is empty says so."""

from pathlib import Path

from app.cli.columns import aligned, width
from tests.cli.shell import Shell


def test_wide_letters_take_two_places() -> None:
    lines = aligned([("本店", "", "甲"), ("North", "", "乙丙"), ("北営業所", "", "")])
    assert lines == ["本店      甲", "North     乙丙", "北営業所"]
    assert {width(line[: line.index(mark)]) for line, mark in zip(lines, "甲乙", strict=False)} == {10}
    assert aligned([]) == []


def test_lists_that_are_empty_say_so(shell: Shell, audit: Path) -> None:
    for verb in (
        *(("flag", "list"), ("assign", "list"), ("disproof", "list"), ("challenge", "list"), ("people", "list")),
        *(("carried", "list"), ("evidence", "list"), ("overlay", "show"), ("reminders",), ("interview",)),
        *(("sample", "list"), ("imports", "list"), ("findings",)),
    ):
        for language in ("ja", "en"):
            assert shell("--lang", language, *verb, audit)[0] == 0, verb
            said = shell.said.strip()
            assert said, verb
            assert said[-1] in "。.)" or "0" in said, (verb, said)


def test_flags_stand_in_columns(shell: Shell, audit: Path) -> None:
    for site, note in (("本店", "甲"), ("北営業所", "乙")):
        shell("flag", "set", audit, "A4-4-04", "--site", site, "--note", note)
    shell("flag", "list", audit)
    first, second = shell.said.splitlines()
    assert (first, second) == ("A4-4-04  本店      甲", "A4-4-04  北営業所  乙")
