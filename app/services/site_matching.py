"""Which site of the audit a ledger means: exact name, then normalised name, then confirmed alias; never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from app.domain.audit import Site, live_sites
from app.domain.site_names import match_name

_LIKE, _SUGGESTED, _LONGEST = 0.5, 3, 100
_COMMON = re.compile("営業所|事業所|支店|支社|出張所|センター|事務所|office|branch")


class SiteMatcher:
    """Finds the site of a text. A text that would name two sites names none."""

    def __init__(self, sites: Iterable[Site]) -> None:
        sites = tuple(sites)
        live = live_sites(sites)
        self._names = {site.id: site.name for site in live}
        self._exact = _unique((s.name, s.id) for s in live)
        self._normalised = _unique((match_name(s.name), s.id) for s in live)
        self._aliases = _unique((match_name(alias), s.id) for s in live for alias in s.aliases)
        self._out = {match_name(name) for s in sites if s.removed for name in (s.name, *s.aliases)}
        self._known: dict[str, str] = {"": ""}

    def of(self, text: str) -> str:
        """The id of the site, or empty."""
        known = self._known.get(text)
        if known is None:
            key = match_name(text)
            known = self._exact.get(text) or self._normalised.get(key) or self._aliases.get(key) or ""
            self._known[text] = known
        return known

    def left(self, text: str) -> bool:
        """Whether the text means a site that was taken out of the audit, and none that is in it."""
        return bool(text) and not self.of(text) and match_name(text) in self._out

    def name(self, site_id: str) -> str:
        """The name of a site by its id, or empty."""
        return self._names.get(site_id, "")


def similar(text: str, sites: Iterable[Site]) -> tuple[str, ...]:
    """The ids of at most three sites whose name or alias is like `text`, the likest first: to suggest, not to take."""
    wanted = match_name(text[:_LONGEST])
    found = []
    for place, site in enumerate(live_sites(sites)):
        score = max(likeness(wanted, match_name(name)) for name in (site.name, *site.aliases))
        if score >= _LIKE:
            found.append((-score, place, site.id))
    return tuple(identity for _likeness_, _place, identity in sorted(found)[:_SUGGESTED])


def likeness(one: str, other: str, common: re.Pattern[str] = _COMMON) -> float:
    """From 0 to 1, without the words that every name of its kind has in it (`common`; else those of offices)."""
    first, second = common.sub("", one) or one, common.sub("", other) or other
    if not first or not second:
        return 0.0
    if first in second or second in first:
        return 0.9
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for text, identity in pairs:
        if text:
            found.setdefault(text, set()).add(identity)
    return {text: next(iter(ids)) for text, ids in found.items() if len(ids) == 1}
