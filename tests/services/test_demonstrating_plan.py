"""The sample's plan: complete in both languages, and everything it names is there."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.bootstrap import render, sample
from app.domain.case_figures import FigureKind
from app.domain.case_papers import CASE, Known, subject_of
from app.domain.challenges import Outcome
from app.domain.filings import Move, Paper
from app.domain.grades import Role, Verdict
from app.domain.measures import Effect
from app.domain.plan import Horizon, beyond_horizon
from app.i18n import gettext, gettext_in
from app.services import (
    answering,
    auditing,
    case_notes,
    demonstrating,
    filings,
    measures,
    planning,
    proving,
    reporting,
)
from app.services.ports import World


def test_what_the_sample_names_is_there() -> None:
    plan = sample().plan
    known = {name for m in plan.measures for name in (m.checkpoint, m.key) if name}
    assert {name for case in plan.cases for cause in case.causes for name in cause.measures} <= known
    assert all(cause.measures for case in plan.cases for cause in case.causes)
    assert {each.measure for each in plan.progress} <= known


def test_the_sample_shows_what_became_of_figures_and_measures(world: World, demo_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "写し.shadan"
    copy.write_bytes(demo_file.read_bytes())
    desk = auditing.open_audit(world, copy)
    try:
        case = planning.cases(desk)[0]
        clock, notes = case_notes.clock(desk, case.id), case_notes.of_subject(desk, subject_of(CASE, case.id))
        shown = {each.action.number: each for each in measures.listing(desk)}
        filed, reported = filings.listing(desk)
        progress, first = filings.progress(desk), filings.progress(desk, 1)
        moved = {move for each in progress.moved for move in each.moves}
        told = reporting.build(desk, "progress", gettext, "ja")
    finally:
        desk.file.close()
    assert {figure.kind for figure in case.figures} == set(FigureKind)
    assert [len(figure.earlier) for figure in case.figures][:3] == [2, 1, 1]
    assert clock.due == date(2026, 8, 12)
    assert clock.final is not None
    assert clock.final <= clock.due
    assert set(notes) >= {f"privacy-{n}" for n in range(1, 9)}
    assert {note.known for note in notes.values()} == set(Known)
    assert (filed.paper, filed.filed_on, filed.late) == (Paper.PLAN, date(2026, 11, 24), False)
    assert (reported.paper, reported.late) == (Paper.PROGRESS, False)
    # A slip, a correction and a changed verdict stand in the next report.
    assert progress.since is not None
    assert [(t.checkpoint, t.before, t.now) for t in progress.since.verdicts] == [
        ("A4-1-03", Verdict.NONCONFORMING, Verdict.PARTLY)
    ]
    assert [[f.now.value for f in turn.figures] for turn in progress.since.cases] == [["約190件"]]
    assert first.since == progress.since
    assert told.missing == ()
    assert {Move.SLIPPED, Move.CHANGED, Move.SAME} <= moved
    assert {each.check.result for each in shown.values() if each.check} == {Effect.EFFECTIVE, Effect.PARTLY}
    assert any(each.revisions and each.facts.milestones for each in shown.values())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sample_is_a_plan_that_may_be_filed(world: World, demo_file: Path, tmp_path: Path, language: str) -> None:
    made = sample()
    if language == "ja":
        file = demo_file
    else:
        bare = replace(made, reports={})
        file = demonstrating.make(world, bare, tmp_path / language, render, gettext, language).file
    desk = auditing.open_audit(world, file)
    try:
        report = reporting.build(desk, "plan", gettext, language)
        forms = reporting.build(desk, "attestation", gettext, language)
        sites, total = len(auditing.outline(desk).sites), auditing.outline(desk).total()
        view, cases, separations = planning.view(desk), planning.cases(desk), planning.separations(desk)
        ordered = auditing.outline(desk).audit.filing.dated
    finally:
        desk.file.close()
    # Most of its answers are as unproven as those of a first audit are, and that alone makes it a draft.
    assert [f"{total.unproven:,}" in sentence for sentence in report.missing] == [True]
    # Nobody signs on a page that does not show what is signed.
    render(forms, tmp_path / "forms.pdf")
    assert len(PdfReader(tmp_path / "forms.pdf").pages) == sites + 1
    drafted = {a.checkpoint for a in view.actions if a.checkpoint}
    assert drafted == {m.checkpoint for m in made.plan.measures if m.checkpoint}
    assert view.unanswered_directions == ()
    assert all(a.department and a.due and a.method for a in view.actions)
    assert any(a.done for a in view.actions)
    assert [(c.kind, c.occurred) for c in cases] == [("entrant_customers", True), ("renewable", False)]
    assert ordered is not None
    assert sum(beyond_horizon(s, Horizon(ordered, 3)) for s in separations) == 1
    assert len(separations) == 4


def test_who_signs_an_unfinished_audit_signs_below_the_figures(world: World, tmp_path: Path) -> None:
    desk = auditing.create(
        world,
        tmp_path / "unfinished.shadan",
        auditing.NewAudit(
            organisation="Bay Grid Co.",
            role=Role.GRID_OPERATOR,
            period="First half of the fiscal year 2026",
            as_of=date(2026, 10, 31),
            sites=("Head office", "North branch"),
        ),
    )
    try:
        asked = [place for place in auditing.outline(desk).places if place[1]]
        for n, place in enumerate(asked):
            if n % 3 < 2:
                answering.record_answer(desk, *place, Verdict.CONFORMING)
        for place in sorted(place for place in auditing.outline(desk).unproven)[:5]:
            proving.record(desk, *place, "Takahashi Hanako", "All rooms looked at", Outcome.REFUTED)
        for kind in ("site-confirmation", "result-confirmation"):
            render(reporting.build(desk, kind, gettext_in("en"), "en"), tmp_path / f"{kind}.pdf")
            for page in PdfReader(tmp_path / f"{kind}.pdf").pages:
                told = page.extract_text()
                shown = {words in told for words in ("(signed)", "Figures this confirmation", "Particulars")}
                assert len(shown) == 1, kind
    finally:
        desk.file.close()
