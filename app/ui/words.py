"""Words that several pages say of the same thing, so that it is called the same everywhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.domain.calendar import era_year
from app.domain.grades import Cause, Role
from app.i18n import current_language
from app.i18n import gettext as _
from app.words import ground_word, severity_word, status_word, verdict_word

# The first page that is painted says verdicts only.
if TYPE_CHECKING:
    from app.domain.catalogue import Item
    from app.domain.findings import Source
    from app.domain.plan import ActionState


def source_word(source: Source) -> str:
    """回答, 台帳, ログ."""
    from app.domain.findings import Source

    return {Source.ANSWERS: _("Answers"), Source.RULES: _("Ledgers"), Source.LOGS: _("Logs")}[source]


def cause_word(cause: Cause) -> str:
    """機会, 動機, 正当化 (報告書概要 ¶7)."""
    return {
        Cause.OPPORTUNITY: _("Opportunity"),
        Cause.MOTIVE: _("Motive"),
        Cause.RATIONALISATION: _("Rationalisation"),
    }[cause]


def state_word(state: ActionState) -> str:
    """未着手, 実施中, 完了, 定着確認中."""
    from app.domain.plan import ActionState

    return {
        ActionState.NOT_STARTED: _("Not started"),
        ActionState.IN_PROGRESS: _("Under way"),
        ActionState.DONE: _("Done"),
        ActionState.SETTLING: _("Effect being checked"),
    }[state]


def role_word(role: Role) -> str:
    """一般送配電事業者, 関係小売電気事業者, …."""
    return {
        Role.GRID_OPERATOR: _("General transmission and distribution utility"),
        Role.AFFILIATED_RETAILER: _("Affiliated retailer"),
        Role.INTEGRATED_OPERATOR: _("Company with both grid and retail divisions"),
        Role.OTHER_AFFILIATE: _("Other specified affiliate"),
    }[role]


def item_number(item: Item) -> str:
    """「4(4)」 for A4-4; the bare number where an element has one item; the letter of B, C, V and S."""
    element = item.element[1:] or item.element
    return f"{element}({item.number})" if item.number else element


def day_word(day: date | None, *, era: bool = False) -> str:
    """2026年11月24日, with `era` (令和8年) behind it; ISO in English; empty for none."""
    if day is None:
        return ""
    if current_language() == "en":
        return day.isoformat()
    text = f"{day.year}年{day.month}月{day.day}日"
    year = era_year(day) if era else ""
    return f"{text}({year})" if year else text


__all__ = [
    "cause_word",
    "day_word",
    "ground_word",
    "item_number",
    "role_word",
    "severity_word",
    "source_word",
    "state_word",
    "status_word",
    "verdict_word",
]
