"""委託先誓約書 and 災害時閲覧の発動・解除記録: what contractors, and those in charge of a disaster, sign (§6.5)."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.findings import natural
from app.domain.ledgers.values import parts
from app.domain.papers import SignField
from app.services.reporting.forms.people import day_text
from app.services.reporting.forms.words import Words, particulars, told_apart
from app.services.reporting.held import Row
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Column, KeepTogether, KeyValues, PageBreak, Table
from app.services.reporting.model import Row as TableRow
from app.services.reporting.sheets import Form, SheetDraft


def contractor_pledges(material: Material) -> Sequence[SheetDraft]:
    """One for each contractor with a contract that runs, over all of its contracts."""
    words = Words(material, Form.CONTRACTOR_PLEDGE)
    found: dict[str, list[Row]] = {}
    for row in material.held.contractors:
        found.setdefault(row.who, []).append(row)
    return told_apart([_pledge(material, words, rows) for rows in found.values()])


def disaster_records(material: Material) -> Sequence[SheetDraft]:
    """One for each activation on record, and a blank one to keep at hand."""
    words = Words(material, Form.DISASTER_RECORD)
    rows = sorted(material.held.disasters, key=lambda row: (row["declared"], natural(row.key)))
    return told_apart([*(_record(material, words, row) for row in rows), _record(material, words, None)])


def _pledge(material: Material, words: Words, rows: Sequence[Row]) -> SheetDraft:
    _ = material.translate
    first = rows[0]
    name = first["name"] or first.key
    subs = dict.fromkeys(sub for row in rows for sub in parts(row["subcontractor"]))
    items = (
        (_("Sub-contractors"), material.listed(subs) or _("none on record")),
        (_("Workers on record"), _workers_told(material, rows)),
    )
    workers = dict.fromkeys(worker for row in rows for worker in parts(row["worker_names"]))
    annex: list[Block] = [PageBreak(), _workers(material, name, tuple(workers))] if workers else []
    blocks: list[Block] = [
        *words.head(),
        *words.begin(),
        *words.articles(
            _contracts(material, rows), particulars(items), *words.end(), words.signed({SignField.COMPANY: name})
        ),
        *annex,
    ]
    return SheetDraft(Form.CONTRACTOR_PLEDGE, name, "", name, words.title, tuple(blocks))


def _workers_told(material: Material, rows: Sequence[Row]) -> str:
    _ = material.translate
    named = any(row["worker_names"] for row in rows)
    counts = [row["workers"] for row in rows if row["workers"]]
    told = material.listed(counts) if len(rows) > 1 else "".join(counts)
    if not told:
        return _("as the list of workers tells") if named else _("the contractor attaches a list of workers")
    if named:
        return _("{count} (list attached)").format(count=told)
    return _("{count} (no names on record: the contractor attaches a list of workers)").format(count=told)


def _contracts(material: Material, rows: Sequence[Row]) -> Table:
    _ = material.translate
    columns = (
        Column(_("Contract no."), "short"),
        Column(_("Work"), "text"),
        Column(_("Information handled"), "text"),
        Column(_("Place of work"), "text"),
        Column(_("Term"), "text"),
    )
    told: list[TableRow] = [
        (row["contract_no"], row["work"], row["data"], row["place"], _term(material, row)) for row in rows
    ]
    return Table(columns, tuple(told))


def _term(material: Material, row: Row) -> str:
    _ = material.translate
    first, last = day_text(material, row["started"]), day_text(material, row["contract_end"])
    return _("{first} to {last}").format(first=first, last=last) if first and last else first or last


def _workers(material: Material, name: str, workers: Sequence[str]) -> Table:
    """The list of workers, so many in a line, with room for the day on which each handed in the pledge."""
    _ = material.translate
    one = (Column(_("No."), "number"), Column(_("Worker"), "text"), Column(_("Pledge on"), "text", room=24.0))
    half = (len(workers) + 1) // 2
    rows: list[TableRow] = []
    for n in range(half):
        left, right = (str(n + 1), workers[n], ""), ("", "", "")
        if half + n < len(workers):
            right = (str(half + n + 1), workers[half + n], "")
        rows.append((*left, *right))
    caption = _("Annex: list of workers of {contractor} ({count})").format(contractor=name, count=f"{len(workers):,}")
    return Table((*one, *one), tuple(rows), caption=caption, note=_("Workers who left are struck out, new ones added."))


def _record(material: Material, words: Words, row: Row | None) -> SheetDraft:
    _ = material.translate
    number = row.key if row is not None else ""

    def said(name: str) -> str:
        return row[name] if row is not None else ""

    items = (
        (_("Organisation"), material.outline.audit.organisation),
        (_("Number of the activation"), said("number")),
        (_("Disaster"), said("name")),
        (_("Area concerned"), said("area")),
        (_("Activated on"), day_text(material, said("declared"))),
        (_("Released on"), day_text(material, said("lifted"))),
        (_("System"), said("system")),
        (_("Accounts activated"), said("accounts")),
        (_("Items that may be viewed"), ""),
        (_("Reason, purpose"), said("purpose")),
        (_("Approved by"), said("approver")),
        (_("Use looked into on"), day_text(material, said("reviewed"))),
    )
    # Lines to write on where the ledger says nothing.
    blank = {_("Accounts activated"), _("Items that may be viewed"), _("Reason, purpose")}
    filled = KeyValues(tuple((label, text or ("　\n　" if label in blank else "　")) for label, text in items))
    blocks: list[Block] = [
        *words.head(),
        *words.begin(),
        filled,
        KeepTogether((*words.checks(), *words.end(), words.signed())),
    ]
    name = " ".join(dict.fromkeys(row.known("number", "name"))) if row is not None else _("blank")
    return SheetDraft(Form.DISASTER_RECORD, number or "blank", "", name, words.title, tuple(blocks))
