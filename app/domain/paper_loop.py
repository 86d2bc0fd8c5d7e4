"""Papers that are handed out and come back (domain handbook §6.5): what was printed, what came back, how each stands.

How a paper stands is never stored. It follows from three things: what the paper would say now (its version), what was
printed last, and what came back of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Key = tuple[str, str]
"""A form and whom or what a paper of it is for (`subject`)."""


@dataclass(frozen=True, slots=True)
class Printing:
    """One version of a paper as it was printed first; printed again it keeps its code.

    `site` is the id of the site that hands it in, empty for the company; `number` tells the paper from all others of
    the audit and stays the same in all its editions. `version` is the digest over what it says (twelve hex digits),
    `draft` whether 案 stands across it, `language` the one it is written in, `pages` how many it has.
    """

    code: str
    form: str
    subject: str
    site: str
    name: str
    title: str
    number: str
    edition: int
    version: str
    draft: bool
    language: str
    pages: int
    printed_at: str
    printed_by: str

    @property
    def key(self) -> Key:
        """Which paper it is an edition of."""
        return self.form, self.subject


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a paper in a scan: the page of the paper, the scan by its digest, the page there, both from 1."""

    page: int
    scan: str
    at: int


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, as the officer read it on the paper; `role` is what the line was for, where that is told.

    Where a paper is for one person and somebody else signed it, `instead_of` is the printed name, `reason` why it is
    taken nevertheless. A `reason` without it is why a name that stands before this one stands here again."""

    name: str
    role: str = ""
    instead_of: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """What came back of a printing: its pages in scans, and who signed it on which day as an officer entered it.

    `by_hand` tells that an officer said which paper it is (手動照合), because nothing on the scan could be read.
    `marked_at` is when the signatures were entered. A return that was withdrawn stays with its reason.
    """

    id: str
    code: str
    leaves: tuple[Leaf, ...]
    by_hand: bool
    at: str
    by: str
    signers: tuple[Signer, ...] = ()
    signed_on: date | None = None
    marked_at: str = ""
    marked_by: str = ""
    withdrawn_at: str = ""
    withdrawn_by: str = ""
    withdrawn_reason: str = ""

    @property
    def withdrawn(self) -> bool:
        """Whether it does not count any more."""
        return bool(self.withdrawn_at)

    @property
    def signed(self) -> bool:
        """Whether it was entered who signed it, and when."""
        return bool(self.signers) and self.signed_on is not None

    def missing(self, pages: int) -> tuple[int, ...]:
        """The pages of the paper that have not come back."""
        there = {leaf.page for leaf in self.leaves}
        return tuple(page for page in range(1, pages + 1) if page not in there)


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that was kept, byte for byte as it came."""

    sha256: str
    name: str
    media_type: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A printing that was taken back (取消), when and by whom: its paper may have gone out all the same. `restored`
    tells that it counts again, as an officer filed its scan by hand."""

    printing: Printing
    at: str
    by: str
    restored: bool = False


class State(StrEnum):
    """How a paper stands: 未印刷, 印刷済, 回収済 (署名者未入力), 回収済(署名済), 差替要, 印刷取消."""

    UNPRINTED = "unprinted"
    PRINTED = "printed"
    RETURNED = "returned"
    SIGNED = "signed"
    OUTDATED = "outdated"
    TAKEN_BACK = "taken_back"


OUT = (State.UNPRINTED, State.PRINTED, State.OUTDATED, State.TAKEN_BACK)
"""What is still out: not printed, not back, to be replaced, or out although its printing was taken back."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a paper would say now: its version, and whether 案 would stand across it."""

    version: str
    draft: bool


def standing(
    printings: Sequence[Printing],
    returned: Return | None,
    wanted: Wanted | None,
    *,
    entered: bool = False,
    taken_back: bool = False,
) -> State:
    """How a paper stands: `printings` are its editions, the first one first, `returned` what came back of the last one,
    `wanted` what it would say now (None: such a paper is not made any more). `entered` tells that it is the
    record of what was found on a day: what changes after it, often because of it, outdates it no more. `taken_back`
    tells that it was printed once, and all of its printings were taken back."""
    if not printings:
        return State.TAKEN_BACK if taken_back else State.UNPRINTED
    last = printings[-1]
    same = wanted is not None and (last.version, last.draft) == (wanted.version, wanted.draft)
    if not same and not entered:
        return State.OUTDATED
    if returned is None or returned.missing(last.pages):
        return State.PRINTED
    return State.SIGNED if returned.signed else State.RETURNED


def editions(printings: Iterable[Printing]) -> dict[Key, tuple[Printing, ...]]:
    """The printings of each paper, the first edition first."""
    found: dict[Key, list[Printing]] = {}
    for each in printings:
        found.setdefault(each.key, []).append(each)
    return {key: tuple(sorted(own, key=lambda p: p.edition)) for key, own in found.items()}


def standing_returns(returns: Iterable[Return]) -> dict[str, Return]:
    """What came back of each printing and counts, by code."""
    return {each.code: each for each in returns if not each.withdrawn}


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page of a scan: its number there from 1, what was read in the QR codes on it, and whether nothing is on it, as
    on the back of a sheet."""

    at: int
    texts: tuple[str, ...]
    blank: bool = False


def with_leaves(before: Sequence[Leaf], more: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """Leaves in the order of the paper; a page that is there already stays as it is."""
    by_page = {leaf.page: leaf for leaf in before}
    for leaf in more:
        by_page.setdefault(leaf.page, leaf)
    return tuple(by_page[page] for page in sorted(by_page))
