"""What a company laid over the catalogue goes on into the next audit, and changed words are told as such."""

from datetime import date
from pathlib import Path

from app.domain.carrying import Standing
from app.domain.grades import Verdict
from app.services import answering, asking, auditing, carried_answers, carrying, overlaying
from app.services.ports import Desk, World
from tests.services.test_overlaying import OWN, file

OWN_CHECKPOINT, TRAINING = "A1-1-C01", "A3-5-06"


def next_time(world: World, desk: Desk, name: str = "次回.shadan") -> Desk:
    path = Path(desk.file.location)
    desk.file.close()
    earlier = carrying.look(world, path)
    made, _come = carrying.create_from(
        world, path.with_name(name), carrying.proposed(earlier, "2026年度下期", date(2027, 3, 31)), path
    )
    return made


def standings(desk: Desk) -> dict[str, Standing]:
    return {v.carried.checkpoint: v.carried.standing for v in carried_answers.listing(desk)}


def test_own_checkpoints_and_values_come_along(world: World, desk: Desk, tmp_path: Path) -> None:
    overlaying.take(desk, file(tmp_path, OWN))
    overlaying.set_value(desk, "研修の間隔", "6か月")
    for checkpoint in (OWN_CHECKPOINT, TRAINING):
        answering.record_answer(desk, checkpoint, "", Verdict.CONFORMING)
    asked = {c.id for c in auditing.outline(desk).checkpoints}
    made = next_time(world, desk)
    try:
        assert {c.id for c in auditing.outline(made).checkpoints} == asked
        assert "全員6か月以内に" in made.catalogue.checkpoint(TRAINING).question.ja
        assert standings(made) == {OWN_CHECKPOINT: Standing.UNCHANGED, TRAINING: Standing.UNCHANGED}
    finally:
        made.file.close()


def test_an_answer_under_another_value_is_to_be_given_anew(world: World, desk: Desk, tmp_path: Path) -> None:
    answering.record_answer(desk, TRAINING, "", Verdict.CONFORMING)
    overlaying.take(desk, file(tmp_path, OWN))
    answering.record_answer(desk, OWN_CHECKPOINT, "", Verdict.CONFORMING)
    overlaying.set_value(desk, "研修の間隔", "6か月")
    with desk.file.read() as work:
        words = asking.Asked(work, desk.catalogue)
        answer = work.answers.current(TRAINING, "")
        assert answer is not None
        then, now = words.at(TRAINING, answer.at), (words.latest() or {})[TRAINING]
    assert then is not None
    assert ("1年以内に" in then.question, "6か月以内に" in now.question) == (True, True)
    made = next_time(world, desk)
    try:
        assert standings(made) == {OWN_CHECKPOINT: Standing.UNCHANGED, TRAINING: Standing.CHANGED}
    finally:
        made.file.close()


def test_what_was_taken_out_again_is_asked_as_before(world: World, desk: Desk, tmp_path: Path) -> None:
    answering.record_answer(desk, TRAINING, "", Verdict.CONFORMING)
    overlaying.set_value(desk, "研修の間隔", "6か月")
    overlaying.set_value(desk, "研修の間隔", "")
    made = next_time(world, desk)
    try:
        assert standings(made) == {TRAINING: Standing.UNCHANGED}
        assert made.catalogue.edition == world.catalogue.edition
    finally:
        made.file.close()


def test_words_that_change_in_the_new_audit_are_told_as_well(world: World, desk: Desk, tmp_path: Path) -> None:
    for checkpoint in (TRAINING, "A1-1-01"):
        answering.record_answer(desk, checkpoint, "", Verdict.CONFORMING)
    made = next_time(world, desk)
    try:
        overlaying.set_value(made, "研修の間隔", "6か月")
        text = '[[hide]]\ncheckpoint = "A1-1-01"\nreason = "不要"\n'
        overlaying.take(made, file(tmp_path, text, "対象外.toml"))
        views = {v.carried.checkpoint: v for v in carried_answers.listing(made)}
        assert views[TRAINING].carried.standing is Standing.CHANGED
        assert (views[TRAINING].refusal, views["A1-1-01"].refusal) == ("carried_changed", "carried_retired")
        assert views["A1-1-01"].retired == made.catalogue.hidden["A1-1-01"]
    finally:
        made.file.close()
