"""What a regulator would ask back: listed in the report on the results, and what is unproven makes a draft."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.grades import Role, Verdict
from app.services import answering, auditing, challenging, consistency, ledgers, reviewing
from app.services.ports import Desk, World
from app.services.reporting.model import Table
from app.services.reporting.results import doubts
from tests.held_ledgers import write
from tests.services.reporting.filed import FAILED, build, prove
from tests.services.reporting.test_plan import said
from tests.services.reporting.test_results import captioned, chapter

LEFT = "整合性チェックの「誤り・欠け」のうち、理由を付けてそのままとしたもの"
UNPROVEN, CHALLENGES = "未立証の適合", "台帳・検出事項から作成した反問のうち未回答のもの"


def captions(desk: Desk) -> set[str]:
    return {b.caption for b in build(desk, "results").blocks if isinstance(b, Table)}


def test_what_is_unproven_makes_every_paper_that_rests_on_it_a_draft(bare_plan: Desk, tmp_path: Path) -> None:
    told = "適合と回答した196件のうち、196件は、証跡又は他の者による反証の試みによる裏付けが十分でなく、未立証である。"
    for kind in ("plan", "results", "attestation", "site-confirmation", "result-confirmation"):
        report = build(bare_plan, kind)
        assert (report.watermark, report.missing) == ("案", (told,)), kind
        assert said(report).count(told) >= 1 or kind == "site-confirmation"
    assert told in said(chapter(build(bare_plan, "results"), "未了の事項"))
    prove(bare_plan, tmp_path / "record.pdf")
    for kind in ("plan", "results", "attestation"):
        assert build(bare_plan, kind).watermark == "", kind


def test_the_unproven_answers_are_listed_by_checkpoint_and_bounded(
    bare_plan: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doubts, "MOST", 1_000)
    whole = captioned(build(bare_plan, "results"), UNPROVEN)
    outline = auditing.outline(bare_plan)
    assert sum(int(str(row[3])) for row in whole.rows) == len(outline.unproven) == 196
    assert len(whole.rows) == len({checkpoint for checkpoint, _site in outline.unproven})
    assert "ほかに" not in whole.note
    monkeypatch.undo()
    table = captioned(build(bare_plan, "results"), UNPROVEN)
    shown = sum(int(str(row[3])) for row in table.rows)
    assert (table.rows, len(table.rows)) == (whole.rows[: doubts.MOST], doubts.MOST)
    assert table.note.startswith(f"ほかに{196 - shown}件の回答がある。")


def test_challenges_without_a_reply_are_listed_the_gravest_first(
    bare_plan: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint = FAILED[1]
    site = next(s for s in auditing.outline(bare_plan).sites if s.name == "本店").id
    answering.record_answer(bare_plan, checkpoint, site, Verdict.CONFORMING, "撤去した。", "撤去を確かめた")
    rows = [{"管理番号": f"T-{n:03}", "事業所": "本店", "区画": "共用", "状態": "使用中"} for n in range(8)]
    ledgers.import_batch(bare_plan, "terminals", write(tmp_path / "terminals.json", A=rows))
    with bare_plan.file.read() as work:
        opened = challenging.open_challenges(bare_plan, work)
    assert opened
    table = captioned(build(bare_plan, "results"), CHALLENGES)
    assert len(table.rows) == len(opened)
    assert any("それでもこの回答とした根拠は何ですか。" in str(row[2]) for row in table.rows)
    monkeypatch.setattr(doubts, "MOST", 0)
    assert captioned(build(bare_plan, "results"), CHALLENGES).note == f"ほかに{len(opened)}件の反問がある。"
    for view in opened:
        challenging.reply(bare_plan, *view.place, view.challenge.basis, "現地で台数を数え、撤去の記録と照合した。")
    assert CHALLENGES not in captions(bare_plan)


def test_nothing_to_ask_back_leaves_no_table(filed: Desk) -> None:
    assert UNPROVEN not in captions(filed)


def test_errors_that_were_left_as_they_are_are_told_with_reason_and_name(bare_plan: Desk) -> None:
    place = auditing.outline(bare_plan).places[0]
    answering.record_answer(bare_plan, *place, Verdict.NONCONFORMING, "", "見直した")
    (first, *_more) = consistency.blocking(bare_plan)
    assert LEFT not in captions(bare_plan)
    consistency.note(bare_plan, [first.hit.id], "次の棚卸しで改める。")
    (row,) = captioned(build(bare_plan, "results"), LEFT).rows
    assert str(row[-1]).startswith("次の棚卸しで改める。\nofficer ")


def test_a_scope_without_access_logs_is_not_sent_to_their_item(desk: Desk, world: World, tmp_path: Path) -> None:
    assert "解析の体制に関する回答は" in said(build(desk, "results"))
    new = auditing.NewAudit("東湾送配電株式会社", Role.GRID_OPERATOR, "上期", date(2026, 10, 31), areas=("A4-4",))
    part = auditing.create(world, tmp_path / "一部.shadan", new)
    assert "解析の体制に関する回答は" not in said(build(part, "results"))
    part.file.close()


def test_who_accepted_is_on_paper(desk: Desk) -> None:
    answering.record_answer(desk, "A1-1-01", "", Verdict.NONCONFORMING, "記録がない", "")
    reviewing.accept(replace(desk, world=replace(desk.world, user="確認 太郎")), [("A1-1-01", "")])
    assert "確認 太郎(1件)" in said(build(desk, "results"))
