"""What a plan may not say: checks of actions, separations and cases before they are stored.

Each returns the code of a refusal and its values, or None. What is merely missing is no refusal: the report names it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import pairwise

from app.domain.case_figures import IN_WORDS
from app.domain.plan import CASE_KINDS, Action, Case, Milestone, Separation, Stage

_ROUGH = re.compile(r"約|およそ|おおよそ|程度|\babout\b|\bapproximately\b", re.IGNORECASE)
"""Words by which a figure says itself that it was not counted."""
Refusal = tuple[str, Mapping[str, object]]

SEPARATION_STATES = ("shared", "logical", "physical")
"""共用 / 論理分割 / 物理分割済."""


def check_action(
    action: Action, directions: Collection[str], sites: Collection[str], latest: date = date.max
) -> Refusal | None:
    """Texts and dates of an action; `directions` and `sites` are the ids that exist, `latest` is the last day on which
    it may be said to be completed."""
    if not action.measure.strip():
        return "action_needs_measure", {}
    if action.start and action.until and action.until < action.start:
        return "action_due_before_start", {}
    if action.start and action.done and action.done < action.start:
        return "action_done_before_start", {}
    if action.done and action.done > latest:
        return "action_done_ahead", {}
    if unknown := [d for d in action.directions if d not in directions]:
        return "direction_unknown", {"direction": unknown[0]}
    if unknown := [s for s in action.sites if s not in sites]:
        return "site_unknown", {"site": unknown[0]}
    return None


def check_separation(separation: Separation, others: Sequence[Separation]) -> Refusal | None:
    """The name of the system, its state, and the order of its stages."""
    if not separation.system.strip():
        return "separation_needs_system", {}
    if any(o.id != separation.id and o.system.strip() == separation.system.strip() for o in others):
        return "separation_double", {"system": separation.system}
    if separation.current and separation.current not in SEPARATION_STATES:
        return "separation_state_unknown", {"state": separation.current}
    stages = [m.stage for m in separation.milestones]
    if len(set(stages)) != len(stages):
        return "separation_stage_double", {"system": separation.system}
    if any(m.end < m.start for m in separation.milestones):
        return "separation_stage_dates", {"system": separation.system}
    if out_of_order(separation.milestones) is not None:
        return "separation_stage_order", {"system": separation.system}
    return None


def out_of_order(milestones: Sequence[Milestone]) -> tuple[Stage, Stage] | None:
    """The first stage and the next one that begins or ends before it does; None where they follow each other."""
    order = list(Stage)
    placed = sorted(milestones, key=lambda m: order.index(m.stage))
    for earlier, later in pairwise(placed):
        if later.start < earlier.start or later.end < earlier.end:
            return earlier.stage, later.stage
    return None


def check_case(case: Case, items: Collection[str], actions: Collection[str], latest: date) -> Refusal | None:
    """Kind, texts and dates of a case, none after `latest`; `items` and `actions` are the ids a cause may name."""
    if case.kind not in CASE_KINDS:
        return "case_kind_unknown", {"kind": case.kind}
    if case.kind == "other" and not case.title.strip():
        return "case_needs_title", {}
    if case.discovered and case.discovered > latest:
        return "case_discovered_ahead", {}
    for figure in case.figures:
        if not (figure.label.strip() and figure.value.strip()):
            return "case_figure_incomplete", {}
        counted = not figure.estimated and figure.kind not in IN_WORDS
        if counted and not any(map(str.isdecimal, figure.value)):
            return "case_figure_in_words", {"figure": figure.label, "value": figure.value.strip()}
        if counted and _ROUGH.search(unicodedata.normalize("NFKC", figure.value)):
            return "case_figure_rough", {"figure": figure.label, "value": figure.value.strip()}
        if figure.as_of and figure.as_of > latest:
            return "case_figure_ahead", {"figure": figure.label}
    for cause in case.causes:
        if not cause.text.strip():
            return "case_cause_needs_text", {}
        if unknown := [i for i in cause.items if i not in items]:
            return "area_unknown", {"item": unknown[0]}
        if unknown := [a for a in cause.actions if a not in actions]:
            return "action_unknown", {"number": unknown[0]}
    if any(not (d.target.strip() and d.measure.strip()) for d in case.discipline):
        return "case_discipline_incomplete", {}
    return None
