"""Which site of the audit a ledger means: exact name, then normalised name, then confirmed alias; never a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from app.domain.audit import Site, live_sites

_SEPARATORS = re.compile(r"[\s・,、()\[\]「」〔〕【】_/‐\-]+")


def normalised(text: str) -> str:
    """NFKC, without case, spaces and separators."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).casefold()


class SiteMatcher:
    """Finds the site of a text. A text that would name two sites names none."""

    def __init__(self, sites: Iterable[Site]) -> None:
        live = live_sites(sites)
        self._names = {site.id: site.name for site in live}
        self._exact = _unique((s.name, s.id) for s in live)
        self._normalised = _unique((normalised(s.name), s.id) for s in live)
        self._aliases = _unique((normalised(alias), s.id) for s in live for alias in s.aliases)
        self._known: dict[str, str] = {"": ""}

    def of(self, text: str) -> str:
        """The id of the site, or empty."""
        known = self._known.get(text)
        if known is None:
            key = normalised(text)
            known = self._exact.get(text) or self._normalised.get(key) or self._aliases.get(key) or ""
            self._known[text] = known
        return known

    def name(self, site_id: str) -> str:
        """The name of a site by its id, or empty."""
        return self._names.get(site_id, "")


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for text, identity in pairs:
        if text:
            found.setdefault(text, set()).add(identity)
    return {text: next(iter(ids)) for text, ids in found.items() if len(ids) == 1}
