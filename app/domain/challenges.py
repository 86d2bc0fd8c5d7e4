"""The guard against claiming too much (過大評価の防止): what a second person tried, and answers to challenges.

適合 counts as unproven until evidence or a named second person who tried to disprove it stands beside it. One operator
answered the emergency check "no legal problem", and that answer was held against it (報告書概要 図表2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.findings import RowRef
from app.domain.grades import Severity


class Outcome(StrEnum):
    """Whether the answer held when somebody tried to disprove it (反証の試み)."""

    HELD = "held"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True)
class Disproof:
    """That `person`, another one than who answered, tried to disprove revision `revision` of an answer, and how.

    `withdrawn` gives the reason for taking it back.
    """

    id: str
    checkpoint: str
    site: str
    revision: int
    person: str
    tried: str
    outcome: Outcome
    at: str
    by: str
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question that is put back to the answer at a place (反問), drafted from a ledger or from findings.

    `basis` names it at its place for ever; `digest` is another one when it speaks of other records, `older_digest` what
    earlier versions kept instead: a reply to it holds. `code` and `values` become the question. `rows` are the first of
    those behind it, `findings` the ids of findings, `keys` the match keys of all records of the ledger `kind`.
    """

    checkpoint: str
    site: str
    basis: str
    code: str
    severity: Severity
    values: Mapping[str, str]
    digest: str
    kind: str = ""
    rows: tuple[RowRef, ...] = ()
    keys: frozenset[str] = frozenset()
    findings: tuple[str, ...] = ()
    older_digest: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What was replied to a challenge. `basis` names the challenge at its place, `digest` what it said then.

    `code` and `values` become the question as it was asked; a challenge that says something else by now is open again.
    """

    checkpoint: str
    site: str
    basis: str
    digest: str
    code: str
    reply: str
    at: str
    by: str
    values: Mapping[str, str] = field(default_factory=dict)
