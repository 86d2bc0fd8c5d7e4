"""Refusals: code, sentence, place, exit code."""

import ast
import errno
import pickle
from pathlib import Path

import pytest

from app import errors, i18n
from app.errors import UserError


def test_a_refusal_is_one_sentence_in_the_language_asked_for() -> None:
    error = UserError("file_missing", file="端末台帳.xlsx")
    assert str(error) == "端末台帳.xlsx does not exist; check the name and the folder."
    assert error.sentence(i18n.gettext).startswith("端末台帳.xlsx が見つかりません。")
    assert error.exit_code == errors.REFUSED


def test_the_place_that_the_sentence_does_not_name_is_added() -> None:
    error = UserError("file_missing", file="a.xlsx", sheet="東京", row=12, column="取得日")
    assert str(error).endswith("(sheet 東京, row 12, column 取得日)")
    assert error.sentence(i18n.gettext).endswith("(シート: 東京、行: 12、列: 取得日)")


def test_braces_in_values_are_left_alone() -> None:
    assert "{x}.xlsx" in str(UserError("file_missing", file="{x}.xlsx"))


def test_a_forgotten_value_does_not_hide_the_refusal() -> None:
    assert "{reason}" in str(UserError("file_error", file="a"))


def test_an_unknown_code_still_becomes_a_sentence() -> None:
    assert str(UserError("no_such_code")) == "The request was refused (no_such_code)."


def test_modules_register_their_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "MESSAGES", dict(errors.MESSAGES))
    monkeypatch.setattr(errors, "_EXIT_CODES", dict(errors._EXIT_CODES))
    sentences = {"sheet_too_wide": "{sheet} is too wide."}
    errors.register_messages(sentences, exit_code=errors.INTEGRITY)
    errors.register_messages(sentences, exit_code=errors.INTEGRITY)
    assert str(UserError("sheet_too_wide", sheet="S")) == "S is too wide."
    assert UserError("sheet_too_wide").exit_code == errors.INTEGRITY
    assert UserError("sheet_too_wide", exit_code=errors.USAGE).exit_code == errors.USAGE
    clash = {"sheet_too_wide": "Another sentence."}
    with pytest.raises(ValueError, match="sheet_too_wide"):
        errors.register_messages(clash)


def test_a_refusal_crosses_a_process_border() -> None:
    error = pickle.loads(pickle.dumps(UserError("file_in_use", exit_code=5, file="台帳.xlsx", row=3)))  # noqa: S301
    assert (error.code, error.exit_code, error.values) == ("file_in_use", 5, {"file": "台帳.xlsx", "row": 3})


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOENT, "file_missing"),
        (errno.EACCES, "no_permission"),
        (errno.ENOSPC, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EIO, "file_error"),
    ],
)
def test_what_the_system_reports_becomes_a_refusal(number: int, code: str) -> None:
    error = errors.from_os_error(OSError(number, "reason"), Path("監査.shadan"))
    assert error.code == code
    assert str(error).startswith("監査.shadan") or "監査.shadan" in str(error)


def test_windows_reports_sharing_violations_by_its_own_number() -> None:
    error = OSError(errno.EACCES, "used by another process")
    error.winerror = 32  # type: ignore[attr-defined]
    refusal = errors.from_os_error(error, "a.xlsx")
    assert (refusal.code, refusal.exit_code) == ("file_in_use", errors.LOCKED)


def _codes_and_messages(root: Path) -> tuple[dict[str, str], set[str]]:
    """Every code that the source refuses with → where; every code that has a sentence somewhere in the source."""
    used: dict[str, str] = {}
    known = set(errors.MESSAGES)
    for path in sorted((root / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0] if node.args else None
            if name == "UserError" and isinstance(first, ast.Constant):
                used[str(first.value)] = f"{path.relative_to(root)}:{node.lineno}"
            if name == "register_messages" and isinstance(first, ast.Dict):
                known |= {str(key.value) for key in first.keys if isinstance(key, ast.Constant)}
    return used, known


def test_every_code_has_a_sentence(root: Path) -> None:
    used, known = _codes_and_messages(root)
    assert {code: place for code, place in used.items() if code not in known} == {}


def test_a_list_is_told_with_the_sign_of_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "MESSAGES", {"kinds_known": "Known are {kinds}."})
    told = UserError("kinds_known", kinds=("端末", "ID"))
    assert str(told) == "Known are 端末, ID."
    assert told.sentence(i18n.gettext) == "Known are 端末、ID."
