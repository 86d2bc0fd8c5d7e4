"""Rules over the ledger of accounts but for their rights (R09–R11, R13, R14, R16–R18, R30, R33; domain handbook §4.7 as
sharpened by §11.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from app.domain.findings import Hit
from app.domain.grades import Role, Severity
from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key
from app.domain.rules.account import KIND, Account, desk_of, singly
from app.domain.rules.holders import (
    AUDIT,
    BATCH,
    DISASTER,
    SHARED,
    holders_of,
    is_section,
    is_shared_name,
    may_be_several,
    one_after_another,
    several_people,
)
from app.domain.rules.index import name_key
from app.domain.rules.kept import Held
from app.domain.rules.model import Context, Measure, Rule, Threshold, judged_singly
from app.domain.rules.reading import blank, day_of, past
from app.domain.rules.sides import Side
from app.domain.rules.untested import ACCOUNT_KINDS, unknown

UNUSED_DAYS = Threshold("R16.days", 90, 1, 3_650)
GRANTS_FROM = Threshold("R17.from", 0, 0, 99_991_231, Measure.DAY)
HOLDERS_FROM = Threshold("R30.from", 0, 0, 99_991_231, Measure.DAY)

# Records of holders that stand for no person.
_NO_PERSON = frozenset({BATCH, AUDIT})
_A_YEAR = 366
_BEGAN = ("joined", "started", "appointed")
LAST_TIME = re.compile(r"最終|最新|直近|前回|last|latest", re.IGNORECASE)


# --- who holds it -----------------------------------------------------------------------------------------------------


def held_by_other_side(account: Account) -> Hit | None:
    """R09: a person of the affiliate's side has a valid account of a grid system. Not portals open to all retailers,
    nor those issued to a retailer by a system of others, nor disaster accounts that a recorded activation covers
    (A4-2-02). That a system which the list of systems lacks is the grid's is to be looked at, and no fact."""
    values, system, posts = account.values, account.system, account.posts
    if not system.grid or (side := account.side()) is Side.GRID:
        return None
    if side is not Side.RETAIL:
        if account.where()[:2] == ("", ""):
            account.context.untested.row("R09", account.record, "company")
        return None
    if account.holders.of_retailer(system, values.get("issued_to", "")):
        return None
    if values.get("kind") == DISASTER and _covered(account, account.context.as_of.isoformat()):
        return None
    person = posts[0][0].values if posts else {}
    told = {"company": values.get("company", "") or person.get("company", "") or values.get("department", "")}
    if system.unsure:
        return account.hit("R09", "held_unlisted", told, Severity.OBSERVATION, posts[:1], partly=True)
    partly = not account.context.kinds.issuperset({"people", "systems"})
    rows = (*posts[:1], *((system.standing,) if system.standing is not None else ()))
    return account.hit("R09", "held", told, rows=rows, partly=partly)


def _covered(account: Account, day: str) -> bool:
    values = account.values
    return account.holders.covered(values.get("account", ""), values.get("system", ""), day)


def _surely_outside(account: Account, day: str) -> bool:
    """Whether no recorded activation covers an account on a day (ISO), nor one that may."""
    asked = (account.values.get("account", ""), account.values.get("system", ""), day)
    return not account.holders.covered(*asked) and not account.holders.perhaps_covered("R13", *asked)


class NoSinglePerson:
    """R10: an account whose user is no one person: a section, 共用, a blank, several names, or several rows at once."""

    def __init__(self, context: Context) -> None:
        self._holders = holders_of(context)
        self._desk = desk_of(context)
        self._named = self._holders.has("person")
        self._people: set[str] = set()

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the row alone tells; rows with one account are compared in the end."""
        values = record.values
        kind, name = values.get("kind", ""), values.get("person", "")
        if (name in self._people and kind != SHARED) or kind in _NO_PERSON or not self._holders.valid(values):
            return None
        message = self._message(name, values.get("emp_no", ""), kind, values.get("department", ""))
        if not message:
            return None
        return Account(record, batch, self._desk).hit("R10", message, {"name": name})

    def _message(self, name: str, number: str, kind: str, department: str) -> str:
        if name in self._people and kind != SHARED:
            return ""
        if blank(name):
            return "blank_name" if self._named and not number else ""
        if may_be_several(name) and is_shared_name(name):
            return "shared_name"
        if kind == SHARED:
            return "shared_kind"
        if not may_be_several(name) and name != department:
            # Many accounts have the same user.
            self._people.add(name)
            return ""
        if several_people(name) > 1:
            return "" if one_after_another(name) else "several_names"
        return "section_name" if not number and is_section(name, department) else ""

    def end(self) -> Iterator[Hit]:
        """Accounts that several persons have at the same time; one after the other is no sharing."""
        for alike in self._holders.registers.accounts.by_key.alike():
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
        return not self._message(held.person, held.emp_no, held.kind, "")

    def _several(self, rows: list[Held]) -> Iterator[Hit]:
        if len({_who(row) for row in rows}) < 2:
            return
        for row in rows:
            others = [other for other in rows if _who(other) != _who(row) and _overlap(row, other)]
            if others:
                names = "、".join(dict.fromkeys(other.person or other.emp_no for other in others))
                rest = tuple((_record(other), other.batch) for other in others)
                account = Account(_record(row), row.batch, self._desk)
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
    desk, person, values = account.desk, account.person, account.values
    if person is not None and person.left:
        message = "left_undated" if person.left == "退職" else "left"
        return account.hit("R11", message, {"date": person.left}, rows=tuple(account.posts[:1]))
    company = values.get("company", "")
    last, contracts = desk.ended(company) if company else (None, [])
    if last is not None:
        told = {"company": company, "date": last.isoformat()}
        return account.hit("R11", "contract_over", told, rows=tuple(contracts))
    return None


def disaster_outside(record: Record, batch: str, context: Context) -> Hit | None:
    """R13: an account for disasters is valid, or was last used, while no recorded activation covers the day. What was
    used may since have been suspended. Of an activation whose day is not known nobody can tell."""
    values = record.values
    kind = values.get("kind", "")
    if kind != DISASTER:
        if unknown(kind, ACCOUNT_KINDS):
            context.untested.row("R13", record, "kind")
        return None
    account, partly = Account(record, batch, desk_of(context)), "disasters" not in context.kinds
    used = values.get("last_login", "")[:10]
    outside = bool(used) and day_of(used) is not None and not partly and _surely_outside(account, used)
    active = account.holders.valid(values) and _surely_outside(account, context.as_of.isoformat())
    if not active and not outside:
        return None
    messages = [name for name, is_so in (("active", active), ("used_outside", outside)) if is_so]
    return account.hit("R13", "+".join(messages), {"date": used} if outside else {}, partly=partly)


# --- how it was given -------------------------------------------------------------------------------------------------


def approved_by_other_side(account: Account) -> Hit | None:
    """R14: the approver of a right on a grid system is of the affiliate's side, or is the applicant or the user. In a
    portal open to all retailers a retailer approves its own accounts. Of a system that the list of systems lacks it is
    to be looked at."""
    values = account.values
    approver, system = values.get("approver", ""), account.system
    if blank(approver) or not system.grid or account.holders.of_retailer(system, values.get("issued_to", "")):
        return None
    company, department = values.get("approver_company", ""), values.get("approver_department", "")
    side, section, posts, key = account.desk.approver(approver, company, department)
    told = {"approver": approver}
    if side is Side.RETAIL:
        told["company"] = company or department or (posts[0][0].values.get("company", "") if posts else "") or approver
        message, rows = "other_side", tuple(posts[:1])
    elif section:
        return None
    elif (other := values.get("person", "")) and key == name_key(other):
        message, rows = "holder", ()
    elif (other := values.get("applicant", "")) and key == name_key(other):
        message, rows = "applicant", ()
    else:
        return None
    partly = system.unsure or "people" not in account.context.kinds
    severity = Severity.OBSERVATION if system.unsure else None
    return account.hit("R14", message, told, severity, rows, partly=partly)


def long_unused(account: Account) -> Hit | None:
    """R16: a valid account whose last login, or grant where there never was one, is longer ago than allowed."""
    values = account.values
    days = account.context.thresholds[UNUSED_DAYS.name]
    if values.get("last_login", "") >= account.desk.since(days):
        return None
    limit = account.context.as_of - timedelta(days=days)
    used = day_of(values.get("last_login", "")) if values.get("last_login") else None
    told = {"days": str(days)}
    if used is not None:
        if used >= limit:
            return None
        return account.hit("R16", "unused", {**told, "date": used.isoformat()})
    # What runs by itself logs in nowhere; an account for audits that nobody uses is to be suspended.
    if values.get("last_login") or values.get("kind", "") == BATCH:
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
    system, name = account.system, values.get("system", "")
    if system.portal or not (system.external or (name and account.desk.is_registered(name))):
        return None
    side = holders.issuer(values.get("issued_to", ""))
    if side is Side.RETAIL or (side is not Side.GRID and holders.sides.role is not Role.INTEGRATED_OPERATOR):
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
    if account.side() is Side.RETAIL:
        told = {"company": values.get("company", "") or values.get("department", "")}
        return account.hit("R18", "other_side", told, rows=(*posts[:1], *standing), partly=partly)
    if not any(_same_person(values, each[0].values) for each in standing):
        listed = "、".join(dict.fromkeys(each[0].values.get("person", "") for each in standing))
        return account.hit("R18", "other_person", {"listed": listed}, rows=tuple(standing), partly=partly)
    return None


def _same_person(account: Mapping[str, str], registrant: Mapping[str, str]) -> bool:
    """Whether account and registrant may be of one person: by number where both have one, else by name."""
    number, listed = account.get("emp_no", ""), registrant.get("emp_no", "")
    if number and listed:
        return match_key(number) == match_key(listed)
    who, called = account.get("person", ""), registrant.get("person", "")
    return blank(who) or blank(called) or name_key(who) == name_key(called)


def before_training(account: Account) -> Hit | None:
    """R30: a valid account of somebody whose training or pledge has no day, or one after post and account were there;
    holders at an agreed day have a grace. For persons now active.

    The handbook compares the training that had to come first. Where a column holds the last one of many
    (`_of_the_last`) its day says nothing of that: then only a missing day is told, and a late one of newcomers. Where
    too few people are listed to tell, a day of the last year of somebody who began over a year before it cannot prove
    that there was none before: that is to be looked at.
    """
    holders, granted, person = account.holders, account.granted, account.person
    if person is None or person.prepared or person.left or _before(granted, account.context, HOLDERS_FROM):
        return None
    # The right could be used from when there were both the account and the post.
    start = max((day for day in (person.start, granted) if day is not None), default=None)
    messages, told = [], {}
    for name, day in person.days.items():
        if day is None:
            if holders.has(name, "people"):
                messages.append(f"not_{name}")
        elif start is not None and day > start and not _of_the_last(name, day, account):
            messages.append(f"late_{name}" if not _may_be_repeated(name, day, account) else f"repeated_{name}")
            told[name] = day.isoformat()
    if not messages:
        return None
    partly = not (holders.has("trained", "people") and holders.has("pledged", "people"))
    unproven = all(message.startswith("repeated_") for message in messages)
    severity = Severity.OBSERVATION if unproven else None
    return account.hit("R30", "+".join(messages), told, severity, tuple(account.posts[:1]), partly)


def _may_be_repeated(name: str, day: date, account: Account) -> bool:
    """Whether a day, the only one that is told of somebody, may well be that of a yearly training, where too few people
    are listed to tell whether it is."""
    person = account.posts[0][0].values
    days = (account.granted, *(day_of(person.get(each, "") or "-") for each in _BEGAN))
    began = min((each for each in days if each is not None), default=None)
    lately = day.isoformat() >= account.desk.since(_A_YEAR)
    return lately and name in account.desk.undecided and began is not None and (day - began).days > _A_YEAR


def _of_the_last(name: str, day: date, account: Account) -> bool:
    """Whether a day is that of the last of several times, which tells nothing of the first: the column is headed so
    (最終受講日), or the days of many people in it lie years after their start. Whoever joined within a year before was
    there for the first time."""
    person, batch = account.posts[0]
    heading = account.context.headings.get((batch, person.sheet), {}).get(name, "")
    if LAST_TIME.search(heading) is not None:
        return True
    joined = day_of(person.values.get("joined", "") or "-")
    return name in account.desk.repeated and (joined is None or (day - joined).days > _A_YEAR)


def expired(account: Account) -> Hit | None:
    """R33: a valid account whose day of expiry is past."""
    values = account.values
    ends = past(values.get("expires", ""), account.context)
    if ends is None or ends == account.context.as_of:
        return None
    return account.hit("R33", "expired", {"date": ends.isoformat()})


def _one(*names: str) -> frozenset[str]:
    return frozenset(names)


_USER = _one("company", "department", "emp_no", "person")

RULES = (
    Rule(
        "R09",
        KIND,
        singly(held_by_other_side),
        (_USER,),
        sharper=("company", "system"),
        other_side=True,
        lists=("people", "systems"),
    ),
    Rule("R10", KIND, NoSinglePerson, (_one("person"),)),
    Rule("R11", KIND, singly(of_one_who_left), (_one("emp_no", "person", "company"),)),
    Rule(
        "R13",
        KIND,
        judged_singly(disaster_outside),
        (_one("kind"),),
        sharper=("last_login",),
        lists=("disasters",),
    ),
    Rule(
        "R14",
        KIND,
        singly(approved_by_other_side),
        (_one("approver"),),
        sharper=("applicant",),
        other_side=True,
        lists=("people", "systems"),
    ),
    Rule("R16", KIND, singly(long_unused), (_one("last_login"),), thresholds=(UNUSED_DAYS,)),
    Rule(
        "R17",
        KIND,
        singly(given_without_request),
        (_one("request_no", "approved"),),
        thresholds=(GRANTS_FROM,),
        sharper=("request_no", "approved"),
    ),
    Rule(
        "R18",
        KIND,
        singly(not_registered),
        (_one("account"),),
        sharper=("person|emp_no",),
        lists=("people", "systems"),
    ),
    Rule("R30", KIND, singly(before_training), (_one("emp_no", "person"),), thresholds=(HOLDERS_FROM,)),
    Rule("R33", KIND, singly(expired), (_one("expires"),)),
)
