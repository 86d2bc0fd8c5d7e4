"""The ledger rules. To add one, write it in a module here and name that module in `_MODULES`: nothing else changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from app.domain.catalogue import RuleText
from app.domain.grades import Role
from app.domain.rules import doubles, terminals
from app.domain.rules.model import Context, Evaluation, Judge, NotRun, Rule, Standing, Threshold, evaluate
from app.domain.rules.sides import Sides

_MODULES = (terminals, doubles)

RULES: Mapping[str, Rule] = {rule.id: rule for module in _MODULES for rule in module.RULES}
"""Every rule by its id."""

THRESHOLDS: Mapping[str, Threshold] = {t.name: t for rule in RULES.values() for t in rule.thresholds}
"""The numbers that an audit may set."""


def not_run(
    texts: Iterable[RuleText], kinds: Collection[str], columns: Mapping[str, frozenset[str]], role: Role
) -> tuple[NotRun, ...]:
    """The ledger rules that cannot be run with these ledgers and columns, in the catalogue's order."""
    found = (_obstacle(text, kinds, columns, role) for text in texts if text.kind == "ledger")
    return tuple(each for each in found if each is not None)


def run_in_part(
    texts: Iterable[RuleText], kinds: Collection[str], columns: Mapping[str, frozenset[str]], sides: Sides
) -> tuple[NotRun, ...]:
    """The ledger rules that run, but have a half that the whole ledger has no column for, or that tell sides by their
    companies while none of the other side is known, or that lack a ledger which would sharpen them."""
    texts = tuple(texts)
    idle = {each.rule for each in not_run(texts, kinds, columns, sides.role)}
    rules = (RULES[text.id] for text in texts if text.id in RULES and text.id not in idle)
    found = []
    for rule in rules:
        fields = _absent(rule.sharpened(sides.role), columns.get(rule.kind, frozenset()))
        nobody = rule.other_side and not sides.told_apart
        missing = _absent(rule.lists, frozenset(kinds))
        if fields or nobody or missing:
            found.append(NotRun(rule.id, missing, fields, rule.kind, nobody))
    return tuple(found)


def _absent(fields: Iterable[str], has: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in fields if name not in has)


def _obstacle(
    text: RuleText, kinds: Collection[str], columns: Mapping[str, frozenset[str]], role: Role
) -> NotRun | None:
    lacking = [tuple(kind for kind in need if kind not in kinds) for need in text.needs]
    least = min((len(each) for each in lacking), default=0)
    if least:
        missing = sorted({kind for each in lacking if len(each) == least for kind in each})
        return NotRun(text.id, tuple(missing))
    rule = RULES.get(text.id)
    if rule is None:
        # Its ledgers are there before the rule is: told as not run, never taken for 問題なし.
        return NotRun(text.id, ())
    has = columns.get(rule.kind, frozenset())
    fields = sorted({name for group in rule.needed(role) if not group & has for name in group})
    if not fields:
        return None
    # The ledger itself is there: it is not told as missing, only what would tell the same as its column.
    instead = sorted({rule.instead[name] for name in fields if name in rule.instead} - set(kinds))
    return NotRun(text.id, tuple(instead), tuple(fields), rule.kind)


__all__ = [
    "RULES",
    "THRESHOLDS",
    "Context",
    "Evaluation",
    "Judge",
    "NotRun",
    "Rule",
    "Standing",
    "Threshold",
    "evaluate",
    "not_run",
    "run_in_part",
]
