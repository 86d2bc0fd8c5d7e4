"""Hits of the consistency checks as rows of the table: texts resolved in one language, off the GUI thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.catalogue import Catalogue, CheckText
from app.domain.consistency import NotChecked
from app.domain.grades import Gravity
from app.i18n import gettext as _
from app.services import consistency, consistency_wording
from app.services.consistency import Consistency, Told
from app.services.ports import Desk

WEIGHTS = tuple(Gravity)
NOTED = "noted"
"""In place of a weight: what was left as it is."""


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit with its texts. `id` tells it from others, `order` is its place among all."""

    told: Told
    id: str
    order: int
    weight: str
    place: str
    field: str
    sentence: str
    searched: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the list beside the table: all, a weight, a check, or what was left as it is; `key` is chosen by."""

    key: str
    words: str
    count: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class ConsistencyData:
    """One run: what was found, what was left as it is, and how many checks there were; `idle` tells those that could
    say nothing."""

    rows: tuple[HitRow, ...]
    noted: tuple[HitRow, ...]
    groups: tuple[Group, ...]
    checks: int
    idle: tuple[NotChecked, ...]
    counts: dict[Gravity, int]


def read(desk: Desk, language: str) -> ConsistencyData:
    """Run the checks and put them in words."""
    found = consistency.check(desk)
    rows = _rows(desk, found, found.hits, language)
    noted = _rows(desk, found, found.noted, language)
    counts = {weight: found.count(weight) for weight in WEIGHTS}
    return ConsistencyData(
        rows, noted, _groups(rows, noted, counts, language), len(found.rules), found.not_checked, counts
    )


def idle_words(catalogue: Catalogue, idle: Iterable[NotChecked], language: str) -> str:
    """The checks that could say nothing, and why, a line for each."""
    return "\n".join(
        _("{rule} could not be checked: {why}").format(
            rule=_name(consistency_wording.text_of(catalogue, each.rule), language),
            why=consistency_wording.why_not(each.why, _),
        )
        for each in idle
    )


def _rows(desk: Desk, found: Consistency, hits: Iterable[Told], language: str) -> tuple[HitRow, ...]:
    names, rows = found.names, []
    words = {weight: weight_word(weight) for weight in WEIGHTS}
    for order, told in enumerate(hits):
        where = told.hit.where
        place = consistency_wording.place(where, names.sites, names.systems, names.cases, _)
        field = consistency_wording.field(where, _)
        sentence = consistency_wording.sentence(desk.catalogue, told.hit, _, language)
        searched = " ".join((told.hit.rule, place, field, sentence)).casefold()
        rows.append(HitRow(told, told.hit.id, order, words[told.severity], place, field, sentence, searched))
    return tuple(rows)


def weight_word(weight: Gravity) -> str:
    """× 誤り・欠け, △ 要確認, ・ 参考."""
    return f"{consistency_wording.SIGNS[weight]} {consistency_wording.gravity(weight, _)}"


def _name(text: CheckText, language: str) -> str:
    return f"{text.id} {text.title.in_language(language)}"


def _groups(
    rows: Sequence[HitRow], noted: Sequence[HitRow], counts: dict[Gravity, int], language: str
) -> tuple[Group, ...]:
    """All, then each weight with its checks, as far as something was found."""
    groups = [Group("", _("All"), len(rows))]
    by_check: dict[str, list[HitRow]] = {}
    for row in rows:
        by_check.setdefault(row.told.hit.rule, []).append(row)
    for weight in WEIGHTS:
        if not counts[weight]:
            continue
        groups.append(Group(weight.value, weight_word(weight), counts[weight]))
        for members in by_check.values():
            text = members[0].told.text
            if text.severity is weight:
                groups.append(Group(text.id, text.title.in_language(language), len(members), 1))
    if noted:
        groups.append(Group(NOTED, _("Left as they are"), len(noted)))
    return tuple(groups)


def chosen(data: ConsistencyData, group: str, text: str) -> list[HitRow]:
    """The rows of a group that have all of the words."""
    words = text.casefold().split()
    rows = data.noted if group == NOTED else data.rows
    weights = {weight.value for weight in WEIGHTS}
    return [
        row
        for row in rows
        if (group in ("", NOTED) or group == (row.told.severity.value if group in weights else row.told.hit.rule))
        and all(word in row.searched for word in words)
    ]
