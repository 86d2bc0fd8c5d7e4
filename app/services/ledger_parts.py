"""Whether a file is a newer version of what is on record, or a further part of its ledger.

Companies keep one file for each region or system: what stands of another file is not gone because this one lacks it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.services.ports import Batch

STAYING = 3
"""A part is replaced where at least one in so many of its records is in the file: of a ledger that is kept on, most are
there half a year later, while a file of another region has hardly any of them."""

HARDLY = 20
"""Fewer in common than one in so many of the smaller side are met by chance: a terminal that moved to another region,
somebody with an ID in both systems."""

FEW = 3
"""Of so few records nobody can tell by their keys."""


@dataclass(frozen=True, slots=True)
class PartShare:
    """A part of the ledger: its number, the file that it stands in, how many records of it were on record within the
    scope of the import, and how many of these (`met`) the new file has as well."""

    part: int
    file: str
    records: int
    met: int

    @property
    def missing(self) -> int:
        """How many records the new file lacks."""
        return self.records - self.met


@dataclass(frozen=True, slots=True)
class Parts:
    """Where a file belongs: `part` is its own, `replaced` are those of which it is a newer version, what it lacks of
    them being gone; `shares` are all that it may be a newer version of, those it has most of first.

    `doubtful` tells that neither the keys nor the officer say it: then it is a further part, and nothing is gone.
    """

    part: int = 1
    replaced: tuple[int, ...] = ()
    shares: tuple[PartShare, ...] = ()
    said: bool = False
    doubtful: bool = False

    @property
    def matters(self) -> bool:
        """Whether it makes a difference for any record."""
        return any(share.missing for share in self.shares)

    @property
    def kept(self) -> int:
        """How many records the file lacks that stay, as they are of other parts."""
        return sum(share.missing for share in self.shares if share.part not in self.replaced)

    @property
    def met(self) -> int:
        """How many records on record the file has as well."""
        return sum(share.met for share in self.shares)


def shares_of(batches: Sequence[Batch], before: Mapping[str, int], after: Mapping[str, int]) -> tuple[PartShare, ...]:
    """The parts that stand, by how many records each import had brought last before and after a new one."""
    records: Counter[int] = Counter()
    left: Counter[int] = Counter()
    files: dict[int, str] = {}
    for batch in batches:
        if batch.id in before:
            records[batch.part] += before[batch.id]
            left[batch.part] += after.get(batch.id, 0)
            files[batch.part] = batch.source
    found = (PartShare(part, files[part], count, count - left[part]) for part, count in records.items())
    return tuple(sorted(found, key=lambda share: (-share.met, share.part)))


def decide(shares: tuple[PartShare, ...], read: int, new: int, said: frozenset[int] | None = None) -> Parts:
    """Where a file of `read` records belongs. `new` is the number of a further part, `said` what the officer says:
    the parts it is a newer version of, or none of them."""
    standing = frozenset(share.part for share in shares)
    if not standing:
        return Parts(new, said=said is not None)
    if said is not None and (not said or said & standing):
        replaced = tuple(sorted(said & standing))
        return Parts(replaced[0] if replaced else new, replaced, shares, said=True)
    replaced = tuple(sorted(share.part for share in shares if share.met * STAYING >= share.records))
    if replaced:
        return Parts(replaced[0], replaced, shares)
    small = min(read, sum(share.records for share in shares)) <= FEW
    return Parts(new, shares=shares, doubtful=small or any(_some(share, read) for share in shares))


def takes_much(parts: Parts, sites: int) -> bool:
    """Whether more would be gone than a newer version lacks: most of a part, or all records of `sites` that the file
    does not name. A file of one region has a third of one for all, too."""
    replaced = [share for share in parts.shares if share.part in parts.replaced]
    return bool(sites) or any(share.missing * 2 > share.records for share in replaced)


def newer_of(parts: Parts, read: int) -> frozenset[int]:
    """The parts of which a file of `read` records is a newer version where somebody says that it is one, but not of
    which; none where that cannot be told."""
    if parts.replaced or len(parts.shares) == 1:
        return frozenset(parts.replaced or (share.part for share in parts.shares))
    some = [share.part for share in parts.shares if _some(share, read)]
    return frozenset(some) if len(some) == 1 else frozenset()


def _some(share: PartShare, read: int) -> bool:
    """Whether a file of `read` records has more of a part than it may have by chance."""
    return share.met * HARDLY >= min(share.records, read)


def likeliest(parts: Parts) -> int:
    """The part to which a file belongs that may lack records since it was cut short, and takes nothing away."""
    best = max(parts.shares, key=lambda share: share.met, default=None)
    return parts.part if parts.replaced or best is None or not best.met else best.part


def next_part(batches: Sequence[Batch]) -> int:
    """The number of a further part."""
    return max((batch.part for batch in batches), default=0) + 1


def before_in_part(batches: Sequence[Batch], batch: Batch) -> Batch | None:
    """The import of which `batch` brought a newer version: the last one before it of its part that still holds."""
    earlier = [b for b in batches[: batches.index(batch)] if b.part == batch.part and b.undone is None]
    return earlier[-1] if earlier else None


def place(batches: Sequence[Batch], batch: Batch, translate: Callable[[str], str]) -> str:
    """In words whether an import brought a newer version of a file before, or another part of the ledger; `batches`
    are those of its kind."""
    _ = translate
    before = before_in_part(batches, batch)
    if before is not None:
        return _("Newer version of {file}").format(file=before.source)
    return _("Another part") if batch.part > 1 else _("First import")
