"""Sites, facts, answers, copies and imports on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app import bootstrap
from app.cli.main import run
from tests.cli.ledger_files import HEADINGS, terminal

TOOLS = bootstrap.tools()
PLACE = "A4-4-01"


class Shell:
    """Runs commands with `--json`; gives exit code and the object."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object) -> tuple[int, dict[str, Any]]:
        code = run([str(w) for w in words] + ["--json"], TOOLS)
        return code, json.loads(self._capsys.readouterr().out)

    def said(self, *words: object) -> str:
        """What a person reads."""
        assert run([str(w) for w in words], TOOLS) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def audit(shell: Shell, tmp_path: Path) -> Path:
    path = tmp_path / "a.shadan"
    words = ("--organisation", "東湾送配電株式会社", "--role", "grid_operator", "--period", "2026年度上期")
    sites = ("--site", "本店", "--site", "北営業所", "--site", "南営業所")
    assert shell("new", path, *words, *sites, "--as-of", "2026-10-31")[0] == 0
    return path


def ledger(path: Path, *rows: list[str]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def refused(shell: Shell, *words: object) -> str:
    code, told = shell(*words)
    assert code == 3
    return str(told["error"]["code"])


# --- sites ------------------------------------------------------------------------------------------------------------


def test_sites_are_added_renamed_and_taken_out(shell: Shell, audit: Path) -> None:
    assert [s["name"] for s in shell("site", "list", audit)[1]["sites"]] == ["本店", "北営業所", "南営業所"]
    code, added = shell("site", "add", audit, "東営業所", "--cohabitant", "東湾電力株式会社")
    assert (code, added["name"], added["cohabitant"]) == (0, "東営業所", "東湾電力株式会社")
    code, renamed = shell("site", "rename", audit, "東営業所", "東ネットワークセンター")
    assert (renamed["id"], renamed["aliases"]) == (added["id"], ["東営業所"])
    code, removed = shell("site", "remove", audit, "東営業所", "--reason", "統合")
    assert (code, removed["removed"]) == (0, True)
    told = {s["name"]: s["removed"] for s in shell("sites", "list", audit)[1]["sites"]}
    assert told == {"本店": False, "北営業所": False, "南営業所": False, "東ネットワークセンター": True}
    assert "東ネットワークセンター(対象外)" in shell.said("site", "list", audit)
    assert refused(shell, "site", "add", audit, "本店") == "site_double"
    assert refused(shell, "site", "rename", audit, "本店", " ") == "site_name_missing"
    assert refused(shell, "site", "remove", audit, "東ネットワークセンター", "--reason", "統合") == "site_unknown"
    assert refused(shell, "site", "remove", audit, "本店", "--reason", " ") == "reason_missing"
    # By its former name as well, which ledgers may still use.
    code, back = shell("site", "restore", audit, "東営業所")
    assert (code, back["id"], back["removed"]) == (0, added["id"], False)
    assert refused(shell, "site", "restore", audit, "東ネットワークセンター") == "site_not_out"
    assert refused(shell, "site", "restore", audit, "西営業所") == "site_unknown"
    assert shell("site", "remove", audit, "東営業所", "--reason", "統合")[0] == 0
    code, again = shell("site", "add", audit, "東ネットワークセンター")
    assert (code, again["id"], again["cohabitant"]) == (0, added["id"], "東湾電力株式会社")


# --- facts ------------------------------------------------------------------------------------------------------------


def test_facts_are_shown_and_corrected(shell: Shell, audit: Path) -> None:
    before = shell("facts", audit)[1]
    assert (before["organisation"], before["affiliates"], before["saved_at"]) == ("東湾送配電株式会社", [], "")
    words = ("--auditor", "監査 花子", "--as-of", "2026-09-30", "--affiliate", "東湾電力株式会社", "--affiliate", " ")
    code, after = shell("facts", audit, *words)
    assert (code, after["auditor"], after["as_of"]) == (0, "監査 花子", "2026-09-30")
    assert after["affiliates"] == ["東湾電力株式会社"]
    assert after["saved_at"]
    assert shell("facts", audit, "--no-affiliates")[1]["affiliates"] == []
    assert "auditor = 監査 花子" in shell.said("facts", audit)
    assert refused(shell, "facts", audit, "--organisation", "") == "organisation_missing"


def test_a_new_audit_takes_its_scope_and_people(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "b.shadan"
    words = ("--organisation", "東湾送配電", "--role", "grid_operator", "--period", "上期", "--site", "本店")
    more = (
        "--area",
        "A4-4",
        "--area",
        "A3-2",
        "--auditor",
        "花子",
        "--department",
        "監査部",
        "--confidentiality",
        "秘",
    )
    assert shell("new", path, *words, *more)[0] == 0
    facts = shell("facts", path)[1]
    assert (facts["areas"], facts["auditor"]) == (["A4-4", "A3-2"], "花子")
    assert (facts["department"], facts["confidentiality"]) == ("監査部", "秘")
    assert {a["item"] for a in shell("info", path)[1]["areas"]} == {"A4-4", "A3-2"}
    assert refused(shell, "new", tmp_path / "c.shadan", *words, "--area", "X9") == "area_unknown"


def test_findings_follow_affiliates_and_sites(shell: Shell, audit: Path, tmp_path: Path) -> None:
    """What the rules find rests on who the other side is and on what sites are called."""
    rows = [terminal(1, 所属会社="東湾電力㈱"), terminal(2, 事業所="東支社", 区画="共用", 設置場所="1階 共用会議室")]
    assert shell("import", audit, "terminals", ledger(tmp_path / "a.xlsx", *rows))[0] == 0

    def found(rule: str) -> list[tuple[str, str]]:
        listed = shell("findings", audit, "--rule", rule)[1]["findings"]
        return [(f["site"], f["status"]) for f in listed]

    assert found("R01") == [("", "open")]
    assert shell("facts", audit, "--affiliate", "別の会社")[0] == 0
    another = found("R02")
    assert shell("facts", audit, "--affiliate", "東湾電力株式会社")[0] == 0
    assert another != [("北営業所", "open")]
    assert found("R02") == [("北営業所", "open")]
    assert shell("site", "add", audit, "東支社")[0] == 0
    assert found("R01") == [("東支社", "open")]
    code, counts = shell("finding", "refresh", audit)
    assert (code, counts["new"], counts["resolved"]) == (0, 0, 0)
    assert counts["open"] == sum(f["status"] == "open" for f in shell("findings", audit)[1]["findings"])


def test_that_nobody_is_named_for_the_affiliates_side_is_told(shell: Shell, audit: Path, tmp_path: Path) -> None:
    rows = [terminal(1, 所属会社="東湾電力㈱")]
    shell("import", audit, "terminals", ledger(tmp_path / "a.xlsx", *rows))

    def in_part() -> list[str]:
        told = shell("findings", audit, "--json")[1]["rules_run_in_part"]
        return [each["rule"] for each in told if each.get("no_affiliate")]

    assert in_part() == ["R02"]
    told = "R02 は一部のみ実施(特定関係事業者側の会社の登録なし、台帳なし: 従業員一覧、システム一覧)"
    assert told in shell.said("findings", audit)
    shell("facts", audit, "--affiliate", "東湾電力株式会社")
    assert in_part() == []


# --- answers and copies -----------------------------------------------------------------------------------------------


def test_answers_are_listed_as_in_the_window(shell: Shell, audit: Path, tmp_path: Path) -> None:
    total = shell("info", audit)[1]["progress"]["total"]
    assert shell("answers", audit)[1]["count"] == total
    assert shell("answers", audit, "--show", "unanswered")[1]["count"] == total
    shell("answer", audit, PLACE, "conforming", "--site", "北営業所", "--comment", "数えた")
    shell("answer", audit, "A4-4-04", "nonconforming", "--site", "本店", "--comment", "1台")
    shell("answer", audit, "A1-1-01", "partly", "--comment", "古い")
    (bad,) = shell("answers", audit, "--show", "nonconforming")[1]["answers"]
    assert (bad["checkpoint"], bad["item"], bad["site"], bad["comment"]) == ("A4-4-04", "A4-4", "本店", "1台")
    assert (bad["verdict"], bad["revision"], bad["evidence"], bad["copied_from"]) == ("nonconforming", 1, 0, None)
    assert [a["checkpoint"] for a in shell("answers", audit, "--show", "partly")[1]["answers"]] == ["A1-1-01"]
    assert [a["checkpoint"] for a in shell("answers", audit, "--show", "unproven")[1]["answers"]] == [PLACE]
    proof = tmp_path / "a.txt"
    proof.write_text("数えた", encoding="utf-8")
    shell("evidence", "add", audit, PLACE, proof, "--site", "北営業所")
    assert shell("answers", audit, "--show", "unproven")[1]["count"] == 0
    at_site = shell("answers", audit, "--site", "北営業所", "--item", "A4-4")[1]["answers"]
    assert {(a["site"], a["item"]) for a in at_site} == {("北営業所", "A4-4")}
    assert {a["site"] for a in shell("answers", audit, "--company")[1]["answers"]} == {""}
    assert "× A4-4-04  本店  1台" in shell.said("answers", audit, "--show", "nonconforming")
    assert refused(shell, "answers", audit, "--site", "どこか") == "site_unknown"


def test_an_answer_is_copied_and_confirmed(shell: Shell, audit: Path) -> None:
    copy = ("copies", "copy", audit, PLACE, "--from", "本店")
    assert refused(shell, *copy, "--to", "北営業所") == "answer_nothing_to_copy"
    shell("answer", audit, PLACE, "conforming", "--site", "本店", "--comment", "数えた")
    code, copied = shell(*copy, "--to", "北営業所", "--to", "南営業所")
    assert (code, copied["to"], bool(copied["saved_at"])) == (0, ["北営業所", "南営業所"], True)
    info = shell("info", audit)[1]
    assert (info["progress"]["answered"], info["progress"]["copied"]) == (1, 2)
    assert {s["name"]: (s["answered"], s["conforming"], s["copied"]) for s in info["sites"]} == {
        "本店": (1, 1, 0), "北営業所": (0, 0, 1), "南営業所": (0, 0, 1),
    }  # fmt: skip
    assert "◇ 写しのまま確認していない回答が2件" in shell.said("info", audit)
    waiting = shell("copies", "list", audit)[1]["copies"]
    assert waiting == [{"checkpoint": PLACE, "site": site, "from": "本店"} for site in ("北営業所", "南営業所")]
    assert shell("answers", audit, "--show", "copied")[1]["answers"][0]["copied_from"] == "本店"
    assert "(本店からの写し・要確認)" in shell.said("answers", audit, "--show", "copied")
    assert shell("copies", "confirm", audit, PLACE, "--site", "北営業所")[0] == 0
    assert [c["site"] for c in shell("copies", "list", audit)[1]["copies"]] == ["南営業所"]
    assert refused(shell, "copies", "confirm", audit, PLACE, "--site", "北営業所") == "answer_not_copied"
    shell("answer", audit, PLACE, "partly", "--site", "本店", "--reason", "1台不明")
    assert refused(shell, *copy, "--to", "南営業所") == "answer_change_needs_reason"
    assert shell(*copy, "--to", "南営業所", "--reason", "同じ台帳")[0] == 0
    # Copied to the site it comes from: nothing.
    assert shell(*copy, "--to", "本店")[1]["to"] == []
    assert "(なし)" in shell.said(*copy, "--to", "本店")


# --- imports and measures ---------------------------------------------------------------------------------------------


def test_a_copy_leaves_out_sites_whose_ledger_says_otherwise(shell: Shell, audit: Path, tmp_path: Path) -> None:
    rows = [terminal(2, 区画="共用", 設置場所="1階 共用会議室")]
    assert shell("import", audit, "terminals", ledger(tmp_path / "a.xlsx", *rows))[0] == 0
    shell(
        "answer", audit, "A4-4-04", "conforming", "--site", "本店", "--comment", "窓口を見た。\nPC-0002は倉庫にある。"
    )
    copy = ("copies", "copy", audit, "A4-4-04", "--from", "本店", "--to", "北営業所", "--to", "南営業所")
    code, told = shell(*copy)
    assert (code, told["to"]) == (0, ["南営業所"])
    assert [(each["site"], each["proposal"]) for each in told["left_out"]] == [("北営業所", "nonconforming")]
    assert "北営業所には写しませんでした" in shell.said(*copy)
    (south,) = shell("answers", audit, "--show", "copied")[1]["answers"]
    assert south["comment"] == "窓口を見た。"
    code, told = shell(*copy, "--despite-proposals", "--no-remark")
    assert (code, told["to"], told["left_out"]) == (0, ["北営業所", "南営業所"], [])
    assert [a["comment"] for a in shell("answers", audit, "--show", "copied")[1]["answers"]] == ["", "窓口を見た。"]


def test_imports_are_listed_with_what_they_changed(shell: Shell, audit: Path, tmp_path: Path) -> None:
    assert "まだ台帳を取り込んでいません。" in shell.said("imports", "list", audit)
    shell("import", audit, "terminals", ledger(tmp_path / "a.xlsx", terminal(1), terminal(2)))
    shell("import", audit, "terminals", ledger(tmp_path / "b.xlsx", terminal(1, 使用者="佐藤"), terminal(3)))
    first, second = shell("imports", "list", audit, "terminals")[1]["imports"]
    assert (first["source"], first["rows"]["added"]) == ("a.xlsx", 2)
    assert (second["source"], second["rows"]["changed"], second["rows"]["gone"]) == ("b.xlsx", 1, 1)
    assert "a.xlsx" in shell.said("imports", "list", audit)
    assert "added" not in shell.said("imports", "list", audit)
    changes = shell("imports", "show", audit, second["id"])[1]["changes"]
    assert sorted(c["change"] for c in changes) == ["added", "changed", "gone"]
    changed = next(c for c in changes if c["change"] == "changed")
    assert "佐藤" in changed["after"].values()
    assert "→ 佐藤" in shell.said("imports", "show", audit, second["id"])
    assert refused(shell, "imports", "show", audit, "none") == "import_unknown"


def test_findings_are_put_under_a_measure(shell: Shell, audit: Path) -> None:
    shell("answer", audit, "A4-4-04", "nonconforming", "--site", "本店")
    (finding,) = shell("findings", audit)[1]["findings"]
    shell("plan", "add", audit, "A4-4", "--measure", "端末を撤去する")
    code, measure = shell("plan", "assign", audit, 1, finding["id"])
    assert (code, measure["findings"]) == (0, [finding["id"]])
    assert refused(shell, "plan", "assign", audit, 1, "F-0000000000") == "finding_unknown"
    assert refused(shell, "plan", "assign", audit, 9, finding["id"]) == "action_unknown"


def test_drafts_are_told_and_accepted_together(shell: Shell, audit: Path) -> None:
    for checkpoint in ("A1-1-01", "A1-1-02"):
        shell("answer", audit, checkpoint, "nonconforming", "--comment", "規程がない")
    shell("plan", "draft", audit)
    first = shell("plan", "list", audit, "--json")[1]["actions"][0]
    assert (first["draft"], "measure" in first["drafted"]) == (True, True)
    assert "(下書き)" in shell.said("plan", "list", audit)
    accepted = shell("plan", "accept", audit, "--all", "--json")[1]["actions"]
    assert [a["draft"] for a in accepted] == [False, False]
    assert "(下書き)" not in shell.said("plan", "list", audit)
    assert shell("plan", "accept", audit, "--json")[0] == 2
