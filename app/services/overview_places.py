"""Which places a figure of the overview counts: figures are counted here, and the lists behind them come from here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.carrying import COPIED, Carried, Standing
from app.domain.comparing import Said, said
from app.domain.progress import Place
from app.domain.review import State, state_of
from app.domain.shares import Share, Trend, share, trend
from app.services import auditing
from app.services.asking import Asked, Wording
from app.services.auditing import Outline
from app.services.ports import Desk, UnitOfWork


@dataclass(frozen=True, slots=True)
class Placed:
    """A place with the parts of the figures that it falls into; `trend` is None where there is no earlier audit."""

    place: Place
    item: str
    share: Share
    state: State
    trend: Trend | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Some places: empty fields do not limit; `site` is None for all sites. As text it goes into a link."""

    item: str = ""
    site: str | None = None
    share: str = ""
    state: str = ""
    trend: str = ""

    def __str__(self) -> str:
        told = {"item": self.item, "share": self.share, "state": self.state, "trend": self.trend}
        parts = [f"{name}:{value}" for name, value in told.items() if value]
        return " ".join([*parts, *([] if self.site is None else [f"site:{self.site}"])])

    @classmethod
    def read(cls, text: str) -> Choice:
        """The choice that a link names; what is not understood does not limit."""
        found = dict(part.partition(":")[::2] for part in text.split())
        site = found.get("site")
        return cls(found.get("item", ""), site, *(found.get(name, "") for name in ("share", "state", "trend")))

    def holds(self, placed: Placed) -> bool:
        """Whether the place is one of them."""
        return (
            self.item in ("", placed.item)
            and self.site in (None, placed.place[1])
            and self.share in ("", placed.share.value)
            and self.state in ("", placed.state.value)
            and (not self.trend or (placed.trend is not None and placed.trend.value == self.trend))
        )


def chosen(desk: Desk, choice: Choice) -> frozenset[Place]:
    """The places of a choice, as the overview counts them."""
    with desk.file.read() as work:
        outline = auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
        return frozenset(each.place for each in placed(work, outline, carried(work)) if choice.holds(each))


def placed(work: UnitOfWork, outline: Outline, earlier: Mapping[Place, Carried] | None) -> Iterator[Placed]:
    """Every place that is asked, in the order of the outline; `earlier` is what `carried` read."""
    latest = work.reviews.latest()
    items = {c.id: c.item for c in outline.checkpoints}
    compared = _Compared(work, outline, earlier) if earlier is not None else None
    for place in outline.places:
        answer, copied = outline.answers.get(place), place in outline.copies
        yield Placed(
            place,
            items[place[0]],
            share(answer, copied=copied, unproven=place in outline.unproven),
            # What was copied and not confirmed is no answer of its site: nothing was begun there.
            state_of(None if copied else answer, latest.get(place)),
            compared.trend(place) if compared is not None else None,
        )


def carried(work: UnitOfWork) -> Mapping[Place, Carried] | None:
    """What the earlier audit said of what is still asked, by place; None where there is no earlier audit."""
    if not work.carried.predecessors():
        return None
    return {(c.checkpoint, c.site): c for c in work.carried.all() if c.standing is not Standing.RETIRED}


class _Compared:
    """The answers beside those of the earlier audit, each with the words in which it was asked."""

    def __init__(self, work: UnitOfWork, outline: Outline, earlier: Mapping[Place, Carried]) -> None:
        self._outline, self._earlier, self._asked = outline, earlier, Asked(work)
        self._fingerprints: dict[Wording, str] = {}

    def trend(self, place: Place) -> Trend:
        """How the answer of a place compares."""
        answer, then = self._outline.answers.get(place), self._earlier.get(place)
        if answer is None:
            return trend(None, None)
        words = self._fingerprint(self._asked.answered(answer)) if then is not None else ""
        copied, proven = place in self._outline.copies, place not in self._outline.unproven
        now = said(answer.verdict, words, copied=copied, proven=proven)
        return trend(self._then(then) if then is not None else None, now)

    def _then(self, carried: Carried) -> Said:
        # What came as asked in the same words was asked in those with which this audit began; they may be others since.
        same = carried.standing is Standing.UNCHANGED
        words = self._fingerprint(self._asked.first().get(carried.checkpoint)) if same else ""
        return said(carried.verdict, words, copied=carried.review == COPIED)

    def _fingerprint(self, words: Wording | None) -> str:
        if words is None:
            return ""
        if words not in self._fingerprints:
            self._fingerprints[words] = words.fingerprint
        return self._fingerprints[words]
