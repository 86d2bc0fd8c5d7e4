"""What the rules look up: the registers, the two sides, confirmed names, settings, and which rules cannot be run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from app.domain import rules
from app.domain.audit import Audit, Site
from app.domain.catalogue import Catalogue
from app.domain.rules import NotRun, Rest
from app.domain.rules.sides import Sides, company_key, make_sides
from app.domain.site_names import match_name
from app.services.ports import Desk, UnitOfWork
from app.services.site_matching import SiteMatcher

_TELLS_SIDES = frozenset({"sites", "people", "accounts", "contractors"})


def may_be_shown(audit: Audit, kind: str) -> bool:
    """Whether the rules over a ledger may begin while it is being stored: not while its own companies are to tell who
    the other side is."""
    return bool(audit.affiliates) or kind not in _TELLS_SIDES


def rule_context(
    catalogue: Catalogue, work: UnitOfWork, audit: Audit, sites: Iterable[Site], coming: str
) -> tuple[rules.Context, tuple[NotRun, ...]]:
    """What the rules look up over the ledgers that are there and the one `coming`, and the rules that cannot be run."""
    kinds = frozenset({*work.ledgers.kinds(), coming} - {""})
    columns = {kind: work.ledgers.fields(kind) for kind in kinds}
    batches = work.ledgers.batches()
    context = rules.Context(
        as_of=audit.as_of,
        sides=sides_of(work, audit, sites, kinds),
        severities={r.id: r.severity for r in catalogue.rules},
        thresholds=thresholds_in(work),
        kinds=kinds,
        columns=columns,
        files={b.id: b.source for b in batches},
        headings={
            (b.id, sheet): {field: heading for heading, field in mapping.items() if field}
            for b in batches
            for sheet, mapping in b.mapping.items()
        },
        registers=rules.Registers(
            lambda kind: work.ledgers.standing(kind),
            kinds,
            aliases_of(work),
            office=_office(sites),
            coming=coming,
            today=audit.as_of.isoformat(),
        ),
    )
    return context, rules.not_run(catalogue.rules, kinds, columns, audit.role)


def _office(sites: Iterable[Site]) -> rules.Office:
    """What an office is compared by, however a ledger calls it: the site of the audit that it means, else its name."""
    matcher = SiteMatcher(sites)
    known: dict[str, str] = {}

    def office(text: str) -> str:
        found = known.get(text)
        if found is None:
            found = known[text] = matcher.of(text) or match_name(text)
        return found

    return office


def sides_of(work: UnitOfWork, audit: Audit, sites: Iterable[Site], kinds: frozenset[str]) -> Sides:
    """The two sides as the rules tell them."""
    others = [] if audit.affiliates else _companies(work, audit, sites, kinds)
    return make_sides(audit.role, audit.organisation, audit.affiliates, others, aliases_of(work))


def aliases_of(work: UnitOfWork) -> dict[tuple[str, str], str]:
    """Confirmed other names as rules look them up: kind and folded text → what it means."""
    return {(a.kind, a.folded): a.meaning for a in work.hands.aliases() if a.meaning}


def _companies(work: UnitOfWork, audit: Audit, sites: Iterable[Site], kinds: frozenset[str]) -> list[str]:
    """Every company in sites (同居会社), people or accounts that is neither the organisation nor a contractor."""
    named = {name for site in sites if not site.removed for name in (site.cohabitant, site.company) if name}
    for kind in sorted(kinds & {"sites", "people", "accounts"}):
        for record in work.ledgers.present(kind):
            named.update(record.values.get(name, "") for name in ("company", "cohabitant"))
    contractors = set()
    if "contractors" in kinds:
        contractors = {company_key(r.key) for r in work.ledgers.present("contractors")}
    own = company_key(audit.organisation)
    aliases = {company_key(text): company_key(m) for (kind, text), m in aliases_of(work).items() if kind == "companies"}
    keys = {name: aliases.get(company_key(name), company_key(name)) for name in named if name}
    return sorted(name for name, key in keys.items() if key not in contractors and key != own)


SETTING = "rules."
"""What the name of a rule's setting begins with among those of the audit."""


def thresholds_in(work: UnitOfWork) -> dict[str, int]:
    """The settings of the rules as this audit has them, in their own measure."""
    found = {}
    for threshold in rules.THRESHOLDS.values():
        stored = work.audit.setting(SETTING + threshold.name)
        found[threshold.name] = int(stored) if stored is not None else threshold.default
    return found


_UNTESTED = "untested"
"""The setting that keeps what the records left untested in the last run of the rules."""


def keep_untested(work: UnitOfWork, rests: Mapping[str, tuple[Rest, ...]]) -> bool:
    """Keep what a run left untested, since to find it all records must be seen; whether that is other than before."""
    text = json.dumps(rests, sort_keys=True)
    if text == (work.audit.setting(_UNTESTED) or "{}"):
        return False
    work.audit.set_setting(_UNTESTED, text)
    return True


def _rests(work: UnitOfWork) -> dict[str, tuple[Rest, ...]]:
    kept = json.loads(work.audit.setting(_UNTESTED) or "{}")
    return {rule: tuple(Rest(*each) for each in rests) for rule, rests in kept.items()}


def untested(desk: Desk, work: UnitOfWork) -> tuple[tuple[NotRun, ...], tuple[NotRun, ...]]:
    """The ledger rules that could not be run, and those that were run in part."""
    context, idle = rule_context(desk.catalogue, work, work.audit.get(), work.sites.all(), "")
    return idle, rules.run_in_part(desk.catalogue.rules, context.kinds, context.columns, context.sides, _rests(work))
