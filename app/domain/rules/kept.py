"""What other ledgers are compared with of the large ones (accounts, terminals, stocktaking): as little as will do of
each of hundreds of thousands of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from app.domain.findings import RowRef
from app.domain.ledgers import Record
from app.domain.ledgers.values import LIST_SIGN, match_key, parts
from app.domain.room_walks import WALKED
from app.domain.rules.index import Index, Standing, name_key
from app.domain.rules.reading import blank
from app.domain.rules.untested import FLAGS, unknown

DEVICE = ("asset_no", "serial", "hostname", "mac")
"""The fields that tell a terminal."""

_FOR_DISASTERS = "災害用"
_PHYSICAL = "現物確認"
_ABSENT = "無"
Holder = Callable[[str, str], str]
"""The contractor that an account or a terminal is of, by the company that its row names and by its own key, where what
that contractor holds is to be compared with its contracts; else empty."""


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


class Lent(NamedTuple):
    """What the contracts of a contractor are compared with of a terminal that it has."""

    key: str
    match_key: str
    sheet: str
    row: int
    batch: str
    systems: str
    owner_company: str
    owner_department: str
    user: str
    user_id: str
    status: str
    note: str
    returned: str
    disposed: str

    def ref(self, files: Mapping[str, str]) -> RowRef:
        """Its row as findings name it."""
        return RowRef("terminals", self.key, self.sheet, self.row, files.get(self.batch, ""), self.match_key)

    def state(self) -> dict[str, str]:
        """The fields that tell whether it is in use."""
        return {name: getattr(self, name) for name in ("status", "note", "returned", "disposed")}


class Met(NamedTuple):
    """What stocktaking or a connection record says of a device or an account that it met. `device` is its name by the
    first field that names one, `named_by` that field."""

    key: str
    match_key: str
    site: str
    place: str
    system: str
    device: str
    named_by: str
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
    count of a whole office by office as written; the day may be none. Of the rows in `unread` it is not understood
    whether the device was there: they are taken for met."""

    all: list[Met]
    by: dict[str, Index[str, Met]]
    days: dict[str, str]
    unread: list[Record]


class Accounts:
    """All accounts by their key and by who holds them, as little of each as other ledgers are compared with; those of
    the contractors that `holder` tells also by contractor."""

    def __init__(self, holder: Holder | None = None) -> None:
        self._holder = holder
        self.of_contractor: Index[str, Held] = Index()
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
        if self._holder is not None and (contractor := self._holder(get("company", ""), account)):
            self.of_contractor.add(contractor, held)


class Terminals:
    """The ids of what stocktaking and connection records met of the terminals of the ledger, and the terminals of the
    contractors that `holder` tells."""

    def __init__(self, counted: Counted, holder: Holder | None = None) -> None:
        self._counted = [(what, counted.by[what]) for what in DEVICE if counted.by[what].keys()]
        self._holder = holder
        self.of_contractor: Index[str, Lent] = Index()
        self._shared: dict[str, str] = {}
        # Ids, not keys: there may be as many as terminals, and the registers keep the things themselves.
        self.known: set[int] = set()

    def note(self, record: Record, batch: str) -> None:
        """Keep what was met of a terminal."""
        get = record.values.get
        for what, counted in self._counted:
            if text := get(what, ""):
                for part in parts(text) if LIST_SIGN in text else (text,):
                    self.known.update(map(id, counted.all(match_key(part))))
        if self._holder is not None and (contractor := self._holder(get("user_company", ""), get("asset_no", ""))):
            self.of_contractor.add(contractor, self._lent(record, batch))

    def _lent(self, record: Record, batch: str) -> Lent:
        share = self._shared.setdefault
        told = (record.values.get(name, "") for name in Lent._fields[5:])
        sheet = share(record.sheet, record.sheet)
        return Lent(record.key, record.match_key, sheet, record.row, batch, *(share(text, text) for text in told))


def count(rows: Iterable[Standing]) -> Counted:
    """What stocktaking and connection records met."""
    found = Counted([], {what: Index() for what in (*DEVICE, "account")}, {}, [])
    share: dict[str, str] = {}
    for record, batch in rows:
        values = record.values
        day = values.get("counted", "")[:10]
        day, sheet = share.setdefault(day, day), share.setdefault(record.sheet, record.sheet)
        spot = on_the_spot(values)
        place, system = values.get("place", ""), values.get("system", "")
        named_by = next((what for what in DEVICE if not blank(values.get(what, ""))), "")
        met = Met(
            record.key,
            record.match_key,
            share.setdefault(record.site, record.site),
            share.setdefault(place, place),
            share.setdefault(system, system),
            values.get(named_by, ""),
            named_by,
            values.get("account", ""),
            sheet,
            record.row,
            batch,
            spot,
            values.get("found") == _ABSENT,
            day,
        )
        found.all.append(met)
        if spot and unknown(values.get("found", ""), FLAGS):
            found.unread.append(record)
        for what, known in found.by.items():
            if text := values.get(what, ""):
                for part in parts(text) if LIST_SIGN in text else (text,):
                    known.add(match_key(part), met)
        # A walk names itself what it missed, and tells nothing of the rooms that nobody went to.
        if spot and values.get("seen_in") != WALKED and day > found.days.get(record.site, ""):
            found.days[record.site] = day
    return found


def on_the_spot(values: Mapping[str, str]) -> bool:
    """Whether a row is of a stocktaking on the spot or a walk through a room, which rows are that say nothing else and
    name a device."""
    kind = values.get("seen_in", "")
    return kind in (_PHYSICAL, WALKED) or (not kind and not values.get("account"))
