"""Findings (検出事項) as they are listed and looked at; the rest of what is done with them is brought together here."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain import findings as facts
from app.domain.findings import Finding, Source
from app.domain.grades import Severity
from app.domain.rules import NotRun
from app.errors import UserError, register_messages
from app.services.finding_context import may_be_shown, sides_of, untested
from app.services.finding_proposals import ProposalView, accepted, answered, decide, decide_still, proposal
from app.services.finding_run import FindingCounts, RuleRun, follow_sites, refresh, run_rules, told
from app.services.finding_settling import accept, is_excepted, lapse_accepted, set_status
from app.services.ports import Desk, FindingQuery
from app.services.rule_settings import set_threshold, set_thresholds, thresholds

__all__ = [
    "FindingCounts",
    "ProposalView",
    "RuleRun",
    "accept",
    "accepted",
    "answered",
    "decide",
    "decide_still",
    "follow_sites",
    "get",
    "is_excepted",
    "lapse_accepted",
    "listing",
    "may_be_shown",
    "proposal",
    "refresh",
    "restated",
    "rules_not_run",
    "rules_run_in_part",
    "run_rules",
    "set_status",
    "set_threshold",
    "set_thresholds",
    "sides_of",
    "some",
    "thresholds",
    "told",
    "untested",
]

register_messages({"rule_unknown": "There is no rule {rule}; name one as R01 or L01."})


def listing(
    desk: Desk,
    source: Source | None = None,
    severity: Severity | None = None,
    rule: str | None = None,
    site: str | None = None,
) -> tuple[Finding, ...]:
    """The findings, resolved ones included, the gravest first. `site` is an id; empty for those of no site.

    Raises UserError `rule_unknown`: no findings of a rule that is not there would read as nothing found.
    """
    if rule and all(rule != text.id for text in desk.catalogue.rules):
        raise UserError("rule_unknown", rule=rule)
    query = FindingQuery(
        source=source.value if source else "",
        severity=severity.value if severity else "",
        rule=rule or "",
        site=site,
    )
    with desk.file.read() as work:
        found = work.findings.chosen(query)
    return tuple(sorted(found, key=facts.reading_order))


def restated(desk: Desk) -> frozenset[str]:
    """The ids of answer findings that totals leave out, since open ledger findings tell the same facts."""
    with desk.file.read() as work:
        return facts.restated(work.findings.all(), facts.adopted_places(work.findings.decisions()))


def some(desk: Desk, identities: Iterable[str]) -> dict[str, Finding]:
    """These few findings by their ids; what is not there (any more) is left out."""
    with desk.file.read() as work:
        found = work.findings.chosen(FindingQuery(ids=frozenset(identities)))
    return {each.id: each for each in found}


def get(desk: Desk, finding: str) -> Finding:
    """One finding. Raises UserError `finding_unknown`."""
    with desk.file.read() as work:
        found = work.findings.get(finding)
    if found is None:
        raise UserError("finding_unknown", finding=finding)
    return found


def rules_not_run(desk: Desk) -> tuple[NotRun, ...]:
    """The ledger rules that could not be run, and what is missing: never to be taken for 問題なし."""
    with desk.file.read() as work:
        return untested(desk, work)[0]


def rules_run_in_part(desk: Desk) -> tuple[NotRun, ...]:
    """The ledger rules that were run without something that a part of what they ask for needs."""
    with desk.file.read() as work:
        return untested(desk, work)[1]
