"""Switching languages, compiled and uncompiled translations, and that the .po files fit the program."""

import ast
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from app import errors, i18n

_PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}|%\w|%\d")


# --- the module -------------------------------------------------------------------------------------------------------


def test_japanese_is_the_default_and_english_the_msgid_itself() -> None:
    assert i18n.current_language() == "ja"
    assert i18n.gettext("row {row}") == "行: {row}"
    i18n.set_language("en")
    assert i18n.gettext("row {row}") == "row {row}"
    assert i18n.ngettext("{count} row", "{count} rows", 1) == "{count} row"
    assert i18n.ngettext("{count} row", "{count} rows", 2) == "{count} rows"


def test_an_unknown_text_stands_as_it_is() -> None:
    assert i18n.gettext("no such text") == "no such text"
    assert i18n.pgettext("verb", "no such text") == "no such text"
    assert not i18n.has_translation("no such text")
    assert i18n.has_translation("row {row}")


def test_the_empty_text_is_not_the_header_of_the_file() -> None:
    assert i18n.gettext("") == ""


def test_a_report_has_a_language_of_its_own() -> None:
    i18n.set_language("en")
    assert i18n.gettext_in("ja")("row {row}") == "行: {row}"
    assert i18n.gettext_in("en")("row {row}") == "row {row}"
    assert i18n.current_language() == "en"
    with pytest.raises(ValueError, match="fr"):
        i18n.gettext_in("fr")


def test_there_is_no_third_language() -> None:
    with pytest.raises(ValueError, match="fr"):
        i18n.set_language("fr")
    assert i18n.current_language() == "ja"


_PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"

msgid "{count} row"
msgid_plural "{count} rows"
msgstr[0] "{count} 行"

msgctxt "verb"
msgid "Open"
msgstr "開く"

#, fuzzy
msgid "Guess"
msgstr "推測"
"""


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Translations of our own in place of the program's."""
    folder = tmp_path / "locale" / "ja"
    (folder / "LC_MESSAGES").mkdir(parents=True)
    (folder / "one.po").write_text(_PO, "utf-8")
    monkeypatch.setattr(i18n, "bundled", lambda name: tmp_path)
    monkeypatch.setattr(i18n, "_loaded", {})
    return folder


def test_a_checkout_without_compiled_files_reads_the_sources(sources: Path) -> None:
    assert i18n.ngettext("{count} row", "{count} rows", 3) == "{count} 行"
    assert i18n.pgettext("verb", "Open") == "開く"
    # A guess that nobody has looked at is not shown.
    assert i18n.gettext("Guess") == "Guess"


def test_without_babel_the_program_speaks_english(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("babel.messages.catalog", "babel.messages.mofile", "babel.messages.pofile"):
        monkeypatch.setitem(sys.modules, name, None)
    assert i18n.pgettext("verb", "Open") == "Open"


def test_the_compiled_file_is_taken_while_no_source_is_newer(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = sources / "LC_MESSAGES" / "shadan.mo"
    compiled.write_bytes(i18n.compile_catalogue(sources))
    (sources / "one.po").write_text(_PO.replace("開く", "オープン"), "utf-8")
    os.utime(sources / "one.po", (1, 1))
    assert i18n.pgettext("verb", "Open") == "開く"
    os.utime(compiled, (0, 0))
    monkeypatch.setattr(i18n, "_loaded", {})
    assert i18n.pgettext("verb", "Open") == "オープン"


def test_all_files_of_a_language_become_one_and_the_same_bytes(sources: Path) -> None:
    (sources / "two.po").write_text('msgid "Plan"\nmsgstr "計画"\n', "utf-8")
    compiled = i18n.compile_catalogue(sources)
    assert compiled == i18n.compile_catalogue(sources)
    translations = GNUTranslations(BytesIO(compiled))
    assert translations.gettext("Plan") == "計画"
    assert translations.pgettext("verb", "Open") == "開く"


def test_texts_looked_up_one_by_one_are_those_of_the_library(root: Path) -> None:
    compiled = i18n.compile_catalogue(root / "resources" / "locale" / "ja")
    ours, library = i18n.Compiled(compiled), GNUTranslations(BytesIO(compiled))
    # The library takes the file apart; its keys are texts, texts in a context, and texts with a plural.
    keys = library._catalog  # type: ignore[attr-defined]
    assert len(keys) > 4_000
    for key in keys:
        message = key[0] if isinstance(key, tuple) else key
        context, sign, message = message.rpartition("\x04")
        if sign:
            assert ours.pgettext(context, message) == library.pgettext(context, message)
        elif message:
            # Early versions of Python 3.11 find texts with a plural by `ngettext` alone.
            assert ours.gettext(message) in (library.gettext(message), library.ngettext(message, message, 1))
            assert ours.ngettext(message, "more", 2) in (library.ngettext(message, "more", 2), ours.gettext(message))
    assert ours.gettext("No such text") == "No such text"
    assert ours.ngettext("{count} thing", "{count} things", 1) == "{count} thing"
    assert ours.ngettext("{count} thing", "{count} things", 2) == "{count} things"


def test_a_file_that_is_no_compiled_one_is_refused() -> None:
    with pytest.raises(OSError, match="no compiled"):
        i18n.Compiled(b"x" * 100)


# --- the .po files against the program --------------------------------------------------------------------------------

# A text is identified by its context ("" mostly) and its msgid.
Text = tuple[str, str]
_SIMPLE = {"_", "gettext", "mark", "N_", "translate"}
_PLURAL = {"ngettext", "_n"}


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _texts_of_call(node: ast.Call) -> Iterator[Text]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    words = [_literal(argument) for argument in node.args]
    if name in _SIMPLE and node.args:
        # Either text of `_("one" if … else "other")`.
        yield from (
            ("", word) for part in ast.walk(node.args[0]) if isinstance(part, ast.expr) and (word := _literal(part))
        )
    elif name in _PLURAL and words and words[0]:
        yield "", words[0]
    elif name in {"pgettext", "_p"} and len(words) > 1 and words[0] and words[1]:
        yield words[0], words[1]
    elif name == "register_messages" and node.args and isinstance(node.args[0], ast.Dict):
        yield from (("", text) for value in node.args[0].values if (text := _literal(value)))


@cache
def _texts_of_program(root: Path) -> dict[Text, list[str]]:
    """Every text the program asks a translation of → the places where it does; read once."""
    found: dict[Text, list[str]] = defaultdict(list)
    for path in sorted((root / "app").rglob("*.py")):
        if "generated" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                for text in _texts_of_call(node):
                    found[text].append(f"{path.relative_to(root)}:{node.lineno}")
    for msgid in errors.all_msgids():
        found["", msgid].append("app/errors.py")
    for path in sorted((root / "forms").glob("*.ui")):
        for element in ElementTree.parse(path).iter("string"):
            if element.text and element.get("notr") != "true" and re.search(r"\w", element.text):
                found["", element.text].append(str(path.relative_to(root)))
    return found


@cache
def _messages(root: Path) -> tuple[tuple[Path, Message], ...]:
    """Every translation with its file; read once."""
    messages: list[tuple[Path, Message]] = []
    for path in sorted((root / "resources" / "locale" / "ja").glob("*.po")):
        with path.open("rb") as stream:
            messages += [(path, message) for message in read_po(stream, locale="ja", abort_invalid=True) if message.id]
    return tuple(messages)


def _identity(message: Message) -> Text:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def test_nothing_is_untranslated(root: Path) -> None:
    known = {_identity(message) for _, message in _messages(root) if message.string and not message.fuzzy}
    missing = {text: places for text, places in _texts_of_program(root).items() if text not in known}
    assert missing == {}


def test_no_translation_is_left_over(root: Path) -> None:
    wanted = _texts_of_program(root)
    left = [f"{path.name}: {_identity(m)}" for path, m in _messages(root) if _identity(m) not in wanted]
    assert left == []


def test_no_text_is_translated_twice(root: Path) -> None:
    # read_po merges doubles within one file, so the lines are counted, too.
    counts = Counter(_identity(message) for _, message in _messages(root))
    assert [text for text, count in counts.items() if count > 1] == []
    for path in (root / "resources" / "locale" / "ja").glob("*.po"):
        entries = re.findall(r"^(?:msgctxt .+\n)?msgid (?!\"\"\nmsgstr)", path.read_text("utf-8"), re.MULTILINE)
        assert len(entries) == sum(1 for other, _ in _messages(root) if other == path), path.name


def test_translations_keep_the_placeholders(root: Path) -> None:
    wrong = []
    for path, message in _messages(root):
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        targets = [message.string] if isinstance(message.string, str) else list(message.string or ())
        wanted = set().union(*({m.group() for m in _PLACEHOLDER.finditer(original)} for original in originals))
        wrong += [
            f"{path.name}: {target}"
            for target in targets
            if {m.group() for m in _PLACEHOLDER.finditer(target)} != wanted
        ]
    assert wrong == []


_COUNTED = re.compile(r"\{(?:count|places|answers|systems|cells)\} (?:[a-z]+ )?(?:[a-z]+s|were|are|have)\b(?! before)")
_MANY = (  # Of these there are always several, or the word stands for the whole that the count is taken of.
    "{count} terminals",
    "{count} companies",
    "{count} records",
    "{count} sites",
    "{count} checks",
    "sites with most deficiencies",
    "Leave {count} as",
    "All {count} rows",
    "{shown} of {count} entries",
    "{taken} of {count} columns",
    "{count} things to look at, the first",
    "rows were copied",
    "pages are shown",
)


def test_english_speaks_of_one_as_of_several(root: Path) -> None:
    """A number that may be one stands in a text with two forms, or apart from the noun: not “1 answers”."""
    files = root / "resources" / "locale" / "ja"
    wrong = [
        f"{file.name}: {message.id}"
        for file, message in _messages(root)
        if isinstance(message.id, str)
        and file.parent == files
        # What is wrong with the rows of a ledger is told of several of them alone.
        and file.name != "ledger_files.po"
        and _COUNTED.search(message.id)
        and not any(part in message.id for part in _MANY)
    ]
    assert wrong == []


def test_japanese_has_one_plural_form(root: Path) -> None:
    for _, message in _messages(root):
        assert isinstance(message.string, str) or len(message.string or ()) == 1, message.id


# --- one word for one thing -------------------------------------------------------------------------------------------

_SPELLINGS = {
    "取込": "取り込み",
    "作業表": "点検表",
    # Compound verbs as in official documents: a noun drops the kana within (取消し), the verb keeps it (取り消す).
    "取消(?![し線])|取り消し(?=[のをがはに])": "取消し",
    "読取(?!り)|読み取り(?=[のをがはに])": "読取り",
    "割当(?!て)|割り当て(?=[のをがはに])": "割当て",
    "書込(?!み)|書き込み(?=[のをがはに])": "書込み",
    "読込(?!み)|読み込み(?=[のをがはに中])": "読込み",
    "繰返(?!し)|繰り返し(?=[のをがは可指])": "繰返し",
    "読み飛ばし(?=[のをがはに])": "読飛ばし",
    "取下(?!げ)|取り下げ(?=[のをがはに])": "取下げ",
    "書換(?!え)|書き換え(?=[のをがはに])": "書換え",
    "引継(?!ぎ|書)|引き継ぎ(?=[のをがはに])": "引継ぎ",
    "聞取(?!り)|聞き取り(?=[のをがはに])": "聞取り",
    "取扱(?!い|情報|者|注意)|取り扱い(?=[のをがはに])": "取扱い",
    "見直(?![しさすせそ])": "見直し",
    "(?:取消し?|取下げ?|読込み?|書込み?|保存|登録|記録|修正|廃棄|取り込み)済(?!み)": "…済み",
    "全て": "すべて",
    "または": "又は",
    "および": "及び",
    "もしくは": "若しくは",
    "ならびに": "並びに",
    "すでに": "既に",
    "但し": "ただし",
    "予め": "あらかじめ",
    "下さ": "くださ",
    "出来[るなま]": "でき…",
    "[なで]い時": "…とき",
    "無[いくし](?!効)": "ない、なく、なし",
    "ほかの": "他の",
    "(?<!の)他[にはも]": "ほか…",
    "おこな": "行…",
    "[一二三四五]件": "1件 …",
    "(?<![\\d.,\\-])\\d(?=つ)": "一つ …",
    "(?:箇|ヶ|ヵ|カ|ケ)月|(?:ヶ|ヵ|カ|ケ)所": "か月、か所",
    "サインイン|ログオン": "ログイン",
    "フォルダ(?!ー)": "フォルダー",
    "(?:サーバ|ユーザ|コンピュータ|プリンタ|ブラウザ|フィルタ)(?!ー)": "…ー",
    "[（）［］！？％０-９Ａ-Ｚａ-ｚ\u3000]": "half-width letters, digits and brackets",
    "(?<=[ぁ-んァ-ヶー一-龥」)}]):(?=[^\\s\\d/\"\\\\])": "a colon and a space",
}  # fmt: skip
"""Spellings that are not ours (regular expressions) → ours.

Sources that are quoted, the words under which ledgers are recognised and the ledgers of samples are not looked at.
"""


_QUOTING = frozenset(
    {"glossary.toml", "incidents.toml", "law.toml", "paragraphs.toml", "precedents.toml", "viewing.toml"}
)


def _japanese(root: Path) -> Iterator[tuple[str, str]]:
    """Our Japanese texts, each with its file: translations, help, the data of ledgers and rules, the README."""
    for path, message in _messages(root):
        said = message.string if isinstance(message.string, tuple | list) else (message.string,)
        yield from ((path.name, text or "") for text in said)
    resources = root / "resources"
    read = [root / "README.md", *(resources / "help").rglob("*.md"), *(resources / "ledgers").rglob("*.toml")]
    read += (resources / "forms").glob("*.toml")
    read += [file for file in (resources / "catalogue").rglob("*.toml") if file.parent.name != "checkpoints"]
    for file in read:
        yield file.name, "\n".join(_told(file))


def _told(file: Path) -> Iterator[str]:
    """The lines of a file that are shown: not those that hold what others write, nor what the law says."""
    for line in file.read_text("utf-8").splitlines():
        if file.suffix != ".toml":
            yield line
        elif file.name not in _QUOTING:
            yield from re.findall(r'\bja = "((?:[^"\\]|\\.)*)"', line)


def test_one_thing_has_one_word(root: Path) -> None:
    texts = list(_japanese(root))
    assert any("取り込み" in text for _file, text in texts)
    wrong = {
        (file, found.group(), text[max(0, found.start() - 20) : found.end() + 20], ours)
        for file, text in texts
        for word, ours in _SPELLINGS.items()
        for found in re.finditer(word, text)
    }
    assert sorted(wrong) == []
