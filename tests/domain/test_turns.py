"""What became of places, checkpoints and sites from one audit to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.comparing import PlaceRow, Said, SiteCounts, Turn, counts, most_failed, ranked, turn
from app.domain.grades import Verdict

C, P, N, X, U = (
    Verdict.CONFORMING,
    Verdict.PARTLY,
    Verdict.NONCONFORMING,
    Verdict.NOT_APPLICABLE,
    Verdict.UNANSWERED,
)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (Said(C, "a"), Said(N, "a"), Turn.WORSE),
        (Said(N, "a"), Said(P, "a"), Turn.BETTER),
        # Nobody is better for saying so.
        (Said(N, "a"), Said(C, "a", firm=False), Turn.CLAIMED),
        (Said(N, "a"), Said(C, "a"), Turn.BETTER),
        (Said(N, "a"), Said(P, "a", firm=False), Turn.CLAIMED),
        # A deficiency is one, whatever stands beside it, and so is one beside an answer of then that nothing proved.
        (Said(C, "a", firm=False), Said(N, "a", firm=False), Turn.WORSE),
        (Said(C, "a"), Said(C, "a", firm=False), Turn.SAME),
        (Said(N, "a"), Said(N, "a"), Turn.SAME),
        (Said(U, "a"), Said(N, "a"), Turn.ANSWERED),
        # What is not answered any more did not get better.
        (Said(N, "a"), Said(U, "a"), Turn.UNANSWERED),
        (Said(U, "a"), Said(U, "b"), Turn.OPEN),
        (Said(N, "a"), Said(C, "b"), Turn.OTHERWISE),
        (Said(N, ""), Said(C, ""), Turn.OTHERWISE),
        (Said(X, "a"), Said(C, "a"), Turn.APPLIES),
        (Said(N, "a"), Said(X, "a"), Turn.APPLIES),
        (Said(X, "a"), Said(X, "a"), Turn.SAME),
        (None, Said(C, "a"), Turn.APPEARED),
        (Said(C, "a"), None, Turn.GONE),
    ],
)
def test_turns(before: Said | None, now: Said | None, expected: Turn) -> None:
    assert turn(before, now) is expected


SAID = st.builds(Said, st.sampled_from(Verdict), st.sampled_from(["", "a", "b"]), st.booleans())


@given(SAID, SAID)
def test_better_one_way_is_worse_the_other(one: Said, other: Said) -> None:
    opposite = {
        Turn.BETTER: Turn.WORSE,
        Turn.CLAIMED: Turn.WORSE,
        Turn.WORSE: Turn.BETTER if one.firm else Turn.CLAIMED,
        Turn.ANSWERED: Turn.UNANSWERED,
        Turn.UNANSWERED: Turn.ANSWERED,
    }
    there, back = turn(one, other), turn(other, one)
    assert back is opposite.get(there, there)
    if there in (Turn.BETTER, Turn.CLAIMED):
        assert other.firm is (there is Turn.BETTER)
        assert other.verdict in (C, P)
        assert one.fingerprint == other.fingerprint != ""


def test_what_failed_most_often_comes_first() -> None:
    rows = [
        PlaceRow("A", "1", (N, N), Turn.SAME),
        PlaceRow("A", "2", (C, P), Turn.WORSE),
        PlaceRow("B", "", (N, C), Turn.BETTER),
        PlaceRow("C", "", (N, P), Turn.BETTER),
        PlaceRow("D", "", (C, None), Turn.GONE),
    ]
    found = most_failed(rows, {"A": 2, "B": 0, "C": 1})
    assert [(f.checkpoint, f.nonconforming, f.partly, f.now) for f in found] == [
        ("A", 2, 1, 2),
        ("C", 1, 1, 1),
        ("B", 1, 0, 0),
    ]


def test_a_site_that_has_not_answered_is_not_ranked() -> None:
    clean = counts([(C, True), (C, True)])
    bare = counts([(C, False), (X, False)])
    failed = counts([(N, True), (C, True)])
    unseen = counts([(U, False), (U, False)])
    partly_seen = counts([(C, True), (U, False)])
    told = ranked(
        {
            "failed": [None, failed],
            "unseen": [clean, unseen],
            "seen": [clean, partly_seen],
            "bare": [failed, bare],
            "clean": [clean, clean],
            "same": [None, clean],
            "left": [clean, None],
        }
    )
    assert [(s.site, s.rank) for s in told] == [
        ("clean", 1),
        ("same", 1),
        ("bare", 3),
        ("failed", 4),
        ("seen", 0),
        ("unseen", 0),
    ]
    assert bare == SiteCounts(total=2, conforming=1, not_applicable=1, unproven=1)
    assert (unseen.unanswered, partly_seen.unanswered) == (2, 1)
