"""reminders; holidays show, import, bundled and closing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group
from app.domain.business_days import BusinessCalendar, Closing
from app.domain.reminding import SOON_DAYS, Reminder, Urgency
from app.i18n import gettext as _
from app.services import business_calendar, known_names, reminder_words
from app.services import reminders as service
from app.services.reminders import Reminders


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    listing = declare(
        verbs,
        "reminders",
        _reminders,
        _("list what is overdue, due soon or waiting, in business days"),
        "reminders FILE --days 20",
        "reminders FILE --ics OUT.ics",
    )
    audit_file(listing)
    listing.add_argument(
        "--days",
        type=arguments.number,
        metavar="N",
        help=_("so many business days ahead, 0 for today; 10 if not given, in a calendar everything"),
    )
    listing.add_argument("--department", default="", metavar="TEXT", help=_("only of this section"))
    listing.add_argument(
        "--ics", type=Path, metavar="OUT", help=_("write the days as a calendar (.ics) for other programs")
    )
    table = group(verbs, "holidays", _("which days are no business days"))
    show = declare(table, "show", _show, _("show the holidays and the days of closing"), "holidays show FILE")
    audit_file(show)
    show.add_argument("--year", type=arguments.number, metavar="YEAR", help=_("only of this year"))
    take = declare(
        table,
        "import",
        _import,
        _("take another table of holidays for this audit"),
        "holidays import FILE syukujitsu.csv",
    )
    audit_file(take)
    take.add_argument(
        "source",
        type=Path,
        metavar="SOURCE",
        help=_("CSV with day and name, as the Cabinet Office publishes it, or TOML"),
    )
    back = declare(
        table, "bundled", _bundled, _("go back to the table that comes with the program"), "holidays bundled FILE"
    )
    audit_file(back)
    closing = declare(
        table,
        "closing",
        _closing,
        _("say when the company is closed around the new year"),
        "holidays closing FILE 12-29 01-03",
        "holidays closing FILE --none",
    )
    audit_file(closing)
    closing.add_argument("first", nargs="?", default="", metavar="FIRST", help=_("the first day, as 12-29"))
    closing.add_argument("last", nargs="?", default="", metavar="LAST", help=_("the last day, as 01-03"))
    closing.add_argument("--none", action="store_true", help=_("it is open around the new year"))


def _reminders(tools: Tools, options: argparse.Namespace) -> Outcome:
    days = options.days
    if days is None and options.ics is None:
        days = SOON_DAYS
    with opened(tools, options) as desk:
        department = known_names.department(desk, options.department) if options.department else ""
        found = service.reminders(desk, days, department)
        written = service.write_calendar(desk, found, options.ics, _, options.lang) if options.ics else 0
    told = service.counts(found.items)
    data = {
        "today": found.today.isoformat(),
        "days": days,
        "counts": {urgency.value: count for urgency, count in told.items()},
        "reminders": [_data(each, found, options.lang) for each in found.items],
    }
    if options.ics:
        without = len(found.items) - written
        lines = [
            _("Written: {file}").format(file=options.ics),
            _("Days in the calendar: {count}").format(count=written),
        ]
        if without:
            lines.append(_("Without a day, and so not in it: {count}").format(count=without))
        return Outcome(lines, {**data, "file": str(options.ics), "written": written})
    return Outcome(_lines(found, options.lang), data)


def _lines(found: Reminders, language: str) -> list[str]:
    lines = []
    for urgency in (Urgency.OVERDUE, Urgency.SOON, Urgency.WAITING, Urgency.LATER):
        if members := found.of(urgency):
            lines.append(f"{reminder_words.urgency_word(urgency, _)} {len(members):,}")
            lines += [_line(each, found, language) for each in members]
    lines = lines or [
        _("Nothing is due in the next {days} business days, and nothing is late.").format(days=found.days)
    ]
    last = max((r.due.day for r in found.items if r.due.day is not None), default=found.today)
    note = reminder_words.uncovered(last, found.known, _)
    return [*lines, note] if note else lines


def _line(each: Reminder, found: Reminders, language: str) -> str:
    due = each.due
    told = (
        due.day.isoformat() if due.day is not None else "",
        reminder_words.when_word(each, _),
        reminder_words.subject_word(due.subject, _),
        reminder_words.title(due, _, language),
        reminder_words.place_word(due, found.sites, _),
        due.department,
        due.person,
    )
    return "  " + "  ".join(part for part in told if part)


def _data(each: Reminder, found: Reminders, language: str) -> dict[str, Any]:
    due, link = each.due, each.due.link
    return {
        "id": due.id,
        "subject": due.subject.value,
        "title": reminder_words.title(due, _, language),
        "day": due.day.isoformat() if due.day is not None else None,
        "since": due.since.isoformat() if due.since is not None else None,
        "urgency": each.urgency.value,
        "business_days": each.left,
        "person": due.person,
        "department": due.department,
        "site": found.sites.get(due.site, ""),
        "page": link.page,
        "checkpoint": link.checkpoint,
        "finding": link.finding,
        "action": link.action or None,
        "kind": link.kind,
        "key": link.key,
    }


def _show(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        calendar = business_calendar.calendar(desk)
    return _told(calendar, options, options.year)


def _import(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        _changes, table = business_calendar.import_holidays(desk, options.source)
    first, last = table.years or (0, 0)
    line = _("Holidays taken over: {count}, from {first} to {last}. Other years are as in the bundled table.")
    data = {"source": table.source, "count": len(table.days), "first": first, "last": last}
    return Outcome([line.format(count=len(table.days), first=first, last=last)], data)


def _bundled(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        business_calendar.use_bundled(desk)
        calendar = business_calendar.calendar(desk)
    return _told(calendar, options)


def _closing(tools: Tools, options: argparse.Namespace) -> Outcome:
    closing = None
    if not options.none:
        closing = Closing(
            business_calendar.read_month_day(options.first), business_calendar.read_month_day(options.last)
        )
    with opened(tools, options) as desk:
        business_calendar.set_closing(desk, closing)
        calendar = business_calendar.calendar(desk)
    return _told(calendar, options)


def _told(calendar: BusinessCalendar, options: argparse.Namespace, year: int | None = None) -> Outcome:
    """The table; with `year` None the days only for `show` and `--json`."""
    table, closing = calendar.holidays, calendar.closing
    days = {day: table.name(day, options.lang) for day in sorted(table.days) if year in (None, day.year)}
    source = table.source or _("the bundled table")
    lines = [_("Table: {source}").format(source=source)]
    if closing is None:
        lines.append(_("Open around the new year."))
    else:
        told = business_calendar.closing_text(closing).replace("/", " – ")
        lines.append(_("Closed around the new year: {days}").format(days=told))
    if options.action == "show":
        lines += [f"{day.isoformat()}  {name}" for day, name in days.items()]
        if not days and year is not None and table.years:
            told = _("The table has no holidays of {year}; it has those of {first} to {last}.")
            lines.append(told.format(year=year, first=table.years[0], last=table.years[1]))
    data = {
        "source": table.source,
        "closing": business_calendar.closing_text(closing) if closing is not None else None,
        "holidays": [{"day": day.isoformat(), "name": name} for day, name in days.items()],
    }
    return Outcome(lines, data)
