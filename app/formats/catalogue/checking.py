"""What TOML cannot see: ids that clash or lead nowhere, checkpoints for nobody, demands that nothing answers.

`files` tells the file of each checkpoint.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from string import Formatter

from app.domain.catalogue import LIMITS, Catalogue, CatalogueProblem, Checkpoint, SpokenKind
from app.domain.counted import Counted
from app.domain.overlay import placeholders, texts_of
from app.domain.weaknesses import EVERYWHERE, GIVEN, Weak

LEDGERS = frozenset(
    {
        "sites",
        "terminals",
        "accounts",
        "contractors",
        "systems",
        "people",
        "rooms",
        "disasters",
        "exceptions",
        "role_standards",
        "deployment_standards",
        "external_registrants",
        "capital_ties",
        "stocktaking",
    }
)
# The whole, and the areas that are examined deepest.
FEWEST_CHECKPOINTS = 130
FEWEST = {"A3-1": 12, "A4-2": 12, "A4-4": 12, "A3-2": 9, "A4-1": 9}


def doubles(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    """Ids that are given twice within one kind of entry."""
    kinds: dict[str, Iterable[str]] = {
        "structure.toml, part": (e.id for e in catalogue.parts),
        "structure.toml, element": (e.id for e in catalogue.elements),
        "structure.toml, item": (i.id for i in catalogue.items),
        # Articles and paragraphs are both cited as basis.
        "law.toml, paragraphs.toml": (*(law.id for law in catalogue.laws), *(p.id for p in catalogue.paragraphs)),
        "incidents.toml": (i.id for i in catalogue.incidents),
        "precedents.toml": (d.id for d in catalogue.dispositions),
        "viewing.toml": (p.id for p in catalogue.patterns),
        "criteria.toml": (c.id for c in catalogue.criteria),
        "factors.toml, cause": (c.id for c in catalogue.causes),
        "factors.toml, direction": (d.id for d in catalogue.directions),
        "factors.toml, leak": (e.id for e in catalogue.leaks),
        "rules.toml": (r.id for r in catalogue.rules),
        "values.toml": (g.name for g in catalogue.guides),
        "limits.toml": (limit.id for limit in catalogue.limits),
        "challenges.toml": (c.id for c in catalogue.challenges),
        "consistency.toml, check": (c.id for c in catalogue.checks),
        "consistency.toml, word": (*(w.id for w in catalogue.spoken), *(n for w in catalogue.spoken for n in w.words)),
        "glossary.toml": (t.ja for t in catalogue.terms),
        "interview.toml": (w.id for w in catalogue.weaknesses),
        # All of them are topics of what is written of a case.
        "cases.toml": (
            *(f.id for f in catalogue.case_fields),
            *(f.id for f in catalogue.case_facts),
            *(e.id for e in (*catalogue.privacy_items, *catalogue.privacy_kinds)),
        ),
        "checkpoints": (c.id for c in catalogue.checkpoints),
    }
    for file, ids in kinds.items():
        yield from (CatalogueProblem(file, i, "double_id", i) for i, n in Counter(ids).items() if n > 1)


def dangling(catalogue: Catalogue, files: Mapping[str, str]) -> Iterator[CatalogueProblem]:
    """References that lead nowhere."""
    paragraphs = {p.id for p in catalogue.paragraphs}
    laws = {law.id for law in catalogue.laws}
    incidents = {i.id for i in catalogue.incidents}
    leaks = {e.id for e in catalogue.leaks}
    known = {
        "basis": paragraphs | laws,
        "demands": {p.id for p in catalogue.paragraphs if p.demand},
        "incidents": incidents,
        "leak": leaks,
        "directions": {e.id for e in catalogue.directions},
        "rules": {r.id for r in catalogue.rules},
        "over": LEDGERS,
    }
    items = {i.id for i in catalogue.items}
    for checkpoint in catalogue.checkpoints:
        file = files[checkpoint.id]
        for attribute, ids in known.items():
            yield from _missing(file, checkpoint.id, attribute, getattr(checkpoint, attribute), ids)
        yield from _missing(file, checkpoint.id, "item", (checkpoint.item,), items)
    guides = {guide.name for guide in catalogue.guides}
    for checkpoint in catalogue.checkpoints:
        for text in texts_of(checkpoint):
            yield from _missing(files[checkpoint.id], checkpoint.id, "value", placeholders(text), guides)
    yield from _dangling_entries(catalogue, paragraphs)
    yield from _limits(catalogue, paragraphs | laws)
    for rule in catalogue.rules:
        yield from _missing("rules.toml", rule.id, "incidents", rule.incidents, incidents)
        yield from _missing("rules.toml", rule.id, "needs", {kind for each in rule.needs for kind in each}, LEDGERS)
    yield from _dangling_challenges(catalogue)
    things = {word.id for word in catalogue.spoken if word.kind is SpokenKind.THING}
    for word in catalogue.spoken:
        yield from _missing("consistency.toml", word.id, "of", word.of, things)
        yield from _missing("consistency.toml", word.id, "ledger", (word.ledger,) if word.ledger else (), LEDGERS)
    rows = {row.id for row in catalogue.dispositions}
    for part in catalogue.case_fields:
        yield from _missing("cases.toml", part.id, "quoted", part.quoted, rows)
    criteria = {c.id for c in catalogue.criteria}
    for fact in catalogue.case_facts:
        yield from _missing("cases.toml", fact.id, "criterion", (fact.criterion,), criteria)
    facts = {fact.id for fact in catalogue.case_facts}
    tags = {"leak": leaks, "view": {p.id for p in catalogue.patterns}, "criteria": criteria}
    tags |= {"facts": facts, "denied": facts}
    for row in catalogue.dispositions:
        for reason in row.reasons:
            for attribute, ids in tags.items():
                yield from _missing("precedents.toml", row.id, attribute, getattr(reason, attribute), ids)
    for investigation in catalogue.investigations:
        where = investigation.operator.en
        yield from _missing("precedents.toml", where, "notes", investigation.notes, paragraphs)
    yield from _weaknesses(catalogue)
    for (ground, role), law in catalogue.grounds.items():
        yield from _missing("catalogue.toml", f"{ground} {role}", "law", (law,), laws)
    live = {c.id for c in catalogue.checkpoints}
    for old, new in catalogue.renamed.items():
        yield from _missing("renamed.toml", old, "renamed", (new,), live)
    for old in (*catalogue.renamed, *catalogue.retired):
        if old in live:
            yield CatalogueProblem("renamed.toml", old, "id_in_use", old)


def _limits(catalogue: Catalogue, bases: Collection[str]) -> Iterator[CatalogueProblem]:
    """Numbers that the program counts with and that are not there, or are none to count with."""
    known = {limit.id: limit.number for limit in catalogue.limits}
    yield from (CatalogueProblem("limits.toml", name, "missing", name) for name in LIMITS if name not in known)
    yield from (CatalogueProblem("limits.toml", n, "not_positive", str(v)) for n, v in known.items() if v < 1)
    for limit in catalogue.limits:
        yield from _missing("limits.toml", limit.id, "basis", (limit.basis,), bases)
    yield from _missing("cases.toml", "privacy_term", "id", (term.id for term in catalogue.privacy_terms), known)


_NAMED = re.compile(r"\{(\w*)\}")
_NAMES = frozenset({"count", "examples", "site"})


def _dangling_challenges(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    """Checkpoints that are not there, and names in a question that nothing fills or one language alone has."""
    live = {c.id for c in catalogue.checkpoints}
    for challenge in catalogue.challenges:
        yield from _missing("challenges.toml", challenge.id, "checkpoints", challenge.checkpoints, live)
        names = _NAMES | {"title"} if challenge.count is Counted.FINDINGS else _NAMES
        said = [frozenset(_NAMED.findall(text)) for text in (challenge.question.ja, challenge.question.en)]
        yield from _missing("challenges.toml", challenge.id, "question", sorted(said[0] | said[1]), names)
        if said[0] != said[1]:
            yield CatalogueProblem("challenges.toml", challenge.id, "languages_differ", challenge.id)


def _weaknesses(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    """Weaknesses that are not told of or that nobody knows, and questions that name what nobody gives."""
    file, known = "interview.toml", {weak.value for weak in Weak}
    told = {each.id for each in catalogue.weaknesses}
    yield from (CatalogueProblem(file, each, "missing_entry", each) for each in sorted(known - told))
    for each in catalogue.weaknesses:
        if each.id not in known:
            yield CatalogueProblem(file, each.id, "dangling", f"id = {each.id}")
            continue
        given = EVERYWHERE | GIVEN.get(Weak(each.id), frozenset())
        for text in (text for ask in each.ask for text in (ask.ja, ask.en)):
            try:
                names = {name for _said, name, _form, _how in Formatter().parse(text) if name is not None}
            except ValueError:
                yield CatalogueProblem(file, each.id, "wrong_placeholder", text)
                continue
            for name in sorted(names - given):
                yield CatalogueProblem(file, each.id, "wrong_placeholder", f"{{{name}}}")


def _dangling_entries(catalogue: Catalogue, paragraphs: set[str]) -> Iterator[CatalogueProblem]:
    """What belongs to a part, element, cause or paragraph that is not there."""
    parts, elements = {p.id for p in catalogue.parts}, {e.id for e in catalogue.elements}
    causes = {e.id for e in catalogue.causes}
    for element in catalogue.elements:
        yield from _missing("structure.toml", element.id, "parent", (element.parent,), parts)
    for item in catalogue.items:
        yield from _missing("structure.toml", item.id, "element", (item.element,), elements)
    for direction in catalogue.directions:
        yield from _missing("factors.toml", direction.id, "parent", (direction.parent,), causes)
    for leak in catalogue.leaks:
        yield from _missing("factors.toml", leak.id, "parent", (leak.parent,), paragraphs)
    for criterion in catalogue.criteria:
        yield from _missing("criteria.toml", criterion.id, "parent", (criterion.parent,), paragraphs)
    for pattern in catalogue.patterns:
        yield from _missing("viewing.toml", pattern.id, "parent", (pattern.parent,), paragraphs)


def _missing(
    file: str, where: str, attribute: str, ids: Iterable[str], known: Collection[str]
) -> Iterator[CatalogueProblem]:
    for each in ids:
        if each not in known:
            yield CatalogueProblem(file, where, "dangling", f"{attribute} = {each}")


def incomplete(catalogue: Catalogue, files: Mapping[str, str]) -> Iterator[CatalogueProblem]:
    """What the program can live with and the catalogue must not be issued with."""
    for checkpoint in catalogue.checkpoints:
        for code in _lacking(checkpoint):
            yield CatalogueProblem(files[checkpoint.id], checkpoint.id, code, checkpoint.id)
    counts = Counter(c.item for c in catalogue.checkpoints)
    if len(catalogue.checkpoints) < FEWEST_CHECKPOINTS:
        detail = f"{len(catalogue.checkpoints)} < {FEWEST_CHECKPOINTS}"
        yield CatalogueProblem("checkpoints", "", "too_few_checkpoints", detail)
    for item in catalogue.items:
        if counts[item.id] < (fewest := FEWEST.get(item.id, 1)):
            yield CatalogueProblem("checkpoints", item.id, "too_few_checkpoints", f"{counts[item.id]} < {fewest}")
    for demand, answering in catalogue.coverage().items():
        if not answering:
            yield CatalogueProblem("paragraphs.toml", demand, "demand_unanswered", demand)
    of_findings = [c.id for c in catalogue.challenges if c.count is Counted.FINDINGS]
    if len(of_findings) != 1:
        yield CatalogueProblem("challenges.toml", "", "not_one_for_findings", ", ".join(of_findings))
    for challenge in catalogue.challenges:
        if challenge.count is not Counted.FINDINGS and not challenge.checkpoints:
            yield CatalogueProblem("challenges.toml", challenge.id, "challenge_speaks_to_nothing", challenge.id)
    for rule in catalogue.rules:
        if not catalogue.speaking_to(rule.id):
            yield CatalogueProblem("rules.toml", rule.id, "rule_speaks_to_nothing", rule.id)
    yield from _checks(catalogue)


def _checks(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    """Consistency checks with a text and no rule, or a rule and no text."""
    # Only here: a catalogue is read at each start.
    from app.domain.consistency import CHECKS

    texts = {check.id for check in catalogue.checks}
    for identity in sorted(texts ^ CHECKS.keys()):
        yield CatalogueProblem("consistency.toml", identity, "check_without_half", identity)


def _lacking(checkpoint: Checkpoint) -> Iterator[str]:
    """The codes of what one checkpoint lacks."""
    if not re.fullmatch(rf"{re.escape(checkpoint.item)}-[0-9]{{2}}", checkpoint.id):
        yield "id_not_of_item"
    if not checkpoint.roles:
        yield "no_role"
    if not checkpoint.voluntary_for <= checkpoint.roles:
        yield "voluntary_without_role"
    if not checkpoint.basis and not checkpoint.reference:
        yield "no_basis"
    if not checkpoint.causes or not checkpoint.directions:
        yield "no_cause"
    if not checkpoint.demands:
        yield "no_demand"
