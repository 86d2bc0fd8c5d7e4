"""Every value comes back from its store as it went in."""

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from app.domain.evidence import EvidenceFacts
from app.domain.findings import ProposalDecision, Source, Status, adopted_places, counted, restated
from app.domain.grades import Severity
from app.domain.history import GENESIS, Event, broken
from app.domain.measures import MeasureFacts
from app.services.ports import HistoryQuery
from app.storage.audit_file import SqliteAuditFiles
from app.storage.sqlite_file import SqliteFile
from tests.storage import samples
from tests.storage.samples import AT, AUDIT, BY


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SqliteFile]:
    file = samples.make(tmp_path / "点検.shadan")
    yield file
    path = Path(file.location)
    file.close()
    assert SqliteAuditFiles().verify(path).problems == ()


def test_values_come_back(file: SqliteFile) -> None:
    with file.read() as work:
        assert work.audit.get() == AUDIT
        assert work.audit.setting("numbering") == "A-1"
        assert work.audit.setting("none") is None
        assert work.sites.all() == samples.SITES
        assert work.answers.revisions("A3-2-01", "s1") == samples.ANSWERS[:2]
        assert work.answers.current("A3-2-01", "s1") == samples.ANSWERS[1]
        assert work.answers.current("A3-2-01", "s9") is None
        assert work.answers.all_current() == {(a.checkpoint, a.site): a for a in samples.ANSWERS[1:]}
        assert work.answers.authors() == {answer.by for answer in samples.ANSWERS}
        assert work.evidence.all() == work.evidence.at("A3-2-01", "s1") == (samples.EVIDENCE,)
        assert work.evidence.get("e1") == samples.EVIDENCE
        assert b"".join(work.evidence.read_blob(samples.EVIDENCE.sha256)) == samples.BLOB
        assert work.findings.all() == (samples.ACCEPTED, samples.FINDING)
        assert work.findings.get("F-0123456789") == samples.FINDING
        assert work.findings.decisions() == (samples.DECISION,)
        assert work.plan.actions() == (samples.ACTION,)
        assert work.plan.separations() == (samples.SEPARATION,)
        assert work.plan.cases() == (samples.CASE,)
        assert work.samples.all() == (samples.SAMPLE,)
        assert work.samples.records("sa1") == samples.DRAWN
        assert work.samples.revisions("sa1") == samples.RESULTS
        assert work.samples.results("sa1") == {1: samples.RESULTS[1]}
        assert work.samples.records("sa2") == ()
        assert work.samples.revisions("sa2") == ()


def test_what_an_officers_run_leaves_comes_back(file: SqliteFile) -> None:
    with file.read() as work:
        assert work.evidence.uses() == work.evidence.uses_at("A1-1-01", "") == (samples.USE,)
        assert work.evidence.uses_at("A3-2-01", "s1") == ()
        assert work.evidence.uses_of("e1") == (samples.USE,)
        assert set(work.evidence.serving()) == {("e1", "A3-2-01", "s1"), ("e1", "A1-1-01", "")}
        assert work.evidence.uses_of("e9") == ()
        assert work.evidence.replaced_by(samples.FACTS.replaces) == "e1"
        assert work.evidence.replaced_by("e1") == ""
        assert work.evidence.facts() == {"e1": samples.FACTS}
        assert work.evidence.facts_of("e1") == samples.FACTS
        assert work.evidence.facts_of("e9") == EvidenceFacts("e9")
        assert work.reviews.steps("A3-2-01", "s1") == samples.REVIEWS
        assert work.reviews.latest() == {("A3-2-01", "s1"): samples.REVIEWS[1]}
        assert work.reviews.disproofs() == work.reviews.disproofs_at("A3-2-01", "s1") == (samples.DISPROOF,)
        assert work.reviews.disproof("d1") == samples.DISPROOF
        assert work.reviews.disproof("d9") is None
        assert work.reviews.replies() == (samples.REPLY,)
        assert work.reviews.revisions() == (samples.REVISION,)
        assert work.duties.officers() == (samples.OFFICER,)
        assert work.duties.assignments() == (samples.ASSIGNMENT,)
        assert work.duties.flags() == (samples.FLAG,)
        assert work.carried.predecessors() == (samples.PREDECESSOR,)
        assert work.carried.all() == (work.carried.at("A3-2-01", "s2"),) == (samples.CARRIED,)
        assert work.carried.at("A3-2-01", "s1") is None
        assert work.overlays.all() == (samples.OVERLAY,)
        assert work.case_papers.notes() == (samples.CASE_NOTE,)
        assert work.case_papers.note("case:c1", "sales") == samples.CASE_NOTE
        assert work.case_papers.note("case:c1", "mask") is None
        assert work.case_papers.reports() == (samples.LEAK_REPORT,)
        assert work.measures.facts() == {"a1": samples.MEASURE}
        assert work.measures.facts_of("a1") == samples.MEASURE
        assert work.measures.facts_of("a9") == MeasureFacts("a9")
        assert work.measures.revisions() == (samples.REVISED,)
        assert work.measures.checks() == (samples.CHECK,)
        assert work.measures.submissions() == (samples.SUBMISSION,)


def test_papers_come_back(file: SqliteFile) -> None:
    with file.read() as work:
        assert work.papers.printings() == (samples.PRINTING,)
        assert work.papers.printing(samples.PRINTING.code) == samples.PRINTING
        assert work.papers.printing("00000000") is None
        assert work.papers.returns() == work.papers.returns_of(samples.PRINTING.code) == (samples.RETURNED,)
        assert work.papers.scan(samples.SCAN.sha256) == samples.SCAN
        assert b"".join(work.papers.read_scan(samples.SCAN.sha256)) == samples.BLOB
        with pytest.raises(KeyError):
            work.papers.read_scan("0" * 64)


def test_papers_and_filings_lie_beside_the_content(file: SqliteFile) -> None:
    with file.read() as work:
        before = work.history.content()
    with file.write(beside=True) as work:
        work.papers.drop_return("r1")
        work.papers.drop(samples.PRINTING.code)
        work.measures.drop_submission(samples.SUBMISSION.id)
        work.history.record(samples.AT, samples.BY, Event("paper.withdrawn", "r1"))
        work.commit()
    with file.read() as work:
        assert work.history.content() == before
        assert work.measures.submissions() == ()
        assert (work.papers.printings(), work.papers.returns()) == ((), ())
    with file.write(beside=True) as work, pytest.raises(RuntimeError, match="sealed"):
        work.audit.set_setting("numbering", "B-1")


def test_a_scan_that_changed_is_not_kept(file: SqliteFile) -> None:
    with file.write() as work, pytest.raises(ValueError, match="changed"):
        work.papers.write_scan(replace(samples.SCAN, sha256="1" * 64), [b"other bytes"])


def test_what_is_taken_away_is_gone(file: SqliteFile) -> None:
    with file.write() as work:
        work.reviews.drop_reply("A3-2-01", "s1", "R01")
        work.duties.drop_officer(samples.OFFICER.name)
        work.duties.drop_assignments(("as1", "as9"))
        work.duties.drop_flag("A3-2-01", "s2")
        work.overlays.drop("o1")
        work.measures.put_facts(MeasureFacts("a1"))
        work.measures.drop_revision("a1", 1)
        work.measures.drop_check("a1", 1)
        work.measures.drop_submission("f1")
        work.case_papers.remove_note("case:c1", "sales")
        work.case_papers.remove_report("c1")
        work.history.record(samples.AT, samples.BY, Event("sample.emptied", "audit-1"))
        work.commit()
    with file.read() as work:
        left = (
            *work.reviews.replies(),
            *work.duties.officers(),
            *work.duties.assignments(),
            *work.duties.flags(),
            *work.overlays.all(),
            *work.measures.facts(),
            *work.measures.revisions(),
            *work.measures.checks(),
            *work.measures.submissions(),
            *work.case_papers.notes(),
            *work.case_papers.reports(),
        )
    assert left == ()


def test_replacing_keeps_one_row_and_the_same_value_changes_nothing(file: SqliteFile) -> None:
    with file.write() as work:
        before = work.history.content()
        work.plan.put_action(samples.ACTION)
        work.findings.put([samples.FINDING])
        assert work.history.content() == before
        work.commit()
    with file.write() as work:
        work.plan.put_action(replace(samples.ACTION, due=None, edited=frozenset()))
        work.plan.put_case(replace(samples.CASE, occurred=None, discovered=None))
        work.plan.remove_separation("sep1")
        work.plan.remove_separation("none")
        others = [replace(samples.FINDING, id=f"F-{n}", remark=str(n % 2)) for n in range(1200)]
        work.findings.put([*others, samples.FINDING, replace(samples.FINDING, remark="後")])
        work.history.record(AT, BY, Event("plan.edited", "a1"))
        work.commit()
    with file.read() as work:
        assert work.plan.actions() == (replace(samples.ACTION, due=None, edited=frozenset()),)
        assert work.plan.cases() == (replace(samples.CASE, occurred=None, discovered=None),)
        assert work.plan.separations() == ()
        assert len(work.findings.all()) == 1202
        assert work.findings.get("F-0123456789") == replace(samples.FINDING, remark="後")


@pytest.mark.parametrize("seed", range(5))
def test_the_count_of_what_is_open_is_that_of_the_domain(file: SqliteFile, seed: int) -> None:
    draw = random.Random(seed)
    # One id is the beginning of another, and one differs from it by case only.
    checkpoints, sites = ("A4-4-01", "A4-4-010", "a4-4-01", "A1-1-01"), ("", "s1", "s2")
    found = [
        replace(
            samples.FINDING,
            id=f"F-{number:03}",
            source=(source := draw.choice(list(Source))),
            severity=draw.choice(list(Severity)),
            site=draw.choice(sites),
            checkpoints=tuple(draw.sample(checkpoints, draw.randint(0, 2))),
            subject=draw.choice(checkpoints) if source is Source.ANSWERS else "PC-1",
            status=draw.choice(list(Status)),
        )
        for number in range(60)
    ]
    decisions = [
        ProposalDecision(checkpoint, site, basis, draw.choice(["adopted", "rejected"]), f"2026-11-24T14:{minute}", BY)
        for checkpoint in checkpoints for site in sites for basis in "ab" for minute in [draw.choice(["01", "02"])]
    ]  # fmt: skip
    with file.write() as work:
        work.findings.put(found)
        for decision in decisions:
            work.findings.put_decision(decision)
        every, adopted = work.findings.all(), adopted_places(work.findings.decisions())
        assert 0 < len(restated(every, adopted)) < len(every)
        assert work.findings.open_count() == len(counted(every, adopted))
        # Not committed: the history knows nothing of this.


def test_large_evidence_is_kept_in_pieces(file: SqliteFile) -> None:
    data = bytes(range(251)) * 12_000
    digest = sha256(data).hexdigest()
    with file.write() as work:
        work.evidence.write_blob(digest, (data[n : n + 70_001] for n in range(0, len(data), 70_001)))
        work.evidence.write_blob(digest, [data])
        with pytest.raises(ValueError, match="changed"):
            work.evidence.write_blob("0" * 64, [b"other"])
    with file.write() as work:
        work.evidence.write_blob(digest, [data])
        work.history.record(AT, BY, Event("evidence.added", "e2"))
        work.commit()
    with file.read() as work:
        pieces = list(work.evidence.read_blob(digest))
        assert (b"".join(pieces), max(map(len, pieces))) == (data, 1 << 20)
        with pytest.raises(LookupError):
            work.evidence.read_blob("0" * 64)


def test_half_a_surrogate_pair_does_no_harm(file: SqliteFile) -> None:
    with file.write() as work:
        work.answers.append(replace(samples.ANSWERS[3], revision=2, comment="絵文字\ud83d"))
        work.history.record(AT, BY, Event("answer.recorded", "A1-1-01", after={"comment": "絵文字\ud83d"}))
        work.commit()
    with file.read() as work:
        answer = work.answers.current("A1-1-01", "")
        assert answer is not None
        assert answer.comment == "絵文字?"


def test_the_history_is_a_chain_and_can_be_searched(file: SqliteFile) -> None:
    with file.write() as work:
        for n in range(5):
            event = Event("answer.recorded", "x", checkpoint=f"A{n}", site="s1", before={"a": None}, after={"あ": [1]})
            entry = work.history.record(f"2026-12-0{n + 1}T00:00:00+09:00", f"u{n % 2}", event)
        assert work.history.head() == entry
        work.commit()
    with file.read() as work:
        entries = work.history.entries(HistoryQuery())[::-1]
        previous = GENESIS
        for number, link in enumerate(entries, 1):
            assert not broken(link, number, previous)
            previous = link.hash
        assert work.history.head() == entries[-1]
        assert entries[-1].content == work.history.content()
        assert work.history.entries(HistoryQuery(), 1, 2) == entries[-2:-4:-1]
        assert [e.event.checkpoint for e in work.history.entries(HistoryQuery(by="u1"))] == ["A3", "A1"]
        assert work.history.count(HistoryQuery(day="2026-12-02")) == 1
        assert work.history.count(HistoryQuery(act="answer.recorded", site="s1", checkpoint="A4")) == 1


def test_what_is_not_committed_or_not_recorded_is_not_kept(file: SqliteFile) -> None:
    with file.write() as work:
        work.audit.set_setting("a", "1")
        work.history.record(AT, BY, Event("setting.changed", "a"))
    with file.read() as work:
        assert work.audit.setting("a") is None
        with pytest.raises(RuntimeError, match="reading"):
            work.history.record(AT, BY, Event("x", ""))
    with file.write() as work:
        work.audit.set_setting("a", "1")
        work.history.record(AT, BY, Event("setting.changed", "a"))
        work.audit.set_setting("a", "2")
        with pytest.raises(RuntimeError, match="history"):
            work.commit()
    with file.write() as work:
        work.commit()
        with pytest.raises(RuntimeError, match="committed"):
            work.audit.set_setting("a", "1")


def test_a_revision_that_is_there_is_our_fault(file: SqliteFile) -> None:
    with pytest.raises(RuntimeError, match="refused"), file.write() as work:
        work.answers.append(samples.ANSWERS[0])
    with pytest.raises(RuntimeError, match="one audit"), file.write() as work:
        work.audit.put(replace(AUDIT, id="another"))


def test_a_backup_is_whole_and_can_be_restored(file: SqliteFile, tmp_path: Path) -> None:
    files = SqliteAuditFiles()
    copy = tmp_path / "控え.shadan"
    file.backup(copy)
    again = tmp_path / "戻し.shadan"
    files.restore(copy, again)
    with closing(files.open(again, BY, AT)) as restored, restored.read() as work, file.read() as original:
        assert work.history.content() == original.history.content()
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("点検")) == ["戻し.shadan", "控え.shadan"]


def test_days_are_text_that_sorts(file: SqliteFile) -> None:
    with file.write() as work:
        work.audit.put(replace(AUDIT, as_of=date(2026, 1, 2)))
        work.history.record(AT, BY, Event("audit.changed", AUDIT.id))
        work.commit()
        assert work.audit.get().as_of == date(2026, 1, 2)
