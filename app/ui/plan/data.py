"""One reading of the plan, for all tabs of its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.findings import Finding
from app.domain.plan import Action, Case, Separation
from app.errors import UserError
from app.i18n import gettext as _
from app.services import auditing, findings, planning
from app.services.ports import Desk


@dataclass(frozen=True, slots=True)
class PlanData:
    """The plan as it lies in the file. `findings` by id; overdue is counted from `today`, about three years from
    `since`."""

    actions: tuple[Action, ...]
    unanswered: tuple[str, ...]
    cases: tuple[Case, ...]
    separations: tuple[Separation, ...]
    findings: Mapping[str, Finding]
    today: date
    since: date

    def action(self, number: int) -> Action | None:
        """The measure of that number."""
        return next((a for a in self.actions if a.number == number), None)


def read(desk: Desk, known: Mapping[str, Finding] | None = None) -> PlanData:
    """Read everything anew; called off the GUI thread. `known` are the findings where they have not changed."""
    view = planning.view(desk)
    return PlanData(
        view.actions,
        view.unanswered_directions,
        planning.cases(desk),
        planning.separations(desk),
        known if known is not None else {each.id: each for each in findings.listing(desk)},
        desk.world.clock.today(),
        auditing.outline(desk).audit.counted_from,
    )


def refusal_of(check: Callable[[], tuple[str, Mapping[str, object]] | None]) -> str:
    """The sentence of a refusal of the domain, empty where there is none."""

    refused = check()
    if refused is None:
        return ""
    code, values = refused
    return UserError(code, exit_code=None, **values).sentence(_)
