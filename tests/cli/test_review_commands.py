"""Two people take turns on one file from the command line, up to the seal and past it."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.domain.grades import Verdict
from tests.cli.shell import Shell

OFFICER, REVIEWER, APPROVER = "点検 花子", "確認 太郎", "承認 三郎"


@pytest.fixture
def small(shell: Shell, tmp_path: Path) -> Path:
    """An audit of one item at two sites."""
    path = tmp_path / "b.shadan"
    said = ("--organisation", "東湾送配電株式会社", "--role", "grid_operator", "--period", "2026年度上期")
    assert shell("new", path, *said, "--site", "本店", "--site", "北営業所", "--area", "A1-1")[0] == 0
    return path


def answer_all(shell: Shell, file: Path) -> int:
    told = shell("answers", file, "--json")[1]["answers"]
    asked = list(dict.fromkeys(each["checkpoint"] for each in told))
    # A verdict that wants no proof.
    words = ("answer-many", file, *asked, Verdict.NOT_APPLICABLE, "--reason", "対象がない", "--all-sites")
    assert shell(*words, "--as", OFFICER)[0] == 0
    return len(told)


def states(shell: Shell, file: Path) -> dict[str, int]:
    states: dict[str, int] = shell("info", file, "--json")[1]["states"]
    return {name: count for name, count in states.items() if count}


def refused(shell: Shell, *words: object) -> str:
    code, data = shell(*words, "--json")
    assert code == 3
    assert shell.refused.strip() == data["error"]["message"]
    return str(data["error"]["code"])


def test_officer_and_reviewer_take_turns_up_to_the_seal(shell: Shell, small: Path) -> None:
    total = answer_all(shell, small)
    assert states(shell, small) == {"answered": total}
    code, asked = shell("--as", OFFICER, "review", "request", small, "--all", "--json")
    assert (code, len(asked["places"]), asked["state"]) == (0, total, "requested")
    assert refused(shell, "review", "accept", small, "--all", "--as", "点検　花子") == "review_same_person"
    back = ("--site", "北営業所", "--as", REVIEWER)
    assert refused(shell, "review", "return", small, "A1-1-05", *back) == "review_needs_reason"
    assert shell("review", "return", small, "A1-1-05", *back, "--reason", "写真がない")[0] == 0
    (returned,) = shell("review", "list", small, "--state", "returned", "--json")[1]["reviews"]
    assert (returned["site"], returned["by"], returned["reason"]) == ("北営業所", REVIEWER, "写真がない")
    assert returned["answered_by"] == OFFICER
    for name, waits in ((OFFICER, {"returned": 1}), (REVIEWER, {"requested": total - 1})):
        told = shell("review", "list", small, "--waiting", "--as", name, "--json")[1]
        assert Counter(each["state"] for each in told["reviews"]) == waits
    assert shell("review", "list", small, "--state", "returned")[0] == 0
    assert "↩ 差戻し" in shell.said
    assert "写真がない" in shell.said
    assert shell("review", "accept", small, "--all", "--as", REVIEWER)[0] == 0
    assert states(shell, small) == {"accepted": total - 1, "returned": 1}

    code, gaps = shell("seal", small, "--as", APPROVER, "--json")
    assert (code, gaps["error"]["code"]) == (3, "seal_gaps")
    assert {g["code"]: g["count"] for g in gaps["gaps"]} == {"returned": 1, "not_approved": 1}
    assert shell("seal", small, "--as", APPROVER)[0] == 3
    assert "差戻しのまま: 1件" in shell.said
    assert "まだ封印できません" in shell.refused
    assert shell("approve", small, "--as", APPROVER, "--json")[1]["gaps"] == [{"code": "returned", "count": 1}]
    listed = shell("gaps", small, "--json")[1]["gaps"][0]
    assert listed["places"] == [{"checkpoint": "A1-1-05", "site": "北営業所"}]

    assert (
        shell("answer", small, "A1-1-05", "not_applicable", "--site", "北営業所", "--comment", "写真を添えた")[0] == 0
    )
    assert shell("review", "accept", small, "A1-1-05", "--site", "北営業所", "--as", REVIEWER)[0] == 0
    assert shell("approve", small, "--as", APPROVER)[0] == 0
    code, sealed = shell("seal", small, "--as", APPROVER, "--json")
    assert (code, sealed["sealed"], sealed["revision"], len(sealed["fingerprint"])) == (0, True, 1, 64)
    info = shell("info", small, "--json")[1]
    assert (info["sealed"], info["fingerprint"]) == (True, sealed["fingerprint"])
    assert shell("info", small)[0] == 0
    short = "-".join(sealed["fingerprint"][:12].upper()[n : n + 4] for n in (0, 4, 8))
    assert short in shell.said
    code, verified = shell("verify", small, "--json")
    assert (code, verified["ok"], verified["sealed"], verified["fingerprint"]) == (0, True, True, sealed["fingerprint"])


def test_what_can_be_accepted_is_and_the_rest_is_told(shell: Shell, small: Path) -> None:
    total = answer_all(shell, small)
    words = ("answer", small, "A1-1-01", Verdict.NOT_APPLICABLE, "--reason", "別の理由", "--as", REVIEWER)
    assert shell(*words)[0] == 0
    assert shell("review", "request", small, "--all")[0] == 0
    code, told = shell("review", "accept", small, "--all", "--as", REVIEWER, "--json")
    assert (code, len(told["places"])) == (0, total - 1)
    (left,) = told["left"]
    assert (left["checkpoint"], left["site"], left["code"]) == ("A1-1-01", "", "review_same_person")
    assert left["message"].startswith(f"A1-1-01(東湾送配電株式会社)は{REVIEWER}が回答したため")
    assert refused(shell, "review", "accept", small, "--all", "--as", REVIEWER) == "review_same_person"
    # Who names what is to be accepted gets all of it or nothing.
    assert refused(shell, "review", "accept", small, "A1-1-01", "--as", REVIEWER) == "review_same_person"
    assert shell("review", "accept", small, "A1-1-01", "--all", "--as", "第三 者")[0] == 0
    assert refused(shell, "review", "accept", small, "A1-1-01", "--all", "--as", "第三 者") == "review_nothing_waits"
    assert "行える状態のものはありません" in shell.refused
    assert refused(shell, "review", "accept", small, "--all", "--as", "第三 者") == "review_nothing_waits"
    assert refused(shell, "review", "accept", small, "--as", "第三 者") == "review_nothing"


def test_a_copy_keeps_no_other_answer_from_its_review(shell: Shell, small: Path) -> None:
    total = answer_all(shell, small)
    copy = (
        "copies",
        "copy",
        small,
        "A1-1-05",
        "--from",
        "本店",
        "--to",
        "北営業所",
        "--reason",
        "同じ",
        "--as",
        OFFICER,
    )
    answer = ("answer", small, "A1-1-05", "partly", "--site", "本店", "--comment", "x", "--reason", "見直し")
    assert shell(*answer, "--as", OFFICER)[0] == 0
    assert shell(*copy, "--as", OFFICER)[0] == 0
    code, told = shell("review", "request", small, "--all", "--as", OFFICER, "--json")
    assert (code, len(told["places"])) == (0, total - 1)
    assert [(each["site"], each["code"]) for each in told["left"]] == [("北営業所", "review_copied")]
    # Who names it is refused, as ever.
    named = ("review", "request", small, "A1-1-05", "--site", "北営業所", "--as", OFFICER)
    assert refused(shell, *named) == "review_copied"


def test_what_can_be_returned_is_and_the_rest_is_told(shell: Shell, small: Path) -> None:
    total = answer_all(shell, small)
    words = ("answer", small, "A1-1-01", Verdict.NOT_APPLICABLE, "--reason", "別の理由", "--as", REVIEWER)
    assert shell(*words)[0] == 0
    assert shell("review", "request", small, "--all")[0] == 0
    give_back = ("review", "return", small, "--all", "--reason", "写真がない", "--as", REVIEWER, "--json")
    code, told = shell(*give_back)
    assert (code, len(told["places"])) == (0, total - 1)
    assert [each["code"] for each in told["left"]] == ["review_own_return"]


def test_the_rest_is_told_in_sentences(shell: Shell, small: Path) -> None:
    answer_all(shell, small)
    assert shell("answer", small, "A1-1-01", "not_applicable", "--reason", "対象外", "--as", REVIEWER)[0] == 0
    assert shell("review", "request", small, "--all")[0] == 0
    assert shell("review", "accept", small, "--all", "--as", REVIEWER)[0] == 0
    assert "残したもの: 1件" in shell.said
    assert f"    A1-1-01(東湾送配電株式会社)は{REVIEWER}が回答したため" in shell.said


def test_what_was_returned_is_mended_or_stands_for_a_reason(shell: Shell, small: Path) -> None:
    answer_all(shell, small)
    assert shell("review", "return", small, "A1-1-01", "--reason", "写真がない", "--as", REVIEWER)[0] == 0
    request = ("review", "request", small, "A1-1-01", "--as", OFFICER)
    assert refused(shell, *request) == "review_returned_unchanged"
    assert "理由: 写真がない" in shell.refused
    assert shell(*request, "--reason", "写真は禁じている")[0] == 0
    (asked,) = shell("review", "list", small, "--state", "requested", "--json")[1]["reviews"]
    assert (asked["act"], asked["reason"]) == ("requested", "写真は禁じている")
    (entry,) = shell("history", small, "--limit", "1", "--json")[1]["entries"]
    assert entry["after"]["reason"] == "写真は禁じている"


def test_only_the_revision_that_was_looked_at_is_accepted(shell: Shell, small: Path) -> None:
    answer_all(shell, small)
    accept = ("review", "accept", small, "A1-1-01", "--as", REVIEWER, "--revision")
    (told,) = (
        each
        for each in shell("review", "list", small, "--company", "--json")[1]["reviews"]
        if each["checkpoint"] == "A1-1-01"
    )
    assert shell("answer", small, "A1-1-01", "not_applicable", "--comment", "書き足した", "--as", OFFICER)[0] == 0
    assert refused(shell, *accept, told["revision"]) == "review_words_changed"
    assert "第1版の後に点検 花子が所見又は理由を変えました" in shell.refused
    give_back = ("review", "return", small, "A1-1-01", "--as", REVIEWER, "--reason", "写真がない", "--revision")
    assert refused(shell, *give_back, 1) == "review_words_changed"
    two = ("review", "accept", small, "A1-1-01", "A1-1-02", "--as", REVIEWER, "--revision", 1)
    assert refused(shell, *two) == "review_revision_of_many"
    assert shell(*accept, 2)[0] == 0


def seal(shell: Shell, file: Path) -> dict[str, Any]:
    answer_all(shell, file)
    assert shell("review", "request", file, "--all", "--as", OFFICER)[0] == 0
    assert shell("review", "accept", file, "--all", "--as", REVIEWER)[0] == 0
    assert shell("approve", file, "--as", APPROVER)[0] == 0
    code, sealed = shell("seal", file, "--as", APPROVER, "--json")
    assert code == 0
    return sealed


def test_what_the_plan_lacks_is_told_before_the_seal(shell: Shell, small: Path) -> None:
    plan = ("plan", "add", small, "A1-1", "--measure", "規程を改める", "--owner", "東 一郎", "--due", "2027-03-31")
    assert shell(*plan)[0] == 0
    answer_all(shell, small)
    lacking = shell("gaps", small, "--json")[1]["plan_lacks"]
    assert any("宛先" in each for each in lacking)
    assert shell("review", "request", small, "--all", "--as", OFFICER)[0] == 0
    assert shell("review", "accept", small, "--all", "--as", REVIEWER)[0] == 0
    assert shell("approve", small, "--as", APPROVER, "--json")[1]["plan_lacks"] == lacking


def test_a_sealed_audit_is_read_and_never_written(shell: Shell, small: Path, tmp_path: Path) -> None:
    seal(shell, small)
    proof = tmp_path / "a.txt"
    proof.write_text("x", "utf-8")
    head = shell("history", small, "--limit", "1", "--json")[1]
    writes: list[tuple[object, ...]] = [
        ("answer", small, "A1-1-01", "partly", "--reason", "x"),
        ("uphold", small, "A1-1-01"),
        ("copies", "copy", small, "A1-1-05", "--from", "本店", "--to", "北営業所"),
        ("evidence", "add", small, "A1-1-01", proof),
        ("facts", small, "--period", "x"),
        ("site", "add", small, "南営業所"),
        ("site", "rename", small, "本店", "本社"),
        ("site", "remove", small, "本店", "--reason", "閉鎖した"),
        ("plan", "draft", small),
        ("plan", "add", small, "A1-1", "--measure", "x"),
        ("review", "request", small, "A1-1-01"),
        ("review", "return", small, "A1-1-01", "--reason", "写真がない"),
        ("review", "one-person", small, "--allow", "1名の会社"),
        ("people", "add", small, "南 五郎"),
        ("approve", small),
        ("seal", small),
    ]
    for words in writes:
        assert (words[:2], refused(shell, *words)) == (words[:2], "audit_sealed")
    assert APPROVER in shell.refused
    assert shell("history", small, "--limit", "1", "--json")[1] == head
    reads: list[tuple[object, ...]] = [
        ("info", small),
        ("answers", small),
        ("findings", small),
        ("plan", "list", small),
        ("review", "list", small),
        ("people", "list", small),
        ("gaps", small),
        ("evidence", "list", small),
        ("backup", small, tmp_path),
    ]
    for words in reads:
        assert (words[0], shell(*words)[0]) == (words[0], 0)


def test_reopening_names_the_old_revision(shell: Shell, small: Path) -> None:
    assert refused(shell, "reopen", small, "--reason", "x") == "not_sealed"
    old = seal(shell, small)
    assert refused(shell, "reopen", small) == "reopen_needs_reason"
    code, reopened = shell("reopen", small, "--reason", "記載漏れ", "--as", OFFICER, "--json")
    assert (code, reopened["sealed"], reopened["revision"]) == (0, False, 2)
    assert reopened["revisions"][0]["fingerprint"] == old["fingerprint"]
    assert (reopened["revisions"][0]["reopened_by"], reopened["revisions"][0]["reason"]) == (OFFICER, "記載漏れ")
    assert shell("answer", small, "A1-1-01", "not_applicable", "--comment", "x")[0] == 0
    assert shell("info", small)[0] == 0
    assert "第2版(第1版は" in shell.said


def test_one_person_may_do_both_where_the_audit_says_so(shell: Shell, small: Path) -> None:
    answer_all(shell, small)
    assert shell("review", "one-person", small, "--json")[1] == {"one_person": False, "reason": ""}
    assert refused(shell, "review", "one-person", small, "--allow", " ") == "review_one_person_needs_reason"
    assert shell("review", "one-person", small, "--allow", "1名の会社")[0] == 0
    assert "1名の会社" in shell.said
    assert shell("review", "accept", small, "A1-1-01", "--as", OFFICER)[0] == 0
    assert shell("review", "one-person", small, "--forbid")[0] == 0
    assert refused(shell, "review", "accept", small, "A1-1-02", "--as", OFFICER) == "review_same_person"


def test_duties_bind_on_the_command_line(shell: Shell, small: Path) -> None:
    answer_all(shell, small)
    assert shell("people", "add", small, REVIEWER, "--department", "内部監査部", "--duty", "reviewer")[0] == 0
    assert "確認者" in shell.said
    assert refused(shell, "review", "accept", small, "A1-1-01", "--as", "よその人") == "person_not_reviewer"
    assert REVIEWER in shell.refused
    assert shell("review", "accept", small, "A1-1-01", "--as", REVIEWER)[0] == 0
    told = shell("people", "change", small, REVIEWER, "--name", "確認 太朗", "--duty", "approver", "--json")[1]
    assert told["people"] == [{"name": "確認 太朗", "department": "内部監査部", "duties": ["approver"]}]
    assert shell("people", "remove", small, "確認 太朗", "--json")[1] == {"people": []}
    assert shell("people", "list", small)[0] == 0
    assert refused(shell, "review", "accept", small, "A9-9-99", "--as", REVIEWER) == "checkpoint_unknown"


def test_the_records_name_who_works(shell: Shell, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def last() -> str:
        return str(shell("history", small, "--limit", "1", "--json")[1]["entries"][0]["by"])

    monkeypatch.setenv("SHADAN_USER", " 環境 二郎 ")
    assert shell("answer", small, "A1-1-01", "conforming")[0] == 0
    assert last() == "環境 二郎"
    assert shell("--as", OFFICER, "answer", small, "A1-1-02", "conforming")[0] == 0
    assert last() == OFFICER
    assert shell("answer", small, "A1-1-03", "conforming", "--as", REVIEWER)[0] == 0
    assert last() == REVIEWER
    monkeypatch.delenv("SHADAN_USER")
    assert shell("answer", small, "A1-1-04", "conforming")[0] == 0
    assert last() != OFFICER
    assert shell("answer", small, "A1-1-04", "conforming", "--as", " ")[0] == 2
    assert os.environ.get("SHADAN_USER") is None
