"""What the search field finds."""

import pytest

from app.domain.audit import COMPANY
from app.domain.grades import Level, Verdict
from app.services import answering, auditing, searching
from app.services.ports import Desk
from app.services.searching import Found, Kind


def find(desk: Desk, text: str, language: str = "ja") -> list[Found]:
    return list(searching.search(desk, auditing.outline(desk), text, language))


def test_an_id_leads_to_its_checkpoint_first(desk: Desk) -> None:
    found = find(desk, "a4-4-03")
    assert (found[0].kind, found[0].id) == (Kind.CHECKPOINT, "A4-4-03")


@pytest.mark.parametrize("text", ["委託先", "委託先 端末", "端末 委託先"])
def test_all_words_must_occur_in_any_order(desk: Desk, text: str) -> None:
    found = [hit for hit in find(desk, text) if hit.kind is Kind.CHECKPOINT]
    assert found
    for hit in found:
        checkpoint = desk.catalogue.checkpoint(hit.id)
        whole = "".join([checkpoint.question.ja, checkpoint.verify.ja, *(look.ja for look in checkpoint.look)])
        assert all(word in whole for word in text.split())


def test_width_and_case_do_not_matter(desk: Desk) -> None:
    assert [h.id for h in find(desk, "ＩＤ")] == [h.id for h in find(desk, "id")]


def test_the_language_of_the_window_is_searched(desk: Desk) -> None:
    assert find(desk, "terminal", "en")
    assert not [hit for hit in find(desk, "terminal", "ja") if hit.kind is Kind.CHECKPOINT]


def test_sites_and_findings_are_found_by_name_and_by_what_was_said(desk: Desk) -> None:
    checkpoint = next(c for c in auditing.outline(desk).checkpoints if c.level is Level.COMPANY)
    answering.record_answer(desk, checkpoint.id, COMPANY, Verdict.NONCONFORMING, "鍵が掛かっていない")
    assert [(h.kind, h.title) for h in find(desk, "北営業")] == [(Kind.SITE, "北営業所")]
    (hit,) = [h for h in find(desk, "鍵が掛かって") if h.kind is Kind.FINDING]
    assert hit.title == checkpoint.question.ja
    assert searching.open_findings(desk) == 1


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_nothing_is_found_for_nothing(desk: Desk, text: str) -> None:
    assert find(desk, text) == []


def test_of_each_kind_only_so_many_are_listed(desk: Desk) -> None:
    found = searching.search(desk, auditing.outline(desk), "端末", "ja", limit=3)
    assert sum(hit.kind is Kind.CHECKPOINT for hit in found) == 3
