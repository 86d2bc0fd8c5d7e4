"""What a new file of a ledger changed, in sentences of each kind with its own counter."""

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
