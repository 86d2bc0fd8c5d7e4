"""How each act of the history is taken back and done again. An act that can be is one line in `INVERSES`.

Nothing is erased: what stood before is written anew, and an entry tells of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from app.domain.history import Entry, Event
from app.services import (
    carried_following,
    copies,
    finding_grounds,
    undo_answers,
    undo_audit,
    undo_cases,
    undo_evidence,
    undo_measures,
    undo_papers,
    undo_plan,
    undo_reviews,
    undo_split,
    undo_walks,
)
from app.services.changes import Changes
from app.services.undo_tasks import Inverse, Take, TakeAll, Task, each

_Write = Callable[[Task, Entry, Any, Any], Changes]


def _swapped(write: _Write) -> tuple[TakeAll, TakeAll]:
    """What writes the values before the act, and what writes those after it; each expects the other ones."""

    def back(task: Task, entry: Entry) -> Changes:
        return write(task, entry, entry.event.before, entry.event.after)

    def again(task: Task, entry: Entry) -> Changes:
        return write(task, entry, entry.event.after, entry.event.before)

    return _both(back, again)


def _both(back: Take, again: Take) -> tuple[TakeAll, TakeAll]:
    return each(back), each(again)


def _has_basis(event: Event) -> bool:
    return "basis" in (event.after or {})


def _has_given(event: Event) -> bool:
    return "given" in (event.before or {})


def _has_drafts(event: Event) -> bool:
    return "drafts" in (event.after or {})


def _has_review(event: Event) -> bool:
    return "review" in (event.before or {}) and "review" in (event.after or {})


def _has_rested(event: Event) -> bool:
    return finding_grounds.RESTED in (event.before or {})


INVERSES: dict[str, Inverse] = {
    "answer.recorded": Inverse(undo_answers.take_answers, undo_answers.give_answers),
    copies.COPIED: Inverse(undo_answers.take_answers, undo_answers.give_answers),
    carried_following.TAKEN_OVER: Inverse(undo_answers.take_answers, undo_answers.give_answers),
    copies.CONFIRMED: Inverse(undo_answers.confirmed, undo_answers.confirmed),
    "answer.upheld": Inverse(*_both(undo_answers.upheld, undo_answers.upheld), _has_rested),
    "proposal.adopted": Inverse(undo_answers.decisions, undo_answers.decisions, _has_basis),
    "proposal.changed": Inverse(undo_answers.decisions, undo_answers.decisions, _has_basis),
    "proposal.rejected": Inverse(undo_answers.decisions, undo_answers.decisions, _has_basis),
    "flag.set": Inverse(undo_answers.flags_before, undo_answers.flags_after),
    "flag.cleared": Inverse(undo_answers.flags_before, undo_answers.flags_after),
    "evidence.added": Inverse(*_both(undo_evidence.evidence_out, undo_evidence.evidence_in)),
    "evidence.removed": Inverse(*_both(undo_evidence.evidence_in, undo_evidence.evidence_out)),
    "evidence.used": Inverse(*_both(undo_evidence.use_out, undo_evidence.use_in)),
    "evidence.ended": Inverse(*_both(undo_evidence.use_in, undo_evidence.use_out)),
    "evidence.facts": Inverse(*_swapped(undo_evidence.evidence_facts)),
    "finding.status": Inverse(*_swapped(undo_plan.finding)),
    "plan.added": Inverse(*_swapped(undo_plan.action)),
    "plan.edited": Inverse(partial(undo_plan.edited, back=True), partial(undo_plan.edited, back=False)),
    "plan.withdrawn": Inverse(*_swapped(undo_plan.action)),
    "plan.restored": Inverse(*_swapped(undo_plan.action)),
    "plan.accepted": Inverse(*_both(undo_plan.accepted, undo_plan.accepted)),
    "plan.drafted": Inverse(*_both(undo_plan.drafted, undo_plan.drafted), _has_drafts),
    "plan.due_revised": Inverse(*_both(undo_measures.revision, undo_measures.revision)),
    "plan.followed": Inverse(*_swapped(undo_measures.facts)),
    "plan.linked": Inverse(*_swapped(undo_measures.links)),
    "plan.effect_checked": Inverse(*_both(undo_measures.check, undo_measures.check)),
    "plan.filed": Inverse(*_both(undo_measures.filed, undo_measures.filed)),
    "case.added": Inverse(*_swapped(undo_plan.case)),
    "case.changed": Inverse(*_swapped(undo_plan.case)),
    "case.noted": Inverse(*_swapped(undo_cases.note)),
    "case.clock": Inverse(*_swapped(undo_cases.clock)),
    "separation.added": Inverse(*_swapped(undo_plan.separation)),
    "separation.changed": Inverse(*_swapped(undo_plan.separation)),
    "separation.removed": Inverse(*_both(undo_plan.separation_gone, undo_plan.separation_gone)),
    "separation.moved": Inverse(*_swapped(undo_split.course)),
    "separation.done": Inverse(*_swapped(undo_split.course)),
    "control.added": Inverse(*_swapped(undo_split.control)),
    "control.changed": Inverse(*_swapped(undo_split.control)),
    "control.removed": Inverse(*_both(undo_split.control_gone, undo_split.control_gone)),
    "filing.changed": Inverse(*_swapped(undo_audit.filing)),
    "audit.changed": Inverse(*_swapped(undo_audit.facts), long=True),
    "site.added": Inverse(*_both(undo_audit.site_out, undo_audit.site_in), long=True),
    "site.renamed": Inverse(*_both(undo_audit.renamed, undo_audit.renamed), long=True),
    "site.removed": Inverse(*_both(undo_audit.site_in, undo_audit.site_out), long=True),
    "site.restored": Inverse(*_both(undo_audit.site_out, undo_audit.site_in), long=True),
    "record.added": Inverse(*_both(undo_audit.record_out, undo_audit.record_in), long=True),
    "record.edited": Inverse(*_both(undo_audit.record("before"), undo_audit.record("after")), _has_given, long=True),
    "record.removed": Inverse(*_both(undo_audit.record_in, undo_audit.record_out), long=True),
    "record.restored": Inverse(*_both(undo_audit.record_out, undo_audit.record_in), long=True),
    "alias.added": Inverse(*_both(undo_audit.alias_out, undo_audit.alias_in), long=True),
    "alias.removed": Inverse(*_both(undo_audit.alias_in, undo_audit.alias_out), long=True),
    "style.changed": Inverse(*_swapped(undo_audit.house_style)),
    "value.changed": Inverse(*_swapped(undo_audit.value)),
    **{act: Inverse(undo_reviews.turn, undo_reviews.turn, _has_review) for act in undo_reviews.ACTS},
    "paper.printed": Inverse(*_swapped(undo_papers.printing)),
    **{f"paper.{act}": Inverse(*_swapped(undo_papers.returned)) for act in ("filed", "signed", "withdrawn")},
    "walk.entered": Inverse(*_both(undo_walks.back, undo_walks.again), long=True),
    "setting.changed": Inverse(*_swapped(undo_audit.setting), undo_audit.known_setting, long=True),
}
"""Acts by what takes them back and does them again. An act that is not here is told and not taken back: an import has
its own way back (`acts.own_ways`), what was approved stays said."""
