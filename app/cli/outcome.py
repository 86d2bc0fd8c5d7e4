"""What a verb is handed and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # Named only: what a verb does not need is not loaded.
    from app.build import ProgramFacts
    from app.errors import UserError
    from app.services.demonstrating import Sample
    from app.services.licences import Notices
    from app.services.ports import PaperCheck, World
    from app.services.reporting import WatchedRenderer


class Problem(Protocol):
    """A problem of the catalogue."""

    @property
    def file(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def detail(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One step of the self-check: what was found, or what was wrong, and how long it took. `detail` is for scripts,
    `told` the same in the language that is spoken."""

    name: str
    ok: bool
    detail: str
    seconds: float
    told: str = ""


@dataclass(frozen=True)
class Tools:
    """What the command line is handed: makers, so that a usage error costs nothing."""

    world: Callable[[], World]
    catalogue_problems: Callable[[], Sequence[Problem]]
    sample: Callable[[], Sample]
    render: WatchedRenderer
    check_paper: Callable[[Path], PaperCheck]
    self_check: Callable[[str], Sequence[CheckStep]]
    program: Callable[[str], ProgramFacts]
    notices: Callable[[], Notices]


@dataclass(frozen=True)
class Outcome:
    """What a verb gives back: lines for people, one object for `--json`, and the exit code.

    `refusal` is said on stderr where something is to be told beside it, with the exit code of a refusal.
    """

    lines: Sequence[str]
    data: Mapping[str, Any]
    exit_code: int = 0
    refusal: UserError | None = None
