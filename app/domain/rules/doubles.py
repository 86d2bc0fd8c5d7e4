"""R06: asset numbers, serials, MAC and IP addresses that occur twice or are malformed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from ipaddress import ip_address

from app.domain.findings import Hit, RowRef
from app.domain.ledgers import Record
from app.domain.ledgers.words import State, gone
from app.domain.rules.model import Context, Judge, Rule
from app.domain.rules.reading import blank, past
from app.domain.rules.subject import MOST_ROWS
from app.domain.rules.terminals import KIND, in_use, state_of

# Several addresses of one machine stand in one value.
_SEVERAL = "、"

_SIGNS = re.compile(r"[\s.:\-]+")
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-"))
_MAC = re.compile(r"[0-9A-F]{2}(?::[0-9A-F]{2}){5}")
_BARE_MAC = re.compile(r"[0-9A-F]{12}")
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)")
_POWER = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
# States of which nobody needs to ask whether they say that a terminal is gone.
_COMMON = frozenset({State.IN_USE.value, State.SPARE.value, State.REPAIR.value, ""})
_GIVEN_BY_SERVER = re.compile(r"dhcp|自動|動的|可変|auto", re.IGNORECASE)


def _number(text: str) -> str | None:
    """A number as it is compared: width, case, blanks and kinds of hyphens make no difference, their places do."""
    if "+" in text and _POWER.fullmatch(text):
        return None
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_HYPHENS)
    return text.replace(" ", "").upper()


def _mac(text: str) -> str | None:
    if _MAC.fullmatch(text):
        return text
    bare = _SIGNS.sub("", text).upper()
    return ":".join(bare[n : n + 2] for n in range(0, 12, 2)) if _BARE_MAC.fullmatch(bare) else None


def _ip(text: str) -> str | None:
    if _IPV4.fullmatch(text):
        return text
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None


_READERS: dict[str, Callable[[str], str | None]] = {"asset_no": _number, "serial": _number, "mac": _mac, "ip": _ip}
"""What each field is compared by; None for a malformed one."""

_USUAL = {"asset_no": None, "serial": None, "mac": _MAC.fullmatch, "ip": _IPV4.fullmatch}

# Key, sheet, row, file, match key, site: plain values only, which cost the least to keep.
_Seen = tuple[str, str, int, str, str, str]


class Doubles(Judge):
    """Sees every terminal that is not disposed of; keeps one small tuple for each, and none of the records."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._values: dict[str, dict[str, list[int] | int]] = {name: {} for name in _READERS}
        self._seen: list[_Seen] = []
        self._malformed: dict[int, list[str]] = {}
        self._share: Callable[[str, str], str] = dict[str, str]().setdefault

    def see(self, record: Record, batch: str) -> Hit | None:
        """Remember the terminal; what it shares with others is known at the end."""
        values = record.values
        status = values.get("status", "")
        # Most terminals need no closer look.
        if (status not in _COMMON or "disposed" in values or (not status and "note" in values)) and self._gone(record):
            return None
        number = len(self._seen)
        file = self._context.files.get(batch, "")
        # The few names of sheets and offices are kept once.
        sheet, site = self._share(record.sheet, record.sheet), self._share(record.site, record.site)
        self._seen.append((record.key, sheet, record.row, file, record.match_key, site))
        for name, places in self._values.items():
            text = values.get(name, "")
            if not text:
                continue
            # Most addresses are single and well written.
            usual = _USUAL[name]
            if usual is not None:
                if usual(text):
                    if places.setdefault(text, number) != number:
                        self._place(places, text, number)
                    continue
                if text == "DHCP" or (name == "ip" and _GIVEN_BY_SERVER.search(text)):
                    continue
            if blank(text):
                continue
            parts = text.split(_SEVERAL) if _SEVERAL in text and name in ("mac", "ip") else (text,)
            for part in parts:
                key = _READERS[name](part)
                if key is None:
                    self._malformed.setdefault(number, []).append(name)
                    break
                # Most keys are the record's own, which is kept anyway.
                self._place(places, record.key if key == record.key else key, number)
        return None

    @staticmethod
    def _place(places: dict[str, list[int] | int], key: str, number: int) -> None:
        before = places.get(key)
        if before is None:
            places[key] = number
        elif isinstance(before, list):
            if before[-1] != number:
                before.append(number)
        elif before != number:
            places[key] = [before, number]

    def end(self) -> Iterator[Hit]:
        """One hit for each terminal that has doubles or a malformed number, in the order of the ledger."""
        shared: dict[int, list[tuple[str, str, list[int]]]] = {}
        for name, places in self._values.items():
            for text, numbers in places.items():
                if isinstance(numbers, list):
                    for number in numbers:
                        shared.setdefault(number, []).append((name, text, numbers))
        partly = not self._context.columns.get(KIND, frozenset()).issuperset(_READERS)
        for number in sorted(shared.keys() | self._malformed.keys()):
            ref, match_key, site = self._ref(number), *self._seen[number][4:]
            doubles = shared.get(number, [])
            messages = list(dict.fromkeys(f"double_{name}" for name, _, _ in doubles))
            messages += [f"malformed_{name}" for name in self._malformed.get(number, [])]
            counts: dict[str, int] = {}
            for name, _, numbers in doubles:
                counts[name] = max(counts.get(name, 0), len(numbers))
            others = dict.fromkeys(n for _, _, numbers in doubles for n in numbers[:MOST_ROWS] if n != number)
            yield Hit(
                rule="R06",
                severity=self._context.severities["R06"],
                subject=ref.key,
                match_key=match_key,
                site_text=site,
                message="+".join(messages),
                values={"key": ref.key, **{f"{name}_count": str(count) for name, count in counts.items()}},
                partly=partly,
                rows=(ref, *(self._ref(n) for n in list(others)[: MOST_ROWS - 1])),
            )

    def _ref(self, number: int) -> RowRef:
        key, sheet, row, file, match, _ = self._seen[number]
        return RowRef(KIND, key, sheet, row, file, match)

    def _gone(self, record: Record) -> bool:
        """Disposed of: dated so, or out of use with a word that says so."""
        values = record.values
        if past(values.get("disposed", ""), self._context) is not None:
            return not in_use(values, self._context)
        return gone(state_of(values))


RULES = (Rule("R06", KIND, Doubles, (frozenset(_READERS),), sharper=tuple(_READERS)),)
