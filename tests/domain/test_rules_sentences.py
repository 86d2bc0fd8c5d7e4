"""The sentences of every rule, in both languages: nothing that is not known is told, and nothing is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from app.domain import rules
from app.domain.findings import Finding, Hit, Source
from app.domain.grades import Role
from app.services.wording import filled, finding_sentence
from tests.domain.company_in_order import CATALOGUE, KEYS, Tables, context, records
from tests.domain.test_rules_planted import PLANTED

# A dash or nothing in brackets, what Python calls nothing, doubled particles and signs, what was not filled in.
SPOILT = re.compile(
    r"[(「“'（][\s—、,]*[)」”'）]|—|None|[{}\[\]\0]|([をがのにはで])\1(?!は)"
    r"|、、|、\)|\(、|。。|, ,|\( | \)|  | [,.](?!\d)|\(,"
)


def sentences(hit: Hit) -> Iterator[str]:
    """What is told of a hit, in both languages."""
    values = dict(hit.values)
    finding = Finding(
        "F-0", Source.RULES, hit.rule, hit.severity, "", (), hit.subject, hit.message, values, hit.rows, hit.partly
    )
    for language in ("ja", "en"):
        yield finding_sentence(CATALOGUE, finding, str, language)


def of_rule(rule: str, tables: Tables) -> Iterator[Hit]:
    """What one rule alone says."""
    known = context(tables)
    for part in rules.runnable(rule, known.kinds, known.columns, Role.GRID_OPERATOR):
        yield from rules.evaluate([part], known, records(part.kind, tables[part.kind]))


def bare(tables: Tables) -> Iterator[Tables]:
    """The tables as another office would keep them: each time without one of the fields that say more."""
    for kind, rows in tables.items():
        for name in {name for row in rows for name in row} - {KEYS[kind], "account"}:
            yield tables | {kind: [{n: text for n, text in row.items() if n != name} for row in rows]}


@pytest.mark.parametrize(("rule", "tables", "_expected"), PLANTED, ids=[f"{n}-{p[0]}" for n, p in enumerate(PLANTED)])
def test_no_sentence_tells_what_is_not_known(rule: str, tables: Tables, _expected: tuple[str, str, str]) -> None:
    told = {sentence for less in (tables, *bare(tables)) for hit in of_rule(rule, less) for sentence in sentences(hit)}
    assert told
    assert not [sentence for sentence in told if SPOILT.search(sentence)]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"user": "青木", "system": "託送"}, "ID(青木、システム「託送」)は有効"),
        ({"user": "青木", "system": ""}, "ID(青木)は有効"),
        ({"user": "—", "system": "託送"}, "ID(システム「託送」)は有効"),
        ({}, "IDは有効"),
    ],
)
def test_what_is_not_known_is_left_out_with_its_brackets(values: dict[str, str], said: str) -> None:
    assert filled("ID([{user}]、[システム「{system}」])は有効", values) == said


def test_brackets_that_a_ledger_writes_itself_stay() -> None:
    assert filled("「{key}」([{user}])", {"key": "端末()[x]、", "user": ""}) == "「端末()[x]、」"
