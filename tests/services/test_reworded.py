"""Answers whose question is put in other words now: told stale with the words of then, until somebody looks again."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.carrying import Standing
from app.domain.findings import Finding, Shift, Source, finding_id
from app.domain.grades import Severity, Verdict
from app.domain.history import Event
from app.domain.review import State
from app.errors import UserError
from app.i18n import gettext_in
from app.services import (
    answering,
    auditing,
    carried_answers,
    carrying,
    consistency,
    findings,
    interviewing,
    overlaying,
    reviewing,
    sealing,
    undoing,
    wording,
)
from app.services.ports import Desk, World
from tests.services.rounds import narrowed, sealed
from tests.services.test_overlaying import OWN, file

TRAINING = "A3-5-06"
AT = (TRAINING, "")


def stale(desk: Desk, place: tuple[str, str] = AT) -> list[Shift]:
    ground = auditing.outline(desk).stale.get(place)
    return [each.shift for each in ground.stale] if ground else []


def answered(desk: Desk, verdict: Verdict = Verdict.PARTLY) -> None:
    answering.record_answer(desk, *AT, verdict, "研修は毎年4月に行う")


def test_an_answer_to_other_words_is_told_with_the_words_of_then(desk: Desk) -> None:
    answered(desk)
    assert stale(desk) == []
    overlaying.set_value(desk, "研修の間隔", "6か月")
    assert stale(desk) == [Shift.REWORDED]
    page = answering.page(desk, *AT)
    assert page.then is not None
    assert ("1年以内に" in page.then.question, "6か月以内に" in page.checkpoint.question.ja) == (True, True)
    assert page.stale is not None
    assert wording.stale(page.stale, gettext_in("ja"), "ja") == "回答の後に、この確認事項の文言が変わりました。"
    (one,) = [s for s in answering.standing(desk) if s.stale is not None]
    assert one.then == page.then
    told = [each.hit.message for each in consistency.chosen(consistency.check(desk).hits, rule="K06")]
    assert told == ["reworded"]
    assert {gap.code: gap.places for gap in sealing.gaps(desk)}["stale"] == (AT,)
    assert any("reworded" in asked.points for asked in interviewing.questions(desk, gettext_in("ja"), "ja"))


def test_it_stands_when_it_is_upheld_or_given_anew(desk: Desk) -> None:
    answered(desk)
    overlaying.set_value(desk, "研修の間隔", "6か月")
    answering.confirm_answer(desk, *AT)
    assert stale(desk) == []
    overlaying.set_value(desk, "研修の間隔", "3か月")
    assert stale(desk) == [Shift.REWORDED]
    # A remark alone is no answer to the new words.
    answering.record_comment(desk, *AT, "研修は四半期ごとに行う")
    assert stale(desk) == [Shift.REWORDED]
    answering.record_answer(desk, *AT, Verdict.CONFORMING, reason="四半期ごとに改めた")
    assert stale(desk) == []
    undoing.undo(desk, str)
    assert stale(desk) == [Shift.REWORDED]


def test_the_words_put_back_take_the_mark_away(desk: Desk) -> None:
    answered(desk)
    overlaying.set_value(desk, "研修の間隔", "6か月")
    overlaying.set_value(desk, "研修の間隔", "3か月")
    assert stale(desk) == [Shift.REWORDED]
    overlaying.set_value(desk, "研修の間隔", "")
    assert stale(desk) == []
    with pytest.raises(UserError) as error:
        answering.confirm_answer(desk, *AT)
    assert error.value.code == "answer_not_stale"


def test_an_undone_value_takes_the_mark_away_and_redone_brings_it_back(desk: Desk) -> None:
    answered(desk)
    overlaying.set_value(desk, "研修の間隔", "6か月")
    undoing.undo(desk, str)
    assert (stale(desk), "1年以内に" in desk.catalogue.checkpoint(TRAINING).question.ja) == ([], True)
    undoing.redo(desk, str)
    assert (stale(desk), "6か月以内に" in desk.catalogue.checkpoint(TRAINING).question.ja) == ([Shift.REWORDED], True)


def test_an_own_checkpoint_that_comes_back_in_other_words(desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    own = next(c for c in desk.catalogue.checkpoints if c.own)
    site = "" if own.level.value == "company" else auditing.outline(desk).sites[0].id
    answering.record_answer(desk, own.id, site, Verdict.CONFORMING)
    overlaying.remove(desk, file(tmp_path, OWN).name, "書き直す")
    overlaying.take(desk, file(tmp_path, OWN))
    assert stale(desk, (own.id, site)) == []
    overlaying.remove(desk, file(tmp_path, OWN).name, "書き直す")
    overlaying.take(desk, file(tmp_path, OWN.replace(own.question.ja, own.question.ja + "(夜間も)")))
    assert desk.catalogue.checkpoint(own.id).question.ja.endswith("(夜間も)")
    assert stale(desk, (own.id, site)) == [Shift.REWORDED]


def test_the_acceptance_ends_and_nobody_accepts_before_it_was_looked_at(desk: Desk) -> None:
    answered(desk)
    reviewer = replace(desk, world=replace(desk.world, user="確認 次郎"))
    reviewing.accept(reviewer, [AT])
    overlaying.set_value(desk, "研修の間隔", "6か月")
    assert reviewing.states(desk).by_place[AT] is State.ANSWERED
    with pytest.raises(UserError) as error:
        reviewing.accept(reviewer, [AT])
    assert error.value.code == "review_stale"


def newer_edition(world: World, checkpoint: str = TRAINING) -> World:
    """The program after an update that asks a checkpoint otherwise."""
    catalogue = world.catalogue
    asked = tuple(
        replace(c, question=replace(c.question, ja=c.question.ja + "(全社)")) if c.id == checkpoint else c
        for c in catalogue.checkpoints
    )
    return replace(world, catalogue=replace(catalogue, version="2099.1", checkpoints=asked))


def test_another_edition_of_the_program_marks_what_it_asks_otherwise(world: World, desk: Desk) -> None:
    answered(desk)
    path, newer = Path(desk.file.location), newer_edition(world)
    desk.file.close()
    opened = auditing.open_audit(newer, path)
    try:
        assert stale(opened) == [Shift.REWORDED]
        page = answering.page(opened, *AT)
        assert page.then is not None
        assert page.then.question + "(全社)" == page.checkpoint.question.ja
    finally:
        opened.file.close()
    again = auditing.open_audit(newer, path)
    try:
        assert stale(again) == [Shift.REWORDED]
    finally:
        again.file.close()


@pytest.mark.parametrize(("upheld", "standing"), [(False, Standing.CHANGED), (True, Standing.UNCHANGED)])
def test_the_next_audit_goes_by_the_words_that_were_answered(
    world: World, desk: Desk, upheld: bool, standing: Standing
) -> None:
    answered(desk)
    overlaying.set_value(desk, "研修の間隔", "6か月")
    answering.record_comment(desk, *AT, "一語だけ直した")
    if upheld:
        answering.confirm_answer(desk, *AT)
    path = Path(desk.file.location)
    desk.file.close()
    new = carrying.proposed(carrying.look(world, path), "2026年度下期", date(2027, 3, 31))
    made, _come = carrying.create_from(world, path.with_name("次回.shadan"), new, path)
    try:
        assert {v.carried.checkpoint: v.carried.standing for v in carried_answers.listing(made)}[TRAINING] is standing
    finally:
        made.file.close()


def test_a_sealed_audit_is_marked_when_it_is_reopened(world: World, desk: Desk) -> None:
    sealed(narrowed(desk, ("A3-5",)))
    path, newer = Path(desk.file.location), newer_edition(world)
    desk.file.close()
    opened = auditing.open_audit(newer, path)
    try:
        assert stale(opened) == []
        sealing.reopen(opened, "再点検")
        assert stale(opened) == [Shift.REWORDED]
    finally:
        opened.file.close()


SPOKEN = "A4-4-04"


def found_at(desk: Desk, place: tuple[str, str]) -> str:
    """A finding of ledgers on a checkpoint; the basis of what is proposed on it."""
    with desk.file.write() as work:
        at = desk.stamp()
        work.findings.put([planted(place)])
        work.history.record(at, "officer", Event("findings.refreshed", "rules"))
        work.commit()
    view = findings.proposal(desk, *place)
    assert view is not None
    return view.proposal.basis


def planted(place: tuple[str, str]) -> Finding:
    return Finding(
        id=finding_id(Source.RULES, "R01", "terminals", "PC-1"),
        source=Source.RULES,
        rule="R01",
        severity=Severity.SERIOUS,
        site=place[1],
        checkpoints=(place[0],),
        subject="PC-1",
        message="R01",
        values={},
        causes=(),
        leaks=(),
        first_seen="2026-10-01",
    )


def test_what_was_decided_on_findings_settles_nothing_about_words(world: World, desk: Desk) -> None:
    place = (SPOKEN, auditing.outline(desk).sites[0].id)
    answering.record_answer(desk, *place, Verdict.CONFORMING, "見た")
    path, newer = Path(desk.file.location), newer_edition(world, SPOKEN)
    desk.file.close()
    opened = auditing.open_audit(newer, path)
    try:
        basis = found_at(opened, place)
        findings.decide(opened, *place, basis, "rejected", "台帳の誤記")
        assert stale(opened, place) == [Shift.REWORDED]
        undoing.undo(opened, str)
        undoing.redo(opened, str)
        assert stale(opened, place) == [Shift.REWORDED]
    finally:
        opened.file.close()


def test_an_answer_that_is_back_is_not_marked_where_its_words_are_back(desk: Desk) -> None:
    answered(desk)
    overlaying.set_value(desk, "研修の間隔", "6か月")
    reworded = replace(desk, world=replace(desk.world, user="担当 次郎"))
    answering.record_answer(reworded, *AT, Verdict.NONCONFORMING, reason="6か月では足りない")
    overlaying.set_value(desk, "研修の間隔", "")
    assert stale(desk) == [Shift.REWORDED]
    undoing.undo(reworded, str)
    assert answering.page(desk, *AT).answer is not None
    assert stale(desk) == []


def test_what_was_upheld_holds_for_the_words_of_then_when_it_is_asked_again(desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    own = next(c for c in desk.catalogue.checkpoints if c.own)
    site = "" if own.level.value == "company" else auditing.outline(desk).sites[0].id
    answering.record_answer(desk, own.id, site, Verdict.CONFORMING)
    second = OWN.replace(own.question.ja, own.question.ja + "(夜間も)")
    overlaying.take(desk, file(tmp_path, second))
    answering.confirm_answer(desk, own.id, site)
    overlaying.remove(desk, file(tmp_path, OWN).name, "見直す")
    overlaying.take(desk, file(tmp_path, second))
    assert stale(desk, (own.id, site)) == []


def test_a_sealed_audit_is_shown_in_the_words_in_which_it_was_sealed(world: World, desk: Desk) -> None:
    sealed(narrowed(desk, ("A3-5",)))
    before = auditing.outline(desk)
    question = desk.catalogue.checkpoint(TRAINING).question.ja
    path, newer = Path(desk.file.location), newer_edition(world)
    desk.file.close()
    # The newer edition has one checkpoint more, and one less, as well.
    _gone, *others = (c for c in newer.catalogue.checkpoints if c.item == "A3-5")
    come = (*others, replace(others[0], id="A3-5-99"))
    newer = replace(newer, catalogue=replace(newer.catalogue, checkpoints=come))
    opened = auditing.open_audit(newer, path)
    try:
        assert set(auditing.outline(opened).places) == set(before.places)
        assert opened.catalogue.checkpoint(TRAINING).question.ja == question
        assert answering.page(opened, *AT).then is None
        changes = sealing.reopen(opened, "再点検")
        assert changes.catalogue
        assert opened.catalogue.checkpoint(TRAINING).question.ja == question + "(全社)"
        assert "A3-5-99" in {c for c, _site in auditing.outline(opened).places}
        assert stale(opened) == [Shift.REWORDED]
    finally:
        opened.file.close()
