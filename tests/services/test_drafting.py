"""Remarks drafted from a ledger, and what another site gets of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.grades import Verdict
from app.errors import UserError
from app.services import answering, auditing, drafting, findings, ledgers
from app.services.ports import Desk, World
from tests.held_ledgers import HeldLedgers, write
from tests.services.rows import terminal

CHECKPOINT = "A4-4-04"


@pytest.fixture
def world(world: World) -> World:
    """The world with a reader of ledgers that takes rows as they are given."""
    return replace(world, ledgers=HeldLedgers())


@pytest.fixture
def audited(desk: Desk, tmp_path: Path) -> Desk:
    rows = [terminal(1), *(terminal(n, 区画="共用", 設置場所="1階 共用会議室") for n in range(2, 30, 2))]
    ledgers.import_batch(desk, "terminals", write(tmp_path / "端末台帳.xlsx", 台帳=rows))
    return desk


def two(desk: Desk) -> tuple[str, str]:
    main, north = (s.id for s in auditing.outline(desk).sites)
    return main, north


def drafted(desk: Desk, site: str, language: str) -> str:
    view = findings.proposal(desk, CHECKPOINT, site)
    assert view is not None
    return drafting.remark(desk.catalogue, view, language)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_drafted_remark_leaves_nothing_for_another_site(audited: Desk, language: str) -> None:
    _main, north = two(audited)
    text = drafted(audited, north, language)
    # A head, ten findings, and how many more.
    assert len(text.splitlines()) == 12
    assert "端末台帳.xlsx" in text.splitlines()[0]
    assert drafting.own_words(audited, CHECKPOINT, text) == ""
    mixed = f"鍵を見た。\n{text}\n\n所長に聞いた。"
    assert drafting.own_words(audited, CHECKPOINT, mixed) == "鍵を見た。\n\n所長に聞いた。"


def test_a_draft_that_was_written_on_still_names_the_other_site(audited: Desk) -> None:
    said = "・PC-0002が会議室にあり、撤去した。\n会議室は施錠されている。\nPC-00021は別の端末。"
    assert drafting.own_words(audited, CHECKPOINT, said) == "会議室は施錠されている。\nPC-00021は別の端末。"


def test_drafted_lines_stay_known_when_the_ledger_has_changed(audited: Desk, tmp_path: Path) -> None:
    _main, north = two(audited)
    text = drafted(audited, north, "ja")
    rows = [terminal(n) for n in range(1, 30)]
    ledgers.import_batch(audited, "terminals", write(tmp_path / "次.xlsx", 台帳=rows))
    assert findings.proposal(audited, CHECKPOINT, north) is None
    assert drafting.own_words(audited, CHECKPOINT, text) == ""


def test_a_copy_takes_own_words_along_and_leaves_those_of_the_ledger(audited: Desk) -> None:
    main, north = two(audited)
    text = f"{drafted(audited, north, 'ja')}\n同じ手順で確かめた。"
    answering.record_answer(audited, CHECKPOINT, north, Verdict.NONCONFORMING, text)
    answering.copy_answer(audited, CHECKPOINT, north, [main])
    answer = answering.page(audited, CHECKPOINT, main).answer
    assert answer is not None
    assert answer.comment == "同じ手順で確かめた。"


def test_where_the_ledger_said_it_all_the_remark_of_the_other_site_stays(audited: Desk) -> None:
    main, north = two(audited)
    answering.record_answer(audited, CHECKPOINT, north, Verdict.NONCONFORMING, drafted(audited, north, "ja"))
    answering.record_comment(audited, CHECKPOINT, main, "金曜に再訪")
    answering.copy_answer(audited, CHECKPOINT, north, [main])
    answer = answering.page(audited, CHECKPOINT, main).answer
    assert answer is not None
    assert (answer.verdict, answer.comment) == (Verdict.NONCONFORMING, "金曜に再訪")


def test_a_proposal_speaks_against_another_verdict_until_it_is_decided(audited: Desk) -> None:
    main, north = two(audited)
    assert set(drafting.opposing(audited, CHECKPOINT, Verdict.CONFORMING, [main, north])) == {north}
    view = findings.proposal(audited, CHECKPOINT, north)
    assert view is not None
    assert not drafting.opposing(audited, CHECKPOINT, view.proposal.verdict, [main, north])
    findings.decide(audited, CHECKPOINT, north, view.proposal.basis, "rejected", "現物を見た")
    assert not drafting.opposing(audited, CHECKPOINT, Verdict.CONFORMING, [main, north])


def test_a_copy_makes_no_deficiency_less(audited: Desk) -> None:
    main, north = two(audited)
    for given, copied in (
        (Verdict.NONCONFORMING, Verdict.CONFORMING),
        (Verdict.NONCONFORMING, Verdict.PARTLY),
        (Verdict.PARTLY, Verdict.NOT_APPLICABLE),
    ):
        answering.record_answer(audited, CHECKPOINT, main, given, reason="見た")
        answering.record_answer(audited, CHECKPOINT, north, copied, reason="見た")
        with pytest.raises(UserError) as refused:
            answering.copy_answer(audited, CHECKPOINT, north, [main], "同じ建物")
        assert refused.value.code == "answer_better_by_copy"
        assert answering.page(audited, CHECKPOINT, main).revisions[-1].verdict is given
    answering.record_answer(audited, CHECKPOINT, north, Verdict.NONCONFORMING, reason="見た")
    answering.copy_answer(audited, CHECKPOINT, north, [main], "同じ建物")
    assert answering.page(audited, CHECKPOINT, main).revisions[-1].verdict is Verdict.NONCONFORMING
