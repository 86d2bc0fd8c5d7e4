"""What the execution of measures is called: in the window, on the command line and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.domain.cadence import LAST, Cadence, Every
from app.domain.filings import Move, Paper
from app.domain.measures import Effect
from app.domain.plan import ActionState
from app.services.reminder_words import day_word
from app.services.since_filing import Between

Translate = Callable[[str], str]


def state_word(state: ActionState, translate: Translate) -> str:
    """未着手, 実施中, 完了, 定着確認中."""
    _ = translate
    return {
        ActionState.NOT_STARTED: _("Not started"),
        ActionState.IN_PROGRESS: _("Under way"),
        ActionState.DONE: _("Done"),
        ActionState.SETTLING: _("Effect being checked"),
    }[state]


def field_words(translate: Translate) -> dict[str, str]:
    """What makes a measure a draft: 対策, 期限."""
    _ = translate
    return {"measure": _("Measure"), "due": _("Due date")}


def effect_word(effect: Effect, translate: Translate) -> str:
    """有効, 一部有効, 効果なし, 未判定."""
    _ = translate
    return {
        Effect.EFFECTIVE: _("Effective"),
        Effect.PARTLY: _("Partly effective"),
        Effect.NOT_EFFECTIVE: _("Not effective"),
        Effect.NOT_YET: _("Too early to say"),
    }[effect]


def effect_mark(effect: Effect) -> str:
    """A shape for each, so that none is told by colour alone."""
    return {Effect.EFFECTIVE: "○", Effect.PARTLY: "△", Effect.NOT_EFFECTIVE: "×", Effect.NOT_YET: "・"}[effect]


def paper_word(paper: Paper, translate: Translate) -> str:
    """業務改善計画, 実施状況報告."""
    _ = translate
    return {Paper.PLAN: _("Improvement plan"), Paper.PROGRESS: _("Progress report")}[paper]


def move_word(move: Move, translate: Translate) -> str:
    """新規, 完了, 完了の取消し, 遅延, 取下げ, 変更, 変更なし."""
    _ = translate
    return {
        Move.NEW: _("New in the plan"),
        Move.FINISHED: _("Carried out"),
        Move.REOPENED: _("Taken up again"),
        Move.SLIPPED: _("Delayed"),
        Move.WITHDRAWN: _("Withdrawn from the plan"),
        Move.CHANGED: _("Changed otherwise"),
        Move.SAME: _("As it was"),
    }[move]


def every_word(every: Every, translate: Translate) -> str:
    """なし, 月2回, 月次, 四半期, 任意日."""
    _ = translate
    return {
        Every.NEVER: _("Not set"),
        Every.TWICE_MONTHLY: _("Twice a month"),
        Every.MONTHLY: _("Every month"),
        Every.QUARTERLY: _("Every quarter"),
        Every.DAYS: _("On days of its own"),
    }[every]


def cadence_word(wanted: Cadence, translate: Translate, language: str) -> str:
    """How often, with the days."""
    _ = translate
    said = every_word(wanted.every, translate)
    between = ", " if language == "en" else "、"
    days = [_("last day of the month") if n == LAST else _("day {day}").format(day=n) for n in wanted.on]
    days += [day_word(day, language) for day in wanted.days]
    return _("{every} ({days})").format(every=said, days=between.join(days)) if days else said


def between_words(between: Between, translate: Translate, listed: Callable[[Iterable[str]], str]) -> str:
    """What of the plan was changed after the day of a filing and before it was recorded."""
    _ = translate
    if not between:
        return _("Nothing of the plan was changed between the two days.")
    said = []
    if between.measures:
        said.append(_("measures {numbers}").format(numbers=listed(map(str, between.measures))))
    if between.systems:
        said.append(_("split of {systems}").format(systems=listed(between.systems)))
    return _("Changed between the two days: {what}.").format(what=listed(said))
