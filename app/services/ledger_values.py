"""What the store of ledgers takes and gives; `app.services.ports` hands them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.ledgers import Record


@dataclass(frozen=True, slots=True)
class Undone:
    """When, by whom and why an import was taken back."""

    at: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One import of one ledger file. Counts: read = added + changed + unchanged + rejected + skipped.

    A ledger may come in several files, one for each region or system: each of them with its newer versions is a part.
    `counts` have the number of the part under `PART` where it is not the first, and what stood of other parts under
    `KEPT`.

    `mapping` is sheet → heading → field; `site` is the office the whole file belongs to, or empty. `undone` tells that
    it was taken back: nothing that it brought is on record any more, but unchanged rows stand in its file as well.
    """

    id: str
    kind: str
    source: str
    sha256: str
    at: str
    by: str
    mapping: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    site: str = ""
    undone: Undone | None = None

    @property
    def part(self) -> int:
        """The number of the part of the ledger, from 1."""
        return self.counts.get(PART, 1)

    @property
    def kept_fields(self) -> frozenset[str]:
        """The fields that the file has no column for and of which what was told before stays."""
        return frozenset(name.removeprefix(KEPT_FIELD) for name in self.counts if name.startswith(KEPT_FIELD))


PART, KEPT, KEPT_FIELD = "part", "kept", "kept."
"""In `Batch.counts`: the part of the ledger to which the file belongs, and how many records of other parts stay that
it could have taken away."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the records of one import compare with those on record. `struck` are match keys of records that stay struck
    off by hand (among the unchanged), `back` of those that come back, `by_hand` of those that were added by hand.

    `met` counts those with the match key of a record that stands from an import before; `before` has of those of them
    that changed the import and the values it brought, by match key.
    """

    added: int
    changed: int
    unchanged: int
    struck: frozenset[str] = frozenset()
    back: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    met: int = 0
    before: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Restored:
    """What taking an import back did: records removed that it had added, put back as they were, and no longer gone."""

    removed: int
    reverted: int
    returned: int


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record that an import added, changed or found gone; `before`/`after` are field values, `brought` is the id of
    the import that had brought it as it was before (empty: by hand, or there was none)."""

    match_key: str
    key: str
    change: str
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None
    brought: str = ""


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One ledger record as it lies in the file, for a table row or the side panel.

    `batch` and `file` are empty for a record that was added by hand; `struck` tells that it was struck off by hand.
    """

    id: int
    record: Record
    batch: str
    file: str
    gone: bool
    struck: bool = False


@dataclass(frozen=True, slots=True)
class RecordScope:
    """Which earlier records an import replaces: those of some sheets, at some offices as the ledger names them, brought
    by some imports. Empty sheets and `sites` do not limit, nor does None for `batches`."""

    sheets: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    batches: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """What a ledger table shows: free text, per-field text, order; `keys` limits to given match keys, `sites` to
    offices as the ledger names them, `most` to the first so many (0: all)."""

    text: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    descending: bool = False
    keys: frozenset[str] | None = None
    with_gone: bool = False
    sites: frozenset[str] | None = None
    most: int = 0


ADDED, STRUCK = "added", "struck"
"""What a hand may have done to a whole record (`Hand.act`)."""


@dataclass(frozen=True, slots=True)
class Hand:
    """That a record was added (`added`) or struck off (`struck`) by hand: who, when and why."""

    kind: str
    record: str
    act: str
    at: str
    by: str
    reason: str = ""
