"""Words that window and command line share: every grade, state and ground has one, in both languages."""

import pytest

from app import words
from app.domain.audit import Ground
from app.domain.findings import Status
from app.domain.grades import Severity, Verdict
from app.domain.plan import CASE_KINDS
from app.domain.plan_checks import SEPARATION_STATES
from app.i18n import set_language


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everything_has_a_word_of_its_own(language: str) -> None:
    set_language(language)
    try:
        for said in (
            [words.verdict_word(each) for each in Verdict],
            [words.severity_word(each) for each in Severity],
            [words.status_word(each) for each in Status],
            [words.ground_word(each) for each in Ground],
            [words.case_word(each) for each in CASE_KINDS],
            [words.current_word(each) for each in SEPARATION_STATES],
        ):
            assert len(set(said)) == len(said)
            assert all(text.isascii() == (language == "en") for text in said)
    finally:
        set_language("ja")
