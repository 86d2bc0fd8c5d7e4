"""Puts strips onto pages: a strip is never cut, groups repeat their head, headings stay with what follows.

Everything is laid out before anything is drawn, so page numbers are known when the first page is painted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from app.formats.report.pen import Pen
from app.formats.report.tags import Node

Paint: TypeAlias = Callable[[Pen, float, float], None]
"""Draws at (left, top)."""

LOOSE, LIGHT, BLOCK, SOFT, HARD = range(5)
"""How strongly a strip stays with the next: not, where that leaves not much of a page empty, as a block (given up where
no page holds it), as a row, always."""

_WASTE = 0.25
"""The part of a page that may stay empty so that what stays together lightly is not parted."""


@dataclass(slots=True, eq=False)
class Group:
    """Strips that share a repeated head, a closing line at each page end, or a frame around them.

    `close(pen, left, y)` draws under the last strip on a page; `frame(pen, left, top, bottom)` around the strips.
    """

    head: tuple[Strip, ...] = ()
    close: Paint | None = None
    frame: Callable[[Pen, float, float, float], None] | None = None
    x: float = 0.0
    pad: float = 0.0


@dataclass(slots=True, eq=False)
class Place:
    """A heading's place: for the outline, the contents and links. Page numbers are filled in by the layout."""

    key: str
    text: str
    level: int
    page: int = 0


@dataclass(slots=True, eq=False)
class Strip:
    """The smallest piece of a page: a line of text, a row of a table, a bar.

    `before` and `after` are space that neighbours share; `keep` says how strongly it stays with the next strip;
    `resumed` is space under repeated heads when it is the first strip below them. `tag` is what it is a part of in the
    structure of the document.
    """

    height: float
    paint: Paint | None = None
    x: float = 0.0
    before: float = 0.0
    after: float = 0.0
    resumed: float = 0.0
    keep: int = LOOSE
    groups: tuple[Group, ...] = ()
    place: Place | None = None
    is_break: bool = False
    is_space: bool = False
    tag: Node | None = None


@dataclass(slots=True)
class Page:
    """What stands on a page: strips with their top, frames with their extent. The first `repeated` strips are heads
    of what began on a page before."""

    strips: list[tuple[Strip, float]] = field(default_factory=list)
    frames: list[tuple[Group, float, float]] = field(default_factory=list)
    repeated: int = 0


def page_break() -> Strip:
    """A strip that ends the page."""
    return Strip(0, is_break=True)


def inset(strips: Iterable[Strip], x: float, group: Group | None = None) -> list[Strip]:
    """The strips moved right by `x` points and, if given, made members of `group`. Changes them."""
    moved = list(strips)
    heads: dict[int, Strip] = {}
    for strip in moved:
        heads.update((id(h), h) for g in strip.groups for h in g.head)
    for strip in {id(s): s for s in (*moved, *heads.values())}.values():
        strip.x += x
        if group is not None:
            strip.groups = (group, *strip.groups)
    for inner in {id(g): g for s in moved for g in s.groups if g is not group}.values():
        inner.x += x
    return moved


def tie(strips: Sequence[Strip], keep: int) -> None:
    """Make every strip but the last stay with the next one."""
    for strip in strips[:-1]:
        strip.keep = max(strip.keep, keep)


def paginate(strips: Sequence[Strip], top: float, bottom: float) -> list[Page]:
    """Pages between the heights `top` and `bottom` (PDF space). Empty pages do not arise."""
    return _Paginator(strips, top, bottom).run()


class _Paginator:
    def __init__(self, strips: Sequence[Strip], top: float, bottom: float) -> None:
        self._strips = strips
        self._top, self._bottom = top, bottom
        self._pages: list[Page] = []
        self._page = Page()
        self._y = top
        self._after = 0.0
        # Where the last strip ends; `_y` may already be lower.
        self._ends = top
        # Up to which strip a longer chain of that strength was given up: its rest is no reason to turn the page.
        self._given_up = dict.fromkeys((LIGHT, BLOCK, SOFT), 0)
        # group → top of its part on this page; insertion order is nesting order.
        self._open: dict[Group, float] = {}

    def run(self) -> list[Page]:
        strips, count, i = self._strips, len(self._strips), 0
        while i < count:
            if strips[i].is_break:
                self._turn(())
                i += 1
                continue
            if strips[i].is_space and not self._page.strips:
                i += 1
                continue
            end = self._next(i)
            if end is None:
                self._turn(strips[i].groups)
                continue
            for strip in strips[i:end]:
                self._put(strip)
            i = end
        self._turn(())
        return self._pages

    def _next(self, i: int) -> int | None:
        """The end of the strips from i that go onto this page together; None when they want a new one."""
        strips = self._page.strips
        for keep in (LIGHT, BLOCK, SOFT):
            if i >= self._given_up[keep]:
                end = self._chain(i, keep)
                if self._fits(i, end):
                    return end
                if strips and self._fits_empty(i, end) and not self._wasteful(keep):
                    return None
                self._given_up[keep] = end
        filled = bool(strips) and not self._only_heads()
        end = self._chain(i, HARD)
        if self._fits(i, end):
            return end
        if filled and self._fits_empty(i, end):
            return None
        return None if filled and not self._fits(i, i + 1) else i + 1

    def _wasteful(self, keep: int) -> bool:
        """Whether turning the page would leave much of it empty for what can go on on the next one."""
        return keep == LIGHT and self._y - self._bottom > (self._top - self._bottom) * _WASTE

    def _chain(self, i: int, keep: int) -> int:
        """The end of the strips that stay with strip i."""
        strips = self._strips
        while strips[i].keep >= keep and i + 1 < len(strips) and not strips[i + 1].is_break:
            i += 1
        return i + 1

    def _extent(self, i: int, end: int, after: float | None) -> float:
        """Height of strips i…end; `after` is the space owed by what stands above, None at the head of a page."""
        high = 0.0
        for strip in self._strips[i:end]:
            if after is not None:
                high += max(after, strip.before)
            high += strip.height
            after = strip.after
        return high + sum(g.pad for g in self._strips[end - 1].groups)

    def _fits(self, i: int, end: int) -> bool:
        after = self._after if self._page.strips else None
        high = self._extent(i, end, after) + self._resumed(self._strips[i])
        return self._y - high >= self._bottom - 0.01

    def _fits_empty(self, i: int, end: int) -> bool:
        """Whether the strips would fit a new page, heads of continued groups included."""
        strip = self._strips[i]
        continued = [g for g in strip.groups if g in self._open]
        heads = sum(h.height for g in continued for h in g.head) + sum(g.pad for g in continued)
        heads += strip.resumed if continued else 0.0
        return self._extent(i, end, None) + heads <= self._top - self._bottom + 0.01

    def _resumed(self, strip: Strip) -> float:
        """The space above a strip that goes on below repeated heads."""
        return strip.resumed if strip.resumed and self._only_heads() else 0.0

    def _only_heads(self) -> bool:
        """Whether the page holds nothing yet but repeated heads."""
        heads = {id(h) for g in self._open for h in g.head}
        return bool(self._pages) and all(id(strip) in heads for strip, _y in self._page.strips)

    def _put(self, strip: Strip) -> None:
        self._y -= self._resumed(strip)
        if self._page.strips:
            self._y -= max(self._after, strip.before)
        for group in [g for g in self._open if g not in strip.groups]:
            self._close(group)
        for group in strip.groups:
            self._open.setdefault(group, self._y)
        if strip.place is not None:
            strip.place.page = len(self._pages)
        self._page.strips.append((strip, self._y))
        self._y -= strip.height
        self._after = strip.after
        self._ends = self._y

    def _close(self, group: Group) -> None:
        top = self._open.pop(group)
        self._page.frames.append((group, top, self._ends))

    def _turn(self, continued: tuple[Group, ...]) -> None:
        """End the page; the groups in `continued` that are open go on with their heads on the next."""
        if not self._page.strips:
            return
        goes_on = [g for g in self._open if g in continued]
        for group in list(self._open):
            top = self._open.pop(group)
            bottom = self._ends - (sum(g.pad for g in goes_on[goes_on.index(group) :]) if group in goes_on else 0.0)
            self._page.frames.append((group, top, bottom))
        self._pages.append(self._page)
        self._page, self._y, self._after = Page(), self._top, 0.0
        for group in goes_on:
            self._open[group] = self._y
            self._y -= group.pad
            for head in group.head:
                self._page.strips.append((head, self._y))
                self._page.repeated += 1
                self._y -= head.height
                self._ends = self._y


def draw(page: Page, pen: Pen, left: float) -> None:
    """Paint a page: frames, strips, closing lines."""
    pen.within(None)
    for group, top, bottom in page.frames:
        if group.frame is not None:
            group.frame(pen, left + group.x, top, bottom)
    pen.repeat(page.repeated > 0)
    for n, (strip, y) in enumerate(page.strips):
        if n == page.repeated:
            pen.repeat(False)
        if strip.paint is not None:
            pen.within(strip.tag)
            strip.paint(pen, left + strip.x, y)
    pen.repeat(False)
    for group, _top, bottom in page.frames:
        if group.close is not None:
            group.close(pen, left + group.x, bottom)
