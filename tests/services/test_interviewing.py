"""Which answers are weak, in which order, and what is asked of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from app.domain.carrying import Carried, Standing
from app.domain.grades import Severity, Verdict
from app.domain.history import Event
from app.domain.review import Review, ReviewAct
from app.domain.weaknesses import EVERYWHERE, GIVEN, Weak
from app.formats.catalogue import problems
from app.i18n import gettext_in
from app.paths import bundled
from app.services import answering, auditing, evidencing, findings, interviewing, planning, reporting, undoing
from app.services.interviewing import Asked
from app.services.ports import Desk
from app.services.reporting.model import Heading, KeepTogether
from tests.desk import StillClock
from tests.services.test_ledger_undoing import ledger, take

COMPANY, SITE = "A1-1-01", "A4-4-04"
ja = gettext_in("ja")


def asked(desk: Desk, count: int = 0, language: str = "ja", site: str | None = None) -> tuple[Asked, ...]:
    return interviewing.questions(desk, gettext_in(language), language, count, site)


def site(desk: Desk, name: str = "北営業所") -> str:
    return next(s.id for s in auditing.outline(desk).sites if s.name == name)


def of(desk: Desk, checkpoint: str = COMPANY) -> Asked:
    return next(each for each in asked(desk) if each.checkpoint.id == checkpoint)


def test_nothing_is_asked_of_what_is_not_answered(desk: Desk) -> None:
    assert asked(desk) == ()
    answering.record_comment(desk, COMPANY, "", "下書き")
    assert asked(desk) == ()


def test_conforming_without_evidence_is_asked_for_it(desk: Desk, tmp_path: Path) -> None:
    answering.record_answer(desk, COMPANY, "", Verdict.CONFORMING, "規程を確認した")
    found = of(desk)
    serious = desk.catalogue.checkpoint(COMPANY).severity is Severity.SERIOUS
    assert found.points[0] == "unproven"
    assert found.question == "なぜ適合と判断しましたか。根拠となる証跡を示してください。"
    assert found.why[0] == "適合としていますが、有効な証跡がありません。"
    assert found.weight == 45 + 25 * serious
    assert asked(desk, language="en")[0].question == "Why did you judge it conforming? Please show the evidence."
    file = tmp_path / "規程.pdf"
    file.write_bytes(b"%PDF")
    evidencing.attach(desk, COMPANY, "", file)
    # With evidence and a remark nothing is left to ask.
    assert asked(desk) == ()


def test_every_partial_deficiency_is_asked_about_whatever_the_number(desk: Desk) -> None:
    places = [p for p in auditing.outline(desk).places if p[1]][:12]
    for number, place in enumerate(places):
        answering.record_answer(desk, *place, Verdict.PARTLY if number % 3 == 0 else Verdict.NONCONFORMING, "所見")
    partly = {place for number, place in enumerate(places) if number % 3 == 0}
    assert len(asked(desk)) == 12
    few = asked(desk, 1)
    assert partly <= {each.place for each in few}
    assert len(few) <= 1 + len(partly)
    weights = [each.weight for each in asked(desk)]
    assert weights == sorted(weights, reverse=True)


def test_a_measure_is_asked_after(desk: Desk) -> None:
    answering.record_answer(desk, COMPANY, "", Verdict.PARTLY, "規程が古い")
    assert "no_measure" in of(desk).points
    planning.write_action_for(desk, COMPANY, measure="規程を直す", owner="", department="", due=None)
    assert {"no_owner", "no_due"} <= set(of(desk).points)
    clock = desk.world.clock
    assert isinstance(clock, StillClock)
    planning.write_action_for(desk, COMPANY, owner="山田", due=date(2026, 12, 1), start=date(2026, 11, 1))
    assert not {"no_owner", "no_due", "overdue", "no_measure"} & set(of(desk).points)
    clock.at = clock.at.replace(month=12, day=2)
    late = of(desk)
    assert "overdue" in late.points
    assert any("2026年12月1日" in each for each in (late.question, *late.further))
    assert late.action is not None


def test_what_ledgers_say_against_it_weighs_most(desk: Desk, tmp_path: Path) -> None:
    take(desk, ledger(tmp_path / "10.xlsx", range(1, 6), a3=(3, "共用")))
    place = next(p for p in auditing.outline(desk).places if p[1] and findings.proposal(desk, *p) is not None)
    answering.record_answer(desk, *place, Verdict.CONFORMING, "問題なし")
    found = next(each for each in asked(desk) if each.place == place)
    assert found.points[0] == "contradicted"
    assert "「適合」と判断した理由" in found.question
    assert "PC-" in found.question
    answering.record_answer(desk, *place, Verdict.NONCONFORMING, "台帳のとおり", "見直した")
    assert "contradicted" not in next(each for each in asked(desk) if each.place == place).points


def test_a_change_to_conforming_is_asked_after_unless_it_was_undone(desk: Desk) -> None:
    answering.record_answer(desk, COMPANY, "", Verdict.NONCONFORMING, "規程がない")
    answering.record_answer(desk, COMPANY, "", Verdict.CONFORMING, None, "規程を定めた")
    found = of(desk)
    assert "improved" in found.points
    told = " ".join((found.question, *found.further))
    assert "2026年11月24日に「不適合」から「適合」に変わっています(理由: 規程を定めた)" in told
    # What was a slip of the hand and was undone is no history of a deficiency.
    answering.record_answer(desk, SITE, site(desk), Verdict.NONCONFORMING)
    undoing.undo(desk, ja)
    answering.record_answer(desk, SITE, site(desk), Verdict.CONFORMING)
    assert "improved" not in of(desk, SITE).points


def test_copies_returned_reviews_and_the_earlier_audit(desk: Desk) -> None:
    head, north = site(desk, "本店"), site(desk)
    answering.record_answer(desk, SITE, head, Verdict.CONFORMING, "確認した")
    answering.copy_answer(desk, SITE, head, [north])
    copy = next(each for each in asked(desk) if each.place == (SITE, north))
    assert copy.points[0] == "copied"
    assert copy.question == "この回答は本店の写しです。北営業所では、いつ、誰が、何を見て確かめましたか。"
    answering.record_answer(desk, COMPANY, "", Verdict.CONFORMING, "確認した")
    checkpoint = desk.catalogue.checkpoint(COMPANY)
    with desk.file.write() as work:
        work.reviews.append((Review(COMPANY, "", 1, ReviewAct.RETURNED, 1, "根拠がない", "2026-11-24", "佐藤"),))
        question, verify = checkpoint.question.ja, checkpoint.verify.ja
        carried = Carried(
            COMPANY, "", Verdict.PARTLY, "", "", "2025-11-01", "前任", question, verify, Standing.UNCHANGED
        )
        work.carried.add((carried,))
        work.history.record("2026-11-24T15:00:00+00:00", "佐藤", Event("review.returned", COMPANY, COMPANY))
        work.commit()
    found = of(desk)
    assert found.points[0] == "returned"
    assert found.question == "確認者(佐藤)が「根拠がない」として差し戻しています。どのように対応しましたか。"
    assert (
        "前回「一部不備」であったものが今回「適合」となった理由は何ですか。是正の記録を示してください。"
        in found.further
    )
    assert [each.place for each in asked(desk, site=north)] == [(SITE, north)]


def test_what_does_not_apply_is_asked_after_its_reason(desk: Desk) -> None:
    answering.record_answer(desk, COMPANY, "", Verdict.NOT_APPLICABLE, reason="対象となる規程がない")
    assert "「対象となる規程がない」とのこと" in of(desk).question


def test_the_catalogue_has_words_for_every_weakness(desk: Desk) -> None:
    assert {each.id for each in desk.catalogue.weaknesses} == {weak.value for weak in Weak}
    for each in desk.catalogue.weaknesses:
        given = EVERYWHERE | GIVEN.get(Weak(each.id), frozenset())
        for text in each.ask:
            for said in (text.ja, text.en):
                assert {name for _t, name, _f, _c in Formatter().parse(said) if name} <= given


def _spoilt(tmp_path: Path, *changes: tuple[str, str]) -> Sequence[str]:
    folder = tmp_path / "catalogue"
    source = bundled("resources") / "catalogue"
    for file in ("checkpoints", *(each.name for each in source.iterdir() if each.name.endswith(".toml"))):
        part = source / file
        target = folder / file
        if part.is_dir():
            target.mkdir(parents=True)
            for each in part.iterdir():
                (target / each.name).write_bytes(each.read_bytes())
        else:
            target.write_bytes(part.read_bytes())
    text = (folder / "interview.toml").read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (folder / "interview.toml").write_text(text, "utf-8")
    return [f"{p.file} {p.where} {p.code}" for p in problems(folder) if p.file == "interview.toml"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('id = "stale"', 'id = "tired"'), ["interview.toml stale missing_entry", "interview.toml tired dangling"]),
        (("理由: {reason}", "理由: {motive}"), ["interview.toml improved wrong_placeholder"]),
        (("weight = 70", 'weight = "70"'), ["interview.toml contradicted wrong_type"]),
    ],
)
def test_a_spoilt_entry_is_told(tmp_path: Path, change: tuple[str, str], told: Sequence[str]) -> None:
    assert _spoilt(tmp_path, change) == told


def test_it_is_the_same_for_whoever_asks(desk: Desk) -> None:
    answering.record_answer(desk, COMPANY, "", Verdict.PARTLY, "一部")
    other = replace(desk, world=replace(desk.world, user="佐藤"))
    assert asked(desk) == asked(other)


def test_the_questions_on_paper(desk: Desk) -> None:
    answering.record_answer(desk, COMPANY, "", Verdict.PARTLY, "規程が古い")
    answering.record_answer(desk, SITE, site(desk), Verdict.CONFORMING, "確認した")
    report = reporting.build_interview(desk, ja)
    assert (report.kind, report.title) == ("interview", "ヒアリング想定問答集")
    heads = [b.text for k in report.blocks if isinstance(k, KeepTogether) for b in k.blocks if isinstance(b, Heading)]
    assert heads[0].startswith(f"1. {COMPANY}　(全社)　△")
    assert heads[1].startswith(f"2. {SITE}　北営業所　○")
    only = reporting.build_interview(desk, ja, site="北営業所")
    assert sum(isinstance(block, KeepTogether) for block in only.blocks) == 1
    english = reporting.build_interview(desk, gettext_in("en"), "en")
    assert english.title == "Questions to expect at a hearing"
