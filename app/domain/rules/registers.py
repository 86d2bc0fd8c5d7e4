"""The other ledgers as a rule looks things up in them: read once, when first asked for.

What a text means is found by the exact key, then by the normalised one, then by an alias that an officer confirmed
(domain handbook §4.6). A text that would mean two records means none: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar
from unicodedata import normalize

from app.domain.findings import RowRef
from app.domain.ledgers import Record
from app.domain.ledgers.values import LIST_SIGN, match_key
from app.domain.rules.reading import blank
from app.domain.rules.sides import company_key, fold

Standing = tuple[Record, str]
"""A record and the import that brought it."""

Read = Callable[[str], Iterable[Standing]]
"""All records of a kind that are not gone."""

Aliases = Mapping[tuple[str, str], str]
"""(kind, folded text) → the key that an officer confirmed it to mean."""

COMPANIES, DEPARTMENTS, SYSTEMS = "companies", "departments", "systems"
"""What other names are confirmed of."""
Office = Callable[[str], str]
"""What an office is compared by, whatever a ledger calls it."""

K = TypeVar("K")
V = TypeVar("V")

# What of a person other ledgers are compared by.
_OF_PERSON = {name: name for name in (
    "emp_no", "person", "company", "department", "post", "previous_company", "previous_department", "appointed",
    "started", "moved", "left", "employment", "status", "concurrent", "concurrent_company", "seconded_from",
    "seconded_to", "trained", "pledged", "joined",
)}  # fmt: skip
_BEGUN = ("moved", "appointed", "started")
DEVICE = ("asset_no", "serial", "hostname", "mac")
"""The fields that tell a terminal."""

_FOR_DISASTERS = "災害用"
_LAST_DAY = "9999-12-31"
_PHYSICAL = "現物確認"
_ABSENT = "無"


@lru_cache(maxsize=50_000)
def parts(text: str) -> tuple[str, ...]:
    """The things that a list field names."""
    return tuple(part for part in text.split(LIST_SIGN) if part) if text else ()


# Two shapes of one character, met in the names of people and places: 髙橋 and 高橋, 渡邊 and 渡辺.
_SHAPES = str.maketrans(
    "髙﨑嵜邊邉澤齋齊濵濱廣國櫻德嶋嶌眞惠榮瀨靜壽萬學圓黑淸橫冨峯𠮷郞槗",
    "高崎崎辺辺沢斎斉浜浜広国桜徳島島真恵栄瀬静寿万学円黒清横富峰吉郎橋",
) | {code: one for code in range(0xF900, 0xFB00) if (one := normalize("NFKC", chr(code))) != chr(code)}
_FORMER_NAME = re.compile(r"[(\uff08](?:旧姓|旧氏|旧名)[^)\uff09]*[)\uff09]")


def name_key(text: str) -> str:
    """A person's or a thing's name as it is compared: width, case, blanks, separators and the shape of a character make
    no difference, nor a former name in brackets."""
    return match_key(text) if text.isascii() else _name_key(text)


# Every person stands in several ledgers.
@lru_cache(maxsize=100_000)
def _name_key(text: str) -> str:
    if "旧" in text:
        text = _FORMER_NAME.sub("", text)
    return match_key(text).translate(_SHAPES)


class Index(Generic[K, V]):
    """Values by a key, several where several have it."""

    def __init__(self, pairs: Iterable[tuple[K, V]] = ()) -> None:
        # One alone stands for itself: most keys have one, and there are many.
        self._one: dict[K, V] = {}
        self._several: dict[K, list[V]] = {}
        for key, value in pairs:
            self.add(key, value)

    def add(self, key: K, value: V) -> None:
        """Add a value."""
        before = self._one.setdefault(key, value)
        if before is not value:
            self._several.setdefault(key, [before]).append(value)

    def all(self, key: K) -> list[V]:
        """Every value with that key."""
        several = self._several.get(key)
        if several is not None:
            return several
        one = self._one.get(key)
        return [] if one is None else [one]

    def one(self, key: K) -> V | None:
        """The value with that key, or None where there is none or more than one."""
        return None if key in self._several else self._one.get(key)

    def __contains__(self, key: K) -> bool:
        return key in self._one

    def keys(self) -> Collection[K]:
        """Every key."""
        return self._one.keys()

    def alike(self) -> Collection[list[V]]:
        """The values that share a key with others."""
        return self._several.values()


class Held(NamedTuple):
    """What other ledgers are compared with of an account; the rest of the record is not kept."""

    key: str
    match_key: str
    sheet: str
    row: int
    batch: str
    site: str
    system: str
    kind: str
    person: str
    emp_no: str
    status: str
    granted: str
    expires: str
    revoked: str
    last_login: str
    issued_to: str

    def ref(self, files: Mapping[str, str]) -> RowRef:
        """Its row as findings name it."""
        return RowRef("accounts", self.key, self.sheet, self.row, files.get(self.batch, ""), self.match_key)


class Met(NamedTuple):
    """What stocktaking or a connection record says of a device or an account that it met. `device` is its name by the
    first field that names one."""

    key: str
    match_key: str
    site: str
    place: str
    system: str
    device: str
    account: str
    sheet: str
    row: int
    batch: str
    on_the_spot: bool
    absent: bool
    counted: str

    def ref(self, files: Mapping[str, str]) -> RowRef:
        """Its row as findings name it."""
        return RowRef("stocktaking", self.key, self.sheet, self.row, files.get(self.batch, ""), self.match_key)


class Counted(NamedTuple):
    """Everything that was met, in the order of the file and by field (`DEVICE`, account) and key, and the last day of a
    count on the spot by office as written; the day may be none."""

    all: list[Met]
    by: dict[str, Index[str, Met]]
    days: dict[str, str]


class _Accounts:
    """All accounts by their key and by who holds them, as little of each as other ledgers are compared with."""

    def __init__(self) -> None:
        self.for_disasters: list[Held] = []
        self.by_key: Index[str, Held] = Index()
        self.by_number: Index[str, Held] = Index()
        self.by_name: Index[str, Held] = Index()
        self._shared: dict[str, str] = {}

    def note(self, record: Record, batch: str) -> None:
        """Keep what is compared of an account."""
        get, share = record.values.get, self._shared.setdefault
        account, number, name = get("account", ""), get("emp_no", ""), get("person", "")
        system, kind, status = get("system", ""), get("kind", ""), get("status", "")
        granted, expires, revoked = get("granted", ""), get("expires", ""), get("revoked", "")
        login, issued = get("last_login", "")[:10], get("issued_to", "")
        # The same few words and days in thousands of records are kept once.
        held = Held(
            record.key,
            record.match_key,
            share(record.sheet, record.sheet),
            record.row,
            batch,
            share(record.site, record.site),
            share(system, system),
            share(kind, kind),
            share(name, name),
            share(number, number),
            share(status, status),
            share(granted, granted),
            share(expires, expires),
            share(revoked, revoked),
            share(login, login),
            share(issued, issued),
        )
        if account:
            self.by_key.add(match_key(account), held)
        if number:
            self.by_number.add(match_key(number), held)
        elif name:
            self.by_name.add(name_key(name), held)
        if kind == _FOR_DISASTERS:
            self.for_disasters.append(held)


class _Terminals:
    """The ids of what stocktaking and connection records met of the terminals of the ledger."""

    def __init__(self, counted: Counted) -> None:
        self._counted = [(what, counted.by[what]) for what in DEVICE if counted.by[what].keys()]
        # Ids, not keys: there may be as many as terminals, and the registers keep the things themselves.
        self.known: set[int] = set()

    def note(self, record: Record, batch: str) -> None:
        """Keep what was met of a terminal."""
        get = record.values.get
        for what, counted in self._counted:
            if text := get(what, ""):
                for part in parts(text) if LIST_SIGN in text else (text,):
                    self.known.update(map(id, counted.all(match_key(part))))


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
        self._accounts_noted: _Accounts | None = None
        self._terminals_noted: _Terminals | None = None
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
            self._accounts_noted = _Accounts()
            return self._accounts_noted.note
        if kind == "terminals" and "stocktaking" in self.kinds:
            self._terminals_noted = _Terminals(self.counted)
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

    # --- people -------------------------------------------------------------------------------------------------------

    @cached_property
    def _people(self) -> tuple[Index[str, Standing], Index[str, Standing]]:
        numbers: Index[str, Standing] = Index()
        names: Index[str, Standing] = Index()
        share: dict[str, str] = {}
        for record, batch in self.standing("people"):
            # Lean: a company has tens of thousands of people, and few words for where they are.
            kept = {
                _OF_PERSON[name]: share.setdefault(text, text)
                for name, text in record.values.items()
                if text and name in _OF_PERSON
            }
            lean = Record("people", record.key, record.match_key, record.site, kept, kept, record.sheet, record.row)
            each = (lean, batch)
            if number := kept.get("emp_no", ""):
                numbers.add(match_key(number), each)
            if name := kept.get("person", ""):
                names.add(name_key(name), each)
        return numbers, names

    def posts_of(self, emp_no: str, name: str) -> list[Standing]:
        """The rows of a person, one for each post, the present one first: by number, else by a name that only one
        person bears. Of several people with one number that of the name is meant."""
        numbers, names = self._people
        if emp_no and numbers.keys():
            # A number that the list does not know is not made good by a name that somebody else may bear.
            found = numbers.all(match_key(emp_no)) or self._without_zeros(emp_no, name)
            if len(found) > 1 and len({name_key(each[0].values.get("person", "")) for each in found}) > 1:
                found = [
                    each for each in found if name and name_key(each[0].values.get("person", "")) == name_key(name)
                ]
        else:
            found = names.all(name_key(name)) if name else []
            if len(found) > 1 and len({match_key(each[0].values.get("emp_no", "")) for each in found}) > 1:
                return []
        return self._in_order(found)

    def _without_zeros(self, emp_no: str, name: str) -> list[Standing]:
        """The rows of who bears the name and whose number is the same but for zeros in front, which Excel drops."""
        bare = emp_no.lstrip("0")
        if not name or not bare.isdigit():
            return []
        same = self._people[1].all(name_key(name))
        return [each for each in same if each[0].values.get("emp_no", "").lstrip("0") == bare]

    def _in_order(self, posts: list[Standing]) -> list[Standing]:
        """Posts with those that were left last, before them the latest begun first, else as they stand in the file."""
        if len(posts) < 2:
            return posts

        def begun(each: Standing) -> str:
            days = (each[0].values.get(name, "")[:10] for name in _BEGUN)
            return max((day for day in days if day <= self._today), default="")

        def left(each: Standing) -> bool:
            return bool(each[0].values.get("left")) or each[0].values.get("status") == "退職"

        found = sorted(posts, key=lambda each: (each[0].sheet, each[0].row, each[0].match_key))
        found.sort(key=begun, reverse=True)
        found.sort(key=left)
        return found

    def person(self, emp_no: str, name: str) -> Standing | None:
        """The main row of a person, or None."""
        found = self.posts_of(emp_no, name)
        return found[0] if found else None

    def everybody(self) -> Iterator[list[Standing]]:
        """The posts of each person that has a number or bears a name alone."""
        numbers, names = self._people
        for number in tuple(numbers.keys()):
            found = numbers.all(number)
            for name in dict.fromkeys(name_key(each[0].values.get("person", "")) for each in found):
                same = [each for each in found if name_key(each[0].values.get("person", "")) == name]
                yield self._in_order(same)
        for name in tuple(names.keys()):
            found = names.all(name)
            if not any(each[0].values.get("emp_no") for each in found):
                yield self._in_order(found)

    @cached_property
    def sections(self) -> frozenset[str]:
        """The sections that the list of people knows, as they are compared."""
        found = {each[0].values.get("department", "") for posts in self.everybody() for each in posts}
        return frozenset(name_key(text) for text in found if text)

    # --- systems ------------------------------------------------------------------------------------------------------

    @cached_property
    def _systems(self) -> Index[str, Standing]:
        return Index(_named(self.standing("systems"), ("name", "code", "alias")))

    def knows_system(self, text: str) -> bool:
        """Whether a text is the name of a system, be it of several."""
        meant = (text, self._aliases.get(("systems", fold(text)), ""))
        return any(match_key(each) in self._systems for each in meant if each)

    def system(self, text: str) -> Standing | None:
        """The system that a text means, by name, code, other name or confirmed alias."""
        if not text:
            return None
        return self._systems.one(match_key(text)) or self._systems.one(
            match_key(self._aliases.get((SYSTEMS, fold(text)), ""))
        )

    # --- contractors and companies ------------------------------------------------------------------------------------

    @cached_property
    def _contractors(self) -> Index[str, Standing]:
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

    def room(self, site: str, place: str) -> list[Standing]:
        """The rows of a room: of that office, else of none. A place names it with its floor or without; a name that
        rooms of several floors have means none of them."""
        if not place:
            return []
        of_site, of_none = self._rooms
        found = of_site.all((self.office(site), name_key(place))) or of_none.all(name_key(place))
        return found if len({each[0].values.get("floor", "") for each in found}) <= 1 else []

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
    def met_terminals(self) -> Collection[int]:
        """The ids of what was met (`counted`) that the ledger of terminals knows by anything."""
        noted = self._terminals_noted
        if noted is None or self._coming == "terminals":
            noted = _Terminals(self.counted)
            for record, batch in self.standing("terminals"):
                noted.note(record, batch)
        return noted.known

    @cached_property
    def _accounts(self) -> _Accounts:
        noted = self._accounts_noted
        if noted is None or self._coming == "accounts":
            noted = _Accounts()
            for record, batch in self.standing("accounts"):
                noted.note(record, batch)
        return noted

    def accounts_called(self, text: str) -> list[Held]:
        """The accounts with a key, of whatever system."""
        return self._accounts.by_key.all(match_key(text)) if text else []

    def accounts_alike(self) -> Collection[list[Held]]:
        """The accounts that several rows have one key for, of whatever system."""
        return self._accounts.by_key.alike()

    def disaster_accounts(self) -> list[Held]:
        """The accounts for disasters."""
        return self._accounts.for_disasters

    def accounts_of(self, emp_no: str, name: str) -> list[Held]:
        """The accounts of a person: by number, and by name those without a number if only one person bears the name."""
        held = self._accounts
        found = held.by_number.all(match_key(emp_no)) if emp_no else []
        if emp_no.startswith("0") and name:
            # Excel takes zeros in front away; the name must bear it out.
            bare = held.by_number.all(match_key(emp_no.lstrip("0")))
            found = [*found, *(each for each in bare if name_key(each.person) == name_key(name))]
        named = held.by_name.all(name_key(name)) if name and held.by_name.keys() else []
        return [*found, *named] if named and self.posts_of("", name) else found

    @cached_property
    def counted(self) -> Counted:
        """What stocktaking and connection records met."""
        found = Counted([], {what: Index() for what in (*DEVICE, "account")}, {})
        share: dict[str, str] = {}
        for record, batch in self.standing("stocktaking"):
            values = record.values
            day = values.get("counted", "")[:10]
            day, sheet = share.setdefault(day, day), share.setdefault(record.sheet, record.sheet)
            spot = on_the_spot(values)
            place, system = values.get("place", ""), values.get("system", "")
            met = Met(
                record.key,
                record.match_key,
                share.setdefault(record.site, record.site),
                share.setdefault(place, place),
                share.setdefault(system, system),
                next((text for what in DEVICE if not blank(text := values.get(what, ""))), ""),
                values.get("account", ""),
                sheet,
                record.row,
                batch,
                spot,
                values.get("found") == _ABSENT,
                day,
            )
            found.all.append(met)
            for what, known in found.by.items():
                if text := values.get(what, ""):
                    for part in parts(text) if LIST_SIGN in text else (text,):
                        known.add(match_key(part), met)
            if spot and day > found.days.get(record.site, ""):
                found.days[record.site] = day
        return found


def on_the_spot(values: Mapping[str, str]) -> bool:
    """Whether a row is of a stocktaking on the spot, which rows are that say nothing else and name a device."""
    kind = values.get("seen_in", "")
    return kind == _PHYSICAL or (not kind and not values.get("account"))


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
