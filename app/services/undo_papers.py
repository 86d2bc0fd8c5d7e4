"""Taking back that papers were printed, came back or were signed, and doing it again."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.history import Entry
from app.domain.paper_loop import Printing, Return
from app.services.changes import Changes
from app.services.papers.taken_back import RESTORED
from app.services.told_values import whole
from app.services.undo_tasks import Changed, Task, Told


def printing(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    """An edition that was printed. Once something came back of it, or a later one was printed, it stays."""
    store, code = task.work.papers, entry.event.subject
    then = whole(Printing, expected) if expected is not None else None
    if store.printing(code) != then:
        raise Changed
    if wanted is None:
        if store.returns_of(code) or (then is not None and _has_later(task, then)):
            raise Changed
        store.drop(code)
    else:
        now = whole(Printing, wanted)
        if any(p.key == now.key and p.edition >= now.edition for p in store.printings()):
            raise Changed
        store.put(now)
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, papers=True)


def _has_later(task: Task, printed: Printing) -> bool:
    return any(p.key == printed.key and p.edition > printed.edition for p in task.work.papers.printings())


def _restore(task: Task, printing: Printing) -> None:
    """A printing that was taken back, as it counts again; not where a later edition was printed since."""
    if task.work.papers.printing(printing.code) is not None or _has_later(task, printing):
        raise Changed
    task.work.papers.put(printing)


def returned(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    """What came back of a paper, or was said of it. The bytes of the scan stay, so that it can be done again."""
    store = task.work.papers
    code = str((wanted or expected or {})["code"])
    there = {each.id: each for each in store.returns_of(code)}
    then = whole(Return, expected) if expected is not None else None
    if there.get(entry.event.subject) != then:
        raise Changed
    restored = (entry.event.after or {}).get(RESTORED)
    if wanted is None:
        store.drop_return(entry.event.subject)
        if restored:
            # Its printing counted again with it.
            store.drop(code)
    else:
        if isinstance(restored, Mapping) and then is None:
            _restore(task, whole(Printing, restored))
        now = whole(Return, wanted)
        others = (each for each in there.values() if each.id != now.id and not each.withdrawn)
        if store.printing(code) is None or (not now.withdrawn and any(others)):
            raise Changed
        store.put_return(now)
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, papers=True)
