"""Names of files that are handed in: legal on Windows, at most 100 characters, the same for the same content.

Pure; issued names are compared as Windows does, without regard to case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 100
"""Characters (UTF-16, as Windows counts them) that a name may have, its suffix included."""
MOST_BYTES = 240
"""Bytes in UTF-8: file systems of Linux hold 255, of which a draft beside the file takes some."""
PATH_MOST = 259
"""Characters that a whole path may have on Windows (MAX_PATH without its closing zero)."""

FORBIDDEN = frozenset('<>:"/\\|?*')
"""Signs that Windows takes in no name."""
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z0-9][A-Za-z0-9_-]{0,19}\Z")
_UNSEEN = "Cf"
"""Direction and zero-width signs are not seen: a name must not read otherwise than it is."""
_BROKEN = ("Cc", "Cs", "Zl", "Zp")
"""Categories of signs that break a name: control signs, halves of letters, ends of lines."""
_LONGEST_SUFFIX = 10
_FOR = "-"
_DIGITS = 3
_ROOM = 7
"""Signs kept for the number: an underscore and up to six digits, so that all names of one place are cut alike."""


def legal(text: str, instead: str = _FOR) -> str:
    """`text` as a part of a name: NFC, what Windows forbids, control and direction signs and every kind of blank
    replaced, no dot or sign of replacement at its ends. May be empty."""
    found: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        category = unicodedata.category(letter)
        if category == _UNSEEN:
            continue
        if letter in FORBIDDEN or category in _BROKEN or category == "Zs":
            letter = instead
        if letter != instead or not found or found[-1] != instead:
            found.append(letter)
    # Anew: a letter and its mark may have had a sign between them that is gone.
    said = unicodedata.normalize("NFC", "".join(found)).strip(f". {instead}")
    # A mark without its letter would join the sign before the part.
    while said and unicodedata.category(said[0]).startswith("M"):
        said = said[1:].lstrip(f". {instead}")
    return said


def suffix_of(name: str) -> str:
    """The suffix of a name as it came, by which programs know the file; empty where it has none that is one.

    `議事録.2026年` ends in no suffix. Of a packed archive (`.tar.gz`) both parts belong to it. What is not seen, and
    the blanks and dots at the end, which Windows drops, hide none.
    """
    seen = _trimmed("".join(c for c in name if unicodedata.category(c) not in (_UNSEEN, *_BROKEN)))
    last = _SUFFIX.search(seen)
    if last is None or last.start() == 0:
        return ""
    before = seen[: last.start()]
    return (".tar" if before.lower().endswith(".tar") and len(before) > 4 else "") + last.group()


def units(text: str) -> int:
    """Characters as Windows counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitted(stem: str, suffix: str, *, keep: int = 0, most: int = MOST) -> str:
    """`stem` cut so that with its suffix and `keep` signs in ASCII it is not too long; never within a letter that is
    made of several signs."""
    letters = clusters(stem)
    while letters and not _fits("".join(letters), suffix, keep, most):
        letters.pop()
    return "".join(letters).rstrip(f". {_FOR}")


def _fits(stem: str, suffix: str, keep: int, most: int) -> bool:
    name = stem + suffix
    return units(name) + keep <= most and len(name.encode("utf-8", "surrogatepass")) + keep <= MOST_BYTES


def clusters(text: str) -> list[str]:
    """The letters of a text as people see them: a sign with its marks, variants and modifiers, flags in pairs."""
    found: list[str] = []
    for letter in text:
        if found and (_joins(letter) or _is_second_half(found[-1], letter)):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _joins(letter: str) -> bool:
    # Marks (variation selectors among them), half-width voicing signs, tones of skin, vowels and ends of Hangul.
    return (
        unicodedata.category(letter).startswith("M")
        or letter in "\uff9e\uff9f\u200d"
        or 0x1F3FB <= ord(letter) <= 0x1F3FF
        or 0x1160 <= ord(letter) <= 0x11FF
    )


def _is_second_half(before: str, letter: str) -> bool:
    return len(before) == 1 and _is_flag(before) and _is_flag(letter)


def _is_flag(letter: str) -> bool:
    return 0x1F1E6 <= ord(letter) <= 0x1F1FF


def guarded(name: str) -> str:
    """`name`, with a sign before it where Windows knows a device by it."""
    return f"_{name}" if _RESERVED.fullmatch(name.partition(".")[0].rstrip()) else name


def folded(name: str) -> str:
    """What two names have in common that are one for Windows or macOS."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_legal(name: str, most: int = MOST) -> bool:
    """Whether a name can be written on Windows as it stands, and is not too long."""
    return (
        bool(name)
        and units(name) <= most
        and len(name.encode("utf-8", "surrogatepass")) <= MOST_BYTES
        and name == unicodedata.normalize("NFC", name)
        and not name.endswith((".", " "))
        and not any(c in FORBIDDEN or unicodedata.category(c) in (_UNSEEN, *_BROKEN) for c in name)
        and guarded(name) == name
    )


def legal_name(name: str, most: int = MOST) -> str:
    """A whole name as somebody gave it, changed no more than it has to be so that `is_legal` holds: blanks within it
    stay, what Windows forbids becomes _, devices and empty names get a _ before, a long one is cut before its suffix.
    """
    seen = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) != _UNSEEN)
    plain = "".join("_" if c in FORBIDDEN or unicodedata.category(c) in _BROKEN else c for c in seen)
    # Anew: a letter and its mark may have had a sign between them that is gone.
    plain = unicodedata.normalize("NFC", _trimmed(plain.lstrip()))
    plain = guarded(plain or "_")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or not stem or len(suffix) > _LONGEST_SUFFIX:
        stem, dot, suffix = plain, "", ""
    end = dot + suffix
    if _fits(stem, end, 0, most):
        return stem + end
    letters = clusters(stem)
    # One sign is kept for what guards a reserved name.
    while letters and not _fits("".join(letters), end, 1, most):
        letters.pop()
    return guarded((_trimmed("".join(letters)) or "_") + end)


def _trimmed(text: str) -> str:
    """Without blanks and dots at its end, of which Windows drops the plain ones."""
    while text and (text[-1] == "." or text[-1].isspace()):
        text = text[:-1]
    return text


def titled(stem: str, suffix: str, *, marking: str = "", most: int = MOST) -> str:
    """The name of a report: `marking` (【社外秘】), its words, its suffix."""
    words = unicodedata.normalize("NFC", legal(marking) + (legal(stem) or "_"))
    # One sign is kept for what guards a reserved name.
    return guarded(fitted(words, suffix, keep=1, most=most) + suffix)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be named: where it belongs (`checkpoint`, the name of its `site`), and what it was called."""

    checkpoint: str
    site: str
    original: str


def numbered(wanted: Iterable[Wanted], *, marking: str = "", most: int = MOST) -> tuple[str, ...]:
    """`checkpoint_site_seq` with the suffix of the original, in the order given; the numbers of a place run from 001.

    No two of them are one for a file system that does not tell cases apart. The same files in the same order have the
    same names.
    """
    counts: dict[str, int] = {}
    names = []
    for each in wanted:
        suffix = suffix_of(each.original)
        stem = "_".join(part for part in (legal(each.checkpoint), legal(each.site)) if part) or "_"
        stem = unicodedata.normalize("NFC", legal(marking) + stem)
        stem = guarded(fitted(stem, suffix, keep=_ROOM + 1, most=most) or "_")
        key = folded(stem)
        counts[key] = counts.get(key, 0) + 1
        names.append(f"{stem}_{counts[key]:0{_DIGITS}d}{suffix}")
    return tuple(names)


def too_deep(folder: str, relative: Iterable[str]) -> int:
    """By how many characters the longest path below `folder` is longer than Windows allows; 0 where none is."""
    longest = max((units(each) for each in relative), default=0)
    return max(0, units(folder) + 1 + longest - PATH_MOST)
