"""The other ledgers as a rule looks things up in them: read once, when first asked for.

What a text means is found by the exact key, then by the normalised one, then by an alias that an officer confirmed
(domain handbook §4.6). A text that would mean two records means none: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from app.domain.ledgers import Record
from app.domain.ledgers.values import LIST_SIGN, match_key
from app.domain.rules.sides import company_key, fold

Standing = tuple[Record, str]
"""A record and the import that brought it."""

Read = Callable[[str], Iterable[Standing]]
"""All records of a kind that are not gone."""

Aliases = Mapping[tuple[str, str], str]
"""(kind, folded text) → the key that an officer confirmed it to mean."""

COMPANIES, DEPARTMENTS, SYSTEMS = "companies", "departments", "systems"
"""What other names are confirmed of."""

K = TypeVar("K")


def parts(text: str) -> tuple[str, ...]:
    """The things that a list field names."""
    return tuple(part for part in text.split(LIST_SIGN) if part) if text else ()


def name_key(text: str) -> str:
    """A person's or a thing's name as it is compared: width, case, blanks and separators make no difference."""
    return match_key(text)


class Index(Generic[K]):
    """Records by a key, several where several have it."""

    def __init__(self, pairs: Iterable[tuple[K, Standing]]) -> None:
        self._found: dict[K, list[Standing]] = {}
        for key, standing in pairs:
            self._found.setdefault(key, []).append(standing)

    def all(self, key: K) -> list[Standing]:
        """Every record with that key."""
        return self._found.get(key, [])

    def one(self, key: K) -> Standing | None:
        """The record with that key, or None where there is none or more than one."""
        found = self._found.get(key, ())
        return found[0] if len(found) == 1 else None

    def __contains__(self, key: K) -> bool:
        return key in self._found

    def keys(self) -> Collection[K]:
        """Every key."""
        return self._found.keys()


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end` (ISO, both included); an empty end goes on."""

    start: str
    end: str

    def covers(self, day: str) -> bool:
        """Whether a day (ISO) lies within."""
        return bool(self.start) and self.start <= day and (not self.end or day <= self.end)


class Registers:
    """Lookups into the ledgers of an audit. `kinds` are those on record; a lookup into any other finds nothing."""

    def __init__(self, read: Read, kinds: Collection[str], aliases: Aliases | None = None) -> None:
        self._read = read
        self._aliases = aliases or {}
        self._companies = {
            company_key(t): company_key(m) for (kind, t), m in self._aliases.items() if kind == COMPANIES
        }
        self.kinds = frozenset(kinds)
        self._system_keys: dict[str, str] = {}
        self.memory: dict[str, object] = {}
        """What the rules of one run keep for each other."""

    def standing(self, kind: str) -> Iterator[Standing]:
        """Every record of a kind, nothing where the ledger is not there."""
        return iter(self._read(kind)) if kind in self.kinds else iter(())

    # --- people -------------------------------------------------------------------------------------------------------

    @cached_property
    def _people(self) -> tuple[Index[str], Index[str]]:
        people = list(self.standing("people"))
        return (
            Index((match_key(no), each) for each in people if (no := each[0].values.get("emp_no", ""))),
            Index((name_key(name), each) for each in people if (name := each[0].values.get("person", ""))),
        )

    def posts_of(self, emp_no: str, name: str) -> list[Standing]:
        """The rows of a person, one for each post: by number, else by a name that only one person bears."""
        numbers, names = self._people
        if emp_no and numbers.keys():
            # A number that the list does not know is not made good by a name that somebody else may bear.
            return numbers.all(match_key(emp_no))
        found = names.all(name_key(name)) if name else []
        return found if len({each[0].values.get("emp_no", "") for each in found}) == 1 else []

    def person(self, emp_no: str, name: str) -> Standing | None:
        """The main row of a person, or None."""
        found = self.posts_of(emp_no, name)
        return found[0] if found else None

    # --- systems ------------------------------------------------------------------------------------------------------

    @cached_property
    def _systems(self) -> Index[str]:
        return Index(_named(self.standing("systems"), ("name", "code", "alias")))

    def system(self, text: str) -> Standing | None:
        """The system that a text means, by name, code, other name or confirmed alias."""
        if not text:
            return None
        return self._systems.one(match_key(text)) or self._systems.one(
            match_key(self._aliases.get((SYSTEMS, fold(text)), ""))
        )

    def system_key(self, text: str) -> str:
        """What a system is compared by: the name on the list of what the text means, else the text."""
        if text not in self._system_keys:
            found = self.system(text)
            self._system_keys[text] = match_key(found[0].values.get("name", "") or text if found is not None else text)
        return self._system_keys[text]

    # --- contractors and companies ------------------------------------------------------------------------------------

    @cached_property
    def _contractors(self) -> Index[str]:
        return Index((self.company(each[0].values.get("name", "")), each) for each in self.standing("contractors"))

    def contracts_of(self, company: str) -> list[Standing]:
        """The contracts with a company."""
        return self._contractors.all(self.company(company)) if company else []

    def company(self, text: str) -> str:
        """What a company is known by: its own name as it is compared, or that of which an officer confirmed it to be
        another one."""
        key = company_key(text)
        return self._companies.get(key, key) if self._companies else key

    @cached_property
    def ties(self) -> Index[str]:
        """The rows of capital ties by company."""
        return Index((self.company(each[0].values.get("company", "")), each) for each in self.standing("capital_ties"))

    # --- rooms and offices --------------------------------------------------------------------------------------------

    @cached_property
    def _rooms(self) -> tuple[Index[tuple[str, str]], Index[str]]:
        rooms = [each for each in self.standing("rooms") if each[0].values.get("room")]
        return (
            Index(((name_key(each[0].site), name), each) for each in rooms for name in _names_of_room(each[0].values)),
            Index((name, each) for each in rooms if not each[0].site for name in _names_of_room(each[0].values)),
        )

    def room(self, site: str, place: str) -> list[Standing]:
        """The rows of a room: of that office, else of none. A place names it with its floor or without; a name that
        rooms of several floors have means none of them."""
        if not place:
            return []
        of_site, of_none = self._rooms
        found = of_site.all((name_key(site), name_key(place))) or of_none.all(name_key(place))
        return found if len({each[0].values.get("floor", "") for each in found}) <= 1 else []

    @cached_property
    def _rooms_of_office(self) -> Index[str]:
        return Index((name_key(each[0].site), each) for each in self.standing("rooms"))

    def rooms_of(self, names: Iterable[str]) -> list[Standing]:
        """The rooms of an office by any of its names."""
        keys = dict.fromkeys(name_key(name) for name in names if name)
        return [standing for key in keys for standing in self._rooms_of_office.all(key)]

    @cached_property
    def offices(self) -> Index[str]:
        """Offices by name, code and other name."""
        return Index(_named(self.standing("sites"), ("name", "code", "alias")))

    # --- reference tables ---------------------------------------------------------------------------------------------

    @cached_property
    def disasters(self) -> tuple[tuple[Period, Standing], ...]:
        """Every recorded activation with its days."""
        return tuple(
            (Period(each[0].values.get("declared", ""), each[0].values.get("lifted", "")), each)
            for each in self.standing("disasters")
        )

    @cached_property
    def role_standards(self) -> tuple[Standing, ...]:
        """The rows of the standard of rights."""
        return tuple(self.standing("role_standards"))

    @cached_property
    def deployment_standards(self) -> tuple[Standing, ...]:
        """The rows of the standard of deployment."""
        return tuple(self.standing("deployment_standards"))

    @cached_property
    def registrants(self) -> Index[tuple[str, str]]:
        """The registrants of systems of others by (what, key): account, emp_no, person or system."""
        return Index(
            ((what, match_key(text)), each)
            for each in self.standing("external_registrants")
            for what in ("account", "emp_no", "person", "system")
            if (text := each[0].values.get(what, ""))
        )

    @cached_property
    def exceptions(self) -> Index[tuple[str, str]]:
        """Exceptions by (what, key): account or asset_no."""
        return Index(
            ((what, match_key(text)), each)
            for each in self.standing("exceptions")
            for what in ("account", "asset_no")
            if (text := each[0].values.get(what, ""))
        )

    # --- keys of the large ledgers ------------------------------------------------------------------------------------

    @cached_property
    def terminal_keys(self) -> frozenset[tuple[str, str]]:
        """(field, key) of all that tells a terminal: asset_no, serial, hostname, mac."""
        return frozenset(
            (what, match_key(text))
            for record, _batch in self.standing("terminals")
            for what in ("asset_no", "serial", "hostname", "mac")
            for text in parts(record.values.get(what, ""))
        )

    @cached_property
    def account_keys(self) -> frozenset[str]:
        """The keys of all accounts."""
        return frozenset(match_key(record.values.get("account", "")) for record, _batch in self.standing("accounts"))

    @cached_property
    def counted(self) -> Index[tuple[str, str]]:
        """What stocktaking and connection records met, by (field, key): asset_no, serial, hostname, mac, account."""
        return Index(
            ((what, match_key(text)), each)
            for each in self.standing("stocktaking")
            for what in ("asset_no", "serial", "hostname", "mac", "account")
            for text in parts(each[0].values.get(what, ""))
        )

    @cached_property
    def accounts_by_key(self) -> Index[str]:
        """Accounts by their key."""
        return Index((match_key(each[0].values.get("account", "")), each) for each in self.standing("accounts"))

    @cached_property
    def _accounts_of_people(self) -> tuple[Index[str], Index[str]]:
        accounts = list(self.standing("accounts"))
        return (
            Index((match_key(no), each) for each in accounts if (no := each[0].values.get("emp_no", ""))),
            Index(
                (name_key(name), each)
                for each in accounts
                if (name := each[0].values.get("person", "")) and not each[0].values.get("emp_no")
            ),
        )

    def accounts_of(self, emp_no: str, name: str) -> list[Standing]:
        """The accounts of a person: by number, and by name those without a number if only one person bears the name."""
        numbers, names = self._accounts_of_people
        found = numbers.all(match_key(emp_no)) if emp_no else []
        return (
            [*found, *names.all(name_key(name))]
            if self.has_accounts_by_name(name) and self.posts_of("", name)
            else found
        )

    def has_accounts_by_name(self, name: str) -> bool:
        """Whether there are accounts without a number for such a name."""
        return bool(name) and name_key(name) in self._accounts_of_people[1]


def _names_of_room(room: Mapping[str, str]) -> frozenset[str]:
    name = room["room"]
    return frozenset({name_key(name), name_key(room.get("floor", "") + name)})


def _named(standing: Iterable[Standing], fields: Iterable[str]) -> Iterator[tuple[str, Standing]]:
    for each in standing:
        keys = {match_key(part) for name in fields for part in parts(each[0].values.get(name, ""))}
        yield from ((key, each) for key in keys if key)


NONE = Registers(lambda kind: (), ())
"""Of an audit without any ledger."""
