"""What stands beside an 適合: which evidence still proves, which attempts to disprove still speak."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.answers import Answer, run_of
from app.domain.challenges import Disproof, Outcome
from app.domain.duties import person_key
from app.domain.evidence import EvidenceFacts
from app.domain.grades import Verdict
from app.domain.progress import tally
from app.domain.proofs import Lack, Proof, proof_of, speaks, standing

TODAY = date(2026, 11, 26)
PLACE = ("A", "x")
C, P, N = Verdict.CONFORMING, Verdict.PARTLY, Verdict.NONCONFORMING


def given_as(*verdicts: Verdict) -> tuple[Answer, ...]:
    return tuple(Answer(*PLACE, v, "", f"{n}", n, "", "") for n, v in enumerate(verdicts, start=1))


def attempt(revision: int, outcome: Outcome = Outcome.HELD, withdrawn: str = "") -> Disproof:
    return Disproof("d", *PLACE, revision, "佐藤", "現地で試した", outcome, "", "", withdrawn)


@pytest.mark.parametrize(
    ("verdicts", "revision", "still"),
    [
        ((C,), 1, True),
        ((C, C, C), 1, True),  # only the remark was changed
        ((C, C, C), 2, True),
        ((C, P, C), 1, False),  # changed and changed back: nobody tried the answer in force
        ((C, P, C), 3, True),
        ((N, C), 1, False),
        ((C, Verdict.UNANSWERED), 1, False),
        ((), 1, False),
    ],
)
def test_an_attempt_speaks_while_the_verdict_stands(verdicts: tuple[Verdict, ...], revision: int, still: bool) -> None:
    assert speaks(attempt(revision), given_as(*verdicts)) is still
    assert not speaks(attempt(revision, withdrawn="人違い"), given_as(*verdicts))


@given(st.lists(st.sampled_from([C, P, N]), min_size=1, max_size=6))
def test_the_run_is_what_was_said_last_without_a_break(verdicts: list[Verdict]) -> None:
    revisions = given_as(*verdicts)
    run = run_of(revisions)
    assert run == revisions[-len(run) :]
    assert {a.verdict for a in run} == {verdicts[-1]}
    assert len(run) == len(revisions) or revisions[-len(run) - 1].verdict is not verdicts[-1]


def test_what_proves_and_what_does_not() -> None:
    said = given_as(C)
    held, refuted, other = attempt(1), attempt(1, Outcome.REFUTED), attempt(7)
    assert Proof().lack is Lack.BARE
    assert proof_of((0, 0), [other], said).lack is Lack.BARE
    assert proof_of((0, 0), [other], said).past == (other,)
    assert proof_of((0, 2), [], said).lack is Lack.EXPIRED
    assert proof_of((1, 2), [], said).lack is None
    assert proof_of((0, 0), [held], said).lack is None
    # Whatever else stands beside it: somebody found that it does not hold.
    assert proof_of((3, 0), [held, refuted], said).lack is Lack.REFUTED


def test_evidence_proves_through_its_last_day() -> None:
    pieces = [("a", *PLACE), ("b", *PLACE), ("c", "B", "x")]
    facts = {
        "a": EvidenceFacts("a", expires=TODAY),
        "b": EvidenceFacts("b", expires=date(2026, 11, 25)),
        "c": EvidenceFacts("c", note="写真"),
    }
    assert standing(pieces, facts, TODAY) == {PLACE: (1, 1), ("B", "x"): (1, 0)}
    assert standing(pieces, facts, date(2026, 11, 27))[PLACE] == (0, 2)


def test_a_version_that_was_replaced_proves_nothing() -> None:
    pieces = [("old", *PLACE), ("old", "B", "x"), ("new", *PLACE)]
    newer = EvidenceFacts("new", expires=date(2026, 11, 1), replaces="old")
    # The newer one has expired: the older one, which never does, proves nothing any more, wherever it serves.
    assert standing(pieces, {"new": newer}, TODAY) == {PLACE: (0, 1)}
    # Nor does it once the newer one was removed.
    assert standing(pieces[:2], {"new": newer}, TODAY) == {}


@pytest.mark.parametrize(
    ("one", "other"), [("佐藤 花子", "佐藤\u3000花子"), ("Sato Hanako", "ＳＡＴＯ ｈａｎａｋｏ"), ("ｻﾄｳ", "サトウ")]
)
def test_one_person_written_in_two_ways_is_one(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)
    assert person_key(one) != person_key("鈴木")


verdicts = st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from(list(Verdict)))


@given(verdicts, st.sets(st.sampled_from("ABCDE")), st.sets(st.sampled_from("ABCDE")))
def test_the_unproven_are_part_of_the_conforming(said: dict[str, Verdict], bare: set[str], copied: set[str]) -> None:
    answers = {(c, ""): Answer(c, "", v, "", "", 1, "", "") for c, v in said.items()}
    places = [(c, "") for c in "ABCDE"]
    copies = {p for p in places if p[0] in copied}
    unproven = {p for p in places if p[0] in bare and said.get(p[0]) is C and p not in copies}
    without, told = tally(places, answers, copies), tally(places, answers, copies, unproven)
    assert told.unproven == len(unproven)
    assert told.proven + told.unproven == told.conforming == without.conforming
    assert (told.answered, told.open, told.worst) == (without.answered, without.open, without.worst)
