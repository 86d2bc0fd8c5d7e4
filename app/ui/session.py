"""The audit on the desk as the window sees it: one reading of the whole, the current place, and who wants to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.audit import COMPANY, Site, live_sites
from app.domain.catalogue import Catalogue, Checkpoint, Level
from app.domain.progress import Place, Tally, next_unanswered
from app.services import auditing
from app.services.auditing import Outline
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.kit import Kit
from app.ui.tasks import Tasks

T = TypeVar("T")


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


class Session(QObject):
    """One open audit. Pages read `outline` and listen to `changed`; every mutation goes through `do`.

    `changed` carries the `Changes` after `outline` was read anew; `site_changed` the id of the chosen site; `wanted` a
    `Target` somebody wants to see; `onward` asks for the next unanswered checkpoint; `arrived` the `Target` that a page
    shows now; `saved` the time of the last commit (ISO 8601).
    """

    changed = Signal(object)
    site_changed = Signal(str)
    wanted = Signal(object)
    arrived = Signal(object)
    saved = Signal(str)
    onward = Signal()

    def __init__(self, kit: Kit, desk: Desk, outline: Outline, tasks: Tasks) -> None:
        super().__init__()
        self.kit = kit
        self.desk = desk
        self.outline = outline
        self.tasks = tasks
        self.here: Target | None = None
        sites = self.sites
        self._site = sites[0].id if sites else COMPANY

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of checkpoints."""
        return self.desk.catalogue

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
        self.arrived.emit(target)

    def places_here(self) -> tuple[Place, ...]:
        """Every (checkpoint, site) that wants an answer at the chosen site, those of the company included."""
        return tuple(p for p in self.outline.places if p[1] in (COMPANY, self._site))

    def tally_here(self) -> Tally:
        """Counts over the chosen site and the company."""
        return self.outline.tally(self.places_here())

    def next_unanswered(self, item: str = "") -> Place | None:
        """The next place of this site without a verdict, after where the officer is; `item` limits to one item."""
        here = self.here.checkpoint if self.here is not None else ""
        wanted = self.places_here()
        if item:
            wanted = tuple(p for p in wanted if self.catalogue.checkpoint(p[0]).item == item)
        after = next((p for p in wanted if p[0] == here), None)
        return next_unanswered(wanted, self.outline.answers, after, self.outline.copies)

    def do(
        self,
        work: Callable[[Desk], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run a service that writes, on the writing thread, and tell everybody what changed.

        `work` returns `Changes` or a tuple that begins with one. `done` is called before `changed` is emitted.
        """

        def work_and_read() -> tuple[T, Changes, Outline | None]:
            result = work(self.desk)
            changes = result if isinstance(result, Changes) else result[0] if isinstance(result, tuple) else Changes()
            return result, changes, auditing.outline(self.desk) if changes else None

        def home(outcome: tuple[T, Changes, Outline | None]) -> None:
            result, changes, outline = outcome
            if outline is not None:
                self._read(outline)
            if changes.at:
                self.saved.emit(changes.at)
            if done is not None:
                done(result)
            if changes:
                self.changed.emit(changes)

        # Home is this object: a saved answer is told even if the page that gave it has gone.
        self.tasks.write(work_and_read, _while(owner, home, self), failed, self if failed is None else owner)

    def took(self, changes: Changes) -> None:
        """Tell of changes that a long task made; reads the outline anew."""

        def home(outline: Outline) -> None:
            self._read(outline)
            if changes.at:
                self.saved.emit(changes.at)
            self.changed.emit(changes)

        self.tasks.read(lambda: auditing.outline(self.desk), home, owner=self)

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
        self.tasks.drain()
        self.desk.file.close()


def _while(
    owner: QObject | None, home: Callable[[tuple[T, Changes, Outline | None]], None], session: Session
) -> Callable[[tuple[T, Changes, Outline | None]], None]:
    """`home`, but with a page's own `done` only while the page exists."""
    import shiboken6

    def guarded(outcome: tuple[T, Changes, Outline | None]) -> None:
        if owner is None or shiboken6.isValid(owner):
            home(outcome)
        elif outcome[2] is not None:
            session._read(outcome[2])  # noqa: SLF001 - of this module
            session.saved.emit(outcome[1].at)
            session.changed.emit(outcome[1])

    return guarded
