"""Rules over offices and rooms, and over what stands where (R08, R25; domain handbook §4.7 as sharpened by §11.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.findings import Hit
from app.domain.grades import Role
from app.domain.ledgers import Record, words
from app.domain.ledgers.values import parts
from app.domain.rules.holders import YES, holders_of
from app.domain.rules.index import Standing, name_key
from app.domain.rules.model import Context, Rule
from app.domain.rules.reading import blank, past, people_in
from app.domain.rules.sides import Side
from app.domain.rules.subject import hit_of
from app.domain.rules.terminals import in_use
from app.domain.rules.untested import FLAGS, unknown

_ALONE = frozenset({"なし", "無", "無し", "単独", "自社のみ", "該当なし"})


class Cohabitants:
    """Which offices the sides share, by the list of offices."""

    def __init__(self, context: Context) -> None:
        self._sides = context.sides

    def by_room(self, office: Mapping[str, str]) -> bool:
        """Whether the rooms of an office tell the sides apart: of the integrated operator also where the list names a
        section of the other side. Its offices as such never count."""
        if self.shared(office) or self._sides.role is not Role.INTEGRATED_OPERATOR:
            return self.shared(office)
        return any(
            Side.RETAIL in (self._sides.of_company(name), self._sides.of_section(name))
            for name in parts(office.get("cohabitant", "").replace("・", "、").replace("/", "、"))
        )

    def shared(self, office: Mapping[str, str]) -> bool:
        """Whether the other side is in the same house. Of the integrated operator only what says so counts."""
        if self._sides.role is Role.INTEGRATED_OPERATOR:
            return office.get("shared") == "共用"
        said = office.get("shared") == "共用"
        if blank(office.get("cohabitant", "")):
            # Nobody named: what is called shared is, unless the list says that nobody else is there.
            return said and office.get("cohabitant", "") not in _ALONE
        named = parts(office.get("cohabitant", "").replace("・", "、").replace("/", "、"))
        sides = {self._sides.of_company(name) for name in named if name not in _ALONE and not blank(name)}
        across = {Side.GRID, Side.RETAIL} - {self._sides.own}
        return bool(sides & across) or (Side.UNKNOWN in sides and said)


class SharedOffices:
    """R25 for offices of which no room is on record: the sides share the office, and its zone is not given."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._cohabitants = Cohabitants(context)

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the list of offices says of a shared one."""
        values = record.values
        if values.get("shared") and not words.zone(values["shared"]):
            self._context.untested.row("R25", record, "shared")
        if not blank(values.get("shared", "")) or not self._cohabitants.shared(values):
            return None
        names = (record.site, values.get("name", ""), *parts(values.get("alias", "")))
        if self._context.registers.rooms_of(names):
            return None
        told = {"cohabitant": values.get("cohabitant", "")}
        partly = "rooms" not in self._context.kinds
        return hit_of("R25", "office", (record, batch), self._context, told, partly=partly)

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())


class SharedRooms:
    """R25 by room: in an office that the sides share, a room has no zone, or somebody of the other side may enter a
    room of the grid's side."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._holders = holders_of(context)
        self._cohabitants = Cohabitants(context)
        self._offices: dict[str, Standing | None] = {}
        self._rooms: dict[tuple[str, str, str], list[Standing]] = {}

    def see(self, record: Record, batch: str) -> Hit | None:
        """Remember the row of a room of a shared office; whose the room is, all of its rows tell."""
        if self._shared_office(record.site) is not None:
            values = record.values
            room = (
                self._context.registers.office(record.site),
                values.get("floor", ""),
                name_key(values.get("room", "")),
            )
            self._rooms.setdefault(room, []).append((record, batch))
        return None

    def end(self) -> Iterator[Hit]:
        """A room without zone once, and each row that lets somebody of the other side into a room of the grid's."""
        for rows in self._rooms.values():
            first, batch = min(rows, key=lambda each: (each[0].match_key, each[0].sheet, each[0].row))
            office = self._shared_office(first.site)
            if office is None:
                continue
            if all(blank(each[0].values.get("occupant", "")) for each in rows):
                told = {"office": first.site}
                yield hit_of("R25", "room_without_zone", (first, batch), self._context, told, rows=(office,))
                continue
            occupant = self._holders.room_side(rows, first.values.get("room", ""))
            if occupant is Side.GRID:
                yield from self._entries(rows, office)
            elif occupant is Side.UNKNOWN:
                self._context.untested.row("R25", first, "occupant")

    def _entries(self, rows: list[Standing], office: Standing) -> Iterator[Hit]:
        for record, batch in rows:
            if past(record.values.get("revoked", ""), self._context) is None:
                who, at_odds, people = self._other_side_entering(record.values)
                if who:
                    told = {"office": record.site, "who": who, **at_odds}
                    message = "entry_moved" if at_odds else "entry"
                    yield hit_of("R25", message, (record, batch), self._context, told, rows=(*people, office))

    def _shared_office(self, site: str) -> Standing | None:
        if site not in self._offices:
            found = self._context.registers.offices.one(self._context.registers.office(site)) if site else None
            shared = found is not None and self._cohabitants.by_room(found[0].values)
            self._offices[site] = found if shared else None
        return self._offices[site]

    def _other_side_entering(self, room: Mapping[str, str]) -> tuple[str, dict[str, str], list[Standing]]:
        """Who of the other side may enter, each with what makes them so, empty for nobody; where the list of people has
        somebody elsewhere than the row, who that is, where then and where now; and their rows in that list.

        A row often outlives a transfer: who moved to the other side is told by their company there, not by the row's.
        """
        named, told = room.get("person", "") or room.get("emp_no", ""), self._holders.reason(room)
        theirs: list[str] = []
        at_odds: dict[str, str] = {}
        several = people_in(room.get("person", ""))
        # Several people in one cell are each looked up; the row's number is then nobody's in particular.
        alone = len(several) < 2
        name, number = several[0] if several and alone else ("", "")
        people = self._theirs(room.get("emp_no", "") or number, name) if alone else []
        if self._context.sides.of(room.get("company", ""), room.get("department", "")) is Side.RETAIL:
            theirs.append(f"{named}({told})" if named and told else named or told)
        elif people:
            now = self._holders.reason(people[0][0].values)
            theirs.append(f"{named}({now})")
            if told:
                at_odds = {"moved": named, "where": told, "now": now}
        for name, number in () if alone else several:
            if found := self._theirs(number, name):
                theirs.append(f"{name}({self._holders.reason(found[0][0].values)})")
                people += found
        for text in parts(room.get("entrants", "")):
            name, number = next(iter(people_in(text)), (text, ""))
            if Side.RETAIL in (self._context.sides.of_company(text), self._context.sides.of_section(text)):
                theirs.append(text)
            elif found := self._theirs(number, name):
                theirs.append(f"{name}({self._holders.reason(found[0][0].values)})")
                people += found
        return "、".join(dict.fromkeys(theirs)), at_odds, people

    def _theirs(self, emp_no: str, name: str) -> list[Standing]:
        """The present post of a person, if that is with the other side."""
        posts = self._holders.registers.people.posts_of(emp_no, name)[:1]
        return [each for each in posts if self._holders.side_of_person(each[0]) is Side.RETAIL]


class Deployment:
    """R08: a terminal set up for grid work stands where the standard of deployment does not allow it. The set-up or
    image decides, not the model: by its name, else by the rooms that the standard allows for it.

    A retailer's image in a room of the grid is none: the handbook (§11.6) speaks of the grid's image or setting alone,
    for it is the grid's information that must not stand where the retailer is.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._holders = holders_of(context)
        self._standard: dict[str, list[Standing]] = {}
        for standing in context.registers.deployment_standards:
            self._standard.setdefault(name_key(standing[0].values.get("setup", "")), []).append(standing)
            if unknown(standing[0].values.get("allowed", ""), FLAGS):
                context.untested.row("R08", standing[0], "allowed")
        self._asked: dict[tuple[str, Side, str, str], bool] = {}
        self._grid = {setup for setup, rows in self._standard.items() if setup and self._for_grid(rows)}

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the standard says of the place of a terminal."""
        values = record.values
        setup = values.get("setup", "")
        key = name_key(setup) if setup else ""
        if key not in self._grid or not in_use(values, self._context):
            return None
        rows = self._standard[key]
        zone = self._zone(record)
        if zone is Side.UNKNOWN:
            self._context.untested.row("R08", record, "zone")
            return None
        asked = (key, zone, values.get("department", ""), record.site)
        allowed = self._asked.get(asked)
        if allowed is None:
            allowed = self._asked[asked] = self._allowed(rows, zone, record)
        if allowed:
            return None
        meant = [s for s in rows if self._meant(s[0].values, zone, record)]
        place = values.get("place", "")
        told = {"setup": setup, "place": values.get("zone", "") if blank(place) else place}
        return hit_of("R08", "not_allowed", (record, batch), self._context, told, rows=meant or rows)

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())

    def _allowed(self, rows: list[Standing], zone: Side, record: Record) -> bool:
        """Whether the standard allows a set-up there, or does not say so in a word that is understood: a refusal wins,
        and what no row speaks of is for the grid."""
        meant = [each[0].values.get("allowed") != "無" for each in rows if self._meant(each[0].values, zone, record)]
        return all(meant) if meant else zone is Side.GRID

    def _for_grid(self, rows: list[Standing]) -> bool:
        """Whether a set-up is one for grid work."""
        sides = self._context.sides
        said = sides.of_section(rows[0][0].values.get("setup", ""))
        if said is not Side.UNKNOWN:
            return said is Side.GRID
        allowed = [each[0].values.get("zone", "") for each in rows if each[0].values.get("allowed", "") in ("", YES)]
        return bool(allowed) and all(sides.of_room(zone, "") is Side.GRID for zone in allowed)

    def _zone(self, record: Record) -> Side:
        values = record.values
        _rooms, side = self._holders.room(record.site, values)
        return (
            self._context.sides.of_room(values.get("zone", ""), values.get("place", ""))
            if side is Side.UNKNOWN
            else side
        )

    def _meant(self, standard: Mapping[str, str], zone: Side, record: Record) -> bool:
        wanted = standard.get("zone", "")
        if wanted and self._context.sides.of_room(wanted, "") is not zone:
            return False
        section = self._holders.section_key(standard.get("department", ""))
        if section and not self._holders.in_section(record.values.get("department", ""), section):
            return False
        kind = standard.get("site_kind", "")
        if not kind:
            return True
        registers = self._holders.registers
        office = registers.offices.one(registers.office(record.site)) if record.site else None
        return office is not None and name_key(office[0].values.get("site_kind", "")) == name_key(kind)


RULES = (
    Rule("R08", "terminals", Deployment, (frozenset({"setup"}), frozenset({"zone", "place"}))),
    Rule(
        "R25",
        "sites",
        SharedOffices,
        (frozenset({"cohabitant", "shared"}),),
        sharper=("cohabitant", "shared"),
        other_side=True,
        lists=("rooms",),
    ),
    Rule(
        "R25",
        "rooms",
        SharedRooms,
        (frozenset({"room"}),),
        sharper=("occupant", "person|emp_no|company|entrants"),
        beside=("sites",),
    ),
)
