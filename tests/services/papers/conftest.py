"""An audit with two sites whose papers were printed."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.bootstrap import render
from app.domain.paper_loop import Printing, State
from app.i18n import gettext_in
from app.services.papers import listing, printing
from app.services.ports import Desk


@pytest.fixture
def printed(desk: Desk, tmp_path: Path) -> tuple[Printing, ...]:
    """本店, 北営業所, then the results; `papers.pdf` in the folder."""
    return print_all(desk, tmp_path / "papers.pdf")


def print_all(desk: Desk, target: Path, language: str = "ja") -> tuple[Printing, ...]:
    """Print every paper."""
    return printing.print_some(desk, target, render, gettext_in, language)[1]


def states(desk: Desk) -> Sequence[State]:
    """How the papers stand, in their order."""
    return [view.state for view in listing.listing(desk, gettext_in)]
