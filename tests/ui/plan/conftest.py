"""A plan with measures from failed answers, on a page that is shown."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.domain.grades import Level, Verdict
from app.services import answering, planning
from app.ui.plan.page import PlanPage
from app.ui.session import Session


@pytest.fixture
def planned(session: Session) -> Session:
    """Three failed checkpoints, a measure drafted for each."""
    desk = session.desk
    company = [c for c in session.outline.checkpoints if c.level is Level.COMPANY]
    local = [c for c in session.outline.checkpoints if c.level is Level.SITE and c.item.startswith("A4")]
    answering.record_answer(desk, company[0].id, "", Verdict.NONCONFORMING, "規程がない")
    answering.record_answer(desk, company[1].id, "", Verdict.PARTLY, "一部のみ")
    answering.record_answer(desk, local[0].id, session.sites[1].id, Verdict.NONCONFORMING, "端末が3台残っている")
    planning.draft_plan(desk)
    return session


@pytest.fixture
def page(planned: Session, qtbot: QtBot, settle: Callable[[], None]) -> PlanPage:
    page = PlanPage(planned)
    qtbot.addWidget(page)
    page.resize(1180, 760)
    page.show()
    settle()
    return page
