"""One account as the rules over accounts look at it, and what they ask again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from app.domain.findings import Hit
from app.domain.ledgers import Record
from app.domain.rules.holders import Holders, System, holders_of, is_section
from app.domain.rules.index import Standing, name_key
from app.domain.rules.model import Context, Judge, OfSubject
from app.domain.rules.reading import blank, day_of, past
from app.domain.rules.sides import Side
from app.domain.rules.subject import Subject
from app.domain.rules.untested import STATES_OF_PEOPLE, unknown

KIND = "accounts"
_PREPARATION = ("trained", "pledged")
_A_YEAR = 366
_ENOUGH = 20
"""So few people tell nothing of what a column holds."""


class Account(Subject):
    """One account under judgement, with what the rules know of it; what several of them ask is found once."""

    context: Context

    __slots__ = (
        "batch", "columns", "context", "desk", "granted", "holders", "person", "posts", "record", "system", "values",
    )  # fmt: skip

    def __init__(self, record: Record, batch: str, desk: Desk) -> None:
        self.record = record
        self.batch = batch
        self.desk = desk
        holders = self.holders = desk.holders
        self.context = holders.context
        self.columns = holders.columns
        self.values: Mapping[str, str] = record.values
        get = self.values.get
        self.posts, self.person = desk.user(get("emp_no", ""), get("person", ""))
        self.system: System = holders.system(get("system", ""))
        self.granted: date | None = day_of(written) if (written := get("granted", "")) else None

    def side(self) -> Side:
        """The side of the user: by the list of people, else by what the account says."""
        if self.person is not None and self.person.side is not Side.UNKNOWN:
            return self.person.side
        return self.holders.side_named(self.values.get("company", ""), self.values.get("department", ""))

    def where(self) -> tuple[str, str, str]:
        """Company, section and post of the user: as the list of people tells, else the account."""
        get = self.values.get
        if self.person is None:
            return (get("company", ""), get("department", ""), get("post", ""))
        company, section, post = found = self.person.where
        if company and section and post:
            return found
        return (company or get("company", ""), section or get("department", ""), post or get("post", ""))

    def named(self) -> Mapping[str, str]:
        """What every sentence names besides the account."""
        return {"system": self.values.get("system", ""), "user": self.user()}

    def user(self) -> str:
        """Its user for a sentence."""
        name = self.values.get("person", "")
        return self.values.get("emp_no", "") if blank(name) else name


class _Approver(NamedTuple):
    side: Side
    section: bool
    posts: list[Standing]
    key: str


class _Person(NamedTuple):
    """What the list of people tells of somebody.

    `left` is the day of leaving where all posts were left (ISO, or 退職), `where` company, section and post, `days` the
    first training and pledge by field; `prepared`: both lie before the start of the work.
    """

    left: str
    side: Side
    where: tuple[str, str, str]
    start: date | None
    days: Mapping[str, date | None]
    prepared: bool


def _person(posts: list[Standing], holders: Holders) -> _Person:
    values, context = posts[0][0].values, holders.context
    for record, _batch in posts:
        if unknown(record.values.get("status", ""), STATES_OF_PEOPLE) and not holders.gone(record):
            context.untested.row("R11", record, "status")
    left = [holders.gone(record) for record, _batch in posts]
    days = {
        name: min((d for record, _batch in posts if (d := day_of(record.values.get(name, "") or "-"))), default=None)
        for name in _PREPARATION
    }
    start = past(values.get("started", "") or values.get("appointed", ""), context)
    prepared = start is not None and all(day is not None and day <= start for day in days.values())
    where = (values.get("company", ""), values.get("department", ""), values.get("post", ""))
    gone = max(left) if all(left) else ""
    return _Person(gone, holders.side_of_person(posts[0][0]), where, start, days, prepared)


class Desk:
    """Lays out one account after the other for all rules, and keeps what is known of people, approvers, contracts."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.holders = holders_of(context)
        self._approvers: dict[tuple[str, str, str], _Approver] = {}
        self._people: dict[tuple[str, str], tuple[list[Standing], _Person | None]] = {}
        self._since: dict[int, str] = {}
        self._registered: frozenset[str] | None = None
        self._contracts: dict[str, tuple[date | None, list[Standing]]] = {}
        self._looked = False
        self._repeated = self._undecided = frozenset[str]()

    def lay(self, record: Record, batch: str) -> Account | None:
        """Go on to an account; None for one that cannot be used, which is nobody's risk."""
        if not self.holders.valid(record.values):
            return None
        return Account(record, batch, self)

    def user(self, number: str, name: str) -> tuple[list[Standing], _Person | None]:
        """The posts of a user by the list of people and what they tell, worked out once for each."""
        found = self._people.get((number, name))
        if found is None:
            posts = self.holders.registers.people.posts_of(number, "" if blank(name) else name)
            found = (posts, _person(posts, self.holders) if posts else None)
            self._people[number, name] = found
        return found

    def since(self, days: int) -> str:
        """The day (ISO) so many days before the as-of date."""
        found = self._since.get(days)
        if found is None:
            found = self._since[days] = (self.context.as_of - timedelta(days=days)).isoformat()
        return found

    @property
    def repeated(self) -> frozenset[str]:
        """The days of training and pledge that are those of the last time: where more than one person in four has one
        that lies over a year after the start, or three in four have one in the last year, these are no latecomers but a
        company that does it every year."""
        self._look_at_days()
        return self._repeated

    @property
    def undecided(self) -> frozenset[str]:
        """The days of training and pledge of which too few people have one for that to be told."""
        self._look_at_days()
        return self._undecided

    def _look_at_days(self) -> None:
        if not self._looked:
            said = {name: self._is_of_the_last(name) for name in _PREPARATION}
            self._repeated = frozenset(name for name, of_the_last in said.items() if of_the_last)
            self._undecided = frozenset(name for name, of_the_last in said.items() if of_the_last is None)
            self._looked = True

    def _is_of_the_last(self, name: str) -> bool | None:
        known = late = days = recent = 0
        since = self.since(_A_YEAR)
        for posts in self.holders.registers.people.everybody():
            values = posts[0][0].values
            start = day_of(values.get("started", "") or values.get("appointed", "") or "-")
            day = day_of(values.get(name, "") or "-")
            if day is None:
                continue
            days += 1
            recent += day.isoformat() >= since
            if start is not None:
                known += 1
                late += (day - start).days > _A_YEAR
        if days < _ENOUGH:
            return None
        return (known >= _ENOUGH and late * 4 > known) or (days >= _ENOUGH and recent * 4 >= days * 3)

    def is_registered(self, system: str) -> bool:
        """Whether the list of registrants is about a system."""
        if self._registered is None:
            listed = {s[0].values.get("system", "") for s in self.holders.registers.standing("external_registrants")}
            self._registered = frozenset(self.holders.system_key(text) for text in listed if text)
        return bool(self._registered) and self.holders.system_key(system) in self._registered

    def ended(self, company: str) -> tuple[date | None, list[Standing]]:
        """The day on which the last of all contracts with a company ended, or None, and the contracts."""
        found = self._contracts.get(company)
        if found is None:
            contracts = self.holders.registers.contracts_of(company)
            days = [past(record.values.get("ended", ""), self.holders.context) for record, _batch in contracts]
            ended = [day for day in days if day is not None]
            found = (max(ended) if contracts and len(ended) == len(days) else None, contracts)
            self._contracts[company] = found
        return found

    def approver(self, name: str, company: str, department: str) -> _Approver:
        """The side of an approver, whether it is a section, and the posts of a person; found once for each."""
        found = self._approvers.get((name, company, department))
        if found is None:
            found = self._approvers[name, company, department] = self._look_up(name, company, department)
        return found

    def _look_up(self, name: str, company: str, department: str) -> _Approver:
        holders = self.holders
        section = is_section(name, department)
        posts = [] if section else holders.registers.people.posts_of("", name)
        side = holders.sides.of(company, department)
        if side is Side.UNKNOWN and posts:
            side = holders.side_of_person(posts[0][0])
        if side is Side.UNKNOWN:
            side = holders.sides.of_company(name)
        if side is Side.UNKNOWN and section:
            side = holders.sides.of_section(name)
        return _Approver(side, section, posts, name_key(name))


def desk_of(context: Context) -> Desk:
    """The desk of a context, shared by all rules of a run."""
    memory = context.registers.memory
    found = memory.get("desk")
    if not isinstance(found, Desk) or found.context is not context:
        found = memory["desk"] = Desk(context)
    return found


def singly(function: Callable[[Account], Hit | None]) -> Callable[[Context], Judge]:
    """A judge's maker out of a function of one account that can be used."""
    return lambda context: OfSubject(desk_of(context).lay, function)
