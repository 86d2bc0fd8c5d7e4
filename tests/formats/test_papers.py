"""The words of the papers as data: what is bundled, and what is said of a file that somebody changed."""

import re
from pathlib import Path

import pytest

from app.domain.grades import Role
from app.domain.papers import PLACES, SignField, filled, for_role, places_in
from app.domain.text import Text
from app.errors import UserError
from app.formats.papers import PaperTexts
from app.i18n import gettext_in
from app.paths import bundled
from app.services.reporting.forms import PAPERS
from tests.desk import bundled_catalogue

BUNDLED = PaperTexts(bundled("resources") / "forms")
GOOD = """
title = { ja = "書面", en = "Paper" }
[[statement]]
text = { ja = "{organisation}の書面です。", en = "A paper of {organisation}." }
[[article]]
roles = ["grid_operator"]
text = { ja = "一つ。", en = "One." }
[[signer]]
fields = ["date", "name"]
"""


def read(folder: Path, content: str | bytes) -> UserError | None:
    """What is said of a file, None where it is read."""
    data = content.encode() if isinstance(content, str) else content
    (folder / "pledge.toml").write_bytes(data)
    try:
        PaperTexts(folder).text("pledge")
    except UserError as error:
        return error
    return None


@pytest.mark.parametrize("form", PAPERS)
def test_every_form_has_its_words_for_every_role(form: str) -> None:
    text = BUNDLED.text(form)
    assert text.signers
    assert all(SignField.NAME in s.fields or SignField.REPRESENTATIVE in s.fields for s in text.signers)
    for role in Role:
        assert len({bool(for_role(text.articles, each)) for each in (role, Role.GRID_OPERATOR)}) == 1


def test_a_walk_reminds_of_checkpoints_of_its_items() -> None:
    known = {checkpoint.id for checkpoint in bundled_catalogue().checkpoints if checkpoint.item in ("A3-2", "A4-4")}
    wanted = BUNDLED.text("walk-sheet").checkpoints
    assert wanted
    assert set(wanted) <= known


def test_no_form_states_an_article_of_law_or_a_date() -> None:
    """A lawyer may add them; none that nobody verified comes with the program."""
    for file in (bundled("resources") / "forms").iterdir():
        said = file.read_text(encoding="utf-8")
        assert not re.search(r"第\s*\d+\s*条|第[一二三四五六七八九十]+条|\bart\. ?\d|令和|平成|20\d\d", said), file.name


def test_each_file_belongs_to_a_form() -> None:
    assert {file.name for file in (bundled("resources") / "forms").iterdir()} == {f"{form}.toml" for form in PAPERS}


def test_words_that_are_right_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) is None
    text = PaperTexts(tmp_path).text("pledge")
    assert for_role(text.articles, Role.AFFILIATED_RETAILER) == ()
    assert for_role(text.articles, Role.GRID_OPERATOR) == (Text("一つ。", "One."),)
    assert filled(text.statements[0].text.ja, {"organisation": "甲社"}) == "甲社の書面です。"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('"One."', '""', "paper_text_language"),
        (', en = "One."', "", "paper_text_language"),
        ("grid_operator", "grid", "paper_text_unknown"),
        ('"name"]', '"signature"]', "paper_text_unknown"),
        ("fields =", "lines =", "paper_text_lacks"),
        ("[[signer]]", "[[signers]]", "paper_text_lacks"),
        ("[[statement]]", "[[statements]]", "paper_text_unknown"),
        ("{organisation}の", "{hotline}の", "paper_text_place"),
        ("[[article]]", "[[article]", "paper_text_syntax"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_one_sentence(tmp_path: Path, before: str, after: str, code: str) -> None:
    assert before in GOOD
    error = read(tmp_path, GOOD.replace(before, after))
    assert error is not None
    assert error.code == code
    assert "pledge.toml" in error.sentence(gettext_in("ja"))


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    error = read(tmp_path, b"\xff\xfe\x00")
    assert error is not None
    assert error.code == "paper_text_syntax"
    with pytest.raises(UserError) as caught:
        PaperTexts(tmp_path / "none").text("pledge")
    assert caught.value.code == "paper_text_missing"


def test_only_what_is_known_is_filled_in() -> None:
    assert places_in("{organisation} {affiliates}") <= PLACES
    # What somebody calls a company is no instruction.
    assert filled("{organisation}", {"organisation": "{period}", "period": "x"}) == "{period}"
