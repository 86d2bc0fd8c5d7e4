"""The office that a sheet of a ledger is about: one rule, shown to the officer and taken for every row without one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.domain.audit import Site
from app.services.ledger_ports import Look, SheetLook
from app.services.site_matching import SiteMatcher

_BETWEEN = re.compile(r"[\s::/_・、,【】「」『』()\[\]〔〕〈〉<>■●◆○]+")
# In a title line they may be who issued the ledger.
_HEAD_OFFICES = frozenset({"本店", "本社"})


def settled(look: Look, sites: Iterable[Site]) -> Look:
    """`look` with the office of each sheet: its name where that is a site's, else what the reader recognised, else what
    a title line says of a site by its name or by another name it is known by."""
    matcher = SiteMatcher(sites)
    return replace(look, sheets=tuple(replace(sheet, site=_office(sheet, matcher)) for sheet in look.sheets))


def _office(sheet: SheetLook, matcher: SiteMatcher) -> str:
    if matcher.of(sheet.name):
        return sheet.name
    return sheet.site or next((text for text in _titles(sheet) if matcher.of(text)), "")


def _titles(sheet: SheetLook) -> Iterator[str]:
    """The words of the sheet's name and of the lines above its headings."""
    above = sheet.top[: max(sheet.header_row - sheet.header_lines, 0)]
    for line in (sheet.name, *(cell for cells in above for cell in cells if cell.strip())):
        words = _BETWEEN.split(unicodedata.normalize("NFKC", line))
        yield from (word for word in words if word and word not in _HEAD_OFFICES)
