"""Arguments that argparse has no type for. What they raise is shown as the reason of a usage error."""

from __future__ import annotations

import re
import unicodedata
from argparse import ArgumentTypeError
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.domain.ledgers import dates
from app.domain.plan import Milestone, Stage
from app.domain.sampling import Condition
from app.domain.text import one_line
from app.errors import UserError
from app.i18n import gettext as _
from app.services.ledger_telling import Saying
from app.services.typed_days import why_no_day

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_Word = TypeVar("_Word", bound=StrEnum)


def day(text: str) -> date:
    """A day in any form that a ledger may have it in: 2027-03-31, 2027/3/31, 令和9年3月31日, R9.3.31."""
    if _ISO.fullmatch(text):  # Whether it can be a day of this audit, who takes it says.
        with suppress(ValueError):
            return date.fromisoformat(text)
    written, problem = dates.parse(text)
    if written:
        return date.fromisoformat(written)
    raise ArgumentTypeError(_why_no_day(text, problem))


NO_DAY = date.min
"""What `day_or_blank` gives for a day that is taken away."""


def day_or_blank(text: str) -> date:
    """As `day`; nothing takes a day away that was entered."""
    return day(text) if text.strip() else NO_DAY


def _why_no_day(text: str, problem: str) -> str:
    why = why_no_day(text)
    if why is None:  # A day, or nothing, which is no day of this audit.
        why = UserError(problem, value=text) if problem else UserError("day_unreadable", text=text)
    return why.sentence(_)


def narrow(text: str) -> str:
    """A number as it is typed with a Japanese keyboard: full-width figures and signs are figures and signs."""
    return unicodedata.normalize("NFKC", text).strip()


def row(text: str) -> int:
    """The number of a row, from 1."""
    return _counted(text, _("“{text}” is no row; rows are numbered from 1."))


def number(text: str) -> int:
    """The number of a measure, or how many there are to be, from 1."""
    return _counted(text, _("“{text}” is no number from 1."))


def _counted(text: str, refusal: str) -> int:
    # What SQLite can count; nobody has more.
    digits = narrow(text)
    if not (digits.isascii() and digits.isdecimal() and 1 <= int(digits[:20]) < 2**31):
        raise ArgumentTypeError(refusal.format(text=text))
    return int(digits)


def setting(text: str) -> str:
    """A whole number, a day, or nothing; what is written in digits alone may be either."""
    digits = text.removeprefix("-")
    if not text or (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        return text
    written, problem = dates.parse(text)
    if written:
        return written
    if problem not in (dates.IMPOSSIBLE, dates.WRONG_ERA, dates.AMBIGUOUS):
        told = _("“{text}” is neither a whole number nor a day as 2024-04-01 or R6.4.1.")
        raise ArgumentTypeError(told.format(text=text))
    raise ArgumentTypeError(_why_no_day(text, problem))


def percent(text: str) -> int:
    """A percentage with at most two decimals, in hundredths of a percent."""
    number, _dot, decimals = narrow(text).removesuffix("%").partition(".")
    digits = number + decimals.ljust(2, "0")
    if not (digits.isascii() and digits.isdecimal() and number and len(decimals) <= 2 and len(number) <= 3):
        raise ArgumentTypeError(_("“{text}” is no percentage.").format(text=text))
    return int(digits)


def condition(text: str) -> Condition:
    """FIELD=TEXT: the rows in whose field the text stands."""
    field, sign, wanted = text.partition("=")
    if not sign or not field.strip() or not wanted.strip():
        raise ArgumentTypeError(_("“{text}” is not FIELD=TEXT.").format(text=text))
    return Condition(field.strip(), wanted.strip())


def mapping(text: str) -> tuple[str, str]:
    """HEADING=FIELD; an empty field leaves the column out."""
    heading, sign, field = text.rpartition("=")
    if not sign or not heading:
        raise ArgumentTypeError(_("“{text}” is not HEADING=FIELD.").format(text=text))
    return heading, field.strip()


def given(text: str) -> tuple[str, str]:
    """FIELD=VALUE; an empty value empties the field."""
    # A Japanese keyboard writes the sign in full width.
    field, sign, value = text.replace("＝", "=", 1).partition("=") if "=" not in text else text.partition("=")
    if not sign or not field.strip():
        raise ArgumentTypeError(_("“{text}” is not FIELD=VALUE.").format(text=text))
    return field.strip(), value


def saying(text: str) -> Saying:
    """[SHEET!]FIELD=VALUE: what holds for all rows of a sheet, or of all sheets; an empty value takes it away."""
    place, value = given(text)
    sheet, _sign, field = place.rpartition("!")
    if not field.strip():
        raise ArgumentTypeError(_("“{text}” is not FIELD=VALUE.").format(text=text))
    return Saying(sheet.strip(), field.strip(), value)


def mark(text: str) -> tuple[str, str]:
    """MARK=RIGHT: what a mark in a table of rights means; empty for what is not taken."""
    sign, equals, right = (text.replace("＝", "=", 1) if "=" not in text else text).rpartition("=")
    if not equals or not sign.strip():
        raise ArgumentTypeError(_("“{text}” is not MARK=RIGHT.").format(text=text))
    return sign.strip(), right.strip()


def office(text: str) -> tuple[str, str]:
    """NAME=SITE: the site that an office of a ledger means; `+` a new one, empty none."""
    name, sign, site = text.rpartition("=")
    if not sign or not name.strip():
        raise ArgumentTypeError(_("“{text}” is not NAME=SITE.").format(text=text))
    return name.strip(), site.strip()


def person(text: str) -> str:
    """The name of a person, on one line."""
    name = one_line(text)
    if not name:
        raise ArgumentTypeError(_("“{text}” is no name.").format(text=text))
    return name


def word_of(kind: type[_Word]) -> Callable[[str], _Word]:
    """A type for the words of an enumeration."""

    def word(text: str) -> _Word:
        try:
            return kind(text)
        except ValueError:
            raise ArgumentTypeError(
                _("“{text}” is not among: {choices}.").format(text=text, choices=", ".join(kind))
            ) from None

    return word


def stage(text: str) -> Milestone:
    """STAGE=START..END; without END it lasts one day."""
    name, _equals, days = text.partition("=")
    start, _dots, end = days.partition("..")
    return Milestone(word_of(Stage)(name), day(start), day(end or start))
