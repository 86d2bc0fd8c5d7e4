"""R21: what a contractor still has after its contracts (domain handbook §4.7 as sharpened by §11.6)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.domain.findings import Hit
from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key, parts
from app.domain.rules.contract import KIND, Contract
from app.domain.rules.holders import holders_of
from app.domain.rules.index import Standing
from app.domain.rules.model import Context, Rule
from app.domain.rules.reading import blank
from app.domain.rules.subject import hit_of
from app.domain.rules.terminals import in_use


class Leftovers:
    """R21: an account or terminal of a contractor whose contracts have all run out, without automatic renewal: of that
    company by its own row, or lent out by a contract that names it."""

    def __init__(self, kind: str, context: Context) -> None:
        self._kind = kind
        self._context = context
        self._holders = holders_of(context)
        self._company, self._key, lent = (
            ("company", "account", "accounts") if kind == "accounts" else ("user_company", "asset_no", "terminals")
        )
        self._over: dict[str, tuple[str, tuple[Standing, ...]] | None] = {}
        self._lent: dict[str, set[str]] = {}
        for record, _batch in context.registers.standing(KIND):
            for text in parts(record.values.get(lent, "")):
                if not blank(text) and record.values.get("name"):
                    self._lent.setdefault(match_key(text), set()).add(record.values["name"])

    def see(self, record: Record, batch: str) -> Hit | None:
        """What the contracts say of the company of an account or of the user of a terminal."""
        values = record.values
        company = values.get(self._company, "")
        over = self._ended(company) if company else None
        if over is None and self._lent:
            company, over = self._ended_by_loan(values.get(self._key, ""))
        if over is None:
            return None
        if not (self._holders.valid(values) if self._kind == "accounts" else in_use(values, self._context)):
            return None
        day, contracts = over
        message = "account" if self._kind == "accounts" else "terminal"
        told = {"company": company, "date": day}
        return hit_of("R21", message, (record, batch), self._context, told, rows=contracts)

    def end(self) -> Iterator[Hit]:
        """Nothing is left to say."""
        return iter(())

    def _ended_by_loan(self, written: str) -> tuple[str, tuple[str, tuple[Standing, ...]] | None]:
        """The company that a thing is lent to, and the end of its contracts; nothing while one of several runs."""
        companies = sorted(self._lent.get(match_key(written), ())) if written else []
        over = [self._ended(company) for company in companies]
        return (companies[0], over[0]) if companies and all(over) else ("", None)

    def _ended(self, company: str) -> tuple[str, tuple[Standing, ...]] | None:
        """The last day of all contracts with a company and their rows, or None while one runs or none is known."""
        if company in self._over:
            return self._over[company]
        standing = tuple(self._holders.registers.contracts_of(company))
        contracts = [Contract(record, batch, self._holders) for record, batch in standing]
        ends = [c.values.get("ended", "") or c.values.get("contract_end", "") for c in contracts]
        running = any(c.running() for c in contracts)
        found = (max(ends), standing) if contracts and not running and all(ends) else None
        self._over[company] = found
        return found


RULES = (
    Rule("R21", "accounts", partial(Leftovers, "accounts"), (frozenset({"company", "account"}),), beside=(KIND,)),
    Rule(
        "R21", "terminals", partial(Leftovers, "terminals"), (frozenset({"user_company", "asset_no"}),), beside=(KIND,)
    ),
)
