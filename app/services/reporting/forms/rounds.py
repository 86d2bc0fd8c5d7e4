"""What somebody takes along on the round: 現地点検票 for each room, 点検票 with every checkpoint on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.domain.audit import COMPANY, Site, live_sites
from app.domain.catalogue import Checkpoint
from app.domain.findings import natural
from app.domain.room_walks import Expected
from app.services.reporting.forms.people import kind_of, section_of
from app.services.reporting.forms.words import Words, boxes, particulars, told_apart
from app.services.reporting.held import Room, Row
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Cell,
    CheckItem,
    CheckList,
    Column,
    Heading,
    KeepTogether,
    Paragraph,
    Run,
    Table,
    Title,
)
from app.services.reporting.model import Row as TableRow
from app.services.reporting.sheets import Form, SheetDraft

_UNLISTED_ROWS = 3
_NO_ROOM = "no-room"
_REMARK = 52.0
_NAMED_BY = ("asset_no", "serial", "hostname")
"""The fields that a terminal is known by, in the ledger of terminals as in that of stocktaking."""


def walk_sheets(material: Material) -> Sequence[SheetDraft]:
    """Site by site the rooms in the order of walking, then what stands in no room that is on record.

    A room has a sheet without any terminal, too: what stands there is not in the ledger.
    """
    words = Words(material, Form.WALK_SHEET)
    drafts: list[SheetDraft] = []
    for site in live_sites(material.outline.sites):
        rooms = sorted((room for room in material.held.rooms if room.site == site.id), key=_walked)
        here = [row for row in material.held.terminals if row.site == site.id]
        known = {room.key for room in rooms}
        for n, room in enumerate(rooms, start=1):
            inside = [row for row in here if row.room == room.key]
            drafts.append(_of_room(material, words, site, room, inside, (n, len(rooms))))
        if rest := [row for row in here if row.room not in known]:
            drafts.append(_without_room(material, words, site.id, rest))
    if unplaced := [row for row in material.held.terminals if not row.site]:
        drafts.append(_without_room(material, words, COMPANY, unplaced))
    return told_apart(drafts)


def blank_sheets(material: Material) -> Sequence[SheetDraft]:
    """One for the company, one for each site."""
    words = Words(material, Form.BLANK_SHEET)
    places = material.outline.places
    asked: dict[str, set[str]] = {}
    for checkpoint, site in places:
        asked.setdefault(site, set()).add(checkpoint)
    order = [COMPANY, *(site.id for site in live_sites(material.outline.sites))]
    return [_blank(material, words, site, asked[site]) for site in order if site in asked]


# --- the walk ---------------------------------------------------------------------------------------------------------


def _walked(room: Room) -> tuple[object, ...]:
    """The lowest floor first, basements before it, then by name."""
    floor = natural(room.floor.upper().replace("Ｂ", "B"))
    basement = room.floor.upper().startswith(("B", "地下"))
    return (room.building, not basement, tuple(map(str, floor)) if basement else floor, natural(room.name))


def _of_room(
    material: Material, words: Words, site: Site, room: Room, rows: Sequence[Row], place: tuple[int, int]
) -> SheetDraft:
    _ = material.translate
    name = " ".join(filter(None, (site.name, room.floor, room.name)))
    side = room.side or _("not on record: find out and write down")
    facts = material.listed(filter(None, (side, room.occupants, room.entry)))
    walk = _("{n} of {count}").format(n=place[0], count=place[1])
    items = (
        (_("Whose side, used by, entry by"), facts),
        (_("Order of walking, as-of date"), material.listed(filter(None, (walk, room.building, _as_of(material))))),
    )
    subject = f"{site.id}/{room.floor}/{room.name}"
    where = " ".join(filter(None, (room.floor, room.name)))
    return _sheet(material, words, subject, site.id, name, items, rows, place=where)


def _without_room(material: Material, words: Words, site: str, rows: Sequence[Row]) -> SheetDraft:
    _ = material.translate
    where = material.place(site) if site else _("Site unknown")
    name = _("{site}: terminals without a room on record").format(site=where)
    items = (
        (_("Room"), _("none that is on record, or none given: look for them in all rooms")),
        (_("As-of date"), _as_of(material)),
    )
    return _sheet(material, words, f"{site}/{_NO_ROOM}", site, name, items, rows, placed=True)


def _sheet(
    material: Material,
    words: Words,
    subject: str,
    site: str,
    name: str,
    items: Sequence[tuple[str, str]],
    rows: Sequence[Row],
    *,
    place: str = "",
    placed: bool = False,
) -> SheetDraft:
    """A sheet for the room `place`; `placed` tells of each terminal where it is, of those that stand in no room."""
    rows = sorted(rows, key=lambda each: (natural(each["place"]) if placed else (), natural(each.key)))
    blocks: list[Block] = [
        Title(words.title, name),
        particulars(items),
        *_look(material, words),
        _expected(material, rows, placed=placed),
        KeepTogether((_unlisted(material, name), *words.notes(), words.signed())),
    ]
    listed = tuple(_listed(material, row) for row in rows)
    return SheetDraft(Form.WALK_SHEET, subject, site, name, words.title, tuple(blocks), listed, place)


def _as_of(material: Material) -> str:
    """The day that the ledgers are compared with."""
    return material.full_day(material.outline.audit.as_of)


def _expected(material: Material, rows: Sequence[Row], *, placed: bool = False) -> Table:
    """The terminals that the ledger says are here; `placed` tells where, of those that stand in no room."""
    _ = material.translate
    columns = (
        Column(_("Asset number"), "short"),
        Column(_("Kind, model"), "text"),
        *((Column(_("Place in the ledger"), "text"),) if placed else ()),
        Column(_("Holder"), "text"),
        Column(_("Grid\nsystem"), "mark"),
        *boxes(_("There"), _("Not\nthere"), _("Else-\nwhere")),
        Column(_("Where, remarks"), "text", room=24.0),
    )
    told: list[TableRow] = []
    for row in rows:
        place = (" ".join(filter(None, (row["site"] if not row.site else "", row["place"]))) or "―",) if placed else ()
        grid = "●" if row.grid else ""
        told.append((row.key, kind_of(row), *place, _holder(material, row), grid, *(Cell(box=False),) * 3, ""))
    return Table(
        columns,
        tuple(told),
        caption=_("Terminals expected here: {count}").format(count=f"{len(rows):,}"),
        empty=_("The ledger has no terminal in this room: whatever stands here is written below."),
    )


def _listed(material: Material, row: Row) -> Expected:
    """A terminal as it is found again by its row of the ledger."""
    named_by = next((name for name in _NAMED_BY if row[name] == row.key), _NAMED_BY[0])
    place = " ".join(filter(None, (row["site"] if not row.site else "", row["place"])))
    return Expected(row.match_key, row.key, named_by, kind_of(row), _holder(material, row), place, row.grid)


def _holder(material: Material, row: Row) -> str:
    section = section_of(material, row, "user_company") or row["owner_department"]
    return " ".join(filter(None, (section, row["user"])))


def _unlisted(material: Material, where: str) -> Table:
    _ = material.translate
    columns = (
        Column(_("Number or serial number"), "text", room=34.0),
        Column(_("Kind, model"), "text", room=30.0),
        Column(_("Where in the room"), "text", room=30.0),
        Column(_("System, user"), "text", room=40.0),
    )
    rows: tuple[TableRow, ...] = (("", "", "", ""),) * _UNLISTED_ROWS
    return Table(columns, rows, caption=_("{where}: terminals that are not in the ledger").format(where=where), least=2)


def _look(material: Material, words: Words) -> list[Block]:
    """What to look for, in the words of the checkpoints that the audit asks."""
    _ = material.translate
    asked = {checkpoint.id: checkpoint for checkpoint in material.outline.checkpoints}
    wanted = [asked[identity] for identity in words.checkpoints if identity in asked]
    if not wanted:
        return []
    lines = tuple(CheckItem(_asked(material, checkpoint)) for checkpoint in wanted)
    # No heading: it would stand in the outline beneath every room.
    head = Paragraph((Run(_("What to look for in this room (tick what was looked at)"), bold=True),), keep=True)
    return [head, CheckList(lines, quiet=True)]


def _asked(material: Material, checkpoint: Checkpoint) -> tuple[Run, ...]:
    return (Run(f"{checkpoint.id}　"), Run(material.asked(checkpoint.question)))


# --- all checkpoints on paper -----------------------------------------------------------------------------------------


def _blank(material: Material, words: Words, site: str, asked: Iterable[str]) -> SheetDraft:
    _ = material.translate
    wanted = set(asked)
    audit = material.outline.audit
    place = material.place(site)
    checkpoints = [checkpoint for checkpoint in material.outline.checkpoints if checkpoint.id in wanted]
    items = (
        (_("Organisation, period"), f"{audit.organisation}　{audit.period}"),
        (_("Place"), place),
        (_("As-of date"), material.full_day(audit.as_of)),
        (_("Number of checkpoints"), f"{len(checkpoints):,}"),
        (_("Edition"), audit.catalogue_version),
    )
    blocks: list[Block] = [Title(words.title, place), particulars(items), *words.notes()]
    for item in material.catalogue.items:
        own = [checkpoint for checkpoint in checkpoints if checkpoint.item == item.id]
        if own:
            blocks += [Heading(2, material.item_label(item)), _questions(material, own)]
    closing = particulars(((_("Place"), place), (_("Number of checkpoints"), f"{len(checkpoints):,}")))
    blocks.append(KeepTogether((closing, words.signed())))
    return SheetDraft(Form.BLANK_SHEET, site or "company", site, place, words.title, tuple(blocks))


def _questions(material: Material, checkpoints: Sequence[Checkpoint]) -> Table:
    _ = material.translate
    columns = (
        Column(_("No."), "short"),
        Column(_("Checkpoint and how to verify it"), "text"),
        *boxes("○", "△", "×", "－", room=4.0),
        Column(_("Remark, evidence"), "text", room=_REMARK, ruled=True),
    )
    rows: list[TableRow] = [
        (checkpoint.id, Cell(_told(material, checkpoint)), *(Cell(box=False),) * 4, "") for checkpoint in checkpoints
    ]
    return Table(columns, tuple(rows), least=4)


def _told(material: Material, checkpoint: Checkpoint) -> tuple[Run, ...]:
    question = material.asked(checkpoint.question)
    return (Run(question, bold=True), Run("\n" + material.asked(checkpoint.verify), quiet=True))
