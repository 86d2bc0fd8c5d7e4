"""What a new file of a ledger changed, in sentences of each kind with its own counter."""

import re

import pytest

from app.domain.grades import Role
from app.domain.rules.sides import Sides, make_sides
from app.i18n import gettext_in
from app.services.ledger_differences import sentences
from app.services.ports import RecordChange

COUNTS = {"added": 14, "gone": 9, "changed": 0}


def sides() -> Sides:
    return make_sides(Role.GRID_OPERATOR, "東湾送配電株式会社", ("東湾電力株式会社",), (), {})


@pytest.mark.parametrize(
    ("kind", "counter"),
    [
        ("terminals", "台"),
        ("people", "名"),
        ("external_registrants", "名"),
        ("contractors", "社"),
        ("capital_ties", "社"),
        ("sites", "か所"),
        ("accounts", "件"),
        ("systems", "件"),
        ("rooms", "件"),
        ("disasters", "件"),
        ("exceptions", "件"),
        ("role_standards", "件"),
        ("deployment_standards", "件"),
        ("stocktaking", "件"),
    ],
)
def test_every_kind_has_its_counter(kind: str, counter: str) -> None:
    (told,) = sentences(kind, COUNTS, list, sides, gettext_in("ja"))
    assert told == f"前回から14{counter}増、9{counter}減、0{counter}変更です。"


def moved(kind: str, count: int) -> tuple[str, ...]:
    changes = [
        RecordChange(f"k{n}", f"PC-{n:04d}", "changed", {"zone": "専用"}, {"zone": "小売"}) for n in range(1, count + 1)
    ]
    return sentences(kind, {"added": 0, "gone": 0, "changed": count}, lambda: changes, sides, gettext_in("ja"))


def test_what_moved_to_the_other_side_is_named() -> None:
    assert moved("terminals", 2)[1:] == (
        "変更の内訳は、2台が特定関係事業者側の区画へ移設です。",
        "送配電側専用でなくなったもの: PC-0001、PC-0002。",
    )
    assert moved("terminals", 12)[2].endswith("PC-0010 ほか2件。")
    assert moved("rooms", 1)[1] == "変更の内訳は、1件が特定関係事業者側の区画へ変更です。"


SHOWING = {
    "terminals": [
        {"zone": "小売"},
        {"place": "別室"},
        {"user": "別人"},
        {"zone": "共用", "user": "別人"},
        {"note": "x"},
    ],
    "rooms": [{"occupant": "小売", "zone": "小売", "entrants": "別人"}, {"entrants": "別人"}, {"note": "x"}],
    "accounts": [{"revoked": "2026-10-01"}, {"role": "更新", "person": "別人"}, {"approver": "別人"}, {"note": "x"}],
    "people": [{"department": "営業部"}, {"left": "2026-10-01", "company": "東湾電力"}, {"post": "課長"}],
    "contractors": [{"ended": "2026-10-01", "contract_end": "2026-10-01"}, {"principal": "東湾電力"}, {"audited": "x"}],
    "systems": [{"separation": "物理"}, {"owner_company": "東湾電力", "separation": "物理"}, {"vendor": "x"}],
    "sites": [{"cohabitant": "東湾電力"}, {"manager": "x"}, {"floor": "2"}],
    "exceptions": [{"closed": "2026-10-01"}, {"approver": "x"}],
    "disasters": [{"lifted": "2026-10-01"}, {"note": "x"}],
}
EVENTS = {"revoked", "left", "ended", "closed", "lifted"}


def before(after: dict[str, str]) -> dict[str, str]:
    """What stood in the place of these values; of what has come about only now nothing did."""
    return {**{name: "前" for name in after if name not in EVENTS}, "zone": "専用"}


NUMBER = re.compile(r"\d[\d,]*")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", SHOWING)
def test_the_parts_add_up_to_the_changed_records(kind: str, language: str) -> None:
    changes = [RecordChange(f"k{n}", f"N-{n}", "changed", before(a), a) for n, a in enumerate(SHOWING[kind] * 300)]
    counts = {"added": 0, "gone": 0, "changed": len(changes)}
    _first, parts, *others = sentences(kind, counts, lambda: changes, sides, gettext_in(language))
    assert sum(int(number.replace(",", "")) for number in NUMBER.findall(parts)) == len(changes)
    assert parts.startswith("変更の内訳は、" if language == "ja" else "The changes are: ")
    assert ("その他300" in parts or "その他600" in parts) if language == "ja" else "changed otherwise" in parts
    also = [each for each in others if "300" in each and ("次の変更も伴う" in each or "as well" in each)]
    assert len(also) == (kind in ("terminals", "rooms", "accounts", "people", "contractors", "systems"))


def test_each_counter_goes_through_the_sentence() -> None:
    changes = [
        RecordChange("k1", "PC-1", "changed", {"zone": "専用", "user": "山田"}, {"zone": "小売", "user": "別人"}),
        RecordChange("k2", "PC-2", "changed", {"place": "甲"}, {"place": "乙"}),
        RecordChange("k3", "PC-3", "changed", {"note": "甲"}, {"note": "乙"}),
    ]
    told = sentences("terminals", {"added": 0, "gone": 0, "changed": 3}, lambda: changes, sides, gettext_in("ja"))
    assert told[1:] == (
        "変更の内訳は、1台が特定関係事業者側の区画へ移設、1台が他の場所へ移設、その他1台が変更です。",
        "このうち、次の変更も伴うものがあります: 1台が使用者の変更。",
        "送配電側専用でなくなったもの: PC-1。",
    )
    # Where nothing else can be said of any of them, the first sentence has told all.
    only = [changes[2]]
    assert len(sentences("terminals", {"added": 0, "gone": 0, "changed": 1}, lambda: only, sides, str)) == 1


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("people", {"company": "東湾送配電", "department": "配電課"}),
        ("people", {"left": "2026-10-01", "status": "退職"}),
        ("terminals", {"zone": "小売", "place": "2階", "user": "山田", "returned": "2026-10-01"}),
        ("accounts", {"revoked": "2026-10-01", "status": "削除", "role": "更新", "person": "山田"}),
        (
            "contractors",
            {"ended": "2026-10-01", "contract_end": "2026-10-01", "principal": "甲", "subcontractor": "乙"},
        ),
        ("systems", {"separation": "物理", "owner_company": "甲"}),
        ("sites", {"cohabitant": "東湾電力"}),
        ("rooms", {"zone": "小売", "entrants": "山田"}),
        ("exceptions", {"closed": "2026-10-01"}),
        ("disasters", {"lifted": "2026-10-01"}),
    ],
)
def test_what_no_file_told_before_is_filled_in_and_no_event(kind: str, told: dict[str, str]) -> None:
    changes = [RecordChange("k1", "N-1", "changed", {"note": "同"}, {"note": "同", **told})]
    counts = {"added": 0, "gone": 0, "changed": 1}
    said = sentences(kind, counts, lambda: changes, sides, gettext_in("ja"), frozenset({"note"}))
    assert said[1:] == ("変更の内訳は、前回まで記載のなかった項目の補記1件です。",)


@pytest.mark.parametrize(
    ("kind", "then", "now", "words"),
    [
        ("people", {"department": "配電課"}, {"department": "営業課"}, "異動1名"),
        ("people", {}, {"left": "2026-10-01"}, "退職1名"),
        ("terminals", {"place": "謎の部屋"}, {"place": "2階", "zone": "小売"}, "区画へ移設"),
    ],
)
def test_what_had_a_column_before_is_an_event(kind: str, then: dict[str, str], now: dict[str, str], words: str) -> None:
    changes = [RecordChange("k1", "N-1", "changed", then, now)]
    counts = {"added": 0, "gone": 0, "changed": 1}
    had = frozenset({"department", "left", "place", "zone"})
    assert words in sentences(kind, counts, lambda: changes, sides, gettext_in("ja"), had)[1]
    emptied = [RecordChange("k1", "N-1", "changed", {"company": "甲", "user": "乙", "place": "丙"}, {"note": "x"})]
    told = sentences(kind, counts, lambda: emptied, sides, gettext_in("ja"), had)
    assert not any(word in "".join(told) for word in ("異動1名", "使用者の変更", "へ移設"))
