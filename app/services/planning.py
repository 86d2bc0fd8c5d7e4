"""The improvement plan: drafted from open findings, written on by people, never overwriting what they wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import count
from typing import TypeVar

from app.domain import case_figures, plan
from app.domain.audit import Audit
from app.domain.catalogue import Checkpoint
from app.domain.filings import check_due
from app.domain.findings import LIVE, TOLD, Finding, ProposalDecision, Source, Status, propose
from app.domain.grades import Cause, Role, Severity
from app.domain.history import Event
from app.domain.measures import check_completion, taken_up_again, tells_completion
from app.domain.plan import Action, Case, DraftGround, Separation
from app.domain.plan_checks import Refusal, check_action, check_case, check_separation
from app.domain.progress import checkpoints_in_scope
from app.domain.text import Text, gives_reason
from app.errors import UserError, register_messages
from app.services import split_following, wording
from app.services.changes import Changes
from app.services.ports import Desk, UnitOfWork
from app.services.told_values import plain

register_messages(
    {
        "action_unknown": "There is no measure {number} in this plan.",
        "action_needs_measure": "The measure needs a text.",
        "action_due_before_start": "The due date lies before the start.",
        "action_done_before_start": "The day of completion lies before the start.",
        "action_done_ahead": "The day of completion lies in the future.",
        "action_done_unfinished": "There is a day of completion, but the state is not done; set the state as well.",
        "action_done_needs_day": "A measure that is done needs its day of completion; give it as well.",
        "action_done_needs_start": "A measure that is done needs the first day of its work (start); give it as well.",
        "action_done_after_effect": "The effect was looked at on {date}; the day of completion cannot be later.",
        "stage_filed": "The schedule of {system} was filed so (No. {filing}, {date}) and is not taken back; move the "
        "stage, or take the system out, with the reason.",
        "due_filed": "The due date of measure {number} was filed (No. {filing}, {date}) and stays as it is; revise it "
        "with the new date and its reason.",
        "action_withdrawn": "Measure {number} is withdrawn; take it back into the plan first.",
        "direction_unknown": "There is no direction {direction}; it is one of 1 to 5.",
        "separation_unknown": "There is no system {system} in the schedule of the physical split.",
        "separation_needs_system": "Name the system to be split.",
        "separation_double": "The system {system} is in the schedule already; change that entry.",
        "separation_state_unknown": "A system is shared, logical or physical, not {state}.",
        "separation_stage_double": "A stage of {system} is named twice.",
        "separation_stage_dates": "A stage of {system} ends before it begins.",
        "separation_stage_order": "The stages of {system} are not in order; a later one may not begin or end earlier.",
        "case_kind_unknown": "There is no kind of case {kind}.",
        "case_needs_title": "Give the case a title.",
        "case_discovered_ahead": "The day of discovery lies in the future.",
        "case_figure_incomplete": "Each figure needs a name and a value.",
        "case_figure_in_words": "The counted figure {figure} is “{value}”; write it in digits, or mark it as "
        "estimated.",
        "case_figure_rough": "The figure {figure} is “{value}” and marked as counted; mark it as estimated, or give "
        "the number that was counted.",
        "case_figure_ahead": "The as-of date of the figure {figure} lies in the future.",
        "case_cause_needs_text": "Each cause needs a text.",
        "case_discipline_incomplete": "Each measure of discipline needs who is concerned and what was decided.",
    }
)

WRITABLE = frozenset(
    {
        "problem",
        "measure",
        "owner",
        "department",
        "start",
        "due",
        "done",
        "state",
        "method",
        "causes",
        "directions",
        "sites",
        "severity",
    }
)
"""The fields of an action that a person may write."""

_NUMBER = re.compile(r"\d+")
_HITS = Text("{title}({count}件)", "{title} ({count})")
_OF_SITES = Text("{sites}: {text}", "{sites}: {text}")
_MORE_SITES = Text("{sites}ほか{count}か所", "{sites} and {count} more sites")
_MORE_REMARKS = Text(
    "ほかの所見{count}件は、各事業所の回答に記載", "{count} more remarks stand at the answers of their sites"
)
_COMMA = Text("、", ", ")
_NAMED, _MOST = 3, 10
"""So many sites are named at a remark, and so many remarks are told; a measure is to be read."""


_Part = TypeVar("_Part", Case, Separation)


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan as it stands. `unanswered_directions` are those of 報告書概要 ¶7 ①–⑤ that no live measure serves."""

    actions: tuple[Action, ...]
    unanswered_directions: tuple[str, ...]


def view(desk: Desk) -> PlanView:
    """The plan as it stands."""
    with desk.file.read() as work:
        actions = work.plan.actions()
    directions = {d.id: Cause(d.parent) for d in desk.catalogue.directions}
    return PlanView(actions, plan.unanswered_directions(actions, directions))


def draft_plan(desk: Desk, language: str = "ja") -> Changes:
    """Draft one measure for each checkpoint with an open finding; what people wrote is kept.

    A checkpoint whose findings are all corrected or accepted, or stand in a proposal that was rejected there, gets
    none: there is nothing left to do. A measure that it has already stays as it is. Findings whose rule speaks to no
    checkpoint that is asked are put under the first one that it speaks to, if no measure names them yet.
    """
    at = desk.stamp()
    with desk.file.write() as work:
        audit = work.audit.get()
        before = work.plan.actions()
        found = _placed_findings(desk, audit.role, work.findings.all(), before)
        grounds = _grounds(desk, work, found, audit.role, language)
        ids = (desk.world.new_id() for _ in count())
        write = plan.draft(grounds, before, _begun(desk, audit), ids)
        if not write:
            return Changes()
        for action in write:
            work.plan.put_action(action)
        after = {"numbers": [action.number for action in write], "drafts": plain(write)}
        replaced = {action.id: action for action in before}
        old = {"drafts": [plain(replaced[action.id]) for action in write if action.id in replaced]}
        work.history.record(at, desk.world.user, Event("plan.drafted", "plan", before=old, after=after))
        work.commit()
    return Changes(at=at, plan=True)


def add_action(desk: Desk, item: str, measure: str, **written: object) -> tuple[Changes, Action]:
    """Add a measure of the officer's own under an item of the catalogue. Raises UserError, changing nothing."""
    _only_writable(written)
    at = desk.stamp()
    with desk.file.write() as work:
        _known_item(desk, item)
        blank = Action(desk.world.new_id(), _next_number(work), item)
        new = as_written(blank, {"measure": measure, **written})
        return _keep_action(desk, work, at, None, new, "plan.added")


def edit_action(desk: Desk, number: int, *, why: str = "", **written: object) -> tuple[Changes, Action]:
    """Write fields of a measure by hand (`WRITABLE`); the history keeps `why`. Raises UserError, changing nothing.

    Raises TypeError for a field that is not writable (our bug).
    """
    _only_writable(written)
    at = desk.stamp()
    with desk.file.write() as work:
        old = _numbered(work, number)
        if old.withdrawn:
            raise UserError("action_withdrawn", number=number)
        changes, new = _keep_action(desk, work, at, old, as_written(old, written), "plan.edited", why)
        if not changes and (same := [name for name in plan.drafted_fields(old) if name in written]):
            # Who writes what was proposed has decided on it.
            return _adopt(desk, work, at, old, same)
        return changes, new


def rewrite_action(desk: Desk, work: UnitOfWork, at: str, old: Action, written: Mapping[str, object]) -> Action:
    """As `edit_action` in the transaction of whoever has read the measure there: many are written without reading all
    of them for each. Commits what was written, where the transaction is not joined. Raises UserError."""
    _only_writable(written)
    if old.withdrawn:
        raise UserError("action_withdrawn", number=old.number)
    return _keep_action(desk, work, at, old, as_written(old, written), "plan.edited")[1]


def accept_draft(desk: Desk, number: int, names: Sequence[str] = plan.DRAFTED) -> Changes:
    """Take what was drafted in these fields as written by the officer; a new draft does not touch it any more.

    Raises UserError `action_unknown`, `action_withdrawn`; TypeError for a field that cannot be accepted (our bug).
    """
    return accept_drafts(desk, (number,), names)


def accept_drafts(desk: Desk, numbers: Iterable[int], names: Sequence[str] = plan.DRAFTED) -> Changes:
    """As `accept_draft` for several measures, all of them or none."""
    if foreign := set(names) - set(plan.DRAFTED):
        raise TypeError(f"not drafted: {sorted(foreign)}")
    at = desk.stamp()
    done = False
    with desk.file.write() as work:
        for number in numbers:
            old = _numbered(work, number)
            if old.withdrawn:
                raise UserError("action_withdrawn", number=number)
            accepted = [name for name in plan.drafted_fields(old) if name in names]
            if accepted:
                _tell_adopted(desk, work, at, old, accepted)
                done = True
        if done:
            work.commit()
    return Changes(at=at, plan=True) if done else Changes()


def _adopt(desk: Desk, work: UnitOfWork, at: str, action: Action, names: Sequence[str]) -> tuple[Changes, Action]:
    adopted = _tell_adopted(desk, work, at, action, names)
    work.commit()
    return Changes(at=at, plan=True), adopted


def _tell_adopted(desk: Desk, work: UnitOfWork, at: str, action: Action, names: Sequence[str]) -> Action:
    """Store and record that somebody took fields as they were drafted."""
    adopted = replace(action, edited=action.edited | set(names))
    work.plan.put_action(adopted)
    event = Event("plan.accepted", action.id, action.checkpoint, after=_told(action, names))
    work.history.record(at, desk.world.user, event)
    return adopted


def withdraw_action(desk: Desk, number: int, reason: str) -> Changes:
    """Take a measure out of the plan; it stays readable and is not drafted again. Raises UserError."""
    if not gives_reason(reason):
        raise UserError("reason_wordless" if reason.strip() else "reason_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        old = _numbered(work, number)
        return _keep_action(desk, work, at, old, replace(old, withdrawn=reason.strip()), "plan.withdrawn")[0]


def restore_action(desk: Desk, number: int) -> Changes:
    """Take a withdrawn measure back into the plan. Raises UserError `action_unknown`."""
    at = desk.stamp()
    with desk.file.write() as work:
        old = _numbered(work, number)
        return _keep_action(desk, work, at, old, replace(old, withdrawn=""), "plan.restored")[0]


def assign_findings(desk: Desk, number: int, findings: Sequence[str]) -> tuple[Changes, Action]:
    """Put findings under a measure, beside those that it answers already. Raises UserError, changing nothing."""
    at = desk.stamp()
    with desk.file.write() as work:
        old = _numbered(work, number)
        if old.withdrawn:
            raise UserError("action_withdrawn", number=number)
        for finding in findings:
            if work.findings.get(finding) is None:
                raise UserError("finding_unknown", finding=finding)
        together = tuple(sorted({*old.findings, *findings}))
        return _keep_action(desk, work, at, old, as_written(old, {"findings": together}), "plan.edited")


def action_for(desk: Desk, checkpoint_id: str) -> Action | None:
    """The measure that answers a checkpoint, None where there is none in the plan."""
    with desk.file.read() as work:
        return next((a for a in work.plan.actions() if a.checkpoint == checkpoint_id and not a.withdrawn), None)


def write_action_for(desk: Desk, checkpoint_id: str, language: str = "ja", **written: object) -> tuple[Changes, Action]:
    """Write the measure that answers a checkpoint; made as a draft would make it where there is none.

    A withdrawn one is taken back. Raises UserError, changing nothing.
    """
    _only_writable(written)
    at = desk.stamp()
    with desk.file.write() as work:
        audit = work.audit.get()
        checkpoint = next((c for c in checkpoints_in_scope(audit, desk.catalogue) if c.id == checkpoint_id), None)
        if checkpoint is None:
            raise UserError("checkpoint_unknown", checkpoint=checkpoint_id)
        old = next((a for a in work.plan.actions() if a.checkpoint == checkpoint.id), None)
        if old is None:
            found = [f for f in work.findings.all() if _behind(f) and checkpoint.id in f.checkpoints]
            ground = _ground(desk, audit.role, checkpoint, found, _site_names(work), language)
            blank = Action(desk.world.new_id(), _next_number(work), "", checkpoint.id)
            base = plan.drafted(blank, ground, _begun(desk, audit))
        else:
            base = replace(old, withdrawn="")
        return _keep_action(desk, work, at, old, as_written(base, written), "plan.edited" if old else "plan.added")


def cases(desk: Desk) -> tuple[Case, ...]:
    """The cases of parts B and C; those the role must say yes or no to are there before anything is stored."""
    with desk.file.read() as work:
        stored, role = work.plan.cases(), work.audit.get().role
    kinds = {case.kind for case in stored}
    offered = [kind for kind in plan.offered_cases(role) if kind not in kinds]
    together = (*(Case(kind, 0, kind) for kind in offered), *stored)
    return tuple(sorted(together, key=lambda case: (plan.CASE_KINDS.index(case.kind), case.position)))


def put_case(desk: Desk, case: Case, reason: str = "") -> Changes:
    """Store a case as it is given; one without id or of a kind that is merely offered is added. Raises UserError.

    What its figures said before is kept, with `reason` for what changes; a figure that is left out stays as withdrawn.
    """
    at = desk.stamp()
    with desk.file.write() as work:
        stored = work.plan.cases()
        old = next((c for c in stored if c.id and c.id == case.id), None)
        new = _placed(desk, case, stored)
        trail = old.figures if old is not None else ()
        figures = case_figures.kept(trail, new.figures, desk.world.clock.today(), desk.world.user, reason.strip())
        new = replace(new, figures=figures)
        if new == old:
            return Changes()
        items = {item.id for item in desk.catalogue.items}
        actions = {action.id for action in work.plan.actions()}
        latest = max(desk.world.clock.today(), work.audit.get().as_of)
        _refuse(check_case(new, items, actions, latest))
        work.plan.put_case(new)
        event = Event("case.changed" if old else "case.added", new.id, before=_whole(old), after=_whole(new))
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, plan=True)


def separations(desk: Desk) -> tuple[Separation, ...]:
    """The systems to be split, in the officer's order."""
    with desk.file.read() as work:
        return work.plan.separations()


def put_separation(desk: Desk, separation: Separation, why: str = "") -> Changes:
    """Store the split of one system as it is given; one without id is added at the end. Raises UserError.

    A stage that ends later than it did needs a reason (`why`), which is kept with the slip; answers that prove the
    interim controls are to be confirmed again then (`split_following`).
    """
    at = desk.stamp()
    with desk.file.write() as work:
        stored = work.plan.separations()
        old = next((s for s in stored if s.id and s.id == separation.id), None)
        new = _placed(desk, separation, stored)
        if new == old:
            return Changes()
        _refuse(check_separation(new, stored))
        reopened = split_following.follow(desk, work, at, old, new, why)
        work.plan.put_separation(new)
        act = "separation.changed" if old else "separation.added"
        work.history.record(at, desk.world.user, Event(act, new.id, before=_whole(old), after=_whole(new)))
        work.commit()
    return Changes(at=at, plan=True, places=reopened, reviews=bool(reopened))


def remove_separation(desk: Desk, identity: str, reason: str) -> Changes:
    """Take a system out of the schedule; the history keeps what it was, and why. Raises UserError."""
    if not reason.strip():
        raise UserError("reason_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        old = next((s for s in work.plan.separations() if s.id == identity), None)
        if old is None:
            raise UserError("separation_unknown", system=identity)
        work.plan.remove_separation(identity)
        event = Event("separation.removed", identity, before=_whole(old), after={"reason": reason.strip()})
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, plan=True)


def _placed(desk: Desk, given: _Part, stored: Sequence[_Part]) -> _Part:
    """A part of the plan with an id, and at the end where it has no place."""
    position = given.position or max((each.position for each in stored), default=0) + 1
    return replace(given, id=given.id or desk.world.new_id(), position=position)


def _only_writable(written: Mapping[str, object]) -> None:
    if foreign := set(written) - WRITABLE:
        raise TypeError(f"not writable: {sorted(foreign)}")


def _known_item(desk: Desk, item: str) -> None:
    if item not in {known.id for known in desk.catalogue.items}:
        raise UserError("area_unknown", item=item)


def _next_number(work: UnitOfWork) -> int:
    return max((a.number for a in work.plan.actions()), default=0) + 1


def _numbered(work: UnitOfWork, number: int) -> Action:
    action = next((a for a in work.plan.actions() if a.number == number), None)
    if action is None:
        raise UserError("action_unknown", number=number)
    return action


def as_written(action: Action, written: Mapping[str, object]) -> Action:
    """The measure with these fields written by a person; one that is taken up again has no day of completion."""
    if taken_up_again(action, written):
        written = {**written, "done": None}
    return replace(action, **written, edited=action.edited | set(written))  # type: ignore[arg-type]


def _keep_action(
    desk: Desk, work: UnitOfWork, at: str, old: Action | None, new: Action, act: str, why: str = ""
) -> tuple[Changes, Action]:
    """Check, store and record `new` in place of `old`; nothing happens when they are the same."""
    if old is not None and replace(new, edited=old.edited) == old:
        return Changes(), old
    # Sites that were taken out stay known: findings there may still be behind a measure.
    sites = {site.id for site in work.sites.all()}
    # What was written before is told by a consistency check, and hinders nobody from writing something else.
    anew = old is None or old.done != new.done
    latest = desk.world.clock.today() if anew else date.max
    _refuse(check_action(new, {d.id for d in desk.catalogue.directions}, sites, latest))
    if tells_completion(old, new):
        checks = {check.action: check for check in work.measures.checks()} if old is not None else {}
        _refuse(check_completion(new, checks.get(new.id)))
    if old is not None and old.due != new.due:
        _refuse(check_due(old, new.due, work.measures.submissions()))
    work.plan.put_action(new)
    names = [f.name for f in fields(Action) if f.name != "edited"]
    differing = [n for n in names if old is None or getattr(old, n) != getattr(new, n)]
    if old is None or old.edited != new.edited:
        differing.append("edited")
    before = _told(old, differing) if old else None
    after = _told(new, differing) | ({"reason": why.strip()} if why.strip() else {})
    work.history.record(at, desk.world.user, Event(act, new.id, new.checkpoint, before=before, after=after))
    work.commit()
    return Changes(at=at, plan=True), new


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        code, values = refusal
        raise UserError(code, exit_code=None, **values)


def _begun(desk: Desk, audit: Audit) -> date:
    """The day from which a draft counts its due date: no measure is born overdue because the 基準日 lies back, nor due
    before the plan is filed."""
    submitted = audit.filing.submitted or date.min
    return max(audit.as_of, desk.world.clock.today(), submitted)


def _placed_findings(
    desk: Desk, role: Role, found: Iterable[Finding], actions: Sequence[Action]
) -> tuple[Finding, ...]:
    """The findings with those of no checkpoint that is asked under the first one that their rule speaks to: nobody
    answers it, but they want a measure like any other. Left alone are those that officers put under another one."""
    under = {identity: a.checkpoint for a in actions if not a.withdrawn for identity in a.findings}
    placed = []
    for finding in found:
        spoken = () if finding.checkpoints else desk.catalogue.spoken_to(finding.rule, role)
        if spoken and under.get(finding.id, spoken[0].id) == spoken[0].id:
            finding = replace(finding, checkpoints=(spoken[0].id,))
        placed.append(finding)
    return tuple(placed)


def _site_names(work: UnitOfWork) -> dict[str, str]:
    """The names of the sites by id, in their order."""
    return {site.id: site.name for site in work.sites.all()}


def _grounds(desk: Desk, work: UnitOfWork, found: Sequence[Finding], role: Role, language: str) -> list[DraftGround]:
    """A ground for each checkpoint where something is still to be done; what was corrected there stays behind it."""
    decisions, names = work.findings.decisions(), _site_names(work)
    by_checkpoint: dict[str, list[Finding]] = {}
    for finding in found:
        if _behind(finding):
            for checkpoint in finding.checkpoints:
                by_checkpoint.setdefault(checkpoint, []).append(finding)
    taken = tuple(decision for decision in decisions if decision.decision == "rejected")
    behind = (
        (checkpoint, _without_rejected(checkpoint, taken, by_checkpoint[checkpoint.id]))
        for checkpoint in desk.catalogue.checkpoints
        if checkpoint.id in by_checkpoint
    )
    return [
        _ground(desk, role, checkpoint, standing, names, language)
        for checkpoint, standing in behind
        if any(f.status in LIVE for f in standing)
    ]


def _without_rejected(
    checkpoint: Checkpoint, rejections: Sequence[ProposalDecision], found: list[Finding]
) -> list[Finding]:
    """The findings at a checkpoint without those of proposals that an officer rejected there. A rejection speaks of the
    findings it saw: of others beside them nothing was decided."""
    rejected: set[str] = set()
    for decision in rejections:
        if decision.checkpoint == checkpoint.id:
            proposal = propose(found, checkpoint, decision.site)
            if proposal is not None and proposal.basis == decision.basis:
                rejected.update(finding.id for finding in proposal.findings)
    return [finding for finding in found if finding.id not in rejected]


def _behind(finding: Finding) -> bool:
    """Whether a measure is about the finding: the fact stands, and nobody has accepted it."""
    return finding.status in TOLD and finding.status is not Status.ACCEPTED


def _ground(
    desk: Desk,
    role: Role,
    checkpoint: Checkpoint,
    behind: Sequence[Finding],
    names: Mapping[str, str],
    language: str,
) -> DraftGround:
    """What a draft is made from: all findings `behind` it are kept with it, its words tell of the open ones."""
    found = [f for f in behind if f.status in LIVE] or behind
    hits: dict[str, int] = {}
    for finding in found:
        if finding.source is not Source.ANSWERS:
            hits[finding.rule] = hits.get(finding.rule, 0) + 1
    said = _remarks(found, names, told_by_ledgers=bool(hits))
    remarks = [wording.for_print(text) for text in _by_site(said, names, language)]
    for rule, number in hits.items():
        title = desk.catalogue.rule_title(rule).in_language(language)
        remarks.append(_HITS.in_language(language).format(title=title, count=number))
    grades = list(Severity)
    if found and not remarks:
        # A sentence, never the bare question; the report asks for more (`plan.without_problem`).
        remarks = [wording.failed_sentence(role, checkpoint.question, language)]
    return DraftGround(
        item=checkpoint.item,
        checkpoint=checkpoint.id,
        problem="\n".join(remarks),
        measure=wording.asked_of(role, checkpoint.actions[0], language) if checkpoint.actions else "",
        method=wording.asked_of(role, checkpoint.evidence[0], language) if checkpoint.evidence else "",
        causes=checkpoint.causes,
        directions=checkpoint.directions,
        severity=min((f.severity for f in found), key=grades.index, default=checkpoint.severity),
        sites=tuple(sorted({f.site for f in found if f.site})),
        findings=tuple(sorted(f.id for f in behind)),
    )


def _remarks(found: Sequence[Finding], names: Mapping[str, str], *, told_by_ledgers: bool) -> dict[str, list[str]]:
    """What officers remarked, each text once, with the sites where it was; in the order of the sites.

    Remarks of several sites that differ in their numbers only are left out where ledgers give the number of the whole.
    """
    place = {identity: number for number, identity in enumerate(names)}
    said: dict[str, list[str]] = {}
    for finding in sorted(found, key=lambda f: place.get(f.site, -1)):
        if finding.source is Source.ANSWERS and (text := finding.values.get("comment", "")):
            said.setdefault(text, []).append(finding.site)
    if not told_by_ledgers:
        return said
    alike = Counter(_NUMBER.sub("", text) for text in said)
    return {text: sites for text, sites in said.items() if alike[_NUMBER.sub("", text)] == 1}


def _by_site(said: Mapping[str, Sequence[str]], names: Mapping[str, str], language: str) -> list[str]:
    """Remarks as lines of a measure: where there are several, each with its sites, and not more than can be read."""
    if len(said) <= 1:
        return list(said)
    lines = []
    for text, sites in list(said.items())[:_MOST]:
        known = [names[site] for site in sites if site in names]
        told = _COMMA.in_language(language).join(known[:_NAMED])
        if len(known) > _NAMED:
            told = _MORE_SITES.in_language(language).format(sites=told, count=len(known) - _NAMED)
        lines.append(_OF_SITES.in_language(language).format(sites=told, text=text) if told else text)
    if len(said) > _MOST:
        lines.append(_MORE_REMARKS.in_language(language).format(count=len(said) - _MOST))
    return lines


def _told(action: Action, names: Sequence[str]) -> dict[str, object]:
    return {name: plain(getattr(action, name)) for name in sorted(names)}


def _whole(value: Case | Separation | None) -> dict[str, object] | None:
    """All fields as plain JSON values, for the history."""
    return None if value is None else {f.name: plain(getattr(value, f.name)) for f in fields(value)}
