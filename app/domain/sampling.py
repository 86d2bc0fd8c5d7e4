"""Samples of a ledger (抽出点検): drawn so that anybody draws the same again, and what was found in each record drawn.

How records are drawn, so that it can be done again with any tool: each record is ranked by the SHA-256 (hex) of the
UTF-8 text SEED, line feed, KEY, where KEY is the match key of the record; of each group those that come first are
drawn. The order of the rows, the machine and the version of Python make no difference, and a record that is added later
moves no other one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from app.domain.confidence import USUAL_CONFIDENCE, WHOLE, Group, upper_bound
from app.domain.findings import natural
from app.domain.ledgers import COLUMN, HEADING

MOST = 2_000
"""The largest sample: nobody settles more by hand."""

MOST_GROUPS = 100
"""More groups than that are a field that tells single records apart."""

SITE = "site"
"""In `Sample.grouped_by`: the sites of the audit."""

_SEED = re.compile(r"[0-9A-Z](?:[0-9A-Z-]{2,38}[0-9A-Z])")


class Allocation(StrEnum):
    """How a sample is shared among the groups: as large as they are, or alike. Each gets at least one."""

    PROPORTIONAL = "proportional"
    EQUAL = "equal"


class Outcome(StrEnum):
    """What was found in a record that was drawn."""

    PENDING = "pending"
    SOUND = "sound"
    DIFFERENT = "different"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Condition:
    """Only records in whose field the text stands are part of the population."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """One group of the population: its name, how many records it has, how many are drawn."""

    label: str
    population: int
    size: int


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample as it was drawn. `number` counts the samples of the audit from 1.

    `grouped_by` is empty, `SITE` or a field; `sites` limits to these sites of the audit. `confidence` and `rate` (in
    hundredths of a percent) are 0 where the size was said instead. `seed_given` tells that a person said the seed.
    `digest` is over the population (`digest`), `source` names the file it was last imported from and the day.
    """

    id: str
    number: int
    kind: str
    purpose: str
    grouped_by: str
    allocation: Allocation
    conditions: tuple[Condition, ...]
    sites: tuple[str, ...]
    confidence: int
    rate: int
    seed: str
    seed_given: bool
    population: int
    size: int
    strata: tuple[Stratum, ...]
    digest: str
    source: str
    imported: str
    at: str
    by: str
    withdrawn: str = ""
    withdrawn_at: str = ""
    withdrawn_by: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One record of a sample as the ledger had it when it was drawn. `number` counts from 1.

    Of a record that stands for one of several columns of its row, `values` also has the column (`COLUMN`, `HEADING`).
    """

    sample: str
    number: int
    match_key: str
    key: str
    stratum: str
    site: str
    file: str
    sheet: str
    row: int
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def column(self) -> str:
        """The letter of the column that is meant of the row; empty where the row is one record."""
        return self.values.get(COLUMN, "")

    @property
    def heading(self) -> str:
        """What stands at the head of that column."""
        return self.values.get(HEADING, "")

    def facts(self) -> dict[str, str]:
        """What the ledger said of it, by field."""
        return {name: value for name, value in self.values.items() if name not in (COLUMN, HEADING)}


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in one record drawn; each change is a new revision, the latest counts.

    `difference` says what differs, `evidence` refers to a proof. `checked_on` and `checked_by` are when and by whom it
    was looked at, `at` and `by` when and by whom that was written. `reason` says why an earlier result was changed.
    """

    sample: str
    number: int
    revision: int
    outcome: Outcome
    difference: str
    remark: str
    evidence: str
    checked_on: date | None
    checked_by: str
    reason: str
    at: str
    by: str


# --- drawing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Member:
    """One record of the population: its match key and the group it belongs to."""

    match_key: str
    stratum: str


def seed_of(random: str) -> str:
    """A seed that can be read aloud, twelve hex digits in groups of four, made of a random text."""
    digits = sha256(random.encode()).hexdigest()[:12].upper()
    return "-".join(digits[n : n + 4] for n in range(0, 12, 4))


def read_seed(text: str) -> str | None:
    """A seed as somebody typed it, in upper case and half width; None when it is none (4 to 40 of A–Z, 0–9, -)."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    return plain if _SEED.fullmatch(plain) else None


def rank(seed: str, match_key: str) -> str:
    """What records are ordered by when they are drawn."""
    return sha256(f"{seed}\n{match_key}".encode()).hexdigest()


def digest(members: Iterable[Member]) -> str:
    """SHA-256 over the population: a line of key, tab and group for each record, in the order of the keys."""
    lines = sorted(f"{member.match_key}\t{member.stratum}\n" for member in members)
    return sha256("".join(lines).encode()).hexdigest()


def groups_of(members: Iterable[Member], first: Sequence[str] = ()) -> dict[str, int]:
    """How many records each group has: those in `first` in that order, then as people read their names.

    The order is for reading only; nothing that is drawn depends on it.
    """
    counts = Counter(member.stratum for member in members)
    places = {label: place for place, label in enumerate(first)}
    order = sorted(counts, key=lambda label: (places.get(label, len(places)), natural(label), label))
    return {label: counts[label] for label in order}


def allocate(counts: Mapping[str, int], size: int, how: Allocation) -> tuple[Stratum, ...]:
    """Share `size` among the groups: each gets at least one and at most all it has.

    Proportional: the whole part of its share, then the largest remainders; who has one only because each gets one is
    paid for by those that are furthest above their share. Equal: round by round, one each. Equal claims go to the
    larger group, then to the name that comes first. `size` is at least the number of groups and at most all records.
    """
    if not len(counts) <= size <= sum(counts.values()):
        raise ValueError(f"{size} cannot be shared among {len(counts)} groups of {sum(counts.values())}")
    share = _equally if how is Allocation.EQUAL else _proportionally
    sizes = share(dict(counts), size)
    return tuple(Stratum(label, count, sizes[label]) for label, count in counts.items())


def _equally(counts: dict[str, int], size: int) -> dict[str, int]:
    sizes = dict.fromkeys(counts, 0)
    order = sorted(counts, key=lambda label: (-counts[label], label))
    left = size
    while left:
        open_ = [label for label in order if sizes[label] < counts[label]]
        each = min(left // len(open_), min(counts[label] - sizes[label] for label in open_))
        taken = open_ if each else open_[:left]
        for label in taken:
            sizes[label] += each or 1
        left -= (each or 1) * len(taken)
    return sizes


def _proportionally(counts: dict[str, int], size: int) -> dict[str, int]:
    total = sum(counts.values())
    sizes = {label: max(1, size * count // total) for label, count in counts.items()}

    def over(label: str) -> tuple[int, int, str]:
        # How far above its share, in parts of `total`; what is equal goes to the larger group first.
        return (sizes[label] * total - size * counts[label], -counts[label], label)

    while (left := size - sum(sizes.values())) > 0:
        open_ = (label for label in counts if sizes[label] < counts[label])
        for label in sorted(open_, key=over)[:left]:
            sizes[label] += 1
    while sum(sizes.values()) > size:
        sizes[max((label for label in counts if sizes[label] > 1), key=over)] -= 1
    return sizes


def draw(members: Iterable[Member], strata: Sequence[Stratum], seed: str) -> frozenset[str]:
    """The match keys of the records that are drawn from the groups."""
    ranked: dict[str, list[tuple[str, str]]] = {stratum.label: [] for stratum in strata}
    for member in members:
        ranked[member.stratum].append((rank(seed, member.match_key), member.match_key))
    return frozenset(key for stratum in strata for _, key in sorted(ranked[stratum.label])[: stratum.size])


# --- what may be said of it -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """How the results of a sample stand.

    `at_most` is the greatest number of records of the whole population that may differ, with `confidence` in hundredths
    of a percent; None while results are pending, and of a sample that was withdrawn. Records that could not be checked
    count as different there. `rate_at_most` is the same in tenths of a percent of the population, rounded up. `within`
    tells whether it lies below the tolerable rate, None where none was said. `whole`: the whole population was drawn.
    """

    drawn: int
    sound: int
    different: int
    unchecked: int
    pending: int
    confidence: int
    at_most: int | None
    rate_at_most: int | None
    within: bool | None
    whole: bool


def tally(sample: Sample, drawn: Iterable[Drawn], results: Mapping[int, Result]) -> Tally:
    """Count the results, and bound what they say of the population."""
    counts: Counter[Outcome] = Counter()
    against: Counter[str] = Counter()
    for item in drawn:
        result = results.get(item.number)
        outcome = result.outcome if result else Outcome.PENDING
        counts[outcome] += 1
        against[item.stratum] += outcome in (Outcome.DIFFERENT, Outcome.UNCHECKED)
    confidence = sample.confidence or USUAL_CONFIDENCE
    at_most = None
    if not counts[Outcome.PENDING] and not sample.withdrawn:
        groups = [Group(s.population, s.size, against[s.label]) for s in sample.strata]
        at_most = upper_bound(groups, confidence)
    within = None
    if at_most is not None and sample.rate:
        within = at_most * WHOLE < sample.rate * sample.population
    return Tally(
        drawn=sample.size,
        sound=counts[Outcome.SOUND],
        different=counts[Outcome.DIFFERENT],
        unchecked=counts[Outcome.UNCHECKED],
        pending=counts[Outcome.PENDING],
        confidence=confidence,
        at_most=at_most,
        rate_at_most=None if at_most is None else -(-at_most * 1000 // sample.population),
        within=within,
        whole=sample.size == sample.population,
    )
