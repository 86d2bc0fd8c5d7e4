"""The people of the audit (担当者): who they are, and what each of them may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.domain.duties import Duty, Names, Officer, is_open_to, is_somebody, officer_named, same_person, with_duty
from app.domain.history import Event
from app.domain.text import one_line
from app.errors import UserError, register_messages
from app.services.changes import Changes
from app.services.ports import Desk, HistoryQuery, UnitOfWork

ONE_PERSON = "review.one_person"
"""The setting that says openly that who answered may accept as well; its value is the reason, empty: no."""

NOBODY = "person_nobody"
"""The code of the refusal of a name that is nobody's."""

register_messages(
    {
        "person_name_missing": "The name of the person is missing.",
        "person_nobody": "“{name}” names a company, a section or a post, and nobody who could answer for it. Write the "
        "name of the person.",
        "person_double": "{name} is on the list of people already; change that entry.",
        "person_unknown": "{name} is not on the list of people; add the person first.",
        "person_not_reviewer": "{name} is not listed as a reviewer of this audit. Reviewers: {people}. Let one of "
        "them do it, or give {name} that duty in the list of people.",
        "person_no_reviewer": "The list of people names no reviewer; give somebody that duty first.",
        "person_not_approver": "{name} is not listed as an approver of this audit. Approvers: {people}. Let one of "
        "them do it, or give {name} that duty in the list of people.",
        "person_no_approver": "The list of people names no approver; give somebody that duty first.",
    }
)

_CHANGED = "person.changed"
_REFUSED = {
    Duty.REVIEWER: ("person_not_reviewer", "person_no_reviewer"),
    Duty.APPROVER: ("person_not_approver", "person_no_approver"),
}


def listing(desk: Desk) -> tuple[Officer, ...]:
    """The people of the audit by name."""
    with desk.file.read() as work:
        return work.duties.officers()


def add(desk: Desk, name: str, department: str = "", duties: Iterable[Duty] = ()) -> Changes:
    """Put somebody on the list. Raises UserError `person_name_missing`, `person_nobody`, `person_double`."""
    at = desk.stamp()
    with desk.file.write() as work:
        officer = Officer(_clean(name), one_line(department), _ordered(duties), at, desk.world.user)
        require_somebody(work, officer.name)
        if any(same_person(other.name, officer.name) for other in work.duties.officers()):
            raise UserError("person_double", name=officer.name)
        work.duties.put_officer(officer)
        work.history.record(at, desk.world.user, Event("person.added", officer.name, after=_told(officer)))
        work.commit()
    return Changes(at=at, duties=True)


def change(
    desk: Desk,
    name: str,
    new_name: str | None = None,
    department: str | None = None,
    duties: Iterable[Duty] | None = None,
) -> Changes:
    """Correct an entry of the list; None leaves a field as it is. What was recorded under a name keeps that name.

    Raises UserError `person_unknown`, `person_name_missing`, `person_nobody`, `person_double`.
    """
    at = desk.stamp()
    with desk.file.write() as work:
        officers = work.duties.officers()
        old = _known(officers, name)
        new = replace(
            old,
            name=old.name if new_name is None else _clean(new_name),
            department=old.department if department is None else one_line(department),
            duties=old.duties if duties is None else _ordered(duties),
        )
        if new == old:
            return Changes()
        require_somebody(work, new.name)
        if any(same_person(other.name, new.name) for other in officers if other.name != old.name):
            raise UserError("person_double", name=new.name)
        if new.name != old.name:
            work.duties.drop_officer(old.name)
        work.duties.put_officer(replace(new, at=at, by=desk.world.user))
        before, after = _told(old), _told(new)
        event = Event(
            _CHANGED,
            new.name,
            before={k: v for k, v in before.items() if v != after[k]},
            after={k: v for k, v in after.items() if v != before[k]},
        )
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, duties=True)


def remove(desk: Desk, name: str) -> Changes:
    """Take somebody off the list; what they did stays theirs. Raises UserError `person_unknown`."""
    at = desk.stamp()
    with desk.file.write() as work:
        old = _known(work.duties.officers(), name)
        work.duties.drop_officer(old.name)
        work.history.record(at, desk.world.user, Event("person.removed", old.name, before=_told(old)))
        work.commit()
    return Changes(at=at, duties=True)


def names_in(work: UnitOfWork) -> Names:
    """Who is one person in this audit, the names before a change of the list included; read it once for one reading."""
    changed = reversed(work.history.entries(HistoryQuery(act=_CHANGED), limit=2**31 - 1))
    told = ((entry.event.before or {}, entry.event.after or {}) for entry in changed)
    return Names((str(before["name"]), str(after["name"])) for before, after in told if "name" in before)


def require_somebody(work: UnitOfWork, name: str) -> None:
    """Raises UserError `person_nobody` where a name is that of a company, a section or a post."""
    audit = work.audit.get()
    if not is_somebody(name, (audit.organisation, *audit.affiliates)):
        raise UserError(NOBODY, name=name)


def require_duty(work: UnitOfWork, duty: Duty, name: str) -> None:
    """Raises UserError where the list of people gives a duty to others and not to `name`, or where that is nobody's
    name (`person_nobody`)."""
    require_somebody(work, name)
    officers = work.duties.officers()
    if is_open_to(officers, duty, name):
        return
    code, nobody = _REFUSED[duty]
    people = with_duty(officers, duty)
    if not people:
        raise UserError(nobody)
    raise UserError(code, name=name, people=people)


def _known(officers: Iterable[Officer], name: str) -> Officer:
    found = officer_named(officers, name)
    if found is None:
        raise UserError("person_unknown", name=name)
    return found


def _clean(name: str) -> str:
    clean = one_line(name)
    if not clean:
        raise UserError("person_name_missing")
    return clean


def _ordered(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    wanted = frozenset(duties)
    return tuple(duty for duty in Duty if duty in wanted)


def _told(officer: Officer) -> dict[str, object]:
    return {"name": officer.name, "department": officer.department, "duties": [duty.value for duty in officer.duties]}
