"""The plan against time, in words: what stands on each bar, and what is told of it to whom cannot see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.domain import timeline
from app.domain.catalogue import Catalogue
from app.domain.timeline import Bar, Kind, Row, Timeline, Track
from app.services import splitting
from app.services.ports import Desk
from app.services.reminder_words import stage_word
from app.services.splitting import Programme

Translate = Callable[[str], str]
Day = Callable[[date], str]


def read(desk: Desk, language: str = "ja") -> Timeline:
    """The timeline of the plan as it stands."""
    return of_programme(splitting.programme(desk), desk.catalogue, language)


def of_programme(programme: Programme, catalogue: Catalogue, language: str) -> Timeline:
    """The timeline of a programme that was read."""
    names = {item.id: item.title.in_language(language) for item in catalogue.items}
    rows = timeline.split_rows(
        programme.separations,
        dict(programme.courses),
        programme.controls,
        programme.as_of,
        programme.today,
        programme.horizon,
    )
    measures = timeline.measure_rows(programme.actions, names, programme.today, programme.revisions)
    return Timeline((*rows, *measures), programme.as_of, programme.today)


def track_word(track: Track, translate: Translate) -> str:
    """物理分割 or 対策."""
    _ = translate
    return _("Physical separation") if track is Track.SPLIT else _("Measures")


def row_word(row: Row) -> str:
    """The system, or the number of the measure with its item."""
    return f"{row.number} {row.name}" if row.number else row.name


def bar_word(bar: Bar, translate: Translate) -> str:
    """What stands on a bar."""
    _ = translate
    if bar.stage is not None:
        return stage_word(bar.stage, translate)
    return _("Interim controls") if bar.kind is Kind.INTERIM else _("Measure")


def days_word(start: date, end: date, day: Day) -> str:
    """From a day to a day, or one day."""
    return day(end) if start == end else f"{day(start)} – {day(end)}"


def bar_told(row: Row, bar: Bar, translate: Translate, day: Day) -> str:
    """A bar in words: whose it is, its days, what was planned first, every slip with its reason, whether it is done."""
    _ = translate
    name = row_word(row)
    if bar.kind is Kind.INTERIM:
        told = _("{system}: interim controls until the cut-over on {date}")
        return told.format(system=name, date=day(bar.end))
    said = [
        _("{system}: {stage}, {days}").format(
            system=name, stage=bar_word(bar, translate), days=days_word(bar.start, bar.end, day)
        )
    ]
    if bar.planned is not None:
        said.append(_("planned first: {days}").format(days=days_word(*bar.planned, day)))
    for slip in bar.slips:
        said.append(
            _("slipped from {before} to {end} ({reason})").format(
                before=day(slip.from_end), end=day(slip.end), reason=slip.reason
            )
        )
    said.append(state_told(bar, translate, day))
    return _("; ").join(said)


def state_told(bar: Bar, translate: Translate, day: Day) -> str:
    """Whether a bar is done, overdue, or planned."""
    _ = translate
    if bar.done is not None:
        return _("done on {date}").format(date=day(bar.done))
    if bar.kind is Kind.INTERIM:
        return _("until the cut-over")
    return _("not done though its day has passed") if bar.late else _("planned")
