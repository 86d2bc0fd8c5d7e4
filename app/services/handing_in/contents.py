"""What a hand-in folder is made of, as values: its parts, the files of each, and what speaks against handing it in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.file_names import too_deep
from app.domain.history import Entry
from app.domain.house_style import Recipient

Translate = Callable[[str], str]
Translations = Callable[[str], Translate]

BUILT = "handin.built"
"""The act of the history: a hand-in folder was built. Its `index` is the digest of the list of digests."""
SUMS = "SHA256SUMS.txt"
"""The list of digests, named alike in every language: by it a folder is known."""


class Part(StrEnum):
    """What may go into the folder, in its order."""

    PLAN = "plan"
    PLAN_LIST = "plan-list"
    PROGRESS = "progress"
    RESULTS = "results"
    FINDINGS = "findings"
    CONFIRMATIONS = "confirmations"
    PAPERS = "papers"
    EVIDENCE = "evidence"


REPORTS: Mapping[Part, tuple[str, str]] = {
    Part.PLAN: ("plan", ".pdf"),
    Part.PLAN_LIST: ("plan", ".xlsx"),
    Part.PROGRESS: ("progress", ".pdf"),
    Part.RESULTS: ("results", ".pdf"),
    Part.FINDINGS: ("findings", ".xlsx"),
    Part.CONFIRMATIONS: ("attestation", ".pdf"),
}
"""The reports among them: kind as on the command line, and as what they are written. A new one is one line here, one
in `Part` and its words below."""

USUAL = frozenset(Part) - {Part.PROGRESS}
"""What goes in unless somebody says otherwise: progress is reported when there was a filing before."""


def part_words(translate: Translate) -> dict[Part, str]:
    """What each part is called, in the window and as the name of its file or folder."""
    _ = translate
    return {
        Part.PLAN: _("Improvement plan"),
        Part.PLAN_LIST: _("Improvement plan (tables)"),
        Part.PROGRESS: _("Progress report"),
        Part.RESULTS: _("Report on the results of the self-audit"),
        Part.FINDINGS: _("List of findings"),
        Part.CONFIRMATIONS: _("All confirmations"),
        Part.PAPERS: _("Papers that came back"),
        Part.EVIDENCE: _("Evidence files"),
    }


@dataclass(frozen=True, slots=True)
class Proof:
    """What a file is there for: the checkpoint and the name of the site that it proves (empty for a report), what it
    was called (`title` of a paper or report), the day it was registered (ISO), and what is to be known of it."""

    title: str
    checkpoint: str = ""
    site: str = ""
    question: str = ""
    registered: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the folder: its path in it with `/`, the digest by which its bytes are kept and its size in bytes; a
    report, which is made only then, has neither."""

    part: Part
    path: str
    proofs: tuple[Proof, ...]
    sha256: str = ""
    size: int = 0
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that speaks against handing a part in, in one sentence; what is `blocking` nobody can go on with."""

    part: Part | None
    code: str
    sentence: str
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """One reading of the audit as it would be handed in, with all parts that it has anything for.

    `last` is the number of the last entry of the history, `at` the moment of the last one that changed the audit.
    """

    language: str
    organisation: str
    period: str
    as_of: str
    recipient: Recipient
    confidentiality: str
    fingerprint: str
    footer: str
    audit_id: str
    at: str
    last: int
    items: tuple[Item, ...]
    doubts: tuple[Doubt, ...]
    fixed_paths: tuple[str, ...]
    """The index, the list of digests and the text that explains the folder."""

    def of(self, parts: Collection[Part]) -> tuple[Item, ...]:
        """The files of some parts."""
        return tuple(item for item in self.items if item.part in parts)

    def there(self) -> frozenset[Part]:
        """The parts that the audit has anything for."""
        return frozenset(item.part for item in self.items)

    def doubts_of(self, parts: Collection[Part]) -> tuple[Doubt, ...]:
        """What speaks against handing some parts in, and what speaks against any of them."""
        return tuple(each for each in self.doubts if each.part is None or each.part in parts)

    def size(self, parts: Collection[Part]) -> int:
        """Bytes of evidence and scans; reports come on top."""
        return sum(item.size for item in self.of(parts))

    def too_deep(self, folder: str, parts: Collection[Part]) -> int:
        """By how many characters a path in `folder` would be longer than Windows allows; 0 where none is."""
        return too_deep(folder, self.paths(parts))

    def paths(self, parts: Collection[Part]) -> tuple[str, ...]:
        """The paths in the folder of all files of some parts, with those that are always there."""
        return (*self.fixed_paths, *(item.path for item in self.of(parts)))


def last_changing(entries: Collection[Entry]) -> Entry | None:
    """The newest of these entries that did not only tell of a hand-in; entries come with the newest first."""
    return next((entry for entry in entries if entry.event.act != BUILT), None)
