"""What a ledger looks like: its fields, the headings they are met under, and how their text is understood.

The forms themselves are data (`resources/ledgers/KIND.toml`, read by `app.formats.ledger_sheets`): a field is added
there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.text import Text


class FieldType(StrEnum):
    """How the text of a cell becomes a value: each type has its normaliser in `app.domain.ledgers.values`."""

    TEXT = "text"
    KEY = "key"
    DATE = "date"
    STATUS = "status"
    MAC = "mac"
    IP = "ip"
    COMPANY = "company"
    SITE = "site"
    ZONE = "zone"
    LIST = "list"
    FLAG = "flag"
    NUMBER = "number"
    # A number of months, however the period is written: 12, 1年, 年2回.
    MONTHS = "months"
    # One of the words that the field itself declares (`Field.words`).
    WORD = "word"


COUNTING = frozenset({FieldType.NUMBER, FieldType.MONTHS})
"""The types whose values are numbers."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a ledger.

    `headings` are what it is met under, the first being the template's; one with a › stands below a group
    (使用者›会社). `under` are group headings that must stand above every heading. `weak` headings mean the field only
    if the values below agree. `unless` are words that rule the field out in a heading (予定). `choices` fill the
    template's drop-down. `words` of a word field are what it may say, each with the other words met for it. `person`
    tells that people stand here: names of companies do not belong to it.
    """

    id: str
    type: FieldType
    title: Text
    help: Text
    headings: tuple[str, ...]
    under: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[str, ...] = ()
    example: str = ""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    person: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """How a title tells a field of all records below it, where no column does.

    `labels` stand before the value (対象システム:…); a name with one of `endings` at its end needs no label. `sheets`
    tells that of several sheets alike each is called by its value. `companies` tells that a title which names a company
    beside the ledger does (`app.domain.ledgers.title_companies`): not where a column holds one of the fields `unless`,
    and without `own` not where it is the organisation itself, which is meant where nothing stands.
    """

    labels: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    sheets: bool = False
    companies: bool = False
    unless: tuple[str, ...] = ()
    own: bool = True


@dataclass(frozen=True, slots=True)
class Period:
    """Two fields that are the first and the last day of a period, either of them empty where there is no such field.

    `names` are what the period is called in headings (契約期間(自), 契約期間 至). A field of `likely` is only likely
    meant: the end of a loan is the day to return, or the day on which it was returned.
    """

    names: tuple[str, ...]
    first: str = ""
    last: str = ""
    likely: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """One kind of ledger. `keys` are the fields that identify a record, tried in order; `titles` name it in a sheet.
    `purpose` says what it tells the officer.

    `key_with` are fields without which the key does not tell records apart (an account is one in a system). `apart` are
    fields whose rows may share a key: an account with several rights has a row for each. `site_field` names the office.
    `marks` are the fields that show what a sheet is about, two of which must be there. `ignored` are headings of row
    numbers, `irrelevant` those of columns that are left out without asking, `foreign` words in headings of other
    ledgers. `neutral` groups leave the meaning of the headings below them as it is; `former` words say that something
    was so once (旧, 異動前) and is no more. `told` are fields that the name of a sheet or a title line may tell.
    `across` are fields that may be laid out as a column each with marks below (a table of rights), the last of them the
    one whose values a mark itself may name (R/W); `stand_ins` identify the records of such a table that has no key.
    `periods` are the fields that are the two ends of one.
    """

    kind: str
    title: Text
    fields: tuple[Field, ...]
    keys: tuple[str, ...]
    key_with: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    site_field: str = "site"
    titles: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    irrelevant: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    told: Mapping[str, Told] = field(default_factory=dict)
    across: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    purpose: Text = Text("", "")
    _by_id: dict[str, Field] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_id.update((f.id, f) for f in self.fields)

    def field(self, identity: str) -> Field:
        """The field of that id. Raises KeyError."""
        return self._by_id[identity]

    def laid_across(self, fields: Sequence[str]) -> str:
        """The field that several columns of a sheet are taken for, of those that may be laid out so; else empty."""
        return next((name for name in self.across if fields.count(name) > 1), "")

    def identifying(self, fields: Sequence[str]) -> tuple[str, ...]:
        """The fields by which the records of a sheet are told apart, the surest first; `fields` are those of its
        columns. A list of people is no list of accounts, but a table of their rights is."""
        keys = tuple(name for name in self.keys if name in fields)
        if keys or not self.across or self.laid_across(fields) != self.across[0]:
            return keys
        return tuple(name for name in self.stand_ins if name in fields)

    def __contains__(self, identity: str) -> bool:
        return identity in self._by_id
