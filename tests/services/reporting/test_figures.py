"""The figures on paper against the audit file: counted once more by SQL, compared with what the PDF says."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.domain.findings import Source, Status
from app.domain.grades import Verdict
from app.services import answering, auditing, evidencing, findings, planning
from app.services.ports import Desk
from tests.services.reporting.filed import FAILED, build, printed, text

IN_FORCE = """
    select a.checkpoint, a.site, a.verdict from answers a
    where a.verdict <> 'unanswered'
      and a.revision = (select max(revision) from answers b where b.checkpoint = a.checkpoint and b.site = a.site)
      and (a.site = '' or a.site in (select id from sites where removed = 0))
"""


@pytest.fixture
def lived_in(open_plan: Desk, tmp_path: Path) -> Desk:
    """An audit with everything that must not be counted, or be counted apart."""
    desk = open_plan
    head, north = (s.id for s in auditing.outline(desk).sites)
    third = auditing.add_site(desk, "南営業所")
    assert third
    south = next(s.id for s in auditing.outline(desk).sites if s.name == "南営業所")
    answering.record_answer(desk, "A4-4-01", south, Verdict.NONCONFORMING, "抹消される事業所の回答。")
    auditing.remove_site(desk, south, "閉鎖")
    answering.record_answer(desk, "A4-4-01", head, Verdict.PARTLY, "記載が1件漏れていた。", "訂正")
    answering.record_answer(desk, "A3-2-01", north, Verdict.NOT_APPLICABLE, "", "該当する室がない")
    answering.record_answer(desk, "A1-1-01", "", Verdict.UNANSWERED, "", "見直す")
    answering.record_answer(desk, FAILED[0], head, Verdict.CONFORMING, "", "是正した")
    hits = [f for f in findings.listing(desk) if f.source is Source.RULES]
    findings.set_status(desk, hits[0].id, Status.CORRECTED, "10月12日に移設した。")
    findings.accept(desk, hits[1].id, "現地で確かめた。", "情報管理責任者", date(2027, 3, 31))
    photo = tmp_path / "second.jpg"
    photo.write_bytes(b"\xff\xd8 another photograph")
    evidencing.attach(desk, FAILED[1], head, photo)
    (first, *_) = evidencing.listing(desk)
    evidencing.remove(desk, first.id, "誤って添付した")
    planning.withdraw_action(desk, planning.view(desk).actions[-1].number, "重複")
    return desk


@pytest.fixture
def counted(lived_in: Desk, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{tmp_path / 'audit.shadan'}?mode=ro", uri=True)) as rows:
        yield rows


def number(rows: sqlite3.Connection, query: str, *values: str) -> int:
    (found,) = rows.execute(query, values).fetchone()
    assert isinstance(found, int)
    return found


def verdicts(rows: sqlite3.Connection, where: str = "1", *values: str) -> dict[str, int]:
    query = f"select verdict, count(*) from ({IN_FORCE}) where {where} group by verdict"
    return {str(verdict): int(count) for verdict, count in rows.execute(query, values)}


def bare(rows: sqlite3.Connection, where: str = "1", *values: str) -> int:
    """The 適合 without evidence; nobody tried to disprove one here."""
    proven = "select 1 from evidence e where e.checkpoint = a.checkpoint and e.site = a.site and e.removed_at = ''"
    query = f"select count(*) from ({IN_FORCE}) a where {where} and verdict = 'conforming' and not exists ({proven})"
    return number(rows, query, *values)


def test_the_summary_agrees_with_the_file(lived_in: Desk, counted: sqlite3.Connection, tmp_path: Path) -> None:
    whole = text(printed(build(lived_in, "results"), tmp_path))
    given = verdicts(counted)
    said = re.search(
        r"延べ(\d+)件のうち(\d+)件に回答し、結果は適合(\d+)件\(うち未立証(\d+)件\)、不適合(\d+)件、一部不備(\d+)件、該当なし(\d+)件、未確認(\d+)件",
        whole,
    )
    assert said is not None
    total, answered, conforming, unproven, *bad, unanswered = map(int, said.groups())
    counts = [conforming, *bad]
    assert unproven == bare(counted)
    assert counts == [given[v] for v in ("conforming", "nonconforming", "partly", "not_applicable")]
    assert answered == sum(given.values())
    assert total == answered + unanswered
    open_ = "status in ('open', 'in_progress')"
    found = number(counted, f"select count(*) from findings where {open_}")
    serious = number(counted, f"select count(*) from findings where {open_} and severity = 'serious'")
    assert f"未了の検出事項は{found}件であり、このうち重大は{serious}件である。" in whole
    assert "このほか、是正済の検出事項が1件ある。このほか、受容とした検出事項が1件ある。" in whole
    for word, grade in (("重大", "serious"), ("要改善", "improvement"), ("軽微・確認", "observation")):
        row = [
            number(counted, f"select count(*) from findings where severity = ? and {condition}", grade)
            for condition in (
                f"{open_} and rule = ''",
                f"{open_} and rule <> ''",
                open_,
                "status = 'corrected'",
                "status = 'accepted'",
            )
        ]
        assert word + "".join(map(str, row)) in whole


def test_items_and_rules_agree_with_the_file(lived_in: Desk, counted: sqlite3.Connection, tmp_path: Path) -> None:
    results = text(printed(build(lived_in, "results"), tmp_path))
    plan = text(printed(build(lived_in, "plan"), tmp_path))
    for item in lived_in.catalogue.items:
        # Ids of checkpoints begin with that of their item.
        given = verdicts(counted, "checkpoint like ?", f"{item.id}-%")
        bad = [(given.get(v, 0), word) for v, word in (("nonconforming", "不適合"), ("partly", "一部不備"))]
        if item.element.startswith("A") and any(count for count, _word in bad):
            said = "、".join(f"{word}{count}件" for count, word in bad if count)
            assert f"件)のうち、{said}を確認した。" in plan, item.id
    told = ("open", "in_progress"), ("corrected",), ("accepted",)
    grades = {"serious": "重大", "improvement": "要改善", "observation": "軽微・確認"}
    rules = [rule for (rule,) in counted.execute("select distinct rule from findings where rule <> ''")]
    assert rules
    for rule in rules:
        counts = [
            number(
                counted,
                f"select count(*) from findings where rule = ? and status in ({','.join('?' * len(states))})",
                rule,
                *states,
            )
            for states in told
        ]
        known = lived_in.catalogue.rule(rule)
        row = rf"{rule}{re.escape(''.join(known.title.ja.split()))}{grades[known.severity]}(?:一部)?実施"
        assert re.search(row + "".join(map(str, counts)), results), rule


def test_the_forms_agree_with_the_file(lived_in: Desk, counted: sqlite3.Connection, tmp_path: Path) -> None:
    pages = ["".join(p.extract_text().split()) for p in printed(build(lived_in, "attestation"), tmp_path).pages]
    sites = counted.execute("select id, name from sites where removed = 0 order by position").fetchall()
    assert len(pages) == len(sites) + 1
    places: list[tuple[str, str, tuple[str, ...]]] = [(name, "site = ?", (identity,)) for identity, name in sites]
    for page, (name, where, values) in zip(pages, [*places, ("範囲", "1", ())], strict=True):
        assert name in page
        given = verdicts(counted, where, *values)
        unproven = bare(counted, where, *values)
        assert f"{unproven}件は、証跡又は他の者による反証の試みによる裏付けが十分でなく、未立証である" in page
        counts = [given.get(v, 0) for v in ("conforming", "partly", "nonconforming", "not_applicable")]
        counts[0] -= unproven
        said = re.search(r"未確認適合\(未立証\)計(\d+)(?=例外)", page)
        assert said is not None
        # The reader runs the figures together: what is unanswered, what is unproven and the sum follow the four.
        head = "".join(map(str, counts))
        assert said[1].startswith(head)
        rest = said[1][len(head) :]
        tails = (f"{n}{unproven}{sum(counts) + n + unproven}" for n in range(2_000))
        assert rest in tails
    proofs = number(counted, "select count(*) from evidence where removed_at = ''")
    measures = number(counted, "select count(*) from actions where withdrawn = ''")
    assert f"証跡{proofs}点" in pages[-1]
    assert f"対策{measures}件" in pages[-1]


def test_the_plan_holds_the_measures_of_the_file(lived_in: Desk, counted: sqlite3.Connection, tmp_path: Path) -> None:
    whole = text(printed(build(lived_in, "plan"), tmp_path))
    measures = number(counted, "select count(*) from actions where withdrawn = ''")
    done = number(counted, "select count(*) from actions where withdrawn = '' and state in ('done', 'settling')")
    rows = number(counted, "select count(*) from records where gone_batch = ''")
    assert f"本計画に掲げる対策は{measures}件である。" in whole
    assert f"対策{measures}件の実施時期を番号順に示す。うち{done}件は実施済みである。" in whole
    assert f"端末台帳{rows}件" in whole
    bare = number(
        counted,
        """select count(*) from findings f where status in ('open', 'in_progress') and not exists (
               select 1 from actions a where withdrawn = ''
               and (a.findings like '%' || f.id || '%'
                    or a.checkpoint <> '' and f.checkpoints like '%"' || a.checkpoint || '"%'))""",
    )
    assert (f"対策のない検出事項が{bare}件ある。" in whole) is bool(bare)
    assert bare
