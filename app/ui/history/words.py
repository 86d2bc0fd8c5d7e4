"""The history in words: acts, fields, values before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from os.path import commonprefix

from app.domain.audit import Ground
from app.domain.challenges import Outcome as Attempted
from app.domain.duties import Duty
from app.domain.filings import Paper
from app.domain.findings import Shift, Status
from app.domain.grades import Cause, Severity, Verdict
from app.domain.history import Entry
from app.domain.ledgers.form import LedgerForm
from app.domain.measures import Effect
from app.domain.plan import ActionState, Stage
from app.domain.review import State
from app.domain.sampling import Outcome
from app.errors import UserError
from app.i18n import current_language, listed, mark
from app.i18n import gettext as _
from app.services import acts, challenge_words, measure_words
from app.services.business_calendar import BUNDLED, OPEN
from app.services.challenge_words import attempt_word
from app.services.handing_in import contents as handing_in
from app.services.house_words import field_words as house_words
from app.services.sampling_words import outcome_word
from app.ui.findings.words import ledger_word
from app.ui.history import papers, walks
from app.ui.history.courses import courses_told
from app.ui.overview.programme import stage_word
from app.ui.plan.words import case_word, current_word
from app.ui.session import Session
from app.ui.words import (
    cause_word,
    day_word,
    ground_word,
    severity_word,
    state_word,
    status_word,
    verdict_word,
)
from app.words import duty_word, review_word


def act_words() -> dict[str, str]:
    """Every act the program records, in the order of the filter. A test compares it with the code."""
    return acts.act_words(_)


def field_words() -> dict[str, str]:
    """What the recorded fields are called. What is not here is shown by its name in the file."""
    return {
        "act": _("What it was"),
        "accepted": _("Accepted risks that still hold"),
        "actions": _("Measures"),
        "actions_left": _("Measures left behind"),
        "added": _("Added"),
        "addressee": _("Addressee"),
        "alias": _("Name in ledgers"),
        "aliases": _("Name in ledgers"),
        "answered_by": _("Answered by"),
        "answers_left": _("Answers left behind"),
        "approver": _("Approver"),
        "article": _("Article"),
        "as_of": _("As-of date"),
        "attempt": _("Outcome of the attempt"),
        "catalogue": _("Edition of the checkpoints"),
        "catalogue_version": _("Edition of the checkpoints"),
        "audit_revision": _("Revision of the audit"),
        "by_hand_lost": _("Cells by hand that could not stay"),
        "cause_analysis": _("Analysis of the causes"),
        "cause": _("Kind of cause"),
        "checked_by": _("Checked by"),
        "checked_on": _("Checked on"),
        "causes": _("Causes"),
        "challenge": _("Challenge"),
        "changed": _("Changed"),
        "closing": _("Closed around the new year"),
        "comment": _("Remark"),
        "checkpoints": _("Checkpoints that prove it"),
        "corrections": _("Set right by hand"),
        "courses": _("Course of the stages"),
        "count": _("Number of cases"),
        "current": _("Present state"),
        "dated": _("Date of the ground"),
        "decision": _("Decision on the proposal"),
        "department": _("Section in charge"),
        "difference": _("What differs"),
        "directions": _("Directions"),
        "discipline": _("Discipline"),
        "discipline_note": _("Note on discipline"),
        "discovered": _("Day of discovery"),
        "done": _("Day of completion"),
        "duties": _("Duties"),
        "drawn": _("Records drawn"),
        "due": _("Due date"),
        "end": _("To"),
        "entries": _("Entries of the history"),
        "estimated": _("Estimated or counted"),
        "evidence": _("Evidence no."),
        "expires": _("Last day of the evidence"),
        "figures": _("Figures"),
        "findings": _("Findings"),
        "fingerprint": _("Fingerprint of the data"),
        "format": _("Format"),
        "gone": _("Gone"),
        "ground": _("Ground"),
        "holidays": _("Table of holidays"),
        "imported_at": _("Imported"),
        "interim": _("Interim measures"),
        "item": _("Item"),
        "kind": _("Which kind"),
        "items": _("Item"),
        "kept": _("Kept from other files"),
        "key": _("Record"),
        "label": _("What is counted"),
        "lapsed": _("Accepted risk lapsed"),
        "law": _("Article"),
        "meaning": _("Meaning"),
        "measure": _("Measure"),
        "method": _("How it is checked"),
        "milestones": _("Stages"),
        "name": _("Name"),
        "new": _("New"),
        "number": _("Running number"),
        "note": _("Note"),
        "numbers": _("Numbers"),
        "occurred": _("Whether it occurred"),
        "open": _("Not settled"),
        "organisation": _("Organisation"),
        "outcome": _("Result"),
        "overview": _("What happened"),
        "owner": _("Person in charge"),
        "part": _("Part of the ledger"),
        "people": _("People taken over"),
        "period": _("Period"),
        "person": _("Person"),
        "places": _("Checkpoints it served"),
        "population": _("Population"),
        "position": _("Position"),
        "problem": _("Present problem"),
        "problems": _("Cells with problems"),
        "publication": _("Publication"),
        "purpose": _("Purpose"),
        "read": _("Read"),
        "records": _("Records"),
        "retired": _("Not asked any more"),
        "reason": _("Reason"),
        "rejected": _("Left out"),
        "remark": _("Remark"),
        "removed": _("Removed records"),
        "reply": _("What was replied"),
        "representative": _("Representative"),
        "representative_title": _("Title of the representative"),
        "resolve": _("Words of resolve"),
        "reopened": _("Answers to be confirmed again"),
        "resolved": _("No longer found"),
        "responsible": _("Who sees to it"),
        "returned": _("Records there again"),
        "review": _("State of the review"),
        "reverted": _("Records as before"),
        "revision": _("Revision"),
        "role": _("Role"),
        "rule": _("Rule"),
        "sample": _("Number of the sample"),
        "seed": _("Seed"),
        "severity": _("Grade"),
        "sha256": _("SHA-256"),
        "sheets": _("Sheets"),
        "sites": _("Sites"),
        "sites_left": _("Sites left behind"),
        "sites_added": _("Site added"),
        "marks": _("Meaning of marks"),
        "size": _("Size (bytes)"),
        "skipped": _("Skipped"),
        "source": _("Source"),
        "stage": _("Stage"),
        "stale": _("Answers whose findings or questions have changed"),
        "start": _("Start"),
        "state": _("State"),
        "status": _("State"),
        "submitted": _("Day of submission"),
        "system": _("System"),
        "target": _("Who is concerned (a class, no names)"),
        "text": _("Content"),
        "title": _("Title"),
        "tried": _("What was tried"),
        "unchanged": _("Unchanged"),
        "undoes": _("Entry of the history"),
        "until": _("Accepted until"),
        "value": _("Value of the setting"),
        "values": _("Values"),
        "verdict": _("Verdict"),
        "version": _("Version"),
        "withdrawn": _("Reason for the withdrawal"),
        "account": _("What was done"),
        "upcoming": _("What comes next"),
        "cost": _("Cost"),
        "effort": _("Effort"),
        "progress": _("Progress"),
        "result": _("Effect"),
        "paper": _("What was filed"),
        "filed_on": _("Day of the filing"),
        "covers": _("Report due on"),
        "unlinked": _("Findings taken off"),
    }


def _case_words() -> dict[str, str]:
    """Fields of what is written of cases beside the plan."""
    return {
        "topic": _("What of it"),
        "known": _("It is so, or became known on"),
        "case_id": _("Case"),
        "duty": _("Report to the commission"),
        "kinds": _("Situations of article 7 that apply"),
        "days": _("Term of the final report"),
        "preliminary": _("Preliminary report handed in on"),
        "final": _("Final report handed in on"),
    }


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of an entry: what it was and what it became, as words; empty where there was nothing."""

    field: str
    before: str
    after: str


def act_word(act: str) -> str:
    """What an act is called; one of a later version by its name in the file."""
    return act_words().get(act, act)


def moment_word(at: str) -> str:
    """A moment of the history, day and time to the second as they were on the officer's clock."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{day_word(moment.date())} {moment:%H:%M:%S}"


def names_of(session: Session) -> Callable[[str], str]:
    """What a recorded id of a site, an article or a challenge is called; empty for others."""

    def name(identity: str) -> str:
        catalogue, language = session.catalogue, current_language()
        try:
            return session.site_name(identity) or catalogue.basis_label(identity, language)
        except KeyError:
            return challenge_words.named(catalogue, identity, language)

    return name


def forms_of(session: Session) -> Callable[[str], LedgerForm | None]:
    """The form of a kind of ledger; None for one of a later version."""

    def form(kind: str) -> LedgerForm | None:
        try:
            return session.desk.world.ledgers.form(kind)
        except UserError:
            return None

    return form


def _nowhere(_kind: str) -> LedgerForm | None:
    return None


def differences(
    entry: Entry, name_of: Callable[[str], str], form_of: Callable[[str], LedgerForm | None] = _nowhere
) -> tuple[Difference, ...]:
    """The fields that differ before and after an act, in the order they were recorded. Columns of a ledger, which are
    recorded by their Japanese names, are called as the form has them in the present language."""
    if papers.is_of_paper(entry) or walks.is_of_walk(entry):
        tell = walks.told if walks.is_of_walk(entry) else papers.told
        old_texts, new_texts = tell(entry.event.before), tell(entry.event.after)
        changed = [n for n in dict.fromkeys((*old_texts, *new_texts)) if old_texts.get(n) != new_texts.get(n)]
        return tuple(Difference(n, old_texts.get(n, ""), new_texts.get(n, "")) for n in changed)
    before, after = (_by_columns(told or {}, form_of) for told in (entry.event.before, entry.event.after))
    # A reason stands for this act alone: that of the act before is no value that was replaced.
    names = [name for name in dict.fromkeys((*before, *after)) if name not in _UNSEEN]
    words = field_words()
    if entry.event.act.startswith("separation."):
        words["method"] = _("How it is split")
    if entry.event.act == "plan.followed":
        words["milestones"] = _("Milestones")
    words |= house_words(_)
    if entry.event.act in ("case.noted", "case.clock"):
        words |= _case_words()
    if entry.event.act == handing_in.BUILT:
        words |= {"files": _("Files"), "index": _("SHA-256"), "parts": _("What is in it"), "zip": _("ZIP archive")}
        named = {part.value: name for part, name in handing_in.part_words(_).items()}
        parts = after.get("parts")
        after = {**after, "parts": [named.get(str(n), str(n)) for n in parts] if isinstance(parts, list) else parts}
    if entry.event.act.startswith(("answer.", "proposal.")):
        words["stale"] = _("What had changed")
    found = []
    for name in names:
        old = None if name == "reason" else before.get(name)
        new = after.get(name)
        if old == new or (not old and not new and old is not False and new is not False):
            continue
        found.append(Difference(words.get(name, name), value_word(name, old, name_of), value_word(name, new, name_of)))
    return tuple(found)


def _by_columns(told: Mapping[str, object], form_of: Callable[[str], LedgerForm | None]) -> Mapping[str, object]:
    values = told.get("values")
    form = form_of(str(told.get("kind", ""))) if isinstance(values, list | tuple) and not _ja() else None
    if form is None or not isinstance(values, list | tuple):
        return told
    names = {field.title.ja: field.title.in_language(current_language()) for field in form.fields}
    said = [str(each).partition(": ") for each in values]
    return {**told, "values": [f"{names.get(title, title)}{sign}{text}" for title, sign, text in said]}


def summary(entry: Entry, name_of: Callable[[str], str], form_of: Callable[[str], LedgerForm | None] = _nowhere) -> str:
    """An entry's differences in one line."""
    parts = []
    for each in differences(entry, name_of, form_of):
        if each.before:
            before, after = _brief(each.before, each.after)
            parts.append(
                _("{field}: {before} → {after}").format(field=each.field, before=before, after=after or _("(empty)"))
            )
        else:
            parts.append(_("{field}: {after}").format(field=each.field, after=_short(each.after)))
    return ("、" if _ja() else "; ").join(parts)


def value_word(name: str, value: object, name_of: Callable[[str], str]) -> str:
    """A recorded value as an officer reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        if name in _BOTH_WAYS:
            return _(_BOTH_WAYS[name][not value])
        return _("Yes") if value else _("No")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        if name in _COUNTED:
            return _("items: {count}").format(count=len(value)) if value else ""
        if value and isinstance(value[0], dict):
            return "\n".join(_record(each, name_of) for each in value)
        return listed(value_word(name, each, name_of) for each in value)
    if isinstance(value, dict):
        return courses_told(value) if name == "courses" else _record(value, name_of)
    return _text_word(name, str(value), name_of)


def _text_word(name: str, value: str, name_of: Callable[[str], str]) -> str:
    try:
        return _WORDS[name](value) if name in _WORDS else _day(value) if name not in _NAMED else name_of(value) or value
    except (ValueError, KeyError):
        return value


def _record(value: Mapping[str, object], name_of: Callable[[str], str]) -> str:
    words = field_words()
    if {"stage", "start", "end"} <= value.keys():
        stage, start, end = (value_word(name, value[name], name_of) for name in ("stage", "start", "end"))
        return f"{stage}: {start} – {end}"
    # Fields of one name mean different things in the cards of a case: they are called there as here.
    if {"target", "measure"} <= value.keys():
        words |= {"measure": _("Penalty"), "dated": _("Decided on")}
    elif {"label", "value"} <= value.keys():
        words |= {"value": _("Amount"), "as_of": _("As of"), "source": _("Source of the figure")}
    told = [(words.get(k, k), value_word(k, v, name_of)) for k, v in value.items() if k not in _UNSEEN]
    return ("、" if _ja() else "; ").join(
        _("{field}: {after}").format(field=field, after=text) for field, text in told if text
    )


def _shift_word(told: str) -> str:
    """What came, changed or went under an answer; other texts as they are."""
    if told == Shift.REWORDED.value:
        return _("the question was put in other words")
    shift, _blank, what = told.partition(" ")
    word = {
        Shift.CAME.value: _("new: {what}"),
        Shift.CHANGED.value: _("changed: {what}"),
        Shift.WENT.value: _("gone: {what}"),
        Shift.SLIPPED.value: _("split slipped: {what}"),
    }.get(shift)
    return word.format(what=what) if word else told


def _day(value: str) -> str:
    return day_word(date.fromisoformat(value)) if len(value) == 10 else value


def _brief(before: str, after: str) -> tuple[str, str]:
    """Both cut to a length, so that the place where they begin to differ is in sight."""
    old, new = " ".join(before.split()), " ".join(after.split())
    same = len(commonprefix((old, new)))
    if max(len(old), len(new)) <= _BRIEF or same <= _LED_IN:
        return _short(old), _short(new)
    start = same - _LED_IN
    return f"…{_short(old[start:])}", f"…{_short(new[start:])}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _BRIEF else line[: _BRIEF - 1] + "…"


def _ja() -> bool:
    return current_language() == "ja"


_BRIEF = 40
"""Letters of a value that a row of the list has room for."""
_LED_IN = 8
"""Letters before the first difference that are shown with it."""
_NAMED = frozenset({"sites", "law", "challenge"})
"""Fields that hold ids of what has a name."""
_BOTH_WAYS = {
    "occurred": (mark("It occurred"), mark("It did not occur")),
    "estimated": (mark("Estimated"), mark("Counted")),
}
_COUNTED = frozenset({"actions", "findings", "reopened", "unlinked"})
"""Lists of ids, which mean nothing to a reader."""
_UNSEEN = frozenset({"id", "revision", "position", "sha256", "at", "by", "style", "from_list"}) | {
    "separation",
    # What an act is taken back from.
    *("unit", "batch", "finding", "rested", "decided", "basis", "acceptance", "edited", "given", "drafts"),
    "snapshot",
}
_WORDS: dict[str, Callable[[str], str]] = {
    "act": act_word,
    "holidays": lambda v: _("the bundled table") if v == BUNDLED else v,
    "closing": lambda v: _("Not closed") if v == OPEN else v.replace("/", " – "),
    "verdict": lambda v: verdict_word(Verdict(v)),
    "attempt": lambda v: attempt_word(Attempted(v), _),
    "severity": lambda v: severity_word(Severity(v)),
    "status": lambda v: status_word(Status(v)),
    "state": lambda v: state_word(ActionState(v)),
    "ground": lambda v: ground_word(Ground(v)),
    "causes": lambda v: cause_word(Cause(v)),
    "stage": lambda v: stage_word(Stage(v)),
    "cause": lambda v: cause_word(Cause(v)),
    "current": current_word,
    "decision": lambda v: {"adopted": _("Adopted"), "changed": _("Answered otherwise"), "rejected": _("Turned down")}[
        v
    ],
    "kind": lambda v: case_word(ledger_word(v)),
    "outcome": lambda v: outcome_word(Outcome(v), _),
    "imported_at": moment_word,
    "review": lambda v: review_word(State(v)),
    "duties": lambda v: duty_word(Duty(v)),
    "stale": _shift_word,
    "result": lambda v: measure_words.effect_word(Effect(v), _),
    "paper": lambda v: measure_words.paper_word(Paper(v), _),
}
