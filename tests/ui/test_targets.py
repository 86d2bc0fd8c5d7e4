"""Every place that a page sends the officer to: opened in the window over the sample audit, looked at there."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.domain.audit import COMPANY
from app.domain.findings import LIVE, Source
from app.domain.grades import Level, Severity, Verdict
from app.domain.history import Event
from app.services import answering, auditing, challenging, findings, measures, overview, planning
from app.services.demonstrating import Made
from app.services.overview import Overview, Step
from app.services.ports import Desk, World
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.checkpoints.rows import Show
from app.ui.findings.page import FindingsPage
from app.ui.history.page import HistoryPage
from app.ui.ledgers.page import LedgersPage
from app.ui.main_window import MainWindow
from app.ui.overview.figure import Figure
from app.ui.overview.page import OverviewPage
from app.ui.overview.steps import step_target
from app.ui.plan.page import TABS, PlanPage
from app.ui.reports.page import ReportsPage
from app.ui.review.page import FinishPage
from app.ui.session import Session, Target
from app.ui.workspace import Workspace

Settle = Callable[[], None]
COPIED = "A4-4-01"
"""A checkpoint of sites whose answer is copied in the sample."""


@pytest.fixture(scope="module")
def sample(made_demo: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample audit with what it lacks: gaps, a copy, measures past their date and due soon, a removed site."""
    file = tmp_path_factory.mktemp("sample") / made_demo.file.name
    shutil.copyfile(made_demo.file, file)
    desk = auditing.open_audit(bootstrap.make_world(), file)
    outline = auditing.outline(desk)
    sites = [s.id for s in outline.sites]
    company = [c.id for c in outline.checkpoints if c.level is Level.COMPANY]
    at_site = [c.id for c in outline.checkpoints if c.level is Level.SITE and c.id != COPIED]
    gaps = [(company[2], COMPANY), (at_site[0], sites[0]), (at_site[1], sites[0]), (at_site[2], sites[3])]
    for place in gaps:
        answering.record_answer(desk, *place, Verdict.UNANSWERED, reason="見直し")
    answering.record_answer(desk, COPIED, sites[1], Verdict.CONFORMING, "鍵を確かめた", reason="再訪")
    answering.record_answer(desk, COPIED, sites[2], Verdict.NOT_APPLICABLE, reason="端末なし")
    answering.copy_answer(desk, COPIED, sites[1], [sites[2]], "同じ建物")
    for number, due in ((1, date(2026, 11, 20)), (2, date(2026, 12, 1))):
        planning.edit_action(desk, number, start=date(2026, 9, 1))
        measures.revise_due(desk, number, due, "工程を早めるため", past=True)
    # A serious finding without a measure: it may stand in those of several checkpoints.
    bearing: dict[str, list[int]] = {}
    for action in planning.view(desk).actions:
        for finding in () if action.withdrawn else action.findings:
            bearing.setdefault(finding, []).append(action.number)
    grave = {f.id for f in findings.listing(desk, severity=Severity.SERIOUS) if f.status in LIVE}
    for number in next(numbers for f, numbers in bearing.items() if f in grave and min(numbers) > 2):
        planning.withdraw_action(desk, number, "検討し直す")
    auditing.remove_site(desk, sites[5], "閉鎖")
    desk.file.close()
    return file


@pytest.fixture
def audit(window: MainWindow, sample: Path, tmp_path: Path, settle: Settle) -> Workspace:
    file = tmp_path / "東湾.shadan"
    shutil.copyfile(sample, file)
    window.open_file(file)
    settle()
    assert window.workspace is not None
    return window.workspace


@dataclass(frozen=True)
class Seen:
    """Where one arrived, and what the audit is like."""

    workspace: Workspace
    view: Overview

    @property
    def session(self) -> Session:
        return self.workspace.session

    @property
    def desk(self) -> Desk:
        return self.session.desk

    def page(self, kind: type[Any]) -> Any:
        assert isinstance(self.workspace.page, kind)
        return self.workspace.page

    def places(self) -> list[tuple[str, str]]:
        page = self.page(CheckpointsPage)
        assert page.stack.currentWidget() is page.everything
        return [row.place for row in page.everything.table.listing.rows]

    def given(self, *verdicts: Verdict) -> list[tuple[str, str]]:
        outline = self.view.outline
        told = {p: outline.answers[p].verdict if p in outline.answers else Verdict.UNANSWERED for p in outline.places}
        return [place for place in outline.places if told[place] in verdicts]

    def findings(self) -> list[Any]:
        return [row.finding for row in self.page(FindingsPage).table.listing.rows]

    def measures(self) -> list[int]:
        page = self.page(PlanPage)
        assert TABS[page.tabs.currentIndex()] == "actions"
        return [action.number for action in page.measures.table.listing.rows]


def look(workspace: Workspace) -> Seen:
    return Seen(workspace, overview.overview(workspace.session.desk))


def everything(seen: Seen) -> None:
    assert seen.places() == list(seen.view.outline.places)


def unanswered(seen: Seen) -> None:
    assert seen.places() == seen.given(Verdict.UNANSWERED)
    assert len(seen.places()) == seen.view.total.unanswered == 4


def first_open(seen: Seen) -> None:
    page = seen.page(CheckpointsPage)
    assert page.stack.currentWidget() is page.pane
    assert page.sheet.place in seen.given(Verdict.UNANSWERED)


def unanswered_at_a_site(seen: Seen) -> None:
    first = seen.session.sites[0].id
    assert [p[1] for p in seen.places()] == [first, first]
    assert next(s for s in seen.view.steps if s.code == "unanswered" and s.site == first).count == 2


def unanswered_of_the_company(seen: Seen) -> None:
    assert [p[1] for p in seen.places()] == [COMPANY]


def nonconforming(seen: Seen) -> None:
    assert seen.places() == seen.given(Verdict.NONCONFORMING)
    assert len(seen.places()) == seen.view.total.nonconforming > 0


def partly(seen: Seen) -> None:
    assert seen.places() == seen.given(Verdict.PARTLY)
    assert len(seen.places()) == seen.view.total.partly > 0


def unproven(seen: Seen) -> None:
    assert len(seen.places()) == seen.view.unproven > 0
    assert set(seen.places()) <= set(seen.given(Verdict.CONFORMING))


def copied(seen: Seen) -> None:
    assert seen.places() == [(COPIED, seen.session.sites[2].id)]
    assert next(s for s in seen.view.steps if s.code == "copied").count == seen.view.copied == 1


def item_at_site(seen: Seen) -> None:
    page = seen.page(CheckpointsPage)
    assert page.stack.currentWidget() is page.list
    assert seen.session.site == seen.session.sites[2].id
    shown = [row.checkpoint.item for row in page.list.model.rows]
    assert set(shown) == {"A4-4"}
    assert len(shown) == sum(c.item == "A4-4" for c in seen.view.outline.checkpoints)


def checkpoint_at_site(seen: Seen) -> None:
    page = seen.page(CheckpointsPage)
    assert page.stack.currentWidget() is page.pane
    assert page.sheet.place == ("A4-4-04", seen.session.sites[3].id)


def not_asked(seen: Seen) -> None:
    assert "Z9-9-01" in seen.page(CheckpointsPage).everything.told.text()
    assert seen.session.here is not None
    assert seen.session.here.page == "checkpoints"


def serious(seen: Seen) -> None:
    assert {f.severity for f in seen.findings()} == {Severity.SERIOUS}
    assert {f.id for f in seen.findings()} == {f.id for f in seen.view.serious}


def serious_without_measure(seen: Seen) -> None:
    step = next(s for s in seen.view.steps if s.code == "serious_without_measure")
    assert len(seen.findings()) == step.count > 0


def leak(seen: Seen) -> None:
    count = next(c for c in seen.view.leaks if c.leak == "3-2")
    assert len(seen.findings()) == count.total > 0


def from_rules(seen: Seen) -> None:
    assert {f.source for f in seen.findings()} == {Source.RULES}
    assert len(seen.findings()) == sum(f.source is Source.RULES for f in seen.view.findings)


def of_a_rule(seen: Seen) -> None:
    assert {f.rule for f in seen.findings()} == {"R01"}


def of_a_checkpoint(seen: Seen) -> None:
    found = seen.findings()
    assert found
    assert all("A4-4-04" in f.checkpoints and f.source is Source.RULES for f in found)


def one_finding(seen: Seen) -> None:
    page = seen.page(FindingsPage)
    assert page.table.current_key() == a_finding(seen)
    assert page.panes.revealed


def overdue(seen: Seen) -> None:
    assert seen.measures() == [a.number for a in seen.view.overdue] == [1]


def due_soon(seen: Seen) -> None:
    assert set(seen.measures()) == {a.number for a in seen.view.due_soon}
    assert 2 in seen.measures()


def one_measure(seen: Seen) -> None:
    page = seen.page(PlanPage)
    assert page.measures.panel.save.record == 2


def tab(name: str) -> Callable[[Seen], None]:
    def shown(seen: Seen) -> None:
        page = seen.page(PlanPage)
        assert TABS[page.tabs.currentIndex()] == name

    return shown


def terminals(seen: Seen) -> None:
    page = seen.page(LedgersPage)
    assert page.kind == "terminals"
    assert page.table.ledger.rowCount() > 1_000


def one_record(seen: Seen) -> None:
    page = seen.page(LedgersPage)
    assert page.table.ledger.rowCount() == 1


def rows_behind(seen: Seen) -> None:
    page = seen.page(LedgersPage)
    assert 1 <= page.table.ledger.rowCount() <= 20
    assert page.filters.view.only_told


def results_report(seen: Seen) -> None:
    page = seen.page(ReportsPage)
    assert page._wanted is not None
    assert page._wanted.kind == "results"
    assert page._made is not None


def reports(seen: Seen) -> None:
    assert seen.page(ReportsPage).isVisible()


def finish(seen: Seen) -> None:
    assert seen.page(FinishPage).isVisible()


def whole_history(seen: Seen) -> None:
    page = seen.page(HistoryPage)
    assert page.model.rowCount() > 0
    assert page.query().checkpoint == ""


def history_of_a_checkpoint(seen: Seen) -> None:
    assert seen.page(HistoryPage).query().checkpoint == "A4-4-04"


def a_finding(seen: Seen) -> str:
    return next(f.id for f in findings.listing(seen.desk, source=Source.RULES) if f.rows)


Make = Callable[[Seen], Target]


def plain(page: str, **options: str) -> Make:
    return lambda _seen: Target(page, options=options)


def at(number: int, page: str, checkpoint: str = "", **options: str) -> Make:
    return lambda seen: Target(page, checkpoint=checkpoint, site=seen.session.sites[number].id, options=options)


def record_of(seen: Seen) -> Target:
    finding = findings.get(seen.desk, a_finding(seen))
    return Target("ledgers", kind="terminals", key=finding.rows[0].key)


def step(code: str, at_site: int | None = None) -> Make:
    """Where a step of the overview leads."""

    def made(seen: Seen) -> Target:
        site = COMPANY if at_site is None else seen.session.sites[at_site].id
        target = step_target(Step(code, site=site, kind="terminals"), seen.session)
        assert target is not None
        return target

    return made


TARGETS: dict[str, tuple[Make, Callable[[Seen], None]]] = {
    "all answers": (plain("checkpoints"), everything),
    "unanswered": (plain("checkpoints", filter="unanswered"), unanswered),
    "unanswered at a site": (step("unanswered", 0), unanswered_at_a_site),
    "unanswered of the company": (step("unanswered"), unanswered_of_the_company),
    "first answer": (step("no_answers"), first_open),
    "nonconforming": (plain("checkpoints", filter="nonconforming"), nonconforming),
    "partly": (plain("checkpoints", filter="partly"), partly),
    "unproven": (step("unproven"), unproven),
    "copied": (step("copied"), copied),
    "an item at a site": (at(2, "checkpoints", item="A4-4"), item_at_site),
    "a checkpoint at a site": (at(3, "checkpoints", "A4-4-04"), checkpoint_at_site),
    "a checkpoint that is not asked": (at(0, "checkpoints", "Z9-9-01"), not_asked),
    "serious": (plain("findings", severity="serious"), serious),
    "serious without measure": (step("serious_without_measure"), serious_without_measure),
    "leak": (plain("findings", leak="3-2"), leak),
    "from the ledgers": (plain("findings", source="rules"), from_rules),
    "a rule": (plain("findings", rule="R01"), of_a_rule),
    "rows of a proposal": (plain("findings", source="rules", text="A4-4-04", site="*"), of_a_checkpoint),
    "a finding": (lambda seen: Target("findings", finding=a_finding(seen)), one_finding),
    "overdue": (step("overdue"), overdue),
    "due soon": (step("due_soon"), due_soon),
    "a measure": (lambda _seen: Target("plan", action=2), one_measure),
    "measures": (step("no_measures"), tab("actions")),
    "cases": (step("case_unsaid"), tab("cases")),
    "separations": (plain("plan", tab="separation"), tab("separations")),
    "filing": (step("filing_incomplete"), tab("filing")),
    "ledger": (step("ledger_missing"), terminals),
    "a record": (record_of, one_record),
    "rows behind a finding": (
        lambda seen: Target("ledgers", kind="terminals", options={"finding": a_finding(seen)}),
        rows_behind,
    ),
    "a report": (plain("reports", report="results"), results_report),
    "before the seal": (step("before_seal"), finish),
    "reports": (step("finished"), reports),
    "history": (plain("history"), whole_history),
    "history of a checkpoint": (at(0, "history", "A4-4-04"), history_of_a_checkpoint),
}


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_arrives_where_it_says(audit: Workspace, settle: Settle, name: str) -> None:
    make, check = TARGETS[name]
    seen = look(audit)
    target = make(seen)
    audit.session.go(target)
    settle()
    check(seen)
    # Nor does another visit before change what is shown.
    audit.session.go(Target("overview"))
    for page in ("checkpoints", "findings", "plan", "ledgers"):
        audit.session.go(Target(page))
    settle()
    audit.session.go(target)
    settle()
    # What was stored is looked up anew: going anywhere changes none of it.
    check(look(audit))


def test_every_number_of_the_overview_is_that_of_its_list(audit: Workspace, settle: Settle, qtbot: QtBot) -> None:
    """Clicked as an officer does; each list shows as many rows as the number said."""
    page = audit.page
    assert isinstance(page, OverviewPage)
    figures = page.findChildren(Figure)
    numbers = [figure.number.text() for figure in figures]
    shown = []
    for figure in figures:
        audit.session.go(Target("overview"))
        qtbot.mouseClick(figure.number, Qt.MouseButton.LeftButton)
        settle()
        seen = look(audit)
        if isinstance(audit.page, CheckpointsPage):
            shown.append(len(seen.places()))
        elif isinstance(audit.page, FindingsPage):
            shown.append(len(seen.findings()))
        else:
            shown.append(len(seen.measures()))
    answered, _total = (int(part) for part in numbers[0].split(" / "))
    assert [answered, *(int(number) for number in numbers[1:])] == shown


def test_the_filters_of_the_list_bear_the_numbers_of_the_overview(audit: Workspace, settle: Settle) -> None:
    audit.session.go(Target("checkpoints"))
    settle()
    seen = look(audit)
    filters = seen.page(CheckpointsPage).everything.filters
    total = seen.view.total
    assert {show: filters.buttons[show].text().split(" ")[-1] for show in Show} == {
        Show.ALL: str(total.total),
        Show.ANSWERED: str(total.answered),
        Show.UNANSWERED: str(total.unanswered),
        Show.NONCONFORMING: str(total.nonconforming),
        Show.PARTLY: str(total.partly),
        Show.UNPROVEN: str(seen.view.unproven),
        Show.CHALLENGED: str(len({v.place for v in challenging.challenges(audit.session.desk) if v.open})),
        Show.COPIED: "1",
        Show.STALE: str(len(audit.session.outline.stale)),
        Show.CARRIED: "0",
    }


def _filtered(page: CheckpointsPage) -> Show:
    return page.everything.show_only


def test_a_row_opens_its_checkpoint_at_its_site_and_back_leads_to_the_list(
    audit: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    session = audit.session
    session.go(Target("checkpoints", options={"filter": "nonconforming"}))
    settle()
    seen = look(audit)
    page = seen.page(CheckpointsPage)
    places = seen.places()
    number = next(n for n, p in enumerate(places) if p[1] not in (COMPANY, session.site))
    table = page.everything.table
    table.scrollTo(table.listing.index(number, 0))
    cell = QPoint(table.visualRect(table.listing.index(number, 2)).center())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    settle()
    assert page.sheet.place == places[number]
    assert session.site == places[number][1]
    audit.go_back()
    settle()
    assert _filtered(page) is Show.NONCONFORMING
    assert page.everything.table.current_key() == places[number]
    # By keyboard, filtered by the officer: the way back knows the filter, too.
    page.everything.filters.buttons[Show.PARTLY].click()
    table.choose(look(audit).places()[0])
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle()
    assert page.sheet.hasFocus()
    audit.go_back()
    settle()
    assert _filtered(page) is Show.PARTLY


def test_the_list_follows_what_is_written_and_keeps_one_site(audit: Workspace, settle: Settle, qtbot: QtBot) -> None:
    session = audit.session
    session.go(Target("checkpoints", options={"filter": "unanswered"}))
    settle()
    page = look(audit).page(CheckpointsPage)
    first = session.sites[0].id
    page.everything.site.setFocus()
    qtbot.keyClick(page.everything.site, Qt.Key.Key_Down)
    qtbot.keyClick(page.everything.site, Qt.Key.Key_Down)
    assert [p[1] for p in look(audit).places()] == [first, first]
    place = look(audit).places()[0]
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.CONFORMING, reason="確認"))
    settle()
    assert place not in look(audit).places()
    assert page.everything.filters.buttons[Show.UNANSWERED].text().endswith(" 1")
    place = look(audit).places()[0]
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.CONFORMING, reason="確認"))
    settle()
    assert not page.everything.table.isVisible()
    assert page.everything.empty.isVisible()


def test_an_entry_of_the_history_on_a_checkpoint_that_is_gone_leads_somewhere(
    audit: Workspace, settle: Settle, world: World
) -> None:
    """A file of an older catalogue has entries on checkpoints that are not asked any more."""
    desk = audit.session.desk
    with desk.file.write() as work:
        work.history.record(desk.stamp(), "officer", Event("answer.recorded", "Z9-9-01", "Z9-9-01", ""))
        work.commit()
    audit.session.go(Target("history"))
    settle()
    page = look(audit).page(HistoryPage)
    page.table.setCurrentIndex(page.model.index(0, 0))
    settle()
    assert page.entry.entry.event.checkpoint == "Z9-9-01"
    page.entry.go.click()
    settle()
    not_asked(look(audit))
