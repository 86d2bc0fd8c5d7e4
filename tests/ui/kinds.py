"""Qt hands out widgets and items by their base class, or none: what a test takes them for is asked here."""

from typing import TypeVar

T = TypeVar("T")


def being(kind: type[T], found: object) -> T:
    """What was found, as the kind it has to be; anything else, None too, fails the test."""
    assert isinstance(found, kind), f"{found!r} is no {kind.__name__}"
    return found
