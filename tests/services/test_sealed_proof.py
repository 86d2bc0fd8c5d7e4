"""A sealed audit long after its seal: its evidence proves what it proved then, wherever that is asked."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.grades import Verdict
from app.domain.progress import Place
from app.i18n import gettext_in
from app.services import (
    answering,
    auditing,
    batches,
    consistency,
    evidencing_register,
    evidencing_uses,
    interviewing,
    proving,
    reporting,
    reviewing,
    sealing,
)
from app.services.evidencing_register import Mark
from app.services.ports import Desk
from tests.desk import StillClock
from tests.services.reporting.filed import printed, text
from tests.services.rounds import APPROVER, OFFICER, REVIEWER, answer_all, narrowed, working
from tests.services.test_two_people import PLACE, attach


def later(desk: Desk, days: int) -> None:
    assert isinstance(desk.world.clock, StillClock)
    desk.world.clock.at += timedelta(days=days)


@pytest.fixture
def proven(desk: Desk, tmp_path: Path) -> Desk:
    """A sealed audit with one 適合, which rests on evidence that expires thirty days after."""
    officer = working(narrowed(desk), OFFICER)
    places = answer_all(desk)
    answering.record_answer(officer, *PLACE, Verdict.CONFORMING, "規程にある", "見直し")
    evidence = attach(officer, tmp_path)
    evidencing_uses.set_facts(desk, evidence, desk.world.clock.today() + timedelta(days=40), "")
    reviewing.accept(working(desk, REVIEWER), places)
    sealing.approve(working(desk, APPROVER))
    sealing.seal(working(desk, APPROVER))
    return desk


def at_place(found: Any) -> Any:
    return next(each for each in found if (each.checkpoint.id, each.site) == PLACE)


def rules(desk: Desk) -> set[str]:
    """The checks of evidence that find something."""
    return {told.hit.rule for told in consistency.check(desk).hits if told.hit.rule in ("K21", "K22", "K23")}


def asked(desk: Desk) -> list[tuple[Place, int, tuple[str, ...]]]:
    """The questions of a hearing: where, how many pieces of evidence stand beside, and the weaknesses."""
    return [(a.place, len(a.evidence), a.points) for a in interviewing.questions(desk, str, "ja", 0)]


ASKED: dict[str, Callable[[Desk], Any]] = {
    "outline": lambda desk: auditing.outline(desk).unproven,
    "proof": lambda desk: proving.proof_at(desk, *PLACE),
    "attempts": proving.listing,
    "answers": lambda desk: at_place(answering.standing(desk)).evidence,
    "reviews": lambda desk: at_place(reviewing.listing(desk)).beside,
    "checks": rules,
    "hearing": asked,
    "preview": lambda desk: batches.preview(desk, [PLACE], Verdict.CONFORMING, "同じ").unproven,
    "register": lambda desk: [entry.marks for entry in evidencing_register.register(desk).entries],
}


@pytest.mark.parametrize("question", ASKED)
def test_what_is_asked_of_the_proof_says_what_it_said_at_the_seal(proven: Desk, question: str) -> None:
    ask = ASKED[question]
    then = ask(proven)
    later(proven, 60)
    assert ask(proven) == then


def test_what_was_to_expire_soon_has_not_expired_in_a_sealed_audit(proven: Desk) -> None:
    later(proven, 60)
    assert proving.proof_at(proven, *PLACE).lack is None
    assert rules(proven) == set()
    (entry,) = evidencing_register.register(proven).entries
    assert Mark.EXPIRED not in entry.marks


@pytest.mark.parametrize("kind", ["results", "attestation"])
def test_the_papers_tell_the_sums_of_the_seal(proven: Desk, tmp_path: Path, kind: str) -> None:
    def said(day: date) -> str:
        return f"{day.year}年{day.month}月{day.day}日(令和{day.year - 2018}年)"

    def told() -> str:
        return text(printed(reporting.build(proven, kind, gettext_in("ja")), tmp_path))

    made = told()
    assert "未立証1" not in made
    assert "期限切れ" not in made
    day = auditing.outline(proven).revision.proof_day(proven.world.clock.today())
    later(proven, 60)
    # The day on which the paper was made is all that may differ.
    assert told().replace(said(proven.world.clock.today()), said(day)) == made


def test_once_it_is_reopened_the_proof_is_asked_of_today(proven: Desk) -> None:
    later(proven, 60)
    sealing.reopen(working(proven, OFFICER), "翌期の準備")
    lack = proving.proof_at(proven, *PLACE).lack
    assert lack is not None
    assert lack.value == "expired"
    assert rules(proven) == {"K21"}
    assert auditing.outline(proven).unproven == {PLACE}
    assert at_place(answering.standing(proven)).evidence == 0
    (entry,) = evidencing_register.register(proven).entries
    assert Mark.EXPIRED in entry.marks
