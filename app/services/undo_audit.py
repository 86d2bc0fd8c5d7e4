"""Taking back particulars, sites, settings, other names and records by hand, and doing it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.audit import Filing
from app.domain.history import UNDONE, Entry, Event
from app.domain.rules import THRESHOLDS
from app.domain.site_names import match_name
from app.domain.text import gives_reason
from app.errors import UserError
from app.services import aliases, auditing, ledger_editing, overlaying
from app.services.changes import Changes
from app.services.rule_settings import set_thresholds
from app.services.told_values import from_texts
from app.services.undo_tasks import Changed, Take, Task, Told


def facts(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    audit = task.work.audit.get()
    if any(auditing.fact_told(getattr(audit, name)) != value for name, value in expected.items()):
        raise Changed
    task.work.audit.put(replace(audit, **from_texts(type(audit), wanted)))
    found = not auditing.COMPARED.isdisjoint(wanted) and auditing.compare(task.desk, task.work, task.at)
    task.tell(entry, expected, wanted)
    ended = auditing.end_acceptances(task.work, wanted, task.at, task.user)
    return Changes(at=task.at, audit=True, findings=found, reviews=ended)


def filing(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    audit = task.work.audit.get()
    if any(auditing.fact_told(getattr(audit.filing, name)) != value for name, value in expected.items()):
        raise Changed
    task.work.audit.put(replace(audit, filing=replace(audit.filing, **from_texts(Filing, wanted))))
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, audit=True, plan=True)


def renamed(task: Task, entry: Entry) -> Changes:
    before, after = entry.event.before or {}, entry.event.after or {}
    site = next((s for s in task.work.sites.all() if s.id == entry.event.subject and not s.removed), None)
    if task.act != UNDONE:
        if site is None or site.name != before["name"]:
            raise Changed
        return auditing.rename_site(task.within(entry), site.id, str(after["name"]))
    if site is None or site.name != after["name"]:
        raise Changed
    name, known = str(before["name"]), before.get("aliases")
    others = [s for s in task.work.sites.all() if s.id != site.id and not s.removed]
    if any(match_name(s.name) == match_name(name) for s in others):
        raise UserError("site_double", site=name)
    kept = known if isinstance(known, list) else [a for a in site.aliases if a != name]
    task.work.sites.put(replace(site, name=name, aliases=tuple(kept)))
    found = auditing.compare(task.desk, task.work, task.at)
    task.tell(entry, {"name": site.name}, {"name": name})
    return Changes(at=task.at, sites=True, findings=found)


def site_out(task: Task, entry: Entry) -> Changes:
    reason = str((entry.event.after or {}).get("reason") or "")
    # A sign was taken for a reason once.
    return auditing.remove_site(task.within(entry), entry.event.subject, reason if gives_reason(reason) else task.why)


def site_in(task: Task, entry: Entry) -> Changes:
    return auditing.restore_site(task.within(entry), entry.event.subject)


def setting(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    from app.services import filings, reporting, undo_measures

    if entry.event.subject == filings.CADENCE:
        return undo_measures.cadence(task, entry, wanted, expected)
    name, desk = entry.event.subject, task.within(entry)
    if name in THRESHOLDS:
        if THRESHOLDS[name].shown(_threshold(task, name)) != expected["value"]:
            raise Changed
        value = wanted["value"]
        return set_thresholds(desk, {name: value if isinstance(value, int) else str(value)})[0]
    if reporting.dates(desk).value != expected["value"]:
        raise Changed
    return reporting.set_dates(desk, reporting.Dates(str(wanted["value"])))


def value(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    """A value of the company's own in the texts; reviews of what is asked in other words then lapse as at the act."""
    name = entry.event.subject
    stored = task.work.audit.setting(overlaying.VALUE + name) or ""
    if stored != expected["value"]:
        raise Changed
    return overlaying.set_value(task.within(entry), name, str(wanted["value"]))[0]


def house_style(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    from app.services import house_styling

    changes = house_styling.set_again(task.within(entry), wanted, expected)
    if changes is None:
        raise Changed
    return changes


def _threshold(task: Task, name: str) -> Any:
    from app.services.finding_context import thresholds_in

    return thresholds_in(task.work)[name]


def known_setting(event: Event) -> bool:
    return event.subject in THRESHOLDS or event.subject in ("report.dates", "report.cadence")


def alias_in(task: Task, entry: Entry) -> Changes:
    told = entry.event.after or {}
    return aliases.add(task.within(entry), str(told["kind"]), str(told["text"]), str(told["meaning"]))[0]


def alias_out(task: Task, entry: Entry) -> Changes:
    told = entry.event.after or {}
    return aliases.remove(task.within(entry), str(told["kind"]), str(told["text"]))[0]


def record(give: str) -> Take:
    """The text of `before` or `after` given to the record again."""

    def take(task: Task, entry: Entry) -> Changes:
        told = (entry.event.before if give == "before" else entry.event.after) or {}
        given, seen = told.get("given"), (entry.event.after if give == "before" else entry.event.before) or {}
        kind, desk = str(told["kind"]), task.within(entry)
        if not isinstance(given, Mapping):
            raise Changed
        as_seen(task, kind, str(seen["key"]), seen)
        edited = ledger_editing.edit_record(desk, kind, str(seen["key"]), given)
        if not edited.changes:
            raise Changed
        return edited.changes

    return take


def as_seen(task: Task, kind: str, key: str, seen: Told) -> None:
    """Raises `Changed` where the record does not have the values it was told to have."""
    form = task.desk.world.ledgers.form(kind)
    stored = ledger_editing.find(task.work, form, key)
    told = seen.get("values")
    names = [f.id for f in form.fields]
    now = set(ledger_editing.said(form, names, stored.record.values))
    if stored.gone or not isinstance(told, list) or not now.issuperset(told):
        raise Changed


def record_out(task: Task, entry: Entry) -> Changes:
    told = entry.event.after or {}
    reason = str(told.get("reason") or task.why) if entry.event.act == "record.removed" else task.why
    desk = task.within(entry)
    return ledger_editing.remove_record(desk, str(told["kind"]), entry.event.subject, reason).changes


def record_in(task: Task, entry: Entry) -> Changes:
    desk, kind = task.within(entry), str((entry.event.after or {})["kind"])
    return ledger_editing.restore_record(desk, kind, entry.event.subject).changes
