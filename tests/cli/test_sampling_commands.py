"""Samples on the command line, as a script that knows only `--help` would use them."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app import bootstrap
from app.cli.main import run
from tests.services.test_sampling import book

TOOLS = bootstrap.tools()


class Shell:
    """Runs `sample` commands in JSON; gives exit code and object."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object) -> tuple[int, dict[str, Any]]:
        code = run([*(str(w) for w in words), "--json"], TOOLS)
        said, _refused = self._capsys.readouterr()
        return code, json.loads(said)

    def text(self, *words: object) -> str:
        assert run([str(w) for w in words], TOOLS) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def audit(shell: Shell, tmp_path: Path) -> Path:
    path = tmp_path / "a.shadan"
    new = ("--organisation", "東湾送配電", "--role", "grid_operator", "--period", "上期", "--as-of", "2026-10-31")
    assert shell("new", path, *new, "--site", "本店", "--site", "北営業所")[0] == 0
    assert shell("import", path, "terminals", book(tmp_path / "台帳.xlsx", range(1, 121)))[0] == 0
    return path


def test_from_the_trial_to_the_conclusion(shell: Shell, audit: Path, tmp_path: Path) -> None:
    wish = ("sample", "draw", audit, "terminals", "--by", "site", "--confidence", "90", "--rate", "10%")
    code, tried = shell(*wish, "--dry-run")
    assert (code, tried["dry_run"], tried["population"]) == (0, True, 120)
    assert shell("sample", "list", audit)[1] == {"samples": []}
    code, made = shell(*wish, "--purpose", "現物確認")
    sample = made["sample"]
    assert (code, sample["number"], sample["size"]) == (0, 1, tried["size"])
    assert (sample["confidence"], sample["rate"], sample["seed_given"]) == (90, 10, False)
    assert sample["strata"] == tried["strata"]
    assert sample["results"]["pending"] == sample["size"]
    assert sample["at_most"] is None
    for record in sample["records"]:
        assert shell("sample", "result", audit, 1, record["number"], "sound", "--by", "点検 花子")[0] == 0
    changed = ("sample", "result", audit, 1, 1, "different")
    assert shell(*changed)[1]["error"]["code"] == "sample_needs_difference"
    assert shell(*changed, "--difference", "3階にある")[1]["error"]["code"] == "sample_reason_missing"
    code, told = shell(*changed, "--difference", "3階にある", "--reason", "再確認", "--evidence", "写真1")
    assert (code, told["record"]["result"], told["record"]["checked_by"]) == (0, "different", "点検 花子")
    shown = shell("sample", "show", audit, 1)[1]["sample"]
    assert shown["results"] == {"sound": sample["size"] - 1, "different": 1, "unchecked": 0, "pending": 0}
    assert shown["within_rate"] is False
    assert shown["conclusion"] in shell.text("sample", "show", audit, 1)
    assert shell("sample", "redraw", audit, 1)[1]["same"] is True
    sheet, paper = tmp_path / "s.xlsx", tmp_path / "s.pdf"
    assert shell("sample", "export", audit, 1, sheet)[1]["records"] == sample["size"]
    assert load_workbook(sheet).sheetnames == ["抽出1", "母集団"]
    assert shell("sample", "export", audit, 1, paper)[0] == 0
    assert shell("verify", paper)[0] == 0
    assert shell("verify", audit)[0] == 0
    assert "抽出点検の結果を記録" in shell.text("history", audit)


def test_the_same_seed_draws_the_same(shell: Shell, audit: Path) -> None:
    one = shell("sample", "draw", audit, "terminals", "--size", 9, "--seed", "abcd-1234", "--equal", "--by", "site")[1]
    two = shell("sample", "draw", audit, "terminals", "--size", 9, "--seed", "ABCD-1234", "--equal", "--by", "site")[1]
    assert one["sample"]["records"] == two["sample"]["records"]
    assert two["sample"]["seed_given"] is True
    assert "この台帳からの以前の抽出: 抽出1" in shell.text("sample", "show", audit, 2)
    assert shell("sample", "withdraw", audit, 2, "--reason", "重複")[0] == 0
    assert shell("sample", "result", audit, 2, 1, "sound")[1]["error"]["code"] == "sample_left"
    assert [s["withdrawn"] for s in shell("sample", "list", audit)[1]["samples"]] == ["", "重複"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("draw", "terminals", "--size", "0"), 2),
        (("draw", "terminals", "--confidence", "viel"), 2),
        (("draw", "terminals", "--where", "status"), 2),
        (("draw", "terminals"), 3),
        (("draw", "accounts", "--size", "3"), 3),
        (("show", "7"), 3),
        (("export", "7", "x.pdf"), 3),
        (("result", "1", "1", "good"), 2),
        (("withdraw", "1"), 2),
    ],
)
def test_refusals(shell: Shell, audit: Path, words: tuple[str, ...], code: int) -> None:
    exit_code, told = shell("sample", words[0], audit, *words[1:])
    assert exit_code == code
    assert told["error"]["message"]


def test_english(shell: Shell, audit: Path) -> None:
    said = shell.text("--lang", "en", "sample", "draw", audit, "terminals", "--size", 5, "--where", "status=使用中")
    assert "Drawn from: Terminal ledger: 96 records (“使用中” in State)" in said
    assert "5 of the 5 records drawn are still to be checked" in said
