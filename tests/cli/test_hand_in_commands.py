"""The hand-in folder as a script builds, lists and checks it."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell

FEW = [word for part in ("plan", "plan-list", "results", "confirmations") for word in ("--without", part)]


@pytest.fixture
def filled(shell: Shell, audit: Path, tmp_path: Path) -> Path:
    (tmp_path / "証跡.txt").write_bytes(b"proof")
    assert shell("evidence", "add", audit, "A4-4-04", tmp_path / "証跡.txt", "--site", "本店")[0] == 0
    return audit


def test_a_trial_writes_nothing_and_tells_what_is_missing(shell: Shell, filled: Path, tmp_path: Path) -> None:
    code, told = shell("export", filled, "hand-in", tmp_path / "out", "--dry-run", "--json")
    assert (code, told["dry_run"], told["size"]) == (0, True, 5)
    assert [file["part"] for file in told["files"]] == [
        "plan", "plan-list", "results", "findings", "confirmations", "evidence",
    ]  # fmt: skip
    assert told["files"][-1]["path"] == "証跡/A4-4-04_本店_001.txt"
    assert {"draft", "no_papers"} <= {doubt["code"] for doubt in told["doubts"]}
    assert not (tmp_path / "out").exists()
    assert shell("export", filled, "hand-in", tmp_path / "out", "--dry-run")[0] == 0
    assert "「業務改善計画」は案のままです" in shell.said
    assert shell("hand-in", "list", filled, "--json")[1] == {"hand_ins": []}


def test_it_is_built_listed_checked_and_replaced(shell: Shell, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, built = shell("export", filled, "hand-in", out, *FEW, "--zip", "--json")
    assert code == 0
    assert (out / "証跡" / "A4-4-04_本店_001.txt").read_bytes() == b"proof"
    assert Path(built["zip"]).is_file()
    assert shell("export", filled, "hand-in", out, *FEW)[0] == 3
    assert "前に作成した提出用フォルダー" in shell.refused
    assert shell("export", filled, "hand-in", out, *FEW, "--replace", "--json")[1]["index"] == built["index"]

    code, listed = shell("hand-in", "list", filled, "--json")
    assert [each["index"] for each in listed["hand_ins"]] == [built["index"]] * 2
    assert listed["hand_ins"][0]["since"] == {}
    code, checked = shell("hand-in", "check", out, "--of", filled, "--json")
    assert (code, checked["whole"], checked["built"]["name"]) == (0, True, "out")

    (out / "証跡" / "A4-4-04_本店_001.txt").write_bytes(b"other")
    (out / "余分.txt").write_bytes(b"x")
    code, checked = shell("hand-in", "check", out, "--json")
    assert (code, checked["changed"], checked["extra"]) == (4, ["証跡/A4-4-04_本店_001.txt"], ["余分.txt"])
    assert shell("hand-in", "check", out)[0] == 4
    assert "× 変更: 証跡/A4-4-04_本店_001.txt" in shell.said


def test_a_folder_of_another_audit_is_told(shell: Shell, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert shell("export", filled, "hand-in", out, *FEW)[0] == 0
    other = tmp_path / "b.shadan"
    assert shell("new", other, "--organisation", "他社", "--role", "grid_operator", "--period", "2026",
                 "--as-of", "2026-10-31")[0] == 0  # fmt: skip
    code, checked = shell("hand-in", "check", out, "--of", other, "--json")
    assert (code, checked["whole"], checked["built"]) == (4, True, None)
    assert shell("export", other, "hand-in", out, *FEW, "--replace")[0] == 3


@pytest.mark.parametrize("option", ["--zip", "--replace", "--dry-run", "--with=progress", "--without=plan"])
def test_options_of_the_folder_belong_to_no_ledger(shell: Shell, audit: Path, tmp_path: Path, option: str) -> None:
    code, told = shell("export", audit, "terminals", tmp_path / "t.xlsx", option, "--json")
    assert (code, told["error"]["code"]) == (2, "export_option_unwanted")
    assert not (tmp_path / "t.xlsx").exists()


def test_what_cannot_be_asked_is_refused(shell: Shell, audit: Path, tmp_path: Path) -> None:
    every = [f"--without={part}" for part in ("plan", "plan-list", "results", "findings", "confirmations", "papers",
                                              "evidence")]  # fmt: skip
    assert shell("export", audit, "hand-in", tmp_path / "o", *every, "--json")[1]["error"]["code"] == "handin_part_away"
    told = shell("export", audit, "hand-in", tmp_path / "o", "--text", "x", "--json")
    assert (told[0], told[1]["error"]["code"]) == (2, "export_option_unwanted")
    assert shell("hand-in", "check", tmp_path, "--json")[1]["error"]["code"] == "handin_no_sums"
    assert shell("export", audit, "hand-in", tmp_path / "o", "--with", "everything")[0] == 2
