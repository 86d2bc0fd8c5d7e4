"""Answers: every revision kept, reasons asked where they are due, findings that follow."""

import pytest

from app.domain.catalogue import Severity, Verdict
from app.domain.findings import Status
from app.errors import UserError
from app.services import answering, auditing
from app.services.ports import Desk, HistoryQuery

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
