"""The other ledgers as a rule looks things up in them: read once, when first asked for.

What a text means is found by the exact key, then by the normalised one, then by an alias that an officer confirmed
(domain handbook §4.6). A text that would mean two records means none: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key, parts
from app.domain.rules.index import Index, Read, Standing, name_key
from app.domain.rules.kept import Accounts, Counted, Held, Holder, Terminals, count
from app.domain.rules.posts import People
from app.domain.rules.sides import company_key, fold

Aliases = Mapping[tuple[str, str], str]
"""(kind, folded text) → the key that an officer confirmed it to mean."""

COMPANIES, DEPARTMENTS, SYSTEMS = "companies", "departments", "systems"
"""What other names are confirmed of."""
Office = Callable[[str], str]
"""What an office is compared by, whatever a ledger calls it."""

_LAST_DAY = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end` (ISO, both included); an empty end goes on."""

    start: str
    end: str

    def covers(self, day: str) -> bool:
        """Whether a day (ISO) lies within."""
        return bool(self.start) and self.start <= day and (not self.end or day <= self.end)


class Registers:
    """Lookups into the ledgers of an audit. `kinds` are those on record; a lookup into any other finds nothing.

    `coming` is a ledger that is being imported: its records are shown (`notes`), and nobody may look into it before
    `complete` was called. `office` tells the offices of different ledgers to be the same; posts that begin after
    `today` (ISO) are not yet held.
    """

    def __init__(
        self,
        read: Read,
        kinds: Collection[str],
        aliases: Aliases | None = None,
        office: Office | None = None,
        coming: str = "",
        today: str = _LAST_DAY,
    ) -> None:
        self._read = read
        self._aliases = aliases or {}
        self._companies = {
            company_key(t): company_key(m) for (kind, t), m in self._aliases.items() if kind == COMPANIES
        }
        self._coming = coming
        self._today = today
        self._accounts_noted: Accounts | None = None
        self._terminals_noted: Terminals | None = None
        self.kinds = frozenset(kinds)
        self.office: Office = office or name_key
        self.memory: dict[str, object] = {}
        """What the rules of one run keep for each other."""

    def standing(self, kind: str) -> Iterator[Standing]:
        """Every record of a kind, nothing where the ledger is not there."""
        if kind == self._coming:
            raise RuntimeError(f"a rule asked for {kind} before all of it was there")
        return iter(self._read(kind)) if kind in self.kinds else iter(())

    def notes(self, kind: str) -> Callable[[Record, str], None] | None:
        """What a ledger that is shown to the rules is to be shown to as well, so that it need not be read again; None
        where no other ledger is compared with it."""
        if kind == "accounts":
            self._accounts_noted = Accounts(self._holder_of("accounts"))
            return self._accounts_noted.note
        if kind == "terminals" and not self.kinds.isdisjoint(("stocktaking", "contractors")):
            self._terminals_noted = Terminals(self.counted, self._holder_of("terminals"))
            return self._terminals_noted.note
        return None

    def complete(self) -> None:
        """Tell that the ledger being imported is there in full."""
        self._coming = ""

    def forget(self) -> None:
        """Let go of everything that was read; a later question would read it again. What rules keep for each other
        leads back here, so that nothing else would free it."""
        self.memory.clear()
        for name in _READ_ONCE & vars(self).keys():
            delattr(self, name)
        self._accounts_noted = self._terminals_noted = None

    @cached_property
    def people(self) -> People:
        """The list of people."""
        return People(self.standing, self._today)

    # --- systems ------------------------------------------------------------------------------------------------------

    @cached_property
    def _systems(self) -> Index[str, Standing]:
        return Index(_named(self.standing("systems"), ("name", "code", "alias")))

    def knows_system(self, text: str) -> bool:
        """Whether a text is the name of a system, be it of several."""
        return any(match_key(each) in self._systems for each in (text, self.system_meant(text)))

    def system(self, text: str) -> Standing | None:
        """The system that a text means, by name, code, other name or confirmed alias."""
        if not text:
            return None
        return self._systems.one(match_key(text)) or self._systems.one(match_key(self.system_meant(text)))

    def system_meant(self, text: str) -> str:
        """The system that an officer confirmed a text to be another name of, else the text."""
        return self._aliases.get((SYSTEMS, fold(text)), "") or text

    # --- contractors and companies ------------------------------------------------------------------------------------

    @cached_property
    def _contractors(self) -> Index[str, Standing]:
        return Index((self.company(each[0].values.get("name", "")), each) for each in self.standing("contractors"))

    def contracts_of(self, company: str) -> list[Standing]:
        """The contracts with a company."""
        return self._contractors.all(self.company(company)) if company else []

    def _holder_of(self, lent: str) -> Holder | None:
        """Tells the contractor that has several contracts, and so may work for both sides, of an account or terminal:
        the company that its row names, or, where it names none, the only one whose contracts (field `lent`) list it.
        None where there is no such contractor."""
        if not (several := [of_one for of_one in self._contractors.alike() if of_one[0][0].values.get("name", "")]):
            return None
        companies: dict[str, str] = {}
        things: dict[str, str] = {}
        for contracts in several:
            company = self.company(contracts[0][0].values["name"])
            companies[company] = company
            for record, _batch in contracts:
                for thing in map(match_key, parts(record.values.get(lent, ""))):
                    things[thing] = company if things.get(thing, company) == company else ""
        as_written: dict[str, str] = {}

        def holder(company: str, thing: str) -> str:
            if not company:
                return things.get(match_key(thing), "") if things else ""
            found = as_written.get(company)
            if found is None:
                found = as_written[company] = companies.get(self.company(company), "")
            return found

        return holder

    def company(self, text: str) -> str:
        """What a company is known by: its own name as it is compared, or that of which an officer confirmed it to be
        another one."""
        key = company_key(text)
        return self._companies.get(key, key) if self._companies else key

    @cached_property
    def ties(self) -> Index[str, Standing]:
        """The rows of capital ties by company."""
        return Index((self.company(each[0].values.get("company", "")), each) for each in self.standing("capital_ties"))

    # --- rooms and offices --------------------------------------------------------------------------------------------

    @cached_property
    def _room_rows(self) -> tuple[Standing, ...]:
        return tuple(self.standing("rooms"))

    @cached_property
    def _rooms(self) -> tuple[Index[tuple[str, str], Standing], Index[str, Standing]]:
        rooms = [(each, name) for each in self._room_rows for name in _names_of_room(each[0].values)]
        return (
            Index(((self.office(each[0].site), name), each) for each, name in rooms),
            Index((name, each) for each, name in rooms if not each[0].site),
        )

    def room(self, site: str, *places: str) -> list[Standing]:
        """The rows of a room: of that office, else of none, by the first of these places that names one. A place names
        it with its floor or without; a name that rooms of several floors have means none of them."""
        of_site, of_none = self._rooms
        for place in filter(None, places):
            found = of_site.all((self.office(site), name_key(place))) or of_none.all(name_key(place))
            if found:
                return found if len({each[0].values.get("floor", "") for each in found}) <= 1 else []
        return []

    @cached_property
    def _rooms_of_office(self) -> Index[str, Standing]:
        return Index((self.office(each[0].site), each) for each in self._room_rows)

    def rooms_of(self, names: Iterable[str]) -> list[Standing]:
        """The rooms of an office by any of its names."""
        keys = dict.fromkeys(self.office(name) for name in names if name)
        return [standing for key in keys for standing in self._rooms_of_office.all(key)]

    @cached_property
    def offices(self) -> Index[str, Standing]:
        """Offices by what any of their names, codes and other names is compared by."""
        return Index(
            (key, each)
            for each in self.standing("sites")
            for key in {
                self.office(part)
                for name in ("name", "code", "alias")
                for part in parts(each[0].values.get(name, ""))
                if part
            }
        )

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
    def registrants(self) -> Index[tuple[str, str], Standing]:
        """The registrants of systems of others by (what, key): account, emp_no, person or system."""
        return Index(
            ((what, match_key(text)), each)
            for each in self.standing("external_registrants")
            for what in ("account", "emp_no", "person", "system")
            if (text := each[0].values.get(what, ""))
        )

    # --- the large ledgers --------------------------------------------------------------------------------------------

    @cached_property
    def terminals(self) -> Terminals:
        """What is compared of the ledger of terminals."""
        noted = self._terminals_noted
        if noted is None or self._coming == "terminals":
            noted = Terminals(self.counted, self._holder_of("terminals"))
            for record, batch in self.standing("terminals"):
                noted.note(record, batch)
        return noted

    @cached_property
    def accounts(self) -> Accounts:
        """What is compared of the ledger of accounts."""
        noted = self._accounts_noted
        if noted is None or self._coming == "accounts":
            noted = Accounts(self._holder_of("accounts"))
            for record, batch in self.standing("accounts"):
                noted.note(record, batch)
        return noted

    def accounts_called(self, text: str) -> list[Held]:
        """The accounts with a key, of whatever system."""
        return self.accounts.by_key.all(match_key(text)) if text else []

    def accounts_of(self, emp_no: str, name: str) -> list[Held]:
        """The accounts of a person: by number, and by name those without a number if only one person bears the name."""
        held = self.accounts
        found = held.by_number.all(match_key(emp_no)) if emp_no else []
        if emp_no.startswith("0") and name:
            # Excel takes zeros in front away; the name must bear it out.
            bare = held.by_number.all(match_key(emp_no.lstrip("0")))
            found = [*found, *(each for each in bare if name_key(each.person) == name_key(name))]
        named = held.by_name.all(name_key(name)) if name and held.by_name.keys() else []
        return [*found, *named] if named and self.people.posts_of("", name) else found

    @cached_property
    def counted(self) -> Counted:
        """What stocktaking and connection records met."""
        return count(self.standing("stocktaking"))


def _names_of_room(room: Mapping[str, str]) -> frozenset[str]:
    name, floor = room.get("room", ""), room.get("floor", "")
    return frozenset({name_key(name), name_key(floor + name)}) if name else frozenset()


def _named(standing: Iterable[Standing], fields: Iterable[str]) -> Iterator[tuple[str, Standing]]:
    for each in standing:
        keys = {match_key(part) for name in fields for part in parts(each[0].values.get(name, ""))}
        yield from ((key, each) for key in keys if key)


_READ_ONCE = frozenset(name for name, value in vars(Registers).items() if isinstance(value, cached_property))

NONE = Registers(lambda kind: (), ())
"""Of an audit without any ledger."""
