"""Which of two versions comes first: Semantic Versioning §11 (https://semver.org/spec/v2.0.0.html), rc before final.

`installer/changelog.py`, which stands alone, orders them the same way; a test compares the two.
"""

from __future__ import annotations

import re

_NUMBER = r"(?:0|[1-9][0-9]*)"
_WORD = r"(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
_SEMVER = re.compile(
    rf"(?P<numbers>{_NUMBER}\.{_NUMBER}\.{_NUMBER})"
    rf"(?:-(?P<before>{_WORD}(?:\.{_WORD})*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?"
)
_LONGEST = 100


def precedence(version: str) -> tuple[object, ...]:
    """A key by which versions are ordered. Raises ValueError for what is no version of Semantic Versioning."""
    found = _SEMVER.fullmatch(version) if len(version) <= _LONGEST else None
    if found is None:
        raise ValueError(f"{version[:_LONGEST]} is no version of Semantic Versioning")
    numbers = tuple(int(number) for number in found["numbers"].split("."))
    if found["before"] is None:
        return (numbers, 1)
    words = ((0, int(word), "") if word.isdigit() else (1, 0, word) for word in found["before"].split("."))
    return (numbers, 0, tuple(words))


def newer(version: str, before: str) -> bool:
    """Whether `version` comes after `before`; False where one of them is no version."""
    try:
        return precedence(version) > precedence(before)
    except ValueError:
        return False
