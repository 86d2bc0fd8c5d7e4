"""The pages of the main window, in the order of the navigation. A new page is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from app.i18n import mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.page import Page
    from app.ui.session import Session


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its id in `Target.page`, its title as msgid, its icon, and `module:Class`, imported when first shown."""

    id: str
    title: str
    icon: str
    factory: str

    def load(self) -> None:
        """Import what the page is made of; on any thread, before it is wanted."""
        import_module(self.factory.partition(":")[0])

    def make(self, session: Session, place: QWidget) -> Page:
        """Build the page in the widget it will stay in: each change of parent styles everything inside anew."""
        module, _, name = self.factory.partition(":")
        return cast("Callable[[Session, QWidget], Page]", getattr(import_module(module), name))(session, place)


PAGES = (
    Entry("overview", mark("Overview"), "overview", "app.ui.overview.page:OverviewPage"),
    Entry("checkpoints", mark("Checkpoints"), "checkpoints", "app.ui.checkpoints.page:CheckpointsPage"),
    Entry("board", mark("Board"), "board", "app.ui.board.page:BoardPage"),
    Entry("ledgers", mark("Ledgers"), "ledgers", "app.ui.ledgers.page:LedgersPage"),
    Entry("sampling", mark("Sample checks"), "sampling", "app.ui.sampling.page:SamplingPage"),
    Entry("findings", mark("Findings"), "findings", "app.ui.findings.page:FindingsPage"),
    Entry("consistency", mark("Consistency checks"), "check", "app.ui.consistency.page:ConsistencyPage"),
    Entry("plan", mark("Plan"), "plan", "app.ui.plan.page:PlanPage"),
    Entry("reports", mark("Reports"), "reports", "app.ui.reports.page:ReportsPage"),
    Entry("papers", mark("Papers"), "papers", "app.ui.papers.page:PapersPage"),
    Entry("finish", mark("Review and seal"), "lock", "app.ui.review.page:FinishPage"),
    Entry("history", mark("History"), "history", "app.ui.history.page:HistoryPage"),
    Entry("compare", mark("Comparison"), "chart", "app.ui.comparing.page:ComparePage"),
)


def pages() -> tuple[Entry, ...]:
    """The pages that this program has."""
    return PAGES
