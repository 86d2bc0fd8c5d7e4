"""The ledger rules, all in one place. What adding one takes is told in the README (Where to add something)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from app.domain.catalogue import RuleText
from app.domain.grades import Role
from app.domain.rules import (
    accounts,
    affiliates,
    both_sides,
    contractors,
    doubles,
    leftovers,
    people,
    places,
    rights,
    stocktaking,
    systems,
    temporary,
    terminals,
)
from app.domain.rules.index import Standing
from app.domain.rules.model import Context, Evaluation, Judge, Measure, NotRun, Rule, Threshold, evaluate
from app.domain.rules.registers import Office, Registers
from app.domain.rules.sides import Sides
from app.domain.rules.untested import Rest

_MODULES = (
    terminals,
    doubles,
    stocktaking,
    places,
    accounts,
    rights,
    people,
    both_sides,
    affiliates,
    leftovers,
    contractors,
    systems,
    temporary,
)

ALL: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in module.RULES)
"""Every rule, those with several kinds of subjects once for each."""

RULES: Mapping[str, tuple[Rule, ...]] = {rule.id: tuple(r for r in ALL if r.id == rule.id) for rule in ALL}
"""The parts of each rule by its id."""

THRESHOLDS: Mapping[str, Threshold] = {t.name: t for rule in ALL for t in rule.thresholds}
"""The numbers that an audit may set."""


def not_run(
    texts: Iterable[RuleText], kinds: Collection[str], columns: Mapping[str, frozenset[str]], role: Role
) -> tuple[NotRun, ...]:
    """The ledger rules that cannot be run with these ledgers and columns, in the catalogue's order."""
    found = (_obstacle(text, kinds, columns, role) for text in texts if text.kind == "ledger")
    return tuple(each for each in found if each is not None)


def run_in_part(
    texts: Iterable[RuleText],
    kinds: Collection[str],
    columns: Mapping[str, frozenset[str]],
    sides: Sides,
    rests: Mapping[str, tuple[Rest, ...]] | None = None,
) -> tuple[NotRun, ...]:
    """The ledger rules that run, but have a half that the whole ledger has no column for, that another ledger would
    tell, or that tell sides by their companies while none of the other side is known; and those of which the records
    leave untested what `rests` tells."""
    texts = tuple(texts)
    idle = {each.rule for each in not_run(texts, kinds, columns, sides.role)}
    found: list[NotRun] = []
    for text in texts:
        if text.id not in idle:
            found += _halves(text, kinds, columns, sides, (rests or {}).get(text.id, ()))
    return tuple(found)


def _halves(
    text: RuleText,
    kinds: Collection[str],
    columns: Mapping[str, frozenset[str]],
    sides: Sides,
    rests: tuple[Rest, ...],
) -> Iterator[NotRun]:
    """What is untested of a rule that runs: once for each part of it, ledgers with the first."""
    running = runnable(text.id, kinds, columns, sides.role)
    # The other ledgers over which or with which the rule would say more.
    asked = {kind for need in text.needs for kind in need} | {kind for rule in running for kind in rule.lists}
    missing = tuple(sorted(asked - set(kinds)))
    told: set[tuple[str, str]] = set()
    nobody = not sides.told_apart and any(rule.other_side for rule in running)
    for rule in running:
        lacking = _absent(rule.sharpened(sides.role), columns.get(rule.kind, frozenset()))
        # Two parts over one ledger miss the same column once.
        fields = tuple(name for name in lacking if (rule.kind, name) not in told)
        told.update((rule.kind, name) for name in fields)
        if fields or nobody or missing or rests:
            yield NotRun(rule.id, missing, fields, rule.kind, nobody, rests)
        missing, rests, nobody = (), (), False


def _absent(fields: Iterable[str], has: frozenset[str]) -> tuple[str, ...]:
    return tuple(names[0] for each in fields if not has.intersection(names := each.split("|")))


def _obstacle(
    text: RuleText, kinds: Collection[str], columns: Mapping[str, frozenset[str]], role: Role
) -> NotRun | None:
    lacking = [tuple(kind for kind in need if kind not in kinds) for need in text.needs]
    least = min((len(each) for each in lacking), default=0)
    if least:
        missing = sorted({kind for each in lacking if len(each) == least for kind in each})
        return NotRun(text.id, tuple(missing))
    if text.id not in RULES:
        # Its ledgers are there before the rule is: told as not run, never taken for 問題なし.
        return NotRun(text.id, ())
    if runnable(text.id, kinds, columns, role):
        return None
    there = [rule for rule in RULES[text.id] if _ledgers_there(rule, kinds)]
    rule = (there or RULES[text.id])[0]
    fields = _fields_lacking(rule, columns, role)
    # The ledger itself is there: it is not told as missing, only what would tell the same as its column.
    others = [part for part in RULES[text.id] if part.kind in kinds and not _fields_lacking(part, columns, role)]
    instead = sorted({kind for part in others for kind in part.beside} - set(kinds))
    return NotRun(text.id, tuple(instead), tuple(fields), rule.kind)


def runnable(rule: str, kinds: Collection[str], columns: Mapping[str, frozenset[str]], role: Role) -> tuple[Rule, ...]:
    """The parts of a rule that these ledgers and columns allow."""
    return tuple(
        part for part in RULES.get(rule, ()) if _ledgers_there(part, kinds) and not _fields_lacking(part, columns, role)
    )


def _ledgers_there(rule: Rule, kinds: Collection[str]) -> bool:
    return all(kind in kinds for kind in (rule.kind, *rule.beside))


def _fields_lacking(rule: Rule, columns: Mapping[str, frozenset[str]], role: Role) -> list[str]:
    has = columns.get(rule.kind, frozenset())
    return sorted({name for group in rule.needed(role) if not group & has for name in group})


DAYS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("R13", "activation_not_reviewed"): ("disasters", "reviewed"),
    ("R22", "no_consent"): ("contractors", "consented"),
    ("R24", "never"): ("contractors", "audited"),
    ("R24", "office_never"): ("sites", "inspected"),
    ("R26", "untested"): ("systems", "barrier_tested"),
    ("R28", "no_end"): ("exceptions", "ends"),
    ("R28", "not_reviewed"): ("exceptions", "reviewed"),
    ("R30", "not_trained"): ("people", "trained"),
    ("R30", "not_pledged"): ("people", "pledged"),
    ("R32", "never"): ("terminals", "inventoried"),
}
"""The messages that tell of a missing day, and the ledger and field of it: what is written there may be no date."""

HEARD: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "people": {"trained": accounts.LAST_TIME, "pledged": accounts.LAST_TIME},
    "terminals": {"moved": terminals.MOVE_OF_PLACE},
}
"""Fields of which a rule hears the heading, with what it hears in it: it tells the last training from the first, and
who or what moved."""

__all__ = [
    "HEARD",
    "ALL",
    "DAYS",
    "RULES",
    "THRESHOLDS",
    "Context",
    "Evaluation",
    "Judge",
    "Measure",
    "NotRun",
    "Office",
    "Registers",
    "Rest",
    "Rule",
    "Standing",
    "Threshold",
    "evaluate",
    "not_run",
    "run_in_part",
    "runnable",
]
