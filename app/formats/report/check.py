"""What a report says of itself, and whether it is still as it was written.

The document information carries, in its keywords, the kind of report, the fingerprint of the data and a SHA-256 over
the whole file in which the digest itself is counted as zeros. It finds changes and slips; it is no signature.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import quote, unquote

from app.errors import UserError, from_os_error, register_messages, require_file
from app.services.ports import PaperCheck
from app.services.reporting.model import Report

register_messages(
    {"report_not_ours": "{file} is not a report written by Shadan; choose a PDF that Shadan has written."}
)

_ZEROS, _NO_LENGTH = "0" * 64, "0" * 12
_KEYWORDS = re.compile(rb"/Keywords \(shadan ([!-~]*?)length=([0-9]{12});sha256=([0-9a-f]{64})\)")


def keywords(report: Report) -> str:
    """The keywords of a report whose digest is still to be filled in."""
    values = [
        ("kind", report.kind),
        ("fingerprint", report.fingerprint),
        ("audit", report.audit_id),
        ("draft", "1" if report.watermark else "0"),
        *report.extra,
    ]
    said = "".join(f"{key}={quote(value, safe='-_.:+')};" for key, value in values if value)
    return f"shadan {said}length={_NO_LENGTH};sha256={_ZEROS}"


def sealed(data: bytes) -> bytes:
    """The PDF with its length and digest filled in."""
    found = _KEYWORDS.search(data)
    if found is None:
        raise ValueError("the PDF has no keywords of ours")
    length = b"%012d" % len(data)
    data = data[: found.start(2)] + length + data[found.end(2) :]
    digest = hashlib.sha256(data).hexdigest().encode()
    return data[: found.start(3)] + digest + data[found.end(3) :]


def verify_pdf(path: Path) -> PaperCheck:
    """Whether the PDF at `path` is byte for byte as we wrote it. Raises UserError when it is none of ours."""
    require_file(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise from_os_error(error, path.name) from error
    found = _KEYWORDS.search(data)
    if found is None:
        return _rewritten(path, data)
    info = _values(found[1].decode("ascii"))
    length = int(found[2])
    part = data[:length]
    zeroed = part[: found.start(3)] + _ZEROS.encode() + part[found.end(3) :]
    if len(data) < length or hashlib.sha256(zeroed).hexdigest().encode() != found[3]:
        return PaperCheck(False, info.get("fingerprint", ""), "changed", info)
    reason = "appended" if len(data) > length else ""
    return PaperCheck(not reason, info.get("fingerprint", ""), reason, info)


def _rewritten(path: Path, data: bytes) -> PaperCheck:
    """Another program may have written the same document anew: its keywords are then somewhere else."""
    from app.formats.report.preview import metadata

    said = metadata(data).get("Keywords", "")
    if not said.startswith("shadan "):
        raise UserError("report_not_ours", file=path.name)
    info = _values(said.removeprefix("shadan "))
    return PaperCheck(False, info.get("fingerprint", ""), "rewritten", info)


def _values(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";") if "=" in part)
    return {key: unquote(value) for key, _equals, value in pairs if key not in ("length", "sha256")}
