"""Rules over the ledger of accounts (R09–R18, R30, R33; domain handbook §4.7 as sharpened by §11.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from app.domain.catalogue import Role, Severity
from app.domain.findings import Hit
from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key
from app.domain.rules.holders import (
    AUDIT,
    BATCH,
    DISASTER,
    NO_SYSTEM,
    SENSITIVE,
    SHARED,
    YES,
    Holders,
    holders_of,
    is_section,
    is_shared_name,
    may_be_several,
    several_people,
)
from app.domain.rules.model import Context, Judge, Measure, Rule, Threshold, row_ref
from app.domain.rules.reading import blank, day_of, past
from app.domain.rules.registers import Held, Standing, name_key, parts
from app.domain.rules.sides import Side, company_key

KIND = "accounts"

UNUSED_DAYS = Threshold("R16.days", 90, 1, 3_650)
GRANTS_FROM = Threshold("R17.from", 0, 0, 99_991_231, Measure.DAY)
HOLDERS_FROM = Threshold("R30.from", 0, 0, 99_991_231, Measure.DAY)

# Records of holders that stand for no person.
_NO_PERSON = frozenset({BATCH, AUDIT})
_LAST_TIME = re.compile(r"最終|最新|直近|前回|last|latest", re.IGNORECASE)
MOST_ROWS = 20


class Account:
    """One account under judgement, with what the rules know of it; what several of them ask is found once."""

    __slots__ = ("batch", "columns", "context", "granted", "holders", "posts", "record", "system", "valid", "values")

    def __init__(self, record: Record, batch: str, holders: Holders) -> None:
        self.record = record
        self.batch = batch
        self.holders = holders
        self.context = holders.context
        self.columns = holders.columns
        self.values: Mapping[str, str] = record.values
        self.valid = holders.valid(record.values)
        self.posts: list[Standing] = []
        self.system = NO_SYSTEM
        self.granted: date | None = None
        if self.valid:
            # Of what cannot be used nobody asks.
            get = self.values.get
            self.posts = holders.posts(self.values)
            self.system = holders.system(get("system", ""))
            self.granted = day_of(written) if (written := get("granted", "")) else None

    def place(self, name: str) -> str:
        """Company, department or post of the user: as the list of people tells, else the account."""
        told = self.posts[0][0].values.get(name, "") if self.posts else ""
        return told or self.values.get(name, "")

    def hit(
        self,
        rule: str,
        message: str,
        told: Mapping[str, str] | None = None,
        severity: Severity | None = None,
        rows: tuple[Standing, ...] = (),
        partly: bool = False,
    ) -> Hit:
        """What a rule says of it, with its own row before those of other ledgers."""
        named = {"key": self.record.key, "system": self.values.get("system", "") or "—", "user": self.user()}
        files = self.context.files
        refs = (row_ref(self.record, files.get(self.batch, "")),) + tuple(
            row_ref(record, files.get(batch, "")) for record, batch in rows[: MOST_ROWS - 1]
        )
        return Hit(
            rule=rule,
            severity=severity or self.context.severities[rule],
            subject=self.record.key,
            match_key=self.record.match_key,
            site_text=self.record.site,
            message=message,
            values={**named, **(told or {})},
            rows=refs,
            partly=partly,
        )

    def user(self) -> str:
        """Its user for a sentence."""
        name = self.values.get("person", "")
        return self.values.get("emp_no", "") or "—" if blank(name) else name


class _Desk:
    """The account that all rules are looking at in turn, and the approvers met so far."""

    def __init__(self, context: Context) -> None:
        self._holders = holders_of(context)
        self._approvers: dict[tuple[str, str, str], _Approver] = {}
        self._people: dict[str, _Person] = {}
        self._contracts: dict[str, tuple[date | None, list[Standing]]] = {}
        self._standards: Standards | None = None
        self._beyond: tuple[Account, tuple[str, ...]] | None = None
        self.account = Account(Record(KIND, "", "", "", {}), "", self._holders)

    def lay(self, record: Record, batch: str) -> Account:
        """Go on to another account."""
        self.account = Account(record, batch, self._holders)
        return self.account

    def person(self, account: Account) -> _Person | None:
        """What the list of people tells of the user, worked out once for each; None for nobody on the list."""
        if not account.posts:
            return None
        key = account.posts[0][0].match_key
        found = self._people.get(key)
        if found is None:
            found = self._people[key] = _person(account.posts, self._holders)
        return found

    def ended(self, company: str) -> tuple[date | None, list[Standing]]:
        """The day on which the last of all contracts with a company ended, or None, and the contracts."""
        found = self._contracts.get(company)
        if found is None:
            contracts = self._holders.registers.contracts_of(company)
            days = [past(record.values.get("ended", ""), self._holders.context) for record, _batch in contracts]
            ended = [day for day in days if day is not None]
            found = (max(ended) if contracts and len(ended) == len(days) else None, contracts)
            self._contracts[company] = found
        return found

    @property
    def standards(self) -> Standards:
        """The standard of rights."""
        if self._standards is None:
            self._standards = Standards(self._holders)
        return self._standards

    def beyond(self, account: Account) -> tuple[str, ...]:
        """The rights of a valid account that the standard does not allow, for both rules that ask."""
        if self._beyond is None or self._beyond[0] is not account:
            self._beyond = (account, self._rights_beyond(account))
        return self._beyond[1]

    def _rights_beyond(self, account: Account) -> tuple[str, ...]:
        get = account.values.get
        system, rights = get("system", ""), get("role", "")
        if not rights or not self.standards.speaks_of(system):
            return ()
        who = account.place
        return self.standards.beyond(system, rights, who("company"), who("department"), who("post"))

    def approver(self, name: str, company: str, department: str) -> _Approver:
        """The side of an approver, whether it is a section, and the posts of a person; found once for each."""
        found = self._approvers.get((name, company, department))
        if found is None:
            found = self._approvers[name, company, department] = self._look_up(name, company, department)
        return found

    def _look_up(self, name: str, company: str, department: str) -> _Approver:
        holders = self._holders
        section = is_section(name, department)
        posts = [] if section else holders.registers.posts_of("", name)
        side = holders.sides.of(company, department)
        if side is Side.UNKNOWN and posts:
            side = holders.side_of_person(posts[0][0])
        if side is Side.UNKNOWN:
            side = holders.sides.of_company(name)
        if side is Side.UNKNOWN and section:
            side = holders.sides.of_section(name)
        return _Approver(side, section, posts, name_key(name))


class _Approver(NamedTuple):
    side: Side
    section: bool
    posts: list[Standing]
    key: str


class _Person(NamedTuple):
    """What the list of people tells of somebody. `left` is the day of leaving where all posts were left (ISO, or 退職),
    `days` the first training and pledge by field."""

    left: str
    start: date | None
    days: Mapping[str, date | None]


def _person(posts: list[Standing], holders: Holders) -> _Person:
    values, context = posts[0][0].values, holders.context
    left = [holders.gone(record) for record, _batch in posts]
    days = {
        name: min((d for record, _batch in posts if (d := day_of(record.values.get(name, "") or "-"))), default=None)
        for name in ("trained", "pledged")
    }
    start = past(values.get("started", "") or values.get("appointed", ""), context)
    return _Person(max(left) if all(left) else "", start, days)


def _desk_of(context: Context) -> _Desk:
    memory = context.registers.memory
    found = memory.get("desk")
    if not isinstance(found, _Desk) or found.account.context is not context:
        found = memory["desk"] = _Desk(context)
    return found


OfAccount = Callable[[Account], Hit | None]


class _Each:
    """A judge whose verdict on an account needs no other account. What cannot be used is nobody's risk: rules but those
    `of_any` are not asked about it."""

    def __init__(self, function: OfAccount, of_any: bool, context: Context) -> None:
        self._function = function
        self._of_any = of_any
        self._desk = _desk_of(context)

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the rule says of the account."""
        account = self._desk.account
        if account.record is not record:
            account = self._desk.lay(record, batch)
        return self._function(account) if account.valid or self._of_any else None

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())


def _singly(function: OfAccount) -> Callable[[Context], Judge]:
    return partial(_Each, function, False)


# --- who holds it -----------------------------------------------------------------------------------------------------


def held_by_other_side(account: Account) -> Hit | None:
    """R09: a person of the affiliate's side has a valid account of a grid system. Not portals open to all retailers,
    nor disaster accounts that a recorded activation covers (A4-2-02)."""
    holders, values = account.holders, account.values
    system = account.system
    if not system.grid or system.portal:
        return None
    posts = account.posts
    if holders.side_of(values, posts) is not Side.RETAIL:
        return None
    if values.get("kind") == DISASTER and _covered(account, account.context.as_of.isoformat()):
        return None
    person = posts[0][0].values if posts else {}
    told = {"company": values.get("company", "") or person.get("company", "") or values.get("department", "") or "—"}
    partly = not account.context.kinds.issuperset({"people", "systems"})
    rows = (*posts[:1], *((system.standing,) if system.standing is not None else ()))
    return account.hit("R09", "held", told, rows=rows, partly=partly)


def _covered(account: Account, day: str) -> bool:
    values = account.values
    return account.holders.covered(values.get("account", ""), values.get("system", ""), day)


class NoSinglePerson:
    """R10: an account whose user is no one person: a section, 共用, a blank, several names, or several rows at once."""

    def __init__(self, context: Context) -> None:
        self._holders = holders_of(context)
        self._named = self._holders.has("person")

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the row alone tells; rows with one account are compared in the end."""
        values = record.values
        kind, name = values.get("kind", ""), values.get("person", "")
        if kind in _NO_PERSON or not self._holders.valid(values):
            return None
        message = self._message(name, values.get("emp_no", ""), kind, values.get("department", ""))
        if not message:
            return None
        return Account(record, batch, self._holders).hit("R10", message, {"name": name or "—"})

    def _message(self, name: str, number: str, kind: str, department: str) -> str:
        if blank(name):
            return "blank_name" if self._named and not number else ""
        if may_be_several(name) and is_shared_name(name):
            return "shared_name"
        if kind == SHARED:
            return "shared_kind"
        if not may_be_several(name) and (number or name != department):
            return ""
        if several_people(name) > 1:
            return "several_names"
        return "section_name" if not number and is_section(name, department) else ""

    def end(self) -> Iterator[Hit]:
        """Accounts that several persons have at the same time; one after the other is no sharing."""
        for alike in self._holders.registers.accounts_alike():
            rows: dict[str, list[Held]] = {}
            for held in alike:
                if self._of_one(held):
                    rows.setdefault(self._holders.system_key(held.system), []).append(held)
            for of_system in rows.values():
                yield from self._several(of_system)

    def _of_one(self, held: Held) -> bool:
        """Whether a row is of a valid account that, by itself, has one user."""
        if held.kind in _NO_PERSON or not self._holders.usable_account(held):
            return False
        return not self._message(held.person, held.emp_no, held.kind, held.department)

    def _several(self, rows: list[Held]) -> Iterator[Hit]:
        if len({_who(row) for row in rows}) < 2:
            return
        for row in rows:
            others = [other for other in rows if _who(other) != _who(row) and _overlap(row, other)]
            if others:
                names = "、".join(dict.fromkeys(other.person or other.emp_no for other in others))
                rest = tuple((_record(other), other.batch) for other in others)
                account = Account(_record(row), row.batch, self._holders)
                yield account.hit("R10", "several_rows", {"others": names}, rows=rest)


def _record(held: Held) -> Record:
    """The record so far as a finding names it."""
    values = {"system": held.system, "person": held.person, "emp_no": held.emp_no}
    return Record(KIND, held.key, held.match_key, held.site, values, {}, held.sheet, held.row)


def _who(held: Held) -> str:
    return match_key(held.emp_no) if held.emp_no else name_key(held.person)


def _overlap(one: Held, other: Held) -> bool:
    def end(held: Held) -> str:
        return held.revoked or held.expires or "9999"

    return one.granted <= end(other) and other.granted <= end(one)


def of_one_who_left(account: Account) -> Hit | None:
    """R11: the user left, or the contract of the user's company ended, and the account is still valid."""
    desk, values = _desk_of(account.context), account.values
    person = desk.person(account)
    if person is not None and person.left:
        message = "left_undated" if person.left == "退職" else "left"
        return account.hit("R11", message, {"date": person.left}, rows=tuple(account.posts[:1]))
    company = values.get("company", "")
    last, contracts = desk.ended(company) if company else (None, [])
    if last is not None:
        told = {"company": company, "date": last.isoformat()}
        return account.hit("R11", "contract_over", told, rows=tuple(contracts))
    return None


# --- what it allows ---------------------------------------------------------------------------------------------------


class Standards:
    """The standard of rights, asked once for each system, rights and place of the holder."""

    def __init__(self, holders: Holders) -> None:
        self._key = holders.system_key
        self._by_right: dict[tuple[str, str], list[Standing]] = {}
        self._systems: set[str] = set()
        for standing in holders.registers.role_standards:
            values = standing[0].values
            system = self._key(values.get("system", ""))
            self._systems.add(system)
            self._by_right.setdefault((system, match_key(values.get("role", ""))), []).append(standing)
        self._beyond: dict[tuple[str, ...], tuple[str, ...]] = {}

    def speaks_of(self, system: str) -> bool:
        """Whether the standard says anything of a system."""
        return self._key(system) in self._systems or "" in self._systems

    def of_right(self, system: str, right: str) -> list[Standing]:
        """The rows for a right in a system."""
        found = self._by_right.get((self._key(system), match_key(right)), [])
        of_all = self._by_right.get(("", match_key(right)), []) if system else []
        return [*found, *of_all]

    def beyond(self, system: str, rights: str, company: str, section: str, post: str) -> tuple[str, ...]:
        """Those of the rights that somebody of that company, section and post may not hold."""
        asked = (system, rights, company, section, post)
        found = self._beyond.get(asked)
        if found is None:
            who = {"company": company, "department": section, "post": post}
            found = tuple(right for right in parts(rights) if not self._allows(system, right, who))
            self._beyond[asked] = found
        return found

    def _allows(self, system: str, right: str, who: Mapping[str, str]) -> bool:
        """Whether somebody may hold the right; a refusal wins."""
        meant = [record for record, _batch in self.of_right(system, right) if _meant(record, who)]
        return bool(meant) and not any(record.values.get("allowed") == "無" for record in meant)

    def sensitive(self, system: str, right: str) -> bool:
        """Whether a right shows what is not public: as the standard says, or by its name."""
        said = any(record.values.get("sensitive") == YES for record, _batch in self.of_right(system, right))
        return said or SENSITIVE.search(right) is not None


_SECTION_PARTS = re.compile(r"[\s/・>›→]+")


def _meant(standard: Record, who: Mapping[str, str]) -> bool:
    """Whether a row of the standard is about somebody. A section is meant with all below it."""
    company = company_key(standard.values.get("company", ""))
    if company and company != company_key(who["company"]):
        return False
    for name in ("department", "post"):
        wanted = name_key(standard.values.get(name, ""))
        if wanted and not _names(who[name], wanted):
            return False
    return True


def _names(written: str, wanted: str) -> bool:
    """Whether a path of sections (配電部 配電運用課) begins with one, or has it in it."""
    if name_key(written).startswith(wanted):
        return True
    return any(name_key(part) == wanted for part in _SECTION_PARTS.split(written))


class Rights:
    """R12 and R15: rights that the standard does not allow; those kept after a transfer are R12's."""

    def __init__(self, rule: str, context: Context) -> None:
        self._rule = rule
        self._holders = holders_of(context)
        self._desk = _desk_of(context)
        self._transfers_judged = "people" in context.kinds

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the standard says of the rights of the account."""
        account = self._desk.account
        if account.record is not record:
            account = self._desk.lay(record, batch)
        beyond = self._desk.beyond(account) if account.valid else ()
        if not beyond:
            return None
        moved = self._transfer(account, account.posts, beyond) if self._transfers_judged else None
        if self._rule == "R12":
            return moved
        if moved is not None:
            return None
        standards, system = self._desk.standards, account.values.get("system", "")
        grave = [right for right in beyond if standards.sensitive(system, right)]
        told = {"right": "、".join(grave or beyond), "section": account.place("department") or "—"}
        severity = account.context.severities["R15"] if grave else Severity.IMPROVEMENT
        rows = tuple(s for right in beyond for s in standards.of_right(system, right))
        return account.hit("R15", "sensitive" if grave else "beyond", told, severity, (*account.posts[:1], *rows))

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())

    def _transfer(self, account: Account, posts: list[Standing], beyond: tuple[str, ...]) -> Hit | None:
        """The hit of R12: the right was proper to the section before."""
        for record, batch in posts[:1]:
            person = record.values
            former = person.get("previous_department", "") or person.get("previous_company", "")
            moved = max(
                (d for n in ("moved", "appointed", "started") if (d := past(person.get(n, ""), account.context))),
                default=None,
            )
            granted = account.granted
            if not former or moved is None or (granted is not None and granted >= moved):
                return None
            before = self._holders.sides.of(
                person.get("previous_company", "") or person.get("company", ""), person.get("previous_department", "")
            )
            now = self._holders.side_of_person(record)
            across = {before, now} == {Side.GRID, Side.RETAIL}
            told = {
                "right": "、".join(beyond),
                "section": person.get("department", "") or "—",
                "former": former,
                "date": moved.isoformat(),
            }
            severity = account.context.severities["R12"] if across else Severity.IMPROVEMENT
            return account.hit("R12", "across" if across else "kept", told, severity, ((record, batch),))
        return None


def disaster_outside(account: Account) -> Hit | None:
    """R13: an account for disasters is valid, or was last used, while no recorded activation covers the day. What was
    used may since have been suspended."""
    holders, values = account.holders, account.values
    if values.get("kind") != DISASTER:
        return None
    partly = "disasters" not in account.context.kinds
    used = values.get("last_login", "")[:10]
    outside = bool(used) and day_of(used) is not None and not partly and not _covered(account, used)
    active = holders.valid(values) and not _covered(account, account.context.as_of.isoformat())
    if not active and not outside:
        return None
    messages = [name for name, is_so in (("active", active), ("used_outside", outside)) if is_so]
    return account.hit("R13", "+".join(messages), {"date": used} if outside else {}, partly=partly)


# --- how it was given -------------------------------------------------------------------------------------------------


def approved_by_other_side(account: Account) -> Hit | None:
    """R14: the approver of a right on a grid system is of the affiliate's side, or is the applicant or the user. In a
    portal open to all retailers a retailer approves its own accounts."""
    values = account.values
    approver, system = values.get("approver", ""), account.system
    if blank(approver) or not system.grid or system.portal:
        return None
    company, department = values.get("approver_company", ""), values.get("approver_department", "")
    side, section, posts, key = _desk_of(account.context).approver(approver, company, department)
    partly = "people" not in account.context.kinds
    told = {"approver": approver}
    if side is Side.RETAIL:
        told["company"] = company or department or (posts[0][0].values.get("company", "") if posts else "") or approver
        return account.hit("R14", "other_side", told, rows=tuple(posts[:1]), partly=partly)
    if section:
        return None
    for name, message in (("person", "holder"), ("applicant", "applicant")):
        other = values.get(name, "")
        if other and key == name_key(other):
            return account.hit("R14", message, told, partly=partly)
    return None


def long_unused(account: Account) -> Hit | None:
    """R16: a valid account whose last login, or grant where there never was one, is longer ago than allowed."""
    values = account.values
    days = account.context.thresholds[UNUSED_DAYS.name]
    limit = account.context.as_of - timedelta(days=days)
    used = day_of(values.get("last_login", "")) if values.get("last_login") else None
    told = {"days": str(days)}
    if used is not None:
        if used >= limit:
            return None
        return account.hit("R16", "unused", {**told, "date": used.isoformat()})
    if values.get("last_login") or values.get("kind", "") in _NO_PERSON:
        return None
    granted = account.granted
    if granted is None or granted >= limit:
        return None
    return account.hit("R16", "never", {**told, "date": granted.isoformat()})


def given_without_request(account: Account) -> Hit | None:
    """R17: a grant without request number, or approved after it was given; not grants before an agreed day."""
    values, columns, granted = account.values, account.columns, account.granted
    if _before(granted, account.context, GRANTS_FROM):
        return None
    messages = []
    told: dict[str, str] = {}
    if "request_no" in columns and blank(values.get("request_no", "")):
        messages.append("no_request")
    approved = day_of(values.get("approved", "")) if values.get("approved") else None
    if approved is not None and granted is not None and approved > granted:
        messages.append("approved_late")
        told = {"approved": approved.isoformat(), "date": granted.isoformat()}
    partly = not columns.issuperset({"request_no", "approved"})
    return account.hit("R17", "+".join(messages), told, partly=partly) if messages else None


def _before(day: date | None, context: Context, threshold: Threshold) -> bool:
    """Whether a day lies before the one from which a rule counts (0 for all)."""
    start = context.thresholds[threshold.name]
    return bool(start) and day is not None and day.year * 10_000 + day.month * 100 + day.day < start


def not_registered(account: Account) -> Hit | None:
    """R18: the user of an account that a system of others issued to the grid operator is not among the registrants, or
    is not of the grid's side. Systems that retailers use in their own right do not count."""
    holders, values = account.holders, account.values
    issued = values.get("issued_to", "")
    side = holders.sides.of_company(issued) if issued else holders.sides.own
    if side is not Side.GRID and holders.sides.role is not Role.INTEGRATED_OPERATOR:
        return None
    system = account.system
    if system.portal or not (system.external or _registered_system(account)):
        return None
    registrants = holders.registers.registrants
    ways = (("account", values.get("account", "")), ("emp_no", values.get("emp_no", "")))
    found = [s for way, text in ways if text for s in registrants.all((way, match_key(text)))]
    if not found and values.get("person") and not values.get("emp_no"):
        found = registrants.all(("person", match_key(values["person"])))
    meant = {"", holders.system_key(values.get("system", ""))}
    of_system = [s for s in found if holders.system_key(s[0].values.get("system", "")) in meant]
    standing = [s for s in of_system if past(s[0].values.get("removed", ""), account.context) is None]
    posts = account.posts
    partly = "people" not in account.context.kinds
    if not standing:
        return account.hit("R18", "removed" if of_system else "not_listed", rows=tuple(of_system), partly=partly)
    if holders.side_of(values, posts) is Side.RETAIL:
        told = {"company": values.get("company", "") or values.get("department", "") or "—"}
        return account.hit("R18", "other_side", told, rows=(*posts[:1], *standing), partly=partly)
    if not any(_same_person(values, each[0].values) for each in standing):
        listed = "、".join(dict.fromkeys(each[0].values.get("person", "") for each in standing))
        return account.hit("R18", "other_person", {"listed": listed or "—"}, rows=tuple(standing), partly=partly)
    return None


def _same_person(account: Mapping[str, str], registrant: Mapping[str, str]) -> bool:
    """Whether account and registrant may be of one person: by number where both have one, else by name."""
    number, listed = account.get("emp_no", ""), registrant.get("emp_no", "")
    if number and listed:
        return match_key(number) == match_key(listed)
    who, called = account.get("person", ""), registrant.get("person", "")
    return blank(who) or blank(called) or name_key(who) == name_key(called)


def _registered_system(account: Account) -> bool:
    """Whether the system is one that the list of registrants is about."""
    holders, name = account.holders, account.values.get("system", "")
    memory = holders.registers.memory
    known = memory.get("registered systems")
    if not isinstance(known, frozenset):
        listed = {s[0].values.get("system", "") for s in holders.registers.standing("external_registrants")}
        known = memory["registered systems"] = frozenset(holders.system_key(text) for text in listed if text)
    return bool(name) and holders.system_key(name) in known


def before_training(account: Account) -> Hit | None:
    """R30: a valid account of somebody whose training or pledge has no day, or one after the post was taken up; holders
    at an agreed day have a grace. For persons now active."""
    holders, granted = account.holders, account.granted
    if _before(granted, account.context, HOLDERS_FROM):
        return None
    person = _desk_of(account.context).person(account)
    if person is None or person.left:
        return None
    start = person.start or granted
    messages, told = [], {}
    for name, day in person.days.items():
        if day is None:
            if holders.has(name, "people"):
                messages.append(f"not_{name}")
        elif start is not None and day > start and not _of_the_last(name, account.posts[0], account.context):
            messages.append(f"late_{name}")
            told[name] = day.isoformat()
    if not messages:
        return None
    partly = not (holders.has("trained", "people") and holders.has("pledged", "people"))
    return account.hit("R30", "+".join(messages), told, rows=tuple(account.posts[:1]), partly=partly)


def _of_the_last(name: str, person: Standing, context: Context) -> bool:
    """Whether the column of a day is headed as that of the last time (最終受講日), which tells nothing of the first."""
    heading = context.headings.get((person[1], person[0].sheet), {}).get(name, "")
    return _LAST_TIME.search(heading) is not None


def expired(account: Account) -> Hit | None:
    """R33: a valid account whose day of expiry is past."""
    values = account.values
    ends = past(values.get("expires", ""), account.context)
    if ends is None or ends == account.context.as_of:
        return None
    return account.hit("R33", "expired", {"date": ends.isoformat()})


def _kept(context: Context) -> Judge:
    return Rights("R12", context)


def _beyond(context: Context) -> Judge:
    return Rights("R15", context)


def _one(*names: str) -> frozenset[str]:
    return frozenset(names)


_USER = _one("company", "department", "emp_no", "person")

RULES = (
    Rule(
        "R09",
        KIND,
        _singly(held_by_other_side),
        (_USER,),
        sharper=("company", "system"),
        other_side=True,
        halves=("people", "systems"),
    ),
    Rule("R10", KIND, NoSinglePerson, (_one("person"),)),
    Rule("R11", KIND, _singly(of_one_who_left), (_one("emp_no", "person", "company"),)),
    Rule("R12", KIND, _kept, (_one("role"), _one("emp_no", "person"))),
    Rule(
        "R13",
        KIND,
        partial(_Each, disaster_outside, True),
        (_one("kind"),),
        sharper=("last_login",),
        halves=("disasters",),
    ),
    Rule(
        "R14",
        KIND,
        _singly(approved_by_other_side),
        (_one("approver"),),
        sharper=("applicant",),
        other_side=True,
        halves=("people", "systems"),
    ),
    Rule("R15", KIND, _beyond, (_one("role"),)),
    Rule("R16", KIND, _singly(long_unused), (_one("last_login"),), thresholds=(UNUSED_DAYS,)),
    Rule(
        "R17",
        KIND,
        _singly(given_without_request),
        (_one("request_no", "approved"),),
        thresholds=(GRANTS_FROM,),
        sharper=("request_no", "approved"),
    ),
    Rule(
        "R18",
        KIND,
        _singly(not_registered),
        (_one("account"),),
        sharper=("person|emp_no",),
        halves=("people", "systems"),
    ),
    Rule("R30", KIND, _singly(before_training), (_one("emp_no", "person"),), thresholds=(HOLDERS_FROM,)),
    Rule("R33", KIND, _singly(expired), (_one("expires"),)),
)
