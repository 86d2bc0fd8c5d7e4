"""Audits beside each other, out of their files."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.comparing import Course, PlaceRow, Turn
from app.domain.findings import Status
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.shares import Trend
from app.errors import UserError
from app.i18n import gettext_in
from app.services import (
    answering,
    auditing,
    carrying,
    comparing,
    evidencing,
    evidencing_uses,
    finding_settling,
    findings,
    ledgers,
    overlaying,
    overview_places,
    reviewing,
    safekeeping,
    sealing,
)
from app.services.comparing_words import revision_words
from app.services.ports import Desk, FindingQuery, World
from tests.services.earlier_audit import (
    ADDED,
    GONE,
    PLACED,
    PRESENT,
    REWORDED,
    SAME,
    last_time,
    later,
    next_audit,
)
from tests.services.rounds import APPROVER, OFFICER, REVIEWER, answer_all, narrowed, refused, sealed, working
from tests.services.test_carrying import fill_plan
from tests.services.test_ledger_offices import book, row


@pytest.fixture
def earlier(world: World, tmp_path: Path) -> Path:
    """The audit of last time, closed: sites, answers, a ledger, a plan."""
    desk = last_time(world, tmp_path)
    fill_plan(desk)
    desk.file.close()
    later(world)
    return Path(desk.file.location)


@pytest.fixture
def following(world: World, earlier: Path) -> Iterator[Desk]:
    """The next audit with answers of its own; a site has another name and another one is new."""
    desk, _come = carrying.create_from(
        world,
        earlier.with_name("次回.shadan"),
        next_audit("本店", "札幌北営業所", "南営業所"),
        earlier,
        renamed={"北営業所": "札幌北営業所"},
    )
    _, north, south = (site.id for site in auditing.outline(desk).sites)
    for checkpoint, site, verdict in (
        (REWORDED, "", Verdict.NONCONFORMING),
        (SAME, "", Verdict.CONFORMING),
        (PRESENT, "", Verdict.PARTLY),
        (ADDED, "", Verdict.CONFORMING),
        (PLACED, north, Verdict.CONFORMING),
        (PLACED, south, Verdict.NONCONFORMING),
        ("A1-1-06", "", Verdict.CONFORMING),
    ):
        answering.record_answer(desk, checkpoint, site, verdict, "今回")
    yield desk
    desk.file.close()


def site(desk: Desk, name: str) -> str:
    return next(s.id for s in auditing.outline(desk).sites if s.name == name)


@contextmanager
def again(world: World, earlier: Path) -> Iterator[Desk]:
    """The earlier audit, opened once more."""
    desk = auditing.open_audit(world, earlier)
    yield desk
    desk.file.close()


def rows_of(comparison: comparing.Comparison) -> dict[tuple[str, str], PlaceRow]:
    return {(row.checkpoint, comparison.names[row.site]): row for row in comparison.rows}


def test_places_are_matched_by_checkpoint_words_and_site(world: World, earlier: Path, following: Desk) -> None:
    before = earlier.read_bytes()
    told = comparing.compare(world, [earlier], following)
    assert earlier.read_bytes() == before
    assert [a.audit.period for a in told.audits] == ["2026年度上期", "2027年度上期"]
    rows = rows_of(told)
    turns = {place: row.turn for place, row in rows.items() if row.turn is not Turn.OPEN}
    assert {place: turn for place, turn in turns.items() if place[0] in (REWORDED, SAME, PRESENT, ADDED, PLACED)} == {
        (REWORDED, ""): Turn.OTHERWISE,
        (SAME, ""): Turn.CLAIMED,
        # Known by another id then.
        (PRESENT, ""): Turn.WORSE,
        (ADDED, ""): Turn.APPEARED,
        (PLACED, "札幌北営業所"): Turn.SAME,
        (PLACED, "本店"): Turn.UNANSWERED,
        (PLACED, "南営業所"): Turn.APPEARED,
    }
    assert turns["A1-1-06", ""] is Turn.ANSWERED
    assert turns[GONE, "札幌北営業所"] is Turn.GONE
    assert rows[SAME, ""].verdicts == (Verdict.NONCONFORMING, Verdict.CONFORMING)
    assert told.turns[Turn.CLAIMED] == 1
    assert Turn.BETTER not in told.turns
    assert sum(told.turns.values()) == len(told.rows)
    failed = {f.checkpoint: (f.nonconforming, f.partly, f.now) for f in told.checkpoints}
    assert failed[PLACED] == (1, 1, 1)
    assert failed[SAME] == (1, 0, 0)
    # Nobody has answered a site wholly: none is called the best.
    assert {s.rank for s in told.sites} == {0}
    assert all(count is None or count.unanswered for s in told.sites for count in s.counts)


def test_findings_and_measures_open_stay_and_close(
    world: World, earlier: Path, following: Desk, tmp_path: Path
) -> None:
    rows = [row(n, "北営業所", "共用" if n in (2, 3) else "送配電") for n in range(1, 6)]
    ledgers.import_batch(following, "terminals", book(tmp_path / "次.xlsx", 台帳=("端末台帳", rows)))
    told = comparing.compare(world, [earlier], following)
    assert {(f.subject, f.course) for f in told.findings if f.rule == "R01"} == {
        ("PC-0001", Course.CLOSED),
        ("PC-0002", Course.STAYED),
        ("PC-0003", Course.OPENED),
    }
    assert {f.site for f in told.findings} == {site(following, "札幌北営業所")}
    assert [(a.number, a.course) for a in told.actions] == [(1, Course.STAYED), (4, Course.STAYED)]


def test_without_its_ledger_nothing_is_called_closed(world: World, earlier: Path) -> None:
    new = replace(next_audit("本店"), period="別の点検")
    desk = auditing.create(world, earlier.with_name("別.shadan"), new)
    desk.file.close()
    told = comparing.compare(world, [Path(desk.file.location), earlier])
    assert {f.course for f in told.findings} == {Course.UNEXAMINED}
    assert {a.course for a in told.actions} == {Course.DROPPED}
    # Sites that were never linked are met by their names.
    assert {told.names[s.site] for s in told.sites} == {"本店"}
    assert [c is not None for c in told.sites[0].counts] == [True, True]


def test_a_finding_of_a_site_that_was_left_out_is_not_called_closed(
    world: World, earlier: Path, tmp_path: Path
) -> None:
    desk = auditing.create(world, earlier.with_name("別.shadan"), next_audit("本店"))
    rows = [row(n, "本店", "送配電") for n in range(1, 6)]
    ledgers.import_batch(desk, "terminals", book(tmp_path / "次.xlsx", 台帳=("端末台帳", rows)))
    told = comparing.compare(world, [earlier], desk)
    desk.file.close()
    assert {f.course for f in told.findings if f.rule == "R01"} == {Course.UNEXAMINED}


def test_a_finding_of_a_site_that_was_taken_out_is_not_called_closed(
    world: World, earlier: Path, following: Desk
) -> None:
    told = comparing.compare(world, [earlier], following)
    assert {f.course for f in told.findings if f.rule == "R01"} == {Course.STAYED}
    auditing.remove_site(following, site(following, "札幌北営業所"), "廃止")
    told = comparing.compare(world, [earlier], following)
    assert {f.course for f in told.findings if f.rule == "R01"} == {Course.UNEXAMINED}


def test_an_accepted_risk_is_not_called_closed(world: World, earlier: Path, following: Desk) -> None:
    first, second = (f for f in findings.listing(following, rule="R01") if f.status is Status.OPEN)
    until = world.clock.today() + timedelta(days=90)
    finding_settling.accept(following, first.id, "区画の工事まで", "情報管理責任者", until)
    finding_settling.set_status(following, second.id, Status.CORRECTED, "移設した")
    told = comparing.compare(world, [earlier], following)
    courses = {f.id: f.course for f in told.findings if f.rule == "R01"}
    assert courses == {first.id: Course.ACCEPTED, second.id: Course.CLOSED}


def test_a_rule_whose_other_ledger_is_missing_closes_nothing(world: World, earlier: Path, following: Desk) -> None:
    """The terminals are there; the stocktaking that did not meet one of them last time is not."""
    with again(world, earlier) as before, before.file.write() as work:
        shared = work.findings.chosen(FindingQuery(rule="R01"))[0]
        work.findings.put([replace(shared, id="F-R04", rule="R04")])
        work.history.record(before.stamp(), "test", Event("findings.refreshed", "test"))
        work.commit()
    told = comparing.compare(world, [earlier], following)
    assert {f.id: f.course for f in told.findings if f.rule == "R04"} == {"F-R04": Course.UNEXAMINED}


def test_sites_best_to_worst_once_they_have_answered(world: World, tmp_path: Path) -> None:
    new = replace(next_audit("北", "南", "東"), areas=("A1-2",))
    desk = auditing.create(world, tmp_path / "一.shadan", new)
    proof = tmp_path / "写真.txt"
    proof.write_text("写真", "utf-8")
    failing = {"北": Verdict.CONFORMING, "南": Verdict.PARTLY, "東": Verdict.CONFORMING}
    for checkpoint, place in auditing.outline(desk).places:
        name = next((s.name for s in auditing.outline(desk).sites if s.id == place), "")
        answering.record_answer(desk, checkpoint, place, failing.get(name, Verdict.CONFORMING), "見た")
        if name == "東":
            evidencing.attach(desk, checkpoint, place, proof)
    desk.file.close()
    first = Path(desk.file.location)
    second, _come = carrying.create_from(
        world, tmp_path / "二.shadan", replace(new, as_of=date(2028, 3, 31), period="次"), first
    )
    second.file.close()
    told = comparing.compare(world, [Path(second.file.location), first])
    assert [a.audit.period for a in told.audits] == ["2027年度上期", "次"]
    assert {s.rank for s in told.sites} == {0}
    third = auditing.create(world, tmp_path / "三.shadan", replace(new, as_of=date(2025, 3, 31), period="前"))
    third.file.close()
    told = comparing.compare(world, [first, Path(third.file.location)])
    assert [(told.names[s.site], s.rank) for s in told.sites] == [("東", 1), ("北", 2), ("南", 3)]
    with pytest.raises(UserError) as error:
        comparing.compare(world, [first])
    assert error.value.code == "compare_needs_two"
    copy = tmp_path / "写し.shadan"
    shutil.copyfile(first, copy)
    with pytest.raises(UserError) as error:
        comparing.compare(world, [first, copy])
    assert error.value.code == "compare_same"


def test_two_revisions_of_one_audit_are_compared(desk: Desk, world: World, tmp_path: Path) -> None:
    """Sealed, kept, reopened, and answered otherwise since."""
    (checkpoint, place), *_rest = sealed(narrowed(desk))
    kept = safekeeping.backup(desk, tmp_path)
    with refused("compare_same"):
        comparing.compare(world, [kept], desk)
    sealing.reopen(desk, "一件を見直す")
    assert [a.revision.number for a in comparing.compare(world, [kept], desk).audits] == [1, 2]
    answering.record_answer(desk, checkpoint, place, Verdict.NONCONFORMING, "見直した", "誤りがあった")
    told = comparing.compare(world, [kept], desk)
    assert told.turns[Turn.APPLIES] == 1
    words = [revision_words(each, gettext_in("ja"), "ja") for each in told.audits]
    assert words == ["第1版(2026年11月24日封印)", "第2版(2026年11月24日 14:03時点)"]
    (tmp_path / "次").mkdir()
    again = safekeeping.backup(desk, tmp_path / "次")
    with refused("compare_same"):
        comparing.compare(world, [kept, again], desk)
    # Two states of one revision, too: who answered since can be seen.
    answering.record_answer(desk, checkpoint, place, Verdict.PARTLY, "見直した", "一部は正した")
    told = comparing.compare(world, [again], desk)
    assert (told.turns[Turn.BETTER], {a.revision.number for a in told.audits}) == (1, {2})


def test_a_copied_answer_makes_nothing_better(world: World, earlier: Path, following: Desk) -> None:
    north, south = site(following, "札幌北営業所"), site(following, "南営業所")
    answering.copy_answer(following, PLACED, north, [site(following, "本店")])
    told = comparing.compare(world, [earlier], following)
    assert rows_of(told)[PLACED, "本店"].turn is Turn.UNANSWERED
    answering.confirm_copy(following, PLACED, site(following, "本店"))
    told = comparing.compare(world, [earlier], following)
    # It is the site's own answer now, and nothing proves it yet.
    assert rows_of(told)[PLACED, "本店"].turn is Turn.CLAIMED
    assert {s.site for s in told.sites} == {site(following, "本店"), north, south}


def test_only_what_is_proven_is_better(world: World, earlier: Path, following: Desk, tmp_path: Path) -> None:
    proof = tmp_path / "台帳.txt"
    proof.write_text("写し", "utf-8")
    evidencing.attach(following, SAME, "", proof)
    told = comparing.compare(world, [earlier], following)
    assert rows_of(told)[SAME, ""].turn is Turn.BETTER
    assert (told.turns[Turn.BETTER], told.turns[Turn.CLAIMED]) == (1, 0)
    evidencing.remove(following, evidencing.listing(following)[-1].id, "別の台帳だった")
    assert rows_of(comparing.compare(world, [earlier], following))[SAME, ""].turn is Turn.CLAIMED


def test_evidence_proves_until_its_last_day(world: World, earlier: Path, following: Desk, tmp_path: Path) -> None:
    """As everywhere else it is asked whether it proves today, whatever the as-of date is."""
    proof = tmp_path / "台帳.txt"
    proof.write_text("写し", "utf-8")
    last = world.clock.today() + timedelta(days=30)
    assert last < auditing.outline(following).audit.as_of
    evidencing.attach(following, SAME, "", proof, expires=last)
    assert rows_of(comparing.compare(world, [earlier], following))[SAME, ""].turn is Turn.BETTER
    later(world, 31)
    told = comparing.compare(world, [earlier], following)
    assert rows_of(told)[SAME, ""].turn is Turn.CLAIMED
    assert told.audits[1].counts.unproven == told.audits[1].counts.conforming > 0


def test_what_was_sealed_stays_proven(desk: Desk, world: World, tmp_path: Path) -> None:
    other = auditing.create(world, tmp_path / "別.shadan", next_audit("本店"))
    place, *_rest = answer_all(narrowed(desk))
    proof = tmp_path / "台帳.txt"
    proof.write_text("写し", "utf-8")
    last = world.clock.today() + timedelta(days=30)
    evidencing.attach(desk, *place, proof, expires=last)
    answering.record_answer(working(desk, OFFICER), *place, Verdict.CONFORMING, "見た", "再確認")
    file = Path(desk.file.location)
    later(world, 31)
    assert comparing.compare(world, [file], other).audits[0].counts.unproven == 1
    # What is kept as evidence may be given a new last day before the seal; then it is over.
    evidencing_uses.set_facts(desk, evidencing.listing(desk)[0].id, world.clock.today(), "", "写しを取り直した。")
    reviewing.accept(working(desk, REVIEWER), auditing.outline(desk).places)
    sealing.approve(working(desk, APPROVER))
    sealing.seal(working(desk, APPROVER))
    later(world, 31)
    counts = comparing.compare(world, [file], other).audits[0].counts
    other.file.close()
    assert (counts.conforming, counts.unproven) == (1, 0)


def test_a_copied_deficiency_is_no_improvement(world: World, earlier: Path, following: Desk) -> None:
    """At the head office it was nonconforming; the copy from elsewhere says less, and nobody there confirmed it."""
    north, head = site(following, "札幌北営業所"), site(following, "本店")
    with again(world, earlier) as before:
        answering.record_answer(before, PLACED, site(before, "本店"), Verdict.NONCONFORMING, "見た", "再確認")
    answering.record_answer(following, PLACED, north, Verdict.PARTLY, "見た", "再確認")
    answering.copy_answer(following, PLACED, north, [head])
    assert rows_of(comparing.compare(world, [earlier], following))[PLACED, "本店"].turn is Turn.CLAIMED
    answering.confirm_copy(following, PLACED, head)
    assert rows_of(comparing.compare(world, [earlier], following))[PLACED, "本店"].turn is Turn.BETTER


def test_an_older_file_cannot_be_compared_and_says_so(
    world: World, following: Desk, root: Path, tmp_path: Path
) -> None:
    path = tmp_path / "old.shadan"
    shutil.copyfile(root / "tests" / "data" / "format-1.0.shadan", path)
    told = comparing.compare(world, [path], following)
    assert [a.texts_known for a in told.audits] == [False, True]
    assert not told.turns.keys() & {Turn.BETTER, Turn.WORSE, Turn.SAME}
    assert told.turns[Turn.OTHERWISE] > 0


def told_of(desk: Desk, file: Path, place: Place) -> tuple[Trend | None, Turn]:
    """What the overview and the comparison say of a place."""
    with desk.file.read() as work:
        outline = auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
        earlier = overview_places.carried(work)
        trends = {each.place: each.trend for each in overview_places.placed(work, outline, earlier)}
    rows = {(row.checkpoint, row.site): row.turn for row in comparing.compare(desk.world, [file], desk).rows}
    return trends[place], rows[place]


def test_the_overview_and_the_comparison_say_the_same(desk: Desk, world: World) -> None:
    head, north = (site.id for site in auditing.outline(desk).sites)
    place = PLACED, north
    answering.record_answer(desk, PLACED, head, Verdict.CONFORMING, "見た")
    answering.copy_answer(desk, PLACED, head, [north])
    desk.file.close()
    file = Path(desk.file.location)
    following, _come = carrying.create_from(world, file.with_name("次.shadan"), next_audit("本店", "北営業所"), file)
    # What nobody confirmed last time was no answer; a deficiency now is not worse than that.
    answering.record_answer(following, *place, Verdict.PARTLY, "不備があった")
    assert told_of(following, file, place) == (Trend.NEW, Turn.ANSWERED)
    answering.record_answer(following, PLACED, head, Verdict.NONCONFORMING, "不備があった")
    assert told_of(following, file, (PLACED, head)) == (Trend.WORSE, Turn.WORSE)
    following.file.close()
    asked = world.catalogue.checkpoint(PLACED)
    reworded = replace(asked, question=replace(asked.question, ja="改めた問い"))
    checkpoints = tuple(reworded if c.id == PLACED else c for c in world.catalogue.checkpoints)
    newer = replace(world, catalogue=replace(world.catalogue, version="9.9", checkpoints=checkpoints))
    following = auditing.open_audit(newer, Path(following.file.location))
    # It was answered to the words of last time, until it is answered anew.
    assert told_of(following, file, (PLACED, head)) == (Trend.WORSE, Turn.WORSE)
    answering.record_answer(following, PLACED, head, Verdict.PARTLY, "改めて見た", "問いが改まった")
    assert told_of(following, file, (PLACED, head)) == (Trend.OTHERWISE, Turn.OTHERWISE)
    following.file.close()


def test_only_what_is_asked_counts(desk: Desk, world: World, tmp_path: Path) -> None:
    """An answer and a mere remark at checkpoints that the company does not ask any more: as the overview counts."""
    other = auditing.create(world, tmp_path / "前.shadan", replace(next_audit("本店"), as_of=date(2025, 3, 31)))
    other.file.close()
    north = auditing.outline(desk).sites[1].id
    hidden = [checkpoint for checkpoint, place in auditing.outline(desk).places if place == north][:2]
    for checkpoint, place in auditing.outline(desk).places:
        if place == north and checkpoint != hidden[1]:
            verdict = Verdict.CONFORMING if checkpoint == hidden[0] else Verdict.PARTLY
            answering.record_answer(desk, checkpoint, place, verdict, "見た")
    answering.record_comment(desk, hidden[1], north, "次に見る")
    leaves = "\n".join(f'[[hide]]\ncheckpoint = "{each}"\nreason = "対象の業務がない"' for each in hidden)
    (tmp_path / "自社.toml").write_text(leaves, encoding="utf-8")
    overlaying.take(desk, tmp_path / "自社.toml")
    total = auditing.outline(desk).total()
    told = comparing.compare(world, [Path(other.file.location)], desk)
    counts = told.audits[1].counts
    assert (counts.total, counts.unanswered) == (total.total, total.unanswered)
    assert (counts.partly, counts.conforming) == (total.partly, 0)
    # Whoever has answered all that is asked has a rank.
    assert {told.names[s.site]: s.rank for s in told.sites} == {"北営業所": 1, "本店": 0}
