"""The bundled catalogue is whole, and a broken one is named for what it is."""

import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from app.domain.catalogue import Checkpoint
from app.domain.grades import Level, Role, Severity
from app.domain.text import Text
from app.errors import UserError
from app.formats.catalogue import load_catalogue, problems
from app.formats.ledger_sheets import LedgerSheets
from app.i18n import gettext_in
from app.paths import bundled

FOLDER = bundled("resources") / "catalogue"
CATALOGUE = load_catalogue(FOLDER)
CHECKPOINTS = CATALOGUE.checkpoints
# Articles that were read word for word: 「第23条の4」 of 「電気事業法第23条の4第1項」.
ARTICLE = re.compile(r"第\d+条(?:の\d+)?")
VERIFIED = {number for law in CATALOGUE.laws for number in ARTICLE.findall(law.label.ja)}
each_checkpoint = pytest.mark.parametrize("checkpoint", CHECKPOINTS, ids=lambda c: c.id)


def texts(checkpoint: Checkpoint) -> Iterator[Text]:
    yield checkpoint.question
    yield checkpoint.verify
    for points in (checkpoint.look, checkpoint.evidence, checkpoint.actions, checkpoint.reference):
        yield from points


def pairs_of_letters(text: str) -> set[str]:
    letters = re.sub(r"\W", "", unicodedata.normalize("NFKC", text))
    return {letters[i : i + 2] for i in range(len(letters) - 1)}


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
    assert {r.id for r in catalogue.rules} >= {f"R{n:02d}" for n in range(1, 35)}


def test_every_role_has_its_checkpoints() -> None:
    catalogue = load_catalogue(FOLDER)
    for role in Role:
        assert [c for c in catalogue.checkpoints if role in c.roles]
    # 沖縄型: what rests on articles that do not bind it is asked as a voluntary check, or not at all.
    okinawa = [c for c in catalogue.checkpoints if Role.INTEGRATED_OPERATOR in c.roles]
    assert not [c.id for c in okinawa if "eba-23-5" in c.basis and Role.INTEGRATED_OPERATOR not in c.voluntary_for]
    # 法23②-⑤, 22の3, 23の2, 23の3 do not bind it: a row that rests on these and on nothing that does is voluntary.
    unbound = re.compile(r"eba-(23-[2-5]|22-3.*|23no[23].*)")
    for checkpoint in okinawa:
        law = [b for b in checkpoint.basis if b.startswith(("eba", "pp"))]
        if law and all(unbound.fullmatch(b) for b in law):
            assert Role.INTEGRATED_OPERATOR in checkpoint.voluntary_for, checkpoint.id
    voluntary = {c.id for c in okinawa if Role.INTEGRATED_OPERATOR in c.voluntary_for}
    assert voluntary >= {"A3-4-01", "A3-5-05", "A3-6-03", "A4-2-12", "A3-3-05", "A3-3-09"}


def test_no_fact_is_asked_twice() -> None:
    letters = {c.id: pairs_of_letters(c.question.ja) for c in CHECKPOINTS}
    for one, other in combinations(CHECKPOINTS, 2):
        if one.roles & other.roles:
            first, second = letters[one.id], letters[other.id]
            alike = len(first & second) / len(first | second)
            assert alike < 0.6, (one.id, other.id, alike)


def test_the_number_of_checkpoints_stays_what_a_company_can_answer() -> None:
    for role in Role:
        assert sum(role in c.roles for c in CHECKPOINTS) <= 190
    assert max(Counter(c.item for c in CHECKPOINTS).values()) <= 18


@each_checkpoint
def test_a_question_is_one_plain_sentence(checkpoint: Checkpoint) -> None:
    question = checkpoint.question
    assert question.ja.endswith("か")
    assert not re.search(r"[。?？!！]|状態か|べきか|でしょうか|違法|問題ない", question.ja)
    assert question.en.endswith("?")
    assert question.en[0].isupper()
    assert question.en.count("?") == 1


@each_checkpoint
def test_the_words_fit_the_page(checkpoint: Checkpoint) -> None:
    assert len(checkpoint.question.ja) <= 60
    assert len(checkpoint.question.en) <= 170
    assert len(checkpoint.verify.ja) <= 220
    assert len(checkpoint.verify.en) <= 500
    for points, most in ((checkpoint.look, 5), (checkpoint.evidence, 4), (checkpoint.actions, 3)):
        assert 1 <= len(points) <= most
        for point in points:
            assert len(point.ja) <= 60
            assert not point.ja.endswith("。")


@each_checkpoint
def test_both_languages_tell_the_same_steps(checkpoint: Checkpoint) -> None:
    steps = re.findall("[①-⑨]", checkpoint.verify.ja)
    assert checkpoint.verify.ja.endswith("。")
    assert len(set(steps)) >= 2
    told = re.findall(r"(?:^|(?<=[.;:?)\"] ))\((\d)\) ", checkpoint.verify.en)
    assert [int(n) for n in told] == list(range(1, len(told) + 1))
    assert len(told) == len(set(steps))
    for text in texts(checkpoint):
        assert not re.search("[ぁ-んァ-ヶ一-龠]", text.en), text.en


@each_checkpoint
def test_numbers_of_our_own_are_told_as_a_guide(checkpoint: Checkpoint) -> None:
    """Sample sizes and periods are this product's suggestions, never rules."""
    for number in re.finditer(
        r"(?<![\d年])([2-9]|\d\d)(件|台|名|人|社|席|冊|行|か所|拠点)(?!ほど)", checkpoint.verify.ja
    ):
        pytest.fail(f"{checkpoint.id}: {number[0]}")
    if re.search(r"直近\d|(?<!約3)年以内|\dか月", checkpoint.question.ja.replace("約3年以内", "")):
        assert any("本カタログの目安" in r.ja for r in checkpoint.reference)


@each_checkpoint
def test_only_verified_articles_are_named(checkpoint: Checkpoint) -> None:
    for text in texts(checkpoint):
        assert set(ARTICLE.findall(text.ja)) <= VERIFIED, text.ja
        assert not re.search(r"\d\d?桁|24時間", text.ja)


@each_checkpoint
def test_an_article_is_named_with_its_act(checkpoint: Checkpoint) -> None:
    """法 alone may be either of two acts; 施行規則 alone would be the one whose articles are not verified."""
    for text in texts(checkpoint):
        assert not re.search(r"(?<!電気事業)(?<!個人情報保護)法第\d|(?<!個人情報保護法)施行規則第", text.ja), text.ja
        if re.search(r"\barts?\. \d", text.en):
            assert re.search(r"Electricity Business Act|Protection of Personal Information", text.en), text.en


def test_the_rules_name_the_sides() -> None:
    for rule in CATALOGUE.rules:
        for text in (rule.title, rule.explanation, *rule.hits.values()):
            assert not re.search(r"other side|different sides|both sides|[「」]", text.en), text.en
            assert not re.search("相手側|(?<!側の)双方", text.ja), text.ja


@each_checkpoint
def test_the_words_are_those_of_the_glossary(checkpoint: Checkpoint) -> None:
    for text in texts(checkpoint):
        assert not re.search(r"affiliates' side|T&D (side|system)|Okinawa type|reference date|[“”]", text.en), text.en
        assert not re.search("当該事業所|需要家|EnWG.*エネルギー経済法", text.ja.replace("旧需要家", "")), text.ja


@each_checkpoint
def test_a_pointer_to_another_checkpoint_leads_to_one(checkpoint: Checkpoint) -> None:
    live = {c.id: c for c in CHECKPOINTS}
    for text in texts(checkpoint):
        named = re.findall(r"(?:A\d-\d|[BCSV])-\d\d", text.ja)
        assert set(named) <= set(live) - {checkpoint.id}
        assert sorted(named) == sorted(re.findall(r"(?:A\d-\d|[BCSV])-\d\d", text.en))


def test_each_terminal_rule_speaks_where_its_fact_is_asked() -> None:
    catalogue = load_catalogue(FOLDER)
    speaking = {
        "R01": ("A4-4-04", "A4-4-05"),
        "R02": ("A4-4-19",),
        "R03": ("A3-3-03", "A4-4-06"),
        "R06": ("A4-4-16",),
        "R07": ("A4-4-17",),
        "R31": ("A4-4-16",),
        "R32": ("A4-4-01",),
    }
    assert {rule: catalogue.speaking_to(rule) for rule in speaking} == speaking
    for rule, identities in speaking.items():
        asked = [catalogue.checkpoint(i) for i in identities]
        assert all("terminals" in c.over for c in asked), rule
        assert any(c.level is Level.SITE for c in asked), rule
        # Whoever holds a terminal ledger has a question the rule can speak to.
        for role in (Role.GRID_OPERATOR, Role.AFFILIATED_RETAILER, Role.INTEGRATED_OPERATOR):
            assert any(role in c.roles for c in asked), (rule, role)


def test_what_is_asked_of_ledgers_is_answered_once_beside_them() -> None:
    """Systems, contractors, IDs and persons are asked once for the company; rooms, terminals and seats at each site."""
    for checkpoint in CHECKPOINTS:
        if set(checkpoint.over) & {"systems", "contractors", "external_registrants", "exceptions", "disasters"}:
            assert checkpoint.level is Level.COMPANY, checkpoint.id
        if checkpoint.item in ("A3-1", "A4-3") and checkpoint.id != "A3-1-12":
            assert checkpoint.over, checkpoint.id
        if "当事業所" in checkpoint.question.ja:
            assert checkpoint.level is Level.SITE, checkpoint.id


def test_the_first_ids_of_each_item_live_on() -> None:
    first = {"A1-1": 9, "A1-2": 6, "A1-3": 5, "A2-1": 6, "A3-1": 12, "A3-2": 9, "A3-3": 6, "A3-4": 7, "A3-5": 5}
    first |= {"A3-6": 5, "A4-1": 10, "A4-2": 13, "A4-3": 5, "A4-4": 12, "A5-1": 8, "A5-2": 7, "A6-1": 5}
    first |= {"B": 12, "C": 2, "V": 9, "S": 5}
    live = {c.id for c in CHECKPOINTS}
    assert {f"{item}-{n:02d}" for item, most in first.items() for n in range(1, most + 1)} <= live


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
        ("catalogue.toml", 'version = "2026.2"', "", "missing_key"),
        ("limits.toml", 'id = "split_years"', 'id = "split_months"', "missing"),
        ("limits.toml", "number = 30", "number = 0", "not_positive"),
        ("limits.toml", "number = 30", 'number = "30"', "wrong_type"),
        ("limits.toml", 'basis = "12-1"', 'basis = "99"', "dangling"),
        ("cases.toml", 'id = "final_report_days"', 'id = "final_report_weeks"', "dangling"),
        ("challenges.toml", 'count = "terminals_lent"', 'count = "terminals_stolen"', "unknown_value"),
        ("challenges.toml", 'checkpoints = ["A4-4-12"]', 'checkpoints = ["A4-4-99"]', "dangling"),
        ("challenges.toml", 'checkpoints = ["A4-4-12"]', "", "challenge_speaks_to_nothing"),
        ("challenges.toml", 'id = "terminals-lent"', 'id = "terminals-shared"', "double_id"),
        ("challenges.toml", "貸出中の端末が{count}台", "貸出中の端末が{number}台", "dangling"),
        ("challenges.toml", "貸出中の端末が{count}台", "貸出中の端末が", "languages_differ"),
        ("challenges.toml", 'count = "findings"', 'count = "terminals_lent"', "not_one_for_findings"),
        ("challenges.toml", 'severity = "improvement"', 'severity = "mild"', "unknown_value"),
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
    assert "(law.toml: cannot be read)" in str(refusal.value)
    # Not a word of English, and no sign for a place that is not known.
    assert "law.toml: 読み取れません)" in refusal.value.sentence(gettext_in("ja"))
    assert refusal.value.values["file"] == "law.toml"
    assert "No such file" in str(refusal.value.values["problem"])


def test_an_entry_that_is_wrong_is_told_with_its_place(broken: Path) -> None:
    with (broken / "law.toml").open("ab") as stream:
        stream.write(b"\n[nonsense]\n")
    with pytest.raises(UserError) as refusal:
        load_catalogue(broken)
    assert "law.toml: nonsense" in refusal.value.sentence(gettext_in("ja"))
    assert "unknown_key" in str(refusal.value)


def test_the_fingerprint_follows_the_text_that_is_asked() -> None:
    first, second, *_ = CHECKPOINTS
    assert first.fingerprint != second.fingerprint
    assert replace(first, actions=(), severity=Severity.OBSERVATION).fingerprint == first.fingerprint
    for changed in ({"question": second.question}, {"verify": second.verify}, {"basis": ("z1",)}):
        assert replace(first, **changed).fingerprint != first.fingerprint, changed


def test_a_rule_on_zones_names_them_as_the_ledger_does(root: Path) -> None:
    zone = next(field for field in LedgerSheets().form("terminals").fields if field.id == "zone")
    explanation = CATALOGUE.rule("R01").explanation
    for word in set(zone.choices) - {"送配電", "専用"}:
        assert f"「{word}」" in explanation.ja
        assert word in explanation.en
