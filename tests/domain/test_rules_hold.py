"""What holds for every rule whatever the ledgers say: none fails, none depends on the order of rows, none fires on
nothing, and a row about something else takes no finding away."""

from __future__ import annotations

import random
from collections.abc import Iterable
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import rules
from app.domain.findings import Hit
from app.domain.grades import Role
from app.domain.ledgers import Record
from app.domain.ledgers.form import FieldType
from app.domain.ledgers.values import match_key, normaliser_of
from app.formats.ledger_sheets import LedgerSheets
from tests.domain.company_in_order import KEYS, NW, RETAIL, Tables, clean, context, judged
from tests.domain.test_rules_planted import PLANTED

FORMS = {kind: LedgerSheets().form(kind) for kind in KEYS}
NAMES = {kind: [field.id for field in FORMS[kind].fields] for kind in KEYS}

# What cells say: what rules look for, what looks like it, and what nobody should write.
_WORDS = st.sampled_from(
    [
        NW, RETAIL, "東湾電力㈱", "自社",
        "託送業務システム", "託送シス", "営業支援システム", "山田 太郎", "山田　太郎",
        "1001", "2001", "T1001", "PC-1", "北営業所", "2階 配電執務室", "1階 営業室", "共用", "小売", "送配電", "専用",
        "有効", "停止", "使用中", "廃棄済", "退職", "出向", "災害用", "バッチ", "個人", "有", "無", "包括", "論理分割",
        "物理分割", "終了", "申請中", "災害時利用", "配電部 配電運用課", "営業部", "参照(託送契約)", "配電部門画面",
        "2026-10-31", "2026-10-30",
        "2025-02-28", "0001-01-01", "9999-12-31", "2026-13-45", "2026", "未定", "-", "不明",
        "なし", "0", "1", "3",
        "99999999", "-5", "inf", "nan", "1e400", "12.5", "両社", "検針業務", "清掃", "山田、鈴木",
        "他2名", "DHCP", "10.0.0.1", "10.0.0.999",
        "02:1A:00:00:00:01", "1.2E+5", "\x00", "　", "、、", "|", "𠮟", "髙﨑",
    ]
)  # fmt: skip
_DAYS = st.dates(date(2019, 1, 1), date(2028, 12, 31)).map(date.isoformat)
_CELLS = st.one_of(_WORDS, _DAYS, st.text(max_size=12))


@st.composite
def tables_of_anything(draw: st.DrawFn) -> Tables:
    """Ledgers of a few rows each in which any cell may say anything."""
    kinds = draw(st.sets(st.sampled_from(sorted(KEYS)), min_size=1))
    return {
        kind: draw(st.lists(st.dictionaries(st.sampled_from(NAMES[kind]), _CELLS, max_size=12), min_size=1, max_size=4))
        for kind in sorted(kinds)
    }


@st.composite
def tables_of_values(draw: st.DrawFn) -> Tables:
    """As the reader would store them: every cell understood by its field."""
    tables = draw(tables_of_anything())
    for kind, rows in tables.items():
        for row in rows:
            for name, cell in row.items():
                row[name] = normaliser_of(FORMS[kind].field(name))(cell)[0]
    return tables


def evaluated(tables: Tables, role: Role, shuffle: random.Random | None = None) -> list[Hit]:
    """As the services run the rules: everything is a column, the large ledgers are noted on their way."""
    known = context(tables, role)
    standing = {kind: _records(kind, rows) for kind, rows in tables.items()}
    if shuffle is not None:
        for rows in standing.values():
            shuffle.shuffle(rows)
    registers = rules.Registers(lambda kind: standing[kind], frozenset(tables), today=known.as_of.isoformat())
    told = rules.Context(
        as_of=known.as_of,
        sides=known.sides,
        severities=known.severities,
        thresholds=known.thresholds,
        kinds=known.kinds,
        columns={kind: frozenset(NAMES[kind]) for kind in tables},
        files=known.files,
        registers=registers,
    )
    found: list[Hit] = []
    for kind in sorted(tables, key=lambda kind: (kind not in ("accounts", "terminals"), kind)):
        parts = [p for r in rules.RULES for p in rules.runnable(r, told.kinds, told.columns, role) if p.kind == kind]
        evaluation = rules.Evaluation(parts, told, kind)
        for record, batch in standing[kind]:
            found += evaluation.see((record,), batch)
        found += evaluation.end()
    return found


def _records(kind: str, rows: Iterable[dict[str, str]]) -> list[tuple[Record, str]]:
    found = []
    for number, row in enumerate(rows, start=4):
        key = next((row[name] for name in FORMS[kind].keys if row.get(name)), f"行{number}")
        site = row.get("name", "") if kind == "sites" else row.get("site", "")
        values = {name: text for name, text in row.items() if text}
        found.append((Record(kind, key, f"{match_key(key)}|{number}", site, values, {}, "台帳", number), kind))
    return found


def facts(hits: Iterable[Hit]) -> list[tuple[Any, ...]]:
    """What hits say, whatever their order: which record, what, how grave."""
    return sorted((h.rule, h.match_key, h.subject, h.message, h.severity.value, h.partly) for h in hits)


ROLES = st.sampled_from(list(Role))


@settings(max_examples=150, deadline=timedelta(seconds=5))
@given(tables=st.one_of(tables_of_anything(), tables_of_values()), role=ROLES)
def test_no_rule_fails_on_any_record(tables: Tables, role: Role) -> None:
    for hit in evaluated(tables, role):
        assert hit.rule in rules.RULES
        assert hit.rows
        assert all(isinstance(text, str) for text in hit.values.values())


@settings(max_examples=100, deadline=timedelta(seconds=5))
@given(tables=tables_of_values(), role=ROLES, seed=st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(tables: Tables, role: Role, seed: int) -> None:
    assert facts(evaluated(tables, role, random.Random(seed))) == facts(evaluated(tables, role))


@pytest.mark.parametrize(("rule", "tables", "expected"), PLANTED, ids=[f"{n}-{p[0]}" for n, p in enumerate(PLANTED)])
def test_a_planted_fact_is_found_in_whatever_order(rule: str, tables: Tables, expected: tuple[str, str, str]) -> None:
    plain = facts(evaluated(tables, Role.GRID_OPERATOR))
    for seed in range(3):
        assert facts(evaluated(tables, Role.GRID_OPERATOR, random.Random(seed))) == plain


# Rows about somebody, something and somewhere that nothing else speaks of.
UNRELATED: dict[str, dict[str, str]] = {
    "sites": {"name": "遠方営業所", "cohabitant": "なし", "shared": "専用", "inspected": "2026-06-01"},
    "rooms": {"site": "遠方営業所", "room": "9階 書庫", "occupant": "送配電", "company": NW, "person": "遠山 九郎"},
    "systems": {"name": "人事給与システム", "owner_company": NW, "separation": "物理分割", "holds_entrants": "無"},
    "people": {
        "emp_no": "9999",
        "person": "遠山 九郎",
        "company": NW,
        "department": "総務部",
        "started": "2020-04-01",
        "trained": "2020-03-01",
        "pledged": "2020-03-01",
    },
    "accounts": {
        "account": "Z9",
        "system": "託送業務システム",
        "person": "遠山 九郎",
        "status": "停止",
        "kind": "個人",
    },
    "terminals": {"asset_no": "ZZ-9", "site": "遠方営業所", "status": "廃棄済", "setup": "標準"},
    "contractors": {"name": "遠方造園株式会社", "principal": NW, "work": "植栽管理", "started": "2026-04-01"},
    "capital_ties": {"company": "遠方造園株式会社", "parent": "遠方商事株式会社", "relation": "子会社"},
    "disasters": {"number": "D-9", "name": "大雪", "declared": "2001-01-01", "lifted": "2001-01-02"},
    "exceptions": {"number": "E-99", "subject": "別件", "ends": "2027-01-31", "starts": "2026-10-30"},
    "role_standards": {"system": "人事給与システム", "role": "照会", "department": "総務部"},
    "deployment_standards": {"setup": "遠隔用", "zone": "専用"},
    "external_registrants": {"system": "別のシステム", "account": "Z8", "person": "遠山 九郎"},
    "stocktaking": {"asset_no": "ZZ-8", "site": "遠方営業所", "counted": "2026-10-01", "found": "無"},
}


def test_every_ledger_has_an_unrelated_row() -> None:
    assert UNRELATED.keys() == KEYS.keys()


@pytest.mark.parametrize(("rule", "tables", "expected"), PLANTED, ids=[f"{n}-{p[0]}" for n, p in enumerate(PLANTED)])
def test_an_unrelated_row_takes_no_finding_away(rule: str, tables: Tables, expected: tuple[str, str, str]) -> None:
    before = {(h.rule, h.match_key, h.message) for h in judged(tables)}
    for kind, row in UNRELATED.items():
        more = deepcopy(tables)
        more[kind].append(dict(row))
        assert before <= {(h.rule, h.match_key, h.message) for h in judged(more)}, kind


@settings(max_examples=100, deadline=timedelta(seconds=5))
@given(tables=tables_of_values(), kind=st.sampled_from(sorted(UNRELATED)))
def test_an_unrelated_row_takes_no_finding_of_any_ledgers_away(tables: Tables, kind: str) -> None:
    if kind not in tables:
        return
    before = {(h.rule, h.match_key, h.message) for h in evaluated(tables, Role.GRID_OPERATOR)}
    more = {**tables, kind: [*tables[kind], dict(UNRELATED[kind])]}
    after = {(h.rule, h.match_key, h.message) for h in evaluated(more, Role.GRID_OPERATOR)}
    assert before <= after, before - after


@pytest.mark.parametrize("kind", sorted(KEYS))
@pytest.mark.parametrize("role", list(Role))
def test_blank_records_are_nobodys_fault(kind: str, role: Role) -> None:
    plain = facts(evaluated(clean(), role))
    tables = clean()
    tables[kind] = [*tables[kind], {}, dict.fromkeys(NAMES[kind], "")]
    assert facts(evaluated(tables, role)) == plain


def test_the_kinds_of_fields_are_all_tried() -> None:
    """The words above are understood by fields of every type."""
    assert {field.type for form in FORMS.values() for field in form.fields} == set(FieldType)
