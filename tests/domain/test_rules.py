"""The ledger rules: each fires on its fact and on nothing that only looks like it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import rules
from app.domain.catalogue import RuleText
from app.domain.findings import Hit
from app.domain.grades import Role, Severity
from app.domain.ledgers import Record
from app.domain.rules.sides import Side, Sides, company_key, make_sides
from app.domain.text import Text

SIDES = make_sides(Role.GRID_OPERATOR, "東湾送配電株式会社", ["東湾電力株式会社"])
FIELDS = (
    "asset_no serial mac ip place zone owner_company owner_department user_company department user manager systems "
    "connected delivered returned moved disposed inventoried status note"
)
CONTEXT = rules.Context(
    as_of=date(2026, 10, 31),
    sides=SIDES,
    severities={r: Severity.SERIOUS for r in ("R01", "R02", "R03")} | dict.fromkeys(rules.RULES, Severity.IMPROVEMENT),
    thresholds={name: t.default for name, t in rules.THRESHOLDS.items()},
    kinds=frozenset({"terminals"}),
    columns={"terminals": frozenset(FIELDS.split())},
    files={"b1": "台帳.xlsx"},
)
SERIOUS = replace(CONTEXT, severities=dict.fromkeys(rules.RULES, Severity.SERIOUS))
GOOD = {
    "place": "執務室", "zone": "送配電", "owner_company": "東湾送配電株式会社", "user_company": "東湾送配電株式会社",
    "user": "山田", "manager": "所長", "delivered": "2024-04-01", "inventoried": "2026-09-01", "status": "使用中",
}  # fmt: skip


def record(number: int = 1, /, **values: str) -> Record:
    told = {k: v for k, v in {"asset_no": f"PC-{number}", **GOOD, **values}.items() if v}
    return Record("terminals", told.get("asset_no", ""), f"PC{number}", "本店", told, {}, "台帳", number + 3)


def hits(records: Iterable[Record], context: rules.Context = SERIOUS) -> list[Hit]:
    return list(
        rules.evaluate(
            [r for r in rules.ALL if r.kind == "terminals" and not r.beside], context, [(r, "b1") for r in records]
        )
    )


def fired(context: rules.Context = SERIOUS, /, **values: str) -> list[tuple[str, str, Severity]]:
    return [(h.rule, h.message, h.severity) for h in hits([record(**values)], context)]


def test_a_terminal_in_order_is_no_finding() -> None:
    assert fired() == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"zone": "共用"}, "shared_zone"),
        ({"zone": "小売"}, "retail_zone"),
        ({"zone": "", "place": "1階 共用会議室"}, "shared_zone"),
        ({"zone": "", "place": "東湾電力㈱ 営業フロア"}, "retail_zone"),
        ({"zone": "営業課エリア"}, "retail_zone"),
        ({"zone": "共用", "status": ""}, "shared_zone"),
        ({"zone": "", "place": "2階 特定関係事業者側執務室"}, "retail_zone"),
        ({"zone": "", "place": "3階 発電事業部"}, "retail_zone"),
        ({"zone": "専用", "place": "東湾電力㈱ 営業フロア"}, "retail_zone"),
        ({"zone": "", "place": "1階 送配電・小売混在エリア"}, "shared_zone"),
    ],
)
def test_r01_fires(values: dict[str, str], message: str) -> None:
    assert fired(**values) == [("R01", message, Severity.SERIOUS)]
    (hit,) = hits([record(**values)])
    assert (hit.partly, hit.subject, hit.rows[0].file, hit.rows[0].row) == (True, "PC-1", "台帳.xlsx", 4)


@pytest.mark.parametrize(
    "values",
    [
        {"zone": "", "place": "北営業所 2階"},
        {"zone": "共用", "status": "予備"},
        {"zone": "共用", "status": "廃棄済"},
        {"zone": "共用", "connected": "無"},
        {"zone": "共用", "systems": "なし"},
        {"zone": "", "place": "配電事業所 会議室"},
        {"zone": "送配電", "place": "共用棟3階"},
        {"zone": "", "place": "地下1階 非常用発電機室前"},
        {"zone": "", "place": "離島発電所 制御室"},
        {"zone": "", "place": "東湾共同ビル3階"},
        {"zone": "", "place": "NW課執務室"},
        {"zone": "専用", "place": "共用棟3階"},
        {"zone": "専用", "place": "2階"},
        {"zone": "自社専用", "place": "配電課"},
    ],
)
def test_r01_leaves_alone(values: dict[str, str]) -> None:
    assert fired(**values) == []


def test_r02_needs_both_sides() -> None:
    assert fired(user_company="東湾電力(株)") == [("R02", "sides_differ", Severity.SERIOUS)]
    assert fired(owner_company="東湾電力") == [("R02", "sides_differ", Severity.SERIOUS)]
    for values in (
        {"owner_company": "みなとリース株式会社"},
        {"owner_company": "東湾情報システム"},
        {"user_company": "東湾電力サービス"},
        {"user_company": "東湾電力", "note": "東湾電力から出向"},
        {"user_company": "東湾電力(出向)"},
        {"user_company": "東湾電力", "status": "返却済"},
        {"user_company": ""},
    ):
        assert fired(**values) == [], values


def columns(*without: str, context: rules.Context = SERIOUS) -> rules.Context:
    return replace(context, columns={"terminals": context.columns["terminals"] - set(without)})


def test_r02_takes_the_organisation_for_the_owner_where_no_column_names_one() -> None:
    bare = columns("owner_company", "owner_department")
    used = {"owner_company": "", "user_company": "東湾電力", "department": "営業課"}
    assert fired(bare, **used) == [("R02", "sides_differ_own", Severity.SERIOUS)]
    (hit,) = hits([record(**used)], bare)
    assert (hit.partly, hit.values["user_company"], hit.values["user"]) == (True, "東湾電力", "山田")
    (hit,) = [h for h in hits([record(**{**used, "user": ""})], bare) if h.rule == "R02"]
    assert hit.values["user"] == "営業課"
    # The section in charge does not say whose it is, unless it names a company.
    section = columns("owner_company")
    assert fired(section, **used, owner_department="配電部") == [("R02", "sides_differ", Severity.SERIOUS)]
    assert fired(section, **used, owner_department="東湾情報システム(株)") == []
    assert fired(section, **used, owner_department="東湾電力 営業部") == []
    # The company may stand before the section of the user.
    assert fired(bare, owner_company="", user_company="", department="東湾電力 営業課") != []
    for values in (
        {"user_company": "東湾送配電"},
        {"user_company": "みなと工事"},
        {"user_company": "", "department": "営業課"},
        {"user_company": "東湾電力", "systems": "なし"},
        {"user_company": "東湾電力", "status": "予備"},
    ):
        assert fired(bare, **{**used, "department": "", **values}) == [], values
    # A blank in a column that is there says nothing of the owner, unless the ledger itself names a grid system.
    assert fired(**used) == []


@pytest.mark.parametrize(
    "told", [{"systems": "託送業務システム、メール"}, {"systems": "旧NWオンライン"}, {"connected": "有"}]
)
def test_r02_does_not_pass_the_retailers_user_of_a_grid_system(told: dict[str, str]) -> None:
    used = {"user_company": "東湾電力", **told}
    assert fired(**used, owner_company="") == [("R02", "sides_differ_own", Severity.SERIOUS)]
    assert fired(**used, owner_company="みなとリース株式会社") == [("R02", "sides_differ_third", Severity.SERIOUS)]
    assert fired(**used, owner_company="自社") == [("R02", "sides_differ", Severity.SERIOUS)]
    (hit,) = hits([record(**used, owner_company="みなとリース株式会社")])
    assert hit.partly
    for values in (
        {"owner_company": "東湾電力"},
        {"owner_company": "", "note": "東湾電力から出向"},
        {"owner_company": "", "status": "予備"},
        {"owner_company": "みなとリース株式会社", "user_company": "東湾送配電"},
    ):
        assert fired(**{**used, **values}) == [], values


def test_r02_takes_a_side_for_its_company() -> None:
    assert fired(user_company="小売側") == [("R02", "sides_differ", Severity.SERIOUS)]


def test_r02_without_an_owner_for_the_other_roles() -> None:
    bare = columns("owner_company", "owner_department")
    retailer = replace(bare, sides=make_sides(Role.AFFILIATED_RETAILER, "東湾電力", ["東湾送配電"]))
    own = {"zone": "", "owner_company": ""}
    assert fired(retailer, **own, user_company="東湾送配電") == [("R02", "sides_differ_own", Severity.SERIOUS)]
    assert fired(retailer, **own, user_company="東湾電力") == []
    both = replace(bare, sides=make_sides(Role.INTEGRATED_OPERATOR, "東湾電力", ["東湾エナジー"]))
    assert fired(both, **own, user_company="東湾エナジー") == []


def test_a_state_in_the_remarks_counts_where_no_column_tells_it() -> None:
    for note in ("予備機", "R7.3 廃棄", "返却済(3月)", "令和7年3月31日 除却済"):
        assert fired(status="", user="", note=note) == [], note
    for note in ("使用中", "予備バッテリーあり", "廃棄予定", "返却済みの端末の後継", ""):
        assert [rule for rule, _, _ in fired(status="", user="", note=note)] == ["R31"], note
    assert fired(status="使用中", user="", note="廃棄") != []
    doubles = [record(1, serial="A1"), record(2, serial="A1", status="", note="R7.3 廃棄")]
    assert hits(doubles) == []


def test_r03_by_the_date_of_transfer() -> None:
    moved = {"moved": "2026-07-01"}
    assert fired(**moved) == [("R03", "transferred", Severity.IMPROVEMENT)]
    assert fired(**moved, note="営業課へ異動") == [("R03", "across", Severity.SERIOUS)]
    assert fired(**moved, note="営業車に搭載") == [("R03", "transferred", Severity.IMPROVEMENT)]
    for values in (
        {"moved": "2026-11-01"},
        {"moved": "2026-10-31"},
        {**moved, "user": ""},
        {**moved, "delivered": "2026-07-01"},
        {**moved, "status": "予備"},
    ):
        assert "R03" not in [rule for rule, _, _ in fired(**values)], values
    relocated = replace(SERIOUS, headings={("b1", "台帳"): {"moved": "移設日"}})
    assert fired(relocated, **moved) == []
    transfer = replace(SERIOUS, headings={("b1", "台帳"): {"moved": "異動年月日"}})
    assert fired(transfer, **moved) != []


def test_r03_of_a_retailer_is_across_towards_the_grid_side_only() -> None:
    retailer = replace(SERIOUS, sides=make_sides(Role.AFFILIATED_RETAILER, "東湾電力", ["東湾送配電"]))
    own = {"zone": "", "owner_company": "東湾電力", "user_company": "東湾電力", "moved": "2026-07-01"}
    assert fired(retailer, **own) == [("R03", "transferred", Severity.IMPROVEMENT)]
    assert fired(retailer, **own, note="東湾送配電の配電部へ異動") == [("R03", "across_grid", Severity.SERIOUS)]
    both = replace(SERIOUS, sides=make_sides(Role.INTEGRATED_OPERATOR, "東湾電力", []))
    inside = {**own, "owner_department": "配電部", "department": "配電部"}
    assert fired(both, **inside) == [("R03", "transferred", Severity.IMPROVEMENT)]
    assert fired(both, **inside, note="小売部へ異動") == [("R03", "across", Severity.SERIOUS)]


def test_r06_doubles_and_malformed_numbers() -> None:
    rows = [
        record(1, serial="SN-1", mac="02:1A:00:00:00:01", ip="10.0.0.1"),
        record(2, serial="ｓｎ‐１ ", mac="02-1a-00-00-00-02", ip="DHCP"),
        record(3, serial="不明", mac="021A00000001", ip="DHCP"),
        record(4, serial="不明", mac="02:1A:00:00:00:0G", ip="10.0.0.999"),
        record(5, serial="SN-1", mac="", ip="10.0.0.1", status="廃棄済"),
        record(6, serial="1.23E+05", ip="10.0.0.1、10.0.0.2"),
    ]
    found = {h.subject: (h.message, [r.key for r in h.rows]) for h in hits(rows) if h.rule == "R06"}
    assert found == {
        "PC-1": ("double_serial+double_mac+double_ip", ["PC-1", "PC-2", "PC-3", "PC-6"]),
        "PC-2": ("double_serial", ["PC-2", "PC-1"]),
        "PC-3": ("double_mac", ["PC-3", "PC-1"]),
        "PC-4": ("malformed_mac+malformed_ip", ["PC-4"]),
        "PC-6": ("double_ip+malformed_serial", ["PC-6", "PC-1"]),
    }


def test_r06_without_some_of_its_columns_runs_in_part() -> None:
    rows = [record(1, serial="SN-1"), record(2, serial="SN-1")]
    assert [h.partly for h in hits(rows)] == [False, False]
    assert [h.partly for h in hits(rows, columns("mac"))] == [True, True]
    told = rules.run_in_part([text("R06", ("terminals",))], {"terminals"}, columns("mac", "ip").columns, SIDES)
    assert told == (rules.NotRun("R06", (), ("mac", "ip"), "terminals"),)


def test_r06_does_not_take_like_numbers_for_doubles() -> None:
    pairs = (("ip", "10.1.11.1", "10.11.1.1"), ("serial", "A-1-11", "A-11-1"), ("mac", "021A00000001", "021A00000010"))
    for name, one, other in pairs:
        assert hits([record(1, **{name: one}), record(2, **{name: other})]) == [], name


def test_r06_names_no_more_than_twenty_rows() -> None:
    found = hits([record(n, serial="000001") for n in range(1, 60)])
    assert {len(h.rows) for h in found} == {20}
    assert found[0].values["serial_count"] == "59"


def test_r07_wants_an_actual_return_and_a_state_that_says_in_use() -> None:
    assert fired(returned="2026-03-31") == [("R07", "returned", Severity.SERIOUS)]
    assert fired(disposed="2026-03-31") == [("R07", "disposed", Severity.SERIOUS)]
    for values in (
        {"returned": "2026-12-31"},
        {"returned": "2026-10-31"},
        {"returned": "2026-03-31", "status": "返却済"},
        {"returned": "2026-03-31", "status": ""},
        {"lease_end": "2020-01-01"},
        {"return_due": "2020-01-01"},
    ):
        assert fired(**values) == [], values


def test_r01_goes_by_the_place_where_no_column_tells_the_zone() -> None:
    bare = replace(columns("zone"), kinds=frozenset({"terminals", "systems", "rooms"}))
    (hit,) = hits([record(zone="", place="1階 共用会議室")], bare)
    assert (hit.rule, hit.message, hit.partly) == ("R01", "shared_zone", True)
    # Whether the other side may enter a shared room is told by the rooms, if it is among them.
    (hit,) = hits([record(zone="共用")], replace(SERIOUS, kinds=bare.kinds))
    assert hit.partly


def test_r31_tells_what_is_missing() -> None:
    assert fired(user="", manager="不明") == [("R31", "no_manager+no_user", Severity.SERIOUS)]
    assert fired(place="") == [("R31", "no_place", Severity.SERIOUS)]
    assert fired(user="", status="予備") == []
    fewer = replace(SERIOUS, columns={"terminals": frozenset({"user", "place"})})
    assert fired(fewer, manager="") == []
    (hit,) = hits([record(user="")], fewer)
    assert hit.partly


def test_r32_counts_calendar_months() -> None:
    for seen, message in (("", "never"), ("2025-10-30", "long_ago"), ("2025-10-31", None), ("2026-10-31", None)):
        assert [m for _, m, _ in fired(inventoried=seen)] == ([message] if message else []), seen
    longer = replace(SERIOUS, thresholds={"R32.months": 24})
    assert fired(longer, inventoried="2024-10-31") == []
    february = replace(SERIOUS, as_of=date(2028, 2, 29))
    assert fired(february, inventoried="2027-02-28") == []
    assert [m for _, m, _ in fired(february, inventoried="2027-02-27")] == ["long_ago"]


@pytest.mark.parametrize(
    ("role", "company", "department", "side"),
    [
        (Role.GRID_OPERATOR, "東湾送配電㈱", "", Side.GRID),
        (Role.GRID_OPERATOR, "ﾄｳﾜﾝ", "", Side.UNKNOWN),
        (Role.GRID_OPERATOR, "株式会社 東湾電力", "", Side.RETAIL),
        (Role.GRID_OPERATOR, "東湾電力(株) 北営業所", "", Side.RETAIL),
        (Role.GRID_OPERATOR, "東湾電力送配電", "", Side.UNKNOWN),
        (Role.GRID_OPERATOR, "東湾送配電", "営業課", Side.GRID),
        (Role.GRID_OPERATOR, "自社", "", Side.GRID),
        (Role.GRID_OPERATOR, "小売側", "", Side.RETAIL),
        (Role.GRID_OPERATOR, "特定関係事業者", "総務課", Side.RETAIL),
        (Role.GRID_OPERATOR, "", "営業", Side.UNKNOWN),
        (Role.GRID_OPERATOR, "営業", "", Side.UNKNOWN),
        (Role.INTEGRATED_OPERATOR, "東湾送配電", "NW課", Side.GRID),
        (Role.INTEGRATED_OPERATOR, "東湾送配電", "発電部", Side.RETAIL),
        (Role.INTEGRATED_OPERATOR, "東湾送配電", "営業部", Side.RETAIL),
        (Role.INTEGRATED_OPERATOR, "東湾送配電", "送配電カンパニー 北営業所", Side.GRID),
        (Role.INTEGRATED_OPERATOR, "東湾送配電", "総務部", Side.UNKNOWN),
        (Role.AFFILIATED_RETAILER, "東湾送配電", "", Side.RETAIL),
        (Role.AFFILIATED_RETAILER, "東湾電力", "", Side.GRID),
    ],
)
def test_sides(role: Role, company: str, department: str, side: Side) -> None:
    sides = make_sides(role, "東湾送配電株式会社", ["東湾電力株式会社"])
    assert sides.of(company, department) is side


def test_a_retailers_own_terminals_do_not_count_as_connected() -> None:
    sides = make_sides(Role.AFFILIATED_RETAILER, "東湾電力", ["東湾送配電"])
    retailer = replace(SERIOUS, sides=sides)
    own = {"zone": "小売", "owner_company": "東湾電力", "user_company": "東湾電力"}
    assert fired(retailer, **own) == []
    assert fired(retailer, **own, systems="託送業務システム") == [("R01", "retail_zone", Severity.SERIOUS)]
    assert [r for r, _, _ in fired(retailer, **{**own, "owner_company": "東湾送配電"})] == ["R01", "R02"]


def test_without_named_affiliates_the_other_companies_are_the_other_side() -> None:
    sides = make_sides(Role.GRID_OPERATOR, "東湾送配電", [], ["東湾送配電(株)", "東湾電力(株)"])
    assert (sides.of_company("東湾電力"), sides.of_company("東湾送配電株式会社")) == (Side.RETAIL, Side.GRID)
    assert make_sides(Role.GRID_OPERATOR, "東湾送配電", []).of_company("東湾電力") is Side.UNKNOWN


@given(
    st.sampled_from(["{}株式会社", "株式会社{}", "{}(株)", "㈱{}", "{}（株）", " {} ㈱", "{}"]),
    st.sampled_from(["東湾電力", "ＡＢ電力", "Grid"]),
)
def test_a_company_is_the_same_however_its_form_is_written(form: str, name: str) -> None:
    assert company_key(form.format(name)) == company_key(name)


def text(rule: str, *needs: tuple[str, ...]) -> RuleText:
    return RuleText(rule, Text("", ""), Text("", ""), Severity.SERIOUS, needs, ())


def test_what_cannot_be_run_is_told_with_what_is_missing() -> None:
    texts = [
        text("R01", ("terminals",)),
        text("R03", ("terminals",)),
        text("R05", ("stocktaking", "terminals"), ("stocktaking", "accounts")),
        text("R11", ("accounts", "people"), ("accounts", "contractors")),
    ]

    def told(kinds: set[str], **columns: str) -> dict[str, Any]:
        held = {kind: frozenset(names.split()) for kind, names in columns.items()}
        return {n.rule: (n.missing, n.fields) for n in rules.not_run(texts, kinds, held, Role.GRID_OPERATOR)}

    assert told(set()) == {
        "R01": (("terminals",), ()),
        "R03": (("terminals",), ()),
        "R05": (("accounts", "stocktaking", "terminals"), ()),
        "R11": (("accounts", "contractors", "people"), ()),
    }
    assert told({"terminals"}, terminals="asset_no moved place")["R03"] == ((), ("user",))
    assert told({"terminals"}, terminals="asset_no user place") == {
        "R03": (("people",), ("moved",)),
        "R05": (("stocktaking",), ()),
        "R11": (("accounts", "contractors", "people"), ()),
    }
    assert "R03" not in told({"terminals", "people"}, terminals="asset_no user", people="emp_no")
    assert told({"terminals"}, terminals="asset_no")["R01"] == ((), ("place", "zone"))


@pytest.mark.parametrize(
    ("role", "held", "idle", "in_part"),
    [
        (Role.GRID_OPERATOR, "user_company", {"R07", "R32"}, {"R02": ("owner_company",)}),
        (Role.GRID_OPERATOR, "department inventoried", {"R07"}, {"R02": ("owner_company", "user_company")}),
        (Role.INTEGRATED_OPERATOR, "user_company", {"R02", "R07", "R32"}, {}),
        (
            Role.INTEGRATED_OPERATOR,
            "user_company owner_company",
            {"R07", "R32"},
            {"R02": ("owner_department", "department")},
        ),
        (Role.GRID_OPERATOR, "owner_company", {"R02", "R07", "R32"}, {}),
        (Role.GRID_OPERATOR, "owner_company user_company status returned", {"R32"}, {}),
        (Role.GRID_OPERATOR, "owner_company user_company status disposed", {"R32"}, {"R07": ("returned",)}),
        (Role.GRID_OPERATOR, "owner_company user_company returned", {"R07", "R32"}, {}),
    ],
)
def test_a_column_that_the_whole_ledger_lacks_is_told_once(
    role: Role, held: str, idle: set[str], in_part: dict[str, tuple[str, ...]]
) -> None:
    texts = [text(rule, ("terminals",)) for rule in ("R01", "R02", "R07", "R31", "R32")]
    has = {"terminals": frozenset({"asset_no", "place", "user", *held.split()})}
    told = rules.not_run(texts, {"terminals"}, has, role)
    assert {n.rule for n in told} == idle
    # Whose side its users are on the list of people would tell as well, where the ledger names an owner or needs none.
    assert {(n.missing, n.kind) for n in told if n.rule != "R02"} == {((), "terminals")}
    halves = rules.run_in_part(texts, {"terminals"}, has, make_sides(role, "A", ["B"]))
    part = {n.rule: n.fields for n in halves if n.fields}
    assert part == {"R01": ("zone",), "R31": ("manager",), **in_part}


def test_without_a_company_of_the_other_side_the_rule_of_the_sides_runs_in_part() -> None:
    texts = [text("R02", ("terminals",))]
    has = CONTEXT.columns
    alone = make_sides(Role.GRID_OPERATOR, "A", [])
    kinds = {"terminals", "systems", "people"}
    assert rules.run_in_part(texts, kinds, has, alone) == (rules.NotRun("R02", (), (), "terminals", True),)
    assert rules.run_in_part(texts, kinds, has, SIDES) == ()
    assert rules.run_in_part(texts, kinds, has, make_sides(Role.INTEGRATED_OPERATOR, "A", [])) == ()


def test_a_ledger_that_would_tell_the_other_half_is_told_as_missing() -> None:
    texts = [text("R02", ("terminals",)), text("R11", ("accounts", "people"), ("accounts", "contractors"))]
    has = {**CONTEXT.columns, "accounts": frozenset({"account", "emp_no"})}
    told = rules.run_in_part(texts, {"terminals", "accounts", "people"}, has, SIDES)
    assert [(n.rule, n.missing) for n in told] == [("R02", ("systems",)), ("R11", ("contractors",))]


def test_sides_can_be_told_apart_by_value() -> None:
    assert make_sides(Role.GRID_OPERATOR, "A", ["B"]) == Sides(Role.GRID_OPERATOR, frozenset("a"), frozenset("b"))


def test_a_rule_that_a_list_would_sharpen_runs_in_part_without_it() -> None:
    texts = [text(rule, ("terminals",)) for rule in ("R01", "R02", "R03")]
    told = {n.rule: n.missing for n in rules.run_in_part(texts, {"terminals", "rooms"}, CONTEXT.columns, SIDES)}
    assert told == {"R01": ("systems",), "R02": ("people", "systems"), "R03": ("people",)}
