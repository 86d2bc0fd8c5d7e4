"""What is due: each thing with its day, the business days left, whose it is, and where it is seen to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.duties import Assignment, Duty, Officer
from app.domain.evidence import EvidenceFacts
from app.domain.findings import Acceptance, Source, Status
from app.domain.grades import Level, Verdict
from app.domain.history import Event
from app.domain.plan import ActionState, Case, Milestone, Separation, Stage
from app.domain.reminding import Link, Reminder, Subject, Urgency
from app.domain.review import Review, ReviewAct
from app.i18n import gettext, gettext_in
from app.services import (
    answering,
    auditing,
    business_calendar,
    evidencing,
    evidencing_uses,
    people,
    planning,
    reminder_words,
    reminders,
    reviewing,
)
from app.services.ledger_editing import add_record
from app.services.ports import Desk, UnitOfWork
from tests.formats.ics import read
from tests.services.rounds import working

TODAY = date(2026, 11, 24)
AT, BY = "2026-11-16T09:00:00+00:00", "確認 太郎"


def store(desk: Desk, put: Callable[[UnitOfWork], object]) -> None:
    """Put something into the file that another service would have put there."""
    with desk.file.write() as work:
        put(work)
        work.history.record(AT, BY, Event("setting.changed", "test"))
        work.commit()


def found(desk: Desk, days: int | None = 10, department: str = "") -> list[Reminder]:
    return list(reminders.reminders(desk, days, department).items)


def only(desk: Desk, subject: Subject, days: int | None = None) -> Reminder:
    (one,) = (r for r in found(desk, days) if r.due.subject is subject)
    return one


def test_an_audit_without_days_reminds_of_nothing(desk: Desk) -> None:
    told = reminders.reminders(desk, None)
    assert (told.items, told.by_department, told.today) == ((), {}, TODAY)


def test_measures_are_told_late_soon_and_later_in_business_days(desk: Desk) -> None:
    for due in ("2026-11-20", "2026-11-24", "2026-12-08", "2026-12-09", "2027-01-04"):
        planning.add_action(desk, "A3-5", f"{due}まで", due=date.fromisoformat(due), department="人事部")
    told = found(desk, None)
    # Monday the 23rd is a holiday: one business day has passed since the 20th.
    assert [(r.due.name[:10], r.urgency, r.left) for r in told] == [
        ("2026-11-20", Urgency.OVERDUE, -1),
        ("2026-11-24", Urgency.SOON, 0),
        ("2026-12-08", Urgency.SOON, 10),
        ("2026-12-09", Urgency.LATER, 11),
        ("2027-01-04", Urgency.LATER, 25),
    ]
    assert [r.due.name[:10] for r in found(desk)] == ["2026-11-20", "2026-11-24", "2026-12-08"]
    assert [r.due.name[:10] for r in found(desk, 0)] == ["2026-11-20", "2026-11-24"]
    assert [r.due.link for r in told][:2] == [Link("plan", action=1), Link("plan", action=2)]
    assert told[0].due.id == found(desk, 0)[0].due.id


def test_what_is_done_or_withdrawn_is_due_no_more(desk: Desk) -> None:
    for number in (1, 2, 3):
        planning.add_action(desk, "A3-5", f"対策{number}", due=TODAY)
    planning.edit_action(desk, 1, start=TODAY, state=ActionState.DONE, done=TODAY)
    planning.withdraw_action(desk, 2, "重複")
    planning.edit_action(desk, 3, state=ActionState.IN_PROGRESS)
    assert [r.due.number for r in found(desk)] == [3]


def test_an_assignment_is_due_until_the_last_answer(desk: Desk) -> None:
    outline = auditing.outline(desk)
    site = outline.sites[1].id
    places = [p for p in outline.places if p[1] == site and p[0].startswith("A4-4-")]
    whole = Assignment("as2", site, "", "支所 四郎", "", date(2026, 11, 26), AT, BY)
    item = Assignment("as1", site, "A4-4", "支所 四郎", "", date(2026, 11, 25), AT, BY)
    officer = Officer("支所 四郎", "北営業所", (Duty.AUDITOR,), AT, BY)
    never = replace(item, id="as3", item="A3-9")
    store(desk, lambda work: work.duties.put_assignments((whole, item, never)))
    store(desk, lambda work: work.duties.put_officer(officer))
    first, second = found(desk)
    assert (first.due.item, first.due.count, first.due.department) == ("A4-4", len(places), "北営業所")
    assert first.due.link.options == {"filter": "unanswered", "site": site, "item": "A4-4"}
    assert second.due.count == sum(p[1] == site for p in outline.places)
    for place in places:
        answering.record_answer(desk, *place, Verdict.CONFORMING)
    assert [r.due.id for r in found(desk)] == ["assignment-as2"]


def test_a_copy_that_nobody_confirmed_does_not_end_an_assignment(desk: Desk) -> None:
    first, second = (s.id for s in auditing.outline(desk).sites)
    answering.record_answer(desk, "A4-4-04", first, Verdict.CONFORMING)
    each = Assignment("as1", second, "A4-4", "支所 四郎", "北営業所", TODAY, AT, BY)
    store(desk, lambda work: work.duties.put_assignments((each,)))
    before = only(desk, Subject.ASSIGNMENT).due.count
    answering.copy_answer(desk, "A4-4-04", first, [second])
    assert only(desk, Subject.ASSIGNMENT).due.count == before
    answering.confirm_copy(desk, "A4-4-04", second)
    assert only(desk, Subject.ASSIGNMENT).due.count == before - 1


def test_proof_that_expires_until_there_is_a_newer_version(desk: Desk, tmp_path: Path) -> None:
    checkpoint = next(c.id for c in auditing.outline(desk).checkpoints if c.level is Level.COMPANY)
    pieces = []
    for name in ("規程2025.txt", "規程2026.txt"):
        (tmp_path / name).write_text(name, "utf-8")
        pieces.append(evidencing.attach(desk, checkpoint, "", tmp_path / name)[1])
    store(desk, lambda work: work.evidence.put_facts(EvidenceFacts(pieces[0].id, date(2026, 11, 27))))
    told = only(desk, Subject.EVIDENCE)
    assert (told.due.name, told.left, told.due.person) == ("規程2025.txt", 3, "officer")
    assert told.due.link == Link("checkpoints", checkpoint=checkpoint)
    store(desk, lambda work: work.evidence.put_facts(EvidenceFacts(pieces[1].id, None, pieces[0].id)))
    assert found(desk, None) == []
    # What was replaced proves nothing any more, also once the newer version is gone.
    evidencing.remove(desk, pieces[1].id, "誤り")
    assert found(desk, None) == []


def test_proof_is_told_of_where_it_serves(desk: Desk, tmp_path: Path) -> None:
    home, other, *_rest = (place for place in auditing.outline(desk).places if place[1])
    (tmp_path / "写真.txt").write_text("x", "utf-8")
    _changes, piece = evidencing.attach(desk, *home, tmp_path / "写真.txt", expires=date(2026, 11, 27))
    assert only(desk, Subject.EVIDENCE).due.count == 1
    evidencing_uses.end_use(desk, piece.id, home, "別の場所のもの")
    assert found(desk, None) == []
    evidencing_uses.serve(desk, piece.id, [other])
    told = only(desk, Subject.EVIDENCE).due
    assert (told.item, told.site, told.count) == (*other, 1)
    evidencing_uses.serve(desk, piece.id, [home])
    told = only(desk, Subject.EVIDENCE).due
    assert (told.item, told.site, told.count) == (*home, 2)


@pytest.mark.parametrize(("days", "told"), [(0, ["24"]), (1, ["24", "25"]), (3, ["24", "25", "26", "27", "28", "29"])])
def test_so_many_business_days_ahead(days: int, told: list[str], desk: Desk) -> None:
    """Today is no day ahead; what ends on a weekend is due on the Friday before."""
    for day in range(24, 31):
        planning.add_action(desk, "A3-5", str(day), due=date(2026, 11, day))
    assert [r.due.name for r in found(desk, days)] == told


def test_an_accepted_risk_ends(desk: Desk) -> None:
    answering.record_answer(desk, "A1-1-01", "", Verdict.NONCONFORMING, "未整備")
    with desk.file.read() as work:
        (finding,) = work.findings.all()
    accepted = replace(
        finding, status=Status.ACCEPTED, remark="理由", acceptance=Acceptance("承認 三郎", "2026-11-30", AT, BY)
    )
    store(desk, lambda work: work.findings.put((accepted,)))
    told = only(desk, Subject.ACCEPTANCE)
    assert (told.left, told.due.person, told.due.link.finding) == (4, "承認 三郎", finding.id)
    assert finding.source is Source.ANSWERS


def test_exceptions_and_accounts_for_disasters_end(desk: Desk) -> None:
    for number, more in enumerate(
        ({}, {"closed": "2026-11-20"}, {"status": "終了"}, {"ends": "2026-12-31"}, {"ends": ""})
    ):
        given = {
            "number": f"E-{number}",
            "subject": "移行中の閲覧",
            "ends": "2026-11-30",
            "department": "配電部",
            **more,
        }
        add_record(desk, "exceptions", given, "手で追加")
    for number, more in enumerate(({}, {"revoked": "2026-11-20"}, {"kind": "個人"}, {"status": "停止"})):
        given = {"account": f"dr{number}", "kind": "災害用", "expires": "2026-12-01", "site": "北営業所", **more}
        add_record(desk, "accounts", given, "手で追加")
    exception = only(desk, Subject.EXCEPTION, 10)
    assert (exception.due.item, exception.left, exception.due.department) == ("E-0", 4, "配電部")
    assert exception.due.link == Link("ledgers", kind="exceptions", key="E-0")
    account = only(desk, Subject.ACCOUNT, 10)
    assert (account.due.name, account.left) == ("dr0", 5)
    assert reminders.reminders(desk).sites[account.due.site] == "北営業所"
    assert len(found(desk, None)) == 3


def test_stages_of_a_split_until_it_is_done(desk: Desk) -> None:
    stages = (
        Milestone(Stage.DECISION, date(2026, 1, 1), date(2026, 6, 30)),
        Milestone(Stage.DESIGN, date(2026, 7, 1), date(2026, 11, 30)),
    )
    each = Separation("", 0, "託送業務システム", "logical", milestones=stages, owner="情シス 五郎")
    planning.put_separation(desk, each)
    told = only(desk, Subject.SEPARATION)
    # Nothing tells whether a stage that is over was done; the whole, once it is over, was not.
    assert (told.due.stage, told.left, told.due.link.options) == ("design", 4, {"tab": "separation"})
    (stored,) = planning.separations(desk)
    planning.put_separation(desk, replace(stored, milestones=stages[:1]))
    assert only(desk, Subject.SEPARATION).urgency is Urgency.OVERDUE
    planning.put_separation(desk, replace(stored, milestones=stages[:1], current="physical"))
    assert found(desk, None) == []


def test_the_clock_of_a_case_runs_until_its_checkpoint_is_answered(desk: Desk) -> None:
    known = date(2026, 11, 1)
    planning.put_case(desk, Case("", 1, "entrant_customers", False, "否", known))
    assert found(desk, None) == []
    planning.put_case(desk, Case("", 1, "renewable", True, "再エネ業務システム", known))
    told = only(desk, Subject.CASE)
    assert told.due.day == date(2026, 11, 30)
    assert told.due.term is not None
    assert (told.due.term.days, told.due.term.extended) == (30, 60)
    assert "個人データの漏えい等の確報(30日以内。" in reminder_words.title(told.due, gettext, "ja")
    answering.record_answer(desk, told.due.link.checkpoint, "", Verdict.CONFORMING)
    assert found(desk, None) == []


def test_a_returned_answer_waits_until_it_is_given_anew(desk: Desk) -> None:
    site = auditing.outline(desk).sites[0].id
    answering.record_answer(desk, "A4-4-04", site, Verdict.CONFORMING)
    returned = Review("A4-4-04", site, 1, ReviewAct.RETURNED, 1, "写真が暗い", AT, BY)
    store(desk, lambda work: work.reviews.append((returned,)))
    told = only(desk, Subject.REVIEW)
    # From Monday the 16th: the 17th to the 20th, and the 24th after the holiday.
    assert (told.urgency, told.left, told.due.person, told.due.name) == (Urgency.WAITING, 5, "officer", "写真が暗い")
    assert told.due.link == Link("checkpoints", checkpoint="A4-4-04", site=site)
    each = Assignment("as1", site, "A4-4", "支所 四郎", "北営業所", None, AT, BY)
    store(desk, lambda work: work.duties.put_assignments((each,)))
    assert (only(desk, Subject.REVIEW).due.person, only(desk, Subject.REVIEW).due.department) == (
        "支所 四郎",
        "北営業所",
    )
    answering.record_answer(desk, "A4-4-04", site, Verdict.PARTLY, "撮り直した", reason="差戻し")
    assert found(desk, None) == []


def test_reviewers_are_told_what_waits_for_them(desk: Desk) -> None:
    first, second, *_rest = auditing.outline(desk).places
    for place in (first, second):
        answering.record_answer(desk, *place, Verdict.PARTLY, "所見")
    reviewing.request(desk, [first, second])
    # While nobody has any duty it waits for whoever comes.
    told = only(desk, Subject.ACCEPTING)
    assert (told.urgency, told.due.person, told.due.count) == (Urgency.WAITING, "", 2)
    people.add(desk, BY, "監査部", [Duty.REVIEWER])
    people.add(desk, "承認 三郎", "役員室", [Duty.APPROVER])
    people.add(desk, desk.world.user, "監査部", [Duty.AUDITOR, Duty.REVIEWER])
    told = only(desk, Subject.ACCEPTING)
    assert (told.due.person, told.due.department, told.left) == (BY, "監査部", 0)
    assert told.due.link == Link("finish", options={"tab": "places", "state": "requested"})
    assert reminder_words.title(told.due, gettext_in("ja"), "ja") == "確認者の確認を待っている回答 2件"
    assert [r.due.subject for r in found(desk, department="監査部")] == [Subject.ACCEPTING]
    reviewing.accept(working(desk, BY), [first])
    assert only(desk, Subject.ACCEPTING).due.count == 1
    reviewing.give_back(working(desk, BY), [second], "写真がない")
    assert [r.due.subject for r in found(desk)] == [Subject.REVIEW]


def accepting(desk: Desk) -> dict[str, int]:
    """How many answers each reviewer is told of."""
    return {r.due.person: r.due.count for r in found(desk) if r.due.subject is Subject.ACCEPTING}


def test_each_reviewer_is_told_what_this_one_may_accept(desk: Desk) -> None:
    first, *others, last = auditing.outline(desk).places[:4]
    officer, other = desk.world.user, working(desk, BY)
    for name in (officer, BY):
        people.add(desk, name, "監査部", [Duty.REVIEWER])
    for place in (first, *others):
        answering.record_answer(desk, *place, Verdict.PARTLY, "所見")
    answering.record_answer(other, *last, Verdict.PARTLY, "所見")
    # Who added a remark gave the answer as well.
    answering.record_comment(other, *first, "所見を足した")
    reviewing.request(desk, [first, *others, last])
    assert accepting(desk) == {officer: 1, BY: 2}
    assert reviewing.waiting(desk).to_accept == (last,)
    assert reviewing.waiting(other).to_accept == tuple(others)
    reviewing.accept(other, others)
    assert accepting(desk) == {officer: 1}
    # Where one person may do both, it waits for everybody who reviews.
    reviewing.allow_one_person(desk, "担当者が一人のため")
    assert accepting(desk) == {officer: 2, BY: 2}
    assert reviewing.waiting(desk).to_accept == reviewing.waiting(other).to_accept == (first, last)
    reviewing.accept(desk, [first, last])
    assert accepting(desk) == {}


def test_what_is_not_asked_any_more_is_not_reminded_of(desk: Desk, tmp_path: Path) -> None:
    site = auditing.outline(desk).sites[1].id
    answering.record_answer(desk, "A4-4-04", site, Verdict.CONFORMING)
    (tmp_path / "写真.txt").write_text("x", "utf-8")
    _changes, piece = evidencing.attach(desk, "A4-4-04", site, tmp_path / "写真.txt")

    def put(work: UnitOfWork) -> None:
        work.evidence.put_facts(EvidenceFacts(piece.id, TODAY))
        work.duties.put_assignments((Assignment("as1", site, "", "支所 四郎", "", TODAY, AT, BY),))
        work.reviews.append((Review("A4-4-04", site, 1, ReviewAct.RETURNED, 1, "暗い", AT, BY),))

    store(desk, put)
    assert len(found(desk)) == 3
    auditing.remove_site(desk, site, "廃止")
    assert found(desk) == []


def test_departments_come_in_order_and_none_last(desk: Desk) -> None:
    for department in ("配電部", "", "人事部", "配電部"):
        planning.add_action(desk, "A3-5", "対策", due=TODAY, department=department)
    told = reminders.reminders(desk)
    assert [(name, len(members)) for name, members in told.by_department.items()] == [
        ("人事部", 1),
        ("配電部", 2),
        ("", 1),
    ]
    assert [r.due.department for r in found(desk, department="人事部 ")] == ["人事部"]


def test_the_days_of_closing_are_the_audits_own(desk: Desk) -> None:
    planning.add_action(desk, "A3-5", "対策", due=date(2027, 1, 4))
    assert found(desk, None)[0].left == 25
    business_calendar.set_closing(desk, None)
    assert found(desk, None)[0].left == 28


def test_a_calendar_that_another_program_brings_up_to_date(desk: Desk, tmp_path: Path) -> None:
    planning.add_action(desk, "A3-5", "鍵を替え、台帳に書く; 確認する", due=date(2026, 11, 30), department="総務部")
    planning.add_action(desk, "A3-5", "過ぎた対策", due=TODAY - timedelta(days=7))
    target = tmp_path / "期限.ics"
    assert reminders.write_calendar(desk, reminders.reminders(desk, None), target, gettext, "ja") == 2
    late, first = read(target.read_bytes()).inside
    assert first.text("SUMMARY") == "対策: No.1 鍵を替え、台帳に書く; 確認する"
    assert "担当部署: 総務部" in first.text("DESCRIPTION")
    # The 30th is a Monday: the calendar speaks on Friday morning.
    assert first.inside[0].lines["TRIGGER"][1] == "-PT63H"
    assert late.inside == []
    planning.edit_action(desk, 1, due=date(2026, 12, 1))
    reminders.write_calendar(desk, reminders.reminders(desk, None), target, gettext, "ja")
    moved = next(e for e in read(target.read_bytes()).inside if e.text("UID") == first.text("UID"))
    assert moved.lines["DTSTART"][1] == "20261201"
    assert int(moved.lines["SEQUENCE"][1]) > int(first.lines["SEQUENCE"][1])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everything_is_said_in_both_languages(language: str) -> None:
    translate = gettext_in(language)
    for said in (
        [reminder_words.subject_word(each, translate) for each in Subject],
        [reminder_words.urgency_word(each, translate) for each in Urgency],
        [reminder_words.stage_word(each, translate) for each in Stage],
    ):
        assert len(set(said)) == len(said)
    assert reminder_words.uncovered(date(2036, 1, 1), 2035, translate)
    assert not reminder_words.uncovered(date(2035, 12, 31), 2035, translate)
