"""Rules over offices and rooms, and over what stands where (R08, R25; domain handbook §4.7 as sharpened by §11.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.findings import Hit
from app.domain.grades import Role
from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key
from app.domain.rules.holders import holders_of
from app.domain.rules.model import Context, Rule, row_ref
from app.domain.rules.reading import blank, past
from app.domain.rules.registers import Standing, name_key, parts
from app.domain.rules.sides import Side
from app.domain.rules.terminals import in_use

MOST_ROWS = 20
_ALONE = frozenset({"なし", "無", "無し", "単独", "自社のみ", "該当なし"})


class Cohabitants:
    """Which offices the sides share, by the list of offices."""

    def __init__(self, context: Context) -> None:
        self._sides = context.sides

    def shared(self, office: Mapping[str, str]) -> bool:
        """Whether the other side is in the same house. Of the integrated operator only what says so counts."""
        if self._sides.role is Role.INTEGRATED_OPERATOR:
            return office.get("shared") == "共用"
        named = parts(office.get("cohabitant", "").replace("・", "、").replace("/", "、"))
        sides = {self._sides.of_company(name) for name in named if name not in _ALONE and not blank(name)}
        across = {Side.GRID, Side.RETAIL} - {self._sides.own}
        return bool(sides & across) or (Side.UNKNOWN in sides and office.get("shared") == "共用")


class SharedOffices:
    """R25 for offices of which no room is on record: the sides share the office, and its zone is not given."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._cohabitants = Cohabitants(context)

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the list of offices says of a shared one."""
        values = record.values
        if not blank(values.get("shared", "")) or not self._cohabitants.shared(values):
            return None
        names = (record.site, values.get("name", ""), *parts(values.get("alias", "")))
        if self._context.registers.rooms_of(names):
            return None
        told = {"key": record.key, "cohabitant": values.get("cohabitant", "") or "—"}
        rows = (row_ref(record, self._context.files.get(batch, "")),)
        severity = self._context.severities["R25"]
        partly = "rooms" not in self._context.kinds
        return Hit("R25", severity, record.key, record.match_key, record.site, "office", told, rows, partly)

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
        self._without_zone: set[tuple[str, str, str]] = set()

    def see(self, record: Record, batch: str) -> Hit | None:
        """What a row says of its room; a room without zone is told once."""
        values = record.values
        office = self._shared_office(record.site)
        if office is None:
            return None
        told = {"key": record.key, "office": record.site}
        if blank(values.get("occupant", "")):
            room = (record.site, values.get("floor", ""), name_key(values.get("room", "")))
            if room in self._without_zone:
                return None
            self._without_zone.add(room)
            return self._hit(record, batch, office, "room_without_zone", told)
        side = self._context.sides.of_room(values.get("occupant", ""), values.get("room", ""))
        if side is not Side.GRID or past(values.get("revoked", ""), self._context) is not None:
            return None
        who = self._other_side_entering(values)
        return self._hit(record, batch, office, "entry", {**told, "who": who}) if who else None

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())

    def _shared_office(self, site: str) -> Standing | None:
        if site not in self._offices:
            found = self._context.registers.offices.one(match_key(site))
            shared = found is not None and self._cohabitants.shared(found[0].values)
            self._offices[site] = found if shared else None
        return self._offices[site]

    def _other_side_entering(self, room: Mapping[str, str]) -> str:
        """Who of the other side may enter, as the row names them; empty for nobody."""
        sides, holders = self._context.sides, self._holders
        named = room.get("person", "") or room.get("emp_no", "")
        where = room.get("company", "") or room.get("department", "")
        posts = holders.registers.posts_of(room.get("emp_no", ""), room.get("person", ""))[:1]
        found = {holders.side_of_person(record) for record, _batch in posts}
        found.add(sides.of(room.get("company", ""), room.get("department", "")))
        theirs = [text for text in parts(room.get("entrants", "")) if self._is_other(text)]
        if Side.RETAIL in found:
            theirs.insert(0, f"{named}({where})" if named and where else named or where)
        return "、".join(dict.fromkeys(theirs))

    def _is_other(self, text: str) -> bool:
        sides, holders = self._context.sides, self._holders
        posts = holders.registers.posts_of("", text)[:1]
        said = {sides.of_company(text), sides.of_section(text), *(holders.side_of_person(r) for r, _batch in posts)}
        return Side.RETAIL in said

    def _hit(self, record: Record, batch: str, office: Standing, message: str, told: Mapping[str, str]) -> Hit:
        files = self._context.files
        rows = tuple(row_ref(each, files.get(of, "")) for each, of in ((record, batch), office))
        severity = self._context.severities["R25"]
        return Hit("R25", severity, record.key, record.match_key, record.site, message, told, rows)


class Deployment:
    """R08: a terminal set up for grid work stands where the standard of deployment does not allow it. The set-up or
    image decides, not the model."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._holders = holders_of(context)
        self._standard: dict[str, list[Standing]] = {}
        for standing in context.registers.deployment_standards:
            self._standard.setdefault(name_key(standing[0].values.get("setup", "")), []).append(standing)

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the standard says of the place of a terminal."""
        values = record.values
        setup = values.get("setup", "")
        rows = self._standard.get(name_key(setup), []) if setup else []
        if not rows or self._context.sides.of_section(setup) is not Side.GRID or not in_use(values, self._context):
            return None
        zone = self._zone(record)
        if zone is Side.UNKNOWN:
            return None
        meant = [s for s in rows if self._meant(s[0].values, zone, record)]
        if any(s[0].values.get("allowed") != "無" for s in meant) and not any(
            s[0].values.get("allowed") == "無" for s in meant
        ):
            return None
        if not meant and zone is Side.GRID:
            return None
        place = values.get("place", "")
        files = self._context.files
        shown = ((record, batch), *(meant or rows))
        return Hit(
            rule="R08",
            severity=self._context.severities["R08"],
            subject=record.key,
            match_key=record.match_key,
            site_text=record.site,
            message="not_allowed",
            values={"key": record.key, "setup": setup, "place": values.get("zone", "") if blank(place) else place},
            rows=tuple(row_ref(each, files.get(of, "")) for each, of in shown[:MOST_ROWS]),
        )

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())

    def _zone(self, record: Record) -> Side:
        values = record.values
        for room, _batch in self._holders.registers.room(record.site, values.get("place", ""))[:1]:
            side = self._context.sides.of_room(room.values.get("occupant", ""), room.values.get("room", ""))
            if side is not Side.UNKNOWN:
                return side
        return self._context.sides.of_room(values.get("zone", ""), values.get("place", ""))

    def _meant(self, standard: Mapping[str, str], zone: Side, record: Record) -> bool:
        wanted = standard.get("zone", "")
        if wanted and self._context.sides.of_room(wanted, "") is not zone:
            return False
        department = standard.get("department", "")
        if department and not name_key(record.values.get("department", "")).startswith(name_key(department)):
            return False
        kind = standard.get("site_kind", "")
        if not kind:
            return True
        office = self._holders.registers.offices.one(name_key(record.site))
        return office is not None and name_key(office[0].values.get("site_kind", "")) == name_key(kind)


RULES = (
    Rule("R08", "terminals", Deployment, (frozenset({"setup"}), frozenset({"zone", "place"}))),
    Rule("R25", "sites", SharedOffices, (frozenset({"cohabitant", "shared"}),)),
    Rule("R25", "rooms", SharedRooms, (frozenset({"room"}),), beside=("sites",)),
)
