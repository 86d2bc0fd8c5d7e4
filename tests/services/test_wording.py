"""How remarks and texts of the catalogue read on paper."""

import re

import pytest

from app.domain.grades import Role
from app.formats.catalogue import load_catalogue
from app.paths import bundled
from app.services.wording import asked_of, for_print


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("端末が共用の区画に置かれています。", "端末が共用の区画に置かれている。"),
        ("責任者の記載がありません。使用者の記載がありませんでした。", "責任者の記載がない。使用者の記載がなかった。"),
        ("異動前の使用者のままです。", "異動前の使用者のままである。"),
        ("現物は確認できませんでした。", "現物は確認できませんでした。"),
        ("棚卸しで確かめました。", "棚卸しで確かめた。"),
        ("貼紙がはがれていませんでした。", "貼紙がはがれていなかった。"),
        ("重複が多いです。", "重複が多い。"),
        ("誰も見ませんでした。", "誰も見ませんでした。"),
        ("「使用中」です", "「使用中」である"),
        ("返却日を過ぎていますが、使用中である。", "返却日を過ぎているが、使用中である。"),
        ("所管とみなされますが(記載なし)、別の会社である。", "所管とみなされるが(記載なし)、別の会社である。"),
        ("会議室に端末4台が置かれていた。", "会議室に端末4台が置かれていた。"),
        ("台帳(端末 台帳.xlsx、2026年11月25日取り込み)によると、次のとおり。", "台帳によると、次のとおり。"),
        ("台帳(端末 台帳.xlsx、2026年11月25日取込)によると、次のとおり。", "台帳によると、次のとおり。"),
        ("端末(未使用機を含む)がある。", "端末(未使用機を含む)がある。"),
        ("According to the ledgers (list.csv, imported 2026-11-25):", "According to the ledgers:"),
    ],
)
def test_a_remark_is_printed_in_the_plain_form_without_files(written: str, printed: str) -> None:
    assert for_print(written) == printed


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.INTEGRATED_OPERATOR])
def test_no_question_or_measure_speaks_of_the_integrated_operator_to_others(role: Role) -> None:
    catalogue = load_catalogue(bundled("resources") / "catalogue")
    for checkpoint in catalogue.for_role(role):
        for text in (checkpoint.question, *checkpoint.actions[:1], *checkpoint.evidence[:1]):
            assert "沖縄型" not in asked_of(role, text, "ja"), checkpoint.id
            assert "integrated utility" not in asked_of(role, text, "en"), checkpoint.id


def test_the_integrated_operator_reads_what_is_meant_for_it() -> None:
    catalogue = load_catalogue(bundled("resources") / "catalogue")
    question = catalogue.checkpoint("A1-3-01").question
    assert asked_of(Role.INTEGRATED_OPERATOR, question, "ja") == question.ja
    assert asked_of(Role.GRID_OPERATOR, question, "en").startswith("Does the company have a hotline")


def test_what_a_rule_drafts_is_printed_in_the_plain_form() -> None:
    catalogue = load_catalogue(bundled("resources") / "catalogue")
    hits = [text.ja for rule in catalogue.rules for text in rule.hits.values()]
    polite = re.compile(r"(ます|です|ません|ました|でした|ください)(?=[。が、(（)）]|$)")
    assert any(polite.search(text) for text in hits)
    assert [text for text in map(for_print, hits) if polite.search(text)] == []


def test_the_letters_of_an_account_do_not_run_into_the_word_before() -> None:
    """Account A0001 is no account IDA0001."""
    catalogue = load_catalogue(bundled("resources") / "catalogue")
    hits = [text.ja for rule in catalogue.rules for text in rule.hits.values()]
    assert any("ID「{key}」" in text for text in hits)
    assert [text for text in hits if re.search(r"[A-Za-z]\{", text)] == []
