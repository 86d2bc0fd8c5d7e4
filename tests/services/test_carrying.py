"""The next audit, begun from an earlier one under another edition of the catalogue."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.carrying import Standing
from app.domain.challenges import Outcome
from app.domain.duties import Assignment, Duty, Officer
from app.domain.findings import Status
from app.domain.grades import Cause, Verdict
from app.domain.history import Event
from app.domain.plan import Action, ActionState, Case, CaseCause, Separation, Stage
from app.domain.splitting import Control, Course
from app.errors import INTEGRITY, UserError
from app.i18n import gettext
from app.services import (
    aliases,
    answering,
    asking,
    auditing,
    carried_answers,
    carrying,
    evidencing,
    findings,
    ledger_editing,
    ledgers,
    overlaying,
    proving,
    reporting,
    reviewing,
)
from app.services.ledger_undoing import undo_import
from app.services.ports import Desk, HistoryQuery, LedgerQuery, World
from app.services.reporting.model import StackedBars
from app.storage.audit_file import SqliteAuditFiles
from tests.services.earlier_audit import (
    ADDED,
    FORMER,
    GONE,
    PLACED,
    PRESENT,
    REWORDED,
    SAME,
    TERMINALS,
    WORDS_THEN,
    last_time,
    later,
    next_audit,
)
from tests.services.reporting.test_plan import of_kind, said
from tests.services.rounds import REVIEWER, refused, working
from tests.services.test_ledger_offices import book, row
from tests.services.test_overlaying import OWN

BOTH = ("本店", "北営業所")


@pytest.fixture
def earlier(world: World, tmp_path: Path) -> Iterator[Desk]:
    desk = last_time(world, tmp_path)
    yield desk
    desk.file.close()


def begin(world: World, earlier: Desk, *sites: str, **options: object) -> tuple[Desk, carrying.Come]:
    """The next audit from an earlier one, closed before: its bytes stay what they are."""
    path = Path(earlier.file.location)
    earlier.file.close()
    before = path.read_bytes()
    later(world)
    made = carrying.create_from(world, path.with_name("次回.shadan"), next_audit(*(sites or BOTH)), path, **options)  # type: ignore[arg-type]
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.glob("点検*")) == [path.name]
    return made


def standings(desk: Desk) -> dict[tuple[str, str], Standing]:
    names = {site.id: site.name for site in auditing.outline(desk).sites} | {"": ""}
    return {(v.carried.checkpoint, names[v.carried.site]): v.carried.standing for v in carried_answers.listing(desk)}


def test_the_report_on_the_results_compares_with_last_time(world: World, earlier: Desk) -> None:
    desk, _come = begin(world, earlier)
    answering.record_answer(desk, SAME, "", Verdict.NONCONFORMING, "記録がない", "")
    report = reporting.build(desk, "results", gettext)
    told = said(report)
    assert "前回との比較は行っていない。" not in told
    assert "2026年度上期の点検(基準日2026年10月31日、第1版、照合番号" in told
    (bars,) = (b for b in of_kind(report, StackedBars) if isinstance(b, StackedBars) and b.caption == "前回からの変化")
    told_parts = {part.split()[-1]: n for part, n in zip(bars.legend, bars.rows[0].values, strict=True)}
    assert (told_parts["変化なし"], told_parts["悪化"]) == (1, 0)
    desk.file.close()


def test_answers_come_as_proposals_and_count_for_nothing(world: World, earlier: Desk) -> None:
    desk, come = begin(world, earlier)
    assert auditing.outline(desk).total().answered == 0
    assert standings(desk) == {
        (REWORDED, ""): Standing.CHANGED,
        (SAME, ""): Standing.UNCHANGED,
        (PRESENT, ""): Standing.UNCHANGED,
        ("A1-1-04", ""): Standing.UNCHANGED,
        (PLACED, "本店"): Standing.UNCHANGED,
        (PLACED, "北営業所"): Standing.UNCHANGED,
        (TERMINALS, "北営業所"): Standing.UNCHANGED,
        (GONE, "北営業所"): Standing.RETIRED,
    }
    assert (come.unchanged, come.changed, come.retired, come.left_answers) == (6, 1, 1, 0)
    view = carried_answers.at(desk, REWORDED, "")
    assert view is not None
    assert (view.carried.question, view.carried.verdict) == (WORDS_THEN, Verdict.CONFORMING)
    assert (view.carried.comment, view.carried.given_by) == (f"{REWORDED}を見た", "officer")
    before = carried_answers.predecessor(desk)
    assert before is not None
    assert (before.period, before.catalogue_version, before.revision) == ("2026年度上期", "2026.0", 1)
    with desk.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="audit.carried"))
    assert entry.event.after == {"source": "点検 2026.shadan", "period": "2026年度上期", **come.told()}
    desk.file.close()
    assert SqliteAuditFiles().verify(Path(desk.file.location)).problems == ()


def test_a_look_tells_what_would_come(world: World, earlier: Desk) -> None:
    # The window may have the very file open.
    told = carrying.look(world, Path(earlier.file.location))
    assert (told.audit.organisation, told.audit.role.value) == ("東湾送配電株式会社", "grid_operator")
    assert [site.name for site in told.sites] == ["本店", "北営業所"]
    assert [(k.kind, k.records, k.files) for k in told.ledgers] == [("terminals", 5, ("端末台帳.xlsx",))]
    assert (told.answered, told.sealed, told.texts.unknown) == (8, False, False)
    assert told.texts.changed == (REWORDED,)
    assert told.texts.new == (ADDED,)
    assert PRESENT in told.texts.unchanged
    (gone,) = told.texts.retired
    assert (gone.id, gone.question, gone.answers) == (GONE, "廃止前の問い", 1)
    assert gone.reason == world.catalogue.retired[GONE]
    of_item = {area.item: area for area in told.texts.areas}
    assert (of_item["A1-1"].changed, of_item["A1-1"].new, of_item["A1-2"].retired) == (1, 1, 1)


def test_rows_come_with_their_file_and_the_next_one_shows_the_difference(world: World, earlier: Desk) -> None:
    ids = ledgers.row_ids(earlier, "terminals", LedgerQuery())
    before = [(s.record, s.file) for s in ledgers.rows(earlier, ids)]
    folder = Path(earlier.file.location).parent
    desk, come = begin(world, earlier)
    ids = ledgers.row_ids(desk, "terminals", LedgerQuery())
    assert [(s.record, s.file) for s in ledgers.rows(desk, ids)] == before
    assert come.records == 5
    assert {f.subject for f in findings.listing(desk, rule="R01")} == {"PC-0001", "PC-0002"}
    rows = [row(n, "北営業所", "共用" if n == 2 else "送配電") for n in range(2, 8)]
    result = ledgers.import_batch(desk, "terminals", book(folder / "次.xlsx", 台帳=("端末台帳", rows)))
    assert (result.rows.added, result.rows.unchanged, result.rows.gone) == (2, 4, 1)
    undo_import(desk, result.batch, "試し")
    assert ledgers.row_ids(desk, "terminals", LedgerQuery()) == ids
    desk.file.close()


def test_what_hands_did_to_ledgers_comes_along(world: World, earlier: Desk) -> None:
    desk, keys = earlier, ledgers.row_ids(earlier, "terminals", LedgerQuery())
    struck = ledgers.rows(desk, keys)[4].record.match_key
    ledger_editing.remove_record(desk, "terminals", struck, "廃棄した")
    ledger_editing.add_record(desk, "terminals", {"asset_no": "PC-0900", "site": "本店"}, "台帳にない")
    aliases.add(desk, "companies", "東湾小売", "東湾送配電株式会社")
    desk, come = begin(world, earlier)
    shown = ledgers.rows(desk, ledgers.row_ids(desk, "terminals", LedgerQuery(with_gone=True)))
    assert [(s.record.key, s.file, s.struck) for s in shown][-2:] == [
        ("PC-0005", "端末台帳.xlsx", True),
        ("PC-0900", "", False),
    ]
    with desk.file.read() as work:
        acts = {(h.record, h.act, h.reason) for h in work.hands.hands("terminals")}
        assert [a.text for a in work.hands.aliases()] == ["東湾小売"]
    assert {(act, reason) for _, act, reason in acts} == {("struck", "廃棄した"), ("added", "台帳にない")}
    assert come.records == 5
    desk.file.close()


def fill_plan(desk: Desk) -> None:
    """Measures open, done and withdrawn, a case, a split, people and their tasks."""
    north = auditing.outline(desk).sites[1].id
    with desk.file.write() as work:
        for number, action in enumerate(
            (
                Action("a1", 0, "A4-4", TERMINALS, measure="撤去する", sites=(north,)),
                Action("a2", 0, "A4-4", measure="済んだ", state=ActionState.DONE, done=date(2026, 12, 1)),
                Action("a3", 0, "A4-4", measure="やめた", withdrawn="重複"),
                Action("a4", 0, "A2-1", FORMER, measure="規程を定める", due=date(2027, 3, 31)),
            ),
            start=1,
        ):
            work.plan.put_action(replace(action, number=number))
        work.plan.put_case(
            Case("c1", 1, "other", True, "閲覧", causes=(CaseCause(Cause.OPPORTUNITY, "共用", ("a1", "a2")),))
        )
        work.plan.put_separation(Separation("s1", 1, "託送業務システム"))
        work.splits.put_course(Course("s1", Stage.DECISION, done=date(2026, 10, 15)))
        work.splits.put_course(Course("gone", Stage.DECISION, done=date(2026, 10, 15)))
        work.splits.put_control(Control("k1", "s1", 1, "遮断試験", "情報システム課", (FORMER, "Z9-9")))
        work.duties.put_officer(Officer("確認 花子", "監査部", (Duty.REVIEWER,), desk.stamp(), "officer"))
        work.duties.put_assignments(
            (
                Assignment("t1", north, "", "北 次郎", "北営業所", date(2026, 11, 30), desk.stamp(), "officer"),
                Assignment("t2", "", "A1-1", "本 一郎", "総務部", None, desk.stamp(), "officer"),
            )
        )
        work.audit.set_setting("report.dates", "western")
        work.history.record(desk.stamp(), "officer", Event("plan.added", "a1"))
        work.commit()


def test_the_open_plan_people_and_settings_come_along(world: World, earlier: Desk) -> None:
    fill_plan(earlier)
    name, value = next((n, v) for n, v in findings.thresholds(earlier).items() if isinstance(v, int) and v > 1)
    findings.set_threshold(earlier, name, value - 1)
    thresholds = dict(findings.thresholds(earlier))
    assert thresholds[name] == value - 1
    desk, come = begin(world, earlier)
    with desk.file.read() as work:
        actions = {a.number: a for a in work.plan.actions()}
        assert {n: (a.id, a.checkpoint) for n, a in actions.items()} == {1: ("a1", TERMINALS), 4: ("a4", PRESENT)}
        assert work.plan.cases()[0].causes[0].actions == ("a1",)
        assert [s.system for s in work.plan.separations()] == ["託送業務システム"]
        assert [(c.separation, c.done) for c in work.splits.courses()] == [("s1", date(2026, 10, 15))]
        assert [(c.text, c.checkpoints) for c in work.splits.controls()] == [("遮断試験", (PRESENT,))]
        assert [o.name for o in work.duties.officers()] == ["確認 花子"]
        assert {(a.person, a.due) for a in work.duties.assignments()} == {("北 次郎", None), ("本 一郎", None)}
        assert work.audit.setting("report.dates") == "western"
        # What was asked is that of this audit.
        assert [name for name in work.audit.settings("") if name.startswith(asking.SETTING)] == [
            asking.SETTING,
            f"{asking.SETTING}.{desk.catalogue.version}",
        ]
    assert dict(findings.thresholds(desk)) == thresholds
    assert (come.actions, come.people, come.left_actions) == (2, 1, 0)
    desk.file.close()


def test_sites_are_met_by_name_and_alias_renamed_or_left_behind(world: World, earlier: Desk) -> None:
    fill_plan(earlier)
    before = {site.name: site.id for site in auditing.outline(earlier).sites}
    auditing.rename_site(earlier, before["本店"], "本社")
    desk, come = begin(world, earlier, "本店", "南営業所")
    sites = {site.name: site for site in auditing.outline(desk).sites}
    assert (sites["本店"].id, sites["本店"].aliases) == (before["本店"], ("本社",))
    assert sites["南営業所"].id not in before.values()
    assert (come.left_sites, come.left_answers, come.left_actions) == (("北営業所",), 3, 1)
    assert {site for _, site in standings(desk)} == {"", "本店"}
    with desk.file.read() as work:
        assert {a.person for a in work.duties.assignments()} == {"本 一郎"}
    desk.file.close()
    path = Path(desk.file.location)
    path.unlink()
    again, come = carrying.create_from(
        world,
        path,
        next_audit("本店", "札幌北営業所"),
        Path(earlier.file.location),
        renamed={"北営業所": "札幌北営業所"},
    )
    assert {s.name: s.id for s in auditing.outline(again).sites} == {
        "本店": before["本店"],
        "札幌北営業所": before["北営業所"],
    }
    # The ledger writes the former name, and is understood.
    assert {f.site for f in findings.listing(again, rule="R01")} == {before["北営業所"]}
    assert come.left_sites == ()
    again.file.close()


def test_an_accepted_risk_stays_so_while_its_day_has_not_passed(world: World, tmp_path: Path) -> None:
    earlier = last_time(world, tmp_path, (1, 2, 3))
    first, second, third = sorted(findings.listing(earlier, rule="R01"), key=lambda f: f.subject)
    findings.accept(earlier, first.id, "間仕切りがある", "情報管理責任者", date(2027, 12, 31))
    findings.accept(earlier, second.id, "撤去の予定", "情報管理責任者", date(2026, 12, 31))
    findings.set_status(earlier, third.id, Status.CORRECTED, "10月12日に移設した。")
    desk, come = begin(world, earlier)
    now = {f.subject: f for f in findings.listing(desk, rule="R01")}
    assert [now[s].status for s in sorted(now)] == [Status.ACCEPTED, Status.OPEN, Status.OPEN]
    acceptance = now["PC-0001"].acceptance
    assert acceptance is not None
    assert (acceptance.approver, acceptance.until) == ("情報管理責任者", "2027-12-31")
    assert come.accepted == 1
    desk.file.close()


def test_evidence_stays_and_is_counted(world: World, earlier: Desk, tmp_path: Path) -> None:
    file = tmp_path / "写真.txt"
    file.write_text("写真", "utf-8")
    evidencing.attach(earlier, SAME, "", file)
    north = auditing.outline(earlier).sites[1].id
    answering.copy_answer(earlier, PLACED, auditing.outline(earlier).sites[0].id, [north], "本店と同じ")
    desk, _come = begin(world, earlier)
    with desk.file.read() as work:
        assert work.evidence.all() == ()
    told = {v.place: v.carried for v in carried_answers.listing(desk)}
    assert told[SAME, ""].evidence == 1
    # Nobody ever confirmed it at the site: that is told.
    assert (told[PLACED, north].review, told[SAME, ""].review) == ("copied", "")
    desk.file.close()


def test_what_was_refuted_is_not_carried_as_accepted(world: World, earlier: Desk) -> None:
    """It was accepted and then refuted: the next audit is told so, and takes it over neither alone nor with others."""
    reviewer = working(earlier, REVIEWER)
    north = auditing.outline(earlier).sites[1].id
    place, other = (PLACED, north), ("A1-1-04", "")
    reviewing.accept(reviewer, [place, other])
    proving.record(reviewer, *place, REVIEWER, "入退室の記録と照らした", Outcome.REFUTED)
    desk, _come = begin(world, earlier)
    told = {v.place: (v.carried.review, v.refusal) for v in carried_answers.listing(desk)}
    assert (told[place], told[other]) == (("refuted", "carried_refuted"), ("accepted", ""))
    taken = carried_answers.take(desk, [place, other])
    assert (taken.taken, [each.code for each in taken.refused]) == ((other,), ["carried_refuted"])
    with refused("carried_refuted"):
        carried_answers.take(desk, [place])
    # Who has looked again may say the same.
    answering.record_answer(desk, *place, Verdict.CONFORMING, "改めて見た")
    desk.file.close()


@pytest.mark.parametrize(("days", "count"), [(180, 1), (179, 0)])
def test_evidence_counts_while_it_proves(days: int, count: int, world: World, earlier: Desk, tmp_path: Path) -> None:
    """Until its last day, whatever the as-of date of the audit was; the next audit begins 180 days later."""
    file = tmp_path / "写真.txt"
    file.write_text("写真", "utf-8")
    last = world.clock.today() + timedelta(days=days)
    evidencing.attach(earlier, SAME, "", file, expires=last)
    desk, _come = begin(world, earlier)
    assert {v.place: v.carried.evidence for v in carried_answers.listing(desk)}[SAME, ""] == count
    desk.file.close()


@pytest.mark.parametrize("form", ["1.0", "1.1", "1.2"])
def test_an_older_format_is_read_in_a_copy(form: str, world: World, tmp_path: Path, root: Path) -> None:
    path = tmp_path / "old.shadan"
    shutil.copyfile(root / "tests" / "data" / f"format-{form}.shadan", path)
    before = path.read_bytes()
    told = carrying.look(world, path)
    assert told.texts.unknown == (told.audit.catalogue_version != world.catalogue.version)
    desk, come = carrying.create_from(world, tmp_path / "new.shadan", next_audit(*(s.name for s in told.sites)), path)
    # Nobody knows how that edition asked: everything that is still asked is answered anew.
    assert come.changed > 0
    assert come.unchanged == 0
    assert {v.carried.question for v in carried_answers.listing(desk)} == {""}
    assert come.actions == len(told.actions)
    desk.file.close()
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["new.shadan", "old.shadan"]


_HOLD = """
import sys
from pathlib import Path
from app.services import answering, auditing
from app.domain.grades import Verdict
from tests.desk import new_world
desk = auditing.open_audit(new_world(), Path(sys.argv[1]))
answering.record_answer(desk, "A1-1-06", "", Verdict.CONFORMING, "書いている間に")
print("held", flush=True)
sys.stdin.read()
desk.file.close()
"""


def test_somebody_else_may_have_it_open(world: World, earlier: Desk, root: Path) -> None:
    path = Path(earlier.file.location)
    earlier.file.close()
    later(world)
    holder = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _HOLD, str(path)],
        cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(UserError, match="in use"):
            auditing.open_audit(world, path)
        desk, _come = carrying.create_from(world, path.with_name("次回.shadan"), next_audit(*BOTH), path)
        assert ("A1-1-06", "") in standings(desk)
        desk.file.close()
        holder.stdin.close()
    assert holder.returncode == 0
    assert SqliteAuditFiles().verify(path).problems == ()


def test_a_damaged_or_foreign_file_gives_nothing(world: World, earlier: Desk, tmp_path: Path) -> None:
    path = Path(earlier.file.location)
    earlier.file.close()
    target = tmp_path / "次回.shadan"
    content = path.read_bytes()
    at = content.index(f"{SAME}を見た".encode())
    path.write_bytes(content[:at] + b"X" + content[at + 1 :])
    with pytest.raises(UserError) as error:
        carrying.create_from(world, target, next_audit(*BOTH), path)
    assert (error.value.code, error.value.exit_code) == ("earlier_damaged", INTEGRITY)
    foreign = tmp_path / "メモ.shadan"
    foreign.write_text("メモ", "utf-8")
    with pytest.raises(UserError) as error:
        carrying.look(world, foreign)
    assert error.value.code == "audit_not_shadan"
    path.write_bytes(content)
    with pytest.raises(UserError) as error:
        carrying.create_from(world, path, next_audit(*BOTH), path)
    assert error.value.code == "earlier_is_new"
    assert path.read_bytes() == content
    assert not target.exists()


def test_when_it_is_stopped_there_is_no_file(world: World, earlier: Desk) -> None:
    path = Path(earlier.file.location)
    earlier.file.close()
    target = path.with_name("次回.shadan")
    for stop in ("rows", "rules"):

        def go_on(what: str, _done: int, _total: int, stop: str = stop) -> bool:
            return what != stop

        with pytest.raises(UserError) as error:
            carrying.create_from(world, target, next_audit(*BOTH), path, go_on)
        assert error.value.code in ("carrying_stopped", "rules_stopped")
        assert sorted(each.name for each in path.parent.glob("次回*")) == []
    with pytest.raises(UserError) as error:
        carrying.create_from(world, target, next_audit(*BOTH), path, renamed={"北営業所": "東営業所"})
    assert error.value.code == "site_unknown"


def test_the_companys_own_checkpoints_come_along_with_how_they_were_asked(
    world: World, earlier: Desk, tmp_path: Path
) -> None:
    """Own checkpoints are carried; one whose text has another value since is asked otherwise."""
    path = tmp_path / "自社.toml"
    path.write_text(OWN, "utf-8")
    overlaying.take(earlier, path)
    head = auditing.outline(earlier).sites[0].id
    answering.record_answer(earlier, "A1-1-C01", "", Verdict.CONFORMING, "見た")
    answering.record_answer(earlier, "A4-4-C01", head, Verdict.PARTLY, "3か月で見た")
    overlaying.set_value(earlier, "点検の間隔", "1か月")
    told = carrying.look(world, Path(earlier.file.location))
    assert {"A1-1-C01", "A4-4-C01"} <= set(told.texts.unchanged)
    assert "A3-4-01" not in {*told.texts.unchanged, *told.texts.new}
    desk, _come = begin(world, earlier)
    assert {c.id for c in desk.catalogue.checkpoints if c.own} == {"A1-1-C01", "A4-4-C01"}
    found = standings(desk)
    assert (found["A1-1-C01", ""], found["A4-4-C01", "本店"]) == (Standing.UNCHANGED, Standing.CHANGED)
    view = carried_answers.at(desk, "A4-4-C01", head)
    assert view is not None
    assert "3か月ごと" in view.carried.question
    with desk.file.read() as work:
        assert [p.source for p in work.overlays.all()] == ["自社.toml"]
    desk.file.close()
    reopened = auditing.open_audit(world, Path(desk.file.location))
    with reopened.file.read() as work:
        assert work.history.entries(HistoryQuery(act="catalogue.kept")) == ()
    reopened.file.close()
