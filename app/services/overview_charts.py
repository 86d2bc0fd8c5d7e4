"""The charts of the overview as data, with their words: the window draws and the paper prints them.

Every number has the link to the list of exactly what it counts. `alt` says in a sentence or two what a chart shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.audit import COMPANY, live_sites
from app.domain.catalogue import Catalogue, Item
from app.domain.findings import UNSTATED, Finding
from app.domain.grades import Cause, Severity
from app.domain.reminding import Link
from app.domain.review import State
from app.domain.shares import Share, Trend
from app.services.overview import Overview
from app.services.overview_places import Choice

Translate = Callable[[str], str]


class Ink(StrEnum):
    """How a part is drawn: a colour and a pattern each, told apart without the colour."""

    GOOD = "good"
    BARE = "bare"
    PARTLY = "partly"
    BAD = "bad"
    ASIDE = "aside"
    COPIED = "copied"
    OPEN = "open"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bars: its sign and word, and how it is drawn. `total` counts it over the whole, and `link` is the
    list of that; None where the rows overlap."""

    id: str
    sign: str
    word: str
    ink: Ink
    total: int | None = None
    link: Link | None = None

    @property
    def label(self) -> str:
        """Sign and word."""
        return f"{self.sign} {self.word}" if self.sign else self.word


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: a value for each part, the list behind each, and the list behind all of them."""

    id: str
    label: str
    values: tuple[int, ...]
    links: tuple[Link, ...]
    whole: Link

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(self.values)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of the same parts. `heading` is above the labels; `note` below the bars; `empty` is said where there are no
    rows."""

    id: str
    title: str
    heading: str
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]
    alt: str
    note: str = ""
    empty: str = ""


def charts(view: Overview, catalogue: Catalogue, translate: Translate, language: str) -> tuple[Chart, ...]:
    """All charts of the overview, in their order on the page."""
    made = _Charts(view, catalogue, translate, language)
    return made.areas(), made.sites(), made.trends(), made.states(), made.leaks(), made.causes()


def item_label(item: Item, language: str) -> str:
    """「4(4) 端末の管理」: an item with its number."""
    element = item.element[1:] or item.element
    number = f"{element}({item.number})" if item.number else element
    return f"{number} {item.title.in_language(language)}".strip()


def matrix_alt(view: Overview, catalogue: Catalogue, translate: Translate, language: str) -> str:
    """What the map of sites and items shows: how many cells hold a deficiency or wait, and where most are."""
    _ = translate
    cells = view.cells.values()
    bad = sum(bool(cell.tally.nonconforming) for cell in cells)
    partly = sum(bool(cell.tally.partly and not cell.tally.nonconforming) for cell in cells)
    waiting = sum(bool(cell.tally.open) for cell in cells)
    said = _(
        "{sites} sites and the company by {items} items. Cells with nonconforming answers: {bad}, with partly "
        "deficient ones at the worst: {partly}, where answers are still missing: {open}."
    ).format(
        sites=f"{len(live_sites(view.outline.sites)):,}",
        items=len(view.parts),
        bad=f"{bad:,}",
        partly=f"{partly:,}",
        open=f"{waiting:,}",
    )
    worst = worst_sites(view)
    if not worst or not worst[0][1]:
        return said
    return _join(
        language, said, _("Most nonconforming answers: {site}, {count}.").format(site=worst[0][0], count=worst[0][1])
    )


def worst_sites(view: Overview) -> list[tuple[str, int]]:
    """The sites with their numbers of nonconforming answers, most first."""
    counts = dict.fromkeys((site.id for site in live_sites(view.outline.sites)), 0)
    for cell in view.cells.values():
        if cell.site in counts:
            counts[cell.site] += cell.tally.nonconforming
    names = {site.id: site.name for site in view.outline.sites}
    # Sites with as many stay in the officer's order.
    return [(names[site], counts[site]) for site in sorted(counts, key=lambda site: -counts[site])]


def share_parts(translate: Translate) -> tuple[Part, ...]:
    """What may stand at a place."""
    _ = translate
    return (
        Part(Share.CONFORMING.value, "○", _("conforming"), Ink.GOOD),
        Part(Share.UNPROVEN.value, "□", _("conforming but unproven"), Ink.BARE),
        Part(Share.PARTLY.value, "△", _("partly deficient"), Ink.PARTLY),
        Part(Share.NONCONFORMING.value, "×", _("nonconforming"), Ink.BAD),
        Part(Share.NOT_APPLICABLE.value, "－", _("not applicable"), Ink.ASIDE),
        Part(Share.COPIED.value, "◇", _("copy, to be confirmed"), Ink.COPIED),
        Part(Share.UNANSWERED.value, "・", _("not answered"), Ink.OPEN),
    )


def trend_parts(translate: Translate) -> tuple[Part, ...]:
    """How a verdict may compare with last time."""
    _ = translate
    return (
        Part(Trend.BETTER.value, "↑", _("better"), Ink.GOOD),
        Part(Trend.SAME.value, "＝", _("same"), Ink.ASIDE),
        Part(Trend.WORSE.value, "↓", _("worse"), Ink.BAD),
        Part(Trend.OTHER.value, "－", _("to or from not applicable"), Ink.COPIED),
        Part(Trend.NEW.value, "＋", _("first judged now"), Ink.PLAIN),
        Part(Trend.OPEN.value, "・", _("not answered yet"), Ink.OPEN),
    )


def state_parts(translate: Translate) -> tuple[Part, ...]:
    """How far the review of a place may be."""
    _ = translate
    return (
        Part(State.NOT_STARTED.value, "", _("not begun"), Ink.OPEN),
        Part(State.ANSWERED.value, "", _("answered"), Ink.PLAIN),
        Part(State.REQUESTED.value, "", _("review asked for"), Ink.PARTLY),
        Part(State.RETURNED.value, "", _("returned"), Ink.BAD),
        Part(State.ACCEPTED.value, "", _("accepted by the reviewer"), Ink.GOOD),
    )


def choice_words(
    choice: Choice, catalogue: Catalogue, sites: Mapping[str, str], translate: Translate, language: str
) -> str:
    """What a choice of places is called: 4(4) 端末の管理、× 不適合."""
    _ = translate
    words = [item_label(item, language) for item in catalogue.items if item.id == choice.item]
    if choice.site is not None:
        words.append(sites.get(choice.site) or _("Company"))
    for wanted, parts in (
        (choice.share, share_parts(translate)),
        (choice.trend, trend_parts(translate)),
        (choice.state, state_parts(translate)),
    ):
        words += [part.label for part in parts if part.id == wanted]
    return (", " if language == "en" else "、").join(words)


class _Charts:
    def __init__(self, view: Overview, catalogue: Catalogue, translate: Translate, language: str) -> None:
        self._view = view
        self._catalogue = catalogue
        self._translate = translate
        self._language = language
        self._items = {item.id: item_label(item, language) for item in catalogue.items}

    # --- verdicts -----------------------------------------------------------------------------------------------------

    def areas(self) -> Chart:
        """What stands at the places of each item."""
        _ = self._translate
        totals = self._totals()
        parts = self._told_shares()
        rows = [
            Row(
                each.id,
                self._items[each.id],
                tuple(each.shares[Share(p.id)] for p in parts),
                tuple(_places(item=each.id, share=p.id) for p in parts),
                _places(item=each.id),
            )
            for each in self._view.parts
        ]
        return Chart(
            "areas",
            _("Verdicts by item"),
            _("Item"),
            parts,
            tuple(rows),
            self._areas_alt(totals),
            _("Unproven: answered as conforming, and nothing stands beside it yet. Not answered counts for nothing."),
        )

    def sites(self) -> Chart:
        """What stands at the places of each site: the map as numbers."""
        _ = self._translate
        parts = self._told_shares()
        names = {COMPANY: _("Company"), **{site.id: site.name for site in self._view.outline.sites}}
        rows = tuple(
            Row(
                each.id,
                names[each.id],
                tuple(each.shares[Share(p.id)] for p in parts),
                tuple(_places(site=each.id, share=p.id) for p in parts),
                _places(site=each.id),
            )
            for each in self._view.sites
        )
        alt = matrix_alt(self._view, self._catalogue, self._translate, self._language)
        return Chart("sites", _("Items × sites"), _("Site"), parts, rows, alt)

    def _totals(self) -> dict[Share, int]:
        return {share: sum(part.shares[share] for part in self._view.parts) for share in Share}

    def _told_shares(self) -> tuple[Part, ...]:
        """The parts with their totals; copies where there are some."""
        totals = self._totals()
        return tuple(
            replace(p, total=totals[Share(p.id)], link=_places(share=p.id))
            for p in share_parts(self._translate)
            if p.id != Share.COPIED.value or totals[Share.COPIED]
        )

    def _areas_alt(self, totals: Mapping[Share, int]) -> str:
        _ = self._translate
        total = sum(totals.values())
        counts = [(p.word, totals[Share(p.id)]) for p in share_parts(self._translate)]
        said = _("Of {total} answers due: {counts}.").format(total=f"{total:,}", counts=self._counted(counts))
        worst = max(self._view.parts, key=lambda part: part.shares[Share.NONCONFORMING], default=None)
        if worst is None or not worst.shares[Share.NONCONFORMING]:
            return said
        most = _("Most nonconforming answers: {site}, {count}.").format(
            site=self._items[worst.id], count=worst.shares[Share.NONCONFORMING]
        )
        return _join(self._language, said, most)

    # --- since last time ----------------------------------------------------------------------------------------------

    def trends(self) -> Chart:
        """How the verdicts of each item compare with the earlier audit."""
        _ = self._translate
        parts = trend_parts(_)
        title, earlier = _("Change since last time"), self._view.earlier
        if earlier is None:
            empty = _("This audit goes on from no earlier one, so that there is nothing to compare with.")
            return Chart("trends", title, _("Item"), parts, (), empty, empty=empty)
        counted = [sum(each.trends[Trend(p.id)] for each in self._view.parts) for p in parts]
        parts = tuple(
            replace(p, total=total, link=_places(trend=p.id)) for p, total in zip(parts, counted, strict=True)
        )
        rows = tuple(
            Row(
                each.id,
                self._items[each.id],
                tuple(each.trends[Trend(p.id)] for p in parts),
                tuple(_places(item=each.id, trend=p.id) for p in parts),
                _places(item=each.id),
            )
            for each in self._view.parts
        )
        counts = [(p.word, p.total or 0) for p in parts]
        told = f"{earlier.organisation} {earlier.period}"
        alt = _("Compared with {audit}: {counts}.").format(audit=told, counts=self._counted(counts))
        return Chart("trends", title, _("Item"), parts, rows, alt, _("Compared with {audit}").format(audit=told))

    # --- review -------------------------------------------------------------------------------------------------------

    def states(self) -> Chart:
        """How far the answers are reviewed, whatever they say."""
        _ = self._translate
        parts = tuple(
            replace(p, total=self._view.states[State(p.id)], link=_places(state=p.id)) for p in state_parts(_)
        )
        row = Row(
            "all",
            _("All places"),
            tuple(self._view.states[State(p.id)] for p in parts),
            tuple(_places(state=p.id) for p in parts),
            _places(),
        )
        counts = [(p.word, self._view.states[State(p.id)]) for p in parts]
        alt = _("States of the review: {counts}.").format(counts=self._counted(counts))
        note = _("What is accepted may be a deficiency: the state of the review says nothing of the verdict.")
        return Chart("states", _("States of the review"), _("Range counted"), parts, (row,), alt, note)

    # --- findings -----------------------------------------------------------------------------------------------------

    def leaks(self) -> Chart:
        """Findings not settled by type of leak."""
        _ = self._translate
        kinds = [
            (leak.id, leak.title.in_language(self._language), [f for f in self._view.findings if leak.id in f.leaks])
            for leak in self._catalogue.leaks
        ]
        if unstated := [f for f in self._view.findings if not f.leaks]:
            kinds.append((UNSTATED, _("No type of leak stated"), unstated))
        return self._findings("leaks", _("Findings by type of leak"), _("Type of leak"), "leak", kinds)

    def causes(self) -> Chart:
        """Findings not settled by 機会, 動機 and 正当化."""
        _ = self._translate
        titles = {entry.id: entry.title.in_language(self._language) for entry in self._catalogue.causes}
        kinds = [
            (cause.value, titles.get(cause.value, cause.value), [f for f in self._view.findings if cause in f.causes])
            for cause in Cause
        ]
        if unstated := [f for f in self._view.findings if not f.causes]:
            kinds.append((UNSTATED, _("No cause stated"), unstated))
        return self._findings("causes", _("Findings by cause"), _("Cause"), "cause", kinds)

    def _findings(
        self, identity: str, title: str, heading: str, option: str, kinds: Sequence[tuple[str, str, list[Finding]]]
    ) -> Chart:
        _ = self._translate
        words = {
            Severity.SERIOUS: (_("serious"), Ink.BAD),
            Severity.IMPROVEMENT: (_("to be improved"), Ink.PARTLY),
            Severity.OBSERVATION: (_("observation"), Ink.ASIDE),
        }
        parts = tuple(Part(grade.value, "", *words[grade]) for grade in Severity)
        rows = tuple(
            Row(
                kind,
                label,
                tuple(sum(f.severity.value == p.id for f in found) for p in parts),
                tuple(Link("findings", options={option: kind, "severity": p.id}) for p in parts),
                Link("findings", options={option: kind}),
            )
            for kind, label, found in kinds
        )
        most = max(rows, key=lambda row: row.total, default=None)
        said = _("Findings not settled: {total}.").format(total=f"{len(self._view.findings):,}")
        if most is not None and most.total:
            told = _("Most of them: {kind}, {count}, of these serious {serious}.")
            said = _join(
                self._language, said, told.format(kind=most.label, count=f"{most.total:,}", serious=most.values[0])
            )
        note = _("A finding may count in several rows.")
        return Chart(identity, title, heading, parts, rows, said, note)

    def _counted(self, counts: Iterable[tuple[str, int]]) -> str:
        """Words with their numbers; what there is none of is left out."""
        between = ", " if self._language == "en" else "、"
        return between.join(f"{word} {count:,}" for word, count in counts if count)


def _places(item: str = "", site: str | None = None, share: str = "", state: str = "", trend: str = "") -> Link:
    choice = Choice(item=item, site=site, share=share, state=state, trend=trend)
    return Link("checkpoints", options={"only": str(choice)})


def _join(language: str, *sentences: str) -> str:
    return (" " if language == "en" else "").join(sentences)
