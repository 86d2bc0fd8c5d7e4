"""The very same file imported again (same SHA-256): known by its content, with what was set right by hand then.

Unlike a layout, what is kept of a file holds for that file alone: the places of corrections are its own rows.
"""

from __future__ import annotations

import json
from dataclasses import replace

from app.services.ledger_ports import Choices, Earlier, Look
from app.services.ports import UnitOfWork

_SETTING = "ledger.corrections."
_OFFICES = "ledger.sheet_offices."
_TITLES = "ledger.sheet_titles."


def recall(work: UnitOfWork, kind: str, look: Look) -> Earlier | None:
    """The latest import of a file with this content, None where it is a new one."""
    batches = [b for b in work.ledgers.batches(kind) if not b.undone]
    number = max((n for n, batch in enumerate(batches, start=1) if batch.sha256 == look.sha256), default=0)
    if not number:
        return None
    batch = batches[number - 1]
    kept = json.loads(work.audit.setting(f"{_SETTING}{kind}.{look.sha256}") or "[]")
    sites = json.loads(work.audit.setting(f"{_OFFICES}{kind}.{look.sha256}") or "{}")
    told = json.loads(work.audit.setting(f"{_TITLES}{kind}.{look.sha256}") or "{}")
    # The only sheet of a text file is called after the file, which may have another name by now.
    only = look.sheets[0].name if len(look.sheets) == 1 else ""
    return Earlier(
        batch=batch.id,
        number=number,
        at=batch.at,
        later=sum(later.part == batch.part for later in batches[number:]),
        site=batch.site,
        corrections={(only or sheet, row, field): text for sheet, row, field, text in kept},
        sites={only or sheet: site for sheet, site in sites.items()},
        told={only or sheet: fields for sheet, fields in told.items()},
    )


def remember(work: UnitOfWork, kind: str, look: Look, choices: Choices) -> None:
    """Keep what was set right by hand in this file, and what was said of its sheets: offices that are not what was
    recognised, and what their titles tell."""
    found = {sheet.name: sheet.site for sheet in look.sheets}
    sites = {name: choice.site for name, choice in choices.sheets.items() if choice.site != found.get(name)}
    _keep(work, f"{_OFFICES}{kind}.{look.sha256}", json.dumps(sites, ensure_ascii=False, sort_keys=True), "{}")
    titles = {name: dict(choice.told) for name, choice in choices.sheets.items() if choice.told}
    _keep(work, f"{_TITLES}{kind}.{look.sha256}", json.dumps(titles, ensure_ascii=False, sort_keys=True), "{}")
    told = [[sheet, row, field, text] for (sheet, row, field), text in sorted(choices.corrections.items())]
    _keep(work, f"{_SETTING}{kind}.{look.sha256}", json.dumps(told, ensure_ascii=False), "[]")


def _keep(work: UnitOfWork, name: str, text: str, nothing: str) -> None:
    if text != (work.audit.setting(name) or nothing):
        work.audit.set_setting(name, text)


def repeated(look: Look, proposed: Choices) -> Choices:
    """`proposed` with the office and the corrections of the import of the very same file, if there was one.

    Sheets that were left out then are offered again, as of any file.
    """
    if look.earlier is None:
        return proposed
    known, told = look.earlier.sites, look.earlier.told
    sheets = {
        name: replace(choice, site=known.get(name, choice.site), told=told.get(name, choice.told))
        for name, choice in proposed.sheets.items()
    }
    return replace(proposed, sheets=sheets, site=look.earlier.site, corrections=look.earlier.corrections)
