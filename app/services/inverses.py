"""How each act of the history is taken back and done again. An act that can be is one line in `INVERSES`.

Nothing is erased: what stood before is written anew, and an entry tells of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain import answers
from app.domain.answers import Answer
from app.domain.audit import Filing
from app.domain.duties import Flag
from app.domain.evidence import EvidenceFacts, EvidenceUse
from app.domain.findings import Acceptance, Finding, Ground, ProposalDecision, Status
from app.domain.grades import Verdict
from app.domain.history import Entry, Event
from app.domain.plan import Action, Case, Separation
from app.domain.progress import Place
from app.domain.rules import THRESHOLDS
from app.domain.site_names import match_name
from app.domain.steps import UNDOES, UNDONE
from app.errors import UserError
from app.services import (
    aliases,
    answering,
    auditing,
    carried_following,
    copies,
    finding_grounds,
    finding_settling,
    ledger_editing,
)
from app.services.changes import Changes
from app.services.joined import joined
from app.services.ports import Desk, HistoryQuery, UnitOfWork
from app.services.rule_settings import set_thresholds
from app.services.told_values import from_texts, some, whole

Told = Mapping[str, object]


class Changed(Exception):
    """What the entry wrote does not stand any more as it was written."""


@dataclass(frozen=True)
class Task:
    """One step being taken back (`act` is `undone`) or done again: one transaction, one moment.

    `why` is the reason that is kept where one is wanted.
    """

    desk: Desk
    work: UnitOfWork
    at: str
    act: str
    why: str
    marks: Marks

    @property
    def user(self) -> str:
        """Who does it."""
        return self.desk.world.user

    def tell(self, entry: Entry, before: Told | None, after: Told | None) -> None:
        """Record that `entry` was taken back or done again, after it was written."""
        event = entry.event
        self.work.history.record(self.at, self.user, self._of(entry, replace(event, before=before, after=after)))

    def within(self, entry: Entry) -> Desk:
        """The desk for a service that does the opposite in this transaction; what it records is told as of `entry`."""
        return joined(self.desk, self.work, lambda event: self._of(entry, event))

    def _of(self, entry: Entry, event: Event) -> Event:
        told = {name: value for name, value in (event.after or {}).items() if name not in (UNDOES, "unit", "batch")}
        return replace(event, act=self.act, after={**told, "act": entry.event.act, UNDOES: entry.seq})


Take = Callable[[Task, Entry], Changes]


@dataclass(frozen=True)
class Inverse:
    """What takes an act back and what does it again; `fits` tells whether an entry has what that needs (those of
    older versions may not); `long` that ledger rules run."""

    back: Take
    again: Take
    fits: Callable[[Event], bool] = lambda _event: True
    long: bool = False


@dataclass
class Marks:
    """What is read only once for many places: the sites of the audit, and the copies that are not confirmed, as the
    history tells them at any time."""

    work: UnitOfWork
    _sites: frozenset[str] | None = None
    _by_place: dict[Place, list[tuple[int, Event]]] | None = None

    @property
    def sites(self) -> frozenset[str]:
        """The ids of the sites that are in the audit."""
        if self._sites is None:
            self._sites = frozenset(site.id for site in self.work.sites.all() if not site.removed)
        return self._sites

    def source(self, revisions: tuple[Answer, ...], place: Place, until: int | None = None) -> str:
        """Where the answer, of which these revisions were known when entry `until` was made (included), was copied
        from; empty where it was not, or was confirmed."""
        copied: Event | None = None
        for seq, event in self._read().get(place, ()):
            if until is None or seq <= until:
                copied = event if event.act == copies.COPIED else None
        if copied is None or copied.after is None or not revisions:
            return ""
        since = [a for a in revisions if a.revision >= int(str(copied.after["revision"]))]
        untouched = bool(since) and all(a.verdict is since[0].verdict for a in since)
        return str(copied.after["from"]) if untouched else ""

    def settle(self, task: Task, entry: Entry, answer: Answer, wanted: str) -> None:
        """Let the answer be told as copied from `wanted`, or as the place's own where it is empty."""
        place = answer.checkpoint, answer.site
        is_now = self.source(task.work.answers.revisions(*place), place) if self._read() or wanted else ""
        if is_now == wanted:
            return
        act = copies.COPIED if wanted else copies.CONFIRMED
        after = {"verdict": answer.verdict.value, "revision": answer.revision, "from": wanted or is_now}
        event = Event(act, place[0], *place, after={**after, UNDOES: entry.seq})
        made = task.work.history.record(task.at, task.user, event)
        self._read().setdefault(place, []).append((made.seq, made.event))

    def _read(self) -> dict[Place, list[tuple[int, Event]]]:
        if self._by_place is None:
            found: list[Entry] = []
            for act in (copies.COPIED, copies.CONFIRMED):
                found += self.work.history.entries(HistoryQuery(act=act), limit=2**31 - 1)
            self._by_place = {}
            for entry in sorted(found, key=lambda each: each.seq):
                place = entry.event.checkpoint, entry.event.site
                self._by_place.setdefault(place, []).append((entry.seq, entry.event))
        return self._by_place


# --- answers ----------------------------------------------------------------------------------------------------------


def _answer(task: Task, entry: Entry, wanted: Told | None, expected: Told | None, *, until: int) -> Changes:
    """A further revision that says what `wanted` tells; `until` is the entry up to which copies are looked at."""
    event, work = entry.event, task.work
    place = event.checkpoint, event.site
    revisions = work.answers.revisions(*place)
    current = revisions[-1] if revisions else None
    if _said(_told_of(current)) != _said(expected):
        raise Changed
    if place[1] and place[1] not in task.marks.sites:
        raise UserError("site_gone")
    told = wanted or {"verdict": Verdict.UNANSWERED.value, "comment": "", "reason": ""}
    number = current.revision + 1 if current else 1
    verdict = Verdict(str(told["verdict"]))
    answer = Answer(*place, verdict, str(told["comment"]), str(told["reason"]), number, task.at, task.user)
    work.answers.append(answer)
    found = _follow(task, entry, answer)
    carried = carried_following.follow(work, answer, "")
    _rest(task, event)
    task.tell(entry, _told_of(current), answers.told(answer))
    known = tuple(a for a in revisions if wanted is not None and a.revision <= int(str(wanted["revision"])))
    task.marks.settle(task, entry, answer, task.marks.source(known, place, until))
    return Changes(at=task.at, places=frozenset({place}), findings=found, carried=carried)


def _told_of(answer: Answer | None) -> Told | None:
    return None if answer is None else answers.told(answer)


def _follow(task: Task, entry: Entry, answer: Answer) -> bool:
    """Let the finding be what it was before the act, or follow the answer as it did then; whether one changed."""
    kept = (entry.event.before or {}).get("finding")
    if task.act == UNDONE and isinstance(kept, Mapping):
        task.work.findings.put([whole(Finding, kept)])
        return True
    checkpoint = task.desk.catalogue.known(answer.checkpoint)
    if checkpoint is None:
        raise UserError("checkpoint_unknown", checkpoint=answer.checkpoint)
    back = entry.at[:10] if task.act == UNDONE else ""
    return answering.follow(task.work, checkpoint, answer, task.at[:10], back)[0]


def _said(told: Told | None) -> tuple[object, ...]:
    told = told or {"verdict": Verdict.UNANSWERED.value}
    return told["verdict"], told.get("comment", ""), told.get("reason", "")


def _rest(task: Task, event: Event) -> None:
    """Let the answer rest on what it rested on before the act, or again on what ledgers said at it."""
    rested = (event.before or {}).get(finding_grounds.RESTED)
    if not isinstance(rested, Mapping):
        return
    if task.act != UNDONE:
        task.work.findings.drop_ground(event.checkpoint, event.site)
    elif task.work.findings.ground(event.checkpoint, event.site) is None:
        task.work.findings.put_ground(whole(Ground, rested))


def _take_answer(task: Task, entry: Entry) -> Changes:
    return _answer(task, entry, entry.event.before, entry.event.after, until=entry.seq - 1)


def _give_answer(task: Task, entry: Entry) -> Changes:
    return _answer(task, entry, entry.event.after, entry.event.before, until=entry.seq)


def _upheld(task: Task, entry: Entry) -> Changes:
    event = entry.event
    _standing(task, entry)
    _rest(task, event)
    if task.act == UNDONE:
        task.tell(entry, event.after, {"stale": (event.before or {}).get("stale")})
    else:
        task.tell(entry, event.before, event.after)
    return Changes(at=task.at, places=frozenset({(event.checkpoint, event.site)}))


def _confirmed(task: Task, entry: Entry) -> Changes:
    answer = _standing(task, entry)
    after = entry.event.after or {}
    task.tell(entry, None, after)
    task.marks.settle(task, entry, answer, str(after["from"]) if task.act == UNDONE else "")
    return Changes(at=task.at, places=frozenset({(answer.checkpoint, answer.site)}))


def _standing(task: Task, entry: Entry) -> Answer:
    """The answer that the entry speaks of, if it still says what it said."""
    answer = task.work.answers.current(entry.event.checkpoint, entry.event.site)
    if answer is None or answer.verdict.value != (entry.event.after or {}).get("verdict"):
        raise Changed
    return answer


def _decision(task: Task, entry: Entry) -> Changes:
    """What was decided on a proposal, or what stood before."""
    event, store = entry.event, task.work.findings
    before, after = event.before or {}, event.after or {}
    place, basis = (event.checkpoint, event.site), str(after["basis"])
    old = before.get("decided")
    given = ProposalDecision(*place, basis, str(after["decision"]), task.at, task.user, str(after.get("reason", "")))
    current = next((d for d in reversed(store.decisions()) if (d.checkpoint, d.site, d.basis) == (*place, basis)), None)
    if task.act == UNDONE:
        if current is None or current.decision != given.decision:
            raise Changed
        if isinstance(old, Mapping):
            store.put_decision(whole(ProposalDecision, old))
        else:
            store.drop_decision(*place, basis)
    else:
        store.put_decision(given)
    _rest(task, event)
    shown = {name: after.get(name) for name in ("decision", "reason")}
    task.tell(entry, shown if task.act == UNDONE else None, None if task.act == UNDONE else shown)
    return Changes(at=task.at, places=frozenset({place}), findings=True)


def _flag(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    """The flag with its note, or none where no note is told."""
    place, duties = (entry.event.checkpoint, entry.event.site), task.work.duties
    current = next((flag for flag in duties.flags() if (flag.checkpoint, flag.site) == place), None)
    if (current.note if current is not None else None) != (expected or {}).get("note"):
        raise Changed
    if wanted is None or "note" not in wanted:
        duties.drop_flag(*place)
    else:
        at, by = str(wanted.get("at", task.at)), str(wanted.get("by", task.user))
        duties.put_flag(Flag(*place, str(wanted["note"]), at, by))
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, duties=True)


# --- findings, plan ---------------------------------------------------------------------------------------------------


def _finding(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    finding = task.work.findings.get(entry.event.subject)
    if (
        finding is None
        or finding.status is Status.RESOLVED
        or _state(finding_settling.state_told(finding)) != _state(expected)
    ):
        raise Changed
    kept = wanted.get("acceptance")
    if kept is None and "approver" in wanted:  # Older versions did not tell when.
        kept = {"approver": wanted["approver"], "until": wanted["until"], "at": entry.at, "by": entry.by}
    acceptance = whole(Acceptance, kept) if isinstance(kept, Mapping) else None
    status, remark = Status(str(wanted["status"])), str(wanted["remark"])
    task.work.findings.put([replace(finding, status=status, remark=remark, acceptance=acceptance)])
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, findings=True, places=frozenset((c, finding.site) for c in finding.checkpoints))


def _state(told: Told) -> tuple[object, ...]:
    return tuple(told.get(name) for name in ("status", "remark", "approver", "until"))


def _action(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    """The fields of a measure that the act changed; the measure itself where it made it."""
    actions, event = task.work.plan.actions(), entry.event
    current = next((a for a in actions if a.id == event.subject), None)
    if expected is None:
        _again_measure(task, whole(Action, wanted or {}), actions)
    elif current is None or some(Action, expected) != {n: getattr(current, n) for n in some(Action, expected)}:
        raise Changed
    elif wanted is None:
        task.work.plan.remove_action(current.id)
    else:
        task.work.plan.put_action(replace(current, **some(Action, wanted)))
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)


def _again_measure(task: Task, action: Action, actions: tuple[Action, ...]) -> None:
    taken = any(a.number == action.number or (a.checkpoint and a.checkpoint == action.checkpoint) for a in actions)
    if taken:
        raise Changed
    task.work.plan.put_action(action)


def _accepted(task: Task, entry: Entry) -> Changes:
    """Whether drafted fields are taken as written by the officer."""
    fields = some(Action, entry.event.after or {})
    current = next((a for a in task.work.plan.actions() if a.id == entry.event.subject), None)
    back = task.act == UNDONE
    if current is None or any(getattr(current, name) != value for name, value in fields.items()):
        raise Changed
    if back != (fields.keys() <= current.edited):
        raise Changed
    edited = current.edited - fields.keys() if back else current.edited | fields.keys()
    task.work.plan.put_action(replace(current, edited=frozenset(edited)))
    task.tell(entry, None, entry.event.after)
    return Changes(at=task.at, plan=True)


def _drafted(task: Task, entry: Entry) -> Changes:
    """All measures of a draft: those it made go, those it changed are as before."""
    old, new = (_drafts(told) for told in (entry.event.before, entry.event.after))
    wanted, expected = (old, new) if task.act == UNDONE else (new, old)
    actions = task.work.plan.actions()
    current = {action.id: action for action in actions}
    for identity in {**old, **new}:
        if current.get(identity) != expected.get(identity):
            raise Changed
        if identity not in wanted:
            task.work.plan.remove_action(identity)
        elif identity in expected:
            task.work.plan.put_action(wanted[identity])
        else:
            _again_measure(task, wanted[identity], actions)
    numbers = {"numbers": [action.number for action in new.values()]}
    task.tell(entry, None, numbers)
    return Changes(at=task.at, plan=True)


def _drafts(told: Told | None) -> dict[str, Action]:
    drafts = (told or {}).get("drafts")
    found = [whole(Action, each) for each in drafts] if isinstance(drafts, list) else []
    return {action.id: action for action in found}


def _case(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    stored = next((c for c in task.work.plan.cases() if c.id == entry.event.subject), None)
    _same_part(stored, whole(Case, expected) if expected is not None else None)
    if wanted is None:
        task.work.plan.remove_case(entry.event.subject)
    else:
        task.work.plan.put_case(whole(Case, wanted))
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)


def _separation(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    stored = next((s for s in task.work.plan.separations() if s.id == entry.event.subject), None)
    _same_part(stored, whole(Separation, expected) if expected is not None else None)
    if wanted is None:
        task.work.plan.remove_separation(entry.event.subject)
    else:
        separation = whole(Separation, wanted)
        if stored is None and any(s.system == separation.system for s in task.work.plan.separations()):
            raise UserError("separation_double", system=separation.system)
        task.work.plan.put_separation(separation)
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)


def _separation_gone(task: Task, entry: Entry) -> Changes:
    """The entry of a split that was taken out tells why, beside what it was."""
    event = entry.event
    whole_again = replace(entry, event=replace(event, after=None))
    back = task.act == UNDONE
    return _separation(task, whole_again, event.before if back else None, None if back else event.before)


def _same_part(stored: Case | Separation | None, expected: Case | Separation | None) -> None:
    if stored != expected:
        raise Changed


# --- the audit, its sites and ledgers ---------------------------------------------------------------------------------


def _facts(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    audit = task.work.audit.get()
    if any(auditing.fact_told(getattr(audit, name)) != value for name, value in expected.items()):
        raise Changed
    task.work.audit.put(replace(audit, **from_texts(type(audit), wanted)))
    found = not auditing.COMPARED.isdisjoint(wanted) and auditing.compare(task.desk, task.work, task.at)
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, audit=True, findings=found)


def _filing(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    audit = task.work.audit.get()
    if any(auditing.fact_told(getattr(audit.filing, name)) != value for name, value in expected.items()):
        raise Changed
    task.work.audit.put(replace(audit, filing=replace(audit.filing, **from_texts(Filing, wanted))))
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, audit=True, plan=True)


def _renamed(task: Task, entry: Entry) -> Changes:
    before, after = entry.event.before or {}, entry.event.after or {}
    site = next((s for s in task.work.sites.all() if s.id == entry.event.subject and not s.removed), None)
    if task.act != UNDONE:
        if site is None or site.name != before["name"]:
            raise Changed
        return auditing.rename_site(task.within(entry), site.id, str(after["name"]))
    if site is None or site.name != after["name"]:
        raise Changed
    name, known = str(before["name"]), before.get("aliases")
    others = [s for s in task.work.sites.all() if s.id != site.id and not s.removed]
    if any(match_name(s.name) == match_name(name) for s in others):
        raise UserError("site_double", site=name)
    kept = known if isinstance(known, list) else [a for a in site.aliases if a != name]
    task.work.sites.put(replace(site, name=name, aliases=tuple(kept)))
    found = auditing.compare(task.desk, task.work, task.at)
    task.tell(entry, {"name": site.name}, {"name": name})
    return Changes(at=task.at, sites=True, findings=found)


def _site_out(task: Task, entry: Entry) -> Changes:
    reason = str((entry.event.after or {}).get("reason") or task.why)
    return auditing.remove_site(task.within(entry), entry.event.subject, reason)


def _site_in(task: Task, entry: Entry) -> Changes:
    return auditing.restore_site(task.within(entry), entry.event.subject)


def _setting(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    from app.services import reporting

    name, desk = entry.event.subject, task.within(entry)
    if name in THRESHOLDS:
        if THRESHOLDS[name].shown(_threshold(task, name)) != expected["value"]:
            raise Changed
        value = wanted["value"]
        return set_thresholds(desk, {name: value if isinstance(value, int) else str(value)})[0]
    if reporting.dates(desk).value != expected["value"]:
        raise Changed
    return reporting.set_dates(desk, reporting.Dates(str(wanted["value"])))


def _threshold(task: Task, name: str) -> Any:
    from app.services.finding_context import thresholds_in

    return thresholds_in(task.work)[name]


def _known_setting(event: Event) -> bool:
    return event.subject in THRESHOLDS or event.subject == "report.dates"


def _alias_in(task: Task, entry: Entry) -> Changes:
    told = entry.event.after or {}
    return aliases.add(task.within(entry), str(told["kind"]), str(told["text"]), str(told["meaning"]))[0]


def _alias_out(task: Task, entry: Entry) -> Changes:
    told = entry.event.after or {}
    return aliases.remove(task.within(entry), str(told["kind"]), str(told["text"]))[0]


def _record(give: str) -> Take:
    """The text of `before` or `after` given to the record again."""

    def take(task: Task, entry: Entry) -> Changes:
        told = (entry.event.before if give == "before" else entry.event.after) or {}
        given, seen = told.get("given"), (entry.event.after if give == "before" else entry.event.before) or {}
        kind, desk = str(told["kind"]), task.within(entry)
        if not isinstance(given, Mapping):
            raise Changed
        _as_seen(task, kind, str(seen["key"]), seen)
        edited = ledger_editing.edit_record(desk, kind, str(seen["key"]), given)
        if not edited.changes:
            raise Changed
        return edited.changes

    return take


def _as_seen(task: Task, kind: str, key: str, seen: Told) -> None:
    """Raises `Changed` where the record does not have the values it was told to have."""
    form = task.desk.world.ledgers.form(kind)
    stored = ledger_editing.find(task.work, form, key)
    told = seen.get("values")
    names = [f.id for f in form.fields]
    now = set(ledger_editing.said(form, names, stored.record.values))
    if stored.gone or not isinstance(told, list) or not now.issuperset(told):
        raise Changed


def _record_out(task: Task, entry: Entry) -> Changes:
    told = entry.event.after or {}
    reason = str(told.get("reason") or task.why) if entry.event.act == "record.removed" else task.why
    desk = task.within(entry)
    return ledger_editing.remove_record(desk, str(told["kind"]), entry.event.subject, reason).changes


def _record_in(task: Task, entry: Entry) -> Changes:
    desk, kind = task.within(entry), str((entry.event.after or {})["kind"])
    return ledger_editing.restore_record(desk, kind, entry.event.subject).changes


# --- evidence ---------------------------------------------------------------------------------------------------------


def _evidence_out(task: Task, entry: Entry) -> Changes:
    evidence = task.work.evidence.get(entry.event.subject)
    if evidence is None or evidence.removed:
        raise Changed
    reason = str((entry.event.after or {}).get("reason") or task.why)
    task.work.evidence.put(
        replace(evidence, removed_at=task.at, removed_by=task.user, removed_reason=reason),
    )
    task.tell(entry, None, {"name": evidence.name, "reason": reason})
    return Changes(at=task.at, evidence=True, places=frozenset({(evidence.checkpoint, evidence.site)}))


def _evidence_in(task: Task, entry: Entry) -> Changes:
    evidence = task.work.evidence.get(entry.event.subject)
    if evidence is None or not evidence.removed:
        raise Changed
    task.work.evidence.put(replace(evidence, removed_at="", removed_by="", removed_reason=""))
    task.tell(entry, None, {"name": evidence.name})
    return Changes(at=task.at, evidence=True, places=frozenset({(evidence.checkpoint, evidence.site)}))


def _use_out(task: Task, entry: Entry) -> Changes:
    """A piece does not serve the place of the entry any more."""
    use = _use(task, entry, standing=True)
    reason = str((entry.event.after or {}).get("reason") or task.why)
    task.work.evidence.put_use(replace(use, removed_at=task.at, removed_by=task.user, removed_reason=reason))
    return _use_told(task, entry, {"reason": reason})


def _use_in(task: Task, entry: Entry) -> Changes:
    """A piece serves the place of the entry again."""
    use = _use(task, entry, standing=False)
    task.work.evidence.put_use(replace(use, removed_at="", removed_by="", removed_reason=""))
    return _use_told(task, entry, {})


def _use(task: Task, entry: Entry, *, standing: bool) -> EvidenceUse:
    event = entry.event
    uses = task.work.evidence.uses_at(event.checkpoint, event.site)
    found = next((use for use in uses if use.evidence == event.subject), None)
    if found is None or found.removed is standing:
        raise Changed
    return found


def _use_told(task: Task, entry: Entry, told: Told) -> Changes:
    event = entry.event
    task.tell(entry, None, {"name": (event.after or {}).get("name", ""), **told})
    return Changes(at=task.at, evidence=True, places=frozenset({(event.checkpoint, event.site)}))


def _evidence_facts(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    event = entry.event
    facts = task.work.evidence.facts_of(event.subject)
    then, now = (from_texts(EvidenceFacts, _two(told)) for told in (expected, wanted))
    if any(getattr(facts, name) != value for name, value in then.items()):
        raise Changed
    task.work.evidence.put_facts(replace(facts, **now))
    task.tell(entry, _two(expected), _two(wanted))
    return Changes(at=task.at, evidence=True, places=frozenset({(event.checkpoint, event.site)}))


def _two(told: Told) -> Told:
    return {name: told[name] for name in ("expires", "note") if name in told}


# --- which act is taken back by what ----------------------------------------------------------------------------------

_Write = Callable[[Task, Entry, Any, Any], Changes]


def _swapped(write: _Write) -> tuple[Take, Take]:
    """What writes the values before the act, and what writes those after it; each expects the other ones."""

    def back(task: Task, entry: Entry) -> Changes:
        return write(task, entry, entry.event.before, entry.event.after)

    def again(task: Task, entry: Entry) -> Changes:
        return write(task, entry, entry.event.after, entry.event.before)

    return back, again


def _has_basis(event: Event) -> bool:
    return "basis" in (event.after or {})


def _has_given(event: Event) -> bool:
    return "given" in (event.before or {})


def _has_drafts(event: Event) -> bool:
    return "drafts" in (event.after or {})


def _has_rested(event: Event) -> bool:
    return finding_grounds.RESTED in (event.before or {})


INVERSES: dict[str, Inverse] = {
    "answer.recorded": Inverse(_take_answer, _give_answer),
    copies.COPIED: Inverse(_take_answer, _give_answer),
    carried_following.TAKEN_OVER: Inverse(_take_answer, _give_answer),
    copies.CONFIRMED: Inverse(_confirmed, _confirmed),
    "answer.upheld": Inverse(_upheld, _upheld, _has_rested),
    "proposal.adopted": Inverse(_decision, _decision, _has_basis),
    "proposal.changed": Inverse(_decision, _decision, _has_basis),
    "proposal.rejected": Inverse(_decision, _decision, _has_basis),
    "flag.set": Inverse(*_swapped(_flag)),
    "flag.cleared": Inverse(*_swapped(_flag)),
    "evidence.added": Inverse(_evidence_out, _evidence_in),
    "evidence.removed": Inverse(_evidence_in, _evidence_out),
    "evidence.used": Inverse(_use_out, _use_in),
    "evidence.ended": Inverse(_use_in, _use_out),
    "evidence.facts": Inverse(*_swapped(_evidence_facts)),
    "finding.status": Inverse(*_swapped(_finding)),
    "plan.added": Inverse(*_swapped(_action)),
    "plan.edited": Inverse(*_swapped(_action)),
    "plan.withdrawn": Inverse(*_swapped(_action)),
    "plan.restored": Inverse(*_swapped(_action)),
    "plan.accepted": Inverse(_accepted, _accepted),
    "plan.drafted": Inverse(_drafted, _drafted, _has_drafts),
    "case.added": Inverse(*_swapped(_case)),
    "case.changed": Inverse(*_swapped(_case)),
    "separation.added": Inverse(*_swapped(_separation)),
    "separation.changed": Inverse(*_swapped(_separation)),
    "separation.removed": Inverse(_separation_gone, _separation_gone),
    "filing.changed": Inverse(*_swapped(_filing)),
    "audit.changed": Inverse(*_swapped(_facts), long=True),
    "site.added": Inverse(_site_out, _site_in, long=True),
    "site.renamed": Inverse(_renamed, _renamed, long=True),
    "site.removed": Inverse(_site_in, _site_out, long=True),
    "site.restored": Inverse(_site_out, _site_in, long=True),
    "record.added": Inverse(_record_out, _record_in, long=True),
    "record.edited": Inverse(_record("before"), _record("after"), _has_given, long=True),
    "record.removed": Inverse(_record_in, _record_out, long=True),
    "record.restored": Inverse(_record_out, _record_in, long=True),
    "alias.added": Inverse(_alias_out, _alias_in, long=True),
    "alias.removed": Inverse(_alias_in, _alias_out, long=True),
    "setting.changed": Inverse(*_swapped(_setting), _known_setting, long=True),
}
"""Acts by what takes them back and does them again. An act that is not here is told and not taken back: an import has
its own way back, what was sealed or reviewed stays said."""
