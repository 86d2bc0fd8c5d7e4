"""Proofs and challenges from the command line: an 適合 is unproven until something stands beside it, and what the
ledgers hold against it is asked and replied to."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell

SITE = "北営業所"


def refused(shell: Shell, *words: object) -> str:
    code, told = shell(*words, "--json")
    assert code == 3
    return str(told["error"]["code"])


@pytest.fixture
def claimed(shell: Shell, audit: Path, tmp_path: Path) -> Path:
    """An audit with two terminals in a shared room, and 適合 all the same."""
    ledger = tmp_path / "端末台帳.csv"
    head = "管理番号,事業所,設置場所,区画,使用者,所属会社,管理責任者,状態"
    rows = [f"PC-{n},{SITE},1階 会議室,共用,山田,東湾送配電株式会社,所長,使用中" for n in (1, 2)]
    ledger.write_text(
        "\n".join([head, *rows, f"PC-3,{SITE},2階,専用,山田,東湾送配電株式会社,所長,使用中"]), "utf-8-sig"
    )
    assert shell("import", audit, "terminals", ledger)[0] == 0
    assert shell("answer", audit, "A4-4-04", "conforming", "--site", SITE)[0] == 0
    return audit


def test_the_unproven_are_told_beside_the_conforming(shell: Shell, claimed: Path) -> None:
    _, info = shell("info", claimed, "--json")
    assert info["progress"]["unproven"] == 1
    (site,) = (s for s in info["sites"] if s["name"] == SITE)
    assert (site["conforming"], site["unproven"]) == (1, 1)
    assert sum(area["unproven"] for area in info["areas"]) == 1
    shell("info", claimed)
    assert "□ 適合1件のうち1件は未立証です" in shell.said
    assert "○1(□1)" in shell.said
    shell("answers", claimed, "--show", "unproven")
    assert "○ A4-4-04  北営業所    □ 未立証" in shell.said


def test_somebody_else_tries_to_disprove_it(shell: Shell, claimed: Path) -> None:
    add = ("disproof", "add", claimed, "A4-4-04", "--tried", "全室を見た", "--outcome", "held")
    assert refused(shell, *add, "--person", "佐藤") == "disproof_not_conforming"  # the company has no such answer
    assert refused(shell, *add, "--person", " ", "--site", SITE) == "disproof_person_missing"
    assert refused(shell, *add[:3], "A9-9-99", *add[4:], "--person", "佐藤") == "checkpoint_unknown"
    assert shell(*add[:-1], "perhaps", "--person", "佐藤", "--site", SITE)[0] == 2
    code, made = shell(*add, "--person", "佐藤 花子", "--site", SITE, "--json")
    assert (code, made["outcome"], made["revision"], made["unproven"]) == (0, "held", 1, 0)
    assert shell("info", claimed, "--json")[1]["progress"]["unproven"] == 0
    _, told = shell("disproof", "list", claimed, "--json")
    assert [(d["id"], d["site"], d["speaks"], d["withdrawn"]) for d in told["disproofs"]] == [
        (made["id"], SITE, True, "")
    ]
    assert shell("disproof", "withdraw", claimed, made["id"], "--reason", "人違い")[0] == 0
    assert refused(shell, "disproof", "withdraw", claimed, made["id"], "--reason", "人違い") == "disproof_withdrawn"
    assert shell("info", claimed, "--json")[1]["progress"]["unproven"] == 1
    shell("disproof", "list", claimed)
    assert "佐藤 花子(" in shell.said
    assert "反証されず (取下げ: 人違い)" in shell.said
    assert "全室を見た" in shell.said
    (listed,) = shell("disproof", "list", claimed, "--json")[1]["disproofs"]
    assert (listed["by"], listed["withdrawn_by"]) == (made["by"], made["by"])


def test_who_recorded_and_who_withdrew_an_attempt_is_told(shell: Shell, claimed: Path) -> None:
    add = ("disproof", "add", claimed, "A4-4-04", "--site", SITE, "--tried", "全室を見た", "--outcome", "refuted")
    made = shell(*add, "--person", "佐藤 花子", "--as", "記録 次郎", "--json")[1]
    (answer,) = shell("answers", claimed, "--show", "unproven", "--json")[1]["answers"]
    withdraw = ("disproof", "withdraw", claimed, made["id"], "--reason", "人違い", "--as")
    assert refused(shell, *withdraw, answer["by"]) == "disproof_not_yours"
    assert "その反証を取り下げられません。取下げは、反証を試みた佐藤 花子か" in shell.refused
    assert shell(*withdraw, "別の 者")[0] == 0
    shell("disproof", "list", claimed)
    assert "佐藤 花子(" in shell.said
    assert "記録者: 記録 次郎)" in shell.said
    assert "取り下げた者: 別の 者" in shell.said


def test_who_refuted_an_answer_is_told_wherever_it_is_called_unproven(shell: Shell, claimed: Path) -> None:
    add = ("disproof", "add", claimed, "A4-4-04", "--site", SITE, "--tried", "全室を見た", "--outcome", "refuted")
    assert shell(*add, "--person", "佐藤 花子")[0] == 0
    (answer,) = shell("answers", claimed, "--show", "unproven", "--json")[1]["answers"]
    assert (answer["unproven"], answer["refuted_by"]) == (True, "佐藤 花子")
    shell("answers", claimed, "--show", "unproven")
    assert "□ 反証: 佐藤 花子、" in shell.said
    gaps = {gap["code"]: gap["places"] for gap in shell("gaps", claimed, "--json")[1]["gaps"]}
    assert "unproven" not in gaps
    (refuted,) = gaps["refuted"]
    assert (refuted["checkpoint"], refuted["site"], refuted["refuted_by"]) == ("A4-4-04", SITE, "佐藤 花子")
    assert refuted["refuted_at"] == answer["refuted_at"]
    shell("gaps", claimed)
    assert "他の者により反証された" in shell.said
    assert "に佐藤 花子が反証しました。" in shell.said


def test_who_is_not_on_the_list_of_people_tried_nothing(shell: Shell, claimed: Path) -> None:
    assert shell("people", "add", claimed, "佐藤 花子")[0] == 0
    add = ("disproof", "add", claimed, "A4-4-04", "--site", SITE, "--tried", "全室を見た", "--outcome", "held")
    assert refused(shell, *add, "--person", "鈴木") == "disproof_person_unlisted"
    assert "shadan people add" in shell.refused
    assert shell(*add, "--person", "佐藤花子")[0] == 0


def test_who_answered_is_no_second_person(shell: Shell, claimed: Path) -> None:
    (answer,) = shell("answers", claimed, "--show", "unproven", "--json")[1]["answers"]
    words = ("disproof", "add", claimed, "A4-4-04", "--site", SITE, "--tried", "見た", "--outcome", "held")
    assert refused(shell, *words, "--person", answer["by"].upper()) == "disproof_same_person"


def test_what_the_ledger_holds_against_it_is_asked_and_replied_to(shell: Shell, claimed: Path) -> None:
    _, told = shell("challenge", "list", claimed, "--json")
    (asked,) = (c for c in told["challenges"] if c["id"] == "terminals-shared")
    assert asked["question"] == "共用区画の端末が2台あります(PC-1、PC-2)。閲覧をどう防いでいますか。"
    assert (asked["count"], asked["open"], asked["reply"], asked["site"]) == (2, True, None, SITE)
    assert [row["key"] for row in asked["rows"]] == ["PC-1", "PC-2"]
    (finding,) = (c for c in told["challenges"] if c["id"] == "R01")
    assert len(finding["findings"]) == finding["count"] == 2
    # Both numbers: how many there are, and at how many places.
    open_ = shell("challenge", "list", claimed, "--open", "--json")[1]["challenges"]
    places = {(each["checkpoint"], each["site"]) for each in open_}
    gap = next(g for g in shell("gaps", claimed, "--json")[1]["gaps"] if g["code"] == "challenged")
    assert (gap["things"], gap["count"]) == (len(open_), len(places))
    assert gap["things"] > gap["count"] > 0
    shell("gaps", claimed)
    assert f"反問に回答していない: {len(open_)} 件({len(places)} か所)" in shell.said
    reply = ("challenge", "answer", claimed, "A4-4-04")
    assert refused(shell, *reply, "terminals-shared", "--site", SITE, "--reply", " ") == "challenge_needs_reply"
    assert refused(shell, *reply, "terminals-lent", "--site", SITE, "--reply", "返却を確認") == "challenge_unknown"
    assert refused(shell, *reply, "terminals-shared", "--site", SITE, "--reply", "。") == "challenge_reply_wordless"
    code, kept = shell(*reply, "terminals-shared", "--site", SITE, "--reply", "離席時に施錠", "--json")
    assert (code, kept["open"]) == (0, told["open"] - 1)
    shell("challenge", "list", claimed)
    assert "✓ A4-4-04  北営業所  [terminals-shared]" in shell.said
    assert "答え: 離席時に施錠(" in shell.said
    assert "? A4-4-04  北営業所  [R01]" in shell.said
    shell("challenge", "list", claimed, "--open", "--checkpoint", "A4-4-04", "--site", SITE)
    assert "terminals-shared" not in shell.said
    shell("challenge", "list", claimed, "--lang", "en")
    assert "Terminals in shared rooms: 2 (PC-1, PC-2). How is viewing prevented?" in shell.said
    assert shell("challenge", "list", claimed, "--site", "本店", "--json")[1]["challenges"] == []
    shell("history", claimed)
    assert "反問への答え" in shell.said


def test_a_reply_stays_readable_when_the_answer_claims_nothing_any_more(shell: Shell, claimed: Path) -> None:
    reply = ("challenge", "answer", claimed, "A4-4-04", "terminals-shared", "--site", SITE)
    shell(*reply, "--reply", "離席時に施錠")
    assert shell("challenge", "list", claimed, "--json")[1]["earlier"] == []
    again = ("answer", claimed, "A4-4-04")
    shell(*again, "nonconforming", "--site", SITE, "--comment", "覆いがない", "--reason", "見直し")
    _, told = shell("challenge", "list", claimed, "--json")
    assert "terminals-shared" not in {c["id"] for c in told["challenges"] if c["checkpoint"] == "A4-4-04"}
    (earlier,) = told["earlier"]
    assert (earlier["id"], earlier["site"], earlier["reply"]["text"]) == ("terminals-shared", SITE, "離席時に施錠")
    assert earlier["question"].startswith("共用区画の端末が2台あります")
    shell("challenge", "list", claimed)
    assert "今は問われていない反問への答え: 1件" in shell.said
    shell("challenge", "list", claimed, "--all", "--site", SITE)
    assert "[terminals-shared]  今は問われていません" in shell.said
    assert "答え: 離席時に施錠(" in shell.said
    # It is there again with the claim.
    shell(*again, "conforming", "--site", SITE, "--reason", "見直し")
    assert shell("challenge", "list", claimed, "--json")[1]["earlier"] == []


def test_the_list_of_reviews_tells_what_stands_beside_each_answer(shell: Shell, claimed: Path, tmp_path: Path) -> None:
    proof = tmp_path / "写真.txt"
    proof.write_text("x", encoding="utf-8")
    assert shell("evidence", "add", claimed, "A4-4-04", proof, "--site", SITE)[0] == 0
    reply = ("challenge", "answer", claimed, "A4-4-04", "terminals-shared", "--site", SITE)
    assert shell(*reply, "--reply", "離席時に施錠")[0] == 0
    words = ("review", "list", claimed, "--site", SITE, "--state", "answered")
    (told,) = shell(*words, "--json")[1]["reviews"]
    asked = [c for c in shell("challenge", "list", claimed, "--json")[1]["challenges"] if c["checkpoint"] == "A4-4-04"]
    assert (told["evidence"], told["unproven"], told["refuted_by"]) == (1, False, "")
    assert (told["challenges"], told["open_challenges"]) == (len(asked), len(asked) - 1)
    assert (told["stale"], told["copied_from"]) == (False, None)
    assert shell(*words)[0] == 0
    assert f"証跡 1件  ? 反問 未回答{len(asked) - 1}・回答済1" in shell.said
    add = ("disproof", "add", claimed, "A4-4-04", "--site", SITE, "--tried", "全室を見た", "--outcome", "refuted")
    assert shell(*add, "--person", "佐藤 花子")[0] == 0
    assert shell("copies", "copy", claimed, "A4-4-04", "--from", SITE, "--to", "本店")[0] == 0
    (told,) = shell(*words, "--json")[1]["reviews"]
    assert (told["unproven"], told["refuted_by"], bool(told["refuted_at"])) == (True, "佐藤 花子", True)
    (copy,) = shell("review", "list", claimed, "--site", "本店", "--state", "answered", "--json")[1]["reviews"]
    assert (copy["copied_from"], copy["unproven"]) == (SITE, False)
    shell("review", "list", claimed, "--state", "answered")
    assert "□ 反証: 佐藤 花子、" in shell.said
    assert "写し・要確認" in shell.said


def test_who_accepts_is_told_what_speaks_against_it(shell: Shell, claimed: Path) -> None:
    add = ("disproof", "add", claimed, "A4-4-04", "--site", SITE, "--tried", "全室を見た", "--outcome", "refuted")
    assert shell(*add, "--person", "佐藤 花子")[0] == 0
    assert shell("answer", claimed, "A1-1-01", "conforming")[0] == 0
    assert shell("review", "request", claimed, "--all")[0] == 0
    accept, by = ("review", "accept", claimed), ("--as", "確認 太郎")
    told = shell(*accept, "A4-4-04", "--site", SITE, *by, "--json")[1]
    where = [{"checkpoint": "A4-4-04", "site": SITE}]
    assert (told["refuted"], told["unproven"], told["open_challenges"]) == (where, [], where)
    assert shell(*accept, "--all", *by)[0] == 0
    assert "    未立証 1件(A1-1-01 (全社))" in shell.said
    shell("review", "return", claimed, "A4-4-04", "--site", SITE, "--reason", "反証あり", *by)
    assert shell(*accept, "A4-4-04", "--site", SITE, *by)[0] == 0
    assert f"    反証された 1件(A4-4-04 {SITE})" in shell.said
    assert f"    反問に未回答 1件(A4-4-04 {SITE})" in shell.said


def test_answers_tell_why_something_does_not_apply(shell: Shell, claimed: Path) -> None:
    assert shell("answer", claimed, "A1-1-01", "not_applicable", "--reason", "該当する設備がない")[0] == 0
    assert shell("answers", claimed, "--item", "A1-1")[0] == 0
    assert "理由: 該当する設備がない" in shell.said
