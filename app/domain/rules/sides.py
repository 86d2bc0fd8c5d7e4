"""The two sides of the information barrier, and which of them a company, a section or a room belongs to.

The sides are told by names only: what no name tells is unknown, and unknown never alarms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.domain.catalogue import Role


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

_SHARED_WORDS = re.compile(r"共用|共有|兼用|共通|\bshared\b")
# 営業所 is a place of either side, 営業 alone the retailer's work; counters and customer centres may be anybody's.
_RETAIL_WORDS = re.compile(r"小売|営業(?!所)|販売(?!機)|\bretail\b")
_GRID_WORDS = re.compile(r"送配電|配電|送電|変電|託送|系統|給電|ネットワーク|工務|保安|\b(?:nw|grid)\b|パワーグリッド")
_OWN_WORDS = re.compile(r"専用|自社|\bown\b")


def fold(text: str) -> str:
    """The text as names are compared: NFKC, trimmed, without case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


@lru_cache(maxsize=10_000)
def company_key(text: str) -> str:
    """A company's name as it is compared: ㈱, 株式会社, width, spaces and case make no difference."""
    return _SPACE.sub("", _LEGAL_FORM.sub("", fold(text)))


def names_company(text: str) -> bool:
    """Whether a text names a company by its legal form."""
    return _LEGAL_FORM.search(fold(text)) is not None


@dataclass(frozen=True)
class Sides:
    """Who belongs where. `grid` and `retail` are company keys; the integrated operator tells sides by section."""

    role: Role
    grid: frozenset[str]
    retail: frozenset[str]

    @property
    def own(self) -> Side:
        """The side of the organisation itself; the integrated operator has both."""
        match self.role:
            case Role.GRID_OPERATOR:
                return Side.GRID
            case Role.INTEGRATED_OPERATOR:
                return Side.UNKNOWN
        return Side.RETAIL

    def of_company(self, text: str) -> Side:
        """The side of a company, also where a section follows the name behind a separator."""
        return _of_company(self.grid, self.retail, text) if text else Side.UNKNOWN

    def of(self, company: str, section: str) -> Side:
        """The side of a person or an owner. Sections decide only inside the integrated operator."""
        side = self.of_company(company or section)
        if self.role is not Role.INTEGRATED_OPERATOR or side is Side.RETAIL:
            return side
        return self.of_section(section) if section else self.of_section(company)

    def of_section(self, text: str) -> Side:
        """The side of a section by its name; unknown where it names neither or both."""
        return _of_words(self.retail, text) if text else Side.UNKNOWN

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
def _of_words(retail: frozenset[str], text: str) -> Side:
    folded = fold(text)
    to_retail = bool(_RETAIL_WORDS.search(folded)) or company_key(text) in retail
    to_grid = bool(_GRID_WORDS.search(folded))
    if to_retail == to_grid:
        return Side.UNKNOWN
    return Side.RETAIL if to_retail else Side.GRID


@lru_cache(maxsize=10_000)
def _of_room(sides: Sides, zone: str, place: str) -> Side:
    own = Side.GRID if sides.role in (Role.GRID_OPERATOR, Role.INTEGRATED_OPERATOR) else Side.RETAIL
    for text in (zone, place):
        if not text:
            continue
        folded = fold(text)
        if _SHARED_WORDS.search(folded):
            return Side.SHARED
        side = sides.of_company(text)
        if side is Side.UNKNOWN:
            side = _of_words(sides.retail, text)
        if side is Side.UNKNOWN and text is zone and _OWN_WORDS.search(folded):
            side = own
        if side is not Side.UNKNOWN:
            return side
    return Side.UNKNOWN


def make_sides(role: Role, organisation: str, affiliates: Iterable[str], others: Iterable[str] = ()) -> Sides:
    """The sides of an audit. The other side are the affiliates, or if none are named all `others` that are not the
    organisation: companies met in sites, people and accounts that are no contractors."""
    own = frozenset({company_key(organisation)})
    named = frozenset(filter(None, map(company_key, affiliates))) or frozenset(filter(None, map(company_key, others)))
    other = named - own
    if role in (Role.GRID_OPERATOR, Role.INTEGRATED_OPERATOR):
        return Sides(role, own, other)
    return Sides(role, other, own)
