"""Rows that were written into empty ones of a tracker: the measures that they are, or are to become."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.history import Event
from app.domain.plan import Action
from app.domain.tracker import ADOPTED, FIELDS, Change, Outcome, Value, compared
from app.domain.tracker_slots import Known, Written, base, by_words, copies, copies_among, met
from app.services import tracking
from app.services.ports import UnitOfWork
from app.services.told_values import plain, whole
from app.services.tracker_reading import Edited, EditedRow

FROM_LIST = "from_list"
"""What the history says of a change that a list brought to such a measure: its id."""
_ADDED, _EDITED = "plan.added", "plan.edited"


@dataclass(frozen=True, slots=True)
class NewRow:
    """The measure that a row is or becomes: `brought` is what lists brought of it before, `sure` whether it can be no
    other section's."""

    identity: str
    brought: tuple[Written, ...] = ()
    sure: bool = True

    def compared(self, action: Action, edited: Mapping[str, Value], why: str) -> list[Change]:
        """The fields that came back otherwise than they stand. Where another section may have written the row,
        nothing is taken that nobody has looked at. `why` is the reason of the revised due date."""
        current = tracking.told(action, why)
        exported = {
            f.name: base(f.name, f.blank, edited.get(f.name, f.blank), current.get(f.name, f.blank), self.brought)
            for f in FIELDS
        }
        # Nothing was proposed of a measure that people wrote.
        exported[ADOPTED] = edited.get(ADOPTED, exported[ADOPTED])
        changes = compared(self.identity, action.number, exported, edited, current)
        return [c if self.sure else replace(c, outcome=Outcome.CONFLICT) for c in changes]


def new_rows(work: UnitOfWork, edited: Edited, actions: Mapping[str, Action]) -> dict[int, NewRow]:
    """What each row is that is none of a measure that was written out, by its number."""
    by_slot: dict[str, dict[int, EditedRow]] = defaultdict(dict)
    for row in edited.rows:
        if row.slot not in edited.manifest.numbers:
            by_slot[row.slot][row.row] = row
    found: dict[int, NewRow] = {}
    known = _known(work, edited.key, by_slot, actions)
    taken: set[str] = set()
    for slot, rows in by_slot.items():
        there = [each for each in known.get(slot, ()) if each.identity not in taken]
        matched = met({number: _written(row) for number, row in rows.items()}, there)
        brought = {each.identity: each.brought for each in there}
        taken |= {each.identity for each in matched.values()}
        fresh = (identity for identity in copies(edited.key, slot) if identity not in actions)
        for number in rows:
            if (one := matched.get(number)) is not None:
                found[number] = NewRow(one.identity, brought[one.identity], one.sure)
            else:
                found[number] = NewRow(next(fresh))
    return found


def marked(rows: Iterable[NewRow], event: Event) -> Event:
    """A change of such a measure, marked as brought by a list."""
    if event.act != _EDITED or event.after is None or all(row.identity != event.subject for row in rows):
        return event
    return replace(event, after={**event.after, FROM_LIST: event.subject})


def _known(
    work: UnitOfWork, key: str, by_slot: Mapping[str, Mapping[int, EditedRow]], actions: Mapping[str, Action]
) -> dict[str, list[Known]]:
    """The measures that the rows of each slot became before."""
    ids: dict[str, list[str]] = {}
    for slot, rows in by_slot.items():
        former = (by_words(key, _written(row)) for row in rows.values())
        wanted = (*copies_among(key, slot, actions), *(identity for identity in former if identity in actions))
        ids[slot] = list(dict.fromkeys(wanted))
    brought = _brought(work, {identity for own in ids.values() for identity in own})
    return {
        slot: [Known(i, tuple(brought.get(i, ())), Written(actions[i].item, tracking.told(actions[i]))) for i in own]
        for slot, own in ids.items()
    }


def _brought(work: UnitOfWork, wanted: set[str]) -> dict[str, list[Written]]:
    """What lists brought of measures: as each was added, and with every change since."""
    found: dict[str, list[Written]] = {}
    if not wanted:
        return found
    names = {field.name for field in FIELDS}
    for _seq, act, _place, after in work.history.told(_ADDED, _EDITED):
        identity = str(after.get("id" if act == _ADDED else FROM_LIST, ""))
        if identity not in wanted:
            continue
        if act == _ADDED:
            action = whole(Action, after)
            # Added again after it was undone: what came before is no more.
            found[identity] = [Written(action.item, tracking.told(action))]
        elif identity in found:
            last = found[identity][-1]
            changed = {name: plain(value) for name, value in after.items() if name in names}
            found[identity].append(replace(last, values={**last.values, **changed}))
    return found


def _written(row: EditedRow) -> Written:
    return Written(row.item or row.item_text, row.values)
