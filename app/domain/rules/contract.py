"""One contract as the rules over the ledger of contractors look at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from app.domain.findings import Hit
from app.domain.ledgers import Record
from app.domain.rules.holders import NO, YES, Holders, holders_of
from app.domain.rules.model import Context, Judge
from app.domain.rules.reading import day_of, past
from app.domain.rules.sides import Side
from app.domain.rules.subject import Subject
from app.domain.rules.untested import FLAGS, unknown

KIND = "contractors"
_OF_RUNNING = ("R19", "R20", "R22", "R23", "R24")
"""The rules over contracts that are in force."""
HANDLES = "handles_data|data"
"""The columns that tell whether information is handled."""

_HANDLED = re.compile(r"託送|非公開|新電力|顧客|需要者|契約者|供給地点|使用量|検針|小売電気事業者|個人情報")
_GRID_WORK = re.compile(r"託送|送配電|配電|送電|変電|系統|給電|検針|計量|停電|引込|ネットワーク|スイッチング|接続")
_HARMLESS = re.compile(r"清掃|配送|運送|輸送|植栽|警備|廃棄物|給食|食堂|売店|印刷機保守|自動販売")


@dataclass(frozen=True, slots=True)
class Contract(Subject):
    """One row of the ledger under judgement."""

    record: Record
    batch: str
    holders: Holders

    @property
    def values(self) -> Mapping[str, str]:
        """Its fields."""
        return self.record.values

    @property
    def context(self) -> Context:
        """What the rules know besides the rows."""
        return self.holders.context

    def handles_data(self) -> bool:
        """Whether wheeling or non-public information is handled: as the ledger says, else by its words; cleaning and
        delivery never count. A ledger without a column for it tells by the work."""
        if self.harmless():
            return False
        said = self.values.get("handles_data", "")
        if said in (YES, NO):
            return said == YES
        data = self.values.get("data", "")
        if data == YES or _HANDLED.search(data) is not None:
            return True
        if said:
            self._leave_out(("R19", "R23") if self.grid_work() else ("R19", "R20", "R23"), "handles_data")
        if self.data_told():
            return False
        return self.grid_work() or _HANDLED.search(self.values.get("work", "")) is not None

    def harmless(self) -> bool:
        """Whether it is work that meets no information, though it is done in the same building for both sides."""
        return _HARMLESS.search(self.values.get("work", "")) is not None

    def grid_work(self) -> bool:
        """Whether it is work of transmission and distribution."""
        return _GRID_WORK.search(self.values.get("work", "")) is not None

    def data_told(self) -> bool:
        """Whether the ledger has a column that tells what information is handled."""
        return self.holders.has("handles_data", KIND) or self.holders.has("data", KIND)

    def side(self) -> Side:
        """The side that gave the work. Without a principal it is the organisation whose ledger it is."""
        principal, department = self.values.get("principal", ""), self.values.get("department", "")
        side = self.holders.sides.of(principal, department)
        return self.holders.sides.own if side is Side.UNKNOWN and not principal else side

    def running(self) -> bool:
        """Whether the contract is in force on the as-of date."""
        context = self.context
        if past(self.values.get("ended", ""), context) is not None:
            return False
        end = day_of(self.values.get("contract_end", "")) if self.values.get("contract_end") else None
        if end is None or end >= context.as_of:
            return True
        if unknown(self.values.get("renewal", ""), FLAGS):
            self._leave_out(_OF_RUNNING, "renewal")
        return self.values.get("renewal") == YES

    def _leave_out(self, rules: Iterable[str], field: str) -> None:
        for rule in rules:
            self.context.untested.row(rule, self.record, field)

    def named(self) -> Mapping[str, str]:
        """What every sentence names besides the contractor."""
        return {"work": self.values.get("work", "")}


class _Each:
    """A judge whose verdict on a contract needs no other contract."""

    def __init__(self, function: Callable[[Contract], Hit | None], context: Context) -> None:
        self._function = function
        self._holders = holders_of(context)

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the rule says of the contract."""
        return self._function(Contract(record, batch, self._holders))

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())


def singly(function: Callable[[Contract], Hit | None]) -> Callable[[Context], Judge]:
    """A judge's maker out of a function of one contract."""
    return partial(_Each, function)
