"""Counting answers: what is missing or merely copied is never counted as good."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.answers import Answer
from app.domain.grades import Verdict
from app.domain.progress import Place, Tally, next_unanswered, tally, together

PLACES: list[Place] = [("A", "x"), ("A", "y"), ("B", "x"), ("B", "y"), ("C", "")]


def answered(verdicts: dict[Place, Verdict]) -> dict[Place, Answer]:
    return {place: Answer(*place, verdict, "", "", 1, "", "") for place, verdict in verdicts.items()}


verdicts = st.dictionaries(st.sampled_from(PLACES), st.sampled_from(list(Verdict)))
RANK = [Verdict.NONCONFORMING, Verdict.PARTLY, Verdict.UNANSWERED, Verdict.CONFORMING, Verdict.NOT_APPLICABLE]


@given(verdicts, st.sets(st.sampled_from(PLACES)))
def test_a_copy_makes_no_figure_better(given: dict[Place, Verdict], copied: set[Place]) -> None:
    copies = {p for p in copied if given.get(p, Verdict.UNANSWERED) is not Verdict.UNANSWERED}
    own = tally(PLACES, answered({p: v for p, v in given.items() if p not in copies}))
    both, full = tally(PLACES, answered(given), copies), tally(PLACES, answered(given))
    # As if nothing had been answered there, but for the deficiencies.
    assert (both.answered, both.conforming, both.not_applicable) == (own.answered, own.conforming, own.not_applicable)
    assert (both.partly, both.nonconforming) == (full.partly, full.nonconforming)
    assert both.unconfirmed == len(copies)
    assert both.total == both.answered + both.unconfirmed + both.unanswered
    counts = (both.conforming, both.partly, both.nonconforming, both.not_applicable, both.copied, both.unanswered)
    assert sum(counts) == both.total
    assert RANK.index(both.worst) <= RANK.index(full.worst)


def test_copies_come_after_what_is_not_answered() -> None:
    given = answered(dict.fromkeys(PLACES[:4], Verdict.CONFORMING))
    assert next_unanswered(PLACES, given, PLACES[0], {PLACES[1]}) == PLACES[4]
    given |= answered({PLACES[4]: Verdict.PARTLY})
    assert next_unanswered(PLACES, given, PLACES[2], {PLACES[1]}) == PLACES[1]
    assert next_unanswered(PLACES, given, PLACES[2]) is None


def test_counts_of_parts_make_the_counts_of_the_whole() -> None:
    first, second = Tally(4, 1, 1, 0, 1, 1, 0), Tally(3, 0, 1, 1, 0, 0, 1)
    assert together([first, second]) == Tally(7, 1, 2, 1, 1, 1, 1)
    assert together([]) == Tally()
    assert together([first]) == first
