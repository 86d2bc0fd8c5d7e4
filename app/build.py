"""Which build of the program this is, and what it says of itself: in the window, on the command line, in its log."""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from app.paths import bundled, portable_folder
from app.version import __version__

_LONGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class Build:
    """What made the installed program: the commit with its date, and for which system."""

    version: str
    commit: str
    commit_date: str
    target: str

    def __str__(self) -> str:
        return " ".join(word for word in (self.commit[:12], self._moment(), self.target) if word)

    def _moment(self) -> str:
        """The moment of the commit with its zone said; as it stands where it is none."""
        try:
            at = datetime.fromisoformat(self.commit_date)
        except ValueError:
            return self.commit_date
        return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at.tzinfo is not None else self.commit_date


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """What a report of a problem must say; `build` is None from source, `format` the newest that it writes."""

    version: str
    build: Build | None
    format: str
    catalogue: str
    python: str
    qt: str
    pyside: str
    system: str
    portable: bool


@cache
def build() -> Build | None:
    """What `build.json` among the resources says; None in a checkout, or where it says nothing."""
    place = bundled("resources") / "build.json"
    try:
        with place.open("rb") as stream:
            told = json.loads(stream.read(_LONGEST))
    except (OSError, ValueError):
        return None
    if not isinstance(told, dict):
        return None
    version, commit, day, target = (str(told.get(n, "")) for n in ("version", "commit", "commit_date", "target"))
    return Build(version, commit, day, target)


def facts(storage_format: int, catalogue: str, qt: str, pyside: str) -> ProgramFacts:
    """What is known of this program; `storage_format` is major * 1000 + minor, what is not known is empty."""
    return ProgramFacts(
        version=__version__,
        build=build(),
        format="{}.{}".format(*divmod(storage_format, 1000)),
        catalogue=catalogue,
        python=platform.python_version(),
        qt=qt,
        pyside=pyside,
        system=system(),
        portable=portable_folder() is not None,
    )


def system() -> str:
    """Name, release and processor of the operating system."""
    return f"{platform.system()} {platform.release()} {platform.machine()}"


def signature() -> str:
    """One line that says which program wrote it."""
    return f"Shadan {__version__} ({build() or 'from source'}) Python {platform.python_version()} {system()}"
