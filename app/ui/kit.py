"""What the window is handed: everything below the services that it may use without knowing what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # Named only: reports and the sample are loaded when they are wanted.
    from app.build import ProgramFacts
    from app.services.demonstrating import Sample
    from app.services.licences import Notices
    from app.services.ports import PaperCheck, World
    from app.services.reporting import WatchedRenderer


class PaperView(Protocol):
    """Looks at PDFs. Both may be called from any thread and load their library only then."""

    def sizes(self, pdf: Path) -> tuple[tuple[float, float], ...]:
        """Width and height of every page in points."""

    def picture(self, pdf: Path, number: int, scale: float) -> tuple[int, int, bytes]:
        """Page `number` (from 0) as width, height and RGB bytes; scale 1 = 72 pixels an inch."""


@dataclass(frozen=True)
class Kit:
    """Makers, so that a window is painted before anything heavy is loaded; call them off the GUI thread."""

    world: Callable[[], World]
    render: WatchedRenderer
    check_paper: Callable[[Path], PaperCheck]
    sample: Callable[[], Sample]
    paper: PaperView
    program: Callable[[str], ProgramFacts]
    notices: Callable[[], Notices]
