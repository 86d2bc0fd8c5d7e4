"""The very same file imported again (same SHA-256): known by its content, with what was set right by hand then.

Unlike a layout, what is kept of a file holds for that file alone: the places of corrections are its own rows.
"""

from __future__ import annotations

import json
from dataclasses import replace

from app.services.ledger_ports import Choices, Earlier, Look
from app.services.ports import UnitOfWork

_SETTING = "ledger.corrections."


def recall(work: UnitOfWork, kind: str, look: Look) -> Earlier | None:
    """The latest import of a file with this content, None where it is a new one."""
    batches = work.ledgers.batches(kind)
    number = max((n for n, batch in enumerate(batches, start=1) if batch.sha256 == look.sha256), default=0)
    if not number:
        return None
    batch = batches[number - 1]
    kept = json.loads(work.audit.setting(f"{_SETTING}{kind}.{look.sha256}") or "[]")
    # The only sheet of a text file is called after the file, which may have another name by now.
    only = look.sheets[0].name if len(look.sheets) == 1 else ""
    return Earlier(
        batch=batch.id,
        number=number,
        at=batch.at,
        later=len(batches) - number,
        site=batch.site,
        corrections={(only or sheet, row, field): text for sheet, row, field, text in kept},
    )


def remember(work: UnitOfWork, kind: str, sha256: str, choices: Choices) -> None:
    """Keep what was set right by hand in this file."""
    name = f"{_SETTING}{kind}.{sha256}"
    told = [[sheet, row, field, text] for (sheet, row, field), text in sorted(choices.corrections.items())]
    text = json.dumps(told, ensure_ascii=False)
    if text != (work.audit.setting(name) or "[]"):
        work.audit.set_setting(name, text)


def repeated(look: Look, proposed: Choices) -> Choices:
    """`proposed` with the office and the corrections of the import of the very same file, if there was one.

    Sheets that were left out then are offered again, as of any file.
    """
    if look.earlier is None:
        return proposed
    return replace(proposed, site=look.earlier.site, corrections=look.earlier.corrections)
