"""One reading of the plan, for all tabs of its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.findings import Finding
from app.domain.plan import Action, Case, Separation
from app.errors import UserError
from app.i18n import gettext as _
from app.services import findings, planning
from app.services.ports import Desk

TOLD = 12
"""Findings of a measure that are told one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class PlanData:
    """The plan as it lies in the file. `findings` by id, those only that are told one by one (`TOLD` of each measure);
    `today` is the day that overdue is counted from."""

    actions: tuple[Action, ...]
    unanswered: tuple[str, ...]
    cases: tuple[Case, ...]
    separations: tuple[Separation, ...]
    findings: Mapping[str, Finding]
    today: date

    def action(self, number: int) -> Action | None:
        """The measure of that number."""
        return next((a for a in self.actions if a.number == number), None)


def read(desk: Desk) -> PlanData:
    """Read everything anew; called off the GUI thread."""
    view = planning.view(desk)
    told = {finding for action in view.actions for finding in action.findings[:TOLD]}
    return PlanData(
        view.actions,
        view.unanswered_directions,
        planning.cases(desk),
        planning.separations(desk),
        findings.some(desk, told),
        desk.world.clock.today(),
    )


def refusal_of(check: Callable[[], tuple[str, Mapping[str, object]] | None]) -> str:
    """The sentence of a refusal of the domain, empty where there is none."""

    refused = check()
    if refused is None:
        return ""
    code, values = refused
    return UserError(code, exit_code=None, **values).sentence(_)
