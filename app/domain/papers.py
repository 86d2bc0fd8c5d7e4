"""The words of a paper that people sign or fill in (domain handbook §6.5): addressee, statement, articles, who signs.

The words themselves are data (`resources/forms/NAME.toml`, read by `app.formats.papers`): a company can see them there,
and its lawyer can change them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.grades import Role
from app.domain.text import Text

PLACES = frozenset({"organisation", "representative", "affiliates", "period", "as_of"})
"""What may stand in braces in the words of a paper."""

_BRACES = re.compile(r"\{([^{}]*)\}")


class SignField(StrEnum):
    """The lines on which somebody signs."""

    DATE = "date"
    TIME = "time"
    SECTION = "section"
    NUMBER = "number"
    NAME = "name"
    COMPANY = "company"
    ADDRESS = "address"
    REPRESENTATIVE = "representative"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or article; `roles` are those for which it is printed, empty for all."""

    text: Text
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: role (None where the title says it), the lines to fill in, the word in the circle of the seal (None:
    no seal). `beside` is printed beside the one before."""

    role: Text | None
    fields: tuple[SignField, ...]
    seal: Text | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class PaperText:
    """All words of one form. `begin` and `end` stand around the particulars (記, 以上); `checks` are lines with a box,
    `notes` tell how it is filled in; `checkpoints` are those that a sheet for a walk reminds of."""

    title: Text
    signers: tuple[Signer, ...]
    addressee: Text | None = None
    begin: Text | None = None
    end: Text | None = None
    statements: tuple[Sentence, ...] = ()
    articles: tuple[Sentence, ...] = ()
    checks: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()
    checkpoints: tuple[str, ...] = ()


def for_role(sentences: Iterable[Sentence], role: Role) -> tuple[Text, ...]:
    """The sentences that are printed for a role."""
    return tuple(each.text for each in sentences if not each.roles or role in each.roles)


def places_in(text: str) -> frozenset[str]:
    """What stands in braces in a text."""
    return frozenset(_BRACES.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with values in place of their braces; braces without a value stand as they are."""
    return _BRACES.sub(lambda found: values.get(found[1], found[0]), text)
