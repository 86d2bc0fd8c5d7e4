"""Answers: every revision kept, reasons asked where they are due, findings that follow."""

from pathlib import Path

import pytest

from app.domain.findings import Status
from app.domain.grades import Severity, Verdict
from app.errors import UserError
from app.services import answering, auditing, safekeeping
from app.services.ports import Desk, HistoryQuery, World

COMPANY_CHECKPOINT = "A1-1-01"
SITE_CHECKPOINT = "A4-4-04"


def site(desk: Desk) -> str:
    return auditing.outline(desk).sites[0].id


def refused(desk: Desk, checkpoint: str, place: str, verdict: Verdict, reason: str = "") -> str:
    before = auditing.outline(desk).answers
    with pytest.raises(UserError) as error:
        answering.record_answer(desk, checkpoint, place, verdict, reason=reason)
    assert auditing.outline(desk).answers == before
    return error.value.code


def test_an_answer_is_kept_with_every_revision(desk: Desk) -> None:
    place = site(desk)
    answering.record_answer(desk, SITE_CHECKPOINT, place, Verdict.NONCONFORMING, "窓口に1台")
    changes = answering.record_answer(desk, SITE_CHECKPOINT, place, Verdict.CONFORMING, None, "撤去を確認した")
    page = answering.page(desk, SITE_CHECKPOINT, place)
    assert changes.places == {(SITE_CHECKPOINT, place)}
    assert [(r.revision, r.verdict) for r in page.revisions] == [(1, Verdict.NONCONFORMING), (2, Verdict.CONFORMING)]
    assert page.answer is not None
    assert page.answer.comment == "窓口に1台"
    assert page.answer.reason == "撤去を確認した"


def test_saying_the_same_again_changes_nothing(desk: Desk) -> None:
    assert answering.record_answer(desk, COMPANY_CHECKPOINT, "", Verdict.CONFORMING, "確認した")
    assert not answering.record_answer(desk, COMPANY_CHECKPOINT, "", Verdict.CONFORMING, "確認した")
    assert len(answering.page(desk, COMPANY_CHECKPOINT, "").revisions) == 1


def test_refusals_change_nothing(desk: Desk) -> None:
    place = site(desk)
    assert refused(desk, COMPANY_CHECKPOINT, place, Verdict.CONFORMING) == "answer_site_not_wanted"
    assert refused(desk, SITE_CHECKPOINT, "", Verdict.CONFORMING) == "answer_site_needed"
    assert refused(desk, "X-99", "", Verdict.CONFORMING) == "checkpoint_unknown"
    assert refused(desk, "V-01", place, Verdict.CONFORMING) == "checkpoint_unknown"  # asked of retailers only
    assert refused(desk, SITE_CHECKPOINT, "elsewhere", Verdict.CONFORMING) == "site_gone"
    assert refused(desk, COMPANY_CHECKPOINT, "", Verdict.NOT_APPLICABLE) == "answer_not_applicable_needs_reason"
    answering.record_answer(desk, COMPANY_CHECKPOINT, "", Verdict.CONFORMING)
    assert refused(desk, COMPANY_CHECKPOINT, "", Verdict.PARTLY) == "answer_change_needs_reason"
    assert refused(desk, COMPANY_CHECKPOINT, "", Verdict.UNANSWERED) == "answer_change_needs_reason"


def test_a_failed_answer_is_a_finding_until_it_is_mended(desk: Desk) -> None:
    place = site(desk)
    answering.record_answer(desk, SITE_CHECKPOINT, place, Verdict.NONCONFORMING)
    with desk.file.read() as work:
        (finding,) = work.findings.all()
    assert (finding.severity, finding.status, finding.site) == (Severity.SERIOUS, Status.OPEN, place)
    answering.record_answer(desk, SITE_CHECKPOINT, place, Verdict.CONFORMING, None, "撤去した")
    with desk.file.read() as work:
        (same,) = work.findings.all()
    assert (same.id, same.status, same.resolved_on) == (finding.id, Status.RESOLVED, "2026-11-24")


def test_unanswered_never_counts_as_good(desk: Desk) -> None:
    total = auditing.outline(desk).total()
    assert (total.answered, total.worst) == (0, Verdict.UNANSWERED)
    answering.record_answer(desk, COMPANY_CHECKPOINT, "", Verdict.CONFORMING)
    total = auditing.outline(desk).total()
    assert (total.answered, total.conforming, total.worst) == (1, 1, Verdict.UNANSWERED)


def test_a_removed_site_is_not_asked_and_keeps_its_answers(desk: Desk) -> None:
    place = site(desk)
    answering.record_answer(desk, SITE_CHECKPOINT, place, Verdict.CONFORMING)
    before = auditing.outline(desk).total().total
    auditing.remove_site(desk, place, "統合のため廃止")
    after = auditing.outline(desk)
    assert after.total().total < before
    assert answering.page(desk, SITE_CHECKPOINT, place).revisions
    auditing.add_site(desk, "南浜配電事業所")
    assert auditing.outline(desk).total().total == before
    with pytest.raises(UserError, match="南浜配電事業所"):
        auditing.add_site(desk, "南浜配電事業所")


def test_the_history_tells_it(desk: Desk) -> None:
    answering.record_answer(desk, COMPANY_CHECKPOINT, "", Verdict.PARTLY, "一部")
    with desk.file.read() as work:
        entries = work.history.entries(HistoryQuery(checkpoint=COMPANY_CHECKPOINT))
        assert work.history.count(HistoryQuery()) == 2
    assert [(e.event.act, e.by) for e in entries] == [("answer.recorded", "officer")]
    assert entries[0].event.after is not None
    assert entries[0].event.after["verdict"] == "partly"


# --- remarks ----------------------------------------------------------------------------------------------------------


def test_a_remark_before_any_verdict_is_kept_and_counts_as_no_answer(desk: Desk) -> None:
    place = site(desk)
    assert answering.record_comment(desk, SITE_CHECKPOINT, place, "金曜に再訪")
    outline = auditing.outline(desk)
    assert outline.answers[SITE_CHECKPOINT, place].verdict is Verdict.UNANSWERED
    assert outline.answers[SITE_CHECKPOINT, place].comment == "金曜に再訪"
    assert outline.total().answered == 0
    # The first verdict after it is no change of an answer.
    answering.record_answer(desk, SITE_CHECKPOINT, place, Verdict.CONFORMING)
    assert auditing.outline(desk).answers[SITE_CHECKPOINT, place].comment == "金曜に再訪"


def test_a_remark_leaves_the_verdict_and_its_reason(desk: Desk) -> None:
    answering.record_answer(desk, COMPANY_CHECKPOINT, "", Verdict.NOT_APPLICABLE, reason="役員がいない")
    answering.record_comment(desk, COMPANY_CHECKPOINT, "", "社長に確認した")
    answer = answering.page(desk, COMPANY_CHECKPOINT, "").answer
    assert answer is not None
    assert (answer.verdict, answer.reason, answer.comment) == (Verdict.NOT_APPLICABLE, "役員がいない", "社長に確認した")


# --- copies -----------------------------------------------------------------------------------------------------------


def two(desk: Desk) -> tuple[str, str]:
    first, second = (s.id for s in auditing.outline(desk).sites)
    return first, second


def test_a_copy_without_its_remark_leaves_what_was_remarked_there(desk: Desk) -> None:
    first, second = two(desk)
    answering.record_answer(desk, SITE_CHECKPOINT, first, Verdict.PARTLY, "KS-0102が窓口にある")
    answering.record_comment(desk, SITE_CHECKPOINT, second, "倉庫を見た")
    answering.copy_answer(desk, SITE_CHECKPOINT, first, [second], remark=False)
    answer = answering.page(desk, SITE_CHECKPOINT, second).answer
    assert answer is not None
    assert (answer.verdict, answer.comment) == (Verdict.PARTLY, "倉庫を見た")


def test_a_copy_is_marked_until_it_is_confirmed_there(desk: Desk) -> None:
    first, second = two(desk)
    answering.record_answer(desk, SITE_CHECKPOINT, first, Verdict.PARTLY, "窓口に1台")
    changes = answering.copy_answer(desk, SITE_CHECKPOINT, first, [second])
    assert changes.places == {(SITE_CHECKPOINT, second)}
    page = answering.page(desk, SITE_CHECKPOINT, second)
    assert page.answer is not None
    assert (page.answer.verdict, page.answer.comment) == (Verdict.PARTLY, "窓口に1台")
    assert page.copied_from == first
    assert answering.unconfirmed(desk) == {(SITE_CHECKPOINT, second): first}
    # A remark says nothing about the verdict.
    answering.record_comment(desk, SITE_CHECKPOINT, second, "窓口に2台")
    assert answering.unconfirmed(desk) == {(SITE_CHECKPOINT, second): first}
    assert answering.confirm_copy(desk, SITE_CHECKPOINT, second).places == {(SITE_CHECKPOINT, second)}
    assert answering.unconfirmed(desk) == {}
    assert answering.page(desk, SITE_CHECKPOINT, second).copied_from is None
    with pytest.raises(UserError) as error:
        answering.confirm_copy(desk, SITE_CHECKPOINT, second)
    assert error.value.code == "answer_not_copied"


def test_another_verdict_is_the_sites_own_even_if_it_is_changed_back(desk: Desk) -> None:
    first, second = two(desk)
    answering.record_answer(desk, SITE_CHECKPOINT, first, Verdict.CONFORMING)
    answering.copy_answer(desk, SITE_CHECKPOINT, first, [second])
    answering.record_answer(desk, SITE_CHECKPOINT, second, Verdict.PARTLY, reason="棚にもう1台")
    assert answering.unconfirmed(desk) == {}
    answering.record_answer(desk, SITE_CHECKPOINT, second, Verdict.CONFORMING, reason="撤去した")
    assert answering.unconfirmed(desk) == {}


def test_a_copy_over_a_verdict_needs_a_reason_and_changes_nothing_without(desk: Desk) -> None:
    first, second = two(desk)
    answering.record_answer(desk, SITE_CHECKPOINT, first, Verdict.NOT_APPLICABLE, reason="端末がない")
    answering.record_answer(desk, SITE_CHECKPOINT, second, Verdict.CONFORMING)
    with pytest.raises(UserError) as error:
        answering.copy_answer(desk, SITE_CHECKPOINT, first, [second])
    assert error.value.code == "answer_change_needs_reason"
    assert auditing.outline(desk).answers[SITE_CHECKPOINT, second].verdict is Verdict.CONFORMING
    answering.copy_answer(desk, SITE_CHECKPOINT, first, [second], "同じ建物のため")
    answer = auditing.outline(desk).answers[SITE_CHECKPOINT, second]
    assert (answer.verdict, answer.reason) == (Verdict.NOT_APPLICABLE, "同じ建物のため")


def test_copies_are_made_at_every_site_or_at_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = two(desk)
    auditing.add_site(desk, "東岬営業所")
    third = auditing.outline(desk).sites[-1].id
    answering.record_answer(desk, SITE_CHECKPOINT, first, Verdict.CONFORMING)
    append = answering._append

    def fail_at_the_third(*given: object, **more: object) -> object:
        if given[4].site == third:  # type: ignore[attr-defined]
            raise OSError(28, "no space")
        return append(*given, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(answering, "_append", fail_at_the_third)
        with pytest.raises(OSError, match="no space"):
            answering.copy_answer(desk, SITE_CHECKPOINT, first, [second, third])
    assert set(auditing.outline(desk).answers) == {(SITE_CHECKPOINT, first)}
    changes = answering.copy_answer(desk, SITE_CHECKPOINT, first, [second, third])
    assert changes.places == {(SITE_CHECKPOINT, second), (SITE_CHECKPOINT, third)}
    place = Path(desk.file.location)
    desk.file.close()
    assert not safekeeping.verify(desk.world, place).problems


def test_why_it_does_not_apply_is_copied_with_it(desk: Desk) -> None:
    first, second = two(desk)
    answering.record_answer(desk, SITE_CHECKPOINT, first, Verdict.NOT_APPLICABLE, reason="端末がない")
    answering.copy_answer(desk, SITE_CHECKPOINT, first, [second])
    assert auditing.outline(desk).answers[SITE_CHECKPOINT, second].reason == "端末がない"


def test_only_a_verdict_of_a_site_can_be_copied(desk: Desk) -> None:
    first, second = two(desk)
    answering.record_comment(desk, SITE_CHECKPOINT, first, "未確認")
    answering.record_answer(desk, COMPANY_CHECKPOINT, "", Verdict.CONFORMING)
    for checkpoint, source, code in (
        (SITE_CHECKPOINT, first, "answer_nothing_to_copy"),
        (COMPANY_CHECKPOINT, "", "answer_site_not_wanted"),
    ):
        with pytest.raises(UserError) as error:
            answering.copy_answer(desk, checkpoint, source, [second])
        assert error.value.code == code
    answering.record_answer(desk, SITE_CHECKPOINT, first, Verdict.CONFORMING)
    assert not answering.copy_answer(desk, SITE_CHECKPOINT, first, [first])


def test_the_mark_of_a_copy_lives_in_the_file(desk: Desk, world: World) -> None:
    first, second = two(desk)
    answering.record_answer(desk, SITE_CHECKPOINT, first, Verdict.CONFORMING)
    answering.copy_answer(desk, SITE_CHECKPOINT, first, [second])
    desk.file.close()
    again = auditing.open_audit(world, Path(desk.file.location))
    try:
        assert answering.unconfirmed(again) == {(SITE_CHECKPOINT, second): first}
    finally:
        again.file.close()
