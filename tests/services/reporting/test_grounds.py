"""The report on the results tells what a conforming answer rests on, who tried to disprove it, and what was replied."""

from pathlib import Path

import pytest

from app.domain.challenges import Outcome
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.i18n import gettext_in
from app.services import answering, auditing, challenging, evidencing, ledgers, proving, reporting
from app.services.ports import Desk
from app.services.reporting.model import Table
from app.services.reporting.results import grounds
from tests.held_ledgers import write
from tests.services.reporting.filed import FAILED, build
from tests.services.reporting.test_plan import said
from tests.services.reporting.test_results import captioned, chapter
from tests.services.rounds import working

ATTEMPTS, REPLIES, REASONS = (
    "他の者による反証の試み",
    "台帳・検出事項から作成した反問とその答え",
    "該当なしとした回答とその理由",
)
TESTER, RECORDER = "反証 次郎", "記録 四郎"


def captions(desk: Desk) -> set[str]:
    return {block.caption for block in build(desk, "results").blocks if isinstance(block, Table)}


def attach(desk: Desk, place: Place, file: Path) -> None:
    file.write_text("規程", encoding="utf-8")
    evidencing.attach(desk, *place, file)


def test_it_tells_what_the_conforming_answers_rest_on(bare_plan: Desk, tmp_path: Path) -> None:
    first, second, third, fourth = sorted(auditing.outline(bare_plan).unproven)[:4]
    for place in (first, second):
        attach(bare_plan, place, tmp_path / "規程.txt")
    for place in (second, third):
        proving.record(bare_plan, *place, TESTER, "現地で全室を見た", Outcome.HELD)
    proving.record(bare_plan, *fourth, TESTER, "旧規程が残る", Outcome.REFUTED)
    summary = said(chapter(build(bare_plan, "results"), "1 総括"))
    assert "証跡2件(うち他の者による反証の試みもあるもの1件)、他の者による反証の試みのみ1件、未立証193件" in summary
    english = reporting.build(bare_plan, "results", gettext_in("en"), "en")
    assert "evidence 2 (of these tried by a second person as well: 1)" in said(english)


def test_attempts_to_disprove_are_listed_those_that_refuted_first(
    bare_plan: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ATTEMPTS not in captions(bare_plan)
    first, second, third = sorted(auditing.outline(bare_plan).unproven)[:3]
    recording = working(bare_plan, RECORDER)
    proving.record(recording, *first, TESTER, "全室を見た", Outcome.HELD)
    _, taken = proving.record(recording, *third, TESTER, "全室を見た", Outcome.HELD)
    proving.withdraw(recording, taken.id, "人違い")
    proving.record(recording, *second, TESTER, "旧規程が残る", Outcome.REFUTED)
    rows = captioned(build(bare_plan, "results"), ATTEMPTS).rows
    assert [[str(getattr(row[0], "text", row[0])), row[2], row[4], row[5], row[6]] for row in rows] == [
        [str(getattr(row[0], "text", row[0])), TESTER, tried, outcome, RECORDER]
        for row, tried, outcome in zip(
            rows,
            ("旧規程が残る", "全室を見た", "全室を見た"),
            ("反証された", "反証されず", "反証されず (取下げ: 人違い)"),
            strict=True,
        )
    ]
    assert [second[0] in str(rows[0]), first[0] in str(rows[1]), third[0] in str(rows[2])] == [True] * 3
    monkeypatch.setattr(grounds, "MOST", 1)
    table = captioned(build(bare_plan, "results"), ATTEMPTS)
    assert (len(table.rows), table.note) == (1, "ほか 2 件")


def test_challenges_stand_with_their_replies(bare_plan: Desk, tmp_path: Path) -> None:
    checkpoint = FAILED[1]
    site = next(s for s in auditing.outline(bare_plan).sites if s.name == "本店").id
    answering.record_answer(bare_plan, checkpoint, site, Verdict.CONFORMING, "撤去した。", "撤去を確かめた")
    rows = [{"管理番号": f"T-{n:03}", "事業所": "本店", "区画": "共用", "状態": "使用中"} for n in range(8)]
    ledgers.import_batch(bare_plan, "terminals", write(tmp_path / "terminals.json", A=rows))
    assert REPLIES not in captions(bare_plan)
    with bare_plan.file.read() as work:
        view = challenging.open_challenges(bare_plan, work)[0]
    replying = working(bare_plan, RECORDER)
    challenging.reply(replying, *view.place, view.challenge.basis, "現地で台数を数え、撤去の記録と照合した。")
    (row,) = captioned(build(bare_plan, "results"), REPLIES).rows
    assert view.challenge.checkpoint in str(row[0])
    for words in ("現地で台数を数え、撤去の記録と照合した。", f"{RECORDER}、2026年11月24日"):
        assert words in str(row[3])
    assert "再び未回答" not in str(row[2])
    # Other records, and the reply speaks of what was.
    ledgers.import_batch(bare_plan, "terminals", write(tmp_path / "fewer.json", A=rows[:5]))
    (row,) = captioned(build(bare_plan, "results"), REPLIES).rows
    assert "再び未回答" in str(row[2])


def test_what_does_not_apply_stands_with_its_reason(bare_plan: Desk) -> None:
    assert REASONS not in captions(bare_plan)
    place = sorted(auditing.outline(bare_plan).unproven)[0]
    answering.record_answer(bare_plan, *place, Verdict.NOT_APPLICABLE, "", "当社に該当する設備がない")
    (row,) = captioned(build(bare_plan, "results"), REASONS).rows
    assert place[0] in str(row[0])
    assert row[3] == "当社に該当する設備がない"
