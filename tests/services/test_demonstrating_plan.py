"""The sample's plan: complete in both languages, and everything it names is there."""

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.bootstrap import render, sample
from app.domain.plan import beyond_three_years
from app.i18n import gettext
from app.services import auditing, demonstrating, planning, reporting
from app.services.ports import World


def test_what_the_sample_names_is_there() -> None:
    plan = sample().plan
    known = {name for m in plan.measures for name in (m.checkpoint, m.key) if name}
    assert {name for case in plan.cases for cause in case.causes for name in cause.measures} <= known
    assert all(cause.measures for case in plan.cases for cause in case.causes)


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
    assert sum(beyond_three_years(s, ordered) for s in separations) == 1
    assert len(separations) == 4
