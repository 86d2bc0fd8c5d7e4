"""Into which part of a figure a place falls: nothing that is missing improves one."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.answers import Answer
from app.domain.comparing import Said, said
from app.domain.grades import Verdict
from app.domain.shares import Share, Trend, share, trend

VERDICTS = st.sampled_from(Verdict)


def answer(verdict: Verdict) -> Answer:
    return Answer("A4-4-04", "s1", verdict, "", "", 1, "at", "by")


def then(verdict: Verdict, words: str = "?") -> Said:
    return said(verdict, words)


@given(VERDICTS, st.booleans(), st.booleans())
def test_without_an_answer_of_its_own_a_place_conforms_to_nothing(
    verdict: Verdict, copied: bool, unproven: bool
) -> None:
    found = share(answer(verdict), copied=copied, unproven=unproven)
    assert share(None, copied=copied, unproven=unproven) is Share.UNANSWERED
    if verdict is Verdict.UNANSWERED:
        assert found is Share.UNANSWERED
    if copied:
        assert found not in (Share.CONFORMING, Share.UNPROVEN, Share.NOT_APPLICABLE)
    if unproven:
        assert found is not Share.CONFORMING
    # A deficiency stays one, whatever else is known of it.
    if verdict in (Verdict.PARTLY, Verdict.NONCONFORMING):
        assert found.value == verdict.value


@given(st.none() | VERDICTS, VERDICTS, st.booleans(), st.booleans())
def test_only_a_milder_answer_of_its_own_is_better(
    before: Verdict | None, now: Verdict, copied: bool, unproven: bool
) -> None:
    earlier = then(before) if before is not None else None
    found = trend(earlier, said(now, "?", copied=copied, proven=not unproven))
    assert trend(earlier, None) is Trend.OPEN
    rank = {Verdict.CONFORMING: 0, Verdict.PARTLY: 1, Verdict.NONCONFORMING: 2}
    if found is Trend.BETTER:
        assert not copied
        assert not (unproven and now is Verdict.CONFORMING)
    if found in (Trend.BETTER, Trend.CLAIMED):
        assert before in rank
        assert now in rank
        assert rank[now] < rank[before]
        assert not (copied and now is Verdict.CONFORMING)
    if found is Trend.WORSE:
        assert rank[now] > rank[before or now]
    if before is None and now is not Verdict.UNANSWERED and not copied:
        assert found is Trend.NEW
    if before is Verdict.NOT_APPLICABLE and now in rank and not copied:
        assert found is Trend.OTHER
    if before is now and now is not Verdict.UNANSWERED and not copied:
        assert found is Trend.SAME


@given(VERDICTS, VERDICTS)
def test_what_was_asked_in_other_words_is_not_compared(before: Verdict, now: Verdict) -> None:
    found = trend(then(before, "before"), then(now))
    assert found is (Trend.OPEN if now is Verdict.UNANSWERED else Trend.OTHERWISE)


@given(VERDICTS)
def test_a_copy_that_nobody_confirmed_then_is_nothing_to_compare_with(now: Verdict) -> None:
    copied = said(Verdict.CONFORMING, "?", copied=True)
    assert trend(copied, then(now)) is (Trend.OPEN if now is Verdict.UNANSWERED else Trend.NEW)
