"""Whose name a paper for one person bears, and whether it is the name that was signed (domain handbook §6.5).

Nothing here says that a signature is genuine: names are compared as an officer read them on the paper.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from app.domain.duties import same_person
from app.domain.paper_loop import Printing, Signer

_BRACKETS = {")": "(", "）": "（"}


class Spelling(StrEnum):
    """How a signed name compares with the printed one: as printed but for width and spaces; another spelling of it
    (高橋 for 髙橋, with a post); another name."""

    SAME = "same"
    VARIANT = "variant"
    OTHER = "other"


def printed_person(printing: Printing) -> str:
    """The name of the person for whom a paper was printed, from what it is called: 青木 明 of 「1001 青木 明(配電課)」.
    Empty where it tells a number alone, or no person."""
    called = printing.name.strip()
    # What belongs to nobody by name has the id of its site in its subject.
    if "/" in printing.subject and not called.startswith(printing.subject):
        return ""
    named = _without_section(called)
    first, _space, rest = named.partition(" ")
    if first == printing.subject or any(c.isdecimal() for c in first):
        return rest.strip()
    return named


def spelling(printed: str, signed: str) -> Spelling:
    """How a signed name compares with the printed one."""
    if _plain(printed) == _plain(signed):
        return Spelling.SAME
    return Spelling.VARIANT if same_person(printed, signed) else Spelling.OTHER


def other_spelling(person: str, signers: Iterable[Signer]) -> str:
    """The name as `person` signed it, where that is another spelling than the printed one; else empty."""
    found = {spelling(person, each.name): each.name for each in signers}
    return "" if Spelling.SAME in found else found.get(Spelling.VARIANT, "")


def signed_by(person: str, signers: Iterable[Signer]) -> bool:
    """Whether one of those who signed is that person."""
    return any(spelling(person, each.name) is not Spelling.OTHER for each in signers)


def _without_section(text: str) -> str:
    """A name without the bracket at its end, whatever brackets stand within that."""
    opening = _BRACKETS.get(text[-1:], "")
    depth = 0
    for at in range(len(text) - 1, 0, -1) if opening else ():
        depth += (text[at] == text[-1]) - (text[at] == opening)
        if depth == 0:
            return text[:at].rstrip()
    return text


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
