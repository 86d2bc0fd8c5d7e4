"""Who does what: the people of the audit, which sites and areas they look at, and what they flagged."""

from __future__ import annotations

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
