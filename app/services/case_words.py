"""Figures, facts, the clock and precedents in words, for window, command line and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.case_figures import FigureKind
from app.domain.case_papers import Duty, Known
from app.domain.catalogue import Catalogue
from app.domain.nearness import Near
from app.domain.precedents import Measure

Translate = Callable[[str], str]


def figure_kind_word(kind: FigureKind, translate: Translate) -> str:
    """件数, 人数, 端末数, 期間, データ項目, 閲覧の目的, その他."""
    _ = translate
    return {
        FigureKind.CASES: _("Number of customers or views"),
        FigureKind.PERSONS: _("Number of persons"),
        FigureKind.TERMINALS: _("Number of terminals"),
        FigureKind.PERIOD: _("Period concerned"),
        FigureKind.ITEMS: _("Items of data"),
        FigureKind.PURPOSE: _("Views by purpose (¶4)"),
        FigureKind.OTHER: _("Another figure"),
    }[kind]


def purpose_word(catalogue: Catalogue, purpose: str, translate: Translate, language: str) -> str:
    """A pattern of ¶4, or その他."""
    _ = translate
    pattern = next((p for p in catalogue.patterns if p.id == purpose), None)
    return f"({pattern.id}) {pattern.title.in_language(language)}" if pattern is not None else _("Other purpose")


def known_word(known: Known, translate: Translate) -> str:
    """あり, なし, これから確かめる事実."""
    _ = translate
    return {
        Known.YES: _("● it is so"),
        Known.NO: _("○ it is not so"),
        Known.OPEN: _("・ still to establish"),
    }[known]


def duty_word(duty: Duty, translate: Translate) -> str:
    """要, 不要, 判断していない."""
    _ = translate
    return {
        Duty.OPEN: _("not decided yet"),
        Duty.NEEDED: _("a report is needed"),
        Duty.NOT_NEEDED: _("no report is needed"),
    }[duty]


def measure_word(measure: Measure, translate: Translate) -> str:
    """業務改善命令, 業務改善勧告, 業務改善指導."""
    _ = translate
    return {
        Measure.ORDER: _("Business improvement order"),
        Measure.RECOMMENDATION: _("Business improvement recommendation"),
        Measure.GUIDANCE: _("Business improvement guidance"),
    }[measure]


def no_forecast(translate: Translate) -> str:
    """The sentence that stands beside every precedent."""
    _ = translate
    return _("They do not predict the content of any disposition.")


@dataclass(frozen=True, slots=True)
class NearTold:
    """A row of 図表2 beside a case in words: whose it is, what was held appropriate, its reasons as quoted, and lines
    (label, text) on what is shared and what differs."""

    company: str
    measure: str
    reasons: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]


def near_told(near: Near, catalogue: Catalogue, translate: Translate, language: str) -> NearTold:
    """A near row in words."""
    _ = translate
    facts = {fact.id: fact for fact in catalogue.case_facts}
    leaks = {leak.id: leak.title.in_language(language) for leak in catalogue.leaks}

    def said(ids: Iterable[str], *, here: bool = False) -> str:
        known = [facts[each] for each in ids if each in facts]
        words = [(fact.here if here else fact.said).in_language(language) for fact in known]
        return ("; " if language == "en" else "、").join(words)

    lines = (
        (_("Shared with this case"), said(near.shared)),
        (_("Type of leak shared (¶3)"), ("; " if language == "en" else "、").join(leaks[i] for i in near.leaks)),
        (_("Found in neither"), said(near.neither, here=True)),
        (_("Named there, established not to be so here"), said(near.not_here)),
        (_("Said there not to have been found, and so here"), said(near.denied_there, here=True)),
        (_("Named there, still to establish here"), said(near.open_here, here=True)),
        (_("So here, not named among the reasons there"), said(near.only_here, here=True)),
        (
            _("Other side of the barrier"),
            _("The row is of a company on the other side of the barrier.") if near.other_side else "",
        ),
        (_("Remark of this program"), near.row.remark.in_language(language) if near.row.remark else ""),
    )
    quote = "“{}”" if language == "en" else "「{}」"
    return NearTold(
        company=near.row.company.in_language(language),
        measure=measure_word(near.row.measure, translate),
        reasons=tuple(quote.format(reason.text.in_language(language)) for reason in near.row.reasons),
        lines=tuple((label, text) for label, text in lines if text),
    )
