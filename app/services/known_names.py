"""The names that an audit knows, for lists that are limited to one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.domain.duties import same_person
from app.domain.site_names import match_name
from app.errors import UserError, register_messages
from app.services import reminders
from app.services.ports import Desk

register_messages(
    {
        "filter_person_unknown": "Nobody is named {name} here; there are: {known}.",
        "filter_person_none": "Nobody is named {name} here; no names are known yet.",
        "filter_department_unknown": "No section is named {name} in this audit; there are: {known}.",
        "filter_department_none": "No section is named {name} in this audit; no sections are known yet.",
        "filter_value_unknown": "There is no value named {name}; there are: {known}.",
    }
)

_MOST_TOLD = 20


def person(desk: Desk, name: str) -> str:
    """Who looks at something, or is on the list of people, as the assignments spell the name.

    Raises UserError `filter_person_unknown`, `filter_person_none`.
    """
    with desk.file.read() as work:
        named = sorted(each.person for each in work.duties.assignments())
        named += [officer.name for officer in work.duties.officers()]
    return among(name, named, "filter_person", same_person)


def author(desk: Desk, name: str) -> str:
    """Who made an entry of the history. Raises UserError `filter_person_unknown`."""
    with desk.file.read() as work:
        return among(name, work.history.people(), "filter_person", same_person)


def department(desk: Desk, name: str) -> str:
    """A section that has something to see to, now or later, or somebody on the list of people.

    Raises UserError `filter_department_unknown`, `filter_department_none`.
    """
    with desk.file.read() as work:
        named = {officer.department for officer in work.duties.officers()}
        named |= {each.department for each in work.duties.assignments()}
        named |= {each.department for each in work.plan.actions()}
        named |= set(reminders.reminders_in(desk, work, None).by_department)
    return among(
        name, sorted(named - {""}), "filter_department", lambda one, other: match_name(one) == match_name(other)
    )


def require_checkpoint(desk: Desk, identity: str) -> None:
    """Raises UserError `checkpoint_unknown` where the catalogue of the audit has no such checkpoint."""
    if all(each.id != identity for each in desk.catalogue.checkpoints):
        raise UserError("checkpoint_unknown", checkpoint=identity)


def among(name: str, known: Iterable[str], code: str, same: Callable[[str, str], bool]) -> str:
    """The known name that is the `same`. Raises UserError `{code}_unknown` with those that there are, `{code}_none`."""
    names = tuple(dict.fromkeys(known))
    found = next((each for each in names if same(each, name)), None)
    if found is not None:
        return found
    if not names:
        raise UserError(f"{code}_none", name=name)
    told = [*names[:_MOST_TOLD], *(["…"] if len(names) > _MOST_TOLD else [])]
    raise UserError(f"{code}_unknown", name=name, known=told)
