"""The two sides of the information barrier, and which of them a company, a section or a room belongs to.

The sides are told by names only: what no name tells is unknown, and unknown never alarms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from types import MappingProxyType

from app.domain.grades import Role
from app.domain.ledgers import words
from app.domain.ledgers.words import ZoneKind


class Side(StrEnum):
    """送配電側, 特定関係事業者側(小売側), both (rooms only), or not told."""

    GRID = "grid"
    RETAIL = "retail"
    SHARED = "shared"
    UNKNOWN = "unknown"


_LEGAL_FORM = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|\((?:株|有|同|資|名)\)|\b(?:co\.?,?\s*ltd|inc)\b\.?"
)
_SPACE = re.compile(r"\s+")
_PART = re.compile(r"[\s/・,、()\[\]〔〕【】:>›]+")

_OURSELVES = frozenset({"自社", "当社", "弊社"})


def fold(text: str) -> str:
    """The text as names are compared: NFKC, trimmed, without case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


@lru_cache(maxsize=10_000)
def company_key(text: str) -> str:
    """A company's name as it is compared: ㈱, 株式会社, width, spaces and case make no difference."""
    return _SPACE.sub("", _LEGAL_FORM.sub("", fold(text)))


_BETWEEN = re.compile(r"[、,/・;]|及び")
_RELATION = re.compile(
    r"(?:[のが]|に?よる)?\s*(?:全額|[0-9.]+\s*%)?\s*の?(?:出資の?)?(?:完全|連結|非連結|持分法(?:適用)?)?"
    r"(?:子会社|孫会社|関連会社|関係会社|グループ(?:会社|企業)?|系列?(?:会社|企業)?|出資(?:会社)?)(?:等)?$"
)
# Longer than all that says of a tie.
_LONGEST_RELATION = 80


def companies_in(text: str) -> tuple[str, ...]:
    """The companies that a cell names, without what it says of a tie to them: 東湾電力㈱の子会社 names 東湾電力㈱."""
    found = (part.strip() for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)))
    return tuple(filter(None, (_without_relation(part) or part for part in found)))


def _without_relation(text: str) -> str:
    return text[:-_LONGEST_RELATION] + _RELATION.sub("", text[-_LONGEST_RELATION:])


def names_company(text: str) -> bool:
    """Whether a text names a company by its legal form."""
    return _LEGAL_FORM.search(fold(text)) is not None


@dataclass(frozen=True)
class Sides:
    """Who belongs where. `grid` and `retail` are company keys; the integrated operator tells sides by section.

    `sections` are other names of sections that an officer confirmed, each with what it means.
    """

    role: Role
    grid: frozenset[str]
    retail: frozenset[str]
    sections: frozenset[tuple[str, str]] = frozenset()

    @property
    def own(self) -> Side:
        """The side of the organisation itself; the integrated operator has both."""
        match self.role:
            case Role.GRID_OPERATOR:
                return Side.GRID
            case Role.INTEGRATED_OPERATOR:
                return Side.UNKNOWN
        return Side.RETAIL

    @property
    def told_apart(self) -> bool:
        """Whether a company of the other side is known; inside the integrated operator sections tell the sides."""
        return self.role is Role.INTEGRATED_OPERATOR or bool(self.grid and self.retail)

    def of_company(self, text: str) -> Side:
        """The side of a company, also where a section follows the name behind a separator."""
        if text in _OURSELVES:
            return self.own
        return _of_company(self.grid, self.retail, text) if text else Side.UNKNOWN

    def of(self, company: str, section: str) -> Side:
        """The side of a person or an owner. Sections decide only inside the integrated operator."""
        side = self.of_company(company or section)
        if side is Side.UNKNOWN and company:
            side = _of_whole_word(company)
        if self.role is not Role.INTEGRATED_OPERATOR or side is Side.RETAIL:
            return side
        return self.of_section(section) if section else self.of_section(company)

    def of_section(self, text: str) -> Side:
        """The side of a section by its name; unknown where it names neither or both."""
        text = self.section(text)
        return _of_words(self.retail, text) if text else Side.UNKNOWN

    def section(self, text: str) -> str:
        """The section that an officer confirmed a text to be another name of, else the text."""
        return self._meanings.get(fold(text), text) if self.sections else text

    @cached_property
    def _meanings(self) -> dict[str, str]:
        return dict(self.sections)

    def of_room(self, zone: str, place: str) -> Side:
        """The side that a room belongs to: by its zone, else by what its name says of itself."""
        return _of_room(self, zone, place)


@lru_cache(maxsize=10_000)
def _of_company(grid: frozenset[str], retail: frozenset[str], text: str) -> Side:
    folded = _LEGAL_FORM.sub("", fold(text))
    for key in (_SPACE.sub("", folded), next(filter(None, _PART.split(folded)), "")):
        if key in grid:
            return Side.GRID
        if key in retail:
            return Side.RETAIL
    return Side.UNKNOWN


@lru_cache(maxsize=10_000)
def _of_whole_word(text: str) -> Side:
    """The side where a column of companies names no company but the side itself: 小売, 送配電側. 営業 or 配電 alone may
    be a section that got into the column."""
    match words.side_itself(text):
        case ZoneKind.GRID:
            return Side.GRID
        case ZoneKind.RETAIL:
            return Side.RETAIL
    return Side.UNKNOWN


@lru_cache(maxsize=10_000)
def _of_words(retail: frozenset[str], text: str) -> Side:
    folded = fold(text)
    to_retail = words.names(ZoneKind.RETAIL, folded) or company_key(text) in retail
    to_grid = words.names(ZoneKind.GRID, folded)
    if to_retail == to_grid:
        return Side.UNKNOWN
    return Side.RETAIL if to_retail else Side.GRID


@lru_cache(maxsize=10_000)
def is_other(sides: Sides, company: str) -> bool:
    """Whether a company is of the other side than the organisation itself."""
    side, own = sides.of_company(company), sides.own
    return side is Side.RETAIL if own is Side.UNKNOWN else side in {Side.GRID, Side.RETAIL} - {own}


def _of_room(sides: Sides, zone: str, place: str) -> Side:
    side = _of_name(sides, zone)
    if side is not Side.UNKNOWN:
        return side
    side = _of_name(sides, place)
    if not words.names(ZoneKind.OWN, fold(zone)):
        return side
    # 専用 does not say whose: the name of the place does, else it is the organisation's own.
    if side in (Side.GRID, Side.RETAIL):
        return side
    return Side.GRID if sides.role in (Role.GRID_OPERATOR, Role.INTEGRATED_OPERATOR) else Side.RETAIL


def _of_name(sides: Sides, text: str) -> Side:
    """What one name of a room says: shared, a company, or the words of a side."""
    if not text:
        return Side.UNKNOWN
    if words.names(ZoneKind.SHARED, fold(text)):
        return Side.SHARED
    side = sides.of_company(text)
    return _of_words(sides.retail, text) if side is Side.UNKNOWN else side


def make_sides(
    role: Role,
    organisation: str,
    affiliates: Iterable[str],
    others: Iterable[str] = (),
    aliases: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Sides:
    """The sides of an audit. The other side are the affiliates, or if none are named all `others` that are not the
    organisation: companies met in sites, people and accounts that are no contractors.

    `aliases` are confirmed other names: (`companies` or `departments`, folded text) → what it means.
    """
    own = frozenset({company_key(organisation)})
    named = frozenset(filter(None, map(company_key, affiliates))) or frozenset(filter(None, map(company_key, others)))
    companies = {
        company_key(text): company_key(meant) for (kind, text), meant in aliases.items() if kind == "companies"
    }
    own |= {text for text, meant in companies.items() if meant in own}
    other = named - own
    other |= {text for text, meant in companies.items() if meant in other}
    sections = frozenset((text, meant) for (kind, text), meant in aliases.items() if kind == "departments" and meant)
    if role in (Role.GRID_OPERATOR, Role.INTEGRATED_OPERATOR):
        return Sides(role, own, other, sections)
    return Sides(role, other, own, sections)
