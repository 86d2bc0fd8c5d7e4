"""What the rules over accounts and people ask again and again: whose side somebody is on, whether a system is the
grid's, whether an account is valid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.domain.grades import Role
from app.domain.ledgers import Record
from app.domain.ledgers.dates import parse
from app.domain.ledgers.values import match_key, parts, several
from app.domain.rules.index import Standing, lies_within, name_key
from app.domain.rules.kept import Held
from app.domain.rules.model import Context
from app.domain.rules.reading import blank, past, people_in
from app.domain.rules.sides import Side, fold
from app.domain.rules.untested import FLAGS, unknown

VALID, SUSPENDED, LOCKED, DELETED = "有効", "停止", "ロック", "削除"
PERSONAL, SHARED, DISASTER, AUDIT, BATCH = "個人", "共用", "災害用", "監査用", "バッチ"
YES, NO = "有", "無"
ALL_SYSTEMS = frozenset({"全システム", "全て", "すべて", "全部", "共通", "各システム"})
"""What stands where a system is named and means none in particular."""

# A right on a screen that shows what is not public (domain handbook §4.7 R15).
SENSITIVE = re.compile(r"配電部門画面|非公開|新電力")

_SECTION = re.compile(r"(?:部|課|係|室|班|グループ|チーム|センター|営業所|事業所|支社|支店|担当|当番|窓口|事務局)$")
# 阿部, 小室 and 田所 are names of people.
_SURELY_SECTION = re.compile(r"(?:課|係|班|グループ|チーム|センター|営業所|事業所|支社|支店|担当|当番|窓口|事務局)$")
_WORK = re.compile(r"営業|配電|送電|変電|系統|託送|技術|工務|総務|企画|業務|管理|お客|料金|情報|保安|設備|ネットワーク")
_LONGEST_SURNAME = 3
_BOTH = re.compile(r"両社|双方|全社|全部門|グループ各社")
_SHARED_NAME = re.compile(
    r"共用|共有|共通|汎用|兼用|当直|宿直|当番|予備|テスト|試験用|shared|group|\btest\b", re.IGNORECASE
)
_OTHERS = re.compile(r"(?:他|ほか|外)\s*\d+\s*(?:名|人)|\d\s*(?:名|人)$|全員|一同|各自")
_AND = re.compile(r"[、,;/・\n]|及び|(?<=\S\s\S)と(?=\S)")
_LEAST_NAME = 2
# Between names with times of use; the strokes within 2026/4/1 part nothing.
_AND_NAME = re.compile(r"[、,;\n]|及び|(?<=[)\]])\s*/?\s*(?=\S)")
_TIME_OF_USE = re.compile(r"[(\[]\s*([^()\[\]~〜]*?)\s*(?:[~〜]|から)\s*([^()\[\]~〜]*?)\s*(?:まで)?\s*[)\]]")
# Whatever one of the patterns above can find begins or ends so: asked first, since most names are those of people.
_SUSPECT = re.compile(
    r"共|汎用|兼用|直|当番|予備|テスト|試験用|shared|group|test|[他外0-9０-９]\s*[名人]|ほか|全員|一同|各自|[、,;/・\n]|及び|と"
    r"|[部課係室班当口局所社店]$|グループ$|チーム$|センター$",
    re.IGNORECASE,
)
_MEMORY = "holders"
_UNUSABLE = frozenset({SUSPENDED, LOCKED, DELETED})


@dataclass(frozen=True, slots=True)
class System:
    """A system as the rules see it: the side that owns it, whether all retailers may use it, its record if listed.

    `unsure` tells that there is a list of systems, on which it is not, and that its name does not tell whose it is."""

    side: Side
    portal: bool
    external: bool
    standing: Standing | None
    grid: bool = False
    unsure: bool = False

    @property
    def holds_entrants(self) -> bool:
        """Whether it is a system of the grid's side that is on the list and not said to be without such data."""
        return self.grid and self.standing is not None and self.standing[0].values.get("holds_entrants") != NO


def holders_of(context: Context) -> Holders:
    """The answers of a context, shared by all rules of a run."""
    memory = context.registers.memory
    found = memory.get(_MEMORY)
    if not isinstance(found, Holders) or found.context is not context:
        found = memory[_MEMORY] = Holders(context)
    return found


class Holders:
    """Answers of one context, each given once for each text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.registers = context.registers
        self.sides = context.sides
        self._systems: dict[str, System] = {}
        self._system_keys: dict[str, str] = {}
        self._in_section: dict[tuple[str, str], bool] = {}
        self._undated: set[tuple[str, str]] = set()
        self._last_user: tuple[Mapping[str, str], Standing | None] = ({}, None)
        self._last_valid: tuple[Mapping[str, str], bool] = ({}, False)
        self._sides_of_people: dict[tuple[str, str], Side] = {}
        self._moved: dict[str, date | None] = {}
        self._places: dict[tuple[str, str], Side] = {}
        self._rooms: dict[tuple[str, str, str], tuple[list[Standing], Side]] = {}
        self._columns = context.columns
        self.columns: frozenset[str] = context.columns.get("accounts", frozenset())

    # --- systems ------------------------------------------------------------------------------------------------------

    def system(self, text: str) -> System:
        """The system that a text means. Without its row a system of the grid operator counts as the grid's, with the
        other roles one whose name says so (as R01 does for terminals). Of neither side is one that is said to be
        without entrants' data and that a third company owns (an IT subsidiary), or that both sides use (attendance,
        mail): there is nothing in it to be kept from the other side."""
        found = self._systems.get(text)
        if found is None:
            found = self._systems[text] = self._look_up(text)
        return found

    def _look_up(self, text: str) -> System:
        standing = self.registers.system(text)
        values: Mapping[str, str] = standing[0].values if standing is not None else {}
        side = self.sides.of(values.get("owner_company", ""), values.get("owner_department", ""))
        harmless = values.get("holds_entrants") == NO
        if harmless and self._used_by_both(values.get("user_companies", "")):
            side = Side.UNKNOWN
        elif side not in (Side.GRID, Side.RETAIL) and not (harmless and values.get("owner_company")):
            side = self._by_name(values.get("name", "") or text)
        portal, external = values.get("open_to_retailers") == YES, values.get("external") == YES
        if standing is not None and unknown(values.get("external", ""), FLAGS):
            self.context.untested.row("R18", standing[0], "external")
        unsure = standing is None and "systems" in self.context.kinds and self.sides.of_section(text) is Side.UNKNOWN
        return System(side, portal, external, standing, side is Side.GRID, unsure)

    def _used_by_both(self, companies: str) -> bool:
        """Whether a system is used by the other side as well as by the grid's."""
        if _BOTH.search(companies):
            return True
        found = {self.sides.of_company(name) for name in parts(companies)}
        return found >= {Side.GRID, Side.RETAIL}

    def system_key(self, text: str) -> str:
        """What the names of a system are compared by: every name of a listed system is the same, of others the text or
        what an officer confirmed it to mean."""
        found = self._system_keys.get(text)
        if found is None:
            standing = self.system(text).standing if text else None
            found = match_key(self.registers.system_meant(text)) if standing is None else f"\x1f{standing[0].match_key}"
            self._system_keys[text] = found
        return found

    def _by_name(self, name: str) -> Side:
        said = self.sides.of_section(name)
        if said is Side.UNKNOWN and self.sides.role is Role.GRID_OPERATOR:
            return Side.GRID
        return said

    def of_retailer(self, system: System, issued_to: str) -> bool:
        """Whether an account is one that retailers use in their own right: of a portal open to all of them, or issued
        to a retailer by somebody else's system (domain handbook §11.1)."""
        return system.portal or (system.external and self.issuer(issued_to) is Side.RETAIL)

    def issuer(self, issued_to: str) -> Side:
        """The side of the company, or in the integrated operator the section, to which an account was issued."""
        return self.side_named(issued_to, issued_to) if issued_to else self.sides.own

    # --- people -------------------------------------------------------------------------------------------------------

    def user_of(self, values: Mapping[str, str]) -> Standing | None:
        """The main row of the list of people for the user of a terminal."""
        if self._last_user[0] is not values:
            found = self.registers.people.person(values.get("user_id", ""), _name(values.get("user", "")))
            self._last_user = (values, found)
        return self._last_user[1]

    def side_of_person(self, record: Record) -> Side:
        """The side of the company, or in the integrated operator the section, that a person works for."""
        return self.side_named(record.values.get("company", ""), record.values.get("department", ""))

    def side_named(self, company: str, section: str) -> Side:
        """The side of a company and section, each pair asked once."""
        key = (company, section)
        side = self._sides_of_people.get(key)
        if side is None:
            side = self._sides_of_people[key] = self.sides.of(company, section)
        return side

    def reason(self, values: Mapping[str, str]) -> str:
        """What tells the side of somebody: the company, or in the integrated operator the section."""
        company, section = values.get("company", ""), values.get("department", "")
        sides = self.sides
        by_section = sides.role is Role.INTEGRATED_OPERATOR and sides.of_company(company) is not Side.RETAIL
        return section or company if by_section else company or section

    def section_key(self, text: str) -> str:
        """What a section is compared by: its own name, or that of which an officer confirmed it to be another one."""
        return name_key(self.sides.section(text)) if text else ""

    def in_section(self, written: str, section: str) -> bool:
        """Whether somebody of a section as written belongs to one, given by its key: it or a section above it is that
        one. Each pair is asked once."""
        found = self._in_section.get((written, section))
        if found is None:
            found = self._in_section[written, section] = lies_within(written, section, self.section_key)
        return found

    # --- rooms --------------------------------------------------------------------------------------------------------

    def place_side(self, zone: str, place: str) -> Side:
        """Whose a place is by what the ledger itself says of it, each asked once."""
        key = (zone, place)
        side = self._places.get(key)
        if side is None:
            side = self._places[key] = self.sides.of_room(zone, place)
        return side

    def room(self, site: str, values: Mapping[str, str]) -> tuple[list[Standing], Side]:
        """The rows of the room that a terminal of an office stands in, and whose it is by them; asked once for each.

        Ledgers without a place often name the room where others tell whose it is.
        """
        place, zone = values.get("place", ""), values.get("zone", "")
        found = self._rooms.get((site, place, zone))
        if found is None:
            rows = self.registers.room(site, place, zone)
            found = self._rooms[site, place, zone] = (rows, self.room_side(rows, place))
        return found

    def room_side(self, rooms: Iterable[Standing], place: str) -> Side:
        """Whose a room is by its rows; where they name both sides it is a shared one."""
        found = {self.sides.of_room(each[0].values.get("occupant", ""), place) for each in rooms} - {Side.UNKNOWN}
        if len(found) < 2:
            return next(iter(found), Side.UNKNOWN)
        return Side.SHARED

    def entrants(self, room: Mapping[str, str]) -> set[Side]:
        """The sides of those who may enter a room by one of its rows; empty where it names nobody, or nobody now."""
        if past(room.get("revoked", ""), self.context) is not None:
            return set()
        found: set[Side] = set()
        if room.get("person") or room.get("emp_no") or room.get("company"):
            several = people_in(room.get("person", "")) or (("", ""),)
            for name, number in several:
                number = number or (room.get("emp_no", "") if len(several) < 2 else "")
                posts = self.registers.people.posts_of(number, name)[:1]
                found |= {self.side_of_person(record) for record, _batch in posts}
            found.add(self.sides.of(room.get("company", ""), room.get("department", "")))
        for text in parts(room.get("entrants", "")):
            for name, number in people_in(text):
                posts = self.registers.people.posts_of(number, name)[:1]
                found |= {self.side_of_person(record) for record, _batch in posts}
            found |= {self.sides.of_company(text), self.sides.of_section(text)}
        return found - {Side.UNKNOWN} or found

    def moved(self, record: Record) -> date | None:
        """The last day, past already, on which a person was transferred, appointed or began; asked once for each."""
        key = record.match_key
        if key not in self._moved:
            days = (past(record.values.get(name, ""), self.context) for name in ("moved", "appointed", "started"))
            self._moved[key] = max((day for day in days if day is not None), default=None)
        return self._moved[key]

    def gone(self, record: Record) -> str:
        """The day a person left (ISO), 退職 where no day is given, or empty for one still serving."""
        left = past(record.values.get("left", ""), self.context)
        if left is not None:
            return left.isoformat()
        return "退職" if record.values.get("status") == "退職" else ""

    # --- accounts -----------------------------------------------------------------------------------------------------

    def valid(self, values: Mapping[str, str]) -> bool:
        """Whether an account can be used: not where its state says otherwise or a day of revocation is past."""
        # Every rule asks for the same record in turn.
        if self._last_valid[0] is not values:
            self._last_valid = (values, self.usable(values.get("status", ""), values.get("revoked", "")))
        return self._last_valid[1]

    def usable(self, state: str, revoked: str) -> bool:
        """Whether an account of that state and day of revocation can be used."""
        if state in _UNUSABLE:
            return False
        return not revoked or past(revoked, self.context) is None

    def has(self, field: str, kind: str = "accounts") -> bool:
        """Whether a ledger has a column for a field."""
        return field in self._columns.get(kind, ())

    def covered(self, account: str, system: str, day: str) -> bool:
        """Whether a recorded activation covers an account of a system on a day (ISO)."""
        return any(
            period.covers(day) and self.meant(record, account, system)
            for period, (record, _batch) in self.registers.disasters
        )

    def perhaps_covered(self, rule: str, account: str, system: str, day: str) -> bool:
        """Whether nobody can tell if an activation covers an account of a system on a day (ISO): it has no first day
        that was read, and was not lifted before. A rule that accuses nobody for that has the record told as untested,
        once."""
        undated = [
            record
            for period, (record, _batch) in self.registers.disasters
            if not period.start and (not period.end or day <= period.end) and self.meant(record, account, system)
        ]
        for record in undated:
            if (rule, record.match_key) not in self._undated:
                self._undated.add((rule, record.match_key))
                self.context.untested.row(rule, record, "declared")
        return bool(undated)

    def meant(self, disaster: Record, account: str, system: str) -> bool:
        """Whether an activation is one of an account: it names it, or none, and its system, or none in particular; by
        every name that a system has."""
        accounts = parts(disaster.values.get("accounts", ""))
        if accounts and match_key(account) not in {match_key(text) for text in accounts}:
            return False
        named = names_in(disaster.values.get("system", ""))
        if not named or not system or not ALL_SYSTEMS.isdisjoint(named):
            return True
        return self.system_key(system) in {self.system_key(text) for text in named}

    def side_of_right(self, held: Held) -> Side:
        """The side of the system of an account that can be used; unknown for one that retailers use in their own right,
        and for one for disasters that an activation covers."""
        system = self.system(held.system)
        if system.side not in (Side.GRID, Side.RETAIL) or not self.usable_account(held):
            return Side.UNKNOWN
        if self.of_retailer(system, held.issued_to):
            return Side.UNKNOWN
        if held.kind == DISASTER and self.covered(held.key, held.system, self.context.as_of.isoformat()):
            return Side.UNKNOWN
        return system.side

    def usable_account(self, held: Held) -> bool:
        """Whether an account that is looked up can be used."""
        return self.usable(held.status, held.revoked)


@lru_cache(maxsize=1_000)
def names_in(text: str) -> tuple[str, ...]:
    """What a field for one system or right may name: that one as it stands, first, or several all the same
    (託送業務システム、停電情報)."""
    return tuple(dict.fromkeys((text, *parts(several(text)[0])))) if text else ()


def _name(text: str) -> str:
    return "" if blank(text) else text


def is_section(text: str, department: str = "") -> bool:
    """Whether what stands for a person is the name of a section: 配電課, 営業所当番; 阿部 and 小室 are people."""
    if not text:
        return False
    if department and fold(text) == fold(department):
        return True
    if " " in text:
        # 配電部 配電運用課 is a path of sections; 阿部 太郎 is a person.
        return all(_SECTION.search(part) and len(part) > 1 for part in text.split()) and bool(
            _SURELY_SECTION.search(text) or _WORK.search(text)
        )
    if not _SECTION.search(text):
        return False
    return bool(_SURELY_SECTION.search(text) or _WORK.search(text)) or len(text) > _LONGEST_SURNAME


def is_shared_name(text: str) -> bool:
    """共用, 共通ID and the like in the place of a name."""
    return bool(_SHARED_NAME.search(text))


def may_be_several(text: str) -> bool:
    """Whether a name cell may name anything but one person: what the questions above and below look into."""
    return _SUSPECT.search(text) is not None


def one_after_another(text: str) -> bool:
    """Whether a name cell names people one after the other, each with a time of use that ends before the next begins:
    「佐藤(〜2026/3/31)、鈴木(2026/4/1〜)」."""
    times = []
    for part in filter(None, map(str.strip, _AND_NAME.split(fold(text)))):
        found = _TIME_OF_USE.search(part)
        if found is None:
            return False
        begins, ends = (parse(day)[0] if day.strip() else "" for day in found.groups())
        if not begins and not ends:
            return False
        times.append((begins, ends or "9999"))
    times.sort()
    return len(times) > 1 and all(before[1] < after[0] for before, after in zip(times, times[1:], strict=False))


def several_people(text: str) -> int:
    """How many people a name cell names: 1 for one, 2 or more for 「A、B」 or 「A 他2名」."""
    if _OTHERS.search(text):
        return 2
    named = [part for part in _AND.split(text) if len(part.strip()) >= _LEAST_NAME]
    return max(1, len(named))
