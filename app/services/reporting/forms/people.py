"""What people sign for themselves: 情報遮断に関する誓約書 and 異動時確認書 (domain handbook §6.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from app.domain.audit import live_sites
from app.domain.findings import natural
from app.domain.papers import SignField
from app.domain.rules.reading import day_of as read_day
from app.domain.rules.sides import company_key
from app.services.reporting.forms.words import Words, boxes, particulars, told_apart
from app.services.reporting.held import Row
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Cell, Column, KeepTogether, Table
from app.services.reporting.model import Row as TableRow
from app.services.reporting.sheets import Form, SheetDraft

_MOVED = ("moved", "appointed", "started")
_BLANK_ROWS = 3
"""To write on where there is no ledger."""


def pledges(material: Material) -> Sequence[SheetDraft]:
    """One for each person who serves, contracted and dispatched workers included."""
    words = Words(material, Form.PLEDGE)
    return told_apart([_pledge(material, words, person) for person in in_order(material, material.held.people)])


def transfers(material: Material) -> Sequence[SheetDraft]:
    """One for each person of whom the list tells a transfer, or whom two editions of it show with us and then with the
    other side, with what the ledgers say that they hold."""
    words = Words(material, Form.TRANSFER)
    held = material.held
    terminals, accounts = by_holder(held.terminals), by_holder(held.accounts)
    everybody = (*held.people, *held.crossed)
    moved = [person for person in everybody if person.known("moved", "previous_department", "previous_company")]
    return told_apart(
        [
            _transfer(material, words, person, terminals.get(person.who, ()), accounts.get(person.who, ()))
            for person in in_order(material, moved)
        ]
    )


def by_holder(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """What each person holds, in natural order of its number."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda each: natural(each.key)):
        if row.who:
            found.setdefault(row.who, []).append(row)
    return found


def in_order(material: Material, people: Iterable[Row]) -> list[Row]:
    """People by site, section and number: as the papers are handed out."""
    sites = {site.id: n for n, site in enumerate(live_sites(material.outline.sites))}
    last = len(sites)
    return sorted(
        people,
        key=lambda p: (sites.get(p.site, last), other_company(material, p["company"]), p["department"], natural(p.key)),
    )


def other_company(material: Material, company: str) -> str:
    """A company that is not the organisation, however its name is written; else empty."""
    return "" if company_key(company) == company_key(material.outline.audit.organisation) else company


def section_of(material: Material, row: Row, company: str = "company", section: str = "department") -> str:
    """Company and section of a row, the company only where it is not the organisation."""
    return " ".join(filter(None, (other_company(material, row[company]), row[section])))


def called(material: Material, person: Row) -> str:
    """A person as papers are told apart: number, name, section."""
    _ = material.translate
    section = section_of(material, person)
    named = " ".join(dict.fromkeys(person.known("emp_no", "person")))
    return _("{person} ({section})").format(person=named, section=section) if section else named


def _number_and_name(person: Row) -> str:
    return "　".join(dict.fromkeys(person.known("emp_no", "person")))


def _pledge(material: Material, words: Words, person: Row) -> SheetDraft:
    told = {
        SignField.SECTION: " ".join(filter(None, (section_of(material, person), person["post"]))),
        SignField.NUMBER: _number_and_name(person),
    }
    blocks: list[Block] = [
        *words.head(),
        *words.begin(),
        *words.articles(*words.end(), words.signed(told)),
    ]
    return _draft(material, Form.PLEDGE, words, person, blocks)


def _transfer(
    material: Material, words: Words, person: Row, terminals: Sequence[Row], accounts: Sequence[Row]
) -> SheetDraft:
    _ = material.translate
    before = section_of(material, person, "previous_company", "previous_department")
    items = [
        (_("Number, name"), _number_and_name(person)),
        (_("Former section"), before or _("(not on record)")),
        (_("Present section"), " ".join(filter(None, (section_of(material, person), person["post"])))),
        (_("Day of the transfer"), day_of(material, person, _MOVED) or _("(not on record)")),
    ]
    if person.editions:
        items.append((_("Source"), _editions(material, person)))
    mover = {SignField.NUMBER: _number_and_name(person)}
    told = {SignField.SECTION: before}
    new = {SignField.SECTION: section_of(material, person)}
    blocks: list[Block] = [
        *words.head(),
        *words.begin(),
        particulars(items),
        _terminals(material, terminals),
        _accounts(material, accounts),
        KeepTogether((*words.checks(), *words.end(), words.signed(mover, told, new))),
    ]
    return _draft(material, Form.TRANSFER, words, person, blocks)


def _editions(material: Material, person: Row) -> str:
    """From which imports of the list of people it is known that somebody went over, the earlier one first."""
    _ = material.translate
    told = [
        _("{file} (imported {day})").format(file=batch.source, day=material.day(date.fromisoformat(batch.at[:10])))
        for batch in person.editions
    ]
    said = _("{ledger}: the change of the company between {editions}")
    if len(told) == 1:
        said = _("{ledger}: the change of the company in {editions}")
    return said.format(ledger=material.ledger("people"), editions=material.listed(told))


def day_of(material: Material, row: Row, names: Iterable[str]) -> str:
    """The first day that one of these fields names, in the language of the papers; as written where it is no day."""
    return next((day_text(material, row[name]) for name in names if row[name]), "")


def day_text(material: Material, text: str) -> str:
    """A day of a ledger in the language of the papers; what is no day stands as it is written."""
    day = read_day(text) if text else None
    return material.day(day) if day is not None else text


def _terminals(material: Material, rows: Sequence[Row]) -> Table:
    _ = material.translate
    columns = (
        Column(_("Asset number"), "short", room=24.0),
        Column(_("Kind, model"), "text"),
        Column(_("Place in the ledger"), "text"),
        *boxes(_("Given\nback"), _("Handed\nover"), _("Still\nused")),
    )
    told: list[TableRow] = [(r.key, kind_of(r), place_of(material, r), *_open(3)) for r in rows]
    if "terminals" not in material.held.kinds:
        told = [("", "", "", *_open(3))] * _BLANK_ROWS
    caption = _("Terminals: {count}").format(count=f"{len(rows):,}")
    none = _("The ledger tells of no terminal that this person uses.")
    return Table(columns, tuple(told), caption=_on_record(material, "terminals", caption), empty=none)


def _accounts(material: Material, rows: Sequence[Row]) -> Table:
    _ = material.translate
    columns = (
        Column(_("System"), "text"),
        Column(_("Account"), "short", room=24.0),
        Column(_("Right"), "text"),
        Column(_("Last login"), "date"),
        *boxes(_("Stopped"), _("Still\nused")),
    )
    told: list[TableRow] = [
        (r["system"], r.key, r["role"], day_text(material, r["last_login"][:10]), *_open(2)) for r in rows
    ]
    if "accounts" not in material.held.kinds:
        told = [("", "", "", "", *_open(2))] * _BLANK_ROWS
    caption = _("Accounts: {count}").format(count=f"{len(rows):,}")
    none = _("The ledger tells of no account of this person.")
    return Table(columns, tuple(told), caption=_on_record(material, "accounts", caption), empty=none)


def _on_record(material: Material, kind: str, caption: str) -> str:
    """The caption, or that the ledger itself is not there: an empty table is no proof of nothing."""
    _ = material.translate
    if kind in material.held.kinds:
        return _("{what} (as the ledger tells)").format(what=caption)
    return _("{ledger} is not on record: write what is held").format(ledger=material.ledger(kind))


def _open(count: int) -> tuple[Cell, ...]:
    return (Cell(box=False),) * count


def kind_of(row: Row) -> str:
    """Kind and model of a terminal, with its state where it is not plainly in use."""
    state = row["status"]
    return " ".join((*row.known("device_type", "model"), *([f"[{state}]"] if state and state != "使用中" else [])))


def place_of(material: Material, row: Row) -> str:
    """Site and place of a terminal as the ledger tells them."""
    site = material.place(row.site) if row.site else row["site"]
    return " ".join(filter(None, (site, row["place"])))


def _draft(material: Material, form: Form, words: Words, person: Row, blocks: list[Block]) -> SheetDraft:
    subject = person["emp_no"] or person["person"] or person.key
    return SheetDraft(form, subject, person.site, called(material, person), words.title, tuple(blocks))
