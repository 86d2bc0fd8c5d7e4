"""What the window is handed: everything below the services that it may use without knowing what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.services.demonstrating import Sample
from app.services.ports import PaperCheck, World
from app.services.reporting import Renderer

PageImages = Callable[[Path, float], Iterator[tuple[int, int, bytes]]]
"""Pages of a PDF as (width, height, RGB bytes) at a scale of 72 pixels an inch."""


@dataclass(frozen=True)
class Kit:
    """Makers, so that a window is painted before anything heavy is loaded; call them off the GUI thread."""

    world: Callable[[], World]
    render: Renderer
    check_paper: Callable[[Path], PaperCheck]
    sample: Callable[[], Sample]
    page_images: PageImages
