"""What charts and schedules show, in words: for those who hear a PDF read, with every number and every day."""

from __future__ import annotations

from datetime import date

from app.formats.report.words import day_word, words
from app.services.reporting.model import BarChart, Phase, Schedule, ScheduleRow, StackedBars


def bars_in_words(chart: BarChart, language: str) -> str:
    """Every bar with its number."""
    shown = [f"{bar.label} {bar.text or f'{bar.value:,g}'}" for bar in chart.bars]
    return _joined(language, chart.alt or words(language)("bars"), shown)


def stacked_in_words(chart: StackedBars, language: str) -> str:
    """Every bar with its counts."""
    total = chart.total or words(language)("total")
    shown = []
    for row in chart.rows:
        counts = [f"{word} {value:,}" for word, value in zip(chart.legend, row.values, strict=True) if value]
        counts.append(f"{total} {sum(row.values):,}")
        shown.append(f"{row.label}: {', '.join(counts)}" if language == "en" else f"{row.label}：{'、'.join(counts)}")
    return _joined(language, chart.alt or words(language)("bars"), shown)


def schedule_in_words(chart: Schedule, language: str) -> str:
    """What a schedule is about, and its as-of day; its rows are told one by one."""
    today = []
    if chart.today is not None:
        today.append(" ".join((chart.today_label, day_word(chart.today, language))).strip())
    return _joined(language, chart.alt or words(language)("gantt"), today)


def row_in_words(row: ScheduleRow, language: str) -> str:
    """A row of a schedule with its stretches and days."""
    term = words(language)
    parts = [row.detail] if row.detail else []
    parts += [_phase(phase, language) for phase in row.phases]
    if row.due is not None:
        due = f"{term('due')} {day_word(row.due, language)}"
        if row.due_planned is not None:
            due += _aside(language, f"{term('planned_first')} {day_word(row.due_planned, language)}")
        parts.append(due)
    if not parts:
        return row.label
    return f"{row.label}: {', '.join(parts)}" if language == "en" else f"{row.label}：{'、'.join(parts)}"


def _phase(phase: Phase, language: str) -> str:
    term = words(language)
    said = f"{phase.label} {_days(phase.start, phase.end, language)}".strip()
    if not phase.interim:
        said += _aside(language, term("done" if phase.done else "planned"))
    if phase.planned is not None:
        said += _aside(language, f"{term('planned_first')} {_days(*phase.planned, language)}")
    return said


def _days(start: date, end: date, language: str) -> str:
    return f"{day_word(start, language)}{' to ' if language == 'en' else '～'}{day_word(end, language)}"


def _aside(language: str, text: str) -> str:
    return f" ({text})" if language == "en" else f"({text})"


def _joined(language: str, first: str, rest: list[str]) -> str:
    first = first.rstrip("。.")
    if language == "en":
        return f"{'. '.join((first, *rest))}."
    return f"{'。'.join((first, *rest))}。"
