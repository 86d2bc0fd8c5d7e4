"""The help of every verb, and what is said of a command line that is not understood, in both languages."""

import argparse
import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from typing import Any
from unicodedata import east_asian_width

import pytest

from app import bootstrap, i18n
from app.cli.main import command_line, run
from app.cli.parser import Parser, UsageError

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# Written in Japanese in English, too: it is an example of what is printed on Japanese reports.
_MARKING = "such as 社外秘"


def _verbs(verbs: Any = None) -> Iterator[tuple[tuple[str, ...], Parser]]:
    """Every verb that does something: its words and its parser in the current language."""
    # An alias names a parser that has come already.
    found = {
        id(parser): (name, parser) for name, parser in reversed(dict((verbs or command_line()[1]).choices).items())
    }
    for name, parser in reversed(found.values()):
        inner = next((a for a in parser._actions if isinstance(a, argparse._SubParsersAction)), None)
        if inner is None:
            yield (name,), parser
        else:
            yield from (((name, *words), leaf) for words, leaf in _verbs(inner))


@cache
def _parsers(language: str) -> dict[tuple[str, ...], Parser]:
    """Every verb with its parser, built in the language, which must be the current one."""
    assert language == i18n.current_language()
    return dict(_verbs())


ALL = [words for words, _parser in _verbs()]
GROUPS = sorted({words[0] for words in ALL if len(words) > 1})


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = run(words, bootstrap.tools())
    except SystemExit as end:
        code = int(str(end.code))
    return code, *capsys.readouterr()


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line)


def test_all_verbs_are_walked() -> None:
    assert {"demo", "new", "answer", "import", "self-check", "plan", "settings", "copies"} <= {w[0] for w in ALL}
    assert ("plan", "separation") in ALL


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_the_help_is_whole_and_in_the_language(
    words: tuple[str, ...], language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, told, refused = _said(capsys, *words, "--help", "--lang", language)
    assert (code, refused) == (0, "")
    assert i18n.current_language() == language
    parser = _parsers(language)[words]
    assert parser.description
    for action in parser._actions:
        assert action.help, action.dest
        for name in action.option_strings or [str(action.metavar)]:
            assert name in told
        # Where choices are shown at all, they are shown as they are typed.
        for choice in action.choices or ():
            assert str(choice) in str(action.help), (action.dest, choice)
        if language == "ja":
            assert _JAPANESE.search(str(action.help)), action.dest
        else:
            assert not _JAPANESE.search(str(action.help).replace(_MARKING, "")), action.dest
    head, _sign, example = told.rpartition("例:" if language == "ja" else "Example:")
    assert head.startswith("使い方: " if language == "ja" else "usage: ")
    assert all(_columns(line) <= 80 for line in head.splitlines())
    shown = example.strip().splitlines()
    assert shown
    for each in shown:
        assert each.strip().startswith("shadan " + " ".join(words))


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_example_is_understood(words: tuple[str, ...]) -> None:
    parser = _parsers(i18n.current_language())[words]
    for line in (parser.epilog or "").splitlines()[1:]:
        options = command_line()[0].parse_args(shlex.split(line)[1:])
        assert callable(options.verb)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("words", [*ALL, *((group,) for group in GROUPS)], ids=" ".join)
def test_a_misuse_is_one_sentence_and_an_object(
    words: tuple[str, ...], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told, refused = _said(capsys, "--lang", language, *words, "--no-such-option", "--json")
    assert code == 2
    error = json.loads(told)["error"]
    assert error["code"] == "usage"
    assert set(error) == {"code", "message", "file", "sheet", "row", "column"}
    assert refused == error["message"] + "\n"
    assert bool(_JAPANESE.search(refused)) is (language == "ja")
    assert f"shadan {' '.join(words)} --help" in refused


@pytest.mark.parametrize(
    ("line", "japanese"),
    [
        ("", "VERB が指定されていません。使い方は「shadan --help」で表示されます。"),
        ("fly", "'fly' という動作はありません。動作を先に指定してください"),
        ("a.shadan info", "'a.shadan' という動作はありません。動作を先に指定してください"),
        ("plan", "ACTION が指定されていません。使い方は「shadan plan --help」"),
        ("plan fly", "ACTION に 'fly' は指定できません。指定できるのは draft, list, filing"),
        ("info", "FILE が指定されていません。使い方は「shadan info --help」"),
        ("info a b", "b はここでは指定できません。使い方は「shadan info --help」"),
        ("info a --json=1", "--json に値は指定できません。"),
        ("--lang fr info a", "--lang に 'fr' は指定できません。指定できるのは ja, en です。"),
        ("answer a A1-1-01 maybe", "VERDICT に 'maybe' は指定できません。指定できるのは conforming, partly"),
        ("answer a A1-1-01 partly --comment -x", "--comment に値が指定されていません。「-」で始まる値は「=」で"),
        ("new a --organisation b --role grid_operator", "--period が指定されていません。"),
        ("history a --day tomorrow", "--day: 「tomorrow」は日付として読み取れません。2026-12-25 又は R8.12.25 の形で"),
        ("history a --day 20261324", "--day: 「20261324」という日はありません(13月はありません)。"),
        ("history a --day R31.4.1", "--day: 「R31.4.1」は元号と年が合いません。"),
        ("history a --limit -1", "--limit: 「-1」は指定できません。1以上の整数で"),
        ("history a --limit 99999999999999999999999", "--limit: 「99999999999999999999999」は指定できません。"),
        ("plan edit a ９．５ --owner b", "NUMBER: 「９．５」は指定できません。"),
        ("plan edit a 1 --state finished", "--state: 「finished」は指定できません。指定できるのは not_started, "),
        ("plan filing a --ground law", "--ground: 「law」は指定できません。指定できるのは order, "),
        ("plan separation a B --stage design=soon", "--stage: 「soon」は日付として読み取れません。"),
        ("plan separation a B --stage sleep=2026-01-01", "--stage: 「sleep」は指定できません。指定できるのは decision"),
        ("settings set a b 1.5", "VALUE: 「1.5」は整数でも日付(2024-04-01、令和6年4月1日など)でもありません。"),
        ("import a terminals b --header-row 0", "--header-row: 「0」は行番号ではありません。"),
        ("import a terminals b --map asset_no", "--map: 「asset_no」は 見出し=項目 の形ではありません。"),
        ("import a terminals b --office 東支社", "--office: 「東支社」は 名称=事業所 の形ではありません。"),
        ("import a printers b", "KIND に 'printers' は指定できません。指定できるのは sites, terminals, "),
        # Shortened options are not taken, or they would change their meaning one day.
        ("answer a A1-1-01 partly --com x", "--com x はここでは指定できません。"),
    ],
)
def test_what_is_wrong_is_said_in_japanese(line: str, japanese: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, refused = _said(capsys, *shlex.split(line))
    assert (code, told, refused.count("\n")) == (2, "", 1)
    assert refused.startswith(japanese)
    code, _told, english = _said(capsys, "--lang", "en", *shlex.split(line))
    # A language that there is none of is answered in the one that there is.
    assert code == 2
    assert not _JAPANESE.search(english.replace("東支社", "")) or "fr" in line


def test_the_whole_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    told = _said(capsys, "--help")[1]
    for words in ALL:
        assert re.search(rf"^    {words[0]}\b|\({words[0]}\)", told, re.MULTILINE)
    assert "終了コード" in told
    assert _said(capsys, "--version")[1].startswith("shadan ")
    assert "measures" in _said(capsys, "plan", "--help", "--lang=en")[1]


def test_what_an_earlier_audit_tells_is_asked_for_again_by_the_next_command() -> None:
    spared = "new a.shadan --from b.shadan"
    assert command_line()[0].parse_args(spared.split()).organisation is None
    with pytest.raises(UsageError, match="--organisation"):
        command_line()[0].parse_args(["new", "a.shadan"])
