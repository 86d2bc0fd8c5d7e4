"""The coverage map: which causes (機会・動機・正当化) and directions ①–⑤ (報告書概要 ¶7) the measures serve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.grades import Cause
from app.domain.plan import Action


@dataclass(frozen=True, slots=True)
class Coverage:
    """Numbers of measures in the plan by cause and direction. `cells` holds those that name both; `causes` and
    `directions` those that name either, whatever else they name; `untagged` those that name no cause or no direction.
    """

    order: tuple[str, ...]
    cells: Mapping[tuple[Cause, str], tuple[int, ...]]
    causes: Mapping[Cause, tuple[int, ...]]
    directions: Mapping[str, tuple[int, ...]]
    untagged: tuple[int, ...]

    @property
    def unserved_causes(self) -> tuple[Cause, ...]:
        """The causes that no measure serves."""
        return tuple(cause for cause in Cause if not self.causes[cause])

    @property
    def unserved_directions(self) -> tuple[str, ...]:
        """The directions that no measure serves."""
        return tuple(each for each in self.order if not self.directions[each])

    def numbers(self, cause: Cause | None = None, direction: str = "") -> tuple[int, ...]:
        """The measures behind one number of the map: of a cell, a row, a column, or without tags where neither."""
        if cause is not None and direction:
            return self.cells[cause, direction]
        if cause is not None:
            return self.causes[cause]
        return self.directions[direction] if direction else self.untagged


def coverage(actions: Iterable[Action], directions: Sequence[str]) -> Coverage:
    """Lay the measures that are in the plan over causes and directions."""
    live = [a for a in actions if not a.withdrawn]

    def having(cause: Cause | None, direction: str) -> tuple[int, ...]:
        return tuple(
            a.number
            for a in live
            if (cause is None or cause in a.causes) and (not direction or direction in a.directions)
        )

    return Coverage(
        order=tuple(directions),
        cells={(cause, each): having(cause, each) for cause in Cause for each in directions},
        causes={cause: having(cause, "") for cause in Cause},
        directions={each: having(None, each) for each in directions},
        untagged=tuple(a.number for a in live if not a.causes or not set(a.directions) & set(directions)),
    )
