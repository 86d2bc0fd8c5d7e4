"""The audit on the desk as the window sees it: one reading of the whole, the current place, and who wants to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.domain.audit import COMPANY, Site, live_sites
from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.grades import Level, Verdict
from app.domain.progress import Place, Tally, next_unanswered
from app.services import auditing
from app.services.auditing import Outline
from app.services.changes import Changes
from app.services.ports import Desk, Progress, Turn
from app.ui.kit import Kit
from app.ui.said import Words
from app.ui.tasks import Task, Tasks

Written = TypeVar("Written", bound=Changes | tuple[Changes, *tuple[object, ...]])
"""What a service that writes hands back: what changed, alone or before what it made."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to go in the window: a page, and what to show there; what is empty is left as it is.

    Pages: overview, checkpoints, ledgers, findings, plan, reports, history. `options` are the page's own filters.
    """

    page: str
    checkpoint: str = ""
    site: str | None = None
    finding: str = ""
    kind: str = ""
    key: str = ""
    action: int = 0
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Something wrong that stays so until it is mended: in few words, with details, and the page where it is."""

    words: Words
    details: Words
    target: Target


class Session(QObject):
    """One open audit. Pages read `outline` and listen to `changed`; every mutation goes through `do`.

    `changed` carries the `Changes` after `outline` was read anew; `site_changed` the id of the chosen site; `wanted` a
    `Target` somebody wants to see; `onward` asks for the next unanswered checkpoint, `quick` for quick answers;
    `arrived` the `Target` that a page shows now; `saved` the time of the last commit (ISO 8601); `taken_over` the name
    of who works from now on; `counted` how many things wait on a page; `happened` what (`Words`) came of something
    that nobody waited for, with the `Target` to look at; `standing` a `Standing`, or None once it is mended.

    `given` holds verdicts that are on their way to the file, by place: they count as answers.
    """

    changed = Signal(object)
    site_changed = Signal(str)
    wanted = Signal(object)
    arrived = Signal(object)
    saved = Signal(str)
    onward = Signal()
    quick = Signal()
    taken_over = Signal(str)
    counted = Signal(str, int)
    happened = Signal(object, object)
    standing = Signal(object)

    def __init__(self, kit: Kit, desk: Desk, outline: Outline, tasks: Tasks) -> None:
        super().__init__()
        self.kit = kit
        self.desk = desk
        self.outline = outline
        self.tasks = tasks
        self.here: Target | None = None
        self.given: dict[Place, Verdict] = {}
        self._last = ""
        sites = self.sites
        self._site = sites[0].id if sites else COMPANY

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of checkpoints."""
        return self.desk.catalogue

    @property
    def sealed(self) -> bool:
        """Whether nothing can be changed in this audit."""
        return self.outline.sealed

    @property
    def user(self) -> str:
        """Who works now, as the records name that person."""
        return self.desk.world.user

    def work_as(self, name: str) -> None:
        """Somebody else works from now on. What was sent on its way before stays that of who sent it."""
        self.desk = replace(self.desk, world=replace(self.desk.world, user=name))
        self.taken_over.emit(name)

    @property
    def file(self) -> Path:
        """The audit file."""
        return Path(self.desk.file.location)

    @property
    def sites(self) -> tuple[Site, ...]:
        """The sites of the audit in the officer's order."""
        return live_sites(self.outline.sites)

    @property
    def site(self) -> str:
        """The id of the site that is being examined; empty in an audit without sites."""
        return self._site

    def choose_site(self, identity: str) -> None:
        """Examine another site from now on."""
        if identity != self._site and any(s.id == identity for s in self.sites):
            self._site = identity
            if self.here is not None:
                self.here = replace(self.here, site=identity)
            self.site_changed.emit(identity)

    def site_name(self, identity: str) -> str:
        """The name of a site, removed ones included; empty for the company."""
        return next((s.name for s in self.outline.sites if s.id == identity), "")

    def place(self, checkpoint: Checkpoint) -> Place:
        """Where a checkpoint is answered now: at the chosen site, or for the company."""
        return checkpoint.id, COMPANY if checkpoint.level is Level.COMPANY else self._site

    def go(self, target: Target) -> None:
        """Ask the window to show something."""
        if target.site:
            self.choose_site(target.site)
        self.wanted.emit(target)

    def at(self, target: Target) -> None:
        """Tell the window where the officer is now; for pages that move on by themselves."""
        self.here = target
        if target.page == "checkpoints" and target.checkpoint:
            self._last = target.checkpoint
        self.arrived.emit(target)

    def places_here(self) -> tuple[Place, ...]:
        """Every (checkpoint, site) that wants an answer at the chosen site, those of the company included."""
        of_site = self.outline.places_by_site()
        here = frozenset((*of_site.get(COMPANY, ()), *of_site.get(self._site, ())))
        places = (self.place(checkpoint) for checkpoint in self.outline.checkpoints)
        return tuple(place for place in places if place in here)

    def tally_here(self) -> Tally:
        """Counts over the chosen site and the company."""
        return self.outline.tally(self.places_here())

    def next_unanswered(self) -> Place | None:
        """The next place of this site without a verdict, going around once; the place one is at comes last.

        From a checkpoint it is the one after it, from the list of an item the first of that item, and from elsewhere
        the checkpoint one was at, if it is still open.
        """
        here, places = self.here, self.places_here()
        on_one = here is not None and here.page == "checkpoints" and bool(here.checkpoint)
        item = here.options.get("item", "") if here is not None and here.page == "checkpoints" else ""
        item_of = self.catalogue.checkpoint
        begins = [item_of(c).item == item if item and not on_one else c == self._last for c, _site in places]
        start = begins.index(True) if True in begins else 0
        after = places[start] if on_one and True in begins else None
        around = (*places[start:], *places[:start])
        wanted = [p for p in around if self.given.get(p, Verdict.UNANSWERED) is Verdict.UNANSWERED or p == after]
        found = next_unanswered(wanted, self.outline.answers, after, self.outline.copies)
        return None if found == after and found in self.given else found

    def do(
        self,
        work: Callable[[Desk], Written],
        done: Callable[[Written], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run a service that writes, on the writing thread, and tell everybody what changed.

        `done` is called before `changed` is emitted; it and `failed` only while `owner` exists. What was written is
        told all the same, and an error that nobody is left to hear goes to the window.
        """
        home, refused = self._told(done, failed, owner)
        # Of whoever asks for it, though somebody else may work when its turn comes.
        desk = self.desk
        self.tasks.write(lambda: self._and_read(work(desk)), home, refused, self)

    def do_long(
        self,
        title: Words,
        work: Callable[[Desk, Progress], Written],
        done: Callable[[Written], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
        *,
        shown: bool = False,
    ) -> Task:
        """As `do`, for a service that tells how far it is and that can be stopped; `shown` as for `Tasks.long`.

        Closing the audit waits for it.
        """
        home, refused = self._told(done, failed, owner)
        desk = self.desk
        return self.tasks.long(
            title,
            lambda progress: self._and_read(work(desk, progress)),
            home,
            refused,
            self,
            writes=True,
            shown=shown,
            kept=True,
        )

    def do_beside(
        self,
        title: Words,
        work: Callable[[Desk, Progress, Turn], Written],
        done: Callable[[Written], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> Task:
        """As `do_long`, for a service that takes long beside everything else and asks for its turn where it writes, so
        that whatever else is written does not wait for it."""
        home, refused = self._told(done, failed, owner)
        desk, tasks = self.desk, self.tasks

        def run(progress: Progress) -> tuple[Written, Changes, Outline | None]:
            result = work(desk, progress, tasks.in_turn)
            # In turn as well: what is read after it comes home after it.
            return tasks.in_turn(lambda: self._and_read(result))

        return tasks.long(title, run, home, refused, self)

    def _and_read(self, result: Written) -> tuple[Written, Changes, Outline | None]:
        changes = result if isinstance(result, Changes) else result[0]
        return result, changes, auditing.outline(self.desk, self.outline) if changes else None

    def _told(
        self,
        done: Callable[[Written], None] | None,
        failed: Callable[[BaseException], None] | None,
        owner: QObject | None,
    ) -> tuple[Callable[[tuple[Written, Changes, Outline | None]], None], Callable[[BaseException], None]]:
        """What is done with what was written, and with an error."""

        def there() -> bool:
            return owner is None or shiboken6.isValid(owner)

        def home(outcome: tuple[Written, Changes, Outline | None]) -> None:
            result, changes, outline = outcome
            if outline is not None:
                self._read(outline)
            if changes.at:
                self.saved.emit(changes.at)
            if done is not None and there():
                done(result)
            if changes:
                self.changed.emit(changes)

        def refused(error: BaseException) -> None:
            if failed is not None and there():
                failed(error)
            else:
                self.tasks.unhandled.emit(error)

        return home, refused

    def took(self, changes: Changes) -> None:
        """Tell of changes that a long task made; reads the outline anew."""

        def home(outline: Outline) -> None:
            self._read(outline)
            if changes.at:
                self.saved.emit(changes.at)
            self.changed.emit(changes)

        self.tasks.read(lambda: auditing.outline(self.desk, self.outline), home, owner=self)

    def _read(self, outline: Outline) -> None:
        """Take a new reading; when the chosen site has gone, or the first one has come, choose another."""
        self.outline = outline
        sites = [s.id for s in self.sites]
        if self._site not in sites and (sites or self._site):
            self._site = sites[0] if sites else COMPANY
            if self.here is not None:
                self.here = replace(self.here, site=self._site)
            self.site_changed.emit(self._site)

    def close(self) -> None:
        """Stop what is long, finish what is being written and give the file free."""
        self.tasks.cancel_all()
        # Pages read anew what was written, and then what they show of it: none may find the file closed.
        while self.tasks.drain():
            pass
        self.desk.file.close()
