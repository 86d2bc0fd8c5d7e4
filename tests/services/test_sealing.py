"""Approving, sealing, reopening: gaps, what a seal covers, and that nothing writes past it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.duties import Duty
from app.domain.filings import Paper
from app.domain.findings import Status
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.rules import THRESHOLDS
from app.domain.sealing import Revision
from app.errors import UserError
from app.i18n import gettext_in
from app.services import (
    answering,
    auditing,
    carrying,
    evidencing,
    filings,
    findings,
    people,
    planning,
    reporting,
    reviewing,
    rule_settings,
    safekeeping,
    sealing,
    undoing,
)
from app.services.ports import Desk, HistoryQuery, World
from tests.desk import StillClock
from tests.services.rounds import APPROVER, OFFICER, REVIEWER, accepted, answer_all, narrowed, refused, sealed, working


@pytest.fixture
def small(desk: Desk) -> Desk:
    return narrowed(desk)


def codes(desk: Desk) -> dict[str, int]:
    return {gap.code: gap.count for gap in sealing.gaps(desk)}


def test_gaps_are_told_with_their_places_and_nothing_is_sealed(small: Desk) -> None:
    places = auditing.outline(small).places
    assert codes(small) == {"unanswered": len(places), "not_approved": 1}
    answering.record_answer(working(small, OFFICER), *places[0], Verdict.CONFORMING)
    answering.record_answer(working(small, OFFICER), *places[1], Verdict.PARTLY)
    reviewing.request(working(small, OFFICER), places[:2])
    reviewing.give_back(working(small, REVIEWER), [places[1]], "写真がない")
    told = {gap.code: gap for gap in sealing.gaps(small)}
    assert told["not_accepted"].places == (places[0],)
    assert told["returned"].places == (places[1],)
    assert told["unanswered"].count == len(places) - 2
    with refused("approve_gaps"):
        sealing.approve(working(small, APPROVER))
    with refused("seal_gaps"):
        sealing.seal(working(small, APPROVER))
    assert not auditing.outline(small).sealed


def test_every_gap_has_words(small: Desk) -> None:
    for code in (*(code for code, _of in (*sealing.BY_STATE, *sealing.FINDERS)), sealing.NOT_APPROVED, sealing.LAPSED):
        said = sealing.gap_words(sealing.Gap(code, 1200), str)
        assert said != code
        assert "{" not in said
        assert code in (sealing.NOT_APPROVED, sealing.LAPSED) or "1,200" in said


def test_copies_and_stale_answers_are_gaps(small: Desk) -> None:
    outline = auditing.outline(small)
    here, there = (site.id for site in outline.sites)
    checkpoint = next(p[0] for p in outline.places if p[1] == here)
    answering.record_answer(small, checkpoint, here, Verdict.CONFORMING)
    answering.copy_answer(small, checkpoint, here, [there])
    assert {g.code: g.places for g in sealing.gaps(small)}["copied"] == ((checkpoint, there),)


def test_an_approval_holds_for_what_was_approved(small: Desk) -> None:
    places = accepted(small)
    assert codes(small) == {"not_approved": 1}
    with refused("seal_gaps"):
        sealing.seal(small)
    assert sealing.approve(working(small, APPROVER)).reviews
    assert sealing.standing(small).ready
    with refused("approved_already"):
        sealing.approve(working(small, APPROVER))
    answering.record_comment(working(small, OFFICER), *places[0], "書き足し")
    assert codes(small) == {"not_accepted": 1, "approval_lapsed": 1}
    reviewing.accept(working(small, REVIEWER), places[:1])
    assert codes(small) == {"approval_lapsed": 1}
    with refused("seal_gaps"):
        sealing.seal(working(small, APPROVER))
    sealing.approve(working(small, "承認 四郎"))
    sealing.seal(working(small, APPROVER))
    revision = auditing.outline(small).revision
    assert (revision.approved_by, revision.sealed_by, revision.number) == ("承認 四郎", APPROVER, 1)


def test_only_an_approver_approves_and_seals_once_duties_are_given(small: Desk) -> None:
    people.add(small, REVIEWER, "", [Duty.REVIEWER])
    accepted(small)
    with refused("person_no_approver"):
        sealing.approve(working(small, REVIEWER))
    people.add(small, APPROVER, "", [Duty.APPROVER])
    with refused("person_not_approver"):
        sealing.approve(working(small, REVIEWER))
    sealing.approve(working(small, APPROVER))
    with refused("person_not_approver"):
        sealing.seal(working(small, OFFICER))
    sealing.seal(working(small, APPROVER))


def test_the_fingerprint_is_that_of_the_content_before_the_seal(small: Desk) -> None:
    accepted(small)
    sealing.approve(working(small, APPROVER))
    with small.file.read() as work:
        content, head = work.history.content(), work.history.head()
    sealing.seal(working(small, APPROVER))
    revision = auditing.outline(small).revision
    assert head is not None
    assert (revision.fingerprint, revision.entries) == (content, head.seq)
    entry = safekeeping.history(small, HistoryQuery())[0][0]
    assert entry.event.act == "audit.sealed"
    assert entry.event.after == {"audit_revision": 1, "fingerprint": content, "entries": head.seq}
    assert (entry.seq, entry.by) == (head.seq + 1, APPROVER)


WRITES: dict[str, Callable[[Desk, tuple[str, str], Path], object]] = {
    "answer": lambda d, p, _: answering.record_answer(d, *p, Verdict.PARTLY, "x", "y"),
    "remark": lambda d, p, _: answering.record_comment(d, *p, "x"),
    "confirm": lambda d, p, _: answering.confirm_answer(d, *p),
    "evidence": lambda d, p, f: evidencing.attach(d, *p, f),
    "facts": lambda d, _p, _f: auditing.change_facts(d, period="x"),
    "filing": lambda d, _p, _f: auditing.change_filing(d, addressee="x"),
    "site": lambda d, _p, _f: auditing.add_site(d, "南"),
    "site out": lambda d, p, _: auditing.remove_site(d, auditing.outline(d).sites[0].id, "統合"),
    "findings": lambda d, _p, _f: findings.refresh(d),
    "status": lambda d, _p, _f: findings.set_status(d, "f", Status.IN_PROGRESS),
    "plan": lambda d, _p, _f: planning.add_action(d, "A1-1", "x"),
    "threshold": lambda d, _p, _f: rule_settings.set_thresholds(d, {next(iter(THRESHOLDS)): 30}),
    "dates": lambda d, _p, _f: reporting.set_dates(d, reporting.Dates.WESTERN),
    "review": lambda d, p, _: reviewing.request(d, [p]),
    "return": lambda d, p, _: reviewing.give_back(d, [p], "写真がない"),
    "one person": lambda d, _p, _f: reviewing.allow_one_person(d, "一人"),
    "people": lambda d, _p, _f: people.add(d, "x"),
    "approve": lambda d, _p, _f: sealing.approve(d),
    "seal": lambda d, _p, _f: sealing.seal(d),
}


def test_nothing_writes_past_a_seal(small: Desk, tmp_path: Path) -> None:
    proof = tmp_path / "a.txt"
    proof.write_text("x", "utf-8")
    places = sealed(small)
    with small.file.read() as work:
        before = work.history.head()
    for name, write in WRITES.items():
        with pytest.raises(UserError) as error:
            write(small, places[0], proof)
        assert (name, error.value.code, error.value.exit_code) == (name, "audit_sealed", 3)
    # Whatever another service will do: the file itself gives no unit of work that writes.
    given = []
    with refused("audit_sealed"), small.file.write() as work:
        given.append(work)
    assert given == []
    assert small.file.refusal is not None
    assert APPROVER in str(small.file.refusal)
    with small.file.read() as work:
        assert work.history.head() == before


def test_a_sealed_audit_opens_and_its_backup_is_sealed(small: Desk, world: World) -> None:
    path = Path(small.file.location)
    places = sealed(small)
    small.file.close()
    again = auditing.open_audit(world, path)
    try:
        assert auditing.outline(again).sealed
        assert len(reviewing.listing(again)) == len(places)
        assert not findings.lapse_accepted(again)
        copy = path.parent / "copy"
        copy.mkdir()
        kept = safekeeping.backup(again, copy)
        assert safekeeping.verify(world, kept).sealed is not None
    finally:
        again.file.close()


def test_verify_compares_the_content_with_the_seal(small: Desk, world: World) -> None:
    path = Path(small.file.location)
    sealed(small)
    revision = auditing.outline(small).revision
    small.file.close()
    result = safekeeping.verify(world, path)
    assert result.problems == ()
    assert result.sealed == revision


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answers SET verdict = 'conforming' WHERE revision = 1",
        "DELETE FROM revisions",
        "UPDATE revisions SET sealed_at = ''",
        "UPDATE history SET by = '誰か' WHERE seq = 3",
        "UPDATE content_digests SET count = count + 1 WHERE name = 'answers'",
    ],
)
def test_a_sealed_audit_that_was_changed_is_not_opened(small: Desk, world: World, change: str) -> None:
    path = Path(small.file.location)
    sealed(small)
    small.file.close()
    again = auditing.open_audit(world, path)
    again.file.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(change).rowcount
        connection.commit()
    for look in (lambda: auditing.open_audit(world, path), lambda: carrying.look(world, path)):
        with pytest.raises(UserError) as error:
            look()
        assert (error.value.code, error.value.exit_code) == ("audit_seal_broken", 4)
    assert safekeeping.verify(world, path).problems


def test_what_is_not_whole_is_neither_approved_nor_sealed(small: Desk, world: World, tmp_path: Path) -> None:
    path = Path(small.file.location)
    record = tmp_path / "記録.txt"
    record.write_text("見た。", encoding="utf-8")
    place = auditing.outline(small).places[0]
    evidencing.attach(working(small, OFFICER), *place, record)
    small.file.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("DELETE FROM blob_chunks").rowcount
        connection.commit()
    again = auditing.open_audit(world, path)
    for act in (sealing.approve, sealing.seal):
        with pytest.raises(UserError) as error:
            act(working(again, APPROVER))
        assert (error.value.code, error.value.exit_code) == ("audit_not_whole", 4)
    again.file.close()


def test_what_was_sealed_is_filed(small: Desk, world: World) -> None:
    """The plan goes to the authority after it was sealed: that is recorded beside what the seal covers."""
    planning.add_action(small, "A1-1", "規程を改める", department="総務部", owner="東 一郎", due=date(2027, 3, 31))
    sealed(small)
    before = auditing.outline(small).revision
    _changes, made = filings.file_paper(small, Paper.PLAN, addressee="経済産業大臣")
    assert filings.listing(small) == (made,)
    assert made.fingerprint != ""
    assert filings.progress(small).filed == made
    result = safekeeping.verify(world, Path(small.file.location))
    assert (result.problems, result.sealed) == ((), before)
    undoing.undo(small, gettext_in("ja"))
    assert filings.listing(small) == ()
    undoing.redo(small, gettext_in("ja"))
    assert filings.listing(small) == (made,)
    assert safekeeping.verify(world, Path(small.file.location)).problems == ()
    sealing.reopen(working(small, APPROVER), "進捗の管理")
    assert filings.listing(small) == (made,)
    assert safekeeping.verify(world, Path(small.file.location)).problems == ()


def test_verify_finds_what_was_written_past_the_seal(small: Desk, world: World) -> None:
    """A program that does not know of seals writes with sound sums and a sound chain."""
    path = Path(small.file.location)
    places = sealed(small)
    with small.file.write(unsealing=True) as work:
        answer = work.answers.current(*places[0])
        assert answer is not None
        work.answers.append(replace(answer, comment="後から", revision=answer.revision + 1))
        work.history.record(small.stamp(), OFFICER, Event("answer.recorded", places[0][0]))
        work.commit()
    small.file.close()
    assert {p.code for p in safekeeping.verify(world, path).problems} == {"seal_broken"}


def test_verify_finds_a_seal_that_names_another_content(small: Desk, world: World) -> None:
    path = Path(small.file.location)
    sealed(small)
    with small.file.write(unsealing=True) as work:
        (revision,) = work.reviews.revisions()
        work.reviews.put_revision(replace(revision, fingerprint="0" * 64))
        work.history.record(small.stamp(), OFFICER, Event("audit.sealed", "1"))
        work.commit()
    small.file.close()
    assert "seal_broken" in {p.code for p in safekeeping.verify(world, path).problems}


def test_reopening_begins_a_revision_that_names_the_old_one(small: Desk, world: World) -> None:
    path = Path(small.file.location)
    with refused("not_sealed"):
        sealing.reopen(small, "x")
    places = sealed(small)
    old = auditing.outline(small).revision
    with refused("reopen_needs_reason"):
        sealing.reopen(small, " ")
    assert sealing.reopen(working(small, OFFICER), "端末の記載漏れ").audit
    standing = sealing.standing(small)
    assert standing.revision == Revision(2)
    assert standing.former is not None
    assert (standing.former.number, standing.former.fingerprint) == (1, old.fingerprint)
    assert (standing.former.reopened_by, standing.former.reason) == (OFFICER, "端末の記載漏れ")
    entry = safekeeping.history(small, HistoryQuery(act="audit.reopened"))[0][0]
    assert entry.event.before == {"audit_revision": 1, "fingerprint": old.fingerprint}
    # What was accepted stays so; the new revision is approved anew.
    assert codes(small) == {"not_approved": 1}
    answering.record_answer(working(small, OFFICER), *places[0], Verdict.PARTLY, "漏れ", "見落とし")
    # A deficiency wants a measure before the seal.
    assert codes(small) == {"not_accepted": 1, "inconsistent": 1, "not_approved": 1}
    planning.draft_plan(small)
    planning.edit_action(small, 1, owner="総務課長", due=date(2027, 3, 31), method="台帳を見る")
    reviewing.accept(working(small, REVIEWER), places[:1])
    # What is done about it is what the program drafted, and nobody's decision.
    assert codes(small) == {"inconsistent": 1, "not_approved": 1}
    with refused("approve_gaps"):
        sealing.approve(working(small, APPROVER))
    planning.accept_drafts(small, [1])
    sealing.approve(working(small, APPROVER))
    sealing.seal(working(small, APPROVER))
    revisions = sealing.standing(small).revisions
    assert [r.number for r in revisions] == [1, 2]
    assert revisions[0].fingerprint != revisions[1].fingerprint
    small.file.close()
    result = safekeeping.verify(world, path)
    assert result.problems == ()
    assert result.sealed is not None
    assert result.sealed.number == 2


def test_an_accepted_risk_that_lapses_under_the_seal_waits_for_the_reopening(desk: Desk, world: World) -> None:
    small = narrowed(desk)
    place = auditing.outline(small).places[0]
    answer_all(small)
    answering.record_answer(working(small, OFFICER), *place, Verdict.PARTLY, "不備", "見直し")
    (finding,) = findings.listing(small)
    findings.accept(small, finding.id, "当面", "承認 三郎", date(2026, 12, 1))
    reviewing.accept(working(small, REVIEWER), auditing.outline(small).places)
    sealing.approve(working(small, APPROVER))
    sealing.seal(working(small, APPROVER))
    path = Path(small.file.location)
    small.file.close()
    clock = world.clock
    assert isinstance(clock, StillClock)
    clock.at = clock.at.replace(month=12, day=24)
    again = auditing.open_audit(world, path)
    try:
        assert findings.listing(again)[0].status is Status.ACCEPTED
        assert not findings.lapse_accepted(again)
        sealing.reopen(again, "続き")
        assert findings.lapse_accepted(again)
    finally:
        again.file.close()


def test_a_seal_of_before_papers_were_kept_holds_when_the_file_is_converted(
    small: Desk, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer format has more tables, empty in what was sealed; the history goes on with the conversion."""
    import sqlite3
    from contextlib import closing

    from app.storage import content, header, integrity, tables

    names = [table.name for table in tables.CONTENT]
    # The last one of format 1.2: what came later is in no digest of its files.
    newer = names[names.index("overlays") + 1 :]
    monkeypatch.setattr(content, "OUTSIDE", content.OUTSIDE | frozenset(newer))
    sealed(small)
    path = Path(small.file.location)
    small.file.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in newer:
            connection.execute(f"DROP TABLE {name}")
            connection.execute("DELETE FROM content_digests WHERE name = ?", (name,))
        connection.execute("UPDATE alembic_version SET version_num = '0004_run'")
        connection.execute("PRAGMA user_version = 1002")
        digest = integrity.schema_digest(connection)
        connection.execute("UPDATE content_digests SET digest = ?, count = 1002 WHERE name = 'schema'", (digest,))
    assert header.read_header(path).number == 1002
    monkeypatch.undo()
    again = auditing.open_audit(world, path)
    assert auditing.outline(again).sealed
    with again.file.read() as work:
        assert work.papers.printings() == ()
    again.file.close()
    result = world.files.verify(path)
    assert result.problems == ()
    assert result.sealed is not None
