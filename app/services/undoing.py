"""Taking back what was done last, and doing it again, from the history: nothing is erased, and it works days later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

from app.domain import steps
from app.domain.history import REDONE, UNDONE, Entry
from app.domain.progress import Place
from app.domain.reach import COMPARING, Mark
from app.domain.sealing import lies_beside
from app.domain.steps import BATCH, Hindrance, Look, Step, Ways
from app.errors import UserError, register_messages
from app.services import acts, undo_looking, undo_reviews
from app.services.changes import Changes
from app.services.inverses import INVERSES
from app.services.ports import Desk, HistoryQuery, Progress, UnitOfWork
from app.services.undo_tasks import Changed, Inverse, Marks, Task, together

register_messages(
    {
        "undo_nothing": "There is nothing that could be undone.",
        "undo_of_others": "Nothing that {user} did could be undone. What was done last ({what}) was done by {by}; on "
        "the command line it is undone with --anyone.",
        "redo_nothing": "There is nothing that could be done again.",
        "undo_not_this": "{what} cannot be undone like this, and nothing that was done before it is left to be undone.",
        "undo_own_way": "{what} is not undone like this ({why}), and nothing that was done before it is left to be "
        "undone.",
        "undo_barred": "{what} cannot be undone any more: after it came “{act}”, which stays. Nothing was changed.",
        "undo_changed_since": "{what} cannot be undone any more: it was changed since. Nothing was changed.",
        "undo_changed_by": "{what} cannot be undone any more: {by} has worked on the same since. Nothing was changed.",
        "undo_moved": "Something else was done meanwhile. Nothing was undone; look again at what comes next.",
        "undo_past": "{later} was done last and stays as it is ({why}). Undone would be what was done before it: "
        "{what}. Nothing was changed; say so openly if that is meant (on the command line with --past).",
        "undo_stopped": "It was stopped; nothing was changed.",
    }
)

Translate = Callable[[str], str]

_FIRST, _MORE = 20, 1_000
_LONG = 500
"""Turning so many entries is long work."""
_AT_ONCE = 2_000
"""So many entries of one act are turned before it is told how far that is."""
_CREATED = "audit.created"
_SEALED = "audit_sealed"


@dataclass(frozen=True, slots=True)
class Shown:
    """A step with what it takes to tell it: `site` is the name of the site of its first entry, `again` tells that it
    was undone and can be done again, `long` that this takes long.

    `hindrance` tells why it cannot be turned, `since` is the act after it that hinders it and by whom it was done, and
    `passed` are later steps of the same person that stay as they are when this one is undone, the last one first.
    """

    step: Step
    site: str
    again: bool
    long: bool
    hindrance: Hindrance | None = None
    since: Entry | None = None
    passed: tuple[Shown, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether it can be undone, or done again."""
        return self.hindrance is None

    @property
    def act(self) -> str:
        """What was done."""
        return self.step.first.event.act

    @property
    def at(self) -> str:
        """When it was done."""
        return self.step.first.at

    @property
    def by(self) -> str:
        """Who did it."""
        return self.step.first.by

    @property
    def checkpoint(self) -> str:
        """The checkpoint of its first entry; empty for none."""
        return self.step.first.event.checkpoint

    @property
    def place(self) -> tuple[str, str]:
        """Checkpoint and site id of its first entry."""
        return self.checkpoint, self.step.first.event.site


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be undone next, and what can be done again next."""

    undo: Shown | None
    redo: Shown | None


def offered(desk: Desk, *, anyone: bool = False) -> Offered:
    """What the person at the desk can undo and do again; with `anyone` what anybody did.

    An act that nothing undoes is passed over, with what was done before on the same things. Where nothing can be undone
    the last step is told with what hinders it.
    """
    with desk.file.read() as work:
        return _offered(desk, work, anyone)[0]


def last(desk: Desk, *, anyone: bool = False) -> Shown | None:
    """What would be undone next."""
    return offered(desk, anyone=anyone).undo


def listing(desk: Desk, most: int = 20, *, anyone: bool = False) -> tuple[Shown, ...]:
    """The steps that stand, the last one first; those that can be undone one after the other, and between them those
    that cannot."""
    with desk.file.read() as work:
        found = steps.looks(_newest_first(work), "" if anyone else desk.world.user, _ways(work))
        stand = (look for look in found if look.undone is None and look.step.first.event.act != _CREATED)
        names = _site_names(work)
        return tuple(_shown(names, look, again=False) for look in islice(stand, most))


def undo(
    desk: Desk,
    translate: Translate,
    shown: Shown | None = None,
    progress: Progress | None = None,
    *,
    anyone: bool = False,
    past: bool = False,
) -> Changes:
    """Take back what was done last, all of it or nothing; with `shown` only if that is still the step that comes next.
    Where what was done last stays as it is, what was done before it is taken back with `past` only.

    Raises UserError `undo_nothing`, `undo_of_others`, `undo_not_this`, `undo_own_way`, `undo_barred`, `undo_moved`,
    `undo_changed_since`, `undo_changed_by`, `undo_past`, `undo_stopped` when `progress` says so, and what the way back
    itself refuses, changing nothing.
    """
    return _turn(desk, UNDONE, translate, shown, anyone, progress, past)


def redo(
    desk: Desk,
    translate: Translate,
    shown: Shown | None = None,
    progress: Progress | None = None,
    *,
    anyone: bool = False,
) -> Changes:
    """Do again what was undone last, as long as nothing else was done since. Raises UserError as `undo`."""
    return _turn(desk, REDONE, translate, shown, anyone, progress, past=True)


def words(shown: Shown, translate: Translate) -> str:
    """A step in few words: what, and where."""
    _ = translate
    what = acts.act_words(translate).get(shown.act, shown.act)
    if len(shown.step.places) > 1:
        where = _("places: {count}").format(count=len(shown.step.places))
    else:
        where = " ".join(part for part in (shown.checkpoint, shown.site) if part)
    return _("{act} ({where})").format(act=what, where=where) if where else what


def hindered(shown: Shown, translate: Translate) -> str:
    """Why a step stays as it is, in few words; empty where it can be undone."""
    _, since = translate, shown.since
    if shown.hindrance is None:
        return ""
    if shown.hindrance is Hindrance.WORKED and since is not None:
        return _("{by} has worked on it since").format(by=since.by)
    if shown.hindrance is Hindrance.BARRED and since is not None:
        return _("after it came “{act}”").format(act=acts.act_words(translate).get(since.event.act, since.event.act))
    if shown.hindrance is Hindrance.CHANGED:
        return _("changed since")
    way = own_way(shown, translate)
    if way is None:
        return _("cannot be undone")
    return _("taken back at {where}, on the command line by {command}").format(where=way.where, command=way.command)


def own_way(shown: Shown, translate: Translate) -> acts.OwnWay | None:
    """How a step that undo does not take back is taken back; None where undo does, or nothing does."""
    return acts.own_ways(translate).get(shown.act) if shown.hindrance is Hindrance.NO_WAY else None


def left(shown: Shown, translate: Translate) -> str:
    """What was done later and stays as it is when a step is undone, in one sentence; empty where nothing does."""
    _ = translate
    if not shown.passed:
        return ""
    told = _later(shown, translate)
    if len(shown.passed) == 1:
        return _("What was done later stays: {later} ({why}).").format(**told)
    said = _("What was done later stays (acts: {count}, the last of them {later}; {why}).")
    return said.format(count=len(shown.passed), **told)


def unaccepted(changes: Changes, translate: Translate) -> str:
    """How many answers that were accepted wait for their reviewer again, in one sentence; empty for none."""
    if not changes.unaccepted:
        return ""
    said = translate("Answers that were accepted and wait for their reviewer again: {count}.")
    return said.format(count=f"{len(changes.unaccepted):,}")


def _later(shown: Shown, translate: Translate) -> dict[str, str]:
    """What was done last and stays, and why."""
    later = shown.passed[0]
    return {"later": words(later, translate), "why": hindered(later, translate)}


def asked(shown: Shown, at: str, translate: Translate) -> str:
    """What to ask before a step is undone that is not the last one: what stays and why, and what would be undone
    instead, which was done at the moment `at`."""
    said = translate("{later} was done last and stays as it is ({why}). Undo what was done before it? {what}, of {at}")
    return said.format(what=words(shown, translate), at=at, **_later(shown, translate))


def _turn(
    desk: Desk,
    act: str,
    translate: Translate,
    wanted: Shown | None,
    anyone: bool,
    progress: Progress | None,
    past: bool,
) -> Changes:
    at, laid = desk.stamp(), desk.shelf.catalogue
    beside = _is_beside(desk, act, anyone)
    try:
        with desk.file.write(beside=beside) as work:
            offer, refused = _offered(desk, work, anyone)
            shown = offer.undo if act == UNDONE else offer.redo
            if beside and shown is not None and not _lies_beside(shown):
                raise UserError("undo_moved")
            if shown is None:
                raise _nothing(desk, work, act, anyone, translate)
            if wanted is not None and wanted.step.numbers != shown.step.numbers:
                raise UserError("undo_moved")
            if not shown.possible:
                raise _refusal(shown, refused, translate)
            if shown.passed and not past:
                told = _later(shown, translate)
                raise UserError("undo_past", what=words(shown, translate), later=told["later"], why=told["why"])
            task = Task(desk, work, at, act, translate("It was undone."), Marks(work))
            try:
                # What a reviewer takes back of the own words is no surprise to anybody.
                others = shown.act not in undo_reviews.ACTS
                accepted = undo_reviews.accepted(work, shown.step) if others else frozenset()
                changes = _take(task, shown.step, progress)
                changes = replace(changes, unaccepted=undo_reviews.waiting(work, accepted))
            except Changed:
                raise UserError("undo_changed_since", what=words(shown, translate)) from None
            work.commit()
    except BaseException:
        # What was asked in other words in the transaction is asked as before.
        desk.shelf.catalogue = laid
        raise
    return changes


def _is_beside(desk: Desk, act: str, anyone: bool) -> bool:
    """Whether the audit is sealed and what would be turned lies beside what the seal covers."""
    refusal = desk.file.refusal
    if refusal is None or refusal.code != _SEALED:
        return False
    offer = offered(desk, anyone=anyone)
    shown = offer.undo if act == UNDONE else offer.redo
    return shown is not None and _lies_beside(shown)


def _lies_beside(shown: Shown) -> bool:
    return all(lies_beside(entry.event.act) for entry in shown.step.own)


def _take(task: Task, step: Step, progress: Progress | None) -> Changes:
    """Turn all entries of a step; those of one act that follow each other at once."""
    changes, done, total = [], 0, len(step.own)
    for act, run in _runs(step, back=task.act == UNDONE):
        way = INVERSES[act].back if task.act == UNDONE else INVERSES[act].again
        for start in range(0, len(run), _AT_ONCE):
            if progress is not None and not progress("turning", done, total):
                raise UserError("undo_stopped")
            part = run[start : start + _AT_ONCE]
            changes.append(way(task, part))
            done += len(part)
    return together(changes, task.at)


def _runs(step: Step, *, back: bool) -> Iterator[tuple[str, Sequence[Entry]]]:
    entries = list(reversed(step.own)) if back else list(step.own)
    if BATCH in (step.first.event.after or {}):
        # Its places have nothing to do with each other; at each of them the acts keep their order.
        order = {act: place for place, act in enumerate(dict.fromkeys(e.event.act for e in entries))}
        entries.sort(key=lambda entry: order[entry.event.act])
    for act, run in groupby(entries, lambda entry: entry.event.act):
        yield act, list(run)


def _nothing(desk: Desk, work: UnitOfWork, act: str, anyone: bool, translate: Translate) -> UserError:
    """Why there is nothing to turn; what somebody else did is theirs, and told."""
    if act != UNDONE:
        return UserError("redo_nothing")
    of_others = None if anyone else _offered(desk, work, anyone=True)[0].undo
    if of_others is None:
        return UserError("undo_nothing")
    return UserError("undo_of_others", user=desk.world.user, what=words(of_others, translate), by=of_others.by)


def _refusal(shown: Shown, refused: UserError | Changed | None, translate: Translate) -> UserError:
    what, since = words(shown, translate), shown.since
    if shown.hindrance is Hindrance.NO_WAY and own_way(shown, translate) is not None:
        return UserError("undo_own_way", what=what, why=hindered(shown, translate))
    if shown.hindrance is Hindrance.NO_WAY:
        return UserError("undo_not_this", what=what)
    if shown.hindrance is Hindrance.WORKED and since is not None:
        return UserError("undo_changed_by", what=what, by=since.by)
    if shown.hindrance is Hindrance.BARRED and since is not None:
        act = acts.act_words(translate).get(since.event.act, since.event.act)
        return UserError("undo_barred", what=what, act=act)
    return refused if isinstance(refused, UserError) else UserError("undo_changed_since", what=what)


@dataclass
class _Tried:
    """What was found by trying steps: why the first one of them could not be taken back."""

    desk: Desk
    work: UnitOfWork
    refused: dict[int, UserError | Changed] = field(default_factory=dict)

    def stands(self, step: Step) -> bool:
        """Whether what the step wrote stands as it was written."""
        if (error := undo_looking.refusal(self.desk, self.work, step)) is not None:
            self.refused[step.first.seq] = error
        return error is None


def _offered(desk: Desk, work: UnitOfWork, anyone: bool) -> tuple[Offered, UserError | Changed | None]:
    """What is on offer, and what the way back of the step that would be undone refuses."""
    tried = _Tried(desk, work)
    offer = steps.offered(_newest_first(work), "" if anyone else desk.world.user, _ways(work, tried.stands))
    names = _site_names(work)
    undo = None
    if offer.undo is not None and offer.undo.step.first.event.act != _CREATED:
        passed = tuple(_shown(names, look, again=False) for look in offer.passed)
        undo = replace(_shown(names, offer.undo, again=False), passed=passed)
    redo = _shown(names, offer.redo, again=True) if offer.redo is not None else None
    refused = tried.refused.get(offer.undo.step.first.seq) if offer.undo is not None else None
    return Offered(undo, redo), refused


def _ways(work: UnitOfWork, stands: Callable[[Step], bool] = lambda _step: True) -> Ways:
    def reached(step: Step) -> Iterator[Mark | Place]:
        yield from steps.reached(step)
        if any(entry.event.act in COMPARING for entry in step.own):
            # The answers that rest on something else since ledger rules ran.
            yield from ((g.checkpoint, g.site) for g in work.findings.grounds() if g.stale)

    return Ways(_one, stands, reached)


def _one(step: Step) -> bool:
    """Whether there is a way back for all of a step."""
    return all((way := INVERSES.get(e.event.act)) is not None and way.fits(e.event) for e in step.own)


def _site_names(work: UnitOfWork) -> dict[str, str]:
    return {site.id: site.name for site in work.sites.all()}


def _shown(names: Mapping[str, str], look: Look, *, again: bool) -> Shown:
    step = look.step
    ways: list[Inverse] = [INVERSES[e.event.act] for e in step.own if e.event.act in INVERSES]
    long = len(step.own) > _LONG or any(way.long for way in ways)
    return Shown(step, names.get(step.first.event.site, ""), again, long, look.hindrance, look.since)


def _newest_first(work: UnitOfWork) -> Iterator[Entry]:
    """The history from its end, read as far as it is looked at."""
    before, size = 0, _FIRST
    while chunk := work.history.entries(HistoryQuery(before=before), limit=size):
        yield from chunk
        before, size = chunk[-1].seq, _MORE
