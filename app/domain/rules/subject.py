"""What a rule says of one record: a hit with the record's own row before those of other ledgers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping

from app.domain.findings import Hit, RowRef
from app.domain.grades import Severity
from app.domain.ledgers import Record
from app.domain.rules.index import Standing
from app.domain.rules.model import Context, row_ref

MOST_ROWS = 20
"""How many rows a finding names."""


def hit_of(
    rule: str,
    message: str,
    standing: Standing,
    context: Context,
    told: Mapping[str, str],
    severity: Severity | None = None,
    rows: Iterable[Standing | RowRef] = (),
    partly: bool = False,
) -> Hit:
    """The hit of a rule on a record, with its own row before those of others, `MOST_ROWS` at the most. Without a
    severity that of the rule counts."""
    record, batch = standing
    files = context.files
    refs = [row_ref(record, files.get(batch, ""))]
    refs += (each if isinstance(each, RowRef) else row_ref(each[0], files.get(each[1], "")) for each in rows)
    return Hit(
        rule=rule,
        severity=severity or context.severities[rule],
        subject=record.key,
        match_key=record.match_key,
        site_text=record.site,
        message=message,
        values={"key": record.key, **told},
        rows=tuple(dict.fromkeys(refs))[:MOST_ROWS],
        partly=partly,
    )


class Subject(ABC):
    """A record under judgement, and what every sentence of its rules names."""

    __slots__ = ()

    record: Record
    batch: str

    @property
    @abstractmethod
    def context(self) -> Context:
        """What the rules know besides the rows."""

    @abstractmethod
    def named(self) -> Mapping[str, str]:
        """What every sentence names besides the key."""

    def hit(
        self,
        rule: str,
        message: str,
        told: Mapping[str, str] | None = None,
        severity: Severity | None = None,
        rows: Iterable[Standing | RowRef] = (),
        partly: bool = False,
    ) -> Hit:
        """What a rule says of it (`hit_of`)."""
        named = {**self.named(), **(told or {})}
        return hit_of(rule, message, (self.record, self.batch), self.context, named, severity, rows, partly)
