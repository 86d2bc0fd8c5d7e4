"""How much of a machine a scan may take. A sheet of A4 at 600 dpi has 35 million points, one of A3 has 70."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a file, pages in it, points of a page, bytes of memory, seconds of computing, seconds without a word."""

    file_bytes: int = 200 * 1024 * 1024
    pages: int = 2_000
    points: int = 80_000_000
    memory_bytes: int = 2_000_000_000
    cpu_seconds: int = 3_600
    idle_seconds: float = 120.0

    def as_dict(self) -> dict[str, float]:
        """For the request to the reading process."""
        return asdict(self)
