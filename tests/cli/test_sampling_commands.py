"""Samples on the command line, as a script that knows only `--help` would use them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook

from app import bootstrap
from app.cli.main import run
from app.domain.sampling import Outcome as Result
from app.i18n import gettext_in
from app.services import sampling_words as words
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


def test_terminals_that_were_taken_away_are_told_of_with_the_ready_option(shell: Shell, audit: Path) -> None:
    wish = ("sample", "draw", audit, "terminals", "--size", "60")
    assert shell(*wish, "--dry-run")[1]["taken_away"] == 24
    assert "抽出元のうち24件は返却済み又は廃棄済み" in shell.text(*wish, "--dry-run")
    assert "は返却済み又は廃棄済みで、現物を確認できません: NT-" in shell.text(*wish)
    assert "--where status=使用中" in shell.text(*wish)
    limited = (*wish, "--where", "status=使用中")
    tried = shell(*limited, "--dry-run")[1]
    assert (tried["population"], tried["taken_away"]) == (96, 0)
    assert "廃棄済み" not in shell.text(*limited)


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
    assert "Drawn from: Terminal ledger, records: 96 (“使用中” in State)" in said
    assert "5 of the 5 records drawn are still to be checked" in said


def filled(path: Path, out: Path, **cells: dict[int, str]) -> Path:
    """The work list with `cells` (heading → row of the record → text) written into it."""
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    (head,) = [row for row in sheet.iter_rows() if "台帳の番号" in [c.value for c in row]]
    columns = {str(cell.value): cell.column for cell in head}
    for heading, texts in cells.items():
        for record, text in texts.items():
            sheet.cell(head[0].row + record, columns[heading]).value = text
    workbook.save(out)
    return out


def test_the_work_list_comes_back_from_excel(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("sample", "draw", audit, "terminals", "--size", "6", "--by", "site")
    sheet = tmp_path / "s.xlsx"
    shell("sample", "export", audit, 1, sheet)
    (sound, different) = (words.outcome_word(o, gettext_in("ja")) for o in (Result.SOUND, Result.DIFFERENT))
    outcomes = {1: sound, 2: different, 3: different, 4: "まあまあ"}
    told = {2: "3階にある"}
    done = filled(sheet, tmp_path / "b.xlsx", 結果=outcomes, 相違の内容=told, 確認者={1: "点検 花子", 5: "点検 花子"})
    read = ("sample", "read", audit, 1, done)
    code, tried = shell(*read, "--dry-run")
    counts = {"read": 6, "given": 2, "changed": 0, "unchanged": 0, "empty": 1, "refused": 3}
    assert (code, tried["rows"], tried["dry_run"]) == (0, counts, True)
    assert [(p["record"], p["code"]) for p in tried["problems"]] == [
        (3, "sample_needs_difference"),
        (4, "sample_result_unknown"),
        (5, "sample_result_missing"),
    ]
    assert shell("sample", "show", audit, 1)[1]["sample"]["results"]["pending"] == 6
    code, taken = shell(*read)
    assert (code, taken["rows"]) == (0, counts)
    records = shell("sample", "show", audit, 1)[1]["sample"]["records"]
    assert [r["result"] for r in records] == ["sound", "different", *["pending"] * 4]
    assert (records[0]["checked_by"], records[1]["difference"]) == ("点検 花子", "3階にある")
    # The same list again changes nothing; another result wants a reason.
    assert shell(*read)[1]["rows"] == {**counts, "given": 0, "unchanged": 2}
    other = filled(sheet, tmp_path / "c.xlsx", 結果={1: different}, 相違の内容={1: "廃棄済"})
    assert shell("sample", "read", audit, 1, other)[1]["problems"][0]["code"] == "sample_reason_missing"
    assert shell("sample", "read", audit, 1, other, "--reason", "再確認")[1]["rows"]["changed"] == 1
    # What was written by the program is read back in both languages, with what was found since.
    for language in ("ja", "en"):
        again = tmp_path / f"{language}.xlsx"
        assert shell("--lang", language, "sample", "export", audit, 1, again)[0] == 0
        code, same = shell("sample", "read", audit, 1, again)
        assert (code, same["rows"]["unchanged"], same["rows"]["empty"], same["problems"]) == (0, 2, 4, [])
    assert "読取り 6 行" in shell.text(*read, "--dry-run")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_work_list_of_a_seed_given_by_hand_is_read_back(
    shell: Shell, audit: Path, tmp_path: Path, language: str
) -> None:
    """What stands behind the seed in the list is no part of it."""
    shell("sample", "draw", audit, "terminals", "--size", "4", "--seed", "1111-2222-3333")
    sheet = tmp_path / "s.xlsx"
    assert shell("--lang", language, "sample", "export", audit, 1, sheet)[0] == 0
    code, taken = shell("sample", "read", audit, 1, sheet)
    assert (code, taken["rows"]["read"], taken["problems"]) == (0, 4, [])
    shell("sample", "draw", audit, "terminals", "--size", "4", "--seed", "1111-2222-3334")
    assert shell("sample", "read", audit, 2, sheet)[1]["error"]["code"] == "sample_list_other"


def test_the_signs_of_the_results_are_read_in_a_work_list(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("sample", "draw", audit, "terminals", "--size", "4")
    sheet = tmp_path / "s.xlsx"
    shell("sample", "export", audit, 1, sheet)
    signs = {1: "○", 2: "×", 3: "△", 4: "◯"}
    marked = filled(sheet, tmp_path / "b.xlsx", 結果=signs, 相違の内容={2: "現物なし"}, 所見={3: "出張中"})
    assert shell("sample", "read", audit, 1, marked)[1]["problems"] == []
    records = shell("sample", "show", audit, 1)[1]["sample"]["records"]
    assert [r["result"] for r in records] == ["sound", "different", "unchecked", "sound"]


def test_a_work_list_that_is_not_the_one_is_refused(shell: Shell, audit: Path, tmp_path: Path) -> None:
    shell("sample", "draw", audit, "terminals", "--size", "4")
    shell("sample", "draw", audit, "terminals", "--size", "4")
    sheet = tmp_path / "s.xlsx"
    shell("sample", "export", audit, 1, sheet)

    def refused(path: Path, number: int = 1) -> str:
        code, told = shell("sample", "read", audit, number, path)
        assert code == 3
        return str(told["error"]["code"])

    assert refused(sheet, 2) == "sample_list_other"
    assert refused(filled(sheet, tmp_path / "k.xlsx", 台帳の番号={2: "PC-9999"})) == "sample_list_altered"
    assert refused(filled(sheet, tmp_path / "v.xlsx", 設置場所={1: "どこか"})) == "sample_list_altered"
    assert refused(book(tmp_path / "other.xlsx", range(1, 3))) == "sample_list_none"
    torn = tmp_path / "torn.xlsx"
    torn.write_bytes(sheet.read_bytes()[:2000])
    assert refused(torn)
    assert refused(tmp_path / "missing.xlsx")
    assert shell("sample", "show", audit, 1)[1]["sample"]["results"]["pending"] == 4
    shell("sample", "withdraw", audit, 1, "--reason", "引き直し")
    assert refused(sheet) == "sample_left"


def test_a_protected_work_list_is_read_with_its_password(shell: Shell, audit: Path, tmp_path: Path) -> None:
    assert (
        shell("sample", "draw", audit, "terminals", "--size", "3", "--by", "事業所", "--where", "状態=使用中")[0] == 0
    )
    today = date.today()
    era = f"令和{today.year - 2018}年{today.month}月{today.day}日"
    assert shell("sample", "result", audit, 1, 2, "sound", "--on", era)[0] == 0
    plain, locked, secret = tmp_path / "list.xlsx", tmp_path / "locked.xlsx", tmp_path / "secret.txt"
    assert shell("sample", "export", audit, 1, plain)[0] == 0
    with plain.open("rb") as stream, locked.open("wb") as target:
        OOXMLFile(stream).encrypt("点検2026", target)
    assert shell("sample", "read", audit, 1, locked)[1]["error"]["code"] == "workbook_password_needed"
    secret.write_text("点検2025\n", encoding="utf-8")
    read = ("sample", "read", audit, 1, locked, "--password-file", secret)
    assert shell(*read)[1]["error"]["code"] == "workbook_password_wrong"
    secret.write_text("点検2026\n", encoding="utf-8")
    code, told = shell(*read)
    assert (code, told["rows"]["read"], told["rows"]["unchanged"], told["problems"]) == (0, 3, 1, [])
    code, shown = shell("sample", "show", audit, 1)
    assert shown["sample"]["records"][1]["checked_on"] == today.isoformat()
    assert [c["field"] for c in shown["sample"]["where"]] == ["status"]
