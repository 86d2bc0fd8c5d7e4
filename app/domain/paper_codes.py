"""Codes of papers: eight characters for people and keyboards, and the line of text that a QR code carries.

A code is seven characters of Crockford's base 32 and a check character over the field of 32 elements, which notices
every single wrong character and every two that changed places.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: neither I, L, O nor U."""
LENGTH = 8
TAG = "SHDN1"
"""Begins what a QR code of ours carries; another arrangement of it has another number."""

_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_APART = re.compile(r"[\s\-‐-―−ー_]+")
_CHECK = 2
MOST_PAGES = 99
"""No paper has more pages: their numbers have two digits in a QR code."""
_PAYLOAD = re.compile(
    rf"{TAG}(?P<audit>[0-9A-F]{{8}})(?P<form>[A-Z]{{2}})(?P<code>[0-9A-Z]{{{LENGTH}}})(?P<version>[0-9A-F]{{8}})"
    rf"(?P<page>\d\d)(?P<pages>\d\d)(?P<check>[0-9A-Z]{{{_CHECK}}})"
)


def _powers() -> tuple[int, ...]:
    """The powers of the primitive element of the field of 32 elements (x⁵ + x² + 1)."""
    found, value = [], 1
    for _ in range(31):
        found.append(value)
        value = (value << 1) ^ (0b100101 if value & 0b10000 else 0)
    return tuple(found)


_POWERS = _powers()
_LOGS = {value: number for number, value in enumerate(_POWERS)}


def check_character(body: str) -> str:
    """The character that makes a code of seven others. Raises ValueError for a character that no code has."""
    total = 0
    for place, character in enumerate(body, start=1):
        value = ALPHABET.index(character)
        if value:
            total ^= _POWERS[(_LOGS[value] + place) % 31]
    return ALPHABET[total]


def make_code(*parts: str) -> str:
    """The code of what `parts` name: the same parts have the same code, wherever it is made."""
    number = int.from_bytes(sha256("\n".join(parts).encode("utf-8", "surrogatepass")).digest()[:8], "big")
    body = "".join(ALPHABET[number >> (5 * place) & 31] for place in range(LENGTH - 1))
    return body + check_character(body)


def shown_code(code: str) -> str:
    """A code as people read it: 7K3M-9Q2A."""
    return f"{code[:4]}-{code[4:]}"


def folded_code(text: str) -> str:
    """What somebody typed or a scanner sent as a code would be written: full width, small letters, blanks and hyphens
    are forgiven, and letters that look like figures. Of the text of a QR code it is the code in it."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if (found := read_payload(plain)) is not None:
        return found.code
    return _APART.sub("", plain).translate(_ALIKE)


def is_code(code: str) -> bool:
    """Whether a folded code has eight characters and the check character is right."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET) and check_character(code[:-1]) == code[-1]


@dataclass(frozen=True, slots=True)
class Payload:
    """What a QR code of a paper says: the audit (its first eight digits), the form (two letters), the code, the version
    printed (its first eight digits), and which page of how many it stands on."""

    audit: str
    form: str
    code: str
    version: str
    page: int
    pages: int

    def text(self) -> str:
        """As it stands in a QR code: 37 letters and figures, which the second smallest one holds."""
        body = f"{TAG}{self.audit}{self.form}{self.code}{self.version}{self.page:02d}{self.pages:02d}"
        return body + _sum(body)


def read_payload(text: str) -> Payload | None:
    """What a QR code says; None for one that is not ours or does not agree with its own check."""
    found = _PAYLOAD.fullmatch(text)
    if found is None or _sum(text[:-_CHECK]) != found["check"] or not is_code(found["code"]):
        return None
    page, pages = int(found["page"]), int(found["pages"])
    if not 1 <= page <= pages:
        return None
    return Payload(found["audit"], found["form"], found["code"], found["version"], page, pages)


def audit_mark(identity: str) -> str:
    """An audit as payloads name it."""
    digits = re.sub(r"[^0-9A-F]", "", identity.upper())
    if len(digits) >= 8 and len(digits) == len(identity.replace("-", "")):
        return digits[:8]
    return sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:8].upper()


def version_mark(version: str) -> str:
    """A version as payloads name it."""
    return version[:8].upper()


def _sum(body: str) -> str:
    number = int.from_bytes(sha256(body.encode("ascii", "replace")).digest()[:2], "big")
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in range(_CHECK))
