"""What stocktaking and connection records met against the ledgers (R04, R05; domain handbook §4.7, §11.6), and what the
ledger of terminals itself calls lost (R34)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from app.domain.findings import Hit
from app.domain.grades import Severity
from app.domain.ledgers import Record, words
from app.domain.ledgers.values import LIST_SIGN, match_key, parts
from app.domain.rules.holders import holders_of
from app.domain.rules.kept import DEVICE, Met
from app.domain.rules.model import Context, Rule
from app.domain.rules.reading import blank, day_of
from app.domain.rules.sides import Side
from app.domain.rules.subject import hit_of
from app.domain.rules.terminals import reaches_grid, state_of

# Not looked for on the spot: they are not there.
_ELSEWHERE = re.compile(r"廃棄|除却|抹消|修理|貸出|返却")
_NAMED_BY = {"": "terminal", "asset_no": "terminal"} | {name: f"terminal_{name}" for name in DEVICE[1:]}
"""What is said of a device by the field that names it."""


class NotMet:
    """R04: a terminal of the ledger that the dated stocktaking of its office did not meet, or that a stocktaking met as
    missing, or last in another office or room. Not those disposed of, returned, under repair or lent out; a lost one is
    what is asked about."""

    def __init__(self, context: Context, *, notes: bool = True) -> None:
        """`notes`: tell what the records leave untested; who asks beside the rule itself need not tell it again."""
        self._context = context
        self._days: dict[str, str] = {}
        for site, day in context.registers.counted.days.items():
            if day_of(day):
                key = context.registers.office(site)
                self._days[key] = max(self._days.get(key, ""), day)
        self._by = {name: context.registers.counted.by[name] for name in DEVICE}
        if notes:
            self._note_untested(context)

    def _note_untested(self, context: Context) -> None:
        for record in context.registers.counted.unread:
            context.untested.row("R04", record, "found")
        if not self._days and any(met.on_the_spot and not met.counted for met in context.registers.counted.all):
            context.untested.part("R04", "stocktaking", "stocktaking_undated")

    def see(self, record: Record, batch: str) -> Hit | None:
        """Whether the stocktaking met the terminal where the ledger has it. An office that was not counted tells
        nothing of what it lacks."""
        if _is_elsewhere(state_of(record.values)):
            return None
        if self._is_met(record.values):
            return self._moved(record, batch)
        return self.lacking(record, batch)

    def _moved(self, record: Record, batch: str) -> Hit | None:
        """A terminal that was last met in another office or room; a place that names no room on record tells none."""
        registers, values = self._context.registers, record.values
        present = [m for m in self._met(values) if not m.absent and _is_of(values, m)]
        if not present or record.match_key.rpartition("#")[0] == match_key(record.key):
            # Of a number that stands twice in the ledger R06 tells; which of the two was met nobody can say.
            return None
        last = max(present, key=lambda m: m.counted)
        office, seen_in = registers.office(record.site), registers.office(last.site)
        if not office or not seen_in:
            seen_in = office
        if office != seen_in and not (registers.offices.all(seen_in) or registers.rooms_of((last.site,))):
            # A name that no list has may be another one of the same office.
            return None
        if office == seen_in:
            held = registers.room(record.site, values.get("place", ""), values.get("zone", ""))
            seen = registers.room(last.site or record.site, last.place)
            if not held or not seen or _room(held[0][0]) == _room(seen[0][0]):
                return None
        where = " ".join(filter(None, (last.site if office != seen_in else "", last.place)))
        place = " ".join(filter(None, (record.site if office != seen_in else "", values.get("place", ""))))
        told = {"date": last.counted, "where": where, "place": place}
        rows = (last.ref(self._context.files),)
        return hit_of("R04", "elsewhere", (record, batch), self._context, told, rows=rows)

    def lacking(self, record: Record, batch: str) -> Hit | None:
        """Whether no stocktaking met the terminal at all."""
        values = record.values
        if _is_elsewhere(state_of(values)) or self._is_met(values):
            return None
        met = self._met(values)
        office = self._context.registers.office(record.site)
        # A count that names no office is of all of them.
        day = self._days.get(office) or self._days.get("") or ""
        if not met:
            if office and not day or not self._days:
                return None
            delivered = values.get("delivered", "")
            day = day or max(self._days.values())
            if delivered > day and day_of(delivered):
                return None
        told = {"date": max((each.counted for each in met), default="") or day}
        rows = (each.ref(self._context.files) for each in met)
        return hit_of("R04", "missing" if met else "not_met", (record, batch), self._context, told, rows=rows)

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())

    def _is_met(self, values: Mapping[str, str]) -> bool:
        """Whether it was met, and not as missing; most are."""
        for name, known in self._by.items():
            if known.keys() and (written := values.get(name, "")):
                for text in parts(written) if LIST_SIGN in written else (written,):
                    for met in known.all(match_key(text)):
                        if met.on_the_spot and not met.absent:
                            return True
        return False

    def _met(self, values: Mapping[str, str]) -> list[Met]:
        found: dict[tuple[str, str, int], Met] = {}
        for name in DEVICE:
            known = self._by[name]
            if known.keys() and (written := values.get(name, "")):
                for text in parts(written) if LIST_SIGN in written else (written,):
                    found.update(((m.batch, m.sheet, m.row), m) for m in known.all(match_key(text)) if m.on_the_spot)
        return list(found.values())


@lru_cache(maxsize=1_000)
def _is_elsewhere(state: str) -> bool:
    return bool(state) and (_ELSEWHERE.search(state) is not None or words.gone(state))


def _is_of(values: Mapping[str, str], met: Met) -> bool:
    """Whether what was met is not another device that has the same serial number or address as written."""
    named = match_key(values.get("asset_no", ""))
    return not named or met.named_by not in ("", "asset_no") or match_key(met.device or met.key) == named


def _room(record: Record) -> tuple[str, str]:
    return record.values.get("floor", ""), record.values.get("room", "")


class SaidLost:
    """R34: a terminal that the ledger itself calls lost (紛失, 所在不明), where no stocktaking tells so (R04). Serious
    where it reaches a grid system, else to be improved."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._not_met = NotMet(context, notes=False) if "stocktaking" in context.kinds else None

    def see(self, record: Record, batch: str) -> Hit | None:
        """Whether the terminal is lost by its own row. That somebody met it since is for the ledger to say."""
        values = record.values
        if words.state(state_of(values)) != words.State.LOST:
            return None
        if self._not_met is not None and self._not_met.lacking(record, batch) is not None:
            return None
        severity = self._context.severities["R34"] if reaches_grid(values, self._context) else Severity.IMPROVEMENT
        seen = day_of(values.get("inventoried", ""))
        told = {"date": seen.isoformat() if seen is not None else ""}
        partly = "systems" not in self._context.kinds
        return hit_of("R34", "lost", (record, batch), self._context, told, severity, partly=partly)

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())


class NotListed:
    """R05: a terminal or account that was met on the spot, in a connection record or in a list of users is in no
    ledger. Serious where it reaches a grid system, else to be improved."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._holders = holders_of(context)

    blind = True

    def see(self, record: Record, batch: str) -> Hit | None:
        """What was met is kept by the registers."""
        return None

    def end(self) -> Iterator[Hit]:
        """Whether the ledgers know what was met."""
        registers = self._context.registers
        devices = registers.terminals.known if "terminals" in self._context.kinds else None
        for met in registers.counted.all:
            if met.absent:
                continue
            device = met.device if devices is not None and met.device and id(met) not in devices else ""
            account = self._unknown_account(met)
            if device or account:
                yield self._hit(met, device, account)

    def _hit(self, met: Met, device: str, account: str) -> Hit:
        severity = self._context.severities["R05"] if self._reaches_grid(met) else Severity.IMPROVEMENT
        named_by = met.named_by if met.key == device else ""
        message = "+".join(name for name, named in ((_NAMED_BY[named_by], device), ("account", account)) if named)
        where = " ".join(filter(None, (met.site, met.place))) or met.system
        told = {"key": met.key, "where": where, "account": account}
        partly = not self._context.kinds.issuperset({"terminals", "accounts"})
        rows = (met.ref(self._context.files),)
        return Hit("R05", severity, met.key, met.match_key, met.site, message, told, rows, partly)

    def _unknown_account(self, met: Met) -> str:
        """The account of the row, if the ledger has none of that name, or it has it for other listed systems only."""
        account, system = met.account, met.system
        if not account or blank(account) or "accounts" not in self._context.kinds:
            return ""
        held = self._context.registers.accounts_called(account)
        if not held:
            return account
        meant = self._holders.system(system) if system else None
        if meant is None or meant.standing is None:
            return ""
        for each in held:
            listed = self._holders.system(each.system).standing if each.system else None
            if listed is None or listed[0].match_key == meant.standing[0].match_key:
                return ""
        return account

    def _reaches_grid(self, met: Met) -> bool:
        """As the record says; a device on the spot that names no system counts by the room it stands in."""
        if met.system:
            return self._holders.system(met.system).grid
        side = self._context.sides.of_room("", met.place)
        return side is Side.GRID if side is not Side.UNKNOWN else self._context.sides.own is Side.GRID


RULES = (
    Rule("R04", "terminals", NotMet, (frozenset(DEVICE),), beside=("stocktaking",)),
    Rule("R34", "terminals", SaidLost, (frozenset({"status", "note"}),), sharper=("status",), lists=("systems",)),
    Rule("R05", "stocktaking", NotListed, (frozenset({*DEVICE, "account"}),), lists=("systems",)),
)
