"""整合性チェック結果: every hit is told with its field, what was left with its reason, what was not checked."""

from collections import Counter
from pathlib import Path

import pytest

from app.domain.grades import Gravity
from app.services import auditing, consistency, consistency_wording
from app.services.ports import Desk
from app.services.reporting import consistency_checks
from app.services.reporting.model import Heading, Report, Table
from tests.services.reporting.filed import build, printed, text
from tests.services.reporting.test_plan import of_kind, said


def lists(report: Report) -> list[Table]:
    """The tables of hits, one for each check."""
    return [table for table in of_kind(report, Table) if len(table.columns) == 3]


def test_every_hit_stands_under_its_check(filed: Desk, tmp_path: Path) -> None:
    found = consistency.check(filed)
    report = build(filed, "consistency")
    counts = Counter(told.hit.rule for told in found.hits)
    assert [len(table.rows) for table in lists(report)] == [min(n, consistency_checks.MOST) for n in counts.values()]
    told = said(report)
    assert all(hit.text.title.ja in told for hit in found.hits)
    assert "整合性チェック結果" in text(printed(report, tmp_path))


def test_what_was_left_is_told_with_its_reason(filed: Desk) -> None:
    first = consistency.check(filed).hits[0]
    consistency.note(filed, [first.hit.id], "現地で確かめた")
    told = said(build(filed, "consistency"))
    assert "このままとしたもの" in told
    assert "現地で確かめた" in told


def test_what_could_not_be_checked_is_told(filed: Desk) -> None:
    before = auditing.outline(filed).audit.period
    auditing.change_facts(filed, period="第一回")
    try:
        told = said(build(filed, "consistency"))
        assert "確かめられなかった規則" in told
        assert "点検期間から日付が読み取れません" in told
    finally:
        # The audit is shared by all tests of reports.
        auditing.change_facts(filed, period=before)


def test_many_hits_of_one_check_are_counted(filed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consistency_checks, "MOST", 1)
    tables = lists(build(filed, "consistency"))
    assert all(len(table.rows) == 1 for table in tables)
    assert any(table.note.startswith("このほか") for table in tables)


def test_it_can_be_read_in_english(filed: Desk) -> None:
    report = build(filed, "consistency", "en")
    assert report.title == "Result of the consistency checks"
    heads = [block.text for block in of_kind(report, Heading) if block.level == 1]
    told = [consistency_wording.gravity(weight, str) for weight in Gravity if consistency.check(filed).count(weight)]
    assert [head[2:] for head in heads if head[0] in "×△・"] == told
