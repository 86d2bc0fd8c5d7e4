"""What stocktaking and connection records met against the ledgers (R04, R05; domain handbook §4.7, §11.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.domain.findings import Hit
from app.domain.grades import Severity
from app.domain.ledgers import Record, words
from app.domain.ledgers.values import match_key
from app.domain.rules.holders import holders_of
from app.domain.rules.model import Context, Rule, row_ref
from app.domain.rules.reading import blank, day_of
from app.domain.rules.registers import Standing, parts
from app.domain.rules.sides import Side
from app.domain.rules.terminals import state_of

_KEYS = ("asset_no", "serial", "hostname", "mac")
# Not looked for on the spot: they are not there.
_ELSEWHERE = re.compile(r"廃棄|除却|抹消|修理|貸出|返却|紛失")
_PHYSICAL = "現物確認"
_ABSENT = "無"
MOST_ROWS = 20


class NotMet:
    """R04: a terminal of the ledger that the dated stocktaking of its office did not meet, or met as missing. Not
    those disposed of, returned, under repair or lent out."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._dated = False
        self._offices: set[str] = set()
        self._days: dict[str, str] = {}
        for record, _batch in context.registers.standing("stocktaking"):
            if _physical(record.values) and (day := record.values.get("counted", "")) and day_of(day):
                self._dated = True
                self._offices.add(match_key(record.site))
                self._days[match_key(record.site)] = max(self._days.get(match_key(record.site), ""), day)

    def see(self, record: Record, batch: str) -> Hit | None:
        """Whether the stocktaking met the terminal. An office that was not counted tells nothing."""
        values = record.values
        if not self._dated or _ELSEWHERE.search(state_of(values)) or words.gone(state_of(values)):
            return None
        office = match_key(record.site)
        if office and self._offices - {""} and office not in self._offices:
            return None
        met = self._met(values)
        if any(s[0].values.get("found") != _ABSENT for s in met):
            return None
        delivered = values.get("delivered", "")
        day = self._days.get(office) or self._days.get("") or max(self._days.values())
        if not met and delivered and delivered > day:
            return None
        files = self._context.files
        rows = tuple(row_ref(each, files.get(of, "")) for each, of in ((record, batch), *met)[:MOST_ROWS])
        message = "missing" if met else "not_met"
        told = {"key": record.key, "date": day}
        severity = self._context.severities["R04"]
        return Hit("R04", severity, record.key, record.match_key, record.site, message, told, rows)

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())

    def _met(self, values: Mapping[str, str]) -> list[Standing]:
        counted = self._context.registers.counted
        found = {
            id(standing[0]): standing
            for name in _KEYS
            for text in parts(values.get(name, ""))
            for standing in counted.all((name, match_key(text)))
            if _physical(standing[0].values)
        }
        return list(found.values())


def _physical(values: Mapping[str, str]) -> bool:
    """Whether a row is of a stocktaking on the spot, which rows are that say nothing else and name a device."""
    kind = values.get("seen_in", "")
    return kind == _PHYSICAL or (not kind and not values.get("account"))


class NotListed:
    """R05: a terminal or account that was met on the spot, in a connection record or in a list of users is in no
    ledger. Serious where it reaches a grid system, else to be improved."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._holders = holders_of(context)

    def see(self, record: Record, batch: str) -> Hit | None:
        """Whether the ledgers know what was met."""
        values = record.values
        if values.get("found") == _ABSENT:
            return None
        message = self._unknown(values)
        if not message:
            return None
        grid = self._reaches_grid(values)
        severity = self._context.severities["R05"] if grid else Severity.IMPROVEMENT
        file = self._context.files.get(batch, "")
        told = {"key": record.key, "where": values.get("place", "") or record.site or values.get("system", "") or "—"}
        partly = not self._context.kinds.issuperset({"terminals", "accounts"})
        rows = (row_ref(record, file),)
        return Hit("R05", severity, record.key, record.match_key, record.site, message, told, rows, partly)

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())

    def _unknown(self, values: Mapping[str, str]) -> str:
        kinds, registers = self._context.kinds, self._context.registers
        named = [(name, match_key(part)) for name in _KEYS for part in parts(values.get(name, "")) if not blank(part)]
        if named and "terminals" in kinds:
            return "" if any(key in registers.terminal_keys for key in named) else "terminal"
        account = values.get("account", "")
        if not named and account and "accounts" in kinds:
            return "" if match_key(account) in registers.account_keys else "account"
        return ""

    def _reaches_grid(self, values: Mapping[str, str]) -> bool:
        """As the record says; a device on the spot that names no system counts by the room it stands in."""
        if values.get("system", ""):
            return self._holders.system(values["system"]).grid
        side = self._context.sides.of_room("", values.get("place", ""))
        return side is Side.GRID if side is not Side.UNKNOWN else self._context.sides.own is Side.GRID


RULES = (
    Rule("R04", "terminals", NotMet, (frozenset(_KEYS),), beside=("stocktaking",)),
    Rule("R05", "stocktaking", NotListed, (frozenset({*_KEYS, "account"}),)),
)
