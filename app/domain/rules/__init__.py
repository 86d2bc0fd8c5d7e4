"""The ledger rules. To add one, write it in a module here and name that module in `_MODULES`: nothing else changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from app.domain.catalogue import RuleText
from app.domain.rules import doubles, terminals
from app.domain.rules.model import Context, Evaluation, Judge, NotRun, Rule, Standing, Threshold, evaluate

_MODULES = (terminals, doubles)

RULES: Mapping[str, Rule] = {rule.id: rule for module in _MODULES for rule in module.RULES}
"""Every rule by its id."""

THRESHOLDS: Mapping[str, Threshold] = {t.name: t for rule in RULES.values() for t in rule.thresholds}
"""The numbers that an audit may set."""


def not_run(
    texts: Iterable[RuleText], kinds: Collection[str], columns: Mapping[str, frozenset[str]]
) -> tuple[NotRun, ...]:
    """The ledger rules that cannot be run with these ledgers and columns, in the catalogue's order."""
    found = (_obstacle(text, kinds, columns) for text in texts if text.kind == "ledger")
    return tuple(each for each in found if each is not None)


def _obstacle(text: RuleText, kinds: Collection[str], columns: Mapping[str, frozenset[str]]) -> NotRun | None:
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
    fields = sorted({name for group in rule.columns if not group & has for name in group})
    if not fields or (rule.instead and rule.instead in kinds):
        return None
    return NotRun(text.id, (rule.instead or rule.kind,), tuple(fields))


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
]
