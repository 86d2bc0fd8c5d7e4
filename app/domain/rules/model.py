"""What a ledger rule is handed and what it is: pure functions over rows, declared once with `rule`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from app.domain.findings import Hit, RowRef
from app.domain.grades import Role, Severity
from app.domain.ledgers import Record
from app.domain.rules.index import Standing
from app.domain.rules.registers import NONE, Registers
from app.domain.rules.sides import Sides
from app.domain.rules.untested import Rest, Untested

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Measure(StrEnum):
    """What a setting of a rule is: a whole number, or a day."""

    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A setting of the audit: `RULE.name`, what it is at first, and its limits.

    A day is kept as the number YYYYMMDD, and 0 for none: then the rule counts everything. People write and read it
    as YYYY-MM-DD or empty.
    """

    name: str
    default: int
    least: int
    most: int
    measure: Measure = Measure.NUMBER

    def read(self, written: str | int) -> int:
        """The value that somebody wrote. Raises ValueError for what is none or lies beyond the limits."""
        text = str(written).strip()
        if self.measure is Measure.DAY:
            return _number_of_day(text)
        value = int(text)
        if not self.least <= value <= self.most:
            raise ValueError(text)
        return value

    def shown(self, value: int) -> int | str:
        """The value as people read it."""
        if self.measure is Measure.NUMBER:
            return value
        return f"{value // 10_000:04}-{value // 100 % 100:02}-{value % 100:02}" if value else ""


def _number_of_day(text: str) -> int:
    if not text:
        return 0
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    day = date.fromisoformat(text)
    return day.year * 10_000 + day.month * 100 + day.day


@dataclass(frozen=True, slots=True)
class Context:
    """What rules know besides the rows.

    `kinds` are the ledgers on record, `columns` the fields each of them has a column for; `files` maps an import to
    its file and `headings` an import and sheet to the headings that fields were met under. `registers` are the other
    ledgers; a rule over one kind may ask them for its own kind only when it has seen all of it (`Judge.end`). In
    `untested` the rules note the rows that they leave out because these say nothing that is understood.
    """

    as_of: date
    sides: Sides
    severities: Mapping[str, Severity]
    thresholds: Mapping[str, int] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    registers: Registers = NONE
    untested: Untested = field(default_factory=Untested)


class Judge(Protocol):
    """Sees every record of one ledger once, then is asked for what only the whole can tell.

    One that takes all from the registers has `blind = True`, and no record need be read for it.
    """

    def see(self, record: Record, batch: str) -> Hit | None: ...
    def end(self) -> Iterator[Hit]: ...


_Groups = tuple[frozenset[str], ...]
_Fields = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, or the part of it that judges one ledger: a rule may have a part for each of several kinds of subjects.

    `kind` is the ledger of its subjects; `judge` makes what sees the records. `beside` are ledgers without which this
    part cannot run, where the rule itself can do with others.

    `columns` are groups of fields: of each the ledger must have one, by the audit's role where that matters. Without a
    column of `sharper` (`one|other`: without both) or a ledger of `lists` the rule runs, but in part only; so does one
    of `other_side` while no company of the other side is known.
    """

    id: str
    kind: str
    judge: Callable[[Context], Judge]
    columns: _Groups | Callable[[Role], _Groups] = ()
    thresholds: tuple[Threshold, ...] = ()
    sharper: _Fields | Callable[[Role], _Fields] = ()
    beside: tuple[str, ...] = ()
    other_side: bool = False
    lists: tuple[str, ...] = ()

    def needed(self, role: Role) -> _Groups:
        """The groups of fields that the rule cannot do without."""
        return self.columns(role) if callable(self.columns) else self.columns

    def sharpened(self, role: Role) -> _Fields:
        """The fields without which a part of the rule cannot be tested."""
        return self.sharper(role) if callable(self.sharper) else self.sharper


@dataclass(frozen=True, slots=True)
class NotRun:
    """A rule that could not be run, or not in full: the ledgers that are missing, and the fields of its own ledger
    `kind` that no column holds. `nobody`: no company of the other side is known, by which it would tell the sides.
    `rests` are what the records leave untested though every column is there (`Context.untested`)."""

    rule: str
    missing: tuple[str, ...]
    fields: tuple[str, ...] = ()
    kind: str = ""
    nobody: bool = False
    rests: tuple[Rest, ...] = ()


def row_ref(record: Record, file: str) -> RowRef:
    """The row of a record as findings name it."""
    return RowRef(record.kind, record.key, record.sheet, record.row, file, record.match_key)


class OfRecord(Protocol):
    """What a rule says of one record alone."""

    def __call__(self, record: Record, batch: str, context: Context) -> Hit | None: ...


class EachRecord:
    """A judge whose verdict on a record needs no other record."""

    def __init__(self, function: OfRecord, context: Context) -> None:
        # Called for every record: without a frame in between.
        self.see: Callable[[Record, str], Hit | None] = partial(function, context=context)

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())


def judged_singly(function: OfRecord) -> Callable[[Context], Judge]:
    """A judge's maker out of a function of one record."""
    return lambda context: EachRecord(function, context)


Subject = TypeVar("Subject")
Lay = Callable[[Record, str], Subject | None]


class OfSubject(Generic[Subject]):
    """A judge of what `lay` makes of a record, which is laid out once for all that share it; None is nobody's."""

    def __init__(self, lay: Lay[Subject], function: Callable[[Subject], Hit | None]) -> None:
        self.lay = lay
        self.function = function

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the rule says of the record alone."""
        subject = self.lay(record, batch)
        return None if subject is None else self.function(subject)

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())


class Evaluation:
    """Rules of one kind at work over the records of that kind, each shown once. With `kind` named, the registers keep
    of all of them what other ledgers are compared with."""

    def __init__(self, rules: Iterable[Rule], context: Context, kind: str = "") -> None:
        self._judges = [rule.judge(context) for rule in rules]
        self._sees = []
        self._laid: dict[Lay[Any], list[Callable[[Any], Hit | None]]] = {}
        for judge in self._judges:
            if isinstance(judge, OfSubject):
                self._laid.setdefault(judge.lay, []).append(judge.function)
            elif not getattr(judge, "blind", False):
                self._sees.append(judge.see)
        self._note = context.registers.notes(kind) if kind else None

    @property
    def sees(self) -> bool:
        """Whether anybody here wants to be shown the records."""
        return bool(self._sees or self._laid) or self._note is not None

    def see(self, records: Iterable[Record], batch: str) -> list[Hit]:
        """The hits of some records of one import."""
        hits = []
        sees, note, laid = self._sees, self._note, tuple(self._laid.items())
        for record in records:
            if note is not None:
                note(record, batch)
            # A row without a single value says nothing that could be wrong.
            if not any(record.values.values()):
                continue
            for see in sees:
                hit = see(record, batch)
                if hit is not None:
                    hits.append(hit)
            for lay, functions in laid:
                subject = lay(record, batch)
                if subject is not None:
                    for function in functions:
                        hit = function(subject)
                        if hit is not None:
                            hits.append(hit)
        return hits

    def end(self) -> Iterator[Hit]:
        """The hits that only all records together tell."""
        for judge in self._judges:
            yield from judge.end()


def evaluate(rules: Iterable[Rule], context: Context, rows: Iterable[Standing]) -> Iterator[Hit]:
    """The hits of `rules`, all of one kind, over the records of that kind in one pass."""
    evaluation = Evaluation(rules, context)
    for record, batch in rows:
        yield from evaluation.see((record,), batch)
    yield from evaluation.end()
