"""How much of a machine a scan may take. A sheet of A4 at 600 dpi has 35 million points, one of A3 has 70."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a file, pages in it, points of a page, bytes of memory, seconds of computing, seconds without a word;
    seconds for trying otherwise on a page, and on all pages of a file; how many pages may cost the reading process."""

    file_bytes: int = 200 * 1024 * 1024
    pages: int = 2_000
    points: int = 80_000_000
    memory_bytes: int = 2_000_000_000
    cpu_seconds: int = 1_800
    idle_seconds: float = 45.0
    page_seconds: float = 15.0
    tries_seconds: float = 300.0
    lost_pages: int = 2

    def as_dict(self) -> dict[str, float]:
        """For the request to the reading process."""
        return asdict(self)
