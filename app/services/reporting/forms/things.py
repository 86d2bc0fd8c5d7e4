"""What is counted through by list: 端末返却・現物確認書 and ID棚卸確認書 (domain handbook §6.5)."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.audit import live_sites
from app.domain.findings import natural
from app.domain.papers import SignField
from app.domain.rules.index import name_key
from app.domain.rules.sides import company_key
from app.services.reporting.forms.people import called, day_text, in_order, kind_of, place_of, section_of
from app.services.reporting.forms.words import Words, boxes, particulars, told_apart
from app.services.reporting.held import Row
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Cell, Column, KeepTogether, KeyValues, Table
from app.services.reporting.model import Row as TableRow
from app.services.reporting.sheets import Form, SheetDraft

_BLANK_ROWS = 1


def terminal_returns(material: Material) -> Sequence[SheetDraft]:
    """One for each holder; what nobody holds by name is on a paper of its site and section."""
    words = Words(material, Form.TERMINAL_RETURN)
    people = {person.who: person for person in material.held.people}
    held: dict[str, list[Row]] = {}
    sections: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(material.held.terminals, key=lambda each: natural(each.key)):
        if row.who:
            held.setdefault(row.who, []).append(row)
        else:
            sections.setdefault((row.site, name_key(_section_in_charge(row))), []).append(row)
    listed = in_order(material, (people[who] for who in held if who in people))
    unlisted = sorted((who for who in held if who not in people), key=lambda who: natural(held[who][0].key))
    drafts = [_of_holder(material, words, called(material, p), _subject(p), p.site, held[p.who]) for p in listed]
    drafts += [_of_unlisted(material, words, held[who]) for who in unlisted]
    drafts += [_of_section(material, words, rows) for _key, rows in _placed(material, sections)]
    return told_apart(drafts)


def account_reviews(material: Material) -> Sequence[SheetDraft]:
    """One for each section of a site, with all of its accounts that were neither deleted nor revoked."""
    words = Words(material, Form.ACCOUNT_REVIEW)
    found: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(material.held.accounts, key=lambda each: (natural(each["emp_no"]), natural(each.key))):
        # 東湾送配電 and 東湾送配電株式会社 are one company.
        section = f"{company_key(row['company'])}/{name_key(row['department'])}"
        found.setdefault((row.site, section), []).append(row)
    return told_apart([_review(material, words, key, rows) for key, rows in _placed(material, found)])


def _placed(material: Material, groups: dict[tuple[str, str], list[Row]]) -> list[tuple[tuple[str, str], list[Row]]]:
    """Groups by site in the order of the audit, then by section."""
    sites = {site.id: n for n, site in enumerate(live_sites(material.outline.sites))}
    return sorted(groups.items(), key=lambda each: (sites.get(each[0][0], len(sites)), each[0][1]))


# --- terminals --------------------------------------------------------------------------------------------------------


def _section_in_charge(row: Row) -> str:
    return row["department"] or row["owner_department"]


def _subject(person: Row) -> str:
    return person["emp_no"] or person["person"] or person.key


def _of_holder(material: Material, words: Words, name: str, subject: str, site: str, rows: Sequence[Row]) -> SheetDraft:
    _ = material.translate
    told = {SignField.SECTION: _section_in_charge(rows[0]), SignField.NUMBER: name}
    return _return(material, words, (_("Holder"), name), subject, site, rows, told)


def _of_unlisted(material: Material, words: Words, rows: Sequence[Row]) -> SheetDraft:
    """Of somebody whom the list of people does not have, or has with another company."""
    _ = material.translate
    first = rows[0]
    named = " ".join(dict.fromkeys(first.known("user_id", "user")))
    section = section_of(material, first, "user_company")
    name = _("{person} ({section})").format(person=named, section=section) if section else named
    return _of_holder(material, words, name, first["user_id"] or first["user"], first.site, rows)


def _of_section(material: Material, words: Words, rows: Sequence[Row]) -> SheetDraft:
    _ = material.translate
    first = rows[0]
    section = _section_in_charge(first) or _("(no section on record)")
    site = material.place(first.site) if first.site else first["site"] or _("Site unknown")
    name = f"{site} {section}"
    told = {SignField.SECTION: _section_in_charge(first)}
    whose, subject = (_("Section (no holder by name)"), name), f"{first.site}/{_section_in_charge(first)}"
    return _return(material, words, whose, subject, first.site, rows, told)


def _return(
    material: Material,
    words: Words,
    whose: tuple[str, str],
    subject: str,
    site: str,
    rows: Sequence[Row],
    told: dict[SignField, str],
) -> SheetDraft:
    _ = material.translate
    keepers = dict.fromkeys(filter(None, (row["manager"] for row in rows)))
    columns = (
        Column(_("Asset number"), "short"),
        Column(_("Kind, model"), "text"),
        Column(_("Place in the ledger"), "text"),
        *boxes(_("Found"), _("Not\nfound"), _("Given\nback"), _("Still\nused")),
        Column(_("Condition"), "text", room=18.0),
        Column(_("Remarks"), "text", room=22.0),
    )
    table: list[TableRow] = [
        (row.key, kind_of(row), _place(material, row, site), *(Cell(box=False),) * 4, "", "") for row in rows
    ]
    table += [("", "", "", *(Cell(box=False),) * 4, "", "")] * _BLANK_ROWS
    count = _("{count} (as of {day})").format(
        count=f"{len(rows):,}", day=material.full_day(material.outline.audit.as_of)
    )
    where = material.place(site) if site else ""
    items = (
        whose,
        (_("Site"), where if where not in whose[1] else ""),
        (_("Terminals in the ledger"), count),
        (_("Keeper of the ledger"), material.listed(keepers)),
    )
    blocks: list[Block] = [
        *words.head(),
        *words.begin(),
        particulars(items),
        *words.notes(),
        Table(columns, tuple(table), least=2),
        KeepTogether((_counted(material, whose), *words.end(), words.signed(told))),
    ]
    return SheetDraft(Form.TERMINAL_RETURN, subject, site, whose[1], words.title, tuple(blocks))


def _place(material: Material, row: Row, site: str) -> str:
    """The place of a terminal; with its site where that is another one than the paper's."""
    return row["place"] if site and row.site == site else place_of(material, row)


def _counted(material: Material, whose: tuple[str, str]) -> Block:
    """Whose they are and what is filled in, so that nobody signs a page that does not say of what."""
    _ = material.translate
    said = _("found {n}, not found {n}, given back {n}, still used {n}, unlisted {n}").format(n="＿＿＿")
    return KeyValues((whose, (_("Result"), said)))


# --- accounts ---------------------------------------------------------------------------------------------------------


def _review(material: Material, words: Words, key: tuple[str, str], rows: Sequence[Row]) -> SheetDraft:
    _ = material.translate
    first = rows[0]
    section = section_of(material, first) or _("(no section on record)")
    name = " ".join(filter(None, (material.place(first.site) if first.site else "", section)))
    columns = (
        Column(_("No."), "number"),
        Column(_("Account"), "short"),
        Column(_("User"), "text"),
        Column(_("Right"), "text"),
        Column(_("Last login"), "date"),
        *boxes(_("Needed"), _("Not\nneeded")),
        Column(_("Remarks"), "text", room=24.0),
    )
    systems: dict[str, list[Row]] = {}
    for row in rows:
        systems.setdefault(row["system"] or _("(no system on record)"), []).append(row)
    table: list[TableRow] = []
    number = 0
    for system, own in systems.items():
        table.append((_("{system}: {count}").format(system=system, count=f"{len(own):,}"),))
        for row in own:
            number += 1
            boxed = (Cell(box=False),) * 2
            table.append((str(number), row.key, _user(row), _right(row), _login(material, row), *boxed, ""))
    items = (
        (_("Section concerned"), name),
        (_("Accounts in the list"), f"{len(rows):,}"),
        (_("Systems"), material.listed(systems)),
        (_("As-of date"), material.full_day(material.outline.audit.as_of)),
    )
    result = _("needed {n}, not needed {n} (of {count})").format(n="＿＿＿＿", count=f"{len(rows):,}")
    blocks: list[Block] = [
        *words.head(),
        *words.begin(),
        particulars(items),
        *words.notes(),
        Table(columns, tuple(table), caption=_("List of accounts")),
        KeepTogether(
            (
                KeyValues(((_("Section concerned"), name), (_("Result"), result))),
                *words.end(),
                words.signed({SignField.SECTION: section}),
            )
        ),
    ]
    return SheetDraft(Form.ACCOUNT_REVIEW, "/".join(key), first.site, name, words.title, tuple(blocks))


def _user(row: Row) -> str:
    return " ".join(dict.fromkeys(row.known("emp_no", "person")))


def _right(row: Row) -> str:
    """The right, with the kind and state of the account where they are not the usual ones."""
    special = [row[name] for name, usual in (("kind", "個人"), ("status", "有効")) if row[name] not in ("", usual)]
    return " ".join((*row.known("role"), *(f"[{word}]" for word in special)))


def _login(material: Material, row: Row) -> str:
    _ = material.translate
    return day_text(material, row["last_login"][:10]) or "―"
