"""The action tracker (対策一覧) that goes out as a workbook and comes back: its columns, and the comparison of what was
written out, what came back and what stands now.

Values are those of plain JSON, as the history tells them: texts, ISO days or None, lists of codes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from app.domain.history import canonical

Value = str | list[str] | None
"""What a field holds."""


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    LINE = "line"
    DAY = "day"
    CODE = "code"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a measure that people fill in; named as in `Action`. `blank` is what a new row begins with."""

    name: str
    kind: Kind
    blank: Value = ""


ADOPTED = "adopted"
"""Whether what the program proposed of a measure was adopted as written: no field of it, and told by these codes."""
AS_DRAFTED, AS_ADOPTED = "draft", "adopted"
REVISED, WHY = "revised", "revised_why"
"""The revised due date, and why it is that: neither is written over, each revision stays with its reason."""
FIELDS = (
    Field("problem", Kind.TEXT),
    Field("measure", Kind.TEXT),
    Field("causes", Kind.CODES, []),
    Field("directions", Kind.CODES, []),
    Field("department", Kind.LINE),
    Field("owner", Kind.LINE),
    Field("start", Kind.DAY, None),
    Field("due", Kind.DAY, None),
    Field(REVISED, Kind.DAY, None),
    Field(WHY, Kind.TEXT),
    Field("state", Kind.CODE, "not_started"),
    Field("done", Kind.DAY, None),
    Field("method", Kind.TEXT),
    Field(ADOPTED, Kind.CODE),
)
"""The fields that may be edited, in the order of their columns. One more is one line here, its heading in
`app.services.tracker_words`, and its name in `planning.WRITABLE`."""


FIXED = "fixed:"
"""Before the name of a fixed column, where the manifest tells what it said when the list went out."""


class Outcome(StrEnum):
    """What becomes of a field that came back."""

    UNCHANGED = "unchanged"
    TAKEN = "taken"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that came back otherwise than it went out, and otherwise than it stands now."""

    action: str
    number: int
    field: str
    exported: Value
    edited: Value
    current: Value
    outcome: Outcome

    @property
    def key(self) -> tuple[str, str]:
        """The measure and its field."""
        return self.action, self.field


def alike(one: Value, other: Value) -> bool:
    """Whether two values say the same: line ends and blanks around a text say nothing."""
    return settled(one) == settled(other)


def settled(value: Value) -> Value:
    """A value as it is compared."""
    if isinstance(value, list):
        return sorted(value)
    if value is None:
        return ""
    return "\n".join(line.rstrip() for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def outcome(exported: Value, edited: Value, current: Value) -> Outcome:
    """The three-way comparison of one field: nobody loses what was written in the audit meanwhile."""
    if alike(edited, exported) or alike(edited, current):
        return Outcome.UNCHANGED
    return Outcome.TAKEN if alike(current, exported) else Outcome.CONFLICT


def compared(
    action: str, number: int, exported: Mapping[str, Value], edited: Mapping[str, Value], current: Mapping[str, Value]
) -> Iterator[Change]:
    """The fields of one measure that differ. What did not come back (a column that was taken out) is unchanged."""
    for field in FIELDS:
        if field.name not in edited:
            continue
        values = (exported.get(field.name, field.blank), edited[field.name], current.get(field.name, field.blank))
        found = outcome(*values)
        if found is not Outcome.UNCHANGED:
            yield Change(action, number, field.name, *values, found)


def chosen(changes: Collection[Change], taken: Collection[tuple[str, str]], *, theirs: bool) -> dict[str, Value]:
    """What is to be written of the changes of one measure: all that nobody contradicts, and of the conflicts those that
    are named in `taken`, or with `theirs` all."""
    return {
        change.field: change.edited
        for change in changes
        if change.outcome is Outcome.TAKEN or theirs or change.key in taken
    }


def paired(changes: Iterable[Change]) -> list[Change]:
    """The same, with a revised due date and its reason decided as one: where one was changed on both sides, the other
    is in doubt, too."""
    found = list(changes)
    doubt = any(each.field in (REVISED, WHY) and each.outcome is Outcome.CONFLICT for each in found)
    return [replace(c, outcome=Outcome.CONFLICT) if doubt and c.field in (REVISED, WHY) else c for c in found]


def row_digest(identity: str, values: Mapping[str, Value]) -> str:
    """The digest of one row as it was written out."""
    return sha256(canonical([identity, dict(values)]).encode()).hexdigest()
