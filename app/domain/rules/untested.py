"""What a run of the rules leaves untested though every ledger and column is there: rows that say nothing understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

from app.domain.ledgers import Record

FLAGS = frozenset({"有", "無"})
ACCOUNT_KINDS = frozenset({"個人", "共用", "特権", "災害用", "保守用", "監査用", "バッチ", "暫定", "試験用"})
STATES_OF_PEOPLE = frozenset({"在籍", "休職", "退職"})
SEPARATIONS = frozenset({"物理分割", "論理分割", "共用"})
EXCEPTION_KINDS = frozenset({"例外", "暫定利用", "災害時利用", "障害対応"})
"""The words of fields by which rules go: what is none of them is told as not understood, and taken for none."""


class Rest(NamedTuple):
    """What records leave untested of a rule: so many rows of a ledger whose field says nothing that is understood; or,
    with a name in the place of the field and no count, a part of the rule."""

    kind: str
    what: str
    rows: int = 0


class Untested:
    """Notes of the judges of one run on what they left out."""

    def __init__(self) -> None:
        self._rows: Counter[tuple[str, str, str]] = Counter()
        self._last: dict[tuple[str, str, str], str] = {}

    def row(self, rule: str, record: Record, field: str) -> None:
        """Note a row that is left out because a field says nothing that is understood; a judge may do so again as long
        as it looks at the same row."""
        key = (rule, record.kind, field)
        if self._last.get(key) != record.match_key:
            self._last[key] = record.match_key
            self._rows[key] += 1

    def part(self, rule: str, kind: str, name: str) -> None:
        """Note a part of a rule for which nothing in a ledger could be compared."""
        self._rows[rule, kind, name] = 0

    def rests(self) -> Mapping[str, tuple[Rest, ...]]:
        """What was noted, by the rule."""
        found: dict[str, list[Rest]] = {}
        for (rule, kind, what), rows in sorted(self._rows.items()):
            found.setdefault(rule, []).append(Rest(kind, what, rows))
        return {rule: tuple(rests) for rule, rests in found.items()}


def unknown(text: str, words: Collection[str]) -> bool:
    """Whether a cell says something, and none of the words that are understood."""
    return bool(text) and text not in words
