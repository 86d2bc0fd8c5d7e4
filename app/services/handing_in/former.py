"""The hand-in folders that were built before, and what was recorded in the audit since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.history import Entry
from app.services.handing_in.contents import BUILT, Translate
from app.services.ports import Desk, HistoryQuery, UnitOfWork

_MOST = 1_000
_FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("answers", ("answer.", "challenge.", "disproof.", "proposal.", "carried.")),
    ("evidence", ("evidence.",)),
    ("ledgers", ("ledger.", "record.", "alias.", "sample.")),
    ("findings", ("finding.", "findings.", "consistency.")),
    ("plan", ("plan.", "separation.", "control.", "case.", "filing.")),
    ("papers", ("paper.",)),
    ("review", ("review.",)),
)
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Former:
    """A hand-in folder that was built: when, by whom, under which name, of what; `since` counts what was recorded
    after it, by family (`change_words`), nothing where the audit is as it was handed in."""

    at: str
    by: str
    name: str
    files: int
    size: int
    index: str
    fingerprint: str
    drafts: int
    archive: bool
    parts: tuple[str, ...]
    since: Mapping[str, int]


def former(desk: Desk) -> tuple[Former, ...]:
    """All of them, the newest first."""
    with desk.file.read() as work:
        built = work.history.entries(HistoryQuery(act=BUILT), limit=_MOST)
        later = work.history.since(built[-1].seq) if built else ()
    return tuple(_former(entry, later) for entry in built)


def recorded_as(desk: Desk, index: str) -> Former | None:
    """The hand-in whose list of digests has this digest; None where none was built."""
    with desk.file.read() as work:
        return recorded_in(work, index)


def recorded_in(work: UnitOfWork, index: str) -> Former | None:
    """As `recorded_as`, in a unit of work."""
    found = _entry_of(work, index) if index else None
    return _former(found, work.history.since(found.seq)) if found is not None else None


def is_told(work: UnitOfWork, hand_in: str) -> bool:
    """Whether the history tells of the hand-in with this id."""
    entries = work.history.entries(HistoryQuery(act=BUILT), limit=_MOST)
    return any(entry.event.subject == hand_in for entry in entries)


def change_words(translate: Translate) -> dict[str, str]:
    """What each family of changes is called."""
    _ = translate
    return {
        "answers": _("Answers"),
        "evidence": _("Evidence files"),
        "ledgers": _("Ledgers"),
        "findings": _("Findings"),
        "plan": _("Plan"),
        "papers": _("Papers"),
        "review": _("Review"),
        OTHER: _("Other records"),
    }


def since_words(found: Former, translate: Translate) -> str:
    """What was recorded since, in one sentence."""
    _ = translate
    if not found.since:
        return _("Nothing was changed since.")
    words = change_words(translate)
    counted = (f"{words[name]} {count:,}" for name, count in found.since.items())
    return _("Changed since: {changes}").format(changes=_(", ").join(counted))


def _entry_of(work: UnitOfWork, index: str) -> Entry | None:
    entries = work.history.entries(HistoryQuery(act=BUILT), limit=_MOST)
    return next((e for e in entries if (e.event.after or {}).get("index") == index), None)


def _former(entry: Entry, later: tuple[Entry, ...]) -> Former:
    after = entry.event.after or {}
    parts = after.get("parts", ())
    return Former(
        at=entry.at,
        by=entry.by,
        name=str(after.get("name", "")),
        files=int(str(after.get("files", 0))),
        size=int(str(after.get("size", 0))),
        index=str(after.get("index", "")),
        fingerprint=str(after.get("fingerprint", "")),
        drafts=int(str(after.get("drafts", 0))),
        archive=bool(after.get("zip", False)),
        parts=tuple(map(str, parts)) if isinstance(parts, list) else (),
        since=_families(e for e in later if e.seq > entry.seq),
    )


def _families(entries: Iterable[Entry]) -> dict[str, int]:
    counts = Counter(_family(entry.event.act) for entry in entries if entry.event.act != BUILT)
    return {name: counts[name] for name in (*(name for name, _acts in _FAMILIES), OTHER) if counts[name]}


def _family(act: str) -> str:
    return next((name for name, acts in _FAMILIES if act.startswith(acts)), OTHER)
