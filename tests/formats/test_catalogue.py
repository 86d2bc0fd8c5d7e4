"""The bundled catalogue is whole, and a broken one is named for what it is."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from app.domain.catalogue import Role, Severity
from app.errors import UserError
from app.formats.catalogue import load_catalogue, load_item, problems
from app.paths import bundled

FOLDER = bundled("resources") / "catalogue"


@pytest.fixture
def broken(tmp_path: Path, root: Path) -> Path:
    """A copy of the catalogue that a test may damage."""
    return Path(shutil.copytree(root / "resources" / "catalogue", tmp_path / "catalogue"))


def damage(folder: Path, name: str, old: str, new: str) -> set[str]:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return {p.code for p in problems(folder)}


def test_the_catalogue_is_whole() -> None:
    assert problems(FOLDER) == ()


def test_it_covers_what_the_regulator_named() -> None:
    catalogue = load_catalogue(FOLDER)
    counts = Counter(c.item for c in catalogue.checkpoints)
    assert len(catalogue.checkpoints) >= 130
    assert set(counts) == {item.id for item in catalogue.items}
    assert all(counts[item] >= 12 for item in ("A3-1", "A4-2", "A4-4"))
    assert all(counts[item] >= 9 for item in ("A3-2", "A4-1"))
    assert all(catalogue.coverage().values())
    assert len(catalogue.dispositions) == 13
    assert Counter(d.measure for d in catalogue.dispositions) == {"order": 5, "recommendation": 6, "guidance": 2}
    assert len(catalogue.patterns) == 7
    assert len(catalogue.criteria) == 6
    assert {r.id for r in catalogue.rules} >= {f"R{n:02d}" for n in range(1, 34)}


def test_every_role_has_its_checkpoints() -> None:
    catalogue = load_catalogue(FOLDER)
    for role in Role:
        assert [c for c in catalogue.checkpoints if role in c.roles]
    # 沖縄型: what rests on articles that do not bind it is asked as a voluntary check, or not at all.
    okinawa = [c for c in catalogue.checkpoints if Role.INTEGRATED_OPERATOR in c.roles]
    assert not [c.id for c in okinawa if "eba-23-5" in c.basis and Role.INTEGRATED_OPERATOR not in c.voluntary_for]


def test_one_item_is_read_alone() -> None:
    catalogue = load_catalogue(FOLDER)
    for item in catalogue.items:
        assert load_item(FOLDER, item.id) == tuple(c for c in catalogue.checkpoints if c.item == item.id)
    assert load_item(FOLDER, "A9-9") == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("checkpoints/A4-4.toml", 'item = "A4-4"', 'item = "A4-4"\ncolour = "red"', "unknown_key"),
        ("checkpoints/A4-4.toml", 'level = "site"', 'level = "room"', "unknown_value"),
        ("checkpoints/A4-4.toml", 'item = "A4-4"', 'item = "A4-9"', "dangling"),
        ("checkpoints/A4-4.toml", 'id = "A4-4-02"', 'id = "A4-4-01"', "double_id"),
        ("checkpoints/A4-4.toml", 'incidents = ["KY-2"]', 'incidents = ["XX-9"]', "dangling"),
        ("law.toml", "{ ja = ", "{ de = ", "missing_language"),
        ("rules.toml", 'severity = "serious"', "severity = 3", "wrong_type"),
        ("paragraphs.toml", "demand = true\n", "", "missing_key"),
        ("criteria.toml", "[[criterion]]", "[[criterion", "unreadable"),
        ("checkpoints/A4-4.toml", 'id = "A4-4-02"', 'id = "A4-3-92"', "id_not_of_item"),
        (
            "checkpoints/A4-4.toml",
            'level = "site"',
            'level = "site"\nvoluntary_for = ["other_affiliate"]',
            "voluntary_without_role",
        ),
        ("checkpoints/A4-4.toml", 'over = ["terminals"]', 'over = ["telephones"]', "dangling"),
        ("checkpoints/C.toml", 'level = "company"', "level = true", "wrong_type"),
        ("checkpoints/C.toml", "look = [", "look = []\nsee = [", "empty"),
        ("law.toml", 'kind = "act"', 'kind = "ordinance"', "unknown_value"),
        ("law.toml", 'id = "eba-2-9"', 'id = "z1"', "double_id"),
        ("structure.toml", 'parent = "A"', 'parent = "Z"', "dangling"),
        ("structure.toml", "number = 2", "number = true", "wrong_type"),
        ("factors.toml", 'parent = "motive"', 'parent = "greed"', "dangling"),
        ("precedents.toml", 'measure = "guidance"', 'measure = "praise"', "unknown_value"),
        ("precedents.toml", 'view = ["5", "6"]', 'view = ["8"]', "dangling"),
        ("precedents.toml", 'notes = ["n2"]', 'notes = ["n9"]', "dangling"),
        ("incidents.toml", 'kind = "press"', 'kind = "rumour"', "unknown_value"),
        ("viewing.toml", 'grade = "improper"', 'grade = "unlawful"', "unknown_value"),
        ("rules.toml", 'needs = [["terminals"]]', 'needs = [["telephones"]]', "dangling"),
        ("rules.toml", 'needs = [["terminals"]]', 'needs = ["terminals"]', "wrong_type"),
        ("catalogue.toml", 'law = "eba-27-1"', 'law = "eba-99"', "dangling"),
        ("catalogue.toml", 'version = "2026.1"', "", "missing_key"),
        ("renamed.toml", "[renamed]", '[renamed]\n"A1-1-99" = "A1-1-98"', "dangling"),
        ("renamed.toml", "[renamed]", '[renamed]\n"A1-1-01" = "A1-1-02"', "id_in_use"),
        ("renamed.toml", "[retired]", '[retired]\n"A1-1-99" = { ja = "統合" }', "missing_language"),
    ],
)
def test_a_fault_is_named(broken: Path, name: str, old: str, new: str, code: str) -> None:
    assert code in damage(broken, name, old, new)


def test_a_checkpoint_for_nobody_and_a_bare_demand_are_named(broken: Path) -> None:
    file = broken / "checkpoints" / "S.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('roles = ["grid_operator", "integrated_operator"]', "roles = []", 1), encoding="utf-8")
    assert "no_role" in {p.code for p in problems(broken)}
    file.unlink()
    assert ("demand_unanswered", "5-1") in {(p.code, p.where) for p in problems(broken)}


def test_too_few_checkpoints_a_mute_rule_and_a_stray_are_named(broken: Path) -> None:
    (broken / "checkpoints" / "A4-2.toml").rename(broken / "checkpoints" / "X.toml")
    assert {"wrong_file"} == {p.code for p in problems(broken)}
    (broken / "checkpoints" / "X.toml").unlink()
    found = {(p.code, p.where) for p in problems(broken)}
    assert ("too_few_checkpoints", "A4-2") in found
    assert ("rule_speaks_to_nothing", "R16") in found


def test_a_former_id_still_finds_its_checkpoint(broken: Path) -> None:
    (broken / "renamed.toml").write_text('[renamed]\n"A9-9-01" = "A1-1-01"\n[retired]\n', encoding="utf-8")
    catalogue = load_catalogue(broken)
    assert catalogue.checkpoint("A9-9-01") is catalogue.checkpoint("A1-1-01")
    with pytest.raises(KeyError):
        catalogue.checkpoint("A9-9-02")


def test_the_precedents_are_quoted_with_their_tags() -> None:
    catalogue = load_catalogue(FOLDER)
    rows = {d.id: d for d in catalogue.dispositions}
    assert [len(rows[i].reasons) for i in ("kansai-td", "kyushu-td", "chugoku-td", "okinawa")] == [2, 2, 3, 1]
    assert sum(len(d.reasons) for d in catalogue.dispositions) == 19
    assert rows["chugoku-td"].criteria == ("1", "2", "4", "5", "6")
    assert rows["kansai-td"].leak == ("1", "3-3", "3-1")
    # 報告書概要 ¶4: patterns (5) and (6) were found at one company only.
    assert [d.id for d in catalogue.dispositions if any("5" in r.view for r in d.reasons)] == ["kansai-retail"]
    assert sum(len(i.acts) for i in catalogue.investigations) == 12
    assert len(catalogue.notes) == 3


def test_nothing_of_the_press_is_told_as_the_regulators() -> None:
    for incident in load_catalogue(FOLDER).incidents:
        for source, kind in ((incident.source, incident.kind), *((b.source, b.kind) for b in incident.background)):
            assert source.ja.startswith("報告書概要") == (kind == "report")
            assert source.ja.endswith("(報道)") == (kind == "press")


def test_an_unusable_catalogue_is_refused(broken: Path) -> None:
    (broken / "law.toml").unlink()
    with pytest.raises(UserError) as refusal:
        load_catalogue(broken)
    assert refusal.value.code == "catalogue_invalid"
    assert "law.toml" in str(refusal.value)


def test_the_fingerprint_follows_the_text_that_is_asked() -> None:
    first, second, *_ = load_catalogue(FOLDER).checkpoints
    assert first.fingerprint != second.fingerprint
    assert first.severity in Severity
