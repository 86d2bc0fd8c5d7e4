"""Other names of systems, companies and departments: candidates are shown by likeness, only an officer confirms them.

Sites have their names in the audit itself (`ledgers.confirm_site`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from app.domain.audit import Audit
from app.domain.history import Event
from app.domain.ledgers import Alias
from app.domain.ledgers.form import FieldType
from app.domain.ledgers.values import match_key, parts
from app.domain.ledgers.writing import plain
from app.domain.rules.index import Standing, begins_with, name_key, sections_in
from app.domain.rules.reading import blank
from app.domain.rules.registers import COMPANIES, DEPARTMENTS, SYSTEMS, Registers
from app.domain.rules.sides import Side, companies_in, company_key, fold
from app.errors import UserError, register_messages
from app.services import findings as finding_service
from app.services.changes import Changes
from app.services.findings import FindingCounts
from app.services.ports import Desk, Progress, UnitOfWork
from app.services.site_matching import likeness

register_messages(
    {
        "alias_kind_unknown": "There are no other names of the kind {kind}; possible are: {kinds}.",
        "alias_text_missing": "Give the name as the ledger writes it.",
        "alias_meaning_unknown": "{meaning} is not on record; names like it are: {like}.",
        "alias_meaning_unlike": "{meaning} is not on record, nor is a name like it; add it to the ledger first.",
        "alias_is_a_name": "{text} is a name on record itself; it cannot be another name of {meaning}.",
        "alias_taken": "{text} was confirmed as another name of {meaning} already; remove that first.",
        "alias_unknown": "{text} was not confirmed as another name.",
    }
)

KINDS = (SYSTEMS, COMPANIES, DEPARTMENTS)
MOST_CANDIDATES = 200
_LIKE, _SUGGESTED = 0.5, 3
_COMMON = re.compile(r"システム|業務|管理|株式会社|有限会社|合同会社|\(株\)|\(有\)|system", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that ledgers use and that is not on record, how many records use it, and the names on record that are
    like it, the likest first: to ask about, never to take. A department is one of a standard that nobody's department
    is or lies in; no name may be like it."""

    kind: str
    text: str
    records: int
    like: tuple[str, ...]


def listing(desk: Desk) -> tuple[Alias, ...]:
    """Every confirmed name, and those of which it was said that they are other names of nothing on record."""
    with desk.file.read() as work:
        return work.hands.aliases()


def add(
    desk: Desk, kind: str, text: str, meaning: str, progress: Progress | None = None
) -> tuple[Changes, FindingCounts]:
    """Confirm that `text` is another name of `meaning`, from now on and in what is imported. An empty meaning says that
    it is one of nothing on record, and is not asked about again. Raises UserError, changing nothing."""
    _require(kind)
    text, meaning = plain(text), plain(meaning)
    if not _folded(kind, text):
        raise UserError("alias_text_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        known = _Known(desk, work)
        named = known.name(kind, meaning) if meaning else ""
        if meaning and not named:
            if like := _Likes(known.names(kind)).of(meaning):
                raise UserError("alias_meaning_unknown", meaning=meaning, like=list(like))
            raise UserError("alias_meaning_unlike", meaning=meaning)
        # Departments have no register: one that ledgers name may be another name of one that they name as well.
        itself = known.itself(kind, text) if kind != DEPARTMENTS else _folded(kind, text) == _folded(kind, named)
        if itself:
            raise UserError("alias_is_a_name", text=text, meaning=named or "－")
        old = next((a for a in work.hands.aliases() if (a.kind, a.folded) == (kind, _folded(kind, text))), None)
        if old is not None and old.meaning == named:
            return Changes(), FindingCounts()
        if old is not None and old.meaning:
            raise UserError("alias_taken", text=text, meaning=old.meaning)
        work.hands.put_alias(Alias(kind, _folded(kind, text), text, named, at, desk.world.user))
        return _done(desk, work, at, "alias.added", kind, {"kind": kind, "text": text, "meaning": named}, progress)


def remove(desk: Desk, kind: str, text: str, progress: Progress | None = None) -> tuple[Changes, FindingCounts]:
    """Forget another name. Raises UserError `alias_unknown`."""
    _require(kind)
    at = desk.stamp()
    with desk.file.write() as work:
        old = next((a for a in work.hands.aliases() if (a.kind, a.folded) == (kind, _folded(kind, text))), None)
        if old is None:
            raise UserError("alias_unknown", text=text)
        work.hands.drop_alias(kind, old.folded)
        return _done(
            desk, work, at, "alias.removed", kind, {"kind": kind, "text": old.text, "meaning": old.meaning}, progress
        )


def candidates(desk: Desk, kind: str | None = None) -> tuple[Candidate, ...]:
    """Names in ledgers that are not on record, with those on record that are like them; the most used first."""
    with desk.file.read() as work:
        return candidates_in(desk, work, kind)


def candidates_in(desk: Desk, work: UnitOfWork, kind: str | None = None) -> tuple[Candidate, ...]:
    """`candidates` inside a unit of work."""
    known = _Known(desk, work)
    decided = {(a.kind, a.folded) for a in work.hands.aliases()}
    found: list[Candidate] = []
    if kind in (None, DEPARTMENTS):
        found += [each for each in known.unmatched() if (DEPARTMENTS, _folded(DEPARTMENTS, each.text)) not in decided]
    for each in (name for name in (SYSTEMS, COMPANIES) if kind in (None, name)):
        likes = _Likes(known.names(each))
        # The most used first: what is found first is what is shown.
        met = sorted(known.met(each).items(), key=lambda told: (-told[1], told[0])) if likes else ()
        asked = (
            Candidate(each, text, count, like)
            for text, count in met
            if (each, _folded(each, text)) not in decided and not known.all_in(each, text) and (like := likes.of(text))
        )
        found += islice(asked, MOST_CANDIDATES)
    return tuple(sorted(found, key=lambda c: (-c.records, c.kind, c.text))[:MOST_CANDIDATES])


def departments(desk: Desk) -> tuple[str, ...]:
    """The departments that ledgers name and of which nothing was decided, the most used first. None is like enough to
    another to be asked about: who knows them says which of them are one."""
    with desk.file.read() as work:
        decided = {a.folded for a in work.hands.aliases() if a.kind == DEPARTMENTS}
        met = _Known(desk, work).met(DEPARTMENTS)
    by_use = sorted(met.items(), key=lambda told: (-told[1], told[0]))
    return tuple(text for text, _count in by_use if _folded(DEPARTMENTS, text) not in decided)


def candidates_of(desk: Desk, finding: str) -> tuple[Candidate, ...]:
    """The candidates that would settle a finding of R27: "is 託送シス another name of 託送業務システム?"."""
    named = {_folded(SYSTEMS, name) for name in parts(finding_service.get(desk, finding).values.get("systems", ""))}
    return tuple(c for c in candidates(desk, SYSTEMS) if _folded(SYSTEMS, c.text) in named)


def _require(kind: str) -> None:
    if kind not in KINDS:
        raise UserError("alias_kind_unknown", kind=kind, kinds=list(KINDS))


def _folded(kind: str, text: str) -> str:
    return company_key(text) if kind == COMPANIES else fold(text)


class _Likes:
    """Finds the names on record that are like a text. Of thousands only those are compared letter by letter that have
    enough letters in common with it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple((name, folded, _telling(folded)) for name in names for folded in [fold(name)])
        self._with: dict[str, list[tuple[int, int]]] = {}
        for place, (_name, folded, _length) in enumerate(self._names):
            for letter, count in Counter(folded).items():
                self._with.setdefault(letter, []).append((place, count))

    def __bool__(self) -> bool:
        return bool(self._names)

    def of(self, text: str) -> tuple[str, ...]:
        """The likest first."""
        folded = fold(text)
        scored = []
        for place in self._near(folded):
            name, other, _length = self._names[place]
            scored.append((max(likeness(folded, other, _COMMON), _abbreviates(folded, other)), name))
        found = sorted((-score, name) for score, name in scored if score >= _LIKE)
        return tuple(name for _score, name in found[:_SUGGESTED])

    def _near(self, folded: str) -> Iterable[int]:
        """The places of all names that can be like a text: they have all letters of the shorter one in common, or half
        of both together."""
        shared: Counter[int] = Counter()
        for letter, count in Counter(folded).items():
            for place, there in self._with.get(letter, ()):
                shared[place] += min(count, there)
        own = _telling(folded)
        for place, common in shared.items():
            other = self._names[place][2]
            if common >= min(own, other, (own + other) * _LIKE / 2):
                yield place


def _telling(folded: str) -> int:
    """How long a name is without the words that many have."""
    return len(_COMMON.sub("", folded) or folded)


def _abbreviates(short: str, long: str) -> float:
    """Whether all letters of a short name stand in the long one, in their order: 託送シス, 託送業務システム."""
    if not 2 <= len(short) < len(long) or short[0] != long[0]:
        return 0.0
    letters = iter(long)
    return 0.8 if all(letter in letters for letter in short) else 0.0


def _done(
    desk: Desk, work: UnitOfWork, at: str, act: str, subject: str, told: Mapping[str, object], progress: Progress | None
) -> tuple[Changes, FindingCounts]:
    counts = finding_service.run_rules(desk, work, at[:10], progress).counts
    after = {**told, "findings": finding_service.told(work, counts)}
    work.history.record(at, desk.world.user, Event(act, subject, after=after))
    work.commit()
    return Changes(at=at, findings=True, places=frozenset(counts.stale)), counts


class _Known:
    """What is on record by name, and what ledgers name."""

    def __init__(self, desk: Desk, work: UnitOfWork) -> None:
        self._desk = desk
        self._work = work
        self._audit: Audit = work.audit.get()
        self._kinds = frozenset(work.ledgers.kinds())
        self._registers = Registers(self._standing, self._kinds)
        self._sides = finding_service.sides_of(work, self._audit, work.sites.all(), self._kinds)
        self._named: dict[str, tuple[str, ...]] = {}
        self._by_folded: dict[str, dict[str, str]] = {}

    def _standing(self, kind: str) -> list[Standing]:
        with closing(self._work.ledgers.standing(kind)) as found:
            return list(found)

    def names(self, kind: str) -> tuple[str, ...]:
        """The names on record."""
        if kind not in self._named:
            self._named[kind] = tuple(dict.fromkeys(name for name in self._on_record(kind) if name))
        return self._named[kind]

    def _on_record(self, kind: str) -> Iterable[str]:
        if kind == SYSTEMS:
            return (r.values.get("name", "") for r, _ in self._registers.standing("systems"))
        return self._companies() if kind == COMPANIES else self.met(DEPARTMENTS)

    def _companies(self) -> Iterable[str]:
        yield self._audit.organisation
        yield from self._audit.affiliates
        for site in self._work.sites.all():
            if not site.removed:
                yield from (site.company, site.cohabitant)
        for kind, field in (("contractors", "name"), ("capital_ties", "company"), ("capital_ties", "parent")):
            yield from (r.values.get(field, "") for r, _ in self._registers.standing(kind))

    def name(self, kind: str, text: str) -> str:
        """The name on record that `text` is, as it is written there; empty where it is none."""
        if kind == SYSTEMS:
            found = self._registers.system(text)
            return found[0].values.get("name", "") or text if found is not None else ""
        if kind not in self._by_folded:
            # Of several names that are compared alike the first is taken.
            self._by_folded[kind] = {_folded(kind, name): name for name in reversed(self.names(kind))}
        found_name = self._by_folded[kind].get(_folded(kind, text), "")
        if not found_name and kind == DEPARTMENTS and self._sides.of_section(text) is not Side.UNKNOWN:
            # What a section does may be told by a word that names the side itself.
            return text
        return found_name

    def itself(self, kind: str, text: str) -> bool:
        """Whether a text is on record by itself."""
        return bool(self.name(kind, text))

    def all_in(self, kind: str, text: str) -> bool:
        """Whether a text is on record, or all companies that it names are."""
        return self.itself(kind, text) or (
            kind == COMPANIES and all(self.itself(kind, name) for name in companies_in(text))
        )

    def met(self, kind: str) -> Counter[str]:
        """The names that records use, with how many."""
        found: Counter[str] = Counter()
        seen: dict[str, str] = {}
        for ledger, field in self._fields(kind):
            for record, _batch in self._registers.standing(ledger):
                for text in parts(record.values.get(field, "")):
                    found[seen.setdefault(match_key(text), text)] += 1
        return found

    def unmatched(self) -> list[Candidate]:
        """The departments of the standards of rights and deployment that no department of a person, an account or a
        terminal is or lies in, with those that are like them."""
        wanted = self._departments("role_standards", "deployment_standards")
        there = self._departments("people", "accounts", "terminals") if wanted else Counter[str]()

        def key_of(text: str) -> str:
            return name_key(self._sides.section(text))

        paths = tuple(map(key_of, there))
        parts_of = {key for each in there for key in sections_in(each, key_of)}
        # Of a long path the name at its end tells.
        ends = {each.split(" ")[-1]: each for each in there}
        likes, likes_at_end = _Likes(there), _Likes(ends)
        return [
            Candidate(DEPARTMENTS, text, count, likes.of(text) or tuple(ends[name] for name in likes_at_end.of(text)))
            for text, count in wanted.items()
            for key in [key_of(text)]
            if there and key not in parts_of and not any(begins_with(path, key) for path in paths)
        ]

    def _departments(self, *ledgers: str) -> Counter[str]:
        """The departments that ledgers name, with how many records of these do."""
        named = (
            record.values.get("department", "")
            for ledger in ledgers
            if ledger in self._kinds
            for record, _batch in self._registers.standing(ledger)
        )
        return Counter(text for text in named if not blank(text))

    def _fields(self, kind: str) -> Iterable[tuple[str, str]]:
        if kind == SYSTEMS:
            yield from (("terminals", "systems"), ("accounts", "system"), ("contractors", "systems"))
            return
        for ledger in sorted(self._kinds):
            for field in self._desk.world.ledgers.form(ledger).fields:
                if kind == COMPANIES and field.type is FieldType.COMPANY:
                    yield ledger, field.id
                if kind == DEPARTMENTS and field.id == "department":
                    yield ledger, field.id
