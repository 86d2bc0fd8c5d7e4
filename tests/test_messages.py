"""Every text the program can say has its Japanese, once, with the same placeholders."""

import ast
import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

from babel.messages.pofile import read_po

import app
from app import errors

PLACEHOLDER = re.compile(r"\{(\w+)")


def spoken(root: Path) -> set[str]:
    """The msgids in the code: the first argument of `_(…)`, conditional ones included, and the sentences of errors."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = set(errors.all_msgids())
    for file in (root / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                found.update(n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant) and n.value)
    return found


def translated(root: Path) -> list[tuple[str, str]]:
    pairs = []
    for file in sorted((root / "resources" / "locale" / "ja").glob("*.po")):
        with file.open("rb") as stream:
            pairs += [(str(m.id), str(m.string)) for m in read_po(stream, locale="ja") if m.id]
    return pairs


def test_nothing_is_untranslated_unused_or_double(root: Path) -> None:
    pairs = translated(root)
    assert [i for i, n in Counter(i for i, _ in pairs).items() if n > 1] == []
    known = {i for i, text in pairs if text}
    assert spoken(root) - known == set()
    assert known - spoken(root) == set()


def test_placeholders_agree(root: Path) -> None:
    for english, japanese in translated(root):
        assert set(PLACEHOLDER.findall(english)) == set(PLACEHOLDER.findall(japanese)), english
