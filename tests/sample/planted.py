"""Which rule is planted where, and the incident it is modelled on (domain handbook §2.3, §2.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Plant:
    """A rule that must find a record: its ledger and its key as written there."""

    rule: str
    kind: str
    key: str
    incident: str = ""


class Planted:
    """The table of what is planted, filled where it is planted."""

    def __init__(self) -> None:
        self.table: list[Plant] = []

    def mark(self, rule: str, kind: str, keys: str | Iterable[str], incident: str = "") -> None:
        """Say that a rule is to find these records."""
        for key in [keys] if isinstance(keys, str) else keys:
            self.table.append(Plant(rule, kind, key, incident))
