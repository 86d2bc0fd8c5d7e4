"""What reminders are called, in the window, on the command line, on paper and in calendars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from app.domain.audit import COMPANY
from app.domain.plan import Stage
from app.domain.reminding import FINAL, Due, Reminder, Subject, Urgency

Translate = Callable[[str], str]


def subject_word(subject: Subject, translate: Translate) -> str:
    """What kind of thing is due."""
    _ = translate
    return {
        Subject.ACTION: _("Measure"),
        Subject.ASSIGNMENT: _("Audit assigned"),
        Subject.EVIDENCE: _("Evidence expires"),
        Subject.ACCEPTANCE: _("Accepted risk ends"),
        Subject.EXCEPTION: _("Exception ends"),
        Subject.ACCOUNT: _("Account for disasters ends"),
        Subject.SEPARATION: _("Stage of a physical split"),
        Subject.CASE: _("Report of a case"),
        Subject.REVIEW: _("Returned answer"),
        Subject.ACCEPTING: _("Answers to accept"),
        Subject.STEP: _("Milestone of a measure"),
        Subject.PROGRESS: _("Progress report"),
    }[subject]


def urgency_word(urgency: Urgency, translate: Translate) -> str:
    """How pressing it is."""
    _ = translate
    return {
        Urgency.OVERDUE: _("Overdue"),
        Urgency.SOON: _("Due soon"),
        Urgency.WAITING: _("Waiting"),
        Urgency.LATER: _("Later"),
    }[urgency]


def title(due: Due, translate: Translate, language: str) -> str:
    """What is due, in a few words."""
    _ = translate
    if due.subject is Subject.ACTION:
        return _("No. {number} {measure}").format(number=due.number, measure=due.name)
    if due.subject is Subject.STEP:
        return _("No. {number} {measure}").format(number=due.number, measure=due.name)
    if due.subject is Subject.PROGRESS:
        return _("Report on the execution of the improvement plan")
    if due.subject is Subject.ASSIGNMENT:
        return _("Checkpoints not answered: {count} ({item})").format(
            count=f"{due.count:,}", item=due.item or _("all items")
        )
    if due.subject is Subject.EVIDENCE:
        return _("{name} (evidence of {checkpoint})").format(name=due.name, checkpoint=due.item)
    if due.subject is Subject.ACCEPTANCE:
        return _("{finding} ({rule}) is open again after that day").format(finding=due.name, rule=due.item)
    if due.subject is Subject.EXCEPTION:
        return due.name if due.name == due.item else f"{due.item} {due.name}"
    if due.subject is Subject.ACCOUNT:
        return " ".join(part for part in (due.name, due.item) if part)
    if due.subject is Subject.SEPARATION:
        return _("{system}: {stage}").format(system=due.name, stage=stage_word(Stage(due.stage), translate))
    if due.subject is Subject.CASE and due.stage:
        told = _("preliminary report of the leak of personal data, promptly")
        if due.stage == FINAL and due.term is not None:
            told = _("{report} (term of {days} days)").format(
                report=due.term.title.in_language(language), days=due.count
            )
        return f"{due.name} {told}" if due.name else told
    if due.subject is Subject.CASE and due.term is not None:
        told = _("{report} ({days} days; {extended} {when})").format(
            report=due.term.title.in_language(language),
            days=due.term.days,
            extended=due.term.extended,
            when=due.term.when.in_language(language),
        )
        return f"{due.name} {told}" if due.name else told
    if due.subject is Subject.ACCEPTING:
        return _("Answers whose review was asked for: {count}").format(count=f"{due.count:,}")
    return _("{checkpoint}: {reason}").format(checkpoint=due.item, reason=due.name)


def when_word(reminder: Reminder, translate: Translate) -> str:
    """How many business days are left, or how late it is."""
    _ = translate
    left = reminder.left
    if reminder.urgency is Urgency.WAITING:
        return _("business days waiting: {days}").format(days=f"{left:,}") if left else _("waiting since today")
    if reminder.urgency is Urgency.OVERDUE:
        return _("business days late: {days}").format(days=f"{-left:,}") if left else _("late since the last days off")
    # Nothing but days off may lie between: the work is to be done today.
    return _("business days left: {days}").format(days=f"{left:,}") if left else _("by today")


def place_word(due: Due, sites: Mapping[str, str], translate: Translate) -> str:
    """Where: a site, several, or the whole company; empty where it does not matter."""
    _ = translate
    if due.site != COMPANY:
        return sites.get(due.site, "")
    if due.subject is Subject.ACTION and due.count > 1:
        return _("{count} sites").format(count=due.count)
    return _("Company") if due.subject in (Subject.ASSIGNMENT, Subject.REVIEW, Subject.EVIDENCE) else ""


def stage_word(stage: Stage, translate: Translate) -> str:
    """方針決定, 要件定義, 設計, 開発, 試験, 移行, 分割完了."""
    _ = translate
    return {
        Stage.DECISION: _("Decision"),
        Stage.REQUIREMENTS: _("Requirements"),
        Stage.DESIGN: _("Design"),
        Stage.DEVELOPMENT: _("Development"),
        Stage.TEST: _("Test"),
        Stage.MIGRATION: _("Migration"),
        Stage.SEPARATED: _("Separated"),
    }[stage]


def calendar_title(due: Due, translate: Translate, language: str) -> str:
    """What a calendar shows on the day."""
    _ = translate
    return _("{what}: {title}").format(what=subject_word(due.subject, translate), title=title(due, translate, language))


def calendar_text(due: Due, sites: Mapping[str, str], translate: Translate, language: str) -> str:
    """What a calendar tells of it, a line for each that is known."""
    _ = translate
    told = (
        (_("Person in charge"), due.person),
        (_("Section in charge"), due.department),
        (_("Site"), place_word(due, sites, translate)),
    )
    return "\n".join(_("{what}: {title}").format(what=what, title=text) for what, text in told if text)


def day_word(day: date | None, language: str) -> str:
    """2026年11月24日, ISO in English; empty for none."""
    if day is None:
        return ""
    return day.isoformat() if language == "en" else f"{day.year}年{day.month}月{day.day}日"


def uncovered(day: date, known: int, translate: Translate) -> str:
    """That the table of holidays ends before `day`; empty where it does not."""
    _ = translate
    if day.year <= known:
        return ""
    return _("The table of holidays ends with {year}; later days are counted without holidays.").format(year=known)
