"""Who does what: the people of the audit, which sites and areas they look at, and what they flagged."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Duty(StrEnum):
    """点検者 / 確認者 / 承認者."""

    AUDITOR = "auditor"
    REVIEWER = "reviewer"
    APPROVER = "approver"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who works on the audit, by the name that stands in its records."""

    name: str
    department: str
    duties: tuple[Duty, ...]
    at: str
    by: str


_UNSEEN = frozenset({"Cc", "Cf"})
"""Control and format characters, such as a space without width."""


def person_key(name: str) -> str:
    """What two spellings of one name share: width, letter case, spaces and what nobody sees tell no two apart."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in _UNSEEN)


def same_person(one: str, other: str) -> bool:
    """Whether two names are spellings of one; a name that is empty is nobody's."""
    return bool(person_key(one)) and person_key(one) == person_key(other)


def officer_named(officers: Iterable[Officer], name: str) -> Officer | None:
    """Who bears that name in whatever spelling, or None."""
    return next((officer for officer in officers if same_person(officer.name, name)), None)


def with_duty(officers: Iterable[Officer], duty: Duty) -> tuple[str, ...]:
    """The names of those who have a duty."""
    return tuple(officer.name for officer in officers if duty in officer.duties)


def is_open_to(officers: Iterable[Officer], duty: Duty, name: str) -> bool:
    """Whether `name` may do what a duty is for: anybody while nobody on the list has any duty at all."""
    listed = tuple(officers)
    if not any(officer.duties for officer in listed):
        return True
    found = officer_named(listed, name)
    return found is not None and duty in found.duties


@dataclass(frozen=True, slots=True)
class Assignment:
    """That `person` looks at a site (`COMPANY`: the company's own checkpoints) and an item; empty `item`: at all.

    `person` need not be an officer of the list: who fills a sheet at a branch office may never see the program.
    """

    id: str
    site: str
    item: str
    person: str
    department: str
    due: date | None
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark that somebody set to come back to a place (フラグ)."""

    checkpoint: str
    site: str
    note: str
    at: str
    by: str
