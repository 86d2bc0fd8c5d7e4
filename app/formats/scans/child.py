"""The process that reads a scan: takes one request, reads one file within limits, says what stands on its pages.

pdfium, Pillow and zxing read foreign files; a fault of theirs costs a process here and not the program. It is started
by `app.formats.scans.process` with the hidden verb `_read-scan`.

Request (a line of JSON on standard input): path, limits, mode `codes` (first) | `picture` (page) | `extract` (pages).
Answers (lines of JSON on standard output): {"file": {…}} · {"total"} · {"page", "texts", "blank"} · {"page", "texts",
"unread", "values"} · {"width", "height", "data"} · {"piece"} · {"refused", "values"} · {"bug"} · {"end"}.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

from app.formats.scans.limits import Limits

VERB = "_read-scan"
OUT_OF_MEMORY = 77
_PIECE = 1 << 20
_SCREEN = 1_400
"""Points of the longer side of a picture for the screen."""
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
_GOOD = 1.0
"""So many seconds does a page take at most of which nothing but the code was read."""
_HEAD = 1024
"""A PDF may begin somewhere within so many bytes."""


class Refused(Exception):
    """A file that is not read: a code and its values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def main() -> int:
    """Answer the request on standard input; returns the exit code of the process."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**{name: type(getattr(Limits(), name))(value) for name, value in request["limits"].items()})
    _restrict(limits)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        for answer in _answers(request, limits):
            out.write(json.dumps(answer).encode() + b"\n")
            out.flush()
        out.write(b'{"end": true}\n')
        out.flush()
    except BrokenPipeError:
        os._exit(0)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    return 0


def _answers(request: dict[str, Any], limits: Limits) -> Iterator[dict[str, Any]]:
    try:
        yield from _read(request, limits)
    except Refused as refused:
        yield {"refused": refused.code, "values": refused.values}
    except (MemoryError, BrokenPipeError, GeneratorExit):
        raise
    except Exception:
        import traceback

        yield {"bug": traceback.format_exc()}


def _restrict(limits: Limits) -> None:
    """Bound memory and time of this process where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; points and pages bound the work, the parent's clock the time.
        return
    for what, limit in ((resource.RLIMIT_AS, limits.memory_bytes), (resource.RLIMIT_CPU, limits.cpu_seconds)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _read(request: dict[str, Any], limits: Limits) -> Iterator[dict[str, Any]]:
    from app.formats.scans.pages import PdfPages, Pictures

    data = _bytes(Path(request["path"]), limits)
    kind = _kind(data)
    pages = PdfPages(data, limits) if kind == "application/pdf" else Pictures(data, kind, limits)
    if request["mode"] == "codes":
        from app.formats.scans.codes import read_page

        yield {"file": {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "media_type": kind}}
        yield {"total": len(pages)}
        left = limits.tries_seconds
        for number in range(int(request.get("first", 1)) - 1, len(pages)):
            begun = monotonic()
            try:
                texts, blank = read_page(pages, number, min(left, limits.page_seconds))
            except Refused as refused:
                yield {"page": number + 1, "texts": [], "unread": refused.code, "values": refused.values}
            else:
                yield {"page": number + 1, "texts": texts, "blank": blank}
            # What a good page takes is no trying.
            left = max(0.0, left - max(0.0, monotonic() - begun - _GOOD))
        return
    if request["mode"] == "picture":
        width, height, pixels = pages.picture(_within(request["page"], pages), _SCREEN)
        yield {"width": width, "height": height, "data": base64.b64encode(pixels).decode()}
        return
    if not isinstance(pages, PdfPages):
        raise Refused("scan_kind_unknown")
    made = pages.extract([_within(number, pages) for number in request["pages"]])
    for start in range(0, len(made), _PIECE):
        yield {"piece": base64.b64encode(made[start : start + _PIECE]).decode()}


def _within(number: int, pages: Any) -> int:
    if not 1 <= number <= len(pages):
        raise Refused("scan_page_missing", page=number)
    return number - 1


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except OSError:
        raise Refused("scan_damaged") from None
    if len(data) > limits.file_bytes:
        raise Refused("scan_too_large", limit=limits.file_bytes // (1024 * 1024))
    if not data:
        raise Refused("scan_empty")
    return data


def _kind(data: bytes) -> str:
    """What a file is by its first bytes, whatever it is called."""
    for begins, kind in _KINDS:
        if data.startswith(begins):
            return kind
    if b"%PDF-" in data[:_HEAD]:
        return "application/pdf"
    raise Refused("scan_kind_unknown")
