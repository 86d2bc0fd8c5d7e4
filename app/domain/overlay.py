"""The company's own part of the catalogue (自社追加分), which lies over the regulator's and never changes its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OverlayPart:
    """One overlay as it was taken into the audit: `content` is its TOML text, `source` the name of the file."""

    id: str
    position: int
    source: str
    sha256: str
    content: str
    at: str
    by: str
