"""Lookups by a key of what the ledgers say, and what the names of people and things are compared by."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import Generic, TypeVar
from unicodedata import normalize

from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key

Standing = tuple[Record, str]
"""A record and the import that brought it."""

Read = Callable[[str], Iterable[Standing]]
"""All records of a kind that are not gone."""

K = TypeVar("K")
V = TypeVar("V")

# Two shapes of one character, met in the names of people and places: 髙橋 and 高橋, 渡邊 and 渡辺.
_SHAPES = str.maketrans(
    "髙﨑嵜邊邉澤齋齊濵濱廣國櫻德嶋嶌眞惠榮瀨靜壽萬學圓黑淸橫冨峯𠮷郞槗",
    "高崎崎辺辺沢斎斉浜浜広国桜徳島島真恵栄瀬静寿万学円黒清横富峰吉郎橋",
) | {code: one for code in range(0xF900, 0xFB00) if (one := normalize("NFKC", chr(code))) != chr(code)}
_FORMER_NAME = re.compile(r"[(\uff08](?:旧姓|旧氏|旧名)[^)\uff09]*[)\uff09]")


def name_key(text: str) -> str:
    """A person's or a thing's name as it is compared: width, case, blanks, separators and the shape of a character make
    no difference, nor a former name in brackets."""
    return match_key(text) if text.isascii() else _name_key(text)


# Every person stands in several ledgers.
@lru_cache(maxsize=100_000)
def _name_key(text: str) -> str:
    if "旧" in text:
        text = _FORMER_NAME.sub("", text)
    return match_key(text).translate(_SHAPES)


_BETWEEN_SECTIONS = re.compile(r"[\s/・>›→]+")
# 配電部門 and 配電課題 go on with the word; 門司 is a town.
_GOES_ON = re.compile(r"(?<=部)門(?!司)|(?<=課)題")


def lies_within(written: str, wanted: str, key_of: Callable[[str], str]) -> bool:
    """Whether a path of sections (本店 配電部 計画グループ) begins with one, or has it in it: as one part of it or as
    several that follow one another. `wanted` is a key as `key_of` makes it. What is but the beginning of another word
    is no part: 配電部 is none of 配電部門."""
    return begins_with(key_of(written), wanted) or wanted in sections_in(written, key_of)


def begins_with(path: str, wanted: str) -> bool:
    """Whether the key of a path begins with that of a section, and not with the beginning of another word."""
    return path.startswith(wanted) and not _GOES_ON.match(path, len(wanted))


def sections_in(written: str, key_of: Callable[[str], str]) -> set[str]:
    """The keys of the parts of a path and of parts that follow one another."""
    path = [part for part in _BETWEEN_SECTIONS.split(written) if part]
    keys = [key_of(part) for part in path]
    runs = [(first, last) for first in range(len(path)) for last in range(first + 1, len(path) + 1)]
    return {key for first, last in runs for key in ("".join(keys[first:last]), key_of(" ".join(path[first:last])))}


class Index(Generic[K, V]):
    """Values by a key, several where several have it."""

    def __init__(self, pairs: Iterable[tuple[K, V]] = ()) -> None:
        # One alone stands for itself: most keys have one, and there are many.
        self._one: dict[K, V] = {}
        self._several: dict[K, list[V]] = {}
        for key, value in pairs:
            self.add(key, value)

    def add(self, key: K, value: V) -> None:
        """Add a value."""
        before = self._one.setdefault(key, value)
        if before is not value:
            self._several.setdefault(key, [before]).append(value)

    def all(self, key: K) -> list[V]:
        """Every value with that key."""
        several = self._several.get(key)
        if several is not None:
            return several
        one = self._one.get(key)
        return [] if one is None else [one]

    def one(self, key: K) -> V | None:
        """The value with that key, or None where there is none or more than one."""
        return None if key in self._several else self._one.get(key)

    def __contains__(self, key: K) -> bool:
        return key in self._one

    def keys(self) -> Collection[K]:
        """Every key."""
        return self._one.keys()

    def alike(self) -> Collection[list[V]]:
        """The values that share a key with others."""
        return self._several.values()
