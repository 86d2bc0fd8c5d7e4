"""Many sites on the command line: answers, copies, flags and assignments as one act, and the matrix."""

from pathlib import Path

import pytest

from tests.cli.ledger_files import terminal, workbook
from tests.cli.shell import Shell

PLACE, OTHER = "A4-4-04", "A4-4-01"


@pytest.fixture
def many(shell: Shell, audit: Path) -> Path:
    for name in ("南営業所", "東営業所"):
        assert shell("site", "add", audit, name)[0] == 0
    return audit


def verdicts(shell: Shell, audit: Path, checkpoint: str = PLACE) -> dict[str, str]:
    told = shell("matrix", audit, "--item", "A4-4", "--json")[1]
    return {s["site"]: s["answers"][checkpoint]["verdict"] for s in told["sites"] if checkpoint in s["answers"]}


def refused(shell: Shell, *words: object) -> str:
    code, told = shell(*words, "--json")
    assert code == 3
    return str(told["error"]["code"])


def test_a_verdict_is_given_to_many_sites(shell: Shell, many: Path) -> None:
    words = ("answer-many", many, PLACE, OTHER, "conforming", "--all-sites", "--comment", "確認した")
    code, told = shell(*words, "--dry-run", "--json")
    assert (code, told["new"], told["unproven"], told["written"], told["dry_run"]) == (0, 8, 8, 0, True)
    assert set(verdicts(shell, many).values()) == {"unanswered"}
    code, told = shell(*words, "--json")
    assert (code, told["written"], bool(told["saved_at"])) == (0, 8, True)
    assert set(verdicts(shell, many).values()) == set(verdicts(shell, many, OTHER).values()) == {"conforming"}
    entries = shell("history", many, "--limit", "10", "--json")[1]["entries"]
    assert len({e["after"]["batch"] for e in entries if e["act"] == "answer.recorded"}) == 1


def test_a_lesser_verdict_than_ledgers_propose_wants_a_reason(shell: Shell, many: Path) -> None:
    shared = terminal(2, 区画="共用", 設置場所="1階 共用会議室")
    assert shell("import", many, "terminals", workbook(many.with_name("10.xlsx"), 一覧=[terminal(1), shared]))[0] == 0
    words = ("answer-many", many, PLACE, "conforming", "--all-sites")
    code, told = shell(*words, "--json")
    assert (code, told["written"], told["left_out"], told["graver"]) == (0, 3, 1, 0)
    assert refused(shell, *words, "--despite-proposals") == "batch_graver_needs_reason"
    code, told = shell(*words, "--despite-proposals", "--reason", "現地では専用区画", "--json")
    assert (code, told["written"], told["graver"]) == (0, 1, 1)
    entries = shell("history", many, "--limit", "10", "--json")[1]["entries"]
    (decided,) = (each for each in entries if each["act"] == "proposal.changed")
    assert decided["after"]["reason"] == "現地では専用区画"


def test_only_what_is_unanswered(shell: Shell, many: Path) -> None:
    shell("answer", many, PLACE, "nonconforming", "--site", "本店")
    assert refused(shell, "answer-many", many, PLACE, "conforming", "--all-sites") == "batch_lessens"
    lessen = ("answer-many", many, PLACE, "conforming", "--all-sites", "--lessen")
    assert refused(shell, *lessen) == "batch_change_needs_reason"
    code, told = shell("answer-many", many, PLACE, "conforming", "--all-sites", "--only", "unanswered", "--json")
    assert (code, told["written"]) == (0, 3)
    assert verdicts(shell, many)["本店"] == "nonconforming"
    code, told = shell("answer-many", many, PLACE, "conforming", "--all-sites", "--only", "unanswered", "--json")
    assert (code, told["written"], told["saved_at"]) == (0, 0, "")
    assert shell(*lessen, "--reason", "是正を確認")[0] == 0
    assert verdicts(shell, many)["本店"] == "conforming"


def test_sites_are_named_or_all_are_meant(shell: Shell, many: Path) -> None:
    code, told = shell("answer-many", many, PLACE, "partly", "--site", "本店", "--site", "南営業所", "--json")
    assert (code, told["written"]) == (0, 2)
    assert refused(shell, "answer-many", many, PLACE, "partly") == "answer_site_needed"
    assert refused(shell, "answer-many", many, PLACE, "partly", "--site", "西営業所") == "site_unknown"
    assert refused(shell, "answer-many", many, "X-99", "partly", "--all-sites") == "checkpoint_unknown"
    assert shell("answer-many", many, PLACE, "partly", "--all-sites", "--site", "本店")[0] == 2
    # One of the company needs no site.
    assert shell("answer-many", many, "A1-1-01", "A1-1-02", "conforming", "--json")[1]["written"] == 2


def test_copies_of_several_checkpoints_and_their_confirmation(shell: Shell, many: Path) -> None:
    shell("answer-many", many, PLACE, OTHER, "conforming", "--site", "本店")
    words = ("copies", "copy-many", many, PLACE, OTHER, "--from", "本店", "--all-sites")
    assert shell(*words, "--dry-run", "--json")[1]["new"] == 6
    assert shell(*words, "--json")[1]["written"] == 6
    assert len(shell("copies", "list", many, "--json")[1]["copies"]) == 6
    shell("matrix", many, "--item", "A4-4")
    assert "○?" in shell.said
    code, told = shell("copies", "confirm-many", many, PLACE, "--all-sites", "--json")
    assert (code, told["confirmed"]) == (0, 3)
    assert refused(shell, "copies", "confirm-many", many, PLACE, "--all-sites") == "batch_not_copied"


def test_a_copy_tells_before_that_it_brings_its_remark(shell: Shell, many: Path) -> None:
    shell("answer", many, PLACE, "conforming", "--site", "本店", "--comment", "本店の所見")
    shell("answer", many, PLACE, "conforming", "--site", "南営業所", "--comment", "現物を確認した")
    words = ("copies", "copy-many", many, PLACE, "--from", "本店", "--site", "南営業所", "--dry-run", "--json")
    told = shell(*words)[1]
    assert (told["remarked"], told["remarks_replaced"], told["unchanged"]) == (1, 1, 0)
    told = shell(*words, "--no-remark")[1]
    assert (told["remarked"], told["remarks_replaced"], told["unchanged"]) == (0, 0, 1)


def test_flags(shell: Shell, many: Path) -> None:
    code, told = shell("flag", "set", many, PLACE, "--all-sites", "--note", "写真を撮る", "--json")
    assert (code, told["flags"], told["new"]) == (0, 4, 4)
    code, told = shell("flag", "list", many, "--site", "本店", "--json")
    assert [(f["checkpoint"], f["site"], f["note"]) for f in told["flags"]] == [(PLACE, "本店", "写真を撮る")]
    shell("matrix", many, "--only", "flagged")
    assert "・!" in shell.said
    assert OTHER.rpartition("-")[2] not in shell.said.splitlines()[0].split()
    assert shell("flag", "clear", many, PLACE, "--site", "本店", "--json")[1]["flags"] == 3
    assert refused(shell, "flag", "clear", many, OTHER, "--all-sites") == "flag_none"
    shell("flags", "list", many)
    assert "写真を撮る" in shell.said


def test_assignments(shell: Shell, many: Path) -> None:
    words = ("--department", "総務課", "--due", "2026-12-18")
    code, told = shell("assign", "set", many, "山田", "--site", "本店", "--item", "A4-4", *words, "--json")
    assert code == 0
    assert shell("assign", "set", many, "鈴木", "--all-sites", "--company", "--due", "R8.11.1")[0] == 0
    shell("answer", many, PLACE, "partly", "--site", "本店")
    people = {p["person"]: p for p in shell("assign", "list", many, "--json")[1]["people"]}
    assert (people["山田"]["answered"], people["山田"]["due"], people["山田"]["overdue"]) == (1, "2026-12-18", False)
    assert (people["鈴木"]["overdue"], len(people["鈴木"]["assignments"])) == (True, 5)
    shell("assign", "list", many, "--person", "山田")
    assert "総務課" in shell.said
    assert "2026-12-18" in shell.said
    told = shell("matrix", many, "--person", "山田", "--json")[1]
    assert [s["site"] for s in told["sites"]] == ["本店"]
    assert {c["item"] for c in told["checkpoints"]} == {"A4-4"}
    assert told["sites"][0]["people"] == ["山田", "鈴木"]
    assert shell("assign", "remove", many, "鈴木", "--site", "本店", "--json")[1]["removed"] == 1
    assert refused(shell, "assign", "remove", many, "佐藤", "--all-sites") == "assignment_unknown"
    assert refused(shell, "assign", "set", many, "山田") == "assignment_nothing"
    assert refused(shell, "assign", "set", many, "山田", "--company", "--item", "X9") == "area_unknown"


def test_the_matrix(shell: Shell, many: Path) -> None:
    shell("answer-many", many, PLACE, "nonconforming", "--site", "南営業所")
    shell("matrix", many, "--item", "A4-4", "--sort", "failures")
    lines = shell.said.splitlines()
    assert lines[0].split()[0] == "A4-4"
    assert "04" in lines[0].split()
    # The company stands first, in any order.
    assert lines[1].startswith("(全社)")
    assert lines[2].startswith("南営業所")
    assert "×" in lines[2]
    shell("matrix", many, "--only", "nonconforming")
    assert [line.split()[0] for line in shell.said.splitlines()[:2]] == ["A4-4", "南営業所"]
    shell("matrix", many, "--only", "partly")
    assert shell.said == "該当するものはありません。\n"
    told = shell("matrix", many, "--site", "本店", "--state", "not_started", "--json")[1]
    assert [s["site"] for s in told["sites"]] == ["本店"]
    assert refused(shell, "matrix", many, "--item", "X9") == "area_unknown"


def test_a_remark_replaces_or_is_added(shell: Shell, many: Path) -> None:
    shell("answer", many, PLACE, "conforming", "--site", "本店", "--comment", "1階を見た")
    words = ("answer-many", many, PLACE, "conforming", "--site", "本店", "--comment", "全所で確認")
    assert shell(*words, "--add", "--dry-run", "--json")[1]["remarks_replaced"] == 0
    assert shell(*words)[0] == 0
    assert "元の所見を置き換える: 1 件" in shell.said


def test_copies_take_the_same_options_as_answers(shell: Shell, many: Path) -> None:
    shell("answer", many, PLACE, "conforming", "--site", "本店")
    shell("answer", many, PLACE, "partly", "--site", "北営業所", "--comment", "一部")
    copy = ("copies", "copy-many", many, PLACE, "--from", "本店", "--all-sites", "--reason", "是正を確認")
    code, told = shell(*copy, "--json")
    assert (code, told["error"]["code"]) == (3, "batch_lessens")
    assert "--lessen" in told["error"]["message"]
    code, told = shell(*copy, "--only", "unanswered", "--json")
    assert (code, told["written"]) == (0, 2)
    code, told = shell(*copy, "--lessen", "--json")
    assert (code, told["written"], told["lessened"]) == (0, 1, 1)
    assert set(verdicts(shell, many).values()) == {"conforming"}


def test_what_is_named_by_a_former_id_is_counted(shell: Shell, many: Path, tmp_path: Path) -> None:
    code, told = shell("answer-many", many, "A1-1-10", "A1-1-01", "conforming", "--json")
    assert (code, told["written"]) == (0, 1)
    assert shell("info", many, "--json")[1]["progress"]["answered"] == 1
    paper = tmp_path / "規程.txt"
    paper.write_text("規程", encoding="utf-8")
    code, told = shell("evidence", "add", many, "A1-1-10", paper, "--json")
    assert (code, told["checkpoint"]) == (0, "A1-1-01")
    assert shell("answer", many, "A3-2-11", "partly", "--site", "本店", "--json")[1]["checkpoint"] == "A3-2-04"
    assert shell("copies", "copy", many, "A3-2-11", "--from", "本店", "--to", "北営業所")[0] == 0
    assert shell("info", many, "--json")[1]["progress"]["answered"] == 2
    assert [c["checkpoint"] for c in shell("copies", "list", many, "--json")[1]["copies"]] == ["A3-2-04"]


def test_what_the_audit_does_not_examine_is_not_answered(shell: Shell, tmp_path: Path) -> None:
    small = tmp_path / "一項目.shadan"
    said = ("--organisation", "東湾送配電株式会社", "--role", "grid_operator", "--period", "2026年度上期")
    assert shell("new", small, *said, "--as-of", "2026-10-31", "--site", "本店", "--area", "A1-1")[0] == 0
    assert refused(shell, "answer", small, "A1-2-01", "conforming") == "checkpoint_out_of_scope"
    assert refused(shell, "answer-many", small, "A1-2-01", "conforming") == "checkpoint_out_of_scope"
    shell("answer", small, "A1-2-01", "conforming")
    assert "項目 A1-2 を対象にしておらず" in shell.refused
