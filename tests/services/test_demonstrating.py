"""The sample audit tells one story: ledger, proposals, answers, evidence and plan agree."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from app import bootstrap
from app.domain.duties import Duty
from app.domain.findings import LIVE, WHOLE, Source, Status
from app.domain.grades import Verdict
from app.domain.paper_loop import State as PaperState
from app.domain.review import State
from app.errors import UserError
from app.i18n import gettext_in
from app.services import (
    auditing,
    challenging,
    demonstrating,
    evidencing,
    findings,
    flagging,
    ledgers,
    people,
    planning,
    proving,
    reviewing,
    searching,
)
from app.services.demonstrating import Made
from app.services.papers import listing
from app.services.ports import Desk, World
from app.services.reporting.model import Report
from app.services.reporting.sheets import Form
from tests.desk import new_world


def print_nothing(report: Report, target: Path) -> None:
    """A renderer that only marks where a report would be."""
    target.write_bytes(b"%PDF")


def make(world: World, folder: Path) -> Made:
    return demonstrating.make(world, bootstrap.sample(), folder, print_nothing, str, "ja")


@pytest.fixture
def demo(demo_file: Path) -> Iterator[Desk]:
    desk = auditing.open_audit(new_world(), demo_file)
    yield desk
    desk.file.close()


def test_the_ledgers_are_read_whole(made_demo: Made) -> None:
    by_kind = {result.kind: result for result in made_demo.imported}
    assert sorted(by_kind) == sorted(new_world().ledgers.kinds())
    assert [file.name for file in made_demo.ledgers] == [result.source for result in made_demo.imported]
    assert {result.rows.rejected for result in made_demo.imported} == {0}
    assert by_kind["terminals"].rows.added == 1208
    assert len(by_kind["terminals"].sheets) == 6
    assert len(by_kind["accounts"].sheets) == 5
    assert made_demo.answered == made_demo.total
    assert all(report.exists() for report in made_demo.reports)


def test_what_is_told_of_the_sample_is_what_it_holds(made_demo: Made, demo: Desk) -> None:
    """Counted at the end: the plan gets measures of its own after those that were drafted."""
    total = auditing.outline(demo).total()
    found = findings.listing(demo)
    standing = [a for a in planning.view(demo).actions if not a.withdrawn]
    assert made_demo.actions == len(standing)
    assert made_demo.actions > len({a.checkpoint for a in standing if a.checkpoint})
    assert (made_demo.answered, made_demo.total) == (total.answered, total.total)
    assert (made_demo.findings, made_demo.from_ledger) == (len(found), len([f for f in found if f.rule]))
    assert made_demo.evidence == len(evidencing.listing(demo))


def test_every_rule_fires_in_plausible_numbers(demo: Desk) -> None:
    found = findings.listing(demo, Source.RULES)
    of_terminals = Counter(f.rule for f in found if f.rows[0].kind == "terminals")
    expected = {"R01": 5, "R02": 5, "R03": 5, "R04": 8, "R06": 10, "R07": 8, "R08": 3, "R34": 2}
    assert of_terminals == {**expected, "R21": 2, "R27": 1, "R31": 17, "R32": 42}
    assert {f.rule for f in found} == {f"R{n:02d}" for n in range(1, 35)}
    serious = Counter(f.rule for f in found if f.severity.value == "serious")
    assert (serious["R01"], serious["R02"], serious["R03"]) == (5, 5, 3)
    assert all(f.site for f in found if f.rows[0].kind == "terminals" and WHOLE not in f.values)
    assert {f.rows[0].file for f in found} <= set(bootstrap.sample().ledgers.values())
    assert not [f for f in found if f.status is Status.RESOLVED]


def elsewhere(demo: Desk, place: tuple[str, str]) -> str:
    """The checkpoint that the facts proposed at a place belong to instead; empty for none."""
    checkpoint, site = place
    names = {s.id: s.name for s in auditing.outline(demo).sites}
    return bootstrap.sample().elsewhere.get(f"{checkpoint}@{names[site]}" if site else checkpoint, "")


def test_answers_follow_the_decisions_on_proposals(demo: Desk) -> None:
    outline = auditing.outline(demo)
    adopted = 0
    spoken = {c for f in findings.listing(demo, Source.RULES) for c in f.checkpoints}
    for place in outline.places:
        view = findings.proposal(demo, *place) if place[0] in spoken else None
        if view is None:
            continue
        assert view.decision is not None, place
        if elsewhere(demo, place):
            assert view.decision.decision == "rejected", place
            assert outline.answers[place].verdict is Verdict.CONFORMING, place
            continue
        assert view.decision.decision == "adopted", place  # what was rejected is accepted and proposes nothing
        assert outline.answers[place].verdict is view.proposal.verdict, place
        adopted += 1
    assert adopted > 10
    with demo.file.read() as work:
        decisions = Counter(d.decision for d in work.findings.decisions())
    sample = bootstrap.sample()
    assert decisions["rejected"] == len(sample.rejected) + len(sample.elsewhere)
    assert {f.status for f in findings.listing(demo, rule="R07")} == {Status.OPEN, Status.ACCEPTED}


def test_what_stands_open_is_counted_as_it_is_listed(demo: Desk) -> None:
    restated = findings.restated(demo)
    assert restated
    listed = [f for f in findings.listing(demo) if f.status in LIVE and f.id not in restated]
    assert searching.open_findings(demo) == len(listed) > 0


def test_every_remark_is_about_a_checkpoint_and_a_site_of_the_sample(demo: Desk) -> None:
    sample, asked = bootstrap.sample(), {c.id for c in auditing.outline(demo).checkpoints}
    named = [*sample.remarks, *sample.rejected, *sample.places, *sample.visited, *sample.received]
    named += [*sample.tried, *sample.replied, *sample.people.requested, *sample.people.flags]
    named += [*sample.elsewhere, *sample.elsewhere.values()]
    for name in named:
        checkpoint, sign, site = name.partition("@")
        assert checkpoint in asked, name
        assert not sign or site in sample.sites, name
    failing = {(a.checkpoint, a.verdict) for a in auditing.outline(demo).answers.values() if a.comment}
    turned = {turn.checkpoint: turn.verdict for turn in sample.plan.after.turns}
    for name, (first, _) in sample.remarks.items():
        verdict = turned.get(name, first)
        assert (name.partition("@")[0], verdict) in failing, name


def test_remarks_are_given_in_both_languages() -> None:
    sample = bootstrap.sample()
    texts = [*(text for _, text in sample.remarks.values()), *sample.rejected.values(), sample.conforming]
    texts += [*(text for *_, text in sample.tried.values()), *(text for _, text in sample.replied.values())]
    texts += [*sample.people.returned.values(), *sample.people.flags.values()]
    texts += [each.section for each in sample.people.people]
    for text in texts:
        said = text.in_language("en").replace(sample.affiliate.removesuffix("株式会社"), "")
        assert said.isascii(), said
        assert not text.in_language("ja").isascii()


def test_failing_answers_from_the_ledger_have_evidence(demo: Desk) -> None:
    proven = {(e.checkpoint, e.site) for e in evidencing.listing(demo)}
    failing = {
        place
        for place, answer in auditing.outline(demo).answers.items()
        if answer.verdict in (Verdict.PARTLY, Verdict.NONCONFORMING) and place[0].startswith("A4-4")
    }
    assert failing <= proven
    names = [e.name for e in evidencing.listing(demo)]
    assert {"端末台帳.xlsx", "ID台帳.xlsx", "委託先台帳.xlsx"} <= set(names)
    assert any(name.endswith(".csv") for name in names)


@pytest.mark.parametrize("name", ["端末台帳.xlsx", "従業員一覧.csv", "業務改善計画.pdf", "sample.shadan"])
def test_files_of_others_are_left_alone(world: World, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(UserError) as error:
        make(world, tmp_path)
    assert error.value.code == "demo_foreign"
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [(name, b"mine")]


def test_the_ledger_beside_the_sample_can_be_imported_again(demo: Desk, made_demo: Made) -> None:
    (terminals,) = [file for file in made_demo.ledgers if file.name == "端末台帳.xlsx"]
    rows = ledgers.import_batch(demo, "terminals", terminals, dry_run=True).rows
    assert (rows.added, rows.changed, rows.gone, rows.unchanged) == (0, 0, 0, 1208)


def test_a_sample_that_somebody_else_has_just_begun_is_left_alone(
    world: World, demo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in demo_folder.iterdir()}
    # Both had looked before either began.
    monkeypatch.setattr(demonstrating, "_clear", lambda *_: None)
    with pytest.raises(UserError) as refused:
        make(world, demo_folder)
    assert refused.value.code == "audit_exists"
    assert {path.name: path.read_bytes() for path in demo_folder.iterdir()} == before


def test_what_is_claimed_is_told_with_what_stands_beside_it(demo: Desk) -> None:
    sample, outline = bootstrap.sample(), auditing.outline(demo)
    names = {site.id: site.name for site in outline.sites}
    total = outline.total()
    # Most of it nobody has proven yet, and the sample says so.
    assert 0 < total.proven < total.unproven
    tried = {f"{v.disproof.checkpoint}@{names.get(v.disproof.site, '')}".strip("@") for v in proving.listing(demo)}
    assert tried == set(sample.tried)
    assert all(v.speaks for v in proving.listing(demo))
    views = challenging.challenges(demo)
    replied = {f"{v.place[0]}@{names.get(v.place[1], '')}".strip("@") for v in views if not v.open}
    assert replied == set(sample.replied)
    assert sum(v.open for v in views) > len(replied)


def test_several_people_are_at_work_on_it(demo: Desk) -> None:
    sample, outline = bootstrap.sample().people, auditing.outline(demo)
    names = {site.id: site.name for site in outline.sites}

    def told(places: Iterable[tuple[str, str]]) -> set[str]:
        return {f"{checkpoint}@{names.get(site, '')}".strip("@") for checkpoint, site in places}

    listed = {officer.name: officer.duties for officer in people.listing(demo)}
    assert listed == {each.name or made_by(demo): each.duties for each in sample.people}
    assert {duty for duties in listed.values() for duty in duties} == set(Duty)
    states: dict[State, list[tuple[str, str]]] = {}
    for place, state in reviewing.states(demo).by_place.items():
        states.setdefault(state, []).append(place)
    assert told(states[State.ACCEPTED]) == set(sample.accepted)
    assert told(states[State.RETURNED]) == set(sample.returned)
    assert told(states[State.REQUESTED]) == set(sample.requested) - set(sample.accepted) - set(sample.returned)
    assert told((flag.checkpoint, flag.site) for flag in flagging.flags(demo)) == set(sample.flags)
    with demo.file.read() as work:
        known = reviewing.states_of(work, outline).by_place
        waits = reviewing.waiting_for(work, outline, known, made_by(demo))
        reviewer = next(each.name for each in sample.people if Duty.REVIEWER in each.duties)
        asked = reviewing.waiting_for(work, outline, known, reviewer)
    # Who made the sample sees what was returned, and the reviewer what is still to be accepted.
    assert (set(waits.returned), waits.to_accept) == (set(states[State.RETURNED]), ())
    assert (set(asked.to_accept), asked.returned) == (set(states[State.REQUESTED]), ())


def made_by(demo: Desk) -> str:
    """Who gave the answers of the sample."""
    (name,) = {answer.by for answer in auditing.outline(demo).answers.values()}
    return name


def test_the_papers_show_every_state(demo: Desk) -> None:
    views = listing.listing(demo, gettext_in)
    assert {view.state for view in views} == set(PaperState)
    (signed,) = [view for view in views if view.state is PaperState.SIGNED]
    assert (signed.site_name, signed.returned and signed.returned.by_hand) == ("南浜配電事業所", True)
    assert {view.form for view in views if view.state is PaperState.RETURNED} == {
        Form.SITE_CONFIRMATION,
        Form.WALK_SHEET,
    }
